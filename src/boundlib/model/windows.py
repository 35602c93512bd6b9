"""The windows a tally counts in (spec/documents)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from boundlib.declare import value
from boundlib.declare.names import Choice, Count
from boundlib.times.scalars import Calendar, Exact
from boundlib.vocab import (
    Event,
    Occasion,
    Period,
)


@value
class Each:
    """Within one call or session."""

    kind: ClassVar[str] = "each"

    occasion: Occasion
    """Which."""


@value
class Rolling:
    """Any stretch of this length; an event leaves it once."""

    kind: ClassVar[str] = "rolling"

    length: Exact | Calendar
    """How long an event stays inside."""


@value
class InPeriod:
    """The present stretch of the calendar."""

    kind: ClassVar[str] = "period"

    period: Period
    """Which stretch."""
    anchor: Choice[date] | None = None
    """A date on which a stretch begins; absent: the calendar's own; unstated: left open which."""


@value
class LastFew:
    """The last so many entries of the sequence."""

    kind: ClassVar[str] = "last"

    count: Count
    """How many."""


@value
class NextFew:
    """The next so many entries from an event on."""

    kind: ClassVar[str] = "next"

    count: Count
    """How many."""
    from_: Event
    """From which event."""


@value
class Consecutive:
    """In a row: broken by any event that is neither counted nor neutral."""

    kind: ClassVar[str] = "consecutive"


@value
class InTerm:
    """Within the agreement's term."""

    kind: ClassVar[str] = "term"


@value
class Ever:
    """Ever."""

    kind: ClassVar[str] = "ever"


TallyWindow = Each | Rolling | InPeriod | LastFew | NextFew | Consecutive | InTerm | Ever
"""Within which window."""
