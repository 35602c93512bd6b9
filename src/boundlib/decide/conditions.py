"""Conditions: yes, no or not known, by Kleene's strong logic (spec/decisions)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.decide.ages import birthday, born
from boundlib.decide.amounts import Truth, both, either, negated, reaches
from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.decide.judging import judged
from boundlib.decide.ladders import ladder_of, naming, rung
from boundlib.decide.readings import scores_now
from boundlib.decide.spans import span_end
from boundlib.decide.subjects import Subject
from boundlib.decide.tallies import counted
from boundlib.model import algebra as a
from boundlib.model.jurisdictions import age_of_majority
from boundlib.model.unheard import unheard
from boundlib.times.scalars import Calendar, Exact
from boundlib.vocab import ACTS, AgeGroup, FactKind, Reason


def truth(ask: Asking, condition: Any, *, clause: Any, subject: Subject | None = None) -> Truth:
    """Whether a condition of a clause holds now; notes what would settle it.

    `subject` is the single event it is about; absent: what is asked itself.
    """
    if subject is None:
        subject = ask.subject
    match condition:
        case a.AllOf():
            return both([truth(ask, c, clause=clause, subject=subject) for c in condition.all])
        case a.AnyOf():
            return either([truth(ask, c, clause=clause, subject=subject) for c in condition.any])
        case a.AtLeastOf():
            found = [truth(ask, c, clause=clause, subject=subject) for c in condition.of]
            sure, maybe = found.count(True), found.count(True) + found.count(None)
            return (
                True
                if sure >= condition.at_least
                else None
                if maybe >= condition.at_least
                else False
            )
        case a.Not():
            return negated(truth(ask, condition.not_, clause=clause, subject=subject))
        case a.FactLeaf():
            return _fact(ask, condition, clause, subject)
        case a.Comparison():
            return _comparison(ask, condition, clause, subject)
        case a.ElapsedLeaf():
            ask.turning.add("elapsed")
            return _elapsed(ask, condition, clause)
        case a.Reached():
            ask.turning.add("reached")
            return _reached(ask, condition, clause, subject)
        case a.Found():
            ask.turning.add(FactKind.FOUND)
            return _found(ask, condition, clause)
        case a.StepLeaf():
            return _step(ask, condition.step, clause)
        case a.PhaseLeaf():
            return _phase(ask, condition.phase, clause)
        case a.PlanLeaf():
            return _state(ask, "plan", condition.plan, clause)
        case a.MediumLeaf():
            return _medium(ask, condition.medium, clause, subject)
        case a.AgeLeaf():
            return _age_group(ask, condition.age_group, clause)
        case _:
            return judged(ask, condition.clause, condition.is_, subject)


# --- facts ----------------------------------------------------------------------------------------

_KINDS = frozenset(map(str, FactKind))


def _fact(ask: Asking, leaf: a.FactLeaf, clause: Any, subject: Subject) -> Truth:
    if leaf.fact not in _KINDS:
        own = None if leaf.ever else _own(ask, leaf.fact, subject)
        if own is not None and leaf.is_ is not None:
            return bool(own == leaf.is_)
        return _state(ask, leaf.fact, leaf.is_, clause)
    kind = FactKind(leaf.fact)
    if unheard(kind, clause):
        return False

    def wanted(fact: Any) -> bool:
        return leaf.ever is True or _for_this(fact, subject)

    happened = ask.view.happened(kind, wanted)
    if happened is True:
        return True
    ask.turning.add(kind)
    ask.wait_for(kind, clause)
    if happened is None:
        ask.because(Reason.FACT_MISSING, clause, kind)
        return None
    if kind in ACTS and ask.view.no_act is False:
        # Its record is the act: until it is there, the gate that needs it stays shut.
        return False
    if ask.view.covers(kind, ask.began()):
        return False
    ask.because(Reason.RECORD_INCOMPLETE, clause, kind)
    return None


def _for_this(fact: Any, subject: Subject) -> bool:
    """Whether a fact was recorded for the session, call or message a condition is about."""
    session = getattr(fact, "session", None)
    if subject.session is not None and session is not None:
        return bool(session == subject.session)
    if subject.event is not None:
        for name in ("answers", "message", "about"):
            about = getattr(fact, name, None)
            if about is not None:
                return bool(about == subject.event.id)
    return True


def _own(ask: Asking, name: str, subject: Subject) -> Any:
    """What was recorded with the event itself, or with the planning of its session."""
    if subject.event is None:
        return None
    found = getattr(subject.event, name, None)
    if found is None and subject.session is not None:
        for seen in ask.view.of(FactKind.SESSION_SCHEDULED):
            if seen.fact.session == subject.session:
                found = getattr(seen.fact, name, None)
    return found


def _latest(
    ask: Asking,
    kind: FactKind,
    wanted: Callable[[Any], bool],
    said: Callable[[Any], Any],
    clause: Any,
    name: str,
) -> Any:
    """What the latest wanted fact says; None where there is none, or it could be another."""
    found = ask.view.latest(kind, wanted)
    known = {said(seen.fact) for seen in found}
    if found and ask.view.certain(found[0]) and len(known) == 1:
        ask.turning.add(name)
        return known.pop()
    ask.wait_for(name, clause)
    ask.because(Reason.FACT_MISSING, clause, name)
    return None


def _state(ask: Asking, name: str, value: str | None, clause: Any) -> Truth:
    """A state by name: absent means not known."""

    def said(fact: Any) -> Truth:
        if value is None:
            # A bare leaf asks for a yes or no; a named value is neither.
            return fact.is_ if isinstance(fact.is_, bool) else None
        if isinstance(fact.is_, bool):
            return fact.is_ == (value == "yes") if value in ("yes", "no") else None
        return bool(fact.is_ == value)

    found: Truth = _latest(
        ask, FactKind.STATED, lambda fact: bool(fact.name == name), said, clause, name
    )
    return found


def _step(ask: Asking, step: str, clause: Any) -> Truth:
    """Whether a ladder stands at a step; another ladder's steps say nothing of this one."""
    ladder, _, name = step.partition("/")
    agreed = ladder_of(ask, ladder)
    if agreed is not None:
        return _stands(ask, agreed, name, clause)
    found: Truth = _latest(
        ask,
        FactKind.STEP_CONFIRMED,
        lambda fact: bool(fact.step.partition("/")[0] == ladder),
        lambda fact: bool(fact.step == step),
        clause,
        FactKind.STEP_CONFIRMED,
    )
    return found


def _stands(ask: Asking, ladder: Any, step: str, clause: Any) -> Truth:
    """Whether a ladder that was agreed on stands at a step (spec/work 48)."""
    ask.turning.add(FactKind.STEP_CONFIRMED)
    at = rung(ask, ladder)
    if at is None:
        return None
    found = at.step is not None and bool(ladder.ladder.steps[at.step].id == step)
    if not found:
        ask.wait_for(FactKind.STEP_CONFIRMED, clause)
    return found


def _phase(ask: Asking, phase: str, clause: Any) -> Truth:
    """Whether the work is in a phase, as its transition says; else the one entered last."""
    agreed = naming(ask, phase)
    if agreed:
        truths = {_stands(ask, each, phase, clause) for each in agreed}
        return truths.pop() if len(truths) == 1 else None
    found: Truth = _latest(
        ask,
        FactKind.PHASE_ENTERED,
        lambda fact: True,
        lambda fact: bool(fact.phase == phase),
        clause,
        FactKind.PHASE_ENTERED,
    )
    return found


def _medium(ask: Asking, medium: str, clause: Any, subject: Subject) -> Truth:
    if subject.medium is None:
        ask.because(Reason.CHANNEL_NOT_STATED, clause)
        return None
    return bool(subject.medium == medium)


def _found(ask: Asking, leaf: a.Found, clause: Any) -> Truth:
    """Whether those whose judgement was agreed to count have found it so, and still do.

    Each one's latest finding counts; of a joint finding, those who made it together.
    """
    found = [s for s in ask.view.of(FactKind.FOUND) if s.fact.finding == leaf.found]
    if leaf.form is not None:
        found = [s for s in found if s.fact.form == leaf.form or s.fact.withdrawn]
    truth: Truth = _holds(ask, leaf, [s for s in found if ask.view.certain(s)])
    if any(not seen.exact for seen in found):
        # Whatever order they may have had: what was found after what was withdrawn, or before.
        first = _holds(ask, leaf, sorted(found, key=lambda s: (not s.fact.withdrawn, s.low)))
        last = _holds(ask, leaf, sorted(found, key=lambda s: (bool(s.fact.withdrawn), s.low)))
        truth = truth if first is last is truth else None if first or last else False
    if truth is True:
        return truth
    ask.wait_for(FactKind.FOUND, clause)
    if truth is False and ask.view.no_act is None:
        ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.FOUND)
    return ask.view.no_act if truth is False else truth


def _holds(ask: Asking, leaf: a.Found, found: list[Seen]) -> bool:
    """Whether enough of those who were asked to judge hold it, after these findings in order."""
    needed = leaf.count or 1
    judges = None if leaf.by is None else ask.frame.holders(leaf.by)
    holding: set[str] = set()
    decided: set[str] = set()
    for seen in reversed(found):
        names = ({seen.fact.by} if seen.fact.by else set()) | set(seen.fact.with_)
        who = set().union(*(ask.frame.holders(name) for name in names))
        who = (who if judges is None else who & judges) - decided
        if not who and names:
            continue
        ask.view.use(seen)
        if not seen.fact.withdrawn:
            holding = who if leaf.jointly else holding | who
            if len(holding) >= needed:
                return True
        elif leaf.jointly or not names:
            return False  # what was found before no longer holds
        else:
            decided |= who
            if judges is not None and judges <= decided:
                return False
    return False


# --- quantities -----------------------------------------------------------------------------------


def _comparison(ask: Asking, leaf: a.Comparison, clause: Any, subject: Subject) -> Truth:
    value = subject.quantities.get(leaf.quantity)
    if value is None and leaf.quantity == "age":
        value = _age(ask, clause)
    if value is not None:
        return _within(leaf, value)
    measure = ask.frame.measures.get(leaf.quantity)
    if measure is not None and not _told(ask, leaf.quantity):
        ask.turning.add(leaf.quantity)
        found = {_within(leaf, score) for score in scores_now(ask, measure, clause)}
        if len(found) > 1:
            ask.because(Reason.NOT_SETTLED, clause, FactKind.MEASUREMENT)
        return found.pop() if len(found) == 1 else None
    value = _measured(ask, leaf.quantity, clause)
    return None if value is None else _within(leaf, value)


def _told(ask: Asking, name: str) -> bool:
    """Whether a quantity was recorded by its name, which then counts before any reading."""
    return bool(ask.view.latest(FactKind.MEASURED, lambda fact: bool(fact.quantity == name)))


def _within(leaf: a.Comparison, value: Any) -> Truth:
    """Whether a value lies at or between the bounds."""
    truths: list[Truth] = []
    if leaf.at_least is not None:
        truths.append(_compare(value, leaf.at_least))
    if leaf.at_most is not None:
        more = _compare(value, leaf.at_most)
        truths.append(True if value == leaf.at_most else negated(more))
    return both(truths)


def _compare(value: Any, bound: Any) -> Truth:
    """Whether a value is at or above a bound; different units are not compared."""
    if isinstance(value, Calendar) and isinstance(bound, Calendar):
        if bool(value.months) != bool(bound.months):
            return None
        return (value.months, value.days) >= (bound.months, bound.days)
    same = isinstance(value, Exact) == isinstance(bound, Exact)
    if isinstance(value, Calendar) or isinstance(bound, Calendar) or not same:
        return None
    return bool(value >= bound)


def _measured(ask: Asking, name: str, clause: Any) -> Any:
    def wanted(fact: Any) -> bool:
        return bool(fact.quantity == name)

    return _latest(ask, FactKind.MEASURED, wanted, lambda fact: fact.amount, clause, name)


def _age(ask: Asking, clause: Any) -> int | None:
    """The client's age in whole years today."""
    birth = born(ask, clause)
    if birth is None:
        return None
    today = ask.today()
    age = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    ask.stays_until_date(birthday(birth, birth.year + age + 1))
    return age


def _age_group(ask: Asking, group: AgeGroup, clause: Any) -> Truth:
    stated = ask.view.latest(FactKind.STATED, lambda fact: bool(fact.name == "age_group"))
    if stated:
        ask.turning.add("age_group")
        known = {bool(seen.fact.is_ == group) for seen in stated}
        return known.pop() if ask.view.certain(stated[0]) and len(known) == 1 else None
    majority = age_of_majority(ask.frame.agreement.jurisdiction)
    age = _age(ask, clause)
    if majority is None or age is None:
        return None
    return (age >= majority) == (group is AgeGroup.ADULT)


# --- time and number ------------------------------------------------------------------------------


def _elapsed(ask: Asking, leaf: a.ElapsedLeaf, clause: Any) -> Truth:
    """Whether an amount of time since an event is over."""
    due = span_end(ask, leaf.elapsed, None, clause=clause)
    if due is None:
        return None
    for end in (due.low, due.high):
        ask.stays_until(end)
    return due.over(ask.at)


def _reached(ask: Asking, leaf: a.Reached, clause: Any, subject: Subject) -> Truth:
    tally = leaf.reached
    result = counted(ask, tally, clause=clause, subject=subject)
    found = reaches(result.low, result.high, tally.at_least if tally.at_least is not None else 1)
    if found is None:
        result.explain(ask, clause)
    return found
