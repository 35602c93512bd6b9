"""One step, and all steps (spec/renegotiation 4)."""

from __future__ import annotations

from collections.abc import Iterable

from boundlib.amend.checks import refusals
from boundlib.amend.folding import Folding
from boundlib.amend.history import History, begin
from boundlib.amend.refusing import NotAllowed
from boundlib.errors import UsageError, expect
from boundlib.model.amendment import Amendment
from boundlib.times.scalars import Instant

Step = tuple[Amendment, Instant] | tuple[Amendment, Instant, str]
"""An amendment, when it was recorded, and its digest where it is known."""


def apply(
    history: History,
    amendment: Amendment,
    *,
    recorded_at: Instant,
    digest: str | None = None,
    trusted: bool = False,
) -> History:
    """The history with one more amendment.

    Args:
        history: what was done before; it stays as it is.
        amendment: what is done now.
        recorded_at: when it is recorded.
        digest: the digest of the amendment, where it is known; else it is worked out.
        trusted: whether it was checked before, and is taken as it is.

    Raises:
        NotAllowed: the history does not allow it; every reason is in ``refusals``.
    """
    if not trusted:
        found = refusals(history, amendment, recorded_at)
        if found:
            raise NotAllowed(found)
    folding = Folding(history)
    folding.add(amendment, recorded_at, digest)
    return folding.done()


def fold(steps: Iterable[Step], *, agreement: str | None = None, trusted: bool = False) -> History:
    """The history of a sequence of amendments.

    Args:
        steps: amendments with the times they were recorded, in their order; a third part is the
            digest of the amendment.
        agreement: the id of the agreement; absent: that of the first amendment.
        trusted: whether they were checked before, and are taken as they are: then the time it
            takes grows with their number alone.

    Raises:
        NotAllowed: one of them is not allowed by what stands before it.
        UsageError: there are none, and no agreement is named; or one is no such pair.
    """
    folding: Folding[History] | None = None if agreement is None else Folding(begin(agreement))
    for step in steps:
        expect(step, tuple, "steps", "Pass each as an amendment and when it was recorded.")
        amendment, recorded_at, *known = step
        if folding is None:
            folding = Folding(begin(amendment.agreement))
        if not trusted:
            found = refusals(folding.done(), amendment, recorded_at)
            if found:
                raise NotAllowed(found)
        folding.add(amendment, recorded_at, known[0] if known else None)
    if folding is None:
        raise UsageError(
            "no amendments, and no agreement is named.",
            where="agreement",
            next_step="Pass the id of the agreement.",
        )
    return folding.done()
