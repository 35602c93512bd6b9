"""JSON Lines: what each line is, and what is said of one that does not read."""

import json
from typing import Any

import pytest

import boundlib
from boundlib.errors import Fault, InvalidValue
from boundlib.ledger import from_lines, to_lines
from boundlib.model.amendment import ReviewRequest
from boundlib.model.ledger import Ledger
from tests.ledger.making import AGREEMENT, entries, told

STORY = entries()
LINES = list(to_lines(AGREEMENT, STORY))


def test_the_first_line_says_what_it_is_and_each_other_is_an_entry() -> None:
    assert json.loads(LINES[0]) == {
        "type": "ledger",
        "spec_version": "1.0",
        "agreement": AGREEMENT,
    }
    assert [json.loads(line) for line in LINES[1:]] == [
        json.loads(boundlib.dumps(entry)) for entry in STORY
    ]
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in LINES)
    assert from_lines("".join(LINES)).entries == STORY


def test_a_ledger_without_entries_is_one_line() -> None:
    assert from_lines(LINES[0]).entries == ()


def test_whole_lines_alone_are_a_sound_beginning() -> None:
    for kept in range(len(STORY) + 1):
        text = "".join(LINES[: kept + 1])
        for ended in (text, text.removesuffix("\n"), text.replace("\n", "\r\n")):
            assert from_lines(ended).entries == STORY[:kept]


def test_only_a_line_feed_ends_a_line() -> None:
    said = ReviewRequest(**told("client", 1, words="one\u2028two\x85three\x0bfour\n"))
    text = "".join(to_lines(AGREEMENT, entries([said])))
    assert from_lines(text).entries[0].body == said
    assert from_lines(text.encode("utf-8")).entries[0].body == said


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("", "not_json"),
        ("{}", "missing_member"),
        (" { } ", "missing_member"),
        ("[]", "type_mismatch"),
        ("7", "type_mismatch"),
        ("{", "not_json"),
        (LINES[0].rstrip() + "\N{NO-BREAK SPACE}", "not_json"),
        ("}", "not_json"),
        (LINES[0].replace("}", ",}"), "not_json"),
        (LINES[0].replace("ledger", "record"), "wrong_type"),
        (LINES[0].replace("1.0", "1.1"), "newer_spec"),
        (LINES[0].replace("urn:example:", ""), "bad_format"),
        (LINES[0].replace("}", ',"entries":[]}'), "unknown_member"),
        (LINES[0].replace("}", ',"more":1}'), "unknown_member"),
        (LINES[1], "missing_member"),
    ],
)
@pytest.mark.parametrize("as_bytes", [False, True])
def test_a_first_line_that_says_something_else_is_refused(
    head: str, code: str, as_bytes: bool
) -> None:
    text = head.rstrip("\n") + "\n" + "".join(LINES[1:])
    with pytest.raises(boundlib.DocumentError) as error:
        from_lines(text.encode("utf-8") if as_bytes else text)
    assert code in {problem.code for problem in error.value.problems}


def test_a_whole_ledger_on_one_line_is_told_from_lines() -> None:
    """Its column is one of the line that was given."""
    whole = Ledger(agreement=AGREEMENT, entries=STORY)
    line = boundlib.dumps(whole)
    with pytest.raises(boundlib.DocumentError) as error:
        from_lines(line)
    (found,) = error.value.problems
    assert (found.code, found.pointer, found.line) == ("unknown_member", "/entries", 1)
    assert line.index('"entries"') + 1 == found.column
    assert found.hint == "read a whole ledger with loads(…, Ledger)"


@pytest.mark.parametrize(
    ("line", "code", "pointer"),
    [
        ("", "not_json", "/entries/2"),
        (LINES[3][:-9], "not_json", "/entries/2"),
        (LINES[3].replace('"number":3', '"number":"3"'), "type_mismatch", "/entries/2/number"),
        (
            LINES[3].replace('"kind":"adoption"', '"kind":"other"'),
            "unknown_kind",
            "/entries/2/body/kind",
        ),
        (LINES[0], "unknown_member", "/entries/2/agreement"),
    ],
)
def test_a_line_that_does_not_read_is_named(line: str, code: str, pointer: str) -> None:
    lines = [*LINES]
    lines[3] = line.rstrip("\n") + "\n"
    with pytest.raises(boundlib.DocumentError) as error:
        from_lines("".join(lines))
    assert error.value.where == "line 4"
    assert (code, pointer, 4) in {(p.code, p.pointer, p.line) for p in error.value.problems}


def test_a_line_of_a_newer_version_says_that_and_nothing_else() -> None:
    """spec/documents 32: not that it has a kind that nobody knows"""
    newer = LINES[3].replace('"kind":"adoption"', '"kind":"other"').replace('"1.0"', '"1.1"')
    with pytest.raises(boundlib.DocumentError) as error:
        from_lines("".join([*LINES[:3], newer]))
    (found,) = error.value.problems
    assert (found.code, found.line) == ("newer_spec", 4)
    assert found.pointer == "/entries/2/body/spec_version"
    assert found.column == newer.index('"1.1"') + 1


@pytest.mark.parametrize(
    ("lines", "code", "pointer", "line"),
    [
        (LINES[:2] + LINES[3:], "wrong_order", "/entries/1/number", 3),
        ([*LINES[:3], LINES[4], LINES[3], *LINES[5:]], "wrong_order", "/entries/2/number", 4),
        ([*LINES[:3], *LINES[2:]], "wrong_order", "/entries/2/number", 4),
        (
            [LINES[0].replace("portal", "other"), *LINES[1:]],
            "goes_together",
            "/entries/0/body/agreement",
            2,
        ),
    ],
    ids=["missing", "swapped", "repeated", "of another ledger"],
)
def test_a_line_in_the_wrong_place_is_named(
    lines: list[str], code: str, pointer: str, line: int
) -> None:
    with pytest.raises(boundlib.DocumentError) as error:
        from_lines("".join(lines))
    assert error.value.where == f"line {line}"
    first = error.value.problems[0]
    assert (first.code, first.pointer, first.line) == (code, pointer, line)


def test_a_missing_line_is_told_of_once() -> None:
    with pytest.raises(boundlib.DocumentError) as error:
        from_lines("".join(LINES[:2] + LINES[3:]))
    assert len(error.value.problems) == 1


def test_too_many_lines_are_told_of_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Fault("too_many_items", "too many items", ("entries",), "2 or fewer")

    def full(**_: Any) -> None:
        raise InvalidValue("Ledger", (fault,))

    monkeypatch.setattr("boundlib.ledger.lines.Ledger", full)
    monkeypatch.setattr("boundlib.ledger.lines._head", lambda _: "urn:example:portal")
    with pytest.raises(boundlib.DocumentError) as error:
        from_lines("".join(LINES))
    (problem,) = error.value.problems
    assert (problem.pointer, problem.line, problem.expected) == ("/entries", None, "2 or fewer")


@pytest.mark.parametrize("lines", [0, 1, 2])
def test_nothing_is_no_ledger(lines: int) -> None:
    for source in ("\n" * lines, b"\n" * lines):
        with pytest.raises(boundlib.DocumentError, match="not_json"):
            from_lines(source)


def test_what_is_no_text_is_a_usage_error() -> None:
    nothing: Any = 7
    with pytest.raises(boundlib.UsageError, match="source"):
        from_lines(nothing)
