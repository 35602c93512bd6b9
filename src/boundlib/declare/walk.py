"""Walking through a value by its declaration: references, erasable places, free words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from typing import Any

import attrs

from boundlib.declare.leaf_shapes import TextShape
from boundlib.declare.marks import Ref
from boundlib.declare.shapes import ArrayShape, Member, ObjectShape, Shape, UnionShape, object_shape
from boundlib.errors import Part

Path = tuple[Part, ...]


Names = Mapping[str, Set[str]]
"""Names that references use, by what they should name: `target_of` a reference."""


def target_of(ref: Ref) -> str:
    """What a reference should name, in one word: `Ref.to`, behind it the kinds it is limited to."""
    return ":".join((ref.to, *ref.kinds))


def references(value: Any) -> Iterator[tuple[Path, Ref, str]]:
    """Every reference inside a value: its place, what it should name, and the name."""
    if not is_declared(value):
        return  # kept without being understood
    for path, shape, item in _leaves(value, object_shape(type(value)), (), _refers):
        if isinstance(shape, TextShape) and shape.ref is not None:
            yield path, shape.ref, item


def erasables(value: Any) -> Iterator[tuple[Path, Path, Any]]:
    """Every erasable value inside: its place, its salt path, and the value or its commitment.

    A salt path names objects by id instead of by index, so that it survives insertions. What is
    sealed inside has salts of its own.
    """
    for path, shape, item in _leaves(value, object_shape(type(value)), (), _erases):
        if isinstance(shape, UnionShape) and shape.erasable:
            yield path, _by_ids(value, path), item


def sealed(value: Any) -> Iterator[tuple[Path, Path, Any]]:
    """Every value inside that has a digest of its own: its place, its salt path, and itself."""
    for path, _, item in _inside(value, object_shape(type(value)), (), _seals):
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
            member = _members(value).get(part)
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


def _members(value: Any) -> dict[str, Member]:
    """The members of a value; none where it is no declared value, or half of a generic one."""
    cls: Any = type(value)
    if not is_declared(value) or getattr(cls, "__parameters__", None):
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


def _leaves(
    value: Any, shape: Shape, path: Path, wanted: Wanted
) -> Iterator[tuple[Path, Shape, Any]]:
    if wanted(shape):
        yield path, shape, value
    elif isinstance(shape, UnionShape):
        if attrs.has(type(value)) and leads_to(shape, wanted):
            # What lenient reading kept without understanding it has no form.
            for form in shape.alternatives:
                if _is_form(value, form):
                    yield from _leaves(value, form, path, wanted)
        elif isinstance(value, str):
            for form in shape.sorted.texts:
                if wanted(form):
                    yield path, form, value
    elif isinstance(shape, ArrayShape):
        for index, item in enumerate(value):
            if type(item) is not shape.kept:
                yield from _leaves(item, shape.item, (*path, index), wanted)
    elif isinstance(shape, ObjectShape) and not (path and _seals(shape)):
        yield from _inside(value, shape, path, wanted)


def _inside(
    value: Any, shape: ObjectShape, path: Path, wanted: Wanted
) -> Iterator[tuple[Path, Shape, Any]]:
    for member in _leading(shape, wanted):
        item = getattr(value, member.name)
        if item is not None and item != ():
            yield from _leaves(item, member.shape, (*path, member.wire), wanted)


def _is_form(value: Any, shape: Shape) -> bool:
    return isinstance(shape, ObjectShape) and type(value) is shape.cls


def _refers(shape: Shape) -> bool:
    return isinstance(shape, TextShape) and shape.ref is not None


def _erases(shape: Shape) -> bool:
    return isinstance(shape, UnionShape) and shape.erasable


def _seals(shape: Shape) -> bool:
    return isinstance(shape, ObjectShape) and _seals_itself(shape.cls)


def _seals_itself(cls: type) -> bool:
    return getattr(cls, "SEALED", False) is True


@cache
def _leading(shape: ObjectShape, wanted: Wanted) -> tuple[Member, ...]:
    """The members of a class through which a wanted leaf can be reached."""
    return tuple(m for m in shape.members.values() if leads_to(m.shape, wanted))


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
