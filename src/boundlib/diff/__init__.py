"""What changed between two texts of one agreement, what it does to the rule, and for whom."""

from __future__ import annotations

from boundlib.diff.changes import Change, Changes, changes_data, changes_of
from boundlib.diff.pair import Pair
from boundlib.diff.sentences import explain_changes
from boundlib.errors import UsageError, expect
from boundlib.model.agreement import AN_AGREEMENT, Agreement

__all__ = ["Change", "Changes", "changes_data", "diff", "explain_changes"]


def diff(old: Agreement, new: Agreement) -> Changes:
    """Everything that is different between two texts of one agreement.

    Parts are told apart by their ids, sets by what is in them. Two spellings that mean the same
    are no change, nor are `version`, `salts` and `$schema`.

    Raises:
        UsageError: one of them is no agreement, or they are two different agreements.
    """
    expect(old, Agreement, "old", AN_AGREEMENT)
    expect(new, Agreement, "new", AN_AGREEMENT)
    if old.id != new.id:
        raise UsageError(
            "these are two different agreements.",
            where="id",
            next_step="Compare two texts that share their id.",
        )
    pair = Pair(old, new)
    return Changes(changes_of(pair), pair)
