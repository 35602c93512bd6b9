"""What a condition is about, and by which channel."""

from __future__ import annotations

from enum import Enum
from typing import Any

import attrs


class Wanted(Enum):
    """How much of an answer is wanted: the less, the longer it is known to stay."""

    ALL = "all"
    ITSELF = "itself"
    """All, of an item by itself: what lies beneath it is not asked about."""
    OUTCOME = "outcome"
    PERMIT = "permit"
    """Whether it is a permit or anything else."""


@attrs.frozen
class Subject:
    """The call, message, session or absence a condition is about."""

    medium: str | None = None
    session: str | None = None
    quantities: dict[str, Any] = attrs.field(factory=dict)
    """Quantities of its own, such as its minutes or its length."""
    event: Any = None
    """The fact itself, if it is on the record."""


@attrs.frozen
class Target:
    """By which channel: a clause, a medium, or not stated."""

    clause: Any = None
    """The `contact.channel` clause, if one is meant."""
    medium: str | None = None
    """The medium, if it is known."""

    @property
    def stated(self) -> bool:
        """Whether it is known by which way."""
        return self.medium is not None
