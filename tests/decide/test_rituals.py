"""Summaries, reflections and entries: given, right, shared, logged, next."""

from typing import Any

import pytest

from tests.decide.making import (
    CLIENT,
    DIGEST,
    FRI,
    MON,
    SUN,
    THERAPIST,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    codes,
    consent,
    covers,
    fact,
    record,
)

BEFORE = "2026-05-18"
ADOPTED = fact("adopted", at(BEFORE), digest=DIGEST, version=1, in_force_from=at(BEFORE))
SISTER: Data = {"id": "sister", "roles": ["family"]}
MOTHER: Data = {"id": "mother", "roles": ["guardian"], "acts_for": "client"}


def ritual(which: str, **more: Any) -> Data:
    return {"kind": "work.ritual", "id": "ritual", "ritual": which} | more


# --- summaries ------------------------------------------------------------------------------------

SCHEDULED = fact("session_scheduled", at(MON), session="s", starts=at(TUE))
ENDED = fact("session_ended", at(TUE, "13:00"), session="s")
GIVEN = fact("summary_given", at(TUE, "15:00"), "given", by="therapist", session="s")


def right(agrees: bool, when: Any, **more: Any) -> Data:
    said: Data = {"by": "client", "about": "given", "agrees": agrees}
    return fact("summary_confirmed", when, **(said | more))


def summary(*facts: Data, complete: Any = (), **more: Any) -> Data:
    return ask(
        agreement(ritual("summary", **more)),
        "work.summary_now",
        at(FRI),
        record(*facts, complete=complete),
        session="s",
    )


def test_whether_a_summary_was_given() -> None:
    """spec/work 57"""
    assert summary(GIVEN)["value"]["given"] == "yes"
    assert summary(GIVEN | {"session": "other"})["outcome"] == "unknown"
    assert summary()["outcome"] == "unknown"
    assert summary(SCHEDULED, complete=covers("summary", since=TUE))["value"]["given"] == "no"
    assert summary(SCHEDULED, complete=covers("summary", since=WED))["outcome"] == "unknown"
    assert summary(ADOPTED, complete=covers("summary", since=BEFORE))["value"]["given"] == "no"
    # It is that session whose beginning counts.
    other = fact("session_ended", at(MON, "13:00"), session="other")
    begun = fact("session_started", at(TUE), session="s")
    for own in (SCHEDULED, begun):
        found = summary(own, other, complete=covers("summary", since=TUE))
        assert found["value"]["given"] == "no"


def test_whether_it_is_right_the_client_says() -> None:
    """spec/work 58"""

    def confirmed(*facts: Data) -> Any:
        return summary(GIVEN, *facts)["value"]["confirmed"]

    assert confirmed() == "not_known"
    assert confirmed(right(True, at(WED))) == "yes"
    assert confirmed(right(False, at(WED))) == "no"
    assert confirmed(right(False, at(WED)), right(True, at(THU))) == "yes"
    assert confirmed(right(True, at(WED), by="therapist")) == "not_known"
    assert confirmed(right(True, at(WED), about="other")) == "not_known"
    newer = GIVEN | {"id": "newer", "at": at(THU)}
    assert summary(GIVEN, right(True, at(WED)), newer)["value"]["confirmed"] == "not_known"


def test_when_it_is_due_and_what_it_holds() -> None:
    """spec/work 59, 60, 61"""
    due: Data = {"clock": "calendar", "amount": "P1D", "from": "session_ended"}
    more: Data = {"by": ["therapist"], "to": ["client"], "fields": ["next"], "holder": "client"}
    value = summary(GIVEN, ENDED, due=due, **more)["value"]
    assert value["due_min"] == value["due_max"] == at(WED, "13:00")
    assert value["fields"] == ["next"]
    assert value["copies"] == ["therapist", "client"]
    other = ENDED | {"id": "later", "session": "other", "at": at(THU)}
    assert summary(GIVEN, ENDED, other, due=due)["value"]["due_min"] == at(WED, "13:00")
    assert "due_min" not in summary(GIVEN, due=due)["value"]


def test_a_summary_is_that_of_its_own_session() -> None:
    """spec/work 20, 59, 101"""
    due: Data = {"clock": "elapsed", "amount": "PT24H", "from": "session_ended"}
    clause = ritual("summary", by=["therapist"], strength="promise", due=due)
    ends = [
        fact("session_ended", at(day), f"end-{name}", session=name)
        for name, day in (("s", MON), ("t", WED))
    ]

    def late(session: str, when: str) -> Any:
        told = fact("summary_given", when, "told", session=session, by="therapist")
        happened = record(*ends, told)
        asked = ask(agreement(clause), "work.overdue", at(FRI), happened, clause="ritual")
        return asked["value"]["so"]

    assert late("t", at(THU)) is False
    assert late("s", at(THU)) is True
    assert late("t", at(WED, "11:55")) is False
    assert late("s", at(MON)) is True


# --- reflections ----------------------------------------------------------------------------------


def wrote(id_: str = "mine", **more: Any) -> Data:
    said: Data = {"by": "client"} | more
    return fact("reflected", at(TUE), id_, **{k: v for k, v in said.items() if v is not None})


def may(reader: str, *facts: Data, clause: Data | None = None, **more: Any) -> Data:
    root: Data = {"parties": [CLIENT, THERAPIST, SISTER, MOTHER]}
    clauses = [ritual("reflection") if clause is None else clause]
    when = more.pop("when", at(FRI))
    data = agreement(*clauses, **root)
    return ask(data, "work.may_share_reflection", when, record(*facts), **{"with": reader}, **more)


def test_a_reflection_is_private() -> None:
    """spec/work 62, 63, 64"""
    for reader in ("therapist", "sister", "mother", "family"):
        found = may(reader, wrote(), reflection="mine")
        assert (found["outcome"], codes(found)) == ("deny", ["private"])
    assert may("client", wrote(), reflection="mine")["outcome"] == "permit"
    shared = wrote(shared_with=["therapist"])
    assert may("therapist", shared, reflection="mine")["outcome"] == "permit"
    assert may("sister", shared, reflection="mine")["outcome"] == "deny"
    theirs = wrote(by="therapist")
    assert may("therapist", theirs, reflection="mine")["outcome"] == "permit"
    assert may("client", theirs, reflection="mine")["outcome"] == "deny"
    assert may("therapist")["outcome"] == "deny"


@pytest.mark.parametrize(
    ("privacy", "therapist", "sister"),
    [
        ("private", "deny", "deny"),
        ("chosen", "deny", "deny"),
        ("shared", "permit", "deny"),
        ({"unstated": "vague"}, "unknown", "deny"),
    ],
)
def test_what_the_clause_says_of_it(privacy: Any, therapist: str, sister: str) -> None:
    """spec/work 65"""
    clause = ritual("reflection", privacy=privacy)
    for name, asked in (("mine", {"reflection": "mine"}), ("", {})):
        facts = (wrote(),) if name else ()
        assert may("therapist", *facts, clause=clause, **asked)["outcome"] == therapist
        assert may("sister", *facts, clause=clause, **asked)["outcome"] == sister


def test_where_the_clause_that_shares_it_may_not_speak() -> None:
    """spec/work 65, spec/decisions 40"""
    clause = ritual("reflection", privacy="shared", when={"fact": "well"})
    found = may("therapist", wrote(), clause=clause, reflection="mine")
    assert found["outcome"] == "unknown"
    assert "switch_not_known" in codes(found)
    assert "rules" not in codes(found)


def test_nothing_else_opens_it() -> None:
    """spec/work 66"""
    release: Data = {
        "kind": "sharing.release",
        "id": "release",
        "by": ["client"],
        "to": ["mother"],
        "items": ["record"],
        "purposes": ["treatment"],
        "flow": "both",
    }
    child = CLIENT | {"birth_date": "2015-01-01"}
    data = agreement(ritual("reflection"), release, parties=[child, THERAPIST, SISTER, MOTHER])
    asked: Data = {"with": "mother", "reflection": "mine"}
    given = consent("release", at(MON))
    found = ask(data, "work.may_share_reflection", at(FRI), record(wrote(), given), **asked)
    assert found["outcome"] == "deny"


def test_after_the_end_and_where_it_is_not_known_who_wrote_it() -> None:
    """spec/work 63, 67"""
    end = fact("ended", at(WED), by="client")
    found = may("therapist", wrote(), end, reflection="mine")
    assert (found["outcome"], codes(found)) == ("deny", ["private"])
    shared = may("therapist", wrote(shared_with=["therapist"]), end, reflection="mine")
    assert (shared["outcome"], codes(shared)) == ("unknown", ["not_in_force"])
    for writer, other in (("client", "therapist"), ("therapist", "client")):
        own = may(writer, wrote(by=writer), end, reflection="mine")
        assert (own["outcome"], codes(own)) == ("permit", ["own_words"])
        assert may(other, wrote(by=writer), end, reflection="mine")["outcome"] == "deny"
    whose = may("client", wrote(by=None), end, reflection="mine")
    assert (whose["outcome"], codes(whose)) == ("unknown", ["not_in_force"])
    nobody = wrote(by=None)
    assert may("client", nobody, reflection="mine")["outcome"] == "unknown"
    assert may("therapist", nobody, reflection="mine")["outcome"] == "deny"
    assert may("therapist", reflection="nowhere")["outcome"] == "unknown"
    assert may("therapist", wrote(), reflection="mine", when=at(MON))["outcome"] == "unknown"


def test_a_reflection_by_one_of_a_couple_is_not_the_others() -> None:
    """spec/work 62, 67: the role says that one of them wrote it, and not which"""
    couple = [{"id": who, "roles": ["client"], "signs": True} for who in ("ada", "ben")]
    data = agreement(ritual("reflection"), parties=[*couple, THERAPIST])

    def sees(who: str, fact_: Data) -> Any:
        asked: Data = {"with": who, "reflection": "mine"}
        return ask(data, "work.may_share_reflection", at(FRI), record(fact_), **asked)["outcome"]

    by_role = wrote(by="client")
    assert [sees(who, by_role) for who in ("ada", "ben", "therapist")] == [
        "unknown",
        "unknown",
        "deny",
    ]
    assert [sees(who, wrote(by="ada")) for who in ("ada", "ben")] == ["permit", "deny"]
    told = wrote(by="client", shared_with=["client"])
    assert [sees(who, told) for who in ("ada", "ben")] == ["permit", "permit"]


# --- entries --------------------------------------------------------------------------------------


def entry(when: Any, id_: str, **more: Any) -> Data:
    return fact("checked_in", when, id_, **({"by": "client"} | more))


def logged(*facts: Data, clauses: tuple[Data, ...] = (), **more: Any) -> Data:
    complete = more.pop("complete", covers("checked"))
    happened = record(*facts, complete=complete)
    return ask(agreement(*clauses), "work.logged", more.pop("when", at(FRI)), happened, **more)


def names(found: Data) -> list[str]:
    return [each["fact"] for each in found["value"].get("entries", [])]


def test_entries_come_in_order_with_both_times() -> None:
    """spec/work 68"""
    late = entry(at(MON), "late", recorded_at=at(THU))
    facts = (entry(at(WED), "second"), late, entry({"on": TUE}, "day"))
    found = logged(*facts)
    assert names(found) == ["late", "day", "second"]
    assert found["value"]["entries"][0]["recorded_at"] == at(THU)
    assert found["value"]["entries"][1]["at"] == f"{MON}T23:00:00Z"
    named = entry(at(TUE), "named", fields=[{"name": "joy", "level": 4}])
    assert names(logged(*facts, named, name="joy")) == ["named"]


def test_entries_of_the_last_seven_days() -> None:
    """spec/work 69"""
    old = entry(at("2026-05-29"), "old")
    found = logged(old)
    assert names(found) == ["old"]
    assert found["valid_until"] == f"{FRI}T12:00:01Z"
    assert names(logged(old, when=f"{FRI}T12:00:01Z")) == []
    assert names(logged(old, when=at(SUN), since=at("2026-05-29"))) == ["old"]
    assert names(logged(old, when=at(SUN), since=f"{'2026-05-29'}T12:00:01Z")) == []


def test_entries_under_a_clause() -> None:
    """spec/work 70"""
    two = (ritual("check_in"), {**ritual("check_in"), "id": "other"})
    facts = (
        entry(at(MON), "here", clause="ritual"),
        entry(at(TUE), "there", clause="other"),
        entry(at(WED), "bare"),
    )
    assert names(logged(*facts, clauses=two, clause="ritual")) == ["here", "bare"]
    assert names(logged(*facts, clauses=two)) == ["here", "there", "bare"]


def test_a_record_that_is_not_complete() -> None:
    """spec/work 71"""
    found = logged(entry(at(MON), "one"), complete=())
    assert names(found) == ["one"]
    assert codes(found) == ["record_incomplete"]
    assert codes(logged(entry(at(MON), "one"))) == ["rules"]
    assert ask(agreement(), "work.logged", at(FRI))["outcome"] == "unknown"


def following(*facts: Data, when: str = at(TUE), complete: Any = None, **more: Any) -> Any:
    every = covers("checked", "session", since=BEFORE) if complete is None else complete
    happened = record(ADOPTED, *facts, complete=every)
    clause = ritual("check_in", by=["client"], **more)
    found = ask(agreement(clause), "work.next_check_in", when, happened)
    if found["outcome"] != "answered":
        return found["outcome"]
    return found["value"].get("min"), found["value"].get("max")


DAYS: Data = {"days": ["mon", "thu"]}
WEEKLY: Data = {
    "often": {
        "unit": "events",
        "count": [{"fact": "checked_in"}],
        "window": {"kind": "period", "period": "week"},
        "at_least": 2,
    }
}
NEVER: Data = {"never": True}


def test_by_what_the_next_entry_is_due() -> None:
    """spec/work 72, 76"""
    due: Data = {"due": {"clock": "calendar", "amount": "P1D", "from": "session_ended"}}
    every: Data = {"every": {"clock": "calendar", "amount": "P3D"}}
    assert following() == "not_applicable"
    assert following(ENDED, **due, **DAYS, when=at(WED)) == (at(WED, "13:00"),) * 2
    assert following(ENDED, entry(at(WED, "08:00"), "e"), **due, when=at(WED)) == (NEVER, NEVER)
    assert following(**due) == (NEVER, NEVER)
    assert following(entry(at(MON), "e"), **every, **DAYS) == (at(THU),) * 2
    assert following(**every)[0] == at("2026-05-21")
    assert following(**DAYS, **WEEKLY)[0] == f"{WED}T23:00:00Z"
    assert following(**every | {"every": {"unstated": "vague"}}) == "unknown"
    session = covers("session", since=BEFORE)
    assert following(**due, complete=session) == (NEVER, NEVER)
    assert following(ENDED, **due, when=at(WED), complete=session) == "unknown"
    assert following(entry(at(MON), "e"), **every, complete=session) == "unknown"
    assert following(**every, complete=()) == "unknown"
    since = covers("checked", since=MON)
    assert following(entry(at(MON), "e"), **every, complete=since) == (at(THU),) * 2


def test_on_the_agreed_days() -> None:
    """spec/work 73"""
    assert following(**DAYS) == (f"{WED}T23:00:00Z", f"{THU}T22:59:59Z")
    assert following(**DAYS, when=at(THU)) == (f"{WED}T23:00:00Z", f"{THU}T22:59:59Z")
    today = entry(at(THU, "07:00"), "today")
    assert following(today, **DAYS, when=at(THU))[0] == f"{SUN}T23:00:00Z"
    before = entry(f"{WED}T22:59:59Z", "before")
    assert following(before, **DAYS, when=at(THU))[0] == f"{WED}T23:00:00Z"
    assert following(**DAYS, when=at(THU), complete=()) == "unknown"
    assert following(today, **DAYS, when=at(THU), complete=())[0] == f"{SUN}T23:00:00Z"


def test_until_when_an_agreed_day_is_the_next() -> None:
    """spec/work 73, spec/decisions 85: it stays Thursday until that is over."""
    clause = ritual("check_in", by=["client"], **DAYS)
    happened = record(ADOPTED, complete=covers("checked", since=BEFORE))
    found = ask(agreement(clause), "work.next_check_in", at(TUE), happened)
    assert found["valid_until"] == f"{THU}T23:00:00Z"


def test_a_rough_time_or_strength_is_not_named() -> None:
    """spec/decisions 44, 46, 47, spec/work 16, 72"""
    one = entry(at(MON), "e")

    def every(amount: Any) -> Any:
        return following(one, every={"clock": "calendar", "amount": amount})

    assert every({"unstated": "vague"}) == "unknown"
    assert every({"min": "P2D", "max": "P3D"}) == (at(WED), at(THU))
    assert every({"min": "P2D"}) == (at(WED), None)
    assert every({"max": "P3D"}) == (None, at(THU))
    clause = ritual("check_in", by=["client"], strength={"unstated": "vague"}, **DAYS)
    happened = record(ADOPTED, complete=covers("checked", since=BEFORE))
    found = ask(agreement(clause), "work.next_check_in", at(TUE), happened)
    assert found["value"] == {
        "kind": "by_when",
        "min": f"{WED}T23:00:00Z",
        "max": f"{THU}T22:59:59Z",
    }


def test_by_the_end_of_the_stretch() -> None:
    """spec/work 74"""
    ends, later = f"{SUN}T22:59:59Z", "2026-06-14T22:59:59Z"
    one, two = entry(at(MON), "one"), entry(at(TUE, "08:00"), "two")
    assert following(one, **WEEKLY) == (ends, ends)
    assert following(one, two, **WEEKLY) == (later, later)
    assert following(one, **WEEKLY, complete=()) == "unknown"


def test_silence_is_never_an_alarm() -> None:
    """spec/work 75"""
    clause = ritual("check_in", by=["therapist"], strength="promise", **DAYS)
    happened = record(ADOPTED, complete=covers("checked", since=BEFORE))
    found = ask(agreement(clause), "work.next_check_in", at(FRI), happened)
    assert found.get("obligations", []) == []
    assert found["value"]["strength"] == "promise"
    late = ask(agreement(clause), "work.overdue", at(FRI), happened, clause="ritual")
    assert late["outcome"] == "not_applicable"
