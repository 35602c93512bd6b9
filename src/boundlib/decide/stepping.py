"""In which phase or at which step we are, and whether we may go on or back (spec/work 40-56)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.decide.amounts import Truth
from boundlib.decide.asking import Asking
from boundlib.decide.contact import met
from boundlib.decide.crisis import only
from boundlib.decide.ladders import TRANSITION, Rung, rung
from boundlib.decide.spans import span_end
from boundlib.decide.tallies import left_over
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare import filled
from boundlib.model.work_answers import LadderNow
from boundlib.vocab import Duty, Event, Outcome, Reason


def step_now(kind: str) -> Callable[[Asking], What]:
    """How the ladder of a kind of clause is asked about."""

    def now(ask: Asking) -> What:
        """Where are we, what comes next, and what is looked at before it?"""
        found = only(ask, kind)
        if found is None:
            return none_of(ask, kind)
        clause, speaks = found
        at = rung(ask, clause)
        if at is None:
            return unknown(ask, None, clause, None)
        value = _value(ask, clause, at)
        if speaks is None:
            return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
        ask.because(Reason.RULES if at.high is None else Reason.CONFIRMED, clause)
        if at.sides:
            ask.because(Reason.ONE_SIDE_ONLY, clause)
        return answered(value)

    return now


def may_step(kind: str) -> Callable[[Asking], Outcome]:
    """How it is asked whether to go on or back on the ladder of a kind of clause."""

    def may(ask: Asking) -> Outcome:
        """May we go on to this step, or back to it? (50-56)"""
        found = only(ask, kind)
        if found is None:
            return none_of(ask, kind).outcome
        clause, speaks = found
        names = [step.id for step in clause.ladder.steps]
        if ask.question.step not in names:
            ask.because(Reason.NO_SUCH_STEP, clause)
            return Outcome.NOT_APPLICABLE
        to = names.index(ask.question.step)
        at = rung(ask, clause)
        if at is None and not (kind == TRANSITION and to == 0):
            return Outcome.UNKNOWN
        if at is None or (at.step is not None and to < at.step):
            ask.because(Reason.STEP_BACK, clause)
            ask.owe(Duty.CONFIRM_BOTH, clause)
            return Outcome.PERMIT
        if to == at.step:
            ask.because(Reason.RULES if at.high is None else Reason.CONFIRMED, clause)
            return Outcome.PERMIT
        outcome = _forward(ask, clause, at, to)
        if outcome is Outcome.PERMIT and speaks is None:
            ask.because(Reason.SWITCH_NOT_KNOWN, clause)
            return Outcome.UNKNOWN
        return outcome

    return may


def none_of(ask: Asking, kind: str) -> What:
    """No clause, or more than one."""
    if any(line.code is Reason.MORE_THAN_ONE for line in ask.reasons):
        return What(Outcome.UNKNOWN)
    return not_applicable(ask, kind)


def _forward(ask: Asking, clause: Any, at: Rung, to: int) -> Outcome:
    """Going on: what is hoped for is weighed by the two, so it is never simply a no."""
    over = to > (0 if at.step is None else at.step + 1)
    skips = getattr(clause, "skip", None) is True
    enters = _holds(ask, clause, clause.ladder.steps[to].enter)
    paced = _in_pace(ask, clause)
    if over and not skips:
        ask.because(Reason.PASSED_OVER, clause)
    if enters is False:
        ask.because(Reason.DOES_NOT_HOLD, clause)
    if paced is False:
        ask.because(Reason.FASTER, clause)
    if (over and not skips) or enters is False or paced is False:
        ask.because(Reason.PERSON_DECIDES, clause)
        ask.owe(Duty.CONFIRM_BOTH, clause)
        return Outcome.REFER
    if enters is None or paced is None:
        return Outcome.UNKNOWN
    ask.because(Reason.HOLDS, clause)
    ask.owe(Duty.CONFIRM_BOTH, clause)
    return Outcome.PERMIT


def _holds(ask: Asking, clause: Any, condition: Any) -> Truth:
    """Whether what is hoped for is there; where nothing is, it is."""
    if condition is None:
        return True
    truth: Truth = ask.frame.truth(ask, condition, clause=clause)
    return truth


def _in_pace(ask: Asking, clause: Any) -> Truth:
    pace = getattr(clause, "pace", None)
    if pace is None or pace.at_most is None:
        return True
    return left_over(ask, pace, clause=clause)


def _value(ask: Asking, clause: Any, at: Rung) -> LadderNow:
    steps = clause.ladder.steps
    step = None if at.step is None else steps[at.step]
    after = 0 if at.step is None else at.step + 1
    following = steps[after] if after < len(steps) else None
    hoped = None if following is None else following.enter
    back = None if step is None else step.back
    pace = getattr(clause, "pace", None)
    low, high = _ends(ask, clause, step, at)
    return filled(
        LadderNow,
        step=None if step is None else step.id,
        since=instant(at.low),
        next=None if following is None else following.id,
        before=steps[at.step - 1].id if at.step else None,
        hoped=None if hoped is None else met(_holds(ask, clause, hoped)),
        back=None if back is None else met(_holds(ask, clause, back)),
        ends_min=low,
        ends_max=high,
        confirmed=at.sides,
        to=None if at.to is None else steps[at.to].id,
        in_pace=None if pace is None or following is None else met(_in_pace(ask, clause)),
    )


def _ends(ask: Asking, clause: Any, step: Any, at: Rung) -> tuple[Any, Any]:
    """When the time that was agreed for a step is over; nothing happens then by itself."""
    if step is None or step.lasts is None:
        return None, None
    # The first phase begins with the work; where that is not known, its end is not either.
    starts = [at.low, at.high] if at.low is not None else [ask.began()]
    dues = [
        span_end(ask, step.lasts, start, clause=clause, events={Event.STEP_ENTERED: start})
        for start in starts
    ]
    if None in dues:
        return None, None
    lows = [due.low for due in dues if due is not None]
    highs = [due.high for due in dues if due is not None]
    low = None if None in lows else min(n for n in lows if n is not None)
    high = None if None in highs else max(n for n in highs if n is not None)
    return instant(low), instant(high)
