"""Counting, one thing at a time: what counts, where, within what, and what is not certain."""

from __future__ import annotations

import json
from typing import Any

from tests.decide.making import (
    FRI,
    MON,
    THU,
    TUE,
    WED,
    WEEK,
    Data,
    agreement,
    allowance,
    ask,
    at,
    call,
    channel,
    fact,
    first,
    may,
    record,
    tally,
)

TERM = {"first": "2026-03-02"}


def used(
    counted: Data, *facts: Data, when: str = at(FRI), complete: Any = None, **more: Any
) -> Any:
    """How much is used at least and at most; an open end is None."""
    data = agreement(allowance({**counted, "at_most": 1000}), term=TERM)
    happened = record(*facts) if complete is None else record(*facts, complete=complete)
    found = ask(data, "contact.allowance_left", when, happened, **more)
    value = found.get("value") or found["alternatives"][0]["value"]
    most = value.get("min")
    return value["used"], None if most is None else 1000 - most


EVER: Data = {"kind": "ever"}
TODAY: Data = {"on": MON}


def test_entries() -> None:
    """spec/decisions 72, 73"""
    mine = tally(EVER, count=[{"fact": "call_held", "by": "client"}])
    assert used(mine, call(at(MON)), call(at(TUE), by="therapist", to="client")) == (1, 1)
    unsaid = call(at(WED))
    del unsaid["by"]
    assert used(mine, call(at(MON)), unsaid) == (1, 2)
    named = tally(EVER, count=[{"fact": "happened", "named": "sos"}])
    said = [fact("happened", at(MON), name="sos"), fact("happened", at(TUE), name="other")]
    assert used(named, *said) == (1, 1)
    both = tally(EVER, count=[{"fact": "call_held"}, {"fact": "call_held", "by": "client"}])
    assert used(both, call(at(MON)), unsaid) == (2, 2)


def test_where() -> None:
    """spec/decisions 41, 72, 73"""
    phone = tally(EVER, where={"medium": "phone"})
    calls = [call(at(MON), medium="phone"), call(at(TUE), medium="video"), call(at(WED))]
    assert used(phone, *calls) == (1, 2)
    long = tally(EVER, where={"quantity": "minutes", "at_least": 10})
    assert used(long, call(at(MON), minutes=10), call(at(TUE), minutes=9)) == (1, 1)
    replied = tally(EVER, count=[{"fact": "message_sent"}], where={"fact": "reply_sent"})
    sent = [fact("message_sent", at(MON), "m"), fact("message_sent", at(TUE), "n")]
    answer = fact("reply_sent", at(WED), answers="m")
    assert used(replied, *sent, answer) == (1, 1)
    ever = {**replied, "where": {"fact": "reply_sent", "ever": True}}
    assert used(ever, *sent, answer) == (2, 2)
    # What several entries name counts once, and what only one of them names counts too.
    each = tally(EVER, count=[{"fact": "call_held", "by": who} for who in ("client", "therapist")])
    back = call(at(TUE), by="therapist", to="client", medium="phone")
    assert used(each | {"where": {"medium": "phone"}}, calls[0], back) == (2, 2)
    # That it was by phone does not say whose it was.
    theirs = tally(EVER, count=[{"fact": "call_held", "by": "client"}], where={"medium": "phone"})
    nobodys = fact("call_held", at(MON), medium="phone")
    assert used(theirs, nobodys) == (0, 1)


def test_times_that_are_not_exact() -> None:
    """spec/decisions 73, 75"""
    assert used(tally(EVER), call(TODAY), when=at(MON)) == (0, 1)
    assert used(tally(EVER), call(TODAY), when=at(TUE)) == (1, 1)
    days = tally(EVER, unit="days")
    two = {"not_before": at(MON), "not_after": at(TUE)}
    assert used(days, call(two)) == (1, 1)
    assert used(days, call(two), call(at(MON, "09:00"))) == (1, 2)
    assert used(days, call(TODAY), call(at(MON, "09:00"))) == (1, 1)
    rolling = tally({"kind": "rolling", "length": "PT24H"})
    assert used(rolling, call(TODAY), when=at(TUE)) == (0, 1)
    assert used(rolling, call(TODAY), when=at(TUE, "23:00")) == (0, 0)


def test_minutes_that_were_not_recorded() -> None:
    """spec/decisions 75"""
    minutes = tally(EVER, unit="minutes")
    assert used(minutes, call(at(MON), minutes=7), call(at(TUE))) == (7, None)


def test_an_incomplete_record() -> None:
    """spec/decisions 73, 74"""
    data = agreement(channel(), allowance(tally(WEEK, 1)))
    assert may(data, at(TUE), record(complete=())) == "unknown"
    assert may(data, at(TUE), record(call(at(MON)), complete=())) == "deny"
    found = ask(data, "contact.may", at(TUE), record(call(at(MON)), complete=()), channel="phone")
    assert "waits_for" not in found
    assert used(tally({"kind": "consecutive"}), call(at(MON)), complete=()) == (0, None)
    assert used(tally({"kind": "last", "count": 2}), call(at(MON)), complete=()) == (0, None)
    week = {"kind": "rolling", "length": "PT168H"}
    for since, most in (("2026-05-29T12:00:00Z", 0), ("2026-05-29T12:00:01Z", None)):
        known = [{"facts": ["call"], "since": since, "through": "2030-01-01"}]
        assert used(tally(week), when=at(FRI), complete=known) == (0, most)


def test_within_one_call() -> None:
    """spec/decisions 76, 80"""
    each = tally({"kind": "each", "occasion": "call"}, unit="minutes")
    calls = [call(at(MON), "a", minutes=7), call(at(TUE), "b", minutes=9)]
    assert used(each, *calls) == (0, 0)
    assert used(each, *calls, occasion="b") == (9, 9)
    crisis = call(at(WED), "c", minutes=20, crisis=True)
    assert used(each, crisis, occasion="c") == (0, 0)
    message = fact("message_sent", at(WED), "m")
    assert used(each, message, occasion="m") == (0, 0)


def test_what_another_clause_judges_over() -> None:
    """A 5-minute limit, and a rest after a call that went over it. spec/decisions 23, 80"""
    each = {"kind": "each", "occasion": "call"}
    length = allowance(tally(each, 5, unit="minutes"), "length")
    rest = {
        "kind": "contact.cool_off",
        "id": "rest",
        "after": [{"fact": "call_held", "judged_by": "length", "as": "over"}],
        "lasts": {"clock": "elapsed", "amount": "PT24H"},
        "suspends": ["coaching"],
    }
    data = agreement(channel(), length, rest)
    for minutes, outcome in ((5, "permit"), (6, "deny")):
        happened = record(call(at(MON), minutes=minutes))
        assert may(data, at(MON, "13:00"), happened, purpose="coaching") == outcome
    assert may(data, at(MON, "13:00"), record(call(at(MON))), purpose="coaching") == "unknown"
    # Above no most nothing lies.
    least = allowance(tally(each, None, unit="minutes", at_least=5), "length")
    bare = agreement(channel(), least, rest)
    for held in (call(at(MON), minutes=30), call(at(MON))):
        assert may(bare, at(MON, "13:00"), record(held), purpose="coaching") == "permit"
    # Nor is it ever used up.
    weekly = allowance(tally(WEEK, None, at_least=1), "weekly")
    enough = first({"clause": "weekly", "is": "within"})
    data = agreement(channel(), weekly, enough)
    assert may(data, at(WED), record(call(at(MON)), call(at(TUE)))) == "permit"
    week = allowance(tally(WEEK, 1), "length")
    twice = agreement(channel(), week, rest)
    calls = [call(at(MON)), call(at(MON, "12:30"))]
    assert may(twice, at(TUE, "12:15"), record(*calls), purpose="scheduling") == "deny"
    found = ask(twice, "contact.coaching", at(MON, "13:00"), record(*calls))["value"]
    assert found["again_max"] == at(TUE, "12:30:00")


def test_hours_judge_a_call_at_its_own_time() -> None:
    """spec/decisions 72"""
    hours = {"kind": "contact.window", "id": "hours", "timetable": "office", "use": "sending"}
    late = tally(EVER, 1, count=[{"fact": "call_held", "judged_by": "hours", "as": "outside"}])
    data = agreement(hours, allowance(late), term=TERM)
    for time, outcome in (("10:00", "permit"), ("20:00", "deny")):
        assert may(data, at(TUE, "10:00"), record(call(at(MON, time)))) == outcome
    assert may(data, at(TUE, "10:00"), record(call({"on": MON}))) == "unknown"


RUN: Data = {"kind": "consecutive"}
BREAKS = {"of": [{"fact": "call_held"}, {"fact": "session_started"}]}


def session(when: Any, name: str = "s") -> Data:
    return fact("session_started", when, f"session-{name}", session="s")


def test_runs() -> None:
    """spec/decisions 73, 77"""
    run = tally(RUN, **BREAKS)
    calls = [call(at(MON)), call(at(TUE)), call(at(THU))]
    assert used(run, *calls) == (3, 3)
    assert used(run, *calls, session(at(WED))) == (1, 1)
    assert used(run, *calls, session({"on": WED})) == (1, 1)
    around = {"not_before": at(MON, "00:00"), "not_after": at(WED)}
    assert used(run, *calls, session(around)) == (1, 3)
    assert used(run, *calls, session({"on": FRI})) == (0, 3)
    neutral = {**run, "neutral": [{"fact": "session_started"}]}
    assert used(neutral, *calls, session(at(WED))) == (3, 3)
    days = tally(RUN, unit="periods", period="day", **BREAKS)
    assert used(days, *calls) == (3, 3)
    assert used(days, *calls, session(at(THU, "18:00"))) == (3, 3)
    assert used(days, *calls, session(at(WED))) == (1, 1)
    assert used({**days, "neutral": [{"fact": "session_started"}]}, *calls, session(at(WED))) == (
        3,
        3,
    )
    assert used(days, *calls, session({"not_before": at(WED), "not_after": at(THU)})) == (1, 3)


def test_the_last_and_the_next() -> None:
    """spec/decisions 73, 78"""
    last = tally({"kind": "last", "count": 2}, **BREAKS)
    calls = [call(at(MON)), call(at(TUE)), call(at(THU))]
    assert used(last, *calls) == (2, 2)
    assert used(last, *calls, session(at(WED))) == (1, 1)
    assert used({**last, "neutral": [{"fact": "session_started"}]}, *calls, session(at(WED))) == (
        2,
        2,
    )
    assert used(last, *calls, session({"on": FRI})) == (1, 2)
    after = tally({"kind": "next", "count": 2, "from": "session_started"})
    assert used(after, *calls, session(at(MON, "18:00"))) == (2, 2)
    assert used(after, *calls, session(at(WED))) == (1, 1)
    assert used(after, *calls) == (0, 0)


def test_counted_ones_that_must_lie_apart() -> None:
    """spec/decisions 79"""
    apart = tally(WEEK, spacing={"clock": "elapsed", "amount": "PT24H"})
    # Sunday 20:00 counts, Monday 12:00 is too soon, Monday 21:00 counts again.
    calls = [call("2026-05-31T20:00:00Z"), call(at(MON, "12:00")), call(at(MON, "21:00"))]
    assert used(apart, *calls) == (1, 1)
    assert used(apart, *calls[1:]) == (1, 1)
    assert used(apart, calls[1], call(at(TUE, "12:00"))) == (2, 2)
    part = [{"facts": ["call"], "since": MON, "through": "2030-01-01"}]
    low, high = used(apart, *calls[1:], complete=part)
    assert low <= 1
    assert high is None or high >= 2


def test_none_of_the_last() -> None:
    """spec/decisions 78"""
    assert used(tally({"kind": "last", "count": 0}), call(at(MON))) == (0, 0)


def test_periods_longer_than_a_day() -> None:
    """spec/decisions 75"""
    weeks = tally(EVER, unit="periods", period="week")
    assert used(weeks, call(at(MON)), call(at(TUE)), call("2026-05-31T12:00:00Z")) == (2, 2)
    run = tally({"kind": "consecutive"}, unit="periods", period="week", **BREAKS)
    before = [call("2026-05-20T12:00:00Z", "a"), call("2026-05-27T12:00:00Z", "b")]
    assert used(run, *before, call(at(MON))) == (3, 3)


def test_until_the_record_is_known_to_be_complete() -> None:
    """spec/decisions 70, 85"""
    day = {"kind": "rolling", "length": "PT24H"}
    data = agreement(channel(), allowance(tally(day, 1)))
    known = record(complete=[{"facts": ["call"], "since": MON, "through": "2030-01-01"}])
    found = ask(data, "contact.may", at(MON), known, channel="phone")
    assert (found["outcome"], found["valid_until"]) == ("unknown", at(TUE, "00:00:00"))
    assert may(data, at(TUE, "00:00"), known) == "permit"
    later = record(complete=[{"facts": ["call"], "since": TUE, "through": "2030-01-01"}])
    found = ask(data, "contact.may", at(MON), later, channel="phone")
    assert found["valid_until"] == at(WED, "00:00:00")


def test_a_fact_of_the_event_itself() -> None:
    """Couples count, groups do not. spec/decisions 41"""
    ended = [{"fact": "session_ended"}]
    couples = tally(EVER, count=ended, where={"not": {"fact": "format", "is": "group"}})
    sessions = [
        fact("session_ended", at(day), f"e{n}", session=f"s{n}", format=form)
        for n, (day, form) in enumerate([(MON, "couple"), (TUE, "group"), (WED, "individual")])
    ]
    assert used(couples, *sessions) == (2, 2)


def test_an_anchor() -> None:
    """spec/decisions 72"""
    window = {"kind": "period", "period": "week", "anchor": WED}
    data = agreement(channel(), allowance(tally(window, 1)))
    calls = record(call(at(TUE)))
    assert may(data, at(TUE, "22:59:59"), calls) == "deny"
    assert may(data, at(TUE, "23:00"), calls) == "permit"


def test_what_is_asked_first_may_count() -> None:
    """spec/decisions 74"""
    reached = {"reached": tally(WEEK, None, at_least=2)}
    data = agreement(channel(), first({"not": reached}))
    assert may(data, at(TUE), record(call(at(MON)), call(at(TUE)))) == "deny"
    assert may(data, at(TUE), record(call(at(MON)))) == "permit"
    assert json.loads(json.dumps(reached)) == reached
