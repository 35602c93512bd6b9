"""An agreed amount of time, resolved to instants (spec/time, spec/decisions)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Ends, Settled, Truth, ends
from boundlib.decide.asking import Asking
from boundlib.decide.ladders import only_ladder, rung
from boundlib.decide.planned import plans
from boundlib.decide.standing import stands
from boundlib.declare.names import Unstated
from boundlib.model import algebra as a
from boundlib.times import spans as clock
from boundlib.vocab import ACTS, SHOWN_BY, DayEnd, Event, FactKind, LeaveRule, Reason, Role


@attrs.frozen
class Due:
    """When an amount of time is over: the two ends between which that lies."""

    low: int | None
    """The earliest; None: not known."""
    high: int | None
    """The latest; None: not known. `NEVER` is known."""
    settled: Settled = Settled.EXACT

    @property
    def rough(self) -> bool:
        """Whether the amount is meant roughly."""
        return self.settled is Settled.ABOUT

    def over(self, at: int) -> Truth:
        """Whether it is over at an instant: certainly, certainly not, or not known."""
        if self.low is not None and at < self.low:
            return False
        if self.high is None or at < self.high or self.rough:
            return None
        return True


def span_end(
    ask: Asking,
    span: Any,
    start: int | None,
    *,
    clause: Any,
    events: Mapping[Event, Any] | None = None,
    backwards: bool = False,
    deadline: bool = False,
) -> Due | None:
    """The instants between which a span ends, from `start` or from its own event.

    `events` are the named events that this clause can run from, None where the time of one is not
    known; the record has the others.
    With `deadline` the therapist's side or the client owes it, as the clause's `by` says. None:
    it cannot be known, and the reason is noted. An event that has not happened leaves the end
    open: it does not come.
    """
    origin = origin_of(ask, span, start, clause, events or {})
    if origin is None:
        return None
    if origin >= NEVER:
        return Due(NEVER, NEVER)
    amount = ends(span.count if isinstance(span, a.WorkingDays | a.Sessions) else span.amount)
    if amount.settled is Settled.UNSTATED:
        ask.because(Reason.UNSTATED, clause)
        return None
    owed = _owed(ask, clause) if deadline else None
    low = _moment(ask, span, origin, amount.low, clause, backwards, owed)
    high = (
        low
        if amount.low == amount.high
        else _moment(ask, span, origin, amount.high, clause, backwards, owed)
    )
    if span.extends_while is not None and not backwards:
        low, high = _extended(ask, span, low, clause), _extended(ask, span, high, clause)
        if low is _UNSURE or high is _UNSURE:
            return None
    return _due(low, high, amount, backwards)


_UNSURE: Any = object()


def _due(low: int | None, high: int | None, amount: Ends, backwards: bool) -> Due:
    if backwards:
        low, high = high, low
    return Due(low, high, amount.settled)


def _owed(ask: Asking, clause: Any) -> bool:
    """Whether the therapist's side owes it; a clause that binds both is the therapist's too."""
    by = clause.by if clause is not None else ()
    sides = (Role.THERAPIST, Role.COVER, Role.PRACTICE, Role.SUPERVISOR)
    return not by or any(ask.frame.holds(who, role) for who in by for role in sides)


# --- where it begins ------------------------------------------------------------------------------


def origin_of(
    ask: Asking, span: Any, start: int | None, clause: Any, events: Mapping[Event, Any]
) -> int | None:
    """When a span begins; None with the reason noted, `NEVER` where its event has not happened."""
    source = span.from_
    if source is None:
        return start if start is not None else _unknown(ask, clause)
    if isinstance(source, Unstated):
        if not events:
            return _unknown(ask, clause)
        options = [(str(event), event) for event in events]
        source = ask.choose(f"{clause.id}:from", options)
    if source in events:
        found: int | None = events[source]
        return _unknown(ask, clause, source) if found is None else found
    if source is Event.STEP_ENTERED:
        ladder = only_ladder(ask)
        if ladder is not None:
            return _entered(ask, ladder, clause)
    return _recorded(ask, source, clause)


def _unknown(ask: Asking, clause: Any, event: Any = None) -> int | None:
    ask.because(Reason.FACT_MISSING if event else Reason.UNSTATED, clause, event)
    return None


def _entered(ask: Asking, ladder: Any, clause: Any) -> int | None:
    """When the present step of a ladder began; where none has, it does not come."""
    at = rung(ask, ladder)
    if at is not None and at.low is None:
        ask.wait_for(FactKind.STEP_CONFIRMED, clause)
        return NEVER
    if at is None or at.low != at.high:
        return _unknown(ask, clause, FactKind.STEP_CONFIRMED)
    return at.low


def _recorded(ask: Asking, event: Event, clause: Any) -> int | None:
    """The latest such event on the record; an ending that is not recorded has not happened."""
    kinds = SHOWN_BY.get(event, ())
    found = [seen for kind in kinds for seen in ask.view.latest(kind, lambda fact: True)]
    if event is Event.THERAPY_ENDED:
        found = [seen for seen in found if stands(ask, seen)]
    if not found:
        for kind in kinds:
            ask.wait_for(kind, clause)
        if kinds and all(_known_absent(ask, k) for k in kinds):
            return NEVER
        return _unknown(ask, clause, event)
    latest = max(found, key=lambda seen: seen.high)
    if any(not seen.exact and seen.high > latest.low for seen in found):
        return _unknown(ask, clause, event)
    if not all(k in ACTS or ask.view.covers(k, latest.low) for k in kinds):
        ask.because(Reason.RECORD_INCOMPLETE, clause, event)  # there may have been a later one
        return None
    return latest.low


def _known_absent(ask: Asking, kind: FactKind) -> bool:
    """Whether what is not on the record is known not to have happened, of a kind of fact."""
    if kind in ACTS:
        return ask.view.no_act is False
    return ask.view.covers(kind, ask.began())


# --- how it runs ----------------------------------------------------------------------------------


def _moment(
    ask: Asking,
    span: Any,
    origin: int,
    amount: Any,
    clause: Any,
    backwards: bool,
    owed: bool | None,
) -> int | None:
    """The instant at which one amount is over; None for an end that is not known."""
    if amount is None or (isinstance(span, a.Sessions) and not _knows_starts(ask, clause)):
        return None
    found = _resolved(ask, span, origin, amount, clause, backwards, owed)
    if found is None and isinstance(span, a.Sessions) and not _knows_sessions(ask, clause):
        return None  # more may be planned than is on the record
    return NEVER if found is None else found


def _resolved(
    ask: Asking,
    span: Any,
    origin: int,
    amount: Any,
    clause: Any,
    backwards: bool,
    owed: bool | None,
) -> int | None:
    match span:
        case a.Elapsed():
            return clock.elapsed(origin, int(amount), backwards=backwards)
        case a.OpenTime():
            table = hours_of(ask, span, clause, backwards=backwards)
            return clock.open_time(table, origin, int(amount), backwards=backwards)
        case a.CalendarTime():
            return clock.calendar_time(
                ask.frame.zone, origin, amount, backwards=backwards, owed_by_therapist=owed
            )
        case a.WorkingDays():
            table = hours_of(ask, span, clause, backwards=backwards)
            if amount == 0:
                return origin
            where = span.ends
            if isinstance(where, Unstated):
                where = ask.choose(
                    f"{clause.id}:ends", [(str(e), e) for e in (DayEnd.CLOSE, DayEnd.SAME_TIME)]
                )
            return clock.working_days(
                table, origin, amount, where, backwards=backwards, owed_by_therapist=owed
            )
        case _:
            planned = sorted(plan.starts[0] for plan in plans(ask).values())
            return clock.sessions(planned, origin, amount, backwards=backwards)


def hours_of(ask: Asking, span: Any, clause: Any, *, backwards: bool = False) -> Any:
    """The hours a span counts in: the owing party's own leave pauses it, unless it runs."""
    if backwards or getattr(span, "leave", None) is LeaveRule.RUNS:
        return ask.table(span.timetable, owed_by=())
    # Where nobody in particular owes it, the therapist's side does.
    by = (clause.by if clause is not None else ()) or (Role.THERAPIST,)
    return ask.table(span.timetable, owed_by=[p for who in by for p in ask.frame.holders(who)])


def _knows_starts(ask: Asking, clause: Any) -> bool:
    """Whether it is known of each planned session that it is, and when it begins."""
    if all(plan.sure and len(plan.starts) == 1 for plan in plans(ask).values()):
        return True
    ask.because(Reason.NOT_SETTLED, clause, FactKind.SESSION_SCHEDULED)
    ask.wait_for(FactKind.SESSION_SCHEDULED, clause)
    return False


def _knows_sessions(ask: Asking, clause: Any) -> bool:
    """Whether all sessions that were planned are on the record."""
    known = ask.view.covers(FactKind.SESSION_SCHEDULED, ask.began())
    if not known:
        ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.SESSION_SCHEDULED)
        ask.wait_for(FactKind.SESSION_SCHEDULED, clause)
    return known


def _extended(ask: Asking, span: Any, end: int | None, clause: Any) -> Any:
    """The end, moved to when the condition first does not hold; the clock does not stop."""
    for _ in range(1000):
        if end is None or end >= NEVER:
            return end
        then = ask.at_instant(end)
        held = ask.frame.truth(then, span.extends_while, clause=clause)
        ask.stays_until(then.until)
        for line in then.waits:
            ask.wait_for(line.fact, clause)
        if held is None:
            return _UNSURE
        if held is False:
            return end
        end = NEVER if then.until is None else then.until
    return NEVER
