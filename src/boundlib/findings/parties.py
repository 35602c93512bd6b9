"""Who is there: a client, somebody who signs, holders of the roles that clauses name; and salts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from boundlib.declare.names import Erased
from boundlib.declare.walk import erasables
from boundlib.errors import pointer
from boundlib.findings.looking import At, Whole, finding
from boundlib.model.agreement import Party
from boundlib.model.clause import DecidedBy
from boundlib.model.jurisdictions import age_of_majority
from boundlib.vocab import Capacity, Role


@finding(
    "no_client",
    "no party is the client",
    hint="give the role `client` to the person the work is for",
)
def no_client(whole: Whole) -> Iterator[At]:
    """Nobody holds the role."""
    if not whole.holders(Role.CLIENT):
        yield At(("parties",))


@finding(
    "nobody_signs",
    "nobody is asked to sign",
    hint="mark with `signs` each party whose assent the agreement needs",
)
def nobody_signs(whole: Whole) -> Iterator[At]:
    """No party has `signs`."""
    if not any(party.signs for party in whole.agreement.parties):
        yield At(("parties",))


@finding(
    "nobody_holds_role",
    "no party holds the role that is named here",
    hint="give the role to a party, or name another one",
)
def nobody_holds_role(whole: Whole) -> Iterator[At]:
    """A clause binds, names or asks a role that nobody has."""
    for path, ref, name in whole.refs:
        if ref.to == "who" and not whole.holders(name):
            yield At(path)
    for path, force in whole.all(DecidedBy):
        for number, role in enumerate(force.decided_by):
            if not whole.holders(role):
                yield At((*path, "decided_by", number))


@finding(
    "minor_without_guardian",
    "a client is a minor when the term begins, and no party has parental authority",
    hint="add the guardian as a party, or check who may consent in this place",
    note=True,
)
def minor_without_guardian(whole: Whole) -> Iterator[At]:
    """By the birth date, on the first date of the term, in the agreement's jurisdiction."""
    term = whole.agreement.term
    age = age_of_majority(whole.agreement.jurisdiction)
    if term is None or term.first is None or age is None:
        return
    for index, party in enumerate(whole.agreement.parties):
        born: Any = party.birth_date
        if Role.CLIENT not in party.roles or not isinstance(born, date):
            continue
        if years_between(born, term.first) < age and not _has_guardian(party, whole):
            yield At(("parties", index, "birth_date"))


def years_between(born: date, on: date) -> int:
    """A person's age in whole years on a date."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _has_guardian(client: Party, whole: Whole) -> bool:
    acting = [p for p in whole.agreement.parties if p.acts_for == client.id]
    return bool(whole.holders(Role.GUARDIAN)) or any(p.capacity is Capacity.PARENT for p in acting)


@finding(
    "erasable_without_salt",
    "this cannot be erased later without changing the digest",
    hint="give it a salt of 16 random bytes before the agreement is signed",
    note=True,
)
def erasable_without_salt(whole: Whole) -> Iterator[At]:
    """A value about a person has no salt. Where nothing has one, it is said once."""
    salts = whole.agreement.salts
    if not whole.erasables:
        return
    if salts is None:
        yield At(())
        return
    for path, salt_path, item in erasables(whole.agreement):
        if not isinstance(item, Erased) and pointer(salt_path)[1:] not in salts:
            yield At(path)


FINDINGS = (
    no_client,
    nobody_signs,
    nobody_holds_role,
    minor_without_guardian,
    erasable_without_salt,
)
"""What is looked for here."""
