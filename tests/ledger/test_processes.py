"""Many writers, killed writers, a full disk: nothing that was acknowledged is lost.

BOUNDLIB_DEEP=1 kills 150 writers, and lets the others write for longer.
"""

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from boundlib.ledger import HomeError, SqliteHome, damages, receipt
from boundlib.model.ledger import LedgerEntry
from tests.examples.places import ROOT
from tests.ledger.writing import append

DEEP = bool(os.environ.get("BOUNDLIB_DEEP"))
ONE = "urn:example:one"


def writer(path: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.writing", str(path), *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def acknowledged(process: subprocess.Popen[str]) -> list[str]:
    """What a process that has ended printed; a line that was cut off was not said."""
    assert process.stdout is not None
    said = process.stdout.read()
    process.stdout.close()
    process.wait()
    return said.split("\n")[:-1]


def kept(path: Path, agreement: str) -> Sequence[LedgerEntry]:
    """All entries, once they are seen to be whole."""
    with SqliteHome(path, create=False) as home:
        entries = tuple(home.read(agreement))
    assert list(damages(agreement, entries)) == []
    return entries


def test_a_killed_writer_loses_nothing_it_was_told_is_kept(tmp_path: Path) -> None:
    path, chance = tmp_path / "killed.ledger", random.Random(43)
    before: list[str] = []
    for turn in range(150 if DEEP else 8):
        process = writer(path, ONE, f"w{turn}", 3)
        assert process.stdout is not None
        first = process.stdout.readline().strip()
        time.sleep(chance.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        numbers = [int(first), *map(int, acknowledged(process))]
        entries = kept(path, ONE)
        ids = [entry.body.id for entry in entries]
        assert len(ids) % 3 == 0, "half a transaction"
        assert numbers == list(range(len(before) + 3, numbers[-1] + 1, 3))
        # At most the last one was kept without being acknowledged.
        assert len(ids) in (numbers[-1], numbers[-1] + 3)
        assert ids[: len(before)] == before
        before = ids


def test_eight_writers_on_one_ledger_and_on_eight(tmp_path: Path) -> None:
    """They make the file all at once, and write to one ledger and each to its own."""
    path, times = tmp_path / "shared.ledger", 200 if DEEP else 10
    names = [f"urn:example:own-{n}" for n in range(8)]
    writers = [writer(path, f"{ONE},{own}", f"w{n}", 1, times) for n, own in enumerate(names)]
    said = [acknowledged(process) for process in writers]
    shared = [entry.body.id for entry in kept(path, ONE)]
    wrote = [[f"w{n}-{turn}-0" for turn in range(times)] for n in range(8)]
    assert sorted(shared) == sorted(itertools.chain(*wrote))
    for own, lines, ids in zip(names, said, wrote, strict=True):
        assert [entry.body.id for entry in kept(path, own)] == ids
        assert [int(number) for number in lines[1::2]] == list(range(1, times + 1))
        assert [shared[int(number) - 1] for number in lines[::2]] == ids


def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "large.ledger"
    *numbers, last = acknowledged(writer(path, ONE, "w", 2, 10_000, 300_000))
    assert "disk" in last
    assert len(numbers) > 5
    assert kept(path, ONE)[-1].number == int(numbers[-1])
    assert acknowledged(writer(path, ONE, "v", 2, 1)) == [str(int(numbers[-1]) + 2)]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "full.ledger"
    with SqliteHome(path) as home:
        # A file of so many pages stands in for the disk: SQLite says the same of both.
        vars(home)["_file"].db().execute("PRAGMA max_page_count=40")
        done: list[LedgerEntry] = []
        with pytest.raises(HomeError, match="the disk is full"):
            fill(home, done)
        assert home.head(ONE) == receipt(done[-1])
    assert kept(path, ONE) == tuple(done)
    assert acknowledged(writer(path, ONE, "v", 1, 1)) == [str(len(done) + 1)]


def fill(home: SqliteHome, done: list[LedgerEntry]) -> None:
    while len(done) < 1000:
        done.append(append(home, ONE, [f"w{len(done)}"], done[-1] if done else None))


FORKS = """
import os, sys
from boundlib.ledger import HomeError, SqliteHome

home = SqliteHome(sys.argv[1])
home.append("urn:example:one", (), None)
goes_on, closed = os.pipe()
if os.fork():
    home.close()  # nobody else has it open: SQLite tidies its files away
    os.close(closed)
    os.wait()
else:
    os.close(closed)
    os.read(goes_on, 1)
    try:
        home.append("urn:example:one", (), None)
    except HomeError as error:
        print(error)
    else:
        print("kept, as it was told")
"""
"""A process with an open home forks, and the other one writes when the first has gone."""


def test_a_process_that_was_forked_is_told_to_open_its_own(tmp_path: Path) -> None:
    # SQLite would write to a journal that is not in any folder any more, and nobody would read it.
    ran = subprocess.run(
        [sys.executable, "-c", FORKS, str(tmp_path / "forked.ledger")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "belongs to another thread or process" in ran.stdout
    assert ran.stderr == ""
