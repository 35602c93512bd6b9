"""Digests with commitments, and erasing without changing them (spec/documents)."""

from __future__ import annotations

from typing import Any, TypeVar

from boundlib import canon
from boundlib.declare.frozen import FrozenMap
from boundlib.declare.names import Erased
from boundlib.declare.walk import erasable_at, put, sealed
from boundlib.errors import UsageError, expect
from boundlib.model.agreement import AN_AGREEMENT, Agreement
from boundlib.model.amendment import Amendment, AmendmentHead
from boundlib.wire.write import Swaps, swap_at, write_swapped

Sealed = Agreement | AmendmentHead
"""What has a digest."""


def digest(document: Agreement | Amendment) -> str:
    """The digest of an agreement or an amendment: what an assent, a decision, a version quote.

    It is taken over the canonical document without `salts` and `$schema`. A value that has a salt
    enters as its commitment, so that erasing the value leaves the digest as it is; an agreement
    inside an amendment enters as its own digest.

    Raises:
        UsageError: it is neither, or holds what only a newer version understands.
    """
    expect(document, Sealed, "agreement", AN_AGREEMENT)
    if not getattr(document, "fully_read", True):
        raise UsageError(
            "a document read leniently has no digest.", next_step="Update boundlib to read it all."
        )
    swaps: Swaps = {"salts": None, "$schema": None}
    for path, salt in (document.salts or {}).items():
        found = erasable_at(document, path)
        if found is not None:
            swap_at(swaps, found[0], _hidden(_commitment(salt, found[1])))
    if isinstance(document, AmendmentHead):
        for place, _, inside in sealed(document):
            swap_at(swaps, place, _hidden(digest(inside)))
    text = write_swapped(document, swaps)
    return canon.digest(document.type, text.encode("utf-8"))


def _hidden(sha256: str) -> str:
    return f'{{"sha256":"{sha256}"}}'


def digest_if_read(agreement: Agreement) -> str | None:
    """The digest a decision quotes; None where lenient reading left something not understood.

    Raises:
        UsageError: it is no agreement.
    """
    expect(agreement, Agreement, "agreement", AN_AGREEMENT)
    return digest(agreement) if agreement.fully_read else None


D = TypeVar("D", Agreement, Amendment)


def erase(document: D, path: str) -> D:
    """The document with a commitment in the place of one value; its digest stays.

    Args:
        document: the agreement or amendment that holds the value and its salt.
        path: where the value stands, as in `salts`: ids instead of indexes, such as
            ``clauses/portal/text`` or ``parties/client/name``; in a proposal
            ``result/clauses/portal/text``.

    Raises:
        UsageError: no erasable value stands there, or it has no salt; or it is no such document.
    """
    expect(document, Sealed, "agreement", AN_AGREEMENT)
    expect(path, str, "path", "Use a path of ids, such as clauses/portal/text.")
    made: D
    for place, names, inside in sealed(document):
        within = "/".join(map(str, names)) + "/"
        if path.startswith(within):
            made = put(document, place, erase(inside, path.removeprefix(within)))
            return made
    found = erasable_at(document, path)
    if found is None:
        raise UsageError(
            "no erasable value stands there.",
            where="path",
            next_step="Use a path of ids, such as clauses/portal/text.",
        )
    salts = dict(document.salts or {})
    salt = salts.pop(path, None)
    if salt is None:
        raise UsageError(
            "this value has no salt, so it cannot be erased without changing the digest.",
            where="path",
            next_step="Give values salts before anybody assents to the agreement.",
        )
    place, value = found
    erased = Erased(sha256=_commitment(salt, value))
    unsalted = put(document, ("salts",), FrozenMap(salts) if salts else None)
    made = put(unsalted, place, erased)
    return made


def _commitment(salt: str, value: Any) -> str:
    # An erasable value is a text or has one: its canonical form is that text.
    return canon.commitment(salt, str(value))
