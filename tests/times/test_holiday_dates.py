"""Public holidays against lists written down apart from the package, and where they come from."""

import subprocess
import sys
from datetime import date

import pytest

from boundlib.errors import UsageError
from boundlib.times import Holidays
from boundlib.times.holiday_dates import (
    HolidayBasis,
    HolidayDates,
    freeze_dates,
    holidays_version,
    look_up,
)
from boundlib.times.spans import elapsed
from tests.times.make import EVERY_DAY, at, leave, office, utc, weekly

# Each list holds the weekdays off, days in lieu included: written down before the package was
# asked, then held against the pages named (read in November 2026, as stored copies).
LISTED = {
    # GOV.UK, "UK bank holidays", by way of bedfordstreetsurgery.co.uk/news/public-holiday-closed-
    # dates and localworkingtimes.com/bank-holidays/united-kingdom/2025
    ("GB", "ENG", 2025): "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    ("GB", "WLS", 2025): "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    # The same page; 1 December for Sunday 30 November, and the nine of Scotland and the ten of
    # Northern Ireland (14 July for Saturday 12), also in the Daily Record of July 2025
    ("GB", "SCT", 2025): "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
    ("GB", "NIR", 2025): "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26",
    # soof.uk/2022/01/bankholidays22: the spring holiday moved, the jubilee; and the day of the
    # state funeral, 19 September, which was proclaimed later
    ("GB", "ENG", 2022): "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    # 5 U.S.C. 6103 (Friday for a Saturday, 3 July); the dates as poplarcsd.org/rates-information
    # and mohave.gov/common-links/observed-holidays list them for 2026
    ("US", None, 2026): "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    # Feiertagsgesetz (Bavaria), Art. 1 (1) 1, at gesetze.io/gesetze/by/ftg/1 and im.bayern:
    # without Assumption Day, which holds only where most people are Catholic (Art. 1 (1) 2)
    ("DE", "BY", 2025): "01-01 01-06 04-18 04-21 05-01 05-29 06-09 06-19 10-03 12-25 12-26",
    # berlin.de/sen/inneres, "Sonn- und Feiertage" (8 March is a Saturday); 8 May for 2025 only,
    # web.de/magazine/wissen/geschichte/berlin-2025-zusaetzlichen-feiertag-40653826
    ("DE", "BE", 2025): "01-01 04-18 04-21 05-01 05-08 05-29 06-09 10-03 12-25 12-26",
}
# Government of India, DoPT, gazetted holidays for 2025, at sakshipost.com/news/national/2025-
# gazetted-holidays-full-list-here-351036; 2 October is two of the seventeen. And 14 April, by
# Office Memorandum 12/4/2020-JCA2 of March 2025, at gconnect.in/news.
INDIA = (
    "01-26 02-26 03-14 03-31 04-10 04-14 04-18 05-12 06-07 07-06 08-15 08-16 09-05 10-02 10-20"
    " 11-05 12-25"
)


@pytest.mark.parametrize(("country", "region", "year"), sorted(LISTED, key=str))
def test_holidays_of_a_year(country: str, region: str | None, year: int) -> None:
    """spec/time 35: on weekdays; a holiday on a Sunday closes nothing more."""
    listed = {date.fromisoformat(f"{year}-{d}") for d in LISTED[country, region, year].split()}
    ours = {day for day in freeze_dates(country, region, year, year) if day.weekday() < 5}
    assert ours == listed


def test_holidays_of_india() -> None:
    """spec/time 35: on every day of the week; most of them by the moon."""
    listed = {date.fromisoformat(f"2025-{d}") for d in INDIA.split()}
    assert set(freeze_dates("IN", None, 2025, 2025)) == listed


def test_regions_differ() -> None:
    """spec/time 35: other engines miss what only a region has."""
    second = at("2026-01-02T10:00", "Europe/London")
    for region, is_open in (("SCT", False), ("ENG", True), (None, True)):
        table = office(holidays=Holidays(country="GB", region=region))
        assert table.is_open(second) is is_open


def test_no_holidays_agreed() -> None:
    """spec/time 34."""
    christmas = utc("2026-12-25T12:00")
    table = office().table()
    assert table.is_open(christmas)
    assert table.holiday_basis(christmas, christmas).none_agreed
    assert HolidayDates().basis(2026, 2030) == HolidayBasis(None, None, (), (), (), (), None)


def test_agreed_dates_answer_for_the_years_they_span() -> None:
    """spec/time 35."""
    dates = (date(2027, 4, 1), date(2026, 12, 25), date(2029, 1, 1))
    observed = HolidayDates("GB", "ENG", dates)
    ordinals = {day.toordinal() for day in dates}
    for year in (2026, 2027, 2028, 2029):
        assert observed.days_in(year) == ordinals
    assert len(observed.days_in(2030)) == 8
    assert observed.basis(2028, 2031) == HolidayBasis(
        "GB", "ENG", (2028, 2029), (2030, 2031), (), (), holidays_version()
    )
    assert observed.basis(2026, 2029) == HolidayBasis(
        "GB", "ENG", (2026, 2027, 2028, 2029), (), (), (), None
    )
    assert not observed.basis(2026, 2029).none_agreed


def test_agreed_dates_stand_against_the_package() -> None:
    """spec/time 35: what was agreed is not corrected."""
    table = office(holidays=Holidays(country="GB", dates=(date(2026, 3, 4),)))
    assert not table.is_open(at("2026-03-04T12:00", "Europe/London"))
    assert table.is_open(at("2026-12-25T12:00", "Europe/London"))
    assert not table.is_open(at("2027-12-27T12:00", "Europe/London"))


def test_the_basis_of_a_question() -> None:
    """spec/time 35: last night counts too where a window runs past midnight."""
    dates = (date(2026, 12, 25), date(2026, 1, 1))
    named = Holidays(country="GB", region="ENG", dates=dates)
    new_year, end = utc("2026-01-01T03:00"), utc("2026-12-31T23:00")
    day = office(holidays=named).table()
    assert day.holiday_basis(new_year, end).agreed == (2026,)
    assert day.holiday_basis(new_year, end).looked_up == ()
    night = office(holidays=named, weekly=(weekly(EVERY_DAY, "22:00", "06:00"),)).table()
    assert night.holiday_basis(new_year, end).looked_up == (2025,)
    second = utc("2026-01-02T03:00")
    assert night.holiday_basis(second, end).looked_up == ()
    till_midnight = office(holidays=named, weekly=(weekly(EVERY_DAY, "22:00", "24:00"),)).table()
    assert till_midnight.holiday_basis(new_year, end).looked_up == ()
    later = elapsed(end, 86_400)
    assert later is not None
    assert day.holiday_basis(new_year, later).looked_up == (2027,)


def test_years_known_only_in_part() -> None:
    """spec/time 35: lunar dates are known from 2001 to 2035."""
    assert look_up("IN", None, 2030).complete
    assert not look_up("IN", None, 2050).complete
    assert HolidayDates("IN").basis(2034, 2037).incomplete == (2036, 2037)


UNKNOWN = [("GB", "XX"), ("ZZ", None), ("FR", "ENG"), ("QQ", "ENG")]


@pytest.mark.parametrize(("country", "region"), UNKNOWN)
def test_places_that_are_not_known(country: str, region: str | None) -> None:
    """spec/time 36: to write their dates down is refused."""
    with pytest.raises(UsageError, match="not known") as caught:
        freeze_dates(country, region, 2026, 2026)
    assert caught.value.next_step
    if country == "GB":
        assert "ENG, NIR, SCT, WLS" in caught.value.next_step


@pytest.mark.parametrize(("country", "region"), UNKNOWN)
def test_a_place_that_is_not_known_blocks_no_answer(country: str, region: str | None) -> None:
    """spec/time 36: it counts as having no holidays, and the basis says so."""
    dates = (date(2026, 1, 1), date(2026, 12, 25))
    table = office(holidays=Holidays(country=country, region=region, dates=dates)).table()
    agreed, later = utc("2026-12-25T12:00"), utc("2028-12-25T12:00")
    assert not table.is_open(agreed)
    assert table.is_open(later)
    basis = table.holiday_basis(agreed, later)
    assert (basis.agreed, basis.looked_up, basis.unknown) == ((2026,), (2027, 2028), (2027, 2028))
    assert basis.incomplete == ()
    assert table.holiday_basis(agreed, agreed).unknown == ()
    known = office(holidays=Holidays(country="GB", region="SCT")).table()
    assert known.holiday_basis(agreed, later).unknown == ()


ASK = """
import sys
from datetime import date
from tests.times.make import EVERY_DAY, at, leave, office, weekly
from boundlib.times import Holidays
dates = (date(2026, 1, 1), date(2026, 12, 25))
away = leave("2026-08-03", "2026-08-16")
table = office(holidays=Holidays(country="GB", dates=dates), leave=(away,))
table.is_open(at("2026-01-01T00:30", "Europe/London"))
table.next_open(at("2026-12-31T12:00", "Europe/London"))
night = office(holidays=table.holidays, weekly=(weekly(EVERY_DAY, "22:00", "02:00"),))
night.is_open(at("2026-01-02T00:30", "Europe/London"))
night.next_open(at("2026-12-31T12:00", "Europe/London"))
print(*(name in sys.modules for name in ("holidays", "numpy")))
"""


def test_agreed_dates_need_no_package() -> None:
    """spec/time 35: neither the package nor numpy is loaded for the years that were agreed."""
    asked = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == ["False", "False"]


def test_a_table_is_the_same_with_and_without_leave_on_holidays() -> None:
    """spec/time 13: a holiday in leave is leave; afterwards the holiday is there again."""
    table = office(
        holidays=Holidays(country="GB", region="ENG", dates=(date(2026, 8, 31),)),
        leave=(leave("2026-08-24", "2026-08-30"),),
    )
    monday = at("2026-08-31T12:00", "Europe/London")
    assert not table.is_open(monday)
    assert not table.is_open(monday, leave=False)
    assert table.next_open(at("2026-08-25T12:00", "Europe/London")) == at(
        "2026-09-01T09:00", "Europe/London"
    )
