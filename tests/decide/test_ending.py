"""Who may end the work, what is owed until then, and from when it is ended."""

from typing import Any

import pytest

from boundlib.model.algebra import Condition
from boundlib.model.misses import needs_more
from boundlib.wire.documents import from_dict
from tests.decide.making import (
    DIGEST,
    FRI,
    MON,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    because,
    codes,
    covers,
    fact,
    record,
    stated,
)

ADOPTED = fact("adopted", at(MON), digest=DIGEST, version=1, in_force_from=at(MON))
TWO_MISSES: Data = {
    "reached": {
        "unit": "events",
        "count": [{"fact": "session_cancelled"}],
        "window": {"kind": "ever"},
        "at_least": 2,
    }
}
MISSED = [fact("session_cancelled", at(day), session=day) for day in (MON, TUE)]
SILENCE: Data = {
    "elapsed": {"clock": "calendar", "amount": "P14D", "from": "last_contact"},
}
TWO_SESSIONS: Data = {"clock": "sessions", "count": 2}
WEEK: Data = {"clock": "calendar", "amount": "P7D"}


def ending(**more: Any) -> Data:
    return {"kind": "governance.ending", "id": "end"} | more


START = at(MON, "13:00")


def told(when: Any = START, by: str = "therapist", **more: Any) -> Data:
    return fact("ending_told", when, by=by, **more)


def planned(*days: str) -> list[Data]:
    return [
        fact("session_scheduled", at(MON), f"plan-{day}", session=day, starts=at(day))
        for day in days
    ]


def held(*days: str) -> list[Data]:
    return [fact("session_ended", at(day, "13:00"), f"held-{day}", session=day) for day in days]


def may_end(clause: Data | None, *facts: Data, by: str = "therapist", **more: Any) -> Data:
    data = agreement(*([clause] if clause else []))
    return ask(data, "governance.may_end", at(SUN), record(ADOPTED, *facts, **more), by=by)


def owed(clause: Data, *facts: Data, when: str = at(SUN), **more: Any) -> Data:
    happened = record(*facts, complete=more.pop("complete", covers("session", since=MON)))
    return ask(agreement(clause), "governance.ending_owed", when, happened, **more)


# --- may it be ended --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "clause",
    [
        None,
        ending(jointly=True),
        ending(by=["therapist"]),
        ending(require={"fact": "well"}, force={"decided_by": ["therapist"]}),
        ending(notice=WEEK, valid={"last": "2020-01-01"}),
    ],
)
def test_a_client_may_always_end_it(clause: Data | None) -> None:
    """spec/governance 13"""
    for facts in ((), [fact("ended", at(TUE))], [told()]):
        found = may_end(clause, *facts, by="client")
        assert found["outcome"] == "permit"
        assert found["reasons"] == [{"code": "right", "detail": "end"}]
        assert "obligations" not in found


def test_nobody_else_may_unless_it_was_agreed() -> None:
    """spec/governance 14"""
    assert may_end(None)["outcome"] == "not_applicable"
    assert may_end(ending(by=["client"]))["outcome"] == "not_applicable"
    assert may_end(ending(by=["therapist"]))["outcome"] == "permit"
    assert may_end(ending())["outcome"] == "permit"
    assert may_end(ending(), fact("ended", at(TUE)))["outcome"] == "unknown"


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({"jointly": True}, "refer"),
        ({"force": "may"}, "refer"),
        ({"force": "by_arrangement"}, "refer"),
        ({"force": {"decided_by": ["supervisor"]}}, "refer"),
        ({"force": "automatic"}, "permit"),
        ({"require": {"fact": "violence"}}, "unknown"),
        ({"when": {"fact": "violence"}}, "unknown"),
    ],
)
def test_a_person_decides_where_that_was_agreed(more: Data, outcome: str) -> None:
    """spec/governance 15, 16"""
    assert may_end(ending(**more))["outcome"] == outcome


def test_what_it_asks_for() -> None:
    """spec/governance 15"""
    clause = ending(require={"fact": "violence"})
    assert may_end(clause, stated("violence", True))["outcome"] == "permit"
    assert may_end(clause, stated("violence", False))["outcome"] == "deny"
    later = may_end(clause, stated("violence", True, at("2026-06-08")))
    assert (later["outcome"], later["valid_until"]) == ("unknown", at("2026-06-08"))
    both = agreement(clause, ending(id="other", force="may"))
    no = record(ADOPTED, stated("violence", False))
    assert ask(both, "governance.may_end", at(SUN), no, by="therapist")["outcome"] == "refer"
    assert ask(both, "governance.may_end", at(SUN), no, by="therapist")["reasons"] == [
        {"code": "person_decides", "clause": "other"}
    ]


@pytest.mark.parametrize("force", [{}, {"force": "automatic"}, {"force": "may"}])
def test_misses_alone_are_never_more_than_refer(force: Data) -> None:
    """spec/governance 17"""
    found = may_end(ending(require=TWO_MISSES, **force), *MISSED)
    assert found["outcome"] == "refer"
    assert because(found, "end") == ["misses_alone"]
    assert may_end(ending(require=TWO_MISSES, **force), MISSED[0])["outcome"] == "deny"
    assert may_end(ending(require=TWO_MISSES, **force), complete=())["outcome"] == "unknown"


def test_silence_alone_is_never_more_than_refer() -> None:
    """spec/governance 17"""
    last = fact("call_held", "2026-05-01T10:00:00Z", by="client", to="therapist")
    found = may_end(ending(require=SILENCE, force="automatic"), last)
    assert (found["outcome"], because(found, "end")) == ("refer", ["misses_alone"])


def test_misses_with_a_finding_are_as_agreed() -> None:
    """spec/governance 17"""
    both = {"all": [TWO_MISSES, {"found": "unsafe", "by": "therapist"}]}
    found = fact("found", at(WED), finding="unsafe", by="therapist")
    assert may_end(ending(require=both), *MISSED, found)["outcome"] == "permit"
    either = {"any": [TWO_MISSES, {"found": "unsafe", "by": "therapist"}]}
    assert may_end(ending(require=either), *MISSED, found)["outcome"] == "refer"


FOUND: Data = {"found": "unsafe"}


@pytest.mark.parametrize(
    ("condition", "more"),
    [
        (TWO_MISSES, False),
        (SILENCE, False),
        ({"fact": "session_cancelled"}, False),
        ({"not": {"fact": "message_sent"}}, False),
        ({"not": FOUND}, False),
        ({"quantity": "absences", "at_least": 3}, False),
        ({"step": "ladder/last"}, False),
        ({"clause": "attendance", "is": "over"}, False),
        (FOUND, True),
        ({"fact": "violence"}, True),
        ({"phase": "last"}, True),
        ({"plan": "group"}, True),
        ({"age_group": "adult"}, True),
        ({"medium": "phone"}, True),
        ({"all": [SILENCE, FOUND]}, True),
        ({"all": [SILENCE, TWO_MISSES]}, False),
        ({"any": [SILENCE, FOUND]}, False),
        ({"any": [{"fact": "violence"}, FOUND]}, True),
        ({"at_least": 2, "of": [SILENCE, FOUND, {"fact": "violence"}]}, True),
        ({"at_least": 2, "of": [SILENCE, FOUND, TWO_MISSES]}, False),
    ],
)
def test_what_is_a_miss_or_a_silence(condition: Data, more: bool) -> None:
    """spec/governance 17"""
    assert needs_more(from_dict(condition, Condition)) is more


def test_what_comes_with_it() -> None:
    """spec/governance 18"""
    full = ending(notice=WEEK, closing=2, referral=True)
    wanted = ["give_notice", "closing_sessions", "offer_referral"]
    assert [duty["code"] for duty in may_end(full)["obligations"]] == wanted
    misses = may_end(full | {"require": TWO_MISSES}, *MISSED)
    assert [duty["code"] for duty in misses["obligations"]] == wanted
    assert "obligations" not in may_end(ending())
    assert "obligations" not in may_end(full | {"require": TWO_MISSES}, MISSED[0])


# --- what is still owed -----------------------------------------------------------------------


def test_whose_ending_it_is() -> None:
    """spec/governance 19, 24"""
    mine = ending(id="mine", by=["client"], closing=1)
    yours = ending(id="yours", by=["therapist"], closing=3)
    data = agreement(mine, yours)

    def left(happened: Data, **more: Any) -> Any:
        found = ask(data, "governance.ending_owed", at(SUN), happened, **more)
        value = found.get("value", {})
        return found["outcome"], value.get("sessions_min"), value.get("strength")

    assert left(record(told(by="client"))) == ("answered", 1, "aim")
    assert left(record(told())) == ("answered", 3, "promise")
    assert left(record(told()), by="client") == ("answered", 1, "aim")
    assert left(record())[0] == "unknown"
    assert left(record(), clause="mine") == ("answered", 1, "promise")
    assert left(record(told()), clause="mine")[0] == "not_applicable"
    assert ask(agreement(), "governance.ending_owed", at(SUN))["outcome"] == "not_applicable"


def test_whether_it_was_told() -> None:
    """spec/governance 20"""
    clause = ending(closing=1)
    assert owed(clause)["value"]["told"] == "no"
    assert owed(clause, told())["value"]["told"] == "yes"
    assert owed(clause, told(at(SUN)), when=at(SAT))["value"]["told"] == "no"
    perhaps = owed(clause, told({"not_before": at(SAT), "not_after": "2026-06-09T00:00:00Z"}))
    assert perhaps["outcome"] == "unknown"
    bare = ask(agreement(clause), "governance.ending_owed", at(SUN))
    assert bare["outcome"] == "unknown"
    assert bare["alternatives"][0]["value"]["told"] == "not_known"


def test_the_notice_runs_from_the_telling() -> None:
    """spec/governance 21"""

    def until(notice: Data, *facts: Data) -> Any:
        value = owed(ending(notice=notice), *facts).get("value", {})
        return value.get("notice_min"), value.get("notice_max")

    assert until(WEEK, told()) == ("2026-06-08T13:00:00Z",) * 2
    assert until(WEEK) == (None, None)
    sessions = planned(MON, WED, FRI)
    assert until(TWO_SESSIONS, told(), *sessions) == (at(FRI),) * 2
    assert until(TWO_SESSIONS, ADOPTED, told(), *planned(WED)) == ({"never": True},) * 2
    three: Data = {"clock": "sessions", "count": {"at_least": 3}}
    assert until(three, told(), *planned(WED, FRI, SUN)) == (at(SUN),) * 2
    day = told({"on": "2026-06-01"})
    found = owed(ending(notice=WEEK), day)
    assert found["outcome"] == "unknown"
    assert found["alternatives"][0]["value"]["notice_min"] == "2026-06-07T23:00:00Z"


def test_a_notice_that_is_left_open() -> None:
    """spec/governance 21"""
    vague = owed(ending(notice={"unstated": "vague"}), told())
    assert (vague["outcome"], because(vague, "end")) == ("unknown", ["unstated"])
    assert owed(ending(notice={"unstated": "vague"}))["outcome"] == "answered"
    about = owed(ending(notice={"clock": "calendar", "amount": {"about": "P7D"}}), told())
    assert (about["outcome"], because(about, "end")) == ("unknown", ["roughly"])
    bare = owed(ending(notice=TWO_SESSIONS), told(), *planned(WED), complete=())
    assert bare["outcome"] == "unknown"


def test_closing_sessions_are_taken_off() -> None:
    """spec/governance 22"""

    def left(closing: Any, *facts: Data, **more: Any) -> Any:
        found = owed(ending(closing=closing), *facts, **more)
        value = found.get("value") or found["alternatives"][0]["value"]
        return found["outcome"], value.get("sessions_min"), value.get("sessions_max")

    assert left(3, told()) == ("answered", 3, 3)
    assert left(3, told(), *held(MON, WED)) == ("answered", 1, 1)
    assert left(3, told(at(TUE)), *held(MON, WED)) == ("answered", 2, 2)
    assert left(1, told(), *held(WED, FRI)) == ("answered", 0, 0)
    assert left(3) == ("answered", 3, 3)
    assert left({"at_least": 3}, told(), *held(WED)) == ("answered", 2, 2)
    assert left({"min": 2, "max": 3}, told(), *held(WED)) == ("unknown", 1, 2)
    assert left(3, told(), *held(WED), complete=()) == ("unknown", 0, 2)
    assert left(1, told(), *held(WED), complete=()) == ("answered", 0, 0)
    wide = told({"not_before": at(MON), "not_after": at(THU)})
    assert left(3, wide, *held(WED)) == ("unknown", 2, 3)
    begun = fact("session_started", at(WED), session=WED)
    ends = covers("session_ended", since=MON)
    assert left(3, told(), begun, *held(WED), complete=ends) == ("answered", 2, 2)
    for amount, why in (({"unstated": "vague"}, "unstated"), ({"about": 3}, "roughly")):
        found = owed(ending(closing=amount), told())
        assert (found["outcome"], because(found, "end")) == ("unknown", [why])


def test_somebody_else_was_named() -> None:
    """spec/governance 23"""
    clause = ending(referral=True)
    assert owed(clause, told())["value"]["referral"] is True
    named = fact("told", at(WED), by="therapist", what="referral")
    assert owed(clause, told(), named)["value"]["referral"] is False
    assert owed(clause, told(), named, when=at(TUE))["value"]["referral"] is True
    other = fact("told", at(WED), by="therapist", what="leave")
    assert owed(clause, told(), other)["value"]["referral"] is True
    assert "referral" not in owed(ending(), told())["value"]


def test_what_goes_on_and_never_money() -> None:
    """spec/governance 25, 26"""
    fee = {"kind": "contact.fee", "id": "fee", "price": {"unstated": "blank"}}
    clause = ending(continues=["fee"], may_return=True)
    over = record(ADOPTED, told(), fact("ended", at(WED)))
    found = ask(agreement(clause, fee), "governance.ending_owed", at(SUN), over)
    assert found["outcome"] == "answered"
    assert found["value"] == {
        "kind": "ending_owed",
        "strength": "promise",
        "told": "yes",
        "continues": ["fee"],
        "may_return": True,
    }
    later = fact("adopted", at(THU), digest="B" * 43, version=2, in_force_from=at(THU))
    replaced = record(ADOPTED, later)
    found = ask(agreement(clause, fee), "governance.ending_owed", at(SUN), replaced)
    assert codes(found) == ["not_in_force"]


# --- from when it is ended --------------------------------------------------------------------


def ended(data: Data, *facts: Data, when: str = at(SUN), **more: Any) -> Any:
    found = ask(data, "governance.ended_from", when, record(*facts, **more))
    if found["outcome"] != "answered":
        return found["outcome"]
    assert found["value"]["min"] == found["value"]["max"]
    return found["value"]["min"]


def test_the_end_on_the_record() -> None:
    """spec/governance 27"""
    plain = agreement()
    end = fact("ended", at(WED))
    assert ended(plain, ADOPTED, told(), end) == at(WED)
    assert ended(plain, told(ends_at=at(SAT)), end) == at(WED)
    again = fact("adopted", at(THU), digest=DIGEST, version=1, in_force_from=at(THU))
    assert ended(plain, end, again) == {"never": True}
    wide = fact("ended", {"not_before": at(SAT), "not_after": "2026-06-09T00:00:00Z"})
    assert ended(plain, wide) == "unknown"


def test_the_end_that_was_told() -> None:
    """spec/governance 28, 29"""
    plain = agreement()
    assert ended(plain, told(ends_at=at(SAT))) == at(SAT)
    assert ended(agreement(ending(notice=WEEK)), told(ends_at=at(SAT))) == at(SAT)
    assert ended(agreement(ending(notice=WEEK)), told()) == "2026-06-08T13:00:00Z"
    assert ended(plain, told(by="client")) == at(MON, "13:00")
    assert ended(plain, told()) == "unknown"
    assert ended(plain, fact("ending_told", at(MON))) == "unknown"
    open_notice = agreement(ending(notice={"unstated": "vague"}))
    assert ended(open_notice, told()) == "unknown"
    about = {"clock": "calendar", "amount": {"about": "P7D"}}
    assert ended(agreement(ending(notice=about)), told()) == "unknown"
    two = agreement(ending(notice=WEEK), ending(id="other", notice=TWO_SESSIONS))
    assert ended(two, told()) == "unknown"
    perhaps = told({"not_before": at(SAT), "not_after": "2026-06-09T00:00:00Z"})
    assert ended(plain, perhaps) == "unknown"


def test_nobody_told_it() -> None:
    """spec/governance 30"""
    assert ended(agreement()) == {"never": True}
    assert ended(agreement(term={"last": "2026-07-31"})) == "2026-07-31T23:00:00Z"
    after = at("2026-09-01")
    assert ended(agreement(term={"last": "2026-07-31"}), when=after) == "2026-07-31T23:00:00Z"
    assert ask(agreement(), "governance.ended_from", at(SUN))["outcome"] == "unknown"
