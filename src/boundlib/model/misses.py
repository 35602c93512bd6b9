"""Whether a condition rests on misses or silence alone (spec/governance 17)."""

from __future__ import annotations

from typing import Any

from boundlib.model import algebra as a
from boundlib.vocab import FactKind

_STATES = (a.Found, a.PhaseLeaf, a.PlanLeaf, a.AgeLeaf, a.MediumLeaf)
_FACTS = frozenset(map(str, FactKind))


def needs_more(condition: Any) -> bool:
    """Whether a condition can hold only with more than misses and silence.

    A count, an amount of time, what did not happen, a step, another clause's judgement and a
    recorded act may each be a miss or a silence. A finding, a named state, an age, a phase, a
    plan and a medium are not.
    """
    match condition:
        case a.AllOf():
            return any(map(needs_more, condition.all))
        case a.AnyOf():
            return all(map(needs_more, condition.any))
        case a.AtLeastOf():
            alone = sum(not needs_more(each) for each in condition.of)
            return alone < condition.at_least
        case a.FactLeaf():
            return condition.fact not in _FACTS
        case _:
            return isinstance(condition, _STATES)
