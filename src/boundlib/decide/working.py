"""What is open on each side, and how it went with something to try (spec/work 9-32)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import NEVER, Truth, ends
from boundlib.decide.asking import Asking
from boundlib.decide.contact import met
from boundlib.decide.counting import amount
from boundlib.decide.crisis import only
from boundlib.decide.doing import (
    asked_by,
    done,
    knows_done,
    latest_how,
    latest_reports,
    reports,
)
from boundlib.decide.named import names
from boundlib.decide.reviews import begun, last_review, spread
from boundlib.decide.sides import Side, is_theirs, sides_of
from boundlib.decide.spans import Due, span_end
from boundlib.decide.stepping import none_of
from boundlib.decide.tallies import counted
from boundlib.decide.what import NOTHING, What, answered, instant, unknown
from boundlib.declare import filled
from boundlib.declare.names import Unstated
from boundlib.model.answers import YesNo
from boundlib.model.windows import InPeriod
from boundlib.model.work_answers import DueList, HomeworkNow, OpenItem
from boundlib.times.windows import period_at
from boundlib.vocab import Event, FactKind, Outcome, Period, Reason, Ritual, Strength, Tried

HOMEWORK = "work.homework"
LISTED = ("work.duty", HOMEWORK, "work.ritual")


def due(ask: Asking) -> What:
    """What is open on each side in this week? (9-17)"""
    start, end = period_at(Period.WEEK, ask.frame.zone, ask.at)
    ask.stays_until(end)
    wanted = None if ask.question.by is None else ask.frame.holders(ask.question.by)
    items, doubtful = [], None
    for clause in ask.frame.clauses.values():
        ritual = getattr(clause, "ritual", Ritual.CHECK_IN)
        if clause.kind not in LISTED or ritual is not Ritual.CHECK_IN:
            continue
        speaks = ask.speaks(clause)
        if speaks is False:
            continue
        sides = sides_of(ask, clause)
        meant = [s for s in sides if wanted is None or not wanted.isdisjoint(s.who)]
        if meant and speaks is None:
            doubtful = doubtful or clause
        for side in meant:
            items.append(_item(ask, clause, side, len(sides) == 1, start))
        if meant and speaks:
            ask.because(Reason.RULES, clause)
    value = filled(DueList, items=tuple(items), through=instant(end))
    if doubtful is not None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, doubtful, value)
    if not items:
        ask.because(Reason.NOTHING_AGREED)
    return answered(value)


def _item(ask: Asking, clause: Any, side: Side, alone: bool, start: int) -> OpenItem:
    how, _ = latest_how(ask, clause, reports(ask, clause, side, alone, start))
    count = _times(ask, clause, side, alone, start)
    least, most = _bounds(clause)
    asked = asked_by(ask, clause, side, alone)
    low = high = None
    if asked is not None and asked.due is not None and not asked.done:
        low, high = asked.due.low, asked.due.high
        if low is not None and low >= NEVER:
            low = high = None
    said = getattr(clause, "strength", None)
    return filled(
        OpenItem,
        clause=clause.id,
        by=side.by,
        strength=None if isinstance(said, Unstated) else said,
        how=how,
        done=count,
        least=least,
        most=most,
        due_min=instant(low),
        due_max=instant(high),
    )


def _times(ask: Asking, clause: Any, side: Side, alone: bool, start: int) -> int | None:
    """How often it was done since then; None: not known."""
    hits = done(ask, clause, side, alone, start)
    known = knows_done(ask, clause, start)
    if clause.often is None:
        low, high = sum(hit.sure for hit in hits), len(hits)
    else:
        low, most = amount(ask, clause.often, hits)
        high = -1 if most is None else most
    return low if known and low == high else None


def _bounds(clause: Any) -> tuple[int | None, int | None]:
    """How often it is meant in a week, where that follows from what was agreed."""
    often = clause.often
    if often is None or not isinstance(often.window, InPeriod):
        return None, None
    if often.window.period not in (Period.DAY, Period.WEEK) or often.window.anchor is not None:
        return None, None
    times = 1 if often.window.period is Period.WEEK else len(clause.days) or 7
    bounds = [None if b is None else ends(b) for b in (often.at_least, often.at_most)]
    low = None if bounds[0] is None else bounds[0].low
    high = None if bounds[1] is None else bounds[1].high
    return (None if low is None else low * times), (None if high is None else high * times)


def overdue(ask: Asking) -> What:
    """Is something that a therapist promised to do overdue? (18-23)"""
    asked = ask.frame.clauses.get(ask.question.clause or "")
    kind = asked.kind if asked is not None and asked.kind in LISTED else "work.duty"
    found = only(ask, kind)
    if found is None:
        return none_of(ask, kind)
    clause, speaks = found
    sides = sides_of(ask, clause)
    side = next((s for s in sides if is_theirs(ask, s)), None)
    strength = getattr(clause, "strength", None)
    if isinstance(strength, Unstated) and side is not None:
        options = [(str(s), s) for s in (Strength.PROMISE, Strength.AIM)]
        strength = ask.choose(f"{clause.id}:strength", options)
    if strength is not Strength.PROMISE or side is None:
        ask.because(Reason.EXPECTED_ONLY, clause)
        return NOTHING
    now = asked_by(ask, clause, side, len(sides) == 1)
    if now is None:
        ask.because(Reason.NOTHING_AGREED, clause)
        return NOTHING
    if now.done is True:
        ask.because(Reason.DONE, clause)
        return answered(YesNo(so=False))
    if now.due is None:
        return unknown(ask, None, clause, None)
    truth = _over(ask, now.due)
    if truth is True and (now.done is None or not knows_done(ask, clause, now.since)):
        truth = None
    if truth is None:
        return unknown(ask, None, clause, None)
    if truth and speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, YesNo(so=True))
    never = now.due.low is not None and now.due.low >= NEVER
    ask.because(Reason.NOT_DUE if never else Reason.RULES, clause)
    return answered(YesNo(so=truth))


def _over(ask: Asking, due: Due) -> Truth:
    """Whether a time is over; in time means at or before it."""
    for end in (due.low, due.high):
        ask.stays_until(None if end is None else end + 1)
    return due.over(ask.at - 1)


# --- homework -------------------------------------------------------------------------------------


def homework_now(ask: Asking) -> What:
    """Was the homework tried, and is it time to go through it? (24-32)"""
    found = only(ask, HOMEWORK)
    if found is None:
        return none_of(ask, HOMEWORK)
    clause, speaks = found
    how, known = latest_how(ask, clause, latest_reports(ask, clause))
    if known and how is None and ask.view.covers(FactKind.HOMEWORK_REPORTED, ask.began()):
        how = Tried.NOT_YET
    if how is None:
        if known:
            ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.HOMEWORK_REPORTED)
            ask.wait_for(FactKind.HOMEWORK_REPORTED, clause)
        return What(Outcome.UNKNOWN)
    value = _homework(ask, clause, how)
    if speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    ask.because(Reason.RULES, clause)
    return answered(value)


def _homework(ask: Asking, clause: Any, how: Tried) -> HomeworkNow:
    last = last_review(ask, lambda fact: not fact.clauses or clause.id in fact.clauses)
    planned = {each.id: each.then for each in clause.obstacles}
    named = _obstacles(ask, clause, planned, last.low)
    looked, low, high = _review(ask, clause, last)
    count, least, most = None, None, None
    if clause.often is not None:
        used = counted(ask, clause.often, clause=clause)
        count = used.low if used.low == used.high else None
        if count is None:
            used.explain(ask, clause)
        least = None if clause.often.at_least is None else ends(clause.often.at_least).low
        most = None if clause.often.at_most is None else ends(clause.often.at_most).high
    return filled(
        HomeworkNow,
        how=how,
        done=count,
        least=least,
        most=most,
        obstacles=named,
        then=tuple(dict.fromkeys(then for name in named if (then := planned[name]) is not None)),
        review=looked,
        review_min=low,
        review_max=high,
    )


def _obstacles(
    ask: Asking, clause: Any, planned: dict[str, Any], since: int | None
) -> tuple[str, ...]:
    """What got in the way since the last review, of what was planned for."""
    found = []
    for seen in ask.view.of(FactKind.OBSTACLE_NAMED, since=since):
        named = seen.fact.obstacle in planned and names(ask, seen.fact, clause.id) is not False
        if named and ask.view.certain(seen):
            ask.view.use(seen)
            found.append(seen.fact.obstacle)
    return tuple(dict.fromkeys(found))


def _review(ask: Asking, clause: Any, last: Any) -> tuple[Any, Any, Any]:
    """Whether it is time to go through it, and between which instants it becomes so."""
    if clause.review is None:
        return None, None, None
    starts = {last.low, last.high} - {None}
    if last.low is None:
        starts |= {begun(ask)}
    if isinstance(clause.review, Unstated) or None in starts or ask.view.no_act is None:
        ask.because(
            Reason.UNSTATED if isinstance(clause.review, Unstated) else Reason.FACT_MISSING, clause
        )
        ask.wait_for(FactKind.REVIEW_HELD, clause)
        return met(None), None, None
    dues = [
        span_end(
            ask,
            clause.review,
            start,
            clause=clause,
            events={Event.REVIEWED: start, Event.ADOPTED: start},
        )
        for start in sorted(starts)
    ]
    due = spread(dues)
    if due is None:
        return met(None), None, None
    for end in (due.low, due.high):
        ask.stays_until(end)
    return met(due.over(ask.at)), instant(due.low), instant(due.high)
