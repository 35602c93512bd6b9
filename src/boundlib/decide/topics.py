"""Whether a topic may be raised today, and what instead (spec/pace 23-29)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.amounts import Truth, both, negated
from boundlib.decide.asking import Asking
from boundlib.decide.readiness import is_ready
from boundlib.decide.what import What, not_applicable
from boundlib.declare.names import Unstated
from boundlib.model.pace_answers import TopicNow
from boundlib.vocab import Duty, Outcome, Reason, Role, TopicLevel

KIND = "pace.topic"

_CAREFUL = (TopicLevel.NOT_NOW, TopicLevel.WITH_CARE, TopicLevel.OPEN)


@attrs.frozen
class _Said:
    """What one clause says of a topic."""

    clause: Any
    level: TopicLevel
    lets: Truth
    """Whether it lets it be raised, where it speaks."""
    sure: bool
    """Whether it certainly speaks."""
    aside: Asking


def may_raise(ask: Asking) -> What:
    """May this topic be raised today, and what instead? (23-29)"""
    question = ask.question
    if ask.frame.holds(question.by, Role.CLIENT):
        ask.because(Reason.OWN_TOPIC)
        return What(Outcome.PERMIT)
    found = [
        (clause, speaks)
        for clause, speaks in ask.speaking(KIND, by=question.by)
        if clause.topic == question.topic
    ]
    safety = question.for_safety or question.crisis
    if safety and any(isinstance(clause.level, Unstated) for clause, _ in found):
        return _for_safety(ask)
    what = _settled(ask, [_said(ask, clause, speaks) for clause, speaks in found])
    return _for_safety(ask) if safety and what.outcome is not Outcome.PERMIT else what


def safety_stands(ask: Asking) -> What | None:
    """What is needed for safety a person decides, whether or not the agreement binds. (24, 50)"""
    question = ask.question
    return _for_safety(ask) if question.for_safety or question.crisis else None


def _for_safety(ask: Asking) -> What:
    """A person decides, whatever was agreed on the topic. (24)"""
    ask.reasons.clear()
    ask.duties.clear()
    ask.waits.clear()
    ask.because(Reason.FOR_SAFETY)
    return What(Outcome.REFER)


def _said(ask: Asking, clause: Any, speaks: Truth) -> _Said:
    """What a clause on this topic says."""
    level = clause.level
    if isinstance(level, Unstated):
        level = ask.choose(f"{clause.id}:level", [(str(each), each) for each in TopicLevel])
    aside = ask.aside()
    lets = _lets(aside, clause, level)
    ask.stays_until(aside.until)
    return _Said(clause, level, lets, speaks is True, aside)


def _lets(ask: Asking, clause: Any, level: TopicLevel) -> Truth:
    if level is not TopicLevel.WITH_CARE:
        return level is TopicLevel.OPEN
    truths: list[Truth] = []
    if clause.require is not None:
        held: Truth = ask.frame.truth(ask, clause.require, clause=clause)
        if held is False:
            ask.because(Reason.DOES_NOT_HOLD, clause)
        truths.append(held)
    gate = ask.frame.clauses.get(clause.readiness)
    if gate is not None:
        speaks = ask.speaks(gate)
        if speaks is not False:
            so = is_ready(ask, gate)
            truths.append(None if speaks is None and so is False else so)
    return both(truths)


def _settled(ask: Asking, said: list[_Said]) -> What:
    """All clauses on a topic must let it; nothing agreed is not a yes. (25-28)"""
    if not said:
        return not_applicable(ask, KIND, lambda clause: clause.topic == ask.question.topic)
    value = _value(said)
    refusing = [each for each in said if each.sure and each.lets is False]
    if refusing:
        for each in refusing:
            not_now = each.level is TopicLevel.NOT_NOW
            ask.take(each.aside)
            if not_now:
                ask.because(Reason.TOPIC_NOT_NOW, each.clause)
            if each.clause.instead:
                ask.owe(Duty.OFFER_INSTEAD, each.clause)
        return What(Outcome.DENY, value)
    open_ = [each for each in said if each.lets is None or (each.lets is False and not each.sure)]
    if not open_ and any(each.sure for each in said):
        for each in said:
            ask.take(each.aside)
            is_open = each.level is TopicLevel.OPEN
            ask.because(Reason.TOPIC_OPEN if is_open else Reason.HOLDS, each.clause)
        return What(Outcome.PERMIT, value)
    for each in open_ or said:
        ask.take(each.aside)
        if not each.sure:
            ask.because(Reason.SWITCH_NOT_KNOWN, each.clause)
        elif not each.aside.reasons:
            ask.because(Reason.FACT_MISSING, each.clause)
    return What(Outcome.UNKNOWN)


def _value(said: list[_Said]) -> TopicNow:
    """The most careful level, and what is done instead where it is not let."""
    sure = [each for each in said if each.sure] or said
    level = min((each.level for each in sure), key=_CAREFUL.index)
    instead = [name for each in sure if negated(each.lets) for name in each.clause.instead]
    return TopicNow(level=level, instead=tuple(dict.fromkeys(instead)))
