"""Safety plans and advance preferences."""

from typing import Any

import pytest

from tests.decide.crisis_making import OPEN
from tests.decide.making import (
    FRI,
    MON,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    channel,
    codes,
    consent,
    fact,
    may,
    record,
    reply,
    stated,
)

# --- the plan ---------------------------------------------------------------------------------


def plan(**more: Any) -> Data:
    steps = [
        {"slot": "warning_signs", "entries": [{"id": "signs"}]},
        {"slot": "coping"},
        {"slot": "distraction", "entries": [{"id": "pool"}]},
    ]
    return {"kind": "crisis.safety_plan", "id": "plan", "steps": steps} | more


def tried(slot: str, when: str) -> Data:
    return fact("plan_step_tried", when, clause="plan", slot=slot)


def test_the_next_step() -> None:
    """spec/decisions 58"""
    steps = record(tried("warning_signs", at(MON, "09:00")), tried("distraction", at(MON, "15:00")))

    def following(when: str, **more: Any) -> Any:
        return ask(agreement(plan()), "crisis.plan_next", when, steps, **more)["value"].get("slot")

    assert following(at(MON, "08:59")) == "warning_signs"
    assert following(at(MON, "09:00")) == "distraction"
    assert following(at(MON, "15:00")) is None
    assert following(at(TUE, "09:00")) is None
    assert following(at(TUE, "09:00:01")) == "warning_signs"
    assert following(at(FRI, "09:00"), since=at(MON, "00:00")) is None


def test_whether_the_plan_is_current() -> None:
    """spec/decisions 58"""
    review = {"clock": "calendar", "amount": "P2D", "from": "reviewed"}
    mine = fact("plan_reviewed", at(MON, "09:00"), clause="plan")
    other = fact("plan_reviewed", at(WED, "08:00"), clause="other-plan")

    def current(when: str, *facts: Data) -> Data:
        value: Data = ask(
            agreement(plan(review=review)), "crisis.plan_current", when, record(*facts)
        )["value"]
        return value

    assert current(at(WED, "09:00"), mine, other)["current"] == "yes"
    late = current(at(WED, "09:00:01"), mine, other)
    assert (late["current"], late["review_due"]) == ("no", at(WED, "09:00:00"))
    assert late["missing"] == ["coping"]
    assert late["complete"] == "no"
    assert current(at(WED, "09:00"))["current"] == "not_known"
    begun = adopted(at(MON, "09:00"))
    assert current(at(WED, "09:00:01"), begun)["current"] == "no"
    assert current(at(WED, "09:00:01"), begun, fact("plan_reviewed", at(TUE), clause="plan"))[
        "current"
    ] == ("yes")


def test_a_plan_without_a_review() -> None:
    """spec/decisions 58"""
    found = ask(agreement(plan()), "crisis.plan_current", at(MON), record())
    assert found["value"]["current"] == "not_known"
    assert "obligations" not in found
    assert "unstated" not in codes(found)


def adopted(when: str, **more: Any) -> Data:
    return fact("adopted", when, version=1, digest="A" * 43, in_force_from=when, **more)


# --- advance preferences ----------------------------------------------------------------------


def wish(**more: Any) -> Data:
    return {
        "kind": "crisis.advance_preference",
        "id": "wish",
        "preferences": [
            {"id": "quiet", "stance": "prefer", "matter": "manner_of_care"},
            {"id": "no-drug", "stance": "refuse", "matter": "medication"},
        ],
        "require": {"found": "cannot_decide", "by": "therapist"},
    } | more


LOST = fact("found", at(TUE, "09:00"), finding="cannot_decide", by="therapist")
WASHINGTON: Data = {"country": "US", "region": "WA"}


def in_force(data: Data, when: str, *facts: Data) -> Data:
    return ask(data, "crisis.preference_in_force", when, record(*facts))


def test_a_preference_is_in_force_while_it_holds() -> None:
    """spec/decisions 59"""
    data = agreement(wish())
    assert in_force(data, at(MON), LOST)["value"]["so"] is False
    found = in_force(data, at(TUE), LOST)["value"]
    assert (found["so"], found["refused"], found["wished"]) == (True, ["no-drug"], ["quiet"])
    back = consent("wish", at(MON, "08:00"), back=True)
    assert in_force(data, at(TUE), LOST, back)["value"]["so"] is False
    again = consent("wish", at(MON, "10:00"))
    assert in_force(data, at(TUE), LOST, back, again)["value"]["so"] is True
    one = ask(data, "crisis.preference_in_force", at(TUE), record(LOST), matter="medication")
    assert "wished" not in one["value"]


def test_whether_it_could_be_withdrawn_is_read_when_it_was() -> None:
    """spec/decisions 59"""
    data = agreement(wish(withdrawable=False), jurisdiction=WASHINGTON)
    before = consent("wish", at(MON, "08:00"), back=True)
    assert in_force(data, at(TUE), LOST, before)["value"]["so"] is False
    while_bound = consent("wish", at(WED, "08:00"), back=True)
    found = in_force(data, at(THU), LOST, while_bound)
    assert (found["outcome"], found["value"]["so"]) == ("refer", True)
    elsewhere = agreement(wish(withdrawable=False))
    assert in_force(elsewhere, at(THU), LOST, while_bound)["value"]["so"] is False


@pytest.mark.parametrize(
    ("withdrawable", "place", "when", "outcome"),
    [
        (None, WASHINGTON, at(TUE), "permit"),
        (True, WASHINGTON, at(TUE), "permit"),
        (False, WASHINGTON, at(TUE), "refer"),
        (False, WASHINGTON, at(MON), "permit"),
        (False, {"country": "GB"}, at(TUE), "permit"),
        ({"fact": "well"}, WASHINGTON, at(TUE), "refer"),
    ],
)
def test_whether_it_may_be_withdrawn(
    withdrawable: Any, place: Data, when: str, outcome: str
) -> None:
    """spec/decisions 9, 59"""
    more = {} if withdrawable is None else {"withdrawable": withdrawable}
    data = agreement(wish(**more), jurisdiction=place)
    assert ask(data, "crisis.may_withdraw", when, record(LOST))["outcome"] == outcome
    free = record(LOST, stated("well", True))
    if withdrawable == {"fact": "well"}:
        assert ask(data, "crisis.may_withdraw", when, free)["outcome"] == "permit"


def test_more_than_one_plan() -> None:
    """spec/decisions 29"""
    data = agreement(plan(), plan(id="other"))
    found = ask(data, "crisis.plan_next", OPEN)
    assert (found["outcome"], codes(found)) == ("unknown", ["more_than_one"] * 2)
    assert ask(data, "crisis.plan_next", OPEN, clause="other")["outcome"] == "answered"


def test_reply_and_contact_without_a_crisis() -> None:
    """spec/decisions 5"""
    data = agreement(channel(), reply())
    found = ask(data, "contact.reply_due", OPEN, sent_at=OPEN)
    assert found["route"]["try_first"] == 0
    assert may(data, OPEN) == "permit"
