"""What the history allows: every amendment held against it (spec/renegotiation)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from boundlib.amend import acting
from boundlib.amend.assents import missing, restores
from boundlib.amend.facts import is_derived
from boundlib.amend.history import A_HISTORY, History
from boundlib.amend.leaving import with_salts_of
from boundlib.amend.offers import Offer
from boundlib.amend.people import capacity_of, others_too, party_in, signers
from boundlib.amend.refusing import Refusal, refusal
from boundlib.amend.table import TABLE
from boundlib.errors import expect
from boundlib.findings import blocking
from boundlib.model.amendment import (
    Adoption,
    Agreed,
    Amendment,
    AmendmentHead,
    Assent,
    ConsentWithdrawal,
    Correction,
    Decline,
    Ending,
    Entered,
    Pause,
    Proposal,
    ProposalWithdrawal,
    Resumption,
    ReviewRequest,
    TemporaryException,
)
from boundlib.model.binding import ConsentGiven
from boundlib.times.scalars import Instant, expect_instant
from boundlib.vocab import Move, Refused
from boundlib.wire.digest import digest as digest_of

Found = Iterator[Refusal]


def refusals(history: History, amendment: Amendment, recorded_at: Instant) -> tuple[Refusal, ...]:
    """Why the history does not allow an amendment; empty: it does.

    Args:
        history: what was done before.
        amendment: what is to be done.
        recorded_at: when it is recorded; not before anything else in the history.

    Raises:
        UsageError: it is no history, or no amendment.
    """
    expect(history, History, "history", A_HISTORY)
    expect(amendment, AmendmentHead, "amendment", "Pass an amendment.")
    expect_instant(recorded_at, "recorded_at")
    found = tuple(_anything(history, amendment, recorded_at))
    return found or tuple(_CHECKS[type(amendment)](history, amendment))


def _anything(history: History, act: Amendment, recorded_at: Instant) -> Found:
    """What holds for every amendment (37)."""
    if act.agreement != history.agreement:
        yield refusal(Refused.OTHER_AGREEMENT, "/agreement")
    if act.id in history.ids:
        yield refusal(Refused.REPEATED, "/id")
    last = history.lines[-1].recorded_at if history.lines else None
    if act.at > recorded_at or (last is not None and recorded_at < last):
        yield refusal(Refused.TOO_EARLY, "/at")
    if isinstance(act, Entered | Correction):
        for index, fact in enumerate(act.facts):
            if fact.recorded_at > recorded_at:
                yield refusal(Refused.TOO_EARLY, f"/facts/{index}/recorded_at")


# --- proposals ------------------------------------------------------------------------------------


def _proposal(history: History, act: Proposal) -> Found:
    newest = history.newest
    base = None if newest is None else newest.agreement
    party = party_in((act.result, base), act.by)
    if party is None:
        yield refusal(Refused.NOT_A_PARTY, "/by")
    elif capacity_of(party) is not act.capacity:
        yield refusal(Refused.OTHER_CAPACITY, "/capacity")
    if act.base != (None if newest is None else newest.digest):
        yield refusal(Refused.STALE_BASE, "/base")
        return
    if newest is not None and act.at < newest.adopted_at:
        yield refusal(Refused.TOO_EARLY, "/at")
    if act.result.version != (1 if newest is None else newest.number + 1):
        yield refusal(Refused.WRONG_VERSION, "/result/version")
    if with_salts_of(base, act.result) is not act.result:
        yield refusal(Refused.WRONG_VERSION, "/result/salts")
    if newest is not None:
        offer = Offer(act, "", act.at, newest.agreement, ())
        if offer.text.says_the_same(newest.text):
            yield refusal(Refused.NOTHING_CHANGES, "/result")
    for index, name in enumerate(act.merges):
        if name not in history.offers:
            yield refusal(Refused.NO_SUCH_PROPOSAL, f"/merges/{index}")
    if act.counters is not None:
        yield from _moved(history, act, act.counters, Move.COUNTER, "/counters")


def _moved(
    history: History, act: Amendment, name: str, move: Move, where: str = "/proposal"
) -> Found:
    """What the table says of a move, at the time of the act (9-12)."""
    offer = history.offers.get(name)
    if offer is None:
        yield refusal(Refused.NO_SUCH_PROPOSAL, where)
        return
    state = offer.state_at(act.at)
    if state is None:
        yield refusal(Refused.TOO_EARLY, "/at")
        return
    # What closed it was recorded before this act, whenever this act is said to have been.
    cell = TABLE[offer.closed or state, move, history.actor(offer, act.by)]
    if isinstance(cell, Refused):
        yield refusal(cell, where if cell is Refused.CLOSED else "/by")
    if history.capacity(offer, act.by) not in (None, act.capacity):
        yield refusal(Refused.OTHER_CAPACITY, "/capacity")


def _assent(history: History, act: Assent) -> Found:
    yield from _moved(history, act, act.proposal, Move.ASSENT)
    offer = history.offers.get(act.proposal)
    if offer is None:
        return
    if act.base != offer.proposal.base:
        yield refusal(Refused.STALE_BASE, "/base")
    there = {clause.id for clause in offer.proposal.result.clauses}
    if not there.issuperset(act.clauses):
        yield refusal(Refused.NO_SUCH_CLAUSE, "/clauses")


def _decline(history: History, act: Decline) -> Found:
    yield from _moved(history, act, act.proposal, Move.DECLINE)


def _taken_back(history: History, act: ProposalWithdrawal) -> Found:
    yield from _moved(history, act, act.proposal, Move.WITHDRAW)


def _adoption(history: History, act: Adoption) -> Found:
    yield from _moved(history, act, act.proposal, Move.ADOPT)
    offer = history.offers.get(act.proposal)
    if offer is None:
        return
    newest = history.newest
    if offer.proposal.base != (None if newest is None else newest.digest):
        yield refusal(Refused.STALE_BASE, "/proposal")
    text = offer.proposal.result
    if act.version != text.version:
        yield refusal(Refused.WRONG_VERSION, "/version")
    if act.digest != digest_of(text):
        yield refusal(Refused.WRONG_VERSION, "/digest")
    if missing(history, offer):
        yield refusal(Refused.NOT_ASSENTED, "/proposal")
    if history.required(offer) <= {offer.proposal.by}:
        yield refusal(Refused.OWN_OFFER, "/proposal")
    if any(assented.at > act.at for assented in offer.assents):
        yield refusal(Refused.TOO_EARLY, "/at")
    if any(restores(history, offer)):
        yield refusal(Refused.RESTORES, "/proposal")
    if blocking(text):
        yield refusal(Refused.BLOCKED, "/proposal")


# --- the record -----------------------------------------------------------------------------------


def _facts(history: History, act: Entered) -> Found:
    yield from acting.party(history, act)
    seen = set(history.entered)
    for index, fact in enumerate(act.facts):
        where = f"/facts/{index}"
        yield from _fact(act, fact, where, seen)
        if fact.replaces is not None:
            yield refusal(Refused.NOT_ASSENTED, f"{where}/replaces")


def _fact(
    act: Amendment, fact: Any, where: str, seen: set[str], agreed: tuple[Agreed, ...] = ()
) -> Found:
    there = {(act.by, act.capacity), *((who.party, who.capacity) for who in agreed)}
    if isinstance(fact, ConsentGiven) and (fact.by, fact.capacity) not in there:
        yield refusal(Refused.NOT_A_SIGNER, f"{where}/by")
    if fact.kind in acting.OWN_KINDS or getattr(fact, "carried", None) is not None:
        yield refusal(Refused.OWN_KIND, f"{where}/kind")
    if fact.id in seen or is_derived(fact.id):
        yield refusal(Refused.REPEATED, f"{where}/id")
    seen.add(fact.id)


def _correction(history: History, act: Correction) -> Found:
    yield from acting.party(history, act)
    texts = history.texts(act.at)
    everybody = others_too(signers(texts[0]), act.by, texts[:1]) if texts else frozenset()
    agreed = {who.party for who in act.agreed} | {act.by}
    if not everybody or not everybody <= agreed:
        yield refusal(Refused.NOT_ASSENTED, "/agreed")
    yield from acting.agreed(history, act, act.agreed)
    seen, entered, replaced = set(history.entered), dict(history.entered), set(history.replaced)
    written = _written(history)
    for index, fact in enumerate(act.facts):
        where = f"/facts/{index}"
        yield from _fact(act, fact, where, seen, act.agreed)
        old = entered.get(fact.replaces or "")
        if old is None or (old.kind != fact.kind and fact.kind != "retracted"):
            yield refusal(Refused.NO_SUCH_FACT, f"{where}/replaces")
            continue
        if fact.replaces in replaced:
            yield refusal(Refused.REPEATED, f"{where}/replaces")
        if fact.recorded_at < old.recorded_at:
            yield refusal(Refused.TOO_EARLY, f"{where}/recorded_at")
        since = written.get(old.id, act.at)
        if any(at < since for at in (act.at, *(who.at for who in act.agreed))):
            yield refusal(Refused.TOO_EARLY, f"{where}/replaces")
        replaced.add(old.id)
        entered[fact.id] = fact


def _written(history: History) -> dict[str, Instant]:
    """When each fact was written down, by its id: nobody corrects it before."""
    return {
        fact.id: line.amendment.at
        for line in history.lines
        if isinstance(line.amendment, Entered | Correction)
        for fact in line.amendment.facts
    }


_CHECKS: dict[type, Callable[..., Found]] = {
    Proposal: _proposal,
    Assent: _assent,
    Decline: _decline,
    ProposalWithdrawal: _taken_back,
    Adoption: _adoption,
    ConsentWithdrawal: acting.withdrawal,
    TemporaryException: acting.exception,
    Pause: acting.pause,
    Resumption: acting.resumption,
    ReviewRequest: acting.review,
    Ending: acting.ending,
    Entered: _facts,
    Correction: _correction,
}
