"""Crisis: where to turn, what counts as urgent, whom to tell, the safety plan, advance wishes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import attrs

from boundlib.declare import Effect, Fault, FrozenMap, Items, Text, Title, Whole, value
from boundlib.declare.names import (
    Channel,
    ClauseId,
    Erasable,
    Place,
    Slug,
    TimetableId,
    Unstated,
    Who,
    Words,
)
from boundlib.declare.rules import repeat_ids, same_ids, same_ids_at
from boundlib.model.algebra import Condition, Span
from boundlib.model.clause import Clause, ClauseHead, Effectiveness, Works
from boundlib.vocab import (
    Bearing,
    Criterion,
    Medium,
    PlanSlot,
    PreferenceMatter,
    PreferenceStance,
    Reach,
)

Number = Annotated[str, Text(pattern="[+]?[0-9*#][0-9*# ()-]{0,30}", max=32), Title("PhoneNumber")]
"""A number as it is dialled in the place it is for."""


@value
class RouteStep:
    """One place to turn, in its order."""

    id: Slug
    """Its id, unique in the route."""
    reach: Reach
    """Whom it reaches."""
    medium: Medium | None = None
    """How; absent: as the place has it."""
    number: Number | None = None
    """What to dial. Public numbers only; a private one belongs to its party."""
    party: Who | None = None
    """With reach `party` or `crisis_team`: who."""
    hours: TimetableId | Unstated | None = None
    """When it is staffed; absent: always for an emergency number, else not known."""
    always: bool | None = None
    """Whether it is staffed day and night."""
    words: Words | None = None
    """What to say or do first, or its name; public words."""

    def problems(self) -> Iterator[Fault]:
        """Hours or always, not both; a party step names its party."""
        if self.always is not None and self.hours is not None:
            yield Fault("goes_together", "either always or hours", ("always",))
        if self.reach is Reach.PARTY and self.party is None:
            yield Fault("goes_together", "reach party needs a party", ("party",))


@attrs.frozen(kw_only=True, repr=False)
class UnreadStep:
    """A step of a newer version, kept whole under lenient reading but not understood."""

    id: str
    """Its id; empty where it has none."""
    raw: FrozenMap
    """Everything it says."""

    @classmethod
    def keep(cls, raw: dict[str, Any]) -> UnreadStep:
        """The stand-in for a step as it was read."""
        name = raw.get("id")
        return cls(id=name if isinstance(name, str) else "", raw=FrozenMap(raw))

    def __repr__(self) -> str:
        return f"<UnreadStep {self.id}>"


@value
class CrisisRoute(ClauseHead):
    """Where to turn in a crisis, for a place. It has no `when` and no dates: it always speaks."""

    kind: ClassVar[str] = "crisis.route"
    bearing: ClassVar[Bearing] = Bearing.TERM

    steps: Annotated[
        tuple[RouteStep, ...],
        Items(min=1, max=24, kept=UnreadStep),
        Effect("looser", whose="client"),
    ]
    """In the agreed order."""
    place: Place | None = None
    """For which place; absent: wherever the agreement's jurisdiction is."""
    not_a_crisis_service: bool | None = None
    """Whether the text says that the practice itself is no crisis service."""
    tells: Annotated[tuple[Who, ...], Items(max=8, unique=True)] = ()
    """Who is told afterwards."""

    def problems(self) -> Iterator[Fault]:
        """Step ids differ."""
        yield from same_ids("steps", self.steps)

    @property
    def known_steps(self) -> tuple[RouteStep, ...]:
        """The steps that are understood: those that can be shown (spec/documents 33)."""
        steps: tuple[Any, ...] = self.steps
        return tuple(step for step in steps if not isinstance(step, UnreadStep))

    @property
    def fully_read(self) -> bool:
        """Whether every step was understood; lenient reading keeps what is newer."""
        return UnreadStep not in map(type, self.steps)


@value
class CriterionEntry:
    """One ground on the list."""

    KNOWN_BY: ClassVar[tuple[str, ...]] = ("criterion",)
    """What tells it apart where it has no id."""

    criterion: Criterion | Unstated
    """What it is; unstated where the words alone say it."""
    id: Slug | None = None
    """An id of its own, for a ground in the two people's words."""
    words: Erasable[Words] | None = None
    """The words."""
    route: ClauseId | None = None
    """The route it leads to; absent: the place's own."""
    medium_excluded: Annotated[tuple[Medium, ...], Items(max=10, unique=True)] = ()
    """By which media it is not met, such as `video`."""

    def problems(self) -> Iterator[Fault]:
        """A ground in own words needs an id to be asked for."""
        if isinstance(self.criterion, Unstated) and self.id is None:
            yield Fault("one_of", "an unstated ground needs an id", ("id",))


@value
class CrisisCriteria(Clause):
    """What the two agreed to treat as urgent. A client's own word for it is always accepted."""

    kind: ClassVar[str] = "crisis.criteria"
    bearing: ClassVar[Bearing] = Bearing.TERM

    criteria: Annotated[
        tuple[CriterionEntry, ...], Items(min=1, max=32), Effect("looser", whose="client")
    ]
    """The list."""
    complete: bool | None = None
    """Whether the text says that nothing else counts; absent or false: others may."""

    def problems(self) -> Iterator[Fault]:
        """Ids of grounds differ, where they have any."""
        yield from same_ids("criteria", self.criteria)


@value
class CrisisEmergencyContact(Clause):
    """Whom the therapist may ring in an emergency, and what must be known for it."""

    kind: ClassVar[str] = "crisis.emergency_contact"
    bearing: ClassVar[Bearing] = Bearing.GRANT

    party: Who
    """The person; their name and number stand with the party."""
    consented: bool | None = None
    """Whether the text itself gives the client's consent; absent: consent is a fact of its own."""
    require: Annotated[Condition | None, Effect("looser")] = None
    """In which case; absent: an emergency that the client or the therapist declares."""
    willing: bool | None = None
    """Whether the person has agreed to be rung; absent: not known."""
    address_each_session: bool | None = None
    """Whether the client's whereabouts are asked for in every session at a distance."""
    force: Works = None
    """`may`: the therapist decides; absent: automatic."""


@value
class PlanEntry:
    """One thing in a step, in the client's own words."""

    id: Slug
    """Its id, unique in the plan."""
    words: Erasable[Words] | None = None
    """The client's own words."""
    party: Who | None = None
    """A person of the agreement."""
    channel: Channel | None = None
    """How to reach them."""
    consented: bool | None = None
    """For a person: whether they know and agreed; absent: not known."""


@value
class PlanStep:
    """A step of a safety plan."""

    KNOWN_BY: ClassVar[tuple[str, ...]] = ("slot",)
    """What tells it apart where it has no id."""

    slot: PlanSlot
    """Which step."""
    id: Slug | None = None
    """Its id, where a plan has two steps of one slot."""
    entries: Annotated[tuple[PlanEntry, ...], Items(max=32)] = ()
    """What is in it; absent: not filled yet."""
    asks_for: Annotated[int, Whole(min=1, max=32)] | None = None
    """How many entries the form asks for; absent: one."""


@value
class CrisisSafetyPlan(Clause):
    """A plan for hard moments, in order. It is a plan, never an obligation."""

    kind: ClassVar[str] = "crisis.safety_plan"
    bearing: ClassVar[Bearing] = Bearing.TERM

    steps: Annotated[tuple[PlanStep, ...], Items(min=1, max=12)]
    """The steps, in their order."""
    review: Span | None = None
    """How long after a review it should be gone through again."""
    kept: Erasable[Words] | None = None
    """Where it is kept."""
    held_by: Annotated[tuple[Who, ...], Items(max=8, unique=True)] = ()
    """Who has a copy."""

    def problems(self) -> Iterator[Fault]:
        """Entry ids differ in the whole plan."""
        if repeat_ids(entry for step in self.steps for entry in step.entries):
            yield from same_ids_at(
                (("steps", index, "entries", number), entry)
                for index, step in enumerate(self.steps)
                for number, entry in enumerate(step.entries)
            )


@value
class Preference:
    """One wish or refusal for a time when the client cannot say it."""

    id: Slug
    """Its id, unique in the clause."""
    stance: PreferenceStance
    """Wished for or refused."""
    matter: PreferenceMatter
    """What it is about."""
    words: Erasable[Words] | None = None
    """The client's own words."""
    instead: Erasable[Words] | None = None
    """With a refusal: what to do instead."""


@value
class CrisisAdvancePreference(Clause):
    """What the client wants when they cannot decide; a joint crisis plan or advance directive."""

    kind: ClassVar[str] = "crisis.advance_preference"
    bearing: ClassVar[Bearing] = Bearing.TERM

    preferences: Annotated[tuple[Preference, ...], Items(min=1, max=64)]
    """Wishes and refusals."""
    require: Condition
    """What must hold for it to be in force, such as a finding of incapacity."""
    agent: Who | None = None
    """Who then speaks for the client."""
    helped_by: Who | None = None
    """Who helped to write it, such as a facilitator."""
    withdrawable: Condition | bool | None = None
    """Whether the client can withdraw it: always, never, or while it holds; absent: always."""
    overridden_by: Effectiveness | None = None
    """Who may depart from it for safety; absent: nobody by agreement."""

    def problems(self) -> Iterator[Fault]:
        """Ids of wishes differ."""
        yield from same_ids("preferences", self.preferences)


CrisisClause = (
    CrisisRoute
    | CrisisCriteria
    | CrisisEmergencyContact
    | CrisisSafetyPlan
    | CrisisAdvancePreference
)
"""The kinds of clause about crisis."""
