"""Hold the published schemas against the declarations, for developers.

python -m boundlib.wire.schema --check     they are what the declarations say
python -m boundlib.wire.schema --write     make them so
"""

from __future__ import annotations

import argparse
import json

from boundlib.wire.gate import DOCUMENTS
from boundlib.wire.generate import generate
from boundlib.wire.shipped import schema_path


def text_of(document: str) -> str:
    """The text of a schema as the declarations have it now."""
    return json.dumps(generate(document), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Check or write every published schema; 1 where one differs."""
    ask = argparse.ArgumentParser(prog="python -m boundlib.wire.schema")
    either = ask.add_mutually_exclusive_group(required=True)
    either.add_argument("--check", action="store_true", help="complain where one differs")
    either.add_argument("--write", action="store_true", help="write them all anew")
    asked = ask.parse_args(arguments)
    differ = 0
    for document in DOCUMENTS:
        path, text = schema_path(document), text_of(document)
        if asked.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            print(f"{path.name} is not what the declarations say: run --write")  # noqa: T201
            differ = 1
    return differ


if __name__ == "__main__":
    raise SystemExit(main())
