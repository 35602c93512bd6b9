"""Clauses that share a matter out by a quantity, such as an age: what lies between, what in two."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any, NamedTuple

from boundlib.findings.looking import At, Whole, finding
from boundlib.findings.ranges import Ranges, both, values_of
from boundlib.model.algebra import AllOf, Comparison, Condition
from boundlib.model.trees import ALWAYS_NAMED, item_above, item_reached_from
from boundlib.vocab import Bearing

_ABOUT = (
    "by", "to", "channels", "purposes", "not_for", "medium", "use", "during", "party", "care"
)  # fmt: skip
"""Fields that say what a clause is about; two clauses alike in them speak of one matter."""

_APART = {"id", "text", "waives", "extensions", "when", "valid", "reading_of", "in_crisis_too"}
"""Fields that neither say what a clause is about nor what it says of it."""


def matter_of(clause: Any) -> Hashable:
    """What a clause is about: equal for clauses of one kind on one matter."""
    about = (getattr(clause, name, None) for name in _ABOUT)
    alike = (frozenset(a) if isinstance(a, tuple) else a for a in about)
    return clause.kind, *alike


def says(clause: Any) -> Hashable:
    """What a clause says of its matter."""
    names = (field.name for field in clause.__attrs_attrs__)
    return tuple(getattr(clause, n) for n in names if n not in _APART and n not in _ABOUT)


def speaks_for(clause: Any, others: Iterable[Any]) -> bool:
    """Whether a clause is about every item that these others are about; without any: about all."""
    own = set(getattr(clause, "items", ()))
    if not own:
        return True
    named: frozenset[str] = ALWAYS_NAMED if clause.bearing is Bearing.GRANT else frozenset()
    wanted = [getattr(other, "items", ()) for other in others]
    return all(
        items and all(own & {*item_reached_from(i, named)} for i in items) for items in wanted
    )


def _on_one_item(one: Any, other: Any) -> bool:
    """Whether two clauses are both about some item."""
    mine, theirs = ({*getattr(clause, "items", ())} for clause in (one, other))
    if not mine or not theirs:
        return True
    above_mine, above_theirs = (
        {a for i in items for a in item_above(i)} for items in (mine, theirs)
    )
    return bool(mine & above_theirs or theirs & above_mine)


class Tier(NamedTuple):
    """A clause that speaks for some values of a quantity."""

    ranges: Ranges
    place: int
    """The clause's index."""
    clause: Any


class Share(NamedTuple):
    """What clauses have in common that share something out by a quantity."""

    matter: Hashable
    valid: Any
    rest: frozenset[Condition]
    """What their conditions ask for besides the quantity."""
    quantity: str


def _shared_out(whole: Whole) -> Iterator[tuple[list[Tier], bool]]:
    """The clauses of each share; and whether another speaks whatever the quantity is."""
    if Comparison not in whole.values:
        return
    groups: dict[Share, list[Tier]] = {}
    others = []
    for index, clause in whole.clauses:
        if not hasattr(clause, "when"):
            continue
        members = _members(clause.when)
        switched = _switches(members)
        if not switched:
            others.append(clause)
        for quantity, (ranges, rest) in switched.items():
            share = Share(matter_of(clause), clause.valid, rest, quantity)
            groups.setdefault(share, []).append(Tier(ranges, index, clause))
    shared = [(share, tiers) for share, tiers in groups.items() if len(tiers) > 1]
    always: dict[Hashable, list[Any]] = {}
    for clause in others if shared else ():
        key = matter_of(clause), clause.valid, frozenset(_members(clause.when))
        always.setdefault(key, []).append(clause)
    for share, tiers in shared:
        wide = always.get((share.matter, share.valid, share.rest), ())
        speaking = [tier.clause for tier in tiers]
        yield tiers, any(speaks_for(clause, speaking) for clause in wide)


def _members(when: Condition | None) -> tuple[Condition, ...]:
    """What a switch asks for, one by one."""
    if when is None:
        return ()
    return when.all if isinstance(when, AllOf) else (when,)


def _switches(
    members: tuple[Condition, ...],
) -> dict[str, tuple[Ranges, frozenset[Condition]]]:
    """By quantity: the values that a condition lets through, and what else it asks for."""
    known = [(member, values_of(member)) for member in members]
    out: dict[str, tuple[Ranges, frozenset[Condition]]] = {}
    for name in dict.fromkeys(values.quantity for _, values in known if values is not None):
        found: Ranges | None = None
        rest = []
        for member, values in known:
            if values is None or values.quantity != name:
                rest.append(member)
            else:
                found = values.ranges if found is None else both(found, values.ranges)
        out[name] = (found or (), frozenset(rest))
    return out


@finding(
    "gap",
    "between these clauses lie values for which none of them speaks",
    hint="let the next clause begin where the one before ends; asked in between, it is unknown",
)
def gap(whole: Whole) -> Iterator[At]:
    """Clauses on one matter, shared out by a quantity, leave values out between their own."""
    for tiers, covered in _shared_out(whole):
        if covered:
            continue
        pieces = sorted((low, high, t.place) for t in tiers for low, high in t.ranges)
        reached = pieces[0][1] if pieces else 0
        for low, high, index in pieces:
            if low > reached + 1:
                yield At(("clauses", index, "when"))
            reached = max(reached, high)


@finding(
    "overlap",
    "for some values this clause and another one say different things",
    hint="let each value belong to one of them",
)
def overlap(whole: Whole) -> Iterator[At]:
    """Clauses on one matter, shared out by a quantity, both claim some values."""
    for tiers, _ in _shared_out(whole):
        reached, widest = -(2**61), tiers[0]
        found = set()
        pieces = sorted((low, high, n) for n, t in enumerate(tiers) for low, high in t.ranges)
        for low, high, number in pieces:
            tier = tiers[number]
            if low <= reached and tier is not widest and _differ(tier, widest):
                found.add(max(tier.place, widest.place))
            if high > reached:
                reached, widest = high, tier
        yield from (At(("clauses", index, "when")) for index in sorted(found))


def _differ(one: Tier, other: Tier) -> bool:
    if one.clause.reading_of is not None and one.clause.reading_of == other.clause.reading_of:
        return False
    if not _on_one_item(one.clause, other.clause):
        return False
    # Grants and limits may lie within each other: one more for some values is meant so.
    within = both(one.ranges, other.ranges) in (one.ranges, other.ranges)
    if within and one.clause.bearing in (Bearing.GRANT, Bearing.LIMIT):
        return False
    return one.ranges != other.ranges and says(one.clause) != says(other.clause)


FINDINGS = (gap, overlap)
"""What is looked for here."""
