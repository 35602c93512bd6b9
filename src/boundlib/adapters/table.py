"""A table: rows under fixed columns, without any dataframe library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from boundlib.adapters.columns import COLUMNS, Column
from boundlib.errors import UsageError
from boundlib.showing import Shown, shown

Row = tuple[str | int, ...]


@attrs.frozen(repr=False)
class Table:
    """One table of `boundlib.adapters.tables`: its name and its rows."""

    name: str
    """Which table."""
    rows: tuple[Row, ...]
    """The rows, each with a value for every column."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns: name, type and meaning."""
        return COLUMNS[self.name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def records(self) -> list[dict[str, str | int]]:
        """The rows as dicts, the caller's own."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]

    def data(self) -> dict[str, list[Any]]:
        """The columns as lists, as every dataframe library takes them."""
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        return {name: list(items) for name, items in zip(self.names, columns, strict=True)}

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str | int]]:
        return iter(self.records())

    def __repr__(self) -> str:
        return f"<Table {self.name}, {len(self.rows)} rows>"

    def _repr_mimebundle_(self, **_: Any) -> Shown:
        return shown(f"{self.name}: {len(self.rows)} rows", self.names, self.rows)


def table(name: str, rows: list[Row]) -> Table:
    """A table whose rows have been held against its columns.

    Raises:
        UsageError: there is no such table, or a row does not fit its columns.
    """
    if name not in COLUMNS:
        there_are = f"There are {', '.join(COLUMNS)}."
        raise UsageError("there is no such table.", where="name", next_step=there_are)
    types = [column.type for column in COLUMNS[name]]
    for number, row in enumerate(rows):
        if [type(item) for item in row] != types:
            raise UsageError(
                "a row does not fit the columns.",
                where=f"{name} row {number}",
                next_step="Give every column a text or a whole number, as `COLUMNS` says.",
            )
    return Table(name, tuple(rows))
