"""Boundary agreements between a therapist and a client: typed, asked, explained (docs/).

The names here are the ones that stay. They are loaded on first use, so that importing boundlib
costs next to nothing. Nobody inside the package imports this module.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import boundlib.amend as amend
    import boundlib.ledger as ledger
    from boundlib.api import (
        SPEC_VERSION,
        Agreement,
        BoundlibError,
        Calendar,
        Decision,
        DocumentError,
        Engine,
        Exact,
        Instant,
        InvalidValue,
        Party,
        Problem,
        Question,
        Record,
        Report,
        Severity,
        UsageError,
        WallTime,
        __version__,
        analyse,
        audit,
        check,
        compile,
        decide,
        diff,
        digest,
        dump,
        dumps,
        erase,
        explain,
        explain_agreement,
        explain_changes,
        explain_progress,
        findings,
        from_dict,
        load,
        loads,
        migrate,
        model,
        schema,
        times,
        to_dict,
        vocab,
    )

__all__ = [
    "SPEC_VERSION",
    "Agreement",
    "BoundlibError",
    "Calendar",
    "Decision",
    "DocumentError",
    "Engine",
    "Exact",
    "Instant",
    "InvalidValue",
    "Party",
    "Problem",
    "Question",
    "Record",
    "Report",
    "Severity",
    "UsageError",
    "WallTime",
    "__version__",
    "amend",
    "analyse",
    "audit",
    "check",
    "compile",
    "decide",
    "diff",
    "digest",
    "dump",
    "dumps",
    "erase",
    "explain",
    "explain_agreement",
    "explain_changes",
    "explain_progress",
    "findings",
    "from_dict",
    "ledger",
    "load",
    "loads",
    "migrate",
    "model",
    "schema",
    "times",
    "to_dict",
    "vocab",
]


_FUNCTIONS = ("analyse", "audit", "decide", "diff", "explain", "findings")


_FLOORS = ("amend", "ledger")
"""Floors that are handed out whole, and loaded only by those who use them."""


class _Root(ModuleType):
    """This module: its functions are not hidden by the floors that are called like them."""

    def __setattr__(self, name: str, value: Any) -> None:
        # Importing the floor `explain` would put that module in the place of the function.
        if name not in _FUNCTIONS or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


import_module(__name__).__class__ = _Root


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'boundlib' has no attribute {name!r}")
    if name in _FLOORS:
        found: Any = import_module(f"boundlib.{name}")
    else:
        found = getattr(import_module("boundlib.api"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
