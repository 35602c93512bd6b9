"""Which lines run is recorded for the first examples of a law, not for all of them.

Recording makes everything two to three times as slow, Hypothesis too, and the later examples
hardly reach another line. They run all the same.

Which tests reached a line is recorded for a few cases of one function together: what it costs to
keep a context is more than most cases take.
"""

import functools
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from coverage import Coverage

EXAMPLES = 5
TOGETHER = 10


def contexts_of(tests: Iterable[str]) -> dict[str, str]:
    """For each test the name of its context: the tests that are recorded together, one a line."""
    functions: defaultdict[str, list[str]] = defaultdict(list)
    for test in tests:
        functions[test.partition("[")[0]].append(test)
    together = (
        cases[start : start + TOGETHER]
        for cases in functions.values()
        for start in range(0, len(cases), TOGETHER)
    )
    return {test: "\n".join(some) for some in together for test in some}


def record_for(context: str) -> None:
    """From here on, whatever runs is recorded under this context, if anything is recorded."""
    recorder = Coverage.current()
    if recorder is not None:
        recorder.switch_context(context)


@contextmanager
def recorded_at_first(law: object) -> Iterator[None]:
    """While a law runs; what is no law, or is not recorded at all, runs as it is."""
    recorder, handle = Coverage.current(), getattr(law, "hypothesis", None)
    if recorder is None or handle is None:
        yield
        return
    whole, number = handle.inner_test, itertools.count(1)
    stopped = False

    @functools.wraps(whole)
    def example(*args: Any, **kwargs: Any) -> None:
        nonlocal stopped
        if next(number) > EXAMPLES and not stopped:
            recorder.stop()
            stopped = True
        whole(*args, **kwargs)

    handle.inner_test = example
    try:
        yield
    finally:
        handle.inner_test = whole
        if stopped:
            recorder.start()


@contextmanager
def unrecorded() -> Iterator[None]:
    """While one call runs through the same lines many thousand times."""
    recorder = Coverage.current()
    if recorder is None:
        yield
        return
    recorder.stop()
    try:
        yield
    finally:
        recorder.start()


def holds(law: Callable[[], None]) -> None:
    """Run a law that is made inside a test."""
    with recorded_at_first(law):
        law()
