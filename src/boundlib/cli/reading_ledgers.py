"""Ledgers for the command line: a document, JSON Lines, or a SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import attrs
import click

from boundlib.amend import History, fold
from boundlib.cli.files import Source, lines_of, read_bytes, source_of
from boundlib.errors import BoundlibError, DocumentError, Problem, Severity
from boundlib.ledger import Damage, SqliteHome, damages, from_lines, verify
from boundlib.model.ledger import Ledger, LedgerEntry, Receipt
from boundlib.wire.documents import Report

_SQLITE = b"SQLite format 3\0"

_MOST_NAMED = 10
"""How many ledgers of a file are named to choose from; a practice has thousands."""


@attrs.frozen(repr=False)
class Kept:
    """A ledger as it is kept in a file."""

    name: str
    """The file, or `-`."""
    agreement: str
    """Whose ledger it is."""
    entries: Callable[[], Iterable[LedgerEntry]]
    """Reads the entries; reading a damaged SQLite file ends with BrokenLedger."""

    def damages(self) -> tuple[Damage, ...]:
        """What is wrong with its digests and links."""
        return tuple(damages(self.agreement, self.entries()))

    def verify(self, receipts: Sequence[Receipt]) -> tuple[Damage, ...]:
        """Everything that is wrong with it, the rules and the receipts included."""
        return verify(self.agreement, self.entries(), receipts)

    def history(self) -> History:
        """The history that it holds; ask for its damages first."""
        steps = ((entry.body, entry.recorded_at, entry.digest) for entry in self.entries())
        return fold(steps, agreement=self.agreement, trusted=True)


def read_ledger(name: str, agreement: str | None = None) -> Kept | Source:
    """The ledger in a file, or on standard input for `-`; where it does not load, why.

    Args:
        name: the file.
        agreement: whose ledger, where a SQLite file holds several.
    """
    raw = read_bytes(name)
    if isinstance(raw, Source):
        return raw
    if raw.startswith(_SQLITE):
        if name == "-":
            raise click.UsageError("A SQLite file cannot come by standard input: say its name.")
        return _in_sqlite(name, agreement)
    source = _lines(name, raw) if _is_lines(raw) else source_of(name, raw, Ledger)
    if not source.report.ok:
        return source
    found: Ledger = source.report.value
    if agreement not in (None, found.agreement):
        raise _no_such(name)
    return Kept(name, found.agreement, lambda: found.entries)


def _is_lines(raw: bytes) -> bool:
    """Whether the first line is a whole object that has no entries: those come below it."""
    first = raw.partition(b"\n")[0].strip()
    return first.startswith(b"{") and first.endswith(b"}") and b'"entries"' not in first


def _lines(name: str, raw: bytes) -> Source:
    try:
        return Source(name, Report((), from_lines(raw)), lines_of(raw))
    except DocumentError as error:
        return Source(name, Report(error.problems), lines_of(raw))


def _in_sqlite(name: str, agreement: str | None) -> Kept | Source:
    try:
        home = SqliteHome(name, create=False)
        click.get_current_context().call_on_close(home.close)
        there = home.agreements()
    except BoundlibError as error:
        problem = Problem("unreadable_file", Severity.ERROR, "", str(error))
        return Source(name, Report((problem,)))
    whose = there[0] if agreement is None and len(there) == 1 else agreement
    if whose in there:
        return Kept(name, whose, partial(home.read, whose))
    if whose is not None:
        raise _no_such(name)
    listed = ", ".join(there[:_MOST_NAMED]) or "none"
    if len(there) > _MOST_NAMED:
        listed += f" and {len(there) - _MOST_NAMED} more"
    raise click.UsageError(f"{name} holds {len(there)} ledgers ({listed}): say --agreement ID.")


def _no_such(name: str) -> click.UsageError:
    return click.UsageError(f"{name} holds no ledger of that agreement.")
