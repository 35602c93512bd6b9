"""Small changes to plain data: most break it, some leave it sound."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from boundlib.declare.leaf_shapes import (
    ChoiceShape,
    FlagShape,
    MapShape,
    ScalarShape,
    TextShape,
    WholeShape,
)
from boundlib.declare.shapes import ArrayShape, ObjectShape, Shape, UnionShape, shape_of
from boundlib.testing.making import ANYTHING, Draw, Maker, NothingFits

Spot = tuple[Any, Any, Shape | None]
"""A container, a name or an index in it, and the shape of what stands there, if it has one."""


@st.composite
def mutations(draw: Draw, data: Any, cls: Any) -> Any:
    """The data of a value of a class with one to three small changes."""
    changed = {"": copy.deepcopy(data)}
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        spots = [(changed, "", shape_of(cls)), *spots_of(changed[""], shape_of(cls))]
        container, name, shape = spots[draw(st.integers(0, len(spots) - 1))]
        draw(st.sampled_from(_CHANGES))(draw, container, name, shape)
        if "" not in changed:
            changed[""] = {}
    return changed[""]


def spots_of(data: Any, shape: Shape | None) -> Iterator[Spot]:
    """Every place below the root of data, with its shape as far as the declaration knows it."""
    if isinstance(shape, UnionShape):
        shape = _form_of(data, shape)
    if type(data) is list:
        inner = shape.item if isinstance(shape, ArrayShape) else None
        for index, item in enumerate(data):
            yield data, index, inner
            yield from spots_of(item, inner)
    elif type(data) is dict:
        members = shape.members if isinstance(shape, ObjectShape) else {}
        for name, item in data.items():
            inner = members[name].shape if name in members else None
            yield data, name, inner
            yield from spots_of(item, inner)


def _form_of(data: Any, shape: UnionShape) -> Shape | None:
    """The form of a union that data seems meant to be."""
    forms = shape.sorted
    if type(data) is str:
        return forms.texts[0] if forms.texts else None
    if type(data) is dict:
        if forms.tag in data:
            return forms.tagged.get(str(data[forms.tag]))
        return next((forms.bare[name] for name in data if name in forms.bare), None)
    return forms.flag if type(data) is bool else forms.whole


# --- values at the edges of a shape -----------------------------------------------------------


def edges(shape: Shape | None, item: Any) -> list[Any]:
    """Values on and just beyond the bounds of a shape."""
    match shape:
        case TextShape(pattern=None):
            return ["x" * n for n in {0, shape.min - 1, shape.min, shape.max, shape.max + 1}]
        case TextShape() if type(item) is str:
            long = "x" * shape.max
            return [*_spoilt(item), long, long + "x", long[:-1], "1" * shape.max, "X", "-", ""]
        case ScalarShape() if type(item) is str:
            return [*_spoilt(item), *_SCALARS, shape.example]
        case WholeShape():
            beyond = (shape.min - 1, shape.min, shape.max, shape.max + 1)
            return [n for n in beyond if abs(n) < 2**53]
        case ArrayShape() if type(item) is list and item:
            sizes = {0, shape.min - 1, shape.min, shape.max or 3, (shape.max or 2) + 1}
            return [(item * (n // len(item) + 1))[:n] for n in sizes if 0 <= n < 100]
        case ChoiceShape():
            return [*shape.words, shape.words[0].upper()]
        case FlagShape():
            return [True, False, "true", 1, 0]
        case MapShape() if type(item) is dict and item:
            name = next(iter(item))
            return [{}, {name + "\n": item[name]}, {"x": item[name]}, {name: {}}, {"urn:x": []}]
    return [{}, [], "", 0]


def _spoilt(text: str) -> list[str]:
    """A text with one thing changed at its ends, a case turned, a digit that is none of ASCII."""
    return [text + "\n", " " + text, text + "Z", text[:-1], text.upper(), text + "\u0663", text * 2]


_SCALARS = (
    "1899-12-31", "1900-01-01", "2200-12-31", "2201-01-01", "2026-02-29", "2026-13-01",
    "2200-12-31T23:59:59Z", "1900-01-01T00:00:00Z", "2026-11-23T24:00:00Z",
    "2026-11-23T09:00:00+00:00", "2026-11-23T09:00:00.5Z", "2026-11-23T09:00:60Z",
    "00:00", "24:00", "24:01", "23:60", "9:00",
    "PT0S", "PT60M", "PT59M", "PT1H60M", "PT999999H", "PT1000000H", "PT0H", "PT1H0M", "PT01H",
    "P1D", "P0D", "P999999D", "P1000000D", "P1W", "P1Y", "P12M", "P1M1D", "P01D", "PT", "P",
)  # fmt: skip


# --- changes ----------------------------------------------------------------------------------


def _to_edge(draw: Draw, container: Any, name: Any, shape: Shape | None) -> None:
    if isinstance(shape, UnionShape):
        forms = list(shape.alternatives)
        shape = forms[draw(st.integers(0, len(forms) - 1))]
    container[name] = draw(st.sampled_from(edges(shape, container[name])))


def _to_anything(draw: Draw, container: Any, name: Any, shape: Shape | None) -> None:
    container[name] = draw(ANYTHING)


def _to_another(draw: Draw, container: Any, name: Any, shape: Shape | None) -> None:
    """Another value of the same shape: most stay sound."""
    if shape is None:
        return _to_anything(draw, container, name, shape)
    try:
        container[name] = Maker(draw).make(shape)
    except NothingFits:
        return None


def _away(draw: Draw, container: Any, name: Any, shape: Shape | None) -> None:
    del container[name]


def _twice(draw: Draw, container: Any, name: Any, shape: Shape | None) -> None:
    if type(container) is list:
        container.insert(name, copy.deepcopy(container[name]))
    else:
        container[name] = [copy.deepcopy(container[name])]


def _stranger(draw: Draw, container: Any, name: Any, shape: Shape | None) -> None:
    """A member that nobody declared, or one that stands elsewhere."""
    inside = container[name]
    if type(inside) is dict:
        new = draw(st.sampled_from(("zz", "kind", "clock", "unstated", "min", "at_least", "any")))
        inside[new] = draw(st.one_of(ANYTHING, st.sampled_from(("blank", "open", "PT1H"))))
    elif type(container) is dict and type(name) is str and name:
        container[draw(st.sampled_from((name.upper(), name + "s", "$" + name)))] = inside
        del container[name]


def _one_more(draw: Draw, container: Any, name: Any, shape: Shape | None) -> None:
    """A declared member that is not there."""
    inside = container[name]
    if isinstance(shape, UnionShape):
        shape = _form_of(inside, shape)
    if type(inside) is dict and isinstance(shape, ObjectShape):
        absent = [m for m in shape.members.values() if m.wire not in inside]
        if absent:
            member = draw(st.sampled_from(absent))
            inside[member.wire] = None
            _to_another(draw, inside, member.wire, member.shape)
            if inside[member.wire] is None:
                del inside[member.wire]


_Change = Callable[[Draw, Any, Any, Shape | None], None]
_CHANGES: tuple[_Change, ...] = (
    _to_edge, _to_edge, _to_anything, _to_another, _away, _twice, _stranger, _one_more
)  # fmt: skip
