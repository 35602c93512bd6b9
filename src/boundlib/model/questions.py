"""What can be asked of contact and crisis, and every question there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from boundlib.declare import Fault, value
from boundlib.declare.names import Channel, Count, FactId, Slug, Who
from boundlib.model.asking import AboutClause, QuestionHead
from boundlib.model.governance_questions import GovernanceQuestion
from boundlib.model.pace_questions import PaceQuestion
from boundlib.model.sharing_questions import SharingQuestion
from boundlib.model.work_questions import WorkQuestion
from boundlib.times.scalars import Instant
from boundlib.vocab import Criterion, Medium, PreferenceMatter, Purpose, Right


@value
class AboutChannel(QuestionHead):
    """What a question about contact by some channel for some purpose has."""

    channel: Channel | None = None
    """By which channel or medium; absent: as the record says, or not stated."""
    purpose: Purpose | None = None
    """What for; absent: as the record says, or not stated."""


@value
class ContactMay(AboutChannel):
    """May this party contact that one now, by this channel, for this purpose?"""

    kind: ClassVar[str] = "contact.may"
    asks: ClassVar[Literal["may", "what"]] = "may"

    by: Who
    """Who wants to make contact."""
    to: Who
    """With whom."""
    using: Right | None = None
    """Where the contact is itself the use of a right, such as to complain."""


@value
class AboutMessage(AboutChannel):
    """What a question about one message has."""

    message: FactId | None = None
    """The message on the record."""
    sent_at: Instant | None = None
    """Or when it was sent, where it is not on the record."""

    def problems(self) -> Iterator[Fault]:
        """A message on the record, or the time of one."""
        yield from _one_of(self.message, self.sent_at, "message", "sent_at")


@value
class ContactReplyDue(AboutMessage):
    """By when is a reply to this message due, or expected?"""

    kind: ClassVar[str] = "contact.reply_due"
    gives: ClassVar[str] = "by_when"


@value
class ContactReplyOverdue(AboutMessage):
    """Is a reply to this message overdue?"""

    kind: ClassVar[str] = "contact.reply_overdue"
    gives: ClassVar[str] = "yes_no"


@value
class ContactCoverNow(QuestionHead):
    """Who covers now, and what do they know?"""

    kind: ClassVar[str] = "contact.cover"
    gives: ClassVar[str] = "cover"

    party: Who | None = None
    """For whom; absent: the therapist."""


@value
class ContactAllowanceLeft(AboutClause):
    """What is left of an allowance, and when does some of it free up?"""

    kind: ClassVar[str] = "contact.allowance_left"
    gives: ClassVar[str] = "left"

    occasion: FactId | None = None
    """For an allowance per call or session: which one; absent: a new one."""


@value
class ContactCost(AboutChannel):
    """What does this contact cost?"""

    kind: ClassVar[str] = "contact.cost"
    gives: ClassVar[str] = "cost"

    minutes: Count | None = None
    """How long it took; absent: no length, such as a message."""


@value
class ContactCoaching(QuestionHead):
    """Is coaching open after what happened, and when again?"""

    kind: ClassVar[str] = "contact.coaching"
    gives: ClassVar[str] = "open"

    purpose: Purpose | None = None
    """Which purpose; absent: coaching."""


@value
class ContactFirst(AboutChannel):
    """What must come before this contact?"""

    kind: ClassVar[str] = "contact.first"
    gives: ClassVar[str] = "firsts"


@value
class ContactRedirect(QuestionHead):
    """Where does this purpose go, if not by this channel?"""

    kind: ClassVar[str] = "contact.redirect"
    gives: ClassVar[str] = "elsewhere"

    purpose: Purpose
    """What for."""
    channel: Channel | None = None
    """The channel that was thought of."""


@value
class ContactEntersRecord(QuestionHead):
    """Does a message by this channel become part of the record? Is it secure, and monitored?"""

    kind: ClassVar[str] = "contact.enters_record"
    gives: ClassVar[str] = "channel_risk"

    channel: Channel
    """Which channel."""


@value
class CrisisWhereNow(QuestionHead):
    """Where to turn now?"""

    kind: ClassVar[str] = "crisis.route"
    gives: ClassVar[str] = "route"

    channel: Channel | None = None
    """The channel that was thought of, if any."""


@value
class CrisisListed(QuestionHead):
    """Is this on the list of what was agreed to be urgent?"""

    kind: ClassVar[str] = "crisis.listed"
    gives: ClassVar[str] = "yes_no"

    criterion: Criterion | None = None
    """By its word."""
    entry: Slug | None = None
    """Or by its own id."""
    medium: Medium | None = None
    """By which medium it would be met."""

    def problems(self) -> Iterator[Fault]:
        """One of the two names."""
        yield from _one_of(self.criterion, self.entry, "criterion", "entry")


@value
class CrisisMayRing(QuestionHead):
    """May this emergency contact be rung?"""

    kind: ClassVar[str] = "crisis.may_ring"
    asks: ClassVar[Literal["may", "what"]] = "may"

    party: Who | None = None
    """Whom; absent: the only one."""
    emergency: bool | None = None
    """Whether an emergency is declared; absent: not said."""


@value
class CrisisWhereabouts(QuestionHead):
    """Is it known where the client is for this session?"""

    kind: ClassVar[str] = "crisis.whereabouts"
    gives: ClassVar[str] = "yes_no"

    session: Slug | None = None
    """Which session; absent: today."""


@value
class CrisisPlanNext(AboutClause):
    """What is the next step of the safety plan?"""

    kind: ClassVar[str] = "crisis.plan_next"
    gives: ClassVar[str] = "plan_next"

    since: Instant | None = None
    """Steps tried from then on count as tried; absent: the last 24 hours."""


@value
class CrisisPlanCurrent(AboutClause):
    """Is the safety plan complete and current?"""

    kind: ClassVar[str] = "crisis.plan_current"
    gives: ClassVar[str] = "plan_state"


@value
class CrisisPreferenceInForce(AboutClause):
    """Is an advance preference in force, and what does it refuse or wish for?"""

    kind: ClassVar[str] = "crisis.preference_in_force"
    gives: ClassVar[str] = "in_force"

    matter: PreferenceMatter | None = None
    """About what; absent: everything."""


@value
class CrisisMayWithdraw(AboutClause):
    """May the client withdraw an advance preference?"""

    kind: ClassVar[str] = "crisis.may_withdraw"
    asks: ClassVar[Literal["may", "what"]] = "may"


def _one_of(left: object, right: object, name: str, other: str) -> Iterator[Fault]:
    if (left is None) == (right is None):
        yield Fault("one_of", f"needs one of {name} and {other}", (name,))


Question = (
    ContactMay
    | ContactReplyDue
    | ContactReplyOverdue
    | ContactCoverNow
    | ContactAllowanceLeft
    | ContactCost
    | ContactCoaching
    | ContactFirst
    | ContactRedirect
    | ContactEntersRecord
    | CrisisWhereNow
    | CrisisListed
    | CrisisMayRing
    | CrisisWhereabouts
    | CrisisPlanNext
    | CrisisPlanCurrent
    | CrisisPreferenceInForce
    | CrisisMayWithdraw
    | SharingQuestion
    | GovernanceQuestion
    | WorkQuestion
    | PaceQuestion
)
"""Every question."""
