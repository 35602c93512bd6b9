"""May this party contact that one now, by this channel, for this purpose?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Truth, both, negated
from boundlib.decide.asking import Asking, widened
from boundlib.decide.consent import withdrawal
from boundlib.decide.cool_off import resting
from boundlib.decide.gaps import in_gap
from boundlib.decide.levers import wait_alone
from boundlib.decide.settle import Line, automatic, settle
from boundlib.decide.subjects import Target, Wanted
from boundlib.decide.tallies import left_over
from boundlib.vocab import COVERS, Duty, FactKind, Medium, Outcome, Purpose, Reason, WindowUse

CONTACTS = frozenset({FactKind.MESSAGE_SENT, FactKind.REPLY_SENT, FactKind.CALL_HELD})
"""The facts that are contact."""

SESSIONS = frozenset({FactKind.SESSION_SCHEDULED, FactKind.SESSION_STARTED, FactKind.SESSION_ENDED})
"""The facts that are contact in person; one called off or moved is no further session."""

SHARED_OUT = ("contact.channel", "contact.window", "contact.allowance", "contact.precondition")
"""The kinds of clause among which a matter may be shared out by a quantity."""

ORDER = (Outcome.PERMIT, Outcome.REFER, Outcome.UNKNOWN, Outcome.DENY, Outcome.NOT_APPLICABLE)
"""Which outcome stands for "by any channel": the best that one of them has."""


@attrs.frozen
class Contact:
    """What is asked, with the channel resolved."""

    by: str
    to: str
    target: Target
    purpose: Purpose | None


def asked_contact(ask: Asking) -> Contact:
    """The contact that a question asks about."""
    question = ask.question
    return Contact(question.by, question.to, ask.frame.target(question.channel), question.purpose)


def may_contact(ask: Asking) -> Outcome:
    """The outcome for one channel, or the best over all of them where none is named."""
    using = ask.question.using
    if using is not None and ask.frame.stands_for_client(ask.question.by):
        ask.because(Reason.RIGHT, detail=using)
        return Outcome.PERMIT
    contact = asked_contact(ask)
    if contact.target.stated or not ask.frame.channels:
        return by_one(ask, contact)
    trials = _trials(ask, contact)
    # Of equals the first by id: the order of clauses changes nothing.
    rank, best = min((ORDER.index(trial[0]), index) for index, trial in enumerate(trials))
    if rank:
        decisive = trials
    elif ask.wanted is Wanted.ALL:
        decisive = trials[: best + 1]
    else:
        # As long as one of them permits, the outcome stays.
        permitting = [t.until for outcome, t in trials if outcome is Outcome.PERMIT]
        ask.stays_until(max(NEVER if end is None else end for end in permitting))
        decisive = []
    for _, trial in decisive:
        ask.stays_until(trial.until)
    outcome, taken = trials[best]
    ask.take(taken)
    return outcome


def _trials(ask: Asking, contact: Contact) -> list[tuple[Outcome, Asking]]:
    """The outcome by each channel clause, each looked at aside."""
    found = []
    for _, clause in sorted(ask.frame.channels.items()):
        target = Target(clause, str(clause.medium))
        trial = ask.aside(attrs.evolve(ask.subject, medium=target.medium))
        found.append((by_one(trial, attrs.evolve(contact, target=target)), trial))
    return found


def by_one(ask: Asking, contact: Contact) -> Outcome:
    """The outcome by one channel (lines 4 to 9)."""
    if stopped(ask, contact):
        return Outcome.DENY
    channels = _channels(ask, contact)
    elsewhere = contact.target.stated and not _is_listed(ask, contact)
    windows = _windows(ask, contact, named=elsewhere)
    limits = [
        *(_no_other_way(ask, contact) if elsewhere else ()),
        *_allowances(ask, contact),
        *_preconditions(ask, contact),
        *_cool_offs(ask, contact),
        *_gaps(ask, contact),
    ]
    outcome = settle(ask, [channels, windows], limits)
    if ask.wanted is Wanted.ALL and outcome in (Outcome.PERMIT, Outcome.REFER):
        _duties(ask, contact, channels)
    return outcome


# --- what the client stopped ----------------------------------------------------------------------


def stopped(ask: Asking, contact: Contact) -> bool:
    """Whether the client withdrew their consent to a channel that would carry this."""
    for clause in ask.frame.channels.values():
        if not is_meant(clause, contact.target):
            continue
        standing = withdrawal(ask, clause)
        if standing is None:
            continue
        aside = ask.aside()
        if (
            both(
                [
                    aside.speaks(clause, by=contact.by, to=contact.to),
                    carries(aside, clause, contact.purpose),
                ]
            )
            is not False
        ):
            ask.stays_until(aside.until)
            ask.because(Reason.CLIENT_STOPPED, clause)
            return True
        ask.stays_until(aside.until)
    return False


def is_meant(clause: Any, target: Target) -> bool:
    """Whether a question's channel may be this clause's."""
    if target.clause is not None:
        return clause is target.clause
    return target.medium in (None, str(clause.medium))


# --- grants ---------------------------------------------------------------------------------------


def _channels(ask: Asking, contact: Contact) -> list[Line]:
    """The channel clauses of the asked channel between these two, and whether they carry it now."""
    out = []
    for clause in ask.frame.channels.values():
        if not is_meant(clause, contact.target):
            continue
        aside = ask.aside()
        speaks = aside.speaks(clause, by=contact.by, to=contact.to)
        truth = speaks
        why = Reason.NOT_GRANTED
        if speaks is not False:
            truth = both([speaks, carries(aside, clause, contact.purpose)])
            if truth is not False and clause.timetable is not None:
                truth = both([truth, aside.is_open(clause.timetable)])
                why = Reason.OUTSIDE_HOURS
        out.append(Line(aside, clause, truth, automatic(clause.force), why, speaks))
    return out


def carries(ask: Asking, clause: Any, purpose: Purpose | None) -> Truth:
    """Whether a channel carries a purpose; one of which it carries only a part is not known."""
    excluded = widened(clause.not_for)
    moved = widened(p for r in clause.redirects for p in r.purposes)
    moved -= frozenset(clause.purposes)
    elsewhere = excluded | moved
    if purpose is not None and purpose in elsewhere:
        return False
    carried = ask.for_purpose(clause.purposes, purpose)
    if carried is not True:
        return carried
    covered = COVERS.get(purpose, frozenset()) if purpose is not None else elsewhere
    if not covered & elsewhere:
        return True
    ask.because(Reason.PURPOSE_NOT_STATED)
    return None


def _is_listed(ask: Asking, contact: Contact) -> bool:
    """Whether a channel clause speaks of this channel, or none is agreed at all."""
    if not ask.frame.channels:
        return True
    ends: list[int | None] = []
    silent: list[int | None] = []
    for clause in ask.frame.channels.values():
        if is_meant(clause, contact.target):
            aside = ask.aside()
            speaks = aside.speaks(clause, by=contact.by, to=contact.to)
            (silent if speaks is False else ends).append(aside.until)
    if ends:  # as long as one of them speaks
        ask.stays_until(max(NEVER if end is None else end for end in ends))
    for end in silent if not ends else ():
        ask.stays_until(end)
    return bool(ends)


def _windows(ask: Asking, contact: Contact, *, named: bool) -> list[Line]:
    """The windows that bound when this contact may be made; `named`: only by their channel."""
    out = []
    for clause in ask.frame.by_kind.get("contact.window", ()):
        if clause.use is not WindowUse.SENDING or (named and not clause.channels):
            continue
        aside = ask.aside()
        speaks = _applies(aside, clause, contact)
        truth: Truth = False
        why = Reason.OUTSIDE_HOURS
        if speaks is not False and withdrawal(aside, clause) is not None:
            why = Reason.CLIENT_STOPPED  # it opens no hour, and closes what it did not open
        elif speaks is not False:
            truth = aside.is_open(clause.timetable)
        force = automatic(clause.force)
        out.append(Line(aside, clause, truth, force, why, speaks))
    return out


# --- limits ---------------------------------------------------------------------------------------


def _applies(aside: Asking, clause: Any, contact: Contact) -> Truth:
    """Whether a clause speaks now, for these two, on this channel and this purpose."""
    fits = about(aside, clause, contact.target, contact.purpose)
    if fits is False:
        return False
    return both([fits, aside.speaks(clause, by=contact.by, to=contact.to)])


def about(ask: Asking, clause: Any, target: Target, purpose: Purpose | None) -> Truth:
    """Whether a clause is about this channel and this purpose."""
    return both(
        [
            ask.by_channel(getattr(clause, "channels", ()), target),
            ask.for_purpose(getattr(clause, "purposes", ()), purpose),
        ]
    )


def _limits(
    ask: Asking,
    kind: str,
    applies: Callable[[Asking, Any], Truth],
    kept: Callable[[Asking, Any], Truth],
    why: Reason,
) -> list[Line]:
    """The limits of a kind; one that may not apply at all is kept only where it is kept anyway."""
    out = []
    for clause in ask.frame.by_kind.get(kind, ()):
        aside = ask.aside()
        speaks = applies(aside, clause)
        truth: Truth = True
        if speaks is not False:
            truth = kept(aside, clause)
            if speaks is None and truth is False:
                truth = None
        force = automatic(getattr(clause, "force", None))
        out.append(Line(aside, clause, truth, force, why, speaks))
    return out


def _no_other_way(ask: Asking, contact: Contact) -> list[Line]:
    """Where the text says that there is no other way than the channels it names."""
    out = []
    for clause in ask.frame.channels.values():
        if clause.only:
            aside = ask.aside()
            speaks = aside.speaks(clause, by=contact.by, to=contact.to)
            out.append(Line(aside, clause, None if speaks is None else False, speaks=speaks))
    return out


def _allowances(ask: Asking, contact: Contact) -> list[Line]:
    in_person = contact.target.medium == Medium.IN_PERSON
    bounding = CONTACTS | SESSIONS if in_person else CONTACTS

    def applies(aside: Asking, clause: Any) -> Truth:
        bounds = any(entry.fact in bounding for entry in clause.tally.count)
        if not bounds or clause.tally.at_most is None:
            return False
        return _applies(aside, clause, contact)

    return _limits(ask, "contact.allowance", applies, within, Reason.USED_UP)


def within(ask: Asking, clause: Any) -> Truth:
    """Whether something is left of an allowance."""
    return left_over(ask, clause.tally, clause=clause)


def _preconditions(ask: Asking, contact: Contact) -> list[Line]:
    def met(aside: Asking, clause: Any) -> Truth:
        held: Truth = aside.frame.truth(aside, clause.require, clause=clause)
        if held is False:
            wait_alone(aside, clause)
        return held

    return _limits(
        ask,
        "contact.precondition",
        lambda aside, clause: _applies(aside, clause, contact),
        met,
        Reason.LIMIT_HOLDS,
    )


def _cool_offs(ask: Asking, contact: Contact) -> list[Line]:
    def applies(aside: Asking, clause: Any) -> Truth:
        rested = rests(aside, clause, contact.purpose)
        if rested is False or contact.target.medium == Medium.IN_PERSON:
            return False
        return both([rested, aside.speaks(clause, by=contact.by, to=contact.to)])

    return _limits(
        ask,
        "contact.cool_off",
        applies,
        lambda aside, clause: negated(resting(aside, clause).now),
        Reason.RESTING,
    )


def rests(ask: Asking, clause: Any, purpose: Purpose | None) -> Truth:
    """Whether a purpose rests in a cool-off: coaching, where it is named, and nothing else."""
    if Purpose.COACHING not in widened(clause.suspends):
        return False
    return ask.for_purpose((Purpose.COACHING,), purpose)


def _gaps(ask: Asking, contact: Contact) -> list[Line]:
    """A matter shared out by a quantity, such as age, where this falls between the clauses."""
    out = []
    for kind in SHARED_OUT:
        if not ask.frame.gaps(kind):
            continue
        aside = ask.aside()

        def fits(clause: Any, aside: Asking = aside) -> Truth:
            who = aside.binds(clause, by=contact.by, to=contact.to)
            return both([who, about(aside, clause, contact.target, contact.purpose)])

        tiers = in_gap(aside, kind, fits)
        if tiers:
            out.append(Line(aside, tiers[0], None))
        ask.stays_until(aside.until)
    return out


# --- what follows ---------------------------------------------------------------------------------


def _duties(ask: Asking, contact: Contact, channels: list[Line]) -> None:
    people = map(ask.frame.holders, (contact.by, contact.to))
    two = frozenset[str]().union(*(who for who in people if len(who) == 1))
    for line in channels:
        if line.clause.copied:
            ask.stays_until(line.aside.until)
        for who in line.clause.copied if line.truth is not False else ():
            if not ask.frame.holders(who) <= two:
                ask.owe(Duty.COPY, line.clause, party=who)
    # Whoever is contacted reads; hours by arrangement bind nobody to wait for them.
    reader = Contact(contact.to, contact.by, contact.target, contact.purpose)
    reading = [
        clause
        for clause in ask.frame.by_kind.get("contact.window", ())
        if clause.use is WindowUse.READING
        and automatic(clause.force)
        and _applies(ask, clause, reader) is True
    ]
    if not any(ask.is_open(clause.timetable) for clause in reading):
        for clause in reading:
            ask.owe(Duty.READ_IN_HOURS, clause)
