"""Line and column of every place, against a reader that looks for them in another way."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from boundlib.wire.positions import Lines, places
from tests.wire.given import SMALL, problems_of


class Everything:
    def __contains__(self, pointer: object) -> bool:
        return True


def pointers(data: Any, at: str = "") -> dict[str, Any]:
    """Each pointer into plain data, with what stands there."""
    found = {at: data}
    items = (
        data.items() if isinstance(data, dict) else enumerate(data if type(data) is list else ())
    )
    for part, item in items:
        found |= pointers(item, f"{at}/{str(part).replace('~', '~0').replace('/', '~1')}")
    return found


JSON = st.recursive(
    st.one_of(st.text(), st.integers(-99, 99), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=12,
)


@given(
    JSON,
    st.sampled_from([None, 0, 1, 3]),
    st.booleans(),
    st.sampled_from([(",", ":"), (" , ", "\t:\n")]),
)
def test_each_pointer_leads_to_its_value_in_the_text(
    data: Any, indent: int | None, ascii_only: bool, separators: tuple[str, str]
) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only, separators=separators)
    found = places(text, Everything())
    expected = pointers(data)
    assert found.keys() == expected.keys()
    for pointer, place in found.items():
        # What the standard library reads at that offset is what stands there.
        assert json.JSONDecoder().raw_decode(text, place.value)[0] == expected[pointer]


@given(JSON)
def test_a_members_name_has_a_place_of_its_own(data: Any) -> None:
    text = json.dumps({"first": data, "second": [data]})
    found = places(text, Everything())
    for name in ("first", "second"):
        assert json.JSONDecoder().raw_decode(text, found[f"/{name}"].name)[0] == name
    assert found["/second/0"].name == found["/second/0"].value


@given(st.text(st.sampled_from("ab\n\r\u2028\N{GRINNING FACE}")))
def test_lines_end_at_line_feeds_and_columns_count_code_points(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text) + 1):
        before = text[:offset]
        line, column = lines.at(offset)
        assert line == before.count("\n") + 1
        assert column == offset - (before.rfind("\n") + 1) + 1


def test_a_problem_says_where_it_stands_in_the_source() -> None:
    source = json.dumps(SMALL, indent=2).replace('"medium": "secure', '"medium": "x-secure')
    (problem,) = problems_of(source)
    line = source.split("\n")[(problem.line or 0) - 1]
    assert line[(problem.column or 0) - 1 :].startswith('"x-secure')


def test_an_unknown_member_is_marked_at_its_name_and_a_missing_one_at_its_object() -> None:
    source = json.dumps(SMALL, indent=2).replace('"medium"', '"mediun"')
    missing, unknown = problems_of(source)
    lines = source.split("\n")
    assert lines[(unknown.line or 0) - 1][(unknown.column or 0) - 1 :].startswith('"mediun"')
    assert lines[(missing.line or 0) - 1].strip() == "{"
    assert (missing.code, unknown.code) == ("missing_member", "unknown_member")


def test_a_rule_about_an_absent_member_is_marked_at_its_object() -> None:
    data = SMALL | {"clauses": [SMALL["clauses"][1] | {"within": None}]}
    del data["clauses"][0]["within"]
    source = json.dumps(data)
    problem = next(p for p in problems_of(source) if p.code == "goes_together")
    assert problem.pointer == "/clauses/0/within"
    assert source[(problem.column or 0) - 1 :].startswith('{"kind": "contact.reply_time"')
