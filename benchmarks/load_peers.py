"""The same document through other libraries, each with the types that it can express.

Their models are made from boundlib's declaration, so that all read the same members. Conditions,
which contain themselves, are left to them as plain data; so is what a library has no word for.
None of them checks ids, references, time zones, rival readings or the format's limits.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

import jsonschema
import jsonschema_rs
import msgspec
import pydantic

from boundlib.declare.leaf_shapes import (
    ChoiceShape,
    FlagShape,
    MapShape,
    ScalarShape,
    TextShape,
    WholeShape,
)
from boundlib.declare.shapes import (
    ArrayShape,
    ObjectShape,
    Shape,
    UnionShape,
    object_shape,
    shape_of,
)
from boundlib.model.agreement import Agreement
from boundlib.model.algebra import Condition
from boundlib.wire.shipped import schema

CONDITION = set(getattr(shape_of(Condition), "alternatives"))  # noqa: B009 - it is a union


def rows(raw: bytes, agreement: Agreement) -> dict[str, Callable[[Any], object]]:
    published = schema("agreement")
    slow = jsonschema.Draft202012Validator(published)
    fast = jsonschema_rs.Draft202012Validator(published)
    model = pydantic_model(object_shape(Agreement))
    struct = msgspec.json.Decoder(msgspec_struct(object_shape(Agreement)), strict=True)
    data = json.loads(raw)
    # Each takes the document, and each sees a wrong word in it.
    wrong = raw.replace(b'"secure_message"', b'"secure_mesage"', 1)
    assert slow.is_valid(data)
    assert fast.is_valid(data)
    for refuse in (
        lambda: model.model_validate_json(wrong),
        lambda: struct.decode(wrong),
    ):
        try:
            refuse()
        except ValueError:
            continue
        raise AssertionError("a peer does not check what it is said to check")
    assert not fast.is_valid(json.loads(wrong))
    return {
        "pydantic model_validate_json": lambda _: model.model_validate_json(raw),
        "msgspec decode": lambda _: struct.decode(raw),
        "jsonschema-rs, check only": lambda _: fast.is_valid(json.loads(raw)),
        "jsonschema, check only": lambda _: list(slow.iter_errors(json.loads(raw))),
    }


# --- pydantic ---------------------------------------------------------------------------------


@cache
def pydantic_model(shape: ObjectShape) -> Any:
    fields: dict[str, Any] = {}
    for member in shape.members.values():
        hint = _pydantic(member.shape)
        default: Any = ...
        if not member.required:
            hint, default = hint | None, None
        fields[member.name + "_"] = (hint, pydantic.Field(default, alias=member.wire))
    for name, word in shape.constants.items():
        fields[name + "_"] = (Literal[word], pydantic.Field(alias=name))
    closed = pydantic.ConfigDict(extra="forbid", frozen=True)
    return pydantic.create_model(shape.title, __config__=closed, **fields)


def _pydantic(shape: Shape) -> Any:
    match shape:
        case TextShape():
            return Annotated[str, pydantic.Field(pattern=_anchored(shape), max_length=shape.max)]
        case WholeShape():
            return Annotated[int, pydantic.Field(ge=shape.min, le=shape.max, strict=True)]
        case FlagShape():
            return Literal[True] if shape.only_true else pydantic.StrictBool
        case ChoiceShape():
            return shape.cls
        case ScalarShape():
            text = Annotated[str, pydantic.Field(pattern=_anchored(shape))]
            return date if shape.cls is date else text
        case MapShape():
            return dict[str, Any]
        case ArrayShape():
            limits = pydantic.Field(min_length=shape.min, max_length=shape.max)
            item: Any = _pydantic(shape.item)
            return Annotated[list[item], limits]
        case ObjectShape():
            return pydantic_model(shape)
        case UnionShape():
            return _pydantic_union(shape)


def _pydantic_union(shape: UnionShape) -> Any:
    if set(shape.alternatives) >= CONDITION:
        return Any
    tagged = list(shape.sorted.tagged.values())
    others = [_pydantic(form) for form in shape.alternatives if form not in tagged]
    if tagged:
        union = reduce(or_, map(_pydantic, tagged))
        by_tag = pydantic.Field(discriminator=f"{shape.sorted.tag}_")
        others.append(Annotated[union, by_tag] if len(tagged) > 1 else union)
    return reduce(or_, others)


def _anchored(shape: TextShape | ScalarShape) -> str | None:
    return f"^(?:{shape.pattern})$" if shape.pattern else None


# --- msgspec ----------------------------------------------------------------------------------


@cache
def msgspec_struct(shape: ObjectShape) -> Any:
    fields: list[Any] = []
    renamed = {}
    for member in shape.members.values():
        renamed[member.name] = member.wire
        hint = _msgspec(member.shape)
        fields.append((member.name, hint) if member.required else (member.name, hint | None, None))
    tag = shape.tag
    for name, word in shape.constants.items():
        if tag is None or name != tag[0]:
            fields.append((name, Literal[word]))
    tagging: dict[str, Any] = {"tag_field": tag[0], "tag": tag[1]} if tag else {}
    return msgspec.defstruct(
        shape.title,
        fields,
        kw_only=True,
        frozen=True,
        forbid_unknown_fields=True,
        rename=renamed,
        **tagging,
    )


def _msgspec(shape: Shape) -> Any:
    match shape:
        case TextShape():
            return Annotated[str, msgspec.Meta(pattern=_anchored(shape), max_length=shape.max)]
        case WholeShape():
            return Annotated[int, msgspec.Meta(ge=shape.min, le=shape.max)]
        case FlagShape():
            return bool
        case ChoiceShape():
            return shape.cls
        case ScalarShape():
            text = Annotated[str, msgspec.Meta(pattern=_anchored(shape))]
            return date if shape.cls is date else text
        case MapShape():
            return dict[str, Any]
        case ArrayShape():
            item: Any = _msgspec(shape.item)
            limits = msgspec.Meta(min_length=shape.min, max_length=shape.max)
            return Annotated[list[item], limits]
        case ObjectShape():
            return msgspec_struct(shape)
        case UnionShape():
            return _msgspec_union(shape)


def _msgspec_union(shape: UnionShape) -> Any:
    """It tells apart tagged structs, and one form of each JSON type; the rest is plain data."""
    forms = shape.sorted
    if forms.bare or set(shape.alternatives) >= CONDITION:
        texts = [_msgspec(forms.texts[0])] if len(forms.texts) == 1 else [str] * bool(forms.texts)
        simple = [_msgspec(form) for form in (forms.whole, forms.flag) if form is not None]
        return reduce(or_, [dict, *texts, *simple])
    tagged = [msgspec_struct(form) for form in forms.tagged.values()]
    return reduce(or_, [*tagged, *([str] * bool(forms.texts))])
