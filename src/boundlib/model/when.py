"""An instant of an answer, or never."""

from __future__ import annotations

from typing import Literal

from boundlib.declare import value
from boundlib.times.scalars import Instant


@value
class Never:
    """Not within five years, or ever."""

    never: Literal[True]
    """Always true."""


When = Instant | Never
"""An instant, or never."""
