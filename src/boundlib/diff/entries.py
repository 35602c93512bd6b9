"""The entries of a comparison: by id where parts have ids, by membership in sets, else whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import attrs

from boundlib import canon
from boundlib.declare.names import Erased
from boundlib.declare.shapes import ArrayShape, Member, ObjectShape, Shape, UnionShape, object_shape
from boundlib.declare.walk import is_declared
from boundlib.diff.pair import Pair, unchanged
from boundlib.findings import may_be_respelt, usual_within
from boundlib.model.agreement import Agreement
from boundlib.vocab import ChangeKind

Part = Literal["clause", "party", "timetable", "agreement"]

_LISTS: tuple[tuple[Part, str], ...] = (
    ("party", "parties"),
    ("timetable", "timetables"),
    ("clause", "clauses"),
)
_ROOT = ("zone", "language", "jurisdiction", "title", "term", "extensions")


@attrs.frozen(slots=False, repr=False)
class Entry:
    """One difference: a part, or one member of it."""

    change: ChangeKind
    """What happened to it."""
    part: Part
    """What kind of part it is, or belongs to."""
    id: str | None = None
    """The id of the clause, party or timetable; None for the agreement itself."""
    kind: str | None = None
    """The kind of the clause."""
    field: str | None = None
    """The member, and the ids inside it, such as `steps/line`; None for the part as a whole."""
    old: Any = None
    """What it was; None where it was not there."""
    new: Any = None
    """What it is; None where it is not there any more."""


def entries(pair: Pair) -> Iterator[Entry]:
    """Every difference between two texts, in document order."""
    old, new = pair.old, pair.new
    for name in _ROOT:
        one, other = getattr(old, name), getattr(new, name)
        if one != other and not _same_hidden(one, other, name, pair):
            yield Entry(ChangeKind.ALTERED, "agreement", field=name, old=one, new=other)
    for part, name in _LISTS:
        olds, news = getattr(old, name), getattr(new, name)
        if olds is not news:
            yield from _keyed(part, name, olds, news, pair)


def _keyed(
    part: Part, where: str, olds: tuple[Any, ...], news: tuple[Any, ...], pair: Pair
) -> Iterator[Entry]:
    """The differences of a list whose items have ids."""
    before, after = {x.id: x for x in olds}, {x.id: x for x in news}
    for name, item in before.items():
        if name not in after:
            yield Entry(ChangeKind.REMOVED, part, name, getattr(item, "kind", None), old=item)
    moved = _moved(list(before), list(after)) if list(before) != list(after) else frozenset()
    for name, item in after.items():
        one = before.get(name)
        kind = getattr(item, "kind", None)
        if one is None:
            yield Entry(ChangeKind.ADDED, part, name, kind, new=item)
            continue
        if not unchanged(one, item):
            if type(one) is not type(item):  # a clause of another kind is another clause
                yield Entry(ChangeKind.REMOVED, part, name, getattr(one, "kind", None), old=one)
                yield Entry(ChangeKind.ADDED, part, name, kind, new=item)
                continue
            yield from _Members(part, f"{where}/{name}", name, kind, pair).of(one, item)
        if name in moved:
            yield Entry(ChangeKind.MOVED, part, name, kind)


def _moved(olds: list[str], news: list[str]) -> frozenset[str]:
    """The least set of common ids without which the rest is in its old order."""
    places = {name: index for index, name in enumerate(olds)}
    common = [name for name in news if name in places]
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


@attrs.frozen
class _Members:
    """The members of one part, compared."""

    part: Part
    where: str
    id: str
    kind: str | None
    pair: Pair

    def of(self, old: Any, new: Any) -> Iterator[Entry]:
        if not is_declared(old):  # kept without being understood
            yield self._altered((), old, new)
            return
        differing = list(self._differing(old, new))
        if not differing:
            return
        # Two spellings of the same are no change; where there can be none, the usual form is not
        # worth its time.
        usual = old, new
        if any(
            may_be_respelt(m.name, getattr(old, m.name), getattr(new, m.name)) for m in differing
        ):
            usual = usual_within(old, self.pair.around_old), usual_within(new, self.pair.around_new)
        if usual[0] is not old or usual[1] is not new:
            still = {member.name for member in self._differing(*usual)}
            differing = [member for member in differing if member.name in still]
        for member in differing:
            yield from self._member((), member, old, new)

    def _differing(self, old: Any, new: Any) -> Iterator[Member]:
        olds, news = old.__dict__, new.__dict__
        for wire, member in object_shape(type(old)).members.items():
            name = member.name
            one, other = olds.get(name), news.get(name)
            if one is not other and one != other:
                place = f"{self.where}/{wire}"
                if not same(one, other, member.shape) and not _same_hidden(
                    one, other, place, self.pair
                ):
                    yield member

    def _member(self, path: tuple[str, ...], member: Member, old: Any, new: Any) -> Iterator[Entry]:
        one, other = getattr(old, member.name), getattr(new, member.name)
        here = (*path, member.wire)
        keys = _keys(member.shape, one), _keys(member.shape, other)
        if keys[0] is None or keys[1] is None:
            yield self._altered(here, _present(one), _present(other))
            return
        yield from self._items(
            here, dict(zip(keys[0], one, strict=True)), dict(zip(keys[1], other, strict=True))
        )

    def _items(
        self, here: tuple[str, ...], before: dict[str, Any], after: dict[str, Any]
    ) -> Iterator[Entry]:
        for name, item in before.items():
            if name not in after:
                yield self._entry(ChangeKind.REMOVED, (*here, name), item, None)
        moved = _moved(list(before), list(after))
        for name, item in after.items():
            one = before.get(name)
            place = (*here, name)
            if one is None:
                yield self._entry(ChangeKind.ADDED, place, None, item)
            elif one != item:
                inner = attrs.evolve(self, where="/".join((self.where, *place)))
                if type(one) is type(item) and is_declared(one):
                    for member in inner._differing(one, item):
                        yield from self._member(place, member, one, item)
                else:
                    yield self._altered(place, one, item)
            if name in moved:
                yield self._entry(ChangeKind.MOVED, place, None, None)

    def _altered(self, path: tuple[str, ...], old: Any, new: Any) -> Entry:
        return self._entry(ChangeKind.ALTERED, path, old, new)

    def _entry(self, change: ChangeKind, path: tuple[str, ...], old: Any, new: Any) -> Entry:
        return Entry(change, self.part, self.id, self.kind, "/".join(path) or None, old, new)


def _present(value: Any) -> Any:
    return None if value == () else value


def _keys(shape: Shape, items: Any) -> list[str] | None:
    """The names of a list's items, where each has one of its own."""
    if not isinstance(shape, ArrayShape) or not isinstance(shape.item, ObjectShape):
        return None
    known_by = ("id", *getattr(shape.item.cls, "KNOWN_BY", ()))
    if not any(name in shape.item.members for name in known_by):
        return None
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


def _is_form(value: Any, shape: Shape) -> bool:
    return isinstance(shape, ObjectShape) and type(value) is shape.cls


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
