"""The notebooks run from beginning to end, and are kept without outputs."""

from pathlib import Path
from typing import Any

import pytest

from docs._ext.notebooks import FOLDER, page_of, read

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in NOTEBOOKS])
def test_a_notebook_runs_and_its_page_shows_what_it_gave(path: Path) -> None:
    page = page_of(path)
    assert page.startswith("# ")
    assert "<table" in page


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in NOTEBOOKS])
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    cells: list[Any] = read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert code
    assert not [cell for cell in code if cell.outputs or cell.execution_count]
