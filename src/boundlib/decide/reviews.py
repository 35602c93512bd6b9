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
    """Since when what was agreed last binds, else since when the agreement does.

    What a withdrawal of consent made of a version was adopted at the same instant, and binds later.
    """
    ruling, since = None, dict[int, int]()
    for seen in ask.view.of(FactKind.ADOPTED):
        begins = int(seen.fact.in_force_from)
        if not ask.view.certain(seen) or begins > ask.at:
            continue
        since[seen.low] = min(begins, since.get(seen.low, begins))
        if ruling is None or begins >= int(ruling.fact.in_force_from):
            ruling = seen  # one that was adopted earlier may come into force later
            ask.view.use(seen)
    return ask.frame.term[0] if ruling is None else since[ruling.low]


def spread(ways: list[Due | None]) -> Due | None:
    """One time from its ends under each of the instants it may run from."""
    known = [due for due in ways if due is not None]
    if not known or len(known) < len(ways):
        return None
    first, last = known[0], known[-1]
    return Due(first.low, last.high, Settled.RANGE if first != last else first.settled)
