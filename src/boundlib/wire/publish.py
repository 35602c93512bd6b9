"""Hold the published measures against the shipped ones, for developers.

python -m boundlib.wire.publish --check     they are the same
python -m boundlib.wire.publish --write     make them so
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from boundlib.measures import SHIPPED
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
    ask = argparse.ArgumentParser(prog="python -m boundlib.wire.publish")
    either = ask.add_mutually_exclusive_group(required=True)
    either.add_argument("--check", action="store_true", help="complain where they differ")
    either.add_argument("--write", action="store_true", help="write them anew")
    path = published()
    if ask.parse_args(arguments).write:
        path.write_text(measures_text(), "utf-8")
        return 0
    if path.exists() and path.read_text("utf-8") == measures_text():
        return 0
    print(f"{path.name} is not what boundlib ships: run --write")  # noqa: T201
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
