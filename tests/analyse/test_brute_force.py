"""The analysis finds what asking everything in every world finds, and nothing else."""

from __future__ import annotations

import os
from typing import Any

import attrs
from hypothesis import given, note, settings
from hypothesis import strategies as st

import boundlib
from boundlib.model.agreement import Agreement
from boundlib.times.scalars import Instant
from boundlib.wire.documents import from_dict
from tests.analyse.judge import Judge
from tests.analyse.making import PEOPLE, made
from tests.decide.making import Data
from tests.decide.sharing_making import MOMENTS, Case, cases, decide

ITEMS = ("treatment", "treatment/diary", "summary", "psychotherapy_notes", "record")
PURPOSES = ("treatment", "coordination", "schooling")
DATES = ("2026-03-10", "2026-04-10")
TURNS_18 = "2026-04-10"
STATES = ("well",)
DEEP = os.environ.get("BOUNDLIB_DEEP") == "1"

LEAF = st.sampled_from(
    [
        {"fact": "well"},
        {"not": {"fact": "well"}},
        {"age_group": "minor"},
        {"quantity": "age", "at_least": 18},
        {"any": [{"fact": "well"}, {"not": {"fact": "well"}}]},
    ]
)


def some(values: Any, most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)


def perhaps(draw: Any, clause: Data, **more: st.SearchStrategy[Any]) -> Data:
    for name, values in more.items():
        if draw(st.integers(1, 4)) == 1:
            clause[name] = draw(values)
    return clause


VALID = st.sampled_from([{"first": DATES[1]}, {"last": DATES[0]}])
SPAN = st.sampled_from(
    [{"clock": "calendar", "amount": "P1M"}, {"clock": "calendar", "amount": "P12M"}]
)


TERM = {"clock": "calendar", "amount": "P12M"}


@st.composite
def grants(draw: Any, name: str) -> Data:
    kinds = ["release", "release", "release", "third_party", "minor"]
    kind = draw(st.sampled_from(kinds))
    clause: Data = {
        "kind": f"sharing.{kind}",
        "id": name,
        "by": draw(some(["therapist", "therapist", "surgery"], 1)),
        "to": draw(some(["surgery", "surgery", "school", "mother", "ada"], 1)),
        "items": draw(some(ITEMS)),
        "purposes": draw(some(PURPOSES)),
    }
    perhaps(draw, clause, when=LEAF, force=st.just("may"))
    if kind == "release":
        clause["flow"] = draw(st.sampled_from(["disclose", "disclose", "both"]))
        ends = st.one_of(st.sampled_from(DATES), SPAN)
        perhaps(draw, clause, end=ends, signers=some(["ada", "mother"]), staff=st.just(True))
        perhaps(draw, clause, onward=some(["school"], 1))
        if not isinstance(clause.get("end"), str) or clause["end"] >= DATES[1]:
            perhaps(draw, clause, start=st.just(DATES[1]))
    else:
        perhaps(draw, clause, valid=VALID)
    if kind == "minor":
        perhaps(draw, clause, child=st.just(["agrees"]))
    return clause


@st.composite
def refusals(draw: Any, name: str) -> Data:
    clause: Data = {"kind": "sharing.refusal", "id": name}
    perhaps(draw, clause, when=LEAF, valid=VALID, to=some(["surgery", "school"], 1))
    return perhaps(draw, clause, items=some(ITEMS, 1), purposes=some(PURPOSES, 1)) | {
        "items": draw(some(ITEMS, 1))
    }


@st.composite
def judges(draw: Any) -> Judge:
    chained = draw(st.integers(1, 3)) == 1  # seldom so when everything is drawn by itself
    clauses = [draw(grants(f"g{n}")) for n in range(draw(st.integers(1, 2 if chained else 3)))]
    clauses += [draw(refusals(f"r{n}")) for n in range(draw(st.integers(0, 1 if chained else 2)))]
    if chained:
        told: Data = {"by": ["therapist"], "to": ["surgery"], "items": ["treatment"]}
        clauses[0] |= told | {"purposes": ["treatment"]}
        on: Data = {"by": ["surgery"], "items": draw(some(ITEMS[:2])), "purposes": ["treatment"]}
        clauses.append(draw(grants("on")) | on)
        if draw(st.booleans()):
            clauses.append(draw(refusals("kept")) | {"to": ["surgery"]})
    if draw(st.integers(1, 5)) == 1:
        rule: Data = {"kind": "sharing.release_rule", "id": "rule", "signers": ["mother"]}
        clauses.append(perhaps(draw, rule, when=LEAF, items=some(ITEMS, 1)))
    people = [*PEOPLE]
    if draw(st.booleans()):
        people[0] = people[0] | {"birth_date": "2008-04-10"}
    root: dict[str, Any] = {"zone": "UTC", "parties": people, "timetables": None}
    if draw(st.integers(1, 4)) == 1:
        root["term"] = draw(VALID)
    return Judge(tuple(clauses), root, STATES, ITEMS, PURPOSES, DATES)


def said(judge: Judge) -> set[tuple[str, ...]]:
    found = boundlib.analyse(made(*judge.clauses, **judge.root))
    wanted = ("never_active", "shadowed", "redundant")
    out = {(str(r.code), r.clauses[0]) for r in found if r.code in wanted}
    return out | {(str(r.code), *r.clauses) for r in found if r.code == "contradictory"}


@settings(max_examples=max(3, settings().max_examples // (2 if DEEP else 5)), deadline=None)
@given(judges())
def test_what_is_remarked_is_what_asking_everything_shows(judge: Judge) -> None:
    """spec/analysis 2-10, 12-13, 16"""
    note(str(judge.clauses))
    note(str(judge.root))
    assert said(judge) == judge.remarks()


@settings(max_examples=max(3, settings().max_examples // (2 if DEEP else 5)), deadline=None)
@given(judges(), st.booleans())
def test_an_end_is_remarked_where_asking_shows_it(judge: Judge, bounded: bool) -> None:
    """spec/analysis 17, 19-21"""
    if bounded:
        rule = {"kind": "sharing.release_rule", "id": "term", "longest_term": TERM}
        judge = attrs.evolve(judge, clauses=(*judge.clauses, rule))
    note(str(judge.clauses))
    note(str(judge.root))
    at, until = Instant.parse("2026-03-15T00:00:00Z"), Instant.parse("2026-04-14T00:00:00Z")
    found = boundlib.analyse(made(*judge.clauses, **judge.root), at=at)
    assert {r.clauses[0] for r in found if r.code == "open_ended"} == judge.endless()
    wanted = judge.expiring(at, until)
    assert {r.clauses[0] for r in found if r.code == "expiring_soon"} == wanted


@settings(max_examples=settings().max_examples * 2)
@given(cases(), MOMENTS)
def test_nothing_ever_rests_on_what_is_never_active_or_shadowed(case: Case, at: int) -> None:
    agreement = from_dict(case.agreement, Agreement)
    idle = ("never_active", "shadowed")
    names = {r.clauses[0] for r in boundlib.analyse(agreement) if r.code in idle}
    found = decide(case, at)
    assert not [
        line
        for line in found.get("items", [])
        if line["outcome"] == "permit" and line.get("clause") in names
    ]
