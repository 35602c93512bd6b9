"""Sharing asked without a record: nobody has looked, which is not the same as nothing there."""

from __future__ import annotations

import json

from hypothesis import given, settings

from boundlib.decide import Engine
from boundlib.model.questions import Question
from boundlib.times.scalars import Instant
from boundlib.wire.documents import dumps, from_dict
from tests.decide.making import DIGEST, Data, record
from tests.decide.sharing_making import MOMENTS, Case, cases, decide, outcomes

FEW = settings(max_examples=max(20, settings().max_examples // 2))


def unseen(of: Case, at: int) -> Data:
    """The decision where no record is passed."""
    engine = Engine(from_dict(of.agreement), digest=DIGEST)
    head = {"type": "question", "spec_version": "1.0", "kind": "sharing.may"}
    asked = from_dict(head | {"at": str(Instant(at))} | of.asked, Question)
    found: Data = json.loads(dumps(engine.decide(asked)))
    return found


@FEW
@given(cases(), MOMENTS)
def test_what_is_denied_unseen_is_denied_whatever_is_on_the_record(of: Case, at: int) -> None:
    """spec/decisions 68; spec/sharing 20, 21: where a record could permit it, it is not known"""
    seen = outcomes(decide(of, at))
    for item, outcome in outcomes(unseen(of, at)).items():
        assert outcome != "deny" or seen[item] == "deny"


@FEW
@given(cases(), MOMENTS)
def test_asking_unseen_shows_no_grant_that_a_record_would_not(of: Case, at: int) -> None:
    """spec/sharing 48"""
    found = unseen(of, at)
    if "near_miss" in found:
        empty = decide(of._replace(record=record()), at)
        assert empty.get("near_miss") == found["near_miss"]
