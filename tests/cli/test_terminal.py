"""What reaches a terminal: the caret under its column, nothing hostile, colour where it helps."""

import json
import os
import pty
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.cli.entry import run
from boundlib.cli.terminal import cells, excerpt, problem_lines, safe
from boundlib.errors import Problem, Severity

from .making import ASKS, BROKEN, FINE, FIRST, boundlib, written

HOSTILE = "\x1b[31mred\x1b[0m \u202eesrever\u202c \u2066x\u2069 \x07\x9b31m\u2028 \r\n\b"
STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)
"""What steers a terminal or turns a line around; written down apart from the code under test."""


# --- the caret ------------------------------------------------------------------------------------


def test_the_caret_stands_under_the_column() -> None:
    assert excerpt('  "zone": 5,', 10, 60) == ('  "zone": 5,', "          ^")


def test_a_long_line_is_shown_around_the_column() -> None:
    line = "".join(f"<{n:04}>" for n in range(100))
    shown, caret = excerpt(line, line.index("<0050>"), 60)
    assert shown[caret.index("^") :].startswith("<0050>")
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert cells(shown) <= 60


def test_wide_and_combining_letters_move_the_caret_as_they_move_the_text() -> None:
    assert excerpt("日本 x", 3, 60) == ("日本 x", "     ^")
    assert excerpt("e\u0301 x", 3, 60) == ("e\u0301 x", "  ^")


def test_an_escape_moves_the_caret_too() -> None:
    assert excerpt("\x1b[0m x", 5, 60) == ("\\u001b[0m x", "          ^")


@given(st.text(max_size=300), st.integers(0, 400), st.integers(31, 91))
def test_an_excerpt_is_never_too_wide_and_holds_its_column(
    line: str, column: int, columns: int
) -> None:
    shown, caret = excerpt(line, column, columns)
    assert cells(shown) <= columns
    assert not STEERS.search(shown)
    assert re.fullmatch(" *\\^", caret)
    assert len(caret) <= columns + 1
    column = min(column, len(line))
    if column < len(line):
        before, wanted = shown[: _letters(shown, len(caret) - 1)], safe(line[column])
        assert cells(before) == len(caret) - 1
        assert wanted in shown[len(before) :] or cells(wanted) == 0 or "…" in shown


def _letters(text: str, columns: int) -> int:
    """How many letters of a text take so many columns."""
    index = used = 0
    while index < len(text) and used < columns:
        used += cells(text[index])
        index += 1
    return index


def test_a_problem_is_shown_with_its_line() -> None:
    problem = Problem(
        "unknown_member",
        Severity.ERROR,
        "/a",
        "no such member here",
        line=2,
        column=3,
        expected="b",
        hint="did you mean b?",
    )
    shown = [line for line, _ in problem_lines(problem, ["{", '  "a": 1'], 80)]
    assert shown == [
        "2:3 error unknown_member: no such member here",
        '     2 |   "a": 1',
        "       |   ^",
        "         expected: b",
        "         hint: did you mean b?",
    ]


def test_a_problem_without_a_line_is_shown_by_its_pointer() -> None:
    problem = Problem("c", Severity.NOTE, "/clauses/0", "a thing")
    assert [line for line, _ in problem_lines(problem, [], 80)] == [
        "note c: a thing",
        "  at /clauses/0",
    ]


def test_every_problem_of_the_broken_example_points_at_its_place() -> None:
    found = json.loads(boundlib("check", "--format", "json", str(BROKEN)).out)
    lines = BROKEN.read_text("utf-8").splitlines()
    shown = boundlib("check", str(BROKEN)).out.splitlines()
    problems = found["files"][0]["problems"]
    assert len(problems) > 8
    for problem in problems:
        head = f"{problem['line']}:{problem['column']} {problem['severity']} {problem['code']}:"
        at = next(n for n, line in enumerate(shown) if line.startswith(head))
        while " | " not in shown[at]:
            at += 1
        column = shown[at + 1].index("^")
        source = lines[problem["line"] - 1][problem["column"] - 1 :]
        assert source.startswith(shown[at][column : column + 8].rstrip("…"))


@pytest.mark.parametrize("columns", ["40", "80", "300"])
def test_nothing_is_wider_than_the_window(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in (["check", str(BROKEN)], ["explain", str(FIRST)]):
        run(arguments)
        shown = capsys.readouterr().out
        assert max(map(len, shown.splitlines())) <= min(int(columns), 100)


def test_a_document_on_one_endless_line_is_shown_at_once() -> None:
    line = "x" * 1_000_000
    for column in range(0, 1_000_000, 2_500):
        shown, caret = excerpt(line, column, 80)
        assert len(shown) <= 80
        assert shown[caret.index("^")] == "x"


# --- hostile text ---------------------------------------------------------------------------------


@given(st.text())
def test_safe_text_steers_nothing_and_stays_itself(text: str) -> None:
    shown = safe(text)
    assert not STEERS.search(shown)
    assert safe(shown) == shown
    if text.isalnum() and text.isascii():
        assert shown == text


def test_joined_letters_stay_joined() -> None:
    for joined in ("\u06cc\u200c\u062e", "\U0001f469\u200d\U0001f467"):
        assert safe(joined) == joined


def hostile(tmp_path: Path) -> dict[str, str]:
    clauses = [{**clause, "text": HOSTILE} for clause in FINE["clauses"]]
    steps = [{**FINE["clauses"][1]["steps"][0], "words": HOSTILE}]
    clauses[1] = {**clauses[1], "steps": steps}
    agreement = {**FINE, "title": HOSTILE, "clauses": clauses}
    raw = json.dumps({**agreement, HOSTILE: 1, "zone": HOSTILE}, ensure_ascii=False)
    return {
        "good": written(tmp_path, "good.json", agreement),
        "bad": written(tmp_path, "bad.json", raw),
        "worse": written(tmp_path, "worse.json", f'{{"a": "{HOSTILE}"'),
        "question": written(tmp_path, "q.json", ASKS),
        "unknown": written(tmp_path, "u.json", {**ASKS, "channel": HOSTILE}),
    }


@pytest.mark.parametrize("form", ["text", "json"])
def test_hostile_text_does_not_reach_the_terminal(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = hostile(tmp_path)
    for arguments in (
        ["check", files["good"]],
        ["check", files["bad"]],
        ["check", files["worse"]],
        ["check", files["unknown"]],
        ["explain", files["good"]],
        ["explain", files["bad"]],
        ["ask", files["good"], "--question", files["question"]],
        ["ask", files["good"], "--question", files["unknown"]],
    ):
        assert run([*arguments, "--format", form]) in (0, 1, 3)
        shown = capsys.readouterr()
        assert not STEERS.search(shown.out.replace("\n", "")), arguments
        assert not STEERS.search(shown.err.replace("\n", "")), arguments


def test_a_hostile_file_name_does_not_either(tmp_path: Path) -> None:
    shown = boundlib("check", str(tmp_path / "\x1b[31m\u202e.json"))
    assert shown.code == 3
    assert not STEERS.search(shown.out.replace("\n", ""))


def test_what_a_terminal_cannot_show_is_written_as_an_escape(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", {**FINE, "title": "É", "clauses": FINE["clauses"]})
    shown = boundlib("explain", path, PYTHONIOENCODING="ascii")
    assert shown.code == 0
    assert "\\u201c" in shown.out or shown.out.isascii()


# --- colour ---------------------------------------------------------------------------------------


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a terminal receives."""
    code = "from boundlib.cli import main; main()"
    process, terminal = pty.fork()
    if process == 0:
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
        settled = {**kept, "TERM": "xterm", "COLUMNS": "80", **environment}
        os.execve(sys.executable, [sys.executable, "-c", code, *arguments], settled)
    out = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        out += part
    os.waitpid(process, 0)
    os.close(terminal)
    return out.decode("utf-8")


def test_colour_on_a_terminal_only() -> None:
    assert "\x1b[" in on_a_terminal("check", str(BROKEN))
    assert "\x1b[" not in boundlib("check", str(BROKEN)).out


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_declined(setting: dict[str, str]) -> None:
    assert "\x1b[" not in on_a_terminal("check", str(BROKEN), **setting)


def test_an_empty_no_color_declines_nothing() -> None:
    assert "\x1b[" in on_a_terminal("check", str(BROKEN), NO_COLOR="")
