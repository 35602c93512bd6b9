"""Timetables, zones and instants to try things on."""

from datetime import date, timedelta

from hypothesis import strategies as st

from boundlib.times import Holidays, Hours, Leave, SpecialDay, Timetable, Weekly
from boundlib.times.scalars import WallTime
from boundlib.times.zones import zone_names
from boundlib.vocab import Weekday

# Zones with something to trip over, and any other.
TRAPS = (
    "Africa/Casablanca",  # daylight time the other way round, by a list of dates
    "America/Havana",  # goes back at 01:00 to 00:00, and skips midnight
    "America/New_York",
    "America/St_Johns",  # half an hour off
    "Asia/Beirut",  # skips midnight
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # moves by half an hour
    "Europe/Dublin",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "UTC",
)
zone_choice = st.one_of(st.sampled_from(TRAPS), st.sampled_from(sorted(zone_names())))

FIRST = date(2026, 2, 1)
dates = st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n))
START = 1_769_904_000  # 2026-02-01T00:00:00Z
instants = st.integers(START - 20 * 86_400, START + 140 * 86_400)
minutes = instants.map(lambda at: at - at % 60)

clock = st.one_of(st.sampled_from([0, 60, 540, 1020, 1320, 1439]), st.integers(0, 1439))
windows = st.tuples(clock, st.one_of(clock, st.just(1440))).filter(lambda w: w[0] != w[1])


@st.composite
def weeklies(draw: st.DrawFn) -> Weekly:
    start, end = draw(windows)
    days = draw(st.sets(st.sampled_from(list(Weekday)), min_size=1))
    return Weekly(days=tuple(sorted(days)), start=WallTime(start), end=WallTime(end))


hours = windows.map(lambda w: Hours(start=WallTime(w[0]), end=WallTime(w[1])))


@st.composite
def special_days(draw: st.DrawFn) -> tuple[SpecialDay, ...]:
    days = draw(st.lists(dates, max_size=5, unique=True))
    return tuple(SpecialDay(on=day, hours=tuple(draw(st.lists(hours, max_size=3)))) for day in days)


@st.composite
def leaves(draw: st.DrawFn) -> Leave:
    first = draw(dates)
    return Leave(
        party=draw(st.sampled_from(["therapist", "client"])),
        first=first,
        last=first + timedelta(days=draw(st.integers(0, 20))),
        cover=draw(st.sampled_from([None, "deputy"])),
    )


# Agreed dates for whole years, so that nothing has to be looked up.
agreed = st.lists(dates, max_size=8, unique=True).map(
    lambda found: Holidays(
        country="GB",
        region="ENG",
        dates=tuple(sorted({date(2025, 1, 1), date(2032, 12, 31), *found})),
    )
)


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    return Timetable(
        id="office",
        zone=draw(zone_choice),
        weekly=tuple(draw(st.lists(weeklies(), max_size=6))),
        special_days=draw(special_days()),
        holidays=draw(st.one_of(st.none(), agreed)),
        leave=tuple(draw(st.lists(leaves(), max_size=3))),
    )
