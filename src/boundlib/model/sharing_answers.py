"""The typed values of answers about sharing and consent (spec/sharing)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from boundlib.declare import Items, value
from boundlib.declare.names import Slug
from boundlib.model.sharing import For, Item
from boundlib.times.scalars import Instant
from boundlib.vocab import ConsentForm, Outcome, Reason


@value
class ItemAnswer:
    """What holds for one item."""

    item: Item
    """Which, by itself: what lies beneath it is answered on its own."""
    outcome: Outcome
    """What holds for it."""
    code: Reason
    """The line that decided it."""
    clause: Slug | None = None
    """The clause that decided it."""


@value
class NearMiss:
    """The one thing that is missing from a telling that was agreed otherwise."""

    clause: Slug
    """The clause that would have let it."""
    failed: Reason
    """What is missing."""


@value
class Recipients:
    """Who may be told."""

    kind: ClassVar[str] = "recipients"

    may: Annotated[tuple[Slug, ...], Items(max=256)] = ()
    """Parties and roles who may be told now, by somebody, in the order of their names."""
    perhaps: Annotated[tuple[Slug, ...], Items(max=256)] = ()
    """Those for whom a person decides, or for whom it is not known."""


@value
class SharedThing:
    """One thing that may be told."""

    by: Slug
    """Who may tell it."""
    item: Item
    """What, by itself: what lies beneath it is listed on its own."""
    purpose: For
    """What for."""
    clause: Slug
    """The clause that lets it."""


@value
class Shared:
    """What a party may be told now."""

    kind: ClassVar[str] = "shared"

    may: Annotated[tuple[SharedThing, ...], Items(max=100_000)] = ()
    """What may be told for certain."""
    perhaps: Annotated[tuple[SharedThing, ...], Items(max=100_000)] = ()
    """What a person decides on, or what is not known."""


@value
class Stretch:
    """A stretch of time `[start, end)`."""

    start: Instant | None = None
    """From when; absent: it runs already."""
    end: Instant | None = None
    """Until when; absent: not within five years."""


@value
class Stretches:
    """When something may be told."""

    kind: ClassVar[str] = "stretches"

    may: Annotated[tuple[Stretch, ...], Items(max=1000)] = ()
    """In order, apart from each other; absent: never within five years."""


@value
class Consents:
    """Whose consent is needed, and whose is there."""

    kind: ClassVar[str] = "consents"

    needed: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """Whose; absent: nobody's."""
    given: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """Of these, those whose consent is on the record and stands."""
    missing: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """Of these, those whose consent is not."""
    form: Annotated[tuple[ConsentForm, ...], Items(max=4)] = ()
    """In which form; absent: any."""


SharingValue = Recipients | Shared | Stretches | Consents
"""Every typed answer about sharing and consent."""
