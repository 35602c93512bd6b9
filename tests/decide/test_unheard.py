"""Setbacks, homework reports, signs and pauses count nowhere but in the work (spec/pace 5)."""

from __future__ import annotations

from typing import Any

import pytest

from boundlib.model.unheard import unheard
from boundlib.vocab import GENTLE, FactKind
from tests.decide.making import (
    MON,
    TUE,
    WEEK,
    agreement,
    allowance,
    ask,
    at,
    channel,
    cool_off,
    fact,
    first,
    may,
    record,
    tally,
)

Data = dict[str, Any]

GENTLY = sorted(map(str, GENTLE))


def told(kind: str) -> Data:
    more: Data = {
        "homework_reported": {"clause": "h", "how": "not_yet"},
        "signal_given": {"signal": "s"},
    }
    return fact(kind, at(MON, "11:00"), **more.get(kind, {}))


@pytest.mark.parametrize("kind", GENTLY)
def test_it_uses_up_no_allowance_whether_or_not_the_record_is_complete(kind: str) -> None:
    counted = {**tally(WEEK, 1), "count": [{"fact": kind}, {"fact": "call_held"}]}
    data = agreement(channel(), allowance(counted))
    assert may(data, at(TUE), record(told(kind)), purpose="coaching") == "permit"
    only_calls = [{"facts": ["call"], "since": "2020-01-01", "through": "2030-01-01"}]
    unsaid = record(told(kind), complete=only_calls)
    assert may(data, at(TUE), unsaid, purpose="coaching") == "permit"


@pytest.mark.parametrize("kind", GENTLY)
def test_it_begins_no_cool_off_whether_or_not_the_record_is_complete(kind: str) -> None:
    data = agreement(channel(), cool_off(after=[{"fact": kind}]))
    for happened in (record(told(kind)), record(told(kind), complete=[]), None):
        found = ask(data, "contact.coaching", at(MON), happened)
        assert found["value"]["now"] is True


@pytest.mark.parametrize("kind", GENTLY)
def test_a_condition_does_not_hear_of_it(kind: str) -> None:
    shut = agreement(channel(), first({"fact": kind}))
    open_ = agreement(channel(), first({"not": {"fact": kind}}))
    for happened in (record(), record(told(kind)), None):
        assert may(shut, at(TUE), happened, purpose="coaching") == "deny"
        assert may(open_, at(TUE), happened, purpose="coaching") == "permit"


def test_what_counts_it_is_the_work_itself() -> None:
    class Of:
        def __init__(self, kind: str) -> None:
            self.kind = kind

    heard = ("work.setback", "work.transition", "pace.sequence", "governance.review")
    assert [kind for kind in heard if unheard(FactKind.SETBACK, Of(kind))] == []
    deaf = (
        "contact.allowance",
        "crisis.route",
        "sharing.release",
        "governance.ending",
        "pace.topic",
    )
    assert [kind for kind in deaf if not unheard(FactKind.SETBACK, Of(kind))] == []
    assert not unheard(FactKind.SELF_HARM, Of("contact.cool_off"))
