"""Spans forwards and backwards, with cases worked out by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.errors import UsageError
from boundlib.times import spans, zone
from boundlib.times.epochs import EARLIEST, LATEST
from boundlib.times.scalars import Calendar, WallTime
from boundlib.times.zones import wall_of
from boundlib.vocab import DayEnd
from tests.times.make import EVERY_DAY, leave, office, shown, special, utc, weekly
from tests.times.strategies import instants, zone_choice

LONDON = zone("Europe/London")


def calendar(text: str, amount: str, name: str = "Europe/London", **how: bool) -> str:
    found = spans.calendar_time(zone(name), utc(text), Calendar.parse(amount), **how)
    return shown(found).removesuffix(":00Z")


def test_elapsed_is_real_time() -> None:
    """spec/time 40."""
    before = utc("2026-10-24T12:00")  # 13:00 on the wall, and the clock goes back that night
    assert spans.elapsed(before, 86_400) == utc("2026-10-25T12:00")
    assert LONDON.wall_parts(utc("2026-10-25T12:00"))[1] == 12 * 60
    assert spans.elapsed(utc("2026-10-25T12:00"), 86_400, backwards=True) == before
    assert spans.elapsed(LATEST - 1, 1) is None
    assert spans.elapsed(EARLIEST, 1, backwards=True) is None
    assert spans.elapsed(EARLIEST + 1, 1, backwards=True) == EARLIEST
    assert spans.elapsed(LATEST - 2, 1) == LATEST - 1


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2026-10-24T12:00", "P1D", "2026-10-25T13:00"),  # 25 hours, 13:00 on both walls
        ("2026-03-28T12:00", "P1D", "2026-03-29T11:00"),  # 23 hours
        ("2026-01-31T10:00", "P1M", "2026-02-28T10:00"),
        ("2024-01-31T10:00", "P1M", "2024-02-29T10:00"),
        ("2024-02-29T10:00", "P12M", "2025-02-28T10:00"),
        ("2026-10-31T10:00", "P3M", "2027-01-31T10:00"),
        ("2026-03-31T09:00", "P7D", "2026-04-07T09:00"),
    ],
)
def test_calendar_time_forwards(start: str, amount: str, end: str) -> None:
    """spec/time 41."""
    assert calendar(start, amount) == end


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2026-10-25T13:00", "P1D", "2026-10-24T12:00"),
        ("2026-03-31T09:00", "P1M", "2026-02-28T10:00"),
        ("2026-08-10T09:00", "P7D", "2026-08-03T09:00"),
        ("2027-01-15T10:00", "P14M", "2025-11-15T10:00"),
    ],
)
def test_calendar_time_backwards(start: str, amount: str, end: str) -> None:
    """spec/time 41, 44."""
    assert calendar(start, amount, backwards=True) == end


def test_calendar_time_ends_where_nothing_can_be_asked() -> None:
    """spec/time 2, 41."""
    assert calendar("2199-06-01T10:00", "P24M") == "never"
    assert calendar("2199-06-01T10:00", "P999999M") == "never"
    assert calendar("2199-06-01T10:00", "P999999D") == "never"
    assert calendar("1900-06-01T10:00", "P12M", backwards=True) == "never"
    assert calendar("2199-06-01T10:00", "P18M") == "2200-12-01T11:00"
    now = utc("2026-10-25T01:30")
    assert spans.calendar_time(LONDON, now, Calendar()) == now


@pytest.mark.parametrize(
    ("start", "first", "therapist", "client"),
    [
        # 01:30 on 25 October is shown twice; 01:30 on 29 March never.
        ("2026-10-24T00:30", "2026-10-25T00:30", "2026-10-25T00:30", "2026-10-25T01:30"),
        ("2026-03-28T01:30", "2026-03-29T01:30", "2026-03-29T00:30", "2026-03-29T01:30"),
    ],
)
def test_deadlines_that_the_wall_shows_twice_or_never(
    start: str, first: str, therapist: str, client: str
) -> None:
    """spec/time 46, 47."""
    assert calendar(start, "P1D") == first
    assert calendar(start, "P1D", owed_by_therapist=True) == therapist
    assert calendar(start, "P1D", owed_by_therapist=False) == client


# --- working days ---------------------------------------------------------------------------------


def test_two_working_days_before_a_session_after_leave() -> None:
    """spec/time 38, 42, 44: leave from Monday 3 to Sunday 16 August, session on Monday 17."""
    table = office(leave=(leave("2026-08-03", "2026-08-16"),))
    session = utc("2026-08-17T09:00")  # 10:00 on the wall
    free = spans.working_days(table.table(), session, 2, DayEnd.CLOSE, backwards=True)
    assert shown(free) == "2026-08-13T16:00:00Z"  # Thursday 17:00
    # Forwards, what the therapist owes pauses: from Friday 31 July.
    asked = utc("2026-07-31T09:00")
    own = table.table(table.pausing(["therapist"]))
    assert shown(spans.working_days(own, asked, 2, DayEnd.CLOSE)) == "2026-08-18T16:00:00Z"
    owed_by_client = table.table(table.pausing(["client"]))
    found = spans.working_days(owed_by_client, asked, 2, DayEnd.CLOSE)
    assert shown(found) == "2026-08-04T16:00:00Z"


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (DayEnd.CLOSE, "2026-11-09T17:00:00Z"),
        (DayEnd.SAME_TIME, "2026-11-09T22:15:30Z"),
        (WallTime.parse("12:00"), "2026-11-09T12:00:00Z"),
        (WallTime.parse("24:00"), "2026-11-10T00:00:00Z"),
    ],
)
def test_where_working_days_end(ends: DayEnd | WallTime, expected: str) -> None:
    """spec/time 42: one working day after Friday 6 November, 22:15:30."""
    friday = utc("2026-11-06T22:15:30")
    assert shown(spans.working_days(office().table(), friday, 1, ends)) == expected


def test_the_working_day_before_at_a_clock_time() -> None:
    """spec/time 42, 44: a Monday slot is free to cancel until Friday 17:00, and not at 17:01."""
    table, slot = office().table(), utc("2026-11-09T10:00")
    free = spans.working_days(table, slot, 1, WallTime.parse("17:00"), backwards=True)
    assert free == utc("2026-11-06T17:00")
    assert not utc("2026-11-06T17:01") <= free


def test_a_close_past_midnight() -> None:
    """spec/time 32, 42."""
    table = office(weekly=(weekly(EVERY_DAY, "20:00", "02:00"),)).table()
    found = spans.working_days(table, utc("2026-11-06T12:00"), 1, DayEnd.CLOSE)
    assert found == utc("2026-11-08T02:00")


def test_working_days_that_never_come() -> None:
    """spec/time 28, 42."""
    table = office(weekly=(), special_days=(special("2026-11-06", ("09:00", "10:00")),)).table()
    assert spans.working_days(table, utc("2026-11-06T12:00"), 1, DayEnd.CLOSE) is None
    assert spans.working_days(table, utc("2026-11-05T12:00"), 2, DayEnd.CLOSE) is None
    with pytest.raises(UsageError):
        spans.working_days(table, utc("2026-11-05T12:00"), 0, DayEnd.CLOSE)


def test_open_time_forwards_and_backwards() -> None:
    """spec/time 22, 23, 44."""
    table = office().table()
    friday, monday = utc("2026-11-06T16:00"), utc("2026-11-09T10:00")
    assert spans.open_time(table, friday, 7200) == monday
    assert spans.open_time(table, monday, 7200, backwards=True) == friday


# --- sessions and repeats -------------------------------------------------------------------------


def test_sessions() -> None:
    """spec/time 43."""
    first, second, third = scheduled = (100, 200, 300)
    assert spans.sessions(scheduled, 100, 1) == second  # strictly after
    assert spans.sessions(scheduled, 99, 1) == first
    assert spans.sessions(scheduled, 99, 3) == third
    assert spans.sessions(scheduled, 99, 4) is None
    assert spans.sessions(scheduled, 300, 1, backwards=True) == second
    assert spans.sessions(scheduled, 301, 3, backwards=True) == first
    assert spans.sessions(scheduled, 301, 4, backwards=True) is None
    assert spans.sessions(scheduled, 150, 0) == 150


def test_repeats_keep_their_first_anchor() -> None:
    """spec/time 45."""
    anchor = utc("2026-01-31T10:00")
    month = Calendar(months=1)

    def repeat(k: int) -> int | None:
        return spans.calendar_time(LONDON, anchor, spans.repeated(month, k))

    assert [shown(repeat(k))[:10] for k in range(4)] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]
    assert spans.first_repeat(repeat, anchor - 1) == 0
    assert spans.first_repeat(repeat, anchor) == 1
    assert spans.first_repeat(repeat, utc("2026-03-31T08:59")) == 2
    assert spans.first_repeat(repeat, utc("2026-03-31T09:00")) == 3
    assert spans.first_repeat(repeat, LATEST - 1) is None
    # One at that very instant is none after it, whichever it is.
    assert [spans.first_repeat(lambda k: 10 * k, 10 * n) for n in range(9)] == list(range(1, 10))
    assert spans.repeated(Calendar(days=14), 3) == Calendar(days=42)


@given(st.integers(0, 1000), st.integers(1, 50), st.integers(-10, 60_000), st.integers(0, 60))
def test_the_first_repeat_after(anchor: int, step: int, at: int, last: int) -> None:
    """spec/time 45: against trying every k."""

    def repeat(k: int) -> int | None:
        return anchor + k * step if k <= last else None

    every = [k for k in range(last + 1) if anchor + k * step > at]
    assert spans.first_repeat(repeat, at) == (every[0] if every else None)


def test_a_repeat_that_adds_nothing_never_comes_again() -> None:
    """spec/time 45."""
    assert spans.first_repeat(lambda _: 5, 4) == 0
    assert spans.first_repeat(lambda _: 5, 5) is None
    assert spans.first_repeat(lambda _: None, 5) is None


# --- dates ----------------------------------------------------------------------------------------


def test_a_date_as_an_end_includes_its_whole_day() -> None:
    """spec/time 33: sixty days after therapy ended on 1 June, the last day is 31 July."""
    ended = date(2026, 6, 1)
    last = spans.add_months(ended.toordinal(), 0)
    assert last is not None
    assert date.fromordinal(last + 60) == date(2026, 7, 31)
    start, end = spans.day_bounds(LONDON, date(2026, 7, 31))
    assert (shown(start), shown(end)) == ("2026-07-30T23:00:00Z", "2026-07-31T23:00:00Z")
    assert spans.date_of(LONDON, end - 1) == date(2026, 7, 31)
    assert spans.date_of(LONDON, end) == date(2026, 8, 1)


@given(instants, zone_choice, st.integers(1, 60), st.booleans())
def test_calendar_days_keep_the_wall(at: int, name: str, days: int, backwards: bool) -> None:
    """spec/time 41, 46: against plain dates, wherever the wall shows the time at all."""
    ours = zone(name)
    found = spans.calendar_time(ours, at, Calendar(days=days), backwards=backwards)
    assert found is not None
    day, minute, second = ours.wall_parts(at)
    wanted = day - days if backwards else day + days
    if ours.wall_parts(found) != (wanted, minute, second):
        assert ours.instants(wall_of(wanted, minute) + second) == ()
