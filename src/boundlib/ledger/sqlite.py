"""A home in a SQLite file: many ledgers, many writers, nothing that was appended is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from boundlib.errors import BoundlibError
from boundlib.ledger.home import HeadMoved, HomeError, check_erased, check_follows
from boundlib.ledger.lines import entry_of
from boundlib.ledger.sqlite_file import REFUSALS, failed, is_damage, opened, unreadable
from boundlib.model.ledger import Entry, Receipt
from boundlib.wire.write import write

_AT_ONCE = 256
"""How many entries are read in one look at the file, so that no reading holds it for long."""

_AGREEMENTS = """WITH RECURSIVE found(agreement) AS (
  SELECT min(agreement) FROM entry
  UNION ALL
  SELECT (SELECT min(e.agreement) FROM entry e WHERE e.agreement > found.agreement)
  FROM found WHERE found.agreement IS NOT NULL
) SELECT agreement FROM found WHERE agreement IS NOT NULL"""
_HEAD = "SELECT number, link FROM entry WHERE agreement=? ORDER BY number DESC LIMIT 1"
_ADD = "INSERT INTO entry (agreement, number, link, sum, text) VALUES (?, ?, ?, ?, ?)"
_READ = """SELECT number, link, sum, text FROM entry
WHERE agreement=? AND number>? ORDER BY number LIMIT ?"""
_REPLACE = "UPDATE entry SET sum=?, text=? WHERE agreement=? AND number=?"


class SqliteHome:
    """Keeps the ledgers of many agreements in one SQLite file.

    Every append is one transaction that is on the disk when it returns. Several processes may use
    one file, each with a home of its own; a home belongs to the thread that made it. Beside the
    file stand two more while it is in use, with `-wal` and `-shm` behind its name: a copy of the
    file alone may lack the last entries, so copy a ledger with `Book.to_lines`.
    """

    def __init__(self, path: str | Path, *, create: bool = True, wait: float = 60.0) -> None:
        """Open a file.

        Args:
            path: the file, on a local disk.
            create: whether to make it where there is none.
            wait: for how many seconds to wait for others who use it.

        Raises:
            HomeError: it is no such file, or cannot be opened.
        """
        self._db = opened(path, create=create, wait=wait)

    def close(self) -> None:
        """Close the file."""
        with _told():
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def agreements(self) -> tuple[str, ...]:
        """The ids of the agreements that have an entry, sorted."""
        with _told():
            return tuple(name for (name,) in self._db.execute(_AGREEMENTS))

    def head(self, agreement: str) -> Receipt | None:
        """The receipt of the last entry; None where there is none."""
        with _told():
            found = self._db.execute(_HEAD, (agreement,)).fetchone()
        return _receipt(agreement, found)

    def append(self, agreement: str, entries: Sequence[Entry], expected: Receipt | None) -> None:
        """Add entries at the end, all or none. Raises as `Home.append`."""
        check_follows(agreement, expected, entries)
        rows = [(agreement, e.number, e.link, *_kept(e)) for e in entries]
        with self._transaction():
            found = self._db.execute(_HEAD, (agreement,)).fetchone()
            if found != ((expected.number, expected.link) if expected else None):
                raise HeadMoved(_receipt(agreement, found))
            self._db.executemany(_ADD, rows)

    def read(self, agreement: str, after: int = 0) -> Iterator[Entry]:
        """The entries behind number `after`, in their order. Raises as `Home.read`."""
        while True:
            rows = self._rows(agreement, after)
            for row in rows:
                after += 1
                yield _entry(agreement, after, row)
            if len(rows) < _AT_ONCE:
                return

    def replace(self, agreement: str, entries: Sequence[Entry]) -> None:
        """Put the erased form of entries in their place. Raises as `Home.replace`."""
        with self._transaction():
            for entry in entries:
                row = self._rows(agreement, entry.number - 1, 1)
                stands = _entry(agreement, entry.number, row[0]) if row else None
                check_erased(stands, entry)
                self._db.execute(_REPLACE, (*_kept(entry), agreement, entry.number))
        with _told():
            # What was erased still stands in the journal, until all of it is in the file.
            (busy, _, _) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise HomeError(
                "it is erased, but another program still reads the file as it was.",
                next_step="Erase it again when nobody else uses the file.",
            )

    def _rows(self, agreement: str, after: int, most: int = _AT_ONCE) -> list[Any]:
        with _told(after + 1):
            return self._db.execute(_READ, (agreement, after, most)).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _told():
            # Not a plain BEGIN: two that read first could not both write then.
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")


def _receipt(agreement: str, found: tuple[Any, ...] | None) -> Receipt | None:
    return Receipt(agreement=agreement, number=found[0], link=found[1]) if found else None


def _kept(entry: Entry) -> tuple[bytes, bytes]:
    text = write(entry).encode("utf-8")
    return sha256(text).digest(), text


def _entry(agreement: str, number: int, row: tuple[Any, ...]) -> Entry:
    """The entry of a row, if it is as it was written."""
    stated, link, total, text = row
    if type(text) is not bytes or sha256(text).digest() != total:
        raise unreadable(number)
    try:
        entry = entry_of(text)
    except BoundlibError:
        raise unreadable(number) from None
    if (stated, stated, link) != (number, entry.number, entry.link):
        raise unreadable(number)
    if entry.body.agreement != agreement:
        raise unreadable(number)
    return entry


@contextmanager
def _told(number: int | None = None) -> Iterator[None]:
    """SQLite's errors as errors of boundlib; behind `number`, damage as that of an entry."""
    try:
        yield
    except REFUSALS as error:
        if number is not None and is_damage(error):
            raise unreadable(number) from None
        raise failed(error) from None
