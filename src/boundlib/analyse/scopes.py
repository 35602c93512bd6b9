"""Where each clause bears: who, what and what for, in as few pieces as the clauses tell apart.

Two items, or two purposes, that no clause about these two parties tells apart are one piece, and
one of them stands for both (spec/analysis 2-4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from boundlib.decide.frame import Frame
from boundlib.decide.ways import FREE, THERAPISTS, Key, Ways, is_for
from boundlib.model.trees import item_above, item_reached_from, items_beneath
from boundlib.vocab import Flow, Role, SharedItem

Pair = tuple[str, str]
"""Who would tell, and who would be told."""

GRANTS = ("release", "third_party", "minor", "consultation")
"""The kinds of sharing clause that let something be told."""

_RECEIVED_BY = ("sharing.release", "sharing.third_party")
"""The kinds by which a discloser was told what they tell on (spec/sharing 39)."""


@attrs.frozen
class Piece:
    """What no clause tells apart for two parties."""

    key: Key
    """One question that stands for it."""
    items: frozenset[str]
    """The clauses that are about the item."""
    clauses: frozenset[str]
    """Of these, the ones that are for the purpose."""


class Scopes:
    """The clauses about sharing of one agreement, by who, what and what for."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.ways: Ways = frame.ways
        self.grants = [c for k in GRANTS for c in frame.by_kind.get(f"sharing.{k}", ())]
        self.bounds = [
            c for k in ("refusal", "release_rule") for c in frame.by_kind.get(f"sharing.{k}", ())
        ]
        self._units = frame.by_kind.get("sharing.unit_of_care", [])
        record = str(SharedItem.RECORD)
        every = (*items_beneath(record, self.ways.mentioned()), *self.ways.mentioned())
        self._items = tuple(dict.fromkeys(every))
        self._purposes = self.ways.purposes()
        self._covers = {c.id: self._covered(c) for c in (*self.grants, *self.bounds, *self._units)}
        self.pairs: dict[str, list[Pair]] = {}
        """By clause id, between whom a grant could let something be told."""
        self._between: dict[Pair, list[Any]] = {}
        self._telling: dict[str, list[tuple[Any, str]]] = {}
        for clause in self.grants:
            self.pairs[clause.id] = found = list(dict.fromkeys(self._pairs(clause)))
            for pair in found:
                self._between.setdefault(pair, []).append(clause)
                if clause.kind in _RECEIVED_BY:
                    self._telling.setdefault(pair[1], []).append((clause, pair[0]))
        self._pieces: dict[Pair, list[Piece]] = {}

    # --- who ------------------------------------------------------------------------------------

    def _pairs(self, clause: Any) -> Iterator[Pair]:
        by = self._names(clause.by or (Role.THERAPIST,))
        to = self._names(clause.to or (Role.SUPERVISOR,))
        flow = getattr(clause, "flow", Flow.DISCLOSE)
        heard: list[str] = []
        if flow is not Flow.OBTAIN:
            heard = self._with_staff(clause, to)
            yield from ((one, other) for one in by for other in heard)
        if flow is not Flow.DISCLOSE:
            back = self._with_staff(clause, by)
            yield from ((one, other) for one in to for other in back)
            heard = [*heard, *back]
        onward = self._names(getattr(clause, "onward", ()))
        yield from (
            (one, other) for one in heard if not self.ways.is_origin(one) for other in onward
        )

    def _names(self, agreed: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(n for who in agreed for n in sorted(self._frame.holders(who))))

    def _with_staff(self, clause: Any, names: list[str]) -> list[str]:
        if not getattr(clause, "staff", None):
            return names
        staff = (p.id for p in self._frame.agreement.parties if p.acts_for in names)
        return list(dict.fromkeys([*names, *staff]))

    def settled(self, pair: Pair) -> bool:
        """Whether it is settled by who tells whom, whatever was agreed (spec/sharing 11-13)."""
        by, to = pair
        ways = self.ways
        if ways.holds(by, (Role.CLIENT,)):
            return True
        if ways.holds(to, THERAPISTS) and ways.holds(by, FREE):
            return True
        return self._is_to_a_client(pair) and len(self._frame.holders(Role.CLIENT)) == 1

    def _is_to_a_client(self, pair: Pair) -> bool:
        by, to = pair
        return self.ways.holds(by, THERAPISTS) and self.ways.holds(to, (Role.CLIENT,))

    def _asked(self, pair: Pair) -> Iterator[str]:
        """The items that a grant may let; to one of several clients, what is about the others."""
        only = str(SharedItem.OTHER_MEMBERS) if self._is_to_a_client(pair) else None
        return (item for item in self._items if only is None or only in item_above(item))

    def tell_on(self, clause: Any) -> list[Pair]:
        """Between whom something is told on that rests on what was told by this clause."""
        if clause.kind not in _RECEIVED_BY:
            return []
        reached = {to for _, to in self.pairs[clause.id] if not self.ways.is_origin(to)}
        grown = set(reached)
        while grown:
            grown = {
                to
                for by, to in self._between
                if by in grown and to not in reached and not self.ways.is_origin(to)
            }
            reached |= grown
        return [pair for pair in self._between if pair[0] in reached]

    # --- what and what for ----------------------------------------------------------------------

    def _covered(self, clause: Any) -> frozenset[str]:
        """The items a clause is about; a grant reaches what must be named only by its name."""
        if clause.bearing == "grant":
            named = set(clause.items or (SharedItem.RECORD,))
            by = self.ways.named_only
            return frozenset(
                i for i in self._items if not named.isdisjoint(item_reached_from(i, by))
            )
        named = set(getattr(clause, "own_items", ()) or getattr(clause, "items", ()))
        if not named:
            return frozenset(self._items)
        return frozenset(i for i in self._items if not named.isdisjoint(item_above(i)))

    def pieces(self, pair: Pair) -> list[Piece]:
        """What the clauses about two parties tell apart."""
        found = self._pieces.get(pair)
        if found is None:
            found = self._pieces[pair] = list(self._cut(pair))
        return found

    def _cut(self, pair: Pair) -> Iterator[Piece]:
        clauses = [*self._between.get(pair, ()), *self._about(pair), *self._units]
        clauses += self._received(pair[0])
        clauses = list({c.id: c for c in clauses}.values())
        items: dict[tuple[Any, ...], str] = {}
        for item in self._asked(pair):
            about = frozenset(c.id for c in clauses if item in self._covers[c.id])
            above = item_above(item)
            # Under which name somebody is spoken of goes by these.
            named = above if str(SharedItem.IDENTITY) in above else ()
            items.setdefault((about, named), item)
        purposes: dict[frozenset[str], str] = {}
        for purpose in self._purposes:
            these = frozenset(c.id for c in clauses if _for(c, purpose))
            purposes.setdefault(these, purpose)
        by, to = pair
        for (about, _), item in items.items():
            for these, purpose in purposes.items():
                yield Piece(Key(by, to, item, purpose), about, about & these)

    def _about(self, pair: Pair) -> list[Any]:
        by, to = pair
        return [c for c in self.bounds if self.ways.about(c, by, to) is not False]

    def _received(self, who: str) -> list[Any]:
        """The clauses by which somebody, or who told them, was told what they tell on."""
        found: list[Any] = []
        seen: set[str] = set()
        ahead = [] if self.ways.is_origin(who) else [who]
        while ahead:
            name = ahead.pop()
            if name in seen:
                continue
            seen.add(name)
            for clause, teller in self._telling.get(name, ()):
                found.append(clause)
                found += self._about((teller, name))
                if not self.ways.is_origin(teller):
                    ahead.append(teller)
        return found


def _for(clause: Any, purpose: str) -> bool:
    """Whether a clause is for a purpose; a bound that names none is for all."""
    if clause.bearing != "grant" and not getattr(clause, "purposes", ()):
        return True
    return is_for(clause, purpose)
