"""How hard Hypothesis looks, and how long each test took.

Profiles: `dev` tries 25 examples of each law, new ones each time; `check` the same 25 on every
machine, so that `make check` takes minutes; `deep` 1,000, and where a test takes a sample of its
cases, all of them. Choose with `--hypothesis-profile=deep` or BOUNDLIB_DEEP=1. A law that needs
more or fewer examples scales `settings().max_examples`; a number of its own has only a test that
counts what is drawn.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.recording import contexts_of, record_for, recorded_for_a_while

settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile(
    "check", max_examples=25, deadline=None, derandomize=True, database=None, print_blob=True
)
settings.register_profile("deep", max_examples=1_000, deadline=None, print_blob=True)
settings.load_profile("deep" if os.environ.get("BOUNDLIB_DEEP") else "dev")

durations: dict[str, float] = {}
contexts: dict[str, str] = {}
now = ""


def pytest_collection_finish(session: pytest.Session) -> None:
    contexts.update(contexts_of(item.nodeid for item in session.items))


def pytest_runtest_logstart(nodeid: str) -> None:
    global now
    if now != (now := contexts.get(nodeid, now)):
        record_for(now)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    with recorded_for_a_while():
        return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        durations[report.nodeid] = report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Mutation testing runs the quickest tests of a line first; it reads this file.

    Of several processes the one that gathers the reports writes it.
    """
    gathers = not hasattr(session.config, "workerinput")
    if gathers and (target := os.environ.get("BOUNDLIB_DURATIONS")):
        Path(target).parent.mkdir(exist_ok=True)
        Path(target).write_text(json.dumps(durations, indent=0, sort_keys=True), "utf-8")
