"""Every example is read, has just the findings that are listed here, and is written back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rfc8785

import boundlib
from boundlib import Decision, Record, Severity
from boundlib.model.questions import Question
from boundlib.vocab import Outcome
from tests.examples.places import AGREEMENTS, DECIDED, EXAMPLES, QUESTIONS, RECORDS, plain

NO_END = {("no_review_or_end", "note")}
OPEN = {("open_reading", "warning")}
LIMIT = {("legal_limit_open", "note")}
NO_LAST_DAY = {("open_ended_release", "note")}

FINDINGS: dict[str, set[tuple[str, str]]] = {
    "advance-directive": NO_END,
    "after-the-first-sessions": {("review_left_open", "warning")},
    "both-approve": NO_LAST_DAY,
    "by-a-code-name": LIMIT,
    "calls-in-units": OPEN,
    "coaching-worksheet": {("cool_off_renews_itself", "warning")},
    "consent-at-school": LIMIT,
    "email-and-text": OPEN,
    "emergency-details": {("consent_not_stated", "note")} | LIMIT,
    "employee-programme": LIMIT | NO_LAST_DAY,
    "ending-together": {("ending_holds_client", "warning")},
    "first-agreement": {("plan_step_not_filled", "note")},
    "group-trust": LIMIT,
    "helplines": LIMIT,
    "identity-kept-back": LIMIT,
    "joint-crisis-plan": NO_END,
    "listening-to-carers": NO_LAST_DAY,
    "main-and-supplement": {("ruled_elsewhere", "warning")},
    "need-to-know": LIMIT,
    "no-surprises": LIMIT,
    "own-judgement": LIMIT,
    "recorded-for-supervision": {("not_asked_each_time", "note")},
    "reflections-by-email": OPEN | NO_END,
    "safety-plan": NO_END,
    "seven-years": LIMIT,
    "staying-well-plan": NO_END,
    "student-sessions": OPEN,
    "talked-over-first": LIMIT,
    "telling-by-age": {("gap", "warning")},
    "three-times-at-least": {("frame_left_open", "note")},
    "video-sessions": LIMIT,
    "working-together": {("several_speak_on_it", "warning")},
    "with-remarks": {
        ("no_crisis_route", "warning"),
        ("limit_covers_crisis", "warning"),
        ("cool_off_renews_itself", "warning"),
        ("open_reading", "warning"),
        ("placeholder", "warning"),
        ("gap", "warning"),
        ("blaming_words", "warning"),
        ("right_waived", "warning"),
        ("promise_asked", "warning"),
    },
}
"""What a careful reader would remark; the examples that are not listed need no remark."""

UNSALTED = ("erasable_without_salt", "note")
"""No example has salts: they belong to a signed agreement, and are nobody's to publish."""

PLANTED = {
    "/zone",
    "/parties/1",
    "/parties/1/role",
    "/timetables/0/weekly/0/end",
    "/clauses/0/medium",
    "/clauses/1/timetable",
    "/clauses/2/id",
    "/clauses/2/within/amount",
    "/clauses/3/tally/at_most",
    "/clauses/4/price",
    "/clauses/5/kind",
    "/clauses/6/place",
    "/clauses/6/steps",
}
"""Where examples/broken.json is broken."""


ANSWERS = {
    "calls-in-units.seventeen-minutes": Outcome.UNKNOWN,
    "email-and-text.when-is-the-reply-due": Outcome.UNKNOWN,
    "first-agreement.am-i-ready": Outcome.NOT_APPLICABLE,
    "first-agreement.coaching-by-email": Outcome.DENY,
    "first-agreement.did-i-get-the-summary": Outcome.NOT_APPLICABLE,
    "first-agreement.how-did-my-homework-go": Outcome.NOT_APPLICABLE,
    "first-agreement.how-long-may-an-exception-last": Outcome.NOT_APPLICABLE,
    "first-agreement.is-it-above-the-limit": Outcome.NOT_APPLICABLE,
    "first-agreement.is-it-kept": Outcome.NOT_APPLICABLE,
    "first-agreement.is-it-taking-long": Outcome.NOT_APPLICABLE,
    "first-agreement.is-my-word-enough": Outcome.PERMIT,
    "first-agreement.is-the-change-real": Outcome.UNKNOWN,
    "first-agreement.is-the-review-overdue": Outcome.NOT_APPLICABLE,
    "first-agreement.is-this-session-as-agreed": Outcome.NOT_APPLICABLE,
    "first-agreement.is-your-feedback-overdue": Outcome.NOT_APPLICABLE,
    "first-agreement.may-i-ask-for-a-review": Outcome.PERMIT,
    "first-agreement.may-i-call": Outcome.PERMIT,
    "first-agreement.may-i-call-on-sunday": Outcome.DENY,
    "first-agreement.may-i-come-alone": Outcome.NOT_APPLICABLE,
    "first-agreement.may-i-end-it": Outcome.PERMIT,
    "first-agreement.may-i-go-back-a-step": Outcome.NOT_APPLICABLE,
    "first-agreement.may-i-see-my-record": Outcome.NOT_APPLICABLE,
    "first-agreement.may-i-stop": Outcome.PERMIT,
    "first-agreement.may-i-withdraw-it": Outcome.PERMIT,
    "first-agreement.may-there-be-an-exception": Outcome.NOT_APPLICABLE,
    "first-agreement.may-there-be-touch": Outcome.NOT_APPLICABLE,
    "first-agreement.may-this-be-recorded": Outcome.DENY,
    "first-agreement.may-we-begin": Outcome.NOT_APPLICABLE,
    "first-agreement.may-we-meet-once-a-month": Outcome.NOT_APPLICABLE,
    "first-agreement.may-you-raise-it": Outcome.NOT_APPLICABLE,
    "first-agreement.may-you-read-my-reflection": Outcome.DENY,
    "first-agreement.may-you-ring-my-friend": Outcome.PERMIT,
    "first-agreement.may-you-tell-my-gp": Outcome.DENY,
    "first-agreement.must-i-tell-it": Outcome.NOT_APPLICABLE,
    "first-agreement.what-did-my-answers-say": Outcome.UNKNOWN,
    "first-agreement.what-does-my-friend-do": Outcome.NOT_APPLICABLE,
    "first-agreement.what-is-owed-before-the-end": Outcome.NOT_APPLICABLE,
    "first-agreement.when-did-we-last-work-on-it": Outcome.NOT_APPLICABLE,
    "first-agreement.when-is-it-destroyed": Outcome.NOT_APPLICABLE,
    "first-agreement.when-is-my-complaint-answered": Outcome.NOT_APPLICABLE,
    "first-agreement.when-is-my-next-entry": Outcome.NOT_APPLICABLE,
    "first-agreement.when-is-the-review": Outcome.NOT_APPLICABLE,
    "first-agreement.where-does-my-goal-stand": Outcome.NOT_APPLICABLE,
    "first-agreement.which-phase-are-we-in": Outcome.NOT_APPLICABLE,
    "first-agreement.which-step-am-i-at": Outcome.NOT_APPLICABLE,
    "first-agreement.which-text-rules": Outcome.NOT_APPLICABLE,
    "first-agreement.who-speaks-on-my-medicines": Outcome.NOT_APPLICABLE,
    "first-agreement.whose-consent-is-needed": Outcome.NOT_APPLICABLE,
    "joint-crisis-plan.is-it-in-force": Outcome.UNKNOWN,
    "skills-coaching.three-hours-later": Outcome.DENY,
    "student-sessions.how-many-are-left": Outcome.UNKNOWN,
}
"""The outcomes of the questions to the examples that are not simply answered."""


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in paths])


@named(AGREEMENTS)
def test_an_example_loads_and_has_the_findings_that_are_listed(path: Path) -> None:
    report = boundlib.check(path.read_bytes())
    assert report.ok
    found = {(p.code, str(p.severity)) for p in report.problems}
    assert found - {UNSALTED} == FINDINGS.get(path.stem, set())
    assert UNSALTED in found


@named(AGREEMENTS)
def test_an_example_is_written_back_as_it_was(path: Path) -> None:
    agreement = boundlib.load(path)
    text = boundlib.dumps(agreement)
    assert text.encode("utf-8") == rfc8785.dumps(plain(path))
    assert boundlib.loads(text) == agreement
    assert boundlib.dumps(boundlib.loads(text)) == text


@named(RECORDS)
def test_a_record_is_about_the_example_beside_it(path: Path) -> None:
    record = boundlib.load(path, Record)
    assert boundlib.check(path.read_bytes()).problems == ()
    beside = boundlib.load(path.with_name(path.name.replace(".record", "")))
    assert record.agreement == beside.id
    assert boundlib.dumps(record).encode("utf-8") == rfc8785.dumps(plain(path))


@named(QUESTIONS)
def test_a_question_is_for_an_example(path: Path) -> None:
    question = boundlib.load(path, Question)
    assert boundlib.check(path.read_bytes()).problems == ()
    assert boundlib.dumps(question).encode("utf-8") == rfc8785.dumps(plain(path))
    assert (EXAMPLES / f"{path.name.split('.')[0]}.json") in AGREEMENTS


@named(QUESTIONS)
def test_a_question_is_answered(path: Path) -> None:
    slug = path.name.split(".")[0]
    beside = EXAMPLES / f"{slug}.record.json"
    record = boundlib.load(beside, Record) if beside in RECORDS else None
    engine = boundlib.compile(boundlib.load(EXAMPLES / f"{slug}.json"))
    decision = engine.decide(boundlib.load(path, Question), record)
    assert decision.outcome is ANSWERS.get(path.stem, Outcome.ANSWERED)
    assert boundlib.loads(boundlib.dumps(decision), Decision) == decision


def test_every_example_is_asked() -> None:
    asked = {path.name.split(".")[0] for path in QUESTIONS}
    asked |= {v["agreement"] for v in map(plain, DECIDED) if is_name(v)}
    assert {path.stem for path in AGREEMENTS} <= asked


def is_name(vector: Any) -> bool:
    """Whether a vector asks an example, not an agreement of its own."""
    return isinstance(vector["agreement"], str)


def test_the_first_agreement_is_asked_every_kind_of_question() -> None:
    asked = {plain(p)["kind"] for p in QUESTIONS if p.name.startswith("first-agreement.")}
    assert asked == {cls.kind for cls in Question.__args__}


def test_the_broken_document_has_every_planted_problem_at_its_place() -> None:
    raw = (EXAMPLES / "broken.json").read_bytes()
    report = boundlib.check(raw)
    assert not report.ok
    errors = [p for p in report.problems if p.severity is Severity.ERROR]
    assert {p.pointer for p in errors} == PLANTED
    lines = raw.decode("utf-8").splitlines()
    for problem in errors:
        assert problem.line is not None
        assert problem.column is not None
        last = problem.pointer.rpartition("/")[2]
        if not last.isdigit():
            assert f'"{last}"' in lines[problem.line - 1]


def test_the_readme_lists_every_example() -> None:
    text = (EXAMPLES / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| \[([\w.-]+)\]\(\1\) \|", text, re.MULTILINE)
    folders = [p.name for p in EXAMPLES.iterdir() if p.is_dir() and p != QUESTIONS[0].parent]
    assert sorted(listed) == sorted(["broken.json", *folders, *(p.name for p in AGREEMENTS)])


# --- no number hides in free words --------------------------------------------------------------

FREE = {"text", "words", "instead", "kept", "title", "name", "reached_at", "between_contacts"}


def typed(data: Any) -> Iterator[Any]:
    """Every value outside of free words."""
    if isinstance(data, dict):
        for name, item in data.items():
            if name not in FREE or not isinstance(item, str):
                yield from typed(item)
    elif isinstance(data, list):
        for item in data:
            yield from typed(item)
    else:
        yield data


def free(data: Any) -> Iterator[str]:
    """Every text of free words."""
    if isinstance(data, dict):
        for name, item in data.items():
            if name in FREE and isinstance(item, str):
                yield item
            else:
                yield from free(item)
    elif isinstance(data, list):
        for item in data:
            yield from free(item)


def numbers(text: str) -> set[int]:
    return {int(run) for run in re.findall(r"[0-9]+", text)}


def with_named(document: Any, clause: Any) -> list[Any]:
    """A clause with the timetables and the measures it refers to."""
    used = {value for value in typed(clause) if isinstance(value, str)}
    named = [*document.get("timetables", ()), *document.get("measures", ())]
    return [clause, *(item for item in named if item["id"] in used)]


@named(AGREEMENTS)
def test_no_number_stands_in_words_alone(path: Path) -> None:
    document = plain(path)
    for clause in document["clauses"]:
        said = set().union(*(numbers(text) for text in free(clause)), set())
        known = set().union(*(numbers(json.dumps(v)) for v in typed(with_named(document, clause))))
        # Money is written in its smallest unit.
        assert said <= known | {n // 100 for n in known if n % 100 == 0}, clause["id"]
