"""What was told is told on by several: chains, circles, roles of two, staff; worked out by hand.

Each answer is held against the oracle as well.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.times.scalars import Instant
from tests.decide.making import (
    CLIENT,
    DIGEST,
    THERAPIST,
    Data,
    agreement,
    ask,
    consent,
    record,
    stated,
)
from tests.decide.sharing_oracle import Sharing

NOON = "2026-06-10T12:00:00Z"
SURGERY: Data = {"id": "surgery", "roles": ["gp"]}
CLINIC: Data = {"id": "clinic", "roles": ["gp"]}
NURSE: Data = {"id": "nurse", "roles": ["coordinator"], "acts_for": "surgery"}
FIRM: Data = {"id": "firm", "roles": ["employer"]}
AUNT: Data = {"id": "aunt", "roles": ["family"]}
PEOPLE = [CLIENT, THERAPIST, SURGERY, CLINIC, NURSE, FIRM, AUNT]


def release(name: str, by: str, to: str, **more: Any) -> Data:
    told: Data = {"by": [by], "to": [to], "items": ["treatment"], "purposes": ["treatment"]}
    return {"kind": "sharing.release", "id": name, "flow": "disclose"} | told | more


def consents(*clauses: Data) -> list[Data]:
    return [
        consent(c["id"], "2026-03-02T12:00:00Z", id_=f"yes-{c['id']}")
        for c in clauses
        if c["kind"] == "sharing.release"
    ]


def may(data: Data, happened: Data, by: str, to: str) -> str:
    asked = {"by": by, "to": to, "items": ["summary"], "purpose": "treatment"}
    found = str(ask(data, "sharing.may", NOON, happened, **asked)["outcome"])
    there = Sharing(data, happened, int(Instant.parse(NOON)), DIGEST)
    assert there.whole(asked)[0] == found
    return found


# --- staff ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flow", "by", "to", "outcome"),
    [
        ("disclose", "aunt", "nurse", "permit"),
        ("disclose", "nurse", "aunt", "deny"),
        # Turned around, the aunt is told: the nurse acts for who tells, and was not named to tell.
        ("obtain", "surgery", "aunt", "permit"),
        ("obtain", "nurse", "aunt", "deny"),
        ("obtain", "surgery", "carer", "permit"),
    ],
)
def test_staff_are_told_and_do_not_tell(flow: str, by: str, to: str, outcome: str) -> None:
    """spec/sharing 8, 9"""
    clause = release("a", "aunt", "surgery", flow=flow, staff=True)
    carer: Data = {"id": "carer", "roles": ["coordinator"], "acts_for": "aunt"}
    data = agreement(clause, parties=[*PEOPLE, carer])
    assert may(data, record(*consents(clause)), by, to) == outcome


def test_staff_who_may_pass_it_on_are_listed() -> None:
    """spec/sharing 38, 49"""
    clause = release("a", "therapist", "surgery", staff=True, onward=["firm"])
    data, happened = agreement(clause, parties=PEOPLE), record(*consents(clause))
    assert may(data, happened, "nurse", "firm") == "permit"
    told = ask(data, "sharing.what_may_see", NOON, happened, to="firm")["value"]["may"]
    assert {thing["by"] for thing in told} == {"surgery", "nurse"}


# --- chains ---------------------------------------------------------------------------------------

ON = release("a", "therapist", "surgery", onward=["firm"])
FURTHER = release("b", "firm", "aunt")


def refusal(by: str, to: str) -> Data:
    return {"kind": "sharing.refusal", "id": "no", "by": [by], "to": [to]}


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        (None, "permit"),
        # What was passed on to the firm had to come to the surgery first, and from it to the firm.
        (refusal("therapist", "surgery"), "deny"),
        (refusal("surgery", "firm"), "deny"),
        # The therapist does not tell the firm; the surgery does.
        (refusal("therapist", "firm"), "permit"),
        (refusal("surgery", "aunt"), "permit"),
        (refusal("firm", "aunt"), "deny"),
    ],
)
def test_each_telling_of_a_chain_of_three_counts(more: Data | None, outcome: str) -> None:
    """spec/sharing 38, 39"""
    data = agreement(ON, FURTHER, *([more] if more else []), parties=PEOPLE)
    assert may(data, record(*consents(ON, FURTHER)), "firm", "aunt") == outcome


THIRD = {k: v for k, v in release("a", "therapist", "firm").items() if k != "flow"} | {
    "kind": "sharing.third_party"
}


@pytest.mark.parametrize(
    ("first", "outcome"),
    [
        (release("a", "therapist", "firm"), "deny"),
        (release("a", "therapist", "firm", end="2026-12-31"), "permit"),
        (THIRD, "deny"),
        (release("a", "therapist", "firm", end={"unstated": "blank"}), "deny"),
        (ON | {"end": "2026-12-31"}, "permit"),
    ],
)
def test_each_telling_of_a_chain_outlasts_the_agreement_by_itself(
    first: Data, outcome: str
) -> None:
    """spec/sharing 16, 39"""
    further = FURTHER | {"end": "2026-12-31"}
    data = agreement(first, further, parties=PEOPLE, term={"last": "2026-05-31"})
    assert may(data, record(*consents(first, further)), "firm", "aunt") == outcome


# --- circles, and roles of two --------------------------------------------------------------------


def test_nobody_is_told_by_themselves() -> None:
    """spec/sharing 7, 38, 40"""
    first = release("a", "therapist", "surgery")
    among = release("b", "gp", "gp", onward=["firm"])
    data, happened = agreement(first, among, parties=PEOPLE), record(*consents(first, among))
    assert may(data, happened, "clinic", "firm") == "permit"
    assert may(data, happened, "surgery", "firm") == "deny"
    # Of the two surgeries, one was told by the other.
    assert may(data, happened, "gp", "firm") == "unknown"
    alone = agreement(first, among, parties=[p for p in PEOPLE if p is not CLINIC])
    assert may(alone, happened, "gp", "firm") == "deny"


def test_a_circle_further_back_adds_nothing() -> None:
    """spec/sharing 40"""
    clauses = [
        release("a", "therapist", "surgery"),
        release("b", "surgery", "clinic"),
        release("c", "clinic", "surgery", onward=["firm"]),
        FURTHER | {"id": "d"},
    ]
    data, happened = agreement(*clauses, parties=PEOPLE), record(*consents(*clauses))
    assert may(data, happened, "surgery", "firm") == "deny"
    assert may(data, happened, "firm", "aunt") == "deny"


def test_a_role_tells_what_all_who_hold_it_were_told() -> None:
    """spec/sharing 7, 39"""
    clauses = [
        release("a", "therapist", "surgery"),
        release("b", "therapist", "clinic"),
        release("c", "gp", "aunt"),
    ]
    data = agreement(*clauses, parties=PEOPLE)
    happened = record(*consents(*clauses))
    back = consent("b", "2026-05-01T12:00:00Z", back=True)
    assert may(data, happened, "gp", "aunt") == "permit"
    happened = record(*consents(*clauses), back)
    assert may(data, happened, "surgery", "aunt") == "permit"
    assert may(data, happened, "clinic", "aunt") == "deny"
    assert may(data, happened, "gp", "aunt") == "deny"


# --- what follows ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "to", "owed"),
    [
        ("therapist", "surgery", False),
        ("therapist", "nurse", False),
        # To the firm it may be passed on, and from there to nobody.
        ("surgery", "firm", True),
    ],
)
def test_who_may_not_pass_it_on_is_told_so(by: str, to: str, owed: bool) -> None:
    """spec/sharing 38, 45"""
    clause = ON | {"staff": True}
    data, happened = agreement(clause, parties=PEOPLE), record(*consents(clause))
    assert may(data, happened, "firm", "aunt") == "deny"
    asked = {"by": by, "to": to, "items": ["summary"], "purpose": "treatment"}
    found = ask(data, "sharing.may", NOON, happened, **asked)
    assert found["outcome"] == "permit"
    lines = [line for line in found["obligations"] if line["code"] == "no_redisclosure"]
    assert [line["party"] for line in lines] == ([to] if owed else [])


# --- many chains ----------------------------------------------------------------------------------

NAMES = ["surgery", "clinic", "nurse", "firm", "aunt", "gp", "school"]
FORWARD = st.permutations(NAMES).map(lambda names: ["therapist", *names[:4]])


@st.composite
def chains(draw: Any) -> tuple[Data, Data, str, str]:
    """What goes from one to the next, and back, with what may stand in the way; who asks whom.

    Clause by clause, as elsewhere, hardly any would meet.
    """
    along = draw(FORWARD)
    pairs = [*pairwise(along)]
    pairs += draw(st.lists(st.sampled_from([(b, a) for a, b in pairs[1:]]), max_size=2))
    clauses, facts = [], []
    for n, (by, to) in enumerate(pairs):
        more: Data = {}
        more["flow"] = draw(st.sampled_from(["disclose"] * 3 + ["both"]))
        ends = st.sampled_from(["2026-12-31", "2026-12-31", {"unstated": "blank"}])
        for name, one_in, value in (
            ("onward", 2, [draw(st.sampled_from(NAMES))]),
            ("staff", 4, True),
            ("end", 2, draw(ends)),
            ("when", 10, {"fact": "well"}),
        ):
            if draw(st.integers(1, one_in)) == 1:
                more[name] = value
        clauses.append(release(f"r{n}", by, to, **more))
    facts = [fact for fact in consents(*clauses) if draw(st.integers(0, 19))]
    facts.append(stated("well", draw(st.integers(0, 3)) > 0))
    for n in range(draw(st.integers(0, 2))):
        by, to = draw(st.sampled_from([*pairs, *pairwise(NAMES)]))
        clauses.append(refusal(by, to) | {"id": f"no{n}"})
    term = draw(st.sampled_from([None, None, {"last": "2026-05-31"}]))
    data = agreement(*clauses, parties=PEOPLE, term=term)
    further = [
        (to, c["onward"][0]) for (_, to), c in zip(pairs, clauses, strict=False) if "onward" in c
    ]
    by, to = draw(st.sampled_from([*pairs[1:], *(further or pairwise(NAMES))]))
    return data, record(*facts), by, to


@settings(max_examples=settings().max_examples * 4)
@given(chains())
def test_as_the_sentences_have_it(of: tuple[Data, Data, str, str]) -> None:
    """spec/sharing 7-10, 38-40: `may` holds each answer against the oracle"""
    may(*of)
