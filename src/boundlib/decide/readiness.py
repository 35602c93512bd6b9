"""Whether the client is ready, indicator by indicator (spec/pace 30-38)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.amounts import Truth
from boundlib.decide.asking import Asking
from boundlib.decide.contact import met
from boundlib.decide.crisis import only
from boundlib.decide.fresh import Reading, agreed, certain, latest_look, latest_score, stale
from boundlib.decide.readings import rater_of
from boundlib.decide.what import What, answered, not_applicable, unknown
from boundlib.model.pace_answers import IndicatorNow, ReadyNow
from boundlib.times.scalars import Instant
from boundlib.vocab import FactKind, Outcome, Reason

KIND = "pace.readiness"


@attrs.frozen
class Shown:
    """How an indicator stands."""

    now: IndicatorNow
    truth: Truth
    why: Reason | None = None
    """Why it is not known."""


def ready(ask: Asking) -> What:
    """Is the client ready, and which indicator is missing or too old? (30-38)"""
    found = only(ask, KIND)
    if found is None:
        if any(line.code is Reason.MORE_THAN_ONE for line in ask.reasons):
            return What(Outcome.UNKNOWN)
        return not_applicable(ask, KIND)
    clause, speaks = found
    shown = [_indicator(ask, clause, each) for each in clause.indicators]
    so = enough(clause, [each.truth for each in shown])
    value = None
    if so is not None:
        value = ReadyNow(so=so, indicators=tuple(each.now for each in shown))
    if so is None or speaks is None:
        note(ask, clause, shown)
        return unknown(ask, None if speaks else Reason.SWITCH_NOT_KNOWN, clause, value)
    note(ask, clause, shown, so=so)
    ask.because(Reason.RULES, clause)
    return answered(value)


def is_ready(ask: Asking, clause: Any) -> Truth:
    """Whether a clause on readiness finds the client ready; it notes what is missing."""
    shown = [_indicator(ask, clause, each) for each in clause.indicators]
    so = enough(clause, [each.truth for each in shown])
    note(ask, clause, shown, so=so)
    return so


def enough(clause: Any, truths: list[Truth]) -> Truth:
    """Whether as many are there as were agreed, by Kleene's strong logic."""
    needed = len(truths) if clause.at_least is None else clause.at_least
    sure, maybe = truths.count(True), truths.count(True) + truths.count(None)
    return True if sure >= needed else None if maybe >= needed else False


def note(ask: Asking, clause: Any, shown: list[Shown], *, so: Truth = None) -> None:
    """Name each indicator that decides it: what is not there, or what is not known."""
    for each in shown:
        if so is False and each.truth is False:
            ask.because(Reason.NOT_READY, clause, each.now.id)
        elif so is None and each.why is not None:
            ask.because(each.why, clause, each.now.id)
    if so is None:
        for indicator, each in zip(clause.indicators, shown, strict=True):
            if each.truth is None:
                ask.wait_for(_fact(indicator), clause)


def _fact(indicator: Any) -> FactKind:
    return FactKind.READINESS_READ if indicator.measure is None else FactKind.MEASUREMENT


def _indicator(ask: Asking, clause: Any, indicator: Any) -> Shown:
    """How one indicator stands by its latest reading."""
    rater = rater_of(ask, clause, indicator.rater)
    if indicator.measure is None:
        found = latest_look(ask, clause.id, indicator.id, rater)
    else:
        found = latest_score(ask, indicator.measure, rater)
    if not certain(ask, found):
        return _shown(indicator, None, Reason.NO_READING)
    read_at = Instant(found[0].seen.low) if found[0].seen.exact and len(found) == 1 else None
    old = agreed(found, lambda reading: stale(ask, indicator.fresh, reading, clause))
    if old is not False:
        why = Reason.STALE if old else Reason.FACT_MISSING
        return _shown(indicator, None, why, read_at, stale=old is True)
    truth = agreed(found, lambda reading: _there(indicator, reading))
    return _shown(indicator, truth, Reason.FACT_MISSING, read_at)


def _there(indicator: Any, reading: Reading) -> Truth:
    if indicator.measure is None or reading.says is None:
        says: Truth = reading.says
        return says
    least, most = indicator.at_least, indicator.at_most
    low = least is None or reading.says >= least
    return bool(low and (most is None or reading.says <= most))


def _shown(
    indicator: Any,
    truth: Truth,
    why: Reason,
    read_at: Instant | None = None,
    *,
    stale: bool = False,
) -> Shown:
    now = IndicatorNow(
        id=indicator.id, there=met(truth), stale=True if stale else None, read_at=read_at
    )
    return Shown(now, truth, why if truth is None else None)
