"""Reading, writing and checking a document, beside `json.loads` of the same bytes.

python benchmarks/load.py            tables
python benchmarks/load.py --json     the same as data
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import attrs
import load_peers
from load_case import document, nodes
from measure import Figure, Work, interleaved, micros, table

from boundlib.canon import base64url
from boundlib.declare.frozen import FrozenMap
from boundlib.declare.walk import erasables
from boundlib.wire.digest import digest
from boundlib.wire.documents import check, dumps, from_dict, loads

CONTROL = "json.loads"
CALLS = 20
ROUNDS = 150
IMPORTS = 15

# What a row may cost, as a multiple of `json.loads` of the same bytes.
GOALS = {
    "boundlib loads, strict": 6.0,
    "boundlib dumps": 3.5,
    "boundlib digest": 4.0,
    "boundlib check of a broken document": 60.0,
}
SALT_GOAL = 0.2
IMPORT_GOAL = 100_000.0  # microseconds


def broken(text: str) -> str:
    """The document with six things wrong in it, all over."""
    for sound, bad in (
        ('"version":1', '"version":1.0'),
        ('"language":"', '"langauge":"'),
        ('"09:00"', '"9:00"'),
        ('"medium":"secure_message"', '"medium":"secure_mesage"'),
        ('"PT24H"', '"PT90M"'),
        ('"kind":"crisis.route"', '"kind":"crisis.rout"'),
    ):
        assert sound in text, sound
        text = text.replace(sound, bad, 1)
    return text


def salted(agreement: Any) -> tuple[Any, int]:
    """The agreement with a salt for each erasable value, and how many those are."""
    paths = ["/".join(map(str, path)) for _, path, _ in erasables(agreement)]
    salts = {path: base64url(bytes([n] * 16)) for n, path in enumerate(paths)}
    return attrs.evolve(agreement, salts=FrozenMap(salts)), len(salts)


def rows(raw: bytes) -> dict[str, Callable[[Any], object]]:
    """Each row's work; the argument is only there for the stopwatch."""
    agreement = loads(raw)
    spoilt = broken(raw.decode()).encode()
    with_salts, _ = salted(agreement)
    ours: dict[str, Callable[[Any], object]] = {
        CONTROL: lambda _: json.loads(raw),
        "boundlib loads, strict": lambda _: loads(raw),
        "boundlib dumps": lambda _: dumps(agreement),
        "boundlib digest": lambda _: digest(agreement),
        "boundlib digest, every value salted": lambda _: digest(with_salts),
        "boundlib check of a broken document": lambda _: check(spoilt),
    }
    return ours | load_peers.rows(raw, agreement)


def importing() -> float:
    """Microseconds that `import boundlib` adds to a bare interpreter: the least of some runs."""
    code = "import time; t = time.perf_counter(); import boundlib; print(time.perf_counter() - t)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True).stdout)
        for _ in range(IMPORTS)
    ]
    return min(runs) * 1e6


def measured(raw: bytes) -> dict[str, Figure]:
    """Every row's figure. A row that takes long is called less often in a round."""
    works = {}
    for name, ask in rows(raw).items():
        slow = name.startswith("jsonschema,") or "broken" in name
        works[name] = Work(ask, [(0,)] * (1 if slow else CALLS))
    return interleaved(works, control=CONTROL, rounds=ROUNDS)


def main() -> int:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = ask.parse_args()
    data = document()
    agreement = from_dict(data)
    raw = dumps(agreement).encode()
    figures = measured(raw)
    _, salts = salted(agreement)
    plain, salty = (figures[f"boundlib digest{more}"] for more in ("", ", every value salted"))
    per_salt = (salty.ratio - plain.ratio) / salts
    problems = len(check(broken(raw.decode())).problems)
    import_time = importing()
    if asked.json:
        found = {
            "bytes": len(raw),
            "nodes": nodes(data),
            "salts": salts,
            "problems": problems,
            "per_salt": per_salt,
            "import_us": import_time,
            "rows": {name: figure._asdict() for name, figure in figures.items()},
            "goals": GOALS | {"per_salt": SALT_GOAL, "import_us": IMPORT_GOAL},
        }
        print(json.dumps(found, indent=2))
        return 0
    print(
        f"{len(raw)} bytes of canonical JSON, {nodes(data)} nodes; {problems} problems if broken.\n"
    )
    body = [
        [
            name,
            micros(figure.micros),
            f"{figure.ratio:.2f}",
            f"{GOALS[name]}" if name in GOALS else "",
        ]
        for name, figure in figures.items()
    ]
    body.append(["a salt in a digest", "", f"{per_salt:.2f}", f"{SALT_GOAL}"])
    body.append(["import boundlib", micros(import_time), "", micros(IMPORT_GOAL)])
    print(table(["work", "a call", f"of {CONTROL}", "goal"], body))
    return 0


if __name__ == "__main__":
    sys.exit(main())
