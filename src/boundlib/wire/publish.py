"""Hold the published measures against the shipped ones, for developers.

python -m boundlib.wire.publish --check     they are the same
python -m boundlib.wire.publish --write     make them so
"""

from __future__ import annotations

import json
from pathlib import Path

from boundlib.measures import SHIPPED
from boundlib.wire.made import check_or_write
from boundlib.wire.shipped import schema_path
from boundlib.wire.write import write


def published() -> Path:
    """Where the measures lie for other languages."""
    return schema_path("agreement").parent / "measures.json"


def measures_text() -> str:
    """The measures as they are published."""
    found = [json.loads(write(measure)) for measure in SHIPPED]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Check or write the published measures; 1 where they differ."""
    return check_or_write(
        "python -m boundlib.wire.publish", lambda: {published(): measures_text()}, arguments
    )


if __name__ == "__main__":
    raise SystemExit(main())
