"""The agreement itself in sentences: reviews, endings, other texts, rights, more for a time."""

import re
from typing import Any

import pytest

from boundlib.explain import ENGLISH, Phrases, explain, explain_agreement
from boundlib.model.answers import ByWhen, Never, YesNo
from boundlib.model.decision import ReasonLine
from boundlib.model.governance_answers import (
    EndingOwed,
    ExceptionTerms,
    ReviewDue,
    RightsHeld,
    RightWay,
    WhichRules,
)
from boundlib.model.governance_questions import (
    GovernanceEndedFrom,
    GovernanceEndingOwed,
    GovernanceExceptionTerms,
    GovernanceMayAskReview,
    GovernanceMayEnd,
    GovernanceMayExcept,
    GovernanceReviewDue,
    GovernanceReviewOverdue,
    GovernanceRightAnswer,
    GovernanceRights,
    GovernanceWhichRules,
)
from boundlib.model.renegotiating import OtherText
from boundlib.vocab import Met, Outcome, Reason, Right, Ruling, Strength

from .making import agreement, at, decision

Data = dict[str, Any]

AT = at("2026-06-10T10:00:00Z")
SOON, LATE = at("2026-06-12T09:00:00Z"), at("2026-07-01T09:00:00Z")
WEEK: Data = {"clock": "calendar", "amount": "P7D"}
OTHER: Data = {"id": "urn:example:terms", "version": 2, "dated": "2026-01-05"}
PHONE: Data = {"kind": "contact.channel", "id": "phone", "medium": "phone"}
MAIL: Data = {"kind": "contact.channel", "id": "mail", "medium": "email"}
ALL_THE_SAME = "You may end the work at any time all the same."


def section(title: str, *clauses: Data, **more: Any) -> list[str]:
    found = {s.title: s.sentences for s in explain_agreement(agreement(*clauses), **more)}
    return list(found[title])


def said(value: Any, question: Any, outcome: Outcome = Outcome.ANSWERED, **more: Any) -> list[str]:
    made = agreement(PHONE, MAIL)
    lines = explain(decision(outcome, question, value=value, **more), made)
    return [line for line in lines if not line.startswith("This is the answer for ")]


# --- clauses ----------------------------------------------------------------------------------


def test_a_review_says_what_makes_it_due() -> None:
    clause = {
        "kind": "governance.review",
        "id": "review",
        "strength": "promise",
        "every": {"clock": "sessions", "count": 6},
        "after": [{"fact": "self_harm"}],
        "on_request": True,
        "within": WEEK,
        "of": ["phone"],
        "agenda": ["goals"],
        "outcomes": ["go_on", "end"],
        "jointly": True,
    }
    assert section("Going through this together", clause, PHONE) == [
        "It is promised to go through “phone” together.",
        "Each time, this is to come within 6 sessions.",
        "This makes it due too: acts of self-harm.",
        "It is due when somebody asks for it.",
        "It is then to come within 7 days.",
        "What to talk about: “goals”.",
        "What can come of it: “go on”; “end”.",
        "What comes of it needs a yes from both sides.",
        "Each of you may ask for it at any time.",
    ]


@pytest.mark.parametrize(
    ("strength", "line"),
    [
        ("aim", "It is meant, not promised, to go through the whole text together."),
        ("none", "You may go through the whole text together."),
        (
            {"unstated": "vague"},
            "You go through the whole text together; the text does not say if it is promised.",
        ),
    ],
)
def test_a_review_says_how_strongly_it_is_meant(strength: Any, line: str) -> None:
    clause = {"kind": "governance.review", "id": "review", "strength": strength, "every": WEEK}
    assert section("Going through this together", clause)[0] == line


def test_an_ending_says_what_is_owed_and_that_a_client_is_free() -> None:
    clause = {
        "kind": "governance.ending",
        "id": "end",
        "by": ["therapist"],
        "notice": WEEK,
        "closing": 2,
        "referral": True,
        "require": {"found": "unsafe", "by": "therapist"},
        "jointly": True,
        "continues": ["phone"],
        "may_return": True,
    }
    assert section("How the work ends", clause, PHONE) == [
        "This is about an end that is told by your therapist.",
        "The two sides agree on the end together.",
        "This is open only if “unsafe” was found by your therapist.",
        "From the day it is told, the work goes on for 7 days.",
        "Once it is told, there is still this before the end: 2 sessions.",
        "Before the end, somebody else who can help is named.",
        "This goes on after the end: “phone”.",
        "You may come back later: an end takes nothing away.",
        ALL_THE_SAME,
    ]
    bare = {"kind": "governance.ending", "id": "end", "may_return": False}
    assert section("How the work ends", bare) == [
        "This is about an end that is told by each of you.",
        "The text does not say that you may come back later.",
        ALL_THE_SAME,
    ]


def test_other_texts_and_which_rules() -> None:
    clause = {
        "kind": "governance.precedence",
        "id": "texts",
        "other": OTHER,
        "rules": "other",
        "part": "supplement",
        "kinds": ["sharing", "contact.fee"],
        "first": ["phone"],
        "over": ["mail"],
        "notice": WEEK,
    }
    terms = "“urn:example:terms”, version 2, of Monday 5 January 2026"
    assert section("Which text rules", clause, PHONE, MAIL) == [
        f"This text adds to {terms}.",
        f"Where {terms} says something else, that text rules.",
        "Where they do not agree, “phone” rules over “mail”.",
        "This holds for what is shared and “contact.fee”.",
        "A change of the text is told this long before: 7 days.",
        "A change counts only once both sides say yes to it.",
    ]
    for rules, part, lines in (
        ("this", "main", ["This is the main text, and “urn:x” adds to it."]),
        ({"unstated": "vague"}, None, []),
    ):
        named = {"id": "texts", "other": {"id": "urn:x"}, "rules": rules}
        more = {} if part is None else {"part": part}
        found = section("Which text rules", {"kind": "governance.precedence", **named, **more})
        assert found[:-1] == lines
        assert found[-1] == (
            "Where “urn:x” says something else, this text rules."
            if rules == "this"
            else "The text does not say what rules where “urn:x” says something else."
        )


def test_rights_and_their_ways() -> None:
    clause = {
        "kind": "governance.right",
        "id": "rights",
        "rights": ["complain", "refuse"],
        "of": ["any_question"],
        "routes": [
            {"id": "a", "to": "therapist", "channels": ["letter"], "answered_within": WEEK},
            {"id": "b", "body": "ethics_committee"},
        ],
    }
    assert section("Rights that nothing takes away", clause) == [
        "You may always complain and refuse an item.",
        "Above all, this is about “any question”.",
        "For this, there is your therapist by letter.",
        "An answer must come within 7 days.",
        "For this, there is “ethics committee”.",
        "Any of these ways may be used, in any order.",
    ]


def test_more_for_a_time() -> None:
    clause = {
        "kind": "governance.exception_process",
        "id": "more",
        "force": {"decided_by": ["therapist"]},
        "by": ["client"],
        "kinds": ["contact"],
        "clauses": ["mail"],
        "longest": WEEK,
        "answered_within": WEEK,
        "untouched": ["phone"],
    }
    assert section("When more is allowed for a time", clause, PHONE, MAIL) == [
        "For a time, more may be allowed on contact and “mail”.",
        "You may ask for it.",
        "It ends within 7 days.",
        "An answer must come within 7 days.",
        "This stays as it is in any case: “phone”.",
        "Where to turn in a crisis, what is shared and all rights stay as they are.",
        "The decision on it is with your therapist.",
    ]
    bare = {"kind": "governance.exception_process", "id": "more", "force": "automatic"}
    assert section("When more is allowed for a time", bare)[:2] == [
        "For a time, more may be allowed on contact and sessions.",
        "The text does not say how long it may last.",
    ]


# --- answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strength", "line"),
    [
        (Strength.PROMISE, "You go through this together by Friday 12 June 2026, 10:00: "),
        (Strength.AIM, "You go through this together by Friday 12 June 2026, 10:00: "),
        (Strength.NONE, "You may go through this together by Friday 12 June 2026, 10:00."),
        (None, "You go through this together by Friday 12 June 2026, 10:00; "),
    ],
)
def test_when_a_review_is_due(strength: Strength | None, line: str) -> None:
    value = ReviewDue(strength=strength, min=SOON, max=SOON, agenda=("goals",), outcomes=("end",))
    found = said(value, GovernanceReviewDue(at=AT))
    assert found[0].startswith(line)
    assert found[1:3] == ["What to talk about: “goals”.", "What can come of it: “end”."]


def test_no_review_is_due_or_one_is_overdue() -> None:
    never = Never(never=True)
    question = GovernanceReviewDue(at=AT)
    assert said(ReviewDue(min=never, max=never), question)[0] == ("Nothing has made it due so far.")
    assert said(ReviewDue(strength=Strength.AIM, min=SOON), question)[0].startswith(
        "You go through this together at some time after Friday 12 June 2026, 10:00: "
    )
    overdue = GovernanceReviewOverdue(at=AT)
    assert said(YesNo(so=True), overdue)[0].startswith("Yes: it is past the time")
    assert said(YesNo(so=False), overdue)[0].startswith("No: it is not past the time")


def test_what_is_owed_before_the_end() -> None:
    value = EndingOwed(
        strength=Strength.PROMISE,
        told=Met.YES,
        notice_min=SOON,
        notice_max=SOON,
        sessions_min=1,
        sessions_max=1,
        referral=True,
        continues=("phone",),
    )
    question = GovernanceEndingOwed(at=AT)
    assert said(value, question)[:5] == [
        "It was told that the work ends.",
        "The time between telling it and the end is over by Friday 12 June 2026, 10:00.",
        "Still to come before the end: 1 session.",
        "Somebody else who can help is still to be named.",
        "This goes on after the end: “phone”.",
    ]
    mine = EndingOwed(
        strength=Strength.AIM, told=Met.NO, sessions_min=0, sessions_max=0, referral=False
    )
    assert said(mine, question)[:4] == [
        "So far, nobody has told that the work ends.",
        "No more sessions are owed before the end.",
        "Somebody else who can help was named.",
        ALL_THE_SAME,
    ]
    between = EndingOwed(strength=Strength.AIM, told=Met.YES, sessions_min=1, sessions_max=3)
    assert "between 1 session and 3 sessions" in said(between, question)[1]


def test_from_when_it_is_over_and_by_when_it_is_answered() -> None:
    never = Never(never=True)
    over = GovernanceEndedFrom(at=AT)
    assert said(ByWhen(min=SOON, max=SOON), over)[0] == (
        "The work is over from Friday 12 June 2026, 10:00 on."
    )
    assert said(ByWhen(min=never, max=never), over)[0] == "No end of the work is in sight."
    answer = GovernanceRightAnswer(at=AT, right=Right.COMPLAIN, used_at=AT)
    assert said(ByWhen(strength=Strength.PROMISE, min=SOON, max=SOON), answer)[0] == (
        "An answer must come by Friday 12 June 2026, 10:00."
    )


def test_which_text_rules() -> None:
    question = GovernanceWhichRules(at=AT)
    other = OtherText(id="urn:example:terms")
    assert said(WhichRules(rules=Ruling.THIS), question)[0] == "This text rules here."
    assert said(WhichRules(rules=Ruling.THIS, clauses=("phone",)), question)[0] == (
        "Of this text, this rules here: “phone”."
    )
    assert said(WhichRules(rules=Ruling.OTHER), question)[0] == "Another text rules here."
    referred = said(
        WhichRules(rules=Ruling.OTHER, other=other),
        question,
        Outcome.REFER,
        reasons=(ReasonLine(code=Reason.NOT_AT_HAND),),
    )
    assert referred[:4] == [
        "A person must decide which text rules here.",
        "Until somebody decides: another text rules here: “urn:example:terms”.",
        "The other text rules here, and it is not at hand.",
        "The decision is with your therapist.",
    ]


def test_a_right_is_said_first() -> None:
    ways = (
        RightWay(clause="phone", route="a", to="therapist", channels=("letter", "email")),
        RightWay(clause="phone", route="b", body="ethics_committee"),
    )
    found = said(RightsHeld(rights=(Right.COMPLAIN,), ways=ways), GovernanceRights(at=AT))
    assert found[:3] == [
        "You may always complain.",
        "For this, there is your therapist by letter or by e-mail (“phone”).",
        "For this, there is “ethics committee” (“phone”).",
    ]


def test_the_terms_of_an_exception() -> None:
    value = ExceptionTerms(
        decides=("therapist",),
        ends_min=LATE,
        ends_max=LATE,
        answer_min=SOON,
        answer_max=SOON,
        untouched=("mail",),
    )
    question = GovernanceExceptionTerms(at=AT, begins=AT)
    assert said(value, question)[:4] == [
        "The decision is with your therapist.",
        "It must end by Wednesday 1 July 2026, 10:00.",
        "An answer must come by Friday 12 June 2026, 10:00.",
        "This stays as it is in any case: “mail”.",
    ]
    assert said(ExceptionTerms(), question)[:2] == [
        "Nobody is named who decides.",
        "The text does not say how long it may last.",
    ]


@pytest.mark.parametrize(
    ("question", "outcome", "line"),
    [
        (GovernanceMayEnd(at=AT, by="client"), Outcome.PERMIT, "Yes: you may end the work."),
        (
            GovernanceMayEnd(at=AT, by="therapist"),
            Outcome.DENY,
            "No: what was agreed does not let you end the work now.",
        ),
        (
            GovernanceMayAskReview(at=AT, by="client"),
            Outcome.PERMIT,
            "Yes: you may ask to go through this together.",
        ),
        (
            GovernanceMayExcept(at=AT, by="therapist"),
            Outcome.PERMIT,
            "Yes: you may let more be done here for a time.",
        ),
        (
            GovernanceMayExcept(at=AT, by="client"),
            Outcome.DENY,
            "No: this stays as it is; a change can still be put to both sides.",
        ),
    ],
)
def test_a_yes_and_a_no_say_to_what(question: Any, outcome: Outcome, line: str) -> None:
    assert said(None, question, outcome)[0] == line


def test_an_end_that_is_agreed_together_is_put_to_the_other_side() -> None:
    reasons = (ReasonLine(code=Reason.BY_ARRANGEMENT),)
    found = said(None, GovernanceMayEnd(at=AT, by="therapist"), Outcome.REFER, reasons=reasons)
    assert "Please ask the client to arrange it." in found


# --- another language -------------------------------------------------------------------------

OTHER_TABLE = Phrases(
    {
        key: "".join(
            part if part.startswith("{") else re.sub(r"[^\W\d_]", "ø", part)
            for part in re.split(r"({\w+})", text)
        )
        for key, text in ENGLISH.items()
    }
)


def foreign(text: str) -> str:
    """What is left of a text without the other language, ids and zone names."""
    text = re.sub(r"“q[q\d:]*”|Etc/UTC|\b[A-Z]{2,3}\b", "", text)
    return re.sub(r"[øØ\W\d_]", "", text)


def test_another_table_says_governance_in_its_own_words() -> None:
    other = {"id": "q:q", "version": 1, "dated": "2026-01-05"}
    review = {"strength": "promise", "every": WEEK, "on_request": True, "within": WEEK}
    made = agreement(
        {"kind": "governance.review", "id": "q1", "agenda": ["q"], **review},
        {"kind": "governance.ending", "id": "q2", "notice": WEEK, "closing": 1, "jointly": True},
        {"kind": "governance.precedence", "id": "q3", "other": other, "rules": "this"},
        {"kind": "governance.precedence", "id": "q4", "first": ["q1"], "over": ["q2"]},
        {"kind": "governance.right", "id": "q5", "rights": ["end"], "of": ["q"]},
        {
            "kind": "governance.exception_process",
            "id": "q6",
            "force": "may",
            "kinds": ["contact", "session"],
        },
        zone="Etc/UTC",
    )
    for shown in explain_agreement(made, phrases=OTHER_TABLE):
        assert "".join(map(foreign, (shown.title, *shown.sentences))) == ""
    reasons = tuple(ReasonLine(code=code, clause="q1") for code in Reason)
    for outcome in Outcome:
        question = GovernanceMayEnd(at=AT, by="client")
        lines = explain(decision(outcome, question, reasons=reasons), made, phrases=OTHER_TABLE)
        assert "".join(map(foreign, lines)) == ""
