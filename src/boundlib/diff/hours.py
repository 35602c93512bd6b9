"""Which of two timetables is open more, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from boundlib.declare.names import Unstated
from boundlib.diff.order import LESS, MORE, SAME, Order, together
from boundlib.findings import same_week
from boundlib.times.days import joined
from boundlib.times.timetable import Timetable
from boundlib.vocab import Weekday

Windows = list[tuple[int, int]]
_MIDNIGHT = 1440
_ORDER = tuple(Weekday)
PARTS = ("weekly", "special_days", "holidays", "leave")
"""The members of a timetable that have an order; its zone has none."""


def open_more(old: Timetable, new: Timetable) -> Order:
    """How a timetable stands to another one of the same zone."""
    if old.zone != new.zone:
        return None
    return together(part_open_more(part, old, new) for part in PARTS)


def part_open_more(part: str, old: Timetable, new: Timetable) -> Order:
    """What one member of it changes, whatever the others do."""
    if getattr(old, part, None) == getattr(new, part, None):
        return SAME
    match part:
        case "weekly":
            return together(_weeks(_week(old), _week(new)))
        case "special_days":
            return together(_special(old, new))
        case "holidays":
            return _holidays(old.holidays, new.holidays)
        case "leave":
            return _leave(old.leave, new.leave)
    return None


def same_hours(part: str, old: Timetable, new: Timetable) -> bool:
    """Whether a member that is written in two ways means the same hours."""
    if part == "weekly":
        return same_week(old.weekly, new.weekly)
    return part_open_more(part, old, new) == SAME


def _window(hours: Any) -> tuple[int, int]:
    start, end = int(hours.start), int(hours.end)
    return start, end + (_MIDNIGHT if end < start else 0)


def _week(timetable: Timetable) -> dict[Weekday, Windows]:
    """The windows that start on each day of the week, as they are written."""
    found: dict[Weekday, Windows] = {}
    for entry in timetable.weekly:
        window = _window(entry)
        for day in entry.days:
            found.setdefault(day, []).append(window)
    return found


def _weeks(old: dict[Weekday, Windows], new: dict[Weekday, Windows]) -> Iterator[Order]:
    found: list[tuple[Windows, Windows]] = []
    for day in _ORDER:
        pair = old.get(day, []), new.get(day, [])
        if pair[0] != pair[1] and pair not in found:  # most days are alike
            found.append(pair)
    for one, other in found:
        yield _windows(list(joined(one)), list(joined(other)))


def _windows(old: Windows, new: Windows) -> Order:
    if old == new:
        return SAME
    if _within(old, new):
        return MORE
    return LESS if _within(new, old) else None


def _within(inner: Windows, outer: Windows) -> bool:
    return all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


def _special(old: Timetable, new: Timetable) -> Iterable[Order]:
    """Date by date; where only one has hours of its own, the other has those of the week."""
    olds, news = _dates(old), _dates(new)
    for day in olds.keys() | news.keys():
        if day in olds and day in news:
            yield _windows(olds[day], news[day])
            continue
        for timetable in (old, new):  # whichever week it is read with
            usual = list(joined(_week(timetable).get(_ORDER[day.weekday()], [])))
            own = olds.get(day, news.get(day, []))
            order = _windows(usual, own)
            if order != MORE and own and (old.holidays or new.holidays):
                order = None  # on a holiday the week is closed
            yield order if day in news else None if order is None else -order


def _dates(timetable: Timetable) -> dict[date, Windows]:
    return {day.on: list(joined(map(_window, day.hours))) for day in timetable.special_days}


def _holidays(old: Any, new: Any) -> Order:
    if isinstance(old, Unstated) or isinstance(new, Unstated):
        return None
    if old is None or new is None:
        return LESS if old is None else MORE
    alike = (old.country, old.region) == (new.country, new.region)
    return SAME if alike and set(old.dates) == set(new.dates) else None


def _leave(old: Iterable[Any], new: Iterable[Any]) -> Order:
    if set(old) == set(new):
        return SAME
    one, other = _away(old), _away(new)
    if one == other:
        return None  # the same dates, and other absences
    if _away_within(one, other):
        return LESS
    return MORE if _away_within(other, one) else None


Away = dict[tuple[Any, Any], Windows]


def _away(leave: Iterable[Any]) -> Away:
    """The dates on which each is away, by who covers."""
    found: Away = {}
    for each in leave:
        dates = each.first.toordinal(), each.last.toordinal() + 1
        found.setdefault((each.party, each.cover), []).append(dates)
    return {who: list(joined(dates)) for who, dates in found.items()}


def _away_within(inner: Away, outer: Away) -> bool:
    """Whether everybody is away in the one whenever they are in the other."""
    return all(_within(dates, outer.get(who, [])) for who, dates in inner.items())
