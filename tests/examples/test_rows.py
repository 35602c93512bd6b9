"""Every row of what an agreement must be able to say is typed, shown in one year, and asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

import boundlib
from boundlib import Record
from scripts import recovery_year
from tests.examples.places import DECIDED, EXAMPLES, plain

YEAR = EXAMPLES / "recovery-year"
ROWS = json.loads((EXAMPLES.parent / "tests/examples/rows.json").read_text("utf-8"))["rows"]
TEXTS = {n: boundlib.load(YEAR / f"version-{n}.json") for n in (1, 2)}
RECORD = boundlib.load(YEAR / "year.record.json", Record)
ASKED = {
    v["question"]["kind"]
    for v in map(plain, DECIDED)
    if str(v["agreement"]).startswith("recovery-year/")
}
ROWS_OF_PARAGRAPHS = {2: 6, 5: 6, 7: 6, 8: 6, 10: 5, 11: 4, 13: 9, 16: 2}
"""How many rows each paragraph has, kept apart from the list."""

each_row = pytest.mark.parametrize(
    "row", [pytest.param(r, id=f"{r['paragraph']}-{r['row']}".replace(" ", "-")) for r in ROWS]
)


def test_every_row_of_every_paragraph_is_listed() -> None:
    found = [row["paragraph"] for row in ROWS]
    assert {n: found.count(n) for n in found} == ROWS_OF_PARAGRAPHS


@each_row
def test_a_row_is_typed_and_happens_in_the_worked_year(row: dict[str, Any]) -> None:
    assert set(row["kinds"]) <= {clause.kind for clause in TEXTS[2].clauses}
    assert set(row.get("facts", ())) <= {str(fact.kind) for fact in RECORD.facts}


@each_row
def test_a_row_is_asked_and_answered(row: dict[str, Any]) -> None:
    assert set(row["asked"]) <= ASKED


def test_the_record_is_what_the_script_tells() -> None:
    assert {p.name: p.read_text("utf-8") for p in YEAR.glob("*.record.json")} == (
        recovery_year.files()
    )


def test_both_texts_are_in_the_record() -> None:
    adopted = [fact for fact in RECORD.facts if isinstance(fact, boundlib.model.binding.Adopted)]
    assert {a.version: a.digest for a in adopted} == {
        n: boundlib.digest(text) for n, text in TEXTS.items()
    }
