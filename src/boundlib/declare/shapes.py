"""The shape of a declared type: what structuring, schema, strategy and docs table are made from.

A shape is read from the annotation once. Object shapes read their members on first use, so that
values may refer to each other in circles.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import attrs

from boundlib.declare.frozen import FrozenMap
from boundlib.declare.leaf_shapes import (
    ChoiceShape,
    FlagShape,
    MapShape,
    ScalarShape,
    TextShape,
    WholeShape,
)
from boundlib.declare.marks import SLUG, Effect, Items, Offwire, Ref, Text, Title, Whole, Wire

S = TypeVar("S")

CONSTANTS = ("type", "spec_version", "kind", "clock")
"""Class variables of these names stand on the wire as constants; the last two are tags."""
TAGS = ("kind", "clock")


class DeclarationError(TypeError):
    """A class that declares what the format cannot carry; raised while boundlib is built."""


@attrs.frozen(eq=False)
class ArrayShape:
    """A list in a fixed order."""

    item: Shape
    min: int
    max: int | None
    unique: bool
    kept: type | None = None


@attrs.frozen(eq=False)
class Member:
    """One declared field."""

    name: str
    """The attribute in Python."""
    wire: str
    """The member on the wire."""
    shape: Shape
    """What it holds when it is there."""
    required: bool
    """Whether the wire must have it."""
    effect: Effect | None
    """What more of it does to the rule."""

    @property
    def erasable(self) -> bool:
        """Whether a commitment may stand in its place."""
        return isinstance(self.shape, UnionShape) and self.shape.erasable

    @property
    def absent(self) -> Any:
        """The Python value that stands for absence."""
        return () if isinstance(self.shape, ArrayShape) else None


@attrs.define(eq=False)
class ObjectShape:
    """A declared class, with the arguments of its type variables."""

    cls: type
    args: tuple[Any, ...] = ()
    _members: dict[str, Member] | None = None

    @property
    def title(self) -> str:
        """The name in the schema: the class, before it what it is a form of."""
        return "".join(_name_of(arg) for arg in self.args) + self.cls.__name__

    @property
    def constants(self) -> dict[str, str]:
        """Members that are the same in every instance."""
        return {c: str(v) for c in CONSTANTS if isinstance(v := getattr(self.cls, c, None), str)}

    @property
    def tag(self) -> tuple[str, str] | None:
        """The tag's name and this class's own word for it."""
        return next(((t, self.constants[t]) for t in TAGS if t in self.constants), None)

    @property
    def members(self) -> dict[str, Member]:
        """The declared fields by wire name."""
        if self._members is None:
            self._members = {m.wire: m for m in self._read()}
        return self._members

    def _read(self) -> Iterator[Member]:
        hints = typing.get_type_hints(self.cls, include_extras=True)
        # The class's own parameters, so that Range[Exact] reads its T as Exact.
        known = dict(zip(getattr(self.cls, "__parameters__", ()), self.args, strict=False))
        for field in attrs.fields(self.cls):
            hint, marks = _unwrap(hints[field.name])
            if any(isinstance(m, Offwire) for m in marks):
                continue
            plain, optional = _without_none(hint)
            shape = shape_of(plain, marks, known)
            required = field.default is attrs.NOTHING
            if isinstance(shape, ArrayShape) and not required and shape.min == 0:
                shape = _the_one(attrs.evolve(shape, min=1))
            if optional == required:
                raise DeclarationError(f"{self.cls.__name__}.{field.name}: optional means = None")
            wire = next((m.name for m in marks if isinstance(m, Wire)), field.name.rstrip("_"))
            effect = next((m for m in marks if isinstance(m, Effect)), None)
            yield Member(field.name, wire, shape, required, effect)


@attrs.define(eq=False)
class UnionShape:
    """Several forms, told apart by JSON type, by tag, or by a member no sibling has."""

    alternatives: tuple[Shape, ...]
    erasable: bool
    _sorted: _Sorted | None = None

    @property
    def sorted(self) -> _Sorted:
        """The forms by what tells them apart."""
        if self._sorted is None:
            self._sorted = _Sorted.of(self.alternatives)
        return self._sorted


@attrs.frozen(eq=False)
class _Sorted:
    """The forms of a union by what tells them apart."""

    texts: tuple[Shape, ...]
    """Forms that are texts; their patterns and words exclude each other."""
    whole: Shape | None
    flag: Shape | None
    tag: str | None
    tagged: dict[str, ObjectShape]
    bare: dict[str, ObjectShape]
    """By each member that tells it from its siblings."""

    @classmethod
    def of(cls, alternatives: tuple[Shape, ...]) -> _Sorted:
        texts = tuple(s for s in alternatives if _json_type(s) is str)
        if len(texts) > 1 and any(isinstance(s, TextShape) and not s.pattern for s in texts):
            raise DeclarationError("two texts of a union cannot be told apart")
        simple: dict[type, Shape] = {}
        for shape in alternatives:
            json_type = _json_type(shape)
            if json_type in (int, bool) and json_type in simple:
                raise DeclarationError(f"two forms of a union are {json_type.__name__}")
            simple[json_type] = shape
        objects = [s for s in alternatives if isinstance(s, ObjectShape)]
        tagged = {s.tag[1]: s for s in objects if s.tag}
        names = {s.tag[0] for s in objects if s.tag}
        if len(names) > 1 or len(tagged) != len([s for s in objects if s.tag]):
            raise DeclarationError("the forms of a union share a tag or have two tag names")
        bare = _own_keys([s for s in objects if not s.tag], [s for s in objects if s.tag])
        return cls(
            texts,
            simple.get(int),
            simple.get(bool),
            next(iter(names), None),
            tagged,
            bare,
        )


def _own_keys(bare: list[ObjectShape], tagged: list[ObjectShape]) -> dict[str, ObjectShape]:
    """Each bare form by the members that no sibling has; refuses forms that cannot be told."""
    own: dict[str, ObjectShape] = {}
    for shape in bare:
        others = {k for s in bare + tagged if s is not shape for k in s.members}
        keys = [k for k in shape.members if k not in others]
        required = [k for k in keys if shape.members[k].required]
        if not required and len(keys) != len(shape.members):
            raise DeclarationError(f"{shape.title} cannot be told from its siblings")
        own.update(dict.fromkeys(required or keys, shape))
    return own


Shape = (
    TextShape
    | WholeShape
    | FlagShape
    | ChoiceShape
    | ScalarShape
    | ArrayShape
    | MapShape
    | ObjectShape
    | UnionShape
)


def _json_type(shape: Shape) -> type:
    if isinstance(shape, TextShape | ChoiceShape | ScalarShape):
        return str
    if isinstance(shape, WholeShape):
        return int
    if isinstance(shape, FlagShape):
        return bool
    if isinstance(shape, ObjectShape):
        return dict
    raise DeclarationError("a union may hold texts, numbers, flags and objects only")


_OBJECTS: dict[tuple[Any, ...], ObjectShape] = {}


def object_shape(cls: Any, args: tuple[Any, ...] = ()) -> ObjectShape:
    """The one shape of a declared class."""
    found = _OBJECTS.get((cls, *args))
    if found is None:
        found = _OBJECTS[cls, *args] = ObjectShape(cls, args)
    return found


def shape_of(
    hint: Any, marks: tuple[Any, ...] = (), known: dict[TypeVar, Any] | None = None
) -> Shape:
    """The shape of an annotation, the same for equal ones.

    Raises:
        DeclarationError: the format cannot carry that.
    """
    return _the_one(_shape_of(hint, marks, known or {}))


_SHAPES: dict[tuple[Any, ...], Any] = {}


def _the_one(shape: S) -> S:
    """The first of all equal shapes, so that what is made from a shape is made once."""
    cls: Any = type(shape)
    fields = [field.name for field in attrs.fields(cls) if not field.name.startswith("_")]
    key = (cls, *(getattr(shape, name) for name in fields))
    found: S = _SHAPES.setdefault(key, shape)
    return found


def _shape_of(hint: Any, marks: tuple[Any, ...], known: dict[TypeVar, Any]) -> Shape:
    hint = known.get(hint, hint)
    inner, more = _unwrap(hint)
    marks = (*marks, *more)
    origin = typing.get_origin(inner)
    if origin in (typing.Union, types.UnionType):
        return _union(_flat(inner, known), known)
    if origin is typing.Literal and typing.get_args(inner) == (True,):
        return FlagShape(only_true=True)
    if origin is tuple:
        return _array(inner, marks, known)
    if origin is not None and attrs.has(origin):
        args = tuple(known.get(a, a) for a in typing.get_args(inner))
        return object_shape(origin, args)
    return _simple(inner, marks)


def _array(hint: Any, marks: tuple[Any, ...], known: dict[TypeVar, Any]) -> ArrayShape:
    item, *rest = typing.get_args(hint)
    if rest != [Ellipsis]:
        raise DeclarationError("a tuple is declared as tuple[X, ...]")
    items = _mark(marks, Items, Items())
    return ArrayShape(shape_of(item, (), known), items.min, items.max, items.unique, items.kept)


def _union(hints: list[Any], known: dict[TypeVar, Any]) -> Shape:
    shapes = [shape_of(h, (), known) for h in hints]
    if len(shapes) == 1:
        return shapes[0]
    erasable = any(getattr(s.cls, "STANDS_IN", False) for s in shapes if isinstance(s, ObjectShape))
    return UnionShape(tuple(dict.fromkeys(shapes)), erasable)


def _simple(cls: Any, marks: tuple[Any, ...]) -> Shape:
    title = _mark(marks, Title, None)
    name = title.name if title else None
    if cls is str:
        text = _mark(marks, Text, Text())
        pattern = text.pattern
        if text.under is not None:
            pattern = f"(?:{'|'.join(text.under)})(?:/{SLUG})*"
        return TextShape(pattern, text.max, text.min, name, _mark(marks, Ref, None), text.under)
    if cls is int:
        whole = _mark(marks, Whole, Whole())
        return WholeShape(whole.min, whole.max, name)
    if cls is bool:
        return FlagShape()
    if cls is FrozenMap:
        shape: Shape = _mark(marks, MapShape, None) or _refuse(cls)
        return shape
    if cls is date:
        return DATE
    if isinstance(cls, type):
        if issubclass(cls, StrEnum):
            return ChoiceShape(tuple(m.value for m in cls), cls.__name__, cls)
        if attrs.has(cls) and not hasattr(cls, "PATTERN"):
            return object_shape(cls)
        if hasattr(cls, "PATTERN"):
            return _scalar(cls)
    refused: Shape = _refuse(cls)
    return refused


_SCALARS: dict[Any, ScalarShape] = {}


def _scalar(cls: Any) -> ScalarShape:
    found = _SCALARS.get(cls)
    if found is None:
        found = ScalarShape(cls, cls.PATTERN, cls.TITLE, cls.parse, cls.EXAMPLE)
        _SCALARS[cls] = found
    return found


def _refuse(cls: Any) -> Any:
    raise DeclarationError(f"{cls!r} has no place in the format")


def _mark(marks: tuple[Any, ...], cls: Any, default: Any) -> Any:
    return next((m for m in marks if isinstance(m, cls)), default)


def _unwrap(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """An annotation and the marks around it."""
    if typing.get_origin(hint) is typing.Annotated:
        return hint.__origin__, hint.__metadata__
    return hint, ()


def _without_none(hint: Any) -> tuple[Any, bool | None]:
    """The annotation without None; whether it had it. For a tuple absence is ()."""
    inner, _ = _unwrap(hint)
    if typing.get_origin(inner) is tuple:
        return hint, None
    if typing.get_origin(inner) in (typing.Union, types.UnionType):
        rest = tuple(a for a in typing.get_args(inner) if a is not type(None))
        if len(rest) < len(typing.get_args(inner)):
            return typing.Union[rest], True  # noqa: UP007 - made from a tuple
    return hint, False


def _flat(hint: Any, known: dict[TypeVar, Any]) -> list[Any]:
    """The forms of nested unions in one list, each once."""
    out: list[Any] = []
    for arg in typing.get_args(hint):
        arg = known.get(arg, arg)
        inner, marks = _unwrap(arg)
        if typing.get_origin(inner) in (typing.Union, types.UnionType) and not marks:
            out.extend(_flat(inner, known))
        else:
            out.append(arg)
    return out


def _name_of(arg: Any) -> str:
    inner, marks = _unwrap(arg)
    title = _mark(marks, Title, None)
    if title:
        return str(title.name)
    name = getattr(inner, "TITLE", None) or getattr(inner, "__name__", None)
    if not isinstance(name, str) or inner in (int, str):
        raise DeclarationError(f"{arg!r} needs a Title to stand in a generic value")
    return name[:1].upper() + name[1:]


def _parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("that day is not in the calendar") from None


YEAR = "(?:19[0-9][0-9]|2[01][0-9][0-9]|2200)"
"""Years 1900 to 2200, as a portable pattern."""

DATE = ScalarShape(
    date, f"{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", "Date", _parse_date, "2026-11-23"
)
"""A calendar date, YYYY-MM-DD; `datetime.date` in Python."""
