"""The page of where the work stands (spec/pace 44-48)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundlib.analyse import explain_progress
from boundlib.errors import UsageError
from boundlib.findings.lexicon import ENGLISH
from boundlib.model.agreement import Agreement
from boundlib.model.record import Record
from boundlib.testing import Situation, situations
from boundlib.testing.histories import ASKED
from boundlib.times.scalars import Instant
from boundlib.wire.documents import from_dict, load
from tests.decide.making import agreement, at, fact, record

YEAR = Path(__file__).parents[2] / "examples" / "recovery-year"
FEW = settings(max_examples=max(10, settings().max_examples // 4))
OF_THE_WORK = sorted({kind for kind in ASKED if kind.startswith(("work.", "pace."))})
BLAMING = re.compile(r"\b(fail\w*|missed|overdue|late|non-?complian\w*|should have)\b", re.I)


def page(data: Any, when: str, happened: Any = None, **more: Any) -> dict[str, list[str]]:
    agreed = data if isinstance(data, Agreement) else from_dict(data)
    known = from_dict(happened, Record) if isinstance(happened, dict) else happened
    moment = Instant.parse(when)
    sections = explain_progress(agreed, at=moment, record=known, **more)
    return {section.title: list(section.sentences) for section in sections}


def test_it_says_what_is_there_for_a_worked_year() -> None:
    """spec/pace 44, 45: what is expected is what the year's record says on that day."""
    agreed, happened = load(YEAR / "version-2.json"), load(YEAR / "year.record.json", Record)
    said = page(agreed, "2026-09-01T12:00:00Z", happened)
    assert list(said) == [
        "First of all",
        "What was hoped for",
        "Steps",
        "Things to try",
        "What is open on each side",
        "When there is a setback",
        "Going through this together",
        "In a crisis",
    ]
    assert said["First of all"][0] == (
        "You may stop, pause or skip at any time: that comes before every plan."
    )
    assert "Now it is “fortnightly”, since Tuesday 30 June 2026, 10:45." in said["Steps"]
    theirs = page(agreed, "2026-09-01T12:00:00Z", happened, reader="therapist")
    assert theirs["First of all"][0].startswith("The client may stop")


def test_where_nothing_was_agreed_there_is_no_section() -> None:
    """spec/pace 46"""
    titles = ["First of all", "What is open on each side", "In a crisis"]
    assert list(page(agreement(), at("2026-06-01"))) == titles


HOMEWORK = {"kind": "work.homework", "id": "walks", "task": "walk"}


def test_what_is_not_known_is_no_no() -> None:
    """spec/pace 45, 48"""
    told = fact("homework_reported", at("2026-06-01"), clause="walks", how="chose_not_to")
    for happened in (None, record(complete=[])):
        lines = page(agreement(HOMEWORK), at("2026-06-02"), happened)["Things to try"]
        assert any("this does not mean no" in line for line in lines)
    lines = page(agreement(HOMEWORK), at("2026-06-02"), record(told))["Things to try"]
    assert not any("not mean no" in line for line in lines)


def test_nobody_says_that_nothing_was_told_where_that_is_not_known() -> None:
    """spec/pace 45, 48; spec/work 12"""
    duty = {"kind": "work.duty", "id": "notes", "duty": "notes", "by": ["client"]}
    data = agreement(duty | {"strength": "aim"})
    told = {"facts": ["duty_done"], "since": at("2026-05-31"), "through": at("2026-06-04")}
    for happened in (None, record(complete=[]), record(complete=[told])):
        lines = page(data, at("2026-06-04"), happened)["What is open on each side"]
        known = happened is not None and bool(happened.get("complete"))
        assert ("nothing was told yet" in lines[0]) is known, lines
        assert ("not known" in lines[0]) is not known


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(UsageError):
        page(agreement(), at("2026-06-01"), reader="stranger")
    with pytest.raises(UsageError):
        page(agreement(), at("2026-06-01"), {**record(), "agreement": "urn:example:other"})


@FEW
@given(st.sampled_from(OF_THE_WORK).flatmap(lambda kind: situations(kind=kind)))
def test_nobody_is_blamed_and_a_stop_comes_first(of: Situation) -> None:
    """spec/pace 44, 47"""
    said = page(of.agreement, of.question["at"], of.record)
    titles = list(said)
    assert titles[0] == "First of all"
    assert titles[-1] == "In a crisis"
    for sentence in (line for lines in said.values() for line in lines):
        assert not list(ENGLISH.blame.find(sentence)), sentence
        assert not BLAMING.search(sentence), sentence
