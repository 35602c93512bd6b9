"""The trees of items and purposes: what a path lies beneath, and what must be named itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from boundlib.vocab import ITEM_UNDER, NAMED_ONLY, PURPOSE_UNDER, SharedItem


@lru_cache(maxsize=8192)
def item_above(path: str) -> tuple[str, ...]:
    """The item and all that it lies beneath, the nearest first (spec/sharing 2)."""
    return _above(path, {str(k): str(v) for k, v in ITEM_UNDER.items()})


@lru_cache(maxsize=8192)
def purpose_above(path: str) -> tuple[str, ...]:
    """The purpose and all that it lies beneath, the nearest first (spec/sharing 2)."""
    return _above(path, {str(k): str(v) for k, v in PURPOSE_UNDER.items()})


def _above(path: str, under: dict[str, str]) -> tuple[str, ...]:
    found = [path]
    while "/" in path:
        path = path.rpartition("/")[0]
        found.append(path)
    while path in under:
        path = under[path]
        found.append(path)
    return tuple(found)


@lru_cache(maxsize=8192)
def item_reached_from(path: str, named_only: frozenset[str]) -> tuple[str, ...]:
    """The items by which a grant may reach an item, the nearest first (spec/sharing 3).

    `named_only`: the items that must be named themselves.
    """
    above = item_above(path)
    for index, step in enumerate(above):
        if step in named_only:
            return above[: index + 1]
    return above


def items_beneath(path: str, mentioned: Iterable[str]) -> tuple[str, ...]:
    """The item, and each item beneath it: the tree's words and the mentioned paths, in order."""
    known = dict.fromkeys([*map(str, SharedItem), *sorted(set(mentioned))])
    return (path, *(item for item in known if item != path and path in item_above(item)))


ALWAYS_NAMED = frozenset(map(str, NAMED_ONLY))
"""The items that must be named themselves whatever the place."""
