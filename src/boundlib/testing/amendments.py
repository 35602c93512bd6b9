"""Amendments and ledgers at random, as plain data: their rules hold, their links are anything."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from boundlib.declare.shapes import ObjectShape, UnionShape, object_shape, shape_of
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import Amendment
from boundlib.model.ledger import LedgerEntry
from boundlib.testing.making import Draw, Maker, NothingFits, keeps_rules
from boundlib.testing.wholes import agreements

_ORDERED = (("at", "lapses_at"), ("at", "in_force_from"), ("at", "ends_at"), ("begins", "ends"))
"""Members of which the second does not come before the first."""

_AGREEMENT = "urn:example:drawn"


@st.composite
def amendments(draw: Draw) -> dict[str, Any]:
    """Plain data of amendments of every kind."""
    shape = shape_of(Amendment)
    assert isinstance(shape, UnionShape)
    forms = [form for form in shape.alternatives if isinstance(form, ObjectShape)]
    form = draw(st.sampled_from(forms))
    text = agreements(clauses=2).map(lambda data: data | {"id": _AGREEMENT})
    maker = Maker(draw, wholes={Agreement: text})
    try:
        data = maker.members(form, "salts")
    except NothingFits:
        assume(False)
    data["agreement"] = _AGREEMENT
    for low, high in _ORDERED:
        if low in data and high in data:
            data[low], data[high] = sorted((data[low], data[high]))
    if data["kind"] == "correction":
        data["facts"] = [fact | {"replaces": f"old-{n}"} for n, fact in enumerate(data["facts"])]
    assume(keeps_rules(data, form))
    return data


@st.composite
def ledgers(draw: Draw, *, entries: int = 3) -> dict[str, Any]:
    """Plain data of ledgers with up to that many entries; nothing in them was ever applied."""
    maker = Maker(draw, wholes={})
    data: dict[str, Any] = {"type": "ledger", "spec_version": "1.0", "agreement": _AGREEMENT}
    bodies = draw(st.lists(amendments(), max_size=entries))
    data["entries"] = [
        maker.members(object_shape(LedgerEntry), "body") | {"number": number, "body": body}
        for number, body in enumerate(bodies, 1)
    ]
    return data
