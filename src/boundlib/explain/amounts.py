"""How amounts are said: numbers, lengths of time, money, and each of the forms they take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.declare.names import Unstated
from boundlib.explain.speaking import Voice, plain
from boundlib.model.quantities import About, Band, Range
from boundlib.times.scalars import Calendar, Exact

_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_DIGITS = {code: digits for digits, codes in _DECIMALS.items() for code in codes.split()}
"""Decimals of a currency where they are not two (ISO 4217, list one)."""


def number(voice: Voice, n: int, unit: str) -> str:
    """A number of something."""
    key = f"n.{unit}.{'one' if n == 1 else 'other'}"
    if key in voice.phrases:
        return voice.say(key, n=str(n))
    return voice.say("n.other", n=str(n), unit=plain(unit))


def length(voice: Voice, amount: Exact | Calendar) -> str:
    """A length of time in its own units."""
    if isinstance(amount, Calendar):
        if amount.months > 12 and amount.months % 12 == 0:
            return number(voice, amount.months // 12, "years")
        if amount.months:
            return number(voice, amount.months, "months")
        return number(voice, amount.days, "days")
    hours, rest = divmod(int(amount), 3600)
    parts = ((hours, "hours"), (rest // 60, "minutes"), (rest % 60, "seconds"))
    said = [number(voice, n, unit) for n, unit in parts if n]
    return voice.listed(said) or number(voice, 0, "minutes")


def money(voice: Voice, minor: int, currency: str) -> str:
    """A sum given in the smallest unit of its currency."""
    digits = _DIGITS.get(currency, 2)
    whole, rest = divmod(int(minor), 10**digits)
    amount = f"{whole}{voice.say('decimal')}{rest:0{digits}}" if digits else str(whole)
    key = f"money.{currency}"
    return voice.say(key if key in voice.phrases else "money", amount=amount, currency=currency)


def amount(voice: Voice, value: Any, say: Callable[[Any], str]) -> str:
    """Any of the forms of a quantity; `say` says a plain one."""
    match value:
        case Unstated():
            return voice.say(f"unstated.{value.unstated}")
        case About():
            return voice.say("amount.about", amount=say(value.about))
        case Range():
            return between(voice, "range", value.min, value.max, say)
        case Band():
            return between(voice, "band", value.at_least, value.at_most, say)
        case _:
            return say(value)


def between(voice: Voice, key: str, low: Any, high: Any, say: Callable[[Any], str]) -> str:
    """Two ends, of which one or both may be missing."""
    if low is None and high is None:
        return voice.say("amount.open")
    if low is None:
        return voice.say(f"amount.{key}.to", high=say(high))
    if high is None:
        return voice.say(f"amount.{key}.from", low=say(low))
    return voice.say(f"amount.{key}", low=say(low), high=say(high))
