"""Whom the therapist may ring, and where the client is."""

from typing import Any

from boundlib.explain import explain
from boundlib.wire.documents import from_dict
from tests.decide.crisis_making import OPEN
from tests.decide.making import (
    CLIENT,
    FRI,
    MON,
    THERAPIST,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    consent,
    decided,
    fact,
    question,
    record,
)

# --- whom to ring -----------------------------------------------------------------------------

FRIEND: Data = {"id": "friend", "roles": ["emergency_contact"]}
SISTER: Data = {"id": "sister", "roles": ["family"]}
PEOPLE = [CLIENT, THERAPIST, FRIEND, SISTER]


def ring(name: str = "ring", party: str = "friend", **more: Any) -> Data:
    return {"kind": "crisis.emergency_contact", "id": name, "party": party} | more


def rung(*clauses: Data, happened: Data | None = None, **asked: Any) -> str:
    data = agreement(*clauses, parties=PEOPLE)
    return str(ask(data, "crisis.may_ring", OPEN, happened, **asked)["outcome"])


def test_whether_somebody_may_be_rung() -> None:
    """spec/decisions 56"""
    agreed = ring(consented=True)
    assert rung(agreed, emergency=True) == "permit"
    assert rung(agreed, emergency=False) == "deny"
    assert rung(agreed) == "unknown"
    assert rung() == "not_applicable"
    assert rung(ring(), happened=record(), emergency=True) == "deny"
    assert (
        rung(ring(), happened=record(consent("ring", at(MON, "08:00"))), emergency=True) == "permit"
    )
    assert rung(ring(consented=True, willing=False), emergency=True) == "deny"
    asked = ring(consented=True, require={"found": "missing", "by": "therapist"})
    assert rung(asked, happened=record(), emergency=True) == "deny"
    assert rung(asked, emergency=True) == "unknown"
    missing = record(fact("found", at(MON, "08:00"), finding="missing", by="therapist"))
    assert rung(asked, happened=missing) == "permit"
    assert rung(ring(consented=True, force="may"), emergency=True) == "refer"


def test_a_consent_that_was_taken_back() -> None:
    """spec/decisions 10, 56, 62"""
    back = consent("ring", at(MON, "08:00"), back=True)
    for extra in ((), (fact("ended", at(MON, "09:00")),)):
        assert rung(ring(consented=True), happened=record(back, *extra), emergency=True) == "deny"
    again = ring("again", consented=True)
    assert rung(
        ring(consented=True), again, happened=record(back), party="friend", emergency=True
    ) == ("deny")


GUARDIAN: Data = {"id": "guardian", "roles": ["guardian"], "acts_for": "client"}
TWO: list[Data] = [
    {"id": "first", "roles": ["client"], "signs": True},
    {"id": "second", "roles": ["client"], "signs": True},
    *PEOPLE[1:],
]


def test_whose_consent_counts() -> None:
    """spec/decisions 10"""

    def with_(by: str | None, *, back: bool = False, capacity: str = "self", **said: Any) -> str:
        said_by = consent("ring", at(MON, "08:00"), back=back, by=by, capacity=capacity)
        data = agreement(ring(**said), parties=[*PEOPLE, GUARDIAN])
        found = ask(data, "crisis.may_ring", OPEN, record(said_by), emergency=True)
        return str(found["outcome"])

    assert with_("client") == "permit"
    for stranger in ("therapist", "friend", "sister", None, "somebody"):
        assert with_(stranger) == "deny"
    assert with_("guardian", capacity="parent") == "permit"
    assert with_("guardian") == "deny"
    for theirs in ("client", "guardian", None, "somebody"):
        assert with_(theirs, back=True, consented=True) == "deny"
    for other in ("therapist", "friend"):
        assert with_(other, back=True, consented=True) == "permit"


def test_only_their_own_consent_ends_a_withdrawal() -> None:
    """spec/decisions 10"""

    def after(*facts: Data, people: Any = PEOPLE) -> str:
        data = agreement(ring(consented=True), parties=people)
        found = ask(data, "crisis.may_ring", OPEN, record(*facts), emergency=True)
        return str(found["outcome"])

    back = consent("ring", at(MON, "08:00"), back=True)
    assert after(back, consent("ring", at(MON, "09:00"), by="therapist")) == "deny"
    assert after(back, consent("ring", at(MON, "09:00"))) == "permit"
    hers = consent("ring", at(MON, "09:00"), by="second")
    back = consent("ring", at(MON, "08:00"), back=True, by="first")
    assert after(back, hers, people=TWO) == "deny"
    again = consent("ring", at(MON, "09:30"), by="first")
    assert after(back, hers, again, people=TWO) == "permit"
    unknown = consent("ring", at(MON, "08:00"), back=True, by=None)
    assert after(unknown, hers, people=TWO) == "deny"
    assert after(unknown, hers, again, people=TWO) == "permit"


def test_without_a_record_consent_is_not_known() -> None:
    """spec/decisions 68"""
    assert rung(ring(), emergency=True) == "unknown"
    assert rung(ring(consented=False), emergency=True) == "deny"


def test_of_several_people_the_best_answer_counts() -> None:
    """spec/decisions 56"""
    both = (ring(consented=True), ring("second", "sister"))
    for order in (both, both[::-1]):
        assert rung(*order, emergency=True) == "permit"
        assert rung(*order, happened=record(), emergency=True, party="sister") == "deny"
        assert rung(*order, emergency=True, party="friend") == "permit"


def test_where_the_client_is() -> None:
    """spec/decisions 57"""
    said = record(
        fact("location_given", at(MON, "08:00"), session="s"),
        fact("location_given", at(TUE, "08:00")),
    )

    def known(when: str, **more: Any) -> Any:
        return ask(agreement(), "crisis.whereabouts", when, said, **more)["value"]["so"]

    assert known(at(MON, "07:59"), session="s") is False
    assert known(at(FRI, "12:00"), session="s") is True
    assert known(at(FRI, "12:00"), session="t") is False
    assert known(at(TUE, "12:00")) is True
    assert known(at(WED, "12:00")) is False
    found = ask(agreement(), "crisis.whereabouts", at(TUE, "12:00"), said)
    assert found["valid_until"] == at(TUE, "23:00:00")


def test_a_yes_says_of_whom_it_speaks() -> None:
    """spec/decisions 56: where nobody was named, and the client refused one of two"""
    data = agreement(ring("one", "friend", consented=True), ring("two", "sister", consented=True))
    data["parties"] = [CLIENT, THERAPIST, FRIEND, {**SISTER, "roles": ["emergency_contact"]}]
    refused = record(consent("one", at(MON, "08:00"), back=True))

    def told(happened: Data, **asked: Any) -> str:
        found = decided(data, question("crisis.may_ring", OPEN, **asked), happened)
        return explain(found, from_dict(data))[0]

    assert told(refused, emergency=True) == "Yes: your emergency contact “sister” may be rung."
    assert "“sister”" in told(refused)
    assert told(refused, party="friend").endswith("“friend” may not be rung.")
    assert told(refused, party="sister", emergency=True).startswith("Yes")
