"""The texts that name things: ids, places, currencies, free words."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias, TypeVar

from boundlib.declare.frozen import FrozenMap
from boundlib.declare.leaf_shapes import MapShape
from boundlib.declare.marks import LARGEST_NUMBER, SLUG, Items, Ref, Text, Title, Whole
from boundlib.declare.values import value
from boundlib.vocab import UnstatedWhy

Slug = Annotated[str, Text(pattern=SLUG, max=64), Title("Slug")]
"""An id or a name that the two writers chose; never a person's name."""

AgreementId = Annotated[
    str,
    Text(pattern="[A-Za-z][A-Za-z0-9+.-]{0,31}:[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]{1,200}", max=240),
]
"""An absolute URI, such as `urn:uuid:…`."""

FactId = Annotated[str, Text(pattern="[A-Za-z0-9](?:[A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?", max=64)]
"""The id of a fact in a record."""

MeasureName = Annotated[str, Text(pattern=SLUG, max=64), Title("MeasureName")]
"""A measure: one of the agreement's own, else a shipped one. Nothing forbids an unknown one."""

PartyId = Annotated[str, Text(pattern=SLUG, max=64), Ref("party"), Title("PartyId")]
"""The id of a party of the agreement."""

Who = Annotated[str, Text(pattern=SLUG, max=64), Ref("who"), Title("Who")]
"""A party's id, or a role for whoever holds it."""

TimetableId = Annotated[str, Text(pattern=SLUG, max=64), Ref("timetable"), Title("TimetableId")]
"""The id of a timetable of the agreement."""

ClauseId = Annotated[str, Text(pattern=SLUG, max=64), Ref("clause"), Title("ClauseId")]
"""The id of a clause of the agreement."""

Channel = Annotated[str, Text(pattern=SLUG, max=64), Ref("channel"), Title("Channel")]
"""The id of a `contact.channel` clause, or a medium for every channel of it."""

Channels = Annotated[tuple[Channel, ...], Items(max=32, unique=True)]
"""Which channels a clause speaks of; absent: all of them."""

StepPath = Annotated[str, Text(pattern=f"{SLUG}/{SLUG}", max=129), Ref("step")]
"""A step of a ladder: `clause-id/step-id`."""

Zone = Annotated[
    str,
    Text(pattern="[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9][A-Za-z0-9_+-]{0,31}){0,2}", max=64),
]
"""A zone of the tz database, such as `Europe/London`."""

Language = Annotated[str, Text(pattern="[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", max=35)]
"""A language tag (BCP 47), such as `en-GB`."""

Country = Annotated[str, Text(pattern="[A-Z]{2}", max=2), Title("Country")]
"""A country by ISO 3166-1 alpha-2."""

Region = Annotated[str, Text(pattern="[A-Z0-9]{1,3}", max=3), Title("Region")]
"""A region by the second part of ISO 3166-2."""

Currency = Annotated[str, Text(pattern="[A-Z]{3}", max=3)]
"""A currency by ISO 4217."""

Digest = Annotated[str, Text(pattern="[A-Za-z0-9_-]{43}", max=43), Title("Digest")]
"""SHA-256 as base64url without padding."""

Words = Annotated[str, Text(), Title("Words")]
"""Words that a person wrote."""

Count = Annotated[int, Whole(min=0, max=999_999), Title("Count")]
"""How many."""

Minor = Annotated[int, Whole(min=0, max=LARGEST_NUMBER), Title("MinorUnits")]
"""Money in the smallest unit of its currency."""

Extensions = Annotated[
    FrozenMap,
    MapShape(
        key_pattern="[A-Za-z][A-Za-z0-9+.-]{0,31}:[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]{1,200}",
        opaque=True,
        value_pattern=None,
        title="Extensions",
    ),
]
"""What an embedder adds, by absolute URI; kept as it is, never read."""

Salts = Annotated[
    FrozenMap,
    MapShape(
        key_pattern="[a-z][a-z_]{0,63}(?:/[a-z0-9_][a-z0-9_-]{0,63}){0,9}",
        opaque=False,
        value_pattern="[A-Za-z0-9_-]{21}[AQgw]",
        title="Salts",
    ),
]
"""A salt for each erasable value by its path, such as `clauses/portal/text`: 16 random bytes."""

T = TypeVar("T")


@value
class Erased:
    """A commitment in the place of a value that was erased."""

    STANDS_IN: ClassVar[bool] = True

    sha256: Digest
    """SHA-256 over the salt and the canonical value, base64url."""


Erasable: TypeAlias = T | Erased
"""A value about a person: it can be erased while the digest stays."""


@value
class Unstated:
    """The text leaves it open; a question that turns on it is answered under each choice."""

    unstated: UnstatedWhy
    """Why it is not known."""


Choice: TypeAlias = T | Unstated
"""A required choice that the text may leave open."""


@value
class Place:
    """A country, and perhaps a region of it."""

    country: Country
    """ISO 3166-1 alpha-2."""
    region: Region | None = None
    """The second part of ISO 3166-2."""

    def covers(self, other: Place) -> bool:
        """Whether `other` lies within this place."""
        return self.country == other.country and self.region in (None, other.region)
