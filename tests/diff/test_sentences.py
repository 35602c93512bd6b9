"""What changed for one reader: what was said, what is said, what it does; no names, no blame."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.diff import diff, explain_changes
from boundlib.errors import UsageError
from boundlib.explain import ENGLISH, Phrases
from boundlib.testing import boundaries
from boundlib.wire.digest import erase
from boundlib.wire.documents import from_dict
from tests.decide.making import CLIENT, OFFICE, ROUTE, THERAPIST, Data, agreement
from tests.diff.making import edited

FEW = settings(max_examples=max(20, settings().max_examples // 2))
PHONE: Data = {"kind": "contact.channel", "id": "phone", "medium": "phone", "by": ["client"],
               "to": ["therapist"], "purposes": ["coaching"]}  # fmt: skip
MORE = PHONE | {"purposes": ["coaching", "scheduling"]}


def told(old: Data, new: Data, reader: str | None = None) -> list[str]:
    return list(explain_changes(diff(from_dict(old), from_dict(new)), reader=reader))


def test_one_change_for_two_readers() -> None:
    """spec/renegotiation 52"""
    old, new = agreement(PHONE), agreement(MORE)
    for_client, for_therapist = told(old, new), told(old, new, "therapist")
    assert len(for_client) == len(for_therapist) == 4
    assert for_client[1].startswith("Before:")
    assert for_client[2].startswith("Now:")
    assert "you may contact your therapist" in for_client[1].lower()
    assert for_client[3] == ENGLISH["change.gains"].capitalize() + "."
    assert for_therapist[3] == ENGLISH["change.loses"].capitalize() + "."


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (agreement(), agreement(PHONE), "change.added"),
        (agreement(PHONE), agreement(), "change.removed"),
        (agreement(PHONE), agreement(PHONE), "change.none"),
        (agreement(PHONE), agreement(PHONE, zone="Africa/Cairo"), "change.agreement"),
        (agreement(), agreement(parties=[CLIENT, THERAPIST, {"id": "m", "roles": ["gp"]}]),
         "change.party.added"),
        (agreement(parties=[CLIENT, THERAPIST, {"id": "m", "roles": ["gp"]}]), agreement(),
         "change.party.removed"),
        (agreement(), agreement(parties=[CLIENT, THERAPIST | {"signs": False}]), "change.party"),
        (agreement(), agreement(timetables=[OFFICE, OFFICE | {"id": "eve"}]),
         "change.timetable.added"),
        (agreement(timetables=[OFFICE, OFFICE | {"id": "eve"}]), agreement(),
         "change.timetable.removed"),
        (agreement(), agreement(timetables=[{"id": "office"}]), "change.timetable"),
        (agreement(), agreement(jurisdiction={"country": "DE"}), "change.law"),
        (agreement(), agreement(jurisdiction=None), "change.no_law"),
        (agreement(parties=[CLIENT, THERAPIST, {"id": "m", "roles": ["gp"]}]),
         agreement(parties=[CLIENT, THERAPIST, {"id": "m", "roles": ["gp", "family"]}]),
         "change.roles"),
        (agreement(PHONE), agreement(PHONE | {"extensions": {"urn:x:y": 1}}), "change.unseen"),
        (agreement(PHONE), {**agreement(), "clauses": [ROUTE, PHONE]}, "change.moved"),
    ],
)  # fmt: skip
def test_everything_has_its_line(old: Data, new: Data, key: str) -> None:
    """spec/renegotiation 52"""
    head = ENGLISH[key].partition("{")[0] or ENGLISH[key].rpartition("}")[2]
    assert any(head.strip() in line or head.strip().capitalize() in line for line in told(old, new))


def test_whoever_comes_or_goes_is_spoken_to() -> None:
    """spec/renegotiation 52"""
    two, three = agreement(), agreement(parties=[CLIENT, THERAPIST, {"id": "m", "roles": ["gp"]}])
    assert told(two, three)[0] == "What was agreed is now about your GP, too."
    assert told(two, three, "gp")[0] == "What was agreed is now about you, too."
    assert told(three, two, "gp")[0] == "What was agreed is no longer about you."


ALLOWANCE: Data = {
    "kind": "contact.allowance", "id": "calls", "by": ["client"],
    "tally": {"unit": "events", "count": [{"fact": "call_held"}], "at_most": 2,
              "window": {"kind": "period", "period": "week"}},
}  # fmt: skip
FEE: Data = {"kind": "contact.fee", "id": "fee",
             "price": {"kind": "amount", "minor": 500, "currency": "GBP"}}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "more", "before", "now"),
    [
        (ALLOWANCE, {"by": ["therapist"]}, ["Who is meant: you."],
         ["Who is meant: your therapist."]),
        (ALLOWANCE, {"to": ["therapist"], "text": "Calls."}, ["Towards whom: the other."],
         ["In the words of the agreement: “Calls.”", "Towards whom: your therapist."]),
        # Whom a kind means without a name, it means here too.
        (FEE, {"by": ["therapist"]}, ["Who is meant: you."], ["Who is meant: your therapist."]),
        # A way says itself who may use it.
        (PHONE, {"by": ["therapist"]}, ["You may contact your therapist by phone for coaching."],
         ["Your therapist may contact your therapist by phone for coaching."]),
    ],
)  # fmt: skip
def test_whom_a_part_means_is_told(
    old: Data, more: Data, before: list[str], now: list[str]
) -> None:
    """spec/renegotiation 52: what was said and is not any more, and what is said now"""
    _, *lines, _ = told(agreement(old), agreement(old | more))
    keys = [("Before: ", before), ("Now: ", now)]
    assert lines == [
        (head if line is said[0] else "And: ") + line for head, said in keys for line in said
    ]


def test_words_that_were_erased_are_no_other_words() -> None:
    """spec/renegotiation 46: where the salt shows that they are the same"""
    words, salts = PHONE | {"text": "Ring me."}, {"clauses/phone/text": "A" * 22}
    old = erase(from_dict(agreement(words, salts=salts)), "clauses/phone/text")
    new = from_dict(agreement(words | {"only": True}, salts=salts))
    only = "There is no other way than those named here."
    assert explain_changes(diff(old, new))[1:-1] == (f"Now: {only}",)
    assert explain_changes(diff(new, old))[1:-1] == (f"Before: {only}",)


def test_a_route_that_comes_is_told_in_sentences() -> None:
    """What others follow has no colon before its full stop."""
    abroad = ROUTE | {"id": "abroad", "place": {"country": "DE"}}
    first, *_ = told(agreement(), agreement(abroad))
    assert first == "This is new: In a crisis in Germany, turn here, in this order."


def test_another_order_of_a_route_is_told() -> None:
    """spec/renegotiation 47"""
    steps = [{"id": n, "reach": "crisis_line", "number": "116 123"} for n in ("one", "two")]
    old = agreement() | {"clauses": [ROUTE | {"steps": steps}]}
    lines = told(old, old | {"clauses": [ROUTE | {"steps": steps[::-1]}]})
    assert any("order" in line or line.startswith("Now") for line in lines)


@FEW
@given(boundaries(), st.data())
def test_no_name_is_told_and_every_line_is_a_sentence(old: Data, data: st.DataObject) -> None:
    new = data.draw(edited(old, "", most=3))
    for text in (old, new):
        for party in text["parties"]:
            party["name"] = "Ada"
    for reader in (None, "therapist"):
        lines = told(old, new, reader)
        assert lines
        assert all(line[-1] in ".!?”" and line == line.strip() for line in lines)
        assert not any("Ada" in line or "{" in line for line in lines)


def test_a_reader_must_be_somebody_and_changes_must_be_changes() -> None:
    changes = diff(from_dict(agreement(PHONE)), from_dict(agreement(MORE)))
    with pytest.raises(UsageError):
        explain_changes(changes, reader="nobody")
    with pytest.raises(UsageError):
        explain_changes(changes, phrases=cast(Any, dict(ENGLISH)))
    shouted = Phrases({key: text.upper() for key, text in ENGLISH.items() if "{" not in text}
                      | {key: text for key, text in ENGLISH.items() if "{" in text})  # fmt: skip
    assert explain_changes(changes, phrases=shouted)[-1].isupper()
