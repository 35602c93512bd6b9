"""What must be so for a clause to let something: three-valued, and searched without a solver.

A formula rests on time and on named variables, such as a party's consent or a state. A world is an
instant with a value for each variable; `Space.find` looks for one by trying every value of each
variable that still matters, and stops at the first that settles what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

import attrs

from boundlib.findings.ranges import HIGH, LOW, Ranges

NO, PERHAPS, YES = 0, 1, 2
"""No, not known, yes: in this order, so that a conjunction is the least of its parts."""

OTHER = "another value"
"""A value that no clause names; it has blanks, which no word of the format has."""

MOST_STEPS = 2000
"""After so many steps at one instant nothing is said: no agreement that people wrote gets there."""

Bounds = tuple[int, int]
"""The least and the most that a formula can still be."""

World = Mapping[Hashable, Any]
"""A value for each variable that was looked at; None: it is not known."""


@attrs.frozen
class Word:
    """Whether a variable has one of these values."""

    name: Hashable
    """The variable."""
    yes: frozenset[Any]
    """The values for which it is so."""
    no: frozenset[Any] | None = None
    """The values for which it is not; None: all others."""
    only: tuple[Any, ...] | None = None
    """Every value there is; None: another one, and not known, are possible."""

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Itself."""
        return (self,)

    def bounds(self, world: World, at: int) -> Bounds:
        """Where it lies in a world that is perhaps not settled yet."""
        if self.name not in world:
            return NO, YES
        value = world[self.name]
        if value in self.yes:
            return YES, YES
        if value is None or (self.no is not None and value not in self.no):
            return PERHAPS, PERHAPS
        return NO, NO

    def values(self) -> tuple[Any, ...]:
        """The values of its variable that it tells apart."""
        if self.only is not None:
            return self.only
        named = sorted(self.yes | (self.no or frozenset()), key=str)
        return *named, OTHER, None


@attrs.frozen
class Within:
    """Whether a number lies in one of these ranges."""

    name: Hashable
    """The variable."""
    ranges: Ranges
    """The values for which it is so."""

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Itself."""
        return (self,)

    def bounds(self, world: World, at: int) -> Bounds:
        """Where it lies in a world that is perhaps not settled yet."""
        if self.name not in world:
            return NO, YES
        value = world[self.name]
        if value is None:
            return PERHAPS, PERHAPS
        found = YES if any(low <= value <= high for low, high in self.ranges) else NO
        return found, found

    def values(self) -> tuple[Any, ...]:
        """One value of each stretch that it tells apart, and not known."""
        edges = {LOW} | {edge for low, high in self.ranges for edge in (low, high + 1)}
        return *sorted(edge for edge in edges if edge <= HIGH), None


@attrs.frozen
class During:
    """Whether it is at or after `start` and before `end`; None: without that bound."""

    start: int | None = None
    end: int | None = None

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Itself."""
        return (self,)

    def bounds(self, world: World, at: int) -> Bounds:
        """Where it lies: time is always settled."""
        early = self.start is not None and at < self.start
        late = self.end is not None and at >= self.end
        found = NO if early or late else YES
        return found, found


@attrs.frozen
class AtLeast:
    """At least so many of the parts hold."""

    count: int
    parts: tuple[Formula, ...]
    leaves: tuple[Leaf, ...] = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(lambda self: _joined(self.parts), takes_self=True),
    )
    """What it rests on, in order."""

    def bounds(self, world: World, at: int) -> Bounds:
        """The so-manieth greatest, at least and at most."""
        if self.count <= 0:
            return YES, YES
        if self.count > len(self.parts):
            return NO, NO
        if self.count == len(self.parts):
            least, most = YES, YES
            for part in self.parts:
                low, high = part.bounds(world, at)
                if high == NO:
                    return NO, NO
                least, most = min(least, low), min(most, high)
            return least, most
        if self.count == 1:
            least, most = NO, NO
            for part in self.parts:
                low, high = part.bounds(world, at)
                if low == YES:
                    return YES, YES
                least, most = max(least, low), max(most, high)
            return least, most
        found = [part.bounds(world, at) for part in self.parts]
        lows = sorted((low for low, _ in found), reverse=True)
        highs = sorted((high for _, high in found), reverse=True)
        return lows[self.count - 1], highs[self.count - 1]


@attrs.frozen
class Opposite:
    """It does not hold; not known stays so."""

    part: Formula

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What it rests on, in order."""
        return self.part.leaves

    def bounds(self, world: World, at: int) -> Bounds:
        """The part's, turned round."""
        low, high = self.part.bounds(world, at)
        return YES - high, YES - low


@attrs.frozen
class Heard:
    """Whether something comes to somebody from where it began, step by step (spec/sharing 38-40).

    Whoever hears it through a circle alone has not heard it.
    """

    who: str
    steps: tuple[tuple[str, str | None, Formula], ...]
    """Who hears it, from whom (None: from where it began), and where that may be."""

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What it rests on, in order."""
        return _joined(formula for _, _, formula in self.steps)

    def bounds(self, world: World, at: int) -> Bounds:
        """The best way there is, which is as good as its worst step."""
        steps = [(to, by, *formula.bounds(world, at)) for to, by, formula in self.steps]
        best: dict[str | None, Bounds] = {None: (YES, YES)}
        changed = True
        while changed:
            changed = False
            for to, by, low, high in steps:
                least, most = best.get(by, (NO, NO))
                before = best.get(to, (NO, NO))
                after = max(before[0], min(low, least)), max(before[1], min(high, most))
                if after != before:
                    best[to] = after
                    changed = True
        return best.get(self.who, (NO, NO))


Leaf = Word | Within | During
"""What a formula rests on."""

Formula = Word | Within | During | AtLeast | Opposite | Heard
"""What must be so."""


def _joined(formulas: Iterable[Formula]) -> tuple[Leaf, ...]:
    return tuple(dict.fromkeys(leaf for formula in formulas for leaf in formula.leaves))


ALWAYS: Formula = AtLeast(0, ())
"""What is so in every world."""

NEVER: Formula = AtLeast(1, ())
"""What is so in none."""


def every(parts: Iterable[Formula]) -> Formula:
    """All of them."""
    kept = tuple(dict.fromkeys(part for part in parts if part != ALWAYS))
    if NEVER in kept:
        return NEVER
    return kept[0] if len(kept) == 1 else AtLeast(len(kept), kept)


def some(parts: Iterable[Formula]) -> Formula:
    """At least one of them."""
    kept = tuple(dict.fromkeys(part for part in parts if part != NEVER))
    if ALWAYS in kept:
        return ALWAYS
    return kept[0] if len(kept) == 1 else AtLeast(1, kept)


SOMETIME = 1_767_225_600
"""2026-01-01T00:00:00Z, where nothing says anything of time and one instant is like another."""


class TooMany(Exception):  # never leaves this package
    """More steps than are taken."""


Goal = Callable[[World, int], "bool | Formula"]
"""Whether a world is what is looked for: yes, no, or the formula that must be settled first."""


class Space:
    """The worlds that some formulas tell apart."""

    def __init__(self, formulas: Iterable[Formula], first: int | None = None) -> None:
        """`first`: an instant to look at before all others; None: none."""
        edges: set[int] = set() if first is None else {first}
        self._values: dict[Hashable, dict[Any, None]] = {}
        for leaf in _joined(formulas):
            if isinstance(leaf, During):
                edges |= {edge for edge in (leaf.start, leaf.end) if edge is not None}
            else:
                self._values.setdefault(leaf.name, {}).update(dict.fromkeys(leaf.values()))
        found = [min(edges) - 1, *sorted(edges)] if edges else [SOMETIME]
        self.instants = found if first is None else [first, *(at for at in found if at != first)]
        """One instant of each stretch of time, in order."""

    def find(self, goal: Goal, at: int) -> dict[Hashable, Any] | None:
        """A world at an instant that is what is looked for; None: there is none.

        Raises:
            TooMany: it would take too many steps to know.
        """
        world: dict[Hashable, Any] = {}
        return world if self._find(goal, at, world, [0]) else None

    def _find(self, goal: Goal, at: int, world: dict[Hashable, Any], steps: list[int]) -> bool:
        steps[0] += 1
        if steps[0] > MOST_STEPS:
            raise TooMany
        said = goal(world, at)
        if isinstance(said, bool):
            return said
        name = next(
            leaf.name
            for leaf in said.leaves
            if not isinstance(leaf, During) and leaf.name not in world
        )
        for value in self._values[name]:
            world[name] = value
            if self._find(goal, at, world, steps):
                return True
        del world[name]
        return False
