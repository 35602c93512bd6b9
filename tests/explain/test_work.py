"""The work, sessions and the people around in sentences."""

from typing import Any

import pytest

from boundlib.explain import ENGLISH, explain, explain_agreement
from boundlib.model import work_answers as d
from boundlib.model import work_questions as q
from boundlib.model.answers import ByWhen, Never, YesNo
from boundlib.model.decision import ReasonLine
from boundlib.model.pace_questions import PaceMayStep
from boundlib.model.worked import LoggedField
from boundlib.vocab import Met, Outcome, Reason, Role, Strength, Tried
from tests.explain.making import agreement, at, decision

Data = dict[str, Any]

AT = at("2026-06-10T10:00:00Z")
SOON, LATE = at("2026-06-12T08:00:00Z"), at("2026-07-01T08:00:00Z")
NEVER = Never(never=True)
STAYS = "this stays as it is: crisis, what is shared and the text itself."
WEEK: Data = {"clock": "calendar", "amount": "P7D"}
DUTY: Data = {
    "kind": "work.duty",
    "id": "feedback",
    "by": ["therapist"],
    "duty": "feedback",
    "strength": "promise",
}
WALK: Data = {"kind": "work.homework", "id": "walk", "task": "short_walk"}
PHASES: Data = {
    "kind": "work.transition",
    "id": "phases",
    "ladder": {"steps": [{"id": "weekly"}, {"id": "monthly", "lasts": WEEK}]},
}


def section(title: str, *clauses: Data, **more: Any) -> list[str]:
    found = {s.title: s.sentences for s in explain_agreement(agreement(*clauses), **more)}
    return list(found[title])


def said(value: Any, question: Any, outcome: Outcome = Outcome.ANSWERED, **more: Any) -> list[str]:
    reader = more.pop("reader", None)
    made = agreement(DUTY, WALK, PHASES)
    lines = explain(decision(outcome, question, value=value, **more), made, reader=reader)
    route = next(n for n, line in enumerate(lines) if line.startswith("If you are in crisis"))
    return [line for line in lines[:route] if not line.startswith("This is the answer for ")]


# --- clauses --------------------------------------------------------------------------------------


def test_duties_and_tasks_in_words() -> None:
    """spec/work 1, 6"""
    often = {
        "unit": "events",
        "count": [{"fact": "homework_reported", "of": "walk"}],
        "window": {"kind": "period", "period": "day"},
        "at_least": 1,
        "at_most": 1,
    }
    more: Data = {"often": often, "obstacles": [{"id": "rain", "then": "stairs"}, {"id": "late"}]}
    found = section("What each side does", DUTY, WALK | more | {"review": WEEK})
    assert found == [
        "Promised by your therapist: “feedback”.",
        "Something to try, by you: “short walk”.",
        "How often: 1 time in a day, counting times it was tried under “walk”.",
        "If “rain” gets in the way, then “stairs”.",
        "If “late” gets in the way, we talk about it.",
        "It is gone through together within 7 days.",
        "A part of it counts.",
    ]
    assert section("What each side does", DUTY, reader="therapist") == [
        "Promised by you: “feedback”."
    ]


@pytest.mark.parametrize(
    ("ritual", "privacy", "last"),
    [
        ("reflection", None, "Only whoever wrote it sees it."),
        ("reflection", "chosen", "Whoever wrote it says each time what is shown."),
        ("check_in", None, "No entry is no alarm."),
    ],
)
def test_rituals_in_words(ritual: str, privacy: str | None, last: str) -> None:
    """spec/work 62, 65, 75"""
    clause: Data = {"kind": "work.ritual", "id": "r", "ritual": ritual}
    more: Data = {} if privacy is None else {"privacy": privacy}
    assert section("What each side does", clause | more)[-1] == last


def test_a_setback_takes_nothing_away() -> None:
    """spec/work 34"""
    clause: Data = {"kind": "work.setback", "id": "s", "by": ["client"], "meets": ["tell", "rest"]}
    assert section("When there is a setback", clause) == [
        "A setback, for you, may be told in any way.",
        "What is then done, in this order: “tell”; “rest”.",
        f"A setback takes nothing away: {STAYS}",
    ]


def test_phases_in_words() -> None:
    """spec/work 41, 43"""
    assert section("Phases and steps", PHASES) == [
        "The work has phases, and the first is where it begins.",
        "In this order: “weekly” and “monthly”.",
        "“Monthly” is meant to last 7 days.",
        "Each step begins once both sides say so, and a step back is part of the way.",
    ]


def test_sessions_and_people_in_words() -> None:
    """spec/work 79, 84"""
    frame: Data = {"kind": "session.frame", "id": "f", "length": "PT50M", "media": ["video"]}
    assert section("The sessions", frame) == [
        "This is how sessions are.",
        "One lasts 50 minutes.",
        "They are held by video.",
    ]
    role: Data = {"kind": "network.role", "id": "n", "who": ["therapist"], "speaks_on": ["sleep"]}
    assert section("The people around you", role) == [
        "This is about your therapist.",
        "They speak on “sleep”.",
    ]


# --- values ---------------------------------------------------------------------------------------


def test_what_is_open_this_week() -> None:
    """spec/work 11, 12, 17"""
    items = (
        d.OpenItem(
            clause="feedback",
            by=("therapist",),
            strength=Strength.PROMISE,
            due_min=SOON,
            due_max=SOON,
        ),
        d.OpenItem(clause="walk", by=("client",), how=Tried.PARTLY, done=1, least=5),
    )
    assert said(d.DueList(items=items), q.WorkDue(at=AT)) == [
        "Promised by your therapist: “feedback”: due by Friday 12 June 2026, 09:00 (“feedback”).",
        "For you: “short walk”: partly done, done 1 time and meant 5 times or more (“walk”).",
    ]
    assert said(d.DueList(), q.WorkDue(at=AT)) == ["Nothing is open this week."]
    for done, state in ((None, "it is not known how it went"), (0, "nothing was told yet")):
        untold = d.DueList(items=(d.OpenItem(clause="walk", by=("client",), done=done),))
        assert said(untold, q.WorkDue(at=AT)) == [f"For you: “short walk”: {state} (“walk”)."]


def test_what_was_left_is_not_held_against_anybody() -> None:
    """spec/work 4, 17: whoever reads it is not spoken of as somebody else"""
    item = d.OpenItem(clause="walk", by=("client",), how=Tried.CHOSE_NOT_TO)
    assert said(d.DueList(items=(item,)), q.WorkDue(at=AT)) == [
        "For you: “short walk”: left for now (no reason is needed) (“walk”)."
    ]


@pytest.mark.parametrize("how", Tried)
def test_how_it_went_is_said_without_blame(how: Tried) -> None:
    """spec/work 4"""
    (line,) = said(d.HomeworkNow(how=how), q.WorkHomeworkNow(at=AT))
    assert line.removesuffix(".").lower() == ENGLISH[f"value.homework_now.{how}"]
    for word in ("fail", "miss", "overdue", "refus", "should"):
        assert word not in line.lower()


def test_homework_with_what_got_in_the_way() -> None:
    """spec/work 27, 28, 30"""
    value = d.HomeworkNow(
        how=Tried.PARTLY,
        done=2,
        least=2,
        most=2,
        obstacles=("rain",),
        then=("stairs",),
        review=Met.NO,
        review_min=LATE,
        review_max=LATE,
    )
    assert said(value, q.WorkHomeworkNow(at=AT)) == [
        "It was partly done, and that counts.",
        "Done 2 times and meant 2 times.",
        "What got in the way: “rain”.",
        "What was planned for that: “stairs”.",
        "It is not yet time to go through it together.",
        "It is time for that from Wednesday 1 July 2026, 09:00 on.",
    ]


def test_a_setback_is_answered_without_blame() -> None:
    """spec/work 33, 34, 36"""
    value = d.SetbackNow(review=Met.YES, unchanged=("crisis", "sharing", "governance"))
    assert said(value, q.WorkSetbackNow(at=AT)) == [
        "A setback is a part of the way.",
        "A talk about it is offered now; it is up to you.",
        f"A setback takes nothing away: {STAYS}",
    ]


def test_where_we_are() -> None:
    """spec/work 50"""
    value = d.LadderNow(
        step="weekly", next="monthly", hoped=Met.NO, confirmed=(Role.CLIENT,), to="monthly"
    )
    assert said(value, q.WorkPhaseNow(at=AT)) == [
        "Now it is “weekly”.",
        "Next comes “monthly”.",
        "What is hoped for before the next one is not there yet.",
        "You said yes to “monthly”; the other side has not yet.",
    ]
    back = d.LadderNow(step="monthly", since=SOON, before="weekly", back=Met.YES)
    assert said(back, q.WorkPhaseNow(at=AT)) == [
        "Now it is “monthly”, since Friday 12 June 2026, 09:00.",
        "It is always open to go back to “weekly”.",
        "What leads back is there: a step back is part of the way.",
    ]
    assert said(d.LadderNow(next="weekly"), q.WorkPhaseNow(at=AT))[0] == "No step has begun yet."


@pytest.mark.parametrize("kind", [q.WorkMayStep, PaceMayStep])
def test_who_decides_on_a_step(kind: Any) -> None:
    """spec/work 53"""
    found = said(None, kind(at=AT, step="monthly"), Outcome.REFER)
    assert found[1] == "The decision is with both sides together."


def test_a_summary_in_words() -> None:
    """spec/work 57, 58, 61"""
    value = d.SummaryNow(given=Met.YES, confirmed=Met.NO, copies=("client",))
    asked = q.WorkSummaryNow(at=AT, session="s")
    assert said(value, asked) == [
        "The summary was given.",
        "You said that it is not right, and both views are kept.",
        "A copy is with you.",
    ]
    assert said(value, asked, reader="therapist")[1].startswith("The client said that ")


def test_entries_in_words() -> None:
    """spec/work 68"""
    fields = (
        LoggedField(name="joy", level=4),
        LoggedField(name="slept", is_=True),
        LoggedField(name="rest", is_=False),
        LoggedField(name="place", is_="at_home"),
        LoggedField(name="mood"),
    )
    plain = d.LogEntry(fact="f", at=SOON, recorded_at=SOON, by="client")
    late = d.LogEntry(fact="g", at=SOON, recorded_at=LATE, by="client", fields=fields)
    assert said(d.Logged(entries=(plain, late)), q.WorkLogged(at=AT)) == [
        "An entry by you, for Friday 12 June 2026, 09:00.",
        "An entry by you, for Friday 12 June 2026, 09:00: “joy” 4; “slept”: yes; “rest”: no; "
        "“place”: at home; “mood” (written on Wednesday 1 July 2026, 09:00).",
    ]
    assert said(d.Logged(), q.WorkLogged(at=AT)) == ["There are no entries."]


def test_times_in_words() -> None:
    """spec/work 75, 77, 78"""
    when = ByWhen(min=SOON, max=SOON)
    assert said(when, q.SessionNext(at=AT)) == [
        "The next session is on Friday 12 June 2026, 09:00."
    ]
    never = ByWhen(min=NEVER, max=NEVER)
    assert said(never, q.SessionNext(at=AT)) == ["No session is planned."]
    assert said(when, q.WorkNextCheckIn(at=AT))[-1] == "No entry is no alarm."
    assert said(never, q.WorkNextCheckIn(at=AT))[0] == "No entry is due until its time comes again."


def test_a_session_in_words() -> None:
    """spec/work 79, 83, 94"""
    value = d.InFrame(so=False, length=Met.NO, medium=Met.YES, rhythm=Met.NO, ends_at=SOON)
    assert said(value, q.SessionInFrame(at=AT)) == [
        "This session is not quite as agreed.",
        "Its length is not as agreed.",
        "Its way or place is as agreed.",
        "It comes sooner or more often than was agreed.",
        "By what was agreed, it ends on Friday 12 June 2026, 09:00.",
    ]


def test_the_people_around_in_words() -> None:
    """spec/work 84, 87"""
    value = d.NetworkRoleNow(does=("look_in",), refers_to="therapist")
    assert said(value, q.NetworkRoleOf(at=AT, party="family")) == [
        "This is about your family member.",
        "What they do: “look in”.",
        "What is not theirs, they send to your therapist.",
    ]
    who = d.WhoDoes(who=("therapist",))
    assert said(who, q.NetworkWhoDoes(at=AT, subject="sleep")) == [
        "“Sleep” is with your therapist."
    ]


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        (
            q.WorkOverdue(at=AT),
            "Yes: it is past the time that was promised.",
            "No: it is not past its time.",
        ),
        (
            q.WorkChangedBy(at=AT, about="f"),
            "Yes: this changed what holds.",
            "No: nothing changed by this.",
        ),
        (
            q.WorkCopyCurrent(at=AT, digest="A" * 43),
            "Yes: this copy is the text that rules now.",
            "No: this copy is not the text that rules now.",
        ),
    ],
)
def test_yes_and_no_in_words(question: Any, yes: str, no: str) -> None:
    """spec/work 18, 39, 90"""
    assert [said(YesNo(so=so), question)[0] for so in (True, False)] == [yes, no]


def test_a_reflection_stays_with_whoever_wrote_it() -> None:
    """spec/work 62"""
    asked = q.WorkMayShareReflection(at=AT, with_="therapist")
    because = (ReasonLine(code=Reason.PRIVATE),)
    assert said(None, asked, Outcome.DENY, reasons=because) == [
        "No: this stays with whoever wrote it.",
        "It is private, and whoever wrote it has not shown it to them.",
    ]
