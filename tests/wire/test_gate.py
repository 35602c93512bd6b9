"""Which document it is and of which version; and the way from older ones."""

import copy
import json
from typing import Any

import pytest

from boundlib.errors import BoundlibError, DocumentError, UsageError
from boundlib.model.agreement import Agreement
from boundlib.model.decision import Decision
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.wire.documents import check, from_dict, load, loads
from boundlib.wire.gate import DOCUMENTS
from boundlib.wire.migrate import migrate
from tests.wire.given import codes_of, small

RECORD = {"type": "record", "spec_version": "1.0", "agreement": "urn:x:y", "facts": []}
QUESTION = {
    "type": "question", "spec_version": "1.0", "kind": "crisis.route",
    "at": "2026-11-06T16:00:00Z",
}  # fmt: skip


@pytest.mark.parametrize(("data", "cls"), [(RECORD, Record), (QUESTION, Question)])
def test_a_check_finds_out_which_document_it_is(data: Any, cls: Any) -> None:
    report = check(json.dumps(data))
    assert report.ok
    assert report.value == loads(json.dumps(data), cls)


@pytest.mark.parametrize("cls", [Agreement, Record, Question, Decision])
def test_another_document_is_refused_with_one_word(cls: Any) -> None:
    for data in (small(), RECORD, QUESTION):
        if DOCUMENTS[str(data["type"])] is cls:
            assert from_dict(data, cls).type == data["type"]
            continue
        with pytest.raises(DocumentError) as caught:
            from_dict(data, cls)
        assert [(p.code, p.pointer) for p in caught.value.problems] == [("wrong_type", "/type")]


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "9999-01-01T00:00:00Z"]
)
def test_an_instant_in_no_year_of_the_format(at: str) -> None:
    (problem,) = check(json.dumps(QUESTION | {"at": at})).problems
    assert (problem.code, problem.hint) == ("bad_format", "years are 1900 to 2200")
    assert problem.message == "not an Instant of the format"


def test_a_type_has_its_article() -> None:
    with pytest.raises(DocumentError, match="a question where an agreement belongs"):
        from_dict(QUESTION)


def test_only_what_is_read_leniently_is_offered_so() -> None:
    """spec/documents 36"""
    for data, offered in ((small(), True), (RECORD, True), (QUESTION, False)):
        (problem,) = check(json.dumps(data | {"spec_version": "1.1"})).problems
        assert problem.hint is not None
        assert ("or read leniently" in problem.hint) is offered
        assert ("never read leniently" in problem.hint) is not offered


def test_a_document_says_what_it_is() -> None:
    assert codes_of(small() | {"type": "agrement"}) == [("unknown_type", "/type")]
    assert check(json.dumps(small() | {"type": "agrement"})).problems[0].hint == (
        "did you mean agreement?"
    )
    untold = {name: item for name, item in small().items() if name != "type"}
    assert codes_of(untold) == [("missing_member", "")]
    assert [p.code for p in check(json.dumps(untold)).problems] == ["missing_member"]
    others: list[Any] = [1, [], {}, True]
    for other in others:
        (problem,) = check(json.dumps(small() | {"type": other})).problems
        assert (problem.code, problem.pointer) == ("type_mismatch", "/type")
    (problem,) = check(json.dumps(small() | {"type": None})).problems
    assert (problem.code, problem.pointer) == ("null", "/type")


@pytest.mark.parametrize("source", ["1", '"x"', "[]", "true", "null"])
def test_a_document_is_an_object(source: str) -> None:
    assert not check(source).ok
    with pytest.raises(DocumentError):
        loads(source)


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ("1.1", "newer_spec"),
        ("2.0", "newer_spec"),
        ("10.0", "newer_spec"),
        ("99999999999999.1", "newer_spec"),
        ("1.99999999999999", "newer_spec"),
        ("0.9", "older_spec"),
        ("1", "wrong_constant"),
        ("1.00", "wrong_constant"),
        ("01.0", "wrong_constant"),
        ("", "wrong_constant"),
        ("one", "wrong_constant"),
        (10, "type_mismatch"),
    ],
)
def test_another_version_is_told_before_anything_else(version: Any, code: str) -> None:
    broken = small() | {"spec_version": version, "parties": []}
    codes = codes_of(broken)
    assert codes[0] == (code, "/spec_version")
    assert (len(codes) == 1) == code.endswith("_spec")


def test_lenient_reading_stops_at_another_major_version() -> None:
    for version in ("2.0", "0.9"):
        assert not check(json.dumps(small() | {"spec_version": version}), lenient=True).ok
    assert check(json.dumps(small() | {"spec_version": "1.9999"}), lenient=True).ok


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Any) -> None:
    for path in (tmp_path, tmp_path / "none.json", "a\0b"):
        with pytest.raises(DocumentError) as caught:
            load(path)
        assert [p.code for p in caught.value.problems] == ["unreadable_file"]


@pytest.mark.parametrize("source", [1, None, {}, object()])
def test_what_is_neither_text_nor_bytes_is_misuse(source: Any) -> None:
    with pytest.raises(UsageError):
        loads(source)
    with pytest.raises(UsageError):
        check(source)


def circular() -> Any:
    data = small()
    data["extensions"] = {"urn:x": data}
    return data


@pytest.mark.parametrize(
    "data",
    [circular(), {1: 2}, small() | {"version": 1.0}, small() | {"version": object()},
     small() | {"title": {1: 2}}, small() | {"version": 2**70}, [], 1, None,
     small() | {"extensions": {"urn:x": float("nan")}}],
)  # fmt: skip
def test_data_made_in_python_gives_a_value_or_problems(data: Any) -> None:
    with pytest.raises(BoundlibError):
        from_dict(data)


def test_data_made_in_python_may_be_of_derived_types() -> None:
    class Text(str):
        __slots__ = ()

    data = small()
    data["zone"] = Text(data["zone"])
    data["clauses"] = tuple(data["clauses"])
    assert from_dict(data) == from_dict(small())
    assert type(from_dict(data).zone) is str


# --- migrate ----------------------------------------------------------------------------------


def draft() -> dict[str, Any]:
    """The small agreement as version 0.9 wrote it."""
    data = small()
    data["spec_version"] = "0.9"
    data = {"tz" if name == "zone" else name: item for name, item in data.items()}
    table = data["timetables"][0]
    table["tz"] = table.pop("zone")
    data["clauses"][1]["within"] = {"clock": "calendar", "amount": {"max": "P2W"}}
    data["clauses"][0]["text"] = "P1W in words stays, and so does tz."
    data["extensions"] = {"urn:x": {"tz": "UTC", "amount": "P1W"}}
    return data


def test_a_draft_of_an_older_version_is_taken_over() -> None:
    old = draft()
    kept = copy.deepcopy(old)
    new = migrate(old)
    assert old == kept, "the given document was changed"
    agreement = from_dict(new)
    assert agreement.zone == agreement.timetables[0].zone == "Europe/London"
    assert new["clauses"][1]["within"] == {"clock": "calendar", "amount": {"max": "P14D"}}
    # All else is as it was, to the letter and in its order.
    assert new["clauses"][0] == old["clauses"][0]
    assert new["extensions"] == old["extensions"]
    assert [("zone" if name == "tz" else name) for name in old] == list(new)
    assert codes_of(old) == [("older_spec", "/spec_version")]


def test_a_document_of_the_asked_version_is_copied() -> None:
    data = small()
    copied = migrate(data)
    assert copied == data
    copied["parties"][0]["id"] = "x"
    assert data == small()


@pytest.mark.parametrize("version", ["0.8", "1.1", "2.0", "", None, 1, [], {}])
def test_there_is_not_a_way_from_every_version(version: Any) -> None:
    with pytest.raises(UsageError, match="no way"):
        migrate(small() | {"spec_version": version})


def test_there_is_not_a_way_to_every_version() -> None:
    with pytest.raises(UsageError, match="no way"):
        migrate(small(), to="0.9")
    nothing: Any = []
    with pytest.raises(UsageError):
        migrate(nothing)
