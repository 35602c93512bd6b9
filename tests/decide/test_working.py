"""What is open on each side, what counts as done, and what is overdue."""

from typing import Any

import pytest

from tests.decide.making import (
    CLIENT,
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
    codes,
    covers,
    fact,
    record,
)
from tests.decide.work_making import (
    ADOPTED,
    ALL,
    BEFORE,
    TWO_DAYS,
    WEEK,
    did,
    duty,
    ended,
    homework,
    items,
    now,
    often,
    overdue,
    told,
    week,
)

# --- whose it is, and what counts ---------------------------------------------------------------


def test_who_owes_what() -> None:
    """spec/work 1, 2, 10"""
    listed = items(duty(), homework(), {**duty(by=["therapist"]), "id": "other"})
    assert [(i["clause"], i["by"]) for i in listed] == [
        ("duty", ["client"]),
        ("duty", ["therapist"]),
        ("walk", ["client"]),
        ("other", ["therapist"]),
    ]
    assert [i["clause"] for i in items(duty(), homework(), by="therapist")] == ["duty"]
    assert items(homework(), by="therapist") == []


def test_each_side_is_counted_by_itself() -> None:
    """spec/work 2, 12"""
    client, therapist = items(duty(), facts=(did(at(TUE)),))
    assert client["done"] == 0
    assert "how" not in client
    assert therapist["done"] == 1
    assert therapist["how"] == "tried"
    nobody = fact("duty_done", at(TUE), clause="duty")
    assert all("done" not in item for item in items(duty(), facts=(nobody,)))
    assert items(duty(by=["therapist"]), facts=(nobody,))[0]["done"] == 1


@pytest.mark.parametrize("role", ["therapist", "practice", "cover"])
def test_the_therapists_side(role: str) -> None:
    """spec/work 3"""
    other = {"id": "other", "roles": [role]}
    data = agreement(
        duty(by=["other"], due={**TWO_DAYS, "from": "session_ended"}),
        parties=[CLIENT, other],
    )
    happened = record(ADOPTED, ended(at(MON)), complete=ALL)
    assert ask(data, "work.overdue", at(FRI), happened)["value"]["so"] is True


def test_the_latest_report_counts() -> None:
    """spec/work 4, 11, 24"""
    both = (told(at(MON), "tried"), told(at(TUE), "partly"))
    assert now(homework(), *both)["value"]["how"] == "partly"
    loose = told({"on": TUE}, "partly", "loose")
    found = now(homework(), told(at(TUE), "tried"), loose)
    assert found["outcome"] == "unknown"
    assert {"fact": "homework_reported", "clause": "walk"} in found["waits_for"]
    assert now(homework(), told(at(TUE), "partly"), loose)["value"]["how"] == "partly"
    assert "how" not in items(homework(), facts=(told(at("2026-05-29"), "tried"),))[0]


@pytest.mark.parametrize(
    ("how", "counts"),
    [("tried", 1), ("partly", 1), ("changed", 1), ("not_yet", 0), ("chose_not_to", 0)],
)
def test_what_counts_as_done(how: str, counts: int) -> None:
    """spec/work 5, 6"""
    assert items(homework(), facts=(told(at(TUE), how),))[0]["done"] == counts
    happened = record(ADOPTED, told(at(TUE), how), complete=ALL)
    assert _reached(1, {}, happened, homework()) == ("yes" if counts else "no")


def _reached(number: int, entry: Data, happened: Data, *clauses: Data) -> Any:
    """Whether so many reports are counted by another clause that may count them."""
    count = [{"fact": "homework_reported", **entry}]
    tally = often("homework_reported", at_least=number) | {"count": count}
    data = agreement({"kind": "work.setback", "id": "s", "review_after": tally}, *clauses)
    return ask(data, "work.setback_now", at(THU), happened)["value"]["review"]


def test_under_which_clause_a_fact_is() -> None:
    """spec/work 7"""
    entry: Data = {"kind": "work.ritual", "id": "diary", "ritual": "check_in", "by": ["client"]}
    other = {**entry, "id": "mood"}
    bare, named = (
        fact("checked_in", at(TUE), name, by="client", **more)
        for name, more in (("bare", {}), ("named", {"clause": "mood"}))
    )
    assert items(entry, facts=(bare,))[0]["done"] == 1
    assert ["done" in item for item in items(entry, other, facts=(bare,))] == [False, False]
    assert [item["done"] for item in items(entry, other, facts=(named,))] == [0, 1]
    summary = {**entry, "id": "summary", "ritual": "summary"}
    assert items(entry, summary, facts=(bare,))[0]["done"] == 1


def test_an_entry_means_the_clause_it_names() -> None:
    """spec/work 8"""
    mine, other = told(at(TUE), "tried"), told(at(WED), "tried", clause="read")
    counted = homework(often=often("homework_reported"))
    assert now(counted, mine, other)["value"]["done"] == 1
    of: Data = {"count": [{"fact": "homework_reported", "of": "read"}]}
    read = {**homework(), "id": "read"}
    both = agreement(homework(often=often("homework_reported") | of), read)
    happened = record(ADOPTED, mine, other, other | {"id": "more"}, complete=ALL)
    found = ask(both, "work.homework_now", at(THU), happened, clause="walk")
    assert found["value"]["done"] == 2
    happened = record(ADOPTED, mine, other, complete=ALL)
    for entry, used in (({}, 2), ({"of": "walk"}, 1)):
        seen = [_reached(n, entry, happened, homework(), read) for n in (used, used + 1)]
        assert seen == ["yes", "no"]


def test_what_was_done_together_is_everybodys() -> None:
    """spec/work 2, 8"""
    step = fact("step_confirmed", at(TUE), by="therapist", with_=["client"], step="phases/b")
    for who, used in (("client", 1), ("therapist", 1), ("practice", 0)):
        count = [{"fact": "step_confirmed", "by": who, "of": "phases"}]
        tally = {"unit": "events", "count": count, "window": WEEK, "at_most": 5}
        ladder = {"steps": [{"id": "a"}, {"id": "b"}]}
        data = agreement(
            {"kind": "contact.allowance", "id": "a", "tally": tally},
            {"kind": "work.transition", "id": "phases", "ladder": ladder},
        )
        happened = record(ADOPTED, step, complete=covers("step", since=BEFORE))
        assert ask(data, "contact.allowance_left", at(THU), happened)["value"]["used"] == used


def test_so_long_after_the_last_time_where_that_is_not_exact() -> None:
    """spec/work 2, 14, spec/decisions 66"""

    def due(*facts: Data, **more: Any) -> tuple[Any, Any]:
        clause = duty(every=TWO_DAYS, **more)
        (item,) = items(clause, facts=facts, when=at(FRI), by="therapist")
        return item.get("due_min"), item.get("due_max")

    alone: Data = {"by": ["therapist"]}
    earlier = did({"not_before": at(MON), "not_after": at(WED)}, "loose")
    assert due(earlier, did(at(TUE)), **alone) == (at(THU), at(FRI))
    ahead = did({"not_before": at(WED), "not_after": at(SAT)}, "ahead")
    assert due(did(at(TUE)), ahead, **alone) == (at(THU), at("2026-06-08"))
    assert due(did(at(TUE)), did(at(WED), "client", by="client")) == (at(THU), at(THU))
    bare = did(at(WED), "bare")
    del bare["by"]
    assert due(did(at(TUE)), bare) == (at(THU), at(FRI))


def test_time_from_a_review() -> None:
    """spec/work 14, 16, 29: of what the clause holds, or of everything"""
    clause = duty(by=["therapist"], due={**TWO_DAYS, "from": "reviewed"})
    plan = fact("plan_reviewed", at(MON), clause="other")
    held = fact("review_held", at(MON))
    assert overdue(clause, at(FRI), plan) is False
    assert overdue(clause, at(WED), held) is False
    assert overdue(clause, at(FRI), held) is True
    assert overdue(clause, at(FRI), held | {"clauses": ["duty"]}) is True
    assert overdue(clause, at(FRI), held | {"clauses": ["another"]}) is False
    assert overdue(clause, at(FRI), held, did(at(TUE))) is False
    loose = fact("review_held", {"not_before": at(MON), "not_after": at(TUE)})
    assert overdue(clause, at(FRI), loose) == "unknown"
    assert ask(agreement(clause), "work.overdue", at(FRI))["outcome"] == "unknown"


# --- this week ----------------------------------------------------------------------------------


def test_the_week_is_the_local_one() -> None:
    """spec/work 9"""
    late = told(f"{SUN}T22:59:59Z", "tried")
    early = told(f"{SUN}T23:00:00Z", "tried", "early")
    first = week(homework(), facts=(late, early), when=f"{SUN}T22:59:59Z")
    assert first["value"]["through"] == f"{SUN}T23:00:00Z" == first["valid_until"]
    assert first["value"]["items"][0]["done"] == 1
    second = week(homework(), facts=(late, early), when=f"{SUN}T23:00:00Z")
    assert second["value"]["items"][0]["done"] == 1


def test_how_often_it_was_done_needs_a_complete_record() -> None:
    """spec/work 12, 16"""
    facts = (told(at(TUE), "tried"),)
    assert items(homework(), facts=facts)[0]["done"] == 1
    partly = covers("homework", since=TUE)
    assert "done" not in items(homework(), facts=facts, complete=partly)[0]
    found = week(homework(), facts=facts, complete=())
    assert "record_incomplete" in codes(found)
    assert found["outcome"] == "answered"


@pytest.mark.parametrize(
    ("window", "days", "least"),
    [
        ("week", None, 2),
        ("day", None, 14),
        ("day", ["mon", "wed", "fri"], 6),
        ("month", None, None),
    ],
)
def test_how_often_it_is_meant_in_a_week(window: str, days: Any, least: int | None) -> None:
    """spec/work 13"""
    period = {"kind": "period", "period": window}
    clause = homework(often=often("homework_reported", period, at_least=2))
    listed = items(clause | ({"days": days} if days else {}))
    assert listed[0].get("least") == least


def test_by_when_it_is_due() -> None:
    """spec/work 14, 15, 16"""
    clause = duty(by=["therapist"], due={**TWO_DAYS, "from": "session_ended"})
    assert "due_min" not in items(clause)[0]
    after = items(clause, facts=(ended(at(MON)),))[0]
    assert after["due_min"] == after["due_max"] == at(WED)
    twice = items(clause, facts=(ended(at(MON)), ended(at(TUE))))[0]
    assert twice["due_min"] == at(THU)
    done = (ended(at(MON)), did(at(TUE)))
    assert "due_min" not in items(clause, facts=done)[0]
    again = (*done, ended(at(WED)))
    assert items(clause, facts=again)[0]["due_min"] == at(FRI)
    unsure = items(clause, facts=(ended(at(MON)),), complete=covers("duty", since=BEFORE))[0]
    assert "due_min" not in unsure


def test_so_long_after_the_last_time() -> None:
    """spec/work 14"""
    clause = duty(by=["therapist"], every={"clock": "calendar", "amount": "P7D"})
    assert items(clause)[0]["due_min"] == at("2026-05-25")
    assert items(clause, facts=(did(at(TUE)),))[0]["due_min"] == at("2026-06-09")
    late = did(at(WED)) | {"by": "client"}
    assert items(clause, facts=(did(at(TUE)), late))[0]["due_min"] == at("2026-06-09")


def test_no_totals_and_no_list_where_it_is_not_known_who_speaks() -> None:
    """spec/work 17"""
    found = week(homework(when={"fact": "well"}), duty())
    assert found["outcome"] == "unknown"
    assert len(found["alternatives"][0]["value"]["items"]) == 3
    assert set(week(duty())["value"]) == {"kind", "items", "through"}
    assert items(homework(valid={"last": "2026-05-20"})) == []


# --- overdue --------------------------------------------------------------------------------------


def test_only_what_a_therapist_promises_can_be_overdue() -> None:
    """spec/work 18"""
    due = {**TWO_DAYS, "from": "session_ended"}
    session = ended(at(MON))
    assert overdue(duty(by=["therapist"], due=due), at(FRI), session) is True
    assert overdue(duty(due=due), at(FRI), session) is True
    for by in (["client"], ["family"]):
        assert overdue(duty(by=by, due=due), at(FRI), session) == "not_applicable"
    for strength in ("aim", "none"):
        clause = duty(by=["therapist"], due=due, strength=strength)
        assert overdue(clause, at(FRI), session) == "not_applicable"
    data = agreement(homework(due=due))
    found = ask(data, "work.overdue", at(FRI), record(ADOPTED, session), clause="walk")
    assert (found["outcome"], codes(found)) == ("not_applicable", ["expected_only"])


def test_in_time_means_at_or_before() -> None:
    """spec/work 19"""
    clause = duty(by=["therapist"], due={**TWO_DAYS, "from": "session_ended"})
    assert overdue(clause, at(WED), ended(at(MON))) is False
    assert overdue(clause, f"{WED}T12:00:01Z", ended(at(MON))) is True
    assert overdue(duty(by=["therapist"]), at(FRI), ended(at(MON))) == "not_applicable"


def test_done_is_not_overdue_and_not_known_is_not_overdue() -> None:
    """spec/work 20, 21"""
    clause = duty(by=["therapist"], due={**TWO_DAYS, "from": "session_ended"})
    assert overdue(clause, at(SUN), ended(at(MON)), did(at(FRI))) is False
    assert overdue(clause, at(SUN), ended(at(MON)), did(at("2026-05-30"))) is True
    sessions = covers("session", since=BEFORE)
    assert overdue(clause, at(SUN), ended(at(MON)), complete=sessions) == "unknown"
    assert overdue(clause, at(WED), ended(at(MON)), complete=sessions) is False
    nobody = fact("duty_done", at(TUE), clause="duty")
    assert overdue(clause | {"by": ["client", "therapist"]}, at(SUN), ended(at(MON)), nobody) == (
        "unknown"
    )


def test_an_open_strength_is_answered_both_ways() -> None:
    """spec/work 22"""
    clause = duty(by=["therapist"], due={**TWO_DAYS, "from": "session_ended"})
    found = ask(
        agreement(clause | {"strength": {"unstated": "vague"}}),
        "work.overdue",
        at(FRI),
        record(ADOPTED, ended(at(MON)), complete=ALL),
    )
    assert found["outcome"] == "unknown"
    assert {other["outcome"] for other in found["alternatives"]} == {"answered", "not_applicable"}


def test_what_has_not_come_makes_nothing_overdue() -> None:
    """spec/work 23"""
    clause = duty(by=["therapist"], due={**TWO_DAYS, "from": "session_ended"})
    assert overdue(clause, at(FRI)) is False
