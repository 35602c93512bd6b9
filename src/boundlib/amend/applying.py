"""One step, and all steps (spec/renegotiation 4)."""

from __future__ import annotations

from collections.abc import Iterable

from boundlib.amend.checks import refusals
from boundlib.amend.folding import Folding
from boundlib.amend.history import A_HISTORY, History, begin
from boundlib.amend.refusing import NotAllowed
from boundlib.errors import UsageError, expect
from boundlib.model.amendment import Amendment, AmendmentHead
from boundlib.times.scalars import Instant, expect_instant

Step = tuple[Amendment, Instant] | tuple[Amendment, Instant, str]
"""An amendment, when it was recorded, and its digest where it is known."""

_STEPS = "Pass pairs: an amendment, and when it was recorded."


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
    expect(history, History, "history", A_HISTORY)
    _expect_step(amendment, recorded_at, digest)
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
    expect(steps, Iterable, "steps", _STEPS)
    for step in steps:
        expect(step, tuple, "steps", _STEPS)
        if len(step) not in (2, 3):
            what = f"{len(step)} parts where 2 or 3 belong."
            raise UsageError(what, where="steps", next_step=_STEPS)
        amendment, recorded_at, *known = step
        _expect_step(amendment, recorded_at, *known)
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


def _expect_step(amendment: object, recorded_at: Instant, digest: object = None) -> None:
    expect(amendment, AmendmentHead, "amendment", "Pass an amendment.")
    expect_instant(recorded_at, "recorded_at")
    if digest is not None:
        expect(digest, str, "digest", "Pass the digest of the amendment, or leave it out.")
