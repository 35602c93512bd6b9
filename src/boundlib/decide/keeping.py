"""The client's own record: who may see it, and when it may go (spec/sharing 51, 56)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import NEVER, Truth
from boundlib.decide.asking import Asking
from boundlib.decide.consenting import meant
from boundlib.decide.consents import ENDINGS, end_of
from boundlib.decide.telling import WHOLE, Case, told_alone
from boundlib.decide.ways import Key
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare.names import Unstated
from boundlib.model.answers import ByWhen
from boundlib.model.trees import item_above
from boundlib.vocab import AccessWay, Outcome, Reason, Role, SharedFor, SharedItem


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
    outcome = outcomes.pop() if len(outcomes) == 1 else Outcome.UNKNOWN
    return _parted(ask, item) if outcome is Outcome.PERMIT else outcome


def _parted(ask: Asking, item: str) -> Outcome:
    """What another told alone is not theirs to see, unless it is not kept from them (70)."""
    key = Key(Role.THERAPIST, ask.question.by, item, str(SharedFor.AT_REQUEST))
    told = told_alone(ask, key, Case())
    if told is None or told.outcome is Outcome.PERMIT:
        return Outcome.PERMIT
    ask.because(Reason.PERSON_DECIDES, told.clause)
    return Outcome.REFER


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


Kept = tuple[Any, Truth, Any]
"""A clause, whether it speaks, and how long it has something kept."""


def destroy_at(ask: Asking) -> What:
    """When may the record, or a recording, be destroyed? With all beneath it, once all may. (56)"""
    item = ask.question.item or str(SharedItem.RECORD)
    kept = [(c, t, c.kept) for c, t in meant(ask, "sharing.records") if c.kept is not None]
    found = _nearest(kept, item)
    recordings = str(SharedItem.RECORDINGS) in item_above(item)
    if recordings or (ask.question.item is None and (ask.question.clause or not found)):
        recorded = meant(ask, "sharing.recording")
        found += [(c, t, c.deleted) for c, t in recorded if c.deleted is not None]
    if not found:
        return not_applicable(ask)
    parts = [found, *(_nearest(kept, part) for part in ask.frame.ways.beneath(item))]
    for several in parts:
        if len(several) > 1:
            for clause, _, _ in several:
                ask.because(Reason.MORE_THAN_ONE, clause)
            return What(Outcome.UNKNOWN)
    each = {clause.id: (clause, speaks, span) for part in parts for clause, speaks, span in part}
    ends = [_end_of(ask, *one) for one in each.values()]
    missing = next((end for end in ends if isinstance(end, What)), None)
    if missing is not None:
        return missing
    lows, highs = [due.low for due in ends], [due.high for due in ends]
    least = max((low for low in lows if low is not None), default=None)
    most = None if None in highs else max(highs)
    value = ByWhen(min=instant(least), max=instant(most))
    unsure = next((clause for clause, speaks, _ in each.values() if speaks is not True), None)
    if unsure is not None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, unsure, value)
    for clause, _, _ in each.values():
        ask.because(Reason.RULES, clause)
    return answered(value)


def _nearest(kept: list[Kept], item: str) -> list[Kept]:
    """The clauses that name the longest path of an item."""
    above = item_above(item)
    ranks = [(rank, entry) for entry in kept if (rank := _rank(entry[0], above)) is not None]
    nearest = min((rank for rank, _ in ranks), default=0)
    return [entry for rank, entry in ranks if rank == nearest]


def _end_of(ask: Asking, clause: Any, speaks: Truth, span: Any) -> Any:
    """When what a clause has kept may go; as an answer, where that is not known."""
    if isinstance(span, Unstated):
        return unknown(ask, Reason.UNSTATED, clause, None)
    due = end_of(ask, clause, span, None)
    if due is None:
        return unknown(ask, None, clause, None)
    if due.low is not None and due.low >= NEVER and span.from_ in ENDINGS:
        ask.wait_for(ENDINGS[span.from_], clause)
    return due
