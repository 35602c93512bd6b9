"""Laws that hold for every timetable and every instant."""

from datetime import timedelta

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.errors import UsageError
from boundlib.times import Timetable, zone
from boundlib.times.epochs import epoch_of
from tests.times.strategies import instants, timetables, zone_choice

amounts = st.one_of(st.integers(1, 7200), st.integers(1, 4_000_000))


@given(timetables(), instants, amounts)
def test_added_open_time_is_the_open_time_between(table: Timetable, at: int, n: int) -> None:
    """spec/time 22, 26."""
    compiled = table.table(table.leave)
    due = compiled.add_open(at, n)
    if due is None:
        assert compiled.open_between(at, at + 1827 * 86_400) < n
    else:
        assert compiled.open_between(at, due) == n
        assert compiled.open_between(at, due - 1) == n - 1  # no earlier instant will do


@given(timetables(), instants, amounts)
def test_subtracted_open_time_is_the_open_time_between(table: Timetable, at: int, n: int) -> None:
    """spec/time 23, 26."""
    compiled = table.table(table.leave)
    free = compiled.sub_open(at, n)
    if free is None:
        assert compiled.open_between(at - 1827 * 86_400, at) < n
    else:
        assert compiled.open_between(free, at) == n
        assert compiled.open_between(free + 1, at) == n - 1  # no later instant will do


@given(timetables(), instants, st.integers(0, 30 * 86_400))
def test_open_time_is_that_of_the_intervals(table: Timetable, at: int, length: int) -> None:
    """spec/time 25, 27."""
    compiled = table.table(table.leave)
    found = compiled.intervals(at, at + length)
    assert compiled.open_between(at, at + length) == sum(end - start for start, end, _ in found)
    last = at
    for index, (start, end, layer) in enumerate(found):
        assert last <= start < end <= at + length
        if index and start == last:
            assert layer is not found[index - 1][2]
        last = end


@given(timetables(), instants, st.lists(st.integers(0, 10 * 86_400), min_size=1, max_size=20))
def test_open_is_to_lie_in_an_interval(table: Timetable, at: int, later: list[int]) -> None:
    """spec/time 27, 29."""
    compiled = table.table(table.leave)
    found = compiled.intervals(at, at + 11 * 86_400)
    expected = [any(s <= at + n < e for s, e, _ in found) for n in later]
    assert [compiled.is_open(at + n) for n in later] == expected
    assert compiled.are_open([at + n for n in later]) == expected


@given(timetables(), instants)
def test_the_next_opening_and_closing(table: Timetable, at: int) -> None:
    """spec/time 20, 21."""
    compiled = table.table(table.leave)
    opens, closes = compiled.next_open(at), compiled.next_close(at)
    if opens is None:
        assert closes is None
        assert compiled.open_between(at, at + 1827 * 86_400) == 0
        return
    assert (opens == at) == compiled.is_open(at)
    assert compiled.is_open(opens)
    assert compiled.open_between(at, opens) == 0
    if closes is not None:
        assert not compiled.is_open(closes)
        assert compiled.open_between(opens, closes) == closes - opens
    change = compiled.next_change(at)
    assert change == (closes if compiled.is_open(at) else opens)


@given(timetables(), instants, zone_choice, amounts)
def test_answers_do_not_depend_on_the_zone_of_the_question(
    table: Timetable, at: int, asking: str, n: int
) -> None:
    """spec/time 3."""
    assert table.zone is not None
    amount = timedelta(seconds=n)
    here, there = zone(table.zone).moment(at), zone(asking).moment(at)
    system = pendulum.from_timestamp(at, tz="UTC")
    for other in (there, system):
        assert table.is_open(here) == table.is_open(other)
        assert epochs(table.next_open(here)) == epochs(table.next_open(other))
        assert epochs(table.next_close(here)) == epochs(table.next_close(other))
        assert epochs(table.add_open(here, amount)) == epochs(table.add_open(other, amount))
        assert epochs(table.sub_open(here, amount)) == epochs(table.sub_open(other, amount))


def epochs(moment: pendulum.DateTime | None) -> int | None:
    return None if moment is None else epoch_of(moment)


@given(timetables(), instants, amounts, st.booleans())
def test_datetimes_and_numbers_say_the_same(table: Timetable, at: int, n: int, leave: bool) -> None:
    """spec/time 1."""
    assert table.zone is not None
    compiled, here = table.table(table.leave if leave else ()), zone(table.zone).moment(at)
    later = zone(table.zone).moment(at + n)
    assert table.is_open(here, leave=leave) == compiled.is_open(at)
    assert epochs(table.next_open(here, leave=leave)) == compiled.next_open(at)
    assert epochs(table.next_close(here, leave=leave)) == compiled.next_close(at)
    amount = timedelta(seconds=n)
    assert epochs(table.add_open(here, amount, leave=leave)) == compiled.add_open(at, n)
    assert epochs(table.sub_open(here, amount, leave=leave)) == compiled.sub_open(at, n)
    between = table.open_between(here, later, leave=leave)
    assert between == timedelta(seconds=compiled.open_between(at, at + n))
    found = table.intervals(here, later, leave=leave)
    assert [(epochs(i.start), epochs(i.end), i.layer) for i in found] == compiled.intervals(
        at, at + n
    )
    assert all(i.start.timezone_name == i.end.timezone_name == table.zone for i in found)


@given(timetables(), instants)
def test_leave_only_closes(table: Timetable, at: int) -> None:
    """spec/time 17, 39."""
    with_leave, without = table.table(table.leave), table.table()
    end = at + 40 * 86_400
    open_anyway = without.intervals(at, end)
    for start, stop, _ in with_leave.intervals(at, end):
        assert without.open_between(start, stop) == stop - start
    days = range(with_leave.zone.day_of(at), with_leave.zone.day_of(end))
    for day in days:
        if table.away(day):
            first, after = with_leave.zone.day_start(day), with_leave.zone.day_start(day + 1)
            # A midnight that comes twice belongs to two dates; look at what is not near it.
            assert with_leave.open_between(first + 7200, max(first + 7200, after - 7200)) == 0
    assert with_leave.open_between(at, end) <= sum(e - s for s, e, _ in open_anyway)


@given(timetables(), instants)
def test_nothing_added_stays(table: Timetable, at: int) -> None:
    """spec/time 24."""
    compiled = table.table()
    assert compiled.add_open(at, 0) == compiled.sub_open(at, 0) == at
    for ask in (compiled.add_open, compiled.sub_open):
        with pytest.raises(UsageError, match="negative"):
            ask(at, -1)


@given(timetables(), instants, st.integers(-200, 200).filter(bool))
def test_working_dates_one_by_one(table: Timetable, at: int, count: int) -> None:
    """spec/time 30, 31."""
    compiled = table.table(table.leave)
    day = compiled.zone.day_of(at)
    step, left, looked_at = (1 if count > 0 else -1), abs(count), day
    while left and abs(looked_at + step - day) <= 1827:
        looked_at += step
        left -= compiled.is_working(looked_at)
    assert compiled.nth_working(day, count) == (None if left else looked_at)


@given(timetables(), st.lists(instants, min_size=2, max_size=6), amounts)
def test_the_order_of_questions_changes_nothing(table: Timetable, asked: list[int], n: int) -> None:
    """spec/time 3: what is compiled first, and how far, shows in no answer."""
    worn = table.table(table.leave)
    far = [moment + shift for moment in asked for shift in (0, 3_000_000_000, 400_000_000)]
    for moment in far:
        fresh = table.table(table.leave)
        assert worn.add_open(moment, n) == fresh.add_open(moment, n)
        fresh = table.table(table.leave)
        assert worn.sub_open(moment, n) == fresh.sub_open(moment, n)
        fresh = table.table(table.leave)
        assert worn.next_close(moment) == fresh.next_close(moment)
        assert worn.is_open(moment) == fresh.is_open(moment)
