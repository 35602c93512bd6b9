"""What a question to a long history costs: the record is read once for all the versions."""

import sys
import threading
from typing import Any

import pytest

import boundlib
from boundlib.amend import state
from boundlib.decide.evidence import Evidence
from boundlib.model.record import Record
from boundlib.times import zone

from .making import EMAIL, LETTER, Story, day, text

MAY: dict[str, Any] = {
    "type": "question",
    "spec_version": "1.0",
    "kind": "contact.may",
    "by": "client",
    "to": "therapist",
    "channel": "email",
    "purpose": "scheduling",
}


def test_a_record_is_read_once_for_all_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Any] = []
    before = vars(Evidence)["_read"]

    def counted(evidence: Evidence, known: int | None) -> Any:
        if evidence.record is not None:
            read.append(known)
        return before(evidence, known)

    monkeypatch.setattr(Evidence, "_read", counted)
    story = Story()
    for number in range(1, 8):
        clause = EMAIL | {"text": f"As agreed the time number {number}."}
        story.adopt(text(clause, LETTER, version=number), number * 10)
    read.clear()
    question = boundlib.from_dict(MAY | {"at": str(day(11))}, boundlib.Question)
    assert story.history.decide(question).outcome == "permit"
    assert len(read) == 1


def test_several_threads_ask_one_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """It never changes, so nobody expects that it has to be guarded."""
    monkeypatch.setattr(state, "_MOST_KEPT", 3)
    story = Story()
    for number in range(1, 9):
        clause = EMAIL | {"text": f"As agreed the time number {number}."}
        story.adopt(text(clause, LETTER, version=number), number * 10)
    for number in range(200):  # what else is kept beside a history makes each look longer
        story.history.kept["filling", number] = None
    errors: list[Exception] = []

    def ask(offset: int) -> None:
        try:
            for turn in range(1000):
                story.history.engine(day(11 + 10 * ((turn + offset) % 8)))
        except Exception as error:
            errors.append(error)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=ask, args=(number * 2,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert errors == []


def test_what_was_read_for_one_text_is_not_taken_for_another() -> None:
    fact: dict[str, Any] = {"kind": "consent_given", "id": "yes", "clause": "email", "by": "client"}
    fact |= {"capacity": "self", "method": "signature"}
    fact |= {"at": {"on": "2026-03-02"}, "recorded_at": "2026-03-03T10:00:00Z", "digest": "A" * 43}
    head = {"type": "record", "spec_version": "1.0", "agreement": "urn:example:portal"}
    record = boundlib.from_dict(head | {"facts": [fact]}, Record)
    one = Evidence(record, zone("Europe/London"))
    one.known(None).kept["email"] = "as the first text has it"
    same = one.beside(zone("Europe/London"), None)
    assert same.known(None).by_id == one.known(None).by_id
    assert same.known(None).kept == {}
    # Elsewhere the day begins at another time, and without a digest a consent may be to others.
    east = one.beside(zone("Asia/Kolkata"), None)
    assert east.known(None).by_id["yes"].low < one.known(None).by_id["yes"].low
    assert one.beside(zone("Europe/London"), 1).partly_read == {"yes"}
    assert one.partly_read == frozenset()
