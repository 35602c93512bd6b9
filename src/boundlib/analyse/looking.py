"""What is looked for in an agreement about sharing, grant by grant (spec/analysis 9-24)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

import attrs

from boundlib.analyse.formulas import (
    NO,
    YES,
    Formula,
    Goal,
    Space,
    World,
)
from boundlib.analyse.scopes import Scopes
from boundlib.analyse.sheets import Look, Sheet, Sheets
from boundlib.decide.frame import Frame
from boundlib.decide.gaps import Gap
from boundlib.decide.ways import Key

DENIED, UNKNOWN, REFERRED, PERMITTED = range(4)
"""How far something may be told, in order."""


@attrs.frozen
class Found:
    """Where something was found."""

    key: Key
    at: int
    world: dict[Hashable, Any] = attrs.field(factory=dict)


class Looking:
    """The grants of an agreement, and the questions that each of them bears on."""

    def __init__(self, frame: Frame, at: int | None) -> None:
        self._frame = frame
        self._at = at
        self._sheets = Sheets(frame, at)
        self._kept: dict[Key, Sheet] = {}
        self._owned: dict[str, list[tuple[Key, Sheet, list[Look]]]] = {}
        self.scopes = Scopes(frame)
        self.grants = self.scopes.grants

    def _sheet(self, key: Key) -> Sheet:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._sheets.of(key)
        return found

    def _own(self, clause: Any) -> list[tuple[Key, Sheet, list[Look]]]:
        """The questions that a grant could let, with what it lets there."""
        found = self._owned.get(clause.id)
        if found is None:
            found = self._owned[clause.id] = list(self._look(clause))
        return found

    def _look(self, clause: Any) -> Iterator[tuple[Key, Sheet, list[Look]]]:
        for pair in self.scopes.pairs[clause.id]:
            if self.scopes.settled(pair):
                continue
            for piece in self.scopes.pieces(pair):
                if clause.id in piece.clauses:
                    sheet = self._sheet(piece.key)
                    looks = [x for x in sheet.looks if x.clause is clause]
                    if looks:
                        yield piece.key, sheet, looks

    def keys(self, clause: Any) -> list[Key]:
        """The questions that a grant could let."""
        return [key for key, _, _ in self._own(clause)]

    def first(self, clause: Any, goal: Sought, times: Iterable[int] | None = None) -> Found | None:
        """The first question, instant and world at which a grant has what is looked for.

        Raises:
            TooMany: that cannot be known in a bounded number of steps.
        """
        for key, sheet, looks in self._own(clause):
            for look in looks:
                wanted = goal(look, sheet)
                if wanted is None:
                    continue
                for at in sheet.space.instants if times is None else times:
                    world = sheet.space.find(wanted, at)
                    if world is not None:
                        return Found(key, at, world)
        return None

    def refusals(self, clause: Any, *, behind: bool = False) -> list[Any]:
        """The refusals that cover something a grant could let, in document order.

        `behind`: those too that cover how the discloser would come to have it.
        """
        ids = {
            c.id
            for _, sheet, _ in self._own(clause)
            for c, _ in (*sheet.refusals, *(sheet.behind if behind else ()))
        }
        return [c for c in self._frame.by_kind.get("sharing.refusal", ()) if c.id in ids]

    def edges(self, clause: Any) -> list[int]:
        """The instants at which what a grant lets could begin or end, in order."""
        return sorted(
            {
                at
                for _, sheet, looks in self._own(clause)
                for look in looks
                for at in Space([look.unrefused]).instants
            }
        )

    def within(self, condition: Any) -> int | None:
        """An instant at which a condition holds by time alone; None: it does not rest on time."""
        formula = self._sheets.conditions.formula(condition)
        for at in Space([formula], self._at).instants:
            if formula.bounds({}, at)[0] == YES:
                return at
        return None

    def falls_in(self, gap: Gap) -> Found | None:
        """A question that nothing lets or refuses, so that a gap leaves it unknown.

        Raises:
            TooMany: that cannot be known in a bounded number of steps.
        """
        for clause in gap.clauses:
            for key, sheet, _ in self._own(clause):
                goal = _left_by(self._sheets.in_gap(gap, key), sheet)
                for at in sheet.space.instants:
                    world = sheet.space.find(goal, at)
                    if world is not None:
                        return Found(key, at, world)
        return None

    # --- all that was agreed, with and without a grant ------------------------------------------

    def needed(self, clause: Any) -> Found | None:
        """A question that would be answered otherwise without this grant.

        Raises:
            TooMany: that cannot be known in a bounded number of steps.
        """
        for key, plain in self._touched(clause):
            sheet = _as_careful(self._sheet(key), clause)
            if plain:
                looks = tuple(x for x in sheet.looks if x.clause is not clause)
                other = attrs.evolve(sheet, looks=looks)
            else:
                other = _as_careful(self._sheets.of(key, without=clause), clause)
            first = [x.formula for x in sheet.looks if x.clause is clause]
            if plain and not first:
                continue
            goal = _differ(sheet, other, first if plain else None)
            formulas = [*sheet.formulas(), *other.formulas()]
            space = self._sheet(key).space if plain else Space(formulas, self._at)
            for at in space.instants:
                world = space.find(goal, at)
                if world is not None:
                    return Found(key, at, world)
        return None

    def _touched(self, clause: Any) -> Iterator[tuple[Key, bool]]:
        """The questions a grant bears on, and whether only by what it lets itself."""
        shares = clause.kind == "sharing.minor" and clause.when is not None
        for pair in self.scopes.pairs[clause.id]:
            if self.scopes.settled(pair):
                continue
            for piece in self.scopes.pieces(pair):
                if shares or clause.id in piece.clauses:
                    yield piece.key, not shares
        for pair in self.scopes.tell_on(clause):
            if self.scopes.settled(pair):
                continue
            for piece in self.scopes.pieces(pair):
                if clause.id in piece.items:
                    yield piece.key, False

    def instead(self, clause: Any) -> list[str]:
        """The grants that let what this one lets, by their ids in document order."""
        names: dict[str, None] = {}
        for _, sheet, looks in self._own(clause):
            for look in looks:
                for at in sheet.space.instants:
                    world = sheet.space.find(_where(look.formula), at)
                    if world is not None:
                        names |= dict.fromkeys(_also(sheet, look, world, at))
        order = [str(c.id) for c in self.grants]
        return sorted(names, key=order.index)


def _as_careful(sheet: Sheet, clause: Any) -> Sheet:
    """Only what asks for as much to follow as a grant does, and the grant itself (spec/sharing 46).

    Where less would be owed, it is not the same.
    """
    own = {word for look in sheet.looks if look.clause is clause for word in look.owes}
    if not own:
        return sheet
    return attrs.evolve(sheet, looks=tuple(x for x in sheet.looks if own <= x.owes))


def _also(sheet: Sheet, look: Look, world: World, at: int) -> list[str]:
    """The first other grant that lets it in this world; those of itself come first."""
    others = [
        x
        for x in sheet.looks
        if x.clause is not look.clause and x.formula.bounds(world, at)[0] == YES
    ]
    others.sort(key=lambda x: not x.automatic)
    return [str(x.clause.id) for x in others[:1]]


Sought = Callable[[Look, Sheet], Goal | None]
"""What is looked for about a grant in one question; None: it cannot be there."""

# --- what is looked for ---------------------------------------------------------------------------


def lets(look: Look, sheet: Sheet) -> Goal:
    """A world in which a grant lets it."""
    return _where(look.unrefused)


def _where(formula: Formula) -> Goal:
    def goal(world: World, at: int) -> bool | Formula:
        low, high = formula.bounds(world, at)
        return high == YES and (low == YES or formula)

    return goal


def lets_freely(look: Look, sheet: Sheet) -> Goal:
    """A world in which a grant lets it and nothing refuses it."""
    return _without([formula for _, formula in sheet.refusals], _where(look.formula))


def lets_unbounded(look: Look, sheet: Sheet) -> Goal:
    """A world in which a grant lets it and no rule says how long a consent to it holds."""
    return _without([sheet.kept], lets(look, sheet))


def _without(bounds: list[Formula], let: Goal) -> Goal:
    def goal(world: World, at: int) -> bool | Formula:
        said = let(world, at)
        if said is False:
            return False
        found = [(bound, *bound.bounds(world, at)) for bound in bounds]
        if any(low > NO for _, low, _ in found):
            return False
        if said is not True:
            return said
        unsettled = [bound for bound, _, high in found if high > NO]
        return unsettled[0] if unsettled else True

    return goal


def lets_against(refusal: Any, *, behind: bool = False) -> Sought:
    """A world in which a grant lets it and this refusal refuses it.

    `behind`: or keeps it from whoever would disclose it.
    """

    def make(look: Look, sheet: Sheet) -> Goal | None:
        let = lets(look, sheet)
        refusals = (*sheet.refusals, *(sheet.behind if behind else ()))
        formula = next((f for c, f in refusals if c is refusal), None)
        if formula is None:
            return None

        def goal(world: World, at: int) -> bool | Formula:
            said = let(world, at)
            if said is False:
                return False
            low, high = formula.bounds(world, at)
            if high < YES or said is not True:
                return False if high < YES else said
            return low == YES or formula

        return goal

    return make


def _left_by(gap: Formula, sheet: Sheet) -> Goal:
    """A world in which a gap is all that bears on it (spec/sharing 20)."""
    others = [*(look.formula for look in sheet.looks), *(f for _, f in sheet.refusals)]

    def goal(world: World, at: int) -> bool | Formula:
        low, high = gap.bounds(world, at)
        if high < YES:
            return False
        found = [(other, *other.bounds(world, at)) for other in others]
        if any(least > NO for _, least, _ in found):
            return False
        unsettled = [gap] if low < YES else [other for other, _, most in found if most > NO]
        return unsettled[0] if unsettled else True

    return goal


def _differ(sheet: Sheet, other: Sheet, only: list[Formula] | None) -> Goal:
    """A world in which one sheet is answered otherwise than the other.

    `only`: what the first has more than the other; where none of it can hold there is nothing.
    """
    formulas = [*(only or ()), *sheet.formulas(), *other.formulas()]

    def goal(world: World, at: int) -> bool | Formula:
        if only is not None and all(f.bounds(world, at)[1] == NO for f in only):
            return False
        low, high = _outcome(sheet, world, at)
        least, most = _outcome(other, world, at)
        if low > most or least > high:
            return True
        if (only is not None and high <= least) or low == high == least == most:
            return False
        unsettled: Formula = next(f for f in formulas if _open(f, world, at))
        return unsettled

    return goal


def _open(formula: Formula, world: World, at: int) -> bool:
    low, high = formula.bounds(world, at)
    return low != high


def _outcome(sheet: Sheet, world: World, at: int) -> tuple[int, int]:
    """The least and the most that a question can be answered with (spec/sharing 15-21)."""
    looks = [(*x.formula.bounds(world, at), x.automatic) for x in sheet.looks]
    refused = [formula.bounds(world, at) for _, formula in sheet.refusals]
    least = max((low for low, _ in refused), default=NO)
    most = max((high for _, high in refused), default=NO)
    gap = sheet.gap.bounds(world, at)
    return (
        _answer([(low, own) for low, _, own in looks], most, gap[0]),
        _answer([(high, own) for _, high, own in looks], least, gap[1]),
    )


def _answer(looks: list[tuple[int, bool]], refused: int, gap: int) -> int:
    if refused == YES:
        return DENIED
    if refused == NO and (YES, True) in looks:
        return PERMITTED
    if (YES, False) in looks:
        return REFERRED
    doubtful = gap == YES or any(value != NO for value, _ in looks)
    return UNKNOWN if doubtful else DENIED
