"""Where each place of a document stands in its source; made only when there is something to say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container
from json import decoder

from boundlib.errors import pointer

_scan: Callable[[str, int], tuple[str, int]] = vars(decoder)["scanstring"]
"""Reads a string of JSON from behind its opening quote: the text, and where it ends."""

_SKIP = re.compile(r"[ \t\n\r,:]*").match
_SCALAR = re.compile(r"[^ \t\n\r,:\]}]+").match


class Lines:
    """Line and column, from 1, of offsets into a text; columns count code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Place:
    """Where a member or an item stands: its name (for items: itself) and its value."""

    __slots__ = ("name", "value")

    def __init__(self, name: int, value: int) -> None:
        self.name = name
        self.value = value


def places(text: str, wanted: Container[str]) -> dict[str, Place]:
    """The places of the wanted pointers in a text that is JSON.

    Where a member stands twice, it is the last one.
    """
    found: dict[str, Place] = {}
    # For each open bracket: its pointer, and the next index of an array or None in an object.
    above: list[str] = []
    index: list[int | None] = []
    parts: dict[str, str] = {}
    here, end, name_at = "", 0, 0
    while True:
        at = _skip(text, end)
        if at >= len(text):
            return found
        first = text[at]
        if first in "]}":
            above.pop()
            index.pop()
            end = at + 1
            continue
        if above:
            name_at = at
            number = index[-1]
            if number is not None:
                here, index[-1] = f"{above[-1]}/{number}", number + 1
            else:
                name, end = _scan(text, at + 1)
                part = parts.get(name)
                if part is None:
                    part = parts[name] = pointer((name,))
                here, at = above[-1] + part, _skip(text, end)
                first = text[at]
        if here in wanted:
            found[here] = Place(name_at, at)
        if first in "[{":
            above.append(here)
            index.append(0 if first == "[" else None)
            end = at + 1
        elif first == '"':
            end = _scan(text, at + 1)[1]
        else:
            end = _end(text, at)


def _skip(text: str, at: int) -> int:
    match = _SKIP(text, at)
    return match.end() if match else at


def _end(text: str, at: int) -> int:
    match = _SCALAR(text, at)
    return match.end() if match else at + 1
