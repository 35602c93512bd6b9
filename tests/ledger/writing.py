"""A process that appends until it is killed or done, and prints each number it was told is kept.

    python -m tests.ledger.writing FILE AGREEMENTS NAME TOGETHER [TIMES [LARGEST]]

Each time TOGETHER entries for each of the AGREEMENTS, which commas divide; TIMES times, or until it
is killed; with LARGEST the system lets no file grow beyond so many bytes.
"""

import itertools
import os
import resource
import sys

from boundlib.errors import BoundlibError
from boundlib.ledger import HeadMoved, SqliteHome, entries_after, receipt
from boundlib.model.amendment import ReviewRequest
from boundlib.model.ledger import LedgerEntry
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity

AT = Instant.parse("2026-03-02T09:00:00Z")


def asked(agreement: str, name: str) -> ReviewRequest:
    return ReviewRequest(
        id=name,
        agreement=agreement,
        by="client",
        capacity=Capacity.SELF,
        at=AT,
        words="Let us look at it again. " * 40,
    )


def append(
    home: SqliteHome, agreement: str, names: list[str], last: LedgerEntry | None
) -> LedgerEntry:
    """Append behind whatever is there, as often as somebody else was first."""
    while True:
        entries = entries_after(last, [asked(agreement, name) for name in names], AT)
        try:
            home.append(agreement, entries, receipt(last) if last else None)
        except HeadMoved as moved:
            last = next(home.read(agreement, moved.head.number - 1)) if moved.head else None
        else:
            return entries[-1]


def main() -> int:
    path, agreements, name, together, *more = sys.argv[1:]
    turns = range(int(more[0])) if more else itertools.count()
    if more[1:]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(more[1]), int(more[1])))
    last: dict[str, LedgerEntry | None] = dict.fromkeys(agreements.split(","))
    with SqliteHome(path) as home:
        for turn, agreement in ((turn, agreement) for turn in turns for agreement in last):
            names = [f"{name}-{turn}-{part}" for part in range(int(together))]
            try:
                entry = last[agreement] = append(home, agreement, names, last[agreement])
            except BoundlibError as error:
                print(error, flush=True)
                return 1
            os.write(1, f"{entry.number}\n".encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
