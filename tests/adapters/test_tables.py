"""What stands in the tables is what happened in the histories."""

from typing import Any

import pytest
from hypothesis import given, settings

from boundlib import amend
from boundlib.adapters.columns import COLUMNS
from boundlib.adapters.tables import tables
from boundlib.diff import diff
from boundlib.errors import UsageError
from boundlib.model.amendment import Agreed, Assent, Proposal
from boundlib.model.facts import Measured
from boundlib.model.governance_questions import GovernanceReviewOverdue
from boundlib.model.questions import ContactMay
from boundlib.model.reviewed import ReviewHeld
from boundlib.testing import renegotiations
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity, Purpose
from tests.amend.making import EMAIL, ID, LETTER, Story, day, text

REVIEW = {
    "kind": "governance.review",
    "id": "review",
    "strength": "aim",
    "every": {"clock": "calendar", "amount": "P30D"},
}
LATE = Instant.parse("2026-12-31T00:00:00Z")


def told() -> Story:
    """Two versions, a proposal that was declined and one that nobody answered."""
    story = Story()
    first = story.do(amend.propose, text(EMAIL, REVIEW), by="therapist", at=day(1))
    story.do(amend.assent, first, by="client", at=day(2), method="signature")
    story.do(amend.adopt, first, by="therapist", at=day(3))
    other = story.do(
        amend.propose, text(EMAIL | {"purposes": ["billing"]}, REVIEW), by="therapist", at=day(10)
    )
    story.do(amend.decline, other, by="client", at=day(11))
    next_one = story.do(
        amend.propose,
        text(EMAIL | {"purposes": ["scheduling"]}, REVIEW, version=2),
        by="client",
        at=day(20),
    )
    story.do(amend.assent, next_one, by="therapist", at=day(22))
    story.do(amend.adopt, next_one, by="client", at=day(23), in_force_from=day(32))
    story.do(amend.propose, text(EMAIL, REVIEW), by="client", at=day(40), lapses_at=day(50))
    return story


def rows(name: str, at: Instant = LATE, story: Story | None = None) -> list[dict[str, Any]]:
    return tables([(story or told()).history], at)[name].records()


def shown(name: str, *columns: str, at: Instant = LATE) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows(name, at)]


def test_one_row_for_each_agreement() -> None:
    found = shown(
        "agreements", "agreement", "versions", "proposals", "open", "in_force", "ended_at"
    )
    assert found == [(ID, 2, 4, 0, 2, -1)]
    assert shown("agreements", "open", "in_force", at=day(45)) == [(1, 2)]
    assert shown("agreements", "open", "in_force", at=day(2, 13)) == [(1, -1)]


def test_versions_as_they_were_adopted() -> None:
    found = shown("versions", "version", "adopted_month", "in_force_from", "clauses")
    assert found == [(1, 202601, int(day(3)), 3), (2, 202601, int(day(32)), 3)]


def test_proposals_with_what_became_of_them() -> None:
    found = shown("proposals", "by", "role", "state", "base", "answered_by", "seconds_to_answer")
    assert found == [
        ("therapist", "therapist", "adopted", -1, "client", 86_400),
        ("therapist", "therapist", "declined", 1, "client", 86_400),
        ("client", "client", "adopted", 1, "therapist", 2 * 86_400),
        ("client", "client", "lapsed", 2, "", -1),
    ]
    assert shown("proposals", "closed_at")[3] == (int(day(50)),)
    assert shown("proposals", "state", "closed_at", at=day(45))[3] == ("open", -1)
    assert len(rows("proposals", day(15))) == 2


def test_assents_those_of_the_authors_among_them() -> None:
    found = shown("assents", "by", "own", "clauses", "method")
    assert found[:2] == [("therapist", 1, -1, ""), ("client", 0, -1, "signature")]


def test_changes_and_for_whom_they_are() -> None:
    found = shown("changes", "version", "number", "change", "id", "kind", "topic", "field", "month")
    assert found == [
        (2, 1, "altered", "email", "contact.channel", "contact", "purposes", 202601),
    ]
    effects = {(row["party"], row["role"]) for row in rows("effects")}
    assert ("client", "client") in effects
    assert ("therapist", "therapist") in effects


def test_a_month_is_that_of_the_agreements_own_zone() -> None:
    story = Story()
    first = text(EMAIL, zone="Pacific/Auckland")
    story.do(amend.propose, first, by="therapist", at=Instant.parse("2026-01-31T12:00:00Z"))
    assert rows("proposals", story=story)[0]["made_month"] == 202602


def test_measurements_that_stand() -> None:
    story = told()
    fact = Measured(
        id="m1", at=day(60), recorded_at=day(60), by="client", quantity="distress", amount=7
    )
    again = Measured(
        id="m2", at=day(60), recorded_at=day(61), quantity="distress", amount=6, replaces="m1"
    )
    story.do(amend.enter, [fact], by="client", at=day(60))
    found = rows("measurements", story=story)
    assert [(r["quantity"], r["amount"], r["unit"], r["by"]) for r in found] == [
        ("distress", 7, "number", "client")
    ]
    agreed = [Agreed(party="client", capacity=Capacity.SELF, at=day(61))]
    story.do(amend.correct, [again], by="therapist", at=day(61), agreed=agreed)
    assert [r["amount"] for r in rows("measurements", story=story)] == [6]


def reviewed(story: Story, number: int, *clauses: str) -> None:
    """A review was held on a day."""
    when = day(number)
    fact = ReviewHeld(id=f"r{number}", at=when, recorded_at=when, by="client", clauses=clauses)
    story.do(amend.enter, [fact], by="client", at=day(number))


def reviews(story: Story, number: int) -> list[tuple[int, str]]:
    """Each review as of a day, by the day of the year on which it was due, and whether it was."""
    found = rows("reviews", day(number), story)
    # At noon on the wall, which is an hour earlier in summer.
    return [((row["due_at"] - int(day(1)) + 3600) // 86_400 + 1, row["kept"]) for row in found]


def test_reviews_kept_late_and_open() -> None:
    """spec/governance 3, 10: they run from the last one, else from the latest version."""
    story = told()  # the second version is in force from day 32
    reviewed(story, 45)
    reviewed(story, 80)
    assert reviews(story, 100) == [(62, "yes"), (75, "late"), (110, "open")]
    assert [row["held_at"] for row in rows("reviews", day(100), story)] == [
        int(day(45)),
        int(day(80)),
        -1,
    ]
    # At the very instant it is in time still.
    due = rows("reviews", day(100), story)[-1]["due_at"]
    kept = [rows("reviews", Instant(due + more), story)[-1]["kept"] for more in (0, 1)]
    assert kept == ["open", "no"]


def test_a_version_begins_the_time_anew_before_the_first_review() -> None:
    """spec/governance 3: what the table calls not kept is what a decision calls overdue."""
    story = Story()
    promised = REVIEW | {"strength": "promise"}
    story.adopt(text(EMAIL, promised), 1)
    story.adopt(text(promised, version=2), 20)
    story.adopt(text(EMAIL, promised, version=3), 60)
    for number in (10, 35, 50, 51, 61, 89, 91):
        asked = GovernanceReviewOverdue(at=day(number), clause="review")
        value: Any = story.history.decide(asked).value
        assert (reviews(story, number)[-1][1] == "no") == value.so, number
    # Before day 31 the second version began, and after day 50 the third.
    assert reviews(story, 91) == [(50, "no"), (90, "no")]


def test_a_request_makes_a_review_due_and_an_end_makes_none() -> None:
    """spec/governance 2, 5-6"""
    soon = REVIEW | {"on_request": True, "within": {"clock": "calendar", "amount": "P5D"}}
    story = Story()
    story.adopt(text(EMAIL, soon), 1)
    story.do(amend.request_review, by="client", at=day(10))
    assert reviews(story, 9) == [(31, "open")]
    assert reviews(story, 12) == [(15, "open")]
    reviewed(story, 17)
    assert reviews(story, 20) == [(15, "late"), (47, "open")]
    story.do(amend.end, by="client", at=day(30), ends_at=day(40))
    assert reviews(story, 60) == [(15, "late")]


def test_a_request_for_some_clauses_is_kept_by_a_review_of_them() -> None:
    """spec/governance 5"""
    soon = REVIEW | {"on_request": True, "within": {"clock": "calendar", "amount": "P5D"}}
    story = Story()
    story.adopt(text(EMAIL, LETTER, soon), 1)
    reviewed(story, 5, "email")  # nobody asked for it yet
    story.do(amend.request_review, by="client", at=day(10), clauses=["email"])
    reviewed(story, 12, "letter")
    assert reviews(story, 13) == [(15, "open")]
    reviewed(story, 14, "email")
    assert reviews(story, 20) == [(15, "yes"), (31, "open")]
    assert rows("reviews", day(20), story)[0]["held_at"] == int(day(14))


def test_a_review_of_all_that_the_clause_is_of_counts() -> None:
    """spec/governance 4"""
    story = Story()
    story.adopt(text(EMAIL, LETTER, REVIEW | {"of": ["email", "letter"]}), 1)
    reviewed(story, 10, "email")
    reviewed(story, 20, "email", "letter")
    assert reviews(story, 25) == [(31, "yes"), (50, "open")]


def test_an_answer_that_comes_later_is_none_yet() -> None:
    story = told()
    asked = ("by", "state", "answered_at")
    found = [tuple(row[name] for name in asked) for row in rows("proposals", day(10), story)]
    assert found[1] == ("therapist", "open", -1)
    found = [tuple(row[name] for name in asked) for row in rows("proposals", day(11), story)]
    assert found[1] == ("therapist", "declined", int(day(11)))


def test_decisions_stand_beside_them() -> None:
    story = told()
    question = ContactMay(
        at=day(35), by="client", to="therapist", channel="email", purpose=Purpose.SCHEDULING
    )
    answer = story.history.decide(question)
    row = tables([], LATE, [answer])["decisions"].records()[0]
    assert (row["version"], row["kind"], row["outcome"]) == (2, "contact.may", "permit")
    assert row["month"] == 202602


@settings(max_examples=20)
@given(renegotiations())
def test_every_act_has_its_row(history: Any) -> None:
    found = tables([history], LATE)
    acts = [line.amendment for line in history.lines]
    assert set(found) == set(COLUMNS)
    assert len(found["versions"]) == len(history.versions)
    assert len(found["proposals"]) == sum(isinstance(act, Proposal) for act in acts)
    given_ = sum(isinstance(act, Assent) for act in acts)
    assert sum(row["own"] == 0 for row in found["assents"]) == given_
    by_digest = {version.digest: version.agreement for version in history.versions}
    changed = sum(
        len(diff(by_digest[version.base], version.agreement))
        for version in history.versions
        if version.base is not None
    )
    assert len(found["changes"]) == changed


def test_what_was_done_later_is_in_no_table() -> None:
    """Each table is read as of one instant, so that what one row names stands in the other."""
    story = told()
    measured = [
        Measured(id=f"m{n}", at=day(n), recorded_at=day(n), quantity="phq9", amount=n, by="client")
        for n in (5, 24)
    ]
    story.do(amend.enter, measured, by="client", at=day(41))
    for number, counts in (
        (0, (0, 0, 0, 0, 0)),
        (2, (0, 1, 2, 0, 0)),
        (21, (1, 3, 4, 0, 1)),
        (25, (2, 3, 5, 1, 2)),
    ):
        found = tables([story.history], day(number))
        names = ("versions", "proposals", "assents", "changes", "measurements")
        assert tuple(len(found[name].rows) for name in names) == counts, number
        (one,) = found["agreements"].records()
        assert (one["versions"], one["proposals"]) == counts[:2]
        adopted = [row["adopted_at"] for row in found["versions"].records()]
        assert (one["first_at"], one["last_at"]) == (
            (adopted[0], adopted[-1]) if adopted else (-1, -1)
        )
        assert (len(found["effects"].rows) > 0) == (counts[3] > 0)


def test_what_is_no_history_is_refused() -> None:
    one: Any = ContactMay
    with pytest.raises(UsageError, match="decisions: a type where a list belongs"):
        tables([], LATE, one)
    no_history: Any = 1
    with pytest.raises(UsageError, match="histories"):
        tables([no_history], LATE)
