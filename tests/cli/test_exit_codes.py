"""Each exit code, by each way that leads to it."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from boundlib.cli import commands, entry
from boundlib.errors import UsageError

from .making import ASKS, BROKEN, FINE, FIRST, boundlib, written

NEWER = {**FINE, "spec_version": "1.7", "clauses": [*FINE["clauses"], {"kind": "a.b", "id": "c"}]}
REMARKED = {**FINE, "clauses": FINE["clauses"][:1]}


def run(*arguments: str) -> int:
    return entry.run(list(arguments))


def test_0_where_all_is_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", written(tmp_path, "a.json", FINE)) == 0
    assert capsys.readouterr().out.endswith("a.json: fine\n")


def test_1_for_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", written(tmp_path, "a.json", REMARKED)) == 1
    assert "it loads" in capsys.readouterr().out


def test_1_for_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(BROKEN)) == 1
    assert "it does not load" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["chekc"],
        ["check"],
        ["check", "--format", "xml", str(FIRST)],
        ["ask", str(FIRST)],
        ["schema", "treaty"],
        ["check", "-", "-"],
    ],
)
def test_2_for_a_call_that_cannot_be(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err


def test_2_for_a_question_about_somebody_who_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agreement = written(tmp_path, "a.json", FINE)
    question = written(tmp_path, "q.json", {**ASKS, "by": "nobody-here"})
    assert run("ask", agreement, "--question", question) == 2
    assert capsys.readouterr().err.startswith("boundlib: ")


@pytest.mark.parametrize("form", ["text", "json"])
def test_2_for_a_reader_who_is_not_there(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agreement, question = written(tmp_path, "a.json", FINE), written(tmp_path, "q.json", ASKS)
    nobody = ["--reader", "nobody-here", "--format", form]
    assert run("ask", agreement, "--question", question, *nobody) == 2
    assert run("explain", agreement, *nobody) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("boundlib: reader: no party and no role of this name.")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2", b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"[" * 20_000]
)
def test_3_for_what_is_no_json(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    assert run("check", str(path)) == 3
    assert run("explain", str(path)) == 3


def test_3_for_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(tmp_path / "none.json")) == 3
    assert run("check", str(tmp_path)) == 3
    assert run("check", "a\0b") == 3
    assert "unreadable_file" in capsys.readouterr().out
    assert run("check", "") == 3
    assert "directory" not in capsys.readouterr().out.replace("no such file or directory", "")


def test_3_where_there_is_no_input_at_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run("check", "-") == 3
    assert "there is no standard input" in capsys.readouterr().out


def test_4_for_a_newer_spec(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "a.json", NEWER)
    assert run("check", path) == 4
    assert run("explain", path) == 4
    assert "update boundlib" in capsys.readouterr().out
    assert run("explain", "--lenient", path) == 0


def test_4_for_a_version_however_large(tmp_path: Path) -> None:
    for version in ("99999999999999.1", "1.99999999999999", "2.0"):
        assert run("check", written(tmp_path, "a.json", {**FINE, "spec_version": version})) == 4


def test_a_newer_question_is_not_offered_to_be_read_leniently(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agreement = written(tmp_path, "a.json", FINE)
    question = written(tmp_path, "q.json", {**ASKS, "spec_version": "1.1"})
    for lenient in ([], ["--lenient"]):
        assert run("ask", agreement, "--question", question, *lenient) == 4
        shown = capsys.readouterr().out
        assert "update boundlib; this is a type that is never read leniently" in shown


def test_the_worst_of_several_files_rules(tmp_path: Path) -> None:
    fine, found = written(tmp_path, "a", FINE), written(tmp_path, "b", REMARKED)
    newer, unread = written(tmp_path, "c", NEWER), written(tmp_path, "d", "{")
    assert run("check", fine, found) == 1
    assert run("check", newer, found, fine) == 4
    assert run("check", unread, newer, found, fine) == 3


def test_70_for_an_error_of_our_own_and_without_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def explode(*_: Any, **__: Any) -> Any:
        raise RuntimeError("Xantippe Quux, 0700 900 461")

    monkeypatch.setattr(commands, "explain_agreement", explode)
    assert run("explain", written(tmp_path, "a.json", FINE)) == 70
    shown = capsys.readouterr()
    assert "internal error (RuntimeError in test_exit_codes.py:" in shown.err
    assert "Quux" not in shown.out + shown.err
    assert "0700" not in shown.out + shown.err


def test_an_error_that_boundlib_knows_is_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise UsageError("it cannot be.", next_step="Try\x1b[31m again.")

    monkeypatch.setattr(commands, "schema", refuse)
    assert run("schema", "record") == 2
    assert capsys.readouterr().err == "boundlib: it cannot be. Try\\u001b[31m again.\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt])
def test_130_for_a_person_who_stops_it(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(commands, "schema", stop)
    assert run("schema", "record") == 130


def test_a_reader_that_closes_early_is_no_error() -> None:
    code = "from boundlib.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "schema", "agreement"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # long before the first line is written
        assert process.stderr.read() == b""
        assert process.wait(60) == 128 + signal.SIGPIPE


def test_74_where_the_output_cannot_be_written(tmp_path: Path) -> None:
    code = "from boundlib.cli import main; main()"
    path = tmp_path / "out"
    path.touch()
    with path.open("rb") as unwritable:  # as a full disk refuses it
        ran = subprocess.run(
            [sys.executable, "-c", code, "check", written(tmp_path, "a.json", FINE)],
            stdout=unwritable,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 74
    assert ran.stderr.decode().startswith("boundlib: the output cannot be written: ")
    assert ran.stderr.count(b"\n") == 1


def test_74_where_there_is_no_output_at_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        assert run("schema", "record") == 74
        patch.setattr(sys, "stderr", None)
        assert run("schema", "record") == 74
    assert capsys.readouterr().err == "boundlib: there is no standard output to write to.\n"


def test_a_file_that_is_missing_inside_is_an_error_of_our_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: Any, **__: Any) -> Any:
        raise FileNotFoundError(2, "No such file", "record.schema.json")

    monkeypatch.setattr(commands, "schema", missing)
    assert run("schema", "record") == 70
    assert "internal error (FileNotFoundError" in capsys.readouterr().err


def test_main_leaves_with_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["boundlib", "check", written(tmp_path, "a.json", REMARKED)])
    with pytest.raises(SystemExit) as left:
        entry.main()
    assert left.value.code == 1


def test_standard_input_is_a_file_too() -> None:
    fine = json.dumps(FINE).encode()
    assert boundlib("check", "-", given=fine).code == 0
    assert boundlib("check", "-", given=b"{").code == 3
    shown = boundlib("explain", "-", given=fine)
    assert shown.code == 0
    assert shown.out.startswith("In a crisis\n")


def test_help_and_version_are_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert "documents of spec 1.0" in capsys.readouterr().out
    assert run("--help") == 0
    shown = capsys.readouterr().out
    assert "Exit codes: 0 fine, 1 findings or problems, 2 usage" in shown
    assert all(name in shown for name in ("ask", "check", "demo", "explain", "schema"))
