"""spec/findings 88 to 95: the work, its steps, its sessions, the people around."""

from typing import Any

import pytest

from boundlib.findings import findings
from tests.findings.making import Case, Data, agreement, data_of, each, places

WEEK: Data = {"clock": "calendar", "amount": "P7D"}


def tally(fact: str, **more: Any) -> Data:
    return {"unit": "events", "count": [{"fact": fact}], "window": {"kind": "ever"}} | more


def calls(**more: Any) -> Data:
    return {
        "kind": "contact.allowance",
        "id": "calls",
        "tally": tally("call_held", at_most=1),
    } | more


def homework(**more: Any) -> Data:
    return {"kind": "work.homework", "id": "walk", "task": "walk"} | more


def duty(**more: Any) -> Data:
    return {"kind": "work.duty", "id": "duty", "duty": "prepare", "strength": "promise"} | more


def ritual(**more: Any) -> Data:
    return {"kind": "work.ritual", "id": "look-back", "ritual": "reflection"} | more


def phases(*names: str) -> Data:
    ladder = {"steps": [{"id": name} for name in names]}
    return {"kind": "work.transition", "id": "phases", "ladder": ladder}


def role(id_: str, *who: str, **more: Any) -> Data:
    return {"kind": "network.role", "id": id_, "who": list(who), "speaks_on": ["sleep"]} | more


def frame(**more: Any) -> Data:
    return {"kind": "session.frame", "id": "frame"} | more


def expected(takes: Data) -> Data:
    return {"kind": "work.expectation", "id": "takes", "takes": takes}


def setback(**more: Any) -> Data:
    return {"kind": "work.setback", "id": "setback"} | more


def review(**more: Any) -> Data:
    return {"kind": "governance.review", "id": "review", "strength": "promise"} | more


CASES = (
    Case(
        "setback_counts",
        data_of(calls(when={"not": {"fact": "setback"}})),
        ("/clauses/0/when/not/fact",),
    ),
    Case(
        "setback_counts",
        data_of(calls(tally=tally("homework_reported", at_most=1))),
        ("/clauses/0/tally/count/0/fact",),
    ),
    Case(
        "setback_counts",
        data_of(phases("first", "second") | {"when": {"not": {"fact": "setback"}}}),
        ("/clauses/0/when/not/fact",),
    ),
    Case("setback_counts", data_of(setback(when={"fact": "setback"}))),
    Case("setback_counts", data_of(calls())),
    Case("setback_counts", data_of(setback(review_after=tally("setback", at_least=2)))),
    Case("setback_counts", data_of(review(after=[{"fact": "setback"}]))),
    Case("homework_without_review", data_of(homework()), ("/clauses/0",)),
    Case(
        "homework_without_review",
        data_of(homework(review={"unstated": "vague"})),
        ("/clauses/0/review",),
    ),
    Case("homework_without_review", data_of(homework(review=WEEK))),
    Case("promised_by_client", data_of(duty(by=["client"])), ("/clauses/0/strength",)),
    Case("promised_by_client", data_of(duty(by=["client"], strength="aim"))),
    Case("promised_by_client", data_of(duty())),
    Case("promised_by_client", data_of(duty(by=["client", "therapist"]))),
    Case(
        "promised_by_client",
        data_of(ritual(by=["client"], strength="promise")),
        ("/clauses/0/strength",),
    ),
    Case("reflection_shared", data_of(ritual(privacy="shared")), ("/clauses/0/privacy",)),
    Case("reflection_shared", data_of(ritual(privacy="chosen"))),
    Case("reflection_shared", data_of(ritual(ritual="summary", privacy="shared"))),
    Case(
        "phase_not_agreed",
        data_of(calls(when={"phase": "later"}), phases("first", "second")),
        ("/clauses/0/when/phase",),
    ),
    Case("phase_not_agreed", data_of(calls(when={"phase": "first"}), phases("first", "second"))),
    Case("phase_not_agreed", data_of(calls(when={"phase": "later"}))),
    Case(
        "several_speak_on_it",
        data_of(role("one", "client"), role("two", "therapist")),
        ("/clauses/0/speaks_on/0", "/clauses/1/speaks_on/0"),
    ),
    Case("several_speak_on_it", data_of(role("one", "therapist"), role("two", "therapist"))),
    Case(
        "several_speak_on_it",
        data_of(role("one", "client"), role("two", "therapist", speaks_on=["money"])),
    ),
    Case("one_phase_only", data_of(phases("first")), ("/clauses/0/ladder/steps",)),
    Case("one_phase_only", data_of(phases("first", "second"))),
    Case("frame_left_open", data_of(frame(place="room")), ("/clauses/0",)),
    Case("frame_left_open", data_of(frame(length="PT50M"))),
    Case("frame_left_open", data_of(frame(every=WEEK))),
    Case(
        "event_never_comes",
        data_of(duty(due=WEEK | {"from": "act"}), ritual(every=WEEK | {"from": "leave_started"})),
        ("/clauses/0/due/from", "/clauses/1/every/from"),
    ),
    Case(
        "event_never_comes",
        data_of(homework(review=WEEK | {"from": "told"}), expected(WEEK | {"from": "majority"})),
        ("/clauses/0/review/from", "/clauses/1/takes/from"),
    ),
    Case("event_never_comes", data_of(duty(due=WEEK | {"from": "reviewed"}))),
    Case("event_never_comes", data_of(duty(every=WEEK | {"from": "act"}))),
    Case("event_never_comes", data_of(duty(due=WEEK | {"from": {"unstated": "vague"}}))),
)


@each(CASES)
def test_a_finding_is_where_it_should_be(case: Case) -> None:
    assert places(case.data, case.code) == case.at


def test_what_is_plain_is_not_remarked_on() -> None:
    clauses = [
        homework(review=WEEK),
        duty(by=["therapist"]),
        ritual(by=["client"]),
        phases("first", "second"),
        frame(length="PT50M"),
        role("one", "therapist"),
        setback(meets=["tell"]),
    ]
    assert findings(agreement(data_of(*clauses))) == ()


@pytest.mark.parametrize("kind", ["signal_given", "break_taken", "adjustment_asked"])
def test_no_sign_or_request_takes_anything_away(kind: str) -> None:
    data = data_of(calls(when={"not": {"fact": kind}}))
    assert places(data, "setback_counts") == ("/clauses/0/when/not/fact",)
