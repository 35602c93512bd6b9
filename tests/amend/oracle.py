"""What a history comes to, worked out by brute force from its amendments alone.

It shares no code with boundlib.amend: for every instant it goes through everything again.
"""

from __future__ import annotations

from typing import Any

from boundlib.vocab import Medium
from boundlib.wire.digest import digest
from boundlib.wire.documents import to_dict

Lines = list[tuple[Any, int]]
"""Amendments and when they were recorded."""


def _known(lines: Lines, k: int) -> list[Any]:
    return [act for act, recorded in lines if recorded <= k]


def versions(lines: Lines, k: int) -> list[tuple[int, int, int, str]]:
    """Every version known at k: from when it binds, when it was adopted, its number, its digest."""
    found: list[tuple[int, int, int, str]] = []
    for act in _known(lines, k):
        if act.kind == "adoption":
            found.append((int(act.in_force_from), int(act.at), act.version, act.digest))
        elif act.kind == "consent_withdrawal":
            for next_one in act.successors:
                adopted = max([int(act.at), *(v[1] for v in found if v[3] == next_one.base)])
                text = next_one.result
                found.append((int(next_one.in_force_from), adopted, text.version, digest(text)))
    return found


def in_force(lines: Lines, t: int, k: int) -> tuple[int, str] | None:
    """The number and digest of the version that rules at t, as known at k (20, 36)."""
    begun = [version for version in versions(lines, k) if version[0] <= t]
    if not begun:
        return None
    return max(begun)[2:]


def exceptions(lines: Lines, t: int, k: int) -> set[str]:
    """The exceptions that hold at t, as known at k (31)."""
    ruling = in_force(lines, t, k)
    last: dict[str, str] = {}
    for act in _known(lines, k):
        if act.kind != "exception" or ruling is None:
            continue
        if int(act.begins) <= t < int(act.ends) and _left(_known(lines, k), act, ruling[1]):
            last[act.instead.id] = act.id
    return set(last.values())


def _left(known: list[Any], exception: Any, ruling: str) -> bool:
    """Whether only withdrawals lie between two versions, and each left what it is about (31)."""
    texts = {digest(act.result): act.result for act in known if act.kind == "proposal"}
    made_of: dict[str, str] = {}
    for act in known:
        for each in act.successors if act.kind == "consent_withdrawal" else ():
            texts[digest(each.result)] = each.result
            made_of[digest(each.result)] = each.base
    of, first = exception.instead.id, texts[exception.base]
    meant = _strings(to_dict(exception.instead)) & {clause.id for clause in first.clauses}
    while True:
        said = {clause.id: to_dict(clause) for clause in texts[ruling].clauses}
        was = {clause.id: to_dict(clause) for clause in first.clauses}
        if said.get(of) != was[of] or meant - said.keys() - set(Medium):
            return False
        if ruling == exception.base:
            return True
        if ruling not in made_of:
            return False
        ruling = made_of[ruling]


def _strings(data: Any) -> set[str]:
    if isinstance(data, str):
        return {data}
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return set().union(*map(_strings, inside))


def state(lines: Lines, proposal: str, t: int, k: int) -> str | None:
    """How a proposal stands at t, as known at k (9-14)."""
    known = _known(lines, k)
    made = [n for n, act in enumerate(known) if act.kind == "proposal" and digest(act) == proposal]
    if not made or t < int(known[made[0]].at):
        return None
    lapses = known[made[0]].lapses_at
    for act in known[made[0] + 1 :]:
        closing = _closing(act, proposal)
        if closing is None:
            continue
        if closing == "superseded" and lapses is not None and int(lapses) <= int(act.at):
            break
        if int(act.at) <= t:
            return closing
        break
    return "lapsed" if lapses is not None and int(lapses) <= t else "open"


def _closing(act: Any, proposal: str) -> str | None:
    if act.kind == "proposal":
        return "countered" if act.counters == proposal else None
    if act.kind == "adoption":
        return "adopted" if act.proposal == proposal else "superseded"
    if act.kind == "consent_withdrawal":
        return "superseded" if act.successors else None
    named = getattr(act, "proposal", None) == proposal
    closing = {"decline": "declined", "proposal_withdrawal": "withdrawn"}.get(act.kind)
    return closing if named else None


def facts(lines: Lines, k: int) -> set[str]:
    """The facts written down that stand, as known at k (35)."""
    written = [
        fact
        for act in _known(lines, k)
        if act.kind in ("facts", "correction")
        for fact in act.facts
    ]
    replaced = {fact.replaces for fact in written}
    return {fact.id for fact in written if fact.id not in replaced}
