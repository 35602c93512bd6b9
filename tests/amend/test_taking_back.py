"""Who takes a consent back, and what keeps something closed then (spec/renegotiation 25, 26)."""

from __future__ import annotations

from typing import Any

from boundlib import amend
from boundlib.vocab import Capacity, Outcome
from tests.amend.making import EMAIL, GP, LETTER, THERAPIST, Data, Story, day, text
from tests.amend.test_sentences import PHONE, TELL, ask
from tests.amend.test_whose_act import CALLS, KID, PARENT, SENDING, joined

# --- who (25) -------------------------------------------------------------------------------------


def test_who_acted_for_the_client_once_takes_nothing_back_any_more() -> None:
    """Neither a release that the client gives now, nor a way to the therapist."""
    parents: Any = {"by": "parent", "capacity": Capacity.PARENT}
    story = Story()
    joined(story, 1, KID, PARENT)
    for taken in ("letter", "email"):
        assert not story.refused(amend.withdraw_consent, taken, at=day(3), **parents)
    joined(story, 5, KID)
    for taken in ("letter", "email"):
        refused = story.refused(amend.withdraw_consent, taken, at=day(6), **parents)
        assert refused == {"not_a_signer"}
        assert not story.refused(amend.withdraw_consent, taken, by="kid", at=day(6))


def test_who_signed_as_a_parent_once_signed_for_the_child() -> None:
    """Their consent was not given for themselves, though the clause named them."""
    story = Story()
    for number, people, signers in ((1, [KID, PARENT], ["kid", "parent"]), (5, [KID], ["kid"])):
        letter = LETTER | {"signers": signers}
        result = text(EMAIL, letter, parties=[*people, THERAPIST, GP])
        offer = story.do(amend.propose, result, by="therapist", at=day(number))
        for who in sorted(story.history.missing(offer)):
            story.do(amend.assent, offer, by=who, at=day(number))
        story.do(amend.adopt, offer, by="therapist", at=day(number))
    parents: Any = {"by": "parent", "capacity": Capacity.PARENT}
    refused = story.refused(amend.withdraw_consent, "letter", at=day(6), **parents)
    assert refused == {"not_a_signer"}


def test_who_left_takes_back_their_own_consent_and_no_way_of_the_others() -> None:
    kin: Data = {"id": "kin", "roles": ["client"], "signs": True}
    story = Story()
    joined(story, 1, KID, kin)
    joined(story, 5, KID)
    assert story.refused(amend.withdraw_consent, "email", by="kin", at=day(6)) == {"not_a_signer"}
    story.do(amend.withdraw_consent, "letter", by="kin", at=day(6))
    assert ask(story, TELL, day(7)).outcome is Outcome.DENY


# --- what keeps something closed (26) -------------------------------------------------------------

WORK: Data = {"kind": "governance.consent", "id": "work", "needs": ["client"]}
NEEDED: Data = {"kind": "governance.consent_needed"}


def test_who_takes_back_the_consent_to_the_work_leaves_it_needed() -> None:
    """Left out, the clause would ask for nobody's consent any more."""
    kin: Data = {"id": "kin", "roles": ["client"], "signs": True}
    story = Story()
    offered = text(EMAIL, WORK, parties=[KID, kin, THERAPIST])
    offer = story.do(amend.propose, offered, by="therapist", at=day(1))
    for who in ("kid", "kin"):
        story.do(amend.assent, offer, by=who, at=day(1))
    story.do(amend.adopt, offer, by="kid", at=day(1))
    assert ask(story, NEEDED, day(2)).value.given == ("kid", "kin")
    story.do(amend.withdraw_consent, "work", by="kid", at=day(3))
    found = ask(story, NEEDED, day(4)).value
    assert (found.needed, found.given, found.missing) == (("kid", "kin"), ("kin",), ("kid",))
    again = text(EMAIL, PHONE, WORK, parties=[KID, kin, THERAPIST])
    offer = story.do(amend.propose, again, by="therapist", at=day(5))
    story.do(amend.assent, offer, by="kin", at=day(5))
    story.do(amend.assent, offer, by="kid", at=day(6), clauses=["phone"])
    story.do(amend.adopt, offer, by="kid", at=day(6))
    assert ask(story, NEEDED, day(7)).value.missing == ("kid",)  # nobody has spoken of it
    offer = story.do(
        amend.propose, text(EMAIL, WORK, parties=[KID, kin, THERAPIST]), by="kin", at=day(8)
    )
    for clauses in ([], ["work"]):
        story.do(amend.assent, offer, by="kid", at=day(8), clauses=clauses)
    story.do(amend.assent, offer, by="therapist", at=day(8))
    story.do(amend.adopt, offer, by="kid", at=day(8))
    assert ask(story, NEEDED, day(9)).value.missing == ()


def test_that_nobodys_consent_is_needed_is_taken_back_as_a_whole() -> None:
    story = Story()
    nobody = {"kind": "governance.consent", "id": "work", "nobody": True}
    story.adopt(text(EMAIL, nobody), 1)
    story.do(amend.withdraw_consent, "work", by="client", at=day(3))
    assert ask(story, NEEDED, day(4)).outcome is Outcome.NOT_APPLICABLE


def test_no_refusal_goes_with_what_was_taken_back() -> None:
    """It speaks while the mail is read; without the one nobody could say when the other does."""
    reads = SENDING | {"id": "reads", "use": "reading"}
    refusal: Data = {
        "kind": "sharing.refusal",
        "id": "no",
        "when": {"clause": "reads", "is": "inside"},
    }
    refusal |= {name: LETTER[name] for name in ("by", "to", "items")}
    story = Story()
    story.adopt(text(EMAIL, reads, LETTER, refusal), 1)
    assert ask(story, TELL, day(5)).outcome is Outcome.DENY
    story.do(amend.withdraw_consent, "reads", by="client", at=day(3))
    assert ask(story, TELL, day(5)).outcome is Outcome.DENY
    assert len(story.history.versions) == 1


def test_where_one_version_cannot_do_without_none_gets_a_successor() -> None:
    """Else the newest version would not be the last to rule, and the refusal be proposed away."""
    reads = SENDING | {"id": "reads", "use": "reading"}
    refusal: Data = {"kind": "sharing.refusal", "id": "no"}
    refusal |= {"when": {"clause": "reads", "is": "inside"}}
    refusal |= {name: LETTER[name] for name in ("by", "to", "items")}
    story = Story()
    story.adopt(text(EMAIL, reads, LETTER), 1)
    story.adopt(text(EMAIL, reads, LETTER, refusal), 2, from_day=12)
    story.do(amend.withdraw_consent, "reads", by="client", at=day(3))
    assert story.history.newest == story.history.in_force(day(12)) == story.history.versions[1]
    assert ask(story, TELL, day(5)).outcome is Outcome.PERMIT
    assert ask(story, TELL, day(12)).outcome is Outcome.DENY


def test_however_many_versions_there_are_a_consent_is_taken_back() -> None:
    """At once and alone, whatever else is going on (25), dated back as well."""
    story = Story()
    for number in range(1, 67):
        story.adopt(text(EMAIL | {"text": f"Words of day {number}."}, LETTER), number)
    act = story.make(amend.withdraw_consent, "letter", by="client", at=day(1, 13))
    assert (act.successors, story.no(act, day(68))) == ((), set())
    story.add(act, day(68))
    assert ask(story, TELL, day(69)).outcome is Outcome.DENY
    act = story.make(amend.withdraw_consent, "letter", by="client", at=day(3, 13))
    assert len(act.successors) == 64


def test_a_limit_to_what_was_taken_back_goes_with_it() -> None:
    """It bears on nothing that is left; where it bears on more, it only loses the name."""
    count: Data = {"unit": "events", "count": [{"fact": "call_held"}], "at_most": 3}
    few: Data = {"kind": "contact.allowance", "id": "few", "channels": ["calls"]}
    few |= {"tally": count | {"window": {"kind": "period", "period": "week"}}}
    for channels, kept in ((["calls"], []), (["calls", "email"], ["few"])):
        story = Story()
        story.adopt(text(EMAIL, CALLS, few | {"channels": channels}), 1)
        story.do(amend.withdraw_consent, "calls", by="client", at=day(3))
        left: Any = story.history.newest
        assert [c.id for c in left.agreement.clauses] == ["email", *kept, "crisis"]


# --- what goes, and what stays (26) ---------------------------------------------------------------


def test_a_way_to_use_a_right_goes_and_the_others_stay() -> None:
    """Who closes a channel still sees to whom else they can complain."""
    routes: list[Data] = [
        {"id": "here", "to": "therapist", "channels": ["calls"]},
        {"id": "outside", "body": "ethics_committee"},
        {"id": "written", "to": "therapist", "channels": ["calls", "email"]},
    ]
    right: Data = {"kind": "governance.right", "id": "complain", "rights": ["complain"]}
    asked: Data = {"kind": "governance.rights", "right": "complain"}
    for agreed, left in ((routes, [("outside", ()), ("written", ("email",))]), (routes[:1], [])):
        story = Story()
        story.adopt(text(EMAIL, CALLS, right | {"routes": agreed}), 1)
        story.do(amend.withdraw_consent, "calls", by="client", at=day(3))
        newest: Any = story.history.newest
        assert [c.id for c in newest.agreement.clauses] == ["email", "complain", "crisis"]
        ways = ask(story, asked, day(4)).value.ways
        assert [(way.route, way.channels) for way in ways] == left


def test_a_goal_stays_without_the_review_that_goes() -> None:
    """Who takes back a release does not lose what they work for."""
    review: Data = {"kind": "governance.review", "id": "review", "of": ["letter"]}
    review |= {"strength": "promise", "on_request": True}
    goal: Data = {"kind": "work.milestone", "id": "goal", "review": "review", "outcomes": ["end"]}
    goal |= {"target": {"measure": "gad-7", "direction": "down", "goal": {"level": 7}}}
    story = Story()
    story.adopt(text(EMAIL, LETTER, review, goal), 1)
    story.do(amend.withdraw_consent, "letter", by="client", at=day(3))
    left: Any = story.history.newest
    assert [c.id for c in left.agreement.clauses] == ["email", "goal", "crisis"]
    assert left.agreement.clauses[1].review is None
    assert left.agreement.clauses[1].outcomes == ("end",)
