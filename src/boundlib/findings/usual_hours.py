"""The usual form of weekly hours: whole windows, days with equal hours together, in week order."""

from __future__ import annotations

from collections.abc import Iterable

from boundlib.times.days import joined
from boundlib.times.scalars import WallTime
from boundlib.times.timetable import SpecialDay, Timetable, Weekly
from boundlib.vocab import Weekday

_DAY = 1440
_ORDER = {day: index for index, day in enumerate(Weekday)}
_MOST = 128
"""How many weekly entries a timetable may hold."""


Week = list[tuple[tuple[Weekday, ...], int, int]]
"""Weekly entries as plain data: their days, start and end in minutes."""


def _window(start: WallTime, end: WallTime) -> tuple[int, int]:
    return int(start), int(end) + (_DAY if end < start else 0)


def _wall(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """Windows as they are written; None where one is longer than a window can be."""
    out = []
    for start, end in windows:
        if end > _DAY and end - _DAY >= start:
            return None
        out.append((start, end if end <= _DAY else end - _DAY))
    return out


def usual_week(weekly: tuple[Weekly, ...]) -> Week | None:
    """The week in usual form; None where it is so already, or cannot be written so.

    A window that midnight cuts in two stays cut: its second half belongs to the next date.
    """
    by_day: dict[Weekday, list[tuple[int, int]]] = {day: [] for day in Weekday}
    for entry in weekly:
        for day in entry.days:
            by_day[day].append(_window(entry.start, entry.end))
    days: dict[tuple[int, int], list[Weekday]] = {}
    for day, windows in by_day.items():
        written = _wall(joined(windows))
        if written is None:
            return None
        for window in written:
            days.setdefault(window, []).append(day)
    order = sorted((_ORDER[on[0]], *window, tuple(on)) for window, on in days.items())
    usual: Week = [(on, start, end) for _, start, end, on in order]
    same = usual == [(entry.days, entry.start, entry.end) for entry in weekly]
    return None if same or len(usual) > _MOST else usual


def usual_special_hours(day: SpecialDay) -> list[tuple[int, int]] | None:
    """The hours of a date in whole windows; None where they are so already."""
    usual = _wall(joined(_window(hours.start, hours.end) for hours in day.hours))
    same = usual == [(hours.start, hours.end) for hours in day.hours]
    return None if same else usual


def same_week(one: tuple[Weekly, ...], other: tuple[Weekly, ...]) -> bool:
    """Whether two weeks, however they are written, have the same windows on each day."""
    # Only on the days of entries that one of them lacks can they differ.
    alone = [e for e in one if e not in other] + [e for e in other if e not in one]
    looked: set[Weekday] = set()
    for entry in alone:
        for day in entry.days:
            if day not in looked and joined(_on(one, day)) != joined(_on(other, day)):
                return False
            looked.add(day)
    return True


def _on(weekly: tuple[Weekly, ...], day: Weekday) -> list[tuple[int, int]]:
    """The windows that start on one day of the week, as they are written."""
    return [_window(entry.start, entry.end) for entry in weekly if day in entry.days]


def cut_at_midnight(weekly: tuple[Weekly, ...]) -> int | None:
    """The entry whose window ends at midnight where the next day's goes on; None: there is none."""
    after = {day for w in weekly if w.start == 0 and w.end != _DAY for day in w.days}
    following = dict(zip(Weekday, [*list(Weekday)[1:], Weekday.MON], strict=True))
    for index, entry in enumerate(weekly):
        to_midnight = entry.start > 0 and int(entry.end) in (0, _DAY)
        if to_midnight and any(following[day] in after for day in entry.days):
            return index
    return None


def closed_days_running(timetable: Timetable) -> int | None:
    """The first of two dates in a row without any hours; None: there are none."""
    special = enumerate(timetable.special_days)
    closed = {day.on.toordinal(): index for index, day in special if not day.hours}
    return min((index for on, index in closed.items() if on + 1 in closed), default=None)


def closes_at(timetable: Timetable) -> WallTime | None:
    """The one time at which every date of a timetable closes; None where they differ."""
    by_day: dict[Weekday, int] = {}
    for entry in timetable.weekly:
        _, end = _window(entry.start, entry.end)
        for day in entry.days:
            if end > by_day.get(day, 0):
                by_day[day] = end
    ends = set(by_day.values())
    for special in timetable.special_days:
        if special.hours:
            ends.add(max(_window(hours.start, hours.end)[1] for hours in special.hours))
    if len(ends) == 1 and (end := ends.pop()) <= _DAY:
        return WallTime(end)
    return None
