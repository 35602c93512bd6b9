"""What a decision says to the person who asks, sentence by sentence (spec/decisions)."""

from datetime import date
from typing import Any

import pytest

from boundlib.explain import explain
from boundlib.model import answers as v
from boundlib.model import questions as q
from boundlib.model.decision import (
    Alternative,
    Basis,
    Next,
    Obligation,
    Reading,
    ReasonLine,
    TimetableUsed,
    WaitsFor,
)
from boundlib.times.scalars import Instant
from boundlib.vocab import (
    Criterion,
    Duty,
    KnownItem,
    Met,
    Outcome,
    PlanSlot,
    Purpose,
    Reach,
    Reason,
    Right,
    Staffed,
    Standing,
    Strength,
)

from .making import agreement, at, decision, may, route

PHONE = {"kind": "contact.channel", "id": "phone", "medium": "phone"}
PORTAL = {"kind": "contact.channel", "id": "portal", "medium": "secure_message"}
BOTH = agreement(PHONE, PORTAL)
ROUTE_LAST = (
    "If you are in crisis, do not wait for any of this: turn here, in this order:",
    "1. The emergency services, 999 (day and night).",
    "2. A crisis line, 116 123 (closed now).",
    "Try number 1 first: somebody answers there now.",
)
NEVER = v.Never(never=True)


def said(outcome: Outcome, question: Any = None, made: Any = BOTH, **more: Any) -> tuple[str, ...]:
    return explain(decision(outcome, question, **more), made)


def answer(value: Any, question: Any, made: Any = BOTH) -> str:
    """The first sentence of an answered question."""
    return said(Outcome.ANSWERED, question, made, value=value)[0]


ASKED = at("2026-06-10T10:00:00Z")


# --- may I? ---------------------------------------------------------------------------------------


def test_a_permit_says_until_when() -> None:
    found = said(
        Outcome.PERMIT,
        may(purpose=Purpose.SCHEDULING),
        reasons=(ReasonLine(code=Reason.GRANTED, clause="phone"),),
        next=Next(closes_at=at("2026-06-10T11:30:00Z")),
        valid_until=at("2026-06-10T11:30:00Z"),
    )
    assert found == (
        "Yes: you may contact your therapist by phone about appointments.",
        "This was agreed (“phone”).",
        "It is open until Wednesday 10 June 2026, 12:30.",
        "This is the answer for Wednesday 10 June 2026, 11:00 (Europe/London), "
        "under version 3 of your agreement.",
        "It stays so until Wednesday 10 June 2026, 12:30.",
        *ROUTE_LAST,
    )


def test_a_denial_says_when_it_opens_what_is_open_and_where_to_turn() -> None:
    found = said(
        Outcome.DENY,
        may(purpose=Purpose.COACHING),
        reasons=(ReasonLine(code=Reason.OUTSIDE_HOURS, clause="phone"),),
        next=Next(opens_at=at("2026-06-11T08:00:00Z"), open_now=("portal",)),
    )
    assert found[:4] == (
        "Not now: contact with your therapist by phone for coaching is closed at this time.",
        "This time is outside the agreed hours (“phone”).",
        "It opens on Thursday 11 June 2026, 09:00.",
        "Open now for this: by secure message.",
    )
    assert found[-4:] == ROUTE_LAST


def test_a_denial_that_never_opens_says_so() -> None:
    found = said(Outcome.DENY, next=Next(opens_at=NEVER))
    assert found[0] == "No: contact with your therapist by phone is not open."
    assert "No time is known at which it opens by itself." in found
    assert "No other way is known to be open for this now." in found


def test_a_denial_without_a_route_still_says_where_to_turn() -> None:
    found = said(Outcome.DENY, route=None)
    assert found[-3:] == (
        "If you are in crisis, do not wait for any of this: turn here, in this order:",
        "1. The emergency services, 999 (day and night).",
        "2. A crisis line, 116 123, by phone (hours not known).",
    )


def test_an_unknown_says_what_is_missing_and_is_no_no() -> None:
    found = said(
        Outcome.UNKNOWN,
        reasons=(
            ReasonLine(code=Reason.OUTSIDE_HOURS, clause="phone"),
            ReasonLine(code=Reason.FACT_MISSING, clause="phone", detail="skill_tried"),
        ),
        waits_for=(WaitsFor(fact="skill_tried"), WaitsFor(fact="leave_length")),
    )
    assert found[:3] == (
        "We cannot say yet whether you may contact your therapist by phone: this does not mean no.",
        "This is not on the record: a skill was tried (“phone”).",
        "To say more, the record would need to show this: a skill was tried; “leave length”.",
    )
    assert not any("outside the agreed hours" in line for line in found)


def test_readings_are_answered_side_by_side() -> None:
    sums = [v.Cost(currency="GBP", min=n, max=n) for n in (2000, 4000)]
    found = said(
        Outcome.UNKNOWN,
        q.ContactCost(at=ASKED),
        alternatives=tuple(
            Alternative(
                outcome=Outcome.ANSWERED,
                value=cost,
                readings=(Reading(of="fee", as_=word),),
            )
            for cost, word in zip(sums, ("excess", "zero"), strict=True)
        ),
    )
    assert "If “fee” is read so: only the part beyond counts: it costs £20.00." in found
    assert "If “fee” is read so: counted from the start: it costs £40.00." in found


@pytest.mark.parametrize(
    ("of", "as_", "words"),
    [
        ("office", "none", "no public holidays count"),
        ("office", "observed", "public holidays count"),
        ("reply", "message_read", "counted from when the message was read"),
        ("reply", "promise", "a reply is promised"),
        ("sentence", "portal", "“portal”"),
    ],
)
def test_a_reading_is_said_as_it_is_meant(of: str, as_: str, words: str) -> None:
    made = agreement(PHONE, PORTAL, timetables=[{"id": "office"}])
    other = Alternative(outcome=Outcome.DENY, readings=(Reading(of=of, as_=as_),))
    found = said(Outcome.UNKNOWN, made=made, alternatives=(other,))
    assert f"If “{of}” is read so: {words}: no." in found


def test_another_answer_may_rest_on_a_fact_or_be_a_route() -> None:
    others = (
        Alternative(outcome=Outcome.PERMIT, if_="spoken_for"),
        Alternative(outcome=Outcome.PERMIT, if_="leave_length"),
        Alternative(outcome=Outcome.REFER),
        Alternative(outcome=Outcome.ANSWERED, value=v.Route(local_emergency_number=True)),
    )
    found = said(Outcome.UNKNOWN, alternatives=others)
    assert "If the clause holds here: yes." in found
    assert "If it turns on “leave length”: yes." in found
    assert "Another answer: a person must decide." in found
    assert (
        "Another answer: No crisis route was agreed; "
        "Call the local emergency number of the place where you are." in found
    )


def test_a_contact_that_never_closes_says_so() -> None:
    assert "It does not close by itself." in said(Outcome.PERMIT, next=Next(closes_at=NEVER))


@pytest.mark.parametrize(
    ("force", "sentence"),
    [
        (
            {"decided_by": ["therapist", "cover"]},
            "The decision is with your therapist or the deputy.",
        ),
        ("by_arrangement", "Please ask your therapist to arrange it."),
        ("may", "Please ask your therapist, who decides or says who does."),
    ],
)
def test_a_referral_says_who_decides(force: Any, sentence: str) -> None:
    made = agreement({**PHONE, "force": force})
    reasons = (ReasonLine(code=Reason.PERSON_DECIDES, clause="phone"),)
    found = said(Outcome.REFER, made=made, reasons=reasons)
    assert found[0] == "A person must decide whether you may contact your therapist by phone."
    assert sentence in found


def test_a_referral_says_what_holds_until_somebody_decides() -> None:
    free = v.Cost(currency="GBP", min=0, max=0)
    found = said(Outcome.REFER, q.ContactCost(at=ASKED), value=free)
    assert found[:2] == (
        "A person must decide what this costs.",
        "Until somebody decides: it costs nothing.",
    )


def test_nothing_agreed_is_no_refusal() -> None:
    reasons = (ReasonLine(code=Reason.NOTHING_AGREED),)
    found = said(Outcome.NOT_APPLICABLE, q.ContactCost(at=ASKED), reasons=reasons)
    assert found[:2] == (
        "Your agreement does not say what this costs.",
        "You can always ask to agree on it together.",
    )
    assert "Nothing was agreed on this." not in found


def test_a_question_that_does_not_arise_says_why() -> None:
    reasons = (ReasonLine(code=Reason.NOBODY_AWAY),)
    found = said(Outcome.NOT_APPLICABLE, q.ContactCoverNow(at=ASKED), reasons=reasons)
    assert found[0] == "Nobody is away at that time."


# --- the values -----------------------------------------------------------------------------------

FRIDAY, MONDAY = at("2026-06-12T16:00:00Z"), at("2026-06-15T16:00:00Z")
DUE = q.ContactReplyDue(at=ASKED, sent_at=ASKED)
VALUES: list[tuple[Any, Any, str]] = [
    (
        v.ByWhen(strength=Strength.PROMISE, min=FRIDAY, max=FRIDAY),
        DUE,
        "A reply is promised by Friday 12 June 2026, 17:00.",
    ),
    (
        v.ByWhen(strength=Strength.AIM, min=FRIDAY, max=MONDAY),
        DUE,
        "A reply is expected by a time between Friday 12 June 2026, 17:00 "
        "and Monday 15 June 2026, 17:00.",
    ),
    (
        v.ByWhen(min=FRIDAY, max=FRIDAY),
        DUE,
        "A reply comes by Friday 12 June 2026, 17:00, but the text does not say if it is promised.",
    ),
    (
        v.ByWhen(strength=Strength.PROMISE, min=NEVER, max=NEVER),
        DUE,
        "A reply is promised at no time within five years.",
    ),
    (
        v.YesNo(so=True),
        q.ContactReplyOverdue(at=ASKED, sent_at=ASKED),
        "Yes: the promised reply is overdue.",
    ),
    (
        v.YesNo(so=False),
        q.CrisisWhereabouts(at=ASKED),
        "It is not on the record yet where you are.",
    ),
    (
        v.Left(unit="minutes", used=8, min=2, max=2),
        q.ContactAllowanceLeft(at=ASKED),
        "2 minutes left; used so far: 8 minutes.",
    ),
    (
        v.Left(unit="events", used=1, min=0, max=1),
        q.ContactAllowanceLeft(at=ASKED),
        "Between 0 times and 1 time left; used so far: 1 time.",
    ),
    (
        v.Left(unit="events", used=2, min=0, max=0, frees_at=MONDAY),
        q.ContactAllowanceLeft(at=ASKED),
        "Nothing is left for now; used so far: 2 times.",
    ),
    (v.Cost(currency="GBP", min=4000, max=4000), q.ContactCost(at=ASKED), "It costs £40.00."),
    (v.Cost(currency="JPY", min=500, max=500), q.ContactCost(at=ASKED), "It costs 500 JPY."),
    (v.Cost(currency="KWD", min=1005, max=1005), q.ContactCost(at=ASKED), "It costs 1.005 KWD."),
    (
        v.Cost(currency="EUR", min=5, max=1200),
        q.ContactCost(at=ASKED),
        "It costs between €0.05 and €12.00.",
    ),
    (v.Cost(currency="INR", min=0, max=0), q.ContactCost(at=ASKED), "It costs nothing."),
    (
        v.Cover(away="therapist", until=date(2026, 8, 16)),
        q.ContactCoverNow(at=ASKED),
        "Your therapist is away until Sunday 16 August 2026.",
    ),
    (v.Open(now=True), q.ContactCoaching(at=ASKED), "It is open now."),
    (v.Firsts(), q.ContactFirst(at=ASKED), "Nothing has to come first."),
    (
        v.Firsts(needs=(v.Needed(clause="phone", met=Met.NO),)),
        q.ContactFirst(at=ASKED),
        "This was agreed to come first: what “phone” asks for (not yet).",
    ),
    (
        v.Elsewhere(channels=("portal", "in_person")),
        q.ContactRedirect(at=ASKED, purpose=Purpose.REFLECTION),
        "It goes by secure message or in person.",
    ),
    (
        v.ChannelRisk(enters_record=Met.YES, secure=Met.NO, monitored=Met.NOT_KNOWN),
        q.ContactEntersRecord(at=ASKED, channel="portal"),
        "Such messages go into the record.",
    ),
    (
        v.PlanNext(slot=PlanSlot.HELPERS, entries=("my-friend",)),
        q.CrisisPlanNext(at=ASKED),
        "The next step: people to ask for help.",
    ),
    (
        v.PlanNext(),
        q.CrisisPlanNext(at=ASKED),
        "Every step has been tried: turn to the crisis route now.",
    ),
    (
        v.PlanState(complete=Met.NO, current=Met.YES, missing=(PlanSlot.MEANS_SAFETY,)),
        q.CrisisPlanCurrent(at=ASKED),
        "The plan is not complete yet.",
    ),
    (
        v.InForce(so=False),
        q.CrisisPreferenceInForce(at=ASKED),
        "The wishes for hard times are not in force.",
    ),
]


@pytest.mark.parametrize(("value", "question", "sentence"), VALUES)
def test_a_value_is_said(value: Any, question: Any, sentence: str) -> None:
    assert answer(value, question) == sentence


def test_more_of_a_value_follows() -> None:
    cover = v.Cover(away="therapist", covered_by="deputy", knows=(KnownItem.APPOINTMENTS,))
    found = said(Outcome.ANSWERED, q.ContactCoverNow(at=ASKED), value=cover)
    assert found[:3] == (
        "Your therapist is away, and no end is known yet.",
        "Meanwhile, contact goes to the deputy.",
        "What the deputy should know: when sessions are planned.",
    )
    rests = v.Open(now=False, again_min=FRIDAY, again_max=FRIDAY)
    found = said(Outcome.ANSWERED, q.ContactCoaching(at=ASKED), value=rests)
    assert found[:2] == ("It rests now.", "It opens again on Friday 12 June 2026, 17:00.")


def test_a_wish_is_told_in_the_words_that_were_written() -> None:
    made = agreement(
        {
            "kind": "crisis.advance_preference",
            "id": "wishes",
            "preferences": [
                {"id": "room", "stance": "prefer", "matter": "facility", "words": "A quiet\n room"},
                {"id": "dose", "stance": "refuse", "matter": "medication"},
            ],
            "require": {"found": "cannot_decide", "by": "therapist"},
        }
    )
    value = v.InForce(so=True, refused=("dose",), wished=("room",), agent="deputy")
    found = said(Outcome.ANSWERED, q.CrisisPreferenceInForce(at=ASKED), made, value=value)
    assert found[1:4] == (
        "Refused: “dose”.",
        "Wished for: “A quiet room”.",
        "The deputy may then speak for you.",
    )


def test_what_comes_first_is_told_as_it_was_agreed() -> None:
    made = agreement(
        {
            "kind": "contact.precondition",
            "id": "first",
            "require": {"any": [{"fact": "skill_tried"}, {"fact": "worksheet_given"}]},
        }
    )
    value = v.Firsts(needs=(v.Needed(clause="first", met=Met.NOT_KNOWN),))
    assert answer(value, q.ContactFirst(at=ASKED), made) == (
        "This was agreed to come first: one of these is so: "
        "a skill was tried; a worksheet was handed in (not known yet)."
    )


# --- what follows, and what it rests on -----------------------------------------------------------


def test_what_follows_names_who_and_by_when() -> None:
    owed = (
        Obligation(code=Duty.COPY, party="deputy", clause="phone"),
        Obligation(code=Duty.TELL_ABSENCE, party="therapist", due=FRIDAY),
        Obligation(code=Duty.ARRANGE_COVER),
        Obligation(code=Duty.REPLY_BY, due=NEVER),
    )
    found = said(Outcome.PERMIT, obligations=owed)
    assert found[1:5] == (
        "Please put the deputy in copy (“phone”).",
        "Your therapist should tell of the time away, by Friday 12 June 2026, 17:00.",
        "A deputy must be found for somebody.",
        "A reply is to come; no time is in sight for it.",
    )


def test_hours_name_their_zone_and_holidays() -> None:
    basis = Basis(
        standing=Standing.ASSUMED,
        zone="Europe/London",
        tz_version="2026a",
        timetables=(
            TimetableUsed(id="office", zone="Europe/Dublin", holidays="frozen"),
            TimetableUsed(id="line", zone="UTC", holidays="holidays 0.80"),
        ),
    )
    found = said(Outcome.PERMIT, basis=basis)
    assert (
        "It rests on these hours: “office” (Europe/Dublin, public holidays as agreed); "
        "“line” (UTC, public holidays looked up)." in found
    )
    assert "The record does not say when this agreement began; it was taken as in force." in found


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        ("2026-10-25T00:30:00Z", "Sunday 25 October 2026, 01:30 (UTC+01:00)"),
        ("2026-10-25T01:30:00Z", "Sunday 25 October 2026, 01:30 (UTC+00:00)"),
        ("2026-10-25T02:30:00Z", "Sunday 25 October 2026, 02:30"),
        ("2026-06-10T22:59:01Z", "Wednesday 10 June 2026, 23:59:01"),
    ],
)
def test_times_are_the_zone_s_own_and_never_two_things(instant: str, shown: str) -> None:
    found = said(Outcome.PERMIT, next=Next(closes_at=at(instant)))
    assert f"It is open until {shown}." in found


def test_reasons_of_one_kind_are_one_sentence() -> None:
    reasons = [
        ReasonLine(code=Reason.GRANTED, clause=name) for name in ("phone", "portal", "phone")
    ]
    assert (
        said(Outcome.PERMIT, reasons=tuple(reasons))[1] == "This was agreed (“phone” and “portal”)."
    )


def test_a_right_says_which() -> None:
    reasons = (ReasonLine(code=Reason.RIGHT, detail=Right.COMPLAIN),)
    found = said(Outcome.PERMIT, may(using=Right.COMPLAIN), reasons=reasons)
    assert found[1] == "You may always complain: nothing can take this right away."


def test_not_in_force_says_what_it_is_instead() -> None:
    reasons = (ReasonLine(code=Reason.NOT_IN_FORCE, detail=Standing.ENDED),)
    basis = Basis(standing=Standing.ENDED, zone="Europe/London", tz_version="2026a")
    found = said(Outcome.UNKNOWN, reasons=reasons, basis=basis)
    assert found.count("The work together had ended by that time.") == 1


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.ANSWERED])
def test_whoever_may_be_in_danger_is_told_that_saying_so_is_enough(outcome: Outcome) -> None:
    asked = q.CrisisListed(at=ASKED, criterion=Criterion.MEDICAL)
    value = v.YesNo(so=False) if outcome is Outcome.ANSWERED else None
    assert "If you may be in danger, saying so is enough." in said(outcome, asked, value=value)


# --- the crisis answer ----------------------------------------------------------------------------


def test_a_crisis_answer_begins_with_the_route_and_says_it_once() -> None:
    asked = v.StepNow(clause="phone", staffed_now=Staffed.NO)
    found = said(Outcome.ANSWERED, may(crisis=True), value=route(asked=asked), route=route())
    assert found[:5] == (
        "Turn here now, in this order:",
        "1. The emergency services, 999 (day and night).",
        "2. A crisis line, 116 123 (closed now).",
        "Try number 1 first: somebody answers there now.",
        "By phone, nobody answers now.",
    )
    assert "".join(found).count("999") == 1


def test_without_a_route_no_number_is_made_up() -> None:
    empty = v.Route(local_emergency_number=True, ask_place=True)
    found = said(Outcome.ANSWERED, q.CrisisWhereNow(at=ASKED), value=empty, route=None)
    assert found[:3] == (
        "No crisis route was agreed.",
        "Call the local emergency number of the place where you are.",
        "Please say first where you are: help differs from place to place.",
    )
    assert not any(character.isdigit() for character in "".join(found[:3]))


def test_without_a_route_nobody_is_sent_to_a_number_who_is_not_in_crisis() -> None:
    found = said(Outcome.DENY, route=v.Route(local_emergency_number=True))
    assert found[-2:] == (
        "No crisis route was agreed: if you are in crisis, do not wait for one.",
        "Call the local emergency number of the place where you are.",
    )


def test_routes_of_several_places_name_them_and_choose_none() -> None:
    made = agreement(
        {
            "kind": "crisis.route",
            "id": "abroad",
            "place": {"country": "IE"},
            "steps": [{"id": "one", "reach": "emergency_number", "number": "112"}],
        },
        jurisdiction={"country": "GB", "region": "ENG"},
    )
    steps = (
        *route().steps,
        v.StepNow(
            clause="abroad", reach=Reach.EMERGENCY_NUMBER, number="112", staffed_now=Staffed.ALWAYS
        ),
    )
    value = v.Route(steps=steps, try_first=0, ask_place=True)
    found = said(Outcome.ANSWERED, q.CrisisWhereNow(at=ASKED), made, value=value)
    assert found[1:5] == (
        "Please say first where you are: help differs from place to place.",
        "1. The emergency services, 999, in England (day and night).",
        "2. A crisis line, 116 123, in England (closed now).",
        "3. The emergency services, 112, in Ireland (day and night).",
    )
    assert not any(line.startswith("Try number") for line in found)


# --- who reads ------------------------------------------------------------------------------------


def test_the_one_who_asks_is_you() -> None:
    found = said(Outcome.PERMIT, may(by="therapist", to="client"))
    assert found[0] == "Yes: you may contact the client by phone."


def test_a_reader_can_be_named() -> None:
    made = decision(Outcome.PERMIT, may(by="therapist", to="client"))
    assert (
        explain(made, BOTH, reader="client")[0] == "Yes: your therapist may contact you by phone."
    )
    assert explain(made, BOTH, reader="deputy")[0] == (
        "Yes: the therapist may contact the client by phone."
    )


def test_two_who_share_a_role_are_told_apart_by_id() -> None:
    parties = [{"id": name, "roles": ["client"]} for name in ("ann", "ben")]
    made = agreement(PHONE, parties=[*parties, {"id": "therapist", "roles": ["therapist"]}])
    found = said(Outcome.PERMIT, may(by="ann", to="ben"), made)
    assert found[0] == "Yes: you may contact the other client “ben” by phone."


def test_two_ways_of_one_medium_are_told_apart_by_id() -> None:
    made = agreement(PHONE, {**PHONE, "id": "mobile"})
    assert said(Outcome.PERMIT, may(channel="mobile"), made)[0].endswith("by phone (“mobile”).")


def test_the_same_decision_says_the_same() -> None:
    made = decision(Outcome.DENY, next=Next(opens_at=FRIDAY))
    assert explain(made, BOTH) == explain(made, BOTH)
    assert isinstance(ASKED, Instant)
