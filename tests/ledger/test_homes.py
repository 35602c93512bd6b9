"""Both homes do what every home must do (spec/renegotiation 41, 44)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from boundlib.ledger import Home, MemoryHome, SqliteHome
from boundlib.model.ledger import Receipt
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

    def beside(self, home: Home) -> Home:
        return self.make()


class Forgetful(MemoryHome):
    """It keeps in mind what it read once, as a cache would that nobody clears."""

    def __init__(self, beside: MemoryHome | None = None) -> None:
        super().__init__()
        if beside is not None:
            vars(self).update(vars(beside))
        self._seen: dict[str, Receipt | None] = {}

    def head(self, agreement: str) -> Receipt | None:
        return self._seen.setdefault(agreement, super().head(agreement))


class OfForgetful(HomeChecks):
    def make(self) -> Home:
        return Forgetful()

    def beside(self, home: Home) -> Home:
        assert isinstance(home, MemoryHome)
        return Forgetful(home)


def test_a_home_that_takes_what_it_knows_for_what_is_there_is_found() -> None:
    with pytest.raises(AssertionError):
        OfForgetful().test_two_who_have_it_open_see_what_the_other_did()
