"""The other engines, each given as much of the timetable as it can express.

Every class answers the same questions; `None` in place of a method: it cannot. `moment` turns an
epoch second into what the engine takes, `epoch` its answers back.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import businesstimedelta
import pendulum
import pytz
import timegrid
from contact_case import DAYS, EXCEPTIONS, HOLIDAYS, WEEK, ZONE
from opening_hours import OpeningHours

LOCAL = ZoneInfo(ZONE)
START = datetime(1970, 1, 1, tzinfo=UTC)


def clock(text: str) -> time:
    return time.fromisoformat(text)


def seconds_since(moment: datetime) -> int:
    since = moment.astimezone(UTC) - START
    return since.days * 86_400 + since.seconds


class TimeGrid:
    """timegrid: a naive clock, no zones; compiled in Rust."""

    name = "timegrid"
    sub_open = None

    def __init__(self) -> None:
        calendar = timegrid.TimeGridCalendar.create()
        week = timegrid.DayOfWeek
        names = [week.MONDAY, week.TUESDAY, week.WEDNESDAY, week.THURSDAY, week.FRIDAY]
        names += [week.SATURDAY, week.SUNDAY]
        for days, start, end in WEEK:
            for day in days:
                calendar.add_open_rule(names[DAYS.index(day)], clock(start), clock(end))
        for day in {*EXCEPTIONS, *HOLIDAYS}:
            calendar.close(day)
        for day, hours in EXCEPTIONS.items():
            for index, (start, end) in enumerate(hours):
                span = (datetime.combine(day, clock(s)) for s in (start, end))
                calendar.set_open_window(f"{day}-{index}", *span)
        self.calendar = calendar
        self.timeline = calendar.compile(datetime(2025, 12, 25), datetime(2027, 2, 1))
        self.is_open = self.timeline.can_work
        self.next_open = calendar.get_next_open_time
        self.add_open = calendar.add_work_duration
        self.open_between = self.timeline.get_working_duration
        self.year = self.timeline.get_open_windows

    @staticmethod
    def moment(epoch: int) -> datetime:
        return datetime.fromtimestamp(epoch, LOCAL).replace(tzinfo=None, fold=0)

    @staticmethod
    def epoch(answer: datetime) -> int:
        return seconds_since(answer.replace(tzinfo=LOCAL))


class OpeningHoursPy:
    """opening-hours-py: OpenStreetMap's opening hours, in Rust."""

    name = "opening-hours-py"
    sub_open = None

    def __init__(self) -> None:
        short = {name: name.title()[:2] for name in DAYS}
        rules = []
        for days in dict.fromkeys(days for days, _, _ in WEEK):
            spans = [(s, e) for d, s, e in WEEK if d == days]
            text = ",".join(f"{s}-{f'{int(e[:2]) + 24}{e[2:]}' if e < s else e}" for s, e in spans)
            rules.append(",".join(short[d] for d in days) + " " + text)
        for day in sorted({*EXCEPTIONS, *HOLIDAYS}):
            hours = ",".join(f"{s}-{e}" for s, e in EXCEPTIONS.get(day, ())) or "off"
            rules.append(f"{day:%Y %b %d} {hours}")
        self.hours = OpeningHours("; ".join(rules), timezone=LOCAL)
        self.is_open = self.hours.is_open

    @staticmethod
    def moment(epoch: int) -> datetime:
        return datetime.fromtimestamp(epoch, LOCAL)

    epoch = staticmethod(seconds_since)

    def next_open(self, at: datetime) -> datetime | None:
        return at if self.hours.is_open(at) else self.hours.next_change(at)

    def add_open(self, at: datetime, amount: timedelta) -> datetime:
        for start, end, state, _ in self.hours.intervals(at):
            if str(state) != "open":
                continue
            begins, ends = start.astimezone(UTC), end.astimezone(UTC)
            if ends - begins >= amount:
                return begins + amount
            amount -= ends - begins
        raise AssertionError("never")

    def open_between(self, start: datetime, end: datetime) -> timedelta:
        total = timedelta(0)
        for begins, ends, state, _ in self.hours.intervals(start, end):
            if str(state) == "open":
                total += ends.astimezone(UTC) - begins.astimezone(UTC)
        return total

    def year(self, start: datetime, end: datetime) -> list[Any]:
        found = self.hours.intervals(start, end)
        return [(s, e) for s, e, state, _ in found if str(state) == "open"]


class NaivePendulum:
    """What one writes in ten minutes: pendulum all the way, date by date."""

    name = "pendulum"

    def __init__(self) -> None:
        self.closed = frozenset(HOLIDAYS)

    @staticmethod
    def moment(epoch: int) -> pendulum.DateTime:
        return pendulum.from_timestamp(epoch, tz=ZONE)

    epoch = staticmethod(seconds_since)

    def windows(self, day: Any) -> list[tuple[pendulum.DateTime, pendulum.DateTime]]:
        plain = date(day.year, day.month, day.day)
        hours: Any
        if plain in EXCEPTIONS:
            hours = EXCEPTIONS[plain]
        elif plain in self.closed:
            hours = ()
        else:
            hours = [(s, e) for days, s, e in WEEK if DAYS[plain.weekday()] in days]
        midnight, out = pendulum.datetime(day.year, day.month, day.day, tz=ZONE), []
        for start, end in hours:
            opens = midnight.at(int(start[:2]), int(start[3:]))
            closes = midnight.at(int(end[:2]), int(end[3:]))
            out.append((opens, closes if closes > opens else closes.add(days=1)))
        return out

    def from_day_before(self, at: Any, days: int) -> Any:
        for shift in range(-1, days):
            yield from self.windows(at.add(days=shift))

    def is_open(self, at: Any) -> bool:
        return any(opens <= at < closes for opens, closes in self.from_day_before(at, 1))

    def next_open(self, at: Any) -> Any:
        for opens, closes in self.from_day_before(at, 400):
            if at < closes:
                return max(opens, at)
        return None

    def add_open(self, at: Any, amount: timedelta) -> Any:
        left = amount.total_seconds()
        for opens, closes in self.from_day_before(at, 400):
            begins = max(opens, at)
            has = (closes - begins).total_seconds()
            if has >= left > 0:
                return begins.add(seconds=int(left))
            left -= max(has, 0)
        return None

    def sub_open(self, at: Any, amount: timedelta) -> Any:
        left = amount.total_seconds()
        for shift in range(400):
            for opens, closes in reversed(self.windows(at.add(days=-shift))):
                ends = min(closes, at)
                has = (ends - opens).total_seconds()
                if has >= left > 0:
                    return ends.subtract(seconds=int(left))
                left -= max(has, 0)
        return None

    def open_between(self, start: Any, end: Any) -> timedelta:
        total = 0.0
        for opens, closes in self.from_day_before(start, (end - start).days + 2):
            total += max(0.0, (min(closes, end) - max(opens, start)).total_seconds())
        return timedelta(seconds=total)

    def year(self, start: Any, end: Any) -> list[Any]:
        return [w for w in self.from_day_before(start, 365) if w[1] > start and w[0] < end]


class BusinessTimeDelta:
    """businesstimedelta: weekly rules and whole closed days; no hours of a date's own."""

    name = "businesstimedelta"
    sub_open = year = None  # backwards it ends in a TypeError where no earlier date is closed

    def __init__(self) -> None:
        self.tz = pytz.timezone(ZONE)
        rules: list[Any] = [
            businesstimedelta.WorkDayRule(
                clock(start), clock(end), [DAYS.index(d) for d in days], tz=self.tz
            )
            for days, start, end in WEEK
        ]
        closed = [*HOLIDAYS, *(day for day, hours in EXCEPTIONS.items() if not hours)]
        rules.append(businesstimedelta.HolidayRule(frozenset(closed), tz=self.tz))
        self.rules = businesstimedelta.Rules(rules)

    def moment(self, epoch: int) -> datetime:
        return pytz.utc.localize(datetime(1970, 1, 1) + timedelta(seconds=epoch))

    epoch = staticmethod(seconds_since)

    def is_open(self, at: datetime) -> bool:
        return bool(self.rules.next(at)[0] == at)

    def next_open(self, at: datetime) -> datetime:
        found: datetime = self.rules.next(at)[0]
        return found

    def add_open(self, at: datetime, amount: timedelta) -> Any:
        return at + businesstimedelta.BusinessTimeDelta(self.rules, timedelta=amount)

    def open_between(self, start: datetime, end: datetime) -> timedelta:
        found: timedelta = self.rules.difference(start, end).timedelta
        return found


PEERS: tuple[Any, ...] = (TimeGrid, OpeningHoursPy, NaivePendulum, BusinessTimeDelta)
