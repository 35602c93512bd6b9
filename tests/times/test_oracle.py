"""The engine against an oracle that reads the wall clock minute by minute."""

import os
import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.times import Holidays, Hours, Leave, SpecialDay, Timetable, Weekly, zone
from boundlib.times.epochs import EARLIEST, LATEST, epoch_of
from boundlib.times.scalars import WallTime
from boundlib.times.zones import zone_names
from boundlib.vocab import Weekday
from tests.times import oracle
from tests.times.strategies import minutes, timetables

DEEP = bool(os.environ.get("BOUNDLIB_DEEP"))
HOUR = 3600


def check(table: Timetable, leave: tuple[Leave, ...], start: int, end: int) -> None:
    """Every method at int level against the oracle, over `[start, end)` in whole minutes."""
    compiled = table.table(leave)
    expected = oracle.intervals(table, leave, start, end)
    assert [(s, e, str(layer)) for s, e, layer in compiled.intervals(start, end)] == expected
    covered = {m for s, e, _ in expected for m in range(s, e, 60)}
    state = [m in covered for m in range(start, end, 60)]
    assert compiled.are_open(range(start, end, 60)) == state
    assert compiled.open_between(start, end) == 60 * len(covered)
    shown = sorted(covered)
    if shown:
        assert compiled.next_open(start) == shown[0]
        assert compiled.add_open(start, 60 * len(shown)) == shown[-1] + 60
        assert compiled.sub_open(end, 60 * len(shown)) == shown[0]
        half = len(shown) // 2
        assert compiled.add_open(start, 60 * half + 1) == shown[half] + 1
        gap = next((m for m in range(shown[0], end, 60) if m not in covered), None)
        if gap is not None:
            assert compiled.next_close(start) == gap
            assert compiled.next_change(start) == (gap if state[0] else shown[0])


@settings(max_examples=max(10, settings().max_examples // 4))
@given(timetables(), minutes, st.booleans())
def test_any_timetable_reads_as_the_wall_clock_does(
    table: Timetable, start: int, leave: bool
) -> None:
    """spec/time 9, 13, 14, 16, 17, 18, 19."""
    check(table, table.leave if leave else (), start, start + 4 * 24 * HOUR)


def transitions(name: str) -> list[int]:
    """The changes of offset from 2024 to 2028, found by looking at the stdlib's zone hourly."""
    found, within = [], oracle.stdlib_zone(name)
    first, last = (oracle.epoch(oracle.at(0).replace(year=y)) for y in (2024, 2029))
    step = 6 * HOUR
    before = oracle.at(first).astimezone(within).utcoffset()
    for moment in range(first, last, step):
        offset = oracle.at(moment + step).astimezone(within).utcoffset()
        if offset != before:
            low, high = moment, moment + step
            while high - low > 1:
                middle = (low + high) // 2
                if oracle.at(middle).astimezone(within).utcoffset() == before:
                    low = middle
                else:
                    high = middle
            found.append(high)
            before = offset
    return found


# The oracle is slow: all zones in the deep run, a fixed sample otherwise.
SAMPLE = sorted(
    zone_names()
    if DEEP
    else {
        *random.Random(2026).sample(sorted(zone_names()), 10),
        "America/Havana",
        "Australia/Lord_Howe",
        "Asia/Beirut",
        "Africa/Casablanca",
    }
)


def on_the_day(name: str, change: int) -> Timetable:
    """Windows that end, start and run over the hours in which clocks change, all layers in use."""
    day = date.fromordinal(zone(name).day_of(change))
    days = tuple(Weekday)
    return Timetable(
        id="night",
        zone=name,
        weekly=(
            Weekly(days=days, start=WallTime(22 * 60), end=WallTime(90)),
            Weekly(days=days, start=WallTime(2 * 60 + 15), end=WallTime(2 * 60 + 45)),
            Weekly(days=days, start=WallTime(9 * 60), end=WallTime(1440)),
        ),
        special_days=(SpecialDay(on=day, hours=(Hours(start=WallTime(0), end=WallTime(150)),)),),
        holidays=Holidays(country="GB", dates=(date(2023, 1, 2), date(2029, 12, 25))),
    )


@pytest.mark.parametrize("name", SAMPLE)
def test_the_days_on_which_clocks_change(name: str) -> None:
    """spec/time 9, 10."""
    changes = transitions(name)
    for change in changes if DEEP else changes[:4]:
        start = change - change % 60 - 26 * HOUR
        for table in (on_the_day(name, change), always(name)):
            check(table, (), start, start + 52 * HOUR)


def always(name: str) -> Timetable:
    week = (Weekly(days=tuple(Weekday), start=WallTime(0), end=WallTime(1440)),)
    return Timetable(id="always", zone=name, weekly=week)


@pytest.mark.parametrize("name", sorted(zone_names()))
def test_offsets_are_the_packaged_ones(name: str) -> None:
    """spec/time 4: around every change, and at random, from 1900 to 2200."""
    ours, theirs = zone(name), oracle.stdlib_zone(name)
    dice = random.Random(name)
    moments = [dice.randrange(EARLIEST, LATEST) for _ in range(200 if DEEP else 20)]
    change = ours.next_change(EARLIEST)
    while change is not None and change < LATEST - 1:
        if DEEP or dice.random() < 0.05:
            moments += [change - 1, change, change + 1]
        change = ours.next_change(change)
    for moment in moments:
        expected = oracle.at(moment).astimezone(theirs)
        made = ours.moment(moment)
        assert expected.utcoffset() == made.utcoffset()
        assert expected.replace(tzinfo=None) == made.replace(tzinfo=None)
        assert expected.fold == made.fold
        assert epoch_of(made) == moment
        wall = ours.wall(moment)
        assert moment in ours.instants(wall)
        assert ours.instants(wall) == oracle.instants(name, wall)
