"""From plain data to declared values, with every problem found on the way (spec/documents).

Each shape becomes one function `(raw, sink) -> value`. A function that finds a problem puts it
into the sink and returns `BAD`; the object or array around it puts its own step in front of the
places found below, so that a sound document never pays for a path.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from itertools import islice
from typing import Any

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
from boundlib.declare.marks import LARGEST_NUMBER, Ref
from boundlib.declare.shapes import ArrayShape, Member, ObjectShape, Shape, UnionShape
from boundlib.wire import leaves
from boundlib.wire.leaves import NOTHING_SEEN, Seen, Structure, remember
from boundlib.wire.sink import BAD, Found, Sink, mismatch

_MADE: dict[int, tuple[Shape, Structure, Seen]] = {}


def function_of(shape: Shape) -> Structure:
    """The structuring function of a shape, made on first use."""
    return _made(shape)[1]


def _made(shape: Shape) -> tuple[Shape, Structure, Seen]:
    made = _MADE.get(id(shape))
    if made is None:
        seen: Seen = {}
        read = _make(shape, seen)
        made = shape, read, seen if _has_texts(shape) else NOTHING_SEEN
        _MADE[id(shape)] = made
    return made


def _has_texts(shape: Shape) -> bool:
    """Whether texts of that shape are remembered."""
    if isinstance(shape, UnionShape):
        texts = shape.sorted.texts
        return bool(texts) and all(map(_has_texts, texts)) and not shape.erasable
    if isinstance(shape, TextShape):
        return shape.pattern is not None and shape.ref is None
    return isinstance(shape, ChoiceShape | ScalarShape)


def _make(shape: Shape, seen: Seen) -> Structure:
    match shape:
        case TextShape(pattern=None):
            return leaves.free_text(shape)
        case TextShape(pattern=str(pattern), ref=Ref() as ref):
            return leaves.reference(shape, ref, pattern)
        case TextShape(pattern=str(pattern)):
            return leaves.patterned(shape, pattern, seen)
        case WholeShape():
            return leaves.whole(shape)
        case FlagShape():
            return leaves.flag(shape)
        case ChoiceShape():
            return leaves.choice(shape, seen)
        case ScalarShape():
            return leaves.scalar(shape, seen)
        case MapShape():
            return leaves.mapping(shape)
        case ArrayShape():
            return _array(shape)
        case ObjectShape():
            return _object(shape)
        case UnionShape():
            return _union(shape, seen)
    raise AssertionError(shape)


# --- arrays -----------------------------------------------------------------------------------


def _array(shape: ArrayShape) -> Structure:
    item_of: Structure | None = None
    seen: Seen = NOTHING_SEEN
    low, kept, unique = shape.min, shape.kept, shape.unique
    high = LARGEST_NUMBER if shape.max is None else shape.max

    def array(raw: Any, sink: Sink) -> Any:
        nonlocal item_of, seen
        if type(raw) is not list:
            return mismatch(raw, "an array", sink)
        if item_of is None:
            _, item_of, seen = _made(shape.item)
        bad = not low <= len(raw) <= high
        if bad:
            _wrong_length(raw, shape, sink)
        elif seen is not NOTHING_SEEN:
            try:
                known = tuple([seen[item] for item in raw])
            except (KeyError, TypeError):
                pass  # not only texts that have been read before
            else:
                if not unique or len(set(known)) == len(known):
                    return known
        items: list[Any] = []
        mark = len(sink.found)
        for index, item in enumerate(raw):
            value = item_of(item, sink)
            if value is BAD:
                if kept is not None and sink.lenient:
                    value = _keep(kept, item, sink, mark)
                if value is BAD:
                    bad, mark = True, sink.lift(mark, index)
            items.append(value)
        if bad:
            return BAD
        if unique and len(set(items)) < len(items):
            return sink.add("duplicate_item", "the same item twice")
        return tuple(items)

    return array


def _wrong_length(raw: list[Any], shape: ArrayShape, sink: Sink) -> None:
    if len(raw) < shape.min:
        hint = "write one, or leave the member out where it is optional" if shape.min == 1 else None
        sink.add("too_few_items", "too few items", expected=f"{shape.min} or more", hint=hint)
    else:
        sink.add("too_many_items", "too many items", expected=f"{shape.max} or fewer")


NEWER = frozenset({"unknown_kind", "not_in_vocabulary", "no_alternative"})
"""The problems that an item of a newer version may have where it is sound."""


def _keep(kept: Any, raw: Any, sink: Sink, mark: int) -> Any:
    """What stands for an item of a newer kind, if nothing else is wrong with it."""
    if type(raw) is not dict or any(p.code not in NEWER for p in sink.found[mark:]):
        return BAD
    trial = Sink()
    if not leaves.opaque(raw, trial, ()):
        return BAD
    del sink.found[mark:]
    sink.forget(raw)
    return kept.keep(raw)


# --- objects ----------------------------------------------------------------------------------


def _object(shape: ObjectShape) -> Structure:
    cls: Any = shape.cls
    new = object.__new__
    rules, keeps = getattr(cls, "problems", None), keeps_unread(cls)
    within = getattr(cls, "REFERS_WITHIN", False)
    readers: dict[str, tuple[str, Structure, Seen]] = {}
    required: frozenset[str] = frozenset()

    def link() -> None:
        nonlocal required
        required = frozenset([*shape.constants, *(m.wire for m in _members(shape) if m.required)])
        for name, word in shape.constants.items():
            readers[name] = name, leaves.constant(name, word), {word: word}
        for member in _members(shape):
            readers[member.wire] = member.name, *_made(member.shape)[1:]

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not dict:
            return mismatch(raw, "an object", sink)
        if not readers:
            link()
        bad, mark = False, len(sink.found)
        made = new(cls)
        # What is absent rests on the class.
        fields = made.__dict__
        for name, item in raw.items():
            try:
                attribute, of, seen = readers[name]
            except KeyError:
                bad = not _unknown(name, raw, shape, sink) or bad
                mark = sink.lift(mark, name)
                continue
            if type(item) is str and item in seen:
                fields[attribute] = seen[item]
                continue
            fields[attribute] = value = of(item, sink)
            if value is BAD:
                bad, mark = True, sink.lift(mark, name)
        sink.members += len(raw)
        if required.difference(raw):
            return _incomplete(shape, raw, sink)
        if keeps and (sink.unread or sink.newer):
            fields["unread"] = FrozenMap(sink.kept(raw))
        if rules is not None and not bad:
            for fault in rules(made, sink.used) if within else rules(made):
                bad = True
                sink.break_rule(fault)
        return BAD if bad else made

    return _apart(read) if within else read


def _apart(read: Structure) -> Structure:
    """What is named inside is looked for inside, and not in a document around it."""

    def apart(raw: Any, sink: Sink) -> Any:
        outer, sink.used = sink.used, defaultdict(set)
        value = read(raw, sink)
        sink.used = outer
        return value

    return apart


def _members(shape: ObjectShape) -> Collection[Member]:
    return shape.members.values()


@cache
def keeps_unread(cls: Any) -> bool:
    """Whether values of a class can carry what lenient reading keeps."""
    return attrs.has(cls) and any(field.name == "unread" for field in attrs.fields(cls))


def _incomplete(shape: ObjectShape, raw: dict[str, Any], sink: Sink) -> Any:
    """Report the members that are missing."""
    for name, word in shape.constants.items():
        if name not in raw:
            sink.add("missing_member", f"{name} is missing", expected=f'"{name}": "{word}"')
    for member in _members(shape):
        if member.required and member.wire not in raw:
            sink.add("missing_member", f"{member.wire} is missing", expected=member.wire)
    return BAD


def _unknown(name: str, raw: dict[str, Any], shape: ObjectShape, sink: Sink) -> bool:
    """A member the class does not declare: kept under lenient reading, else a problem."""
    if sink.lenient:
        sink.unread.append((raw, name))
        return leaves.opaque(raw[name], sink, ())
    known = [*shape.members, *shape.constants]
    elsewhere = "what an embedder adds goes into extensions" if "extensions" in known else None
    sink.add(
        "unknown_member",
        "no such member here",
        expected=", ".join(sorted(known)),
        hint=sink.did_you_mean(name, known) or elsewhere,
    )
    return False


# --- unions -----------------------------------------------------------------------------------


class _Forms:
    """The functions of a union's forms, by what tells them apart."""

    __slots__ = ("bare", "simple", "tag", "tagged", "texts")

    def __init__(self, shape: UnionShape) -> None:
        split = shape.sorted
        self.texts = [_unseen(s) if shape.erasable else function_of(s) for s in split.texts]
        simple = {int: split.whole, bool: split.flag}
        self.simple = {t: function_of(s) for t, s in simple.items() if s is not None}
        self.tag = split.tag
        self.tagged = {w: function_of(s) for w, s in split.tagged.items()}
        self.bare = {k: function_of(s) for k, s in split.bare.items()}

    def wanted(self) -> str:
        words = ["a text"] * bool(self.texts)
        words += ["a whole number"] * (int in self.simple)
        words += ["true or false"] * (bool in self.simple)
        words += ["an object"] * bool(self.bare or self.tagged)
        return " or ".join(words)


def _unseen(shape: Shape) -> Structure:
    """For values about a person: they are not remembered."""
    return leaves.scalar(shape, None) if isinstance(shape, ScalarShape) else function_of(shape)


def _union(shape: UnionShape, seen: Seen) -> Structure:
    linked: _Forms | None = None
    tag: str | None = None
    tagged: dict[str, Structure] = {}
    bare: dict[str, Structure] = {}

    def link() -> _Forms:
        nonlocal linked, tag, tagged, bare
        linked = _Forms(shape)
        tag, tagged, bare = linked.tag, linked.tagged, linked.bare
        return linked

    def read(raw: Any, sink: Sink) -> Any:
        forms = linked or link()
        if type(raw) is dict:
            word = raw.get(tag) if tag is not None else None
            if word is not None:
                form = tagged.get(word) if type(word) is str else None
                return form(raw, sink) if form else _no_form(raw, forms, sink)
            for name in raw:
                form = bare.get(name)
                if form is not None:
                    return form(raw, sink)
            return _no_form(raw, forms, sink)
        if type(raw) is str and forms.texts:
            texts = forms.texts
            value = texts[0](raw, sink) if len(texts) == 1 else _first(raw, texts, sink)
            return value if shape.erasable or value is BAD else remember(seen, raw, value)
        form = forms.simple.get(type(raw))
        return form(raw, sink) if form else mismatch(raw, forms.wanted(), sink)

    return read


def _first(raw: str, texts: list[Structure], sink: Sink) -> Any:
    """The first text form that reads; their patterns exclude each other."""
    problems: list[Found] = []
    for form in texts:
        trial = Sink()
        value = form(raw, trial)
        if value is not BAD:
            return value
        if trial.found[0].rule:
            # In this form's pattern, so in no other's.
            sink.found += trial.found
            return BAD
        problems += trial.found
    return sink.add(
        "bad_format",
        "in none of its forms",
        expected=" or ".join(p.expected for p in problems if p.expected),
        hint=next((p.hint for p in problems if p.hint), None),
    )


def _no_form(raw: dict[str, Any], forms: _Forms, sink: Sink) -> Any:
    tag = forms.tag
    if tag is not None and tag in raw:
        mark = len(sink.found)
        if type(raw[tag]) is not str:
            mismatch(raw[tag], f"a {tag}", sink)
        else:
            sink.add(
                "unknown_kind",
                f"no such {tag}",
                expected=", ".join(sorted(forms.tagged)),
                hint=sink.did_you_mean(raw[tag], forms.tagged),
            )
        sink.lift(mark, tag)
        return BAD
    if forms.tagged and not forms.bare:
        expected = ", ".join(sorted(forms.tagged))
        return sink.add("missing_member", f"{tag} is missing", expected=expected)
    names = [*forms.bare, *([tag] if tag else [])]
    return sink.add(
        "no_alternative",
        "none of the forms this field takes",
        expected=f"a member of {', '.join(sorted(names))}",
        hint=next((h for name in islice(raw, 8) if (h := sink.did_you_mean(name, names))), None),
    )
