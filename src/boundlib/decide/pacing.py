"""Stopping, what is done when it is too much, and what the work needs to be told (spec/pace)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boundlib.decide.amounts import Settled, Truth, ends, exceeds
from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.decide.fresh import Reading, certain, latest_score, of_today
from boundlib.decide.readings import rater_of
from boundlib.decide.spans import span_end
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare import changed
from boundlib.declare.names import Unstated
from boundlib.model.pace_answers import AboveLimit, TellNow, WhatNow
from boundlib.times.scalars import Instant
from boundlib.vocab import FactKind, Liking, Outcome, Reason, Right, Role

PAUSE, LIMIT, GROUNDING = "pace.pause", "pace.distress_limit", "pace.grounding"


def may_stop(ask: Asking) -> Outcome:
    """May I stop, pause, skip or ask? Anybody may, whatever was agreed. (1-3)"""
    if ask.frame.holds(ask.question.by, Role.CLIENT):
        ask.because(Reason.RIGHT, detail=ask.question.using or Right.STOP)
    else:
        ask.because(Reason.ANYBODY)
    return Outcome.PERMIT


# --- what now -------------------------------------------------------------------------------------


def what_now(ask: Asking) -> What:
    """The sign was given, or it is too much: what now? It is always answered. (6-15)"""
    pauses, limits = _offered(ask, PAUSE), _offered(ask, LIMIT)
    signal = ask.question.signal or _signal(ask)
    pause = _pause(ask, pauses, limits, signal)
    for clause in pauses if pause is None else [pause]:
        if any(sign.id == signal for sign in clause.signals):
            ask.because(Reason.SIGNAL_KNOWN, clause)
    if pause is None:
        for clause in pauses:
            ask.because(Reason.MORE_THAN_ONE, clause)
    low, high = (None, None) if pause is None else _lasts(ask, pause)
    grounding = _offered(ask, GROUNDING)
    for clause in (*limits, *grounding):
        ask.because(Reason.RULES, clause)
    if not (pauses or limits or grounding):
        ask.because(Reason.NOTHING_AGREED)
    ask.because(Reason.CLIENT_SAYS)
    return answered(
        WhatNow(
            pause=None if pause is None else pause.id,
            pause_min=low,
            pause_max=high,
            then=_each(clause.then for clause in limits),
            grounding=_techniques(grounding),
            returns=_each(clause.returns for clause in (pauses if pause is None else [pause])),
            client_says=True,
        )
    )


def _offered(ask: Asking, kind: str) -> list[Any]:
    """What speaks, and what may speak: to offer it takes nothing from anybody. (8)"""
    found = []
    for clause in ask.frame.by_kind.get(kind, ()):
        there = _apart(ask)
        speaks = there.speaks(changed(clause, reading_of=None))
        _rest_on(ask, there)
        if speaks is not False or there.choices:
            found.append(clause)
    return found


def _apart(ask: Asking) -> Asking:
    """The same question by itself: what is left open is not read each way, but offered."""
    return Asking(ask.frame, ask.question, ask.at, {}, ask.subject, wanted=ask.wanted)


def _rest_on(ask: Asking, there: Asking) -> None:
    ask.stays_until(there.until)
    ask.take(there, waits=False)


def _signal(ask: Asking) -> str | None:
    """The sign that the record has as the latest."""
    session = ask.question.session
    found = ask.view.latest(
        FactKind.SIGNAL_GIVEN, lambda fact: session is None or fact.session == session
    )
    names: set[str] = {seen.fact.signal for seen in found}
    return names.pop() if len(names) == 1 and ask.view.certain(found[0]) else None


def _pause(ask: Asking, pauses: list[Any], limits: list[Any], signal: str | None) -> Any:
    """The pause that is meant: the only one, that of the sign, or that of the limits. (9)"""
    named = {clause.pause for clause in limits} - {None}
    for meant in (
        pauses,
        [clause for clause in pauses if any(sign.id == signal for sign in clause.signals)],
        [clause for clause in pauses if clause.id in named],
    ):
        if len(meant) == 1:
            ask.because(Reason.RULES, meant[0])
            return meant[0]
    return None


def _lasts(ask: Asking, pause: Any) -> tuple[Any, Any]:
    """Between which instants the pause that was taken is over by what was agreed. (10)"""
    if pause.lasts is None:
        return None, None
    if isinstance(pause.lasts, Unstated):
        ask.because(Reason.UNSTATED, pause)
        return None, None
    taken = _taken(ask)
    if taken is None:
        return None, None
    there = _apart(ask)
    first = span_end(there, pause.lasts, taken.low, clause=pause)
    last = first if taken.exact else span_end(there, pause.lasts, taken.high, clause=pause)
    _rest_on(ask, there)
    if there.choices:
        ask.because(Reason.UNSTATED, pause)
    if first is None or last is None or there.choices:
        return None, None
    if last.high is not None:
        if last.high < ask.at:
            return None, None  # nobody is called back: it is as long as the client wants
        ask.stays_until(last.high + 1)
    return instant(first.low), instant(last.high)


def _taken(ask: Asking) -> Seen | None:
    """The pause that was taken and is not over; the end of its session is its end. (11)"""
    session = ask.question.session
    found = ask.view.latest(
        FactKind.BREAK_TAKEN, lambda fact: session is None or fact.session == session
    )
    if len({(seen.low, seen.high) for seen in found}) != 1 or not ask.view.certain(found[0]):
        return None
    taken = found[0]
    for seen in ask.view.of(FactKind.BREAK_OVER, FactKind.SESSION_ENDED, since=taken.low):
        if None in (seen.fact.session, taken.fact.session) or (
            seen.fact.session == taken.fact.session
        ):
            ask.view.use(seen)
            return None
    return taken


def _techniques(grounding: list[Any]) -> tuple[str, ...]:
    """In the agreed order, and among the clauses in theirs; what is liked goes first. (12)"""
    each = [technique for clause in grounding for technique in clause.techniques]
    disliked = {one.id for one in each if one.liking is Liking.DISLIKED}
    liked = [one.id for one in each if one.liking is Liking.LIKED]
    ids = dict.fromkeys([*liked, *(one.id for one in each)])
    return tuple(name for name in ids if name not in disliked)


def _each(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))


# --- above the limit ------------------------------------------------------------------------------


def above_limit(ask: Asking) -> What:
    """Is distress above what was agreed as acceptable, and what then? (16-22)"""
    found = _limit(ask)
    if found is None:
        if any(line.code in (Reason.MORE_THAN_ONE, Reason.OTHER_SCALE) for line in ask.reasons):
            return What(Outcome.UNKNOWN)
        return not_applicable(ask, LIMIT)
    clause, speaks = found
    level, read_at = ask.question.level, None
    if level is None:
        readings, why = _read_now(ask, clause)
        if why is not None:
            ask.because(why, clause)
            ask.wait_for(FactKind.MEASUREMENT, clause)
            return What(Outcome.UNKNOWN)
        level = readings[0].says
        if len(readings) == 1 and readings[0].seen.exact:
            read_at = Instant(readings[0].seen.low)
    above = exceeds(level, level, clause.at_most)
    if above is None:
        ask.because(_open_amount(clause.at_most), clause)
        return unknown(ask, None, clause, None)
    value = AboveLimit(
        so=above,
        level=level,
        scale=clause.scale,
        read_at=read_at,
        then=clause.then if above else (),
    )
    if speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    ask.because(Reason.LIMIT_HOLDS if above else Reason.LIMIT_KEPT, clause)
    return answered(value)


def _read_now(ask: Asking, clause: Any) -> tuple[list[Reading], Reason | None]:
    """The client's own latest reading, of the named session or of this day; else why not. (19)"""
    own = rater_of(ask, clause, None)
    found = latest_score(ask, clause.scale, own, session=ask.question.session)
    there = certain(ask, found)
    if found and ask.question.session is None:
        left, sure = of_today(ask, found)
        if not left:
            return [], Reason.STALE
        found, there = left, sure
    if not found:
        return [], Reason.NO_READING
    scores = {reading.says for reading in found}
    settled = there and len(scores) == 1 and None not in scores
    return found, None if settled else Reason.FACT_MISSING


def _limit(ask: Asking) -> tuple[Any, Truth] | None:
    """The limit that is meant, on the scale that is meant; scales are not converted. (17-18)"""
    named, scale = ask.question.clause, ask.question.scale
    meant = [(c, t) for c, t in ask.speaking(LIMIT) if named in (None, c.id)]
    on_scale = [(c, t) for c, t in meant if scale in (None, c.scale)]
    for clause, _ in on_scale if len(on_scale) > 1 else ():
        ask.because(Reason.MORE_THAN_ONE, clause)
    for clause, _ in () if on_scale else meant:
        ask.because(Reason.OTHER_SCALE, clause, clause.scale)
    return on_scale[0] if len(on_scale) == 1 else None


def _open_amount(amount: Any) -> Reason:
    match ends(amount).settled:
        case Settled.UNSTATED:
            return Reason.UNSTATED
        case Settled.ABOUT:
            return Reason.ROUGHLY
        case _:
            return Reason.NOT_SETTLED


# --- what the work needs to be told ---------------------------------------------------------------


def needed_for_safety(ask: Asking) -> What | None:
    """What is needed for somebody's safety is essential, whether or not it binds. (39, 50)"""
    if not (ask.question.for_safety or ask.question.crisis):
        return None
    ask.because(Reason.FOR_SAFETY)
    return answered(TellNow(essential=True))


def must_tell(ask: Asking) -> What:
    """Is this needed for the work now, or can it wait? Nobody is pressed. (39-43)"""
    item = ask.question.item
    needed = needed_for_safety(ask)
    if needed is not None:
        return needed
    listed = [
        (clause, speaks, item in clause.essential)
        for clause, speaks in ask.speaking("pace.disclosure")
        if item in (*clause.essential, *clause.can_wait)
    ]
    if not listed:
        return not_applicable(ask)
    if len({essential for _, _, essential in listed}) > 1:
        for clause, _, _ in listed:
            ask.because(Reason.MORE_THAN_ONE, clause)
        return What(Outcome.UNKNOWN)
    clause, _, essential = listed[0]
    value = TellNow(essential=essential)
    if all(speaks is None for _, speaks, _ in listed):
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    for each, speaks, _ in listed:
        if speaks:
            ask.because(Reason.ESSENTIAL if essential else Reason.CAN_WAIT, each)
    return answered(value)
