"""Counting what happened within a window (spec/decisions)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Truth, ends, negated, reaches
from boundlib.decide.asking import Asking
from boundlib.decide.counting import Hit, amount, minutes, share
from boundlib.decide.named import Gathered, counts, fixed, gathered, hits_of
from boundlib.decide.sequences import Sequence, in_sequence
from boundlib.decide.spans import span_end
from boundlib.decide.subjects import Subject
from boundlib.declare.names import Unstated
from boundlib.model import algebra as a
from boundlib.model import windows as w
from boundlib.model.unheard import unheard
from boundlib.times.scalars import Calendar, Exact
from boundlib.times.windows import leaves_at, period_at, period_length, spaced
from boundlib.vocab import FactKind, Period, Reason, TallyUnit

WINDOW_CHOICES: tuple[tuple[str, w.TallyWindow], ...] = (
    *((str(p), w.InPeriod(period=p)) for p in (Period.DAY, Period.WEEK, Period.MONTH, Period.YEAR)),
    ("ever", w.Ever()),
)
"""What a tally's window may be where the text leaves it open: from the shortest to the longest."""


@attrs.frozen
class Counted:
    """How much was counted: at least `low`, at most `high`; None: no upper end is known."""

    low: int
    high: int | None
    frees_at: int | None = None
    """When some of it leaves the window; None: never."""
    missing: tuple[FactKind, ...] = ()
    """The kinds of fact about which the record is not known to be complete."""
    leaving: tuple[tuple[int, int], ...] = ()
    """When what counts leaves the window, and how much surely; empty where that is noted itself."""

    def explain(self, ask: Asking, clause: Any) -> None:
        """Note why this did not settle a question."""
        for kind in self.missing:
            ask.because(Reason.RECORD_INCOMPLETE, clause, kind)
            ask.wait_for(kind, clause)
        if not self.missing:
            ask.because(Reason.FACT_MISSING if self.low != self.high else Reason.UNSTATED, clause)

    def below(self, most: int) -> int | None:
        """The instant at which no longer so many surely count; None: never."""
        left = self.low
        for instant, count in sorted(self.leaving):
            left -= count
            if left < most:
                return instant
        return None


def counted(ask: Asking, tally: a.Tally, *, clause: Any, subject: Subject | None = None) -> Counted:
    """How much a tally counts now. A declared crisis counts for nothing."""
    found = tallied(ask, tally, clause=clause, subject=subject)
    ask.stays_until(min((instant for instant, _ in found.leaving), default=None))
    return found


def left_over(ask: Asking, tally: a.Tally, *, clause: Any) -> Truth:
    """Whether less than the most is used; it stays so for as long as what leaves changes nothing.

    Notes why, where it is not known.
    """
    used = tallied(ask, tally, clause=clause)
    truth = negated(reaches(used.low, used.high, tally.at_most))
    if truth is None:
        ask.stays_until(min((instant for instant, _ in used.leaving), default=None))
        used.explain(ask, clause)
    elif truth is False:
        ask.stays_until(used.below(ends(tally.at_most).high))
    return truth


def tallied(ask: Asking, tally: a.Tally, *, clause: Any, subject: Subject | None = None) -> Counted:
    """How much a tally counts now; what is `leaving` is not noted as a change to come."""
    window = _window(ask, tally, clause)
    match window:
        case w.Each():
            return _each(ask, tally, subject, clause)
        case w.Consecutive() | w.LastFew() | w.NextFew():
            return _sequence(ask, tally, window, clause)
        case w.Rolling():
            return _rolling(ask, tally, window, clause)
        case _:
            return _since(ask, tally, window, clause)


def among(ask: Asking, tally: a.Tally, hits: list[Hit], *, clause: Any) -> Counted | None:
    """How much of these a tally counts now; None: its window is no stretch of time."""
    window = _window(ask, tally, clause)
    match window:
        case w.Rolling():
            inside = [hit for hit, _ in _staying(ask, hits, window.length)]
        case w.InPeriod() | w.InTerm() | w.Ever():
            inside = _from(hits, _stretch(ask, window, clause)[0])
        case _:
            return None
    return _counted(ask, tally, inside, (), lambda hit: None)


def _window(ask: Asking, tally: a.Tally, clause: Any) -> Any:
    """The window of a tally; where the text leaves it open, one of those it may be."""
    window = tally.window
    if isinstance(window, Unstated):
        window = ask.choose(f"{clause.id}:window", WINDOW_CHOICES)
    if isinstance(window, w.InPeriod) and isinstance(window.anchor, Unstated):
        window = ask.choose(f"{clause.id}:anchor", _beginnings(ask, window.period))
    return window


def _missing(
    ask: Asking, entries: Iterable[a.Entry], since: int | None, clause: Any
) -> tuple[FactKind, ...]:
    kinds = dict.fromkeys(entry.fact for entry in entries if not unheard(entry.fact, clause))
    return tuple(kind for kind in kinds if not ask.view.covers(kind, since))


# --- windows --------------------------------------------------------------------------------------


def _since(ask: Asking, tally: a.Tally, window: Any, clause: Any) -> Counted:
    """A stretch of the calendar, the term, or ever: everything from a start on."""
    start, ends = _stretch(ask, window, clause)
    hits = _apart(ask, tally, clause) or hits_of(ask, tally.count, tally.where, clause, start)
    inside = _from(hits, start)
    since = ask.began() if start is None else start
    missing = _missing(ask, tally.count, since, clause)
    covered = [ask.view.covered_from(e.fact) for e in tally.count]
    # An empty stretch that is known to be empty is followed by another one like it.
    if inside or any(c is not None and since is not None and c > since for c in covered):
        ask.stays_until(ends)
    return _counted(ask, tally, inside, missing, lambda hit: ends)


def _from(hits: list[Hit], start: int | None) -> list[Hit]:
    """Those that lie, or may lie, at or after a start."""
    return [
        h if start is None or h.seen.low >= start else Hit(h.seen, sure=False)
        for h in hits
        if start is None or h.seen.high >= start
    ]


def _stretch(ask: Asking, window: Any, clause: Any) -> tuple[int | None, int | None]:
    """Where a window of the calendar begins, and when it is over."""
    if isinstance(window, w.InTerm):
        return ask.frame.term[0], None
    if not isinstance(window, w.InPeriod):
        return None, None
    assert not isinstance(window.anchor, Unstated)  # a reading was chosen
    return period_at(window.period, ask.frame.zone, ask.at, window.anchor)


def _beginnings(ask: Asking, period: Period) -> list[tuple[str, w.InPeriod | w.Rolling]]:
    """Which stretches are meant where the text leaves open when they begin."""
    found: list[tuple[str, w.InPeriod | w.Rolling]] = [("calendar", w.InPeriod(period=period))]
    term = ask.frame.agreement.term
    if term is not None and term.first is not None:
        found.append(("term", w.InPeriod(period=period, anchor=term.first)))
    return [*found, ("rolling", w.Rolling(length=period_length(period)))]


def _rolling(ask: Asking, tally: a.Tally, window: w.Rolling, clause: Any) -> Counted:
    """The events inside: each leaves once, its length added forwards."""
    length = window.length
    seconds = (
        (length.months * 31 + length.days + 1) * 86_400
        if isinstance(length, Calendar)
        else int(length)
    )
    since = ask.at - seconds  # what lies before has left for certain
    for entry in tally.count:
        covered = ask.view.covered_from(entry.fact)
        if covered is not None:
            ask.stays_until(covered + seconds)
    missing = _missing(ask, tally.count, since, clause)
    if tally.spacing is None and fixed(tally.count, tally.where):
        line = gathered(ask, tally.count, clause)
        if not line.widest and tally.unit in (TallyUnit.EVENTS, TallyUnit.MINUTES):
            return _leaving(ask, tally, length, since, missing, line)
    hits = _apart(ask, tally, clause) or hits_of(ask, tally.count, tally.where, clause, since)
    staying = _staying(ask, hits, length)
    leaving = {hit.seen.fact.id: last for hit, last in staying}
    inside = [hit for hit, _ in staying]
    return _counted(ask, tally, inside, missing, lambda hit: leaving[hit.seen.fact.id])


def _staying(ask: Asking, hits: list[Hit], length: Exact | Calendar) -> list[tuple[Hit, int]]:
    """Those that have not certainly left a rolling window, each with when it has."""
    found = []
    for hit in hits:
        first = leaves_at(ask.frame.zone, hit.seen.low, length)
        last = leaves_at(ask.frame.zone, hit.seen.high, length)
        if last is not None and last <= ask.at:
            continue
        ask.stays_until(first)
        ask.stays_until(last)
        sure = hit.sure and (first is None or first > ask.at)
        found.append((attrs.evolve(hit, sure=sure), NEVER if last is None else last))
    return found


def _leaving(
    ask: Asking,
    tally: a.Tally,
    length: Exact | Calendar,
    since: int,
    missing: tuple[FactKind, ...],
    line: Gathered,
) -> Counted:
    """The same where every act has one instant and counts for itself: nothing is read twice."""
    ends_at = line.leaving(ask, length)
    begin, end = line.stretch(ask, since)
    inside = [i for i in range(begin, end) if ends_at[i] > ask.at]
    ask.view.use_all(line.ids[begin:end])
    hits = [line.hits[i] for i in inside]
    low, high = amount(ask, tally, hits)
    in_minutes = tally.unit is TallyUnit.MINUTES
    leaving = tuple(
        (ends_at[i], ((minutes(hit) or 0) if in_minutes else 1) if hit.sure else 0)
        for i, hit in zip(inside, hits, strict=True)
    )
    soonest = min((instant for instant, count in leaving if count), default=NEVER)
    frees = None if soonest >= NEVER or not low else soonest
    return Counted(low, None if missing else high, frees, missing, leaving)


def _each(ask: Asking, tally: a.Tally, subject: Subject | None, clause: Any) -> Counted:
    """Within the one call or session asked about; a new one has used nothing."""
    event = None if subject is None else subject.event
    seen = None if event is None else ask.view.by_id(event.id)
    if seen is None:
        return Counted(0, 0)
    if seen.low > ask.at:  # planned: it has used nothing yet
        ask.stays_until(seen.low)
        return Counted(0, 0)
    if not ask.view.certain(seen):
        ask.stays_until(seen.high)
    truths = [
        counts(ask, entry, tally.where, seen, clause)
        for entry in tally.count
        if entry.fact == seen.fact.kind
    ]
    if all(t is False for t in truths):
        return Counted(0, 0)
    sure = True in truths and ask.view.certain(seen)
    return _counted(ask, tally, [Hit(seen, sure)], (), lambda hit: None)


def _apart(ask: Asking, tally: a.Tally, clause: Any) -> list[Hit]:
    """Those that count when counted ones must lie apart; empty where there is no such rule.

    Which ones count hangs on the whole sequence: only what surely leaves nothing out is sure.
    """
    if tally.spacing is None:
        return []

    def free_from(event: int) -> int | None:
        due = span_end(ask, tally.spacing, event, clause=clause)
        return None if due is None or due.high is None or due.high >= NEVER else due.high

    hits = hits_of(ask, tally.count, tally.where, clause)
    settled = not _missing(ask, tally.count, ask.began(), clause)
    settled = settled and all(h.sure and h.seen.exact for h in hits)
    kept = set(spaced([h.seen.low for h in hits], free_from))
    if not settled:
        return [attrs.evolve(h, sure=False) for h in hits]
    found: dict[int, Hit] = {}
    for hit in hits:
        if hit.seen.low in kept:
            found.setdefault(hit.seen.low, hit)
    return list(found.values())


# --- amounts --------------------------------------------------------------------------------------


def _counted(
    ask: Asking, tally: a.Tally, hits: list[Hit], missing: tuple[FactKind, ...], leaves: Any
) -> Counted:
    """How much the events come to, in the tally's unit, and when some of it is free again."""
    low, high = amount(ask, tally, hits)
    shares: dict[Hashable, list[int | None]] = {}
    for hit in hits:
        if hit.sure and not (tally.unit is TallyUnit.MINUTES and not minutes(hit)):
            shares.setdefault(share(ask, tally, hit, hit.seen.low), []).append(leaves(hit))
    ends = [max(NEVER if end is None else end for end in of) for of in shares.values()]
    soonest = min(ends, default=NEVER)
    frees = None if soonest >= NEVER or not low else soonest
    return Counted(low, None if missing else high, frees, missing)


# --- sequences ------------------------------------------------------------------------------------


def _sequence(ask: Asking, tally: a.Tally, window: Any, clause: Any) -> Counted:
    """In a row, or among the last or the next so many entries of the sequence."""
    hits = hits_of(ask, tally.count, tally.where, clause)
    neutral = hits_of(ask, tally.neutral, None, clause)
    sequence = hits_of(ask, tally.of or tally.count, None, clause)
    missing = _missing(ask, (*tally.of, *tally.count), ask.began(), clause)
    low, high = in_sequence(ask, tally, window, Sequence(hits, neutral, sequence), clause)
    # What is not on the record can have broken a run, or be among the last: nothing is sure.
    return Counted(0 if missing else low, None if missing else high, None, missing)
