"""A mkdocs hook: the notebooks in docs/notebooks are run and shown whenever the site is built.

A notebook is kept without outputs, so that what a page shows is what the code gives now. An error
in a cell is an error of the build. tests/docs/test_notebooks.py runs them as well.
"""

from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from mkdocs.structure.files import File, Files
from nbclient import NotebookClient
from nbconvert import MarkdownExporter

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "notebooks"


def on_files(files: Files, *, config: Any, **_: Any) -> Files:
    """Each notebook becomes a page of the same name."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        name = f"notebooks/{path.stem}.md"
        for file in (f for f in list(files) if f.src_uri == f"notebooks/{path.name}"):
            files.remove(file)
        files.append(File.generated(config, name, content=page_of(path)))
    return files


@cache
def page_of(path: Path) -> str:
    """A notebook, run from beginning to end, as a page."""
    text, _ = MarkdownExporter().from_notebook_node(ran(path))
    return str(text)


def ran(path: Path) -> Any:
    """A notebook with the outputs that its cells give now.

    Raises:
        CellExecutionError: a cell ends in an error.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}})
    client.execute()
    return notebook
