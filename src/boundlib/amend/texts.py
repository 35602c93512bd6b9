"""Two texts held against each other, part by part, in usual form (spec/renegotiation 7, 17, 21)."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from boundlib import canon
from boundlib.declare.names import Erased
from boundlib.declare.walk import erasable_at, put, references
from boundlib.findings import Around, alike_around, may_be_respelt, usual_within
from boundlib.model.agreement import Agreement
from boundlib.vocab import Role

Key = tuple[str, str]
"""A part of a text: `clauses`, `parties` or `timetables` and an id; `agreement` and a member."""

LISTS = ("parties", "timetables", "clauses")
"""The members whose items are parts, by their ids."""

ALONE = ("zone", "language", "jurisdiction", "title", "term", "extensions")
"""The members that are parts by themselves."""


class Text:
    """A text in usual form, taken apart once."""

    there: ClassVar[bool] = True
    """Whether there is a text at all."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement

    @cached_property
    def _around(self) -> Around:
        return Around(self.agreement)

    @cached_property
    def _usual_parts(self) -> dict[Key, Any]:
        return {}

    def part(self, key: Key) -> Any:
        """A part in usual form; None: it is not there."""
        found = self._usual_parts.get(key)
        if found is None:
            found = self.raw.get(key)
            if found is not None and key[0] in LISTS:
                found = self._usual_parts[key] = usual_within(found, self._around)
        return found

    @cached_property
    def raw(self) -> dict[Key, Any]:
        """Every part as it is written, in the order of the text."""
        found: dict[Key, Any] = {
            ("agreement", name): value
            for name in ALONE
            if (value := getattr(self.agreement, name)) is not None
        }
        for name in LISTS:
            found |= {(name, part.id): part for part in getattr(self.agreement, name)}
        return found

    @cached_property
    def _salts(self) -> dict[Key, list[tuple[str, str]]]:
        """The salts by the part they are for."""
        found: dict[Key, list[tuple[str, str]]] = {}
        for path, salt in (self.agreement.salts or {}).items():
            names = path.split("/")
            key = (names[0], names[1]) if names[0] in LISTS else ("agreement", names[0])
            found.setdefault(key, []).append((path, salt))
        return found

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

    def share(self, other: Text) -> None:
        """Take equal parts over from another text, so that they are compared once."""
        theirs = other.raw
        for key, part in self.raw.items():
            one = theirs.get(key)
            if one is not part and one == part:
                self.raw[key] = one

    def same(self, other: Text, key: Key) -> bool:
        """Whether both have the part in the same words; an erased value is what it was."""
        one, two = self.raw.get(key), other.raw.get(key)
        if one is None or two is None:
            return one is two
        if (one is two or one == two) and self._alike(other):
            return True
        hides = self._salts.get(key) or other._salts.get(key)
        if one != two and not hides and not may_be_respelt("", one, two):
            return False
        if self.part(key) == other.part(key):
            return True
        return bool(hides) and bool(self.hidden(key) == other.hidden(key))

    def _alike(self, other: Text) -> bool:
        """Whether parts that are written alike mean the same in both."""
        known = self._known_alike
        if known is None or known[0] is not other:
            known = self._known_alike = other, alike_around(self._around, other._around)
        return known[1]

    _known_alike: tuple[Text, bool] | None = None

    def same_member(self, other: Text, key: Key, name: str) -> bool:
        """Whether a part that both have says the same in one member."""
        one, two = self.part(key), other.part(key)
        if getattr(one, name) == getattr(two, name):
            return True
        return bool(getattr(self.hidden(key), name) == getattr(other.hidden(key), name))

    def ids(self, name: str) -> list[str]:
        """The ids of a list in their order."""
        return [id for part, id in self.raw if part == name]

    def changed(self, other: Text) -> list[Key]:
        """The parts that one of the two has, and the other not in the same words."""
        keys = dict.fromkeys((*self.raw, *other.raw))
        return [key for key in keys if not self.same(other, key)]

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
            if key not in self.raw or not self.same(before, key):
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
        return [("clauses", clause)] if ("clauses", clause) in self.raw else []


class NoText(Text):
    """What a first text builds on: nothing."""

    there: ClassVar[bool] = False

    def __init__(self) -> None:
        pass

    @cached_property
    def raw(self) -> dict[Key, Any]:
        """No parts."""
        return {}
