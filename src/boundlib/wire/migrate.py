"""From an older version of the format to a newer one: on plain data, step by step."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from typing import Any

from boundlib.errors import UsageError, expect

Data = dict[str, Any]


def migrate(document: Mapping[str, Any], to: str = "1.0") -> dict[str, Any]:
    """A document of an older version as one of version `to`; the given one stays as it is.

    It is for drafts and for reading. What people have signed is never rewritten: its digest would
    be another.

    Raises:
        UsageError: there is no way from the document's version to that one.
    """
    if not isinstance(document, Mapping):
        raise UsageError("this is no document.", next_step="Pass the dict that json.loads gives.")
    expect(to, str, "to", "Pass a version, such as 1.0.")
    try:
        return _migrated(copy.deepcopy(dict(document)), to)
    except RecursionError:  # or it holds itself
        raise UsageError("this document is deeper than any that can be read.") from None


def _migrated(data: Data, to: str) -> Data:
    version = data.get("spec_version")
    while version != to:
        step = _STEPS.get(version) if isinstance(version, str) else None
        if step is None:
            raise UsageError(
                f"there is no way from this document's version to {to}.",
                where="spec_version",
                next_step=f"There are steps from {', '.join(sorted(_STEPS))}.",
            )
        version, change = step
        change(data)
        data["spec_version"] = version
    return data


# --- 0.9 to 1.0 -------------------------------------------------------------------------------

_KEPT = ("extensions", "salts")
"""Members whose insides are not the format's to change."""
_LENGTHS = ("about", "amount", "at_least", "at_most", "length", "max", "min")
"""Members that hold calendar durations."""
_WEEKS = re.compile("P([1-9][0-9]{0,4})W")


def _from_0_9(data: Any) -> None:
    """0.9 wrote `tz` for `zone`, and allowed weeks, which are seven days each."""
    if isinstance(data, list):
        for item in data:
            _from_0_9(item)
    if not isinstance(data, dict):
        return
    if "tz" in data and "zone" not in data:
        # In its place, so that a reader finds it where it stood.
        items = [("zone" if name == "tz" else name, item) for name, item in data.items()]
        data.clear()
        data.update(items)
    for name, item in data.items():
        weeks = _WEEKS.fullmatch(item) if isinstance(item, str) and name in _LENGTHS else None
        if weeks:
            data[name] = f"P{int(weeks[1]) * 7}D"
        elif name not in _KEPT:
            _from_0_9(item)


_STEPS: dict[str, tuple[str, Callable[[Data], None]]] = {"0.9": ("1.0", _from_0_9)}
"""From each older version: the next one, and the change on the way."""
