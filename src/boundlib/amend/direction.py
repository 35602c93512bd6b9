"""The direction of all that changes between two texts, as exceptions need it (29-30)."""

from __future__ import annotations

from collections.abc import Mapping

from boundlib.diff import diff
from boundlib.model.agreement import Agreement
from boundlib.vocab import PartyEffect, RuleChange


def change_of(old: Agreement, new: Agreement) -> tuple[RuleChange, Mapping[str, PartyEffect]]:
    """The direction of all that changes, and what it does for each party.

    Where changes go different ways the whole is shifted, and a party for whom they do is mixed.
    """
    direction = RuleChange.NEUTRAL
    effects: dict[str, PartyEffect] = {}
    for change in diff(old, new):
        if direction in (RuleChange.NEUTRAL, change.direction):
            direction = change.direction
        elif change.direction is not RuleChange.NEUTRAL:
            direction = RuleChange.SHIFTED
        for party, effect in change.effects.items():
            before = effects.get(party, PartyEffect.SAME)
            if before in (PartyEffect.SAME, effect):
                effects[party] = effect
            elif effect is not PartyEffect.SAME:
                effects[party] = PartyEffect.MIXED
    return direction, effects
