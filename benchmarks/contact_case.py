"""The timetable of the contact table, as each engine is given it, and the instants it is asked.

Ten weekly windows (one past midnight), thirty dates with hours of their own (twelve closed), the
public holidays of England for 2026 and 2027; 2,000 random instants of 2026.
"""

from __future__ import annotations

import json
import random
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import pendulum

from boundlib.times import Timetable
from boundlib.times.holiday_dates import freeze_dates
from boundlib.wire.documents import from_dict

ZONE = "Europe/London"
EIGHT_HOURS = 8 * 3600
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK: list[tuple[tuple[str, ...], str, str]] = [
    (DAYS[:4], "09:00", "13:00"),
    (DAYS[:4], "14:00", "17:00"),
    (("fri",), "09:00", "15:00"),
    (("sat",), "20:00", "02:00"),
]


def _exceptions() -> dict[date, tuple[tuple[str, str], ...]]:
    dice, found = random.Random(30), {}
    while len(found) < 30:
        day = date(2026, 1, 5) + timedelta(days=dice.randrange(355))
        closed = sum(not hours for hours in found.values()) < 12
        found[day] = () if closed else (("10:00", "12:30"),)
    return dict(sorted(found.items()))


EXCEPTIONS = _exceptions()
HOLIDAYS = freeze_dates("GB", "ENG", 2026, 2027)


def document() -> str:
    """The timetable as an agreement writes it."""
    return json.dumps(
        {
            "id": "office",
            "zone": ZONE,
            "weekly": [{"days": list(d), "start": s, "end": e} for d, s, e in WEEK],
            "special_days": [
                {"on": str(day), "hours": [{"start": s, "end": e} for s, e in hours]}
                for day, hours in EXCEPTIONS.items()
            ],
            "holidays": {"country": "GB", "region": "ENG", "dates": list(map(str, HOLIDAYS))},
        }
    )


def timetable() -> Timetable:
    return from_dict(json.loads(document()), Timetable)


YEAR = (
    int(pendulum.datetime(2026, 1, 1, tz=ZONE).timestamp()),
    int(pendulum.datetime(2027, 1, 1, tz=ZONE).timestamp()),
)


WIDER = (
    int(pendulum.datetime(2025, 1, 1, tz=ZONE).timestamp()),
    int(pendulum.datetime(2029, 1, 1, tz=ZONE).timestamp()),
)
"""More than any answer to a question about 2026 needs."""


def instants() -> list[tuple[int, int]]:
    """2,000 instants of 2026, each with another up to two weeks later."""
    dice = random.Random(2026)
    starts = [dice.randrange(*YEAR) for _ in range(2000)]
    return [(start, start + dice.randrange(14 * 86_400)) for start in starts]


class Control:
    """The least that can be done in pure Python: integers in, `bisect`, integers out."""

    def __init__(self, intervals: list[tuple[int, int]]) -> None:
        starts = [start for start, _ in intervals]
        ends = [end for _, end in intervals]
        edges = sorted(starts + ends)
        before = list(accumulate((e - s for s, e in intervals), initial=0))

        def is_open(at: int) -> bool:
            return bisect_right(edges, at) & 1 == 1

        def next_open(at: int) -> int:
            index = bisect_right(edges, at)
            return at if index & 1 else edges[index]

        def opened(at: int) -> int:
            index = bisect_right(edges, at)
            found = before[index >> 1]
            return found + at - edges[index - 1] if index & 1 else found

        def add_open(at: int, seconds: int) -> int:
            target = opened(at) + seconds
            index = bisect_left(before, target) - 1
            return starts[index] + target - before[index]

        def sub_open(at: int, seconds: int) -> int:
            target = opened(at) - seconds
            index = bisect_right(before, target) - 1
            return starts[index] + target - before[index]

        def open_between(start: int, end: int) -> int:
            return opened(end) - opened(start)

        def year(start: int, end: int) -> tuple[list[int], list[int]]:
            low, high = bisect_right(ends, start), bisect_left(starts, end)
            return starts[low:high], ends[low:high]

        self.starts, self.ends = starts, ends
        self.is_open, self.next_open, self.add_open = is_open, next_open, add_open
        self.sub_open, self.open_between, self.year = sub_open, open_between, year


class TableDriven:
    """The control with pendulum in and out, as lean as it can be: a table of offsets each way."""

    def __init__(self, control: Control, tz: Any) -> None:
        self.control, self.tz = control, tz
        lo, hi = control.starts[0], control.ends[-1]
        changes = [t for t in range(lo - lo % 900, hi, 900) if _offset(t) != _offset(t - 900)]
        self.changes, self.offsets = changes, [_offset(t) for t in (lo, *changes)]
        days = range(lo // 86_400 - 1, hi // 86_400 + 2)
        self.dates = {n: (date(1970, 1, 1) + timedelta(days=n)).timetuple()[:3] for n in days}
        self.walls = [t + o for t, o in zip(changes, self.offsets[1:], strict=True)]

    def inward(self, moment: Any) -> int:
        wall = (moment.toordinal() - 719_163) * 86_400
        wall += moment.hour * 3600 + moment.minute * 60 + moment.second
        return wall - self.offsets[bisect_right(self.walls, wall)]

    def outward(self, epoch: int) -> Any:
        wall = epoch + self.offsets[bisect_right(self.changes, epoch)]
        days, seconds = divmod(wall, 86_400)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return pendulum.DateTime(*self.dates[days], hour, minute, second, 0, self.tz)

    def is_open(self, at: Any) -> bool:
        return self.control.is_open(self.inward(at))

    def next_open(self, at: Any) -> Any:
        return self.outward(self.control.next_open(self.inward(at)))

    def add_open(self, at: Any, amount: timedelta) -> Any:
        return self.outward(self.control.add_open(self.inward(at), amount.seconds))

    def sub_open(self, at: Any, amount: timedelta) -> Any:
        return self.outward(self.control.sub_open(self.inward(at), amount.seconds))

    def open_between(self, start: Any, end: Any) -> timedelta:
        return timedelta(0, self.control.open_between(self.inward(start), self.inward(end)))

    def year(self, start: Any, end: Any) -> list[tuple[Any, Any]]:
        found = self.control.year(self.inward(start), self.inward(end))
        return [(self.outward(s), self.outward(e)) for s, e in zip(*found, strict=True)]


def _offset(epoch: int) -> int:
    offset = pendulum.from_timestamp(epoch, tz=ZONE).utcoffset()
    assert offset is not None
    return offset.days * 86_400 + offset.seconds
