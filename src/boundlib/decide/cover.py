"""Who covers today, and what they know (spec/decisions)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs

from boundlib.decide.amounts import Truth
from boundlib.decide.asking import Asking
from boundlib.decide.spans import span_end
from boundlib.decide.subjects import Subject
from boundlib.decide.what import NOTHING, What, answered, instant, unknown
from boundlib.declare.names import Unstated
from boundlib.model.answers import Cover
from boundlib.times.scalars import Calendar
from boundlib.times.spans import day_bounds
from boundlib.vocab import AbsenceCause, Duty, Event, FactKind, Outcome, Reason, Role


@attrs.frozen
class Absence:
    """A stretch of whole local dates on which somebody is away."""

    party: str
    cause: AbsenceCause
    first: date
    last: date | None
    cover: str | None
    fact: str | None = None
    """The id of the fact that tells of it; None: it is leave in a timetable."""
    sure: bool = True
    """Whether that fact certainly lies at or before now."""

    @property
    def length(self) -> Calendar | None:
        """In days, both ends included; None where its end is not known."""
        return None if self.last is None else Calendar(days=(self.last - self.first).days + 1)

    def holds(self, day: date) -> bool:
        """Whether a date lies within it."""
        return self.first <= day and (self.last is None or day <= self.last)


def cover_now(ask: Asking) -> What:
    """Who covers now, and what do they know?"""
    who = ask.question.party or Role.THERAPIST
    away = _absences(ask, ask.frame.holders(who))
    today = ask.today()
    here = [a for a in away if a.holds(today)]
    if not all(a.sure for a in here):
        ask.because(Reason.FACT_MISSING, detail=FactKind.AWAY)
        ask.wait_for(FactKind.AWAY)
        return What(Outcome.UNKNOWN)
    away = [a for a in away if a.sure]
    if not here:
        if not away and not ask.frame.by_kind.get("contact.cover"):
            ask.because(Reason.NOTHING_AGREED)
            return NOTHING
        ask.because(Reason.NOBODY_AWAY)
        return NOTHING
    for party in sorted({absence.party for absence in here}):
        ask.because(Reason.AWAY, detail=party)
    if len({absence.party for absence in here}) > 1:
        return What(Outcome.UNKNOWN)  # ask for one of them
    absence = here[-1]
    clauses = _clauses(ask, absence)
    if any(truth is None for _, truth in clauses):
        clause = next(c for c, truth in clauses if truth is None)
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, None)
    agreed = [c for c, _ in clauses]
    deputy = absence.cover or next((c.cover for c in agreed if c.cover is not None), None)
    if deputy is None:
        ask.because(Reason.NO_COVER_NAMED)
        ask.owe(Duty.ARRANGE_COVER, party=absence.party)
    for clause in agreed:
        ask.because(Reason.RULES, clause)
        _owed(ask, clause, absence, away)
        for name in clause.escalate:
            ask.owe(Duty.BRING_IN_COVER, ask.frame.clauses[name], party=_id_of(ask, deputy))
    knows = tuple(dict.fromkeys(item for c in agreed for item in c.knows))
    return answered(
        Cover(away=absence.party, covered_by=_id_of(ask, deputy), knows=knows, until=absence.last)
    )


def _id_of(ask: Asking, who: str | None) -> str | None:
    """The party a role stands for where only one holds it."""
    if who is None:
        return None
    held = ask.frame.holders(who)
    return next(iter(held)) if len(held) == 1 else who


def _absences(ask: Asking, parties: frozenset[str]) -> list[Absence]:
    """Planned leave and recorded absences of these parties, in order."""
    out = [
        Absence(leave.party, AbsenceCause.LEAVE, leave.first, leave.last, leave.cover)
        for timetable in ask.frame.timetables.values()
        for leave in timetable.leave
        if leave.party in parties
    ]
    for timetable in ask.frame.timetables.values():
        if any(leave.party in parties for leave in timetable.leave):
            ask.tables.setdefault(timetable.id)
    for absence in out:
        _watch(ask, absence)
    for seen in ask.view.of(FactKind.AWAY):
        fact = seen.fact
        if not ask.frame.holders(fact.party).isdisjoint(parties):
            told = fact.party, fact.cause, fact.first, fact.last, fact.cover, fact.id
            absence = Absence(*told, sure=ask.view.certain(seen))
            _watch(ask, absence)
            ask.view.use(seen)
            out.append(absence)
    return sorted(set(out), key=_order)


def perhaps_away(ask: Asking, who: str) -> bool:
    """Whether everybody of this name is, or may be, away today."""
    parties, aside = ask.frame.holders(who), ask.aside()
    here = [a for a in _absences(aside, parties) if a.holds(ask.today())]
    ask.stays_until(aside.until)
    away = {party for a in here for party in ask.frame.holders(a.party)}
    if not parties or not parties <= away:
        return False
    for absence in here:
        if absence.sure:
            ask.because(Reason.AWAY, detail=absence.party)
    ask.view.use_all(a.fact for a in here if a.fact is not None)
    ask.tables.update(aside.tables)
    return True


def _order(absence: Absence) -> tuple[Any, ...]:
    last = absence.last or date.max
    return absence.first, last, absence.party, absence.cover or "", absence.fact or ""


def _watch(ask: Asking, absence: Absence) -> None:
    ask.stays_until(ask.frame.zone.day_start(absence.first.toordinal()))
    if absence.last is not None:
        ask.stays_until(ask.frame.zone.day_start((absence.last + timedelta(days=1)).toordinal()))


def _clauses(ask: Asking, absence: Absence) -> list[tuple[Any, Truth]]:
    out = []
    for clause, speaks in ask.speaking("contact.cover", by=None):
        mine = not clause.by or any(absence.party in ask.frame.holders(w) for w in clause.by)
        if absence.cause in clause.during and mine:
            out.append((clause, speaks))
    return out


def _told(ask: Asking, absence: Absence, away: list[Absence]) -> bool:
    """Whether the absence was told, by anybody but a client.

    What was told without a fact it is about is about the next absence of that cause to begin.
    """
    others = [a.first for a in away if (a.party, a.cause) == (absence.party, absence.cause)]
    for seen in ask.view.of(FactKind.TOLD):
        fact = seen.fact
        if not ask.view.certain(seen) or (fact.by and ask.frame.holds(fact.by, Role.CLIENT)):
            continue
        day = date.fromordinal(ask.frame.zone.day_of(seen.low))
        between = any(day < first < absence.first for first in others)
        unnamed = fact.about is None and fact.what == absence.cause and not between
        if (fact.about is not None and fact.about == absence.fact) or unnamed:
            ask.view.use(seen)
            return True
    return False


def _owed(ask: Asking, clause: Any, absence: Absence, away: list[Absence]) -> None:
    """What the clause asks of whoever is away: notice, and a plan for a long absence."""
    begins = day_bounds(ask.frame.zone, absence.first)[0]
    if clause.notice is not None and not isinstance(clause.notice, Unstated):
        events = {Event.LEAVE_STARTED: begins}
        due = span_end(ask, clause.notice, begins, clause=clause, events=events, backwards=True)
        if due is not None and not _told(ask, absence, away):
            ask.owe(Duty.TELL_ABSENCE, clause, party=absence.party, due=instant(due.low))
    if clause.plan_from is not None:
        length = absence.length
        quantities = {} if length is None else {"leave_length": length}
        subject = Subject(quantities=quantities)
        if ask.frame.truth(ask, clause.plan_from, clause=clause, subject=subject) is True:
            ask.owe(Duty.WRITE_COVER_PLAN, clause, party=absence.party)
