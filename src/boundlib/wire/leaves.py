"""Structuring what holds nothing further: texts, numbers, flags, words, scalars, kept data."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from boundlib.declare.fits import bounds, flag_words
from boundlib.declare.frozen import FrozenMap
from boundlib.declare.leaf_shapes import (
    ChoiceShape,
    FlagShape,
    MapShape,
    ScalarShape,
    TextShape,
    WholeShape,
)
from boundlib.declare.marks import LONGEST_TEXT, Ref
from boundlib.declare.shapes import YEAR
from boundlib.errors import InvalidValue, Part, with_article
from boundlib.model.references import JUDGED
from boundlib.wire.sink import BAD, Sink, mismatch

Structure = Callable[[Any, Sink], Any]

Seen = dict[str, Any]
"""Texts that have been read before, and their values: looked up before any function is called."""

NOTHING_SEEN: Seen = {}
"""For shapes whose texts are not remembered."""

_MOST_SEEN = 4096


def remember(seen: Seen, raw: str, value: Any) -> Any:
    """The value, from now on known by its text; never for a person's words."""
    if len(seen) >= _MOST_SEEN:
        seen.clear()
    seen[raw] = value
    return value


def free_text(shape: TextShape) -> Structure:
    """A text that a person wrote."""
    low, high = shape.min, shape.max

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not str:
            return mismatch(raw, "a text", sink)
        if not low <= len(raw) <= high:
            expected = f"{low} to {high} characters"
            return sink.add("out_of_range", "too short or too long", expected=expected)
        return raw

    return read


def patterned(shape: TextShape, pattern: str, seen: Seen) -> Structure:
    """A text with a pattern."""
    high, fits = shape.max, re.compile(pattern).fullmatch

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not str:
            return mismatch(raw, "a text", sink)
        if len(raw) > high or not fits(raw):
            if shape.under is not None and shape.begins_otherwise(raw):
                return _no_word(raw.partition("/")[0], shape.title, tuple(shape.under), sink)
            return sink.add("bad_format", "not in its format", expected=pattern)
        return remember(seen, raw, raw)

    return read


def reference(shape: TextShape, ref: Ref, pattern: str) -> Structure:
    """A text that names a part of the document; whether it does is seen at the end."""
    high, fits, target, says = shape.max, re.compile(pattern).fullmatch, ref.target, ref.says
    seen: Seen = {}

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not str:
            return mismatch(raw, "a text", sink)
        if raw not in seen:
            if len(raw) > high or not fits(raw):
                return sink.add("bad_format", "not in its format", expected=pattern)
            remember(seen, raw, raw)
        sink.used[target].add(raw)
        if says is not None:
            sink.used[JUDGED].add(raw)
        return raw

    return read


def whole(shape: WholeShape) -> Structure:
    """A whole number."""
    low, high = shape.min, shape.max

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not int:
            return mismatch(raw, "a whole number", sink)
        if not low <= raw <= high:
            return sink.add("out_of_range", "outside its bounds", expected=bounds(shape))
        return raw

    return read


def flag(shape: FlagShape) -> Structure:
    """True or false."""
    only_true = shape.only_true

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not bool:
            return mismatch(raw, flag_words(shape), sink)
        if only_true and not raw:
            return sink.add("only_true", "false where absence says it", hint="leave the member out")
        return raw

    return read


def choice(shape: ChoiceShape, words: Seen) -> Structure:
    """A word of a vocabulary; `words` is filled with all of them."""
    words.update((word, shape.read(word)) for word in shape.words)

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not str:
            return mismatch(raw, f"a word of {shape.title}", sink)
        value = words.get(raw)
        if value is not None:
            return value
        return _no_word(raw, shape.title, shape.words, sink)

    return read


def _no_word(word: str, title: str | None, words: Collection[str], sink: Sink) -> Any:
    return sink.add(
        "not_in_vocabulary",
        f"not a word of {title}",
        expected=", ".join(words),
        hint=sink.did_you_mean(word, words),
    )


def constant(name: str, word: str) -> Structure:
    """A word that is the same in every value of a class."""

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not str:
            mismatch(raw, f'"{word}"', sink)
        else:
            sink.add("wrong_constant", f"{name} is not {word}", expected=word)
        return BAD

    return read


# --- scalars ----------------------------------------------------------------------------------


def scalar(shape: ScalarShape, seen: Seen | None) -> Structure:
    """A value with a text form of its own; remembered unless `seen` is None."""
    fits, parse = re.compile(shape.pattern).fullmatch, shape.parse
    titled = with_article(shape.title)

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not str:
            return mismatch(raw, f"{titled} as text", sink)
        if not fits(raw):
            return sink.add(
                "bad_format",
                f"not {titled} of the format",
                expected=shape.example,
                hint=spelling_hint(raw),
            )
        try:
            value = parse(raw)
        except ValueError as error:
            said = error.faults[0].message if isinstance(error, InvalidValue) else str(error)
            return sink.add("no_such_value", said, expected=shape.example, rule=True)
        return value if seen is None else remember(seen, raw, value)

    return read


_SPELLINGS = (
    (f"(?!{YEAR}-)[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:T.*)?", "years are 1900 to 2200"),
    ("P[0-9]+W", "write weeks as days, such as P7D"),
    ("P[0-9]+Y", "write years as months, such as P12M"),
    ("PT[0-9]+M|PT[0-9]+H[0-9]+M.*|PT[0-9]+S", "carry over at 60: PT90M is PT1H30M"),
    ("P[0-9]+D?T.*|P.*[A-Z].*[A-Z]", "a duration is either calendar (P7D) or exact (PT24H)"),
    ("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*\\.[0-9]+.*", "leave out fractions of a second"),
    ("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*:60Z", "a leap second has no place here: write :59"),
    ("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*", "write the instant in UTC, ending in Z"),
    ("[0-9]:[0-9]{2}", "write the hour with two digits"),
)


def spelling_hint(raw: str) -> str | None:
    """What to write instead of a common other spelling."""
    return next((hint for pattern, hint in _SPELLINGS if re.fullmatch(pattern, raw[:64])), None)


# --- kept data --------------------------------------------------------------------------------


def mapping(shape: MapShape) -> Structure:
    """Members by name whose values are kept as they are, or are texts."""
    key = re.compile(shape.key_pattern).fullmatch
    value = re.compile(shape.value_pattern).fullmatch if shape.value_pattern else None

    def read(raw: Any, sink: Sink) -> Any:
        if type(raw) is not dict:
            return mismatch(raw, "an object", sink)
        if not raw:
            return sink.add(
                "too_few_items", "nothing in it", hint="leave the member out where it is optional"
            )
        sound = True
        sink.members += len(raw)
        for name, item in raw.items():
            if not key(name):
                sound = False
                _bad_format("a name not in its format", name, shape.key_pattern, sink)
            if value is None:
                sound = opaque(item, sink, (name,)) and sound
            elif type(item) is not str or not value(item):
                sound = False
                _bad_format("not in its format", name, shape.value_pattern, sink)
        return FrozenMap(raw) if sound else BAD

    return read


def _bad_format(message: str, name: str, pattern: str | None, sink: Sink) -> None:
    sink.add("bad_format", message, at=(name,), expected=pattern)


def opaque(raw: Any, sink: Sink, at: tuple[Part, ...]) -> bool:
    """Whether data that is kept but not read keeps the format's own limits."""
    kind = type(raw)
    if kind is str:
        return _short_enough(raw, sink, at)
    if kind is dict:
        sink.members += len(raw)
        named = _every(_short_enough(name, sink, (*at, name)) for name in raw)
        return _every(opaque(item, sink, (*at, name)) for name, item in raw.items()) and named
    if kind is list:
        return _every(opaque(item, sink, (*at, index)) for index, item in enumerate(raw))
    return kind is int or kind is bool


def _short_enough(text: str, sink: Sink, at: tuple[Part, ...]) -> bool:
    if len(text) <= LONGEST_TEXT:
        return True
    expected = f"{LONGEST_TEXT} characters or fewer"
    sink.add("out_of_range", "too long", at=at, expected=expected)
    return False


def _every(sound: Iterable[bool]) -> bool:
    """Whether all are true; unlike `all` it looks at each, so that each problem is told."""
    return not [one for one in sound if not one]
