"""Crisis: the route always answers, and the questions around it."""

from typing import Any

import pytest

from tests.decide.crisis_making import CLOSED, IRELAND, LINE, NUMBER, OPEN, TEAM, route_of
from tests.decide.making import (
    MON,
    OFFICE,
    ROUTE,
    TUE,
    WEEK,
    Data,
    agreement,
    allowance,
    ask,
    at,
    because,
    call,
    channel,
    codes,
    cool_off,
    fact,
    first,
    record,
    tally,
    window,
)

# --- the route --------------------------------------------------------------------------------


def test_the_steps_in_their_order_each_with_its_mark() -> None:
    """spec/decisions 50"""
    steps = {**ROUTE, "steps": [TEAM, LINE, NUMBER]}
    here: Data = {"place": {"country": "GB"}}
    day = route_of(steps, **here)
    assert [s["staffed_now"] for s in day["steps"]] == ["yes", "not_known", "always"]
    night = route_of(steps, when=CLOSED, **here)
    assert [s["staffed_now"] for s in night["steps"]] == ["no", "not_known", "always"]
    assert (day["try_first"], night["try_first"]) == (0, 2)
    assert "ask_place" not in day
    assert "local_emergency_number" not in day
    never = {**ROUTE, "steps": [{**NUMBER, "always": False}]}
    assert "try_first" not in route_of(never, **here)


def test_the_place() -> None:
    """spec/decisions 51"""
    both = (ROUTE, IRELAND)
    assert [s["clause"] for s in route_of(*both, place={"country": "IE"})["steps"]] == ["ireland"]
    within = route_of(*both, place={"country": "GB", "region": "SCT"})
    assert [s["clause"] for s in within["steps"]] == ["crisis"]
    unsaid = route_of(*both)
    assert [s["clause"] for s in unsaid["steps"]] == ["crisis", "ireland"]
    assert unsaid["ask_place"] is True
    france = route_of(*both, place={"country": "FR"})
    assert france["local_emergency_number"] is True
    assert [s["other_place"] for s in france["steps"]] == [True, True]
    assert "try_first" not in france
    own = {name: value for name, value in ROUTE.items() if name != "place"}
    assert "local_emergency_number" not in route_of(own, place={"country": "GB"})
    assert route_of(own, place={"country": "IE"})["local_emergency_number"] is True
    nowhere = agreement(jurisdiction=None)
    nowhere["clauses"] = [own]
    unsure = ask(nowhere, "crisis.route", OPEN, place={"country": "GB"})["value"]
    assert unsure["local_emergency_number"] is True
    assert unsure["steps"][0]["other_place"] is True
    assert "try_first" not in unsure
    assert "local_emergency_number" not in ask(nowhere, "crisis.route", OPEN)["value"]


def test_of_routes_for_parts_of_the_stated_place_none_is_the_first_to_try() -> None:
    """spec/decisions 51"""
    parts = {"england": "ENG", "scotland": "SCT"}
    places = {name: {"country": "GB", "region": region} for name, region in parts.items()}
    routes = [{**ROUTE, "id": name, "place": place} for name, place in places.items()]
    somewhere = route_of(*routes, place={"country": "GB"})
    assert {s["clause"] for s in somewhere["steps"]} == set(parts)
    assert "try_first" not in somewhere
    assert "try_first" in route_of(*routes, place=places["scotland"])
    assert "try_first" in route_of(ROUTE, *routes, place=places["scotland"])
    assert "try_first" not in route_of(ROUTE, *routes, place={"country": "GB"})


def test_no_route_at_all() -> None:
    """spec/decisions 52"""
    found = route_of()
    assert found == {"kind": "route", "local_emergency_number": True, "ask_place": True}


def test_holidays_that_are_left_open_are_not_put_to_somebody_in_a_crisis() -> None:
    """spec/decisions 50"""
    data = agreement(timetables=[{**OFFICE, "holidays": {"unstated": "vague"}}])
    data["clauses"] = [{**ROUTE, "steps": [TEAM]}]
    eve, day = at("2026-12-24", "10:00"), at("2026-12-25", "10:00")
    assert ask(data, "crisis.route", eve)["value"]["steps"][0]["staffed_now"] == "yes"
    assert ask(data, "crisis.route", day)["value"]["steps"][0]["staffed_now"] == "not_known"


def test_a_country_without_known_holidays_costs_nobody_their_route() -> None:
    """spec/decisions 91"""
    observed = {"country": "XZ", "dates": [MON]}
    data = agreement(timetables=[{**OFFICE, "holidays": observed}])
    data["clauses"] = [{**ROUTE, "steps": [TEAM]}]
    shut, opened = (ask(data, "crisis.route", at(day, "10:00")) for day in (MON, TUE))
    assert shut["value"]["steps"][0]["staffed_now"] == "no"
    assert opened["value"]["steps"][0]["staffed_now"] == "yes"
    assert opened["basis"]["timetables"][0]["holidays"] == "frozen"
    later = ask(data, "crisis.route", at("2029-06-05", "10:00"))
    assert later["value"]["steps"][0]["staffed_now"] == "yes"
    assert later["basis"]["timetables"][0]["holidays"] == "not known"


def watched(name: str = "risk", **more: Any) -> Data:
    said: Data = {"kind": "contact.channel_risk", "id": name, "monitored": True}
    return said | more


READ = window("reads", use="reading")


@pytest.mark.parametrize(
    ("clauses", "asked", "day", "night"),
    [
        # Hours say when it is closed; only the word that somebody watches says more.
        ([channel(timetable="office")], "phone", "not_known", "no"),
        ([channel(timetable="office"), watched(channels=["phone"])], "phone", "yes", "no"),
        ([channel(), watched(channels=["phone"])], "phone", "yes", "yes"),
        ([channel()], "phone", "not_known", "not_known"),
        ([channel("email", "email"), READ], "email", "not_known", "no"),
        ([channel("email", "email"), READ, watched()], "email", "yes", "no"),
        ([channel("email", "email"), watched()], "email", "yes", "yes"),
        ([channel("email", "email"), watched(monitored=False)], "email", "no", "no"),
        ([watched(), watched("other", monitored=False)], "email", "no", "no"),
        # A notice that names no channel is about electronic ones.
        ([channel(), watched()], "phone", "not_known", "not_known"),
        ([channel(), watched(monitored=False)], "phone", "not_known", "not_known"),
        # What depends on something else neither promises nor closes anything.
        ([channel("email", "email"), watched(when={"fact": "well"})], "email", "not_known",
         "not_known"),
        ([channel("email", "email"), {**READ, "when": {"fact": "well"}}, watched()], "email",
         "not_known", "not_known"),
        ([channel("email", "email"), {**READ, "purposes": ["scheduling"]}], "email", "not_known",
         "not_known"),
        # Of several hours of reading one is enough.
        ([channel("email", "email"), READ, window("more", use="reading", timetable="evenings"),
          watched()], "email", "yes", "yes"),
        # What says nothing of whether it is watched, or is about another channel, hides no other.
        ([channel("email", "email"), watched(channels=["phone"]), watched("more")], "email",
         "yes", "yes"),
        ([channel("email", "email"), {"kind": "contact.channel_risk", "id": "risk", "secure": True},
          watched("more")], "email", "yes", "yes"),
        ([channel(), watched(), watched("more", channels=["phone"])], "phone", "yes", "yes"),
        # Hours of a channel of the same medium are not its own.
        ([channel("line", timetable="office"), channel("mobile"),
          watched(channels=["line", "mobile"])], "mobile", "yes", "yes"),
        # By a medium that several channels have, what they share.
        ([channel("line", timetable="office"), channel("mobile", timetable="office")], "phone",
         "not_known", "no"),
        ([channel("line", timetable="office"), channel("mobile"),
          watched(channels=["line", "mobile"])], "phone", "not_known", "not_known"),
    ],
)  # fmt: skip
def test_the_asked_channel_is_marked_too(
    clauses: list[Data], asked: str, day: str, night: str
) -> None:
    """spec/decisions 50, 53"""
    weekly = [{"days": ["mon"], "start": "20:00", "end": "22:00"}]
    tables = [OFFICE, {"id": "evenings", "weekly": weekly}]
    for when, mark in ((OPEN, day), (CLOSED, night)):
        data = agreement(*clauses, timetables=tables)
        found = ask(data, "crisis.route", when, channel=asked)["value"]["asked"]
        assert asked in (found["medium"], found.get("clause"))
        assert found["staffed_now"] == mark


BLOCKING = [
    window(),
    channel("mail", "email", only=True),
    first({"fact": "skill_tried"}),
    allowance(tally(WEEK, 0)),
    cool_off(suspends=["clinical", "administrative"]),
    {
        "kind": "contact.fee",
        "id": "fee",
        "price": {"kind": "amount", "minor": 900, "currency": "GBP"},
    },
]
PAST = record(
    fact("self_harm", at(MON, "09:00")),
    call(at(MON, "08:00")),
    fact("ended", at(MON, "09:30")),
    fact("lapsed", at(MON, "09:40")),
)
ASKED = [
    ("contact.may", {}),
    ("contact.reply_due", {"sent_at": OPEN}),
    ("contact.reply_overdue", {"sent_at": OPEN}),
    ("contact.coaching", {}),
    ("contact.redirect", {"purpose": "coaching"}),
    ("crisis.route", {}),
    ("crisis.listed", {"criterion": "suicidal"}),
    ("crisis.may_ring", {}),
    ("crisis.plan_next", {}),
]


@pytest.mark.parametrize(("kind", "more"), ASKED)
def test_nothing_changes_a_crisis_answer(kind: str, more: Data) -> None:
    """spec/decisions 8, 26, 53"""
    free = ask(agreement(), kind, CLOSED, crisis=True, **more)
    bound = ask(agreement(*BLOCKING), kind, CLOSED, PAST, crisis=True, **more)
    assert free["outcome"] == bound["outcome"] == "answered"
    assert free["value"] == bound["value"] == bound["route"]
    assert "crisis_declared" in codes(bound)


@pytest.mark.parametrize(("kind", "more"), ASKED)
def test_no_clerical_error_keeps_from_the_route(kind: str, more: Data) -> None:
    """spec/decisions 7"""
    others = {**record(call(at(MON, "08:00"))), "agreement": "urn:example:other"}
    members = {"contact.may": {"by": "nobody", "to": "nobody", "channel": "pigeon"}}
    members |= {"crisis.may_ring": {"party": "nobody"}, "crisis.plan_next": {"clause": "nothing"}}
    for name in ("contact.reply_due", "contact.reply_overdue", "contact.redirect", "crisis.route"):
        members[name] = {"channel": "pigeon"}
    wrong = {**more, **members.get(kind, {})}
    for happened in (None, others):
        found = ask(agreement(channel()), kind, CLOSED, happened, crisis=True, **wrong)
        right = ask(agreement(channel()), kind, CLOSED, None, crisis=True, **more)
        assert found["value"] == right["value"] == found["route"]
        assert found["outcome"] == "answered"
        assert found["basis"] == right["basis"]


def test_where_to_turn_without_a_declared_crisis() -> None:
    """spec/decisions 7, 26"""
    others = {**record(), "agreement": "urn:example:other"}
    found = ask(agreement(), "crisis.route", CLOSED, others, channel="pigeon")
    assert found["outcome"] == "answered"
    assert "asked" not in found["value"]
    assert "crisis_declared" not in codes(found)
    assert "crisis_declared" in codes(ask(agreement(), "crisis.route", CLOSED, crisis=True))


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("contact.cost", "not_applicable"),
        ("contact.allowance_left", "not_applicable"),
        ("contact.first", "answered"),
    ],
)
def test_a_crisis_costs_nothing(kind: str, outcome: str) -> None:
    """spec/decisions 26"""
    for happened in (None, PAST):
        found = ask(agreement(*BLOCKING), kind, CLOSED, happened, crisis=True)
        assert (found["outcome"], codes(found)) == (outcome, ["crisis_costs_nothing"])
        assert found["route"]["steps"]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        *ASKED,
        ("contact.cover", {}),
        ("contact.cost", {}),
        ("contact.allowance_left", {}),
        ("contact.first", {}),
        ("contact.enters_record", {"channel": "phone"}),
        ("crisis.whereabouts", {}),
        ("crisis.plan_current", {}),
        ("crisis.preference_in_force", {}),
        ("crisis.may_withdraw", {}),
    ],
)
def test_every_answer_carries_the_route(kind: str, more: Data) -> None:
    """spec/decisions 5"""
    for happened in (None, PAST):
        found = ask(agreement(*BLOCKING), kind, CLOSED, happened, **more)
        assert found["route"]["steps"][0]["number"] == "999"


def test_who_is_told_and_what_is_asked() -> None:
    """spec/decisions 51"""
    data = agreement()
    data["clauses"] = [{**ROUTE, "tells": ["therapist"]}, {**IRELAND, "tells": ["client"]}]
    found = ask(data, "crisis.route", OPEN, place={"country": "GB"})
    assert found["obligations"] == [
        {"code": "tell_afterwards", "clause": "crisis", "party": "therapist"}
    ]
    assert because(found, "ireland") == []
    unsaid = ask(data, "crisis.route", OPEN)
    assert {"code": "confirm_place"} in unsaid["obligations"]


# --- what is urgent ---------------------------------------------------------------------------


def urgent(*words: str, **more: Any) -> Data:
    listed = [{"criterion": word} for word in words]
    return {"kind": "crisis.criteria", "id": "urgent", "criteria": listed} | more


def test_what_is_on_the_list() -> None:
    """spec/decisions 55"""

    def listed(*lists: Data, **asked: Any) -> Any:
        found = ask(agreement(*lists), "crisis.listed", OPEN, **asked)
        return found.get("value", {}).get("so", found["outcome"])

    assert listed(urgent("suicidal"), criterion="suicidal") is True
    assert listed(urgent("suicidal"), criterion="medical") == "unknown"
    assert listed(urgent("suicidal", complete=True), criterion="medical") is False
    assert listed(criterion="medical") == "not_applicable"
    off = urgent("medical", when={"fact": "well"})
    assert listed(off, criterion="medical") == "unknown"
    own = {"criterion": {"unstated": "vague"}, "id": "no-sleep"}
    assert listed(urgent(criteria=[own]), entry="no-sleep") is True
    vague = urgent(criteria=[{"criterion": "suicidal"}, own], complete=True)
    assert listed(vague, criterion="suicidal") is True
    assert listed(vague, criterion="self_harm") == "unknown"
    assert listed(vague, entry="other") is False


def test_a_score_gates_nothing() -> None:
    """spec/decisions 55"""
    data = agreement(channel(), urgent("suicidal"))
    for amount in (0, 27):
        score = fact("measured", at(MON, "09:00"), quantity="phq9", amount=amount)
        found = ask(data, "contact.may", OPEN, record(score), channel="phone")
        assert (found["outcome"], found["basis"].get("facts")) == ("permit", None)
