"""Files that are no homes, files that are damaged, and what is erased from a file."""

import os
import random
import sqlite3
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import boundlib
from boundlib.declare.values import changed
from boundlib.ledger import (
    Book,
    BrokenLedger,
    HomeError,
    SqliteHome,
    damages,
    from_lines,
    receipt,
    to_lines,
)
from boundlib.model.ledger import LedgerEntry
from tests.ledger.making import AGREEMENT, NAME, WORDS, entries, found

DEEP = bool(os.environ.get("BOUNDLIB_DEEP"))
STORY = entries()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the whole story, closed."""
    made = tmp_path / "agreements.ledger"
    with SqliteHome(made) as home:
        home.append(AGREEMENT, STORY, None)
    return made


def changed_by(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


# --- what is no home ----------------------------------------------------------------------------


def text(path: Path) -> None:
    path.write_text("Not a database, but a long text that is here by mistake. " * 40, "utf-8")


def folder(path: Path) -> None:
    path.mkdir()


def nothing_above(path: Path) -> None:
    assert not path.exists()


def foreign(path: Path) -> None:
    changed_by(path, "CREATE TABLE other (thing TEXT)", "INSERT INTO other VALUES ('kept')")


def foreign_with_a_number(path: Path) -> None:
    changed_by(path, "PRAGMA application_id=7")


@pytest.mark.parametrize(
    ("make", "name", "step"),
    [
        (text, "x.ledger", "Name another file"),
        (folder, "x.ledger", "its folder"),
        (nothing_above, "no/such/folder.ledger", "its folder"),
        (nothing_above, "with\0zero", "its folder"),
        (foreign, "x.ledger", "Name another file"),
        (foreign_with_a_number, "x.ledger", "Name another file"),
    ],
)
def test_another_file_is_refused_with_the_next_step_and_left_alone(
    make: Callable[[Path], None], name: str, step: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    make(path)
    before = path.read_bytes() if make in (text, foreign, foreign_with_a_number) else None
    with pytest.raises(HomeError) as told:
        SqliteHome(path)
    assert step in told.value.next_step
    if before is not None:
        assert path.read_bytes() == before
        assert found(path, "") == [path.name]


def test_a_file_that_is_not_there_is_made_only_if_wanted(tmp_path: Path) -> None:
    path = tmp_path / "new.ledger"
    with pytest.raises(HomeError, match="no such file"):
        SqliteHome(path, create=False)
    assert not path.exists()
    SqliteHome(path).close()
    SqliteHome(str(path), create=False).close()


def test_what_is_no_path_is_a_usage_error() -> None:
    nothing: Any = 7
    with pytest.raises(boundlib.UsageError, match="no path"):
        SqliteHome(nothing)


@pytest.mark.parametrize(
    ("statement", "step"),
    [
        ("PRAGMA user_version=2", "Update boundlib"),
        ("PRAGMA user_version=0", "an export"),
        ("DROP TABLE entry", "an export"),
        ("ALTER TABLE entry ADD COLUMN more TEXT", "an export"),
        ("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END", "an export"),
    ],
)
def test_another_table_is_refused(path: Path, statement: str, step: str) -> None:
    changed_by(path, statement)
    with pytest.raises(HomeError) as told:
        SqliteHome(path)
    assert step in told.value.next_step


def test_an_index_or_statistics_of_somebody_else_do_no_harm(path: Path) -> None:
    changed_by(path, "CREATE INDEX theirs ON entry (link)", "ANALYZE")
    with SqliteHome(path) as home:
        assert tuple(home.read(AGREEMENT)) == STORY


def test_another_thread_and_a_closed_home_are_told(path: Path) -> None:
    errors: list[BaseException] = []

    def ask() -> None:
        uses: list[Callable[[], object]] = [lambda: home.head(AGREEMENT), home.close]
        for use in uses:
            with pytest.raises(HomeError, match="another thread") as told:
                use()
            errors.append(told.value)

    with SqliteHome(path) as home:
        other = threading.Thread(target=ask)
        other.start()
        other.join()
    assert len(errors) == 2
    with pytest.raises(HomeError, match="closed"):
        home.head(AGREEMENT)


def test_somebody_who_keeps_the_file_is_told_of(path: Path) -> None:
    with SqliteHome(path, wait=0.01) as home:
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(HomeError, match="another program is using the file"):
            home.append(AGREEMENT, (), receipt(STORY[-1]))
        db.close()
        home.append(AGREEMENT, (), receipt(STORY[-1]))


def put_away(path: Path) -> None:
    path.rename(path.with_suffix(".elsewhere"))


def restored(path: Path) -> None:
    """As from a backup: another file in its place."""
    copy = path.with_suffix(".copy")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)


@pytest.mark.parametrize("happens", [put_away, Path.unlink, restored])
def test_nothing_is_written_to_a_file_that_is_not_there_any_more(
    path: Path, happens: Callable[[Path], None]
) -> None:
    with SqliteHome(path) as home:
        home.append(AGREEMENT, (), receipt(STORY[-1]))
        happens(path)
        for use in (
            lambda: home.append(AGREEMENT, (), receipt(STORY[-1])),
            lambda: tuple(home.read(AGREEMENT)),
            lambda: home.replace(AGREEMENT, ()),
            lambda: home.head(AGREEMENT),
            home.agreements,
        ):
            with pytest.raises(HomeError, match="not any more where it was opened"):
                use()


def test_a_file_that_was_put_back_goes_on(path: Path) -> None:
    with SqliteHome(path) as home:
        put_away(path)
        path.with_suffix(".elsewhere").rename(path)
        assert home.head(AGREEMENT) == receipt(STORY[-1])


# --- damage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET text = replace(text, 'client', 'cliemt') WHERE place & 16777215 = 3",
        "UPDATE entry SET text = CAST(text AS TEXT) WHERE place & 16777215 = 3",
        "UPDATE entry SET sum = zeroblob(32) WHERE place & 16777215 = 3",
        "UPDATE entry SET link = 'x' WHERE place & 16777215 = 3",
        "UPDATE entry SET place = place + 96 WHERE place & 16777215 = 3",
        "DELETE FROM entry WHERE place & 16777215 = 3",
        "UPDATE entry SET (sum, text) = (SELECT sum, text FROM entry WHERE place & 16777215 = 4)"
        " WHERE place & 16777215 = 3",
    ],
)
def test_a_row_that_is_not_as_it_was_written_is_refused(path: Path, statement: str) -> None:
    changed_by(path, statement)
    with SqliteHome(path) as home:
        read = home.read(AGREEMENT)
        assert [next(read), next(read)] == list(STORY[:2])
        with pytest.raises(BrokenLedger) as told:
            next(read)
        assert [str(damage) for damage in told.value.damages] == ["entry 3: unreadable"]
        assert [str(d) for d in damages(AGREEMENT, home.read(AGREEMENT))] == ["entry 3: unreadable"]


def test_what_a_newer_version_wrote_is_no_damage(path: Path) -> None:
    """Who takes it for damage goes back to an older copy, and loses what was agreed since."""
    (line,) = list(to_lines(AGREEMENT, [STORY[-1]]))[1:]
    newer = line.replace('"review_request"', '"mediation"').replace('"1.0"', '"1.1"')
    text = newer.rstrip("\n").encode("utf-8")
    db = sqlite3.connect(path)
    last = "place = (SELECT max(place) FROM entry)"
    row = (sha256(text).digest(), text)
    db.execute(f"UPDATE entry SET sum = ?, text = ? WHERE {last}", row)
    db.commit()
    db.close()
    with SqliteHome(path) as home:
        book = Book(home, AGREEMENT)
        for call in (book.history, book.verify, book.head, lambda: list(home.read(AGREEMENT))):
            with pytest.raises(HomeError, match="a newer version of boundlib") as told:
                call()
            assert told.value.where == f"entry {len(STORY)}"
            assert told.value.next_step == "Update boundlib."


def test_a_row_under_another_agreement_is_refused(path: Path) -> None:
    changed_by(path, "UPDATE ledger SET agreement = 'urn:example:another'")
    with SqliteHome(path) as home:
        assert home.agreements() == ("urn:example:another",)
        with pytest.raises(BrokenLedger, match="unreadable"):
            list(home.read("urn:example:another"))


def prefix_or_refused(path: Path) -> int | None:
    """How many entries a damaged file gives, all of them right; None: it was refused."""
    try:
        with SqliteHome(path) as home:
            home.agreements()
            head = home.head(AGREEMENT)
            read = tuple(home.read(AGREEMENT))
            assert read == STORY[: len(read)]
            if len(read) < len(STORY):
                assert list(damages(AGREEMENT, read, [receipt(STORY[-1])]))
            home.append(AGREEMENT, (), head)
            return len(read)
    except boundlib.BoundlibError:
        return None


def test_a_file_of_which_even_the_errors_are_no_text_is_refused(path: Path) -> None:
    """SQLite repeats what it cannot read, and Python cannot read that."""
    raw = path.read_bytes()
    place = raw.index(b"  place INTEGER")
    for byte in range(place, place + 30):
        path.write_bytes(turned(raw, byte, 7))
        with pytest.raises(boundlib.BoundlibError):
            SqliteHome(path)


def turned(raw: bytes, place: int, bit: int) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]


def closed(path: Path) -> dict[Path, bytes]:
    """The file by itself, with the whole story."""
    with SqliteHome(path) as home:
        home.append(AGREEMENT, STORY, None)
    return {path: path.read_bytes()}


def in_use(path: Path) -> dict[Path, bytes]:
    """As a crash leaves it: with its journal, in which most of the story stands."""
    log = path.with_name(f"{path.name}-wal")
    with SqliteHome(path) as home:
        for number, entry in enumerate(STORY):
            home.append(AGREEMENT, [entry], receipt(STORY[number - 1]) if number else None)
        return {path: path.read_bytes(), log: log.read_bytes()}


@pytest.mark.parametrize("make", [closed, in_use])
def test_a_damaged_file_gives_a_sound_beginning_or_is_refused(
    make: Callable[[Path], dict[Path, bytes]], tmp_path: Path
) -> None:
    """Cut off, or with one bit turned, anywhere in the file and its journal."""
    files = make(tmp_path / "made.ledger")
    chance = random.Random(500)
    outcomes = set()
    for turn in range(500 if DEEP else 50):
        hit = chance.choice(list(files))
        place = chance.randrange(len(files[hit]))
        damaged = files[hit][:place] if turn % 2 else turned(files[hit], place, turn % 8)
        for old in tmp_path.iterdir():
            old.unlink()
        for each, raw in files.items():
            each.write_bytes(damaged if each == hit else raw)
        outcomes.add(prefix_or_refused(tmp_path / "made.ledger"))
    # Of a journal that is damaged SQLite takes what is whole, so there nothing need be refused.
    assert outcomes - {None, len(STORY)} if make is in_use else outcomes == {None, len(STORY)}


@pytest.mark.parametrize("as_text", [True, False])
def test_damaged_lines_give_a_sound_beginning_or_are_refused(as_text: bool) -> None:
    raw = "".join(to_lines(AGREEMENT, STORY)).encode("utf-8")
    chance = random.Random(44)
    outcomes = set()
    for turn in range(500 if DEEP else 50):
        place = chance.randrange(len(raw))
        damaged = raw[:place] if turn % 2 else turned(raw, place, turn % 7)
        try:
            ledger = from_lines(damaged.decode("utf-8") if as_text else damaged)
        except boundlib.BoundlibError:
            outcomes.add("refused")
            continue
        found = list(damages(AGREEMENT, ledger.entries))
        assert found or ledger.entries == STORY[: len(ledger.entries)]
        outcomes.add("found" if found else "sound")
    assert {"refused", "found"} <= outcomes


# --- what is erased -----------------------------------------------------------------------------


def without(path: str, entry: LedgerEntry) -> LedgerEntry:
    return changed(entry, body=boundlib.erase(entry.body, path))


NAMED = [entry for entry in STORY if entry.body.kind == "proposal"]
ERASED = [without("words", STORY[5])] + [without("result/parties/client/name", e) for e in NAMED]


def test_what_is_erased_is_in_no_byte_of_the_files(tmp_path: Path) -> None:
    """spec/renegotiation 44. Neither while the file is in use nor when it is closed."""
    path = tmp_path / "erased.ledger"
    with SqliteHome(path) as home, SqliteHome(path) as other:
        home.append(AGREEMENT, STORY[:8], None)
        assert len(list(other.read(AGREEMENT))) == 8
        home.append(AGREEMENT, STORY[8:], receipt(STORY[7]))
        assert found(path, NAME)
        assert found(path, WORDS)
        home.replace(AGREEMENT, ERASED)
        assert found(path, NAME) + found(path, WORDS) == []
        assert list(damages(AGREEMENT, other.read(AGREEMENT), [receipt(STORY[-1])])) == []
    assert found(path, NAME) + found(path, WORDS) == []
    assert found(path, "through the portal") == [path.name]


def test_what_somebody_still_reads_is_told_and_erased_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "erased.ledger"
    with SqliteHome(path, wait=0.01) as home:
        home.append(AGREEMENT, STORY, None)
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchall()
        with pytest.raises(HomeError, match="still reads"):
            home.replace(AGREEMENT, ERASED)
        assert found(path, NAME)
        reader.close()
        home.replace(AGREEMENT, ())
        assert found(path, NAME) == []
