"""The entries of a comparison: by id where parts have ids, by membership in sets, else whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import attrs

from boundlib import canon
from boundlib.declare.names import Erased
from boundlib.declare.shapes import ArrayShape, Member, ObjectShape, Shape, UnionShape, object_shape
from boundlib.declare.walk import erasable_at, erasables, is_declared, leads_to, put
from boundlib.diff.hours import same_hours
from boundlib.diff.newer import Key
from boundlib.diff.pair import Pair
from boundlib.findings import may_be_respelt, usual_within
from boundlib.model.agreement import ALONE, LISTS, Agreement, PartKind
from boundlib.vocab import ChangeKind


@attrs.frozen(slots=False, repr=False)
class Entry:
    """One difference: a part, or one member of it."""

    change: ChangeKind
    """What happened to it."""
    part: PartKind
    """What kind of part it is, or belongs to."""
    id: str | None = None
    """The id of the clause, party, timetable or measure; None for the agreement itself."""
    kind: str | None = None
    """The kind of the clause."""
    field: str | None = None
    """The member, and the ids inside it, such as `steps/line`; None for the part as a whole."""
    old: Any = None
    """What it was; None where it was not there."""
    new: Any = None
    """What it is; None where it is not there any more."""


Make = Callable[..., Entry]


def entries(pair: Pair, make: Make = Entry) -> list[Any]:
    """Every difference between two texts, in document order, each made by `make`."""
    old, new = pair.old, pair.new
    olds, news = old.__dict__, new.__dict__
    out: list[Entry] = []
    for name in ALONE:
        one, other = olds.get(name), news.get(name)
        if one != other and not _same_hidden(one, other, name, pair):
            out.append(make(ChangeKind.ALTERED, "agreement", None, None, name, one, other))
    _newer(out, ("agreement", None), None, pair, make)
    for name, part in LISTS.items():
        befores, afters = getattr(old, name), getattr(new, name)
        alike = befores is afters or (part == "party" and befores == afters)
        if not alike or pair.newer:
            _keyed(out, part, name, befores, afters, pair, make)
    return out


def _keyed(
    out: list[Entry],
    part: PartKind,
    where: str,
    olds: tuple[Any, ...],
    news: tuple[Any, ...],
    pair: Pair,
    make: Make,
) -> None:
    """The differences of a list whose items have ids."""
    before, after = {x.id: x for x in olds}, {x.id: x for x in news}
    for name in [name for name in before if name not in after]:
        item = before[name]
        out.append(make(ChangeKind.REMOVED, part, name, _kind(item), None, item))
    moved = _moved(before, after)
    same = {n for n, item in after.items() if (one := before.get(n)) is item or one == item}
    if part == "clause":
        pair.same, pair.by_id = same, (before, after)
    newer, salted = pair.newer, pair.old.salts or pair.new.salts
    for name in after if moved or newer else [name for name in after if name not in same]:
        one, item = before.get(name), after[name]
        if one is None:
            out.append(make(ChangeKind.ADDED, part, name, _kind(item), None, None, item))
            continue
        if name not in same:
            # A clause of another kind is another clause.
            if type(one) is not type(item) or _kind(one) != _kind(item):
                out.append(make(ChangeKind.REMOVED, part, name, _kind(one), None, one))
                out.append(make(ChangeKind.ADDED, part, name, _kind(item), None, None, item))
                continue
            if salted:
                here = f"{where}/{name}"
                one, item = (
                    as_erased(one, item, here, pair.old),
                    as_erased(item, one, here, pair.new),
                )
            _Members(out, part, name, pair, make).compare(one, item)
        if newer:
            _newer(out, (part, name), _kind(item), pair, make)
        if name in moved:
            out.append(make(ChangeKind.MOVED, part, name, _kind(item)))


def _newer(out: list[Entry], key: Key, kind: str | None, pair: Pair, make: Make) -> None:
    """The members of a part that differ and were kept without being understood."""
    for field, old, new in pair.newer.get(key, ()):
        out.append(make(ChangeKind.ALTERED, *key, kind, field, old, new))


def _kind(part: Any) -> str | None:
    return getattr(part, "kind", None)


def _moved(olds: Collection[str], news: Collection[str]) -> frozenset[str]:
    """The least set of common ids without which the rest is in its old order."""
    common = list(filter(olds.__contains__, news))
    if common == list(filter(news.__contains__, olds)):
        return frozenset()
    places = {name: index for index, name in enumerate(olds)}
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, name in enumerate(common):
        place = places[name]
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[length], ends[length] = place, index
    stay = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        stay.add(common[index])
        index = before[index]
    return frozenset(common) - stay


class _Member(NamedTuple):
    """A member to compare, and what may make two different values of it the same."""

    name: str
    declared: Member
    has_sets: bool
    known_by: tuple[str, ...] | None
    """The members by which the items of a list are known, where they have any."""


@cache
def _plan(cls: Any) -> dict[str, _Member]:
    members = object_shape(cls).members.values()
    return {
        m.name: _Member(m.name, m, leads_to(m.shape, _is_set), _known_by(m.shape)) for m in members
    }


def _unequal(old: Any, new: Any) -> list[_Member]:
    """The members that are not equal in two values of one class, as they are declared."""
    plan = _plan(old.__class__)
    olds, news = old.__dict__, new.__dict__
    names = [n for n, one in olds.items() if one is not (it := news.get(n)) and one != it]
    if olds.keys() != news.keys():
        names += news.keys() - olds.keys()
    if len(names) == 1:
        return [plan[names[0]]] if names[0] in plan else []
    return [member for name, member in plan.items() if name in names]


def _is_set(shape: Shape) -> bool:
    return isinstance(shape, ArrayShape) and shape.unique


class _Members:
    """The members of one part, compared."""

    def __init__(self, out: list[Entry], part: PartKind, id_: str, pair: Pair, make: Make) -> None:
        self.out, self.part, self.id = out, part, id_
        self.pair, self.make = pair, make

    def compare(self, old: Any, new: Any) -> None:
        self.kind = _kind(new)
        if not is_declared(old):  # kept without being understood
            self._add(ChangeKind.ALTERED, (), old, new)
            return
        if self.part == "timetable":
            for member in _unequal(old, new):
                if not same_hours(member.name, *self.pair.timetables(self.id)):
                    one, other = getattr(old, member.name), getattr(new, member.name)
                    here = (member.declared.wire,)
                    self._add(ChangeKind.ALTERED, here, one or None, other or None)
            return
        differing = self._differing(old, new)
        if any(
            may_be_respelt(m.name, getattr(old, m.name), getattr(new, m.name)) for m in differing
        ):
            # Two spellings of the same are no change.
            around_old, around_new = self.pair.around
            usual = usual_within(old, around_old), usual_within(new, around_new)
            still = {member.name for member in self._differing(*usual)}
            differing = [member for member in differing if member.name in still]
        for member in differing:
            self._member((), member, old, new)

    def _differing(self, old: Any, new: Any) -> list[_Member]:
        found = []
        for member in _unequal(old, new):
            one, other = old.__dict__.get(member.name), new.__dict__.get(member.name)
            if member.has_sets and same(one, other, member.declared.shape):
                continue
            found.append(member)
        return found

    def _member(self, path: tuple[str, ...], member: _Member, old: Any, new: Any) -> None:
        one, other = getattr(old, member.name), getattr(new, member.name)
        here = (*path, member.declared.wire)
        known_by = member.known_by
        olds, news = known_by and _keys(known_by, one), known_by and _keys(known_by, other)
        if olds is None or news is None:
            self._add(ChangeKind.ALTERED, here, one or None, other or None)
        else:
            self._items(
                here, dict(zip(olds, one, strict=True)), dict(zip(news, other, strict=True))
            )

    def _items(self, here: tuple[str, ...], before: dict[str, Any], after: dict[str, Any]) -> None:
        for name, item in before.items():
            if name not in after:
                self._add(ChangeKind.REMOVED, (*here, name), item, None)
        moved = _moved(before, after)
        for name, item in after.items():
            one = before.get(name)
            place = (*here, name)
            if one is None:
                self._add(ChangeKind.ADDED, place, None, item)
            elif one != item:
                self._item(place, one, item)
            if name in moved:
                self._add(ChangeKind.MOVED, place, None, None)

    def _item(self, place: tuple[str, ...], old: Any, new: Any) -> None:
        if type(old) is not type(new) or not is_declared(old):
            self._add(ChangeKind.ALTERED, place, old, new)
            return
        inside = _Members(self.out, self.part, self.id, self.pair, self.make)
        for member in inside._differing(old, new):
            self._member(place, member, old, new)

    def _add(self, change: ChangeKind, path: tuple[str, ...], old: Any, new: Any) -> None:
        field = "/".join(path) or None
        self.out.append(self.make(change, self.part, self.id, self.kind, field, old, new))


def _known_by(shape: Shape) -> tuple[str, ...] | None:
    """The members by which the items of a list are known, where they have any."""
    if not isinstance(shape, ArrayShape) or not isinstance(shape.item, ObjectShape):
        return None
    names = ("id", *getattr(shape.item.cls, "KNOWN_BY", ()))
    return names if any(name in shape.item.members for name in names) else None


def _keys(known_by: tuple[str, ...], items: Any) -> list[str] | None:
    """The names of a list's items, where each has one of its own."""
    names = [next((n for k in known_by if (n := _name(item, k))), "") for item in items]
    return names if all(names) and len(set(names)) == len(names) else None


def _name(item: Any, member: str) -> str | None:
    found = getattr(item, member, None)
    return str(found) if isinstance(found, str) else None


def same(old: Any, new: Any, shape: Shape) -> bool:
    """Whether two values say the same: equal, but for the order of what is a set."""
    if old is None or new is None or old == new:
        return bool(old == new)
    if isinstance(shape, UnionShape):
        shape = next((s for s in shape.alternatives if _is_form(old, s)), shape)
    if isinstance(shape, ArrayShape) and type(old) is type(new) is tuple:
        if len(old) != len(new):
            return False
        if not shape.unique:
            return all(same(a, b, shape.item) for a, b in zip(old, new, strict=True))
        return all(any(same(a, b, shape.item) for b in new) for a in old)
    if isinstance(shape, ObjectShape) and type(old) is type(new) is shape.cls:
        members = shape.members.values()
        return all(same(getattr(old, m.name), getattr(new, m.name), m.shape) for m in members)
    return False


def same_but_for_order(old: Any, new: Any) -> bool:
    """Whether two values of one class differ in nothing but the order of what are sets."""
    return all(
        m.has_sets and same(getattr(old, m.name), getattr(new, m.name), m.declared.shape)
        for m in _unequal(old, new)
    )


def _is_form(value: Any, shape: Shape) -> bool:
    return isinstance(shape, ObjectShape) and type(value) is shape.cls


def as_erased(part: Any, other: Any, where: str, text: Agreement) -> Any:
    """A part with what the other one erased erased too, as far as the salt shows that it is that.

    `text` is the text that the part is from.
    """
    salts: Mapping[str, str] = text.salts or {}
    if not salts or not is_declared(other):
        return part
    for _, path, item in erasables(other):
        name = "/".join(map(str, path))
        salt = salts.get(f"{where}/{name}")
        if salt is None or not isinstance(item, Erased):
            continue
        found = erasable_at(part, name)
        if found is not None and canon.commitment(salt, str(found[1])) == item.sha256:
            part = put(part, found[0], item)
    return part


def _same_hidden(old: Any, new: Any, place: str, pair: Pair) -> bool:
    """Whether one is the commitment to the other, as far as its salt is there."""
    sides: Iterable[tuple[Any, Any, Agreement]] = ((old, new, pair.new), (new, old, pair.old))
    for erased, value, agreement in sides:
        if isinstance(erased, Erased) and value is not None and not isinstance(value, Erased):
            salts: Mapping[str, Any] = agreement.salts or {}
            salt = salts.get(place)
            if salt is not None and canon.commitment(salt, str(value)) == erased.sha256:
                return True
    return False
