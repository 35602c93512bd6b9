"""When something was last gone through together, and what stands in for a first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from boundlib.decide.amounts import Settled
from boundlib.decide.asking import Asking
from boundlib.decide.spans import Due
from boundlib.vocab import FactKind


@attrs.frozen
class Since:
    """Between which instants the last review lies, or what stands in its place."""

    low: int | None
    """None: from the beginning."""
    high: int | None


def last_review(ask: Asking, counts: Callable[[Any], bool]) -> Since:
    """When it was last gone through; before the first time, nothing stands in its place.

    `counts` says whether a review that was held is one of what is looked at.
    """
    lows, highs = [], []
    for seen in ask.view.of(FactKind.REVIEW_HELD):
        if not counts(seen.fact):
            continue
        ask.view.use(seen)
        if ask.view.certain(seen):
            lows.append(seen.low)
        highs.append(seen.high)
    return Since(max(lows, default=None), max(highs, default=None))


def begun(ask: Asking) -> int | None:
    """Since when the latest version binds, else since when the agreement does."""
    start = None
    for seen in ask.view.of(FactKind.ADOPTED):
        begins = int(seen.fact.in_force_from)
        if ask.view.certain(seen) and begins <= ask.at and (start is None or begins >= start):
            start = begins  # one that was adopted earlier may come into force later
            ask.view.use(seen)
    return ask.frame.term[0] if start is None else start


def spread(ways: list[Due | None]) -> Due | None:
    """One time from its ends under each of the instants it may run from."""
    known = [due for due in ways if due is not None]
    if not known or len(known) < len(ways):
        return None
    first, last = known[0], known[-1]
    return Due(first.low, last.high, Settled.RANGE if first != last else first.settled)
