"""What was agreed for a setback, and what never changes by one (spec/work 33-39)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import Truth, both, either, reaches
from boundlib.decide.asking import Asking
from boundlib.decide.contact import met
from boundlib.decide.cool_off import begun_by
from boundlib.decide.evidence import Seen
from boundlib.decide.ladders import KINDS, naming, rung
from boundlib.decide.named import names
from boundlib.decide.reviews import spread
from boundlib.decide.sides import told_for
from boundlib.decide.spans import span_end
from boundlib.decide.tallies import counted
from boundlib.decide.what import What, answered, instant, unknown
from boundlib.declare import filled
from boundlib.declare.names import Unstated
from boundlib.model.answers import YesNo
from boundlib.model.decision import Alternative
from boundlib.model.work_answers import SetbackNow
from boundlib.vocab import GENTLE, Duty, Event, FactKind, Outcome, Reason

NEVER_CHANGED = ("crisis", "sharing", "governance")
"""What no setback changes, said or not: rights and endings are about the agreement itself."""


def setback_now(ask: Asking) -> What:
    """What is done for a setback, and what stays exactly as it was? (33-36)"""
    wanted = ask.question.clause
    meant = [c for c in ask.frame.by_kind.get("work.setback", ()) if wanted in (None, c.id)]
    found = [(c, t) for c in meant if (t := ask.speaks(c)) is not False]
    if not found:
        ask.because(Reason.NOTHING_AGREED)
        return what_stays(ask)
    ways = [(clause, _value(ask, clause)) for clause, _ in found]
    if len(found) > 1:
        for clause, _ in found:
            ask.because(Reason.MORE_THAN_ONE, clause)
        return What(
            Outcome.UNKNOWN,
            alternatives=tuple(
                Alternative(outcome=Outcome.ANSWERED, value=value, if_=clause.id)
                for clause, value in ways
            ),
        )
    (clause, value), speaks = ways[0], found[0][1]
    if speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    ask.because(Reason.RULES, clause)
    return answered(value)


def what_stays(ask: Asking) -> What:
    """What always stays, whether or not a clause speaks or the agreement binds. (34)"""
    return answered(filled(SetbackNow, unchanged=NEVER_CHANGED))


def _value(ask: Asking, clause: Any) -> SetbackNow:
    low, high = _reply(ask, clause)
    review = None
    if clause.review_after is not None:
        used = counted(ask, clause.review_after, clause=clause)
        least = clause.review_after.at_least
        reached = reaches(used.low, used.high, 1 if least is None else least)
        if reached is None:
            used.explain(ask, clause)
        elif reached:
            ask.owe(Duty.OFFER_REVIEW, clause)
        review = met(reached)
    return filled(
        SetbackNow,
        meets=clause.meets,
        channels=clause.channels,
        reply_min=low,
        reply_max=high,
        review=review,
        unchanged=tuple(dict.fromkeys((*NEVER_CHANGED, *clause.unchanged))),
        untouched=clause.untouched,
    )


def _reply(ask: Asking, clause: Any) -> tuple[Any, Any]:
    """Between which instants the other side answers the latest setback that was told."""
    if clause.reply is None:
        return None, None
    told = ask.view.chosen(
        FactKind.SETBACK,
        ("setbacks", clause.id),
        lambda fact: both([names(ask, fact, clause.id), told_for(ask, fact, clause)]) is not False,
    )
    latest = [told.seen[place] for place in ask.view.last(told)]
    if not latest:
        return None, None
    ask.view.use_all([seen.fact.id for seen in latest])
    # Whichever was told last, it was not before one that certainly was.
    floor = max((seen.low for seen in latest if ask.view.certain(seen)), default=latest[0].low)
    starts = {max(end, floor) for seen in latest for end in (seen.low, seen.high)}
    if isinstance(clause.reply, Unstated):
        ask.because(Reason.UNSTATED, clause, "reply")
        return None, None
    ways = [
        span_end(ask, clause.reply, start, clause=clause, events=dict.fromkeys(_TOLD, start))
        for start in sorted(starts)
    ]
    due = spread(ways)
    if due is None:
        return None, None
    if due.high is not None:
        if due.high < ask.at:
            return None, None  # that time is over, and the next setback has its own
        ask.stays_until(due.high + 1)
    return instant(due.low), instant(due.high)


_TOLD = (Event.TOLD, Event.ACT)


# --- what changed ---------------------------------------------------------------------------------


def changed_by(ask: Asking) -> What:
    """Did this change what was agreed? What binds does, what rests, and what switches. (37-39)"""
    name = ask.question.about
    seen = ask.view.by_id(name)
    if seen is None:
        ask.because(Reason.FACT_MISSING, detail=name)
        return What(Outcome.UNKNOWN)
    ask.view.use(seen)
    truth = either([_binds(ask, seen.fact), _rests(ask, seen), _switches(ask, seen)])
    if truth is not False and seen.low > ask.at:
        ask.stays_until(seen.low)
        truth = False  # it is a plan
    elif truth and not ask.view.certain(seen):
        ask.stays_until(seen.high)
        truth = None
    if truth is None:
        ask.because(Reason.FACT_MISSING, detail=seen.fact.kind)
        ask.wait_for(seen.fact.kind)
        return What(Outcome.UNKNOWN)
    ask.because(Reason.CHANGES if truth else Reason.CHANGES_NOTHING)
    return answered(YesNo(so=truth))


_BINDING = frozenset(
    {
        FactKind.ENDED,
        FactKind.LAPSED,
        FactKind.ENDING_TOLD,
        FactKind.CONSENT_GIVEN,
        FactKind.CONSENT_WITHDRAWN,
    }
)
"""Facts that change by themselves what holds."""


def _binds(ask: Asking, fact: Any) -> Truth:
    """Whether a fact, once it is there, changes by itself what holds."""
    if fact.kind in _BINDING:
        return True
    if fact.kind == FactKind.ADOPTED:
        ask.stays_until(int(fact.in_force_from))
        return bool(int(fact.in_force_from) <= ask.at)
    if fact.kind == FactKind.PHASE_ENTERED:
        return not naming(ask, fact.phase)
    if fact.kind != FactKind.STEP_CONFIRMED:
        return False
    clause = ask.frame.clauses.get(fact.step.partition("/")[0])
    if getattr(clause, "kind", None) not in KINDS:
        return False
    at = rung(ask, clause)
    if at is None or (fact.id in at.perhaps and fact.id not in at.by):
        return None
    return fact.id in at.by


def _rests(ask: Asking, seen: Seen) -> Truth:
    """Whether an act begins a cool-off that spoke when it was done."""
    found: list[Truth] = []
    for clause in ask.frame.by_kind.get("contact.cool_off", ()):
        begun = begun_by(ask, clause, seen)
        ways: set[Truth] = set()
        for act in () if begun is False else (seen.low, seen.high):
            then = ask.aside(at=act)
            ways.add(both([begun, then.speaks(clause)]))
            ask.take(then, reasons=False)
        found.append(False if not ways else ways.pop() if len(ways) == 1 else None)
    return either(found)


def _switches(ask: Asking, seen: Seen) -> Truth:
    """Whether a clause speaks otherwise from then on than if this had not been."""
    clauses = [c for c in ask.frame.agreement.clauses if getattr(c, "when", None) is not None]
    if seen.fact.kind in GENTLE or not clauses:
        return False
    without = ask.frame.with_evidence(ask.frame.evidence.without(seen.fact.id))
    ways: set[Truth] = set()
    for at in (seen.low, seen.high):
        there, else_ = ask.aside(at=at), Asking(without, ask.question, at, ask.script, ask.subject)
        else_.choices = ask.choices
        pairs = [(there.speaks(c), else_.speaks(c)) for c in clauses]
        ways.add(either([None if None in p else True for p in pairs if p[0] is not p[1]]))
        ask.take(there, reasons=False, waits=False)
    return ways.pop() if len(ways) == 1 else None
