"""Of two facts at one instant nobody knows which is the later: no name and no order decides it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decide.making import FRI, MON, THU, TUE, Data, agreement, ask, at, fact, record
from tests.decide.work_making import ALL, homework, told

LIMIT: Data = {
    "kind": "pace.distress_limit",
    "id": "limit",
    "scale": "suds-10",
    "at_most": 7,
    "then": ["rest"],
}
GATE: Data = {
    "kind": "pace.readiness",
    "id": "gate",
    "indicators": [{"id": "sleep", "measure": "isi", "at_most": 14}, {"id": "calm"}],
    "at_least": 2,
}
ALONE: Data = {"kind": "pace.readiness", "id": "alone", "indicators": [{"id": "calm"}]}
SUMMARY: Data = {"kind": "work.ritual", "id": "ritual", "ritual": "summary"}
GIVEN = fact("summary_given", at(MON), "given", by="therapist", session="s")
WAY: Data = {
    "kind": "work.transition",
    "id": "way",
    "ladder": {"steps": [{"id": "a"}, {"id": "b"}]},
}
TOPIC: Data = {
    "kind": "pace.topic",
    "id": "topic",
    "topic": "accident",
    "level": "with_care",
    "require": {"fact": "well"},
}

CASES = {
    "a level": (LIMIT, "pace.above_limit", "measurement", {"measure": "suds-10"}, "score", 3, 9),
    "a score": (
        {**GATE, "indicators": GATE["indicators"][:1], "at_least": 1},
        "pace.ready",
        "measurement",
        {"measure": "isi"},
        "score",
        3,
        20,
    ),
    "a look": (
        ALONE,
        "pace.ready",
        "readiness_read",
        {"clause": "alone", "indicator": "calm"},
        "is",
        True,
        False,
    ),
    "a state": (TOPIC, "pace.may_raise", "stated", {"name": "well"}, "is", True, False),
    "a report": (
        homework(),
        "work.homework_now",
        "homework_reported",
        {"clause": "walk", "by": "client"},
        "how",
        "tried",
        "chose_not_to",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_two_that_differ_are_not_known_and_two_that_agree_are(case: tuple[Any, ...]) -> None:
    """spec/decisions 66, 69; spec/work 4; spec/pace 19, 35"""
    clause, kind, what, named, member, one, other = case
    more: Data = {"by": "therapist", "topic": "accident"} if kind == "pace.may_raise" else {}

    def found(first: Any, second: Any) -> Data:
        facts = (
            fact(what, at(TUE), "x", **named, **{member: first}, recorded_at=at(THU)),
            fact(what, at(TUE), "y", **named, **{member: second}, recorded_at=at(TUE)),
        )
        return ask(agreement(clause), kind, at(TUE, "20:00"), record(*facts, complete=ALL), **more)

    assert found(one, other)["outcome"] == found(other, one)["outcome"] == "unknown"
    assert found(one, one)["outcome"] != "unknown"
    assert found(other, other)["outcome"] != "unknown"


def test_a_yes_and_a_no_to_a_summary() -> None:
    """spec/work 58"""
    for yes, no in (("x", "y"), ("y", "x")):
        said = [
            fact("summary_confirmed", at(TUE), name, by="client", about="given", agrees=agrees)
            for name, agrees in ((yes, True), (no, False))
        ]
        happened = record(GIVEN, *said)
        found = ask(agreement(SUMMARY), "work.summary_now", at(FRI), happened, session="s")
        assert found["value"]["confirmed"] == "not_known"


def confirmed(*steps: str, by: str = "client") -> list[Data]:
    return [
        fact("step_confirmed", at(TUE), f"{by}-{number}", by=by, step=f"way/{step}")
        for number, step in enumerate(steps)
    ]


@pytest.mark.parametrize("steps", [("a", "b"), ("b", "a")])
def test_two_steps_that_were_confirmed_at_one_instant(steps: tuple[str, str]) -> None:
    """spec/work 42, 46"""
    together = [each | {"with": ["therapist"]} for each in confirmed(*steps)]
    happened = record(*together)
    assert ask(agreement(WAY), "work.phase_now", at(FRI), happened)["outcome"] == "unknown"


def test_what_one_side_confirmed_last_leaves_the_step_known() -> None:
    """spec/work 46, 50"""
    found = ask(agreement(WAY), "work.phase_now", at(FRI), record(*confirmed("a", "b")))
    assert found["value"] == {"kind": "step_now", "step": "a", "next": "b"}
    assert {"fact": "step_confirmed", "clause": "way"} in found["waits_for"]


def test_two_sides_that_confirm_at_one_instant_again_and_again() -> None:
    """spec/work 41: that is no doubt about an order, however often it is done"""
    happened = record(*confirmed(*["b"] * 5), *confirmed(*["b"] * 5, by="therapist"))
    assert ask(agreement(WAY), "work.phase_now", at(FRI), happened)["value"]["step"] == "b"


def test_one_pause_that_both_wrote_down() -> None:
    """spec/pace 10"""
    minutes = {"clock": "elapsed", "amount": "PT5M"}
    clause: Data = {"kind": "pace.pause", "id": "pause", "lasts": minutes}
    both = [fact("break_taken", at(TUE), name) for name in ("x", "y")]
    found = ask(agreement(clause), "pace.what_now", at(TUE, "12:01"), record(*both))
    assert found["value"]["pause_min"] == at(TUE, "12:05")


def test_reports_of_another_instant_are_still_in_order() -> None:
    """spec/work 4"""
    happened = record(told(at(TUE), "tried", "y"), told(at(THU), "chose_not_to", "x"), complete=ALL)
    found = ask(agreement(homework()), "work.homework_now", at(FRI), happened)
    assert found["value"]["how"] == "chose_not_to"
