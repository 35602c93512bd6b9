"""The chain of a ledger: what its links are taken over, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from boundlib import canon
from boundlib.declare.marks import DEEPEST
from boundlib.errors import BoundlibError, UsageError, several
from boundlib.model.amendment import Amendment
from boundlib.model.ledger import LedgerEntry, Receipt
from boundlib.times.scalars import Instant
from boundlib.vocab import LedgerFault
from boundlib.wire.digest import digest
from boundlib.wire.gate import SIZES
from boundlib.wire.strict import Limits, Unreadable, read
from boundlib.wire.write import write


@attrs.frozen
class Damage:
    """One thing that is wrong with a ledger, and at which entry."""

    code: LedgerFault
    """What is wrong."""
    number: int
    """The number of the entry; of a receipt, the number that it says."""

    def __str__(self) -> str:
        return f"entry {self.number}: {self.code}"


class BrokenLedger(BoundlibError):
    """A ledger that is not what was written; `damages` holds everything that is wrong."""

    def __init__(self, damages: tuple[Damage, ...]) -> None:
        more = f" (and {len(damages) - 1} more)" if len(damages) > 1 else ""
        super().__init__(
            f"the ledger is not as it was written: {damages[0].code}{more}.",
            where=f"entry {damages[0].number}",
            next_step="Take a copy that verifies with everybody's receipts.",
        )
        self.damages = damages
        """Everything that is wrong with it."""


# --- making -------------------------------------------------------------------------------------


def link(number: int, recorded_at: Instant, digest: str, previous: str | None = None) -> str:
    """The link of an entry (spec/renegotiation 40).

    Args:
        number: its place, from 1.
        recorded_at: when it was recorded.
        digest: the digest of its amendment.
        previous: the link of the entry before; absent: it is the first.
    """
    # Canonical text: the members in order, and none of them holds what must be escaped.
    before = "" if previous is None else f'"previous":"{previous}",'
    said = f'{{"digest":"{digest}","number":{number},{before}"recorded_at":"{recorded_at}"}}'
    return canon.digest("entry", said.encode("ascii"))


def entries_after(
    last: LedgerEntry | None, amendments: Iterable[Amendment], recorded_at: Instant
) -> tuple[LedgerEntry, ...]:
    """Amendments as the next entries of a ledger, all recorded at one instant.

    Args:
        last: the last entry; None: there is none yet.
        amendments: in their order.
        recorded_at: when they are recorded.

    Raises:
        UsageError: that is before the last entry was recorded, or an amendment is too large or too
            deep for a ledger to be read again.
    """
    if last is not None and recorded_at < last.recorded_at:
        raise UsageError(
            f"the last entry was recorded later, at {last.recorded_at}.",
            where="recorded_at",
            next_step="See whether this clock is right; what is recorded never goes back.",
        )
    made: list[LedgerEntry] = []
    for amendment in amendments:
        number = last.number + 1 if last else 1
        previous = last.link if last else None
        _check_readable(amendment)
        name = digest(amendment)
        last = LedgerEntry(
            number=number,
            recorded_at=recorded_at,
            body=amendment,
            digest=name,
            previous=previous,
            link=link(number, recorded_at, name, previous),
        )
        made.append(last)
    return tuple(made)


_ABOVE = 3
"""How many objects and arrays a ledger has around an amendment: itself, its list, the entry."""

_LIMITS = Limits(size=SIZES["amendment"], depth=DEEPEST - _ABOVE)


def _check_readable(amendment: Amendment) -> None:
    # Made in Python it may break limits that only texts have.
    try:
        read(write(amendment), _LIMITS)
    except Unreadable as error:
        raise UsageError(
            f"the amendment could not be read again: {error.flaw.message}.",
            where=error.flaw.code,
            next_step="Divide it, or take out what lies deepest, such as extensions.",
        ) from None


def receipt(entry: LedgerEntry) -> Receipt:
    """The receipt of a ledger that ends with this entry."""
    return Receipt(agreement=entry.body.agreement, number=entry.number, link=entry.link)


# --- looking ------------------------------------------------------------------------------------


def misplaced(
    agreement: str, last: LedgerEntry | None, entry: LedgerEntry
) -> Iterator[LedgerFault]:
    """What is wrong with an entry behind another; its amendment itself is taken on trust."""
    if entry.number != (last.number + 1 if last else 1):
        yield LedgerFault.WRONG_NUMBER
    if entry.previous != (last.link if last else None):
        yield LedgerFault.WRONG_PREVIOUS
    if last is not None and entry.recorded_at < last.recorded_at:
        yield LedgerFault.TIME_GOES_BACK
    if entry.body.agreement != agreement:
        yield LedgerFault.OTHER_AGREEMENT
    if entry.link != link(entry.number, entry.recorded_at, entry.digest, entry.previous):
        yield LedgerFault.WRONG_LINK


def damages(
    agreement: str, entries: Iterable[LedgerEntry], receipts: Sequence[Receipt] = ()
) -> Iterator[Damage]:
    """Everything that is wrong with a ledger (spec/renegotiation 40, 43).

    Args:
        agreement: the id of the agreement whose ledger it is.
        entries: from the first on; reading them may end with `BrokenLedger`.
        receipts: what the parties kept. Without one a lost tail cannot be seen.

    Raises:
        UsageError: they are no list of receipts.
    """
    receipts = several(receipts, "receipts", "Pass a list of receipts.", Receipt)
    links: list[str] = []
    last: LedgerEntry | None = None
    try:
        for entry in entries:
            for code in misplaced(agreement, last, entry):
                yield Damage(code, entry.number)
            if digest(entry.body) != entry.digest:
                yield Damage(LedgerFault.WRONG_DIGEST, entry.number)
            links.append(entry.link)
            last = entry
    except BrokenLedger as error:
        yield from error.damages
    for each in receipts:
        if each.agreement != agreement:
            yield Damage(LedgerFault.OTHER_AGREEMENT, each.number)
        elif each.number > len(links):
            yield Damage(LedgerFault.TAIL_LOST, each.number)
        elif links[each.number - 1] != each.link:
            yield Damage(LedgerFault.OTHER_HISTORY, each.number)
