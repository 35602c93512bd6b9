"""From bytes to plain data, strictly: limits, JSON as I-JSON has it, whole numbers only.

What is wrong with a single token does not end the reading: it stands in the data as `Refused`
or `RepeatedNames` and is reported with everything else (spec/documents).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from boundlib.canon import LARGEST_INTEGER
from boundlib.declare.marks import DEEPEST, LONGEST_TEXT
from boundlib.errors import Part

MIB = 1024 * 1024


@attrs.frozen(kw_only=True)
class Limits:
    """How large a document may be."""

    size: int
    """In bytes of UTF-8."""
    by_type: bool = False
    """Whether the type that the document states sets a lower limit to the size."""
    depth: int = DEEPEST
    """How many objects and arrays inside each other."""
    text: int = LONGEST_TEXT
    """The longest text, in code points."""


@attrs.frozen
class Flaw:
    """One thing that strict JSON refuses: at a place in the data, or at an offset in the text."""

    code: str
    message: str
    hint: str | None = None
    expected: str | None = None
    path: tuple[Part, ...] = ()
    offset: int | None = None


class Unreadable(Exception):
    """There is no data at all: the text is too large, too deep, not UTF-8, or not JSON."""

    def __init__(self, flaw: Flaw, text: str = "") -> None:
        super().__init__(flaw.code)
        self.flaw = flaw
        self.text = text
        """The text as far as it could be read; empty where it could not."""


class Refused:
    """Stands in the data for a token that the format does not have."""

    __slots__ = ("code", "hint", "message")

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.code = code
        self.message = message
        self.hint = hint


class RepeatedNames(dict[str, Any]):
    """An object in which a member stands twice; the last one is kept."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        often = Counter(name for name, _ in pairs)
        self.repeated = tuple(name for name in self if often[name] > 1)


NOT_INTEGER = Refused(
    "number_not_integer", "not a whole number", 'write decimals as strings, such as "1.5"'
)
TOO_LARGE = Refused("number_too_large", "not below 2^53 in size", "write it as a string")
MINUS_ZERO = Refused("number_not_integer", "minus zero", "write 0")
NOT_A_NUMBER = Refused("number_not_integer", "no number of JSON", "leave the member out")
NOT_JSON = Refused("type_mismatch", "no type of JSON", "use the value's text form")


def _whole(token: str) -> Any:
    if token == "-0":
        return MINUS_ZERO
    if len(token) > 17:
        return TOO_LARGE
    number = int(token)
    return number if -LARGEST_INTEGER <= number <= LARGEST_INTEGER else TOO_LARGE


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else RepeatedNames(pairs)


_TOKENS_READ: dict[str, Any] = {
    "parse_int": _whole,
    "parse_float": lambda token: NOT_INTEGER,
    "parse_constant": lambda token: NOT_A_NUMBER,
}
_DECODE = json.JSONDecoder(**_TOKENS_READ).decode
_DECODE_REPEATED = json.JSONDecoder(object_pairs_hook=_members, **_TOKENS_READ).decode


def text_of(source: bytes | str, limits: Limits) -> tuple[str, bytes]:
    """The source as text and as UTF-8. Raises Unreadable."""
    if isinstance(source, str):
        if len(source) > limits.size:
            raise Unreadable(too_large(limits.size))
        try:
            raw = source.encode("utf-8")
        except UnicodeEncodeError as error:
            flaw = Flaw("lone_surrogate", "half of a character", offset=error.start)
            raise Unreadable(flaw, source) from None
        text = source
    else:
        raw = source
        if len(raw) > limits.size:
            raise Unreadable(too_large(limits.size))
        text = _decoded(raw)
    if len(raw) > limits.size:
        raise Unreadable(too_large(limits.size))
    if text.startswith("\ufeff"):
        hint = "save it as UTF-8 without a byte order mark"
        raise Unreadable(Flaw("byte_order_mark", "a byte order mark", hint, offset=0), text)
    return text, raw


def too_large(size: int) -> Flaw:
    """The flaw of a text of more bytes than that."""
    hint = "the limit is the keyword size"
    expected = f"size: at most {size} bytes"
    return Flaw("too_large", "more bytes than the limit size", hint, expected, offset=0)


_UTF_16 = "this looks like UTF-16; save it as UTF-8"


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            hint = _UTF_16
        sound = raw[: error.start].decode("utf-8")
        flaw = Flaw("not_utf8", "not UTF-8", hint, offset=len(sound))
        raise Unreadable(flaw, sound) from None


# --- brackets and colons ----------------------------------------------------------------------

_ONE_KIND = bytes.maketrans(b"[]", b"{}")
_REST = bytes(byte for byte in range(256) if byte not in b'[]{}:"')
_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_QUOTED = re.compile(rb'"[^"]*"')
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{\]}]', re.DOTALL)


def _skeleton(raw: bytes) -> bytes:
    """The brackets and colons of a text outside its strings, all brackets as braces."""
    if b"\\" in raw:
        raw = _ESCAPE.sub(b"", raw)
    left = raw.translate(_ONE_KIND, _REST).replace(b'""', b"")
    return _QUOTED.sub(b"", left) if b'"' in left else left


def _check_depth(text: str, brackets: bytes, depth: int) -> None:
    """Refuse deep nesting before a recursive reader sees it."""
    # Each turn takes the innermost pairs away.
    for _ in range(depth):
        brackets = brackets.replace(b"{}", b"")
        if not brackets:
            return
    # Too many of them, or some that do not match: look at one after the other.
    level = 0
    for token in _TOKENS.finditer(text):
        first = text[token.start()]
        if first in "[{":
            level += 1
            if level > depth:
                expected = f"depth: at most {depth}"
                at = token.start()
                raise Unreadable(
                    Flaw("too_deep", "deeper than the limit", None, expected, (), at), text
                )
        elif first in "]}":
            level -= 1


# --- reading ----------------------------------------------------------------------------------

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class Source(NamedTuple):
    """What was read from a source."""

    data: Any
    """Plain data. Flaws of single tokens stand in it, where no type fits them."""
    text: str
    odd: bool
    """Whether a closer look is due although every type may fit."""
    members: int
    """How many members its objects have; more than the data holds where one stands twice."""


def read(source: bytes | str, limits: Limits) -> Source:
    """Plain data from a source.

    Raises:
        Unreadable: there is no data.
    """
    text, raw = text_of(source, limits)
    skeleton = _skeleton(raw)
    _check_depth(text, skeleton.translate(None, b":"), limits.depth)
    try:
        data = _DECODE(text)
    except json.JSONDecodeError as error:
        raise Unreadable(_syntax(error, text), text) from None
    odd = limits.text < LONGEST_TEXT or (b"\\u" in raw and bool(_SURROGATE.search(raw)))
    return Source(data, text, odd, skeleton.count(b":"))


def with_repeated(text: str) -> Any:
    """The data once more, with a `RepeatedNames` for each object in which a member stands twice."""
    return _DECODE_REPEATED(text)


def _syntax(error: json.JSONDecodeError, text: str) -> Flaw:
    if not text.strip():
        return Flaw("not_json", "there is nothing in it", offset=0)
    if "\0" in text[:4]:
        return Flaw("not_json", "this is not JSON in UTF-8", _UTF_16, offset=error.pos)
    rest = text[error.pos :].rstrip()
    if error.msg.startswith("Unterminated") or rest.startswith("\\") or _begins_token(rest):
        hint = "part of it is missing"
        return Flaw("not_json", "the text ends too early", hint, offset=error.pos)
    message = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
    return Flaw("not_json", f"this is not JSON: {message}", offset=error.pos)


def _begins_token(rest: str) -> bool:
    return rest == "-" or any(word.startswith(rest) for word in ("true", "false", "null"))


def flaws(data: Any, limits: Limits) -> tuple[list[Flaw], int]:
    """Everything in plain data that the format does not have; and how many members it holds.

    The flaws are in no order. The depth has been checked.
    """
    found: list[Flaw] = []
    members = 0
    todo: list[tuple[Any, tuple[Part, ...]]] = [(data, ())]
    while todo:
        item, path = todo.pop()
        kind = type(item)
        if kind is str:
            if len(item) > limits.text or not item.isascii():
                found += _text_flaws(item, path, limits)
        elif kind is list:
            todo += [(inner, (*path, index)) for index, inner in enumerate(item)]
        elif kind is dict or kind is RepeatedNames:
            members += len(item)
            if kind is RepeatedNames:
                hint = "keep one"
                found += [
                    Flaw("duplicate_key", "this member stands twice", hint, path=(*path, name))
                    for name in item.repeated
                ]
            for name in item:
                if len(name) > limits.text or not name.isascii():
                    found += _text_flaws(name, (*path, name), limits)
            todo += [(inner, (*path, name)) for name, inner in item.items()]
        elif kind is Refused:
            found.append(Flaw(item.code, item.message, item.hint, path=path))
        elif kind is not int and kind is not bool:
            hint = "leave the member out where it is optional"
            found.append(Flaw("null", "null is not in the format", hint, path=path))
    return found, members


def _text_flaws(text: str, path: tuple[Part, ...], limits: Limits) -> Iterator[Flaw]:
    if len(text) > limits.text:
        expected = f"text: at most {limits.text} code points"
        yield Flaw("too_long", "longer than the limit text", None, expected, path)
    if not text.isascii() and _LONE.search(text):
        yield Flaw("lone_surrogate", "half of a character", path=path)


_LONE = re.compile("[\ud800-\udfff]")


# --- data made in Python ----------------------------------------------------------------------


def plain(data: Any, limits: Limits) -> tuple[Any, bool]:
    """A caller's data as the reader would give it: plain types, flaws in their places.

    Also whether a closer look is due although every type may fit.

    Raises:
        Unreadable: it is deeper than the limit, holds itself, or a member's name is no text.
    """
    odd = False

    def text(data: str) -> str:
        nonlocal odd
        odd = odd or len(data) > limits.text or not data.isascii()
        return str.__str__(data)

    def members(data: Mapping[str, Any], depth: int) -> dict[str, Any]:
        _go_down(depth)
        made = {}
        for name, item in data.items():
            if not isinstance(name, str):
                raise Unreadable(Flaw("type_mismatch", "a member name that is not a text"))
            made[text(name)] = value(item, depth - 1)
        return made

    def value(data: Any, depth: int) -> Any:
        if isinstance(data, str):
            return text(data)
        if isinstance(data, list | tuple):
            _go_down(depth)
            return [value(item, depth - 1) for item in data]
        if isinstance(data, (dict, Mapping)):  # dict first: the abstract class takes longer to ask
            return members(data, depth)
        return _token(data)

    return value(data, limits.depth), odd


def _token(data: Any) -> Any:
    if isinstance(data, bool):
        return data
    if isinstance(data, int):
        return int(data) if -LARGEST_INTEGER <= data <= LARGEST_INTEGER else TOO_LARGE
    if isinstance(data, float):
        return NOT_INTEGER
    return None if data is None else NOT_JSON


def _go_down(depth: int) -> None:
    if not depth:
        raise Unreadable(Flaw("too_deep", "deeper than the limit depth"))
