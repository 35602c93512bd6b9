"""The history of an agreement, kept: homes, chains, receipts, lines (spec/renegotiation 40-44)."""

from boundlib.ledger.book import Book
from boundlib.ledger.chain import BrokenLedger, Damage, damages, entries_after, link, receipt
from boundlib.ledger.home import HeadMoved, Home, HomeError, check_erased, check_follows
from boundlib.ledger.lines import from_lines, to_lines
from boundlib.ledger.memory import MemoryHome
from boundlib.ledger.sqlite import SqliteHome

__all__ = [
    "Book",
    "BrokenLedger",
    "Damage",
    "HeadMoved",
    "Home",
    "HomeError",
    "MemoryHome",
    "SqliteHome",
    "check_erased",
    "check_follows",
    "damages",
    "entries_after",
    "from_lines",
    "link",
    "receipt",
    "to_lines",
]
