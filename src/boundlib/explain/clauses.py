"""Every kind of clause about contact as lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.declare.names import Erased, Unstated
from boundlib.explain.algebra import condition, entries, price, settled, span, tally
from boundlib.explain.speaking import Voice
from boundlib.model import contact as c
from boundlib.model.clause import DecidedBy
from boundlib.vocab import Force, Met, Role, Strength, WindowUse

Lines = list[str]


def head_lines(voice: Voice, clause: Any) -> Lines:
    """What any clause may say besides its own matter; the words themselves come last."""
    out: Lines = []
    force = getattr(clause, "force", None)
    if isinstance(force, DecidedBy):
        out.append(voice.say("head.force.decided_by", who=voice.all_of(force.decided_by, "or")))
    elif force is not None and force is not Force.AUTOMATIC:
        out.append(voice.say(f"head.force.{force}"))
    when, valid = getattr(clause, "when", None), getattr(clause, "valid", None)
    if when is not None:
        out.append(voice.say("head.when", condition=condition(voice, when)))
    if valid is not None:
        out.append(dates(voice, "head.valid", valid))
    if getattr(clause, "reading_of", None) is not None:
        out.append(voice.say("head.reading"))
    if getattr(clause, "in_crisis_too", None):
        out.append(voice.say("head.in_crisis_too"))
    if clause.waives:
        rights = voice.listed([voice.word("right", r) for r in clause.waives], "or")
        out.append(voice.say("head.waives", rights=rights))
    if isinstance(clause.text, Erased):
        out.append(voice.say("head.erased"))
    words = voice.quoted(clause.text)
    return out if words is None else [*out, voice.say("head.words", words=words)]


def dates(voice: Voice, key: str, valid: Any) -> str:
    """From when until when."""
    first = "" if valid.first is None else voice.date(valid.first)
    last = "" if valid.last is None else voice.date(valid.last)
    if not last:
        return voice.say(f"{key}.from", first=first)
    if not first:
        return voice.say(f"{key}.to", last=last)
    return voice.say(key, first=first, last=last)


def _both(voice: Voice, clause: Any) -> dict[str, str]:
    """Who may contact whom."""
    if not clause.by and not clause.to:
        return {"by": voice.say("who.both"), "to": voice.say("who.other")}
    return {
        "by": voice.all_of(clause.by) or voice.say("who.both"),
        "to": voice.all_of(clause.to) or voice.say("who.other"),
    }


def _about(voice: Voice, clause: Any) -> dict[str, str]:
    """By which ways and for what."""
    return {"how": voice.ways(clause.channels), "purpose": voice.purposes(clause.purposes)}


# --- the kinds ------------------------------------------------------------------------------------


def _channel(voice: Voice, clause: c.ContactChannel) -> Lines:
    how, purpose = voice.way(clause.id), voice.purposes(clause.purposes)
    out = [voice.say("clause.contact.channel", how=how, purpose=purpose, **_both(voice, clause))]
    if clause.not_for:
        not_for = voice.purposes(clause.not_for)
        out.append(voice.say("clause.contact.channel.not_for", purpose=not_for))
    for step in clause.redirects:
        given = {"purpose": voice.purposes(step.purposes), "how": voice.way(step.to)}
        out.append(voice.say("clause.contact.channel.redirect", **given))
    if clause.timetable is not None:
        out.append(voice.say("clause.contact.channel.hours", hours=clause.timetable))
    if clause.only:
        out.append(voice.say("clause.contact.channel.only"))
    if clause.copied:
        out.append(voice.say("clause.contact.channel.copied", who=voice.all_of(clause.copied)))
    return out


def _window(voice: Voice, clause: c.ContactWindow) -> Lines:
    given = {"hours": clause.timetable, **_about(voice, clause)}
    if clause.use is WindowUse.READING:
        return [voice.say("clause.contact.window.reading", **given)]
    return [voice.say("clause.contact.window", **given, **_both(voice, clause))]


def _reply_time(voice: Voice, clause: c.ContactReplyTime) -> Lines:
    within, about = clause.within, _about(voice, clause)
    if isinstance(within, c.Rounds):
        rounds = {"tally": tally(voice, within.tally), "hours": within.timetable}
        return [voice.say("clause.contact.reply_time.rounds", **rounds)]
    if clause.strength is not Strength.NONE:
        unstated = isinstance(clause.strength, Unstated)
        word = "unstated" if unstated else clause.strength
        form = "" if settled(within) else ".open"
        line = voice.say(
            f"clause.contact.reply_time.{word}{form}", span=span(voice, within), **about
        )
        return [line, voice.say("clause.contact.reply_time.not_said")] if unstated else [line]
    line = voice.say("clause.contact.reply_time.none", **about)
    if within is None:
        return [line]
    long = span(voice, within)
    return [voice.say("clause.contact.reply_time.none.within", line=line, span=long)]


def _allowance(voice: Voice, clause: c.ContactAllowance) -> Lines:
    given = {"tally": tally(voice, clause.tally), **_about(voice, clause)}
    return [voice.say("clause.contact.allowance", **given)]


def _fee(voice: Voice, clause: c.ContactFee) -> Lines:
    given = {"price": price(voice, clause.price), **_about(voice, clause)}
    out = [voice.say("clause.contact.fee", **given)]
    if clause.not_for:
        free = voice.purposes(clause.not_for)
        out.append(voice.say("clause.contact.fee.not_for", purpose=free))
    return out


def _precondition(voice: Voice, clause: c.ContactPrecondition) -> Lines:
    given = {"condition": condition(voice, clause.require), **_about(voice, clause)}
    return [voice.say("clause.contact.precondition", **given)]


def _cool_off(voice: Voice, clause: c.ContactCoolOff) -> Lines:
    given = {
        "acts": entries(voice, clause.after),
        "purpose": voice.purposes(clause.suspends),
        "span": span(voice, clause.lasts),
    }
    return [
        voice.say("clause.contact.cool_off", **given),
        voice.say("clause.contact.cool_off.never"),
    ]


def _cover(voice: Voice, clause: c.ContactCover) -> Lines:
    causes = voice.listed([voice.word("cause", cause) for cause in clause.during], "or")
    cover = voice.who(clause.cover or Role.COVER)
    if clause.cover is None:
        out = [voice.say("clause.contact.cover.leave", causes=causes)]
    else:
        out = [voice.say("clause.contact.cover", causes=causes, cover=cover)]
    if clause.knows:
        items = voice.listed([voice.word("knows", item) for item in clause.knows])
        out.append(voice.say("clause.contact.cover.knows", cover=cover, items=items))
    if clause.notice is not None:
        out.append(voice.say("clause.contact.cover.notice", span=span(voice, clause.notice)))
    if clause.plan_from is not None:
        plan = condition(voice, clause.plan_from)
        out.append(voice.say("clause.contact.cover.plan", condition=plan))
    if clause.escalate:
        named = voice.listed([voice.say("cited.clause", id=name) for name in clause.escalate])
        out.append(voice.say("clause.contact.cover.escalate", clauses=named))
    return out


def _risk(voice: Voice, clause: c.ContactChannelRisk) -> Lines:
    remarks = []
    if clause.enters_record is not None:
        sure = clause.enters_record is Force.AUTOMATIC
        met = Met.YES if sure else Met.PERHAPS
        remarks.append(voice.say(f"value.channel_risk.enters_record.{met}"))
    for name, said in (("secure", clause.secure), ("monitored", clause.monitored)):
        if said is not None:
            remarks.append(voice.say(f"value.channel_risk.{name}.{'yes' if said else 'no'}"))
    if clause.read_by:
        who = voice.all_of(clause.read_by)
        remarks.append(voice.say("clause.contact.channel_risk.read_by", who=who))
    if not remarks:
        remarks.append(voice.say("clause.contact.channel_risk.none"))
    how = voice.ways(clause.channels)
    return [voice.say("clause.contact.channel_risk", how=how, remarks=voice.beside(remarks))]


CONTACT: dict[type, Callable[[Voice, Any], Lines]] = {
    c.ContactChannel: _channel,
    c.ContactWindow: _window,
    c.ContactReplyTime: _reply_time,
    c.ContactAllowance: _allowance,
    c.ContactFee: _fee,
    c.ContactPrecondition: _precondition,
    c.ContactCoolOff: _cool_off,
    c.ContactCover: _cover,
    c.ContactChannelRisk: _risk,
}
"""By kind of clause: the lines of its own matter."""
