"""The shapes that hold no other declared value."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import attrs

from boundlib.declare.marks import Ref


@attrs.frozen(eq=False)
class TextShape:
    """A string, perhaps with a pattern; a reference where `ref` says so.

    `under`: a path that begins with a word of that vocabulary.
    """

    pattern: str | None
    max: int
    min: int = 1
    title: str | None = None
    ref: Ref | None = None
    under: type[StrEnum] | None = None

    def begins_otherwise(self, text: str) -> bool:
        """Whether it is a path, but one that begins with no word of the vocabulary."""
        return self.under is not None and text.partition("/")[0] not in set(self.under)


@attrs.frozen(eq=False)
class WholeShape:
    """A whole number."""

    min: int
    max: int
    title: str | None = None


@attrs.frozen(eq=False)
class FlagShape:
    """True or false; or only true, where absence says the other."""

    only_true: bool = False


@attrs.frozen(eq=False)
class ChoiceShape:
    """One of a closed list of words; `cls` is the vocabulary, if it is one of ours."""

    words: tuple[str, ...]
    title: str
    cls: type[StrEnum] | None = None

    def read(self, word: str) -> Any:
        """The Python value of a word."""
        return self.cls(word) if self.cls else word


@attrs.frozen(eq=False)
class ScalarShape:
    """A value with a text form of its own: an instant, a date, a duration."""

    cls: type
    pattern: str
    title: str
    parse: Callable[[str], Any]
    example: str


@attrs.frozen(eq=False)
class MapShape:
    """Members by name whose values boundlib keeps as they are (`opaque`) or as texts."""

    key_pattern: str
    opaque: bool
    value_pattern: str | None
    title: str
