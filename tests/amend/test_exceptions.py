"""How long a temporary exception lasts (spec/renegotiation 31)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from boundlib import amend
from boundlib.amend import History
from boundlib.declare.frozen import FrozenMap
from boundlib.model.agreement import AnyClause
from boundlib.model.amendment import Agreed
from boundlib.model.questions import Question
from boundlib.testing.renegotiations import POOL, texts
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity, ExceptionReason
from boundlib.wire.documents import from_dict
from tests.amend import oracle
from tests.amend.making import CLIENT, LETTER, THERAPIST, Data, Story, day, text

MAIL: Data = {"kind": "contact.channel", "id": "mail", "medium": "email"}
CALLS: Data = {"kind": "contact.channel", "id": "calls", "medium": "phone", "timetable": "office"}
EVENINGS: Data = {k: v for k, v in CALLS.items() if k != "timetable"}
HOURS: Data = {
    "kind": "contact.window",
    "id": "hours",
    "timetable": "office",
    "use": "sending",
    "channels": ["mail", "calls"],
}


def widened(story: Story, instead: Data, at: Instant, ends: Instant, **more: Any) -> None:
    """An exception to which both agreed."""
    both = [Agreed(party=who, capacity=Capacity.SELF, at=at) for who in ("client", "therapist")]
    how: Any = {"ends": ends, "reason": ExceptionReason.HARD_TIME, "agreed": both, "id": "wide"}
    made: Any = from_dict(instead, AnyClause)
    story.do(amend.make_exception, made, by="therapist", at=at, **(how | more))


def holding(history: History, at: Instant) -> list[str]:
    """The exceptions that hold, which brute force finds too."""
    found = [each.id for each in history.exceptions_at(at)]
    lines = [(line.amendment, int(line.recorded_at)) for line in history.lines]
    assert set(found) == oracle.exceptions(lines, int(at), int(history.lines[-1].recorded_at))
    return found


def held_on(story: Story, *days: int) -> list[int]:
    """The days on which an exception holds."""
    return [number for number in days if holding(story.history, day(number))]


def test_who_takes_back_a_consent_keeps_their_exception() -> None:
    """And each withdrawal after it too; what is agreed anew ends it."""
    story = Story()
    story.adopt(text(MAIL, CALLS, LETTER), 1)
    widened(story, EVENINGS, day(2), day(20))
    story.do(amend.withdraw_consent, "letter", by="client", at=day(5))
    assert held_on(story, 2, 4, 5, 6, 19, 20) == [2, 4, 5, 6, 19]
    story.do(amend.withdraw_consent, "mail", by="client", at=day(8))
    assert held_on(story, 7, 8, 19, 20) == [7, 8, 19]
    evening = day(9, 20)
    asked = {"type": "question", "spec_version": "1.0", "kind": "contact.may", "at": str(evening)}
    asked |= {"by": "client", "to": "therapist", "channel": "calls"}
    found = story.history.decide(from_dict(asked, Question))
    assert (found.outcome, found.agreement.exceptions) == ("permit", ("wide",))
    assert found.agreement.digest == story.history.versions[-1].digest
    story.adopt(text(CALLS, LETTER), 12)
    assert held_on(story, 11, 12, 19) == [11]


@pytest.mark.parametrize(
    ("clauses", "instead"),
    [
        ((MAIL, CALLS), MAIL | {"purposes": ["scheduling"]}),  # the clause is gone
        ((MAIL, CALLS, HOURS), HOURS | {"channels": ["calls"]}),  # the clause lost a name
        ((MAIL, CALLS, HOURS | {"channels": ["calls"]}), HOURS),  # its other wording names it
    ],
)
def test_it_ends_where_the_withdrawal_takes_or_changes_the_clause(
    clauses: tuple[Data, ...], instead: Data
) -> None:
    story = Story()
    story.adopt(text(*clauses), 1)
    made: Any = from_dict(instead, AnyClause)
    how: Any = {"ends": day(20), "reason": ExceptionReason.HARD_TIME, "id": "other"}
    act = story.make(amend.make_exception, made, by="therapist", at=day(2), **how)
    # Whether it widens is not what is looked at here.
    story.history = amend.apply(story.history, act, recorded_at=day(2), trusted=True)
    story.do(amend.withdraw_consent, "mail", by="client", at=day(5))
    assert held_on(story, 2, 4, 5, 19) == [2, 4]


def test_a_version_adopted_for_later_ends_it_when_it_begins() -> None:
    """Its successor is no less agreed anew than itself."""
    story = Story()
    story.adopt(text(MAIL, CALLS, LETTER), 1)
    story.adopt(text(CALLS, LETTER), 2, from_day=10)
    widened(story, EVENINGS, day(3), day(20))
    widened(story, EVENINGS, day(4), day(20), begins=day(12), id="later")
    assert held_on(story, 3, 9, 10, 11, 12, 19) == [3, 9, 12, 19]
    story.do(amend.withdraw_consent, "letter", by="client", at=day(5))
    assert held_on(story, 3, 5, 9, 10, 11, 12, 19) == [3, 5, 9, 12, 19]
    assert holding(story.history, day(9)) == ["wide"]
    assert holding(story.history, day(12)) == ["later"]


def test_a_withdrawal_dated_back_leaves_what_was_made_since() -> None:
    """Both that follows from the version it was made to, and what a later version ended."""
    story = Story()
    story.adopt(text(MAIL, CALLS, LETTER), 1)
    widened(story, EVENINGS, day(4), day(20))
    before = story.history
    act = story.make(amend.withdraw_consent, "letter", by="client", at=day(3))
    story.add(act, day(6))
    assert held_on(story, 3, 4, 6, 19) == [4, 6, 19]
    story = Story(before)
    story.adopt(text(MAIL, CALLS, LETTER, EVENINGS | {"id": "more"}), 8)
    act = story.make(amend.withdraw_consent, "letter", by="client", at=day(5))
    story.add(act, day(9))
    assert held_on(story, 4, 5, 7, 8, 19) == [4, 5, 7]


def test_a_merge_with_what_a_withdrawal_left_ends_it() -> None:
    story = Story()
    story.adopt(text(MAIL, CALLS, LETTER), 1)
    widened(story, EVENINGS, day(2), day(20))
    offer = story.do(
        amend.propose,
        text(MAIL | {"purposes": ["scheduling"]}, CALLS, LETTER),
        by="client",
        at=day(3),
    )
    story.do(amend.withdraw_consent, "letter", by="client", at=day(5))
    both = story.do(amend.merge, [offer], by="client", at=day(6))
    story.do(amend.assent, both, by="therapist", at=day(7))
    assert held_on(story, 5, 7) == [5, 7]
    story.do(amend.adopt, both, by="client", at=day(8))
    assert held_on(story, 7, 8, 19) == [7]


# --- beside other exceptions (30) -----------------------------------------------------------------

WITHIN: Data = {
    "kind": "contact.reply_time",
    "id": "reply",
    "by": ["therapist"],
    "to": ["client"],
    "strength": "promise",
    "within": {"clock": "elapsed", "amount": "PT48H"},
}
"""A reply within two days."""


def within(amount: str) -> Data:
    return WITHIN | {"within": {"clock": "elapsed", "amount": amount}}


def refused(story: Story, instead: Data, *agreed: str, on: int = 3, **more: Any) -> set[str]:
    """Why the therapist may not make an exception on a day."""
    theirs = [Agreed(party=who, capacity=Capacity.SELF, at=day(on)) for who in agreed]
    how: Any = {"ends": day(20), "reason": ExceptionReason.HARD_TIME, "by": "therapist"}
    made: Any = from_dict(instead, AnyClause)
    return story.refused(amend.make_exception, made, at=day(on), agreed=theirs, **(how | more))


def test_who_promised_more_for_a_time_takes_none_of_it_back_alone() -> None:
    story = Story()
    story.adopt(text(MAIL, CALLS, WITHIN), 1)
    widened(story, within("PT12H"), day(2), day(10))
    # More than the version gives, less than what was given for these days.
    assert refused(story, within("PT24H")) == {"narrows"}
    assert not refused(story, within("PT24H"), "client")
    assert not refused(story, within("PT24H"), begins=day(10))
    assert refused(story, within("PT24H"), begins=Instant(int(day(10)) - 1)) == {"narrows"}
    assert not refused(story, within("PT6H"))
    widened(story, within("PT6H"), day(3), day(20), begins=day(15), id="later")
    assert refused(story, within("PT8H"), begins=day(10)) == {"narrows"}
    assert not refused(story, within("PT8H"), begins=day(10), ends=day(15))
    assert refused(story, within("PT24H"), on=4) == {"narrows"}
    story.adopt(text(MAIL, CALLS, WITHIN, LETTER), 4)  # a new version ends both
    assert not refused(story, within("PT24H"), on=5)


def test_two_exceptions_that_do_not_read_together_are_not_both_made() -> None:
    """Else no question would have an answer while both hold, nor would a crisis."""
    count = {"unit": "events", "count": [{"fact": "call_held"}], "at_most": 1}
    tally = count | {"window": {"kind": "period", "period": "week"}}
    one: Data = {"kind": "contact.allowance", "id": "one", "by": ["client"], "tally": tally}
    other = one | {"id": "other"}
    story = Story()
    story.adopt(text(MAIL, CALLS, one, other), 1)
    widened(story, one | {"when": {"clause": "other", "is": "over"}}, day(2), day(10))
    back = other | {"when": {"clause": "one", "is": "over"}}
    assert refused(story, back, "client") == {"blocked"}
    assert not refused(story, back, "client", begins=day(10))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, {"not_for_exceptions"}),
        ({"valid": {"last": "2026-01-02"}}, set[str]()),
        ({"when": {"phase": "crisis"}}, set[str]()),  # it is not known whether it says so
    ],
)
def test_what_a_process_leaves_untouched_has_no_exception(more: Data, why: set[str]) -> None:
    """The amendment and the question agree (spec/governance 45)."""
    process = {
        "kind": "governance.exception_process",
        "id": "process",
        "force": {"decided_by": ["therapist"]},
        "untouched": ["reply"],
    }
    story = Story()
    story.adopt(text(MAIL, CALLS, WITHIN, process | more), 1)
    assert refused(story, within("PT24H"), "client") == why


def test_none_begins_after_an_end_that_was_told() -> None:
    story = Story()
    story.adopt(text(MAIL, CALLS, WITHIN), 1)
    story.do(amend.end, by="client", at=day(2), ends_at=day(8))
    assert refused(story, within("PT24H"), begins=day(8)) == {"over"}
    assert not refused(story, within("PT24H"), begins=Instant(int(day(8)) - 1))


# --- any of them ----------------------------------------------------------------------------------


@given(texts(), st.data())
def test_an_exception_lasts_as_long_as_brute_force_says(base: Any, data: st.DataObject) -> None:
    """Whatever is withdrawn or agreed after it, at once, for later or dated back."""
    story = Story()
    agreed(story, base, 2, 0)
    assume(story.history.versions)
    granted(story, data, 3)
    for number in range(4, 4 + data.draw(st.integers(1, 4))):
        match data.draw(st.sampled_from(("withdraw", "withdraw", "agree", "except"))):
            case "withdraw":
                name = data.draw(st.sampled_from(sorted(POOL)))
                back = data.draw(st.sampled_from((0, 0, 1, 2)))
                done(story, amend.withdraw_consent, name, at=number - back, recorded=number)
            case "agree":
                newest: Any = story.history.newest
                later = data.draw(st.sampled_from((0, 2, 9)))
                agreed(story, data.draw(texts(newest.agreement)), number, later)
            case _:
                granted(story, data, number)
    history = story.history
    lines = [(line.amendment, int(line.recorded_at)) for line in history.lines]
    for known in range(3, 9):
        then = history.known(day(known))
        for number in range(2, 20):
            found = {each.id for each in then.exceptions_at(day(number))}
            assert found == oracle.exceptions(lines, int(day(number)), int(day(known)))
            assert then.text_at(day(number)) is not None or not then.in_force(day(number))


def agreed(story: Story, result: Any, on: int, later: int) -> None:
    """Proposed, assented to and adopted, if it can be."""
    offer = done(story, amend.propose, result, at=on)
    for who in sorted(story.history.missing(offer)) if offer else ():
        done(story, amend.assent, offer, by=who, at=on)
    if offer:
        done(story, amend.adopt, offer, at=on, in_force_from=day(on + later))


def granted(story: Story, data: st.DataObject, on: int) -> None:
    """An exception to a clause, whatever it widens."""
    name = data.draw(st.sampled_from(("email", "phone", "reply", "hours")))
    instead: Any = from_dict(data.draw(st.sampled_from(POOL[name])), AnyClause)
    how: Any = {"ends": day(on + 12), "reason": ExceptionReason.HARD_TIME, "by": "therapist"}
    done(story, amend.make_exception, instead, at=on, **how)


def done(story: Story, maker: Any, *args: Any, at: int, recorded: int = 0, **more: Any) -> str:
    """What an amendment does, if it is allowed or only narrows; its digest."""
    act = story.make(maker, *args, at=day(at), **({"by": "client"} | more))
    when = day(recorded or at)
    if not story.no(act, when) <= {"narrows"}:
        return ""
    story.history = amend.apply(story.history, act, recorded_at=when, trusted=True)
    return story.history.lines[-1].digest


FRAME: Data = {"kind": "session.frame", "id": "frame", "media": ["in_person"], "length": "PT50M"}
BY_VIDEO = FRAME | {"media": ["video"]}


def test_another_frame_for_a_time_is_agreed_by_all() -> None:
    """spec/renegotiation 29: sessions by video for three weeks"""
    story = Story()
    story.adopt(text(FRAME), 1)
    made: Any = from_dict(BY_VIDEO, AnyClause)
    how: Any = {"ends": day(22), "reason": ExceptionReason.HARD_TIME, "id": "wide"}
    alone = story.refused(amend.make_exception, made, by="therapist", at=day(2), **how)
    assert alone == {"narrows"}
    widened(story, BY_VIDEO, day(2), day(22))
    assert held_on(story, 1, 2, 21, 22) == [2, 21]
    asked = {"type": "question", "spec_version": "1.0", "kind": "session.in_frame"}
    for at, outcome in ((day(3), True), (day(23), False)):
        found = story.history.decide(
            from_dict(asked | {"at": str(at), "medium": "video", "minutes": 50}, Question)
        )
        assert found.value is not None
        assert vars(found.value)["so"] is outcome


READS = HOURS | {"id": "reads", "use": "reading", "by": ["therapist"], "to": ["client"]}


def test_other_hours_for_reading_are_agreed_by_all() -> None:
    """spec/renegotiation 29: nobody takes back alone that messages are read, for no time"""
    story = Story()
    story.adopt(text(MAIL, CALLS, READS), 1)
    fewer = READS | {"channels": ["mail"]}
    how: Any = {"ends": day(22), "reason": ExceptionReason.HARD_TIME, "id": "wide"}
    for instead in (fewer, READS | {"use": "sending"}):
        made: Any = from_dict(instead, AnyClause)
        for who in ("client", "therapist"):
            alone = story.refused(amend.make_exception, made, by=who, at=day(2), **how)
            assert alone == {"narrows"}
    widened(story, fewer, day(2), day(22))
    assert held_on(story, 1, 2, 21, 22) == [2, 21]


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"channels": ["calls", "mail"]}, {"narrows"}),
        ({"force": "automatic"}, {"narrows"}),
        ({"not_for": ["coaching"]}, set()),
    ],
)
def test_nobody_lets_more_cost_something_alone(more: Data, refused: set[str]) -> None:
    """spec/renegotiation 30: the client pays, by whatever member of a fee it costs more"""
    price: Data = {"kind": "amount", "minor": 500, "currency": "GBP"}
    fee: Data = {"kind": "contact.fee", "id": "fee", "price": price, "channels": ["calls"]}
    story = Story()
    story.adopt(text(MAIL, CALLS, fee | {"force": "may"}), 1)
    made: Any = from_dict(fee | {"force": "may"} | more, AnyClause)
    how: Any = {"ends": day(22), "reason": ExceptionReason.HARD_TIME}
    asked = (amend.make_exception, made)
    assert story.refused(*asked, by="therapist", at=day(2), **how) == refused


def test_another_frame_needs_those_too_whom_it_is_not_about() -> None:
    """spec/renegotiation 29: everybody who signs"""
    story = Story()
    mother: Data = {"id": "mother", "roles": ["family"], "signs": True}
    theirs = {"by": ["client"], "to": ["therapist"]}
    offered = text(FRAME | theirs, parties=[CLIENT, THERAPIST, mother])
    offer = story.do(amend.propose, offered, by="therapist", at=day(1, 9))
    for who in ("client", "mother"):
        story.do(amend.assent, offer, by=who, at=day(1, 10))
    story.do(amend.adopt, offer, by="therapist", at=day(1))
    made: Any = from_dict(BY_VIDEO | theirs, AnyClause)
    how: Any = {"ends": day(22), "reason": ExceptionReason.HARD_TIME, "id": "wide"}
    both = [Agreed(party=who, capacity=Capacity.SELF, at=day(2)) for who in ("client", "mother")]
    asked = (amend.make_exception, made)
    assert story.refused(*asked, by="therapist", at=day(2), agreed=both[:1], **how) == {"narrows"}
    assert story.refused(*asked, by="therapist", at=day(2), agreed=both, **how) == set()


# --- of a client who does not sign (29, 30) -------------------------------------------------------

CHILD: Data = {"id": "child", "roles": ["client"]}
MOTHER: Data = {
    "id": "mother",
    "roles": ["guardian"],
    "acts_for": "child",
    "capacity": "parent",
    "signs": True,
}


@pytest.mark.parametrize("people", [[CHILD, MOTHER], [CHILD]])
def test_nothing_is_taken_from_a_client_who_does_not_sign(people: list[Data]) -> None:
    """Who signs for them, or that nobody does, makes it no less theirs."""
    count = {"unit": "events", "count": [{"fact": "call_held"}], "at_most": 3}
    tally = count | {"window": {"kind": "period", "period": "week"}}
    theirs: Data = {"by": ["client"], "to": ["therapist"]}
    few: Data = {"kind": "contact.allowance", "id": "few", "tally": tally} | theirs
    story = Story()
    offered = text(MAIL, CALLS, few, WITHIN, parties=[*people, THERAPIST])
    offer = story.do(amend.propose, offered, by="therapist", at=day(1))
    for who in story.history.missing(offer):
        story.do(amend.assent, offer, by=who, at=day(1))
    story.do(amend.adopt, offer, by="therapist", at=day(1))
    assert refused(story, few | {"tally": tally | {"at_most": 1}}) == {"narrows"}
    assert refused(story, within("PT72H")) == {"narrows"}
    assert not refused(story, few | {"tally": tally | {"at_most": 5}})
    assert not refused(story, within("PT12H"))


def test_who_acts_for_a_client_who_does_not_sign_agrees_for_them() -> None:
    """Where the client signs, only they do."""
    client_too = MOTHER | {"roles": ["client"]}
    for child, mother, theirs in (
        (CHILD, MOTHER, set[str]()),
        (CHILD, client_too, set[str]()),
        (CHILD | {"signs": True}, MOTHER, {"narrows"}),
    ):
        story = Story()
        offered = text(MAIL, CALLS, WITHIN, parties=[child, mother, THERAPIST])
        offer = story.do(amend.propose, offered, by="therapist", at=day(1))
        for who in story.history.missing(offer):
            story.do(amend.assent, offer, by=who, at=day(1))
        story.do(amend.adopt, offer, by="therapist", at=day(1))
        slower: Any = from_dict(within("PT72H"), AnyClause)
        agreed = [Agreed(party="mother", capacity=Capacity.PARENT, at=day(3))]
        how: Any = {"ends": day(9), "reason": ExceptionReason.HARD_TIME, "agreed": agreed}
        found = story.refused(amend.make_exception, slower, by="therapist", at=day(3), **how)
        assert found == theirs


# --- words and their salts (29, 44) ---------------------------------------------------------------

SAID: Data = WITHIN | {"text": "Within two days."}
SALTED: Data = {"clauses/reply/text": "AAECAwQFBgcICQoLDA0ODw"}


def test_an_exception_needs_no_words_where_the_clause_has_some_with_a_salt() -> None:
    story = Story()
    story.adopt(text(MAIL, SAID, salts=SALTED), 1)
    assert not refused(story, within("PT12H"))
    widened(story, within("PT12H"), day(2), day(10))
    asked = {"type": "question", "spec_version": "1.0", "kind": "crisis.route", "at": str(day(3))}
    assert story.history.decide(from_dict(asked, Question)).value is not None


def test_words_that_stay_keep_their_salt_in_another_wording() -> None:
    """Else they could never be erased where they had a salt from the start."""
    story = Story()
    story.adopt(text(MAIL, SAID, salts=SALTED), 1)
    salt, other = SALTED["clauses/reply/text"], "AQECAwQFBgcICQoLDA0ODw"
    for words, own, kept in (
        ("Within two days.", {}, salt),
        ("Within two days.", {"salts": FrozenMap({"instead/text": other})}, other),
        ("Within half a day.", {}, None),
    ):
        how: Any = {"ends": day(9), "reason": ExceptionReason.HARD_TIME}
        made: Any = from_dict(within("PT12H") | {"text": words}, AnyClause)
        act = story.make(amend.make_exception, made, by="therapist", at=day(2), **how, **own)
        assert (act.salts or {}).get("instead/text") == kept
        assert not story.no(act, day(2))
