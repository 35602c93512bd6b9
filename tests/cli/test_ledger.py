"""boundlib ledger: the history line by line, whether it holds, what was in force."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import boundlib
from boundlib.cli import entry
from boundlib.ledger import Book, MemoryHome, SqliteHome
from boundlib.model.amendment import Amendment
from boundlib.model.ledger import Ledger
from tests.amend.making import EMAIL, LETTER, Story, day, text
from tests.ledger import making

from .making import EXAMPLES, written
from .making import boundlib as boundlib_given

YEAR = EXAMPLES / "renegotiated-year"
DOCUMENT, LINES = YEAR / "history.json", YEAR / "history.jsonl"
RECEIPTS = [str(YEAR / f"{who}.receipt") for who in ("client", "therapist")]
SUMMER = ("--at", "2026-07-01T12:00:00Z")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ledger") / "ledgers.db"
    with SqliteHome(path) as home:
        Book.from_document(home, boundlib.load(DOCUMENT, Ledger))
    return str(path)


def run(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> str:
    assert entry.run(["ledger", *arguments]) == code
    return capsys.readouterr().out


def as_data(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> Any:
    return json.loads(run(capsys, code, *arguments, "--format", "json"))


def edited(folder: Path, edit: Callable[[Any], None]) -> str:
    """The year as a document in which something was changed by hand."""
    data = json.loads(DOCUMENT.read_text("utf-8"))
    edit(data["entries"])
    return written(folder, "edited.json", data)


def three_more_minutes(entries: Any) -> None:
    entries[4]["body"]["facts"][0]["minutes"] += 3


# --- show -----------------------------------------------------------------------------------------


def test_the_three_forms_show_the_same(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = {run(capsys, 0, "show", str(path)) for path in (DOCUMENT, LINES, database)}
    assert len(shown) == 1
    lines = shown.pop().splitlines()
    assert lines[0] == "urn:example:renegotiated-year: 39 entries, 8 versions"
    assert lines[1] == "   1  2026-01-08T10:00:00Z  therapist proposes first-offer as version 1"
    assert "   8  2026-03-05T08:45:00Z  client assents to one-more-call" in lines


def test_every_line_says_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    out = " ".join(run(capsys, 0, "show", str(DOCUMENT)).split())
    for said in (
        "client proposes quicker as version 1; instead of first-offer",
        "therapist adopts quicker as version 1 5 ",
        "client declines dearer-calls",
        "proposes both as version 3; merging reflections and a-little-dearer",
        "client assents to both; clauses portal",
        "makes an exception to calls from 2026-05-04T11:00:00Z until 2026-05-18T11:00:00Z"
        " (hard_time); agreed by client",
        "adopts one-evening as version 4; in force from 2026-08-31T23:00:00Z",
        "client withdraws the consent to gp-release; which makes version 5 and 6",
        "client pauses the work 26",
        "client ends the pause",
        "client asks for a review; clauses portal-reply and coaching-a-week",
        "therapist writes down review_held",
        "therapist corrects call_held; agreed by client",
        "proposes texts as version 8; open until 2026-10-31T00:00:00Z",
        "client takes back monthly",
        "client tells that the work ends at 2027-01-11T12:00:00Z",
    ):
        assert said in out


def test_no_name_and_no_free_words_are_shown_unless_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = Ledger(agreement=making.AGREEMENT, entries=making.entries())
    path = written(tmp_path, "a.json", boundlib.dumps(ledger))
    for form in ("text", "json"):
        out = run(capsys, 0, "show", path, "--format", form)
        assert making.NAME not in out
        assert making.WORDS not in out
        told = run(capsys, 0, "show", path, "--words", "--format", form)
        assert making.NAME not in told
        assert making.WORDS in told


def test_erased_words_stay_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = MemoryHome()
    home.append(making.AGREEMENT, making.entries(), None)
    book = Book(home, making.AGREEMENT)
    book.erase("words")
    path = written(tmp_path, "a.jsonl", "".join(book.to_lines()))
    assert "“" not in run(capsys, 0, "show", path, "--words")
    run(capsys, 0, "verify", path)


def test_lines_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    data = as_data(capsys, 0, "show", str(LINES))
    assert data["agreement"] == "urn:example:renegotiated-year"
    assert [line["number"] for line in data["lines"]] == list(range(1, 40))
    assert {line["kind"] for line in data["lines"]} == {c.kind for c in Amendment.__args__}
    assert data["lines"][14] == {
        "number": 15,
        "recorded_at": "2026-04-21T19:01:00Z",
        "at": "2026-04-21T19:00:00Z",
        "by": "client",
        "capacity": "self",
        "kind": "assent",
        "id": "both-portal-yes",
        "digest": data["lines"][14]["digest"],
        "proposal": "both",
        "clauses": ["portal"],
    }


def test_a_ledger_without_entries_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = boundlib.dumps(Ledger(agreement="urn:example:new", entries=()))
    path = written(tmp_path, "a.json", empty)
    assert run(capsys, 0, "show", path) == "urn:example:new: 0 entries, 0 versions\n"
    assert "0 entries, and nothing is wrong" in " ".join(run(capsys, 0, "verify", path).split())
    assert "receipt" not in as_data(capsys, 0, "verify", path)
    run(capsys, 2, "at", path, *SUMMER)


# --- verify ---------------------------------------------------------------------------------------


def test_0_where_nothing_is_wrong(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    head = json.loads(Path(RECEIPTS[0]).read_text("utf-8"))
    given = [word for receipt in RECEIPTS for word in ("--receipt", receipt)]
    for path in (str(DOCUMENT), str(LINES), database):
        out = " ".join(run(capsys, 0, "verify", path, *given).split())
        assert "39 entries, and nothing is wrong" in out
        assert "Without a receipt" not in out
        assert f"number 39, link {head['link']}" in out
        assert "Without a receipt" in run(capsys, 0, "verify", path)
        data = as_data(capsys, 0, "verify", path)
        assert (data["ok"], data["damages"], data["receipt"]) == (True, [], head)


def test_1_where_something_was_edited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = edited(tmp_path, three_more_minutes)
    out = run(capsys, 1, "verify", path)
    assert " ".join(out.split()).endswith("1 thing is wrong with it entry 5: wrong_digest")
    data = as_data(capsys, 1, "verify", path)
    assert (data["ok"], data["damages"]) == (False, [{"number": 5, "code": "wrong_digest"}])


def test_1_where_the_end_is_missing_and_a_receipt_shows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = LINES.read_text("utf-8").splitlines(keepends=True)
    path = written(tmp_path, "cut.jsonl", "".join(lines[:-1]))
    run(capsys, 0, "verify", path)
    run(capsys, 0, "verify", path, "--receipt", RECEIPTS[1])
    out = run(capsys, 1, "verify", path, "--receipt", RECEIPTS[0])
    assert "entry 39: tail_lost" in out


def test_1_where_the_rules_were_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Digests and links fit; that nobody assented shows only where the rules are held."""
    told = [act for act in making.story() if act.kind != "assent"]
    ledger = Ledger(agreement=making.AGREEMENT, entries=making.entries(told))
    path = written(tmp_path, "a.json", boundlib.dumps(ledger))
    run(capsys, 0, "show", path)
    assert "entry 2: not_allowed" in run(capsys, 1, "verify", path)


def test_a_damaged_database(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(Path(database).read_bytes())
    with sqlite3.connect(path) as db:
        nth = "(SELECT place FROM entry ORDER BY place LIMIT 1 OFFSET 19)"
        db.execute(f"UPDATE entry SET text=? WHERE place={nth}", (b"{}",))
    db.close()
    assert "entry 20: unreadable" in run(capsys, 1, "verify", str(path))
    assert "entry 20: unreadable" in run(capsys, 1, "show", str(path))


def test_a_receipt_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    none = str(tmp_path / "none")
    run(capsys, 3, "verify", str(LINES), "--receipt", none)
    half = written(tmp_path, "half", {"agreement": "urn:example:renegotiated-year", "number": 3})
    assert "link is missing" in run(capsys, 1, "verify", str(LINES), "--receipt", half)


# --- at -------------------------------------------------------------------------------------------


def test_the_version_in_force(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (str(DOCUMENT), str(LINES), database):
        lines = run(capsys, 0, "at", path, *SUMMER).splitlines()
        since = "in force since 2026-06-10T08:00:00Z"
        assert (
            " ".join(lines[:2]).split()
            == (f"Version 5 of urn:example:renegotiated-year, {since} The work is paused.").split()
        )
    out = run(capsys, 0, "at", str(LINES), "--at", "2027-02-01T12:00:00Z")
    assert "The work has ended." in out
    assert "999" in out


def test_its_exceptions_are_read_in(capsys: pytest.CaptureFixture[str]) -> None:
    during = run(capsys, 0, "at", str(LINES), "--at", "2026-05-09T18:30:00Z")
    assert "With an exception to “calls”, until 2026-05-18T11:00:00Z." in during
    assert "ring whenever the portal is open" in " ".join(during.split())
    after = run(capsys, 0, "at", str(LINES), "--at", "2026-05-18T11:00:00Z")
    assert "exception" not in after
    assert "Calls fit into office hours" in after


def test_an_older_text_that_will_take_over_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.adopt(text(EMAIL, LETTER), 2, from_day=40)
    story.adopt(text(LETTER), 5)
    book = Book(MemoryHome(), story.history.agreement)
    for line in story.history.lines:
        book.append(line.amendment, recorded_at=line.recorded_at)
    path = written(tmp_path, "later.jsonl", "".join(book.to_lines()))
    told = "Version 2, an older text, takes over from 2026-02-09T12:00:00Z"
    when = ("--at", str(day(6)))
    assert told in " ".join(run(capsys, 0, "at", path, *when).split())
    (older,) = as_data(capsys, 0, "at", path, *when)["older_to_come"]
    digest = story.history.versions[1].digest
    begins = "2026-02-09T12:00:00Z"
    assert older == {"version": 2, "digest": digest, "in_force_from": begins}
    after = ("--at", str(day(41)))
    assert "older" not in run(capsys, 0, "at", path, *after)
    assert as_data(capsys, 0, "at", path, *after)["older_to_come"] == []


def test_as_known_then(capsys: pytest.CaptureFixture[str]) -> None:
    autumn = ("--at", "2026-09-10T12:00:00Z")
    known = ("--known", "2026-05-30T12:00:00Z")
    assert as_data(capsys, 0, "at", str(LINES), *autumn)["version"] == 6
    data = as_data(capsys, 0, "at", str(LINES), *autumn, *known)
    assert (data["version"], data["known"]) == (4, "2026-05-30T12:00:00Z")


def test_the_version_as_data_can_be_read_again(capsys: pytest.CaptureFixture[str]) -> None:
    data = as_data(capsys, 0, "at", str(LINES), "--at", "2026-05-09T18:30:00Z")
    text = boundlib.from_dict(data["text"])
    assert (text.version, boundlib.digest(text)) == (3, data["digest"])
    assert (data["in_force_from"], data["adopted_at"]) == ("2026-04-24T09:00:00Z",) * 2
    (exception,) = [boundlib.from_dict(each, Amendment) for each in data["exceptions"]]
    assert exception.base == data["digest"]
    assert not data["paused"]
    assert not data["over"]


def test_it_is_read_by_a_reader(capsys: pytest.CaptureFixture[str]) -> None:
    mine = run(capsys, 0, "at", str(LINES), *SUMMER)
    theirs = run(capsys, 0, "at", str(LINES), *SUMMER, "--reader", "therapist")
    assert mine != theirs
    run(capsys, 2, "at", str(LINES), *SUMMER, "--reader", "nobody-here")


def test_before_the_first_version_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.run(["ledger", "at", str(LINES), "--at", "2026-01-01T00:00:00Z"]) == 2
    assert "no version is in force then" in capsys.readouterr().err


def test_nothing_is_answered_from_a_damaged_ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = run(capsys, 1, "at", edited(tmp_path, three_more_minutes), *SUMMER)
    assert "wrong_digest" in out
    assert "Version" not in out


# --- what does not load ---------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["show"], ["verify"], ["at", *SUMMER]])
def test_what_does_not_load(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agreement = str(EXAMPLES / "portal.json")
    head, first, *rest = LINES.read_text("utf-8").splitlines(keepends=True)
    for code, path in (
        (3, str(tmp_path / "none.json")),
        (3, written(tmp_path, "a.json", "{")),
        (3, written(tmp_path, "b.jsonl", head + first[:-9] + "\n")),
        (1, written(tmp_path, "c.jsonl", "".join([head, *rest]))),
        (1, agreement),
    ):
        assert run(capsys, code, *command, path)
        data = as_data(capsys, code, *command, path)
        assert data["files"][0]["problems"]
    # A line that is missing is told of where the next one stands.
    found = as_data(capsys, 1, *command, str(tmp_path / "c.jsonl"))["files"][0]["problems"][0]
    assert (found["code"], found["line"]) == ("wrong_order", 2)
    newer = written(tmp_path, "n.jsonl", head.replace('"1.0"', '"1.7"') + first)
    run(capsys, 4, *command, newer)


def test_standard_input_and_several_ledgers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], database: str
) -> None:
    both = str(tmp_path / "both.db")
    with SqliteHome(both) as home:
        Book.from_document(home, boundlib.load(DOCUMENT, Ledger))
        home.append(making.AGREEMENT, making.entries(), None)
    assert entry.run(["ledger", "show", both]) == 2
    assert "say --agreement ID" in capsys.readouterr().err
    out = run(capsys, 0, "show", both, "--agreement", making.AGREEMENT)
    assert out.startswith(f"{making.AGREEMENT}: 12 entries")
    given = boundlib_given("ledger", "show", "-", given=LINES.read_bytes())
    assert (given.code, given.out.count("\n") > 39) == (0, True)
    for path in (both, str(LINES), database):
        run(capsys, 2, "show", path, "--agreement", "urn:example:nobodys")


def test_a_database_of_somebody_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE other (x)")
    db.close()
    assert "unreadable_file" in run(capsys, 3, "show", str(path))


def test_an_id_in_a_file_steers_no_terminal(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "several\x1b[31m.db"
    path.write_bytes(Path(database).read_bytes())
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO ledger (agreement) VALUES (?)", ("urn:x:\x1b]0;a\x07\x1b[2J",))
    db.close()
    assert entry.run(["ledger", "show", str(path)]) == 2
    assert entry.run(["ledger", "show", str(path), "--agreement", "urn:x:none"]) == 2
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "urn:x:\\u001b]0;a\\u0007\\u001b[2J" in said
    assert "several\\u001b[31m.db holds no ledger" in said
