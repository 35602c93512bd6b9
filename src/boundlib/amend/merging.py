"""Two texts on one base made one, or every place where they cannot be (spec/renegotiation 23-24).

The comparison has three levels: the parts of a text, the members of a part, and the items of a
member where items have ids. What lies deeper is one value, and is taken whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

import attrs

from boundlib.amend.composing import compose, placed
from boundlib.amend.texts import Key, Text
from boundlib.canon import canonical
from boundlib.declare import changed
from boundlib.declare.shapes import Member, object_shape
from boundlib.declare.walk import is_declared
from boundlib.errors import InvalidValue, Problem
from boundlib.findings import blocking, blocking_together
from boundlib.model.agreement import LISTS, Agreement
from boundlib.vocab import ConflictLevel
from boundlib.wire.documents import to_dict


@attrs.frozen
class Conflict:
    """A place where two sides cannot both be had."""

    level: ConflictLevel
    """How far up it lies."""
    part: str
    """`clauses`, `parties`, `timetables` or `agreement`; of a result, empty."""
    id: str
    """The id of the part, or the member of the agreement; of a result, the code of the problem."""
    field: str | None
    """The member inside the part; None: the part as a whole."""
    sides: tuple[str, str]
    """The digests of the two sides."""


@attrs.frozen
class Merged:
    """One text, or the conflicts that keep it from being one."""

    text: Agreement | None
    """The merged text; None where there is a conflict."""
    conflicts: tuple[Conflict, ...]
    """Every conflict."""


def merge_texts(base: Text, one: Text, other: Text, sides: tuple[str, str]) -> Merged:
    """What two texts come to that were made from one base."""
    return _Merging(base, one, other, sides).merged()


class _Merging:
    def __init__(self, base: Text, one: Text, other: Text, sides: tuple[str, str]) -> None:
        self.base, self.one, self.other = base, one, other
        self.sides = sides
        self.salted = base.salted | one.salted | other.salted
        self.conflicts: list[Conflict] = []
        self.joined = False
        """Whether a part may be as neither side has it."""

    def merged(self) -> Merged:
        parts = {name: dict(held) for name, held in self.base.raw.items()}
        mine, theirs = self.one.doubtful(self.base), self.other.doubtful(self.base)
        either = dict.fromkeys((*mine, *theirs))
        for key in either:
            part = self._part(key, key not in mine, key not in theirs)
            if part is not None:
                parts[key[0]][key[1]] = part
            else:
                parts[key[0]].pop(key[1], None)
        orders = {name: self._order(name, parts[name].keys()) for name in LISTS}
        if self.conflicts:
            return Merged(None, tuple(self.conflicts))
        try:
            text = compose(parts, orders, (self.base, self.one, self.other), either)
        except InvalidValue as error:
            codes = sorted({fault.code for fault in error.faults})
        else:
            codes = self._new_findings(text)
            if not codes:
                return Merged(text, ())
        for code in codes:
            self._conflict(ConflictLevel.RESULT, ("", code))
        return Merged(None, tuple(self.conflicts))

    def _new_findings(self, text: Agreement) -> list[str]:
        """What blocks the adoption of the merged text, and of neither side."""
        # What lies within a clause, a side has too that has the clause.
        look = blocking if self.joined else blocking_together
        found = _codes(look(text))
        if found:  # the sides are looked at only where something was found
            found = found - _codes(blocking(self.one.agreement))
            found = found - _codes(blocking(self.other.agreement))
        return sorted(found)

    def _part(self, key: Key, mine: bool, theirs: bool) -> Any:
        """What a part comes to; None: it is not there. `mine`, `theirs`: plainly the base's."""
        old, a, b = self.base.written(key), self.one.written(key), self.other.written(key)
        if key not in self.salted:  # what one side plainly left is the other's to say
            if mine:
                return old if self.other.same(self.base, key) else b
            if theirs:
                return old if self.one.same(self.base, key) else a
        mine, theirs = self.one.same(self.base, key), self.other.same(self.base, key)
        if mine and theirs:
            self.joined = True
            return old
        if mine:
            return b
        if theirs:
            return a
        return self._one_of(key, a, b) if self.one.same(self.other, key) else self._both(key)

    def _both(self, key: Key) -> Any:
        """A part that both changed, and not alike."""
        old, a, b = (text.written(key) for text in (self.base, self.one, self.other))
        if key[0] == "agreement":
            self._conflict(ConflictLevel.SAME_FIELD, key)
            return None
        if old is None or a is None or b is None or not type(old) is type(a) is type(b):
            self._conflict(ConflictLevel.SAME_CLAUSE, key)
            return None
        before = len(self.conflicts)
        part = self._members(key, old, a, b)
        self.joined = True
        if len(self.conflicts) > before:
            return None
        if part is None:
            self._conflict(ConflictLevel.SAME_CLAUSE, key)
        return part

    def _members(self, key: Key, old: Any, a: Any, b: Any) -> Any:
        """A part whose members come from either side; None where its own rules do not allow it."""
        fields: dict[str, Any] = {}
        touched: tuple[set[str], set[str]] = (set(), set())
        for member in object_shape(type(old)).members.values():
            name = member.name
            mine = self.one.same_member(self.base, key, member)
            theirs = self.other.same_member(self.base, key, member)
            if not mine:
                touched[0].add(name)
            if not theirs:
                touched[1].add(name)
            if mine or theirs:
                fields[name] = getattr(old if mine and theirs else b if mine else a, name)
            elif self.one.same_member(self.other, key, member):
                fields[name] = getattr(self._one_of(key, a, b, member), name)
            else:
                three = [getattr(part, name) for part in (old, a, b)]
                fields[name] = _items(*three) if all(map(_has_ids, three)) else None
                if fields[name] is None:
                    self._conflict(ConflictLevel.SAME_FIELD, key, name)
        if _joined(touched):
            return None
        try:
            return changed(old, **fields)
        except InvalidValue:
            return None

    def _one_of(self, key: Key, a: Any, b: Any, member: Member | None = None) -> Any:
        """Of two spellings of the same always the same one; of a value erased once, that."""
        if a == b or (member is not None and getattr(a, member.name) == getattr(b, member.name)):
            return a
        plain = []
        for text in (self.one, self.other):
            whole: Any = text.agreement if key[0] == "agreement" else text.written(key)
            name = key[1] if key[0] == "agreement" else member and member.wire
            data = to_dict(whole)
            plain.append(canonical(data[name] if name else data))
        return a if plain[0] >= plain[1] else b

    def _order(self, name: str, there: Set[str]) -> list[str]:
        """The ids of a list in their order: the base's, unless one side has another."""
        lists = [self.base.ids(name), self.one.ids(name), self.other.ids(name)]
        if lists[0] == lists[1] == lists[2] and len(lists[0]) == len(there):
            return lists[0]
        everywhere = set(lists[0]).intersection(*lists[1:]) & there
        base, one, other = ([id for id in ids if id in everywhere] for ids in lists)
        if base not in (one, other) and one != other:
            self._conflict(ConflictLevel.SAME_FIELD, ("agreement", name))
        return placed(other if one == base else one, lists[1:], there)

    def _conflict(self, level: ConflictLevel, key: Key, field: str | None = None) -> None:
        self.conflicts.append(Conflict(level, key[0], key[1], field, self.sides))


def _items(was: Any, mine: Any, theirs: Any) -> Any:
    """Items with ids, of which at most one side changed which there are, or their order."""
    ids = [tuple(item.id for item in items) for items in (was, mine, theirs)]
    if ids[0] != ids[1] and ids[0] != ids[2]:
        return None
    order = ids[2] if ids[0] == ids[1] else ids[1]
    known = [{item.id: item for item in items} for items in (was, mine, theirs)]
    found = {}
    for name in dict.fromkeys((*ids[0], *order)):
        old, a, b = (items.get(name) for items in known)
        if a not in (old, b) and b != old:
            return None
        found[name] = b if a in (old, b) else a
    return tuple(found[name] for name in order)


def _joined(touched: tuple[set[str], set[str]]) -> bool:
    """Whether two sides changed members that go together: the words are about all the rest."""
    mine, theirs = touched
    return ("text" in mine and bool(theirs - mine)) or ("text" in theirs and bool(mine - theirs))


def _has_ids(value: Any) -> bool:
    return isinstance(value, tuple) and all(
        is_declared(item) and getattr(item, "id", None) for item in value
    )


def _codes(problems: Iterable[Problem]) -> set[str]:
    return {problem.code for problem in problems}
