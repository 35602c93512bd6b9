"""Small agreements about sharing, as plain data."""

from __future__ import annotations

from typing import Any

import boundlib
from boundlib.analyse import Remark
from boundlib.model.agreement import Agreement
from boundlib.model.record import Record
from boundlib.times.scalars import Instant
from boundlib.wire.documents import from_dict
from tests.decide.making import Data, agreement

ADA: Data = {"id": "ada", "roles": ["client"]}
PEOPLE: list[Data] = [
    ADA,
    {"id": "therapist", "roles": ["therapist"]},
    {"id": "surgery", "roles": ["gp"]},
    {"id": "nurse", "roles": ["coordinator"], "acts_for": "surgery"},
    {"id": "school", "roles": ["school"]},
    {"id": "mother", "roles": ["guardian"], "acts_for": "ada", "capacity": "parent"},
]


def release(name: str, **more: Any) -> Data:
    base: Data = {
        "kind": "sharing.release",
        "id": name,
        "by": ["therapist"],
        "to": ["surgery"],
        "items": ["treatment"],
        "purposes": ["treatment"],
        "flow": "disclose",
    }
    return base | more


def minor(name: str, **more: Any) -> Data:
    return told(name, "sharing.minor", **({"to": ["mother"]} | more))


def third_party(name: str, **more: Any) -> Data:
    return told(name, "sharing.third_party", **more)


def told(name: str, kind: str, **more: Any) -> Data:
    return {k: v for k, v in (release(name, **more) | {"kind": kind}).items() if k != "flow"}


def refusal(name: str = "no", **more: Any) -> Data:
    return {"kind": "sharing.refusal", "id": name} | more


def made(*clauses: Data, **root: Any) -> Agreement:
    found = from_dict(agreement(*clauses, **({"parties": PEOPLE} | root)), Agreement)
    assert isinstance(found, Agreement)
    return found


def remarks(*clauses: Data, happened: Data | None = None, **more: Any) -> tuple[Remark, ...]:
    """What is remarked; `at` as text, `happened` as the record."""
    given: dict[str, Any] = {name: more.pop(name) for name in ("at", "soon") if name in more}
    if "at" in given:
        given["at"] = Instant.parse(given["at"])
    if happened is not None:
        given["record"] = from_dict(happened, Record)
    return boundlib.analyse(made(*clauses, **more), **given)


def codes(found: tuple[Remark, ...], *, but: tuple[str, ...] = ("open_ended",)) -> set[Any]:
    """Code and clauses of each remark; releases without end are the rule in tests."""
    return {(str(r.code), *r.clauses) for r in found if r.code not in but}
