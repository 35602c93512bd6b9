"""Exceptions to limits: whether they may be asked for, and their bounds (spec/governance)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import Truth
from boundlib.decide.asking import Asking
from boundlib.decide.rights import answer_due
from boundlib.decide.ruling import covers
from boundlib.decide.settle import automatic, discretion
from boundlib.decide.spans import Due, span_end
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare import changed
from boundlib.declare.names import Unstated
from boundlib.model.clause import DecidedBy
from boundlib.model.governance_answers import ExceptionTerms
from boundlib.vocab import Event, Outcome, Reason

OPEN_TO_EXCEPTIONS = ("contact", "session")
"""What exceptions are about: contact, sessions and fees (spec/renegotiation 29)."""

KIND = "governance.exception_process"


def may_except(ask: Asking) -> Outcome:
    """May there be an exception to this clause, if this party asks for it? (44-49)"""
    clause = ask.frame.clauses.get(ask.question.clause)
    if _closed(ask, clause):
        return Outcome.DENY
    wanted = ask.question.clause
    ruled_out = [(c, t) for c, t in ask.speaking(KIND) if wanted in c.untouched]
    for process, speaks in ruled_out:
        ask.because(Reason.UNTOUCHED if speaks else Reason.SWITCH_NOT_KNOWN, process)
    if any(speaks for _, speaks in ruled_out):
        return Outcome.DENY
    if ruled_out:
        return Outcome.UNKNOWN
    found = _processes(ask, clause, by=ask.question.by)
    if not found:
        ask.because(Reason.NOTHING_AGREED)
        return Outcome.NOT_APPLICABLE
    outcomes = {_one(ask, process, speaks) for process, speaks in found}
    order = (Outcome.PERMIT, Outcome.REFER, Outcome.UNKNOWN)
    return next(outcome for outcome in order if outcome in outcomes)


def _closed(ask: Asking, clause: Any) -> bool:
    """Whether a clause is of a kind that exceptions never are about."""
    if clause is None or covers(OPEN_TO_EXCEPTIONS, clause.kind):
        return False
    ask.because(Reason.NOT_FOR_EXCEPTIONS, clause)
    return True


def _one(ask: Asking, process: Any, speaks: Truth) -> Outcome:
    if speaks is None:
        ask.because(Reason.SWITCH_NOT_KNOWN, process)
        return Outcome.UNKNOWN
    if automatic(process.force) or _decides(ask, process):
        ask.because(Reason.GRANTED, process)
        return Outcome.PERMIT
    ask.because(discretion(process.force), process)
    return Outcome.REFER


def _decides(ask: Asking, process: Any) -> bool:
    """Whether whoever asks is among those who decide."""
    force = process.force
    by = ask.question.by
    return isinstance(force, DecidedBy) and any(ask.frame.holds(by, r) for r in force.decided_by)


def _processes(ask: Asking, clause: Any, by: Any = None) -> list[tuple[Any, Truth]]:
    """The processes that are about a clause, and bind whoever asks."""
    return [(c, t) for c, t in ask.speaking(KIND, by=by) if _about(c, clause)]


def _about(process: Any, clause: Any) -> bool:
    if clause is None or not (process.kinds or process.clauses):
        return True
    return clause.id in process.clauses or covers(process.kinds, clause.kind)


def terms(ask: Asking) -> What:
    """Who decides on an exception, until when at most, and by when is it answered? (50-53)"""
    clause = ask.frame.clauses.get(ask.question.clause)
    if _closed(ask, clause):
        return not_applicable(ask)
    found = _processes(ask, clause)
    if not found:
        return not_applicable(ask, KIND)
    if len(found) > 1:
        for process, _ in found:
            ask.because(Reason.MORE_THAN_ONE, process)
        return What(Outcome.UNKNOWN)
    process, speaks = found[0]
    sure = [speaks is True]
    longest = _longest(ask, process, sure)
    answer = _answer(ask, process, sure)
    force = process.force
    value = ExceptionTerms(
        decides=tuple(force.decided_by) if isinstance(force, DecidedBy) else (),
        ends_min=None if longest is None else instant(longest.low),
        ends_max=None if longest is None else instant(longest.high),
        answer_min=None if answer is None else instant(answer.low),
        answer_max=None if answer is None else instant(answer.high),
        untouched=process.untouched,
    )
    if not all(sure):
        return unknown(ask, None if speaks else Reason.SWITCH_NOT_KNOWN, process, value)
    ask.because(Reason.RULES, process)
    return answered(value)


def _longest(ask: Asking, process: Any, sure: list[bool]) -> Due | None:
    """When one that begins then is over at the latest."""
    if process.longest is None:
        return None
    if isinstance(process.longest, Unstated):
        ask.because(Reason.UNSTATED, process)
        sure.append(False)
        return None
    begins = int(ask.question.begins)
    events = {Event.ACT: begins}
    due = span_end(ask, process.longest, begins, clause=process, events=events)
    if due is None or (due.low is None and due.high is None):
        sure.append(False)
        return None
    return due


def _answer(ask: Asking, process: Any, sure: list[bool]) -> Due | None:
    """By when the asking is answered; whoever decides owes that, and their leave counts."""
    if process.answered_within is None or ask.question.asked_at is None:
        return None
    if isinstance(process.answered_within, Unstated):
        ask.because(Reason.UNSTATED, process)
        sure.append(False)
        return None
    force = process.force
    owing = changed(process, by=tuple(force.decided_by) if isinstance(force, DecidedBy) else ())
    due = answer_due(ask, process.answered_within, int(ask.question.asked_at), owing)
    sure.append(due is not None)
    return due
