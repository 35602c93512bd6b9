"""Every vector of schemas/vectors is answered as it says (schemas/vectors/README.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import boundlib
from boundlib import Decision, Engine, Record
from boundlib.model.questions import Question
from boundlib.vocab import Outcome
from tests.examples.match import differences
from tests.examples.places import DECIDED, EXAMPLES, plain

PATHS = DECIDED
MEMBERS = {"name", "spec", "agreement", "record", "question", "expect", "absent"}
TOPICS = "time|documents|decisions|sharing|governance|measures|work|pace"
SENTENCE = re.compile(rf"spec/({TOPICS})( [0-9]+)?")
GOLDEN = {"12", "13", "14", "17", "18", "20", "21", "23", "24", "30"}

each_vector = pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in PATHS])


def source(said: Any, suffix: str) -> str | bytes:
    """A document that stands in a vector, or the example it names."""
    if isinstance(said, str):
        return (EXAMPLES / f"{said}{suffix}").read_bytes()
    return json.dumps(said)


def compiled(agreement: str | bytes) -> Engine:
    return boundlib.compile(boundlib.loads(agreement))


kept = lru_cache(maxsize=None)(compiled)
"""Each vector is asked several times, and many share an agreement."""


def decided(vector: dict[str, Any], engine: Callable[[Any], Engine] = kept) -> Decision:
    record = None
    if "record" in vector:
        record = boundlib.loads(source(vector["record"], ".record.json"), Record)
    question = boundlib.loads(json.dumps(vector["question"]), Question)
    return engine(source(vector["agreement"], ".json")).decide(question, record)


@each_vector
def test_a_vector_has_its_form(path: Path) -> None:
    vector = plain(path)
    assert vector["name"] == path.stem
    assert set(vector) <= MEMBERS
    assert all(SENTENCE.fullmatch(s) for s in vector["spec"])
    members = set(boundlib.schema("decision")["properties"])
    assert set(vector["expect"]) <= members - {"type", "spec_version", "question"}


@each_vector
def test_the_decision_is_as_expected(path: Path) -> None:
    vector = plain(path)
    decision = decided(vector)
    got = json.loads(boundlib.dumps(decision))
    assert list(differences(vector["expect"], got, vector.get("absent", ()))) == []


@each_vector
def test_the_answer_holds_until_just_then(path: Path) -> None:
    """One second before `valid_until` the same answer, at it another."""
    vector = plain(path)
    first = decided(vector)
    if first.valid_until is None:
        return
    before, after = (asked_again(vector, first.valid_until, late) for late in (-1, 0))
    assert answer_of(before) == answer_of(first)
    assert answer_of(after) != answer_of(first)
    assert before.valid_until == first.valid_until


@each_vector
def test_contact_opens_and_closes_just_then(path: Path) -> None:
    vector = plain(path)
    coming = decided(vector).next
    if coming is None:
        return
    if isinstance(coming.opens_at, boundlib.Instant):
        assert asked_again(vector, coming.opens_at, -1).outcome is not Outcome.PERMIT
        assert asked_again(vector, coming.opens_at, 0).outcome is Outcome.PERMIT
    if isinstance(coming.closes_at, boundlib.Instant):
        assert asked_again(vector, coming.closes_at, -1).outcome is Outcome.PERMIT
        assert asked_again(vector, coming.closes_at, 0).outcome is not Outcome.PERMIT


@each_vector
def test_the_same_question_has_the_same_decision_to_the_byte(path: Path) -> None:
    vector = plain(path)
    written = boundlib.dumps(decided(vector))
    assert written == boundlib.dumps(decided(vector))
    assert written == boundlib.dumps(decided(vector, compiled))
    assert boundlib.dumps(boundlib.loads(written, Decision)) == written


def asked_again(vector: dict[str, Any], at: boundlib.Instant, late: int) -> Decision:
    """The same question at another instant, on the same record."""
    moment = str(boundlib.Instant(at + late))
    record = vector.get("record")
    if isinstance(record, str):
        record = plain(EXAMPLES / f"{record}.record.json")
    if record is not None and "complete" in record:
        asked = vector["question"]["at"]
        record = record | {"complete": [goes_on(c, asked, moment) for c in record["complete"]]}
    question = vector["question"] | {"at": moment}
    return decided(vector | {"question": question} | ({"record": record} if record else {}))


def goes_on(coverage: dict[str, Any], asked: str, moment: str) -> dict[str, Any]:
    """Until when an answer holds assumes that what is complete now stays complete."""
    if coverage["through"] < asked:
        return coverage
    return coverage | {"through": max(coverage["through"], moment)}


def answer_of(decision: Decision) -> dict[str, Any]:
    """What is compared for `valid_until`."""
    data = json.loads(boundlib.dumps(decision))
    apart = {"question", "reasons", "basis", "valid_until"}
    return {name: item for name, item in data.items() if name not in apart}


def test_no_two_vectors_have_one_name() -> None:
    assert len({p.stem for p in PATHS}) == len(PATHS)


def test_every_question_and_every_outcome_is_shown() -> None:
    vectors = [plain(p) for p in PATHS]
    kinds = {cls.kind for cls in Question.__args__}
    assert {v["question"]["kind"] for v in vectors} == kinds
    assert {v["expect"].get("outcome") for v in vectors} >= {str(o) for o in Outcome}


def test_the_golden_cases_are_there() -> None:
    assert {n for p in PATHS for n in re.findall(r"^golden-([0-9]+)-", p.stem)} == GOLDEN


# --- a comparison that lets everything pass would show nothing ------------------------------------

GOT = {
    "outcome": "deny",
    "reasons": [{"code": "a", "clause": "x"}, {"code": "b"}, {"code": "c"}],
    "waits_for": [{"fact": "p"}, {"fact": "q"}],
    "route": {"steps": [{"id": 1}, {"id": 2}], "first": 1},
}


@pytest.mark.parametrize(
    "expect",
    [
        {"outcome": "deny"},
        {"reasons": [{"code": "a"}, {"code": "c"}]},
        {"waits_for": [{"fact": "q"}, {"fact": "p"}]},
        {"route": {"steps": [{}, {"id": 2}]}},
    ],
)
def test_what_fits_has_no_differences(expect: dict[str, Any]) -> None:
    assert list(differences(expect, GOT, ["/value", "/route/last"])) == []


@pytest.mark.parametrize(
    ("expect", "absent"),
    [
        ({"outcome": "permit"}, []),
        ({"value": 1}, []),
        ({"reasons": [{"code": "c"}, {"code": "a"}]}, []),
        ({"reasons": [{"code": "a", "clause": "y"}]}, []),
        ({"reasons": [{"code": "a"}, {"code": "a"}]}, []),
        ({"waits_for": [{"fact": "p"}, {"fact": "p"}]}, []),
        ({"route": {"steps": [{"id": 1}]}}, []),
        ({"route": {"steps": [{"id": 2}, {"id": 1}]}}, []),
        ({"route": {"first": True}}, []),
        ({"route": {"first": "1"}}, []),
        ({}, ["/route/first"]),
        ({}, ["/outcome"]),
    ],
)
def test_what_does_not_fit_is_seen(expect: dict[str, Any], absent: list[str]) -> None:
    assert list(differences(expect, GOT, absent))
