"""Nothing is said to stay closed for ever that a fact alone would open."""

from typing import Any

import pytest

from tests.decide.making import (
    CLIENT,
    MON,
    THERAPIST,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    channel,
    cool_off,
    fact,
    first,
    record,
    stated,
    tally,
)

NOON = at(WED)
DISTRESS = fact("measured", at(MON), quantity="distress", amount=5)
ASKED: Data = {"channel": "phone", "purpose": "coaching"}
ROLLING: Data = {"kind": "rolling", "length": "P7D"}


def shut(*clauses: Data, happened: Any = (), when: str = NOON, **root: Any) -> Data:
    """A denied contact."""
    data = agreement(*(clauses or (channel(),)), **root)
    found = ask(data, "contact.may", when, record(*happened), **ASKED)
    assert found["outcome"] == "deny"
    return found


def asked_for(require: Data, **more: Any) -> tuple[Data, Data]:
    return channel(), first(require, **more)


def waits(found: Data) -> list[str]:
    assert "opens_at" not in found["next"]
    return [line["fact"] for line in found.get("waits_for", [])]


@pytest.mark.parametrize(
    ("require", "said", "name"),
    [
        ({"fact": "sober"}, stated("sober", False), "sober"),
        ({"not": {"fact": "ill"}}, stated("ill", True), "ill"),
        ({"fact": "mood", "is": "calm"}, stated("mood", "low"), "mood"),
        ({"quantity": "distress", "at_most": 3}, DISTRESS, "distress"),
        ({"phase": "second"}, fact("phase_entered", at(MON), phase="first"), "phase_entered"),
        ({"plan": "dbt"}, stated("plan", "other"), "plan"),
    ],
)
def test_a_later_word_may_open_it(require: Data, said: Data, name: str) -> None:
    """spec/decisions 69, 86, 87"""
    assert waits(shut(*asked_for(require), happened=[said])) == [name]


def test_a_denial_waits_for_what_alone_would_open_it() -> None:
    """spec/decisions 87"""
    skill, sheet, ill = {"fact": "skill_tried"}, {"fact": "worksheet_given"}, {"fact": "ill"}
    grown: Data = {"age_group": "adult"}
    both = asked_for({"all": [skill, grown]})
    child, young = (
        shut(*both, parties=[CLIENT | {"birth_date": born}, THERAPIST])
        for born in ("2020-01-01", "2009-01-01")
    )
    assert "waits_for" not in child  # nobody comes of age by trying a skill
    assert waits(young) == []  # though from their birthday on it waits for a skill alone
    assert waits(shut(*asked_for({"any": [skill, sheet]}))) == ["skill_tried", "worksheet_given"]
    assert waits(shut(*asked_for({"all": [skill, sheet]}))) == []
    assert waits(shut(*asked_for({"all": [skill, {"not": {"not": skill}}]}))) == ["skill_tried"]
    two_of = asked_for({"at_least": 2, "of": [skill, sheet, {"not": ill}]})
    well, sick = stated("ill", False), stated("ill", True)
    assert waits(shut(*two_of, happened=[well])) == ["skill_tried", "worksheet_given"]
    assert waits(shut(*two_of, happened=[sick])) == []
    none_of = asked_for({"not": {"any": [ill, {"fact": "worksheet_given"}]}})
    assert waits(shut(*none_of, happened=[sick])) == ["ill"]
    done = fact("worksheet_given", at(MON))
    never = shut(*none_of, happened=[well, done])
    assert "waits_for" not in never  # what was done stays done
    switched = asked_for(skill, when=ill)
    assert waits(shut(*switched, happened=[sick])) == ["ill", "skill_tried"]


def test_what_a_state_switched_off_may_be_switched_on() -> None:
    """spec/decisions 86"""
    phone, mail = channel(when={"fact": "sober"}), channel("mail", "email", only=True)
    shut_now = shut(phone, mail, happened=[stated("sober", False)])
    assert "opens_at" not in shut_now["next"]
    assert shut(mail)["next"]["opens_at"] == {"never": True}


def test_what_waits_for_an_event() -> None:
    """spec/decisions 86, 97: the next session, or one more skill, opens it"""
    after: Data = {"elapsed": {"clock": "elapsed", "amount": "PT24H", "from": "session_ended"}}
    held = fact("session_ended", at(MON), session="s")
    assert waits(shut(*asked_for({"not": after}), happened=[held])) == []
    skills = tally(ROLLING, None, at_least=1, count=[{"fact": "skill_tried"}])
    assert waits(shut(*asked_for({"reached": skills}))) == []


def act(when: str) -> Data:
    return fact("self_harm", when, by="client")


def test_a_cool_off_that_goes_on_while_something_is_so() -> None:
    """spec/decisions 83, 97: when it ends turns on what nobody can know yet"""
    lasts: Data = {"clock": "elapsed", "amount": "PT24H", "from": "act"}
    lasts["extends_while"] = {"fact": "ill"}
    clauses = channel(), cool_off(lasts=lasts)
    so = [act(at(TUE, "18:00")), stated("ill", True)]
    assert waits(shut(*clauses, happened=so)) == []
    found = ask(agreement(*clauses), "contact.coaching", NOON, record(*so))
    assert found["value"] == {"kind": "open", "now": False}
    over = [*so, fact("stated", at(THU), "over", name="ill", **{"is": False})]
    later = ask(agreement(*clauses), "contact.coaching", NOON, record(*over))
    assert later["value"]["again_min"] == at(THU, "12:00:00")
