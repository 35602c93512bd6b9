"""Every kind of clause about pace, besides touch, as lines (spec/pace)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from boundlib.declare.names import Unstated
from boundlib.explain.algebra import condition, span
from boundlib.explain.amounts import amount
from boundlib.explain.clauses import Lines
from boundlib.explain.governance import clauses, named
from boundlib.explain.sharing import clients
from boundlib.explain.speaking import Voice, plain
from boundlib.model import pace as p
from boundlib.vocab import Liking


def own(voice: Voice, parts: Iterable[Any]) -> str:
    """Signs or techniques in the words of the two, else by their names."""
    return voice.beside(
        [voice.quoted(part.words) or voice.say("who.named", id=plain(part.id)) for part in parts]
    )


def _right(voice: Voice, clause: p.PaceRightToPause) -> Lines:
    key, client = "clause.pace.right_to_pause", clients(voice)
    out = [voice.say("pace.stop", client=client)]
    if clause.of:
        out.append(voice.say(f"{key}.of", items=named(voice, clause.of)))
    if clause.steers:
        out.append(voice.say(f"{key}.steers", client=client))
    return out


def _pause(voice: Voice, clause: p.PacePause) -> Lines:
    key, out = "clause.pace.pause", []
    if clause.signals:
        out.append(voice.say(f"{key}.signals", items=own(voice, clause.signals)))
    if clause.lasts is not None:
        out.append(voice.say("pace.lasts", span=span(voice, clause.lasts)))
    if clause.returns:
        out.append(voice.say("pace.returns", items=named(voice, clause.returns)))
    return [*out, voice.say("pace.client_says", client=clients(voice))]


def _limit(voice: Voice, clause: p.PaceDistressLimit) -> Lines:
    most = amount(voice, clause.at_most, str)
    key = "clause.pace.distress_limit"
    scale = voice.say("who.named", id=plain(clause.scale))
    out = [voice.say(key, scale=scale, amount=most)]
    if clause.then:
        out.append(voice.say("pace.above", items=named(voice, clause.then)))
    if clause.pause is not None:
        out.append(voice.say(f"{key}.pause", clauses=clauses(voice, [clause.pause])))
    return out


def _grounding(voice: Voice, clause: p.PaceGrounding) -> Lines:
    key, out = "clause.pace.grounding", []
    wanted = [one for one in clause.techniques if one.liking is not Liking.DISLIKED]
    liked = [one for one in wanted if one.liking is Liking.LIKED]
    if wanted:
        out.append(voice.say("pace.grounding", items=own(voice, wanted)))
    if liked and liked != wanted:
        out.append(voice.say(f"{key}.liked", items=own(voice, liked)))
    disliked = [one for one in clause.techniques if one not in wanted]
    if disliked:
        out.append(voice.say(f"{key}.disliked", items=own(voice, disliked)))
    return out


def _topic(voice: Voice, clause: p.PaceTopic) -> Lines:
    key = "clause.pace.topic"
    level = "unstated" if isinstance(clause.level, Unstated) else str(clause.level)
    out = [voice.say(f"{key}.{level}", topic=voice.say("who.named", id=plain(clause.topic)))]
    if clause.require is not None:
        out.append(voice.say(f"{key}.require", condition=condition(voice, clause.require)))
    if clause.readiness is not None:
        out.append(voice.say(f"{key}.readiness", clauses=clauses(voice, [clause.readiness])))
    if clause.instead:
        out.append(voice.say("pace.instead", items=named(voice, clause.instead)))
    return [*out, voice.say(f"{key}.own", client=clients(voice))]


def _readiness(voice: Voice, clause: p.PaceReadiness) -> Lines:
    key = "clause.pace.readiness"
    of = named(voice, clause.of) or voice.say(f"{key}.any")
    count = len(clause.indicators) if clause.at_least is None else clause.at_least
    word = "all" if count == len(clause.indicators) else "some"
    out = [voice.say(f"{key}.{word}", of=of, count=str(count))]
    out += [_indicator(voice, one) for one in clause.indicators]
    return [*out, voice.say(f"{key}.not_known")]


def _indicator(voice: Voice, one: p.Indicator) -> str:
    key = "clause.pace.readiness.indicator"
    line = voice.say("who.named", id=plain(one.id))
    if one.measure is not None:
        bounds = [
            voice.say(f"{key}.{name}", number=str(getattr(one, name)))
            for name in ("at_least", "at_most")
            if getattr(one, name) is not None
        ]
        measure = voice.say("who.named", id=plain(one.measure))
        line = voice.say(f"{key}.score", id=line, measure=measure, bounds=voice.listed(bounds))
    if one.rater is not None:
        line = voice.say(f"{key}.rater", line=line, rater=voice.say("who.named", id=one.rater))
    if one.fresh is not None:
        line = voice.say(f"{key}.fresh", line=line, span=span(voice, one.fresh))
    return line


def _disclosure(voice: Voice, clause: p.PaceDisclosure) -> Lines:
    key, out = "clause.pace.disclosure", []
    for name in ("essential", "can_wait"):
        if getattr(clause, name):
            out.append(voice.say(f"{key}.{name}", items=named(voice, getattr(clause, name))))
    if clause.asks:
        out.append(voice.say(f"{key}.asks", who=voice.all_of(clause.asks, "or")))
    return [*out, voice.say("pace.unpressed")]


PACE: dict[type, Callable[[Voice, Any], Lines]] = {
    p.PaceRightToPause: _right,
    p.PacePause: _pause,
    p.PaceDistressLimit: _limit,
    p.PaceGrounding: _grounding,
    p.PaceTopic: _topic,
    p.PaceReadiness: _readiness,
    p.PaceDisclosure: _disclosure,
}
"""By kind of clause: the lines of its own matter."""
