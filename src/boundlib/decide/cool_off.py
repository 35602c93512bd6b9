"""Whether a cool-off runs, and until when (spec/decisions)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Settled, Truth, both, either
from boundlib.decide.asking import Asking, widened
from boundlib.decide.named import counts
from boundlib.decide.spans import span_end
from boundlib.declare.names import Unstated
from boundlib.model.algebra import Sessions
from boundlib.model.unheard import unheard
from boundlib.vocab import Event, Purpose, Reason


@attrs.frozen
class Rest:
    """Whether it runs now, and between which instants it ends."""

    now: Truth
    ends_low: int | None = None
    """The earliest it ends; None: not known."""
    ends_high: int | None = None
    """The latest it ends; None: not known, or it does not run."""
    why: Reason | None = None
    """Why it is not known whether it runs, where its length was not settled closely."""


def resting(ask: Asking, clause: Any) -> Rest:
    """Whether a cool-off runs now. Each act begins its own; the last to end rules.

    An act that is not on the record is not known not to have happened, unless the record says
    that it is complete since as long ago as the cool-off could still run.
    """
    if isinstance(clause.lasts, Unstated):
        ask.because(Reason.UNSTATED, clause)
    running: list[Rest] = []
    for entry in clause.after:
        for seen in reversed(ask.view.of(entry.fact)):
            named = counts(ask, entry, None, seen, clause)
            if named is False:
                continue
            rest = _one(ask, clause, seen)
            if _long_over(ask, clause, rest) and ask.view.exact(entry.fact):
                break  # what came before has ended before
            if rest.now is not False:
                ask.view.use(seen)
                running.append(rest if named is True else attrs.evolve(rest, now=None))
    now = either([rest.now for rest in running])
    known = all(_known_absent(ask, clause, entry) for entry in clause.after)
    if now is False and not known:
        _explain(ask, clause)
        return Rest(None)
    for rest in running:
        if now is None and rest.why is not None:
            ask.because(rest.why, clause)
    # An act that is not on the record may have begun another one, which ends later.
    lows = [r.ends_low for r in running if r.now is now and r.ends_low is not None]
    low = max(lows, default=None)
    highs = [rest.ends_high for rest in running if rest.ends_high is not None]
    settled = known and len(highs) == len(running)
    high = max(highs, default=None) if settled else None
    if _hangs_on_a_fact(clause):
        # Nobody can say that it never ends: what it waits for may come at any time.
        ask.turning.add(clause.id)
        low, high = (None if end is not None and end >= NEVER else end for end in (low, high))
    return Rest(now, low, high)


def _hangs_on_a_fact(clause: Any) -> bool:
    """Whether its end waits for something else than time: a session, or that something is over."""
    lasts = clause.lasts
    return isinstance(lasts, Sessions) or getattr(lasts, "extends_while", None) is not None


def begun_by(ask: Asking, clause: Any, seen: Any) -> Truth:
    """Whether an act begins this cool-off; one that rests nothing is none (spec/decisions 24)."""
    if Purpose.COACHING not in widened(clause.suspends):
        return False
    entries = [entry for entry in clause.after if entry.fact == seen.fact.kind]
    named = either([counts(ask, entry, None, seen, clause) for entry in entries])
    source = None if isinstance(clause.lasts, Unstated) else clause.lasts.from_
    if source is not Event.TOLD and not isinstance(source, Unstated):
        return named
    told = getattr(seen.fact, "told_at", None)
    if told is not None:
        ask.stays_until(int(told))
    if told is not None and told <= ask.at:
        return named
    # Not told yet; where nobody said when, or from what it runs, that is not known.
    return both([named, False if told is not None and source is Event.TOLD else None])


def _explain(ask: Asking, clause: Any) -> None:
    for entry in clause.after:
        ask.because(Reason.RECORD_INCOMPLETE, clause, entry.fact)
        ask.wait_for(entry.fact, clause)


_SLACK = 4 * 86_400
"""The most by which an earlier act's cool-off may end after a later one's: months are uneven."""


def _long_over(ask: Asking, clause: Any, rest: Rest) -> bool:
    """Whether one is over so long that those of earlier acts are over too.

    From when an act was told that does not follow: an earlier act may be told later.
    """
    source = None if isinstance(clause.lasts, Unstated) else clause.lasts.from_
    if source is Event.TOLD or isinstance(source, Unstated):
        return False
    return rest.now is False and (rest.ends_high or ask.at) <= ask.at - _SLACK


def _one(ask: Asking, clause: Any, seen: Any) -> Rest:
    """The cool-off that one act begins."""
    if isinstance(clause.lasts, Unstated):
        return Rest(None)
    told = getattr(seen.fact, "told_at", None)
    if clause.lasts.from_ is Event.TOLD and told is not None and told > ask.at:
        ask.stays_until(int(told))
        return Rest(False)
    ends = []
    for act in sorted({seen.low, seen.high}):
        events = {Event.ACT: act, Event.TOLD: None if told is None else int(told)}
        due = span_end(ask, clause.lasts, act, clause=clause, events=events)
        if due is None:
            return Rest(None)
        ends.append(due)
    low, high = ends[0].low, ends[-1].high
    ask.stays_until(low)
    ask.stays_until(high)
    if high is not None and ask.at >= high:
        return Rest(False, low, high)
    begun: Truth = True if ask.view.certain(seen) else None
    why = None
    if ends[0].rough or low is None or ask.at >= low:
        begun, why = None, _UNSETTLED.get(ends[0].settled)
    return Rest(begun, low, high, why)


_UNSETTLED = {
    Settled.ABOUT: Reason.ROUGHLY,
    Settled.RANGE: Reason.NOT_SETTLED,
    Settled.BAND: Reason.NOT_SETTLED,
}


def _known_absent(ask: Asking, clause: Any, entry: Any) -> bool:
    """Whether the record shows that no such act can still have an effect.

    An act before the record became complete would have had its effect by now.
    """
    if unheard(entry.fact, clause):
        return True
    covered = ask.view.covered_from(entry.fact)
    if covered is None:
        return False
    began = ask.began()
    if began is not None and covered <= began:
        return True
    if isinstance(clause.lasts, Unstated):
        return False
    # Of an act from before the record is complete it is taken that it was told by then.
    events = dict.fromkeys((Event.ACT, Event.TOLD), covered)
    due = span_end(ask.aside(), clause.lasts, covered, clause=clause, events=events)
    if due is None or due.high is None:
        return False
    ask.stays_until(due.high)
    return ask.at >= due.high
