"""Where two texts on one base conflict, worked out on plain data, without boundlib.amend."""

from __future__ import annotations

from typing import Any

Clauses = dict[str, dict[str, Any]]
"""Clauses by their ids, as plain data."""

Found = set[tuple[str, str, str | None]]
"""Conflicts: how far up, the clause, the field."""


def conflicts(base: Clauses, one: Clauses, other: Clauses) -> Found:
    """Every conflict between the clauses of two texts (23)."""
    found: Found = set()
    for id in {*base, *one, *other}:
        was, a, b = base.get(id), one.get(id), other.get(id)
        if a in (was, b) or b == was:
            continue
        if was is None or a is None or b is None or a["kind"] != b["kind"]:
            found.add(("same_clause", id, None))
            continue
        mine = {name for name in {*was, *a} if was.get(name) != a.get(name)}
        theirs = {name for name in {*was, *b} if was.get(name) != b.get(name)}
        clash = {name for name in mine & theirs if a.get(name) != b.get(name)}
        found |= {("same_field", id, name) for name in clash}
        words = ("text" in mine and theirs - mine) or ("text" in theirs and mine - theirs)
        if words and not clash:
            found.add(("same_clause", id, None))
    return found


def merged(base: Clauses, one: Clauses, other: Clauses) -> Clauses:
    """The clauses that two texts without a conflict come to."""
    found: Clauses = {}
    for id in {*base, *one, *other}:
        was, a, b = base.get(id), one.get(id), other.get(id)
        if a in (was, b) or b == was:
            taken = b if a == was else a
        else:
            assert was is not None
            assert a is not None
            assert b is not None
            both = {n: b.get(n) if a.get(n) == was.get(n) else a.get(n) for n in {*a, *b}}
            taken = {name: value for name, value in both.items() if value is not None}
        if taken is not None:
            found[id] = taken
    return found
