"""What happened in the work and changes nothing else (spec/pace 5)."""

from __future__ import annotations

from typing import Any

from boundlib.vocab import GENTLE

HEARD_BY = ("work.", "pace.sequence", "governance.review")
"""The kinds of clause that may count it: how the work goes on, and when it is gone through."""


def unheard(fact: str, clause: Any) -> bool:
    """Whether a clause hears nothing of a kind of fact: for it, it has not happened."""
    return fact in GENTLE and not getattr(clause, "kind", "").startswith(HEARD_BY)
