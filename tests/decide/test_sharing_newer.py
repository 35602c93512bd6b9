"""What a newer version added to a party, or to a clause further back, permits nothing by itself."""

from __future__ import annotations

from typing import get_args

import pytest

from boundlib.model.agreement import AnyClause
from tests.decide.making import (
    CLIENT,
    DIGEST,
    THERAPIST,
    Data,
    agreement,
    channel,
    consent,
    decided,
    fact,
    question,
    record,
    window,
)
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


MINOR: Data = {
    "kind": "sharing.minor", "id": "minor", "by": ["therapist"], "to": ["mother"],
    "items": ["progress"], "purposes": ["family"],
}  # fmt: skip
COUPLE = [{"id": "one", "roles": ["client"]}, {"id": "partner", "roles": ["client"]}, THERAPIST]
SUPERVISOR: Data = {"id": "peer", "roles": ["supervisor"]}
TELLING: Data = {"by": "therapist", "items": ["progress"]}
UNNAMED: dict[str, tuple[Data, str, Data, str]] = {
    "sharing.release": (TO_GP, "sharing.may", TELLING | {"to": "surgery", "purpose": "treatment"},
                        "client"),
    "sharing.minor": (MINOR, "sharing.may", TELLING | {"to": "mother", "purpose": "family"},
                      "client"),
    "sharing.unit_of_care": ({"kind": "sharing.unit_of_care", "id": "unit", "unit": "couple",
                              "secrets": "kept"},
                             "sharing.may_keep", {"by": "one"}, "partner"),
    "sharing.consultation": ({"kind": "sharing.consultation", "id": "talk", "named": "full"},
                             "sharing.may", TELLING | {"to": "peer", "purpose": "supervision"},
                             "peer"),
    "sharing.records": ({"kind": "sharing.records", "id": "file", "access": "any_time"},
                        "sharing.may_access", {"by": "client", "item": "session_notes"},
                        "client"),
    "sharing.recording": ({"kind": "sharing.recording", "id": "tape", "of": ["sound"],
                           "purposes": ["supervision"]},
                          "sharing.may_record", {"purpose": "supervision"}, "client"),
    "pace.touch": ({"kind": "pace.touch", "id": "touch"}, "pace.may_touch", {"touch": "hand"},
                   "client"),
    "work.duty": ({"kind": "work.duty", "id": "duty", "duty": "feedback", "strength": "promise"},
                  "work.due", {}, "therapist"),
    "work.homework": ({"kind": "work.homework", "id": "walk", "task": "walk"},
                      "work.due", {}, "client"),
    "contact.fee": ({"kind": "contact.fee", "id": "fee",
                     "price": {"kind": "amount", "minor": 500, "currency": "GBP"}},
                    "contact.cost", {}, "client"),
    "governance.eligibility": ({"kind": "governance.eligibility", "id": "group",
                                "require": {"age_group": "minor"}},
                               "governance.may_take_part", {}, "client"),
    "work.ritual": ({"kind": "work.ritual", "id": "diary", "ritual": "check_in"},
                    "work.due", {}, "therapist"),
}  # fmt: skip
"""By kind a clause that names nobody in a field, a question to it, whom it means then."""


@pytest.mark.parametrize("kind", UNNAMED)
def test_a_member_on_whoever_is_meant_without_a_name(kind: str) -> None:
    """spec/decisions 89-90"""
    clause, asked, more, party = UNNAMED[kind]
    facts = [consent(clause["id"], "2026-03-01T12:00:00Z", id_="yes")]

    def outcome(member: Data) -> str:
        there = COUPLE if party == "partner" else [*PEOPLE, SUPERVISOR]
        people = [p | (member if p["id"] == party else {}) for p in there]
        data = agreement(clause, parties=people, spec_version="1.1" if member else "1.0")
        question_ = question(asked, "2026-06-10T12:00:00Z", **more)
        return str(decided(data, question_, record(ADOPTED, *facts), lenient=True).outcome)

    assert outcome({}) == ("answered" if asked in ("work.due", "contact.cost") else "permit")
    assert outcome({"not_known_yet": 1}) == "unknown"


def test_every_kind_that_means_somebody_without_a_name_is_tried() -> None:
    assert {kind.kind for kind in get_args(AnyClause) if kind.unnamed} == {*UNNAMED}


@pytest.mark.parametrize("party", ["client", "therapist"])
@pytest.mark.parametrize("side", ["by", "to"])
def test_a_member_on_a_side_concerns_what_names_nobody(party: str, side: str) -> None:
    """spec/decisions 90: who is not named is meant too, on both sides"""
    named: Data = {"by": ["client"], "to": ["therapist"]}
    del named[side]

    def outcome(member: Data) -> str:
        people = [p | (member if p["id"] == party else {}) for p in (CLIENT, THERAPIST, SURGERY)]
        data = agreement(channel(**named), window(**named), parties=people)
        asked = question("contact.may", "2026-06-10T12:00:00Z", channel="phone")
        return str(decided(data | {"spec_version": "1.1"}, asked, record(), lenient=True).outcome)

    assert outcome({}) == "permit"
    assert outcome({"not_known_yet": 1}) == "unknown"
