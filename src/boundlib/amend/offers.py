"""A proposal, everybody's yes to it, and what became of it (spec/renegotiation 9-17)."""

from __future__ import annotations

from functools import cached_property

import attrs

from boundlib.amend.people import signers
from boundlib.amend.texts import Text
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import Proposal
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity, OfferState


@attrs.frozen(repr=False)
class Assented:
    """One party's yes to a proposal."""

    party: str
    """Who."""
    capacity: Capacity
    """In which capacity."""
    at: Instant
    """When."""
    clauses: tuple[str, ...]
    """To which clauses; empty: to all of it."""
    method: str | None
    """How."""
    amendment: str
    """The id of the amendment."""

    def __repr__(self) -> str:
        return f"<Assented {self.party}>"


@attrs.frozen(repr=False, eq=False)
class Offer:
    """A proposal and what became of it."""

    proposal: Proposal
    """The proposal."""
    digest: str
    """Its digest."""
    recorded_at: Instant
    """When it was recorded."""
    base: Agreement | None
    """The text it builds on."""
    assents: tuple[Assented, ...]
    """Everybody's yes, its author's first."""
    closed: OfferState | None = None
    """What closed it; that it lapsed only once its base has a successor as well."""
    closed_at: Instant | None = None
    """When."""

    @cached_property
    def text(self) -> Text:
        """Its text, taken apart."""
        return Text(self.proposal.result)

    def state_at(self, at: Instant) -> OfferState | None:
        """How it stands at an instant; None: it is not made yet."""
        if at < self.proposal.at:
            return None
        if self.closed is not None and self.closed_at is not None and self.closed_at <= at:
            return self.closed
        lapses = self.proposal.lapses_at
        return OfferState.LAPSED if lapses is not None and lapses <= at else OfferState.OPEN

    @property
    def signers(self) -> frozenset[str]:
        """The parties with `signs`, of its base and of its text (15)."""
        return signers(self.base) | signers(self.proposal.result)

    def __repr__(self) -> str:
        return f"<Offer {self.proposal.id}>"
