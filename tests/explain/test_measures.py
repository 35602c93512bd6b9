"""Milestones, readings, changes and expectations in sentences."""

from typing import Any

import pytest

from boundlib.explain import explain, explain_agreement
from boundlib.model.answers import Never
from boundlib.model.decision import Obligation, ReasonLine
from boundlib.model.work_answers import (
    ChangeFound,
    ExpectedNow,
    GoalTouched,
    MilestoneNow,
    ReadingNow,
    RuleFound,
)
from boundlib.model.work_questions import (
    WorkChange,
    WorkExpected,
    WorkGoalTouched,
    WorkMilestoneNow,
    WorkReading,
)
from boundlib.vocab import Course, Duty, Met, MilestoneState, Outcome, Reason, Trend

from .making import agreement, at, decision

Data = dict[str, Any]

NOW = at("2026-06-10T10:00:00Z")
READ, LATER = at("2026-06-01T10:00:00Z"), at("2026-06-29T10:00:00Z")

GOAL: Data = {
    "kind": "work.milestone",
    "id": "ease",
    "target": {
        "measure": "ors",
        "direction": "up",
        "goal": {"level": 253},
        "baseline": 180,
        "held": {"clock": "calendar", "amount": "P28D"},
        "by": "2026-08-31",
    },
    "rater": "parent",
    "outcomes": ["go_on", "end"],
}
CHANGE: Data = {
    "kind": "work.milestone",
    "id": "worry",
    "target": {
        "measure": "gad-7",
        "direction": "down",
        "goal": {"rule": "nhs"},
        "by": {"clock": "sessions", "count": 8},
    },
}
TAKES: Data = {
    "kind": "work.expectation",
    "id": "long",
    "takes": {"clock": "sessions", "count": {"min": 8, "max": 16}},
    "of": ["ease"],
    "review": {"clock": "calendar", "amount": "P28D"},
}
MADE = agreement(GOAL, CHANGE, TAKES)


def said(question: Any, value: Any = None, *reasons: Reason, **more: Any) -> str:
    outcome = Outcome.UNKNOWN if value is None else Outcome.ANSWERED
    lines = tuple(ReasonLine(code=code) for code in reasons)
    made = decision(outcome=outcome, question=question, value=value, reasons=lines, **more)
    return "\n".join(explain(made, MADE))


def test_what_is_hoped_for() -> None:
    sections = {s.title: s.sentences for s in explain_agreement(MADE)}
    assert sections["What you hope for"] == (
        "What you hope for is a score of 25.3 or more on “ors”.",
        "The score at the start was 18.0.",
        "It counts in full once it has held for 28 days.",
        "You hope for it by Monday 31 August 2026.",
        "This score is given by “parent”.",
        "What can come of it: “go on”; “end”.",
        "A step back takes nothing away.",
        "What you hope for is a lower score on “gad-7”.",
        "How much must change to count as real is in the rule “nhs”.",
        "You hope for it within 8 sessions.",
        "A step back takes nothing away.",
        "This is how long it often takes: between 8 sessions and 16 sessions.",
        "This is about “ease”.",
        "You look together if this still fits within 28 days.",
        "It is not a promise, and nobody is late by it.",
    )


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ("held", "This goal is met, and it has held for as long as was agreed."),
        ("met", "This goal is met now."),
        ("met_before", "This goal was met before, and now the score is away from it again."),
        ("on_the_way", "This goal is not met yet, and the scores move as you hoped."),
        ("not_yet", "This goal is not met yet."),
    ],
)
def test_where_a_milestone_stands(state: str, line: str) -> None:
    value = MilestoneNow(
        state=MilestoneState(state),
        score=253,
        read_at=READ,
        baseline=180,
        held_at=LATER,
        by_min=LATER,
        by_max=LATER,
    )
    text = said(WorkMilestoneNow(at=NOW, clause="ease"), value)
    assert line in text
    assert "The latest score is 25.3, from Monday 1 June 2026, 11:00." in text
    assert "The score at the start was 18.0." in text
    assert "You hope for it by Monday 29 June 2026, 11:00." in text
    assert ("it has held for long enough by" in text) is (state == "met")


def test_not_known_is_not_no() -> None:
    text = said(WorkMilestoneNow(at=NOW, clause="ease"), None, Reason.ITEMS_MISSING)
    assert "We cannot say yet how it stands with this goal: this does not mean no." in text
    assert "Too many items were left out to make a score." in text


def test_what_rules_say_of_a_change() -> None:
    rules = (
        RuleFound(rule="nhs", reliable=Met.YES, needs="4"),
        RuleFound(rule="index", reliable=Met.NO, needs="5.5"),
        RuleFound(rule="one", reliable=Met.YES, needs="1"),
        RuleFound(rule="share", reliable=Met.NOT_KNOWN),
    )
    value = ChangeFound(
        measure="gad-7",
        first=13,
        first_at=READ,
        last=9,
        last_at=LATER,
        trend=Trend.BETTER,
        rules=rules,
    )
    text = said(WorkChange(at=NOW, measure="gad-7"), value, Reason.RULES_DIFFER)
    assert "On “gad-7”, the score went from 13 to 9." in text
    assert "It moved in the way that is hoped for." in text
    assert "By the rule “nhs”, this is a real change: it asks for 4 points." in text
    assert "By the rule “one”, this is a real change: it asks for 1 point." in text
    line = "By the rule “index”, this does not count as a real change"
    assert f"{line}: it asks for 5.5 points." in text
    assert "The rule “share” cannot be used here." in text
    assert "The rules do not all say the same: please name one." in text


def test_what_a_rule_asks_for_is_left_out_where_it_went_the_other_way() -> None:
    found = (RuleFound(rule="share", reliable=Met.NO, needs="4"),)
    head: Data = {"measure": "gad-7", "first": 8, "first_at": READ, "last": 16, "last_at": LATER}
    value = ChangeFound(**head, trend=Trend.WORSE, rules=found)
    text = said(WorkChange(at=NOW, measure="gad-7"), value)
    assert "By the rule “share”, this does not count as a real change." in text
    assert "It moved the other way." in text


def test_what_a_reading_says() -> None:
    value = ReadingNow(
        measure="phq-9",
        read_at=READ,
        score=18,
        band="moderately_severe",
        cuts=("caseness",),
        missing=("9",),
        filled_in=True,
    )
    owed = (Obligation(code=Duty.PERSON_LOOKS), Obligation(code=Duty.RAISE_NEXT))
    text = said(WorkReading(at=NOW, measure="phq-9"), value, obligations=owed)
    assert "The latest score on “phq-9” is 18, from Monday 1 June 2026, 11:00." in text
    assert "The score lies in this band: “moderately severe”." in text
    assert "These items were left out: “9”." in text
    assert "The mean of the others stands for them, as the rule of this form has it." in text
    assert "A score is one answer on one day, and it says nothing on its own." in text
    assert "A person looks at this answer soon, and nothing is decided by it." in text
    assert "You talk about this in the next session." in text


def test_a_reading_without_a_score() -> None:
    value = ReadingNow(measure="dbt-diary", read_at=READ)
    text = said(WorkReading(at=NOW, measure="dbt-diary"), value)
    assert "with no score of them." in text


@pytest.mark.parametrize(
    ("course", "line"),
    [
        (Course.BEFORE, "This is still before the time it often takes."),
        (Course.WITHIN, "This is within the time it often takes."),
        (Course.BEYOND, "This takes more time than was thought, so you look at it together."),
    ],
)
def test_what_was_expected(course: Course, line: str) -> None:
    value = ExpectedNow(course=course, min=READ, max=LATER, review_at=READ)
    text = said(WorkExpected(at=NOW), value)
    assert line in text
    ends = "between Monday 1 June 2026, 11:00 and Monday 29 June 2026, 11:00"
    assert f"This often comes {ends}." in text
    assert "You look together if this still fits, by Monday 1 June 2026, 11:00." in text
    assert "It is not a promise, and nobody is late by it." in text


def test_when_a_goal_was_last_worked_on() -> None:
    text = said(WorkGoalTouched(at=NOW, clause="ease"), GoalTouched(at=READ, fact="r"))
    assert "The last work on this goal was on Monday 1 June 2026, 11:00." in text
    never = said(WorkGoalTouched(at=NOW, clause="ease"), GoalTouched(at=Never(never=True)))
    assert "The record shows no work on this goal so far." in never
