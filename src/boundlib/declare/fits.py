"""Whether a Python value is what its field declares: the same codes as for a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from boundlib.declare.leaf_shapes import (
    ChoiceShape,
    FlagShape,
    MapShape,
    ScalarShape,
    TextShape,
    WholeShape,
)
from boundlib.declare.marks import LARGEST_NUMBER, LONGEST_TEXT
from boundlib.declare.shapes import ArrayShape, ObjectShape, Shape, UnionShape
from boundlib.errors import Fault, with_article


def faults_of(value: Any, shape: Shape) -> Iterator[Fault]:
    """Every way in which a value breaks its shape.

    A declared value inside has been checked when it was made, so only the arguments of its type
    variables are looked at again.
    """
    match shape:
        case TextShape():
            yield from _text(value, shape)
        case WholeShape():
            if type(value) is not int:
                yield Fault("type_mismatch", "not a whole number", expected="whole number")
            elif not shape.min <= value <= shape.max:
                yield Fault("out_of_range", "outside its bounds", expected=bounds(shape))
        case FlagShape():
            if type(value) is not bool or (shape.only_true and not value):
                yield Fault("type_mismatch", "not true or false", expected=flag_words(shape))
        case ChoiceShape():
            if value not in shape.words or (shape.cls and not isinstance(value, shape.cls)):
                yield _no_word(value, shape)
        case ScalarShape():
            if not isinstance(value, shape.cls):
                yield Fault(
                    "type_mismatch", f"not {with_article(shape.title)}", expected=shape.title
                )
            elif not re.fullmatch(shape.pattern, str(value)):
                yield Fault(
                    "out_of_range", f"no {shape.title} of the format", expected=shape.pattern
                )
        case ArrayShape():
            yield from _array(value, shape)
        case MapShape():
            yield from _map(value, shape)
        case ObjectShape():
            yield from _object(value, shape)
        case UnionShape():
            if not any(next(faults_of(value, form), None) is None for form in shape.alternatives):
                yield Fault("no_alternative", "none of the forms this field takes")


def bounds(shape: WholeShape) -> str:
    """Bounds in words."""
    return f"{shape.min} to {shape.max}"


def flag_words(shape: FlagShape) -> str:
    """What a flag may be, in words."""
    return "true, or absent" if shape.only_true else "true or false"


def _no_word(value: Any, shape: ChoiceShape) -> Fault:
    said, hint = "not a word of its vocabulary", None
    if shape.cls and isinstance(value, str) and value in shape.words:
        # In Python a word is a member of its enum, though the two are equal.
        word = shape.cls(value)
        said, hint = "a text where a word belongs", f"use {type(word).__name__}.{word.name}"
    return Fault("not_in_vocabulary", said, expected=shape.title, hint=hint)


def _text(value: Any, shape: TextShape) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault("type_mismatch", "not a text", expected="text")
    elif not shape.min <= len(value) <= shape.max:
        yield Fault(
            "out_of_range",
            "too short or too long",
            expected=f"{shape.min} to {shape.max} characters",
        )
    elif shape.begins_otherwise(value):
        yield Fault("not_in_vocabulary", "not a word of its vocabulary", expected=shape.title)
    elif shape.pattern and not re.fullmatch(shape.pattern, value):
        yield Fault("bad_format", "not in its format", expected=shape.pattern)
    elif any("\ud800" <= c <= "\udfff" for c in value):
        yield Fault("lone_surrogate", "half of a character")


def _array(value: Any, shape: ArrayShape) -> Iterator[Fault]:
    if type(value) is not tuple:
        yield Fault("type_mismatch", "not a tuple", expected="tuple")
        return
    if shape.max is not None and len(value) > shape.max:
        yield Fault("too_many_items", "too many items", expected=f"{shape.max} or fewer")
    if len(value) < shape.min:
        yield Fault("too_few_items", "too few items", expected=f"{shape.min} or more")
    if shape.unique and any(item in value[:index] for index, item in enumerate(value)):
        yield Fault("duplicate_item", "the same item twice")
    for index, item in enumerate(value):
        if shape.kept is not None and isinstance(item, shape.kept):
            continue
        for fault in faults_of(item, shape.item):
            yield attrs.evolve(fault, at=(index, *fault.at))


def _map(value: Any, shape: MapShape) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield Fault("type_mismatch", "not a mapping", expected="mapping")
        return
    if not value:
        yield Fault("too_few_items", "nothing in it", hint="leave it out")
    for name, item in value.items():
        if not isinstance(name, str) or not re.fullmatch(shape.key_pattern, name):
            yield Fault("bad_format", "a name not in its format", (str(name),), shape.key_pattern)
        if shape.opaque:
            yield from _opaque(item, (str(name),))
        elif not (isinstance(item, str) and re.fullmatch(shape.value_pattern or "", item)):
            yield Fault("bad_format", "not in its format", (str(name),), shape.value_pattern)


def _opaque(data: Any, at: tuple[str | int, ...]) -> Iterator[Fault]:
    if isinstance(data, Mapping):
        for name, item in data.items():
            if not isinstance(name, str):
                yield Fault("type_mismatch", "a member name that is not a text", at)
            yield from _opaque(item, (*at, str(name)))
    elif isinstance(data, tuple | list):
        for index, item in enumerate(data):
            yield from _opaque(item, (*at, index))
    elif isinstance(data, str):
        yield from (attrs.evolve(fault, at=at) for fault in _text(data, _KEPT_TEXT))
    elif type(data) is int:
        if abs(data) > LARGEST_NUMBER:
            hint = "write it as a string"
            yield Fault("number_too_large", "not below 2^53 in size", at, hint=hint)
    elif data is None:
        yield Fault("null", "null is not in the format", at)
    elif isinstance(data, float):
        hint = "write decimals as strings"
        yield Fault("number_not_integer", "not a whole number", at, hint=hint)
    elif type(data) is not bool:
        yield Fault("type_mismatch", "no type of JSON", at, hint="use the value's text form")


_KEPT_TEXT = TextShape(None, LONGEST_TEXT, 0)


def _object(value: Any, shape: ObjectShape) -> Iterator[Fault]:
    if not isinstance(value, shape.cls):
        yield Fault("type_mismatch", f"not {with_article(shape.title)}", expected=shape.title)
        return
    if shape.args:
        yield from member_faults(value, shape)


def member_faults(value: Any, shape: ObjectShape) -> Iterator[Fault]:
    """Every way in which the fields of a declared value break their shapes."""
    for member in shape.members.values():
        item = getattr(value, member.name)
        if not member.required and item == member.absent:
            continue
        for fault in faults_of(item, member.shape):
            yield attrs.evolve(fault, at=(member.wire, *fault.at))
