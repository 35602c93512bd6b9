"""What real agreements say about contact and crisis, each fact beside the clauses that say it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.examples.places import EXAMPLES, FACTS, clauses_of, plain
from tests.examples.test_examples import typed, with_hours

TABLE = plain(FACTS)["facts"]

CODED = {
    "D01": "C1 C2 C3 C9 K1",
    "D06": "C1 C3 K1",
    "D07": "C3 C5 K1",
    "D08": "C1 C5 K5",
    "D12": "C1 C3 K1",
    "D14": "K1",
    "D16": "C1",
    "D17": "C1 C9",
    "D18": "C1",
    "D20": "C1 C5 K1",
    "D21": "C1 C2 C3 C4",
    "D23": "C1 C2 C3",
    "D28": "K4",
    "D30": "K4",
    "D37": "C1 C2 C6 C7 K1",
    "D38": "C4 C6 C7 K1",
    "D39": "C1 C4 C6 C7 K1",
    "D44": "C7 K1",
    "D58": "K1",
    "D60": "K1",
    "D62": "K2",
    "D64": "C1 C2 K1",
    "D73": "C4",
    "D76": "C4",
    "D77": "K1",
    "D80": "K5",
    "D82": "K6",
    "D83": "K6",
    "D84": "K5",
    "D97": "C8 K2",
}
"""The codes of the contact and crisis facts of each document, kept apart from the table."""

KINDS = {
    "C1": "contact.channel",
    "C2": "contact.window",
    "C3": "contact.reply_time",
    "C4": "contact.allowance",
    "C5": "contact.fee",
    "C6": "contact.precondition",
    "C7": "contact.cool_off",
    "C8": "contact.cover",
    "C9": "contact.channel_risk",
    "K1": "crisis.route",
    "K2": "crisis.criteria",
    "K4": "crisis.emergency_contact",
    "K5": "crisis.safety_plan",
    "K6": "crisis.advance_preference",
}
"""The kind of clause that a code stands for."""

PENDING = {("D21", "C4"), ("D76", "C4"), ("D82", "K6"), ("D83", "K6"), ("D84", "K5")}
"""Facts of which a part has no place in the format yet; the table says which."""


def of_each(row: dict[str, Any]) -> Any:
    return pytest.param(row, id=f"{row['document']}-{row['clause']}")


each_fact = pytest.mark.parametrize("row", [of_each(row) for row in TABLE])


def test_every_fact_of_every_document_is_listed_once() -> None:
    listed = [(row["document"], row["clause"]) for row in TABLE]
    coded = [(name, code) for name, codes in CODED.items() for code in codes.split()]
    assert sorted(listed) == sorted(coded)
    assert {(r["document"], r["clause"]) for r in TABLE if "pending" in r} == PENDING


@each_fact
def test_a_fact_is_said_by_clauses_of_its_kind(row: dict[str, Any]) -> None:
    clauses = clauses_of(row["example"])
    kinds = {clauses[name]["kind"] for name in row["clauses"]}
    assert KINDS[row["clause"]] in kinds


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
        values = list(typed(with_hours(document, clause)))
        return any(type(v) is type(entry["typed"]) and v == entry["typed"] for v in values)
    count = re.match(r"[0-9]+", entry["said"])
    items: Any = clause
    for part in entry["items"].split("/"):
        if isinstance(items, dict) and part not in items:
            return False
        items = items[int(part)] if isinstance(items, list) else items[part]
    return count is not None and len(items) == int(count[0])
