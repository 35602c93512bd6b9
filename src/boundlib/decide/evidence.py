"""What a record shows at an instant, as known at an instant (spec/decisions).

Facts that were replaced or retracted by then are gone; facts that lie later than the instant are
plans. A fact whose time is not exact lies between two ends: it shows presence, never absence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Truth
from boundlib.decide.corrections import corrections, naming, replaced
from boundlib.decide.doubts import places_in
from boundlib.model.binding import Between, OnDate
from boundlib.model.record import Record, UnreadFact
from boundlib.times import Zone
from boundlib.times.spans import day_bounds
from boundlib.vocab import FactKind


@attrs.frozen
class Seen:
    """A fact with the two ends of its time."""

    fact: Any
    low: int
    """The earliest it can have been."""
    high: int
    """The latest it can have been."""

    @property
    def exact(self) -> bool:
        """Whether its instant is known."""
        return self.low == self.high


Wanted = Callable[[Any], bool]


class _Kind:
    """The facts of one kind that count as known, in order of their times."""

    __slots__ = ("inexact", "lows", "seen", "widest")

    def __init__(self, seen: list[Seen]) -> None:
        self.seen = seen
        self.lows = [s.low for s in seen]
        self.inexact = [s for s in seen if not s.exact]
        self.widest = max((s.high - s.low for s in self.inexact), default=0)
        """How far the two ends of one of them lie apart at most."""


_NONE = _Kind([])

Chosen = _Kind
"""Facts of one kind that were chosen once, whenever they are asked about."""


@attrs.frozen
class _Known:
    """The facts that count as known at an instant."""

    by_kind: dict[str, _Kind]
    by_clause: dict[tuple[str, str], _Kind]
    by_id: dict[str, Seen]
    unread: bool
    corrected: dict[str, str]
    """What stands in the place of a fact, by the id of the one that is gone."""
    kept: dict[Any, Any] = attrs.field(factory=dict)
    """What was read from them once, whenever it is asked about."""


def _order(seen: Seen) -> tuple[Any, ...]:
    return seen.low, seen.high, seen.fact.recorded_at, seen.fact.id


def _not_held(facts: Iterable[Any], version: int) -> frozenset[str]:
    """The consents that were not given to the one text that was adopted under this number."""
    adopted = {f.digest for f in facts if f.kind == FactKind.ADOPTED and f.version == version}
    given = (f for f in facts if f.kind == FactKind.CONSENT_GIVEN)
    return frozenset(f.id for f in given if adopted != {f.digest})


class Evidence:
    """A record, ready to be asked."""

    def __init__(self, record: Record | None, zone: Zone, no_digest: int | None = None) -> None:
        """`no_digest`: the number of the version beside it, where that has no digest."""
        self.record = record
        self._zone = zone
        self._no_digest = no_digest
        self._left_out: str | None = None
        self._cache: dict[int | None, _Known] = {}
        self._coverage = _spans_by_prefix(record)
        self._covered: dict[tuple[str, int], list[tuple[int, int]]] = {}
        places = places_in(record.unread if record else None)
        inside = [p for p in places if p[0] == "facts" and len(p) > 2]
        facts = record.facts if record else ()
        partly = [facts[int(p[1])] for p in inside]
        # What was taken back might stand, in part, if all were understood; nothing else uses it.
        self.doubtful = len(inside) < len(places) or any(f.replaces is not None for f in partly)
        """Whether what is not understood bears on more than the fact that it stands in."""
        self.partly_read = frozenset(fact.id for fact in partly)
        """The facts that hold something that is not understood, or cannot be held to a version."""
        if no_digest is not None:
            self.partly_read |= _not_held(facts, no_digest)

    def without(self, fact: str) -> Evidence:
        """The same record, had this fact not been; what it replaced stays gone."""
        other = copy(self)
        other._cache, other._left_out = {}, fact
        return other

    def beside(self, zone: Zone, no_digest: int | None) -> Evidence:
        """The same record beside another text; it is read only once for both where it can be."""
        if (zone, no_digest) != (self._zone, self._no_digest):
            return Evidence(self.record, zone, no_digest)
        other = copy(self)
        # What was read from the facts once may go by a clause, of which each text has its own.
        read = self._cache.copy()  # at once: other threads may read more of it meanwhile
        other._cache = {when: attrs.evolve(facts, kept={}) for when, facts in read.items()}
        return other

    def known(self, known: int | None) -> _Known:
        """The facts recorded by then; None: all of them."""
        found = self._cache.get(known)
        if found is None:
            if len(self._cache) > 8:
                self._cache.clear()
            found = self._cache[known] = self._read(known)
        return found

    def _read(self, known: int | None) -> _Known:
        facts = self.record.facts if self.record else ()
        kept: list[Any] = list(facts)  # lenient reading keeps facts that are not understood
        unread = any(isinstance(f, UnreadFact) for f in kept)
        written = [
            f
            for f in kept
            if not isinstance(f, UnreadFact) and (known is None or f.recorded_at <= known)
        ]
        later = {f.replaces: f for f in written if f.replaces is not None}
        there = [
            f
            for f in written
            if f.kind != FactKind.RETRACTED and not replaced(f.id, later) and f.id != self._left_out
        ]
        corrected = corrections(there, written)
        standing = sorted((self._seen(naming(f, corrected)) for f in there), key=_order)
        by_kind: dict[str, list[Seen]] = {}
        by_clause: dict[tuple[str, str], list[Seen]] = {}
        for seen in standing:
            kind = str(seen.fact.kind)
            by_kind.setdefault(kind, []).append(seen)
            clause = getattr(seen.fact, "clause", None)
            if clause is not None:
                by_clause.setdefault((kind, clause), []).append(seen)
        return _Known(
            {kind: _Kind(seen) for kind, seen in by_kind.items()},
            {about: _Kind(seen) for about, seen in by_clause.items()},
            {s.fact.id: s for s in standing},
            unread,
            corrected,
        )

    def _seen(self, fact: Any) -> Seen:
        if isinstance(fact.at, OnDate):
            start, end = day_bounds(self._zone, fact.at.on)
            return Seen(fact, start, max(start, end - 1))
        if isinstance(fact.at, Between):
            return Seen(fact, int(fact.at.not_before), int(fact.at.not_after))
        return Seen(fact, int(fact.at), int(fact.at))

    def covered(self, kind: str, asked_at: int) -> list[tuple[int, int]]:
        """The stretches about which the record is complete for a kind of fact, in order.

        One that reaches the instant first asked about goes on from there, so that an answer's end
        can be looked for (spec/decisions 70).
        """
        if (kind, asked_at) not in self._covered:
            if len(self._covered) > 1000:
                self._covered.clear()
            self._covered[kind, asked_at] = self._cover(kind, asked_at)
        return self._covered[kind, asked_at]

    def _cover(self, kind: str, asked_at: int) -> list[tuple[int, int]]:
        out: list[tuple[int, int]] = []
        spans = (s for p, spans in self._coverage.items() if kind.startswith(p) for s in spans)
        for start, through in sorted(spans):
            end = NEVER if through >= asked_at else through
            if out and start <= out[-1][1] + 1:
                out[-1] = out[-1][0], max(out[-1][1], end)
            else:
                out.append((start, end))
        return out


def _spans_by_prefix(record: Record | None) -> dict[str, list[tuple[int, int]]]:
    out: dict[str, list[tuple[int, int]]] = {}
    for coverage in record.complete if record else ():
        for prefix in coverage.facts:
            out.setdefault(prefix, []).append((int(coverage.since), int(coverage.through)))
    return out


class View:
    """The evidence at one instant; every look notes until when it certainly stays the same."""

    def __init__(
        self,
        evidence: Evidence,
        at: int,
        known: int | None,
        asked_at: int,
        stays_until: Callable[[int | None], None],
        uses: Callable[[Iterable[str]], None],
    ) -> None:
        self._evidence = evidence
        self._facts = evidence.known(known)
        self.at = at
        self._asked_at = asked_at
        self._stays_until = stays_until
        self._uses = uses

    @property
    def unread(self) -> bool:
        """Whether the record holds facts of a newer version, or says something of itself."""
        return self._facts.unread or self._evidence.doubtful

    @property
    def no_act(self) -> Truth:
        """What an act is that is not on the record: not done; not known without a record."""
        return None if self._evidence.record is None else False

    def understands(self, facts: Iterable[str]) -> bool:
        """Whether nothing in these facts is of a newer version."""
        return self._evidence.partly_read.isdisjoint(facts)

    def of(self, *kinds: str, since: int | None = None) -> list[Seen]:
        """The facts of these kinds that certainly or possibly lie at or before now, in order.

        With `since` only those that may lie at or after it.
        """
        found: list[Seen] = []
        for kind in kinds:
            held = self._facts.by_kind.get(str(kind), _NONE)
            end = self.watch(kind)
            begin = 0 if since is None else bisect_left(held.lows, since - held.widest)
            part = held.seen[begin:end]
            if held.inexact and since is not None:
                part = [seen for seen in part if seen.high >= since]
            found += part
        if len(kinds) > 1:
            found.sort(key=_order)
        return found

    def about(self, kind: str, clause: str) -> list[Seen]:
        """The facts of a kind for a clause that may lie at or before now, in order."""
        held = self._facts.by_clause.get((kind, clause))
        return [] if held is None else held.seen[: self.passed(held)]

    def watch(self, kind: str) -> int:
        """How many facts of a kind may lie at or before now; notes when that changes."""
        return self.passed(self._facts.by_kind.get(str(kind), _NONE))

    def passed(self, held: Chosen) -> int:
        """How many of these facts may lie at or before now; notes when that changes."""
        end = bisect_right(held.lows, self.at)
        if end < len(held.lows):
            self._stays_until(held.lows[end])
        for seen in held.seen[bisect_left(held.lows, self.at - held.widest) : end]:
            if self.at < seen.high:
                self._stays_until(seen.high)
        return end

    def all(self, kind: str) -> list[Seen]:
        """The facts of a kind, whenever they lie: what is read from them is for every instant."""
        return self._facts.by_kind.get(str(kind), _NONE).seen

    def chosen(self, kind: str, name: Any, wanted: Wanted) -> Chosen:
        """The wanted facts of a kind, whenever they lie, chosen once under this name."""
        found: Chosen | None = self.kept.get(name)
        if found is None:
            found = self.kept[name] = Chosen([s for s in self.all(kind) if wanted(s.fact)])
        return found

    @property
    def kept(self) -> dict[Any, Any]:
        """What was read from these facts once, whenever it is asked about."""
        return self._facts.kept

    def exact(self, kind: str) -> bool:
        """Whether the times of all facts of a kind are exact."""
        return not self._facts.by_kind.get(str(kind), _NONE).inexact

    def certain(self, seen: Seen) -> bool:
        """Whether a fact certainly lies at or before now."""
        return seen.high <= self.at

    def by_id(self, name: str) -> Seen | None:
        """The fact of that id as it stands now, corrected or not."""
        return self._facts.by_id.get(self._facts.corrected.get(name, name))

    def use(self, seen: Seen) -> None:
        """Note that an answer rests on this fact."""
        self._uses((seen.fact.id,))

    def use_all(self, names: Iterable[str]) -> None:
        """Note that an answer rests on the facts of these ids."""
        self._uses(names)

    def covered_from(self, kind: str) -> int | None:
        """Since when, without a gap until now, the record is complete about a kind of fact."""
        for start, end in reversed(self._evidence.covered(str(kind), self._asked_at)):
            if start > self.at:
                self._stays_until(start)
            elif end >= self.at:
                return start
            else:
                return None
        return None

    def covers(self, kind: str, since: int | None) -> bool:
        """Whether the record is complete about a kind of fact from then until now."""
        start = self.covered_from(kind)
        return since is not None and start is not None and start <= since

    def latest(self, kind: str, wanted: Wanted, name: Any = None) -> list[Seen]:
        """The latest wanted fact of a kind; first the certain one, then what may be as late.

        Where none is certain, those that may lie at or before now. `name`: under which the wanted
        ones are kept, where they are asked for again and again.
        """
        held: Chosen = self._facts.by_kind.get(str(kind), _NONE)
        if name is not None:
            held = self.chosen(kind, name, wanted)
        found = [held.seen[place] for place in self.last(held, wanted)]
        if found and self.certain(found[0]):
            self.use(found[0])
        return found

    def last(self, held: Chosen, wanted: Wanted = lambda _: True) -> list[int]:
        """The places of the latest wanted fact and of any other that may be as late.

        The certain one first. Two at one instant may each be the later one: neither their names
        nor when they were written down say which (spec/decisions 66, 69).
        """
        end = bisect_right(held.lows, self.at)
        for later in held.seen[end:]:
            if wanted(later.fact):
                self._stays_until(later.low)
                break
        floor: int | None = None
        certain, perhaps = [], []
        for place in range(end - 1, -1, -1):
            seen = held.seen[place]
            if floor is not None and seen.low < floor - held.widest:
                break
            if not wanted(seen.fact) or (floor is not None and seen.high < floor):
                continue
            if not self.certain(seen):
                self._stays_until(seen.high)
                perhaps.append(place)
            else:
                floor = seen.low if floor is None else floor
                certain.append(place)
        return certain + perhaps

    def happened(self, kind: str, wanted: Wanted) -> bool | None:
        """Whether a wanted fact certainly lies at or before now; None: perhaps."""
        found = self.latest(kind, wanted)
        if not found:
            return False
        return True if self.certain(found[0]) else None
