"""From the items of a reading to its score, exactly (spec/measures 5-14). Integers only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import isqrt
from typing import Any

import attrs

from boundlib.model.measures import Measure, MeasureItems, Prompt
from boundlib.vocab import Reason, ScoreRule


@attrs.frozen
class Scored:
    """What a reading comes to."""

    score: int | None = None
    """With the decimal places of the measure; None: nothing is added up, or it cannot be told."""
    missing: tuple[str, ...] = ()
    """The items that were not answered."""
    filled_in: bool = False
    """Whether the mean of the others stands for them."""
    trouble: Reason | None = None
    """Why it is not scored; None: it is, or there is nothing to add up."""
    at: str | None = None
    """The item where the trouble is."""


def scored(measure: Measure, reading: Any) -> Scored:
    """The score of a reading; what does not fit is found, never averaged away (5)."""
    if reading.version is not None and reading.version != measure.version:
        return Scored(trouble=Reason.OTHER_FORM_VERSION, at=reading.version)
    wrong = _wrong_item(measure.items, reading.items)
    if wrong is not None:
        return Scored(trouble=Reason.SCORE_DIFFERS, at=wrong)
    if not reading.items:
        return _told(measure, reading.score)
    return _added(measure, measure.items, reading)


def _wrong_item(items: MeasureItems | None, answers: Iterable[Any]) -> str | None:
    """The first item that the measure does not have, or that lies outside its range (7)."""
    for answer in answers:
        inside = items is not None and answer.item in items.ids
        if items is None or not inside or not items.min <= answer.score <= items.max:
            return str(answer.item)
    return None


def _told(measure: Measure, score: int) -> Scored:
    """A score without its items; where nothing is added up there is none (8)."""
    adds_nothing = measure.score is ScoreRule.NONE and measure.items is not None
    if adds_nothing or not measure.min <= score <= measure.max:
        return Scored(trouble=Reason.SCORE_DIFFERS)
    return Scored(score)


def _added(measure: Measure, items: Any, reading: Any) -> Scored:
    """The score of items that fit (9-13)."""
    answered = {answer.item for answer in reading.items}
    missing = tuple(name for name in items.ids if name not in answered)
    if measure.score is ScoreRule.NONE:
        differs = Reason.SCORE_DIFFERS if reading.score is not None else None
        return Scored(missing=missing, trouble=differs)
    if measure.score is ScoreRule.T_SCORE:
        return _agreeing(measure, reading, t_score(reading.items, 10 ** (measure.places or 0)), ())
    if len(missing) > (items.missing or 0):
        return Scored(missing=missing, trouble=Reason.ITEMS_MISSING)
    total = sum(
        items.min + items.max - answer.score if answer.item in items.reversed else answer.score
        for answer in reading.items
    )
    if missing:
        total = rounded(Fraction(total * len(items.ids), len(reading.items)))
    return _agreeing(measure, reading, total, missing)


def _agreeing(
    measure: Measure, reading: Any, score: int | None, missing: tuple[str, ...]
) -> Scored:
    """The score, unless another one was written down (10)."""
    fits = score is not None and measure.min <= score <= measure.max
    if not fits or reading.score not in (None, score):
        return Scored(missing=missing, trouble=Reason.SCORE_DIFFERS)
    return Scored(score, missing, bool(missing))


def rounded(number: Fraction) -> int:
    """To the nearest whole number, halves upwards (11)."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def t_score(goals: Sequence[Any], scale: int) -> int | None:
    """The T-score of goals that weigh w and stand at x, times `scale`, halves away from 50 (12).

    T = 50 + 10·Σwx/√(0.7·Σw² + 0.3·(Σw)²).

    None: no goal weighs anything.
    """
    weights = [1 if goal.weight is None else goal.weight for goal in goals]
    moved = sum(weight * goal.score for weight, goal in zip(weights, goals, strict=True))
    # Ten times what stands under the root: 7Σw² + 3(Σw)².
    under = 7 * sum(weight * weight for weight in weights) + 3 * sum(weights) ** 2
    if under == 0:
        return None
    # The whole part of twice the size, from its square; half of one more than that is rounded.
    twice = isqrt((20 * scale * moved) ** 2 * 10 // under)
    size = (twice + 1) // 2
    return 50 * scale + (size if moved >= 0 else -size)


def band_of(measure: Measure, score: int) -> str | None:
    """The band a score lies in (15)."""
    found = None
    for band in measure.bands:
        if band.from_ <= score:
            found = band.id
    return found


def cuts_of(measure: Measure, score: int) -> tuple[str, ...]:
    """The named levels that a score reaches (15)."""
    return tuple(cut.id for cut in measure.cuts if _reached(cut, score))


def met(prompts: Iterable[Prompt], score: int | None, items: Iterable[Any]) -> bool:
    """Whether an answer asks for a person to look, or to talk about it (16)."""
    answers = {answer.item: answer.score for answer in items}
    for prompt in prompts:
        found = score if prompt.item is None else answers.get(prompt.item)
        if found is not None and _reached(prompt, found):
            return True
    return False


def _reached(level: Any, score: int) -> bool:
    if level.at_least is not None:
        return bool(score >= level.at_least)
    return bool(score <= level.at_most)


def decimal(score: int, places: int) -> str:
    """A score as it is written: with one place 123 is 12.3."""
    sign, digits = ("-" if score < 0 else ""), str(abs(score)).rjust(places + 1, "0")
    return f"{sign}{digits}" if places == 0 else f"{sign}{digits[:-places]}.{digits[-places:]}"
