"""Hold the published transition table against the one that decides, for developers.

python -m boundlib.amend.publish --check     it is the same
python -m boundlib.amend.publish --write     make it so
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from boundlib.amend.table import TABLE
from boundlib.vocab import OfferState
from boundlib.wire.shipped import schema_path


def published() -> Path:
    """Where the table lies for other languages."""
    return schema_path("agreement").parent / "transitions.json"


def table_text() -> str:
    """The table as it is published."""
    rows = [
        {"state": state, "move": move, "actor": actor}
        | ({"next": cell} if isinstance(cell, OfferState) else {"refused": cell})
        for (state, move, actor), cell in TABLE.items()
    ]
    lines = ",\n".join(f"  {json.dumps(row)}" for row in rows)
    return f"[\n{lines}\n]\n"


def main(arguments: list[str] | None = None) -> int:
    """Check or write the published table; 1 where it differs."""
    ask = argparse.ArgumentParser(prog="python -m boundlib.amend.publish")
    either = ask.add_mutually_exclusive_group(required=True)
    either.add_argument("--check", action="store_true", help="complain where it differs")
    either.add_argument("--write", action="store_true", help="write it anew")
    path = published()
    if ask.parse_args(arguments).write:
        path.write_text(table_text(), "utf-8")
        return 0
    if path.exists() and path.read_text("utf-8") == table_text():
        return 0
    print(f"{path.name} is not what the table says: run --write")  # noqa: T201
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
