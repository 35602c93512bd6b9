"""spec/renegotiation 61: what is answered differently, in plain sentences."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from boundlib.diff.behaviour import behaviour
from boundlib.diff.saying import explain_behaviour
from boundlib.errors import UsageError
from boundlib.explain import ENGLISH, Phrases
from boundlib.times.scalars import Instant
from boundlib.wire.documents import from_dict
from tests.decide.making import ROUTE, agreement
from tests.diff.test_behaviour import BEGINS, DAY, FEW, SIX_HOURS, pairs, read
from tests.diff.test_behaviour_cases import LATER, PHONE, WEEK

Data = dict[str, Any]


def said(old: Data, new: Data, **more: Any) -> tuple[str, ...]:
    versions = from_dict(old), from_dict(new)
    return explain_behaviour(behaviour(*versions, **WEEK), *versions, **more)


def test_more_hours_are_said_to_both_sides() -> None:
    pair = agreement(PHONE), agreement(PHONE, timetables=[LATER])
    times = (
        "on Monday 1 June 2026 from 17:00 until 18:00; on Tuesday 2 June 2026 from 17:00 until"
        " 18:00; on Wednesday 3 June 2026 from 17:00 until 18:00; 2 more times after that."
    )
    assert said(*pair) == (
        f"You may now contact your therapist by phone: {times}",
        f"Your therapist may now contact you by phone: {times}",
    )
    assert said(*pair, reader="therapist") == (
        f"The client may now contact you by phone: {times}",
        f"You may now contact the client by phone: {times}",
    )
    fewer = said(*reversed(pair))
    assert fewer[0] == f"You may no longer contact your therapist by phone: {times}"


def test_what_is_neither_a_yes_nor_a_no_is_said_with_what_it_was() -> None:
    arranged = agreement({**PHONE, "force": "by_arrangement"}, timetables=[LATER])
    lines = said(agreement(PHONE, timetables=[LATER]), arranged)
    assert lines[0].startswith(
        "Whether you may contact your therapist by phone: now a person must decide (before: yes),"
        " on Monday 1 June 2026 from 09:00 until 18:00;"
    )


def test_times_are_those_of_the_newer_zone() -> None:
    step = {"id": "number", "reach": "emergency_number", "number": "112"}
    lines = said(agreement(), agreement(clauses=[ROUTE | {"steps": [step]}], zone="UTC"))
    assert "from Monday 1 June 2026, 00:00 until Monday 8 June 2026, 00:00." in lines[0]


def test_of_a_route_it_is_said_where_and_that_it_changed() -> None:
    step = {"id": "number", "reach": "emergency_number", "number": "112"}
    lines = said(agreement(), agreement(clauses=[ROUTE | {"steps": [step]}]))
    assert lines == (
        "Where to turn where no place was said is not the same as before: from Monday 1 June 2026,"
        " 01:00 until Monday 8 June 2026, 01:00.",
        "Where to turn in the United Kingdom is not the same as before: from Monday 1 June 2026,"
        " 01:00 until Monday 8 June 2026, 01:00.",
    )


def test_no_difference_is_said_too() -> None:
    assert said(agreement(), agreement()) == (
        "The two versions give the same answers in this time.",
    )


def test_somebody_outside_hears_of_sharing_only_what_is_theirs() -> None:
    """spec/renegotiation 61"""
    people = [
        *agreement()["parties"],
        {"id": "surgery", "roles": ["gp"]},
        {"id": "firm", "roles": ["employer"]},
    ]
    release: Data = {
        "kind": "sharing.release",
        "id": "to-the-doctor",
        "by": ["therapist"],
        "to": ["surgery"],
        "items": ["diagnosis"],
        "purposes": ["treatment"],
        "flow": "disclose",
    }
    pair = agreement(parties=people), agreement(release, parties=people)
    nothing = ("The two versions give the same answers in this time.",)
    assert said(*pair, reader="firm") == nothing
    for reader in ("client", "therapist", "surgery"):
        assert "diagnoses" in " ".join(said(*pair, reader=reader))


def test_a_reader_nobody_knows_is_misuse() -> None:
    with pytest.raises(UsageError):
        said(agreement(), agreement(), reader="nobody")


MARKED = Phrases({key: f"~{text}" for key, text in ENGLISH.items()})


@settings(FEW)
@given(pairs())
def test_every_difference_is_said_in_sentences_from_the_table(pair: tuple[Data, Data]) -> None:
    versions = [read(one) for one in pair]
    begins, ends = Instant(BEGINS + 10 * DAY), Instant(BEGINS + 11 * DAY)
    found = behaviour(*versions, start=begins, end=ends, sent_every=SIX_HOURS)
    for reader in ("client", "therapist"):
        lines = explain_behaviour(found, *versions, reader=reader)
        assert lines
        assert all(line == " ".join(line.split()) and line[-1] == "." for line in lines)
        assert len(set(lines)) == len(lines)
    marked = explain_behaviour(found, *versions, phrases=MARKED)
    assert all(line.startswith("~") for line in marked)
