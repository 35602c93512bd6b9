"""What may have happened already, or not: no answer takes it for a no, or for somebody there."""

from typing import Any

from tests.decide.making import (
    CLIENT,
    MON,
    OFFICE,
    ROUTE,
    THERAPIST,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    channel,
    codes,
    consent,
    fact,
    record,
)

NOON, ELEVEN, EARLIER = at(TUE), at(TUE, "11:00"), at(MON, "08:00")
HERE: Data = {"place": {"country": "GB"}}


# --- where the client is ----------------------------------------------------------------------


def located(when: Any, **more: Any) -> Data:
    said = fact("location_given", when, by="client", recorded_at=at(WED), **more)
    asked = {"session": more["session"]} if "session" in more else {}
    return ask(agreement(), "crisis.whereabouts", NOON, record(said), **asked)


def test_a_place_that_may_have_been_given_is_not_missing() -> None:
    """spec/decisions 57, 66"""
    about_midnight = {"not_before": at(MON, "22:00"), "not_after": at(TUE, "01:00")}
    soon = {"not_before": at(TUE, "11:00"), "not_after": at(TUE, "13:00")}
    for found in (located({"on": TUE}), located(about_midnight), located(soon, session="s1")):
        assert found["outcome"] == "unknown"
        assert [line["code"] for line in found["obligations"]] == ["confirm_place"]
    assert located(soon, session="s1")["valid_until"] == at(TUE, "13:00:00")
    assert located(about_midnight)["valid_until"] == at(TUE, "23:00:00")
    assert located({"on": MON})["value"]["so"] is False
    earlier = {"not_before": at(TUE, "08:00"), "not_after": at(TUE, "09:00")}
    assert located(earlier)["value"]["so"] is True


# --- the plan ---------------------------------------------------------------------------------


def plan(*steps: Data, **more: Any) -> Data:
    return {"kind": "crisis.safety_plan", "id": "plan", "steps": list(steps)} | more


COPING: Data = {"slot": "coping", "id": "first", "entries": [{"id": "walk"}]}
REVIEW: Data = {"review": {"clock": "calendar", "amount": "P10D", "from": "reviewed"}}


def current(when: str, *facts: Data) -> Data:
    found = ask(agreement(plan(COPING, **REVIEW)), "crisis.plan_current", when, record(*facts))
    value: Data = found["value"]
    return value


def adopted(when: str) -> Data:
    return fact("adopted", when, version=1, digest="A" * 43, in_force_from=when)


def reviewed(when: Any) -> Data:
    return fact("plan_reviewed", when, clause="plan")


def test_a_later_adoption_is_no_review() -> None:
    """spec/decisions 58: counted from the last review; only without one, from adoption"""
    begun, again = adopted("2026-05-01T09:00:00Z"), adopted("2026-05-28T09:00:00Z")
    late = current(NOON, begun, reviewed("2026-05-20T09:00:00Z"), again)
    assert (late["current"], late["review_due"]) == ("no", "2026-05-30T09:00:00Z")
    assert current(NOON, begun, again)["current"] == "yes"


def test_a_review_that_may_have_been_held() -> None:
    """spec/decisions 58, 66"""
    begun = adopted("2026-05-01T09:00:00Z")
    today = current(NOON, begun, reviewed({"on": TUE}))
    assert (today["current"], "review_due" in today) == ("not_known", False)
    some = {"not_before": "2026-05-20T09:00:00Z", "not_after": "2026-05-27T09:00:00Z"}
    assert current("2026-05-30T09:00:00Z", begun, reviewed(some))["current"] == "yes"
    assert current(NOON, begun, reviewed(some))["current"] == "not_known"
    assert current("2026-06-06T09:00:01Z", begun, reviewed(some))["current"] == "no"
    # Known to have been gone through later, the earlier one says nothing.
    assert current(NOON, reviewed(some), reviewed("2026-05-28T09:00:00Z"))["current"] == "yes"


def test_what_was_certainly_tried_is_passed_over_and_nothing_else() -> None:
    """spec/decisions 93"""
    second: Data = {"slot": "coping", "id": "helpers", "entries": [{"id": "bath"}]}
    people: Data = {"slot": "helpers", "entries": [{"id": "friend"}]}

    def tried(slot: str, when: Any = ELEVEN, **more: Any) -> Data:
        name = f"{slot}-{more.get('step', 'all')}"
        return fact("plan_step_tried", when, name, clause="plan", slot=slot, **more)

    def following(*facts: Data) -> list[str]:
        data = agreement(plan(COPING, second, people))
        entries: list[str] = ask(data, "crisis.plan_next", NOON, record(*facts))["value"]["entries"]
        return entries

    assert following(tried("coping", step="first")) == ["bath"]
    # The id of one step is like the slot of another: each is itself.
    assert following(tried("coping", step="helpers"), tried("coping", step="first")) == ["friend"]
    assert following(tried("coping")) == ["friend"]
    assert following(tried("coping", {"on": TUE})) == ["walk"]


# --- who is there -----------------------------------------------------------------------------

DEPUTY: Data = {"id": "deputy", "roles": ["cover"]}
ME: Data = {"id": "me", "reach": "party", "party": "therapist", "always": True}
NUMBER: Data = {"id": "number", "reach": "emergency_number", "number": "999"}
MINE: Data = {**ROUTE, "steps": [ME, NUMBER]}


def away(when: Any = EARLIER, **more: Any) -> Data:
    said = {"party": "therapist", "first": TUE, "cause": "incapacity"} | more
    return fact("away", when, recorded_at=EARLIER, **said)


def turning(happened: Data | None, when: str = NOON, route: Data = MINE, **root: Any) -> Data:
    data = agreement(**({"parties": [CLIENT, THERAPIST, DEPUTY]} | root))
    data["clauses"] = [route]
    return ask(data, "crisis.route", when, happened, **HERE)


def marks(found: Data) -> tuple[list[str], int]:
    value = found["value"]
    return [step["staffed_now"] for step in value["steps"]], value["try_first"]


def test_nobody_who_is_away_is_said_to_be_there() -> None:
    """spec/decisions 92"""
    there = ["always", "always"], 0
    perhaps = ["not_known", "always"], 1
    ill = record(away(last=TUE))
    assert marks(turning(record())) == there
    assert marks(turning(ill, at(MON))) == there
    found = turning(ill)
    assert marks(found) == perhaps
    assert "away" in codes(found)
    assert found["valid_until"] == at(TUE, "23:00:00")
    assert marks(turning(ill, at(WED))) == there
    assert marks(turning(record(away({"on": TUE})))) == perhaps
    assert marks(turning(record(away(party="deputy")))) == there
    # The route that every other answer carries says the same.
    data = agreement(channel())
    data["clauses"][-1] = MINE
    carried = ask(data, "contact.may", NOON, ill, by="client", to="therapist", **HERE)["route"]
    assert carried["try_first"] == 1


def test_the_asked_channel_of_somebody_who_is_away() -> None:
    """spec/decisions 92"""
    risk: Data = {"kind": "contact.channel_risk", "id": "risk", "monitored": True}
    data = agreement(channel(), risk | {"channels": ["phone"]}, parties=[CLIENT, THERAPIST, DEPUTY])
    ill = record(away())

    def asked(happened: Data, kind: str = "contact.may", **more: Any) -> Any:
        who = {"by": "client", "to": more.pop("to")} if kind == "contact.may" else {}
        found = ask(data, kind, NOON, happened, channel="phone", crisis=True, **HERE, **who)
        return found["value"]["asked"]["staffed_now"]

    assert asked(record(), to="therapist") == asked(ill, to="deputy") == "yes"
    assert asked(ill, to="therapist") == asked(ill, "crisis.route") == "not_known"
    assert asked(ill, to="somebody-else") == "yes"


def test_planned_leave_and_several_people() -> None:
    """spec/decisions 92: leave counts in whichever timetable it stands; one who stays is enough"""
    leave = {"party": "therapist", "first": MON, "last": TUE}
    planned = turning(record(), timetables=[{**OFFICE, "leave": [leave]}])
    assert marks(planned) == (["not_known", "always"], 1)
    either: Data = {**ROUTE, "steps": [{**ME, "party": "practice"}, NUMBER]}
    first: Data = {**THERAPIST, "roles": ["therapist", "practice"]}
    alone = turning(record(away()), route=either, parties=[CLIENT, first])
    assert marks(alone)[1] == 1
    house = [CLIENT, first, {"id": "other", "roles": ["practice"]}]
    assert marks(turning(record(away()), route=either, parties=house))[1] == 0


def test_an_absence_that_may_have_been_told() -> None:
    """spec/decisions 37, 66"""
    data = agreement(parties=[CLIENT, THERAPIST, DEPUTY])
    found = ask(data, "contact.cover", NOON, record(away({"on": TUE}, cover="deputy")))
    assert found["outcome"] == "unknown"
    assert found["waits_for"] == [{"fact": "away"}]
    assert found["valid_until"] == at(TUE, "22:59:59")
    sure = ask(data, "contact.cover", at(WED), record(away({"on": TUE}, cover="deputy")))
    assert sure["value"]["covered_by"] == "deputy"


def test_whoever_covers_is_brought_in() -> None:
    """spec/decisions 95"""
    urgent: Data = {"kind": "crisis.criteria", "id": "urgent"}
    urgent["criteria"] = [{"criterion": "suicidal"}]
    cover: Data = {"kind": "contact.cover", "id": "cover", "during": ["incapacity"]}
    cover |= {"cover": "cover", "escalate": ["urgent"]}
    data = agreement(urgent, cover, parties=[CLIENT, THERAPIST, DEPUTY])
    found = ask(data, "contact.cover", NOON, record(away()))
    assert {"code": "bring_in_cover", "clause": "urgent", "party": "deputy"} in found["obligations"]


def test_routes_for_one_place_named_in_two_ways() -> None:
    """spec/decisions 51: a route that names no place is for the agreement's, as is one that does"""
    team = {"kind": "crisis.route", "id": "team"}
    first: Data = team | {"steps": [{"id": "team", "reach": "crisis_team", "always": True}]}
    data = agreement(first)
    assert ask(data, "crisis.route", NOON)["value"]["try_first"] == 0
    elsewhere = agreement(first | {"place": {"country": "IE"}})
    assert "try_first" not in ask(elsewhere, "crisis.route", NOON)["value"]


# --- where it goes ----------------------------------------------------------------------------


def test_nothing_is_sent_on_to_a_channel_that_the_client_stopped() -> None:
    """spec/decisions 94"""
    redirects = {"redirects": [{"purposes": ["coaching"], "to": "mail"}]}
    portal = channel("portal", "secure_message", purposes=["administrative"], **redirects)
    data = agreement(portal, channel("mail", "email"), channel())
    asked = {"channel": "portal", "purpose": "coaching"}
    stopped = consent("mail", at(MON), back=True)

    def going(*facts: Data) -> list[str]:
        found = ask(data, "contact.redirect", NOON, record(*facts), **asked)
        channels: list[str] = found["value"]["channels"]
        return channels

    assert going() == ["mail", "phone"]
    assert going(stopped) == ["phone"]
    assert going(stopped, consent("mail", at(MON, "13:00"))) == ["mail", "phone"]
    alone = agreement(portal, channel("mail", "email"))
    found = ask(alone, "contact.redirect", NOON, record(stopped), **asked)
    assert found["outcome"] == "not_applicable"
    assert codes(found) == ["client_stopped"]
