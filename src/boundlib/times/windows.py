"""The windows a tally counts in, and counting that needs no record (spec/time)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum

from boundlib.times.scalars import Calendar, Exact
from boundlib.times.spans import add_months, calendar_time, elapsed
from boundlib.times.zones import Zone
from boundlib.vocab import Period

_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


def period_dates(period: Period, day: int, anchor: date | None = None) -> tuple[int, int]:
    """The dates `[first, after the last)` of the stretch of the calendar that holds `day`.

    Ordinals in, ordinals out. With an anchor the stretches begin on it, `anchor + k · period`
    for every k, negative too, the end of the month clamped from the anchor each time.
    """
    if period is Period.DAY:
        return day, day + 1
    if period is Period.WEEK:
        start = anchor.toordinal() if anchor else 1  # 0001-01-01 was a Monday
        first = day - (day - start) % 7
        return first, first + 7
    length = _MONTHS[period]
    shown = date.fromordinal(day)
    if anchor is None:
        first_month = (shown.month - 1) // length * length + 1
        start = date(shown.year, first_month, 1).toordinal()
        return start, _months_on(start, length)
    start = anchor.toordinal()
    steps = ((shown.year - anchor.year) * 12 + shown.month - anchor.month) // length
    # The month alone cannot tell whether the day of the month has been reached.
    while _months_on(start, steps * length) > day:
        steps -= 1
    while _months_on(start, (steps + 1) * length) <= day:
        steps += 1
    return _months_on(start, steps * length), _months_on(start, (steps + 1) * length)


def period_length(period: Period) -> Calendar:
    """How long a stretch of the calendar is, wherever it begins."""
    if period in _MONTHS:
        return Calendar(months=_MONTHS[period])
    return Calendar(days=7 if period is Period.WEEK else 1)


def _months_on(day: int, months: int) -> int:
    found = add_months(day, months)
    assert found is not None  # both dates lie within the years that can be asked about
    return found


def period_at(period: Period, zone: Zone, at: int, anchor: date | None = None) -> tuple[int, int]:
    """The stretch of the calendar that `at` lies in, as instants `[start, end)`.

    The stretches follow each other without a gap; the period changes next at `end`.
    """
    first, last = period_dates(period, zone.day_of(at), anchor)
    start, end = zone.day_start(first), zone.day_start(last)
    if at >= end:  # the clock went back over midnight, and shows yesterday once more
        first, last = period_dates(period, last, anchor)
        start, end = end, zone.day_start(last)
    return start, end


def leaves_at(zone: Zone, event: int, length: Exact | Calendar) -> int | None:
    """When an event leaves a rolling window: the length added forwards, once.

    The event is inside at t iff `event <= t < leaves_at`. None: it never leaves.
    """
    if isinstance(length, Calendar):
        return calendar_time(zone, event, length)
    return elapsed(event, int(length))


def inside_rolling(
    zone: Zone, events: Iterable[int], length: Exact | Calendar, at: int
) -> tuple[list[int], int | None]:
    """The events inside a rolling window at `at`, and when the first of them leaves it.

    An event that comes after `at` is no plan here: it is outside until its own instant.
    """
    inside: list[int] = []
    soonest: int | None = None
    for event in events:
        if event > at:
            continue
        leaves = leaves_at(zone, event, length)
        if leaves is None or at < leaves:
            inside.append(event)
            if leaves is not None and (soonest is None or leaves < soonest):
                soonest = leaves
    return inside, soonest


class Mark(Enum):
    """What one entry of a sequence does to a run."""

    COUNTS = "counts"
    """It lengthens the run."""
    NEUTRAL = "neutral"
    """It neither lengthens nor breaks it."""
    BREAKS = "breaks"
    """It ends it."""


def current_run(marks: Iterable[Mark]) -> int:
    """How many count in a row up to the last entry."""
    run = 0
    for mark in marks:
        if mark is Mark.COUNTS:
            run += 1
        elif mark is Mark.BREAKS:
            run = 0
    return run


def longest_run(marks: Iterable[Mark]) -> int:
    """The most that ever counted in a row."""
    run = longest = 0
    for mark in marks:
        if mark is Mark.COUNTS:
            run += 1
            longest = max(longest, run)
        elif mark is Mark.BREAKS:
            run = 0
    return longest


def spaced(events: Iterable[int], free_from: Callable[[int], int | None]) -> Iterator[int]:
    """The events that count when counted ones must lie apart.

    `events` are in order. After an event that counts, the next one counts from
    `free_from(event)` on; None: none ever does again.
    """
    free: int | None = None
    for event in events:
        if free is not None and event < free:
            continue
        yield event
        free = free_from(event)
        if free is None:
            return


def period_marks(
    period: Period,
    zone: Zone,
    counted: Iterable[int],
    sequence: Iterable[int],
    start: int,
    end: int,
    anchor: date | None = None,
) -> list[tuple[int, Mark]]:
    """Each stretch of the calendar that touches `[start, end)`, by its start, and what it does.

    It counts when a counted event falls in it, is neutral when nothing of the sequence does, and
    otherwise breaks a run.
    """
    hits, held = sorted(counted), sorted(sequence)
    out: list[tuple[int, Mark]] = []
    while start < end:
        first, after = period_at(period, zone, start, anchor)
        if any(first <= event < after for event in hits):
            mark = Mark.COUNTS
        elif any(first <= event < after for event in held):
            mark = Mark.BREAKS
        else:
            mark = Mark.NEUTRAL
        out.append((first, mark))
        start = after
    return out
