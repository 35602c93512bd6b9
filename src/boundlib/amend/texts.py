"""Two texts held against each other, part by part, in usual form (spec/renegotiation 7, 17, 21)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from boundlib import canon
from boundlib.declare.names import Erased
from boundlib.declare.shapes import Member
from boundlib.declare.walk import erasable_at, is_declared, put, references
from boundlib.diff.entries import same, same_but_for_order
from boundlib.findings import Around, alike_around, may_be_respelt, usual_within
from boundlib.model.agreement import ALONE, LISTS, Agreement
from boundlib.vocab import Role

Key = tuple[str, str]
"""A part of a text: `clauses`, `parties` or `timetables` and an id; `agreement` and a member."""

Parts = dict[str, dict[str, Any]]
"""Parts by the two words of their keys."""


class _Beside(NamedTuple):
    """What came of holding a text against another one."""

    other: Text
    differing: dict[Key, None]
    """The parts that are not written alike."""
    alike: bool
    """Whether parts that are written alike mean the same."""


class Text:
    """A text in usual form, taken apart once."""

    there: ClassVar[bool] = True
    """Whether there is a text at all."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.around = Around(agreement)
        """What its parts are read in."""
        held = vars(agreement)
        self.raw: Parts = {"agreement": {name: held[name] for name in ALONE if name in held}}
        """Every part as it is written, in the order of the text."""
        for name in LISTS:
            self.raw[name] = {part.id: part for part in held.get(name, ())}
        self._usual_parts: dict[Key, Any] = {}
        self._beside: _Beside | None = None

    def part(self, key: Key) -> Any:
        """A part in usual form; None: it is not there."""
        found = self._usual_parts.get(key)
        if found is None:
            found = self.written(key)
            if found is not None and key[0] in LISTS:
                found = self._usual_parts[key] = usual_within(found, self.around)
        return found

    def written(self, key: Key) -> Any:
        """A part as it is written; None: it is not there."""
        return self.raw[key[0]].get(key[1])

    @cached_property
    def _salts(self) -> dict[Key, list[tuple[str, str]]]:
        """The salts by the part they are for."""
        found: dict[Key, list[tuple[str, str]]] = {}
        for path, salt in (self.agreement.salts or {}).items():
            names = path.split("/")
            key = (names[0], names[1]) if names[0] in LISTS else ("agreement", names[0])
            found.setdefault(key, []).append((path, salt))
        return found

    @property
    def salted(self) -> Set[Key]:
        """The parts that hold a value with a salt."""
        return self._salts.keys() if self.agreement.salts else frozenset()

    def hidden(self, key: Key) -> Any:
        """A part with a commitment in the place of each value that has a salt."""
        usual = part = self.part(key)
        for path, salt in self._salts.get(key, ()):
            if key[0] in LISTS:
                found = erasable_at(usual, "/".join(path.split("/")[2:]))
            else:
                found = erasable_at(self.agreement, path)
            if found is not None:
                place, value = found
                within = place if key[0] in LISTS else place[1:]
                part = put(part, within, Erased(sha256=canon.commitment(salt, str(value))))
        return part

    def same(self, other: Text, key: Key) -> bool:
        """Whether both have the part in the same words; an erased value is what it was."""
        one, two = self.written(key), other.written(key)
        if one is None or two is None:
            return one is two
        equal = key not in self._held_against(other).differing
        if equal and self.alike(other):
            return True
        if not (equal or may_be_respelt("", one, two)):
            return _but_for_order(one, two)
        if _alike(self.part(key), other.part(key)):
            return True
        hides = key in self.salted or key in other.salted
        return hides and _alike(self.hidden(key), other.hidden(key))

    def _held_against(self, other: Text) -> _Beside:
        """What was found when it was last held against another text; that is done once."""
        if self._beside is None or self._beside.other is not other:
            differing: dict[Key, None] = {}
            for name, theirs in other.raw.items():
                mine = self.raw[name]
                if mine == theirs:
                    continue
                for id, two in theirs.items():
                    one = mine.get(id)
                    if not (one is two or one == two):
                        differing[name, id] = None
                for id in mine:
                    if id not in theirs:
                        differing[name, id] = None
            self._beside = _Beside(other, differing, self._means_alike(other, differing))
        return self._beside

    def alike(self, other: Text) -> bool:
        """Whether parts that are written alike mean the same in both."""
        return self._held_against(other).alike

    def doubtful(self, other: Text) -> Collection[Key]:
        """The parts of which it is not plain that both have them in the same words."""
        if self.alike(other):
            return self._held_against(other).differing
        return dict.fromkeys((*other.all_keys(), *self.all_keys()))

    def all_keys(self) -> Iterator[Key]:
        """The keys of its parts, in the order of the text."""
        return ((name, id) for name, held in self.raw.items() for id in held)

    def _means_alike(self, other: Text, differing: Collection[Key]) -> bool:
        if not (self.there and other.there):
            return True
        return alike_around(self.around, other.around, differing)

    def same_member(self, other: Text, key: Key, member: Member) -> bool:
        """Whether a part that both have says the same in one member."""
        pairs = ((self.part, other.part), (self.hidden, other.hidden))
        return any(
            same(getattr(mine(key), member.name), getattr(theirs(key), member.name), member.shape)
            for mine, theirs in pairs
        )

    def ids(self, name: str) -> list[str]:
        """The ids of a list in their order."""
        return list(self.raw[name])

    def changed(self, other: Text) -> list[Key]:
        """The parts that one of the two has, and the other not in the same words."""
        return [key for key in self.doubtful(other) if not self.same(other, key)]

    def in_order(self) -> list[list[str]]:
        """The ids of the lists in their order; a change of it is a change."""
        return [self.ids(name) for name in LISTS]

    def says_the_same(self, other: Text) -> bool:
        """Whether two texts differ in nothing but `version` (7)."""
        return self.in_order() == other.in_order() and not self.changed(other)

    def keeps(self, before: Text, clause: str) -> bool:
        """Whether a clause stayed as it was, with all that it refers to (21)."""
        seen: set[Key] = set()
        todo: list[Key] = [("clauses", clause)]
        while todo:
            key = todo.pop()
            if key in seen:
                continue
            seen.add(key)
            if self.written(key) is None or not self.same(before, key):
                return False
            meant = self._meant(key)
            if meant != before._meant(key):
                return False
            todo += meant
        return True

    def _meant(self, key: Key) -> list[Key]:
        """The parts that a part refers to; who names nobody means the clients."""
        kind = key[0]
        if kind == "agreement":
            return []
        part = self.part(key)
        found: dict[Key, None] = {}
        for _, ref, target in references(part):
            found |= dict.fromkeys(self._targets(ref.to, target))
        if kind == "clauses" and not (getattr(part, "signers", ()) or getattr(part, "needs", ())):
            found |= dict.fromkeys(self._targets("who", Role.CLIENT))
        return sorted(found)

    def _targets(self, to: str, name: str) -> list[Key]:
        if to in ("who", "party"):
            return [("parties", party.id) for party in self.agreement.holders(name)]
        if to == "timetable":
            return [("timetables", name)]
        clause = name.partition("/")[0]
        return [("clauses", clause)] if clause in self.raw["clauses"] else []


def _alike(one: Any, two: Any) -> bool:
    """Whether two parts say the same: equal, but for the order of what is a set."""
    return bool(one == two) or _but_for_order(one, two)


def _but_for_order(one: Any, two: Any) -> bool:
    return type(one) is type(two) and is_declared(one) and same_but_for_order(one, two)


class NoText(Text):
    """What a first text builds on: nothing."""

    there: ClassVar[bool] = False

    def __init__(self) -> None:
        self.raw = {name: {} for name in ("agreement", *LISTS)}
        self._beside = None

    @property
    def salted(self) -> Set[Key]:
        """No parts."""
        return frozenset()
