"""The typed values of answers about pace as lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.explain.algebra import span
from boundlib.explain.governance import clauses, named
from boundlib.explain.moments import span_of
from boundlib.explain.pace import own
from boundlib.explain.sharing import clients
from boundlib.explain.speaking import Voice, plain
from boundlib.model import pace_answers as d

Said = list[str]


def _what_now(voice: Voice, value: d.WhatNow, question: Any) -> Said:
    client = clients(voice)
    out = [voice.say("pace.stop", client=client)]
    if value.pause is not None:
        out.append(voice.say("value.what_now.pause", clauses=clauses(voice, [value.pause])))
        out += _how_long(voice, value)
    if value.then:
        out.append(voice.say("pace.above", items=named(voice, value.then)))
    if value.grounding:
        out.append(voice.say("pace.grounding", items=_own(voice, value.grounding)))
    if value.returns:
        out.append(voice.say("pace.returns", items=named(voice, value.returns)))
    return [*out, voice.say("pace.client_says", client=client)]


def _how_long(voice: Voice, value: d.WhatNow) -> Said:
    if value.pause_min is not None or value.pause_max is not None:
        when = span_of(voice, value.pause_min, value.pause_max, "when.after.exact", "when.after")
        return [voice.say("value.what_now.over", when=when)]
    lasts = getattr(voice.clauses.get(value.pause or ""), "lasts", None)
    return [] if lasts is None else [voice.say("pace.lasts", span=span(voice, lasts))]


def _own(voice: Voice, ids: tuple[str, ...]) -> str:
    """Techniques in the words of the two."""
    found = {part.id: part for c in voice.clauses.values() for part in getattr(c, "techniques", ())}
    return voice.beside(
        [
            own(voice, [found[name]]) if name in found else voice.say("who.named", id=plain(name))
            for name in ids
        ]
    )


def _above(voice: Voice, value: d.AboveLimit, question: Any) -> Said:
    word = "yes" if value.so else "no"
    scale = voice.say("who.named", id=plain(value.scale))
    out = [voice.say(f"value.above_limit.{word}", level=str(value.level), scale=scale)]
    if value.read_at is not None:
        when = span_of(voice, value.read_at, value.read_at, "when.exact", "when")
        out.append(voice.say("value.above_limit.read", when=when))
    if value.then:
        out.append(voice.say("pace.above", items=named(voice, value.then)))
    return out


def _topic(voice: Voice, value: d.TopicNow, question: Any) -> Said:
    out = []
    if value.level is not None:
        out.append(voice.say(f"value.topic_now.{value.level}"))
    if value.instead:
        out.append(voice.say("pace.instead", items=named(voice, value.instead)))
    return out


def _ready(voice: Voice, value: d.ReadyNow, question: Any) -> Said:
    out = [voice.say(f"value.ready_now.{'yes' if value.so else 'no'}")]
    for one in value.indicators:
        word = "stale" if one.stale else str(one.there)
        name = voice.say("who.named", id=plain(one.id))
        out.append(voice.say(f"value.ready_now.indicator.{word}", id=name))
    return out


def _tell(voice: Voice, value: d.TellNow, question: Any) -> Said:
    word = "essential" if value.essential else "can_wait"
    return [voice.say(f"value.tell_now.{word}"), voice.say("pace.unpressed")]


SAYS: dict[type, Callable[[Voice, Any, Any], Said]] = {
    d.WhatNow: _what_now,
    d.AboveLimit: _above,
    d.TopicNow: _topic,
    d.ReadyNow: _ready,
    d.TellNow: _tell,
}
"""Every kind of value about pace and how it is said."""
