"""Sharing: who may be told what, for what, until when (spec/sharing)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Effect, Fault, Items, Text, Title, value
from boundlib.declare.names import Choice, Unstated, Who
from boundlib.model.algebra import Condition, Span, Tally
from boundlib.model.clause import Clause, Effectiveness, Works
from boundlib.vocab import (
    AccessWay,
    Bearing,
    ChildSay,
    ConsentForm,
    Flow,
    Ground,
    Named,
    Outside,
    RecordingOf,
    Role,
    Secrets,
    SharedFor,
    SharedItem,
    Unit,
)

Item = Annotated[str, Text(under=SharedItem, max=256), Title("SharedItem")]
"""A part of what is known: a word of the tree of items, and the embedder's own parts after it."""

For = Annotated[str, Text(under=SharedFor, max=256), Title("SharedFor")]
"""A purpose of telling: a word of the tree of purposes, and the embedder's own parts after it."""

SomeItems = Annotated[tuple[Item, ...], Items(min=1, max=64, unique=True)]
"""Items, each named."""
AnyItems = Annotated[tuple[Item, ...], Items(max=64, unique=True)]
"""Items; absent: whatever it is."""
SomePurposes = Annotated[tuple[For, ...], Items(min=1, max=32, unique=True)]
"""Purposes, each named."""
AnyPurposes = Annotated[tuple[For, ...], Items(max=32, unique=True)]
"""Purposes; absent: whatever for."""
Signers = Annotated[tuple[Who, ...], Items(max=8, unique=True)]
"""Whose consent it needs, each of them; absent: every client's."""
Forms = Annotated[tuple[ConsentForm, ...], Items(max=4, unique=True)]
"""Any of these forms; absent: any form."""


@value
class Telling(Clause):
    """What every clause has that lets something be told: `by` discloses, `to` receives."""

    by: Annotated[tuple[Who, ...], Items(min=1, max=16, unique=True), Effect("looser")]
    """Who tells: party ids or roles, each named."""
    to: Annotated[tuple[Who, ...], Items(min=1, max=16, unique=True), Effect("looser")]
    """Who is told: party ids or roles, each named."""
    items: Annotated[SomeItems, Effect("looser")]
    """What: each with all beneath it, except what must be named itself."""
    purposes: Annotated[SomePurposes, Effect("looser")]
    """What for: each with all beneath it; treatment never covers an emergency."""


@value
class SharingRelease(Telling):
    """A release: it lets `by` tell `to`, once those whose consent it needs have given it."""

    kind: ClassVar[str] = "sharing.release"
    bearing: ClassVar[Bearing] = Bearing.GRANT
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (("signers", Role.CLIENT),)

    flow: Annotated[Flow, Effect("looser")]
    """`disclose` from `by` to `to`; `obtain` the other way; or both ways."""
    start: Annotated[date | None, Effect("tighter", absent="least")] = None
    """The first date; absent: from the consent on."""
    end: Annotated[date | Span | Unstated | None, Effect("looser", absent="most")] = None
    """The last date, all of it, or an amount of time; absent: no end was agreed."""
    signers: Annotated[Signers, Effect("tighter")] = ()
    """Whose consent it needs, each of them; absent: every client's."""
    staff: Annotated[Literal[True] | None, Effect("looser", absent="least")] = None
    """Whoever acts for a recipient may be told too, such as an organisation's staff."""
    onward: Annotated[
        tuple[Who, ...], Items(max=16, unique=True), Effect("looser", absent="least")
    ] = ()
    """To whom a recipient may pass it on, within what is granted here; absent: to nobody."""
    conditions_care: bool | None = None
    """Whether the care depends on it; false: the text says that it does not."""
    force: Works = None
    """`by_arrangement`, `may` or a person's decision: each is decided; absent: automatic."""

    def problems(self) -> Iterator[Fault]:
        """It says when it holds in its own `start` and `end` alone."""
        if self.valid is not None:
            yield Fault(
                "goes_together",
                "a release says when it holds in its own start and end",
                ("valid",),
                hint="move the dates to start and end",
            )
        if self.start is not None and isinstance(self.end, date) and self.start > self.end:
            yield Fault("ends_reversed", "the first date is after the last", ("start",))


@value
class SharingReleaseRule(Clause):
    """What every release it matches must keep to. It grants nothing itself."""

    kind: ClassVar[str] = "sharing.release_rule"
    bearing: ClassVar[Bearing] = Bearing.LIMIT

    items: Annotated[AnyItems, Effect("wider", absent="most")] = ()
    """For releases of these or of something beneath them; absent: of anything."""
    purposes: Annotated[AnyPurposes, Effect("wider", absent="most")] = ()
    """For releases for these or something beneath them; absent: for anything."""
    form: Annotated[Forms, Effect("looser", absent="most")] = ()
    """In which form consent is given."""
    signers: Annotated[Signers, Effect("tighter", absent="least")] = ()
    """Who must sign too; absent: nobody besides the release's own."""
    longest_term: Annotated[Choice[Span] | None, Effect("looser", absent="most")] = None
    """How long a consent holds at most, from the moment it was given."""
    withdrawal: Annotated[Forms, Effect("neutral")] = ()
    """In which form it can be taken back, as the text has it; a withdrawal in any form counts."""


@value
class SharingRefusal(Clause):
    """The client refuses: it beats every release inside its scope, what must be named included."""

    kind: ClassVar[str] = "sharing.refusal"
    bearing: ClassVar[Bearing] = Bearing.LIMIT

    items: Annotated[AnyItems, Effect("tighter", absent="most")] = ()
    """What, with all beneath it; absent: everything."""
    purposes: Annotated[AnyPurposes, Effect("tighter", absent="most")] = ()
    """What for, with all beneath it; absent: anything."""


@value
class SharingMinor(Telling):
    """What a parent or guardian may be told of a child's work, and what the child's word does."""

    kind: ClassVar[str] = "sharing.minor"
    bearing: ClassVar[Bearing] = Bearing.GRANT
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (("", Role.CLIENT),)

    child: Annotated[
        tuple[ChildSay, ...], Items(max=3, unique=True), Effect("tighter", absent="least")
    ] = ()
    """What comes first: the child agrees, is told first, is present; absent: nothing."""
    require: Annotated[Condition | None, Effect("looser", absent="most")] = None
    """Only where this holds, such as a danger that was found."""
    force: Works = None
    """Whether a person decides each time; absent: automatic."""


@value
class SharingUnitOfCare(Clause):
    """Whose therapy it is where it is not one client's, and what becomes of secrets."""

    kind: ClassVar[str] = "sharing.unit_of_care"
    bearing: ClassVar[Bearing] = Bearing.LIMIT
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (("members", Role.CLIENT),)

    unit: Unit
    """A couple, a family, a group."""
    members: Annotated[tuple[Who, ...], Items(max=16, unique=True)] = ()
    """Who belongs to it; absent: every client."""
    all_sign: Annotated[bool | None, Effect("tighter", absent="most")] = None
    """Whether a release needs every member. Absent: not said, and each member must release."""
    own_items: AnyItems = ()
    """What is each member's own, so that they alone release it."""
    secrets: Choice[Secrets] | None = None
    """What becomes of what one of them tells alone."""
    before_alone: Annotated[Literal[True] | None, Effect("tighter", absent="least")] = None
    """The others agree before one of them is seen alone."""
    outside: Choice[Outside] | None = None
    """What members say outside about the others; absent: not said."""


@value
class SharingThirdParty(Telling):
    """Exactly what a payer, an employer or a school is told, and when."""

    kind: ClassVar[str] = "sharing.third_party"
    bearing: ClassVar[Bearing] = Bearing.GRANT

    require: Annotated[Condition | None, Effect("looser", absent="most")] = None
    """What must be so first, such as a referral by the management."""
    force: Works = None
    """Whether a person decides each time, such as by need to know; absent: automatic."""


@value
class SharingConsultation(Clause):
    """The therapist speaks of the work in supervision or with peers."""

    kind: ClassVar[str] = "sharing.consultation"
    bearing: ClassVar[Bearing] = Bearing.GRANT
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (
        ("by", Role.THERAPIST),
        ("to", Role.SUPERVISOR),
    )

    named: Annotated[Choice[Named], Effect("looser")]
    """Under which name; not named: nothing that tells who the client is."""
    items: Annotated[AnyItems, Effect("looser", absent="most")] = ()
    """What; absent: whatever the work needs, except what must be named itself."""
    often: Tally | None = None
    """How often it takes place."""


@value
class SharingRecords(Clause):
    """The client's own access to their record, and how long it is kept."""

    kind: ClassVar[str] = "sharing.records"
    bearing: ClassVar[Bearing] = Bearing.TERM
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (("", Role.CLIENT),)

    items: AnyItems = ()
    """Which part of the record; absent: all of it."""
    access: Annotated[Choice[AccessWay] | None, Effect("looser", whose="client")] = None
    """How the client sees it; absent: not said."""
    reviewer: Who | None = None
    """Who looks it through first."""
    kept: Choice[Span] | None = None
    """How long it is kept, from its event; absent: not said."""
    destroyed: Effectiveness | None = None
    """What happens then: automatic, it is destroyed; may; absent: not said."""
    apart: Literal[True] | None = None
    """It is kept apart from the rest."""
    held_by: Who | None = None
    """Whose it is."""


@value
class SharingRecording(Clause):
    """Sound, picture or a machine's text of a session is recorded."""

    kind: ClassVar[str] = "sharing.recording"
    bearing: ClassVar[Bearing] = Bearing.GRANT
    unnamed: ClassVar[tuple[tuple[str, Role], ...]] = (("signers", Role.CLIENT),)

    of: Annotated[tuple[RecordingOf, ...], Items(min=1, max=3, unique=True), Effect("looser")]
    """What is recorded."""
    purposes: Annotated[SomePurposes, Effect("looser")]
    """What for."""
    each_time: Annotated[bool | None, Effect("tighter", absent="least")] = None
    """Whether the client is asked every time; absent: not said."""
    form: Annotated[Forms, Effect("looser", absent="most")] = ()
    """In which form consent is given."""
    signers: Annotated[Signers, Effect("tighter")] = ()
    """Whose consent it needs, each of them; absent: every client's."""
    deleted: Annotated[Choice[Span] | None, Effect("looser", absent="most")] = None
    """By when it is deleted, from its event; absent: not said."""


@value
class SharingLegalLimit(Clause):
    """Where the law or a duty may ask for telling without consent: a person decides, always."""

    kind: ClassVar[str] = "sharing.legal_limit"
    bearing: ClassVar[Bearing] = Bearing.TERM

    grounds: Annotated[tuple[Ground, ...], Items(min=1, max=16, unique=True), Effect("looser")]
    """On which grounds."""
    minimum: bool | None = None
    """Whether only what is needed is told; absent: not said."""
    told_first: bool | None = None
    """Whether it is talked about with the client first, where possible; absent: not said."""
    complete: bool | None = None
    """Whether the text says that there are no other grounds; absent: not said."""


SharingClause = (
    SharingRelease
    | SharingReleaseRule
    | SharingRefusal
    | SharingMinor
    | SharingUnitOfCare
    | SharingThirdParty
    | SharingConsultation
    | SharingRecords
    | SharingRecording
    | SharingLegalLimit
)
"""Every kind of clause about sharing."""
