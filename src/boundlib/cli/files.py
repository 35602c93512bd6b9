"""Reading documents for the command line, and the exit codes that what was found leads to."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from errno import EBADF
from typing import Any

import attrs
import click

from boundlib.errors import DocumentError, Problem, Severity
from boundlib.model.questions import Question
from boundlib.times.scalars import Instant
from boundlib.wire.documents import Report, check, from_dict

FINE, FOUND, UNREADABLE, NEWER = 0, 1, 3, 4
"""All is well; findings or problems; unreadable or not JSON; written by a newer spec."""

MOST = 64 * 1024 * 1024
"""The largest document there is; not a byte more than one beyond it is read."""

_NO_DOCUMENT = frozenset(
    {"byte_order_mark", "not_json", "not_utf8", "too_deep", "too_large", "unreadable_file"}
)


@attrs.frozen(repr=False)
class Source:
    """One document as it was read."""

    name: str
    """The file, or `-`."""
    report: Report
    """What was found in it."""
    lines: list[str] = attrs.field(factory=list)
    """Its source lines; none where it is no text."""

    @property
    def code(self) -> int:
        """The exit code it leads to."""
        codes = {problem.code for problem in self.report.problems}
        if codes & _NO_DOCUMENT:
            return UNREADABLE
        if "newer_spec" in codes:
            return NEWER
        return FOUND if codes else FINE


def read(name: str, cls: Any = None, *, lenient: bool = False) -> Source:
    """A document of a file, or of standard input for `-`, with everything found in it."""
    raw = read_bytes(name)
    return raw if isinstance(raw, Source) else source_of(name, raw, cls, lenient=lenient)


def source_of(name: str, raw: bytes, cls: Any = None, *, lenient: bool = False) -> Source:
    """A document that was read already, with everything found in it."""
    return Source(name, check(raw, cls, lenient=lenient), lines_of(raw))


def read_bytes(name: str) -> bytes | Source:
    """What stands in a file, or on standard input for `-`; where it cannot be read, why."""
    try:
        return _bytes(name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file"
        message = f"the file cannot be read: {reason.lower()}"
        problem = Problem("unreadable_file", Severity.ERROR, "", message)
        return Source(name, Report((problem,)))


def _bytes(name: str) -> bytes:
    if name == "-":
        if sys.stdin is None:  # closed before it was started
            raise OSError(EBADF, "there is no standard input")
        return sys.stdin.buffer.read(MOST + 1)
    with open(name, "rb") as file:  # not Path: no name at all is not the directory one is in
        return file.read(MOST + 1)


def lines_of(raw: bytes) -> list[str]:
    """The source by the lines that problems count in."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_question(name: str, *, now: bool) -> Source:
    """A question; where `now` is asked for and it says no `at`, it is about this moment."""
    source = read(name, Question)
    problems = source.report.problems
    if not now or not problems or not all(_lacks_at(problem) for problem in problems):
        return source
    data = json.loads("\n".join(source.lines))
    at = str(Instant.of(datetime.now(UTC)))
    try:
        return attrs.evolve(source, report=Report((), from_dict(data | {"at": at}, Question)))
    except DocumentError as error:
        return attrs.evolve(source, report=Report(error.problems))


def _lacks_at(problem: Problem) -> bool:
    return problem.code == "missing_member" and problem.expected == "at"


def one_stdin(names: Iterable[str | None]) -> None:
    """Standard input can be read once only."""
    if [name for name in names if name == "-"][1:]:
        raise click.UsageError("Standard input (-) can stand for one file only.")


def worst(codes: Iterable[int]) -> int:
    """The exit code that several lead to: the one that says the most is wrong."""
    order = (FINE, FOUND, NEWER, UNREADABLE)
    return max(codes, key=order.index, default=FINE)


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as data; what it does not say is left out."""
    data = attrs.asdict(problem, filter=lambda field, value: value not in (None, False))
    return {name: str(value) if name == "severity" else value for name, value in data.items()}
