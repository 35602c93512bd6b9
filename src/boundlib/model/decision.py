"""One shape for every answer (spec/decisions)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar, NoReturn, TypeVar

from boundlib.declare import Items, Wire, value
from boundlib.declare.names import (
    AgreementId,
    Count,
    Digest,
    FactId,
    Slug,
    Words,
    Zone,
)
from boundlib.errors import UsageError
from boundlib.model.answers import Route, Value, When
from boundlib.model.questions import Question
from boundlib.model.sharing_answers import ItemAnswer, NearMiss
from boundlib.showing import Shown, shown
from boundlib.times.scalars import Instant
from boundlib.vocab import (
    Duty,
    Outcome,
    Reason,
    Standing,
)

R = TypeVar("R")


@value
class ReasonLine:
    """One line of the procedure that applied."""

    code: Reason
    """Which."""
    clause: Slug | None = None
    """The clause it rests on."""
    detail: Slug | None = None
    """What of it: a step, a medium, a fact kind, a field."""


@value
class Obligation:
    """What follows from the answer."""

    code: Duty
    """What is owed."""
    clause: Slug | None = None
    """Where it was agreed."""
    party: Slug | None = None
    """Who owes it; or, of telling somebody, who is told."""
    due: When | None = None
    """By when."""


@value
class WaitsFor:
    """A fact whose arrival would change the answer."""

    fact: Slug
    """A fact kind, or the name of a state or quantity."""
    clause: Slug | None = None
    """The clause that asks for it."""


@value
class Reading:
    """One way of reading what the text leaves open."""

    of: Slug
    """The clause, timetable or label that leaves it open."""
    as_: Slug
    """The choice: a word of the format, or the id of the clause whose reading it follows."""


@value
class Alternative:
    """Another answer, and what it rests on."""

    outcome: Outcome
    """The outcome."""
    value: Value | None = None
    """The value."""
    readings: Annotated[tuple[Reading, ...], Items(max=16)] = ()
    """How the text is read; absent: it rests on a decision or a fact."""
    if_: Slug | None = None
    """The fact or the decision it rests on, such as `person_decides`."""


@value
class Next:
    """When contact opens, and what is open now."""

    opens_at: When | None = None
    """On a denial, when the asked contact opens and no fact alone would open it before; never: not
    within five years."""
    closes_at: When | None = None
    """On a permit, when the asked contact closes; absent: not within five years."""
    open_now: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """Channel clauses that are open now for this purpose and these two."""


@value
class Quoted:
    """Which version answered."""

    id: AgreementId
    """The agreement."""
    version: Count
    """Its version."""
    digest: Digest | None = None
    """Its digest; absent where a newer version wrote it and not all of it was understood."""
    exceptions: Annotated[tuple[FactId, ...], Items(max=1000, unique=True)] = ()
    """The temporary exceptions it was read with, by the ids of their amendments."""


@value
class TimetableUsed:
    """A timetable the answer rests on."""

    id: Slug
    """Which."""
    zone: Zone
    """Its zone."""
    holidays: Words
    """Where its holidays come from: `none_agreed`, `frozen`, `unstated`, or data by version."""


@value
class Basis:
    """What an answer rests on besides the agreement."""

    standing: Standing
    """Whether the agreement binds."""
    zone: Zone
    """The zone of the agreement."""
    tz_version: Words
    """The version of the tz database."""
    facts: Annotated[tuple[FactId, ...], Items(max=100_000)] = ()
    """The facts used."""
    timetables: Annotated[tuple[TimetableUsed, ...], Items(max=64)] = ()
    """The timetables used."""


@value
class Decision:
    """The answer to a question, and everything it rests on."""

    type: ClassVar[str] = "decision"
    spec_version: ClassVar[str] = "1.0"

    outcome: Outcome
    """The kind of answer."""
    question: Question
    """What was asked."""
    agreement: Quoted
    """Which version answered."""
    basis: Basis
    """What it rests on besides."""
    value: Value | None = None
    """The typed answer; with `refer`, what holds if nobody decides otherwise."""
    reasons: Annotated[tuple[ReasonLine, ...], Items(max=10_000)] = ()
    """Every line that applied, the deciding one first."""
    obligations: Annotated[tuple[Obligation, ...], Items(max=1000)] = ()
    """What follows."""
    waits_for: Annotated[tuple[WaitsFor, ...], Items(max=1000)] = ()
    """Facts whose arrival would change it."""
    alternatives: Annotated[tuple[Alternative, ...], Items(max=1000)] = ()
    """Other answers, and the reading or pending fact each rests on."""
    items: Annotated[tuple[ItemAnswer, ...], Items(max=100_000)] = ()
    """For sharing: what holds for each item by itself."""
    near_miss: NearMiss | None = None
    """For sharing that is not permitted: the one thing that is missing."""
    next: Next | None = None
    """For contact: when it opens and what is open now."""
    route: Route | None = None
    """For contact and crisis: where to turn now, permit included."""
    valid_until: Instant | None = None
    """The first instant at which the answer is another; absent: none within five years."""
    schema_uri: Annotated[str | None, Wire("$schema")] = None
    """Where the schema is published; never fetched."""

    def _repr_mimebundle_(self, **_: object) -> Shown:
        until = self.valid_until or "no change within five years"
        title = f"{self.question.kind} at {self.question.at}: {self.outcome}, until {until}"
        rows = [[line.code, line.clause or "", line.detail or ""] for line in self.reasons]
        return shown(title, ["reason", "clause", "detail"], rows)

    def __bool__(self) -> NoReturn:
        raise UsageError(
            "a decision is not true or false: a missing answer must never be read as no.",
            next_step="Use decision.match(...) or compare decision.outcome.",
        )

    def match(
        self,
        *,
        permit: Callable[[Decision], R],
        deny: Callable[[Decision], R],
        answered: Callable[[Decision], R],
        refer: Callable[[Decision], R],
        unknown: Callable[[Decision], R],
        not_applicable: Callable[[Decision], R],
    ) -> R:
        """Call the one function for this outcome; all six are required, so none is forgotten.

        Raises:
            UsageError: one of them cannot be called, whichever the outcome is.
        """
        ways: dict[Outcome, Callable[[Decision], R]] = {
            Outcome.PERMIT: permit,
            Outcome.DENY: deny,
            Outcome.ANSWERED: answered,
            Outcome.REFER: refer,
            Outcome.UNKNOWN: unknown,
            Outcome.NOT_APPLICABLE: not_applicable,
        }
        if not all(map(callable, ways.values())):
            raise UsageError(
                "match takes functions.",
                next_step="Pass six functions of a decision, such as permit=lambda d: ….",
            )
        return ways[self.outcome](self)
