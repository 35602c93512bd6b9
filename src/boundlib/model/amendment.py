"""What people do to an agreement: propose, answer, withdraw, end (spec/renegotiation).

Each amendment is one act, complete in itself. What follows from it is worked out elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from boundlib.declare import Fault, Items, Wire, value
from boundlib.declare.names import (
    AgreementId,
    Count,
    Digest,
    Erasable,
    FactId,
    Salts,
    Slug,
    Words,
    Zone,
)
from boundlib.model.agreement import Agreement, AnyClause
from boundlib.model.binding import PastClause
from boundlib.model.facts import Fact
from boundlib.model.references import salt_faults
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity, ExceptionReason

# --- who, when, how -------------------------------------------------------------------------------


@value
class Agreed:
    """One party's yes, in somebody else's amendment."""

    party: Slug
    """Who."""
    capacity: Capacity
    """In which capacity."""
    at: Instant
    """When."""
    method: Slug | None = None
    """How, such as `signature` or `spoken`."""


@value
class AmendmentHead:
    """What every amendment has."""

    type: ClassVar[str] = "amendment"
    spec_version: ClassVar[str] = "1.0"
    kind: ClassVar[str]
    SEALED: ClassVar[bool] = True
    """It has a digest of its own (spec/documents)."""

    id: FactId
    """Its id, unique in the history of the agreement."""
    agreement: AgreementId
    """The id of the agreement it is about."""
    by: Slug
    """The party whose act it is."""
    capacity: Capacity
    """In which capacity they act."""
    at: Instant
    """When they did it."""
    zone: Zone | None = None
    """The zone of the clock they read it from; absent: not recorded."""
    method: Slug | None = None
    """How, such as `signature` or `spoken`; absent: not recorded."""
    words: Erasable[Words] | None = None
    """What they said about it, such as a reason; nobody has to give one."""
    salts: Salts | None = None
    """A salt for each erasable value of its own; an agreement inside has its own."""
    schema_uri: Annotated[str | None, Wire("$schema")] = None
    """Where the schema is published; never fetched."""

    def problems(self) -> Iterator[Fault]:
        """Salts name erasable values that are there."""
        if self.salts is not None:
            yield from salt_faults(self)


# --- proposals ------------------------------------------------------------------------------------


@value
class Proposal(AmendmentHead):
    """An offer: the whole text as it would be. Whoever makes it assents to it by making it."""

    kind: ClassVar[str] = "proposal"

    result: Agreement
    """The whole text as it would be."""
    base: Digest | None = None
    """The digest of the version it builds on; absent: it would be the first."""
    counters: Digest | None = None
    """The digest of the proposal that it answers and closes."""
    merges: Annotated[tuple[Digest, ...], Items(max=16, unique=True)] = ()
    """The digests of the proposals that were merged into it."""
    lapses_at: Instant | None = None
    """From when it cannot be adopted any more; absent: it stays open."""

    def problems(self) -> Iterator[Fault]:
        """It is about the agreement it names, and is open for a while."""
        yield from AmendmentHead.problems(self)
        yield from _about(self.result, self.agreement, "result")
        if self.lapses_at is not None and self.lapses_at <= self.at:
            yield Fault("ends_reversed", "it would lapse before it is made", ("lapses_at",))


@value
class AboutProposal(AmendmentHead):
    """What every answer to a proposal has."""

    proposal: Digest
    """The digest of the proposal: any other words are another proposal."""


@value
class Assent(AboutProposal):
    """A party assents to a proposal, or to some of its clauses."""

    kind: ClassVar[str] = "assent"

    base: Digest | None = None
    """The digest of the version the proposal builds on; absent: it would be the first."""
    clauses: Annotated[tuple[PastClause, ...], Items(max=1000, unique=True)] = ()
    """To which clauses; absent: to all of it."""


@value
class Decline(AboutProposal):
    """A party whose assent it needs says no to a proposal: what was agreed stays as it is."""

    kind: ClassVar[str] = "decline"


@value
class ProposalWithdrawal(AboutProposal):
    """Whoever made a proposal takes it back."""

    kind: ClassVar[str] = "proposal_withdrawal"


@value
class Adoption(AboutProposal):
    """A proposal to which everybody assented becomes a version."""

    kind: ClassVar[str] = "adoption"

    version: Count
    """The number of the version."""
    digest: Digest
    """The digest of the version."""
    in_force_from: Instant
    """From when it binds; not before `at`."""

    def problems(self) -> Iterator[Fault]:
        """It binds from when it was adopted, or later."""
        yield from AmendmentHead.problems(self)
        if self.in_force_from < self.at:
            yield Fault("ends_reversed", "it would bind before it is adopted", ("in_force_from",))


# --- one party alone ------------------------------------------------------------------------------


MOST_SUCCESSORS = 64
"""Of more versions that rule or are to rule, a withdrawal makes no successors."""


@value
class Successor:
    """A version without a clause whose consent was withdrawn."""

    base: Digest
    """The digest of the version it takes the place of."""
    result: Agreement
    """The text without the clause."""
    in_force_from: Instant
    """From when it binds: from the withdrawal, or from when its base would."""


@value
class ConsentWithdrawal(AmendmentHead):
    """A party takes a consent back: at once, alone, in every version there is."""

    kind: ClassVar[str] = "consent_withdrawal"

    clause: PastClause
    """The clause they had consented to."""
    successors: Annotated[tuple[Successor, ...], Items(max=MOST_SUCCESSORS)] = ()
    """A successor of the version in force and of each that was adopted for later."""

    def problems(self) -> Iterator[Fault]:
        """Its successors are about the agreement it names, and lack the clause."""
        yield from AmendmentHead.problems(self)
        for index, successor in enumerate(self.successors):
            for fault in _about(successor.result, self.agreement, "result"):
                yield Fault(fault.code, fault.message, ("successors", index, *fault.at))
            if any(clause.id == self.clause for clause in successor.result.clauses):
                message = "the clause is still there"
                yield Fault("goes_together", message, ("successors", index, "result", "clauses"))


@value
class TemporaryException(AmendmentHead):
    """For a time, a clause says something wider. It ends by itself."""

    kind: ClassVar[str] = "exception"

    base: Digest
    """The digest of the version it is made to."""
    instead: AnyClause
    """The clause as it reads meanwhile, under the id of the one it stands in for."""
    begins: Instant
    """From when."""
    ends: Instant
    """Until when, not included."""
    reason: ExceptionReason
    """Why, by class."""
    agreed: Annotated[tuple[Agreed, ...], Items(max=16)] = ()
    """Who else agreed; whoever loses by it must have."""

    def problems(self) -> Iterator[Fault]:
        """It has an end, after its beginning."""
        yield from AmendmentHead.problems(self)
        if self.ends <= self.begins:
            yield Fault("ends_reversed", "it would end before it begins", ("ends",))


@value
class Pause(AmendmentHead):
    """The client pauses the work: at once, alone, without a reason."""

    kind: ClassVar[str] = "pause"

    until: Instant | None = None
    """Until when; absent: until they say so."""


@value
class Resumption(AmendmentHead):
    """The client ends their pause."""

    kind: ClassVar[str] = "resumption"


@value
class ReviewRequest(AmendmentHead):
    """A party asks to go through the agreement together."""

    kind: ClassVar[str] = "review_request"

    clauses: Annotated[tuple[PastClause, ...], Items(max=1000, unique=True)] = ()
    """Which clauses; absent: all of it."""


@value
class Ending(AmendmentHead):
    """A party tells that the work ends."""

    kind: ClassVar[str] = "ending"

    ends_at: Instant
    """When it ends; not before `at`."""

    def problems(self) -> Iterator[Fault]:
        """It ends when it was told, or later."""
        yield from AmendmentHead.problems(self)
        if self.ends_at < self.at:
            yield Fault("ends_reversed", "it would have ended before it was told", ("ends_at",))


# --- the record -----------------------------------------------------------------------------------


@value
class Entered(AmendmentHead):
    """Facts are written down."""

    kind: ClassVar[str] = "facts"

    facts: Annotated[tuple[Fact, ...], Items(min=1, max=10_000)]
    """What happened or was so."""


@value
class Correction(AmendmentHead):
    """A past record is corrected by those it is about, together."""

    kind: ClassVar[str] = "correction"

    facts: Annotated[tuple[Fact, ...], Items(min=1, max=100)]
    """Each names in `replaces` the fact that it corrects or retracts."""
    agreed: Annotated[tuple[Agreed, ...], Items(min=1, max=16)]
    """The others who sign the agreement: they all agree."""

    def problems(self) -> Iterator[Fault]:
        """Every fact in it corrects another."""
        yield from AmendmentHead.problems(self)
        for index, fact in enumerate(self.facts):
            if fact.replaces is None:
                yield Fault("missing_member", "it names no fact that it corrects", ("facts", index))


def _about(result: Agreement, agreement: str, at: str) -> Iterator[Fault]:
    if result.id != agreement:
        yield Fault("goes_together", "the text is another agreement's", (at, "id"))


Amendment = (
    Proposal
    | Assent
    | Decline
    | ProposalWithdrawal
    | Adoption
    | ConsentWithdrawal
    | TemporaryException
    | Pause
    | Resumption
    | ReviewRequest
    | Ending
    | Entered
    | Correction
)
"""Every act on an agreement that is kept."""
