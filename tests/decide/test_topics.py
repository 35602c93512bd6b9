"""Which topic may be raised, and whether the client is ready (spec/pace 23-38)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decide.making import (
    FRI,
    MON,
    SAT,
    THERAPIST,
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
    stated,
)

Data = dict[str, Any]

NOON = at(FRI)
WEEK: Data = {"clock": "calendar", "amount": "P2D"}
NOT_KNOWN: Data = {"fact": "unwell"}


def topic(level: Any, name: str = "t", **more: Any) -> Data:
    return {"kind": "pace.topic", "id": name, "topic": "accident", "level": level} | more


def readiness(*indicators: Data, name: str = "gate", **more: Any) -> Data:
    return {"kind": "pace.readiness", "id": name, "indicators": list(indicators)} | more


SLEEP: Data = {"id": "sleep", "measure": "isi", "at_most": 14, "fresh": WEEK}
SUPPORT: Data = {"id": "support"}


def isi(score: int, when: Any, **more: Any) -> Data:
    return fact("measurement", when, measure="isi", score=score, **more)


def looked(so: bool, when: Any, indicator: str = "support", **more: Any) -> Data:
    named = {"clause": "gate", "indicator": indicator, "is": so}
    return fact("readiness_read", when) | named | more


def raised(*clauses: Data, facts: tuple[Data, ...] = (), **more: Any) -> Data:
    asked = {"by": "therapist", "topic": "accident"} | more
    return ask(agreement(*clauses), "pace.may_raise", NOON, record(*facts), **asked)


def ready(*clauses: Data, facts: tuple[Data, ...] = (), when: str = NOON, **more: Any) -> Data:
    return ask(agreement(*clauses), "pace.ready", when, record(*facts), **more)


# --- topics ---------------------------------------------------------------------------------------


def test_a_client_may_raise_anything() -> None:
    """spec/pace 23"""
    found = raised(topic("not_now"), facts=(fact("ended", at(MON)),), by="client")
    assert (found["outcome"], codes(found)) == ("permit", ["own_topic"])


def test_nothing_agreed_on_a_topic() -> None:
    """spec/pace 25"""
    assert raised()["outcome"] == "not_applicable"
    assert raised(topic("open"), topic="family")["outcome"] == "not_applicable"


def test_open_and_not_now() -> None:
    """spec/pace 26, 29"""
    found = raised(topic("open", instead=["coping"]))
    assert (found["outcome"], found["value"]) == ("permit", {"kind": "topic_now", "level": "open"})
    assert codes(found) == ["topic_open"]
    shut = raised(topic("not_now", instead=["coping", "breath"]))
    assert (shut["outcome"], codes(shut)) == ("deny", ["topic_not_now"])
    assert shut["value"]["instead"] == ["coping", "breath"]
    assert shut["obligations"] == [{"code": "offer_instead", "clause": "t"}]
    assert "obligations" not in raised(topic("not_now"))


def test_with_care_turns_on_what_it_asks_for() -> None:
    """spec/pace 26"""
    clause = topic("with_care", require={"fact": "unwell"}, instead=["coping"])
    assert raised(clause)["outcome"] == "unknown"
    found = raised(clause, facts=(stated("unwell", True),))
    assert (found["outcome"], codes(found)) == ("permit", ["holds"])
    shut = raised(clause, facts=(stated("unwell", False),))
    assert (shut["outcome"], codes(shut)) == ("deny", ["does_not_hold"])
    assert shut["value"] == {"kind": "topic_now", "level": "with_care", "instead": ["coping"]}
    assert raised(topic("with_care"))["outcome"] == "permit"


def test_with_care_turns_on_the_named_readiness() -> None:
    """spec/pace 26, 38"""
    gate = readiness(SUPPORT)
    clause = topic("with_care", readiness="gate", instead=["coping"])
    missing = raised(clause, gate)
    assert (missing["outcome"], because(missing, "gate")) == ("unknown", ["no_reading"])
    assert raised(clause, gate, facts=(looked(True, at(THU)),))["outcome"] == "permit"
    shut = raised(clause, gate, facts=(looked(False, at(THU)),))
    assert (shut["outcome"], because(shut, "gate")) == ("deny", ["not_ready"])
    silent = {**gate, "when": {"fact": "unwell"}}
    off = (stated("unwell", False), looked(False, at(THU)))
    assert raised(clause, silent, facts=off)["outcome"] == "permit"
    assert raised(clause, silent, facts=off[1:])["outcome"] == "unknown"
    unnamed = raised(topic("with_care"), gate, facts=(looked(False, at(THU)),))
    assert unnamed["outcome"] == "permit"


def test_all_clauses_on_a_topic_must_let_it() -> None:
    """spec/pace 27, 28"""
    assert raised(topic("open"), topic("not_now", "u"))["outcome"] == "deny"
    both = raised(topic("open"), topic("with_care", "u"))
    assert (both["outcome"], both["value"]["level"]) == ("permit", "with_care")
    perhaps = topic("not_now", "u", when=NOT_KNOWN)
    assert raised(topic("open"), perhaps)["outcome"] == "unknown"
    assert raised(topic("open"), topic("open", "u", when=NOT_KNOWN))["outcome"] == "permit"
    assert raised(topic("open", when=NOT_KNOWN))["outcome"] == "unknown"
    assert raised(topic("not_now"), topic("open", "u", when=NOT_KNOWN))["outcome"] == "deny"


def test_a_clause_that_may_not_speak_says_nothing_of_the_level() -> None:
    """spec/pace 28, 29"""
    clause = topic("with_care", require={"fact": "well"})
    other = topic("not_now", "u", when=NOT_KNOWN, instead=["coping"])
    found = raised(clause, other, facts=(stated("well", False),))
    assert (found["outcome"], found["value"]) == (
        "deny",
        {"kind": "topic_now", "level": "with_care"},
    )


def test_a_level_that_is_left_open_is_read_each_way() -> None:
    """spec/decisions 48"""
    found = raised(topic({"unstated": "vague"}))
    assert found["outcome"] == "unknown"
    assert [a["outcome"] for a in found["alternatives"]] == ["permit", "permit", "deny"]


def test_what_is_needed_for_safety_goes_to_a_person() -> None:
    """spec/pace 24"""
    for clause in (topic("not_now"), topic({"unstated": "vague"}), topic("open", topic="x")):
        found = raised(clause, for_safety=True)
        assert (found["outcome"], codes(found)) == ("refer", ["for_safety"])
    assert raised(topic("not_now"), crisis=True)["outcome"] == "refer"
    assert raised(topic("open"), for_safety=True)["outcome"] == "permit"


# --- readiness ------------------------------------------------------------------------------------


def test_a_score_within_its_bounds_ends_included() -> None:
    """spec/pace 31"""
    gate = readiness({"id": "sleep", "measure": "isi", "at_least": 3, "at_most": 14})
    for score, so in ((2, False), (3, True), (14, True), (15, False)):
        found = ready(gate, facts=(isi(score, at(THU)),))
        assert found["value"]["so"] is so
        assert found["value"]["indicators"][0]["there"] == ("yes" if so else "no")
        assert codes(found) == (["rules"] if so else ["not_ready", "rules"])


def test_a_reading_goes_stale_at_an_instant() -> None:
    """spec/pace 33, 34"""
    gate, facts = readiness(SLEEP), (isi(20, at(WED)),)
    found = ready(gate, facts=facts)
    assert (found["outcome"], found["reasons"]) == (
        "unknown",
        [{"code": "stale", "clause": "gate", "detail": "sleep"}],
    )
    fresh = ready(gate, facts=facts, when=at(FRI, "11:59:59"))
    assert (fresh["value"]["so"], fresh["valid_until"]) == (False, NOON)
    # An older reading does not take its place.
    assert ready(gate, facts=(*facts, isi(3, at(TUE))))["outcome"] == "unknown"


def test_a_time_that_is_left_open_leaves_it_open() -> None:
    """spec/pace 33"""
    gate = readiness({**SLEEP, "fresh": {"unstated": "vague"}})
    found = ready(gate, facts=(isi(3, at(THU)),))
    assert found["outcome"] == "unknown"
    assert "unstated" in because(found, "gate")
    forever = readiness({**SUPPORT})
    assert ready(forever, facts=(looked(True, "2021-01-01T00:00:00Z"),))["value"]["so"] is True


def test_readings_are_those_of_whoever_was_agreed() -> None:
    """spec/pace 32"""
    rated = readiness({**SLEEP, "rater": "clinician"})
    own = isi(20, at(THU, "13:00"))
    theirs = isi(3, at(THU), rater="clinician")
    assert ready(rated, facts=(own, theirs))["value"]["so"] is True
    assert ready(readiness(SLEEP), facts=(own, theirs))["value"]["so"] is False
    named = isi(3, at(THU, "14:00"), rater="self")
    assert ready(readiness(SLEEP), facts=(own, named))["value"]["so"] is True


def test_the_clients_own_id_is_the_client() -> None:
    """spec/measures 23, spec/pace 32: asked for by their id, what names no rater is theirs."""
    ada = {"id": "ada", "roles": ["client"], "signs": True}
    rated = readiness({**SLEEP, "rater": "ada"})
    own = record(isi(3, at(THU)))
    found = ask(agreement(rated, parties=[ada, THERAPIST]), "pace.ready", NOON, own)
    assert found["value"]["so"] is True


def test_what_is_kept_of_a_measure_is_not_kept_of_a_clause() -> None:
    """A measure, a clause, a rater and an indicator may share their names."""
    named: Data = {"id": "gate", "measure": "isi", "at_most": 14, "rater": "support"}
    scored = readiness(named, name="other")
    clause = readiness(SUPPORT, name="isi")
    facts = isi(3, at(THU), rater="support"), {**looked(True, at(THU)), "clause": "isi"}
    topics = topic("with_care", "t", readiness="other"), topic("with_care", "u", readiness="isi")
    assert raised(scored, clause, *topics, facts=facts)["outcome"] == "permit"


def test_a_score_that_cannot_be_told_is_not_known() -> None:
    """spec/pace 31"""
    only_items = fact("measurement", at(THU), measure="isi", items=[{"item": "1", "score": 0}])
    assert ready(readiness(SLEEP), facts=(only_items,))["outcome"] == "unknown"


def test_each_indicator_that_is_not_known_is_named() -> None:
    """spec/pace 36"""
    found = ready(readiness(SLEEP, SUPPORT), facts=(isi(3, at(MON)),))
    assert [(r["code"], r["detail"]) for r in found["reasons"]] == [
        ("stale", "sleep"),
        ("no_reading", "support"),
    ]
    assert {w["fact"] for w in found["waits_for"]} == {"measurement", "readiness_read"}


@pytest.mark.parametrize(
    ("least", "support", "outcome", "so"),
    [
        (None, True, "unknown", None),
        (None, False, "answered", False),
        (1, True, "answered", True),
        (1, False, "unknown", None),
        (2, True, "unknown", None),
        (2, False, "answered", False),
    ],
)
def test_as_many_as_were_agreed(
    least: int | None, support: bool, outcome: str, so: bool | None
) -> None:
    """spec/pace 36: of two, one is not known."""
    more: Data = {} if least is None else {"at_least": least}
    found = ready(readiness(SLEEP, SUPPORT, **more), facts=(looked(support, at(THU)),))
    assert found["outcome"] == outcome
    if so is not None:
        assert found["value"]["so"] is so
        assert found["value"]["indicators"] == [
            {"id": "sleep", "there": "not_known"},
            {"id": "support", "there": "yes" if support else "no", "read_at": at(THU)},
        ]


def test_two_looks_that_may_each_be_the_latest() -> None:
    """spec/pace 35"""
    roughly = {"not_before": at(WED), "not_after": at(THU, "13:00")}
    one = looked(True, at(THU))
    assert ready(readiness(SUPPORT), facts=(one, looked(False, roughly)))["outcome"] == "unknown"
    same = ready(readiness(SUPPORT), facts=(one, looked(True, roughly)))
    assert same["value"] == {
        "kind": "ready_now",
        "so": True,
        "indicators": [{"id": "support", "there": "yes"}],
    }


def test_a_look_that_may_still_lie_ahead_is_not_known() -> None:
    """spec/pace 35"""
    roughly = {"not_before": at(THU), "not_after": at(SAT)}
    assert ready(readiness(SUPPORT), facts=(looked(True, roughly),))["outcome"] == "unknown"


def test_a_look_at_another_clause_or_indicator_or_later_does_not_count() -> None:
    """spec/pace 30"""
    facts = (
        looked(True, at(TUE), indicator="calm"),
        looked(True, at(WED), clause="other"),
        looked(True, at(SAT)),
    )
    assert ready(readiness(SUPPORT), facts=facts)["outcome"] == "unknown"


def test_one_readiness_is_to_be_named_where_there_are_more() -> None:
    """spec/decisions 7"""
    two = (readiness(SUPPORT), readiness(SUPPORT, name="other"))
    facts = (looked(True, at(THU)),)
    assert codes(ready(*two, facts=facts)) == ["more_than_one"] * 2
    assert ready(*two, facts=facts, clause="gate")["value"]["so"] is True
    assert ready()["outcome"] == "not_applicable"
    unsure = ready(readiness(SUPPORT, when=NOT_KNOWN), facts=facts)
    assert (unsure["outcome"], unsure["alternatives"][0]["value"]["so"]) == ("unknown", True)


def test_a_condition_can_ask_for_readiness() -> None:
    """spec/pace 38"""
    asks = topic("with_care", require={"clause": "gate", "is": "ready"})
    gate = readiness(SUPPORT)
    assert raised(asks, gate)["outcome"] == "unknown"
    assert raised(asks, gate, facts=(looked(True, at(THU)),))["outcome"] == "permit"
    assert raised(asks, gate, facts=(looked(False, at(THU)),))["outcome"] == "deny"
