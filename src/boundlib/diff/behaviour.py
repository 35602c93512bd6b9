"""What two versions answer differently: each question, when, and how (spec/renegotiation 54-61)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import Any

import attrs

from boundlib.decide.answers import JUDGES
from boundlib.decide.conditions import truth
from boundlib.decide.evaluate import evaluate, outcome_at, sooner
from boundlib.decide.evidence import Evidence
from boundlib.decide.frame import Frame
from boundlib.decide.gaps import gaps_in
from boundlib.decide.tellings import Tellings
from boundlib.declare import changed
from boundlib.diff.alike import Alike
from boundlib.diff.grid import touched, universe
from boundlib.errors import UsageError, expect
from boundlib.model.agreement import AN_AGREEMENT, Agreement
from boundlib.model.answers import Never
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.times.scalars import Exact, Instant
from boundlib.vocab import FactKind, Outcome
from boundlib.wire.digest import digest_if_read

HOUR = Exact(3600)
"""How far apart the messages are of which replies are asked for, if nothing else is said."""


@attrs.frozen
class Answered:
    """What one version answers."""

    outcome: Outcome
    """The outcome; of sharing, that of the item by itself."""
    value: Any = attrs.field(default=None, repr=False)
    """The value of a what-question; None: it has none."""


@attrs.frozen
class Apart:
    """A stretch of time in which two versions answer a question differently."""

    begins: Instant
    """When it begins."""
    ends: Instant
    """When it ends; it does not belong to it."""
    old: Answered
    """What the older version answers; of a reply, to a message sent when the stretch begins."""
    new: Answered
    """What the newer version answers."""


@attrs.frozen
class Difference:
    """A question that two versions answer differently."""

    question: Question
    """The question, as asked when the first stretch begins: an example that anybody can put."""
    apart: tuple[Apart, ...]
    """When and how the answers differ, in order; the stretches never overlap."""


def behaviour(
    old: Agreement,
    new: Agreement,
    *,
    start: Instant,
    end: Instant,
    record: Record | None = None,
    sent_every: Exact = HOUR,
) -> tuple[Difference, ...]:
    """What two versions answer differently from `start` until before `end`.

    Both are asked every question of one universe (`boundlib.diff.grid` lists it) at every instant;
    replies message by message. Both are read as if they bound, and as if each consent on the record
    had been given to the words of that version: what differs is what the words say.

    Args:
        old: the older version.
        new: the newer version, of the same agreement.
        start: from when.
        end: until when, not included.
        record: what happened; absent: questions come without a record.
        sent_every: how far apart the messages are of which replies are asked for.

    Returns:
        One difference for each question with another outcome or value.

    Raises:
        UsageError: these are no two versions of one agreement; the record is another's; or the
            time is empty.
    """
    _check(old, new, start, end, record, sent_every)
    sides = tuple(_Side.of(agreement, record) for agreement in (old, new))
    frames = tuple(side.frame for side in sides)
    alike = Alike(frames)
    cuts = _cuts(int(start), int(end), record)
    found: dict[Question, tuple[Apart, ...]] = {}
    for question in universe(frames, start, touched(old, new)):
        first = alike.first(question)
        if first is question:
            found[question] = tuple(_walked(sides, question, cuts, int(sent_every)))
        else:
            found[question] = found[first]
    return tuple(
        Difference(_asked(question, apart[0].begins), apart)
        for question, apart in found.items()
        if apart
    )


def _check(
    old: Agreement,
    new: Agreement,
    start: Instant,
    end: Instant,
    record: Record | None,
    sent_every: Exact,
) -> None:
    for name, value, cls, step in (
        ("old", old, Agreement, AN_AGREEMENT),
        ("new", new, Agreement, AN_AGREEMENT),
        ("start", start, Instant, "Pass an Instant."),
        ("end", end, Instant, "Pass an Instant."),
        ("sent_every", sent_every, Exact, "Pass an amount of real time, such as Exact(3600)."),
    ):
        expect(value, cls, name, step)
    if record is not None:
        expect(record, Record, "record", "Pass a Record, as from_dict(…, Record) gives.")
    for name, about in (("new", new.id), ("record", None if record is None else record.agreement)):
        if about not in (None, old.id):
            raise UsageError(
                "this is about another agreement.",
                where=name,
                next_step="Pass two versions of one agreement, and its record.",
            )
    if start >= end or not int(sent_every):
        raise UsageError(
            "there is no time in it.",
            where="end" if start >= end else "sent_every",
            next_step="Pass an end after the start, and a step of a second or more.",
        )


# --- one version ----------------------------------------------------------------------------------

_BINDS = frozenset({FactKind.ADOPTED, FactKind.ENDED, FactKind.LAPSED})
_CONSENTS = frozenset({FactKind.CONSENT_GIVEN, FactKind.CONSENT_WITHDRAWN})

_NOTHING = Answered(Outcome.NOT_APPLICABLE)


def read_beside(record: Record, digest: str | None) -> Record:
    """The record as one version is read beside it (spec/renegotiation 58).

    Without what says whether a version binds; each consent given to this version's words, and each
    withdrawal of any words.
    """
    gone = {fact.id for fact in record.facts if fact.kind in _BINDS}
    while more := {fact.id for fact in record.facts if fact.replaces in gone} - gone:
        gone |= more
    facts = []
    for fact in record.facts:
        if fact.id in gone:
            continue
        if fact.kind in _CONSENTS and digest is not None:
            given = fact.kind == FactKind.CONSENT_GIVEN
            facts.append(changed(fact, digest=digest if given else None))
        else:
            facts.append(fact)
    return changed(record, facts=tuple(facts))


@attrs.frozen
class _Side:
    """One version, ready for questions."""

    frame: Frame
    digest: str | None
    tellings: Tellings

    @classmethod
    def of(cls, agreement: Agreement, record: Record | None) -> _Side:
        digest = digest_if_read(agreement)
        frame = Frame(agreement, truth, JUDGES, gaps_in, digest)
        if record is not None:
            frame = frame.with_evidence(Evidence(read_beside(record, digest), frame.zone))
        return cls(frame, digest, Tellings(frame, digest))

    def knows(self, question: Any) -> bool:
        """Whether it has whom and what a question names."""
        who = (getattr(question, "by", None), getattr(question, "to", None))
        channel = getattr(question, "channel", None)
        clause = getattr(question, "clause", None)
        frame = self.frame
        return (
            all(name is None or frame.knows(name) for name in who)
            and (channel is None or channel in frame.channels or frame.is_medium(channel))
            and (clause is None or clause in frame.clauses)
        )

    def look(self, question: Any, at: int) -> tuple[Answered, int | None]:
        """What it answers at an instant, and until when that certainly stays."""
        match question.kind:
            case "contact.may":
                outcome, until = outcome_at(self.frame, question, at, self.digest)
                return Answered(outcome), until
            case "sharing.may":
                (item,) = question.items
                by, to, purpose = question.by, question.to, question.purpose
                told = self.tellings.may(by=by, to=to, item=item, purpose=purpose, at=Instant(at))
                return Answered(told.outcome), None if told.until is None else int(told.until)
            case _:
                answer, _, until = evaluate(self.frame, question, at, self.digest)
                return Answered(answer.outcome, answer.value), until


# --- over time ------------------------------------------------------------------------------------

Look = tuple[int, int, Answered, Answered]
"""From when until before when, and what either version answers then."""


def _asked(question: Any, at: int) -> Any:
    """The same question at another instant; a message is sent as it is asked about."""
    when = Instant(at)
    return (
        changed(question, at=when, sent_at=when)
        if question.kind == "contact.reply_due"
        else changed(question, at=when)
    )


def _looks(sides: tuple[_Side, ...], question: Any, cuts: Sequence[int]) -> Iterator[Look]:
    """From one instant at which an answer may change to the next.

    `cuts`: the first instant, the last, and between them those from which the question is asked
    anew, as what the record covers goes on from the instant that is asked about.
    """
    knows = [side.knows(question) for side in sides]
    for start, end in pairwise(cuts):
        asked = question if start == cuts[0] else _asked(question, start)
        kept: list[tuple[Answered, int | None]] = [(_NOTHING, None)] * 2
        at = start
        while at < end:
            for index, side in enumerate(sides):
                until = kept[index][1]
                if knows[index] and (at == start or (until is not None and until <= at)):
                    kept[index] = side.look(asked, at)
            (old, one), (new, other) = kept
            turns = sooner(one, other)
            until = end if turns is None else min(turns, end)
            yield at, until, old, new
            at = until


def _cuts(start: int, end: int, record: Record | None) -> list[int]:
    complete = () if record is None else record.complete
    ends = {int(coverage.through) + 1 for coverage in complete}
    return sorted({start, end} | {cut for cut in ends if start < cut < end})


def _replies(
    sides: tuple[_Side, ...], question: Any, start: int, end: int, every: int
) -> Iterator[Look]:
    """From one message to the next; what is answered changes with every one of them."""
    knows = [side.knows(question) for side in sides]
    for at in range(start, end, every):
        sent = _asked(question, at)
        old, new = (
            side.look(sent, at)[0] if known else _NOTHING
            for side, known in zip(sides, knows, strict=True)
        )
        yield at, min(at + every, end), old, new


def _walked(
    sides: tuple[_Side, ...], question: Question, cuts: Sequence[int], every: int
) -> Iterator[Apart]:
    """The stretches in which the answers to one question differ."""
    if question.kind == "contact.reply_due":
        return _apart(_replies(sides, question, cuts[0], cuts[-1], every), _way)
    return _apart(_looks(sides, question, cuts), _both)


def _apart(looks: Iterator[Look], kept: Callable[[Answered, Answered], Any]) -> Iterator[Apart]:
    """The stretches in which the answers differ; one goes on while what is kept of them stays."""
    begun: Apart | None = None
    for begins, ends, old, new in looks:
        goes_on = begun is not None and kept(begun.old, begun.new) == kept(old, new)
        if begun is not None and not goes_on:
            yield begun
            begun = None
        if old != new:
            since = begins if begun is None else begun.begins
            shown = (old, new) if begun is None else (begun.old, begun.new)
            begun = Apart(Instant(since), Instant(ends), *shown)
    if begun is not None:
        yield begun


def _both(old: Answered, new: Answered) -> Any:
    return old, new


def _way(old: Answered, new: Answered) -> Any:
    """Of replies: the outcomes, how firmly, and whether it comes later, sooner or as soon."""
    one, other = _end(old.value), _end(new.value)
    later = None if one is None or other is None else (other > one) - (other < one)
    firmly = [getattr(side.value, "strength", None) for side in (old, new)]
    return old == new, old.outcome, new.outcome, firmly, later


def _end(value: Any) -> float | None:
    """By when a reply comes at the latest; None: not known."""
    latest = getattr(value, "max", None)
    return inf if isinstance(latest, Never) else None if latest is None else float(latest)
