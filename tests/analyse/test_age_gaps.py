"""The ages that clauses leave between them, by asking about every age there is."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

import boundlib
from boundlib.model.agreement import Agreement
from boundlib.times.scalars import Instant
from boundlib.wire.documents import from_dict
from tests.analyse.making import PEOPLE
from tests.decide.making import Data, agreement, record
from tests.decide.sharing_making import Case
from tests.decide.test_sharing_oracle import Both

AT = int(Instant.parse("2026-06-01T12:00:00Z"))
ITEMS = ("progress", "attendance", "session_dates")
PURPOSES = ("family", "schooling")
FEW = settings(max_examples=max(20, settings().max_examples), deadline=None)


@st.composite
def bands(draw: Any) -> list[Data]:
    """Clauses that each speak for some ages."""
    found = []
    for n in range(draw(st.integers(1, 3))):
        age: Data = {"quantity": "age"}
        if draw(st.booleans()):
            age["at_most"] = draw(st.integers(8, 15))
        else:
            age["at_least"] = draw(st.integers(8, 15))
        found.append(
            {
                "kind": "sharing.minor",
                "id": f"band-{n}",
                "by": ["therapist"],
                "to": draw(st.sampled_from([["mother"], ["mother"], ["school"]])),
                "items": draw(
                    st.lists(st.sampled_from(ITEMS), min_size=1, max_size=2, unique=True)
                ),
                "purposes": draw(st.sampled_from([["family"], ["family"], [*PURPOSES]])),
                "when": age,
            }
        )
    return found


def aged(clauses: list[Data], years: int) -> Data:
    child = PEOPLE[0] | {"birth_date": f"{2026 - years}-01-02"}
    return agreement(*clauses, parties=[child, *PEOPLE[1:]], zone="UTC")


@FEW
@given(bands())
def test_an_age_gap_is_remarked_where_an_age_is_in_one(clauses: list[Data]) -> None:
    """spec/analysis 23; spec/sharing 44: the engine, the oracle and the remark agree"""
    note(str(clauses))
    met = False
    edges = {n for c in clauses for name, n in c["when"].items() if name != "quantity"}
    for years in sorted({n + more for n in edges for more in (-1, 0, 1)}):
        data = aged(clauses, years)
        pair = Both(Case(data, record(), {}))
        there = pair.oracle(AT)
        for to, purpose in product(("mother", "school"), PURPOSES):
            asked = {"by": "therapist", "to": to, "items": [*ITEMS], "purpose": purpose}
            for line in pair.decide(AT, "may", **asked)["items"]:
                assert line["outcome"] == there.outcome("therapist", to, line["item"], purpose)
                met = met or line["code"] == "gap"
    found = boundlib.analyse(from_dict(aged(clauses, 4), Agreement))
    assert met == any(remark.code == "age_gap" for remark in found)
