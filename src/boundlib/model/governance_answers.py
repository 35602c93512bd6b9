"""The typed values of answers about the agreement itself (spec/governance)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from boundlib.declare import Items, value
from boundlib.declare.names import Count, Slug
from boundlib.model.renegotiating import OtherText
from boundlib.model.when import When
from boundlib.vocab import Met, Right, Ruling, Strength


@value
class ReviewDue:
    """When the agreement is to be gone through together."""

    kind: ClassVar[str] = "review_due"

    strength: Strength | None = None
    """Promised or expected; absent: the text does not say."""
    min: When | None = None
    """The earliest it can be due; never: nothing has made it due."""
    max: When | None = None
    """The latest it can be due; absent: no latest was agreed."""
    agenda: Annotated[tuple[Slug, ...], Items(max=32)] = ()
    """What is talked about."""
    outcomes: Annotated[tuple[Slug, ...], Items(max=32)] = ()
    """What can come of it."""


@value
class EndingOwed:
    """What is still owed before the work ends. Money is never among it."""

    kind: ClassVar[str] = "ending_owed"

    strength: Strength
    """Promised by the therapist's side; of a client it is expected, and stops nobody."""
    told: Met
    """Whether it was told that the work ends."""
    notice_min: When | None = None
    """The earliest at which the notice is over; absent: none was agreed, or it was not told yet."""
    notice_max: When | None = None
    """The latest at which the notice is over."""
    sessions_min: Count | None = None
    """The least sessions there still are; absent: none were agreed."""
    sessions_max: Count | None = None
    """The most sessions there still are."""
    referral: bool | None = None
    """Whether somebody else who can help is still to be named; absent: it was not agreed."""
    continues: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """The clauses that go on after the end."""
    may_return: bool | None = None
    """Whether later care stays open to the client; absent: not said."""


@value
class WhichRules:
    """Which text rules."""

    kind: ClassVar[str] = "which_rules"

    rules: Ruling
    """This agreement or the other document."""
    other: OtherText | None = None
    """The other document, where it rules."""
    clauses: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """The clauses of this agreement that rule on what was asked; absent: as they speak."""


@value
class RightWay:
    """One way to use a right."""

    clause: Slug
    """The clause it stands in."""
    route: Slug
    """Its id there."""
    to: Slug | None = None
    """To whom."""
    body: Slug | None = None
    """Or to which body outside."""
    channels: Annotated[tuple[Slug, ...], Items(max=32)] = ()
    """By which channels or media; absent: any."""


@value
class RightsHeld:
    """Rights of the client, and the agreed ways to use them."""

    kind: ClassVar[str] = "rights"

    rights: Annotated[tuple[Right, ...], Items(min=1, max=9)]
    """Which. No clause takes one away."""
    ways: Annotated[tuple[RightWay, ...], Items(max=1000)] = ()
    """How, as agreed; absent: by any way."""


@value
class ExceptionTerms:
    """Who decides on an exception, and its bounds."""

    kind: ClassVar[str] = "exception_terms"

    decides: Annotated[tuple[Slug, ...], Items(max=8)] = ()
    """Who decides, any of them; absent: nobody in particular."""
    ends_min: When | None = None
    """The earliest at which it must have ended; absent: how long was not said."""
    ends_max: When | None = None
    """The latest at which it must have ended."""
    answer_min: When | None = None
    """The earliest by which the asking is answered; absent: not said, or not asked yet."""
    answer_max: When | None = None
    """The latest by which the asking is answered."""
    untouched: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """The clauses that no exception touches, besides crisis, sharing and rights."""


GovernanceValue = ReviewDue | EndingOwed | WhichRules | RightsHeld | ExceptionTerms
"""Every typed answer about the agreement itself."""
