"""Two texts of one agreement, and what both together say that a change may turn on."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any

from boundlib.declare import changed
from boundlib.declare.leaf_shapes import TextShape
from boundlib.declare.names import Place
from boundlib.declare.shapes import Shape
from boundlib.declare.walk import Path, Search
from boundlib.diff.hours import open_more
from boundlib.diff.newer import Differing, newer_members
from boundlib.diff.order import Order, Scale
from boundlib.findings import Around
from boundlib.model.agreement import Agreement
from boundlib.model.clause import UnreadClause
from boundlib.model.jurisdictions import named_only
from boundlib.times.timetable import Timetable
from boundlib.vocab import Bearing, Role

_ORIGIN = {Role.THERAPIST, Role.PRACTICE, Role.COVER, Role.CLIENT}


class Pair:
    """The old and the new text."""

    def __init__(self, old: Agreement, new: Agreement) -> None:
        self.old, self.new = old, new
        self._both = (old, new)
        self.same: set[str] = set()
        """The ids of the clauses that stand in both as they are; `entries` finds them."""
        self.found: dict[tuple[str, str | None], list[tuple[Any, Order]]] = {}
        """What was worked out of a changed timetable."""

    @cached_property
    def around(self) -> tuple[Around, Around]:
        """What a part of the old text, and of the new, is read in."""
        return Around(self.old), Around(self.new)

    @cached_property
    def newer(self) -> Differing:
        """What was kept of either without being understood, and differs."""
        return newer_members(self.old, self.new)

    @cached_property
    def fully_read(self) -> bool:
        """Whether both were understood wholly."""
        return self.old.fully_read and self.new.fully_read

    @cached_property
    def clauses(self) -> tuple[Any, ...]:
        """Every clause of both that is understood; one that stands in both as it is, once."""
        both = (*self.old.clauses, *(c for c in self.new.clauses if c.id not in self.same))
        return tuple(c for c in both if not isinstance(c, UnreadClause))

    @cached_property
    def _by_kind(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for clause in self.clauses:
            found.setdefault(clause.kind, []).append(clause)
        return found

    def of_kind(self, kind: str) -> list[Any]:
        """The clauses of a kind in both."""
        return self._by_kind.get(kind, [])

    @cached_property
    def kept(self) -> tuple[Any, ...]:
        """The clauses that stand in both as they are."""
        return tuple(c for c in self.old.clauses if c.id in self.same)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The ids of everybody that either speaks of."""
        everybody = (*self.old.parties, *self.new.parties)
        return tuple(dict.fromkeys(party.id for party in everybody))

    def holders(self, names: Collection[str]) -> frozenset[str]:
        """The parties that ids or roles stand for in either."""
        if len(names) == 1:
            return self._holding.get(next(iter(names)), frozenset())
        return frozenset().union(*(self._holding.get(name, ()) for name in names))

    @cached_property
    def _holding(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for of in self._both:
            ids = {party.id for party in of.parties}
            for party in of.parties:
                for name in (party.id, *(r for r in party.roles if r not in ids)):
                    found.setdefault(name, set()).add(party.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    @cached_property
    def _references(self) -> tuple[set[str], dict[str, list[tuple[Any, Path]]]]:
        """What clauses refer to that a change may turn on: who judges, and timetables."""
        asked: set[str] = set()
        uses: dict[str, list[tuple[Any, Path]]] = {}
        for clause in self.clauses:
            for path, shape, name in _TURNED_ON.inside(clause):
                if shape.ref.says:
                    asked.add(name)
                else:
                    uses.setdefault(name, []).append((clause, path))
        return asked, uses

    def asks(self, clause: str) -> bool:
        """Whether a clause of either asks this one to judge an event; of few kinds one can be."""
        judges = any(getattr(c, "judges", ()) for c in self.versions(clause))
        return judges and clause in self._references[0]

    def uses(self, timetable: str) -> list[tuple[Any, Path]]:
        """Where clauses refer to a timetable."""
        return self._references[1].get(timetable, [])

    def _named(self) -> frozenset[str]:
        places: list[Place | None] = [self.old.jurisdiction, self.new.jurisdiction]
        return frozenset().union(*(named_only(place) for place in places))

    @cached_property
    def _timetables(self) -> dict[str, list[Timetable]]:
        found: dict[str, list[Timetable]] = {}
        for of in self._both:
            for timetable in of.timetables:
                said = timetable if timetable.zone else changed(timetable, zone=of.zone)
                found.setdefault(timetable.id, []).append(said)
        return found

    @cached_property
    def sides(self) -> frozenset[str]:
        """The two sides, whom a clause means that names nobody: client, therapist, who signs."""
        return frozenset(party.id for of in self._both for party in of.sides)

    @cached_property
    def origin(self) -> frozenset[str]:
        """Whoever is of the origin in both: what they tell is theirs to tell (spec/sharing 10)."""
        every = [frozenset(p.id for p in of.parties if _ORIGIN & {*p.roles}) for of in self._both]
        return every[0] & every[1]

    def versions(self, clause: str) -> tuple[Any, Any]:
        """A clause as it was and as it is."""
        old, new = self.by_id
        return old.get(clause), new.get(clause)

    @cached_property
    def by_id(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The clauses of both by id."""
        return {c.id: c for c in self.old.clauses}, {c.id: c for c in self.new.clauses}

    def timetables(self, name: str) -> tuple[Timetable, Timetable]:
        """A timetable of both, as it was and as it is, each with its zone."""
        old, new = self._timetables[name]
        return old, new

    def named(self, timetable: str) -> list[Timetable]:
        """The timetables of both that are called so."""
        return self._timetables.get(timetable, [])

    def scale(self, bearing: Bearing) -> Scale:
        """What values of clauses of this bearing are compared by."""
        return Scale(self._named, bearing, self._hours)

    def _hours(self, one: str, other: str) -> Order:
        """Which of two timetables is open more, whichever text they are read in."""
        versions = [(a, b) for a in self._timetables[one] for b in self._timetables[other]]
        orders = {open_more(a, b) for a, b in versions}
        return orders.pop() if len(orders) == 1 else None


def _refers(shape: Shape) -> bool:
    ref = shape.ref if isinstance(shape, TextShape) else None
    return ref is not None and (ref.to == "timetable" or ref.says is not None)


_TURNED_ON = Search(_refers)
