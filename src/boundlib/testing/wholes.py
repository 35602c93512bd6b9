"""Whole agreements and records at random: references name something, their rules hold."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from boundlib.canon import base64url
from boundlib.declare.shapes import Shape, object_shape, shape_of
from boundlib.declare.walk import erasables
from boundlib.model.agreement import Agreement, AnyClause, Party
from boundlib.model.facts import Fact
from boundlib.model.measures import Measure
from boundlib.model.record import Record
from boundlib.testing.making import Draw, Maker, NothingFits
from boundlib.times.timetable import Timetable
from boundlib.vocab import Medium, Role
from boundlib.wire.documents import from_dict


def make_fitting(maker: Maker, shape: Shape) -> Any:
    """Data of a shape; where nothing fits, Hypothesis looks elsewhere."""
    try:
        return maker.make(shape)
    except NothingFits:
        assume(False)


# --- agreements -------------------------------------------------------------------------------


@st.composite
def agreements(draw: Draw, *, clauses: int = 5, salted: bool = False) -> dict[str, Any]:
    """Plain data of agreements with up to that many clauses.

    Args:
        draw: given by Hypothesis.
        clauses: at most so many.
        salted: whether some erasable values have salts.
    """
    known: dict[str, dict[str, str]] = {
        "party": {f"p{n}": "" for n in range(draw(st.integers(1, 3)))},
        "timetable": {f"t{n}": "" for n in range(draw(st.integers(0, 2)))},
        "clause": {},
        "step": {},
        "channel": dict.fromkeys(map(str, Medium), ""),
    }
    known["who"] = known["party"] | dict.fromkeys(map(str, Role), "")
    maker = Maker(draw, known)
    lists = ("parties", "timetables", "measures", "clauses", "salts")
    data = maker.members(object_shape(Agreement), *lists)
    data["parties"] = [_named(maker, Party, name) for name in known["party"]]
    if known["timetable"]:
        data["timetables"] = [_named(maker, Timetable, name) for name in known["timetable"]]
    if draw(st.booleans()):
        data["measures"] = [_named(maker, Measure, f"m{n}") for n in range(draw(st.integers(1, 2)))]
    data["clauses"] = []
    for number in range(draw(st.integers(0, clauses))):
        clause = _named(maker, AnyClause, f"c{number}")
        clause.pop("reading_of", None)
        data["clauses"].append(clause)
        # Only what stands above can be referred to, so nothing is judged by itself.
        known["clause"][clause["id"]] = clause["kind"]
        if clause["kind"] == "contact.channel":
            known["channel"][clause["id"]] = ""
    _add_rivals(data["clauses"], draw)
    if salted:
        _add_salts(data, draw)
    return data


def _named(maker: Maker, cls: Any, name: str) -> dict[str, Any]:
    return {**make_fitting(maker, shape_of(cls)), "id": name}


_READ_IN_TWO_WAYS = {
    form.tag[1]
    for form in getattr(shape_of(AnyClause), "alternatives", ())
    if form.tag and "reading_of" in form.members
}
"""The kinds of clause of which two can be readings of one sentence."""


def _add_rivals(clauses: list[dict[str, Any]], draw: Draw) -> None:
    """Sometimes two clauses of one kind are readings of one sentence."""
    for number, clause in enumerate(clauses):
        for other in clauses[:number]:
            alike = clause["kind"] == other["kind"] and clause["kind"] in _READ_IN_TWO_WAYS
            if alike and "reading_of" not in other and draw(st.booleans()):
                clause["reading_of"] = other["reading_of"] = f"sentence-{number}"
                break


def _add_salts(data: dict[str, Any], draw: Draw) -> None:
    paths = [path for _, path, item in erasables(from_dict(data)) if not hasattr(item, "sha256")]
    chosen = [path for path in paths if draw(st.booleans())]
    salt = st.binary(min_size=16, max_size=16).map(base64url)
    if chosen:
        data["salts"] = {"/".join(map(str, path)): draw(salt) for path in chosen}


# --- records ----------------------------------------------------------------------------------


@st.composite
def records(draw: Draw, *, facts: int = 6) -> dict[str, Any]:
    """Plain data of records with up to that many facts."""
    maker = Maker(draw)
    data = maker.members(object_shape(Record), "facts")
    data["facts"] = []
    for number in range(draw(st.integers(0, facts))):
        fact = {**make_fitting(maker, shape_of(Fact)), "id": f"f{number}"}
        retracts = fact["kind"] == "retracted"
        old = [
            other
            for other in data["facts"]
            if (retracts or other["kind"] == fact["kind"])
            and other["recorded_at"] <= fact["recorded_at"]
            and all(other["id"] != later.get("replaces") for later in data["facts"])
        ]
        if "replaces" in fact and old:
            fact["replaces"] = draw(st.sampled_from(old))["id"]
        elif retracts:
            continue
        else:
            fact.pop("replaces", None)
        data["facts"].append(fact)
    return data
