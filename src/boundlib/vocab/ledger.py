"""Words for what is wrong with a ledger."""

from __future__ import annotations

from enum import StrEnum


class LedgerFault(StrEnum):
    """What is wrong with a ledger."""

    UNREADABLE = "unreadable"
    """What is kept there cannot be read, or is not what was written."""
    WRONG_NUMBER = "wrong_number"
    """Its number is not the next one: an entry is missing, repeated or out of its order."""
    WRONG_PREVIOUS = "wrong_previous"
    """It does not name the link of the entry before it."""
    TIME_GOES_BACK = "time_goes_back"
    """It says that it was recorded before the entry before it."""
    OTHER_AGREEMENT = "other_agreement"
    """Its amendment is about another agreement."""
    WRONG_DIGEST = "wrong_digest"
    """Its amendment is not the one whose digest it has: it was edited."""
    WRONG_LINK = "wrong_link"
    """Its link is not the one that follows from what it says."""
    NOT_ALLOWED = "not_allowed"
    """What stands before it does not allow its amendment."""
    TAIL_LOST = "tail_lost"
    """There are fewer entries than a receipt says."""
    OTHER_HISTORY = "other_history"
    """Where a receipt was given, another entry stands."""
