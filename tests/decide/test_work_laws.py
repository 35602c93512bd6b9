"""What holds of the work and its pace, whatever was agreed: random agreements and records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from boundlib import vocab
from boundlib.decide import Engine
from boundlib.decide.doubts import TOPICS
from boundlib.explain import explain
from boundlib.findings.lexicon import ENGLISH
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.testing import Situation, situations
from boundlib.testing.histories import ASKED
from boundlib.testing.parts import START
from boundlib.times.scalars import Instant
from boundlib.vocab import GENTLE, Right
from boundlib.wire.documents import from_dict
from tests.decide.making import DIGEST, agreement, ask, covers, record
from tests.decide.test_laws import decided
from tests.examples.places import ROOT

Data = dict[str, Any]

FEW = settings(max_examples=max(10, settings().max_examples // 2))
FEWER = settings(max_examples=max(10, settings().max_examples // 4))

MAY = {cls.kind for cls in get_args(Question) if cls.asks == "may"}
UNMOVED = sorted(
    {
        kind
        for kind in ASKED
        if kind in MAY
        or kind.startswith(("contact.", "crisis.", "sharing."))
        or kind in ("governance.ending_owed", "governance.ended_from")
    }
)
"""What nothing that was told gently changes: permits, crisis, sharing, endings."""

OF_PACE = sorted({kind for kind in ASKED if kind.startswith(("pace.", "work."))})


@st.composite
def gentle(draw: st.DrawFn) -> list[Data]:
    """A few things that were told, such as setbacks, pauses and homework that was not done."""
    kinds = draw(st.lists(st.sampled_from(sorted(GENTLE)), min_size=1, max_size=4))
    return [_told(draw, str(kind), number) for number, kind in enumerate(kinds)]


def _told(draw: st.DrawFn, kind: str, number: int) -> Data:
    at = str(Instant(START + draw(st.integers(0, 28 * 24)) * 3600))
    fact: Data = {"kind": kind, "id": f"t{number}", "by": "client", "at": at, "recorded_at": at}
    if kind == "homework_reported":
        how = draw(st.sampled_from(("not_yet", "chose_not_to", "partly", "tried")))
        fact |= {"clause": "practice", "how": how}
    if kind == "signal_given":
        fact["signal"] = "raised_hand"
    return fact


def _what_holds(found: Data) -> Data:
    """A decision without what only says what was looked at, and until when."""
    basis = {name: value for name, value in found["basis"].items() if name != "facts"}
    return {**found, "basis": basis, "valid_until": None}


# --- a setback takes nothing away -----------------------------------------------------------------


NO_SWITCH = ("crisis.route", "governance.right", "pace.right_to_pause")


def _turning_on(draw: st.DrawFn, of: Situation, kinds: list[str]) -> Situation:
    """The same, where what is told is asked for or counted wherever that can be written."""
    clauses = []
    for clause in of.agreement["clauses"]:
        counted = [{"fact": kind} for kind in kinds]
        tally: Data = {"unit": "events", "count": counted, "window": {"kind": "ever"}}
        leaf: Data = {"fact": kinds[0]}
        switches = (None, leaf, {"not": leaf}, {"reached": {**tally, "at_least": 1}})
        switch = draw(st.sampled_from(switches))
        changed = dict(clause)
        if switch is not None and clause["kind"] not in NO_SWITCH:
            changed["when"] = switch
        if clause["kind"] == "contact.allowance":
            changed["tally"] = {**tally, "count": [*counted, {"fact": "call_held"}], "at_most": 1}
        if clause["kind"] == "contact.cool_off":
            changed["after"] = counted
        clauses.append(changed)
    return of._replace(agreement={**of.agreement, "clauses": clauses})


@st.composite
def told_gently(draw: st.DrawFn) -> tuple[Situation, list[Data]]:
    """A situation whose clauses turn on what is told, and what is told."""
    of = draw(situations(kind=draw(st.sampled_from(UNMOVED)), clauses=4, facts=3))
    told = draw(gentle())
    return _turning_on(draw, of, list(dict.fromkeys(fact["kind"] for fact in told))), told


@FEW
@given(told_gently())
def test_a_setback_a_missed_task_and_a_pause_change_nothing(
    drawn: tuple[Situation, list[Data]],
) -> None:
    """spec/pace 5: no permit, and nothing about crisis, sharing or ending."""
    of, told = drawn
    more = {**of.record, "facts": [*of.record["facts"], *told]}
    before, after = decided(of), decided(of._replace(record=more))
    if of.question["kind"] in STEPPING and _counted_by_a_step(of):
        assert before["outcome"] != "permit" or after["outcome"] in ("permit", "refer")
        assert after["outcome"] != "deny"
    else:
        assert _what_holds(after) == _what_holds(before)


STEPPING = ("work.may_step", "pace.may_step")


def _counted_by_a_step(of: Situation) -> bool:
    """Whether what is hoped for before a step, or its pace, counts what is told gently."""
    ladders = [
        {name: clause.get(name) for name in ("ladder", "pace")}
        for clause in of.agreement["clauses"]
        if clause["kind"] in ("work.transition", "pace.sequence")
    ]
    return not set(map(str, GENTLE)).isdisjoint(_texts(ladders))


TOLD: Data = {"at": "2026-03-02T10:00:00Z", "recorded_at": "2026-03-02T10:00:00Z"}


@pytest.mark.parametrize("leaf", [{"fact": "setback"}, {"not": {"fact": "setback"}}])
@pytest.mark.parametrize(
    ("clause", "question"),
    [
        (
            {"kind": "work.transition", "ladder": {"steps": [{"id": "a"}, {"id": "b"}]}},
            {"kind": "work.may_step", "step": "b"},
        ),
        (
            {"kind": "pace.sequence", "ladder": {"steps": [{"id": "a"}, {"id": "b"}]}},
            {"kind": "pace.may_step", "step": "a"},
        ),
        (
            {"kind": "work.ritual", "ritual": "reflection", "privacy": "shared"},
            {"kind": "work.may_share_reflection", "with": "therapist"},
        ),
    ],
)
def test_what_may_be_done_is_not_switched_by_a_setback(
    leaf: Data, clause: Data, question: Data
) -> None:
    """spec/pace 5"""
    here = agreement({"id": "way", **clause, "when": leaf})
    told = {"kind": "setback", "id": "told", "by": "client", **TOLD}
    name, rest = question["kind"], {k: v for k, v in question.items() if k != "kind"}
    quiet, loud = (
        ask(here, name, "2026-03-09T00:00:00Z", record(*more, complete=covers("setback")), **rest)
        for more in ((), (told,))
    )
    assert _what_holds(loud) == _what_holds(quiet)


def test_what_is_hoped_for_before_a_step_may_count_a_setback() -> None:
    """The two talk it over; nothing is denied. spec/pace 5, spec/work 53"""
    steps = [{"id": "a"}, {"id": "b", "enter": {"not": {"fact": "setback"}}}]
    here = agreement({"kind": "work.transition", "id": "way", "ladder": {"steps": steps}})
    told = {"kind": "setback", "id": "told", "by": "client", **TOLD}
    found = ask(here, "work.may_step", "2026-03-09T00:00:00Z", record(told), step="b")
    assert found["outcome"] == "refer"


# --- stop means stop ------------------------------------------------------------------------------


@FEWER
@given(situations(), st.sampled_from([None, *Right]))
def test_a_clients_stop_beats_every_plan(of: Situation, using: Right | None) -> None:
    """spec/pace 1, 4"""
    head = {name: of.question[name] for name in ("type", "spec_version", "at")}
    more = {} if using is None else {"using": str(using)}
    asked = {**head, "kind": "pace.may_stop", "by": "client", **more}
    found = decided(of._replace(question=asked))
    assert (found["outcome"], [r["code"] for r in found["reasons"]]) == ("permit", ["right"])


@FEWER
@given(situations(kind="pace.may_raise"))
def test_a_client_may_raise_anything(of: Situation) -> None:
    """spec/pace 23"""
    assert decided(of._replace(question={**of.question, "by": "client"}))["outcome"] == "permit"


@FEWER
@given(situations(kind="pace.what_now"))
def test_what_now_is_always_answered(of: Situation) -> None:
    """spec/pace 6, 7, 12"""
    found = decided(of)
    assert found["outcome"] == "answered"
    if not of.question.get("crisis"):
        assert found["value"]["client_says"] is True
        disliked = {
            technique["id"]
            for clause in of.agreement["clauses"]
            for technique in clause.get("techniques", ())
            if technique.get("liking") == "disliked" and "when" not in clause
            if "valid" not in clause and "reading_of" not in clause
        }
        assert disliked.isdisjoint(found["value"].get("grounding", ()))


# --- not known is never a no ----------------------------------------------------------------------


@FEW
@given(
    st.sampled_from(("pace.ready", "pace.may_raise", "pace.above_limit")).flatmap(
        lambda kind: situations(kind=kind, facts=12)
    ),
    st.data(),
)
def test_without_its_readings_not_known_never_becomes_no(
    of: Situation, data: st.DataObject
) -> None:
    """spec/pace 34, 37"""
    kinds = ("measurement", "readiness_read")
    of_what = {_of_what(fact) for fact in of.record["facts"] if fact["kind"] in kinds}
    assume(of_what)
    gone = data.draw(st.sampled_from(sorted(of_what)))
    kept = [fact for fact in of.record["facts"] if _of_what(fact) != gone]
    assume(not {f.get("replaces") for f in kept} & {f["id"] for f in of.record["facts"]})
    if decided(of)["outcome"] == "unknown":
        found = decided(of._replace(record={**of.record, "facts": kept}))
        assert found["outcome"] != "deny"
        assert found.get("value", {}).get("so") is not False


def _of_what(fact: Data) -> str:
    return str(fact.get("measure") or f"{fact.get('clause')}/{fact.get('indicator')}")


@FEWER
@given(situations(facts=4), st.integers(0, 3), st.integers(0, 3))
def test_an_answer_on_self_harm_in_a_questionnaire_gates_nothing(
    of: Situation, one: int, other: int
) -> None:
    """spec/pace 22; spec/decisions 55: the ninth item moves, and the score stays as it is."""
    first, second = (
        decided(of._replace(record={**of.record, "facts": [*of.record["facts"], _phq(ninth)]}))
        for ninth in (one, other)
    )
    assert _what_holds(first) == _what_holds(second)


def _phq(ninth: int) -> Data:
    scores = {**{str(n): 1 for n in range(1, 9)}, "8": 3 - ninth, "9": ninth}
    at = str(Instant(START + 3600))
    items = [{"item": item, "score": score} for item, score in scores.items()]
    return {
        "kind": "measurement",
        "id": "phq",
        "measure": "phq-9",
        "score": 10,
        "items": items,
        "at": at,
        "recorded_at": at,
    }


# --- words ----------------------------------------------------------------------------------------

WORDS = {
    str(word)
    for name in vocab.__all__
    if isinstance(words := getattr(vocab, name), type) and issubclass(words, StrEnum)
    for word in words
} | TOPICS
NOT_A_WORD = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+Z|-?\d+(\.\d+)?")
BLAMING = re.compile(r"\b(fail\w*|missed|non-?complian\w*|manipulat\w*|attention.seeking)\b", re.I)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _texts(each)


PUBLISHED = {*_texts(json.loads((ROOT / "schemas/1.0/measures.json").read_text("utf-8")))}
"""The words of the shipped measures, such as the name of a band."""


@FEW
@given(st.sampled_from(OF_PACE).flatmap(lambda kind: situations(kind=kind)))
def test_no_word_is_made_up_and_none_blames(of: Situation) -> None:
    """Each word of a value is one of the format, or was agreed, recorded or published."""
    agreement = from_dict(of.agreement)
    engine = Engine(agreement, digest=DIGEST)
    question, record = from_dict(of.question, Question), from_dict(of.record, Record)
    decision = engine.decide(question, record)
    plain = json.loads(json.dumps(decided(of)))
    written = {*_texts(of.agreement), *_texts(of.record), *PUBLISHED}
    values = [plain.get("value", {}), *(a.get("value", {}) for a in plain.get("alternatives", ()))]
    for value in values:
        for text in _texts({**value, "kind": ""}):
            assert text in WORDS | written | {""} or NOT_A_WORD.fullmatch(text), text
    for sentence in explain(decision, agreement):
        assert not list(ENGLISH.blame.find(sentence)), sentence
        assert not BLAMING.search(sentence), sentence
        # Only of what a therapist promises can be asked whether it is overdue.
        assert "overdue" not in sentence or of.question["kind"] == "work.overdue"


@pytest.mark.parametrize("step", ["a", "b"])
def test_nobody_reads_of_failing_where_they_go_back(step: str) -> None:
    steps = [{"id": "a"}, {"id": "b"}]
    clause = {"kind": "work.transition", "id": "way", "ladder": {"steps": steps}}
    agreed = from_dict(agreement(clause))
    asked = {"kind": "work.may_step", "at": "2026-03-09T00:00:00Z", "step": step}
    head = {"type": "question", "spec_version": "1.0"}
    question = from_dict(head | asked, Question)
    both = {"kind": "step_confirmed", "id": "on", "by": "client", "with": ["therapist"]}
    happened = from_dict(record({**both, **TOLD, "step": "way/b"}), Record)
    said = explain(Engine(agreed, digest=DIGEST).decide(question, happened), agreed)
    assert not [sentence for sentence in said if BLAMING.search(sentence)]
