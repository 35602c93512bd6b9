"""spec/findings 41 to 44 of sharing: the widest word that says it, one clause both ways."""

from typing import Any

import pytest

from boundlib.findings import usual
from tests.findings.making import Case, Data, agreement, data_of, each, places
from tests.findings.test_sharing import alone, limit, recording, release, telling, unit

CALIFORNIA: Data = {"country": "US", "region": "CA"}
EVERYBODY = ["client", "therapist", "gp", "mother"]


def in_california(clause: Data) -> Data:
    route = {
        "kind": "crisis.route",
        "id": "crisis",
        "steps": [{"id": "number", "reach": "emergency_number", "number": "911"}],
    }
    return alone(clause, route=route, jurisdiction=CALIFORNIA)


def refusal(**more: Any) -> Data:
    return {"kind": "sharing.refusal", "id": "no"} | more


def consultation(**more: Any) -> Data:
    return {"kind": "sharing.consultation", "id": "peers", "named": "not"} | more


def opposite(*, name: str = "back", **more: Any) -> Data:
    """The release of `release`, told the other way."""
    return release(name, **({"by": ["gp"], "to": ["therapist"]} | more))


REWRITTEN = [
    (release(items=["treatment", "progress"]), release(items=["treatment"]), "items/1"),
    (
        release(items=["general_statement", "billing", "treatment"]),
        release(items=["billing", "treatment"]),
        "items/0",
    ),
    (
        telling("third_party", purposes=["payment", "claims"]),
        telling("third_party", purposes=["payment"]),
        "purposes/1",
    ),
    (
        recording(purposes=["training", "operations"]),
        recording(purposes=["operations"]),
        "purposes/0",
    ),
    (consultation(items=["safety", "safety_plan"]), consultation(items=["safety"]), "items/1"),
    (
        unit(own_items=["diagnosis", "hiv_status"]),
        unit(own_items=["diagnosis"]),
        "own_items/1",
    ),
    # A refusal covers what must be named too.
    (
        refusal(items=["record", "psychotherapy_notes"]),
        refusal(items=["record"]),
        "items/1",
    ),
]

USUAL = [
    alone(release(items=["treatment", "psychotherapy_notes", "billing"])),
    alone(release(items=["record", "psychotherapy_notes"])),
    alone(release(purposes=["treatment", "emergency"])),
    # An embedder's own path is answered because it is named.
    alone(release(items=["treatment", "treatment/dream_work"])),
    # All that lies beneath an item is not yet the item.
    alone(release(items=["contact_made", "session_dates"])),
    in_california(release(items=["diagnosis", "hiv_status"])),
    alone({"kind": "sharing.records", "id": "own", "items": ["record", "session_notes"]}),
    # Who tells whom is meant as it is named.
    alone(release(to=EVERYBODY)),
    alone(refusal(by=EVERYBODY, to=["mother"])),
    alone(release(to=["mother"])),
]

# Two clauses, of which the second is remarked on or not.
PAIRS: list[tuple[Data, Data, str | None]] = [
    (release("a"), release("b", flow="obtain"), "flow"),
    (release("a"), opposite(), "flow"),
    (release("a", flow="obtain"), opposite(flow="obtain"), "flow"),
    (release("a", items=["billing", "progress"]), opposite(items=["progress", "billing"]), "flow"),
    (release("a", text="This."), opposite(text="That."), "flow"),
    (release("a"), opposite(flow="obtain"), None),
    (release("a"), release("b"), None),
    (release("a"), opposite(items=["billing"]), None),
    (release("a"), opposite(end=None), None),
    (release("a"), opposite(purposes=["legal"]), None),
    (release("a"), opposite(signers=["client"]), None),
    (release("a", staff=True), opposite(staff=True), None),
    (release("a", onward=["mother"]), opposite(onward=["mother"]), None),
    (release("a", flow="both"), opposite(flow="both"), None),
    (release("a", reading_of="x"), opposite(reading_of="x"), None),
    (limit(id="a"), limit(grounds=["law"]), "grounds"),
    (limit(id="a"), limit(grounds=["law"], told_first=False), None),
    (limit(id="a", complete=True), limit(grounds=["law"], complete=True), None),
    (limit(id="a", reading_of="x"), limit(grounds=["law"], reading_of="x"), None),
]

CASES = [
    *(
        Case("unusual_form", alone(before), (f"/clauses/0/{place}",))
        for before, _, place in REWRITTEN
    ),
    *(Case("unusual_form", data) for data in USUAL),
    *(
        Case("unusual_form", alone(one, other), (f"/clauses/1/{place}",) if place else ())
        for one, other, place in PAIRS
    ),
    # Elsewhere than in its own sides, a clause about sharing is like any other.
    Case(
        "unusual_form",
        alone(release(when={"found": "ready", "by": "mother"})),
        ("/clauses/0/when/by",),
    ),
    Case(
        "unusual_form",
        data_of({"kind": "pace.touch", "id": "touch", "by": ["client", "therapist"]}),
        ("/clauses/0/by",),
    ),
]


@each(CASES)
def test_the_finding_is_where_it_belongs(case: Case) -> None:
    assert places(case.data, case.code) == case.at


@pytest.mark.parametrize(("before", "after"), [(b, a) for b, a, _ in REWRITTEN])
def test_the_usual_form_is_this(before: Data, after: Data) -> None:
    assert usual(agreement(alone(before))) == agreement(alone(after))


@pytest.mark.parametrize("data", [*USUAL, *(alone(one, other) for one, other, _ in PAIRS)])
def test_where_the_meaning_is_not_certain_nothing_is_changed(data: Data) -> None:
    made = agreement(data)
    assert usual(made) is made


def test_elsewhere_a_role_is_written_for_a_party() -> None:
    made = usual(agreement(alone(release(when={"found": "ready", "by": "mother"}))))
    assert made == agreement(alone(release(when={"found": "ready", "by": "guardian"})))
