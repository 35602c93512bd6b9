"""What cannot happen in a history, each tried (spec/renegotiation 5-19)."""

from __future__ import annotations

from typing import Any

import pytest

from boundlib import amend
from boundlib.declare import changed
from boundlib.findings import findings
from boundlib.model.agreement import AnyClause
from boundlib.model.amendment import Agreed
from boundlib.model.facts import Fact
from boundlib.vocab import Capacity, ExceptionReason
from boundlib.wire.digest import digest
from boundlib.wire.documents import from_dict
from tests.amend.making import CLIENT, EMAIL, GP, ID, LETTER, THERAPIST, Data, Story, day, text
from tests.amend.test_sentences import REPLY

MOTHER = {
    "id": "mother",
    "roles": ["guardian"],
    "signs": True,
    "capacity": "parent",
    "acts_for": "client",
}

WRITTEN: Data = {
    "kind": "message_sent",
    "at": str(day(3)),
    "recorded_at": str(day(3)),
    "by": "client",
    "to": "therapist",
    "medium": "email",
}


@pytest.fixture
def story() -> Story:
    """Two people have a first version with an email channel."""
    made = Story()
    made.adopt(text(EMAIL), 1)
    return made


def test_nobody_accepts_their_own_offer_alone(story: Story) -> None:
    offer = story.do(amend.propose, text(EMAIL, LETTER), by="therapist", at=day(2))
    assert story.refused(amend.assent, offer, by="therapist", at=day(3)) == {"own_offer"}
    assert story.history.missing(offer) == {"client": ("letter",)}
    assert story.refused(amend.adopt, offer, by="therapist", at=day(3)) == {"not_assented"}


def only(*signing: str) -> list[Data]:
    """The parties, of whom these sign."""
    people: list[Data] = [{"id": p["id"], "roles": p["roles"]} for p in (CLIENT, THERAPIST, GP)]
    return [p | ({"signs": True} if p["id"] in signing else {}) for p in people]


@pytest.mark.parametrize("signing", [(), ("therapist",)])
def test_what_nobody_but_its_author_signs_needs_everybody_else(signing: tuple[str, ...]) -> None:
    """Nobody agrees with themselves alone; whose assent is needed may say no as well (15)."""
    story = Story()
    offered = text(EMAIL, parties=only(*signing))
    offer = story.do(amend.propose, offered, by="therapist", at=day(1))
    assert story.history.missing(offer) == {"client": (), "doctor": ()}
    for who in ("therapist", "client", "doctor"):
        assert story.refused(amend.adopt, offer, by=who, at=day(2)) == {"not_assented"}
    for who in ("client", "doctor"):
        assert story.refused(amend.decline, offer, by=who, at=day(2)) == set()
    story.do(amend.assent, offer, by="client", at=day(2))
    assert story.history.missing(offer) == {"doctor": ()}
    assert story.refused(amend.adopt, offer, by="client", at=day(3)) == {"not_assented"}
    story.do(amend.assent, offer, by="doctor", at=day(3))
    assert story.refused(amend.adopt, offer, by="therapist", at=day(3)) == set()


def test_nobody_adopts_a_text_that_speaks_of_nobody_else() -> None:
    story = Story()
    alone = text(parties=[CLIENT])
    offer = story.do(amend.propose, alone, by="client", at=day(1))
    assert story.history.missing(offer) == {}
    assert story.refused(amend.adopt, offer, by="client", at=day(2)) == {"own_offer"}


DIRECTIVE: Data = {
    "kind": "crisis.advance_preference",
    "id": "directive",
    "by": ["client"],
    "preferences": [
        {"id": "no", "stance": "refuse", "matter": "medication", "words": "The injection"}
    ],
    "require": {"found": "cannot_decide", "by": "gp"},
}


def test_a_directive_that_the_client_alone_signs_is_proposed_by_another() -> None:
    """Then the client's assent is enough, and is their consent to it (15, 21)."""
    directive = text(DIRECTIVE, parties=only("client"))
    story = Story()
    own = story.do(amend.propose, directive, by="client", at=day(1))
    assert story.refused(amend.adopt, own, by="client", at=day(1)) == {"not_assented"}
    assert story.history.missing(own) == {"doctor": (), "therapist": ()}
    offer = story.do(amend.propose, directive, by="doctor", at=day(2))
    assert story.history.missing(offer) == {"client": ()}
    assert story.refused(amend.adopt, offer, by="doctor", at=day(2)) == {"not_assented"}
    story.do(amend.assent, offer, by="client", at=day(3))
    story.do(amend.adopt, offer, by="client", at=day(3))
    ruling = story.history.in_force(day(3))
    assert ruling is not None
    given = [f for f in story.history.record().facts if f.kind == "consent_given"]
    assert [(f.by, f.at) for f in given] == [("client", day(3))]


def test_the_past_is_not_corrected_alone_where_one_party_signs() -> None:
    """All agree to a correction who would have to assent to a text (35)."""
    story = Story()
    offer = story.do(amend.propose, text(EMAIL, parties=only("therapist")), by="client", at=day(1))
    story.do(amend.assent, offer, by="therapist", at=day(1))
    story.do(amend.adopt, offer, by="therapist", at=day(1))
    said = {"at": str(day(2)), "recorded_at": str(day(2))}
    tried = from_dict({"kind": "skill_tried", "id": "x"} | said, Fact)
    gone = from_dict({"kind": "retracted", "id": "y", "replaces": "x"} | said, Fact)
    story.do(amend.enter, [tried], by="client", at=day(2))

    def corrected(*others: str) -> set[str]:
        agreed = [Agreed(party=who, capacity=Capacity.SELF, at=day(3)) for who in others]
        return story.refused(amend.correct, [gone], agreed=agreed, by="therapist", at=day(3))

    assert corrected("doctor") == corrected("client") == {"not_assented"}
    assert corrected("client", "doctor") == set()


def test_nobody_accepts_an_empty_table(story: Story) -> None:
    nothing = "A" * 43
    offer = story.do(amend.propose, text(), by="therapist", at=day(2))
    for maker in (amend.assent, amend.adopt, amend.decline):
        act = changed(story.make(maker, offer, by="client", at=day(3)), proposal=nothing)
        assert story.no(act, day(3)) == {"no_such_proposal"}


@pytest.mark.parametrize("close", ["countered", "lapsed", "withdrawn", "declined"])
def test_nobody_accepts_what_is_closed(story: Story, close: str) -> None:
    lapses = {"lapses_at": day(4)} if close == "lapsed" else {}
    offer = story.do(amend.propose, text(), by="therapist", at=day(2), **lapses)
    if close == "countered":
        story.do(amend.counter, offer, text(LETTER), by="client", at=day(3))
    if close == "withdrawn":
        story.do(amend.withdraw_proposal, offer, by="therapist", at=day(3))
    if close == "declined":
        story.do(amend.decline, offer, by="client", at=day(3))
    assert story.history.state_at(offer, day(5)) == close
    assert story.refused(amend.assent, offer, by="client", at=day(5)) == {"closed"}
    assert "closed" in story.refused(amend.adopt, offer, by="client", at=day(5))


def test_an_act_dated_back_does_not_open_what_was_closed(story: Story) -> None:
    """What closed it was recorded before (37)."""
    offer = story.do(amend.propose, text(), by="therapist", at=day(2))
    story.do(amend.withdraw_proposal, offer, by="therapist", at=day(4))
    late = story.make(amend.assent, offer, by="client", at=day(3))
    assert story.no(late, day(5)) == {"closed"}


def test_what_lapsed_before_its_base_was_followed_stays_lapsed(story: Story) -> None:
    """However an act is dated, and whether the history grew or was read again (4, 9, 12)."""
    story.adopt(text(EMAIL, LETTER), 2)
    again = text(EMAIL, LETTER, LETTER | {"id": "second"})
    offer = story.do(amend.propose, again, by="client", at=day(3), lapses_at=day(10))
    story.adopt(text(LETTER), 12)
    late = story.make(amend.decline, offer, by="therapist", at=day(4))
    assert story.no(late, day(13)) == {"closed"}
    story.do(amend.withdraw_consent, "letter", by="client", at=day(5), recorded=day(14))
    read = amend.fold([(line.amendment, line.recorded_at) for line in story.history.lines])
    for history in (story.history, read):
        states = [history.state_at(offer, day(number)) for number in (4, 6, 10, 13, 20)]
        assert states == ["open", "open", "lapsed", "lapsed", "lapsed"]


def test_nobody_accepts_another_agreements_offer(story: Story) -> None:
    other = amend.begin("urn:example:another")
    theirs = text(EMAIL, id="urn:example:another")
    offer = amend.propose(other, theirs, by="therapist", at=day(2), id="x1")
    assert story.no(offer, day(2)) == {"other_agreement"}
    other = amend.apply(other, offer, recorded_at=day(2))
    yes = amend.assent(other, other.lines[0].digest, by="client", at=day(3), id="x2")
    assert story.no(yes, day(3)) == {"other_agreement"}
    assert "no_such_proposal" in story.no(changed(yes, agreement=ID), day(3))


def test_nobody_builds_on_a_stale_base(story: Story) -> None:
    old = story.make(amend.propose, text(EMAIL, LETTER), by="client", at=day(2))
    open_one = story.do(amend.propose, text(LETTER), by="client", at=day(2))
    story.adopt(text(), 3)
    assert "stale_base" in story.no(old, day(4))
    assert story.history.state_at(open_one, day(4)) == "superseded"
    assert story.refused(amend.assent, open_one, by="therapist", at=day(4)) == {"closed"}


def test_an_assent_is_not_replayed_after_an_edit(story: Story) -> None:
    offer = story.do(amend.propose, text(EMAIL, LETTER), by="therapist", at=day(2))
    yes = story.make(amend.assent, offer, by="client", at=day(3))
    story.do(amend.withdraw_proposal, offer, by="therapist", at=day(4))
    edited = LETTER | {"items": ["attendance", "treatment_plan"]}
    again = story.do(amend.propose, text(EMAIL, edited), by="therapist", at=day(4))
    assert story.no(yes, day(5)) == {"closed"}
    assert set(story.history.missing(again)) == {"client"}
    assert story.refused(amend.adopt, again, by="therapist", at=day(5)) == {"not_assented"}
    wrong = changed(story.make(amend.assent, again, by="client", at=day(5)), base="B" * 43)
    assert story.no(wrong, day(5)) == {"stale_base"}


def test_nobody_assents_in_a_capacity_they_do_not_hold() -> None:
    story = Story()
    family = [CLIENT, THERAPIST, GP, MOTHER]
    offer = story.do(amend.propose, text(EMAIL, parties=family), by="therapist", at=day(1))
    for who, capacity in (("mother", "self"), ("mother", "agent"), ("client", "parent")):
        codes = story.refused(amend.assent, offer, by=who, at=day(2), capacity=Capacity(capacity))
        assert codes == {"other_capacity"}
    story.do(amend.assent, offer, by="client", at=day(2))
    assert story.refused(amend.adopt, offer, by="therapist", at=day(3)) == {"not_assented"}
    story.do(amend.assent, offer, by="mother", at=day(2, 13), capacity=Capacity.PARENT)
    assert not story.refused(amend.adopt, offer, by="therapist", at=day(3))


def test_silence_is_never_assent(story: Story) -> None:
    """However long nobody says no, nothing is adopted (5)."""
    offer = story.do(amend.propose, text(EMAIL, LETTER), by="therapist", at=day(2))
    assert story.refused(amend.adopt, offer, by="therapist", at=day(900)) == {"not_assented"}
    assert story.history.state_at(offer, day(900)) == "open"
    assert story.history.in_force(day(900)) is story.history.versions[0]


def test_a_text_with_a_finding_that_blocks_is_not_adopted(story: Story) -> None:
    """Offered and assented to it may be; adopted it is not (19)."""
    bare = text(EMAIL, clauses=[EMAIL])
    assert any(problem.blocks_adoption for problem in findings(bare))
    offer = story.do(amend.propose, bare, by="therapist", at=day(2))
    story.do(amend.assent, offer, by="client", at=day(3))
    assert story.refused(amend.adopt, offer, by="therapist", at=day(4)) == {"blocked"}


def test_a_version_is_the_very_text_and_the_next_number(story: Story) -> None:
    offer = story.do(amend.propose, text(EMAIL, LETTER), by="therapist", at=day(2))
    story.do(amend.assent, offer, by="client", at=day(3))
    act = story.make(amend.adopt, offer, by="client", at=day(4))
    assert story.no(changed(act, version=3), day(4)) == {"wrong_version"}
    assert story.no(changed(act, digest="C" * 43), day(4)) == {"wrong_version"}
    skipped = story.make(amend.propose, text(LETTER), by="client", at=day(4))
    renumbered = changed(skipped, result=changed(skipped.result, version=7))
    assert story.no(renumbered, day(4)) == {"wrong_version"}


def test_nothing_is_dated_before_what_it_rests_on(story: Story) -> None:
    """Not recorded before it was done, nor adopted before an assent (18, 37)."""
    early = story.make(amend.propose, text(LETTER), by="client", at=day(5))
    assert story.no(early, day(4)) == {"too_early"}
    before = story.make(amend.propose, text(LETTER), by="client", at=day(0))
    assert story.no(before, day(5)) == {"too_early"}
    offer = story.do(amend.propose, text(LETTER), by="client", at=day(5))
    assert story.no(story.make(amend.assent, offer, by="therapist", at=day(4)), day(6)) == {
        "too_early"
    }
    story.do(amend.assent, offer, by="therapist", at=day(7))
    adoption = story.make(amend.adopt, offer, by="client", at=day(6))
    assert story.no(adoption, day(8)) == {"too_early"}
    assert story.no(changed(adoption, at=day(8), in_force_from=day(8)), day(7, 0)) != set()


def test_nothing_is_corrected_before_it_was_written_down() -> None:
    """Else who signs since then would not be asked (35)."""
    other: Data = {"id": "other", "roles": ["family"], "signs": True}
    story = Story()
    story.adopt(text(EMAIL), 1)
    offer = story.do(
        amend.propose, text(EMAIL, parties=[CLIENT, other, THERAPIST]), by="therapist", at=day(5)
    )
    for who in ("client", "other"):
        story.do(amend.assent, offer, by=who, at=day(5))
    story.do(amend.adopt, offer, by="client", at=day(5))
    wrong = from_dict(WRITTEN | {"id": "m"}, Fact)
    story.do(amend.enter, [wrong], by="therapist", at=day(6))
    right = from_dict(WRITTEN | {"id": "n", "replaces": "m", "medium": "phone"}, Fact)

    def no(*whose: str, at: int, agreed: int) -> set[str]:
        yes = [Agreed(party=who, capacity=Capacity.SELF, at=day(agreed)) for who in whose]
        act = story.make(amend.correct, [right], by="therapist", at=day(at), agreed=yes)
        return story.no(act, day(8))

    assert no("client", at=4, agreed=4) == {"too_early"}
    assert no("client", "other", at=7, agreed=5) == {"too_early"}
    assert no("client", at=7, agreed=7) == {"not_assented"}
    assert no("client", "other", at=7, agreed=6) == set()


def test_nobody_agreed_to_an_exception_before_its_version() -> None:
    """A yes of another time is not carried over to it (30)."""
    story = Story()
    story.adopt(text(EMAIL, REPLY), 1)
    story.adopt(text(EMAIL, REPLY, LETTER), 5)
    slower = REPLY | {"within": {"clock": "elapsed", "amount": "PT72H"}}
    made: Any = from_dict(slower, AnyClause)

    def no(at: int, agreed: int) -> set[str]:
        yes = [Agreed(party="client", capacity=Capacity.SELF, at=day(agreed))]
        how: Any = {"ends": day(20), "reason": ExceptionReason.HARD_TIME, "agreed": yes}
        act = story.make(amend.make_exception, made, by="therapist", at=day(at), **how)
        return story.no(act, day(9))

    assert no(7, 4) == {"too_early"}
    assert no(7, 6) == set()
    story.do(amend.withdraw_consent, "letter", by="client", at=day(8))
    assert no(9, 6) == set()  # what that made is as old as what it is made of


def test_an_id_is_used_once(story: Story) -> None:
    act = story.make(amend.request_review, by="client", at=day(2), id="a1")
    assert story.no(act, day(2)) == {"repeated"}


def test_a_proposal_changes_something(story: Story) -> None:
    """Another spelling of the same is no change (7)."""
    assert story.refused(amend.propose, text(EMAIL), by="client", at=day(2)) == {"nothing_changes"}
    spelled = text(EMAIL | {"by": ["client", "therapist", "doctor"]})
    assert digest(spelled) != digest(text(EMAIL))
    assert story.refused(amend.propose, spelled, by="client", at=day(2)) == {"nothing_changes"}


def test_a_stranger_proposes_nothing(story: Story) -> None:
    """Unless the text itself speaks of them (8)."""
    assert story.refused(amend.propose, text(), by="partner", at=day(2)) == {"not_a_party"}
    joining = [CLIENT, THERAPIST, GP, {"id": "partner", "roles": ["family"]}]
    found = story.refused(amend.propose, text(EMAIL, parties=joining), by="partner", at=day(2))
    assert not found
