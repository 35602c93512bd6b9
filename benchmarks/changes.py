"""What changed between two versions? boundlib beside jsonpatch, jsondiff and deepdiff.

    python benchmarks/changes.py            the tables of docs/performance.md
    python benchmarks/changes.py --json     the same as data

One agreement, and the same with five changes: an amount, a limit, the hours, a clause that is new
in front of all others, and one that is gone. The control is `json.loads` of one of the two. The
peers compare plain data, as they are made to; what they report is counted in their own units.

Two proposals are merged, each of which makes some of the five changes: from three texts to one,
with the conflicts on all three levels. The look for findings that block adoption, and that no side
can have alone, is needed for the third level only; it is besides a row of its own.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
from collections.abc import Callable
from importlib.metadata import version
from time import process_time
from typing import Any

import jsondiff
import jsonpatch
from deepdiff import DeepDiff
from load_case import document
from measure import ROUNDS, Figure, Work, interleaved, micros, table

from boundlib.amend.merging import merge_texts
from boundlib.amend.texts import Text
from boundlib.diff import diff
from boundlib.findings import blocking_together
from boundlib.wire.documents import loads

PAIRS = 10_000
SLOW_PAIRS = 20  # how many of them a peer is timed with; the rest is multiplied
TRUE = 5
TIMES = "\N{MULTIPLICATION SIGN}"
CONTROL = "json.loads of one"
DIFF = "boundlib diff"
SHARED = "boundlib diff, what is equal shared"
DIRECTED = "boundlib diff, with every direction"
EFFECTS = "boundlib diff, with every direction and effect"
MERGE = "boundlib merge of two proposals"
BLOCKING = "of it, what blocks the merged text"
GOALS = {DIFF: 1.4, DIRECTED: 3.0, MERGE: 2.0}
PATCH = f"jsonpatch {version('jsonpatch')}"
JSONDIFF = f"jsondiff {version('jsondiff')}"
DEEP = f"deepdiff {version('deepdiff')}"
DEEP_ORDER = f"deepdiff {version('deepdiff')}, ignore_order"
FEE = {
    "kind": "contact.fee",
    "id": "call-fee",
    "by": ["client"],
    "channels": ["phone"],
    "price": {"kind": "amount", "minor": 500, "currency": "GBP"},
}


def with_changes(old: dict[str, Any], *, one: bool = True, other: bool = True) -> dict[str, Any]:
    """The same agreement with five changes; three are those of `one`, two of the `other`."""
    new = copy.deepcopy(old) | {"version": old["version"] + 1}
    clauses = {clause["id"]: clause for clause in new["clauses"]}
    if one:
        clauses["portal-reply"]["within"]["count"] += 1
        new["timetables"][0]["weekly"][1]["end"] = "18:00"
    if other:
        clauses["coaching-a-week"]["tally"]["at_most"] += 1
        del clauses["email"]
    new["clauses"] = [FEE, *clauses.values()] if one else list(clauses.values())
    return new


def shared(old: Any, new: Any) -> Any:
    """The new agreement with the very clauses of the old one where they are equal."""
    kept = {clause.id: clause for clause in old.clauses}
    made = copy.copy(new)
    clauses = tuple(kept[c.id] if kept.get(c.id) == c else c for c in new.clauses)
    made.__dict__["clauses"] = clauses
    return made


def rows(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Callable[[Any], object]]:
    """Each row's work; the argument is only there for the stopwatch."""
    text, other = json.dumps(old), json.dumps(new)
    one, two = loads(text), loads(other)
    with_shared = shared(one, two)
    mine = loads(json.dumps(with_changes(old, other=False)))
    theirs = loads(json.dumps(with_changes(old, one=False)))

    def merged() -> Any:
        return merge_texts(Text(one), Text(mine), Text(theirs), ("mine", "theirs")).text

    if merged() != two:
        raise SystemExit("the merge gives another text")
    return {
        CONTROL: lambda _: json.loads(text),
        DIFF: lambda _: diff(one, two),
        SHARED: lambda _: diff(one, with_shared),
        DIRECTED: lambda _: [change.direction for change in diff(one, two)],
        EFFECTS: lambda _: [change.effects for change in diff(one, two)],
        MERGE: lambda _: merged(),
        BLOCKING: lambda _: blocking_together(two),
    }


def peers(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Callable[[Any], Any]]:
    """The same for the peers."""
    return {
        PATCH: lambda _: jsonpatch.make_patch(old, new).patch,
        JSONDIFF: lambda _: jsondiff.diff(old, new, syntax="explicit"),
        DEEP: lambda _: DeepDiff(old, new),
        DEEP_ORDER: lambda _: DeepDiff(old, new, ignore_order=True),
    }


def reported(name: str, found: Any) -> str:
    """How many entries a peer reports; the version's number, which changed too, is taken off."""
    if name == JSONDIFF:
        return "nested"
    if name == PATCH:
        return str(len(found) - 1)
    return str(sum(len(entries) for entries in found.values()) - 1)


def many(work: Callable[[Any], object], pairs: int) -> float:
    """Seconds for the 10,000 pairs, from so many of them."""
    start = process_time()
    for _ in range(pairs):
        work(None)
    return (process_time() - start) * PAIRS / pairs


def measured(rounds: int) -> dict[str, Any]:
    old = document()
    new = with_changes(old)
    ours, others = rows(old, new), peers(old, new)
    calls: list[tuple[Any, ...]] = [(None,)] * 40
    figures = interleaved({n: Work(f, calls) for n, f in ours.items()}, control=CONTROL,
                          rounds=rounds)  # fmt: skip
    few: list[tuple[Any, ...]] = [(None,)] * 2
    slow = {CONTROL: Work(ours[CONTROL], calls)}
    slow |= {n: Work(f, few) for n, f in others.items()}
    figures |= {
        n: f
        for n, f in interleaved(slow, control=CONTROL, rounds=max(3, rounds // 5)).items()
        if n != CONTROL
    }
    entries = {n: str(len(diff(loads(json.dumps(old)), loads(json.dumps(new))))) for n in (DIFF,)}
    entries |= {n: reported(n, f(None)) for n, f in others.items()}
    seconds = {DIFF: many(ours[DIFF], PAIRS), EFFECTS: many(ours[EFFECTS], PAIRS // 10)}
    seconds |= {n: many(f, SLOW_PAIRS) for n, f in others.items()}
    return {
        "figures": figures,
        "entries": entries,
        "seconds": seconds,
        "bytes": len(json.dumps(old)),
    }


def shown(found: dict[str, Any]) -> str:
    """The tables."""
    figures: dict[str, Figure] = found["figures"]
    lines = []
    for name, figure in figures.items():
        goal = GOALS.get(name)
        said = "" if goal is None else f"{goal:g} {TIMES}"
        seconds = found["seconds"].get(name)
        lines.append(
            (
                name,
                micros(figure.micros),
                f"{figure.ratio:.3g} {TIMES}",
                said,
                found["entries"].get(name, ""),
                "" if seconds is None else f"{seconds:.3g} s",
            )
        )
    head = ("", "a pair", "of the control", "goal", f"entries (true: {TRUE})", "10,000 pairs")
    return f"An agreement of {found['bytes']} bytes.\n\n" + table(head, lines)


def main() -> int:
    ask = argparse.ArgumentParser(description="What changed: boundlib beside its peers.")
    ask.add_argument("--json", action="store_true", help="print the figures as JSON")
    ask.add_argument("--rounds", type=int, default=ROUNDS)
    asked = ask.parse_args()
    found = measured(asked.rounds)
    if asked.json:
        plain = found | {"figures": {n: f._asdict() for n, f in found["figures"].items()}}
        print(json.dumps(plain, indent=2))
    else:
        print(shown(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
