"""When the agreement is gone through together, and who may ask for it."""

from typing import Any

import pytest

from tests.decide.making import (
    DIGEST,
    FRI,
    MON,
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
)

MONTH: Data = {"clock": "calendar", "amount": "P1M"}
WEEK: Data = {"clock": "calendar", "amount": "P7D"}
ADOPTED = fact("adopted", at(MON), digest=DIGEST, version=1, in_force_from=at(MON))
NEVER: Data = {"never": True}


def review(**more: Any) -> Data:
    clause = {"kind": "governance.review", "id": "review", "strength": "promise"} | more
    return clause if clause.keys() & {"after", "on_request"} else {"every": MONTH} | clause


def held(when: Any, *clauses: str, **more: Any) -> Data:
    named: Data = {"clauses": list(clauses)} if clauses else {}
    return fact("review_held", when, **named, **more)


def requested(when: Any, *clauses: str, **more: Any) -> Data:
    named: Data = {"clauses": list(clauses)} if clauses else {}
    return fact("review_requested", when, **named, **more)


def due(clause: Data, *facts: Data, when: str = at(SUN), **more: Any) -> Data:
    return ask(agreement(clause), "governance.review_due", when, record(*facts, **more))


def times(found: Data) -> tuple[Any, Any]:
    assert found["outcome"] == "answered"
    return found["value"].get("min"), found["value"].get("max")


def overdue(clause: Data, when: str, *facts: Data, **more: Any) -> Any:
    found = ask(agreement(clause), "governance.review_overdue", when, record(*facts, **more))
    return found["value"]["so"] if found["outcome"] == "answered" else found["outcome"]


# --- who may ask ------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["client", "therapist", "employer", "payer"])
def test_anybody_may_ask(who: str) -> None:
    """spec/governance 1"""
    over = record(fact("ended", at(MON)))
    for data in (agreement(), agreement(review(by=["therapist"]))):
        for happened in (None, record(), over):
            found = ask(data, "governance.may_ask_review", at(FRI), happened, by=who)
            assert found["outcome"] == "permit"
            assert codes(found) == ["right" if who == "client" else "anybody"]


# --- by when ----------------------------------------------------------------------------------


def test_it_is_due_so_long_after_the_last_one() -> None:
    """spec/governance 3, 9"""
    clause = review(agenda=["goals"], outcomes=["go_on", "end"])
    found = due(clause, ADOPTED)
    assert times(found) == ("2026-07-01T12:00:00Z",) * 2
    assert found["value"]["strength"] == "promise"
    assert found["value"]["agenda"] == ["goals"]
    assert found["value"]["outcomes"] == ["go_on", "end"]
    assert times(due(clause, ADOPTED, held(at(WED)))) == ("2026-07-03T12:00:00Z",) * 2
    later = due(clause, ADOPTED, held(at(FRI)), when=at(THU))
    assert times(later) == ("2026-07-01T12:00:00Z",) * 2
    assert later["valid_until"] == at(FRI)


def test_the_beginning_stands_in_for_the_first_one() -> None:
    """spec/governance 3"""
    clause = review()
    assert due(clause)["outcome"] == "unknown"
    assert ("adopted", "review") in {(w["fact"], w["clause"]) for w in due(clause)["waits_for"]}
    term = {"first": "2026-06-02"}
    found = ask(agreement(clause, term=term), "governance.review_due", at(SUN), record())
    assert times(found) == ("2026-07-01T23:00:00Z",) * 2
    later = fact("adopted", at(TUE), digest=DIGEST, version=1, in_force_from=at(SUN))
    assert times(due(clause, ADOPTED, later, when=at(FRI)))[0] == "2026-07-01T12:00:00Z"
    assert times(due(clause, ADOPTED, later, when=at(SUN)))[0] == "2026-07-07T12:00:00Z"


def test_what_a_withdrawal_made_puts_no_review_off() -> None:
    """It is as old as the version that it is made of, and binds from later (spec/governance 3)."""
    made = fact("adopted", at(MON), "made", digest=DIGEST, version=2, in_force_from=at(THU))
    assert times(due(review(), ADOPTED, made, when=at(FRI)))[0] == "2026-07-01T12:00:00Z"
    later = fact("adopted", at(TUE), digest=DIGEST, version=3, in_force_from=at(FRI))
    left = fact("adopted", at(TUE), "left", digest=DIGEST, version=4, in_force_from=at(SUN))
    assert times(due(review(), ADOPTED, made, later, left, when=at(SUN)))[0] == (
        "2026-07-05T12:00:00Z"
    )


def test_it_is_due_in_sessions() -> None:
    """spec/governance 2, 3"""
    clause = review(every={"clock": "sessions", "count": 2})
    planned = [
        fact("session_scheduled", at(MON), f"p{n}", session=f"s{n}", starts=at(day))
        for n, day in enumerate((TUE, THU, FRI))
    ]
    assert times(due(clause, ADOPTED, *planned)) == (at(THU),) * 2
    assert times(due(clause, ADOPTED, held(at(TUE, "13:00")), *planned)) == (at(FRI),) * 2


@pytest.mark.parametrize(
    ("named", "counts"),
    [((), True), (("review",), True), (("a", "b"), True), (("a",), False), (("c",), False)],
)
def test_which_reviews_count(named: tuple[str, ...], counts: bool) -> None:
    """spec/governance 4"""
    others = [{"kind": "contact.channel", "id": n, "medium": "phone"} for n in "ab"]
    data = agreement(review(of=["a", "b"]), *others)
    found = ask(data, "governance.review_due", at(SUN), record(ADOPTED, held(at(WED), *named)))
    assert times(found)[0] == ("2026-07-03T12:00:00Z" if counts else "2026-07-01T12:00:00Z")


def test_a_review_of_a_part_is_none_of_the_whole() -> None:
    """spec/governance 4"""
    assert times(due(review(), ADOPTED, held(at(WED), "phone")))[0] == "2026-07-01T12:00:00Z"


def test_an_act_or_a_request_makes_it_due() -> None:
    """spec/governance 2, 5, 6"""
    clause = review(every=MONTH, on_request=True, within=WEEK)
    asked = requested(at(WED), by="client")
    assert times(due(clause, ADOPTED, asked)) == ("2026-06-10T12:00:00Z",) * 2
    assert times(due(clause, ADOPTED, asked, requested(at(THU)))) == ("2026-06-10T12:00:00Z",) * 2
    assert times(due(clause, ADOPTED, asked, held(at(THU))))[0] == "2026-07-04T12:00:00Z"
    assert times(due(review(), ADOPTED, asked))[0] == "2026-07-01T12:00:00Z"
    acts = review(every=MONTH, after=[{"fact": "self_harm"}], within=WEEK)
    harm = fact("self_harm", at(TUE))
    assert times(due(acts, ADOPTED, harm))[0] == "2026-06-09T12:00:00Z"
    assert times(due(acts, ADOPTED, harm, held(at(TUE, "12:01"))))[0] == "2026-07-02T12:01:00Z"


@pytest.mark.parametrize(
    ("of", "named", "counts"),
    [
        ((), ("a",), True),
        (("a", "b"), ("a",), True),
        (("a",), ("b",), False),
        (("a",), (), True),
        (("a",), ("review",), True),
    ],
)
def test_which_requests_count(of: Any, named: Any, counts: bool) -> None:
    """spec/governance 5"""
    others = [{"kind": "contact.channel", "id": n, "medium": "phone"} for n in "ab"]
    clause = review(on_request=True, within=WEEK) | ({"of": list(of)} if of else {})
    happened = record(ADOPTED, requested(at(WED), *named))
    found = ask(agreement(clause, *others), "governance.review_due", at(SUN), happened)
    assert times(found)[0] == ("2026-06-10T12:00:00Z" if counts else NEVER)


@pytest.mark.parametrize(
    ("named", "reviewed", "met"),
    [
        (("a",), ("a",), True),
        (("a",), ("b", "a"), True),
        (("a", "b"), ("a",), False),
        (("a",), ("b",), False),
        ((), ("a", "b"), False),
        (("a",), (), True),
    ],
)
def test_a_request_for_some_clauses_is_met_by_a_review_of_them(
    named: Any, reviewed: Any, met: bool
) -> None:
    """spec/governance 5: what the clause itself asks for goes on as it was."""
    others = [{"kind": "contact.channel", "id": n, "medium": "phone"} for n in "ab"]
    agreed = agreement(review(every=MONTH, on_request=True, within=WEEK), *others)
    asked, later = requested(at(WED), *named), held(at(THU), *reviewed)
    happened = record(ADOPTED, asked, later)
    found = ask(agreed, "governance.review_due", at(SUN), happened)
    whole = "2026-07-04T12:00:00Z"  # a review of everything starts all of it anew
    unmet, begun = "2026-06-10T12:00:00Z", "2026-07-01T12:00:00Z"
    assert times(found)[0] == ((begun if reviewed else whole) if met else unmet)
    # A review that came before it, or may have, does not meet it for certain.
    before = record(ADOPTED, asked, held(at(TUE), *reviewed))
    assert times(ask(agreed, "governance.review_due", at(SUN), before))[0] == unmet
    if met and reviewed:
        second = record(ADOPTED, asked, later, requested(at(FRI), *named))
        found = ask(agreed, "governance.review_due", at(SUN), second)
        assert times(found)[0] == "2026-06-12T12:00:00Z"


def test_without_a_time_it_is_due_from_then_on() -> None:
    """spec/governance 6, 11"""
    clause = review(on_request=True)
    asked = requested(at(WED))
    assert times(due(clause, asked)) == (at(WED), None)
    assert overdue(clause, "2027-01-01T00:00:00Z", asked) == "not_applicable"
    both = review(every=MONTH, on_request=True)
    assert times(due(both, ADOPTED, asked)) == (at(WED), "2026-07-01T12:00:00Z")
    assert overdue(both, "2026-07-01T12:00:00Z", ADOPTED, asked) is False
    assert overdue(both, "2026-07-01T12:00:01Z", ADOPTED, asked) is True


def test_nothing_has_made_it_due() -> None:
    """spec/governance 7, 11"""
    clause = review(on_request=True, within=WEEK)
    found = due(clause)
    assert times(found) == (NEVER, NEVER)
    assert because(found, "review") == ["not_due"]
    assert overdue(clause, at(SUN)) is False


def test_what_is_not_known() -> None:
    """spec/governance 8"""
    alone = ask(agreement(review()), "governance.review_due", at(SUN))
    assert alone["outcome"] == "unknown"
    assert "alternatives" not in alone
    assert overdue(review(), "2026-07-02T00:00:00Z", ADOPTED) is True
    asked = ask(agreement(review()), "governance.review_overdue", "2026-07-02T00:00:00Z")
    assert asked["outcome"] == "unknown"
    vague = due(review(every={"unstated": "vague"}), ADOPTED)
    assert vague["outcome"] == "unknown"
    assert because(vague, "review") == ["unstated"]
    soon = due(review(on_request=True, within={"unstated": "vague"}), requested(at(WED)))
    assert soon["outcome"] == "unknown"
    acts = review(after=[{"fact": "self_harm"}], within=WEEK)
    bare = due(acts, ADOPTED, complete=())
    assert bare["outcome"] == "unknown"
    assert {"fact": "self_harm", "clause": "review"} in bare["waits_for"]
    assert times(due(acts, ADOPTED, complete=covers("self_harm", since=MON)))[0] == NEVER


def test_what_may_have_come_after_is_not_known() -> None:
    """spec/governance 8"""
    clause = review(on_request=True, within=WEEK)
    wide = {"not_before": at(TUE), "not_after": at(THU)}
    assert due(clause, held(at(WED)), requested(wide))["outcome"] == "unknown"
    assert times(due(clause, held(at(MON)), requested(wide))) == (
        "2026-06-09T12:00:00Z",
        "2026-06-11T12:00:00Z",
    )
    assert times(due(clause, held(at(FRI)), requested(wide)))[0] == NEVER
    # The first request counts: on Tuesday at the earliest, on Wednesday at the latest.
    assert times(due(clause, held(at(MON)), requested(wide), requested(at(WED)))) == (
        "2026-06-09T12:00:00Z",
        "2026-06-10T12:00:00Z",
    )
    # One that came with the review did not come after it.
    between = held({"not_before": at(TUE), "not_after": at(WED)})
    assert due(clause, between, requested(at(WED)))["outcome"] == "unknown"
    assert times(due(clause, between, requested(at(WED, "12:00:01"))))[0] == "2026-06-10T12:00:01Z"
    later = due(clause, between, requested(at(WED)), requested(at(THU)))
    assert later["outcome"] == "unknown"
    assert (
        overdue(clause, "2026-06-11T12:00:01Z", between, requested(at(WED)), requested(at(THU)))
        is True
    )
    assert overdue(clause, "2026-06-10T12:00:00Z", held(at(MON)), requested(wide)) == "unknown"
    assert overdue(clause, "2026-06-11T12:00:01Z", held(at(MON)), requested(wide)) is True
    assert overdue(clause, "2026-07-01T00:00:00Z", held(at(WED)), requested(wide)) == "unknown"
    may = fact("review_held", {"not_before": at(FRI), "not_after": at(SUN)})
    spread = due(review(), ADOPTED, may, when=at(FRI, "13:00"))
    assert times(spread) == ("2026-07-01T12:00:00Z", "2026-07-07T12:00:00Z")


# --- overdue ----------------------------------------------------------------------------------


def test_only_a_promise_is_overdue() -> None:
    """spec/governance 10"""
    end = "2026-07-01T12:00:00Z"
    assert overdue(review(), end, ADOPTED) is False
    assert overdue(review(), "2026-07-01T12:00:01Z", ADOPTED) is True
    found = ask(agreement(review()), "governance.review_overdue", at(SUN), record(ADOPTED))
    assert found["valid_until"] == "2026-07-01T12:00:01Z"
    for strength in ("aim", "none"):
        assert overdue(review(strength=strength), "2027-01-01T00:00:00Z", ADOPTED) == (
            "not_applicable"
        )
    vague = review(strength={"unstated": "vague"})
    assert overdue(vague, "2027-01-01T00:00:00Z", ADOPTED) == "unknown"
    assert "strength" not in due(vague, ADOPTED)["value"]


@pytest.mark.parametrize(
    ("amount", "late", "found"),
    [
        ({"min": "P7D", "max": "P14D"}, "2026-06-08T12:00:00Z", False),
        ({"min": "P7D", "max": "P14D"}, "2026-06-10T12:00:00Z", "unknown"),
        ({"min": "P7D", "max": "P14D"}, "2026-06-15T12:00:01Z", True),
        ({"at_least": "P7D", "at_most": "P14D"}, "2026-06-10T12:00:00Z", False),
        ({"at_least": "P7D", "at_most": "P14D"}, "2026-06-15T12:00:01Z", True),
        ({"at_least": "P7D"}, "2027-06-15T12:00:01Z", False),
        ({"about": "P7D"}, "2027-06-15T12:00:01Z", "unknown"),
    ],
)
def test_an_amount_that_is_not_exact(amount: Data, late: str, found: Any) -> None:
    """spec/governance 10"""
    clause = review(every={"clock": "calendar", "amount": amount})
    assert overdue(clause, late, ADOPTED) == found


def test_an_overdue_part_makes_it_overdue_whatever_else_is_not_known() -> None:
    """spec/governance 10"""
    clause = review(every=WEEK, after=[{"fact": "self_harm"}], within=WEEK)
    assert overdue(clause, "2026-06-09T00:00:00Z", ADOPTED, complete=()) is True
    assert overdue(clause, "2026-06-08T00:00:00Z", ADOPTED, complete=()) == "unknown"


def test_one_of_several_must_be_named() -> None:
    """spec/governance 2, 12"""
    data = agreement(review(), review(id="other", every=WEEK))
    happened = record(ADOPTED)
    assert ask(data, "governance.review_due", at(SUN), happened)["outcome"] == "unknown"
    found = ask(data, "governance.review_due", at(SUN), happened, clause="other")
    assert times(found)[0] == "2026-06-08T12:00:00Z"
    assert ask(agreement(), "governance.review_due", at(SUN))["outcome"] == "not_applicable"
    # A review that was held adopts nothing.
    told = record(ADOPTED, held(at(TUE), outcome="change"))
    assert ask(data, "governance.may_ask_review", at(SUN), told, by="client")["basis"][
        "standing"
    ] == ("in_force")


def test_whether_it_speaks_may_not_be_known() -> None:
    """spec/governance 8"""
    clause = review(when={"fact": "well"})
    found = due(clause, ADOPTED)
    assert found["outcome"] == "unknown"
    assert found["alternatives"][0]["value"]["min"] == "2026-07-01T12:00:00Z"
    assert overdue(clause, "2026-07-01T12:00:00Z", ADOPTED) is False
    assert overdue(clause, "2026-07-02T12:00:00Z", ADOPTED) == "unknown"
