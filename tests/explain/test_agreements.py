"""A whole agreement as a text: each kind of clause in its section, the crisis route first."""

from pathlib import Path
from typing import Any

import pytest

from boundlib.explain import explain_agreement
from boundlib.wire.documents import load, loads

from .making import ROUTE, agreement

EXAMPLES = Path(__file__).parents[2] / "examples"
PHONE = {"kind": "contact.channel", "id": "phone", "medium": "phone"}
OFFICE = {
    "id": "office",
    "weekly": [
        {"days": ["mon", "tue", "wed", "fri"], "start": "09:00", "end": "17:00"},
        {"days": ["sat", "sun"], "start": "22:00", "end": "02:00"},
    ],
    "special_days": [
        {"on": "2026-12-24", "hours": [{"start": "09:00", "end": "11:00"}]},
        {"on": "2026-12-31", "hours": []},
    ],
    "holidays": {"country": "GB", "region": "SCT"},
    "leave": [
        {"party": "therapist", "first": "2026-08-03", "last": "2026-08-16", "cover": "deputy"}
    ],
}


def section(made: Any, title: str) -> list[str]:
    found = {s.title: list(s.sentences) for s in explain_agreement(made)}
    return found.get(title, [])


def test_where_to_turn_comes_first_wherever_it_stands() -> None:
    first = explain_agreement(agreement(PHONE))[0]
    assert first.title == "In a crisis"
    assert first.sentences == (
        "In a crisis, turn here, in this order:",
        "1. The emergency services, 999 (day and night).",
        "2. A crisis line, 116 123, by phone (hours not known).",
    )


def test_a_missing_route_is_said_first_and_no_number_is_made_up() -> None:
    made = agreement(PHONE)
    bare = loads(
        '{"type":"agreement","spec_version":"1.0","id":"urn:x:y","version":1,"zone":"UTC",'
        '"language":"en","parties":[{"id":"client","roles":["client"]}],"clauses":[]}'
    )
    assert explain_agreement(bare)[0].sentences == (
        "No crisis route was agreed yet: please agree on one together.",
        "Call the local emergency number of the place where you are.",
    )
    assert explain_agreement(made) != explain_agreement(bare)


def test_a_route_says_its_place_hours_and_whom_it_tells() -> None:
    route = {
        **ROUTE,
        "id": "team",
        "place": {"country": "DE", "region": "BE"},
        "steps": [
            {"id": "team", "reach": "crisis_team", "hours": "office", "words": "Ask for Kim."},
            {"id": "you", "reach": "party", "party": "therapist"},
        ],
        "not_a_crisis_service": True,
        "tells": ["therapist", "deputy"],
    }
    made = agreement(route, timetables=[OFFICE])
    assert section(made, "In a crisis")[:5] == [
        "In a crisis in Germany, BE, turn here, in this order:",
        "1. The crisis team (hours “office”): “Ask for Kim.”",
        "2. Your therapist (hours not known).",
        "The practice itself is no crisis service.",
        "Your therapist and the deputy should be told afterwards.",
    ]


LINES: list[tuple[dict[str, Any], str, str]] = [
    (
        {**PHONE, "purposes": ["scheduling"], "not_for": ["billing"], "copied": ["deputy"]},
        "How and when we contact each other",
        "Each of you may contact the other by phone about appointments.|"
        "Please do not use this way for contact about bills.|"
        "Please put the deputy in copy.",
    ),
    (
        {"kind": "contact.window", "id": "w", "timetable": "office", "use": "reading"},
        "How and when we contact each other",
        "Messages are read in the hours “office”.",
    ),
    (
        {
            "kind": "contact.reply_time",
            "id": "r",
            "strength": "promise",
            "within": {"clock": "elapsed", "amount": "PT1H30M", "from": "message_received"},
        },
        "How fast a reply comes",
        "A reply is promised within 1 hour and 30 minutes of real time, "
        "counted from when the message arrived.",
    ),
    (
        {
            "kind": "contact.reply_time",
            "id": "r",
            "strength": "aim",
            "within": {
                "clock": "working_days",
                "count": {"min": 1, "max": 2},
                "timetable": "office",
                "ends": "12:00",
            },
        },
        "How fast a reply comes",
        "A reply is expected; its time: between 1 working day and 2 working days of “office”, "
        "until 12:00.",
    ),
    (
        {
            "kind": "contact.reply_time",
            "id": "r",
            "strength": "promise",
            "within": {"unstated": "vague"},
        },
        "How fast a reply comes",
        "A reply is promised; its time: a time the text does not name.",
    ),
    (
        {"kind": "contact.reply_time", "id": "r", "strength": "none"},
        "How fast a reply comes",
        "There may be no reply to contact.",
    ),
    (
        {
            "kind": "contact.allowance",
            "id": "a",
            "tally": {
                "unit": "events",
                "at_most": {"about": 3},
                "count": [{"fact": "message_sent", "by": "client"}],
                "window": {"kind": "rolling", "length": "P7D"},
            },
        },
        "How much contact, and what comes first",
        "Contact: up to about 3 times in any 7 days, counting messages sent by you.",
    ),
    (
        {
            "kind": "contact.cool_off",
            "id": "c",
            "after": [{"fact": "self_harm"}],
            "lasts": {"clock": "elapsed", "amount": "PT24H", "from": "act"},
            "suspends": ["coaching"],
        },
        "How much contact, and what comes first",
        "After acts of self-harm, contact for coaching rests for 24 hours of real time, "
        "counted from the act.|Crisis help, sessions and practical matters never rest.",
    ),
    (
        {
            "kind": "contact.fee",
            "id": "f",
            "price": {"kind": "share", "of": "hourly_fee", "permille": 125},
            "force": "may",
        },
        "What it costs",
        "Contact costs 125‰ of the fee of an hour.|A person decides whether it applies.",
    ),
    (
        {
            "kind": "contact.fee",
            "id": "f",
            "price": {"kind": "amount", "minor": {"unstated": "blank"}, "currency": "GBP"},
        },
        "What it costs",
        "Contact costs an amount left blank in the text.",
    ),
    (
        {"kind": "contact.cover", "id": "v", "during": ["leave"], "cover": "deputy"},
        "Who answers when the therapist is away",
        "In times of planned time away, contact goes to the deputy.",
    ),
    (
        {"kind": "contact.channel_risk", "id": "k", "channels": ["email"], "monitored": False},
        "What becomes of messages",
        "About messages by e-mail: nobody watches it between sessions.",
    ),
    (
        {
            "kind": "crisis.criteria",
            "id": "u",
            "criteria": [{"criterion": "medical", "medium_excluded": ["video"]}],
            "complete": True,
        },
        "What is urgent",
        "This is urgent: a medical emergency, but not met by video.|"
        "The list says that nothing else counts.|"
        "If you may be in danger, saying so is enough.",
    ),
    (
        {
            "kind": "crisis.safety_plan",
            "id": "p",
            "steps": [
                {"slot": "coping", "entries": [{"id": "walk", "words": "A walk"}], "asks_for": 2},
                {"slot": "helpers"},
            ],
        },
        "The plan for hard times",
        "A plan for hard times, step by step; it asks nothing of you.|"
        "1. What helps without contact: “A walk” (the form asks for 2).|"
        "2. People to ask for help: not filled yet.",
    ),
    (
        {
            "kind": "contact.reply_time",
            "id": "r",
            "strength": "none",
            "within": {
                "clock": "working_days",
                "count": 3,
                "timetable": "office",
                "ends": {"unstated": "vague"},
                "leave": "runs",
            },
        },
        "How fast a reply comes",
        "There may be no reply to contact; if there is, it comes within 3 working days of "
        "“office”; the text does not say until when that day, time away included.",
    ),
    (
        {
            "kind": "contact.allowance",
            "id": "a",
            "tally": {
                "unit": "events",
                "at_most": {"at_most": 4},
                "count": [{"fact": "call_held"}],
                "window": {"kind": "period", "period": "year", "anchor": "2026-04-06"},
            },
        },
        "How much contact, and what comes first",
        "Contact: up to 4 times in a year, counted from Monday 6 April 2026, counting calls.",
    ),
    (
        {
            "kind": "contact.allowance",
            "id": "a",
            "tally": {
                "unit": "minutes",
                "at_most": 10,
                "count": [{"fact": "call_held"}],
                "window": {"kind": "period", "period": "year", "anchor": {"unstated": "vague"}},
            },
        },
        "How much contact, and what comes first",
        "Contact: up to 10 minutes in a year, from a day the text does not name, counting calls.",
    ),
    (
        {
            "kind": "contact.precondition",
            "id": "c",
            "require": {
                "at_least": 2,
                "of": [
                    {"fact": "skill_tried"},
                    {"found": "calm", "by": "therapist", "count": 2},
                    {"not": {"medium": "email"}},
                ],
            },
        },
        "How much contact, and what comes first",
        "Before contact, this comes first: at least 2 of these are so: a skill was tried; "
        "“calm” was found by your therapist, at least 2 of them; "
        "(this is not so: it happens by e-mail).",
    ),
    (
        {"kind": "contact.channel_risk", "id": "k", "read_by": ["practice"]},
        "What becomes of messages",
        "About messages: it may also be read by your practice.",
    ),
    (
        {"kind": "contact.channel_risk", "id": "k"},
        "What becomes of messages",
        "About messages: nothing more is said of it.",
    ),
    (
        {
            "kind": "crisis.emergency_contact",
            "id": "e",
            "party": "deputy",
            "require": {"fact": "alone"},
            "consented": False,
            "willing": False,
        },
        "What is urgent",
        "The deputy may be rung if “alone” is so.|"
        "The consent to this is still to be given.|"
        "This person has not agreed to be rung.",
    ),
    (
        {
            "kind": "crisis.safety_plan",
            "id": "p",
            "steps": [
                {
                    "slot": "helpers",
                    "entries": [
                        {"id": "one", "party": "deputy", "channel": "phone"},
                        {"id": "two", "words": {"sha256": "A" * 43}},
                        {"id": "three"},
                    ],
                }
            ],
            "kept": {"sha256": "A" * 43},
        },
        "The plan for hard times",
        "A plan for hard times, step by step; it asks nothing of you.|"
        "1. People to ask for help: the deputy, by phone; erased words; “three”.|"
        "Where it is kept: erased words.",
    ),
    (
        {
            "kind": "crisis.advance_preference",
            "id": "w",
            "preferences": [{"id": "tea", "stance": "prefer", "matter": "practical"}],
            "require": {"fact": "adopted"},
            "withdrawable": {"not": {"fact": "ill"}},
            "overridden_by": "may",
        },
        "Wishes for hard times",
        "Wishes for a time when this version was adopted.|"
        "Wished for, on home, children, animals and work: “tea”.|"
        "They can be withdrawn if this is not so: “ill” is so.|"
        "For safety, they may be set aside.",
    ),
    (
        {
            "kind": "crisis.advance_preference",
            "id": "w",
            "preferences": [{"id": "tea", "stance": "refuse", "matter": "facility"}],
            "require": {"fact": "adopted"},
            "withdrawable": False,
        },
        "Wishes for hard times",
        "Wishes for a time when this version was adopted.|"
        "Refused, on the place of care: “tea”.|"
        "The text says they cannot be withdrawn.",
    ),
    (
        {
            **PHONE,
            "when": {"not": {"quantity": "age", "at_least": 18}},
            "valid": {"last": "2026-12-31"},
            "text": "Ring  me.",
        },
        "How and when we contact each other",
        "Each of you may contact the other by phone.|"
        "This holds only if “age” is less than 18.|"
        "This holds until Thursday 31 December 2026.|"
        "In the words of the agreement: “Ring me.”",
    ),
]


@pytest.mark.parametrize(("clause", "title", "sentences"), LINES)
def test_a_clause_is_said_in_its_section(
    clause: dict[str, Any], title: str, sentences: str
) -> None:
    made = agreement(clause, timetables=[OFFICE])
    assert section(made, title) == sentences.split("|")


def test_hours_are_said_with_their_zone_holidays_and_leave() -> None:
    assert section(agreement(timetables=[OFFICE]), "The hours") == [
        "The hours “office” are in the zone Europe/London:",
        "Monday to Wednesday and Friday: 09:00 to 17:00.",
        "Saturday and Sunday: 22:00 to 02:00.",
        "On Thursday 24 December 2026: 09:00 to 11:00.",
        "On Thursday 31 December 2026: closed.",
        "Closed on the public holidays of Scotland.",
        "Your therapist is away from Monday 3 August 2026 to Sunday 16 August 2026; "
        "contact then goes to the deputy.",
    ]


def test_rights_stand_at_the_end_whatever_a_clause_says() -> None:
    made = agreement({**PHONE, "waives": ["complain"]})
    assert section(made, "How long it holds, and your rights")[-1] == (
        "You may always: ask anything, pause, stop something without a reason, refuse an item, "
        "propose a change, withdraw a consent, complain, end the work and be told."
    )
    assert "Nothing written here can take away the right to complain." in section(
        made, "How and when we contact each other"
    )


def test_erased_words_are_said_to_be_erased() -> None:
    made = agreement({**PHONE, "text": {"sha256": "A" * 43}})
    assert "The words of this part were erased." in section(
        made, "How and when we contact each other"
    )


def test_what_a_newer_version_added_is_not_kept_quiet() -> None:
    text = (
        '{"type":"agreement","spec_version":"1.1","id":"urn:x:y","version":1,"zone":"UTC",'
        '"language":"en","parties":[{"id":"client","roles":["client"]}],'
        '"clauses":[{"kind":"contact.telepathy","id":"new"}]}'
    )
    made = loads(text, lenient=True)
    assert section(made, "What cannot be shown here") == [
        "A part from a newer version cannot be shown here (“new”)."
    ]


def test_the_therapist_reads_the_same_with_other_words() -> None:
    made = agreement({**PHONE, "by": ["client"], "to": ["therapist"]})
    sections = explain_agreement(made, reader="therapist")
    assert sections[1].sentences == ("The client may contact you by phone.",)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem)
        for path in sorted(EXAMPLES.glob("*.json"))
        if "." not in path.stem and path.stem != "broken"
    ],
)
def test_every_example_is_said(path: Path) -> None:
    made = load(path)
    text = "\n".join(line for s in explain_agreement(made) for line in s.sentences)
    for clause in made.clauses:
        if isinstance(clause.text, str):
            assert " ".join(clause.text.split()) in text
