"""What lenient reading kept without understanding it, put back where it stood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boundlib.declare.frozen import thaw


def put_back(data: dict[str, Any], unread: Mapping[str, Any]) -> dict[str, Any]:
    """The data with every kept member at its pointer again."""
    for place, item in unread.items():
        *parents, name = steps_of(place)
        inside: Any = data
        for part in parents:
            inside = inside[int(part)] if type(inside) is list else inside[part]
        inside[name] = thaw(item)
    return data


def steps_of(place: str) -> list[str]:
    """The steps of a JSON pointer."""
    return [step.replace("~1", "/").replace("~0", "~") for step in place.split("/")[1:]]
