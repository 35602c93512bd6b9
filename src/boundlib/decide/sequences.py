"""Counting in a sequence: in a row, among the last, among the next (spec/decisions)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boundlib.decide.asking import Asking
from boundlib.decide.counting import Hit, amount
from boundlib.decide.spans import span_end
from boundlib.model import algebra as a
from boundlib.model import windows as w
from boundlib.times.windows import period_at
from boundlib.vocab import Period, TallyUnit

Bounds = tuple[int, int | None]
"""At least, and at most; None: no upper end is known."""


class Sequence:
    """What a tally counts in, by what each entry does: certainly, or perhaps."""

    def __init__(self, hits: list[Hit], neutral: list[Hit], entries: list[Hit]) -> None:
        self.hits = hits
        counting = {h.seen.fact.id for h in hits}
        passing = {h.seen.fact.id for h in neutral}
        surely = {h.seen.fact.id for h in (*hits, *neutral) if h.sure}
        known = passing | counting
        others = [e for e in entries if e.seen.fact.id not in known]
        self.entries = others + hits
        """Everything but what is neutral."""
        self.may_break = [e for e in entries if e.seen.fact.id not in surely]
        self.must_break = [e for e in others if e.sure]


def in_sequence(
    ask: Asking, tally: a.Tally, window: Any, sequence: Sequence, clause: Any
) -> Bounds:
    """How much counts in a row up to now, or among the last or next so many entries."""
    if not isinstance(window, w.Consecutive):
        return _among(ask, tally, window, sequence, clause)
    if tally.unit is TallyUnit.PERIODS:
        return _periods_in_a_row(ask, tally.period or Period.DAY, sequence)
    # Where times are not exact, whatever breaks comes late for the least, and early for the most.
    sure = [h for h in sequence.hits if h.sure]
    broken = max((e.seen.high for e in sequence.may_break), default=None)
    least = [h for h in sure if broken is None or h.seen.low > broken]
    broken = max((e.seen.low for e in sequence.must_break), default=None)
    most = [h for h in sequence.hits if broken is None or h.seen.high >= broken]
    return amount(ask, tally, least)[0], amount(ask, tally, most)[1]


# --- periods --------------------------------------------------------------------------------------


def _periods_in_a_row(ask: Asking, period: Period, sequence: Sequence) -> Bounds:
    """How many stretches of the calendar count in a row, the present one included."""
    if any(hit.seen.high > ask.at for hit in (*sequence.hits, *sequence.may_break)):
        ask.stays_until(period_at(period, ask.frame.zone, ask.at)[1])
    sure = [h for h in sequence.hits if h.sure]
    least = _run(
        counts=_starts(ask, period, sure, surely=True),
        breaks=_starts(ask, period, sequence.may_break, surely=False),
    )
    most = _run(
        counts=_starts(ask, period, sequence.hits, surely=False),
        breaks=_starts(ask, period, sequence.must_break, surely=True),
    )
    return least, most


def _starts(ask: Asking, period: Period, hits: Iterable[Hit], *, surely: bool) -> set[int]:
    """The stretches in which these lie: certainly, or perhaps."""
    zone = ask.frame.zone
    found: set[int] = set()
    for hit in hits:
        start, after = period_at(period, zone, hit.seen.low)
        last = period_at(period, zone, min(hit.seen.high, ask.at))[0]
        if surely and start != last:
            continue
        found.add(start)
        while start < last:
            start, after = period_at(period, zone, after)
            found.add(start)
    return found


def _run(*, counts: set[int], breaks: set[int]) -> int:
    """How many count from the last one backwards; in between, where nothing lies, nothing ends."""
    run = 0
    for start in sorted(counts | breaks, reverse=True):
        if start not in counts:
            break
        run += 1
    return run


# --- the last and the next ------------------------------------------------------------------------


def _among(ask: Asking, tally: a.Tally, window: Any, sequence: Sequence, clause: Any) -> Bounds:
    ordered = sorted(sequence.entries, key=lambda h: (h.seen.low, h.seen.high, h.seen.fact.id))
    if isinstance(window, w.LastFew):
        chosen = ordered[-window.count :] if window.count else []
    else:
        due = span_end(ask, a.Sessions(count=0, from_=window.from_), None, clause=clause)
        if due is None or due.low is None:
            return 0, None
        chosen = [h for h in ordered if h.seen.low > (due.low or 0)][: window.count]
    names = {h.seen.fact.id for h in chosen}
    inside = [h for h in sequence.hits if h.seen.fact.id in names]
    loose = [h for h in (*ordered, *sequence.may_break) if not (h.sure and h.seen.exact)]
    least, most = amount(ask, tally, inside)
    if not loose:
        return least, most
    # Each entry that is not certain may push another one out, or let another one in.
    if tally.unit is not TallyUnit.EVENTS or most is None:
        return 0, None
    counting = {h.seen.fact.id for h in sequence.hits}
    unsure = {h.seen.fact.id for h in loose}
    sure = sum(h.sure and h.seen.exact for h in inside)
    least = max(0, sure - len(unsure - names))
    most += len((unsure & names) - counting) + len((unsure & counting) - names)
    return least, min(window.count, most)
