"""One straight walk from a source to a value, or to every problem in document order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import attrs

from boundlib.declare.marks import SLUG
from boundlib.declare.shapes import DeclarationError, shape_of
from boundlib.errors import Part, Problem, Severity, UsageError, pointer
from boundlib.model.agreement import Agreement
from boundlib.wire import strict
from boundlib.wire.gate import VERSION, enter, is_newer, size_of
from boundlib.wire.leaves import Structure
from boundlib.wire.partial import faults_of_whole
from boundlib.wire.positions import Lines, places
from boundlib.wire.sink import BAD, Sink
from boundlib.wire.strict import Flaw, Limits, Unreadable
from boundlib.wire.structure import function_of

UNREADABLE = frozenset(
    {"byte_order_mark", "not_json", "not_utf8", "too_deep", "too_large", "unreadable_file"}
)
"""The codes of a source in which no document can be found."""


@attrs.frozen
class Reading:
    """What came of reading a source: a value, or the problems that keep it from being one."""

    value: Any
    problems: tuple[Problem, ...]
    text: str | None = None


def read_source(source: bytes | str, cls: Any, limits: Limits, *, lenient: bool = False) -> Reading:
    """A document's value or all of its problems, with their lines and columns."""
    try:
        read = strict.read(source, limits)
    except Unreadable as error:
        return Reading(None, (_unreadable(error),))
    if limits.by_type and len(read.text.encode()) > size_of(read.data):
        return Reading(None, (_unreadable(Unreadable(strict.too_large(size_of(read.data)))),))
    sink = Sink(lenient=lenient)
    value = _structured(read.data, cls, sink)
    if value is not BAD and sink.members == read.members and not read.odd and not lenient:
        return Reading(value, (), read.text)
    flaws, members = strict.flaws(read.data, limits)
    if members == read.members:
        return _reading(value, sink, flaws, read.data, read.text)
    # A member stands twice: read again, taking note of where.
    flaws, _ = strict.flaws(strict.with_repeated(read.text), limits)
    return _reading(BAD, sink, flaws, read.data, read.text)


def read_data(data: Any, cls: Any, limits: Limits, *, lenient: bool = False) -> Reading:
    """The same of plain data made in Python; its problems have pointers only."""
    try:
        data, odd = strict.plain(data, limits)
    except Unreadable as error:
        return Reading(None, (_unreadable(error),))
    sink = Sink(lenient=lenient)
    value = _structured(data, cls, sink)
    if value is not BAD and not odd and not lenient:
        return Reading(value, ())
    return _reading(value, sink, strict.flaws(data, limits)[0], data, None)


def _reading(value: Any, sink: Sink, flaws: list[Flaw], data: Any, text: str | None) -> Reading:
    """The value, or everything that is wrong, each at its place."""
    if value is not BAD and not flaws:
        return Reading(value, (), text)
    found: list[tuple[tuple[Part, ...], Any]] = [(flaw.path, flaw) for flaw in flaws]
    found += [(tuple(reversed(f.path)), f) for f in sink.found]
    if sink.stated is Agreement:
        told = {(path, what.code) for path, what in found}
        whole = [(fault.at, fault) for fault in faults_of_whole(data)]
        found += [(path, fault) for path, fault in whole if (path, fault.code) not in told]
    order = _Order(data)
    found.sort(key=lambda entry: order.of(entry[0]))
    problems = [_problem(path, what, data) for path, what in found]
    return Reading(None, located(problems, text), text)


def _structured(data: Any, cls: Any, sink: Sink) -> Any:
    """The value, or BAD with its problems in the sink."""
    stated = sink.stated = enter(data, cls, sink)
    if stated is None:
        return BAD
    if sink.lenient and type(data) is dict and is_newer(data.get("spec_version")):
        sink.newer = data.get("spec_version")
        data = {**data, "spec_version": _VERSION}
    return _root(stated)(data, sink)


@cache
def _root(cls: Any) -> Structure:
    try:
        return function_of(shape_of(cls))
    except DeclarationError:
        raise UsageError(
            "that is no class of the model.", where="cls", next_step="Pass Agreement, for example."
        ) from None


_VERSION = f"{VERSION[0]}.{VERSION[1]}"


# --- problems ---------------------------------------------------------------------------------


def _unreadable(error: Unreadable) -> Problem:
    flaw = error.flaw
    line = column = None
    if flaw.offset is not None:
        line, column = Lines(error.text).at(flaw.offset)
    return Problem(
        flaw.code,
        Severity.ERROR,
        "",
        flaw.message,
        line=line,
        column=column,
        expected=flaw.expected,
        hint=flaw.hint,
    )


class _Order:
    """Where places stand in a document, to compare them with each other."""

    def __init__(self, data: Any) -> None:
        self._data = data
        self._indexes: dict[int, dict[str, int]] = {}

    def of(self, path: Iterable[Part]) -> tuple[int, ...]:
        """The index of each step; a member that is absent stands behind the others."""
        item, order = self._data, []
        for part in path:
            if isinstance(item, dict):
                order.append(self._index(item).get(str(part), len(item)))
                item = item.get(str(part))
            elif type(item) is list and type(part) is int and part < len(item):
                order.append(part)
                item = item[part]
        return tuple(order)

    def _index(self, item: dict[str, Any]) -> dict[str, int]:
        found = self._indexes.get(id(item))
        if found is None:
            found = {name: index for index, name in enumerate(item)}
            self._indexes[id(item)] = found
        return found


def _problem(path: tuple[Part, ...], what: Any, data: Any) -> Problem:
    return Problem(
        what.code,
        Severity.ERROR,
        pointer(path),
        what.message,
        expected=what.expected,
        hint=what.hint,
        clause=_clause(path, data),
    )


def _clause(path: tuple[Part, ...], data: Any) -> str | None:
    """The id of the clause that a place lies in."""
    if len(path) < 2 or path[0] != "clauses" or type(path[1]) is not int:
        return None
    clause = data["clauses"][path[1]]
    name = clause.get("id") if type(clause) is dict else None
    return name if type(name) is str and re.fullmatch(SLUG, name) else None


BY_NAME = frozenset({"unknown_member", "duplicate_key"})
"""The problems that lie in a member's name rather than in its value."""


def located(problems: Iterable[Problem], text: str | None) -> tuple[Problem, ...]:
    """The same problems with the line and column of each place in the source."""
    problems = tuple(problems)
    if text is None or not problems:
        return problems
    spots = places(text, {above for p in problems for above in _upwards(p.pointer)})
    lines = Lines(text)
    out = []
    for problem in problems:
        # A rule may name a member that is absent: then the object it is absent from.
        spot = next(spots[above] for above in _upwards(problem.pointer) if above in spots)
        offset = spot.name if problem.code in BY_NAME else spot.value
        line, column = lines.at(offset)
        out.append(attrs.evolve(problem, line=line, column=column))
    return tuple(out)


def _upwards(place: str) -> Iterator[str]:
    """A pointer and all that enclose it, the root last."""
    yield place
    while place:
        place = place.rpartition("/")[0]
        yield place
