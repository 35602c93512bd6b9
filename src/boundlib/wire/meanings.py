"""What the source says about each field, word and name: the docstrings, read from the code."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

import attrs


def of_class(cls: type) -> str:
    """What a class says of itself."""
    return _flowing(cls.__doc__ or "")


def of_fields(cls: type) -> dict[str, str]:
    """What a declared class says of each field, inherited ones included."""
    said: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if attrs.has(base):
            said |= _in_class(base)
    return said


def of_words(vocabulary: type) -> dict[str, str]:
    """What a vocabulary says of each word, by member name."""
    return _in_class(vocabulary)


@cache
def of_module(module: ModuleType) -> dict[str, str]:
    """What a module says of its own names."""
    return dict(_documented(ast.parse(inspect.getsource(module)).body))


@cache
def _in_class(cls: type) -> dict[str, str]:
    tree = ast.parse(inspect.getsource(inspect.getmodule(cls) or cls))
    body = next(n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == cls.__name__)
    return dict(_documented(body))


def _documented(body: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Each name that is set and has a text right below it."""
    name: str | None = None
    for node in body:
        if name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield name, _flowing(str(node.value.value))
        name = None
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id


def _flowing(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())
