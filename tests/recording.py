"""Which lines run is recorded for the first examples of a law, not for all of them.

Recording makes everything two to three times as slow, Hypothesis too, and the later examples
hardly reach another line. They run all the same.
"""

import functools
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from coverage import Coverage

EXAMPLES = 10


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


def holds(law: Callable[[], None]) -> None:
    """Run a law that is made inside a test."""
    with recorded_at_first(law):
        law()
