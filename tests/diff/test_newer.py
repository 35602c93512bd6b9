"""What lenient reading kept is compared too; and what is written of hours in another order."""

from __future__ import annotations

from typing import Any

import pytest

from boundlib.diff import changes_data, diff, explain_changes
from boundlib.wire.documents import from_dict
from tests.decide.making import CLIENT, OFFICE, THERAPIST, Data, agreement, channel, window

GROUNDING: Data = {"kind": "pace.grounding", "id": "calm"}
WATER, WALK = {"id": "water", "newer": 1}, {"id": "walk", "newer": 1}
AGREED: Data = agreement(
    channel(newer={"a": [1]}), channel("email", "email"),
    GROUNDING | {"techniques": [WATER, WALK]},
    newest="one", spec_version="1.9",
)  # fmt: skip


def with_clauses(*clauses: Data, **root: Any) -> Data:
    return AGREED | {"clauses": [*clauses, AGREED["clauses"][-1]]} | root


PHONE, EMAIL, CALM = AGREED["clauses"][:3]


def found(old: Data, new: Data) -> list[tuple[str, str, str | None, str | None]]:
    changes = diff(*(from_dict(data, lenient=True) for data in (old, new)))
    assert {str(c.direction) for c in changes} <= {"shifted"}
    return [(str(c.change), c.part, c.id, c.field) for c in changes]


@pytest.mark.parametrize(
    ("new", "entries"),
    [
        (AGREED, []),
        # What a newer version is called is no more a change than the number of the text.
        (AGREED | {"spec_version": "1.8", "version": 2}, []),
        (AGREED | {"newest": "two"}, [("altered", "agreement", None, "newest")]),
        (
            AGREED | {"parties": [CLIENT | {"called": "they"}, THERAPIST]},
            [("altered", "party", "client", "called")],
        ),
        (
            AGREED | {"timetables": [OFFICE | {"called": "usual"}]},
            [("altered", "timetable", "office", "called")],
        ),
        (
            with_clauses(PHONE | {"newer": {"a": [2]}}, EMAIL, CALM),
            [("altered", "clause", "phone", "newer")],
        ),
        (with_clauses(channel(), EMAIL, CALM), [("altered", "clause", "phone", "newer")]),
        # Items go by their ids, wherever they stand, and so do parts.
        (
            with_clauses(PHONE, EMAIL, GROUNDING | {"techniques": [WALK | {"newer": 2}, WATER]}),
            [
                ("moved", "clause", "calm", "techniques/walk"),
                ("altered", "clause", "calm", "techniques/walk/newer"),
            ],
        ),
        (with_clauses(EMAIL, PHONE, CALM), [("moved", "clause", "email", None)]),
        # A part that is new or gone is one entry with all it holds.
        (with_clauses(EMAIL, CALM), [("removed", "clause", "phone", None)]),
    ],
)
def test_what_was_kept_without_being_understood_is_compared(new: Data, entries: list[Any]) -> None:
    """spec/renegotiation 45, spec/documents 33"""
    back = {"added": "removed", "removed": "added"}
    assert sorted(found(AGREED, new), key=str) == sorted(entries, key=str)
    there = [(back.get(change, change), *rest) for change, *rest in entries if change != "moved"]
    assert [entry for entry in found(new, AGREED) if entry[0] != "moved"] == there


def test_it_is_said_that_it_is_not_shown() -> None:
    """spec/renegotiation 52"""
    new = with_clauses(PHONE | {"newer": {"a": [2]}, "only": True}, EMAIL, CALM)
    changes = diff(*(from_dict(data, lenient=True) for data in (AGREED, new)))
    assert changes_data(changes)["changes"][1]["new"] == {"a": [2]}
    # One part is spoken of once, whatever of it is understood.
    assert sum("phone" in line for line in explain_changes(changes)) == 1


def test_a_clause_of_a_newer_kind_has_a_kind_all_the_same() -> None:
    """spec/renegotiation 47"""
    one, other = ({"kind": f"contact.{name}", "id": "new"} for name in ("signal", "gesture"))
    assert found(agreement(one), agreement(other)) == [
        ("removed", "clause", "new", None),
        ("added", "clause", "new", None),
    ]
    assert found(agreement(one), agreement(one | {"more": 1})) == [
        ("altered", "clause", "new", None)
    ]


# --- hours ----------------------------------------------------------------------------------------

OBSERVED: Data = {"country": "GB", "region": "ENG", "dates": ["2026-04-03", "2026-12-25"]}
AWAY: Data = {"party": "therapist", "first": "2026-06-01", "last": "2026-06-05"}
FIRST_HALF, SECOND_HALF = AWAY | {"last": "2026-06-03"}, AWAY | {"first": "2026-06-04"}
COVER: Data = {"kind": "contact.cover", "id": "cover", "during": ["leave"]}


def hours(clause: Data, old: Data, new: Data) -> list[str]:
    texts = (agreement(clause, timetables=[OFFICE | more]) for more in (old, new))
    return [f"{c.field} {c.direction}" for c in diff(*map(from_dict, texts))]


@pytest.mark.parametrize(
    ("clause", "old", "new", "changes"),
    [
        # The dates of holidays are a set (45).
        (window(), {"holidays": OBSERVED},
         {"holidays": OBSERVED | {"dates": OBSERVED["dates"][::-1]}}, []),
        (window(), {"holidays": OBSERVED},
         {"holidays": OBSERVED | {"dates": OBSERVED["dates"][:1]}}, ["holidays shifted"]),
        (window(), {"leave": [FIRST_HALF, SECOND_HALF]}, {"leave": [SECOND_HALF, FIRST_HALF]}, []),
        # Two absences of which each is told are not one, though they close the same dates.
        (window(), {"leave": [AWAY]}, {"leave": [FIRST_HALF, SECOND_HALF]}, ["leave shifted"]),
        (window(), {"leave": [FIRST_HALF]}, {"leave": [AWAY]}, ["leave tightened"]),
        (window(), {"leave": [SECOND_HALF]}, {"leave": [FIRST_HALF, SECOND_HALF]},
         ["leave tightened"]),
        (window(), {"leave": [FIRST_HALF]}, {"leave": [SECOND_HALF]}, ["leave shifted"]),
        # Who is away and who covers turns on leave, whatever timetable and clause say it.
        (COVER, {}, {"leave": [AWAY]}, ["leave shifted"]),
        (channel(), {}, {"leave": [AWAY]}, ["leave shifted"]),
    ],
)  # fmt: skip
def test_hours_are_what_they_come_to(
    clause: Data, old: Data, new: Data, changes: list[str]
) -> None:
    """spec/renegotiation 39, 45, 50"""
    back = {"tightened": "loosened"}
    assert hours(clause, old, new) == changes
    turned = [" ".join(back.get(word, word) for word in line.split()) for line in changes]
    assert hours(clause, new, old) == turned


def test_a_timetable_that_brings_leave_bears_on_cover() -> None:
    """spec/renegotiation 50"""
    texts = [
        agreement(COVER, timetables=[OFFICE, *more])
        for more in ((), ({"id": "away", "leave": [AWAY]},))
    ]
    (change,) = diff(*map(from_dict, texts))
    assert (change.change, change.direction) == ("added", "shifted")
    assert set(change.effects.values()) == {"mixed"}
