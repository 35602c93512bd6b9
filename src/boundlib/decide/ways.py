"""What could let something be told, found by who, what and what for (spec/sharing 7-10, 38-43).

One index for every question: made once for an agreement, asked by key. It holds no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from boundlib.decide.amounts import Truth, both
from boundlib.declare.names import Unstated
from boundlib.model.jurisdictions import named_only
from boundlib.model.trees import item_above, item_reached_from, items_beneath, purpose_above
from boundlib.vocab import Flow, Named, Reason, Role, SharedFor, SharedItem

ORIGIN = (Role.THERAPIST, Role.PRACTICE, Role.COVER, Role.CLIENT)
"""Whoever holds what is known of the client at first."""

THERAPISTS = (Role.THERAPIST, Role.PRACTICE, Role.COVER)
"""The therapist's side."""

FREE = (Role.CLIENT, Role.GUARDIAN, Role.FAMILY, Role.EMERGENCY_CONTACT, Role.AGENT)
"""Those who owe no confidence, and may always speak to the therapist's side."""

FIRST_NAME = f"{SharedItem.IDENTITY}/first_name"
"""What a first name lies under."""


MOST_BENEATH = 1000
"""Of how many items it is kept what lies beneath them."""

_WITH_PURPOSES = ("release", "release_rule", "refusal", "minor", "third_party")


@attrs.frozen
class Key:
    """Who would tell whom about what, for what: one item by itself."""

    by: str
    to: str
    item: str
    purpose: str


@attrs.frozen
class Way:
    """A clause that could let it, and what its own words already miss or leave open."""

    clause: Any
    fits: Truth = True
    """Whether it is about these two and this; None where that is not known."""
    missing: tuple[Reason, ...] = ()
    """What its words do not cover, though they come near."""
    source: str | None = None
    """Passing on: who told the discloser, who must be allowed to tell it themselves."""


@attrs.frozen
class Told:
    """How somebody may have been told an item."""

    clause: Any
    by: str
    """Who tells; where it is passed on, who told whoever passes it on."""
    over: str | None = None
    """Who passes it on; None: it is told by the clause itself."""


@attrs.frozen
class Scoped:
    """A clause that could let it for some purposes: as a way within them, and beyond them."""

    purposes: frozenset[str]
    within: Way
    beyond: Way

    def way(self, above: Iterable[str]) -> Way:
        """The way for a purpose, given with all that it lies beneath."""
        return self.beyond if self.purposes.isdisjoint(above) else self.within


@attrs.frozen
class Limit:
    """A refusal or a rule that reaches these two and this item."""

    clause: Any
    fits: Truth
    """Whether it is about these two; None where that is not known."""
    purposes: frozenset[str]
    """What for; none: whatever for."""


class Ways:
    """The clauses about sharing, by recipient and path."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        self.named_only = named_only(frame.agreement.jurisdiction)
        self._grants: dict[tuple[str, str], list[tuple[Any, str, bool]]] = {}
        self._onward: dict[tuple[str, str], list[Any]] = {}
        self._refusals: dict[str, list[Any]] = {}
        self._origin = frame.everybody(ORIGIN)
        self._holding: dict[tuple[Role, ...], frozenset[str]] = {
            roles: frame.everybody(roles) | frozenset(roles)
            for roles in (THERAPISTS, FREE, (Role.CLIENT,))
        }
        self._scoped: dict[tuple[str, str, str], tuple[Scoped, ...]] = {}
        self._spoken: dict[tuple[str, str, str], tuple[Limit, ...]] = {}
        self._ruled: dict[tuple[str, str, str], tuple[Limit, ...]] = {}
        self._bound: dict[tuple[tuple[str, ...], str, bool], Truth] = {}
        self._beneath: dict[str, tuple[str, ...]] = {}
        for clause in frame.by_kind.get("sharing.release", ()):
            self._add_release(clause)
        for kind in ("sharing.third_party", "sharing.minor"):
            for clause in frame.by_kind.get(kind, ()):
                self._add(clause, clause.to, clause.items, turned=False)
        for clause in frame.by_kind.get("sharing.consultation", ()):
            items = clause.items or (str(SharedItem.RECORD),)
            self._add(clause, clause.to or (Role.SUPERVISOR,), items, turned=False)
        for clause in frame.by_kind.get("sharing.refusal", ()):
            for path in clause.items or ("",):
                self._refusals.setdefault(path, []).append(clause)

    def _add_release(self, clause: Any) -> None:
        if clause.flow is not Flow.OBTAIN:
            self._add(clause, clause.to, clause.items, turned=False)
        if clause.flow is not Flow.DISCLOSE:
            self._add(clause, clause.by, clause.items, turned=True)
        for who in self._names(clause.onward):
            for path in clause.items:
                self._onward.setdefault((who, path), []).append(clause)

    def _add(self, clause: Any, to: Iterable[str], items: Iterable[str], *, turned: bool) -> None:
        for who in self._heard_by(to, clause):
            for path in items:
                self._grants.setdefault((who, path), []).append((clause, path, turned))

    def _names(self, agreed: Iterable[str]) -> dict[str, None]:
        return dict.fromkeys(n for who in agreed for n in sorted(self._frame.holders(who)))

    def _heard_by(self, told: Iterable[str], clause: Any) -> dict[str, None]:
        """Whoever a grant may be told to, with those who act for them where it says so."""
        names = self._names(told)
        if getattr(clause, "staff", None):
            parties = self._frame.agreement.parties
            names |= dict.fromkeys(p.id for p in parties if p.acts_for in names)
        return names

    # --- who -----------------------------------------------------------------------------------

    def is_origin(self, who: str) -> bool:
        """Whether somebody is of the origin, wholly."""
        return bool(self._frame.holders(who) <= self._origin)

    def holds(self, who: str, roles: tuple[Role, ...]) -> bool:
        """Whether all whom a name stands for hold one of the roles."""
        return bool(self._frame.holders(who) <= self._holding[roles])

    def bound(self, agreed: Iterable[str], asked: str, *, staff: bool = False) -> Truth:
        """Whether the asked one is among the agreed; a role may be held by several."""
        name = tuple(agreed), asked, staff
        if name not in self._bound:
            self._bound[name] = self._among(name[0], asked, staff)
        return self._bound[name]

    def _among(self, agreed: tuple[str, ...], asked: str, staff: bool) -> Truth:
        among = set(self._names(agreed))
        if staff:
            among |= {p.id for p in self._frame.agreement.parties if p.acts_for in among}
        meant = self._frame.holders(asked)
        if meant <= among:
            return True
        return False if meant.isdisjoint(among) else None

    # --- what lets it ---------------------------------------------------------------------------

    def letting(self, key: Key) -> tuple[Way, ...]:
        """What could let it, by the order of clause ids; near misses of scope included."""
        above = purpose_above(key.purpose)
        return tuple(scoped.way(above) for scoped in self.scoped(key.by, key.to, key.item))

    def scoped(self, by: str, to: str, item: str) -> tuple[Scoped, ...]:
        """What could let it for one purpose or another, by the order of clause ids."""
        asked = by, to, item
        found = self._scoped.get(asked)
        if found is None:
            ways = sorted(
                self._look(Key(by, to, item, "")),
                key=lambda way: (str(way.clause.id), way.source or ""),
            )
            found = self._scoped[asked] = tuple(map(_scoped, ways))
        return found

    def _look(self, key: Key) -> Iterator[Way]:
        seen: set[tuple[str, bool]] = set()
        reached = item_reached_from(key.item, self.named_only)
        for path in item_above(key.item):
            for who in sorted(self._frame.holders(key.to)):
                for clause, granted, turned in self._grants.get((who, path), ()):
                    if (clause.id, turned) in seen:
                        continue
                    # The nearest path comes first, so one that names it counts before a wider one.
                    way = self._way(clause, key, turned, named=granted in reached)
                    if way is not None:
                        seen.add((clause.id, turned))
                        yield way
        yield from self._passing_on(key, reached)

    def _way(self, clause: Any, key: Key, turned: bool, *, named: bool) -> Way | None:
        tellers = clause.to if turned else clause.by or (Role.THERAPIST,)
        told = clause.by if turned else clause.to or (Role.SUPERVISOR,)
        staff = bool(getattr(clause, "staff", None))
        fits = both(
            [
                self.bound(tellers, key.by),
                self.bound(told, key.to, staff=staff),
            ]
        )
        if fits is False:
            return None
        missing = [] if named else [Reason.MUST_BE_NAMED]
        if clause.kind == "sharing.consultation":
            fits = both([fits, _under_name(clause, key.item)])
            if fits is False:
                return None
        return Way(clause, fits, tuple(missing))

    def _passing_on(self, key: Key, reached: tuple[str, ...]) -> Iterator[Way]:
        """Releases whose recipients may pass it on (spec/sharing 38)."""
        if self.is_origin(key.by):
            return
        seen = set()
        for path in reached:
            for who in sorted(self._frame.holders(key.to)):
                for clause in self._onward.get((who, path), ()):
                    for tellers, told in _flows(clause):
                        fits = both(
                            [
                                self.bound(told, key.by, staff=bool(clause.staff)),
                                self.bound(clause.onward, key.to),
                            ]
                        )
                        for source in self._names(tellers):
                            if fits is not False and (clause.id, source) not in seen:
                                seen.add((clause.id, source))
                                yield Way(clause, fits, (), source)

    def passes_on(self, clause: Any, who: str) -> bool:
        """Whether a clause lets somebody who is told by it pass it on (38)."""
        if not getattr(clause, "onward", ()):
            return False
        staff = bool(clause.staff)
        return any(self.bound(told, who, staff=staff) is True for _, told in _flows(clause))

    def told_to(self, who: str, item: str) -> Iterator[Told]:
        """How somebody may be told an item, by releases and third-party clauses (38-40)."""
        for path in item_reached_from(item, self.named_only):
            for name in sorted(self._frame.holders(who)):
                for clause, _, turned in self._grants.get((name, path), ()):
                    if clause.kind in ("sharing.release", "sharing.third_party"):
                        for teller in self._names(clause.to if turned else clause.by):
                            yield Told(clause, teller)
                for clause in self._onward.get((name, path), ()):
                    for tellers, told in _flows(clause):
                        # The origin does not pass on by `onward`: so nobody is told by it.
                        for over in self._heard_by(told, clause).keys() - self._origin:
                            for teller in self._names(tellers):
                                yield Told(clause, teller, over)

    # --- what refuses, and what rules -----------------------------------------------------------

    def refusing(self, key: Key) -> tuple[tuple[Any, Truth], ...]:
        """The refusals that cover it, and whether they are about these two (spec/sharing 22)."""
        return _limiting(self.refusals(key.by, key.to, key.item), key)

    def refusals(self, by: str, to: str, item: str) -> tuple[Limit, ...]:
        """The refusals that cover it for one purpose or another."""
        asked = by, to, item
        found = self._spoken.get(asked)
        if found is None:
            found = self._spoken[asked] = tuple(
                Limit(clause, fits, frozenset(clause.purposes))
                for path in (*item_above(item), "")
                for clause in self._refusals.get(path, ())
                if (fits := self.about(clause, by, to)) is not False
            )
        return found

    def rules(self, key: Key) -> tuple[tuple[Any, Truth], ...]:
        """The rules that every release of it must keep to (spec/sharing 33)."""
        return _limiting(self.ruling(key.by, key.to, key.item), key)

    def ruling(self, by: str, to: str, item: str) -> tuple[Limit, ...]:
        """The rules that a release of it must keep to for one purpose or another."""
        asked = by, to, item
        found = self._ruled.get(asked)
        if found is None:
            found = self._ruled[asked] = tuple(
                Limit(clause, fits, frozenset(clause.purposes))
                for clause in self._frame.by_kind.get("sharing.release_rule", ())
                if (fits := self.about(clause, by, to)) is not False
                and (not clause.items or not set(clause.items).isdisjoint(item_above(item)))
            )
        return found

    def about(self, clause: Any, by: str, to: str) -> Truth:
        """Whether a limit is about these two; of an organisation it reaches whoever acts for it."""
        return both(
            [
                not clause.by or self.bound(clause.by, by, staff=True),
                not clause.to or self.bound(clause.to, to, staff=True),
            ]
        )

    # --- the whole of what is named ------------------------------------------------------------

    def beneath(self, item: str) -> tuple[str, ...]:
        """The item and each item beneath it (spec/sharing 5)."""
        found = self._beneath.get(item)
        if found is None:
            found = items_beneath(item, self._mentioned)
            if len(self._beneath) < MOST_BENEATH:
                self._beneath[item] = found
        return found

    @cached_property
    def _mentioned(self) -> tuple[str, ...]:
        return self.mentioned()

    def mentioned(self) -> tuple[str, ...]:
        """Every path of items that a clause names."""
        kinds = (*_WITH_PURPOSES, "consultation", "records", "unit_of_care")
        clauses = [c for k in kinds for c in self._frame.by_kind.get(f"sharing.{k}", ())]
        named = [path for clause in clauses for path in _named(clause)]
        return tuple(dict.fromkeys(named))

    def purposes(self) -> tuple[str, ...]:
        """Every purpose of the tree, and every path of one that a clause names."""
        clauses = [c for k in _WITH_PURPOSES for c in self._frame.by_kind.get(f"sharing.{k}", ())]
        named = sorted({path for c in clauses for path in c.purposes})
        return tuple(dict.fromkeys([*map(str, SharedFor), *named]))


def _limiting(limits: tuple[Limit, ...], key: Key) -> tuple[tuple[Any, Truth], ...]:
    above = purpose_above(key.purpose)
    return tuple(
        (limit.clause, limit.fits)
        for limit in limits
        if not limit.purposes or not limit.purposes.isdisjoint(above)
    )


def _named(clause: Any) -> tuple[str, ...]:
    return (*getattr(clause, "items", ()), *getattr(clause, "own_items", ()))


def _flows(clause: Any) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Who tells and who is told, each way the information goes."""
    if clause.flow is not Flow.OBTAIN:
        yield clause.by, clause.to
    if clause.flow is not Flow.DISCLOSE:
        yield clause.to, clause.by


def is_for(clause: Any, purpose: str) -> bool:
    """Whether a clause's purposes cover this one."""
    return not _purposes(clause).isdisjoint(purpose_above(purpose))


def _purposes(clause: Any) -> frozenset[str]:
    return frozenset(getattr(clause, "purposes", None) or (str(SharedFor.SUPERVISION),))


def _scoped(way: Way) -> Scoped:
    missing = (*way.missing, Reason.NOT_FOR_THIS)
    beyond = Way(way.clause, way.fits, missing, way.source)
    return Scoped(_purposes(way.clause), way, beyond)


def _under_name(clause: Any, item: str) -> Truth:
    """Whether consultation reaches an item, by the name the client is spoken of (42)."""
    above = item_above(item)
    if str(SharedItem.IDENTITY) not in above or clause.named is Named.FULL:
        return True
    if isinstance(clause.named, Unstated):
        return None
    return clause.named is Named.FIRST_NAME and FIRST_NAME in above
