"""A measure as data: its range, bands and rules; scoring only, never the wording of items."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from boundlib.declare import Effect, Fault, Items, Text, Title, value
from boundlib.declare.names import Count, Slug, Words
from boundlib.declare.rules import same_ids
from boundlib.model.algebra import Number
from boundlib.vocab import Direction, ScoreRule

Decimal = Annotated[
    str, Text(pattern="-?(?:0|[1-9][0-9]{0,5})(?:[.][0-9]{1,4})?", max=12), Title("Decimal")
]
"""A decimal number as text, such as `8.4`."""


@value
class MeasureItems:
    """The items of a measure, by number only."""

    ids: Annotated[tuple[Slug, ...], Items(min=1, max=64, unique=True)]
    """Their ids, mostly their numbers."""
    min: Number
    """The least one of them can be."""
    max: Number
    """The most one of them can be."""
    reversed: Annotated[tuple[Slug, ...], Items(max=64, unique=True)] = ()
    """Those that count the other way round."""
    missing: Count | None = None
    """How many may be missing; the others' mean then stands for them. Absent: none."""

    def problems(self) -> Iterator[Fault]:
        """The ends are in order, and what is reversed is an item."""
        if self.min >= self.max:
            yield Fault("ends_reversed", "the least is not below the most", ("min",))
        if not set(self.reversed) <= set(self.ids):
            yield Fault("broken_reference", "no such item", ("reversed",))


@value
class MeasureBand:
    """A named stretch of the range."""

    id: Slug
    """Its name, such as `mild`: the publisher's word."""
    from_: Number
    """The least score in it; it ends where the next one begins."""


@value
class ChangeBy:
    """A change of at least so much is reliable."""

    id: Slug
    """The rule's name."""
    by_at_least: Decimal
    """How much, in points of the measure."""
    source: Words
    """Where it was published."""

    def problems(self) -> Iterator[Fault]:
        """It is some change."""
        if Fraction(self.by_at_least) <= 0:
            yield Fault("out_of_range", "must be above 0", ("by_at_least",))


@value
class ChangeIndex:
    """Jacobson and Truax's reliable change index reaches `z`."""

    id: Slug
    """The rule's name."""
    sd: Decimal
    """The standard deviation it is reckoned with."""
    reliability: Decimal
    """The reliability it is reckoned with, above 0 and below 1."""
    z: Decimal
    """From which index on, such as `1.96`."""
    source: Words
    """Where it was published, or where the two numbers come from."""

    def problems(self) -> Iterator[Fault]:
        """There is an error of measurement, and an index."""
        for name in ("sd", "z"):
            if Fraction(getattr(self, name)) <= 0:
                yield Fault("out_of_range", "must be above 0", (name,))
        if not 0 < Fraction(self.reliability) < 1:
            yield Fault("out_of_range", "must lie between 0 and 1", ("reliability",))


@value
class ChangePercent:
    """A change of at least such a share of the first score, such as response."""

    id: Slug
    """The rule's name."""
    percent: Count
    """Of the first score."""
    source: Words
    """Where it was published."""


ChangeRule = ChangeBy | ChangeIndex | ChangePercent
"""A published definition of a change that counts as real. Several stand side by side."""


@value
class Cut:
    """A level with a name, such as remission or caseness."""

    id: Slug
    """Its name."""
    at_least: Number | None = None
    """The scores from here on."""
    at_most: Number | None = None
    """The scores up to here."""
    source: Words | None = None
    """Where it was published."""

    def problems(self) -> Iterator[Fault]:
        """One end."""
        if (self.at_least is None) == (self.at_most is None):
            yield Fault("one_of", "needs one of at_least and at_most", ("at_least",))


@value
class Prompt:
    """An answer at which a person looks. It is never scored, and nothing is decided by it."""

    item: Slug | None = None
    """At which item; absent: the score."""
    at_least: Number | None = None
    """From here on."""
    at_most: Number | None = None
    """Up to here."""

    def problems(self) -> Iterator[Fault]:
        """One end."""
        if (self.at_least is None) == (self.at_most is None):
            yield Fault("one_of", "needs one of at_least and at_most", ("at_least",))


@value
class Code:
    """A public code."""

    system: Words
    """The system's URI, such as `http://loinc.org`."""
    code: Annotated[str, Text(pattern="[A-Za-z0-9._-]{1,64}", max=64)]
    """The code."""
    of: Slug | None = None
    """The item it names; absent: the score."""
    panel: Literal[True] | None = None
    """It names the whole form."""

    def problems(self) -> Iterator[Fault]:
        """An item or the whole form."""
        if self.of is not None and self.panel is not None:
            yield Fault("one_of", "needs at most one of of and panel", ("panel",))


@value
class Measure:
    """How a measure is scored and read. Shipped ones and a practice's own have the same shape."""

    id: Slug
    """Its name in targets and readings, such as `phq-9`."""
    version: Slug
    """The version of the form; a reading of another one is found, not scored."""
    min: Number
    """The least score."""
    max: Number
    """The most."""
    score: ScoreRule
    """How a score comes from its items."""
    better: Direction | None = None
    """Which way is better; absent: each target says so."""
    places: Count | None = None
    """How many decimal places a score has, written without the point: with 1, `123` is 12.3."""
    items: MeasureItems | None = None
    """Its items; absent: only the score is known."""
    bands: Annotated[tuple[MeasureBand, ...], Items(max=16)] = ()
    """From the least score upwards."""
    cuts: Annotated[tuple[Cut, ...], Items(max=16)] = ()
    """Levels with names."""
    changes: Annotated[tuple[ChangeRule, ...], Items(max=16)] = ()
    """Which changes count as real: every published definition, side by side."""
    prompts: Annotated[tuple[Prompt, ...], Items(max=16)] = ()
    """Where a person looks."""
    raises: Annotated[tuple[Prompt, ...], Items(max=16)] = ()
    """What is talked about in the next session, such as a low rating of the alliance."""
    codes: Annotated[tuple[Code, ...], Items(max=128)] = ()
    """Public codes."""
    source: Annotated[Words | None, Effect("neutral")] = None
    """Where scoring and bands were published."""
    licence: Annotated[Words | None, Effect("neutral")] = None
    """What is known of its licence."""

    def problems(self) -> Iterator[Fault]:
        """Ids differ, the ends are in order, bands rise from the least score."""
        for name in ("bands", "cuts", "changes"):
            yield from same_ids(name, getattr(self, name))
        if self.min >= self.max:
            yield Fault("ends_reversed", "the least is not below the most", ("min",))
        starts = [band.from_ for band in self.bands]
        if starts and (starts[0] != self.min or starts != sorted(set(starts))):
            yield Fault("wrong_order", "bands rise from the least score", ("bands",))
        named = {p.item for p in (*self.prompts, *self.raises)} | {c.of for c in self.codes}
        items = set() if self.items is None else set(self.items.ids)
        if not (named - {None}) <= items:
            yield Fault("broken_reference", "no such item", ("items",))
