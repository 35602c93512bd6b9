"""Short ways to write agreements, records and questions, and to ask."""

from __future__ import annotations

import json
from typing import Any

from boundlib.decide import Engine
from boundlib.model.decision import Decision
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.wire.documents import dumps, from_dict

Data = dict[str, Any]

DIGEST = "A" * 43
ID = "urn:example:decided"

CLIENT: Data = {"id": "client", "roles": ["client"], "signs": True}
THERAPIST: Data = {"id": "therapist", "roles": ["therapist"], "signs": True}
OFFICE: Data = {
    "id": "office",
    "weekly": [
        {"days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "17:00"},
    ],
}
ROUTE: Data = {
    "kind": "crisis.route",
    "id": "crisis",
    "steps": [{"id": "number", "reach": "emergency_number", "number": "999"}],
    "place": {"country": "GB"},
}
ALWAYS = (
    {"facts": ["a", "c", "h", "m", "r", "s"], "since": "2020-01-01", "through": "2030-01-01"},
)
"""A record that is complete about every event."""

# In June 2026 London is an hour ahead of UTC; the 1st is a Monday.
MON, TUE, WED, THU, FRI, SAT, SUN = (f"2026-06-{day:02}" for day in range(1, 8))


def at(day: str, time: str = "12:00") -> str:
    """An instant, from a date and a time in UTC."""
    return f"{day}T{time}:00Z" if len(time) == 5 else f"{day}T{time}Z"


def agreement(*clauses: Data, **root: Any) -> Data:
    """An agreement with a crisis route and these clauses; None leaves a member out."""
    data: Data = {
        "type": "agreement",
        "spec_version": "1.0",
        "id": ID,
        "version": 1,
        "zone": "Europe/London",
        "language": "en-GB",
        "jurisdiction": {"country": "GB"},
        "parties": [CLIENT, THERAPIST],
        "timetables": [OFFICE],
        "clauses": [*clauses, ROUTE],
    }
    return {name: value for name, value in (data | root).items() if value is not None}


def fact(kind: str, when: Any, id_: str | None = None, **more: Any) -> Data:
    """A fact; recorded when it happened unless said otherwise."""
    recorded = more.pop("recorded_at", None)
    if recorded is None:
        recorded = when if isinstance(when, str) else "2026-12-31T00:00:00Z"
    data: Data = {"kind": kind, "id": id_ or _name(kind, when), "at": when}
    if "with_" in more:
        more["with"] = more.pop("with_")
    return data | {"recorded_at": recorded} | more


def _name(kind: str, when: Any) -> str:
    return f"{kind}-{json.dumps(when)}".lower().translate(str.maketrans("", "", '":{}, _'))[:60]


def call(when: Any, id_: str | None = None, **more: Any) -> Data:
    return fact("call_held", when, id_, **({"by": "client", "to": "therapist"} | more))


def stated(name: str, value: Any, when: Any = f"{MON}T08:00:00Z") -> Data:
    more: Data = {"is": value}
    return fact("stated", when, None, name=name, **more)


def consent(
    clause: str, when: str, *, back: bool = False, id_: str | None = None, **more: Any
) -> Data:
    """The client's consent to a clause, or with `back` its withdrawal; `by` None: not said."""
    said: Data = {"by": "client", "capacity": "self", "method": "spoken"} | more
    if not back:
        said["digest"] = "A" * 43
    if said["by"] is None:
        del said["by"]
    kind = "consent_withdrawn" if back else "consent_given"
    return fact(kind, when, id_, clause=clause, **said)


def record(*facts: Data, complete: Any = ALWAYS) -> Data:
    """A record; complete about every event unless said otherwise."""
    data: Data = {"type": "record", "spec_version": "1.0", "agreement": ID, "facts": list(facts)}
    stretches = [
        {**c, "since": _full(c["since"]), "through": _full(c["through"])} for c in complete
    ]
    return data | ({"complete": stretches} if stretches else {})


def covers(*kinds: str, since: str = "2020-01-01", through: str = "2030-01-01") -> list[Data]:
    return [{"facts": list(kinds), "since": since, "through": through}]


def _full(text: str) -> str:
    return text if "T" in text else f"{text}T00:00:00Z"


def question(kind: str, when: str, **more: Any) -> Data:
    named: Data = {"by": "client", "to": "therapist"} if kind == "contact.may" else {}
    head: Data = {"type": "question", "spec_version": "1.0", "kind": kind, "at": when}
    return head | named | more


def decided(
    data: Data, asked: Data, happened: Data | None = None, *, lenient: bool = False
) -> Decision:
    """The decision on plain data."""
    agreed = from_dict(data, lenient=lenient)
    engine = Engine(agreed, digest=DIGEST if agreed.fully_read else None)
    known = None if happened is None else from_dict(happened, Record, lenient=lenient)
    return engine.decide(from_dict(asked, Question), known)


def plain(decision: Decision) -> Data:
    """A decision as plain data."""
    found: Data = json.loads(dumps(decision))
    return found


def ask(data: Data, kind: str, when: str, happened: Data | None = None, **more: Any) -> Data:
    """The decision on a question, as plain data."""
    return plain(decided(data, question(kind, when, **more), happened))


def may(data: Data, when: str, happened: Data | None = None, **more: Any) -> str:
    """The outcome of a contact by the client, by phone unless said otherwise."""
    named = {"channel": "phone"} | more
    return str(ask(data, "contact.may", when, happened, **named)["outcome"])


def codes(decision: Data) -> list[str]:
    return [line["code"] for line in decision.get("reasons", [])]


def because(decision: Data, clause: str) -> list[str]:
    return [line["code"] for line in decision.get("reasons", []) if line.get("clause") == clause]


# --- clauses ----------------------------------------------------------------------------------


def channel(name: str = "phone", medium: str = "phone", **more: Any) -> Data:
    return {"kind": "contact.channel", "id": name, "medium": medium} | more


def window(name: str = "hours", **more: Any) -> Data:
    return {"kind": "contact.window", "id": name, "timetable": "office", "use": "sending"} | more


def tally(window: Data, most: Any = 2, **more: Any) -> Data:
    counted = {"unit": "events", "count": [{"fact": "call_held"}], "window": window}
    return counted | ({} if most is None else {"at_most": most}) | more


def allowance(counted: Data, name: str = "allowance", **more: Any) -> Data:
    return {"kind": "contact.allowance", "id": name, "tally": counted} | more


WEEK: Data = {"kind": "period", "period": "week"}


def first(require: Data, name: str = "first", **more: Any) -> Data:
    return {"kind": "contact.precondition", "id": name, "require": require} | more


def cool_off(name: str = "rest", **more: Any) -> Data:
    return {
        "kind": "contact.cool_off",
        "id": name,
        "after": [{"fact": "self_harm"}],
        "lasts": {"clock": "elapsed", "amount": "PT24H", "from": "act"},
        "suspends": ["coaching"],
    } | more


def reply(within: Any = None, name: str = "reply", **more: Any) -> Data:
    said = {"clock": "elapsed", "amount": "PT24H"} if within is None else within
    return {
        "kind": "contact.reply_time",
        "id": name,
        "strength": "promise",
        "within": said,
    } | more
