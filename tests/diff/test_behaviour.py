"""spec/renegotiation 45-52: the behavioural view equals asking both versions everything."""

from __future__ import annotations

import copy
import json
from itertools import pairwise
from typing import Any

import pytest
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
from tests.decide.making import FRI, MON, ROUTE, TUE, agreement, fact, record

Data = dict[str, Any]

FEW = settings(max_examples=max(10, settings().max_examples // 5), deadline=None)
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
    """spec/renegotiation 45-49"""
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


@FEW
@given(pairs(), st.data())
def test_every_example_is_answered_as_it_says(pair: tuple[Data, Data], data: Any) -> None:
    """spec/renegotiation 47, 50"""
    versions = [read(one) for one in pair]
    start = BEGINS + data.draw(st.integers(0, 24)) * DAY
    differences = behaviour(
        *versions, start=Instant(start), end=Instant(start + 2 * DAY), sent_every=SIX_HOURS
    )
    assume(differences)
    old, new = (Judge(version, None) for version in versions)
    for difference in data.draw(st.lists(st.sampled_from(differences), max_size=4)):
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


# --- single changes, with what they come to worked out by hand ------------------------------------

PHONE: Data = {"kind": "contact.channel", "id": "line", "medium": "phone", "timetable": "office"}
LATER: Data = {
    "id": "office",
    "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "18:00"}],
}
WEEK = {"start": Instant.parse(f"{MON}T00:00:00Z"), "end": Instant.parse("2026-06-08T00:00:00Z")}
CALL = {"kind": "contact.may", "by": "client", "to": "therapist", "purpose": "coaching"}


def moment(day: str, time: str) -> Instant:
    return Instant.parse(f"{day}T{time}Z")


def compared(old: Data, new: Data, facts: Data | None = None, **more: Any) -> Any:
    given = None if facts is None else from_dict(facts, Record)
    return behaviour(from_dict(old), from_dict(new), record=given, **{**WEEK, **more})


def apart(differences: Any, **said: Any) -> list[tuple[Any, ...]]:
    """The stretches of one question, and the outcomes in them."""
    return [
        (one.begins, one.ends, one.old.outcome, one.new.outcome)
        for difference in differences
        if words(difference.question) == words(asked(said, 0))
        for one in difference.apart
    ]


def test_an_hour_more_is_that_hour_of_each_working_day() -> None:
    """spec/renegotiation 45, 50"""
    found = compared(agreement(PHONE), agreement(PHONE, timetables=[LATER]))
    hours = apart(found, **CALL, channel="line")
    # London is an hour ahead of UTC: from 17:00 until 18:00 on the wall.
    days = [f"2026-06-{day:02}" for day in range(1, 6)]
    assert hours == [
        (moment(day, "16:00:00"), moment(day, "17:00:00"), Outcome.DENY, Outcome.PERMIT)
        for day in days
    ]
    assert {difference.question.kind for difference in found} == {"contact.may"}
    assert {difference.question.purpose for difference in found} == set(Purpose)


def test_what_one_version_does_not_have_was_not_agreed_there() -> None:
    """spec/renegotiation 48"""
    mail = {"kind": "contact.channel", "id": "mail", "medium": "email"}
    for pair, outcomes in (
        ((agreement(PHONE), agreement(PHONE, mail)), ("not_applicable", "permit")),
        ((agreement(PHONE, mail), agreement(PHONE)), ("permit", "not_applicable")),
    ):
        assert apart(compared(*pair), **CALL, channel="mail") == [(*WEEK.values(), *outcomes)]


def test_a_price_is_asked_for_where_it_turns() -> None:
    """spec/renegotiation 47"""

    def fee(free: str) -> Data:
        price = {
            "kind": "rate",
            "price": {"kind": "amount", "minor": 1000, "currency": "GBP"},
            "per": "PT10M",
            "free": free,
            "started_unit": "counts",
            "units_from": "excess",
        }
        return {"kind": "contact.fee", "id": "fee", "price": price}

    found = compared(agreement(PHONE, fee("PT15M")), agreement(PHONE, fee("PT20M")))
    costs = {d.question.minutes: d.apart[0] for d in found if d.question.channel == "line"}
    # From 15 free minutes on every ten minutes, and from 20; at each turn, and just beyond it.
    assert {16, 26, 36}.isdisjoint({20, 30, 40})
    assert set(costs) == {16, 20, 26, 30, 36, 40}
    assert [costs[16].old.value.max, costs[16].new.value.max] == [1000, 0]
    assert [costs[40].old.value.max, costs[40].new.value.max] == [3000, 2000]


def test_replies_are_asked_for_by_the_hour() -> None:
    """spec/renegotiation 50"""

    def reply(within: str) -> Data:
        span = {"clock": "elapsed", "amount": within}
        return {"kind": "contact.reply_time", "id": "reply", "strength": "aim", "within": span}

    found = compared(agreement(PHONE, reply("PT24H")), agreement(PHONE, reply("PT12H")))
    (stretch,) = next(d.apart for d in found if d.question.kind == "contact.reply_due")
    assert (stretch.begins, stretch.ends) == tuple(WEEK.values())
    assert stretch.old.value.max == moment(TUE, "00:00:00")
    assert stretch.new.value.max == moment(MON, "12:00:00")


def test_each_consent_counts_for_both_versions() -> None:
    """spec/renegotiation 46"""

    def release(*items: str) -> Data:
        return {
            "kind": "sharing.release",
            "id": "to-the-doctor",
            "by": ["therapist"],
            "to": ["gp"],
            "items": list(items),
            "purposes": ["treatment"],
            "flow": "disclose",
        }

    people = [*agreement()["parties"], {"id": "surgery", "roles": ["gp"]}]
    old = agreement(release("attendance"), parties=people)
    new = agreement(release("attendance", "diagnosis"), parties=people)
    given = {"clause": "to-the-doctor", "digest": digest(from_dict(old)), "capacity": "self"}
    signed = fact("consent_given", "2026-05-01T10:00:00Z", by="client", method="signature", **given)
    ended = fact("ended", "2026-05-20T10:00:00Z")
    found = compared(old, new, record(signed, ended))
    telling = {"kind": "sharing.may", "by": "therapist", "to": "surgery", "purpose": "treatment"}
    assert apart(found, **telling, items=["diagnosis"]) == [(*WEEK.values(), "deny", "permit")]
    assert apart(found, **telling, items=["attendance"]) == []
    # Without the consent neither version lets anything be told, to anybody.
    assert compared(old, new, record(ended)) == ()


def test_what_the_record_covers_ends_where_it_ends() -> None:
    """spec/renegotiation 50, spec/decisions 70"""
    most = {
        "kind": "contact.allowance",
        "id": "calls",
        "by": ["client"],
        "tally": {
            "unit": "events",
            "at_most": 1,
            "count": [{"fact": "call_held", "by": "client"}],
            "window": {"kind": "period", "period": "day"},
        },
    }
    always = {name: said for name, said in PHONE.items() if name != "timetable"}
    covered = {"facts": ["call"], "since": "2026-05-01T00:00:00Z", "through": f"{FRI}T10:00:00Z"}
    facts = record(complete=[covered])
    found = compared(agreement(always, most), agreement(always), facts)
    until = WEEK["end"]
    assert apart(found, **CALL, channel="line") == [
        (moment(FRI, "10:00:01"), until, Outcome.UNKNOWN, Outcome.PERMIT)
    ]


def test_a_changed_number_is_another_route() -> None:
    """spec/renegotiation 47"""
    step = {"id": "number", "reach": "emergency_number", "number": "112"}
    found = compared(agreement(PHONE), agreement(PHONE, clauses=[PHONE, ROUTE | {"steps": [step]}]))
    assert [d.question.kind for d in found] == ["crisis.route"] * 2
    assert [d.question.place is None for d in found] == [True, False]
    assert [d.apart[0].ends for d in found] == [WEEK["end"]] * 2


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        ("new", {"new": agreement(PHONE, id="urn:example:other")}),
        ("record", {"facts": record() | {"agreement": "urn:example:other"}}),
        ("end", {"end": WEEK["start"]}),
        ("sent_every", {"sent_every": Exact(0)}),
    ],
)
def test_what_cannot_be_compared_is_misuse(where: str, wrong: Data) -> None:
    given: Data = {"old": agreement(PHONE), "new": agreement(PHONE), **wrong}
    with pytest.raises(UsageError) as raised:
        compared(**given)
    assert raised.value.where == where
