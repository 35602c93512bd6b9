"""Merging against an oracle on plain data; order, salts, erased values (22-24)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib import amend
from boundlib.amend.merging import merge_texts
from boundlib.amend.texts import Text
from boundlib.declare import changed
from boundlib.errors import UsageError
from boundlib.model.agreement import Agreement
from boundlib.wire.digest import erase
from boundlib.wire.documents import to_dict
from tests.amend.making import CLIENT, EMAIL, GP, LETTER, OFFICE, THERAPIST, Data, Story, day, text
from tests.amend.merge_oracle import Clauses, conflicts, merged
from tests.amend.test_sentences import REPLY

few = settings(max_examples=max(settings().max_examples, 20))

PHONE: Data = {"kind": "contact.channel", "id": "phone", "medium": "phone"}
SALT = "AAAAAAAAAAAAAAAAAAAAAA"
OTHER_SALT = "BBBBBBBBBBBBBBBBBBBBBA"


def _clause(draw: Any, plain: Data) -> Data | None:
    """A clause as it is, with some members changed, or none."""
    if draw(st.integers(0, 4)) == 0:
        return None
    members: Data = {
        "text": st.sampled_from(("One way.", "Another way.")),
        "purposes": st.sampled_from((["scheduling"], ["coaching"])),
        "only": st.just(True),
        "force": st.sampled_from(("may", "by_arrangement")),
    }
    if plain["kind"] != "contact.channel":
        del members["only"], members["purposes"]
    return plain | {
        name: draw(values) for name, values in members.items() if draw(st.integers(0, 2)) == 0
    }


@st.composite
def three(draw: Any) -> tuple[Clauses, Clauses, Clauses]:
    """A base, and two texts a few clauses away from it."""
    pool = {"email": EMAIL, "phone": PHONE, "letter": LETTER}
    base = {id: c for id, plain in pool.items() if (c := _clause(draw, plain)) is not None}
    sides: list[Clauses] = []
    for _ in range(2):
        side = dict(base)
        for id in draw(st.lists(st.sampled_from(sorted(pool)), max_size=2, unique=True)):
            clause = _clause(draw, pool[id])
            side.pop(id, None)
            if clause is not None:
                side[id] = clause
        sides.append({id: side[id] for id in pool if id in side})
    return base, sides[0], sides[1]


def of(clauses: Clauses) -> Text:
    return Text(text(*clauses.values()))


@few
@given(three())
def test_conflicts_are_those_that_there_are(drawn: tuple[Clauses, Clauses, Clauses]) -> None:
    """Each true conflict with both sides, and no other; else the text is as expected."""
    base, one, other = drawn
    found = merge_texts(of(base), of(one), of(other), ("one", "other"))
    expected = conflicts(base, one, other)
    assert {(str(c.level), c.id, c.field) for c in found.conflicts} == expected
    assert all(c.sides == ("one", "other") for c in found.conflicts)
    assert (found.text is None) == bool(expected)
    if found.text is not None:
        got: Any = to_dict(found.text)["clauses"]
        assert {c["id"]: c for c in got if c["id"] != "crisis"} == merged(base, one, other)
        turned = merge_texts(of(base), of(other), of(one), ("other", "one"))
        assert turned.text == found.text


def _levels(base: Any, one: Any, other: Any) -> list[tuple[str, str, str, str | None]]:
    found = merge_texts(Text(base), Text(one), Text(other), ("one", "other"))
    return [(str(c.level), c.part, c.id, c.field) for c in found.conflicts]


def test_a_result_that_does_not_read_is_a_conflict() -> None:
    """One side takes the timetable away, the other begins to use it."""
    base = text(EMAIL, timetables=[OFFICE])
    one = text(EMAIL, timetables=None)
    other = text(EMAIL | {"timetable": "office"}, timetables=[OFFICE])
    assert _levels(base, one, other) == [("result", "", "broken_reference", None)]


def test_orders_of_one_list_conflict_when_they_differ() -> None:
    base, one = text(EMAIL, PHONE, LETTER), text(PHONE, EMAIL, LETTER)
    assert _levels(base, one, base) == []
    assert _levels(base, one, text(EMAIL, LETTER, PHONE)) == [
        ("same_field", "agreement", "clauses", None)
    ]


def test_parties_and_members_merge_like_clauses() -> None:
    partner = {"id": "partner", "roles": ["family"]}
    base = text(EMAIL)
    one = text(EMAIL, parties=[CLIENT, THERAPIST, GP, partner])
    other = text(EMAIL, zone="Europe/Paris")
    joined = merge_texts(Text(base), Text(one), Text(other), ("one", "other")).text
    assert joined is not None
    assert joined.zone == "Europe/Paris"
    assert [p.id for p in joined.parties] == ["client", "therapist", "doctor", "partner"]
    assert _levels(base, other, text(EMAIL, zone="Europe/Rome")) == [
        ("same_field", "agreement", "zone", None)
    ]


def test_items_with_ids_merge_inside_a_clause() -> None:
    steps = [
        {"id": "number", "reach": "emergency_number", "number": "999"},
        {"id": "line", "reach": "crisis_line", "number": "116 123"},
    ]
    route: Data = {"kind": "crisis.route", "id": "way", "place": {"country": "GB"}}

    def way(*changes: Data) -> Any:
        made = [step | change for step, change in zip(steps, changes, strict=True)]
        return text(route | {"steps": made})

    one, other = way({"number": "112"}, {}), way({}, {"number": "0800"})
    found = merge_texts(Text(way({}, {})), Text(one), Text(other), ("one", "other")).text
    assert found == way({"number": "112"}, {"number": "0800"})
    assert _levels(way({}, {}), one, way({"number": "911"}, {})) == [
        ("same_field", "clauses", "way", "steps")
    ]


def test_an_erased_value_is_what_it_was() -> None:
    """The base lost a name since; a proposal that still has it changes nothing there."""
    named = [CLIENT | {"name": "Robin"}, THERAPIST, GP]
    base = text(EMAIL, parties=named, salts={"parties/client/name": SALT})
    erased = erase(base, "parties/client/name")
    one = text(EMAIL, PHONE, parties=named, salts={"parties/client/name": SALT})
    other = changed(erased, clauses=text(EMAIL | {"only": True}).clauses)
    found = merge_texts(Text(erased), Text(one), Text(other), ("one", "other")).text
    assert found is not None
    assert found.parties == erased.parties
    assert not found.salts
    assert Text(erased).says_the_same(Text(base))


WELL, RESTED = {"fact": "well"}, {"fact": "rested"}
EITHER: Data = {"any": [WELL, RESTED]}
ONE_OF: Data = {"at_least": 1, "of": [WELL, RESTED]}


def _first(require: Data, **more: Any) -> Data:
    return {"kind": "contact.precondition", "id": "first", "require": require} | more


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        # Changed alike, added alike, and one member of several; a set has no order.
        ([_first(WELL)], [_first(EITHER)], [_first(ONE_OF)]),
        ([], [_first(EITHER)], [_first(ONE_OF)]),
        ([_first(WELL)], [_first(EITHER, force="may")], [_first(ONE_OF, purposes=["coaching"])]),
        (
            [EMAIL],
            [EMAIL | {"purposes": ["coaching", "update"]}],
            [EMAIL | {"purposes": ["update", "coaching"]}],
        ),
    ],
)
def test_what_both_say_alike_does_not_turn_on_which_came_first(
    base: list[Data], one: list[Data], other: list[Data]
) -> None:
    """spec/renegotiation 23-24: another spelling of the same is no conflict."""
    was, mine, theirs = (Text(text(*clauses)) for clauses in (base, one, other))
    there = merge_texts(was, mine, theirs, ("one", "other"))
    back = merge_texts(was, theirs, mine, ("other", "one"))
    assert there.text is not None
    assert there.text == back.text


def test_what_one_side_erased_stays_erased() -> None:
    """spec/renegotiation 24: both added it, and it was erased on one side."""
    salts = {"clauses/email/text": SALT}
    whole = text(EMAIL | {"text": "By email."}, salts=salts)
    sides = (Text(whole), Text(erase(whole, "clauses/email/text")))
    for one, other in (sides, sides[::-1]):
        found = merge_texts(Text(text(EMAIL)), one, other, ("one", "other")).text
        assert found == sides[1].agreement


def test_a_set_in_another_order_is_no_change() -> None:
    """spec/renegotiation 7, 23: nothing is proposed by it, and it is in nobody's way."""
    way = EMAIL | {"purposes": ["coaching", "scheduling"]}
    turned = EMAIL | {"purposes": ["scheduling", "coaching"]}
    more = EMAIL | {"purposes": ["coaching", "scheduling", "update"]}
    base = text(way)
    assert Text(text(turned)).says_the_same(Text(base))
    for new in ([more], []):
        sides = (Text(text(turned)), Text(text(*new)))
        for one, other in (sides, sides[::-1]):
            found = merge_texts(Text(base), one, other, ("one", "other")).text
            assert found == text(*new)
    # What is no set keeps its order: of two redirects the first one is taken.
    away = [{"purposes": ["coaching"], "to": name} for name in ("phone", "letter")]
    sent = [text(EMAIL | {"redirects": each}) for each in (away, away[::-1])]
    assert not Text(sent[0]).says_the_same(Text(sent[1]))


def test_a_merged_value_keeps_the_salt_it_had() -> None:
    words = EMAIL | {"text": "By email."}
    base = text(words, salts={"clauses/email/text": SALT})
    one = text(words, PHONE, salts={"clauses/email/text": SALT})
    fresh = LETTER | {"text": "What the doctor needs."}
    other = text(
        words,
        fresh,
        salts={"clauses/email/text": SALT, "clauses/letter/text": OTHER_SALT},
    )
    found = merge_texts(Text(base), Text(one), Text(other), ("one", "other")).text
    assert found is not None
    assert dict(found.salts or {}) == dict(other.salts or {})


def test_a_value_keeps_its_salt_wherever_it_comes_to_stand() -> None:
    """spec/documents 45: words without a salt could not be erased any more"""
    by_phone, by_letter = PHONE | {"text": "By phone."}, LETTER | {"text": "By letter."}
    words = EMAIL | {"text": "By email."}
    salts = {"clauses/email/text": SALT}
    base = text(words, salts=salts)
    one = text(by_phone, words, salts=salts | {"clauses/phone/text": OTHER_SALT})
    other = text(by_letter, words, salts=salts | {"clauses/letter/text": OTHER_SALT})
    found = merge_texts(Text(base), Text(one), Text(other), ("one", "other")).text
    assert found is not None
    assert dict(found.salts or {}) == {**(one.salts or {}), **(other.salts or {})}
    # So it is where the base lost the words since, and a side that has them says more.
    hidden = erase(base, "clauses/email/text")
    more = text(by_letter, words | {"only": True}, salts=dict(other.salts or {}))
    found = merge_texts(Text(hidden), Text(one), Text(more), ("one", "more")).text
    assert found is not None
    assert dict(found.salts or {}) == {**(one.salts or {}), **(more.salts or {})}


# --- through a history ----------------------------------------------------------------------------


def test_merging_names_both_sides_even_what_came_since() -> None:
    story = Story()
    story.adopt(text(EMAIL), 1)
    mine = story.do(amend.propose, text(EMAIL | {"purposes": ["coaching"]}), by="client", at=day(2))
    story.adopt(text(EMAIL | {"purposes": ["scheduling"]}), 3)
    newest = story.history.versions[-1].digest
    with pytest.raises(amend.Conflicting) as caught:
        story.make(amend.merge, [mine], by="client", at=day(4))
    assert [(c.id, c.field, c.sides) for c in caught.value.conflicts] == [
        ("email", "purposes", (newest, mine))
    ]


def test_no_merge_restores_what_was_withdrawn() -> None:
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    wider = LETTER | {"items": ["attendance", "treatment_plan"]}
    offer = story.do(amend.propose, text(EMAIL, PHONE, wider), by="therapist", at=day(2))
    story.do(amend.withdraw_consent, "letter", by="client", at=day(3))
    again = story.do(amend.merge, [offer], by="therapist", at=day(4))
    made = story.history.offers[again]
    assert [c.id for c in made.proposal.result.clauses] == ["email", "phone", "crisis"]
    assert [yes.party for yes in made.assents] == ["therapist"]
    assert made.proposal.merges == (offer,)


def test_no_merge_takes_out_what_was_agreed_anew() -> None:
    """An old proposal that leaves the clause alone says nothing against it (27)."""
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    offer = story.do(amend.propose, text(EMAIL, PHONE, LETTER), by="therapist", at=day(2))
    story.do(amend.withdraw_consent, "letter", by="client", at=day(3))
    narrower = LETTER | {"purposes": ["coordination"]}
    story.adopt(text(EMAIL, narrower), 5)
    again = story.do(amend.merge, [offer], by="therapist", at=day(6))
    made = story.history.offers[again].proposal.result
    assert made.clauses == text(EMAIL, PHONE, narrower).clauses
    story.do(amend.withdraw_consent, "letter", by="client", at=day(7))
    found = amend.merged(story.history, [offer]).text
    assert found is not None
    assert found.clauses == text(EMAIL, PHONE).clauses


def test_only_proposals_on_one_base_are_merged() -> None:
    story = Story()
    first = story.adopt(text(EMAIL), 1)
    offer = story.do(amend.propose, text(PHONE), by="client", at=day(2))
    with pytest.raises(UsageError, match="do not build on one version"):
        amend.merged(story.history, [first, offer])
    with pytest.raises(UsageError, match="no such proposal"):
        amend.merged(story.history, ["A" * 43])


def test_a_part_is_accepted_with_what_it_needs() -> None:
    """A window with new hours and the channel it names; the partner is left out (22)."""
    late = {"id": "late", "weekly": [{"days": ["mon"], "start": "18:00", "end": "20:00"}]}
    window: Data = {
        "kind": "contact.window",
        "id": "evening",
        "timetable": "late",
        "use": "sending",
    }
    window |= {"channels": ["ring"]}
    partner = {"id": "partner", "roles": ["family"]}
    story = Story()
    story.adopt(text(EMAIL, LETTER), 1)
    offered = text(
        PHONE | {"id": "ring", "timetable": "late"},
        EMAIL | {"only": True},
        window,
        timetables=[OFFICE, late],
        parties=[CLIENT, THERAPIST, GP, partner],
    )
    offer = story.do(amend.propose, offered, by="therapist", at=day(2))
    part = story.make(amend.accept_part, offer, clauses=["evening"], by="client", at=day(3))
    result = part.result
    assert [c.id for c in result.clauses] == ["ring", "email", "evening", "letter", "crisis"]
    assert [t.id for t in result.timetables] == ["office", "late"]
    assert [p.id for p in result.parties] == ["client", "therapist", "doctor"]
    assert result.clauses[1] == text(EMAIL).clauses[0]
    story.add(part, day(3))
    assert story.history.state_at(offer, day(4)) == "countered"
    with pytest.raises(UsageError, match="does not change"):
        story.make(amend.accept_part, offer, clauses=["crisis"], by="client", at=day(3))


OWN = {"id": "own", "version": "one", "min": 0, "max": 10, "score": "none"}
NAMING: dict[str, Data] = {
    "milestone": {
        "kind": "work.milestone",
        "target": {"measure": "own", "direction": "down", "goal": {"level": 2}},
    },
    "homework": {
        "kind": "work.homework",
        "by": ["client"],
        "task": "diary_card",
        "measure": "own",
    },
    "ritual": {"kind": "work.ritual", "ritual": "reflection", "measure": "own"},
    "distress": {"kind": "pace.distress_limit", "scale": "own", "at_most": 7},
    "readiness": {
        "kind": "pace.readiness",
        "indicators": [{"id": "calm", "measure": "own", "at_most": 4}],
    },
}


@pytest.mark.parametrize("named", NAMING)
def test_a_part_is_accepted_with_the_measure_it_names(named: str) -> None:
    """A measure of the agreement's own comes along, and goes with what names it (22)."""
    clause = NAMING[named] | {"id": "named"}
    story = Story()
    story.adopt(text(EMAIL), 1)
    offered = text(EMAIL, PHONE, clause, measures=[OWN, OWN | {"id": "other"}])
    offer = story.do(amend.propose, offered, by="therapist", at=day(2))

    def part(history: Story, of: str, **named: Any) -> Agreement:
        found: Agreement = history.make(
            amend.accept_part, of, by="client", at=day(6), **named
        ).result
        return found

    assert [m.id for m in part(story, offer, clauses=["named"]).measures] == ["own"]
    assert part(story, offer, clauses=["phone"]).measures == ()
    story.do(amend.assent, offer, by="client", at=day(3))
    story.do(amend.adopt, offer, by="client", at=day(3))
    bare = text(EMAIL, version=3)
    offer = story.do(amend.propose, bare, by="therapist", at=day(4))
    left = part(story, offer, measures=["own"])
    assert [c.id for c in left.clauses] == ["email", "phone", "crisis"]
    assert [m.id for m in left.measures] == ["other"]


def test_a_shipped_measure_is_there_and_an_own_one_of_its_name_comes_along() -> None:
    clause = NAMING["milestone"] | {"id": "named"}
    clause["target"] = clause["target"] | {"measure": "gad-7"}
    story = Story()
    story.adopt(text(EMAIL), 1)
    for measures in (None, [OWN | {"id": "gad-7"}]):
        offered = text(EMAIL, PHONE, clause, measures=measures)
        offer = story.do(amend.propose, offered, by="therapist", at=day(2))
        found = story.make(amend.accept_part, offer, clauses=["named"], by="client", at=day(3))
        assert [c.id for c in found.result.clauses] == ["email", "named", "crisis"]
        assert len(found.result.measures) == len(measures or ())


def test_taking_a_clause_away_needs_what_refers_to_it_to_change_too() -> None:
    window = {"kind": "contact.window", "id": "hours", "timetable": "office", "use": "sending"}
    story = Story()
    story.adopt(text(EMAIL | {"id": "mail"}, PHONE, window | {"channels": ["mail", "phone"]}), 1)
    offered = text(PHONE | {"only": True}, window | {"channels": ["phone"]})
    offer = story.do(amend.propose, offered, by="therapist", at=day(2))
    part: Any = story.make(amend.accept_part, offer, clauses=["mail"], by="client", at=day(3))
    assert [c.id for c in part.result.clauses] == ["phone", "hours", "crisis"]
    assert part.result.clauses[1].channels == ("phone",)
    assert part.result.clauses[0] == text(PHONE).clauses[0]


@pytest.mark.parametrize(
    ("channel", "named"), [("phone", "phone"), ("calls", "phone"), ("calls", "calls")]
)
def test_taking_a_channel_away_needs_what_opens_it_by_its_medium(channel: str, named: str) -> None:
    """Else the hours that the proposal takes away as well would still open it (22)."""
    hours: Data = {"kind": "contact.window", "id": "hours", "timetable": "office"}
    hours |= {"use": "sending", "channels": [named]}
    story = Story()
    story.adopt(text(EMAIL, PHONE | {"id": channel}, hours), 1)
    offer = story.do(amend.propose, text(EMAIL, REPLY), by="therapist", at=day(2))
    made = story.make(amend.accept_part, offer, by="client", at=day(3), clauses=[channel])
    assert [clause.id for clause in made.result.clauses] == ["email", "crisis"]
    other = PHONE | {"id": "other"}  # what still has a way is not taken away with one
    story = Story()
    story.adopt(text(PHONE | {"id": channel}, other, hours | {"channels": ["phone"]}), 1)
    offer = story.do(amend.propose, text(other, REPLY), by="therapist", at=day(2))
    made = story.make(amend.accept_part, offer, by="client", at=day(3), clauses=[channel])
    kept = [] if channel == "phone" else ["hours"]
    assert [clause.id for clause in made.result.clauses] == ["other", *kept, "crisis"]
