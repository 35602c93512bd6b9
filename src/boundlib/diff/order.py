"""Which of two values is more: the order of every kind of value that has one.

The orders stand here in one place, not on the values: some need more than the two values (the
trees of items, what must be named, the hours a name stands for), and a value is read far more
often than it is compared. What has no order here has none (spec/renegotiation 39).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

import attrs

from boundlib.declare.leaf_shapes import ChoiceShape, TextShape
from boundlib.declare.shapes import ArrayShape, Member
from boundlib.model import algebra as a
from boundlib.model import quantities as q
from boundlib.model.clause import Dates, DecidedBy
from boundlib.model.trees import item_above, item_reached_from, purpose_above
from boundlib.times.scalars import Calendar
from boundlib.vocab import (
    COVERS,
    AccessWay,
    Bearing,
    Flow,
    Force,
    Named,
    Purpose,
    SharedFor,
    SharedItem,
    Strength,
)

Order = int | None
"""How a new value stands to an old one: MORE, LESS, SAME; None where they cannot be compared."""

MORE, SAME, LESS = 1, 0, -1

LEVELS: dict[type[StrEnum], tuple[frozenset[Any], ...]] = {
    Strength: (
        frozenset({Strength.NONE}),
        frozenset({Strength.AIM}),
        frozenset({Strength.PROMISE}),
    ),
    Force: (frozenset({Force.MAY, Force.BY_ARRANGEMENT}), frozenset({Force.AUTOMATIC})),
    Flow: (frozenset({Flow.DISCLOSE, Flow.OBTAIN}), frozenset({Flow.BOTH})),
    Named: (
        frozenset({Named.NOT, Named.CODE_NAME}),
        frozenset({Named.FIRST_NAME}),
        frozenset({Named.FULL}),
    ),
    AccessWay: (
        frozenset({AccessWay.BY_LAW, AccessWay.WITH_REVIEW}),
        frozenset({AccessWay.ON_REQUEST}),
        frozenset({AccessWay.ANY_TIME}),
    ),
}
"""The words of a vocabulary from the least to the most; those of one level have no order."""

MOST = (Force.AUTOMATIC, True)
"""What says the same as absence where absence is the most."""
LEAST = (False,)
"""What says the same as absence where absence is the least."""


@attrs.frozen
class Scale:
    """What a comparison may need besides the two values."""

    named: Callable[[], frozenset[str]]
    """The items that must be named themselves, in either agreement."""
    bearing: Bearing
    """Whether the clause grants or limits: a grant does not reach what must be named."""
    hours: Callable[[str, str], Order]
    """Which of two timetables, by id, is open more."""


def flipped(order: Order) -> Order:
    """The same seen from the other side."""
    return None if order is None else -order


def together(orders: Iterable[Order]) -> Order:
    """Several parts of one value: more, if one is more and none is less."""
    found = SAME
    for order in orders:
        if order is None or (order and found == -order):
            return None
        found = order or found
    return found


def order_of(old: Any, new: Any, member: Member, scale: Scale) -> Order:
    """How the new value of a declared field stands to its old one; absence as declared."""
    absent = member.absent
    if scale.bearing is Bearing.GRANT and _is_tree(member, SharedItem):
        # Without items a grant reaches what the record has, not what must be named.
        old, new = old or (str(SharedItem.RECORD),), new or (str(SharedItem.RECORD),)
    if old == absent or new == absent:
        return _to_absence(old, new, member)
    if isinstance(member.shape, ArrayShape):
        return _lists(old, new, member.shape, scale)
    if isinstance(member.shape, TextShape):
        ref = member.shape.ref
        return scale.hours(old, new) if ref is not None and ref.to == "timetable" else None
    return compared(old, new)


def _to_absence(old: Any, new: Any, member: Member) -> Order:
    stands = None if member.effect is None else member.effect.absent
    value = new if old == member.absent else old
    if stands is None or value == member.absent:
        return SAME if old == new else None
    if any(value is end for end in (MOST if stands == "most" else LEAST)):
        return SAME
    order = LESS if stands == "most" else MORE
    return order if old == member.absent else -order


# --- sets -----------------------------------------------------------------------------------------


def _is_tree(member: Member, words: type[StrEnum]) -> bool:
    item = getattr(member.shape, "item", None)
    return isinstance(item, TextShape) and item.under is words


def _lists(old: Any, new: Any, shape: ArrayShape, scale: Scale) -> Order:
    item = shape.item
    if isinstance(item, TextShape) and item.under is SharedItem:
        if scale.bearing is Bearing.GRANT:
            return _covering(old, new, lambda path: item_reached_from(path, scale.named()))
        return _covering(old, new, item_above)
    if isinstance(item, TextShape) and item.under is SharedFor:
        return _covering(old, new, purpose_above)
    if isinstance(item, ChoiceShape) and item.cls is Purpose:
        return _covering(old, new, _purposes_above)
    return _between(_holds(Counter(new), Counter(old)), _holds(Counter(old), Counter(new)))


def _holds(one: Counter[Any], other: Counter[Any]) -> bool:
    return one >= other


def _covering(old: Any, new: Any, above: Callable[[str], Iterable[Any]]) -> Order:
    def covers(these: Any, those: Any) -> bool:
        return all(not set(these).isdisjoint(above(path)) for path in those)

    return _between(covers(new, old), covers(old, new))


def _between(over: bool, under: bool) -> Order:
    if over and under:
        return SAME
    return MORE if over else LESS if under else None


def _purposes_above(purpose: Any) -> Iterable[Any]:
    return (purpose, *(wide for wide, narrow in COVERS.items() if purpose in narrow))


# --- single values --------------------------------------------------------------------------------


def compared(old: Any, new: Any) -> Order:
    """How one value stands to another, neither of them absent."""
    if old == new:
        return SAME
    order = _ORDERS.get(type(old))
    if order is not None and type(old) is type(new):
        return order(old, new)
    if isinstance(old, Force | DecidedBy) and isinstance(new, Force | DecidedBy):
        return _force(old, new)
    if isinstance(old, a.Condition) and isinstance(new, a.Condition):
        return _conditions(old, new)
    if type(old) is not type(new):
        return None
    if isinstance(old, StrEnum):
        return _words(old, new)
    return _numbers(old, new) if isinstance(old, int | date) else None


def _numbers(old: Any, new: Any) -> Order:
    return SAME if old == new else MORE if new > old else LESS


def _ends(old: Any, new: Any, open_end: int = MORE) -> Order:
    """Two ends, of which an absent one is the last of all, or with LESS the first."""
    if old is None or new is None:
        return SAME if old is new else open_end if new is None else -open_end
    return _exact(old, new)


def _exact(old: Any, new: Any) -> Order:
    """Two amounts; only those that are settled exactly have an order."""
    return compared(old, new) if isinstance(old, int | date | Calendar) else _same(old, new)


def _free(old: Any, new: Any) -> Order:
    """A longer free part costs less; without one it is no time at all."""
    return flipped(_numbers(old or 0, new or 0)) if _plain(old) and _plain(new) else None


def _plain(amount: Any) -> bool:
    return amount is None or isinstance(amount, int)


def _same(old: Any, new: Any) -> Order:
    return SAME if old == new else None


def _apart(old: Any, new: Any, **parts: Callable[[Any, Any], Order]) -> Order:
    """Two values that differ in these fields alone, each with its own order."""
    orders = []
    olds, news = old.__dict__, new.__dict__
    for name in olds | news:
        one, other = olds.get(name), news.get(name)
        if one is other or one == other:
            continue
        order = parts.get(name)
        if order is None:
            return None
        orders.append(order(one, other))
    return together(orders)


def _spans(old: Any, new: Any, **amount: Callable[[Any, Any], Order]) -> Order:
    """A longer time on the same clock; what a condition moves has no order."""
    return None if old.extends_while is not None else _apart(old, new, **amount)


def _force(old: Any, new: Any) -> Order:
    if isinstance(old, Force) and isinstance(new, Force):
        return _words(old, new)
    return LESS if old is Force.AUTOMATIC else MORE if new is Force.AUTOMATIC else None


def _words(old: Any, new: Any) -> Order:
    levels = LEVELS.get(type(old))
    if levels is None:
        return None
    one, other = (next(i for i, words in enumerate(levels) if w in words) for w in (old, new))
    return None if one == other else _numbers(one, other)


def _conditions(old: Any, new: Any) -> Order:
    """A condition with fewer parts that must all hold, or more of which one must, holds oftener."""
    for group, sign in ((a.AnyOf, MORE), (a.AllOf, LESS)):
        if isinstance(old, group) or isinstance(new, group):
            one, other = _members(old, group), _members(new, group)
            order = _between(_holds(other, one), _holds(one, other))
            return None if order is None else order * sign
    return None


def _members(condition: Any, group: Any) -> Counter[Any]:
    if not isinstance(condition, group):
        return Counter((condition,))
    members: tuple[Any, ...] = condition.any if group is a.AnyOf else condition.all
    return Counter(members)


def _dates(old: Dates, new: Dates) -> Order:
    return together([flipped(_ends(old.first, new.first, LESS)), _ends(old.last, new.last)])


def _calendar(old: Calendar, new: Calendar) -> Order:
    return together([_numbers(old.months, new.months), _numbers(old.days, new.days)])


_ORDERS: dict[type, Callable[[Any, Any], Order]] = {
    Calendar: _calendar,
    Dates: _dates,
    a.Tally: partial(_apart, at_most=_ends),
    **dict.fromkeys((a.Elapsed, a.OpenTime, a.CalendarTime), partial(_spans, amount=_exact)),
    **dict.fromkeys((a.WorkingDays, a.Sessions), partial(_spans, count=_exact)),
    q.Money: partial(_apart, minor=_exact),
    q.Share: partial(_apart, percent=_exact, permille=_exact),
    q.Rate: partial(_apart, price=compared, free=_free),
}
"""By class of value its order; every other number, date, word and condition has its own above."""
