"""A whole agreement as a text: sharing, consent and touch, each kind in its section."""

from typing import Any

import pytest

from boundlib.explain import explain_agreement
from boundlib.vocab import Flow

from .making import agreement

PEOPLE = [
    {"id": "client", "roles": ["client"], "signs": True},
    {"id": "therapist", "roles": ["therapist"], "signs": True},
    {"id": "doctor", "roles": ["gp"]},
    {"id": "work", "roles": ["employer"]},
    {"id": "mother", "roles": ["guardian"], "acts_for": "client"},
]
TWO = [
    {"id": "ann", "roles": ["client"]},
    {"id": "ben", "roles": ["client"]},
    {"id": "therapist", "roles": ["therapist"]},
]
SHARED = "What may be shared, and with whom"
TOGETHER = "Work with more than one client"
RECORD = "The record, and what is recorded"
LIMITS = "Where a law or a duty may come first"
TAKES_IN = "What these words take in"
HEAD = (
    "Nothing is shared unless it was agreed.",
    "Consent can be taken back at any time, in any form, with no reason.",
    "Whoever is told may not pass it on, unless it says so here.",
    "Where a law or an emergency asks for more, a person decides.",
)
AGREED = "This agreement is the consent to it: there is no other form to sign."
FREE = "You may say no at any time: it needs no reason and costs nothing."
RELEASE: dict[str, Any] = {
    "kind": "sharing.release",
    "id": "letters",
    "by": ["therapist"],
    "to": ["doctor"],
    "items": ["medication"],
    "purposes": ["treatment"],
    "flow": "disclose",
}
A_YEAR = {"clock": "calendar", "amount": "P12M"}


def text(*clauses: dict[str, Any], reader: str | None = None, **more: Any) -> dict[str, list[str]]:
    made = agreement(*clauses, **({"parties": PEOPLE} | more))
    return {s.title: list(s.sentences) for s in explain_agreement(made, reader=reader)}


def shared(*clauses: dict[str, Any], **more: Any) -> list[str]:
    """What the section says after its head, which is always there."""
    said = text(*clauses, **more)[SHARED]
    assert tuple(said[:4]) == HEAD
    return said[4:]


def test_an_agreement_without_sharing_says_nothing_of_it() -> None:
    assert SHARED not in text()
    assert TAKES_IN not in text()


# --- releases -------------------------------------------------------------------------------------


def test_a_release_says_who_tells_whom_what_what_for_and_whose_consent_it_needs() -> None:
    assert shared({**RELEASE, "items": ["medication", "diagnosis"]}) == [
        "Your therapist may tell your GP this, for treatment: medicines; diagnoses.",
        "This needs consent from you.",
        "No end was agreed for it.",
    ]


@pytest.mark.parametrize(
    ("flow", "lines"),
    [
        (Flow.DISCLOSE, ["Your therapist may tell your GP this, for treatment: medicines."]),
        (Flow.OBTAIN, ["Your GP may tell your therapist this, for treatment: medicines."]),
        (
            Flow.BOTH,
            [
                "Your therapist may tell your GP this, for treatment: medicines.",
                "Your GP may tell your therapist the same.",
            ],
        ),
    ],
)
def test_a_release_goes_the_way_it_was_agreed(flow: Flow, lines: list[str]) -> None:
    assert shared({**RELEASE, "flow": str(flow)})[: len(lines)] == lines


@pytest.mark.parametrize(
    ("end", "line"),
    [
        ("2026-12-31", "Its last day is Thursday 31 December 2026."),
        (A_YEAR, "Counted from the consent, it ends after 12 months."),
        (
            {"clock": "calendar", "amount": "P60D", "from": "therapy_ended"},
            "It ends after 60 days, counted from when the work together ended.",
        ),
        ({"unstated": "vague"}, "The text does not say when it ends."),
    ],
)
def test_a_release_says_when_it_ends(end: Any, line: str) -> None:
    assert line in shared({**RELEASE, "end": end})


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"start": "2026-02-01"}, "It does not begin before Sunday 1 February 2026."),
        ({"staff": True}, "Those who act for your GP may be told too."),
        ({"onward": ["work"]}, "Your GP may pass it on to your employer."),
        ({"conditions_care": False}, "The care does not depend on this consent."),
        ({"conditions_care": True}, "The text says that the care depends on this consent."),
        ({"signers": ["client", "mother"]}, "This needs consent from you and your guardian."),
        ({"force": "may"}, "A person decides whether it applies."),
        ({"when": {"age_group": "minor"}}, "This holds only if the client is not of age yet."),
        (
            {"purposes": ["emergency"]},
            "Your therapist may tell your GP this, in a declared emergency: medicines.",
        ),
    ],
)
def test_whatever_a_release_says_is_said(more: dict[str, Any], line: str) -> None:
    assert line in shared({**RELEASE, **more})
    assert line not in shared(RELEASE)


def test_recipients_of_what_is_obtained_are_those_who_obtain_it() -> None:
    said = shared({**RELEASE, "flow": "obtain", "staff": True, "onward": ["work"]})
    assert "Those who act for your therapist may be told too." in said
    assert "Your therapist may pass it on to your employer." in said


def test_an_embedder_s_own_path_is_the_word_and_the_part_in_quotes() -> None:
    items = ["psychotherapy_notes/dream_log", "psychotherapy_notes/dream_log/may"]
    said = shared({**RELEASE, "items": items, "purposes": ["research/sleep_study"]})
    assert said[0] == (
        "Your therapist may tell your GP this, for research (“sleep study”): "
        "“dream log” in private notes kept apart from the record; "
        "“may” in “dream log” in private notes kept apart from the record."
    )


def test_a_rule_says_what_it_asks_of_each_consent() -> None:
    rule = {
        "kind": "sharing.release_rule",
        "id": "paper",
        "items": ["diagnosis"],
        "form": ["written", "email"],
        "signers": ["mother"],
        "longest_term": {"clock": "calendar", "amount": "P24M"},
        "withdrawal": ["written"],
        "to": ["doctor"],
    }
    assert shared(rule) == [
        "Rules for each consent to share this, whatever for: diagnoses.",
        "Consent counts only if it is given with a signature by hand or by e-mail.",
        "Your guardian must be asked for consent too.",
        "No consent lasts longer than 2 years.",
        "The text says to take it back with a signature by hand; any other way counts too.",
        "This part is about telling your GP.",
    ]
    wide = {"kind": "sharing.release_rule", "id": "paper", "purposes": ["legal"]}
    assert shared(wide) == ["Rules for each consent to share anything, for a legal case."]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({}, "Refused: nothing may be told to anybody, whatever for."),
        (
            {"items": ["history"], "to": ["work"], "by": ["doctor"], "purposes": ["employment"]},
            "Refused: this may not be told by your GP to your employer, in matters of work: "
            "life and family history.",
        ),
    ],
)
def test_a_refusal_is_said_without_blame(more: dict[str, Any], line: str) -> None:
    assert shared({"kind": "sharing.refusal", "id": "no", **more}) == [
        line,
        "This no comes before any consent, and it takes in all that belongs to it.",
    ]


# --- other grants ---------------------------------------------------------------------------------


def test_a_third_party_is_told_exactly_this() -> None:
    clause = {
        "kind": "sharing.third_party",
        "id": "dates",
        "by": ["therapist"],
        "to": ["work"],
        "items": ["contact_made", "session_dates"],
        "purposes": ["employment"],
        "require": {"fact": "management_referral"},
    }
    assert shared(clause) == [
        "Your therapist may tell your employer this, in matters of work: "
        "the fact that contact was made; the dates of sessions.",
        "Nothing more may be told under this part.",
        "This is open only if “management referral” is so.",
        AGREED,
    ]


def test_what_a_parent_may_be_told_says_what_the_child_s_word_does() -> None:
    clause = {
        "kind": "sharing.minor",
        "id": "home",
        "by": ["therapist"],
        "to": ["mother"],
        "items": ["general_statement"],
        "purposes": ["family"],
        "child": ["told_first", "present"],
    }
    said = shared(clause)
    assert said == [
        "Your therapist may tell your guardian this, to keep the family informed: "
        "a general statement without content on how the work goes.",
        "This holds only while you are not of age.",
        "You are told first.",
        "It is told only when you are there too.",
        AGREED,
    ]
    said = shared({**clause, "child": ["agrees"]})
    assert said[2:] == ["It is told only with consent from you."]


@pytest.mark.parametrize(
    ("named", "line"),
    [
        ("not", "Nothing is said that tells who you are."),
        ("code_name", "You are spoken of by a code name only."),
        ("first_name", "You are spoken of by the first name only."),
        ("full", "You are spoken of by the full name."),
        ({"unstated": "vague"}, "The text leaves open by which name you are spoken of."),
    ],
)
def test_supervision_says_under_which_name(named: Any, line: str) -> None:
    clause = {"kind": "sharing.consultation", "id": "sup", "named": named}
    assert shared(clause) == [
        "Your therapist may speak with the supervisor about whatever the work needs, "
        "for supervision or advice from peers.",
        line,
        AGREED,
    ]


def test_supervision_may_be_about_less_and_so_often() -> None:
    often = {
        "unit": "events",
        "at_most": 2,
        "count": [{"fact": "happened", "named": "supervision"}],
        "window": {"kind": "period", "period": "month"},
    }
    clause = {"kind": "sharing.consultation", "id": "sup", "named": "not", "items": ["progress"]}
    said = shared({**clause, "often": often})
    assert said[0].endswith("for supervision or advice from peers: how the work goes.")
    assert "How often: up to 2 times in a month, counting acts named “supervision”." in said


def test_a_legal_limit_never_sounds_like_a_yes() -> None:
    clause = {
        "kind": "sharing.legal_limit",
        "id": "law",
        "grounds": ["harm_to_others", "court"],
        "minimum": True,
        "told_first": True,
        "complete": False,
    }
    assert text(clause)[LIMITS] == [
        "A law or a duty may ask to tell without consent, on these grounds: "
        "serious harm to somebody else; an order of a court, or a court case.",
        "A person decides on it each time: nothing is told of itself.",
        "Where it can be done, you are told first.",
        "Then only what is needed is told.",
        "There may be other grounds too.",
    ]
