"""The typed values of answers about the agreement itself as lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.explain.amounts import between, number
from boundlib.explain.governance import after_end, clauses, named, other_text, rights, way
from boundlib.explain.moments import span_of
from boundlib.explain.sharing import clients
from boundlib.explain.speaking import Voice
from boundlib.model import governance_answers as d
from boundlib.model.answers import ByWhen, Never
from boundlib.vocab import Ruling, Strength

Said = list[str]

ENDED_FROM = "governance.ended_from"
RIGHT_ANSWER = "governance.right_answer"


def when_lines(voice: Voice, value: ByWhen, question: Any) -> Said:
    """From when the work is ended, or by when an answer is owed."""
    if question.kind == RIGHT_ANSWER:
        return [voice.say("value.right_answer", when=_by(voice, value.min, value.max))]
    if isinstance(value.min, Never):
        return [voice.say("value.ended_from.never")]
    when = span_of(voice, value.min, value.max, "when.after.exact", "when.after")
    return [voice.say("value.ended_from", when=when)]


def _by(voice: Voice, low: Any, high: Any) -> str:
    return span_of(voice, low, high, "when.exact", "when")


def _review_due(voice: Voice, value: d.ReviewDue, question: Any) -> Said:
    key = "value.review_due"
    if isinstance(value.min, Never):
        out = [voice.say(f"{key}.never")]
    else:
        when = _by(voice, value.min, value.max)
        out = [voice.say(f"{key}.{value.strength or 'unstated'}", when=when)]
    for name in ("agenda", "outcomes"):
        if getattr(value, name):
            items = named(voice, getattr(value, name))
            out.append(voice.say(f"clause.governance.review.{name}", items=items))
    return out


def _ending_owed(voice: Voice, value: d.EndingOwed, question: Any) -> Said:
    key, client = "value.ending_owed", clients(voice)
    out = [voice.say(f"{key}.told.{value.told}")]
    if value.notice_min is not None or value.notice_max is not None:
        when = _by(voice, value.notice_min, value.notice_max)
        out.append(voice.say(f"{key}.notice", when=when))
    if value.sessions_max == 0:
        out.append(voice.say(f"{key}.sessions.none"))
    elif value.sessions_min is not None or value.sessions_max is not None:
        amount = between(
            voice,
            "range",
            value.sessions_min,
            value.sessions_max,
            lambda n: number(voice, n, "sessions"),
        )
        if value.sessions_min == value.sessions_max:
            amount = number(voice, value.sessions_min or 0, "sessions")
        out.append(voice.say(f"{key}.sessions", amount=amount))
    if value.referral is not None:
        out.append(voice.say(f"{key}.referral.{'yes' if value.referral else 'no'}"))
    out += after_end(voice, value.continues, value.may_return)
    if value.strength is Strength.AIM:
        out.append(voice.say("clause.governance.ending.client", client=client))
    return out


def _which_rules(voice: Voice, value: d.WhichRules, question: Any) -> Said:
    key = "value.which_rules"
    if value.rules is Ruling.OTHER:
        if value.other is None:
            return [voice.say(f"{key}.other")]
        return [voice.say(f"{key}.other.named", other=other_text(voice, value.other))]
    if value.clauses:
        return [voice.say(f"{key}.clauses", clauses=clauses(voice, value.clauses))]
    return [voice.say(f"{key}.this")]


def _rights(voice: Voice, value: d.RightsHeld, question: Any) -> Said:
    out = [
        voice.say("governance.rights", client=clients(voice), rights=rights(voice, value.rights))
    ]
    out += [
        voice.cited(way(voice, one.to, one.body, one.channels), [one.clause]) for one in value.ways
    ]
    return list(dict.fromkeys(out))


def _terms(voice: Voice, value: d.ExceptionTerms, question: Any) -> Said:
    key = "value.exception_terms"
    if value.decides:
        out = [voice.say("refer.roles", who=voice.all_of(value.decides, "or"))]
    else:
        out = [voice.say(f"{key}.decides.none")]
    if value.ends_min is not None or value.ends_max is not None:
        out.append(voice.say(f"{key}.ends", when=_by(voice, value.ends_min, value.ends_max)))
    else:
        out.append(voice.say("clause.governance.exception_process.longest.none"))
    if value.answer_min is not None or value.answer_max is not None:
        when = _by(voice, value.answer_min, value.answer_max)
        out.append(voice.say("value.right_answer", when=when))
    if value.untouched:
        out.append(voice.say("governance.untouched", clauses=clauses(voice, value.untouched)))
    return out


SAYS: dict[type, Callable[[Voice, Any, Any], Said]] = {
    d.ReviewDue: _review_due,
    d.EndingOwed: _ending_owed,
    d.WhichRules: _which_rules,
    d.RightsHeld: _rights,
    d.ExceptionTerms: _terms,
}
"""Every kind of value about the agreement itself and how it is said."""
