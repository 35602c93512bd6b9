"""The transition table: every cell (spec/renegotiation 5, 8-14)."""

from __future__ import annotations

import json
from itertools import product

import pytest

from boundlib import amend
from boundlib.amend import TABLE, publish
from boundlib.model.amendment import Amendment
from boundlib.times.scalars import Instant
from boundlib.vocab import Actor, Move, OfferState, Refused
from tests.amend.making import EMAIL, GP, LETTER, Story, day, text

MOVES_OF_PEOPLE = {
    Move.ASSENT: amend.assent,
    Move.DECLINE: amend.decline,
    Move.WITHDRAW: amend.withdraw_proposal,
    Move.ADOPT: amend.adopt,
}
WHO = {
    Actor.AUTHOR: "therapist",
    Actor.SIGNER: "client",
    Actor.BYSTANDER: "doctor",
    Actor.STRANGER: "nobody",
}


def in_state(state: OfferState) -> tuple[Story, str]:
    """A proposal of the therapist that stands so on the fourth day."""
    story = Story()
    story.adopt(text(EMAIL), 1)
    lapses = {"lapses_at": day(3)} if state is OfferState.LAPSED else {}
    offer = story.do(amend.propose, text(EMAIL, LETTER), by="therapist", at=day(2), **lapses)
    match state:
        case OfferState.COUNTERED:
            story.do(amend.counter, offer, text(LETTER), by="client", at=day(3))
        case OfferState.DECLINED:
            story.do(amend.decline, offer, by="client", at=day(3))
        case OfferState.WITHDRAWN:
            story.do(amend.withdraw_proposal, offer, by="therapist", at=day(3))
        case OfferState.SUPERSEDED:
            other = story.do(amend.propose, text(), by="client", at=day(2))
            story.do(amend.assent, other, by="therapist", at=day(3))
            story.do(amend.adopt, other, by="therapist", at=day(3))
        case OfferState.ADOPTED:
            story.do(amend.assent, offer, by="client", at=day(2))
            story.do(amend.adopt, offer, by="client", at=day(3))
    assert story.history.state_at(offer, day(4)) is state
    return story, offer


def test_the_table_has_every_cell() -> None:
    """One cell for each state, move and actor, and no other (10)."""
    assert set(TABLE) == set(product(OfferState, Move, Actor))


def expected(state: OfferState, move: Move, actor: Actor) -> OfferState | Refused:
    """The same cell, read from the sentences."""
    if state is not OfferState.OPEN:  # 9: all other states are final
        return Refused.CLOSED
    if move in (Move.LAPSE, Move.SUPERSEDE):  # 12, 13: they come by themselves
        ends = OfferState.LAPSED if move is Move.LAPSE else OfferState.SUPERSEDED
        return ends if actor is Actor.TIME else Refused.NOBODYS_ACT
    if actor in (Actor.STRANGER, Actor.TIME):  # 5, 10
        return Refused.NOT_A_PARTY
    if move is Move.ADOPT:  # 18: any party
        return OfferState.ADOPTED
    if move is Move.WITHDRAW:  # 14: its author
        return OfferState.WITHDRAWN if actor is Actor.AUTHOR else Refused.NOT_THE_AUTHOR
    if actor is Actor.AUTHOR:  # 8, 11: they have assented already
        return Refused.OWN_OFFER
    if move is Move.COUNTER:  # 11: any other party
        return OfferState.COUNTERED
    if actor is Actor.BYSTANDER:  # 14: whoever's assent it needs
        return Refused.NOT_A_SIGNER
    return OfferState.OPEN if move is Move.ASSENT else OfferState.DECLINED


@pytest.mark.parametrize("state", OfferState)
def test_every_cell_says_what_the_sentences_say(state: OfferState) -> None:
    for move, actor in product(Move, Actor):
        assert TABLE[state, move, actor] is expected(state, move, actor), (state, move, actor)


@pytest.mark.parametrize(("state", "actor"), [*product(OfferState, WHO)])
def test_a_history_moves_as_the_table_says(state: OfferState, actor: Actor) -> None:
    """Every move that people make, from every state, through a real history (10)."""
    who = WHO[actor]
    for move, maker in MOVES_OF_PEOPLE.items():
        story, offer = in_state(state)
        if state is OfferState.OPEN and move is Move.ADOPT:
            story.do(amend.assent, offer, by="client", at=day(3))
        moved(story, offer, TABLE[state, move, actor], story.make(maker, offer, by=who, at=day(4)))
    story, offer = in_state(state)
    result = text(EMAIL, parties=[*PARTIES, {"id": "nobody", "roles": ["family"]}])
    if actor is not Actor.STRANGER:  # who is in its text is no stranger to a counter-proposal
        act = story.make(amend.counter, offer, result, by=who, at=day(4))
        moved(story, offer, TABLE[state, Move.COUNTER, actor], act)


PARTIES = [
    {"id": "client", "roles": ["client"], "signs": True},
    {"id": "therapist", "roles": ["therapist"], "signs": True},
    GP,
]


def moved(story: Story, offer: str, cell: OfferState | Refused, act: Amendment) -> None:
    """An act is refused as the cell says, or moves the proposal where it says."""
    codes = story.no(act, day(4))
    if isinstance(cell, Refused):
        assert str(cell) in codes
        return
    assert not codes
    story.add(act, day(4))
    assert story.history.state_at(offer, day(4)) is cell


def test_the_published_table_is_the_one_that_decides() -> None:
    rows = json.loads(publish.published().read_text("utf-8"))
    found = {
        (row["state"], row["move"], row["actor"]): row.get("next") or row["refused"] for row in rows
    }
    assert found == {key: str(cell) for key, cell in TABLE.items()}
    assert publish.main(["--check"]) == 0


def test_lapse_is_read_from_the_clock_that_asks() -> None:
    """Lapsed from that instant on, and not a second before (12)."""
    story = Story()
    offer = story.do(amend.propose, text(), by="client", at=day(1), lapses_at=day(3))
    assert story.history.state_at(offer, Instant(day(3) - 1)) is OfferState.OPEN
    assert story.history.state_at(offer, day(3)) is OfferState.LAPSED
    assert story.history.state_at(offer, Instant(day(1) - 1)) is None
    assert story.refused(amend.assent, offer, by="therapist", at=day(3)) == {"closed"}
    assert not story.refused(amend.assent, offer, by="therapist", at=Instant(day(3) - 1))


def test_what_has_lapsed_is_not_superseded() -> None:
    """And what closed it before the time it would have lapsed at is not lapsed (12)."""
    story = Story()
    story.adopt(text(EMAIL), 1)
    lapsed = story.do(amend.propose, text(), by="client", at=day(2), lapses_at=day(3))
    live = story.do(amend.propose, text(LETTER), by="client", at=day(2), lapses_at=day(9))
    story.adopt(text(EMAIL, LETTER), 4)
    assert story.history.state_at(lapsed, day(10)) is OfferState.LAPSED
    assert story.history.state_at(live, day(10)) is OfferState.SUPERSEDED
    assert story.history.state_at(live, day(3)) is OfferState.OPEN
