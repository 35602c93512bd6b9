"""What keeping a history costs: an entry a transaction, and folding a thousand versions.

    python benchmarks/ledger.py           tables
    python benchmarks/ledger.py --json    the same figures as JSON

The control of writing is a bare table in a file with the same settings, into which the same bytes
go, one row a transaction. Writing waits for the disk, so it is timed by the clock, not by processor
time; rows take turns. The control of folding is reading the same entries: parse and structure.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from measure import Work, interleaved, micros, table

from boundlib import Agreement, amend, dumps, from_dict
from boundlib.ledger import Book, SqliteHome, entries_after, receipt
from boundlib.ledger.lines import entry_of
from boundlib.model.amendment import Adoption, Amendment, Assent, Proposal, ReviewRequest
from boundlib.model.ledger import LedgerEntry
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity
from boundlib.wire.digest import digest

EXAMPLE = Path(__file__).parent.parent / "examples" / "first-agreement.json"
ROUNDS, EACH = 20, 30
VERSIONS = 1000
START = Instant.parse("2026-03-02T09:00:00Z")


def told(by: str, number: int) -> dict[str, Any]:
    head = {"id": f"a{number}", "by": by, "capacity": Capacity.SELF, "at": START}
    return head | {"agreement": json.loads(EXAMPLE.read_text("utf-8"))["id"]}


def small(number: int) -> Amendment:
    return ReviewRequest(**told("client", number), words="Let us go through it again.")


def versions(count: int) -> list[Amendment]:
    """A proposal, an assent and an adoption for each version."""
    data = json.loads(EXAMPLE.read_text("utf-8"))
    found: list[Amendment] = []
    base = None
    for number in range(1, count + 1):
        text: Agreement = from_dict(data | {"version": number, "title": f"Version {number}"})
        proposal = Proposal(**told("client", 3 * number), result=text, base=base)
        name, base_of, base = digest(proposal), base, digest(text)
        assent = Assent(**told("therapist", 3 * number + 1), proposal=name, base=base_of)
        found += [
            proposal,
            assent,
            Adoption(
                **told("therapist", 3 * number + 2),
                proposal=name,
                version=number,
                digest=base,
                in_force_from=Instant(START + number),
            ),
        ]
    return found


# --- writing ------------------------------------------------------------------------------------


class Control:
    """The least that keeps the same bytes as safely."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, timeout=60, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        for name in ("synchronous=FULL", "fullfsync=ON", "secure_delete=ON"):
            self.db.execute(f"PRAGMA {name}")
        self.db.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, text BLOB)")

    def append(self, text: bytes) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("INSERT INTO entry (text) VALUES (?)", (text,))
        self.db.execute("COMMIT")


def writing(amendments: Sequence[Amendment], folder: Path) -> dict[str, float]:
    """Microseconds an entry, and the median ratio of rates to the control."""
    agreement = amendments[0].agreement
    chain: list[LedgerEntry] = []
    for amendment in amendments:
        chain += entries_after(chain[-1] if chain else None, [amendment], START)
    control = Control(folder / "control.sqlite")
    with SqliteHome(folder / "home.ledger") as home, SqliteHome(folder / "book.ledger") as other:
        book = Book(other, agreement)
        texts = [dumps(entry).encode() for entry in chain]
        heads = [None, *map(receipt, chain)]
        rows: dict[str, Callable[[int], Any]] = {
            "control": lambda n: control.append(texts[n]),
            "home": lambda n: home.append(agreement, [chain[n]], heads[n]),
            "book": lambda n: book.append(amendments[n], recorded_at=START, trusted=True),
        }
        taken: dict[str, list[float]] = {name: [] for name in rows}
        for turn in range(len(amendments) // EACH):
            for name, append in rows.items():
                started = time.perf_counter()
                for number in range(turn * EACH, (turn + 1) * EACH):
                    append(number)
                taken[name].append((time.perf_counter() - started) / EACH)
    control.db.close()
    found = {f"{name}_us": round(median(times) * 1e6, 1) for name, times in taken.items()}
    for name in ("home", "book"):
        ratios = [c / t for c, t in zip(taken["control"], taken[name], strict=True)]
        found[f"{name}_ratio"] = round(median(ratios), 2)
    found["bytes"] = round(median(map(len, texts)))
    return found


# --- folding ------------------------------------------------------------------------------------


def folding(folder: Path) -> dict[str, float]:
    """A thousand versions, read from a file and folded, beside reading the same texts."""
    amendments = versions(VERSIONS)
    agreement = amendments[0].agreement
    with SqliteHome(folder / "fold.ledger") as home:
        home.append(agreement, entries_after(None, amendments, START), None)
        entries = tuple(home.read(agreement))
        texts = [dumps(entry).encode() for entry in entries]
        steps = [(entry.body, entry.recorded_at, entry.digest) for entry in entries]
        works = {
            "reading": Work(lambda _: [entry_of(text) for text in texts], [(0,)]),
            "fold alone": Work(lambda _: amend.fold(steps, trusted=True), [(0,)]),
            "history": Work(lambda _: Book(home, agreement).history(), [(0,)]),
        }
        each = interleaved(works, control="reading", rounds=5)
        started = time.process_time()
        Book(home, agreement).verify()
        verified = time.process_time() - started
    return {
        f"{name.replace(' ', '_')}_ms": round(figure.micros / 1e3, 1)
        for name, figure in each.items()
    } | {
        "fold_ratio": round(1 + each["fold alone"].ratio, 3),
        "history_ratio": round(each["history"].ratio, 2),
        "verify_ms": round(verified * 1e3),
        "entries": len(entries),
    }


def main() -> int:
    ask = argparse.ArgumentParser(description="What keeping a history costs.")
    ask.add_argument("--json", action="store_true", help="print the figures as JSON")
    as_json = ask.parse_args().json
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        count = ROUNDS * EACH
        written = {
            "small": writing([small(number) for number in range(count)], Path(first)),
            "mixed": writing(versions(count // 3), Path(second)),
        }
        folded = folding(Path(first))
    if as_json:
        print(json.dumps({"writing": written, "folding": folded}, indent=2))
        return 0
    rows = [
        [name, f"{f['bytes']:.0f}"]
        + [micros(f["control_us"])]
        + [f"{micros(f[f'{who}_us'])} · {f[f'{who}_ratio']}" for who in ("home", "book")]
        for name, f in written.items()
    ]
    print(table(["entries", "bytes", "control", "home · rate", "book, on trust · rate"], rows))
    print()
    print(table(["folding", "figure"], [[name, str(value)] for name, value in folded.items()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
