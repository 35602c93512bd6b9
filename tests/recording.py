"""Which lines run is recorded for the first moments of a test, not for all of it.

Recording makes everything two to ten times as slow, Hypothesis too, and what comes later hardly
reaches another line. It runs all the same.

Which tests reached a line is recorded for a few cases of one function together: what it costs to
keep a context is more than most cases take.
"""

import signal
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from coverage import Coverage

SECONDS = 0.15
"""Of processor time, for which a test is recorded."""

TOGETHER = 20


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
def recorded_for_a_while() -> Iterator[None]:
    """While a test runs: at first it is recorded, if anything is, and then it runs on as it is."""
    recorder = Coverage.current()
    if recorder is None or not hasattr(signal, "setitimer"):
        yield
        return
    stopped = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        recorder.stop()

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if stopped:
            recorder.start()
