"""What a record shows: corrections, what was known when, plans, times that are not exact."""

from typing import Any

import pytest

from boundlib.errors import UsageError
from tests.decide.making import (
    MON,
    SUN,
    TUE,
    WED,
    WEEK,
    Data,
    agreement,
    allowance,
    ask,
    at,
    call,
    channel,
    codes,
    covers,
    fact,
    first,
    may,
    plain,
    question,
    record,
    stated,
    tally,
)
from tests.decide.making import decided as decide

AROUND: Data = {"not_before": at(MON, "08:00:00"), "not_after": at(MON, "09:00:00")}
WEEKEND: Data = {"not_before": "2026-05-31T20:00:00Z", "not_after": at(MON, "09:00:00")}
ONE = agreement(channel(), allowance(tally(WEEK, 1)))
NOON = at(TUE)


def test_what_was_known_when() -> None:
    """spec/decisions 63"""
    late = record(call(at(MON, "10:00"), recorded_at=at(MON, "18:00")))
    assert may(ONE, NOON, late) == "deny"
    assert may(ONE, NOON, late, known=at(MON, "18:00")) == "deny"
    assert may(ONE, NOON, late, known=at(MON, "17:59:59")) == "permit"


def test_retracted() -> None:
    """spec/decisions 64"""
    wrong = call(at(MON, "10:00"), "wrong")
    gone = fact("retracted", at(MON, "12:00"), replaces="wrong")
    assert may(ONE, NOON, record(wrong)) == "deny"
    assert may(ONE, NOON, record(wrong, gone)) == "permit"
    assert may(ONE, NOON, record(gone, wrong), known=at(MON, "11:59")) == "deny"


def test_a_retraction_retracted() -> None:
    """spec/decisions 64"""
    facts = [call(at(MON, "10:00"), "one")]
    for n, (old, outcome) in enumerate([("one", "permit"), ("r0", "deny"), ("r1", "permit")]):
        facts.append(fact("retracted", at(MON, f"12:0{n}"), f"r{n}", replaces=old))
        assert may(ONE, NOON, record(*facts)) == outcome
    assert may(ONE, NOON, record(*facts), known=at(MON, "12:01")) == "deny"


def test_replaced() -> None:
    """spec/decisions 64"""
    wrong = call(at(MON, "10:00"), "wrong")
    right = call("2026-05-30T10:00:00Z", "right", replaces="wrong", recorded_at=at(MON, "12:00"))
    assert may(ONE, NOON, record(wrong, right)) == "permit"
    assert may(ONE, NOON, record(wrong, right), known=at(MON, "11:59")) == "deny"
    assert may(ONE, at("2026-05-30", "12:00"), record(wrong, right)) == "deny"
    undone = fact("retracted", at(MON, "13:00"), replaces="right")
    assert may(ONE, at("2026-05-30", "12:00"), record(wrong, right, undone)) == "permit"


def test_plans_have_not_happened() -> None:
    """spec/decisions 65"""
    planned = record(call(at(WED, "10:00"), recorded_at=at(MON, "09:00")))
    assert may(ONE, NOON, planned) == "permit"
    assert ask(ONE, "contact.may", NOON, planned, channel="phone")["valid_until"] == at(
        WED, "10:00:00"
    )


@pytest.mark.parametrize(
    ("when", "now", "outcome"),
    [
        ({"on": MON}, at(SUN, "22:59:59").replace("06-07", "05-31"), "permit"),
        ({"on": MON}, at(SUN, "23:00").replace("06-07", "05-31"), "unknown"),
        ({"on": MON}, at(MON, "22:59:58"), "unknown"),
        ({"on": MON}, at(MON, "22:59:59"), "deny"),
        (AROUND, at(MON, "07:59"), "permit"),
        (AROUND, at(MON, "08:00"), "unknown"),
        (AROUND, at(MON, "09:00"), "deny"),
        (WEEKEND, at(TUE), "unknown"),
    ],
)  # fmt: skip
def test_times_that_are_not_exact(when: Data, now: str, outcome: str) -> None:
    """spec/decisions 66, 73"""
    assert may(ONE, now, record(call(when))) == outcome
    assert may(ONE, now, record(call(when), call(when, "second"))) == outcome


def test_it_changes_where_the_time_begins_and_where_it_is_over() -> None:
    """spec/decisions 66, 85"""
    today = record(call({"on": MON}))
    found = ask(ONE, "contact.may", "2026-05-31T12:00:00Z", today, channel="phone")
    assert found["valid_until"] == "2026-05-31T23:00:00Z"
    found = ask(ONE, "contact.may", at(MON), today, channel="phone")
    assert found["valid_until"] == at(MON, "22:59:59")


def test_what_is_missing_is_known_to_be_missing_only_where_it_is_covered() -> None:
    """spec/decisions 67, 70, 74"""
    for since, through, outcome in (
        ("2026-05-31T23:00:00Z", "2026-06-02T12:00:00Z", "permit"),
        ("2026-05-31T23:00:01Z", "2026-06-02T12:00:00Z", "unknown"),
        ("2026-05-31T23:00:00Z", "2026-06-02T11:59:59Z", "unknown"),
    ):
        known = record(complete=covers("call", since=since, through=through))
        assert may(ONE, NOON, known) == outcome
    part = covers("call", since=MON, through=TUE)
    assert may(ONE, NOON, record(call(at(MON, "09:00")), complete=part)) == "deny"
    assert may(ONE, NOON, record(complete=covers("message"))) == "unknown"
    two = [*covers("call", through=TUE), *covers("call_held", since=TUE)]
    assert may(ONE, NOON, record(complete=two)) == "permit"
    found = ask(ONE, "contact.may", NOON, record(complete=()), channel="phone")
    assert found["waits_for"] == [{"fact": "call_held", "clause": "allowance"}]


def test_an_act_is_there_or_not_and_a_state_is_not_known() -> None:
    """spec/decisions 68, 69"""
    act, state = (
        agreement(channel(), first({"fact": "skill_tried"})),
        agreement(channel(), first({"fact": "well"})),
    )
    for complete in ((), covers("s")):
        assert may(act, NOON, record(complete=complete)) == "deny"
        assert may(state, NOON, record(complete=complete)) == "unknown"


def test_without_a_record_nothing_is_known() -> None:
    """spec/decisions 68"""
    found: Data = {"found": "better", "by": "therapist"}
    ended: Data = {"elapsed": {"clock": "elapsed", "amount": "PT24H", "from": "therapy_ended"}}
    for require in ({"fact": "skill_tried"}, found, ended):
        for asked, known, unknown in ((require, "deny", "unknown"), ({"not": require}, "permit",
                                                                     "unknown")):  # fmt: skip
            gate = agreement(channel(), first(asked))
            assert may(gate, NOON, record()) == known
            assert may(gate, NOON) == unknown
    place = [ask(ONE, "crisis.whereabouts", NOON, r)["outcome"] for r in (None, record())]
    assert place == ["unknown", "answered"]
    assert may(agreement(channel()), NOON) == "permit"
    steps = [{"slot": "coping", "entries": [{"id": "walk", "words": "Walk."}]}]
    plan: Data = {"kind": "crisis.safety_plan", "id": "plan", "by": ["client"], "steps": steps}
    assert ask(agreement(plan), "crisis.plan_next", NOON)["value"]["slot"] == "coping"


def test_the_facts_used_are_named() -> None:
    """spec/decisions 1, 4"""
    facts = [call(at(MON, "09:00"), "in"), call("2026-05-20T09:00:00Z", "out"),
             fact("skill_tried", at(MON, "08:00"), "beside")]  # fmt: skip
    found = ask(ONE, "contact.may", NOON, record(*facts), channel="phone")
    assert found["basis"]["facts"] == ["in"]
    assert found["basis"]["zone"] == "Europe/London"
    assert found["agreement"] == {"id": ONE["id"], "version": 1, "digest": "A" * 43}
    assert plain(decide(ONE, question("contact.may", NOON), record(*facts))) == plain(
        decide(ONE, question("contact.may", NOON), record(*facts[::-1]))
    )


def test_people_and_clauses_of_another_version() -> None:
    """spec/decisions 7"""
    stranger = call(at(MON, "09:00"), by="somebody", channel="gone")
    mine = agreement(
        channel(), allowance({**tally(WEEK, 1), "count": [{"fact": "call_held", "by": "client"}]})
    )
    assert may(mine, NOON, record(stranger)) == "permit"
    old = fact("consent_withdrawn", at(MON), clause="gone", capacity="self", method="spoken")
    assert may(mine, NOON, record(old)) == "permit"
    unsaid = call(at(MON, "09:00"))
    del unsaid["by"]
    assert may(mine, NOON, record(unsaid)) == "unknown"
    message = fact("message_sent", at(MON), "m", by="somebody", channel="gone")
    found = ask(mine, "contact.reply_due", NOON, record(message), message="m")
    assert found["outcome"] == "not_applicable"


@pytest.mark.parametrize(
    ("kind", "more", "where"),
    [
        ("contact.may", {"by": "nobody"}, "/by"),
        ("contact.may", {"to": "nobody"}, "/to"),
        ("contact.may", {"channel": "pigeon"}, "/channel"),
        ("crisis.may_ring", {"party": "nobody"}, "/party"),
        ("contact.allowance_left", {"clause": "nothing"}, "/clause"),
    ],
)
def test_a_question_about_what_is_not_there(kind: str, more: Data, where: str) -> None:
    """spec/decisions 7"""
    with pytest.raises(UsageError) as raised:
        ask(ONE, kind, NOON, **more)
    assert raised.value.where == where


def test_another_agreements_record() -> None:
    """spec/decisions 7"""
    other = {**record(), "agreement": "urn:example:other"}
    with pytest.raises(UsageError):
        may(ONE, NOON, other)
    with pytest.raises(UsageError):
        ask(ONE, "contact.first", NOON, other, crisis=True)


def test_a_decision_is_neither_true_nor_false() -> None:
    """spec/decisions 3"""
    with pytest.raises(UsageError):
        bool(decide(ONE, question("contact.may", NOON)))


def test_a_message_or_call_that_is_not_on_the_record() -> None:
    """spec/decisions 14, 29"""
    found = ask(ONE, "contact.reply_due", NOON, record(), message="m")
    assert (found["outcome"], found["waits_for"]) == ("unknown", [{"fact": "message_sent"}])
    each = agreement(allowance(tally({"kind": "each", "occasion": "call"}, 1)))
    assert ask(each, "contact.allowance_left", NOON, record(), occasion="c")["outcome"] == "unknown"


# --- lenient reading --------------------------------------------------------------------------


def leniently(data: Data, when: str = NOON, happened: Data | None = None, **more: Any) -> str:
    asked = question("contact.may", when, **({"channel": "phone"} | more))
    found = decide({**data, "spec_version": "1.1"}, asked, happened, lenient=True)
    return str(found.outcome)


def with_clause(data: Data, clause: Data) -> Data:
    return {**data, "clauses": [*data["clauses"], clause]}


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("contact.new", "unknown"), ("crisis.new", "permit"), ("planet.new", "unknown")],
)
def test_a_clause_of_an_unknown_kind(kind: str, outcome: str) -> None:
    """spec/decisions 89, 90"""
    data = with_clause(agreement(channel()), {"kind": kind, "id": "new", "rule": "x"})
    assert leniently(data) == outcome
    assert leniently(data, using="complain") == "permit"
    assert leniently(data, crisis=True) == "answered"


def test_where_something_cannot_be_read_nobody_says_that_nothing_was_agreed() -> None:
    """spec/decisions 89; spec/documents 34"""
    steps = [{"slot": "of_a_newer_version", "entries": [{"id": "x"}]}]
    plan = {"kind": "crisis.safety_plan", "id": "plan", "steps": steps}
    asked = question("crisis.plan_next", NOON)
    found = plain(decide(with_clause(agreement(), plan), asked, lenient=True))
    assert found["outcome"] == "unknown"
    assert codes(found) == ["newer_than_reader"]


def test_a_deny_and_a_refer_stay() -> None:
    """spec/decisions 89"""
    new = {"kind": "contact.new", "id": "new"}
    waits = agreement(first({"fact": "skill_tried"}))
    assert leniently(with_clause(waits, new), happened=record()) == "deny"
    assert leniently(with_clause(agreement(channel(force="may")), new)) == "refer"
    assert leniently(with_clause(agreement(), new)) == "unknown"


def test_a_member_that_is_not_understood() -> None:
    """spec/decisions 89, 90"""
    phone, mail = channel(timetable="office"), channel("mail", "email")
    assert leniently(agreement(phone, mail)) == "permit"
    assert leniently(agreement({**phone, "mood": 1}, mail)) == "unknown"
    assert leniently(agreement(phone, {**mail, "mood": 1})) == "permit"
    assert leniently(agreement(phone, {**mail, "mood": 1}), channel="email") == "unknown"
    assert leniently({**agreement(phone), "mood": 1}) == "unknown"
    table = [{**agreement()["timetables"][0], "mood": 1}]
    assert leniently(agreement(phone, mail, timetables=table)) == "unknown"
    assert leniently(agreement(phone, mail, timetables=table), channel="email") == "permit"
    parties = [
        {"id": "client", "roles": ["client"], "mood": 1},
        {"id": "t", "roles": ["therapist"]},
    ]
    for by, outcome in (("client", "unknown"), ("t", "permit")):
        who = agreement(channel(by=[by], to=["t"]), parties=parties)
        assert leniently(who, by=by, to="therapist") == outcome
    switched = {**first({"fact": "skill_tried"}), "when": {"fact": "well", "mood": 1}}
    well = record(stated("well", False))
    assert leniently(agreement(phone, switched), NOON, well) == "unknown"


def test_a_fact_that_is_not_understood() -> None:
    """spec/decisions 89, 90"""
    new = {"kind": "dream_told", "id": "d", "at": at(MON), "recorded_at": at(MON)}
    newer = {**record(new), "spec_version": "1.1"}
    assert leniently(ONE, NOON, newer) == "unknown"
    calls = agreement(channel(), allowance(tally(WEEK, 2)))
    odd = {**record({**call(at(MON)), "mood": 1}), "spec_version": "1.1"}
    assert leniently(calls, NOON, odd) == "unknown"
    assert leniently(agreement(channel()), NOON, odd) == "permit"
    assert leniently(ONE, NOON, odd) == "deny"
