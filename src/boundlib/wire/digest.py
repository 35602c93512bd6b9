"""Digests with commitments, and erasing without changing them (spec/documents)."""

from __future__ import annotations

from typing import Any

from boundlib import canon
from boundlib.declare.frozen import FrozenMap
from boundlib.declare.names import Erased
from boundlib.declare.walk import erasable_at, put
from boundlib.errors import UsageError, expect
from boundlib.model.agreement import AN_AGREEMENT, Agreement
from boundlib.wire.write import Swaps, swap_at, write_swapped


def digest(agreement: Agreement) -> str:
    """The digest of an agreement: what an assent, a decision and a later version quote.

    It is taken over the canonical document without `salts` and `$schema`. A value that has a salt
    enters as its commitment, so that erasing the value leaves the digest as it is.

    Raises:
        UsageError: it is no agreement, or holds what only a newer version understands.
    """
    expect(agreement, Agreement, "agreement", AN_AGREEMENT)
    if not agreement.fully_read:
        raise UsageError(
            "a document read leniently has no digest.", next_step="Update boundlib to read it all."
        )
    swaps: Swaps = {"salts": None, "$schema": None}
    for path, salt in (agreement.salts or {}).items():
        found = erasable_at(agreement, path)
        if found is not None:
            swap_at(swaps, found[0], f'{{"sha256":"{_commitment(salt, found[1])}"}}')
    text = write_swapped(agreement, swaps)
    return canon.digest("agreement", text.encode("utf-8"))


def digest_if_read(agreement: Agreement) -> str | None:
    """The digest a decision quotes; None where lenient reading left something not understood.

    Raises:
        UsageError: it is no agreement.
    """
    expect(agreement, Agreement, "agreement", AN_AGREEMENT)
    return digest(agreement) if agreement.fully_read else None


def erase(agreement: Agreement, path: str) -> Agreement:
    """The agreement with a commitment in the place of one value; its digest stays.

    Args:
        agreement: the agreement that holds the value and its salt.
        path: where the value stands, as in `salts`: ids instead of indexes, such as
            ``clauses/portal/text`` or ``parties/client/name``.

    Raises:
        UsageError: no erasable value stands there, or it has no salt; or it is no agreement.
    """
    expect(agreement, Agreement, "agreement", AN_AGREEMENT)
    expect(path, str, "path", "Use a path of ids, such as clauses/portal/text.")
    found = erasable_at(agreement, path)
    if found is None:
        raise UsageError(
            "no erasable value stands there.",
            where="path",
            next_step="Use a path of ids, such as clauses/portal/text.",
        )
    salts = dict(agreement.salts or {})
    salt = salts.pop(path, None)
    if salt is None:
        raise UsageError(
            "this value has no salt, so it cannot be erased without changing the digest.",
            where="path",
            next_step="Give values salts before anybody assents to the agreement.",
        )
    place, value = found
    erased = Erased(sha256=_commitment(salt, value))
    unsalted = put(agreement, ("salts",), FrozenMap(salts) if salts else None)
    made: Agreement = put(unsalted, place, erased)
    return made


def _commitment(salt: str, value: Any) -> str:
    # An erasable value is a text or has one: its canonical form is that text.
    return canon.commitment(salt, str(value))
