"""A decision as plain sentences for the person who asks."""

from __future__ import annotations

from typing import Any

from boundlib.errors import UsageError, expect
from boundlib.explain.reasons import (
    basis_sentences,
    duty_sentences,
    reason_sentences,
    waits_sentence,
)
from boundlib.explain.route import agreed_route, route_sentences
from boundlib.explain.speaking import Voice, voice_for
from boundlib.explain.table import PHRASES, Phrases
from boundlib.explain.telling import (
    decider,
    denial_sentences,
    is_partly,
    item_sentences,
    named_in,
    recorded_for_sentences,
)
from boundlib.explain.values import value_lines
from boundlib.model.agreement import Agreement
from boundlib.model.answers import Never, Route
from boundlib.model.clause import DecidedBy
from boundlib.model.crisis import CrisisEmergencyContact
from boundlib.model.decision import Alternative, Decision, Reading
from boundlib.times.scalars import Instant
from boundlib.vocab import COVERS, Event, Force, Outcome, Purpose, Reason, Role

SPEAK_FOR_THEMSELVES = frozenset(
    {
        Reason.CRISIS_COSTS_NOTHING,
        Reason.EXPECTED_ONLY,
        Reason.NO_REPLY_PROMISED,
        Reason.NOBODY_AWAY,
        Reason.NOT_COUNTED,
        Reason.OWN_RECORD,
    }
)
"""Reasons that say by themselves why a question does not arise."""

DECIDING = frozenset({Reason.PERSON_DECIDES, Reason.BY_ARRANGEMENT, Reason.RIGHT_BOUND})
"""Reasons that leave an answer to somebody."""


def explain(
    decision: Decision,
    agreement: Agreement,
    *,
    reader: str | None = None,
    phrases: Phrases = PHRASES,
) -> tuple[str, ...]:
    """A decision in plain sentences: the answer, why, what follows, what it rests on.

    The crisis route comes first where it is the answer, and last, whole, wherever else a decision
    carries it. Times are those of the agreement's zone. Roles are shown, never names. Of sharing,
    somebody who is neither client nor on the therapist's side hears only of the items they asked
    about, without names of clauses and without what those turn on.

    Args:
        decision: what was decided.
        agreement: the agreement that decided.
        reader: who reads it, a party id or a role; absent: who asks, else the client.
        phrases: the words of a language; absent: English.

    Raises:
        UsageError: that is no decision, or not one of this agreement in this version; or the
            reader is no party of it and no role.
    """
    expect(decision, Decision, "decision", "Pass what decide gives.")
    asker = getattr(decision.question, "by", None) or Role.CLIENT
    voice = voice_for(agreement, phrases, reader, asker)
    if (decision.agreement.id, decision.agreement.version) != (agreement.id, agreement.version):
        raise UsageError(
            "this decision was not made by this agreement, or by another version of it.",
            where="agreement",
            next_step="Pass the agreement that decided.",
        )
    voice.discreet = decision.question.kind.startswith("sharing.") and not voice.inside
    out = answer_sentences(voice, decision)
    out += item_sentences(voice, decision)
    out += recorded_for_sentences(voice, decision)
    out += reason_sentences(voice, decision, _spoken(decision))
    out += denial_sentences(voice, decision)
    out += _who_decides(voice, decision)
    if decision.question.kind == "contact.may" and decision.outcome is not Outcome.ANSWERED:
        out += _next(voice, decision)
    out += duty_sentences(voice, decision.obligations)
    out += waits_sentence(voice, decision)
    others = () if voice.discreet else decision.alternatives
    out += [_alternative(voice, other, decision.question) for other in others]
    out += basis_sentences(voice, decision)
    return tuple(dict.fromkeys(out)) + _route_last(voice, decision)


# --- the answer -----------------------------------------------------------------------------------


def answer_sentences(voice: Voice, decision: Decision) -> list[str]:
    """The answer itself, without why and what follows."""
    said = _lead(voice, decision)
    if decision.value is None:
        return said
    lines = value_lines(voice, decision.value, decision.question)
    if isinstance(decision.value, Route):
        return said + lines
    if decision.outcome is Outcome.REFER:
        meanwhile = voice.beside(lines)
        return [*said, voice.said("refer.meanwhile", value=meanwhile)]
    said += [voice.sentence(line) for line in lines]
    if decision.question.kind == "crisis.listed":
        said.append(voice.said("value.yes_no.word", client=voice.who(Role.CLIENT)))
    return said


def _lead(voice: Voice, decision: Decision) -> list[str]:
    outcome, kind = decision.outcome, decision.question.kind
    given = _given(voice, decision.question) | _rung(voice, decision)
    if outcome is Outcome.ANSWERED:
        return [] if decision.value is not None else [voice.said("lead.answered.empty")]
    if outcome in (Outcome.PERMIT, Outcome.DENY):
        key = f"lead.{outcome}.{kind}"
        shut = decision.next is not None and isinstance(decision.next.opens_at, Never)
        if not_carried(voice, decision):
            key = f"{key}.not_carried"
        elif shut and f"{key}.never" in voice.phrases:
            key = f"{key}.never"
        if is_partly(decision) and f"{key}.part" in voice.phrases:
            key = f"{key}.part"
        return [voice.said(key if key in voice.phrases else f"lead.{outcome}", **given)]
    if outcome is Outcome.NOT_APPLICABLE and _spoken(decision):
        return []
    topic = voice.say(f"topic.{kind}", **given)
    lead = [voice.said(f"lead.{outcome}", topic=topic)]
    if outcome is Outcome.NOT_APPLICABLE:
        lead.append(voice.said("not_applicable.next"))
    if outcome is Outcome.UNKNOWN and kind == "crisis.listed":
        lead.append(voice.said("value.yes_no.word", client=voice.who(Role.CLIENT)))
    return lead


def _spoken(decision: Decision) -> bool:
    """Whether the reasons say by themselves why the question does not arise."""
    return any(line.code in SPEAK_FOR_THEMSELVES for line in decision.reasons)


def _given(voice: Voice, question: Any) -> dict[str, str]:
    """What a question names, in words."""
    party = getattr(question, "party", None) or Role.EMERGENCY_CONTACT
    if question.kind.startswith(("contact.", "crisis.")):
        purpose = getattr(question, "purpose", None)
        if purpose is None and question.kind == "contact.coaching":
            purpose = Purpose.COACHING
        more = {"purpose": voice.purposes(() if purpose is None else (purpose,))}
    else:
        more = named_in(voice, question)
    return more | {
        "by": voice.who(getattr(question, "by", None)),
        "to": voice.who(getattr(question, "to", None)),
        "how": voice.way(getattr(question, "channel", None)),
        "party": voice.who(party),
        "client": voice.who(Role.CLIENT),
        "client_is": voice.who_is(Role.CLIENT),
    }


def _rung(voice: Voice, decision: Decision) -> dict[str, str]:
    """Of whom a yes speaks, where the question named nobody and there are several."""
    question: Any = decision.question
    if question.kind != "crisis.may_ring" or question.party or decision.outcome is Outcome.DENY:
        return {}
    clauses = [voice.clauses.get(line.clause or "") for line in decision.reasons]
    meant = {c.party for c in clauses if isinstance(c, CrisisEmergencyContact)}
    return {"party": voice.who(meant.pop())} if len(meant) == 1 else {}


# --- who decides, and when it opens ---------------------------------------------------------------


def _who_decides(voice: Voice, decision: Decision) -> list[str]:
    """For a referral: whose decision it is, or whom to ask."""
    if decision.outcome is not Outcome.REFER:
        return []
    out = []
    for line in decision.reasons:
        force = getattr(voice.clauses.get(line.clause or ""), "force", None)
        if line.code in DECIDING and isinstance(force, DecidedBy):
            out.append(voice.said("refer.roles", who=voice.all_of(force.decided_by, "or")))
        elif line.code is Reason.BY_ARRANGEMENT or force is Force.BY_ARRANGEMENT:
            out.append(voice.said("refer.arrange", who=_other_side(voice, decision.question)))
    if not out and not decision.question.kind.startswith(("contact.", "crisis.")):
        out.append(voice.said("refer.roles", who=decider(voice, decision)))
    return out or [voice.said("refer.ask", who=_other_side(voice, decision.question))]


def _other_side(voice: Voice, question: Any) -> str:
    """Whom the reader would ask."""
    # Of these, `by` and `to` may be anybody; it is arranged between therapist and client.
    named = None if question.kind.startswith(("sharing.", "governance.", "pace.")) else question
    side = voice.who(getattr(named, "to", None) or str(Role.THERAPIST))
    if side != voice.who(voice.reader):
        return side
    return voice.who(getattr(named, "by", None) or str(Role.CLIENT))


def _next(voice: Voice, decision: Decision) -> list[str]:
    """When the contact opens or closes, and what is open now. A denial always says both.

    Where this way does not carry what is asked, no time opens it: it says where that goes.
    """
    out = []
    outcome, found = decision.outcome, decision.next
    opens = None if found is None else found.opens_at
    closes = None if found is None else found.closes_at
    if not_carried(voice, decision):
        out += _goes(voice, decision)
    elif isinstance(opens, Never):
        out.append(voice.said("next.opens.never"))
    elif opens is not None:
        out.append(voice.said("next.opens", when=voice.moment(opens)))
    elif outcome is Outcome.DENY:
        out.append(voice.said("next.opens.unknown"))
    if isinstance(closes, Never):
        out.append(voice.said("next.closes.never"))
    elif closes is not None:
        out.append(voice.said("next.closes", when=voice.moment(closes)))
    open_now = () if found is None else found.open_now
    if outcome is Outcome.PERMIT:
        return out
    if open_now:
        out.append(voice.said("next.open_now", ways=voice.ways(open_now)))
    elif outcome is Outcome.DENY:
        out.append(voice.said("next.open_now.none"))
    return out


def not_carried(voice: Voice, decision: Decision) -> bool:
    """Whether a contact is denied because the way that was asked about does not carry it."""
    question: Any = decision.question
    channels = {
        line.code
        for line in decision.reasons
        if getattr(voice.clauses.get(line.clause or ""), "kind", "") == "contact.channel"
    }
    return (
        question.kind == "contact.may"
        and decision.outcome is Outcome.DENY
        and question.channel is not None
        and Reason.NOT_GRANTED in channels
        and Reason.OUTSIDE_HOURS not in channels
        and (decision.next is None or not isinstance(decision.next.opens_at, Instant))
    )


def _goes(voice: Voice, decision: Decision) -> list[str]:
    """Where the agreement sends what this way does not carry."""
    question: Any = decision.question
    ways = [
        step.to
        for line in decision.reasons
        if line.code is Reason.NOT_GRANTED
        for step in getattr(voice.clauses.get(line.clause or ""), "redirects", ())
        if any(question.purpose in (p, *COVERS.get(p, ())) for p in step.purposes)
    ]
    return [voice.said("next.goes", ways=voice.ways(ways))] if ways else []


# --- other answers, and the route -----------------------------------------------------------------


def _alternative(voice: Voice, other: Alternative, question: Any) -> str:
    if other.value is None:
        answer = voice.say(f"lead.short.{other.outcome}")
    elif isinstance(other.value, Route):
        answer = voice.beside(
            [line.removesuffix(".") for line in value_lines(voice, other.value, question)]
        )
    else:
        answer = voice.beside(value_lines(voice, other.value, question))
    rests_on = [_reading(voice, reading) for reading in other.readings]
    if other.if_ is not None:
        rests_on.append(voice.word("if", other.if_, "if.named"))
    if not rests_on:
        return voice.said("alternative.bare", answer=answer)
    return voice.said("alternative", reading=voice.listed(rests_on), answer=answer)


def _reading(voice: Voice, reading: Reading) -> str:
    """How the text is read: by another clause, or by one of the choices it leaves open."""
    if any(table.id == reading.of for table in voice.agreement.timetables):
        word = voice.word("holidays_read", reading.as_, "choice.named")
    elif reading.as_ in tuple(Event):
        word = voice.say("choice.event", event=voice.word("event", reading.as_))
    else:
        word = voice.word("choice", reading.as_, "choice.named")
    return voice.say("choice.word", of=reading.of, word=word)


def _route_last(voice: Voice, decision: Decision) -> tuple[str, ...]:
    """The whole route where it is not the answer itself; for contact always."""
    if isinstance(decision.value, Route) and decision.outcome is Outcome.ANSWERED:
        return ()
    route = decision.route
    if route is None:
        if not decision.question.kind.startswith("contact."):
            return ()
        agreed = [
            c for c in voice.clauses.values() if c.kind == "crisis.route" and hasattr(c, "steps")
        ]
        route = agreed_route(voice, agreed)
    return tuple(route_sentences(voice, route, lead="route.beside"))
