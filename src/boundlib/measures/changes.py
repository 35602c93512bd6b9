"""Whether a change counts as real by a published rule, exactly (spec/measures 17-22)."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any

import attrs

from boundlib.measures.scoring import decimal
from boundlib.model.measures import ChangeBy, ChangeIndex, ChangePercent, ChangeRule, Measure
from boundlib.vocab import Direction, Met, Trend


@attrs.frozen
class Verdict:
    """What a rule says of a change."""

    reliable: Met
    needs: str | None
    """How many points it asks for, as a decimal; None: it cannot be told."""


def verdict(
    measure: Measure, rule: ChangeRule, first: int, last: int, better: Direction | None
) -> Verdict:
    """What one rule says of a change between two scores, where `better` is hoped for."""
    scale = 10 ** (measure.places or 0)
    moved = abs(Fraction(last - first, scale))
    match rule:
        case ChangeBy():
            return Verdict(_word(moved >= Fraction(rule.by_at_least)), rule.by_at_least)
        case ChangeIndex():
            square = _least_squared(rule)
            return Verdict(_word(moved * moved >= square), root_up(square))
        case ChangePercent():
            if first <= 0:  # a share of nothing (20)
                return Verdict(Met.NOT_KNOWN, None)
            least = Fraction(first * rule.percent, 100 * scale)
            worse = trend(better, first, last) is Trend.WORSE
            return Verdict(_word(moved >= least and not worse), two_places_up(least))


def trend(better: Direction | None, first: int, last: int) -> Trend | None:
    """Better, worse or the same; None where nobody said which way is better (17)."""
    if first == last:
        return Trend.SAME
    if better is None:
        return None
    return Trend.BETTER if (last > first) is (better is Direction.UP) else Trend.WORSE


def rule_of(measure: Measure, name: str) -> ChangeRule | None:
    """The rule of a name."""
    return next((rule for rule in measure.changes if rule.id == name), None)


def index_squared(rule: Any, moved: Fraction) -> Fraction:
    """The square of Jacobson and Truax's index: (x2-x1)² / (2·sd²·(1-r)) (19)."""
    return moved * moved / _error_squared(rule)


def _error_squared(rule: Any) -> Fraction:
    return 2 * Fraction(rule.sd) ** 2 * (1 - Fraction(rule.reliability))


def _least_squared(rule: ChangeIndex) -> Fraction:
    """The square of the least change whose index reaches `z`."""
    return Fraction(rule.z) ** 2 * _error_squared(rule)


def _word(so: bool) -> Met:
    return Met.YES if so else Met.NO


def two_places_up(number: Fraction) -> str:
    """A number as a decimal of at most two places, rounded up (22)."""
    hundreds = -((-100 * number.numerator) // number.denominator)
    return _trimmed(hundreds)


def root_up(square: Fraction) -> str:
    """A square root as a decimal of at most two places, rounded up (22)."""
    whole = -((-10_000 * square.numerator) // square.denominator)
    root = isqrt(whole)
    return _trimmed(root if root * root == whole else root + 1)


def _trimmed(hundreds: int) -> str:
    written = decimal(hundreds, 2)
    return written.rstrip("0").rstrip(".")
