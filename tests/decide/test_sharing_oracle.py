"""The engine against the sentences, read one by one: the oracle knows nothing of the engine."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.decide import Engine
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.times.scalars import Instant
from boundlib.vocab import SharedFor
from boundlib.wire.documents import dumps, from_dict
from tests.decide.making import DIGEST, Data, agreement, consent, fact, record
from tests.decide.sharing_making import PURPOSES, THERAPIST, Case, cases
from tests.decide.sharing_oracle import Sharing

ANY = int(Instant.parse("2026-03-28T12:00:00Z"))
YEARS = 5 * 366 * 86_400
SOME = settings(max_examples=settings().max_examples * 3)
FEW = settings(max_examples=max(10, settings().max_examples // 4))

Asked = dict[str, Any]


class Both:
    """An engine and the oracle on one case."""

    def __init__(self, of: Case) -> None:
        self.of = of
        self.engine = Engine(from_dict(of.agreement), digest=DIGEST)
        self.record: Any = from_dict(of.record, Record)
        self.tellings = self.engine.sharing(self.record)

    def decide(self, at: int, kind: str, **more: Any) -> Data:
        head = {"type": "question", "spec_version": "1.0", "kind": f"sharing.{kind}"}
        asked = from_dict(head | {"at": str(Instant(at))} | more, Question)
        found: Data = json.loads(dumps(self.engine.decide(asked, self.record)))
        return found

    def oracle(self, at: int, known: str | None = None) -> Sharing:
        return Sharing(self.of.agreement, self.of.record, at, DIGEST, known)

    def instants(self, asked: Asked) -> list[int]:
        """Every instant with which the answer compares the time, wherever it is asked."""
        found: set[int] = set()
        todo = {ANY}
        while todo:
            there = self.oracle(todo.pop())
            there.whole(asked)
            todo |= there.seen - found
            found |= there.seen
        return sorted(found)


def near(instants: list[int], random: Random, most: int) -> list[int]:
    """Some of these instants and of the seconds before, and one that nothing names."""
    around = sorted({i - back for i in instants for back in (0, 1) if abs(i - ANY) < YEARS})
    return [ANY, *(random.sample(around, most) if len(around) > most else around)]


@SOME
@given(cases(), st.randoms(use_true_random=False), st.booleans())
def test_item_by_item(of: Case, random: Random, hindsight: bool) -> None:
    """spec/sharing 1-44"""
    pair = Both(of)
    for at in near(pair.instants(of.asked), random, 8):
        known = None if hindsight else str(Instant(at))
        more = {"known": known} if known else {}
        found = pair.decide(at, "may", **of.asked, **more)
        items = {answer["item"]: answer["outcome"] for answer in found["items"]}
        assert (found["outcome"], items) == pair.oracle(at, known).whole(of.asked), str(Instant(at))
        if known is None and set(of.asked) == {"by", "to", "items", "purpose"}:
            told = {name: of.asked[name] for name in ("by", "to", "purpose")}
            for item, outcome in items.items():
                telling = pair.tellings.may(item=item, at=Instant(at), **told)
                assert telling.outcome == outcome


# --- the other questions ----------------------------------------------------------------------


def everybody(of: Case) -> list[str]:
    """Every party, and every role that is named but held by nobody."""
    there = Sharing(of.agreement, of.record, ANY, DIGEST)
    named = [n for c in of.agreement["clauses"] for part in ("by", "to", "onward", "signers")
             for n in c.get(part, [])]  # fmt: skip
    people = [party["id"] for party in of.agreement["parties"]]
    for clause in there.of("sharing.consultation"):
        named += [name for told in there.ways(clause) for names in told for name in names]
    return sorted({*people, *there.all_holders(named)})


def reverse(there: Sharing, of: Case, to: str, items: list[str], purposes: list[str]) -> Asked:
    """What one party may be told by anybody but a client, by trying everything (49)."""
    found: dict[str, set[tuple[str, str, str]]] = {"may": set(), "perhaps": set()}
    tellers = [name for name in everybody(of) if not there.holds_role(name, {"client"})]
    for by in tellers:
        if by in there.holders(to):
            continue
        for item in items:
            for purpose in purposes:
                outcome = there.outcome(by, to, item, purpose)
                if outcome == "permit":
                    found["may"].add((by, item, purpose))
                elif outcome in ("refer", "unknown"):
                    found["perhaps"].add((by, item, purpose))
    return found


def purposes_of(of: Case) -> list[str]:
    named = [p for c in of.agreement["clauses"] for p in c.get("purposes", [])]
    return sorted({*map(str, SharedFor), *named})


def outsiders(there: Sharing, of: Case) -> list[str]:
    """Who can be listed as a recipient (49)."""
    inside = {"therapist", "practice", "cover", "client"}
    return [name for name in everybody(of) if not there.roles(name) & inside]


@FEW
@given(cases(3), st.randoms(use_true_random=False))
def test_who_may_see(of: Case, random: Random) -> None:
    """spec/sharing 49"""
    pair = Both(of)
    item, purpose = of.asked["items"][0], of.asked["purpose"]
    for at in near(pair.instants(of.asked), random, 2):
        there = pair.oracle(at)
        for some in ([purpose], purposes_of(of)):
            told = {to: reverse(there, of, to, [item], some) for to in outsiders(there, of)}
            may = [to for to, ways in told.items() if ways["may"]]
            perhaps = [to for to, ways in told.items() if ways["perhaps"] and not ways["may"]]
            more = {"purpose": purpose} if len(some) == 1 else {}
            value = pair.decide(at, "who_may_see", item=item, **more).get("value", {})
            assert (value.get("may", []), value.get("perhaps", [])) == (may, perhaps)


@settings(max_examples=max(5, settings().max_examples // 10))
@given(cases(3), st.randoms(use_true_random=False))
def test_what_may_see(of: Case, random: Random) -> None:
    """spec/sharing 49"""
    pair = Both(of)
    for at in near(pair.instants(of.asked), random, 1):
        there = pair.oracle(at)
        for to in random.sample(outsiders(there, of), 1) if outsiders(there, of) else []:
            wanted = reverse(there, of, to, there.named_items(), purposes_of(of))
            value = pair.decide(at, "what_may_see", to=to).get("value", {})
            for word, ways in wanted.items():
                listed = {(t["by"], t["item"], t["purpose"]) for t in value.get(word, [])}
                assert listed == ways, (word, to, str(Instant(at)))


@FEW
@given(cases(4))
def test_when(of: Case) -> None:
    """spec/sharing 50"""
    pair = Both(of)
    asked = {name: of.asked[name] for name in ("by", "to", "purpose")}
    item, start = of.asked["items"][0], ANY
    instants = pair.instants(asked | {"items": [item]})
    end = start + 1827 * 86_400
    wanted: list[Data] = []
    for at in [start, *(i for i in instants if start < i <= end)]:
        told = pair.oracle(at).outcome(asked["by"], asked["to"], item, asked["purpose"])
        runs = bool(wanted) and "end" not in wanted[-1]
        if told == "permit" and not runs:
            wanted.append({} if at == start else {"start": str(Instant(at))})
        elif told != "permit" and runs:
            wanted[-1]["end"] = str(Instant(at))
    found = pair.decide(start, "when", item=item, **asked).get("value", {}).get("may", [])
    assert found == wanted


# --- the near miss ----------------------------------------------------------------------------

RELEASE: Data = {"kind": "sharing.release", "id": "rel", "by": ["therapist"], "to": ["gp"],
                 "items": ["treatment"], "purposes": ["treatment"], "flow": "disclose"}  # fmt: skip
NOTES = {"items": ["psychotherapy_notes"]}
GIVEN = "2026-03-27T12:00:00Z"
MISSES: dict[str, tuple[Data, Data, list[str], str]] = {
    # what is missing: changes to the release, to the question, the facts, the code
    "consent": ({}, {}, [], "not_consented"),
    "withdrawal": ({}, {}, ["given", "withdrawn"], "withdrawn"),
    "form": ({"rule": {"form": ["written"]}}, {}, ["given"], "other_form"),
    "beginning": ({"start": "2026-03-30"}, {}, ["given"], "not_started"),
    "end": ({"end": "2026-03-27"}, {}, ["given"], "expired"),
    "purpose": ({}, {"purpose": "family"}, ["given"], "not_for_this"),
    "naming": ({"items": ["record"]}, NOTES, ["given"], "must_be_named"),
    "condition": ({"when": {"found": "danger"}}, {}, ["given"], "switched_off"),
}


def missing(names: list[str], *clauses: Data) -> Data:
    """The decision where just these are missing."""
    release, acts = dict(RELEASE), {""}
    asked: Asked = {"by": "therapist", "to": "gp", "items": ["treatment"], "purpose": "treatment"}
    more = list(clauses)
    for name in names:
        changes, question, acted, _ = MISSES[name]
        if "rule" in changes:
            more.append({"kind": "sharing.release_rule", "id": "rule"} | changes["rule"])
        release |= {n: v for n, v in changes.items() if n != "rule"}
        asked |= question
        acts |= set(acted)
    people = [{"id": "ada", "roles": ["client"]}, THERAPIST, {"id": "gp", "roles": ["gp"]}]
    data = agreement(release, *more, parties=people)
    facts = [consent("rel", GIVEN) | {"by": "ada"}] if "consent" not in names else []
    if "withdrawn" in acts:
        facts.append(consent("rel", "2026-03-28T00:00:00Z", back=True) | {"by": "ada"})
    return Both(Case(data, record(*facts), asked)).decide(ANY, "may", **asked)


@pytest.mark.parametrize("name", MISSES)
def test_one_thing_is_missing(name: str) -> None:
    """spec/sharing 48"""
    found = missing([name])
    assert found["outcome"] == "deny"
    assert found["near_miss"] == {"clause": "rel", "failed": MISSES[name][3]}
    refusal = {"kind": "sharing.refusal", "id": "no"}
    assert "near_miss" not in missing([name], refusal)
    other = {"kind": "sharing.refusal", "id": "no", "to": ["school"]}
    assert missing([name], other)["near_miss"] == found["near_miss"]


# No consent leaves nothing to withdraw and nothing in another form; one that was taken back is
# gone, whatever form it had; a span has a beginning first.
ALIKE = [
    {"consent", "withdrawal"}, {"consent", "form"}, {"form", "withdrawal"}, {"beginning", "end"},
]  # fmt: skip
PAIRS = [(a, b) for a in MISSES for b in MISSES if a < b and {a, b} not in ALIKE]


@pytest.mark.parametrize("names", PAIRS, ids="-".join)
def test_two_things_are_missing(names: tuple[str, str]) -> None:
    """spec/sharing 48"""
    found = missing(list(names))
    assert found["outcome"] == "deny"
    assert "near_miss" not in found


@pytest.mark.parametrize("name", ["purpose", "consent", "end"])
def test_what_is_not_known_may_be_missing_too(name: str) -> None:
    """spec/sharing 48: a grant is not shown by asking with less on the record"""
    changes, question, acted, _ = MISSES[name]
    switched = RELEASE | changes
    people = [{"id": "ada", "roles": ["client"]}, THERAPIST, {"id": "gp", "roles": ["gp"]}]
    asked: Asked = {"by": "therapist", "to": "gp", "items": ["treatment"], "purpose": "treatment"}
    asked |= question
    happened = record(*[consent("rel", GIVEN) | {"by": "ada"} for _ in acted])
    for condition in ({"fact": "well"}, {"found": "danger"}):
        data = agreement(switched | {"when": {"not": condition}}, parties=people)
        pair = Both(Case(data, happened, asked))
        found = pair.decide(ANY, "may", **asked)
        assert found["outcome"] == "deny"
        # A state that nobody told of is not known; a finding is an act, and was not made.
        assert ("near_miss" in found) is (condition == {"found": "danger"})


def test_without_a_record_no_grant_is_shown() -> None:
    """spec/sharing 48; decisions 68"""
    people = [{"id": "ada", "roles": ["client"]}, THERAPIST, {"id": "gp", "roles": ["gp"]}]
    asked = {"by": "therapist", "to": "gp", "items": ["treatment"], "purpose": "family"}
    pair = Both(Case(agreement(RELEASE, parties=people), record(), asked))
    assert "near_miss" not in pair.decide(ANY, "may", **asked)
    pair.record = None
    found = pair.decide(ANY, "may", **asked)
    assert (found["outcome"], "near_miss" in found) == ("deny", False)


# --- worked examples: the oracle itself -------------------------------------------------------

CHILD = {"id": "ada", "roles": ["client"], "birth_date": "2013-03-01"}
FAMILY: list[Data] = [CHILD, THERAPIST, {"id": "mother", "roles": ["guardian"]}]
COUPLE: list[Data] = [{"id": "ada", "roles": ["client"]}, {"id": "ben", "roles": ["client"]},
                      THERAPIST, {"id": "firm", "roles": ["employer"]}]  # fmt: skip


def worked(data: Data, at: str, *facts: Data, **asked: Any) -> str:
    """What the engine and the oracle both say."""
    of = Case(data, record(*facts), {"by": "therapist", "purpose": "family"} | asked)
    instant = int(Instant.parse(at))
    pair = Both(of)
    oracle = pair.oracle(instant).whole(of.asked)[0]
    assert pair.decide(instant, "may", **of.asked)["outcome"] == oracle
    return oracle


def minor(name: str, items: list[str], **when: int) -> Data:
    told = {"by": ["therapist"], "to": ["mother"], "items": items, "purposes": ["family"]}
    limits = {"when": {"quantity": "age"} | when}
    return {"kind": "sharing.minor", "id": name} | told | limits


def test_an_age_between() -> None:
    """Under 13 and from 14 on, and a client of 13. spec/sharing 44; golden case 20"""
    bands = minor("young", ["progress"], at_most=12), minor("old", ["progress"], at_least=14)
    data = agreement(*bands, parties=FAMILY)
    asked = {"to": "mother", "items": ["progress"]}
    assert worked(data, "2026-02-27T12:00:00Z", **asked) == "permit"
    assert worked(data, "2026-03-01T00:00:00Z", **asked) == "unknown"
    assert worked(data, "2027-03-01T00:00:00Z", **asked) == "permit"
    assert worked(data, "2031-03-01T00:00:00Z", **asked) == "deny"


TEN_DAYS: Data = {"clock": "calendar", "amount": "P10D"}
NOT_EXACT = {"not_before": "2026-05-01T12:00:00Z", "not_after": "2026-05-04T12:00:00Z"}
OURS = {"by": "ada", "digest": DIGEST}
BY_AUNT: Data = {
    "kind": "sharing.release_rule", "id": "w", "signers": ["aunt"], "when": {"fact": "well"}
}  # fmt: skip


@pytest.mark.parametrize(
    ("clauses", "given", "expected"),
    [
        # Given on 1 May at the earliest, on 4 May at the latest.
        ([RELEASE | {"end": TEN_DAYS}], [(NOT_EXACT, OURS)], "permit unknown deny"),
        (
            [RELEASE, {"kind": "sharing.release_rule", "id": "w", "longest_term": TEN_DAYS}],
            [(NOT_EXACT, OURS)],
            "permit unknown deny",
        ),
        # Whether the later one counts is not known: it is to another version.
        (
            [RELEASE | {"end": TEN_DAYS}],
            [("2026-05-01T12:00:00Z", OURS), ("2026-05-03T12:00:00Z", OURS | {"digest": "B" * 43})],
            "permit unknown deny",
        ),
        # Whether the aunt has to sign, so that it runs from hers, is not known.
        (
            [RELEASE | {"end": TEN_DAYS}, BY_AUNT],
            [("2026-05-01T12:00:00Z", OURS), ("2026-05-03T12:00:00Z", OURS | {"by": "aunt"})],
            "permit unknown deny",
        ),
    ],
)
def test_an_end_from_a_consent_that_may_be_later(
    clauses: list[Data], given: list[tuple[Any, Data]], expected: str
) -> None:
    """spec/sharing 25, 31, 32, 35"""
    people = [{"id": "ada", "roles": ["client"]}, THERAPIST, {"id": "aunt", "roles": ["family"]}]
    people.append({"id": "gp", "roles": ["gp"]})
    facts = [
        consent("rel", when, id_=f"f{n}") | more | {"recorded_at": "2026-05-04T13:00:00Z"}
        for n, (when, more) in enumerate(given)
    ]
    asked = {"by": "therapist", "to": "gp", "items": ["summary"], "purpose": "treatment"}
    pair = Both(Case(agreement(*clauses, parties=people), record(*facts), asked))
    found = []
    for day in (11, 12, 15):
        at = int(Instant.parse(f"2026-05-{day}T12:00:00Z"))
        found.append(pair.decide(at, "may", **asked)["outcome"])
        assert pair.oracle(at).whole(asked)[0] == found[-1]
    assert " ".join(found) == expected


def test_sixty_days_after_the_end() -> None:
    """Ended on 1 June: the last day is 31 July. spec/sharing 16, 31; golden case 21"""
    end = {"clock": "calendar", "amount": "P60D", "from": "therapy_ended"}
    release = RELEASE | {"to": ["firm"], "end": end}
    data = agreement(release, parties=COUPLE)
    given = [consent("rel", "2026-01-05T12:00:00Z") | {"by": name, "id": name}
             for name in ("ada", "ben")]  # fmt: skip
    asked = {"to": "firm", "items": ["progress"], "purpose": "treatment"}
    over = fact("ended", "2026-06-01T10:00:00Z")
    assert worked(data, "2026-12-01T10:00:00Z", *given, **asked) == "permit"
    assert worked(data, "2026-07-31T22:59:59Z", *given, over, **asked) == "permit"
    assert worked(data, "2026-07-31T23:00:00Z", *given, over, **asked) == "deny"
    assert date(2026, 6, 1).toordinal() + 60 == date(2026, 7, 31).toordinal()


def test_the_employer() -> None:
    """Contact and dates, only where the management referred. spec/sharing 41; golden case 23"""
    told = {"by": ["therapist"], "to": ["firm"], "items": ["contact_made", "session_dates"]}
    more = {"purposes": ["employment"], "require": {"found": "management_referral"}}
    data = agreement({"kind": "sharing.third_party", "id": "eap"} | told | more, parties=COUPLE)
    referred = fact("found", GIVEN, finding="management_referral", by="firm")
    asked = {"to": "firm", "purpose": "employment"}
    at = "2026-04-01T12:00:00Z"
    for item in ("contact_made", "session_dates"):
        assert worked(data, at, referred, items=[item], **asked) == "permit"
        assert worked(data, at, items=[item], **asked) == "deny"
    assert worked(data, at, referred, items=["attendance"], **asked) == "deny"


def test_both_of_a_couple() -> None:
    """One of two partners signs. spec/sharing 25; golden case 24"""
    unit = {"kind": "sharing.unit_of_care", "id": "couple", "unit": "couple", "all_sign": True}
    data = agreement(RELEASE | {"to": ["firm"], "signers": ["ada"]}, unit, parties=COUPLE)
    ada, ben = (consent("rel", GIVEN) | {"by": name, "id": name} for name in ("ada", "ben"))
    asked = {"to": "firm", "items": ["summary"], "purpose": "treatment"}
    at = "2026-04-01T12:00:00Z"
    assert worked(data, at, ada, **asked) == "deny"
    assert worked(data, at, ada, ben, **asked) == "permit"


def test_the_practice_tells_by_releases_of_its_own() -> None:
    """It has all there is, so that `onward` is not about it. spec/sharing 10, 38"""
    house: Data = {"id": "house", "roles": ["practice"]}
    people = [{"id": "ada", "roles": ["client"]}, THERAPIST, house, {"id": "gp", "roles": ["gp"]}]
    data = agreement(RELEASE | {"to": ["house"], "onward": ["gp"]}, parties=people)
    given = consent("rel", GIVEN) | {"by": "ada"}
    asked = {"by": "house", "to": "gp", "items": ["treatment"], "purpose": "treatment"}
    assert worked(data, "2026-04-01T12:00:00Z", given, **asked) == "deny"
    both = agreement(RELEASE | {"by": ["therapist", "house"]}, parties=people)
    assert worked(both, "2026-04-01T12:00:00Z", given, **asked) == "permit"


def test_what_is_drawn_is_worth_asking() -> None:
    """Every outcome comes up, and in none of them is the whole of what is drawn."""
    seen: dict[str, int] = {}

    @settings(max_examples=100, database=None, derandomize=True)
    @given(cases())
    def draw(of: Case) -> None:
        outcome, _ = Sharing(of.agreement, of.record, ANY, DIGEST).whole(of.asked)
        seen[outcome] = seen.get(outcome, 0) + 1

    draw()
    assert set(seen) == {"permit", "deny", "refer", "unknown", "not_applicable"}
    assert seen["permit"] > 6
    assert set(PURPOSES) & {"emergency"}
