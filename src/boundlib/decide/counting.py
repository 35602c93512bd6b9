"""What events come to in a tally's unit, certainly and perhaps (spec/decisions)."""

from __future__ import annotations

from collections.abc import Hashable

import attrs

from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.model import algebra as a
from boundlib.times.windows import period_at
from boundlib.vocab import Period, TallyUnit


@attrs.frozen
class Hit:
    """An event that counts, certainly or perhaps."""

    seen: Seen
    sure: bool


def share(ask: Asking, tally: a.Tally, hit: Hit, at: int) -> Hashable:
    """What an event lies in, in the tally's unit: itself, its local date, its period."""
    if tally.unit is TallyUnit.DAYS:
        return ask.frame.zone.day_of(at)
    if tally.unit is TallyUnit.PERIODS:
        return period_at(tally.period or Period.DAY, ask.frame.zone, at)[0]
    return str(hit.seen.fact.id)


def minutes(hit: Hit) -> int | None:
    """How long an event took; None: not recorded."""
    found: int | None = getattr(hit.seen.fact, "minutes", None)
    return found


def amount(ask: Asking, tally: a.Tally, hits: list[Hit]) -> tuple[int, int | None]:
    """How much events come to at least and at most, in the tally's unit."""
    if tally.unit is TallyUnit.MINUTES:
        lengths = [minutes(hit) for hit in hits]
        low = sum(minutes(hit) or 0 for hit in hits if hit.sure)
        return low, None if None in lengths else sum(n or 0 for n in lengths)
    if tally.unit is TallyUnit.EVENTS:  # each for itself
        return sum(hit.sure for hit in hits), len(hits)
    settled: set[Hashable] = set()
    possible: set[Hashable] = set()
    wide = 0
    for hit in hits:
        ends = {share(ask, tally, hit, at) for at in (hit.seen.low, hit.seen.high)}
        if len(ends) > 1:
            wide += 1  # it lies in one of them, but in which is not known
            continue
        possible |= ends
        if hit.sure:
            settled |= ends
    low = max(len(settled), int(any(hit.sure for hit in hits)))
    return low, len(possible) + wide
