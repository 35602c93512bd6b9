"""How long a decision takes, question by question, as a ratio to reading the agreement's JSON.

    python benchmarks/decisions.py           a table
    python benchmarks/decisions.py --json    the same figures as JSON

The control is `json.loads` of the same agreement in the same run: a ratio means the same on any
machine. Every decision is whole: with its end, when it opens, and the crisis route. The engine is
compiled once, as it is meant to be, and the first answer, which compiles the hours, is timed apart.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from measure import Work, interleaved

from boundlib import Record, compile, from_dict
from boundlib.model.questions import Question

EXAMPLES = Path(__file__).parent.parent / "examples"
CONTROL = "json.loads"
CALLS = 20
ROUNDS = 40


def questions() -> dict[str, tuple[str, Path]]:
    """One example question of each kind, the longest-named agreement first: kind to file."""
    found: dict[str, tuple[str, Path]] = {}
    for path in sorted((EXAMPLES / "questions").glob("*.json")):
        kind = json.loads(path.read_text("utf-8"))["kind"]
        found.setdefault(kind, (path.name.partition(".")[0], path))
    return found


def measure(name: str, path: Path) -> dict[str, Any]:
    """The figures of one question."""
    text = (EXAMPLES / f"{name}.json").read_text("utf-8")
    agreement = from_dict(json.loads(text))
    known = EXAMPLES / f"{name}.record.json"
    record = from_dict(json.loads(known.read_text("utf-8")), Record) if known.exists() else None
    question = from_dict(json.loads(path.read_text("utf-8")), Question)
    engine = compile(agreement)
    started = time.process_time()
    decision = engine.decide(question, record)
    first = time.process_time() - started
    works = {
        CONTROL: Work(lambda _: json.loads(text), [(0,)] * CALLS),
        "decide": Work(lambda _: engine.decide(question, record), [(0,)] * CALLS),
    }
    each = interleaved(works, control=CONTROL, rounds=ROUNDS)["decide"]
    return {
        "kind": question.kind,
        "agreement": name,
        "outcome": str(decision.outcome),
        "microseconds": round(each.micros, 1),
        "ratio": round(each.ratio, 2),
        "first_ms": round(first * 1e3, 1),
    }


def main() -> int:
    ask = argparse.ArgumentParser(description="How long a decision takes.")
    ask.add_argument("--json", action="store_true", help="print the figures as JSON")
    as_json = ask.parse_args().json
    figures = [measure(name, path) for _, (name, path) in sorted(questions().items())]
    middle = round(statistics.median(row["ratio"] for row in figures), 2)
    if as_json:
        print(json.dumps({"decisions": figures, "median_ratio": middle}, indent=2))
        return 0
    print("| question | agreement | outcome | µs | ratio | first, ms |")
    print("|---|---|---|---:|---:|---:|")
    for row in figures:
        print("| " + " | ".join(str(row[name]) for name in row) + " |")
    print(f"\nMedian: {middle} times `json.loads` of the agreement.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
