"""What a newer version added to a party, or to a clause further back, permits nothing by itself."""

from __future__ import annotations

import pytest

from tests.decide.making import CLIENT, DIGEST, THERAPIST, Data, agreement, consent, fact, record
from tests.decide.sharing_making import Case, decide, outcomes

AT = 1_781_092_800  # 2026-06-10T12:00:00Z
SURGERY: Data = {"id": "surgery", "roles": ["gp"]}
NURSE: Data = {"id": "nurse", "roles": ["coordinator"], "acts_for": "surgery"}
FIRM: Data = {"id": "firm", "roles": ["employer"]}
AUNT: Data = {"id": "aunt", "roles": ["family"]}
MOTHER: Data = {"id": "mother", "roles": ["guardian"], "acts_for": "client", "capacity": "parent"}
PEOPLE = [CLIENT | {"birth_date": "2013-06-01"}, THERAPIST, SURGERY, NURSE, FIRM, AUNT, MOTHER]
TO_GP: Data = {
    "kind": "sharing.release", "id": "a", "by": ["therapist"], "to": ["surgery"],
    "items": ["treatment"], "purposes": ["treatment"], "flow": "disclose", "staff": True,
    "onward": ["firm"],
}  # fmt: skip
ON: Data = {k: v for k, v in TO_GP.items() if k not in ("staff", "onward")} | {
    "id": "b",
    "by": ["firm"],
    "to": ["aunt"],
}
ADOPTED = fact(
    "adopted", "2026-02-01T00:00:00Z", "adopted", version=1, digest=DIGEST,
    in_force_from="2026-02-01T00:00:00Z",
)  # fmt: skip


def told(by: str, to: str, party: str = "", clause: str = "", given: Data | None = None) -> str:
    """What is answered where a party, or a clause, has a member of a newer version."""
    new: Data = {"not_known_yet": 1}
    people = [p | (new if p["id"] == party else {}) for p in PEOPLE]
    clauses = [c | (new if c["id"] == clause else {}) for c in (TO_GP, ON)]
    data = agreement(*clauses, parties=people, spec_version="1.1" if party or clause else "1.0")
    facts = [consent(n, "2026-03-01T12:00:00Z", id_=f"yes-{n}", **given or {}) for n in ("a", "b")]
    asked = {"by": by, "to": to, "items": ["summary"], "purpose": "treatment"}
    found = decide(Case(data, record(ADOPTED, *facts), asked), AT, lenient=True)
    return outcomes(found)["summary"]


@pytest.mark.parametrize(
    ("party", "asked", "outcome"),
    [
        # The release is the client's without naming them; the nurse is told by it as staff.
        ("client", ("therapist", "surgery"), "unknown"),
        ("nurse", ("therapist", "nurse"), "unknown"),
        ("surgery", ("therapist", "surgery"), "unknown"),
        ("aunt", ("therapist", "surgery"), "permit"),
        # What is told on was told before.
        ("surgery", ("firm", "aunt"), "unknown"),
    ],
)
def test_a_member_on_a_party_that_is_meant(
    party: str, asked: tuple[str, str], outcome: str
) -> None:
    """spec/decisions 89-90"""
    assert told(*asked) == "permit"
    assert told(*asked, party=party) == outcome


def test_a_member_on_who_consents_for_another() -> None:
    """spec/decisions 89-90"""
    given = {"by": "mother", "capacity": "parent"}
    assert told("therapist", "surgery", given=given) == "permit"
    assert told("therapist", "surgery", party="mother", given=given) == "unknown"


def test_a_member_on_a_clause_by_which_it_was_told_before() -> None:
    """spec/decisions 89-90, spec/sharing 39"""
    assert told("firm", "aunt", clause="a") == "unknown"
    assert told("therapist", "surgery", clause="b") == "permit"
