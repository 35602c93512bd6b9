"""What lenient reading kept without understanding it never makes an answer more permissive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from boundlib.declare.walk import references
from boundlib.model.agreement import Agreement
from boundlib.model.clause import UnreadClause

TOPICS = frozenset(
    {"contact", "crisis", "governance", "network", "pace", "session", "sharing", "work"}
)
"""The topics of which this version knows kinds; any other may bear on everything."""

_PARTS = ("parties", "timetables", "clauses")


class Doubts:
    """Where an agreement holds what this version does not understand."""

    def __init__(self, agreement: Agreement, unread: Iterable[UnreadClause]) -> None:
        self._unread = tuple(unread)
        places = places_in(agreement.unread)
        self.everything = any(len(p) < 3 or p[0] not in _PARTS for p in places)
        """Whether something at the root is not understood."""
        self.clauses: frozenset[str] = frozenset()
        """The clauses that hold, or refer to, something that is not understood."""
        self.people: frozenset[str] = frozenset()
        """The parties of which something is not understood."""
        self.timetables: frozenset[str] = frozenset()
        """The timetables of which something is not understood."""
        if places:
            self.clauses = _clauses(agreement, places)
            people, tables = (_in(places, part) for part in ("parties", "timetables"))
            self.people = frozenset(agreement.parties[i].id for i in people)
            self.timetables = frozenset(agreement.timetables[i].id for i in tables)

    def unread(self, topic: str) -> list[UnreadClause]:
        """The clauses of a newer version that may speak on a topic."""
        return [c for c in self._unread if c.topic == topic or c.topic not in TOPICS]


def places_in(unread: Iterable[str] | None) -> list[tuple[str, ...]]:
    """Where something is not understood; that the document is newer is nothing by itself."""
    places = [tuple(place.split("/")[1:]) for place in unread or ()]
    return [place for place in places if place != ("spec_version",)]


def _in(places: list[tuple[str, ...]], part: str) -> set[int]:
    """The parts of a list that hold something, by index."""
    return {int(place[1]) for place in places if place[0] == part and len(place) > 2}


def _clauses(agreement: Agreement, places: list[tuple[str, ...]]) -> frozenset[str]:
    found = {part: _in(places, part) for part in _PARTS}
    parties = [agreement.parties[i] for i in found["parties"]]
    meant = {p.acts_for for p in parties}  # they are told, and consent, in that one's place
    parties += [p for p in agreement.parties if p.id in meant]
    people = {str(name) for p in parties for name in (p.id, *p.roles)}
    tables = {agreement.timetables[i].id for i in found["timetables"]}
    named = list(references(agreement))
    for path, ref, name in named:
        if path[0] == "timetables" and ref.to in ("party", "who") and name in people:
            tables.add(agreement.timetables[int(path[1])].id)
    for path, ref, name in named:
        unsure = people if ref.to in ("party", "who") else tables if ref.to == "timetable" else ()
        if path[0] == "clauses" and name in unsure:
            found["clauses"].add(int(path[1]))
    side = any(party in agreement.sides for party in parties)
    for index, clause in enumerate(agreement.clauses):
        if not people.isdisjoint(_unnamed(clause)) or (side and _leaves_a_side_open(clause)):
            found["clauses"].add(index)
    return frozenset(agreement.clauses[i].id for i in found["clauses"])


def _leaves_a_side_open(clause: Any) -> bool:
    """Whether it does not say whom it binds or towards whom, and so means both sides."""
    return not (getattr(clause, "by", True) and getattr(clause, "to", True))


def _unnamed(clause: Any) -> Iterator[str]:
    """The roles that a clause refers to without naming them."""
    for field, role in getattr(clause, "unnamed", ()):
        if not (field and getattr(clause, field, None)):
            yield str(role)
