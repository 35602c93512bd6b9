"""What can go wrong, said so that the reader knows where, what, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

import attrs

T = TypeVar("T")


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    """The document is not well formed, or a reference, id or typed value is broken."""
    WARNING = "warning"
    """The document stands; something in what was agreed needs a person's eye."""
    NOTE = "note"
    """Worth knowing; nothing needs to be done."""


Part = str | int
"""One step of a place in a document: a member name or an index."""


@attrs.frozen
class Fault:
    """A broken rule inside one value, before anybody knows where that value stands."""

    code: str
    """The stable code, such as ``bad_format``."""
    message: str
    """What is wrong; never repeats the value."""
    at: tuple[Part, ...] = ()
    """The place, counted from the value that reports it."""
    expected: str | None = None
    """What would have been right, in words or as a pattern."""
    hint: str | None = None
    """The next step."""


@attrs.frozen
class Problem:
    """One thing a careful reader would remark in a document (spec/documents)."""

    code: str
    """The stable code."""
    severity: Severity
    """``error`` keeps the document from loading; the others do not."""
    pointer: str
    """The place as a JSON pointer (RFC 6901)."""
    message: str
    """What is wrong; never repeats the value."""
    line: int | None = None
    """The line in the source, from 1; absent when there is no source text."""
    column: int | None = None
    """The column in the source, from 1, in code points."""
    expected: str | None = None
    """What would have been right."""
    hint: str | None = None
    """The next step."""
    clause: str | None = None
    """The id of the clause it concerns, if one."""
    blocks_adoption: bool = False
    """Whether an agreement with this finding may not be adopted (spec/documents)."""
    language: str | None = None
    """For findings in words: the language they were looked for in."""

    def __str__(self) -> str:
        where = f"{self.line}:{self.column} " if self.line is not None else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.pointer or '/'} {self.severity} {self.code}: {self.message}{hint}"


def pointer(parts: Iterable[Part]) -> str:
    """The JSON pointer (RFC 6901) of a place."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def with_article(noun: str) -> str:
    """A noun with its article."""
    return f"an {noun}" if noun[:1].lower() in ("a", "e", "i", "o", "u") else f"a {noun}"


class BoundlibError(Exception):
    """The one root of every error that leaves boundlib: where, what, and the next step."""

    def __init__(self, what: str, *, where: str = "", next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        """What is wrong."""
        self.where = where
        """The place: a pointer, a parameter, a file."""
        self.next_step = next_step
        """What to do now."""

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        step = f" {self.next_step}" if self.next_step else ""
        return f"{where}{self.what}{step}"


class UsageError(BoundlibError):
    """A call that cannot be answered as it stands: a naive time, a wrong type, a bad option."""


def expect(value: object, cls: Any, where: str, next_step: str) -> None:
    """Refuse what a caller passed in the place of a value of a class.

    Raises:
        UsageError: it is no value of that class; with the next step.
    """
    if not isinstance(value, cls):
        # A union, such as that of the questions, has no name of its own.
        wanted = with_article(getattr(cls, "__name__", where.capitalize()))
        raise UsageError(
            f"{with_article(type(value).__name__)} where {wanted} belongs.",
            where=where,
            next_step=next_step,
        )


def several(values: Iterable[T], where: str, next_step: str, cls: Any = object) -> tuple[T, ...]:
    """What a caller passed in the place of a list of values.

    Raises:
        UsageError: it is no list, or one of them is no value of that class; with the next step.
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise UsageError(
            f"{with_article(type(values).__name__)} where a list belongs.",
            where=where,
            next_step=next_step,
        )
    found = tuple(values)
    for each in found:
        expect(each, cls, where, next_step)
    return found


class InvalidValue(BoundlibError, ValueError):
    """A value that breaks its own declaration; ``faults`` holds all of them."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(
            f"{first.code}: {first.message}{more}.",
            where=name + pointer(first.at),
            next_step=first.hint or "",
        )
        self.faults = faults
        """Every broken rule."""


class AmbiguousTime(BoundlibError, ValueError):
    """A wall time given by a person that its zone shows twice or never; both readings named."""


class UnknownZone(BoundlibError, ValueError):
    """A zone name that the packaged tz database does not hold."""


class DocumentError(BoundlibError, ValueError):
    """A document that does not load; ``problems`` holds every one of them."""

    def __init__(self, problems: tuple[Problem, ...], *, where: str = "") -> None:
        errors = [p for p in problems if p.severity is Severity.ERROR] or list(problems)
        more = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
        super().__init__(
            f"{errors[0]}{more}.",
            where=where,
            next_step="Call boundlib.check for all of them.",
        )
        self.problems = problems
        """Every problem of the document, findings included."""
