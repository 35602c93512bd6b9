"""Write documents with small changes, and what Python says of each, for Node to judge as well.

python interop/mutated.py FOLDER      reads FOLDER/decisions.jsonl, writes FOLDER/mutated.jsonl

Some changes are random with a fixed seed, the same on every run with the same Hypothesis; the
others put a value on each bound and beyond it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import boundlib
from boundlib.declare.shapes import UnionShape, shape_of
from boundlib.testing import documents, mutations
from boundlib.testing.mutating import edges, spots_of
from boundlib.wire.gate import DOCUMENTS
from boundlib.wire.sink import BAD, Sink
from boundlib.wire.structure import function_of

EXAMPLES = Path(__file__).parents[1] / "examples"
EACH = 100
"""How many documents of each type are changed at random."""

MARKS = ("title", "pattern", "min", "max", "words")
"""What tells the bounds of two values apart."""


def real(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The documents to change, by type: all examples, and the decisions on the vectors."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in DOCUMENTS}
    for path in sorted(EXAMPLES.rglob("*.json")):
        data = json.loads(path.read_bytes())
        if path.stem != "broken":
            found[data["type"]].append(data)
    # A year is long: its beginning is enough, and one amendment of each kind.
    bodies = [entry["body"] for ledger in found["ledger"] for entry in ledger["entries"]]
    found["amendment"] = list({body["kind"]: body for body in bodies}.values())
    found["ledger"] = [ledger | {"entries": ledger["entries"][:1]} for ledger in found["ledger"]]
    for line in (folder / "decisions.jsonl").read_text("utf-8").splitlines():
        found["decision"].append(json.loads(json.loads(line)["text"]))
    return found


def drawn(starts: list[dict[str, Any]], cls: Any) -> list[Any]:
    """Changed documents: most began as a real one, some as one made from the declarations."""
    made: list[Any] = []
    begin = st.sampled_from([0, 0, 1]).flatmap(
        lambda drawn: documents(cls) if drawn else st.sampled_from(starts)
    )

    @seed(2026)
    @settings(
        max_examples=EACH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(begin.flatmap(lambda data: mutations(data, cls)))
    def draw(data: Any) -> None:
        made.append(data)

    draw()
    return made


def at_edges(starts: list[dict[str, Any]], cls: Any) -> Iterator[Any]:
    """Real documents with one value on or just beyond a bound: every bound they have, once.

    Changes at random hardly ever meet a bound. The document is the same one each time, changed.
    """
    seen = set()
    for data in sorted(starts, key=lambda data: len(json.dumps(data))):
        for container, name, shape in list(spots_of(data, shape_of(cls))):
            kept = container[name]
            for form in shape.alternatives if isinstance(shape, UnionShape) else (shape,):
                kind = (type(kept), type(form), *(getattr(form, m, None) for m in MARKS))
                if kind in seen:
                    continue
                seen.add(kind)
                for edge in edges(form, kept):
                    container[name] = edge
                    yield data
                container[name] = kept


class Judges:
    """What Python says of documents of one type."""

    def __init__(self, document: str) -> None:
        """The judges of that type."""
        schema = boundlib.schema(document)
        self.document = document
        self.structure = function_of(shape_of(DOCUMENTS[document]))
        self.rust = jsonschema_rs.Draft202012Validator(schema)
        self.reference = jsonschema.Draft202012Validator(schema)

    def line(self, data: Any, *, slow: bool) -> str:
        """One document with all verdicts.

        `accepted`: our own structuring takes it, its rules included; `rules`: it breaks a rule
        that no schema can word; `forms`: it breaks another; `rust`: jsonschema-rs takes it;
        `reference`: jsonschema does, which is asked only where there is time for it.
        """
        sink = Sink()
        said = {
            "document": self.document,
            "accepted": self.structure(data, sink) is not BAD,
            "rules": any(problem.rule for problem in sink.found),
            "forms": any(not problem.rule for problem in sink.found),
            "rust": self.rust.is_valid(data),
            "data": data,
        }
        if slow:
            said["reference"] = self.reference.is_valid(data)
        return json.dumps(said) + "\n"


def main(folder: Path) -> None:
    """Write them, one a line."""
    starts = real(folder)
    with (folder / "mutated.jsonl").open("w", encoding="utf-8") as out:
        for document, cls in DOCUMENTS.items():
            judges = Judges(document)
            out.writelines(judges.line(data, slow=True) for data in drawn(starts[document], cls))
            out.writelines(
                judges.line(data, slow=False) for data in at_edges(starts[document], cls)
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
