"""What real agreements say, each fact beside what says it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

import boundlib
from boundlib.decide import Engine
from boundlib.errors import UsageError
from boundlib.model.questions import Question
from tests.examples.places import DECIDED, EXAMPLES, FACTS, clauses_of, plain
from tests.examples.test_examples import typed, with_named
from tests.examples.test_vectors import source

TABLE = plain(FACTS)["facts"]
NO_RULE = plain(FACTS)["no_rule"]
ASKED = [plain(path) for path in DECIDED]

CODED = {
    "D01": "C1 C2 C3 C9 K1",
    "D04": "P2",
    "D05": "P1",
    "D06": "C1 C3 K1 S1",
    "D07": "C3 C5 K1 S1",
    "D08": "C1 C5 K5 P6 S1 W4",
    "D09": "S1 W3",
    "D10": "P3",
    "D11": "P3",
    "D12": "C1 C3 G3 K1 K3 W1 W2",
    "D13": "K3 W3",
    "D14": "G3 G5 K1 K3 P6",
    "D15": "G3 K3 P5 P6 W1",
    "D16": "C1",
    "D17": "C1 C9",
    "D18": "C1",
    "D20": "C1 C5 K1",
    "D21": "C1 C2 C3 C4",
    "D23": "C1 C2 C3",
    "D24": "G3 G5 K3 P5 P6 S1",
    "D25": "K3 P5 P6 S1",
    "D27": "G1 G3 S1",
    "D28": "G3 K3 K4 P6 S1",
    "D30": "K3 K4 P5 P6 S1",
    "D31": "G1 S1",
    "D35": "K3 P5 W1",
    "D37": "C1 C2 C6 C7 K1 P2",
    "D38": "C4 C6 C7 K1 W2",
    "D39": "C1 C4 C6 C7 K1",
    "D41": "G1 S1 W2 W3",
    "D44": "C7 K1",
    "D50": "P4",
    "D56": "G3 S1",
    "D57": "K3 P3 S1 W5",
    "D58": "G8 K1 P3",
    "D60": "K1",
    "D62": "G3 K2 K3",
    "D64": "C1 C2 K1 P3",
    "D65": "P1",
    "D66": "P1",
    "D67": "P1 P2",
    "D69": "P2 P4",
    "D70": "K3 P2",
    "D71": "K3 P1 P4",
    "D72": "G8 K3 P2 P6",
    "D73": "C4 G8",
    "D74": "K3 P1 P4",
    "D76": "C4",
    "D77": "G3 G5 K1 W5",
    "D78": "G1 G3 G5 P1 W5",
    "D80": "K5",
    "D82": "K6",
    "D83": "K6",
    "D84": "K5 W3",
    "D85": "P2",
    "D86": "P8 W5",
    "D88": "P7",
    "D89": "W2 W4",
    "D90": "W4",
    "D91": "W2",
    "D92": "G1",
    "D97": "C8 K2",
}
"""The codes of the facts of each document, kept apart from the table."""

KINDS = {
    "C1": ("contact.channel",),
    "C2": ("contact.window",),
    "C3": ("contact.reply_time",),
    "C4": ("contact.allowance",),
    "C5": ("contact.fee",),
    "C6": ("contact.precondition",),
    "C7": ("contact.cool_off",),
    "C8": ("contact.cover",),
    "C9": ("contact.channel_risk",),
    "K1": ("crisis.route",),
    "K2": ("crisis.criteria",),
    "K4": ("crisis.emergency_contact",),
    "K5": ("crisis.safety_plan",),
    "K6": ("crisis.advance_preference",),
    "G1": ("governance.review",),
    "G3": ("governance.ending",),
    "G5": ("governance.right",),
    "G8": ("governance.consent", "governance.eligibility"),
    "K3": ("sharing.legal_limit",),
    "P1": ("sharing.release", "sharing.release_rule"),
    "P2": ("sharing.minor", "sharing.release", "sharing.third_party", "governance.consent"),
    "P3": ("sharing.unit_of_care",),
    "P4": ("sharing.third_party", "sharing.refusal"),
    "P5": ("sharing.consultation",),
    "P6": ("sharing.records",),
    "P7": ("sharing.recording",),
    "P8": ("pace.touch",),
    "S1": ("session.frame",),
    "W1": ("work.duty",),
    "W2": ("work.homework",),
    "W3": ("work.milestone", "work.transition"),
    "W4": ("work.ritual",),
    "W5": ("pace.right_to_pause",),
}
"""The kinds of clause that a code stands for: at least one of them says the fact."""

PENDING = {
    ("D07", "S1"),
    ("D21", "C4"),
    ("D57", "P3"),
    ("D67", "P2"),
    ("D82", "K6"),
    ("D85", "P2"),
}
"""Facts of which a part has no place in the format yet; the table says which."""


NOTHING_TURNS_ON = {
    ("D72", "P6"): "that notes are kept apart; of seeing, keeping or telling them it says nothing",
}
"""Facts of sharing that are typed and shown, but by which no question is answered."""


def of_each(row: dict[str, Any]) -> Any:
    return pytest.param(row, id=f"{row['document']}-{row['clause']}")


each_fact = pytest.mark.parametrize("row", [of_each(row) for row in TABLE])


def test_every_fact_of_every_document_is_listed_once() -> None:
    listed = [(row["document"], row["clause"]) for row in TABLE + NO_RULE]
    coded = [(name, code) for name, codes in CODED.items() for code in codes.split()]
    assert sorted(listed) == sorted(coded)
    assert {(r["document"], r["clause"]) for r in TABLE if "pending" in r} == PENDING


def test_what_states_no_rule_says_why() -> None:
    assert all(set(row) == {"document", "clause", "fact", "reason"} for row in NO_RULE)
    assert all(len(row["reason"]) > 10 for row in NO_RULE)


@each_fact
def test_an_example_that_says_a_fact_is_asked(row: dict[str, Any]) -> None:
    asked = {v["agreement"] for v in ASKED if isinstance(v["agreement"], str)}
    if row["clause"][0] in "PG" or row["clause"] == "K3":
        assert row["example"] in asked


@each_fact
def test_an_answer_turns_on_each_clause_of_a_fact_of_sharing(row: dict[str, Any]) -> None:
    """Without the clause one of the vectors is answered otherwise."""
    if row["clause"][0] != "P" and row["clause"] not in ("G8", "K3"):
        return
    asked = [v for v in ASKED if v["agreement"] == row["example"]]
    idle = [
        name
        for name in row["clauses"]
        if all(_answer(v["name"]) == _answer(v["name"], name) for v in asked)
    ]
    assert bool(idle) == ((row["document"], row["clause"]) in NOTHING_TURNS_ON), idle


@cache
def _answer(name: str, without: str | None = None) -> dict[str, Any] | None:
    """A vector's answer, also where a clause is left out of what was consented to; None: misuse."""
    vector = next(v for v in ASKED if v["name"] == name)
    whole = boundlib.loads(source(vector["agreement"], ".json"))
    data = boundlib.to_dict(whole)
    data["clauses"] = [c for c in data["clauses"] if c["id"] != without]
    engine = Engine(boundlib.from_dict(data), digest=boundlib.digest(whole))
    record = None
    if "record" in vector:
        record = boundlib.loads(source(vector["record"], ".record.json"), boundlib.Record)
    question = boundlib.loads(json.dumps(vector["question"]), Question)
    try:
        found = boundlib.to_dict(engine.decide(question, record))
    except UsageError:  # it asks about the very clause
        return None
    said = ("outcome", "items", "value", "obligations", "near_miss")
    return {name: found.get(name) for name in said}


@each_fact
def test_a_fact_is_said_by_clauses_of_its_kind(row: dict[str, Any]) -> None:
    clauses = clauses_of(row["example"])
    kinds = {clauses[name]["kind"] for name in row["clauses"]}
    assert kinds & set(KINDS[row["clause"]])


@each_fact
def test_every_number_of_a_fact_is_typed_or_says_why_not(row: dict[str, Any]) -> None:
    entries = row.get("numbers", [])
    said = [run for entry in entries for run in re.findall(r"[0-9]+", entry["said"])]
    assert sorted(re.findall(r"[0-9]+", row["fact"])) == sorted(said)
    clauses = clauses_of(row["example"])
    document = plain(EXAMPLES / f"{row['example']}.json")
    for entry in entries:
        assert entry["said"] in row["fact"]
        if "no_rule" in entry:
            assert len(entry["no_rule"]) > 10
            continue
        found = [holds(document, clauses[name], entry) for name in row["clauses"]]
        assert any(found), entry


def holds(document: Any, clause: Any, entry: dict[str, Any]) -> bool:
    """Whether a clause has the number: as a value, or as so many items of a list."""
    if "typed" in entry:
        values = list(typed(with_named(document, clause)))
        return any(type(v) is type(entry["typed"]) and v == entry["typed"] for v in values)
    count = re.match(r"[0-9]+", entry["said"])
    items: Any = clause
    for part in entry["items"].split("/"):
        if isinstance(items, dict) and part not in items:
            return False
        items = items[int(part)] if isinstance(items, list) else items[part]
    return count is not None and len(items) == int(count[0])
