"""What follows when something is told (spec/sharing 45-47)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boundlib.decide.asking import Asking
from boundlib.declare import filled
from boundlib.model.decision import Obligation
from boundlib.model.trees import purpose_above
from boundlib.vocab import ChildSay, Duty, Named, Role, SharedFor

EMERGENCY = str(SharedFor.EMERGENCY)

AFTER_EMERGENCY = tuple(
    filled(Obligation, code=code)
    for code in (
        Duty.TELL_CLIENT,
        Duty.REVIEW_DISCLOSURE,
        Duty.MINIMUM_NECESSARY,
        Duty.RECORD_IT,
    )
)
"""What follows where a person decides to tell in an emergency that nobody agreed on (46, 68)."""


def follows(frame: Any, clause: Any, to: str, purpose: str) -> tuple[Obligation, ...]:
    """What follows a telling that this clause lets (45-46)."""
    urgent = EMERGENCY in purpose_above(purpose)
    return tuple(
        filled(Obligation, code=code, clause=clause.id, party=party)
        for code, party in _duties(frame, clause, to, urgent)
    )


def _duties(frame: Any, clause: Any, to: str, urgent: bool) -> Iterator[tuple[Duty, str | None]]:
    for who in sorted(frame.holders(Role.CLIENT)) if hasattr(clause, "child") else ():
        if ChildSay.TOLD_FIRST in clause.child:
            yield Duty.TELL_FIRST, who
        if ChildSay.PRESENT in clause.child:
            yield Duty.BE_PRESENT, who
    named = getattr(clause, "named", None)
    if named is Named.NOT:
        yield Duty.NOT_BY_NAME, None
    elif named is Named.CODE_NAME:
        yield Duty.CODE_NAME, None
    if urgent:
        yield Duty.TELL_CLIENT, None
        yield Duty.REVIEW_DISCLOSURE, None
    yield Duty.MINIMUM_NECESSARY, None
    yield Duty.RECORD_IT, None
    if not (frame.ways.passes_on(clause, to) or frame.ways.is_origin(to)):
        yield Duty.NO_REDISCLOSURE, to


def listing(ask: Asking) -> Any:
    """The clause that lists the ground that was named, if any."""
    for clause, _ in ask.speaking("sharing.legal_limit"):
        if getattr(ask.question, "ground", None) in clause.grounds:
            return clause
    return None


def owe_on_ground(ask: Asking) -> None:
    """What follows where a person decides on a legal ground (47)."""
    clause = listing(ask)
    if clause is not None and clause.told_first:
        for who in sorted(ask.frame.holders(Role.CLIENT)):
            ask.owe(Duty.TELL_FIRST, clause, party=who)
    if clause is not None and clause.minimum:
        ask.owe(Duty.MINIMUM_NECESSARY, clause)
    ask.owe(Duty.RECORD_IT, clause)
