"""Where the examples, the facts and the vectors are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
VECTORS = ROOT / "schemas" / "vectors"
LEDGERS = VECTORS / "ledger"
FACTS = Path(__file__).parent / "facts.json"

AGREEMENTS = sorted(
    p for p in EXAMPLES.glob("*.json") if not p.name.endswith(".record.json") and p.stem != "broken"
)
RECORDS = sorted(EXAMPLES.glob("*.record.json"))
QUESTIONS = sorted((EXAMPLES / "questions").glob("*.json"))


def plain(path: Path) -> Any:
    """A file as plain data."""
    return json.loads(path.read_text("utf-8"))


def clauses_of(example: str) -> dict[str, Any]:
    """The clauses of an example by id, as plain data."""
    return {c["id"]: c for c in plain(EXAMPLES / f"{example}.json")["clauses"]}
