"""Where ledgers are kept: the protocol, and what every home refuses alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from boundlib.errors import BoundlibError, UsageError
from boundlib.ledger.chain import link
from boundlib.model.ledger import LedgerEntry, Receipt
from boundlib.wire.digest import digest


class Home(Protocol):
    """Keeps ledgers, one for each agreement, and only ever adds to them.

    `boundlib.testing.HomeChecks` holds a home of your own against what is said here. A home knows
    nothing of what an amendment means; `Book` does.
    """

    def agreements(self) -> tuple[str, ...]:
        """The ids of the agreements that have an entry, sorted."""

    def head(self, agreement: str) -> Receipt | None:
        """The receipt of the last entry; None where there is none."""

    def append(
        self, agreement: str, entries: Sequence[LedgerEntry], expected: Receipt | None
    ) -> None:
        """Add entries at the end, all or none; when this returns they are kept for good.

        Args:
            agreement: the id of the agreement.
            entries: they follow the expected head, and each other.
            expected: the head as the caller knows it; None: there is no entry yet.

        Raises:
            HeadMoved: the head is another one; nothing was written.
            UsageError: the entries do not follow it (`check_follows`).
            HomeError: they cannot be kept; nothing was written.
        """

    def read(self, agreement: str, after: int = 0) -> Iterator[LedgerEntry]:
        """The entries behind number `after`, in their order.

        Raises:
            BrokenLedger: what is kept is not what was written.
            HomeError: it cannot be read.
        """

    def replace(self, agreement: str, entries: Sequence[LedgerEntry]) -> None:
        """Put the erased form of entries in their place, all or none.

        When this returns, nothing that was erased is left in this home.

        Raises:
            UsageError: they are not the entries that stand there with something erased
                (`check_erased`).
            HomeError: they cannot be kept, or what was erased may still be there.
        """


class HomeError(BoundlibError):
    """A home cannot be used as it stands: another program's file, a full disk, somebody else."""


class HeadMoved(BoundlibError):
    """Another entry was appended since; nothing was written."""

    def __init__(self, head: Receipt | None) -> None:
        super().__init__(
            f"the head is another one: there are {head.number if head else 0} entries.",
            next_step="Read what came since, see whether it still holds, and append it again.",
        )
        self.head = head
        """The head as it is; None: there is no entry."""


def check_follows(agreement: str, expected: Receipt | None, entries: Sequence[LedgerEntry]) -> None:
    """Refuse entries that do not follow a head; for the makers of homes.

    Raises:
        UsageError: another agreement, a gap, or a link that does not fit.
    """
    number, before = (expected.number, expected.link) if expected else (0, None)
    if expected is not None and expected.agreement != agreement:
        raise _refused("the expected head is another agreement's.")
    for entry in entries:
        number += 1
        if entry.body.agreement != agreement:
            raise _refused("an entry is about another agreement.")
        if (entry.number, entry.previous) != (number, before):
            raise _refused("the entries do not follow the expected head.")
        before = link(entry.number, entry.recorded_at, entry.digest, entry.previous)
        if entry.link != before:
            raise _refused("a link is not the one that follows from its entry.")


def check_erased(stands: LedgerEntry | None, entry: LedgerEntry) -> None:
    """Refuse an entry that is not what stands there with something erased; for makers of homes.

    Raises:
        UsageError: there is no such entry, or it says something else.
    """
    if stands is None or _place(entry) != _place(stands) or digest(entry.body) != stands.digest:
        raise _refused("this is not the entry that stands there.")


def _place(entry: LedgerEntry) -> tuple[Any, ...]:
    return entry.number, entry.recorded_at, entry.digest, entry.previous, entry.link


def _refused(what: str) -> UsageError:
    return UsageError(what, where="entries", next_step="Make them with boundlib.ledger.Book.")
