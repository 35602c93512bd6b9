"""What a reading says, and whether a change counts as real (spec/measures 29-36)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.asking import Asking
from boundlib.decide.readings import Reading, doubt, first, latest, none_there, series, settled
from boundlib.decide.what import What, answered, instant, unknown
from boundlib.declare import filled
from boundlib.measures.changes import rule_of, trend, verdict
from boundlib.measures.scoring import band_of, cuts_of, decimal, met
from boundlib.model.measures import ChangeRule, Measure
from boundlib.model.work_answers import ChangeFound, ReadingNow, RuleFound
from boundlib.vocab import Duty, Outcome, Reason

UNKNOWN = What(Outcome.UNKNOWN)


def reading(ask: Asking) -> What:
    """What does the latest reading say, and what is missing in it? (29-32)"""
    measure = ask.frame.measures.get(ask.question.measure)
    if measure is None:
        return unknown(ask, Reason.MEASURE_NOT_KNOWN, None, None)
    last = latest(ask, series(ask, measure.id, ask.question.rater))
    for each in last:
        _owe(ask, measure, each)
    found = settled(ask, last, None, measure)
    if found is None:
        return UNKNOWN
    read = found.scored
    if read.trouble is not None:
        ask.because(read.trouble, None, read.at)
        if read.trouble is not Reason.ITEMS_MISSING:
            return UNKNOWN
    ask.because(Reason.READING, None, measure.id)
    score, places = read.score, measure.places or 0
    return answered(
        filled(
            ReadingNow,
            measure=measure.id,
            read_at=instant(found.seen.low),
            score=score,
            decimal=decimal(score, places) if places and score is not None else None,
            band=None if score is None else band_of(measure, score),
            cuts=() if score is None else cuts_of(measure, score),
            missing=read.missing,
            filled_in=read.filled_in or None,
        )
    )


def _owe(ask: Asking, measure: Measure, found: Reading) -> None:
    """A person looks, or it is talked about; nothing else follows from it (31-32)."""
    items = found.seen.fact.items
    if met(measure.prompts, found.score, items):
        ask.owe(Duty.PERSON_LOOKS)
    if met(measure.raises, found.score, items):
        ask.owe(Duty.RAISE_NEXT)


def change(ask: Asking) -> What:
    """How do two readings differ, and which rules call that a real change? (33-36)"""
    question = ask.question
    measure = ask.frame.measures.get(question.measure)
    if measure is None:
        return unknown(ask, Reason.MEASURE_NOT_KNOWN, None, None)
    rules = measure.changes
    if question.rule is not None:
        named = rule_of(measure, question.rule)
        if named is None:
            ask.because(Reason.MEASURE_NOT_KNOWN, None, question.rule)
            return UNKNOWN
        rules = (named,)
    found = series(ask, measure.id, question.rater)
    since = None if question.since is None else int(question.since)
    ends = [first(ask, found, since, with_score=False), latest(ask, found)]
    if ends[0] and ends[1] and ends[0][0] is ends[1][0]:
        none_there(ask, None, measure)  # one reading is no change
        return UNKNOWN
    one, other = (settled(ask, end, None, measure) for end in ends)
    if one is None or other is None:
        return UNKNOWN
    if other.seen.low < one.seen.low:  # nothing was read since then
        none_there(ask, None, measure)
        return UNKNOWN
    for each in (one, other):
        if each.score is None:
            doubt(ask, each, None, measure)
            return UNKNOWN
    return answered(_change(ask, measure, rules, one, other))


def _change(
    ask: Asking, measure: Measure, rules: tuple[ChangeRule, ...], one: Any, other: Any
) -> ChangeFound:
    said = [
        (rule, verdict(measure, rule, one.score, other.score, measure.better)) for rule in rules
    ]
    if ask.question.rule is not None:
        ask.because(Reason.BY_RULE, None, ask.question.rule)
    elif len({each.reliable for _, each in said}) > 1:
        ask.because(Reason.RULES_DIFFER)
    ask.because(Reason.READING, None, measure.id)
    return filled(
        ChangeFound,
        measure=measure.id,
        first=one.score,
        first_at=instant(one.seen.low),
        last=other.score,
        last_at=instant(other.seen.low),
        trend=trend(measure.better, one.score, other.score),
        rules=tuple(
            filled(RuleFound, rule=rule.id, reliable=each.reliable, needs=each.needs)
            for rule, each in said
        ),
    )
