"""What was told is told on by several: chains, circles, roles of two, staff; worked out by hand.

Each answer is held against the oracle as well.
"""

from __future__ import annotations

from typing import Any

import pytest

from boundlib.times.scalars import Instant
from tests.decide.making import CLIENT, DIGEST, THERAPIST, Data, agreement, ask, consent, record
from tests.decide.sharing_oracle import Sharing

NOON = "2026-06-10T12:00:00Z"
SURGERY: Data = {"id": "surgery", "roles": ["gp"]}
CLINIC: Data = {"id": "clinic", "roles": ["gp"]}
NURSE: Data = {"id": "nurse", "roles": ["coordinator"], "acts_for": "surgery"}
FIRM: Data = {"id": "firm", "roles": ["employer"]}
AUNT: Data = {"id": "aunt", "roles": ["family"]}
PEOPLE = [CLIENT, THERAPIST, SURGERY, CLINIC, NURSE, FIRM, AUNT]


def release(name: str, by: str, to: str, **more: Any) -> Data:
    told: Data = {"by": [by], "to": [to], "items": ["treatment"], "purposes": ["treatment"]}
    return {"kind": "sharing.release", "id": name, "flow": "disclose"} | told | more


def consents(*clauses: Data) -> list[Data]:
    return [
        consent(c["id"], "2026-03-02T12:00:00Z", id_=f"yes-{c['id']}")
        for c in clauses
        if c["kind"] == "sharing.release"
    ]


def may(data: Data, happened: Data, by: str, to: str) -> str:
    asked = {"by": by, "to": to, "items": ["summary"], "purpose": "treatment"}
    found = str(ask(data, "sharing.may", NOON, happened, **asked)["outcome"])
    there = Sharing(data, happened, int(Instant.parse(NOON)), DIGEST)
    assert there.whole(asked)[0] == found
    return found


# --- staff ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flow", "by", "to", "outcome"),
    [
        ("disclose", "aunt", "nurse", "permit"),
        ("disclose", "nurse", "aunt", "deny"),
        # Turned around, the aunt is told: the nurse acts for who tells, and was not named to tell.
        ("obtain", "surgery", "aunt", "permit"),
        ("obtain", "nurse", "aunt", "deny"),
        ("obtain", "surgery", "carer", "permit"),
    ],
)
def test_staff_are_told_and_do_not_tell(flow: str, by: str, to: str, outcome: str) -> None:
    """spec/sharing 8, 9"""
    clause = release("a", "aunt", "surgery", flow=flow, staff=True)
    carer: Data = {"id": "carer", "roles": ["coordinator"], "acts_for": "aunt"}
    data = agreement(clause, parties=[*PEOPLE, carer])
    assert may(data, record(*consents(clause)), by, to) == outcome


def test_staff_who_may_pass_it_on_are_listed() -> None:
    """spec/sharing 38, 49"""
    clause = release("a", "therapist", "surgery", staff=True, onward=["firm"])
    data, happened = agreement(clause, parties=PEOPLE), record(*consents(clause))
    assert may(data, happened, "nurse", "firm") == "permit"
    told = ask(data, "sharing.what_may_see", NOON, happened, to="firm")["value"]["may"]
    assert {thing["by"] for thing in told} == {"surgery", "nurse"}
