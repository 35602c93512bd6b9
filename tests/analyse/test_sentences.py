"""spec/analysis, sentence by sentence."""

from __future__ import annotations

from typing import Any

import pytest

import boundlib
from boundlib.analyse import RemarkCode
from boundlib.analyse.remarks import MESSAGES
from boundlib.model.record import Record
from boundlib.model.sharing_questions import GovernanceConsentNeeded, SharingMay
from boundlib.times.scalars import Calendar, Instant
from boundlib.vocab import Outcome, Reason
from boundlib.wire.documents import from_dict
from tests.analyse.making import (
    ADA,
    PEOPLE,
    codes,
    made,
    minor,
    refusal,
    release,
    remarks,
    third_party,
)
from tests.decide.making import DIGEST, Data, fact, record

X: Data = {"fact": "well"}
APRIL = "2026-04-10T00:00:00Z"


def born(day: str) -> list[Data]:
    return [ADA | {"birth_date": day}, *PEOPLE[1:]]


def only(*clauses: Data, **root: Any) -> set[Any]:
    return codes(remarks(*clauses, **root))


# --- what is looked at ----------------------------------------------------------------------------


def test_a_remark_names_clauses_and_gives_a_question_in_words_of_its_own() -> None:
    """spec/analysis 1"""
    clauses = release("a", text="Tell them everything about Ada"), refusal(items=["treatment"])
    agreement = made(*clauses)
    (found,) = boundlib.analyse(agreement)
    assert found.clauses == ("a", "no")
    assert found.message == MESSAGES[RemarkCode.SHADOWED]
    assert "Ada" not in repr(found)
    assert isinstance(found.example, SharingMay)
    decision = boundlib.decide(agreement, found.example)
    assert decision.outcome is Outcome.DENY
    assert decision.items[0].code is Reason.REFUSED
    assert set(MESSAGES) == set(RemarkCode)


def test_a_role_that_nobody_holds_is_somebody() -> None:
    """spec/analysis 3, 11"""
    assert not only(release("a", to=["employer"]))


def test_own_paths_are_told_apart() -> None:
    """spec/analysis 3-4"""
    wide, own = release("a"), release("b", items=["treatment/diary"])
    assert only(wide, own) == {("redundant", "b", "a")}
    no = refusal(items=["treatment/diary"])
    assert only(wide, own, no) == {("contradictory", "a", "no"), ("shadowed", "b", "no")}


def test_what_must_be_named_is_told_apart() -> None:
    """spec/analysis 3-4"""
    wide, named = (release(n, items=i) for n, i in (
        ("a", ["record"]), ("b", ["record", "psychotherapy_notes"])
    ))  # fmt: skip
    assert only(wide, named) == {("redundant", "a", "b")}
    notes = release("b", items=["psychotherapy_notes"])
    assert not only(wide, notes)


def test_all_must_consent_so_more_signers_let_less() -> None:
    """spec/analysis 6"""
    one, two = release("a"), release("b", signers=["ada", "mother"])
    assert only(one, two) == {("redundant", "b", "a")}
    rule: Data = {"kind": "sharing.release_rule", "id": "rule", "signers": ["mother"]}
    both = {("redundant", "a", "b"), ("redundant", "b", "a")}
    assert only(one, two, rule) == both
    assert only(one, two, rule | {"when": X}) == {("redundant", "b", "a")}


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("P2M", {("redundant", "b", "a")}),
        ("P6M", {("redundant", "a", "b")}),
        ("P60D", set()),
        ({"unstated": "blank"}, set()),
    ],
)
def test_amounts_of_time_run_alike(end: Any, said: set[Any]) -> None:
    """spec/analysis 6, 8"""

    def span(amount: Any) -> Data:
        return {"clock": "calendar", "amount": amount}

    assert only(release("a", end=span("P3M")), release("b", end=span(end))) == said


def test_amounts_of_time_from_events() -> None:
    """spec/analysis 6: what has not happened leaves an end open; a purpose is a clause's own"""

    def until(name: str, event: str, amount: str = "PT0S") -> Data:
        return release(name, end={"clock": "elapsed", "amount": amount, "from": event})

    assert not only(until("a", "therapy_ended"))
    ended = until("a", "therapy_ended"), until("b", "therapy_ended", "PT24H")
    assert only(*ended) == {("redundant", "a", "b")}
    assert not only(until("a", "purpose_done"), until("b", "purpose_done", "PT24H"))


@pytest.mark.parametrize(
    ("one", "other", "active"),
    [
        (X, {"not": X}, False),
        (X, {"not": {"fact": "ready"}}, True),
        ({"fact": "mood", "is": "low"}, {"fact": "mood", "is": "high"}, False),
        # A named value is neither a yes nor a no.
        ({"fact": "mood", "is": "low"}, {"not": {"fact": "mood"}}, False),
        ({"phase": "first"}, {"phase": "second"}, False),
        ({"phase": "first"}, {"not": {"phase": "second"}}, True),
        ({"step": "a/one"}, {"step": "a/two"}, False),
        ({"quantity": "distress", "at_least": 7}, {"quantity": "distress", "at_most": 6}, False),
        ({"quantity": "distress", "at_least": 7}, {"quantity": "distress", "at_most": 7}, True),
        ({"age_group": "minor"}, {"quantity": "age", "at_least": 18}, False),
        ({"age_group": "minor"}, {"quantity": "age", "at_least": 17}, True),
        ({"plan": "dbt"}, {"fact": "plan", "is": "other"}, False),
    ],
)
def test_leaves_that_cannot_hold_together(one: Data, other: Data, active: bool) -> None:
    """spec/analysis 7, 10"""
    if "step" in one:
        one, other = ({"fact": "mood", "is": w} for w in ("low", "high"))
    found = only(release("a", when={"all": [one, other]}))
    assert (found == set()) is active
    assert found <= {("never_active", "a")}


def test_the_age_goes_by_the_birth_date() -> None:
    """spec/analysis 7, 10"""
    clause, term = minor("a"), {"first": "2026-01-01"}
    assert not only(clause, parties=born("2012-04-10"), term=term)
    assert only(clause, parties=born("2007-12-31"), term=term) == {("never_active", "a")}
    later = minor("b", when={"quantity": "age", "at_least": 12}, valid={"last": "2026-04-09"})
    assert only(later, parties=born("2014-04-10")) == {("never_active", "b")}
    assert not only(later, parties=born("2014-04-09"))


def test_of_rival_readings_each_is_looked_at() -> None:
    """spec/analysis 8"""
    one, two = (release(name, reading_of="doctor") for name in "ab")
    assert not only(one, two)
    refused = [refusal(f"no-{n}", reading_of="no", items=[i]) for n, i in enumerate(["record"] * 2)]
    assert only(release("a"), *refused) == {("shadowed", "a", "no-0", "no-1")}


def test_the_agreement_binds_throughout_its_term() -> None:
    """spec/analysis 8, 10: only a release with an end of its own outlasts it (spec/sharing 16)"""
    term = {"first": "2026-01-01", "last": "2026-06-30"}
    late = release("a", start="2026-07-01")
    assert only(late, term=term) == {("never_active", "a")}
    assert not only(late | {"end": "2026-12-31"}, term=term)
    assert only(release("a", end="2025-12-31"), term=term) == {("never_active", "a")}
    outside = third_party("a", valid={"first": "2026-07-01"})
    assert only(outside, term=term) == {("never_active", "a")}


def test_whoever_passes_on_must_have_been_told_for_that() -> None:
    """spec/analysis 9, 15"""
    told = release("a")
    on = release("b", by=["surgery"], to=["school"], purposes=["schooling"])
    assert only(told, on) == {("never_active", "b")}
    assert not only(on)


def test_a_grant_that_bounds_what_is_told_on_is_not_redundant() -> None:
    """spec/analysis 15: who was told it by a release tells it on within that alone"""
    family: Data = {"to": ["mother"], "purposes": ["family"]}
    bound, wide = release("a", when={"age_group": "minor"}, **family), minor("b", **family)
    assert only(bound, wide) == {("redundant", "a", "b")}
    on = release("c", by=["mother"], to=["school"], purposes=["schooling"])
    assert only(bound, wide, on) == {("never_active", "c")}


# --- what is remarked -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "to"), [("therapist", "ada"), ("ada", "surgery"), ("mother", "therapist")]
)
def test_what_is_settled_by_who_tells_whom_rests_on_no_clause(by: str, to: str) -> None:
    """spec/analysis 3, 10"""
    assert only(release("a", by=[by], to=[to])) == {("never_active", "a")}


@pytest.mark.parametrize(
    ("items", "found"),
    [
        (["other_members"], set()),
        (["record"], set()),  # what is about the others lies beneath it
        (["told_alone"], {("never_active", "a")}),
        (["progress"], {("never_active", "a")}),
    ],
)
def test_of_several_clients_a_grant_lets_one_be_told_of_the_others(
    items: list[str], found: set[Any]
) -> None:
    """spec/analysis 3, 10; spec/sharing 13"""
    couple = [*PEOPLE, {"id": "ben", "roles": ["client"]}]
    assert only(release("a", to=["ben"], items=items), parties=couple) == found
    if not found:
        no = refusal(items=["session_content"])
        shadowed = only(release("a", to=["ben"], items=items), no, parties=couple)
        assert shadowed == {("shadowed", "a", "no")}


def test_a_refusal_that_may_speak_shadows_where_the_grant_speaks_too() -> None:
    """spec/analysis 12"""
    no = refusal(items=["record"], when=X)
    assert only(release("a"), no) == {("contradictory", "a", "no")}
    assert only(release("a", when=X), no) == {("shadowed", "a", "no")}
    halves = [refusal(f"no-{n}", when=w) for n, w in enumerate((X, {"not": X}))]
    assert only(release("a"), *halves) == {("shadowed", "a", "no-0", "no-1")}


@pytest.mark.parametrize(
    "narrower",
    [
        {"to": ["surgery"]},
        {"items": ["progress"]},
        {"items": ["psychotherapy_notes"]},
        {"purposes": ["coordination"]},
        {"start": "2026-04-01"},
        {"end": "2026-04-01"},
        {"when": X},
        {"signers": ["ada", "mother"]},
    ],
)
def test_each_of_scope_dates_consent_and_conditions_can_be_narrower(narrower: Data) -> None:
    """spec/analysis 13"""
    wide = release("a", to=["surgery", "school"], items=["record", "psychotherapy_notes"])
    assert only(wide, wide | {"id": "b"} | narrower) == {("redundant", "b", "a")}


def test_two_grants_together_can_make_a_third_redundant() -> None:
    """spec/analysis 13-14"""
    clauses = [
        release("a", items=["progress", "summary"]),
        *(release(name, items=[item]) for name, item in (("b", "progress"), ("c", "summary"))),
    ]
    assert ("redundant", "a", "b", "c") in only(*clauses)
    assert not only(clauses[0], clauses[1]) - {("redundant", "b", "a")}


def test_where_a_person_decides_is_not_the_same_as_of_itself() -> None:
    """spec/analysis 13"""
    decided = release("b", force="may")
    assert only(release("a"), decided) == {("redundant", "b", "a")}


def test_a_grant_that_asks_for_more_to_follow_is_not_the_same() -> None:
    """spec/analysis 13"""
    plain, present = minor("a"), minor("b", child=["present"])
    assert only(plain, present) == {("redundant", "a", "b")}
    assert only(present, present | {"id": "c"}) == {
        ("redundant", "b", "c"),
        ("redundant", "c", "b"),
    }
    assert only(plain, minor("b", child=["agrees"])) == {("redundant", "b", "a")}


def test_a_condition_that_is_not_known_tells_two_grants_apart() -> None:
    """spec/analysis 5, 13: well or not well is not known where it is not on the record"""
    always = release("b", when={"any": [X, {"not": X}]})
    assert only(release("a"), always) == {("redundant", "b", "a")}


def test_a_grant_that_closes_a_gap_is_not_redundant() -> None:
    """spec/analysis 15: without it the rest of what is shared out by age is not known"""

    def aged(name: str, low: int, high: int, item: str) -> Data:
        when = {"quantity": "age", "at_least": low, "at_most": high}
        return minor(name, when=when, items=[item])

    tiers = aged("young", 0, 11, "treatment"), aged("old", 14, 17, "treatment")
    middle = aged("middle", 12, 13, "progress")
    wide = third_party("wide", to=["mother"], items=["progress"])
    assert not only(*tiers, middle, wide)
    assert only(middle, wide) == {("redundant", "middle", "wide")}


@pytest.mark.parametrize(
    ("more", "root", "open_ended"),
    [
        ({}, {}, True),
        ({"end": "2026-12-31"}, {}, False),
        ({"end": {"unstated": "blank"}}, {}, False),
        ({}, {"term": {"last": "2026-12-31"}}, False),
        ({}, {"term": {"first": "2026-12-31"}}, True),
        ({"when": {"age_group": "minor"}}, {"parties": born("2012-04-10")}, False),
        ({"when": {"age_group": "adult"}}, {"parties": born("2012-04-10")}, True),
    ],
)
def test_a_release_without_end(more: Data, root: Data, open_ended: bool) -> None:
    """spec/analysis 17-18"""
    found = codes(remarks(release("a", **more), **root), but=())
    assert found == ({("open_ended", "a")} if open_ended else set())


def test_a_rule_on_how_long_consents_hold_leaves_none_open_ended() -> None:
    """spec/analysis 17"""
    year = {"clock": "calendar", "amount": "P12M"}
    rule: Data = {"kind": "sharing.release_rule", "id": "rule", "longest_term": year}
    assert codes(remarks(release("a"), rule), but=()) == set()
    for part in ({"items": ["progress"]}, {"purposes": ["coordination"]}, {"when": X}):
        assert codes(remarks(release("a"), rule | part), but=()) == {("open_ended", "a")}


@pytest.mark.parametrize(
    ("end", "soon", "expiring"),
    [
        ("2026-04-09", None, False),
        ("2026-04-10", None, True),
        ("2026-05-08", None, True),
        ("2026-05-09", None, True),
        ("2026-05-10", None, False),
        ("2026-05-10", Calendar(days=31), True),
    ],
)
def test_expiring_soon(end: str, soon: Calendar | None, expiring: bool) -> None:
    """spec/analysis 19-21"""
    more: dict[str, Any] = {} if soon is None else {"soon": soon}
    found = remarks(release("a", end=end), at=APRIL, zone="UTC", timetables=None, **more)
    assert codes(found) == ({("expiring_soon", "a")} if expiring else set())
    for each in found:
        over = Instant.parse(f"{end}T00:00:00Z") + 86_400
        assert each.example.at == over
    assert not codes(remarks(release("a", start="2026-04-11", end="2026-04-20"), at=APRIL))
    assert not codes(remarks(release("a", end=end)))


def test_a_condition_by_age_expires_too() -> None:
    """spec/analysis 19"""
    found = remarks(minor("a"), at=APRIL, parties=born("2008-04-20"))
    assert codes(found) == {("expiring_soon", "a")}


def test_on_the_record_amounts_of_time_run_out() -> None:
    """spec/analysis 22"""
    half = release("a", end={"clock": "calendar", "amount": "P6M"})
    digest = boundlib.digest(made(half))
    kept: Data = {"clause": "a", "by": "ada", "capacity": "self", "method": "signature"}
    for given, expiring in (("2025-10-20", True), ("2025-12-20", False), ("2025-09-20", False)):
        happened = record(fact("consent_given", f"{given}T12:00:00Z", digest=digest, **kept))
        found = remarks(half, at=APRIL, happened=happened)
        assert codes(found) == ({("expiring_soon", "a")} if expiring else set())
        for each in found:
            assert str(each.example.at) == "2026-04-20T23:00:00Z"
    assert not codes(remarks(half, at=APRIL))
    assert digest != DIGEST


def test_ages_that_are_left_out() -> None:
    """spec/analysis 23"""
    young, old = (minor(n, when={"quantity": "age", **w}) for n, w in (
        ("young", {"at_most": 11}), ("old", {"at_least": 14})
    ))  # fmt: skip
    found = remarks(young, old, parties=born("2012-04-10"))
    (gap,) = (r for r in found if r.code is RemarkCode.AGE_GAP)
    assert gap.clauses == ("young", "old")
    assert str(gap.example.at)[:4] in ("2024", "2025")
    decision = boundlib.decide(made(young, old, parties=born("2012-04-10")), gap.example)
    assert decision.items[0].code is Reason.GAP
    consent = [
        {"kind": "governance.consent", "id": n, "needs": [w], "when": {"quantity": "age", **a}}
        for n, w, a in (("p", "guardian", {"at_most": 11}), ("c", "client", {"at_least": 14}))
    ]
    (gap,) = remarks(*consent, parties=born("2012-04-10"))
    assert gap.code is RemarkCode.AGE_GAP
    assert isinstance(gap.example, GovernanceConsentNeeded)
    asked = boundlib.decide(made(*consent, parties=born("2012-04-10")), gap.example)
    assert asked.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(("count", "known"), [(4, True), (24, False)])
def test_too_many_steps_say_nothing(count: int, known: bool) -> None:
    """spec/analysis 24"""
    facts = [{"fact": f"f{n}"} for n in range(count)]
    half = count // 2
    most = [{"at_least": half, "of": [*facts[:n], *facts[n + 1 :]]} for n in range(count)]
    none = {"all": [*most, {"not": {"at_least": half, "of": facts}}]}
    found = only(release("a", when=none))
    assert found == ({("never_active", "a")} if known else set())


def test_in_the_order_of_the_clauses_then_of_the_codes() -> None:
    """spec/analysis 25"""
    found = remarks(release("b"), release("a"), refusal(items=["progress"]))
    assert [(str(r.code), r.clauses[0]) for r in found] == [
        ("redundant", "b"),
        ("contradictory", "b"),
        ("open_ended", "b"),
        ("redundant", "a"),
        ("contradictory", "a"),
        ("open_ended", "a"),
    ]


def test_the_record_of_another_agreement_is_misuse() -> None:
    other = from_dict(record() | {"agreement": "urn:example:other"}, Record)
    with pytest.raises(boundlib.UsageError, match="another agreement"):
        boundlib.analyse(made(release("a")), record=other)
