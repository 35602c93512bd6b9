"""What a timetable answers, sentence by sentence, with cases worked out by hand."""

from datetime import date, timedelta
from typing import Any

import numpy
import pendulum
import pytest

from boundlib.declare.names import Unstated
from boundlib.errors import UsageError
from boundlib.times import Holidays, Timetable
from boundlib.times.epochs import EARLIEST, LATEST
from boundlib.vocab import UnstatedWhy
from tests.times.make import EVERY_DAY, MON_FRI, at, leave, line, office, special, utc, weekly

LONDON = "Europe/London"
AGREED = Holidays(
    country="GB",
    region="ENG",
    dates=tuple(map(date.fromisoformat, ("2026-01-01", "2026-08-31", "2026-12-25", "2026-12-28"))),
)


# --- questions ------------------------------------------------------------------------------------


def test_the_next_opening_is_now_while_it_is_open() -> None:
    """spec/time 20, 21."""
    friday, saturday = at("2026-11-06T16:00", LONDON), at("2026-11-07T16:00", LONDON)
    assert office().next_open(friday) == friday
    assert office().next_close(friday) == at("2026-11-06T17:00", LONDON)
    assert office().next_open(saturday) == at("2026-11-09T09:00", LONDON)
    assert office().next_close(saturday) == at("2026-11-09T17:00", LONDON)


def test_open_time_over_a_weekend() -> None:
    """spec/time 22, 23, 25: a message on Friday at 16:00, 24 open hours."""
    friday = at("2026-11-06T16:00", LONDON)
    assert office().add_open(friday, timedelta(hours=24)) == at("2026-11-11T16:00", LONDON)
    assert office().add_open(friday, timedelta(hours=1)) == at("2026-11-06T17:00", LONDON)
    assert office().sub_open(at("2026-11-09T10:00", LONDON), timedelta(hours=2)) == friday
    # An hour before Monday's opening hour is over: Monday 09:00, not Friday 17:00.
    monday = at("2026-11-09T10:00", LONDON)
    assert office().sub_open(monday, timedelta(hours=1)) == at("2026-11-09T09:00", LONDON)
    assert office().open_between(friday, monday) == timedelta(hours=2)
    assert office().open_between(friday, friday) == timedelta(0)


def test_weekends_skipped() -> None:
    """spec/time 25: notice on Friday 18:00 for Monday 18:00 is 24 hours of notice, not 72."""
    weekdays = Timetable(id="x", zone=LONDON, weekly=(weekly(MON_FRI, "00:00", "24:00"),))
    friday, monday = at("2026-11-06T18:00", LONDON), at("2026-11-09T18:00", LONDON)
    assert weekdays.open_between(friday, monday) == timedelta(hours=24)
    assert weekdays.sub_open(monday, timedelta(hours=48)) == at("2026-11-05T18:00", LONDON)


def test_nothing_and_less_than_nothing() -> None:
    """spec/time 24."""
    night = at("2026-11-06T23:00", LONDON)
    a_number: Any = 3600
    assert office().add_open(night, timedelta(0)) == office().sub_open(night, timedelta(0)) == night
    for ask in (office().add_open, office().sub_open):
        with pytest.raises(UsageError, match="negative"):
            ask(night, timedelta(seconds=-1))
        with pytest.raises(UsageError):
            ask(night, a_number)
        with pytest.raises(UsageError, match="months"):
            ask(night, pendulum.duration(months=1))
        with pytest.raises(UsageError, match="negative"):
            ask(night, pendulum.duration(microseconds=-1))
    assert office().add_open(night, pendulum.duration(hours=8)) == at("2026-11-09T17:00", LONDON)


def test_an_end_before_its_start() -> None:
    """spec/time 25."""
    early, late = at("2026-11-06T10:00", LONDON), at("2026-11-06T11:00", LONDON)
    for ask in (office().open_between, office().intervals):
        with pytest.raises(UsageError, match="before"):
            ask(late, early)
    assert office().intervals(early, early) == ()


def test_never() -> None:
    """spec/time 28: the search ends where nothing ever opens."""
    empty = Timetable(id="x", zone=LONDON)
    once = Timetable(id="x", zone=LONDON, special_days=(special("2026-11-04", ("10:00", "12:00")),))
    now = at("2026-11-06T10:00", LONDON)
    for table in (empty, once):
        assert table.next_open(now) is None
        assert table.next_close(now) is None
        assert table.add_open(now, timedelta(seconds=1)) is None
        assert table.table().next_change(utc("2026-11-06T10:00")) is None
        assert table.table().nth_working(date(2026, 11, 6).toordinal(), 1) is None
    assert empty.sub_open(now, timedelta(seconds=1)) is None
    assert once.sub_open(now, timedelta(seconds=1)) == at("2026-11-04T11:59:59", LONDON)
    assert empty.intervals(now, now.add(years=20)) == ()


def test_the_reach_of_a_search_to_the_second() -> None:
    """spec/time 28."""
    table = Timetable(id="x", zone="UTC", special_days=(special("2031-11-10", ("00:00", "01:00")),))
    compiled = table.table()
    opens = utc("2031-11-10T00:00")
    reach = 1827 * 86_400
    assert compiled.next_open(opens - reach) == opens
    assert compiled.next_open(opens - reach - 1) is None
    assert compiled.next_close(opens - reach + 3600) == opens + 3600
    assert compiled.next_close(opens - reach + 3599) is None
    assert compiled.sub_open(opens + reach, 3600) == opens
    assert compiled.sub_open(opens + reach + 1, 3600) is None
    day = date(2031, 11, 10).toordinal()
    assert compiled.nth_working(day - 1827, 1) == day
    assert compiled.nth_working(day - 1828, 1) is None
    assert compiled.nth_working(day + 1827, -1) == day
    assert compiled.nth_working(day + 1828, -1) is None
    # On the first and the last date of a year too.
    for last in ("2031-01-01", "2030-12-31"):
        table = Timetable(id="x", zone="UTC", special_days=(special(last, ("00:00", "01:00")),))
        day = date.fromisoformat(last).toordinal()
        assert table.table().nth_working(day - 1827, 1) == day
        assert table.table().nth_working(day + 1827, -1) == day


def test_a_longer_reach() -> None:
    """spec/time 28: whoever asks may give another."""
    table = Timetable(id="x", zone="UTC", special_days=(special("2031-11-10", ("00:00", "01:00")),))
    opens, day = utc("2031-11-10T00:00"), date(2031, 11, 10).toordinal()
    for days in (30, 4000):
        compiled = table.table(horizon=days)
        assert compiled.next_open(opens - days * 86_400) == opens
        assert compiled.next_open(opens - days * 86_400 - 1) is None
        assert compiled.add_open(opens - days * 86_400 + 60, 60) == opens + 60
        assert compiled.add_open(opens - days * 86_400 + 59, 60) is None
        assert compiled.sub_open(opens + days * 86_400, 3600) == opens
        assert compiled.sub_open(opens + days * 86_400 + 1, 3600) is None
        assert compiled.nth_working(day - days, 1) == compiled.nth_working(day + days, -1) == day
        assert compiled.nth_working(day - days - 1, 1) is None
        assert compiled.nth_working(day + days + 1, -1) is None


def test_many_at_once() -> None:
    """spec/time 29."""
    compiled = office().table()
    moments = [utc("2026-11-06T08:59"), utc("2026-11-06T09:00"), utc("2031-11-08T12:00")]
    assert compiled.are_open(moments) == [False, True, False]
    assert compiled.are_open([]) == []
    always = Timetable(id="x", zone="UTC", weekly=(weekly(EVERY_DAY, "00:00", "24:00"),))
    for edge in ("2027-01-01T00:00", "2027-01-02T00:00"):  # where what is compiled may end
        pair = [utc(edge) - 1, utc(edge)]
        assert always.table().are_open(pair) == [True, True]
        assert always.table().are_open(numpy.array(pair)).tolist() == [True, True]
        assert always.table().open_between(*pair) == 1
    with pytest.raises(UsageError):
        compiled.are_open([0, 10**11])


def test_many_at_once_as_arrays() -> None:
    """spec/time 29: cells where they are few, a search where they would be many."""
    dice = numpy.random.default_rng(2026)
    for table, first, last in (
        (office().table(), "2026-01-01T00:00", "2026-12-31T00:00"),
        (office("Africa/Monrovia").table(), "1960-01-01T00:00", "1985-01-01T00:00"),
        (Timetable(id="x", zone=LONDON).table(), "2026-01-01T00:00", "2026-12-31T00:00"),
    ):
        for kind in (numpy.int64, numpy.int32, numpy.uint32):
            if kind is numpy.uint32 and utc(first) < 0:
                continue
            asked = dice.integers(utc(first), utc(last), 3000, dtype=numpy.int64).astype(kind)
            found = table.are_open(asked)
            assert found.dtype == bool
            assert found.tolist() == [table.is_open(int(epoch)) for epoch in asked]
    compiled = office().table()
    square = numpy.array([[utc("2026-11-06T08:59"), utc("2026-11-06T09:00")]])
    assert compiled.are_open(square).tolist() == [[False, True]]
    assert compiled.are_open(numpy.array([], dtype=numpy.int64)).tolist() == []
    # The cells are made anew when more is compiled.
    assert compiled.are_open(square + 3 * 365 * 86_400).shape == (1, 2)
    assert compiled.are_open(square).tolist() == [[False, True]]
    for bad in (square * 1.0, square.astype("datetime64[s]"), square * 10_000):
        with pytest.raises(UsageError):
            compiled.are_open(bad)


# --- dates ----------------------------------------------------------------------------------------


def test_working_dates_of_many_years() -> None:
    """spec/time 31: one date a year, five of them each way."""
    days = [date(year, 7, 1) for year in range(2021, 2032)]
    once = tuple(special(str(day), ("09:00", "10:00")) for day in days)
    compiled = Timetable(id="x", zone=LONDON, special_days=once).table()
    middle = days[5].toordinal()
    for n in range(1, 6):
        assert compiled.nth_working(middle, n) == days[5 + n].toordinal()
        assert compiled.nth_working(middle, -n) == days[5 - n].toordinal()
    assert compiled.nth_working(middle, 6) is compiled.nth_working(middle, -6) is None


def test_working_dates() -> None:
    """spec/time 30, 31."""
    table = office(
        holidays=AGREED,
        special_days=(special("2026-12-26", ("10:00", "11:00")), special("2026-12-29")),
        leave=(leave("2026-12-31", "2027-01-03"),),
    )
    thursday = date(2026, 12, 24).toordinal()
    compiled = table.table()
    found = [date.fromordinal(compiled.nth_working(thursday, n) or 1).day for n in (1, 2, 3)]
    assert found == [26, 30, 31]  # a Saturday with hours; no holiday, no closed Tuesday
    away = table.table(table.leave)
    assert away.nth_working(thursday, 3) == date(2027, 1, 4).toordinal()
    assert away.nth_working(date(2027, 1, 4).toordinal(), -1) == date(2026, 12, 30).toordinal()


def test_the_close_of_a_date() -> None:
    """spec/time 32."""
    table = office(
        weekly=(
            weekly(MON_FRI[:1], "13:00", "17:00"),
            weekly(MON_FRI[:1], "09:00", "12:00"),
            weekly(MON_FRI[1:2], "22:00", "02:00"),
        )
    )
    days = table.table().days
    monday = date(2026, 11, 2).toordinal()
    assert days.close(monday) == 17 * 60
    assert days.close(monday + 1) == 26 * 60
    assert days.close(monday + 2) is None


# --- holidays and leave ---------------------------------------------------------------------------


def test_the_edges_of_the_years() -> None:
    """spec/time 2, 28, 31: the last date of 1899 and the first of 2201 on the wall."""
    west = office("America/New_York").table()
    assert west.zone.day_of(EARLIEST) == date(1899, 12, 31).toordinal()
    assert west.nth_working(west.zone.day_of(EARLIEST), 1) == date(1900, 1, 1).toordinal()
    east = office("Pacific/Kiritimati").table()
    assert east.zone.day_of(LATEST - 1) == date(2201, 1, 1).toordinal()
    assert east.nth_working(east.zone.day_of(LATEST - 1), -1) == date(2200, 12, 31).toordinal()
    # Nothing outside the years is an answer.
    always = weekly(EVERY_DAY, "00:00", "24:00")
    for name in ("America/New_York", "UTC", "Pacific/Kiritimati"):
        compiled = Timetable(id="x", zone=name, weekly=(always,)).table()
        assert compiled.is_open(EARLIEST)
        assert compiled.is_open(LATEST - 1)
        assert compiled.next_close(LATEST - 7200) is None
        assert compiled.add_open(LATEST - 7200, 7199) == LATEST - 1
        assert compiled.add_open(LATEST - 7200, 7200) is None
        assert compiled.sub_open(EARLIEST + 60, 60) == EARLIEST
        assert compiled.sub_open(EARLIEST + 60, 61) is None
        assert compiled.open_between(EARLIEST, EARLIEST + 60) == 60
        assert compiled.intervals(LATEST - 60, LATEST - 1) == [(LATEST - 60, LATEST - 1, "weekly")]
        closed = office(name).table()
        for moment in (EARLIEST, LATEST - 1):
            found = closed.next_open(moment), closed.next_close(moment), closed.sub_open(moment, 1)
            assert all(n is None or EARLIEST <= n < LATEST for n in found)


def test_holidays_left_open() -> None:
    """spec/time 37."""
    table = office(holidays=Unstated(unstated=UnstatedWhy.VAGUE))
    monday = at("2026-08-31T10:00", LONDON)
    with pytest.raises(UsageError, match="leaves open"):
        table.is_open(monday)
    noon = utc("2026-08-31T12:00")
    assert table.table().is_open(noon)
    assert not table.table(holidays=AGREED).is_open(noon)
    # What is stated is not replaced.
    assert office().table(holidays=AGREED).is_open(noon)


def test_whose_leave_pauses_what_is_owed() -> None:
    """spec/time 38."""
    own = leave("2026-08-03", "2026-08-16")
    covered = leave("2026-09-07", "2026-09-13", cover="deputy")
    other = leave("2026-10-05", "2026-10-11", party="client")
    table = office(leave=(own, covered, other))
    assert table.pausing(["therapist"]) == (own,)
    assert table.pausing(["client"]) == (other,)
    assert table.pausing(["therapist", "client"]) == (own, other)
    assert table.pausing([]) == ()
    for start, paused in (("2026-08-05", True), ("2026-09-09", False), ("2026-10-07", False)):
        compiled = table.table(table.pausing(["therapist"]))
        assert compiled.is_open(utc(f"{start}T12:00")) is not paused


def test_every_question_with_leave_and_without() -> None:
    """spec/time 38: leave counts unless the question says otherwise."""
    table = office(leave=(leave("2026-11-09", "2026-11-13"),))
    monday, start, hour = at("2026-11-09T10:00", LONDON), "2026-11-09T00:00", timedelta(hours=1)
    back, friday = at("2026-11-16T09:00", LONDON), at("2026-11-06T17:00", LONDON)
    for how in ({}, {"leave": True}):
        assert not table.is_open(monday, **how)
        assert table.next_open(monday, **how) == back
        assert table.next_close(monday, **how) == back.add(hours=8)
        assert table.add_open(monday, hour, **how) == back.add(hours=1)
        assert table.sub_open(monday, hour, **how) == friday.subtract(hours=1)
        assert table.open_between(friday, back, **how) == timedelta(0)
        assert line(table, start, "2026-11-10T00:00", **how) == []
    assert table.is_open(monday, leave=False)
    assert table.next_open(monday, leave=False) == monday
    assert table.next_close(monday, leave=False) == monday.add(hours=7)
    assert table.add_open(monday, hour, leave=False) == monday.add(hours=1)
    assert table.sub_open(monday, hour, leave=False) == monday.subtract(hours=1)
    assert table.open_between(friday, back, leave=False) == timedelta(hours=40)
    assert line(table, start, "2026-11-10T00:00", leave=False) == ["09 09:00-09 17:00 weekly"]


def test_a_cover_opens_nothing() -> None:
    """spec/time 39."""
    covered = leave("2026-09-07", "2026-09-13", cover="deputy")
    table = office(leave=(covered,))
    assert not table.is_open(at("2026-09-09T12:00", LONDON))
    assert table.is_open(at("2026-09-09T12:00", LONDON), leave=False)
    assert table.away(date(2026, 9, 7).toordinal()) == (covered,)
    assert table.away(date(2026, 9, 13).toordinal()) == (covered,)
    assert table.away(date(2026, 9, 14).toordinal()) == ()
