"""Readings of a measure in the order of their times, not of their recording (spec/measures)."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import attrs

from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Chosen, Seen
from boundlib.measures.scoring import Scored, scored
from boundlib.model.measures import Measure
from boundlib.vocab import FactKind, Reason, Role

_OWN = (None, "self")


@attrs.frozen
class Reading:
    """A reading and what it comes to."""

    seen: Seen
    scored: Scored

    @property
    def score(self) -> int | None:
        """Its score; None: it has none."""
        return self.scored.score


@attrs.frozen
class Series:
    """All readings of a measure by one rater."""

    held: Chosen
    all: list[Reading]
    apart: tuple[Series, ...] = ()
    """Where several clients have their own: those of each by themselves (59)."""


def series(ask: Asking, measure: str, rater: str | None, *, session: str | None = None) -> Series:
    """The readings of a measure by a rater; the client's own where none is named (23).

    `session`: only those in it.
    """
    whose = one_of(ask, rater) if is_own(ask, rater) else rater
    name = ("readings", measure, whose, session)
    found: Series | None = ask.view.kept.get(name)
    if found is None:

        def wanted(fact: Any) -> bool:
            here = session is None or fact.session == session
            return bool(fact.measure == measure and here and is_by(ask, fact, rater))

        held = ask.view.chosen(FactKind.MEASUREMENT, (*name, "chosen"), wanted)
        read = [Reading(seen, _scored(ask, seen.fact)) for seen in held.seen]
        found = ask.view.kept[name] = Series(held, read, _apart(ask, read))
    return found


def _apart(ask: Asking, read: list[Reading]) -> tuple[Series, ...]:
    """The readings of each of several clients; none, where all are of one."""
    each: dict[str | None, list[Reading]] = {}
    for reading in read:
        each.setdefault(whose_own(ask, reading.seen.fact), []).append(reading)
    if len(each) < 2:
        return ()
    return tuple(Series(Chosen([r.seen for r in mine]), mine) for mine in each.values())


def _scored(ask: Asking, fact: Any) -> Scored:
    """What a reading comes to; of a measure that nobody described, what was written down."""
    measure = ask.frame.measures.get(fact.measure)
    return Scored(fact.score) if measure is None else scored(measure, fact)


def is_own(ask: Asking, rater: str | None) -> bool:
    """Whether a rater is the client: nobody named, `self`, the client's id or role (23)."""
    return rater in _OWN or ask.frame.holds(rater, Role.CLIENT)


def is_by(ask: Asking, fact: Any, rater: str | None) -> bool:
    """Whether a reading is by whom it is asked for; one that names no rater is the client's."""
    if not is_own(ask, rater):
        return bool(fact.rater == rater)
    if not is_own(ask, fact.rater):
        return False
    meant, whose = one_of(ask, rater), whose_own(ask, fact)
    return meant is None or whose in (None, meant)


def one_of(ask: Asking, name: str | None) -> str | None:
    """Of several clients the one that is named; None: none of them, or there is only one."""
    clients = ask.frame.holders(Role.CLIENT)
    if name is None or len(clients) < 2:
        return None
    held = clients & ask.frame.holders(name)
    return min(held) if len(held) == 1 else None


def whose_own(ask: Asking, fact: Any) -> str | None:
    """Of several clients the one whose own reading it is; None: nobody says (59)."""
    return one_of(ask, fact.rater) or one_of(ask, fact.by)


def rater_of(ask: Asking, clause: Any, rater: str | None) -> str | None:
    """Whose readings a clause means: the client's own are of the one client it binds (59)."""
    bound = () if clause is None else clause.by
    clients = ask.frame.holders(Role.CLIENT) & ask.frame.everybody(bound)
    if len(clients) != 1 or not is_own(ask, rater) or one_of(ask, rater) is not None:
        return rater
    return min(clients)


def latest(ask: Asking, found: Series) -> list[Reading]:
    """The latest reading, and any other that may be the latest; a certain one first (24, 59)."""
    parts = found.apart or (found,)
    last = [part.all[place] for part in parts for place in ask.view.last(part.held)]
    return sorted(last, key=lambda reading: not ask.view.certain(reading.seen))


def first(ask: Asking, found: Series, since: int | None, *, with_score: bool) -> list[Reading]:
    """The first reading from an instant on, and any other that may be the first (24, 27, 59)."""
    parts = found.apart or (found,)
    return [r for part in parts for r in _first(ask, part, since, with_score=with_score)]


def _first(ask: Asking, found: Series, since: int | None, *, with_score: bool) -> list[Reading]:
    lows, end = found.held.lows, ask.view.passed(found.held)
    begin = 0 if since is None else bisect_left(lows, since - found.held.widest)
    ceiling: int | None = None
    candidates = []
    for reading in found.all[begin:end]:
        seen = reading.seen
        if ceiling is not None and seen.low > ceiling:
            break
        if (since is not None and seen.high < since) or (with_score and reading.score is None):
            continue
        candidates.append(reading)
        if ask.view.certain(seen) and (since is None or seen.low >= since):
            ceiling = seen.high if ceiling is None else min(ceiling, seen.high)
    return [r for r in candidates if ceiling is None or r.seen.low <= ceiling]


def settled(
    ask: Asking, candidates: list[Reading], clause: Any, measure: Measure
) -> Reading | None:
    """The one reading that is meant; None with the reason why it is not known (24-26)."""
    if not candidates:
        none_there(ask, clause, measure)
        return None
    for reading in candidates:
        ask.view.use(reading.seen)
    chosen = candidates[0]
    if not ask.view.certain(chosen.seen) or any(r.scored != chosen.scored for r in candidates):
        ask.because(Reason.NOT_SETTLED, clause, FactKind.MEASUREMENT)
        ask.wait_for(FactKind.MEASUREMENT, clause)
        return None
    return chosen


def none_there(ask: Asking, clause: Any, measure: Measure) -> None:
    """There is no reading that counts (25)."""
    ask.because(Reason.NO_READING, clause, measure.id)
    ask.wait_for(FactKind.MEASUREMENT, clause)


def doubt(ask: Asking, reading: Reading, clause: Any, measure: Measure) -> None:
    """Why a reading has no score (26)."""
    trouble = reading.scored.trouble
    if trouble is None:
        none_there(ask, clause, measure)
        return
    ask.view.use(reading.seen)
    ask.because(trouble, clause, reading.scored.at)
    ask.wait_for(FactKind.MEASUREMENT, clause)


def scores_now(ask: Asking, measure: Measure, clause: Any) -> list[int]:
    """The scores that the latest of the client's own readings may have; none: not known (28)."""
    last = latest(ask, series(ask, measure.id, rater_of(ask, clause, None)))
    if not last or not ask.view.certain(last[0].seen):
        none_there(ask, clause, measure)
        return []
    for reading in last:
        ask.view.use(reading.seen)
        if reading.score is None:
            doubt(ask, reading, clause, measure)
            return []
    return sorted({reading.score for reading in last if reading.score is not None})
