"""From declared values to canonical text: members in order, straight from the declaration.

The same canonical form as `canon` (RFC 8785), without making plain data in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from boundlib.canon import canonical, text_of, utf16_key
from boundlib.declare.leaf_shapes import (
    ChoiceShape,
    FlagShape,
    MapShape,
    ScalarShape,
    TextShape,
    WholeShape,
)
from boundlib.declare.shapes import ArrayShape, ObjectShape, Shape, UnionShape, object_shape

Write = Callable[[Any], str]

Swaps = dict[str | int, "Swaps | str | None"]
"""By part: text to write instead, None to leave out, or more such swaps further inside."""


def write(value: Any) -> str:
    """A declared value as canonical JSON text."""
    return writer_of(object_shape(type(value)))(value)


_WRITERS: dict[int, tuple[Shape, Write]] = {}


def writer_of(shape: Shape) -> Write:
    """The writing function of a shape, made on first use."""
    made = _WRITERS.get(id(shape))
    if made is None:
        made = shape, _make(shape)
        _WRITERS[id(shape)] = made
    return made[1]


def _make(shape: Shape) -> Write:
    match shape:
        case TextShape() | ChoiceShape():
            return text_of
        case WholeShape():
            return str
        case FlagShape():
            return _flag
        case ScalarShape():
            return _scalar
        case ArrayShape():
            return _array(shape)
        case MapShape():
            return canonical
        case ObjectShape():
            return _object(shape)
        case UnionShape():
            return _union(shape)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _scalar(value: Any) -> str:
    return f'"{value}"'


def _array(shape: ArrayShape) -> Write:
    item_of: Write | None = None
    kept: Any = shape.kept

    def array(value: Any) -> str:
        nonlocal item_of
        if item_of is None:
            item_of = writer_of(shape.item)
        if kept is None:
            return "[" + ",".join(map(item_of, value)) + "]"
        texts = [canonical(item.raw) if type(item) is kept else item_of(item) for item in value]
        return "[" + ",".join(texts) + "]"

    return array


class Part(NamedTuple):
    """A member or a constant as it is written."""

    wire: str
    name: str
    """The attribute; a value's dictionary holds it where it is there at all."""
    head: str
    """The text before the value."""
    write: Write
    shape: Shape | None


@cache
def _parts(shape: ObjectShape) -> tuple[Part, ...]:
    """The members and constants of a class, in canonical order."""
    parts: list[Part] = []
    for wire in sorted({**shape.constants, **shape.members}, key=utf16_key):
        head = text_of(wire) + ":"
        member = shape.members.get(wire)
        if member is None:
            parts.append(Part(wire, wire, head, text_of, None))
        else:
            inner = member.shape
            parts.append(Part(wire, member.name, head, writer_of(inner), inner))
    return tuple(parts)


def _object(shape: ObjectShape) -> Write:
    parts: list[tuple[str, str, Write]] = []

    def write_object(value: Any) -> str:
        if not parts:
            parts.extend((part.name, part.head, part.write) for part in _parts(shape))
        held = value.__dict__
        texts = [head + of(held[name]) for name, head, of in parts if name in held]
        return "{" + ",".join(texts) + "}"

    return write_object


class _ByClass(dict[type, Write]):
    """The writers of a union's forms by the class of a value, found on first use."""

    def __init__(self, shape: UnionShape) -> None:
        super().__init__()
        self._forms = [form for form in shape.alternatives if isinstance(form, ObjectShape)]

    def __missing__(self, cls: type) -> Write:
        found = next((writer_of(form) for form in self._forms if form.cls is cls), None)
        if found is None:
            simple: dict[type, Write] = {bool: _flag, int: str}
            found = simple.get(cls) or (text_of if issubclass(cls, str) else _scalar)
        self[cls] = found
        return found


def _union(shape: UnionShape) -> Write:
    by_class = _ByClass(shape)
    return lambda value: by_class[type(value)](value)


# --- with something else in some places -------------------------------------------------------


def write_swapped(value: Any, swaps: Swaps) -> str:
    """The same text with other text in some places, for digests."""
    return _swapped(value, object_shape(type(value)), swaps)


def swap_at(swaps: Swaps, place: Sequence[str | int], text: str) -> None:
    """Add one text to be written at a place."""
    inside: Any = swaps
    for part in place[:-1]:
        inside = inside.setdefault(part, {})
    inside[place[-1]] = text


def _swapped(value: Any, shape: Shape, swaps: Swaps) -> str:
    if isinstance(shape, ArrayShape):
        item_of = writer_of(shape.item)
        texts = [
            _swap(item, shape.item, swaps[index]) if index in swaps else item_of(item)
            for index, item in enumerate(value)
        ]
        return "[" + ",".join(texts) + "]"
    out = []
    held = value.__dict__
    # Below an array of a union stand objects of its forms: each knows its own shape.
    for part in _parts(object_shape(type(value))):
        if part.name not in held:
            continue
        item = held[part.name]
        if part.wire not in swaps:
            out.append(part.head + part.write(item))
        elif swaps[part.wire] is not None:
            out.append(part.head + _swap(item, part.shape, swaps[part.wire]))
    return "{" + ",".join(out) + "}"


def _swap(value: Any, shape: Any, swap: Swaps | str | None) -> str:
    return _swapped(value, shape, swap) if isinstance(swap, dict) else swap or ""
