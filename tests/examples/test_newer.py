"""A member of a newer version, at any place of any example, makes no answer more permissive."""

from __future__ import annotations

import copy
import os
import random
from typing import Any

import pytest
from hypothesis import settings

import boundlib
from boundlib import Decision, Question, Record
from boundlib.vocab import Outcome
from tests.examples.places import DECIDED, EXAMPLES, QUESTIONS, RECORDS, VECTORS, plain

Case = tuple[Any, Any, Any]


def gather() -> dict[str, Case]:
    """Every question to an example, with the record it comes with."""
    found: dict[str, Case] = {}
    for path in QUESTIONS:
        beside = EXAMPLES / f"{path.name.split('.')[0]}.record.json"
        record = plain(beside) if beside in RECORDS else None
        found[path.stem] = (path.name.split(".")[0], record, plain(path))
    for path in DECIDED:
        vector = plain(path)
        record = vector.get("record")
        if isinstance(record, str):
            record = plain(EXAMPLES / f"{record}.record.json")
        if isinstance(vector["agreement"], str):
            found[path.stem] = (vector["agreement"], record, vector["question"])
    return found


CASES = gather()


def objects(data: Any) -> list[dict[str, Any]]:
    """Every object of a document."""
    if isinstance(data, dict):
        return [data, *(found for value in data.values() for found in objects(value))]
    if isinstance(data, list):
        return [found for item in data for found in objects(item)]
    return []


def answer(documents: list[Any], question: Any) -> Decision:
    agreement, record = documents
    return boundlib.decide(
        boundlib.from_dict(agreement, lenient=True),
        boundlib.from_dict(question, Question),
        None if record is None else boundlib.from_dict(record, Record, lenient=True),
    )


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_is_not_understood_never_permits_more(name: str) -> None:
    """spec/documents 34, spec/decisions 89; all places in the deep run, some of them otherwise."""
    example, record, question = CASES[name]
    documents = [plain(EXAMPLES / f"{example}.json"), record]
    before = answer(documents, question)
    places = [
        (which, place)
        for which, document in enumerate(documents)
        for place in range(len(objects(document)))
    ]
    few = max(1, settings().max_examples // 25)
    if not os.environ.get("BOUNDLIB_DEEP") and len(places) > few:
        places = random.Random(name).sample(places, few)
    for which, place in places:
        newer = copy.deepcopy(documents)
        newer[which]["spec_version"] = "1.1"
        objects(newer[which])[place]["not_known_yet"] = 1
        compare(before, answer(newer, question))


def compare(before: Decision, after: Decision) -> None:
    if after.outcome in (Outcome.PERMIT, Outcome.ANSWERED, Outcome.NOT_APPLICABLE):
        assert after.outcome is before.outcome
    if after.outcome is Outcome.ANSWERED and after.question.kind != "crisis.route":
        assert after.value == before.value
    if before.outcome in (Outcome.DENY, Outcome.REFER):
        assert after.outcome is before.outcome
    opened = before.next.open_now if before.next else ()
    assert set(after.next.open_now if after.next else ()) <= set(opened)
    assert {i.item for i in permitted(after)} <= {i.item for i in permitted(before)}


def permitted(decision: Decision) -> list[Any]:
    return [found for found in decision.items if found.outcome is Outcome.PERMIT]


@pytest.mark.parametrize(
    ("adopted", "outcome"),
    [
        (("own",), "permit"),
        ((), "unknown"),
        (("another",), "unknown"),
        (("own", "another"), "unknown"),
    ],
)
def test_a_consent_is_held_to_what_was_adopted(adopted: tuple[str, ...], outcome: str) -> None:
    """spec/sharing 28: of a document without a digest."""
    agreement = plain(EXAMPLES / "release-to-the-doctor.json")
    agreement["spec_version"] = "1.1"
    objects(agreement["clauses"][-1])[-1]["not_known_yet"] = 1
    vector = plain(VECTORS / "sharing" / "a-consent-to-another-version.json")
    record = vector["record"]
    digests = {"own": record["facts"][0]["digest"], "another": "B" * 42 + "A"}
    when = "2026-02-02T15:00:00Z"
    for name in adopted:
        fact = {"kind": "adopted", "id": name, "at": when, "recorded_at": when, "version": 1}
        record["facts"].append(fact | {"digest": digests[name], "in_force_from": when})
    assert answer([agreement, record], vector["question"]).outcome == outcome
