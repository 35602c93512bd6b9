"""What every question has: when it is asked, and never whether it is urgent enough."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from boundlib.declare import Wire, value
from boundlib.declare.names import ClauseId, Place
from boundlib.times.scalars import Instant


@value
class QuestionHead:
    """What every question has."""

    type: ClassVar[str] = "question"
    spec_version: ClassVar[str] = "1.0"
    kind: ClassVar[str]
    asks: ClassVar[Literal["may", "what"]] = "what"
    """A may-question is permitted or denied; a what-question is answered with a value."""
    gives: ClassVar[str | None] = None
    """The kind of value it is answered with; a declared crisis is answered with a route."""

    at: Instant
    """The instant it is asked about."""
    known: Instant | None = None
    """Use only facts recorded by then; absent: everything on the record."""
    crisis: bool | None = None
    """Whether a crisis is declared. Declared is accepted; it is never scored."""
    place: Place | None = None
    """Where the client is; absent: not stated."""
    schema_uri: Annotated[str | None, Wire("$schema")] = None
    """Where the schema is published; never fetched."""


@value
class AboutClause(QuestionHead):
    """What a question about one clause has."""

    clause: ClauseId | None = None
    """Which; absent: the only one of its kind."""
