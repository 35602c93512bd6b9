"""At which step of a ladder the work is: both sides confirmed it, nothing else moves it.

Transitions and sequences, and the conditions and times that follow them, all read it here
(spec/work 40-49).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import prod
from operator import itemgetter
from typing import Any

import attrs

from boundlib.decide.asking import Asking
from boundlib.decide.evidence import Seen
from boundlib.vocab import FactKind, Reason, Role

TRANSITION = "work.transition"
KINDS = (TRANSITION, "pace.sequence")
"""The kinds of clause that have a ladder."""

SIDE = (Role.THERAPIST, Role.PRACTICE, Role.COVER)
"""Who confirms for the therapist's side."""

MOST_ORDERS = 64
"""In how many orders confirmations of inexact times are read before it is not known."""


@attrs.frozen
class Rung:
    """Where a ladder stands."""

    step: int | None
    """Which step, from 0; None: none has begun."""
    low: int | None = None
    """The earliest since when; None: from the beginning."""
    high: int | None = None
    """The latest since when."""
    to: int | None = None
    """The step that one side has confirmed since."""
    sides: tuple[Role, ...] = ()
    """Which side."""
    by: frozenset[str] = frozenset()
    """The facts that completed a step, now or before."""
    perhaps: frozenset[str] = frozenset()
    """Those that may have, by the order in which they came."""


def rung(ask: Asking, clause: Any) -> Rung | None:
    """Where the ladder of a clause stands; None with the reason noted: not known."""
    if ask.view.no_act is None:  # without a record nobody has looked
        ask.because(Reason.RECORD_INCOMPLETE, clause, FactKind.STEP_CONFIRMED)
        ask.wait_for(FactKind.STEP_CONFIRMED, clause)
        return None
    names = {step.id: number for number, step in enumerate(clause.ladder.steps)}
    told = []
    for seen in ask.view.of(FactKind.STEP_CONFIRMED):
        ladder, _, step = seen.fact.step.partition("/")
        if ladder == clause.id and step in names:
            ask.view.use(seen)
            told.append((seen, names[step]))
    first = 0 if clause.kind == TRANSITION else None
    found = [
        _climbed(first, order)
        for strangers in _strangers(ask, [seen.fact for seen, _ in told])
        for order in _orders(
            [(seen, n, _sides(ask, seen.fact, clause, strangers)) for seen, n in told], ask.at
        )
    ]
    if len({(each.to, each.sides) for each in found}) != 1:
        ask.because(Reason.FACT_MISSING, clause, FactKind.STEP_CONFIRMED)
        ask.wait_for(FactKind.STEP_CONFIRMED, clause)
        found = [attrs.evolve(each, to=None, sides=()) for each in found]
    if len({each.step for each in found}) != 1:
        ask.because(Reason.FACT_MISSING, clause, FactKind.STEP_CONFIRMED)
        ask.wait_for(FactKind.STEP_CONFIRMED, clause)
        return None
    lows = [each.low for each in found if each.low is not None]
    highs = [each.high for each in found if each.high is not None]
    return attrs.evolve(
        found[0],
        low=min(lows, default=None),
        high=max(highs, default=None),
        by=frozenset.intersection(*(each.by for each in found)),
        perhaps=frozenset().union(*(each.by for each in found)),
    )


def ladder_of(ask: Asking, name: str) -> Any:
    """The clause of that id if it has a ladder; of rival readings only the chosen one has."""
    clause: Any = ask.frame.clauses.get(name)
    if getattr(clause, "kind", None) not in KINDS:
        return None
    label = clause.reading_of
    if label is not None:
        rivals = ask.frame.rivals[label]
        if ask.choose(label, [(c.id, c) for c in rivals]) is not clause:
            return None
    return clause


def naming(ask: Asking, phase: str) -> list[Any]:
    """The transitions that have a phase of that name."""
    found = (ladder_of(ask, c.id) for c in ask.frame.by_kind.get(TRANSITION, ()))
    return [c for c in found if c is not None and any(s.id == phase for s in c.ladder.steps)]


def only_ladder(ask: Asking) -> Any:
    """The one ladder there is; None: there is none, or more than one."""
    ids = [c.id for kind in KINDS for c in ask.frame.by_kind.get(kind, ())]
    found = [c for c in (ladder_of(ask, name) for name in ids) if c is not None]
    return found[0] if len(found) == 1 else None


# --- climbing -------------------------------------------------------------------------------------

_Told = tuple[Seen, int, tuple[Role, ...]]


def _names(fact: Any) -> tuple[str, ...]:
    return (*([fact.by] if fact.by else []), *fact.with_)


def _strangers(ask: Asking, facts: list[Any]) -> list[dict[str, Role | None]]:
    """On which side those may have been whom this version does not have, in each way (106)."""
    strangers = {who for fact in facts for who in _names(fact) if not ask.frame.knows(who)}
    ways = product((None, Role.CLIENT, Role.THERAPIST), repeat=len(strangers))
    if 3 ** len(strangers) > MOST_ORDERS:
        return []
    return [dict(zip(sorted(strangers), way, strict=True)) for way in ways]


def _sides(
    ask: Asking, fact: Any, clause: Any, strangers: dict[str, Role | None]
) -> tuple[Role, ...]:
    """The sides for which a confirmation speaks; for a client those that the clause names (105)."""
    names = _names(fact)
    found = [side for who in names if (side := strangers.get(who)) is not None]
    clients = [who for who in names if ask.frame.holds(who, Role.CLIENT)]
    own = ask.frame.holders(Role.CLIENT) & ask.frame.everybody(clause.by)
    if any(not own or ask.frame.holders(who) <= own for who in clients):
        found.append(Role.CLIENT)
    if any(ask.frame.holds(who, role) for who in names for role in SIDE):
        found.append(Role.THERAPIST)
    return tuple(dict.fromkeys(found))


def _climbed(first: int | None, told: Iterable[_Told]) -> Rung:
    """Where confirmations in this order lead: a step begins once both sides' latest is for it."""
    now = Rung(first)
    latest: dict[Role, int] = {}
    by: set[str] = set()
    for seen, step, sides in told:
        latest |= dict.fromkeys(sides, step)
        both = len(latest) == 2 and set(latest.values()) == {step}
        if both and step != now.step:
            now = Rung(step, seen.low, seen.high)
            by.add(seen.fact.id)
    ahead = {side: step for side, step in latest.items() if step != now.step}
    if len(set(ahead.values())) == 1:
        to = next(iter(ahead.values()))
        now = attrs.evolve(now, to=to, sides=tuple(sorted(ahead)))
    return attrs.evolve(now, by=frozenset(by))


def _orders(told: list[_Told], at: int) -> list[list[_Told]]:
    """Every order in which the confirmations may have come; none, where there are too many."""
    fixed: list[_Told] = []
    loose: list[_Told] = []
    for each in told:
        (fixed if each[0].exact and not _has_rival(each, told) else loose).append(each)
    places = [_places(each[0], told) for each in loose]
    if prod(map(len, places)) > MOST_ORDERS:
        return []
    found = []
    for chosen in product(*places):
        keyed = [((each[0].low, 0), each) for each in fixed]
        keyed += [(place, each) for place, each in zip(chosen, loose, strict=True)]
        found.append([e for key, e in sorted(keyed, key=itemgetter(0)) if key[0] <= at])
    return found


def _has_rival(one: _Told, told: list[_Told]) -> bool:
    """Whether a side confirmed another step at the same instant: nobody knows which came last."""
    seen, step, sides = one
    return any(
        other.low == seen.low and other.exact and to != step and not set(sides).isdisjoint(by)
        for other, to, by in told
    )


def _places(seen: Seen, told: list[_Told]) -> list[tuple[int, int]]:
    """Before and after every other end that lies within its two ends."""
    times = {seen.low, seen.high}
    times |= {t for o, _, _ in told for t in (o.low, o.high) if seen.low <= t <= seen.high}
    return sorted({(t, side) for t in times for side in (-1, 1)})
