"""What lenient reading kept without understanding it never makes an answer more permissive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from boundlib.declare.walk import references
from boundlib.model.agreement import Agreement
from boundlib.model.clause import UnreadClause
from boundlib.vocab import Role

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
        if places:
            self.clauses = _clauses(agreement, places)

    def unread(self, topic: str) -> list[UnreadClause]:
        """The clauses of a newer version that may speak on a topic."""
        return [c for c in self._unread if c.topic == topic or c.topic not in TOPICS]


def places_in(unread: Iterable[str] | None) -> list[tuple[str, ...]]:
    """Where something is not understood; that the document is newer is nothing by itself."""
    places = [tuple(place.split("/")[1:]) for place in unread or ()]
    return [place for place in places if place != ("spec_version",)]


def _clauses(agreement: Agreement, places: list[tuple[str, ...]]) -> frozenset[str]:
    found: dict[str, set[int]] = {part: set() for part in _PARTS}
    for place in places:
        if place[0] in found and len(place) > 2:
            found[place[0]].add(int(place[1]))
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
    unnamed = {c.id for c in agreement.clauses if not people.isdisjoint(_unnamed(c))}
    return frozenset(unnamed | {agreement.clauses[i].id for i in found["clauses"]})


_UNNAMED: dict[str, tuple[tuple[str, Role], ...]] = {
    "sharing.release": (("signers", Role.CLIENT),),
    "sharing.minor": (("", Role.CLIENT),),
    "sharing.unit_of_care": (("members", Role.CLIENT),),
    "sharing.consultation": (("by", Role.THERAPIST), ("to", Role.SUPERVISOR)),
    "sharing.records": (("", Role.CLIENT),),
    "sharing.recording": (("signers", Role.CLIENT),),
    "pace.touch": (("signers", Role.CLIENT),),
}
"""Who is meant where a clause of a kind names nobody in a field; without a field, always."""


def _unnamed(clause: Any) -> Iterator[str]:
    """The roles that a clause refers to without naming them."""
    for field, role in _UNNAMED.get(clause.kind, ()):
        if not (field and getattr(clause, field, None)):
            yield str(role)
