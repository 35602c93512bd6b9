"""Short ways to write crisis routes, and to ask for one."""

from __future__ import annotations

from typing import Any

from tests.decide.making import MON, OFFICE, ROUTE, Data, agreement, ask, at

OPEN, CLOSED = at(MON, "10:00"), at(MON, "20:00")
TEAM: Data = {"id": "team", "reach": "crisis_team", "hours": "office"}
NUMBER: Data = {"id": "number", "reach": "emergency_number", "number": "999"}
LINE: Data = {"id": "line", "reach": "crisis_line", "number": "116 123"}
IRELAND: Data = {
    **ROUTE,
    "id": "ireland",
    "place": {"country": "IE"},
    "steps": [{"id": "number", "reach": "emergency_number", "number": "112"}],
}


def route_of(*routes: Data, when: str = OPEN, **more: Any) -> Data:
    """The crisis answer of an agreement with these routes and no other."""
    data = agreement(timetables=[OFFICE])
    data["clauses"] = list(routes)
    found = ask(data, "crisis.route", when, **more)
    assert found["outcome"] == "answered"
    assert found["value"] == found["route"]
    value: Data = found["value"]
    return value
