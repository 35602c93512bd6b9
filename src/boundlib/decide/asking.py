"""One question being answered at one instant under one reading of what the text leaves open.

Everything an answer rests on passes through here: facts, hours, conditions, choices. That is how
a decision can name them all, and how it is known until when the answer certainly stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from boundlib.decide.amounts import Truth, both
from boundlib.decide.evidence import View
from boundlib.decide.subjects import Subject, Target, Wanted
from boundlib.declare import filled
from boundlib.model.decision import Obligation, Reading, ReasonLine, WaitsFor
from boundlib.model.unheard import switch
from boundlib.vocab import COVERS, Duty, FactKind, Outcome, Purpose, Reason

if TYPE_CHECKING:
    from boundlib.decide.frame import Frame

T = TypeVar("T")

_OPENING = frozenset({Outcome.PERMIT, Outcome.ANSWERED, Outcome.NOT_APPLICABLE})
"""The outcomes that what is not understood turns into unknown; deny and refer stay."""


class Asking:
    """See the module. Made anew for every evaluation; nothing outlives the answer."""

    def __init__(
        self,
        frame: Frame,
        question: Any,
        at: int,
        script: dict[str, int],
        subject: Subject,
        *,
        wanted: Wanted = Wanted.ALL,
    ) -> None:
        self.frame = frame
        """The agreement, compiled."""
        self.question = question
        """What is asked."""
        self.at = at
        """The instant it is asked about, or a later one while an answer's end is looked for."""
        self.script = script
        """Which option is taken for each choice the text leaves open."""
        self.subject = subject
        """What is asked about, where a condition is not about a single event."""
        self.wanted = wanted
        """How much of the answer is wanted."""
        self.choices: list[tuple[str, tuple[str, ...]]] = []
        """The choices met, in order, with their options."""
        self.turning: set[str] = set()
        """What was read of the record that a later fact may turn, wherever it was looked at."""
        self.until: int | None = None
        """The first instant at which something looked at may change; None: never."""
        self.reasons: list[ReasonLine] = []
        self.waits: list[WaitsFor] = []
        self.duties: list[Obligation] = []
        self.facts: dict[str, None] = {}
        self.tables: dict[str, None] = {}
        self.spoke: set[str] = set()
        """The clauses that were asked whether they speak, and bind these two."""
        self.people: set[str] = set()
        """The parties of whom something was looked at that no clause refers to."""
        self.silent: list[Asking] = []
        """What was looked at to know that a clause does not speak."""
        self.view = View(
            frame.evidence,
            at,
            None if question.known is None else int(question.known),
            int(question.at),
            self.stays_until,
            lambda names: self.facts.update(dict.fromkeys(names)),
        )

    # --- what an answer rests on --------------------------------------------------------------

    def stays_until(self, instant: int | None) -> None:
        """Something looked at certainly stays the same before this instant."""
        if (
            instant is not None
            and instant > self.at
            and (self.until is None or instant < self.until)
        ):
            self.until = instant

    def because(self, code: Reason, clause: Any = None, detail: Any = None) -> None:
        """A line of the procedure that applied."""
        name = clause if clause is None or isinstance(clause, str) else clause.id
        line = _reason(code, name, None if detail is None else str(detail))
        if line not in self.reasons:
            self.reasons.append(line)

    def wait_for(self, fact: str, clause: Any = None) -> None:
        """A fact whose arrival could change the answer."""
        line = _waits(str(fact), None if clause is None else clause.id)
        if line not in self.waits:
            self.waits.append(line)

    def owe(
        self, code: Duty, clause: Any = None, party: str | None = None, due: Any = None
    ) -> None:
        """What follows from the answer."""
        line = filled(
            Obligation,
            code=code,
            clause=None if clause is None else clause.id,
            party=party,
            due=due,
        )
        self.owe_as(line)

    def owe_as(self, line: Obligation) -> None:
        """This follows from the answer, once."""
        if line not in self.duties:
            self.duties.append(line)

    def choose(self, of: str, options: Sequence[tuple[str, T]]) -> T:
        """One option of what the text leaves open; every one is tried in an evaluation of its own.

        `options` are named by words of the format.
        """
        if of not in self.script:
            self.script[of] = 0
        if all(key != of for key, _ in self.choices):
            self.choices.append((of, tuple(name for name, _ in options)))
        return options[self.script[of]][1]

    def readings(self) -> tuple[Reading, ...]:
        """How the text was read in this evaluation."""
        return tuple(
            Reading(of=of.partition(":")[0], as_=names[self.script[of]])
            for of, names in self.choices
        )

    def at_instant(self, instant: int) -> Asking:
        """The same question at another instant, under the same reading; its end is its own."""
        other = Asking(self.frame, self.question, instant, self.script, self.subject)
        other.choices, other.people, other.turning = self.choices, self.people, self.turning
        other.facts, other.tables, other.spoke = self.facts, self.tables, self.spoke
        return other

    def aside(self, subject: Subject | None = None, *, at: int | None = None) -> Asking:
        """The same question, apart: what it rests on counts only if taken.

        `at`: at another instant.
        """
        about = self.subject if subject is None else subject
        when = self.at if at is None else at
        other = Asking(self.frame, self.question, when, self.script, about, wanted=self.wanted)
        other.choices, other.people, other.turning = self.choices, self.people, self.turning
        return other

    def take(self, other: Asking, *, reasons: bool = True, waits: bool = True) -> None:
        """Let the answer rest on what was found aside, except for how long it stays."""
        self.facts.update(other.facts)
        self.tables.update(other.tables)
        self.spoke |= other.spoke
        self.silent += other.silent
        self.duties += [d for d in other.duties if d not in self.duties]
        if reasons:
            self.reasons += [r for r in other.reasons if r not in self.reasons]
        if waits:
            self.waits += [w for w in other.waits if w not in self.waits]

    def pass_over(self, other: Asking) -> None:
        """What kept a clause from speaking is no part of the answer, but has to be understood."""
        self.spoke |= other.spoke
        self.silent.append(other)

    def _not_understood(self) -> bool:
        """Whether what it rests on, or what kept a clause silent, is partly of a newer version."""
        doubts = self.frame.doubts
        looked_at = [self, *self.silent]
        return (
            doubts.everything
            or self.view.unread
            or not doubts.people.isdisjoint(self.people)
            or any(not self.view.understands(each.facts) for each in looked_at)
            or any(not doubts.timetables.isdisjoint(each.tables) for each in looked_at)
        )

    def understood(self, outcome: Outcome) -> Outcome:
        """The outcome; unknown where it would permit or settle something not fully understood."""
        if outcome not in _OPENING:
            return outcome
        doubts = self.frame.doubts
        unread = doubts.unread(self.question.kind.partition(".")[0])
        for clause in unread:
            self.because(Reason.NEWER_THAN_READER, clause.id or None)
        partly = sorted(self.spoke & doubts.clauses)
        for name in partly:
            self.because(Reason.NEWER_THAN_READER, name)
        if self._not_understood():
            self.because(Reason.NEWER_THAN_READER)
        elif not unread and not partly:
            return outcome
        # What cannot be read was agreed all the same.
        self.reasons = [r for r in self.reasons if r.code is not Reason.NOTHING_AGREED]
        return Outcome.UNKNOWN

    # --- time and hours -----------------------------------------------------------------------

    def began(self) -> int | None:
        """From when the record would have to be complete to know that something never happened."""
        start = self.frame.term[0]
        if start is not None:
            return start
        first = next(iter(self.view.of(FactKind.ADOPTED)), None)
        return None if first is None else int(first.fact.in_force_from)

    def today(self) -> date:
        """The local date in the agreement's zone; who uses it notes until when it matters."""
        return date.fromordinal(self.frame.zone.day_of(self.at))

    def stays_until_date(self, day: date | None) -> None:
        """Something looked at certainly stays the same before this local date begins."""
        if day is not None:
            self.stays_until(self.frame.zone.day_start(day.toordinal()))

    def table(self, name: str, *, owed_by: Iterable[str] | None = None, leave: bool = True) -> Any:
        """The compiled hours of a timetable, under the chosen holidays.

        With `owed_by` only those parties' own leave counts; otherwise all of it, or none.
        """
        timetable = self.frame.timetables[name]
        self.tables.setdefault(name)
        holidays = None
        options = self.frame.holiday_options(timetable)
        if options:
            holidays = self.choose(f"{name}:holidays", options)
        if not leave:
            away: tuple[Any, ...] = ()
        elif owed_by is None:
            away = timetable.leave
        else:
            away = timetable.pausing(owed_by)
        return self.frame.table(timetable, away, holidays)

    def is_open(self, name: str, *, leave: bool = True) -> bool:
        """Whether a timetable is open now."""
        table = self.table(name, leave=leave)
        self.stays_until(table.next_change(self.at))
        return bool(table.is_open(self.at))

    # --- whether a clause speaks --------------------------------------------------------------

    def speaking(self, kind: str, *, by: Any = None, to: Any = None) -> list[tuple[Any, Truth]]:
        """The clauses of a kind that speak here, each yes or not known; those that do not are out.

        Of rival readings only the chosen one speaks.
        """
        found = [(c, self.speaks(c, by=by, to=to)) for c in self.frame.by_kind.get(kind, ())]
        return [(clause, truth) for clause, truth in found if truth is not False]

    def speaks(self, clause: Any, *, by: Any = None, to: Any = None) -> Truth:
        """Whether a clause speaks now, for these two."""
        bound = self.binds(clause, by=by, to=to)
        if bound is False:
            return False
        self.spoke.add(clause.id)
        if not self._dates(clause):
            return False
        label = clause.reading_of
        if label is not None:
            rivals = self.frame.rivals[label]
            if self.choose(label, [(c.id, c) for c in rivals]) is not clause:
                return False
        if clause.when is None:
            return bound
        switched: Truth = self.frame.truth(self, clause.when, clause=switch(clause))
        if switched is not True:
            code = Reason.SWITCHED_OFF if switched is False else Reason.SWITCH_NOT_KNOWN
            self.because(code, clause)
        return both([bound, switched])

    def binds(self, clause: Any, *, by: Any = None, to: Any = None) -> Truth:
        """Whether a clause is about these two."""
        return both([self._party(clause.by, by), self._party(clause.to, to)])

    def _dates(self, clause: Any) -> bool:
        if clause.valid is None:
            return True
        self.stays_until_date(clause.valid.first)
        if clause.valid.last is not None:
            self.stays_until_date(clause.valid.last + timedelta(days=1))
        return bool(clause.valid.holds(self.today()))

    def _party(self, agreed: tuple[str, ...], asked: str | None) -> Truth:
        """Whether the asked party is among the agreed ones; a role may be held by several."""
        if not agreed or asked is None:
            return True
        bound = self.frame.everybody(agreed)
        meant = self.frame.holders(asked)
        if meant <= bound:
            return True
        return False if meant.isdisjoint(bound) else None

    def by_channel(self, channels: tuple[str, ...], target: Target) -> Truth:
        """Whether the asked channel is among those a clause names; none named: all."""
        if not channels:
            return True
        if not target.stated:
            self.because(Reason.CHANNEL_NOT_STATED)
            return None
        maybe = False
        for name in channels:
            named = self.frame.channels.get(name)
            if named is None:
                if name == target.medium:
                    return True
            elif target.clause is not None:
                if named is target.clause:
                    return True
            elif named.medium == target.medium:
                same = [c for c in self.frame.channels.values() if c.medium == named.medium]
                if len(same) == 1:
                    return True
                maybe = True
        return None if maybe else False

    def for_purpose(self, agreed: tuple[Purpose, ...], asked: Purpose | None) -> Truth:
        """Whether the asked purpose is among those a clause names; none named: all."""
        if not agreed:
            return True
        if asked is None:
            self.because(Reason.PURPOSE_NOT_STATED)
            return None
        carried = widened(agreed)
        if asked in carried:
            return True
        if not COVERS.get(asked, frozenset()) & carried:
            return False
        self.because(Reason.PURPOSE_NOT_STATED)  # not closely enough
        return None


@lru_cache(maxsize=4096)
def _reason(code: Reason, clause: str | None, detail: str | None) -> ReasonLine:
    return ReasonLine(code=code, clause=clause, detail=detail)


@lru_cache(maxsize=4096)
def _waits(fact: str, clause: str | None) -> WaitsFor:
    return WaitsFor(fact=fact, clause=clause)


@cache
def _widened(purposes: frozenset[Purpose]) -> frozenset[Purpose]:
    return purposes.union(*(COVERS.get(purpose, frozenset()) for purpose in purposes))


def widened(purposes: Iterable[Purpose]) -> frozenset[Purpose]:
    """Purposes with all that the wider ones cover."""
    return _widened(frozenset(purposes))
