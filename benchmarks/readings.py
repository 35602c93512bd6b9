"""What one question about the work costs on a long record: 10,000 readings and reports beside 100.

    python benchmarks/readings.py           tables
    python benchmarks/readings.py --json    the same figures as JSON

The control is the same question on the same agreement with 100 of each. Each engine has read its
record before; a first question also scores every reading once, which is shown apart. Every call is
asked at another instant, so that no two are the same.
"""

from __future__ import annotations

import argparse
import json
import sys
from statistics import median
from time import process_time
from typing import Any

from measure import Work, interleaved, micros, table

from boundlib import Question, Record, compile, from_dict
from boundlib.times.scalars import Instant

FEW, MANY, GOAL = 100, 10_000, 2.0
ROUNDS, EACH, FIRSTS = 25, 20, 5
START = int(Instant.parse("2026-01-05T09:00:00Z"))
DAY = 86_400
KINDS = (
    "work.milestone_now",
    "work.reading",
    "work.change",
    "work.goal_touched",
    "pace.ready",
    "work.homework_now",
    "work.due",
    "work.setback_now",
)

AGREEMENT: dict[str, Any] = {
    "type": "agreement",
    "spec_version": "1.0",
    "id": "urn:example:readings",
    "version": 1,
    "language": "en-GB",
    "zone": "Europe/London",
    "parties": [{"id": "client", "roles": ["client"]}, {"id": "other", "roles": ["therapist"]}],
    "clauses": [
        {
            "kind": "work.milestone",
            "id": "goal",
            "target": {
                "measure": "phq-9",
                "direction": "down",
                "goal": {"level": 9},
                "held": {"clock": "calendar", "amount": "P28D"},
            },
        },
        {
            "kind": "pace.readiness",
            "id": "ready",
            "indicators": [{"id": "mood", "measure": "phq-9", "at_most": 9}],
        },
        {
            "kind": "work.homework",
            "id": "walk",
            "task": "walk",
            "every": {"clock": "calendar", "amount": "P2D"},
        },
        {
            "kind": "work.setback",
            "id": "setbacks",
            "reply": {"clock": "calendar", "amount": "P1D", "from": "told"},
        },
    ],
    "term": {"first": "2026-01-05"},
}


def record(count: int, *, days: bool) -> Record:
    """So many readings, reports and setbacks; by their instant, or only by their day."""
    facts = []
    for number in range(count):
        at = Instant(START + number * DAY)
        score = 18 - (number // 7) % 14
        items = [{"item": str(n), "score": score // 9 + (n <= score % 9)} for n in range(1, 10)]
        when: Any = {"on": str(at)[:10]} if days else str(at)
        head = {"kind": "measurement", "id": f"r{number}", "at": when, "recorded_at": str(at)}
        facts.append({**head, "measure": "phq-9", "items": items})
        told = {**head, "kind": "homework_reported", "id": f"h{number}"}
        facts.append({**told, "by": "client", "clause": "walk", "how": "tried"})
        facts.append({**head, "kind": "setback", "id": f"s{number}", "by": "client"})
    data = {"type": "record", "spec_version": "1.0", "agreement": AGREEMENT["id"], "facts": facts}
    found: Record = from_dict(data, Record)
    return found


def questions(kind: str, count: int, each: int) -> list[Any]:
    """The same question at so many instants after the last reading."""
    more = {"measure": "phq-9"} if kind in ("work.reading", "work.change") else {}
    head = {"type": "question", "spec_version": "1.0", "kind": kind} | more
    after = START + count * DAY
    return [
        from_dict({**head, "at": str(Instant(after + number * 3600))}, Question)
        for number in range(each)
    ]


def warm(kind: str, count: int, *, days: bool) -> Work:
    """Questions to an engine that has read its record and was asked before."""
    engine, kept = compile(from_dict(AGREEMENT)), record(count, days=days)
    asked = [(question, kept) for question in questions(kind, count, EACH)]
    return Work(engine.decide, asked)


def first(count: int) -> float:
    """Seconds of processor time of the first question, which reads and scores the record."""
    taken = []
    for _ in range(FIRSTS):
        engine, kept = compile(from_dict(AGREEMENT)), record(count, days=False)
        (question,) = questions(KINDS[0], count, 1)
        start = process_time()
        engine.decide(question, kept)
        taken.append(process_time() - start)
    return median(taken)


def measured() -> dict[str, Any]:
    found: dict[str, Any] = {"questions": []}
    for kind in KINDS:
        for days in (False, True):
            rows = {str(n): warm(kind, n, days=days) for n in (FEW, MANY)}
            figures = interleaved(rows, control=str(FEW), rounds=ROUNDS)
            row = {"kind": kind, "times": "days" if days else "instants"}
            row |= {"few_us": figures[str(FEW)].micros, "many_us": figures[str(MANY)].micros}
            found["questions"].append(row | {"ratio": figures[str(MANY)].ratio})
    found["first"] = {str(count): first(count) * 1e6 for count in (FEW, MANY)}
    return found


def main() -> int:
    ask = argparse.ArgumentParser(description="One question on 10,000 readings beside 100.")
    ask.add_argument("--json", action="store_true", help="print the figures as JSON")
    found = measured()
    if ask.parse_args().json:
        print(json.dumps(found, indent=2))
        return 0
    rows = [
        (
            row["kind"],
            row["times"],
            micros(row["few_us"]),
            micros(row["many_us"]),
            f"{row['ratio']:.2f}" + ("" if row["ratio"] <= GOAL else ": missed"),
            f"{GOAL:g}",
        )
        for row in found["questions"]
    ]
    head = ("question", "times", f"{FEW} readings", f"{MANY:,} readings", "ratio", "goal, at most")
    print(table(head, rows))
    firsts = [(f"{int(n):,}", micros(us)) for n, us in found["first"].items()]
    print("\n" + table(("readings", "the first question, with reading and scoring them"), firsts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
