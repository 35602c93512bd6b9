"""A whole agreement as a text its client can read: where to turn in a crisis comes first."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.explain.clauses import CONTACT, dates, head_lines
from boundlib.explain.crisis import CRISIS, route_sections
from boundlib.explain.governance import GOVERNANCE
from boundlib.explain.measures import MEASURES
from boundlib.explain.pace import PACE
from boundlib.explain.sharing import SHARING, takes_in
from boundlib.explain.speaking import Voice, voice_for
from boundlib.explain.table import PHRASES, Phrases
from boundlib.explain.work import WORK
from boundlib.model.agreement import Agreement
from boundlib.model.crisis import CrisisRoute
from boundlib.times import Timetable
from boundlib.vocab import Right, Role

SECTIONS: dict[str, tuple[str, ...]] = {
    "urgent": ("crisis.criteria", "crisis.emergency_contact"),
    "contact": ("contact.channel", "contact.window"),
    "reply": ("contact.reply_time",),
    "amount": ("contact.allowance", "contact.precondition", "contact.cool_off"),
    "fee": ("contact.fee",),
    "cover": ("contact.cover",),
    "messages": ("contact.channel_risk",),
    "plan": ("crisis.safety_plan",),
    "wishes": ("crisis.advance_preference",),
    "goals": ("work.milestone", "work.expectation"),
    "sessions": ("session.frame",),
    "work": ("work.duty", "work.homework", "work.ritual"),
    "setbacks": ("work.setback",),
    "steps": ("work.transition", "pace.sequence"),
    "network": ("network.role",),
    "sharing": (
        "sharing.release",
        "sharing.third_party",
        "sharing.consultation",
        "sharing.minor",
        "sharing.release_rule",
        "sharing.refusal",
    ),
    "limits": ("sharing.legal_limit",),
    "together": ("sharing.unit_of_care",),
    "record": ("sharing.records", "sharing.recording"),
    "stopping": (
        "pace.right_to_pause",
        "pace.pause",
        "pace.distress_limit",
        "pace.grounding",
    ),
    "topics": ("pace.topic", "pace.readiness", "pace.disclosure"),
    "touch": ("pace.touch",),
    "taking_part": ("governance.eligibility", "governance.consent"),
    "rights": ("governance.right",),
    "review": ("governance.review",),
    "exceptions": ("governance.exception_process",),
    "ending": ("governance.ending",),
    "texts": ("governance.precedence",),
}
"""After the crisis route: the sections in their order, and the kinds of clause in each."""

LEADS: dict[str, tuple[str, ...]] = {
    "sharing": (
        "sharing.lead",
        "sharing.lead.take_back",
        "sharing.lead.onward",
        "sharing.lead.outside",
    ),
}
"""What stands at the head of a section, whatever its clauses say."""

LINES = CONTACT | CRISIS | SHARING | GOVERNANCE | MEASURES | WORK | PACE
"""By kind of clause, all but the crisis route: what it says."""


@attrs.frozen
class Section:
    """One section of the text of an agreement."""

    title: str
    """Its heading."""
    sentences: tuple[str, ...]
    """Its sentences, in order."""


def explain_agreement(
    agreement: Agreement, *, reader: str | None = None, phrases: Phrases = PHRASES
) -> tuple[Section, ...]:
    """A whole agreement, section by section, the crisis route first and always.

    Roles are shown, never names; what the two people wrote themselves is quoted.

    Args:
        agreement: what was agreed.
        reader: who reads it, a party id or a role; absent: the client.
        phrases: the words of a language; absent: English.

    Raises:
        UsageError: that is no agreement, or the reader is no party of it and no role.
    """
    voice = voice_for(agreement, phrases, reader, Role.CLIENT)
    routes = [c for c in agreement.clauses if isinstance(c, CrisisRoute)]
    first = route_sections(voice, routes)
    first += [line for clause in routes for line in _sentences(voice, head_lines(voice, clause))]
    found = [("crisis", first)]
    for name, kinds in SECTIONS.items():
        clauses = [c for c in agreement.clauses if c.kind in kinds and type(c) in LINES]
        lead = [voice.said(key) for key in LEADS.get(name, ()) if clauses]
        found.append((name, lead + [line for c in clauses for line in clause_sentences(voice, c)]))
    found.append(("takes_in", _sentences(voice, takes_in(voice))))
    found.append(
        ("hours", [line for t in agreement.timetables for line in hours_sentences(voice, t)])
    )
    found.append(("people", people_sentences(voice)))
    found.append(("frame", frame_sentences(voice)))
    found.append(("other", _unread(voice)))
    return tuple(
        Section(voice.say(f"section.{name}"), tuple(lines)) for name, lines in found if lines
    )


def _sentences(voice: Voice, lines: list[str]) -> list[str]:
    return [voice.sentence(line) for line in lines]


def clause_sentences(voice: Voice, clause: Any) -> list[str]:
    """What one clause says; nothing of a clause that is not understood."""
    if isinstance(clause, CrisisRoute):
        return route_sections(voice, [clause]) + _sentences(voice, head_lines(voice, clause))
    if type(clause) not in LINES:
        return []
    return _sentences(voice, LINES[type(clause)](voice, clause) + head_lines(voice, clause))


def _unread(voice: Voice) -> list[str]:
    """What lenient reading kept: it may change anything above, so it is never left out."""
    known = {*LINES, CrisisRoute}
    ids = [clause.id or None for clause in voice.agreement.clauses if type(clause) not in known]
    if not ids and not voice.agreement.unread:
        return []
    return [voice.sentence(voice.cited(voice.say("clause.unread"), ids))]


# --- hours ----------------------------------------------------------------------------------------


def hours_sentences(voice: Voice, timetable: Timetable) -> list[str]:
    """What one timetable says, its heading first."""
    zone = timetable.zone or voice.agreement.zone
    out = [voice.heading("hours.lead", id=timetable.id, zone=zone)]
    lines = []
    for window in timetable.weekly:
        days = voice.weekdays(window.days)
        given = {"start": str(window.start), "end": str(window.end)}
        lines.append(voice.say("hours.weekly", days=days, **given))
    if not lines:
        lines.append(voice.say("hours.weekly.none"))
    for special in timetable.special_days:
        date = voice.date(special.on)
        if special.hours:
            windows = [
                voice.say("hours.window", start=str(h.start), end=str(h.end)) for h in special.hours
            ]
            lines.append(voice.say("hours.special", date=date, hours=voice.listed(windows)))
        else:
            lines.append(voice.say("hours.special.closed", date=date))
    if hasattr(timetable.holidays, "unstated"):
        lines.append(voice.say("hours.holidays.unstated"))
    elif timetable.holidays is not None:
        lines.append(voice.say("hours.holidays", place=voice.place(timetable.holidays)))
    return out + _sentences(voice, lines + _leave(voice, timetable))


def _leave(voice: Voice, timetable: Timetable) -> list[str]:
    lines = []
    for leave in timetable.leave:
        line = voice.say(
            "hours.leave",
            who_is=voice.who_is(leave.party),
            first=voice.date(leave.first),
            last=voice.date(leave.last),
        )
        if leave.cover is not None:
            line = voice.say("hours.leave.cover", line=line, cover=voice.who(leave.cover))
        lines.append(line)
    return lines


# --- people and frame -----------------------------------------------------------------------------


def people_sentences(voice: Voice) -> list[str]:
    """Who takes part: a sentence for each party, in their order."""
    out = []
    for party in voice.agreement.parties:
        key = "frame.party.signs" if party.signs else "frame.party"
        line = voice.say(key, who=voice.who(party.id))
        if party.acts_for is not None:
            line = voice.say("frame.party.for", line=line, other=voice.who(party.acts_for))
        words = voice.quoted(party.between_contacts)
        if words is not None:
            line = voice.say("frame.party.between", line=line, words=words)
        out.append(line)
    return _sentences(voice, out)


def frame_sentences(voice: Voice) -> list[str]:
    """Version, term, zone and rights, each in a sentence of its own."""
    agreement = voice.agreement
    term = agreement.term
    rights = voice.listed([voice.word("right", right) for right in Right])
    lines = [
        voice.say("frame.version", version=str(agreement.version)),
        voice.say("frame.term.none") if term is None else dates(voice, "frame.term", term),
        voice.say("frame.zone", zone=agreement.zone),
        voice.say("frame.rights", client=voice.who(Role.CLIENT), rights=rights),
    ]
    return _sentences(voice, lines)
