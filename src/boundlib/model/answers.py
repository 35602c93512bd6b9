"""The typed values of answers (spec/decisions)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Items, value
from boundlib.declare.names import (
    Count,
    Currency,
    Minor,
    Slug,
    Words,
)
from boundlib.model.crisis import Number
from boundlib.model.governance_answers import GovernanceValue
from boundlib.model.pace_answers import PaceValue
from boundlib.model.sharing_answers import SharingValue
from boundlib.model.when import Never as Never
from boundlib.model.when import When as When
from boundlib.model.work_answers import WorkValue
from boundlib.vocab import (
    KnownItem,
    Medium,
    Met,
    PlanSlot,
    Reach,
    Staffed,
    Strength,
)


@value
class YesNo:
    """Whether it is so."""

    kind: ClassVar[str] = "yes_no"

    so: bool
    """True: yes; false: no. Not known is an outcome, not a value."""


@value
class ByWhen:
    """An instant, or the two ends between which it lies."""

    kind: ClassVar[str] = "by_when"

    strength: Strength | None = None
    """Promised or expected; absent: the text does not say."""
    min: When | None = None
    """The earliest it can be."""
    max: When | None = None
    """The latest it can be."""


@value
class Left:
    """What is left of an allowance."""

    kind: ClassVar[str] = "left"

    unit: Slug
    """In what it is counted."""
    used: Count
    """How much has been used."""
    min: Count | None = None
    """The least that is left."""
    max: Count | None = None
    """The most that is left."""
    frees_at: When | None = None
    """When some of it frees up; absent: nothing is used."""


@value
class Cost:
    """A sum of money."""

    kind: ClassVar[str] = "cost"

    currency: Currency
    """ISO 4217."""
    min: Minor | None = None
    """The least it can be, in the smallest unit."""
    max: Minor | None = None
    """The most it can be, in the smallest unit."""


@value
class Cover:
    """Who answers, and what they know."""

    kind: ClassVar[str] = "cover"

    away: Slug
    """Who is away."""
    covered_by: Slug | None = None
    """Who answers; absent: nobody was named, so the crisis route and the channels stand."""
    knows: Annotated[tuple[KnownItem, ...], Items(max=8)] = ()
    """What they know."""
    until: date | None = None
    """The last date of the absence."""


@value
class Open:
    """Whether something is open, and from when again."""

    kind: ClassVar[str] = "open"

    now: bool
    """Whether it is open now."""
    again_min: When | None = None
    """The earliest it opens again."""
    again_max: When | None = None
    """The latest it opens again."""


@value
class Needed:
    """One thing that comes before contact."""

    clause: Slug
    """The clause that asks for it."""
    met: Met
    """Whether it is there."""


@value
class Firsts:
    """What comes before contact."""

    kind: ClassVar[str] = "firsts"

    needs: Annotated[tuple[Needed, ...], Items(max=64)] = ()
    """What is asked for, in the order of the agreement; absent: nothing."""


@value
class Elsewhere:
    """Where a purpose goes."""

    kind: ClassVar[str] = "elsewhere"

    channels: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """Channel clauses or media that carry it."""


@value
class ChannelRisk:
    """What is known of a channel."""

    kind: ClassVar[str] = "channel_risk"

    enters_record: Met
    """Whether its messages become part of the record."""
    secure: Met
    """Whether it is made for confidential content."""
    monitored: Met
    """Whether somebody watches it between sessions."""


@value
class PlanNext:
    """The next step of a safety plan."""

    kind: ClassVar[str] = "plan_next"

    slot: PlanSlot | None = None
    """Which step; absent: every step was tried, so the crisis route is next."""
    entries: Annotated[tuple[Slug, ...], Items(max=32)] = ()
    """The ids of what is in it."""


@value
class PlanState:
    """Whether a plan is complete and current."""

    kind: ClassVar[str] = "plan_state"

    complete: Met
    """Whether every step holds what it asks for."""
    current: Met
    """Whether its review is not overdue."""
    missing: Annotated[tuple[PlanSlot, ...], Items(max=12)] = ()
    """Steps that are not filled yet."""
    review_due: When | None = None
    """When it should be gone through again."""


@value
class InForce:
    """Whether an advance preference is in force, and what it says."""

    kind: ClassVar[str] = "in_force"

    so: bool
    """Whether it is in force."""
    refused: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """The ids of what it refuses."""
    wished: Annotated[tuple[Slug, ...], Items(max=64)] = ()
    """The ids of what it wishes for."""
    agent: Slug | None = None
    """Who then speaks for the client."""


@value
class StepNow:
    """One step of a crisis route, as it stands now."""

    clause: Slug | None = None
    """The clause it comes from; absent: the asked channel."""
    step: Slug | None = None
    """Its id in that clause."""
    reach: Reach | None = None
    """Whom it reaches."""
    staffed_now: Staffed
    """Whether somebody answers now."""
    medium: Medium | None = None
    """How."""
    number: Number | None = None
    """What to dial."""
    party: Slug | None = None
    """Who."""
    other_place: Literal[True] | None = None
    """It was agreed for another place than the stated one."""
    words: Words | None = None
    """What to say or do first."""


@value
class Route:
    """Where to turn in a crisis."""

    kind: ClassVar[str] = "route"

    steps: Annotated[tuple[StepNow, ...], Items(max=256)] = ()
    """In the agreed order; absent: none was agreed."""
    try_first: Count | None = None
    """The index of the first step that is staffed now; absent: none is known to be."""
    asked: StepNow | None = None
    """The channel that was asked about, with the same mark."""
    ask_place: Literal[True] | None = None
    """Ask for the place first: it was not stated."""
    local_emergency_number: Literal[True] | None = None
    """Call the local emergency number of the place: no route was agreed for it."""


Value = (
    YesNo
    | ByWhen
    | Left
    | Cost
    | Cover
    | Open
    | Firsts
    | Elsewhere
    | ChannelRisk
    | PlanNext
    | PlanState
    | InForce
    | Route
    | SharingValue
    | GovernanceValue
    | WorkValue
    | PaceValue
)
"""Every typed answer."""
