"""What a change does to the rule: from the declaration of its field (spec/renegotiation 38-39).

A field says what more of it does; the order says whether it became more. Where the answer to a
question can turn on more than that, `guards` says so, and the change is shifted.
"""

from __future__ import annotations

from typing import Any

from boundlib.declare.shapes import Member, object_shape
from boundlib.declare.walk import Path, at, is_declared
from boundlib.diff.entries import Entry
from boundlib.diff.guards import turns_on_more
from boundlib.diff.hours import part_open_more
from boundlib.diff.order import LESS, MORE, SAME, Order, flipped, order_of, together
from boundlib.diff.pair import Pair
from boundlib.model.algebra import OpenTime, WorkingDays
from boundlib.vocab import Bearing, ChangeKind, DayEnd, RuleChange

_ADDING: dict[Bearing, Order] = {
    Bearing.GRANT: MORE,
    Bearing.LIMIT: LESS,
    Bearing.DUTY: LESS,
    Bearing.TERM: None,
}
"""What another clause does: MORE makes the rule looser, LESS tighter."""

_WORDS = {
    MORE: RuleChange.LOOSENED,
    LESS: RuleChange.TIGHTENED,
    SAME: RuleChange.NEUTRAL,
    None: RuleChange.SHIFTED,
}


def direction_of(entry: Entry, pair: Pair) -> RuleChange:
    """The direction of one entry."""
    if not pair.fully_read:
        return RuleChange.SHIFTED
    if entry.change is ChangeKind.MOVED:
        return RuleChange.SHIFTED if entry.field else RuleChange.NEUTRAL
    if entry.part == "clause":
        return _WORDS[_clause(entry, pair)]
    if entry.part == "timetable":
        return _WORDS[together(order for _, order in used(entry, pair))]
    return RuleChange.NEUTRAL if _decides_nothing(entry, pair) else RuleChange.SHIFTED


def _decides_nothing(entry: Entry, pair: Pair) -> bool:
    if entry.field is None:
        return False
    whole = pair.new.parties[0] if entry.part == "party" else pair.new
    member = object_shape(type(whole)).members[entry.field]
    return member.effect is not None and member.effect.more == "neutral"


# --- clauses --------------------------------------------------------------------------------------


def _clause(entry: Entry, pair: Pair) -> Order:
    olds, news = pair.versions(str(entry.id))
    clause: Any = news if news is not None else olds
    if entry.field is None:
        clause = entry.new if entry.change is ChangeKind.ADDED else entry.old
        order = _ADDING[clause.bearing]
        if turns_on_more(clause, clause, None, pair):
            return None
        return order if entry.change is ChangeKind.ADDED else flipped(order)
    name, *inside = entry.field.split("/")
    member = object_shape(type(clause)).members[name]
    sign = sign_of(member, clause.bearing)
    if not sign:
        return sign
    if inside:
        # Of a list only its items as such have an order.
        alone = len(inside) == 1 and entry.change is not ChangeKind.ALTERED
        order = (MORE if entry.change is ChangeKind.ADDED else LESS) if alone else None
    else:
        order = order_of(
            getattr(olds, member.name),
            getattr(news, member.name),
            member,
            pair.scale(clause.bearing),
        )
    if not order:
        return order
    return None if turns_on_more(olds, news, name, pair) else order * sign


def sign_of(member: Member, bearing: Bearing) -> Order:
    """Whether more of a field makes the rule looser (MORE), tighter, or does nothing."""
    if member.effect is None:
        return None
    match member.effect.more:
        case "looser":
            return MORE
        case "tighter":
            return LESS
        case "neutral":
            return SAME
    return _ADDING[bearing]


# --- timetables -----------------------------------------------------------------------------------


def used(entry: Entry, pair: Pair) -> list[tuple[Any, Order]]:
    """Each clause that uses a changed timetable, and what the change does through it."""
    found: list[tuple[Any, Order]] = []
    for clause, path in pair.uses.get(str(entry.id), ()):
        if entry.field is None:
            found.append((clause, SAME))  # the clauses that begin or cease to use it say so
            continue
        order = part_open_more(entry.field, *pair.timetables(str(entry.id)))
        sign = _through(clause, path)
        if order and sign and turns_on_more(clause, clause, "timetable", pair):
            order = None
        found.append((clause, None if order is None or sign is None else order * sign))
    return found


def _through(clause: Any, path: Path) -> Order:
    """Whether more hours make the rule looser where a clause uses them."""
    member = object_shape(type(clause)).members[str(path[0])]
    sign = sign_of(member, clause.bearing)
    if len(path) == 1:
        return sign
    # In a longer time to count, more hours end it sooner.
    span = at(clause, path[:1])
    counts = len(path) == 2 and is_declared(span) and _ends_sooner(span)
    return flipped(sign) if counts else None


def _ends_sooner(span: Any) -> bool:
    if not isinstance(span, OpenTime | WorkingDays) or span.extends_while is not None:
        return False
    # Until closing time: a longer day ends later.
    return isinstance(span, OpenTime) or not (
        span.ends is DayEnd.CLOSE or hasattr(span.ends, "unstated")
    )
