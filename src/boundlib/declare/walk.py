"""Walking through a value by its declaration: references, erasable places, free words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from typing import Any, NamedTuple

import attrs

from boundlib.declare.leaf_shapes import TextShape
from boundlib.declare.marks import Ref
from boundlib.declare.shapes import ArrayShape, Member, ObjectShape, Shape, UnionShape, object_shape
from boundlib.errors import Part

Path = tuple[Part, ...]


Names = Mapping[str, Set[str]]
"""Names that references use, by what they should name: `Ref.target`."""


def references(value: Any) -> list[tuple[Path, Ref, str]]:
    """Every reference inside a value: its place, what it should name, and the name."""
    return [(path, shape.ref, item) for path, shape, item in _REFERENCES.inside(value)]


def measures_named(value: Any) -> list[tuple[Path, str]]:
    """Every measure that is named inside a value, with its place."""
    return [(path, item) for path, _, item in _MEASURES.inside(value)]


def erasables(value: Any) -> Iterator[tuple[Path, Path, Any]]:
    """Every erasable value inside: its place, its salt path, and the value or its commitment.

    A salt path names objects by id instead of by index, so that it survives insertions. What is
    sealed inside has salts of its own.
    """
    for path, _, item in _ERASABLES.inside(value):
        yield path, _by_ids(value, path), item


def sealed(value: Any) -> Iterator[tuple[Path, Path, Any]]:
    """Every value inside that has a digest of its own: its place, its salt path, and itself."""
    for path, _, item in _SEALED.inside(value):
        yield path, _by_ids(value, path), item


def put(value: Any, path: Path, item: Any) -> Any:
    """The same value with another item at a place."""
    if not path:
        return item
    head, rest = path[0], path[1:]
    if isinstance(value, tuple):
        index = int(head)
        return (*value[:index], put(value[index], rest, item), *value[index + 1 :])
    name = object_shape(type(value)).members[str(head)].name
    return attrs.evolve(value, **{name: put(getattr(value, name), rest, item)})


def at(value: Any, path: Path) -> Any:
    """The item at a place."""
    for part in path:
        if isinstance(value, tuple):
            value = value[int(part)]
        else:
            value = getattr(value, object_shape(type(value)).members[str(part)].name)
    return value


def erasable_at(value: Any, salt_path: str) -> tuple[Path, Any] | None:
    """The place and the value that a salt path names, if an erasable value stands there."""
    shape: Shape | None = None
    path: list[Part] = []
    for part in salt_path.split("/"):
        if type(value) is tuple:
            for index, item in enumerate(value):
                if _salt_part(item, index) == part:
                    break
            else:
                return None
            value = item
            path.append(index)
        else:
            cls: Any = type(value)
            member = _members(cls).get(part)
            if member is None:
                return None
            shape, value = member.shape, getattr(value, member.name)
            path.append(part)
        if _seals_itself(type(value)):
            return None
    if not isinstance(shape, UnionShape) or not shape.erasable or value is None:
        return None
    return None if is_commitment(value) else (tuple(path), value)


def is_declared(value: Any) -> bool:
    """Whether a value is of a class made by `@value`."""
    return hasattr(type(value), "__attrs_init__")


_NO_MEMBERS: dict[str, Member] = {}


@cache
def _members(cls: Any) -> dict[str, Member]:
    """The members of a class; none where it is no declared one, or half of a generic one."""
    if not hasattr(cls, "__attrs_init__") or getattr(cls, "__parameters__", None):
        return _NO_MEMBERS
    return object_shape(cls).members


def is_commitment(value: Any) -> bool:
    """Whether it stands in the place of an erased value."""
    return getattr(type(value), "STANDS_IN", False) is True


def _salt_part(item: Any, index: int) -> str:
    """An item in a salt path: its id, or its index where it has none; no id begins so."""
    return getattr(item, "id", None) or f"_{index}"


def _by_ids(value: Any, path: Path) -> Path:
    out: list[Part] = []
    for part in path:
        if isinstance(value, tuple):
            value = value[int(part)]
            out.append(_salt_part(value, int(part)))
        else:
            value = getattr(value, object_shape(type(value)).members[str(part)].name)
            out.append(part)
    return tuple(out)


Wanted = Callable[[Shape], bool]
"""Which shapes are looked for, none of them a list."""


class _Step(NamedTuple):
    """A member that leads to what is looked for."""

    name: str
    wire: str
    here: Any
    """Its shape, or that of its items, where whatever stands there is looked for."""
    text: Any
    """Of several forms the text that is looked for."""


_Steps = tuple[_Step, ...]
_NOTHING: _Steps = ()


class Search:
    """What a value holds of the shapes that are looked for.

    What leads there is worked out once for each class, so most of a value is never looked at.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._inside: dict[type, _Steps] = {}
        self._plans: dict[type, tuple[Any, _Steps]] = {}

    def inside(self, value: Any) -> list[tuple[Path, Any, Any]]:
        """The place, the shape and the value of each, in order; not inside one another."""
        found: list[tuple[Path, Any, Any]] = []
        steps = self._inside.get(value.__class__)
        if steps is None:
            steps = self._inside[value.__class__] = tuple(self._steps(value.__class__))
        if steps:
            self._look(value, steps, (), found)
        return found

    def _look(self, value: Any, steps: _Steps, path: Path, found: list[Any]) -> None:
        held, plans = value.__dict__, self._plans
        for name, wire, here, text in steps:
            item = held.get(name)
            if item is None:
                continue
            many = item.__class__ is tuple
            for index, each in enumerate(item if many else (item,)):
                shape, within = here, _NOTHING
                if shape is None:
                    if isinstance(each, str):
                        shape = text
                    else:
                        shape, within = plans.get(each.__class__) or self._plan(each.__class__)
                    if shape is None:
                        if within:
                            place = (*path, wire, index) if many else (*path, wire)
                            self._look(each, within, place, found)
                        continue
                place = (*path, wire, index) if many else (*path, wire)
                found.append((place, shape, each))

    def _plan(self, cls: Any) -> tuple[Any, _Steps]:
        """Of a value of a class: its shape, if it is looked for; else where to look in it."""
        shape = object_shape(cls) if _members(cls) else None
        if shape is not None and self._wanted(shape):
            plan: tuple[Any, _Steps] = (shape, ())
        else:
            # What is sealed belongs to nothing around it.
            plan = (None, () if _seals_itself(cls) else tuple(self._steps(cls)))
        self._plans[cls] = plan
        return plan

    def _steps(self, cls: Any) -> Iterator[_Step]:
        for member in _members(cls).values():
            shape = member.shape.item if isinstance(member.shape, ArrayShape) else member.shape
            if not leads_to(shape, self._wanted):
                continue
            here = shape if self._wanted(shape) and not isinstance(shape, ObjectShape) else None
            forms = shape.alternatives if isinstance(shape, UnionShape) else ()
            text = next((s for s in forms if isinstance(s, TextShape) and self._wanted(s)), None)
            yield _Step(member.name, member.wire, here, text)


def _refers(shape: Shape) -> bool:
    return isinstance(shape, TextShape) and shape.ref is not None


def _names_a_measure(shape: Shape) -> bool:
    return isinstance(shape, TextShape) and shape.title == "MeasureName"


def _erases(shape: Shape) -> bool:
    return isinstance(shape, UnionShape) and shape.erasable


def _seals(shape: Shape) -> bool:
    return isinstance(shape, ObjectShape) and _seals_itself(shape.cls)


def _seals_itself(cls: type) -> bool:
    return getattr(cls, "SEALED", False) is True


@cache
def leads_to(shape: Shape, wanted: Wanted) -> bool:
    """Whether a wanted leaf can be reached from a shape; circles lead where their members lead."""
    seen: set[int] = set()
    todo: list[Shape] = [shape]
    while todo:
        inner = todo.pop()
        if wanted(inner):
            return True
        if id(inner) in seen:
            continue
        seen.add(id(inner))
        if isinstance(inner, ArrayShape):
            todo.append(inner.item)
        elif isinstance(inner, UnionShape):
            todo.extend(inner.alternatives)
        elif isinstance(inner, ObjectShape):
            todo.extend(m.shape for m in inner.members.values())
    return False


_REFERENCES = Search(_refers)
_MEASURES = Search(_names_a_measure)
_ERASABLES = Search(_erases)
_SEALED = Search(_seals)
