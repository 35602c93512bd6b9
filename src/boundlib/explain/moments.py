"""The two ends of a time in words."""

from __future__ import annotations

from typing import Any

from boundlib.explain.speaking import Voice
from boundlib.model.when import Never


def span_of(voice: Voice, low: Any, high: Any, exact: str, key: str) -> str:
    """The two ends of a time, either of which may be missing or never."""
    if isinstance(low, Never):
        return voice.say("when.never")
    never = isinstance(high, Never)
    if low is not None and low == high:
        return voice.say(exact, min=voice.moment(low))
    if low is None and (high is None or never):
        return voice.say("when.open")
    if low is None:
        return voice.say(f"{key}.until", max=voice.moment(high))
    if high is None or never:
        return voice.say(f"{key}.from", min=voice.moment(low))
    return voice.say(f"{key}.between", min=voice.moment(low), max=voice.moment(high))
