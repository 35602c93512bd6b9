"""Timetables: weekly windows in a named zone, special days, holidays, leave (spec/time)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import Annotated, NamedTuple

from pendulum import DateTime, Duration

from boundlib.declare import Fault, Items, value
from boundlib.declare.names import Country, PartyId, Region, Slug, Unstated
from boundlib.declare.names import Zone as ZoneName
from boundlib.errors import UsageError
from boundlib.times.days import HORIZON_DAYS, Days, Layer, joined
from boundlib.times.epochs import epoch_of
from boundlib.times.holiday_dates import HolidayDates
from boundlib.times.scalars import WallTime
from boundlib.times.table import Table
from boundlib.times.zones import Zone, zone, zone_names
from boundlib.vocab import Weekday

_MIDNIGHT = 1440
_ORDER = {day: index for index, day in enumerate(Weekday)}


class Interval(NamedTuple):
    """An open stretch `[start, end)` and the layer it comes from."""

    start: DateTime
    """Where it begins, in the timetable's zone."""
    end: DateTime
    """Where it ends; the first instant outside."""
    layer: Layer
    """`weekly` or `special_day`."""


def _window_faults(start: WallTime, end: WallTime) -> Iterator[Fault]:
    if start == _MIDNIGHT:
        yield Fault("bad_window", "24:00 is an end only", ("start",), hint="write 00:00")
    elif start == end:
        yield Fault(
            "bad_window",
            "a window that ends where it starts",
            ("end",),
            hint="write 00:00 to 24:00 for the whole day",
        )


def _window(start: WallTime, end: WallTime) -> tuple[int, int]:
    """A window in minutes after the midnight of the date it starts on."""
    return int(start), int(end) + (_MIDNIGHT if end < start else 0)


@value
class Weekly:
    """A window `[start, end)` of wall time on weekdays; past midnight if `end` comes first."""

    days: Annotated[tuple[Weekday, ...], Items(min=1, max=7, unique=True)]
    """The weekdays it starts on."""
    start: WallTime
    """When it opens."""
    end: WallTime
    """When it closes; `24:00` is the end of the day."""

    def problems(self) -> Iterator[Fault]:
        """A window must not end where it starts."""
        return _window_faults(self.start, self.end)


@value
class Hours:
    """A window `[start, end)` of wall time; past midnight if `end` comes first."""

    start: WallTime
    """When it opens."""
    end: WallTime
    """When it closes; `24:00` is the end of the day."""

    def problems(self) -> Iterator[Fault]:
        """A window must not end where it starts."""
        return _window_faults(self.start, self.end)


@value
class SpecialDay:
    """A date with hours of its own; they stand before holidays and the week."""

    on: date
    """The local date."""
    hours: Annotated[tuple[Hours, ...], Items(max=24)]
    """The windows that start on it; none: closed."""


@value
class Holidays:
    """The public holidays of a place: no window of the week starts on them."""

    country: Country
    """ISO 3166-1 alpha-2."""
    region: Region | None = None
    """The second part of ISO 3166-2."""
    dates: Annotated[tuple[date, ...], Items(max=400, unique=True)] = ()
    """The dates as agreed, for the whole of every year they span; later years are looked up."""


@value
class Leave:
    """A party is away on whole local dates."""

    party: PartyId
    """Who is away."""
    first: date
    """The first date away."""
    last: date
    """The last date away."""
    cover: PartyId | None = None
    """Who answers meanwhile; this opens nothing."""

    def problems(self) -> Iterator[Fault]:
        """Leave must not end before it begins."""
        if self.last < self.first:
            yield Fault("ends_reversed", "the last date is before the first", ("last",))


@value
class Timetable:
    """When somebody can be reached, in wall times of a named zone.

    The methods take any aware datetime, answer in the timetable's own zone, and leave nothing to
    the zone a question is put in. `None` means never: not within five years.
    """

    id: Slug
    """The name that clauses refer to."""
    zone: ZoneName | None = None
    """A zone of the tz database; absent: the agreement's."""
    weekly: Annotated[tuple[Weekly, ...], Items(max=128)] = ()
    """The week as usual."""
    special_days: Annotated[tuple[SpecialDay, ...], Items(max=1024)] = ()
    """Dates with hours of their own."""
    holidays: Holidays | Unstated | None = None
    """The public holidays observed; absent: none were agreed."""
    leave: Annotated[tuple[Leave, ...], Items(max=256)] = ()
    """Who is away when."""

    def problems(self) -> Iterator[Fault]:
        """The zone exists, and a date has hours of its own once only."""
        if self.zone is not None and self.zone not in zone_names():
            yield Fault(
                "unknown_zone",
                "the tz database has no zone of this name",
                ("zone",),
                hint="use a name such as Europe/London",
            )
        seen: set[date] = set()
        for index, special in enumerate(self.special_days):
            if special.on in seen:
                yield Fault(
                    "duplicate_date",
                    "this date has hours of its own already",
                    ("special_days", index, "on"),
                    hint="put all its hours into one entry",
                )
            seen.add(special.on)

    # --- compiling ----------------------------------------------------------------------------

    def table(
        self,
        leave: Iterable[Leave] = (),
        *,
        agreed_zone: str | None = None,
        holidays: Holidays | None = None,
        horizon: int = HORIZON_DAYS,
    ) -> Table:
        """The compiled table in which just the leave given counts.

        `agreed_zone` is used where the timetable names none, `holidays` where they are unstated
        (None: without holidays). A search goes `horizon` days: five years, or what is given.

        Raises:
            UnknownZone: the zone is not in the tz database.
            UsageError: neither the timetable nor the caller names a zone.
        """
        name = self.zone or agreed_zone
        if name is None:
            raise UsageError(
                "this timetable names no zone.",
                where="zone",
                next_step="Give it one, or ask an engine made from the agreement.",
            )
        return self._table(leave, zone(name), self._observed(holidays), horizon)

    def _observed(self, instead: Holidays | None) -> HolidayDates:
        stated = instead if isinstance(self.holidays, Unstated) else self.holidays
        if stated is None:
            return HolidayDates()
        return HolidayDates(stated.country, stated.region, stated.dates)

    def _table(
        self, leave: Iterable[Leave], within: Zone, observed: HolidayDates, horizon: int
    ) -> Table:
        week: list[list[tuple[int, int]]] = [[] for _ in Weekday]
        for weekly in self.weekly:
            for day in weekly.days:
                week[_ORDER[day]].append(_window(weekly.start, weekly.end))
        special = {
            day.on.toordinal(): joined(_window(hours.start, hours.end) for hours in day.hours)
            for day in self.special_days
        }
        away = [(entry.first.toordinal(), entry.last.toordinal()) for entry in leave]
        days = Days([joined(windows) for windows in week], special, observed, away, within, horizon)
        return Table(days, within)

    def away(self, day: int) -> tuple[Leave, ...]:
        """Every leave that covers that date (an ordinal)."""
        return tuple(
            entry
            for entry in self.leave
            if entry.first.toordinal() <= day <= entry.last.toordinal()
        )

    def pausing(self, owed_by: Iterable[str]) -> tuple[Leave, ...]:
        """The leave that pauses what these parties owe: their own, where no cover answers."""
        parties = frozenset(owed_by)
        return tuple(e for e in self.leave if e.party in parties and e.cover is None)

    @cached_property
    def _without_leave(self) -> Table:
        self._refuse_open_choice()
        return self.table()

    @cached_property
    def _with_leave(self) -> Table:
        self._refuse_open_choice()
        return self.table(self.leave) if self.leave else self._without_leave

    def _refuse_open_choice(self) -> None:
        if isinstance(self.holidays, Unstated):
            raise UsageError(
                "this timetable leaves open which holidays it observes.",
                where="holidays",
                next_step="State them, or ask an engine, which answers under each choice.",
            )

    # --- asking -------------------------------------------------------------------------------

    def is_open(self, at: datetime, *, leave: bool = True) -> bool:
        """Whether the timetable's own wall clock then reads a time inside a window.

        Raises:
            UsageError: `at` has no zone or lies outside 1900 to 2200, or the timetable cannot
                answer: it names no zone, or its holidays are unstated. So for every method.
        """
        table = self._with_leave if leave else self._without_leave
        return table.is_open(epoch_of(at))

    def next_open(self, at: datetime, *, leave: bool = True) -> DateTime | None:
        """The first open instant at or after `at`: `at` itself while it is open."""
        table = self._with_leave if leave else self._without_leave
        found = table.next_open(epoch_of(at))
        return None if found is None else table.zone.moment(found)

    def next_close(self, at: datetime, *, leave: bool = True) -> DateTime | None:
        """The end of the open stretch in which `next_open(at)` lies."""
        table = self._with_leave if leave else self._without_leave
        found = table.next_close(epoch_of(at))
        return None if found is None else table.zone.moment(found)

    def add_open(self, at: datetime, amount: timedelta, *, leave: bool = True) -> DateTime | None:
        """The earliest instant by which that much open time has passed since `at`."""
        table = self._with_leave if leave else self._without_leave
        found = table.add_open(epoch_of(at), _seconds(amount))
        return None if found is None else table.zone.moment(found)

    def sub_open(self, at: datetime, amount: timedelta, *, leave: bool = True) -> DateTime | None:
        """The latest instant from which that much open time passes until `at`."""
        table = self._with_leave if leave else self._without_leave
        found = table.sub_open(epoch_of(at), _seconds(amount))
        return None if found is None else table.zone.moment(found)

    def open_between(self, start: datetime, end: datetime, *, leave: bool = True) -> timedelta:
        """The open time in `[start, end)`."""
        table = self._with_leave if leave else self._without_leave
        return timedelta(0, table.open_between(epoch_of(start), epoch_of(end)))

    def intervals(
        self, start: datetime, end: datetime, *, leave: bool = True
    ) -> tuple[Interval, ...]:
        """The open stretches of `[start, end)` by layer, cut to it, in order."""
        table = self._with_leave if leave else self._without_leave
        starts, ends, layers = table.stretches(epoch_of(start), epoch_of(end))
        moments = table.zone.moments
        return tuple(map(_interval, zip(moments(starts), moments(ends), layers, strict=True)))


_interval: Callable[[Iterable[object]], Interval] = partial(tuple.__new__, Interval)
"""`Interval._make`, in a third of the time."""


def _seconds(amount: timedelta) -> int:
    """Whole seconds; fractions are floored."""
    if type(amount) is timedelta:
        return amount.days * 86_400 + amount.seconds
    if not isinstance(amount, timedelta):
        raise UsageError("this is not an amount of time.", next_step="Pass a timedelta.")
    if isinstance(amount, Duration) and (amount.years or amount.months):
        raise UsageError(
            "months and years are no number of hours.", next_step="Pass hours and minutes."
        )
    return int(amount.total_seconds() // 1)
