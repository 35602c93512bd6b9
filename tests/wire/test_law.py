"""What structure accepts is what the published schema accepts and the values' own rules allow."""

import copy
import os
from collections import Counter
from functools import cache
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from boundlib.declare.shapes import ArrayShape, ObjectShape, UnionShape, shape_of
from boundlib.model.agreement import Agreement
from boundlib.testing import documents, mutations
from boundlib.testing.making import Maker, NothingFits
from boundlib.testing.mutating import edges, spots_of
from boundlib.wire.gate import DOCUMENTS
from boundlib.wire.shipped import schema as published
from boundlib.wire.sink import BAD, Sink
from boundlib.wire.structure import function_of
from tests.wire.given import small

SHARE = {"agreement": 3, "record": 3, "question": 3, "decision": 2, "amendment": 2, "ledger": 2}
"""How many times the examples of a profile; what a ledger holds is seen by itself."""
LARGE = settings(suppress_health_check=list(HealthCheck))


schema = cache(published)


@cache
def fast(document: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema(document))


@cache
def slow(document: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(document))


def compare(document: str, data: Any) -> tuple[bool, bool]:
    """Whether structure and schema accept; fails where they do not say the same."""
    sink = Sink()
    before = copy.deepcopy(data)
    accepted = function_of(shape_of(DOCUMENTS[document]))(data, sink) is not BAD
    assert data == before, "reading changed the data"
    assert accepted == (not sink.found)
    rules = [(p.code, p.path) for p in sink.found if p.rule]
    forms = [(p.code, p.path) for p in sink.found if not p.rule]
    valid = fast(document).is_valid(data)
    assert accepted == (valid and not rules), forms or "only the schema refuses it"
    assert not (valid and forms), forms
    return accepted, valid


@pytest.mark.parametrize("document", DOCUMENTS)
def test_structure_accepts_what_the_schema_accepts_and_the_rules_allow(document: str) -> None:
    cls = DOCUMENTS[document]
    seen: Counter[tuple[bool, bool]] = Counter()
    most = (settings.default or settings()).max_examples
    examples = int(most * SHARE[document] / (1 if os.environ.get("BOUNDLIB_DEEP") else 3)) + 2

    @settings(LARGE, max_examples=examples)
    @given(documents(cls).flatmap(lambda data: st.tuples(st.just(data), mutations(data, cls))))
    def law(pair: tuple[Any, Any]) -> None:
        assert compare(document, pair[0]) == (True, True)
        seen[compare(document, pair[1])] += 1

    law()
    # A law about refusals means little where nothing is accepted, or nothing refused.
    assert seen[(True, True)] > 0
    assert seen[(False, False)] > 0


@pytest.mark.parametrize("document", DOCUMENTS)
def test_structure_and_schema_agree_on_every_bound(document: str) -> None:
    """Every value at an edge of its shape, put into every place of some documents."""
    cls = DOCUMENTS[document]

    @settings(LARGE, max_examples=max(3, (settings.default or settings()).max_examples // 25))
    @given(documents(cls))
    def law(data: dict[str, Any]) -> None:
        for container, name, shape in list(spots_of(data, shape_of(cls))):
            kept = container[name]
            for edge in edges(shape, kept):
                container[name] = edge
                compare(document, data)
            container[name] = kept

    law()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_two_validators_agree(document: str) -> None:
    """The reference implementation is slow, so it sees fewer documents."""
    cls = DOCUMENTS[document]

    @settings(LARGE, max_examples=max(5, (settings.default or settings()).max_examples // 10))
    @given(documents(cls).flatmap(lambda data: mutations(data, cls)))
    def law(data: Any) -> None:
        assert slow(document).is_valid(data) == fast(document).is_valid(data)

    law()


def classes(document: str) -> dict[str, ObjectShape]:
    """Every declared class that a document can hold, by its name in the schema."""
    found: dict[str, ObjectShape] = {}
    todo: list[Any] = [shape_of(DOCUMENTS[document])]
    while todo:
        shape = todo.pop()
        if isinstance(shape, ArrayShape):
            todo.append(shape.item)
        elif isinstance(shape, UnionShape):
            todo += shape.alternatives
        elif isinstance(shape, ObjectShape) and shape.title not in found:
            found[shape.title] = shape
            todo += [member.shape for member in shape.members.values()]
    return found


def classes_once() -> list[tuple[str, str]]:
    """Every class once, in the first document that has it."""
    found: dict[str, str] = {}
    for document in DOCUMENTS:
        for name in classes(document):
            if name in schema(document)["$defs"]:
                found.setdefault(name, document)
    return [(document, name) for name, document in found.items()]


CLASSES = classes_once()
WHOLES: dict[type, Any] = {Agreement: st.just(small())}
"""Agreements inside other documents: their own bounds are met where they are documents."""


@pytest.mark.parametrize(("document", "name"), CLASSES)
def test_structure_and_schema_agree_on_every_bound_of_every_member(
    document: str, name: str
) -> None:
    """A class at a time: a document holds too much to meet each bound of each member."""
    shape, parts = classes(document)[name], schema(document)["$defs"]
    valid = jsonschema_rs.Draft202012Validator({**parts[name], "$defs": parts})
    structured = function_of(shape)
    compared: Counter[str] = Counter()

    @settings(LARGE, max_examples=max(3, settings().max_examples // 50))
    @given(st.data())
    def law(more: st.DataObject) -> None:
        maker = Maker(more.draw, wholes=WHOLES)
        maker.depth = 4  # what lies inside is small: it is a class of its own
        try:
            whole = maker.members(shape)
        except NothingFits:
            reject()  # nothing could be made to fit what it needs: not a document at all
        for wire, member in shape.members.items():
            try:
                data = whole | {wire: maker.make(member.shape)}
            except NothingFits:
                continue
            inner = member.shape
            forms = inner.alternatives if isinstance(inner, UnionShape) else [inner]
            for edge in [e for form in forms for e in edges(form, data[wire])]:
                sink = Sink()
                changed = data | {wire: edge}
                accepted = structured(changed, sink) is not BAD
                ruled = any(p.rule for p in sink.found)
                assert accepted == (valid.is_valid(changed) and not ruled), changed
                compared[wire] += 1

    law()
    assert compared.keys() == shape.members.keys()
