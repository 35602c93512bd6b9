"""The agreement that reading and writing are measured on: 5.9 kB of canonical JSON, 311 nodes.

It is a part of an example, with the words that two people write: about two sentences a clause.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).parents[1] / "examples/first-agreement.json"
KEPT = [
    "portal",
    "phone",
    "email",
    "office-calls",
    "portal-reply",
    "coaching-a-week",
    "rest",
    "leave-cover",
    "crisis",
    "urgent",
]
WORDS = (
    " We talked about this in our second session and wrote it down together, so that neither of "
    "us has to remember it in a hard week. We look at it again in spring."
)


def document() -> dict[str, Any]:
    """The agreement as plain data."""
    whole: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
    clauses = [clause for clause in whole["clauses"] if clause["id"] in KEPT]
    return whole | {"clauses": [c | {"text": c["text"] + WORDS} for c in clauses]}


def nodes(data: Any) -> int:
    """How many values plain data holds, itself included."""
    if isinstance(data, dict):
        return 1 + sum(map(nodes, data.values()))
    return 1 + sum(map(nodes, data)) if isinstance(data, list) else 1
