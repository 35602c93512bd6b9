"""Zones: what the wall shows, and what a time on the wall may mean."""

import copy
import pickle
import struct
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.errors import AmbiguousTime, UnknownZone, UsageError
from boundlib.times import epochs, tzif, zone
from boundlib.times.epochs import EARLIEST, LATEST, epoch_of
from boundlib.times.zones import tz_version, wall_of, zone_names
from tests.times import oracle
from tests.times.make import shown, utc
from tests.times.strategies import TRAPS, zone_choice


def wall(text: str) -> int:
    naive = datetime.fromisoformat(text)
    return wall_of(naive.toordinal(), naive.hour * 60 + naive.minute) + naive.second


def test_the_release_is_named() -> None:
    """spec/time 4."""
    assert tz_version()[:2] == "20"
    assert len(zone_names()) > 590


def test_the_systems_zones_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """spec/time 3, 4: neither TZ nor the tz search path changes an answer."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PYTHONTZPATH", "/nonexistent")
    assert zone("Europe/Paris").wall_parts(utc("2026-07-01T10:00"))[1] == 12 * 60


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Europe/Lodnon", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("London", "Europe/London"),
        ("new york", "America/New_York"),
        ("America/NewYork", "America/New_York"),
    ],
)
def test_a_name_near_a_zone(name: str, meant: str) -> None:
    """spec/time 4."""
    with pytest.raises(UnknownZone) as caught:
        zone(name)
    assert meant in caught.value.next_step
    assert name not in str(caught.value).split()


def test_a_name_near_no_zone() -> None:
    """spec/time 4."""
    with pytest.raises(UnknownZone, match="Europe/London"):
        zone("%%")


def test_one_zone_per_name() -> None:
    """spec/time 3: also after pickling."""
    london = zone("Europe/London")
    assert zone("Europe/London") is london
    assert pickle.loads(pickle.dumps(london)) is london
    assert repr(london) == "Zone('Europe/London')"


# --- epochs ---------------------------------------------------------------------------------------

moments = st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2200, 12, 30))


@given(moments, zone_choice, st.integers(0, 1))
def test_the_epoch_of_any_aware_datetime(naive: datetime, name: str, fold: int) -> None:
    """spec/time 1: against exact arithmetic with the stdlib's zone."""
    plain = naive.replace(tzinfo=oracle.stdlib_zone(name), fold=fold)
    expected = (plain - oracle.START) // timedelta(seconds=1)
    ours = zone(name)
    assert epoch_of(plain) == expected
    parts = (*naive.timetuple()[:6], naive.microsecond)
    made = pendulum.DateTime(*parts, ours.tz, fold=fold)
    assert epoch_of(made) == expected
    assert epoch_of(made) == epoch_of(plain) == expected  # a zone that has been asked about before


STEADY_FOR = 4 * 86_400


def test_no_zone_changes_and_soon_changes_back() -> None:
    """spec/time 1: what makes it enough to look at a date's two neighbours."""
    for name in sorted(zone_names()):
        ours = zone(name)
        at, offsets = EARLIEST, [(EARLIEST, ours.offset_at(EARLIEST))]
        while at < utc("2100-01-01T00:00") and (change := ours.next_change(at)) is not None:
            offset = ours.offset_at(change)
            recent = [seen for until, seen in offsets[-4:] if until > change - STEADY_FOR]
            assert offset not in recent
            offsets[-1] = (change, offsets[-1][1])  # until when the offset before held
            offsets.append((change, offset))
            at = change


def test_the_hours_around_every_change() -> None:
    """spec/time 1: by pendulum's own zone and by ours, each asked twice, at both showings."""
    for name in TRAPS:
        ours, theirs = zone(name), pendulum.timezone(name)
        change = ours.next_change(utc("2024-01-01T00:00"))
        while change is not None and change < utc("2027-01-01T00:00"):
            start = oracle.at(change - 3 * 86_400).replace(tzinfo=None)
            for hour in range(0, 6 * 24, 3):
                naive = start + timedelta(hours=hour, minutes=30)
                parts = naive.timetuple()[:6]
                for fold in (0, 1):
                    # The system's data may be of another release: each by its own zone.
                    for tz in (ours.tz, theirs, ours.tz, theirs):
                        expected = oracle.epoch(naive.replace(tzinfo=tz, fold=fold))
                        assert epoch_of(pendulum.DateTime(*parts, 0, tz, fold=fold)) == expected
            change = ours.next_change(change)


class Wayward(tzinfo):
    """A zone that is an hour further east in every odd minute."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        return timedelta(hours=moment.minute % 2 if moment else 0)

    def dst(self, moment: datetime | None) -> None:
        return None

    def tzname(self, moment: datetime | None) -> str:
        return "wayward"


def test_a_zone_of_somebodys_own() -> None:
    """spec/time 1: nothing is assumed of it; nor of an offset with a fraction of a second."""
    tz = Wayward()
    for _ in range(3):
        assert epoch_of(datetime(2026, 11, 6, 10, 2, tzinfo=tz)) == utc("2026-11-06T10:02")
        assert epoch_of(datetime(2026, 11, 6, 10, 3, tzinfo=tz)) == utc("2026-11-06T09:03")
    odd = timezone(timedelta(seconds=1, microseconds=500_000))
    for _ in range(3):
        assert epoch_of(datetime(2026, 11, 6, 10, tzinfo=odd)) == utc("2026-11-06T09:59:58")


@pytest.mark.parametrize("tz", [pendulum.UTC, pendulum.timezone("Europe/London"), UTC])
def test_quiet_dates_are_remembered(tz: tzinfo) -> None:
    """spec/time 1: so that the next question of that date costs a look into a table."""
    for day in (1, 24, 26, 28):
        made = pendulum.DateTime(2026, 10, day, 12, tzinfo=tz)
        for _ in range(2):
            assert epoch_of(made) == oracle.epoch(datetime(2026, 10, day, 12, tzinfo=tz))
    known = epochs._known[id(tz)]
    assert known.tz is tz
    offsets = {day: known[date(2026, 10, day).toordinal()] for day in (1, 24, 26, 28)}
    moves = getattr(tz, "key", "UTC") != "UTC"  # back on the 25th
    assert [at is None for at in offsets.values()] == [False, moves, moves, False]


def test_what_is_remembered_stays_small() -> None:
    """spec/time 3: many zones and many dates, one after the other."""
    for hours in range(-12, 13):
        for minutes in range(0, 60, 5):
            tz = timezone(timedelta(hours=hours, minutes=minutes))
            for day in (1, 2):
                noon = datetime(2026, 11, day, 12, tzinfo=tz)
                assert epoch_of(noon) == (noon - oracle.START) // timedelta(seconds=1)
    london = zone("Europe/London")
    for day in range(10_000):
        at = utc("1980-01-01T10:00") + day * 86_400
        assert epoch_of(london.moment(at)) == at
    assert len(epochs._known) <= 64
    assert all(len(days) <= 4096 for days in epochs._known.values())


def test_other_kinds_of_zone() -> None:
    """spec/time 1, 3."""
    ten = utc("2026-11-06T10:00")
    east = timezone(timedelta(hours=5, minutes=30))
    assert epoch_of(datetime(2026, 11, 6, 10, tzinfo=UTC)) == ten
    assert epoch_of(datetime(2026, 11, 6, 15, 30, tzinfo=east)) == ten
    assert epoch_of(pendulum.datetime(2026, 11, 6, 15, 30, tz=5.5)) == ten
    assert epoch_of(pendulum.datetime(2026, 11, 6, 10)) == ten


@pytest.mark.parametrize("moment", [datetime(2026, 11, 6), date(2026, 11, 6), "now", None, 3.5])
def test_no_instant(moment: Any) -> None:
    """spec/time 2."""
    with pytest.raises(UsageError):
        epoch_of(moment)


def test_the_years_that_can_be_asked_about() -> None:
    """spec/time 2."""
    for name in ("UTC", "Pacific/Kiritimati", "America/New_York"):
        ours = zone(name)
        assert epoch_of(ours.moment(EARLIEST)) == EARLIEST
        assert epoch_of(ours.moment(LATEST - 1)) == LATEST - 1
        for outside in (EARLIEST - 1, LATEST):
            with pytest.raises(UsageError, match="1900 to 2200"):
                epoch_of(ours.moment(outside))


def test_outgoing_datetimes_are_sound() -> None:
    """spec/time 3: they add, pickle and copy as pendulum's own do, at a time shown twice too."""
    london = zone("Europe/London")
    second = london.moment(utc("2026-10-25T01:30"))
    assert (second.fold, second.timezone_name) == (1, "Europe/London")
    # pendulum's pickle and copy.copy lose the fold; its deep copy and ours do not.
    assert epoch_of(copy.deepcopy(second)) == utc("2026-10-25T01:30")
    plain = london.moment(utc("2026-07-01T10:00"))
    assert pickle.loads(pickle.dumps(plain)) == plain == copy.copy(plain)
    assert plain.add(days=1).isoformat() == "2026-07-02T11:00:00+01:00"
    assert plain.in_timezone("Europe/Paris").hour == 12


@given(zone_choice, st.lists(st.integers(EARLIEST, LATEST - 1), max_size=30))
def test_many_moments_are_each_as_alone(name: str, epochs: list[int]) -> None:
    """spec/time 29."""
    ours = zone(name)
    change = ours.next_change(utc("2026-01-01T00:00"))
    near = [] if change is None else range(change - 7200, change + 7200, 600)
    asked = sorted([*epochs, *near])
    made = ours.moments(asked)
    assert [(m.isoformat(), m.fold) for m in made] == [
        (m.isoformat(), m.fold) for m in map(ours.moment, asked)
    ]


# --- wall times -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "instants"),
    [
        ("Europe/London", "2026-10-25T01:30", ("2026-10-25T00:30", "2026-10-25T01:30")),
        ("Europe/London", "2026-10-25T02:00", ("2026-10-25T02:00",)),
        ("Europe/London", "2026-03-29T01:30", ()),
        ("Europe/London", "2026-03-29T02:00", ("2026-03-29T01:00",)),
        ("America/Havana", "2025-11-02T00:30", ("2025-11-02T04:30", "2025-11-02T05:30")),
        ("America/Havana", "2026-03-08T00:30", ()),
        ("Australia/Lord_Howe", "2026-04-05T01:45", ("2026-04-04T14:45", "2026-04-04T15:15")),
        ("Pacific/Apia", "2011-12-30T12:00", ()),
    ],
)
def test_the_instants_of_a_wall_time(name: str, text: str, instants: tuple[str, ...]) -> None:
    """spec/time 9."""
    assert zone(name).instants(wall(text)) == tuple(map(utc, instants))


@pytest.mark.parametrize(
    ("name", "text", "earlier", "later", "first"),
    [
        # Shown twice: the first showing. Skipped: the offset before the gap, the later instant.
        ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:30", "2026-10-25T01:30", 0),
        ("Europe/London", "2026-03-29T01:30", "2026-03-29T00:30", "2026-03-29T01:30", 1),
        ("America/Havana", "2026-03-08T00:00", "2026-03-08T04:00", "2026-03-08T05:00", 1),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-29T22:00", "2011-12-30T22:00", 1),
        ("Europe/London", "2026-07-01T10:00", "2026-07-01T09:00", "2026-07-01T09:00", 0),
    ],
)
def test_readings(name: str, text: str, earlier: str, later: str, first: int) -> None:
    """spec/time 46, 47."""
    ours, both = zone(name), (utc(earlier), utc(later))
    assert ours.readings(wall(text)) == both
    assert ours.first(wall(text)) == both[first]
    assert ours.deadline(wall(text), owed_by_therapist=True) == both[0]
    assert ours.deadline(wall(text), owed_by_therapist=False) == both[1]


def test_a_persons_wall_time() -> None:
    """spec/time 48."""
    london = zone("Europe/London")
    assert london.stated(datetime(2026, 10, 25, 12, 30, 15)) == utc("2026-10-25T12:30:15")
    with pytest.raises(AmbiguousTime, match="twice") as twice:
        london.stated(datetime(2026, 10, 25, 1, 30))
    with pytest.raises(AmbiguousTime, match="skips") as skipped:
        london.stated(datetime(2026, 3, 29, 1, 30))
    for caught, both in (
        (twice, ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")),
        (skipped, ("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")),
    ):
        assert all(reading in str(caught.value) for reading in both)
        assert caught.value.next_step
    with pytest.raises(UsageError):
        london.stated(datetime(2300, 1, 1))


@given(st.integers(EARLIEST, LATEST - 1), st.one_of(st.sampled_from(TRAPS), zone_choice))
def test_dates_follow_each_other(moment: int, name: str) -> None:
    """spec/time 33."""
    ours = zone(name)
    day = ours.day_of(moment)
    assert ours.day_start(day) <= ours.day_start(day + 1)
    # The clock may go back over midnight, never by more than a few hours.
    assert ours.day_start(day) <= moment < ours.day_start(day + 1) + 6 * 3600


@pytest.mark.parametrize(
    ("name", "day", "start"),
    [
        ("Europe/London", "2026-07-01", "2026-06-30T23:00"),
        ("America/Havana", "2025-11-02", "2025-11-02T04:00"),  # 00:00 comes twice: the first
        ("America/Havana", "2026-03-08", "2026-03-08T05:00"),  # 00:00 is skipped: the change
        ("America/Toronto", "1919-03-31", "1919-03-31T04:30"),  # 23:30 to 00:30: the change
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00"),  # skipped as a whole
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00"),
    ],
)
def test_when_a_date_begins(name: str, day: str, start: str) -> None:
    """spec/time 12, 33."""
    ours, ordinal = zone(name), date.fromisoformat(day).toordinal()
    assert shown(ours.day_start(ordinal)) == shown(utc(start))
    assert ours.wall_parts(utc(start) - 1)[0] < ordinal
    assert ours.wall_parts(utc(start))[0] >= ordinal
    assert (ordinal in ours.missing_days) == (day == "2011-12-30")


# --- the files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year", "changes"),
    [
        ("GMT0BST,M3.5.0/1,M10.5.0", 2026, ["2026-03-29T01:00", "2026-10-25T01:00"]),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", 2026, ["2026-03-29T01:00", "2026-10-25T01:00"]),
        ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", 2026, ["2026-03-29T01:00", "2026-10-25T01:00"]),
        ("EST5EDT,J60/2,J300/2", 2024, ["2024-03-01T07:00", "2024-10-27T06:00"]),
        ("EST5EDT,J60/2,J300/2", 2023, ["2023-03-01T07:00", "2023-10-27T06:00"]),
        ("EST5EDT,J59/2,J300/2", 2024, ["2024-02-28T07:00", "2024-10-27T06:00"]),
        ("EST5EDT,59/2,299/2", 2024, ["2024-02-29T07:00", "2024-10-26T06:00"]),
        ("EST5EDT4:30:15,M2.5.4,M11.1.0", 2024, ["2024-02-29T07:00", "2024-11-03T06:30:15"]),
        ("<+0545>-5:45", 2026, []),
    ],
)
def test_rules_for_later_years(text: str, year: int, changes: list[str]) -> None:
    """spec/time 4: POSIX TZ rules, worked out by hand."""
    found = [shown(at) for at, _ in tzif.rule(text).changes(year, year)]
    assert found == [shown(utc(change)) for change in changes]


@pytest.mark.parametrize("month", range(1, 13))
def test_the_weeks_of_a_month(month: int) -> None:
    """spec/time 4: the first to the last of each weekday, in leap years and others."""
    for year in (1900, 2000, 2024, 2026):
        for weekday in range(7):  # from Sunday
            days = [
                day
                for day in (date(year, month, 1) + timedelta(days=n) for n in range(31))
                if day.month == month and day.isoweekday() % 7 == weekday
            ]
            for week in (1, 2, 3, 4, 5):
                named = tzif.RuleDate("M", (month, week, weekday), 7200)
                expected = days[-1] if week == 5 else days[week - 1]
                assert named.wall(year) == wall(f"{expected}T02:00:00")


def tz_file(*, spare: int, footer: str) -> bytes:
    """A tz file of one change in 2000, with so many leap seconds and flags that are not for us."""

    def block(size: int, times: list[int]) -> bytes:
        head = struct.pack(">4sc15x6l", b"TZif", b"2", spare, spare, spare, len(times), 2, 8)
        body = b"".join(at.to_bytes(size, "big", signed=True) for at in times)
        body += b"\x01" * len(times)
        body += struct.pack(">lBB", 3600, 0, 0) + struct.pack(">lBB", 7200, 1, 4) + b"AAA\0BBB\0"
        return head + body + b"\xff" * (spare * (size + 4) + 2 * spare)

    return block(4, [0, 5]) + block(8, [946_684_800]) + f"\n{footer}\n".encode()


@pytest.mark.parametrize("spare", [0, 1, 2])
def test_a_tz_file_by_hand(spare: int) -> None:
    """spec/time 4: RFC 9636, with the parts that other files leave empty."""
    found = tzif.read(tz_file(spare=spare, footer="BBB-2"))
    assert (found.transitions, found.offsets) == ((946_684_800,), (3600, 7200))
    assert found.rule == tzif.Rule(7200)
    ruled = tzif.read(tz_file(spare=spare, footer="BBB-2CCC,M3.5.0,M10.5.0/3")).until(2001)
    assert [shown(at) for at in ruled.transitions] == [
        shown(utc(text))
        for text in (
            "2000-01-01T00:00",
            "2000-03-26T00:00",
            "2000-10-29T00:00",
            "2001-03-25T00:00",
            "2001-10-28T00:00",
        )
    ]
    assert ruled.offsets == (3600, 7200, 10_800, 7200, 10_800, 7200)


def test_what_is_no_tz_file() -> None:
    """spec/time 4."""
    for broken in (b"TZif1" + bytes(60), b"nope2" + bytes(60)):
        with pytest.raises(ValueError, match="tz file"):
            tzif.read(broken)
    with pytest.raises(ValueError, match="POSIX"):
        tzif.rule("GMT0BST")
