"""Digests and links reckoned from plain JSON with hashlib and json alone, sharing no code."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
from typing import Any


def canonical(data: Any) -> bytes:
    """Member names of the format are ASCII, so that Python's order is RFC 8785's."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def named(kind: str, data: Any) -> str:
    """SHA-256 over the kind of thing, a zero byte and the canonical text."""
    head = f"boundlib:{kind}:1.0".encode() + bytes(1)
    return base64url(hashlib.sha256(head + canonical(data)).digest())


def digest_of(document: dict[str, Any]) -> str:
    """The digest of an agreement or amendment (spec/documents 39-43, spec/renegotiation 3)."""
    data = copy.deepcopy(document)
    data.pop("$schema", None)
    for path, salt in data.pop("salts", {}).items():
        _commit(data, path.split("/"), base64.urlsafe_b64decode(salt + "=="))
    if data["type"] == "amendment":
        for holder in (data, *data.get("successors", ())):
            if "result" in holder:
                holder["result"] = {"sha256": digest_of(holder["result"])}
    return named(data["type"], data)


def _commit(item: Any, path: list[str], salt: bytes) -> None:
    *way, last = path
    for part in way:
        item = _step(item, part)
    hidden = hashlib.sha256(salt + canonical(_step(item, last))).digest()
    commitment = {"sha256": base64url(hidden)}
    if isinstance(item, dict):
        item[last] = commitment
    else:
        item[item.index(_step(item, last))] = commitment


def _step(item: Any, part: str) -> Any:
    if isinstance(item, dict):
        return item[part]
    if part.startswith("_"):
        return item[int(part[1:])]
    return next(inner for inner in item if inner.get("id") == part)


def link_of(entry: dict[str, Any]) -> str:
    """The link of an entry from what it says (spec/renegotiation 40)."""
    said = {name: entry[name] for name in ("number", "recorded_at", "digest")}
    if "previous" in entry:
        said["previous"] = entry["previous"]
    return named("entry", said)


def forged(ledger: dict[str, Any]) -> dict[str, Any]:
    """The same bodies with every number, digest and link made to fit: by somebody who can."""
    made = copy.deepcopy(ledger)
    above: dict[str, Any] | None = None
    for number, entry in enumerate(made["entries"], 1):
        entry["number"] = number
        entry["digest"] = digest_of(entry["body"])
        entry.pop("previous", None)
        if above is not None:
            entry["previous"] = above["link"]
        entry["link"] = link_of(entry)
        above = entry
    return made
