"""Rights of the client: always answered, whatever a clause says (spec/governance)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.asking import Asking
from boundlib.decide.spans import Due, span_end
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare import changed
from boundlib.declare.names import Unstated
from boundlib.model.answers import ByWhen
from boundlib.model.decision import Alternative
from boundlib.model.governance_answers import RightsHeld, RightWay
from boundlib.vocab import Event, Outcome, Reason, Right, Strength

KIND = "governance.right"


def rights(ask: Asking) -> What:
    """What can the client do, and how? The right stands even where no clause speaks. (39-42)"""
    right = ask.question.right
    ask.because(Reason.RIGHT, detail=right)
    ways = []
    for clause in ask.frame.by_kind.get(KIND, ()):
        if right is not None and right not in clause.rights:
            continue
        ask.because(Reason.RULES, clause)
        ways += [
            RightWay(
                clause=clause.id,
                route=route.id,
                to=route.to,
                body=route.body,
                channels=route.channels,
            )
            for route in clause.routes
        ]
    held = tuple(Right) if right is None else (right,)
    return answered(RightsHeld(rights=held, ways=tuple(ways)))


def right_answer(ask: Asking) -> What:
    """By when is the use of a right to be answered? (43)"""
    question = ask.question
    found = [
        (clause, route)
        for clause in ask.frame.by_kind.get(KIND, ())
        for route in clause.routes
        if question.right in clause.rights
        and question.clause in (None, clause.id)
        and question.route in (None, route.id)
        and route.answered_within is not None
    ]
    if not found:
        return not_applicable(ask)
    ask.spoke.update(clause.id for clause, _ in found)
    ways = [_answer(ask, clause, route) for clause, route in found]
    first = ways[0]
    if all(way == first for way in ways):
        if first.outcome is Outcome.ANSWERED:
            ask.because(Reason.RULES, found[0][0])
        return first
    others = []
    for (clause, route), way in zip(found, ways, strict=True):
        ask.because(Reason.MORE_THAN_ONE, clause)
        if way.outcome is Outcome.ANSWERED:
            others.append(Alternative(outcome=way.outcome, value=way.value, if_=route.id))
    return What(Outcome.UNKNOWN, alternatives=tuple(dict.fromkeys(others)))


def _answer(ask: Asking, clause: Any, route: Any) -> What:
    if isinstance(route.answered_within, Unstated):
        return unknown(ask, Reason.UNSTATED, clause, None)
    # Whoever it goes to owes the answer, and their leave counts.
    owing = changed(clause, by=() if route.to is None else (route.to,))
    due = answer_due(ask, route.answered_within, int(ask.question.used_at), owing)
    if due is None:
        return unknown(ask, None, clause, None)
    value = ByWhen(strength=Strength.PROMISE, min=instant(due.low), max=instant(due.high))
    return answered(value)


def answer_due(ask: Asking, within: Any, since: int, clause: Any) -> Due | None:
    """Between which instants an answer is owed; None: not known."""
    events = {Event.ACT: since, Event.TOLD: since, Event.MESSAGE_SENT: since}
    due = span_end(ask, within, since, clause=clause, events=events, deadline=True)
    return None if due is None or (due.low is None and due.high is None) else due
