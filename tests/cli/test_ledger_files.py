"""Files of many ledgers, what comes by standard input, and what is said of output as JSON."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import boundlib
from boundlib import amend
from boundlib.cli import entry
from boundlib.declare.values import changed
from boundlib.ledger import Book, SqliteHome, entries_after
from boundlib.model.amendment import Proposal
from boundlib.model.ledger import Ledger
from tests.examples.places import ROOT

from .making import EXAMPLES
from .making import boundlib as boundlib_given

YEAR = EXAMPLES / "renegotiated-year"
LINES = str(YEAR / "history.jsonl")
SPRING = "2026-05-09T18:30:00Z"


def test_of_very_many_ledgers_a_few_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, text = tmp_path / "practice.db", boundlib.load(EXAMPLES / "portal.json")
    at = boundlib.Instant.parse("2026-03-02T09:00:00Z")
    with SqliteHome(path) as home:
        for number in range(12):
            name = f"urn:example:no-{number:02}"
            offer = amend.propose(
                amend.begin(name), changed(text, id=name), by="therapist", at=at, id="offer"
            )
            home.append(name, entries_after(None, [offer], at), None)
    assert entry.run(["ledger", "show", str(path)]) == 2
    told = capsys.readouterr().err
    assert "12 ledgers" in told
    assert "no-09 and 2 more" in told
    assert "no-10" not in told


def test_a_sqlite_file_does_not_come_by_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "year.db"
    with SqliteHome(path) as home:
        Book.from_document(home, boundlib.load(YEAR / "history.json", Ledger))
    given = boundlib_given("ledger", "verify", "-", given=path.read_bytes())
    assert given.code == 2
    assert "say its name" in given.err


def members(data: Any) -> Iterator[str]:
    """The members of objects and of what they hold, but not inside documents, texts or effects."""
    whole = {"text", "question", "exceptions", "receipt", "effects", "value"}
    inside = {"old", "new"}
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            yield from each
            for name, value in each.items():
                # What a clause said is whatever a clause can say; an answer is told apart by it.
                answers = name not in inside or (isinstance(value, dict) and "outcome" in value)
                if name not in whole and answers:
                    yield from members(value)


@pytest.mark.parametrize(
    "command",
    [
        ["check", str(EXAMPLES / "broken.json")],
        ["explain", str(EXAMPLES / "portal.json")],
        ["diff", "1.json", "2.json", "--behaviour", SPRING, "2026-05-11T00:00:00Z"],
        ["ledger", "show", LINES, "--words"],
        ["ledger", "verify", LINES],
        ["ledger", "verify", LINES, "--receipt", "later.receipt"],
        ["ledger", "at", LINES, "--at", SPRING, "--known", "2026-06-01T00:00:00Z"],
        ["ledger", "at", LINES, "--at", SPRING],
    ],
    ids=" ".join,
)
def test_every_member_of_the_json_is_told(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    ledger = boundlib.load(YEAR / "history.json", Ledger)
    texts = [e.body.result for e in ledger.entries if isinstance(e.body, Proposal)]
    boundlib.dump(texts[0], "1.json")
    boundlib.dump(texts[1], "2.json")
    receipt = json.loads((YEAR / "client.receipt").read_text("utf-8"))
    Path("later.receipt").write_text(json.dumps(receipt | {"number": 40}), "utf-8")
    entry.run([*command, "--format", "json"])
    page = (ROOT / "docs/reference/cli.md").read_text("utf-8")
    told = set(re.findall(r"`(\w+)`", page.partition("## As JSON")[2]))
    found = set(members(json.loads(capsys.readouterr().out)))
    assert found
    assert found <= told
