"""The latest readings, and whether they still count (spec/pace 30-35)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from boundlib.decide.amounts import Truth
from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.decide.readings import is_by, latest, series, whose_own
from boundlib.decide.spans import span_end
from boundlib.declare.names import Unstated
from boundlib.model.binding import OnDate
from boundlib.vocab import FactKind, Reason


@attrs.frozen
class Reading:
    """A reading that may be the latest, and what it says."""

    seen: Seen
    says: Any
    """A score, or whether something is there; None: it says nothing that can be used."""


def latest_score(
    ask: Asking, measure: str, rater: str | None, *, session: str | None = None
) -> list[Reading]:
    """The latest readings of a measure by a rater, each of which may be the last one.

    `rater`: absent, the client's own. `session`: only in that one.
    """
    found = latest(ask, series(ask, measure, rater, session=session))
    for each in found:
        ask.view.use(each.seen)
    return [Reading(each.seen, each.score) for each in found]


def latest_look(ask: Asking, clause: str, indicator: str, rater: str | None) -> list[Reading]:
    """The latest looks at an indicator, each of which may be the last one."""

    def wanted(fact: Any) -> bool:
        mine = fact.clause == clause and fact.indicator == indicator
        return bool(mine and is_by(ask, fact, rater))

    name = "latest look", clause, indicator, rater
    held = ask.view.chosen(FactKind.READINESS_READ, name, wanted)
    found = []
    for whose in dict.fromkeys(whose_own(ask, seen.fact) for seen in held.seen):

        def theirs(fact: Any, whose: str | None = whose) -> bool:
            return wanted(fact) and whose_own(ask, fact) == whose

        found += ask.view.latest(FactKind.READINESS_READ, theirs, (*name, whose))
    found.sort(key=lambda seen: not ask.view.certain(seen))
    return [Reading(seen, seen.fact.is_) for seen in found]


def certain(ask: Asking, found: list[Reading]) -> bool:
    """Whether there certainly is a reading."""
    return bool(found) and ask.view.certain(found[0].seen)


def of_today(ask: Asking, found: list[Reading]) -> tuple[list[Reading], bool]:
    """Of the latest readings those that may be of this day, and whether one of them certainly is.

    The day is that of the agreement's zone. A reading of which only the day is known counts for
    that day, and what lies before it is not the latest then.
    """
    zone = ask.frame.zone
    today = zone.day_of(ask.at)
    begins, ends = zone.day_start(today), zone.day_start(today + 1)
    left = [reading for reading in found if reading.seen.high >= begins]
    if left:
        ask.stays_until(ends)
    sure = any(
        reading.seen.low >= begins
        and (ask.view.certain(reading.seen) or isinstance(reading.seen.fact.at, OnDate))
        for reading in left
    )
    return left, sure


def agreed(found: list[Reading], judge: Callable[[Reading], Truth]) -> Truth:
    """What all readings that may be the latest come to, where they come to the same."""
    truths = {judge(reading) for reading in found}
    return truths.pop() if len(truths) == 1 else None


def stale(ask: Asking, span: Any, reading: Reading, clause: Any) -> Truth:
    """Whether a reading is too old to count; it counts until the time is over."""
    if span is None:
        return False
    if isinstance(span, Unstated):
        ask.because(Reason.UNSTATED, clause)
        return None
    truths: set[Truth] = set()
    for start in {reading.seen.low, reading.seen.high}:
        due = span_end(ask, span, start, clause=clause)
        if due is None:
            return None
        for end in (due.low, due.high):
            ask.stays_until(end)
        truths.add(due.over(ask.at))
    return truths.pop() if len(truths) == 1 else None
