"""Whether a party consented to a clause, and still does (spec/decisions)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.vocab import FactKind


def withdrawal(ask: Asking, clause: Any) -> Seen | None:
    """The withdrawal of consent to a clause that still stands; a later consent ends it.

    Whatever the record leaves open counts for the withdrawal.
    """
    last: Seen | None = None
    for seen in _facts(ask, FactKind.CONSENT_WITHDRAWN, clause):
        if last is None or seen.high > last.high:
            last = seen
    if last is None:
        return None
    for seen in _facts(ask, FactKind.CONSENT_GIVEN, clause):
        if ask.view.certain(seen) and seen.low > last.high:
            return None
    ask.view.use(last)
    return last


def given(ask: Asking, clause: Any) -> bool:
    """Whether consent to a clause is on the record and stands."""
    if withdrawal(ask, clause) is not None:
        return False
    for seen in _facts(ask, FactKind.CONSENT_GIVEN, clause):
        if ask.view.certain(seen):
            ask.view.use(seen)
            return True
    return False


def _facts(ask: Asking, kind: FactKind, clause: Any) -> list[Seen]:
    return [seen for seen in ask.view.of(kind) if seen.fact.clause == clause.id]
