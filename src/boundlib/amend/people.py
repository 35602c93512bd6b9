"""Who is who in a text: signers, capacities, whom a clause binds, whose consent it needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boundlib.model.agreement import Agreement, Party
from boundlib.vocab import Bearing, Capacity, ChildSay, Role

_SIGNED = frozenset(
    {
        "sharing.release",
        "sharing.recording",
        "pace.touch",
        "governance.consent",
        "crisis.advance_preference",
        "crisis.emergency_contact",
    }
)
"""Kinds of clause that need a consent (spec/renegotiation 21)."""

_OWN_WORD = "sharing.minor"
"""A clause that may need the child's own consent, whoever acts for them (spec/sharing 43)."""


def party_in(texts: Iterable[Agreement | None], who: str) -> Party | None:
    """A party by id, in the first of these texts that speaks of them."""
    for text in texts:
        for party in text.parties if text is not None else ():
            if party.id == who:
                return party
    return None


def capacity_of(party: Party) -> Capacity:
    """In which capacity a party acts; absent: for themselves."""
    return party.capacity or Capacity.SELF


def signers(text: Agreement | None) -> frozenset[str]:
    """The parties whose assent a text needs."""
    return frozenset(p.id for p in text.parties if p.signs) if text is not None else frozenset()


def others_too(
    needed: frozenset[str], by: str, texts: Iterable[Agreement | None]
) -> frozenset[str]:
    """The parties whose assent an act needs; every party where that were its author alone (15)."""
    if needed - {by}:
        return needed
    return frozenset(p.id for text in texts if text is not None for p in text.parties)


def clients(text: Agreement) -> frozenset[str]:
    """The clients of a text."""
    return _ids(text, (Role.CLIENT,))


def clients_for(text: Agreement, party: Party) -> tuple[str, ...]:
    """The clients whose act it is: a client's own, and theirs for whom a party acts."""
    theirs = clients(text)
    acting = party.acts_for if capacity_of(party) is not Capacity.SELF else None
    return tuple(who for who in dict.fromkeys((party.id, acting)) if who in theirs)


def clients_of(texts: Iterable[Agreement], who: str) -> tuple[str, ...]:
    """The clients whose act it is, by the first of these texts that speaks of the party."""
    for text in texts:
        party = party_in((text,), who)
        if party is not None:
            return clients_for(text, party)
    return ()


def bound(text: Agreement, clause: Any) -> frozenset[str]:
    """Whom a clause binds, and whose consent it needs; everybody where it names nobody (17)."""
    lists = [getattr(clause, name, ()) for name in ("by", "to", "signers", "needs")]
    named = [name for names in lists for name in names or ()]
    if not named:
        return frozenset(party.id for party in text.parties)
    needed = consenting(text, clause)
    acting = {p.id for p in text.parties if p.acts_for in needed}
    return _ids(text, named) | needed | acting


def consenting(text: Agreement, clause: Any) -> frozenset[str]:
    """The parties whose consent a clause needs (21); none: it needs none."""
    if clause.kind == _OWN_WORD:
        return clients(text) if ChildSay.AGREES in clause.child else frozenset()
    if clause.kind not in _SIGNED:
        return frozenset()
    named = getattr(clause, "signers", ()) or getattr(clause, "needs", ()) or (Role.CLIENT,)
    found = set(_ids(text, named))
    others: tuple[Any, ...] = text.clauses
    for other in others:
        adds = clause.kind in ("sharing.release", "sharing.recording")
        if adds and other.kind == "sharing.unit_of_care" and other.all_sign is not False:
            found |= _ids(text, other.members or (Role.CLIENT,))
        if clause.kind == "sharing.release" and other.kind == "sharing.release_rule":
            found |= _ids(text, other.signers)
    return frozenset(found)


def consents(text: Agreement, party: Party, clause: Any) -> bool:
    """Whether a party's assent to a clause is a consent: their own, or for whom they act."""
    needed = consenting(text, clause)
    if party.id in needed:
        return True
    acting = capacity_of(party) is not Capacity.SELF and clause.kind != _OWN_WORD
    return acting and party.acts_for in needed


def takes_back(text: Agreement, party: Party, clause: Any) -> bool:
    """Whether a party can withdraw a consent to a clause (25)."""
    if consents(text, party, clause):
        return True
    allows = clause.bearing is Bearing.GRANT or clause.kind in _SIGNED
    return bool(clients_for(text, party)) and (allows or clause.kind == "crisis.route")


def _ids(text: Agreement, names: Iterable[str]) -> frozenset[str]:
    return frozenset(party.id for name in names for party in text.holders(name))
