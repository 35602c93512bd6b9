"""Instants, wall times and durations, as texts."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.errors import InvalidValue, UsageError
from boundlib.times.scalars import Calendar, Exact, Instant, WallTime


@pytest.mark.parametrize(
    ("text", "epoch"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-02T03:04:05Z", 86_400 + 3 * 3600 + 4 * 60 + 5),
        ("1969-12-31T23:59:59Z", -1),
        ("2000-03-01T00:00:00Z", 951_868_800),
        ("2026-11-23T09:00:00Z", 1_795_424_400),
    ],
)
def test_instants_as_texts(text: str, epoch: int) -> None:
    """spec/time 1: the numbers are those of any Unix clock."""
    assert Instant.parse(text) == epoch
    assert str(Instant(epoch)) == repr(Instant(epoch)) == text


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31), timezones=st.just(UTC)))
def test_instants_of_datetimes(moment: datetime) -> None:
    """spec/time 1: fractions are dropped, towards the past."""
    whole = moment.replace(microsecond=0)
    assert Instant.of(moment) == (whole - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    assert str(Instant.of(moment)) == whole.isoformat().replace("+00:00", "Z")
    east = moment.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert Instant.of(east) == Instant.of(moment)


def test_what_is_no_instant() -> None:
    """spec/time 2."""
    with pytest.raises(ValueError, match="calendar"):
        Instant.parse("2026-02-29T00:00:00Z")
    with pytest.raises(UsageError, match="zone"):
        Instant.of(datetime(2026, 11, 23, 9))
    assert str(Instant(10**15)) == "an instant outside the calendar"


@pytest.mark.parametrize(("text", "minutes"), [("00:00", 0), ("09:30", 570), ("24:00", 1440)])
def test_wall_times_as_texts(text: str, minutes: int) -> None:
    """spec/time 8."""
    assert WallTime.parse(text) == minutes
    assert str(WallTime(minutes)) == repr(WallTime(minutes)) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT0S", 0),
        ("PT24H", 86_400),
        ("PT1H30M", 5400),
        ("PT50M", 3000),
        ("PT1H5S", 3605),
        ("PT2H3M4S", 7384),
        ("PT59S", 59),
    ],
)
def test_exact_durations_as_texts(text: str, seconds: int) -> None:
    """spec/time 40."""
    assert Exact.parse(text) == seconds
    assert str(Exact(seconds)) == repr(Exact(seconds)) == text
    with pytest.raises(ValueError, match="PT"):
        Exact.parse(text.replace("PT", "P"))


@pytest.mark.parametrize(
    ("text", "months", "days"), [("P7D", 0, 7), ("P1M", 1, 0), ("P12M", 12, 0), ("P100D", 0, 100)]
)
def test_calendar_durations_as_texts(text: str, months: int, days: int) -> None:
    """spec/time 41: a month is no number of days, a day no number of hours."""
    assert Calendar.parse(text) == Calendar(months=months, days=days)
    assert str(Calendar(months=months, days=days)) == repr(Calendar.parse(text)) == text


@pytest.mark.parametrize(
    ("months", "days", "code"),
    [
        (1, 2, "out_of_range"),
        ("1", 0, "type_mismatch"),
        (0, 1.5, "type_mismatch"),
        (True, 0, "type_mismatch"),
    ],
)
def test_a_calendar_duration_is_of_whole_days_or_months(months: Any, days: Any, code: str) -> None:
    """spec/documents 23, 52: one of both would be written as one of months, and lose its days."""
    with pytest.raises(InvalidValue, match=code):
        Calendar(months=months, days=days)
