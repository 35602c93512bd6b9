"""Timetables, sentence by sentence, with cases worked out by hand."""

import pickle
from datetime import date, datetime, timedelta
from typing import Any

import pendulum
import pytest

from boundlib.errors import InvalidValue, UnknownZone, UsageError
from boundlib.times import Holidays, Layer, SpecialDay, Timetable
from boundlib.times.scalars import WallTime
from tests.times.make import (
    EVERY_DAY,
    MON_FRI,
    at,
    hours,
    leave,
    line,
    office,
    shown,
    special,
    utc,
    weekly,
)

LONDON = "Europe/London"
AGREED = Holidays(
    country="GB",
    region="ENG",
    dates=tuple(map(date.fromisoformat, ("2026-01-01", "2026-08-31", "2026-12-25", "2026-12-28"))),
)


# --- instants and zones ---------------------------------------------------------------------------


def test_a_fraction_of_a_second_is_dropped() -> None:
    """spec/time 1."""
    just_before = at("2026-11-06T09:00", LONDON) - timedelta(microseconds=1)
    assert not office().is_open(just_before)
    assert office().is_open(just_before + timedelta(microseconds=1))
    found = office().next_open(at("2026-11-06T09:30:00", LONDON).add(microseconds=999_999))
    assert found == at("2026-11-06T09:30:00", LONDON)
    amount = timedelta(hours=1, microseconds=999_999)
    assert office().add_open(at("2026-11-06T09:00", LONDON), amount) == at(
        "2026-11-06T10:00", LONDON
    )


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 6, 9),
        pendulum.naive(2026, 11, 6, 9),
        date(2026, 11, 6),
        "2026-11-06T09:00:00Z",
        1_762_000_000,
        None,
    ],
)
def test_what_names_no_instant_is_refused(moment: Any) -> None:
    """spec/time 2."""
    with pytest.raises(UsageError):
        office().is_open(moment)


@pytest.mark.parametrize("year", [1, 1899, 2201, 9999])
def test_years_that_cannot_be_asked_about(year: int) -> None:
    """spec/time 2."""
    moment = pendulum.datetime(year, 6, 1)
    for ask in (office().is_open, office().next_open, office().next_close):
        with pytest.raises(UsageError, match="1900 to 2200"):
            ask(moment)
    for edge in (pendulum.datetime(1900, 1, 1), pendulum.datetime(2200, 12, 31, 23, 59, 59)):
        assert office().is_open(edge) in (True, False)


def test_zone_names_are_those_of_the_packaged_database() -> None:
    """spec/time 4."""
    for name in ("Europe/Lodnon", "../../etc/passwd", "europe/london", "Local", ""):
        with pytest.raises((InvalidValue, UnknownZone)):
            office(name).is_open(at("2026-11-06T09:00"))
    with pytest.raises(UnknownZone, match="Did you mean Europe/London"):
        office(None).table(agreed_zone="Europe/Lodnon")


def test_the_zone_is_the_timetables_else_the_agreements() -> None:
    """spec/time 5."""
    early = utc("2026-07-01T07:30")  # 09:30 in Berlin, 08:30 in London
    assert office("Europe/Berlin").table(agreed_zone=LONDON).is_open(early)
    assert not office(LONDON).table(agreed_zone="Europe/Berlin").is_open(early)
    assert office(None).table(agreed_zone="Europe/Berlin").is_open(early)
    assert not office(None).table(agreed_zone=LONDON).is_open(early)
    with pytest.raises(UsageError, match="no zone"):
        office(None).is_open(at("2026-07-01T08:30"))


# --- windows --------------------------------------------------------------------------------------


def test_the_end_lies_outside() -> None:
    """spec/time 6."""
    assert office().is_open(at("2026-11-06T09:00", LONDON))
    assert office().is_open(at("2026-11-06T16:59:59", LONDON))
    assert not office().is_open(at("2026-11-06T17:00", LONDON))


def test_a_window_past_midnight_belongs_to_the_date_it_starts_on() -> None:
    """spec/time 7."""
    table = Timetable(id="night", zone=LONDON, weekly=(weekly(MON_FRI[4:], "22:00", "06:00"),))
    assert line(table, "2026-11-02T00:00", "2026-11-16T00:00") == [
        "06 22:00-07 06:00 weekly",
        "13 22:00-14 06:00 weekly",
    ]


def test_windows_that_are_errors() -> None:
    """spec/time 8."""
    for start, end in (("09:00", "09:00"), ("24:00", "09:00"), ("24:00", "24:00")):
        for make in (lambda s, e: weekly(MON_FRI, s, e), hours):
            with pytest.raises(InvalidValue, match="bad_window"):
                make(start, end)
    with pytest.raises(InvalidValue, match="00:00 to 24:00"):
        hours("00:00", "00:00")
    whole = Timetable(id="x", zone="UTC", weekly=(weekly(MON_FRI[:1], "00:00", "24:00"),))
    assert line(whole, "2026-11-01T00:00", "2026-11-08T00:00") == ["02 00:00-03 00:00 weekly"]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        # Back at 02:00 BST to 01:00 GMT on 25 October 2026.
        (("01:15", "01:45"), ["25 00:15-25 00:45", "25 01:15-25 01:45"]),
        (("00:30", "01:30"), ["24 23:30-25 00:30", "25 01:00-25 01:30"]),
        (("00:30", "02:00"), ["24 23:30-25 02:00"]),
    ],
)
def test_windows_on_the_day_the_clock_goes_back(
    window: tuple[str, str], expected: list[str]
) -> None:
    """spec/time 10: instants in UTC, worked out by hand."""
    table = Timetable(id="x", zone=LONDON, weekly=(weekly(EVERY_DAY, *window),))
    found = table.table().intervals(utc("2026-10-24T23:00"), utc("2026-10-26T00:00"))
    assert [f"{text(s)}-{text(e)}" for s, e, _ in found] == expected


def text(epoch: int) -> str:
    return pendulum.from_timestamp(epoch).format("DD HH:mm")


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        # From 01:00 GMT to 02:00 BST on 29 March 2026.
        (("01:15", "01:45"), []),
        (("00:30", "02:30"), ["29 00:30-29 01:30"]),
        (("01:30", "03:00"), ["29 01:00-29 02:00"]),
    ],
)
def test_windows_on_the_day_the_clock_goes_forward(
    window: tuple[str, str], expected: list[str]
) -> None:
    """spec/time 10: instants in UTC, worked out by hand."""
    table = Timetable(id="x", zone=LONDON, weekly=(weekly(EVERY_DAY, *window),))
    found = table.table().intervals(utc("2026-03-29T00:00"), utc("2026-03-29T23:00"))
    assert [f"{text(s)}-{text(e)}" for s, e, _ in found] == expected


@pytest.mark.parametrize("name", [LONDON, "America/Havana", "Australia/Lord_Howe", "Pacific/Apia"])
def test_all_week_is_never_closed(name: str) -> None:
    """spec/time 11: other engines close it in the last minute before the clock goes back."""
    table = Timetable(id="all", zone=name, weekly=(weekly(EVERY_DAY, "00:00", "24:00"),))
    compiled = table.table()
    start, end = utc("2011-01-01T00:00"), utc("2031-01-01T00:00")
    assert compiled.open_between(start, end) == end - start
    assert compiled.intervals(start, end) == [(start, end, Layer.WEEKLY)]
    assert compiled.next_close(start) is None
    assert compiled.next_close(utc("2199-01-01T00:00")) is None
    assert compiled.next_change(start) is None
    # Between two searches five years long the compiled years have grown; nothing has closed.
    assert compiled.add_open(start, 1827 * 86_400) == start + 1827 * 86_400
    assert compiled.add_open(start, 1827 * 86_400 + 1) is None
    assert compiled.sub_open(end, 1827 * 86_400) == end - 1827 * 86_400
    assert compiled.sub_open(end, 1827 * 86_400 + 1) is None


def test_a_date_that_the_calendar_skips() -> None:
    """spec/time 12: Apia had no 30 December 2011, a Friday."""
    table = office("Pacific/Apia", weekly=(weekly(EVERY_DAY, "09:00", "17:00"),))
    compiled = table.table()
    skipped = date(2011, 12, 30).toordinal()
    assert not compiled.is_working(skipped)
    assert compiled.nth_working(skipped - 1, 1) == skipped + 1
    assert compiled.nth_working(skipped + 1, -1) == skipped - 1
    found = line(table, "2011-12-29T00:00", "2012-01-01T00:00")
    assert found == ["29 09:00-29 17:00 weekly", "31 09:00-31 17:00 weekly"]


# --- layers ---------------------------------------------------------------------------------------


def test_a_special_day_replaces_the_windows_that_start_on_it() -> None:
    """spec/time 13, 14."""
    table = office(
        special_days=(special("2026-11-04"), special("2026-11-05", ("10:00", "12:00"))),
    )
    assert line(table, "2026-11-03T00:00", "2026-11-07T00:00") == [
        "03 09:00-03 17:00 weekly",
        "05 10:00-05 12:00 special_day",
        "06 09:00-06 17:00 weekly",
    ]


def test_special_hours_on_a_holiday_stand() -> None:
    """spec/time 13, 15."""
    table = office(holidays=AGREED, special_days=(special("2026-12-28", ("10:00", "12:00")),))
    assert line(table, "2026-12-24T00:00", "2026-12-30T00:00") == [
        "24 09:00-24 17:00 weekly",
        "28 10:00-28 12:00 special_day",
        "29 09:00-29 17:00 weekly",
    ]


def test_last_nights_tail_stays() -> None:
    """spec/time 16."""
    table = Timetable(
        id="night",
        zone=LONDON,
        weekly=(weekly(EVERY_DAY, "22:00", "06:00"),),
        holidays=AGREED,
        special_days=(special("2026-12-28", ("05:00", "08:00")), special("2026-12-27")),
    )
    assert line(table, "2026-12-24T12:00", "2026-12-29T12:00") == [
        "24 22:00-25 06:00 weekly",
        "26 22:00-27 06:00 weekly",
        "28 05:00-28 08:00 special_day",
    ]


def test_a_special_night_into_the_new_year() -> None:
    """spec/time 7, 16: years are compiled one by one, and this shows nowhere."""
    table = office(special_days=(special("2026-12-31", ("22:00", "03:00")),))
    two = at("2027-01-01T02:00", LONDON)
    assert table.is_open(two)
    assert table.next_close(two) == at("2027-01-01T03:00", LONDON)
    assert table.sub_open(two, timedelta(hours=4)) == at("2026-12-31T22:00", LONDON)


def test_a_clock_that_goes_back_into_the_old_year() -> None:
    """spec/time 9, 10: Phoenix, 1 January 1944, 00:01 back to 23:01; years are compiled apart."""
    late = Timetable(
        id="late", zone="America/Phoenix", weekly=(weekly(EVERY_DAY, "23:30", "24:00"),)
    )
    new_year = utc("1944-01-01T06:00")  # the first midnight
    expected = [
        (utc("1944-01-01T05:30"), new_year, Layer.WEEKLY),
        (utc("1944-01-01T06:30"), utc("1944-01-01T07:00"), Layer.WEEKLY),
    ]
    assert late.table().intervals(new_year - 7200, new_year + 7200) == expected
    assert late.table().is_open(utc("1944-01-01T06:30"))
    assert not late.table().is_open(utc("1944-01-01T06:29"))
    assert late.table().next_open(utc("1944-01-01T06:15")) == utc("1944-01-01T06:30")


def test_leave_closes_whole_dates() -> None:
    """spec/time 13, 17."""
    table = Timetable(
        id="night",
        zone=LONDON,
        weekly=(weekly(EVERY_DAY, "22:00", "06:00"),),
        special_days=(special("2026-11-04", ("10:00", "12:00")),),
        leave=(leave("2026-11-04", "2026-11-05"),),
    )
    assert line(table, "2026-11-03T12:00", "2026-11-07T12:00") == [
        "03 22:00-04 00:00 weekly",
        "06 22:00-07 06:00 weekly",
    ]


def test_intervals_of_a_layer_merge_and_layers_cut() -> None:
    """spec/time 18."""
    table = Timetable(
        id="x",
        zone=LONDON,
        weekly=(
            weekly(EVERY_DAY, "20:00", "04:00"),
            weekly(EVERY_DAY, "04:00", "05:00"),
            weekly(EVERY_DAY, "12:00", "13:00"),
            weekly(EVERY_DAY, "12:30", "14:00"),
        ),
        special_days=(special("2026-11-04", ("02:00", "03:00"), ("03:00", "03:30")),),
    )
    assert line(table, "2026-11-03T11:00", "2026-11-05T21:00") == [
        "03 12:00-03 14:00 weekly",
        "03 20:00-04 02:00 weekly",
        "04 02:00-04 03:30 special_day",
        "04 03:30-04 04:00 weekly",
        "05 04:00-05 05:00 weekly",
        "05 12:00-05 14:00 weekly",
        "05 20:00-05 21:00 weekly",
    ]


def test_a_long_night_cut_twice() -> None:
    """spec/time 18: by two windows of the special day that it runs into."""
    table = Timetable(
        id="x",
        zone=LONDON,
        weekly=(weekly(EVERY_DAY, "20:00", "12:00"),),
        special_days=(
            special("2026-11-04", ("02:00", "03:00"), ("05:00", "06:00"), ("08:00", "13:00")),
        ),
    )
    assert line(table, "2026-11-03T19:00", "2026-11-05T19:00") == [
        "03 20:00-04 02:00 weekly",
        "04 02:00-04 03:00 special_day",
        "04 03:00-04 05:00 weekly",
        "04 05:00-04 06:00 special_day",
        "04 06:00-04 08:00 weekly",
        "04 08:00-04 13:00 special_day",
    ]


def test_a_change_of_layer_is_no_closing() -> None:
    """spec/time 19."""
    table = Timetable(
        id="x",
        zone=LONDON,
        weekly=(weekly(EVERY_DAY, "18:00", "24:00"),),
        special_days=(special("2026-11-04", ("00:00", "03:00")),),
    )
    closes = table.next_close(at("2026-11-03T20:00", LONDON))
    assert closes == at("2026-11-04T03:00", LONDON)
    assert table.add_open(at("2026-11-03T23:00", LONDON), timedelta(hours=2)) == at(
        "2026-11-04T01:00", LONDON
    )


# --- values ---------------------------------------------------------------------------------------


def test_broken_values() -> None:
    """spec/time 4, 8: the same faults as in a document."""
    with pytest.raises(InvalidValue, match="ends_reversed"):
        leave("2026-08-16", "2026-08-03")
    with pytest.raises(InvalidValue, match="unknown_zone"):
        office("Mars/Olympus")
    twice = (special("2026-11-04"), special("2026-11-04", ("10:00", "12:00")))
    with pytest.raises(InvalidValue, match="duplicate_date"):
        office(special_days=twice)
    assert SpecialDay(on=date(2026, 11, 4), hours=()).hours == ()
    assert WallTime.parse("24:00") == 1440


def test_a_timetable_that_has_answered_is_still_a_value() -> None:
    """spec/time 3: what was compiled is no part of it."""
    table = office()
    before = hash(table)
    table.is_open(at("2026-11-06T10:00", LONDON))
    assert table == office()
    assert hash(table) == before
    assert pickle.loads(pickle.dumps(table)) == table


def test_shown_is_readable() -> None:
    """The helper that failing tests print with."""
    assert shown(utc("2026-11-06T10:00")) == "2026-11-06T10:00:00Z"
