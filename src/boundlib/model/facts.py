"""What happened: each fact an act or a state, never a verdict (spec/documents)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Items, value
from boundlib.declare.names import (
    Count,
    Erasable,
    FactId,
    Place,
    Slug,
    Who,
    Words,
)
from boundlib.model.algebra import Number
from boundlib.model.binding import (
    Adopted,
    ConsentGiven,
    ConsentWithdrawn,
    Ended,
    FactHead,
    Lapsed,
    PastClause,
    Paused,
    Resumed,
    Retracted,
)
from boundlib.model.reviewed import EndingTold, ReviewHeld, ReviewRequested
from boundlib.model.sharing import For, SomeItems
from boundlib.model.worked import WorkFact
from boundlib.times.scalars import Calendar, Exact, Instant
from boundlib.vocab import AbsenceCause, FactKind, Ground, Medium, PlanSlot, Purpose


@value
class ContactHead(FactHead):
    """What every contact has."""

    to: Who | None = None
    """Who was reached."""
    medium: Medium | None = None
    """How."""
    channel: Slug | None = None
    """The `contact.channel` clause it used."""
    purpose: Purpose | None = None
    """What it was for."""
    crisis: Literal[True] | None = None
    """It was declared a crisis: it counts for nothing."""


@value
class MessageSent(ContactHead):
    """A message was sent."""

    kind: ClassVar[str] = FactKind.MESSAGE_SENT


@value
class MessageRead(FactHead):
    """A message was read."""

    kind: ClassVar[str] = FactKind.MESSAGE_READ
    message: FactId
    """Which."""
    minutes: Count | None = None
    """How long it took."""


@value
class ReplySent(ContactHead):
    """A message was answered."""

    kind: ClassVar[str] = FactKind.REPLY_SENT
    answers: FactId | None = None
    """Which message; absent: not said."""
    minutes: Count | None = None
    """How long it took."""


@value
class CallHeld(ContactHead):
    """A call took place; `at` is its beginning."""

    kind: ClassVar[str] = FactKind.CALL_HELD
    minutes: Count | None = None
    """How long it took."""


@value
class SessionHead(FactHead):
    """What every fact about a session has."""

    session: Slug
    """Which session."""


@value
class SessionScheduled(SessionHead):
    """A session was planned."""

    kind: ClassVar[str] = FactKind.SESSION_SCHEDULED
    starts: Instant
    """When it is to begin."""
    minutes: Count | None = None
    """How long it is to be."""
    medium: Medium | None = None
    """Where or how."""
    format: Slug | None = None
    """Such as `individual`, `couple`, `group`."""


@value
class SessionMoved(SessionHead):
    """A planned session was given another time."""

    kind: ClassVar[str] = FactKind.SESSION_MOVED
    starts: Instant
    """When it is to begin now."""


@value
class SessionCancelled(SessionHead):
    """A planned session was called off."""

    kind: ClassVar[str] = FactKind.SESSION_CANCELLED
    medium: Medium | None = None
    """How it was told."""


@value
class SessionStarted(SessionHead):
    """A session began."""

    kind: ClassVar[str] = FactKind.SESSION_STARTED
    medium: Medium | None = None
    """Where or how."""
    format: Slug | None = None
    """Such as `individual`, `couple`, `group`."""


@value
class SessionEnded(SessionHead):
    """A session ended."""

    kind: ClassVar[str] = FactKind.SESSION_ENDED
    minutes: Count | None = None
    """How long it was."""
    format: Slug | None = None
    """Such as `individual`, `couple`, `group`."""


@value
class SelfHarm(FactHead):
    """An act of self-harm took place."""

    kind: ClassVar[str] = FactKind.SELF_HARM
    told_at: Instant | None = None
    """When the other side was told."""


@value
class SkillTried(FactHead):
    """The client tried a skill."""

    kind: ClassVar[str] = FactKind.SKILL_TRIED
    skill: Slug | None = None
    """Which."""


@value
class WorksheetGiven(FactHead):
    """The client handed in a worksheet."""

    kind: ClassVar[str] = FactKind.WORKSHEET_GIVEN
    sheet: Slug | None = None
    """Which."""


@value
class LocationGiven(FactHead):
    """The client said where they are."""

    kind: ClassVar[str] = FactKind.LOCATION_GIVEN
    session: Slug | None = None
    """For which session."""
    place: Place | None = None
    """The country and region."""
    address: Erasable[Words] | None = None
    """The address."""


@value
class PlanReviewed(FactHead):
    """A plan was gone through together."""

    kind: ClassVar[str] = FactKind.PLAN_REVIEWED
    clause: PastClause
    """Which plan."""


@value
class PlanStepTried(FactHead):
    """A step of a safety plan was tried."""

    kind: ClassVar[str] = FactKind.PLAN_STEP_TRIED
    clause: PastClause
    """Which plan."""
    slot: PlanSlot
    """Which step."""
    step: Slug | None = None
    """Its id, where a plan has two steps of one slot."""


@value
class FoundFact(FactHead):
    """Somebody found a thing to be so, as they were asked to judge."""

    kind: ClassVar[str] = FactKind.FOUND
    finding: Slug
    """What was found."""
    with_: Annotated[tuple[Who, ...], Items(max=8, unique=True)] = ()
    """With whom jointly."""
    form: Slug | None = None
    """In which form."""
    withdrawn: Literal[True] | None = None
    """It no longer holds from now on."""


@value
class PhaseEntered(FactHead):
    """A phase of the work began."""

    kind: ClassVar[str] = FactKind.PHASE_ENTERED
    phase: Slug
    """Which."""


@value
class Away(FactHead):
    """A party is away; `at` is when that was known or told."""

    kind: ClassVar[str] = FactKind.AWAY
    party: Who
    """Who."""
    first: date
    """The first date."""
    last: date | None = None
    """The last date; absent: not known."""
    cause: AbsenceCause
    """Why."""
    cover: Who | None = None
    """Who answers meanwhile."""


@value
class Told(FactHead):
    """One side told the other something they owed to tell."""

    kind: ClassVar[str] = FactKind.TOLD
    about: FactId | None = None
    """The fact it was about."""
    what: Slug | None = None
    """What, by name."""


@value
class Disclosed(FactHead):
    """Something was told: `by` told it to `to`."""

    kind: ClassVar[str] = FactKind.DISCLOSED
    to: Who
    """Who was told."""
    items: SomeItems
    """What."""
    purpose: For
    """What for."""
    emergency: Literal[True] | None = None
    """An emergency was declared."""
    ground: Ground | None = None
    """The legal ground on which a person decided."""
    asked: Literal[True] | None = None
    """The client asked for it themselves."""


@value
class PurposeDone(FactHead):
    """What something was recorded or kept for is done, such as a supervision."""

    kind: ClassVar[str] = FactKind.PURPOSE_DONE
    clause: PastClause
    """The clause under which it was recorded or kept."""


@value
class Happened(FactHead):
    """An act the agreement gives a name of its own."""

    kind: ClassVar[str] = FactKind.HAPPENED
    name: Slug
    """The name."""


@value
class Stated(FactHead):
    """A state by name."""

    kind: ClassVar[str] = FactKind.STATED
    name: Slug
    """The name."""
    is_: Slug | bool
    """Its value; true or false for a thing that is so or not."""


@value
class Measured(FactHead):
    """A quantity by name."""

    kind: ClassVar[str] = FactKind.MEASURED
    quantity: Slug
    """Which."""
    amount: Number | Exact | Calendar
    """How much."""


Fact = (
    Adopted
    | Ended
    | Lapsed
    | ConsentGiven
    | ConsentWithdrawn
    | Paused
    | Resumed
    | Retracted
    | MessageSent
    | MessageRead
    | ReplySent
    | CallHeld
    | SessionScheduled
    | SessionMoved
    | SessionCancelled
    | SessionStarted
    | SessionEnded
    | SelfHarm
    | SkillTried
    | WorksheetGiven
    | LocationGiven
    | PlanReviewed
    | PlanStepTried
    | ReviewRequested
    | ReviewHeld
    | EndingTold
    | FoundFact
    | PhaseEntered
    | Away
    | Told
    | Disclosed
    | PurposeDone
    | Happened
    | Stated
    | Measured
    | WorkFact
)
"""One thing that happened or was so."""
