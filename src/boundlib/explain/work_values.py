"""The typed values of answers about the work, its frame and the people around as lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.explain.amounts import between, number
from boundlib.explain.clauses import Lines
from boundlib.explain.governance import clauses, named
from boundlib.explain.moments import span_of
from boundlib.explain.speaking import Voice, plain
from boundlib.explain.work import never_changed, one, role_lines
from boundlib.model import work_answers as d
from boundlib.model.answers import ByWhen, Never
from boundlib.vocab import Met, Role, Strength, TallyUnit

TIMES = frozenset({"session.next", "work.next_check_in"})
"""Questions of the work that are answered with a time."""


def times_lines(voice: Voice, value: ByWhen, question: Any) -> Lines:
    """When the next session or entry is."""
    key = f"value.{question.kind}"
    if isinstance(value.min, Never):
        out = [voice.say(f"{key}.never")]
    elif question.kind == "session.next" and value.min is not None and value.min == value.max:
        out = [voice.say(key, when=voice.moment(value.min))]
    elif question.kind == "session.next":
        when = span_of(voice, value.min, value.max, "when.at", "when.at")
        out = [voice.say(f"{key}.range", when=when)]
    else:
        out = [voice.say(key, when=_by(voice, value.min, value.max))]
    if question.kind == "work.next_check_in":
        out.append(voice.say("clause.work.ritual.silence"))
    return out


def _by(voice: Voice, low: Any, high: Any) -> str:
    return span_of(voice, low, high, "when.exact", "when")


def _due(voice: Voice, value: d.DueList, question: Any) -> Lines:
    if not value.items:
        return [voice.say("value.due_list.none")]
    return [_item(voice, item) for item in value.items]


def _item(voice: Voice, item: d.OpenItem) -> str:
    key, clause = "value.due_list", voice.clauses.get(item.clause)
    what = getattr(clause, "duty", None) or getattr(clause, "task", None)
    name = one(voice, what) if what else voice.say(f"{key}.check_in")
    said = [voice.say(f"{key}.how.{item.how}")] if item.how is not None else []
    said += _often(voice, item, clause)
    if item.due_min is not None or item.due_max is not None:
        said.append(voice.say(f"{key}.due", when=_by(voice, item.due_min, item.due_max)))
    if not said:
        # Only a record that is complete shows that nothing was told (spec/work 12).
        said = [voice.say(f"{key}.{'not_known' if item.done is None else 'nothing_told'}")]
    who = voice.all_of(item.by) or voice.say("who.both")
    given = {"who": who, "what": name, "state": voice.listed(said)}
    line = voice.say(f"{key}.{_STRENGTH[item.strength]}", **given)
    return voice.cited(line, [item.clause])


_STRENGTH = {
    None: "expected",
    Strength.PROMISE: "promise",
    Strength.AIM: "aim",
    Strength.NONE: "none_promised",
}


def _asked_about(voice: Voice, question: Any, kind: str) -> Any:
    """The clause a question is about: the named one, else the only one of its kind."""
    found = [c for c in voice.agreement.clauses if c.kind == kind]
    named = getattr(question, "clause", None)
    return next((c for c in found if len(found) == 1 or c.id == named), None)


def _often(voice: Voice, value: Any, clause: Any) -> Lines:
    """How often it was done, and how often it is meant, in what was agreed to count in."""
    tally = getattr(clause, "often", None)
    unit = str(TallyUnit.EVENTS)
    if tally is not None:
        unit = str(tally.unit) if tally.period is None else f"{tally.period}s"

    def say(n: int) -> str:
        return number(voice, n, unit)

    out = []
    if value.done:
        out.append(voice.say("value.due_list.done", amount=say(value.done)))
    if value.least is not None or value.most is not None:
        same = value.least == value.most
        meant = say(value.least) if same else between(voice, "band", value.least, value.most, say)
        out.append(voice.say("value.due_list.meant", amount=meant))
    return out


def _homework(voice: Voice, value: d.HomeworkNow, question: Any) -> Lines:
    key = "value.homework_now"
    out = [voice.say(f"{key}.{value.how}")]
    often = _often(voice, value, _asked_about(voice, question, "work.homework"))
    if often:
        out.append(voice.listed(often))
    if value.obstacles:
        out.append(voice.say(f"{key}.obstacles", items=named(voice, value.obstacles)))
    if value.then:
        out.append(voice.say(f"{key}.then", items=named(voice, value.then)))
    if value.review is not None:
        out.append(voice.say(f"{key}.review.{value.review}"))
    if value.review_min is not None or value.review_max is not None:
        ends = value.review_min, value.review_max
        when = span_of(voice, *ends, "when.after.exact", "when.after")
        out.append(voice.say(f"{key}.review.when", when=when))
    return out


def _setback(voice: Voice, value: d.SetbackNow, question: Any) -> Lines:
    key = "value.setback_now"
    out = [voice.say(key)]
    if value.meets:
        out.append(voice.say("work.meets", items=named(voice, value.meets)))
    if value.channels:
        out.append(voice.say(f"{key}.channels", how=voice.ways(value.channels)))
    if value.reply_min is not None or value.reply_max is not None:
        when = _by(voice, value.reply_min, value.reply_max)
        out.append(voice.say(f"{key}.reply", when=when))
    if value.review is not None:
        out.append(voice.say(f"{key}.review.{value.review}"))
    out.append(never_changed(voice, value.unchanged))
    if value.untouched:
        out.append(voice.say("governance.untouched", clauses=clauses(voice, value.untouched)))
    return out


def _step(voice: Voice, value: d.LadderNow, question: Any) -> Lines:
    key = "value.step_now"
    out = [voice.say(f"{key}.none")]
    if value.step is not None:
        name = one(voice, value.step)
        out = [voice.say(key, step=name)]
        if value.since is not None and not isinstance(value.since, Never):
            out = [voice.say(f"{key}.since", step=name, when=voice.moment(value.since))]
    if value.next is not None:
        out.append(voice.say(f"{key}.next", step=one(voice, value.next)))
    if value.hoped is not None:
        out.append(voice.say(f"{key}.hoped.{value.hoped}"))
    if value.in_pace is not None:
        out.append(voice.say(f"{key}.in_pace.{value.in_pace}"))
    if value.before is not None:
        out.append(voice.say(f"{key}.before", step=one(voice, value.before)))
    if value.back is not None:
        out.append(voice.say(f"{key}.back.{value.back}"))
    if value.ends_min is not None or value.ends_max is not None:
        when = _by(voice, value.ends_min, value.ends_max)
        out.append(voice.say(f"{key}.ends", when=when))
    if value.confirmed and value.to is not None:
        who = voice.all_of(value.confirmed)
        out.append(voice.say(f"{key}.confirmed", who=who, step=one(voice, value.to)))
    return out


def _summary(voice: Voice, value: d.SummaryNow, question: Any) -> Lines:
    key, client = "value.summary_now", voice.who(Role.CLIENT)
    out = [
        voice.say(f"{key}.given.{value.given}"),
        voice.say(f"{key}.confirmed.{value.confirmed}", client=client),
    ]
    if value.due_min is not None or value.due_max is not None:
        out.append(voice.say(f"{key}.due", when=_by(voice, value.due_min, value.due_max)))
    if value.fields:
        out.append(voice.say("clause.work.ritual.fields", items=named(voice, value.fields)))
    if value.copies:
        there = "copies" if value.given is Met.YES else "copies.later"
        out.append(voice.say(f"{key}.{there}", who=voice.all_of(value.copies)))
    return out


def _logged(voice: Voice, value: d.Logged, question: Any) -> Lines:
    if not value.entries:
        return [voice.say("value.logged.none")]
    return [_entry(voice, entry) for entry in value.entries]


def _entry(voice: Voice, entry: d.LogEntry) -> str:
    key = "value.logged"
    fields = [_field(voice, each) for each in entry.fields]
    given = {"when": voice.moment(entry.at), "who": voice.who(entry.by)}
    line = voice.say(key, **given)
    if fields:
        line = voice.say(f"{key}.fields", items=voice.beside(fields), **given)
    if entry.recorded_at == entry.at:
        return line
    return voice.say(f"{key}.later", line=line, when=voice.moment(entry.recorded_at))


def _field(voice: Voice, each: Any) -> str:
    name = one(voice, each.name)
    if each.level is not None:
        return voice.say("value.logged.level", what=name, level=str(each.level))
    if each.is_ is None:
        return name
    if isinstance(each.is_, bool):
        word = voice.say(f"value.logged.{'yes' if each.is_ else 'no'}")
    else:
        word = plain(each.is_)
    return voice.say("value.logged.is", what=name, word=word)


def _in_frame(voice: Voice, value: d.InFrame, question: Any) -> Lines:
    key = "value.in_frame"
    out = [voice.say(f"{key}.{'yes' if value.so else 'no'}")]
    for name in ("length", "medium", "hours", "rhythm"):
        met = getattr(value, name)
        if met is not None:
            out.append(voice.say(f"{key}.{name}.{met}"))
    if value.ends_at is not None and not isinstance(value.ends_at, Never):
        out.append(voice.say(f"{key}.ends", when=voice.moment(value.ends_at)))
    return out


def _role(voice: Voice, value: d.NetworkRoleNow, question: Any) -> Lines:
    party = getattr(question, "party", None)
    lead = [] if party is None else [voice.say("clause.network.role", who=voice.who(party))]
    return [*lead, *role_lines(voice, value)]


def _who_does(voice: Voice, value: d.WhoDoes, question: Any) -> Lines:
    who = voice.all_of(value.who)
    subject = getattr(question, "subject", None)
    if subject is None:
        return [who]
    return [voice.say("value.who_does", what=one(voice, subject), who=who)]


SAYS: dict[type, Callable[[Voice, Any, Any], Lines]] = {
    d.DueList: _due,
    d.HomeworkNow: _homework,
    d.SetbackNow: _setback,
    d.LadderNow: _step,
    d.SummaryNow: _summary,
    d.Logged: _logged,
    d.InFrame: _in_frame,
    d.NetworkRoleNow: _role,
    d.WhoDoes: _who_does,
}
"""Every kind of value about the work and the people around, and how it is said."""
