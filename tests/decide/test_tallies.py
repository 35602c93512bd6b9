"""Counting: every window and unit against a counter that walks through everything, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.vocab import Period
from tests.decide.making import (
    Data,
    agreement,
    allowance,
    ask,
    channel,
    fact,
    record,
    tally,
)

LONDON = ZoneInfo("Europe/London")
TERM = {"first": "2026-03-02"}
BEGAN = datetime(2026, 3, 2, tzinfo=LONDON)
START = datetime(2026, 3, 20, tzinfo=UTC)  # the clocks change on the 29th


# --- a counter of its own ---------------------------------------------------------------------


def text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def first_of(period: str, day: date) -> date:
    """The first date of the stretch of the calendar that holds a date."""
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
    while True:
        begins = day.weekday() == 0 if period == "week" else period == "day"
        if period in months:
            begins = day.day == 1 and (day.month - 1) % months[period] == 0
        if begins:
            return day
        day -= timedelta(days=1)


def added(moment: datetime, length: str) -> datetime:
    """`PT…H` in real time, `P…D` on the wall; what the wall skips by the offset before it."""
    if length.startswith("PT"):
        return moment + timedelta(hours=int(length[2:-1]))
    wall = moment.astimezone(LONDON).replace(tzinfo=None) + timedelta(days=int(length[1:-1]))
    return wall.replace(tzinfo=LONDON, fold=0).astimezone(UTC)


Event = tuple[datetime, str, int]
"""When, what kind, how many minutes."""


def counted(events: list[Event], counts: str, window: Data, unit: str, now: datetime) -> int:
    """How much of one kind a window holds, the other kinds being what may break a run."""
    past = sorted(e for e in events if e[0] <= now)
    mine = [e for e in past if e[1] == counts]
    match window["kind"]:
        case "rolling":
            mine = [e for e in mine if now < added(e[0], window["length"])]
        case "period":
            begins = first_of(window["period"], local(now))
            mine = [e for e in mine if local(e[0]) >= begins]
        case "term":
            mine = [e for e in mine if e[0] >= BEGAN]
        case "last":
            last = past[-window["count"] :]
            mine = [e for e in last if e[1] == counts]
        case "consecutive" if unit == "periods":
            return run_of_days(past, counts, now)
        case "consecutive":
            run: list[Event] = []
            for e in past:
                run = [*run, e] if e[1] == counts else []
            mine = run
    if unit == "minutes":
        return sum(e[2] for e in mine)
    if unit == "days":
        return len({local(e[0]) for e in mine})
    if unit == "periods":
        return len({first_of("day", local(e[0])) for e in mine})
    return len(mine)


def run_of_days(past: list[Event], counts: str, now: datetime) -> int:
    run, day = 0, local(now)
    while day >= date(2026, 1, 1):
        kinds = {e[1] for e in past if local(e[0]) == day}
        if counts in kinds:
            run += 1
        elif kinds:
            break
        day -= timedelta(days=1)
    return run


WINDOWS: list[Data] = [
    {"kind": "rolling", "length": "PT24H"},
    {"kind": "rolling", "length": "PT48H"},
    {"kind": "rolling", "length": "P1D"},
    {"kind": "rolling", "length": "P7D"},
    *({"kind": "period", "period": str(period)} for period in Period),
    {"kind": "last", "count": 3},
    {"kind": "consecutive"},
    {"kind": "term"},
    {"kind": "ever"},
]  # fmt: skip

SEQUENCE = [{"fact": "call_held"}, {"fact": "message_sent"}]
MOMENTS = st.integers(0, 16 * 48).map(lambda half: START + timedelta(minutes=30 * half))
EVENTS = st.lists(
    st.tuples(MOMENTS, st.sampled_from(["call_held", "message_sent"]), st.integers(1, 30)),
    max_size=10,
    unique_by=lambda event: event[0],
)


def as_record(events: Iterable[Event], **more: Any) -> Data:
    facts = []
    for n, (when, kind, minutes) in enumerate(events):
        length = {"minutes": minutes} if kind == "call_held" else {}
        facts.append(fact(kind, text(when), f"f{n}", by="client", **length))
    return record(*facts, **more)


def left(window: Data, unit: str, happened: Data, now: datetime) -> Data:
    period = {"period": "day"} if unit == "periods" else {}
    of = {"of": SEQUENCE} if window["kind"] in ("last", "consecutive") else {}
    data = agreement(allowance(tally(window, 1000, unit=unit, **period, **of)), term=TERM)
    return ask(data, "contact.allowance_left", text(now), happened)


@pytest.mark.parametrize("unit", ["events", "minutes", "days", "periods"])
@pytest.mark.parametrize("window", WINDOWS, ids=lambda w: "-".join(map(str, w.values())))
@settings(max_examples=max(2, settings().max_examples // 12))
@given(EVENTS, MOMENTS)
def test_every_window_and_unit(window: Data, unit: str, events: list[Event], now: datetime) -> None:
    """spec/decisions 36, 72, 75, 77, 78"""
    found = left(window, unit, as_record(events), now)
    used = counted(events, "call_held", window, unit, now)
    assert found["outcome"] == "answered"
    value = found["value"]
    assert (value["used"], value["min"], value["max"]) == (used, 1000 - used, 1000 - used)


@pytest.mark.parametrize("unit", ["events", "minutes", "days"])
@pytest.mark.parametrize("window", [w for w in WINDOWS if w["kind"] in ("rolling", "period")])
@settings(max_examples=max(2, settings().max_examples // 12))
@given(EVENTS, MOMENTS)
def test_when_some_of_it_is_free_again(
    window: Data, unit: str, events: list[Event], now: datetime
) -> None:
    """It is the first instant at which less would count. spec/decisions 36, 85"""
    past = [e for e in events if e[0] <= now]
    found = left(window, unit, as_record(past), now)["value"]
    if not found["used"]:
        assert "frees_at" not in found
        return
    frees = datetime.fromisoformat(found["frees_at"])
    before = frees - timedelta(seconds=1)
    assert counted(past, "call_held", window, unit, before) == found["used"]
    assert counted(past, "call_held", window, unit, frees) < found["used"]


@settings(max_examples=max(2, settings().max_examples // 2))
@given(st.sampled_from(WINDOWS), EVENTS, st.integers(1, 4))
def test_until_when_a_count_holds(window: Data, events: list[Event], most: int) -> None:
    """The counter, asked at every half hour, sees no change before the end. spec/decisions 85"""
    unit = "events"
    of = {"of": SEQUENCE} if window["kind"] in ("last", "consecutive") else {}
    data = agreement(channel(), allowance(tally(window, most, **of)), term=TERM)
    now = START + timedelta(days=3)
    found = ask(data, "contact.may", text(now), as_record(events), channel="phone")

    def expected(moment: datetime) -> str:
        used = counted(events, "call_held", window, unit, moment)
        return "permit" if used < most else "deny"

    assert found["outcome"] == expected(now)
    end = found.get("valid_until")
    moment = now
    while (end is None or text(moment) < end) and moment < now + timedelta(days=20):
        assert expected(moment) == found["outcome"]
        moment += timedelta(minutes=30)
    if end is not None:
        assert expected(datetime.fromisoformat(end)) != found["outcome"]


def test_every_window_has_its_counter() -> None:
    ways: dict[str, Callable[[Data], bool]] = {"each": bool, "next": bool}
    kinds = {w["kind"] for w in WINDOWS} | set(ways)
    assert kinds == {"each", "rolling", "period", "last", "next", "consecutive", "term", "ever"}
