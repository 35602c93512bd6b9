"""Which document it is, and of which version: settled before anything is read (spec/documents)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, get_origin, get_type_hints

from boundlib.declare.marks import DEEPEST, LONGEST_TEXT
from boundlib.errors import UsageError, expect, with_article
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import Amendment
from boundlib.model.decision import Decision
from boundlib.model.ledger import Ledger
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.wire.sink import Sink, mismatch
from boundlib.wire.strict import MIB, Limits
from boundlib.wire.structure import keeps_unread

DOCUMENTS: dict[str, Any] = {
    "agreement": Agreement,
    "record": Record,
    "question": Question,
    "decision": Decision,
    "amendment": Amendment,
    "ledger": Ledger,
}
"""Every type of document and what it is read as."""

VERSION = (1, 0)
"""The newest version of the format that this library knows."""

SIZES = {"record": 64 * MIB, "amendment": 2 * MIB, "ledger": 64 * MIB}
"""Where the limit on the size is not one MiB."""

# As many digits as anybody may write: a number that is merely large is a newer version.
_VERSION = re.compile("(0|[1-9][0-9]{0,99})[.](0|[1-9][0-9]{0,99})")


def limits_for(cls: Any, size: int | None, depth: int, text: int) -> Limits:
    """The limits for a document to be read as `cls`; for None the largest there are.

    Raises:
        UsageError: that is no class, or a limit is no number.
    """
    if not (cls is None or isinstance(cls, type) or get_origin(cls) is not None):
        raise UsageError(
            "that is no class of the model.", where="cls", next_step="Pass Agreement, for example."
        )
    for name, limit in (("size", 0 if size is None else size), ("depth", depth), ("text", text)):
        expect(limit, int, name, "Pass a whole number.")
    return _limits(cls, size, depth, text)


@cache
def _limits(cls: Any, size: int | None, depth: int, text: int) -> Limits:
    by_type = size is None and cls is None
    if size is None:
        size = max(SIZES.values()) if by_type else SIZES.get(type_of(cls) or "", MIB)
    depth, text = min(depth, DEEPEST), min(text, LONGEST_TEXT)
    return Limits(size=size, by_type=by_type, depth=depth, text=text)


def size_of(data: Any) -> int:
    """The most bytes that a document of the type it states may have."""
    stated = data.get("type") if type(data) is dict else None
    return SIZES.get(stated, MIB) if type(stated) is str else MIB


@cache
def type_of(cls: Any) -> str | None:
    """The document type that a class is read from; None for a part of a document."""
    return next((name for name, known in DOCUMENTS.items() if known == cls), None)


def enter(data: Any, cls: Any, sink: Sink) -> Any:
    """The class to read a document as; None, with the reason in the sink, to stop here."""
    wanted = type_of(cls)
    if type(data) is not dict or (cls is not None and wanted is None):
        sink.lenient = False
        return (cls or Agreement) if _inside_fits(data, cls, sink) else None
    named = data.get("type")
    if type(named) is str:
        if named not in DOCUMENTS:
            hint = sink.did_you_mean(named, DOCUMENTS)
            expected = ", ".join(DOCUMENTS)
            sink.add("unknown_type", "no such document", at=("type",), expected=expected, hint=hint)
            return None
        if wanted is not None and named != wanted:
            message = f"{with_article(named)} where {with_article(wanted)} belongs"
            sink.add("wrong_type", message, at=("type",), expected=wanted)
            return None
    elif cls is None:
        if "type" in data:
            mismatch(named, "a text", sink)
            sink.lift(0, "type")
        else:
            sink.add("missing_member", "type is missing", expected=", ".join(DOCUMENTS))
        return None
    stated = cls or DOCUMENTS[str(named)]
    # What cannot keep the unknown must not pass it over: a question above all.
    keeps = keeps_unread(stated)
    sink.lenient = sink.lenient and keeps
    return stated if _version_fits(data, sink, keeps=keeps) else None


def _inside_fits(data: Any, cls: Any, sink: Sink) -> bool:
    """Whether the documents that a part holds, such as an entry's amendment, can be read."""
    for name in _documents_in(cls) if type(data) is dict else ():
        mark = len(sink.found)
        if type(data.get(name)) is dict and not _version_fits(data[name], sink, keeps=False):
            sink.lift(mark, name)
            return False
    return True


@cache
def _documents_in(cls: Any) -> tuple[str, ...]:
    """The members of a part that are whole documents."""
    if not (isinstance(cls, type) and hasattr(cls, "__attrs_init__")):
        return ()
    return tuple(name for name, each in get_type_hints(cls).items() if type_of(each) is not None)


def is_newer(stated: Any) -> bool:
    """Whether that is a version newer than this library knows."""
    version = _version(stated)
    return version is not None and version > VERSION


def _version(stated: Any) -> tuple[int, int] | None:
    match = _VERSION.fullmatch(stated) if type(stated) is str else None
    return (int(match[1]), int(match[2])) if match else None


def _version_fits(data: dict[str, Any], sink: Sink, *, keeps: bool) -> bool:
    """Whether this library reads documents of that version; says so where it does not."""
    version = _version(data.get("spec_version"))
    if version is None or version == VERSION:
        return True  # what is no version at all is reported with everything else
    if version < VERSION:
        sink.add(
            "older_spec",
            "written by an older version of the format",
            at=("spec_version",),
            expected=f"{VERSION[0]}.{VERSION[1]}",
            hint="take it over with migrate",
        )
        return False
    if version[0] == VERSION[0] and sink.lenient:
        return True
    hint = "update boundlib"
    if version[0] == VERSION[0]:
        hint += ", or read leniently" if keeps else "; this is a type that is never read leniently"
    sink.add(
        "newer_spec",
        "written by a newer version of the format",
        at=("spec_version",),
        expected=f"{VERSION[0]}.{VERSION[1]}",
        hint=hint,
    )
    return False
