"""The usual form of clauses about sharing: the widest word that says it, one clause both ways."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from boundlib.declare.names import Place
from boundlib.findings.looking import Path, Whole
from boundlib.model.jurisdictions import named_only
from boundlib.model.sharing import SharingLegalLimit, SharingRecords, SharingRelease
from boundlib.model.trees import item_reached_from, purpose_above
from boundlib.vocab import Bearing, Flow

TOPIC = "sharing."
"""How the kinds begin. Here `by` and `to` name who tells whom: nobody is to be read into them."""

_WORDS = ("id", "text", "waives", "extensions")
"""Fields in which two clauses may differ and still say the same."""

Above = Callable[[str], tuple[str, ...]]


def _lists(clause: Any, place: Place | None) -> Iterator[tuple[str, Above]]:
    """The fields of a clause that name paths, and by which wider ones each path is reached."""
    # Of a record, the clause that names the longest path counts: there none can be left out.
    if not clause.kind.startswith(TOPIC) or isinstance(clause, SharingRecords):
        return
    named = named_only(place) if clause.bearing is Bearing.GRANT else frozenset()
    for field in ("items", "own_items"):
        if getattr(clause, field, ()):
            yield field, lambda path: item_reached_from(path, named)
    if getattr(clause, "purposes", ()):
        yield "purposes", purpose_above


def covered(clause: Any, place: Place | None) -> Iterator[tuple[str, int]]:
    """Where a clause names a word that a wider one beside it covers.

    An embedder's own path is not meant: naming it is what makes it one that is answered.
    """
    for field, above in _lists(clause, place):
        paths = getattr(clause, field)
        for number, path in enumerate(paths):
            if "/" not in path and not set(paths).isdisjoint(above(path)[1:]):
                yield field, number


def without_covered(clause: Any, place: Place | None) -> dict[str, tuple[str, ...]]:
    """The fields of a clause that change where such words are left out."""
    gone: dict[str, set[int]] = {}
    for field, number in covered(clause, place):
        gone.setdefault(field, set()).add(number)
    return {
        field: tuple(path for n, path in enumerate(getattr(clause, field)) if n not in numbers)
        for field, numbers in gone.items()
    }


def other_way(whole: Whole) -> Iterator[Path]:
    """Releases beside one that lets the same be told the other way."""
    seen: set[Hashable] = set()
    for path, release in whole.all(SharingRelease):
        # Staff and passing on belong to one side: both ways they would say more.
        apart = release.flow is Flow.BOTH or release.staff or release.onward
        if apart or release.reading_of is not None:
            continue
        ways = frozenset(release.by), frozenset(release.to)
        if release.flow is Flow.OBTAIN:
            ways = ways[1], ways[0]
        rest = _rest(release, "by", "to", "flow")
        if (ways[1], ways[0], rest) in seen:
            yield path
        seen.add((*ways, rest))


def grounds_apart(whole: Whole) -> Iterator[Path]:
    """Legal limits beside one that says the same of other grounds."""
    seen: set[Hashable] = set()
    for path, clause in whole.all(SharingLegalLimit):
        if clause.reading_of is not None or clause.complete:
            continue
        rest = _rest(clause, "grounds")
        if rest in seen:
            yield path
        seen.add(rest)


def _rest(clause: Any, *aside: str) -> Hashable:
    """What a clause says besides some fields; the order of a list says nothing."""
    names = [field.name for field in clause.__attrs_attrs__]
    values = ((n, getattr(clause, n)) for n in names if n not in aside and n not in _WORDS)
    return tuple((n, frozenset(v) if isinstance(v, tuple) else v) for n, v in values)


__all__ = ["TOPIC", "covered", "grounds_apart", "other_way", "without_covered"]
