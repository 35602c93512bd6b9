"""spec/findings 70 to 78: milestones, the measures they name, and what is expected."""

from typing import Any

from boundlib.findings import findings
from tests.findings.making import Case, Data, agreement, data_of, each, places

WEEK: Data = {"clock": "calendar", "amount": "P7D"}
OWN: Data = {"id": "own", "version": "first", "min": 0, "max": 9, "score": "none"}
NHS: Data = {"rule": "nhs"}


def goal(**target: Any) -> Data:
    said = {"measure": "phq-9", "direction": "down", "goal": {"level": 9}} | target
    return {"kind": "work.milestone", "id": "goal", "target": said}


def takes(**more: Any) -> Data:
    return {"kind": "work.expectation", "id": "takes", "takes": WEEK} | more


def task(**more: Any) -> Data:
    return {"kind": "work.homework", "id": "task", "task": "card"} | more


def level(said: Any, **target: Any) -> Data:
    return data_of(goal(goal={"level": said}, **target))


def ready(measure: str) -> Data:
    """One indicator that is looked at, and one that is read by a measure."""
    read: Data = {"id": "sleep", "measure": measure, "at_least": 5}
    return {"kind": "pace.readiness", "id": "ready", "indicators": [{"id": "calm"}, read]}


def limit(scale: str) -> Data:
    return {"kind": "pace.distress_limit", "id": "limit", "scale": scale, "at_most": 7}


AT = "/clauses/0/target"
SUMMARY: Data = {"kind": "work.ritual", "id": "in", "ritual": "check_in", "measure": "mood"}

CASES = (
    Case("measure_not_known", data_of(goal(measure="mood")), (f"{AT}/measure",)),
    Case("measure_not_known", data_of(goal(measure="own")), (f"{AT}/measure",)),
    Case("measure_not_known", data_of(goal(measure="own"), measures=[OWN])),
    Case("measure_not_known", data_of(task(measure="mood")), ("/clauses/0/measure",)),
    Case("measure_not_known", data_of(SUMMARY), ("/clauses/0/measure",)),
    Case("measure_not_known", data_of(task(measure="dbt-diary"))),
    Case("measure_not_known", data_of(task())),
    Case("measure_not_known", data_of(ready("mood")), ("/clauses/0/indicators/1/measure",)),
    Case("measure_not_known", data_of(ready("own")), ("/clauses/0/indicators/1/measure",)),
    Case("measure_not_known", data_of(ready("own"), measures=[OWN])),
    Case("measure_not_known", data_of(ready("isi"))),
    Case("measure_not_known", data_of(limit("suds")), ("/clauses/0/scale",)),
    Case("measure_not_known", data_of(limit("suds-10"))),
    Case("measure_not_known", data_of(limit("own"), measures=[OWN])),
    Case(
        "rule_not_in_measure",
        data_of(goal(measure="gad-7", goal={"rule": "response"})),
        (f"{AT}/goal/rule",),
    ),
    Case("rule_not_in_measure", data_of(goal(goal={"rule": "response"}))),
    Case("rule_not_in_measure", data_of(goal(measure="mood", goal=NHS))),
    Case("measure_without_score", data_of(goal(measure="dbt-diary")), (f"{AT}/measure",)),
    Case("measure_without_score", data_of(goal(measure="suds-10"))),
    Case("level_outside_range", level(28), (f"{AT}/goal/level",)),
    Case("level_outside_range", level(27)),
    Case("level_outside_range", level(-1), (f"{AT}/goal/level",)),
    Case("level_outside_range", level({"min": 5, "max": 28}), (f"{AT}/goal/level",)),
    Case("level_outside_range", level({"at_most": 28}), (f"{AT}/goal/level",)),
    Case("level_outside_range", level({"about": 28}), (f"{AT}/goal/level",)),
    Case("level_outside_range", level({"unstated": "vague"})),
    Case("level_outside_range", level(9, baseline=28), (f"{AT}/baseline",)),
    Case("level_outside_range", level(9, baseline=27)),
    Case("direction_against_measure", data_of(goal(direction="up")), (f"{AT}/direction",)),
    Case("direction_against_measure", data_of(goal())),
    Case("direction_against_measure", data_of(goal(measure="own", direction="up"), measures=[OWN])),
    Case(
        "milestone_over",
        data_of(goal(by="2026-05-31"), term={"first": "2026-06-01"}),
        (f"{AT}/by",),
    ),
    Case("milestone_over", data_of(goal(by="2026-06-01"), term={"first": "2026-06-01"})),
    Case(
        "milestone_over",
        data_of({**goal(by="2026-05-31"), "valid": {"first": "2026-06-01"}}),
        (f"{AT}/by",),
    ),
    Case("milestone_over", data_of(goal(by=WEEK), term={"first": "2026-06-01"})),
    Case("milestone_without_baseline", data_of(goal(goal=NHS)), (AT,)),
    Case("milestone_without_baseline", data_of(goal(goal=NHS, baseline=20))),
    Case("milestone_without_baseline", data_of(goal())),
    Case("expectation_without_review", data_of(takes()), ("/clauses/0",)),
    Case("expectation_without_review", data_of(takes(review=WEEK))),
    Case("measure_shadowed", data_of(measures=[OWN, {**OWN, "id": "isi"}]), ("/measures/1/id",)),
    Case("measure_shadowed", data_of(measures=[OWN])),
)


@each(CASES)
def test_a_finding_is_where_it_should_be(case: Case) -> None:
    assert places(case.data, case.code) == case.at


def test_what_is_plain_is_not_remarked_on() -> None:
    clauses = [goal(by="2026-08-31"), takes(review=WEEK), task(measure="phq-9", review=WEEK)]
    assert findings(agreement(data_of(*clauses))) == ()
