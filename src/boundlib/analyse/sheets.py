"""What each clause lets for one question, as formulas: spec/sharing 15-44, written once more.

The engine decides what holds in one world; here the same lines become formulas over all worlds.
tests/analyse holds the two against each other on random agreements.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from boundlib.analyse.conditions import Conditions, before_end, consents, holds
from boundlib.analyse.formulas import (
    ALWAYS,
    NEVER,
    During,
    Formula,
    Heard,
    Opposite,
    Space,
    Word,
    every,
    some,
)
from boundlib.decide.frame import Frame
from boundlib.decide.gaps import Gap, gaps_in
from boundlib.decide.live import is_automatic
from boundlib.decide.looks import outlasts
from boundlib.decide.ways import Key, Told, Way, Ways, is_for
from boundlib.model.trees import item_above, item_reached_from
from boundlib.times.spans import day_bounds
from boundlib.vocab import AgeGroup, ChildSay, Named, Role


@attrs.frozen
class Look:
    """What one grant lets here."""

    clause: Any
    formula: Formula
    """Where it lets it, if no refusal is about the telling itself."""
    unrefused: Formula
    """Where it would let it if nothing at all were refused; else the same."""
    automatic: bool
    """Whether of itself, or because a person decides so."""
    owes: frozenset[str] = frozenset()
    """What the clause itself asks to follow: the child's word, the name that is used."""


@attrs.frozen(slots=False)
class Sheet:
    """Everything that bears on one question."""

    looks: tuple[Look, ...]
    """What the grants let; of one grant several, where it is passed on by several."""
    refusals: tuple[tuple[Any, Formula], ...]
    """The refusals that cover it, and where they speak."""
    behind: tuple[tuple[Any, Formula], ...]
    """Those that cover how the discloser would come to have it."""
    gap: Formula
    """Where ages are shared out and this falls between them."""
    kept: Formula
    """Where a rule says how long a consent to a release of this holds at most."""

    first: int | None = None
    """An instant to look at before all others."""

    def formulas(self) -> list[Formula]:
        """What answers the question."""
        refusals = (*self.refusals, *self.behind)
        return [*(x.formula for x in self.looks), *(f for _, f in refusals), self.gap]

    @cached_property
    def space(self) -> Space:
        """The worlds that it tells apart."""
        return Space([*self.formulas(), self.kept], self.first)


Both = tuple[Formula, Formula]
"""Where something is so: with all that is refused, and if nothing were."""


@attrs.frozen
class _Steps:
    """What is looked at on the way to whoever discloses."""

    without: Any
    """A clause that is taken to be left out."""
    behind: dict[str, tuple[Any, Formula]]
    """The refusals that were met, by id."""


class Sheets:
    """Makes the sheets of one agreement."""

    def __init__(self, frame: Frame, first: int | None) -> None:
        self._frame = frame
        self._first = first
        self._ways: Ways = frame.ways
        self.conditions = Conditions(frame.agreement, frame.zone)
        self._speaks: dict[str, Formula] = {}
        first, last = frame.term
        self._term, self._begun = During(first, last), During(first)

    def of(self, key: Key, without: Any = None) -> Sheet:
        """The sheet of a question; `without`: as if that clause had been left out."""
        looks = []
        behind: dict[str, Any] = {}
        for way in self._ways.letting(key):
            if way.missing or way.clause is without or way.fits is False:
                continue
            let = self._let(way, key)
            steps = _Steps(without, behind)
            found, unrefused = (every((let, f)) for f in self._heard(way, key, steps))
            looks.append(
                Look(way.clause, found, unrefused, is_automatic(way.clause), _owes(way.clause))
            )
        refusals = self._refusing(key)
        rules = self._ways.rules(key)
        kept = some(self.speaks(rule) for rule, _ in rules if rule.longest_term is not None)
        kept_from = tuple(behind.values())
        return Sheet(tuple(looks), refusals, kept_from, self._gap(key, without), kept, self._first)

    def _refusing(self, key: Key) -> tuple[tuple[Any, Formula], ...]:
        return tuple((clause, self.speaks(clause)) for clause, _ in self._ways.refusing(key))

    # --- whether a clause speaks ----------------------------------------------------------------

    def speaks(self, clause: Any) -> Formula:
        """Where a clause speaks: its dates, its reading, its condition."""
        found = self._speaks.get(clause.id)
        if found is None:
            found = self._speaks[clause.id] = every(self._speaking(clause))
        return found

    def _speaking(self, clause: Any) -> Iterator[Formula]:
        frame = self._frame
        if clause.valid is not None:
            first, last = clause.valid.first, clause.valid.last
            yield During(
                None if first is None else day_bounds(frame.zone, first)[0],
                None if last is None else day_bounds(frame.zone, last)[1],
            )
        if clause.reading_of is not None:
            rivals = tuple(c.id for c in frame.rivals[clause.reading_of])
            yield Word(("reading", clause.reading_of), frozenset({clause.id}), only=rivals)
        if clause.when is not None:
            yield self.conditions.formula(clause.when)
        if clause.id in frame.doubts.clauses or frame.doubts.everything:
            yield holds(("not understood", clause.id))

    # --- what a grant lets ----------------------------------------------------------------------

    def _let(self, way: Way, key: Key) -> Formula:
        parts = [ALWAYS if way.fits else holds(("name", way.clause.id))]
        parts.append(self._live(way.clause, key))
        return every(parts)

    def _live(self, clause: Any, key: Key) -> Formula:
        term = self._begun if outlasts(clause) else self._term
        if clause.kind == "sharing.release":
            return every((term, self._release(clause, key)))
        parts = [term, self.speaks(clause)]
        if getattr(clause, "require", None) is not None:
            parts.append(self.conditions.formula(clause.require))
        if clause.kind == "sharing.minor":
            parts.append(self.conditions.age_group(AgeGroup.MINOR))
            if ChildSay.AGREES in clause.child:
                clients = sorted(self._frame.holders(Role.CLIENT))
                parts.append(some(consents(who) for who in clients))
        return every(parts)

    def _release(self, clause: Any, key: Key) -> Formula:
        """A release: begun, not over, its condition holds, everybody has consented (24-35)."""
        needs = self._needs(clause, key)
        parts = [self.speaks(clause)]
        for who, asked in needs:
            parts.append(some((consents(who), Opposite(asked))))
        if clause.start is not None:
            parts.append(During(start=day_bounds(self._frame.zone, clause.start)[0]))
        if isinstance(clause.end, date):
            parts.append(During(end=day_bounds(self._frame.zone, clause.end)[1]))
        elif clause.end is not None:
            parts.append(before_end(clause, clause.end, frozenset(needs)))
        return every(parts)

    def _needs(self, clause: Any, key: Key) -> list[tuple[str, Formula]]:
        """Whose consent a release needs here, and where (25, 33)."""
        found = dict.fromkeys(sorted(self._frame.signers_of(clause)), ALWAYS)

        def add(names: Any, where: Formula) -> None:
            for who in sorted(frozenset().union(*(self._frame.holders(n) for n in names))):
                found[who] = some((found.get(who, NEVER), where))

        for rule, _ in self._ways.rules(key):
            add(rule.signers or (), self.speaks(rule))
        for unit in self._frame.by_kind.get("sharing.unit_of_care", ()):
            own = not set(unit.own_items).isdisjoint(item_above(key.item))
            if unit.all_sign is not False and not own:
                add(unit.members or (Role.CLIENT,), self.speaks(unit))
        return list(found.items())

    # --- passing on -----------------------------------------------------------------------------

    def _heard(self, way: Way, key: Key, steps: _Steps) -> Both:
        """Whether the discloser may have it themselves (38-40)."""
        ways = self._ways
        if way.source is not None:
            told = self._told(way.clause, attrs.evolve(key, by=way.source, to=key.by), steps)
            return _all(told, self._has(way.source, key, (key.by,), steps))
        if ways.is_origin(key.by):
            return ALWAYS, ALWAYS
        named, found = self._received(key.by, key, (), steps)
        return found if named else (ALWAYS, ALWAYS)

    def _has(self, who: str, key: Key, through: tuple[str, ...], steps: _Steps) -> Both:
        """Where somebody may have it, over none of these."""
        if self._ways.is_origin(who):
            return ALWAYS, ALWAYS
        return (NEVER, NEVER) if who in through else self._received(who, key, through, steps)[1]

    def _told(self, clause: Any, telling: Key, steps: _Steps) -> Both:
        """Whether a clause lets one be told by another, and no refusal keeps it from them."""
        let = self._live(clause, telling)
        refusing = self._refusing(telling)
        steps.behind.update((str(refusal.id), (refusal, f)) for refusal, f in refusing)
        return every((let, *(Opposite(f) for _, f in refusing))), let

    def _received(
        self, who: str, key: Key, through: tuple[str, ...], steps: _Steps
    ) -> tuple[bool, Both]:
        """Whether a clause names somebody for an item, and where they may have it.

        `through`: who does not count as having told it.
        """
        named = False
        found: list[tuple[str, str | None, Both]] = []
        seen = {who, *through}
        ahead = [who]
        while ahead:
            name = ahead.pop()
            for told in self._ways.told_to(name, key.item):
                clause, teller = told.clause, told.by
                if clause is steps.without:
                    continue
                named = named or name == who
                if teller in (name, *through) or not is_for(clause, key.purpose):
                    continue
                if told.over is not None:
                    found.append((name, None, self._passed_on(told, name, key, through, steps)))
                    continue
                let = self._told(clause, attrs.evolve(key, by=teller, to=name), steps)
                first = self._ways.is_origin(teller)
                found.append((name, None if first else teller, let))
                if not first and teller not in seen:
                    seen.add(teller)
                    ahead.append(teller)
        if not found:
            return named, (NEVER, NEVER)
        now, unrefused = (Heard(who, tuple((*x[:2], x[2][n]) for x in found)) for n in (0, 1))
        return named, (now, unrefused)

    def _passed_on(
        self, told: Told, to: str, key: Key, through: tuple[str, ...], steps: _Steps
    ) -> Both:
        """Where a release lets somebody who was told by it pass it on to another (38)."""
        over = str(told.over)
        if over in (to, told.by, *through):
            return NEVER, NEVER
        between = ((told.by, over), (over, to))
        lets = [
            self._told(told.clause, attrs.evolve(key, by=by, to=who), steps) for by, who in between
        ]
        return _all(*lets, self._has(told.by, key, (*through, over), steps))

    # --- between ages ---------------------------------------------------------------------------

    def _gap(self, key: Key, without: Any) -> Formula:
        """Where this falls between clauses that share something out (44)."""
        gaps = self._frame.gaps("sharing.minor")
        minors = self._frame.by_kind.get("sharing.minor", [])
        if without in minors:
            gaps = gaps_in([c for c in minors if c is not without])
        return some(self.in_gap(gap, key) for gap in gaps)

    def in_gap(self, gap: Gap, key: Key) -> Formula:
        """Where something falls into a gap; never, if none of its clauses is about it."""
        reached = item_reached_from(key.item, self._ways.named_only)
        clause = gap.clauses[0]  # all of them are between the same, and for the same
        between = self._ways.bound(clause.by, key.by), self._ways.bound(clause.to, key.to)
        about = any(not set(each.items).isdisjoint(reached) for each in gap.clauses)
        if not (about and is_for(clause, key.purpose) and all(between)):
            return NEVER
        return every(map(self.conditions.formula, (gap.inside, *gap.rest)))


def _all(*each: Both) -> Both:
    return every(now for now, _ in each), every(free for _, free in each)


def _owes(clause: Any) -> frozenset[str]:
    """What a clause asks to follow a telling (spec/sharing 46)."""
    found = {str(word) for word in getattr(clause, "child", ()) if word is not ChildSay.AGREES}
    named = getattr(clause, "named", None)
    if named in (Named.NOT, Named.CODE_NAME):
        found.add(str(named))
    return frozenset(found)
