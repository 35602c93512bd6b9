"""Which readings met a milestone, ready to be asked at any instant (spec/measures 37-45)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Any

import attrs

from boundlib.decide.amounts import Settled, Truth, ends
from boundlib.decide.asking import Asking
from boundlib.decide.readings import Reading, Series
from boundlib.measures.changes import rule_of, trend, verdict
from boundlib.model.measures import Measure
from boundlib.model.structures import Target, Threshold
from boundlib.vocab import Direction, Met, Trend

BEFORE_ALL = -(2**62)
"""Before every instant."""


@attrs.frozen
class Trail:
    """The readings of a series with whether each of them meets a target.

    Of the lists, the entry at k is about the first k readings, so that one look is enough.
    """

    found: Series
    truths: list[Truth]
    doubtful: list[int]
    """The place of the one that ends last, of those that do not certainly meet it; -1: none."""
    unmet: list[int]
    """The latest beginning of any that certainly does not meet it."""
    yes: list[int]
    """How many certainly meet it."""
    maybe: list[int]
    """How many may or may not."""
    last_yes: list[int]
    """The place of the last that certainly meets it; -1: none does."""

    def before(self, count: int) -> Reading | None:
        """Of the first readings: the last that does not certainly meet it (42)."""
        place = self.doubtful[count]
        return None if place < 0 else self.found.all[place]

    def certain_start(self, count: int) -> Reading | None:
        """Of the first readings: the one from which on, at the latest, all meet it (42)."""
        lows = self.found.held.lows
        before = self.before(count)
        after = BEFORE_ALL if before is None else before.seen.high
        best: Reading | None = None
        for index in range(bisect_right(lows, after), count):
            reading = self.found.all[index]
            if best is not None and reading.seen.low > best.seen.high:
                break
            if best is None or reading.seen.high < best.seen.high:
                best = reading
        return best

    def possible_start(self, count: int) -> Reading | None:
        """Of the first readings: the earliest from which on all may meet it (42)."""
        held = self.found.held
        after = self.unmet[count]
        for index in range(bisect_left(held.lows, after - held.widest), count):
            reading = self.found.all[index]
            if reading.seen.high >= after and self.truths[index] is not False:
                return reading
        return None


def trail(ask: Asking, clause: Any, measure: Measure, found: Series, baseline: int | None) -> Trail:
    """The trail of a milestone, made once for a record and a baseline."""
    name = ("trail", clause.id, baseline)
    kept: Trail | None = ask.view.kept.get(name)
    if kept is None:
        kept = ask.view.kept[name] = _trail(clause.target, measure, found, baseline)
    return kept


def _trail(target: Target, measure: Measure, found: Series, baseline: int | None) -> Trail:
    truths = [meets(target, measure, baseline, reading.score) for reading in found.all]
    read = list(zip(found.all, truths, strict=True))
    unsure = (-1 if truth is True else index for index, truth in enumerate(truths))
    lows = (reading.seen.low if truth is False else BEFORE_ALL for reading, truth in read)
    places = (index if truth is True else -1 for index, truth in enumerate(truths))

    def later(one: int, other: int) -> int:
        if one < 0 or other < 0:
            return max(one, other)
        return other if found.all[other].seen.high >= found.all[one].seen.high else one

    return Trail(
        found,
        truths,
        list(accumulate(unsure, later, initial=-1)),
        list(accumulate(lows, max, initial=BEFORE_ALL)),
        list(accumulate((truth is True for truth in truths), initial=0)),
        list(accumulate((truth is None for truth in truths), initial=0)),
        list(accumulate(places, max, initial=-1)),
    )


def meets(target: Target, measure: Measure, baseline: int | None, score: int | None) -> Truth:
    """Whether a score meets a target; None: that is not known (38-40)."""
    if score is None:
        return None
    if isinstance(target.goal, Threshold):
        return _reaches(score, target.goal.level, target.direction)
    rule = rule_of(measure, target.goal.rule)
    if rule is None or baseline is None:
        return None
    found = verdict(measure, rule, baseline, score, target.direction).reliable
    if found is Met.NOT_KNOWN:
        return None
    return found is Met.YES and trend(target.direction, baseline, score) is Trend.BETTER


def _reaches(score: int, level: Any, direction: Direction) -> Truth:
    """Whether a score is at a level, or beyond it in the hoped direction (39)."""
    edge = ends(level)
    if edge.settled in (Settled.UNSTATED, Settled.ABOUT):
        return None
    low, high = edge.low, edge.high
    if edge.settled is Settled.BAND:  # every amount in it is right: the easiest one is enough
        up = low if low is not None else high
        down = high if high is not None else low
        return bool(score >= up) if direction is Direction.UP else bool(score <= down)
    if direction is Direction.DOWN:
        score, low, high = -score, _minus(high), _minus(low)
    if high is not None and score >= high:
        return True
    return False if low is not None and score < low else None


def _minus(number: int | None) -> int | None:
    return None if number is None else -number
