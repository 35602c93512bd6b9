"""A text put together from parts of others, and the orders of its lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from boundlib.amend.texts import ALONE, LISTS, Key, Text
from boundlib.declare import changed
from boundlib.declare.frozen import FrozenMap
from boundlib.declare.walk import erasable_at
from boundlib.model.agreement import Agreement


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
    bare: Agreement = changed(texts[-1].agreement, salts=None, schema_uri=None, **fields)
    salts = _salts(bare, [text.agreement for text in texts if text.there])
    return changed(bare, salts=FrozenMap(salts)) if salts else bare


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
