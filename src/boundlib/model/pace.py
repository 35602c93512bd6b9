"""Pace: how close and how fast, which the client controls (spec/pace, spec/sharing)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Effect, Fault, Items, value
from boundlib.declare.names import Choice, ClauseId, Count, Erasable, MeasureName, Slug, Who, Words
from boundlib.declare.rules import same_ids
from boundlib.model.algebra import Condition, Number, Span, Tally
from boundlib.model.clause import Clause, ClauseHead
from boundlib.model.quantities import Amount
from boundlib.model.renegotiating import Names
from boundlib.model.sharing import Forms, Signers
from boundlib.model.structures import Ladder
from boundlib.vocab import Bearing, Liking, Role, TopicLevel


@value
class PaceTouch(Clause):
    """Touch that was agreed, such as a hand on the shoulder or body work."""

    kind: ClassVar[str] = "pace.touch"
    bearing: ClassVar[Bearing] = Bearing.GRANT
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (("signers", Role.CLIENT),)

    touches: Annotated[
        tuple[Slug, ...], Items(max=16, unique=True), Effect("looser", absent="most")
    ] = ()
    """Which, by name; absent: whatever the work needs."""
    each_time: Annotated[bool | None, Effect("tighter", absent="least")] = None
    """Whether the client is asked every time; absent: not said."""
    form: Annotated[Forms, Effect("looser", absent="most")] = ()
    """In which form consent is given."""
    signers: Annotated[Signers, Effect("tighter")] = ()
    """Whose consent it needs, each of them; absent: every client's."""


# --- stopping -------------------------------------------------------------------------------------


@value
class PaceRightToPause(ClauseHead):
    """The client may stop, pause or skip, at any time and without a reason. It has no `when`."""

    kind: ClassVar[str] = "pace.right_to_pause"
    bearing: ClassVar[Bearing] = Bearing.TERM

    of: Annotated[Names, Effect("neutral")] = ()
    """What in particular, by name, such as `any_question`. It is everything, said or not."""
    steers: Annotated[Literal[True] | None, Effect("neutral")] = None
    """The text says that the client steers what is done and how fast."""


@value
class Signal:
    """A sign that was agreed on, for when words are hard to find."""

    id: Slug
    """Its name, such as `raised_hand` or `silence`."""
    words: Erasable[Words] | None = None
    """In the words of the two."""


@value
class PacePause(Clause):
    """How a pause in a session is asked for, how long it is, and how one comes back from it."""

    kind: ClassVar[str] = "pace.pause"
    bearing: ClassVar[Bearing] = Bearing.TERM

    signals: Annotated[tuple[Signal, ...], Items(max=16)] = ()
    """The signs; any other way of saying stop is as good."""
    lasts: Annotated[Choice[Span] | None, Effect("shifted")] = None
    """How long it is; absent: as long as the client wants."""
    returns: Names = ()
    """How one comes back, by name and in order. Whether at all, the client says."""

    def problems(self) -> Iterator[Fault]:
        """Ids of signs differ."""
        yield from same_ids("signals", self.signals)


@value
class PaceDistressLimit(Clause):
    """How much distress is acceptable in a session, and what is done above it."""

    kind: ClassVar[str] = "pace.distress_limit"
    bearing: ClassVar[Bearing] = Bearing.LIMIT

    scale: MeasureName
    """The measure, with its range: `suds-10` and `suds-100` are two."""
    at_most: Annotated[Amount[Number], Effect("looser")]
    """The highest level that is acceptable."""
    then: Names = ()
    """What is done above it, by name and in order."""
    pause: ClauseId | None = None
    """The `pace.pause` that follows; absent: the only one."""


@value
class Technique:
    """Something that helps to come back to the present."""

    id: Slug
    """Its name, such as `cold_water`."""
    liking: Liking | None = None
    """Liked or disliked; absent: not said. What is disliked is not offered."""
    words: Erasable[Words] | None = None
    """How it goes, in the words of the two."""


@value
class PaceGrounding(Clause):
    """What helps to come back to the present, in the order in which it is offered."""

    kind: ClassVar[str] = "pace.grounding"
    bearing: ClassVar[Bearing] = Bearing.TERM

    techniques: Annotated[tuple[Technique, ...], Items(min=1, max=24), Effect("shifted")]
    """In order."""

    def problems(self) -> Iterator[Fault]:
        """Ids of techniques differ."""
        yield from same_ids("techniques", self.techniques)


# --- hard topics ----------------------------------------------------------------------------------


@value
class PaceTopic(Clause):
    """How open a topic is. The client may always raise it themselves."""

    kind: ClassVar[str] = "pace.topic"
    bearing: ClassVar[Bearing] = Bearing.LIMIT

    topic: Slug
    """Which, by name."""
    level: Annotated[Choice[TopicLevel], Effect("shifted")]
    """How open it is."""
    require: Annotated[Condition | None, Effect("looser", absent="most")] = None
    """With care: only where this holds."""
    readiness: ClauseId | None = None
    """With care: the `pace.readiness` that is asked first."""
    instead: Names = ()
    """What is done in its place, by name and in order."""


@value
class Indicator:
    """One thing by which readiness is seen."""

    id: Slug
    """Its name, such as `sleep` or `somebody_to_call`."""
    measure: MeasureName | None = None
    """The measure whose readings it looks at; absent: it is stated in a `readiness_read`."""
    at_least: Number | None = None
    """The least score at which it is there."""
    at_most: Number | None = None
    """The most."""
    rater: Slug | None = None
    """Whose readings count, such as `self` or `device`; absent: the client's own."""
    fresh: Choice[Span] | None = None
    """For how long a reading counts, from its time on; absent: until the next one."""

    def problems(self) -> Iterator[Fault]:
        """A measure goes with a bound."""
        if (self.measure is None) != (self.at_least is None and self.at_most is None):
            yield Fault("goes_together", "measure goes with at_least or at_most", ("measure",))


@value
class PaceReadiness(Clause):
    """What is looked at before something hard is begun. What is not known is never a no."""

    kind: ClassVar[str] = "pace.readiness"
    bearing: ClassVar[Bearing] = Bearing.LIMIT
    judges: ClassVar[tuple[str, ...]] = ("ready", "not_ready")

    of: Names = ()
    """For what, by name, such as a topic; absent: for any."""
    indicators: Annotated[tuple[Indicator, ...], Items(min=1, max=24)]
    """What is looked at."""
    at_least: Annotated[Count | None, Effect("tighter")] = None
    """How many of them must be there; absent: each of them."""

    def problems(self) -> Iterator[Fault]:
        """Ids of indicators differ, and there are as many as are asked for."""
        yield from same_ids("indicators", self.indicators)
        if self.at_least is not None and not 1 <= self.at_least <= len(self.indicators):
            yield Fault("out_of_range", "more than there are, or none", ("at_least",))


@value
class PaceSequence(Clause):
    """Graded steps, such as an exposure hierarchy. The client may always stay, or go back.

    A step begins when both sides have confirmed it, never by itself.
    """

    kind: ClassVar[str] = "pace.sequence"
    bearing: ClassVar[Bearing] = Bearing.TERM

    ladder: Annotated[Ladder, Effect("shifted")]
    """The steps, from the easiest; `enter`: what is looked at before."""
    skip: bool | None = None
    """Whether steps may be passed over; absent: not said."""
    pace: Annotated[Tally | None, Effect("shifted")] = None
    """How fast it may go: at most so many confirmed steps within a stretch of time."""


@value
class PaceDisclosure(Clause):
    """What the work needs to be told, and what can wait. Nobody is pressed for either."""

    kind: ClassVar[str] = "pace.disclosure"
    bearing: ClassVar[Bearing] = Bearing.TERM

    essential: Annotated[Names, Effect("shifted")] = ()
    """What is needed for the work, by name, such as `medication`."""
    can_wait: Annotated[Names, Effect("shifted")] = ()
    """What can wait until the client wants to tell it, by name."""
    asks: Annotated[tuple[Who, ...], Items(max=8, unique=True)] = ()
    """Who may ask for what is essential; absent: the therapist."""

    def problems(self) -> Iterator[Fault]:
        """Something stands in one of the two lists, not in both."""
        if not self.essential and not self.can_wait:
            yield Fault("one_of", "needs essential or can_wait", ("essential",))
        if not set(self.essential).isdisjoint(self.can_wait):
            yield Fault("goes_together", "it is essential, or it can wait", ("can_wait",))


PaceClause = (
    PaceTouch
    | PaceRightToPause
    | PacePause
    | PaceDistressLimit
    | PaceGrounding
    | PaceTopic
    | PaceReadiness
    | PaceSequence
    | PaceDisclosure
)
"""Every kind of clause about pace."""
