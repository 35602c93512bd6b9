"""A whole agreement as a text: couples, the record, touch, who takes part, what words take in."""

from typing import Any

import pytest

from boundlib.model.trees import items_beneath
from boundlib.vocab import SharedItem

from .test_sharing_agreements import (
    A_YEAR,
    FREE,
    RECORD,
    RELEASE,
    TAKES_IN,
    TOGETHER,
    TWO,
    shared,
    text,
)

# --- couples, the record, recordings, touch -------------------------------------------------------

COUPLE = {"kind": "sharing.unit_of_care", "id": "us", "unit": "couple"}


def test_a_unit_of_care_says_who_must_consent_and_what_becomes_of_secrets() -> None:
    clause = {
        **COUPLE,
        "members": ["ann", "ben"],
        "own_items": ["medication"],
        "secrets": "therapist_decides",
        "outside": "not_by_name",
        "before_alone": True,
    }
    assert text(clause, parties=TWO, reader="ann")[TOGETHER] == [
        "This is work with a couple: you and the other client “ben”.",
        "To share what belongs to all, each member must give consent.",
        "This is each member's own, to share or not: medicines.",
        "Of what a member tells alone, your therapist may judge what the others must know.",
        "Outside, nothing is said that tells who the others are.",
        "Before a member is seen alone, the others must give consent.",
    ]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (
            {"all_sign": False},
            "The text does not ask for consent from each member to share something.",
        ),
        ({"secrets": "kept"}, "What a member tells alone is kept from the others."),
        ({"secrets": "not_kept"}, "What a member tells alone is not kept from the others."),
        (
            {"secrets": {"unstated": "vague"}},
            "The text leaves open what comes of what a member tells alone.",
        ),
        ({"outside": "nothing"}, "Outside, nothing is said about the others."),
        ({"outside": "with_leave"}, "Outside, only what the others agreed to is said about them."),
        (
            {"outside": {"unstated": "vague"}},
            "The text leaves open what is said outside about the others.",
        ),
    ],
)
def test_whatever_a_unit_of_care_says_is_said(more: dict[str, Any], line: str) -> None:
    assert line in text({**COUPLE, **more}, parties=TWO)[TOGETHER]
    assert line not in text(COUPLE, parties=TWO)[TOGETHER]


def test_of_several_clients_each_must_consent() -> None:
    assert "This needs consent from each of you." in shared({**RELEASE, "to": ["gp"]}, parties=TWO)
    said = shared({**RELEASE, "to": ["gp"]}, parties=TWO, reader="therapist")
    assert "This needs consent from each client." in said


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({}, "About the record: nothing more is said of it."),
        ({"access": "any_time"}, "About the record: you may see it at any time."),
        (
            {"access": "with_review", "reviewer": "therapist", "items": ["session_notes"]},
            "About the session notes in the record: "
            "you may see it once your therapist looked it through.",
        ),
        (
            {"access": "on_request", "reviewer": "therapist"},
            "About the record: you may ask to see it; your therapist may look it through first.",
        ),
        ({"access": "by_law"}, "About the record: you may see it as the law has it."),
        (
            {"access": {"unstated": "vague"}},
            "About the record: the text leaves open how you may see it.",
        ),
        (
            {
                "kept": {"clock": "calendar", "amount": "P84M", "from": "therapy_ended"},
                "destroyed": "automatic",
            },
            "About the record: it is kept for 7 years, counted from when the work together "
            "ended; then it is destroyed.",
        ),
        (
            {"destroyed": {"decided_by": ["therapist"]}},
            "About the record: then your therapist may decide to have it destroyed.",
        ),
        (
            {"apart": True, "held_by": "therapist", "destroyed": "may"},
            "About the record: then it may be destroyed; it is kept apart from the rest; "
            "it is held by your therapist.",
        ),
    ],
)
def test_the_record_is_one_line(more: dict[str, Any], line: str) -> None:
    assert text({"kind": "sharing.records", "id": "notes", **more})[RECORD] == [line]


def test_a_recording_says_that_a_no_is_free() -> None:
    clause = {
        "kind": "sharing.recording",
        "id": "tape",
        "of": ["sound", "transcript"],
        "purposes": ["supervision"],
        "each_time": True,
        "form": ["written"],
        "deleted": {"clock": "calendar", "amount": "P14D", "from": "purpose_done"},
    }
    assert text(clause)[RECORD] == [
        "Sessions may be recorded, for supervision or advice from peers: "
        "sound; a text made by a machine.",
        "This needs consent from you.",
        "Consent counts only if it is given with a signature by hand.",
        "You are asked each time.",
        FREE,
        "It is deleted after 14 days, counted from when what it was made for is done.",
    ]


def test_touch_says_that_a_no_is_free() -> None:
    touch: dict[str, Any] = {"kind": "pace.touch", "id": "touch"}
    assert text({**touch, "touches": ["hand_on_shoulder"], "each_time": False})["Touch"] == [
        "This touch may be part of the work: “hand on shoulder”.",
        "This needs consent from you.",
        "The text does not ask for a new yes each time.",
        FREE,
    ]
    said = text({**touch, "signers": ["mother"]})["Touch"]
    assert said[0] == "Touch may be part of the work, as far as the work needs it."
    assert said[1] == "This needs consent from your guardian."


# --- who takes part -------------------------------------------------------------------------------


def test_governance_says_who_may_take_part_and_whose_consent_it_needs() -> None:
    clauses: list[dict[str, Any]] = [
        {
            "kind": "governance.eligibility",
            "id": "age",
            "require": {"quantity": "age", "at_least": 12},
            "care": ["group_work"],
        },
        {
            "kind": "governance.consent",
            "id": "parents",
            "needs": ["mother"],
            "form": ["written"],
            "holds": A_YEAR,
            "tells": ["work"],
        },
        {"kind": "governance.consent", "id": "class", "nobody": True, "care": ["class_lesson"]},
    ]
    assert text(*clauses)["Who may take part, and whose consent it needs"] == [
        "To take part in “group work”, this must be so: “age” is 12 or more.",
        "For the work, consent is needed from your guardian.",
        "Consent counts only if it is given with a signature by hand.",
        "A consent holds for 12 months.",
        "Your employer should be told that it goes on, even if they were not asked.",
        "For “class lesson”, consent is needed from nobody.",
    ]


# --- what the words take in -----------------------------------------------------------------------


def test_whoever_signs_reads_what_the_words_take_in() -> None:
    said = text({**RELEASE, "items": ["treatment", "medication"]})[TAKES_IN]
    assert said == [
        "The treatment: this takes in the treatment plan; how the work goes; "
        "a general statement without content on how the work goes; what is advised; "
        "a summary of the treatment.",
        "For treatment: this takes in sharing to work together on the care, "
        "to pass the care on to somebody else or to stand in for the therapist.",
        "An emergency is no part of treatment: it counts only where it is named.",
        "This is shared only where it is named by itself, never as a part: "
        "treatment for alcohol or drug use; private notes kept apart from the record.",
    ]


def test_what_must_be_named_is_never_said_to_be_taken_in() -> None:
    place = {"country": "US", "region": "NY"}
    said = text({**RELEASE, "items": ["diagnosis"]}, jurisdiction=place)[TAKES_IN]
    assert not any(line.startswith("Diagnoses: ") for line in said)
    assert "anything about HIV" in said[-1]
    said = text({**RELEASE, "items": ["diagnosis"]})[TAKES_IN]
    assert said[0] == "Diagnoses: this takes in anything about HIV."


@pytest.mark.parametrize("item", SharedItem)
def test_each_item_says_all_that_lies_beneath_it(item: SharedItem) -> None:
    said = text({**RELEASE, "items": [str(item)]})[TAKES_IN]
    beneath = items_beneath(str(item), ())[1:]
    takes = [line for line in said if ": this takes in " in line and not line.startswith("For ")]
    assert bool(takes) == bool(beneath)
    if item is not SharedItem.RECORD and beneath:
        assert len(takes[0].split(";")) == len(beneath)
