"""How an agreement itself is gone through, ended, excepted from, and held against other texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from boundlib.declare import Effect, Fault, Items, Text, Title, value
from boundlib.declare.names import AgreementId, Channels, Choice, ClauseId, Count, Digest, Slug, Who
from boundlib.declare.rules import same_ids
from boundlib.model.algebra import Condition, Entry, Span
from boundlib.model.clause import Clause, ClauseHead, Effectiveness, Works
from boundlib.model.quantities import Amount
from boundlib.vocab import Bearing, Right, Ruling, Strength, TextPart

ClauseKind = Annotated[
    str, Text(pattern="[a-z]{1,32}(?:[.][a-z_]{1,48})?", max=81), Title("ClauseKind")
]
"""A kind of clause, such as `contact.fee`, or a topic for all of its kinds, such as `contact`."""

Kinds = Annotated[tuple[ClauseKind, ...], Items(max=32, unique=True)]
"""Kinds of clause, or topics."""
Clauses = Annotated[tuple[ClauseId, ...], Items(max=64, unique=True)]
"""Clauses by their ids."""
Names = Annotated[tuple[Slug, ...], Items(max=32, unique=True)]
"""Names that the two writers chose."""


# --- going through it together --------------------------------------------------------------------


@value
class GovernanceReview(Clause):
    """The agreement, or a part of it, is gone through together."""

    kind: ClassVar[str] = "governance.review"
    bearing: ClassVar[Bearing] = Bearing.DUTY

    strength: Annotated[Choice[Strength], Effect("tighter")]
    """Whether it is promised or expected; only what is promised can be overdue."""
    every: Annotated[Choice[Span] | None, Effect("looser")] = None
    """How long after the last one, or after adoption, each is due; in time or in sessions."""
    after: Annotated[tuple[Entry, ...], Items(max=16), Effect("tighter")] = ()
    """What makes one due whenever it happens."""
    on_request: Annotated[Literal[True] | None, Effect("tighter")] = None
    """A request makes one due. Anybody may ask for one, whether or not this says so."""
    within: Annotated[Choice[Span] | None, Effect("looser")] = None
    """How soon after an act or a request it is due; absent: not said."""
    of: Clauses = ()
    """What is gone through; absent: all of it."""
    agenda: Names = ()
    """What is talked about, by name."""
    outcomes: Names = ()
    """What can come of it, by name, such as `go_on`, `change`, `pause`, `end`."""
    jointly: Literal[True] | None = None
    """What comes of it is agreed by both, never by silence."""

    def problems(self) -> Iterator[Fault]:
        """Something makes it due, and what is asked to be soon follows something."""
        if self.every is None and not self.after and not self.on_request:
            yield Fault("one_of", "needs one of every, after and on_request", ("every",))
        if self.within is not None and not self.after and not self.on_request:
            yield Fault("goes_together", "within goes with after or on_request", ("within",))


# --- ending ---------------------------------------------------------------------------------------


@value
class GovernanceEnding(Clause):
    """How the work may end, and what is owed until then. `by`: who may end it so."""

    kind: ClassVar[str] = "governance.ending"
    bearing: ClassVar[Bearing] = Bearing.GRANT

    notice: Annotated[Choice[Span] | None, Effect("tighter")] = None
    """How long before the end it is told, from the telling on; in time or in sessions."""
    closing: Annotated[Amount[Count] | None, Effect("tighter")] = None
    """How many sessions there still are after it was told."""
    referral: Annotated[Literal[True] | None, Effect("tighter")] = None
    """Somebody else who can help is named before the end."""
    require: Annotated[Condition | None, Effect("shifted")] = None
    """Only where this holds. Where that is misses or silence alone, a person decides."""
    jointly: Annotated[Literal[True] | None, Effect("tighter")] = None
    """The end is agreed together. A client may end alone all the same."""
    force: Works = None
    """Whether a person decides each time; absent: automatic."""
    continues: Annotated[Clauses, Effect("shifted", absent="least")] = ()
    """What goes on after the end."""
    may_return: bool | None = None
    """Whether ending leaves later care open to the client; absent: not said."""


# --- which text rules -----------------------------------------------------------------------------


@value
class OtherText:
    """Another document that the agreement speaks of; it is named, never read."""

    id: AgreementId
    """Its id, an absolute URI."""
    version: Count | None = None
    """Its version."""
    digest: Digest | None = None
    """Its digest, so that it is known again."""
    dated: date | None = None
    """The date it bears."""


@value
class GovernancePrecedence(Clause):
    """Which text rules where two speak: this agreement or another one, or one clause or another."""

    kind: ClassVar[str] = "governance.precedence"
    bearing: ClassVar[Bearing] = Bearing.TERM

    other: OtherText | None = None
    """The other document; absent: it is between clauses."""
    rules: Annotated[Choice[Ruling] | None, Effect("shifted")] = None
    """Which of the two rules where both speak."""
    part: TextPart | None = None
    """What this agreement is beside the other document."""
    kinds: Annotated[Kinds, Effect("shifted")] = ()
    """On which kinds of clause or topics; absent: on everything."""
    first: Annotated[Clauses, Effect("shifted")] = ()
    """Between clauses: those that rule."""
    over: Annotated[Clauses, Effect("shifted")] = ()
    """Between clauses: those that give way where both speak."""
    notice: Annotated[Choice[Span] | None, Effect("tighter")] = None
    """How long before it is to count a change of the text is told, with its date."""

    def problems(self) -> Iterator[Fault]:
        """It is between two documents or between clauses, and nothing rules over itself."""
        if (self.other is None) != (self.rules is None):
            yield Fault("goes_together", "other and rules go together", ("rules",))
        if self.part is not None and self.other is None:
            yield Fault("goes_together", "part goes with other", ("part",))
        if bool(self.first) != bool(self.over):
            yield Fault("goes_together", "first and over go together", ("over",))
        if self.other is None and not self.first and self.notice is None:
            yield Fault("one_of", "needs one of other, first and notice", ("other",))
        if not set(self.first).isdisjoint(self.over):
            yield Fault("circular_reference", "a clause would rule over itself", ("over",))


# --- rights ---------------------------------------------------------------------------------------


@value
class RightRoute:
    """One way to use a right."""

    id: Slug
    """Its id, unique in its clause."""
    to: Annotated[Who | None, Effect("shifted")] = None
    """To whom: a party id or a role."""
    body: Annotated[Slug | None, Effect("shifted")] = None
    """Or to which body outside, by name, such as an ethics committee."""
    channels: Channels = ()
    """By which channels or media; absent: any."""
    answered_within: Annotated[Choice[Span] | None, Effect("looser")] = None
    """Within what time an answer is owed, from its use on; absent: not said."""

    def problems(self) -> Iterator[Fault]:
        """To somebody of the agreement or to a body."""
        if (self.to is None) == (self.body is None):
            yield Fault("one_of", "needs one of to and body", ("to",))


@value
class GovernanceRight(ClauseHead):
    """Rights of the client, and how they are used. Nothing switches it off: it has no `when`."""

    kind: ClassVar[str] = "governance.right"
    bearing: ClassVar[Bearing] = Bearing.TERM

    rights: Annotated[
        tuple[Right, ...], Items(min=1, max=9, unique=True), Effect("looser", whose="client")
    ]
    """Which. The client has all of them whether or not a clause says so."""
    of: Names = ()
    """What in particular, by name, such as `any_question` or `recording`; absent: anything."""
    routes: Annotated[tuple[RightRoute, ...], Items(max=16), Effect("shifted", absent="least")] = ()
    """How, in the order in which they are tried; none has to be tried first."""

    def problems(self) -> Iterator[Fault]:
        """The ids of the routes differ."""
        yield from same_ids("routes", self.routes)


# --- exceptions -----------------------------------------------------------------------------------


@value
class GovernanceExceptionProcess(Clause):
    """How exceptions to limits are asked for and granted. `by`: who asks."""

    kind: ClassVar[str] = "governance.exception_process"
    bearing: ClassVar[Bearing] = Bearing.GRANT

    force: Annotated[Effectiveness, Effect("looser")]
    """Who decides: mostly a person, `{"decided_by": […]}`."""
    kinds: Annotated[Kinds, Effect("looser")] = ()
    """For which kinds of clause or topics; absent, without `clauses`: contact and sessions."""
    clauses: Annotated[Clauses, Effect("looser")] = ()
    """For which clauses."""
    longest: Annotated[Choice[Span] | None, Effect("looser")] = None
    """How long one lasts at most, from its beginning on; absent: not said."""
    answered_within: Annotated[Choice[Span] | None, Effect("looser")] = None
    """Within what time the asking is answered; absent: not said."""
    untouched: Annotated[Clauses, Effect("tighter", absent="least")] = ()
    """Clauses that no exception touches. Crisis, sharing and rights never are, said or not."""


RenegotiatingClause = (
    GovernanceReview
    | GovernanceEnding
    | GovernancePrecedence
    | GovernanceRight
    | GovernanceExceptionProcess
)
"""Every kind of clause about the agreement itself."""
