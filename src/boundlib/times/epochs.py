"""Epoch seconds: the years that can be asked about, and the instant that a datetime names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from pendulum.tz.timezone import FixedTimezone, Timezone

from boundlib.errors import UsageError

DAY = 86_400
"""Seconds in a day of the UTC calendar."""
UNIX_DAY = date(1970, 1, 1).toordinal()
"""The ordinal of 1970-01-01."""
EARLIEST = (date(1900, 1, 1).toordinal() - UNIX_DAY) * DAY
"""The first epoch second that can be asked about: 1900-01-01T00:00:00Z."""
LATEST = (date(2201, 1, 1).toordinal() - UNIX_DAY) * DAY
"""The first epoch second beyond: 2201-01-01T00:00:00Z."""

_START = datetime(1970, 1, 1, tzinfo=UTC)
_combined, _clock, _ordinal = datetime.combine, datetime.timetz, datetime.toordinal

# Kinds of zone whose offset, if it is the same at both ends of three days, never left it between.
# The tz database has no zone that changes and changes back in less than six (a test looks).
_STEADY_KINDS = (Timezone, FixedTimezone, ZoneInfo, timezone)
_FIRST_STEADY = EARLIEST // DAY + UNIX_DAY + 2
_LAST_STEADY = LATEST // DAY + UNIX_DAY - 4
_ZONES, _DAYS = 64, 4096  # what is remembered stays small


class _Steady(dict[int, int | None]):
    """For a zone, by date: the epoch second at which its midnight would lie.

    None for a date with a change of offset near it, or at the edge of the years.
    """

    __slots__ = ("tz",)

    def __init__(self, tz: tzinfo) -> None:
        self.tz = tz  # kept, so that its id is nobody else's

    def __missing__(self, day: int) -> int | None:
        if len(self) >= _DAYS:
            self.clear()
        found = self[day] = self._midnight(day)
        return found

    def _midnight(self, day: int) -> int | None:
        if not _FIRST_STEADY <= day <= _LAST_STEADY:
            return None
        offset = _offset_before(self.tz, day - 1)
        if offset != _offset_before(self.tz, day + 2) or offset % timedelta(seconds=1):
            return None
        return (day - UNIX_DAY) * DAY - offset // timedelta(seconds=1)


def _offset_before(tz: tzinfo, day: int) -> timedelta:
    """The offset at a date's midnight; where a change skips it or shows it twice, that before."""
    found = tz.utcoffset(datetime.fromordinal(day).replace(tzinfo=tz))
    return timedelta.max if found is None else found


_known: dict[int, _Steady] = {}


def epoch_of(moment: datetime) -> int:
    """The epoch second of an aware datetime; fractions are floored.

    Raises:
        UsageError: not a datetime, without a zone, or outside the years 1900 to 2200.
    """
    try:
        midnight = _known[id(moment.tzinfo)][_ordinal(moment)]
    except (AttributeError, KeyError, TypeError):
        return _by_subtraction(moment)
    if midnight is None:
        return _by_subtraction(moment)
    return midnight + moment.hour * 3600 + moment.minute * 60 + moment.second


def _by_subtraction(moment: datetime) -> int:
    """The same for any datetime, whatever its zone does."""
    try:
        # The same moment as a plain datetime: pendulum's own arithmetic takes three times as long.
        since = _combined(moment, _clock(moment)) - _START
    except TypeError:
        raise _no_instant(moment) from None
    tz = moment.tzinfo
    if type(tz) in _STEADY_KINDS and id(tz) not in _known and tz is not None:
        if len(_known) >= _ZONES:
            _known.clear()
        _known[id(tz)] = _Steady(tz)
    return within_years(since.days * DAY + since.seconds)


def _no_instant(moment: object) -> UsageError:
    if isinstance(moment, datetime):
        return UsageError(
            "a datetime without a zone names no instant.",
            next_step="Give it a zone, such as tz='Europe/London'.",
        )
    return UsageError("this is not a datetime.", next_step="Pass an aware datetime.")


def within_years(epoch: int) -> int:
    """The same epoch second.

    Raises:
        UsageError: it lies outside the years 1900 to 2200.
    """
    if EARLIEST <= epoch < LATEST:
        return epoch
    raise UsageError(
        "this time lies outside the years 1900 to 2200.", next_step="Ask about a time within them."
    )
