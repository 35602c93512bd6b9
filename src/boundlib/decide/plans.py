"""The safety plan and advance preferences (spec/decisions). A plan is never an obligation."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import Truth, negated
from boundlib.decide.asking import Asking
from boundlib.decide.consent import withdrawal
from boundlib.decide.contact import met
from boundlib.decide.crisis import only
from boundlib.decide.spans import span_end
from boundlib.decide.what import What, answered, instant, not_applicable, refer, unknown
from boundlib.model.answers import InForce, PlanNext, PlanState
from boundlib.model.jurisdictions import binds_for_a_time
from boundlib.vocab import Duty, Event, FactKind, Outcome, PreferenceStance, Reason, Right

DAY = 86_400


def plan_next(ask: Asking) -> What:
    """What is the next step of the safety plan? Steps tried in the last day count as tried."""
    found = only(ask, "crisis.safety_plan")
    if found is None:
        return _none(ask)
    clause, speaks = found
    since = int(ask.question.since) if ask.question.since is not None else ask.at - DAY
    slots, steps = set(), set()
    for seen in ask.view.of(FactKind.PLAN_STEP_TRIED):
        if seen.fact.clause == clause.id and seen.low >= since and ask.view.certain(seen):
            if seen.fact.step is None:
                slots.add(seen.fact.slot)
            else:
                steps.add((seen.fact.slot, seen.fact.step))
            ask.view.use(seen)
            if ask.question.since is None:
                ask.stays_until(seen.low + DAY + 1)
    for step in clause.steps:
        if step.slot in slots or (step.slot, step.id) in steps:
            continue
        if not step.entries:
            ask.because(Reason.NOT_FILLED, clause, step.slot)
            continue
        ask.because(Reason.RULES, clause, step.slot)
        value = PlanNext(slot=step.slot, entries=tuple(e.id for e in step.entries))
        return _sure(ask, clause, speaks, value)
    ask.because(Reason.ALL_TRIED, clause)
    return _sure(ask, clause, speaks, PlanNext())


def _none(ask: Asking) -> What:
    if any(line.code is Reason.MORE_THAN_ONE for line in ask.reasons):
        return What(Outcome.UNKNOWN)
    return not_applicable(ask)


def _sure(ask: Asking, clause: Any, speaks: Truth, value: Any) -> What:
    if speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    return answered(value)


def plan_current(ask: Asking) -> What:
    """Is the safety plan complete and current?"""
    found = only(ask, "crisis.safety_plan")
    if found is None:
        return _none(ask)
    clause, speaks = found
    missing = tuple(s.slot for s in clause.steps if len(s.entries) < (s.asks_for or 1))
    for slot in missing:
        ask.because(Reason.NOT_FILLED, clause, slot)
    current, due = _current(ask, clause)
    if current is not True and clause.review is not None:
        ask.owe(Duty.REVIEW_PLAN, clause)
    ask.because(Reason.RULES, clause)
    value = PlanState(
        complete=met(not missing), current=met(current), missing=missing, review_due=due
    )
    return _sure(ask, clause, speaks, value)


def _current(ask: Asking, clause: Any) -> tuple[Truth, Any]:
    """Whether its review is not overdue; a plan never reviewed counts from its adoption."""
    if clause.review is None:
        return None, None
    origins = _last_review(ask, clause)
    if not origins:
        ask.because(Reason.FACT_MISSING, clause, FactKind.PLAN_REVIEWED)
        ask.wait_for(FactKind.PLAN_REVIEWED, clause)
        return None, None
    dues = []
    for origin in origins:
        events = {Event.REVIEWED: origin, Event.ADOPTED: origin}
        due = span_end(ask, clause.review, origin, clause=clause, events=events)
        if due is None:
            return None, None
        dues.append(due)
        for end in (due.low, due.high):
            ask.stays_until(None if end is None else end + 1)
    found = {due.over(ask.at - 1) for due in dues}  # in time means at or before it
    over = found.pop() if len(found) == 1 else None
    if over is True:
        ask.because(Reason.REVIEW_OVERDUE, clause)
    elif over is None and len(dues) > 1:
        ask.because(Reason.FACT_MISSING, clause, FactKind.PLAN_REVIEWED)
        ask.wait_for(FactKind.PLAN_REVIEWED, clause)
    return negated(over), instant(dues[0].high) if len(dues) == 1 else None


def _last_review(ask: Asking, clause: Any) -> tuple[int, ...]:
    """The last review, else the last adoption: its instant, or the two ends of it."""
    reviews = ask.view.about(FactKind.PLAN_REVIEWED, clause.id)
    sure = [seen for seen in reviews if ask.view.certain(seen)]
    adopted = [] if sure else [s for s in ask.view.of(FactKind.ADOPTED) if ask.view.certain(s)]
    known = sure or adopted[-1:]
    for seen in known:
        ask.view.use(seen)
    if not known:
        return ()
    low = max(seen.low for seen in known)
    high = max(seen.high for seen in [*reviews, *known])
    return (low,) if low == high else (low, high)


# --- advance preferences --------------------------------------------------------------------------


def preference(ask: Asking) -> What:
    """Is an advance preference in force, and what does it refuse or wish for?"""
    found = only(ask, "crisis.advance_preference")
    if found is None:
        return _none(ask)
    clause, speaks = found
    taken_back = withdrawal(ask, clause)
    bound = taken_back is not None and _bound(ask.at_instant(taken_back.high), clause)
    if taken_back is not None and not bound:
        ask.because(Reason.WITHDRAWN, clause)
        return answered(InForce(so=False))
    held: Truth = ask.frame.truth(ask, clause.require, clause=clause)
    wanted = ask.question.matter
    items = [p for p in clause.preferences if wanted in (None, p.matter)]
    value = InForce(
        so=True,
        refused=tuple(p.id for p in items if p.stance is PreferenceStance.REFUSE),
        wished=tuple(p.id for p in items if p.stance is PreferenceStance.PREFER),
        agent=clause.agent,
    )
    if held is None:
        return unknown(ask, Reason.FACT_MISSING, clause, value)
    ask.because(Reason.HOLDS if held else Reason.DOES_NOT_HOLD, clause)
    if held and bound and speaks is True:
        return refer(ask, Reason.RIGHT_BOUND, clause, value)
    return _sure(ask, clause, speaks, value if held else InForce(so=False))


def _bound(ask: Asking, clause: Any) -> bool:
    """Whether the place's law may keep the preference from being withdrawn now."""
    if not binds_for_a_time(ask.frame.agreement.jurisdiction):
        return False
    if clause.withdrawable is None or clause.withdrawable is True:
        return False
    if clause.withdrawable is not False:
        free: Truth = ask.frame.truth(ask, clause.withdrawable, clause=clause)
        if free is True:
            return False
    held: Truth = ask.frame.truth(ask, clause.require, clause=clause)
    return held is not False


def may_withdraw(ask: Asking) -> Outcome:
    """May the client withdraw an advance preference? Yes, unless the place's law binds it."""
    found = only(ask, "crisis.advance_preference")
    clause = None if found is None else found[0]
    if clause is not None and _bound(ask, clause):
        ask.because(Reason.RIGHT_BOUND, clause)
        return Outcome.REFER
    ask.because(Reason.RIGHT, clause, Right.WITHDRAW)
    return Outcome.PERMIT
