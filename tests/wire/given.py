"""What the tests of this floor start from."""

import copy
import json
from typing import Any

import pytest

from boundlib.errors import DocumentError, Problem
from boundlib.model.agreement import Agreement
from boundlib.wire.documents import loads

SMALL: dict[str, Any] = {
    "type": "agreement",
    "spec_version": "1.0",
    "id": "urn:uuid:5f0c1c5e-6f43-4ad9-8b0e-5a3f0c6f6d10",
    "version": 1,
    "zone": "Europe/London",
    "language": "en-GB",
    "jurisdiction": {"country": "GB", "region": "ENG"},
    "parties": [
        {"id": "client", "roles": ["client"], "signs": True, "name": "Robin"},
        {"id": "therapist", "roles": ["therapist"], "signs": True},
        {"id": "deputy", "roles": ["cover"]},
    ],
    "timetables": [
        {
            "id": "office",
            "zone": "Europe/London",
            "weekly": [{"days": ["mon", "tue", "wed", "thu"], "start": "09:00", "end": "17:00"}],
            "special_days": [
                {"on": "2026-12-24", "hours": []},
                {"on": "2026-12-31", "hours": [{"start": "10:00", "end": "12:00"}]},
            ],
            "holidays": {
                "country": "GB",
                "region": "ENG",
                "dates": ["2026-12-25", "2026-12-28"],
            },
            "leave": [
                {
                    "party": "therapist",
                    "first": "2026-08-03",
                    "last": "2026-08-16",
                    "cover": "deputy",
                }
            ],
        }
    ],
    "clauses": [
        {
            "kind": "contact.channel",
            "id": "portal",
            "text": "We write through the portal.",
            "medium": "secure_message",
            "purposes": ["scheduling", "check_in"],
            "timetable": "office",
        },
        {
            "kind": "contact.reply_time",
            "id": "portal-reply",
            "channels": ["portal"],
            "within": {
                "clock": "open",
                "amount": {"min": "PT24H", "max": "PT48H"},
                "timetable": "office",
            },
            "strength": "promise",
        },
        {
            "kind": "crisis.route",
            "id": "crisis",
            "steps": [{"id": "emergency", "reach": "emergency_number", "number": "999"}],
        },
    ],
}
"""The agreement that the specification sketches."""


def small() -> dict[str, Any]:
    """A copy of it, to be changed."""
    return copy.deepcopy(SMALL)


def problems_of(source: Any, cls: Any = None) -> tuple[Problem, ...]:
    """The problems with which a source is refused."""
    text = source if isinstance(source, str | bytes) else json.dumps(source)
    with pytest.raises(DocumentError) as caught:
        loads(text, cls or Agreement)
    return caught.value.problems


def codes_of(source: Any, cls: Any = None) -> list[tuple[str, str]]:
    """The codes and places of those problems."""
    return [(problem.code, problem.pointer) for problem in problems_of(source, cls)]
