"""Both homes do what every home must do (spec/renegotiation 41, 44)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from boundlib.ledger import Home, MemoryHome, SqliteHome
from boundlib.testing import HomeChecks


class TestMemory(HomeChecks):
    def make(self) -> Home:
        return MemoryHome()


class TestSqlite(HomeChecks):
    @pytest.fixture(autouse=True)
    def place(self, tmp_path: Path) -> Iterator[None]:
        self.path = tmp_path / "agreements.ledger"
        self.opened: list[SqliteHome] = []
        yield
        for home in self.opened:
            home.close()

    def make(self) -> Home:
        home = SqliteHome(self.path)
        self.opened.append(home)
        return home

    def again(self, home: Home) -> Home:
        for each in self.opened:
            each.close()
        return self.make()
