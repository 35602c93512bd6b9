"""The typed values of answers about the work, its frame and the people around it (spec/work)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from boundlib.declare import Items, value
from boundlib.declare.names import Count, FactId, MeasureName, Slug
from boundlib.model.algebra import Number
from boundlib.model.measures import Decimal
from boundlib.model.renegotiating import ClauseKind
from boundlib.model.when import When
from boundlib.model.worked import LoggedField
from boundlib.times.scalars import Instant
from boundlib.vocab import Course, Met, MilestoneState, Role, Strength, Trend, Tried

Few = Annotated[tuple[Slug, ...], Items(max=64)]
"""Names or ids."""


@value
class MilestoneNow:
    """Where a milestone stands."""

    kind: ClassVar[str] = "milestone_now"

    state: MilestoneState
    """Where it stands."""
    score: Number | None = None
    """The latest score; absent: of several, nobody can say which is the latest."""
    read_at: When | None = None
    """When that was read, or the earliest it can have been."""
    baseline: Number | None = None
    """The score at the beginning; absent: not known, and not needed."""
    rule: Slug | None = None
    """The rule of change it was held against; absent: a level."""
    met_since: When | None = None
    """From which reading on it is certainly met; absent: it is not, or nobody can say."""
    held_at: When | None = None
    """When it is held, if it stays so; absent: no time was agreed, or it is not met."""
    by_min: When | None = None
    """The earliest of the time by which it is hoped for; absent: none was agreed or is known."""
    by_max: When | None = None
    """The latest of it."""
    outcomes: Few = ()
    """What can come of it when it is gone through."""


@value
class RuleFound:
    """What one rule says of a change."""

    rule: Slug
    """The rule."""
    reliable: Met
    """Whether the change counts as real by it."""
    needs: Decimal | None = None
    """How many points it asks for; absent: it is not known."""


@value
class ChangeFound:
    """How two readings differ, and which rules call that a real change."""

    kind: ClassVar[str] = "change_found"

    measure: MeasureName
    """Of which measure."""
    first: Number
    """The first score."""
    first_at: When
    """When it was read."""
    last: Number
    """The last score."""
    last_at: When
    """When it was read."""
    trend: Trend | None = None
    """Better, worse or the same; absent: the measure does not say which way is better."""
    rules: Annotated[tuple[RuleFound, ...], Items(max=16)] = ()
    """What each rule says, by name."""


@value
class ReadingNow:
    """What a reading says. A score is not a diagnosis, and no risk is read from it."""

    kind: ClassVar[str] = "reading_now"

    measure: MeasureName
    """Of which measure."""
    read_at: When
    """When."""
    score: Number | None = None
    """The score; absent: nothing is added up, or too much is missing."""
    decimal: Decimal | None = None
    """The score as it is written, where it has decimal places."""
    band: Slug | None = None
    """The band it lies in, by the publisher's word."""
    cuts: Few = ()
    """The named levels it reaches, such as `remission`."""
    missing: Few = ()
    """The items that were not answered."""
    filled_in: Literal[True] | None = None
    """The mean of the others stands for them, as the measure's rule has it."""


@value
class ExpectedNow:
    """Where now lies beside a time that was expected. It is not a promise."""

    kind: ClassVar[str] = "expected_now"

    course: Course
    """Before, within or after it."""
    min: When | None = None
    """When it begins."""
    max: When | None = None
    """When it ends."""
    review_at: When | None = None
    """When it is looked at together whether it still fits; absent: not agreed."""


@value
class GoalTouched:
    """When a goal was last worked on."""

    kind: ClassVar[str] = "goal_touched"

    at: When
    """When, or the earliest it can have been; never: not at all, on a record that is complete."""
    fact: FactId | None = None
    """The fact that shows it."""


@value
class OpenItem:
    """Something that a side owes or tries in this week."""

    clause: Slug
    """Which clause."""
    by: Annotated[tuple[Slug, ...], Items(max=16)] = ()
    """Who; absent: both sides."""
    strength: Strength | None = None
    """Promised or expected; absent: not said."""
    how: Tried | None = None
    """How it went so far; absent: nothing was told, or it is not known."""
    done: Count | None = None
    """How often it was done in this week, parts included; absent: not known."""
    least: Count | None = None
    """How often it is meant at least; absent: not said."""
    most: Count | None = None
    """How often at most."""
    due_min: When | None = None
    """The earliest by which it is due; absent: no time was agreed, or nothing has made it due."""
    due_max: When | None = None
    """The latest by which it is due."""


@value
class DueList:
    """What is open on each side. There are no totals, and nobody is ranked."""

    kind: ClassVar[str] = "due_list"

    items: Annotated[tuple[OpenItem, ...], Items(max=1000)] = ()
    """In the order of the agreement."""
    through: When | None = None
    """The end of the week."""


@value
class HomeworkNow:
    """How it went with something to try."""

    kind: ClassVar[str] = "homework_now"

    how: Tried
    """How it went."""
    done: Count | None = None
    """How often in the present stretch, parts included; absent: not known, or not agreed."""
    least: Count | None = None
    """How often it is meant at least in a stretch; absent: not said."""
    most: Count | None = None
    """How often at most."""
    obstacles: Few = ()
    """What got in the way, by name, of what was planned for."""
    then: Few = ()
    """What was agreed for that, by name."""
    review: Met | None = None
    """Whether it is time to go through it; absent: no time was agreed."""
    review_min: When | None = None
    """The earliest it is time; absent: none was agreed."""
    review_max: When | None = None
    """The latest."""


@value
class SetbackNow:
    """What was agreed for a setback, and what stays exactly as it was."""

    kind: ClassVar[str] = "setback_now"

    meets: Few = ()
    """What is done, in order."""
    channels: Few = ()
    """How it may be told; absent: any way."""
    reply_min: When | None = None
    """The earliest by which the other side answers; absent: not agreed, nothing was told, or that
    time is over."""
    reply_max: When | None = None
    """The latest by which the other side answers."""
    review: Met | None = None
    """Whether a review is offered now; absent: it was not agreed."""
    unchanged: Annotated[tuple[ClauseKind, ...], Items(max=64)] = ()
    """Topics and kinds of clause that stay as they were."""
    untouched: Few = ()
    """Clauses that were named besides."""


@value
class LadderNow:
    """At which phase or step the work is."""

    kind: ClassVar[str] = "step_now"

    step: Slug | None = None
    """Which; absent: none has begun."""
    since: When | None = None
    """Since when; absent: from the beginning."""
    next: Slug | None = None
    """The one after it; absent: it is the last."""
    before: Slug | None = None
    """The one before it; absent: it is the first. Going back is not failure."""
    hoped: Met | None = None
    """Whether what is hoped for before the next one is there; absent: nothing in particular."""
    back: Met | None = None
    """Whether what leads back is there; absent: nothing in particular."""
    ends_min: When | None = None
    """The earliest end of the time that was agreed for it; absent: none was."""
    ends_max: When | None = None
    """The latest end of it."""
    confirmed: Annotated[tuple[Role, ...], Items(max=2)] = ()
    """The sides that have confirmed another one already."""
    to: Slug | None = None
    """The one they have confirmed."""
    in_pace: Met | None = None
    """Whether another step now is within the agreed pace; absent: none was agreed."""


@value
class SummaryNow:
    """Whether a summary was given, and what the client says of it."""

    kind: ClassVar[str] = "summary_now"

    given: Met
    """Whether it was given."""
    confirmed: Met
    """Whether the client says that it is right; no: they see it otherwise, and both are kept."""
    due_min: When | None = None
    """The earliest by which it is due; absent: no time was agreed."""
    due_max: When | None = None
    """The latest."""
    fields: Few = ()
    """What it holds."""
    copies: Few = ()
    """Who has it."""


@value
class LogEntry:
    """One entry."""

    fact: FactId
    """The fact."""
    at: Instant
    """When it was so, or the earliest it can have been."""
    recorded_at: Instant
    """When it was written down."""
    by: Slug | None = None
    """By whom; absent: not said."""
    fields: Annotated[tuple[LoggedField, ...], Items(max=64)] = ()
    """What was entered."""


@value
class Logged:
    """What was entered, in order."""

    kind: ClassVar[str] = "logged"

    entries: Annotated[tuple[LogEntry, ...], Items(max=100_000)] = ()
    """The entries, from the earliest."""


@value
class InFrame:
    """Whether a session is inside the agreed frame."""

    kind: ClassVar[str] = "in_frame"

    so: bool
    """Whether everything that was agreed is kept."""
    length: Met | None = None
    """Whether its length is as agreed; absent: none was."""
    medium: Met | None = None
    """Whether its medium is; absent: none was agreed."""
    hours: Met | None = None
    """Whether its beginning is; absent: no hours were agreed."""
    rhythm: Met | None = None
    """Whether it keeps to how often, or how far apart, they are; absent: none was agreed."""
    ends_at: When | None = None
    """When it ends by what was agreed; absent: not known."""


@value
class NetworkRoleNow:
    """What somebody around the client does."""

    kind: ClassVar[str] = "network_role"

    does: Few = ()
    """What they do between contacts."""
    speaks_on: Few = ()
    """On what they speak."""
    refers_to: Slug | None = None
    """To whom they send what is not theirs."""


@value
class WhoDoes:
    """Who speaks on a subject or does something."""

    kind: ClassVar[str] = "who_does"

    who: Annotated[tuple[Slug, ...], Items(min=1, max=64)]
    """Who, by party id or role."""


WorkValue = (
    MilestoneNow
    | ChangeFound
    | ReadingNow
    | ExpectedNow
    | GoalTouched
    | DueList
    | HomeworkNow
    | SetbackNow
    | LadderNow
    | SummaryNow
    | Logged
    | InFrame
    | NetworkRoleNow
    | WhoDoes
)
"""Every typed answer about the work."""
