"""Crisis: a route there always is, that somebody answers; a plan that stays the client's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boundlib.declare.names import Place
from boundlib.findings.hours import is_always_open
from boundlib.findings.looking import At, Whole, finding
from boundlib.model.clause import UnreadClause
from boundlib.model.crisis import (
    CrisisAdvancePreference,
    CrisisEmergencyContact,
    CrisisRoute,
    CrisisSafetyPlan,
    PlanEntry,
    PlanStep,
    RouteStep,
)
from boundlib.model.jurisdictions import binds_for_a_time
from boundlib.vocab import Reach, Role

_SERVICES = (Role.PRACTICE, Role.CRISIS_TEAM)


@finding(
    "no_crisis_route",
    "no crisis route was agreed",
    hint="add a crisis.route for the place where the client is",
    blocks_adoption=True,
)
def no_crisis_route(whole: Whole) -> Iterator[At]:
    """There is no clause of the kind at all, not even one that is not understood."""
    if not any(clause.kind == CrisisRoute.kind for clause in whole.agreement.clauses):
        yield At(("clauses",))


@finding(
    "no_crisis_route_here",
    "no crisis route was agreed for the place of the agreement",
    hint="add a crisis.route for the place of the jurisdiction, or leave its place out",
    blocks_adoption=True,
)
def no_crisis_route_here(whole: Whole) -> Iterator[At]:
    """Every route is for another place than the jurisdiction, or for a part of it only."""
    here = whole.agreement.jurisdiction
    kept: tuple[Any, ...] = whole.agreement.clauses
    routes = [clause for clause in kept if clause.kind == CrisisRoute.kind]
    if here and routes and not any(_may_be_for(route, here) for route in routes):
        yield At(("jurisdiction",))


def _may_be_for(route: CrisisRoute | UnreadClause, here: Place) -> bool:
    """Whether a route is for a place; one that is not understood may be."""
    return isinstance(route, UnreadClause) or route.place is None or route.place.covers(here)


@finding(
    "crisis_route_without_place",
    "nothing says for which place this crisis route is",
    hint="give the route a place, or the agreement a jurisdiction",
)
def crisis_route_without_place(whole: Whole) -> Iterator[At]:
    """A route leaves its place to a jurisdiction that is not there."""
    if whole.agreement.jurisdiction is None:
        yield from (At(path) for path, route in whole.all(CrisisRoute) if route.place is None)


@finding(
    "crisis_route_not_always_staffed",
    "no step of this crisis route is staffed day and night",
    hint="add a step that is always staffed, such as the emergency number of the place",
)
def crisis_route_not_always_staffed(whole: Whole) -> Iterator[At]:
    """No step is marked so, has hours without end, or is an emergency number."""
    for path, route in whole.all(CrisisRoute):
        if route.fully_read and not any(_always_staffed(step, whole) for step in route.steps):
            yield At((*path, "steps"))


def _always_staffed(step: RouteStep, whole: Whole) -> bool:
    if step.always is not None:
        return step.always
    if step.hours is None:
        return step.reach is Reach.EMERGENCY_NUMBER
    timetable = whole.timetables.get(step.hours) if isinstance(step.hours, str) else None
    return timetable is not None and is_always_open(timetable)


@finding(
    "crisis_route_needs_a_person",
    "every step of this crisis route depends on a person",
    hint="add a service that answers whoever is away, such as the emergency number of the place",
)
def crisis_route_needs_a_person(whole: Whole) -> Iterator[At]:
    """Each step reaches a party, and none of these parties is a service."""
    for path, route in whole.all(CrisisRoute):
        if route.fully_read and all(_is_a_person(step, whole) for step in route.steps):
            yield At((*path, "steps"))


def _is_a_person(step: RouteStep, whole: Whole) -> bool:
    who = step.party
    if step.reach is not Reach.PARTY or who is None:
        return False
    return not any(whole.stands_for(who, role) for role in _SERVICES)


@finding(
    "preference_not_withdrawable",
    "the client cannot withdraw this whenever they want",
    hint="leave `withdrawable` out; a condition stands only where the place's law knows one",
    blocks_adoption=True,
)
def preference_not_withdrawable(whole: Whole) -> Iterator[At]:
    """It says never, or sets a condition that the law of its place does not know."""
    bound = binds_for_a_time(whole.agreement.jurisdiction)
    for path, clause in whole.all(CrisisAdvancePreference):
        allowed = clause.withdrawable in (None, True)
        if not allowed and (clause.withdrawable is False or not bound):
            yield At((*path, "withdrawable"))


@finding(
    "contact_without_consent",
    "a person is named here without a consent",
    hint="ask the person and the client, then write `consented`; or take the person out",
)
def contact_without_consent(whole: Whole) -> Iterator[At]:
    """The text itself says that there is none."""
    for path, named in whole.any(CrisisEmergencyContact, PlanEntry):
        if named.consented is False:
            yield At((*path, "consented"))


@finding(
    "consent_not_stated",
    "the text does not say whether the client consents to this",
    hint="write `consented`, or record the consent when it is given",
    note=True,
)
def consent_not_stated(whole: Whole) -> Iterator[At]:
    """Consent to ring somebody is left to the record."""
    for path, contact in whole.all(CrisisEmergencyContact):
        if contact.consented is None:
            yield At(path)


@finding(
    "plan_step_not_filled",
    "a step of this plan is not filled yet",
    hint="fill it together, in the client's own words",
    note=True,
)
def plan_step_not_filled(whole: Whole) -> Iterator[At]:
    """It has fewer entries than the form asks for."""
    for path, step in whole.all(PlanStep):
        if len(step.entries) < (step.asks_for or 1):
            yield At(path)


@finding(
    "no_review_or_end",
    "this holds for ever and nothing asks to go through it again",
    hint="agree a review, a last date, or a term",
    note=True,
)
def no_review_or_end(whole: Whole) -> Iterator[At]:
    """A plan without a review, or wishes for a hard time, that never end."""
    term = whole.agreement.term
    if term is not None and term.last is not None:
        return
    for path, clause in whole.any(CrisisSafetyPlan, CrisisAdvancePreference):
        ends = clause.valid is not None and clause.valid.last is not None
        if not ends and getattr(clause, "review", None) is None:
            yield At(path)


FINDINGS = (
    no_crisis_route,
    no_crisis_route_here,
    crisis_route_without_place,
    crisis_route_not_always_staffed,
    crisis_route_needs_a_person,
    preference_not_withdrawable,
    contact_without_consent,
    consent_not_stated,
    plan_step_not_filled,
    no_review_or_end,
)
"""What is looked for here."""
