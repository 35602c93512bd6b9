"""What is looked at once for all time, where that is but a few stretches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Generic, TypeVar

import attrs

from boundlib.decide.asking import Asking
from boundlib.times.scalars import Instant

T = TypeVar("T")

FIRST = int(Instant.parse("1900-01-01T00:00:00Z"))
LAST = int(Instant.parse("2200-12-31T23:59:59Z"))
"""The first and the last instant that a document can name."""

MOST = 100
"""How many stretches are kept. No real clause changes so often; another is looked at each time."""


@attrs.frozen
class Through(Generic[T]):
    """What is to be seen from each of these instants on, up to the next."""

    begins: list[int]
    seen: list[T]

    def at(self, instant: int) -> T:
        """What is to be seen at an instant."""
        return self.seen[bisect_right(self.begins, instant, 1) - 1]


def through(ask: Asking, look: Callable[[Asking], T]) -> Through[T] | None:
    """What a look shows at any instant, which must rest on the instant and the record alone.

    It says of each instant until when it stays. None: it changes too often.
    """
    begins: list[int] = []
    seen: list[T] = []
    at: int | None = FIRST
    while at is not None and at <= LAST:
        if len(begins) == MOST:
            return None
        there = ask.aside(at=at)
        begins.append(at)
        seen.append(look(there))
        at = there.until
    return Through(begins, seen)
