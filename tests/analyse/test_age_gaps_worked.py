"""Gaps between ages: which are remarked, and of what."""

from __future__ import annotations

from typing import Any

import boundlib
from boundlib.analyse import RemarkCode
from boundlib.model.record import Record
from boundlib.vocab import Reason
from boundlib.wire.documents import from_dict
from tests.analyse.making import ADA, PEOPLE, made, minor, refusal, release, remarks
from tests.decide.making import Data, record

BORN: Data = {"parties": [ADA | {"birth_date": "2012-04-10"}, *PEOPLE[1:]]}

EMPTY = from_dict(record(), Record)


def band(name: str, *items: str, **age: Any) -> Data:
    return minor(name, items=[*items] or ["progress"], when={"quantity": "age"} | age)


YOUNG, OLD = band("young", at_most=8), band("old", at_least=10)


def gaps(*clauses: Data) -> list[Any]:
    found = [r for r in remarks(*clauses, **BORN) if r.code is RemarkCode.AGE_GAP]
    for remark in found:  # its question shows it
        line = boundlib.decide(made(*clauses, **BORN), remark.example, EMPTY).items[0]
        assert line.code is Reason.GAP
    return found


def test_what_another_clause_lets_at_these_ages_is_no_gap() -> None:
    """spec/analysis 23: the third is for more, so it shares nothing out with the two"""
    assert gaps(YOUNG, OLD)
    wider = band("wider", at_least=8) | {"purposes": ["treatment", "schooling"]}
    assert not gaps(YOUNG, OLD, wider)
    narrower = band("wider", "progress/tests", at_least=8) | {"purposes": ["treatment", "family"]}
    assert gaps(YOUNG, OLD, narrower)


def test_what_is_refused_is_no_gap() -> None:
    """spec/analysis 23"""
    assert not gaps(YOUNG, OLD, refusal(items=["progress"]))
    assert gaps(YOUNG, OLD, refusal(items=["progress"], when={"fact": "well"}))


def test_a_grant_that_may_let_it_leaves_a_gap_where_it_does_not() -> None:
    """spec/analysis 23: without the consent the age decides"""
    assert gaps(YOUNG, OLD, release("more", to=["mother"], items=["progress"]))


def test_what_any_of_them_is_about_falls_in() -> None:
    """spec/analysis 23 and spec/sharing 44: to whom the second alone would let it, that too"""
    other = band("old", "attendance", at_least=10)
    assert gaps(YOUNG, other, refusal(items=["progress"]))
    assert not gaps(YOUNG, other, refusal(items=["progress", "attendance"]))
