"""Small agreements, quiet except for what a test puts in, and the cases that tests are made of."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import pytest

from boundlib.findings import findings
from boundlib.model.agreement import Agreement
from boundlib.wire.documents import from_dict

Data = dict[str, Any]

EMERGENCY: Data = {"id": "emergency", "reach": "emergency_number", "number": "999"}
ROUTE: Data = {"kind": "crisis.route", "id": "crisis", "steps": [EMERGENCY]}
CLIENT: Data = {"id": "client", "roles": ["client"], "signs": True}
THERAPIST: Data = {"id": "therapist", "roles": ["therapist"], "signs": True}
OFFICE: Data = {
    "id": "office",
    "weekly": [{"days": ["mon", "tue"], "start": "09:00", "end": "17:00"}],
}


class Case(NamedTuple):
    """An agreement, and where one finding must be in it; nowhere for a near miss."""

    code: str
    data: Data
    at: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}-{'-'.join(self.at) or 'near-miss'}"


def data_of(*clauses: Data, route: Data | None = ROUTE, **root: Any) -> Data:
    """An agreement with these clauses and a crisis route, in which nothing else is remarked."""
    data = {
        "type": "agreement",
        "spec_version": "1.0",
        "id": "urn:example:agreement",
        "version": 1,
        "zone": "Europe/London",
        "language": "en-GB",
        "jurisdiction": {"country": "GB"},
        "parties": [CLIENT, THERAPIST],
        "clauses": [*clauses, *([route] if route else [])],
    }
    return {name: value for name, value in (data | root).items() if value is not None}


def agreement(data: Data) -> Agreement:
    return from_dict(data)


def places(data: Data, code: str) -> tuple[str, ...]:
    return tuple(p.pointer for p in findings(agreement(data)) if p.code == code)


def each(cases: Iterable[Case]) -> pytest.MarkDecorator:
    """A test of every case, which takes it as `case`."""
    return pytest.mark.parametrize(
        "case", [pytest.param(case, id=f"{n}-{case}") for n, case in enumerate(cases)]
    )


def coaching(**more: Any) -> Data:
    return {
        "kind": "contact.cool_off",
        "id": "rest",
        "after": [{"fact": "self_harm"}],
        "lasts": {"clock": "elapsed", "amount": "PT24H", "from": "act"},
        "suspends": ["coaching"],
    } | more


def reply(name: str = "reply", hours: int = 24, **more: Any) -> Data:
    return {
        "kind": "contact.reply_time",
        "id": name,
        "strength": "aim",
        "within": {"clock": "elapsed", "amount": f"PT{hours}H"},
    } | more


def fee(price: Any, **more: Any) -> Data:
    return {"kind": "contact.fee", "id": "fee", "price": price} | more


def allowance(name: str, calls: int, **more: Any) -> Data:
    return {
        "kind": "contact.allowance",
        "id": name,
        "tally": {
            "unit": "events",
            "at_most": calls,
            "count": [{"fact": "call_held"}],
            "window": {"kind": "period", "period": "week"},
        },
    } | more


def asking(require: Any, **more: Any) -> Data:
    return {"kind": "contact.precondition", "id": "first", "require": require} | more
