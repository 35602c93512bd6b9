"""The outcomes of what-questions (spec/decisions)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Truth
from boundlib.decide.asking import Asking
from boundlib.decide.gaps import in_gap
from boundlib.model.answers import Never
from boundlib.model.decision import Alternative
from boundlib.times.scalars import Instant
from boundlib.vocab import Outcome, Reason


@attrs.frozen
class What:
    """An outcome with its value, under one reading of the text."""

    outcome: Outcome
    value: Any = None
    alternatives: tuple[Alternative, ...] = ()
    next: Any = None
    route: Any = None
    items: tuple[Any, ...] = ()
    near_miss: Any = None


NOTHING = What(Outcome.NOT_APPLICABLE)
"""Nothing to count and nothing to pay."""


def answered(value: Any) -> What:
    """The value."""
    return What(Outcome.ANSWERED, value)


def not_applicable(
    ask: Asking, kind: str | None = None, fits: Callable[[Any], Truth] = lambda clause: True
) -> What:
    """Nothing was agreed on this, unless it falls between clauses of the kind."""
    if kind is not None and in_gap(ask, kind, fits):
        return What(Outcome.UNKNOWN)
    if not ask.reasons:
        ask.because(Reason.NOTHING_AGREED)
    return NOTHING


def unknown(ask: Asking, code: Reason | None, clause: Any, value: Any) -> What:
    """Not known; with what would hold if it were."""
    if code is not None:
        ask.because(code, clause)
    elif not any(line.clause == clause.id for line in ask.reasons):
        ask.because(Reason.FACT_MISSING, clause)
    if value is None:
        return What(Outcome.UNKNOWN)
    maybe = Alternative(outcome=Outcome.ANSWERED, value=value, if_="spoken_for")
    return What(Outcome.UNKNOWN, alternatives=(maybe,))


def refer(ask: Asking, code: Reason, clause: Any, value: Any) -> What:
    """A person decides; the value holds if nobody decides otherwise."""
    ask.because(code, clause)
    return What(Outcome.REFER, value)


def instant(epoch: int | None) -> Any:
    """An instant of an answer, or never; None: not known."""
    if epoch is None:
        return None
    return Never(never=True) if epoch >= NEVER else Instant(epoch)
