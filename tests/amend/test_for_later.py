"""A version adopted for later that undoes what was agreed since (spec/renegotiation 20)."""

from __future__ import annotations

from boundlib import amend
from tests.amend.making import EMAIL, LETTER, Data, Story, day, text

PHONE: Data = {"kind": "contact.channel", "id": "phone", "medium": "phone"}
VIDEO: Data = {"kind": "contact.channel", "id": "video", "medium": "video"}


def older(story: Story, at: int) -> list[int]:
    return [version.number for version in story.history.older_to_come(day(at))]


def for_autumn() -> Story:
    """One text now, one for later, and then one that is agreed for the time until then."""
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    story.adopt(text(PHONE, LETTER), 2, from_day=40)
    story.adopt(text(EMAIL, VIDEO, LETTER), 5)
    return story


def test_who_adopts_sees_what_takes_over_from_it() -> None:
    story = for_autumn()
    assert older(story, 5) == older(story, 39) == [2]
    assert older(story, 40) == []  # it has taken over: what rules is not to come
    assert older(story, 1) == [2]
    assert [v.number for v in story.history.known(day(4)).older_to_come(day(4))] == []
    story.adopt(text(PHONE, VIDEO, LETTER), 6, from_day=40)
    assert older(story, 6) == []


def test_every_one_that_takes_over_from_a_newer_one_is_named() -> None:
    """Whether that one rules already or not."""
    story = Story()
    assert older(story, 1) == []
    story.adopt(text(EMAIL), 1)
    story.adopt(text(PHONE), 2, from_day=40)
    story.adopt(text(VIDEO), 3, from_day=20)
    assert older(story, 3) == older(story, 20) == [2]
    story.adopt(text(EMAIL, PHONE), 4, from_day=50)
    assert older(story, 4) == [2]
    story.adopt(text(EMAIL, VIDEO), 5)
    assert older(story, 5) == [3, 2, 4]


def test_what_a_withdrawal_makes_is_as_old_as_what_it_is_made_of() -> None:
    story = for_autumn()
    story.do(amend.withdraw_consent, "letter", by="client", at=day(8))
    assert [v.number for v in story.history.versions[3:]] == [4, 5]
    assert older(story, 7) == older(story, 8) == [5]
    other = Story()
    other.adopt(text(EMAIL, LETTER), 1)
    other.adopt(text(PHONE, LETTER), 2, from_day=40)
    other.do(amend.withdraw_consent, "letter", by="client", at=day(8))
    assert older(other, 9) == []


def test_of_what_was_known_once_not_all_is_kept() -> None:
    """Who asks as of each day of many years needs no room for all of them (36)."""
    story = Story()
    story.adopt(text(EMAIL), 1)
    for number in range(2, 202):
        story.do(amend.request_review, by="client", at=day(number))
    known = [len(story.history.known(day(number)).lines) for number in range(1, 201)]
    assert known == list(range(3, 203))
    assert len(story.history.kept) < 100
