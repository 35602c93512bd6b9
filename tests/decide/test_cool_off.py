"""The cool-off: what rests after an act, and until when."""

import json
from typing import Any

import pytest

from boundlib.wire.documents import check
from tests.decide.making import (
    MON,
    OFFICE,
    THERAPIST,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    because,
    channel,
    codes,
    cool_off,
    fact,
    first,
    may,
    record,
)

OPEN, CLOSED = at(MON, "10:00"), at(MON, "20:00")
EVENINGS: Data = {
    "id": "evenings",
    "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "19:00", "end": "22:00"}],
}
BOTH = [OFFICE, EVENINGS]


# --- the cool-off (golden case 12) ------------------------------------------------------------

HARM = record(fact("self_harm", at(MON, "09:00"), told_at=at(MON, "11:00")))


def test_golden_12_only_what_it_names_rests() -> None:
    """spec/decisions 24"""
    data = agreement(channel(), cool_off(suspends=["clinical", "scheduling"]))
    assert may(data, at(MON, "12:00"), HARM, purpose="coaching") == "deny"
    assert may(data, at(MON, "12:00"), HARM, purpose="scheduling") == "permit"
    assert may(data, at(TUE, "08:59:59"), HARM, purpose="coaching") == "deny"
    assert may(data, at(TUE, "09:00"), HARM, purpose="coaching") == "permit"
    found = ask(data, "contact.may", at(MON, "12:00"), HARM, channel="phone", purpose="coaching")
    assert found["next"]["opens_at"] == at(TUE, "09:00:00")
    assert found["route"]["try_first"] == 0


@pytest.mark.parametrize(
    "suspends", [["coaching"], ["clinical"], ["coaching", "check_in", "update"]]
)
def test_it_rests_coaching_and_nothing_else(suspends: list[str]) -> None:
    """spec/decisions 24"""
    data = agreement(channel(), channel("room", "in_person"), cool_off(suspends=suspends))

    def rested(purpose: str | None, by: str = "phone") -> str:
        asked = {} if purpose is None else {"purpose": purpose}
        return may(data, at(MON, "12:00"), HARM, channel=by, **asked)

    assert rested("coaching") == "deny"
    for purpose in ("clinical", None):
        assert rested(purpose) == "unknown"
    found = ask(data, "contact.may", at(MON, "12:00"), HARM, channel="phone")
    assert codes(found) == ["purpose_not_stated"]
    for purpose in ("check_in", "update", "reflection", "scheduling", "administrative"):
        assert rested(purpose) == "permit"
        found = ask(data, "contact.coaching", at(MON, "12:00"), HARM, purpose=purpose)
        assert found["outcome"] == "not_applicable"
    assert ask(data, "contact.coaching", at(MON, "12:00"), HARM)["value"]["now"] is False
    assert ask(data, "contact.coaching", at(MON, "12:00"), HARM, purpose="clinical")["outcome"] == (
        "unknown"
    )
    for purpose in ("coaching", "clinical", None):
        assert rested(purpose, "in_person") == rested(purpose, "room") == "permit"


@pytest.mark.parametrize("suspends", [["scheduling"], ["administrative"], ["check_in", "update"]])
def test_one_that_does_not_name_coaching_rests_nothing(suspends: list[str]) -> None:
    """spec/decisions 24"""
    data = agreement(channel(), cool_off(suspends=suspends))
    for purpose in ("coaching", "clinical", "check_in", "scheduling"):
        assert may(data, at(MON, "12:00"), HARM, purpose=purpose) == "permit"
        found = ask(data, "contact.coaching", at(MON, "12:00"), HARM, purpose=purpose)
        assert found["outcome"] == "not_applicable"


def test_when_it_opens_is_said_where_nothing_else_is_waited_for() -> None:
    """spec/decisions 86, 87"""
    data = agreement(channel(), cool_off(), first({"fact": "skill_tried"}))
    opened = fact("skill_tried", at(MON, "10:00"), by="client")
    for facts, opens in (((opened,), at(TUE, "09:00:00")), ((), None)):
        known = record(*HARM["facts"], *facts)
        found = ask(
            data, "contact.may", at(MON, "12:00"), known, channel="phone", purpose="coaching"
        )
        assert found["outcome"] == "deny"
        assert found["next"].get("opens_at") == opens


def test_asking_for_help_does_not_renew_it() -> None:
    """spec/decisions 24"""
    data = agreement(channel(), cool_off())
    asked = record(*HARM["facts"], fact("message_sent", at(MON, "20:00"), by="client"))
    assert may(data, at(TUE, "09:00"), asked, purpose="coaching") == "permit"
    twice = record(*HARM["facts"], fact("self_harm", at(MON, "20:00")))
    assert may(data, at(TUE, "19:59:59"), twice, purpose="coaching") == "deny"
    assert may(data, at(TUE, "20:00"), twice, purpose="coaching") == "permit"


@pytest.mark.parametrize(
    ("source", "outcome"), [("act", "permit"), ("told", "deny"), ({"unstated": "vague"}, "unknown")]
)
def test_an_earlier_act_that_is_told_last_begins_the_last_one(source: Any, outcome: str) -> None:
    """spec/decisions 24: each act begins its own, whichever was done first."""
    told_late = fact("self_harm", at("2026-05-01"), told_at=at(MON, "09:00"))
    told_soon = fact("self_harm", at("2026-05-05"), told_at=at("2026-05-06"))
    lasts = {"clock": "elapsed", "amount": "PT24H", "from": source}
    data = agreement(channel(), cool_off(lasts=lasts))
    for known in (record(told_late), record(told_late, told_soon)):
        assert may(data, at(MON, "12:00"), known, purpose="coaching") == outcome
        assert may(data, at(TUE, "09:00"), known, purpose="coaching") == "permit"


RANGE: Data = {"clock": "elapsed", "amount": {"min": "PT12H", "max": "PT24H"}}


@pytest.mark.parametrize(
    ("lasts", "when", "outcome"),
    [
        ({"clock": "elapsed", "amount": "PT24H", "from": "told"}, at(MON, "10:59"), "permit"),
        ({"clock": "elapsed", "amount": "PT24H", "from": "told"}, at(TUE, "10:59:59"), "deny"),
        ({"clock": "elapsed", "amount": "PT24H", "from": "told"}, at(TUE, "11:00"), "permit"),
        (RANGE, at(MON, "20:59"), "deny"),
        (RANGE, at(MON, "21:00"), "unknown"),
        ({"clock": "elapsed", "amount": {"max": "PT24H"}}, at(MON, "09:00"), "unknown"),
        ({"clock": "elapsed", "amount": {"max": "PT24H"}}, at(TUE, "09:00"), "permit"),
        ({"clock": "elapsed", "amount": {"min": "PT12H"}}, at(WED, "09:00"), "unknown"),
        ({"clock": "elapsed", "amount": {"unstated": "vague"}}, at(MON, "10:00"), "unknown"),
        ({"unstated": "vague"}, at(MON, "10:00"), "unknown"),
        ({"clock": "working_days", "count": 1, "timetable": "office", "ends": "close"},
         at(TUE, "15:59:59"), "deny"),
        ({"clock": "working_days", "count": 1, "timetable": "office", "ends": "close"},
         at(TUE, "16:00"), "permit"),
        ({"clock": "elapsed", "amount": "PT24H", "from": {"unstated": "vague"}},
         at(TUE, "10:00"), "unknown"),
        ({"clock": "elapsed", "amount": "PT24H", "from": {"unstated": "vague"}},
         at(TUE, "08:00"), "deny"),
    ],
)  # fmt: skip
def test_how_long_it_lasts(lasts: Data, when: str, outcome: str) -> None:
    """spec/decisions 29, 44, 47, 48, 81"""
    data = agreement(channel(), cool_off(lasts=lasts))
    assert may(data, when, HARM, purpose="coaching") == outcome


def test_when_it_was_told_may_not_be_known() -> None:
    """spec/decisions 4, 29, 81"""
    data = agreement(
        channel(), cool_off(lasts={"clock": "elapsed", "amount": "PT24H", "from": "told"})
    )
    happened = record(fact("self_harm", at(MON, "09:00")))
    found = ask(data, "contact.coaching", at(MON, "12:00"), happened)
    assert found["outcome"] == "unknown"
    lines = [(line["code"], line.get("detail")) for line in found["reasons"]]
    assert ("fact_missing", "told") in lines


def test_when_coaching_opens_again() -> None:
    """spec/decisions 30, 44"""
    data = agreement(
        channel(), cool_off(lasts={"clock": "elapsed", "amount": {"min": "PT12H", "max": "PT24H"}})
    )
    value = ask(data, "contact.coaching", at(MON, "12:00"), HARM)["value"]
    assert value == {
        "kind": "open", "now": False,
        "again_min": at(MON, "21:00:00"), "again_max": at(TUE, "09:00:00"),
    }  # fmt: skip
    between = ask(data, "contact.coaching", at(MON, "22:00"), HARM)
    assert (between["outcome"], because(between, "rest")) == ("unknown", ["not_settled"])
    assert [other["value"] for other in between["alternatives"]] == [value]
    asked = ask(data, "contact.may", at(MON, "22:00"), HARM, channel="phone", purpose="coaching")
    assert (asked["outcome"], codes(asked)) == ("unknown", ["not_settled"])
    half = record(*HARM["facts"], complete=())
    value = ask(data, "contact.coaching", at(MON, "12:00"), half)["value"]
    assert "again_max" not in value
    assert ask(data, "contact.coaching", at(WED, "12:00"), HARM)["value"]["now"] is True
    assert ask(data, "contact.coaching", at(WED, "12:00"), half)["outcome"] == "unknown"
    assert ask(data, "contact.coaching", at(WED, "12:00"), half, purpose="scheduling")[
        "outcome"
    ] == ("not_applicable")


def test_a_rest_of_one_of_two_clients() -> None:
    """spec/decisions 99"""
    ann, ben = ({"id": name, "roles": ["client"]} for name in ("ann", "ben"))
    rest = cool_off(by=["ann"], after=[{"fact": "self_harm", "by": "ann"}])
    harm = record(fact("self_harm", at(MON, "08:00"), by="ann"))

    def coaching(*clauses: Data, happened: Data = harm) -> Any:
        data = agreement(*clauses, parties=[ann, ben, THERAPIST])
        found = ask(data, "contact.coaching", at(MON), happened)
        return found.get("value", {}).get("now", found["outcome"])

    assert coaching(rest) == "unknown"
    assert coaching(rest, happened=record()) is True
    both = {**rest, "by": ["client"]}
    assert coaching(both) is False
    assert coaching(rest, {**both, "id": "both"}) is False


def test_asking_for_help_begins_none() -> None:
    """spec/decisions 24, 100: what the text names does, and a finding says so"""
    rest = cool_off(after=[{"fact": "call_held", "by": "client"}])
    data = agreement(channel(), rest)

    def coaching(**more: Any) -> Any:
        held = fact("call_held", at(MON, "08:00"), by="client", to="therapist", **more)
        return ask(data, "contact.coaching", at(MON), record(held))["value"]["now"]

    assert coaching(crisis=True) is True
    assert coaching() is False
    found = [problem.code for problem in check(json.dumps(data)).problems]
    assert "cool_off_renews_itself" in found
