"""Values between the clauses that share a matter out by a quantity, such as an age."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from itertools import pairwise
from typing import Any

import attrs

from boundlib.decide.amounts import Truth, both
from boundlib.decide.asking import Asking
from boundlib.findings.ranges import Ranges, joined, values_of
from boundlib.findings.ranges import both as overlap
from boundlib.findings.tiers import matter_of, speaks_for
from boundlib.model.algebra import AllOf, Comparison
from boundlib.times.scalars import Calendar, Exact
from boundlib.vocab import Reason


@attrs.frozen
class Gap:
    """A gap between clauses of one kind on one matter."""

    clauses: tuple[Any, ...]
    inside: Comparison
    """Holds where a value lies in the gap."""
    rest: tuple[Any, ...]
    """What else the clauses ask for in order to speak."""


def gaps_in(clauses: Iterable[Any]) -> list[Gap]:
    """The gaps between clauses of one kind."""
    groups: dict[tuple[Hashable, Any, frozenset[Any], str], list[tuple[Ranges, Any]]] = {}
    always: dict[Any, list[Any]] = {}
    for clause in clauses:
        members = _members(clause)
        switched = False
        for name in dict.fromkeys(v.quantity for m in members if (v := values_of(m)) is not None):
            ranges, rest = _share(members, name)
            key = (matter_of(clause), clause.valid, frozenset(rest), name)
            groups.setdefault(key, []).append((ranges, clause))
            switched = True
        if not switched:
            always.setdefault((matter_of(clause), clause.valid, frozenset(members)), []).append(
                clause
            )
    found = []
    for (matter, valid, others, name), tiers in groups.items():
        whole = always.get((matter, valid, others), ())
        if len(tiers) < 2 or any(speaks_for(c, [tier for _, tier in tiers]) for c in whole):
            continue
        pieces = joined([r for ranges, _ in tiers for r in ranges])
        for (_, low), (high, _) in pairwise(pieces):
            inside = _between(name, low + 1, high - 1)
            found.append(Gap(tuple(c for _, c in tiers), inside, tuple(others)))
    return found


def _members(clause: Any) -> tuple[Any, ...]:
    when = getattr(clause, "when", None)
    if when is None:
        return ()
    return when.all if isinstance(when, AllOf) else (when,)


def _share(members: tuple[Any, ...], name: str) -> tuple[Ranges, list[Any]]:
    """The values of a quantity that a clause speaks for, and what else it asks for."""
    found: Ranges | None = None
    rest = []
    for member in members:
        values = values_of(member)
        if values is None or values.quantity != name:
            rest.append(member)
        else:
            found = values.ranges if found is None else overlap(found, values.ranges)
    return found or (), rest


def _between(name: str, low: int, high: int) -> Comparison:
    quantity, unit = name.split(" ")
    make: dict[str, Callable[[int], Any]] = {
        "numbers": int,
        "seconds": Exact,
        "days": lambda n: Calendar(days=n),
        "months": lambda n: Calendar(months=n),
    }
    return Comparison(quantity=quantity, at_least=make[unit](low), at_most=make[unit](high))


def in_gap(ask: Asking, kind: str, fits: Callable[[Any], Truth]) -> tuple[Any, ...]:
    """The clauses of a kind between which this falls; none: it falls in no gap.

    `fits` says whether a clause is about what is asked at all.
    """
    for gap in ask.frame.gaps(kind):
        clause = gap.clauses[0]
        if all(fits(each) is False for each in gap.clauses):
            continue
        held = [
            ask.frame.truth(ask, condition, clause=clause) for condition in (gap.inside, *gap.rest)
        ]
        if both(held) is True:
            for each in gap.clauses:
                ask.because(Reason.GAP, each, gap.inside.quantity)
            found: tuple[Any, ...] = gap.clauses
            return found
    return ()
