"""What was told, held against what was agreed then (spec/analysis 26-37)."""

from __future__ import annotations

import ast
import random
import re
from pathlib import Path
from typing import Any

import pytest

import boundlib
from boundlib import audit as audit_function
from boundlib.audit import Audited, Held, Within
from boundlib.model.agreement import Agreement
from boundlib.model.record import Record
from boundlib.vocab import Outcome, Reason
from boundlib.wire.documents import from_dict
from tests.analyse.making import made, refusal, release
from tests.decide.making import Data, fact, record

JAN, FEB, MAR, APR, MAY = (f"2026-0{month}-10T12:00:00Z" for month in range(1, 6))
GP = release("gp")


def disclosed(when: Any, name: str = "told", **more: Any) -> Data:
    base = {"by": "therapist", "to": "surgery", "items": ["progress"], "purpose": "treatment"}
    return fact("disclosed", when, name, **(base | more))


def consent(agreement: Agreement, when: Any, *, back: bool = False, **more: Any) -> Data:
    kind = "consent_withdrawn" if back else "consent_given"
    base: Data = {"clause": "gp", "by": "ada", "capacity": "self", "method": "signature"}
    base |= {"digest": boundlib.digest(agreement)}
    return fact(kind, when, more.pop("name", kind.replace("_", "-")), **(base | more))


def adopted(agreement: Agreement, when: Any, begins: str | None = None, **more: Any) -> Data:
    name = more.pop("name", f"adopted-{agreement.version}")
    kept = {"version": agreement.version, "digest": boundlib.digest(agreement)}
    return fact("adopted", when, name, in_force_from=begins or when, **kept, **more)


def audited(agreements: Any, *facts: Data) -> tuple[Audited, ...]:
    versions = [agreements] if isinstance(agreements, Agreement) else agreements
    return audit_function(versions, from_dict(record(*facts), Record))


def one(agreements: Any, *facts: Data) -> Audited:
    (found,) = audited(agreements, *facts)
    return found


V1 = made(GP)
GIVEN = consent(V1, JAN)


def test_of_two_adopted_at_one_instant_for_one_instant_the_later_rules() -> None:
    """What a withdrawal makes of a version is as old as it (spec/renegotiation 26)."""
    without = made(version=2)
    both = [adopted(V1, JAN, MAR), adopted(without, JAN, MAR, recorded_at=FEB)]
    for facts in (both, both[::-1]):
        found = one([V1, without], GIVEN, *facts, disclosed(APR))
        assert found.within is Within.OUTSIDE
    assert one([V1], GIVEN, both[0], disclosed(APR)).within is Within.WITHIN


def test_within_what_was_agreed() -> None:
    """spec/analysis 26, 30-31"""
    found = one(V1, adopted(V1, JAN), GIVEN, disclosed(FEB))
    assert (found.fact, found.within, found.clause) == ("told", Within.WITHIN, "gp")
    assert (found.version, found.digest, found.code) == (1, boundlib.digest(V1), Reason.GRANTED)
    lines = {line.item: line.outcome for line in found.items}
    assert lines == dict.fromkeys(("progress", "general_statement"), Outcome.PERMIT)
    assert found.hindsight is None


@pytest.mark.parametrize(
    "more",
    [{"to": "school"}, {"items": ["identity"]}, {"purpose": "schooling"}, {"by": "nurse"}],
)
def test_outside_what_was_agreed(more: Data) -> None:
    """spec/analysis 26, 31"""
    found = one(V1, GIVEN, disclosed(FEB, **more))
    assert found.within is Within.OUTSIDE
    assert found.code is Reason.NO_DEFAULT
    several = disclosed(FEB, items=["progress", "identity"])
    assert one(V1, GIVEN, several).within is Within.OUTSIDE


def test_a_withdrawal_reaches_no_earlier_disclosure() -> None:
    """spec/analysis 36"""
    back = consent(V1, MAR, back=True)
    before, after = audited(V1, GIVEN, back, disclosed(FEB, "b"), disclosed(APR, "a"))
    assert (before.fact, before.within, before.hindsight) == ("b", Within.WITHIN, None)
    assert (after.fact, after.within) == ("a", Within.OUTSIDE)
    ended = fact("ended", MAR, "over", by="ada")
    assert one(V1, GIVEN, ended, disclosed(FEB)).within is Within.WITHIN
    assert one(V1, GIVEN, ended, disclosed(APR)).within is Within.OUTSIDE


def test_the_version_in_force_then_counts() -> None:
    """spec/analysis 26-28"""
    second = made(GP | {"to": ["school"]}, version=2)
    history = [
        adopted(V1, JAN),
        adopted(second, FEB, MAR),
        GIVEN,
        consent(second, JAN, name="again"),
    ]
    both = [V1, second]
    for when, version in ((FEB, 1), (APR, 2)):
        found = one(both, *history, disclosed(when))
        assert found.version == version
    assert one(both, *history, disclosed(FEB)).within is Within.WITHIN
    assert one(both, *history, disclosed("2025-12-01T00:00:00Z")).within is Within.NOT_KNOWN
    assert one([V1], *history, disclosed(APR)) == Audited(fact="told", within=Within.NOT_KNOWN)
    assert one(both, GIVEN, disclosed(FEB)).within is Within.NOT_KNOWN
    unsure = adopted(second, {"not_before": FEB, "not_after": APR}, FEB, recorded_at=MAR)
    assert one(both, adopted(V1, JAN), GIVEN, unsure, disclosed(MAR)).within is Within.NOT_KNOWN


def test_what_was_known_when_it_was_written_down_and_what_is_known_now() -> None:
    """spec/analysis 29"""
    late = consent(V1, JAN, recorded_at=MAR)
    found = one(V1, late, disclosed(FEB))
    assert (found.within, found.code) == (Within.OUTSIDE, Reason.NO_DEFAULT)
    assert found.hindsight is not None
    assert (found.hindsight.within, found.hindsight.clause) == (Within.WITHIN, "gp")
    back = consent(V1, FEB, back=True, recorded_at=APR)
    found = one(V1, GIVEN, back, disclosed(MAR))
    assert found.within is Within.WITHIN
    assert found.hindsight is not None
    assert found.hindsight.within is Within.OUTSIDE
    assert one(V1, late, disclosed(FEB, recorded_at=MAR)).hindsight is None


@pytest.mark.parametrize("more", [{"ground": "court"}, {"emergency": True}])
def test_where_a_ground_or_an_emergency_was_named_a_person_decided(more: Data) -> None:
    """spec/analysis 30, 32"""
    found = one(V1, disclosed(FEB, to="school", **more))
    assert found.within is Within.PERSON_DECIDED
    agreed = made(GP | {"force": {"decided_by": ["therapist"]}})
    asked = one(agreed, consent(agreed, JAN), disclosed(FEB))
    assert (asked.within, asked.clause) == (Within.PERSON_DECIDED, "gp")


def test_an_emergency_release_is_within() -> None:
    """spec/analysis 30"""
    agreed = made(GP | {"purposes": ["emergency"]})
    told = disclosed(FEB, emergency=True)
    assert one(agreed, consent(agreed, JAN), told).within is Within.WITHIN


def test_what_lies_beneath_what_was_told() -> None:
    """spec/analysis 33"""
    agreed = made(GP | {"items": ["record"]}, refusal(items=["summary"]))
    given = consent(agreed, JAN)
    told = one(agreed, given, disclosed(FEB, items=["billing"]))
    assert told.within is Within.WITHIN
    whole = one(agreed, given, disclosed(FEB, items=["record"]))
    assert (whole.within, whole.clause) == (Within.NOT_KNOWN, "no")
    assert "psychotherapy_notes" not in {line.item for line in whole.items}
    assert one(agreed, given, disclosed(FEB, items=["summary"])).within is Within.OUTSIDE
    plain = made(GP | {"items": ["record"]})
    assert one(plain, consent(plain, JAN), disclosed(FEB, items=["record"])).within is Within.WITHIN
    notes = disclosed(FEB, items=["psychotherapy_notes"])
    assert one(plain, consent(plain, JAN), notes).within is Within.OUTSIDE


@pytest.mark.parametrize(
    ("first", "last", "within"),
    [
        (FEB, MAR, Within.WITHIN),
        ("2026-01-01T00:00:00Z", FEB, Within.NOT_KNOWN),
        (MAR, MAY, Within.NOT_KNOWN),
        (MAY, "2026-06-10T12:00:00Z", Within.OUTSIDE),
        # Within at neither end, but between.
        ("2026-01-01T00:00:00Z", MAY, Within.NOT_KNOWN),
    ],
)
def test_a_time_that_is_not_exact(first: str, last: str, within: Within) -> None:
    """spec/analysis 34"""
    told = disclosed({"not_before": first, "not_after": last})
    found = one(V1, GIVEN, consent(V1, APR, back=True), told)
    assert found.within is within
    assert bool(found.items) is (within is not Within.NOT_KNOWN)


def test_the_same_either_way_by_another_version() -> None:
    """spec/analysis 34: neither clause nor version is named"""
    second = made(GP | {"items": ["record"]}, version=2)
    history = [adopted(V1, JAN), adopted(second, MAR), GIVEN, consent(second, JAN, name="again")]
    told = disclosed({"not_before": FEB, "not_after": APR})
    assert one([V1, second], *history, told) == Audited(fact="told", within=Within.WITHIN)


@pytest.mark.parametrize(
    "more", [{"by": None}, {"to": "stranger"}, {"by": "stranger"}, {"to": "ada"}]
)
def test_by_nobody_with_strangers_and_with_the_client(more: Data) -> None:
    """spec/analysis 35"""
    told = {name: value for name, value in disclosed(FEB, **more).items() if value is not None}
    found = one(V1, GIVEN, told)
    assert (found.within, found.version) == (Within.NOT_KNOWN, 1)


def test_what_was_replaced_or_retracted_is_not_audited() -> None:
    """spec/analysis 26"""
    wrong = disclosed(FEB, "first", to="school")
    right = disclosed(FEB, "second", replaces="first", recorded_at=MAR)
    gone = disclosed(FEB, "third")
    taken = fact("retracted", MAR, "taken", replaces="third")
    assert [a.fact for a in audited(V1, GIVEN, wrong, right, gone, taken)] == ["second"]
    again = fact("retracted", APR, "again", replaces="taken")
    found = audited(V1, GIVEN, wrong, right, gone, taken, again)
    assert [a.fact for a in found] == ["second", "third"]


def test_the_order_changes_nothing() -> None:
    """spec/analysis 37"""
    second = made(GP | {"to": ["school"]}, version=2)
    facts = [
        adopted(V1, JAN),
        adopted(second, MAR),
        GIVEN,
        consent(second, JAN, name="again"),
        consent(V1, FEB, back=True),
        *(disclosed(when, f"told-{n}") for n, when in enumerate((JAN, FEB, FEB, APR))),
        disclosed({"on": "2026-01-05"}, "day"),
    ]
    versions = [V1, second]
    first = audited(versions, *facts)
    assert [a.fact for a in first] == ["day", "told-0", "told-1", "told-2", "told-3"]
    for seed in range(5):
        mixed = random.Random(seed)
        mixed.shuffle(facts)
        mixed.shuffle(versions)
        assert audited([*versions, V1], *facts) == first


def test_what_is_no_agreement_of_this_record_is_misuse() -> None:
    with pytest.raises(boundlib.UsageError, match="no agreement"):
        audited([])
    with pytest.raises(boundlib.UsageError, match="another agreement"):
        audited(made(GP, id="urn:example:other"))


def test_the_words_blame_nobody() -> None:
    """spec/analysis 26"""
    source = Path(boundlib.__file__).with_name("audit.py").read_text("utf-8")
    words = " ".join(
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert not re.search(r"violat|breach|illegal|unlawful|fault|guilt|fail", words, re.IGNORECASE)
    assert set(Within) == {"within", "outside", "person_decided", "not_known"}
    assert issubclass(Audited, Held)
