"""The typed values of answers about the pace (spec/pace)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from boundlib.declare import Items, value
from boundlib.declare.names import MeasureName, Slug
from boundlib.model.algebra import Number
from boundlib.model.when import When
from boundlib.model.work_answers import Few
from boundlib.vocab import Met, TopicLevel


@value
class WhatNow:
    """What is done when it is too much. The client may stop, whatever stands here."""

    kind: ClassVar[str] = "what_now"

    pause: Slug | None = None
    """The clause on pauses that was agreed; absent: none was."""
    pause_min: When | None = None
    """The earliest end of the pause that was agreed; absent: as long as the client wants."""
    pause_max: When | None = None
    """The latest."""
    then: Few = ()
    """What was agreed above the limit, in order."""
    grounding: Few = ()
    """What is offered, in order; what is disliked is not among it."""
    returns: Few = ()
    """How one comes back, in order."""
    client_says: Literal[True]
    """Whether and when to go on, the client says."""


@value
class AboveLimit:
    """Whether distress is above what was agreed as acceptable."""

    kind: ClassVar[str] = "above_limit"

    so: bool
    """Whether it is."""
    level: Number
    """The level."""
    scale: MeasureName
    """The measure it is on."""
    read_at: When | None = None
    """When it was read; absent: as it was asked, or not known to the instant."""
    then: Few = ()
    """What is done above it, in order."""


@value
class TopicNow:
    """How open a topic is now, and what instead."""

    kind: ClassVar[str] = "topic_now"

    level: TopicLevel | None = None
    """How open it is; absent: nothing was agreed on it, or the text leaves it open."""
    instead: Few = ()
    """What is done in its place, in order."""


@value
class IndicatorNow:
    """How one indicator stands."""

    id: Slug
    """Which."""
    there: Met
    """Whether it is there."""
    stale: Literal[True] | None = None
    """The latest reading is too old to count."""
    read_at: When | None = None
    """When the latest reading was; absent: there is none."""


@value
class ReadyNow:
    """Whether the client is ready for something hard."""

    kind: ClassVar[str] = "ready_now"

    so: bool
    """Whether enough indicators are there."""
    indicators: Annotated[tuple[IndicatorNow, ...], Items(max=24)] = ()
    """How each of them stands."""


@value
class TellNow:
    """Whether something is needed for the work now. Nobody is pressed."""

    kind: ClassVar[str] = "tell_now"

    essential: bool
    """Whether it is needed; otherwise it can wait until the client wants to tell it."""


PaceValue = WhatNow | AboveLimit | TopicNow | ReadyNow | TellNow
"""Every typed answer about pace."""
