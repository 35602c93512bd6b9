"""Amounts of time on a clock, forwards to a deadline and backwards to a last free moment.

Plain functions over epoch seconds and resolved amounts; what an agreement writes is resolved
before (spec/time). Each answers an epoch second, or None for never: not within five years, not
within the years 1900 to 2200, or more sessions than are scheduled.

`backwards` goes from the moment to the last instant that is still in time. `owed_by_therapist`
settles a deadline that the wall clock shows twice or skips; None is a computed point that is no
deadline. In time means at or before the answer, for both sides.
"""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date

from boundlib.errors import UsageError
from boundlib.times.epochs import DAY, EARLIEST, LATEST
from boundlib.times.scalars import Calendar, WallTime
from boundlib.times.table import Table
from boundlib.times.zones import Zone, wall_of
from boundlib.vocab import DayEnd


def resolve(zone: Zone, wall: int, owed_by_therapist: bool | None) -> int | None:
    """The instant of a computed wall time: a deadline, or the first reading where it is none."""
    if not EARLIEST - 2 * DAY <= wall < LATEST + 2 * DAY:
        return None
    if owed_by_therapist is None:
        found = zone.first(wall)
    else:
        found = zone.deadline(wall, owed_by_therapist=owed_by_therapist)
    return found if EARLIEST <= found < LATEST else None


def elapsed(at: int, seconds: int, *, backwards: bool = False) -> int | None:
    """Real time: `PT24H` is 24 hours whatever the clock on the wall does."""
    found = at - seconds if backwards else at + seconds
    return found if EARLIEST <= found < LATEST else None


def open_time(table: Table, at: int, seconds: int, *, backwards: bool = False) -> int | None:
    """Time counted only while the table is open."""
    return table.sub_open(at, seconds) if backwards else table.add_open(at, seconds)


def calendar_time(
    zone: Zone,
    at: int,
    amount: Calendar,
    *,
    backwards: bool = False,
    owed_by_therapist: bool | None = None,
) -> int | None:
    """Days or months on the wall: the same time of day, the end of the month clamped."""
    if not amount.months and not amount.days:
        return at
    sign = -1 if backwards else 1
    day, minute, second = zone.wall_parts(at)
    target = add_months(day, sign * amount.months)
    if target is None:
        return None
    target += sign * amount.days
    return resolve(zone, wall_of(target, minute) + second, owed_by_therapist)


def add_months(day: int, months: int) -> int | None:
    """The ordinal of the same day so many months on, clamped at the month's end.

    None outside the years 1700 to 2400, far from any that can be asked about.
    """
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1700 <= year <= 2400:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal()


def working_days(
    table: Table,
    at: int,
    count: int,
    ends: DayEnd | WallTime,
    *,
    backwards: bool = False,
    owed_by_therapist: bool | None = None,
) -> int | None:
    """The n-th working date strictly after the date of `at`, or strictly before it.

    Raises:
        UsageError: `count` is not positive: which date would that be?
    """
    if count < 1:
        raise UsageError("working days are counted from 1.", next_step="Give a count of 1 or more.")
    start, minute, second = table.zone.wall_parts(at)
    day = table.nth_working(start, -count if backwards else count)
    if day is None:
        return None
    if ends is DayEnd.CLOSE:
        wall = wall_of(day, table.days.close(day) or 0)
    elif ends is DayEnd.SAME_TIME:
        wall = wall_of(day, minute) + second
    else:
        wall = wall_of(day, int(ends))
    return resolve(table.zone, wall, owed_by_therapist)


def sessions(
    scheduled: Sequence[int], at: int, count: int, *, backwards: bool = False
) -> int | None:
    """The n-th scheduled session strictly after `at`, or strictly before it.

    `scheduled` is in order. No sessions at all is `at` itself.
    """
    if count == 0:
        return at
    if backwards:
        index = bisect_left(scheduled, at) - count
    else:
        index = bisect_right(scheduled, at) + count - 1
    return scheduled[index] if 0 <= index < len(scheduled) else None


def repeated(amount: Calendar, times: int) -> Calendar:
    """A calendar amount so many times: what `calendar_time` adds to the first anchor.

    Repeats are always counted from the first anchor, so that the 31st comes back after a month
    that has no 31st.
    """
    return Calendar(months=amount.months * times, days=amount.days * times)


def first_repeat(moment: Callable[[int], int | None], at: int) -> int | None:
    """The least k from 0 whose repeat `moment(k)` lies strictly after `at`; None for never.

    `moment` rises with k; it answers None from where there are no more.
    """
    first = moment(0)
    if first is None or first > at:
        return None if first is None else 0
    if moment(1) == first:
        return None  # nothing is added, so nothing comes after
    low, high = 0, 1
    while (found := moment(high)) is not None and found <= at:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        found = moment(middle)
        if found is not None and found <= at:
            low = middle
        else:
            high = middle
    return high if moment(high) is not None else None


def day_bounds(zone: Zone, day: date) -> tuple[int, int]:
    """A whole local date as `[start, end)`; a date as an end includes all of it."""
    ordinal = day.toordinal()
    return zone.day_start(ordinal), zone.day_start(ordinal + 1)


def date_of(zone: Zone, at: int) -> date:
    """The local date at that instant."""
    return date.fromordinal(zone.day_of(at))
