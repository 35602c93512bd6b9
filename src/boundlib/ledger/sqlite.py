"""A home in a SQLite file: many ledgers, many writers, nothing that was appended is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Any, Self

from boundlib.errors import BoundlibError
from boundlib.ledger.home import HeadMoved, HomeError, check_erased, check_follows
from boundlib.ledger.lines import entry_of
from boundlib.ledger.sqlite_file import (
    MOST,
    REFUSALS,
    File,
    failed,
    is_damage,
    misread,
    unreadable,
)
from boundlib.model.ledger import LedgerEntry, Receipt
from boundlib.wire.write import write

_AT_ONCE = 256
"""How many entries are read in one look at the file, so that no reading holds it for long."""

_AGREEMENTS = "SELECT agreement FROM ledger ORDER BY agreement"
_ID = "SELECT id FROM ledger WHERE agreement=?"
_NEW = "INSERT INTO ledger (agreement) VALUES (?)"
_HEAD = "SELECT place, link FROM entry WHERE place>? AND place<? ORDER BY place DESC LIMIT 1"
_ADD = "INSERT INTO entry (place, link, sum, text) VALUES (?, ?, ?, ?)"
_READ = "SELECT place, link, sum, text FROM entry WHERE place>? AND place<? ORDER BY place LIMIT ?"
_REPLACE = "UPDATE entry SET sum=?, text=? WHERE place=?"


class SqliteHome:
    """Keeps the ledgers of many agreements in one SQLite file.

    Every append is one transaction that is on the disk when it returns. Several processes may use
    one file, each with a home of its own; a home belongs to the thread that made it, and a process
    that was forked opens its own. Beside the file stand two more while it is in use, with `-wal`
    and `-shm` behind its name: a copy of the file alone may lack the last entries, so copy a ledger
    with `Book.to_lines`, and move the file when no home is open.
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
        self._file = File(path, create=create, wait=wait)
        self._firsts: dict[str, int] = {}

    def close(self) -> None:
        """Close the file."""
        with _told():
            self._file.close()

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
            return tuple(name for (name,) in self._file.db().execute(_AGREEMENTS))

    def head(self, agreement: str) -> Receipt | None:
        """The receipt of the last entry; None where there is none."""
        with _told():
            db = self._file.db()
            found = _head(db, self._first(db, agreement))
        return _receipt(agreement, found)

    def append(
        self, agreement: str, entries: Sequence[LedgerEntry], expected: Receipt | None
    ) -> None:
        """Add entries at the end, all or none. Raises as `Home.append`."""
        check_follows(agreement, expected, entries)
        rows = [(e.number, e.link, *_kept(e)) for e in entries]
        with self._transaction() as db:
            first = self._first(db, agreement)
            found = _head(db, first)
            if found != ((expected.number, expected.link) if expected else None):
                raise HeadMoved(_receipt(agreement, found))
            if first is None and rows:
                db.execute(_NEW, (agreement,))
                first = _id(db, agreement)
            db.executemany(_ADD, [(number + (first or 0), *rest) for number, *rest in rows])

    def read(self, agreement: str, after: int = 0) -> Iterator[LedgerEntry]:
        """The entries behind number `after`, in their order. Raises as `Home.read`."""
        while True:
            rows = self._rows(agreement, after)
            for row in rows:
                after += 1
                yield _entry(agreement, after, row)
            if len(rows) < _AT_ONCE:
                return

    def replace(self, agreement: str, entries: Sequence[LedgerEntry]) -> None:
        """Put the erased form of entries in their place. Raises as `Home.replace`."""
        with self._transaction() as db:
            first = self._first(db, agreement)
            for entry in entries:
                row = self._rows(agreement, entry.number - 1, 1)
                stands = _entry(agreement, entry.number, row[0]) if row else None
                check_erased(stands, entry)
                db.execute(_REPLACE, (*_kept(entry), (first or 0) + entry.number))
        with _told():
            # What was erased still stands in the journal, until all of it is in the file.
            (busy, _, _) = self._file.db().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise HomeError(
                "it is erased, but another program still reads the file as it was.",
                next_step="Erase it again when nobody else uses the file.",
            )

    def _rows(self, agreement: str, after: int, most: int = _AT_ONCE) -> list[Any]:
        with _told(after + 1):
            db = self._file.db()
            first = self._first(db, agreement)
            if first is None:
                return []
            rows = db.execute(_READ, (first + after, first + MOST, most))
            return [(place - first, *rest) for place, *rest in rows]

    def _first(self, db: Connection, agreement: str) -> int | None:
        """The place before the first entry of a ledger; None: there is no such ledger."""
        found = self._firsts.get(agreement)
        if found is None:
            found = _id(db, agreement)
            if found is not None:
                self._firsts[agreement] = found
        return found

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with _told():
            # Not a plain BEGIN: two that read first could not both write then.
            db = self._file.db()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")


def _id(db: Connection, agreement: str) -> int | None:
    row = db.execute(_ID, (agreement,)).fetchone()
    return None if row is None else MOST * int(row[0])


def _head(db: Connection, first: int | None) -> tuple[int, str] | None:
    if first is None:
        return None
    row = db.execute(_HEAD, (first, first + MOST)).fetchone()
    return None if row is None else (row[0] - first, row[1])


def _receipt(agreement: str, found: tuple[Any, ...] | None) -> Receipt | None:
    return Receipt(agreement=agreement, number=found[0], link=found[1]) if found else None


def _kept(entry: LedgerEntry) -> tuple[bytes, bytes]:
    text = write(entry).encode("utf-8")
    return sha256(text).digest(), text


def _entry(agreement: str, number: int, row: tuple[Any, ...]) -> LedgerEntry:
    """The entry of a row, if it is as it was written."""
    stated, link, total, text = row
    if type(text) is not bytes or sha256(text).digest() != total:
        raise unreadable(number)
    try:
        entry = entry_of(text)
    except BoundlibError as error:
        raise misread(number, error) from None
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
