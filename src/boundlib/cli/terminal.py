"""What a person sees: nothing hostile, nothing wider than the window, colour where it helps."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

import click

from boundlib.errors import Problem, Severity

WIDEST = 100
"""The most columns a line takes, however wide the window."""

_MORE = "…"
_JOINERS = "\u200c\u200d"
_TONES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def colour(stream: TextIO) -> bool | None:
    """Whether to colour: False for no; None leaves it to whether a terminal reads it."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return False
    return None


def width() -> int:
    """How many columns there are to write in."""
    return max(40, min(WIDEST, shutil.get_terminal_size().columns))


# --- hostile text ---------------------------------------------------------------------------------


def safe(text: str) -> str:
    """The text with everything that steers a terminal, or turns its lines around, made visible."""
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    """A letter as it is shown: control, direction and private characters as escapes."""
    if letter in _JOINERS or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return letter
    code = ord(letter)
    if letter == "\t":
        return " "
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cells(text: str) -> int:
    """How many columns a safe text takes."""
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    if letter in _JOINERS or unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


# --- problems -------------------------------------------------------------------------------------


def problem_lines(problem: Problem, lines: list[str], columns: int) -> Iterator[tuple[str, str]]:
    """A problem as lines, each with its tone: what, where, the source with a caret, the hint."""
    where = "" if problem.line is None else f"{problem.line}:{problem.column} "
    head = f"{where}{problem.severity} {problem.code}: {problem.message}"
    yield from ((line, _TONES[problem.severity]) for line in wrapped(safe(head), columns))
    if problem.line is not None and 0 < problem.line <= len(lines):
        source, caret = excerpt(lines[problem.line - 1], (problem.column or 1) - 1, columns - 9)
        yield f"{problem.line:>6} | {source}", ""
        yield f"{'':>6} | {caret}", _TONES[problem.severity]
    elif problem.pointer:
        yield from ((line, "") for line in wrapped(f"at {safe(problem.pointer)}", columns, "  "))
    for name in ("expected", "hint"):
        said = getattr(problem, name)
        if said:
            more = f"{name}: {safe(said)}"
            yield from ((line, "") for line in wrapped(more, columns, "         "))


def excerpt(line: str, column: int, columns: int) -> tuple[str, str]:
    """The part of a source line around a column, and a caret under that column.

    `column` counts code points from 0; what is shown is safe and at most `columns` wide.
    """
    column = max(0, min(column, len(line)))
    # A line may be a whole document long: only what can be shown of it is looked at.
    cut = max(0, column - 2 * columns)
    rest = len(line) > column + 2 * columns
    shown = [_shown(letter) for letter in line[cut : column + 2 * columns]]
    column -= cut
    sizes = [cells(part) for part in shown]
    start = end = column
    whole = not cut and not rest and sum(sizes) <= columns
    room = columns if whole else columns - 2 * cells(_MORE)
    while True:
        # One letter on the right for each on the left, and what is left over wherever it fits.
        used = sum(sizes[start:end])
        if end < len(shown) and used + sizes[end] <= room and (end - column <= column - start):
            end += 1
        elif start and used + sizes[start - 1] <= room:
            start -= 1
        elif end < len(shown) and used + sizes[end] <= room:
            end += 1
        else:
            break
    left = _MORE if start or cut else ""
    right = _MORE if end < len(shown) or rest else ""
    before = cells(left) + sum(sizes[start:column])
    return left + "".join(shown[start:end]) + right, " " * before + "^"


def wrapped(text: str, columns: int, indent: str = "") -> list[str]:
    """A text in lines of at most so many columns; later lines stand a little further in."""
    return textwrap.wrap(
        text,
        columns,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
    )


def say(text: str = "", tone: str = "", *, bold: bool = False) -> None:
    """Write a line."""
    styled = click.style(text, fg=tone or None, bold=bold or None)
    click.echo(styled, color=colour(sys.stdout))


def say_wrapped(text: str, tone: str = "", *, indent: str = "", bold: bool = False) -> None:
    """Write any text, made safe, in lines that fit the window."""
    for line in wrapped(safe(text), width(), indent):
        say(line, tone, bold=bold)


def complain(message: str) -> None:
    """Write what is wrong where a program's output does not hide it."""
    with suppress(OSError):  # then there is no way left to say it
        if sys.stderr is not None:
            click.echo(f"boundlib: {safe(message)}", err=True, color=colour(sys.stderr))
