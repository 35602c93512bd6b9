"""Where an answer turns on more than one field, a change is put in no order: case by case."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from boundlib.diff import diff
from boundlib.wire.documents import from_dict
from tests.decide.making import Data, agreement, channel, decided, plain, record, window
from tests.diff.guard_cases import CASES, EVENING, Case, fee, rings

DIRECTION = importlib.import_module("boundlib.diff.direction")


def texts(case: Case) -> tuple[Data, Data]:
    root = dict(case.root)
    return agreement(*case.old, **root), agreement(*case.new, **(root | (case.then or {})))


def ways(old: Data, new: Data) -> list[str]:
    return [str(change.direction) for change in diff(from_dict(old), from_dict(new))]


def answered(data: Data, case: Case) -> str:
    decision = decided(data, case.asked, record(*case.facts))
    value: Any = decision.value
    return str(decision.outcome if value is None else value.min)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_only_looks_ordered_is_shifted(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """spec/renegotiation 39, 51"""
    old, new = texts(case)
    assert [answered(old, case), answered(new, case)] == [case.was, case.now]
    assert ways(old, new) == ["shifted"]
    assert ways(new, old) == ["shifted"]
    # It is not shifted for another reason: the fields alone have an order.
    monkeypatch.setattr(DIRECTION, "turns_on_more", lambda *_: False)
    assert ways(old, new) == [case.wrong]


def test_hours_for_reading_that_come_are_shifted() -> None:
    """They open nothing and close nothing: whoever reads is bound by them."""
    reading = window(use="reading")
    old, new = agreement(channel()), agreement(channel(), reading)
    was, now = (plain(decided(data, rings(EVENING))) for data in (old, new))
    assert was["outcome"] == now["outcome"] == "permit"
    assert now["obligations"] == [{"code": "read_in_hours", "clause": "hours"}]
    assert "obligations" not in was
    other = window("other", use="reading")
    assert ways(agreement(channel(), other), agreement(channel(), other, reading)) == ["shifted"]


def test_a_fee_that_cost_nothing_on_one_side_is_shifted() -> None:
    """Where it was free, and speaks no longer, it is not known any more to cost nothing."""
    old, new = agreement(fee(0)), agreement(fee(500, valid={"last": "2026-12-31"}))
    for one, other in ((old, new), (new, old)):
        changes = diff(from_dict(one), from_dict(other))
        assert {str(c.direction) for c in changes if c.field == "valid"} == {"shifted"}
