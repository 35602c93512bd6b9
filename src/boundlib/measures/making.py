"""Short ways to write a measure down."""

from __future__ import annotations

from typing import Literal

from boundlib.model.measures import Code, MeasureBand

LOINC = "http://loinc.org"


def numbers(count: int) -> tuple[str, ...]:
    """Items by their numbers, from 1."""
    return tuple(str(number) for number in range(1, count + 1))


def band(name: str, start: int) -> MeasureBand:
    """A band that begins at a score."""
    return MeasureBand(id=name, from_=start)


def code(loinc: str, *, of: str | None = None, panel: Literal[True] | None = None) -> Code:
    """A LOINC code."""
    return Code(system=LOINC, code=loinc, of=of, panel=panel)
