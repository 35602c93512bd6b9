"""The names that stay, joined from the floors; `boundlib` hands them out on first use."""

from __future__ import annotations

from importlib.metadata import version as _version
from typing import Any

import boundlib.model as model
import boundlib.times as times
import boundlib.vocab as vocab
from boundlib.analyse import analyse, explain_progress
from boundlib.audit import audit
from boundlib.decide import Engine
from boundlib.diff import diff, explain_changes
from boundlib.errors import (
    BoundlibError,
    DocumentError,
    InvalidValue,
    Problem,
    Severity,
    UsageError,
)
from boundlib.explain import explain, explain_agreement
from boundlib.findings import findings
from boundlib.model.agreement import Agreement, Party
from boundlib.model.decision import Decision
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.times.scalars import Calendar, Exact, Instant, WallTime
from boundlib.wire.digest import digest, digest_if_read, erase
from boundlib.wire.documents import (
    Report,
    check,
    dump,
    dumps,
    from_dict,
    load,
    loads,
    to_dict,
)
from boundlib.wire.migrate import migrate
from boundlib.wire.shipped import schema

__version__ = _version("boundlib")
"""The version of the library."""

SPEC_VERSION = "1.0"
"""The version of the format it writes."""


def compile(agreement: Agreement) -> Engine:
    """An engine for an agreement: do the work once, ask many times.

    Raises:
        UsageError: it is no agreement.
    """
    return Engine(agreement, digest=digest_if_read(agreement))


def decide(agreement: Agreement, question: Any, record: Record | None = None) -> Decision:
    """The decision on one question. For several, `compile` the agreement and ask the engine.

    Raises:
        UsageError: one of them is of another type, or they do not fit together, as in
            `Engine.decide`.
    """
    return compile(agreement).decide(question, record)


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
    "load",
    "loads",
    "migrate",
    "model",
    "schema",
    "times",
    "to_dict",
    "vocab",
]
