"""Phases and steps: both sides begin them, nothing else does; what moves with them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    codes,
    covers,
    fact,
    record,
    stated,
)

STEPS = ("a", "b", "c")
ADOPTED = fact("adopted", at(MON), digest=DIGEST, version=1, in_force_from=at(MON))


def transition(*steps: Data, **more: Any) -> Data:
    ladder = {"steps": list(steps) or [{"id": name} for name in STEPS]}
    return {"kind": "work.transition", "id": "way", "ladder": ladder} | more


def sequence(*steps: Data, **more: Any) -> Data:
    return transition(*steps) | {"kind": "pace.sequence"} | more


def said(step: str, when: Any, by: str | None = "client", *with_: str, **more: Any) -> Data:
    named: Data = {"by": by} if by else {}
    together: Data = {"with_": list(with_)} if with_ else {}
    name = f"{step}-{by}-{when if isinstance(when, str) else sorted(when.values())[-1]}"
    id_ = more.pop("id_", name.lower().replace(":", "").replace(".", ""))
    return fact("step_confirmed", when, id_, step=f"way/{step}", **named, **together, **more)


def both(step: str, when: Any) -> Data:
    return said(step, when, "therapist", "client")


def now(clause: Data, *facts: Data, when: str = at(SUN), **more: Any) -> Data:
    kind = "work.phase_now" if clause["kind"] == "work.transition" else "pace.step_now"
    return ask(agreement(clause, **more), kind, when, record(*facts))


def step(clause: Data, *facts: Data, when: str = at(SUN), **more: Any) -> Any:
    found = now(clause, *facts, when=when, **more)
    return found["value"].get("step") if found["outcome"] == "answered" else found["outcome"]


def may(clause: Data, to: str, *facts: Data, when: str = at(SUN), known: Any = None) -> Data:
    kind = "work.may_step" if clause["kind"] == "work.transition" else "pace.may_step"
    happened = record(*facts) if known is None else known
    return ask(agreement(clause), kind, when, happened, step=to)


# --- what begins a step -------------------------------------------------------------------------


def test_where_a_ladder_begins() -> None:
    """spec/work 40, 43"""
    assert step(transition()) == "a"
    assert step(sequence()) is None
    assert now(sequence())["value"] == {"kind": "step_now", "next": "a"}
    assert "since" not in now(transition())["value"]


def test_both_sides_begin_a_step() -> None:
    """spec/work 41, 47"""
    one, two = said("b", at(TUE)), said("b", at(WED), "therapist")
    assert step(transition(), one) == "a"
    assert step(transition(), two) == "a"
    for facts in ((one, two), (both("b", at(WED)),)):
        assert step(transition(), *facts) == "b"
        assert now(transition(), *facts)["value"]["since"] == at(WED)
        assert step(transition(), *facts, when=f"{WED}T11:59:59Z") == "a"
        assert step(transition(), *facts, when=at(WED)) == "b"
    assert now(transition(), one, two, when=at(TUE))["valid_until"] == at(WED)


@pytest.mark.parametrize(("by", "moves"), [("practice", True), ("cover", True), ("family", False)])
def test_who_confirms_for_a_side(by: str, moves: bool) -> None:
    """spec/work 3, 41, 45"""
    assert (step(transition(), said("b", at(TUE)), said("b", at(WED), by)) == "b") is moves


def test_the_latest_word_of_each_side_counts() -> None:
    """spec/work 42"""
    again = (said("b", at(TUE)), said("a", at(WED)), said("b", at(THU), "therapist"))
    assert step(transition(), *again) == "a"
    assert step(transition(), *again, said("b", at(FRI))) == "b"
    used = (both("b", at(TUE)), said("c", at(WED)), both("a", at(THU)))
    assert step(transition(), *used, said("c", at(FRI), "therapist")) == "a"
    value = now(transition(), *used, said("c", at(FRI), "therapist"))["value"]
    assert (value["confirmed"], value["to"]) == (["therapist"], "c")


def test_nothing_else_moves_a_step() -> None:
    """spec/work 44"""
    steps: list[Data] = [
        {"id": "a", "lasts": {"clock": "calendar", "amount": "P1D"}},
        {"id": "b", "enter": {"fact": "well"}, "back": {"fact": "unwell"}},
    ]
    others = (
        ADOPTED,
        stated("well", True),
        fact("phase_entered", at(TUE), phase="b"),
        fact("measurement", at(TUE), measure="phq-9", score=2),
    )
    assert step(transition(*steps), *others) == "a"
    on = both("b", at(TUE))
    assert step(transition(*steps), *others, on, stated("unwell", True, at(WED))) == "b"
    bare = ask(agreement(transition()), "work.phase_now", at(SUN))
    assert bare["outcome"] == "unknown"
    assert bare["waits_for"] == [{"fact": "step_confirmed", "clause": "way"}]


def test_what_moves_nothing() -> None:
    """spec/work 45"""
    for odd in (both("z", at(TUE)), said("b", at(TUE), None), both("a", at(TUE))):
        found = now(transition(), odd)
        assert found["value"] == {"kind": "step_now", "step": "a", "next": "b"}


def test_a_step_that_an_earlier_therapist_confirmed() -> None:
    """spec/work 41, 45, 106, spec/decisions 7: nobody is put back by who left the agreement"""
    earlier = said("b", at(TUE), "earlier", "client")
    assert step(transition(), earlier) == "unknown"
    assert step(transition(), said("b", at(TUE), "family", "client")) == "a"
    assert step(transition(), earlier, both("b", at(WED))) == "b"
    assert step(transition(), earlier, both("a", at(WED))) == "a"
    many = [said("b", at(TUE), f"earlier-{n}", id_=f"by-{n}") for n in range(4)]
    assert step(transition(), *many) == "unknown"


def test_every_order_counts_where_times_are_not_exact() -> None:
    """spec/work 46, 47"""
    loose = both("b", {"on": WED})
    value = now(transition({"id": "a"}, {"id": "b", "lasts": DAY}), loose)["value"]
    assert (value["step"], value["since"]) == ("b", f"{TUE}T23:00:00Z")
    assert (value["ends_min"], value["ends_max"]) == (f"{WED}T23:00:00Z", f"{THU}T22:59:59Z")
    assert step(transition(), loose, when=at(WED)) == "unknown"
    assert step(transition(), loose, both("c", at(WED))) == "unknown"
    assert step(transition(), loose, both("c", at(TUE))) == "b"
    assert step(transition(), loose, both("c", f"{TUE}T23:00:00Z")) == "unknown"
    assert step(transition(), loose, both("c", at(THU))) == "c"
    many = [both("b", {"on": WED}) | {"id": f"many-{n}"} for n in range(7)]
    assert step(transition(), *many) == "unknown"


DAY: Data = {"clock": "calendar", "amount": "P1D"}


# --- what moves with them -----------------------------------------------------------------------

CALLS: Data = {
    "kind": "contact.allowance",
    "id": "calls",
    "when": {"phase": "b"},
    "tally": {
        "unit": "events",
        "count": [{"fact": "call_held"}],
        "window": {"kind": "period", "period": "week"},
        "at_most": 3,
    },
}


def left(condition: Data, *facts: Data, clauses: tuple[Data, ...], when: str = at(SUN)) -> Any:
    data = agreement(CALLS | {"when": condition}, *clauses)
    found = ask(data, "contact.allowance_left", when, record(*facts))
    return found["outcome"]


def test_conditions_follow_the_ladder() -> None:
    """spec/work 48"""
    way = (transition(),)
    on = both("b", at(TUE))
    assert left({"phase": "b"}, clauses=way) == "not_applicable"
    assert left({"phase": "a"}, clauses=way) == "answered"
    assert left({"phase": "b"}, on, clauses=way) == "answered"
    assert left({"step": "way/b"}, on, clauses=way) == "answered"
    assert left({"phase": "b"}, on, both("a", at(WED)), clauses=way) == "not_applicable"
    assert left({"phase": "b"}, said("b", at(TUE)), clauses=way) == "not_applicable"
    other = fact("phase_entered", at(TUE), phase="b")
    assert left({"phase": "b"}, other, clauses=way) == "not_applicable"
    assert left({"phase": "b"}, other, clauses=()) == "answered"
    off = (transition(valid={"last": MON}),)
    assert left({"phase": "b"}, on, clauses=off) == "answered"


def test_a_phase_that_two_transitions_name() -> None:
    """spec/work 48"""
    second = {**transition(), "id": "other"}
    on = both("b", at(TUE))
    too = on | {"id": "too", "step": "other/b"}
    assert left({"phase": "b"}, on, clauses=(transition(), second)) == "unknown"
    assert left({"phase": "b"}, on, too, clauses=(transition(), second)) == "answered"


def test_of_two_readings_of_a_ladder_each_moves_by_itself() -> None:
    """spec/decisions 48, spec/work 48, 49"""
    two = (transition(reading_of="way"), {**transition(reading_of="way"), "id": "other"})
    on = both("b", at(TUE))
    found = ask(
        agreement(CALLS | {"when": {"phase": "b"}}, *two),
        "contact.allowance_left",
        at(SUN),
        record(on),
    )
    ways = {a["readings"][0]["as"]: a["outcome"] for a in found["alternatives"]}
    assert (found["outcome"], ways) == (
        "unknown",
        {"way": "answered", "other": "not_applicable"},
    )
    # By each of them the present step has lasted two days, though they came to it apart.
    waited = {"elapsed": {"clock": "calendar", "amount": "P2D", "from": "step_entered"}}
    later = both("b", at(WED)) | {"id": "too", "step": "other/b"}
    assert left(waited, on, later, clauses=two, when=at(SUN)) == "answered"
    assert left(waited, on, later, clauses=two, when=at(THU)) == "unknown"
    assert left(waited, on, later, clauses=two, when=f"{THU}T11:59:59Z") == "not_applicable"


def test_a_phase_that_no_transition_names() -> None:
    """spec/work 48"""
    rest = fact("phase_entered", at(TUE), phase="rest")
    assert left({"phase": "rest"}, rest, clauses=(transition(),)) == "answered"
    only = transition({"id": "b"})
    elsewhere = fact("phase_entered", at(TUE), phase="rest")
    assert left({"phase": "b"}, elsewhere, clauses=(only,)) == "answered"


def test_time_from_the_present_step() -> None:
    """spec/work 49"""
    waited = {"elapsed": {"clock": "calendar", "amount": "P2D", "from": "step_entered"}}
    on = both("b", at(TUE)), said("c", at(FRI))
    assert left(waited, *on, clauses=(transition(),), when=at(WED)) == "not_applicable"
    assert left(waited, *on, clauses=(transition(),), when=at(THU)) == "answered"
    assert left(waited, clauses=(transition(),)) == "not_applicable"
    four = {"elapsed": {"clock": "calendar", "amount": "P4D", "from": "step_entered"}}
    assert left(four, *on, clauses=(transition(),), when=at(SAT)) == "answered"


# --- where we are, and where we may go ----------------------------------------------------------


def test_what_the_answer_names() -> None:
    """spec/work 50"""
    clause = transition(
        {"id": "a", "lasts": {"clock": "calendar", "amount": "P7D"}},
        {"id": "b", "lasts": DAY, "back": {"fact": "unwell"}},
        {"id": "c", "enter": {"fact": "well"}},
    )
    value = now(clause, ADOPTED)["value"]
    assert (value["ends_min"], value["ends_max"]) == (at("2026-06-08"),) * 2
    assert "before" not in value
    facts = (
        both("b", at(TUE)),
        stated("unwell", True, at(MON)),
        stated("well", False),
        said("c", at(THU)),
    )
    value = now(clause, *facts)["value"]
    expected = {"step": "b", "before": "a", "next": "c", "hoped": "no", "back": "yes"}
    assert {name: value[name] for name in expected} == expected
    assert value["ends_min"] == at(WED)
    assert (value["confirmed"], value["to"]) == (["client"], "c")
    assert step(clause, *facts) == "b"
    last = now(clause, both("c", at(TUE)))["value"]
    assert "next" not in last
    assert "hoped" not in last


def test_back_is_always_open() -> None:
    """spec/work 51"""
    clause = transition({"id": "a", "enter": {"fact": "well"}}, {"id": "b"}, {"id": "c"})
    on = both("c", at(TUE)), stated("well", False)
    for to in ("a", "b"):
        found = may(clause, to, *on)
        assert (found["outcome"], codes(found)) == ("permit", ["step_back"])
        assert [duty["code"] for duty in found["obligations"]] == ["confirm_both"]
    stays = may(clause, "c", *on)
    assert (stays["outcome"], codes(stays)) == ("permit", ["confirmed"])
    first = may(clause, "a")
    assert (first["outcome"], codes(first)) == ("permit", ["rules"])  # nobody confirmed the first
    unsure = both("b", {"on": SUN})
    assert may(transition(), "a", unsure)["outcome"] == "permit"
    assert may(transition(), "b", unsure)["outcome"] == "unknown"
    assert ask(agreement(transition()), "work.may_step", at(SUN), step="a")["outcome"] == "permit"
    assert ask(agreement(sequence()), "pace.may_step", at(SUN), step="a")["outcome"] == "unknown"


@pytest.mark.parametrize(
    ("well", "outcome"), [(True, "permit"), (False, "refer"), (None, "unknown")]
)
def test_on_to_the_next(well: bool | None, outcome: str) -> None:
    """spec/work 52, 53, 55"""
    facts = () if well is None else (stated("well", well),)
    for clause in (
        transition({"id": "z"}, {"id": "a", "enter": {"fact": "well"}}),
        sequence({"id": "a", "enter": {"fact": "well"}}),
    ):
        found = may(clause, "a", *facts)
        assert found["outcome"] == outcome
        owed = [duty["code"] for duty in found.get("obligations", [])]
        assert owed == ([] if well is None else ["confirm_both"])
    assert may(transition(), "b")["outcome"] == "permit"


def test_faster_than_the_agreed_pace() -> None:
    """spec/work 53, 55"""
    count = [{"fact": "step_confirmed", "by": "client", "of": "way"}]
    window = {"kind": "rolling", "length": "P2D"}
    pace = {"unit": "events", "count": count, "window": window, "at_most": 1}
    clause = sequence(pace=pace)
    on = both("a", at(TUE))

    def asked(when: str, complete: Any) -> Data:
        return may(clause, "b", when=when, known=record(on, complete=complete))

    early = asked(at(WED), covers("step"))
    assert (early["outcome"], codes(early)[0]) == ("refer", "faster")
    assert early["valid_until"] == at(THU)
    assert asked(at(THU), covers("step"))["outcome"] == "permit"
    assert asked(at(THU), ())["outcome"] == "unknown"
    value = now(clause, on, when=at(WED))["value"]
    assert value["in_pace"] == "no"


@pytest.mark.parametrize("of", [{}, {"of": "other"}])
def test_the_pace_of_a_sequence_is_that_of_its_own_steps(of: Data) -> None:
    """spec/work 53, 104"""
    count = [{"fact": "step_confirmed", "by": "client"} | of]
    window = {"kind": "rolling", "length": "P2D"}
    clause = sequence(pace={"unit": "events", "count": count, "window": window, "at_most": 1})
    data = agreement(clause, sequence() | {"id": "other"})

    def asked(step: str) -> Any:
        on = both("a", at(TUE)) | {"step": step}
        happened = record(on, complete=covers("step"))
        return ask(data, "pace.may_step", at(WED), happened, clause="way", step="a")["outcome"]

    assert asked("other/a") == ("refer" if of else "permit")
    assert asked("way/a") == "permit"  # to stay


@pytest.mark.parametrize(("skip", "outcome"), [(True, "permit"), (False, "refer"), (None, "refer")])
def test_over_a_step(skip: bool | None, outcome: str) -> None:
    """spec/work 54"""
    clause = sequence() | ({} if skip is None else {"skip": skip})
    assert may(clause, "c", both("a", at(TUE)))["outcome"] == outcome
    assert may(clause, "b")["outcome"] == outcome
    assert may(transition(), "c")["outcome"] == "refer"
    gated = sequence({"id": "a"}, {"id": "b"}, {"id": "c", "enter": {"fact": "well"}}, skip=True)
    assert may(gated, "c", stated("well", False))["outcome"] == "refer"


def test_no_such_step() -> None:
    """spec/work 56"""
    found = may(transition(), "z")
    assert (found["outcome"], codes(found)) == ("not_applicable", ["no_such_step"])


def test_where_it_is_not_known_whether_the_clause_speaks() -> None:
    """spec/work 48, 51"""
    perhaps = transition(when={"fact": "well"})
    assert step(perhaps) == "unknown"
    assert may(perhaps, "b")["outcome"] == "unknown"
    assert may(perhaps, "a", both("b", at(TUE)))["outcome"] == "permit"
    assert may(transition(valid={"last": MON}), "b")["outcome"] == "not_applicable"


# --- laws ---------------------------------------------------------------------------------------

TIMES = [at(day) for day in (MON, TUE, WED, THU, FRI, SAT)]
SAYS = st.tuples(
    st.sampled_from(STEPS),
    st.sampled_from(TIMES),
    st.sampled_from(("client", "therapist", "family")),
    st.booleans(),
)


def confirmed(drawn: list[tuple[str, str, str, bool]]) -> list[Data]:
    return [
        said(name, when, by, *(("client",) if together else ()), id_=f"f{number}")
        for number, (name, when, by, together) in enumerate(drawn)
    ]


def ever_both(facts: list[Data]) -> Iterator[str]:
    """The steps that each side has confirmed at some time: no step but these can ever begin."""
    for name in STEPS:
        told = [f for f in facts if f["step"] == f"way/{name}"]
        people = {who for f in told for who in (f["by"], *f.get("with", ()))}
        if {"client", "therapist"} <= people:
            yield name


@settings(max_examples=25)
@given(st.lists(SAYS, max_size=6))
def test_a_phase_changes_only_by_steps_that_both_confirmed(
    drawn: list[tuple[str, str, str, bool]],
) -> None:
    """spec/work 41, 44"""
    facts = confirmed(drawn)
    tied = len({each["at"] for each in facts}) < len(facts)
    may_be = {*ever_both(facts), *(["unknown"] if tied else [])}
    assert step(transition(), *facts) in {"a", *may_be}
    assert step(sequence(), *facts) in {None, *may_be}
    without = [f for f in facts if f["by"] != "client" and "with" not in f]
    assert step(transition(), *without) == "a"


@settings(max_examples=15)
@given(st.lists(SAYS, max_size=3, unique_by=lambda each: each[1]))
def test_the_order_of_the_record_changes_nothing(
    drawn: list[tuple[str, str, str, bool]],
) -> None:
    """spec/work 42"""
    facts = confirmed(drawn)
    assert len({step(transition(), *order) for order in permutations(facts)}) == 1
