"""A text put together from parts of others, and the orders of its lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from boundlib.amend.texts import ALONE, LISTS, Key, Text
from boundlib.declare import changed, filled
from boundlib.declare.frozen import FrozenMap
from boundlib.declare.shapes import ArrayShape, object_shape
from boundlib.declare.walk import erasable_at, references, target_of
from boundlib.model.agreement import Agreement
from boundlib.model.references import JUDGED, steps_of


def compose(
    parts: Mapping[Key, Any], orders: Mapping[str, Sequence[str]], texts: Sequence[Text]
) -> Agreement:
    """The text of these parts, with the salts of the texts they come from.

    Raises:
        InvalidValue: they do not make a text.
    """
    fields: dict[str, Any] = {name: parts.get(("agreement", name)) for name in ALONE}
    for name in LISTS:
        fields[name] = tuple(parts[name, id] for id in orders[name])
    last = texts[-1].agreement
    fields |= {"id": last.id, "version": last.version, "unread": last.unread}
    bare = filled(Agreement, **fields)
    if not _surely_fits(bare, parts, texts):
        bare = changed(last, salts=None, schema_uri=None, **fields)
    salts = _salts(bare, [text.agreement for text in texts if text.there])
    return filled(Agreement, **fields, salts=FrozenMap(salts)) if salts else bare


def _surely_fits(made: Agreement, parts: Mapping[Key, Any], texts: Sequence[Text]) -> bool:
    """Whether a text keeps the rules of texts, which its parts kept where they are from.

    It is held against a text of which it lost no part, if there is one: what is named there can be
    named here, so only what is not from there is looked at.
    """
    if not all(text.around.fully_read for text in texts if text.there):
        return False
    near = next((text for text in texts if text.there and text.raw.keys() <= parts.keys()), None)
    if near is None:
        return _in_bounds(made) and not any(made.problems())
    used = {"step": set(steps_of(near.agreement))}
    for key, part in parts.items():
        was = near.raw.get(key)
        if was is part or key[0] not in LISTS or was == part:
            continue
        if was is not None and type(was) is not type(part):
            return False
        for _, ref, name in references(part):
            used.setdefault(target_of(ref), set()).add(name)
            if ref.says is not None:
                used.setdefault(JUDGED, set()).add(name)
    return _in_bounds(made) and not any(made.problems(used))


def _in_bounds(made: Agreement) -> bool:
    """Whether each list has as many parts as a text may have."""
    for name in LISTS:
        member = object_shape(Agreement).members[name]
        shape, held = member.shape, getattr(made, name)
        if not isinstance(shape, ArrayShape) or len(held) > (shape.max or 0):
            return False
        if len(held) < shape.min and (held or member.required):
            return False
    return True


def _salts(text: Agreement, sources: list[Agreement]) -> dict[str, str]:
    """For each value the salt it had; of two, the first text's, else the lesser one."""
    found: dict[str, str] = {}
    by_source: list[Mapping[str, str]] = [source.salts or FrozenMap() for source in sources]
    for path in sorted(set().union(*by_source)):
        value = erasable_at(text, path)
        known = [
            salts[path]
            for source, salts in zip(sources, by_source, strict=True)
            if path in salts and value == erasable_at(source, path)
        ]
        if value is not None and known:
            first = by_source[0].get(path)
            found[path] = first if first is not None and first in known else min(known)
    return found


def placed(order: Sequence[str], lists: Sequence[Sequence[str]], there: set[str]) -> list[str]:
    """An order with what is not in it yet: each new id after what it follows in its own list.

    Where two lists have something new at one place, the ids decide, so that it does not matter
    which list comes first.
    """
    if len(order) == len(there):
        return list(order)
    runs: dict[str, list[list[str]]] = {}
    for ids in lists:
        anchor, mine = "", dict[str, list[str]]()
        for id in ids:
            if id in order:
                anchor = id
            elif id in there:
                mine.setdefault(anchor, []).append(id)
        for anchor, run in mine.items():
            runs.setdefault(anchor, []).append(run)
    found: dict[str, None] = {}
    for anchor in ("", *order):
        if anchor:
            found[anchor] = None
        here = runs.get(anchor, [])
        fresh = here[0] if len(here) == 1 else sorted({id for run in here for id in run})
        found |= dict.fromkeys(fresh)
    return list(found)
