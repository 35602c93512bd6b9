"""What can be asked of the agreement itself (spec/governance)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from boundlib.declare import Fault, value
from boundlib.declare.names import ClauseId, Digest, Slug, Who
from boundlib.model.asking import AboutClause, QuestionHead
from boundlib.model.renegotiating import ClauseKind
from boundlib.times.scalars import Instant
from boundlib.vocab import Right


@value
class GovernanceReviewDue(AboutClause):
    """When is the agreement to be gone through together, and what can come of it?"""

    kind: ClassVar[str] = "governance.review_due"
    gives: ClassVar[str] = "review_due"


@value
class GovernanceReviewOverdue(AboutClause):
    """Is a promised review overdue?"""

    kind: ClassVar[str] = "governance.review_overdue"
    gives: ClassVar[str] = "yes_no"


@value
class GovernanceMayAskReview(QuestionHead):
    """May this party ask to go through the agreement together?"""

    kind: ClassVar[str] = "governance.may_ask_review"
    asks: ClassVar[Literal["may", "what"]] = "may"

    by: Who
    """Who would ask."""


@value
class GovernanceMayEnd(QuestionHead):
    """May this party end the work?"""

    kind: ClassVar[str] = "governance.may_end"
    asks: ClassVar[Literal["may", "what"]] = "may"

    by: Who
    """Who would end it."""


@value
class GovernanceEndingOwed(AboutClause):
    """What is still owed before the work ends?"""

    kind: ClassVar[str] = "governance.ending_owed"
    gives: ClassVar[str] = "ending_owed"

    by: Who | None = None
    """Who ends it; absent: whoever told it."""


@value
class GovernanceEndedFrom(QuestionHead):
    """From when is the work ended?"""

    kind: ClassVar[str] = "governance.ended_from"
    gives: ClassVar[str] = "by_when"


@value
class GovernanceWhichRules(QuestionHead):
    """Which text rules on this now?"""

    kind: ClassVar[str] = "governance.which_rules"
    gives: ClassVar[str] = "which_rules"

    clause: ClauseId | None = None
    """For a clause of this agreement."""
    topic: ClauseKind | None = None
    """Or for a kind of clause or a topic; absent, without a clause: in general."""
    at_hand: Digest | None = None
    """The digest of the other document, where it is at hand."""

    def problems(self) -> Iterator[Fault]:
        """A clause or a topic, not both."""
        if self.clause is not None and self.topic is not None:
            yield Fault("one_of", "needs at most one of clause and topic", ("topic",))


@value
class GovernanceRights(QuestionHead):
    """What can the client do, such as when unhappy, and how do they use a right?"""

    kind: ClassVar[str] = "governance.rights"
    gives: ClassVar[str] = "rights"

    right: Right | None = None
    """Which right; absent: all of them."""


@value
class GovernanceRightAnswer(AboutClause):
    """By when is the use of a right to be answered?"""

    kind: ClassVar[str] = "governance.right_answer"
    gives: ClassVar[str] = "by_when"

    right: Right
    """Which right was used."""
    used_at: Instant
    """When."""
    route: Slug | None = None
    """By which route of the clause; absent: the only one that says by when."""


@value
class GovernanceMayExcept(AboutClause):
    """May there be an exception to a clause, or to any, if this party asks for it?"""

    kind: ClassVar[str] = "governance.may_except"
    asks: ClassVar[Literal["may", "what"]] = "may"

    by: Who
    """Who would ask."""


@value
class GovernanceExceptionTerms(AboutClause):
    """Who decides on an exception to a clause, or to any, and how long is it at most?"""

    kind: ClassVar[str] = "governance.exception_terms"
    gives: ClassVar[str] = "exception_terms"

    begins: Instant
    """From when it would run."""
    asked_at: Instant | None = None
    """When it was asked for; absent: not yet."""


GovernanceQuestion = (
    GovernanceReviewDue
    | GovernanceReviewOverdue
    | GovernanceMayAskReview
    | GovernanceMayEnd
    | GovernanceEndingOwed
    | GovernanceEndedFrom
    | GovernanceWhichRules
    | GovernanceRights
    | GovernanceRightAnswer
    | GovernanceMayExcept
    | GovernanceExceptionTerms
)
"""Every question about the agreement itself."""
