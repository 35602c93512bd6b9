"""The published schemas: what the declarations say, in a form that every tool reads."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from boundlib.errors import UsageError
from boundlib.wire.gate import DOCUMENTS
from boundlib.wire.schema import main
from boundlib.wire.shipped import schema, schema_path, shipped
from tests.wire.given import small

SCHEMAS = {name: schema(name) for name in DOCUMENTS}
ALLOWED = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "examples",
    "type", "const", "enum", "oneOf", "allOf", "not",
    "properties", "required", "additionalProperties", "propertyNames", "minProperties",
    "items", "minItems", "maxItems", "uniqueItems",
    "pattern", "minLength", "maxLength", "minimum", "maximum",
}  # fmt: skip


def parts(data: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside a schema, with its place."""
    yield at, data
    for keyword in ("properties", "$defs"):
        for name, inner in data.get(keyword, {}).items():
            yield from parts(inner, f"{at}/{keyword}/{name}")
    for keyword in ("items", "additionalProperties", "propertyNames", "not"):
        if isinstance(data.get(keyword), dict):
            yield from parts(data[keyword], f"{at}/{keyword}")
    for keyword in ("oneOf", "allOf"):
        for index, inner in enumerate(data.get(keyword, ())):
            yield from parts(inner, f"{at}/{keyword}/{index}")


ALL = [(name, at, part) for name, whole in SCHEMAS.items() for at, part in parts(whole)]


def test_the_published_schemas_are_what_the_declarations_say() -> None:
    assert main(["--check"]) == 0


def test_a_schema_that_differs_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(
        "boundlib.wire.schema.schema_path", lambda name: tmp_path / f"1.0/{name}.schema.json"
    )
    assert main(["--check"]) == 1
    assert main(["--write"]) == 0
    assert main(["--check"]) == 0
    for name in DOCUMENTS:
        written = tmp_path / f"1.0/{name}.schema.json"
        assert written.read_bytes() == schema_path(name).read_bytes()
    written.write_text(written.read_text().replace("64", "65"))
    assert main(["--check"]) == 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_is_a_sound_schema_of_its_own(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    jsonschema_rs.meta.validate(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == f"urn:boundlib:schema:{name}:1.0"
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_only_keywords_that_every_tool_takes_are_used() -> None:
    for name, at, part in ALL:
        assert part.keys() <= ALLOWED, f"{name}{at}: {part.keys() - ALLOWED}"


def test_every_reference_leads_to_a_definition_and_every_definition_is_used() -> None:
    for whole in SCHEMAS.values():
        used = {part["$ref"] for _, part in parts(whole) if "$ref" in part}
        assert used == {f"#/$defs/{name}" for name in whole["$defs"]}


def test_objects_are_closed_or_maps_with_named_keys() -> None:
    for name, at, part in ALL:
        if part.get("type") != "object":
            continue
        rest = part["additionalProperties"]
        assert rest is False or "propertyNames" in part or at.endswith("/$defs/Json/oneOf/4"), at
        assert set(part.get("required", ())) <= part.get("properties", {}).keys(), name


def test_a_pattern_is_closed_and_portable() -> None:
    found = [part for _, at, part in ALL if "pattern" in part and not at.endswith("/not")]
    assert found
    for part in found:
        assert re.fullmatch(r"\^\(\?:.*\)\$", part["pattern"])
        assert part["not"] == {"pattern": "\\n"}
        # No classes that differ between engines, no looking about, no names.
        assert not re.search(r"\\[dwsbDWSBpPAzZ]|\(\?[^:]|\[\^|\.\*|\.\+", part["pattern"])


def test_a_union_names_its_forms_and_each_form_has_a_title() -> None:
    for name, at, part in ALL:
        if "oneOf" not in part or at.endswith("/$defs/Json"):
            continue
        for form in part["oneOf"]:
            assert form.keys() == {"$ref"}, f"{name}{at}"
            defined = SCHEMAS[name]["$defs"][form["$ref"].removeprefix("#/$defs/")]
            assert "title" in defined


def test_forms_are_told_apart_by_one_tag_or_by_members_of_their_own() -> None:
    for name, at, part in ALL:
        if "oneOf" not in part or at.endswith("/$defs/Json"):
            continue
        forms = [flat for form in part["oneOf"] for flat in _flat(SCHEMAS[name], form)]
        objects = [form for form in forms if form.get("type") == "object"]
        for one in objects:
            others = [other for other in objects if other is not one]
            tag = {n for n, p in one["properties"].items() if "const" in p} & {"kind", "clock"}
            if tag:
                (word,) = tag
                assert all(
                    other["properties"].get(word) != one["properties"][word] for other in others
                )
                continue
            taken = {n for other in others for n in other["properties"]}
            own = one["properties"].keys() - taken
            assert own & set(one.get("required", ())) or (
                own == one["properties"].keys() and one.get("minProperties") == 1
            ), f"{name}{at}: {one['title']}"


def _flat(whole: dict[str, Any], form: dict[str, Any]) -> list[dict[str, Any]]:
    defined = whole["$defs"][form["$ref"].removeprefix("#/$defs/")]
    inner = defined.get("oneOf")
    return [flat for one in inner for flat in _flat(whole, one)] if inner else [defined]


def test_a_reference_stands_alone_or_inside_all_of() -> None:
    for name, at, part in ALL:
        if "$ref" in part:
            assert part.keys() == {"$ref"}, f"{name}{at}"


def test_every_member_and_every_word_says_what_it_means() -> None:
    for name, at, part in ALL:
        for member, inner in part.get("properties", {}).items():
            assert "const" in inner or inner["description"], f"{name}{at}: {member}"
        for word in part.get("enum", ()):
            assert f"`{word}`: " in part["description"], f"{name}{at}: {word}"


def test_named_unions_have_definitions() -> None:
    assert {"Clause", "Condition", "Span", "Price"} <= SCHEMAS["agreement"]["$defs"].keys()
    assert "Fact" in SCHEMAS["record"]["$defs"]
    assert SCHEMAS["question"]["oneOf"]


def test_a_document_may_name_its_schema() -> None:
    valid = jsonschema_rs.validator_for(SCHEMAS["agreement"])
    assert valid.is_valid(small() | {"$schema": "urn:boundlib:schema:agreement:1.0"})
    assert not valid.is_valid(small() | {"$schema": 1})


def test_a_line_break_at_the_end_is_refused_by_every_engine() -> None:
    for engine in (jsonschema.Draft202012Validator, jsonschema_rs.Draft202012Validator):
        valid = engine(SCHEMAS["agreement"])
        assert valid.is_valid(small())
        assert not valid.is_valid(small() | {"zone": "Europe/London\n"})


def test_a_schema_is_the_callers_own() -> None:
    schema("agreement")["title"] = "changed"
    assert schema("agreement")["title"] == "Agreement"


@pytest.mark.parametrize("name", ["", "agreements", "ledgers", "../x", None, 3])
def test_there_is_not_a_schema_for_everything(name: Any) -> None:
    with pytest.raises(UsageError):
        schema(name)


def test_what_is_shipped_is_found_in_a_tree_and_in_a_wheel() -> None:
    assert json.loads(shipped("schemas", "1.0", "record.schema.json").read_text("utf-8"))
    assert shipped("examples").is_dir()
