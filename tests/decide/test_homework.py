"""How it went with something to try, and when it is gone through."""

from typing import Any

from tests.decide.making import (
    MON,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    covers,
    fact,
    record,
)
from tests.decide.work_making import (
    ALL,
    homework,
    now,
    often,
    told,
)


def test_without_a_report() -> None:
    """spec/work 25"""
    assert now(homework())["value"]["how"] == "not_yet"
    assert now(homework(), complete=covers("homework", since=TUE))["outcome"] == "unknown"
    assert now(homework(), complete=())["outcome"] == "unknown"


def test_how_often_in_the_present_stretch() -> None:
    """spec/work 26"""
    clause = homework(often=often("homework_reported", unit="days", at_least=3, at_most=5))
    reports = (
        told(at("2026-05-31"), "tried", "last-week"),
        told(at(MON), "tried"),
        told(at(MON, "18:00"), "partly"),
        told(at(TUE), "chose_not_to"),
        told(at(WED), "changed"),
    )
    value = now(clause, *reports)["value"]
    assert (value["done"], value["least"], value["most"]) == (2, 3, 5)
    assert "done" not in now(clause, *reports, complete=())["value"]


def test_what_got_in_the_way() -> None:
    """spec/work 27, 28"""
    clause = homework(obstacles=[{"id": "tired", "then": "shorter"}, {"id": "rain"}])

    def obstacle(when: str, name: str, **more: Any) -> Data:
        return fact("obstacle_named", at(when), obstacle=name, **more)

    reported = told(at(TUE), "partly")
    value = now(clause, reported, obstacle(TUE, "tired"), obstacle(WED, "rain"))["value"]
    assert value["obstacles"] == ["tired", "rain"]
    assert value["then"] == ["shorter"]
    others = obstacle(TUE, "snow"), obstacle(WED, "tired", clause="other")
    assert "obstacles" not in now(clause, reported, *others)["value"]
    reviewed = fact("review_held", at(WED))
    assert "obstacles" not in now(clause, reported, obstacle(TUE, "tired"), reviewed)["value"]


def test_when_it_is_gone_through() -> None:
    """spec/work 29, 30, 31"""
    clause = homework(review={"clock": "calendar", "amount": "P14D"})
    reported = told(at(TUE), "partly")
    value = now(clause, reported)["value"]
    assert (value["review"], value["review_min"]) == ("yes", at(MON))
    assert now(clause, reported, when=f"{MON}T11:59:59Z", complete=())["outcome"] == "unknown"
    earlier = told(at("2026-05-30"), "tried")
    assert now(clause, earlier, when=f"{MON}T11:59:59Z")["value"]["review"] == "no"
    assert now(clause, earlier, when=at(MON))["value"]["review"] == "yes"
    for named, counts in (([], True), (["walk"], True), (["other"], False)):
        more: Data = {"clauses": named} if named else {}
        value = now(clause, reported, fact("review_held", at(WED), **more))["value"]
        assert value["review"] == ("no" if counts else "yes")
    bare = ask(agreement(clause), "work.homework_now", at(THU), record(reported, complete=ALL))
    assert bare["value"]["review"] == "not_known"


def test_nobody_is_late() -> None:
    """spec/work 18, 30, 32"""
    clause = homework(review={"clock": "calendar", "amount": "P14D"})
    for how in ("not_yet", "chose_not_to", "changed"):
        found = now(clause, told(at(TUE), how))
        assert found["outcome"] == "answered"
        assert found.get("obligations", []) == []
