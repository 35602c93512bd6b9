"""Reading a newer minor version: nothing is lost, nothing is guessed."""

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boundlib.decide import Engine
from boundlib.errors import DocumentError
from boundlib.findings import usual
from boundlib.model.agreement import Agreement
from boundlib.model.clause import UnreadClause
from boundlib.model.questions import Question
from boundlib.model.record import Record, UnreadFact
from boundlib.testing import documents
from boundlib.testing.making import ANYTHING
from boundlib.testing.mutating import spots_of
from boundlib.wire.documents import check, dumps, from_dict, loads, to_dict
from tests.wire.given import small

LARGE = settings(suppress_health_check=list(HealthCheck))


def objects(data: Any, opaque: bool = False) -> list[dict[str, Any]]:
    """Every object of a document that is not kept data itself."""
    found = [data] if isinstance(data, dict) and not opaque else []
    items = (
        data.items() if isinstance(data, dict) else enumerate(data if type(data) is list else ())
    )
    for name, item in items:
        found += objects(item, opaque or name in ("extensions", "salts"))
    return found


@pytest.mark.parametrize("cls", [Agreement, Record])
def test_an_unknown_member_anywhere_is_kept_and_written_back(cls: Any) -> None:
    @LARGE
    @given(documents(cls), st.data())
    def law(data: dict[str, Any], more: st.DataObject) -> None:
        changed = copy.deepcopy(data)
        holders = objects(changed)
        for holder in more.draw(st.lists(st.sampled_from(range(len(holders))), max_size=3)):
            holders[holder]["zz/~new"] = more.draw(ANYTHING)
        added = changed != data
        if more.draw(st.booleans()):
            changed["spec_version"] = "1.7"
        text = json.dumps(changed)
        assert not (check(text, cls).ok and changed != data)
        value = loads(text, cls, lenient=True)
        assert to_dict(value) == changed
        assert json.loads(dumps(value)) == changed
        assert bool(value.unread) == (changed != data)
        assert loads(dumps(value), cls, lenient=True) == value
        if not added and "spec_version" in (value.unread or {}):
            assert dict(value.unread or {}) == {"/spec_version": "1.7"}

    law()


def test_what_is_kept_stands_under_its_pointer() -> None:
    data = small() | {"spec_version": "1.2"}
    data["parties"][0]["pronouns"] = {"they": [1, True]}
    data["clauses"][1]["within"]["amount"]["mode"] = "x"
    value = loads(json.dumps(data), lenient=True)
    assert value.unread is not None
    assert set(value.unread) == {
        "/spec_version", "/parties/0/pronouns", "/clauses/1/within/amount/mode"
    }  # fmt: skip


NEW_CLAUSE = {"kind": "pace.titration", "id": "slow", "rung": [{"deep": True}], "text": "Slowly."}


def test_a_clause_of_a_newer_kind_is_kept_whole() -> None:
    data = small()
    data["clauses"].insert(1, NEW_CLAUSE)
    assert not check(json.dumps(data)).ok
    value = loads(json.dumps(data), lenient=True)
    kept: Any = value.clauses[1]
    assert isinstance(kept, UnreadClause)
    assert (kept.id, kept.kind, kept.topic) == ("slow", "pace.titration", "pace")
    assert to_dict(value) == data
    assert "Slowly" not in repr(value) + repr(kept)


@pytest.mark.parametrize(
    ("place", "new"),
    [
        ("medium", "telepathy"),
        ("purposes", ["scheduling", "dreaming"]),
        ("when", {"moon": "full"}),
        ("force", {"voted_by": ["client"]}),
    ],
)
def test_a_clause_with_a_newer_word_or_form_is_kept_whole(place: str, new: Any) -> None:
    data = small()
    data["clauses"][0][place] = new
    value = loads(json.dumps(data), lenient=True)
    kept: Any = value.clauses[0]
    assert isinstance(kept, UnreadClause)
    assert kept.kind == "contact.channel"
    assert to_dict(value) == data


STEPS: list[dict[str, Any]] = [
    {"id": "emergency", "reach": "emergency_number", "number": "999", "newer": {"of": [1]}},
    {"id": "peers", "reach": "peer_line", "number": "0800 1", "hours": "office", "newer": 1},
    {"id": "line", "reach": "crisis_line", "medium": "hologram"},
    {"id": "last", "reach": "crisis_line", "number": "116 123"},
]


def with_route(*steps: dict[str, Any]) -> dict[str, Any]:
    data = small() | {"spec_version": "1.1"}
    route = {"kind": "crisis.route", "id": "crisis", "steps": copy.deepcopy(list(steps))}
    data["clauses"] = [c for c in data["clauses"] if c["kind"] != "crisis.route"] + [route]
    return data


def test_of_a_crisis_route_only_the_newer_steps_are_not_read() -> None:
    """spec/documents 33"""
    data = with_route(*STEPS)
    value = loads(json.dumps(data), lenient=True)
    route: Any = value.clauses[-1]
    assert [type(step).__name__ for step in route.steps] == [
        "RouteStep", "UnreadStep", "UnreadStep", "RouteStep"
    ]  # fmt: skip
    assert [step.id for step in route.known_steps] == ["emergency", "last"]
    assert not route.fully_read
    assert not value.fully_read
    place = f"/clauses/{len(value.clauses) - 1}/steps/0/newer"
    assert set(value.unread or {}) == {"/spec_version", place}
    assert to_dict(value) == data == json.loads(dumps(value))
    assert loads(dumps(value), lenient=True) == value
    assert usual(value) is value
    assert "0800" not in repr(route.steps[1])
    assert not check(json.dumps(data | {"spec_version": "1.0"})).ok


@pytest.mark.parametrize("broken", [{"id": "emergency"}, {"hours": "nowhere"}, {"number": 999}])
def test_what_is_broken_in_a_step_is_refused(broken: dict[str, Any]) -> None:
    data = with_route(STEPS[0], STEPS[3] | broken)
    assert not check(json.dumps(data), lenient=True).ok


@pytest.mark.parametrize(
    "broken",
    [
        {"medium": 3},
        {"purposes": []},
        {"timetable": "Office!"},
        {"id": "Not A Slug"},
        {"id": "portal-reply"},
        {"new": None},
    ],
)
def test_lenient_reading_does_not_forgive_what_is_broken(broken: dict[str, Any]) -> None:
    data = small()
    data["clauses"][0] |= broken
    assert not check(json.dumps(data), lenient=True).ok


def test_references_to_what_is_kept_hold() -> None:
    data = small()
    data["clauses"].append({"kind": "session.package", "id": "ten", "units": 10})
    data["clauses"].append({
        "kind": "contact.fee", "id": "fee",
        "price": {"kind": "credit", "package": "ten", "units": 1},
    })  # fmt: skip
    assert to_dict(loads(json.dumps(data), lenient=True)) == data
    data["clauses"][-1]["price"]["package"] = "eleven"
    assert not check(json.dumps(data), lenient=True).ok


def test_salts_of_what_is_kept_hold() -> None:
    data = small() | {"spec_version": "1.1"}
    data["clauses"].append(NEW_CLAUSE)
    data["salts"] = {"clauses/slow/text": "A" * 22}
    assert to_dict(loads(json.dumps(data), lenient=True)) == data


def test_a_fact_of_a_newer_kind_is_kept_whole() -> None:
    fact = {"id": "f1", "kind": "dream_told", "at": "2026-01-01T00:00:00Z", "of": "x"}
    data = {"type": "record", "spec_version": "1.0", "agreement": "urn:x:y", "facts": [fact]}
    value = loads(json.dumps(data), Record, lenient=True)
    kept: Any = value.facts[0]
    assert isinstance(kept, UnreadFact)
    assert to_dict(value) == data


def test_a_question_is_never_read_leniently() -> None:
    data = {
        "type": "question", "spec_version": "1.0", "kind": "contact.may",
        "at": "2026-11-06T16:00:00Z", "by": "client", "to": "therapist",
    }  # fmt: skip
    loads(json.dumps(data), Question, lenient=True)
    with pytest.raises(DocumentError, match="unknown_member"):
        loads(json.dumps(data | {"only_if": "asked"}), Question, lenient=True)
    with pytest.raises(DocumentError, match="newer_spec"):
        loads(json.dumps(data | {"spec_version": "1.1"}), Question, lenient=True)


@LARGE
@given(documents(Agreement), st.data())
def test_lenient_reading_of_a_sound_document_is_strict_reading(
    data: dict[str, Any], more: st.DataObject
) -> None:
    assert from_dict(data, lenient=True) == from_dict(data)
    assert from_dict(data, lenient=True).unread is None
    assert list(spots_of(data, None))


def test_only_a_newer_version_is_kept_beside_what_was_not_read() -> None:
    """spec/documents 34"""
    for version, more in (("1.0", {}), ("1.1", {"/spec_version": "1.1"})):
        value = from_dict(small() | {"spec_version": version, "novel": 1}, lenient=True)
        assert dict(value.unread or {}) == {"/novel": 1, **more}


@pytest.mark.parametrize(
    ("novel", "kind"),
    [
        ({"kind": "dreamt"}, "retracted"),
        ({"kind": "message_sent", "medium": "telepathy"}, "retracted"),
        ({"kind": "message_sent", "medium": "telepathy"}, "message_sent"),
    ],
)
def test_what_is_not_understood_can_be_corrected(novel: dict[str, Any], kind: str) -> None:
    """spec/documents 55: a correction of a newer fact is read; spec/decisions 90"""
    when = {"at": "2026-06-01T12:00:00Z", "recorded_at": "2026-06-01T12:00:00Z"}
    data = {
        "type": "record",
        "spec_version": "1.1",
        "agreement": small()["id"],
        "facts": [
            {"id": "new", **when, **novel},
            {"id": "back", "kind": kind, "replaces": "new", **when},
        ],
    }
    record = loads(json.dumps(data), Record, lenient=True)
    assert UnreadFact in map(type, record.facts)
    assert to_dict(record) == data
    question = {"type": "question", "spec_version": "1.0", "kind": "contact.may"}
    question |= {"at": "2026-06-02T12:00:00Z", "by": "client", "to": "therapist"}
    engine = Engine(from_dict(small()), digest=None)
    assert engine.decide(from_dict(question, Question), record).outcome != "permit"
