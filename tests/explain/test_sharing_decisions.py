"""What a decision on sharing, consent or touch says, sentence by sentence (spec/sharing)."""

from typing import Any

import pytest

from boundlib.explain import explain
from boundlib.model import sharing_answers as v
from boundlib.model import sharing_questions as q
from boundlib.model.decision import Alternative, Obligation, ReasonLine, WaitsFor
from boundlib.vocab import Duty, Ground, Outcome, Reason

from .making import agreement, at, decision
from .test_sharing_agreements import PEOPLE, RELEASE, TWO

ASKED = at("2026-06-10T10:00:00Z")
LATER = at("2026-12-31T23:00:00Z")
RULE = {"kind": "sharing.refusal", "id": "no_work", "to": ["work"]}
ONE = agreement(RELEASE, RULE, parties=PEOPLE)
DEFAULT = "Nothing is shared unless it was agreed."
UP_TO_YOU = "To agree to more is up to you, and a no needs no reason."


def may(*items: str, **more: Any) -> q.SharingMay:
    asked: dict[str, Any] = {"by": "therapist", "to": "doctor", "purpose": "treatment"}
    return q.SharingMay(at=ASKED, items=items or ("medication",), **(asked | more))


def said(
    outcome: Outcome, question: Any, made: Any = ONE, reader: str = "client", **more: Any
) -> tuple[str, ...]:
    return explain(decision(outcome, question, route=None, **more), made, reader=reader)


def item(name: str, outcome: Outcome, code: Reason, clause: str | None = None) -> v.ItemAnswer:
    return v.ItemAnswer(item=name, outcome=outcome, code=code, clause=clause)


def denied(code: Reason = Reason.NO_DEFAULT, **more: Any) -> dict[str, Any]:
    return {
        "reasons": (ReasonLine(code=code),),
        "items": (item("medication", Outcome.DENY, code),),
        **more,
    }


# --- may it be told? ------------------------------------------------------------------------------


def test_a_permit_says_what_to_do_before_and_after() -> None:
    duties = (
        Obligation(code=Duty.TELL_FIRST, party="client"),
        Obligation(code=Duty.BE_PRESENT, party="client"),
        Obligation(code=Duty.MINIMUM_NECESSARY, clause="letters"),
        Obligation(code=Duty.RECORD_IT),
        Obligation(code=Duty.NO_REDISCLOSURE, party="doctor"),
        Obligation(code=Duty.TELL_CLIENT),
        Obligation(code=Duty.REVIEW_DISCLOSURE),
        Obligation(code=Duty.DESTROY_BY, due=LATER),
    )
    found = said(
        Outcome.PERMIT,
        may(),
        reader="therapist",
        reasons=(ReasonLine(code=Reason.GRANTED, clause="letters"),),
        items=(item("medication", Outcome.PERMIT, Reason.GRANTED, "letters"),),
        obligations=duties,
    )
    assert found[:10] == (
        "Yes: you may tell the GP about medicines, for treatment.",
        "This was agreed (“letters”).",
        "Before anybody else, the client is to be told.",
        "The client is to be there when it is told.",
        "Only what is needed for this may be told (“letters”).",
        "This is to be written down.",
        "The GP may not pass it on, and must be told so.",
        "Afterwards, the client is to be told of it.",
        "Afterwards, it is gone through with somebody who can judge it.",
        "It must be destroyed as agreed, by Thursday 31 December 2026, 23:00.",
    )


def test_a_denial_says_the_default_the_near_miss_and_who_decides() -> None:
    near = v.NearMiss(clause="letters", failed=Reason.NOT_CONSENTED)
    found = said(Outcome.DENY, may(), **denied(near_miss=near))
    assert found[:4] == (
        "No: your therapist may not tell your GP about medicines, for treatment.",
        DEFAULT,
        "It comes down to one thing: consent from you is not there (“letters”).",
        UP_TO_YOU,
    )


def test_a_denial_without_a_near_miss_still_says_who_decides() -> None:
    found = said(Outcome.DENY, may(), reader="therapist", **denied())
    assert found[1:3] == (
        DEFAULT,
        "To agree to more is up to the client, and a no needs no reason.",
    )


def test_a_refusal_is_respected_and_nobody_is_asked_to_change_their_mind() -> None:
    found = said(Outcome.DENY, may(to="work"), **denied(Reason.REFUSED))
    assert found[1:3] == (
        "It was refused, and that is respected.",
        "Only you can change that, and need not say why.",
    )
    assert UP_TO_YOU not in found


def test_out_of_force_is_a_denial_like_any_other() -> None:
    found = said(Outcome.DENY, may(), **denied(Reason.NOT_IN_FORCE))
    assert {DEFAULT, UP_TO_YOU} <= set(found)


@pytest.mark.parametrize(
    ("more", "made", "line"),
    [
        ({}, {}, "It comes down to one thing: consent from you is not there"),
        ({"signers": ["mother"]}, {}, "consent from your guardian is not there"),
        ({"signers": ["mother", "client"]}, {}, "not all whose consent it needs have given it"),
    ],
)
def test_a_missing_consent_names_one_person_only_where_it_is_theirs_alone(
    more: dict[str, Any], made: dict[str, Any], line: str
) -> None:
    near = v.NearMiss(clause="letters", failed=Reason.NOT_CONSENTED)
    found = said(
        Outcome.DENY,
        may(),
        agreement({**RELEASE, **more}, parties=PEOPLE, **made),
        **denied(near_miss=near),
    )
    assert any(line in sentence for sentence in found)


@pytest.mark.parametrize(
    "clause",
    [
        {"kind": "sharing.unit_of_care", "id": "us", "unit": "family"},
        {"kind": "sharing.release_rule", "id": "us", "signers": ["mother"]},
    ],
)
def test_where_others_must_consent_too_nobody_is_said_to_be_the_only_one(
    clause: dict[str, Any],
) -> None:
    near = v.NearMiss(clause="letters", failed=Reason.NOT_CONSENTED)
    made = agreement(RELEASE, clause, parties=PEOPLE)
    found = said(Outcome.DENY, may(), made, **denied(near_miss=near))
    assert (
        "It comes down to one thing: not all whose consent it needs have given it (“letters”)."
        in found
    )


def test_of_two_clients_each_decides() -> None:
    near = v.NearMiss(clause="letters", failed=Reason.NOT_CONSENTED)
    made = agreement({**RELEASE, "to": ["gp"]}, parties=TWO)
    found = said(Outcome.DENY, may(to="gp"), made, reader="ann", **denied(near_miss=near))
    assert found[2:4] == (
        "It comes down to one thing: not all whose consent it needs have given it (“letters”).",
        "To agree to more is up to each of you, and a no needs no reason.",
    )


NEAR = [
    (Reason.WITHDRAWN, "the consent was taken back, and that is respected"),
    (Reason.OTHER_FORM, "the consent is not in the form that was agreed"),
    (Reason.OTHER_VERSION, "the consent is to another version of the text"),
    (Reason.EVERY_MEMBER, "consent from each member is not there"),
    (Reason.NOT_STARTED, "the time that was agreed for it begins on Sunday 1 February 2026"),
    (Reason.EXPIRED, "the time that was agreed for it is over"),
    (Reason.NOT_FOR_THIS, "what was agreed is not for this purpose"),
    (Reason.MUST_BE_NAMED, "it was not named by itself, and that is needed for this"),
    (Reason.DOES_NOT_HOLD, "what was agreed to come first is not there"),
    (Reason.SWITCHED_OFF, "the part that would let it does not hold now"),
    (Reason.OF_AGE, "what was agreed was for the time before you are of age"),
    (Reason.NOT_RECEIVED, "whoever would tell it was not told it under what was agreed"),
    (Reason.NOT_ONWARD, "it was not agreed that it may be passed on"),
    (Reason.SAID_NO, "the answer this time was no, and that is enough"),
]


@pytest.mark.parametrize(("failed", "words"), NEAR)
def test_each_near_miss_is_said(failed: Reason, words: str) -> None:
    made = agreement({**RELEASE, "start": "2026-02-01"}, parties=PEOPLE)
    near = v.NearMiss(clause="letters", failed=failed)
    found = said(Outcome.DENY, may(), made, **denied(near_miss=near))
    assert f"It comes down to one thing: {words} (“letters”)." in found


@pytest.mark.parametrize("failed", Reason)
@pytest.mark.parametrize("reader", ["client", "therapist", "doctor", "work"])
def test_a_near_miss_names_no_other_recipient_item_or_purpose(failed: Reason, reader: str) -> None:
    other = {
        **RELEASE,
        "to": ["doctor", "work"],
        "onward": ["mother"],
        "items": ["medication", "hiv_status", "psychotherapy_notes/dream_log"],
        "purposes": ["legal", "benefits"],
        "when": {"found": "danger", "by": "work"},
    }
    near = v.NearMiss(clause="letters", failed=failed)
    made = agreement(other, parties=PEOPLE)
    found = said(Outcome.DENY, may(), made, reader=reader, **denied(near_miss=near))
    about = {} if reader == "work" else {"employer"}
    for word in (*about, "guardian", "HIV", "dream", "legal", "benefit", "danger"):
        assert not any(word in line for line in found), word
    assert any(line.startswith("It comes down to one thing: ") for line in found)


def test_a_near_miss_of_several_items_is_for_some_of_it() -> None:
    near = v.NearMiss(clause="letters", failed=Reason.EXPIRED)
    items = tuple(item(name, Outcome.DENY, Reason.NO_DEFAULT) for name in ("treatment", "billing"))
    found = said(Outcome.DENY, may("treatment", "billing"), items=items, near_miss=near)
    assert found[:4] == (
        "No: your therapist may not tell your GP about this, for treatment.",
        "This stays private, as nothing is shared unless it was agreed: "
        "the treatment; bills and payments.",
        "For some of it, it comes down to one thing: the time that was agreed for it is over "
        "(“letters”).",
        UP_TO_YOU,
    )


# --- item by item ---------------------------------------------------------------------------------

MIXED = (
    item("record", Outcome.DENY, Reason.NO_DEFAULT),
    item("medication", Outcome.PERMIT, Reason.GRANTED, "letters"),
    item("treatment", Outcome.PERMIT, Reason.GRANTED, "letters"),
    item("summary", Outcome.DENY, Reason.REFUSED, "no_work"),
    item("diagnosis", Outcome.DENY, Reason.NO_DEFAULT),
    item("psychotherapy_notes/dream_log", Outcome.DENY, Reason.REFUSED, "no_work"),
)
MIXED_REASONS = (
    ReasonLine(code=Reason.NO_DEFAULT),
    ReasonLine(code=Reason.REFUSED, clause="no_work"),
    ReasonLine(code=Reason.GRANTED, clause="letters"),
)


def test_item_by_item_what_may_go_what_stays_and_why() -> None:
    found = said(Outcome.DENY, may("record"), items=MIXED, reasons=MIXED_REASONS)
    assert found[:6] == (
        "Not all of it: your therapist may tell your GP only a part of what was asked, "
        "for treatment.",
        "This may be told: medicines; the treatment, but for parts that have another answer "
        "(“letters”).",
        "This stays private, as nothing is shared unless it was agreed: "
        "the record, but for parts that have another answer.",
        "This stays private, as it was refused, and that is respected: "
        "a summary of the treatment; “dream log” in private notes kept apart from the record "
        "(“no_work”).",
        UP_TO_YOU,
        "Only you can change that, and need not say why.",
    )
    assert found[6].startswith("This is the answer for")


def test_what_a_person_decides_is_one_sentence_whatever_the_reason() -> None:
    items = (
        item("billing", Outcome.REFER, Reason.PERSON_DECIDES, "letters"),
        item("summary", Outcome.REFER, Reason.BY_ARRANGEMENT),
    )
    found = said(Outcome.REFER, may("billing", "summary"), items=items)
    line = "On this, a person decides: bills and payments; a summary of the treatment (“letters”)."
    assert found[1] == line


def test_where_nothing_may_be_told_no_part_is_said_to_be() -> None:
    items = (
        item("billing", Outcome.DENY, Reason.NO_DEFAULT),
        item("summary", Outcome.REFER, Reason.BY_ARRANGEMENT),
    )
    found = said(Outcome.DENY, may("billing", "summary"), items=items)
    assert found[0] == "No: your therapist may not tell your GP about this, for treatment."


@pytest.mark.parametrize(
    ("reader", "other"), [("client", "your therapist"), ("therapist", "the client")]
)
def test_what_is_by_arrangement_is_arranged_between_therapist_and_client(
    reader: str, other: str
) -> None:
    made = agreement({**RELEASE, "force": "by_arrangement"}, parties=PEOPLE)
    reasons = (ReasonLine(code=Reason.BY_ARRANGEMENT, clause="letters"),)
    found = said(Outcome.REFER, may(), made, reader=reader, reasons=reasons)
    assert f"Please ask {other} to arrange it." in found


@pytest.mark.parametrize("reader", ["doctor", "work", "mother"])
def test_whoever_is_outside_hears_only_of_what_they_asked(reader: str) -> None:
    found = said(Outcome.DENY, may("record"), items=MIXED, reasons=MIXED_REASONS, reader=reader)
    assert found[1] == (
        "This stays private, as nothing is shared unless it was agreed: "
        "the record, but for parts that have another answer."
    )
    assert not any("medicines" in line or "dream" in line for line in found)
    assert not any("letters" in line or "no_work" in line for line in found)


def test_whoever_is_outside_hears_nothing_of_what_it_turns_on() -> None:
    given: dict[str, Any] = {
        "reasons": (ReasonLine(code=Reason.FACT_MISSING, clause="letters", detail="in_danger"),),
        "waits_for": (WaitsFor(fact="in_danger", clause="letters"),),
        "alternatives": (Alternative(outcome=Outcome.PERMIT, if_="in_danger"),),
    }
    inside = said(Outcome.UNKNOWN, may(), reader="therapist", **given)
    assert "This is not on the record: “in danger” (“letters”)." in inside
    outside = said(Outcome.UNKNOWN, may(), reader="doctor", **given)
    assert outside[1] == "Something it turns on is not on the record."
    assert not any("danger" in line or "letters" in line for line in outside)


def test_contact_is_said_to_everybody_alike() -> None:
    made = decision(Outcome.PERMIT, reasons=(ReasonLine(code=Reason.GRANTED, clause="letters"),))
    assert explain(made, ONE, reader="doctor")[1] == "This was agreed (“letters”)."


@pytest.mark.parametrize(
    ("outcome", "code", "line"),
    [
        (Outcome.REFER, Reason.EMERGENCY, "On this, a person decides: medicines."),
        (Outcome.UNKNOWN, Reason.GAP, "On this, we cannot say yet: medicines."),
        (
            Outcome.NOT_APPLICABLE,
            Reason.OWN_RECORD,
            "On this, your agreement does not say: medicines.",
        ),
    ],
)
def test_each_answer_of_an_item_is_said(outcome: Outcome, code: Reason, line: str) -> None:
    items = (
        item("medication", outcome, code),
        item("billing", Outcome.PERMIT, Reason.GRANTED),
    )
    found = said(
        outcome, may("medication", "billing"), items=items, reasons=(ReasonLine(code=code),)
    )
    assert {line, "This may be told: bills and payments."} <= set(found)


# --- whose decision -------------------------------------------------------------------------------


def test_on_a_legal_ground_the_therapist_decides_not_the_one_who_would_be_told() -> None:
    reasons = (ReasonLine(code=Reason.LEGAL_GROUND),)
    asked = may(ground=Ground.HARM_TO_OTHERS)
    found = said(Outcome.REFER, asked, reasons=reasons, reader="client")
    assert found[:3] == (
        "A person must decide whether your therapist may tell your GP about medicines, "
        "for treatment.",
        "A law or a duty was named as the ground, and then a person decides.",
        "The decision is with your therapist.",
    )
    assert "The decision is with you." in said(
        Outcome.REFER, asked, reasons=reasons, reader="therapist"
    )


def test_what_is_said_of_other_members_is_theirs_to_decide() -> None:
    made = agreement({"kind": "sharing.unit_of_care", "id": "us", "unit": "couple"}, parties=TWO)
    reasons = (ReasonLine(code=Reason.PERSON_DECIDES, clause="us"),)
    asked = may("other_members", by="ann", to="gp")
    assert "The decision is with the other members." in said(
        Outcome.REFER, asked, made, reasons=reasons, reader="ann"
    )
    kept = q.SharingMayKeep(at=ASKED, by="ann")
    assert "The decision is with your therapist." in said(
        Outcome.REFER, kept, made, reasons=reasons, reader="ann"
    )


def test_what_one_told_alone_is_the_therapists_to_judge() -> None:
    """spec/sharing 13: the other members are not asked whether they are told"""
    made = agreement({"kind": "sharing.unit_of_care", "id": "us", "unit": "couple"}, parties=TWO)
    reasons = (ReasonLine(code=Reason.PERSON_DECIDES, clause="us"),)
    asked = may("told_alone", by="therapist", to="ben")
    found = said(Outcome.REFER, asked, made, reasons=reasons, reader="ann")
    assert "The decision is with your therapist." in found


@pytest.mark.parametrize("code", [Reason.EMERGENCY, Reason.LEGAL_GROUND])
def test_a_member_who_calls_for_help_asks_nobody(code: Reason) -> None:
    """spec/sharing 61"""
    made = agreement({"kind": "sharing.unit_of_care", "id": "us", "unit": "couple"}, parties=TWO)
    asked = may("other_members", by="ann", to="gp")
    found = said(Outcome.REFER, asked, made, reasons=(ReasonLine(code=code),), reader="ann")
    assert "The decision is with you." in found


def test_whoever_looks_the_record_through_decides() -> None:
    records = {"kind": "sharing.records", "id": "notes", "access": "with_review"}
    made = agreement({**records, "reviewer": "doctor"}, parties=PEOPLE)
    asked = q.SharingMayAccess(at=ASKED, by="client", item="session_notes")
    reasons = (ReasonLine(code=Reason.PERSON_DECIDES, clause="notes"),)
    found = said(Outcome.REFER, asked, made, reasons=reasons)
    assert found[0] == "A person must decide whether you may see the session notes in the record."
    assert "The decision is with your GP." in found


def test_a_refusal_in_an_emergency_is_a_person_s_decision() -> None:
    reasons = (ReasonLine(code=Reason.REFUSED, clause="no_work"),)
    found = said(Outcome.REFER, may(emergency=True), reasons=reasons)
    assert "It was refused, but an emergency was declared (“no_work”)." in found


def test_an_unknown_is_no_no() -> None:
    codes = (Reason.OTHER_FORM, Reason.NO_DEFAULT, Reason.EXPIRED, Reason.REFUSED)
    reasons = tuple(ReasonLine(code=code) for code in codes)
    found = said(Outcome.UNKNOWN, may(), reasons=reasons)
    assert found[:2] == (
        "We cannot say yet whether your therapist may tell your GP about medicines, "
        "for treatment: this does not mean no.",
        "It is not known if the consent has the form that was agreed.",
    )
    assert found[2].startswith("This is the answer for")
