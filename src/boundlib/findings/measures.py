"""Milestones, the measures they name, and what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from boundlib.declare.walk import measures_named
from boundlib.findings.looking import At, Path, Whole, finding
from boundlib.measures import is_shipped, known
from boundlib.measures.changes import rule_of
from boundlib.model.measures import Measure
from boundlib.model.quantities import About, Band, Range
from boundlib.model.structures import ReliableChange, Threshold
from boundlib.model.work import WorkExpectation, WorkMilestone
from boundlib.vocab import ScoreRule


def _targets(whole: Whole) -> Iterator[tuple[Path, WorkMilestone, Measure]]:
    """Every milestone whose measure is known, with the place of its target."""
    measures = known(whole.agreement.measures)
    for path, clause in whole.all(WorkMilestone):
        measure = measures.get(clause.target.measure)
        if measure is not None:
            yield (*path, "target"), clause, measure


@finding(
    "measure_not_known",
    "no measure of this name is shipped, and the agreement has none",
    hint="name a shipped measure, or put your own into `measures`; until then nothing is scored",
)
def measure_not_known(whole: Whole) -> Iterator[At]:
    """A clause names it, or something inside one."""
    measures = known(whole.agreement.measures)
    for number, clause in whole.clauses:
        for path, name in measures_named(clause):
            if name not in measures:
                yield At(("clauses", number, *path))


@finding(
    "rule_not_in_measure",
    "the measure has no rule of change of this name",
    hint="name one of its `changes`; until then it is not known whether the milestone is met",
)
def rule_not_in_measure(whole: Whole) -> Iterator[At]:
    """A target asks for a rule that is not among the measure's."""
    for path, clause, measure in _targets(whole):
        goal = clause.target.goal
        if isinstance(goal, ReliableChange) and rule_of(measure, goal.rule) is None:
            yield At((*path, "goal", "rule"))


@finding(
    "measure_without_score",
    "a milestone turns on a measure that adds nothing up",
    hint="choose a measure with a score; its items alone meet no level",
)
def measure_without_score(whole: Whole) -> Iterator[At]:
    """The measure has items and no score of them."""
    for path, _, measure in _targets(whole):
        if measure.score is ScoreRule.NONE and measure.items is not None:
            yield At((*path, "measure"))


@finding(
    "level_outside_range",
    "a level or baseline lies outside the measure's range",
    hint="write it on the measure's own scale, with its decimal places and without the point",
)
def level_outside_range(whole: Whole) -> Iterator[At]:
    """No reading can be there."""
    for path, clause, measure in _targets(whole):
        goal, baseline = clause.target.goal, clause.target.baseline
        levels = _numbers(goal.level) if isinstance(goal, Threshold) else []
        if any(not measure.min <= level <= measure.max for level in levels):
            yield At((*path, "goal", "level"))
        if baseline is not None and not measure.min <= baseline <= measure.max:
            yield At((*path, "baseline"))


def _numbers(level: Any) -> list[int]:
    match level:
        case Range():
            found = [level.min, level.max]
        case Band():
            found = [level.at_least, level.at_most]
        case About():
            found = [level.about]
        case int():
            found = [level]
        case _:
            found = []
    return [number for number in found if number is not None]


@finding(
    "direction_against_measure",
    "the hoped direction is the one that the measure calls worse",
    hint="turn it round, or say in the text why it is meant so",
)
def direction_against_measure(whole: Whole) -> Iterator[At]:
    """The target goes the other way than the measure."""
    for path, clause, measure in _targets(whole):
        if measure.better is not None and clause.target.direction is not measure.better:
            yield At((*path, "direction"))


@finding(
    "milestone_without_baseline",
    "a change is hoped for, and nothing says from where",
    hint="write `baseline`; without it the first score after the adoption is taken",
    note=True,
)
def milestone_without_baseline(whole: Whole) -> Iterator[At]:
    """A rule of change has no baseline that was agreed."""
    for path, clause in whole.all(WorkMilestone):
        if isinstance(clause.target.goal, ReliableChange) and clause.target.baseline is None:
            yield At((*path, "target"))


@finding(
    "milestone_over",
    "the time of a milestone is over before the agreement or the clause begins",
    hint="write a date that is still to come, or take it out",
)
def milestone_over(whole: Whole) -> Iterator[At]:
    """Its date lies before the first one."""
    term = whole.agreement.term
    for path, clause in whole.all(WorkMilestone):
        firsts = [dates.first for dates in (term, clause.valid) if dates is not None]
        by = clause.target.by
        if isinstance(by, date) and any(first is not None and by < first for first in firsts):
            yield At((*path, "target", "by"))


@finding(
    "expectation_without_review",
    "a time is expected, and nothing says when it is looked at whether it still fits",
    hint="write `review`: an expectation that nobody looks at reads like a promise",
    note=True,
)
def expectation_without_review(whole: Whole) -> Iterator[At]:
    """There is no `review`."""
    for path, clause in whole.all(WorkExpectation):
        if clause.review is None:
            yield At(path)


@finding(
    "measure_shadowed",
    "a measure of the agreement's own has the name of a shipped one, and stands before it",
    hint="give it another name, unless it is meant to take that one's place",
    note=True,
)
def measure_shadowed(whole: Whole) -> Iterator[At]:
    """Its id is that of a shipped measure (spec/measures 2)."""
    for number, measure in enumerate(whole.agreement.measures):
        if is_shipped(measure.id):
            yield At(("measures", number, "id"))


FINDINGS = (
    measure_not_known,
    rule_not_in_measure,
    measure_without_score,
    level_outside_range,
    direction_against_measure,
    milestone_over,
    milestone_without_baseline,
    expectation_without_review,
    measure_shadowed,
)
"""What is looked for here."""
