"""The head that every clause has, whatever its kind (spec/documents)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

import attrs

from boundlib.declare import Effect, Fault, FrozenMap, Items, value
from boundlib.declare.names import Erasable, Extensions, Slug, Who, Words
from boundlib.model.algebra import Condition
from boundlib.vocab import Bearing, Force, Right, Role


@value
class Dates:
    """From a first to a last local date, both included."""

    first: date | None = None
    """The first date; absent: from the beginning."""
    last: date | None = None
    """The last date, all of it; absent: no end."""

    def problems(self) -> Iterator[Fault]:
        """A stretch of dates has an end, and its ends are in order."""
        if self.first is None and self.last is None:
            yield Fault("one_of", "needs first or last", ("first",))
        if self.first is not None and self.last is not None and self.first > self.last:
            yield Fault("ends_reversed", "the first date is after the last", ("first",))

    def holds(self, day: date) -> bool:
        """Whether a local date lies within."""
        return not ((self.first and day < self.first) or (self.last and day > self.last))


@value
class DecidedBy:
    """An effect that a person decides on."""

    decided_by: Annotated[tuple[Role, ...], Items(min=1, max=8, unique=True)]
    """Who: any of these roles."""


Effectiveness = Force | DecidedBy
"""How binding an effect is: automatic, may, by arrangement, or somebody's decision."""

Works = Annotated[Effectiveness | None, Effect("wider", absent="most")]
"""How binding the clause itself is; absent: automatic."""

Parties = Annotated[tuple[Who, ...], Items(max=16, unique=True)]
"""Party ids or roles; absent: both ways."""


InCrisisToo = Annotated[Literal[True] | None, Effect("neutral")]
"""The text says that a limit holds in a crisis too: a finding that changes no answer."""


@value
class ClauseHead:
    """What every kind of clause has."""

    kind: ClassVar[str]
    bearing: ClassVar[Bearing]
    judges: ClassVar[tuple[str, ...]] = ()
    """The words with which it classes an event, for conditions and tallies that ask it."""
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = ()
    """Whom it means without naming them: a field, and the role that is meant where it is empty.

    An empty name of a field: the role is always meant.
    """

    id: Slug
    """Its id, unique in the agreement and the same in every version."""
    text: Annotated[Erasable[Words] | None, Effect("neutral")] = None
    """The words the two people wrote."""
    by: Annotated[Parties, Effect("wider", absent="most")] = ()
    """Whom it binds or allows to act; absent: both sides."""
    to: Annotated[Parties, Effect("wider", absent="most")] = ()
    """Towards whom; absent: both sides."""
    waives: Annotated[tuple[Right, ...], Items(max=9, unique=True), Effect("neutral")] = ()
    """Rights of the client that the words claim to take away: a finding that changes no answer."""
    extensions: Annotated[Extensions | None, Effect("neutral")] = None
    """What an embedder adds."""

    def unsaid(self, field: str) -> tuple[Role, ...]:
        """Whom it means where this field names nobody, if that is not simply everybody."""
        return tuple(role for name, role in self.unnamed if name == field)


@value
class Clause(ClauseHead):
    """A clause that can be switched on and off. Only a crisis route cannot."""

    when: Annotated[Condition | None, Effect("wider", absent="most")] = None
    """Where it is definitely no, the clause does not speak, as if it were absent."""
    valid: Annotated[Dates | None, Effect("wider", absent="most")] = None
    """On which dates it holds; absent: as long as the agreement."""
    reading_of: Slug | None = None
    """A label shared by rival readings of one sentence."""


@attrs.frozen(kw_only=True, repr=False)
class UnreadClause:
    """A clause of a newer version, kept whole under lenient reading but not understood.

    It may say anything about its topic: decisions of that topic treat it so (spec/decisions).
    """

    id: str
    """Its id; empty where it has none."""
    kind: str
    """Its kind; empty where it has none."""
    raw: FrozenMap
    """Everything it says."""

    bearing: ClassVar[Bearing] = Bearing.LIMIT
    fully_read: ClassVar[bool] = False

    @classmethod
    def keep(cls, raw: dict[str, Any]) -> UnreadClause:
        """The stand-in for a clause as it was read."""
        named = {n: v if isinstance(v := raw.get(n), str) else "" for n in ("id", "kind")}
        return cls(raw=FrozenMap(raw), **named)

    @property
    def topic(self) -> str:
        """The part of the kind before the dot."""
        return self.kind.partition(".")[0]

    def __repr__(self) -> str:
        return f"<UnreadClause {self.id}>"
