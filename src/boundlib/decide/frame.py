"""An agreement made ready for questions: everything that is looked up by name, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from typing import Any

from boundlib.decide.doubts import Doubts
from boundlib.decide.evidence import Evidence
from boundlib.decide.subjects import Target
from boundlib.decide.ways import Ways
from boundlib.declare.names import Unstated
from boundlib.measures import known
from boundlib.model.agreement import Agreement
from boundlib.model.clause import UnreadClause
from boundlib.model.record import Record
from boundlib.times import Holidays, Zone, zone
from boundlib.times.holiday_dates import regions_of
from boundlib.times.scalars import Calendar
from boundlib.times.spans import day_bounds
from boundlib.vocab import Medium, Role

MOST_KEPT = 10_000
"""How many answers to one and the same look-up are kept, however long an engine lives."""

_ROLES = frozenset(Role)
_MEDIA = frozenset(Medium)


FIVE_YEARS = 1827
"""How far a search goes beyond the term, in days (spec/time)."""

HORIZON = Calendar(months=60)
"""How far ahead an answer looks: five years on the wall."""


class Frame:
    """What a compiled agreement holds; shared by all questions and never changed by them."""

    def __init__(
        self,
        agreement: Agreement,
        truth: Callable[..., Any],
        judges: Mapping[str, Callable[..., str | None]],
        gaps_in: Callable[[Any], list[Any]],
        digest: str | None = None,
    ) -> None:
        self.agreement = agreement
        self.digest = digest
        """The agreement's digest, to which consents are held; None: it is not known."""
        # Conditions ask clauses and clauses ask conditions: both are handed in, so that neither
        # needs to know the other.
        self.truth = truth
        """The evaluation of conditions."""
        self.judges = judges
        """By clause kind: how a clause classes an event."""
        self.zone: Zone = zone(agreement.zone)
        self.timetables = {t.id: t for t in agreement.timetables}
        self.measures = known(agreement.measures)
        self.clauses = {c.id: c for c in agreement.clauses}
        self.by_kind: dict[str, list[Any]] = {}
        self.rivals: dict[str, list[Any]] = {}
        self.unread: list[UnreadClause] = []
        for clause in agreement.clauses:
            kept: Any = clause
            if isinstance(kept, UnreadClause):
                self.unread.append(kept)
                continue
            self.by_kind.setdefault(clause.kind, []).append(clause)
            label = getattr(clause, "reading_of", None)
            if label is not None:
                self.rivals.setdefault(label, []).append(clause)
        self.channels = {c.id: c for c in self.by_kind.get("contact.channel", ())}
        self.doubts = Doubts(agreement, self.unread)
        self.evidence = Evidence(None, self.zone)
        self._tables: dict[Any, Any] = {}
        self._holders: dict[str, frozenset[str]] = {}
        self._signers: dict[tuple[str, ...], frozenset[str]] = {}
        self._gaps: dict[str, list[Any]] = {}
        self._gaps_in = gaps_in
        self.ways = Ways(self)
        self.stretches: dict[Any, Any] = {}
        """What releases say, by the stretches of time in which that stays, beside this record."""
        self.routes: dict[Any, Any] = {}
        """Crisis routes as they were answered, by what is marked in them."""

    def beside(self, record: Record | None, read: Evidence | None = None) -> Frame:
        """The same agreement beside a record, which may have been read for another text."""
        version = self.agreement.version if self.digest is None else None
        if read is not None and read.record is record:
            return self.with_evidence(read.beside(self.zone, version))
        return self.with_evidence(Evidence(record, self.zone, version))

    def with_evidence(self, evidence: Evidence) -> Frame:
        """The same agreement beside a record that was read."""
        other = object.__new__(Frame)
        other.__dict__.update(self.__dict__)
        other.evidence = evidence
        other.stretches = {}
        return other

    # --- parties ------------------------------------------------------------------------------

    def knows(self, who: str) -> bool:
        """Whether a party or a role is called so."""
        return who in _ROLES or any(p.id == who for p in self.agreement.parties)

    def holders(self, who: str) -> frozenset[str]:
        """The ids of the parties a party id or a role stands for.

        A role nobody holds is itself, and so is a stranger: a record may name who is not in this
        version.
        """
        found = self._holders.get(who)
        if found is None:
            found = frozenset(p.id for p in self.agreement.holders(who)) or frozenset({who})
            if len(self._holders) < MOST_KEPT:
                self._holders[who] = found
        return found

    def everybody(self, names: Iterable[str]) -> frozenset[str]:
        """The ids of all the parties that these party ids and roles stand for."""
        return frozenset().union(*(self.holders(who) for who in names))

    def holds(self, who: str, role: Role) -> bool:
        """Whether somebody a name stands for holds a role."""
        return who == role or any(role in p.roles for p in self.agreement.holders(who))

    def stands_for_client(self, who: str) -> bool:
        """Whether a name is a client's, or that of somebody who acts for one."""
        clients = self.holders(Role.CLIENT)
        acting = any(p.acts_for in clients for p in self.agreement.holders(who))
        return acting or self.holds(who, Role.CLIENT)

    def is_medium(self, name: str) -> bool:
        """Whether a channel is named by its medium."""
        return name not in self.channels and name in _MEDIA

    def gaps(self, kind: str) -> list[Any]:
        """The gaps between clauses of a kind that share a matter out by a quantity."""
        found = self._gaps.get(kind)
        if found is None:
            found = self._gaps[kind] = self._gaps_in(self.by_kind.get(kind, ()))
        return found

    def target(self, channel: str | None) -> Target:
        """The channel a question names: a clause, a medium, or none."""
        if channel is None:
            return Target()
        clause = self.channels.get(channel)
        return Target(None, channel) if clause is None else Target(clause, str(clause.medium))

    def signers_of(self, clause: Any) -> frozenset[str]:
        """The party ids whose consent a clause names; every client's where it names none."""
        named = getattr(clause, "signers", ()) or getattr(clause, "needs", ()) or (Role.CLIENT,)
        found = self._signers.get(named)
        if found is None:
            found = self._signers[named] = self.everybody(named)
        return found

    # --- hours --------------------------------------------------------------------------------

    def holiday_options(self, timetable: Any) -> list[tuple[str, Holidays | None]]:
        """The choices where a timetable leaves its holidays open: without, or the place's own."""
        if not isinstance(timetable.holidays, Unstated):
            return []
        options: list[tuple[str, Holidays | None]] = [("none", None)]
        place = self.agreement.jurisdiction
        if place is not None and _known(place.country, place.region):
            options.append(
                ("observed", Holidays(country=place.country, region=place.region, dates=()))
            )
        return options

    def table(self, timetable: Any, leave: tuple[Any, ...], holidays: Holidays | None) -> Any:
        """The compiled hours of a timetable with the leave and holidays that count."""
        key = (timetable.id, leave, holidays)
        found = self._tables.get(key)
        if found is None:
            # Five years and the term: what opens late in a long agreement is not never.
            found = self._tables[key] = timetable.table(
                leave,
                agreed_zone=self.agreement.zone,
                holidays=holidays,
                horizon=FIVE_YEARS + self._term_days,
            )
        return found

    def holiday_words(self, timetable: Any, at: int) -> str:
        """Where a timetable's holidays come from, for the basis of a decision."""
        if timetable.holidays is None:
            return "none_agreed"
        if isinstance(timetable.holidays, Unstated):
            return "unstated"
        basis = self.table(timetable, (), None).holiday_basis(at, at)
        if basis.unknown:
            return "not known"
        if basis.version is None:
            return "frozen"
        return f"holidays {basis.version}" + (", not all of them" if basis.incomplete else "")

    @cached_property
    def _term_days(self) -> int:
        """How long the agreement was made for, in days; 0 where it has no two ends."""
        term = self.agreement.term
        if term is None or term.first is None or term.last is None:
            return 0
        return (term.last - term.first).days + 1

    # --- the term -----------------------------------------------------------------------------

    @cached_property
    def term(self) -> tuple[int | None, int | None]:
        """The agreement's term as instants `[start, end)`."""
        term = self.agreement.term
        if term is None:
            return None, None
        start = None if term.first is None else day_bounds(self.zone, term.first)[0]
        end = None if term.last is None else day_bounds(self.zone, term.last)[1]
        return start, end


@cache
def _known(country: str, region: str | None) -> bool:
    """Whether the holidays of a place can be looked up."""
    regions = regions_of(country)
    return regions is not None and (region is None or region in regions)
