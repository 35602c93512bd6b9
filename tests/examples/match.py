"""Whether a decision is as a vector expects it (schemas/vectors/README.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

IN_ORDER = frozenset({"reasons"})
"""Lists that must hold what is expected, in this order, and may hold more."""

IN_ANY_ORDER = frozenset({"obligations", "waits_for", "alternatives"})
"""Lists that must hold what is expected, and may hold more."""


def differences(expect: Any, got: Any, absent: Sequence[str] = ()) -> Iterator[str]:
    """Every place at which a decision, as plain data, is not as expected."""
    yield from _differ(expect, got, "")
    for pointer in absent:
        if _present(got, pointer):
            yield f"{pointer}: should not be there"


def _differ(expect: Any, got: Any, at: str) -> Iterator[str]:
    if isinstance(expect, dict) and isinstance(got, dict):
        for name, wanted in expect.items():
            if name not in got:
                yield f"{at}/{name}: missing, expected {wanted!r}"
            elif name in IN_ORDER and not _in_order(wanted, got[name]):
                yield f"{at}/{name}: expected in this order {wanted!r}, got {got[name]!r}"
            elif name in IN_ANY_ORDER and not _in_any_order(wanted, got[name]):
                yield f"{at}/{name}: expected {wanted!r}, got {got[name]!r}"
            elif name not in IN_ORDER | IN_ANY_ORDER:
                yield from _differ(wanted, got[name], f"{at}/{name}")
    elif isinstance(expect, list) and isinstance(got, list):
        if len(expect) != len(got):
            yield f"{at}: expected {len(expect)} items, got {len(got)}: {got!r}"
        for index, (wanted, item) in enumerate(zip(expect, got, strict=False)):
            yield from _differ(wanted, item, f"{at}/{index}")
    elif type(expect) is not type(got) or expect != got:
        yield f"{at}: expected {expect!r}, got {got!r}"


def _same(expect: Any, got: Any) -> bool:
    return not list(_differ(expect, got, ""))


def _in_order(expect: list[Any], got: list[Any]) -> bool:
    rest = iter(got)
    return all(any(_same(wanted, item) for item in rest) for wanted in expect)


def _in_any_order(expect: list[Any], got: list[Any]) -> bool:
    left = list(got)
    for wanted in expect:
        found = next((item for item in left if _same(wanted, item)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _present(data: Any, pointer: str) -> bool:
    for part in pointer.split("/")[1:]:
        if not isinstance(data, dict) or part not in data:
            return False
        data = data[part]
    return True
