"""Every python, json and console block in README.md and docs/ is a test.

The blocks of one page run from top to bottom, in one namespace and one working folder, where
`examples` leads to the examples of this repository.

- `python` runs; what it asserts must hold.
- `json` is a document that boundlib checks without an error. A comment in the line above can say
  otherwise: `<!-- json: Timetable -->` for a value of boundlib's class of that name,
  `<!-- json: broken -->` for a document that must have errors. A `title="x.json"` also saves it
  under that name, and the next python blocks find the text as `document`.
- `console`: each line after `$ ` is run; lines below it, if any, are the expected output (`...`
  stands for any text). It must exit with 0, or be followed by `$ echo $?`.
"""

import contextlib
import doctest
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path
from typing import Any

from sybil import Document, Example, Region, Sybil

import boundlib

ROOT = Path(__file__).parent

FENCE = re.compile(
    r"^(?:(?P<indent>[ ]*)<!-- json: (?P<note>[\w.]+) -->\n)?"
    r"(?P<fence>[ ]*```)(?P<language>python|json|console)(?P<info>[^\n`]*)\n"
    r"(?P<body>.*?)^(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="([^"/]+)"')


def blocks(document: Document) -> Iterable[Region]:
    for found in FENCE.finditer(document.text):
        region = Region(found.start(), found.end(), evaluator=EVALUATORS[found["language"]])
        region.parsed = textwrap.dedent(found["body"])
        # `above`: lines of the block before its body, so that a traceback names the page's line.
        above = document.text.count("\n", found.start(), found.start("body"))
        region.lexemes = {"note": found["note"], "info": found["info"], "above": above}
        yield region


def run_python(example: Example) -> str | None:
    above = example.line + example.region.lexemes["above"] - 1
    with contextlib.chdir(example.namespace["folder"]):
        exec(compile("\n" * above + example.parsed, example.path, "exec"), example.namespace)
    return None


def run_json(example: Example) -> str | None:
    text, note = str(example.parsed), example.region.lexemes["note"]
    if title := TITLE.search(example.region.lexemes["info"]):
        (Path(example.namespace["folder"]) / title[1]).write_text(text, "utf-8")
    example.namespace["document"] = text
    if note in (None, "broken"):
        report = boundlib.check(text)
        if report.ok == (note == "broken"):
            return f"not a {note or 'sound'} document: {report.problems}"
    else:
        boundlib.from_dict(json.loads(text), attrgetter(note)(boundlib))
    return None


def run_console(example: Example) -> str | None:
    commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", str(example.parsed), re.MULTILINE)
    if not commands:
        return "no line of this block starts with '$ '"
    exit_code = 0
    for position, (command, expected) in enumerate(commands):
        shown = subprocess.run(
            ["bash", "-c", f"(exit {exit_code}); {runnable(command)}"],
            cwd=example.namespace["folder"],
            env=os.environ
            | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
            | {"NO_COLOR": "1", "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        exit_code = shown.returncode
        asked = commands[position + 1 : position + 2]
        if exit_code and not (asked and asked[0][0] == "echo $?"):
            return f"$ {command}\nexited with {exit_code}:\n{shown.stdout}"
        if expected and not doctest.OutputChecker().check_output(
            expected, shown.stdout, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        ):
            return f"$ {command}\nprinted:\n{shown.stdout}\ninstead of:\n{expected}"
    return None


def runnable(command: str) -> str:
    """`make demo` as it is; of a target that runs these very tests, only its plan."""
    if command.startswith("make "):
        plan = "" if command == "make demo" else "-n "
        return f"make --no-print-directory {plan}-C {ROOT} {command.removeprefix('make ')}"
    return command


EVALUATORS = {"python": run_python, "json": run_json, "console": run_console}


def enter(namespace: dict[str, Any]) -> None:
    namespace["folder"] = tempfile.mkdtemp(prefix="boundlib-page-")
    (Path(namespace["folder"]) / "examples").symlink_to(ROOT / "examples")


def leave(namespace: dict[str, Any]) -> None:
    shutil.rmtree(namespace["folder"])


pytest_collect_file = Sybil(
    parsers=[blocks], patterns=["*.md"], setup=enter, teardown=leave
).pytest()
