"""What a contact costs: computed once, rounded towards the payer (spec/decisions)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.amounts import Ends, Settled, ends
from boundlib.decide.asking import Asking
from boundlib.declare.names import Unstated
from boundlib.model import quantities as q
from boundlib.model.answers import Cost
from boundlib.times.scalars import Exact
from boundlib.vocab import RateUnit, Reason, StartedUnit, UnitsFrom

Sum = tuple[str, int | None, int | None]
"""A currency, and the two ends of a sum in its smallest unit."""


def cost_of(ask: Asking, clause: Any, minutes: int | None) -> Cost | None:
    """The cost of one contact by a fee clause; None where it cannot be known."""
    if isinstance(clause.price, Unstated):
        ask.because(Reason.UNSTATED, clause)
        return None
    found = _price(ask, clause, clause.price, None if minutes is None else minutes * 60)
    if found is None:
        return None
    currency, low, high = found
    return Cost(currency=currency, min=low, max=high)


def _price(ask: Asking, clause: Any, price: Any, seconds: int | None) -> Sum | None:
    match price:
        case q.Money():
            amount = ends(price.minor)
            if amount.settled is Settled.UNSTATED:
                ask.because(Reason.UNSTATED, clause)
                return None
            note_settled(ask, clause, amount)
            return price.currency, amount.low, amount.high
        case q.Rate():
            return _rate(ask, clause, price, seconds)
        case q.Segments():
            return _segments(ask, clause, price, seconds)
        case _:
            # A share of a fee, or a bought unit: what it is a share of is not agreed here.
            ask.because(Reason.FACT_MISSING, clause, "base")
            ask.wait_for("base", clause)
            return None


def _rate(ask: Asking, clause: Any, rate: q.Rate, seconds: int | None) -> Sum | None:
    if isinstance(rate.price, Unstated):
        ask.because(Reason.UNSTATED, clause)
        return None
    one = _price(ask, clause, rate.price, seconds)
    if one is None:
        return None
    if isinstance(rate.per, RateUnit):
        return one
    if seconds is None:
        ask.because(Reason.FACT_MISSING, clause, "minutes")
        ask.wait_for("minutes", clause)
        return None
    free = ends(rate.free) if rate.free is not None else ends(Exact(0))
    if free.settled is Settled.UNSTATED:
        ask.because(Reason.UNSTATED, clause, "free")
        return None
    note_settled(ask, clause, free)
    # The longer the free part, the fewer units; one without an end may leave none.
    most = _units(ask, clause, rate, seconds, int(free.low or 0))
    least = 0 if free.high is None else _units(ask, clause, rate, seconds, int(free.high))
    currency, low, high = one
    return (
        currency,
        None if low is None else low * least,
        None if high is None else high * most,
    )


def note_settled(ask: Asking, clause: Any, amount: Ends) -> None:
    """Say where an amount was not settled closely."""
    if amount.settled is Settled.ABOUT:
        ask.because(Reason.ROUGHLY, clause)
    elif amount.settled is Settled.RANGE:
        ask.because(Reason.NOT_SETTLED, clause)


def _units(ask: Asking, clause: Any, rate: q.Rate, seconds: int, free: int) -> int:
    """How many units are charged; a choice the text leaves open is answered both ways."""
    if seconds <= free:
        return 0
    counted_from = (
        _choice(ask, clause, "units_from", rate.units_from, tuple(UnitsFrom))
        if free
        else UnitsFrom.ZERO
    )
    length = seconds - free if counted_from is UnitsFrom.EXCESS else seconds
    if not int(rate.per):
        return 0  # a unit of no length is never begun
    whole, rest = divmod(length, int(rate.per))
    if not rest:
        return whole
    started = _choice(ask, clause, "started_unit", rate.started_unit, tuple(StartedUnit))
    return whole + (started is StartedUnit.COUNTS)


def _choice(ask: Asking, clause: Any, name: str, said: Any, options: tuple[Any, ...]) -> Any:
    if said is not None and not isinstance(said, Unstated):
        return said
    ask.because(Reason.UNSTATED, clause, name)
    return ask.choose(f"{clause.id}:{name}", [(str(o), o) for o in options])


def _segments(ask: Asking, clause: Any, price: q.Segments, seconds: int | None) -> Sum | None:
    if seconds is None:
        ask.because(Reason.FACT_MISSING, clause, "minutes")
        ask.wait_for("minutes", clause)
        return None
    total: Sum | None = None
    begins = 0
    for part in price.parts:
        if total is not None and seconds <= begins:
            break
        length = seconds - begins if part.up_to is None else min(seconds, int(part.up_to)) - begins
        one = _price(ask, clause, part.price, length)
        if one is None or (total is not None and total[0] != one[0]):
            return None
        total = one if total is None else (one[0], _add(total[1], one[1]), _add(total[2], one[2]))
        begins += length
    return total


def _add(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
