"""What was expected, and when a goal was last worked on (spec/measures 51-58)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.asking import Asking
from boundlib.decide.crisis import only
from boundlib.decide.evidence import Seen
from boundlib.decide.readings import rater_of, series
from boundlib.decide.reviews import begun
from boundlib.decide.spans import Due, span_end
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare import filled
from boundlib.declare.names import Unstated
from boundlib.model.answers import Never
from boundlib.model.quantities import Band
from boundlib.model.work_answers import ExpectedNow, GoalTouched
from boundlib.vocab import Course, Event, FactKind, Outcome, Reason, Tried

UNKNOWN = What(Outcome.UNKNOWN)

_NO_WORK = (Tried.NOT_YET, Tried.CHOSE_NOT_TO)


def _none(ask: Asking, kind: str) -> What:
    if any(line.code is Reason.MORE_THAN_ONE for line in ask.reasons):
        return UNKNOWN
    return not_applicable(ask, kind)


# --- expectations ---------------------------------------------------------------------------------


def expected(ask: Asking) -> What:
    """Does now lie before, within or after the time that was expected? (51-54)"""
    found = only(ask, "work.expectation")
    if found is None:
        return _none(ask, "work.expectation")
    clause, speaks = found
    due = _end(ask, clause, clause.takes)
    if due is None:
        return unknown(ask, None, clause, None)
    course = _course(ask, clause.takes, due)
    if course is None:
        return unknown(ask, _why_open(ask, clause, due), clause, None)
    review = None if clause.review is None else _end(ask.aside(), clause, clause.review)
    value = filled(
        ExpectedNow,
        course=course,
        min=instant(due.low),
        max=instant(due.high),
        review_at=None if review is None else instant(review.low),
    )
    if not speaks:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    ask.because(Reason.TIME_OVER if course is Course.BEYOND else Reason.RULES, clause)
    return answered(value)


def _why_open(ask: Asking, clause: Any, due: Due) -> Reason | None:
    """Why the course is not known; None: that is noted already."""
    if due.rough:
        return Reason.ROUGHLY
    noted = any(line.clause == clause.id for line in ask.reasons)
    return None if noted else Reason.NOT_SETTLED


def _end(ask: Asking, clause: Any, span: Any) -> Due | None:
    """When a time that runs from the adoption is over."""
    if isinstance(span, Unstated):
        ask.because(Reason.UNSTATED, clause, "takes")
        return None
    start = begun(ask)
    if start is None and span.from_ is None:
        ask.because(Reason.FACT_MISSING, clause, FactKind.ADOPTED)
        ask.wait_for(FactKind.ADOPTED, clause)
        return None
    return span_end(ask, span, start, clause=clause, events={Event.ADOPTED: start})


def _course(ask: Asking, span: Any, due: Due) -> Course | None:
    """Where now lies between the two ends, each of which is within (52-53)."""
    amount = getattr(span, "amount", getattr(span, "count", None))
    band = amount if isinstance(amount, Band) else None
    low = due.low
    if band is not None and band.at_least is None:
        low = ask.at  # any amount up to the most is right
    ask.stays_until(low)
    ask.stays_until(None if due.high is None else due.high + 1)
    if low is not None and ask.at < low:
        return Course.BEFORE
    if due.rough:
        return None
    if due.high is not None and ask.at > due.high:
        return Course.BEYOND
    no_most = band is not None and band.at_most is None
    if low is None or (due.high is None and not no_most):
        return None
    return Course.WITHIN


# --- when a goal was touched ----------------------------------------------------------------------


def touched(ask: Asking) -> What:
    """When was a goal last worked on? (55-58)"""
    found = only(ask, "work.milestone")
    if found is None:
        return _none(ask, "work.milestone")
    clause, speaks = found
    tasks = [c.id for c in ask.frame.by_kind.get("work.homework", ()) if clause.id in c.serves]
    ask.spoke.update(tasks)
    shown = [*_summaries(ask, clause), *_readings(ask, clause), *_tasks(ask, tasks)]
    sure = [seen for seen in shown if ask.view.certain(seen)]
    if sure:
        last = max(sure, key=lambda seen: (seen.low, seen.high, seen.fact.id))
        ask.view.use(last)
        ask.because(Reason.RULES, clause)
        value = GoalTouched(at=instant(last.low), fact=last.fact.id)
    elif shown:
        ask.because(Reason.NOT_SETTLED, clause)
        return UNKNOWN
    elif not _all_known(ask, clause, tasks):
        return UNKNOWN
    else:
        ask.because(Reason.RULES, clause)
        value = GoalTouched(at=Never(never=True))
    return answered(value) if speaks else unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)


def _summaries(ask: Asking, clause: Any) -> list[Seen]:
    return _last(ask, FactKind.SUMMARY_GIVEN, lambda fact: clause.id in fact.goals, clause.id)


def _readings(ask: Asking, clause: Any) -> list[Seen]:
    measure = ask.frame.measures.get(clause.target.measure)
    if measure is None:
        return []
    held = series(ask, measure.id, rater_of(ask, clause, clause.rater)).held
    return _ends(ask, held)


def _tasks(ask: Asking, tasks: list[str]) -> list[Seen]:
    """What was told of a task that serves it, and that something was done."""
    found = []
    for kind in (FactKind.HOMEWORK_REPORTED, FactKind.DUTY_DONE):
        for task in tasks:
            found += _last(
                ask, kind, lambda f, t=task: f.clause == t and f.how not in _NO_WORK, task
            )
    return found


def _last(ask: Asking, kind: FactKind, wanted: Any, name: str) -> list[Seen]:
    return _ends(ask, ask.view.chosen(kind, ("touched", kind, name), wanted))


def _ends(ask: Asking, held: Any) -> list[Seen]:
    """The last that certainly was, and what may be later; else what may have been (56)."""
    found = []
    for seen in reversed(held.seen[: ask.view.passed(held)]):
        found.append(seen)
        if ask.view.certain(seen):
            break
    return found


def _all_known(ask: Asking, clause: Any, tasks: list[str]) -> bool:
    """Whether the record is complete about everything that could show it (58)."""
    kinds = [FactKind.SUMMARY_GIVEN, FactKind.MEASUREMENT]
    kinds += [FactKind.HOMEWORK_REPORTED, FactKind.DUTY_DONE] if tasks else []
    start = ask.began()
    known = True
    for kind in kinds:
        if not ask.view.covers(kind, start):
            ask.because(Reason.RECORD_INCOMPLETE, clause, kind)
            ask.wait_for(kind, clause)
            known = False
    return known
