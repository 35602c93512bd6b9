"""Contact: no limit that reaches into a crisis, no cool-off that grows, no price left open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boundlib.findings.looking import At, Path, Whole, finding, is_unstated
from boundlib.model.algebra import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Condition,
    Entry,
    FactLeaf,
    Reached,
    Sessions,
    Tally,
)
from boundlib.model.contact import ContactCoolOff, ContactFee
from boundlib.model.quantities import Band, Range, Rate, Segments
from boundlib.model.windows import InPeriod
from boundlib.vocab import Event, FactKind, Purpose, Role

_ASKING_FOR_HELP = {
    FactKind.MESSAGE_SENT,
    FactKind.MESSAGE_READ,
    FactKind.REPLY_SENT,
    FactKind.CALL_HELD,
    FactKind.TOLD,
    FactKind.LOCATION_GIVEN,
    FactKind.DISCLOSED,
}
"""Acts of contact, or of telling: a person who needs help does these."""

_NAMED = {FactKind.HAPPENED, FactKind.STATED, FactKind.MEASURED, FactKind.FOUND}
"""Facts that are whatever somebody calls by their name: asking for help may be one of them."""

_CONTACT_EVENTS = {
    Event.MESSAGE_SENT,
    Event.MESSAGE_RECEIVED,
    Event.MESSAGE_READ,
    Event.LAST_CONTACT,
}
"""Events that the next call or message moves."""


@finding(
    "limit_covers_crisis",
    "this limit says that it holds in a crisis too",
    hint="take `in_crisis_too` out: no limit changes a crisis answer",
    blocks_adoption=True,
    of_one_clause=True,
)
def limit_covers_crisis(whole: Whole) -> Iterator[At]:
    """A limit or a fee with `in_crisis_too`."""
    for index, clause in whole.clauses:
        if getattr(clause, "in_crisis_too", None):
            yield At(("clauses", index, "in_crisis_too"))


@finding(
    "right_waived",
    "this claims to take away a right that the client keeps",
    hint="take it out: it changes no answer and cannot be agreed",
    blocks_adoption=True,
    of_one_clause=True,
)
def right_waived(whole: Whole) -> Iterator[At]:
    """A clause with `waives`."""
    for index, clause in whole.clauses:
        if clause.waives:
            yield At(("clauses", index, "waives"))


@finding(
    "cool_off_renews_itself",
    "this cool-off can start again through asking for help",
    hint="let it begin with one recorded act that is no contact, or tell the client first",
)
def cool_off_renews_itself(whole: Whole) -> Iterator[At]:
    """A trigger is contact itself, is judged by a contact clause, or is a mere name.

    Likewise where the time runs from the last contact: each call moves its end.
    """
    for path, clause in whole.all(ContactCoolOff):
        warned = _asks_whether_told(clause.when)
        for number, entry in enumerate(clause.after):
            if _may_be_contact(entry, whole, warned):
                yield At((*path, "after", number))
        if getattr(clause.lasts, "from_", None) in _CONTACT_EVENTS:
            yield At((*path, "lasts", "from"))


def _may_be_contact(entry: Entry, whole: Whole, warned: bool) -> bool:
    if entry.by is not None and not whole.stands_for(entry.by, Role.CLIENT):
        return False
    if entry.judged_by is not None:
        return whole.kinds[entry.judged_by].startswith(("contact.", "crisis."))
    return entry.fact in _ASKING_FOR_HELP or (entry.fact in _NAMED and not warned)


def _asks_whether_told(condition: Condition | None) -> bool:
    """Whether a condition needs that somebody was told before: `told` as a fact or in a tally."""
    match condition:
        case AllOf():
            return any(map(_asks_whether_told, condition.all))
        case AnyOf():
            return all(map(_asks_whether_told, condition.any))
        case AtLeastOf():
            return all(map(_asks_whether_told, condition.of))
        case FactLeaf():
            return condition.fact == FactKind.TOLD
        case Reached():
            return all(entry.fact is FactKind.TOLD for entry in condition.reached.count)
    return False


@finding(
    "cool_off_too_wide",
    "this cool-off rests more than coaching",
    hint="let only coaching rest: sessions, scheduling and rights never do",
)
def cool_off_too_wide(whole: Whole) -> Iterator[At]:
    """It suspends another purpose than coaching."""
    for path, clause in whole.all(ContactCoolOff):
        for number, purpose in enumerate(clause.suspends):
            if purpose is not Purpose.COACHING:
                yield At((*path, "suspends", number))


@finding(
    "cool_off_without_end",
    "this cool-off has no fixed end",
    hint="give it one amount of time after which it is over, whatever happens",
)
def cool_off_without_end(whole: Whole) -> Iterator[At]:
    """Its length is unstated or has no upper end, can be extended, or waits for a session."""
    for path, clause in whole.all(ContactCoolOff):
        lasts: Any = clause.lasts
        amount = getattr(lasts, "amount", None) or getattr(lasts, "count", None)
        if getattr(lasts, "extends_while", None) is not None:
            yield At((*path, "lasts", "extends_while"))
        elif isinstance(lasts, Sessions) or is_unstated(lasts) or no_upper_end(amount):
            yield At((*path, "lasts"))


def no_upper_end(amount: Any) -> bool:
    """Whether nothing says how much it is at most."""
    if isinstance(amount, Range):
        return amount.max is None
    if isinstance(amount, Band):
        return amount.at_most is None
    return is_unstated(amount)


@finding(
    "open_reading",
    "the text can be read in more than one way here",
    hint="ask what was meant, and write that one",
)
def open_reading(whole: Whole) -> Iterator[At]:
    """Rival readings of one sentence; a fee or a window that the text does not settle."""
    seen: set[str] = set()
    for index, clause in whole.clauses:
        label = getattr(clause, "reading_of", None)
        if label is not None and label not in seen:
            seen.add(label)
            yield At(("clauses", index, "reading_of"))
    for path, fee in whole.all(ContactFee):
        yield from _open_price(fee.price, (*path, "price"))
    for path, tally in whole.all(Tally):
        if is_unstated(tally.window):
            yield At((*path, "window"), "write within which window it counts")
    for path, period in whole.all(InPeriod):
        if is_unstated(period.anchor):
            yield At(
                (*path, "anchor"), "write on which date it begins; of the calendar, leave it out"
            )


_SAY_PRICE = "write what it costs; what is agreed to be free costs an amount of 0"
_SAY_FREE = "write whether units count from zero or from the excess, and whether a started one does"


def _open_price(price: Any, path: Path) -> Iterator[At]:
    if is_unstated(price):
        yield At(path, _SAY_PRICE)
    elif isinstance(price, Segments):
        for number, part in enumerate(price.parts):
            yield from _open_price(part.price, (*path, "parts", number, "price"))
    elif isinstance(price, Rate):
        how: Any = (price.units_from, price.started_unit)
        free: Any = price.free
        if any(map(is_unstated, how)) or (free is not None and None in how):
            yield At(path, _SAY_FREE)
        for name in ("price", "free"):
            if is_unstated(getattr(price, name)):
                yield At((*path, name), _SAY_PRICE)
    elif is_unstated(getattr(price, "minor", None)):
        yield At((*path, "minor"), _SAY_PRICE)


FINDINGS = (
    limit_covers_crisis,
    right_waived,
    cool_off_renews_itself,
    cool_off_too_wide,
    cool_off_without_end,
    open_reading,
)
"""What is looked for here."""
