"""How hard Hypothesis looks, and how long each test took.

Profiles: `dev` looks a little, somewhere new each time; `check` looks at the same places on every
machine; `deep` looks for long. Choose with `--hypothesis-profile=deep` or BOUNDLIB_DEEP=1. A test
that needs more or fewer examples scales `settings().max_examples` and sets no number.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.recording import recorded_at_first

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile(
    "check", max_examples=100, deadline=None, derandomize=True, database=None, print_blob=True
)
settings.register_profile("deep", max_examples=1_000, deadline=None, print_blob=True)
settings.load_profile("deep" if os.environ.get("BOUNDLIB_DEEP") else "dev")

durations: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with recorded_at_first(getattr(item, "obj", None)):
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
