"""Agreements and decisions made by hand: what is said must not depend on the engine."""

from typing import Any

from boundlib.declare.names import Place
from boundlib.model.agreement import Agreement
from boundlib.model.answers import Route, StepNow
from boundlib.model.decision import Basis, Decision, Quoted
from boundlib.model.questions import ContactMay
from boundlib.times.scalars import Instant
from boundlib.vocab import Outcome, Reach, Staffed, Standing
from boundlib.wire.documents import from_dict

PARTIES = [
    {"id": "client", "roles": ["client"], "signs": True},
    {"id": "therapist", "roles": ["therapist"], "signs": True},
    {"id": "deputy", "roles": ["cover"]},
]
ROUTE = {
    "kind": "crisis.route",
    "id": "crisis",
    "steps": [
        {"id": "one", "reach": "emergency_number", "number": "999", "always": True},
        {"id": "two", "reach": "crisis_line", "number": "116 123", "medium": "phone"},
    ],
}


def agreement(*clauses: dict[str, Any], **more: Any) -> Agreement:
    data: dict[str, Any] = {
        "type": "agreement",
        "spec_version": "1.0",
        "id": "urn:example:made",
        "version": 3,
        "zone": "Europe/London",
        "language": "en-GB",
        "parties": PARTIES,
        "clauses": [*clauses, ROUTE],
    }
    return from_dict(data | more)


def at(text: str) -> Instant:
    return Instant.parse(text)


def may(**more: Any) -> ContactMay:
    asked: dict[str, Any] = {
        "at": at("2026-06-10T10:00:00Z"),
        "by": "client",
        "to": "therapist",
        "channel": "phone",
    }
    return ContactMay(**(asked | more))


def route(**more: Any) -> Route:
    steps = (
        StepNow(
            clause="crisis",
            step="one",
            reach=Reach.EMERGENCY_NUMBER,
            number="999",
            staffed_now=Staffed.ALWAYS,
        ),
        StepNow(
            clause="crisis",
            step="two",
            reach=Reach.CRISIS_LINE,
            number="116 123",
            staffed_now=Staffed.NO,
        ),
    )
    given: dict[str, Any] = {"steps": steps, "try_first": 0}
    return Route(**(given | more))


def decision(outcome: Outcome, question: Any = None, **more: Any) -> Decision:
    made: dict[str, Any] = {
        "outcome": outcome,
        "question": question or may(),
        "agreement": Quoted(id="urn:example:made", version=3, digest="A" * 43),
        "basis": Basis(standing=Standing.IN_FORCE, zone="Europe/London", tz_version="2026a"),
        "route": route(),
    }
    return Decision(**(made | more))


IRELAND = Place(country="IE")
