"""What happened in the work and changes nothing else (spec/pace 5)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.vocab import GENTLE

HEARD_BY = ("work.", "pace.sequence", "governance.review")
"""The kinds of clause that may count it: how the work goes on, and when it is gone through."""


def unheard(fact: str, clause: Any) -> bool:
    """Whether a clause hears nothing of a kind of fact: for it, it has not happened."""
    return fact in GENTLE and not getattr(clause, "kind", "").startswith(HEARD_BY)


STEADY = ("work.transition", "work.ritual", "pace.sequence")
"""Those of them by which something may be done: it does not switch them on or off, or what was
permitted could be gone. The conditions of a step may count it.
"""


@attrs.frozen(slots=True)
class Switch:
    """The `when` of a clause that hears nothing of it there."""

    id: str
    """The clause."""
    by: tuple[str, ...]
    """Whom the clause binds: whose readings it means."""
    kind: str = "when"
    """None that hears it."""


def switch(clause: Any) -> Any:
    """Who listens where a clause's `when` is looked at."""
    return Switch(clause.id, clause.by) if clause.kind in STEADY else clause
