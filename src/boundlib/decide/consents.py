"""Whose consent to a clause stands at an instant, and how (spec/sharing 25-35)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from boundlib.decide.ages import birthday, born
from boundlib.decide.amounts import NEVER, Truth, both, either, negated
from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.decide.spans import Due, span_end
from boundlib.decide.standing import stands
from boundlib.declare.names import Unstated
from boundlib.model.algebra import AgeLeaf, CalendarTime
from boundlib.model.jurisdictions import age_of_majority
from boundlib.times.spans import date_of, day_bounds
from boundlib.vocab import AgeGroup, Capacity, ConsentForm, Event, FactKind, Reason, Role

_FORMS = {str(form): form for form in ConsentForm} | {"signature": ConsentForm.WRITTEN}
"""The form that a method of consent is; another word is not known to be any."""


Since = tuple[int, int]
"""Between which instants something began to run; twice the same, where its time is exact."""


@attrs.frozen
class Consent:
    """Whether one party's consent stands."""

    truth: Truth
    missing: Reason | None = None
    """What is missing, where it does not stand or is not known to."""
    since: Since | None = None
    """When the latest that stands, or may stand, was given."""


@attrs.frozen
class Asked:
    """What a consent is held to: the forms it may have, and how long it holds."""

    form: tuple[ConsentForm, ...] = ()
    holds: Any = None
    sure: bool = True
    """Whether this is certainly asked."""


def consent_of(
    ask: Asking,
    clause: Any,
    who: str,
    signers: frozenset[str],
    rules: Iterable[Asked] = (),
    perhaps: frozenset[str] = frozenset(),
) -> Consent:
    """Whether a party's consent to a clause stands now.

    `signers`: everybody whose consent the clause needs, those of `perhaps` it may not need.
    `rules`: what a consent is held to. Whatever the record leaves open counts for a withdrawal.
    """
    ended = _withdrawn(ask, clause, who, signers)
    best = Consent(False, Reason.NOT_CONSENTED)
    running: list[tuple[Truth, Seen]] = []
    for seen in ask.view.about(FactKind.CONSENT_GIVEN, clause.id):
        if not ask.view.certain(seen):
            continue
        whose = _whose(ask, seen.fact, who, signers, perhaps, clause)
        if whose is False:
            continue
        if ended is not None and seen.low <= ended.high:
            ask.view.use(ended)
            found = Consent(False, Reason.WITHDRAWN)
        else:
            found = _held(ask, clause, seen, whose, rules)
            ask.view.use(seen)
        if found.truth is not False:
            running.append((found.truth, seen))
        if _rank(found) >= _rank(best):
            best = found
    if best.missing is Reason.NOT_CONSENTED and ask.view.no_act is None:
        return Consent(None, Reason.NOT_CONSENTED)  # nobody has looked (spec/decisions 68)
    return attrs.evolve(best, since=_since(running)) if running else best


def _since(running: list[tuple[Truth, Seen]]) -> Since:
    """When the latest was given; what only may stand is no later than what stands for certain."""
    sure = [seen.low for truth, seen in running if truth]
    low = max(sure) if sure else min(seen.low for _, seen in running)
    return low, max(seen.high for _, seen in running)


def _rank(found: Consent) -> int:
    return 0 if found.truth is False else 1 if found.truth is None else 2


def _whose(
    ask: Asking,
    fact: Any,
    who: str,
    signers: frozenset[str],
    perhaps: frozenset[str],
    clause: Any,
) -> Truth:
    """Whether a consent is this party's, or given for them by one who does not sign besides."""
    if fact.by is None:
        return None
    givers = ask.frame.holders(fact.by)
    child = _signs_in_place_of(ask, who, signers - perhaps)
    if child is not None and givers in ({who}, {child}):
        minor = is_minor(ask, child, clause)
        stands = minor if givers == {who} else negated(minor)
        if child not in perhaps:
            return stands
        # Where the child signs too, each signs for themselves.
        return either([stands, None]) if givers == {who} else both([stands, None])
    if givers == {who}:
        return True
    for party in ask.frame.agreement.parties:
        if givers == {party.id} and party.acts_for == who and fact.capacity is not Capacity.SELF:
            if party.id in signers - perhaps:
                return False
            acting = _acting(ask, party, who, fact.capacity, clause)
            return both([acting, None]) if party.id in perhaps else acting
    return None if who in givers else False


def _signs_in_place_of(ask: Asking, who: str, sure: frozenset[str]) -> str | None:
    """The client in whose place a parent signs, as no client certainly signs besides (66)."""
    clients = ask.frame.holders(Role.CLIENT)
    if who in clients or not sure.isdisjoint(clients):
        return None
    return next((client for client in sorted(clients) if is_parent(ask, who, client)), None)


def is_parent(ask: Asking, who: str, client: str) -> bool:
    """Whether a party acts for a client as their parent."""
    return any(
        party.id == who and party.capacity is Capacity.PARENT and party.acts_for == client
        for party in ask.frame.agreement.parties
    )


def _acting(ask: Asking, party: Any, who: str, capacity: Capacity, clause: Any) -> Truth:
    """Whether one who acts for another still does, in the capacity they signed in (26-27)."""
    if capacity is Capacity.PARENT:
        return is_minor(ask, who, clause)
    if party.capacity is Capacity.PARENT:
        return either([is_minor(ask, who, clause), None])
    return True


def is_minor(ask: Asking, who: str, clause: Any) -> Truth:
    """Whether a party has not come of age; only a client's age is known (spec/sharing 27)."""
    clients = ask.frame.holders(Role.CLIENT)
    if who not in clients:
        return True
    found: Truth = ask.frame.truth(ask, AgeLeaf(age_group=AgeGroup.MINOR), clause=clause)
    return found


def _withdrawn(ask: Asking, clause: Any, who: str, signers: frozenset[str]) -> Seen | None:
    """The last withdrawal that ends this party's consents."""
    last: Seen | None = None
    for seen in ask.view.about(FactKind.CONSENT_WITHDRAWN, clause.id):
        if _reaches(ask, seen.fact, who, signers) and (last is None or seen.high > last.high):
            last = seen
    return last


def _reaches(ask: Asking, fact: Any, who: str, signers: frozenset[str]) -> bool:
    """Whether a withdrawal ends this party's consents: their own, or one by nobody who signed."""
    if fact.by is None:
        return True
    takers = ask.frame.holders(fact.by)
    meant = takers | {
        p.acts_for for p in ask.frame.agreement.parties if p.id in takers and p.acts_for
    }
    if who in meant:
        return True
    return meant.isdisjoint(signers)


def taken_back(ask: Asking, clause: Any) -> list[frozenset[str]]:
    """The withdrawals for a clause that stand, each as those of whom one's word ends it (63)."""
    given = [s for s in ask.view.about(FactKind.CONSENT_GIVEN, clause.id) if ask.view.certain(s)]
    standing: list[frozenset[str]] = []
    for seen in ask.view.about(FactKind.CONSENT_WITHDRAWN, clause.id):
        later = [other for other in given if other.low > seen.high]
        standing += _to_renew(ask, seen.fact, [other.fact for other in later], clause)
        for used in (seen, *later):
            ask.view.use(used)
    return standing


def _to_renew(ask: Asking, fact: Any, later: list[Any], clause: Any) -> list[frozenset[str]]:
    """Whose word a withdrawal still lacks: each time one of these."""
    if fact.by is not None and ask.frame.knows(fact.by):
        parties = {party.id: party for party in ask.frame.agreement.parties}
        givers = [ask.frame.holders(given.by) for given in later if given.by is not None]
        own = frozenset().union(*(who for who in givers if len(who) == 1))
        wanted = [
            frozenset({who, *_whom(parties.get(who))}) for who in sorted(ask.frame.holders(fact.by))
        ]
        return [each for each in wanted if own.isdisjoint(each)]
    nobody: frozenset[str] = frozenset()
    return [
        frozenset({who})
        for who in sorted(ask.frame.holders(Role.CLIENT))
        if not any(_whose(ask, given, who, nobody, nobody, clause) is True for given in later)
    ]


def _whom(party: Any) -> tuple[str, ...]:
    return () if party is None or party.acts_for is None else (party.acts_for,)


def _held(ask: Asking, clause: Any, seen: Seen, whose: Truth, rules: Iterable[Asked]) -> Consent:
    """A consent that was not taken back, held to its version and the rules."""
    truths: list[Truth] = [whose]
    missing = Reason.NOT_CONSENTED
    if ask.frame.digest is not None and seen.fact.digest != ask.frame.digest:
        truths.append(None)
        missing = Reason.OTHER_VERSION
    for rule in rules:
        for truth, code in (_in_form(seen, rule.form), _in_time(ask, clause, seen, rule.holds)):
            kept = either([truth, None]) if not rule.sure and truth is not True else truth
            if kept is not True:
                missing = code
            truths.append(kept)
    truth = both(truths)
    return Consent(truth, None if truth is True else missing)


def _in_form(seen: Seen, forms: tuple[ConsentForm, ...]) -> tuple[Truth, Reason]:
    if not forms:
        return True, Reason.OTHER_FORM
    form = _FORMS.get(seen.fact.method)
    return (None if form is None else form in forms), Reason.OTHER_FORM


def _in_time(ask: Asking, clause: Any, seen: Seen, holds: Any) -> tuple[Truth, Reason]:
    if holds is None:
        return True, Reason.EXPIRED
    over, code = is_over(ask, clause, holds, (seen.low, seen.high))
    return (None if over is None else not over), code


def is_over(ask: Asking, clause: Any, end: Any, since: Since | None) -> tuple[Truth, Reason]:
    """Whether an agreed end has come, and what to say of it (spec/sharing 31-32)."""
    if isinstance(end, Unstated):
        return None, Reason.UNSTATED
    starts: tuple[int | None, ...] = (None,) if since is None else since
    dues = [end_of(ask, clause, end, start) for start in dict.fromkeys(starts)]
    due = dues[0]
    if due is not None and len(dues) > 1:
        due = None if dues[1] is None else attrs.evolve(due, high=dues[1].high)
    if due is None:
        return None, Reason.FACT_MISSING
    for edge in (due.low, due.high):
        ask.stays_until(edge)
    over = due.over(ask.at)
    return over, Reason.EXPIRED if over is not None else Reason.NOT_SETTLED


def end_of(ask: Asking, clause: Any, end: Any, start: int | None) -> Due | None:
    """The instants between which an amount of time ends; in days or months with the whole date."""
    due = _from_event(ask, clause, end)
    if due is None:
        due = span_end(ask, end, start, clause=clause)
    if due is None or not isinstance(end, CalendarTime):
        return due
    return attrs.evolve(due, low=_whole(ask, due.low), high=_whole(ask, due.high))


ENDINGS = {Event.THERAPY_ENDED: FactKind.ENDED, Event.PURPOSE_DONE: FactKind.PURPOSE_DONE}
"""The events that happen once, by the facts that say so; their time may not be exact."""


def _from_event(ask: Asking, clause: Any, end: Any) -> Due | None:
    """The ends of a span from an ending, between those from its earliest and its latest time."""
    if end.from_ is Event.MAJORITY:
        came = of_age_at(ask, clause)
        return None if came is None else span_end(ask, end, None, clause=clause, events=came)
    kind = ENDINGS.get(end.from_)
    if kind is None:
        return None
    whole = kind is FactKind.ENDED
    found = ask.view.of(kind) if whole else ask.view.about(kind, clause.id)
    if whole:
        found = [seen for seen in found if stands(ask, seen)]
    if not found:
        return Due(NEVER, NEVER) if ask.view.no_act is False else None
    last = max(found, key=lambda seen: seen.high)
    ask.view.use(last)
    dues = [
        span_end(ask, end, None, clause=clause, events={end.from_: at})
        for at in (last.low, last.high)
    ]
    if dues[0] is None or dues[1] is None:
        return None
    return attrs.evolve(dues[0], high=dues[1].high)


def of_age_at(ask: Asking, clause: Any) -> dict[Event, int] | None:
    """When the one client comes of age, as an event of a span; None: it is not known."""
    birth = born(ask, clause)
    years = age_of_majority(ask.frame.agreement.jurisdiction)
    if birth is None or years is None:
        return None
    day = birthday(birth, birth.year + years)
    return {Event.MAJORITY: day_bounds(ask.frame.zone, day)[0]}


def _whole(ask: Asking, end: int | None) -> int | None:
    """The end of the local date on which something ends."""
    zone = ask.frame.zone
    if end is None or end >= NEVER:
        return end
    return day_bounds(zone, date_of(zone, end))[1]
