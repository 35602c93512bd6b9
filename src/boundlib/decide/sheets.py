"""What one may tell another, laid out by item where dates and consents alone bear on it.

A sheet is what a question of a thousand finds: the same refusals, grants and looks as a question by
itself finds, each for all time. The lines that settle them are the same, `telling.settled`.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import attrs

from boundlib.decide.amounts import both
from boundlib.decide.asking import Asking
from boundlib.decide.live import NO_TERMS, RELEASE, Terms, always, terms_of
from boundlib.decide.looks import Look, counts, outlasts, perhaps, seen
from boundlib.decide.owing import AFTER_EMERGENCY, EMERGENCY, follows
from boundlib.decide.standing import Binds, binds
from boundlib.decide.telling import Case, Verdict, before_grants
from boundlib.decide.through import Through, through
from boundlib.decide.ways import Key, Limit, Scoped, Ways
from boundlib.model.decision import Obligation
from boundlib.model.trees import purpose_above
from boundlib.vocab import Role

Owed = dict[tuple[str, str, bool], tuple[Obligation, ...]]
"""What follows from a grant, by its clause, who is told, and whether in an emergency."""

URGENT = purpose_above(EMERGENCY)


@attrs.frozen(slots=True)
class Grant:
    """One grant through all time."""

    purposes: frozenset[str]
    outlasts: bool
    begins: list[int]
    looks: list[tuple[Look, Look, int | None]]
    """Within its purposes, beyond them, and until when."""


@attrs.frozen(slots=True)
class Refusal:
    """One refusal through all time."""

    clause: Any
    purposes: frozenset[str]
    begins: list[int]
    speaks: list[tuple[bool | None, int | None]]
    """Whether it speaks and covers it, and until when."""


@attrs.frozen(slots=True)
class Sheet:
    """One item, told by one to another."""

    standing: Through[tuple[Binds, int | None]]
    """Whether the agreement binds, and until when."""
    first: tuple[Verdict | None, Verdict | None]
    """What does not turn on refusals and grants; without and in an emergency."""
    refusals: tuple[Refusal, ...]
    grants: tuple[Grant, ...]
    owed: Owed
    """What follows, as far as it was asked; every sheet has the same."""


class Sheets:
    """The sheets of an agreement beside a record."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask
        frame = ask.frame
        doubts = frame.doubts
        unread = doubts.everything or doubts.clauses or doubts.unread("sharing")
        self._none = bool(unread or ask.view.unread or frame.evidence.partly_read)
        self._grants: dict[Any, Grant] = {}
        self._owed: Owed = {}
        self._standing = through(ask, _binds)
        self._units = bool(frame.by_kind.get("sharing.unit_of_care"))

    def of(self, by: str, to: str, item: str) -> Sheet | None:
        """The sheet of an item; None where more than dates and consents may bear on it."""
        ways: Ways = self._ask.frame.ways
        if self._standing is None or self._none or not ways.is_origin(by):
            return None
        clients = ways.holds(by, (Role.CLIENT,)) or ways.holds(to, (Role.CLIENT,))
        if self._units and clients:
            return None
        if any(rule.purposes for rule in ways.ruling(by, to, item)):
            return None
        key = Key(by, to, item, "")
        refusals = [self._refusal(limit) for limit in ways.refusals(by, to, item)]
        grants = [self._grant(scoped, key) for scoped in ways.scoped(by, to, item)]
        if None in refusals or None in grants:
            return None
        first, urgent = (
            before_grants(self._ask, key, Case(emergency=emergency)) for emergency in (False, True)
        )
        return Sheet(
            self._standing,
            (first, urgent),
            tuple(refusal for refusal in refusals if refusal is not None),
            tuple(grant for grant in grants if grant is not None),
            self._owed,
        )

    def _refusal(self, limit: Limit) -> Refusal | None:
        kept = always(self._ask, limit.clause, NO_TERMS)
        if kept is None:
            return None
        speaks = [(both([limit.fits, x.truth]), x.aside.until) for x in kept.seen]
        return Refusal(limit.clause, limit.purposes, kept.begins, speaks)

    def _grant(self, scoped: Scoped, key: Key) -> Grant | None:
        clause = scoped.within.clause
        terms: Terms = NO_TERMS
        if clause.kind == RELEASE:
            terms = terms_of(self._ask, clause, key)
        kept = always(self._ask, clause, terms)
        if kept is None:
            return None
        way = scoped.within
        name = clause.id, key.to, way.fits, way.missing, terms
        found = self._grants.get(name)
        if found is None:
            looks = [
                (seen(way, x, True), seen(scoped.beyond, x, True), x.aside.until) for x in kept.seen
            ]
            found = Grant(scoped.purposes, outlasts(clause), kept.begins, looks)
            self._grants[name] = found
            owed = clause.id, key.to, False
            self._owed[owed] = follows(self._ask.frame, clause, key.to, "")
        return found


def _binds(there: Asking) -> tuple[Binds, int | None]:
    found = binds(there)
    return found, there.until


class Reading:
    """One sheet at one instant: the ground of a verdict."""

    __slots__ = ("_above", "_at", "_frame", "_sheet", "_to", "binding", "duties", "emergency",
                 "until")  # fmt: skip

    def __init__(self, frame: Any, sheet: Sheet, to: str, above: tuple[str, ...], at: int) -> None:
        self._frame = frame
        self._sheet = sheet
        self._to = to
        self._above = above
        self._at = int(at)  # the same, and quicker to look up
        self.emergency = EMERGENCY in above
        self.binding, self.until = sheet.standing.at(at)
        self.duties: tuple[Obligation, ...] = ()

    def refused(self, *, urgent: bool = False) -> tuple[Any, Any]:
        """See `Ground`."""
        perhaps = None
        above = URGENT if urgent else self._above
        for refusal in self._sheet.refusals:
            if refusal.purposes and refusal.purposes.isdisjoint(above):
                continue
            speaks, until = refusal.speaks[bisect_right(refusal.begins, self._at) - 1]
            if until is not None and (self.until is None or until < self.until):
                self.until = until
            if speaks is True:
                return refusal.clause, None
            if speaks is None and perhaps is None:
                perhaps = refusal.clause
        return None, perhaps

    def looks(self, *, urgent: bool = False) -> list[Look]:
        """See `Ground`."""
        above, at, ends = URGENT if urgent else self._above, self._at, self.until
        found = []
        now = self.binding is Binds.NOW
        for grant in self._sheet.grants:
            bound = now or counts(self.binding, outlasts=grant.outlasts)
            if bound is not False:
                within, beyond, until = grant.looks[bisect_right(grant.begins, at) - 1]
                look = beyond if grant.purposes.isdisjoint(above) else within
                found.append(look if bound else perhaps(look))
                if until is not None and (ends is None or until < ends):
                    ends = until
        self.until = ends
        return found

    def lets(self, look: Look, *, urgent: bool = False) -> None:
        """See `Ground`."""
        name = look.clause.id, self._to, self.emergency
        owed = self._sheet.owed
        more = owed.get(name)
        if more is None:
            purpose = EMERGENCY if self.emergency else ""
            more = owed[name] = follows(self._frame, look.clause, self._to, purpose)
        kept = self.duties
        self.duties = (*kept, *(line for line in more if line not in kept)) if kept else more

    def decided(self) -> None:
        """See `Ground`."""
        kept = self.duties
        self.duties = (*kept, *(line for line in AFTER_EMERGENCY if line not in kept))

    def leaves_open(self, looks: list[Look]) -> None:
        """See `Ground`."""

    def gap(self, looks: list[Look]) -> Any:
        """See `Ground`: ages are what a `when` is about, and what has one is not laid out."""
        return None

    def denies(self, looks: list[Look]) -> None:
        """See `Ground`."""
