"""Exactly what was changed is reported, and nothing else."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.declare.shapes import object_shape
from boundlib.declare.walk import references
from boundlib.diff import Changes, changes_data, diff
from boundlib.errors import UsageError
from boundlib.model.agreement import ALONE, LISTS, Agreement
from boundlib.testing import agreements, boundaries
from boundlib.wire.digest import erase
from boundlib.wire.documents import from_dict, loads
from tests.decide.making import OFFICE, ROUTE, Data, agreement

FEW = settings(max_examples=max(20, settings().max_examples // 2))
SALT = "A" * 22

PORTAL: Data = {
    "kind": "contact.channel",
    "id": "portal",
    "medium": "secure_message",
    "purposes": ["coaching", "scheduling"],
}
PHONE: Data = {"kind": "contact.channel", "id": "phone", "medium": "phone"}
REPLY: Data = {
    "kind": "contact.reply_time",
    "id": "reply",
    "by": ["therapist"],
    "strength": "promise",
    "within": {"clock": "elapsed", "amount": "PT24H"},
}
URGENT: Data = {
    "kind": "crisis.criteria",
    "id": "urgent",
    "criteria": [{"criterion": "suicidal"}, {"criterion": {"unstated": "vague"}, "id": "own"}],
}
PLAN: Data = {
    "kind": "crisis.safety_plan",
    "id": "plan",
    "steps": [
        {"slot": "warning_signs", "entries": [{"id": "tired"}, {"id": "alone"}]},
        {"slot": "situations"},
    ],
}
STEPS = [{"id": n, "reach": "crisis_line", "number": f"11{i}"} for i, n in enumerate("abcd")]
LONG: Data = {"kind": "crisis.route", "id": "long", "steps": STEPS, "place": {"country": "IE"}}


def found(old: Data, new: Data) -> list[tuple[str, str, str | None, str | None]]:
    """Each entry in short."""
    changes = diff(from_dict(old), from_dict(new))
    return [(str(c.change), c.part, c.id, c.field) for c in changes]


def test_every_member_of_a_text_is_compared_or_says_nothing_that_was_agreed() -> None:
    """spec/renegotiation 45-46; one that comes anew has to be decided about."""
    written = {member.name for member in object_shape(Agreement).members.values()}
    assert written - {"id", "version", "salts", "schema_uri"} == {*ALONE, *LISTS}


def test_the_same_text_has_no_changes() -> None:
    """spec/renegotiation 7"""
    data = agreement(PORTAL, REPLY)
    salted = {
        "version": 2,
        "salts": {"clauses/portal/text": SALT},
        "$schema": "https://example.org",
    }
    words = data | {"clauses": [PORTAL | {"text": "We write there."}, REPLY, ROUTE]}
    assert found(words, words | salted) == []


@pytest.mark.parametrize(
    ("edit", "entries"),
    [
        (lambda d: d["clauses"].insert(0, PHONE), [("added", "clause", "phone", None)]),
        (lambda d: d["clauses"].pop(0), [("removed", "clause", "portal", None)]),
        (
            lambda d: d["clauses"][0].update(medium="email", purposes=["scheduling"]),
            [("altered", "clause", "portal", n) for n in ("medium", "purposes")],
        ),
        (lambda d: d["clauses"][0]["purposes"].reverse(), []),
        (
            lambda d: d["clauses"].reverse(),
            [("moved", "clause", n, None) for n in ("long", "plan", "urgent", "reply", "portal")],
        ),
        (
            lambda d: d["clauses"].__setitem__(0, {"kind": "contact.channel_risk", "id": "portal"}),
            [("removed", "clause", "portal", None), ("added", "clause", "portal", None)],
        ),
        (
            lambda d: d["clauses"][1]["within"].update(amount="PT48H"),
            [("altered", "clause", "reply", "within")],
        ),
        (
            lambda d: d["clauses"][4]["steps"].insert(0, {"id": "e", "reach": "hospital"}),
            [("added", "clause", "long", "steps/e")],
        ),
        (lambda d: d["clauses"][4]["steps"].pop(1), [("removed", "clause", "long", "steps/b")]),
        (
            lambda d: d["clauses"][4]["steps"].append(d["clauses"][4]["steps"].pop(0)),
            [("moved", "clause", "long", "steps/a")],
        ),
        (
            lambda d: d["clauses"][4]["steps"][2].update(number="116 123"),
            [("altered", "clause", "long", "steps/c/number")],
        ),
        (
            lambda d: d["clauses"][2]["criteria"].insert(0, {"criterion": "self_harm"}),
            [("added", "clause", "urgent", "criteria/self_harm")],
        ),
        (
            lambda d: d["clauses"][3]["steps"][0]["entries"].insert(1, {"id": "late"}),
            [("added", "clause", "plan", "steps/warning_signs/entries/late")],
        ),
        (
            lambda d: d["timetables"][0]["weekly"][0].update(end="18:00"),
            [("altered", "timetable", "office", "weekly")],
        ),
        (
            lambda d: d["parties"].append({"id": "mother", "roles": ["guardian"]}),
            [("added", "party", "mother", None)],
        ),
        (lambda d: d["parties"].reverse(), [("moved", "party", "therapist", None)]),
        (lambda d: d.update(zone="Africa/Cairo"), [("altered", "agreement", None, "zone")]),
        (lambda d: d.update(term={"last": "2027-01-01"}), [("altered", "agreement", None, "term")]),
    ],
)  # fmt: skip
def test_known_edits_give_just_their_entries(edit: Any, entries: list[Any]) -> None:
    """spec/renegotiation 45-47"""
    old = agreement(PORTAL, REPLY, URGENT, PLAN, LONG)
    new = copy.deepcopy(old)
    edit(new)
    assert sorted(found(old, new), key=str) == sorted(entries, key=str) or _moved_enough(
        found(old, new), entries
    )


def _moved_enough(got: list[Any], entries: list[Any]) -> bool:
    """Of a list turned round, any one item may be the one that stayed."""
    return len(got) == len(entries) and all(entry[0] == "moved" for entry in (*got, *entries))


def test_two_spellings_of_the_same_are_no_change() -> None:
    """spec/renegotiation 46"""
    office = copy.deepcopy(OFFICE)
    office["weekly"] = [
        {"days": ["fri", "mon"], "start": "09:00", "end": "12:00"},
        {"days": ["mon", "fri"], "start": "12:00", "end": "17:00"},
        {"days": ["tue", "wed", "thu"], "start": "09:00", "end": "17:00"},
    ]
    both = REPLY | {"when": {"all": [{"fact": "well"}]}}
    old = agreement(REPLY | {"when": {"fact": "well"}})
    assert found(old, agreement(both, timetables=[office])) == []
    day = {"clock": "working_days", "count": 2, "timetable": "office", "ends": "17:00"}
    close = agreement(REPLY | {"within": day | {"ends": "close"}})
    assert found(agreement(REPLY | {"within": day}), close) == []
    assert found(agreement(REPLY | {"within": day | {"count": 3}}), close) == [
        ("altered", "clause", "reply", "within")
    ]


def test_an_erased_value_is_the_value_it_was() -> None:
    """spec/renegotiation 46"""
    data = agreement(PORTAL | {"text": "We write there."}, salts={"clauses/portal/text": SALT})
    whole = from_dict(data)
    erased = erase(whole, "clauses/portal/text")
    assert len(diff(whole, erased)) == len(diff(erased, whole)) == 0
    other = agreement(PORTAL | {"text": "We ring."}, salts={"clauses/portal/text": SALT})
    (change,) = diff(from_dict(other), erased)
    assert (change.field, change.direction) == ("text", "neutral")


@FEW
@given(agreements(salted=True))
def test_anything_equals_itself(data: Data) -> None:
    assert len(diff(from_dict(data), loads(json.dumps(data)))) == 0


@FEW
@given(boundaries(), st.randoms(use_true_random=False), st.data())
def test_insertions_removals_and_order_are_told_apart(
    old: Data, random: Any, data: st.DataObject
) -> None:
    """spec/renegotiation 45, 47"""
    new = copy.deepcopy(old)
    kept = [c for c in old["clauses"] if "reading_of" not in c and c["kind"] == "contact.fee"]
    named = {name for _, _, name in references(from_dict(old))}
    gone = {c["id"] for c in kept if c["id"] not in named and data.draw(st.booleans())}
    new["clauses"] = [c for c in new["clauses"] if c["id"] not in gone]
    fresh = [f"fresh-{n}" for n in range(data.draw(st.integers(0, 3)))]
    for name in fresh:
        new["clauses"].insert(random.randint(0, len(new["clauses"])), ROUTE | {"id": name})
    entries = found(old, new)
    assert sorted(entries) == sorted(
        [("removed", "clause", n, None) for n in gone]
        + [("added", "clause", n, None) for n in fresh]
    )
    random.shuffle(new["clauses"])
    shuffled = found(old, new)
    moved = {e[2] for e in shuffled if e[0] == "moved"}
    assert sorted(e for e in shuffled if e[0] != "moved") == sorted(entries)
    ids = [c["id"] for c in old["clauses"] if c["id"] not in gone | moved]
    assert ids == [c["id"] for c in new["clauses"] if c["id"] in ids]
    # Nothing that moved could stay: with it the rest would be out of order.
    for other in moved:
        order = [c["id"] for c in old["clauses"] if c["id"] in {*ids, other}]
        assert order != [c["id"] for c in new["clauses"] if c["id"] in {*ids, other}]


# --- what an entry is -------------------------------------------------------------------------


def changes() -> Changes:
    words = PORTAL | {"text": "Ada writes there."}
    old = agreement(words, REPLY)
    return diff(from_dict(old), from_dict(agreement(words | {"text": "Ada rings."}, PHONE)))


def test_what_people_wrote_is_in_no_repr() -> None:
    """spec/documents: a repr shows ids only"""
    assert "Ada" not in repr(changes()) + "".join(map(repr, changes()))


def test_changes_can_be_kept_and_compared() -> None:
    one, other = changes(), changes()
    assert one == other
    assert [c.effects for c in one] == [c.effects for c in pickle.loads(pickle.dumps(one))]


def test_changes_as_plain_data() -> None:
    data = changes_data(changes())
    assert json.loads(json.dumps(data)) == data
    assert [c["change"] for c in data["changes"]] == ["removed", "altered", "added"]
    assert data["changes"][1]["old"] == "Ada writes there."
    assert data["old"]["version"] == 1
    assert set(data["changes"][0]["effects"]) == {"client", "therapist"}


def test_two_agreements_are_not_compared() -> None:
    one = from_dict(agreement())
    with pytest.raises(UsageError):
        diff(one, from_dict(agreement(id="urn:example:another")))
    with pytest.raises(UsageError):
        diff(one, cast(Any, agreement()))


PHASES: Data = {"kind": "work.transition", "id": "phases", "ladder": {
    "steps": [{"id": "early", "words": "Every week."}, {"id": "later"}]}}  # fmt: skip
SIGNS: Data = {"kind": "crisis.safety_plan", "id": "plan", "steps": [
    {"slot": "warning_signs", "entries": [{"id": "tired", "words": "No sleep."}]}]}  # fmt: skip
OWN: Data = {"kind": "crisis.criteria", "id": "urgent",
             "criteria": [{"criterion": "suicidal", "words": "When it comes back."}]}  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "path", "member"),
    [
        (PHASES, "clauses/phases/ladder/steps/early/words", "ladder"),
        (SIGNS, "clauses/plan/steps/_0/entries/tired/words",
         "steps/warning_signs/entries/tired/words"),
        (OWN, "clauses/urgent/criteria/_0/words", "criteria/suicidal/words"),
    ],
)  # fmt: skip
def test_words_deep_inside_are_what_they_were(clause: Data, path: str, member: str) -> None:
    """spec/renegotiation 46: however deep they stand, and whatever their items are known by."""
    whole = from_dict(agreement(clause, salts={path: SALT}))
    erased = erase(whole, path)
    assert not list(diff(whole, erased))
    assert not list(diff(erased, whole))
    # Other words are another matter, and so is all that changed beside them.
    words = json.loads(json.dumps(clause).replace('"words": "', '"words": "Not this: '))
    assert [c.field for c in diff(erased, from_dict(agreement(words)))] == [member]
    beside = from_dict(agreement(clause | {"text": "As agreed."}, salts={path: SALT}))
    assert [c.field for c in diff(erased, beside)] == ["text"]
