"""What was told, held against what was agreed at that moment (spec/analysis 26-37).

It says what lay within and what outside what was agreed, and blames nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import attrs

from boundlib.decide import Engine
from boundlib.decide.evidence import Evidence, Seen
from boundlib.errors import UsageError, expect
from boundlib.model.agreement import Agreement
from boundlib.model.decision import Decision
from boundlib.model.facts import Disclosed
from boundlib.model.jurisdictions import named_only
from boundlib.model.record import Record
from boundlib.model.sharing_answers import ItemAnswer
from boundlib.model.sharing_questions import SharingMay
from boundlib.model.trees import item_reached_from
from boundlib.times import zone
from boundlib.times.scalars import Instant
from boundlib.vocab import FactKind, Outcome, Reason, Role
from boundlib.wire.digest import digest_if_read

MOST_STEPS = 200
"""How many changes are looked at between the two ends of a time that is not exact."""


class Within(StrEnum):
    """How something that was told lies to what was agreed."""

    WITHIN = "within"
    """It lay within what was agreed."""
    OUTSIDE = "outside"
    """It lay outside what was agreed."""
    PERSON_DECIDED = "person_decided"
    """A person decided: on a legal ground, in an emergency, or because it was agreed so."""
    NOT_KNOWN = "not_known"
    """What was agreed, or what is on the record, does not settle it."""


@attrs.frozen(kw_only=True)
class Held:
    """What a disclosure comes to, held against the version that was in force."""

    within: Within
    """The whole of it (spec/analysis 31)."""
    items: tuple[ItemAnswer, ...] = ()
    """What holds for each item it named, and each beneath them that such a naming reaches."""
    code: Reason | None = None
    """The line that settled it; None: no version answers."""
    clause: str | None = None
    """The id of the clause that settled it; None: no clause did."""
    version: int | None = None
    """The number of the version that was in force; None: it is not known."""
    digest: str | None = None
    """Its digest; None: it is not known, or has none."""


@attrs.frozen(kw_only=True)
class Audited(Held):
    """One disclosure: its own fields say what was known when it was written down."""

    fact: str
    """The id of the `disclosed` fact."""
    hindsight: Held | None = None
    """The same by all that is on the record, where that differs (spec/analysis 29)."""


def audit(agreements: Iterable[Agreement], record: Record) -> tuple[Audited, ...]:
    """Each disclosure of a record against the version that was in force then (spec/analysis).

    Args:
        agreements: every version there is, in any order.
        record: what happened.

    Returns:
        One for each `disclosed` fact that stands, by the earliest it can have been, then by id.

    Raises:
        UsageError: there is no agreement, or the record is another agreement's.
    """
    expect(agreements, Iterable, "agreements", "Pass the agreements in a list.")
    expect(record, Record, "record", "Pass a Record, as from_dict(…, Record) gives.")
    versions = {(e.digest or e.agreement.version): e for e in map(_engine, agreements)}
    if not versions:
        raise UsageError("there is no agreement to hold the record against.")
    if any(engine.agreement.id != record.agreement for engine in versions.values()):
        raise UsageError(
            "the record is about another agreement.",
            where="/agreement",
            next_step="Pass the record of this agreement.",
        )
    engines = sorted(versions.values(), key=lambda e: (e.agreement.version, e.digest or ""))
    return _Audit(engines, record).audited()


def _engine(agreement: Agreement) -> Engine:
    return Engine(agreement, digest=digest_if_read(agreement))


class _Audit:
    """One record held against the versions of its agreement."""

    def __init__(self, engines: list[Engine], record: Record) -> None:
        self._engines = engines
        self._record = record
        # A date is read in the zone of the agreement; where versions differ, in the latest's.
        self._zone = zone(engines[-1].agreement.zone)
        self._evidence = Evidence(record, self._zone)

    def audited(self) -> tuple[Audited, ...]:
        """Every disclosure that was not replaced or retracted."""
        told = self._evidence.known(None).by_kind.get(FactKind.DISCLOSED)
        found = [(s.low, s.fact.id, self._one(s)) for s in (told.seen if told is not None else ())]
        return tuple(audited for _, _, audited in sorted(found, key=lambda f: f[:2]))

    def _one(self, seen: Seen) -> Audited:
        fact: Disclosed = seen.fact
        then = self._held(seen, fact.recorded_at)
        now = self._held(seen, None)
        kept = {field.name: getattr(then, field.name) for field in attrs.fields(Held)}
        return Audited(fact=fact.id, hindsight=None if now == then else now, **kept)

    # --- from the earliest to the latest it can have been ---------------------------------------

    def _held(self, seen: Seen, known: Instant | None) -> Held:
        """The one answer of all instants it can have been at; not known where they differ."""
        at: int | None = seen.low
        answers: list[Held] = []
        while at is not None and at <= seen.high:
            held, until = self._at(seen.fact, at, known)
            answers.append(held)
            if held.within is not answers[0].within or len(answers) > MOST_STEPS:
                return Held(within=Within.NOT_KNOWN)
            # The latest is looked at even where nothing is known to change before it.
            at = seen.high if at < seen.high and (until is None or until > seen.high) else until
        alike = all(held == answers[0] for held in answers)
        return answers[0] if alike else Held(within=answers[0].within)

    def _at(self, fact: Disclosed, at: int, known: Instant | None) -> tuple[Held, int | None]:
        """What it comes to at one instant, and until when that certainly stays."""
        engine, until = self._in_force(at, known)
        if engine is None:
            return Held(within=Within.NOT_KNOWN), until
        named = Held(
            within=Within.NOT_KNOWN, version=engine.agreement.version, digest=engine.digest
        )
        if fact.by is None or not all(_knows(engine.agreement, w) for w in (fact.by, fact.to)):
            return named, until
        question = SharingMay(
            at=Instant(at),
            known=known,
            by=fact.by,
            to=fact.to,
            items=fact.items,
            purpose=fact.purpose,
            emergency=fact.emergency,
            ground=fact.ground,
        )
        decision = engine.decide(question, self._record)
        ends = [end for end in (until, decision.valid_until) if end is not None]
        return _settled(named, fact, decision, engine.agreement), min(ends, default=None)

    # --- the version in force -------------------------------------------------------------------

    def _in_force(self, at: int, known: Instant | None) -> tuple[Engine | None, int | None]:
        """The version that ruled, whether or not the work had ended; None: it is not known."""
        adopted = self._evidence.known(known).by_kind.get(FactKind.ADOPTED)
        facts = adopted.seen if adopted is not None else []
        edges = [t for s in facts for t in (s.low, s.high, int(s.fact.in_force_from)) if t > at]
        until = min(edges, default=None)
        if not facts:
            # Nothing says which version binds; the only one there is, is taken to.
            return (self._engines[0] if len(self._engines) == 1 else None), until
        if any(seen.low <= at < seen.high for seen in facts):
            return None, until
        begun = [s for s in facts if s.high <= at and int(s.fact.in_force_from) <= at]
        if not begun:
            return None, until
        # Of two that were adopted at one instant, such as what a withdrawal made, the later rules.
        ruling = sorted(begun, key=lambda s: (int(s.fact.in_force_from), s.low))[-1].fact
        found = [e for e in self._engines if _is(e, ruling)]
        return (found[0] if len(found) == 1 else None), until


def _is(engine: Engine, adopted: Any) -> bool:
    """Whether this version was adopted; one that is not wholly understood goes by its number."""
    if engine.digest is None:
        return bool(adopted.version == engine.agreement.version)
    return bool(adopted.digest == engine.digest)


def _knows(agreement: Agreement, who: str) -> bool:
    return who in tuple(Role) or bool(agreement.holders(who))


_SAID = {
    Outcome.DENY: Within.OUTSIDE,
    Outcome.REFER: Within.PERSON_DECIDED,
    Outcome.PERMIT: Within.WITHIN,
}
"""What the outcome for an item comes to; all others settle nothing."""

_ORDER = (Within.OUTSIDE, Within.PERSON_DECIDED, Within.NOT_KNOWN, Within.WITHIN)
"""The whole is the first of these that one of its items has (spec/sharing 6)."""


def _settled(named: Held, fact: Disclosed, decision: Decision, agreement: Agreement) -> Held:
    """The whole from the items: what was named counts, then what a naming reaches beneath it."""
    only = named_only(agreement.jurisdiction)
    wanted = set(fact.items)
    items = tuple(
        line for line in decision.items if not wanted.isdisjoint(item_reached_from(line.item, only))
    )
    lines = [line for line in items if line.item in wanted]
    deciding = min(lines, key=lambda line: _ORDER.index(_said(line)))
    within = _said(deciding)
    beneath = [line for line in items if _said(line) is not within]
    if within is Within.WITHIN and beneath:
        # Whether what lies beneath was told with it is not said.
        deciding, within = min(beneath, key=lambda x: _ORDER.index(_said(x))), Within.NOT_KNOWN
    return attrs.evolve(
        named, within=within, items=items, code=deciding.code, clause=deciding.clause
    )


def _said(line: ItemAnswer) -> Within:
    return _SAID.get(line.outcome, Within.NOT_KNOWN)


__all__ = ["Audited", "Held", "Within", "audit"]
