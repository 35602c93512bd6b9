"""Pace in sentences: what a clause says, what an answer says, and that nobody is pressed."""

from __future__ import annotations

from typing import Any

from boundlib.explain import explain, explain_agreement
from boundlib.wire.documents import from_dict
from tests.decide import making as m
from tests.decide.test_pacing import LISTS, limit, pause
from tests.decide.test_topics import SLEEP, SUPPORT, isi, readiness, topic

Data = dict[str, Any]


def section(title: str, *clauses: Data) -> list[str]:
    sections = explain_agreement(from_dict(m.agreement(*clauses)))
    return next(list(s.sentences) for s in sections if s.title == title)


def said(kind: str, *clauses: Data, facts: tuple[Data, ...] = (), **more: Any) -> list[str]:
    data = m.agreement(*clauses)
    asked = m.question(kind, m.at(m.FRI), **more)
    return list(explain(m.decided(data, asked, m.record(*facts)), from_dict(data)))


GATE = readiness(SUPPORT)
STOPPING = "Stopping, and when it is too much"
TOPICS = "Hard topics, and what can wait"


def test_stopping_is_said_as_a_right() -> None:
    right = {"kind": "pace.right_to_pause", "id": "r", "of": ["any_question"], "steers": True}
    assert section(STOPPING, right) == [
        "You may stop, pause or skip at any time, and no reason is needed.",
        "Above all, this is about “any question”.",
        "It is for you to say what is done and how fast.",
    ]


def test_a_pause_a_limit_and_what_helps() -> None:
    signs = [{"id": "hand", "words": "A hand goes up"}, {"id": "silence"}]
    lasts = {"clock": "elapsed", "amount": "PT5M"}
    lines = section(STOPPING, pause(signals=signs, lasts=lasts, returns=["water"]))
    assert lines == [
        "These are signs for a pause, and any other way is as good: “A hand goes up”; “silence”.",
        "A pause lasts 5 minutes of real time.",
        "The way back, in this order: “water”.",
        "It is for you to say if and when to go on.",
    ]
    lines = section(STOPPING, limit(then=["stop"], pause="pause"), pause())
    assert lines[:3] == [
        "In a session, distress up to this level on the scale “suds-10” is fine: 7.",
        "When it is more than that, this is done, in this order: “stop”.",
        "There is a pause then: “pause”.",
    ]
    techniques = [
        {"id": "feet"},
        {"id": "water", "liking": "liked"},
        {"id": "breath", "liking": "disliked"},
    ]
    assert section(STOPPING, {"kind": "pace.grounding", "id": "g", "techniques": techniques}) == [
        "This can help to come back to the present: “feet”; “water”.",
        "Of these, this is liked best: “water”.",
        "This is not wanted: “breath”.",
    ]


def test_topics_readiness_and_lists() -> None:
    lines = section(TOPICS, topic("with_care", readiness="gate", instead=["coping"]), GATE)
    assert lines[:4] == [
        "The topic “accident” may be raised with care.",
        "This part is asked first: “gate”.",
        "This is done in its place: “coping”.",
        "You may raise it at any time all the same.",
    ]
    assert section(TOPICS, topic({"unstated": "vague"}))[0] == (
        "The text does not say how open the topic “accident” is."
    )
    assert section(TOPICS, readiness({**SLEEP, "rater": "clinician"}, SUPPORT, at_least=1)) == [
        "Before something hard, at least 1 of these should be there.",
        "“Sleep”: a score on “isi” of at most 14, as rated by “clinician”; a reading counts for 2"
        " days.",
        "“Support”.",
        "What is not known is never a no.",
    ]
    assert section(TOPICS, {**LISTS, "asks": ["therapist"]}) == [
        "The work needs to know this: “medication”.",
        "This can wait until there is a wish to tell it: “history”.",
        "This may be asked by your therapist.",
        "Nobody is pressed to tell anything.",
    ]


def test_answers_say_what_now_and_why_not() -> None:
    lines = said("pace.what_now", pause(returns=["water"]))
    assert lines[:2] == [
        "You may stop, pause or skip at any time, and no reason is needed.",
        "There is a pause, as agreed: “pause”.",
    ]
    assert said("pace.may_stop", by="client")[0] == (
        "Yes: you may stop at once, and no reason is needed."
    )
    assert said("pace.above_limit", limit(), level=8, scale="suds-10")[0] == (
        "Yes: 8 on the scale “suds-10” is more than was agreed as bearable."
    )
    no = said(
        "pace.may_raise", topic("not_now", instead=["work"]), by="therapist", topic="accident"
    )
    assert no[:3] == [
        "No: you should not raise this topic now.",
        "This topic was agreed to be left for now.",
        "This is done in its place: “work”.",
    ]
    old = said("pace.ready", readiness(SLEEP), facts=(isi(3, m.at(m.MON)),))
    assert "The last reading of this is too old to count: “sleep” (“gate”)." in old
    assert said("pace.must_tell", LISTS, item="history")[:2] == [
        "No: this can wait until there is a wish to tell it.",
        "Nobody is pressed to tell anything.",
    ]


def test_what_is_said_of_a_level_is_true() -> None:
    """spec/pace 16, 19, 21: a limit on distress is nothing that comes first"""
    above = said("pace.above_limit", limit(then=["stop"]), level=8, scale="suds-10")
    assert above[2] == "This is above what was agreed (“limit”)."
    two = tuple(
        m.fact("measurement", m.at(m.FRI, "10:00"), name, measure="suds-10", score=score)
        for name, score in (("one", 3), ("two", 9))
    )
    assert said("pace.above_limit", limit(), facts=two)[1] == (
        "The level cannot be told for certain from what was read (“limit”)."
    )


def test_nobody_hears_that_their_promise_was_none() -> None:
    """spec/work 18: what a client promised is no expectation, and is never overdue"""
    promised = {"kind": "work.duty", "id": "duty", "duty": "x", "strength": "promise"}
    assert said("work.overdue", {**promised, "by": ["client"]})[0] == (
        "Only a promise of the side of the therapist can be overdue, and this is not that (“duty”)."
    )


def test_a_session_that_may_be_at_two_times() -> None:
    """spec/work 102"""
    kinds = (("session_scheduled", m.MON, m.SAT), ("session_moved", m.TUE, m.SUN))
    facts = [m.fact(kind, m.at(day), session="s", starts=m.at(to)) for kind, day, to in kinds]
    loose = facts[1] | {"at": {"not_before": m.at(m.TUE), "not_after": m.at(m.SAT, "08:00")}}
    assert said("session.next", facts=(facts[0], loose))[0] == (
        "The next session is between Saturday 6 June 2026, 13:00 and Sunday 7 June 2026, 13:00."
    )
    gone = m.fact("session_cancelled", loose["at"], "gone", session="s")
    assert said("session.next", facts=(facts[0], gone))[1] == (
        "It is not known for certain what is planned now."
    )


def test_minutes_are_not_told_as_times() -> None:
    """spec/work 12, 13, 26"""
    day = {"kind": "period", "period": "day"}
    count = [{"fact": "homework_reported"}]
    often = {"unit": "minutes", "count": count, "window": day, "at_least": 20}
    walk = {"kind": "work.homework", "id": "walk", "task": "walk", "often": often}
    other = {**walk, "id": "other", "often": often | {"unit": "events"}}
    told = m.fact(
        "homework_reported", m.at(m.FRI, "08:00"), clause="walk", how="tried", minutes=35
    ) | {"by": "client"}
    for clauses in ((walk,), (other, walk)):
        lines = said("work.homework_now", *clauses, facts=(told,), clause="walk")
        assert lines[1] == "Done 35 minutes and meant 20 minutes or more."
    (line,) = (line for line in said("work.due", walk, facts=(told,)) if "For you" in line)
    assert line == (
        "For you: “walk”: tried, done 35 minutes and meant 140 minutes or more (“walk”)."
    )


def test_nobody_has_a_copy_of_what_was_not_given() -> None:
    """spec/work 57, 61"""
    clause = {"kind": "work.ritual", "id": "sum", "ritual": "summary", "by": ["therapist"]}
    clause |= {"to": ["client"]}
    over = m.fact("session_ended", m.at(m.MON), session="s")
    assert "A copy goes to your therapist and you." in said(
        "work.summary_now", clause, facts=(over,), session="s"
    )
    given = m.fact("summary_given", m.at(m.TUE), session="s", by="therapist")
    assert "A copy is with your therapist and you." in said(
        "work.summary_now", clause, facts=(over, given), session="s"
    )


def test_which_reading_counts_is_no_amount() -> None:
    """spec/measures 26, 42: what is not certain is the reading, and not an amount"""
    target = {"measure": "phq-9", "direction": "down", "goal": {"level": 9}}
    target |= {"held": {"clock": "calendar", "amount": "P2D"}}
    goal = {"kind": "work.milestone", "id": "low", "target": target}
    loose = m.fact("measurement", {"on": m.WED}, measure="phq-9", score=5)
    assert said("work.milestone_now", goal, facts=(loose,))[1] == (
        "Which of these counts, or when it was, is not certain: a form was filled in (“low”)."
    )
