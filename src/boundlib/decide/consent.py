"""Whether the client consented to a clause, and still does (spec/decisions 10)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import Truth
from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.vocab import Capacity, FactKind, Role


def withdrawal(ask: Asking, clause: Any) -> Seen | None:
    """The latest withdrawal of the client's consent to a clause that still stands.

    A later consent of the same client ends it. Whatever the record leaves open counts for the
    withdrawal.
    """
    again = [
        (seen, _giving(ask, seen.fact))
        for seen in _facts(ask, FactKind.CONSENT_GIVEN, clause)
        if ask.view.certain(seen)
    ]
    standing: Seen | None = None
    for seen in _facts(ask, FactKind.CONSENT_WITHDRAWN, clause):
        theirs = _withdrawing(ask, seen.fact)
        renewed = frozenset().union(*(who for given, who in again if given.low > seen.high))
        if not theirs <= renewed and (standing is None or seen.high > standing.high):
            standing = seen
    if standing is not None:
        ask.view.use(standing)
    return standing


def given(ask: Asking, clause: Any) -> Truth:
    """Whether the client's consent to a clause is on the record and stands.

    Not known where there is no record.
    """
    if withdrawal(ask, clause) is not None:
        return False
    for seen in _facts(ask, FactKind.CONSENT_GIVEN, clause):
        if ask.view.certain(seen) and _giving(ask, seen.fact):
            ask.view.use(seen)
            return True
    return ask.view.no_act


def _facts(ask: Asking, kind: FactKind, clause: Any) -> list[Seen]:
    return ask.view.about(kind, clause.id)


def _giving(ask: Asking, fact: Any) -> frozenset[str]:
    """The clients whose consent this certainly is: their own, or by whoever acts for them."""
    if fact.by is None:
        return frozenset()
    acting = fact.capacity is not Capacity.SELF
    return _clients(ask, fact.by, acting=acting)


def _withdrawing(ask: Asking, fact: Any) -> frozenset[str]:
    """The clients whose consent this may take back; all, where it is not known whose act it is."""
    if fact.by is None or not ask.frame.knows(fact.by):
        return ask.frame.holders(Role.CLIENT)
    return _clients(ask, fact.by, acting=True)


def _clients(ask: Asking, who: str, *, acting: bool) -> frozenset[str]:
    """The clients a name stands for, and where it may act for others, those it acts for."""
    clients = ask.frame.holders(Role.CLIENT)
    named = ask.frame.holders(who)
    theirs = {
        p.acts_for for p in ask.frame.agreement.holders(who) if acting and p.acts_for in clients
    }
    return (named & clients) | theirs
