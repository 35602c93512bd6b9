"""A quantity in any of its four forms, as the two ends between which it lies (spec/decisions)."""

from __future__ import annotations

from enum import Enum
from typing import Any

import attrs

from boundlib.declare.names import Unstated
from boundlib.model.quantities import About, Band, Range

Truth = bool | None
"""Yes, no, or not known (Kleene)."""

NEVER = 2**62
"""An instant that does not come: later than every other. Not known is None, and is not never."""


class Settled(Enum):
    """How closely a quantity was settled."""

    EXACT = "exact"
    RANGE = "range"
    ABOUT = "about"
    BAND = "band"
    UNSTATED = "unstated"


@attrs.frozen
class Ends:
    """Where a quantity lies; an end that is None is open."""

    low: Any
    high: Any
    settled: Settled


def ends(amount: Any) -> Ends:
    """The ends of a quantity."""
    match amount:
        case Range():
            return Ends(amount.min, amount.max, Settled.RANGE)
        case About():
            return Ends(amount.about, amount.about, Settled.ABOUT)
        case Band():
            return Ends(amount.at_least, amount.at_most, Settled.BAND)
        case Unstated():
            return Ends(None, None, Settled.UNSTATED)
        case _:
            return Ends(amount, amount, Settled.EXACT)


def reaches(low: int, high: int | None, threshold: Any) -> Truth:
    """Whether a number between `low` and `high` (None: no upper end known) is at the threshold.

    A range between whose ends the number lies is not known; a band is passed at its upper end;
    a rough amount never settles a yes or no, but nothing at all reaches none of it.
    """
    edge = ends(threshold)
    if edge.settled is Settled.UNSTATED:
        return None
    if edge.settled is Settled.ABOUT:
        return False if high == 0 and edge.low > 0 else None
    if edge.settled is Settled.BAND:
        if edge.high is None:
            return False
        least, most = edge.high, edge.high
    else:
        least, most = edge.low, edge.high
    if most is not None and low >= most:
        return True
    if high is not None and least is not None and high < least:
        return False
    return None


def exceeds(low: int, high: int | None, threshold: Any) -> Truth:
    """Whether a number between `low` and `high` (None: no upper end known) is above the most."""
    edge = ends(threshold)
    if edge.settled is Settled.UNSTATED:
        return None
    if edge.settled is Settled.ABOUT:
        return False if high == 0 else None
    if edge.high is not None and low > edge.high:
        return True
    least = edge.high if edge.settled is Settled.BAND else edge.low
    within = high is not None and (
        (least is None and edge.high is None) or (least is not None and high <= least)
    )
    return False if within else None


def minus(threshold: Any, low: int, high: int | None) -> tuple[int | None, int | None]:
    """What is left of a quantity after something between `low` and `high`; never below nothing."""
    edge = ends(threshold)
    if edge.settled is Settled.UNSTATED:
        return None, None
    most = None if edge.high is None else max(0, edge.high - low)
    floor = edge.high if edge.settled is Settled.BAND else edge.low
    least = None if high is None or floor is None else max(0, floor - high)
    if most == 0:
        least = 0  # used up is used up, whatever else happened
    return least, most


def both(truths: list[Truth]) -> Truth:
    """All of them, by Kleene's strong logic."""
    if False in truths:
        return False
    return None if None in truths else True


def either(truths: list[Truth]) -> Truth:
    """At least one of them, by Kleene's strong logic."""
    if True in truths:
        return True
    return None if None in truths else False


def negated(truth: Truth) -> Truth:
    """Its contrary; not known stays so."""
    return None if truth is None else not truth
