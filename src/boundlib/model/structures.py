"""Ladder and Target: the values that later kinds are built from (spec/documents)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from boundlib.declare import Fault, Items, value
from boundlib.declare.names import Erasable, MeasureName, Slug, Words
from boundlib.declare.rules import same_ids
from boundlib.model.algebra import Condition, Number, Span
from boundlib.model.quantities import Amount
from boundlib.vocab import Direction


@value
class LadderStep:
    """One step of a ladder."""

    id: Slug
    """Its id, unique in the ladder."""
    enter: Condition | None = None
    """What must hold to enter it from the step before; absent: nothing in particular."""
    lasts: Span | None = None
    """How long it lasts, from its entry; absent: until a way back opens."""
    back: Condition | None = None
    """What leads back to the step before."""
    words: Erasable[Words] | None = None
    """What the step means, in the words of the two."""


@value
class Ladder:
    """Steps in order; the state is a fold over the events, each judged by the step before it."""

    steps: Annotated[tuple[LadderStep, ...], Items(min=1, max=24)]
    """The steps, from the first."""

    def problems(self) -> Iterator[Fault]:
        """Step ids differ."""
        yield from same_ids("steps", self.steps)


@value
class ReliableChange:
    """A change from the baseline that counts as real by a named rule of the measure."""

    rule: Slug
    """The rule's name among the measure's changes, such as `nhs`."""


@value
class Threshold:
    """A level to be reached."""

    level: Amount[Number]
    """The level on the measure's own scale."""


@value
class Target:
    """A measure that is to move in a direction, held for how long, by when."""

    measure: MeasureName
    """Which measure."""
    direction: Direction
    """Which way is better."""
    goal: Threshold | ReliableChange
    """The level or the change."""
    baseline: Number | None = None
    """The level at the beginning; absent: the first score from the adoption on."""
    held: Span | None = None
    """For how long it must hold to count."""
    by: date | Span | None = None
    """By when."""
