"""spec/renegotiation 54-61: the behavioural view equals asking both versions everything."""

from __future__ import annotations

import copy
import json
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from boundlib.decide import Engine
from boundlib.diff.behaviour import Answered, Difference, behaviour
from boundlib.errors import BoundlibError, UsageError
from boundlib.model.agreement import Agreement
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.testing import boundaries, histories
from boundlib.times.scalars import Exact, Instant
from boundlib.vocab import Outcome, Purpose, SharedFor
from boundlib.wire.digest import digest
from boundlib.wire.documents import dumps, from_dict

Data = dict[str, Any]

FEW = settings(max_examples=max(8, settings().max_examples // 10), deadline=None)
FEWER = settings(FEW, max_examples=max(5, settings().max_examples // 20))
"""For whole decisions, each of which looks five years ahead."""
DAY = 86_400
BEGINS = int(Instant.parse("2026-03-09T00:00:00Z"))
SIX_HOURS = Exact(6 * 3600)

# --- the judge: whole decisions of both engines, one question at a time ---------------------------


def beside(facts: Data, version: Agreement) -> Record:
    """The record as if this version bound and each consent had been given to it."""
    binding = ("adopted", "ended", "lapsed")
    gone = {f["id"] for f in facts["facts"] if f["kind"] in binding}
    for _ in facts["facts"]:
        gone |= {f["id"] for f in facts["facts"] if f.get("replaces") in gone}
    kept = []
    for one in facts["facts"]:
        if one["id"] not in gone:
            if one["kind"] == "consent_given":
                one = one | {"digest": digest(version)}
            if one["kind"] == "consent_withdrawn":
                one = {name: said for name, said in one.items() if name != "digest"}
            kept.append(one)
    return from_dict(facts | {"facts": kept}, Record)


class Judge:
    """One version, asked by `decide` alone."""

    def __init__(self, version: Agreement, facts: Data | None) -> None:
        self.engine = Engine(version, digest=digest(version))
        self.record = None if facts is None else beside(facts, version)

    def answer(self, question: Any) -> Answered:
        try:
            decision = self.engine.decide(question, self.record)
        except UsageError:
            return Answered(Outcome.NOT_APPLICABLE)
        if question.kind == "sharing.may":
            (line,) = [i for i in decision.items if i.item == question.items[0]]
            return Answered(line.outcome)
        return Answered(decision.outcome, decision.value)


def asked(data: Data, at: int) -> Question:
    when = str(Instant(at))
    head = {"type": "question", "spec_version": "1.0", "at": when}
    sent = {"sent_at": when} if data["kind"] == "contact.reply_due" else {}
    found: Question = from_dict(head | data | sent, Question)
    return found


def words(question: Any) -> str:
    """A question without its time, as one word."""
    data = json.loads(dumps(question))
    return json.dumps({n: v for n, v in data.items() if n not in ("at", "sent_at")}, sort_keys=True)


def told(differences: tuple[Difference, ...], question: Any) -> tuple[Answered, Answered] | None:
    """What the view says of a question at its instant; None: no difference."""
    found = [
        (apart.old, apart.new)
        for difference in differences
        if words(difference.question) == words(question)
        for apart in difference.apart
        if apart.begins <= question.at < apart.ends
    ]
    assert len(found) < 2
    return found[0] if found else None


# --- pairs of versions ----------------------------------------------------------------------------


@st.composite
def pairs(draw: Any) -> tuple[Data, Data]:
    """An agreement, and one that came of it: some parts changed, taken away or added."""
    kind = draw(st.sampled_from((None, "sharing.may")))
    old = draw(boundaries(kind=kind, clauses=4, sharings=2))
    other = draw(boundaries(kind=kind, clauses=4, sharings=2))
    new = copy.deepcopy(old)
    new["version"] = 2
    for part in ("clauses", "timetables"):
        mine = {p["id"]: p for p in old.get(part, ())}
        theirs = {p["id"]: p for p in other.get(part, ())}
        few = st.lists(st.sampled_from(sorted({*mine, *theirs})), max_size=2, unique=True)
        for name in draw(few) if mine or theirs else ():
            mine[name] = theirs.get(name)
        if part in new or any(mine.values()):
            new[part] = [p for p in mine.values() if p is not None]
    for member in ("parties", "zone", "term", "jurisdiction"):
        if member in other and not draw(st.integers(0, 7)):
            new[member] = other[member]
    return old, new


def read(data: Data) -> Agreement:
    try:
        return from_dict(data)
    except BoundlibError:
        return assume(False)


def any_question(draw: Any, old: Data, new: Data) -> Data:
    """A question of the universe, drawn without looking at how it is listed."""
    clauses = [*old["clauses"], *new["clauses"]]

    def ids(kind: str) -> list[str]:
        return [clause["id"] for clause in clauses if clause["kind"] == kind]

    channels = [c for c in clauses if c["kind"] == "contact.channel"]
    ways = [*(c["id"] for c in channels), *(c["medium"] for c in channels)]
    grants = [c for c in clauses if c["kind"] in ("sharing.release", "sharing.third_party")]
    kinds = ["crisis.route"] + ["contact.may"] * 3 * bool(ways)
    kinds += ["sharing.may"] * 4 * bool(grants)
    kinds += ["contact.allowance_left"] * bool(ids("contact.allowance"))
    kinds += ["contact.reply_due"] * 2 * bool(ids("contact.reply_time") and ways)
    kinds += ["contact.cost"] * bool(ids("contact.fee") and ways)
    found: Data = {"kind": draw(st.sampled_from(kinds))}
    if found["kind"] == "contact.allowance_left":
        found["clause"] = draw(st.sampled_from(ids("contact.allowance")))
    elif found["kind"] == "sharing.may":
        grant = draw(st.sampled_from(grants))
        found["by"], found["to"] = (draw(st.sampled_from(grant[f])) for f in ("by", "to"))
        found["items"] = [draw(st.sampled_from(grant["items"]))]
        purposes = (*grant["purposes"], *map(str, SharedFor))
        found["purpose"] = draw(st.sampled_from(purposes))
    elif found["kind"] != "crisis.route":
        found["channel"] = draw(st.sampled_from(ways))
        found["purpose"] = draw(st.sampled_from(list(map(str, Purpose))))
    if found["kind"] == "contact.may":
        people = [*old["parties"], *new["parties"]]
        mine = [p["id"] for p in people if {"client", "guardian"} & set(p["roles"])]
        theirs = [p["id"] for p in people if {"therapist"} & set(p["roles"])]
        sides = [draw(st.sampled_from(mine)), draw(st.sampled_from(theirs))]
        found["by"], found["to"] = draw(st.permutations(sides))
    return found


@FEW
@given(pairs(), st.data())
def test_the_view_is_what_both_engines_answer(pair: tuple[Data, Data], data: Any) -> None:
    """spec/renegotiation 54-60"""
    versions = [read(one) for one in pair]
    facts = data.draw(st.none() | histories(pair[0], facts=5))
    start = BEGINS + data.draw(st.integers(0, 24)) * DAY
    end = start + data.draw(st.integers(1, 4)) * DAY
    differences = behaviour(
        *versions,
        start=Instant(start),
        end=Instant(end),
        record=None if facts is None else from_dict(facts, Record),
        sent_every=SIX_HOURS,
    )
    old, new = (Judge(version, facts) for version in versions)
    for _ in range(6):
        drawn = any_question(data.draw, *pair)
        every = int(SIX_HOURS) if drawn["kind"] == "contact.reply_due" else 1
        step = data.draw(st.sampled_from((every, max(every, 1800))))
        at = start + data.draw(st.integers(0, (end - start - 1) // step)) * step
        question = asked(drawn, at)
        shown = told(differences, question)
        answers = old.answer(question), new.answer(question)
        if drawn["kind"] == "contact.reply_due":
            assert (shown is not None) == (answers[0] != answers[1])
        else:
            assert shown == (None if answers[0] == answers[1] else answers)


@FEWER
@given(pairs(), st.data())
def test_every_example_is_answered_as_it_says(pair: tuple[Data, Data], data: Any) -> None:
    """spec/renegotiation 54, 57"""
    versions = [read(one) for one in pair]
    start = BEGINS + data.draw(st.integers(0, 24)) * DAY
    differences = behaviour(
        *versions, start=Instant(start), end=Instant(start + 2 * DAY), sent_every=SIX_HOURS
    )
    assume(differences)
    old, new = (Judge(version, None) for version in versions)
    for difference in data.draw(st.lists(st.sampled_from(differences), max_size=2)):
        first = difference.apart[0]
        question = difference.question
        assert question.at == first.begins
        assert (old.answer(question), new.answer(question)) == (first.old, first.new)
        assert first.old != first.new
        for one, other in pairwise(difference.apart):
            assert one.ends <= other.begins
        for apart in difference.apart:
            assert start <= apart.begins < apart.ends <= start + 2 * DAY


@FEW
@given(boundaries(clauses=4, sharings=2), st.integers(2, 9))
def test_versions_that_say_the_same_are_never_apart(data: Data, version: int) -> None:
    old, new = from_dict(data), from_dict(data | {"version": version, "title": "Another title"})
    end = Instant(BEGINS + 28 * DAY)
    assert behaviour(old, new, start=Instant(BEGINS), end=end) == ()
