"""Pace: what a limit, a topic or a readiness leaves out, and what counts where it must not."""

from __future__ import annotations

from collections.abc import Iterator

from boundlib.declare.shapes import ObjectShape, Shape
from boundlib.declare.walk import Search
from boundlib.findings.looking import At, Whole, finding
from boundlib.measures import known
from boundlib.model.algebra import Entry, FactLeaf
from boundlib.model.pace import (
    Indicator,
    PaceDisclosure,
    PaceDistressLimit,
    PacePause,
    PaceReadiness,
    PaceTopic,
)
from boundlib.model.quantities import Band, Range
from boundlib.model.unheard import switch, unheard
from boundlib.vocab import TopicLevel


@finding(
    "setback_counts",
    "this turns on a setback, homework, a sign or a pause, which count for nothing here",
    hint="take it out: nobody loses anything by telling; the work itself and reviews may count it",
    blocks_adoption=True,
    of_one_clause=True,
)
def setback_counts(whole: Whole) -> Iterator[At]:
    """A condition or a tally of a clause that hears nothing of it names such a fact."""
    # Adoption asks for this finding and few others: it walks to what it reads, not through all.
    for index, clause in whole.clauses:
        for path, _, named in _NAMING.inside(clause):
            listens = switch(clause) if path[0] == "when" else clause
            if unheard(named.fact, listens):
                yield At(("clauses", index, *path, "fact"))


def _names_a_fact(shape: Shape) -> bool:
    return isinstance(shape, ObjectShape) and shape.cls in (FactLeaf, Entry)


_NAMING = Search(_names_a_fact)


@finding(
    "limit_outside_scale",
    "this level lies outside the range of its scale",
    hint="write the level on the scale that is named, as in 7 on suds-10 or 70 on suds-100",
)
def limit_outside_scale(whole: Whole) -> Iterator[At]:
    """An end of the level lies outside the range of a measure that is known."""
    scales = known(whole.agreement.measures)
    for path, clause in whole.all(PaceDistressLimit):
        scale = scales.get(clause.scale)
        if scale is not None and any(
            not scale.min <= number <= scale.max for number in _numbers(clause.at_most)
        ):
            yield At((*path, "at_most"))


def _numbers(amount: object) -> Iterator[int]:
    """The numbers an amount names."""
    match amount:
        case int():
            ends: tuple[object, ...] = (amount,)
        case Range():
            ends = (amount.min, amount.max)
        case Band():
            ends = (amount.at_least, amount.at_most)
        case _:
            ends = (getattr(amount, "about", None),)
    yield from (end for end in ends if isinstance(end, int))


@finding(
    "limit_without_steps",
    "nothing says what is done above this level",
    hint="write `then`: what is done, in order",
    note=True,
)
def limit_without_steps(whole: Whole) -> Iterator[At]:
    """A distress limit has neither steps nor a pause."""
    for path, clause in whole.all(PaceDistressLimit):
        if not clause.then and clause.pause is None:
            yield At(path)


@finding(
    "pause_without_sign",
    "no sign was agreed for when words are hard to find",
    hint="agree on a sign, such as a raised hand; any other way of saying stop is as good",
    note=True,
)
def pause_without_sign(whole: Whole) -> Iterator[At]:
    """A pause has no signals, and no other one has."""
    pauses = whole.all(PacePause)
    if not any(clause.signals for _, clause in pauses):
        yield from (At(path) for path, _ in pauses)


@finding(
    "nothing_instead",
    "nothing says what is done in the place of this topic",
    hint="write `instead`",
    note=True,
)
def nothing_instead(whole: Whole) -> Iterator[At]:
    """A topic that is not raised now has nothing in its place."""
    for path, clause in whole.all(PaceTopic):
        if clause.level is TopicLevel.NOT_NOW and not clause.instead:
            yield At(path)


@finding(
    "care_not_said",
    "with care is not said more closely, so it lets the topic be raised at any time",
    hint="write `require` or `readiness`",
    note=True,
)
def care_not_said(whole: Whole) -> Iterator[At]:
    """A topic with care asks for nothing."""
    for path, clause in whole.all(PaceTopic):
        with_care = clause.level is TopicLevel.WITH_CARE
        if with_care and clause.require is None and clause.readiness is None:
            yield At(path)


@finding(
    "readings_never_old",
    "nothing says for how long a reading counts",
    hint="write `fresh`: what was read long ago says little of today",
    note=True,
)
def readings_never_old(whole: Whole) -> Iterator[At]:
    """An indicator of readiness has no `fresh`."""
    for path, indicator in whole.all(Indicator):
        if indicator.fresh is None:
            yield At(path)


@finding(
    "readiness_not_asked",
    "this is for a topic with care that does not ask for it",
    hint="name it in the topic's `readiness`; by itself it holds nothing back",
    note=True,
)
def readiness_not_asked(whole: Whole) -> Iterator[At]:
    """A readiness names a topic of the agreement, and no clause on that topic names it."""
    topics = [clause for _, clause in whole.all(PaceTopic) if clause.level is TopicLevel.WITH_CARE]
    for path, gate in whole.all(PaceReadiness):
        for number, name in enumerate(gate.of):
            mine = [clause for clause in topics if clause.topic == name]
            if mine and all(clause.readiness != gate.id for clause in mine):
                yield At((*path, "of", number))


@finding(
    "lists_differ",
    "two clauses say different things of whether this is needed",
    hint="keep it in one of the two lists; asked about, it is not known",
)
def lists_differ(whole: Whole) -> Iterator[At]:
    """What one clause lists as essential can wait in another, or the other way round."""
    lists = whole.all(PaceDisclosure)
    for path, clause in lists:
        others = {name for _, c in lists if c is not clause for name in c.can_wait}
        for number, name in enumerate(clause.essential):
            if name in others:
                yield At((*path, "essential", number))


FINDINGS = (
    setback_counts,
    limit_outside_scale,
    limit_without_steps,
    pause_without_sign,
    nothing_instead,
    care_not_said,
    readings_never_old,
    readiness_not_asked,
    lists_differ,
)
"""What is looked for here."""
