"""Which acts count: those in person, those of one of several clients, each read once."""

from typing import Any

import pytest

from boundlib.decide import engine, evaluate
from tests.decide.making import (
    MON,
    THERAPIST,
    WEEK,
    Data,
    agreement,
    allowance,
    ask,
    at,
    call,
    channel,
    cool_off,
    fact,
    may,
    record,
    tally,
)

OPEN = at(MON, "10:00")


def test_an_allowance_of_sessions_bounds_contact_in_person() -> None:
    """spec/decisions 23"""
    kinds = ("session_scheduled", "session_started", "session_ended", "session_cancelled")
    for kind in kinds:
        counted = tally({"kind": "ever"}, 1, count=[{"fact": kind}])
        data = agreement(channel(), channel("room", "in_person"), allowance(counted))
        more = {"starts": at(MON, "09:00")} if kind == "session_scheduled" else {}
        past = record(fact(kind, at(MON, "09:00"), session="s", **more))
        bound = kind != "session_cancelled"
        assert may(data, OPEN, past, channel="room") == ("deny" if bound else "permit")
        assert may(data, OPEN, past) == "permit"
        assert ask(data, "contact.allowance_left", OPEN, past)["value"]["max"] == 0
    calls = agreement(channel("room", "in_person"), allowance(tally(WEEK, 1)))
    assert may(calls, OPEN, record(call(at(MON, "09:00"))), channel="room") == "deny"


COUPLE: list[Data] = [
    {"id": "one", "roles": ["client"], "signs": True},
    {"id": "other", "roles": ["client"], "signs": True},
    THERAPIST,
]


@pytest.mark.parametrize(
    ("clause", "entry", "act", "outcome"),
    [
        ({}, {}, {"by": "one"}, "deny"),
        ({}, {}, {"by": "other"}, "unknown"),
        ({}, {}, {"by": None}, "unknown"),
        ({}, {"by": "client"}, {"by": "other"}, "unknown"),
        ({}, {"by": "client"}, {"by": "one"}, "deny"),
        ({}, {"by": "client"}, {"by": "client"}, "unknown"),
        ({}, {"by": "one"}, {"by": "other"}, "permit"),
        ({}, {"by": "other"}, {"by": "other"}, "deny"),
        ({}, {}, {"by": "therapist"}, "deny"),
        ({"by": ["one"]}, {}, {"by": "other"}, "unknown"),
        ({"by": ["one"]}, {}, {"by": "one"}, "deny"),
    ],
)
def test_an_act_of_another_client(clause: Data, entry: Data, act: Data, outcome: str) -> None:
    """spec/decisions 72"""
    used = call(at(MON, "09:00"), **act)
    harm = fact("self_harm", at(MON, "09:00"), **act)
    past = [{n: v for n, v in f.items() if v is not None} for f in (used, harm)]
    for limit in (
        allowance(tally({"kind": "ever"}, 1, count=[{"fact": "call_held"} | entry]), **clause),
        cool_off(after=[{"fact": "self_harm"} | entry], **clause),
    ):
        data = agreement(channel(), limit, parties=COUPLE, term={"first": "2026-01-01"})
        said = may(data, OPEN, record(*past), by="one", purpose="coaching")
        assert said == outcome


# --- a long record ----------------------------------------------------------------------------

MONTH: Data = {"kind": "rolling", "length": "P30D"}
PHONE: Data = {"medium": "phone"}


def long_record(count: int) -> Data:
    """Calls at even distances, from the 1st to the 25th of May."""
    hours = [n * 600 // count for n in range(count)]
    calls = [
        call(at(f"2026-05-{1 + h // 24:02}", f"{h % 24:02}:00"), f"c{n}", medium="phone", minutes=n)
        for n, h in enumerate(hours)
    ]
    return record(*calls)


@pytest.mark.parametrize("unit", ["events", "minutes"])
@pytest.mark.parametrize("most", [0, 1, 10, 24, 33, 300, {"min": 20, "max": 24}])
def test_what_is_read_once_is_read_right(unit: str, most: Any) -> None:
    """A condition that holds for every call changes nothing but the way. spec/decisions 72, 85"""
    counted = tally(MONTH, most, unit=unit)
    plain, looked = (
        agreement(channel(), allowance(c), term={"first": "2026-01-01"})
        for c in (counted, counted | {"where": PHONE})
    )
    known = long_record(24)
    for when in (at("2026-05-20"), OPEN, at("2026-06-10"), at("2026-06-24", "03:00")):
        for kind in ("contact.may", "contact.allowance_left"):
            named = {"channel": "phone"} if kind == "contact.may" else {}
            assert ask(plain, kind, when, known, **named) == ask(looked, kind, when, known, **named)


def test_what_leaves_is_looked_at_only_where_it_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    """spec/decisions 85"""
    looks = []
    once = evaluate._once

    def counting(*args: Any) -> Any:
        looks.append(args)
        return once(*args)

    monkeypatch.setattr(evaluate, "_once", counting)
    data = agreement(channel(), allowance(tally(MONTH, 3)))
    found = ask(data, "contact.may", OPEN, long_record(120), channel="phone")
    assert found["outcome"] == "deny"
    assert found["next"]["opens_at"] == found["valid_until"]
    assert len(looks) < 20
    assert engine.MOST_STEPS > 20
