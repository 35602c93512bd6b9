"""A timetable read the slow way: look at the wall clock, minute by minute.

It shares no code with the engine: stdlib zones made from the packaged tz files, and plain loops.
"""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from boundlib.times import Leave, Timetable
from boundlib.times.holiday_dates import freeze_dates
from boundlib.times.timetable import Holidays, Hours, Weekly

START = datetime(1970, 1, 1, tzinfo=UTC)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def stdlib_zone(name: str) -> ZoneInfo:
    data = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
    return ZoneInfo.from_file(io.BytesIO(data), key=name)


def at(epoch: int) -> datetime:
    return START + timedelta(seconds=epoch)


def epoch(moment: datetime) -> int:
    return round((moment - START).total_seconds())


def in_window(window: Hours | Weekly, day: date, now: datetime) -> bool:
    """Whether the wall time `now` (naive) is in the window that starts on `day`."""
    midnight = datetime(day.year, day.month, day.day)
    start = midnight + timedelta(minutes=int(window.start))
    end = midnight + timedelta(minutes=int(window.end))
    if window.end < window.start:
        end += timedelta(days=1)
    return start <= now < end


def layer_at(table: Timetable, leave: tuple[Leave, ...], moment: int) -> str | None:
    """The layer that makes that instant open, or None while it is closed."""
    assert table.zone is not None
    now = at(moment).astimezone(stdlib_zone(table.zone)).replace(tzinfo=None, fold=0)
    today = now.date()
    if any(away.first <= today <= away.last for away in leave):
        return None
    found = set()
    for day in (today, today - timedelta(days=1)):
        if any(away.first <= day <= away.last for away in leave):
            continue
        special = [s for s in table.special_days if s.on == day]
        if special:
            if any(in_window(hours, day, now) for hours in special[0].hours):
                found.add("special_day")
        elif day not in holidays_of(table, day.year):
            name = NAMES[day.weekday()]
            if any(name in w.days and in_window(w, day, now) for w in table.weekly):
                found.add("weekly")
    return min(found) if found else None  # "special_day" < "weekly", as it happens


def holidays_of(table: Timetable, year: int) -> tuple[date, ...]:
    named = table.holidays
    if not isinstance(named, Holidays):
        return ()
    if named.dates and min(named.dates).year <= year <= max(named.dates).year:
        return named.dates
    return freeze_dates(named.country, named.region, year, year)


def minutes(
    table: Timetable, leave: tuple[Leave, ...], start: int, end: int
) -> Iterator[tuple[int, str | None]]:
    for moment in range(start, end, 60):
        yield moment, layer_at(table, leave, moment)


def intervals(
    table: Timetable, leave: tuple[Leave, ...], start: int, end: int
) -> list[tuple[int, int, str]]:
    """The intervals of `[start, end)`, both whole minutes."""
    out: list[tuple[int, int, str]] = []
    for moment, layer in minutes(table, leave, start, end):
        if layer is None:
            continue
        if out and out[-1][1] == moment and out[-1][2] == layer:
            out[-1] = (out[-1][0], moment + 60, layer)
        else:
            out.append((moment, moment + 60, layer))
    return out


def instants(name: str, wall: int) -> tuple[int, ...]:
    """Every instant at which the clock in that zone shows a wall time, by trying both folds."""
    naive = datetime(1970, 1, 1) + timedelta(seconds=wall)
    found = set()
    for fold in (0, 1):
        tried = naive.replace(tzinfo=stdlib_zone(name), fold=fold).astimezone(UTC)
        if tried.astimezone(stdlib_zone(name)).replace(tzinfo=None) == naive:
            found.add(epoch(tried))
    return tuple(sorted(found))
