"""The conditions of clauses as formulas (spec/analysis 6-8)."""

from __future__ import annotations

import calendar
from collections.abc import Hashable
from datetime import date
from typing import Any

from boundlib.analyse.formulas import (
    AtLeast,
    During,
    Formula,
    Opposite,
    Within,
    Word,
    every,
    some,
)
from boundlib.declare.names import Unstated
from boundlib.findings.ranges import HIGH, LOW, values_of
from boundlib.model import algebra as a
from boundlib.model.agreement import Agreement
from boundlib.model.jurisdictions import age_of_majority
from boundlib.times import Zone
from boundlib.times.scalars import Calendar, Exact
from boundlib.vocab import AgeGroup, Event, FactKind, Role

_AGE = ("quantity", "age numbers")
_KINDS = frozenset(map(str, FactKind))


class Conditions:
    """Makes the conditions of one agreement into formulas."""

    def __init__(self, agreement: Agreement, zone: Zone) -> None:
        self._zone = zone
        self._majority = age_of_majority(agreement.jurisdiction)
        clients = [party for party in agreement.parties if Role.CLIENT in party.roles]
        born = clients[0].birth_date if len(clients) == 1 else None
        self._born = born if isinstance(born, date) else None

    def formula(self, condition: Any) -> Formula:
        """What a condition asks for. Equal leaves are one variable, others are free of it."""
        match condition:
            case a.AllOf():
                return every(map(self.formula, condition.all))
            case a.AnyOf():
                return some(map(self.formula, condition.any))
            case a.AtLeastOf():
                return AtLeast(condition.at_least, tuple(map(self.formula, condition.of)))
            case a.Not():
                return Opposite(self.formula(condition.not_))
            case a.Comparison():
                return self._compared(condition)
            case a.AgeLeaf():
                return self.age_group(condition.age_group)
            case a.FactLeaf() if condition.fact in _KINDS:
                return holds(("fact", str(condition.fact)))
            case a.FactLeaf():
                return _state(condition.fact, condition.is_)
            case a.PlanLeaf():
                return _state("plan", condition.plan)
            case a.PhaseLeaf():
                return Word("phase", frozenset({condition.phase}))
            case a.StepLeaf():
                ladder = condition.step.partition("/")[0]
                return Word(("step", ladder), frozenset({condition.step}))
            case a.MediumLeaf():
                return Word("medium", frozenset({condition.medium}))
            case a.ClauseLeaf():
                return Word(("clause", condition.clause), frozenset({condition.is_}))
            case _:
                return holds(("condition", condition))

    # --- age ------------------------------------------------------------------------------------

    def age_group(self, group: AgeGroup) -> Formula:
        """Whether the client is a minor or of age: by the birth date, where there is one."""
        if self._majority is None:
            return Word("age_group", frozenset({group}))
        if group is AgeGroup.MINOR:
            return self._aged(None, self._majority - 1)
        return self._aged(self._majority, None)

    def _aged(self, low: int | None, high: int | None) -> Formula:
        """Whether the client's age in whole years lies between these, both included."""
        if self._born is None:
            ends = (LOW if low is None else low, HIGH if high is None else high)
            return Within(_AGE, (ends,) if ends[0] <= ends[1] else ())
        return During(
            None if low is None else self._birthday(self._born, low),
            None if high is None else self._birthday(self._born, high + 1),
        )

    def _birthday(self, born: date, age: int) -> int:
        """When an age is reached: the start of that date in the agreement's zone."""
        year = min(max(born.year + age, 1901), 2199)
        skipped = (born.month, born.day) == (2, 29) and not calendar.isleap(year)
        day = date(year, 3, 1) if skipped else born.replace(year=year)
        return self._zone.day_start(day.toordinal())

    def _compared(self, leaf: a.Comparison) -> Formula:
        levels = [level for level in (leaf.at_least, leaf.at_most) if level is not None]
        plain = not any(isinstance(level, Exact | Calendar) for level in levels)
        if leaf.quantity == "age" and plain:
            return self._aged(_number(leaf.at_least), _number(leaf.at_most))
        values = values_of(leaf)
        if values is None:
            return holds(("condition", leaf))
        return Within(("quantity", values.quantity), values.ranges)


def _number(level: Any) -> int | None:
    return None if level is None else int(level)


def holds(name: Hashable) -> Formula:
    """Something that is so, is not, or is not known, whatever else is."""
    return Word(name, frozenset({True}))


def _state(name: str, value: str | None) -> Formula:
    """A state by name; a named value is neither a yes nor a no (spec/decisions 69)."""
    if value is None or value in ("yes", "no"):
        wanted = value != "no"
        return Word(("state", name), frozenset({wanted}), frozenset({not wanted}))
    return Word(("state", name), frozenset({value}))


def consents(who: str) -> Formula:
    """Whether a party has consented to whatever needs their consent."""
    return Word(("consent", who), frozenset({True}), only=(True, False))


def before_end(clause: Any, end: Any, needs: Hashable) -> Formula:
    """Whether an amount of time is not over; a date is no matter of this.

    `needs`: whose consents it runs from, where it names no event.
    """
    if isinstance(end, Unstated):
        return holds(("left open", clause.id))
    amount = getattr(end, "amount", None)
    amount = end.count if amount is None else amount
    kept = (end.clock, end.from_, end.extends_while, getattr(end, "timetable", None))
    how = (*kept, getattr(end, "ends", None), getattr(end, "leave", None))
    since = needs if end.from_ is None else clause.id if end.from_ is Event.PURPOSE_DONE else None
    if isinstance(end.from_, Unstated) or not isinstance(amount, int | Calendar):
        return holds(("amount", clause.id))
    unit = "days"
    if isinstance(amount, Calendar):
        unit = "months" if amount.months else "days"
        amount = amount.months or amount.days
    amount = int(amount)
    # What runs from an event that has not happened has not run at all, which is below nothing.
    low = 0 if end.from_ is None else LOW
    return Within(("time", how, since, unit), ((low, amount - 1),) if low < amount else ())
