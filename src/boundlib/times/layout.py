"""A part of a timetable as open stretches of UTC, offset by offset (spec/time)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, islice
from operator import ge

import attrs

from boundlib.times.days import Days, Layer
from boundlib.times.epochs import DAY, UNIX_DAY
from boundlib.times.zones import Zone


@attrs.frozen(eq=False)
class Stretches:
    """Open stretches `[start, end)` in order, none overlapping, each of one layer."""

    starts: list[int]
    """Where each begins."""
    ends: list[int]
    """Where each ends."""
    layers: list[Layer]
    """What opens it: the week or a special day."""


@attrs.define(eq=False)
class _Drawing:
    """Stretches while they are put together."""

    starts: list[int] = attrs.Factory(list)
    ends: list[int] = attrs.Factory(list)
    layers: list[Layer] = attrs.Factory(list)

    def add(self, start: int, end: int, layer: Layer) -> None:
        """Append a stretch; one that continues the last of its layer prolongs it."""
        if self.ends and self.ends[-1] == start and self.layers[-1] is layer:
            self.ends[-1] = end
        else:
            self.starts.append(start)
            self.ends.append(end)
            self.layers.append(layer)

    def cut_tail(self, midnight: int) -> None:
        """End what runs past a midnight at which leave begins."""
        index = len(self.ends) - 1
        while index >= 0 and self.starts[index] >= midnight - DAY:
            if self.ends[index] > midnight:
                self.ends[index] = midnight
            index -= 1


def stretches(days: Days, zone: Zone, start: int, end: int) -> Stretches:
    """The open stretches of `[start, end)`: open iff the wall clock reads a time in a window."""
    out = _Drawing()
    for a, b, offset in zone.stretches(start, end):
        first, last = (a + offset) // DAY + UNIX_DAY, (b - 1 + offset) // DAY + UNIX_DAY
        drawn = _without_overlaps(_drawn(days, days.reaching(first), last, offset))
        low, high = bisect_right(drawn.ends, a), bisect_left(drawn.starts, b)
        if low < high:
            begins = max(drawn.starts[low], a)
            drawn.ends[high - 1] = min(drawn.ends[high - 1], b)
            out.add(begins, drawn.ends[low], drawn.layers[low])
            out.starts += drawn.starts[low + 1 : high]
            out.ends += drawn.ends[low + 1 : high]
            out.layers += drawn.layers[low + 1 : high]
    return Stretches(out.starts, out.ends, out.layers)


def _drawn(days: Days, first: int, last: int, offset: int) -> _Drawing:
    """The windows that start from `first` to `last`, in UTC by that offset; those may overlap."""
    monday = first - (first - 1) % 7
    base = (monday - UNIX_DAY) * DAY - offset
    weeks = range(base, base + (last + 8 - monday) * DAY, 7 * DAY)
    begins = [d * DAY + s * 60 for d, windows in enumerate(days.weekly) for s, _ in windows]
    finishes = [d * DAY + e * 60 for d, windows in enumerate(days.weekly) for _, e in windows]
    starts = [week + s for week in weeks for s in begins]
    ends = [week + e for week in weeks for e in finishes]
    held = [len(windows) for windows in days.weekly]
    before = [*accumulate(held, initial=0)]
    low = before[(first - 1) % 7]  # the first weekly window that is not drawn yet
    out = _Drawing()
    for day in [*days.exceptions(first, last), last + 1]:
        week, weekday = divmod(day - monday, 7)
        high = week * len(begins) + before[weekday]
        if low < high:
            out.starts += starts[low:high]
            out.ends += ends[low:high]
            out.layers += [Layer.WEEKLY] * (high - low)
        if day > last:
            break
        low = high + held[weekday]
        midnight = base + (day - monday) * DAY
        if days.away and days.on_leave(day):
            out.cut_tail(midnight)
            continue
        for s, e in days.special.get(day, ()):
            out.starts.append(midnight + s * 60)
            out.ends.append(midnight + e * 60)
            out.layers.append(Layer.SPECIAL_DAY)
    return out


def _without_overlaps(drawn: _Drawing) -> _Drawing:
    """The same stretches, joined within a layer and cut where the stronger layer owns the time."""
    if not any(map(ge, drawn.ends, islice(drawn.starts, 1, None))):
        return drawn
    pieces = list(zip(drawn.starts, drawn.ends, drawn.layers, strict=True))
    special = _union((s, e) for s, e, layer in pieces if layer is Layer.SPECIAL_DAY)
    weekly = _union((s, e) for s, e, layer in pieces if layer is Layer.WEEKLY)
    found = [(s, e, Layer.SPECIAL_DAY) for s, e in special]
    found += [(s, e, Layer.WEEKLY) for s, e in _outside(weekly, special)]
    out = _Drawing()
    for s, e, layer in sorted(found):
        out.add(s, e, layer)
    return out


def _union(pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        if out and start <= out[-1][1]:
            if end > out[-1][1]:
                out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _outside(
    pieces: list[tuple[int, int]], taken: list[tuple[int, int]]
) -> Iterable[tuple[int, int]]:
    """What of `pieces` lies outside `taken`; both in order and without overlaps."""
    following = 0
    for start, end in pieces:
        while following < len(taken) and taken[following][1] <= start:
            following += 1
        index = following
        while index < len(taken) and taken[index][0] < end:
            if start < taken[index][0]:
                yield start, taken[index][0]
            start = taken[index][1]
            index += 1
        if start < end:
            yield start, end
