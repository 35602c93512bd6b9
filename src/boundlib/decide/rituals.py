"""Summaries, reflections and entries: given, shared, logged, next (spec/work 57-76)."""

from __future__ import annotations

from datetime import date
from typing import Any

from boundlib.decide.amounts import NEVER, Truth, both, reaches
from boundlib.decide.asking import Asking
from boundlib.decide.contact import met
from boundlib.decide.crisis import only
from boundlib.decide.doing import asked_by, done, knows_done
from boundlib.decide.evidence import Seen
from boundlib.decide.ladders import SIDE
from boundlib.decide.named import names
from boundlib.decide.planned import plans
from boundlib.decide.readings import one_of
from boundlib.decide.reviews import spread
from boundlib.decide.sides import joined, sides_of
from boundlib.decide.spans import Due, span_end
from boundlib.decide.stepping import none_of
from boundlib.decide.tallies import counted
from boundlib.decide.what import NOTHING, What, answered, instant, unknown
from boundlib.declare import filled
from boundlib.declare.names import Unstated
from boundlib.model.answers import ByWhen
from boundlib.model.windows import InPeriod
from boundlib.model.work_answers import LogEntry, Logged, SummaryNow
from boundlib.times.scalars import Instant
from boundlib.times.windows import period_at
from boundlib.vocab import Event, FactKind, Outcome, Privacy, Reason, Ritual, Role, Weekday

RITUAL = "work.ritual"
WEEK = 7 * 86_400


def _only(ask: Asking, ritual: Ritual) -> tuple[Any, Truth] | None:
    return only(ask, RITUAL, lambda clause: clause.ritual is ritual)


# --- summaries ------------------------------------------------------------------------------------


def summary_now(ask: Asking) -> What:
    """Was the summary of a session given, and does the client say that it is right? (57-61)"""
    found = _only(ask, Ritual.SUMMARY)
    if found is None:
        return none_of(ask, RITUAL)
    clause, speaks = found
    session = ask.question.session
    told = ask.view.latest(FactKind.SUMMARY_GIVEN, lambda fact: bool(fact.session == session))
    given: Truth = None
    if told:
        given = True if ask.view.certain(told[0]) else None
    elif ask.view.covers(FactKind.SUMMARY_GIVEN, _began(ask, session)):
        given = False
    if given is None:
        ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.SUMMARY_GIVEN)
        ask.wait_for(FactKind.SUMMARY_GIVEN, clause)
    agrees = _agrees(ask, clause, told) if given else None
    low, high = _summary_due(ask, clause, session)
    copies = (*clause.by, *clause.to, *([clause.holder] if clause.holder else []))
    value = filled(
        SummaryNow,
        given=met(given),
        confirmed=met(agrees),
        due_min=low,
        due_max=high,
        fields=clause.fields,
        copies=tuple(dict.fromkeys(copies)),
    )
    if given is None:
        return unknown(ask, None, clause, None)
    if speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    ask.because(Reason.RULES, clause)
    return answered(value)


def _began(ask: Asking, session: str) -> int | None:
    """When a session began or was to begin, else when the agreement did."""
    kinds = (FactKind.SESSION_STARTED, FactKind.SESSION_ENDED)
    found = [s.low for s in ask.view.of(*kinds) if s.fact.session == session]
    planned = plans(ask).get(session)
    found += [] if planned is None else planned.starts[:1]
    return min(found, default=ask.began())


def _agrees(ask: Asking, clause: Any, told: list[Seen]) -> Truth:
    """What the client says of the latest summary; while they have said nothing it is not known."""
    about = {seen.fact.id for seen in told}

    def theirs(fact: Any) -> bool:
        client = fact.by is None or ask.frame.holds(fact.by, Role.CLIENT)
        return fact.about in about and client

    each: list[Truth] = []
    told_by = {
        one_of(ask, seen.fact.by)
        for seen in ask.view.of(FactKind.SUMMARY_CONFIRMED)
        if theirs(seen.fact)
    }
    for who in told_by if len(about) == 1 else ():

        def own(fact: Any, who: str | None = who) -> bool:
            return theirs(fact) and one_of(ask, fact.by) == who

        said = ask.view.latest(FactKind.SUMMARY_CONFIRMED, own)
        words = {seen.fact.agrees for seen in said}
        if ask.view.certain(said[0]):
            each.append(words.pop() if len(words) == 1 else None)
        elif False in words:
            each.append(None)  # a no that may have been said by now is not passed over
    agrees = both(each) if each else None  # a no of one of them stands beside the others' yes
    if agrees is None:
        ask.wait_for(FactKind.SUMMARY_CONFIRMED, clause)
    return agrees


def _summary_due(ask: Asking, clause: Any, session: str) -> tuple[Any, Any]:
    """By when it is due, from the end of that session."""
    if clause.due is None:
        return None, None
    if isinstance(clause.due, Unstated):
        ask.because(Reason.UNSTATED, clause, "due")
        return None, None
    ends = [s for s in ask.view.of(FactKind.SESSION_ENDED) if s.fact.session == session]
    if not ends:
        return None, None
    ask.view.use(ends[-1])
    ways = [
        span_end(
            ask,
            clause.due,
            start,
            clause=clause,
            events={Event.SESSION_ENDED: start},
            deadline=True,
        )
        for start in sorted({ends[-1].low, ends[-1].high})
    ]
    due = spread(ways)
    return (None, None) if due is None else (instant(due.low), instant(due.high))


# --- reflections ----------------------------------------------------------------------------------


def may_share(ask: Asking) -> Outcome:
    """May this reflection be seen by somebody? Private unless its writer says so. (62-67)"""
    fact, clause = _reflection(ask)
    if ask.question.reflection is not None and fact is None:
        ask.because(Reason.FACT_MISSING, detail=FactKind.REFLECTED)
        ask.wait_for(FactKind.REFLECTED)
        return Outcome.UNKNOWN
    reader = ask.question.with_
    if fact is not None:
        # A role that several hold names none of them: it may be another's.
        sure = fact.by is not None and len(ask.frame.holders(fact.by)) == 1
        wrote = _within(ask, reader, _writers(fact, clause), sure=sure)
        if wrote is True:
            ask.because(Reason.OWN_WORDS, clause)
            return Outcome.PERMIT
        shared = _within(ask, reader, fact.shared_with, sure=True)
        if shared is True:
            ask.because(Reason.SHARED_BY_WRITER, clause)
            return Outcome.PERMIT
        if wrote is None or shared is None:
            ask.because(Reason.FACT_MISSING, clause)
            return Outcome.UNKNOWN
    if clause is not None and _privacy(ask, clause) is Privacy.SHARED:
        speaks = ask.speaks(clause)
        sides = (Role.CLIENT, *SIDE)
        if speaks is not False and _within(ask, reader, (*sides, *clause.to), sure=True):
            ask.because(Reason.RULES if speaks else Reason.SWITCH_NOT_KNOWN, clause)
            return Outcome.PERMIT if speaks else Outcome.UNKNOWN
    ask.because(Reason.PRIVATE, clause)
    return Outcome.DENY


def always_holds(ask: Asking) -> What | None:
    """What holds whether or not the agreement binds: it stays private, and one's own. (67)"""
    found = ask.aside()
    outcome = may_share(found)
    ask.stays_until(found.until)
    own = any(line.code is Reason.OWN_WORDS for line in found.reasons)
    if outcome is not Outcome.DENY and not own:
        return None
    ask.take(found)
    return What(outcome)


def _reflection(ask: Asking) -> tuple[Any, Any]:
    """The reflection on the record, and the ritual that it was written under."""
    name = ask.question.reflection
    seen = None if name is None else ask.view.by_id(name)
    if seen is not None and (seen.fact.kind != FactKind.REFLECTED or not ask.view.certain(seen)):
        ask.stays_until(seen.high)
        seen = None
    fact = None if seen is None else seen.fact
    if seen is not None:
        ask.view.use(seen)
    rituals = [c for c in ask.frame.by_kind.get(RITUAL, ()) if c.ritual is Ritual.REFLECTION]
    wanted = getattr(fact, "clause", None) or ask.question.clause
    meant = [c for c in rituals if wanted in (None, c.id)]
    # Under which of several it was written is not known: then none of them opens it.
    return fact, meant[0] if len(meant) == 1 else None


def _writers(fact: Any, clause: Any) -> tuple[str, ...]:
    if fact.by is not None:
        return (fact.by,)
    return getattr(clause, "by", ()) or (str(Role.CLIENT),)


def _within(ask: Asking, who: str, names: Any, *, sure: bool) -> Truth:
    """Whether somebody is among these; a role that several hold may be in part."""
    asked, held = ask.frame.holders(who), ask.frame.everybody(names)
    if asked.isdisjoint(held):
        return False
    return True if asked <= held and sure else None


def _privacy(ask: Asking, clause: Any) -> Privacy:
    if clause.privacy is None:
        return Privacy.PRIVATE
    if isinstance(clause.privacy, Unstated):
        return ask.choose(f"{clause.id}:privacy", [(str(p), p) for p in Privacy])
    found: Privacy = clause.privacy
    return found


# --- entries --------------------------------------------------------------------------------------


def logged(ask: Asking) -> What:
    """What was entered when, and by whom? (68-71)"""
    clause = ask.frame.clauses.get(ask.question.clause or "")
    if ask.view.no_act is None:
        ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.CHECKED_IN)
        ask.wait_for(FactKind.CHECKED_IN, clause)
        return What(Outcome.UNKNOWN)
    since = ask.at - WEEK if ask.question.since is None else int(ask.question.since)
    entries = []
    for seen in ask.view.of(FactKind.CHECKED_IN, since=since):
        mine = clause is None or names(ask, seen.fact, clause.id) is not False
        named = [each.name for each in seen.fact.fields]
        if not mine or ask.question.name not in (None, *named):
            continue
        ask.view.use(seen)
        if ask.question.since is None:
            ask.stays_until(seen.high + WEEK + 1)
        entries.append(_entry(seen))
    if not ask.view.covers(FactKind.CHECKED_IN, since):
        ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.CHECKED_IN)
    else:
        ask.because(Reason.RULES, clause)
    return answered(filled(Logged, entries=tuple(entries)))


def _entry(seen: Seen) -> LogEntry:
    return filled(
        LogEntry,
        fact=seen.fact.id,
        at=Instant(seen.low),
        recorded_at=seen.fact.recorded_at,
        by=seen.fact.by,
        fields=seen.fact.fields,
    )


def next_check_in(ask: Asking) -> What:
    """When is the next entry hoped for? Silence is never an alarm. (72-76)"""
    found = _only(ask, Ritual.CHECK_IN)
    if found is None:
        return none_of(ask, RITUAL)
    clause, speaks = found
    if all(not getattr(clause, name) for name in ("due", "every", "days", "often")):
        ask.because(Reason.NOTHING_AGREED, clause)
        return NOTHING
    due = _next(ask, clause)
    if due is None or (due.low is None and due.high is None):
        return unknown(ask, None, clause, None)
    said = None if isinstance(clause.strength, Unstated) else clause.strength
    value = filled(ByWhen, strength=said, min=instant(due.low), max=instant(due.high))
    if speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    ask.because(Reason.RULES, clause)
    return answered(value)


def _next(ask: Asking, clause: Any) -> Due | None:
    """By when, by the first of these that was agreed: a time, days of the week, how often."""
    if clause.due is not None or clause.every is not None:
        asked = asked_by(ask, clause, joined(sides_of(ask, clause)), True)
        if asked is None or asked.due is None:
            return None
        # What was entered for this time is due again when its event comes again.
        if asked.done is True:
            return Due(NEVER, NEVER)
        known = asked.since is not None and asked.since >= NEVER
        return asked.due if known or knows_done(ask, clause, asked.since) else None
    if clause.days:
        return _on_days(ask, clause)
    return _in_period(ask, clause)


def _on_days(ask: Asking, clause: Any) -> Due | None:
    """On the next agreed day of the week that has no entry yet."""
    zone, today = ask.frame.zone, ask.frame.zone.day_of(ask.at)
    ask.stays_until(zone.day_start(today + 1))
    agreed = {list(Weekday).index(day) for day in clause.days}
    first = today
    if date.fromordinal(today).weekday() in agreed:
        entered = _entered(ask, clause, zone.day_start(today))
        if entered is None:
            return None
        first += entered
    day = next(d for d in range(first, first + 8) if date.fromordinal(d).weekday() in agreed)
    return Due(zone.day_start(day), zone.day_start(day + 1) - 1)


def _in_period(ask: Asking, clause: Any) -> Due | None:
    """By the end of this stretch of the calendar; if there is enough in it, of the next one."""
    window = clause.often.window
    if not isinstance(window, InPeriod) or isinstance(window.anchor, Unstated):
        ask.because(Reason.UNSTATED, clause, "often")
        return None
    _, end = period_at(window.period, ask.frame.zone, ask.at, window.anchor)
    ask.stays_until(end)
    used = counted(ask, clause.often, clause=clause)
    least = clause.often.at_least
    enough = reaches(used.low, used.high, 1 if least is None else least)
    if enough is None:
        used.explain(ask, clause)
        return None
    if enough:
        _, end = period_at(window.period, ask.frame.zone, end, window.anchor)
    return Due(end - 1, end - 1)


def _entered(ask: Asking, clause: Any, since: int) -> Truth:
    """Whether there was an entry since then."""
    told = done(ask, clause, joined(sides_of(ask, clause)), True, since)
    if any(hit.sure for hit in told):
        return True
    if told:
        ask.because(Reason.FACT_MISSING, clause, FactKind.CHECKED_IN)
        return None
    return False if knows_done(ask, clause, since) else None
