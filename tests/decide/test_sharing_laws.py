"""What holds of every answer about sharing: random agreements, records and questions."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from boundlib.errors import DocumentError
from boundlib.times.scalars import Instant
from boundlib.vocab import ConsentForm, Ground
from tests.decide.making import DIGEST, Data, agreement, consent, fact, record
from tests.decide.sharing_making import (
    EXACT,
    METHODS,
    MOMENTS,
    STATES,
    THERAPIST,
    TIMES,
    Case,
    cases,
    clauses,
    decide,
    outcomes,
    permitted,
    with_clauses,
    with_facts,
)
from tests.decide.sharing_oracle_world import World

YEARS = 5 * 365 * 86_400
NO_CONFIDENCE = {"client", "guardian", "family", "emergency_contact", "agent"}
ASKED_BY = st.sampled_from(("therapist", "house", "practice"))
"""Who has what they tell of themselves, and is no client."""
FEW = settings(max_examples=max(20, settings().max_examples // 2))


def is_client(of: Case, who: str) -> bool:
    return World(of.agreement, of.record, 0, DIGEST).holds_role(who, {"client"})


def from_the_therapist(of: Case, by: str) -> Case:
    """The same case, told by somebody who has what they tell, to somebody who is no client."""
    known = {name for p in of.agreement["parties"] for name in (p["id"], *p["roles"])}
    asked = of.asked | {"by": by if by in known else "therapist"}
    return of._replace(asked=asked | ({"to": "school"} if is_client(of, asked["to"]) else {}))


# --- more and less ----------------------------------------------------------------------------


@FEW
@given(cases(), MOMENTS, st.data())
def test_a_refusal_never_permits_more(of: Case, at: int, data: st.DataObject) -> None:
    """spec/sharing 15, 22-23; invariant 6"""
    refusal = data.draw(clauses("refusal", "refusal", of.agreement["parties"]))
    one, other = decide(of, at), decide(with_clauses(of, refusal), at)
    assert permitted(other) <= permitted(one) | (set(outcomes(other)) - set(outcomes(one)))
    if of.asked.get("emergency"):
        assert "deny" not in outcomes(other).values() or is_client(of, of.asked["by"])


@FEW
@given(cases(), MOMENTS, ASKED_BY, st.data())
def test_a_release_never_permits_less(of: Case, at: int, by: str, data: st.DataObject) -> None:
    """By whoever is of the origin: of others, a release can bound what was theirs (39).

    spec/sharing 17, 24-25
    """
    of = from_the_therapist(of, by)
    release = data.draw(clauses("release", "release", of.agreement["parties"]))
    signed = [
        consent("release", data.draw(EXACT)) | {"by": p["id"], "id": f"signed-{p['id']}"}
        for p in of.agreement["parties"]
    ]
    one, other = decide(of, at), decide(with_facts(with_clauses(of, release), *signed), at)
    assert permitted(one) <= permitted(other)


@st.composite
def withdrawals(draw: Any, of: Case) -> Data:
    """A withdrawal by somebody, in some form."""
    names = [c["id"] for c in of.agreement["clauses"] if c["kind"] != "crisis.route"]
    by = draw(st.sampled_from([None, *(p["id"] for p in of.agreement["parties"])]))
    more = {"clause": draw(st.sampled_from(names)), "method": draw(st.sampled_from(METHODS))}
    more["capacity"] = draw(st.sampled_from(["self", "parent", "agent"]))
    return fact("consent_withdrawn", draw(TIMES), "gone", **more, **({"by": by} if by else {}))


@FEW
@given(cases(), MOMENTS, st.data())
def test_withdrawing_never_permits_more(of: Case, at: int, data: st.DataObject) -> None:
    """spec/sharing 29, 41; invariant 8"""
    less = with_facts(of, data.draw(withdrawals(of)))
    assert permitted(decide(less, at)) <= permitted(decide(of, at))


@FEW
@given(cases(), MOMENTS, st.integers(1, 300_000), st.data())
def test_withdrawing_changes_nothing_earlier(
    of: Case, at: int, later: int, data: st.DataObject
) -> None:
    """Not what was answered for an earlier instant, and not what was known by one.

    spec/sharing 29; invariant 8
    """
    then = at + later
    when = str(Instant(then))
    gone = data.draw(withdrawals(of)) | {"at": when, "recorded_at": when}
    kept = ("outcome", "items", "obligations", "near_miss", "reasons", "value")
    for known in (None, str(Instant(at))):
        one, other = decide(of, at, known=known), decide(with_facts(of, gone), at, known=known)
        assert [one.get(n) for n in kept] == [other.get(n) for n in kept]
    known = str(Instant(then - 1))
    assert decide(with_facts(of, gone), then, known=known) == decide(of, then, known=known)


@FEW
@given(cases(), MOMENTS)
def test_an_emergency_takes_nothing_away(of: Case, at: int) -> None:
    """spec/sharing 15, 18; decisions 53"""
    calm = of._replace(
        asked={n: v for n, v in of.asked.items() if n not in ("emergency", "crisis")}
    )
    urgent = of._replace(asked=of.asked | {"emergency": True})
    other = decide(urgent, at)
    assert permitted(decide(calm, at)) <= permitted(other)
    if not is_client(of, of.asked["by"]):
        assert "deny" not in outcomes(other).values()


# --- time, order, the record ------------------------------------------------------------------


def core(found: Data) -> Data:
    beside = ("question", "reasons", "basis", "valid_until")
    return {name: value for name, value in found.items() if name not in beside}


@FEW
@given(cases(), MOMENTS, st.lists(st.integers(1, YEARS), min_size=2, max_size=2))
def test_valid_until_is_exact(of: Case, at: int, later: list[int]) -> None:
    """spec/decisions 85, 88; spec/sharing 29-32"""
    found = decide(of, at)
    end = int(Instant.parse(found["valid_until"])) if "valid_until" in found else None
    moments = [at + seconds for seconds in later]
    if end is not None:
        assert end > at
        assert core(decide(of, end)) != core(found)
        moments = [end - 1, at + (end - at) * (later[0] % 100) // 100]
    for moment in moments:
        assert core(decide(of, moment)) == core(found)


@FEW
@given(cases(), MOMENTS, st.randoms(use_true_random=False))
def test_order_changes_nothing(of: Case, at: int, random: Random) -> None:
    """spec/decisions 1, 6"""
    agreed, facts = list(of.agreement["clauses"]), list(of.record["facts"])
    random.shuffle(facts)
    one = decide(of, at)
    shuffled = of._replace(record=of.record | {"facts": facts})
    assert decide(shuffled, at) == one
    random.shuffle(agreed)
    other = decide(shuffled._replace(agreement=of.agreement | {"clauses": agreed}), at)
    assert _unordered(one) == _unordered(other)


def _unordered(found: Any) -> Any:
    if isinstance(found, dict):
        return {name: _unordered(value) for name, value in found.items()}
    if isinstance(found, list):
        return sorted(json.dumps(_unordered(item), sort_keys=True) for item in found)
    return found


@FEW
@given(cases(), MOMENTS, st.data())
def test_forgetting_a_state_never_denies(of: Case, at: int, data: st.DataObject) -> None:
    """What is not known stays not known. spec/decisions 69, 71; spec/sharing 20, 23"""
    name, is_so = data.draw(st.sampled_from(STATES)), data.draw(st.booleans())
    facts = [f for f in of.record["facts"] if f.get("name") != name and f["kind"] != "retracted"]
    bare = of._replace(record=of.record | {"facts": facts})
    said = fact("stated", data.draw(TIMES), "said", name=name, **{"is": is_so})
    one, other = decide(with_facts(bare, said), at), decide(bare, at)
    for item, outcome in outcomes(one).items():
        assert outcome != "unknown" or outcomes(other)[item] != "deny"


@FEW
@given(cases(), MOMENTS, st.data())
def test_forgetting_a_consent_never_permits_more(of: Case, at: int, data: st.DataObject) -> None:
    """A consent is an act: one that is not on the record was not given.

    spec/decisions 68; spec/sharing 24, 26; invariant 6
    """
    given_ = [f for f in of.record["facts"] if f["kind"] == "consent_given"]
    assume(given_)
    gone = {data.draw(st.sampled_from(given_))["id"]}
    for later in of.record["facts"]:  # what was said of it later goes with it
        if later.get("replaces") in gone:
            gone.add(later["id"])
    facts = [f for f in of.record["facts"] if f["id"] not in gone]
    less = of._replace(record=of.record | {"facts": facts})
    assert permitted(decide(less, at)) <= permitted(decide(of, at))


# --- invariants 6 to 12 -----------------------------------------------------------------------

OTHER_GRANTS = ("sharing.third_party", "sharing.minor", "sharing.consultation")


@FEW
@given(cases(), MOMENTS, ASKED_BY)
def test_nothing_is_told_unless_it_was_agreed(of: Case, at: int, by: str) -> None:
    """Without a consent no release speaks, and without a grant nobody is told.

    Invariant 6: sharing defaults to nothing. spec/sharing 21, 24
    """
    of = from_the_therapist(of, by)
    calm = not {"emergency", "crisis", "ground"} & set(of.asked)
    calm &= of.asked["purpose"] != "emergency"
    gone = ("consent_given", "retracted")
    facts = [f for f in of.record["facts"] if f["kind"] not in gone]
    for without in (OTHER_GRANTS, (*OTHER_GRANTS, "sharing.release")):
        keep = [c for c in of.agreement["clauses"] if c["kind"] not in without]
        bare = Case(of.agreement | {"clauses": keep}, of.record | {"facts": facts}, of.asked)
        found = set(outcomes(decide(bare, at)).values())
        assert found <= ({"deny"} if calm else {"deny", "refer"})


@FEW
@given(cases(), MOMENTS, ASKED_BY)
def test_notes_must_be_named(of: Case, at: int, by: str) -> None:
    """Invariant 7: psychotherapy notes need their own authorisation. spec/sharing 3, 22"""
    of = from_the_therapist(of, by)
    of.asked["items"] = sorted({"record", *of.asked["items"]})
    wide = copy.deepcopy(of)
    for clause in wide.agreement["clauses"]:
        if clause["kind"] != "sharing.refusal" and "items" in clause:
            apart = [i for i in clause["items"] if not i.startswith("psychotherapy_notes")]
            clause["items"] = sorted({*apart, "record"})
    found = outcomes(decide(wide, at)).items()
    told = {outcome for item, outcome in found if item.startswith("psychotherapy_notes")}
    assert told in ({"deny"}, {"refer"})
    refused = {"kind": "sharing.refusal", "id": "refused", "items": ["record"]}
    again = outcomes(decide(with_clauses(of, refused), at))
    assert not [item for item, outcome in again.items() if outcome in ("permit", "unknown")]


@FEW
@given(cases(), MOMENTS, st.sampled_from([*ConsentForm, "nod"]), st.data())
def test_taking_back_is_as_easy_as_giving(
    of: Case, at: int, form: str, data: st.DataObject
) -> None:
    """In any form, alone, from its instant on.

    Invariant 8: withdrawal as easy as giving. spec/sharing 29, 41
    """
    grants = [c["id"] for c in of.agreement["clauses"] if "purposes" in c
              and c["kind"] not in ("sharing.refusal", "sharing.release_rule")]  # fmt: skip
    assume(grants)
    name = data.draw(st.sampled_from(grants))
    clause = next(c for c in of.agreement["clauses"] if c["id"] == name)
    assume(set(clause.get("signers", ["ada"])) & {"ada", "client"})
    more = {"clause": name, "capacity": "self", "method": str(form), "by": "ada"}
    facts = [f for f in of.record["facts"]
             if isinstance(f["at"], str) and int(Instant.parse(f["at"])) <= at]  # fmt: skip
    gone = fact("consent_withdrawn", str(Instant(at)), "gone", **more)
    found = decide(of._replace(record=of.record | {"facts": [*facts, gone]}), at)
    assert not [a for a in found["items"] if a["outcome"] == "permit" and a.get("clause") == name]


@FEW
@given(cases(), MOMENTS, ASKED_BY, st.sampled_from(sorted(Ground)))
def test_on_a_legal_ground_a_person_decides(of: Case, at: int, by: str, ground: Ground) -> None:
    """Invariant 9: the clinician decides; the least is told. spec/sharing 14, 47"""
    of = from_the_therapist(of, by)
    listed = {"kind": "sharing.legal_limit", "id": "law", "grounds": [str(ground)]}
    asked = of._replace(asked=of.asked | {"ground": str(ground)})
    for law in ({}, {"minimum": True, "told_first": True}):
        found = decide(with_clauses(asked, listed | law), at)
        assert found["outcome"] == "refer"
        assert set(outcomes(found).values()) == {"refer"}
        owed = {duty["code"] for duty in found.get("obligations", []) if "clause" in duty}
        assert owed >= ({"minimum_necessary", "tell_first"} if law else set())
    assert set(outcomes(decide(asked, at)).values()) == {"refer"}


@FEW
@given(cases(), MOMENTS, st.data())
def test_receiving_is_not_disclosing(of: Case, at: int, data: st.DataObject) -> None:
    """Invariant 10: carers may always speak to the therapist. spec/sharing 11"""
    people = [p["id"] for p in of.agreement["parties"] if set(p["roles"]) & NO_CONFIDENCE]
    by = data.draw(st.sampled_from([*people, "family", "guardian"]))
    refusal = {"kind": "sharing.refusal", "id": "refusal"}
    of.asked.update(by=by, to="therapist")
    for some in (of, with_clauses(of, refusal)):
        assert set(outcomes(decide(some, at)).values()) == {"permit"}


@FEW
@given(cases(), MOMENTS, ASKED_BY)
def test_of_age_nobody_is_told_as_of_a_minor(of: Case, at: int, by: str) -> None:
    """Invariant 11: on majority a parent's access, and a parent's consent, lapse.

    spec/sharing 27, 43
    """
    of = from_the_therapist(of, by)
    people = [p | ({"birth_date": "2000-02-29"} if p["id"] == "ada" else {})
              for p in of.agreement["parties"] if p["id"] not in ("ben", "mother")]  # fmt: skip
    people.append({"id": "mother", "roles": ["guardian"], "acts_for": "ada", "capacity": "parent"})
    agreed = [{n: v for n, v in c.items() if n != "members" and (n != "signers" or v == ["mother"])}
              for c in of.agreement["clauses"]]  # fmt: skip
    place = {"country": "US", "region": "CA"}
    grown = of.agreement | {"parties": people, "clauses": agreed, "jurisdiction": place}
    facts = [f | {"by": "mother", "capacity": "parent"} if f["kind"] == "consent_given" else f
             for f in of.record["facts"] if f["kind"] != "retracted"]  # fmt: skip
    found = decide(Case(grown, of.record | {"facts": facts}, of.asked), at)
    kinds = {c["id"]: c["kind"] for c in grown["clauses"]}
    for answer in found["items"]:
        if answer["outcome"] == "permit":
            assert kinds[answer["clause"]] in ("sharing.third_party", "sharing.consultation")


@FEW
@given(MOMENTS, st.integers(4, 17), st.integers(1, 3), st.integers(0, 20))
def test_between_two_ages_it_is_not_known(at: int, most: int, gap: int, age: int) -> None:
    """Invariant 11: asked inside an age gap, the answer is `unknown`. spec/sharing 43-44"""
    from_ = most + gap + 1
    told = {"by": ["therapist"], "to": ["mother"], "items": ["progress"], "purposes": ["family"]}
    bands = [
        {"kind": "sharing.minor", "id": name, **told, "when": {"quantity": "age"} | bound}
        for name, bound in (("young", {"at_most": most}), ("old", {"at_least": from_}))
    ]
    child = {"id": "ada", "roles": ["client"], "birth_date": f"{2026 - age}-01-02"}
    parties = [child, THERAPIST, {"id": "mother", "roles": ["guardian"]}]
    asked = {"by": "therapist", "to": "mother", "items": ["progress"], "purpose": "family"}
    data = decide(Case(agreement(*bands, parties=parties), record(), asked), at)
    wanted = "deny" if age >= 18 else "permit" if age <= most or age >= from_ else "unknown"
    if age >= 18 and most < age < from_:
        return  # of age and in a gap: whether the gap counts is not said
    assert set(outcomes(data).values()) == {wanted}


@FEW
@given(cases(), MOMENTS, ASKED_BY)
def test_a_couple_releases_together(of: Case, at: int, by: str) -> None:
    """Invariant 12: a release needs all of a couple or group. spec/sharing 12, 25, 52"""
    of = from_the_therapist(of, by)
    people = [p for p in of.agreement["parties"] if p["id"] != "ben"]
    people.append({"id": "ben", "roles": ["client"]})
    agreed = [c for c in of.agreement["clauses"] if c["kind"] != "sharing.unit_of_care"]
    agreed.append({"kind": "sharing.unit_of_care", "id": "unit", "unit": "couple"})
    facts = [f for f in of.record["facts"] if f["kind"] != "retracted"]
    facts = [f for f in facts if f["kind"] != "consent_given" or f.get("by", "ben") != "ben"]
    whole = of.agreement | {"parties": people, "clauses": agreed}
    found = decide(Case(whole, of.record | {"facts": facts}, of.asked), at)
    kinds = {c["id"]: c["kind"] for c in agreed}
    for answer in found["items"]:
        if answer["outcome"] == "permit":
            assert kinds[answer["clause"]] != "sharing.release"


# --- lenient reading --------------------------------------------------------------------------


def _places(data: Any) -> list[Data]:
    """Every object in plain data."""
    if isinstance(data, dict):
        return [data, *(place for value in data.values() for place in _places(value))]
    if isinstance(data, list):
        return [place for item in data for place in _places(item)]
    return []


@FEW
@given(cases(), MOMENTS, st.data())
def test_what_is_not_understood_never_permits_more(of: Case, at: int, data: st.DataObject) -> None:
    """spec/decisions 89-90"""
    newer = copy.deepcopy(of)
    change = data.draw(st.sampled_from(["clause", "agreement", "agreement", "record"]))
    if change == "clause":
        kind = data.draw(st.sampled_from(["sharing.new", "governance.new", "other.new"]))
        newer.agreement["clauses"].insert(0, {"kind": kind, "id": "new", "items": ["record"]})
    else:
        places = _places(newer.agreement if change == "agreement" else newer.record)
        places[data.draw(st.integers(0, len(places) - 1))]["not_known_yet"] = 1
    (newer.record if change == "record" else newer.agreement)["spec_version"] = "1.1"
    one = decide(of, at)
    try:
        other = decide(newer, at, lenient=True)
    except DocumentError:
        assume(False)
    assert permitted(other) <= permitted(one)
    if other["outcome"] in ("permit", "not_applicable"):
        assert other["outcome"] == one["outcome"]
    for item, outcome in outcomes(one).items():
        if outcome in ("deny", "refer"):
            assert outcomes(other)[item] == outcome
