"""Which facts, each of them alone, would change a condition that is known (spec/decisions 87)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.asking import Asking
from boundlib.decide.conditions import truth
from boundlib.model import algebra as a
from boundlib.model.unheard import unheard
from boundlib.vocab import FactKind

_KINDS = frozenset(map(str, FactKind))

_NAMED: dict[type, FactKind | str] = {
    a.PhaseLeaf: FactKind.PHASE_ENTERED,
    a.StepLeaf: FactKind.STEP_CONFIRMED,
    a.Found: FactKind.FOUND,
    a.PlanLeaf: "plan",
}
"""What says whether such a leaf is so: the latest word, which another can follow."""


def wait_alone(ask: Asking, clause: Any) -> None:
    """Let a denial wait for what alone would meet its clause, or switch that off."""
    found = _levers(ask, clause.require, clause, wanted=True)
    if clause.when is not None:
        found |= _levers(ask, clause.when, clause, wanted=False)
    ask.waits.clear()
    for name in sorted(found):
        ask.wait_for(name, clause)


def _levers(ask: Asking, condition: Any, clause: Any, *, wanted: bool) -> set[str]:
    """The names of the facts that alone would make a condition so, or not so."""
    if isinstance(condition, a.Not):
        return _levers(ask, condition.not_, clause, wanted=not wanted)
    if isinstance(condition, a.AllOf | a.AnyOf | a.AtLeastOf):
        return _of_group(ask, condition, clause, wanted=wanted)
    name = _named_by(ask, condition, clause)
    if name is None or truth(ask.aside(), condition, clause=clause) is wanted:
        return set()
    undone = isinstance(condition, a.FactLeaf) and name in _KINDS and not wanted
    return set() if undone else {name}  # what was done stays done


def _of_group(ask: Asking, condition: Any, clause: Any, *, wanted: bool) -> set[str]:
    match condition:
        case a.AllOf():
            parts, needed = condition.all, len(condition.all)
        case a.AnyOf():
            parts, needed = condition.any, 1
        case _:
            parts, needed = condition.of, condition.at_least
    if not wanted:
        needed = len(parts) - needed + 1
    there = [truth(ask.aside(), part, clause=clause) is wanted for part in parts]
    missing = needed - sum(there)
    found = [
        _levers(ask, p, clause, wanted=wanted) for p, so in zip(parts, there, strict=True) if not so
    ]
    # One fact may bear on several parts at once.
    names = set().union(*found)
    return {name for name in names if sum(name in part for part in found) >= missing}


def _named_by(ask: Asking, leaf: Any, clause: Any) -> str | None:
    """What a fact about a leaf is called; None where no fact alone decides it."""
    if isinstance(leaf, a.FactLeaf):
        return None if unheard(leaf.fact, clause) else leaf.fact
    if isinstance(leaf, a.Comparison):
        own = leaf.quantity in ask.subject.quantities or leaf.quantity == "age"
        return None if own or leaf.quantity in ask.frame.measures else leaf.quantity
    name = _NAMED.get(type(leaf))
    return None if name is None else str(name)
