"""Span, Tally and Condition: the values that speak of each other (spec/documents, spec/time)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Fault, Items, Ref, Text, Title, Whole, value
from boundlib.declare.marks import LARGEST_NUMBER, SLUG
from boundlib.declare.names import Choice, ClauseId, Count, Slug, StepPath, TimetableId, Who
from boundlib.model.quantities import Amount
from boundlib.model.windows import (
    TallyWindow,
)
from boundlib.times.scalars import Calendar, Exact, WallTime
from boundlib.vocab import (
    AgeGroup,
    DayEnd,
    Event,
    FactKind,
    LeaveRule,
    Medium,
    Period,
    TallyUnit,
)

# --- Span: an amount of time on a clock -------------------------------------------------------


@value
class Elapsed:
    """Real time, running always."""

    clock: ClassVar[str] = "elapsed"

    amount: Amount[Exact]
    """How much."""
    from_: Choice[Event] | None = None
    """From which event; absent: from the one the clause speaks of."""
    extends_while: Condition | None = None
    """Where it holds at the end, the end moves to when it first does not."""


@value
class OpenTime:
    """Time counted only while a timetable is open."""

    clock: ClassVar[str] = "open"

    amount: Amount[Exact]
    """How much open time."""
    timetable: TimetableId
    """Whose hours count."""
    from_: Choice[Event] | None = None
    """From which event."""
    extends_while: Condition | None = None
    """Where it holds at the end, the end moves to when it first does not."""
    leave: LeaveRule | None = None
    """What the owing party's leave does; absent: it pauses."""


@value
class CalendarTime:
    """Days or months on the wall: the same time of day, the end of the month clamped."""

    clock: ClassVar[str] = "calendar"

    amount: Amount[Calendar]
    """How many days or months."""
    from_: Choice[Event] | None = None
    """From which event."""
    extends_while: Condition | None = None
    """Where it holds at the end, the end moves to when it first does not."""


@value
class WorkingDays:
    """Dates on which a timetable opens."""

    clock: ClassVar[str] = "working_days"

    count: Amount[Count]
    """How many."""
    timetable: TimetableId
    """Whose dates count."""
    ends: Choice[DayEnd | WallTime]
    """Where on the last date it ends."""
    from_: Choice[Event] | None = None
    """From which event."""
    extends_while: Condition | None = None
    """Where it holds at the end, the end moves to when it first does not."""
    leave: LeaveRule | None = None
    """What the owing party's leave does; absent: it pauses."""


@value
class Sessions:
    """Scheduled sessions."""

    clock: ClassVar[str] = "sessions"

    count: Amount[Count]
    """How many."""
    from_: Choice[Event] | None = None
    """From which event."""
    extends_while: Condition | None = None
    """Where it holds at the end, the end moves to when it first does not."""


Span = Elapsed | OpenTime | CalendarTime | WorkingDays | Sessions
"""An amount of time, forwards as a deadline and backwards as a last free moment."""

# --- Tally: how many, of what, within which window --------------------------------------------


_NAMED_FACTS = (FactKind.HAPPENED, FactKind.STATED, FactKind.MEASURED)
"""The kinds of fact that have names of their own."""


@value
class Entry:
    """What a tally counts: a recorded act, or an act as another clause judges it."""

    fact: FactKind
    """The kind of fact."""
    named: Slug | None = None
    """For `happened`: the name the agreement gives it."""
    by: Who | None = None
    """Only where this party or role did it."""
    of: ClauseId | None = None
    """Only where the fact names this clause."""
    judged_by: Annotated[ClauseId | None, Ref("clause", says="as")] = None
    """The clause that judges it."""
    as_: Slug | None = None
    """The answer of that clause which counts."""

    def problems(self) -> Iterator[Fault]:
        """`as` needs a judge, and only `happened`, `stated` and `measured` have names."""
        if (self.judged_by is None) != (self.as_ is None):
            yield Fault("goes_together", "judged_by and as go together", ("as",))
        named = self.fact in _NAMED_FACTS
        if named != (self.named is not None):
            yield Fault("goes_together", "named goes with happened, stated or measured", ("named",))


@value
class Tally:
    """How many, of what, within which window."""

    unit: TallyUnit
    """What is counted in."""
    count: Annotated[tuple[Entry, ...], Items(min=1, max=16)]
    """What counts."""
    window: Choice[TallyWindow]
    """Within which window."""
    at_least: Amount[Count] | None = None
    """The number from which it is reached."""
    at_most: Amount[Count] | None = None
    """The most that is agreed."""
    of: Annotated[tuple[Entry, ...], Items(max=16)] = ()
    """The sequence it counts in; absent: what counts."""
    where: Condition | None = None
    """Which of them count; a fact leaf means the fact recorded for that one."""
    neutral: Annotated[tuple[Entry, ...], Items(max=16)] = ()
    """What neither counts nor breaks a run."""
    spacing: Span | None = None
    """How far apart two counted ones must be for both to count."""
    period: Period | None = None
    """With unit `periods`: which."""

    def problems(self) -> Iterator[Fault]:
        """A tally needs a number, and a period exactly for unit periods."""
        if self.at_least is None and self.at_most is None:
            yield Fault("one_of", "needs at_least or at_most", ("at_least",))
        if (self.unit is TallyUnit.PERIODS) != (self.period is not None):
            yield Fault("goes_together", "unit periods and period go together", ("period",))
        if self.of and self.of == self.count:
            yield Fault("unusual_form", "of equals count", ("of",), hint="leave it out")


# --- Condition: three-valued ------------------------------------------------------------------


@value
class AllOf:
    """Every one holds."""

    all: Annotated[tuple[Condition, ...], Items(min=1, max=32)]
    """The conditions."""


@value
class AnyOf:
    """At least one holds."""

    any: Annotated[tuple[Condition, ...], Items(min=1, max=32)]
    """The conditions."""


@value
class AtLeastOf:
    """At least so many hold."""

    at_least: Count
    """How many."""
    of: Annotated[tuple[Condition, ...], Items(min=1, max=32)]
    """The conditions."""

    def problems(self) -> Iterator[Fault]:
        """More than there are can never hold, none always does."""
        if not 1 <= self.at_least <= len(self.of):
            yield Fault("out_of_range", "more than there are, or none", ("at_least",))


@value
class Not:
    """It does not hold; unknown stays unknown."""

    not_: Condition
    """What does not."""


_KINDS = frozenset(str(kind) for kind in FactKind)


@value
class FactLeaf:
    """A fact on the record: a fact kind, or a state by its own name."""

    fact: Slug
    """A fact kind, or the name of a state."""
    is_: Slug | None = None
    """For states with named values: the value; absent: it is so."""
    ever: Literal[True] | None = None
    """Any on the record, not only the one recorded for the session, call or message asked about."""

    def problems(self) -> Iterator[Fault]:
        """An act has no named values: it is on the record, or it is not."""
        if self.is_ is not None and self.fact in _KINDS:
            hint = "leave it out, or use not"
            yield Fault(
                "goes_together", "is goes with a state, not with an act", ("is",), hint=hint
            )


Number = Annotated[int, Whole(min=-LARGEST_NUMBER), Title("Number")]
"""A whole number, perhaps below zero."""

Level = Number | Exact | Calendar
"""A number or a length of time."""


@value
class Comparison:
    """A quantity against a bound: age, distress, days, counts, lengths."""

    quantity: Slug
    """Which."""
    at_least: Level | None = None
    """From this on."""
    at_most: Level | None = None
    """Up to this."""

    def problems(self) -> Iterator[Fault]:
        """A comparison needs a bound."""
        if self.at_least is None and self.at_most is None:
            yield Fault("one_of", "needs at_least or at_most", ("at_least",))


@value
class ElapsedLeaf:
    """An amount of time since an event is over; the event stands in the span's `from`."""

    elapsed: Span
    """How much, since what."""


@value
class Reached:
    """A tally has reached its `at_least`."""

    reached: Tally
    """Which tally."""


@value
class Found:
    """Somebody whose judgement was agreed to count has found it so."""

    found: Slug
    """What was found."""
    by: Who | None = None
    """By whom."""
    count: Count | None = None
    """By how many of them; absent: one."""
    jointly: Literal[True] | None = None
    """Together, in one finding."""
    form: Slug | None = None
    """In which form, such as `in_writing`."""


@value
class StepLeaf:
    """A ladder stands at this step."""

    step: StepPath
    """`clause-id/step-id`."""


@value
class PhaseLeaf:
    """The work is in this phase."""

    phase: Slug
    """Which."""


@value
class PlanLeaf:
    """The client is on this plan or in this programme."""

    plan: Slug
    """Which."""


@value
class MediumLeaf:
    """It happens by this medium."""

    medium: Medium
    """Which."""


@value
class AgeLeaf:
    """The client is a minor, or of age."""

    age_group: AgeGroup
    """Which."""


@value
class ClauseLeaf:
    """Another clause classes the event asked about so."""

    clause: Annotated[str, Text(pattern=SLUG, max=64), Ref("clause", says="is"), Title("ClauseId")]
    """Which clause."""
    is_: Slug
    """Its answer."""


Leaf = (
    FactLeaf
    | Comparison
    | ElapsedLeaf
    | Reached
    | Found
    | StepLeaf
    | PhaseLeaf
    | PlanLeaf
    | MediumLeaf
    | AgeLeaf
    | ClauseLeaf
)
"""One thing that can be so, not so, or not known."""

Condition = AllOf | AnyOf | AtLeastOf | Not | Leaf
"""What must hold: yes, no or not known, by Kleene's strong logic."""
