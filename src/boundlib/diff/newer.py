"""What lenient reading kept of two texts without understanding it, part by part and by ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boundlib.declare.shapes import object_shape
from boundlib.declare.walk import is_declared
from boundlib.model.agreement import LISTS, Agreement, PartKind
from boundlib.wire.unread import steps_of

Key = tuple[PartKind, str | None]
"""A part: its kind and its id; no id for the agreement itself."""

Differing = dict[Key, list[tuple[str, Any, Any]]]
"""By part: each member that differs, by its path inside, as it was and as it is."""


def newer_members(old: Agreement, new: Agreement) -> Differing:
    """The members kept without being understood that are not the same in both."""
    if not old.unread and not new.unread:
        return {}
    one, other = _kept(old), _kept(new)
    found: Differing = {}
    for part in one.keys() | other.keys():
        olds, news = one.get(part, {}), other.get(part, {})
        members = [
            (field, olds.get(field), news.get(field))
            for field in sorted(olds.keys() | news.keys())
            if olds.get(field) != news.get(field)
        ]
        if members:
            found[part] = members
    return found


def _kept(agreement: Agreement) -> dict[Key, dict[str, Any]]:
    found: dict[Key, dict[str, Any]] = {}
    for place, value in (agreement.unread or {}).items():
        if place == "/spec_version":
            continue
        first, *rest = steps_of(place)
        part: Key = ("agreement", None)
        inside: Any = agreement
        if first in LISTS and len(rest) > 1:
            inside = getattr(agreement, first)[int(rest.pop(0))]
            part = (LISTS[first], inside.id)
        else:
            rest = [first, *rest]
        found.setdefault(part, {})["/".join(_named(inside, rest))] = value
    return found


def _named(value: Any, steps: list[str]) -> Iterator[str]:
    """A path with the ids of items, where they have any, in place of their numbers."""
    for step in steps:
        if type(value) is tuple:
            value = value[int(step)]
            yield str(getattr(value, "id", None) or step)
            continue
        members = object_shape(type(value)).members if is_declared(value) else {}
        value = getattr(value, members[step].name) if step in members else None
        yield step
