"""Only what RFC 8259 and I-JSON allow, within limits; whatever comes, an answer and no more."""

import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from boundlib.errors import DocumentError, InvalidValue
from boundlib.model.record import Record
from boundlib.wire.documents import check, from_dict, loads
from tests.wire.given import SMALL, codes_of, problems_of, small

TEXT = json.dumps(SMALL)
MIB = 1024 * 1024


def with_version(token: str) -> str:
    return TEXT.replace('"version": 1', f'"version": {token}')


def only(source: str | bytes, depth: int = 32) -> str:
    """The one code with which a source is refused."""
    report = check(source, depth=depth)
    assert not report.ok
    assert report.value is None
    (problem,) = report.problems
    return problem.code


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "not_json"),
        (b" \n", "not_json"),
        (b"{", "not_json"),
        (b"nonsense", "not_json"),
        (b'{"a": 1,}', "not_json"),
        (b'{"a": 01}', "not_json"),
        (b"{'a': 1}", "not_json"),
        (b'{"a": "\x01"}', "not_json"),
        (b'{"a": 1} {}', "not_json"),
        (b"\xff", "not_utf8"),
        (b'{"a": "\xc3\x28"}', "not_utf8"),
        (b'{"a": "\xed\xa0\x80"}', "not_utf8"),  # a surrogate, encoded
        (TEXT.encode("utf-16"), "not_utf8"),
        (TEXT.encode("utf-16-le"), "not_json"),
        (TEXT.encode("utf-32"), "not_utf8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "byte_order_mark"),
        ("\ufeff" + TEXT, "byte_order_mark"),
        (TEXT.replace("Robin", "\udc00"), "lone_surrogate"),
        ("[" * 20_000, "too_deep"),
        ("[" * 20_000 + "]" * 20_000, "too_deep"),
        ('{"a":' * 20_000, "too_deep"),
        ('{"a":' * 20_000 + "1" + "}" * 20_000, "too_deep"),
        ('{"x": "]", "a": ' + "[" * 40 + "]" * 40 + "}", "too_deep"),
    ],
)
def test_what_is_no_document_at_all(source: str | bytes, code: str) -> None:
    assert only(source) == code


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_is_saved_as_utf_16_is_told_so(encoding: str) -> None:
    (problem,) = check(TEXT.encode(encoding)).problems
    assert problem.hint == "this looks like UTF-16; save it as UTF-8"


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("1.0", "number_not_integer"),
        ("1e3", "number_not_integer"),
        ("1E-2", "number_not_integer"),
        ("1e400", "number_not_integer"),
        ("-0", "number_not_integer"),
        ("-0.0", "number_not_integer"),
        ("NaN", "number_not_integer"),
        ("Infinity", "number_not_integer"),
        ("-Infinity", "number_not_integer"),
        ("9007199254740992", "number_too_large"),
        ("-9007199254740992", "number_too_large"),
        ("18446744073709551616", "number_too_large"),
        ("1" * 5000, "number_too_large"),
        ("9007199254740991", "out_of_range"),
        ("0", "out_of_range"),
        ("null", "null"),
        ("true", "type_mismatch"),
        ('"1"', "type_mismatch"),
    ],
)
def test_numbers_are_whole_and_exact(token: str, code: str) -> None:
    assert codes_of(with_version(token)) == [(code, "/version")]


@pytest.mark.parametrize("token", ["1", "2", "999999"])
def test_whole_numbers_load(token: str) -> None:
    assert loads(with_version(token)).version == int(token)


@pytest.mark.parametrize("token", ["1.5", "null", "1e3", "NaN"])
def test_extensions_keep_to_the_same_numbers(token: str) -> None:
    source = TEXT[:-1] + f', "extensions": {{"urn:x": [{{"deep": {token}}}]}}}}'
    ((code, place),) = codes_of(source)
    assert code in ("number_not_integer", "null")
    assert place == "/extensions/urn:x/0/deep"


@pytest.mark.parametrize("item", [1.5, None, {1}, b"x", 2**64, "\ud800"])
def test_an_extension_made_in_python_has_the_same_codes(item: Any) -> None:
    """spec/documents 52"""
    with pytest.raises(DocumentError) as read:
        from_dict(small() | {"extensions": {"urn:x:y": [item]}})
    plain: Any = from_dict(small())
    with pytest.raises(InvalidValue) as made:
        attrs.evolve(plain, extensions={"urn:x:y": [item]})
    assert [p.code for p in read.value.problems] == [f.code for f in made.value.faults]


def test_every_bad_token_is_told_at_once_in_order() -> None:
    source = with_version("1.0").replace('"start": "09:00"', '"start": null, "start": "09:00"')
    source = source.replace('"signs": true', '"signs": 1e2', 1)
    assert codes_of(source) == [
        ("number_not_integer", "/version"),
        ("number_not_integer", "/parties/0/signs"),
        ("duplicate_key", "/timetables/0/weekly/0/start"),
    ]


def test_a_member_that_stands_twice_is_refused_where_it_stands_again() -> None:
    source = '{"type": "agreement",\n "type": "agreement"}'
    problem = next(p for p in problems_of(source) if p.code == "duplicate_key")
    assert (problem.pointer, problem.line, problem.column) == ("/type", 2, 2)


def test_members_that_differ_only_in_their_escapes_are_the_same_member() -> None:
    source = TEXT.replace('"version": 1', '"version": 1, "v\\u0065rsion": 1')
    assert ("duplicate_key", "/version") in codes_of(source)


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\uD83D", "\\ude00\\ud83d"])
def test_half_a_character_is_refused_where_it_stands(escape: str) -> None:
    assert codes_of(TEXT.replace("Robin", f"R{escape}")) == [("lone_surrogate", "/parties/0/name")]
    inside = TEXT[:-1] + f', "extensions": {{"urn:x": {{"{escape}": 1}}}}}}'
    assert [code for code, _ in codes_of(inside)] == ["lone_surrogate"]


def test_a_whole_character_in_escapes_is_read() -> None:
    party = loads(TEXT.replace("Robin", "\\ud83d\\ude00")).parties[0]
    assert party.name == "\N{GRINNING FACE}"


# --- limits -----------------------------------------------------------------------------------


def padded(size: int) -> str:
    """A sound agreement of exactly that many bytes."""
    data = small()
    data["extensions"] = {f"urn:pad:{n}": "x" * 16_000 for n in range((size - 3000) // 16_050)}
    data["extensions"]["urn:rest"] = ""
    missing = size - len(json.dumps(data))
    assert missing <= 17_000
    return json.dumps(data) + " " * missing


def test_the_size_is_limited_to_one_mebibyte() -> None:
    assert check(padded(MIB)).ok
    assert only(padded(MIB + 1)) == "too_large"
    with pytest.raises(DocumentError) as caught:
        loads(padded(MIB + 1))
    assert caught.value.problems[0].code == "too_large"
    assert caught.value.problems[0].expected == "size: at most 1048576 bytes"
    loads(padded(MIB + 1), size=MIB + 1)


def test_two_mebibytes_are_refused() -> None:
    numbers = "[" + "100000000000000," * (MIB // 8) + "1]"
    for source in (numbers, f'{{"type":"agreement","a":{numbers}}}'):
        assert only(source) == "too_large"
        with pytest.raises(DocumentError, match="too_large"):
            loads(source)
    with pytest.raises(DocumentError, match="too_large"):
        loads(b"x" * 2 * MIB)


def test_a_size_counts_bytes_not_characters() -> None:
    source = TEXT.replace("Robin", "\N{GRINNING FACE}")
    size = len(source.encode())
    loads(source, size=size)
    for refused in (source, source.encode()):
        with pytest.raises(DocumentError, match="too_large"):
            loads(refused, size=size - 1)


def test_a_record_may_be_larger() -> None:
    record = {"type": "record", "spec_version": "1.0", "agreement": "urn:x:y", "facts": []}
    source = json.dumps(record) + " " * MIB
    assert loads(source, Record).facts == ()
    assert check(source).ok


def deep(levels: int) -> str:
    """A sound agreement with that many objects and arrays inside each other."""
    inner: Any = 1
    for _ in range(levels - 2):
        inner = [inner]
    return json.dumps(small() | {"extensions": {"urn:x": inner}})


def test_the_depth_is_limited_to_thirty_two() -> None:
    assert check(deep(32)).ok
    assert only(deep(33)) == "too_deep"
    assert only(deep(10), depth=9) == "too_deep"
    assert check(deep(9), depth=9).ok


def test_brackets_inside_texts_are_no_depth() -> None:
    source = TEXT.replace("Robin", "[{" * 50 + '\\"[' * 3 + "\\\\")
    assert check(source).ok
    assert check(TEXT.replace("Robin", "}]" * 50)).ok


def test_a_condition_may_be_as_deep_as_a_document() -> None:
    condition: dict[str, Any] = {"fact": "ready"}
    for _ in range(28):
        condition = {"not": condition}
    data = small()
    data["clauses"][0]["when"] = condition
    assert check(json.dumps(data)).ok
    data["clauses"][0]["when"] = {"not": condition}
    assert only(json.dumps(data)) == "too_deep"


@pytest.mark.parametrize("place", ["name", "urn:x"])
def test_a_text_holds_at_most_16384_code_points(place: str) -> None:
    def with_text(text: str) -> str:
        data = small()
        data["parties"][0]["extensions"] = {"urn:x": text}
        data["parties"][0]["name"] = text
        return json.dumps(data, ensure_ascii=False)

    assert check(with_text("\N{GRINNING FACE}" * 16_384)).ok
    assert {p.code for p in check(with_text("x" * 16_385)).problems} <= {"out_of_range", "too_long"}
    assert not check(with_text("x" * 16_385)).ok
    assert check(with_text("x" * 99), text=99).ok
    assert not check(with_text("x" * 100), text=99).ok


def test_a_name_that_an_embedder_chose_is_a_text_as_well() -> None:
    def named(length: int) -> dict[str, Any]:
        data = small()
        data["extensions"] = {"urn:x": {"x" * length: {"y" * length: 1}}}
        return data

    assert check(json.dumps(named(16_384))).ok
    too_long = check(json.dumps(named(16_385))).problems
    assert [p.pointer.count("/") for p in too_long if p.code == "out_of_range"] == [3, 4]
    with pytest.raises(DocumentError):
        from_dict(named(16_385))


# --- totality ---------------------------------------------------------------------------------


def answers(source: bytes | str) -> None:
    report = check(source)
    try:
        value = loads(source)
    except DocumentError as error:
        problems = error.problems
    else:
        assert report.ok
        assert report.value == value
        return
    assert problems
    assert all(p.line is not None and p.column is not None for p in problems)


@given(st.binary(max_size=200))
@example(b"\xed\xa0\x80")
@example(b'"\\ud800"')
@example(b'{"type":[]}')
@example(b'{"type":"agreement","spec_version":{}}')
@example(b'{"type":"agreement","spec_version":"2.0"}')
def test_any_bytes_give_a_value_or_problems(source: bytes) -> None:
    answers(source)


@given(st.text(st.characters(), max_size=200))
def test_any_text_gives_a_value_or_problems(source: str) -> None:
    answers(source)


@given(st.text('{}[]",:\\ \n01-.eEnulltruefasd"', max_size=60))
def test_anything_like_json_gives_a_value_or_problems(source: str) -> None:
    answers(source)


@given(st.data())
def test_a_document_with_bytes_changed_gives_a_value_or_problems(data: st.DataObject) -> None:
    source = TEXT.encode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, min(start + 20, len(source))))
        source = source[:start] + data.draw(st.binary(max_size=4)) + source[end:]
    answers(source)


def test_a_file_cut_off_anywhere_says_that_it_ends_too_early() -> None:
    raw = TEXT.encode()
    for end in range(1, len(raw), 1 if len(raw) < 3000 else 7):
        (problem,) = check(raw[:end]).problems
        assert problem.code == "not_json"
        assert problem.message == "the text ends too early"


@given(st.integers(0, 10**6), st.sampled_from("[{"))
def test_no_depth_ends_in_a_recursion_error(levels: int, bracket: str) -> None:
    opening = "[" if bracket == "[" else '{"a":'
    answers(opening * (levels % 30_000))


WHOLE = bool(os.environ.get("BOUNDLIB_DEEP"))
"""Whether it is a mebibyte; else a quarter of one."""


def many(item: Callable[[int], Any], size: int = 1000) -> list[Any]:
    """As many items as fit into a document."""
    return [item(n) for n in range(size if WHOLE else size // 4)]


def worst() -> Iterator[tuple[str, dict[str, Any]]]:
    part = 1 if WHOLE else 4
    yield "unknown members", small() | {f"zz{n}": 1 for n in range(20_000 // part)}
    yield "wrong words", small() | {"parties": [{"id": "a", "roles": ["clint"] * (30_000 // part)}]}
    yield "unknown kinds", small() | {"clauses": many(lambda n: {"kind": f"contact.x{n}"}, 20_000)}
    channel = {"kind": "contact.channel", "medium": "phone"}
    yield "one id", small() | {"clauses": many(lambda n: channel | {"id": "a"}, 15_000)}
    names = [f"nobody-of-that-name-{n}" for n in range(30)]
    fee = {"kind": "contact.fee", "price": {"unstated": "blank"}, "channels": names}
    yield "broken references", small() | {"clauses": many(lambda n: fee | {"id": f"c{n}"})}
    yield (
        "salts",
        small() | {"salts": {f"clauses/a{n}/text": "A" * 22 for n in range(20_000 // part)}},
    )
    yield "null", small() | {"parties": [None] * (60_000 // part)}
    yield "empty", small() | {"clauses": [{}] * (60_000 // part)}
    deep: Any = {"fact": "x"}
    for _ in range(26):
        deep = {"not": deep}
    yield (
        "deep",
        small() | {"clauses": many(lambda n: channel | {"when": {"any": [deep] * 8}}, 300)},
    )
    leaf = {"clause": "portal", "is": "x"}
    asks = many(lambda n: channel | {"id": f"c{n}", "when": leaf | {"clause": f"c{n + 1}"}}, 999)
    last = channel | {"id": f"c{len(asks)}"}
    yield "a long way round", small() | {"clauses": [*asks, last]}


@pytest.mark.parametrize("data", [pytest.param(d, id=n) for n, d in worst()])
def test_whatever_is_wrong_is_told_without_long_searches(data: dict[str, Any]) -> None:
    """Much of one mistake: what grew faster than the text would not end here."""
    problems = check(json.dumps(data, separators=(",", ":"))).problems
    assert all(p.line == 1 and p.column for p in problems)
    searched = [p for p in problems if p.hint and p.hint.startswith("did you mean")]
    assert len(searched) <= 120
