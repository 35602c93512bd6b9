"""A voice: one agreement, one reader, one language; how people, ways, lists and times are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from boundlib.declare.names import Erased
from boundlib.errors import UsageError, expect
from boundlib.explain.table import Phrases
from boundlib.model.agreement import AN_AGREEMENT, Agreement
from boundlib.times import Zone, zone
from boundlib.vocab import Role, Weekday

_DAYS = tuple(Weekday)
ORIGIN = (Role.CLIENT, Role.THERAPIST, Role.PRACTICE, Role.COVER)
"""Whoever holds what is known of the client at first (spec/sharing 10)."""


class Voice:
    """Says things to one reader. Roles are shown, never names."""

    def __init__(self, agreement: Agreement, phrases: Phrases, reader: str) -> None:
        self.agreement = agreement
        self.reader = reader
        self.phrases = phrases
        self.zone: Zone = zone(agreement.zone)
        self.clauses: dict[str, Any] = {clause.id: clause for clause in agreement.clauses}
        self.is_client = self.holds(reader, Role.CLIENT)
        """Whether the reader is the client, or one of them."""
        self.discreet = False
        """Whether the reader hears only of what they asked about, without names of clauses."""

    # --- lines --------------------------------------------------------------------------------

    def say(self, key: str, **given: str) -> str:
        """A part of a sentence."""
        return self.phrases.say(key, **given)

    def sentence(self, line: str) -> str:
        """A whole sentence: its first letter large, its full stop set."""
        line = " ".join(line.split())
        if line.endswith((".", "!", "?", ".”", "!”", "?”")):
            return large(line)
        return large(self.say("sentence", line=line))

    def heading(self, key: str, **given: str) -> str:
        """A line that others follow."""
        return large(self.say("heading", line=self.say(key, **given)))

    def said(self, key: str, **given: str) -> str:
        """A line as a whole sentence."""
        return self.sentence(self.say(key, **given))

    def cited(self, line: str, clauses: Iterable[str | None]) -> str:
        """A line with the clauses it rests on; none where their names could tell too much."""
        ids = dict.fromkeys(c for c in clauses if c is not None)
        if not ids or self.discreet:
            return line
        named = [self.say("cited.clause", id=name) for name in ids]
        return self.say("cited", line=line, clauses=self.listed(named))

    # --- words --------------------------------------------------------------------------------

    def word(self, vocabulary: str, member: object, named: str = "who.named") -> str:
        """The word for a member of a vocabulary; what is none is quoted."""
        key = f"{vocabulary}.{member}"
        if self.phrases.is_word(key):
            return self.say(key)
        return self.say(named, id=plain(member), name=plain(member))

    def listed(self, items: Sequence[str], last: str = "and") -> str:
        """Items in a row."""
        if len(items) < 2:
            return "".join(items)
        head = self.say("comma").join(items[:-1])
        return self.say(last, head=head, last=items[-1])

    def beside(self, items: Sequence[str]) -> str:
        """Longer items in a row."""
        return self.say("semicolon").join(items)

    def quoted(self, words: str | Erased | None) -> str | None:
        """What a person wrote; None where there is nothing or it was erased."""
        if words is None or isinstance(words, Erased):
            return None
        words = " ".join(words.split())
        return self.say("quote", words=words) if words else None

    # --- people -------------------------------------------------------------------------------

    def holds(self, who: str, role: str) -> bool:
        """Whether a name stands for somebody who holds a role."""
        return who == role or any(role in p.roles for p in self.agreement.holders(who))

    def _is_reader(self, who: str) -> bool:
        if who == self.reader or (who == Role.CLIENT and self.is_client):
            return True
        meant, reading = self.agreement.holders(who), self.agreement.holders(self.reader)
        return len(meant) == 1 and meant == reading

    def who(self, who: str | None) -> str:
        """A party or a role, as the reader knows it."""
        if who is None:
            return self.say("who.somebody")
        found = self.agreement.holders(who)
        if self._is_reader(who):
            return self.say("who.you")
        if who == Role.CLIENT and len(found) > 1:
            return self.say("who.clients")
        if any(p.id == who for p in found):
            role = found[0].roles[0]
            another = role is not Role.CLIENT or self.reader != Role.CLIENT
            style = "yours" if self.is_client and another else "plain"
            word = self.say(f"role.{role}.{style}")
            alone = len(self.agreement.holders(role)) == 1
            return word if alone else self.say("who.one_of", who=word, id=who)
        key = f"role.{who}.{'yours' if self.is_client else 'plain'}"
        return self.say(key) if key in self.phrases else self.say("who.named", id=plain(who))

    def who_is(self, who: str) -> str:
        """The same with the verb that goes with it."""
        if self._is_reader(who):
            return self.say("is.you")
        return self.say("is.other", who=self.who(who))

    @property
    def inside(self) -> bool:
        """Whether the reader holds what is known of the client at first (spec/sharing 10)."""
        return any(self.holds(self.reader, role) for role in ORIGIN)

    def all_of(self, names: Iterable[str], last: str = "and") -> str:
        """Several parties or roles; each is said once."""
        return self.listed(list(dict.fromkeys(self.who(name) for name in names)), last)

    # --- ways ---------------------------------------------------------------------------------

    def way(self, channel: str | None) -> str:
        """A channel clause or a medium; nothing where none was stated."""
        if channel is None:
            return ""
        clause = self.clauses.get(channel)
        medium = getattr(clause, "medium", None)
        if medium is None:
            return self.word("medium", channel, "way.clause")
        how = self.say(f"medium.{medium}")
        same = [c for c in self.clauses.values() if getattr(c, "medium", None) == medium]
        return how if len(same) == 1 else self.say("way.named", how=how, id=str(channel))

    def ways(self, channels: Iterable[str], last: str = "or") -> str:
        """Several ways; nothing where none is named."""
        return self.listed(list(dict.fromkeys(self.way(c) for c in channels)), last)

    def purposes(self, purposes: Iterable[object], last: str = "or") -> str:
        """What contact is for; nothing where it is not said."""
        return self.listed([self.word("purpose", p) for p in purposes], last)

    # --- what is shared, and what for ---------------------------------------------------------

    def item(self, path: str) -> str:
        """An item: the vocabulary's word, and the embedder's own parts in quotes."""
        return self._path("item", path)

    def items(self, paths: Iterable[str]) -> str:
        """Several items, each by itself."""
        return self.beside([self.item(path) for path in paths])

    def told_for(self, paths: Iterable[str], last: str = "or") -> str:
        """What it is told for."""
        return self.listed([self._path("told_for", path) for path in paths], last)

    def _path(self, tree: str, path: str) -> str:
        above, _, part = path.rpartition("/")
        if self.phrases.is_word(f"{tree}.{path}") or not above:
            return self.word(tree, path)
        return self.say(f"{tree}.part", part=plain(part), whole=self._path(tree, above))

    # --- places -------------------------------------------------------------------------------

    def place(self, where: Any) -> str:
        """A country, or a region of it, by their codes where there is no word for them."""
        country = self.word("country", where.country, "country.code")
        if where.region is None:
            return country
        key = f"region.{where.country}-{where.region}"
        if key in self.phrases:
            return self.say(key)
        return self.say("region.code", country=country, region=where.region)

    # --- times --------------------------------------------------------------------------------

    def date(self, day: date) -> str:
        """A local date with its weekday."""
        return self.say(
            "date",
            weekday=self.say(f"weekday.{_DAYS[day.weekday()]}"),
            day=str(day.day),
            month=self.say(f"month.{day.month}"),
            year=str(day.year),
        )

    def weekdays(self, days: Sequence[Weekday]) -> str:
        """Days of the week, in their order; three or more in a row by the first and the last."""
        found = sorted(_DAYS.index(day) for day in days)
        if len(found) == len(_DAYS):
            return self.say("hours.days.all")
        rows: list[list[int]] = []
        for day in found:
            if rows and rows[-1][-1] == day - 1:
                rows[-1].append(day)
            else:
                rows.append([day])
        out: list[str] = []
        for row in rows:
            words = [self.say(f"weekday.{_DAYS[day]}") for day in row]
            if len(row) > 2:
                words = [self.say("hours.days.row", first=words[0], last=words[-1])]
            out += words
        return self.listed(out)

    def moment(self, instant: int) -> str:
        """An instant on the wall of the agreement's zone; with its offset where that is unclear."""
        day, minute, second = self.zone.wall_parts(instant)
        time = f"{minute // 60:02}:{minute % 60:02}" + (f":{second:02}" if second else "")
        text = self.say("moment", date=self.date(date.fromordinal(day)), time=time)
        if len(self.zone.instants(self.zone.wall(instant))) == 1:
            return text
        offset = self.zone.offset_at(instant) // 60
        sign = "-" if offset < 0 else "+"
        shown = f"{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
        return self.say("moment.offset", moment=text, offset=shown)


def voice_for(agreement: Agreement, phrases: Phrases, reader: str | None, absent: str) -> Voice:
    """The voice for a reader that a caller names; `absent`: who reads where none is named.

    Raises:
        UsageError: that is no agreement, no table of phrases, or no party and no role.
    """
    expect(agreement, Agreement, "agreement", AN_AGREEMENT)
    expect(phrases, Phrases, "phrases", "Leave it out for English.")
    if reader is None:
        return Voice(agreement, phrases, absent)
    step = "Use a party id of the agreement, or a role."
    expect(reader, str, "reader", step)
    if reader not in (*Role, *(party.id for party in agreement.parties)):
        raise UsageError("no party and no role of this name.", where="reader", next_step=step)
    return Voice(agreement, phrases, reader)


def plain(name: object) -> str:
    """An id as words."""
    return str(name).replace("_", " ")


def large(line: str) -> str:
    """The first letter large, also behind an opening mark."""
    for index, letter in enumerate(line):
        if letter.isalpha():
            return line[:index] + letter.upper() + line[index + 1 :]
        if letter.isalnum():
            break
    return line
