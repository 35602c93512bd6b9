"""What was done under a clause, by which side, and by when it is due again (spec/work 1-16)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Truth, both
from boundlib.decide.asking import Asking
from boundlib.decide.counting import Hit
from boundlib.decide.evidence import Seen
from boundlib.decide.named import gathered, hits_of, names
from boundlib.decide.reviews import begun, last_review
from boundlib.decide.sides import Side, of_side, told_for
from boundlib.decide.spans import Due, origin_of, span_end
from boundlib.model.algebra import Entry
from boundlib.vocab import SHOWN_BY, Event, FactKind, Reason, Ritual, Tried

_OF_RITUAL = {
    Ritual.SUMMARY: (Entry(fact=FactKind.SUMMARY_GIVEN),),
    Ritual.REFLECTION: (Entry(fact=FactKind.REFLECTED),),
    Ritual.CHECK_IN: (Entry(fact=FactKind.CHECKED_IN),),
}
_OF_A_SESSION = {FactKind.SUMMARY_GIVEN, FactKind.REFLECTED}
"""What is done for a session, and may name it."""
_OF_KIND = {
    "work.duty": (Entry(fact=FactKind.DUTY_DONE),),
    "work.homework": (Entry(fact=FactKind.HOMEWORK_REPORTED),),
}


def own_entries(clause: Any) -> tuple[Entry, ...]:
    """The facts that show how it went with a clause."""
    found: tuple[Entry, ...] = (
        _OF_RITUAL[clause.ritual] if clause.kind == "work.ritual" else _OF_KIND[clause.kind]
    )
    return found


def counted_entries(clause: Any) -> tuple[Entry, ...]:
    """What counts as done under a clause: what its `often` names, else its own facts."""
    found: tuple[Entry, ...] = own_entries(clause) if clause.often is None else clause.often.count
    return found


# --- what was done --------------------------------------------------------------------------------


def done(ask: Asking, clause: Any, side: Side, alone: bool, since: int | None = None) -> list[Hit]:
    """What a side did under a clause, in order, as far as it may lie at or after `since`."""
    found = []
    where = None if clause.often is None else clause.often.where
    for hit in hits_of(ask, counted_entries(clause), where, clause, since):
        mine = of_side(ask, hit.seen.fact, side, alone)
        if mine is not False and (since is None or hit.seen.high >= since):
            sure = hit.sure and mine is True and (since is None or hit.seen.low >= since)
            found.append(Hit(hit.seen, sure))
    return found


def _newest(ask: Asking, clause: Any, side: Side, alone: bool) -> list[Hit]:
    """The last time that a side certainly did it, and whatever may be later."""
    told = gathered(ask, own_entries(clause), clause)
    floor: int | None = None
    found = []
    for place in range(told.stretch(ask)[1] - 1, -1, -1):
        hit = told.hits[place]
        if floor is not None and hit.seen.low < floor - told.widest:
            break
        mine = of_side(ask, hit.seen.fact, side, alone)
        if mine is not False:
            sure = hit.sure and mine is True and ask.view.certain(hit.seen)
            found.append(Hit(hit.seen, sure))
            ask.view.use(hit.seen)
            floor = hit.seen.low if sure and floor is None else floor
    return found


def knows_done(ask: Asking, clause: Any, since: int | None) -> bool:
    """Whether the record is complete about what is done under a clause."""
    known = True
    for kind in dict.fromkeys(entry.fact for entry in counted_entries(clause)):
        if not ask.view.covers(kind, since):
            ask.because(Reason.RECORD_INCOMPLETE, clause, kind)
            ask.wait_for(kind, clause)
            known = False
    return known


def latest_how(
    ask: Asking, clause: Any, seen: Iterable[tuple[Seen, Truth]]
) -> tuple[Tried | None, bool]:
    """How it went by the latest report; whether that is known, none being known too."""
    ordered = sorted(seen, key=lambda each: (each[0].low, each[0].high, each[0].fact.id))
    if not ordered:
        return None, True
    last = max(
        (s for s, mine in ordered if mine is True and ask.view.certain(s)),
        key=lambda s: (s.low, s.high, s.fact.id),
        default=None,
    )
    rivals = [s for s, _ in ordered if last is None or (s is not last and s.high >= last.low)]
    if last is None or any(_how(s.fact) is not _how(last.fact) for s in rivals):
        ask.because(Reason.FACT_MISSING, clause, own_entries(clause)[0].fact)
        ask.wait_for(own_entries(clause)[0].fact, clause)
        return None, False
    ask.view.use(last)
    return _how(last.fact), True


def _how(fact: Any) -> Tried:
    return getattr(fact, "how", None) or Tried.TRIED


def latest_reports(ask: Asking, clause: Any) -> list[tuple[Seen, Truth]]:
    """The latest report on a homework, and what may be as late."""
    kind = FactKind.HOMEWORK_REPORTED
    held = ask.view.chosen(
        kind,
        ("reports", clause.id),
        lambda fact: fact.clause == clause.id and told_for(ask, fact, clause) is not False,
    )
    found = [held.seen[place] for place in ask.view.last(held)]
    return [(seen, told_for(ask, seen.fact, clause)) for seen in found]


def reports(
    ask: Asking, clause: Any, side: Side, alone: bool, since: int
) -> list[tuple[Seen, Truth]]:
    """What was told since then of how it went, with whether it is this clause's and side's."""
    (entry,) = own_entries(clause)
    out: list[tuple[Seen, Truth]] = []
    for seen in ask.view.of(entry.fact, since=since):
        told = [names(ask, seen.fact, clause.id), of_side(ask, seen.fact, side, alone)]
        mine = both([*told, True if seen.low >= since else None])
        if mine is not False:
            out.append((seen, mine))
    return out


# --- when it is due -------------------------------------------------------------------------------


@attrs.frozen
class Asked:
    """By when something is due, and whether it was done since."""

    due: Due | None
    """By when; None: not known."""
    since: int | None = None
    """From when on it counts as done for this time."""
    done: Truth = False
    """Whether it was done for this time."""


def asked_by(ask: Asking, clause: Any, side: Side, alone: bool) -> Asked | None:
    """By when the next time is due; None: no time was agreed, or it is left open."""
    if clause.due is not None:
        return _from_event(ask, clause, side, alone)
    if clause.every is not None:
        return _from_last(ask, clause, side, alone)
    return None


def _from_event(ask: Asking, clause: Any, side: Side, alone: bool) -> Asked:
    """By a time from an event on; done for that event is done at or after it."""
    span = clause.due
    if hasattr(span, "unstated"):
        ask.because(Reason.UNSTATED, clause, "due")
        return Asked(None)
    begins = begun(ask)
    events: dict[Event, int | None] = {}
    if span.from_ is Event.ADOPTED:
        events[Event.ADOPTED] = begins
    elif span.from_ is Event.REVIEWED:
        events[Event.REVIEWED] = _reviewed(ask, clause)
    start = origin_of(ask, span, begins, clause, events)
    if start is None:
        return Asked(None)
    if start >= NEVER:
        return Asked(Due(NEVER, NEVER), NEVER)
    hits = _for_this(ask, clause, side, alone, span.from_, start)
    truth: Truth = True if any(hit.sure for hit in hits) else None if hits else False
    due = span_end(ask, span, start, clause=clause, events={span.from_: start}, deadline=True)
    return Asked(due, start, truth)


def _for_this(
    ask: Asking, clause: Any, side: Side, alone: bool, event: Event, start: int
) -> list[Hit]:
    """What was done for an event: at or after it; what names a session, for its own (101)."""
    shown = ask.view.of(*SHOWN_BY.get(event, ()), since=start)
    own = {getattr(seen.fact, "session", None) for seen in shown if seen.low == start} - {None}
    found = [
        hit
        for hit in done(ask, clause, side, alone, start)
        if not own or getattr(hit.seen.fact, "session", None) in (None, *own)
    ]
    named = {entry.fact for entry in counted_entries(clause)} & _OF_A_SESSION
    for seen in ask.view.of(*named) if own else ():
        under = names(ask, seen.fact, clause.id) if hasattr(seen.fact, "clause") else True
        mine = both([under, of_side(ask, seen.fact, side, alone)])
        if seen.fact.session in own and seen.low < start and mine is not False:
            ask.view.use(seen)
            found.append(Hit(seen, mine is True and ask.view.certain(seen)))
    return found


def _reviewed(ask: Asking, clause: Any) -> int | None:
    """When a clause was last gone through; a review that is not on the record was not held."""
    last = last_review(ask, lambda fact: not fact.clauses or clause.id in fact.clauses)
    ask.wait_for(FactKind.REVIEW_HELD, clause)
    if last.high is None:
        return None if ask.view.no_act is None else NEVER
    return last.low if last.low == last.high else None


def _from_last(ask: Asking, clause: Any, side: Side, alone: bool) -> Asked:
    """So long after the last time; before the first one, after the beginning."""
    span = clause.every
    if hasattr(span, "unstated"):
        ask.because(Reason.UNSTATED, clause, "every")
        return Asked(None)
    hits = _newest(ask, clause, side, alone)
    sure = [hit for hit in hits if hit.sure]
    low = max((hit.seen.low for hit in sure), default=None)
    high = max((hit.seen.high for hit in hits), default=None)
    begins = begun(ask) if low is None else None
    starts = {low, high, begins} - {None}
    if low is None and begins is None:
        ask.because(Reason.FACT_MISSING, clause, FactKind.ADOPTED)
        ask.wait_for(FactKind.ADOPTED, clause)
        return Asked(None)
    dues = [
        span_end(
            ask,
            span,
            start,
            clause=clause,
            deadline=True,
            events={Event.ACT: start, Event.ADOPTED: start},
        )
        for start in sorted(s for s in starts if s is not None)
    ]
    first = low if low is not None else begins
    if None in dues:
        return Asked(None, first)
    ends = [due for due in dues if due is not None]
    return Asked(attrs.evolve(ends[0], high=ends[-1].high), first)
