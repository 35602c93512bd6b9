"""Write the canonical text and the digest of every example agreement, for Node to make again.

python interop/digests.py FOLDER      writes FOLDER/digests.json
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import boundlib
from boundlib.canon import base64url
from boundlib.declare.walk import erasables

EXAMPLES = Path(__file__).parents[1] / "examples"

ORDER = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
"""Names whose order differs by code point and by UTF-16 code unit (RFC 8785, 3.2.3)."""

ESCAPES = "".join(map(chr, range(0x20))) + '"\\/\x7f\u2028\u2029\ufeff\U0010ffff'
"""Characters that some writers escape and others do not."""

PERSONAL = {"name": "\u00c9-1", "birth_date": "1990-02-28"}
"""Erasable values of a party that no example has."""


def entry(name: str, agreement: boundlib.Agreement) -> dict[str, Any]:
    """An agreement with its canonical text and its digest."""
    text = boundlib.dumps(agreement)
    return {"name": name, "text": text, "digest": boundlib.digest(agreement)}


def salted(data: dict[str, Any]) -> boundlib.Agreement:
    """An agreement in which every erasable value has a salt, and hard strings stand."""
    hard = {"urn:example:hard": {"order": ORDER, "escapes": ESCAPES, "edges": [2**53 - 1, 0]}}
    client = next(party for party in data["parties"] if "client" in party["roles"])
    client |= PERSONAL
    data |= {"extensions": hard, "title": "A \u201ctitle\u201d"}
    places = ["/".join(map(str, path)) for _, path, _ in erasables(boundlib.from_dict(data))]
    # Salts come from the caller at random; here they are the same on every run.
    salts = {p: base64url(hashlib.sha256(p.encode()).digest()[:16]) for p in places}
    return boundlib.from_dict(data | {"salts": salts}, boundlib.Agreement)


def main(folder: Path) -> None:
    """Write the entries: every example, one with salts, and that one with all of it erased."""
    entries = []
    for path in sorted(EXAMPLES.rglob("*.json")):
        data = json.loads(path.read_bytes())
        if data["type"] == "agreement" and path.stem != "broken":
            name = path.relative_to(EXAMPLES).with_suffix("").as_posix()
            entries.append(entry(name, boundlib.load(path)))
    one = salted(json.loads((EXAMPLES / "first-agreement.json").read_bytes()))
    entries.append(entry("salted", one))
    for place in sorted(one.salts or {}):
        one = boundlib.erase(one, place)
    entries.append(entry("erased", one))
    (folder / "digests.json").write_text(json.dumps(entries), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
