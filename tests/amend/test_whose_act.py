"""Whose pause it is, whose consent is corrected, and what stays when a clause goes (26, 32, 35)."""

from __future__ import annotations

from typing import Any

import pytest

from boundlib import amend
from boundlib.declare import changed
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import Agreed
from boundlib.vocab import Capacity, Outcome
from tests.amend.making import CLIENT, EMAIL, GP, LETTER, OFFICE, THERAPIST, Data, Story, day, text
from tests.amend.test_sentences import PHONE, REPLY, RING, TELL, ask, fact

# --- pauses (32) ----------------------------------------------------------------------------------

KID: Data = {"id": "kid", "roles": ["client"], "signs": True}
PARENT: Data = {
    "id": "parent",
    "roles": ["guardian"],
    "acts_for": "kid",
    "capacity": "parent",
    "signs": True,
}
NO_MORE: Data = {"id": "parent", "roles": ["family"], "signs": True}


def of_age_later(story: Story) -> None:
    """From day 40 on the parent does not act for the client any more."""
    for number, parent, begins in ((1, PARENT, 1), (2, NO_MORE, 40)):
        result = text(EMAIL, parties=[KID, parent, THERAPIST, GP])
        offer = story.do(amend.propose, result, by="therapist", at=day(number))
        for who in sorted(story.history.missing(offer)):
            story.do(amend.assent, offer, by=who, at=day(number))
        story.do(amend.adopt, offer, by="kid", at=day(number), in_force_from=day(begins))


@pytest.mark.parametrize(("first", "then"), [("parent", "kid"), ("kid", "parent")])
def test_a_pause_by_who_acts_for_the_client_is_the_clients(first: str, then: str) -> None:
    """By the text in force, whatever was agreed for later."""
    story = Story()
    of_age_later(story)
    story.do(amend.pause, by=first, at=day(3))
    assert story.history.paused_at(day(4))
    story.do(amend.resume, by=then, at=day(5))
    assert not story.history.paused_at(day(6))


def test_what_a_parent_paused_the_client_resumes_once_they_act_alone() -> None:
    story = Story()
    of_age_later(story)
    story.do(amend.pause, by="parent", at=day(3))
    assert story.refused(amend.resume, by="parent", at=day(41)) == {"not_the_client"}
    story.do(amend.resume, by="kid", at=day(41))
    assert not story.history.paused_at(day(42))


def test_a_pause_before_the_first_version_ends_by_its_client_too() -> None:
    story = Story()
    result = text(EMAIL, parties=[KID, PARENT, THERAPIST, GP])
    story.do(amend.propose, result, by="therapist", at=day(1))
    story.do(amend.pause, by="parent", at=day(2))
    story.do(amend.resume, by="kid", at=day(3))
    assert not story.history.paused_at(day(4))


def test_a_pause_that_is_told_late_ended_when_the_work_was_taken_up() -> None:
    """Whichever was recorded first (32)."""
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.do(amend.pause, by="client", at=day(3))
    story.do(amend.resume, by="client", at=day(8))
    story.do(amend.pause, by="client", at=day(5), recorded=day(9))
    story.do(amend.pause, by="client", at=day(6), until=day(7), recorded=day(9))
    assert [story.history.paused_at(day(n)) for n in (4, 5, 7, 8, 9)] == [*[True] * 3, False, False]
    assert story.refused(amend.resume, by="client", at=day(10)) == {"not_paused"}
    story.do(amend.pause, by="client", at=day(8), recorded=day(10))  # it rests again from then on
    assert story.history.paused_at(day(9))


# --- corrections (35) -----------------------------------------------------------------------------

PARTNER: Data = {"id": "partner", "roles": ["family"]}
BOTH = [CLIENT, THERAPIST, GP, PARTNER]
SIGNED = LETTER | {"signers": ["client", "partner"]}
SECOND = SIGNED | {"id": "second", "items": ["treatment_plan"]}


def agreed(*who: str, at: int) -> list[Agreed]:
    return [Agreed(party=each, capacity=Capacity.SELF, at=day(at)) for each in who]


def with_a_partners_consent() -> Story:
    """A release that the partner signed on the third day."""
    story = Story()
    story.adopt(text(EMAIL, SIGNED, SECOND, parties=BOTH), 1)
    story.do(amend.enter, [consent(story)], by="partner", at=day(3))
    return story


def consent(story: Story, **more: Any) -> Any:
    said = {"clause": "letter", "digest": story.history.versions[0].digest, "method": "spoken"}
    given = {"kind": "consent_given", "id": "said", "by": "partner", "capacity": "self"}
    return fact(**(given | said | more))


def test_a_consent_is_corrected_with_whoever_gives_it() -> None:
    """Else those who sign could make of it a consent to something else."""
    story = with_a_partners_consent()
    act: Any
    again = {"id": "other", "replaces": "said", "recorded_at": str(day(4))}
    for wrong in ({"clause": "second"}, {"capacity": "parent"}, {"by": "doctor"}):
        new = consent(story, **(again | wrong))
        act = {"agreed": agreed("therapist", at=4), "by": "client", "at": day(4)}
        assert story.refused(amend.correct, [new], **act) == {"not_a_signer"}
    new = consent(story, **again, clause="second")
    act = {"agreed": agreed("therapist", "partner", at=4), "by": "client", "at": day(4)}
    assert not story.refused(amend.correct, [new], **act)
    act = {"agreed": agreed("therapist", "client", at=4), "by": "partner", "at": day(4)}
    assert not story.refused(amend.correct, [new], **act)


def test_a_consent_whose_retraction_is_retracted_goes_on_with_its_clause() -> None:
    """It stands again (spec/decisions 64), and is carried over as any other."""
    story = with_a_partners_consent()
    for number, name, gone in ((4, "first", "said"), (5, "again", "first")):
        said = {"kind": "retracted", "id": name, "replaces": gone, "recorded_at": str(day(number))}
        act: Any = {"agreed": agreed("therapist", at=number), "by": "client", "at": day(number)}
        story.do(amend.correct, [fact(**said)], **act)
    assert ask(story, TELL, day(6)).outcome is Outcome.PERMIT
    story.adopt(text(EMAIL, PHONE, SIGNED, SECOND, parties=BOTH), 7)
    assert ask(story, TELL, day(8)).outcome is Outcome.PERMIT
    before = Story(story.history.known(day(4)))
    before.adopt(text(EMAIL, PHONE, SIGNED, SECOND, parties=BOTH), 7)
    assert ask(before, TELL, day(8)).outcome is not Outcome.PERMIT


def joined(story: Story, number: int, *people: Data) -> None:
    """A version with these people, to which everybody assents who has to."""
    result = text(EMAIL, LETTER, parties=[*people, THERAPIST, GP])
    offer = story.do(amend.propose, result, by="therapist", at=day(number))
    for who in sorted(story.history.missing(offer)):
        story.do(amend.assent, offer, by=who, at=day(number))
    story.do(amend.adopt, offer, by="therapist", at=day(number))


def test_a_parent_who_is_a_client_too_acts_for_both() -> None:
    """One of a family: a pause by them is their own, and they end their child's as well (32)."""
    mum = PARENT | {"id": "mum", "roles": ["client"]}
    story = Story()
    joined(story, 1, KID, mum)
    story.do(amend.pause, by="kid", at=day(2))
    story.do(amend.pause, by="mum", at=day(3))
    story.do(amend.resume, by="kid", at=day(4))
    assert story.history.paused_at(day(5))
    story.do(amend.pause, by="kid", at=day(6))
    story.do(amend.resume, by="mum", at=day(7))
    assert not story.history.paused_at(day(8))


def test_no_pause_is_left_that_nobody_can_end() -> None:
    """Who paused and is no client any more has left; the others are not held by it (32)."""
    kin: Data = {"id": "kin", "roles": ["client"], "signs": True}
    story = Story()
    joined(story, 1, KID, kin)
    story.do(amend.pause, by="kin", at=day(2))
    assert story.refused(amend.resume, by="kid", at=day(3)) == {"not_paused"}
    joined(story, 5, KID)
    assert [story.history.paused_at(day(n)) for n in (2, 4, 5, 6)] == [True, True, False, False]
    story.do(amend.pause, by="kid", at=day(7))
    assert story.history.paused_at(day(8))


def test_an_end_ends_every_pause() -> None:
    """What is taken up again is not paused from before (34)."""
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.do(amend.pause, by="client", at=day(2))
    story.do(amend.end, by="client", at=day(3), ends_at=day(6))
    assert [story.history.paused_at(day(n)) for n in (2, 5, 6, 7)] == [True, True, False, False]
    assert story.refused(amend.resume, by="client", at=day(7)) == {"not_paused"}
    story.adopt(text(EMAIL, PHONE), 8)
    assert not story.history.paused_at(day(9))
    story.do(amend.pause, by="client", at=day(10))
    assert story.history.paused_at(day(11))


# --- what a withdrawal leaves (26) ----------------------------------------------------------------


def test_a_list_that_may_be_empty_loses_its_last_name_and_its_clause_stays() -> None:
    """Who takes back a way of contact does not lose the notice of an end with it."""
    ending = {"kind": "governance.ending", "id": "bye", "closing": 2, "continues": ["email"]}
    process = {
        "kind": "governance.exception_process",
        "id": "more",
        "force": {"decided_by": ["therapist"]},
        "untouched": ["email"],
    }
    setback = {"kind": "work.setback", "id": "back", "meets": ["talk"], "untouched": ["email"]}
    review = {
        "kind": "governance.review",
        "id": "review",
        "strength": "promise",
        "on_request": True,
        "of": ["email"],
    }
    story = Story()
    story.adopt(text(EMAIL, PHONE, ending, process, setback, review), 1)
    story.do(amend.withdraw_consent, "email", by="client", at=day(2))
    left: Any = story.history.versions[1].agreement
    # A review of nothing in particular would be one of everything: it goes.
    assert [c.id for c in left.clauses] == ["phone", "bye", "more", "back", "crisis"]
    assert (left.clauses[1].continues, left.clauses[1].closing) == ((), 2)
    assert left.clauses[2].untouched == left.clauses[3].untouched == ()


CALLS: Data = {"kind": "contact.channel", "id": "calls", "medium": "phone"}
SENDING: Data = {
    "kind": "contact.window",
    "id": "hours",
    "timetable": "office",
    "use": "sending",
}


def left_of(*clauses: Data, taken: str) -> tuple[list[Any], Any]:
    """The clauses without one that a client took back, and whether they may still ring."""
    story = Story()
    story.adopt(text(*clauses, REPLY), 1)
    assert ask(story, RING, day(2)).outcome is Outcome.PERMIT
    story.do(amend.withdraw_consent, taken, by="client", at=day(3))
    newest: Any = story.history.newest
    kept = [c for c in newest.agreement.clauses if c.id not in ("reply", "crisis")]
    return kept, ask(story, RING, day(5)).outcome


@pytest.mark.parametrize("channel", [CALLS, PHONE])
def test_no_window_opens_the_medium_of_a_channel_that_was_taken_back(channel: Data) -> None:
    """Neither by the name of the medium nor by an id that is one."""
    name = str(channel["id"])
    for names in (["phone"], [name]):
        kept, ring = left_of(EMAIL, channel, SENDING | {"channels": names}, taken=name)
        assert ([c.id for c in kept], ring) == (["email"], Outcome.NOT_APPLICABLE)
        window = SENDING | {"channels": [*names, "email"]}
        kept, ring = left_of(EMAIL, channel, window, taken=name)
        assert ([c.id for c in kept], ring) == (["email", "hours"], Outcome.NOT_APPLICABLE)
        assert kept[1].channels == ("email",)


def test_a_window_for_every_way_goes_with_the_last_channel() -> None:
    """It would open all of them: where no channel is agreed, none is missing."""
    kept, ring = left_of(CALLS, SENDING, taken="calls")
    assert (kept, ring) == ([], Outcome.NOT_APPLICABLE)
    kept, _ = left_of(
        CALLS, SENDING, SENDING | {"id": "texts", "channels": ["text_message"]}, taken="calls"
    )
    assert [c.id for c in kept] == ["texts"]
    kept, ring = left_of(EMAIL, CALLS, SENDING, taken="calls")
    assert ([c.id for c in kept], ring) == (["email", "hours"], Outcome.NOT_APPLICABLE)


def test_what_another_channel_has_stays_open() -> None:
    other = CALLS | {"id": "other"}
    kept, ring = left_of(CALLS, other, SENDING | {"channels": ["phone"]}, taken="calls")
    assert ([c.id for c in kept], ring) == (["other", "hours"], Outcome.PERMIT)


def test_hours_that_were_taken_back_open_nothing_and_no_other_hour() -> None:
    """Left out, they would bound nothing any more. Agreed anew in other words, they are given."""
    story = Story()
    monday, evening = day(5), day(5, 20)
    reading = SENDING | {"id": "reads", "use": "reading"}
    story.adopt(text(PHONE, SENDING, reading), 1)
    assert ask(story, RING, monday).outcome is Outcome.PERMIT
    assert ask(story, RING, evening).outcome is Outcome.DENY
    story.do(amend.withdraw_consent, "hours", by="client", at=day(3))
    assert len(story.history.versions) == 1
    for moment in (monday, evening):
        found = ask(story, RING, moment)
        assert found.outcome is Outcome.DENY
        assert {(r.code, r.clause) for r in found.reasons} == {("client_stopped", "hours")}
    story.do(amend.withdraw_consent, "reads", by="client", at=day(6))
    newest: Any = story.history.newest
    assert [c.id for c in newest.agreement.clauses] == ["phone", "hours", "crisis"]
    story.adopt(text(PHONE, SENDING, REPLY), 8)  # nobody has said anything of the hours
    assert ask(story, RING, day(9)).outcome is Outcome.DENY
    story.adopt(text(PHONE, SENDING | {"by": ["client"]}, REPLY), 12)
    assert ask(story, RING, day(13)).outcome is Outcome.PERMIT
    assert ask(story, RING, day(13, 20)).outcome is Outcome.DENY


def test_hours_beside_those_that_were_taken_back_stay_open() -> None:
    late = {"id": "late", "weekly": [{"days": ["mon"], "start": "18:00", "end": "21:00"}]}
    story = Story()
    evenings = SENDING | {"id": "evenings", "timetable": "late"}
    story.adopt(text(PHONE, SENDING, evenings, timetables=[OFFICE, late]), 1)
    story.do(amend.withdraw_consent, "hours", by="client", at=day(3))
    assert ask(story, RING, day(5)).outcome is Outcome.DENY
    assert ask(story, RING, day(5, 20)).outcome is Outcome.PERMIT


# --- what is agreed again (21, 28) ----------------------------------------------------------------


def test_a_channel_that_was_taken_back_and_agreed_again_is_open() -> None:
    """By an assent after the withdrawal of who withdrew, to all of it or to the clause."""
    story = Story()
    story.adopt(text(EMAIL, PHONE), 1)
    story.do(amend.withdraw_consent, "phone", by="client", at=day(3))
    offer = story.do(amend.propose, text(EMAIL, PHONE), by="therapist", at=day(4))
    story.do(amend.assent, offer, by="client", at=day(5), clauses=["phone"])
    story.do(amend.adopt, offer, by="client", at=day(5))
    given: list[Any] = [f for f in story.history.record().facts if f.kind == "consent_given"]
    assert [(f.by, f.clause, f.at) for f in given] == [("client", "phone", day(5))]
    assert ask(story, RING, day(6)).outcome is Outcome.PERMIT
    story.adopt(text(EMAIL, PHONE, REPLY), 7)  # it goes on in the same words
    assert ask(story, RING, day(8)).outcome is Outcome.PERMIT
    story.do(amend.withdraw_consent, "phone", by="client", at=day(9))
    assert ask(story, RING, day(10)).outcome is Outcome.NOT_APPLICABLE


def test_who_acts_for_the_client_gives_again_what_they_took_back() -> None:
    story = Story()
    people = [KID, PARENT, THERAPIST, GP]
    for number in (1, 5):
        result = text(EMAIL, PHONE, parties=people)
        offer = story.do(amend.propose, result, by="therapist", at=day(number))
        for who in ("kid", "parent"):
            story.do(amend.assent, offer, by=who, at=day(number))
        story.do(amend.adopt, offer, by="kid", at=day(number))
        if number == 1:
            story.do(amend.withdraw_consent, "phone", by="parent", at=day(3))
    given = [f for f in story.history.record().facts if f.kind == "consent_given"]
    assert {f.by for f in given} == {"kid", "parent"}
    found = ask(story, RING | {"by": "kid"}, day(6))
    assert found.outcome is Outcome.PERMIT


# --- salts (7, 44) --------------------------------------------------------------------------------

NAMED = CLIENT | {"name": "Robin"}
ONE, OTHER = "AAECAwQFBgcICQoLDA0ODw", "AQECAwQFBgcICQoLDA0ODw"


def named(*clauses: Data, salt: str | None, who: Data = NAMED) -> Agreement:
    salts: Any = {"salts": {"parties/client/name": salt}} if salt else {}
    return text(*clauses, parties=[who, THERAPIST, GP], **salts)


@pytest.mark.parametrize("salt", [OTHER, None])
def test_a_value_that_stays_keeps_its_salt(salt: str | None) -> None:
    """Two commitments to one name under two salts would be two names, once both are erased."""
    story = Story()
    story.adopt(named(EMAIL, salt=ONE), 1)
    made = story.make(amend.propose, named(EMAIL, REPLY, salt=salt), by="client", at=day(2))
    assert made.result.salts == {"parties/client/name": ONE}
    wrong = changed(made, result=changed(made.result, salts=named(EMAIL, salt=salt).salts))
    assert story.no(wrong, day(2)) == {"wrong_version"}
    assert not story.no(made, day(2))


def test_another_value_has_a_salt_of_its_own() -> None:
    story = Story()
    story.adopt(named(EMAIL, salt=ONE), 1)
    other = named(EMAIL, salt=OTHER, who=CLIENT | {"name": "Alex"})
    made = story.make(amend.propose, other, by="client", at=day(2))
    assert made.result.salts == {"parties/client/name": OTHER}
    assert not story.no(made, day(2))
