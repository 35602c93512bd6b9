"""The history of one agreement: its amendments in order, each linked to the one before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from boundlib.declare import Fault, Items, Whole, Wire, value
from boundlib.declare.names import AgreementId, Digest
from boundlib.model.amendment import Amendment
from boundlib.times.scalars import Instant

Number = Annotated[int, Whole(min=1, max=9_999_999)]
"""A place in the history, from 1."""


@value
class LedgerEntry:
    """One amendment, and what makes its place in the history certain."""

    number: Number
    """Its place."""
    recorded_at: Instant
    """When it was written down; never before the entry above."""
    body: Amendment
    """The amendment."""
    digest: Digest
    """The digest of the amendment."""
    previous: Digest | None = None
    """The link of the entry above; absent: this is the first."""
    link: Digest
    """The digest over number, time, amendment and the link above (spec/renegotiation)."""


@value
class Receipt:
    """What a party keeps, to see later that nothing was taken from the end of the history."""

    agreement: AgreementId
    """Whose history."""
    number: Number
    """How many entries there were."""
    link: Digest
    """The link of the last of them."""


@value
class Ledger:
    """The whole history of one agreement."""

    type: ClassVar[str] = "ledger"
    spec_version: ClassVar[str] = "1.0"

    agreement: AgreementId
    """The id of the agreement."""
    entries: Annotated[tuple[LedgerEntry, ...], Items(max=1_000_000)]
    """In their order."""
    schema_uri: Annotated[str | None, Wire("$schema")] = None
    """Where the schema is published; never fetched."""

    def problems(self) -> Iterator[Fault]:
        """The entries are about this agreement and are numbered without a gap."""
        due = 1
        for index, entry in enumerate(self.entries):
            if entry.number != due:
                yield Fault("wrong_order", "a number is left out", ("entries", index, "number"))
            due = entry.number + 1  # a gap is told of once, not of every entry behind it
            if entry.body.agreement != self.agreement:
                message = "it is about another agreement"
                yield Fault("goes_together", message, ("entries", index, "body", "agreement"))
