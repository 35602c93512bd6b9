"""Clauses that never speak, and clauses that speak against each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from itertools import product
from math import prod
from typing import Any

from boundlib.findings.looking import At, Path, Whole, finding
from boundlib.findings.ranges import both, values_of
from boundlib.findings.tiers import says
from boundlib.model.algebra import (
    AgeLeaf,
    AllOf,
    AnyOf,
    AtLeastOf,
    ClauseLeaf,
    Comparison,
    Condition,
    FactLeaf,
    MediumLeaf,
    Not,
)
from boundlib.model.clause import Dates
from boundlib.model.contact import ContactChannel, ContactFee, ContactReplyTime, ContactWindow
from boundlib.model.sharing import (
    SharingRefusal,
    SharingRelease,
    SharingReleaseRule,
    SharingUnitOfCare,
)
from boundlib.vocab import COVERS, Medium, Purpose

_CONDITIONS = (AllOf, AnyOf, AtLeastOf, Not, Comparison)
_MOST_READINGS = 16


def never(condition: Condition) -> bool:
    """Whether a condition cannot hold, whatever happens. It says no more often than it could."""
    match condition:
        case AllOf():
            return any(map(never, condition.all)) or _contradict(condition.all)
        case AnyOf():
            return all(map(never, condition.any))
        case AtLeastOf():
            possible = sum(not never(member) for member in condition.of)
            return possible < condition.at_least
    values = values_of(condition)
    return values is not None and not values.ranges


def _contradict(members: tuple[Condition, ...]) -> bool:
    """Whether some of these exclude each other."""
    whole = set(members)
    if any(isinstance(member, Not) and member.not_ in whole for member in members):
        return True
    ranges: dict[str, Any] = {}
    single: dict[Hashable, Hashable] = {}
    for member in members:
        values = values_of(member)
        if values is not None:
            before = ranges.get(values.quantity, values.ranges)
            ranges[values.quantity] = both(before, values.ranges)
        key, said = _said(member)
        if single.setdefault(key, said) != said:
            return True
    return not all(ranges.values())


def _said(leaf: Condition) -> tuple[Hashable, Hashable]:
    """What a leaf speaks of that has one value at a time, and the value it asks for."""
    match leaf:
        case MediumLeaf():
            return MediumLeaf, leaf.medium
        case AgeLeaf():
            return AgeLeaf, leaf.age_group
        case ClauseLeaf():
            return leaf.clause, leaf.is_
        case FactLeaf(is_=str()) if leaf.ever is None:
            return (FactLeaf, leaf.fact), leaf.is_
    return leaf, None


@finding(
    "never_active",
    "this clause can never speak",
    hint="give it dates within the term and a condition that can hold, or take it out",
)
def never_active(whole: Whole) -> Iterator[At]:
    """Its dates lie outside the term, or its condition contradicts itself."""
    term = whole.agreement.term
    for index, clause in whole.clauses:
        valid, when = getattr(clause, "valid", None), getattr(clause, "when", None)
        if term is not None and not _speaks_outside(clause):
            if valid is not None and not _meet(valid, term):
                yield At(("clauses", index, "valid"))
            if term.last is not None and (getattr(clause, "start", None) or date.min) > term.last:
                yield At(("clauses", index, "start"))
        if when is not None and never(when):
            yield At(("clauses", index, "when"))


def _speaks_outside(clause: Any) -> bool:
    """Whether a clause is heard outside the term too (spec/decisions 62, spec/sharing 15, 16)."""
    bound = SharingRefusal | SharingReleaseRule | SharingUnitOfCare
    if isinstance(clause, SharingRelease):
        return clause.end is not None
    return clause.kind.startswith("crisis.") or isinstance(clause, bound)


@finding(
    "never_holds",
    "what is asked for here can never hold",
    hint="take out what contradicts the rest",
)
def never_holds(whole: Whole) -> Iterator[At]:
    """A condition other than a clause's own switch contradicts itself."""
    found: list[Path] = []
    for path, condition in sorted(whole.any(*_CONDITIONS), key=lambda item: len(item[0])):
        switch = path[0] == "clauses" and path[2] == "when"
        inside = any(path[: len(outer)] == outer for outer in found)
        if not switch and not inside and never(condition):
            found.append(path)
            yield At(path)


def _meet(one: Dates, other: Dates) -> bool:
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)


@finding(
    "too_many_readings",
    "the rival readings of this text combine in more than sixteen ways",
    hint="settle some of them first: questions that turn on all of them are unknown",
)
def too_many_readings(whole: Whole) -> Iterator[At]:
    """The readings of the clauses of one topic, multiplied."""
    rivals: dict[str, dict[str, int]] = {}
    for _, clause in whole.clauses:
        label = getattr(clause, "reading_of", None)
        if label is not None:
            topic = rivals.setdefault(clause.kind.partition(".")[0], {})
            topic[label] = topic.get(label, 0) + 1
    if any(prod(topic.values()) > _MOST_READINGS for topic in rivals.values()):
        yield At(("clauses",))


# --- clauses on one matter that differ ---------------------------------------------------------


@finding(
    "reply_times_differ",
    "for some messages this reply time and another one both hold, and they differ",
    hint="give each channel and purpose one reply time, or mark rival readings",
)
def reply_times_differ(whole: Whole) -> Iterator[At]:
    """Two reply times for one channel, purpose and direction, at one time."""
    yield from _differing(whole, ContactReplyTime)


@finding(
    "windows_differ",
    "for some contact this window and another one both hold, and they differ in their force",
    hint="let only one of them speak for each channel and purpose",
)
def windows_differ(whole: Whole) -> Iterator[At]:
    """Two windows of one timetable of which one opens by itself and the other by arrangement."""
    yield from _differing(whole, ContactWindow)


@finding(
    "fees_differ",
    "for some contact this fee and another one both hold, and they differ",
    hint="give each channel and purpose one fee, or mark rival readings",
)
def fees_differ(whole: Whole) -> Iterator[At]:
    """Two fees for one channel and purpose, at one time."""
    yield from _differing(whole, ContactFee)


def _differing(whole: Whole, cls: type[Any]) -> Iterator[At]:
    if len(whole.all(cls)) < 2:
        return
    media = {c.id: c.medium for _, c in whole.all(ContactChannel)}
    groups: dict[Hashable, dict[Hashable, date]] = {}
    found: set[int] = set()
    # A number for each thing said or asked for: they are compared often, and are large.
    numbers: dict[Hashable, int] = {}
    # In the order of their first dates, so that what has ended can be forgotten.
    for path, clause in sorted(whole.all(cls), key=lambda item: _dates(item[1])[0]):
        first, last = _dates(clause)
        said = clause.reading_of, _number(says(clause), numbers)
        when = None if clause.when is None else _number(clause.when, numbers)
        # A window's hours are no contradiction: what one does not open, another may.
        apart = (clause.timetable, clause.use) if cls is ContactWindow else ()
        # What a contact costs does not ask who began it.
        sides = () if cls is ContactFee else (frozenset(clause.by), frozenset(clause.to))
        fixed = _number((*sides, *apart), numbers)
        meets: set[Hashable] = set()
        kept: set[Hashable] = set()
        for own, others in _channels(clause.channels, media):
            for mine, theirs in _switches(when):
                for purpose, purposes in _purposes(clause):
                    kept.add((fixed, purpose, own, mine))
                    meets.update(product([fixed], purposes, others, theirs))
        for key in meets:
            if _speaks_against(said, first, groups.get(key, {})):
                found.add(int(path[1]))
        for key in kept:
            lasts = groups.setdefault(key, {})
            lasts[said] = max(last, lasts.get(said, last))
    yield from (At(("clauses", index)) for index in sorted(found))


def _number(thing: Hashable, numbers: dict[Hashable, int]) -> int:
    return numbers.setdefault(thing, len(numbers))


def _speaks_against(said: tuple[Any, Any], first: date, others: dict[Any, date]) -> bool:
    """Whether one of the others still holds then and says something else."""
    for over in [other for other, last in others.items() if last < first]:
        del others[over]
    rival, text = said
    return any(
        text != other_text and (rival is None or rival != other_rival)
        for other_rival, other_text in others
    )


def _dates(clause: Any) -> tuple[date, date]:
    first, last = (clause.valid.first, clause.valid.last) if clause.valid else (None, None)
    return first or date.min, last or date.max


def _purposes(clause: Any) -> Iterator[tuple[Hashable, tuple[Hashable, ...]]]:
    """Under which name a clause is kept for each narrow purpose, and which names it meets."""
    excepted = _narrow(getattr(clause, "not_for", ()))
    if not clause.purposes and not excepted:
        yield "all", ("all", "some")
        return
    yield "some", ()
    for narrow in _narrow(clause.purposes or tuple(Purpose)) - excepted:
        yield narrow, (narrow, "all")


def _narrow(purposes: tuple[Purpose, ...]) -> frozenset[Purpose]:
    return frozenset(n for purpose in purposes for n in COVERS.get(purpose, {purpose}))


def _channels(
    channels: tuple[str, ...], media: dict[str, Medium]
) -> Iterator[tuple[Hashable, tuple[Hashable, ...]]]:
    """Under which name a clause is kept for each channel, and which names it meets."""
    if not channels:
        yield "all", ("all", "some")
        return
    yield "some", ()
    for name in channels:
        medium = media.get(name)
        if medium is None:
            yield ("medium", name), (("medium", name), ("within", name), "all")
        else:
            yield name, (name, ("medium", medium), "all")
            yield ("within", medium), ()


def _switches(when: int | None) -> Iterator[tuple[Hashable, tuple[Hashable, ...]]]:
    """The same for its switch: two that differ are not known to speak together."""
    if when is None:
        yield None, (None, "switched")
    else:
        yield when, (when, None)
        yield "switched", ()


FINDINGS = (
    *(never_active, never_holds, too_many_readings),
    *(reply_times_differ, windows_differ, fees_differ),
)
"""What is looked for here."""
