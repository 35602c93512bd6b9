"""Crisis questions. The route always answers: no hours, count, fee or ending changes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from boundlib.decide.amounts import Truth, both, either
from boundlib.decide.asking import Asking
from boundlib.decide.consent import given, withdrawal
from boundlib.decide.contact import ELECTRONIC
from boundlib.decide.cover import perhaps_away
from boundlib.decide.frame import MOST_KEPT
from boundlib.decide.levers import wait_alone
from boundlib.decide.may_contact import ORDER
from boundlib.decide.settle import Line, automatic, settle
from boundlib.decide.subjects import Target
from boundlib.decide.what import What, answered, not_applicable, unknown
from boundlib.declare.names import Place, Unstated
from boundlib.model.answers import Route, StepNow, YesNo
from boundlib.vocab import Duty, FactKind, Medium, Outcome, Reach, Reason, Role, Staffed, WindowUse

# --- the route ------------------------------------------------------------------------------------


def route(ask: Asking, channel: str | None = None) -> Route:
    """Where to turn now, for the stated place; never empty-handed."""
    chosen, here = _chosen(ask)
    marks = tuple(_staffed(ask, step) for clause in chosen for step in clause.known_steps)
    # A name nobody agreed on keeps nobody from their route.
    known = channel in ask.frame.channels or ask.frame.is_medium(channel or "")
    target = ask.frame.target(channel) if known else None
    asked = None if target is None else (target, _mark(ask, target))
    # The same few routes come up again and again: each is made once.
    key = (ask.question.place, marks, None if asked is None else (channel, asked[1]))
    found: Route | None = ask.frame.routes.get(key)
    if found is None:
        found = _route(ask, chosen, here, marks, asked)
        if len(ask.frame.routes) < MOST_KEPT:
            ask.frame.routes[key] = found
    return found


def _chosen(ask: Asking) -> tuple[list[Any], bool]:
    """The agreed routes for the stated place; all of them, and no, where there is none for it."""
    agreed = ask.frame.by_kind.get("crisis.route", [])
    place = ask.question.place
    here = [c for c in agreed if place is None or _for_place(ask, c, place)]
    return (here, True) if here else (agreed, False)


def _route(
    ask: Asking, chosen: list[Any], here: bool, marks: tuple[Staffed, ...], asked: Any
) -> Route:
    """The route whose steps are marked so."""
    steps = [(clause, step) for clause in chosen for step in clause.known_steps]
    now = (Staffed.ALWAYS, Staffed.YES)
    first = next((i for i, mark in enumerate(marks) if mark in now), None)
    # Of routes for several places none is the one to try before it is known which place it is.
    certain = len({_place(ask, clause) for clause in chosen}) <= 1 or _all_for_place(ask, chosen)
    return Route(
        steps=tuple(
            _step(clause, step, mark, here)
            for (clause, step), mark in zip(steps, marks, strict=True)
        ),
        try_first=first if here and certain else None,
        asked=None if asked is None else _asked(*asked),
        ask_place=True if ask.question.place is None else None,
        local_emergency_number=None if here else True,
    )


def _all_for_place(ask: Asking, chosen: list[Any]) -> bool:
    """Whether the stated place lies in that of every chosen route, not only one of them in it."""
    said = ask.question.place
    places = [_place(ask, clause) for clause in chosen]
    return said is not None and all(place and place.covers(said) for place in places)


def _place(ask: Asking, clause: Any) -> Place | None:
    """The place a route is for; one that names none is for the agreement's own."""
    place: Place | None = clause.place or ask.frame.agreement.jurisdiction
    return place


def where_now(ask: Asking) -> What:
    """The crisis answer, with what follows from it."""
    found = route(ask, getattr(ask.question, "channel", None))
    if ask.question.crisis:
        ask.because(Reason.CRISIS_DECLARED)
    chosen, here = _chosen(ask)
    # A route that is not understood, or a step of one, was agreed all the same.
    unread = [c for c in ask.frame.unread if c.kind == "crisis.route"]
    for clause in (*unread, *(c for c in chosen if not c.fully_read)):
        ask.because(Reason.NEWER_THAN_READER, clause.id or None)
    if not chosen and not unread:
        ask.because(Reason.NO_ROUTE)
    if chosen and not here:
        ask.because(Reason.OTHER_PLACE)
    if found.ask_place:
        ask.because(Reason.PLACE_NOT_STATED)
        ask.owe(Duty.CONFIRM_PLACE)
    for clause in chosen:
        ask.because(Reason.RULES, clause)
        for who in clause.tells:
            ask.owe(Duty.TELL_AFTERWARDS, clause, party=who)
    return What(Outcome.ANSWERED, found, route=found)


def _for_place(ask: Asking, clause: Any, place: Place) -> bool:
    """Whether a route is for a place."""
    agreed = _place(ask, clause)
    return agreed is not None and (agreed.covers(place) or place.covers(agreed))


def _step(clause: Any, step: Any, mark: Staffed, here: bool) -> StepNow:
    return StepNow(
        clause=clause.id,
        step=step.id,
        reach=step.reach,
        staffed_now=mark,
        medium=step.medium,
        number=step.number,
        party=step.party,
        other_place=None if here else True,
        words=step.words,
    )


def _staffed(ask: Asking, step: Any) -> Staffed:
    mark = _agreed_mark(ask, step)
    there = mark in (Staffed.ALWAYS, Staffed.YES)
    if there and step.party is not None and perhaps_away(ask, step.party):
        return Staffed.NOT_KNOWN  # who is away may not answer, whatever the hours say
    return mark


def _agreed_mark(ask: Asking, step: Any) -> Staffed:
    if step.always:
        return Staffed.ALWAYS
    if step.hours is None:
        emergency = step.reach is Reach.EMERGENCY_NUMBER and step.always is None
        return Staffed.ALWAYS if emergency else Staffed.NOT_KNOWN
    if isinstance(step.hours, Unstated):
        return Staffed.NOT_KNOWN
    return _hours_now(ask, step.hours)


def _hours_now(ask: Asking, name: str) -> Staffed:
    """Whether hours are open now; a choice they leave open is never put to the person in crisis."""
    timetable = ask.frame.timetables[name]
    ask.tables.setdefault(name)
    found = set()
    for _, holidays in ask.frame.holiday_options(timetable) or [("", None)]:
        table = ask.frame.table(timetable, timetable.leave, holidays)
        ask.stays_until(table.next_change(ask.at))
        found.add(table.is_open(ask.at))
    if len(found) > 1:
        return Staffed.NOT_KNOWN
    return Staffed.YES if True in found else Staffed.NO


def _asked(target: Target, mark: Staffed) -> StepNow:
    """The channel that was asked about, with the same mark as the steps."""
    return StepNow(
        clause=None if target.clause is None else target.clause.id,
        staffed_now=mark,
        medium=None if target.medium is None else Medium(target.medium),
    )


def _mark(ask: Asking, target: Target) -> Staffed:
    """Whether somebody watches the asked channel now; hours of reading alone do not say so."""
    watched = _watched(ask, target)
    if watched is False:
        return Staffed.NO
    hours = both([_hours_open(ask, target), _read_now(ask, target)])
    if hours is False:
        return Staffed.NO
    if not (watched and hours):
        return Staffed.NOT_KNOWN
    reached = getattr(ask.question, "to", None) or Role.THERAPIST
    return Staffed.NOT_KNOWN if perhaps_away(ask, reached) else Staffed.YES


def _watched(ask: Asking, target: Target) -> Truth:
    """Whether the agreement says that the channel is monitored; one that says not rules."""
    said: Truth = None
    for clause in ask.frame.by_kind.get("contact.channel_risk", ()):
        about = ask.by_channel(clause.channels, target) is True
        if clause.monitored is None or not about:
            continue
        if not clause.channels and target.medium not in ELECTRONIC:
            continue
        if clause.monitored is False:
            return False
        said = said or _unconditional(clause) or None
    return said


def _hours_open(ask: Asking, target: Target) -> Truth:
    """Whether the channel's own hours are open; one without hours has none that could close."""
    named = target.clause
    channels = ask.frame.channels.values()
    meant = [c for c in channels if (c.medium == target.medium if named is None else c is named)]
    found = {_open_now(ask, clause.timetable) for clause in meant}
    return found.pop() if len(found) == 1 else None if found else True


def _read_now(ask: Asking, target: Target) -> Truth:
    """Whether the channel is read now; where no hours are said for reading, they close nothing."""
    found: list[Truth] = []
    for clause in ask.frame.by_kind.get("contact.window", ()):
        about = ask.by_channel(clause.channels, target)
        if clause.use is WindowUse.READING and about is not False:
            sure = about and _unconditional(clause) and automatic(clause.force)
            sure = sure and not clause.purposes
            found.append(_open_now(ask, clause.timetable) if sure else None)
    return either(found) if found else True


def _unconditional(clause: Any) -> bool:
    """Whether a clause speaks whatever else is so: nothing is weighed in a crisis."""
    return clause.when is None and clause.valid is None and clause.reading_of is None


def _open_now(ask: Asking, timetable: str | None) -> Truth:
    if timetable is None:
        return True
    mark = _hours_now(ask, timetable)
    return None if mark is Staffed.NOT_KNOWN else mark is Staffed.YES


# --- the list of what is urgent -------------------------------------------------------------------


def listed(ask: Asking) -> What:
    """Is this on the list of what was agreed to be urgent? A word is looked up, never scored."""
    question = ask.question
    found: list[tuple[Any, Any, Truth]] = []
    lists = ask.speaking("crisis.criteria")
    for clause, speaks in lists:
        for entry in clause.criteria:
            same = (
                entry.id == question.entry
                if question.entry
                else entry.criterion == question.criterion
            )
            if same:
                found.append((clause, entry, speaks))
    if not lists:
        return not_applicable(ask, "crisis.criteria")
    sure = [(c, e) for c, e, speaks in found if speaks is True]
    if sure:
        for clause, entry in sure:
            ask.because(Reason.LISTED, clause)
            if question.medium is not None and question.medium in entry.medium_excluded:
                ask.because(Reason.NOT_BY_THIS_MEDIUM, clause, question.medium)
        return answered(YesNo(so=True))
    if found:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, found[0][0], YesNo(so=True))
    vague = [clause for clause, _ in lists if question.criterion and _has_vague_ground(clause)]
    if not vague and all(clause.complete and speaks is True for clause, speaks in lists):
        for clause, _ in lists:
            ask.because(Reason.NOT_LISTED, clause)
        return answered(YesNo(so=False))
    for clause, _ in lists:
        closed = clause.complete and clause in vague
        ask.because(Reason.UNSTATED if closed else Reason.LIST_OPEN, clause)
    return What(Outcome.UNKNOWN)


def _has_vague_ground(clause: Any) -> bool:
    """Whether a ground on the list has words of its own, which may mean any ground there is."""
    return any(isinstance(entry.criterion, Unstated) for entry in clause.criteria)


# --- whom to ring, and where the client is --------------------------------------------------------


def may_ring(ask: Asking) -> Outcome:
    """May this emergency contact be rung? Of several clauses, the best that one of them says."""
    asked = ask.question.party
    trials = []
    for clause in ask.frame.by_kind.get("crisis.emergency_contact", ()):
        if asked is not None and ask.frame.holders(asked).isdisjoint(
            ask.frame.holders(clause.party)
        ):
            continue
        trial = ask.aside()
        outcome = _ring_by(trial, clause)
        ask.stays_until(trial.until)
        if asked is not None and outcome is Outcome.DENY and withdrawal(ask, clause) is not None:
            ask.take(trial)
            return outcome  # a refusal beats what another clause about them says
        trials.append((ORDER.index(outcome), clause.id, trial))
    if not trials:
        return settle(ask, [], [])
    rank, _, best = min(trials, key=lambda found: found[:2])
    ask.take(best)
    return ORDER[rank]


def _ring_by(ask: Asking, clause: Any) -> Outcome:
    aside = ask.aside()
    speaks = aside.speaks(clause)
    ask.stays_until(aside.until)  # what limits it does so only while it speaks
    grant = Line(aside, clause, speaks, automatic(clause.force), speaks=speaks)
    if speaks is False:
        return settle(ask, [[grant]], [])
    if withdrawal(ask, clause) is not None:
        ask.because(Reason.CLIENT_STOPPED, clause)
        return Outcome.DENY
    agreed, called = ask.aside(), ask.aside()
    consent: Truth = clause.consented is True or given(agreed, clause)
    if consent is None and clause.consented is False:
        consent = False  # the text itself says that there is none
    if consent is True:
        agreed.because(Reason.CONSENTED, clause)
    else:
        agreed.wait_for(FactKind.CONSENT_GIVEN, clause)
    limits = [
        Line(agreed, clause, consent, why_not=Reason.NOT_CONSENTED),
        Line(called, clause, _called_for(called, clause), why_not=Reason.DOES_NOT_HOLD),
    ]
    if clause.willing is False:
        limits.append(Line(ask.aside(), clause, False, why_not=Reason.NOT_CONSENTED))
    return settle(ask, [[grant]], limits)


def ring_refused(ask: Asking) -> bool:
    """Whether the client took back their consent that the person asked about is rung."""
    asked = ask.question.party
    for clause in ask.frame.by_kind.get("crisis.emergency_contact", ()):
        mine = asked is None or not ask.frame.holders(asked).isdisjoint(
            ask.frame.holders(clause.party)
        )
        if mine and withdrawal(ask, clause) is not None:
            ask.because(Reason.CLIENT_STOPPED, clause)
            return True
    return False


def _called_for(ask: Asking, clause: Any) -> Truth:
    if clause.require is not None:
        held: Truth = ask.frame.truth(ask, clause.require, clause=clause)
        if held is False:
            wait_alone(ask, clause)
        return held
    declared: Truth = ask.question.emergency
    if declared is None:
        ask.wait_for("emergency", clause)
    return declared


def whereabouts(ask: Asking) -> What:
    """Is it known where the client is for this session, or today?"""
    clauses = ask.speaking("crisis.emergency_contact")
    asked_for = [c for c, t in clauses if c.address_each_session and t is True]
    wanted = ask.question.session
    start = ask.frame.zone.day_start(ask.today().toordinal())
    perhaps = False
    for seen in ask.view.of(FactKind.LOCATION_GIVEN):
        if (seen.fact.session != wanted) if wanted else seen.high < start:
            continue
        perhaps = True
        if ask.view.certain(seen) and (wanted or seen.low >= start):
            if not wanted:
                ask.stays_until_date(ask.today() + timedelta(days=1))
            ask.view.use(seen)
            ask.because(Reason.HOLDS, asked_for[0] if asked_for else None)
            return answered(YesNo(so=True))
    ask.wait_for(FactKind.LOCATION_GIVEN, asked_for[0] if asked_for else None)
    ask.owe(Duty.CONFIRM_PLACE, asked_for[0] if asked_for else None)
    if perhaps:
        if not wanted:
            ask.stays_until_date(ask.today() + timedelta(days=1))
        ask.because(Reason.FACT_MISSING, detail=FactKind.LOCATION_GIVEN)
        return What(Outcome.UNKNOWN)
    if ask.view.no_act is None:
        ask.because(Reason.RECORD_INCOMPLETE, detail=FactKind.LOCATION_GIVEN)
        return What(Outcome.UNKNOWN)
    ask.because(Reason.DOES_NOT_HOLD, asked_for[0] if asked_for else None)
    return answered(YesNo(so=False))


def only(
    ask: Asking, kind: str, fits: Callable[[Any], bool] = lambda clause: True
) -> tuple[Any, Truth] | None:
    """The clause of a kind that is meant, among those that fit; None with the reason noted."""
    wanted = ask.question.clause
    meant = [c for c in ask.frame.by_kind.get(kind, ()) if wanted in (None, c.id) and fits(c)]
    found = [(c, t) for c in meant if (t := ask.speaks(c)) is not False]
    if len(found) > 1:
        for clause, _ in found:
            ask.because(Reason.MORE_THAN_ONE, clause)
        return None
    return found[0] if found else None
