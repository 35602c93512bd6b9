"""Makers of amendments: each fills in what follows from the history, and applies nothing.

Every maker takes the history, `by` whom the act is, `at` which instant and under which `id`.
`capacity` is the one the agreement gives for that party where it is not said. `method`, `zone`,
`words` and `salts` are passed on to the amendment.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boundlib.amend.history import A_HISTORY, History
from boundlib.amend.leaving import salts_for, successors, with_salts_of
from boundlib.amend.offers import Offer
from boundlib.amend.people import capacity_of, party_in
from boundlib.declare import changed
from boundlib.declare.frozen import FrozenMap
from boundlib.errors import UsageError, expect, several
from boundlib.model.agreement import AN_AGREEMENT, Agreement, AnyClause
from boundlib.model.amendment import (
    Adoption,
    Agreed,
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
from boundlib.model.clause import ClauseHead
from boundlib.model.facts import Fact
from boundlib.times.scalars import Instant, expect_instant
from boundlib.vocab import Capacity, ExceptionReason
from boundlib.wire.digest import digest as digest_of

PROPOSALS = "Pass a list of the digests of proposals in this history."
CLAUSES = "Pass a list of the ids of clauses."
_AGREED = "Pass a list of Agreed, one for each who agreed."
_FACTS = "Pass a list of facts."

# --- proposals ------------------------------------------------------------------------------------


def propose(
    history: History,
    result: Agreement,
    *,
    by: str,
    at: Instant,
    id: str,
    lapses_at: Instant | None = None,
    counters: str | None = None,
    merges: Iterable[str] = (),
    **more: Any,
) -> Proposal:
    """A proposal of a whole text on the newest version; its `version` becomes the next number.

    A value that stays keeps the salt that it has there.

    Args:
        history: the history it is made in.
        result: the whole text as it would be.
        by: the party that makes it.
        at: when.
        id: the id of the amendment.
        lapses_at: from when it cannot be adopted any more.
        counters: the digest of the proposal that it answers and closes.
        merges: the digests of the proposals that were merged into it.
        more: `capacity`, `method`, `zone`, `words`, `salts`.

    Raises:
        UsageError: the text is no agreement.
        InvalidValue: it is another agreement's, or it would lapse before it is made.
    """
    _expect_history(history)
    expect(result, Agreement, "result", AN_AGREEMENT)
    newest = history.newest
    number = 1 if newest is None else newest.number + 1
    text = result if result.version == number else changed(result, version=number)
    text = with_salts_of(None if newest is None else newest.agreement, text)
    head = _head(history, by, at, id, more, (text,))
    base = None if newest is None else newest.digest
    return Proposal(
        **head,
        result=text,
        base=base,
        lapses_at=lapses_at,
        counters=counters,
        merges=several(merges, "merges", PROPOSALS, str),
    )


def counter(
    history: History,
    proposal: str,
    result: Agreement,
    *,
    by: str,
    at: Instant,
    id: str,
    **more: Any,
) -> Proposal:
    """Another text in answer to a proposal, which it closes.

    Raises:
        UsageError: there is no such proposal, or the text is no agreement.
    """
    _offer(history, proposal)
    return propose(history, result, by=by, at=at, id=id, counters=proposal, **more)


def assent(
    history: History,
    proposal: str,
    *,
    by: str,
    at: Instant,
    id: str,
    clauses: Iterable[str] = (),
    **more: Any,
) -> Assent:
    """A party's yes to a proposal, or to some of its clauses.

    Raises:
        UsageError: there is no such proposal.
    """
    offer = _offer(history, proposal)
    head = _head(history, by, at, id, more, _texts(offer))
    base = offer.proposal.base
    named = several(clauses, "clauses", CLAUSES, str)
    return Assent(**head, proposal=proposal, base=base, clauses=named)


def decline(
    history: History, proposal: str, *, by: str, at: Instant, id: str, **more: Any
) -> Decline:
    """A party's no to a proposal.

    Raises:
        UsageError: there is no such proposal.
    """
    texts = _texts(_offer(history, proposal))
    return Decline(**_head(history, by, at, id, more, texts), proposal=proposal)


def withdraw_proposal(
    history: History, proposal: str, *, by: str, at: Instant, id: str, **more: Any
) -> ProposalWithdrawal:
    """A proposal taken back.

    Raises:
        UsageError: there is no such proposal.
    """
    texts = _texts(_offer(history, proposal))
    return ProposalWithdrawal(**_head(history, by, at, id, more, texts), proposal=proposal)


def adopt(
    history: History,
    proposal: str,
    *,
    by: str,
    at: Instant,
    id: str,
    in_force_from: Instant | None = None,
    **more: Any,
) -> Adoption:
    """A proposal made a version; it binds from when it is adopted, where nothing else is said.

    Raises:
        UsageError: there is no such proposal.
        InvalidValue: it would bind before it is adopted.
    """
    offer = _offer(history, proposal)
    text = offer.proposal.result
    return Adoption(
        **_head(history, by, at, id, more, _texts(offer)),
        proposal=proposal,
        version=text.version,
        digest=digest_of(text),
        in_force_from=at if in_force_from is None else in_force_from,
    )


# --- one party alone ------------------------------------------------------------------------------


def withdraw_consent(
    history: History, clause: str, *, by: str, at: Instant, id: str, **more: Any
) -> ConsentWithdrawal:
    """A consent taken back, with the successors that this makes.

    Args:
        history: the history it is made in.
        clause: the id of the clause that needs the consent.
        by: the party that takes it back.
        at: when; it counts from then on.
        id: the id of the amendment.
        more: as in `propose`.
    """
    head = _head(history, by, at, id, more)
    return ConsentWithdrawal(**head, clause=clause, successors=successors(history, clause, at))


def make_exception(
    history: History,
    instead: AnyClause,
    *,
    by: str,
    at: Instant,
    id: str,
    ends: Instant,
    reason: ExceptionReason,
    begins: Instant | None = None,
    agreed: Iterable[Agreed] = (),
    **more: Any,
) -> TemporaryException:
    """Another wording of a clause for a time.

    Args:
        history: the history it is made in.
        instead: the clause as it reads meanwhile, with the id and kind that it has.
        by: the party that makes it.
        at: when.
        id: the id of the amendment.
        ends: when it ends by itself.
        reason: why.
        begins: when it begins; absent: at once.
        agreed: who agreed to it, besides: each a `boundlib.model.amendment.Agreed`.
        more: as in `propose`; words that stay keep the salt of the version unless it has another.

    Raises:
        UsageError: no version is in force when it begins, or `instead` is no clause.
        InvalidValue: it would end before it begins.
    """
    _expect_history(history)
    expect(instead, ClauseHead, "instead", "Pass the clause itself, in its other wording.")
    first = at if begins is None else begins
    ruling = history.in_force(first)
    if ruling is None:
        step = "Make an exception from a version's in_force_from on."
        raise UsageError("no version is in force then.", where="begins", next_step=step)
    if salts := salts_for(instead, ruling.agreement) | dict(more.get("salts") or {}):
        more["salts"] = FrozenMap(salts)
    return TemporaryException(
        **_head(history, by, at, id, more),
        base=ruling.digest,
        instead=instead,
        begins=first,
        ends=ends,
        reason=reason,
        agreed=several(agreed, "agreed", _AGREED, Agreed),
    )


def pause(
    history: History, *, by: str, at: Instant, id: str, until: Instant | None = None, **more: Any
) -> Pause:
    """The client pauses the work."""
    return Pause(**_head(history, by, at, id, more), until=until)


def resume(history: History, *, by: str, at: Instant, id: str, **more: Any) -> Resumption:
    """The client ends their pause."""
    return Resumption(**_head(history, by, at, id, more))


def request_review(
    history: History,
    *,
    by: str,
    at: Instant,
    id: str,
    clauses: Iterable[str] = (),
    **more: Any,
) -> ReviewRequest:
    """A party asks to go through the agreement, or some clauses of it, together."""
    named = several(clauses, "clauses", CLAUSES, str)
    return ReviewRequest(**_head(history, by, at, id, more), clauses=named)


def end(
    history: History, *, by: str, at: Instant, id: str, ends_at: Instant | None = None, **more: Any
) -> Ending:
    """A party tells that the work ends; at once, where nothing else is said.

    Raises:
        InvalidValue: it would have ended before it was told.
    """
    ends = at if ends_at is None else ends_at
    return Ending(**_head(history, by, at, id, more), ends_at=ends)


# --- the record -----------------------------------------------------------------------------------


def enter(
    history: History, facts: Iterable[Fact], *, by: str, at: Instant, id: str, **more: Any
) -> Entered:
    """Facts that are written down.

    Args:
        history: the history it is made in.
        facts: as `boundlib.from_dict(…, boundlib.model.facts.Fact)` gives them.
        by: the party that writes them down.
        at: when.
        id: the id of the amendment.
        more: as in `propose`.
    """
    head = _head(history, by, at, id, more)
    return Entered(**head, facts=several(facts, "facts", _FACTS))


def correct(
    history: History,
    facts: Iterable[Fact],
    *,
    agreed: Iterable[Agreed],
    by: str,
    at: Instant,
    id: str,
    **more: Any,
) -> Correction:
    """Facts that correct or retract others, agreed by everybody who signs.

    Args:
        history: the history it is made in.
        facts: as in `enter`; each names in `replaces` the one that it corrects.
        agreed: who agreed to it, besides: each a `boundlib.model.amendment.Agreed`.
        by: the party that corrects.
        at: when.
        id: the id of the amendment.
        more: as in `propose`.

    Raises:
        InvalidValue: one of them names no fact that it corrects.
    """
    head = _head(history, by, at, id, more)
    others = several(agreed, "agreed", _AGREED, Agreed)
    return Correction(**head, facts=several(facts, "facts", _FACTS), agreed=others)


# --- inside ---------------------------------------------------------------------------------------


def _expect_history(history: object) -> None:
    expect(history, History, "history", A_HISTORY)


def _offer(history: History, proposal: str) -> Offer:
    _expect_history(history)
    return history.offer(proposal)


def _texts(offer: Offer) -> tuple[Agreement | None, ...]:
    return offer.proposal.result, offer.base


def _head(
    history: History,
    by: str,
    at: Instant,
    id: str,
    more: dict[str, Any],
    texts: tuple[Agreement | None, ...] = (),
) -> dict[str, Any]:
    """What every amendment has; the capacity is the party's own where it is not said."""
    _expect_history(history)
    expect_instant(at)
    said = dict(more)
    if said.get("capacity") is None:
        party = party_in((*texts, *history.texts(at)), by)
        said["capacity"] = Capacity.SELF if party is None else capacity_of(party)
    return {"id": id, "agreement": history.agreement, "by": by, "at": at, **said}
