"""What can be asked of the pace (spec/pace)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from boundlib.declare import Fault, value
from boundlib.declare.names import MeasureName, Slug, Who
from boundlib.model.algebra import Number
from boundlib.model.asking import AboutClause, QuestionHead
from boundlib.vocab import Right


@value
class PaceMayStop(QuestionHead):
    """May I stop, pause, skip or ask? Yes, always."""

    kind: ClassVar[str] = "pace.may_stop"
    asks: ClassVar[Literal["may", "what"]] = "may"

    by: Who
    """Who asks."""
    using: Right | None = None
    """Which right; absent: to stop."""
    what: Slug | None = None
    """What in particular, by name."""


@value
class PaceWhatNow(QuestionHead):
    """The agreed sign was given, or it is too much: what now?"""

    kind: ClassVar[str] = "pace.what_now"
    gives: ClassVar[str] = "what_now"

    signal: Slug | None = None
    """Which sign was given; absent: as the record says, or none in particular."""
    session: Slug | None = None
    """In which session."""


@value
class PaceAboveLimit(AboutClause):
    """Is distress above what was agreed as acceptable, and what then?"""

    kind: ClassVar[str] = "pace.above_limit"
    gives: ClassVar[str] = "above_limit"

    level: Number | None = None
    """The level; absent: as the latest reading of the session or the day says."""
    scale: MeasureName | None = None
    """The measure it is on; needed beside `level`."""
    session: Slug | None = None
    """In which session; absent: the readings of this day."""

    def problems(self) -> Iterator[Fault]:
        """A level goes with its scale."""
        if self.level is not None and self.scale is None:
            yield Fault("goes_together", "level goes with scale", ("scale",))


@value
class PaceMayRaise(QuestionHead):
    """May this topic be raised today, and what instead?"""

    kind: ClassVar[str] = "pace.may_raise"
    asks: ClassVar[Literal["may", "what"]] = "may"
    gives: ClassVar[str] = "topic_now"

    by: Who
    """Who would raise it."""
    topic: Slug
    """Which, by name."""
    for_safety: bool | None = None
    """Whether it is needed for somebody's safety. Declared, never computed."""


@value
class PaceReady(AboutClause):
    """Is the client ready, and which indicator is missing or too old?"""

    kind: ClassVar[str] = "pace.ready"
    gives: ClassVar[str] = "ready_now"


@value
class PaceStepNow(AboutClause):
    """Which step are we at, what comes next, and what is looked at before it?"""

    kind: ClassVar[str] = "pace.step_now"
    gives: ClassVar[str] = "step_now"


@value
class PaceMayStep(AboutClause):
    """May we go on to this step, or back to it?"""

    kind: ClassVar[str] = "pace.may_step"
    asks: ClassVar[Literal["may", "what"]] = "may"

    step: Slug
    """Which step, by its id."""


@value
class PaceMustTell(QuestionHead):
    """Is this needed for the work now, or can it wait?"""

    kind: ClassVar[str] = "pace.must_tell"
    gives: ClassVar[str] = "tell_now"

    item: Slug
    """What, by name."""
    for_safety: bool | None = None
    """Whether it is needed for somebody's safety. Declared, never computed."""


PaceQuestion = (
    PaceMayStop
    | PaceWhatNow
    | PaceAboveLimit
    | PaceMayRaise
    | PaceReady
    | PaceStepNow
    | PaceMayStep
    | PaceMustTell
)
"""Every question about pace, besides touch."""
