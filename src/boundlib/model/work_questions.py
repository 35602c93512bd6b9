"""What can be asked of the work, its frame and the people around it (spec/work)."""

from __future__ import annotations

from typing import ClassVar, Literal

from boundlib.declare import value
from boundlib.declare.names import Count, Digest, FactId, MeasureName, Slug, Who
from boundlib.model.asking import AboutClause, QuestionHead
from boundlib.times.scalars import Instant
from boundlib.vocab import Medium


@value
class WorkMilestoneNow(AboutClause):
    """Is the milestone met, held, met before, on the way, or not yet?"""

    kind: ClassVar[str] = "work.milestone_now"
    gives: ClassVar[str] = "milestone_now"


@value
class WorkChange(QuestionHead):
    """Is the change between two readings reliable, and by which rule?"""

    kind: ClassVar[str] = "work.change"
    gives: ClassVar[str] = "change_found"

    measure: MeasureName
    """Of which measure."""
    since: Instant | None = None
    """From the first reading at or after this instant; absent: from the first there is."""
    rule: Slug | None = None
    """By which rule; absent: by each that the measure knows."""
    rater: Slug | None = None
    """Whose readings; absent: the client's own."""


@value
class WorkReading(QuestionHead):
    """What does the latest reading say, and what is missing in it?"""

    kind: ClassVar[str] = "work.reading"
    gives: ClassVar[str] = "reading_now"

    measure: MeasureName
    """Of which measure."""
    rater: Slug | None = None
    """Whose reading; absent: the client's own."""


@value
class WorkExpected(AboutClause):
    """Does now lie before, within or after the time that was expected?"""

    kind: ClassVar[str] = "work.expected"
    gives: ClassVar[str] = "expected_now"


@value
class WorkGoalTouched(AboutClause):
    """When was a goal last worked on?"""

    kind: ClassVar[str] = "work.goal_touched"
    gives: ClassVar[str] = "goal_touched"


@value
class WorkDue(QuestionHead):
    """What is open on each side in this week?"""

    kind: ClassVar[str] = "work.due"
    gives: ClassVar[str] = "due_list"

    by: Who | None = None
    """On whose side; absent: on both."""


@value
class WorkOverdue(AboutClause):
    """Is something that a therapist promised to do overdue?"""

    kind: ClassVar[str] = "work.overdue"
    gives: ClassVar[str] = "yes_no"


@value
class WorkHomeworkNow(AboutClause):
    """Was the homework tried, and is it time to go through it?"""

    kind: ClassVar[str] = "work.homework_now"
    gives: ClassVar[str] = "homework_now"


@value
class WorkSetbackNow(AboutClause):
    """What does the agreed way of meeting a setback say now, and what stays exactly as it was?"""

    kind: ClassVar[str] = "work.setback_now"
    gives: ClassVar[str] = "setback_now"


@value
class WorkChangedBy(QuestionHead):
    """Did a setback, a missed task, a pause or a request change what was agreed?"""

    kind: ClassVar[str] = "work.changed_by"
    gives: ClassVar[str] = "yes_no"

    about: FactId
    """The fact on the record."""


@value
class WorkPhaseNow(AboutClause):
    """In which phase are we, what comes next, and what is looked at before it?"""

    kind: ClassVar[str] = "work.phase_now"
    gives: ClassVar[str] = "step_now"


@value
class WorkMayStep(AboutClause):
    """May we go on to this phase, or back to it?"""

    kind: ClassVar[str] = "work.may_step"
    asks: ClassVar[Literal["may", "what"]] = "may"

    step: Slug
    """Which phase, by its id."""


@value
class WorkSummaryNow(AboutClause):
    """Was the summary of a session given and confirmed?"""

    kind: ClassVar[str] = "work.summary_now"
    gives: ClassVar[str] = "summary_now"

    session: Slug
    """Of which session."""


@value
class WorkMayShareReflection(AboutClause):
    """May this reflection be seen by somebody?"""

    kind: ClassVar[str] = "work.may_share_reflection"
    asks: ClassVar[Literal["may", "what"]] = "may"

    reflection: FactId | None = None
    """Which, on the record; absent: any under the clause."""
    with_: Who
    """By whom."""


@value
class WorkLogged(AboutClause):
    """What was entered when, and by whom?"""

    kind: ClassVar[str] = "work.logged"
    gives: ClassVar[str] = "logged"

    since: Instant | None = None
    """From when on; absent: in the last seven days."""
    name: Slug | None = None
    """Only entries with this field, such as the name of an emotion."""


@value
class WorkNextCheckIn(AboutClause):
    """When is the next entry due, and was one left out? Silence is never an alarm."""

    kind: ClassVar[str] = "work.next_check_in"
    gives: ClassVar[str] = "by_when"


@value
class WorkCopyCurrent(QuestionHead):
    """Is this copy of the agreement the one that rules now?"""

    kind: ClassVar[str] = "work.copy_current"
    gives: ClassVar[str] = "yes_no"

    digest: Digest
    """The digest of the copy."""


@value
class SessionInFrame(AboutClause):
    """Is this session inside the agreed frame?"""

    kind: ClassVar[str] = "session.in_frame"
    gives: ClassVar[str] = "in_frame"

    session: Slug | None = None
    """Which session on the record; absent: as described here."""
    starts: Instant | None = None
    """When it begins."""
    minutes: Count | None = None
    """How long it is."""
    medium: Medium | None = None
    """How or where."""


@value
class SessionNext(QuestionHead):
    """When is the next session?"""

    kind: ClassVar[str] = "session.next"
    gives: ClassVar[str] = "by_when"


@value
class NetworkRoleOf(QuestionHead):
    """What does somebody around the client do, and on what do they speak?"""

    kind: ClassVar[str] = "network.role_of"
    gives: ClassVar[str] = "network_role"

    party: Who
    """Who."""


@value
class NetworkWhoDoes(QuestionHead):
    """Who speaks on this subject, or does this between contacts?"""

    kind: ClassVar[str] = "network.who_does"
    gives: ClassVar[str] = "who_does"

    subject: Slug
    """The subject or the task, by name."""


WorkQuestion = (
    WorkMilestoneNow
    | WorkChange
    | WorkReading
    | WorkExpected
    | WorkGoalTouched
    | WorkDue
    | WorkOverdue
    | WorkHomeworkNow
    | WorkSetbackNow
    | WorkChangedBy
    | WorkPhaseNow
    | WorkMayStep
    | WorkSummaryNow
    | WorkMayShareReflection
    | WorkLogged
    | WorkNextCheckIn
    | WorkCopyCurrent
    | SessionInFrame
    | SessionNext
    | NetworkRoleOf
    | NetworkWhoDoes
)
"""Every question about the work, its frame and the people around it."""
