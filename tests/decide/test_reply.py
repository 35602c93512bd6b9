"""Replies: by when they are due, and when they are overdue."""

from typing import Any

import pytest

from tests.decide.making import (
    CLIENT,
    FRI,
    MON,
    OFFICE,
    SUN,
    THERAPIST,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    covers,
    fact,
    record,
    reply,
)

OPEN, CLOSED = at(MON, "10:00"), at(MON, "20:00")
EVENINGS: Data = {
    "id": "evenings",
    "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "19:00", "end": "22:00"}],
}
BOTH = [OFFICE, EVENINGS]


# --- replies ----------------------------------------------------------------------------------


def test_only_a_promise_can_be_overdue_and_only_until_it_is_answered() -> None:
    """spec/decisions 31"""
    sent = fact("message_sent", at(MON, "10:00"), "m", by="client", to="therapist")
    answered = fact("reply_sent", at(WED, "10:00"), "r", by="therapist", answers="m")
    promised = agreement(reply(by=["therapist"]))
    known = record(sent, answered)

    def overdue(data: Data, when: str, happened: Data = known) -> Any:
        found = ask(data, "contact.reply_overdue", when, happened, message="m")
        return found.get("value", {}).get("so", found["outcome"])

    assert overdue(promised, at(TUE, "10:00")) is False
    assert overdue(promised, at(TUE, "10:00:01")) is True
    assert overdue(promised, at(WED, "09:59:59")) is True
    assert overdue(promised, at(WED, "10:00")) is False
    assert overdue(promised, at(TUE, "10:00:01"), record(sent, complete=())) == "unknown"
    assert overdue(promised, at(TUE, "10:00"), record(sent, complete=())) is False
    assert overdue(agreement(reply(strength="aim")), at(WED, "09:00")) == "not_applicable"
    due = ask(
        agreement(reply(strength="aim")), "contact.reply_due", at(MON, "11:00"), known, message="m"
    )
    assert due["value"]["strength"] == "aim"


PEOPLE: list[Data] = [
    CLIENT,
    THERAPIST,
    {"id": "deputy", "roles": ["cover"]},
    {"id": "friend", "roles": ["emergency_contact"]},
]
YES, NO, NOT_KNOWN = True, False, "unknown"


@pytest.mark.parametrize(
    ("kind", "when", "more", "expected"),
    [
        ("reply_sent", at(TUE), {"by": "therapist", "answers": "m"}, NO),
        ("reply_sent", at(MON, "10:00"), {"by": "therapist", "answers": "m"}, NO),
        ("reply_sent", at(TUE), {"by": "deputy", "to": "client", "answers": "m"}, NO),
        ("reply_sent", at(TUE), {"by": "client", "to": "therapist", "answers": "m"}, YES),
        ("reply_sent", at(TUE), {"by": "friend", "to": "client", "answers": "m"}, YES),
        ("reply_sent", at(TUE), {"by": "therapist", "to": "friend", "answers": "m"}, YES),
        ("reply_sent", at(MON, "09:00"), {"by": "therapist", "answers": "m"}, YES),
        ("reply_sent", at(TUE), {"by": "therapist", "to": "client", "answers": "other"}, YES),
        ("reply_sent", at(TUE), {"by": "therapist", "to": "client"}, NOT_KNOWN),
        ("reply_sent", at(TUE), {"to": "client", "answers": "m"}, NOT_KNOWN),
        ("reply_sent", at(TUE), {"by": "locum", "to": "client", "answers": "m"}, NOT_KNOWN),
        ("reply_sent", at(MON, "09:00"), {"by": "therapist", "to": "client"}, YES),
        ("reply_sent", at(TUE), {"by": "therapist", "to": "friend"}, YES),
        ("call_held", at(TUE), {"by": "therapist", "to": "client"}, NOT_KNOWN),
        ("call_held", at(TUE), {"by": "client", "to": "deputy"}, NOT_KNOWN),
        ("call_held", at(TUE), {}, NOT_KNOWN),
        ("call_held", at(TUE), {"by": "client", "to": "friend"}, YES),
        ("call_held", at(MON, "09:00"), {"by": "therapist", "to": "client"}, YES),
    ],
)
def test_what_answers_a_message(kind: str, when: str, more: Data, expected: Any) -> None:
    """spec/decisions 31"""
    sent = fact("message_sent", at(MON, "10:00"), "m", by="client", to="therapist")
    data = agreement(reply(by=["therapist"]), parties=PEOPLE)
    known = record(sent, fact(kind, when, "it", **more))
    found = ask(data, "contact.reply_overdue", at(WED), known, message="m")
    assert found.get("value", {}).get("so", found["outcome"]) == expected
    early = ask(data, "contact.reply_overdue", at(TUE, "10:00"), known, message="m")
    assert early["value"]["so"] is False


def test_a_message_by_the_therapist_is_answered_by_the_client() -> None:
    """spec/decisions 31"""
    sent = fact("message_sent", at(MON, "10:00"), "m", by="therapist", to="client")
    data = agreement(reply(by=["client"]), parties=PEOPLE)
    for by, late in (("client", False), ("deputy", True), ("therapist", True)):
        known = record(sent, fact("reply_sent", at(TUE), "it", by=by, answers="m"))
        found = ask(data, "contact.reply_overdue", at(WED), known, message="m")
        assert found["value"]["so"] is late


@pytest.mark.parametrize(
    ("amount", "when", "expected"),
    [
        ({"min": "PT24H", "max": "PT48H"}, at(TUE, "10:00"), False),
        ({"min": "PT24H", "max": "PT48H"}, at(TUE, "10:00:01"), "unknown"),
        ({"min": "PT24H", "max": "PT48H"}, at(WED, "10:00:01"), True),
        ({"at_least": "PT24H", "at_most": "PT48H"}, at(WED, "10:00"), False),
        ({"at_least": "PT24H", "at_most": "PT48H"}, at(WED, "10:00:01"), True),
        ({"at_least": "PT24H"}, at(SUN, "10:00"), False),
        ({"about": "PT24H"}, at(TUE, "10:00"), False),
        ({"about": "PT24H"}, at(SUN, "10:00"), "unknown"),
        ({"max": "PT24H"}, at(MON, "10:00:01"), "unknown"),
        ({"max": "PT24H"}, at(TUE, "10:00:01"), True),
        ({"min": "PT24H"}, at(TUE, "10:00"), False),
        ({"min": "PT24H"}, at(SUN, "10:00"), "unknown"),
        ({"unstated": "vague"}, at(SUN, "10:00"), "unknown"),
    ],
)
def test_overdue_in_the_four_forms(amount: Data, when: str, expected: Any) -> None:
    """spec/decisions 44-47"""
    sent = record(fact("message_sent", at(MON, "10:00"), "m", by="client", to="therapist"))
    data = agreement(reply({"clock": "elapsed", "amount": amount}))
    found = ask(data, "contact.reply_overdue", when, sent, message="m")
    assert found.get("value", {}).get("so", found["outcome"]) == expected
    due = ask(data, "contact.reply_due", when, sent, message="m").get("value", {})
    low, high = amount.get("min", amount.get("at_least")), amount.get("max", amount.get("at_most"))
    if "about" not in amount:
        assert ("min" in due, "max" in due) == (low is not None, high is not None)


def test_the_closest_clause_rules() -> None:
    """spec/decisions 32"""
    day, hour = {"clock": "elapsed", "amount": "PT24H"}, {"clock": "elapsed", "amount": "PT1H"}
    near = reply(hour, "near", channels=["email"])
    for order in ((reply(day), near), (near, reply(day))):
        data = agreement(*order)
        found = ask(data, "contact.reply_due", OPEN, sent_at=OPEN, channel="email")
        assert found["value"]["max"] == at(MON, "11:00:00")
        assert ask(data, "contact.reply_due", OPEN, sent_at=OPEN, channel="letter")["value"][
            "max"
        ] == at(TUE, "10:00:00")
    two = agreement(reply(day), reply(hour, "other"))
    found = ask(two, "contact.reply_due", OPEN, sent_at=OPEN)
    assert found["outcome"] == "unknown"
    assert {a["if"]: a["value"]["max"] for a in found["alternatives"]} == {
        "reply": at(TUE, "10:00:00"),
        "other": at(MON, "11:00:00"),
    }
    same = agreement(reply(day), reply(day, "other"))
    assert ask(same, "contact.reply_due", OPEN, sent_at=OPEN)["outcome"] == "answered"


def test_a_channel_says_as_much_of_a_message_as_a_purpose() -> None:
    """spec/decisions 32: unknown, with each of their times; one that says both rules"""
    hours = [{"clock": "elapsed", "amount": f"PT{n}H"} for n in (24, 4, 8, 2)]
    mail: Data = {"channels": ["email"]}
    dates: Data = {"purposes": ["scheduling"]}
    asked: Data = {"sent_at": OPEN, "channel": "email", "purpose": "scheduling"}
    three = [reply(hours[0]), reply(hours[1], "mail", **mail), reply(hours[2], "dates", **dates)]
    found = ask(agreement(*three), "contact.reply_due", OPEN, **asked)
    assert found["outcome"] == "unknown"
    assert {a["if"]: a["value"]["max"] for a in found["alternatives"]} == {
        "mail": at(MON, "14:00:00"),
        "dates": at(MON, "18:00:00"),
    }
    both = agreement(*three, reply(hours[3], "both", **mail, **dates))
    found = ask(both, "contact.reply_due", OPEN, **asked)
    assert found["value"]["max"] == at(MON, "12:00:00")


def test_whichever_clause_speaks_it_is_not_overdue() -> None:
    """spec/decisions 29, 32"""
    switched = reply(name="near", channels=["email"], when={"fact": "well"})
    data = agreement(reply(), switched)
    sent = record(fact("message_sent", at(MON, "10:00"), "m", medium="email"))
    early = ask(data, "contact.reply_overdue", at(TUE, "10:00"), sent, message="m")
    assert (early["outcome"], early["value"]["so"]) == ("answered", False)
    late = ask(data, "contact.reply_overdue", at(TUE, "10:00:01"), sent, message="m")
    assert late["outcome"] == "unknown"
    due = ask(data, "contact.reply_due", at(TUE), sent, message="m")
    assert {a["if"] for a in due["alternatives"]} == {"reply", "near"}


def test_nobody_owes_themselves_a_reply() -> None:
    """spec/decisions 33"""
    data = agreement(reply(by=["therapist"]))
    for by, to, outcome in (
        ("client", "therapist", "answered"),
        ("therapist", "client", "not_applicable"),
        ("client", "supervisor", "not_applicable"),
    ):
        sent = record(fact("message_sent", at(MON, "10:00"), "m", by=by, to=to))
        assert ask(data, "contact.reply_due", OPEN, sent, message="m")["outcome"] == outcome


ROUNDS: Data = {
    "tally": {
        "unit": "events",
        "at_least": 1,
        "at_most": 1,
        "count": [{"fact": "reply_sent", "by": "therapist"}],
        "window": {"kind": "period", "period": "day"},
    },
    "timetable": "mail",
}
MAIL: Data = {
    "id": "mail",
    "weekly": [{"days": ["mon", "tue", "wed", "thu"], "start": "09:00", "end": "22:00"}],
}


def test_a_message_that_was_corrected_is_the_same_message() -> None:
    """spec/decisions 96"""
    sent: Data = {"by": "client", "to": "therapist"}
    asked = fact("message_sent", at(MON, "09:00"), "m", **sent)
    told = fact("reply_sent", at(MON, "15:00"), "r", by="therapist", to="client", answers="m")
    noted = {"recorded_at": at(MON, "20:00")}
    later = fact("message_sent", at(MON, "08:30"), "m2", replaces="m", **sent, **noted)
    again = fact("message_sent", at(MON, "10:00"), "m3", replaces="m2", **sent, **noted)
    gone = fact("retracted", at(TUE), replaces="m3")
    data = agreement(reply(by=["therapist"]))

    def overdue(*facts: Data, message: str = "m", **more: Any) -> Any:
        found = ask(data, "contact.reply_overdue", at(WED), record(*facts), message=message, **more)
        return found.get("value", {}).get("so", found["outcome"])

    for message in ("m", "m2", "m3"):
        assert overdue(asked, told, later, again, message=message) is False
        assert overdue(asked, later, again, message=message) is True
        assert overdue(asked, told, later, again, gone, message=message) == "unknown"
    # As it was known before the correction was written down.
    assert overdue(asked, told, later, again, known=at(MON, "19:00")) is False
    # An answer that was corrected stays one.
    other: Data = {**told, **noted, "id": "r2", "replaces": "r"}
    assert overdue(asked, told, other, later, again) is False


def test_golden_17_replies_in_rounds() -> None:
    """spec/decisions 34"""
    data = agreement(reply(ROUNDS, by=["therapist"]), timetables=[MAIL])
    round_over = fact("reply_sent", at(THU, "15:00"), by="therapist")
    sent: dict[str, Any] = {"sent_at": at(THU, "19:00")}

    def due(happened: Data) -> Any:
        found = ask(data, "contact.reply_due", at(THU, "19:30"), happened, **sent)
        return found.get("value", {}).get("max", found["outcome"])

    assert due(record()) == at(THU, "21:00:00")
    late = ask(data, "contact.reply_due", at(FRI), record(), sent_at=at(THU, "21:00:01"))
    assert late["value"]["max"] == at("2026-06-08", "21:00:00")
    assert due(record(round_over)) == at("2026-06-08", "21:00:00")
    assert due(record(fact("reply_sent", at(THU, "19:15"), by="therapist"))) == at(THU, "21:00:00")
    assert due(record(complete=())) == "unknown"
    some = record(fact("reply_sent", {"on": THU}, by="therapist"))
    assert due(some) == "unknown"
    assert due(record(round_over, complete=covers("call_held"))) == at("2026-06-08", "21:00:00")
