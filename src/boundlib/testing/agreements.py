"""Agreements whose clauses, hours and parties belong together, with records and questions.

`documents` draws anything the format allows; what is drawn here is smaller, and made so that its
parts meet: clauses name the channels and hours there are, facts are what clauses count, and
everything happens within a few weeks around a change of the clocks. That is where answers differ.
"""

from __future__ import annotations

import copy
from itertools import pairwise

from hypothesis import strategies as st

from boundlib.testing import governance, measures, pace, sharing, work
from boundlib.testing.making import ZONES, Draw
from boundlib.testing.parts import (
    AGREEMENT,
    FORCE,
    MEDIA,
    PLACES,
    PURPOSES,
    Data,
    condition,
    head,
    perhaps,
    quantity,
    seldom,
    some,
    span,
    tally,
)
from boundlib.vocab import Event, PlanSlot

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _timetable(draw: Draw, name: str) -> Data:
    weekly = []
    for _ in range(draw(st.integers(1, 2))):
        start, end = draw(st.permutations(range(0, 24 * 60, 30)))[:2]
        days = [d for d in _WEEK if draw(st.booleans())] or ["mon"]
        weekly.append({"days": days, "start": _wall(start), "end": _wall(end)})
    table: Data = {"id": name, "weekly": weekly}
    perhaps(draw, table, "special_days", [{"on": "2026-03-20", "hours": []}])
    perhaps(
        draw, table, "leave", [{"party": "therapist", "first": "2026-03-23", "last": "2026-03-27"}]
    )
    holidays = ({"unstated": "vague"}, {"country": "GB", "region": "ENG", "dates": ["2026-04-03"]})
    perhaps(draw, table, "holidays", st.sampled_from(holidays))
    return table


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _bounds(draw: Draw, clause: Data, channels: list[str]) -> Data:
    """For which channels and purposes a clause speaks."""
    names = (*channels, *MEDIA)
    perhaps(draw, clause, "channels", st.lists(st.sampled_from(names), min_size=1, unique=True))
    if draw(st.booleans()):
        clause["purposes"] = some(draw, PURPOSES)
    return clause


def _channel(draw: Draw, tables: list[str]) -> Data:
    clause: Data = {"kind": "contact.channel", "medium": draw(st.sampled_from(MEDIA))}
    if draw(st.booleans()):
        clause["purposes"] = some(draw, PURPOSES)
    perhaps(draw, clause, "not_for", [draw(st.sampled_from(PURPOSES))], one_in=5)
    moved = {"purposes": [draw(st.sampled_from(PURPOSES))], "to": "in_person"}
    perhaps(draw, clause, "redirects", [moved], one_in=5)
    perhaps(draw, clause, "only", True, one_in=6)
    perhaps(draw, clause, "copied", ["partner"], one_in=8)
    perhaps(draw, clause, "force", FORCE, one_in=5)
    if tables:
        perhaps(draw, clause, "timetable", st.sampled_from(tables))
    return clause


def _clause(draw: Draw, kind: str, tables: list[str], channels: list[str]) -> Data:
    clause: Data = {"kind": kind}
    if kind != "contact.cool_off":
        _bounds(draw, clause, channels)
    match kind:
        case "contact.window":
            use = draw(st.sampled_from(("sending", "sending", "reading")))
            clause |= {"timetable": draw(st.sampled_from(tables)), "use": use}
        case "contact.allowance":
            clause["tally"] = tally(draw, tables, "at_most")
        case "contact.precondition":
            clause["require"] = condition(draw, tables)
        case "contact.cool_off":
            clause["after"] = [{"fact": "self_harm"}]
            clause["lasts"] = span(draw, tables, events=(Event.ACT, Event.TOLD))
            clause["suspends"] = some(draw, PURPOSES)
        case "contact.reply_time":
            clause["strength"] = draw(st.sampled_from(("promise", "aim", "none")))
            clause["within"] = span(draw, tables, events=(Event.MESSAGE_SENT, Event.MESSAGE_READ))
        case "contact.fee":
            clause["price"] = _price(draw)
    if kind not in ("contact.cool_off", "contact.reply_time", "contact.fee"):
        perhaps(draw, clause, "force", FORCE, one_in=5)
    return head(draw, clause, tables, by=kind != "contact.reply_time")


def _price(draw: Draw) -> Data:
    amount = {"kind": "amount", "minor": quantity(draw, (0, 500, 2000)), "currency": "GBP"}
    rate: Data = {
        "kind": "rate",
        "price": amount,
        "per": draw(st.sampled_from(("PT15M", "message"))),
    }
    if draw(st.booleans()):
        rate["free"] = quantity(draw, ("PT5M", "PT10M", "PT15M"))
    perhaps(draw, rate, "started_unit", "counts")
    perhaps(draw, rate, "units_from", "excess")
    return dict(draw(st.sampled_from((amount, rate))))


def _crisis(draw: Draw, tables: list[str]) -> list[Data]:
    """What was agreed about crisis."""
    clauses = []
    for name in ("route", "other-route")[: draw(st.integers(0, 2))]:
        steps: list[Data] = [{"id": "number", "reach": "emergency_number", "number": "999"}]
        if tables:
            hours = draw(st.sampled_from(tables))
            steps.insert(0, {"id": "team", "reach": "crisis_team", "hours": hours})
        clause: Data = {"kind": "crisis.route", "id": name, "steps": steps}
        perhaps(draw, clause, "place", st.sampled_from(PLACES))
        clauses.append(clause)
    others: list[Data] = [
        {
            "kind": "crisis.criteria",
            "id": "urgent",
            "criteria": [
                {"criterion": "suicidal"},
                {"criterion": {"unstated": "vague"}, "id": "own"},
            ],
            "complete": draw(st.booleans()),
        },
        {
            "kind": "crisis.emergency_contact",
            "id": "friend",
            "party": "partner",
            "require": condition(draw, tables),
        },
        {
            "kind": "crisis.safety_plan",
            "id": "plan",
            "steps": [
                {
                    "slot": str(slot),
                    "entries": [{"id": f"e-{slot.value.replace(chr(95), chr(45))}"}],
                }
                for slot in PlanSlot
            ],
            "review": span(draw, tables, events=(Event.REVIEWED,), deep=0),
        },
        {
            "kind": "crisis.advance_preference",
            "id": "wish",
            "preferences": [{"id": "quiet", "stance": "prefer", "matter": "facility"}],
            "require": {"found": "ready", "by": "therapist"},
            "withdrawable": draw(st.booleans()),
        },
    ]
    return clauses + [head(draw, c, tables, by=False) for c in others if draw(st.booleans())]


_KINDS = (
    "contact.window",
    "contact.window",
    "contact.allowance",
    "contact.allowance",
    "contact.precondition",
    "contact.cool_off",
    "contact.reply_time",
    "contact.reply_time",
    "contact.fee",
)


_PARTIES: list[Data] = [
    {"id": "client", "roles": ["client"], "signs": True},
    {"id": "therapist", "roles": ["therapist"], "signs": True},
    {"id": "partner", "roles": ["family"]},
]


@st.composite
def boundaries(draw: Draw, *, clauses: int = 6, sharings: int = 4, kind: str | None = None) -> Data:
    """Plain data of an agreement whose parts belong together.

    Args:
        draw: given by Hypothesis.
        clauses: at most so many clauses besides channels, crisis and sharing.
        sharings: at most so many clauses about sharing, consent and touch.
        kind: the kind of question that it is drawn for: then it speaks of that more often.
    """
    tables = ["office", "evenings"][: draw(st.integers(0, 2))]
    channels = ["first", "second", "third"][: draw(st.integers(0, 3))]
    drawn = [{"id": name, **head(draw, _channel(draw, tables), tables)} for name in channels]
    for number in range(draw(st.integers(0, clauses))):
        each = draw(st.sampled_from([k for k in _KINDS if tables or k != "contact.window"]))
        drawn.append({"id": f"c{number}", **_clause(draw, each, tables, channels)})
    about_sharing = kind in sharing.ASKED or seldom(draw, 4)
    shared = sharing.clauses(draw, tables, sharings, kind) if about_sharing else []
    drawn += shared
    crisis = _crisis(draw, tables)
    if kind in governance.ASKED or seldom(draw, 8):
        others = [clause["id"] for clause in drawn]
        drawn += governance.clauses(draw, tables, others, kind)
    if kind in measures.ASKED or seldom(draw, 8):
        drawn += measures.clauses(draw, tables, kind)
    if kind in pace.ASKED or seldom(draw, 6):
        drawn += pace.clauses(draw, tables, kind)
    if kind in work.ASKED or seldom(draw, 8):
        drawn += work.clauses(draw, tables, kind)
    _rivals(draw, drawn)
    data: Data = {
        "type": "agreement",
        "spec_version": "1.0",
        "id": AGREEMENT,
        "version": 1,
        "zone": draw(st.sampled_from(ZONES)),
        "language": "en-GB",
        "parties": sharing.people(draw) if shared else copy.deepcopy(_PARTIES),
        "clauses": draw(st.permutations(drawn + crisis)),
    }
    if tables:
        data["timetables"] = [_timetable(draw, name) for name in tables]
    if kind in measures.ASKED or seldom(draw, 8):
        data["measures"] = [copy.deepcopy(measures.OWN)]
    perhaps(draw, data["parties"][0], "birth_date", "2008-03-17")
    perhaps(draw, data, "jurisdiction", st.sampled_from(PLACES), one_in=2)
    if kind in measures.ASKED:  # their times run from the beginning
        data["term"] = {"first": "2026-03-01"}
    else:
        perhaps(draw, data, "term", {"first": "2026-03-10", "last": "2026-06-30"})
    return data


_NO_READINGS = ("governance.right", "pace.right_to_pause")


def _rivals(draw: Draw, clauses: list[Data]) -> None:
    """Sometimes two clauses of one kind are readings of one sentence."""
    for one, other in pairwise(clauses):
        alike = one["kind"] == other["kind"] and one["kind"] not in _NO_READINGS
        fresh = "reading_of" not in one and alike
        if fresh and seldom(draw, 4):
            one["reading_of"] = other["reading_of"] = f"sentence-{one['id']}"
