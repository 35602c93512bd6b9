"""The agreement itself: how it ends, who else rules, and what is widened for a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boundlib.findings.contact import no_upper_end
from boundlib.findings.looking import At, Whole, finding, is_unstated
from boundlib.model.misses import needs_more
from boundlib.model.renegotiating import (
    GovernanceEnding,
    GovernanceExceptionProcess,
    GovernancePrecedence,
    GovernanceReview,
    GovernanceRight,
)
from boundlib.vocab import Force, Right, Role, Ruling, Strength

_OPEN = ("contact", "session")
"""What exceptions are about (spec/renegotiation 29)."""

_SIDE = (Role.THERAPIST, Role.PRACTICE, Role.COVER)


# --- more for a time ----------------------------------------------------------------------------


@finding(
    "exception_touches_safety",
    "this lets an exception touch something that is neither contact nor sessions nor fees",
    hint="take it out: crisis, sharing and rights change by a new version only",
    blocks_adoption=True,
)
def exception_touches_safety(whole: Whole) -> Iterator[At]:
    """A process names another topic, or a clause of another kind."""
    for path, process in whole.all(GovernanceExceptionProcess):
        for number, kind in enumerate(process.kinds):
            if kind.partition(".")[0] not in _OPEN:
                yield At((*path, "kinds", number))
        for number, name in enumerate(process.clauses):
            if whole.kinds.get(name, "").partition(".")[0] not in _OPEN:
                yield At((*path, "clauses", number))


@finding(
    "exception_without_end",
    "nothing says how long an exception lasts at most",
    hint="write `longest`: an exception has an end",
)
def exception_without_end(whole: Whole) -> Iterator[At]:
    """The longest time is not said, or left open."""
    for path, process in whole.all(GovernanceExceptionProcess):
        longest: Any = process.longest
        amount = getattr(longest, "amount", getattr(longest, "count", None))
        if longest is None:
            yield At(path)
        elif is_unstated(longest) or no_upper_end(amount):
            yield At((*path, "longest"))


# --- ending -------------------------------------------------------------------------------------


@finding(
    "ended_by_misses",
    "this ends the work for misses or silence alone, without anybody deciding",
    hint="name who decides, and after what talk; asked about, it is referred to a person anyway",
)
def ended_by_misses(whole: Whole) -> Iterator[At]:
    """What it asks for can be so by misses or silence alone, and it is automatic."""
    for path, clause in whole.all(GovernanceEnding):
        automatic = clause.force in (None, Force.AUTOMATIC) and not clause.jointly
        if clause.require is not None and automatic and not needs_more(clause.require):
            yield At((*path, "require"))


@finding(
    "ending_holds_client",
    "this reads as if the client could not end the work alone",
    hint="say whom it binds; a client may end at any time, whatever it says",
)
def ending_holds_client(whole: Whole) -> Iterator[At]:
    """A clause on ending that binds a client has a condition, or needs the other side."""
    for path, clause in whole.all(GovernanceEnding):
        binds = not clause.by or any(whole.stands_for(who, Role.CLIENT) for who in clause.by)
        if not binds:
            continue
        for name in ("jointly", "require"):
            if getattr(clause, name):
                yield At((*path, name))
        if clause.force not in (None, Force.AUTOMATIC):
            yield At((*path, "force"))


@finding(
    "ending_without_referral",
    "the therapist may end the work, and no notice is owed or nobody else is named",
    hint="write `notice` and `referral`",
    note=True,
)
def ending_without_referral(whole: Whole) -> Iterator[At]:
    """A clause on ending that names the therapist's side lacks one of the two."""
    for path, clause in whole.all(GovernanceEnding):
        theirs = any(whole.stands_for(who, role) for who in clause.by for role in _SIDE)
        if theirs and (clause.notice is None or not clause.referral):
            yield At(path)


# --- reviews, rights, other texts ---------------------------------------------------------------


@finding(
    "review_left_open",
    "a review is promised, and the text leaves open when",
    hint="write an amount of time or of sessions; while it is open, none is known to be overdue",
)
def review_left_open(whole: Whole) -> Iterator[At]:
    """`every` or `within` is left open, or has no upper end."""
    for path, clause in whole.all(GovernanceReview):
        if clause.strength is not Strength.PROMISE:
            continue
        for name in ("every", "within"):
            span: Any = getattr(clause, name)
            amount = getattr(span, "amount", getattr(span, "count", None))
            if is_unstated(span) or (span is not None and no_upper_end(amount)):
                yield At((*path, name))


@finding(
    "right_without_way",
    "this names the right to complain, and no clause says to whom",
    hint="add a route: to somebody of the agreement, or to a body outside",
    note=True,
)
def right_without_way(whole: Whole) -> Iterator[At]:
    """No clause on rights has a route for it."""
    clauses = whole.all(GovernanceRight)
    if any(Right.COMPLAIN in clause.rights and clause.routes for _, clause in clauses):
        return
    for path, clause in clauses:
        if Right.COMPLAIN in clause.rights:
            yield At((*path, "rights", clause.rights.index(Right.COMPLAIN)))


@finding(
    "ruled_elsewhere",
    "another document rules on something here, and what it says is not known",
    hint="write what it says as clauses, or say that this agreement rules",
)
def ruled_elsewhere(whole: Whole) -> Iterator[At]:
    """A clause lets another document rule, or leaves open which of the two does."""
    for path, clause in whole.all(GovernancePrecedence):
        if clause.rules is Ruling.OTHER or is_unstated(clause.rules):
            yield At((*path, "rules"))


@finding(
    "other_text_not_fixed",
    "another document is named without its digest, so nobody can tell which version is meant",
    hint="write its digest",
    note=True,
)
def other_text_not_fixed(whole: Whole) -> Iterator[At]:
    """It is named without one."""
    for path, clause in whole.all(GovernancePrecedence):
        if clause.other is not None and clause.other.digest is None:
            yield At((*path, "other"))


@finding(
    "change_by_notice",
    "this reads as if the text could be changed by telling it",
    hint="a change counts once it was assented to; silence is no assent",
    note=True,
)
def change_by_notice(whole: Whole) -> Iterator[At]:
    """A clause says how long before it counts a change is told."""
    for path, clause in whole.all(GovernancePrecedence):
        if clause.notice is not None:
            yield At((*path, "notice"))


FINDINGS = (
    exception_touches_safety,
    exception_without_end,
    ended_by_misses,
    ending_holds_client,
    review_left_open,
    ruled_elsewhere,
    ending_without_referral,
    right_without_way,
    other_text_not_fixed,
    change_by_notice,
)
"""What is looked for here."""
