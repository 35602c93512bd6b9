"""What a change does to the rule: from the declaration of its field (spec/renegotiation 38-39).

A field says what more of it does; the order says whether it became more. Where the answer to a
question can turn on more than that, `guards` says so, and the change is shifted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from boundlib.declare.shapes import Member, object_shape
from boundlib.declare.walk import Path, is_declared
from boundlib.diff.entries import Entry
from boundlib.diff.guards import turns_on_more
from boundlib.diff.hours import part_open_more
from boundlib.diff.order import LESS, MORE, SAME, Order, flipped, order_of, together
from boundlib.diff.pair import Pair
from boundlib.model.agreement import Agreement, Party
from boundlib.model.algebra import OpenTime, WorkingDays
from boundlib.model.measures import Measure
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
    return RuleChange.NEUTRAL if _decides_nothing(entry) else RuleChange.SHIFTED


_WHOLE: dict[str, Any] = {"party": Party, "measure": Measure}
"""Whose member a changed field is; otherwise it is one of the agreement itself."""


def _decides_nothing(entry: Entry) -> bool:
    if entry.field is None:
        return False
    whole = _WHOLE.get(entry.part, Agreement)
    member = object_shape(whole).members[entry.field.partition("/")[0]]
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
            _said(olds, member.name),
            _said(news, member.name),
            member,
            pair.scale(clause.bearing),
        )
    if not order:
        return order
    return None if turns_on_more(olds, news, name, pair) else order * sign


def _said(clause: Any, name: str) -> Any:
    """What a member says; of nobody in particular, whom the kind then means."""
    said = getattr(clause, name)
    return said or clause.unsaid(name) or said


def sign_of(member: Member, bearing: Bearing) -> Order:
    """Whether more of a field makes the rule looser (MORE), tighter, or does nothing."""
    match member.effect and member.effect.more:
        case "looser":
            return MORE
        case "tighter":
            return LESS
        case "neutral":
            return SAME
        case "wider":
            return _ADDING[bearing]
    return None


# --- timetables -----------------------------------------------------------------------------------


def used(entry: Entry, pair: Pair) -> list[tuple[Any, Order]]:
    """Each clause that uses a changed timetable, and what the change does through it.

    No clause: it says something by itself.
    """
    key = str(entry.id), entry.field
    found = pair.found.get(key)
    if found is None:
        found = pair.found[key] = list(_uses(*key, pair))
    return found


def _uses(name: str, field: str | None, pair: Pair) -> Iterator[tuple[Any, Order]]:
    order = None
    if field is not None:
        order = part_open_more(field, *pair.timetables(name))
    if field == "leave" or (field is None and any(t.leave for t in pair.named(name))):
        # Who is away and who covers turns on it, whatever timetable and clause say so.
        unused = () if pair.uses(name) else (None,)
        for clause in pair.of_kind("contact.cover") or unused:
            yield clause, None
    for clause, path in pair.uses(name):
        if field is None:
            yield clause, SAME  # the clauses that begin or cease to use it say so
            continue
        sign = _through(clause, path)
        if order is None or sign is None or not order * sign:
            yield clause, None if order is None or sign is None else SAME
        else:
            bound = turns_on_more(clause, clause, "timetable", pair)
            yield clause, None if bound else order * sign


def _through(clause: Any, path: Path) -> Order:
    """Whether more hours make the rule looser where a clause uses them."""
    name, sign = _sign_in(clause.__class__, str(path[0]))
    if len(path) == 1:
        return sign
    # In a longer time to count, more hours end it sooner.
    span = getattr(clause, name)
    counts = len(path) == 2 and is_declared(span) and _ends_sooner(span)
    return flipped(sign) if counts else None


@cache
def _sign_in(cls: Any, wire: str) -> tuple[str, Order]:
    """The name of a member of a kind of clause, and what more of it does."""
    member = object_shape(cls).members[wire]
    return member.name, sign_of(member, cls.bearing)


def _ends_sooner(span: Any) -> bool:
    if not isinstance(span, OpenTime | WorkingDays) or span.extends_while is not None:
        return False
    # Until closing time: a longer day ends later.
    return isinstance(span, OpenTime) or not (
        span.ends is DayEnd.CLOSE or hasattr(span.ends, "unstated")
    )
