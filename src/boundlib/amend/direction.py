"""The direction of a change of the text, as exceptions need it (29-30)."""

from __future__ import annotations

from collections.abc import Mapping

from boundlib.model.agreement import Agreement
from boundlib.vocab import PartyEffect, RuleChange


def change_of(old: Agreement, new: Agreement) -> tuple[RuleChange, Mapping[str, PartyEffect]]:
    """The direction of all that changes, and what it does to each party."""
    return RuleChange.SHIFTED, {}
