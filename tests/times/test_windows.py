"""Windows that are counted in, and counting."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.times import windows, zone
from boundlib.times.scalars import Calendar, Exact
from boundlib.times.windows import Mark
from boundlib.vocab import Period
from tests.times.make import shown, utc
from tests.times.strategies import instants, zone_choice

LONDON = zone("Europe/London")
C, N, B = Mark.COUNTS, Mark.NEUTRAL, Mark.BREAKS


def period(kind: str, day: str, anchor: str | None = None) -> tuple[str, str]:
    """The first and the last date of a period."""
    start, end = windows.period_dates(
        Period(kind),
        date.fromisoformat(day).toordinal(),
        date.fromisoformat(anchor) if anchor else None,
    )
    return date.fromordinal(start).isoformat(), date.fromordinal(end - 1).isoformat()


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("day", "2026-11-06", "2026-11-06", "2026-11-06"),
        ("week", "2026-11-06", "2026-11-02", "2026-11-08"),
        ("week", "2026-11-02", "2026-11-02", "2026-11-08"),
        ("week", "2026-11-08", "2026-11-02", "2026-11-08"),
        ("month", "2028-02-10", "2028-02-01", "2028-02-29"),
        ("quarter", "2026-12-31", "2026-10-01", "2026-12-31"),
        ("quarter", "2026-04-01", "2026-04-01", "2026-06-30"),
        ("half_year", "2026-06-30", "2026-01-01", "2026-06-30"),
        ("half_year", "2026-07-01", "2026-07-01", "2026-12-31"),
        ("year", "2026-11-06", "2026-01-01", "2026-12-31"),
    ],
)
def test_periods_of_the_calendar(kind: str, day: str, first: str, last: str) -> None:
    """spec/time 50."""
    assert period(kind, day) == (first, last)


@pytest.mark.parametrize(
    ("kind", "day", "anchor", "first", "last"),
    [
        ("day", "2026-11-06", "2026-03-04", "2026-11-06", "2026-11-06"),
        ("week", "2026-11-06", "2026-03-04", "2026-11-04", "2026-11-10"),  # from Wednesday
        ("week", "2026-01-01", "2026-03-04", "2025-12-31", "2026-01-06"),
        ("month", "2026-02-28", "2026-01-31", "2026-02-28", "2026-03-30"),
        ("month", "2026-02-27", "2026-01-31", "2026-01-31", "2026-02-27"),
        ("month", "2026-03-31", "2026-01-31", "2026-03-31", "2026-04-29"),
        ("month", "2025-12-30", "2026-01-31", "2025-11-30", "2025-12-30"),
        ("quarter", "2026-11-06", "2026-02-15", "2026-08-15", "2026-11-14"),
        ("half_year", "2026-02-14", "2026-02-15", "2025-08-15", "2026-02-14"),
        ("year", "2028-02-28", "2024-02-29", "2027-02-28", "2028-02-28"),
        ("year", "2028-02-29", "2024-02-29", "2028-02-29", "2029-02-27"),
    ],
)
def test_periods_from_an_anchor(kind: str, day: str, anchor: str, first: str, last: str) -> None:
    """spec/time 51."""
    assert period(kind, day, anchor) == (first, last)


@given(
    st.sampled_from(list(Period)),
    instants,
    st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 12, 31))),
    zone_choice,
)
def test_periods_follow_each_other(kind: Period, at: int, anchor: date | None, name: str) -> None:
    """spec/time 50, 51."""
    ours = zone(name)
    start, end = windows.period_at(kind, ours, at, anchor)
    assert start <= at < end
    assert windows.period_at(kind, ours, start, anchor) == (start, end)
    assert windows.period_at(kind, ours, end - 1, anchor) == (start, end)
    assert windows.period_at(kind, ours, end, anchor)[0] == end


def test_the_long_day_of_havana() -> None:
    """spec/time 50: its first hour comes twice, and belongs to it both times."""
    havana = zone("America/Havana")
    day = (utc("2025-11-02T04:00"), utc("2025-11-03T05:00"))
    for moment in ("04:00", "04:30", "05:00", "05:30", "06:00"):
        assert windows.period_at(Period.DAY, havana, utc(f"2025-11-02T{moment}")) == day


def test_a_clock_that_goes_back_over_midnight() -> None:
    """spec/time 50: St John's, 2 November 2008, 00:01 back to 23:01 of the day before."""
    johns = zone("America/St_Johns")
    midnight = utc("2008-11-02T02:30")
    for minutes in (0, 1, 30, 61, 600):
        found = windows.period_at(Period.DAY, johns, midnight + 60 * minutes)
        assert found == (midnight, utc("2008-11-03T03:30"))
    assert windows.period_at(Period.DAY, johns, midnight - 1)[1] == midnight


# --- rolling --------------------------------------------------------------------------------------


def test_an_event_leaves_a_rolling_window_once() -> None:
    """spec/time 49."""
    event = utc("2026-01-31T10:00")
    year, month, day = Calendar(months=12), Calendar(months=1), Exact(86_400)
    assert shown(windows.leaves_at(LONDON, event, year)) == "2027-01-31T10:00:00Z"
    assert shown(windows.leaves_at(LONDON, event, month)) == "2026-02-28T10:00:00Z"
    assert shown(windows.leaves_at(LONDON, event, day)) == "2026-02-01T10:00:00Z"
    leaves = utc("2026-02-28T10:00")
    assert windows.inside_rolling(LONDON, [event], month, event - 1) == ([], None)
    assert windows.inside_rolling(LONDON, [event], month, event) == ([event], leaves)
    assert windows.inside_rolling(LONDON, [event], month, leaves - 1) == ([event], leaves)
    assert windows.inside_rolling(LONDON, [event], month, leaves) == ([], None)
    assert windows.leaves_at(LONDON, event, Calendar(months=3000)) is None
    assert windows.inside_rolling(LONDON, [event], Calendar(months=3000), leaves) == (
        [event],
        None,
    )


def test_a_later_event_may_leave_sooner() -> None:
    """spec/time 49: both clamped to 28 February, the later one at an earlier hour."""
    first, second = utc("2026-01-30T12:00"), utc("2026-01-31T09:00")
    month = Calendar(months=1)
    found = windows.inside_rolling(LONDON, [first, second], month, utc("2026-02-28T10:00"))
    assert found == ([first], utc("2026-02-28T12:00"))
    found = windows.inside_rolling(LONDON, [first, second], month, utc("2026-02-01T10:00"))
    assert found == ([first, second], utc("2026-02-28T09:00"))


# --- counting -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "current", "longest"),
    [
        ([], 0, 0),
        ([C, C], 2, 2),
        ([C, N, C], 2, 2),
        ([C, B, C, C, N], 2, 2),
        ([C, C, C, B], 0, 3),
        ([N, N], 0, 0),
        ([C, C, B, C], 1, 2),
    ],
)
def test_runs(marks: list[Mark], current: int, longest: int) -> None:
    """spec/time 52."""
    assert windows.current_run(marks) == current
    assert windows.longest_run(marks) == longest


def test_events_that_must_lie_apart() -> None:
    """spec/time 54."""

    def apart(event: int) -> int:
        return event + 10

    # 9 comes too soon after 0; 12 is measured from 0, not from 9.
    assert list(windows.spaced([0, 9, 12, 21, 22], apart)) == [0, 12, 22]
    assert list(windows.spaced([0, 10], apart)) == [0, 10]
    assert list(windows.spaced([0, 10, 20], lambda _: None)) == [0]
    assert list(windows.spaced([], apart)) == []


def test_periods_that_count() -> None:
    """spec/time 53: weeks with a missed session, without any session, and without a miss."""
    sessions = [utc(f"2026-11-{day:02}T10:00") for day in (3, 10, 24)]
    missed = [sessions[0], sessions[2]]
    found = windows.period_marks(
        Period.WEEK, LONDON, missed, sessions, utc("2026-11-02T00:00"), utc("2026-11-30T00:00")
    )
    starts = [utc(f"2026-11-{day:02}T00:00") for day in (2, 9, 16, 23)]
    assert found == list(zip(starts, (C, B, N, C), strict=True))
    assert windows.period_marks(Period.WEEK, LONDON, [], [], 5, 5) == []


@given(instants, st.integers(0, 40), st.lists(st.integers(0, 40), max_size=6))
def test_periods_that_count_against_dates(at: int, length: int, when: list[int]) -> None:
    """spec/time 53: each date by itself."""
    events = [at + day * 86_400 for day in when]
    end = at + length * 86_400
    found = windows.period_marks(Period.DAY, LONDON, events, events, at, end)
    days = {LONDON.day_of(event) for event in events}
    for start, mark in found:
        assert mark is (C if LONDON.day_of(start) in days else N)
    touched = range(LONDON.day_of(at), LONDON.day_of(end - 1) + 1) if length else ()
    assert [LONDON.day_of(start) for start, _ in found] == list(touched)
