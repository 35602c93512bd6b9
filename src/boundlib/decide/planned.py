"""When each session is planned to begin, as far as it is known which word on it was the last."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.vocab import FactKind

_TELL = (FactKind.SESSION_SCHEDULED, FactKind.SESSION_MOVED, FactKind.SESSION_CANCELLED)


@attrs.frozen
class Plan:
    """A session that is planned, or may be."""

    starts: tuple[int, ...]
    """When it begins: one of these, in order."""
    sure: bool
    """Whether it certainly is planned."""


def plans(ask: Asking) -> dict[str, Plan]:
    """Each session that is or may be planned: moved ones at their new time, no cancelled ones.

    Of two words on a session whose order is not known each may be the last (spec/decisions 66, 69).
    """
    told: dict[str, list[Seen]] = {}
    for seen in ask.view.of(*_TELL):
        told.setdefault(seen.fact.session, []).append(seen)
        ask.view.use(seen)
    found = {}
    for session, words in told.items():
        last = _last(ask, words)
        starts = {int(s.fact.starts) for s in last if hasattr(s.fact, "starts")}
        if starts:
            sure = any(ask.view.certain(s) for s in last)
            everywhere = all(hasattr(s.fact, "starts") for s in last)
            found[session] = Plan(tuple(sorted(starts)), sure and everywhere)
    return found


def _last(ask: Asking, words: list[Seen]) -> list[Seen]:
    """Those that may be the last word on a session."""
    certain = [seen for seen in words if ask.view.certain(seen)]
    floor = max(map(_begin, certain), default=None)
    return [seen for seen in words if floor is None or _end(seen) >= floor]


def _begin(seen: Seen) -> tuple[int, bool]:
    """The earliest it can have been; what is moved or cancelled was planned before that."""
    return seen.low, _follows(seen.fact)


def _end(seen: Seen) -> tuple[int, bool]:
    return seen.high, _follows(seen.fact)


def _follows(fact: Any) -> bool:
    return bool(fact.kind != FactKind.SESSION_SCHEDULED)
