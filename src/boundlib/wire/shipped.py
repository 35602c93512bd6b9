"""The data files that travel with the library: schemas and examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from boundlib.errors import UsageError, expect
from boundlib.wire.gate import DOCUMENTS, VERSION
from boundlib.wire.sink import did_you_mean

_PACKAGE = Path(__file__).parents[1]


def shipped(*parts: str) -> Path:
    """The path of a shipped file or folder.

    A wheel carries them under `_data`; in a source tree they stand at its root.
    """
    inside = _PACKAGE.joinpath("_data", *parts)
    return inside if inside.exists() else _PACKAGE.parents[1].joinpath(*parts)


def schema_path(document: str) -> Path:
    """Where the published schema of a document type lies."""
    return shipped("schemas", f"{VERSION[0]}.{VERSION[1]}", f"{document}.schema.json")


def schema(document: str) -> dict[str, Any]:
    """The published JSON Schema (2020-12) of a document type, such as ``agreement``.

    Raises:
        UsageError: there is no such type of document.
    """
    there_are = f"There are {', '.join(DOCUMENTS)}."
    expect(document, str, "document", there_are)
    if document not in DOCUMENTS:
        hint = did_you_mean(document, DOCUMENTS) or there_are
        raise UsageError("there is no such type of document.", where="document", next_step=hint)
    read: dict[str, Any] = json.loads(schema_path(document).read_text("utf-8"))
    return read
