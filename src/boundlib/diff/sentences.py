"""What changed for one reader, in plain sentences: before, now, and what it does for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby
from typing import Any

from boundlib.declare import changed
from boundlib.diff.changes import Change, Changes
from boundlib.diff.entries import as_erased
from boundlib.errors import expect
from boundlib.explain import ENGLISH, Phrases
from boundlib.explain.agreement import (
    clause_sentences,
    frame_sentences,
    hours_sentences,
    people_sentences,
)
from boundlib.explain.speaking import Voice, voice_for
from boundlib.vocab import ChangeKind, PartyEffect, Role

_ENGLISH = Phrases(ENGLISH)


def explain_changes(
    changes: Changes, *, reader: str | None = None, phrases: Phrases = _ENGLISH
) -> tuple[str, ...]:
    """What changed, part by part: what was said before, what is said now, and what that does.

    Roles are shown, never names; what the two people wrote themselves is quoted.

    Args:
        changes: what `diff` found.
        reader: for whom it is said, a party id or a role; absent: the client.
        phrases: the words of a language; absent: English.

    Raises:
        UsageError: these are no changes, or the reader is no party of the texts and no role.
    """
    expect(changes, Changes, "changes", "Pass what diff gives.")
    of = changes.new_text if reader is None or _knows(changes.new_text, reader) else None
    told = voice_for(of or changes.old_text, phrases, reader, Role.CLIENT).reader
    says = _Says(
        Voice(changes.old_text, phrases, told), Voice(changes.new_text, phrases, told), changes
    )
    out = [
        line
        for _, group in groupby(changes, key=lambda change: (change.part, change.id))
        for line in says.part(list(group))
    ]
    return tuple(out or [says.new.said("change.none")])


def _knows(agreement: Any, reader: str) -> bool:
    return bool(agreement.holders(reader))


class _Says:
    """Two voices for one reader: one reads the old text, one the new."""

    def __init__(self, old: Voice, new: Voice, changes: Changes) -> None:
        self.old, self.new = old, new
        both = (changes.old_text, changes.new_text)
        self.reading = {p.id for of in both for p in of.holders(new.reader)}

    def part(self, changes: list[Change]) -> list[str]:
        """Everything that is said of the changes of one part."""
        first = changes[0]
        whole = [change.change for change in changes if change.field is None]
        if whole == [ChangeKind.MOVED] and len(changes) == 1:
            return [self.new.said("change.moved", id=str(first.id))]
        if len(whole) == 1 and whole[0] in (ChangeKind.ADDED, ChangeKind.REMOVED):
            return [*self._whole(first, str(whole[0])), self._for_reader(changes)]
        return [self._about(first), *self._lines(changes), self._for_reader(changes)]

    def _about(self, change: Change) -> str:
        who = self.new.who(change.id) if change.part == "party" else ""
        named = {"id": str(change.id)} if change.part in _NAMED else {}
        return self.new.said(f"change.{change.part}", **named, **({"who": who} if who else {}))

    def _whole(self, change: Change, how: str) -> list[str]:
        """A part that came or went."""
        voice, value = (self.new, change.new) if how == ChangeKind.ADDED else (self.old, change.old)
        if change.part == "party":
            return [voice.said(f"change.party.{how}", who=voice.who(change.id))]
        key = f"change.{change.part}.{how}"
        if change.part == "timetable":
            return [voice.said(key, id=str(change.id)), *hours_sentences(voice, value)[1:]]
        lines = [] if change.part == "measure" else clause_sentences(voice, value)
        if not lines:
            return [voice.said(key, id=str(change.id))]
        return _told(voice, how, lines)

    def _lines(self, changes: list[Change]) -> list[str]:
        """What was said before and is not said now, and the other way round."""
        first = changes[0]
        besides = self._besides(changes)
        old, new = (
            [*self._said(voice, first), *(line(voice) for line in besides)]
            for voice in (self.old, self.new)
        )
        gone = [line for line in old if line not in new]
        come = [line for line in new if line not in old]
        if not gone and not come:
            moved = any(change.change is ChangeKind.MOVED for change in changes)
            key = "change.order" if moved else "change.unseen"
            return [self.new.said(key, id=str(first.id))]
        out: list[str] = []
        for voice, key, lines in ((self.old, "before", gone), (self.new, "now", come)):
            out += _told(voice, key, lines) if lines else []
        return out

    def _besides(self, changes: list[Change]) -> list[Callable[[Voice], str]]:
        """Lines on what changed and the sentences of a part do not tell."""
        fields = [str(change.field) for change in changes]
        id_ = str(changes[0].id)
        match changes[0].part:
            case "clause":
                sides = [side for side in fields if side in ("by", "to")]
                return [partial(_whom, id_=id_, side=s) for s in sides if self._is_unsaid(id_, s)]
            case "party" if "roles" in fields:
                return [partial(_roles, id_=id_)]
            case "agreement" if "jurisdiction" in fields:
                return [_law]
        return []

    def _is_unsaid(self, id_: str, side: str) -> bool:
        """Whether the sentences of a clause say nothing of whom it means on a side."""
        before, now = (voice.clauses[id_] for voice in (self.old, self.new))
        other = changed(now, **{side: getattr(before, side)})
        return clause_sentences(self.new, other) == clause_sentences(self.new, now)

    def _said(self, voice: Voice, change: Change) -> Iterable[str]:
        agreement = voice.agreement
        if change.part == "clause":
            mine, other = (each.clauses[str(change.id)] for each in (voice, self._beside(voice)))
            here = f"clauses/{change.id}"
            return clause_sentences(voice, as_erased(mine, other, here, agreement))
        if change.part == "timetable":
            found = next(t for t in agreement.timetables if t.id == change.id)
            return hours_sentences(voice, found)
        if change.part == "measure":
            return []  # how a score is reckoned is no sentence
        if change.part == "party":
            ids = [party.id for party in agreement.parties]
            return [people_sentences(voice)[ids.index(str(change.id))]]
        return frame_sentences(voice)[1:]  # the number of the version is no change

    def _beside(self, voice: Voice) -> Voice:
        return self.new if voice is self.old else self.old

    def _for_reader(self, changes: list[Change]) -> str:
        found = {c.effects.get(party, PartyEffect.SAME) for c in changes for party in self.reading}
        found -= {PartyEffect.SAME}
        effect = found.pop() if len(found) == 1 else PartyEffect.MIXED if found else "same"
        return self.new.said(f"change.{effect}")


_NAMED = ("clause", "timetable", "measure")


def _told(voice: Voice, how: str, lines: list[str]) -> list[str]:
    """Lines that came, went, were or are; one that others follow is a sentence of its own here."""
    keys = (f"change.{how}", *["change.also"] * (len(lines) - 1))
    return [
        voice.said(key, line=line.removesuffix(":")) for key, line in zip(keys, lines, strict=True)
    ]


def _whom(voice: Voice, id_: str, side: str) -> str:
    """Whom a clause means on one side, named or not."""
    clause = voice.clauses[id_]
    named = voice.all_of(getattr(clause, side) or clause.unsaid(side))
    both = voice.say("who.both" if side == "by" else "who.other")
    return voice.said(f"change.{side}", who=named or both)


def _roles(voice: Voice, id_: str) -> str:
    (party,) = (p for p in voice.agreement.parties if p.id == id_)
    return voice.said(
        "change.roles", roles=voice.listed([voice.say(f"role.{r}.plain") for r in party.roles])
    )


def _law(voice: Voice) -> str:
    """Where the law of the agreement is from."""
    place = voice.agreement.jurisdiction
    if place is None:
        return voice.said("change.no_law")
    return voice.said("change.law", place=voice.place(place))
