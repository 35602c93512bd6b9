"""Whose consent alone is enough to release: what is said of it is what a release then needs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decide.making import Data, agreement, ask, consent, record, stated
from tests.decide.sharing_making import THERAPIST, maybe

AT = "2026-06-02T12:00:00Z"
FEW = settings(max_examples=max(40, settings().max_examples))
ADA: Data = {"id": "ada", "roles": ["client"]}
BEN: Data = {"id": "ben", "roles": ["client"]}
MOTHER: Data = {"id": "mother", "roles": ["guardian"], "acts_for": "ada", "capacity": "parent"}
PROXY: Data = {"id": "proxy", "roles": ["agent"], "acts_for": "ada", "capacity": "agent"}
CAPACITY = {"mother": "parent", "proxy": "agent"}
GP: Data = {"id": "gp", "roles": ["gp"]}
ITEMS = ("history", "education", "record", "psychotherapy_notes", "diagnosis")


def told_with(data: Data, by: str, item: str, happened: list[Data]) -> str:
    """What may be told where only this party consented, to a release of this item alone."""
    signer = by if by in ("ada", "ben") else "ada"
    release = {"kind": "sharing.release", "id": "rel", "by": ["therapist"], "to": ["gp"],
               "items": [item], "purposes": ["treatment"], "flow": "disclose",
               "signers": [signer]}  # fmt: skip
    whole = data | {"clauses": [release, *data["clauses"]]}
    said = consent("rel", "2026-06-01T12:00:00Z", by=by, capacity=CAPACITY.get(by, "self"))
    about = {"by": "therapist", "to": "gp", "items": [item], "purpose": "treatment"}
    found = ask(whole, "sharing.may", AT, record(said, *happened), **about)
    apart = ("psychotherapy_notes", "substance_use") if item == "record" else ()
    lines = {i["outcome"] for i in found["items"] if i["item"] not in apart}
    return next(o for o in ("deny", "unknown", "permit") if o in lines)


@st.composite
def agreed(draw: Any) -> tuple[Data, list[Data]]:
    """Who there is, a unit of care or not, rules that add signers, and a state."""
    born = draw(st.sampled_from(["2015-01-01", "1990-01-01", None]))
    ada = ADA | ({"birth_date": born} if born else {})
    couple = draw(st.booleans())
    family = not couple and draw(st.booleans())
    people = [ada, THERAPIST, MOTHER, PROXY, GP, *([BEN] if couple else [])]
    clauses: list[Data] = []
    if couple or family:
        unit: Data = {"kind": "sharing.unit_of_care", "id": "unit", "unit": "couple"}
        if family:
            unit |= {"unit": "family", "members": ["ada", "mother"]}
        own = st.sampled_from([["history"], ["education"], ["record"]])
        maybe(draw, unit, 2, all_sign=st.booleans(), own_items=own, when=st.just({"fact": "well"}))
        clauses.append(unit)
    for n in range(draw(st.integers(0, 2))):
        signers = draw(st.sampled_from([["client"], ["therapist"], ["guardian"], ["agent"]]))
        rule: Data = {"kind": "sharing.release_rule", "id": f"rule-{n}", "signers": signers}
        maybe(
            draw,
            rule,
            2,
            items=st.lists(st.sampled_from(ITEMS), min_size=1, max_size=2, unique=True),
        )
        maybe(draw, rule, 3, when=st.just({"fact": "well"}))
        clauses.append(rule)
    well = draw(st.sampled_from([True, False, None]))
    facts = [] if well is None else [stated("well", well, "2026-06-01T08:00:00Z")]
    return agreement(*clauses, parties=people), facts


@FEW
@given(agreed(), st.sampled_from(["ada", "ben", "mother", "proxy"]), st.sampled_from(ITEMS))
def test_what_is_said_to_be_enough_is_enough(
    made: tuple[Data, list[Data]], by: str, item: str
) -> None:
    """spec/sharing 25-27, 33, 52"""
    data, facts = made
    clients = [p["id"] for p in data["parties"] if "client" in p["roles"]]
    if by == "ben" and by not in clients:
        return
    found = ask(data, "sharing.may_release", AT, record(*facts), by=by, items=[item])["outcome"]
    if len(clients) > 1 and by not in clients:
        assert found == "deny"
        return
    if len(clients) > 1 and any(c.get("when") for c in data["clauses"] if c["id"] == "unit"):
        return  # whether a unit of care that is switched off was agreed is not asked here
    assert found == told_with(data, by, item, facts)


@FEW
@given(agreed(), st.sampled_from(ITEMS))
def test_where_a_couple_agreed_nothing_one_is_not_enough(
    made: tuple[Data, list[Data]], item: str
) -> None:
    """spec/sharing 52; invariant 12"""
    data, facts = made
    people = [p for p in data["parties"] if p["id"] != "ben"]
    clauses = [c for c in data["clauses"] if c["id"] != "unit"]
    bare = data | {"parties": [*people, BEN], "clauses": clauses}
    found = ask(bare, "sharing.may_release", AT, record(*facts), by="ada", items=[item])
    assert found["outcome"] == "deny"


@pytest.mark.parametrize(
    ("capacity", "named", "minor", "grown"),
    [
        ("parent", "parent", "permit", "deny"),
        ("agent", "agent", "permit", "permit"),
        ("agent", "parent", "permit", "unknown"),
        ("parent", "agent", "permit", "deny"),
    ],
)
def test_a_parent_does_not_stay_one_by_another_word(
    capacity: str, named: str, minor: str, grown: str
) -> None:
    """spec/sharing 26-27; invariant 11"""
    release = {"kind": "sharing.release", "id": "rel", "by": ["therapist"], "to": ["gp"],
               "items": ["history"], "purposes": ["treatment"], "flow": "disclose"}  # fmt: skip
    said = record(consent("rel", "2026-06-01T12:00:00Z", by="mother", capacity=capacity))
    about = {"by": "therapist", "to": "gp", "items": ["history"], "purpose": "treatment"}
    for born, outcome in (("2008-06-03", minor), ("2008-06-02", grown)):
        people = [ADA | {"birth_date": born}, THERAPIST, MOTHER | {"capacity": named}, GP]
        data = agreement(release, parties=people)
        assert ask(data, "sharing.may", AT, said, **about)["outcome"] == outcome


@pytest.mark.parametrize(
    ("well", "outcome"), [(True, "deny"), (False, "permit"), (None, "unknown")]
)
def test_one_who_may_have_to_sign_besides(well: bool | None, outcome: str) -> None:
    """spec/sharing 26, 33: whether the child's consent is there is not known either"""
    rule = {"kind": "sharing.release_rule", "id": "rule", "signers": ["guardian"],
            "when": {"fact": "well"}}  # fmt: skip
    data = agreement(rule, parties=[ADA | {"birth_date": "2015-01-01"}, THERAPIST, MOTHER, GP])
    happened = [] if well is None else [stated("well", well, "2026-06-01T08:00:00Z")]
    assert told_with(data, "mother", "history", happened) == outcome


@pytest.mark.parametrize(
    ("party", "consents", "outcome"),
    [
        ("ada", ["ben"], "permit"),
        # Where both are asked about, each is the other of the other.
        ("client", ["ben"], "deny"),
        ("client", ["ada", "ben"], "permit"),
        # Nothing was agreed about one who is no member.
        ("aunt", ["ben"], "not_applicable"),
        ("aunt", [], "not_applicable"),
    ],
)
def test_only_of_members_it_is_said_that_the_others_agree(
    party: str, consents: list[str], outcome: str
) -> None:
    """spec/sharing 7, 53, 54"""
    unit: Data = {"kind": "sharing.unit_of_care", "id": "u", "unit": "couple"}
    unit |= {"before_alone": True, "secrets": "kept"}
    data = agreement(unit, parties=[ADA, BEN, THERAPIST, {"id": "aunt", "roles": ["family"]}])
    facts = [consent("u", "2026-03-01T12:00:00Z", id_=f"yes-{who}", by=who) for who in consents]
    found = ask(data, "sharing.may_see_alone", AT, record(*facts), party=party)
    assert found["outcome"] == outcome
    kept = ask(data, "sharing.may_keep", AT, record(*facts), by=party)["outcome"]
    assert kept == ("not_applicable" if party == "aunt" else "permit")
