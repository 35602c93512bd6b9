"""What happened in the work: readings, reports, summaries, setbacks, signs, steps (spec/work)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from boundlib.declare import Fault, Items, value
from boundlib.declare.names import Count, Erasable, FactId, MeasureName, Slug, StepPath, Who, Words
from boundlib.model.algebra import Number
from boundlib.model.binding import FactHead, PastClause
from boundlib.vocab import FactKind, Tried

PastClauses = Annotated[tuple[PastClause, ...], Items(max=64, unique=True)]
"""The ids of clauses, perhaps of an earlier version."""


@value
class ItemScore:
    """One item of a measure, by its id; never its wording."""

    item: Slug
    """Which."""
    score: Number
    """How it was answered."""
    weight: Count | None = None
    """For goals: how much it weighs; absent: 1."""


@value
class Measurement(FactHead):
    """A measure was filled in."""

    kind: ClassVar[str] = FactKind.MEASUREMENT

    measure: MeasureName
    """Which, by its id."""
    version: Slug | None = None
    """The version of the form; absent: the one that is known."""
    score: Number | None = None
    """The score, with the decimal places of the measure; absent: it comes from the items."""
    items: Annotated[tuple[ItemScore, ...], Items(max=64)] = ()
    """Its items, as far as they were answered; a missing one is left out."""
    rater: Slug | None = None
    """Who rated, such as `self`, `clinician`, `parent`, `device`; absent: the client."""
    session: Slug | None = None
    """In which session."""

    def problems(self) -> Iterator[Fault]:
        """A score or items, each item once."""
        if self.score is None and not self.items:
            yield Fault("one_of", "needs score or items", ("score",))
        names = [each.item for each in self.items]
        if len(set(names)) < len(names):
            yield Fault("duplicate_id", "an item stands twice", ("items",))


@value
class HomeworkReported(FactHead):
    """The client told how it went with something to try."""

    kind: ClassVar[str] = FactKind.HOMEWORK_REPORTED

    clause: PastClause
    """Which homework."""
    how: Tried
    """How it went."""
    minutes: Count | None = None
    """For how long."""
    words: Erasable[Words] | None = None
    """In their words."""


@value
class DutyDone(FactHead):
    """A side did what it owes the work."""

    kind: ClassVar[str] = FactKind.DUTY_DONE

    clause: PastClause
    """Which duty."""
    how: Tried | None = None
    """How it went; absent: it was done."""


@value
class ObstacleNamed(FactHead):
    """Somebody said that something got in the way. No reason is needed."""

    kind: ClassVar[str] = FactKind.OBSTACLE_NAMED

    clause: PastClause | None = None
    """The way of what."""
    obstacle: Slug | None = None
    """Which of those that were planned for."""
    asks: Slug | None = None
    """What they ask for, by name."""
    words: Erasable[Words] | None = None
    """In their words."""


@value
class LoggedField:
    """One field of an entry: a name, and perhaps how strong."""

    name: Slug
    """Such as the name of an emotion."""
    level: Number | None = None
    """How strong, on the scale that was agreed."""
    is_: Slug | bool | None = None
    """Or what it was."""


@value
class CheckedIn(FactHead):
    """Somebody made an entry. `at`: when it was so; `recorded_at`: when it was written."""

    kind: ClassVar[str] = FactKind.CHECKED_IN

    clause: PastClause | None = None
    """Under which ritual."""
    fields: Annotated[tuple[LoggedField, ...], Items(max=64)] = ()
    """What was entered; half-filled is fine."""
    words: Erasable[Words] | None = None
    """In their words."""


@value
class SummaryGiven(FactHead):
    """A summary of a session was given."""

    kind: ClassVar[str] = FactKind.SUMMARY_GIVEN

    session: Slug
    """Of which session."""
    goals: PastClauses = ()
    """The milestones that were worked on."""
    words: Erasable[Words] | None = None
    """The summary."""


@value
class SummaryConfirmed(FactHead):
    """The client said whether a summary is right."""

    kind: ClassVar[str] = FactKind.SUMMARY_CONFIRMED

    about: FactId
    """The summary."""
    agrees: bool
    """Whether it is right as it stands; a disagreement is kept beside it."""
    words: Erasable[Words] | None = None
    """In their words."""


@value
class Reflected(FactHead):
    """Somebody wrote a reflection. It is private unless they say otherwise."""

    kind: ClassVar[str] = FactKind.REFLECTED

    clause: PastClause | None = None
    """Under which ritual."""
    session: Slug | None = None
    """After which session."""
    shared_with: Annotated[tuple[Who, ...], Items(max=8, unique=True)] = ()
    """With whom whoever wrote it chose to share it."""
    words: Erasable[Words] | None = None
    """In their words."""


@value
class SetbackTold(FactHead):
    """A setback was told. It takes nothing away."""

    kind: ClassVar[str] = FactKind.SETBACK

    clause: PastClause | None = None
    """Under which clause."""
    named: Slug | None = None
    """What, by name, such as `panic`."""
    words: Erasable[Words] | None = None
    """In their words."""


@value
class SignalGiven(FactHead):
    """An agreed sign of overwhelm was given or noticed."""

    kind: ClassVar[str] = FactKind.SIGNAL_GIVEN

    signal: Slug
    """Which sign."""
    session: Slug | None = None
    """In which session."""


@value
class BreakTaken(FactHead):
    """A pause in a session began."""

    kind: ClassVar[str] = FactKind.BREAK_TAKEN

    session: Slug | None = None
    """In which session."""


@value
class BreakOver(FactHead):
    """The client came back from a pause, or ended the session."""

    kind: ClassVar[str] = FactKind.BREAK_OVER

    session: Slug | None = None
    """In which session."""


@value
class AdjustmentAsked(FactHead):
    """Somebody asked for something to be done otherwise. Asking changes nothing else."""

    kind: ClassVar[str] = FactKind.ADJUSTMENT_ASKED

    clauses: PastClauses = ()
    """About which clauses."""
    what: Slug | None = None
    """What is asked for, by name, such as `slower`."""
    words: Erasable[Words] | None = None
    """In their words."""


@value
class ReadinessRead(FactHead):
    """An indicator of readiness was looked at."""

    kind: ClassVar[str] = FactKind.READINESS_READ

    clause: PastClause
    """Under which clause."""
    indicator: Slug
    """Which."""
    is_: bool
    """Whether it is there."""
    rater: Slug | None = None
    """Who says so; absent: the client."""


@value
class StepConfirmed(FactHead):
    """A step of a ladder was confirmed. It begins when both sides have confirmed it."""

    kind: ClassVar[str] = FactKind.STEP_CONFIRMED

    step: StepPath
    """`clause-id/step-id`."""
    with_: Annotated[tuple[Who, ...], Items(max=8, unique=True)] = ()
    """With whom, where it was confirmed together."""


WorkFact = (
    Measurement
    | HomeworkReported
    | DutyDone
    | ObstacleNamed
    | CheckedIn
    | SummaryGiven
    | SummaryConfirmed
    | Reflected
    | SetbackTold
    | SignalGiven
    | BreakTaken
    | BreakOver
    | AdjustmentAsked
    | ReadinessRead
    | StepConfirmed
)
"""Every fact about the work and its pace."""
