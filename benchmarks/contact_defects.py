"""Six cases that engines for opening hours get wrong, each asked of the engine and of boundlib.

    python benchmarks/contact_defects.py            a table
    python benchmarks/contact_defects.py --json     the same as data

The right answer is worked out by hand and stands here; `tests/times/test_traps.py` holds boundlib
to it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import businesstimedelta
import pendulum
import pytz
from measure import table
from opening_hours import OpeningHours, UnknownCountryError

from boundlib.times import Holidays, Timetable, Weekly, zone
from boundlib.times.scalars import WallTime
from boundlib.times.windows import period_at
from boundlib.vocab import Period, Weekday

LONDON, HAVANA = "Europe/London", "America/Havana"
LOCAL = ZoneInfo(LONDON)
BACK = int(datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp())  # 02:00 becomes 01:00
LONG = int(datetime(2025, 11, 2, 4, tzinfo=UTC).timestamp())  # Havana's day of 25 hours begins
MINUTE = range(BACK - 60, BACK)


def week(start: str, end: str, days: tuple[Weekday, ...] = tuple(Weekday)) -> Timetable:
    made = Weekly(days=days, start=WallTime.parse(start), end=WallTime.parse(end))
    return Timetable(id="x", zone=LONDON, weekly=(made,))


def theirs(text: str) -> OpeningHours:
    return OpeningHours(text, timezone=LOCAL)


def last_minute() -> tuple[Any, Any, Any]:
    """Seconds for which 24/7 is closed, in the minute before the clock goes back."""
    hours, ours = theirs("24/7"), week("00:00", "24:00")
    closed = sum(not hours.is_open(datetime.fromtimestamp(at, LOCAL)) for at in MINUTE)
    return 0, closed, sum(not ours.is_open(zone(LONDON).moment(at)) for at in MINUTE)


def fold_day() -> tuple[Any, Any, Any]:
    """Minutes at which `is_open` and the intervals of 01:15 to 01:45 disagree that night."""
    hours, ours = theirs("Mo-Su 01:15-01:45"), week("01:15", "01:45")
    night = range(BACK - 7200, BACK + 7200, 60)

    def differing(is_open: Callable[[Any], bool], spans: list[tuple[Any, Any]], to: Any) -> int:
        exact = [(s.astimezone(UTC).timestamp(), e.astimezone(UTC).timestamp()) for s, e in spans]
        return sum(is_open(to(at)) != any(s <= at < e for s, e in exact) for at in night)

    def local(at: int) -> datetime:
        return datetime.fromtimestamp(at, LOCAL)

    found = hours.intervals(local(night[0]), local(night[-1]))
    spans = [(s, e) for s, e, state, _ in found if str(state) == "open"]
    own = zone(LONDON).moment
    mine = [(i.start, i.end) for i in ours.intervals(own(night[0]), own(night[-1]))]
    return 0, differing(hours.is_open, spans, local), differing(ours.is_open, mine, own)


def after_midnight() -> tuple[Any, Any, Any]:
    """Whether Saturday 01:00 lies in a window from Friday 22:00 to 06:00."""
    tz = pytz.timezone(LONDON)
    rule = businesstimedelta.WorkDayRule(time(22), time(6), [4], tz=tz)
    saturday = tz.localize(datetime(2026, 11, 7, 1))
    begins, ends = businesstimedelta.Rules([rule]).next(saturday)
    ours = week("22:00", "06:00", (Weekday.FRI,))
    return True, begins <= saturday < ends, ours.is_open(saturday)


ENDLESS = """
import businesstimedelta as b, pytz
from datetime import datetime, time
b.Rules([b.WorkDayRule(time(9), time(17), [], tz=pytz.utc)]).next(datetime(2026, 11, 7))
"""


def never() -> tuple[Any, Any, Any]:
    """What the search for an opening says where nothing ever opens."""
    try:
        asked = subprocess.run(
            [sys.executable, "-c", ENDLESS], timeout=5, capture_output=True, text=True
        )
        said = "an answer" if not asked.returncode else asked.stderr.strip().splitlines()[-1]
    except subprocess.TimeoutExpired:
        said = "no answer in 5 s"
    ours = Timetable(id="x", zone=LONDON).next_open(pendulum.datetime(2026, 11, 7))
    return "never", said, "never" if ours is None else ours


def regions() -> tuple[Any, Any, Any]:
    """Whether Easter Monday 2026 is closed in England, with its public holidays."""
    monday = datetime(2026, 4, 6, 12, tzinfo=LOCAL)
    try:
        hours = OpeningHours("Mo-Su 00:00-24:00; PH off", timezone=LOCAL, country="GB-ENG")
    except UnknownCountryError:
        hours = OpeningHours("Mo-Su 00:00-24:00; PH off", timezone=LOCAL, country="GB")
    ours = Timetable(
        id="x",
        zone=LONDON,
        weekly=week("00:00", "24:00").weekly,
        holidays=Holidays(country="GB", region="ENG"),
    )
    return True, hours.is_closed(monday), not ours.is_open(monday)


def long_day() -> tuple[Any, Any, Any]:
    """Minutes of Havana's 2 November 2025, which has 25 hours, that no day holds."""
    day = pendulum.datetime(2025, 11, 2, tz=HAVANA)
    begins, before = day.start_of("day"), day.subtract(days=1).end_of("day")
    minutes = [LONG + 60 * n for n in range(25 * 60)]
    own = date(2025, 11, 2).toordinal()
    lost = sum(not (begins.timestamp() <= at or at <= before.timestamp()) for at in minutes)
    start, end = period_at(Period.DAY, zone(HAVANA), LONG)
    right = zone(HAVANA).day_of(LONG) == own
    return 0, lost, sum(not (right and start <= at < end) for at in minutes)


CASES: tuple[tuple[str, Callable[[], tuple[Any, Any, Any]]], ...] = (
    ("opening-hours-py", last_minute),
    ("opening-hours-py", fold_day),
    ("businesstimedelta", after_midnight),
    ("businesstimedelta", never),
    ("opening-hours-py", regions),
    ("pendulum", long_day),
)


def main() -> int:
    ask = argparse.ArgumentParser(description="Cases that other engines get wrong.")
    ask.add_argument("--json", action="store_true", help="print the answers as JSON")
    found = []
    for engine, case in CASES:
        right, said, ours = case()
        what = (case.__doc__ or "").split("\n")[0]
        found.append({"case": what, "right": right, "engine": engine, "said": said, "ours": ours})
    if ask.parse_args().json:
        print(json.dumps(found, indent=2, default=str))
    else:
        head = ["case", "right", "engine", "its answer", "boundlib"]
        print(table(head, [[str(v) for v in _in_order(f)] for f in found]))
    return int(any(f["ours"] != f["right"] for f in found))


def _in_order(found: dict[str, Any]) -> list[Any]:
    return [found[key] for key in ("case", "right", "engine", "said", "ours")]


if __name__ == "__main__":
    sys.exit(main())
