"""Canonical bytes of plain data, and the digests taken over them (spec/documents, RFC 8785)."""

from __future__ import annotations

import base64
import hashlib
from json.encoder import encode_basestring
from typing import Any

from boundlib.errors import UsageError

LARGEST_INTEGER = 2**53 - 1
"""The largest whole number that every JSON reader holds exactly (RFC 7493)."""


text_of = encode_basestring
"""A JSON string with only the escapes RFC 8785 asks for."""


def utf16_key(name: str) -> bytes:
    """The order of member names in canonical text: by UTF-16 code units."""
    return name.encode("utf-16-be", "surrogatepass")


def canonical(data: Any) -> str:
    """Plain data as canonical JSON text.

    Whole numbers only, no null: what the format has no word for is refused, never converted.

    Raises:
        UsageError: the data holds a type or a number outside the format.
    """
    out: list[str] = []
    _write(data, out)
    return "".join(out)


def canonical_bytes(data: Any) -> bytes:
    """`canonical` as UTF-8. Raises UsageError for a lone surrogate."""
    try:
        return canonical(data).encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError("a string holds a lone surrogate.") from error


def _write(data: Any, out: list[str]) -> None:
    kind = type(data)
    if kind is str:
        out.append(text_of(data))
    elif kind is bool:
        out.append("true" if data else "false")
    elif kind is int:
        if abs(data) > LARGEST_INTEGER:
            raise UsageError("a number is larger than 2^53.", next_step="Write it as a string.")
        out.append(str(data))
    elif kind is list or kind is tuple:
        out.append("[")
        for index, item in enumerate(data):
            if index:
                out.append(",")
            _write(item, out)
        out.append("]")
    elif hasattr(data, "items"):
        out.append("{")
        for index, name in enumerate(sorted(data, key=_order)):
            if index:
                out.append(",")
            out.append(text_of(name))
            out.append(":")
            _write(data[name], out)
        out.append("}")
    else:
        raise UsageError(
            f"{kind.__name__} has no place in the format.",
            next_step="Use objects, arrays, strings, whole numbers, true and false.",
        )


def _order(name: Any) -> bytes:
    if type(name) is not str:
        raise UsageError("a member name is not a string.")
    return utf16_key(name)


def digest(document: str, text: bytes) -> str:
    """The digest of a document's canonical bytes, bound to its type and format version.

    `document` is the type, such as ``agreement``. The result is base64url without padding.
    """
    prefix = f"boundlib:{document}:1.0".encode("ascii") + b"\0"
    return base64url(hashlib.sha256(prefix + text).digest())


def commitment(salt: str, value: Any) -> str:
    """What stands for an erasable value in a digest: SHA-256 over the salt and its canonical bytes.

    `salt` is base64url of 16 random bytes; they come from the caller.
    """
    raw = base64.urlsafe_b64decode(salt + "=" * (-len(salt) % 4))
    return base64url(hashlib.sha256(raw + canonical_bytes(value)).digest())


def base64url(raw: bytes) -> str:
    """base64url without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
