"""What the text leaves open, and sentences that read two ways."""

from itertools import permutations
from typing import Any

from tests.decide.making import (
    CLIENT,
    FRI,
    MON,
    OFFICE,
    SAT,
    THERAPIST,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    allowance,
    ask,
    at,
    call,
    channel,
    codes,
    consent,
    may,
    record,
    reply,
    tally,
    window,
)

OPEN = at(MON, "10:00")
HOURS: Data = {
    "clock": "open",
    "amount": {"min": "PT24H", "max": "PT48H"},
    "timetable": "office",
}
DAYS: Data = {
    "clock": "working_days",
    "count": {"min": 1, "max": 2},
    "timetable": "office",
    "ends": "same_time",
}


def test_golden_14_a_sentence_that_reads_two_ways() -> None:
    """Friday 16:00 London. spec/decisions 6, 44, 48"""
    literal = reply(HOURS, "hours", reading_of="sentence")
    usual = reply(DAYS, "days", reading_of="sentence")
    sent = at(FRI, "15:00")
    for order in permutations((literal, usual)):
        found = ask(agreement(*order), "contact.reply_due", sent, sent_at=sent)
        assert found["outcome"] == "unknown"
        ways = {
            a["readings"][0]["as"]: (a["value"]["min"], a["value"]["max"])
            for a in found["alternatives"]
        }
        # 24 hours of 8 a day from Friday 16:00 are 1 + 8 + 8 + 7; 48 are twice that.
        assert ways == {
            "hours": (at("2026-06-10", "15:00:00"), at("2026-06-15", "15:00:00")),
            "days": (at("2026-06-08", "15:00:00"), at("2026-06-09", "15:00:00")),
        }
        assert "readings_differ" in codes(found)


def test_where_the_readings_agree_that_is_the_answer() -> None:
    """spec/decisions 48"""
    one = channel("one", timetable="office", reading_of="sentence")
    other = channel("other", timetable="late", reading_of="sentence")
    late = {**OFFICE, "id": "late", "weekly": [{**OFFICE["weekly"][0], "start": "12:00"}]}
    data = agreement(one, other, timetables=[OFFICE, late])
    assert may(data, at(MON, "13:00")) == "permit"
    assert may(data, at(MON, "10:00")) == "unknown"
    assert may(data, at(SAT, "10:00")) == "deny"
    found = ask(data, "contact.may", at(MON, "13:00"), channel="phone")
    assert "alternatives" not in found


def test_readings_may_agree_by_different_clauses() -> None:
    """spec/decisions 48, spec/sharing 6"""
    told: Data = {"by": ["therapist"], "to": ["gp"], "purposes": ["treatment"], "flow": "disclose"}
    head: Data = {"kind": "sharing.release", "reading_of": "sentence"} | told
    whole, part = (
        head | {"id": "a", "items": ["treatment"]},
        head | {"id": "b", "items": ["summary"]},
    )
    people = [CLIENT, THERAPIST, {"id": "gp", "roles": ["gp"]}]
    happened = record(*(consent(n, at(MON, "08:00"), id_=f"yes-{n}") for n in "ab"))
    asked = {"by": "therapist", "to": "gp", "purpose": "treatment"}
    for order in permutations((whole, part)):
        data = agreement(*order, parties=people)
        found = ask(data, "sharing.may", OPEN, happened, items=["summary"], **asked)
        assert found["outcome"] == "permit"
        assert found["items"] == [{"item": "summary", "outcome": "permit", "code": "granted"}]
        assert {r["clause"] for r in found["reasons"]} == {"a", "b"}
        found = ask(data, "sharing.may", OPEN, happened, items=["recommendations"], **asked)
        assert found["outcome"] == "unknown"
        found = ask(data, "sharing.may", OPEN, record(), items=["summary"], **asked)
        assert found["outcome"] == "deny"
        assert "near_miss" not in found  # another clause under each reading


def test_readings_may_agree_for_different_reasons() -> None:
    """spec/decisions 6, 48: refused by one, and agreed nowhere by the other"""
    head: Data = {"kind": "sharing.refusal", "reading_of": "sentence"}
    both = head | {"id": "a", "items": ["summary"]}, head | {"id": "b", "items": ["diagnosis"]}
    people = [CLIENT, THERAPIST, {"id": "gp", "roles": ["gp"]}]
    asked = {"by": "therapist", "to": "gp", "purpose": "treatment", "items": ["summary"]}
    found = [
        ask(agreement(*order, parties=people), "sharing.may", OPEN, record(), **asked)
        for order in permutations(both)
    ]
    assert found[0]["outcome"] == found[1]["outcome"] == "deny"
    assert found[0]["items"] == found[1]["items"]


def test_readings_that_agree_may_wait_for_different_things() -> None:
    """spec/decisions 48"""
    data = agreement(
        channel(),
        {"kind": "contact.precondition", "id": "a", "require": {"fact": "skill_tried"},
         "reading_of": "sentence"},
        {"kind": "contact.precondition", "id": "b", "require": {"fact": "worksheet_given"},
         "reading_of": "sentence"},
    )  # fmt: skip
    found = ask(data, "contact.may", OPEN, record(), channel="phone")
    assert found["outcome"] == "deny"
    assert {w["fact"] for w in found["waits_for"]} == {"skill_tried", "worksheet_given"}


def test_choices_that_the_text_leaves_open() -> None:
    """spec/decisions 48"""
    counted = tally({"unstated": "vague"}, 1)
    data = agreement(channel(), allowance(counted))
    assert may(data, at(MON, "10:00"), record(call(at(MON, "09:00")))) == "deny"
    assert may(data, at(MON, "10:00"), record(call("2026-05-30T09:00:00Z"))) == "unknown"
    began = data | {"term": {"first": "2026-01-01"}}
    assert may(began, at(MON, "10:00"), record()) == "permit"
    # So many ever, or so many each day: neither was ruled out.
    assert may(data, at(MON, "10:00"), record(call("2025-05-30T09:00:00Z"))) == "unknown"
    assert may(data, at(WED, "10:00"), record(call(at(MON, "09:00")))) == "unknown"
    found = ask(data, "contact.may", OPEN, record(call("2026-05-30T09:00:00Z")), channel="phone")
    ways = {a["readings"][0]["as"]: a["outcome"] for a in found["alternatives"]}
    assert ways == {
        "day": "permit",
        "week": "permit",
        "month": "permit",
        "year": "deny",
        "ever": "deny",
    }
    assert found["alternatives"][0]["readings"][0]["of"] == "allowance"


def test_a_year_of_which_the_text_leaves_open_when_it_begins() -> None:
    """spec/decisions 48"""
    counted = tally({"kind": "period", "period": "year", "anchor": {"unstated": "vague"}}, 1)
    data = agreement(channel(), allowance(counted))
    assert may(data, at(MON), record(call("2026-03-01T09:00:00Z"))) == "deny"
    assert may(data, at(MON), record(call("2025-03-01T09:00:00Z"))) == "permit"
    december = record(call("2025-12-01T09:00:00Z"))
    found = ask(data, "contact.may", at(MON), december, channel="phone")
    assert found["outcome"] == "unknown"
    ways = {a["readings"][0]["as"]: a["outcome"] for a in found["alternatives"]}
    assert ways == {"calendar": "permit", "rolling": "deny"}
    assert found["valid_until"] == "2026-12-01T09:00:00Z"
    began = data | {"term": {"first": "2025-11-01"}}
    found = ask(began, "contact.may", at(MON), december, channel="phone")
    ways = {a["readings"][0]["as"]: a["outcome"] for a in found["alternatives"]}
    assert ways == {"calendar": "permit", "term": "deny", "rolling": "deny"}


def test_holidays_that_are_left_open() -> None:
    """spec/decisions 48"""
    open_holidays = {**OFFICE, "holidays": {"unstated": "vague"}}
    data = agreement(channel(), window(), timetables=[open_holidays])
    assert may(data, "2026-12-25T10:00:00Z") == "unknown"
    assert may(data, "2026-12-24T10:00:00Z") == "permit"
    assert may(data, "2026-12-25T20:00:00Z") == "deny"
    nowhere = agreement(channel(), window(), timetables=[open_holidays], jurisdiction=None)
    assert may(nowhere, "2026-12-25T10:00:00Z") == "permit"


def sentences(count: int, **more: Any) -> list[Data]:
    """So many sentences, each of which may or may not forbid to ring."""
    out = []
    for n in range(count):
        for name, when in (("a", {"fact": "well"}), ("b", {"fact": "skill_tried"})):
            out.append(
                {"kind": "contact.precondition", "id": f"{name}{n}", "require": when}
                | {"reading_of": f"sentence-{n}"}
                | more
            )
    return out


def test_more_readings_than_can_be_answered() -> None:
    """spec/decisions 49"""
    four = ask(agreement(channel(), *sentences(4)), "contact.may", OPEN, record(), channel="phone")
    assert four["outcome"] == "unknown"
    assert len(four["alternatives"]) == 16
    five = ask(agreement(channel(), *sentences(5)), "contact.may", OPEN, record(), channel="phone")
    assert (five["outcome"], "alternatives" in five) == ("unknown", False)
    assert "too_many_readings" in codes(five)


def test_readings_of_something_else_do_not_count() -> None:
    """spec/decisions 49"""
    for more in ({"purposes": ["coaching"]}, {"channels": ["email"]}, {"by": ["therapist"]}):
        data = agreement(channel(), *sentences(5, **more))
        assert may(data, OPEN, purpose="scheduling") == "permit"
    others = [reply(HOURS, f"r{n}", reading_of=f"s{n // 2}") for n in range(10)]
    assert may(agreement(channel(), *others), OPEN) == "permit"
    other_channel = [
        window(f"w{n}", channels=["email"], reading_of=f"s{n // 2}") for n in range(10)
    ]
    found = ask(
        agreement(channel(), channel("mail", "email"), *other_channel, term={"last": FRI}),
        "contact.may",
        OPEN,
        channel="phone",
    )
    assert (found["outcome"], found["next"]["open_now"]) == ("permit", ["phone"])


def test_the_readings_of_one_question_do_not_mix_with_those_of_another() -> None:
    """spec/decisions 1, 48"""
    data = agreement(
        channel(reading_of="s", timetable="office"),
        channel("other", "email", reading_of="s", timetable="office"),
    )
    found = ask(data, "contact.may", OPEN, channel="phone")
    assert found["outcome"] == "unknown"
    ways = {a["readings"][0]["as"]: a["outcome"] for a in found["alternatives"]}
    assert ways == {"phone": "permit", "other": "not_applicable"}
    assert ask(data, "contact.may", at(THU, "20:00"))["outcome"] == "deny"
    assert ask(data, "contact.may", at(TUE, "10:00"))["outcome"] == "permit"
