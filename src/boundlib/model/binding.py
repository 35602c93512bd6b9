"""What every fact has, and the facts that bind: adoption, ending, consent, pause, retraction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from boundlib.declare import Fault, Text, value
from boundlib.declare.names import (
    Count,
    Digest,
    FactId,
    Slug,
    Who,
)
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity, FactKind

PastClause = Annotated[str, Text(pattern="[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?", max=64)]
"""The id of a clause, perhaps of an earlier version."""


@value
class OnDate:
    """Some time on a local date."""

    on: date
    """The date, in the agreement's zone."""


@value
class Between:
    """Some time between two instants, both included."""

    not_before: Instant
    """The earliest it can have been."""
    not_after: Instant
    """The latest it can have been."""

    def problems(self) -> Iterator[Fault]:
        """The ends are in order."""
        if self.not_before > self.not_after:
            yield Fault("ends_reversed", "the ends are reversed", ("not_before",))


@value
class FactHead:
    """What every fact has."""

    kind: ClassVar[str]

    id: FactId
    """Its id, unique in the record."""
    at: Instant | OnDate | Between
    """When it was so."""
    recorded_at: Instant
    """When it was written down."""
    by: Who | None = None
    """Whose act it was."""
    recorded_by: Who | None = None
    """Who wrote it down."""
    replaces: FactId | None = None
    """The one earlier fact of the same kind that this one corrects."""


@value
class Adopted(FactHead):
    """A version was adopted."""

    kind: ClassVar[str] = FactKind.ADOPTED
    version: Count
    """Its number."""
    digest: Digest
    """Its digest."""
    in_force_from: Instant
    """From when it binds; not before `at`."""


@value
class Ended(FactHead):
    """The work together ended."""

    kind: ClassVar[str] = FactKind.ENDED


@value
class Lapsed(FactHead):
    """The agreement lapsed."""

    kind: ClassVar[str] = FactKind.LAPSED


@value
class ConsentGiven(FactHead):
    """A party consented to a clause."""

    kind: ClassVar[str] = FactKind.CONSENT_GIVEN
    clause: PastClause
    """Which clause."""
    digest: Digest
    """Of the version it stood in."""
    capacity: Capacity
    """In which capacity."""
    method: Slug
    """How, such as `signature` or `spoken`."""
    carried: FactId | None = None
    """The consent to an earlier version, in the same words, that this one continues."""


@value
class ConsentWithdrawn(FactHead):
    """A party withdrew a consent; it works from its instant on."""

    kind: ClassVar[str] = FactKind.CONSENT_WITHDRAWN
    clause: PastClause
    """Which clause."""
    digest: Digest | None = None
    """Of the version it stood in; absent: every version."""
    capacity: Capacity
    """In which capacity."""
    method: Slug
    """How."""


@value
class Paused(FactHead):
    """The client paused the work."""

    kind: ClassVar[str] = FactKind.PAUSED
    until: Instant | None = None
    """Until when; absent: until they said so."""


@value
class Resumed(FactHead):
    """The client ended their pause."""

    kind: ClassVar[str] = FactKind.RESUMED


@value
class Retracted(FactHead):
    """An earlier fact, of any kind, was recorded in error; another retraction: it stands again."""

    kind: ClassVar[str] = FactKind.RETRACTED

    def problems(self) -> Iterator[Fault]:
        """It names what it retracts."""
        if self.replaces is None:
            yield Fault("missing_member", "a retraction names the fact it retracts", ("replaces",))
