"""Where to turn in a crisis: always complete, never with a number that was not agreed."""

from __future__ import annotations

from typing import Any

from boundlib.explain.speaking import Voice, large
from boundlib.model.answers import Route, StepNow
from boundlib.model.crisis import CrisisRoute
from boundlib.vocab import Reach, Role, Staffed


def route_sentences(voice: Voice, route: Route, *, lead: str) -> list[str]:
    """A route as it stands now: what to say first, the steps in their order, where to begin."""
    client_is = voice.who_is(Role.CLIENT)
    places = _places(voice, route)
    out = []
    if route.steps:
        out.append(voice.heading(lead))
    else:
        out.append(voice.said(f"{lead}.unread" if unread_route(voice) else f"{lead}.none"))
    if route.local_emergency_number or not route.steps:
        out.append(voice.said("route.local", client_is=client_is))
    if route.ask_place:
        out.append(voice.said("route.ask_place", client_is=client_is))
    for n, step in enumerate(route.steps, 1):
        out.append(step_sentence(voice, n, step, place=places.get(step.clause)))
    # A number of one place may be the wrong one in another: no first choice between places.
    if route.try_first is not None and route.try_first < len(route.steps) and not places:
        out.append(voice.said("route.try_first", n=str(route.try_first + 1)))
    if route.steps and unread_route(voice):
        out.append(voice.said("route.more"))
    return out


def unread_route(voice: Voice) -> bool:
    """Whether a route was agreed that is not understood, or not all of it (spec/documents 33)."""
    routes = [c for c in voice.clauses.values() if c.kind == CrisisRoute.kind]
    return not all(clause.fully_read for clause in routes)


def asked_sentence(voice: Voice, asked: StepNow) -> str:
    """Whether somebody answers by the way that was asked about."""
    how = voice.way(asked.clause or asked.medium)
    return voice.said(f"route.asked.{asked.staffed_now}", how=how)


def _places(voice: Voice, route: Route) -> dict[str | None, str]:
    """Where the steps of a route lead to more than one place: the place of each clause."""
    found: dict[str | None, str] = {}
    for step in route.steps:
        clause = voice.clauses.get(step.clause or "")
        place = getattr(clause, "place", None) or voice.agreement.jurisdiction
        if place is not None:
            found[step.clause] = voice.place(place)
    return found if len(set(found.values())) > 1 else {}


def step_sentence(
    voice: Voice, n: int, step: StepNow, *, staffed: str | None = None, place: str | None = None
) -> str:
    """One place to turn: whom it reaches, what to dial, how, and whether somebody answers."""
    where = _where(voice, step)
    if step.number is not None:
        where = voice.say("route.number", reach=where, number=step.number)
    if step.medium is not None:
        where = voice.say("route.by", where=where, how=voice.word("medium", step.medium))
    if place is not None:
        where = voice.say("route.place", where=where, place=place)
    if step.other_place:
        where = voice.say("route.other_place", where=where)
    given = {
        "n": str(n),
        "where": large(where),
        "staffed": staffed or voice.word("staffed", step.staffed_now),
    }
    words = voice.quoted(step.words)
    if words is None:
        return voice.said("route.step", **given)
    return voice.said("route.step.words", words=words, **given)


def _where(voice: Voice, step: StepNow) -> str:
    if step.party is not None:
        return voice.who(step.party)
    if step.reach is None:
        return voice.way(step.clause)
    return voice.word("reach", step.reach)


def agreed_route(voice: Voice, clauses: list[Any]) -> Route:
    """The agreed routes without a moment: what is staffed now is not known from the text."""
    steps = [_agreed_step(clause, step) for clause in clauses for step in clause.known_steps]
    return Route(steps=tuple(steps), ask_place=True if len(clauses) > 1 else None)


def _agreed_step(clause: Any, step: Any) -> StepNow:
    always = step.always is True or (
        step.reach is Reach.EMERGENCY_NUMBER and step.always is None and step.hours is None
    )
    return StepNow(
        clause=clause.id,
        step=step.id,
        reach=step.reach,
        staffed_now=Staffed.ALWAYS if always else Staffed.NOT_KNOWN,
        medium=step.medium,
        number=step.number,
        party=step.party,
        words=step.words,
    )
