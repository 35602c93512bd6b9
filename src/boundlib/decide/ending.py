"""Who may end the work, what is owed until then, and from when it is ended (spec/governance)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Settled, Truth, ends
from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.decide.settle import automatic, discretion
from boundlib.decide.spans import Due, span_end
from boundlib.decide.standing import taken_up
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare.names import Unstated
from boundlib.model.answers import ByWhen
from boundlib.model.governance_answers import EndingOwed
from boundlib.model.misses import needs_more
from boundlib.vocab import Duty, Event, FactKind, Met, Outcome, Reason, Right, Role, Strength

REFERRAL = "referral"
"""What was told, where somebody was told who else can help."""


# --- may it be ended ------------------------------------------------------------------------------


def may_end(ask: Asking) -> Outcome:
    """May this party end the work? A client always may. (13-18)"""
    if ask.frame.holds(ask.question.by, Role.CLIENT):
        ask.because(Reason.RIGHT, detail=Right.END)
        return Outcome.PERMIT
    trials = []
    for clause, speaks in ask.speaking("governance.ending", by=ask.question.by):
        trial = ask.aside()
        outcome = _one(trial, clause, speaks)
        ask.stays_until(trial.until)
        trials.append((_ORDER.index(outcome), str(clause.id), trial))
    if not trials:
        ask.because(Reason.NOTHING_AGREED)
        return Outcome.NOT_APPLICABLE
    rank, _, best = min(trials, key=lambda t: t[:2])
    ask.take(best)
    return _ORDER[rank]


_ORDER = (Outcome.PERMIT, Outcome.REFER, Outcome.UNKNOWN, Outcome.DENY)


def _one(ask: Asking, clause: Any, speaks: Truth) -> Outcome:
    """What one clause says to somebody who is no client."""
    if speaks is None:
        ask.because(Reason.SWITCH_NOT_KNOWN, clause)
        return Outcome.UNKNOWN
    held: Truth = True
    if clause.require is not None:
        held = ask.frame.truth(ask, clause.require, clause=clause)
    if held is False:
        ask.because(Reason.DOES_NOT_HOLD, clause)
        return Outcome.DENY
    if held is None:
        ask.because(Reason.FACT_MISSING, clause)
        return Outcome.UNKNOWN
    _owe(ask, clause)
    if clause.require is not None and not needs_more(clause.require):
        ask.because(Reason.MISSES_ALONE, clause)
        return Outcome.REFER
    if clause.jointly:
        ask.because(Reason.BY_ARRANGEMENT, clause)
        return Outcome.REFER
    if not automatic(clause.force):
        ask.because(discretion(clause.force), clause)
        return Outcome.REFER
    ask.because(Reason.GRANTED, clause)
    return Outcome.PERMIT


def _owe(ask: Asking, clause: Any) -> None:
    if clause.notice is not None:
        ask.owe(Duty.GIVE_NOTICE, clause)
    if clause.closing is not None:
        ask.owe(Duty.CLOSING_SESSIONS, clause)
    if clause.referral:
        ask.owe(Duty.OFFER_REFERRAL, clause)


# --- what is still owed ---------------------------------------------------------------------------


@attrs.frozen
class Telling:
    """Whether it was told that the work ends."""

    told: Truth
    seen: Seen | None = None


def telling(ask: Asking) -> Telling:
    """The latest telling that the work ends, since it was last taken up. (20)"""
    found, perhaps = None, False
    up = taken_up(ask)
    for seen in ask.view.of(FactKind.ENDING_TOLD):
        if up is not None and seen.high < up:
            continue
        ask.view.use(seen)
        if ask.view.certain(seen) and (up is None or seen.low >= up):
            found = seen
        else:
            perhaps = True
    if found is not None and not perhaps:
        return Telling(True, found)
    if perhaps:
        ask.because(Reason.FACT_MISSING, detail=FactKind.ENDING_TOLD)
        return Telling(None)
    if ask.view.no_act is None:
        ask.because(Reason.RECORD_INCOMPLETE, detail=FactKind.ENDING_TOLD)
    ask.wait_for(FactKind.ENDING_TOLD)
    return Telling(ask.view.no_act)


def owed(ask: Asking) -> What:
    """What is still owed before the work ends? Money never is. (19-26)"""
    said = telling(ask)
    teller = None if said.seen is None else said.seen.fact.by
    by: str | None = ask.question.by or teller
    wanted = ask.question.clause
    found = [(c, t) for c, t in ask.speaking("governance.ending", by=by) if wanted in (None, c.id)]
    if not found:
        return not_applicable(ask, "governance.ending")
    if len(found) > 1:
        for clause, _ in found:
            ask.because(Reason.MORE_THAN_ONE, clause)
        return What(Outcome.UNKNOWN)
    clause, speaks = found[0]
    sure = [speaks is True, said.told is not None]
    notice = _notice(ask, clause, said, sure)
    low, high = _sessions(ask, clause, said, sure)
    client = by is not None and ask.frame.holds(by, Role.CLIENT)
    value = EndingOwed(
        strength=Strength.AIM if client else Strength.PROMISE,
        told={True: Met.YES, False: Met.NO, None: Met.NOT_KNOWN}[said.told],
        notice_min=None if notice is None else instant(notice.low),
        notice_max=None if notice is None else instant(notice.high),
        sessions_min=low,
        sessions_max=high,
        referral=_referral(ask, clause),
        continues=clause.continues,
        may_return=clause.may_return,
    )
    if not all(sure):
        return unknown(ask, None if speaks else Reason.SWITCH_NOT_KNOWN, clause, value)
    ask.because(Reason.ENDING_TOLD if said.told else Reason.NOT_TOLD, clause)
    ask.because(Reason.RULES, clause)
    return answered(value)


def _notice(ask: Asking, clause: Any, said: Telling, sure: list[bool]) -> Due | None:
    """When the notice is over; None where none was agreed, it was not told, or is not known."""
    if clause.notice is None or said.seen is None:
        return None
    if isinstance(clause.notice, Unstated):
        ask.because(Reason.UNSTATED, clause)
        sure.append(False)
        return None
    due = notice_end(ask, clause, said.seen)
    sure.append(due is not None and due.low is not None and due.low == due.high)
    if due is not None and due.rough:
        ask.because(Reason.ROUGHLY, clause)
        sure.append(False)
    elif due is not None and due.low != due.high:
        ask.because(Reason.NOT_SETTLED, clause)
    return due


def notice_end(ask: Asking, clause: Any, told: Seen) -> Due | None:
    """Between which instants the notice ends; of a band the least is enough."""
    ways = []
    for start in sorted({told.low, told.high}):
        events = {Event.TOLD: start, Event.ACT: start}
        ways.append(span_end(ask, clause.notice, start, clause=clause, events=events))
    known = [due for due in ways if due is not None]
    if len(known) < len(ways):
        return None
    first, last = known[0], known[-1]
    high = last.low if last.settled is Settled.BAND else last.high
    return Due(first.low, high, last.settled)


def _sessions(
    ask: Asking, clause: Any, said: Telling, sure: list[bool]
) -> tuple[int | None, int | None]:
    """How many of the closing sessions there still are, at least and at most."""
    if clause.closing is None:
        return None, None
    edge = ends(clause.closing)
    if edge.settled in (Settled.UNSTATED, Settled.ABOUT):
        ask.because(Reason.UNSTATED if edge.low is None else Reason.ROUGHLY, clause)
        sure.append(False)
        return None, None
    least, most = edge.low, edge.high
    if edge.settled is Settled.BAND:
        least = most = edge.low or 0
    held_low, held_high = _held(ask, clause, said)
    low = 0 if held_high is None or least is None else max(0, least - held_high)
    high = None if most is None else max(0, most - held_low)
    if low != high:
        sure.append(False)
        if edge.settled is Settled.RANGE:
            ask.because(Reason.NOT_SETTLED, clause)
    return low, high


def _held(ask: Asking, clause: Any, said: Telling) -> tuple[int, int | None]:
    """How many sessions there were since the telling, at least and at most."""
    if said.seen is None:
        return (0, 0) if said.told is False else (0, None)
    kinds = (FactKind.SESSION_STARTED, FactKind.SESSION_ENDED)
    certain, possible = set(), set()
    for seen in ask.view.of(*kinds, since=said.seen.low):
        ask.view.use(seen)
        possible.add(seen.fact.session)
        if seen.low >= said.seen.high and ask.view.certain(seen):
            certain.add(seen.fact.session)
    known = [ask.view.covers(kind, said.seen.low) for kind in kinds]
    if any(known):
        return len(certain), len(possible)
    ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.SESSION_ENDED)
    ask.wait_for(FactKind.SESSION_ENDED, clause)
    return len(certain), None


def _referral(ask: Asking, clause: Any) -> bool | None:
    if not clause.referral:
        return None
    for seen in ask.view.of(FactKind.TOLD):
        if seen.fact.what == REFERRAL and ask.view.certain(seen):
            ask.view.use(seen)
            return False
    ask.wait_for(FactKind.TOLD, clause)
    return True


# --- from when it is ended ------------------------------------------------------------------------


def ended_from(ask: Asking) -> What:
    """From when is the work ended? (27-30)"""
    ended, perhaps = _ended(ask)
    if perhaps:
        ask.because(Reason.FACT_MISSING, detail=FactKind.ENDED)
        return What(Outcome.UNKNOWN)
    if ended is not None:
        ask.because(Reason.ALREADY_ENDED)
        return _between(ended.low, ended.high)
    said = telling(ask)
    if said.told is None:
        return What(Outcome.UNKNOWN)
    if said.seen is None:
        ask.because(Reason.NOT_TOLD)
        last = ask.frame.term[1]
        return _between(NEVER if last is None else last, NEVER if last is None else last)
    ask.because(Reason.ENDING_TOLD)
    if said.seen.fact.ends_at is not None:
        when = int(said.seen.fact.ends_at)
        return _between(when, when)
    return _unsaid(ask, said.seen)


def _ended(ask: Asking) -> tuple[Seen | None, bool]:
    """The end on the record, unless the work was taken up since; and whether there may be one."""
    ends = ask.view.of(FactKind.ENDED)
    last = next((seen for seen in reversed(ends) if ask.view.certain(seen)), None)
    up = taken_up(ask)
    if last is None or (up is not None and last.low < up):
        return None, not all(map(ask.view.certain, ends))
    ask.view.use(last)
    return last, False


def _unsaid(ask: Asking, told: Seen) -> What:
    """It was told, and not when it ends: once the notice is over, at once where there is none."""
    by = told.fact.by
    found = ask.speaking("governance.ending", by=by)
    asking = [(c, t) for c, t in found if c.notice is not None]
    if not asking and by is not None and ask.frame.holds(by, Role.CLIENT):
        return _between(told.low, told.high)
    if len(asking) != 1 or asking[0][1] is None or isinstance(asking[0][0].notice, Unstated):
        ask.because(Reason.FACT_MISSING, asking[0][0] if asking else None, FactKind.ENDED)
        ask.wait_for(FactKind.ENDED)
        return What(Outcome.UNKNOWN)
    clause = asking[0][0]
    due = notice_end(ask, clause, told)
    if due is None or due.low is None or due.high is None or due.rough:
        return unknown(ask, None, clause, None)
    ask.because(Reason.RULES, clause)
    return _between(due.low, due.high)


def _between(low: int, high: int) -> What:
    return answered(ByWhen(min=instant(low), max=instant(high)))
