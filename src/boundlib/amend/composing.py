"""A text put together from parts of others, and the orders of its lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from boundlib.amend.texts import Key, Parts, Text
from boundlib.declare import changed, filled
from boundlib.declare.frozen import FrozenMap
from boundlib.declare.shapes import ArrayShape, object_shape
from boundlib.declare.walk import erasable_at, references
from boundlib.model.agreement import ALONE, LISTS, Agreement
from boundlib.model.references import JUDGED, steps_of


def compose(
    parts: Parts,
    orders: Mapping[str, Sequence[str]],
    texts: Sequence[Text],
    doubtful: Collection[Key],
) -> Agreement:
    """The text of these parts, with the salts of the texts they come from.

    Args:
        parts: the parts.
        orders: the ids of each list in their order.
        texts: the texts they come from.
        doubtful: those of which it is not plain that all of these have them in the same words.

    Raises:
        InvalidValue: they do not make a text.
    """
    fields: dict[str, Any] = {name: parts["agreement"].get(name) for name in ALONE}
    for name in LISTS:
        fields[name] = tuple(map(parts[name].__getitem__, orders[name]))
    last = texts[-1].agreement
    fields |= {"id": last.id, "version": last.version, "unread": last.unread}
    bare = filled(Agreement, **fields)
    if not _surely_fits(bare, parts, texts, doubtful):
        bare = changed(last, salts=None, schema_uri=None, **fields)
    salts = _salts(bare, [text.agreement for text in texts if text.there])
    return filled(Agreement, **fields, salts=FrozenMap(salts)) if salts else bare


def _surely_fits(
    made: Agreement, parts: Parts, texts: Sequence[Text], doubtful: Collection[Key]
) -> bool:
    """Whether a text keeps the rules of texts, which its parts kept where they are from.

    It is held against a text of which it lost no part, if there is one: what is named there can be
    named here, so only what is not from there is looked at.
    """
    if not all(text.around.fully_read for text in texts if text.there):
        return False
    gone = [key for key in doubtful if key[1] not in parts[key[0]]]
    near = next((text for text in texts if text.there and not any(map(text.written, gone))), None)
    if near is None:
        return _in_bounds(made) and not any(made.problems())
    used: dict[str, set[str]] = {}
    for key in doubtful:
        part, was = parts[key[0]].get(key[1]), near.written(key)
        if part is None or was is part or key[0] not in LISTS:
            continue
        if was is not None:
            if type(was) is not type(part):
                return False
            if steps := steps_of([was]):
                used.setdefault("step", set()).update(steps)  # what stayed may name them
        for _, ref, name in references(part):
            used.setdefault(ref.target, set()).add(name)
            if ref.says is not None:
                used.setdefault(JUDGED, set()).add(name)
    return _in_bounds(made) and not any(made.problems(used))


def _in_bounds(made: Agreement) -> bool:
    """Whether each list has as many parts as a text may have."""
    return all(low <= len(getattr(made, name)) <= most for name, low, most in _bounds())


@cache
def _bounds() -> list[tuple[str, int, int]]:
    """The least and the greatest length of each list; one that may be absent may be empty."""
    found = []
    for name in LISTS:
        member = object_shape(Agreement).members[name]
        if isinstance(member.shape, ArrayShape):
            low = member.shape.min if member.required else 0
            found.append((name, low, member.shape.max or 0))
    return found


def _salts(text: Agreement, sources: list[Agreement]) -> dict[str, str]:
    """For each value the salt it had; of two, the first text's, else the lesser one."""
    found: dict[str, str] = {}
    if not any(source.salts for source in sources):
        return found
    by_source: list[Mapping[str, str]] = [source.salts or FrozenMap() for source in sources]
    for path in sorted(set().union(*by_source)):
        value = _said_at(text, path)
        known = [
            salts[path]
            for source, salts in zip(sources, by_source, strict=True)
            if path in salts and value == _said_at(source, path)
        ]
        if value is not None and known:
            first = by_source[0].get(path)
            found[path] = first if first is not None and first in known else min(known)
    return found


def _said_at(text: Agreement, path: str) -> Any:
    """The value that a salt path names, wherever its part stands in the text."""
    found = erasable_at(text, path)
    return None if found is None else found[1]


def placed(
    order: Sequence[str], lists: Sequence[Sequence[str]], there: Collection[str]
) -> list[str]:
    """An order with what is not in it yet: each new id after what it follows in its own list.

    Where two lists have something new at one place, the ids decide, so that it does not matter
    which list comes first.
    """
    kept = set(order)
    fresh = set(there) - kept
    if not fresh:
        return list(order)
    runs: dict[str, list[list[str]]] = {}
    for ids in filter(fresh.intersection, lists):
        anchor, mine = "", dict[str, list[str]]()
        for id in ids:
            if id in kept:
                anchor = id
            elif id in fresh:
                mine.setdefault(anchor, []).append(id)
        for anchor, run in mine.items():
            runs.setdefault(anchor, []).append(run)
    found: dict[str, None] = {}
    for anchor in ("", *order):
        if anchor:
            found[anchor] = None
        here = runs.get(anchor)
        if here is not None:
            found |= dict.fromkeys(here[0] if len(here) == 1 else sorted({*chain(*here)}))
    return list(found)
