"""Rules that several values share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from boundlib.errors import Fault, Part


def same_ids(name: str, items: Sequence[Any]) -> Iterator[Fault]:
    """A fault for each id that stands twice in a list; items without an id are passed over."""
    if repeat_ids(items):
        yield from same_ids_at(((name, index), item) for index, item in enumerate(items))


def repeat_ids(items: Iterable[Any]) -> bool:
    """Whether an id stands twice: a quick look, since it hardly ever does."""
    ids = [item.id for item in items if item.id is not None]
    return len(set(ids)) < len(ids)


def same_ids_at(items: Iterable[tuple[tuple[Part, ...], Any]]) -> Iterator[Fault]:
    """A fault for each id that stands twice among items that are given with their places."""
    seen: set[str] = set()
    for place, item in items:
        if item.id in seen:
            hint = "rename one of them"
            yield Fault("duplicate_id", "an id stands twice", (*place, "id"), hint=hint)
        elif item.id is not None:
            seen.add(item.id)
