"""A text without one clause, and the successors that a withdrawal of consent makes."""

from __future__ import annotations

from typing import Any

from boundlib.amend.state import State
from boundlib.declare import changed
from boundlib.declare.frozen import FrozenMap
from boundlib.declare.shapes import object_shape
from boundlib.declare.walk import Path, at, erasable_at, put, references
from boundlib.errors import InvalidValue
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import MOST_SUCCESSORS, Successor
from boundlib.times.scalars import Instant
from boundlib.vocab import Bearing, Medium, WindowUse

_MEDIA = frozenset(map(str, Medium))
_NEVER_LEFT_OUT = "crisis.route"
_CHANNEL, _WINDOW = "contact.channel", "contact.window"


def successors(history: State, clause: str, when: Instant) -> tuple[Successor, ...]:
    """A successor of every version that would rule from an instant on, without a clause (26).

    A version that has not got the clause follows in its own words, so that the newest version is
    still the one that rules last; for that reason there are all of them or none.
    """
    ruling = history.ruling_from(when)
    if history.newest is None or not any(_has(v.agreement, clause) for v in ruling):
        return ()
    if len(ruling) > MOST_SUCCESSORS:
        return ()
    found = []
    for number, version in enumerate(ruling, history.newest.number + 1):
        text = without(version.agreement, clause, number)
        if text is None:
            return ()
        begins = max(when, version.in_force_from)
        found.append(Successor(base=version.digest, result=text, in_force_from=begins))
    return tuple(found)


def without(text: Agreement, clause: str, version: int) -> Agreement | None:
    """A text without a clause, and without what cannot stand without it; None: there is none."""
    left: dict[str, Any] = {c.id: c for c in text.clauses}
    gone = [clause] if clause in left else []
    while gone:
        dropped = left.pop(gone.pop())
        if dropped.kind == _NEVER_LEFT_OUT:
            return None
        if _bounds(dropped) and (dropped.id == clause or _bears_on(dropped, left)):
            return None  # without it more would be open
        ways = closed_ways(dropped, left)
        for other in list(left.values()):
            fixed = _without_names(other, left, ways)
            if fixed is None:
                gone.append(other.id)
            else:
                left[other.id] = fixed
        gone = list(dict.fromkeys(gone))
    clauses = _alone(tuple(left.values()))
    try:
        bare: Agreement = changed(text, version=version, clauses=clauses, salts=None)
    except InvalidValue:
        return None
    return with_salts(bare, text.salts or {})


def _bounds(clause: Any) -> bool:
    """Whether a clause keeps something closed: it is a limit, or there are no other hours."""
    if clause.kind == _WINDOW:
        return bool(clause.use is WindowUse.SENDING)
    return clause.bearing is Bearing.LIMIT and not getattr(clause, "nobody", None)


def _bears_on(clause: Any, left: dict[str, Any]) -> bool:
    """Whether a clause speaks of anything that is left; of contact, of a channel."""
    if not clause.kind.startswith("contact."):
        return True
    names = {name for way in _channels(left) for name in (way.id, way.medium)}
    named = getattr(clause, "channels", ())
    return not names.isdisjoint(named) if named else bool(names)


def with_salts(text: Agreement, salts: Any) -> Agreement:
    """A text with those salts that are for a value which it has."""
    kept = {path: salt for path, salt in salts.items() if erasable_at(text, path) is not None}
    return changed(text, salts=FrozenMap(kept)) if kept else text


def with_salts_of(base: Agreement | None, text: Agreement) -> Agreement:
    """A text in which each value that its base has too has its base's salt, if there is one.

    With another salt it would be another value once both are erased.
    """
    said = text.salts or FrozenMap()
    before = {} if base is None else dict(base.salts or {})
    kept = {path: salt for path, salt in before.items() if _same_value(base, text, path)}
    return text if said == {**said, **kept} else changed(text, salts=FrozenMap({**said, **kept}))


def salts_for(instead: Any, text: Agreement) -> dict[str, str]:
    """The salts of what another wording of a clause leaves as it is, by where it stands there."""
    found = {}
    for path, salt in (text.salts or {}).items():
        part, _, rest = path.partition("/")
        name, _, within = rest.partition("/")
        if (part, name) == ("clauses", instead.id) and within:
            old, new = erasable_at(text, path), erasable_at(instead, within)
            if old is not None and new is not None and old[1] == new[1]:
                found[f"instead/{within}"] = salt
    return found


def _same_value(base: Any, text: Agreement, path: str) -> bool:
    old, new = erasable_at(base, path), erasable_at(text, path)
    return old is not None and new is not None and bool(old[1] == new[1])


def _has(text: Agreement, clause: str) -> bool:
    return any(c.id == clause for c in text.clauses)


def closed_ways(dropped: Any, left: dict[str, Any]) -> frozenset[str]:
    """Names under which a window would open what a channel that is left out was.

    Its id may be that of a medium; its medium stands for it where no other channel has it.
    """
    if dropped.kind != _CHANNEL:
        return frozenset()
    return frozenset({dropped.id, dropped.medium}) - {c.medium for c in _channels(left)}


def _channels(left: dict[str, Any]) -> list[Any]:
    return [clause for clause in left.values() if clause.kind == _CHANNEL]


def _without_names(clause: Any, left: dict[str, Any], ways: frozenset[str]) -> Any:
    """A clause that names no clause which is gone; None where that leaves nothing to stand on."""
    closed = ways if clause.kind == _WINDOW else frozenset[str]()
    if closed and not clause.channels and not _channels(left):
        return None  # with no channel left it would open every way there is
    while True:
        named = ((p, n) for p, ref, n in references(clause) if _gone(ref.to, n, left, closed))
        path = next((p for p, _ in named), None)
        if path is None:
            return clause
        fixed = _without_item(clause, path)
        if fixed is None:
            return None
        clause = fixed


def _gone(to: str, name: str, left: dict[str, Any], closed: frozenset[str]) -> bool:
    if to == "channel":
        return name not in left and (name in closed or name not in _MEDIA)
    return to in ("clause", "step") and name.partition("/")[0] not in left


def _without_item(clause: Any, path: Path) -> Any:
    """The clause without one name, or without the item of a list which names that alone.

    None: it has to be there, or without it the clause would mean everything.
    """
    names = at(clause, path[:-1]) if path else None
    index = path[-1] if path else None
    if isinstance(index, str) and _means_nothing(clause, path):
        return put(clause, path, None)
    if not isinstance(names, tuple) or not isinstance(index, int):
        return None
    if len(names) < 2 and not _means_nothing(clause, path[:-1]):
        # An item with an id, such as a way to use a right, goes by itself.
        holder = at(clause, path[:-2]) if len(path) > 2 else None
        return _without_item(clause, path[:-2]) if getattr(holder, "id", None) else None
    try:
        return put(clause, path[:-1], (*names[:index], *names[index + 1 :]))
    except InvalidValue:
        return None


def _means_nothing(clause: Any, path: Path) -> bool:
    """Whether a member means nothing where it is absent; most then mean everything."""
    effect = object_shape(type(at(clause, path[:-1]))).members[str(path[-1])].effect
    return effect is not None and effect.absent == "least"


def _alone(clauses: tuple[Any, ...]) -> tuple[Any, ...]:
    """Clauses of which one that is the last reading of its sentence is no reading any more."""
    labels = [getattr(clause, "reading_of", None) for clause in clauses]
    return tuple(
        changed(clause, reading_of=None)
        if label is not None and labels.count(label) == 1
        else clause
        for clause, label in zip(clauses, labels, strict=True)
    )
