"""Load, check, write: the public doors to documents (spec/documents)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack, overload

import attrs

from boundlib.canon import canonical
from boundlib.declare.marks import DEEPEST, LONGEST_TEXT
from boundlib.declare.shapes import DeclarationError
from boundlib.declare.walk import is_declared
from boundlib.errors import DocumentError, Problem, Severity, UsageError, with_article
from boundlib.findings import findings
from boundlib.model.agreement import Agreement
from boundlib.wire.gate import limits_for
from boundlib.wire.reading import Reading, located, read_data, read_source
from boundlib.wire.unread import put_back
from boundlib.wire.write import write

T = TypeVar("T")
File = str | Path


class How(TypedDict, total=False):
    """How to read: see `loads`."""

    lenient: bool
    size: int | None
    depth: int
    text: int


@attrs.frozen(repr=False)
class Report:
    """What a check of a document came to."""

    problems: tuple[Problem, ...]
    """Errors and findings, in document order."""
    value: Any = None
    """What was read; None where an error keeps it from being read."""

    @property
    def ok(self) -> bool:
        """Whether it loads: it has no errors, though it may have findings."""
        return not any(p.severity is Severity.ERROR for p in self.problems)

    def __repr__(self) -> str:
        return f"<Report ok={self.ok}, {len(self.problems)} problems>"


# --- reading ----------------------------------------------------------------------------------


@overload
def loads(source: str | bytes, **how: Unpack[How]) -> Agreement: ...
@overload
def loads(source: str | bytes, cls: type[T], **how: Unpack[How]) -> T: ...
@overload
def loads(source: str | bytes, cls: Any, **how: Unpack[How]) -> Any: ...
def loads(
    source: str | bytes,
    cls: Any = Agreement,
    *,
    lenient: bool = False,
    size: int | None = None,
    depth: int = DEEPEST,
    text: int = LONGEST_TEXT,
) -> Any:
    """Read a document: an agreement, or what `cls` says.

    Args:
        source: JSON, as text or as UTF-8.
        cls: `Agreement`, `Record`, `Question`, `Decision`, or any class of the model.
        lenient: read newer minor versions too: what they add is kept in `unread`, written back by
            `dumps`, and never makes a decision more permissive.
        size: the most bytes; absent: 1 MiB, for a record 64 MiB.
        depth: how many objects and arrays may lie inside each other, at most 32.
        text: the longest text in code points, at most 16,384.

    Raises:
        DocumentError: with every problem of the document, in its order.
    """
    limits = limits_for(cls, size, depth, text)
    return _value(read_source(_source(source), cls, limits, lenient=lenient))


@overload
def load(path: File, **how: Unpack[How]) -> Agreement: ...
@overload
def load(path: File, cls: type[T], **how: Unpack[How]) -> T: ...
@overload
def load(path: File, cls: Any, **how: Unpack[How]) -> Any: ...
def load(path: File, cls: Any = Agreement, **how: Unpack[How]) -> Any:
    """Read a document from a file; everything else as in `loads`."""
    try:
        raw = Path(path).read_bytes()
    except TypeError:
        raise _no_path(path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file"
        message = f"the file cannot be read: {reason.lower()}"
        raise DocumentError((Problem("unreadable_file", Severity.ERROR, "", message),)) from None
    return loads(raw, cls, **how)


def _no_path(path: Any) -> UsageError:
    name = with_article(type(path).__name__)
    return UsageError(f"{name} is no path.", where="path", next_step="Pass a text or a Path.")


@overload
def from_dict(data: Mapping[str, Any], *, lenient: bool = ...) -> Agreement: ...
@overload
def from_dict(data: Mapping[str, Any], cls: type[T], *, lenient: bool = ...) -> T: ...
@overload
def from_dict(data: Mapping[str, Any], cls: Any, *, lenient: bool = ...) -> Any: ...
def from_dict(data: Mapping[str, Any], cls: Any = Agreement, *, lenient: bool = False) -> Any:
    """Plain data, as `json.loads` gives it, as a value of any class of the model.

    Raises:
        DocumentError: with every problem of the data.
    """
    limits = limits_for(cls, None, DEEPEST, LONGEST_TEXT)
    return _value(read_data(data, cls, limits, lenient=lenient))


def check(
    document: Any,
    cls: Any = None,
    *,
    lenient: bool = False,
    size: int | None = None,
    depth: int = DEEPEST,
    text: int = LONGEST_TEXT,
) -> Report:
    """Everything a careful reader would remark: errors and findings. Never raises on a document.

    Args:
        document: JSON as text or UTF-8, of the type its root says; or a value.
        cls: what it should be; absent: any document.
        lenient: as in `loads`, and so for the limits.
    """
    limits = limits_for(cls, size, depth, text)
    if not isinstance(document, str | bytes | bytearray | memoryview):
        return Report(_findings(document), document)
    reading = read_source(_source(document), cls, limits, lenient=lenient)
    if reading.problems:
        return Report(reading.problems)
    return Report(located(_findings(reading.value), reading.text), reading.value)


def _findings(value: Any) -> tuple[Problem, ...]:
    if isinstance(value, Agreement):
        return findings(value)
    if not is_declared(value):
        raise UsageError(
            f"{with_article(type(value).__name__)} is no document.",
            next_step="Pass text or bytes.",
        )
    return ()


def _source(source: Any) -> str | bytes:
    if isinstance(source, str | bytes):
        return source
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    raise UsageError(
        f"{with_article(type(source).__name__)} is not JSON.",
        next_step="Pass text or bytes, or use from_dict.",
    )


def _value(reading: Reading) -> Any:
    if reading.problems:
        raise DocumentError(reading.problems)
    return reading.value


# --- writing ----------------------------------------------------------------------------------


def dumps(value: Any) -> str:
    """A value as canonical text (RFC 8785): equal values give equal bytes.

    Raises:
        UsageError: it is no value of the format.
    """
    if getattr(value, "unread", None):
        return canonical(to_dict(value))
    name = with_article(type(value).__name__)
    step = "Pass an Agreement, or another value of the model."
    if not is_declared(value):
        raise UsageError(f"{name} is no value of the format.", next_step=step)
    try:
        return write(value)
    except DeclarationError:
        raise UsageError(f"{name} is no value of the format by itself.", next_step=step) from None


def dump(value: Any, path: File) -> None:
    """Write a value into a file as canonical text in UTF-8; everything else as in `dumps`.

    Raises:
        UsageError: the file cannot be written.
    """
    text = dumps(value)
    try:
        Path(path).write_bytes(text.encode("utf-8"))
    except TypeError:
        raise _no_path(path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file"
        raise UsageError(f"the file cannot be written: {reason.lower()}.") from None


def to_dict(value: Any) -> dict[str, Any]:
    """A value as plain data, the caller's own: what `json.loads(dumps(value))` gives.

    Raises:
        UsageError: it is no value of the format.
    """
    unread = getattr(value, "unread", None)
    if unread:
        value = attrs.evolve(value, unread=None)
    data: dict[str, Any] = json.loads(dumps(value))
    return put_back(data, unread) if unread else data
