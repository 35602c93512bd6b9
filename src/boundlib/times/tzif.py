"""A zone's offsets, read from a compiled tz file (RFC 9636) and its rule for later years."""

from __future__ import annotations

import re
import struct
from calendar import isleap, monthrange
from datetime import date
from operator import eq

import attrs

_HEADER = struct.Struct(">4sc15x6l")
_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_ALWAYS = 2**63


@attrs.frozen
class RuleDate:
    """A day of the year as a POSIX TZ rule names it, and the time on the wall that day."""

    kind: str
    """`M` (week of a month), `J` (days 1 to 365, never 29 February) or empty (days 0 to 365)."""
    numbers: tuple[int, ...]
    """For `M`: month, week, weekday from Sunday; else the day."""
    seconds: int
    """Seconds after midnight, 167 hours at most, before or after."""

    def wall(self, year: int) -> int:
        """The wall time in `year`, in seconds since 1970-01-01T00:00 on the wall."""
        if self.kind == "M":
            month, week, weekday = self.numbers
            first = date(year, month, 1).toordinal()
            day = first + (weekday - first) % 7 + 7 * (week - 1)
            if week == 5 and day - first >= monthrange(year, month)[1]:
                day -= 7
        else:
            (number,) = self.numbers
            day = date(year, 1, 1).toordinal() + number
            if self.kind == "J" and not (number > 59 and isleap(year)):
                day -= 1
        return (day - _EPOCH) * _DAY + self.seconds


@attrs.frozen
class Rule:
    """The rule that holds after the last listed change: the footer of a tz file."""

    standard: int
    """Seconds east of UTC outside daylight time."""
    daylight: int | None = None
    """Seconds east of UTC in daylight time; None where there is none."""
    begins: RuleDate | None = None
    """When daylight time begins, on the wall of standard time."""
    ends: RuleDate | None = None
    """When it ends, on the wall of daylight time."""

    def changes(self, first: int, last: int) -> list[tuple[int, int]]:
        """Each change of offset in the years given: (epoch, offset from then on), in order."""
        if self.daylight is None or self.begins is None or self.ends is None:
            return []
        found = []
        for year in range(first, last + 1):
            found.append((self.begins.wall(year) - self.standard, self.daylight))
            found.append((self.ends.wall(year) - self.daylight, self.standard))
        found.sort()
        return found


@attrs.frozen
class Offsets:
    """A zone's constant-offset stretches as far as they are listed."""

    transitions: tuple[int, ...]
    """Epoch seconds at which the offset changes, ascending."""
    offsets: tuple[int, ...]
    """Seconds east of UTC: before the first transition, then from each on."""
    ruled_from: int
    """The epoch second after which the rule holds."""
    rule: Rule
    """What holds from then on."""

    @property
    def listed_until(self) -> int:
        """The epoch second from which there may be changes that are not listed."""
        return self.ruled_from if self.rule.daylight is not None else _ALWAYS

    def until(self, year: int) -> Offsets:
        """The same zone with every transition up to the end of `year` listed."""
        start = 1900
        if self.ruled_from > -25_567 * _DAY:
            start = date.fromordinal(self.ruled_from // _DAY + _EPOCH).year
        later = [c for c in self.rule.changes(start, year) if c[0] > self.ruled_from]
        return _merged(
            (*self.transitions, *(at for at, _ in later)),
            (*self.offsets, *(offset for _, offset in later)),
            later[-1][0] if later else self.ruled_from,
            self.rule,
        )


def _merged(
    transitions: tuple[int, ...], offsets: tuple[int, ...], ruled_from: int, rule: Rule
) -> Offsets:
    """Without the transitions that leave the offset as it is (a new name or rule only)."""
    if any(map(eq, offsets, offsets[1:])):
        kept = [i for i in range(len(transitions)) if offsets[i] != offsets[i + 1]]
        transitions = tuple([transitions[i] for i in kept])
        offsets = (offsets[0], *[offsets[i + 1] for i in kept])
    return Offsets(transitions, offsets, ruled_from, rule)


def read(data: bytes) -> Offsets:
    """Read a tz file, version 2 or later.

    Raises:
        ValueError: the bytes are no tz file of a version that holds 64-bit times.
    """
    magic, version, *counts = _HEADER.unpack_from(data)
    if magic != b"TZif" or version < b"2":
        raise ValueError("not a tz file of version 2 or later")
    utc, std, leap, times, types, chars = counts
    at = _HEADER.size + times * 5 + types * 6 + chars + leap * 8 + std + utc
    _, _, utc, std, leap, times, types, chars = _HEADER.unpack_from(data, at)
    at += _HEADER.size
    transitions = struct.unpack_from(f">{times}q", data, at)
    at += times * 8
    indices = data[at : at + times]
    at += times
    kinds = [struct.unpack_from(">l", data, at + 6 * i)[0] for i in range(types)]
    at += types * 6 + chars + leap * 12 + std + utc
    footer = data[at:].split(b"\n")[1].decode("ascii")
    return _merged(
        transitions,
        (kinds[0], *[kinds[i] for i in indices]),
        transitions[-1] if transitions else -(2**63),
        rule(footer),
    )


_NAME = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]+>)"
_TIME = r"[+-]?[0-9]{1,3}(?::[0-9]{2}){0,2}"
_DATE = r"(?:M[0-9]+\.[0-9]\.[0-9]|J?[0-9]+)"
_RULE = re.compile(
    f"{_NAME}(?P<std>{_TIME})"
    f"(?:{_NAME}(?P<dst>{_TIME})?"
    f",(?P<begins>{_DATE})(?:/(?P<from>{_TIME}))?,(?P<ends>{_DATE})(?:/(?P<to>{_TIME}))?)?"
)


def rule(text: str) -> Rule:
    """Read a POSIX TZ string such as `GMT0BST,M3.5.0/1,M10.5.0`.

    Raises:
        ValueError: the text is no such string.
    """
    match = _RULE.fullmatch(text)
    if match is None:
        raise ValueError("not a POSIX TZ rule")
    standard = -_seconds(match["std"])  # POSIX counts west of Greenwich
    if match["begins"] is None:
        return Rule(standard)
    daylight = -_seconds(match["dst"]) if match["dst"] else standard + 3600
    return Rule(
        standard,
        daylight,
        _rule_date(match["begins"], match["from"]),
        _rule_date(match["ends"], match["to"]),
    )


def _rule_date(text: str, time: str | None) -> RuleDate:
    kind = text[0] if text[0] in "MJ" else ""
    numbers = tuple(int(part) for part in text[len(kind) :].split("."))
    return RuleDate(kind, numbers, _seconds(time) if time else 7200)


def _seconds(text: str) -> int:
    sign = -1 if text[0] == "-" else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    hours, minutes, seconds = (*parts, 0, 0)[:3]
    return sign * (hours * 3600 + minutes * 60 + seconds)
