"""What each of several clients read, did and wrote is not the others'."""

from typing import Any

import pytest

from tests.decide.making import (
    MON,
    THERAPIST,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    codes,
    fact,
    record,
)
from tests.decide.work_making import ADOPTED

ADA: Data = {"id": "ada", "roles": ["client"], "signs": True}
BEN: Data = {"id": "ben", "roles": ["client"], "signs": True}
COUPLE = [ADA, BEN, THERAPIST]


def read(score: int, when: str, measure: str = "phq-9", **more: Any) -> Data:
    return fact("measurement", when, f"m{score}-{when[8:10]}", measure=measure, score=score, **more)


def found(*clauses: Data, facts: tuple[Data, ...], kind: str, **more: Any) -> Data:
    data = agreement(*clauses, parties=COUPLE)
    return ask(data, kind, at(THU), record(ADOPTED, *facts), **more)


def goal(**more: Any) -> Data:
    target: Data = {"measure": "phq-9", "direction": "down", "goal": {"level": 9}}
    return {"kind": "work.milestone", "id": "low", "target": target} | more


def state(facts: tuple[Data, ...], **more: Any) -> Any:
    answer = found(goal(**more), facts=facts, kind="work.milestone_now")
    return answer["value"]["state"] if "value" in answer else answer["outcome"]


@pytest.mark.parametrize("said", ["rater", "by"])
def test_nobody_meets_the_goal_of_the_other(said: str) -> None:
    """spec/measures 59, 60, 61"""
    ada, ben = read(20, at(MON), **{said: "ada"}), read(4, at(TUE), **{said: "ben"})
    assert state((ada, ben), rater="ada") == "not_yet"
    assert state((ada, ben), by=["ada"]) == "not_yet"
    assert state((ada, ben), rater="ben") == "met"
    assert state((ada, ben), by=["ada", "therapist"], rater="self") == "not_yet"
    assert state((ada, ben)) == "unknown"
    assert state((ada, ben), by=["ada", "ben"]) == "unknown"
    assert state((ada, ben, read(3, at(WED), **{said: "ada"}))) == "met"
    assert state((ada, read(5, at(TUE))), rater="ada") == "unknown"
    assert state((read(20, at(MON)), read(5, at(TUE)))) == "met"


def test_from_one_to_the_other_is_no_change() -> None:
    """spec/measures 59, 61"""
    first, last = read(20, at(MON), by="ada"), read(4, at(WED), by="ben")

    def change(*facts: Data, **more: Any) -> Data:
        return found(facts=facts, kind="work.change", measure="phq-9", **more)

    assert change(first, last)["outcome"] == "unknown"
    assert codes(change(first, last, rater="ada")) == ["no_reading"]
    later = read(12, at(TUE), rater="ada")
    told = change(first, later, last, rater="ada")["value"]
    assert (told["first"], told["last"]) == (20, 12)
    assert change(first, later, last)["outcome"] == "unknown"


def test_a_person_looks_at_what_each_of_them_answered() -> None:
    """spec/measures 31, 61: the other's later form does not hide it"""
    items = [{"item": str(n), "score": 2 if n == 9 else 0} for n in range(1, 10)]
    ada = fact("measurement", at(MON), "ada", measure="phq-9", items=items, by="ada")
    answer = found(facts=(ada, read(0, at(TUE), by="ben")), kind="work.reading", measure="phq-9")
    assert answer["outcome"] == "unknown"
    assert [each["code"] for each in answer["obligations"]] == ["person_looks"]


def test_distress_of_one_is_not_lowered_by_the_other() -> None:
    """spec/measures 60, 61, spec/pace 19"""
    limit: Data = {
        "kind": "pace.distress_limit",
        "id": "limit",
        "scale": "suds-10",
        "at_most": 7,
    }
    facts = (
        read(9, at(THU, "10:00"), "suds-10", by="ada"),
        read(3, at(THU, "10:05"), "suds-10", by="ben"),
    )

    def above(*clauses: Data, **more: Any) -> Any:
        answer = found(*clauses, facts=facts, kind="pace.above_limit", **more)
        return answer["value"]["so"] if "value" in answer else answer["outcome"]

    assert above(limit) == "unknown"
    own = [{**limit, "id": who, "by": [who]} for who in ("ada", "ben")]
    assert above(*own, clause="ada") is True
    assert above(*own, clause="ben") is False


def test_each_is_ready_by_themselves() -> None:
    """spec/measures 59, 60, 61, spec/pace 30-31"""
    gate: Data = {
        "kind": "pace.readiness",
        "id": "gate",
        "indicators": [{"id": "support"}],
    }
    facts = tuple(
        fact("readiness_read", at(day), who, clause="gate", indicator="support", by=who) | so
        for day, who, so in ((MON, "ada", {"is": False}), (TUE, "ben", {"is": True}))
    )

    def ready(**more: Any) -> Any:
        answer = found(gate | more, facts=facts, kind="pace.ready")
        return answer["value"]["so"] if "value" in answer else answer["outcome"]

    assert ready() == "unknown"
    assert ready(by=["ada"]) is False
    assert ready(indicators=[{"id": "support", "rater": "ben"}]) is True


def test_a_condition_on_a_score_is_about_each_of_them() -> None:
    """spec/measures 28, 60, 61"""
    facts = (read(20, at(MON), by="ada"), read(4, at(TUE), by="ben"))
    low: Data = {"quantity": "phq-9", "at_most": 9}

    def raised(**more: Any) -> Any:
        topic: Data = {"kind": "pace.topic", "id": "t", "topic": "t", "level": "with_care"}
        said = topic | {"require": low} | more
        asked: Data = {"kind": "pace.may_raise", "by": "therapist", "topic": "t"}
        return found(said, facts=facts, **asked)["outcome"]

    assert raised() == "unknown"
    assert raised(require={"quantity": "phq-9", "at_most": 27}) == "permit"
