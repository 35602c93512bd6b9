"""The engine: an agreement compiled once, asked many times (spec/decisions)."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heapreplace
from typing import Any

import attrs

from boundlib.decide import crisis
from boundlib.decide.answers import JUDGES
from boundlib.decide.asking import Asking
from boundlib.decide.conditions import truth
from boundlib.decide.evaluate import answers_with_route, evaluate, outcome_at, sooner
from boundlib.decide.evidence import Evidence
from boundlib.decide.frame import HORIZON, Frame
from boundlib.decide.gaps import gaps_in
from boundlib.decide.settle import Answer
from boundlib.decide.standing import standing
from boundlib.decide.subjects import Subject, Wanted
from boundlib.decide.tellings import Tellings
from boundlib.declare import changed
from boundlib.errors import UsageError, expect
from boundlib.model.agreement import Agreement
from boundlib.model.answers import Never, Route
from boundlib.model.decision import Basis, Decision, Next, Quoted, TimetableUsed
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.times import tz_version
from boundlib.times.scalars import Instant
from boundlib.times.spans import calendar_time
from boundlib.vocab import Outcome, Reason

MOST_STEPS = 20_000
"""A bound for the search of an answer's end that no real agreement meets."""


class Engine:
    """An agreement ready for questions.

    `digest` is the agreement's digest, which every decision quotes; the root package hands it in.
    `exceptions` are the ids of the temporary exceptions the agreement is read with, quoted too.
    """

    def __init__(
        self, agreement: Agreement, *, digest: str | None, exceptions: tuple[str, ...] = ()
    ) -> None:
        self.agreement = agreement
        """The agreement that answers."""
        self.digest = digest
        """Its digest; None where lenient reading left something not understood."""
        self.exceptions = exceptions
        """The temporary exceptions in it."""
        self._frame = Frame(agreement, truth, JUDGES, gaps_in, digest)
        self._last: tuple[Record | None, Frame] = (None, self._frame)

    def __repr__(self) -> str:
        return f"<Engine of version {self.agreement.version}>"

    def decide(
        self, question: Any, record: Record | None = None, *, ruling: Ruling | None = None
    ) -> Decision:
        """The decision on a question, with what the record shows.

        The same question, agreement and record give the same decision, to the byte. `ruling` says
        which engine answers at later instants, where other versions follow; absent: this one.

        Raises:
            UsageError: the question names a party or a channel the agreement does not have, or
                the record is another agreement's. Never where it is answered with the crisis
                route (spec/decisions 7). One of them is of another type.
        """
        frame = self._frame_for(question, record)
        at = int(question.at)
        answer, asked, until = evaluate(frame, question, at, self.digest)
        found, tables, route_until = _route(frame, question, at)
        seen = _Seen(self, frame) if ruling is None else _Seen(self, frame, ruling, record)
        horizon = _horizon(frame, at)
        parts = [
            seen.part(question, _answer, (answer, until)),
            seen.part(question, _route_alone, (found, route_until)),
        ]
        shown = answer.next
        if shown is not None:
            opened, more = seen.open_now(question)
            parts += more
            shown = _next(seen, question, answer.outcome, opened, horizon)
        end = _first_change(parts, horizon)
        return Decision(
            outcome=answer.outcome,
            value=answer.value,
            question=question,
            reasons=answer.reasons,
            obligations=answer.obligations,
            waits_for=answer.waits_for,
            alternatives=answer.alternatives,
            items=answer.items,
            near_miss=answer.near_miss,
            next=shown,
            route=answer.route or found,
            valid_until=None if end is None else Instant(end),
            agreement=self._quoted(),
            basis=self._basis(frame, asked, tables),
        )

    def sharing(self, record: Record | None = None) -> Tellings:
        """Verdicts on single items straight from the index, for those who ask by the thousand.

        Raises:
            UsageError: the record is another agreement's, or no record.
        """
        if record is not None:
            expect(record, Record, "record", "Pass a Record, as from_dict(…, Record) gives.")
        return Tellings(self.beside(record), self.digest)

    def _frame_for(self, question: Any, record: Record | None) -> Frame:
        """What it holds beside a record that fits, for a question that fits."""
        expect(question, Question, "question", "Pass a question, as from_dict(…, Question) gives.")
        if record is not None:
            expect(record, Record, "record", "Pass a Record, as from_dict(…, Record) gives.")
        if answers_with_route(question):
            mine = record is not None and record.agreement == self.agreement.id
            return self.beside(record if mine else None)
        frame = self.beside(record)
        _check(frame, question)
        return frame

    def _quoted(self) -> Quoted:
        return Quoted(
            id=self.agreement.id,
            version=self.agreement.version,
            digest=self.digest,
            exceptions=self.exceptions,
        )

    # --- one instant --------------------------------------------------------------------------

    def beside(self, record: Record | None, read: Evidence | None = None) -> Frame:
        """What it holds, beside a record; `read`: as another engine read it, if one did.

        Raises:
            UsageError: the record is another agreement's.
        """
        if record is None:
            return self._frame
        if record.agreement != self.agreement.id:
            raise UsageError(
                "the record is about another agreement.",
                where="/agreement",
                next_step="Pass the record of this agreement.",
            )
        kept, frame = self._last  # read once: other threads may put another record there
        if kept is not record:
            frame = self._frame.beside(record, read)
            self._last = (record, frame)
        return frame

    def _basis(self, frame: Frame, ask: Asking, tables: dict[str, None]) -> Basis:
        used = []
        for name in sorted({**ask.tables, **tables}):
            timetable = frame.timetables[name]
            used.append(
                TimetableUsed(
                    id=name,
                    zone=timetable.zone or self.agreement.zone,
                    holidays=frame.holiday_words(timetable, ask.at),
                )
            )
        return Basis(
            standing=standing(ask, self.digest),
            zone=self.agreement.zone,
            tz_version=tz_version(),
            facts=tuple(sorted(ask.facts)),
            timetables=tuple(used),
        )


Ruling = Callable[[int], tuple[Engine, int | None]]
"""Which engine answers at an instant, and until when."""

Look = Callable[[int], tuple[Any, int | None]]
"""What is to be seen at an instant, and until when it certainly stays."""

How = Callable[[Frame, Any, int, str | None], tuple[Any, int | None]]
"""One thing that is to be seen of a question, beside a frame, at an instant."""


@attrs.frozen
class _Part:
    """A part of a decision that may change by itself."""

    look: Look
    shown: Any
    """What is seen at first."""
    until: int | None
    """Until when that certainly stays."""


class _Seen:
    """What a question shows from instant to instant, through whichever engine then answers."""

    def __init__(
        self,
        engine: Engine,
        frame: Frame,
        ruling: Ruling | None = None,
        record: Record | None = None,
    ) -> None:
        self._now = engine, frame
        self._ruling = ruling
        self._record = record

    def look(self, question: Any, how: How) -> Look:
        """How a look is made; nothing is seen where an engine cannot be asked that."""

        def look(at: int) -> tuple[Any, int | None]:
            (engine, frame), until = self._at(at)
            if engine is not self._now[0] and not _can_be_asked(frame, question):
                return None, until
            shown, stays = how(frame, question, at, engine.digest)
            return shown, sooner(stays, until)

        return look

    def part(self, question: Any, how: How, first: tuple[Any, int | None] | None = None) -> _Part:
        """A part, with what it shows at first where that is known."""
        look = self.look(question, how)
        at = int(question.at)
        shown, until = look(at) if first is None else first
        return _Part(look, shown, sooner(until, self._at(at)[1]))

    def open_now(self, question: Any) -> tuple[tuple[str, ...], list[_Part]]:
        """By which channels the same contact is permitted, and the parts of that."""
        if self._ruling is not None:
            part = self.part(question, _open)
            return part.shown, [part]
        parts = {
            name: self.part(changed(question, channel=name, using=None), _permitted)
            for name in self._now[1].channels
        }
        return tuple(name for name, part in parts.items() if part.shown), [*parts.values()]

    def _at(self, at: int) -> tuple[tuple[Engine, Frame], int | None]:
        if self._ruling is None:
            return self._now, None
        engine, until = self._ruling(at)
        return (engine, engine.beside(self._record, self._now[1].evidence)), until


def _answer(frame: Frame, question: Any, at: int, digest: str | None) -> tuple[Answer, int | None]:
    answer, _, until = evaluate(frame, question, at, digest)
    return answer, until


def _waits(frame: Frame, question: Any, at: int, digest: str | None) -> tuple[bool, int | None]:
    """Whether a fact alone may change it: what it waits for or turns on, or the client's word."""
    answer, until = _answer(frame, question, at, digest)
    stopped = any(line.code is Reason.CLIENT_STOPPED for line in answer.reasons)
    return stopped or answer.turning or bool(answer.waits_for), until


def _route(frame: Frame, question: Any, at: int) -> tuple[Route, dict[str, None], int | None]:
    """Every answer carries the way out, whatever it says."""
    there = Asking(frame, question, at, {}, Subject())
    found = crisis.route(there, getattr(question, "channel", None))
    return found, there.tables, there.until


def _route_alone(
    frame: Frame, question: Any, at: int, digest: str | None
) -> tuple[Route, int | None]:
    found, _, until = _route(frame, question, at)
    return found, until


def _permitted(frame: Frame, question: Any, at: int, digest: str | None) -> tuple[bool, int | None]:
    outcome, until = outcome_at(frame, question, at, digest, Wanted.PERMIT)
    return outcome is Outcome.PERMIT, until


def _open(
    frame: Frame, question: Any, at: int, digest: str | None
) -> tuple[tuple[str, ...], int | None]:
    """By which channels the same contact is permitted."""
    found: dict[str, bool] = {}
    until: int | None = None
    for name in frame.channels:
        there = changed(question, channel=name, using=None)
        found[name], stays = _permitted(frame, there, at, digest)
        until = sooner(until, stays)
    return tuple(name for name, shown in found.items() if shown), until


def _next(
    seen: _Seen, question: Any, outcome: Outcome, opened: tuple[str, ...], horizon: int
) -> Next:
    """By which channels it is open now, and when the asked contact opens or closes."""
    if outcome not in (Outcome.PERMIT, Outcome.DENY):
        return Next(open_now=opened)
    part = seen.part(question, outcome_at)
    turns = _first_change([part], horizon)
    if outcome is Outcome.PERMIT:
        return Next(open_now=opened, closes_at=None if turns is None else Instant(turns))
    if turns is None:
        # What waits for a fact, now or later, may open as soon as that is on the record.
        waits = seen.part(question, _waits)
        ever = waits.shown or _first_change([waits], horizon) is not None
        return Next(open_now=opened, opens_at=None if ever else Never(never=True))
    # Where a person decides then, or it is not known, nobody can say that it opens.
    opens = part.look(turns)[0] is Outcome.PERMIT
    return Next(open_now=opened, opens_at=Instant(turns) if opens else None)


def _horizon(frame: Frame, at: int) -> int:
    return calendar_time(frame.zone, at, HORIZON) or at


def _first_change(parts: list[_Part], horizon: int) -> int | None:
    """The first instant at which a part shows something else; None: not up to the horizon.

    Each look says until when it certainly stays, so only those instants need to be looked at:
    of all parts always the earliest.
    """
    ends = [(part.until, index) for index, part in enumerate(parts) if part.until is not None]
    heapify(ends)
    for _ in range(MOST_STEPS):
        if not ends or ends[0][0] > horizon:
            return None
        here, index = ends[0]
        shown, until = parts[index].look(here)
        if shown != parts[index].shown:
            return here
        if until is None:
            heappop(ends)
        else:
            heapreplace(ends, (until, index))
    return None


def _can_be_asked(frame: Frame, question: Any) -> bool:
    try:
        _check(frame, question)
    except UsageError:
        return answers_with_route(question)
    return True


def _check(frame: Frame, question: Any) -> None:
    """A question must name parties, channels and clauses that there are."""
    for field in ("by", "to", "party"):
        who = getattr(question, field, None)
        if who is not None and not frame.knows(who):
            raise UsageError(
                "no party and no role of this name.",
                where=f"/{field}",
                next_step="Use a party id of the agreement, or a role.",
            )
    channel = getattr(question, "channel", None)
    if channel is not None and channel not in frame.channels and not frame.is_medium(channel):
        raise UsageError(
            "no channel clause and no medium of this name.",
            where="/channel",
            next_step="Use the id of a contact.channel clause, or a medium.",
        )
    clause = getattr(question, "clause", None)
    if clause is not None and clause not in frame.clauses:
        raise UsageError(
            "no clause of this id.", where="/clause", next_step="Use the id of a clause."
        )
