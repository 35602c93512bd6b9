"""What a notebook shows of a value: text, and HTML that loads and runs nothing.

No names and no free words: what is shown here stays in saved notebooks.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

MOST = 20
"""How many rows are shown."""

Shown = dict[str, str]
"""By media type, as `_repr_mimebundle_` gives it."""


def shown(title: str, names: Sequence[str], rows: Sequence[Sequence[object]]) -> Shown:
    """A title and a table of the first rows."""
    first = [[str(item) for item in row] for row in rows[:MOST]]
    left = len(rows) - len(first)
    more = [f"… and {left} more"] if left > 0 else []
    return {
        "text/plain": "\n".join([title, *_lines([list(names), *first]), *more]),
        "text/html": _html(title, names, first, more),
    }


def _lines(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _html(title: str, names: Sequence[str], rows: list[list[str]], more: list[str]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(item)}</td>" for item in row) + "</tr>" for row in rows
    )
    below = "".join(f"<p>{escape(line)}</p>" for line in more)
    return (
        f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{below}"
    )
