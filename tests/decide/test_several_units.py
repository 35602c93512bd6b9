"""Several units of care, and whose word counts (spec/sharing 60-66)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decide.making import (
    CLIENT,
    MON,
    THERAPIST,
    TUE,
    Data,
    agreement,
    ask,
    at,
    consent,
    decided,
    fact,
    plain,
    question,
    record,
    stated,
)

NOON = at(TUE)
ANN, BEN, CLEO, DAN = (
    {"id": name, "roles": ["client"], "signs": True} for name in ("ann", "ben", "cleo", "dan")
)
GP: Data = {"id": "gp", "roles": ["gp"]}
PAYER: Data = {"id": "payer", "roles": ["payer"]}
MOTHER: Data = {"id": "mother", "roles": ["guardian"], "acts_for": "ann", "capacity": "parent"}


def unit(name: str, *members: str, **more: Any) -> Data:
    kind = "sharing.unit_of_care"
    return {"kind": kind, "id": name, "unit": "couple", "members": list(members), **more}


def told(data: Data, by: str, to: str, item: str, *facts: Data, **more: Any) -> str:
    asked = {"by": by, "to": to, "items": [item], "purpose": "family"} | more
    return str(ask(data, "sharing.may", NOON, record(*facts), **asked)["outcome"])


@pytest.mark.parametrize("turned", [False, True])
def test_each_by_the_unit_they_belong_to(turned: bool) -> None:
    """spec/sharing 12, 13, 60; spec/decisions 6"""
    units = [
        unit("kept", "ann", "ben", secrets="kept", outside="nothing"),
        unit("open", "cleo", "dan", secrets="not_kept", outside="not_by_name"),
    ]
    if turned:
        units.reverse()
    data = agreement(*units, parties=[ANN, BEN, CLEO, DAN, THERAPIST, GP])
    assert told(data, "ann", "gp", "other_members") == "deny"
    assert told(data, "cleo", "gp", "other_members") == "refer"
    assert told(data, "therapist", "ben", "told_alone") == "deny"
    assert told(data, "therapist", "dan", "told_alone") == "permit"


@pytest.mark.parametrize("turned", [False, True])
def test_one_who_belongs_to_two(turned: bool) -> None:
    """spec/sharing 6, 60"""
    units = [
        unit("one", "ann", "ben", outside="not_by_name", secrets="not_kept"),
        unit("two", "ann", "cleo", outside="nothing", secrets="therapist_decides"),
    ]
    if turned:
        units.reverse()
    data = agreement(*units, parties=[ANN, BEN, CLEO, THERAPIST, GP])
    assert told(data, "ann", "gp", "other_members") == "deny"
    assert told(data, "therapist", "ann", "told_alone") == "refer"


def test_who_is_no_member_hears_no_secrets() -> None:
    """spec/sharing 13, 60: not kept from the others is not told to everybody"""
    data = agreement(unit("pair", "ann", "ben", secrets="not_kept"),
                     parties=[ANN, BEN, CLEO, THERAPIST])  # fmt: skip
    assert told(data, "therapist", "ben", "told_alone") == "permit"
    assert told(data, "therapist", "cleo", "told_alone") == "deny"


def test_a_fellow_member_is_not_outside() -> None:
    """spec/sharing 12, 60"""
    data = agreement(unit("pair", "ann", "ben", outside="nothing"),
                     parties=[ANN, BEN, CLEO, THERAPIST])  # fmt: skip
    assert told(data, "ann", "ben", "other_members") == "permit"
    assert told(data, "ann", "cleo", "other_members") == "deny"
    # Asked by the role, only some are members.
    assert told(data, "ann", "client", "other_members") == "unknown"


@pytest.mark.parametrize("outside", ["nothing", {"unstated": "vague"}, None])
@pytest.mark.parametrize(
    "urgent", [{"emergency": True}, {"crisis": True}, {"ground": "child_abuse"}]
)
def test_nobody_is_kept_from_calling_for_help(outside: Any, urgent: Data) -> None:
    """spec/sharing 61"""
    more = {} if outside is None else {"outside": outside}
    data = agreement(unit("pair", "ann", "ben", **more), parties=[ANN, BEN, THERAPIST, GP])
    assert told(data, "ann", "gp", "other_members") == ("deny" if more and outside == "nothing"
                                                        else "unknown")  # fmt: skip
    assert told(data, "ann", "gp", "other_members", **urgent) == "refer"
    assert told(data, "ann", "gp", "record", **urgent) == "refer"  # other_members lies beneath it
    assert told(data, "ann", "gp", "safety", **urgent) == "permit"


def test_a_refusal_comes_before_the_policy_on_secrets() -> None:
    """spec/sharing 15, 62"""
    refusal: Data = {"kind": "sharing.refusal", "id": "no", "to": ["ben"], "items": ["told_alone"]}
    pair = unit("pair", "ann", "ben", secrets="not_kept")
    people = [ANN, BEN, THERAPIST]
    data = agreement(pair, refusal, parties=people)
    assert told(data, "therapist", "ben", "told_alone") == "deny"
    assert told(data, "therapist", "ben", "told_alone", emergency=True) == "refer"
    assert told(data, "therapist", "ann", "told_alone") == "permit"
    perhaps = agreement(pair, refusal | {"when": {"fact": "well"}}, parties=people)
    assert told(perhaps, "therapist", "ben", "told_alone") == "unknown"
    assert told(perhaps, "therapist", "ben", "told_alone", stated("well", False)) == "permit"
    assert told(perhaps, "therapist", "ben", "told_alone", stated("well", True)) == "deny"


@pytest.mark.parametrize(("secrets", "said"), [("kept", "deny"), ("not_kept", "unknown")])
def test_a_policy_that_may_speak(secrets: str, said: str) -> None:
    """spec/sharing 13; spec/decisions 39: not said is deny too"""
    pair = unit("pair", "ann", "ben", secrets=secrets, when={"fact": "well"})
    data = agreement(pair, parties=[ANN, BEN, THERAPIST])
    assert told(data, "therapist", "ben", "told_alone") == said


# --- a word that was taken back -------------------------------------------------------------------


def say(by: str | None, hour: str, *, back: bool = False, **more: Any) -> Data:
    name = f"{'back' if back else 'say'}-{by}-{hour[:2]}".lower()
    return consent("dates", at(MON, hour), back=back, id_=name, by=by, **more)


DATES: Data = {
    "kind": "sharing.third_party", "id": "dates", "by": ["therapist"], "to": ["payer"],
    "items": ["session_dates"], "purposes": ["payment"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ([], "permit"),
        ([say("ann", "09:00", back=True)], "deny"),
        ([say("ann", "09:00", back=True), say("ann", "10:00")], "permit"),
        ([say("ann", "09:00", back=True), say("ben", "10:00")], "deny"),
        ([say("ann", "09:00", back=True), say("therapist", "10:00")], "deny"),
        ([say("ann", "09:00", back=True), say("payer", "10:00")], "deny"),
        ([say("ann", "09:00", back=True), say(None, "10:00")], "deny"),
        ([say("ann", "09:00", back=True), say("mother", "10:00", capacity="parent")], "deny"),
        ([say("mother", "09:00", back=True), say("ann", "10:00")], "permit"),
        ([say("mother", "09:00", back=True), say("mother", "10:00")], "permit"),
        ([say("mother", "09:00", back=True), say("ben", "10:00")], "deny"),
        # Both took it back, and one gave it again.
        ([say("ann", "09:00", back=True), say("ben", "09:00", back=True), say("ann", "10:00")],
         "deny"),
        ([say(None, "09:00", back=True), say("ann", "10:00")], "deny"),
        ([say(None, "09:00", back=True), say("ann", "10:00"), say("ben", "11:00")], "permit"),
    ],
)  # fmt: skip
def test_whose_word_brings_it_back(facts: list[Data], said: str) -> None:
    """spec/sharing 41, 63"""
    data = agreement(DATES, parties=[ANN, BEN, MOTHER, THERAPIST, PAYER])
    found = told(data, "therapist", "payer", "session_dates", *facts, purpose="payment")
    assert found == said


def test_what_a_withdrawn_clause_waits_for() -> None:
    """spec/sharing 48, 63; spec/decisions 87"""
    data = agreement(DATES, parties=[ANN, THERAPIST, PAYER])
    asked = {"by": "therapist", "to": "payer", "items": ["session_dates"], "purpose": "payment"}
    found = ask(data, "sharing.may", NOON, record(say("ann", "09:00", back=True)), **asked)
    assert found["near_miss"] == {"clause": "dates", "failed": "withdrawn"}
    assert found["waits_for"] == [{"fact": "consent_given", "clause": "dates"}]


def test_one_word_of_the_childs_brings_back_what_they_took_back() -> None:
    """spec/sharing 43, 48, 63: one thing is missing, not two"""
    child = ANN | {"birth_date": "2013-06-10"}
    minor = DATES | {"kind": "sharing.minor", "to": ["mother"], "child": ["agrees"]}
    data = agreement(minor, parties=[child, MOTHER, THERAPIST])
    asked = {"by": "therapist", "to": "mother", "items": ["session_dates"], "purpose": "payment"}
    facts = [say("ann", "08:00"), say("ann", "09:00", back=True)]
    found = ask(data, "sharing.may", NOON, record(*facts), **asked)
    assert (found["outcome"], found["near_miss"]["failed"]) == ("deny", "withdrawn")
    facts.append(say("ann", "10:00"))
    assert ask(data, "sharing.may", NOON, record(*facts), **asked)["outcome"] == "permit"


@pytest.mark.parametrize("kind", ["sharing.may_record", "pace.may_touch"])
@pytest.mark.parametrize("agreed", [True, False])
def test_a_no_stands_whether_or_not_the_agreement_binds(kind: str, agreed: bool) -> None:
    """spec/sharing 55, 64; spec/decisions 62"""
    data = agreement(
        {"kind": "sharing.recording", "id": "sound", "of": ["sound"], "purposes": ["training"]},
        {"kind": "pace.touch", "id": "hand"},
        parties=[CLIENT, THERAPIST],
    )
    over = record(fact("ended", at(MON), by="client"))
    found = ask(data, kind, NOON, over, agreed=agreed)
    assert found["outcome"] == ("unknown" if agreed else "deny")
    assert [line["code"] for line in found["reasons"]] == ["not_in_force" if agreed else "said_no"]


# --- a unit that may speak, and a member in need --------------------------------------------------


@pytest.mark.parametrize(("well", "said"), [(True, "deny"), (False, "permit"), (None, "unknown")])
def test_a_recording_where_the_unit_may_speak(well: bool | None, said: str) -> None:
    """spec/sharing 55; spec/decisions 39-40"""
    recording: Data = {
        "kind": "sharing.recording", "id": "dates", "of": ["sound"], "purposes": ["training"],
        "signers": ["ann"],
    }  # fmt: skip
    data = agreement(recording, unit("pair", "ann", "ben", when={"fact": "well"}),
                     parties=[ANN, BEN, THERAPIST])  # fmt: skip
    facts = [say("ann", "09:00")] + ([] if well is None else [stated("well", well)])
    assert ask(data, "sharing.may_record", NOON, record(*facts))["outcome"] == said
    both = record(*facts, say("ben", "09:00"))
    assert ask(data, "sharing.may_record", NOON, both)["outcome"] == "permit"


def test_nobodys_consent_stands_between_a_member_and_help() -> None:
    """spec/sharing 54, 65"""
    data = agreement(unit("dates", "ann", "ben", before_alone=True), parties=[ANN, BEN, THERAPIST])
    kind = "sharing.may_see_alone"
    assert ask(data, kind, NOON, record(), party="ann")["outcome"] == "deny"
    assert ask(data, kind, NOON, record(), party="ann", crisis=True)["outcome"] == "refer"
    assert ask(data, kind, NOON, None, party="ann", crisis=True)["outcome"] == "refer"
    agreed = record(say("ben", "09:00"))
    assert ask(data, kind, NOON, agreed, party="ann", crisis=True)["outcome"] == "permit"


# --- a parent who signs in the child's place ------------------------------------------------------

RELEASE: Data = {
    "kind": "sharing.release", "id": "dates", "by": ["therapist"], "to": ["gp"],
    "items": ["progress"], "purposes": ["family"], "flow": "disclose",
}  # fmt: skip


@pytest.mark.parametrize("signer", ["mother", "guardian"])
@pytest.mark.parametrize(
    ("born", "by_mother", "by_client"),
    [
        ("2008-06-03", "permit", "deny"),  # eighteen tomorrow
        ("2008-06-02", "deny", "permit"),  # today
        (None, "unknown", "unknown"),
    ],
)
def test_of_age_nobody_signs_in_the_clients_place(
    signer: str, born: str | None, by_mother: str, by_client: str
) -> None:
    """spec/sharing 66"""
    child = ANN | ({} if born is None else {"birth_date": born})
    data = agreement(RELEASE | {"signers": [signer]}, parties=[child, MOTHER, THERAPIST, GP])
    hers, own = say("mother", "09:00", capacity="parent"), say("ann", "09:00")
    assert told(data, "therapist", "gp", "progress", hers) == by_mother
    assert told(data, "therapist", "gp", "progress", own) == by_client


def test_where_both_sign_each_signs_for_themselves() -> None:
    """spec/sharing 26, 66"""
    grown = ANN | {"birth_date": "1990-01-01"}
    data = agreement(RELEASE | {"signers": ["ann", "mother"]},
                     parties=[grown, MOTHER, THERAPIST, GP])  # fmt: skip
    hers, own = say("mother", "09:00", capacity="parent"), say("ann", "09:00")
    assert told(data, "therapist", "gp", "progress", own) == "deny"
    assert told(data, "therapist", "gp", "progress", own, hers) == "permit"


def test_where_the_child_may_sign_too_neither_word_certainly_stands_for_the_other() -> None:
    """spec/sharing 55, 66: where the unit speaks the parent is asked for their own word"""
    recording: Data = {
        "kind": "sharing.recording", "id": "dates", "of": ["sound"], "purposes": ["training"],
        "signers": ["mother"],
    }  # fmt: skip
    grown = ANN | {"birth_date": "1990-01-01"}
    data = agreement(recording, unit("pair", "ann", "mother", when={"fact": "well"}),
                     parties=[grown, MOTHER, THERAPIST])  # fmt: skip

    def may(*more: Data) -> str:
        told = record(say("ann", "09:00"), *more)
        return str(ask(data, "sharing.may_record", NOON, told)["outcome"])

    assert may() == "unknown"
    assert may(stated("well", False)) == "permit"
    assert may(stated("well", True)) == "deny"
    assert may(stated("well", True), say("mother", "09:00", capacity="parent")) == "permit"


@pytest.mark.parametrize(("born", "needed"), [("2010-01-01", ["father"]), ("1990-01-01", [])])
def test_a_parent_is_not_asked_about_the_work_of_a_grown_client(
    born: str, needed: list[str]
) -> None:
    """spec/sharing 57, 66"""
    father: Data = {"id": "father", "roles": ["family"], "acts_for": "ann", "capacity": "parent"}
    work: Data = {"kind": "governance.consent", "id": "work", "needs": ["father"]}
    data = agreement(work, parties=[ANN | {"birth_date": born}, father, THERAPIST])
    found = ask(data, "governance.consent_needed", NOON, record())
    assert found["value"].get("needed", []) == needed


@pytest.mark.parametrize("by", ["gp", "mother", "school"])
def test_nobody_is_kept_from_hearing_what_is_their_own(by: str) -> None:
    """spec/sharing 13, 15, 20-21, 67"""
    people = [ANN, MOTHER, THERAPIST, GP]
    assert told(agreement(parties=people), by, "ann", "progress") == "not_applicable"
    assert told(agreement(parties=people), by, "client", "progress") == "not_applicable"
    # Of several, what one is told may be the other's.
    assert told(agreement(parties=[*people, BEN]), by, "ann", "progress") == "deny"
    refused = agreement({"kind": "sharing.refusal", "id": "no", "by": [by]}, parties=people)
    assert told(refused, by, "ann", "progress") == "deny"
    assert told(agreement(parties=people), by, "ann", "progress", emergency=True) == "refer"


def duties(found: Data) -> list[str]:
    return [line["code"] for line in found.get("obligations", ())]


@pytest.mark.parametrize("refused", [False, True])
def test_what_follows_where_a_person_decides_in_an_emergency(refused: bool) -> None:
    """spec/sharing 46, 68"""
    refusal: Data = {"kind": "sharing.refusal", "id": "no"}
    data = agreement(*([refusal] if refused else []), parties=[CLIENT, THERAPIST, GP])
    asked = {"by": "therapist", "to": "gp", "items": ["safety"], "purpose": "treatment"}
    found = ask(data, "sharing.may", NOON, record(), emergency=True, **asked)
    follows = {"tell_client", "review_disclosure", "minimum_necessary", "record_it"}
    assert (found["outcome"], set(duties(found))) == ("refer", follows)
    assert duties(ask(data, "sharing.may", NOON, record(), **asked)) == []


def test_one_consent_alone_waits_for_nobody_elses() -> None:
    """spec/sharing 52, 69; spec/decisions 87"""
    data = agreement(unit("pair", "ann", "ben"), parties=[ANN, BEN, THERAPIST])
    asked = {"by": "ann", "items": ["progress"]}
    for facts in ((), (say("ben", "09:00"),)):
        found = ask(data, "sharing.may_release", NOON, record(*facts), **asked)
        assert found["outcome"] == "deny"
        assert "waits_for" not in found


@pytest.mark.parametrize(
    ("secrets", "said"),
    [
        ("kept", "refer"), ("not_kept", "permit"), ("therapist_decides", "refer"),
        ({"unstated": "vague"}, "refer"), (None, "refer"),
    ],
)  # fmt: skip
def test_what_another_told_alone_is_not_in_ones_own_record(secrets: Any, said: str) -> None:
    """spec/sharing 13, 51, 70"""
    records: Data = {"kind": "sharing.records", "id": "own", "access": "any_time"}
    more = {} if secrets is None else {"secrets": secrets}
    data = agreement(records, unit("pair", "ann", "ben", **more), parties=[ANN, BEN, THERAPIST])
    kind = "sharing.may_access"
    for item in ("told_alone", "record"):
        assert ask(data, kind, NOON, record(), by="ann", item=item)["outcome"] == said
    assert ask(data, kind, NOON, record(), by="ann", item="diagnosis")["outcome"] == "permit"
    # Of one client alone, what they told alone is theirs.
    alone = agreement(records, parties=[ANN, THERAPIST])
    assert ask(alone, kind, NOON, record(), by="ann", item="record")["outcome"] == "permit"


def test_a_newer_consent_brings_nothing_back_for_certain() -> None:
    """spec/sharing 63; spec/decisions 4, 90"""
    data = agreement(DATES, parties=[ANN, THERAPIST, PAYER])
    asked = {"by": "therapist", "to": "payer", "items": ["session_dates"], "purpose": "payment"}
    back, again = say("ann", "09:00", back=True), say("ann", "10:00")
    for more, said in (({}, "permit"), ({"newer": True}, "unknown")):
        found = plain(
            decided(data, question("sharing.may", NOON, **asked), record(back, again | more),
                    lenient=True)
        )  # fmt: skip
        assert found["outcome"] == said
    found = ask(data, "sharing.may", NOON, record(back, again), **asked)
    assert found["basis"]["facts"] == ["back-ann-09", "say-ann-10"]


@pytest.mark.parametrize("more", [{}, {"all_sign": False}, {"own_items": ["treatment"]}])
def test_a_family_in_which_a_parent_signs_too(more: Data) -> None:
    """spec/sharing 25-26, 52: a member need not be a client"""
    family = unit("family", "ann", "mother", **more)
    people = [ANN | {"birth_date": "2013-06-10"}, MOTHER, THERAPIST, GP]
    data = agreement(RELEASE, family, parties=people)
    enough = "permit" if more else "deny"
    assert told(data, "therapist", "gp", "progress", say("ann", "09:00")) == enough
    for who in ("ann", "mother"):
        asked = {"by": who, "items": ["progress"]}
        assert ask(data, "sharing.may_release", NOON, record(), **asked)["outcome"] == enough
    both = [say("ann", "09:00"), say("mother", "09:00")]
    assert told(data, "therapist", "gp", "progress", *both) == "permit"
