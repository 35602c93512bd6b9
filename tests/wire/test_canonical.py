"""Canonical text is RFC 8785's, and what is canonical is written as it was read."""

import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings

from boundlib import canon
from boundlib.errors import UsageError
from boundlib.testing import documents
from boundlib.testing.making import ANYTHING
from boundlib.wire.documents import dump, dumps, from_dict, load, loads, to_dict
from boundlib.wire.gate import DOCUMENTS
from tests.wire.given import SMALL

LARGE = settings(suppress_health_check=list(HealthCheck))


@given(ANYTHING)
def test_canonical_bytes_are_those_of_rfc_8785(data: Any) -> None:
    assert canon.canonical_bytes(data) == rfc8785.dumps(data)


# The first two stand in RFC 8785 (sections 3.2.3 and 3.2.2, the latter without its numbers), the
# others in the test data it refers to.
PUBLISHED = [
    (
        '{"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With '
        'Dagesh", "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control", '
        '"\\u00f6": "Latin Small Letter O With Diaeresis"}',
        '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With '
        'Diaeresis","\u20ac":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew '
        'Letter Dalet With Dagesh"}',
    ),
    (
        '{"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/"}',
        '{"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ),
    (
        '{"peach": "This sorting order", "p\u00e9ch\u00e9": "is wrong according to French", '
        '"p\u00eache": "but canonicalization MUST", "sin": "ignore locale"}',
        '{"peach":"This sorting order","p\u00e9ch\u00e9":"is wrong according to French",'
        '"p\u00eache":"but canonicalization MUST","sin":"ignore locale"}',
    ),
    (
        '{"Unnormalized Unicode": "A\\u030a"}',
        '{"Unnormalized Unicode":"A\u030a"}',
    ),
]


@pytest.mark.parametrize(("source", "expected"), PUBLISHED)
def test_the_published_vectors(source: str, expected: str) -> None:
    assert canon.canonical(json.loads(source)) == expected


@pytest.mark.parametrize("data", [1.5, None, 2**53, {1: 2}, [b""], float("nan"), "\ud800"])
def test_what_the_format_has_no_word_for_is_refused(data: Any) -> None:
    with pytest.raises(UsageError):
        canon.canonical_bytes(data)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_canonical_is_written_as_it_was_read(document: str) -> None:
    cls = DOCUMENTS[document]

    @LARGE
    @given(documents(cls))
    def law(data: dict[str, Any]) -> None:
        text = rfc8785.dumps(data).decode()
        value = loads(text, cls)
        assert dumps(value) == text
        assert to_dict(value) == data
        assert from_dict(data, cls) == value
        assert hash(from_dict(data, cls)) == hash(value)

    law()


def test_loading_normalises_nothing_but_the_order_of_members() -> None:
    source = json.dumps(SMALL, indent=3)
    assert to_dict(loads(source)) == SMALL
    assert dumps(loads(source)) == rfc8785.dumps(SMALL).decode()
    clause = loads(json.dumps(SMALL | {"clauses": SMALL["clauses"][::-1]})).clauses[0]
    assert clause.id == "crisis"


def test_parts_of_documents_are_written_and_read_too() -> None:
    table = loads(json.dumps(SMALL)).timetables[0]
    assert to_dict(table) == SMALL["timetables"][0]
    assert from_dict(to_dict(table), type(table)) == table


def test_files_hold_canonical_bytes(tmp_path: Path) -> None:
    agreement = from_dict(SMALL)
    path = tmp_path / "agreement.json"
    dump(agreement, path)
    assert path.read_bytes() == rfc8785.dumps(SMALL)
    assert load(path) == agreement
    assert load(str(path)) == agreement


@pytest.mark.parametrize("value", [1, "x", None, {}, [], object(), object])
def test_what_is_no_value_cannot_be_written(value: Any, tmp_path: Path) -> None:
    for write in (dumps, to_dict, lambda value: dump(value, tmp_path / "x")):
        with pytest.raises(UsageError):
            write(value)
