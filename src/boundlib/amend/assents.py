"""Whose assent a proposal still needs (spec/renegotiation 15-17, 27)."""

from __future__ import annotations

from collections.abc import Iterator

from boundlib.amend.offers import Offer
from boundlib.amend.people import bound
from boundlib.amend.state import State


def missing(history: State, offer: Offer) -> dict[str, tuple[str, ...]]:
    """Whose assent a proposal still needs, and to which clauses; no clauses: to all of it (17)."""
    found = {}
    for who in sorted(history.required(offer)):
        lacking = _lacking(history, offer, who)
        if lacking is not None:
            found[who] = lacking
    return found


def _lacking(history: State, offer: Offer, who: str) -> tuple[str, ...] | None:
    """What a party has not assented to; None: nothing of it."""
    theirs = [yes for yes in offer.assents if yes.party == who]
    if any(not yes.clauses for yes in theirs):
        return None
    clauses = _to_be_named(history, offer, who)
    if clauses is None or not theirs:
        return () if clauses is None else clauses
    named = {clause for yes in theirs for clause in yes.clauses}
    rest = tuple(clause for clause in clauses if clause not in named)
    return rest or None


def _to_be_named(history: State, offer: Offer, who: str) -> tuple[str, ...] | None:
    """The clauses that are new or altered and bind a party; None: more than clauses changes."""
    base = None if offer.proposal.base is None else history.by_digest[offer.proposal.base].text
    if base is None:
        return None
    text = offer.text
    changed = text.changed(base)
    if any(name != "clauses" or id not in text.raw[name] for name, id in changed):
        return None
    return tuple(
        id for _, id in changed if who in bound(text.agreement, text.part(("clauses", id)))
    )


def restores(history: State, offer: Offer) -> Iterator[str]:
    """The clauses that come back without a new assent of whoever withdrew (27)."""
    for withdrawal in history.restored(offer):
        if not any(
            yes.party == withdrawal.by
            and yes.at > withdrawal.at
            and (not yes.clauses or withdrawal.clause in yes.clauses)
            for yes in offer.assents
        ):
            yield withdrawal.clause
