"""Plain data of any declared shape, drawn at random."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from boundlib.canon import base64url
from boundlib.declare import MapShape, Ref, names
from boundlib.declare.leaf_shapes import ChoiceShape, FlagShape, ScalarShape, TextShape, WholeShape
from boundlib.declare.marks import SLUG
from boundlib.declare.shapes import ArrayShape, ObjectShape, Shape, UnionShape
from boundlib.model.agreement import AnyClause
from boundlib.model.measures import Decimal
from boundlib.times.scalars import Calendar, Exact, Instant, WallTime
from boundlib.wire.sink import BAD, Sink
from boundlib.wire.structure import function_of

Draw = Callable[[st.SearchStrategy[Any]], Any]
Names = Mapping[str, Mapping[str, str]]
"""What references may name: for each target the names there are, and their kinds."""

Wholes = Mapping[type, st.SearchStrategy[Any]]
"""How documents inside others are drawn: by their class."""

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
"""A few zones whose rules differ much."""


def _pattern_of(text: Any) -> str | None:
    """The pattern of a declared text."""
    pattern: str | None = get_args(text)[1].pattern
    return pattern


_ANSWERS = {form.kind: form.judges for form in get_args(AnyClause)}
_ZONE = _pattern_of(names.Zone)
_DEEPEST = 5
_TRIES = 6


class NothingFits(Exception):
    """Nothing of that shape can be made here: a reference has nothing to name."""


class Maker:
    """Draws plain data by shape; references name what `known` holds, or anything without it."""

    def __init__(
        self, draw: Draw, known: Names | None = None, wholes: Wholes | None = None
    ) -> None:
        self.draw = draw
        self.known = known
        self.wholes: Wholes = wholes or {}
        self.depth = 0

    def make(self, shape: Shape) -> Any:
        """Data of a shape, its own rules kept. Raises NothingFits."""
        match shape:
            case ObjectShape(cls=whole) if whole in self.wholes:
                return self.draw(self.wholes[whole])
            case TextShape():
                return self._text(shape)
            case WholeShape():
                return self.draw(_whole(shape.min, shape.max))
            case FlagShape():
                return True if shape.only_true else self.draw(st.booleans())
            case ChoiceShape():
                return self.draw(st.sampled_from(shape.words))
            case ScalarShape():
                return self.draw(_scalar(shape))
            case ArrayShape():
                return self._array(shape)
            case MapShape():
                return self._map(shape)
            case ObjectShape():
                return self._object(shape)
            case UnionShape():
                return self._union(shape)

    def _text(self, shape: TextShape) -> str:
        if shape.ref is not None and self.known is not None:
            return self._reference(shape.ref)
        if shape.pattern == _ZONE:
            return str(self.draw(st.sampled_from(ZONES)))
        if shape.pattern is None:
            return str(self.draw(_words(shape.min)))
        if shape.under is not None:
            return str(self.draw(_path(shape.under)))
        return str(self.draw(_matching(shape.pattern, shape.max)))

    def _reference(self, ref: Ref) -> str:
        kinds = ref.kinds or ("",)
        there = [n for n, kind in (self.known or {})[ref.to].items() if kind.startswith(kinds)]
        if not there:
            raise NothingFits
        return str(self.draw(st.sampled_from(there)))

    def _array(self, shape: ArrayShape) -> list[Any]:
        most = min(shape.min + 2, shape.max or shape.min + 2)
        wanted = self.draw(st.integers(shape.min, most if self.depth < _DEEPEST else shape.min))
        items: list[Any] = []
        for _ in range(3 * wanted):
            if len(items) == wanted:
                break
            item = self.make(shape.item)
            if not (shape.unique and item in items):
                items.append(item)
        if len(items) < shape.min:
            raise NothingFits
        return items

    def _map(self, shape: MapShape) -> dict[str, Any]:
        values = ANYTHING if shape.value_pattern is None else _matching(shape.value_pattern, 64)
        keys = _matching(shape.key_pattern, 64)
        return dict(self.draw(st.dictionaries(keys, values, min_size=1, max_size=2)))

    def _union(self, shape: UnionShape) -> Any:
        forms = list(shape.alternatives)
        if self.depth >= _DEEPEST:
            lowest = min(map(height, forms))
            forms = [form for form in forms if height(form) == lowest]
        first = self.draw(st.integers(0, len(forms) - 1))
        for form in forms[first:] + forms[:first]:
            try:
                return self.make(form)
            except NothingFits:
                continue
        raise NothingFits

    def _object(self, shape: ObjectShape) -> dict[str, Any]:
        self.depth += 1
        try:
            for _ in range(_TRIES):
                data = self.members(shape)
                if keeps_rules(data, shape):
                    return data
            return self._filled_up(shape)
        finally:
            self.depth -= 1

    def members(self, shape: ObjectShape, *skipped: str) -> dict[str, Any]:
        """An object's members, whether or not its rules hold."""
        data: dict[str, Any] = dict(shape.constants)
        for member in shape.members.values():
            if member.wire in skipped:
                continue
            if member.required:
                data[member.wire] = self.make(member.shape)
            elif self.depth <= _DEEPEST and self.draw(_SELDOM):
                self._try(data, member.wire, member.shape)
        self._judgements(data, shape)
        return data

    def _judgements(self, data: dict[str, Any], shape: ObjectShape) -> None:
        """Where a clause is asked to judge: one of the answers that it gives."""
        for name, member in shape.members.items():
            ref = member.shape.ref if isinstance(member.shape, TextShape) else None
            if self.known is None or ref is None or ref.says is None or name not in data:
                continue
            answers = _ANSWERS.get(self.known["clause"][data[name]])
            if answers:
                data[ref.says] = self.draw(st.sampled_from(answers))
            elif member.required:
                raise NothingFits
            else:
                del data[name]
                data.pop(ref.says, None)

    def _try(self, data: dict[str, Any], name: str, shape: Shape) -> None:
        try:
            data[name] = self.make(shape)
        except NothingFits:
            return

    def _filled_up(self, shape: ObjectShape) -> dict[str, Any]:
        """What is required, and more until the rules hold."""
        least = dict(shape.constants)
        least |= {m.wire: self.make(m.shape) for m in shape.members.values() if m.required}
        for member in shape.members.values():
            data = dict(least)
            if not member.required:
                self._try(data, member.wire, member.shape)
            self._judgements(data, shape)
            if keeps_rules(data, shape):
                return data
        raise NothingFits


def keeps_rules(data: Any, shape: Shape) -> bool:
    """Whether data of a shape is accepted, its rules included."""
    return function_of(shape)(data, Sink()) is not BAD


# --- leaves -----------------------------------------------------------------------------------

_SELDOM = st.sampled_from((False, False, False, True))


@cache
def _whole(low: int, high: int) -> st.SearchStrategy[int]:
    edges = sorted({low, min(low + 1, high), high})
    return st.one_of(st.sampled_from(edges), st.integers(low, min(high, low + 100)))


@cache
def _words(least: int) -> st.SearchStrategy[str]:
    return st.text(st.characters(codec="utf-8"), min_size=least, max_size=least + 6)


@cache
def _path(under: type[StrEnum]) -> st.SearchStrategy[str]:
    own = st.sampled_from(("", "", "", f"/{_SLUGS[0]}", f"/{_SLUGS[3]}/{_SLUGS[1]}"))
    return st.builds("{}{}".format, st.sampled_from(tuple(under)), own)


_SLUGS = ("a", "0", "a" * 64, "a-b", "a_b", "a--0", "9z", "ready", "week-1", "x" * 63 + "0")


_PATTERNS: dict[str | None, st.SearchStrategy[str]] = {
    SLUG: st.sampled_from(_SLUGS),
    _pattern_of(names.Digest): st.binary(min_size=32, max_size=32).map(base64url),
    _pattern_of(Decimal): st.one_of(
        st.sampled_from(("-0", "-0.5", "0.0001", "999999.9999")),
        st.builds("{}{}".format, st.integers(-999, 999), st.sampled_from(("", ".0", ".25"))),
    ),
    _pattern_of(names.Language): st.sampled_from(
        ("en", "en-GB", "zh-Hant-TW", "sgn-a1-99-x9x9x9x9")
    ),
    _pattern_of(names.AgreementId): st.sampled_from(
        ("urn:example:a", "A:_", "https://example.org/a?b=c#d", f"urn:{'x' * 200}", "a+b-c.1:%20")
    ),
}
"""Texts that are drawn often, far quicker than by their patterns."""


@cache
def _matching(pattern: str, most: int) -> st.SearchStrategy[str]:
    if pattern in _PATTERNS:
        return _PATTERNS[pattern]
    found = st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)
    return found.filter(lambda text: len(text) <= most)


_LAST = Instant.parse("2200-12-31T23:59:59Z")
_LENGTHS = st.one_of(st.integers(0, 200_000), st.integers(0, 999_999 * 3600))
_AMOUNTS = st.one_of(st.integers(1, 40), st.integers(1, 999_999))
_SCALARS: dict[type, st.SearchStrategy[Any]] = {
    date: st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    Instant: st.integers(Instant.parse("1900-01-01T00:00:00Z"), _LAST).map(Instant),
    WallTime: st.integers(0, 1440).map(WallTime),
    Exact: st.one_of(_LENGTHS, st.integers(0, 99).map(lambda hours: hours * 3600)).map(Exact),
    Calendar: st.one_of(
        _AMOUNTS.map(lambda n: Calendar(days=n)), _AMOUNTS.map(lambda n: Calendar(months=n))
    ),
}
"""Quicker to draw than their patterns."""


@cache
def _scalar(shape: ScalarShape) -> st.SearchStrategy[str]:
    if shape.cls in _SCALARS:
        return _SCALARS[shape.cls].map(str)
    function = function_of(shape)
    found = st.from_regex(re.compile(shape.pattern, re.ASCII), fullmatch=True)
    return found.filter(lambda text: function(text, Sink()) is not BAD)


_PLAIN = st.one_of(_words(0), st.integers(-(2**53) + 1, 2**53 - 1), st.booleans())
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(_words(0), inner, max_size=3)
    ),
    max_leaves=6,
)
"""Any data that the format can carry."""


@cache
def height(shape: Shape) -> int:
    """How many objects at least lie inside each other in data of that shape."""
    return _height(shape, frozenset())


def _height(shape: Shape, above: frozenset[int]) -> int:
    if isinstance(shape, UnionShape):
        return min(_height(form, above) for form in shape.alternatives)
    if isinstance(shape, ArrayShape):
        return _height(shape.item, above) if shape.min else 0
    if not isinstance(shape, ObjectShape):
        return 0
    if id(shape) in above:
        return 1000
    needed = [m.shape for m in shape.members.values() if m.required]
    return 1 + max((_height(inner, above | {id(shape)}) for inner in needed), default=0)
