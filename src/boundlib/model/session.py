"""The frame of the sessions: how long, how often, where (spec/work)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from boundlib.declare import Effect, Fault, Items, value
from boundlib.declare.names import Choice, Count, Slug, TimetableId
from boundlib.model.algebra import Span, Tally
from boundlib.model.clause import Clause
from boundlib.model.quantities import Amount
from boundlib.times.scalars import Exact
from boundlib.vocab import Bearing, Medium


@value
class SessionFrame(Clause):
    """How long sessions are, how often, and where."""

    kind: ClassVar[str] = "session.frame"
    bearing: ClassVar[Bearing] = Bearing.TERM

    length: Annotated[Amount[Exact] | None, Effect("shifted")] = None
    """How long one is; absent: not said."""
    often: Annotated[Tally | None, Effect("shifted")] = None
    """How often within a stretch of time, such as once a week."""
    every: Annotated[Choice[Span] | None, Effect("shifted")] = None
    """Or how far apart, such as every second week."""
    timetable: Annotated[TimetableId | None, Effect("shifted")] = None
    """Within which hours they begin, such as the reserved hour; absent: not said."""
    media: Annotated[tuple[Medium, ...], Items(max=16, unique=True), Effect("shifted")] = ()
    """How or where, by medium; absent: not said."""
    place: Slug | None = None
    """The place, by name, where it is always the same."""
    format: Slug | None = None
    """Of which sessions, such as `individual` or `group`; absent: all."""
    first: Annotated[Amount[Count] | None, Effect("shifted")] = None
    """How many there are at least at the beginning, before it is looked at whether to go on."""

    def problems(self) -> Iterator[Fault]:
        """So often, or so far apart."""
        if self.often is not None and self.every is not None:
            yield Fault("one_of", "needs at most one of often and every", ("every",))


SessionClause = SessionFrame
"""Every kind of clause about sessions."""
