"""What stands in the place of a fact that was replaced or retracted (spec/decisions 64, 96)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from boundlib.vocab import FactKind


def replaced(name: str, later: Mapping[str, Any]) -> bool:
    """Whether a fact was replaced or retracted; a retraction that is gone itself has no effect."""
    gone = False
    while (by := later.get(name)) is not None:
        gone = not gone
        if by.kind != FactKind.RETRACTED:
            return gone
        name = by.id
    return gone


def corrections(there: list[Any], written: list[Any]) -> dict[str, str]:
    """The ids of the facts that stand, by those of what each of them replaced."""
    before = {f.id: f.replaces for f in written if f.replaces is not None}
    found: dict[str, str] = {}
    for fact in there:
        name = before.get(fact.id)
        while name is not None:
            found[name] = fact.id
            name = before.get(name)
    return found


def naming(fact: Any, corrected: Mapping[str, str]) -> Any:
    """A fact that names a message as it stands now: one that was corrected is the same message."""
    for field in ("answers", "message") if corrected else ():
        name = getattr(fact, field, None)
        if name is not None and name in corrected:
            fact = attrs.evolve(fact, **{field: corrected[name]})
    return fact
