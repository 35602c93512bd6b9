"""Contact: by which channel, when, how fast a reply comes, how much, at what cost; and cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Effect, Fault, Items, value
from boundlib.declare.names import (
    Channel,
    Channels,
    Choice,
    ClauseId,
    TimetableId,
    Unstated,
    Who,
)
from boundlib.model.algebra import Condition, Entry, Span, Tally
from boundlib.model.clause import Clause, Effectiveness, InCrisisToo, Works
from boundlib.model.quantities import Price
from boundlib.vocab import (
    AbsenceCause,
    Bearing,
    KnownItem,
    Medium,
    Purpose,
    Role,
    Strength,
    WindowUse,
)

Purposes = Annotated[tuple[Purpose, ...], Items(max=16, unique=True)]
"""What contact is for; absent: anything."""


@value
class Redirect:
    """Where a purpose goes that this channel does not carry."""

    purposes: Annotated[tuple[Purpose, ...], Items(min=1, max=16, unique=True)]
    """Which purposes."""
    to: Channel
    """The channel or medium that carries them; `in_person` is the session."""


@value
class ContactChannel(Clause):
    """A way of reaching each other, and what it carries."""

    kind: ClassVar[str] = "contact.channel"
    bearing: ClassVar[Bearing] = Bearing.GRANT

    medium: Medium
    """The medium."""
    purposes: Annotated[Purposes, Effect("looser", absent="most")] = ()
    """What it carries; absent: anything."""
    not_for: Annotated[Purposes, Effect("tighter", absent="least")] = ()
    """What it does not carry, though a wider purpose would cover it."""
    redirects: Annotated[tuple[Redirect, ...], Items(max=16)] = ()
    """Where else a purpose goes."""
    timetable: Annotated[TimetableId | None, Effect("looser", absent="most")] = None
    """When it is open for sending; absent: at any time."""
    force: Works = None
    """`by_arrangement`: only where the two have arranged it; absent: automatic."""
    only: Annotated[Literal[True] | None, Effect("tighter", absent="least")] = None
    """The text says that there is no other way than the channels it names."""
    copied: Annotated[
        tuple[Who, ...], Items(max=8, unique=True), Effect("tighter", absent="least")
    ] = ()
    """Who must be in copy of every message, such as the partner in couple work."""


@value
class ContactWindow(Clause):
    """When contact may be made, or when messages are read."""

    kind: ClassVar[str] = "contact.window"
    bearing: ClassVar[Bearing] = Bearing.GRANT
    judges: ClassVar[tuple[str, ...]] = ("inside", "outside")

    timetable: Annotated[TimetableId, Effect("looser")]
    """The hours."""
    use: WindowUse
    """Whether they bound sending, or say when messages are read."""
    channels: Annotated[Channels, Effect("wider", absent="most")] = ()
    """For which channels; absent: all."""
    purposes: Annotated[Purposes, Effect("wider", absent="most")] = ()
    """For which purposes; absent: all."""
    force: Works = None
    """`by_arrangement`: the hours are agreed one by one; absent: automatic."""
    in_crisis_too: InCrisisToo = None
    """The text says it holds in a crisis too: a finding that changes no answer."""


@value
class Rounds:
    """Replies in rounds: so many on each working date of a timetable."""

    tally: Tally
    """How many replies in which period: a tally with both limits."""
    timetable: TimetableId
    """The dates on which a round takes place; it ends at the close of the date."""


@value
class ContactReplyTime(Clause):
    """By when a message is answered."""

    kind: ClassVar[str] = "contact.reply_time"
    bearing: ClassVar[Bearing] = Bearing.DUTY

    strength: Annotated[Choice[Strength], Effect("tighter")]
    """A promise can be overdue; an aim cannot; none: there may be no reply."""
    within: Annotated[Choice[Span] | Rounds | None, Effect("looser")] = None
    """From the message on, or in rounds; absent only with strength none."""
    channels: Annotated[Channels, Effect("wider", absent="most")] = ()
    """For which channels; absent: all."""
    purposes: Annotated[Purposes, Effect("wider", absent="most")] = ()
    """For which purposes; absent: all."""

    def problems(self) -> Iterator[Fault]:
        """A promise or an aim has a time."""
        if self.within is None and self.strength is not Strength.NONE:
            yield Fault(
                "goes_together",
                "a promise or an aim needs a time",
                ("within",),
                hint='where the text has no measure, write {"unstated": "vague"}',
            )


@value
class ContactAllowance(Clause):
    """How much contact is agreed."""

    kind: ClassVar[str] = "contact.allowance"
    bearing: ClassVar[Bearing] = Bearing.LIMIT
    judges: ClassVar[tuple[str, ...]] = ("within", "used_up", "over")

    tally: Annotated[Tally, Effect("looser")]
    """What counts, in what, within which window, and how much of it."""
    channels: Annotated[Channels, Effect("wider", absent="most")] = ()
    """For which channels; absent: all."""
    purposes: Annotated[Purposes, Effect("wider", absent="most")] = ()
    """For which purposes; absent: all."""
    force: Works = None
    """What happens when it is used up: automatic (absent) closes; else a person decides."""
    in_crisis_too: InCrisisToo = None
    """The text says it holds in a crisis too: a finding that changes no answer."""


@value
class ContactFee(Clause):
    """What contact outside sessions costs. `by`: who pays; absent: the client."""

    kind: ClassVar[str] = "contact.fee"
    bearing: ClassVar[Bearing] = Bearing.DUTY
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (
        ("by", Role.CLIENT),
        ("to", Role.THERAPIST),
        ("to", Role.PRACTICE),
    )

    price: Annotated[Price | Unstated, Effect("tighter")]
    """The price; `amount` 0 is agreed to be free."""
    channels: Annotated[Channels, Effect("wider", absent="most")] = ()
    """For which channels; absent: all."""
    purposes: Annotated[Purposes, Effect("wider", absent="most")] = ()
    """For which purposes; absent: all."""
    not_for: Annotated[Purposes, Effect("looser", absent="least")] = ()
    """Which purposes cost nothing."""
    force: Works = None
    """`may`: it may be charged; a person decides; absent: automatic."""
    in_crisis_too: InCrisisToo = None
    """The text says it holds in a crisis too: a finding that changes no answer."""


@value
class ContactPrecondition(Clause):
    """What comes before contact."""

    kind: ClassVar[str] = "contact.precondition"
    bearing: ClassVar[Bearing] = Bearing.LIMIT
    judges: ClassVar[tuple[str, ...]] = ("met", "not_met")

    require: Annotated[Condition, Effect("looser")]
    """What must hold."""
    channels: Annotated[Channels, Effect("wider", absent="most")] = ()
    """For which channels; absent: all."""
    purposes: Annotated[Purposes, Effect("wider", absent="most")] = ()
    """For which purposes; absent: all."""
    force: Works = None
    """`may`: it is asked, and a person decides; absent: automatic."""
    in_crisis_too: InCrisisToo = None
    """The text says it holds in a crisis too: a finding that changes no answer."""


@value
class ContactCoolOff(Clause):
    """Coaching rests for a fixed time after an act (the "24-hour rule")."""

    kind: ClassVar[str] = "contact.cool_off"
    bearing: ClassVar[Bearing] = Bearing.LIMIT
    judges: ClassVar[tuple[str, ...]] = ("open", "resting")

    after: Annotated[tuple[Entry, ...], Items(min=1, max=16), Effect("tighter")]
    """The acts that begin it."""
    lasts: Annotated[Choice[Span], Effect("tighter")]
    """How long, from the act unless the span's `from` says otherwise."""
    suspends: Annotated[tuple[Purpose, ...], Items(min=1, max=16, unique=True), Effect("tighter")]
    """Which purposes the text lets rest. Only coaching ever does (spec/decisions 24)."""
    in_crisis_too: InCrisisToo = None
    """The text says it holds in a crisis too: a finding that changes no answer."""


@value
class ContactCover(Clause):
    """Who answers while somebody is away or cannot act, and what they know."""

    kind: ClassVar[str] = "contact.cover"
    bearing: ClassVar[Bearing] = Bearing.DUTY

    during: Annotated[tuple[AbsenceCause, ...], Items(min=1, max=2, unique=True), Effect("wider")]
    """In which absences."""
    cover: Who | None = None
    """Who answers; absent: whoever the timetable's leave names."""
    knows: Annotated[tuple[KnownItem, ...], Items(max=8, unique=True)] = ()
    """What they know."""
    notice: Annotated[Choice[Span] | None, Effect("tighter", absent="least")] = None
    """How long before an absence it is told; counted backwards from its first day."""
    plan_from: Annotated[Condition | None, Effect("tighter", absent="least")] = None
    """For which absences a written cover plan is owed, such as leave_length from P22D."""
    escalate: Annotated[tuple[ClauseId, ...], Items(max=8, unique=True)] = ()
    """The `crisis.criteria` clauses on which the deputy is brought in at once."""


@value
class ContactChannelRisk(Clause):
    """What a channel's users should know of it."""

    kind: ClassVar[str] = "contact.channel_risk"
    bearing: ClassVar[Bearing] = Bearing.TERM

    channels: Annotated[Channels, Effect("wider", absent="most")] = ()
    """Which channels; absent: all that are electronic."""
    secure: bool | None = None
    """Whether it is made for confidential content; absent: not said."""
    monitored: bool | None = None
    """Whether somebody watches it between sessions; absent: not said."""
    enters_record: Effectiveness | None = None
    """Whether its messages become part of the record: automatic always, `may` perhaps."""
    read_by: Annotated[tuple[Who, ...], Items(max=16, unique=True)] = ()
    """Who else may read it."""


ContactClause = (
    ContactChannel
    | ContactWindow
    | ContactReplyTime
    | ContactAllowance
    | ContactFee
    | ContactPrecondition
    | ContactCoolOff
    | ContactCover
    | ContactChannelRisk
)
"""The kinds of clause about contact."""
