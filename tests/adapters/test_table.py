"""Tables: fixed columns, no null, and what a notebook shows of them."""

import pytest

from boundlib.adapters.columns import COLUMNS
from boundlib.adapters.table import Table, table
from boundlib.errors import UsageError

ROW = ("urn:example:a", "review", 5, 202601, -1, "no")


def test_columns_have_names_that_differ_types_and_meanings() -> None:
    for columns in COLUMNS.values():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        assert {column.type for column in columns} <= {str, int}
        assert all(column.says.endswith(".") for column in columns)


def test_rows_are_records_and_columns() -> None:
    found = table("reviews", [ROW])
    assert found.records() == [dict(zip(found.names, ROW, strict=True))]
    assert found.data()["kept"] == ["no"]
    assert list(found) == found.records()
    assert len(found) == 1


@pytest.mark.parametrize("row", [(*ROW[:5], None), ROW[:5], (*ROW[:4], True, "no")])
def test_a_row_that_does_not_fit_is_refused(row: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="does not fit"):
        table("reviews", [row])


def test_there_is_no_other_table() -> None:
    with pytest.raises(UsageError, match="no such table"):
        table("people", [])


def test_a_notebook_shows_text_and_html_that_loads_and_runs_nothing() -> None:
    hostile = ("<script>alert(1)</script>", *ROW[1:])
    shown = table("reviews", [hostile] * 25)._repr_mimebundle_()
    assert shown["text/plain"].splitlines()[-1] == "… and 5 more"
    html = shown["text/html"]
    assert html.count("<tr>") == 21
    assert "<script" not in html
    assert "http" not in html
    assert "src=" not in html


def test_a_table_does_not_show_its_rows_by_accident() -> None:
    assert repr(Table("reviews", (ROW,))) == "<Table reviews, 1 rows>"
