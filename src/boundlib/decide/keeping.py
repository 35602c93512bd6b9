"""The client's own record: who may see it, and when it may go (spec/sharing 51, 56)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import NEVER, Truth
from boundlib.decide.asking import Asking
from boundlib.decide.consenting import meant
from boundlib.decide.consents import ENDINGS, end_of
from boundlib.decide.sharing import WHOLE
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare.names import Unstated
from boundlib.model.answers import ByWhen
from boundlib.model.trees import item_above
from boundlib.vocab import AccessWay, Outcome, Reason, Role, SharedItem


def may_access(ask: Asking) -> Outcome:
    """May the client see this part of their own record, with all beneath it? (5-6, 51)"""
    said = [(c, t) for c, t in ask.speaking("sharing.records") if c.access is not None]
    if not ask.frame.holds(ask.question.by, Role.CLIENT):
        said = []
    found: dict[Outcome, Asking] = {}
    for item in ask.frame.ways.beneath(ask.question.item):
        part = ask.aside()
        found.setdefault(_part(part, said, item), part)
    outcome = next(o for o in WHOLE if o in found)
    ask.take(found[outcome])
    return outcome


def _part(ask: Asking, said: list[tuple[Any, Truth]], item: str) -> Outcome:
    """May the client see this item, by itself?"""
    above = item_above(item)
    found = [(rank, c, t) for c, t in said if (rank := _rank(c, above)) is not None]
    if not found:
        ask.because(Reason.NOTHING_AGREED)
        return Outcome.NOT_APPLICABLE
    nearest = min(rank for rank, _, _ in found)
    outcomes = {_access(ask, c, t) for rank, c, t in found if rank == nearest}
    return outcomes.pop() if len(outcomes) == 1 else Outcome.UNKNOWN


def _rank(clause: Any, above: tuple[str, ...]) -> int | None:
    """How near to an item the longest path of it is that a clause names; None: not about it."""
    if not clause.items:
        return len(above)
    return min((above.index(p) for p in clause.items if p in above), default=None)


def _access(ask: Asking, clause: Any, speaks: Truth) -> Outcome:
    if speaks is None or isinstance(clause.access, Unstated):
        ask.because(Reason.UNSTATED if speaks else Reason.SWITCH_NOT_KNOWN, clause)
        return Outcome.UNKNOWN
    if clause.access in (AccessWay.WITH_REVIEW, AccessWay.BY_LAW):
        ask.because(Reason.PERSON_DECIDES, clause, clause.access)
        return Outcome.REFER
    ask.because(Reason.GRANTED, clause)
    return Outcome.PERMIT


def destroy_at(ask: Asking) -> What:
    """When may the record, or a recording, be destroyed? (56)"""
    found = [(c, t, c.kept) for c, t in meant(ask, "sharing.records") if c.kept is not None]
    above = item_above(ask.question.item or str(SharedItem.RECORD))
    found = [entry for entry in found if _rank(entry[0], above) is not None]
    nearest = min((_rank(c, above) or 0 for c, _, _ in found), default=0)
    found = [entry for entry in found if _rank(entry[0], above) == nearest]
    recordings = str(SharedItem.RECORDINGS) in above
    if recordings or (ask.question.item is None and (ask.question.clause or not found)):
        recorded = meant(ask, "sharing.recording")
        found += [(c, t, c.deleted) for c, t in recorded if c.deleted is not None]
    if not found:
        return not_applicable(ask)
    if len(found) > 1:
        for clause, _, _ in found:
            ask.because(Reason.MORE_THAN_ONE, clause)
        return What(Outcome.UNKNOWN)
    clause, speaks, span = found[0]
    if isinstance(span, Unstated):
        return unknown(ask, Reason.UNSTATED, clause, None)
    due = end_of(ask, clause, span, None)
    if due is None:
        return unknown(ask, None, clause, None)
    if due.low is not None and due.low >= NEVER and span.from_ in ENDINGS:
        ask.wait_for(ENDINGS[span.from_], clause)
    value = ByWhen(min=instant(due.low), max=instant(due.high))
    if speaks is not True:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    ask.because(Reason.RULES, clause)
    return answered(value)
