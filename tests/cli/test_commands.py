"""What each command shows."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from boundlib.cli import entry, files
from boundlib.model.decision import Decision
from boundlib.wire.documents import loads
from boundlib.wire.shipped import schema

from .making import ASKS, BROKEN, EXAMPLES, FINE, FIRST, QUESTION, RECORD, boundlib, written


@pytest.fixture
def fine(tmp_path: Path) -> str:
    return written(tmp_path, "a.json", FINE)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert entry.run(list(arguments)) == 0
    return capsys.readouterr().out


# --- ask ------------------------------------------------------------------------------------------


def test_ask_answers_in_sentences(
    fine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = written(tmp_path, "q.json", ASKS)
    out = shown(capsys, "ask", fine, "--question", question)
    assert out.startswith("Yes: you may contact your therapist by phone.\n")
    assert "1. The emergency services, 999 (day and night)." in out


def test_ask_answers_with_a_decision(
    fine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = written(tmp_path, "q.json", ASKS)
    out = shown(capsys, "ask", fine, "--question", question, "--format", "json")
    decision = loads(out, Decision)
    assert decision.outcome == "permit"
    assert json.loads(out)["question"] == {**ASKS}


def test_ask_takes_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    asked = EXAMPLES / "questions" / "first-agreement.how-many-calls-are-left.json"
    without = entry.run(["ask", str(FIRST), "--question", str(asked)])
    assert "used so far: 1 time" not in capsys.readouterr().out
    out = shown(capsys, "ask", str(FIRST), "--question", str(asked), "--record", str(RECORD))
    assert "used so far: 1 time" in out
    assert without == 0


def test_ask_can_be_read_by_the_other_side(
    fine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = written(tmp_path, "q.json", ASKS)
    out = shown(capsys, "ask", fine, "--question", question, "--reader", "therapist")
    assert out.startswith("Yes: the client may contact you by phone.")


def test_now_fills_in_a_missing_moment_and_nothing_else(
    fine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    timeless = {name: value for name, value in ASKS.items() if name != "at"}
    question = written(tmp_path, "q.json", timeless)
    assert entry.run(["ask", fine, "--question", question]) == 1
    assert "at is missing" in capsys.readouterr().out
    out = json.loads(
        shown(capsys, "ask", fine, "--question", question, "--now", "--format", "json")
    )
    assert out["question"]["at"] > "2025-01-01T00:00:00Z"
    stated = written(tmp_path, "s.json", ASKS)
    out = json.loads(shown(capsys, "ask", fine, "--question", stated, "--now", "--format", "json"))
    assert out["question"]["at"] == ASKS["at"]


def test_now_hides_no_broken_rule_either(
    fine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    timeless = {"type": "question", "spec_version": "1.0", "kind": "contact.reply_due"}
    question = written(tmp_path, "q.json", timeless)
    assert entry.run(["ask", fine, "--question", question, "--now"]) == 1
    assert "needs one of message and sent_at" in capsys.readouterr().out


@pytest.mark.parametrize("change", [{"purpose": "gossip"}, {"by": None}, {"surprise": 1}])
def test_now_hides_no_other_problem_nor_its_place(
    change: dict[str, Any], fine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    timeless = {name: value for name, value in (ASKS | change).items() if name != "at"}
    question = written(tmp_path, "q.json", timeless)
    assert entry.run(["ask", fine, "--question", question, "--now"]) == 1
    out = capsys.readouterr().out
    assert "at is missing" in out
    assert len(re.findall(r"^\d+:\d+ error ", out, re.MULTILINE)) == 2


def test_ask_shows_everything_that_does_not_load(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.run(["ask", str(BROKEN), "--question", str(FIRST), "--format", "json"]) == 1
    out = json.loads(capsys.readouterr().out)
    assert [file["file"] for file in out["files"]] == [str(BROKEN), str(FIRST)]
    assert out["files"][1]["problems"][0]["code"] == "wrong_type"
    assert entry.run(["ask", str(FIRST), "--question", str(BROKEN), "--record", "none"]) == 3


OTHERS = {"type": "record", "spec_version": "1.0", "agreement": "urn:example:other", "facts": []}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"crisis": True}, "1. The emergency services, 999 (day and night)."),
        ({"kind": "crisis.route", "by": None, "to": None}, "1. The emergency services, 999"),
        (
            {"kind": "contact.cost", "by": None, "to": None, "crisis": True},
            "In a crisis nothing is charged",
        ),
    ],
)
@pytest.mark.parametrize("record", ["{", OTHERS, {**OTHERS, "facts": 3}, None])
def test_in_a_crisis_no_record_keeps_anybody_waiting(
    asked: dict[str, Any],
    said: str,
    record: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fine = written(tmp_path, "a.json", FINE)
    made = {name: value for name, value in {**ASKS, **asked}.items() if value is not None}
    question = written(tmp_path, "q.json", made)
    path = str(tmp_path / "none.json") if record is None else written(tmp_path, "r.json", record)
    arguments = ["ask", fine, "--question", question, "--record", path]
    assert entry.run(arguments) == 1
    shown = capsys.readouterr()
    assert said in shown.out
    assert "without it" in " ".join(shown.err.split())
    assert entry.run([*arguments, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["type"] == "decision"


def test_without_a_crisis_a_record_that_cannot_be_used_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fine, question = written(tmp_path, "a.json", FINE), written(tmp_path, "q.json", ASKS)
    for record, code in (("{", 3), (OTHERS, 2)):
        path = written(tmp_path, "r.json", record)
        assert entry.run(["ask", fine, "--question", question, "--record", path]) == code
    assert "without it" not in capsys.readouterr().err


def test_ask_refuses_to_read_standard_input_twice() -> None:
    assert boundlib("ask", "-", "--question", "-", given=b"{}").code == 2


# --- check ----------------------------------------------------------------------------------------

PROBLEM = {
    "code": str,
    "severity": str,
    "pointer": str,
    "message": str,
    "line": int,
    "column": int,
    "expected": str,
    "hint": str,
    "clause": str,
    "language": str,
    "blocks_adoption": bool,
}


def test_check_gives_problems_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.run(["check", "--format", "json", str(BROKEN), str(FIRST)]) == 1
    broken, first = json.loads(capsys.readouterr().out)["files"]
    assert (broken["ok"], first["ok"]) == (False, True)
    for problem in (*broken["problems"], *first["problems"]):
        assert {"code", "severity", "pointer", "message"} <= problem.keys() <= PROBLEM.keys()
        assert all(isinstance(value, PROBLEM[name]) for name, value in problem.items())
        assert problem["severity"] in ("error", "warning", "note")
    assert {p["severity"] for p in broken["problems"]} == {"error"}


def test_check_tells_every_type_of_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "check", str(RECORD), str(QUESTION)).count(": fine") == 2


def test_check_reads_not_a_byte_more_than_it_must(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST", 100)
    path = written(tmp_path, "a.json", FINE)
    assert entry.run(["check", path]) == 3
    assert len(files._bytes(path)) == 101


# --- explain, schema, demo ------------------------------------------------------------------------


def test_explain_shows_the_crisis_route_first(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, "explain", str(FIRST))
    assert out.index("999") < out.index("How and when we contact each other")
    assert max(map(len, out.splitlines())) <= 100


def test_explain_gives_sections_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    out = json.loads(shown(capsys, "explain", str(FIRST), "--format", "json"))
    assert out["sections"][0]["title"] == "In a crisis"
    assert all(section["sentences"] for section in out["sections"])


def test_progress_says_first_that_the_client_may_stop(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    year = FIRST.parent / "recovery-year"
    given = [str(year / "version-2.json"), "--record", str(year / "year.record.json")]
    when = ["--at", "2026-09-01T12:00:00Z"]
    out = shown(capsys, "progress", *given, *when)
    assert out.startswith("First of all\nYou may stop, pause or skip at any time")
    assert "This goal is met" in out
    data = json.loads(shown(capsys, "progress", *given, *when, "--format", "json"))
    assert data["sections"][-1]["title"] == "In a crisis"
    assert entry.run(["progress", str(FIRST), "--at", "yesterday"]) == 2
    assert entry.run(["progress", written(tmp_path, "a.json", "{"), *when]) == 3


@pytest.mark.parametrize("document", ["agreement", "record", "question", "decision"])
def test_schema_is_the_published_one(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(shown(capsys, "schema", document)) == schema(document)


def test_the_demo_asks_six_questions_and_shows_a_broken_document(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = shown(capsys, "demo")
    assert sum(line.endswith("?") for line in out.splitlines()) >= 6
    assert len(re.findall(r"^\d+:\d+ error \w+: ", out, re.MULTILINE)) == 6
    assert len(re.findall(r"^\d+:\d+ note \w+: ", out, re.MULTILINE)) == 2
    assert len(re.findall(r"^ +\d+ \| .*\n +\| +\^$", out, re.MULTILINE)) == 8
    assert "boundlib ask FILE --question Q.json" in out
    assert max(map(len, out.splitlines())) <= 100


def test_only_the_command_line_imports_click() -> None:
    source = Path(files.__file__).parents[1]
    users = [
        path
        for path in source.rglob("*.py")
        if "import click" in path.read_text("utf-8") and path.parent.name != "cli"
    ]
    assert users == []
