"""What changed, entry by entry; direction and effects are worked out when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any

import attrs

from boundlib.declare.frozen import FrozenMap, thaw
from boundlib.declare.walk import is_declared
from boundlib.diff.direction import direction_of
from boundlib.diff.effects import effects_of
from boundlib.diff.entries import Entry, entries
from boundlib.diff.pair import Pair
from boundlib.model.agreement import Agreement
from boundlib.model.clause import UnreadClause
from boundlib.model.crisis import UnreadStep
from boundlib.model.decision import Quoted
from boundlib.vocab import PartyEffect, RuleChange
from boundlib.wire.digest import digest_if_read
from boundlib.wire.documents import to_dict


@attrs.frozen(slots=False, repr=False)
class Change(Entry):
    """One entry, with what it does to the rule and for each party."""

    _pair: Pair = attrs.field(eq=False, kw_only=True)

    @cached_property
    def direction(self) -> RuleChange:
        """What it does to the rule itself."""
        return direction_of(self, self._pair)

    @cached_property
    def _effects(self) -> dict[str, PartyEffect]:
        return effects_of(self, self.direction, self._pair)

    @property
    def effects(self) -> Mapping[str, PartyEffect]:
        """What it does for each party of either text, by id."""
        return MappingProxyType(self._effects)

    def __repr__(self) -> str:
        place = "/".join(filter(None, (self.part, self.id, self.field)))
        return f"<Change {place} {self.change}>"


def changes_of(pair: Pair) -> tuple[Change, ...]:
    """The changes between two texts, in document order."""
    return tuple(entries(pair, partial(Change, pair=pair)))


@attrs.frozen(slots=False, repr=False)
class Changes:
    """Everything that is different between two texts of one agreement, in document order."""

    changes: tuple[Change, ...]
    """The entries."""
    _pair: Pair = attrs.field(eq=False)

    @cached_property
    def old(self) -> Quoted:
        """The old text by number and digest."""
        return _quoted(self._pair.old)

    @cached_property
    def new(self) -> Quoted:
        """The new text by number and digest."""
        return _quoted(self._pair.new)

    @property
    def old_text(self) -> Agreement:
        """The old text itself."""
        return self._pair.old

    @property
    def new_text(self) -> Agreement:
        """The new text itself."""
        return self._pair.new

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __repr__(self) -> str:
        return f"<Changes {len(self.changes)}>"


def _quoted(agreement: Agreement) -> Quoted:
    return Quoted(id=agreement.id, version=agreement.version, digest=digest_if_read(agreement))


def changes_data(changes: Changes) -> dict[str, Any]:
    """The changes as plain JSON data."""
    return {
        "old": to_dict(changes.old),
        "new": to_dict(changes.new),
        "changes": [_change_data(change) for change in changes],
    }


def _change_data(change: Change) -> dict[str, Any]:
    data = {
        "change": str(change.change),
        "part": change.part,
        "id": change.id,
        "kind": change.kind,
        "field": change.field,
        "old": _plain(change.old),
        "new": _plain(change.new),
        "direction": str(change.direction),
        "effects": {party: str(effect) for party, effect in change.effects.items()},
    }
    return {name: value for name, value in data.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, UnreadClause | UnreadStep):
        return thaw(value.raw)
    if is_declared(value):
        return to_dict(value)
    if value is None or type(value) in (bool, int):
        return value
    return thaw(value) if isinstance(value, FrozenMap) else str(value)
