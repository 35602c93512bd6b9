"""A home in memory: for tests, and for a ledger that was read from a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boundlib.ledger.chain import receipt
from boundlib.ledger.home import HeadMoved, check_erased, check_follows
from boundlib.model.ledger import LedgerEntry, Receipt


class MemoryHome:
    """Keeps ledgers as long as the process lives, for one thread."""

    def __init__(self) -> None:
        self._kept: dict[str, list[LedgerEntry]] = {}

    def agreements(self) -> tuple[str, ...]:
        """The ids of the agreements that have an entry, sorted."""
        return tuple(sorted(self._kept))

    def head(self, agreement: str) -> Receipt | None:
        """The receipt of the last entry; None where there is none."""
        kept = self._kept.get(agreement)
        return receipt(kept[-1]) if kept else None

    def append(
        self, agreement: str, entries: Sequence[LedgerEntry], expected: Receipt | None
    ) -> None:
        """Add entries at the end, all or none. Raises as `Home.append`."""
        check_follows(agreement, expected, entries)
        head = self.head(agreement)
        if head != expected:
            raise HeadMoved(head)
        if entries:
            self._kept.setdefault(agreement, []).extend(entries)

    def read(self, agreement: str, after: int = 0) -> Iterator[LedgerEntry]:
        """The entries behind number `after`, in their order."""
        return iter(self._kept.get(agreement, ())[after:])

    def replace(self, agreement: str, entries: Sequence[LedgerEntry]) -> None:
        """Put the erased form of entries in their place. Raises as `Home.replace`."""
        kept = self._kept.get(agreement, [])
        for entry in entries:
            check_erased(kept[entry.number - 1] if entry.number <= len(kept) else None, entry)
        for entry in entries:
            kept[entry.number - 1] = entry
