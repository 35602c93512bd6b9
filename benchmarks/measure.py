"""How everything here is timed: rows take turns, round by round, and a claim is a ratio."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time
from typing import Any, NamedTuple

ROUNDS = 25


class Work(NamedTuple):
    """One row's work on one question: `ask` is called with each of `with_` in turn."""

    ask: Callable[..., Any]
    with_: Sequence[tuple[Any, ...]]


class Figure(NamedTuple):
    """The median over all rounds, in microseconds a call, and as a multiple of the control."""

    micros: float
    ratio: float


def interleaved(rows: dict[str, Work], *, control: str, rounds: int = ROUNDS) -> dict[str, Figure]:
    """Time every row once a round, the control among them, with the garbage collector off.

    Processor time, not the clock's: what else the machine does then counts for little. A row's
    ratio is the median of its ratios to the control of the same round, so that a processor that is
    slower for a while is slower for both.
    """
    taken: dict[str, list[float]] = {name: [] for name in rows}
    for work in rows.values():
        work.ask(*work.with_[0])  # whatever is made on first use is made now
    was_on = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, work in rows.items():
                taken[name].append(_once(work))
            gc.collect()
    finally:
        if was_on:
            gc.enable()
    return {
        name: Figure(
            median(times) * 1e6,
            median(t / c for t, c in zip(times, taken[control], strict=True)),
        )
        for name, times in taken.items()
    }


def _once(work: Work) -> float:
    """Seconds a call."""
    ask, calls = work.ask, work.with_
    if len(calls[0]) == 1:
        singles = [call[0] for call in calls]
        start = process_time()
        for single in singles:
            ask(single)
        return (process_time() - start) / len(calls)
    pairs = [(call[0], call[1]) for call in calls]
    start = process_time()
    for first, second in pairs:
        ask(first, second)
    return (process_time() - start) / len(calls)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    lines.insert(1, "|" + "---|" * len(head))
    return "\n".join(lines)


def micros(value: float) -> str:
    """Microseconds as people read them."""
    if value >= 1000:
        return f"{value / 1000:.3g} ms"
    return f"{value:.3g} µs" if value < 100 else f"{value:.0f} µs"
