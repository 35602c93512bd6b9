"""By when a reply is due or expected, and whether it is overdue (spec/decisions)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Settled, Truth, both, either, ends
from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.decide.may_contact import about
from boundlib.decide.named import counts
from boundlib.decide.spans import Due, hours_of, span_end
from boundlib.decide.subjects import Target
from boundlib.decide.what import NOTHING, What, answered, instant, not_applicable, unknown
from boundlib.declare.names import Unstated
from boundlib.model.answers import ByWhen, YesNo
from boundlib.model.contact import Rounds
from boundlib.model.decision import Alternative
from boundlib.times.spans import resolve
from boundlib.times.zones import wall_of
from boundlib.vocab import Event, FactKind, Outcome, Reason, Role, Strength


@attrs.frozen
class Message:
    """The message asked about."""

    low: int
    high: int
    target: Target
    purpose: Any
    sender: str | None = None
    receiver: str | None = None
    seen: Seen | None = None
    read_at: int | None = None


def reply_due(ask: Asking) -> What:
    """By when is a reply to this message due, or expected?"""
    message = _message(ask)
    if message is None:
        return What(Outcome.UNKNOWN)
    found = _speaking(ask, message)
    if not found:
        return not_applicable(ask, "contact.reply_time", lambda c: _fits(ask, c, message))
    ways = [_due_by(ask, clause, message) for clause, _ in found]
    clause, speaks = found[0]
    if speaks is True and all(way == ways[0] for way in ways):
        if ways[0].outcome is Outcome.ANSWERED:
            ask.because(Reason.RULES, clause)
        return ways[0]
    return _unsettled(ask, found, ways)


def _due_by(ask: Asking, clause: Any, message: Message) -> What:
    """When a reply is due by one clause."""
    if clause.strength is Strength.NONE and clause.within is None:
        ask.because(Reason.NO_REPLY_PROMISED, clause)
        return NOTHING
    due = _when(ask, clause, message)
    if due is None or (due.low is None and due.high is None):
        return unknown(ask, None, clause, None)
    said = None if isinstance(clause.strength, Unstated) else clause.strength
    _note_settled(ask, clause, due)
    return answered(ByWhen(strength=said, min=instant(due.low), max=instant(due.high)))


def _unsettled(ask: Asking, found: list[tuple[Any, Truth]], ways: list[What]) -> What:
    """Unknown, with what each clause that may rule says."""
    code = Reason.MORE_THAN_ONE if found[0][1] is True else Reason.SWITCH_NOT_KNOWN
    others = []
    for (clause, _), way in zip(found, ways, strict=True):
        ask.because(code, clause)
        if way.outcome is Outcome.ANSWERED:
            others.append(Alternative(outcome=way.outcome, value=way.value, if_=clause.id))
    return What(Outcome.UNKNOWN, alternatives=tuple(others))


def overdue(ask: Asking) -> What:
    """Is a reply to this message overdue? Only a promise can be, and only until it is answered."""
    message = _message(ask)
    if message is None:
        return What(Outcome.UNKNOWN)
    found = _speaking(ask, message)
    if not found:
        return not_applicable(ask, "contact.reply_time", lambda c: _fits(ask, c, message))
    ways = [_overdue_by(ask, clause, message) for clause, _ in found]
    if found[0][1] is True and all(way == ways[0] for way in ways):
        return ways[0]
    if all(way == ways[0] and way.value == YesNo(so=False) for way in ways):
        return ways[0]  # whichever of them speaks
    return _unsettled(ask, found, ways)


def _overdue_by(ask: Asking, clause: Any, message: Message) -> What:
    strength = clause.strength
    if isinstance(strength, Unstated):
        options = [(str(s), s) for s in (Strength.PROMISE, Strength.AIM)]
        strength = ask.choose(f"{clause.id}:strength", options)
    if strength is not Strength.PROMISE:
        expected = strength is Strength.AIM
        ask.because(Reason.EXPECTED_ONLY if expected else Reason.NO_REPLY_PROMISED, clause)
        return NOTHING
    replied = _answered(ask, message)
    if replied is True:
        ask.because(Reason.ANSWERED_ALREADY, clause)
        return answered(YesNo(so=False))
    due = _when(ask, clause, message)
    if due is None:
        return unknown(ask, None, clause, None)
    truth = _is_over(ask, due)
    if truth is True and replied is None:
        ask.because(Reason.FACT_MISSING, clause, FactKind.REPLY_SENT)
        truth = None
    elif truth is True and not _knows_replies(ask, message):
        ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.REPLY_SENT)
        ask.wait_for(FactKind.REPLY_SENT, clause)
        truth = None
    if truth is None:
        _note_settled(ask, clause, due)
        return unknown(ask, None, clause, None)
    ask.because(Reason.RULES, clause)
    return answered(YesNo(so=truth))


# --- the message ----------------------------------------------------------------------------------


def _message(ask: Asking) -> Message | None:
    question = ask.question
    if question.message is None:
        target = ask.frame.target(question.channel)
        at = int(question.sent_at)
        return Message(at, at, target, question.purpose)
    seen = ask.view.by_id(question.message)
    if seen is None or seen.fact.kind not in (FactKind.MESSAGE_SENT, FactKind.CALL_HELD):
        ask.because(Reason.FACT_MISSING, detail=FactKind.MESSAGE_SENT)
        ask.wait_for(FactKind.MESSAGE_SENT)
        return None
    ask.view.use(seen)
    fact = seen.fact
    channel = question.channel or _channel_of(ask, fact)
    read = next(
        (s for s in ask.view.of(FactKind.MESSAGE_READ) if s.fact.message == fact.id and s.exact),
        None,
    )
    return Message(
        seen.low,
        seen.high,
        ask.frame.target(channel),
        question.purpose or fact.purpose,
        fact.by,
        fact.to,
        seen,
        None if read is None else read.low,
    )


def _channel_of(ask: Asking, fact: Any) -> str | None:
    """The channel a message used: the clause, if this version still has it, else the medium."""
    if fact.channel in ask.frame.channels:
        return str(fact.channel)
    return None if fact.medium is None else str(fact.medium)


def _answered(ask: Asking, message: Message) -> Truth:
    """Whether it was answered by now.

    A reply that does not say what it answers, or a call with the writer, may be the answer.
    """
    if message.seen is None:
        return False
    found: Truth = False
    for seen in ask.view.of(FactKind.REPLY_SENT, FactKind.CALL_HELD, since=message.low):
        if seen.fact.id == message.seen.fact.id:
            continue
        truth = both([_is_answer(message, seen), _from_other_side(ask, message, seen.fact)])
        if truth is False:
            continue
        if truth is True and ask.view.certain(seen):
            ask.view.use(seen)
            return True
        found = None
    return found


def _is_answer(message: Message, seen: Seen) -> Truth:
    """Whether a reply or call is later than the message, and says that it answers it."""
    if seen.high < message.low:
        return False
    named = getattr(seen.fact, "answers", None)
    if named is None:
        return None
    name = message.seen and message.seen.fact.id
    return False if named != name else seen.low >= message.high or None


_SIDE = (Role.THERAPIST, Role.COVER, Role.PRACTICE, Role.SUPERVISOR)
"""Who may answer for the therapist."""


def _from_other_side(ask: Asking, message: Message, fact: Any) -> Truth:
    """Whether a reply or call went between the writer and those who may answer them."""
    writer = None if message.sender is None else ask.frame.holders(message.sender)
    answering: set[str] = set()
    if message.receiver is not None:
        answering |= ask.frame.holders(message.receiver)
    if writer is None or not any(ask.frame.holds(w, role) for w in writer for role in _SIDE):
        answering |= {p for role in _SIDE for p in ask.frame.holders(role)}
    if writer is not None:
        answering -= writer
    if fact.kind == FactKind.CALL_HELD:
        ways = [(fact.by, fact.to), (fact.to, fact.by)]  # whoever rang, it was held with both
    else:  # without a word on it, an answer went to whom it answers
        ways = [(fact.by, message.sender if fact.answers and fact.to is None else fact.to)]
    return either([both([_among(ask, by, answering), _among(ask, to, writer)]) for by, to in ways])


def _among(ask: Asking, who: str | None, parties: Collection[str] | None) -> Truth:
    """Whether a party is among these; not known of somebody this version does not know."""
    if who is None or parties is None:
        return None
    if not ask.frame.holders(who).isdisjoint(parties):
        return True
    return False if ask.frame.knows(who) else None


def _knows_replies(ask: Asking, message: Message) -> bool:
    """Whether a missing reply is known to be missing."""
    named = message.seen is not None
    return named and ask.view.covers(FactKind.REPLY_SENT, message.low)


# --- the due time ---------------------------------------------------------------------------------


def _fits(ask: Asking, clause: Any, message: Message) -> Truth:
    """Whether a clause is about such a message: towards whom it is owed, and by whom."""
    who = ask.binds(clause, by=message.receiver, to=message.sender)
    if clause.by and message.sender is not None:
        # Nobody owes themselves a reply.
        owing = ask.frame.everybody(clause.by)
        if ask.frame.holders(message.sender) <= owing:
            who = False if not clause.to else who
    return both([who, about(ask, clause, message.target, message.purpose)])


def _speaking(ask: Asking, message: Message) -> list[tuple[Any, Truth]]:
    """The clauses that rule on this message: the closest, and others that may rule instead.

    Of several, the one that says more of the message rules; first the closest.
    """
    found: list[tuple[Any, Truth]] = []
    for clause in ask.frame.by_kind.get("contact.reply_time", ()):
        fits = _fits(ask, clause, message)
        if fits is False:
            continue
        truth = both([fits, ask.speaks(clause, by=message.receiver, to=message.sender)])
        if truth is not False:
            found.append((clause, truth))
    found.sort(key=lambda pair: (-_closeness(pair[0]), pair[0].id))
    sure = [_closeness(clause) for clause, truth in found if truth is True]
    least = max(sure, default=0)
    return [pair for pair in found if _closeness(pair[0]) >= least]


def _closeness(clause: Any) -> int:
    # A channel says as much of a message as a purpose does.
    return 2 * bool(clause.channels) + 2 * bool(clause.purposes) + (clause.when is not None)


def _when(ask: Asking, clause: Any, message: Message) -> Due | None:
    within = clause.within
    if within is None or isinstance(within, Unstated):
        ask.because(Reason.UNSTATED, clause)
        return None
    found: list[Due | None] = []
    for start in sorted({message.low, message.high}):
        if isinstance(within, Rounds):
            found.append(_round(ask, clause, within, start))
        else:
            events = {
                Event.MESSAGE_SENT: start,
                Event.MESSAGE_RECEIVED: start,
                Event.MESSAGE_READ: message.read_at,
            }
            found.append(span_end(ask, within, start, clause=clause, events=events, deadline=True))
    known = [due for due in found if due is not None]
    if len(known) < len(found):
        return None
    first, last = known[0], known[-1]
    settled = Settled.RANGE if first != last else first.settled
    return Due(first.low, last.high, settled)


def _is_over(ask: Asking, due: Due) -> Truth:
    """Whether the due time has passed; in time means at or before it."""
    for end in (due.low, due.high):
        ask.stays_until(None if end is None else end + 1)
    if due.settled is Settled.BAND:
        # Every amount in it is right, so only what is beyond it is late.
        return due.high is not None and ask.at > due.high
    return due.over(ask.at - 1)


def _note_settled(ask: Asking, clause: Any, due: Due) -> None:
    if due.rough:
        ask.because(Reason.ROUGHLY, clause)
    elif due.settled is Settled.RANGE:
        ask.because(Reason.NOT_SETTLED, clause)


# --- rounds ---------------------------------------------------------------------------------------


def _round(ask: Asking, clause: Any, rounds: Rounds, start: int) -> Due | None:
    """The close of the first working date, from the message's own on, that has a round left."""
    table = hours_of(ask, rounds, clause)
    zone = table.zone
    limit = ends(rounds.tally.at_most)
    if limit.settled is not Settled.EXACT:
        ask.because(Reason.UNSTATED, clause)
        return None
    day: int | None = zone.day_of(start)
    if day is not None and not table.is_working(day):
        day = table.nth_working(day, 1)
    while day is not None:
        close = resolve(zone, wall_of(day, table.days.close(day) or 0), True)
        if close is not None and close >= start:
            taken = _taken(ask, clause, rounds, zone, day, start)
            if taken is None:
                return None
            if taken < limit.high:
                return Due(close, close)
            if zone.day_start(day) >= start:
                break  # no date has a round
        day = table.nth_working(day, 1)
    return Due(NEVER, NEVER)


def _taken(ask: Asking, clause: Any, rounds: Rounds, zone: Any, day: int, start: int) -> int | None:
    """How many rounds of a date were over before the message; later ones can still answer it."""
    begin = zone.day_start(day)
    if begin >= start:
        return 0
    taken = unsure = 0
    for entry in rounds.tally.count:
        for seen in ask.view.of(entry.fact, since=begin):
            if seen.low >= start:
                continue
            truth = counts(ask, entry, rounds.tally.where, seen, clause)
            if truth is False:
                continue
            ask.view.use(seen)
            if truth is True and begin <= seen.low and seen.high < start:
                taken += 1
            else:
                unsure += 1
    limit = ends(rounds.tally.at_most).high
    known = not unsure and all(ask.view.covers(e.fact, begin) for e in rounds.tally.count)
    if taken < limit and not known:
        ask.because(Reason.RECORD_INCOMPLETE, clause)
        for entry in rounds.tally.count:
            ask.wait_for(entry.fact, clause)
        return None
    return taken
