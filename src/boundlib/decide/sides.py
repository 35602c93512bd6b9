"""Who does what a clause is about, side by side, and whose act counts for which (spec/work 1-3)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.amounts import Truth, either
from boundlib.decide.asking import Asking
from boundlib.decide.ladders import SIDE
from boundlib.vocab import Role


@attrs.frozen
class Side:
    """Those of a clause who stand on one side."""

    by: tuple[str, ...]
    """Party ids and roles."""
    who: frozenset[str]
    """The ids of the parties."""
    doers: frozenset[str]
    """Whose acts count for them: on the therapist's side anybody's who is on it."""
    proxies: frozenset[str] = frozenset()
    """Who acts for one of them: what those do may count."""


def sides_of(ask: Asking, clause: Any) -> list[Side]:
    """Who does it, side by side; a clause that names nobody binds both, homework the client."""
    found: list[Side] | None = ask.view.kept.get(("sides", clause.id))
    if found is None:
        groups: dict[str, list[str]] = {}
        for who in clause.by or map(str, clause.unsaid("by")):
            groups.setdefault(_side(ask, who), []).append(who)
        found = [_of(ask, tuple(group), name) for name, group in groups.items()]
        ask.view.kept["sides", clause.id] = found
    return found


def _of(ask: Asking, group: tuple[str, ...], name: str) -> Side:
    who = ask.frame.everybody(group)
    theirs = ask.frame.everybody(map(str, SIDE)) if name == "therapist" else frozenset()
    proxies = frozenset(p.id for p in ask.frame.agreement.parties if p.acts_for in who)
    return Side(group, who, who | theirs, proxies)


def joined(sides: list[Side]) -> Side:
    """All sides as one, where it does not matter which of them did it."""
    return Side(
        tuple(name for side in sides for name in side.by),
        frozenset().union(*(side.who for side in sides)),
        frozenset().union(*(side.doers for side in sides)),
        frozenset().union(*(side.proxies for side in sides)),
    )


def is_theirs(ask: Asking, side: Side) -> bool:
    """Whether it is the therapist's side."""
    return all(any(ask.frame.holds(who, role) for role in SIDE) for who in side.by)


def _side(ask: Asking, who: str) -> str:
    if ask.frame.holds(who, Role.CLIENT):
        return "client"
    return "therapist" if any(ask.frame.holds(who, role) for role in SIDE) else "other"


def of_side(ask: Asking, fact: Any, side: Side, alone: bool) -> Truth:
    """Whether a fact is an act of a side; where nobody is named it is the only side's.

    A role that several hold says that one of them did it, and not which.
    """
    if fact.by is None:
        return True if alone else None
    found: list[Truth] = []
    for name in (fact.by, *getattr(fact, "with_", ())):
        held = ask.frame.holders(name)
        # On which side somebody was whom this version does not have is not known.
        perhaps = not ask.frame.knows(name) or not held.isdisjoint(side.doers | side.proxies)
        found.append((True if held <= side.doers else None) if perhaps else False)
    return either(found)


def told_for(ask: Asking, fact: Any, clause: Any) -> Truth:
    """Whether a fact is an act of anybody who does what a clause is about, or whose it is."""
    if not clause.by and not clause.unsaid("by"):
        return True
    return of_side(ask, fact, joined(sides_of(ask, clause)), True)
