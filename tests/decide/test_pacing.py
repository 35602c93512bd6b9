"""Stopping, what is done when it is too much, levels, and what is to be told (spec/pace)."""

from __future__ import annotations

from typing import Any

import pytest

from boundlib.errors import DocumentError
from boundlib.vocab import Right
from tests.decide.making import (
    MON,
    THU,
    TUE,
    WED,
    agreement,
    ask,
    at,
    because,
    codes,
    fact,
    record,
)

Data = dict[str, Any]

NOON = at(WED)
ENDED = fact("ended", at(TUE))


def pause(name: str = "pause", **more: Any) -> Data:
    return {"kind": "pace.pause", "id": name} | more


def limit(name: str = "limit", scale: str = "suds-10", at_most: Any = 7, **more: Any) -> Data:
    return {"kind": "pace.distress_limit", "id": name, "scale": scale, "at_most": at_most} | more


def grounding(*techniques: Any, name: str = "grounding") -> Data:
    each = [t if isinstance(t, dict) else {"id": t} for t in techniques]
    return {"kind": "pace.grounding", "id": name, "techniques": each}


def read(score: int, when: Any, measure: str = "suds-10", **more: Any) -> Data:
    return fact("measurement", when, measure=measure, score=score, **more)


def taken(when: str, **more: Any) -> Data:
    return fact("break_taken", when, **more)


MINUTES: Data = {"clock": "elapsed", "amount": {"at_least": "PT5M", "at_most": "PT10M"}}
NOT_KNOWN: Data = {"fact": "unwell"}


# --- stopping -------------------------------------------------------------------------------------


@pytest.mark.parametrize("using", [None, *Right])
def test_a_client_may_stop_whatever_was_agreed(using: Any) -> None:
    """spec/pace 1, 2"""
    more = {} if using is None else {"using": str(using)}
    found = ask(agreement(), "pace.may_stop", NOON, record(ENDED), by="client", **more)
    assert found["outcome"] == "permit"
    assert found["reasons"] == [{"code": "right", "detail": str(using or "stop")}]


def test_anybody_else_may_stop_too() -> None:
    """spec/pace 1"""
    found = ask(agreement(), "pace.may_stop", NOON, record(ENDED), by="therapist")
    assert (found["outcome"], codes(found)) == ("permit", ["anybody"])


def test_nothing_switches_the_right_off() -> None:
    """spec/pace 3"""
    clause = {"kind": "pace.right_to_pause", "id": "stop", "when": {"fact": "well"}}
    with pytest.raises(DocumentError, match="when"):
        agreement_of(clause)


def agreement_of(*clauses: Data) -> None:
    ask(agreement(*clauses), "pace.may_stop", NOON, by="client")


# --- what now -------------------------------------------------------------------------------------


def now(*clauses: Data, facts: tuple[Data, ...] = (), **more: Any) -> Data:
    found = ask(agreement(*clauses), "pace.what_now", NOON, record(*facts), **more)
    assert found["outcome"] == "answered"
    assert found["value"]["client_says"] is True
    return found


def test_nothing_agreed_is_answered_all_the_same() -> None:
    """spec/pace 6, 7"""
    found = now(facts=(ENDED,), signal="raised_hand")
    assert found["value"] == {"kind": "what_now", "client_says": True}
    assert codes(found) == ["nothing_agreed", "client_says"]


def test_a_declared_crisis_is_answered_with_the_route() -> None:
    """spec/pace 6"""
    found = ask(agreement(), "pace.what_now", NOON, crisis=True)
    assert found["value"]["kind"] == "route"


def test_an_agreed_sign_is_said_and_another_is_as_good() -> None:
    """spec/pace 13"""
    clause = pause(signals=[{"id": "raised_hand"}], returns=["water", "check_in"])
    known, other = now(clause, signal="raised_hand"), now(clause, signal="silence")
    assert because(known, "pause") == ["rules", "signal_known"]
    assert because(other, "pause") == ["rules"]
    assert known["value"] == other["value"]
    assert known["value"]["pause"] == "pause"
    assert known["value"]["returns"] == ["water", "check_in"]


def test_a_sign_on_the_record_is_the_latest_in_that_session() -> None:
    """spec/pace 13"""
    clauses = (pause("one", signals=[{"id": "hand"}]), pause("two", signals=[{"id": "silence"}]))
    signs = (
        fact("signal_given", at(MON), signal="hand", session="s"),
        fact("signal_given", at(TUE), signal="silence", session="t"),
        fact("signal_given", at(THU), signal="hand", session="t"),
    )
    assert now(*clauses, facts=signs)["value"]["pause"] == "two"
    assert now(*clauses, facts=signs, session="s")["value"]["pause"] == "one"
    assert now(*clauses, facts=signs, signal="hand")["value"]["pause"] == "one"


def test_of_several_pauses_the_limit_names_one_else_none_is_named() -> None:
    """spec/pace 9"""
    clauses = (pause("one", returns=["water"]), pause("two", returns=["talk"]))
    found = now(*clauses)
    assert "pause" not in found["value"]
    assert found["value"]["returns"] == ["water", "talk"]
    assert because(found, "one") == ["more_than_one"]
    named = now(*clauses, limit(pause="two"))
    assert named["value"]["pause"] == "two"
    assert named["value"]["returns"] == ["talk"]


def test_a_pause_runs_from_when_it_was_taken() -> None:
    """spec/pace 10, 11"""
    clause = pause(lasts=MINUTES)
    begun = taken(at(WED, "11:58"), session="s")
    value = now(clause, facts=(begun,))["value"]
    assert (value["pause_min"], value["pause_max"]) == (at(WED, "12:03"), at(WED, "12:08"))
    for over in (
        fact("break_over", at(WED, "11:59"), session="s"),
        fact("session_ended", at(WED, "11:59"), session="s"),
        fact("break_over", at(WED, "11:59")),
    ):
        assert "pause_min" not in now(clause, facts=(begun, over))["value"]
    for other in (
        fact("break_over", at(WED, "11:59"), session="t"),
        fact("break_over", at(WED, "11:57"), session="s"),
    ):
        assert "pause_min" in now(clause, facts=(begun, other))["value"]
    assert "pause_min" not in now(clause, facts=(begun,), session="t")["value"]


def test_nobody_is_called_back_from_a_pause() -> None:
    """spec/pace 7, 10, 49: once the agreed time is over, no time is named any more"""
    found = now(pause(lasts=MINUTES), facts=(taken(at(WED, "11:50"), session="s"),))
    assert found["value"]["pause_max"] == at(WED)
    assert found["valid_until"] == at(WED, "12:00:01")
    over = now(pause(lasts=MINUTES), facts=(taken(at(WED, "11:49"), session="s"),))["value"]
    assert over["pause"] == "pause"
    assert over.keys().isdisjoint({"pause_min", "pause_max"})


def test_a_pause_without_a_time_is_as_long_as_the_client_wants() -> None:
    """spec/pace 10"""
    begun = taken(at(WED, "11:58"))
    forms: tuple[Data, ...] = ({}, {"lasts": {"unstated": "vague"}})
    for lasts in forms:
        value = now(pause(**lasts), facts=(begun,))["value"]
        assert value["pause"] == "pause"
        assert value.keys().isdisjoint({"pause_min", "pause_max"})
    assert "pause_min" not in now(pause(lasts=MINUTES))["value"]


def test_what_is_liked_comes_first_and_what_is_disliked_is_left_out() -> None:
    """spec/pace 12"""
    one = grounding(
        "feet", {"id": "breath", "liking": "disliked"}, {"id": "water", "liking": "liked"}, "music"
    )
    two = grounding({"id": "music", "liking": "disliked"}, "breath", "count", name="more")
    assert now(one)["value"]["grounding"] == ["water", "feet", "music"]
    assert now(one, two)["value"]["grounding"] == ["water", "feet", "count"]


def test_the_steps_above_the_limit_are_listed_whether_or_not_a_level_is_known() -> None:
    """spec/pace 14"""
    assert now(limit(then=["stop", "water"]))["value"]["then"] == ["stop", "water"]


def test_what_may_speak_is_offered_and_what_does_not_is_not() -> None:
    """spec/pace 8"""
    clause = limit(then=["stop"], when=NOT_KNOWN)
    assert now(clause)["value"]["then"] == ["stop"]
    said = fact("stated", at(MON), name="unwell", is_=False)
    said["is"] = said.pop("is_")
    assert "then" not in now(clause, facts=(said,))["value"]


def test_what_is_left_open_keeps_no_answer_back() -> None:
    """spec/pace 8, 10"""
    one = grounding("feet") | {"reading_of": "sentence"}
    two = grounding("music", name="more") | {"reading_of": "sentence"}
    assert now(one, two)["value"]["grounding"] == ["feet", "music"]
    days: Data = {"clock": "working_days", "count": 1, "timetable": "office"}
    begun = taken(at(WED, "11:58"))
    found = now(pause(lasts={**days, "ends": {"unstated": "vague"}}), facts=(begun,))
    assert found["value"].keys().isdisjoint({"pause_min", "pause_max"})
    assert "unstated" in because(found, "pause")
    assert "pause_min" in now(pause(lasts={**days, "ends": "close"}), facts=(begun,))["value"]


# --- a level that is acceptable -------------------------------------------------------------------


def above(*clauses: Data, facts: tuple[Data, ...] = (), **more: Any) -> Data:
    return ask(agreement(*clauses), "pace.above_limit", NOON, record(*facts), **more)


@pytest.mark.parametrize(("level", "so"), [(6, False), (7, False), (8, True)])
def test_the_limit_itself_is_within(level: int, so: bool) -> None:
    """spec/pace 20, 21"""
    found = above(limit(then=["stop"]), level=level, scale="suds-10")
    assert found["outcome"] == "answered"
    assert found["value"]["so"] is so
    assert found["value"].get("then") == (["stop"] if so else None)
    assert codes(found) == ["limit_holds" if so else "limit_kept"]


@pytest.mark.parametrize(
    ("at_most", "so", "code"),
    [
        ({"min": 5, "max": 7}, None, "not_settled"),
        ({"min": 6, "max": 7}, False, None),
        ({"at_least": 5, "at_most": 7}, False, None),
        ({"about": 6}, None, "roughly"),
        ({"unstated": "blank"}, None, "unstated"),
        ({"max": 5}, True, None),
    ],
)
def test_an_amount_that_was_not_settled(at_most: Any, so: bool | None, code: str | None) -> None:
    """spec/pace 20; spec/decisions 44-47"""
    found = above(limit(at_most=at_most), level=6, scale="suds-10")
    if so is None:
        assert (found["outcome"], codes(found)) == ("unknown", [code])
    else:
        assert found["value"]["so"] is so


def test_scales_are_not_converted() -> None:
    """spec/pace 17, 18"""
    found = above(limit(), level=70, scale="suds-100")
    assert found["outcome"] == "unknown"
    assert found["reasons"] == [{"code": "other_scale", "clause": "limit", "detail": "suds-10"}]
    both = above(limit(), limit("other", "suds-100", 50), level=70, scale="suds-100")
    assert (both["value"]["so"], because(both, "other")) == (True, ["limit_holds"])


def test_a_level_goes_with_its_scale() -> None:
    """spec/pace 17"""
    with pytest.raises(DocumentError, match="level goes with scale"):
        above(limit(), level=7)


def test_of_several_limits_one_is_to_be_named() -> None:
    """spec/pace 16"""
    two = (limit(), limit("other", at_most=3))
    found = above(*two, level=5, scale="suds-10")
    assert (found["outcome"], codes(found)) == ("unknown", ["more_than_one"] * 2)
    assert above(*two, level=5, scale="suds-10", clause="other")["value"]["so"] is True
    assert above()["outcome"] == "not_applicable"


def test_without_a_level_it_is_the_clients_latest_reading() -> None:
    """spec/pace 19"""
    facts = (
        read(9, at(MON), session="s"),
        read(3, at(WED, "09:00"), session="t"),
        read(90, at(WED, "10:00"), measure="suds-100"),
        read(10, at(WED, "11:00"), rater="clinician"),
        read(8, at(WED, "20:00")),
    )
    found = above(limit(), facts=facts)
    assert (found["value"]["level"], found["value"]["read_at"]) == (3, at(WED, "09:00"))
    assert found["valid_until"] == at(WED, "20:00")
    assert above(limit(), facts=facts, session="s")["value"]["so"] is True
    assert above(limit(), facts=facts, session="u")["outcome"] == "unknown"


MIDNIGHT = at(TUE, "23:00")
"""When Wednesday begins in London, in summer."""


@pytest.mark.parametrize(
    ("when", "so"),
    [
        ("2026-01-07T12:00:00Z", None),
        (at(TUE, "22:59:59"), None),
        (MIDNIGHT, False),
        (at(WED, "11:59"), False),
        ({"on": WED}, False),
        ({"on": TUE}, None),
        ({"not_before": MIDNIGHT, "not_after": at(WED, "11:00")}, False),
    ],
)
def test_only_a_reading_of_the_same_day_tells_of_now(when: Any, so: bool | None) -> None:
    """spec/pace 19"""
    found = above(limit(), facts=(read(3, when),))
    if so is None:
        assert (found["outcome"], because(found, "limit")) == ("unknown", ["stale"])
        assert found["waits_for"] == [{"fact": "measurement", "clause": "limit"}]
        assert "valid_until" not in found
    else:
        assert found["value"]["so"] is so
        assert found["valid_until"] == at(WED, "23:00")


def test_a_reading_that_may_be_of_the_day_before() -> None:
    """spec/pace 19"""
    perhaps = {"not_before": at(TUE, "22:00"), "not_after": at(WED, "01:00")}
    found = above(limit(), facts=(read(3, perhaps),))
    assert (found["outcome"], because(found, "limit")) == ("unknown", ["fact_missing"])
    # Whichever of the two is the later one, the level of this day is the same.
    assert above(limit(), facts=(read(3, perhaps), read(3, {"on": WED})))["value"]["so"] is False


def test_a_reading_of_this_day_takes_the_place_of_one_of_the_day_before() -> None:
    """spec/pace 19"""
    facts = read(3, at(TUE)), read(8, {"on": WED})
    assert above(limit(), facts=facts)["value"]["level"] == 8
    # Which of two of this day is the later one is not known.
    facts = read(3, at(WED, "09:00")), read(8, {"on": WED})
    assert above(limit(), facts=facts)["outcome"] == "unknown"


def test_no_reading_is_not_known() -> None:
    """spec/pace 19"""
    found = above(limit())
    assert (found["outcome"], because(found, "limit")) == ("unknown", ["no_reading"])
    assert found["waits_for"] == [{"fact": "measurement", "clause": "limit"}]


def test_two_readings_that_may_each_be_the_latest() -> None:
    """spec/pace 19"""
    roughly = {"not_before": at(WED, "08:00"), "not_after": at(WED, "10:00")}
    nine = at(WED, "09:00")
    assert above(limit(), facts=(read(8, nine), read(3, roughly)))["outcome"] == "unknown"
    assert above(limit(), facts=(read(8, nine), read(8, roughly)))["value"]["so"] is True


def test_a_limit_that_may_not_speak() -> None:
    """spec/decisions 40"""
    found = above(limit(when=NOT_KNOWN), level=8, scale="suds-10")
    assert (found["outcome"], found["alternatives"][0]["value"]["so"]) == ("unknown", True)


# --- what is to be told ---------------------------------------------------------------------------

LISTS: Data = {
    "kind": "pace.disclosure",
    "id": "lists",
    "essential": ["medication"],
    "can_wait": ["history"],
}


def tell(item: str, *clauses: Data, **more: Any) -> Data:
    return ask(agreement(*clauses), "pace.must_tell", NOON, record(), item=item, **more)


def test_what_is_needed_and_what_can_wait() -> None:
    """spec/pace 40, 41"""
    needed, later = tell("medication", LISTS), tell("history", LISTS)
    assert (needed["value"]["essential"], codes(needed)) == (True, ["essential"])
    assert (later["value"]["essential"], codes(later)) == (False, ["can_wait"])
    assert tell("work", LISTS)["outcome"] == "not_applicable"


def test_safety_cannot_wait() -> None:
    """spec/pace 39"""
    for found in (tell("history", LISTS, for_safety=True), tell("work", crisis=True)):
        assert (found["value"]["essential"], codes(found)) == (True, ["for_safety"])


def test_what_is_needed_for_safety_after_the_end() -> None:
    """spec/pace 24, 39, 50"""
    end = record(fact("ended", at(MON)))
    told: Data = {"item": "history", "for_safety": True}
    found = ask(agreement(LISTS), "pace.must_tell", NOON, end, **told)
    assert found["value"]["essential"] is True
    assert codes(found) == ["for_safety", "not_in_force"]
    later = ask(agreement(LISTS), "pace.must_tell", NOON, end, item="history")
    assert (later["outcome"], codes(later)) == ("unknown", ["not_in_force"])
    topic: Data = {"kind": "pace.topic", "id": "t", "topic": "war", "level": "not_now"}
    asked: Data = {"by": "therapist", "topic": "war"}
    found = ask(agreement(topic), "pace.may_raise", NOON, end, **asked, for_safety=True)
    assert (found["outcome"], codes(found)) == ("refer", ["for_safety"])
    other = ask(agreement(topic), "pace.may_raise", NOON, end, **asked)
    assert (other["outcome"], codes(other)) == ("unknown", ["not_in_force"])


def test_lists_that_differ() -> None:
    """spec/pace 42"""
    other = {"kind": "pace.disclosure", "id": "other", "can_wait": ["medication"]}
    found = tell("medication", LISTS, other)
    assert (found["outcome"], codes(found)) == ("unknown", ["more_than_one"] * 2)
    unsure = tell("medication", {**LISTS, "when": NOT_KNOWN})
    assert unsure["outcome"] == "unknown"
    same = tell("medication", {**LISTS, "when": NOT_KNOWN}, {**LISTS, "id": "again"})
    assert same["value"]["essential"] is True
