"""Hold the published schemas against the declarations, for developers.

python -m boundlib.wire.schema --check     they are what the declarations say
python -m boundlib.wire.schema --write     make them so
"""

from __future__ import annotations

import json
from pathlib import Path

from boundlib.wire.gate import DOCUMENTS
from boundlib.wire.generate import generate
from boundlib.wire.made import check_or_write
from boundlib.wire.shipped import schema_path


def text_of(document: str) -> str:
    """The text of a schema as the declarations have it now."""
    return json.dumps(generate(document), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Check or write every published schema; 1 where one differs."""

    def made() -> dict[Path, str]:
        return {schema_path(document): text_of(document) for document in DOCUMENTS}

    return check_or_write("python -m boundlib.wire.schema", made, arguments)


if __name__ == "__main__":
    raise SystemExit(main())
