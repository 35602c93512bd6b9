"""What an answer rests on has to be understood: found by taking parts away, in every vector."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import boundlib
from boundlib import Engine, Record
from boundlib.errors import BoundlibError
from boundlib.model.questions import Question
from tests.examples.places import DECIDED, EXAMPLES, plain

Data = dict[str, Any]
Place = tuple[str, int]
DEEP = os.environ.get("BOUNDLIB_DEEP") == "1"
OPEN = {"permit", "answered", "not_applicable"}
DIGEST = "A" * 43  # a text that is not wholly understood has none of its own

STANDS = {"crisis", "governance.rights", "governance.may_ask_review", "pace.may_stop"}
"""Questions whose answers stay, whatever is not understood: the crisis answer, rights (89)."""

OTHERWISE: dict[str, list[Data]] = {
    "parties": [
        {"roles": ["family"]},
        {"roles": ["client"]},
        {"birth_date": "2015-01-01"},
        {"birth_date": "1980-01-01"},
        {"birth_date": None},
        {"acts_for": None},
        {"capacity": "parent"},
        {"capacity": "agent"},
    ],
    "timetables": [
        {"weekly": None, "special_days": None, "holidays": None, "leave": None},
        {"weekly": [{"days": ["tue", "wed", "sun"], "start": "00:00", "end": "24:00"}]},
    ],
}
"""How a part can be otherwise, member by member; None: without it."""


class Case:
    """A vector that is asked again with something else in it."""

    def __init__(self, path: Path) -> None:
        vector = plain(path)
        agreement, record = vector["agreement"], vector.get("record")
        if isinstance(agreement, str):
            agreement = plain(EXAMPLES / f"{agreement}.json")
        if isinstance(record, str):
            record = plain(EXAMPLES / f"{record}.record.json")
        self.agreement: Data = agreement
        self.record: Data | None = record
        self.question = boundlib.from_dict(vector["question"], Question)
        self.answer = self.asked(agreement, record)

    def asked(self, agreement: Data, record: Data | None) -> tuple[str, str] | None:
        """The outcome and the value; None where this makes no text, or it cannot be asked so."""
        try:
            text = boundlib.from_dict(agreement, lenient=True)
            known = None if record is None else boundlib.from_dict(record, Record, lenient=True)
            engine = Engine(text, digest=None if text.fully_read else DIGEST)
            found = json.loads(boundlib.dumps(engine.decide(self.question, known)))
        except BoundlibError:
            return None
        value = found.get("value", {})
        return found["outcome"], "" if value.get("kind") == "route" else json.dumps(value)

    @property
    def stays(self) -> bool:
        """Whether its answer is a crisis answer or a right, which stay."""
        kind = self.question.kind
        return self.question.crisis or not STANDS.isdisjoint({kind, kind.partition(".")[0]})

    def places(self) -> list[Place]:
        """The parts of the agreement, and the facts."""
        facts = [("facts", index) for index in range(len((self.record or {}).get("facts", ())))]
        parts = ("parties", "timetables", "clauses")
        return facts + [(p, n) for p in parts for n in range(len(self.agreement.get(p, ())))]

    def otherwise(self, place: Place) -> Iterator[tuple[str, str] | None]:
        """What is answered where a part is otherwise, or is not there."""
        name, index = place
        for members in OTHERWISE.get(name, [{}]):
            agreement, record = deepcopy(self.agreement), deepcopy(self.record)
            parts = (record or {})["facts"] if name == "facts" else agreement[name]
            for member, value in members.items():
                parts[index].pop(member, None)
                if value is not None:
                    parts[index][member] = value
            if not members:
                del parts[index]
            yield self.asked(agreement, record)

    def newer(self, place: Place) -> tuple[str, str] | None:
        """What is answered where a part holds something of a newer version."""
        name, index = place
        agreement, record = deepcopy(self.agreement), deepcopy(self.record)
        document = record if name == "facts" else agreement
        assert document is not None
        document["spec_version"] = "1.1"
        document[name][index]["not_known_yet"] = 1
        return self.asked(agreement, record)

    def rests_on(self, place: Place) -> bool:
        """Whether the answer is another one where this part is otherwise."""
        return any(other not in (None, self.answer) for other in self.otherwise(place))

    def still_open(self, place: Place) -> bool:
        """Whether it is answered as before although it rests on what is not understood."""
        found = self.newer(place)
        if found is None or self.answer is None or found[0] not in OPEN:
            return False
        return found == self.answer or self.answer[0] != "answered"


def index_of(case: Case, name: str, id_: str) -> Place:
    held = (case.record or {})["facts"] if name == "facts" else case.agreement[name]
    return name, next(index for index, part in enumerate(held) if part["id"] == id_)


@pytest.mark.parametrize(
    ("vector", "part", "id_"),
    [
        ("a-leave-ends-with-its-last-date", "timetables", "office"),
        ("a-parent-may-release-for-a-minor", "parties", "client"),
        ("a-parent-may-release-for-a-minor", "parties", "guardian"),
        ("a-goal-touched-by-what-serves-it", "clauses", "walks"),
        ("a-retracted-act-starts-no-rest", "facts", "slip"),
        ("year-mood-is-held", "facts", "mood-06-09"),
        ("phase-does-not-switch-it-on", "facts", "phase"),
        ("a-complaint-is-answered-within-28-days", "clauses", "complaints"),
    ],
)
def test_what_no_clause_refers_to_counts_too(vector: str, part: str, id_: str) -> None:
    """spec/decisions 89-90"""
    case = Case(next(path for path in DECIDED if path.stem == vector))
    place = index_of(case, part, id_)
    assert case.answer is not None
    assert case.answer[0] in OPEN
    found = case.newer(place)
    assert found is not None
    assert found[0] == "unknown"


LOOKED_AT = [path for path in DECIDED if DEEP or not random.Random(path.stem).randrange(3)]


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in LOOKED_AT])
def test_what_an_answer_rests_on_is_understood(path: Path) -> None:
    """spec/decisions 89-90; every part in the deep run, else one of every third vector."""
    case = Case(path)
    if case.stays or case.answer is None or case.answer[0] not in OPEN:
        return
    places = case.places()
    if not DEEP:
        places = random.Random(path.stem).sample(places, 1)
    assert [p for p in places if case.still_open(p) and case.rests_on(p)] == []
