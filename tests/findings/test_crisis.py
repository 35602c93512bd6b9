"""spec/findings 5 to 14: the crisis route, the plan, the wishes for a hard time."""

from typing import Any

from tests.findings.making import (
    CLIENT,
    EMERGENCY,
    OFFICE,
    ROUTE,
    THERAPIST,
    Case,
    Data,
    data_of,
    each,
    places,
)

WASHINGTON = {"country": "US", "region": "WA"}
CAPABLE = {"not": {"found": "incapable"}}
ALWAYS: Data = {
    "id": "office",
    "weekly": [
        {"days": ["mon", "tue", "wed", "thu", "fri", "sat"], "start": "12:00", "end": "12:30"},
        {
            "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            "start": "12:15",
            "end": "12:00",
        },
        {"days": ["sun"], "start": "12:00", "end": "12:20"},
    ],
}


def to(*steps: Data, **more: Any) -> Data:
    numbered = [{"id": f"s{n}"} | step for n, step in enumerate(steps)]
    return data_of(route=ROUTE | {"steps": numbered}, timetables=[OFFICE]) | more


def route_for(place: Data | None, here: Data | None) -> Data:
    route = ROUTE if place is None else ROUTE | {"place": place}
    return data_of(route=route, jurisdiction=here)


def preference(withdrawable: Any = None, here: Data | None = None) -> Data:
    clause: Data = {
        "kind": "crisis.advance_preference",
        "id": "wishes",
        "preferences": [{"id": "one", "stance": "prefer", "matter": "practical"}],
        "require": {"found": "incapable"},
        "valid": {"last": "2027-01-01"},
    }
    if withdrawable is not None:
        clause["withdrawable"] = withdrawable
    return data_of(clause, jurisdiction=here or {"country": "GB"})


def plan(step: Data, **more: Any) -> Data:
    review = {"review": {"clock": "calendar", "amount": "P3M"}}
    clause = {"kind": "crisis.safety_plan", "id": "plan", "steps": [step]} | (more or review)
    return data_of(clause)


def entry(**more: Any) -> Data:
    return {"slot": "helpers", "entries": [{"id": "one", "party": "therapist"} | more]}


def contact(**more: Any) -> Data:
    return data_of({"kind": "crisis.emergency_contact", "id": "c", "party": "therapist"} | more)


PERSON = {"reach": "party", "party": "therapist"}
SERVICE = data_of()["parties"] + [{"id": "team", "roles": ["crisis_team"]}]

CASES = [
    Case("no_crisis_route", data_of(route=None), ("/clauses",)),
    Case("no_crisis_route", data_of()),
    Case(
        "no_crisis_route_here", route_for({"country": "US"}, {"country": "GB"}), ("/jurisdiction",)
    ),
    Case(
        "no_crisis_route_here",
        route_for({"country": "GB", "region": "SCT"}, {"country": "GB"}),
        ("/jurisdiction",),
    ),
    Case("no_crisis_route_here", route_for({"country": "US"}, {"country": "US", "region": "CA"})),
    Case("no_crisis_route_here", route_for(None, {"country": "GB"})),
    Case("no_crisis_route_here", data_of(route=None)),
    Case("crisis_route_without_place", route_for(None, None), ("/clauses/0",)),
    Case("crisis_route_without_place", route_for({"country": "GB"}, None)),
    Case("crisis_route_without_place", route_for(None, {"country": "GB"})),
    Case(
        "crisis_route_not_always_staffed",
        to({"reach": "crisis_line"}, EMERGENCY | {"hours": "office"}),
        ("/clauses/0/steps",),
    ),
    Case(
        "crisis_route_not_always_staffed",
        to(EMERGENCY | {"always": False}),
        ("/clauses/0/steps",),
    ),
    Case("crisis_route_not_always_staffed", to({"reach": "crisis_line", "always": True})),
    Case("crisis_route_not_always_staffed", to({"reach": "crisis_line"}, EMERGENCY)),
    Case(
        "crisis_route_not_always_staffed",
        to({"reach": "crisis_line", "hours": "office"}, timetables=[ALWAYS]),
    ),
    Case(
        "crisis_route_not_always_staffed",
        to(
            {"reach": "crisis_line", "hours": "office"},
            timetables=[ALWAYS | {"weekly": ALWAYS["weekly"][1:]}],
        ),
        ("/clauses/0/steps",),
    ),
    Case(
        "crisis_route_not_always_staffed",
        to(
            {"reach": "crisis_line", "hours": "office"},
            timetables=[ALWAYS | {"holidays": {"country": "GB"}}],
        ),
        ("/clauses/0/steps",),
    ),
    *(
        Case(
            "crisis_route_not_always_staffed",
            to({"reach": "crisis_line", "hours": "office"}, timetables=[ALWAYS | shut]),
            ("/clauses/0/steps",),
        )
        for shut in (
            {"special_days": [{"on": "2026-12-25", "hours": []}]},
            {"leave": [{"party": "therapist", "first": "2026-08-03", "last": "2026-08-16"}]},
        )
    ),
    Case("crisis_route_needs_a_person", to(PERSON, PERSON), ("/clauses/0/steps",)),
    Case("crisis_route_needs_a_person", to(PERSON, {"reach": "crisis_line"})),
    Case("crisis_route_needs_a_person", to({"reach": "crisis_team", "party": "therapist"})),
    Case(
        "crisis_route_needs_a_person",
        to({"reach": "party", "party": "team"}, parties=SERVICE),
    ),
    Case("preference_not_withdrawable", preference(False), ("/clauses/0/withdrawable",)),
    Case("preference_not_withdrawable", preference(CAPABLE), ("/clauses/0/withdrawable",)),
    Case(
        "preference_not_withdrawable",
        preference(CAPABLE, {"country": "US"}),
        ("/clauses/0/withdrawable",),
    ),
    Case(
        "preference_not_withdrawable",
        preference(False, WASHINGTON),
        ("/clauses/0/withdrawable",),
    ),
    Case("preference_not_withdrawable", preference(CAPABLE, WASHINGTON)),
    Case("preference_not_withdrawable", preference(True)),
    Case("preference_not_withdrawable", preference()),
    Case("contact_without_consent", contact(consented=False), ("/clauses/0/consented",)),
    Case(
        "contact_without_consent",
        plan(entry(consented=False)),
        ("/clauses/0/steps/0/entries/0/consented",),
    ),
    Case("contact_without_consent", contact(consented=True)),
    Case("contact_without_consent", plan(entry())),
    Case("consent_not_stated", contact(), ("/clauses/0",)),
    Case("consent_not_stated", contact(consented=False)),
    Case("plan_step_not_filled", plan({"slot": "coping"}), ("/clauses/0/steps/0",)),
    Case("plan_step_not_filled", plan(entry() | {"asks_for": 2}), ("/clauses/0/steps/0",)),
    Case("plan_step_not_filled", plan(entry() | {"asks_for": 1})),
    Case("no_review_or_end", plan(entry(), kept="at home"), ("/clauses/0",)),
    Case("no_review_or_end", plan(entry())),
    Case("no_review_or_end", plan(entry(), valid={"last": "2027-01-01"})),
    Case("no_review_or_end", plan(entry(), kept="at home") | {"term": {"last": "2027-01-01"}}),
    Case("no_review_or_end", preference()),
]


@each(CASES)
def test_the_finding_is_where_it_belongs(case: Case) -> None:
    assert places(case.data, case.code) == case.at


def test_a_client_is_no_route() -> None:
    data = data_of(parties=[CLIENT, THERAPIST], route=ROUTE | {"steps": [PERSON | {"id": "a"}]})
    assert places(data, "crisis_route_needs_a_person") == ("/clauses/0/steps",)
