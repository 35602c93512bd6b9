"""The part of a proposal that somebody accepts, with all that it needs (spec/renegotiation 22)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any

from boundlib.amend.composing import compose, placed
from boundlib.amend.leaving import closed_ways
from boundlib.amend.texts import Key, Parts, Text
from boundlib.declare.walk import measures_named, references
from boundlib.errors import InvalidValue, UsageError
from boundlib.model.agreement import LISTS, Agreement
from boundlib.model.references import ROLES
from boundlib.vocab import Medium

_MEDIA = frozenset(map(str, Medium))


def part_of(base: Text, offered: Text, accepted: Iterable[Key]) -> Agreement:
    """The base with the accepted changes, and every change that one of them needs.

    Raises:
        UsageError: the proposal does not change one of them, or the part does not stand alone.
    """
    changed = offered.changed(base)
    taken = dict.fromkeys(accepted)
    if not base.there:
        taken |= dict.fromkeys(key for key in changed if key[0] in ("agreement", "parties"))
    if not set(changed).issuperset(taken):
        raise UsageError(
            "the proposal does not change one of these parts.",
            where="clauses",
            next_step="Name clauses, parties, timetables or members that it changes.",
        )
    while True:
        parts = _parts(base, offered, taken)
        needed = [
            k for k in _needed(parts, taken, base, offered) if k in changed and k not in taken
        ]
        if not needed:
            break
        taken |= dict.fromkeys(needed)
    orders = {}
    for name in LISTS:
        there = parts[name]
        kept = [id for id in base.ids(name) if id in there]
        orders[name] = placed(kept, [offered.ids(name)], there)
    try:
        return compose(parts, orders, (base, offered), offered.doubtful(base))
    except InvalidValue as error:
        raise UsageError(
            "this part of the proposal does not stand alone.",
            where="clauses",
            next_step="Accept more of it, or counter with another text.",
        ) from error


def _parts(base: Text, offered: Text, taken: Iterable[Key]) -> Parts:
    parts = {name: dict(held) for name, held in base.raw.items()}
    for name, id in taken:
        if id in offered.raw[name]:
            parts[name][id] = offered.raw[name][id]
        else:
            parts[name].pop(id, None)
    return parts


def _needed(parts: Parts, taken: Container[Key], base: Text, offered: Text) -> Iterator[Key]:
    """The parts of the proposal that are needed for what refers to nothing, or stands alone."""
    labels: dict[str, int] = {}
    kept = parts["clauses"]
    gone = {id: clause for id, clause in base.raw["clauses"].items() if id not in kept}
    closed = set(gone).union(*(closed_ways(clause, kept) for clause in gone.values()))
    for key, part in _listed(parts):
        for _, ref, name in references(part):
            if _stands(parts, ref.to, name, closed):
                continue
            if name not in ROLES:
                yield key  # what refers to it may say otherwise in the proposal
            if name not in ROLES or key in taken:
                yield from _targets(offered, ref.to, name)
        for _, name in measures_named(part) if key[0] == "clauses" else ():
            if name not in parts["measures"]:
                yield key  # its own measure is taken away: the proposal may say otherwise
                if key in taken:
                    yield "measures", name
        label = getattr(part, "reading_of", None)
        if label is not None:
            labels[label] = labels.get(label, 0) + 1
    for label, count in labels.items():
        if count == 1:
            for text in (base, offered):
                for key, part in _listed(text.raw):
                    if getattr(part, "reading_of", None) == label:
                        yield key


def _listed(parts: Parts) -> Iterator[tuple[Key, Any]]:
    """The parts that are items of lists."""
    for name in LISTS:
        for id, part in parts[name].items():
            yield (name, id), part


def _stands(parts: Parts, to: str, name: str, closed: Container[str]) -> bool:
    """Whether a reference names something there; a role, somebody who holds it.

    A medium is always there, unless it was the name of a channel that is taken away.
    """
    if to in ("who", "party"):
        return any(
            name == id or (to == "who" and name in part.roles)
            for id, part in parts["parties"].items()
        )
    if to == "timetable":
        return name in parts["timetables"]
    if to == "channel" and name in _MEDIA and name not in closed:
        return True
    return name.partition("/")[0] in parts["clauses"]


def _targets(offered: Text, to: str, name: str) -> list[Key]:
    if to in ("who", "party"):
        return [("parties", party.id) for party in offered.agreement.holders(name)]
    kind = "timetables" if to == "timetable" else "clauses"
    return [(kind, name.partition("/")[0])]
