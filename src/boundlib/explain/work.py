"""The work, its frame, its steps and the people around as lines (spec/work)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from boundlib.declare.names import Unstated
from boundlib.explain.algebra import condition, span, tally
from boundlib.explain.amounts import amount, length, number
from boundlib.explain.clauses import Lines
from boundlib.explain.governance import clauses, kinds, named
from boundlib.explain.speaking import Voice, plain
from boundlib.model import network as n
from boundlib.model import pace as p
from boundlib.model import session as s
from boundlib.model import work as w
from boundlib.model.structures import Ladder
from boundlib.vocab import Privacy, Ritual, Role


def one(voice: Voice, name: object) -> str:
    """A name that the two writers chose, in quotes."""
    return voice.say("who.named", id=plain(name))


def word_of(value: object) -> str:
    """The word of a choice, or that the text leaves it open."""
    return "unstated" if isinstance(value, Unstated) else str(value)


def rhythm(voice: Voice, clause: Any, key: str) -> Lines:
    """How often, how far apart, by when and on which days."""
    out = []
    if clause.often is not None:
        out.append(voice.say(f"{key}.often", tally=tally(voice, clause.often)))
    if clause.every is not None:
        out.append(voice.say(f"{key}.every", span=span(voice, clause.every)))
    if getattr(clause, "due", None) is not None:
        out.append(voice.say(f"{key}.due", span=span(voice, clause.due)))
    if getattr(clause, "days", ()):
        out.append(voice.say(f"{key}.days", days=voice.weekdays(clause.days)))
    return out


def _who(voice: Voice, by: Iterable[str]) -> str:
    return voice.all_of(by) or voice.say("who.both")


def _duty(voice: Voice, clause: w.WorkDuty) -> Lines:
    given = {"who": _who(voice, clause.by), "what": one(voice, clause.duty)}
    key = f"clause.work.duty.{word_of(clause.strength)}"
    return [voice.say(key, **given), *rhythm(voice, clause, "work")]


def _homework(voice: Voice, clause: w.WorkHomework) -> Lines:
    key = "clause.work.homework"
    who = voice.all_of(clause.by) or voice.who(Role.CLIENT)
    out = [voice.say(key, who=who, what=one(voice, clause.task))]
    out += rhythm(voice, clause, "work")
    if clause.lasts is not None:
        said = amount(voice, clause.lasts, lambda plain_one: length(voice, plain_one))
        out.append(voice.say(f"{key}.lasts", length=said))
    if clause.evidence:
        out.append(voice.say(f"{key}.evidence", items=named(voice, clause.evidence)))
    if clause.measure is not None:
        out.append(voice.say("work.measure", measure=one(voice, clause.measure)))
    for each in clause.obstacles:
        out.append(_obstacle(voice, each))
    if clause.review is not None:
        out.append(voice.say(f"{key}.review", span=span(voice, clause.review)))
    if clause.serves:
        out.append(voice.say(f"{key}.serves", clauses=clauses(voice, clause.serves)))
    return [*out, voice.say(f"{key}.partial")]


def _obstacle(voice: Voice, each: w.PlannedObstacle) -> str:
    what = voice.quoted(each.words) or one(voice, each.id)
    if each.then is None:
        return voice.say("clause.work.homework.obstacle.talk", what=what)
    return voice.say("clause.work.homework.obstacle", what=what, then=one(voice, each.then))


def _ritual(voice: Voice, clause: w.WorkRitual) -> Lines:
    key = "clause.work.ritual"
    out = [voice.say(f"{key}.{clause.ritual}", who=_who(voice, clause.by))]
    if clause.strength is not None:
        out.append(voice.say(f"{key}.strength.{word_of(clause.strength)}"))
    out += rhythm(voice, clause, "work")
    if clause.fields:
        out.append(voice.say(f"{key}.fields", items=named(voice, clause.fields)))
    if clause.measure is not None:
        out.append(voice.say("work.measure", measure=one(voice, clause.measure)))
    if clause.holder is not None:
        out.append(voice.say(f"{key}.holder", who=voice.who(clause.holder)))
    if clause.privacy is not None:
        out.append(voice.say(f"{key}.privacy.{word_of(clause.privacy)}"))
    elif clause.ritual is Ritual.REFLECTION:
        out.append(voice.say(f"{key}.privacy.{Privacy.PRIVATE}"))
    if clause.confirmed:
        out.append(voice.say(f"{key}.confirmed", client=voice.who(Role.CLIENT)))
    if clause.ritual is Ritual.CHECK_IN:
        out.append(voice.say(f"{key}.silence"))
    return out


def never_changed(voice: Voice, names: Iterable[str]) -> str:
    """What a setback never changes; it is asked for in sentences of the agreement's own topics."""
    return voice.say("work.unchanged", items=kinds(voice, names))


def _setback(voice: Voice, clause: w.WorkSetback) -> Lines:
    key = "clause.work.setback"
    who = voice.all_of(clause.by) or voice.who(Role.CLIENT)
    out = [voice.say(key, who=who, how=voice.ways(clause.channels) or voice.say("work.any_way"))]
    if clause.tell is not None:
        out.append(voice.say(f"{key}.tell", span=span(voice, clause.tell)))
    if clause.meets:
        out.append(voice.say("work.meets", items=named(voice, clause.meets)))
    if clause.reply is not None:
        out.append(voice.say(f"{key}.reply", span=span(voice, clause.reply)))
    out.append(never_changed(voice, ("crisis", "sharing", "governance", *clause.unchanged)))
    if clause.untouched:
        out.append(voice.say("governance.untouched", clauses=clauses(voice, clause.untouched)))
    if clause.review_after is not None:
        out.append(voice.say(f"{key}.review", tally=tally(voice, clause.review_after)))
    return out


def _ladder(voice: Voice, ladder: Ladder) -> Lines:
    """The steps in order, with what is looked at before each."""
    ids = [one(voice, step.id) for step in ladder.steps]
    out = [voice.say("work.steps", steps=voice.listed(ids))]
    for step in ladder.steps:
        name = one(voice, step.id)
        words = voice.quoted(step.words)
        if words is not None:
            out.append(voice.say("work.step.words", step=name, words=words))
        if step.enter is not None:
            said = condition(voice, step.enter)
            out.append(voice.say("work.step.enter", step=name, condition=said))
        if step.lasts is not None:
            out.append(voice.say("work.step.lasts", step=name, span=span(voice, step.lasts)))
        if step.back is not None:
            said = condition(voice, step.back)
            out.append(voice.say("work.step.back", step=name, condition=said))
    return out


def _transition(voice: Voice, clause: w.WorkTransition) -> Lines:
    key = "clause.work.transition"
    return [voice.say(key), *_ladder(voice, clause.ladder), voice.say("work.step.both")]


def _sequence(voice: Voice, clause: p.PaceSequence) -> Lines:
    key = "clause.pace.sequence"
    out = [voice.say(key), *_ladder(voice, clause.ladder)]
    if clause.skip is not None:
        out.append(voice.say(f"{key}.skip.{'yes' if clause.skip else 'no'}"))
    if clause.pace is not None:
        out.append(voice.say(f"{key}.pace", tally=tally(voice, clause.pace)))
    return [*out, voice.say("work.step.both")]


def _frame(voice: Voice, clause: s.SessionFrame) -> Lines:
    key, out = "clause.session.frame", []
    out.append(voice.say(key))
    if clause.format is not None:
        out.append(voice.say(f"{key}.format", format=one(voice, clause.format)))
    if clause.length is not None:
        said = amount(voice, clause.length, lambda plain_one: length(voice, plain_one))
        out.append(voice.say(f"{key}.length", length=said))
    out += rhythm(voice, clause, key)
    if clause.timetable is not None:
        out.append(voice.say(f"{key}.hours", hours=plain(clause.timetable)))
    if clause.media:
        media = voice.listed([voice.word("medium", m) for m in clause.media], "or")
        out.append(voice.say(f"{key}.media", how=media))
    if clause.place is not None:
        out.append(voice.say(f"{key}.place", place=one(voice, clause.place)))
    if clause.first is not None:
        said = amount(voice, clause.first, lambda n: number(voice, n, "sessions"))
        out.append(voice.say(f"{key}.first", amount=said))
    return out


def role_lines(voice: Voice, what: Any) -> Lines:
    """What somebody does, speaks on, and to whom they send the rest."""
    out = []
    if what.does:
        out.append(voice.say("network.does", items=named(voice, what.does)))
    if what.speaks_on:
        out.append(voice.say("network.speaks", items=named(voice, what.speaks_on)))
    if what.refers_to is not None:
        out.append(voice.say("network.refers", who=voice.who(what.refers_to)))
    return out


def _role(voice: Voice, clause: n.NetworkRole) -> Lines:
    lead = voice.say("clause.network.role", who=voice.all_of(clause.who))
    return [lead, *role_lines(voice, clause)]


WORK: dict[type, Callable[[Voice, Any], Lines]] = {
    w.WorkDuty: _duty,
    w.WorkHomework: _homework,
    w.WorkRitual: _ritual,
    w.WorkSetback: _setback,
    w.WorkTransition: _transition,
    p.PaceSequence: _sequence,
    s.SessionFrame: _frame,
    n.NetworkRole: _role,
}
"""By kind of clause: the lines of its own matter."""
