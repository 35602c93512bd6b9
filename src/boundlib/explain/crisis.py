"""Every kind of clause about crisis as lines; where to turn as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.declare.names import Erased, Unstated
from boundlib.explain.algebra import condition, span
from boundlib.explain.clauses import Lines
from boundlib.explain.route import agreed_route, step_sentence, unread_route
from boundlib.explain.speaking import Voice, large
from boundlib.model import crisis as c
from boundlib.vocab import PreferenceStance, Role


def route_sections(voice: Voice, routes: list[c.CrisisRoute]) -> Lines:
    """Where to turn, whole, before anything else; sentences already."""
    unread = unread_route(voice)
    if not any(clause.known_steps for clause in routes):
        where = voice.who_is(Role.CLIENT)
        lead = "route.lead.unread" if unread else "frame.crisis.none"
        return [voice.said(lead), voice.said("route.local", client_is=where)]
    out: Lines = []
    for clause in routes:
        if clause.place is None:
            out.append(voice.heading("clause.crisis.route"))
        else:
            out.append(voice.heading("clause.crisis.route.place", place=voice.place(clause.place)))
        route = agreed_route(voice, [clause])
        for n, (step, now) in enumerate(zip(clause.known_steps, route.steps, strict=True), 1):
            hours = None
            if isinstance(step.hours, str):
                hours = voice.say("clause.crisis.route.hours", hours=step.hours)
            out.append(step_sentence(voice, n, now, staffed=hours))
        if clause.not_a_crisis_service:
            out.append(voice.said("clause.crisis.route.no_service"))
        if clause.tells:
            out.append(voice.said("clause.crisis.route.tells", who=voice.all_of(clause.tells)))
    return [*out, voice.said("route.more")] if unread else out


def _criteria(voice: Voice, clause: c.CrisisCriteria) -> Lines:
    grounds = [_ground(voice, entry) for entry in clause.criteria]
    last = "clause.crisis.criteria." + ("complete" if clause.complete else "open")
    return [
        voice.say("clause.crisis.criteria", grounds=voice.beside(grounds)),
        voice.say(last),
        voice.say("value.yes_no.word", client=voice.who(Role.CLIENT)),
    ]


def _ground(voice: Voice, entry: c.CriterionEntry) -> str:
    words = voice.quoted(entry.words)
    if not isinstance(entry.criterion, Unstated):
        line = voice.word("criterion", entry.criterion)
    else:
        line = words or voice.say("clause.crisis.criteria.ground.own", id=str(entry.id))
    if entry.route is not None:
        line = voice.say("clause.crisis.criteria.ground.route", ground=line, route=entry.route)
    if entry.medium_excluded:
        how = voice.listed([voice.word("medium", m) for m in entry.medium_excluded], "or")
        line = voice.say("clause.crisis.criteria.ground.not_by", ground=line, how=how)
    return line


def _emergency_contact(voice: Voice, clause: c.CrisisEmergencyContact) -> Lines:
    key, party = "clause.crisis.emergency_contact", voice.who(clause.party)
    if clause.require is None:
        out = [voice.say(key, party=party)]
    else:
        asked = condition(voice, clause.require)
        out = [voice.say(f"{key}.require", party=party, condition=asked)]
    out.append(voice.say(f"{key}.consented.{'yes' if clause.consented else 'no'}"))
    if clause.willing is not None:
        out.append(voice.say(f"{key}.willing.{'yes' if clause.willing else 'no'}"))
    if clause.address_each_session:
        out.append(voice.say(f"{key}.address"))
    return out


def _safety_plan(voice: Voice, clause: c.CrisisSafetyPlan) -> Lines:
    key = "clause.crisis.safety_plan"
    out = [voice.say(key)]
    for n, step in enumerate(clause.steps, 1):
        slot = large(voice.word("slot", step.slot))
        if step.entries:
            words = voice.beside([_entry(voice, entry) for entry in step.entries])
            line = voice.say(f"{key}.step", n=str(n), slot=slot, entries=words)
        else:
            line = voice.say(f"{key}.step.empty", n=str(n), slot=slot)
        if step.asks_for is not None and step.asks_for > len(step.entries):
            line = voice.say(f"{key}.asks_for", line=line, n=str(step.asks_for))
        out.append(line)
    if clause.review is not None:
        out.append(voice.say(f"{key}.review", span=span(voice, clause.review)))
    if clause.kept is not None:
        kept = voice.quoted(clause.kept) or voice.say("clause.erased")
        out.append(voice.say(f"{key}.kept", words=kept))
    if clause.held_by:
        out.append(voice.say(f"{key}.held_by", who=voice.all_of(clause.held_by)))
    return out


def _entry(voice: Voice, entry: c.PlanEntry) -> str:
    words = voice.quoted(entry.words)
    if words is None:
        if entry.party is not None:
            words = voice.who(entry.party)
        elif isinstance(entry.words, Erased):
            words = voice.say("clause.erased")
        else:
            words = voice.word("clause.entry", entry.id, "clause.entry")
    if entry.channel is None:
        return words
    return voice.say("route.by", where=words, how=voice.way(entry.channel))


def _advance_preference(voice: Voice, clause: c.CrisisAdvancePreference) -> Lines:
    key = "clause.crisis.advance_preference"
    out = [voice.say(key, condition=condition(voice, clause.require))]
    for wish in clause.preferences:
        refused = wish.stance is PreferenceStance.REFUSE
        words = voice.quoted(wish.words) or voice.say("clause.entry", id=wish.id)
        given = {"matter": voice.word("matter", wish.matter), "words": words}
        line = voice.say(f"{key}.refuse" if refused else f"{key}.prefer", **given)
        instead = voice.quoted(wish.instead)
        if instead is not None:
            line = voice.say(f"{key}.instead", line=line, words=instead)
        out.append(line)
    client = voice.who(Role.CLIENT)
    if clause.agent is not None:
        out.append(voice.say(f"{key}.agent", who=voice.who(clause.agent), client=client))
    if clause.withdrawable is False:
        out.append(voice.say(f"{key}.withdrawable.no"))
    elif clause.withdrawable is None or clause.withdrawable is True:
        out.append(voice.say(f"{key}.withdrawable.yes", client=client))
    else:
        held = condition(voice, clause.withdrawable)
        out.append(voice.say(f"{key}.withdrawable.if", condition=held))
    if clause.overridden_by is not None:
        out.append(voice.say(f"{key}.overridden"))
    return out


CRISIS: dict[type, Callable[[Voice, Any], Lines]] = {
    c.CrisisCriteria: _criteria,
    c.CrisisEmergencyContact: _emergency_contact,
    c.CrisisSafetyPlan: _safety_plan,
    c.CrisisAdvancePreference: _advance_preference,
}
"""By kind of clause: the lines of its own matter; routes come first and are said apart."""
