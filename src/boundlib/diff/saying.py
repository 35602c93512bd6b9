"""What two versions answer differently, as plain sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from boundlib.diff.behaviour import Answered, Apart, Difference
from boundlib.errors import expect
from boundlib.explain.amounts import number
from boundlib.explain.paths import granted
from boundlib.explain.speaking import Voice, voice_for
from boundlib.explain.table import PHRASES, Phrases
from boundlib.explain.values import value_lines
from boundlib.model.agreement import AN_AGREEMENT, Agreement
from boundlib.model.answers import Route
from boundlib.vocab import COVERS, Outcome, Purpose, Role

MOST_TIMES = 3
"""How many stretches of time are named for one line; of more it is said how many they are."""


def explain_behaviour(
    differences: tuple[Difference, ...],
    old: Agreement,
    new: Agreement,
    *,
    reader: str | None = None,
    phrases: Phrases = PHRASES,
) -> tuple[str, ...]:
    """What two versions answer differently, in plain sentences: who may now do what, and when.

    Questions that differ alike are said together: purposes in one line, items in one line. Times
    are those of the newer agreement's zone. Roles are shown, never names. Somebody who is neither
    client nor on the therapist's side hears of sharing only what they themselves would tell or be
    told.

    Args:
        differences: what `behaviour` found.
        old: the older version.
        new: the newer version.
        reader: who reads it, a party id or a role; absent: the client.
        phrases: the words of a language; absent: English.

    Raises:
        UsageError: the reader is no party of the newer version and no role.
    """
    expect(old, Agreement, "old", AN_AGREEMENT)
    voice = voice_for(new, phrases, reader, Role.CLIENT)
    speaker = _Speaker(voice, Voice(old, phrases, voice.reader))
    shown = [d for d in differences if _is_for(voice, d.question)]
    out = [line for said in _together(shown) for line in speaker.lines(said)]
    return tuple(dict.fromkeys(out)) or (voice.said("behaviour.none"),)


def _is_for(voice: Voice, question: Any) -> bool:
    if voice.inside or question.kind != "sharing.may":
        return True
    mine = {voice.reader, *(p.id for p in voice.agreement.holders(voice.reader))}
    return bool(mine & {question.by, question.to})


# --- what is said together ------------------------------------------------------------------------


@attrs.frozen
class _Said:
    """Questions that differ alike, but for what each asks about."""

    question: Any
    """One of them."""
    purposes: tuple[Any, ...]
    items: tuple[str, ...]
    apart: tuple[Apart, ...]


def _together(differences: Iterable[Difference]) -> list[_Said]:
    """The items of one purpose together, then the purposes of the same items."""
    items: dict[Any, list[Any]] = {}
    for difference in differences:
        question: Any = difference.question
        key = (_base(question), getattr(question, "purpose", None), difference.apart)
        items.setdefault(key, []).append(question)
    purposes: dict[Any, list[Any]] = {}
    for (base, purpose, apart), found in items.items():
        named = tuple(item for question in found for item in getattr(question, "items", ()))
        purposes.setdefault((base, named, apart), []).append((purpose, found[0]))
    return [
        _Said(pairs[0][1], tuple(p for p, _ in pairs if p is not None), named, apart)
        for (_, named, apart), pairs in purposes.items()
    ]


def _base(question: Any) -> Any:
    """A question without what it asks for and about."""
    named = ("by", "to", "channel", "clause", "minutes", "place")
    return question.kind, *(getattr(question, name, None) for name in named)


# --- lines ----------------------------------------------------------------------------------------


@attrs.frozen
class _Speaker:
    """Both versions, said to one reader."""

    voice: Voice
    """The newer one; it says everything that it knows."""
    before: Voice
    """The older one."""

    def lines(self, said: _Said) -> list[str]:
        """One sentence for each way in which the answers differ, with its times."""
        ways: dict[tuple[str, str], list[Apart]] = {}
        for apart in said.apart:
            ways.setdefault(self._way(said.question, apart), []).append(apart)
        return [
            self.voice.said(key, change=change, when=self._times(said, found), **self._given(said))
            for (key, change), found in ways.items()
        ]

    def _way(self, question: Any, apart: Apart) -> tuple[str, str]:
        """The line for a stretch, and what changes in it where the line does not say that."""
        may = question.kind in ("contact.may", "sharing.may")
        if may and apart.new.outcome is Outcome.PERMIT:
            return f"behaviour.permit.{question.kind}", ""
        if may and (apart.old.outcome, apart.new.outcome) == (Outcome.PERMIT, Outcome.DENY):
            return f"behaviour.stop.{question.kind}", ""
        old = _answer(self.before, apart.old, question)
        new = _answer(self.voice, apart.new, question)
        change = self.voice.say("behaviour.change", old=old, new=new)
        return f"behaviour.other.{question.kind}", change

    def _given(self, said: _Said) -> dict[str, str]:
        """What the questions name, in words."""
        question, voice = said.question, self.voice
        channel = getattr(question, "channel", None)
        if channel in self.before.clauses and channel not in voice.clauses:
            voice = self.before
        how = voice.way(channel)
        sharing = question.kind.startswith("sharing.")
        purposes = said.purposes
        given = {
            "by": self._who(getattr(question, "by", None)),
            "to": self._who(getattr(question, "to", None)),
            "how": how,
            "purpose": voice.told_for(purposes) if sharing else voice.purposes(_widest(purposes)),
            "items": granted(voice, said.items),
            "clause": getattr(question, "clause", None) or "",
            "length": self._length(question),
            "place": self._place(question),
        }
        key = f"topic.{question.kind}"
        return given | {"topic": voice.say(key, **{**given, "item": given["items"]})}

    def _who(self, who: str | None) -> str:
        there = who is None or self.voice.agreement.holders(who)
        return (self.voice if there else self.before).who(who)

    def _length(self, question: Any) -> str:
        minutes = getattr(question, "minutes", None)
        if minutes is None:
            return self.voice.say("behaviour.no_length")
        said = number(self.voice, minutes, "minutes")
        return self.voice.say("behaviour.length", minutes=said)

    def _place(self, question: Any) -> str:
        place = question.place
        if place is None:
            return self.voice.say("behaviour.no_place")
        return self.voice.say("behaviour.place", place=self.voice.place(place))

    def _times(self, said: _Said, found: list[Apart]) -> str:
        sent = said.question.kind == "contact.reply_due"
        times = self.voice.beside([self._time(apart, sent) for apart in found[:MOST_TIMES]])
        more = len(found) - MOST_TIMES
        if more <= 0:
            return times
        key = "behaviour.more.one" if more == 1 else "behaviour.more"
        return self.voice.say(key, times=times, n=str(more))

    def _time(self, apart: Apart, sent: bool) -> str:
        """A stretch; within one day the day is said once."""
        voice, zone = self.voice, self.voice.zone
        ends = (apart.begins, apart.ends)
        walls = [zone.wall_parts(end) for end in ends]
        clear = all(len(zone.instants(zone.wall(end))) == 1 for end in ends)
        begins, until = (voice.moment(end) for end in ends)
        if sent:
            return voice.say("behaviour.sent", begins=begins)
        if walls[0][0] != walls[1][0] or any(second for _, _, second in walls) or not clear:
            return voice.say("behaviour.stretch", begins=begins, ends=until)
        times = [f"{minute // 60:02}:{minute % 60:02}" for _, minute, _ in walls]
        day = voice.date(date.fromordinal(walls[0][0]))
        return voice.say("behaviour.stretch.day", date=day, begins=times[0], ends=times[1])


def _widest(purposes: tuple[Purpose, ...]) -> tuple[Purpose, ...]:
    """Purposes of contact, but for those that a wider one of them covers; nothing for any."""
    if len(purposes) == len(Purpose):
        return ()
    whole = {wide for wide, parts in COVERS.items() if {wide, *parts} <= set(purposes)}
    return tuple(p for p in purposes if not any(p in COVERS[wide] for wide in whole))


def _answer(voice: Voice, answered: Answered, question: Any) -> str:
    """An answer in a few words."""
    if answered.value is None or isinstance(answered.value, Route):
        return voice.say(f"lead.short.{answered.outcome}")
    return voice.beside(value_lines(voice, answered.value, question))
