"""What the history allows one party alone: withdrawals, exceptions, pauses, the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boundlib.amend.deciding import decide
from boundlib.amend.direction import change_of
from boundlib.amend.leaving import successors
from boundlib.amend.people import (
    capacity_of,
    clients,
    clients_for,
    clients_of,
    consenting,
    others_too,
    party_in,
    signers,
    takes_back,
)
from boundlib.amend.refusing import Refusal, refusal
from boundlib.amend.state import State, Version, with_exceptions
from boundlib.errors import InvalidValue
from boundlib.findings import blocking
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import (
    Agreed,
    Amendment,
    ConsentWithdrawal,
    Ending,
    Pause,
    Resumption,
    ReviewRequest,
    TemporaryException,
)
from boundlib.model.governance_questions import GovernanceMayExcept
from boundlib.vocab import Capacity, FactKind, Outcome, PartyEffect, Refused, RuleChange, WindowUse
from boundlib.wire.digest import digest as digest_of

Found = Iterator[Refusal]

OWN_KINDS = frozenset(
    {
        FactKind.ADOPTED,
        FactKind.ENDED,
        FactKind.CONSENT_WITHDRAWN,
        FactKind.PAUSED,
        FactKind.RESUMED,
        FactKind.REVIEW_REQUESTED,
    }
)
"""Facts that only amendments imply: they are not written down besides."""

_FRAME = "session."
_FOR_EXCEPTIONS = ("contact.", _FRAME)


def party(history: State, act: Amendment) -> Found:
    """Who acts is a party, in the capacity the agreement gives for them."""
    found = party_in(history.texts(act.at), act.by)
    if found is None:
        yield refusal(Refused.NOT_A_PARTY, "/by")
    elif capacity_of(found) is not act.capacity:
        yield refusal(Refused.OTHER_CAPACITY, "/capacity")


def agreed(history: State, act: Amendment, others: tuple[Agreed, ...]) -> Found:
    """Whoever else agreed is a party, in their capacity, and did so by then."""
    for index, other in enumerate(others):
        found = party_in(history.texts(act.at), other.party)
        if found is None:
            yield refusal(Refused.NOT_A_PARTY, f"/agreed/{index}/party")
        elif capacity_of(found) is not other.capacity:
            yield refusal(Refused.OTHER_CAPACITY, f"/agreed/{index}/capacity")
        if other.at > act.at:
            yield refusal(Refused.TOO_EARLY, f"/agreed/{index}/at")


# --- withdrawing a consent ------------------------------------------------------------------------


def withdrawal(history: State, act: ConsentWithdrawal) -> Found:
    """It is of a clause that there was, by one whose consent it is (25-26)."""
    having = [
        (version.agreement, clause)
        for version in reversed(history.versions)
        for clause in version.agreement.clauses
        if clause.id == act.clause
    ]
    if not having:
        yield refusal(Refused.NO_SUCH_CLAUSE, "/clause")
        return
    who = party_in((*history.texts(act.at), *(text for text, _ in having)), act.by)
    if who is None:
        yield refusal(Refused.NOT_A_PARTY, "/by")
    elif capacity_of(who) is not act.capacity:
        yield refusal(Refused.OTHER_CAPACITY, "/capacity")
    elif not _is_theirs(history, act, having):
        yield refusal(Refused.NOT_A_SIGNER, "/by")
    expected = successors(history, act.clause, act.at)
    if [(s.base, s.in_force_from, digest_of(s.result)) for s in expected] != [
        (s.base, s.in_force_from, digest_of(s.result)) for s in act.successors
    ]:
        yield refusal(Refused.WRONG_VERSION, "/successors")


def _is_theirs(history: State, act: ConsentWithdrawal, having: list[tuple[Agreement, Any]]) -> bool:
    """Whether a consent is that party's to take back: now, or once for themselves (25)."""
    for text, clause in having:
        then = party_in((text,), act.by)
        own = then is not None and capacity_of(then) is Capacity.SELF
        if own and act.by in consenting(text, clause):
            return True
    now = party_in(history.texts(act.at), act.by)
    ruling = [version.agreement for version in history.ruling_from(act.at)]
    there = [(text, clause) for text, clause in having if text in ruling] or having
    return now is not None and any(takes_back(text, now, clause) for text, clause in there)


# --- exceptions -----------------------------------------------------------------------------------


def exception(history: State, act: TemporaryException) -> Found:
    """It is made to the version in force, ends, and only widens (29-31)."""
    yield from party(history, act)
    yield from agreed(history, act, act.agreed)
    yield from _over(history, act)
    if act.ends <= act.begins:
        yield refusal(Refused.NO_END, "/ends")
    if act.begins < act.at:
        yield refusal(Refused.TOO_EARLY, "/begins")
    elif act.begins > act.at and history.over_at(act.begins):
        yield refusal(Refused.OVER, "/begins")
    version = history.in_force(act.begins)
    if version is None or act.base != version.digest:
        yield refusal(Refused.STALE_BASE, "/base")
        return
    if any(at < version.agreed_at for at in (act.at, *(other.at for other in act.agreed))):
        yield refusal(Refused.TOO_EARLY, "/base")
    old = next((c for c in version.agreement.clauses if c.id == act.instead.id), None)
    if old is None:
        yield refusal(Refused.NO_SUCH_CLAUSE, "/instead/id")
    elif old.kind != act.instead.kind or not old.kind.startswith(_FOR_EXCEPTIONS):
        yield refusal(Refused.NOT_FOR_EXCEPTIONS, "/instead/kind")
    elif _untouched(history, version, act):
        yield refusal(Refused.NOT_FOR_EXCEPTIONS, "/instead/id")
    elif old == act.instead:
        yield refusal(Refused.NOTHING_CHANGES, "/instead")
    else:
        unordered = _has_no_more(old) and _has_no_more(act.instead)
        yield from _widens(version, act, history.exceptions_to(version), unordered)


def _has_no_more(clause: Any) -> bool:
    """Whether it is a frame of sessions, or hours for reading: none is more than another."""
    reads = getattr(clause, "use", None) is WindowUse.READING
    return reads or bool(clause.kind.startswith(_FRAME))


def _untouched(history: State, version: Version, act: TemporaryException) -> bool:
    """Whether a process says that the clause stays as it is (29; spec/governance 45)."""
    wanted, text = act.instead.id, version.agreement
    if not any(wanted in getattr(c, "untouched", ()) for c in text.clauses):
        return False
    # What stays untouched does so whoever asks.
    asked = GovernanceMayExcept(at=act.begins, by=text.parties[0].id, clause=wanted)
    return decide(history, asked).outcome is Outcome.DENY


def _widens(
    version: Version,
    act: TemporaryException,
    others: tuple[TemporaryException, ...],
    unordered: bool,
) -> Found:
    """It widens, or all agreed where nothing is wider; who would lose has agreed (29-30)."""
    there = {act.by} | {other.party for other in act.agreed}
    there |= _stood_for(version.agreement, there)
    try:
        other = with_exceptions(version, (act,))
        pairs = list(_meanwhile(version, act, others))
    except InvalidValue:
        yield refusal(Refused.BLOCKED, "/instead")
        return
    if _blocking(other) - _blocking(version.agreement):
        yield refusal(Refused.BLOCKED, "/instead")
    direction, losing = _losing(version.agreement, other)
    own = direction is RuleChange.TIGHTENED and losing <= {act.by}
    losses = [losing, *(_losing(old, new)[1] for old, new in pairs)]
    if unordered:
        text = version.agreement
        allowed = others_too(signers(text), act.by, (text,)) <= there
    else:
        allowed = own or direction is RuleChange.LOOSENED
    if not allowed or not all(who <= there for who in losses):
        yield refusal(Refused.NARROWS, "/instead")


def _stood_for(text: Agreement, there: set[str]) -> set[str]:
    """The clients who do not sign, and for whom somebody who is there acts."""
    acting = (clients_for(text, party) for party in text.parties if party.id in there)
    return {who for theirs in acting for who in theirs} - signers(text)


def _losing(old: Agreement, new: Agreement) -> tuple[RuleChange, set[str]]:
    """The direction of a change, and which client, and who else of those who sign, loses by it."""
    direction, effects = change_of(old, new)
    bad = (PartyEffect.LOSES, PartyEffect.MIXED)
    return direction, {who for who in signers(old) | clients(old) if effects.get(who) in bad}


def _meanwhile(
    version: Version, act: TemporaryException, others: tuple[TemporaryException, ...]
) -> Iterator[tuple[Agreement, Agreement]]:
    """What is read while other exceptions hold, without this one and with it."""
    for when in sorted({act.begins, *(e.begins for e in others)}):
        holding = tuple(e for e in others if e.begins <= when < e.ends)
        if holding and act.begins <= when < act.ends:
            yield with_exceptions(version, holding), with_exceptions(version, (*holding, act))


def _blocking(text: Agreement) -> set[tuple[str, str]]:
    return {(p.code, p.pointer) for p in blocking(text)}


# --- pauses, reviews, the end ---------------------------------------------------------------------


def pause(history: State, act: Pause) -> Found:
    """It is the client's (32)."""
    yield from party(history, act)
    yield from _over(history, act)
    if not _clients(history, act):
        yield refusal(Refused.NOT_THE_CLIENT, "/by")
    if act.until is not None and act.until <= act.at:
        yield refusal(Refused.TOO_EARLY, "/until")


def resumption(history: State, act: Resumption) -> Found:
    """There is a pause of this client to end (32)."""
    yield from party(history, act)
    theirs = _clients(history, act)
    if not theirs:
        yield refusal(Refused.NOT_THE_CLIENT, "/by")
    elif not any(paused.client in theirs for paused in history.pauses_at(act.at)):
        yield refusal(Refused.NOT_PAUSED, "/at")


def review(history: State, act: ReviewRequest) -> Found:
    """Anybody may ask; the clauses are some that there were (33)."""
    yield from party(history, act)
    there = {clause.id for version in history.versions for clause in version.agreement.clauses}
    if not there.issuperset(act.clauses):
        yield refusal(Refused.NO_SUCH_CLAUSE, "/clauses")


def ending(history: State, act: Ending) -> Found:
    """Any party may tell that the work ends, once; a client, that it ends sooner (34).

    What was agreed after an end to take the work up later can be ended before it begins.
    """
    yield from party(history, act)
    to_come = [v.in_force_from for v in history.ruling_from(act.at) if v.in_force_from > act.at]
    if all(map(history.over_at, to_come)):
        yield from _over(history, act)
    told = [other.ends_at for other in history.endings if other.ends_at > act.at]
    if told and (not _clients(history, act) or act.ends_at >= min(told)):
        yield refusal(Refused.OVER, "/ends_at")


def _over(history: State, act: Amendment) -> Found:
    if history.over_at(act.at):
        yield refusal(Refused.OVER, "/at")


def _clients(history: State, act: Amendment) -> tuple[str, ...]:
    """The clients whose act it is."""
    return clients_of(history.texts(act.at), act.by)
