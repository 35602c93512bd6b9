"""The facts that a history shows: those written down, and those that amendments imply (21, 35).

An implied fact is never stored: it follows from its amendment, and its id too.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from boundlib.amend.offers import Assented
from boundlib.amend.people import consents, party_in, signers, takes_back
from boundlib.amend.state import Line, State, Version
from boundlib.decide.corrections import replaced
from boundlib.declare import changed
from boundlib.model.amendment import (
    ConsentWithdrawal,
    Correction,
    Ending,
    Entered,
    Pause,
    Resumption,
    ReviewRequest,
)
from boundlib.model.binding import (
    Adopted,
    ConsentGiven,
    ConsentWithdrawn,
    Ended,
    Paused,
    Resumed,
)
from boundlib.model.facts import Fact
from boundlib.model.record import Coverage, Record
from boundlib.model.reviewed import EndingTold, ReviewRequested
from boundlib.vocab import FactKind

_IMPLIED = "of:"
"""How the ids of implied facts begin, and no other id."""

_NOT_RECORDED = "not_recorded"
"""The method of a consent of which nobody wrote down how it was given."""


def is_derived(fact: str) -> bool:
    """Whether an id is one that only a fact implied by an amendment has."""
    return fact.startswith(_IMPLIED)


def derived_id(*of: str, number: int = 0) -> str:
    """The id of an implied fact: always the same, and of no other fact.

    The number of a version stands in front, so that of two adoptions at one instant the later
    version comes later.
    """
    named = sha256("\x00".join(of).encode()).hexdigest()[:40]
    return f"{_IMPLIED}{number:06}:{named}"


def record_of(history: State, complete: tuple[Coverage, ...] = ()) -> Record:
    """The record that a history shows, as it is known.

    Args:
        history: the history.
        complete: what the written-down facts are complete about.
    """
    kept = history.kept.get(("record", complete))
    if kept is None:
        facts = history.kept.get(("facts",))
        if facts is None:
            facts = history.kept[("facts",)] = tuple(_facts(history))
        kept = Record(agreement=history.agreement, facts=facts, complete=complete)
        history.kept[("record", complete)] = kept
    found: Record = kept
    return found


def _facts(history: State) -> Iterator[Fact]:
    for line in history.lines:
        if isinstance(line.amendment, Entered | Correction):
            yield from line.amendment.facts
        else:
            yield from _alone(line, history.endings)
    yield from _of_versions(history)


def _alone(line: Line, endings: tuple[Ending, ...]) -> Iterator[Fact]:
    """The fact that one party's act is; of an ending whose place another took, its telling."""
    act: Any = line.amendment
    named: dict[str, Any] = {"id": derived_id(act.id), "by": act.by, "at": act.at}
    named["recorded_at"] = line.recorded_at
    match act:
        case ConsentWithdrawal():
            method = act.method or _NOT_RECORDED
            yield ConsentWithdrawn(**named, clause=act.clause, capacity=act.capacity, method=method)
        case Pause():
            yield Paused(**named, until=act.until)
        case Resumption():
            yield Resumed(**named)
        case ReviewRequest():
            yield ReviewRequested(**named, clauses=act.clauses)
        case Ending():
            told = derived_id(act.id, FactKind.ENDING_TOLD)
            yield EndingTold(**(named | {"id": told}), ends_at=act.ends_at)
            if act in endings:
                yield Ended(**(named | {"at": act.ends_at}))


# --- versions and consents ------------------------------------------------------------------------


def _of_versions(history: State) -> Iterator[Fact]:
    """Adoptions, and the consents to each version: given to it, or carried over from its base."""
    held = _entered(history)
    for version in history.versions:
        act, recorded_at = version.line.amendment, version.line.recorded_at
        yield Adopted(
            id=derived_id(act.id, version.digest, number=version.number),
            at=version.agreed_at,
            recorded_at=recorded_at,
            by=act.by,
            version=version.number,
            digest=version.digest,
            in_force_from=version.in_force_from,
        )
        base = history.by_digest.get(version.base or "")
        given = list(_given(history, version, base))
        before = held.get(version.base or "", ())
        carried = _carried(version, base, before, {(fact.clause, fact.by) for fact in given})
        fresh = [*given, *carried]
        held.setdefault(version.digest, []).extend(fresh)
        yield from fresh


def _entered(history: State) -> dict[str, list[ConsentGiven]]:
    """The consents that were written down and stand, by the version they were given to."""
    found: dict[str, list[ConsentGiven]] = {}
    later = {f.replaces: f for f in history.entered.values() if f.replaces is not None}
    for fact in history.entered.values():
        if isinstance(fact, ConsentGiven) and not replaced(fact.id, later):
            found.setdefault(fact.digest, []).append(fact)
    return found


def _given(history: State, version: Version, base: Version | None) -> Iterator[ConsentGiven]:
    """The consents that assents to a version are: to what is new, or what they named (21)."""
    offer = history.offers.get(version.offer or "")
    if offer is None:
        return  # a withdrawal made it: nobody assented
    text = version.agreement
    taken = {w.clause: w.at for w in sorted(history.withdrawals, key=lambda w: -w.at)}
    for who in sorted(history.required(offer)):
        party = party_in((text,), who)
        theirs = [yes for yes in offer.assents if yes.party == who]
        if party is None or not theirs:
            continue
        joins = base is None or who not in signers(base.agreement)
        for clause in text.clauses:
            named = [yes for yes in theirs if clause.id in yes.clauses]
            meant = named or [yes for yes in theirs if not yes.clauses]
            if not meant:
                continue
            yes = max(meant, key=lambda yes: yes.at)
            again = clause.id in taken and taken[clause.id] < yes.at
            if consents(text, party, clause) or (again and takes_back(text, party, clause)):
                kept = base is not None and not joins and version.text.keeps(base.text, clause.id)
                if named or not kept:
                    yield _consent(version, yes, clause.id)


def _consent(version: Version, yes: Assented, clause: str) -> ConsentGiven:
    return ConsentGiven(
        id=derived_id(yes.amendment, clause, version.digest),
        at=yes.at,
        recorded_at=version.line.recorded_at,
        by=yes.party,
        clause=clause,
        digest=version.digest,
        capacity=yes.capacity,
        method=yes.method or _NOT_RECORDED,
    )


def _carried(
    version: Version, base: Version | None, before: Any, anew: set[tuple[str, Any]]
) -> Iterator[ConsentGiven]:
    """The consents to the base that go on, for the clauses that stayed as they were."""
    there = {clause.id for clause in version.agreement.clauses}
    keeps: dict[str, bool] = {}
    for fact in before:
        if base is None or fact.clause not in there or (fact.clause, fact.by) in anew:
            continue
        if fact.clause not in keeps:
            keeps[fact.clause] = version.text.keeps(base.text, fact.clause)
        if keeps[fact.clause]:
            yield changed(
                fact,
                id=derived_id(fact.id, version.digest),
                digest=version.digest,
                recorded_at=max(fact.recorded_at, version.line.recorded_at),
                carried=fact.id,
                replaces=None,
            )
