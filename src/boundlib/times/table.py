"""The compiled table: every answer about open time from one list of UTC seconds (spec/time)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate, islice
from operator import eq, sub
from typing import Any

import attrs

from boundlib.errors import UsageError
from boundlib.times.arrays import Lookup, bounds
from boundlib.times.days import Days, Layer
from boundlib.times.epochs import DAY, EARLIEST, LATEST, within_years
from boundlib.times.holiday_dates import HolidayBasis
from boundlib.times.layout import Stretches, stretches
from boundlib.times.zones import Zone

_FAR = 40  # parts; a question further away than this from what is compiled starts afresh


@attrs.frozen(eq=False)
class _Compiled:
    """The parts compiled so far, `[lo, hi)`, as arrays that never change."""

    lo: int
    hi: int
    edges: list[int]
    """Opening, closing, opening, closing …: the union of all layers."""
    before: list[int]
    """Open seconds since `lo` before the k-th open stretch, and in the end all of them."""
    layered: Stretches
    """The same time by layer."""
    arrays: list[Lookup] = attrs.field(factory=list, init=False)
    """The same for numpy, made when an array first comes."""


class Table:
    """A timetable's open time in epoch seconds, with a fixed choice of whose leave counts.

    Every method answers from the same compiled parts, so they agree with each other. A part is
    1 January or the rest of a year: only the first of them can hold a tail of the year before, so
    a question needs no holidays but those that bear on it. Parts are compiled when they are first
    asked about. A search that finds nothing within five years answers None, never.
    """

    __slots__ = ("_now", "_parts", "days", "horizon", "zone")

    def __init__(self, days: Days, zone: Zone) -> None:
        self.days = days
        """The same timetable by local date."""
        self.zone = zone
        """The zone its wall times are read in."""
        self.horizon = days.horizon * DAY
        """How far a search goes, in seconds; nothing within it is never."""
        self._parts: dict[int, Stretches] = {}
        self._now = _Compiled(0, 0, [], [0], Stretches([], [], []))

    # --- compiling ----------------------------------------------------------------------------

    def _reach(self, start: int, end: int) -> _Compiled:
        """The compiled parts, at least from `start` up to `end`."""
        now = self._now
        if now.lo <= start and end <= now.hi:
            return now
        start, end = max(start, EARLIEST), min(end, LATEST)
        first = last = self._part_of(start)
        if start < end - 1:
            last = self._part_of(end - 1)
        if now.lo < now.hi:
            had, until = self._part_of(now.lo), self._part_of(now.hi - 1)
            if first - until <= _FAR and had - last <= _FAR:
                first, last = min(first, had), max(last, until)
        cuts = [self._begins(part) for part in range(first, last + 2)]
        for part, lo, hi in zip(range(first, last + 1), cuts, cuts[1:], strict=False):
            if part not in self._parts:
                self._parts[part] = stretches(self.days, self.zone, lo, hi)
        parts = [self._parts[part] for part in range(first, last + 1)]
        now = self._now = _compiled(parts, cuts[0], cuts[-1])
        return now

    def _begins(self, part: int) -> int:
        """The instant at which a part begins: 1 or 2 January of the year `part // 2`.

        The first and the last are cut: outside the years 1900 to 2200 nothing is an answer.
        """
        begins = self.zone.day_start(date(part >> 1, 1, 1 + (part & 1)).toordinal())
        return min(max(begins, EARLIEST), LATEST)

    def _part_of(self, epoch: int) -> int:
        """The part, as `_begins` cuts them, in which an instant lies."""
        # Not simply the one of its date: the clock may go back over a midnight.
        part = 2 * date.fromordinal(self.zone.day_of(epoch)).year
        while epoch >= self._begins(part + 1):
            part += 1
        return part

    def _around(self, epoch: int) -> _Compiled:
        within_years(epoch)
        return self._reach(epoch, epoch + 1)

    def _later(self, now: _Compiled, epoch: int) -> _Compiled | None:
        """A year more behind; None where the search from `epoch` has gone far enough."""
        if now.hi - epoch > self.horizon or now.hi >= LATEST:
            return None
        return self._reach(min(epoch, now.hi - 1), now.hi + 2 * DAY)

    def _sooner(self, now: _Compiled, epoch: int) -> _Compiled | None:
        """A year more before; None where the search from `epoch` has gone far enough."""
        if epoch - now.lo > self.horizon or now.lo <= EARLIEST:
            return None
        return self._reach(now.lo - 2 * DAY, max(epoch, now.lo) + 1)

    # --- asking -------------------------------------------------------------------------------

    def is_open(self, epoch: int) -> bool:
        """Whether that instant's own wall clock reads a time inside a window."""
        now = self._now
        if not now.lo <= epoch < now.hi:
            now = self._around(epoch)
        return bisect_right(now.edges, epoch) & 1 == 1

    def next_open(self, epoch: int) -> int | None:
        """The first open instant at or after `epoch`."""
        now = self._now
        if not now.lo <= epoch < now.hi:
            now = self._around(epoch)
        while True:
            index = bisect_right(now.edges, epoch)
            if index & 1:
                return epoch
            if index < len(now.edges):
                found = now.edges[index]
                return found if found - epoch <= self.horizon else None
            later = self._later(now, epoch)
            if later is None:
                return None
            now = later

    def next_close(self, epoch: int) -> int | None:
        """The end of the open stretch in which `next_open(epoch)` lies."""
        now = self._now
        if not now.lo <= epoch < now.hi:
            now = self._around(epoch)
        while True:
            index = bisect_right(now.edges, epoch) | 1
            # A stretch that ends where the compiled parts end may go on.
            if index < len(now.edges) and now.edges[index] < now.hi:
                found = now.edges[index]
                return found if found - epoch <= self.horizon else None
            later = self._later(now, epoch)
            if later is None:
                return None
            now = later

    def next_change(self, epoch: int) -> int | None:
        """The first instant after `epoch` at which open turns to closed or closed to open."""
        return self.next_close(epoch) if self.is_open(epoch) else self.next_open(epoch)

    def open_between(self, start: int, end: int) -> int:
        """The open seconds in `[start, end)`.

        Raises:
            UsageError: `end` lies before `start`.
        """
        now = self._now
        if not now.lo <= start <= end < now.hi:
            _in_order(start, end)
            now = self._reach(within_years(start), within_years(end) + 1)
        edges = now.edges
        i, j = bisect_right(edges, start), bisect_right(edges, end)
        total = now.before[j >> 1] - now.before[i >> 1]
        if j & 1:
            total += end - edges[j - 1]
        if i & 1:
            total -= start - edges[i - 1]
        return total

    def add_open(self, epoch: int, seconds: int) -> int | None:
        """The earliest `d >= epoch` with that much open time in `[epoch, d)`."""
        now = self._now
        if not now.lo <= epoch < now.hi:
            now = self._around(epoch)
        if seconds <= 0:
            return _nothing(epoch, seconds)
        while True:
            edges, before = now.edges, now.before
            index = bisect_right(edges, epoch)
            target = before[index >> 1] + seconds
            if index & 1:
                target += epoch - edges[index - 1]
            if target <= before[-1]:
                k = bisect_left(before, target) - 1
                found = edges[2 * k] + target - before[k]
                return found if found - epoch <= self.horizon and found < LATEST else None
            later = self._later(now, epoch)
            if later is None:
                return None
            now = later

    def sub_open(self, epoch: int, seconds: int) -> int | None:
        """The latest `s <= epoch` with that much open time in `[s, epoch)`."""
        now = self._now
        if not now.lo <= epoch < now.hi:
            now = self._around(epoch)
        if seconds <= 0:
            return _nothing(epoch, seconds)
        while True:
            edges, before = now.edges, now.before
            index = bisect_right(edges, epoch)
            target = before[index >> 1] - seconds
            if index & 1:
                target += epoch - edges[index - 1]
            if target >= 0:
                k = bisect_right(before, target) - 1
                found = edges[2 * k] + target - before[k]
                return found if epoch - found <= self.horizon else None
            sooner = self._sooner(now, epoch)
            if sooner is None:
                return None
            now = sooner

    def intervals(self, start: int, end: int) -> list[tuple[int, int, Layer]]:
        """The open stretches of `[start, end)` by layer, cut to it, in order.

        Raises:
            UsageError: `end` lies before `start`.
        """
        return list(zip(*self.stretches(start, end), strict=True))

    def stretches(self, start: int, end: int) -> tuple[list[int], list[int], list[Layer]]:
        """`intervals` as three lists: where each begins, where it ends, its layer."""
        _in_order(start, end)
        if start == end:
            return [], [], []
        layered = self._reach(within_years(start), within_years(end - 1) + 1).layered
        low, high = bisect_right(layered.ends, start), bisect_left(layered.starts, end)
        if low >= high:
            return [], [], []
        starts, ends = layered.starts[low:high], layered.ends[low:high]
        starts[0] = max(starts[0], start)
        ends[-1] = min(ends[-1], end)
        return starts, ends, layered.layers[low:high]

    def are_open(self, epochs: Iterable[int]) -> Any:
        """`is_open` for many instants: a list of bool, or for a numpy array an array of bool."""
        if hasattr(epochs, "dtype"):
            return self._array_open(epochs)
        listed = list(epochs)
        if not listed:
            return []
        edges = self._reach(within_years(min(listed)), within_years(max(listed)) + 1).edges
        return [bisect_right(edges, epoch) & 1 == 1 for epoch in listed]

    def _array_open(self, epochs: Any) -> Any:
        if not epochs.size:
            return epochs.astype(bool)
        low, high = bounds(epochs)
        now = self._reach(low, high + 1)
        if not now.arrays:
            now.arrays.append(Lookup(now.lo, now.edges, now.hi))
        return now.arrays[0].are_open(epochs)

    # --- dates --------------------------------------------------------------------------------

    def is_working(self, day: int) -> bool:
        """Whether that date (an ordinal) is a working date."""
        return self.days.is_working(day)

    def nth_working(self, day: int, count: int) -> int | None:
        """The n-th working date strictly after `day`; for a negative n strictly before it."""
        return self.days.nth_working(day, count)

    def holiday_basis(self, start: int, end: int) -> HolidayBasis:
        """Where the holidays come from that bear on `[start, end]`."""
        first, last = self.zone.day_of(start), self.zone.day_of(end)
        years = (date.fromordinal(day).year for day in (self.days.reaching(first), last))
        return self.days.holidays.basis(*years)


def _in_order(start: int, end: int) -> None:
    if end < start:
        raise UsageError("the end lies before the start.", next_step="Put the earlier time first.")


def _nothing(epoch: int, seconds: int) -> int:
    if seconds < 0:
        raise UsageError(
            "an amount of open time cannot be negative.",
            next_step="Count backwards with sub_open, forwards with add_open.",
        )
    return epoch


def _compiled(parts: list[Stretches], lo: int, hi: int) -> _Compiled:
    """Consecutive parts as one."""
    whole = parts[0] if len(parts) == 1 else _joined(parts)
    starts, ends = whole.starts, whole.ends
    opens, closes = starts, ends
    if any(map(eq, ends, islice(starts, 1, None))):  # a change of layer is no closing
        touching = {end for end, start in zip(ends, starts[1:], strict=False) if end == start}
        opens = [s for s in starts if s not in touching]
        closes = [e for e in ends if e not in touching]
    edges = [0] * (2 * len(opens))
    edges[::2] = opens
    edges[1::2] = closes
    before = list(accumulate(map(sub, closes, opens), initial=0))
    return _Compiled(lo, hi, edges, before, whole)


def _joined(parts: list[Stretches]) -> Stretches:
    """The parts one after the other; what goes on over a cut is one stretch."""
    starts: list[int] = []
    ends: list[int] = []
    layers: list[Layer] = []
    for part in parts:
        skip = 0
        if part.starts and ends and ends[-1] == part.starts[0] and layers[-1] is part.layers[0]:
            ends[-1] = part.ends[0]
            skip = 1
        starts += part.starts[skip:]
        ends += part.ends[skip:]
        layers += part.layers[skip:]
    return Stretches(starts, ends, layers)
