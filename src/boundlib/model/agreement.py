"""The agreement: parties, timetables, clauses, term; and what must be true of it as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Effect, Fault, Items, Whole, Wire, value
from boundlib.declare.frozen import FrozenMap
from boundlib.declare.marks import Offwire
from boundlib.declare.names import (
    AgreementId,
    Erasable,
    Extensions,
    Language,
    PartyId,
    Place,
    Salts,
    Slug,
    Words,
    Zone,
)
from boundlib.declare.rules import same_ids
from boundlib.declare.walk import Names
from boundlib.model.clause import Dates, UnreadClause
from boundlib.model.contact import ContactClause
from boundlib.model.crisis import CrisisClause
from boundlib.model.governance import GovernanceClause
from boundlib.model.measures import Measure
from boundlib.model.network import NetworkClause
from boundlib.model.pace import PaceClause
from boundlib.model.references import ROLES, reference_faults, salt_faults
from boundlib.model.session import SessionClause
from boundlib.model.sharing import SharingClause
from boundlib.model.work import WorkClause
from boundlib.showing import Shown, shown
from boundlib.times.timetable import Timetable
from boundlib.times.zones import zone_names
from boundlib.vocab import Capacity, Role

AnyClause = (
    ContactClause
    | CrisisClause
    | SharingClause
    | GovernanceClause
    | PaceClause
    | WorkClause
    | SessionClause
    | NetworkClause
)
"""Every kind of clause."""


@value
class Party:
    """Somebody the agreement speaks of."""

    id: Slug
    """An id, never a name."""
    roles: Annotated[tuple[Role, ...], Items(min=1, max=8, unique=True)]
    """What they are to the work."""
    capacity: Capacity | None = None
    """In which capacity they sign; absent: for themselves."""
    acts_for: PartyId | None = None
    """For whom a parent or an agent signs."""
    signs: bool | None = None
    """Whether the agreement needs their assent; absent: no."""
    name: Annotated[Erasable[Words] | None, Effect("neutral")] = None
    """Their name."""
    birth_date: Erasable[date] | None = None
    """Their date of birth."""
    reached_at: Annotated[Erasable[Words] | None, Effect("neutral")] = None
    """How to reach them: a number or an address."""
    between_contacts: Annotated[Erasable[Words] | None, Effect("neutral")] = None
    """What they do between contacts."""
    extensions: Annotated[Extensions | None, Effect("neutral")] = None
    """What an embedder adds."""


@value
class Agreement:
    """One version of what a therapist and a client agreed."""

    type: ClassVar[str] = "agreement"
    REFERS_WITHIN: ClassVar[bool] = True
    """Its references are to parts of itself."""
    SEALED: ClassVar[bool] = True
    """It has a digest of its own, by which a document around it goes (spec/documents)."""

    spec_version: ClassVar[str] = "1.0"

    id: AgreementId
    """An absolute URI that all versions share."""
    version: Annotated[int, Whole(min=1, max=999_999)]
    """The version's number, from 1."""
    zone: Zone
    """The zone in which its dates and wall times are read."""
    language: Annotated[Language, Effect("neutral")]
    """The language its words are written in."""
    parties: Annotated[tuple[Party, ...], Items(min=1, max=64)]
    """Who it speaks of."""
    clauses: Annotated[tuple[AnyClause, ...], Items(max=1000, kept=UnreadClause)]
    """What was agreed."""
    jurisdiction: Place | None = None
    """Whose law applies, and where the parties usually are."""
    title: Annotated[Erasable[Words] | None, Effect("neutral")] = None
    """A title."""
    timetables: Annotated[tuple[Timetable, ...], Items(max=64)] = ()
    """Hours that clauses refer to."""
    measures: Annotated[tuple[Measure, ...], Items(max=64)] = ()
    """Measures of the practice's own; those that boundlib knows need no entry."""
    term: Dates | None = None
    """From when until when; absent: no end was agreed."""
    salts: Salts | None = None
    """A salt for each erasable value, by its path."""
    extensions: Annotated[Extensions | None, Effect("neutral")] = None
    """What an embedder adds."""
    schema_uri: Annotated[str | None, Wire("$schema")] = None
    """Where the schema is published; never fetched."""
    unread: Annotated[FrozenMap | None, Offwire()] = None
    """What lenient reading kept without understanding it, by pointer (spec/documents)."""

    def problems(self, used: Names | None = None) -> Iterator[Fault]:
        """Ids differ, references name something, rival readings come in pairs of one kind.

        `used`: the names that references use, where a reader has gathered them.
        """
        yield from same_ids("parties", self.parties)
        yield from same_ids("timetables", self.timetables)
        yield from same_ids("measures", self.measures)
        yield from same_ids("clauses", self.clauses)
        yield from _ambiguous_roles(self.parties)
        yield from reference_faults(self, used)
        yield from _readings(self.clauses)
        if self.salts is not None:
            yield from salt_faults(self)
        yield from zone_faults(self.zone)

    def _repr_mimebundle_(self, **_: object) -> Shown:
        rows = [[clause.kind, clause.id] for clause in self.clauses]
        return shown(f"version {self.version}: {len(rows)} clauses", ["kind", "id"], rows)

    @property
    def fully_read(self) -> bool:
        """Whether everything in it was understood; lenient reading keeps what is newer."""
        return not (self.unread or [c for c in self.clauses if not getattr(c, "fully_read", True)])

    def holders(self, who: str) -> tuple[Party, ...]:
        """The parties a party id or a role stands for."""
        own = tuple(p for p in self.parties if p.id == who)
        return own or tuple(p for p in self.parties if who in p.roles)

    @property
    def sides(self) -> tuple[Party, ...]:
        """The two sides, whom a clause means that names nobody: client, therapist, who signs."""
        return tuple(p for p in self.parties if p.signs or not _SIDES.isdisjoint(p.roles))


PartKind = Literal["clause", "party", "timetable", "measure", "agreement"]
"""A kind of part of a text; what stands alone is the agreement's."""

LISTS: dict[str, PartKind] = {
    "parties": "party",
    "timetables": "timetable",
    "measures": "measure",
    "clauses": "clause",
}
"""The members whose items are parts of a text, told apart by their ids; and what each is."""

ALONE = ("zone", "language", "jurisdiction", "title", "term", "extensions")
"""The members that are parts of a text by themselves."""

_SIDES = frozenset({Role.CLIENT, Role.THERAPIST, Role.PRACTICE})

AN_AGREEMENT = "Pass an Agreement, as load and from_dict give it."
"""The next step for a caller who passed something else."""


def _ambiguous_roles(parties: tuple[Party, ...]) -> Iterator[Fault]:
    """A party may be called like a role only if nobody else holds that role."""
    for index, party in enumerate(parties):
        if party.id not in ROLES:
            continue
        if any(party.id in other.roles for other in parties if other is not party):
            yield Fault(
                "ambiguous_id",
                "a party is called like a role that another party holds",
                ("parties", index, "id"),
                hint="give the party another id",
            )


def _readings(clauses: tuple[AnyClause, ...]) -> Iterator[Fault]:
    """A label of rival readings stands on two or more clauses, all of one kind."""
    labels: dict[str, list[int]] = {}
    for index, clause in enumerate(clauses):
        label = getattr(clause, "reading_of", None)
        if label is not None:
            labels.setdefault(label, []).append(index)
    for indexes in labels.values():
        kinds = {clauses[i].kind for i in indexes}
        if len(indexes) < 2 or len(kinds) > 1:
            yield Fault(
                "readings_do_not_match",
                "rival readings are two or more clauses of one kind",
                ("clauses", indexes[0], "reading_of"),
            )


def zone_faults(name: str) -> Iterator[Fault]:
    """A fault where the tz database has no zone of that name."""
    if name not in zone_names():
        hint = "use a name such as Europe/London"
        yield Fault(
            "unknown_zone", "the tz database has no zone of this name", ("zone",), hint=hint
        )
