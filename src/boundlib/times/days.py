"""What each local date of a timetable holds: its windows, and the layer they come from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from boundlib.times.epochs import DAY, EARLIEST, LATEST, UNIX_DAY
from boundlib.times.holiday_dates import HolidayDates
from boundlib.times.zones import Zone

Windows = tuple[tuple[int, int], ...]
"""Windows that start on one date: minutes after its midnight, the end up to 2880."""

HORIZON_DAYS = 1827
"""How far a search goes unless it is told: five years. Nothing within them is never."""

_FIRST = EARLIEST // DAY + UNIX_DAY
_LAST = LATEST // DAY + UNIX_DAY - 1


class Layer(StrEnum):
    """What decides about a local date; the first that applies wins."""

    LEAVE = "leave"
    """Somebody's leave: nothing is open on the whole date."""
    SPECIAL_DAY = "special_day"
    """Hours of its own."""
    HOLIDAY = "holiday"
    """A public holiday: nothing starts on it."""
    WEEKLY = "weekly"
    """The week as usual."""


def joined(windows: Iterable[tuple[int, int]]) -> Windows:
    """The same time as windows that neither overlap nor touch, in order."""
    listed = sorted(windows)
    if len(listed) < 2:
        return tuple(listed)
    out: list[tuple[int, int]] = []
    for start, end in listed:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


class Days:
    """A timetable by local date, with the leave that counts here."""

    __slots__ = (
        "_missing",
        "_working",
        "away",
        "holidays",
        "horizon",
        "overnight",
        "special",
        "weekly",
    )

    def __init__(
        self,
        weekly: Iterable[Windows],
        special: dict[int, Windows],
        holidays: HolidayDates,
        away: Iterable[tuple[int, int]],
        zone: Zone,
        horizon: int = HORIZON_DAYS,
    ) -> None:
        self.weekly: tuple[Windows, ...] = tuple(weekly)
        """The windows of each weekday, from Monday."""
        self.special = special
        """The windows of each date that has hours of its own."""
        self.holidays = holidays
        """The public holidays observed."""
        self.away: Windows = joined((first, last + 1) for first, last in away)
        """Stretches of leave that count here: [first, after the last), as ordinals."""
        self.overnight = any(end > 1440 for windows in self.weekly for _, end in windows)
        """Whether a weekly window runs past midnight."""
        self.horizon = horizon
        """How many days a search goes."""
        self._missing = zone.missing_days
        self._working: dict[int, list[int]] = {}

    def on_leave(self, day: int) -> bool:
        """Whether leave that counts here covers that date."""
        index = bisect_right(self.away, (day, _LAST + 2)) - 1
        return index >= 0 and day < self.away[index][1]

    def layer(self, day: int) -> Layer:
        """What decides about that date."""
        if self.on_leave(day):
            return Layer.LEAVE
        if day in self.special:
            return Layer.SPECIAL_DAY
        if day in self.holidays.days_in(date.fromordinal(day).year):
            return Layer.HOLIDAY
        return Layer.WEEKLY

    def windows(self, day: int) -> Windows:
        """The windows that start on that date, in order."""
        layer = self.layer(day)
        if layer is Layer.SPECIAL_DAY:
            return self.special[day]
        return self.weekly[(day - 1) % 7] if layer is Layer.WEEKLY else ()

    def exceptions(self, first: int, last: int) -> list[int]:
        """The dates from `first` to `last` that are not decided by the week, in order."""
        found = {day for day in self.special if first <= day <= last}
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            found.update(d for d in self.holidays.days_in(year) if first <= d <= last)
        for start, end in self.away:
            found.update(range(max(start, first), min(end, last + 1)))
        return sorted(found)

    def reaching(self, day: int) -> int:
        """The first date whose windows may reach into `day`: itself, or the one before."""
        return day - 1 if self.overnight or day - 1 in self.special else day

    def is_working(self, day: int) -> bool:
        """Whether a window starts on that date and the calendar shows it."""
        return bool(self.windows(day)) and day not in self._missing

    def close(self, day: int) -> int | None:
        """The end of the last window that starts on that date, in minutes after its midnight."""
        windows = self.windows(day)
        return max(end for _, end in windows) if windows else None

    def _working_in(self, year: int) -> list[int]:
        known = self._working.get(year)
        if known is None:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            odd = set(self.exceptions(first, last)) | self._missing
            known = [
                day
                for day in range(first, last + 1)
                if (self.is_working(day) if day in odd else self.weekly[(day - 1) % 7])
            ]
            self._working[year] = known
        return known

    def nth_working(self, day: int, count: int) -> int | None:
        """The n-th working date strictly after `day`, or strictly before it for a negative n.

        None where there is none within the horizon, or within the years that can be asked about.
        """
        horizon = self.horizon
        year = date.fromordinal(day).year
        if count > 0:
            while date(year, 1, 1).toordinal() <= min(day + horizon, _LAST):
                dates = self._working_in(year)
                start = bisect_right(dates, day)
                if start + count <= len(dates):
                    found = dates[start + count - 1]
                    return found if found - day <= horizon else None
                count -= len(dates) - start
                year += 1
            return None
        while max(day - horizon, _FIRST) <= date(year, 12, 31).toordinal():
            dates = self._working_in(year)
            start = bisect_left(dates, day)
            if start + count >= 0:
                found = dates[start + count]
                return found if day - found <= horizon else None
            count += start
            year -= 1
        return None
