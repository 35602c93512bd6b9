"""What a change does for each party: from who acts by a clause and whom it guards."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from boundlib.declare.shapes import Member, object_shape
from boundlib.diff.direction import used
from boundlib.diff.entries import Entry
from boundlib.diff.order import Order
from boundlib.diff.pair import Pair
from boundlib.vocab import Bearing, PartyEffect, Role, RuleChange

THERAPISTS = (Role.THERAPIST, Role.PRACTICE)

_GUARDS_CLIENT = ("sharing", "pace", "governance")
"""The topics in which a limit guards the client, whoever acts; elsewhere whoever is acted on."""

_BY_ANYBODY = ("governance.ending", "governance.exception_process")
"""Kinds by which the client acts as well, where they name nobody."""

_OF_ONE = "work.setback"
"""Its `by` says whose it is: what is done then, the others do, and what stays guards them."""

_DIRECTIONS: dict[Order, RuleChange] = {
    1: RuleChange.LOOSENED,
    -1: RuleChange.TIGHTENED,
    0: RuleChange.NEUTRAL,
    None: RuleChange.SHIFTED,
}


def effects_of(entry: Entry, direction: RuleChange, pair: Pair) -> dict[str, PartyEffect]:
    """The effect for each party of either text."""
    effects = dict.fromkeys(pair.parties, PartyEffect.SAME)
    if direction is RuleChange.NEUTRAL:
        return effects
    if not pair.fully_read:
        return dict.fromkeys(pair.parties, PartyEffect.MIXED)
    if entry.part == "clause":
        _add(effects, entry, _both(entry, pair), direction, pair)
    elif entry.part == "timetable":
        for clause, order in used(entry, pair):
            _add(effects, None, () if clause is None else (clause,), _DIRECTIONS[order], pair)
    else:
        return dict.fromkeys(pair.parties, PartyEffect.MIXED)
    return effects


def _both(entry: Entry, pair: Pair) -> tuple[Any, ...]:
    if entry.field is None:
        return (entry.old if entry.new is None else entry.new,)
    return tuple(clause for clause in pair.versions(str(entry.id)) if clause is not None)


def _add(
    effects: dict[str, PartyEffect],
    entry: Entry | None,
    clauses: tuple[Any, ...],
    direction: RuleChange,
    pair: Pair,
) -> None:
    """Add to the effects what a change does through one clause."""
    if direction is RuleChange.NEUTRAL:
        return
    field = None if entry is None or entry.field is None else entry.field.partition("/")[0]
    sides = [_sides(clause, _declared(clause.__class__, field), pair) for clause in clauses]
    acting = frozenset().union(*(side[0] for side in sides))
    guarded = frozenset().union(*(side[1] for side in sides))
    if field in ("by", "to") and len(clauses) == 2:
        acting, guarded = _who_moved(field, clauses, (acting, guarded), pair)
    both = acting & guarded
    if direction is RuleChange.SHIFTED or not (acting or guarded):
        both = acting | guarded or pair.sides
    first, second = PartyEffect.GAINS, PartyEffect.LOSES
    if direction is RuleChange.TIGHTENED:
        first, second = second, first
    for who, effect in (
        (both, PartyEffect.MIXED),
        (acting - both, first),
        (guarded - both, second),
    ):
        for party in who:
            before = effects[party]
            alike = before is effect or before is PartyEffect.SAME
            effects[party] = effect if alike else PartyEffect.MIXED


Side = frozenset[str]


def _who_moved(field: str, clauses: Any, sides: tuple[Side, Side], pair: Pair) -> tuple[Side, Side]:
    """Without whoever stays on the side that changed: it concerns whoever comes or goes."""
    acting, guarded = sides
    named = [getattr(clause, field) or clause.unsaid(field) for clause in clauses]
    old, new = (pair.holders(names) or pair.sides for names in named)
    if field == "to" and _topic(clauses[0]) not in _GUARDS_CLIENT:
        return acting, guarded - (old & new) or guarded
    return acting - (old & new) or acting, guarded


def _topic(clause: Any) -> str:
    return str(clause.kind.partition(".")[0])


def _sides(clause: Any, whose: str | None, pair: Pair) -> tuple[Side, Side]:
    """Who acts by a clause, or owes something, and whom it guards, or owes it to."""
    by, to = pair.holders(getattr(clause, "by", ())), pair.holders(getattr(clause, "to", ()))
    both = pair.sides
    if not by and (unsaid := clause.unsaid("by")):
        by = pair.holders(unsaid)
        to = to or (both if len(unsaid) > 1 else to)  # they owe it each other
    to = to or pair.holders(clause.unsaid("to")) - by
    if clause.kind == _OF_ONE:
        by, to = to or both - by, by
    if whose is not None:
        return pair.holders((whose,)), frozenset()
    if _topic(clause) in _GUARDS_CLIENT:
        guarded = pair.holders((Role.CLIENT,))
        if clause.kind in _BY_ANYBODY and not by:
            return both, guarded
        return (by | to if by else both - guarded), guarded
    if clause.bearing is Bearing.DUTY and not by:
        by = pair.holders(THERAPISTS)  # what nobody in particular owes, they owe
    return by or both - to or both, to or both - by or both


@cache
def _declared(cls: Any, field: str | None) -> str | None:
    """Whose freedom or burden it is, as the field declares it; of a whole clause, as any does."""
    members = object_shape(cls).members
    asked: Iterable[Member] = members.values() if field is None else (members[field],)
    return next((m.effect.whose for m in asked if m.effect and m.effect.whose), None)
