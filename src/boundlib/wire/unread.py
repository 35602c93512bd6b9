"""What lenient reading kept without understanding it, put back where it stood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boundlib.declare.frozen import thaw


def put_back(data: dict[str, Any], unread: Mapping[str, Any]) -> dict[str, Any]:
    """The data with every kept member at its pointer again."""
    for place, item in unread.items():
        *parents, name = (_plain(part) for part in place.split("/")[1:])
        inside: Any = data
        for part in parents:
            inside = inside[int(part)] if type(inside) is list else inside[part]
        inside[name] = thaw(item)
    return data


def _plain(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")
