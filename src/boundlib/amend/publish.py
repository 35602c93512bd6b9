"""Hold the published transition table against the one that decides, for developers.

python -m boundlib.amend.publish --check     it is the same
python -m boundlib.amend.publish --write     make it so
"""

from __future__ import annotations

import json
from pathlib import Path

from boundlib.amend.table import TABLE
from boundlib.vocab import OfferState
from boundlib.wire.made import check_or_write
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
    return check_or_write(
        "python -m boundlib.amend.publish", lambda: {published(): table_text()}, arguments
    )


if __name__ == "__main__":
    raise SystemExit(main())
