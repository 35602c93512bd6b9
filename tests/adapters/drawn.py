"""Large tables at random, made without the library: the words that its columns can hold."""

import random
from functools import cache
from typing import Any

from boundlib.adapters.columns import COLUMNS
from boundlib.adapters.table import Table, table

WORDS: dict[str, list[str]] = {
    "agreement": [f"urn:example:{number}" for number in range(300)],
    "change": ["added", "removed", "altered", "moved"],
    "direction": ["tightened", "loosened", "shifted", "neutral"],
    "effect": ["gains", "loses", "mixed", "same"],
    "id": ["portal", "coaching", "to-my-gp", "evenings"],
    "kept": ["yes", "late", "no", "open"],
    "kind": ["contact.window", "contact.channel", "sharing.release", "crisis.route", ""],
    "part": ["clause", "clause", "clause", "party", "timetable", "agreement"],
    "role": ["client", "therapist", "guardian"],
    "state": ["open", "countered", "declined", "withdrawn", "lapsed", "superseded", "adopted"],
    "topic": ["contact", "sharing", "crisis", ""],
}


@cache
def drawn(name: str, rows: int, seed: int = 1) -> Table:
    """A table of that many rows; the same seed gives the same."""
    rng = random.Random(seed)
    months = [year * 100 + month for year in range(2020, 2027) for month in range(1, 13)]

    def items(column: Any) -> list[Any]:
        if column.type is str:
            return rng.choices(WORDS.get(column.name, ["a", "b", "c"]), k=rows)
        if column.name.endswith("month"):
            return rng.choices(months, k=rows)
        return rng.choices(range(-1, 10**7), k=rows)

    return table(name, list(zip(*map(items, COLUMNS[name]), strict=True)))
