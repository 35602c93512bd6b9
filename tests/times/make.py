"""Short ways to write timetables and instants in tests."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pendulum

from boundlib.times import Hours, Leave, SpecialDay, Timetable, Weekly
from boundlib.times.scalars import Instant, WallTime
from boundlib.vocab import Weekday

EVERY_DAY = tuple(Weekday)
MON_FRI = EVERY_DAY[:5]


def weekly(days: Iterable[Weekday], start: str, end: str) -> Weekly:
    return Weekly(days=tuple(days), start=WallTime.parse(start), end=WallTime.parse(end))


def hours(start: str, end: str) -> Hours:
    return Hours(start=WallTime.parse(start), end=WallTime.parse(end))


def special(on: str, *windows: tuple[str, str]) -> SpecialDay:
    return SpecialDay(on=date.fromisoformat(on), hours=tuple(hours(*w) for w in windows))


def leave(first: str, last: str, party: str = "therapist", cover: str | None = None) -> Leave:
    return Leave(
        party=party, first=date.fromisoformat(first), last=date.fromisoformat(last), cover=cover
    )


def office(zone: str | None = "Europe/London", **fields: Any) -> Timetable:
    """Monday to Friday, 09:00 to 17:00."""
    given: dict[str, Any] = {"weekly": (weekly(MON_FRI, "09:00", "17:00"),), **fields}
    return Timetable(id="office", zone=zone, **given)


def utc(text: str) -> int:
    """The epoch second of `YYYY-MM-DDTHH:MM[:SS]` in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def at(text: str, tz: str = "UTC") -> pendulum.DateTime:
    """A moment as people write it, on the wall of a zone; times shown twice: the first."""
    naive = datetime.fromisoformat(text)
    return pendulum.datetime(
        naive.year, naive.month, naive.day, naive.hour, naive.minute, naive.second, tz=tz, fold=0
    )


def line(table: Timetable, start: str, end: str, **how: bool) -> list[str]:
    """The intervals as short texts in the timetable's zone."""
    tz = table.zone or "UTC"
    return [
        f"{i.start.format('DD HH:mm')}-{i.end.format('DD HH:mm')} {i.layer}"
        for i in table.intervals(at(start, tz), at(end, tz), **how)
    ]


def shown(epoch: int | None) -> str:
    """An epoch second as text, so that a failing test can be read."""
    return "never" if epoch is None else str(Instant(epoch))
