"""Write what Python decides on every vector, for Node to look at.

python interop/decisions.py FOLDER      writes FOLDER/decisions.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import boundlib

ROOT = Path(__file__).parents[1]


def source(said: Any, suffix: str) -> str | bytes:
    """A document that stands in a vector, or the example it names (schemas/vectors/README.md)."""
    if isinstance(said, str):
        return (ROOT / "examples" / f"{said}{suffix}").read_bytes()
    return json.dumps(said)


def decided(vector: dict[str, Any]) -> str:
    """The decision on a vector's question, as canonical text."""
    agreement = boundlib.loads(source(vector["agreement"], ".json"))
    record = None
    if "record" in vector:
        record = boundlib.loads(source(vector["record"], ".record.json"), boundlib.Record)
    question = boundlib.loads(json.dumps(vector["question"]), boundlib.Question)
    return boundlib.dumps(boundlib.decide(agreement, question, record))


def main(folder: Path) -> None:
    """Write the decisions, one a line."""
    with (folder / "decisions.jsonl").open("w", encoding="utf-8") as out:
        for path in sorted((ROOT / "schemas" / "vectors").rglob("*.json")):
            vector = json.loads(path.read_text("utf-8"))
            if "question" not in vector:
                continue
            text = decided(vector)
            line = {"vector": path.stem, "text": text}
            out.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
