"""The frame of the sessions, the people around, and whether a copy rules (spec/work 77-98)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import NEVER, Settled, Truth, both, ends
from boundlib.decide.asking import Asking
from boundlib.decide.contact import met
from boundlib.decide.crisis import only
from boundlib.decide.planned import plans
from boundlib.decide.rhythm import Session, agreed, begins, kept
from boundlib.decide.standing import BINDING, ruling_version, standing
from boundlib.decide.stepping import none_of
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare import filled
from boundlib.model.answers import ByWhen, YesNo
from boundlib.model.work_answers import InFrame, NetworkRoleNow, WhoDoes
from boundlib.vocab import FactKind, Outcome, Reason, Standing

FRAME = "session.frame"
ROLE = "network.role"


# --- sessions -------------------------------------------------------------------------------------


def next_session(ask: Asking) -> What:
    """When is the next session that was planned? (77-78)"""
    ahead = [plan for plan in plans(ask).values() if plan.starts[-1] > ask.at]
    first = min((start for plan in ahead for start in plan.starts if start > ask.at), default=None)
    ask.stays_until(first)
    last = min((p.starts[-1] for p in ahead if p.sure and p.starts[0] > ask.at), default=None)
    if last is not None:
        ask.because(Reason.PLANNED)
        return answered(ByWhen(min=instant(first), max=instant(last)))
    ask.wait_for(FactKind.SESSION_SCHEDULED)
    if ahead:
        ask.because(Reason.FACT_MISSING)
        return What(Outcome.UNKNOWN)
    if not ask.view.covers(FactKind.SESSION_SCHEDULED, ask.began()):
        ask.because(Reason.RECORD_INCOMPLETE, detail=FactKind.SESSION_SCHEDULED)
        return What(Outcome.UNKNOWN)
    ask.because(Reason.PLANNED)
    return answered(ByWhen(min=instant(NEVER), max=instant(NEVER)))


def in_frame(ask: Asking) -> What:
    """Is this session inside the agreed frame? (79-83, 93-98)"""
    found = only(ask, FRAME)
    if found is None:
        return none_of(ask, FRAME)
    clause, speaks = found
    starts, minutes, medium = _session(ask)
    said = _kept(ask, clause, starts, minutes, medium)
    if not said:
        ask.because(Reason.NOTHING_AGREED, clause)
        return What(Outcome.NOT_APPLICABLE)
    apart = ask.aside()
    if agreed(clause):
        named = ask.question.session or ""
        said["rhythm"] = kept(apart, clause, Session(named, minutes, starts))
        ask.stays_until(apart.until)
    so = both(list(said.values()))
    # Why the rhythm is not known matters only where nothing else is certainly not as agreed.
    ask.take(apart, reasons=so is None, waits=so is None)
    if so is None:
        if ask.question.session is not None:
            ask.wait_for(FactKind.SESSION_SCHEDULED, clause)
        others = [truth for name, truth in said.items() if name != "rhythm"]
        return unknown(ask, Reason.FACT_MISSING if None in others else None, clause, None)
    value = filled(
        InFrame,
        so=so,
        ends_at=_ends(clause, starts),
        **{name: met(truth) for name, truth in said.items()},
    )
    if speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    ask.because(Reason.RULES if so else Reason.OUTSIDE_FRAME, clause)
    return answered(value)


def _kept(
    ask: Asking, clause: Any, starts: int | None, minutes: int | None, medium: Any
) -> dict[str, Truth]:
    """What was agreed of one session, and whether it is so; the rhythm is looked at by itself."""
    said: dict[str, Truth] = {}
    if clause.length is not None:
        said["length"] = _as_long(clause.length, minutes)
    if clause.media:
        said["medium"] = None if medium is None else medium in clause.media
    if clause.timetable is not None:
        inside = None if starts is None else bool(ask.table(clause.timetable).is_open(starts))
        said["hours"] = inside
    if agreed(clause):
        said["rhythm"] = None
    return said


def _session(ask: Asking) -> tuple[int | None, int | None, Any]:
    """When a session begins, how long it is and by which medium, as far as that was said."""
    question = ask.question
    starts = None if question.starts is None else int(question.starts)
    minutes, medium = None, None
    if question.session is None:
        return starts, question.minutes, question.medium
    for seen in ask.view.of(
        FactKind.SESSION_SCHEDULED, FactKind.SESSION_STARTED, FactKind.SESSION_ENDED
    ):
        if seen.fact.session == question.session:
            ask.view.use(seen)
            minutes = getattr(seen.fact, "minutes", None) or minutes
            medium = getattr(seen.fact, "medium", None) or medium
    starts = begins(ask, question.session) if starts is None else starts
    minutes = minutes if question.minutes is None else question.minutes
    return starts, minutes, question.medium or medium


def _as_long(agreed: Any, minutes: int | None) -> Truth:
    """Whether a session is as long as was agreed."""
    edge = ends(agreed)
    if minutes is None or edge.settled is Settled.UNSTATED:
        return None
    seconds = minutes * 60
    outside = (edge.low is not None and seconds < int(edge.low)) or (
        edge.high is not None and seconds > int(edge.high)
    )
    if edge.settled is Settled.ABOUT:
        return None if outside else True
    if outside:
        return False
    return None if edge.settled is Settled.RANGE else True


def _ends(clause: Any, starts: int | None) -> Any:
    if starts is None or clause.length is None or ends(clause.length).settled is not Settled.EXACT:
        return None
    return instant(starts + int(clause.length))


# --- the people around ----------------------------------------------------------------------------


def role_of(ask: Asking) -> What:
    """What does somebody around the client do, and on what do they speak? (84-86)"""
    party = ask.frame.holders(ask.question.party)
    found = []
    for clause, speaks in ask.speaking(ROLE):
        held = ask.frame.everybody(clause.who)
        if not party.isdisjoint(held):
            found.append((clause, both([speaks, True if party <= held else None])))
    if not found:
        return not_applicable(ask, ROLE)
    sent = {c.refers_to for c, _ in found if c.refers_to is not None}
    value = filled(
        NetworkRoleNow,
        does=tuple(dict.fromkeys(name for c, _ in found for name in c.does)),
        speaks_on=tuple(dict.fromkeys(name for c, _ in found for name in c.speaks_on)),
        refers_to=sent.pop() if len(sent) == 1 else None,
    )
    return _sure(ask, found, value)


def who_does(ask: Asking) -> What:
    """Who speaks on this subject, or does this between contacts? (87-89)"""
    wanted = ask.question.subject
    found = [
        (clause, speaks)
        for clause, speaks in ask.speaking(ROLE)
        if wanted in (*clause.does, *clause.speaks_on)
    ]
    if not found:
        return not_applicable(ask, ROLE)
    who = tuple(dict.fromkeys(name for clause, _ in found for name in clause.who))
    speakers = [name for c, _ in found if wanted in c.speaks_on for name in c.who]
    if len(ask.frame.everybody(speakers)) > 1:
        for clause, _ in found:
            ask.because(Reason.SEVERAL_SPEAK, clause)
    return _sure(ask, found, filled(WhoDoes, who=who))


def _sure(ask: Asking, found: list[tuple[Any, Truth]], value: Any) -> What:
    unsure = [clause for clause, speaks in found if speaks is None]
    if unsure:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, unsure[0], value)
    for clause, _ in found:
        ask.because(Reason.RULES, clause)
    return answered(value)


# --- a copy ---------------------------------------------------------------------------------------


def copy_current(ask: Asking) -> What:
    """Is this copy of the agreement the one that rules now? (90-92)"""
    held = standing(ask, ask.frame.digest)
    if held not in (*BINDING, Standing.SUPERSEDED):
        ask.because(Reason.NOT_IN_FORCE, detail=held)
        return answered(YesNo(so=False))
    ruling, _ = ruling_version(ask, ask.frame.digest)
    rules = ask.frame.digest if ruling is None else ruling.fact.digest
    if rules is None:
        ask.because(Reason.NEWER_THAN_READER)
        return What(Outcome.UNKNOWN)
    same = bool(ask.question.digest == rules)
    ask.because(Reason.SAME_COPY if same else Reason.OTHER_COPY)
    return answered(YesNo(so=same))
