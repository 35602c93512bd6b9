"""When the agreement is gone through together, and who may ask for it (spec/governance 1-12)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Settled, Truth, either
from boundlib.decide.asking import Asking
from boundlib.decide.counting import Hit
from boundlib.decide.crisis import only
from boundlib.decide.named import hits_of
from boundlib.decide.reviews import Since, begun, last_review, spread
from boundlib.decide.spans import Due, span_end
from boundlib.decide.what import NOTHING, What, answered, instant, not_applicable, unknown
from boundlib.declare.names import Unstated
from boundlib.model.answers import YesNo
from boundlib.model.governance_answers import ReviewDue
from boundlib.vocab import ACTS, Event, FactKind, Outcome, Reason, Right, Role, Strength


@attrs.frozen
class Call:
    """Something that makes a review due."""

    due: Due | None
    """By when; None: not known."""
    sure: bool = True
    """Whether it certainly does."""
    bounded: bool = True
    """Whether a latest time was agreed."""


def may_ask(ask: Asking) -> Outcome:
    """May this party ask to go through the agreement together? Anybody may. (1)"""
    if ask.frame.holds(ask.question.by, Role.CLIENT):
        ask.because(Reason.RIGHT, detail=Right.PROPOSE)
    else:
        ask.because(Reason.ANYBODY)
    return Outcome.PERMIT


def due(ask: Asking) -> What:
    """When is the review due, and what can come of it? (2-9)"""
    found = only(ask, "governance.review")
    if found is None:
        return _none(ask)
    clause, speaks = found
    calls = _calls(ask, clause)
    known = [c for c in calls if c.due is not None and c.sure]
    value = _value(clause, known) if known or not calls else None
    if any(c.due is None or not c.sure for c in calls):
        return unknown(ask, None, clause, value)
    if speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    for call in calls:
        _note(ask, clause, call)
    ask.because(Reason.RULES if calls else Reason.NOT_DUE, clause)
    return answered(value)


def overdue(ask: Asking) -> What:
    """Is a promised review overdue? (10-11)"""
    found = only(ask, "governance.review")
    if found is None:
        return _none(ask)
    clause, speaks = found
    strength = clause.strength
    if isinstance(strength, Unstated):
        options = [(str(s), s) for s in (Strength.PROMISE, Strength.AIM)]
        strength = ask.choose(f"{clause.id}:strength", options)
    if strength is not Strength.PROMISE:
        ask.because(Reason.EXPECTED_ONLY, clause)
        return NOTHING
    calls = _calls(ask, clause)
    bounded = [c for c in calls if c.bounded]
    if calls and not bounded:
        ask.because(Reason.NOTHING_AGREED, clause)
        return NOTHING
    truth = either([_over(ask, c) for c in bounded])
    if truth is None:
        for call in bounded:
            _note(ask, clause, call)
        return unknown(ask, None, clause, None)
    if speaks is None and truth:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, YesNo(so=True))
    ask.because(Reason.REVIEW_OVERDUE if truth else Reason.RULES, clause)
    return answered(YesNo(so=truth))


def _none(ask: Asking) -> What:
    if any(line.code is Reason.MORE_THAN_ONE for line in ask.reasons):
        return What(Outcome.UNKNOWN)
    return not_applicable(ask, "governance.review")


def _over(ask: Asking, call: Call) -> Truth:
    """Whether what a call asks for is late; in time means at or before it."""
    if call.due is None:
        return None
    for end in (call.due.low, call.due.high):
        ask.stays_until(None if end is None else end + 1)
    if call.due.settled is Settled.BAND:
        over: Truth = call.due.high is not None and ask.at > call.due.high
    else:
        over = call.due.over(ask.at - 1)
    return None if over is True and not call.sure else over


def _note(ask: Asking, clause: Any, call: Call) -> None:
    if call.due is not None and call.due.rough:
        ask.because(Reason.ROUGHLY, clause)
    elif call.due is not None and call.due.settled is Settled.RANGE:
        ask.because(Reason.NOT_SETTLED, clause)


def _value(clause: Any, calls: list[Call]) -> ReviewDue:
    """The earliest that anything makes it due."""
    lows = [c.due.low for c in calls if c.due is not None and c.due.low is not None]
    highs = [
        c.due.high for c in calls if c.bounded and c.due is not None and c.due.high is not None
    ]
    if not calls:
        lows = highs = [NEVER]
    return ReviewDue(
        strength=None if isinstance(clause.strength, Unstated) else clause.strength,
        min=instant(min(lows, default=None)),
        max=instant(min(highs, default=None)),
        agenda=clause.agenda,
        outcomes=clause.outcomes,
    )


# --- what makes it due ----------------------------------------------------------------------------


def _calls(ask: Asking, clause: Any) -> list[Call]:
    """Everything that makes the next review due, whenever that is."""
    if ask.view.no_act is None:  # without a record nobody has looked
        ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.REVIEW_HELD)
        ask.wait_for(FactKind.REVIEW_HELD, clause)
        return [Call(None)]
    since = last_review(ask, lambda fact: covers(clause, fact))
    calls = []
    if clause.every is not None:
        calls.append(Call(_next(ask, clause, since)))
    for seen, sure in _after(ask, clause, since):
        calls.append(_soon(ask, clause, seen, sure))
    if clause.after and not _acts_known(ask, clause, since):
        calls.append(Call(None))
    return calls


def covers(clause: Any, fact: Any) -> bool:
    """Whether a review that was held, or is asked for, is of what this clause is about."""
    named = set(fact.clauses)
    if not named or clause.id in named:
        return True
    if fact.kind == FactKind.REVIEW_REQUESTED:
        return not clause.of or not named.isdisjoint(clause.of)
    return bool(clause.of) and named.issuperset(clause.of)


def _next(ask: Asking, clause: Any, since: Since) -> Due | None:
    """The one that is due for the time that has passed."""
    if isinstance(clause.every, Unstated):
        ask.because(Reason.UNSTATED, clause, "review")
        return None
    starts = {since.low, since.high} - {None}
    if since.low is None:
        begins = begun(ask)
        starts |= {begins}
        if begins is None:
            ask.because(Reason.FACT_MISSING, clause, FactKind.ADOPTED)
            ask.wait_for(FactKind.ADOPTED, clause)
            return None
    return spread(
        [
            span_end(
                ask,
                clause.every,
                start,
                clause=clause,
                events={Event.REVIEWED: start, Event.ADOPTED: start},
            )
            for start in sorted(s for s in starts if s is not None)
        ]
    )


def _after(ask: Asking, clause: Any, since: Since) -> Iterable[tuple[Any, bool]]:
    """The first act and the first request since then, and any that may be before it."""
    found: list[list[tuple[Hit, Since]]] = []
    if clause.after:
        hits = hits_of(ask, clause.after, None, clause, since.low)
        found.append([(hit, since) for hit in hits])
    if clause.on_request:
        asked = [s for s in ask.view.of(FactKind.REVIEW_REQUESTED) if covers(clause, s.fact)]
        certain = ask.view.certain
        found.append([(Hit(s, certain(s)), _met(ask, clause, s.fact, since)) for s in asked])
    for each in found:
        for hit, last in each:
            if last.low is not None and hit.seen.high <= last.low:
                continue
            later = last.high is None or hit.seen.low > last.high
            sure = hit.sure and later
            ask.view.use(hit.seen)
            yield hit.seen, sure
            if sure and hit.seen.exact:
                break


def _met(ask: Asking, clause: Any, request: Any, since: Since) -> Since:
    """The last review that meets a request: one that counts for the clause, or of all it names."""
    named = set(request.clauses)
    if not named:
        return since
    return last_review(ask, lambda fact: covers(clause, fact) or named.issubset(fact.clauses))


def _soon(ask: Asking, clause: Any, seen: Any, sure: bool) -> Call:
    """What follows from one act or request."""
    if clause.within is None:
        return Call(Due(seen.low, seen.low), sure, bounded=False)
    if isinstance(clause.within, Unstated):
        ask.because(Reason.UNSTATED, clause, "review")
        return Call(None)
    ways = [
        span_end(ask, clause.within, start, clause=clause, events={Event.ACT: start})
        for start in sorted({seen.low, seen.high})
    ]
    return Call(spread(ways), sure)


def _acts_known(ask: Asking, clause: Any, since: Since) -> bool:
    """Whether it is known that nothing else made it due."""
    start = ask.began() if since.low is None else since.low
    known = True
    for kind in dict.fromkeys(entry.fact for entry in clause.after):
        if kind not in ACTS and not ask.view.covers(kind, start):
            ask.because(Reason.RECORD_INCOMPLETE, clause, kind)
            ask.wait_for(kind, clause)
            known = False
    return known
