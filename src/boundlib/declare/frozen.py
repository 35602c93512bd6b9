"""JSON that boundlib keeps but does not read: frozen on the way in, plain on the way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from boundlib.canon import canonical
from boundlib.declare.marks import DEEPEST
from boundlib.errors import UsageError


class FrozenMap(Mapping[str, Any]):
    """A mapping that cannot change and can be hashed.

    It equals any mapping that is written as the same JSON: 1 is not true here.
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Any] | None = None) -> None:
        self._items: dict[str, Any] = _items(items or {}, DEEPEST)

    def __getitem__(self, name: str) -> Any:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        try:
            return canonical(self) == canonical(other)
        except UsageError:  # one of them holds what JSON here has no word for
            return False

    def __hash__(self) -> int:
        return hash(canonical(self))

    def __repr__(self) -> str:
        return f"<{len(self._items)} members>"


def freeze(data: Any, depth: int = DEEPEST) -> Any:
    """Plain JSON data as a value that cannot change.

    Raises:
        UsageError: it is deeper than any document may be.
    """
    if isinstance(data, Mapping):
        return data if type(data) is FrozenMap else FrozenMap(_items(data, depth))
    if isinstance(data, list | tuple):
        _refuse_deeper(depth)
        return tuple(freeze(item, depth - 1) for item in data)
    return data


def _items(data: Mapping[str, Any], depth: int) -> dict[str, Any]:
    _refuse_deeper(depth)
    return {name: freeze(item, depth - 1) for name, item in data.items()}


def _refuse_deeper(depth: int) -> None:
    if not depth:
        raise UsageError("this data is deeper than any document may be.")


def thaw(data: Any) -> Any:
    """A frozen value as plain dicts and lists, the caller's own."""
    if isinstance(data, Mapping):
        return {name: thaw(item) for name, item in data.items()}
    if isinstance(data, list | tuple):
        return [thaw(item) for item in data]
    return data
