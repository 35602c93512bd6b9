"""What other engines get wrong, one case each; `benchmarks/contact_defects.py` asks them too."""

from datetime import date, timedelta

import pendulum
import pytest

from boundlib.times import Holidays, Timetable, zone
from boundlib.times.windows import period_at
from boundlib.vocab import Period
from tests.times.make import EVERY_DAY, MON_FRI, at, office, utc, weekly

LONDON = "Europe/London"
BACK = utc("2026-10-25T01:00")  # 02:00 becomes 01:00


def test_open_all_week_in_the_last_minute_before_the_clock_goes_back() -> None:
    """spec/time 11."""
    table = Timetable(id="all", zone=LONDON, weekly=(weekly(EVERY_DAY, "00:00", "24:00"),))
    own = zone(LONDON)
    assert all(table.is_open(own.moment(BACK + second)) for second in range(-90, 90))


@pytest.mark.parametrize("window", [("01:15", "01:45"), ("00:30", "01:30"), ("01:30", "03:00")])
def test_open_and_intervals_agree_on_the_day_the_clock_goes_back(window: tuple[str, str]) -> None:
    """spec/time 27."""
    table = Timetable(id="x", zone=LONDON, weekly=(weekly(EVERY_DAY, *window),))
    found = table.intervals(at("2026-10-25T00:00", LONDON), at("2026-10-25T05:00", LONDON))
    spans = [(utc(s), utc(e)) for s, e in ((shown(i.start), shown(i.end)) for i in found)]
    for moment in range(BACK - 2 * 3600, BACK + 4 * 3600, 300):
        inside = any(start <= moment < end for start, end in spans)
        assert table.is_open(zone(LONDON).moment(moment)) == inside


def shown(moment: pendulum.DateTime) -> str:
    return moment.in_timezone("UTC").format("YYYY-MM-DDTHH:mm:ss")


def test_an_overnight_window_after_midnight() -> None:
    """spec/time 7: Saturday 01:00 lies in the window of Friday night."""
    table = Timetable(id="night", zone=LONDON, weekly=(weekly(MON_FRI[4:], "22:00", "06:00"),))
    saturday = at("2026-11-07T01:00", LONDON)
    assert table.is_open(saturday)
    assert table.next_open(saturday) == saturday
    assert table.next_close(saturday) == at("2026-11-07T06:00", LONDON)
    assert not table.is_open(at("2026-11-06T01:00", LONDON))


def test_nothing_ever_opens() -> None:
    """spec/time 28."""
    table = Timetable(id="x", zone=LONDON)
    now = at("2026-11-07T01:00", LONDON)
    assert table.next_open(now) is None
    assert table.add_open(now, timedelta(hours=1)) is None


def test_holidays_of_a_region() -> None:
    """spec/time 35: Easter Monday in England, and 2 January in Scotland, are no working dates."""
    for region, day, closed in (
        ("ENG", "2026-04-06", True),
        ("SCT", "2026-04-06", False),
        ("SCT", "2026-01-02", True),
        ("ENG", "2026-01-02", False),
    ):
        table = office(holidays=Holidays(country="GB", region=region))
        assert table.is_open(at(f"{day}T12:00", LONDON)) is not closed


def test_the_first_hour_of_a_long_day() -> None:
    """spec/time 33, 50: in Havana 00:00 to 01:00 comes twice, and each belongs to that date."""
    havana = zone("America/Havana")
    day = date(2025, 11, 2).toordinal()
    first = utc("2025-11-02T04:00")
    assert havana.day_start(day) == first
    for moment in range(first - 3600, first + 26 * 3600, 600):
        start, end = period_at(Period.DAY, havana, moment)
        assert start <= moment < end
        assert (start == first) == (first <= moment < first + 25 * 3600)
    midnight = Timetable(
        id="x", zone="America/Havana", weekly=(weekly(EVERY_DAY, "00:00", "01:00"),)
    )
    assert midnight.table().open_between(first, first + 25 * 3600) == 2 * 3600
