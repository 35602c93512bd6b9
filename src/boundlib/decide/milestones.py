"""Where a milestone stands (spec/measures 37-50)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.amounts import Truth
from boundlib.decide.asking import Asking
from boundlib.decide.crisis import only
from boundlib.decide.readings import Reading, doubt, first, latest, rater_of, series, settled
from boundlib.decide.reviews import begun
from boundlib.decide.spans import Due, span_end
from boundlib.decide.trails import Trail, meets, trail
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare import filled
from boundlib.measures.changes import rule_of
from boundlib.measures.changes import trend as moved
from boundlib.model.measures import Measure
from boundlib.model.structures import ReliableChange
from boundlib.model.work_answers import MilestoneNow
from boundlib.vocab import Event, FactKind, MilestoneState, Outcome, Reason, Trend

UNKNOWN = What(Outcome.UNKNOWN)


@attrs.frozen
class Holding:
    """Since when it is met, and whether that is long enough."""

    held: Truth
    since: Reading | None
    """From which reading on it is certainly met; None: that is not known."""
    ends: Due | None
    """When the agreed time is over."""


@attrs.frozen
class Place:
    """A milestone and the readings it is held against."""

    clause: Any
    measure: Measure
    trail: Trail
    now: list[Reading]
    """The latest reading, and any that may be later."""
    baseline: int | None
    by: Due | None
    """By when it is hoped for; None: no time was agreed, or it is not known."""


def now(ask: Asking) -> What:
    """Is the milestone met, held, met before, on the way, or not yet?"""
    found = only(ask, "work.milestone")
    if found is None:
        if any(line.code is Reason.MORE_THAN_ONE for line in ask.reasons):
            return UNKNOWN
        return not_applicable(ask, "work.milestone")
    clause, speaks = found
    measure = _measure(ask, clause)
    if measure is None:
        return UNKNOWN
    aside, place = _place(ask, clause, measure)
    if not _readable(ask, place):
        return UNKNOWN
    value = _value(ask, aside, place)
    if value is None:
        return UNKNOWN
    return answered(value) if speaks else unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)


def _readable(ask: Asking, place: Place) -> bool:
    """Whether there certainly is a latest reading, and whichever it is has a score (24-26)."""
    if not place.now or not ask.view.certain(place.now[0].seen):
        settled(ask, place.now, place.clause, place.measure)
        return False
    for reading in place.now:
        ask.view.use(reading.seen)
        if reading.score is None:
            doubt(ask, reading, place.clause, place.measure)
            return False
    return True


def _measure(ask: Asking, clause: Any) -> Measure | None:
    """The target's measure, and its rule in it; None with the reason noted (37)."""
    goal, name = clause.target.goal, clause.target.measure
    measure = ask.frame.measures.get(name)
    if measure is None:
        ask.because(Reason.MEASURE_NOT_KNOWN, clause, name)
    elif isinstance(goal, ReliableChange) and rule_of(measure, goal.rule) is None:
        ask.because(Reason.MEASURE_NOT_KNOWN, clause, goal.rule)
        return None
    return measure


def _place(ask: Asking, clause: Any, measure: Measure) -> tuple[Asking, Place]:
    """What the answer may turn on; what is not known of it is noted apart, until it matters."""
    aside = ask.aside()
    found = series(ask, measure.id, rater_of(ask, clause, clause.rater))
    baseline = clause.target.baseline
    if baseline is None:
        start = first(aside, found, aside.began(), with_score=True)
        read = settled(aside, start, clause, measure)
        baseline = None if read is None else read.score
    by = _by(aside, clause)
    ask.stays_until(aside.until)
    held = trail(ask, clause, measure, found, baseline)
    return aside, Place(clause, measure, held, latest(ask, found), baseline, by)


def _by(ask: Asking, clause: Any) -> Due | None:
    """By when it is hoped for: a date with its whole day, or a time from the adoption on (44)."""
    by = clause.target.by
    if by is None:
        return None
    if hasattr(by, "toordinal"):
        last = ask.frame.zone.day_start(by.toordinal() + 1) - 1
        due: Due | None = Due(last, last)
    else:
        start = begun(ask)
        if start is None and by.from_ is None:
            ask.because(Reason.FACT_MISSING, clause, FactKind.ADOPTED)
            ask.wait_for(FactKind.ADOPTED, clause)
            return None
        due = span_end(ask, by, start, clause=clause, events={Event.ADOPTED: start})
    for end in () if due is None else (due.low, due.high):
        ask.stays_until(None if end is None else end + 1)
    return due


def _value(ask: Asking, aside: Asking, place: Place) -> MilestoneNow | None:
    """The answer; None with the reasons where it is not known."""
    clause, target = place.clause, place.clause.target
    truths = {meets(target, place.measure, place.baseline, r.score) for r in place.now}
    truth = truths.pop() if len(truths) == 1 else None
    if isinstance(target.goal, ReliableChange):
        ask.because(Reason.BY_RULE, clause, target.goal.rule)
    holding = Holding(False, None, None)
    state: MilestoneState | None = None
    if truth is True:
        holding = _holding(ask, place)
        if holding.held is not None:
            state = MilestoneState.HELD if holding.held else MilestoneState.MET
    elif truth is False:
        state = _not_now(ask, aside, place)
    elif truths:
        ask.because(Reason.NOT_SETTLED, clause, FactKind.MEASUREMENT)
    else:
        _level_open(ask, aside, place)
    if state is None:
        return None
    ask.because(Reason.RULES, clause)
    ask.facts.update(aside.facts)
    return _filled(place, state, holding)


def _level_open(ask: Asking, aside: Asking, place: Place) -> None:
    """Why it is not known whether a score meets the target (38-40)."""
    level = getattr(place.clause.target.goal, "level", None)
    if hasattr(level, "unstated"):
        ask.because(Reason.UNSTATED, place.clause, "level")
    elif hasattr(level, "about"):
        ask.because(Reason.ROUGHLY, place.clause)
    elif level is not None:
        ask.because(Reason.NOT_SETTLED, place.clause)
    else:
        ask.take(aside)
        ask.because(Reason.FACT_MISSING, place.clause, "baseline")


def _filled(place: Place, state: MilestoneState, holding: Holding) -> MilestoneNow:
    target, by = place.clause.target, place.by
    last = place.now[0]
    one = all(reading.score == last.score for reading in place.now)
    since = holding.since
    end = holding.ends
    value: MilestoneNow = filled(
        MilestoneNow,
        state=state,
        score=last.score if one else None,
        read_at=instant(last.seen.low) if one else None,
        baseline=place.baseline,
        rule=target.goal.rule if isinstance(target.goal, ReliableChange) else None,
        met_since=None if since is None else instant(since.seen.low),
        held_at=None if end is None else instant(end.high),
        by_min=None if by is None else instant(by.low),
        by_max=None if by is None else instant(by.high),
        outcomes=place.clause.outcomes,
    )
    return value


# --- met ------------------------------------------------------------------------------------------


def _holding(ask: Asking, place: Place) -> Holding:
    """Since when it is met, and whether for as long as was agreed (41-43)."""
    clause, count = place.clause, ask.view.passed(place.trail.found.held)
    sure = place.trail.certain_start(count)
    if sure is not None and not ask.view.certain(sure.seen):
        sure = None
    before = place.trail.before(count)
    for reading in (sure, before):  # since when it is met turns on the last that did not meet it
        if reading is not None:
            ask.view.use(reading.seen)
    if clause.target.held is None:
        return Holding(False, sure, None)
    surely = _end(ask, clause, sure, latest=True)
    over = None if surely is None else surely.over(ask.at)
    if over is True:
        return Holding(True, sure, surely)
    maybe = place.trail.possible_start(count)
    if maybe is sure and sure is not None and sure.seen.exact:
        held = over
    else:
        earliest = _end(ask, clause, maybe, latest=False)
        held = False if earliest is not None and earliest.over(ask.at) is False else None
    if held is None:
        _why_open(ask, place, count, surely)
    return Holding(held, sure, surely)


def _end(ask: Asking, clause: Any, reading: Reading | None, *, latest: bool) -> Due | None:
    """When the agreed time from a reading on is over."""
    if reading is None:
        return None
    start = reading.seen.high if latest else reading.seen.low
    due = span_end(ask, clause.target.held, start, clause=clause, events={})
    for end in () if due is None else (due.low, due.high):
        ask.stays_until(end)
    return due


def _why_open(ask: Asking, place: Place, count: int, due: Due | None) -> None:
    """Why it is not known whether it has held for long enough."""
    if due is not None and due.rough:
        ask.because(Reason.ROUGHLY, place.clause)
        return
    for reading in place.trail.found.all[:count]:
        low = reading.scored.trouble is not None and reading.seen.low > place.trail.unmet[count]
        if low:
            doubt(ask, reading, place.clause, place.measure)
            return
    ask.because(Reason.NOT_SETTLED, place.clause, FactKind.MEASUREMENT)


# --- not met --------------------------------------------------------------------------------------


def _not_now(ask: Asking, aside: Asking, place: Place) -> MilestoneState | None:
    """Met before, on the way, or not yet (45-48)."""
    count = ask.view.passed(place.trail.found.held)
    if place.trail.yes[count]:
        before = place.trail.found.all[place.trail.last_yes[count]]
        ask.view.use(before.seen)
        return MilestoneState.MET_BEFORE
    if place.trail.maybe[count]:
        unclear = place.trail.truths.index(None)
        doubt(ask, place.trail.found.all[unclear], place.clause, place.measure)
        return None
    over = _over(ask, place)
    if over is True:
        ask.because(Reason.TIME_OVER, place.clause)
        return MilestoneState.NOT_YET
    ahead = _ahead(place)
    if ahead is False:
        return MilestoneState.NOT_YET
    if ahead and over is False:
        return MilestoneState.ON_THE_WAY
    ask.take(aside)
    if ahead and place.by is not None:
        ask.because(Reason.ROUGHLY if place.by.rough else Reason.NOT_SETTLED, place.clause)
    return None


def _ahead(place: Place) -> Truth:
    """Whether the latest score has moved in the hoped direction; None: that is not known (46)."""
    if place.baseline is None:
        return None
    way = place.clause.target.direction
    found = {
        moved(way, place.baseline, reading.score or 0) is Trend.BETTER for reading in place.now
    }
    return found.pop() if len(found) == 1 else None


def _over(ask: Asking, place: Place) -> Truth:
    """Whether the time that is hoped for is over; in time means at or before it (44)."""
    if place.clause.target.by is None:
        return False
    return None if place.by is None else place.by.over(ask.at - 1)
