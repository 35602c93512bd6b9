"""Whether every reference in an agreement names something that is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from difflib import get_close_matches
from typing import Any

from boundlib.declare import Fault, Ref
from boundlib.declare.walk import Names, Path, at, erasable_at, references
from boundlib.vocab import Medium, Role

MOST_HINTS = 20
"""How often the nearest name is looked for, which takes time."""

JUDGED = "judged"
"""In gathered names: the clauses that are asked to judge."""


def reference_faults(agreement: Any, used: Names | None = None) -> Iterator[Fault]:
    """A fault for each reference that names nothing, with the nearest name there is.

    `used` are the names that its references use, if a reader has gathered them on its way; there
    may be more. Then places are looked for only where something may be wrong.
    """
    known = _Known(agreement)
    judged = used is None or JUDGED in used
    if used is None or not all(n <= known.to(to) for to, n in used.items() if to != JUDGED):
        yield from broken_references(references(agreement), agreement)
    if judged:
        yield from _circles(agreement)
        yield from _judgements(agreement)


def broken_references(used: Iterable[tuple[Path, Ref, str]], agreement: Any) -> Iterator[Fault]:
    """A fault for each of these references that names nothing in the agreement.

    Of the agreement only the ids and kinds of its parts are looked at.
    """
    known = _Known(agreement)
    told = 0
    for path, ref, name in used:
        names = known.to(ref.target)
        if name not in names:
            told += 1
            near = get_close_matches(name, sorted(names), n=1) if told <= MOST_HINTS else ()
            yield Fault(
                "broken_reference",
                f"no such {_WORDS[ref.to]} in this agreement",
                path,
                expected=f"the id of a {_WORDS[ref.to]}",
                hint=f"did you mean {near[0]}?" if near else None,
            )


def steps_of(clauses: Iterable[Any]) -> Set[str]:
    """The steps of ladders, as references name them."""
    ladders = [(c.id, getattr(c, "ladder", None)) for c in clauses]
    return {f"{name}/{s.id}" for name, ladder in ladders if ladder for s in ladder.steps}


_WORDS = {
    "clause": "clause",
    "timetable": "timetable",
    "party": "party",
    "who": "party or role",
    "step": "ladder step",
    "channel": "channel clause or medium",
}


def salt_faults(document: Any) -> Iterator[Fault]:
    """A fault for each salt whose path names no value that could be erased."""
    if not getattr(document, "fully_read", True):
        return  # it may name what a newer version added
    for path in document.salts:
        if erasable_at(document, path) is None:
            yield Fault(
                "broken_reference",
                "no erasable value stands there",
                ("salts", path),
                hint="the path is made of ids, such as clauses/portal/text",
            )


ROLES = frozenset(map(str, Role))
"""The words that name whoever holds a role."""
_MEDIA = frozenset(map(str, Medium))


class _Known:
    """The names there are, by what a reference may be to; each kind is gathered when asked for."""

    def __init__(self, agreement: Any) -> None:
        self._agreement = agreement
        self._found: dict[str, Set[str]] = {}

    def to(self, target: str) -> Set[str]:
        """The names of a target: `Ref.to`, perhaps with the beginnings of kinds behind it."""
        found = self._found.get(target)
        if found is None:
            to, *kinds = target.split(":")
            found = self._found[target] = self._gather(to, tuple(kinds))
        return found

    def _gather(self, to: str, kinds: tuple[str, ...]) -> Set[str]:
        of = self._agreement
        if to == "timetable":
            return {timetable.id for timetable in of.timetables}
        if to == "party":
            return {party.id for party in of.parties}
        if to == "who":
            return {party.id for party in of.parties} | ROLES
        if to == "channel":
            return {c.id for c in of.clauses if c.kind == "contact.channel"} | _MEDIA
        if to == "step":
            return steps_of(of.clauses)
        return {c.id for c in of.clauses if not kinds or c.kind.startswith(kinds)}


def _circles(agreement: Any) -> Iterator[Fault]:
    """Clauses whose judgement would need itself (spec/documents: references are acyclic)."""
    asked = {c.id: {n for _, ref, n in references(c) if ref.says} for c in agreement.clauses}
    for index, clause in enumerate(agreement.clauses):
        if _back_to_itself(clause.id, asked):
            yield Fault(
                "circular_reference",
                "the clause would be judged by itself",
                ("clauses", index),
                hint="only a ladder may refer back to its own steps",
            )


def _judgements(agreement: Any) -> Iterator[Fault]:
    """A fault for each word that the clause which is asked never answers."""
    answers = {c.id: getattr(c, "judges", None) for c in agreement.clauses}
    for path, ref, name in references(agreement):
        words = answers.get(name)
        if ref.says is None or words is None:
            continue  # it names nothing, or what a newer version added
        place = (*path[:-1], ref.says)
        said = at(agreement, place)
        if said not in words:
            near = get_close_matches(said, words, n=1)
            yield Fault(
                "not_in_vocabulary",
                "that clause never answers so",
                place,
                expected=", ".join(words) or "a clause that judges",
                hint=f"did you mean {near[0]}?" if near else None,
            )


def _back_to_itself(start: str, needs: Mapping[str, Collection[str]]) -> bool:
    seen: set[str] = set()
    todo = list(needs[start])
    while todo:
        name = todo.pop()
        if name == start:
            return True
        if name not in seen:
            seen.add(name)
            todo.extend(needs.get(name, ()))
    return False
