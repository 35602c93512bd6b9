"""Instants, wall times and durations as the format writes them (spec/time, spec/documents)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, ClassVar, Self

import attrs

from boundlib.declare.shapes import YEAR
from boundlib.errors import Fault, InvalidValue, UsageError, expect, with_article

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400


def _in_its_form(cls: Any, text: str) -> str:
    """A text that is in the one form of a class, to be read.

    Raises:
        UsageError: it is no text.
        InvalidValue: it is in another form.
    """
    expect(text, str, f"{cls.__name__}.parse", f"Pass a text such as {cls.EXAMPLE}.")
    if re.fullmatch(cls.PATTERN, text) is None:
        raise _invalid(cls, "bad_format", f"not {with_article(cls.TITLE)} of the format")
    return text


def _invalid(cls: Any, code: str, message: str) -> InvalidValue:
    return InvalidValue(
        cls.__name__, (Fault(code, message, hint=f"Write it such as {cls.EXAMPLE}."),)
    )


class Instant(int):
    """A point in time as whole seconds since 1970-01-01T00:00:00Z; on the wire in UTC."""

    PATTERN: ClassVar[str] = (
        f"{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
        "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
    )
    TITLE: ClassVar[str] = "Instant"
    EXAMPLE: ClassVar[str] = "2026-11-23T09:00:00Z"
    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Instant:
        """Read `YYYY-MM-DDTHH:MM:SSZ`.

        Raises:
            InvalidValue: it is in another form, or names a day that does not exist.
        """
        return _instant(text if type(text) is str else _in_its_form(cls, text))

    @classmethod
    def of(cls, moment: datetime) -> Instant:
        """The instant of an aware datetime; fractions are floored.

        Raises:
            UsageError: it is no datetime, or has no zone.
        """
        step = "Pass a datetime with a zone, or use Instant.parse for a text."
        expect(moment, datetime, "Instant.of", step)
        if moment.tzinfo is None or moment.utcoffset() is None:
            raise UsageError(
                "a datetime without a zone names no instant.",
                next_step="Give it a zone, such as tzinfo=UTC.",
            )
        since = moment - datetime(1970, 1, 1, tzinfo=UTC)
        return cls(since.days * _DAY + since.seconds)

    def __str__(self) -> str:
        days, seconds = divmod(int(self), _DAY)
        hours, rest = divmod(seconds, 3600)
        try:
            day = date.fromordinal(days + _EPOCH).isoformat()
        except (ValueError, OverflowError):
            return "an instant outside the calendar"
        return f"{day}T{hours:02}:{rest // 60:02}:{rest % 60:02}Z"

    __repr__ = __str__


def expect_instant(at: object, where: str = "at") -> None:
    """Refuse what a caller passed in the place of an instant.

    Raises:
        UsageError: it is none; with the next step.
    """
    expect(at, Instant, where, "Pass an Instant, as Instant.parse gives.")


@lru_cache(maxsize=4096)
def _instant(text: str) -> Instant:
    _in_its_form(Instant, text)
    try:
        day = date(int(text[0:4]), int(text[5:7]), int(text[8:10])).toordinal() - _EPOCH
    except ValueError:
        raise _invalid(Instant, "no_such_value", "that day is not in the calendar") from None
    return Instant(day * _DAY + int(text[11:13]) * 3600 + int(text[14:16]) * 60 + int(text[17:19]))


class WallTime(int):
    """A time on a clock on the wall, in minutes since midnight; `24:00` is the end of a day."""

    PATTERN: ClassVar[str] = "(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00"
    TITLE: ClassVar[str] = "WallTime"
    EXAMPLE: ClassVar[str] = "09:00"
    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> WallTime:
        """Read `HH:MM`. Raises InvalidValue for any other form."""
        text = _in_its_form(cls, text)
        return cls(int(text[:2]) * 60 + int(text[3:]))

    def __str__(self) -> str:
        return f"{int(self) // 60:02}:{int(self) % 60:02}"

    __repr__ = __str__


_EXACT = re.compile("([0-9]+)([HMS])")


class Exact(int):
    """An exact duration in seconds; on the wire `PT…` in one normal form (`PT1H30M`)."""

    _BELOW_60: ClassVar[str] = "(?:[1-9]|[1-5][0-9])"
    PATTERN: ClassVar[str] = (
        f"PT(?:[1-9][0-9]{{0,5}}H(?:{_BELOW_60}M)?(?:{_BELOW_60}S)?"
        f"|{_BELOW_60}M(?:{_BELOW_60}S)?|{_BELOW_60}S|0S)"
    )
    TITLE: ClassVar[str] = "Duration"
    EXAMPLE: ClassVar[str] = "PT24H"
    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Exact:
        """Read `PT24H`, `PT1H30M`, `PT50M`. Raises InvalidValue for any other form."""
        parts = {unit: n for n, unit in _EXACT.findall(_in_its_form(cls, text))}
        hours, minutes, seconds = (int(parts.get(unit, 0)) for unit in "HMS")
        return cls(hours * 3600 + minutes * 60 + seconds)

    def __str__(self) -> str:
        if not self:
            return "PT0S"
        hours, rest = divmod(int(self), 3600)
        parts = ((hours, "H"), (rest // 60, "M"), (rest % 60, "S"))
        return "PT" + "".join(f"{n}{unit}" for n, unit in parts if n)

    __repr__ = __str__


@attrs.frozen(order=False, repr=False)
class Calendar:
    """A calendar duration: days or months on the wall, never a number of hours."""

    months: int = 0
    """How many months; the day is clamped at the end of a month."""
    days: int = 0
    """How many days."""

    PATTERN: ClassVar[str] = "P[1-9][0-9]{0,5}[DM]"
    TITLE: ClassVar[str] = "CalendarDuration"
    EXAMPLE: ClassVar[str] = "P7D"

    def __attrs_post_init__(self) -> None:
        """Whole numbers of one unit: what is of both has no form, and would be written short."""
        if type(self.months) is not int or type(self.days) is not int:
            raise _invalid(Calendar, "type_mismatch", "not a whole number of days or months")
        if self.months and self.days:
            raise _invalid(Calendar, "out_of_range", "it counts days or months, not both")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `P7D` or `P12M`. Raises InvalidValue for any other form."""
        text = _in_its_form(cls, text)
        number = int(text[1:-1])
        return cls(months=number) if text[-1] == "M" else cls(days=number)

    def __str__(self) -> str:
        return f"P{self.months}M" if self.months else f"P{self.days}D"

    __repr__ = __str__
