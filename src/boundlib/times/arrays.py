"""Many instants at once, as a numpy array. numpy is not needed by anything else."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from boundlib.errors import UsageError
from boundlib.times.epochs import within_years

_CELLS = 1 << 22
"""At most so many cells: they fit in a processor's cache, or nearly."""


class Lookup:
    """Whether instants of `[lo, hi)` are open: one look into equal cells, or a search."""

    __slots__ = ("_cells", "_edges", "_lo", "_numpy", "_unit")

    def __init__(self, lo: int, edges: Sequence[int], hi: int) -> None:
        numpy: Any = importlib.import_module("numpy")  # whoever has an array has it
        self._numpy, self._lo = numpy, lo
        cuts = numpy.array([lo, *edges, hi], dtype=numpy.int64)
        self._edges = cuts[1:-1]
        lengths = numpy.diff(cuts)
        # Timetables are written in quarters of an hour; the cells are as long as that.
        self._unit = int(numpy.gcd.reduce(lengths))
        self._cells = None
        if (hi - lo) // self._unit <= _CELLS:
            self._cells = numpy.repeat(numpy.arange(len(lengths)) % 2 == 1, lengths // self._unit)

    def are_open(self, epochs: Any) -> Any:
        """An array of bool, for an array of integers that lie within."""
        if self._cells is None:
            return self._numpy.searchsorted(self._edges, epochs, side="right") % 2 == 1
        return self._cells[(epochs.astype(self._numpy.int64, copy=False) - self._lo) // self._unit]


def bounds(epochs: Any) -> tuple[int, int]:
    """The least and the greatest of an array of instants.

    Raises:
        UsageError: they are no integers, or lie outside the years 1900 to 2200.
    """
    if epochs.dtype.kind not in "iu":
        raise UsageError(
            "instants are whole numbers of seconds.", next_step="Pass an array of integers."
        )
    return within_years(int(epochs.min())), within_years(int(epochs.max()))
