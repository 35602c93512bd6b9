"""Time zones from the packaged tz database, and the only way between epochs and datetimes.

Nothing here reads the system's zone files, its local zone or its clock (spec/time).
"""

from __future__ import annotations

import io
import os.path
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from typing import Any

import attrs
from pendulum import DateTime
from pendulum.tz.timezone import Timezone

from boundlib.errors import AmbiguousTime, UnknownZone, expect
from boundlib.times import tzif
from boundlib.times.epochs import DAY, EARLIEST, LATEST, UNIX_DAY, within_years
from boundlib.times.scalars import Instant

_FAR = 2045  # once a question comes from later years, a rule is listed to its end
_WIDEST = 27 * 3600  # no zone was ever further from UTC, and few changed twice in so long


_DATA: Any = import_module("tzdata")  # the package has no types


def _packaged(*path: str) -> bytes:
    """A file of the tz database, through the loader of its package: it may lie in an archive."""
    found: bytes = _DATA.__loader__.get_data(os.path.join(_DATA.__path__[0], *path))
    return found


def tz_version() -> str:
    """The release of the tz database that answers, such as `2026f`."""
    return str(_DATA.IANA_VERSION)


@cache
def zone_names() -> frozenset[str]:
    """Every zone name of the packaged tz database."""
    return frozenset(_packaged("zones").decode("ascii").split())


def zone(name: str) -> Zone:
    """The zone of that name, read once.

    Raises:
        UnknownZone: the packaged tz database has no zone of that name.
        UsageError: that is no name.
    """
    expect(name, str, "zone", "Pass a name such as Europe/London.")
    return _zone(name)


@cache
def _zone(name: str) -> Zone:
    if name not in zone_names():
        raise UnknownZone(
            f"the tz database {tz_version()} has no zone of this name.",
            where="zone",
            next_step=_nearest(name),
        )
    return Zone(name, _packaged("zoneinfo", *name.split("/")))


def _nearest(name: str) -> str:
    """The next step for a name that is no zone's: names near it."""
    folded = {known.casefold(): known for known in zone_names()}
    wanted = name.strip().replace(" ", "_").casefold()
    if wanted in folded:
        near = [folded[wanted]]
    else:
        cities = {known.rpartition("/")[2]: known for known in sorted(folded)}
        found = get_close_matches(wanted, [*folded, *cities], n=3, cutoff=0.75)
        near = list(dict.fromkeys(folded[cities.get(hit, hit)] for hit in found))
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return "Use a name such as Europe/London."


def wall_of(day: int, minute: int = 0) -> int:
    """A wall time as one number: seconds since 1970-01-01T00:00 on the same wall.

    `day` is a date's ordinal, `minute` counts from its midnight and may pass it.
    """
    return (day - UNIX_DAY) * DAY + minute * 60


_MINUTES = tuple(divmod(minute, 60) for minute in range(1440))


class _Dates(dict[int, tuple[int, int, int]]):
    """Year, month and day by the number of days since 1970-01-01, as they are asked for."""

    __slots__ = ()

    def __missing__(self, days: int) -> tuple[int, int, int]:
        if len(self) >= 8192:
            self.clear()
        day = date.fromordinal(days + UNIX_DAY)
        found = self[days] = day.year, day.month, day.day
        return found


_DATES = _Dates()


@attrs.frozen(eq=False)
class _Listed:
    """The transitions known so far, and the epoch from which more must be listed."""

    transitions: tuple[int, ...]
    offsets: tuple[int, ...]
    folds: tuple[int, ...]
    """For each stretch, until when its wall times repeat those of the stretch before."""
    until: int


def _listed(known: tzif.Offsets, until: int) -> _Listed:
    folds = [EARLIEST - DAY * 366]
    folds += [
        at + (before - after if before > after else 0)
        for at, before, after in zip(
            known.transitions, known.offsets, known.offsets[1:], strict=False
        )
    ]
    return _Listed(known.transitions, known.offsets, tuple(folds), until)


def _missing_days(listed: _Listed) -> frozenset[int]:
    # Only a jump of a day or more skips a date, and no rule for later years makes one.
    days: set[int] = set()
    for at, before, after in zip(
        listed.transitions, listed.offsets, listed.offsets[1:], strict=False
    ):
        if after - before >= DAY:
            days.update(range(-(-(at + before) // DAY), (at + after) // DAY))
    return frozenset(day + UNIX_DAY for day in days)


class Zone:
    """A named time zone: its offsets as sorted numbers, and datetimes in it.

    Wall times are numbers as `wall_of` makes them. Get one from `zone(name)`.
    """

    __slots__ = ("_data", "_listed", "_offsets", "_tz", "missing_days", "name")

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        """The name in the tz database."""
        self._data = data
        self._tz: Timezone | None = None
        self._offsets = tzif.read(data)
        self._listed = _listed(self._offsets, self._offsets.listed_until)
        self.missing_days = _missing_days(self._listed)
        """The ordinals of the dates that the calendar on the wall skips (Apia: 2011-12-30)."""

    @property
    def tz(self) -> Timezone:
        """The same zone for pendulum, from the same bytes."""
        if self._tz is None:
            self._tz = Timezone.from_file(io.BytesIO(self._data), key=self.name)
        return self._tz

    def __repr__(self) -> str:
        return f"Zone({self.name!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return zone, (self.name,)

    def _upto(self, epoch: int) -> _Listed:
        """The transitions, listed at least until `epoch`."""
        listed = self._listed
        if epoch >= listed.until:
            # A rule is listed as far as it is needed: most questions are about these years.
            year = date.fromordinal(epoch // DAY + UNIX_DAY).year + 5
            year = year if year < _FAR else 2202
            until = (date(year, 12, 25).toordinal() - UNIX_DAY) * DAY
            listed = self._listed = _listed(self._offsets.until(year), until)
        return listed

    def offset_at(self, epoch: int) -> int:
        """Seconds east of UTC at that instant."""
        listed = self._listed
        if epoch >= listed.until:
            listed = self._upto(epoch)
        return listed.offsets[bisect_right(listed.transitions, epoch)]

    def stretches(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The constant-offset stretches of `[start, end)`: (from, to, offset), in order."""
        listed = self._upto(end)
        first = bisect_right(listed.transitions, start)
        last = bisect_right(listed.transitions, end - 1)
        cuts = (start, *listed.transitions[first:last], end)
        return [(cuts[i], cuts[i + 1], listed.offsets[first + i]) for i in range(len(cuts) - 1)]

    def next_change(self, epoch: int) -> int | None:
        """The next instant at which the offset changes; None where it never does again."""
        listed = self._upto(LATEST)
        index = bisect_right(listed.transitions, epoch)
        return listed.transitions[index] if index < len(listed.transitions) else None

    def wall(self, epoch: int) -> int:
        """What the clock on the wall reads at that instant, as one number."""
        return epoch + self.offset_at(epoch)

    def wall_parts(self, epoch: int) -> tuple[int, int, int]:
        """What the clock on the wall reads: the date's ordinal, the minute, the second."""
        days, seconds = divmod(epoch + self.offset_at(epoch), DAY)
        return days + UNIX_DAY, seconds // 60, seconds % 60

    def day_of(self, epoch: int) -> int:
        """The ordinal of the local date at that instant."""
        return (epoch + self.offset_at(epoch)) // DAY + UNIX_DAY

    def day_start(self, day: int) -> int:
        """The first instant at which the calendar on the wall shows that date or a later one."""
        wall = wall_of(day)
        shown = self.instants(wall)
        if shown:
            return shown[0]
        # Midnight is skipped: the date, or what is left of it, starts with the change itself.
        listed = self._upto(wall + _WIDEST)
        index = bisect_right(listed.transitions, self.readings(wall)[1])
        return listed.transitions[index - 1]

    def instants(self, wall: int) -> tuple[int, ...]:
        """Every instant at which the clock reads that wall time: none, one or two."""
        listed = self._upto(wall + _WIDEST)
        transitions, offsets = listed.transitions, listed.offsets
        first = bisect_right(transitions, wall - _WIDEST)
        last = bisect_right(transitions, wall + _WIDEST)
        if first == last:
            return (wall - offsets[first],)
        return tuple(
            at
            for i in range(first, last + 1)
            for at in (wall - offsets[i],)
            if (i == 0 or transitions[i - 1] <= at)
            and (i == len(transitions) or at < transitions[i])
        )

    def readings(self, wall: int) -> tuple[int, int]:
        """The two instants that a wall time may mean, the earlier first.

        Equal where the clock reads it once. Where it reads it twice, these two; where it skips
        it, the instants by the offset after and by the offset before the gap.
        """
        shown = self.instants(wall)
        if shown:
            return shown[0], shown[-1]
        listed = self._upto(wall + _WIDEST)
        index = next(
            i
            for i, at in enumerate(listed.transitions)
            if at + listed.offsets[i] <= wall < at + listed.offsets[i + 1]
        )
        return wall - listed.offsets[index + 1], wall - listed.offsets[index]

    def first(self, wall: int) -> int:
        """A computed point: the first of two readings; skipped, by the offset before the gap.

        Source: RFC 5545, 3.3.5.
        """
        shown = self.instants(wall)
        return shown[0] if shown else self.readings(wall)[1]

    def deadline(self, wall: int, *, owed_by_therapist: bool) -> int:
        """A computed deadline: the earlier reading if the therapist's side owes it, else the later.

        A tie is never settled against the client.
        """
        return self.readings(wall)[0 if owed_by_therapist else 1]

    def stated(self, local: datetime) -> int:
        """The instant of a wall time that a person gave; its own zone, if any, is not looked at.

        Raises:
            AmbiguousTime: the clock reads it twice or never; both readings are named.
            UsageError: it is no datetime.
        """
        expect(local, datetime, "Zone.stated", "Pass a datetime; its zone is not looked at.")
        wall = wall_of(local.toordinal()) + local.hour * 3600 + local.minute * 60 + local.second
        shown = self.instants(wall)
        if len(shown) == 1:
            return within_years(shown[0])
        what = "shows this time twice" if shown else "skips this time"
        earlier, later = self.readings(wall)
        raise AmbiguousTime(
            f"the clock in {self.name} {what}: it may mean {Instant(earlier)} or {Instant(later)}.",
            next_step="Say which of the two instants is meant.",
        )

    def moment(self, epoch: int) -> DateTime:
        """That instant as a pendulum DateTime in this zone."""
        listed = self._listed
        if epoch >= listed.until:
            listed = self._upto(epoch)
        index = bisect_right(listed.transitions, epoch)
        wall = epoch + listed.offsets[index]
        year, month, day = _DATES[wall // DAY]
        hour, minute = _MINUTES[wall % DAY // 60]
        tz = self._tz or self.tz
        if epoch < listed.folds[index]:
            return DateTime(year, month, day, hour, minute, wall % 60, 0, tz, fold=1)
        return DateTime(year, month, day, hour, minute, wall % 60, 0, tz)

    def moments(self, epochs: Sequence[int]) -> list[DateTime]:
        """`moment` for many instants in order."""
        if not epochs:
            return []
        tz, dates, minutes = self.tz, _DATES, _MINUTES
        out: list[DateTime] = []
        for start, end, offset in self.stretches(epochs[0], epochs[-1] + 1):
            first, following = bisect_left(epochs, start), bisect_left(epochs, end)
            # What comes soon after a change may be a second showing.
            steady = bisect_left(epochs, start + _WIDEST, first, following)
            out += map(self.moment, epochs[first:steady])
            for wall in [epoch + offset for epoch in epochs[steady:following]]:
                days, seconds = divmod(wall, DAY)
                hour, minute = minutes[seconds // 60]
                out.append(DateTime(*dates[days], hour, minute, seconds % 60, 0, tz))
        return out
