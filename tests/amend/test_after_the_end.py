"""What the end ends, and what takes the work up again (spec/renegotiation 34, governance 27)."""

from __future__ import annotations

from typing import Any

import pytest

from boundlib import amend
from boundlib.vocab import Met, Outcome
from tests.amend.making import EMAIL, LETTER, Data, Story, day, text
from tests.amend.test_sentences import PHONE, RING, ask

ENDED: Data = {"kind": "governance.ended_from"}
OWED: Data = {"kind": "governance.ending_owed", "by": "therapist"}
NOTICE: Data = {
    "kind": "governance.ending",
    "id": "bye",
    "by": ["therapist"],
    "notice": {"clock": "calendar", "amount": "P14D"},
}


def ends(story: Story) -> list[Any]:
    """The ends on the record."""
    return [f.at for f in story.history.record().facts if f.kind == "ended"]


def test_whoever_takes_back_a_consent_after_the_end_takes_nothing_up_again() -> None:
    """Nobody agreed to anything: what it makes of a version is as old as that version."""
    story = Story()
    story.adopt(text(PHONE, LETTER), 1)
    story.do(amend.end, by="client", at=day(3), ends_at=day(6))
    story.do(amend.withdraw_consent, "letter", by="client", at=day(8))
    assert story.history.in_force(day(9)) == story.history.versions[1]
    assert story.history.over_at(day(9))
    found = ask(story, RING, day(9))
    assert (found.outcome, found.basis.standing) == (Outcome.UNKNOWN, "ended")
    assert ask(story, ENDED, day(9)).value.min == day(6)
    assert story.refused(amend.pause, by="client", at=day(9)) == {"over"}
    assert story.refused(amend.end, by="client", at=day(9)) == {"over"}


def test_a_consent_taken_back_before_the_end_puts_it_off_no_less() -> None:
    """And after it, from what was adopted for later too."""
    story = Story()
    story.adopt(text(PHONE, LETTER), 1)
    story.adopt(text(EMAIL, PHONE, LETTER), 2, from_day=20)
    story.do(amend.end, by="client", at=day(3), ends_at=day(6))
    story.do(amend.withdraw_consent, "letter", by="client", at=day(4))
    for number, over in ((5, False), (6, True), (21, True)):
        assert story.history.over_at(day(number)) is over
        assert (ask(story, RING, day(number)).basis.standing == "ended") is over


def test_an_end_is_told_once_and_only_a_client_tells_an_earlier_one() -> None:
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.do(amend.end, by="therapist", at=day(3), ends_at=day(60))
    told: Any = {"by": "therapist", "at": day(4)}
    assert story.refused(amend.end, **told, ends_at=day(5)) == {"over"}
    assert story.refused(amend.end, **told, ends_at=day(90)) == {"over"}
    assert story.refused(amend.end, by="doctor", at=day(4)) == {"over"}
    assert story.refused(amend.end, by="client", at=day(4), ends_at=day(60)) == {"over"}
    assert not story.refused(amend.end, by="client", at=day(4), ends_at=day(59))
    story.do(amend.end, by="client", at=day(4))
    assert ends(story) == [day(4)]
    assert [f.kind for f in story.history.record().facts].count("ending_told") == 2
    assert story.history.known(day(3)).over_at(day(60))
    # What the earlier end took the place of does not end what was agreed since.
    story.adopt(text(EMAIL, PHONE), 10)
    assert not story.history.over_at(day(61))
    assert ask(story, RING, day(61)).outcome is Outcome.PERMIT
    assert not story.refused(amend.end, by="therapist", at=day(11), ends_at=day(30))


def test_an_end_that_was_followed_by_a_version_is_no_end_any_more() -> None:
    """Nor is the telling of it: what is owed before the next end has not been told (19-21)."""
    story = Story()
    story.adopt(text(EMAIL, NOTICE), 1)
    story.do(amend.end, by="client", at=day(3), ends_at=day(6))
    assert ask(story, ENDED, day(4)).value.min == day(6)
    story.adopt(text(EMAIL, PHONE, NOTICE), 8)
    assert str(ask(story, ENDED, day(9)).value.min) == "Never(never=True)"
    owed = ask(story, OWED, day(9)).value
    assert (owed.told, owed.notice_min) == (Met.NO, None)
    story.do(amend.end, by="therapist", at=day(10), ends_at=day(24))
    assert ask(story, ENDED, day(11)).value.min == day(24)
    owed = ask(story, OWED, day(11)).value
    assert (owed.told, owed.notice_min) == (Met.YES, day(24))


def test_a_telling_before_a_version_counts_where_its_end_is_still_to_come() -> None:
    story = Story()
    story.adopt(text(EMAIL, NOTICE), 1)
    story.do(amend.end, by="therapist", at=day(3), ends_at=day(17))
    story.adopt(text(EMAIL, PHONE, NOTICE), 8)
    assert ask(story, ENDED, day(9)).value.min == day(17)
    assert ask(story, OWED, day(9)).value.told is Met.YES
    assert story.history.over_at(day(17))


@pytest.mark.parametrize(("number", "over"), [(6, True), (8, True), (19, True), (20, False)])
def test_a_version_for_later_takes_the_work_up_when_it_begins(number: int, over: bool) -> None:
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.do(amend.end, by="client", at=day(3), ends_at=day(6))
    story.adopt(text(EMAIL, PHONE), 8, from_day=20)
    assert story.history.over_at(day(number)) is over
    found = ask(story, ENDED, day(number)).value.min
    assert str(found) == (str(day(6)) if over else "Never(never=True)")
    assert (ask(story, RING, day(number)).basis.standing == "ended") is over


def test_a_version_of_the_very_second_of_the_end_does_not_come_after_it() -> None:
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.do(amend.end, by="client", at=day(3), ends_at=day(6))
    story.adopt(text(EMAIL, PHONE), 6)
    assert story.history.over_at(day(7))
    assert ask(story, ENDED, day(7)).value.min == day(6)


def test_whoever_takes_back_a_consent_puts_no_review_off() -> None:
    """spec/governance 3"""
    review: Data = {
        "kind": "governance.review",
        "id": "review",
        "strength": "promise",
        "every": {"clock": "elapsed", "amount": "PT720H"},
    }
    story = Story()
    story.adopt(text(EMAIL, LETTER, review), 1)
    story.do(amend.withdraw_consent, "letter", by="client", at=day(20))
    asked: Data = {"kind": "governance.review_due"}
    assert ask(story, asked, day(21)).value.max == day(31)
    story.adopt(text(EMAIL, PHONE, review), 25)
    assert ask(story, asked, day(26)).value.max == day(55)


def test_who_agreed_to_begin_again_later_may_still_end_it_before() -> None:
    """Nobody waits for the work to begin in order to end it; and it is told once."""
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.do(amend.end, by="client", at=day(3), ends_at=day(6))
    assert story.refused(amend.end, by="client", at=day(7)) == {"over"}
    story.adopt(text(EMAIL, PHONE), 8, from_day=20)
    assert not story.history.over_at(day(21))
    story.do(amend.end, by="client", at=day(10))
    assert ends(story) == [day(6), day(10)]
    assert story.history.over_at(day(21))
    assert ask(story, ENDED, day(21)).value.min == day(10)
    assert ask(story, RING, day(21)).basis.standing == "ended"
    assert story.refused(amend.end, by="therapist", at=day(11)) == {"over"}
    assert story.refused(amend.end, by="client", at=day(21)) == {"over"}
