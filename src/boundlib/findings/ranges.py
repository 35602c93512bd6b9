"""Sets of whole numbers: which values of a quantity a condition lets through."""

from __future__ import annotations

from typing import NamedTuple

from boundlib.model.algebra import AllOf, AnyOf, Comparison, Condition, Level, Not
from boundlib.times.scalars import Calendar, Exact

LOW, HIGH = -(2**60), 2**60
"""Below and above every number of the format."""

Ranges = tuple[tuple[int, int], ...]
"""Closed, in order, neither overlapping nor touching."""


class Values(NamedTuple):
    """The values of one quantity that a condition lets through."""

    quantity: str
    """Which quantity, and in which unit: numbers, seconds, days or months do not compare."""
    ranges: Ranges
    """Which values."""


def values_of(condition: Condition) -> Values | None:
    """What a condition says of one quantity; None where it says more or less than that."""
    match condition:
        case Comparison():
            return _compared(condition)
        case Not():
            inner = values_of(condition.not_)
            return inner and Values(inner.quantity, outside(inner.ranges))
        case AllOf() | AnyOf():
            members = condition.all if isinstance(condition, AllOf) else condition.any
            parts = [values_of(member) for member in members]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts) or len({part.quantity for part in known}) != 1:
                return None
            found = known[0].ranges
            for part in known[1:]:
                if isinstance(condition, AllOf):
                    found = both(found, part.ranges)
                else:
                    found = joined([*found, *part.ranges])
            return Values(known[0].quantity, found)
    return None


def _compared(leaf: Comparison) -> Values | None:
    units = {_unit(level) for level in (leaf.at_least, leaf.at_most) if level is not None}
    if len(units) != 1:
        return None
    low = LOW if leaf.at_least is None else _number(leaf.at_least)
    high = HIGH if leaf.at_most is None else _number(leaf.at_most)
    return Values(f"{leaf.quantity} {units.pop()}", ((low, high),) if low <= high else ())


def _unit(level: Level) -> str:
    if isinstance(level, Calendar):
        return "months" if level.months else "days"
    return "seconds" if isinstance(level, Exact) else "numbers"


def _number(level: Level) -> int:
    return level.months or level.days if isinstance(level, Calendar) else int(level)


def joined(ranges: list[tuple[int, int]]) -> Ranges:
    """What lies in any of them."""
    out: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


def outside(ranges: Ranges) -> Ranges:
    """What lies in none of them."""
    out = []
    start = LOW
    for low, high in ranges:
        if start < low:
            out.append((start, low - 1))
        start = high + 1
    if start <= HIGH:
        out.append((start, HIGH))
    return tuple(out)


def both(one: Ranges, other: Ranges) -> Ranges:
    """What lies in both."""
    return outside(joined([*outside(one), *outside(other)]))
