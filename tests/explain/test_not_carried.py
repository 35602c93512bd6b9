"""A contact that the asked way does not carry: no time opens it, and the agreement says where."""

from typing import Any

import pytest

from boundlib.decide import Engine
from boundlib.explain import explain
from boundlib.model.agreement import Agreement
from boundlib.model.questions import Question
from boundlib.wire.documents import from_dict
from tests.explain.making import agreement

EMAIL = {
    "kind": "contact.channel",
    "id": "email",
    "medium": "email",
    "purposes": ["administrative"],
    "redirects": [
        {"purposes": ["clinical"], "to": "phone"},
        {"purposes": ["reflection"], "to": "in_person"},
    ],
}
PLAIN = {name: value for name, value in EMAIL.items() if name != "redirects"}
PHONE = {"kind": "contact.channel", "id": "phone", "medium": "phone"}
TERM = {"term": {"first": "2026-01-01", "last": "2026-12-31"}}


def said(agreed: Agreement, **asked: Any) -> tuple[str, ...]:
    question = from_dict(
        {
            "type": "question",
            "spec_version": "1.0",
            "kind": "contact.may",
            "at": "2026-06-10T10:00:00Z",
            "by": "client",
            "to": "therapist",
            "channel": "email",
            **asked,
        },
        Question,
    )
    return explain(Engine(agreed, digest=None).decide(question), agreed)


@pytest.mark.parametrize("more", [{}, TERM], ids=["for ever", "with a term"])
@pytest.mark.parametrize(
    ("purpose", "ways"), [("coaching", "by phone"), ("reflection", "by phone or in person")]
)
def test_where_it_goes_instead(purpose: str, ways: str, more: Any) -> None:
    lines = said(agreement(EMAIL, PHONE, **more), purpose=purpose)
    assert lines[0].startswith("No: contact with your therapist ")
    assert lines[0].endswith(" does not go by e-mail.")
    assert lines[1] == "What was agreed here does not reach this (“email”)."
    assert lines[2:4] == (
        f"What was agreed for this is contact {ways}.",
        "Open now for this: by phone.",
    )
    assert not any("opens" in line or "closed" in line for line in lines)


def test_where_no_way_was_agreed_for_it() -> None:
    lines = said(agreement(PLAIN), purpose="coaching")
    assert lines[0].endswith(" does not go by e-mail.")
    assert lines[2] == "No other way is known to be open for this now."


def test_a_closed_hour_still_says_when_it_opens() -> None:
    office = {
        "id": "office",
        "weekly": [{"days": ["mon"], "start": "09:00", "end": "17:00"}],
    }
    hours = {**PLAIN, "timetable": "office"}
    lines = said(agreement(hours, timetables=[office]), purpose="scheduling")
    assert lines[0].startswith("Not now: ")
    assert "It opens on Monday 15 June 2026, 09:00." in lines


def test_two_channels_of_one_medium_of_which_one_opens_later() -> None:
    office = {"id": "office", "weekly": [{"days": ["mon"], "start": "09:00", "end": "17:00"}]}
    main, other = {**PLAIN, "id": "one"}, {**PLAIN, "id": "two", "timetable": "office"}
    agreed = agreement(main, {**other, "purposes": ["coaching"]}, timetables=[office], **TERM)
    lines = said(agreed, purpose="coaching")
    assert lines[0].startswith("Not now: ")
    assert "It opens on Monday 15 June 2026, 09:00." in lines
