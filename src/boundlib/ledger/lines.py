"""A ledger as JSON Lines: what it is in the first line, then an entry a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from boundlib.canon import canonical
from boundlib.errors import (
    DocumentError,
    Fault,
    InvalidValue,
    Problem,
    Severity,
    expect,
    pointer,
)
from boundlib.model.ledger import Ledger, LedgerEntry
from boundlib.wire.documents import loads
from boundlib.wire.gate import SIZES
from boundlib.wire.strict import MIB
from boundlib.wire.write import write

LARGEST_LINE = SIZES["amendment"] + MIB
"""The most bytes of a line: an amendment, and what an entry has beside it."""

_SPACE = " \t\r\n"
"""What JSON takes for space."""


def to_lines(agreement: str, entries: Iterable[LedgerEntry]) -> Iterator[str]:
    """The lines of a ledger, each with its line end."""
    head = {"type": Ledger.type, "spec_version": Ledger.spec_version, "agreement": agreement}
    yield canonical(head) + "\n"
    for entry in entries:
        yield write(entry) + "\n"


def from_lines(source: str | bytes) -> Ledger:
    """A ledger that was written as lines; its chain is not looked at.

    Raises:
        DocumentError: a line does not read, an entry is missing or in another place, or is about
            another agreement; with the line in the file.
    """
    expect(source, str | bytes, "source", "Pass the text or the bytes of the file.")
    lines: list[str | bytes] = []
    # Only a line feed ends a line: others may stand inside a text.
    lines += source.split("\n") if isinstance(source, str) else source.split(b"\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    agreement = _head(lines[0])
    entries = tuple(_entry(line, index) for index, line in enumerate(lines[1:]))
    try:
        return Ledger(agreement=agreement, entries=entries)
    except InvalidValue as error:
        problems = tuple(map(_problem, error.faults))
        where = "" if problems[0].line is None else f"line {problems[0].line}"
        raise DocumentError(problems, where=where) from None


def entry_of(line: str | bytes) -> LedgerEntry:
    """The entry that a line holds. Raises DocumentError."""
    return loads(line, LedgerEntry, size=LARGEST_LINE)


def _head(line: str | bytes) -> str:
    # With an empty list an object is a whole document, and is read as one. Bytes that are no UTF-8
    # are for the reader to refuse; until then each is one character.
    held = line.decode("latin-1") if isinstance(line, bytes) else line
    bare = held.strip(_SPACE)
    if bare.startswith("{") and bare.endswith("}"):
        inside = held.rstrip(_SPACE)[:-1]
        comma = "" if inside.strip(_SPACE) == "{" else ","
        held = f'{inside}{comma}"entries":[]}}'
    whole = held.encode("latin-1") if isinstance(line, bytes) else held
    try:
        return loads(whole, Ledger).agreement
    except DocumentError as error:
        if [(p.code, p.pointer) for p in error.problems] != [("duplicate_key", "/entries")]:
            raise
        (twice,) = error.problems
    message, hint = "the first line holds no entries", "read a whole ledger with loads(…, Ledger)"
    column = held.find('"entries"') + 1
    found = attrs.evolve(twice, code="unknown_member", message=message, column=column, hint=hint)
    raise DocumentError((found,), where="line 1")


def _problem(fault: Fault) -> Problem:
    """What is wrong with the whole ledger; of one of its entries, at the line that holds it."""
    line, column = (int(fault.at[1]) + 2, 1) if len(fault.at) > 1 else (None, None)
    where = pointer(fault.at)
    return Problem(fault.code, Severity.ERROR, where, fault.message, line, column, fault.expected)


def _entry(line: str | bytes, index: int) -> LedgerEntry:
    try:
        return entry_of(line)
    except DocumentError as error:
        moved = (
            attrs.evolve(problem, pointer=f"/entries/{index}{problem.pointer}", line=index + 2)
            for problem in error.problems
        )
        raise DocumentError(tuple(moved), where=f"line {index + 2}") from None
