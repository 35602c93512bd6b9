"""The rules of the house that no linter knows (CONTRIBUTING.md)."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
ALL_PYTHON = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted(ROOT.glob("scripts/*.py"))]

# Put together here, so that this file does not break its own rules.
SILENCERS = ["type: " + "ignore", "pragma: " + "no ", "mark." + "skip", "mark." + "xfail"]
SILENCERS += ["pytest." + "skip(", "pytest." + "xfail(", "TO" + "DO", "FIX" + "ME"]

CLOCKS = {"os.environ", "sys.argv", "pendulum.now", "pendulum.today"} | {
    f"{module}{cls}.{method}"
    for module in ("", "datetime.", "dt.", "pendulum.")
    for cls in ("date", "datetime", "Date", "DateTime")
    for method in ("now", "utcnow", "today")
}
IMPURE = {"time", "random", "secrets", "socket", "urllib.request", "os", "sys", "locale"}


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "path", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in paths]
    )


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@named(SOURCES)
def test_a_file_fits_in_one_head_and_a_function_on_one_screen(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    for function in functions(ast.parse(text)):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= 50, f"{function.name} has {length} lines"


@named(ALL_PYTHON)
def test_nothing_is_silenced_or_put_off(path: Path) -> None:
    found = [word for word in SILENCERS if word in path.read_text("utf-8")]
    assert not found


@named([path for path in SOURCES if "cli" not in path.relative_to(ROOT).with_suffix("").parts])
def test_only_the_cli_reads_a_clock_or_the_process(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) not in CLOCKS, f"line {node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & IMPURE, f"line {node.lineno}"
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in IMPURE, f"line {node.lineno}: {node.module}"
            assert not {alias.name for alias in node.names} & {"now", "today"}, node.lineno


def test_importing_the_package_opens_no_heavy_door() -> None:
    code = "import boundlib, sys; print({'click', 'holidays', 'jsonschema'} & sys.modules.keys())"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"


def committed() -> Iterator[Path]:
    """Everything that is published, and the few files that are not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for pattern in project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]:
        for path in ROOT.glob(pattern.removeprefix("/")):
            yield from path.rglob("*") if path.is_dir() else [path]
    yield from (ROOT / "pyproject.toml", ROOT / ".gitignore")


def test_no_file_names_a_machine_or_a_registry() -> None:
    foreign = re.compile(
        r"(?<![\w/.])/(?:home|root|work|tmp)/\w|py" r"pi\.org|files\.pythonhosted|npm" r"js\.org"
    )
    for path in committed():
        if path.is_file() and not {"node_modules", "__pycache__"} & set(path.parts):
            found = foreign.findall(path.read_text("utf-8", errors="replace"))
            assert not found, f"{path.relative_to(ROOT)}: {found}"
