"""Assents to clauses, consents, withdrawals, exceptions, pauses, facts (spec/renegotiation)."""

from __future__ import annotations

from typing import Any

import pytest

from boundlib import amend
from boundlib.declare import changed
from boundlib.errors import UsageError
from boundlib.model.agreement import AnyClause
from boundlib.model.amendment import Agreed
from boundlib.model.facts import Fact
from boundlib.model.questions import Question
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity, ExceptionReason, Outcome
from boundlib.wire.documents import from_dict
from tests.amend.making import (
    CLIENT,
    EMAIL,
    GP,
    LETTER,
    OFFICE,
    THERAPIST,
    Data,
    Story,
    day,
    text,
)

PHONE: Data = {"kind": "contact.channel", "id": "phone", "medium": "phone"}
REPLY: Data = {
    "kind": "contact.reply_time",
    "id": "reply",
    "by": ["therapist"],
    "to": ["client"],
    "strength": "promise",
    "within": {"clock": "elapsed", "amount": "PT48H"},
}
TELL: Data = {
    "kind": "sharing.may",
    "by": "therapist",
    "to": "doctor",
    "items": ["attendance"],
    "purpose": "treatment",
}
RING: Data = {"kind": "contact.may", "by": "client", "to": "therapist", "channel": "phone"}


def ask(story: Story, question: Data, at: Instant, **more: Any) -> Any:
    data = {"type": "question", "spec_version": "1.0", "at": str(at)} | question | more
    return story.history.decide(from_dict(data, Question))


def clause(data: Data) -> Any:
    return from_dict(data, AnyClause)


def fact(**data: Any) -> Any:
    return from_dict({"recorded_at": str(day(3)), "at": str(day(3))} | data, Fact)


def consents(story: Story, name: str = "letter") -> list[Any]:
    found: list[Any] = [f for f in story.history.record().facts if f.kind == "consent_given"]
    return [f for f in found if f.clause == name]


# --- assent to some clauses (16, 17) --------------------------------------------------------------


def test_assents_to_clauses_add_up() -> None:
    story = Story()
    story.adopt(text(EMAIL), 1)
    offer = story.do(amend.propose, text(EMAIL, LETTER, PHONE), by="therapist", at=day(2))
    story.do(amend.assent, offer, by="client", at=day(3), clauses=["phone"])
    assert story.history.missing(offer) == {"client": ("letter",)}
    assert story.refused(amend.adopt, offer, by="client", at=day(4)) == {"not_assented"}
    assert story.refused(amend.assent, offer, by="client", at=day(4), clauses=["x"]) == {
        "no_such_clause"
    }
    story.do(amend.assent, offer, by="client", at=day(4), clauses=["letter"])
    assert story.history.missing(offer) == {}
    story.do(amend.adopt, offer, by="client", at=day(4))
    assert [f.at for f in consents(story)] == [day(4)]


def test_a_clause_binds_whom_it_names_and_whose_consent_it_needs() -> None:
    """The release names therapist and doctor, and needs the client's consent (17, 21)."""
    story = Story()
    partner = {"id": "partner", "roles": ["family"], "signs": True}
    story.adopt(text(EMAIL, parties=[CLIENT, THERAPIST, GP]), 1)
    offer = story.do(
        amend.propose, text(EMAIL, LETTER, parties=[CLIENT, THERAPIST, GP]), by="client", at=day(2)
    )
    assert story.history.missing(offer) == {"therapist": ("letter",)}
    story.do(amend.withdraw_proposal, offer, by="client", at=day(3))
    offer = story.do(
        amend.propose,
        text(EMAIL, parties=[CLIENT, THERAPIST, GP, partner]),
        by="client",
        at=day(3),
    )
    # A new party is more than clauses: all of it must be assented to, by the newcomer too.
    assert story.history.missing(offer) == {"partner": (), "therapist": ()}
    story.do(amend.assent, offer, by="therapist", at=day(4), clauses=["email"])
    assert story.history.missing(offer) == {"partner": (), "therapist": ()}


def test_a_removed_clause_needs_assent_to_all_of_it() -> None:
    story = Story()
    story.adopt(text(EMAIL, PHONE), 1)
    offer = story.do(amend.propose, text(EMAIL), by="client", at=day(2))
    story.do(amend.assent, offer, by="therapist", at=day(3), clauses=["email"])
    assert story.history.missing(offer) == {"therapist": ()}


# --- which version rules (20) ---------------------------------------------------------------------


def test_the_latest_start_rules_then_the_latest_adoption() -> None:
    story = Story()
    story.adopt(text(EMAIL), 1, from_day=10)
    story.adopt(text(PHONE), 2, from_day=20)
    story.adopt(text(EMAIL, PHONE), 3, from_day=5)
    story.adopt(text(EMAIL, PHONE, LETTER), 4, from_day=20)
    ruling = {n: story.history.in_force(day(n)) for n in (4, 5, 9, 10, 19, 20, 99)}
    numbers = {n: version and version.number for n, version in ruling.items()}
    assert numbers == {4: None, 5: 3, 9: 3, 10: 1, 19: 1, 20: 4, 99: 4}


# --- consents (21) --------------------------------------------------------------------------------


def test_a_consent_goes_on_in_the_same_words_and_at_its_own_instant() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    assert [(f.by, f.at, f.carried) for f in consents(story)] == [("client", day(1, 11), None)]
    first = consents(story)[0]
    story.adopt(text(EMAIL, PHONE, LETTER), 5)
    second = consents(story)[1]
    assert (second.at, second.carried) == (day(1, 11), first.id)
    assert second.digest == story.history.versions[1].digest
    assert ask(story, TELL, day(6)).outcome is Outcome.PERMIT


@pytest.mark.parametrize(
    ("words", "people"),
    [
        (LETTER | {"items": ["attendance", "treatment_plan"]}, [CLIENT, THERAPIST, GP]),
        (LETTER, [CLIENT, THERAPIST, GP | {"between_contacts": "Another practice"}]),
    ],
)
def test_other_words_or_another_recipient_need_a_consent_of_their_own(
    words: Data, people: list[Data]
) -> None:
    """The clause itself, and what it refers to: here the recipient."""
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    story.adopt(text(EMAIL, words, parties=people), 5)
    assert [(f.at, f.carried) for f in consents(story)[1:]] == [(day(5, 11), None)]


def test_an_assent_that_names_the_clause_renews_the_consent() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    offer = story.do(amend.propose, text(EMAIL, PHONE, LETTER), by="therapist", at=day(5))
    story.do(amend.assent, offer, by="client", at=day(6), clauses=["letter", "phone"])
    story.do(amend.adopt, offer, by="therapist", at=day(7))
    assert [(f.at, f.carried) for f in consents(story)[1:]] == [(day(6), None)]


def test_a_consent_written_down_later_is_carried_over_too() -> None:
    """And a correction of it takes what was carried with it (21, 35)."""
    story = Story()
    story.adopt(text(EMAIL, LETTER | {"signers": ["partner"]}, parties=PEOPLE), 1)
    story.adopt(text(EMAIL, PHONE, LETTER | {"signers": ["partner"]}, parties=PEOPLE), 2)
    first = story.history.versions[0].digest
    said = {"clause": "letter", "digest": first, "capacity": "self", "method": "spoken"}
    given = fact(kind="consent_given", id="said", by="partner", **said)
    story.do(amend.enter, [given], by="partner", at=day(3))
    assert [f.carried for f in consents(story)] == [None, "said"]
    wider = LETTER | {"signers": ["partner"], "items": ["attendance", "treatment_plan"]}
    widened = Story(story.history)
    widened.adopt(text(EMAIL, wider, parties=PEOPLE), 4)
    assert len(consents(widened)) == 2  # what it was given to is not in the third version
    gone = fact(kind="retracted", id="oh", replaces="said", recorded_at=str(day(4)))
    agreed = [Agreed(party="therapist", capacity=Capacity.SELF, at=day(4))]
    story.do(amend.correct, [gone], agreed=agreed, by="client", at=day(4))
    assert [f.carried for f in consents(story)] == [None]
    before: Any = story.history.known(day(3)).record().facts
    assert [f.carried for f in before if getattr(f, "carried", None)] == ["said"]


PEOPLE = [CLIENT, THERAPIST, GP, {"id": "partner", "roles": ["family"]}]


# --- withdrawing a consent (25-28) ----------------------------------------------------------------


def test_a_withdrawal_reaches_the_versions_adopted_for_later() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    story.adopt(text(PHONE, LETTER), 2, from_day=40)
    open_one = story.do(amend.propose, text(LETTER), by="client", at=day(3))
    story.do(amend.withdraw_consent, "letter", by="client", at=day(8))
    history = story.history
    assert [(v.number, v.in_force_from) for v in history.versions[2:]] == [
        (3, day(8)),
        (4, day(40)),
    ]
    assert [c.id for c in history.versions[3].agreement.clauses] == ["phone", "crisis"]
    assert history.state_at(open_one, day(9)) == "superseded"
    outcomes = [ask(story, TELL, day(n)).outcome for n in (7, 8, 39, 41)]
    assert outcomes == ["permit", "deny", "deny", "deny"]


def test_a_withdrawal_dated_back_reaches_what_was_adopted_since() -> None:
    """Its successors are adopted no earlier than their bases, so that they rule (20, 26)."""
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    story.adopt(text(PHONE, LETTER), 4)
    act = story.make(amend.withdraw_consent, "letter", by="client", at=day(3))
    story.add(act, day(6))
    clauses = {n: story.history.in_force(day(n)) for n in (2, 3, 5)}
    has = {n: v and any(c.id == "letter" for c in v.agreement.clauses) for n, v in clauses.items()}
    assert has == {2: True, 3: False, 5: False}
    assert ask(story, TELL, day(5)).outcome is Outcome.DENY
    assert ask(story, TELL, day(5), known=str(day(5))).outcome is Outcome.PERMIT


def test_only_whose_consent_it_is_takes_it_back() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER, REPLY), 1)
    take = amend.withdraw_consent
    assert story.refused(take, "letter", by="therapist", at=day(2)) == {"not_a_signer"}
    assert story.refused(take, "letter", by="nobody", at=day(2)) == {"not_a_party"}
    assert story.refused(take, "reply", by="client", at=day(2)) == {"not_a_signer"}
    assert story.refused(take, "nothing", by="client", at=day(2)) == {"no_such_clause"}
    assert not story.refused(take, "email", by="client", at=day(2))
    other = {"capacity": Capacity.AGENT}
    assert story.refused(take, "letter", by="client", at=day(2), **other) == {"other_capacity"}


def test_what_refers_to_the_clause_goes_with_it() -> None:
    """A list that names others too loses the name; a clause that names it alone goes."""
    both = {"kind": "contact.window", "id": "both", "timetable": "office", "use": "sending"}
    alone = both | {"id": "alone", "channels": ["mail"]}
    mail = EMAIL | {"id": "mail"}
    story = Story()
    story.adopt(text(mail, PHONE, both | {"channels": ["mail", "phone"]}, alone), 1)
    story.do(amend.withdraw_consent, "mail", by="client", at=day(2))
    left: Any = story.history.versions[1].agreement
    assert [c.id for c in left.clauses] == ["phone", "both", "crisis"]
    assert left.clauses[1].channels == ("phone",)


def test_a_crisis_route_stays_and_the_withdrawal_counts_by_itself() -> None:
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.do(amend.withdraw_consent, "crisis", by="client", at=day(2))
    assert len(story.history.versions) == 1
    assert "consent_withdrawn" in {f.kind for f in story.history.record().facts}


def test_successors_are_those_that_follow_from_the_history() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    act = story.make(amend.withdraw_consent, "letter", by="client", at=day(2))
    assert story.no(changed(act, successors=()), day(2)) == {"wrong_version"}


def test_the_clause_comes_back_only_with_a_new_assent_of_whoever_withdrew() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    story.do(amend.withdraw_consent, "letter", by="client", at=day(3))
    offer = story.do(amend.propose, text(EMAIL, LETTER), by="client", at=day(3))
    story.do(amend.assent, offer, by="therapist", at=day(4))
    # The offer was made in the very second of the withdrawal, not after it.
    assert story.refused(amend.adopt, offer, by="client", at=day(5)) == {"restores"}
    story.do(amend.withdraw_proposal, offer, by="client", at=day(5))
    story.adopt(text(EMAIL, LETTER), 6)
    assert ask(story, TELL, day(7)).outcome is Outcome.PERMIT
    assert ask(story, TELL, day(5)).outcome is Outcome.DENY


# --- exceptions (29-31) ---------------------------------------------------------------------------


def exception(story: Story, instead: Data, by: str = "therapist", **more: Any) -> set[str]:
    how: Any = {"at": day(2), "ends": day(9), "reason": ExceptionReason.HARD_TIME} | more
    return story.refused(amend.make_exception, clause(instead), by=by, **how)


FASTER = REPLY | {"within": {"clock": "elapsed", "amount": "PT24H"}}
SLOWER = REPLY | {"within": {"clock": "elapsed", "amount": "PT72H"}}


def test_an_exception_only_widens() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER, REPLY), 1)
    assert not exception(story, FASTER)
    assert exception(story, FASTER, by="client") == {"narrows"}
    assert exception(story, SLOWER) == {"narrows"}
    yes = [Agreed(party="client", capacity=Capacity.SELF, at=day(2))]
    assert not exception(story, SLOWER, agreed=yes)
    late = [Agreed(party="client", capacity=Capacity.SELF, at=day(3))]
    assert exception(story, SLOWER, agreed=late) == {"too_early"}
    assert exception(story, REPLY) == {"nothing_changes"}
    assert exception(story, FASTER | {"id": "other"}) == {"no_such_clause"}
    assert exception(story, FASTER | {"id": "letter"}) == {"not_for_exceptions"}
    wider = LETTER | {"items": ["attendance", "treatment_plan"]}
    assert exception(story, wider, by="client") == {"not_for_exceptions"}
    assert exception(story, FASTER, begins=day(1)) == {"too_early"}


def test_an_exception_is_another_answer_and_not_another_version() -> None:
    story = Story()
    hours = {"kind": "contact.channel", "id": "phone", "medium": "phone", "timetable": "office"}
    story.adopt(text(hours), 1)
    evening = day(6, 20)
    assert ask(story, RING, evening).outcome is Outcome.DENY
    wider = {k: v for k, v in hours.items() if k != "timetable"}
    agreed = [Agreed(party="therapist", capacity=Capacity.SELF, at=day(2))]
    how: Any = {"ends": day(9), "reason": ExceptionReason.HARD_TIME, "agreed": agreed}
    story.do(amend.make_exception, clause(wider), by="client", at=day(2), id="wide", **how)
    found = ask(story, RING, evening)
    assert found.outcome is Outcome.PERMIT
    assert found.agreement.exceptions == ("wide",)
    assert found.agreement.digest == story.history.versions[0].digest
    # It ends within office hours; they close at five, and that is when the answer turns.
    assert (found.valid_until, found.next.closes_at) == (day(9, 17), day(9, 17))
    assert ask(story, RING, day(9, 20)).agreement.exceptions == ()
    assert ask(story, RING, day(9, 20)).outcome is Outcome.DENY
    story.adopt(text(hours, LETTER), 5)
    assert ask(story, RING, evening).outcome is Outcome.DENY  # a new version ends it


# --- pauses, reviews, the end (32-34) -------------------------------------------------------------


def test_a_pause_is_the_clients() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    assert story.refused(amend.pause, by="therapist", at=day(2)) == {"not_the_client"}
    assert story.refused(amend.resume, by="client", at=day(2)) == {"not_paused"}
    before = ask(story, TELL, day(3))
    story.do(amend.pause, by="client", at=day(2), until=day(5))
    assert [story.history.paused_at(day(n)) for n in (1, 2, 4, 5)] == [False, True, True, False]
    story.do(amend.resume, by="client", at=day(3))
    assert not story.history.paused_at(day(4))
    kinds = [f.kind for f in story.history.record().facts]
    assert kinds.count("paused") == kinds.count("resumed") == 1
    assert ask(story, TELL, day(3)).outcome is before.outcome
    assert story.refused(amend.pause, by="client", at=day(4), until=day(4)) == {"too_early"}


def test_the_work_ends_once_and_a_version_takes_it_up_again() -> None:
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.do(amend.request_review, by="doctor", at=day(2), clauses=["email"])
    story.do(amend.end, by="client", at=day(3), ends_at=day(6))
    assert not story.history.over_at(day(5))
    assert story.history.over_at(day(6))
    assert ask(story, RING | {"channel": "email"}, day(7)).basis.standing == "ended"
    assert story.refused(amend.pause, by="client", at=day(7)) == {"over"}
    assert story.refused(amend.end, by="client", at=day(7)) == {"over"}
    story.adopt(text(EMAIL, PHONE), 8)
    assert not story.history.over_at(day(9))
    assert ask(story, RING, day(9)).basis.standing == "in_force"


# --- facts (35) -----------------------------------------------------------------------------------


def test_facts_that_amendments_imply_are_not_written_down() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)

    def written(**data: Any) -> set[str]:
        return story.refused(amend.enter, [fact(**data)], by="client", at=day(3))

    said = {"clause": "letter", "digest": "A" * 43, "capacity": "self", "method": "spoken"}
    assert written(kind="skill_tried", id="x") == set()
    assert written(kind="ended", id="x") == {"own_kind"}
    assert written(kind="consent_withdrawn", id="x", **said) == {"own_kind"}
    assert written(kind="skill_tried", id="of:000001:x") == {"repeated"}
    assert written(kind="consent_given", id="x", by="therapist", **said) == {"not_a_signer"}
    assert written(kind="consent_given", id="x", by="client", **said) == set()
    assert written(kind="skill_tried", id="x", recorded_at=str(day(4))) == {"too_early"}
    assert written(kind="skill_tried", id="x", replaces="y") == {"not_assented"}


def test_a_record_is_corrected_by_everybody_who_signs() -> None:
    story = Story()
    story.adopt(text(EMAIL), 1)
    story.do(amend.enter, [fact(kind="skill_tried", id="x")], by="client", at=day(3))
    both = [Agreed(party="therapist", capacity=Capacity.SELF, at=day(4))]

    def corrected(agreed: Any = both, **data: Any) -> set[str]:
        new = fact(**({"kind": "skill_tried", "id": "y", "replaces": "x"} | data))
        return story.refused(amend.correct, [new], agreed=agreed, by="client", at=day(4))

    alone = [Agreed(party="client", capacity=Capacity.SELF, at=day(4))]
    assert corrected() == set()
    assert corrected(alone) == {"not_assented"}
    assert corrected(replaces="z") == {"no_such_fact"}
    assert corrected(kind="self_harm") == {"no_such_fact"}
    assert corrected(recorded_at=str(day(2))) == {"too_early"}
    adopted = next(f.id for f in story.history.record().facts if f.kind == "adopted")
    assert corrected(kind="retracted", replaces=adopted) == {"no_such_fact"}
    new = fact(kind="retracted", id="y", replaces="x", recorded_at=str(day(4)))
    story.do(amend.correct, [new], agreed=both, by="client", at=day(4))
    assert corrected(id="w") == {"repeated"}


# --- asking (20, 36) ------------------------------------------------------------------------------


def test_before_the_first_version_only_a_crisis_is_answered() -> None:
    story = Story()
    with pytest.raises(UsageError, match="Adopt a version first"):
        ask(story, RING, day(1))
    route = {"kind": "crisis.route"}
    assert ask(story, route, day(1)).route.local_emergency_number
    story.adopt(text(PHONE), 2, from_day=5)
    with pytest.raises(UsageError, match="2026-01-05"):
        ask(story, RING, day(3))
    assert ask(story, route, day(3)).route.steps[0].number == "999"
    assert ask(story, RING, day(3), crisis=True).route.steps


def test_an_answer_goes_on_where_the_next_version_leaves_it_as_it_is() -> None:
    story = Story()
    story.adopt(text(PHONE), 1)
    assert ask(story, RING, day(2)).valid_until is None
    story.adopt(text(PHONE, EMAIL), 3, from_day=10)
    one = ask(story, RING, day(5))
    assert one.agreement.version == 1
    assert (one.valid_until, one.next.closes_at) == (day(10), None)  # email opens, phone stays
    story.adopt(text(PHONE, EMAIL, LETTER), 4, from_day=20)
    assert ask(story, RING, day(12)).valid_until is None
    late = PHONE | {"timetable": "office"}
    story.adopt(text(late, EMAIL, timetables=[OFFICE]), 5, from_day=31)  # a Saturday
    found = ask(story, RING, day(12))
    assert (found.valid_until, found.next.closes_at) == (day(31), day(31))
