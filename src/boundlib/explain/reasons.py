"""Why an answer is as it is, what follows from it, and what it rests on."""

from __future__ import annotations

from boundlib.explain.speaking import Voice, plain
from boundlib.explain.telling import said_by_item, why
from boundlib.model.answers import Never
from boundlib.model.decision import Decision, Obligation, ReasonLine, TimetableUsed
from boundlib.vocab import Duty, FactKind, Outcome, Reason, Role, Standing

DETAILS: dict[Reason, str] = {
    Reason.RIGHT: "right",
    Reason.FACT_MISSING: "fact",
    Reason.RECORD_INCOMPLETE: "fact",
    Reason.UNSTATED: "field",
    Reason.NOT_SETTLED: "fact",
    Reason.NOTHING_AGREED: "medium",
    Reason.NOT_BY_THIS_MEDIUM: "medium",
    Reason.NOT_FILLED: "slot",
    Reason.RULES: "slot",
    Reason.NOT_IN_FORCE: "standing",
    Reason.BY_RULE: "rule",
    Reason.NOT_READY: "indicator",
    Reason.NO_READING: "indicator",
    Reason.STALE: "indicator",
    Reason.OTHER_SCALE: "indicator",
}
"""For each reason whose detail is said: the vocabulary it is a word of."""

CLOSING = frozenset(
    {
        Reason.LIMIT_HOLDS,
        Reason.NOT_GRANTED,
        Reason.OUTSIDE_HOURS,
        Reason.USED_UP,
        Reason.RESTING,
        Reason.CLIENT_STOPPED,
        Reason.DOES_NOT_HOLD,
        Reason.NOT_CONSENTED,
        Reason.NOT_LISTED,
        Reason.GRANTED,
        Reason.LIMIT_KEPT,
        Reason.RULES,
        Reason.REFUSED,
        Reason.NOT_STARTED,
        Reason.EXPIRED,
        Reason.NOT_FOR_THIS,
        Reason.NOT_THIS_ITEM,
        Reason.MUST_BE_NAMED,
        Reason.NOT_RECEIVED,
        Reason.NOT_ONWARD,
        Reason.SAID_NO,
        Reason.NO_DEFAULT,
        Reason.UNTOUCHED,
        Reason.NOT_DUE,
        Reason.NOT_READY,
        Reason.TOPIC_OPEN,
        Reason.TOPIC_NOT_NOW,
        Reason.ESSENTIAL,
        Reason.CAN_WAIT,
    }
)
"""Reasons that speak for a yes or a no: left out of an unknown, which must not sound like one."""

DOUBTING = frozenset(
    {
        Reason.FACT_MISSING,
        Reason.RECORD_INCOMPLETE,
        Reason.SWITCH_NOT_KNOWN,
        Reason.PURPOSE_NOT_STATED,
        Reason.CHANNEL_NOT_STATED,
        Reason.NO_READING,
        Reason.STALE,
    }
)
"""Reasons for not knowing: left out of a yes or a no, which they did not change."""


def reason_sentences(voice: Voice, decision: Decision, alone: bool) -> list[str]:
    """One sentence for each kind of reason, with the clauses it holds for."""
    hidden = frozenset[Reason]()
    if decision.outcome is Outcome.UNKNOWN:
        hidden = CLOSING
    elif decision.outcome in (Outcome.PERMIT, Outcome.DENY):
        hidden = DOUBTING
    elif decision.outcome is Outcome.NOT_APPLICABLE and not alone:
        hidden = frozenset({Reason.NOTHING_AGREED}) if _bare(decision) else hidden
    grouped: dict[str, list[str | None]] = {}
    told = said_by_item(decision)
    closer = {(line.code, line.clause) for line in decision.reasons if line.detail is not None}
    for line in decision.reasons:
        bare = line.detail is None and (line.code in told or (line.code, line.clause) in closer)
        if line.code not in hidden and not bare:
            said = _reason(voice, line, decision)
            grouped.setdefault(said, []).append(line.clause)
    return [voice.sentence(voice.cited(said, clauses)) for said, clauses in grouped.items()]


def _bare(decision: Decision) -> bool:
    """Whether the lead has said already that nothing was agreed."""
    return all(r.code is not Reason.NOTHING_AGREED or r.detail is None for r in decision.reasons)


def _reason(voice: Voice, line: ReasonLine, decision: Decision) -> str:
    key = f"reason.{line.code}"
    if line.detail is None or voice.discreet or f"{key}.detail" not in voice.phrases:
        return why(voice, line.code, decision)
    if line.code is Reason.AWAY:
        detail = voice.who(line.detail)
    elif line.code is Reason.NOT_IN_FORCE and line.detail not in tuple(Standing):
        return voice.say(key)
    elif line.code is Reason.NOT_SETTLED and line.detail not in tuple(FactKind):
        return why(voice, line.code, decision)
    else:
        vocabulary = DETAILS[line.code]
        named = "fact.named" if vocabulary == "fact" else "field.named"
        detail = voice.word(vocabulary, line.detail, named)
    client, client_is = voice.who(Role.CLIENT), voice.who_is(Role.CLIENT)
    return voice.say(f"{key}.detail", detail=detail, client=client, client_is=client_is)


def duty_sentences(voice: Voice, owed: tuple[Obligation, ...]) -> list[str]:
    """What follows from the answer."""
    grouped: dict[str, list[str | None]] = {}
    for duty in owed:
        line = voice.say(
            _duty(duty),
            party=voice.who(duty.party),
            party_is=voice.who_is(duty.party or Role.CLIENT),
            client_is=voice.who_is(Role.CLIENT),
        )
        if isinstance(duty.due, Never):
            line = voice.say("duty.due.never", line=line)
        elif duty.due is not None:
            line = voice.say("duty.due", line=line, when=voice.moment(duty.due))
        grouped.setdefault(line, []).append(duty.clause)
    return [voice.sentence(voice.cited(line, clauses)) for line, clauses in grouped.items()]


def _duty(duty: Obligation) -> str:
    if duty.code is Duty.NO_REDISCLOSURE and duty.party is None:
        return "duty.no_redisclosure.anybody"
    return f"duty.{duty.code}"


def waits_sentence(voice: Voice, decision: Decision) -> list[str]:
    """What would change the answer."""
    if not decision.waits_for or voice.discreet:
        return []
    said = [voice.word("fact", wait.fact, "fact.named") for wait in decision.waits_for]
    facts = voice.beside(list(dict.fromkeys(said)))
    unknown = decision.outcome is Outcome.UNKNOWN
    return [voice.said("waits.unknown" if unknown else "waits.other", facts=facts)]


def basis_sentences(voice: Voice, decision: Decision) -> list[str]:
    """When and under which version; by which hours, zone and holidays; until when it holds."""
    out = [
        voice.said(
            "basis",
            when=voice.moment(decision.question.at),
            zone=voice.agreement.zone,
            version=str(decision.agreement.version),
        )
    ]
    if decision.agreement.exceptions:
        out.append(voice.said("basis.exceptions"))
    told = any(line.code is Reason.NOT_IN_FORCE for line in decision.reasons)
    if decision.basis.standing is not Standing.IN_FORCE and not told:
        out.append(voice.said(f"standing.{decision.basis.standing}"))
    if decision.basis.timetables:
        hours = voice.beside([_table(voice, used) for used in decision.basis.timetables])
        out.append(voice.said("basis.hours", hours=hours))
    if decision.valid_until is not None:
        out.append(voice.said("valid_until", when=voice.moment(decision.valid_until)))
    return out


def _table(voice: Voice, used: TimetableUsed) -> str:
    key = f"holidays.{used.holidays}"
    known = key if key in voice.phrases else "holidays.looked_up"
    return voice.say("basis.table", id=plain(used.id), zone=used.zone, holidays=voice.say(known))
