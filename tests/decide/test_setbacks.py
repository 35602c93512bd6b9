"""What is done for a setback, what it never changes, and what changes anything at all."""

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
    codes,
    consent,
    covers,
    fact,
    record,
)

ADOPTED = fact("adopted", at(MON), digest=DIGEST, version=1, in_force_from=at(MON))
ALWAYS_SO = ["crisis", "sharing", "governance"]


def setback(**more: Any) -> Data:
    return {"kind": "work.setback", "id": "setback"} | more


def happened(when: Any, id_: str | None = None, **more: Any) -> Data:
    return fact("setback", when, id_, by="client", **more)


def now(*clauses: Data, facts: tuple[Data, ...] = (), when: str = at(FRI), **more: Any) -> Data:
    complete = more.pop("complete", covers("setback"))
    return ask(
        agreement(*clauses), "work.setback_now", when, record(*facts, complete=complete), **more
    )


@pytest.mark.parametrize(
    ("facts", "root", "standing"),
    [
        ([fact("ended", at(WED), by="client")], {}, "ended"),
        ([fact("lapsed", at(WED))], {}, "lapsed"),
        ([], {"term": {"first": "2026-01-01", "last": "2026-06-03"}}, "outside_term"),
    ],
)
def test_after_an_end_what_always_stays_is_still_the_answer(
    facts: list[Data], root: Data, standing: str
) -> None:
    """spec/work 34"""
    clause = setback(meets=["tell"], unchanged=["rights"])
    facts = [ADOPTED, happened(at(TUE)), *facts]
    found = ask(agreement(clause, **root), "work.setback_now", at(FRI), record(*facts))
    assert found["outcome"] == "answered"
    assert found["value"] == {"kind": "setback_now", "unchanged": ALWAYS_SO}
    assert found["reasons"] == [{"code": "not_in_force", "detail": standing}]


def changed(about: str, *facts: Data, when: str = at(FRI), clauses: tuple[Data, ...] = ()) -> Any:
    found = ask(agreement(*clauses), "work.changed_by", when, record(*facts), about=about)
    return found["value"]["so"] if found["outcome"] == "answered" else found["outcome"]


def test_what_is_done_then() -> None:
    """spec/work 33"""
    value = now(setback(meets=["tell", "look", "rest"], channels=["phone"]))["value"]
    assert value["meets"] == ["tell", "look", "rest"]
    assert value["channels"] == ["phone"]


def test_what_always_stays() -> None:
    """spec/work 34"""
    bare = now()
    assert (bare["outcome"], codes(bare)) == ("answered", ["nothing_agreed"])
    assert bare["value"] == {"kind": "setback_now", "unchanged": ALWAYS_SO}
    said = setback(unchanged=["contact", "crisis"], untouched=["other"])
    other = {"kind": "contact.channel", "id": "other", "medium": "phone"}
    value = now(said, other)["value"]
    assert value["unchanged"] == [*ALWAYS_SO, "contact"]
    assert value["untouched"] == ["other"]
    off = now(setback(meets=["tell"], valid={"last": MON}))
    assert off["value"] == {"kind": "setback_now", "unchanged": ALWAYS_SO}


def test_of_several_each_is_said() -> None:
    """spec/work 34"""
    found = now(setback(meets=["tell"]), {**setback(meets=["rest"]), "id": "other"})
    assert found["outcome"] == "unknown"
    values = [other["value"] for other in found["alternatives"]]
    assert sorted(value["meets"][0] for value in values) == ["rest", "tell"]
    assert all(value["unchanged"] == ALWAYS_SO for value in values)
    perhaps = now(setback(when={"fact": "well"}))
    assert perhaps["outcome"] == "unknown"
    assert perhaps["alternatives"][0]["value"]["unchanged"] == ALWAYS_SO


def test_when_the_other_side_answers() -> None:
    """spec/work 35"""
    clause = setback(reply={"clock": "elapsed", "amount": "PT24H", "from": "told"})
    assert "reply_min" not in now(clause)["value"]
    both = happened(at(TUE)), happened(at(WED))
    value = now(clause, facts=both, when=at(THU))["value"]
    assert value["reply_min"] == value["reply_max"] == at(THU)
    assert "reply_min" not in now(clause, facts=both, when=at(THU, "12:00:01"))["value"]
    loose = now(clause, facts=(happened({"on": TUE}),), when=at(WED))["value"]
    assert (loose["reply_min"], loose["reply_max"]) == (f"{TUE}T23:00:00Z", f"{WED}T22:59:59Z")


def test_when_a_review_is_offered() -> None:
    """spec/work 36"""
    tally = {"unit": "events", "count": [{"fact": "setback"}], "window": {"kind": "ever"}}
    clause = setback(review_after=tally | {"at_least": 2})
    one, two = happened(at(TUE), "one"), happened(at(WED), "two")
    once = now(clause, facts=(one,), complete=covers("setback", since=MON))
    term = agreement(clause, term={"first": MON})
    known = ask(term, "work.setback_now", at(FRI), record(one, complete=covers("setback")))
    assert known["value"]["review"] == "no"
    assert once["value"]["review"] == "not_known"
    assert once.get("obligations", []) == []
    twice = now(clause, facts=(one, two), complete=())
    assert twice["value"]["review"] == "yes"
    assert [duty["code"] for duty in twice["obligations"]] == ["offer_review"]


# --- what changed ---------------------------------------------------------------------------------

NOTHING = [
    ("setback", {}),
    ("homework_reported", {"clause": "walk", "how": "not_yet"}),
    ("homework_reported", {"clause": "walk", "how": "chose_not_to"}),
    ("duty_done", {"clause": "duty"}),
    ("obstacle_named", {}),
    ("checked_in", {}),
    ("signal_given", {"signal": "hand"}),
    ("break_taken", {}),
    ("paused", {"by": "client"}),
    ("adjustment_asked", {}),
    ("measurement", {"measure": "phq-9", "score": 27}),
    ("readiness_read", {"clause": "ready", "indicator": "sleep", "is": False}),
    ("reflected", {}),
    ("summary_given", {"session": "s"}),
    ("session_cancelled", {"session": "s"}),
]


@pytest.mark.parametrize(("kind", "more"), NOTHING)
def test_nothing_else_changes_anything(kind: str, more: Data) -> None:
    """spec/work 39"""
    assert changed("it", fact(kind, at(TUE), "it", **more)) is False


def test_what_binds_changes_what_holds() -> None:
    """spec/work 37"""
    later = ADOPTED | {"id": "later", "in_force_from": at(THU)}
    assert changed("later", later, when=at(WED)) is False
    assert changed("later", later, when=at(THU)) is True
    assert changed("it", fact("ending_told", at(TUE), "it", by="client")) is True
    allowed: Data = {"kind": "pace.touch", "id": "touch"}
    given = consent("touch", at(TUE), id_="given")
    back = consent("touch", at(WED), back=True, id_="back")
    assert changed("given", given, back, clauses=(allowed,)) is True
    assert changed("back", given, back, clauses=(allowed,)) is True


def test_a_phase_changes_by_the_second_yes() -> None:
    """spec/work 37, 39"""
    ladder = {"steps": [{"id": "a"}, {"id": "b"}]}
    phases = {"kind": "work.transition", "id": "phases", "ladder": ladder}
    one = fact("step_confirmed", at(MON), "one", step="phases/b", by="client")
    two = fact("step_confirmed", at(TUE), "two", step="phases/b", by="therapist")
    stay = fact("step_confirmed", at(WED), "stay", step="phases/b", by="client")
    facts = (one, two, stay)
    assert [changed(name, *facts, clauses=(phases,)) for name in ("one", "two", "stay")] == [
        False,
        True,
        False,
    ]
    assert changed("two", *facts) is False
    # Which of two completed the step is not known where their order is not.
    loose = one | {"at": {"on": TUE}}
    assert [changed(n, loose, two, clauses=(phases,)) for n in ("one", "two")] == ["unknown"] * 2
    entered = fact("phase_entered", at(TUE), "entered", phase="b")
    assert changed("entered", entered, clauses=(phases,)) is False
    assert changed("entered", entered) is True


def cool_off(**more: Any) -> Data:
    return {
        "kind": "contact.cool_off",
        "id": "rest",
        "after": [{"fact": "self_harm"}],
        "lasts": {"clock": "elapsed", "amount": "PT24H"},
        "suspends": ["coaching"],
    } | more


def test_an_act_that_begins_a_cool_off_changes_who_may_call() -> None:
    """spec/work 37, 39; spec/decisions 24"""
    act = fact("self_harm", at(TUE), "it")
    assert changed("it", act) is False
    assert changed("it", act, clauses=(cool_off(),)) is True
    # It did, although the rest is over; a rest of nothing is none.
    assert changed("it", act, clauses=(cool_off(),), when=at(SUN)) is True
    assert changed("it", act, clauses=(cool_off(suspends=["scheduling"]),)) is False
    other = cool_off(after=[{"fact": "happened", "named": "quarrel"}])
    assert changed("it", act, clauses=(other,)) is False
    quarrel = fact("happened", at(TUE), "it", name="quarrel")
    assert changed("it", quarrel, clauses=(other,)) is True
    assert changed("it", quarrel | {"name": "walk"}, clauses=(other,)) is False
    assert changed("it", act | {"at": at(SUN)}, clauses=(cool_off(),)) is False  # a plan
    # What says nothing but how it goes begins none (spec/pace 5).
    heard = cool_off(after=[{"fact": "setback"}])
    assert changed("it", happened(at(TUE), "it"), clauses=(heard,)) is False


def test_it_is_the_cool_off_of_then_that_counts() -> None:
    """spec/work 37"""
    act = fact("self_harm", at(TUE), "it")
    for valid, so in (({"first": WED}, False), ({"first": MON, "last": TUE}, True)):
        assert changed("it", act, clauses=(cool_off(valid=valid),)) is so
    some_day = act | {"at": {"not_before": at(MON), "not_after": at(TUE)}}
    assert changed("it", some_day, clauses=(cool_off(valid={"first": TUE}),)) == "unknown"
    perhaps = cool_off(when={"fact": "unwell"})
    assert changed("it", act, clauses=(perhaps,)) == "unknown"


@pytest.mark.parametrize(
    ("source", "told", "so"),
    [
        ("act", None, True),
        ("told", at(WED), True),
        ("told", None, "unknown"),
        ("told", at(SUN), False),
        ({"unstated": "vague"}, None, "unknown"),
        ({"unstated": "vague"}, at(WED), True),
    ],
)
def test_a_cool_off_that_runs_from_the_telling(source: Any, told: str | None, so: Any) -> None:
    """spec/work 37, 38"""
    act = fact("self_harm", at(TUE), "it", **({"told_at": told} if told else {}))
    lasts: Data = {"clock": "elapsed", "amount": "PT24H", "from": source}
    assert changed("it", act, clauses=(cool_off(lasts=lasts),)) == so


def stated(name: str, when: str, id: str, is_: Any = True) -> Data:
    return fact("stated", when, id, name=name, **{"is": is_})


FEE: Data = {
    "kind": "contact.fee",
    "id": "fee",
    "price": {"kind": "amount", "minor": 500, "currency": "GBP"},
}


UNWELL: Data = {"fact": "unwell"}
WAS_NOT, WAS = (stated("unwell", at(MON), "a", is_) for is_ in (False, True))
IT = stated("unwell", at(TUE), "it")
OVER = stated("unwell", at(WED), "b", False)


HIGH: Data = {"quantity": "distress", "at_least": 7}


def distress(amount: int, when: str, id: str) -> Data:
    return fact("measured", at(when), id, quantity="distress", amount=amount)


@pytest.mark.parametrize(
    ("when", "told", "so"),
    [
        (UNWELL, [WAS_NOT, IT], True),
        ({"not": UNWELL}, [WAS_NOT, IT], True),
        (UNWELL, [WAS_NOT, IT, OVER], True),
        (UNWELL, [WAS, IT], False),
        (UNWELL, [IT], "unknown"),  # nobody said how it was before
        (UNWELL, [WAS_NOT, stated("tired", at(TUE), "it")], False),
        ({"any": [UNWELL, {"not": UNWELL}]}, [WAS_NOT, IT], False),
        ({"all": [UNWELL, {"fact": "away"}]}, [WAS_NOT, IT], "unknown"),
        (HIGH, [distress(3, MON, "a"), distress(8, TUE, "it")], True),
        (HIGH, [distress(9, MON, "a"), distress(8, TUE, "it")], False),
    ],
)  # fmt: skip
def test_what_a_clause_turns_on_changes_what_holds(when: Data, told: list[Data], so: Any) -> None:
    """spec/work 37, 39"""
    assert changed("it", *told, clauses=(FEE | {"when": when},)) == so


def test_of_two_at_one_instant_only_the_one_that_is_heard() -> None:
    """spec/work 37: it is compared with the same record without it"""
    both = stated("unwell", at(TUE), "it"), stated("tired", at(TUE), "other")
    clauses = (FEE | {"when": {"fact": "unwell"}},)
    before = stated("unwell", at(MON), "a", False)
    assert changed("it", before, *both, clauses=clauses) is True
    assert changed("other", before, *both, clauses=clauses) is False


def test_what_is_stated_for_later_has_changed_nothing_yet() -> None:
    """spec/work 38"""
    plan = stated("unwell", at(SUN), "it")
    assert changed("it", plan, when=at(FRI), clauses=(FEE | {"when": {"fact": "unwell"}},)) is False


def test_a_setback_changes_nothing_whatever_counts_it() -> None:
    """spec/work 39: a duty may be owed after a setback; nothing that was agreed is another"""
    duty: Data = {"kind": "work.duty", "id": "duty", "duty": "call", "strength": "aim"}
    clauses = tuple(clause | {"when": {"fact": "setback"}} for clause in (FEE, duty))
    assert changed("it", happened(at(TUE), "it"), clauses=clauses) is False


def test_a_plan_and_what_nobody_wrote_down() -> None:
    """spec/work 38"""
    end = fact("ending_told", at(SUN), "end", by="client")
    found = ask(agreement(), "work.changed_by", at(FRI), record(end), about="end")
    assert found["value"]["so"] is False
    assert found["valid_until"] == at(SUN)
    some_day = fact("ending_told", {"on": FRI}, "day", by="client")
    assert changed("day", some_day, when=at(FRI)) == "unknown"
    assert changed("nowhere") == "unknown"
