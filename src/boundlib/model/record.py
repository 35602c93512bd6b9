"""What was written down about one agreement: facts, append-only, and what they cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

import attrs

from boundlib.declare import Fault, FrozenMap, Items, Text, Wire, value
from boundlib.declare.marks import Offwire
from boundlib.declare.names import (
    AgreementId,
)
from boundlib.declare.rules import same_ids
from boundlib.model.binding import Retracted
from boundlib.model.facts import Fact
from boundlib.times.scalars import Instant


@attrs.frozen(kw_only=True, repr=False)
class UnreadFact:
    """A fact of a newer version, kept whole under lenient reading but not understood."""

    id: str
    """Its id; empty where it has none."""
    kind: str
    """Its kind; empty where it has none."""
    raw: FrozenMap
    """Everything it says."""

    replaces: ClassVar[None] = None

    @classmethod
    def keep(cls, raw: dict[str, Any]) -> UnreadFact:
        """The stand-in for a fact as it was read."""
        named = {n: v if isinstance(v := raw.get(n), str) else "" for n in ("id", "kind")}
        return cls(raw=FrozenMap(raw), **named)

    def __repr__(self) -> str:
        return f"<UnreadFact {self.id}>"


FactPrefix = Annotated[str, Text(pattern="[a-z][a-z_]{0,63}", max=64)]
"""The beginning of fact kinds: `session` covers every kind that begins so."""


@value
class Coverage:
    """What the record is complete about: outside it absence is not known."""

    facts: Annotated[tuple[FactPrefix, ...], Items(min=1, max=64, unique=True)]
    """Which kinds of fact, by the beginning of their names."""
    since: Instant
    """From when."""
    through: Instant
    """Until when."""

    def problems(self) -> Iterator[Fault]:
        """The ends are in order."""
        if self.since > self.through:
            yield Fault("ends_reversed", "since is after through", ("since",))


@value
class Record:
    """Everything that was written down about one agreement."""

    type: ClassVar[str] = "record"
    spec_version: ClassVar[str] = "1.0"

    agreement: AgreementId
    """The id of the agreement it is about."""
    facts: Annotated[tuple[Fact, ...], Items(kept=UnreadFact)]
    """The facts, in any order."""
    complete: Annotated[tuple[Coverage, ...], Items(max=256)] = ()
    """What it is complete about."""
    schema_uri: Annotated[str | None, Wire("$schema")] = None
    """Where the schema is published; never fetched."""
    unread: Annotated[FrozenMap | None, Offwire()] = None
    """What lenient reading kept without understanding it, by pointer (spec/documents)."""

    def problems(self) -> Iterator[Fault]:
        """Ids differ, and a correction names one earlier fact of its kind, each its own."""
        yield from same_ids("facts", self.facts)
        by_id: dict[str, Fact | UnreadFact] = {fact.id: fact for fact in self.facts}
        replaced: set[str] = set()
        for index, fact in enumerate(self.facts):
            if fact.replaces is None:
                continue
            at = ("facts", index, "replaces")
            old = by_id.get(fact.replaces)
            if old is None or old is fact:
                yield Fault("broken_reference", "no such fact in this record", at)
            elif old.kind != fact.kind and not isinstance(fact, Retracted):
                yield Fault("wrong_kind", "a correction is of the same kind", at)
            elif not isinstance(old, UnreadFact) and old.recorded_at > fact.recorded_at:
                yield Fault("wrong_order", "a correction is recorded after what it corrects", at)
            elif fact.replaces in replaced:
                yield Fault("duplicate_reference", "that fact is corrected twice", at)
            replaced.add(fact.replaces)
        yield from _in_circles(self.facts, by_id)


def _in_circles(facts: tuple[Any, ...], by_id: Mapping[str, Any]) -> Iterator[Fault]:
    """Facts of one instant that correct each other: none of them is the earlier one."""
    walks: dict[str, int] = {}
    for index, first in enumerate(facts):
        fact: Any = first
        while fact.replaces is not None and fact.id not in walks:
            walks[fact.id] = index
            later, fact = fact, by_id.get(fact.replaces)
            if fact is None or fact is later or fact.replaces is None:
                break
            if fact.recorded_at != later.recorded_at:
                break
            if walks.get(fact.id) == index:
                hint = "a correction names an earlier fact"
                at = ("facts", index, "replaces")
                yield Fault("wrong_order", "these facts correct each other", at, hint=hint)
