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


TAKES_AWAY = {"ended", "adopted", "consent_withdrawn", "retracted"}
"""What can end an agreement or a grant, so that something more is missing from it."""


def without_ends(happened: Data) -> Data:
    """What happened, but nothing that ends or takes back."""
    facts = [fact for fact in happened["facts"] if fact["kind"] not in TAKES_AWAY]
    return happened | {"facts": facts}


@FEW
@given(cases(), MOMENTS)
def test_what_is_near_unseen_is_near_whatever_was_added_to_the_record(of: Case, at: int) -> None:
    """spec/sharing 48: all else is there, so only an earlier grant is named instead

    Unless what happened ended it: from what was ended or taken back more than one thing is missing.
    """
    for item in outcomes(unseen(of, at)):
        alone = of._replace(asked=of.asked | {"items": [item]})
        near = unseen(alone, at).get("near_miss")
        if near is None or len(outcomes(unseen(alone, at))) > 1:
            continue  # of several items each has its own
        for happened in (without_ends(of.record), record()):
            there = decide(alone._replace(record=happened), at)["near_miss"]
            assert there["clause"] <= near["clause"]
            assert there["failed"] == near["failed"] or there["clause"] != near["clause"]
