"""Facts about the agreement itself: a review asked for and held, an ending that was told."""

from __future__ import annotations

from typing import Annotated, ClassVar

from boundlib.declare import Items, value
from boundlib.declare.names import Slug
from boundlib.model.binding import FactHead, PastClause
from boundlib.times.scalars import Instant
from boundlib.vocab import FactKind


@value
class ReviewRequested(FactHead):
    """Somebody asked to go through the agreement together."""

    kind: ClassVar[str] = FactKind.REVIEW_REQUESTED
    clauses: Annotated[tuple[PastClause, ...], Items(max=1000, unique=True)] = ()
    """Which clauses; absent: all of it."""


@value
class ReviewHeld(FactHead):
    """The agreement, or a part of it, was gone through together."""

    kind: ClassVar[str] = FactKind.REVIEW_HELD
    clauses: Annotated[tuple[PastClause, ...], Items(max=1000, unique=True)] = ()
    """Which clauses, or the clause that agreed on the review; absent: all of it."""
    outcome: Slug | None = None
    """What came of it, by name."""


@value
class EndingTold(FactHead):
    """A party told that the work ends."""

    kind: ClassVar[str] = FactKind.ENDING_TOLD
    ends_at: Instant | None = None
    """When it ends; absent: not said."""
