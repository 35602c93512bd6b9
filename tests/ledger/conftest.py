"""Both homes, for every test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from boundlib.ledger import Home, MemoryHome, SqliteHome


@pytest.fixture(params=["memory", "sqlite"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    if request.param == "memory":
        yield MemoryHome()
    else:
        with SqliteHome(tmp_path / "one.ledger") as made:
            yield made
