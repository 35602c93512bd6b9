"""What each of several clients read, did and wrote is not the others'."""

from typing import Any

import pytest

from tests.decide.making import (
    CLIENT,
    FRI,
    MON,
    THERAPIST,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    codes,
    fact,
    record,
)
from tests.decide.work_making import ADOPTED, ALL, TWO_DAYS, did, duty, ended, homework, often, told

ADA: Data = {"id": "ada", "roles": ["client"], "signs": True}
BEN: Data = {"id": "ben", "roles": ["client"], "signs": True}
COUPLE = [ADA, BEN, THERAPIST]


def read(score: int, when: str, measure: str = "phq-9", **more: Any) -> Data:
    return fact("measurement", when, f"m{score}-{when[8:10]}", measure=measure, score=score, **more)


def found(*clauses: Data, facts: tuple[Data, ...], kind: str, **more: Any) -> Data:
    data = agreement(*clauses, parties=COUPLE)
    return ask(data, kind, at(THU), record(ADOPTED, *facts), **more)


def goal(**more: Any) -> Data:
    target: Data = {"measure": "phq-9", "direction": "down", "goal": {"level": 9}}
    return {"kind": "work.milestone", "id": "low", "target": target} | more


def state(facts: tuple[Data, ...], **more: Any) -> Any:
    answer = found(goal(**more), facts=facts, kind="work.milestone_now")
    return answer["value"]["state"] if "value" in answer else answer["outcome"]


@pytest.mark.parametrize("said", ["rater", "by"])
def test_nobody_meets_the_goal_of_the_other(said: str) -> None:
    """spec/measures 59, 60, 61"""
    ada, ben = read(20, at(MON), **{said: "ada"}), read(4, at(TUE), **{said: "ben"})
    assert state((ada, ben), rater="ada") == "not_yet"
    assert state((ada, ben), by=["ada"]) == "not_yet"
    assert state((ada, ben), rater="ben") == "met"
    assert state((ada, ben), by=["ada", "therapist"], rater="self") == "not_yet"
    assert state((ada, ben)) == "unknown"
    assert state((ada, ben), by=["ada", "ben"]) == "unknown"
    assert state((ada, ben, read(3, at(WED), **{said: "ada"}))) == "met"
    assert state((ada, read(5, at(TUE))), rater="ada") == "unknown"
    assert state((read(20, at(MON)), read(5, at(TUE)))) == "met"


def test_from_one_to_the_other_is_no_change() -> None:
    """spec/measures 59, 61"""
    first, last = read(20, at(MON), by="ada"), read(4, at(WED), by="ben")

    def change(*facts: Data, **more: Any) -> Data:
        return found(facts=facts, kind="work.change", measure="phq-9", **more)

    assert change(first, last)["outcome"] == "unknown"
    assert codes(change(first, last, rater="ada")) == ["no_reading"]
    later = read(12, at(TUE), rater="ada")
    told = change(first, later, last, rater="ada")["value"]
    assert (told["first"], told["last"]) == (20, 12)
    assert change(first, later, last)["outcome"] == "unknown"


def test_a_person_looks_at_what_each_of_them_answered() -> None:
    """spec/measures 31, 61: the other's later form does not hide it"""
    items = [{"item": str(n), "score": 2 if n == 9 else 0} for n in range(1, 10)]
    ada = fact("measurement", at(MON), "ada", measure="phq-9", items=items, by="ada")
    answer = found(facts=(ada, read(0, at(TUE), by="ben")), kind="work.reading", measure="phq-9")
    assert answer["outcome"] == "unknown"
    assert [each["code"] for each in answer["obligations"]] == ["person_looks"]


def test_distress_of_one_is_not_lowered_by_the_other() -> None:
    """spec/measures 60, 61, spec/pace 19"""
    limit: Data = {
        "kind": "pace.distress_limit",
        "id": "limit",
        "scale": "suds-10",
        "at_most": 7,
    }
    facts = (
        read(9, at(THU, "10:00"), "suds-10", by="ada"),
        read(3, at(THU, "10:05"), "suds-10", by="ben"),
    )

    def above(*clauses: Data, **more: Any) -> Any:
        answer = found(*clauses, facts=facts, kind="pace.above_limit", **more)
        return answer["value"]["so"] if "value" in answer else answer["outcome"]

    assert above(limit) == "unknown"
    own = [{**limit, "id": who, "by": [who]} for who in ("ada", "ben")]
    assert above(*own, clause="ada") is True
    assert above(*own, clause="ben") is False


def test_each_is_ready_by_themselves() -> None:
    """spec/measures 59, 60, 61, spec/pace 30-31"""
    gate: Data = {
        "kind": "pace.readiness",
        "id": "gate",
        "indicators": [{"id": "support"}],
    }
    facts = tuple(
        fact("readiness_read", at(day), who, clause="gate", indicator="support", by=who) | so
        for day, who, so in ((MON, "ada", {"is": False}), (TUE, "ben", {"is": True}))
    )

    def ready(**more: Any) -> Any:
        answer = found(gate | more, facts=facts, kind="pace.ready")
        return answer["value"]["so"] if "value" in answer else answer["outcome"]

    assert ready() == "unknown"
    assert ready(by=["ada"]) is False
    assert ready(indicators=[{"id": "support", "rater": "ben"}]) is True


def test_a_condition_on_a_score_is_about_each_of_them() -> None:
    """spec/measures 28, 60, 61"""
    facts = (read(20, at(MON), by="ada"), read(4, at(TUE), by="ben"))
    low: Data = {"quantity": "phq-9", "at_most": 9}

    def raised(**more: Any) -> Any:
        topic: Data = {"kind": "pace.topic", "id": "t", "topic": "t", "level": "with_care"}
        said = topic | {"require": low} | more
        asked: Data = {"kind": "pace.may_raise", "by": "therapist", "topic": "t"}
        return found(said, facts=facts, **asked)["outcome"]

    assert raised() == "unknown"
    assert raised(require={"quantity": "phq-9", "at_most": 27}) == "permit"


# --- what they do -------------------------------------------------------------------------------

COVER: Data = {"id": "cover", "roles": ["cover"]}
EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def walked(*facts: Data, parties: list[Data] = COUPLE, **more: Any) -> Any:
    """How it went with the homework, and what is listed of it."""
    data = agreement(homework(**more), parties=parties)
    happened = record(ADOPTED, *facts, complete=ALL)
    now = ask(data, "work.homework_now", at(THU), happened)
    (item,) = ask(data, "work.due", at(THU), happened)["value"]["items"]
    said = now["value"]["how"] if "value" in now else now["outcome"]
    return said, now.get("value", {}).get("done"), item.get("how"), item.get("done")


def test_what_a_cover_did_is_not_overdue_for_the_therapist() -> None:
    """spec/work 2, 3, 20, 99"""
    promised = duty(by=["therapist"], due={**TWO_DAYS, "from": "session_ended"})
    data = agreement(promised, parties=[CLIENT, THERAPIST, COVER])
    for who, late in (("cover", False), ("client", True)):
        happened = record(ADOPTED, ended(at(MON)), did(at(TUE), by=who), complete=ALL)
        assert ask(data, "work.overdue", at(FRI), happened)["value"]["so"] is late
    both = agreement(duty(), parties=[CLIENT, THERAPIST, COVER])
    happened = record(ADOPTED, did(at(TUE), by="cover"), complete=ALL)
    listed = ask(both, "work.due", at(THU), happened)["value"]["items"]
    assert [item["done"] for item in listed] == [0, 1]


def test_what_an_earlier_therapist_did_is_not_overdue_for_certain() -> None:
    """spec/work 21, 100, spec/decisions 7: a record may name who is not in this version any more"""
    promised = duty(by=["therapist"], due={**TWO_DAYS, "from": "session_ended"})
    happened = record(ADOPTED, ended(at(MON)), did(at(TUE), by="earlier"), complete=ALL)
    found = ask(agreement(promised), "work.overdue", at(FRI), happened)
    assert found["outcome"] == "unknown"
    family: Data = record(ADOPTED, ended(at(MON)), did(at(TUE), by="family"), complete=ALL)
    assert ask(agreement(promised), "work.overdue", at(FRI), family)["value"]["so"] is True


def test_what_one_reports_is_not_how_it_went_with_the_other() -> None:
    """spec/work 24, 25, 26, 99"""
    own = told(at(MON), "tried", "own", by="ada")
    other = told(at(TUE), "chose_not_to", "other", by="ben")
    daily = often("homework_reported")
    assert walked(own, other, by=["ada"], often=daily) == ("tried", 1, "tried", 1)
    assert walked(other, by=["ada"]) == ("not_yet", None, None, 0)
    walks = told(at(TUE), "tried", "ben", by="ben")
    assert walked(walks, by=["ada"], often=daily) == ("not_yet", 0, None, 0)
    by_role = told(at(TUE), "tried", "one", by="client")
    assert walked(by_role, by=["ada"]) == ("unknown", None, None, None)
    assert walked(by_role) == ("tried", None, "tried", 1)
    assert walked(other) == ("chose_not_to", None, "chose_not_to", 0)


def test_what_somebody_did_who_acts_for_a_client_may_count() -> None:
    """spec/work 100: no child hears that nothing was tried where their mother says it was"""
    mother: Data = {"id": "mother", "roles": ["guardian"], "acts_for": "client"}
    parties = [CLIENT, THERAPIST, mother, {"id": "sister", "roles": ["family"]}]
    report = told(at(TUE), "tried", by="mother")
    assert walked(report, parties=parties) == ("unknown", None, None, None)
    sister = told(at(TUE), "tried", by="sister")
    assert walked(sister, parties=parties) == ("not_yet", None, None, 0)


@pytest.mark.parametrize("agreed", [{"days": EVERY_DAY}, {"often": "day"}, {"every": "day"}])
def test_the_next_entry_is_that_of_whoever_makes_it(agreed: Data) -> None:
    """spec/work 72-74, 99"""
    day: Data = {"kind": "period", "period": "day"}
    if "often" in agreed:
        agreed = {"often": often("checked_in", day)}
    if "every" in agreed:
        agreed = {"every": {"clock": "calendar", "amount": "P1D"}}
    diary: Data = {"kind": "work.ritual", "id": "diary", "ritual": "check_in", "by": ["ada"]}
    data = agreement(diary | agreed, parties=COUPLE)

    def day_of(*facts: Data) -> Any:
        answer = ask(data, "work.next_check_in", at(THU), record(ADOPTED, *facts))
        value = answer.get("value", {})
        return value.get("min"), value.get("max")

    def entered(who: str, day: str = THU) -> Data:
        return fact("checked_in", at(day, "08:00"), who, clause="diary", by=who)

    yesterday = entered("ada", WED)
    without, with_ada = day_of(yesterday), day_of(yesterday, entered("ada") | {"id": "later"})
    assert with_ada != without
    for other in ("ben", "therapist"):
        assert day_of(yesterday, entered(other)) == without
    perhaps = day_of(yesterday, entered("client"))
    assert perhaps in ((None, None), (without[0], with_ada[1]))


def test_an_entry_that_may_be_of_yesterday_or_still_to_come() -> None:
    """spec/work 72, 73"""
    diary: Data = {"kind": "work.ritual", "id": "diary", "ritual": "check_in", "days": EVERY_DAY}
    for begin, end in ((at(WED, "20:00"), at(THU, "01:00")), (at(THU, "08:00"), at(THU, "20:00"))):
        loose: Data = {"not_before": begin, "not_after": end}
        entry = fact("checked_in", loose, "loose", clause="diary", by="client")
        answer = ask(agreement(diary), "work.next_check_in", at(THU), record(ADOPTED, entry))
        assert answer["outcome"] == "unknown"


# --- setbacks -----------------------------------------------------------------------------------


def answered_by(*facts: Data, when: str = at(THU, "08:00"), **more: Any) -> Any:
    reply: Data = {"clock": "elapsed", "amount": "PT24H"}
    clause: Data = {"kind": "work.setback", "id": "met", "reply": reply} | more
    happened = record(ADOPTED, *facts)
    value = ask(agreement(clause, parties=COUPLE), "work.setback_now", when, happened)["value"]
    return value.get("reply_min"), value.get("reply_max"), value.get("review")


def test_a_setback_is_that_of_whom_the_clause_names() -> None:
    """spec/work 35, 36, 99"""
    twice: Data = often("setback", at_least=2)
    ada = fact("setback", at(WED, "10:00"), "ada", by="ada")
    ben = fact("setback", at(WED, "20:00"), "ben", by="ben")
    own = (at(THU, "10:00:00"), at(THU, "10:00:00"), "no")
    assert answered_by(ada, ben, by=["ada"], review_after=twice) == own
    last = at(THU, "20:00:00")
    assert answered_by(ada, ben, review_after=twice) == (last, last, "yes")


def test_which_setback_was_told_last_may_not_be_known() -> None:
    """spec/work 35"""
    exact = fact("setback", at(WED, "10:00"), "exact")
    some_time = fact("setback", {"on": WED}, "some-time")
    ends = at(THU, "10:00:00"), at(THU, "22:59:59"), None
    assert answered_by(exact, some_time) == ends
    perhaps = fact("setback", {"not_before": at(THU, "07:00"), "not_after": at(FRI)}, "perhaps")
    assert answered_by(exact, perhaps)[0] == at(THU, "10:00:00")


# --- what they confirm --------------------------------------------------------------------------


def test_a_no_of_one_stands_beside_the_yes_of_the_other() -> None:
    """spec/work 58, 105"""
    clause: Data = {"kind": "work.ritual", "id": "sum", "ritual": "summary", "by": ["therapist"]}
    given = fact("summary_given", at(TUE), "given", session="s", by="therapist")

    def right(*said: tuple[str | None, Any, bool], parties: list[Data] = COUPLE) -> Any:
        facts = [
            fact("summary_confirmed", when, f"said-{n}", about="given", agrees=so)
            | ({"by": who} if who else {})
            for n, (who, day, so) in enumerate(said)
            for when in [at(day) if isinstance(day, str) else day]
        ]
        data = agreement(clause, parties=parties)
        happened = record(ADOPTED, given, *facts)
        return ask(data, "work.summary_now", at(FRI), happened, session="s")["value"]["confirmed"]

    assert right(("ada", WED, False), ("ben", THU, True)) == "no"
    assert right(("ada", WED, False), ("ada", THU, True)) == "yes"
    assert right(("ada", WED, True)) == "yes"
    perhaps = {"not_before": at(THU), "not_after": at(FRI, "20:00")}
    assert right(("ada", WED, True), ("ben", perhaps, False)) == "not_known"
    assert right(("ada", WED, True), ("ben", perhaps, True)) == "yes"
    one = [CLIENT, THERAPIST]
    assert right((None, WED, False), ("client", THU, True), parties=one) == "yes"


def test_nobody_goes_a_step_for_the_other() -> None:
    """spec/work 41, 105"""
    ladder: Data = {"steps": [{"id": "one"}]}
    own: Data = {"kind": "pace.sequence", "id": "way", "by": ["ada"], "ladder": ladder}

    def step(who: str, **more: Any) -> Any:
        told = fact("step_confirmed", at(MON), "told", step="way/one", by=who)
        answer = found(own | more, facts=(told | {"with": ["therapist"]},), kind="pace.step_now")
        return answer["value"].get("step")

    assert step("ada") == "one"
    assert step("ben") is None
    assert step("client") is None
    assert step("ben", by=["ada", "ben"]) == "one"
    assert step("ada", by=["ada", "therapist"]) == "one"


def test_what_a_score_switches_on_reads_the_score_of_whom_it_binds() -> None:
    """spec/measures 59; spec/pace 5: what listens to a `when` says whom its clause binds"""
    clause: Data = {"kind": "pace.sequence", "id": "steps"}
    clause |= {"ladder": {"steps": [{"id": "one"}, {"id": "two"}]}}
    clause["when"] = {"quantity": "phq-9", "at_least": 10}
    ada, ben = read(20, at(MON), by="ada"), read(4, at(TUE), by="ben")

    def outcome(**more: Any) -> str:
        return str(found(clause | more, facts=(ada, ben), kind="pace.step_now")["outcome"])

    assert outcome(by=["ada"]) == "answered"
    assert outcome(by=["ben"]) == "not_applicable"
    assert outcome() == "unknown"
