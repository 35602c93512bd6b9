"""May this party contact that one now? What was agreed about contact, question by question."""

from typing import Any

import pytest

from tests.decide.making import (
    CLIENT,
    FRI,
    MON,
    OFFICE,
    SAT,
    SUN,
    THERAPIST,
    THU,
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
    consent,
    cool_off,
    fact,
    first,
    may,
    record,
    stated,
    tally,
    window,
)

OPEN, CLOSED = at(MON, "10:00"), at(MON, "20:00")
EVENINGS: Data = {
    "id": "evenings",
    "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "19:00", "end": "22:00"}],
}
BOTH = [OFFICE, EVENINGS]


# --- grants -----------------------------------------------------------------------------------


def test_a_channel_and_its_window_must_both_say_yes() -> None:
    """spec/decisions 12, 16, 18"""
    data = agreement(channel(), window())
    assert may(data, OPEN) == "permit"
    assert may(data, CLOSED) == "deny"
    assert may(agreement(channel(purposes=["scheduling"]), window()), OPEN, purpose="update") == (
        "deny"
    )


def test_one_yes_within_a_kind_is_enough() -> None:
    """spec/decisions 16"""
    data = agreement(channel(), window(), window("late", timetable="evenings"), timetables=BOTH)
    assert may(data, OPEN) == may(data, at(MON, "19:30")) == "permit"
    assert may(data, at(MON, "17:30")) == "deny"


def test_a_window_alone_grants() -> None:
    """spec/decisions 12"""
    assert may(agreement(window()), OPEN) == "permit"
    assert may(agreement(window()), CLOSED) == "deny"


def test_nothing_agreed() -> None:
    """spec/decisions 2, 15"""
    found = ask(agreement(), "contact.may", OPEN, channel="phone")
    assert (found["outcome"], codes(found)) == ("not_applicable", ["nothing_agreed"])
    assert may(agreement(first({"fact": "skill_tried"})), OPEN, record()) == "deny"
    said = record(fact("skill_tried", at(MON, "08:00")))
    assert may(agreement(first({"fact": "skill_tried"})), OPEN, said) == "not_applicable"


@pytest.mark.parametrize(
    ("clause", "purpose", "outcome"),
    [
        ({}, "coaching", "permit"),
        ({}, None, "permit"),
        ({"purposes": ["administrative"]}, "scheduling", "permit"),
        ({"purposes": ["administrative"]}, "coaching", "deny"),
        ({"purposes": ["scheduling"]}, "administrative", "unknown"),
        ({"purposes": ["scheduling"]}, None, "unknown"),
        ({"not_for": ["clinical"]}, "coaching", "deny"),
        ({"not_for": ["coaching"]}, "clinical", "unknown"),
        ({"not_for": ["coaching"]}, None, "unknown"),
        ({"redirects": [{"purposes": ["clinical"], "to": "in_person"}]}, "update", "deny"),
        ({"redirects": [{"purposes": ["update"], "to": "in_person"}]}, "clinical", "unknown"),
        ({"redirects": [{"purposes": ["update"], "to": "in_person"}]}, "billing", "permit"),
        (
            {
                "purposes": ["update"],
                "redirects": [{"purposes": ["clinical"], "to": "in_person"}],
            },
            "update",
            "permit",
        ),
    ],
)
def test_what_a_channel_carries(clause: Data, purpose: str | None, outcome: str) -> None:
    """spec/decisions 14, 17"""
    more: Data = {} if purpose is None else {"purpose": purpose}
    assert may(agreement(channel(**clause)), OPEN, **more) == outcome


def test_a_channels_own_hours_are_its_own() -> None:
    """Another clause for the medium that is open does not open this one. spec/decisions 17"""
    shut = channel("admin", purposes=["scheduling"], timetable="evenings")
    unsure = channel("other", purposes=["scheduling"], when={"fact": "well"})
    data = agreement(shut, timetables=BOTH)
    assert may(data, OPEN, purpose="scheduling") == "deny"
    assert may(data, at(MON, "19:00"), purpose="scheduling") == "permit"
    assert because(ask(data, "contact.may", OPEN, channel="phone"), "admin") == ["outside_hours"]
    both = agreement(shut, unsure, timetables=BOTH)
    assert may(both, OPEN, purpose="scheduling") == "unknown"


def test_a_window_that_may_not_speak() -> None:
    """Closed or open, it matters only if it speaks. spec/decisions 11, 14, 16"""
    coaching = window("coaching", purposes=["coaching"])
    data = agreement(channel(), coaching)
    assert may(data, OPEN) == "permit"
    assert may(data, CLOSED) == "unknown"
    assert may(data, CLOSED, purpose="scheduling") == "permit"
    assert may(agreement(coaching), OPEN) == "unknown"
    both = agreement(channel(), coaching, window())
    assert (may(both, OPEN), may(both, CLOSED)) == ("permit", "deny")


def test_a_window_for_reading_bounds_nothing() -> None:
    """spec/decisions 18"""
    reading = window(use="reading", by=["therapist"])
    data = agreement(channel(), reading)
    assert may(data, CLOSED) == "permit"
    found = ask(data, "contact.may", CLOSED, channel="phone")
    assert found["obligations"] == [{"code": "read_in_hours", "clause": "hours"}]
    assert "obligations" not in ask(data, "contact.may", OPEN, channel="phone")


def test_a_channel_that_is_not_listed() -> None:
    """spec/decisions 19"""
    data = agreement(channel("mail", "email"), window())
    assert may(data, OPEN) == may(data, CLOSED) == "not_applicable"
    named = agreement(channel("mail", "email"), window(channels=["phone"]))
    assert (may(named, OPEN), may(named, CLOSED)) == ("permit", "deny")


def test_there_is_no_other_way() -> None:
    """spec/decisions 20"""
    only = channel("mail", "email", only=True)
    assert may(agreement(only), OPEN) == "deny"
    assert may(agreement(only, window(channels=["phone"])), OPEN) == "deny"
    assert may(agreement(only), OPEN, channel="email") == "permit"
    switched = channel("mail", "email", only=True, when={"fact": "well"})
    assert may(agreement(switched), OPEN) == "unknown"
    well = record(stated("well", False))
    assert may(agreement(switched), OPEN, well) == "not_applicable"


def test_by_no_channel_in_particular_the_best_counts() -> None:
    """spec/decisions 22"""
    arranged = channel("text", "text_message", force="by_arrangement")
    shut = channel("late", "phone", timetable="evenings")
    data = agreement(shut, arranged, timetables=BOTH)
    found = ask(data, "contact.may", OPEN)
    assert found["outcome"] == "refer"
    assert ask(data, "contact.may", at(MON, "19:00"))["outcome"] == "permit"
    assert ask(agreement(shut, timetables=BOTH), "contact.may", OPEN)["outcome"] == "deny"
    early = channel("early", "email", timetable="office")
    found = ask(agreement(early, shut, timetables=BOTH), "contact.may", OPEN)
    assert found["next"] == {"closes_at": at(MON, "16:00:00"), "open_now": ["early"]}


def test_who_is_bound() -> None:
    """spec/decisions 18, 23"""
    mine = channel(by=["client"], to=["therapist"])
    data = agreement(mine)
    assert may(data, OPEN) == "permit"
    assert may(data, OPEN, by="therapist", to="client") == "not_applicable"
    two = [{"id": name, "roles": ["client"]} for name in ("one", "other")]
    some = agreement(channel(by=["other"]), parties=[*two, THERAPIST])
    assert may(some, OPEN, by="client") == "unknown"
    assert may(some, OPEN, by="one") == "not_applicable"
    assert may(some, OPEN, by="other") == "permit"


# --- arrangement and discretion ---------------------------------------------------------------


def test_a_person_decides() -> None:
    """spec/decisions 13"""
    arranged = agreement(channel(force="by_arrangement"))
    found = ask(arranged, "contact.may", OPEN, channel="phone")
    assert (found["outcome"], because(found, "phone")) == ("refer", ["by_arrangement"])
    asked = agreement(
        channel(), first({"fact": "skill_tried"}, force={"decided_by": ["therapist"]})
    )
    assert may(asked, OPEN, record()) == "refer"
    assert may(asked, OPEN, record(fact("skill_tried", at(SUN, "08:00")))) == "refer"
    assert may(asked, OPEN, record(fact("skill_tried", at(MON, "08:00")))) == "permit"


def test_a_no_comes_before_discretion_and_discretion_before_what_is_not_known() -> None:
    """spec/decisions 11, 13, 14"""
    arranged = channel(force="by_arrangement")
    assert may(agreement(arranged, window()), CLOSED) == "deny"
    unknown = first({"fact": "well"})
    assert may(agreement(arranged, unknown), OPEN) == "refer"
    assert may(agreement(channel(), unknown), OPEN) == "unknown"
    assert may(agreement(channel(), unknown, window()), CLOSED) == "deny"


# --- rights and refusals ----------------------------------------------------------------------


def test_the_use_of_a_right_is_always_permitted_to_the_client() -> None:
    """spec/decisions 9"""
    data = agreement(channel("mail", "email", only=True), first({"fact": "skill_tried"}))
    assert may(data, CLOSED, using="complain") == "permit"
    assert may(data, CLOSED, using="complain", by="therapist", to="client") == "deny"
    ended = record(fact("ended", "2026-05-01T00:00:00Z"))
    assert may(data, CLOSED, ended, using="withdraw") == "permit"


def test_whoever_acts_for_the_client_uses_their_right() -> None:
    """spec/decisions 98"""
    parent: Data = {"id": "parent", "roles": ["guardian"], "acts_for": "client"}
    uncle: Data = {"id": "uncle", "roles": ["family"]}
    data = agreement(
        channel("mail", "email", only=True), parties=[CLIENT, THERAPIST, parent, uncle]
    )
    assert may(data, CLOSED, using="complain", by="parent") == "permit"
    assert may(data, CLOSED, using="complain", by="uncle") == "deny"
    assert may(data, CLOSED, by="parent") == "deny"
    ended = record(fact("ended", "2026-05-01T00:00:00Z"))
    assert may(data, CLOSED, ended, using="complain", by="parent") == "permit"


def taken_back(when: Any, clause: str = "phone", name: str = "back") -> Data:
    return fact("consent_withdrawn", when, name, clause=clause, capacity="self", method="spoken")


def given(when: str, clause: str = "phone") -> Data:
    return consent(clause, when, id_="given")


def test_what_the_client_stopped() -> None:
    """spec/decisions 10"""
    data = agreement(channel())
    stopped = record(taken_back(at(MON, "09:00")))
    assert may(data, at(MON, "08:59:59"), stopped) == "permit"
    assert may(data, at(MON, "09:00"), stopped) == "deny"
    assert may(data, OPEN, stopped, by="therapist", to="client") == "deny"
    again = record(taken_back(at(MON, "09:00")), given(at(MON, "09:30")))
    assert (may(data, at(MON, "09:29"), again), may(data, OPEN, again)) == ("deny", "permit")
    before = record(given(at(MON, "08:00")), taken_back(at(MON, "09:00")))
    assert may(data, OPEN, before) == "deny"
    for by, outcome in (("therapist", "permit"), ("client", "deny")):
        said = record(consent("phone", at(MON, "09:00"), back=True, by=by))
        assert may(data, OPEN, said) == outcome


def test_a_stop_whose_time_is_not_exact() -> None:
    """spec/decisions 10"""
    data = agreement(channel())
    around = {"not_before": at(MON, "09:00"), "not_after": at(MON, "11:00")}
    stopped = record(taken_back(around))
    assert may(data, at(MON, "08:59:59"), stopped) == "permit"
    assert may(data, at(MON, "09:00"), stopped) == "deny"
    unclear = record(taken_back(around), given(at(MON, "10:30")))
    assert may(data, at(MON, "12:00"), unclear) == "deny"


def test_a_stop_reaches_as_far_as_its_clause() -> None:
    """spec/decisions 10"""
    admin = channel("admin", purposes=["scheduling"])
    coaching = channel("coaching", purposes=["coaching"])
    stopped = record(
        taken_back(at(SUN, "00:00"), "coaching"),
        taken_back("2026-05-01T00:00:00Z", "coaching", "first"),
    )
    data = agreement(admin, coaching)
    assert may(data, OPEN, stopped, purpose="coaching") == "deny"
    assert may(data, OPEN, stopped, purpose="scheduling") == "permit"
    assert may(data, OPEN, stopped) == "deny"


# --- limits -----------------------------------------------------------------------------------


def test_an_allowance_that_is_used_up() -> None:
    """spec/decisions 21, 23"""
    data = agreement(channel(), allowance(tally(WEEK), by=["client"], purposes=["coaching"]))
    calls = record(call(at(MON, "09:00")), call(at(TUE, "09:00")))
    asked: dict[str, Any] = {"purpose": "coaching"}
    assert may(data, at(TUE, "08:59"), calls, **asked) == "permit"
    assert may(data, at(TUE, "09:00"), calls, **asked) == "deny"
    assert may(data, at(TUE, "09:00"), calls, purpose="scheduling") == "permit"
    assert may(data, at(TUE, "09:00"), calls) == "unknown"
    assert may(data, at(TUE, "09:00"), calls, **asked, by="therapist", to="client") == "permit"
    assert may(data, at("2026-06-08", "00:00"), calls, **asked) == "permit"


def test_contact_in_a_crisis_does_not_count() -> None:
    """spec/decisions 54"""
    data = agreement(channel(), allowance(tally(WEEK, 1)))
    assert may(data, at(TUE, "09:00"), record(call(at(MON, "09:00")))) == "deny"
    crisis = record(call(at(MON, "09:00"), crisis=True))
    assert may(data, at(TUE, "09:00"), crisis) == "permit"
    after = [{"fact": "call_held"}]
    rest = agreement(channel(), cool_off(after=after))
    assert may(rest, at(MON, "12:00"), crisis, purpose="coaching") == "permit"


def test_what_comes_first() -> None:
    """spec/decisions 21"""
    data = agreement(channel(), first({"fact": "skill_tried"}, purposes=["coaching"]))
    tried = record(fact("skill_tried", at(MON, "09:30")))
    assert may(data, OPEN, record(), purpose="coaching") == "deny"
    assert may(data, OPEN, tried, purpose="coaching") == "permit"
    assert may(data, OPEN, purpose="scheduling") == "permit"
    found = ask(data, "contact.may", OPEN, record(), channel="phone", purpose="coaching")
    assert found["waits_for"] == [{"fact": "skill_tried", "clause": "first"}]


def test_a_denial_waits_only_for_what_alone_would_change_it() -> None:
    """spec/decisions 87"""
    data = agreement(channel(), first({"fact": "skill_tried"}), window())
    assert "waits_for" in ask(data, "contact.may", OPEN, record(), channel="phone")
    assert "waits_for" not in ask(data, "contact.may", CLOSED, record(), channel="phone")


# --- gaps (golden case 20) --------------------------------------------------------------------


def tiers(**more: Any) -> Data:
    younger = allowance(
        tally(WEEK, 1), "younger", when={"not": {"quantity": "age", "at_least": 13}}
    )
    older = allowance(tally(WEEK, 2), "older", when={"quantity": "age", "at_least": 14})
    born = {**CLIENT, "birth_date": "2013-06-01"}
    return agreement(channel(), younger, older, parties=[born, THERAPIST], **more)


def test_a_gap_beside_tiers_without_one() -> None:
    """spec/decisions 25"""
    hours = {"by": ["therapist"]}
    alone = allowance(tally(WEEK, 9), "alone", when={"quantity": "distress", "at_most": 9}, **hours)
    data = tiers()
    data["clauses"] = [alone, *data["clauses"]]
    assert may(data, at(MON), record()) == "unknown"
    filled = {**allowance(tally(WEEK, 2), "all")}
    data["clauses"] = [*data["clauses"], filled]
    assert may(data, at(MON), record()) == "permit"


def test_golden_20_between_the_tiers() -> None:
    """spec/decisions 25"""
    data = tiers()
    none = record()
    assert may(data, at("2026-05-31", "12:00"), none) == "permit"
    assert may(data, at(MON), none) == "unknown"
    assert may(data, at("2027-06-01", "12:00"), none) == "permit"
    for kind in ("contact.may", "contact.allowance_left"):
        found = ask(data, kind, at(MON), none)
        assert found["outcome"] == "unknown"
        assert set(codes(found)) >= {"gap"}
        assert found["valid_until"] == "2027-05-31T23:00:00Z"
    assert ask(data, "contact.may", at("2026-05-31"), none)["valid_until"] == "2026-05-31T23:00:00Z"


# --- when it opens, until when it holds -------------------------------------------------------


def test_when_it_opens_and_closes() -> None:
    """spec/decisions 85, 86"""
    data = agreement(channel(), channel("mail", "email"), window(channels=["phone"]))
    shut = ask(data, "contact.may", at(FRI, "16:00"), channel="phone")
    assert shut["next"] == {"opens_at": at("2026-06-08", "08:00:00"), "open_now": ["mail"]}
    assert shut["valid_until"] == at("2026-06-08", "08:00:00")
    opened = ask(data, "contact.may", at(THU, "15:59:59"), channel="phone")
    assert opened["next"] == {"closes_at": at(THU, "16:00:00"), "open_now": ["phone", "mail"]}
    assert opened["valid_until"] == at(THU, "16:00:00")
    never = agreement(
        channel(), window(valid={"last": "2026-05-01"}), channel("mail", "email", only=True)
    )
    assert "opens_at" not in ask(never, "contact.may", SAT + "T12:00:00Z", channel="phone")["next"]


def test_it_never_opens_or_nobody_can_say() -> None:
    """spec/decisions 86"""
    only = agreement(channel("mail", "email", only=True))
    assert ask(only, "contact.may", OPEN, channel="phone")["next"]["opens_at"] == {"never": True}
    arranged = agreement(channel(force="by_arrangement"), window())
    assert ask(arranged, "contact.may", CLOSED, channel="phone")["next"] == {}
    unsure = agreement(channel(), window(), first({"fact": "well"}))
    assert "opens_at" not in ask(unsure, "contact.may", CLOSED, channel="phone")["next"]


@pytest.mark.parametrize("when", [OPEN, CLOSED, at(SAT, "12:00")])
def test_what_a_fact_could_open_some_day_is_never_said_to_never_open(when: str) -> None:
    """spec/decisions 86: at night too, when a skill alone would not open it"""
    waits = agreement(channel(), window(), first({"fact": "skill_tried"}))
    found = ask(waits, "contact.may", when, record(), channel="phone")
    assert found["outcome"] == "deny"
    assert ("waits_for" in found) is (when == OPEN)
    assert found["next"] == {}
    stopped = record(consent("phone", at(MON, "08:00"), back=True))
    found = ask(agreement(channel(), window()), "contact.may", when, stopped, channel="phone")
    assert (found["outcome"], found["next"]) == ("deny", {})


def test_copies_are_owed() -> None:
    """spec/decisions 30"""
    partner = {"id": "partner", "roles": ["family"]}
    data = agreement(channel(copied=["partner", "client"]), parties=[CLIENT, THERAPIST, partner])
    found = ask(data, "contact.may", OPEN, channel="phone")
    assert found["obligations"] == [{"code": "copy", "clause": "phone", "party": "partner"}]


def test_nobody_copies_themselves() -> None:
    """spec/decisions 30: by whichever name, and a role that several hold is not the writer alone"""
    ann, ben = ({"id": name, "roles": ["client"]} for name in ("ann", "ben"))

    def copied(who: str, by: str, *clients: Data) -> list[Any]:
        data = agreement(channel(copied=[who]), parties=[*clients, THERAPIST])
        found = ask(data, "contact.may", OPEN, channel="phone", by=by)
        assert found["outcome"] == "permit"
        return [line["party"] for line in found.get("obligations", [])]

    assert copied("client", "ann", ann) == copied("ann", "client", ann) == []
    assert copied("client", "ann", ann, ben) == ["client"]
    assert copied("ben", "client", ann, ben) == ["ben"]
    assert copied("ben", "ben", ann, ben) == []
