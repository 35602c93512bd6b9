"""The work itself: duties, homework, milestones, rituals, setbacks, transitions (spec/work)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Effect, Fault, Items, value
from boundlib.declare.names import (
    Channels,
    Choice,
    ClauseId,
    Erasable,
    MeasureName,
    Slug,
    Who,
    Words,
)
from boundlib.declare.rules import same_ids
from boundlib.model.algebra import Span, Tally
from boundlib.model.clause import Clause
from boundlib.model.quantities import Amount
from boundlib.model.renegotiating import Clauses, Kinds, Names
from boundlib.model.structures import Ladder, Target
from boundlib.times.scalars import Exact
from boundlib.vocab import Bearing, Privacy, Ritual, Role, Strength, Weekday


@value
class Recurring(Clause):
    """What a clause has that is done again and again, or by a time."""

    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (
        ("by", Role.CLIENT),
        ("by", Role.THERAPIST),
    )

    often: Annotated[Tally | None, Effect("shifted")] = None
    """How often within a stretch of time, such as once a day; absent: not said."""
    every: Annotated[Choice[Span] | None, Effect("looser")] = None
    """Or how far apart; only where it is not so often in each stretch."""
    due: Annotated[Choice[Span] | None, Effect("looser")] = None
    """By when each time, from an event on, such as two days after a session; absent: not said."""
    days: Annotated[tuple[Weekday, ...], Items(max=7, unique=True)] = ()
    """On which days of the week; absent: any."""

    def problems(self) -> Iterator[Fault]:
        """So often, or so far apart."""
        if self.often is not None and self.every is not None:
            yield Fault("one_of", "needs at most one of often and every", ("every",))


@value
class WorkDuty(Recurring):
    """What a side owes the work. `by`: who; absent: both sides owe the same."""

    kind: ClassVar[str] = "work.duty"
    bearing: ClassVar[Bearing] = Bearing.DUTY

    duty: Slug
    """What, by name, such as `feedback` or `come_prepared`."""
    strength: Annotated[Choice[Strength], Effect("tighter")]
    """Promised or expected. Only what is promised can be overdue, and of a client nothing is."""


@value
class PlannedObstacle:
    """Something that may get in the way, and what then."""

    id: Slug
    """Its name."""
    then: Slug | None = None
    """What is done then, by name; absent: it is talked about."""
    words: Erasable[Words] | None = None
    """In the words of the two."""


@value
class WorkHomework(Recurring):
    """Something to try between sessions. `by`: who; absent: the client."""

    kind: ClassVar[str] = "work.homework"
    bearing: ClassVar[Bearing] = Bearing.DUTY
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (("by", Role.CLIENT),)

    task: Slug
    """What, by name."""
    lasts: Annotated[Amount[Exact] | None, Effect("tighter")] = None
    """For how long each time; absent: not said."""
    evidence: Names = ()
    """What is brought back, by name, such as `worksheet` or `diary_card`."""
    measure: MeasureName | None = None
    """The measure that it fills in, such as `dbt-diary`."""
    partial: Literal[True] | None = None
    """The text says that a part counts. It does, whether or not this says so."""
    obstacles: Annotated[tuple[PlannedObstacle, ...], Items(max=16)] = ()
    """What may get in the way, and what then."""
    review: Annotated[Choice[Span] | None, Effect("looser")] = None
    """When it is gone through, from the adoption or the last review on."""
    serves: Clauses = ()
    """The milestones it serves."""

    def problems(self) -> Iterator[Fault]:
        """Ids of obstacles differ."""
        yield from super().problems()
        yield from same_ids("obstacles", self.obstacles)


@value
class WorkMilestone(Clause):
    """Something that is to change, and how it is seen that it has."""

    kind: ClassVar[str] = "work.milestone"
    bearing: ClassVar[Bearing] = Bearing.TERM

    target: Annotated[Target, Effect("shifted")]
    """The measure, the direction, the level or change, held for how long, by when."""
    rater: Slug | None = None
    """Whose readings count, such as `self` or `clinician`; absent: the client's own."""
    review: Annotated[ClauseId | None, Effect("shifted", absent="least")] = None
    """The `governance.review` in which it is gone through."""
    outcomes: Names = ()
    """What can come of it then, by name, such as `go_on`, `change`, `pause`, `end`."""


@value
class WorkExpectation(Clause):
    """How long something usually takes. It is not a promise, and nobody is late by it."""

    kind: ClassVar[str] = "work.expectation"
    bearing: ClassVar[Bearing] = Bearing.TERM

    takes: Annotated[Choice[Span], Effect("shifted")]
    """How long, mostly a range, in time or in sessions, from the adoption on."""
    of: Clauses = ()
    """Of which milestones; absent: of the work."""
    review: Annotated[Choice[Span] | None, Effect("shifted")] = None
    """When it is looked at together whether it still fits, from the adoption on."""


@value
class WorkRitual(Recurring):
    """A summary, a reflection or a check-in. `by`: who gives or writes it."""

    kind: ClassVar[str] = "work.ritual"
    bearing: ClassVar[Bearing] = Bearing.DUTY

    ritual: Ritual
    """Which."""
    strength: Annotated[Choice[Strength] | None, Effect("tighter")] = None
    """Promised or expected; absent: not said. Silence is never an alarm."""
    fields: Names = ()
    """What it holds, by name, such as `homework` or `next_date`."""
    measure: MeasureName | None = None
    """The measure that it fills in."""
    holder: Who | None = None
    """Who keeps it; absent: not said."""
    privacy: Annotated[Choice[Privacy] | None, Effect("shifted")] = None
    """Who sees it; absent: a reflection is private, a summary is both sides'."""
    confirmed: Literal[True] | None = None
    """The client says whether it is right; where they disagree, both are kept."""


@value
class WorkSetback(Clause):
    """How a setback is told and met, and what it never changes. `by`: whose setback."""

    kind: ClassVar[str] = "work.setback"
    bearing: ClassVar[Bearing] = Bearing.TERM

    channels: Channels = ()
    """How it may be told; absent: any way."""
    tell: Annotated[Choice[Span] | None, Effect("shifted")] = None
    """Within what time it is hoped to be told, from the act on; absent: when there is room."""
    meets: Names = ()
    """What is done then, by name and in order."""
    reply: Annotated[Choice[Span] | None, Effect("looser")] = None
    """Within what time the other side answers, from the telling on; absent: as any message."""
    unchanged: Annotated[Kinds, Effect("tighter")] = ()
    """Kinds of clause or topics that it never changes; crisis, sharing, rights and endings never,
    said or not."""
    untouched: Annotated[Clauses, Effect("tighter", absent="least")] = ()
    """Clauses that it never changes."""
    review_after: Annotated[Tally | None, Effect("shifted")] = None
    """From how many on a review is offered. It is offered, never imposed."""


@value
class WorkTransition(Clause):
    """Phases of the work, such as fewer sessions and more coaching. A step back is not failure.

    Other clauses speak in a phase by `{"phase": …}` in their `when`. A phase begins when both
    sides have confirmed it, never by itself; the first one is where the work begins.
    """

    kind: ClassVar[str] = "work.transition"
    bearing: ClassVar[Bearing] = Bearing.TERM

    ladder: Annotated[Ladder, Effect("shifted")]
    """The phases, from the first; `enter`: what is hoped for before it; `back`: what leads back."""


WorkClause = (
    WorkDuty
    | WorkHomework
    | WorkMilestone
    | WorkExpectation
    | WorkRitual
    | WorkSetback
    | WorkTransition
)
"""Every kind of clause about the work itself."""
