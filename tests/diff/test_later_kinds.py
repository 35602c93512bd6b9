"""Direction and effects of clauses on crisis, work, pace and the agreement itself."""

from __future__ import annotations

from typing import Any

import pytest

from boundlib.diff import diff
from boundlib.wire.documents import from_dict
from tests.decide.making import (
    CLIENT,
    MON,
    THERAPIST,
    WEEK,
    Data,
    agreement,
    at,
    channel,
    decided,
    question,
    record,
    stated,
    tally,
)
from tests.diff.test_direction import BETTER, BOTH, GP, WORSE, effects, one

DAYS: Data = {"clock": "calendar", "amount": "P7D"}
DAY: Data = {"clock": "calendar", "amount": "P1D"}
HOMEWORK: Data = {"kind": "work.homework", "id": "diary", "task": "diary", "every": DAYS}
DUTY: Data = {"kind": "work.duty", "id": "notes", "duty": "notes", "strength": "promise",
              "every": DAYS}  # fmt: skip
DONE: Data = tally(WEEK, 3, count=[{"fact": "homework_reported"}])
TRIED: Data = {"kind": "work.homework", "id": "diary", "task": "diary", "often": DONE}
SETBACK: Data = {"kind": "work.setback", "id": "setback", "by": ["client"], "reply": DAYS,
                 "unchanged": ["contact"]}  # fmt: skip
GROUP: Data = {"kind": "governance.eligibility", "id": "group", "require": {"fact": "well"}}
RIGHTS: Data = {"kind": "governance.right", "id": "rights", "rights": ["ask"]}
ENDING: Data = {"kind": "governance.ending", "id": "ending", "by": ["therapist"]}
ANYBODY: Data = {"kind": "governance.ending", "id": "ending", "notice": DAY}
ASKED: Data = {"decided_by": ["practice"]}
PROCESS: Data = {"kind": "governance.exception_process", "id": "process", "force": ASKED}
TOPIC: Data = {"kind": "pace.topic", "id": "topic", "topic": "war", "level": "with_care"}
RING: Data = {"kind": "crisis.emergency_contact", "id": "mother", "party": "mother",
              "consented": True}  # fmt: skip
SIGNS: Data = {"kind": "crisis.criteria", "id": "signs", "by": ["therapist"],
              "criteria": [{"criterion": "self_harm"}]}  # fmt: skip
NOBODY: Data = {"kind": "governance.consent", "id": "nobody", "nobody": True, "care": ["group"]}
MOTHER: Data = {"id": "mother", "roles": ["emergency_contact"]}
PEOPLE = [CLIENT, THERAPIST, GP, MOTHER]
SAME: dict[str, str] = {}


@pytest.mark.parametrize(
    ("clause", "more", "direction", "whom"),
    [
        # Homework that names nobody is the client's (spec/work 1); else both owe it each other.
        (HOMEWORK, {"every": DAY}, "tightened", WORSE),
        (DUTY, {"every": DAY}, "tightened", BOTH),
        (HOMEWORK, {"by": ["client"]}, "neutral", SAME),
        (HOMEWORK, {"by": ["therapist"]}, "shifted", BOTH),
        (HOMEWORK, {"by": ["client", "gp"]}, "tightened",
         {"therapist": "gains", "surgery": "loses"}),
        (DUTY, {"by": ["gp"]}, "shifted", BOTH | {"surgery": "mixed"}),
        # How often at the most is no more of what is owed.
        (TRIED, {"often": DONE | {"at_most": 5}}, "shifted", BOTH),
        # A setback is answered by the others, and what it leaves unchanged guards whose it is.
        (SETBACK, {"reply": DAY}, "tightened", BETTER),
        (SETBACK, {"unchanged": ["contact", "session"]}, "tightened", BETTER),
        # It is told about the client, whoever rings.
        (RING | {"by": ["therapist"]}, {"force": "may"}, "tightened", BETTER),
        (RING, {"force": "may"}, "tightened", BOTH),
        # What a list of grounds opens, it opens to the client, whomever else it names.
        (SIGNS, {"criteria": [*SIGNS["criteria"], {"criterion": "suicidal"}]}, "loosened",
         {"client": "gains"}),
        # Who may take part is about the client, whom it guards, too.
        (GROUP, {"force": "may"}, "loosened", {"client": "mixed"}),
        (RIGHTS, {"rights": ["ask", "withdraw"]}, "loosened", {"client": "gains"}),
        (ENDING | {"notice": DAY}, {"notice": DAYS}, "tightened", BETTER),
        (ANYBODY, {"notice": DAYS}, "tightened", {"client": "mixed", "therapist": "loses"}),
        (ENDING | {"continues": ["phone"]}, {"continues": ["phone", "email"]}, "shifted", BOTH),
    ],
)  # fmt: skip
def test_a_field(clause: Data, more: Data, direction: str, whom: dict[str, str]) -> None:
    """spec/renegotiation 48-49"""
    beside = [channel(), channel("email", "email")]
    change = one([*beside, clause], [*beside, clause | more], parties=PEOPLE)
    assert (change.direction, effects(change)) == (direction, whom)


ENDS: Data = question("governance.may_end", at(MON), by="therapist")
EXCEPTS: Data = question("governance.may_except", at(MON), by="client", clause="phone")
RAISES: Data = question("pace.may_raise", at(MON), by="therapist", topic="war")
NEEDED: Data = RAISES | {"for_safety": True}
RINGS: Data = question("crisis.may_ring", at(MON), party="mother")
WELL, RESTED = {"fact": "well"}, {"fact": "rested"}
FINDS: Data = {"found": "safe", "by": "therapist"}
MISSED: Data = {"not": {"fact": "reply_given"}}

FACTS = (
    stated("well", True),
    stated("rested", False) | {"id": "rested"},
    {"kind": "found", "id": "found", "at": at(MON, "08:00"), "recorded_at": at(MON, "08:00"),
     "finding": "safe", "by": "therapist"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "asked", "was", "now", "direction"),
    [
        # What a person decided goes by itself: more is let.
        ([ENDING | {"force": ASKED}], [ENDING], ENDS, "refer", "permit", "loosened"),
        ([PROCESS], [PROCESS | {"force": "automatic"}], EXCEPTS, "refer", "permit", "loosened"),
        # What must hold holds more often.
        ([TOPIC | {"require": {"all": [WELL, RESTED]}}], [TOPIC | {"require": WELL}],
         RAISES, "deny", "permit", "loosened"),
        ([TOPIC | {"require": RESTED}], [TOPIC], RAISES, "deny", "permit", "loosened"),
        # An end that may come by misses alone needs a person, though it may come more often.
        ([ENDING | {"require": FINDS}], [ENDING | {"require": {"any": [FINDS, MISSED]}}],
         ENDS, "permit", "refer", "shifted"),
        # Without a case of its own it needs a declared emergency.
        ([RING], [RING | {"require": WELL}], RINGS, "unknown", "permit", "shifted"),
        # What one process leaves untouched, no other touches.
        ([PROCESS | {"force": "automatic"}],
         [PROCESS | {"force": "automatic"}, PROCESS | {"id": "other", "untouched": ["phone"]}],
         EXCEPTS, "permit", "deny", "shifted"),
        # Where nothing was agreed on a topic, what lets it be raised lets more than nothing.
        ([], [TOPIC | {"level": "open"}], RAISES, "not_applicable", "permit", "shifted"),
        ([], [TOPIC | {"require": WELL}], NEEDED, "refer", "permit", "shifted"),
        ([], [TOPIC | {"level": "not_now"}], RAISES, "not_applicable", "deny", "tightened"),
    ],
)  # fmt: skip
def test_the_answers_bear_it_out(
    old: list[Data], new: list[Data], asked: Data, was: str, now: str, direction: str
) -> None:
    """spec/renegotiation 39, 48, 51"""
    texts = [agreement(channel(), *clauses, parties=PEOPLE) for clauses in (old, new)]
    known = record(*FACTS)
    assert [str(decided(text, asked, known).outcome) for text in texts] == [was, now]
    (change,) = diff(*map(from_dict, texts))
    (back,) = diff(*map(from_dict, reversed(texts)))
    turned = {"tightened": "loosened", "loosened": "tightened"}
    assert (change.direction, back.direction) == (direction, turned.get(direction, direction))


def consent(name: str, ages: Data, *needs: str) -> Data:
    return {"kind": "governance.consent", "id": name, "needs": list(needs),
            "when": {"quantity": "age"} | ages}  # fmt: skip


def test_consents_that_share_ages_out_can_leave_a_gap() -> None:
    """spec/renegotiation 51, spec/sharing 58: then it is not known whose is needed."""
    tiers = [
        consent("younger", {"at_most": 14}, "guardian"),
        consent("between", {"at_least": 15, "at_most": 17}, "guardian", "client"),
        consent("older", {"at_least": 18}, "client"),
    ]
    people = [CLIENT | {"birth_date": "2010-03-01"}, THERAPIST, MOTHER | {"roles": ["guardian"]}]
    texts = [agreement(*each, parties=people) for each in (tiers, [tiers[0], tiers[2]])]
    asked = question("governance.consent_needed", at(MON))
    found: list[Any] = [decided(text, asked, record()) for text in texts]
    assert found[0].value.needed == ("client", "mother")
    assert found[1].outcome == "unknown"
    (change,) = diff(*map(from_dict, texts))
    assert change.direction == "shifted"


@pytest.mark.parametrize(
    ("old", "new"),
    [([], [NOBODY]), ([NOBODY], [NOBODY | {"care": ["group", "individual"]}])],
)
def test_that_nobody_needs_to_consent_is_no_limit(old: list[Data], new: list[Data]) -> None:
    """spec/renegotiation 51"""
    assert one(old, new).direction == "shifted"


SCALE: Data = {"id": "own", "version": "v1", "min": 0, "max": 10, "score": "sum",
               "items": {"ids": ["a", "b"], "min": 0, "max": 5},
               "cuts": [{"id": "high", "at_least": 4}]}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "field", "direction"),
    [
        ({"max": 12}, "max", "shifted"),
        ({"version": "v2"}, "version", "shifted"),
        ({"cuts": [{"id": "high", "at_least": 5}]}, "cuts/high/at_least", "shifted"),
        ({"cuts": []}, "cuts/high", "shifted"),
        # Where it was published is words: nothing is decided by them.
        ({"source": "A handbook."}, "source", "neutral"),
    ],
)
def test_a_measure_of_their_own(more: Data, field: str, direction: str) -> None:
    """spec/renegotiation 48"""
    measures = [SCALE | {name: value for name, value in more.items() if value}]
    if more == {"cuts": []}:
        del measures[0]["cuts"]
    change = one([], [], measures=[SCALE], then={"measures": measures})
    assert (change.part, change.field, change.direction) == ("measure", field, direction)
    assert effects(change) == (SAME if direction == "neutral" else BOTH | {"surgery": "mixed"})
