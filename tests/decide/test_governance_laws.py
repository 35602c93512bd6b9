"""What holds of every agreement about itself: random agreements, records and questions."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.model.algebra import Condition
from boundlib.model.misses import needs_more
from boundlib.testing import Situation, situations
from boundlib.vocab import Right
from boundlib.wire.documents import from_dict
from tests.decide.test_laws import decided

FEW = settings(max_examples=max(10, settings().max_examples // 4))
CLOSED = ("crisis.", "sharing.", "governance.", "pace.")


def of_kind(found: Situation, kind: str) -> list[dict[str, Any]]:
    return [clause for clause in found.agreement["clauses"] if clause["kind"] == kind]


@FEW
@given(situations(kind="governance.may_end"))
def test_a_client_may_end_whatever_was_agreed(of: Situation) -> None:
    """spec/governance 13"""
    found = decided(of._replace(question={**of.question, "by": "client"}))
    assert (found["outcome"], found["reasons"]) == (
        "permit",
        [{"code": "right", "detail": "end"}],
    )


@FEW
@given(situations(kind="governance.may_end"))
def test_misses_and_silence_alone_end_nothing(of: Situation) -> None:
    """spec/governance 17"""
    for clause in of_kind(of, "governance.ending"):
        require = clause.get("require")
        if require is None or needs_more(from_dict(require, Condition)):
            return
    found = decided(of._replace(question={**of.question, "by": "therapist"}))
    assert found["outcome"] != "permit"


@FEW
@given(situations(kind="governance.rights"))
def test_a_right_is_always_answered_with_itself(of: Situation) -> None:
    """spec/governance 39"""
    found = decided(of)
    wanted = of.question.get("right")
    assert found["outcome"] == "answered"
    assert found["value"]["rights"] == ([wanted] if wanted else [str(r) for r in Right])


@FEW
@given(situations(kind="governance.may_except"), st.data())
def test_nothing_else_is_excepted(of: Situation, data: st.DataObject) -> None:
    """spec/governance 44"""
    closed = [c["id"] for c in of.agreement["clauses"] if c["kind"].startswith(CLOSED)]
    asked = {**of.question, "clause": data.draw(st.sampled_from(closed))}
    found = decided(of._replace(question=asked))
    assert found["outcome"] in ("deny", "unknown")
    if found["outcome"] == "unknown":
        assert found["reasons"][0]["code"] == "not_in_force"


@FEW
@given(situations(kind="governance.ending_owed"))
def test_no_money_is_owed_before_an_end(of: Situation) -> None:
    """spec/governance 25"""
    found = decided(of)
    assert "GBP" not in str([found.get("value"), found.get("obligations")])
