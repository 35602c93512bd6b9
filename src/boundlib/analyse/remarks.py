"""What the analysis remarks (spec/analysis)."""

from __future__ import annotations

from enum import StrEnum

import attrs

from boundlib.model.sharing_questions import GovernanceConsentNeeded, SharingMay


class RemarkCode(StrEnum):
    """What is remarked about clauses on sharing (spec/analysis 9-25)."""

    NEVER_ACTIVE = "never_active"
    """There is no instant at which anything rests on the clause."""
    SHADOWED = "shadowed"
    """Everything the clause could let is refused."""
    REDUNDANT = "redundant"
    """Without the clause every answer would be the same."""
    CONTRADICTORY = "contradictory"
    """A part of what the clause lets is refused."""
    OPEN_ENDED = "open_ended"
    """The release has no end."""
    EXPIRING_SOON = "expiring_soon"
    """The clause lets something now, and soon nothing any more."""
    AGE_GAP = "age_gap"
    """Clauses share ages out, and leave some of them out."""


MESSAGES = {
    RemarkCode.NEVER_ACTIVE: "nothing ever rests on this clause, whoever consents to it",
    RemarkCode.SHADOWED: "everything this clause could let is refused by another",
    RemarkCode.REDUNDANT: "without this clause every answer would be the same",
    RemarkCode.CONTRADICTORY: "a part of what this clause lets is refused by another",
    RemarkCode.OPEN_ENDED: "this release has no end",
    RemarkCode.EXPIRING_SOON: "what this clause lets is soon over",
    RemarkCode.AGE_GAP: "between these clauses lie ages for which none of them speaks",
}
"""What is said of each code; no message repeats what the two people wrote."""


@attrs.frozen(kw_only=True)
class Remark:
    """One thing that follows from the clauses on sharing together (spec/analysis 1)."""

    code: RemarkCode
    """The stable code."""
    clauses: tuple[str, ...]
    """The ids of the clauses it is about; the one that is remarked on first."""
    message: str
    """What is remarked, in plain words; never a value, a name or a clinical word."""
    example: SharingMay | GovernanceConsentNeeded
    """A question that shows it; about a gap in whose consent is needed, the question on that.

    Its items stand for what lies beneath them too; what is remarked holds for the item itself.
    """
