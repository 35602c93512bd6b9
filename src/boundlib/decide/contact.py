"""The what-questions about contact: replies, allowances, costs, cover (spec/decisions)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from boundlib.decide.amounts import NEVER, Truth, both, ends, minus
from boundlib.decide.asking import Asking, widened
from boundlib.decide.consent import withdrawal
from boundlib.decide.cool_off import Rest, resting
from boundlib.decide.may_contact import about, carries, is_meant, rests
from boundlib.decide.prices import cost_of, note_settled
from boundlib.decide.settle import automatic, discretion
from boundlib.decide.subjects import Subject, Target
from boundlib.decide.tallies import counted
from boundlib.decide.what import (
    What,
    answered,
    instant,
    not_applicable,
    refer,
    unknown,
)
from boundlib.declare.names import Unstated
from boundlib.model.answers import ChannelRisk, Cost, Elsewhere, Firsts, Left, Needed, Open
from boundlib.model.clause import DecidedBy
from boundlib.model.decision import Alternative
from boundlib.vocab import COVERS, Force, Medium, Met, Outcome, Purpose, Reason, Role

ELECTRONIC = frozenset(Medium) - {Medium.PHONE, Medium.IN_PERSON, Medium.LETTER}
"""The media that a notice of risk is about where it names no channel."""


def _speaking(ask: Asking, kind: str, target: Target, purpose: Any) -> list[tuple[Any, Truth]]:
    """The clauses of a kind that speak on this channel and purpose, each yes or not known."""
    out: list[tuple[Any, Truth]] = []
    for clause in ask.frame.by_kind.get(kind, ()):
        fits = about(ask, clause, target, purpose)
        truth = both([fits, ask.speaks(clause)]) if fits is not False else fits
        if truth is not False:
            out.append((clause, truth))
    return out


# --- allowances -----------------------------------------------------------------------------------


def allowance_left(ask: Asking) -> What:
    """What is left of an allowance, and when does some of it free up?"""
    question = ask.question
    agreed = ask.frame.by_kind.get("contact.allowance", ())
    meant = [c for c in agreed if question.clause in (None, c.id)]
    found = [(c, t) for c in meant if (t := ask.speaks(c)) is not False]
    if not found:
        return not_applicable(ask, "contact.allowance")
    if len(found) > 1:
        for clause, _ in found:
            ask.because(Reason.MORE_THAN_ONE, clause)
        return What(Outcome.UNKNOWN)
    clause, speaks = found[0]
    subject = None
    if question.occasion is not None:
        event = ask.view.by_id(question.occasion)
        if event is None:
            ask.wait_for(clause.tally.count[0].fact, clause)
            return unknown(ask, Reason.FACT_MISSING, clause, None)
        ask.view.use(event)
        subject = Subject(event=event.fact)
    used = counted(ask, clause.tally, clause=clause, subject=subject)
    value = _left(clause, used)
    if speaks is None:
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, value)
    if value is None:
        return unknown(ask, Reason.UNSTATED, clause, value)
    if value.min is None or value.max is None:
        used.explain(ask, clause)
        return unknown(ask, None, clause, value)
    ask.because(Reason.USED_UP if value.max == 0 else Reason.RULES, clause)
    note_settled(ask, clause, ends(clause.tally.at_most))
    return answered(value)


def _left(clause: Any, used: Any) -> Left | None:
    """What is left, between two ends; None where no upper limit can be read."""
    limit = clause.tally.at_most
    if limit is None or isinstance(limit, Unstated):
        return None
    least, most = minus(limit, used.low, used.high)
    return Left(
        unit=str(clause.tally.unit),
        used=used.low,
        min=least,
        max=most,
        frees_at=instant(NEVER if used.frees_at is None else used.frees_at) if used.low else None,
    )


# --- costs ----------------------------------------------------------------------------------------


def cost(ask: Asking) -> What:
    """What does this contact cost? A declared crisis costs nothing."""
    question = ask.question
    target = ask.frame.target(question.channel)
    found = []
    for clause, speaks in _speaking(ask, "contact.fee", target, question.purpose):
        free = widened(clause.not_for)
        if question.purpose is not None and question.purpose in free:
            ask.because(Reason.NOT_COUNTED, clause)
            continue
        if COVERS.get(question.purpose, frozenset()) & free:
            ask.because(Reason.PURPOSE_NOT_STATED, clause)
            speaks = None  # a part of it costs nothing
        if clause.not_for and question.purpose is None:
            ask.because(Reason.PURPOSE_NOT_STATED, clause)
            speaks = None
        found.append((clause, speaks))
    if not found:
        return not_applicable(ask, "contact.fee", lambda c: about(ask, c, target, question.purpose))
    return _cost_by(ask, *found[0]) if len(found) == 1 else _cost_by_one_of(ask, found)


def _cost_by_one_of(ask: Asking, found: list[tuple[Any, Truth]]) -> What:
    """What a contact costs where several fees speak: what they agree on, else what each says."""
    ways = []
    for clause, _ in found:
        trial = ask.aside()
        ways.append((trial, _cost_by(trial, clause, True)))
        ask.stays_until(trial.until)
    first = ways[0][1]
    agreed = any(speaks is True for _, speaks in found) and all(way == first for _, way in ways)
    for trial, way in ways:
        ask.take(trial, reasons=agreed or way.outcome is Outcome.UNKNOWN)
    if agreed:
        return first
    others = []
    for (clause, speaks), (_, way) in zip(found, ways, strict=True):
        ask.because(Reason.MORE_THAN_ONE if speaks else Reason.SWITCH_NOT_KNOWN, clause)
        if way.value is not None:
            others.append(Alternative(outcome=way.outcome, value=way.value, if_=clause.id))
    return What(Outcome.UNKNOWN, alternatives=tuple(others))


def _cost_by(ask: Asking, clause: Any, speaks: Truth) -> What:
    """What a contact costs by one clause."""
    value = cost_of(ask, clause, ask.question.minutes)
    if value is None or speaks is None:
        return unknown(ask, None if value is None else Reason.SWITCH_NOT_KNOWN, clause, value)
    if value.min is None and value.max is None:
        return unknown(ask, Reason.UNSTATED, clause, None)
    if not automatic(clause.force) and value.max != 0:
        free = Cost(currency=value.currency, min=0, max=0)
        return refer(ask, discretion(clause.force), clause, free)
    ask.because(Reason.RULES, clause)
    return answered(value)


# --- after an act, and before contact -------------------------------------------------------------


def coaching(ask: Asking) -> What:
    """Is coaching open after what happened, and when again?"""
    purpose = ask.question.purpose or Purpose.COACHING
    found = []
    for clause in ask.frame.by_kind.get("contact.cool_off", ()):
        rested = rests(ask, clause, purpose)
        speaks = both([rested, ask.speaks(clause)]) if rested is not False else rested
        if speaks is not False:
            rest = resting(ask, clause)
            if rest.now is not False and not _for_every_client(ask, clause):
                ask.because(Reason.SWITCH_NOT_KNOWN, clause)
                speaks = None
            found.append((clause, speaks, rest))
    if not found:
        return not_applicable(ask, "contact.cool_off", lambda c: rests(ask, c, purpose))
    closed = [(c, r) for c, speaks, r in found if r.now is True and speaks is True]
    unsure = [c for c, speaks, r in found if r.now is not False and (c, r) not in closed]
    for clause, _ in closed:
        ask.because(Reason.RESTING, clause)
    if closed:
        low = max((r.ends_low for _, r in closed if r.ends_low is not None), default=None)
        # What is not known can only make it later.
        highs = [None if unsure else r.ends_high for _, r in closed]
        known = [end for end in highs if end is not None]
        high = max(known) if len(known) == len(highs) else None
        return answered(Open(now=False, again_min=instant(low), again_max=instant(high)))
    if unsure:
        return unknown(ask, None, unsure[0], _perhaps(found))
    for clause, _, _ in found:
        ask.because(Reason.RULES, clause)
    return answered(Open(now=True))


def _for_every_client(ask: Asking, clause: Any) -> bool:
    """Whether it is the same for all clients; where it binds some of them, it is not said whom."""
    clients = ask.frame.holders(Role.CLIENT)
    bound = clients & ask.frame.everybody(clause.by) if clause.by else clients
    return not bound or bound == clients


def _perhaps(found: Iterable[tuple[Any, Truth, Rest]]) -> Open | None:
    """Between which ends coaching opens again if it rests; None where that is not known."""
    ends = [r for _, _, r in found if r.now is not False]
    lows = [r.ends_low for r in ends if r.ends_low is not None]
    highs = [r.ends_high for r in ends if r.ends_high is not None]
    if len(lows) < len(ends) or len(highs) < len(ends):
        return None
    return Open(now=False, again_min=instant(max(lows)), again_max=instant(max(highs)))


def first(ask: Asking) -> What:
    """What must come before this contact? In a crisis, nothing."""
    question = ask.question
    target = ask.frame.target(question.channel)
    found = _speaking(ask, "contact.precondition", target, question.purpose)
    if not found:
        return not_applicable(
            ask, "contact.precondition", lambda c: about(ask, c, target, question.purpose)
        )
    needs = []
    for clause, speaks in found:
        held = ask.frame.truth(ask, clause.require, clause=clause)
        if speaks is None:
            return unknown(ask, Reason.SWITCH_NOT_KNOWN, clause, None)
        needs.append(Needed(clause=clause.id, met=met(held)))
        ask.because(
            Reason.HOLDS
            if held
            else Reason.DOES_NOT_HOLD
            if held is False
            else Reason.FACT_MISSING,
            clause,
        )
    return answered(Firsts(needs=tuple(needs)))


def met(truth: Truth) -> Met:
    """A truth as a word of an answer."""
    return Met.NOT_KNOWN if truth is None else Met.YES if truth else Met.NO


# --- channels -------------------------------------------------------------------------------------


def redirect(ask: Asking) -> What:
    """Where does this purpose go, if not by this channel?"""
    question = ask.question
    asked = ask.frame.target(question.channel)
    if not ask.frame.channels:
        return not_applicable(ask, "contact.channel")
    agreed: list[str] = []
    others: list[str] = []
    unsure: list[Any] = []
    for clause, speaks in ask.speaking("contact.channel"):
        mine = (
            asked.stated and ask.by_channel((clause.id,), asked) is True
            if asked.clause
            else (asked.stated and str(clause.medium) == asked.medium)
        )
        if mine or not asked.stated:
            for step in clause.redirects:
                if question.purpose in widened(step.purposes) and not _stopped(ask, step.to):
                    agreed.append(step.to)
                    ask.because(Reason.RULES, clause)
        if mine or _stopped(ask, clause.id):
            continue
        carried = both([speaks, carries(ask, clause, question.purpose)])
        if carried is None:
            unsure.append(clause)
        elif carried and automatic(clause.force):
            others.append(clause.id)
            ask.because(Reason.GRANTED, clause)
    # What the two agreed for this purpose comes before what merely carries it.
    out = [*agreed, *others]
    value = Elsewhere(channels=tuple(dict.fromkeys(out)))
    if not out and unsure:
        for clause in unsure:
            ask.because(Reason.FACT_MISSING, clause)
        return What(Outcome.UNKNOWN)
    return answered(value) if out else not_applicable(ask, "contact.channel")


def _stopped(ask: Asking, channel: str) -> bool:
    """Whether the client withdrew their consent to every channel clause that this names."""
    target = ask.frame.target(channel)
    meant = [c for c in ask.frame.channels.values() if is_meant(c, target)]
    stopped = [clause for clause in meant if withdrawal(ask, clause) is not None]
    for clause in stopped:
        ask.because(Reason.CLIENT_STOPPED, clause)
    return bool(stopped) and len(stopped) == len(meant)


def enters_record(ask: Asking) -> What:
    """Does a message by this channel become part of the record? Is it secure, and monitored?"""
    target = ask.frame.target(ask.question.channel)
    found = [
        (clause, truth)
        for clause, truth in _speaking(ask, "contact.channel_risk", target, None)
        if clause.channels or target.medium in ELECTRONIC
    ]
    if not found:
        return not_applicable(ask, "contact.channel_risk")
    unsure = [clause for clause, truth in found if truth is None]
    for clause in unsure:
        ask.because(Reason.SWITCH_NOT_KNOWN, clause)
    if unsure:
        return What(Outcome.UNKNOWN)
    for clause, _ in found:
        ask.because(Reason.RULES, clause)
        if isinstance(clause.enters_record, DecidedBy):
            ask.because(Reason.PERSON_DECIDES, clause)
    clauses = [clause for clause, _ in found]
    return answered(
        ChannelRisk(
            enters_record=_one_word(ask, clauses, _enters),
            secure=_one_word(ask, clauses, lambda c: _said(c.secure)),
            monitored=_one_word(ask, clauses, lambda c: _said(c.monitored)),
        )
    )


def _enters(clause: Any) -> Met | None:
    if clause.enters_record is None:
        return None
    return Met.YES if clause.enters_record is Force.AUTOMATIC else Met.PERHAPS


def _said(word: bool | None) -> Met | None:
    return None if word is None else met(word)


def _one_word(ask: Asking, clauses: list[Any], of: Callable[[Any], Met | None]) -> Met:
    """What the clauses say together; where they say different things, it is not known."""
    words = {word for clause in clauses if (word := of(clause)) is not None}
    if len(words) > 1:
        for clause in clauses:
            ask.because(Reason.MORE_THAN_ONE, clause)
    return words.pop() if len(words) == 1 else Met.NOT_KNOWN
