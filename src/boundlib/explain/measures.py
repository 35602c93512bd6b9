"""Milestones, readings and what was expected as lines (spec/measures)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from boundlib.explain.algebra import span
from boundlib.explain.amounts import amount
from boundlib.explain.clauses import Lines
from boundlib.explain.governance import clauses, named
from boundlib.explain.moments import span_of
from boundlib.explain.speaking import Voice, plain
from boundlib.measures import known
from boundlib.measures.scoring import decimal
from boundlib.model import work_answers as d
from boundlib.model.answers import Never
from boundlib.model.structures import Threshold
from boundlib.model.work import WorkExpectation, WorkMilestone
from boundlib.vocab import Met, MilestoneState, Trend


def _quoted(voice: Voice, name: str) -> str:
    return voice.say("who.named", id=plain(name))


def _score(voice: Voice, measure: str, score: int) -> str:
    """A score with the decimal places of its measure."""
    found = known(voice.agreement.measures).get(measure)
    places = 0 if found is None else found.places or 0
    return decimal(score, places).replace(".", voice.say("decimal"))


# --- clauses --------------------------------------------------------------------------------------


def _milestone(voice: Voice, clause: WorkMilestone) -> Lines:
    key, target = "clause.work.milestone", clause.target
    given = {"measure": _quoted(voice, target.measure)}
    if isinstance(target.goal, Threshold):
        level = amount(voice, target.goal.level, lambda n: _score(voice, target.measure, n))
        out = [voice.say(f"{key}.level.{target.direction}", level=level, **given)]
    else:
        out = [voice.say(f"{key}.rule.{target.direction}", **given)]
        out.append(voice.say(f"{key}.rule", rule=_quoted(voice, target.goal.rule)))
    if target.baseline is not None:
        score = _score(voice, target.measure, target.baseline)
        out.append(voice.say(f"{key}.baseline", score=score))
    if target.held is not None:
        out.append(voice.say(f"{key}.held", span=span(voice, target.held)))
    if isinstance(target.by, date):
        out.append(voice.say(f"{key}.by.date", date=voice.date(target.by)))
    elif target.by is not None:
        out.append(voice.say(f"{key}.by.span", span=span(voice, target.by)))
    if clause.rater is not None:
        out.append(voice.say(f"{key}.rater", rater=_quoted(voice, clause.rater)))
    if clause.review is not None:
        out.append(voice.say(f"{key}.review", clauses=clauses(voice, [clause.review])))
    if clause.outcomes:
        out.append(voice.say(f"{key}.outcomes", items=named(voice, clause.outcomes)))
    return [*out, voice.say(f"{key}.back")]


def _expectation(voice: Voice, clause: WorkExpectation) -> Lines:
    key = "clause.work.expectation"
    out = [voice.say(f"{key}.takes", span=span(voice, clause.takes))]
    if clause.of:
        out.append(voice.say(f"{key}.of", clauses=clauses(voice, clause.of)))
    if clause.review is not None:
        out.append(voice.say(f"{key}.review", span=span(voice, clause.review)))
    return [*out, voice.say(f"{key}.promise")]


MEASURES: dict[type, Callable[[Voice, Any], Lines]] = {
    WorkMilestone: _milestone,
    WorkExpectation: _expectation,
}
"""By kind of clause: the lines of its own matter."""


# --- values ---------------------------------------------------------------------------------------


def _milestone_now(voice: Voice, value: d.MilestoneNow, question: Any) -> Lines:
    key, measure = "value.milestone_now", _measure_asked(voice, question)
    out = [voice.say(f"{key}.{value.state}")]
    if value.score is not None and value.read_at is not None:
        score = _score(voice, measure, value.score)
        out.append(voice.say(f"{key}.score", score=score, when=_moment(voice, value.read_at)))
    if value.baseline is not None:
        score = _score(voice, measure, value.baseline)
        out.append(voice.say("clause.work.milestone.baseline", score=score))
    if value.state is MilestoneState.MET and value.held_at is not None:
        out.append(voice.say(f"{key}.held_at", when=_moment(voice, value.held_at)))
    if value.by_min is not None or value.by_max is not None:
        when = span_of(voice, value.by_min, value.by_max, "when.exact", "when")
        out.append(voice.say(f"{key}.by", when=when))
    if value.outcomes:
        items = named(voice, value.outcomes)
        out.append(voice.say("clause.work.milestone.outcomes", items=items))
    return out


def _measure_asked(voice: Voice, question: Any) -> str:
    """The measure of the milestone that is asked about."""
    for clause in voice.agreement.clauses:
        named_or_only = getattr(question, "clause", None) in (None, clause.id)
        if isinstance(clause, WorkMilestone) and named_or_only:
            return clause.target.measure
    return ""


def _moment(voice: Voice, when: Any) -> str:
    return voice.say("when.never") if isinstance(when, Never) else voice.moment(when)


def _change(voice: Voice, value: d.ChangeFound, question: Any) -> Lines:
    key, measure = "value.change_found", value.measure
    first, last = (_score(voice, measure, score) for score in (value.first, value.last))
    out = [voice.say(f"{key}.scores", measure=_quoted(voice, measure), first=first, last=last)]
    if value.trend is not None:
        out.append(voice.say(f"{key}.{value.trend}"))
    for found in value.rules:
        line = voice.say(f"{key}.{found.reliable}", rule=_quoted(voice, found.rule))
        # How much a rule asks for says nothing where the change went the other way.
        other_way = found.reliable is Met.NO and value.trend is Trend.WORSE
        if found.needs is not None and not other_way:
            form = "one" if found.needs == "1" else "other"
            needs = voice.say(f"points.{form}", n=found.needs.replace(".", voice.say("decimal")))
            line = voice.say(f"{key}.needs", line=line, needs=needs)
        out.append(line)
    return out


def _reading(voice: Voice, value: d.ReadingNow, question: Any) -> Lines:
    key = "value.reading_now"
    given = {"measure": _quoted(voice, value.measure), "when": _moment(voice, value.read_at)}
    if value.score is None:
        out = [voice.say(f"{key}.none", **given)]
    else:
        out = [voice.say(f"{key}.score", score=_score(voice, value.measure, value.score), **given)]
    if value.band is not None:
        out.append(voice.say(f"{key}.band", band=_quoted(voice, value.band)))
    for name in ("cuts", "missing"):
        if getattr(value, name):
            out.append(voice.say(f"{key}.{name}", items=named(voice, getattr(value, name))))
    if value.filled_in:
        out.append(voice.say(f"{key}.filled_in"))
    return [*out, voice.say(f"{key}.only")]


def _expected(voice: Voice, value: d.ExpectedNow, question: Any) -> Lines:
    key = "value.expected_now"
    out = [voice.say(f"{key}.{value.course}")]
    if value.min is not None or value.max is not None:
        when = span_of(voice, value.min, value.max, "when.at", "when.at")
        out.append(voice.say(f"{key}.ends", when=when))
    if value.review_at is not None:
        out.append(voice.say(f"{key}.review", when=_moment(voice, value.review_at)))
    return [*out, voice.say("clause.work.expectation.promise")]


def _touched(voice: Voice, value: d.GoalTouched, question: Any) -> Lines:
    if isinstance(value.at, Never):
        return [voice.say("value.goal_touched.never")]
    return [voice.say("value.goal_touched.at", when=voice.moment(value.at))]


SAYS: dict[type, Callable[[Voice, Any, Any], Lines]] = {
    d.MilestoneNow: _milestone_now,
    d.ChangeFound: _change,
    d.ReadingNow: _reading,
    d.ExpectedNow: _expected,
    d.GoalTouched: _touched,
}
"""Every kind of value about milestones, readings and expectations, and how it is said."""
