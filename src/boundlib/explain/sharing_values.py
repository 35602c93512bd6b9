"""The typed values of answers about sharing and consent as lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from boundlib.explain.paths import granted, widest
from boundlib.explain.sharing import forms
from boundlib.explain.speaking import Voice
from boundlib.explain.telling import named_in
from boundlib.model import sharing_answers as d
from boundlib.model.answers import ByWhen, Never

Said = list[str]


def destroy_lines(voice: Voice, value: ByWhen, question: Any, when: str) -> Said:
    """When something may be destroyed; `when` in words."""
    item = named_in(voice, question)["item"]
    if isinstance(value.min, Never):
        return [voice.say("value.destroy.never", item=item)]
    return [voice.say("value.destroy.exact", item=item, when=when)]


def _recipients(voice: Voice, value: d.Recipients, question: Any) -> Said:
    named = named_in(voice, question)
    given = {"item": named["item"], "purpose": named["purpose"]}
    if getattr(question, "purpose", None) is None and (value.may or value.perhaps):
        given["purpose"] = voice.say("topic.purpose.some")
    out = []
    if value.may:
        out.append(voice.say("value.recipients.may", who=voice.all_of(value.may), **given))
    elif not value.perhaps:
        out.append(voice.say("value.recipients.none", **given))
    if value.perhaps:
        out.append(voice.say("value.recipients.perhaps", who=voice.all_of(value.perhaps), **given))
    return out


def _shared(voice: Voice, value: d.Shared, question: Any) -> Said:
    to = voice.who(getattr(question, "to", None))
    out = _things(voice, "value.shared.may", to, value.may)
    out += _things(voice, "value.shared.perhaps", to, value.perhaps)
    return out or [voice.say("value.shared.none", to=to)]


def _things(voice: Voice, key: str, to: str, things: Iterable[d.SharedThing]) -> Said:
    """One line for each teller and purposes, with all that is told alike."""
    told_for: dict[tuple[str, str], dict[str, None]] = {}
    for thing in things:
        told_for.setdefault((thing.by, thing.item), {})[thing.purpose] = None
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (by, item), purposes in told_for.items():
        alike.setdefault((by, widest(purposes)), []).append(item)
    return [
        voice.say(
            key,
            by=voice.who(by),
            to=to,
            purpose=voice.told_for(purposes),
            items=granted(voice, items),
        )
        for (by, purposes), items in alike.items()
    ]


def _stretches(voice: Voice, value: d.Stretches, question: Any) -> Said:
    return [_stretch(voice, one) for one in value.may] or [voice.say("value.stretches.none")]


def _stretch(voice: Voice, one: d.Stretch) -> str:
    start = "" if one.start is None else voice.moment(one.start)
    end = "" if one.end is None else voice.moment(one.end)
    names = ("between", "from") if start else ("until", "always")
    return voice.say(f"value.stretches.{names[not end]}", start=start, end=end)


def _consents(voice: Voice, value: d.Consents, question: Any) -> Said:
    if not value.needed:
        return [voice.say("value.consents.nobody")]
    out = []
    for name in ("needed", "given", "missing"):
        who = voice.all_of(getattr(value, name))
        if who:
            out.append(voice.say(f"value.consents.{name}", who=who))
    if value.form:
        out.append(voice.say("sharing.form", forms=forms(voice, value.form)))
    return out


SAYS: dict[type, Callable[[Voice, Any, Any], Said]] = {
    d.Recipients: _recipients,
    d.Shared: _shared,
    d.Stretches: _stretches,
    d.Consents: _consents,
}
"""Every kind of value about sharing and how it is said."""
