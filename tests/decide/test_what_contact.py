"""What was agreed about contact: where it goes, what it costs, who covers."""

from typing import Any

import pytest

from tests.decide.making import (
    CLIENT,
    FRI,
    MON,
    OFFICE,
    THERAPIST,
    THU,
    TUE,
    WED,
    WEEK,
    Data,
    agreement,
    allowance,
    ask,
    at,
    because,
    channel,
    codes,
    fact,
    first,
    record,
    tally,
    window,
)

OPEN, CLOSED = at(MON, "10:00"), at(MON, "20:00")
EVENINGS: Data = {
    "id": "evenings",
    "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "19:00", "end": "22:00"}],
}
BOTH = [OFFICE, EVENINGS]


# --- the smaller what-questions ---------------------------------------------------------------


def test_where_a_purpose_goes() -> None:
    """spec/decisions 27, 29, 30, 40"""
    mail = channel("mail", "email", redirects=[{"purposes": ["clinical"], "to": "in_person"}])
    data = agreement(mail, channel(purposes=["coaching"]))
    found = ask(data, "contact.redirect", OPEN, channel="mail", purpose="coaching")
    assert found["value"]["channels"] == ["in_person", "phone"]
    nowhere = ask(agreement(), "contact.redirect", OPEN, purpose="coaching")
    assert nowhere["outcome"] == "not_applicable"
    # Of channels that carry something else, none speaks; one that may carry it may.
    mail = channel("mail", "email", purposes=["scheduling"])
    asked: Data = {"channel": "mail", "purpose": "coaching"}
    only = agreement(mail, channel(purposes=["scheduling"]))
    assert ask(only, "contact.redirect", OPEN, **asked)["outcome"] == "not_applicable"
    perhaps = agreement(mail, channel(purposes=["coaching"], when={"fact": "well"}))
    found = ask(perhaps, "contact.redirect", OPEN, **asked)
    assert found["outcome"] == "unknown"
    assert "switch_not_known" in because(found, "phone")


def risk(name: str, **more: Any) -> Data:
    return {"kind": "contact.channel_risk", "id": name} | more


def test_what_is_known_of_a_channel() -> None:
    """spec/decisions 38"""
    one = risk("one", secure=False, enters_record="automatic")
    found = ask(agreement(one), "contact.enters_record", OPEN, channel="email")["value"]
    assert (found["secure"], found["enters_record"], found["monitored"]) == (
        "no",
        "yes",
        "not_known",
    )
    for medium in ("phone", "letter", "in_person"):
        other = ask(agreement(one), "contact.enters_record", OPEN, channel=medium)
        assert other["outcome"] == "not_applicable"
    rival = risk("two", secure=True, enters_record="may")
    for order in ((one, rival), (rival, one)):
        found = ask(agreement(*order), "contact.enters_record", OPEN, channel="email")
        assert found["value"]["secure"] == found["value"]["enters_record"] == "not_known"
        assert "more_than_one" in codes(found)


def test_a_notice_that_may_not_speak_leaves_it_open() -> None:
    """spec/decisions 4, 29, 40: the clause that is named is the one that is not known to speak"""
    sure, perhaps = risk("one", secure=False), risk("two", secure=True, when={"fact": "well"})
    for order in ((perhaps,), (sure, perhaps), (perhaps, sure)):
        found = ask(agreement(*order), "contact.enters_record", OPEN, record(), channel="email")
        assert found["outcome"] == "unknown"
        assert "switch_not_known" in because(found, "two")
        assert because(found, "one") == []


def test_what_must_come_first() -> None:
    """spec/decisions 27, 30"""
    data = agreement(first({"fact": "skill_tried"}), first({"fact": "well"}, "well"))
    found = ask(data, "contact.first", OPEN, record())["value"]["needs"]
    assert [(n["clause"], n["met"]) for n in found] == [("first", "no"), ("well", "not_known")]


# --- costs (golden case 18) -------------------------------------------------------------------


def fee(price: Data, **more: Any) -> Data:
    return {"kind": "contact.fee", "id": "fee", "price": price} | more


def rate(minor: Any = 3500, **more: Any) -> Data:
    amount = {"kind": "amount", "minor": minor, "currency": "USD"}
    return {"kind": "rate", "price": amount, "per": "PT15M", "free": "PT5M"} | more


COUNTS = {"started_unit": "counts"}
BETWEEN = {"min": "PT1M", "max": "PT3M"}


@pytest.mark.parametrize(
    ("price", "minutes", "expected"),
    [
        (rate(**COUNTS, units_from="excess"), 17, (3500, 3500)),
        (rate(**COUNTS, units_from="zero"), 17, (7000, 7000)),
        (rate(**COUNTS, units_from="excess"), 20, (3500, 3500)),
        (rate(**COUNTS, units_from="excess"), 21, (7000, 7000)),
        (rate(started_unit="does_not_count", units_from="zero"), 17, (3500, 3500)),
        (rate(**COUNTS, units_from="excess"), 5, (0, 0)),
        (rate({"min": 3000, "max": 4000}, **COUNTS, units_from="excess"), 17, (3000, 4000)),
        (rate({"min": 3000}, **COUNTS, units_from="excess"), 17, (3000, None)),
        (rate(**COUNTS, units_from="excess", free=BETWEEN), 17, (3500, 7000)),
        (rate(**COUNTS, units_from="excess", free={"min": "PT5M"}), 17, (0, 3500)),
        (rate(**COUNTS, units_from="excess", free={"max": "PT5M"}), 17, (3500, 7000)),
        (rate(per="message"), 17, (3500, 3500)),
        (rate(per="PT0S", **COUNTS, units_from="zero"), 17, (0, 0)),
    ],
)  # fmt: skip
def test_what_a_call_costs(price: Data, minutes: int, expected: tuple[int, int | None]) -> None:
    """spec/decisions 35, 44"""
    value = ask(agreement(fee(price)), "contact.cost", OPEN, minutes=minutes)["value"]
    assert (value.get("min"), value.get("max")) == expected


def test_golden_18_each_way_of_counting() -> None:
    """spec/decisions 29, 35, 48"""
    found = ask(agreement(fee(rate(**COUNTS))), "contact.cost", OPEN, minutes=17)
    assert found["outcome"] == "unknown"
    ways = {a["readings"][0]["as"]: a["value"]["max"] for a in found["alternatives"]}
    assert ways == {"zero": 7000, "excess": 3500}
    assert ask(agreement(fee(rate(**COUNTS))), "contact.cost", OPEN, minutes=4)["value"]["max"] == 0
    agree = ask(agreement(fee(rate())), "contact.cost", OPEN, minutes=35)
    assert agree["outcome"] == "unknown"


def test_a_fee_that_may_not_speak() -> None:
    """spec/decisions 29, 40, 41"""
    price = rate(**COUNTS, units_from="excess")
    found = ask(agreement(fee(price, when={"fact": "well"})), "contact.cost", OPEN, minutes=17)
    assert found["outcome"] == "unknown"
    assert because(found, "fee") == ["fact_missing", "switch_not_known"]
    assert found["alternatives"][0]["value"]["max"] == 3500
    long = agreement(fee(price, when={"quantity": "minutes", "at_least": 10}))
    assert ask(long, "contact.cost", OPEN, minutes=9)["outcome"] == "not_applicable"
    assert ask(long, "contact.cost", OPEN, minutes=10)["outcome"] == "answered"


def test_of_several_fees_what_they_agree_on_else_what_each_says() -> None:
    """spec/decisions 29, 35"""
    price = rate(**COUNTS, units_from="excess")

    def of(*other: Data) -> Data:
        return ask(agreement(fee(price), *other), "contact.cost", OPEN, minutes=17)

    same = of({**fee(price), "id": "other", "when": {"fact": "well"}})
    assert (same["outcome"], same["value"]["max"]) == ("answered", 3500)
    flat = {"kind": "amount", "minor": 500, "currency": "USD"}
    for more in ({}, {"when": {"fact": "well"}}):
        found = of({**fee(flat), "id": "other", **more})
        assert found["outcome"] == "unknown"
        ways = {a["if"]: a["value"]["max"] for a in found["alternatives"]}
        assert ways == {"fee": 3500, "other": 500}
        assert because(found, "other")[-1:] == ["switch_not_known" if more else "more_than_one"]
        assert "rules" not in codes(found)
    vague = of({**fee(rate(**COUNTS)), "id": "other"})
    read = {(a["readings"][0]["as"], a.get("if")): a["value"]["max"] for a in vague["alternatives"]}
    assert read == {("zero", "fee"): 3500, ("zero", "other"): 7000, ("excess", None): 3500}


def test_what_costs_nothing() -> None:
    """spec/decisions 14, 35"""
    data = agreement(fee(rate(**COUNTS, units_from="excess"), not_for=["scheduling"]))
    named = ask(data, "contact.cost", OPEN, minutes=17, purpose="scheduling")
    assert (named["outcome"], because(named, "fee")) == ("not_applicable", ["not_counted"])
    assert ask(data, "contact.cost", OPEN, minutes=17)["outcome"] == "unknown"
    assert ask(data, "contact.cost", OPEN, minutes=17, purpose="coaching")["outcome"] == "answered"


def test_an_allowance_without_a_number() -> None:
    """spec/decisions 47"""
    for most in (None, {"unstated": "blank"}):
        counted = tally(WEEK, most, **({"at_least": 1} if most is None else {}))
        found = ask(agreement(allowance(counted)), "contact.allowance_left", OPEN, record())
        assert (found["outcome"], "alternatives" in found) == ("unknown", False)
        assert because(found, "allowance") == ["unstated"]


def test_segments_of_a_call() -> None:
    """spec/decisions 35"""
    flat: Data = {"kind": "amount", "minor": 500, "currency": "USD"}
    minute: Data = {"kind": "rate", "price": {**flat, "minor": 100}, "per": "PT1M", **COUNTS}
    first_part: Data = {"price": flat, "up_to": "PT10M"}
    price: Data = {"kind": "segments", "parts": [first_part, {"price": minute}]}
    data = agreement(fee(price))
    for minutes, expected in ((0, 500), (10, 500), (11, 600), (30, 2500)):
        value = ask(data, "contact.cost", OPEN, minutes=minutes)["value"]
        assert value["max"] == expected
    assert ask(data, "contact.cost", OPEN)["outcome"] == "unknown"
    # 10 minutes for 5.00, then 20 for 1.00 each, then 15 for 0.50 each.
    half = {"kind": "rate", "price": {**flat, "minor": 50}, "per": "PT1M", **COUNTS}
    parts = [first_part, {"price": minute, "up_to": "PT30M"}, {"price": half}]
    data = agreement(fee(price | {"parts": parts}))
    for minutes, expected in ((30, 2500), (31, 2550), (45, 3250)):
        value = ask(data, "contact.cost", OPEN, minutes=minutes)["value"]
        assert (value["min"], value["max"]) == (expected, expected)


def test_whether_it_is_charged_is_a_persons_decision() -> None:
    """spec/decisions 28"""
    data = agreement(fee(rate(**COUNTS, units_from="excess"), force="may"))
    found = ask(data, "contact.cost", OPEN, minutes=17)
    assert (found["outcome"], found["value"]["max"]) == ("refer", 0)
    assert ask(data, "contact.cost", OPEN, minutes=3)["outcome"] == "answered"


# --- who covers -------------------------------------------------------------------------------


def test_who_covers() -> None:
    """spec/decisions 37, 43"""
    leave = {"party": "therapist", "first": TUE, "last": THU, "cover": "deputy"}
    deputy = {"id": "deputy", "roles": ["cover"]}
    parties = [CLIENT, THERAPIST, deputy]
    data = agreement(parties=parties, timetables=[{**OFFICE, "leave": [leave]}])
    assert ask(data, "contact.cover", at(MON, "22:59:59"))["outcome"] == "not_applicable"
    found = ask(data, "contact.cover", at(MON, "23:00"))
    assert found["value"] == {
        "kind": "cover",
        "away": "therapist",
        "covered_by": "deputy",
        "until": THU,
    }
    assert found["basis"]["timetables"][0]["id"] == "office"
    assert ask(data, "contact.cover", at(THU, "22:59:59"))["outcome"] == "answered"
    assert ask(data, "contact.cover", at(THU, "23:00"))["outcome"] == "not_applicable"
    ill = fact("away", at(FRI, "08:00"), party="therapist", first=FRI, cause="incapacity")
    found = ask(data, "contact.cover", at(FRI, "09:00"), record(ill))
    assert "covered_by" not in found["value"]
    assert found["obligations"] == [{"code": "arrange_cover", "party": "therapist"}]
    assert found["route"]["steps"]


@pytest.mark.parametrize(("last", "owed"), [("2026-06-22", False), ("2026-06-23", True)])
def test_a_long_absence_owes_a_plan(last: str, owed: bool) -> None:
    """Both ends are counted. spec/decisions 37"""
    cover = {
        "kind": "contact.cover",
        "id": "cover",
        "during": ["leave"],
        "plan_from": {"not": {"quantity": "leave_length", "at_most": "P21D"}},
        "notice": {"clock": "calendar", "amount": "P14D"},
    }
    leave = [{"party": "therapist", "first": TUE, "last": last}]
    data = agreement(cover, timetables=[{**OFFICE, "leave": leave}])
    found = ask(data, "contact.cover", at(WED))
    codes_of = [duty["code"] for duty in found["obligations"]]
    assert ("write_cover_plan" in codes_of) is owed
    told = next(duty for duty in found["obligations"] if duty["code"] == "tell_absence")
    assert told["due"] == "2026-05-18T23:00:00Z"


def test_two_are_away() -> None:
    """spec/decisions 37"""
    two = [{"id": name, "roles": ["therapist"]} for name in ("one", "second")]
    away = [{"party": who["id"], "first": MON, "last": FRI} for who in two]
    data = agreement(parties=[CLIENT, *two], timetables=[{**OFFICE, "leave": away}])
    assert ask(data, "contact.cover", at(TUE))["outcome"] == "unknown"
    assert ask(data, "contact.cover", at(TUE), party="second")["value"]["away"] == "second"


TOLD = at("2026-05-10", "12:00")


@pytest.mark.parametrize(
    ("facts", "owed"),
    [
        ((), True),
        ((fact("told", TOLD, by="therapist", what="leave"),), False),
        ((fact("told", TOLD, what="leave"),), False),
        ((fact("told", at(MON), by="therapist", what="leave"),), False),
        ((fact("told", at(FRI), by="therapist", what="leave"),), True),
        ((fact("told", TOLD, by="client", what="leave"),), True),
        ((fact("told", TOLD, by="therapist", what="incapacity"),), True),
        ((fact("told", TOLD, by="therapist", about="other"),), True),
        # There was a leave in April: this was about that one.
        ((fact("told", at("2026-03-30"), by="therapist", what="leave"),), True),
    ],
)
def test_a_leave_that_was_told_is_owed_no_more(facts: tuple[Data, ...], owed: bool) -> None:
    """spec/decisions 37"""
    cover = {"kind": "contact.cover", "id": "cover", "during": ["leave"]}
    notice = {"notice": {"clock": "calendar", "amount": "P14D"}}
    leave = [
        {"party": "therapist", "first": first, "last": last}
        for first, last in (("2026-04-06", "2026-04-10"), (TUE, THU))
    ]
    data = agreement(cover | notice, timetables=[{**OFFICE, "leave": leave}])
    found = ask(data, "contact.cover", at(WED), record(*facts))
    assert ("tell_absence" in [duty["code"] for duty in found["obligations"]]) is owed
    assert found["basis"].get("facts", []) == ([] if owed else [facts[0]["id"]])


def test_a_recorded_absence_is_told_by_its_name() -> None:
    """spec/decisions 37"""
    cover = {"kind": "contact.cover", "id": "cover", "during": ["leave"]}
    notice = {"notice": {"clock": "calendar", "amount": "P14D"}}
    away = fact("away", TOLD, "away", party="therapist", first=TUE, last=THU, cause="leave")
    for about, owed in (("away", False), ("other", True)):
        told = fact("told", at("2026-05-11"), by="therapist", about=about)
        found = ask(agreement(cover | notice), "contact.cover", at(WED), record(away, told))
        assert ("tell_absence" in [duty["code"] for duty in found["obligations"]]) is owed


def test_of_two_allowances_only_the_asked_one_is_looked_at() -> None:
    """spec/decisions 36"""
    mine = allowance(tally(WEEK), "mine")
    other = allowance(tally(WEEK), "other", when={"fact": "well"})
    found = ask(agreement(mine, other), "contact.allowance_left", OPEN, record(), clause="mine")
    assert found["outcome"] == "answered"
    assert "waits_for" not in found
    assert [line.get("clause") for line in found["reasons"]] == ["mine"]


def test_it_waits_only_where_no_hours_of_reading_are_open() -> None:
    """spec/decisions 18"""
    day = window(use="reading", by=["therapist"])
    night = {**day, "id": "night", "timetable": "evenings"}

    def waits(when: str, *clauses: Data) -> list[str]:
        data = agreement(channel(), *clauses, timetables=BOTH)
        found = ask(data, "contact.may", when, channel="phone")
        return [duty["clause"] for duty in found.get("obligations", [])]

    assert (waits(OPEN, day, night), waits(CLOSED, day, night)) == ([], [])
    assert waits(at(MON, "17:00"), day, night) == ["hours", "night"]
    arranged = {**night, "force": "by_arrangement"}
    assert waits(CLOSED, day, arranged) == ["hours"]
    assert waits(at(MON, "17:00"), arranged) == []


def test_a_purpose_of_which_a_part_costs_nothing() -> None:
    """spec/decisions 17, 35: it is not known which part is meant"""
    price = {"kind": "amount", "minor": 500, "currency": "GBP"}
    fee: Data = {"kind": "contact.fee", "id": "fee", "price": price, "not_for": ["scheduling"]}

    def cost(purpose: str) -> str:
        asked = {"channel": "phone", "purpose": purpose}
        return str(ask(agreement(fee), "contact.cost", OPEN, record(), **asked)["outcome"])

    assert cost("administrative") == "unknown"
    assert (cost("billing"), cost("clinical")) == ("answered", "answered")


def test_a_purpose_that_is_too_wide_is_not_a_gap_in_the_record() -> None:
    """spec/decisions 14, 17: what is missing is said as what it is"""
    counted = allowance(tally(WEEK, 0), purposes=["coaching"])
    part = channel(purposes=["coaching"])
    without = channel(not_for=["coaching"])
    for data in (agreement(channel(), counted), agreement(part), agreement(without)):
        asked = {"by": "client", "to": "therapist", "channel": "phone", "purpose": "clinical"}
        found = ask(data, "contact.may", OPEN, record(), **asked)
        assert (found["outcome"], codes(found)) == ("unknown", ["purpose_not_stated"])


def test_a_call_that_is_planned_has_used_nothing() -> None:
    """spec/decisions 65, 66, 76"""
    counted = tally({"kind": "each", "occasion": "call"}, 10, unit="minutes")

    def left(when: str, at_: Any) -> tuple[Any, ...]:
        held = fact("call_held", at_, "c", by="client", to="therapist", minutes=4)
        data = agreement(allowance(counted))
        found = ask(data, "contact.allowance_left", when, record(held), occasion="c")
        value = found["value"]
        return value["min"], value["max"], found.get("valid_until")

    assert left(at(MON), at(TUE)) == (10, 10, at(TUE, "12:00:00"))
    assert left(at(TUE), at(TUE)) == (6, 6, None)
    between = {"not_before": at(MON), "not_after": at(WED)}
    assert left(at(TUE), between) == (6, 10, at(WED, "12:00:00"))


def test_every_channel_that_may_carry_it_is_named_whichever_comes_first() -> None:
    """spec/decisions 17: a purpose that is too wide, and two channels that carry a part of it"""
    both = [
        {"id": name, "kind": "contact.channel", "medium": "phone", "purposes": ["coaching"]}
        for name in ("one", "two")
    ]
    for channels in (both, both[::-1]):
        found = ask(agreement(*channels), "contact.redirect", at(MON), purpose="clinical")
        assert found["outcome"] == "unknown"
        named = {line["clause"] for line in found["reasons"] if line["code"] == "fact_missing"}
        assert named == {"one", "two"}
