"""Where a milestone stands, what a reading says, and what was expected (spec/measures 23-58)."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.testing import Situation, situations
from boundlib.times.scalars import Instant
from tests.decide.making import (
    ALWAYS,
    DIGEST,
    FRI,
    MON,
    TUE,
    WED,
    agreement,
    ask,
    at,
    channel,
    codes,
    fact,
    may,
    record,
)
from tests.decide.test_laws import decided

Data = dict[str, Any]

FEW = settings(max_examples=max(10, settings().max_examples // 4))
HOUR = 3600
START = int(Instant.parse("2026-06-01T00:00:00Z"))


def milestone(level: Any = 9, **target: Any) -> Data:
    goal = {"level": level} if not isinstance(level, str) else {"rule": level}
    head: Data = {"measure": "phq-9", "direction": "down", "goal": goal}
    return {"kind": "work.milestone", "id": "goal", "target": head | target}


def read(when: Any, score: int | None = None, **more: Any) -> Data:
    said = {} if score is None else {"score": score}
    return fact("measurement", when, **({"measure": "phq-9"} | said | more))


def stands(data: Data, when: str, *facts: Data, complete: Any = ALWAYS) -> Data:
    return ask(data, "work.milestone_now", when, record(*facts, complete=complete))


def state(*args: Any, **more: Any) -> Any:
    found = stands(*args, **more)
    return found.get("value", {}).get("state", found["outcome"])


# --- where it begins --------------------------------------------------------------------------


def test_the_baseline_is_the_first_score_from_the_adoption_on() -> None:
    """spec/measures 40"""
    agreed = agreement(milestone("mcid"))
    began = fact("adopted", at(TUE), version=1, digest="A" * 43, in_force_from=at(TUE))
    before, first, last = read(at(MON), 20), read(at(TUE, "13:00"), 12), read(at(FRI), 8)
    assert stands(agreed, at(FRI), before, began, first, last)["value"]["baseline"] == 12
    assert state(agreed, at(FRI), before, began, first, last) == "on_the_way"
    # Without an adoption on the record it is the first there is: 20 - 8 is more than 5.
    assert state(agreed, at(FRI), before, first, last) == "met"


def test_a_baseline_that_was_agreed_counts() -> None:
    """spec/measures 40"""
    found = stands(agreement(milestone("mcid", baseline=14)), at(FRI), read(at(TUE), 9))
    assert (found["value"]["state"], found["value"]["baseline"]) == ("met", 14)


def test_a_first_form_without_a_score_is_no_baseline() -> None:
    """spec/measures 40"""
    form = read(at(MON), items=[{"item": "1", "score": 3}])
    found = stands(agreement(milestone("mcid")), at(FRI), form, read(at(TUE), 15), read(at(FRI), 9))
    assert found["value"]["baseline"] == 15


# --- which way and how far --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "direction", "score", "expected"),
    [
        (9, "down", 9, "met"),
        (9, "down", 10, "not_yet"),
        (9, "up", 9, "met"),
        (9, "up", 8, "not_yet"),
        ({"min": 5, "max": 9}, "down", 5, "met"),
        ({"min": 5, "max": 9}, "down", 6, "unknown"),
        ({"min": 5, "max": 9}, "down", 10, "not_yet"),
        ({"min": 5, "max": 9}, "up", 9, "met"),
        ({"min": 5, "max": 9}, "up", 8, "unknown"),
        ({"min": 5, "max": 9}, "up", 4, "not_yet"),
        ({"max": 9}, "down", 1, "unknown"),
        ({"max": 9}, "down", 10, "not_yet"),
        ({"at_least": 5, "at_most": 9}, "down", 9, "met"),
        ({"at_least": 5, "at_most": 9}, "down", 10, "not_yet"),
        ({"at_least": 5, "at_most": 9}, "up", 5, "met"),
        ({"at_least": 5, "at_most": 9}, "up", 4, "not_yet"),
        ({"about": 9}, "down", 2, "unknown"),
        ({"unstated": "vague"}, "down", 2, "unknown"),
    ],
)
def test_levels(level: Any, direction: str, score: int, expected: str) -> None:
    """spec/measures 39"""
    assert state(
        agreement(milestone(level, direction=direction)), at(TUE), read(at(MON), score)
    ) == (expected)


def test_a_change_the_other_way_meets_nothing() -> None:
    """spec/measures 40"""
    assert state(agreement(milestone("nhs")), at(FRI), read(at(MON), 8), read(at(TUE), 20)) == (
        "not_yet"
    )


# --- held -------------------------------------------------------------------------------------

DAY: Data = {"clock": "elapsed", "amount": "PT24H"}


def test_a_form_without_a_score_in_between() -> None:
    """It may have met it or not; once the time is over since then, it no longer matters. 42"""
    agreed = agreement(milestone(held=DAY))
    form = read(at(TUE, "00:00"), items=[{"item": "1", "score": 3}])
    facts = read(at(MON, "00:00"), 8), form, read(at(TUE, "12:00"), 8)
    assert codes(stands(agreed, at(TUE, "13:00"), *facts)) == ["items_missing"]
    assert state(agreed, at(TUE, "13:00"), facts[0], facts[2]) == "held"
    assert state(agreed, at("2026-06-03", "11:59"), *facts) == "unknown"
    assert state(agreed, at("2026-06-03", "12:00"), *facts) == "held"


def test_a_day_without_an_hour() -> None:
    """On the 2nd, local time, at some time: held a day later at the latest on the 4th. 42"""
    agreed = agreement(milestone(held=DAY))
    facts = read(at(MON, "00:00"), 20), read({"on": TUE}, 8)
    assert state(agreed, "2026-06-02T22:59:59Z", *facts) == "met"
    assert state(agreed, "2026-06-02T23:00:00Z", *facts) == "unknown"
    assert state(agreed, "2026-06-03T22:59:58Z", *facts) == "unknown"
    assert state(agreed, "2026-06-03T22:59:59Z", *facts) == "held"


def test_a_day_that_is_not_over_may_lie_ahead() -> None:
    """spec/measures 26"""
    agreed = agreement(milestone())
    assert codes(stands(agreed, at(TUE), read({"on": TUE}, 8))) == ["not_settled"]
    assert codes(stands(agreed, at(TUE), read(at(MON), 20), read({"on": TUE}, 8))) == [
        "not_settled"
    ]
    assert state(agreed, at(TUE), read(at(MON), 20), read({"on": TUE}, 19)) == "unknown"
    assert state(agreed, at(TUE), read(at(MON), 8), read({"on": TUE}, 7)) == "met"


def test_how_long_was_meant_roughly() -> None:
    """spec/measures 42"""
    agreed = agreement(milestone(held={"clock": "elapsed", "amount": {"about": "PT24H"}}))
    assert state(agreed, at(MON, "23:00"), read(at(MON, "00:00"), 8)) == "met"
    assert codes(stands(agreed, at(FRI), read(at(MON), 8))) == ["roughly"]


# --- by when ----------------------------------------------------------------------------------


def test_a_time_from_the_adoption_on() -> None:
    """In time means at or before it. spec/measures 44"""
    agreed = agreement(
        milestone(by={"clock": "elapsed", "amount": "PT48H"}), term={"first": "2026-06-01"}
    )
    facts = read(at(MON), 20), read(at(TUE), 15)
    assert state(agreed, "2026-06-02T23:00:00Z", *facts) == "on_the_way"
    assert state(agreed, "2026-06-02T23:00:01Z", *facts) == "not_yet"


def came_into_force(when: str, since: str | None = None) -> Data:
    return fact("adopted", when, digest=DIGEST, version=1, in_force_from=since or when)


def test_a_time_from_the_adoption_on_runs_from_when_the_version_came_into_force() -> None:
    """Not from the first date of the term, nor from a version before it. spec/measures 44"""
    agreed = agreement(
        milestone(by={"clock": "elapsed", "amount": "PT48H"}), term={"first": "2026-01-01"}
    )
    facts = read(at(MON), 20), read(at(TUE), 15)
    late = came_into_force(at(TUE), at(WED))
    before = came_into_force("2026-02-01T12:00:00Z")
    for adopted in ((late,), (before, late)):
        assert state(agreed, at(FRI), *adopted, *facts) == "on_the_way"
        assert state(agreed, at(FRI, "12:00:01"), *adopted, *facts) == "not_yet"


def expected_on(when: str, *facts: Data, **more: Any) -> Any:
    takes: Data = {"clock": "calendar", "amount": {"min": "P56D", "max": "P112D"}}
    clause: Data = {"kind": "work.expectation", "id": "how-long", "takes": takes} | more
    agreed = agreement(clause, term={"first": "2026-01-01"})
    found = ask(agreed, "work.expected", when, record(*facts))
    return found["value"]["course"] if found["outcome"] == "answered" else found["outcome"]


def test_what_is_expected_runs_from_when_the_version_came_into_force() -> None:
    """spec/measures 51"""
    adopted = came_into_force("2026-05-01T12:00:00Z")
    assert expected_on(at(FRI), adopted) == "before"
    assert expected_on("2026-06-26T12:00:00Z", adopted) == "within"
    assert expected_on("2026-08-21T12:00:01Z", adopted) == "beyond"
    # Where none was adopted, the first date of the term stands in.
    assert expected_on(at(FRI)) == "beyond"
    named: Data = {"clock": "calendar", "amount": {"min": "P56D", "max": "P112D"}}
    assert expected_on(at(FRI), adopted, takes=named | {"from": "adopted"}) == "before"


def test_a_band_of_time_may_have_one_end_only() -> None:
    """Of a band every amount is right. spec/measures 52, 53"""
    adopted = came_into_force("2026-05-01T12:00:00Z")

    def course(when: str, **ends: str) -> Any:
        return expected_on(when, adopted, takes={"clock": "calendar", "amount": ends})

    assert course("2026-05-01T12:00:00Z", at_most="P56D") == "within"
    assert course("2026-06-26T12:00:00Z", at_most="P56D") == "within"
    assert course("2026-06-26T12:00:01Z", at_most="P56D") == "beyond"
    assert course("2026-06-26T11:59:59Z", at_least="P56D") == "before"
    assert course("2026-06-26T12:00:00Z", at_least="P56D") == "within"
    assert course("2029-06-26T12:00:00Z", at_least="P56D") == "within"
    # Of a range that is open at an end one amount is meant, and nobody knows which.
    assert course("2026-05-01T12:00:00Z", max="P56D") == "unknown"
    assert course("2029-06-26T12:00:00Z", min="P56D") == "unknown"


def test_a_version_that_was_adopted_for_later_takes_over() -> None:
    """What came into force last counts, not what was adopted last. spec/measures 44"""
    for_later = came_into_force("2026-01-05T12:00:00Z", "2026-05-01T12:00:00Z")
    meanwhile = came_into_force("2026-02-01T12:00:00Z")
    assert expected_on(at(FRI), for_later, meanwhile) == "before"
    assert expected_on("2026-04-30T12:00:00Z", for_later, meanwhile) == "within"


def test_a_time_that_nobody_can_place_matters_only_on_the_way() -> None:
    """spec/measures 48"""
    agreed = agreement(milestone(by={"clock": "elapsed", "amount": "PT48H"}))
    found = stands(agreed, at(FRI), read(at(MON), 20), read(at(TUE), 15))
    assert (found["outcome"], codes(found)) == ("unknown", ["fact_missing"])
    assert state(agreed, at(FRI), read(at(MON), 20), read(at(TUE), 21)) == "not_yet"
    assert state(agreed, at(FRI), read(at(MON), 20), read(at(TUE), 9)) == "met"


def test_it_is_not_known_whether_it_was_met_before() -> None:
    """spec/measures 45"""
    form = read(at(MON), items=[{"item": "1", "score": 0}])
    assert codes(stands(agreement(milestone()), at(FRI), form, read(at(TUE), 12))) == [
        "items_missing"
    ]


# --- whose and which --------------------------------------------------------------------------


@pytest.mark.parametrize("rater", [None, "self", "client"])
def test_the_client_by_any_name(rater: str | None) -> None:
    """spec/measures 23"""
    more = {} if rater is None else {"rater": rater}
    theirs = read(at(TUE), 20, id_="theirs", rater="clinician")
    assert state(agreement(milestone()), at(FRI), read(at(MON), 8, **more), theirs) == "met"


def test_one_of_two_is_to_be_named() -> None:
    agreed = agreement(milestone(), {**milestone(), "id": "other"})
    found = stands(agreed, at(FRI), read(at(MON), 8))
    assert (found["outcome"], codes(found)[0]) == ("unknown", "more_than_one")


def test_whether_it_speaks_is_not_known() -> None:
    found = stands(agreement({**milestone(), "when": {"fact": "well"}}), at(FRI), read(at(MON), 8))
    assert found["outcome"] == "unknown"
    assert found["alternatives"][0]["value"]["state"] == "met"


# --- which reading is meant ---------------------------------------------------------------------


def test_which_of_two_is_the_latest_or_the_first() -> None:
    """spec/measures 24, 26"""
    one, other = (read({"on": MON}, score, id_=f"r{score}") for score in (9, 10))
    found = ask(agreement(), "work.reading", at(FRI), record(one, other), measure="phq-9")
    assert (found["outcome"], codes(found)) == ("unknown", ["not_settled"])
    last = read(at(TUE), 4)
    change = ask(agreement(), "work.change", at(FRI), record(one, other, last), measure="phq-9")
    assert (change["outcome"], codes(change)) == ("unknown", ["not_settled"])
    # Where nobody can say which score was first, there is no baseline (40).
    agreed = agreement(milestone("mcid"))
    assert codes(stands(agreed, at(FRI), one, other, last))[-1] == "fact_missing"
    assert state(agreed, at(FRI), one, {**other, "score": 9}, last) == "met"


def test_nothing_was_read_since_then() -> None:
    """spec/measures 33-34"""
    facts = record(read(at(MON), 20), read(at(TUE), 9))
    more = {"measure": "phq-9", "since": at(FRI, "00:00")}
    assert codes(ask(agreement(), "work.change", at(FRI), facts, **more)) == ["no_reading"]
    one = ask(agreement(), "work.change", at(FRI), facts, **(more | {"since": at(TUE)}))
    assert codes(one) == ["no_reading"]


def test_a_score_that_does_not_fit_makes_a_change_unknown() -> None:
    """spec/measures 5, 33"""
    facts = record(read(at(MON), 20), read(at(TUE), 28))
    found = ask(agreement(), "work.change", at(FRI), facts, measure="phq-9")
    assert (found["outcome"], codes(found)) == ("unknown", ["score_differs"])


# --- a condition on a measure -----------------------------------------------------------------


def test_a_condition_looks_at_the_latest_reading() -> None:
    """spec/measures 28"""
    limit = {
        "kind": "contact.precondition",
        "id": "first",
        "require": {"quantity": "phq-9", "at_most": 9},
    }
    agreed = agreement(channel(), limit)
    assert may(agreed, at(FRI), record(read(at(MON), 9))) == "permit"
    assert may(agreed, at(FRI), record(read(at(MON), 9), read(at(TUE), 10))) == "deny"
    assert may(agreed, at(FRI), record()) == "unknown"
    assert may(agreed, at(FRI), record(read(at(MON), 9, version="other"))) == "unknown"
    one, other = (read({"on": MON}, score, id_=f"r{score}") for score in (9, 10))
    assert may(agreed, at(FRI), record(one, other)) == "unknown"
    assert may(agreed, at(FRI), record(one, {**other, "score": 8})) == "permit"
    told = fact("measured", at(TUE), quantity="phq-9", amount=20)
    assert may(agreed, at(FRI), record(read(at(MON), 9), told)) == "deny"


# --- a second way to reckon it ----------------------------------------------------------------


@st.composite
def courses(draw: st.DrawFn) -> tuple[list[tuple[int, int]], int]:
    """Readings at different hours, and the hour that is asked about."""
    hours = draw(st.lists(st.integers(0, 200), min_size=0, max_size=9, unique=True))
    scores = draw(st.lists(st.integers(0, 20), min_size=len(hours), max_size=len(hours)))
    return list(zip(hours, scores, strict=True)), draw(st.integers(0, 260))


LASTS = 48
BY = 150


def reckoned(course: list[tuple[int, int]], now: int) -> str:
    """The state, by walking from the last reading backwards."""
    past = sorted((hour, score) for hour, score in course if hour <= now)
    if not past:
        return "unknown"
    since = None
    for hour, score in reversed(past):
        if score > 9:
            break
        since = hour
    if since is not None:
        return "held" if now >= since + LASTS else "met"
    if any(score <= 9 for _, score in past):
        return "met_before"
    moved = past[-1][1] < past[0][1]
    return "on_the_way" if moved and now <= BY else "not_yet"


COURSE = agreement(
    milestone(
        held={"clock": "elapsed", "amount": f"PT{LASTS}H"},
        by={"clock": "elapsed", "amount": f"PT{BY}H", "from": "adopted"},
    )
)


def written(course: list[tuple[int, int]], order: list[int] | None = None) -> list[Data]:
    began = str(Instant(START))
    adopted = fact("adopted", began, version=1, digest="A" * 43, in_force_from=began)
    facts = [adopted]
    for place, (hour, score) in enumerate(course):
        when = str(Instant(START + hour * HOUR))
        late = str(Instant(START + (300 + (order or [0] * 99)[place]) * HOUR))
        facts.append(read(when, score, id_=f"r{hour}", recorded_at=late))
    return facts


@settings(max_examples=max(60, settings().max_examples // 2))
@given(courses())
def test_the_state_is_that_of_a_walk_backwards(said: tuple[list[tuple[int, int]], int]) -> None:
    """spec/measures 41-47"""
    course, now = said
    when = str(Instant(START + now * HOUR))
    assert state(COURSE, when, *written(course)) == reckoned(course, now)


@FEW
@given(courses(), st.permutations(range(9)), st.randoms(use_true_random=False))
def test_the_order_of_recording_changes_no_answer(
    said: tuple[list[tuple[int, int]], int], order: list[int], random: Any
) -> None:
    """spec/measures 24"""
    course, now = said
    when = str(Instant(START + now * HOUR))
    facts = written(course, list(order))
    random.shuffle(facts)
    for kind in ("work.milestone_now", "work.change", "work.reading", "work.goal_touched"):
        more = {"measure": "phq-9"} if kind in ("work.change", "work.reading") else {}
        one = ask(COURSE, kind, when, record(*written(course)), **more)
        other = ask(COURSE, kind, when, record(*facts), **more)
        assert one == other


@FEW
@given(courses(), st.data())
def test_without_a_reading_nothing_becomes_a_no(
    said: tuple[list[tuple[int, int]], int], data: st.DataObject
) -> None:
    """Where it was not known, it is not known with fewer readings either. spec/measures 25"""
    course, now = said
    fewer = [each for each in course if data.draw(st.booleans())]
    when = str(Instant(START + now * HOUR))
    for goal in (9, "nhs"):
        agreed = agreement(milestone(goal))
        found = state(agreed, when, *written(course))
        less = state(agreed, when, *written(fewer))
        assert found != "unknown" or less == "unknown"
        if not fewer:
            assert less == "unknown"


# --- risk is not reckoned ---------------------------------------------------------------------

FORMS = st.lists(st.integers(0, 3), min_size=9, max_size=9)


def answered_with(of: Situation, forms: list[list[int]]) -> Data:
    """The decision where PHQ-9 was filled in so."""
    facts = copy.deepcopy(of.record["facts"])
    for number, form in enumerate(forms):
        items = [{"item": str(n), "score": score} for n, score in enumerate(form, 1)]
        when = f"2026-03-1{number}T08:00:00Z"
        more: Data = {"measure": "phq-9", "items": items}
        facts.append(fact("measurement", when, f"form{number}", **more))
    return decided(of._replace(record={**of.record, "facts": facts}))


@FEW
@given(situations(), st.lists(FORMS, min_size=1, max_size=2), st.data())
def test_no_answer_turns_on_item_nine(
    of: Situation, forms: list[list[int]], data: st.DataObject
) -> None:
    """The same sum with another item 9: nothing differs but that a person looks. 31, 50"""
    swapped = [list(form) for form in forms]
    for form in swapped:
        other = data.draw(st.integers(0, 7))
        form[8], form[other] = form[other], form[8]
    one, two = answered_with(of, forms), answered_with(of, swapped)
    if of.question["kind"] == "work.reading":
        for found in (one, two):
            found.pop("obligations", None)
            found.pop("valid_until", None)
    assert one == two


@FEW
@given(situations(), FORMS, st.integers(0, 3))
def test_item_nine_by_itself_opens_and_closes_nothing(
    of: Situation, form: list[int], score: int
) -> None:
    """What does not ask for the score of this form does not see it. 31"""
    seen = of.question["kind"] in ("work.reading", "work.change", "work.milestone_now")
    if seen or "phq-9" in str(of.agreement["clauses"]):
        return
    assert answered_with(of, [form]) == answered_with(of, [[*form[:8], score]])
