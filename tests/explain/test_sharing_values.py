"""What is said to the other questions on sharing, consent and touch (spec/sharing 49-59)."""

from typing import Any

import pytest

from boundlib.model import sharing_answers as v
from boundlib.model import sharing_questions as q
from boundlib.model.answers import ByWhen, Never
from boundlib.model.decision import Alternative, Obligation, Reading, ReasonLine
from boundlib.vocab import ConsentForm, Duty, Outcome, Reason, SharedFor, SharedItem

from .making import agreement, at
from .test_sharing_agreements import PEOPLE, TWO
from .test_sharing_decisions import ASKED, DEFAULT, ONE, may, said

LATER = at("2026-12-31T23:00:00Z")


def answered(value: Any, question: Any, made: Any = ONE) -> tuple[str, ...]:
    found = said(Outcome.ANSWERED, question, made, value=value)
    return found[: next(i for i, line in enumerate(found) if line.startswith("This is the answer"))]


# --- the other questions --------------------------------------------------------------------------

COUPLE = agreement({"kind": "sharing.unit_of_care", "id": "us", "unit": "couple"}, parties=TWO)
LEADS: list[tuple[Any, str, str]] = [
    (
        q.SharingMayRelease(at=ASKED, by="ann", items=("diagnosis",)),
        "Yes: consent from you alone is enough to share diagnoses.",
        "No: consent from you alone is not enough to share diagnoses.",
    ),
    (
        q.SharingMayKeep(at=ASKED, by="ben"),
        "Yes: what the other client “ben” told alone may be kept from the others.",
        "No: what the other client “ben” told alone is not to be kept from the others.",
    ),
    (
        q.SharingMaySeeAlone(at=ASKED, party="ben"),
        "Yes: the other client “ben” may be seen alone.",
        "Not now: the other client “ben” may not be seen alone yet.",
    ),
    (
        q.SharingMayRecord(at=ASKED, purpose="training"),
        "Yes: this session may be recorded for teaching and training.",
        "No: this session may not be recorded for teaching and training.",
    ),
    (
        q.SharingMayRecord(at=ASKED),
        "Yes: this session may be recorded.",
        "No: this session may not be recorded.",
    ),
    (
        q.GovernanceMayTakePart(at=ASKED, care="group_work"),
        "Yes: all is met that was agreed for taking part in “group work”.",
        "No: not all is met that was agreed for taking part in “group work”.",
    ),
    (
        q.PaceMayTouch(at=ASKED, touch="hand_on_shoulder"),
        "Yes: there may be touch now (“hand on shoulder”).",
        "No: there is to be no touch now (“hand on shoulder”).",
    ),
    (
        q.PaceMayTouch(at=ASKED),
        "Yes: there may be touch now.",
        "No: there is to be no touch now.",
    ),
]


@pytest.mark.parametrize(("question", "yes", "no"), LEADS)
def test_a_yes_and_a_no_say_what_they_are_about(question: Any, yes: str, no: str) -> None:
    assert said(Outcome.PERMIT, question, COUPLE, reader="ann")[0] == yes
    assert said(Outcome.DENY, question, COUPLE, reader="ann")[0] == no


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        (
            q.SharingWhoMaySee(at=ASKED, item="billing", purpose="payment"),
            "who may be told about bills and payments, for payment",
        ),
        (
            q.SharingWhoMaySee(at=ASKED, item="billing"),
            "who may be told about bills and payments, whatever for",
        ),
        (q.SharingWhatMaySee(at=ASKED, to="doctor"), "what your GP may be told"),
        (
            q.SharingWhen(at=ASKED, by="therapist", to="doctor", item="billing", purpose="payment"),
            "from when until when your therapist may tell your GP about bills and payments, "
            "for payment",
        ),
        (q.SharingDestroyAt(at=ASKED), "when the record may be destroyed"),
        (q.SharingDestroyAt(at=ASKED, clause="tape"), "when this may be destroyed"),
        (
            q.SharingDestroyAt(at=ASKED, item="session_notes"),
            "when the session notes in the record may be destroyed",
        ),
        (q.GovernanceConsentNeeded(at=ASKED), "whose consent the work needs"),
        (
            q.GovernanceConsentNeeded(at=ASKED, care="class_lesson"),
            "whose consent “class lesson” needs",
        ),
    ],
)
def test_a_question_is_said_again_where_it_has_no_answer(question: Any, topic: str) -> None:
    found = said(Outcome.UNKNOWN, question)
    assert found[0] == f"We cannot say yet {topic}: this does not mean no."


def test_a_recording_that_nobody_said_the_purpose_of_says_what_it_is_for() -> None:
    tape = {"kind": "sharing.recording", "id": "tape", "of": ["sound"], "purposes": ["supervision"]}
    made = agreement(tape, parties=PEOPLE)
    reasons = (ReasonLine(code=Reason.CONSENTED, clause="tape"),)
    line = "A recording is only for what was agreed: for supervision or advice from peers."
    asked = q.SharingMayRecord(at=ASKED)
    assert said(Outcome.PERMIT, asked, made, reasons=reasons)[1] == line
    assert line not in said(Outcome.DENY, asked, made, reasons=reasons)
    named = q.SharingMayRecord(at=ASKED, purpose="supervision")
    assert line not in said(Outcome.PERMIT, named, made, reasons=reasons)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (q.SharingMayRecord(at=ASKED), "Nothing is recorded unless it was agreed."),
        (
            q.SharingMayRelease(at=ASKED, by="mother", items=("record",)),
            "Nobody else gives consent unless that was agreed.",
        ),
        (may(), DEFAULT),
    ],
)
def test_the_default_is_said_of_what_was_asked(question: Any, line: str) -> None:
    reasons = (ReasonLine(code=Reason.NO_DEFAULT),)
    assert said(Outcome.DENY, question, reasons=reasons)[1] == line


@pytest.mark.parametrize("kind", ["sharing.may_record", "pace.may_touch"])
def test_a_no_to_recording_or_touch_is_enough(kind: str) -> None:
    cls = q.SharingMayRecord if kind == "sharing.may_record" else q.PaceMayTouch
    reasons = (ReasonLine(code=Reason.SAID_NO),)
    owed = (Obligation(code=Duty.ASK_EACH_TIME),)
    found = said(Outcome.DENY, cls(at=ASKED, agreed=False), reasons=reasons, obligations=owed)
    assert found[1:3] == (
        "The answer this time was no, and that is enough.",
        "You are asked each time; a no needs no reason and costs nothing.",
    )


# --- the values -----------------------------------------------------------------------------------


def test_who_may_be_told() -> None:
    asked = q.SharingWhoMaySee(at=ASKED, item="billing", purpose="payment")
    value = v.Recipients(may=("doctor",), perhaps=("work", "school"))
    assert answered(value, asked) == (
        "Your GP may be told about bills and payments now, for payment.",
        "A person decides, or it is not known yet, if your employer and your school may be told "
        "about bills and payments, for payment.",
    )
    assert answered(v.Recipients(), asked) == (
        "Nobody may be told about bills and payments now, for payment.",
    )


def test_for_any_purpose_is_not_whatever_for() -> None:
    asked = q.SharingWhoMaySee(at=ASKED, item="billing")
    assert answered(v.Recipients(may=("doctor",)), asked) == (
        "Your GP may be told about bills and payments now, for one purpose or another.",
    )
    assert answered(v.Recipients(), asked) == (
        "Nobody may be told about bills and payments now, whatever for.",
    )


def thing(name: str, purpose: str, by: str = "therapist") -> v.SharedThing:
    return v.SharedThing(by=by, item=name, purpose=purpose, clause="letters")


def test_what_somebody_may_be_told_is_said_in_few_words() -> None:
    asked = q.SharingWhatMaySee(at=ASKED, to="doctor")
    beneath = [str(i) for i in SharedItem if i in ("safety", "safety_plan", "billing")]
    value = v.Shared(
        may=(
            *(thing(name, p) for name in beneath for p in ("treatment", "coordination")),
            thing("progress", "payment"),
        ),
        perhaps=(thing("summary", "legal", by="mother"),),
    )
    assert answered(value, asked) == (
        "Your therapist may tell your GP this now, for treatment: "
        "safety concerns and crisis plans with all that belongs to it; bills and payments.",
        "Your therapist may tell your GP this now, for payment: "
        "how the work goes with all that belongs to it, but for "
        "a general statement without content on how the work goes.",
        "A person decides, or it is not known yet, if your guardian may tell your GP this, "
        "for a legal case: a summary of the treatment.",
    )
    assert answered(v.Shared(), asked) == ("Your GP may be told nothing now.",)
    only = v.Shared(perhaps=(thing("summary", "legal"),))
    assert len(answered(only, asked)) == 1


def test_from_when_until_when() -> None:
    asked = q.SharingWhen(
        at=ASKED, by="therapist", to="doctor", item="billing", purpose=str(SharedFor.PAYMENT)
    )
    value = v.Stretches(may=(v.Stretch(end=ASKED), v.Stretch(start=ASKED, end=LATER)))
    assert answered(value, asked) == (
        "It may be told now, until Wednesday 10 June 2026, 11:00.",
        "It may be told from Wednesday 10 June 2026, 11:00 until Thursday 31 December 2026, 23:00.",
    )
    assert answered(v.Stretches(may=(v.Stretch(start=LATER),)), asked) == (
        "It may be told from Thursday 31 December 2026, 23:00 on, and no end is in sight.",
    )
    assert answered(v.Stretches(may=(v.Stretch(),)), asked) == (
        "It may be told now, and no end is in sight.",
    )
    assert answered(v.Stretches(), asked) == (
        "No time within five years is known at which it may be told.",
    )


def test_whose_consent_is_needed_and_whose_is_there() -> None:
    asked = q.GovernanceConsentNeeded(at=ASKED)
    value = v.Consents(
        needed=("client", "mother"),
        given=("client",),
        missing=("mother",),
        form=(ConsentForm.WRITTEN,),
    )
    assert answered(value, asked) == (
        "Consent is needed from you and your guardian.",
        "Consent is there from you.",
        "Consent is still missing from your guardian.",
        "Consent counts only if it is given with a signature by hand.",
    )
    assert answered(v.Consents(), asked) == ("Consent is needed from nobody.",)


@pytest.mark.parametrize(
    ("low", "high", "line"),
    [
        (ASKED, ASKED, "The record may be destroyed from Wednesday 10 June 2026, 11:00 on."),
        (
            ASKED,
            LATER,
            "The record may be destroyed from a time between Wednesday 10 June 2026, "
            "11:00 and Thursday 31 December 2026, 23:00 on.",
        ),
        (
            ASKED,
            None,
            "The record may be destroyed at some time after Wednesday 10 June 2026, 11:00.",
        ),
        (
            None,
            LATER,
            "The record may be destroyed from Thursday 31 December 2026, 23:00 on at the latest.",
        ),
        (None, None, "The record may be destroyed at a time that is not known."),
        (
            Never(never=True),
            Never(never=True),
            "No time is in sight yet at which the record may be destroyed.",
        ),
    ],
)
def test_when_the_record_may_be_destroyed(low: Any, high: Any, line: str) -> None:
    assert answered(ByWhen(min=low, max=high), q.SharingDestroyAt(at=ASKED)) == (line,)


@pytest.mark.parametrize(
    ("word", "words"),
    [("kept", "it is kept from the others"), ("by_law", "as the law has it")],
)
def test_a_choice_of_sharing_is_read_in_words(word: str, words: str) -> None:
    other = Alternative(outcome=Outcome.PERMIT, readings=(Reading(of="us", as_=word),))
    found = said(Outcome.UNKNOWN, q.SharingMayKeep(at=ASKED, by="client"), alternatives=(other,))
    assert f"If “us” is read so: {words}: yes." in found


def test_their_own_record_is_another_question() -> None:
    reasons = (ReasonLine(code=Reason.OWN_RECORD),)
    found = said(Outcome.NOT_APPLICABLE, may(to="client"), reasons=reasons)
    assert found[0] == "This is about a client's own record: please ask if they may see it."
