"""spec/renegotiation 54-60: single changes, with what they come to worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from boundlib.diff.behaviour import behaviour
from boundlib.errors import UsageError
from boundlib.model.record import Record
from boundlib.times.scalars import Exact, Instant
from boundlib.vocab import Outcome, Purpose
from boundlib.wire.digest import digest
from boundlib.wire.documents import from_dict
from tests.decide.making import FRI, MON, ROUTE, TUE, agreement, fact, record
from tests.diff.test_behaviour import Data, asked, words

PHONE: Data = {"kind": "contact.channel", "id": "line", "medium": "phone", "timetable": "office"}
LATER: Data = {
    "id": "office",
    "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "18:00"}],
}
ALWAYS: Data = {
    "id": "office",
    "weekly": [
        {
            "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            "start": "00:00",
            "end": "24:00",
        }
    ],
}
WEEK: Data = {
    "start": Instant.parse(f"{MON}T00:00:00Z"),
    "end": Instant.parse("2026-06-08T00:00:00Z"),
}
CALL = {"kind": "contact.may", "by": "client", "to": "therapist", "purpose": "coaching"}


def moment(day: str, time: str) -> Instant:
    return Instant.parse(f"{day}T{time}Z")


def compared(old: Data, new: Data, facts: Data | None = None, **more: Any) -> Any:
    given = None if facts is None else from_dict(facts, Record)
    return behaviour(from_dict(old), from_dict(new), record=given, **{**WEEK, **more})


def apart(differences: Any, **said: Any) -> list[tuple[Any, ...]]:
    """The stretches of one question, and the outcomes in them."""
    return [
        (one.begins, one.ends, one.old.outcome, one.new.outcome)
        for difference in differences
        if words(difference.question) == words(asked(said, 0))
        for one in difference.apart
    ]


def test_an_hour_more_is_that_hour_of_each_working_day() -> None:
    """spec/renegotiation 54, 59"""
    found = compared(agreement(PHONE), agreement(PHONE, timetables=[LATER]))
    hours = apart(found, **CALL, channel="line")
    # London is an hour ahead of UTC: from 17:00 until 18:00 on the wall.
    days = [f"2026-06-{day:02}" for day in range(1, 6)]
    assert hours == [
        (moment(day, "16:00:00"), moment(day, "17:00:00"), Outcome.DENY, Outcome.PERMIT)
        for day in days
    ]
    assert {difference.question.kind for difference in found} == {"contact.may"}
    assert {difference.question.purpose for difference in found} == set(Purpose)


def test_what_one_version_does_not_have_was_not_agreed_there() -> None:
    """spec/renegotiation 57"""
    mail = {"kind": "contact.channel", "id": "mail", "medium": "email"}
    for pair, outcomes in (
        ((agreement(PHONE), agreement(PHONE, mail)), ("not_applicable", "permit")),
        ((agreement(PHONE, mail), agreement(PHONE)), ("permit", "not_applicable")),
    ):
        assert apart(compared(*pair), **CALL, channel="mail") == [(*WEEK.values(), *outcomes)]


def test_a_price_is_asked_for_where_it_turns() -> None:
    """spec/renegotiation 55"""

    def fee(free: str) -> Data:
        price = {
            "kind": "rate",
            "price": {"kind": "amount", "minor": 1000, "currency": "GBP"},
            "per": "PT10M",
            "free": free,
            "started_unit": "counts",
            "units_from": "excess",
        }
        return {"kind": "contact.fee", "id": "fee", "price": price}

    found = compared(agreement(PHONE, fee("PT15M")), agreement(PHONE, fee("PT20M")))
    costs = {d.question.minutes: d.apart[0] for d in found if d.question.channel == "line"}
    # From 15 free minutes on every ten minutes, and from 20; at each turn, and just beyond it.
    assert set(costs) == {16, 20, 26, 30, 36, 40}
    assert [costs[16].old.value.max, costs[16].new.value.max] == [1000, 0]
    assert [costs[40].old.value.max, costs[40].new.value.max] == [3000, 2000]


def test_replies_are_asked_for_by_the_hour() -> None:
    """spec/renegotiation 59"""

    def reply(within: str) -> Data:
        span = {"clock": "elapsed", "amount": within}
        return {"kind": "contact.reply_time", "id": "reply", "strength": "aim", "within": span}

    found = compared(agreement(PHONE, reply("PT24H")), agreement(PHONE, reply("PT12H")))
    (stretch,) = next(d.apart for d in found if d.question.kind == "contact.reply_due")
    assert (stretch.begins, stretch.ends) == tuple(WEEK.values())
    assert stretch.old.value.max == moment(TUE, "00:00:00")
    assert stretch.new.value.max == moment(MON, "12:00:00")


def test_each_consent_counts_for_both_versions() -> None:
    """spec/renegotiation 58"""

    def release(*items: str) -> Data:
        return {
            "kind": "sharing.release",
            "id": "to-the-doctor",
            "by": ["therapist"],
            "to": ["gp"],
            "items": list(items),
            "purposes": ["treatment"],
            "flow": "disclose",
        }

    people = [*agreement()["parties"], {"id": "surgery", "roles": ["gp"]}]
    old = agreement(release("attendance"), parties=people)
    new = agreement(release("attendance", "diagnosis"), parties=people)
    given = {"clause": "to-the-doctor", "digest": digest(from_dict(old)), "capacity": "self"}
    signed = fact("consent_given", "2026-05-01T10:00:00Z", by="client", method="signature", **given)
    ended = fact("ended", "2026-05-20T10:00:00Z")
    found = compared(old, new, record(signed, ended))
    telling = {"kind": "sharing.may", "by": "therapist", "to": "surgery", "purpose": "treatment"}
    assert apart(found, **telling, items=["diagnosis"]) == [(*WEEK.values(), "deny", "permit")]
    assert apart(found, **telling, items=["attendance"]) == []
    # Without the consent neither version lets anything be told, to anybody.
    assert compared(old, new, record(ended)) == ()


def test_what_the_record_covers_ends_where_it_ends() -> None:
    """spec/renegotiation 59, spec/decisions 70"""
    most = {
        "kind": "contact.allowance",
        "id": "calls",
        "by": ["client"],
        "tally": {
            "unit": "events",
            "at_most": 1,
            "count": [{"fact": "call_held", "by": "client"}],
            "window": {"kind": "period", "period": "day"},
        },
    }
    always = {name: said for name, said in PHONE.items() if name != "timetable"}
    covered = {"facts": ["call"], "since": "2026-05-01T00:00:00Z", "through": f"{FRI}T10:00:00Z"}
    facts = record(complete=[covered])
    found = compared(agreement(always, most), agreement(always), facts)
    until = WEEK["end"]
    assert apart(found, **CALL, channel="line") == [
        (moment(FRI, "10:00:01"), until, Outcome.UNKNOWN, Outcome.PERMIT)
    ]


def test_a_purpose_that_a_price_leaves_out_is_not_answered_like_another() -> None:
    """spec/renegotiation 60"""

    def fee(minor: int) -> Data:
        price = {"kind": "amount", "minor": minor, "currency": "GBP"}
        return {"kind": "contact.fee", "id": "fee", "price": price, "not_for": ["scheduling"]}

    found = compared(agreement(PHONE, fee(500)), agreement(PHONE, fee(700)))
    dearer = {d.question.purpose for d in found}
    # The wider word may mean arranging an appointment, or not.
    assert Purpose.SCHEDULING not in dearer
    assert {Purpose.BILLING, Purpose.COACHING, Purpose.CLINICAL} <= dearer


def test_a_rest_is_of_coaching_alone() -> None:
    """spec/renegotiation 59, 60"""
    always = {name: said for name, said in PHONE.items() if name != "timetable"}

    def rest(amount: str) -> Data:
        lasts = {"clock": "elapsed", "amount": amount, "from": "act"}
        after = [{"fact": "self_harm", "by": "client"}]
        return {
            "kind": "contact.cool_off",
            "id": "rest",
            "by": ["client"],
            "after": after,
            "lasts": lasts,
            "suspends": ["coaching"],
        }

    facts = record(fact("self_harm", f"{MON}T08:00:00Z", by="client"))
    pair = agreement(always, rest("PT24H")), agreement(always, rest("PT12H"))
    found = compared(*pair, facts)
    earlier = [(moment(MON, "20:00:00"), moment(TUE, "08:00:00"), Outcome.DENY, Outcome.PERMIT)]
    assert apart(found, **CALL, channel="line") == earlier
    assert apart(found, **CALL | {"purpose": "scheduling"}, channel="line") == []


def test_what_a_channel_does_not_carry_is_not_answered_like_what_it_carries() -> None:
    """spec/renegotiation 60"""
    only = PHONE | {"purposes": ["coaching"]}
    found = compared(agreement(only), agreement(only, timetables=[LATER]))
    assert len(apart(found, **CALL, channel="line")) == 5
    assert apart(found, **CALL | {"purpose": "billing"}, channel="line") == []


def test_a_condition_on_the_medium_tells_channels_apart() -> None:
    """spec/renegotiation 60"""

    def reply(within: str) -> Data:
        span = {"clock": "elapsed", "amount": within}
        base = {"kind": "contact.reply_time", "id": "reply", "strength": "aim", "within": span}
        return base | {"when": {"medium": "phone"}}

    mail = {"kind": "contact.channel", "id": "mail", "medium": "email"}
    found = compared(agreement(PHONE, mail, reply("PT24H")), agreement(PHONE, mail, reply("PT12H")))
    assert {d.question.channel for d in found} == {"line", "phone"}


def test_a_changed_number_is_another_route() -> None:
    """spec/renegotiation 55"""
    step = {"id": "number", "reach": "emergency_number", "number": "112"}
    found = compared(agreement(PHONE), agreement(PHONE, clauses=[PHONE, ROUTE | {"steps": [step]}]))
    assert [d.question.kind for d in found] == ["crisis.route"] * 2
    assert [d.question.place is None for d in found] == [True, False]
    assert [d.apart[0].ends for d in found] == [WEEK["end"]] * 2


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        ("new", {"new": agreement(PHONE, id="urn:example:other")}),
        ("record", {"facts": record() | {"agreement": "urn:example:other"}}),
        ("end", {"end": WEEK["start"]}),
        ("sent_every", {"sent_every": Exact(0)}),
    ],
)
def test_what_cannot_be_compared_is_misuse(where: str, wrong: Data) -> None:
    given: Data = {"old": agreement(PHONE), "new": agreement(PHONE), **wrong}
    with pytest.raises(UsageError) as raised:
        compared(**given)
    assert raised.value.where == where


def ladder(*steps: str, name: str = "phases") -> Data:
    inside = {"steps": [{"id": step} for step in steps]}
    return {"kind": "work.transition", "id": name, "ladder": inside}


SINCE: Data = {"elapsed": {"clock": "elapsed", "amount": "PT1H", "from": "step_entered"}}
BOTH_SAID = record(
    *(
        fact("step_confirmed", f"{TUE}T08:00:00Z", by, step="phases/later", by=by)
        for by in ("client", "therapist")
    )
)


@pytest.mark.parametrize(
    ("when", "facts", "begins"),
    [
        # The first phase is where the work begins (spec/work 43).
        ({"phase": "early"}, record(), moment(MON, "00:00:00")),
        ({"step": "phases/early"}, record(), moment(MON, "00:00:00")),
        # An hour after the step was entered; what was the first step was never entered.
        (SINCE, BOTH_SAID, moment(TUE, "09:00:00")),
    ],
)
def test_another_order_of_phases_bears_on_what_goes_by_them(
    when: Data, facts: Data, begins: Instant
) -> None:
    """spec/renegotiation 60, spec/work 48-49: whether or not the ladder is named."""
    line = PHONE | {"when": when}
    old = agreement(line, ladder("early", "later"), timetables=[ALWAYS])
    new = agreement(line, ladder("later", "early"), timetables=[ALWAYS])
    ((since, until, *outcomes),) = apart(compared(old, new, facts), **CALL, channel="line")
    assert (since, until) == (begins, WEEK["end"])
    assert outcomes == [Outcome.PERMIT, Outcome.NOT_APPLICABLE]


def test_a_second_check_in_leaves_open_which_one_was_meant() -> None:
    """spec/renegotiation 60, spec/work 7: of several it is not known."""
    check_in: Data = {"kind": "work.ritual", "id": "evening", "ritual": "check_in"}
    counted: Data = {"unit": "events", "count": [{"fact": "checked_in", "of": "evening"}],
                     "at_most": 2, "window": {"kind": "period", "period": "week"}}  # fmt: skip
    allowance: Data = {"kind": "contact.allowance", "id": "few", "tally": counted}
    old = agreement(PHONE, allowance, check_in)
    new = agreement(PHONE, allowance, check_in, check_in | {"id": "morning"})
    facts = record(fact("checked_in", f"{MON}T08:00:00Z", by="client"))
    (found,) = compared(old, new, facts)
    assert found.question.kind == "contact.allowance_left"
    assert found.apart[0].begins == moment(MON, "08:00:00")
