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
from boundlib.decide.evaluate import answers_with_route, evaluate, outcome_at
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
from boundlib.vocab import Outcome

MOST_STEPS = 20_000
"""A bound for the search of an answer's end that no real agreement meets."""


class Engine:
    """An agreement ready for questions.

    `digest` is the agreement's digest, which every decision quotes; the root package hands it in.
    """

    def __init__(self, agreement: Agreement, *, digest: str | None) -> None:
        self.agreement = agreement
        """The agreement that answers."""
        self.digest = digest
        """Its digest; None where lenient reading left something not understood."""
        self._frame = Frame(agreement, truth, JUDGES, gaps_in, digest)
        self._last: tuple[Record | None, Frame] = (None, self._frame)

    def __repr__(self) -> str:
        return f"<Engine of version {self.agreement.version}>"

    def decide(self, question: Any, record: Record | None = None) -> Decision:
        """The decision on a question, with what the record shows.

        The same question, agreement and record give the same decision, to the byte.

        Raises:
            UsageError: the question names a party or a channel the agreement does not have, or
                the record is another agreement's. Never where it is answered with the crisis
                route (spec/decisions 7). One of them is of another type.
        """
        expect(question, Question, "question", "Pass a question, as from_dict(…, Question) gives.")
        if record is not None:
            expect(record, Record, "record", "Pass a Record, as from_dict(…, Record) gives.")
        if answers_with_route(question):
            mine = record is not None and record.agreement == self.agreement.id
            frame = self._beside(record if mine else None)
        else:
            frame = self._beside(record)
            _check(frame, question)
        at = int(question.at)
        answer, asked, until = evaluate(frame, question, at, self.digest)
        found, tables, route_until = self._route(frame, question, at)
        looks = [self._look_answer(frame, question), self._look_route(frame, question)]
        parts = [_Part(looks[0], answer, until), _Part(looks[1], found, route_until)]
        shown = answer.next
        if shown is not None:
            channels = self._channels(frame, question)
            parts += channels.values()
            shown = self._next(frame, question, answer.outcome, channels)
        end = _first_change(parts, _horizon(frame, at))
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
            agreement=Quoted(
                id=self.agreement.id, version=self.agreement.version, digest=self.digest
            ),
            basis=self._basis(frame, asked, tables),
        )

    def sharing(self, record: Record | None = None) -> Tellings:
        """Verdicts on single items straight from the index, for those who ask by the thousand.

        Raises:
            UsageError: the record is another agreement's, or no record.
        """
        if record is not None:
            expect(record, Record, "record", "Pass a Record, as from_dict(…, Record) gives.")
        return Tellings(self._beside(record), self.digest)

    # --- one instant --------------------------------------------------------------------------

    def _beside(self, record: Record | None) -> Frame:
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
            frame = self._frame.beside(record)
            self._last = (record, frame)
        return frame

    def _route(
        self, frame: Frame, question: Any, at: int
    ) -> tuple[Route, dict[str, None], int | None]:
        """Every answer carries the way out, whatever it says."""
        there = Asking(frame, question, at, {}, Subject())
        found = crisis.route(there, getattr(question, "channel", None))
        return found, there.tables, there.until

    # --- when it opens, and until when it holds -----------------------------------------------

    def _channels(self, frame: Frame, question: Any) -> dict[str, _Part]:
        """Whether the same contact is permitted by each channel clause."""
        out = {}
        for name in frame.channels:
            look = self._look_permit(frame, changed(question, channel=name, using=None))
            out[name] = _Part(look, *look(int(question.at)))
        return out

    def _next(
        self, frame: Frame, question: Any, outcome: Outcome, channels: dict[str, _Part]
    ) -> Next:
        """By which channels it is open now, and when the asked contact opens or closes."""
        at = int(question.at)
        opened = tuple(name for name, part in channels.items() if part.shown)
        if outcome not in (Outcome.PERMIT, Outcome.DENY):
            return Next(open_now=opened)
        look = self._look_outcome(frame, question)
        turns = _first_change([_Part(look, *look(at))], _horizon(frame, at))
        if outcome is Outcome.PERMIT:
            return Next(open_now=opened, closes_at=None if turns is None else Instant(turns))
        if turns is None:
            # What waits for a fact may open as soon as that is on the record.
            last, _, _ = evaluate(frame, question, _horizon(frame, at), self.digest)
            never = None if last.waits_for else Never(never=True)
            return Next(open_now=opened, opens_at=never)
        # Where a person decides then, or it is not known, nobody can say that it opens.
        opens = look(turns)[0] is Outcome.PERMIT
        return Next(open_now=opened, opens_at=Instant(turns) if opens else None)

    def _look_answer(self, frame: Frame, question: Any) -> Look:
        def look(at: int) -> tuple[Answer, int | None]:
            answer, _, until = evaluate(frame, question, at, self.digest)
            return answer, until

        return look

    def _look_route(self, frame: Frame, question: Any) -> Look:
        def look(at: int) -> tuple[Route, int | None]:
            found, _, until = self._route(frame, question, at)
            return found, until

        return look

    def _look_outcome(self, frame: Frame, question: Any) -> Look:
        def look(at: int) -> tuple[Outcome, int | None]:
            return outcome_at(frame, question, at, self.digest)

        return look

    def _look_permit(self, frame: Frame, question: Any) -> Look:
        def look(at: int) -> tuple[bool, int | None]:
            outcome, until = outcome_at(frame, question, at, self.digest, Wanted.PERMIT)
            return outcome is Outcome.PERMIT, until

        return look

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


Look = Callable[[int], tuple[Any, int | None]]
"""What is to be seen at an instant, and until when it certainly stays."""


@attrs.frozen
class _Part:
    """A part of a decision that may change by itself."""

    look: Look
    shown: Any
    """What is seen at first."""
    until: int | None
    """Until when that certainly stays."""


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
