"""A SQLite file as a home of ledgers: how it is opened, recognised, and what can go wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import get_native_id

from boundlib.errors import BoundlibError, DocumentError, UsageError, with_article
from boundlib.ledger.chain import BrokenLedger, Damage
from boundlib.ledger.home import HomeError
from boundlib.ledger.lines import LARGEST_LINE
from boundlib.vocab import LedgerFault

APPLICATION = 0x626C6467
"""SQLite's `application_id` of such a file."""

VERSION = 1
"""SQLite's `user_version`: of the table, not of the format of documents."""

MOST = 1 << 24
"""More entries than a ledger can have."""

TABLES = {
    "ledger": """CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  agreement TEXT NOT NULL UNIQUE
)""",
    "entry": """CREATE TABLE entry (
  place INTEGER PRIMARY KEY,
  link TEXT NOT NULL,
  sum BLOB NOT NULL,
  text BLOB NOT NULL
)""",
}
"""`place` is the ledger's id times `MOST`, and the entry's number: under one whole number as key
SQLite adds a row with the fewest pages. `text` is the entry as its line in JSON Lines has it, `sum`
is SHA-256 over these bytes."""

_SETTINGS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # macOS: through the drive's own cache
    "PRAGMA secure_delete=ON",  # what is erased is overwritten
    "PRAGMA cell_size_check=ON",
    "PRAGMA trusted_schema=OFF",
)


class File:
    """A file that is a home of ledgers, opened by one process at one place."""

    def __init__(self, path: str | Path, *, create: bool, wait: float) -> None:
        """Open it.

        Raises:
            HomeError: it is none, or cannot be opened.
            UsageError: that is no path.
        """
        try:
            self._place = Path(path).absolute()
            there = self._place.exists()
        except TypeError:
            name = with_article(type(path).__name__)
            raise UsageError(
                f"{name} is no path.", where="path", next_step="Pass a text or a Path."
            ) from None
        except (OSError, ValueError):
            there = False
        if not there and not create:
            raise HomeError("there is no such file.", next_step="See whether the name is right.")
        try:
            self._db = sqlite3.connect(self._place, timeout=wait, isolation_level=None)
        except (OSError, ValueError):
            raise HomeError(_NO_PLACE[0], next_step=_NO_PLACE[1]) from None
        except REFUSALS as error:
            raise failed(error) from None
        try:
            self._db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_LINE + 4096)
            _settle(self._db)
            self._thread, self._stood = get_native_id(), self._stands()
        except BaseException as error:
            self._db.close()
            if isinstance(error, REFUSALS):
                raise failed(error) from None
            raise

    def db(self) -> sqlite3.Connection:
        """The connection, where what is written through it is kept.

        Raises:
            HomeError: another thread or process opened it, or its file is no more where it was:
                SQLite would write all the same, and nobody would ever read it.
        """
        self._expect_owner()
        try:
            stands = self._stands() == self._stood
        except OSError:
            stands = False
        if not stands:
            raise HomeError(
                "the file is not any more where it was opened.",
                next_step="Put it back, or close this home and open the file where it is.",
            )
        return self._db

    def close(self) -> None:
        """Close it. Raises HomeError where another thread or process opened it."""
        self._expect_owner()
        self._db.close()

    def _expect_owner(self) -> None:
        # A process that was forked goes on in a thread that the system gave another number.
        if get_native_id() != self._thread:
            raise HomeError(
                "this home belongs to another thread or process.",
                next_step="Open one in each, and in a process after it was forked.",
            )

    def _stands(self) -> tuple[int, int]:
        """Which file is in its place."""
        found = self._place.stat()
        return found.st_dev, found.st_ino


def _settle(db: sqlite3.Connection) -> None:
    for setting in _SETTINGS:
        db.execute(setting)
    if not _is_ours(db):
        _make(db)
    # Only now: in another program's file nothing is changed.
    (mode,) = db.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != "wal":
        raise HomeError(
            "the file system does not let several programs share the file.",
            next_step="Put the file on a local disk.",
        )


def _is_ours(db: sqlite3.Connection) -> bool:
    """Whether it holds ledgers; False: it holds nothing yet. Raises HomeError for anything else."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    found = db.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    if (application, version, found) == (0, 0, []):
        return False
    if application != APPLICATION:
        raise HomeError(
            "it is a database of another program.",
            next_step="Name another file; this one was left as it is.",
        )
    if version > VERSION:
        raise HomeError(_NEWER[0], next_step=_NEWER[1])
    triggers = any(kind == "trigger" for kind, _, _ in found)
    tables = {name: sql for kind, name, sql in found if kind == "table"}
    if version != VERSION or triggers or tables | TABLES != tables:
        raise HomeError(
            "its tables are not those that boundlib makes.",
            next_step="Take a copy of the file, or make a new one from an export.",
        )
    return True


def _make(db: sqlite3.Connection) -> None:
    """Make the table, unless somebody else just did."""
    db.execute("BEGIN IMMEDIATE")
    try:
        if not _is_ours(db):
            db.execute(f"PRAGMA application_id={APPLICATION}")
            db.execute(f"PRAGMA user_version={VERSION}")
            for table in TABLES.values():
                db.execute(table)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


# --- what can go wrong --------------------------------------------------------------------------

REFUSALS = (sqlite3.Error, UnicodeError, OverflowError)
"""What `sqlite3` raises; of a damaged file even its messages may not be text."""

_NO_PLACE = "the file cannot be opened.", "See whether its folder is there and may be written."

_NEWER = "it was written by a newer version of boundlib.", "Update boundlib."

_STEPS = {
    sqlite3.SQLITE_BUSY: ("another program is using the file.", "Try again in a while."),
    sqlite3.SQLITE_FULL: ("the disk is full.", "Make room and append again; nothing was lost."),
    sqlite3.SQLITE_IOERR: ("the disk cannot be read or written.", "See to the disk."),
    sqlite3.SQLITE_READONLY: (
        "the file or its folder may not be written.",
        "See who may write there; to read it alone, copy its files to a folder of yours.",
    ),
    sqlite3.SQLITE_CANTOPEN: _NO_PLACE,
    sqlite3.SQLITE_NOTADB: ("it is no SQLite file.", "Name another file."),
}


def failed(error: Exception) -> BoundlibError:
    """What SQLite refused, with the next step; its own words may repeat what is in the file."""
    code = getattr(error, "sqlite_errorcode", None)
    what, step = _STEPS.get(
        (code or 0) & 0xFF, ("the file cannot be used.", "Take a copy of it that verifies.")
    )
    if isinstance(error, sqlite3.ProgrammingError):
        what, step = "this home is closed.", "Open it again."
    name = getattr(error, "sqlite_errorname", "")
    return HomeError(what, where=name, next_step=step)


def is_damage(error: Exception) -> bool:
    """Whether it comes from what the file holds, not from where it is or who else uses it."""
    if isinstance(error, sqlite3.ProgrammingError):
        return False
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_ERROR)


def unreadable(number: int) -> BrokenLedger:
    """The entry of that number is not what was written."""
    return BrokenLedger((Damage(LedgerFault.UNREADABLE, number),))


def misread(number: int, error: BoundlibError) -> BoundlibError:
    """Why the entry of that number does not read, though it stands there as it was written."""
    problems = error.problems if isinstance(error, DocumentError) else ()
    if any(problem.code == "newer_spec" for problem in problems):
        return HomeError(_NEWER[0], where=f"entry {number}", next_step=_NEWER[1])
    return unreadable(number)
