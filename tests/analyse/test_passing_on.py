"""How a refusal bears on whoever would have to be told first, and on whoever acts for somebody."""

from __future__ import annotations

import pytest

from tests.analyse.making import codes, refusal, release, remarks, third_party
from tests.decide.making import Data

TOLD = release("a")
ON = release("b", by=["surgery"], to=["school"])


def only(*clauses: Data) -> set[tuple[str, ...]]:
    return codes(remarks(*clauses))


@pytest.mark.parametrize("first", [TOLD, third_party("a")])
def test_what_nobody_may_be_told_is_not_told_on(first: Data) -> None:
    """spec/analysis 9, 12: the refusal is about the surgery's being told, not the school's"""
    no = refusal(to=["surgery"], items=["treatment"])
    assert only(first, ON, no) == {("shadowed", "a", "no"), ("shadowed", "b", "no")}


def test_what_is_decided_by_a_person_is_shadowed_alike() -> None:
    """spec/analysis 9, 12: a guardian acts for the client, and is told with the staff"""
    first = third_party("a", valid={"first": "2026-04-10"})
    on = release("b", by=["surgery"], to=["ada"], force="may", staff=True)
    no = refusal(to=["surgery"], items=["treatment"])
    assert only(first, TOLD | {"id": "c"}, on, no) >= {("shadowed", "b", "no")}


def test_another_way_to_the_discloser_leaves_it_free() -> None:
    """spec/analysis 9, 12"""
    other = release("c", by=["practice"])
    no = refusal(by=["therapist"], to=["surgery"])
    assert only(TOLD, ON, other, no) == {("shadowed", "a", "no")}
    assert only(TOLD, ON, no) == {("shadowed", "a", "no"), ("shadowed", "b", "no")}


def test_a_refusal_of_the_telling_before_contradicts_that_telling_alone() -> None:
    """spec/analysis 16: the school's being told is not what is refused"""
    no = refusal(to=["surgery"], items=["treatment"], when={"fact": "well"})
    assert only(TOLD, ON, no) == {("contradictory", "a", "no")}


def test_an_onward_rests_on_the_telling_before() -> None:
    """spec/analysis 9, 12 and spec/sharing 38"""
    onward = release("a", onward=["school"])
    no = refusal(to=["surgery"], items=["treatment"])
    assert only(onward, no) == {("shadowed", "a", "no")}


def test_a_refusal_of_the_telling_before_tells_two_grants_apart() -> None:
    """spec/analysis 13: both let the school be told, but only one where the surgery may be"""
    named = ON | {"by": ["surgery", "practice"]}
    no = refusal(to=["surgery"], items=["treatment"], when={"fact": "well"})
    assert ("redundant", "b", "c") in only(TOLD, ON, named | {"id": "c"}, no)
    free = release("c", by=["practice"], to=["school"])
    assert not any(code == "redundant" for code, *_ in only(TOLD, ON, free, no))


def test_a_refusal_about_an_organisation_reaches_whoever_acts_for_it() -> None:
    """spec/analysis 4 and spec/sharing 22"""
    wide = release("a", to=["nurse"], items=["record"])
    no = refusal(to=["surgery"], items=["treatment"])
    assert only(wide, no) == {("contradictory", "a", "no")}


def test_each_telling_of_a_chain_of_three_counts() -> None:
    """spec/analysis 9, 12 and spec/sharing 38, 39: what was passed on to the school is told on"""
    first, last = release("a", onward=["school"]), release("b", by=["school"], to=["mother"])
    assert only(first, last, refusal(by=["therapist"], to=["school"])) == set()
    no = refusal(by=["surgery"], to=["school"])
    assert ("shadowed", "b", "no") in only(first, last, no)
    no = refusal(by=["therapist"], to=["surgery"])
    assert ("shadowed", "b", "no") in only(first, last, no)


def test_nothing_is_told_on_by_what_ended_with_the_term() -> None:
    """spec/analysis 8, 10 and spec/sharing 16"""
    late = ON | {"start": "2027-01-01", "end": "2027-06-30"}
    term = {"last": "2026-12-31"}
    assert ("never_active", "b") in codes(remarks(TOLD, late, term=term))
    outlasting = TOLD | {"end": "2027-06-30"}
    assert ("never_active", "b") not in codes(remarks(outlasting, late, term=term))
