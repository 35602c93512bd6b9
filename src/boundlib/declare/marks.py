"""What may stand beside a type in `Annotated[...]`: constraint, reference, effect, wire name."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import attrs

LONGEST_TEXT = 16_384
"""The most code points a string may have (spec/documents)."""

SLUG = "[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?"
"""Lower-case letters, digits, hyphen and underscore; 1 to 64."""

LARGEST_NUMBER = 2**53 - 1
"""The largest whole number of the format."""

DEEPEST = 32
"""How many objects and arrays may lie inside each other."""


@attrs.frozen
class Text:
    """On `str`: its pattern in the portable subset, without anchors, and its length.

    `under` makes it a path in a tree: a word of that vocabulary, and the embedder's own parts
    after it, divided by slashes.
    """

    pattern: str | None = None
    max: int = LONGEST_TEXT
    min: int = 1
    under: type[StrEnum] | None = None


@attrs.frozen
class Whole:
    """On `int`: its bounds, both included."""

    min: int = 0
    max: int = LARGEST_NUMBER


@attrs.frozen
class Items:
    """On a tuple: how many items; `unique` makes it a set: its order is never a change.

    `kept` is the class that stands, under lenient reading, for an item of a newer kind.
    """

    min: int = 0
    max: int | None = None
    unique: bool = False
    kept: type | None = None


@attrs.frozen
class Title:
    """The name of a scalar type in the schema and in generated types."""

    name: str


@attrs.frozen
class Wire:
    """The member's name on the wire where Python cannot spell it."""

    name: str


@attrs.frozen
class Ref:
    """On an id: what it must name in the same agreement.

    `to` is ``clause``, ``timetable``, ``party``, ``who`` (a party id or a role), ``step`` (a
    ladder step, ``clause-id/step-id``) or ``channel`` (a channel clause or a medium). `kinds`
    limits a clause reference to kinds that begin so. `says` is the wire name of the member beside
    it that holds an answer of the clause: where there is one, that clause is asked to judge.
    """

    to: Literal["clause", "timetable", "party", "who", "step", "channel"]
    kinds: tuple[str, ...] = ()
    says: str | None = None
    target: str = attrs.field(init=False)
    """What it should name in one word: `to`, and behind it the kinds it is limited to."""

    @target.default
    def _target(self) -> str:
        return ":".join((self.to, *self.kinds))


@attrs.frozen
class Effect:
    """What more of this field does to the rule; a field that declares none has no order.

    More is the greater value: another item, a longer time, a condition that holds more often.
    ``looser`` and ``tighter`` say what it does. ``wider``: the clause speaks of more, or more of
    itself, which makes a grant looser and a limit or a duty tighter. ``neutral``: nothing is
    decided by it. ``shifted``: much is, and no value of it is more than another.

    `absent` is where absence stands in that order; without it, absence and a value cannot be
    compared. `whose` names the role whose freedom or burden it is, where that is not `by`.
    """

    more: Literal["looser", "tighter", "wider", "neutral", "shifted"]
    absent: Literal["most", "least"] | None = None
    whose: str | None = None


@attrs.frozen
class Offwire:
    """A field of the Python value that has no member on the wire."""
