"""A verdict by itself is what the general walk says of the item, however it is found."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.decide import Engine
from boundlib.decide.tellings import Telling, Tellings
from boundlib.decide.through import LAST
from boundlib.errors import InvalidValue, UsageError
from boundlib.model.record import Record
from boundlib.times.scalars import Instant
from boundlib.wire.documents import from_dict
from tests.decide.making import DIGEST, Data, agreement, consent, fact, record
from tests.decide.sharing_making import ITEMS, MOMENTS, THERAPIST, Case, cases, questions

SOME = settings(max_examples=settings().max_examples * 2)


class NoSheets:
    """Nothing is laid out: whatever is asked goes the general way."""

    def of(self, by: str, to: str, item: str) -> None:
        return None


def tellings(of: Case, *, laid_out: bool = True, lenient: bool = False) -> Tellings:
    engine = Engine(from_dict(of.agreement, lenient=lenient), digest=DIGEST)
    found = engine.sharing(from_dict(of.record, Record, lenient=lenient))
    if not laid_out:
        vars(found)["_sheets"] = NoSheets()
    return found


def asked_of(of: Case, more: list[Data]) -> Iterator[Data]:
    for asked in (of.asked, *more):
        for item in (*asked["items"], *ITEMS[:4]):
            for purpose in (asked["purpose"], "emergency"):
                yield {"by": asked["by"], "to": asked["to"], "item": item, "purpose": purpose}


@SOME
@given(cases(), st.data(), st.lists(MOMENTS, min_size=2, max_size=4))
def test_laid_out_or_not(of: Case, data: st.DataObject, at: list[int]) -> None:
    """All parts of a verdict, until when it stays among them. spec/sharing 11-48"""
    quick, slow = tellings(of), tellings(of, laid_out=False)
    more = [data.draw(questions(of.agreement))]
    for asked in asked_of(of, more):
        for instant in map(Instant, at):
            assert quick.may(**asked, at=instant) == slow.may(**asked, at=instant), asked


@SOME
@given(cases(), MOMENTS)
def test_until(of: Case, at: int) -> None:
    """A verdict stays as long as it says."""
    quick = tellings(of)
    for asked in asked_of(of, []):
        found = quick.may(**asked, at=Instant(at))
        last = at + 40 * 86_400 if found.until is None else int(found.until) - 1
        for later in {last, (at + last) // 2}:
            assert parts(quick.may(**asked, at=Instant(later))) == parts(found)


def parts(found: Telling) -> tuple[Any, ...]:
    return found.outcome, found.code, found.clause, found.near_miss, found.obligations


def test_most_of_what_is_drawn_is_laid_out() -> None:
    """The law above compares two ways, and not one with itself."""
    seen: list[bool] = []

    @settings(max_examples=100, database=None, derandomize=True)
    @given(cases())
    def draw(of: Case) -> None:
        found = tellings(of)
        for asked in asked_of(of, []):
            found.may(**asked, at=Instant(0))
        seen.extend(sheet is not None for pair in found._pairs.values() for sheet in pair.values())

    draw()
    assert sum(seen) > len(seen) / 4


RELEASE: Data = {"kind": "sharing.release", "id": "rel", "by": ["therapist"], "to": ["gp"],
                 "items": ["treatment"], "purposes": ["treatment"], "flow": "disclose"}  # fmt: skip
PEOPLE: list[Data] = [{"id": "ada", "roles": ["client"]}, THERAPIST, {"id": "gp", "roles": ["gp"]}]
WORDS = {"by": "therapist", "to": "gp", "item": "treatment", "purpose": "treatment"}
NOON = Instant.parse("2026-03-28T12:00:00Z")


def one(*facts: Data, **more: Any) -> Tellings:
    return tellings(Case(agreement(RELEASE | more, parties=PEOPLE), record(*facts), {}))


@pytest.mark.parametrize(
    "words", [{"by": "nobody"}, {"to": "nobody"}, {"item": "No such"}, {"purpose": "No such"}]
)
def test_words_that_are_none(words: dict[str, str]) -> None:
    found = one()
    for _ in range(2):  # before anything is laid out, and after
        with pytest.raises((UsageError, InvalidValue)):
            found.may(**WORDS | words, at=NOON)
        found.may(**WORDS, at=NOON)


def test_no_instant() -> None:
    found = one()
    found.may(**WORDS, at=NOON)
    with pytest.raises(InvalidValue):
        found.may(**WORDS, at=cast(Any, int(NOON)))


def test_an_item_of_the_embedders_own() -> None:
    """Beneath what a clause names, though no clause names it."""
    given_ = consent("rel", "2026-03-27T12:00:00Z") | {"by": "ada"}
    found = one(given_).may(**WORDS | {"item": "treatment/diary"}, at=NOON)
    assert (found.outcome, found.clause) == ("permit", "rel")


def test_a_verdict_stays_until_the_first_end() -> None:
    """spec/sharing 30, 31: a date begins at its start, and as an end is included whole"""
    given_ = consent("rel", "2026-03-27T12:00:00Z") | {"by": "ada"}
    found = one(given_, start="2026-03-28", end="2026-03-28")
    begins, ends = "2026-03-28T00:00:00Z", "2026-03-29T00:00:00Z"
    for at, outcome, until in (
        ("2026-03-27T23:59:59Z", "deny", begins),
        (begins, "permit", ends),
        (ends, "deny", None),
    ):
        told = found.may(**WORDS, at=Instant.parse(at))
        expected = None if until is None else Instant.parse(until)
        assert (told.outcome, told.until) == (outcome, expected)


def test_what_changes_too_often_is_looked_at_each_time() -> None:
    """More consents and withdrawals than are laid out for all time."""
    facts = []
    for n in range(150):
        more = {"clause": "rel", "digest": DIGEST, "capacity": "self", "method": "spoken"}
        kind = "consent_withdrawn" if n % 2 else "consent_given"
        when = str(Instant(int(NOON) + 60 * n))
        facts.append(fact(kind, when, f"f{n}", by="ada", **more))
    found = one(*facts)
    for n in Random(1).sample(range(150), 20):
        told = found.may(**WORDS, at=Instant(int(NOON) + 60 * n + 30))
        assert told.outcome == ("deny" if n % 2 else "permit")
        assert told.until == (None if n == 149 else int(NOON) + 60 * (n + 1))


def test_the_first_and_the_last_instant() -> None:
    given_ = consent("rel", "2026-03-27T12:00:00Z") | {"by": "ada"}
    found = one(given_)
    first, last = Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2200-12-31T23:59:59Z")
    for _ in range(2):
        assert found.may(**WORDS, at=first).near_miss is not None
        assert found.may(**WORDS, at=last).outcome == "permit"
        for none in (int(first) - 1, int(last) + 1):
            with pytest.raises(InvalidValue):
                found.may(**WORDS, at=Instant(none))


GIVEN = consent("rel", "2026-03-27T12:00:00Z") | {"by": "ada"}


def test_what_lies_beneath_is_not_told_of() -> None:
    """The general way too speaks of the item by itself. spec/sharing 5"""
    more = {"when": {"not": {"fact": "well"}}, "items": ["treatment/diary"]}
    stated = fact("stated", "2026-03-27T12:00:00Z", "f9", name="well", **{"is": False})
    found = one(GIVEN, stated, **more)
    below = found.may(**WORDS | {"item": "treatment/diary"}, at=NOON)
    assert below.outcome == "permit"
    assert below.obligations
    above = found.may(**WORDS, at=NOON)
    assert (above.outcome, above.obligations, above.near_miss) == ("deny", (), None)


NEWER: Data = {"novel": True}
NEW_CLAUSE: Data = {"kind": "sharing.new", "id": "new", "items": ["record"]}
UNREAD: dict[str, tuple[Data, Data]] = {
    "nothing": ({}, {}),
    "a clause": ({"clauses": [RELEASE, NEW_CLAUSE]}, {}),
    "of the agreement": (NEWER, {}),
    "of a clause": ({"clauses": [RELEASE | NEWER]}, {}),
    "a fact": ({}, {"facts": [GIVEN, fact("new", "2026-03-27T13:00:00Z", "f9")]}),
    "of the record": ({}, NEWER),
    "of a fact": ({}, {"facts": [GIVEN | NEWER]}),
}


@pytest.mark.parametrize("where", UNREAD)
def test_what_is_not_understood_permits_nothing(where: str) -> None:
    """spec/decisions 89-90"""
    data, happened = agreement(RELEASE, parties=PEOPLE), record(GIVEN)
    for whole, more in zip((data, happened), UNREAD[where], strict=True):
        whole |= more | {"spec_version": "1.1"}
    told = tellings(Case(data, happened, {}), lenient=True).may(**WORDS, at=NOON)
    known = ("permit", "granted"), ("unknown", "newer_than_reader")
    assert (told.outcome, told.code) == known[where != "nothing"]


@pytest.mark.parametrize(("since", "outcome"), [("2026-03-28", "deny"), ("2026-03-29", "permit")])
def test_what_a_couple_agreed_to_tell(since: str, outcome: str) -> None:
    """Whether a unit of care speaks may change. spec/sharing 12"""
    unit: Data = {"kind": "sharing.unit_of_care", "id": "unit", "unit": "couple",
                  "outside": "nothing", "valid": {"first": since}}  # fmt: skip
    data = agreement(unit, parties=[*PEOPLE, {"id": "ben", "roles": ["client"]}])
    asked = WORDS | {"by": "ada", "item": "other_members"}
    assert tellings(Case(data, record(), {})).may(**asked, at=NOON).outcome == outcome


@pytest.mark.parametrize("purpose", ["treatment", "coordination"])
def test_a_rule_for_some_purposes(purpose: str) -> None:
    """Whether it asks for a form depends on what for. spec/sharing 33-34"""
    rule: Data = {"kind": "sharing.release_rule", "id": "rule", "form": ["written"]}
    wide = RELEASE | {"purposes": ["treatment", "coordination"]}
    data = agreement(wide, rule | {"purposes": ["coordination"]}, parties=PEOPLE)
    spoken = GIVEN | {"method": "spoken"}
    told = tellings(Case(data, record(spoken), {})).may(**WORDS | {"purpose": purpose}, at=NOON)
    assert told.outcome == ("permit" if purpose == "treatment" else "deny")


def test_whoever_binds_no_more_lets_nothing() -> None:
    """The work ended; only a release with an end of its own goes on. spec/sharing 16"""
    over = fact("ended", "2026-03-28T00:00:00Z", "f9")
    assert one(GIVEN, over).may(**WORDS, at=NOON).code == "not_in_force"
    assert one(GIVEN, over, end="2026-04-01").may(**WORDS, at=NOON).outcome == "permit"


@pytest.mark.parametrize("laid_out", [True, False])
def test_no_grant_is_shown_where_more_may_be_missing(laid_out: bool) -> None:
    """Without a record the consent may be missing besides the purpose. spec/sharing 48"""
    asked = WORDS | {"purpose": "family"}
    seen = one(GIVEN).may(**asked, at=NOON).near_miss
    assert seen is not None
    assert seen.failed == "not_for_this"
    unseen = Engine(from_dict(agreement(RELEASE, parties=PEOPLE)), digest=DIGEST).sharing(None)
    if not laid_out:
        vars(unseen)["_sheets"] = NoSheets()
    found = unseen.may(**asked, at=NOON)
    assert (found.outcome, found.near_miss) == ("deny", None)
    assert is_laid_out(unseen) is laid_out


def is_laid_out(found: Tellings) -> bool:
    return any(sheet is not None for pair in found._pairs.values() for sheet in pair.values())


@pytest.mark.parametrize("laid_out", [True, False])
@pytest.mark.parametrize(
    ("to", "outcome"), [("surgery", "permit"), ("clinic", "deny"), ("gp", "unknown")]
)
def test_one_who_may_have_to_sign_besides(to: str, outcome: str, laid_out: bool) -> None:
    """Two hold the role, and a rule on one of them adds a signer. spec/sharing 26, 33"""
    mother: Data = {"id": "mother", "roles": ["guardian"], "acts_for": "ada", "capacity": "agent"}
    both: list[Data] = [{"id": name, "roles": ["gp"]} for name in ("surgery", "clinic")]
    rule: Data = {"kind": "sharing.release_rule", "id": "rule", "signers": ["guardian"],
                  "to": ["clinic"]}  # fmt: skip
    data = agreement(RELEASE, rule, parties=[*PEOPLE[:2], mother, *both])
    signed = GIVEN | {"by": "mother", "capacity": "agent"}
    found = tellings(Case(data, record(signed), {}), laid_out=laid_out)
    assert found.may(**WORDS | {"to": to}, at=NOON).outcome == outcome
    assert is_laid_out(found) is laid_out


@pytest.mark.parametrize(("received", "outcome"), [(True, "permit"), (False, "deny")])
def test_what_a_recipient_tells_is_what_they_received(received: bool, outcome: str) -> None:
    """spec/sharing 39"""
    people = [*PEOPLE, {"id": "clinic", "roles": ["crisis_team"]}]
    further = RELEASE | {"id": "further", "by": ["gp"], "to": ["clinic"]}
    data = agreement(RELEASE, further, parties=people)
    signed = consent("further", "2026-03-27T12:00:00Z", id_="f8") | {"by": "ada"}
    facts = [signed, GIVEN] if received else [signed]
    asked = WORDS | {"by": "gp", "to": "clinic"}
    told = tellings(Case(data, record(*facts), {})).may(**asked, at=NOON)
    assert (told.outcome, told.near_miss is None) == (outcome, received)


@pytest.mark.parametrize(("adopted", "outcome"), [(True, "permit"), (False, "unknown")])
def test_a_consent_where_the_text_has_no_digest(adopted: bool, outcome: str) -> None:
    """spec/sharing 28"""
    newer: Data = {"kind": "contact.new", "id": "new"}
    data = agreement(RELEASE, newer, parties=PEOPLE) | {"spec_version": "1.1"}
    day = "2026-03-01T12:00:00Z"
    about = {"version": 1, "digest": DIGEST, "in_force_from": day}
    happened = record(*[fact("adopted", day, "f8", **about)] * adopted, GIVEN)
    engine = Engine(from_dict(data, lenient=True), digest=None)
    told = engine.sharing(from_dict(happened, Record)).may(**WORDS, at=NOON)
    assert told.outcome == outcome


@pytest.mark.parametrize(
    "end", ["2200-12-31", {"clock": "elapsed", "amount": "PT24H", "from": "therapy_ended"}]
)
@pytest.mark.parametrize("laid_out", [True, False])
def test_for_good(end: Any, laid_out: bool) -> None:
    """What ends after every instant that can be named, or has no end so far, ends at none."""
    data = agreement(RELEASE | {"end": end}, parties=PEOPLE)
    found = tellings(Case(data, record(GIVEN), {}), laid_out=laid_out).may(**WORDS, at=NOON)
    assert (found.outcome, found.until) == ("permit", None)


def test_nothing_is_looked_at_beyond_the_last_instant() -> None:
    """No date lies there."""
    ends = {"clock": "elapsed", "amount": "PT24H", "from": "therapy_ended"}
    found = one(GIVEN, end=ends)
    found.may(**WORDS, at=NOON)
    kept = [stretch for all_ in found._frame.stretches.values() for stretch in all_.begins]
    assert kept
    assert max(kept) <= LAST
