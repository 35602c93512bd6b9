"""Agreements whose clauses, hours and parties belong together, with records and questions.

`documents` draws anything the format allows; what is drawn here is smaller, and made so that its
parts meet: clauses name the channels and hours there are, facts are what clauses count, and
everything happens within a few weeks around a change of the clocks. That is where answers differ.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from boundlib.testing.making import ZONES, Draw
from boundlib.times.scalars import Instant
from boundlib.vocab import Event, Medium, Period, PlanSlot, Purpose

Data = dict[str, Any]

START = int(datetime(2026, 3, 9, tzinfo=UTC).timestamp())
"""When everything begins; the clocks of London and New York change within the weeks after."""

DAYS = 28
"""For how many days things happen."""

AGREEMENT = "urn:example:drawn"
MEDIA = tuple(map(str, (Medium.PHONE, Medium.EMAIL, Medium.TEXT_MESSAGE)))
"""The media that are drawn."""

PURPOSES = tuple(map(str, (Purpose.COACHING, Purpose.SCHEDULING, Purpose.CLINICAL, Purpose.UPDATE)))
"""The purposes that are drawn."""

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLACES: tuple[Data, ...] = (
    {"country": "GB"},
    {"country": "GB", "region": "SCT"},
    {"country": "US"},
)
"""The places that are drawn."""


# --- small things -----------------------------------------------------------------------------


def instants() -> st.SearchStrategy[int]:
    """Epoch seconds in those weeks: mostly full minutes, often full hours."""
    minutes = st.integers(0, DAYS * 24 * 60).map(lambda m: START + m * 60)
    hours = st.integers(0, DAYS * 24).map(lambda h: START + h * 3600)
    return st.one_of(hours, minutes, st.integers(START, START + DAYS * 86_400))


def _instant(draw: Draw) -> str:
    return str(Instant(draw(instants())))


def _some(draw: Draw, of: tuple[Any, ...], most: int = 2) -> list[Any]:
    return list(draw(st.lists(st.sampled_from(of), min_size=1, max_size=most, unique=True)))


def seldom(draw: Draw, one_in: int) -> bool:
    """True about one time in so many."""
    return bool(draw(st.sampled_from((False,) * (one_in - 1) + (True,))))


def _perhaps(draw: Draw, data: Data, name: str, value: Any, *, one_in: int = 3) -> None:
    """Put a member in one time in so many; `value` may be a strategy."""
    if seldom(draw, one_in):
        data[name] = draw(value) if isinstance(value, st.SearchStrategy) else value


def _quantity(draw: Draw, amounts: tuple[Any, ...]) -> Any:
    """An amount in one of its four forms, mostly exact; `amounts` rise."""
    form = draw(
        st.sampled_from(("exact",) * 6 + ("range", "from", "to", "about", "band", "unstated"))
    )
    low, high = sorted(draw(st.permutations(range(len(amounts))))[:2])
    forms: dict[str, Any] = {
        "exact": amounts[low],
        "range": {"min": amounts[low], "max": amounts[high]},
        "from": {"min": amounts[low]},
        "to": {"max": amounts[high]},
        "about": {"about": amounts[low]},
        "band": {"at_least": amounts[low], "at_most": amounts[high]},
        "unstated": {"unstated": "vague"},
    }
    return forms[form]


_HOURS = ("PT1H", "PT12H", "PT24H", "PT48H")
_CALENDAR = ("P1D", "P2D", "P7D", "P14D")


def _span(draw: Draw, tables: list[str], *, events: tuple[Event, ...] = (), deep: int = 1) -> Data:
    """A span on any clock."""
    clocks = ("elapsed", "calendar", "sessions") + (("open", "working_days") if tables else ())
    clock = draw(st.sampled_from(clocks))
    span: Data = {"clock": clock}
    if clock in ("elapsed", "open"):
        span["amount"] = _quantity(draw, _HOURS)
    elif clock == "calendar":
        span["amount"] = _quantity(draw, _CALENDAR)
    else:
        span["count"] = _quantity(draw, (0, 1, 2, 3))
    if clock in ("open", "working_days"):
        span["timetable"] = draw(st.sampled_from(tables))
        _perhaps(draw, span, "leave", "runs")
    if clock == "working_days":
        span["ends"] = draw(st.sampled_from(("close", "same_time", "12:00", {"unstated": "vague"})))
    if events:
        said = [str(event) for event in events]
        _perhaps(draw, span, "from", st.sampled_from([*said, {"unstated": "vague"}]))
    if deep:
        _perhaps(draw, span, "extends_while", st.just({"fact": "unwell"}), one_in=6)
    return span


def _condition(draw: Draw, tables: list[str], depth: int = 2) -> Data:
    if depth and draw(st.integers(0, 2)) == 0:
        inner = st.integers(1, 3)
        some = [_condition(draw, tables, depth - 1) for _ in range(draw(inner))]
        kinds: list[Data] = [{"all": some}, {"any": some}, {"not": some[0]}]
        kinds.append({"at_least": draw(st.integers(1, len(some))), "of": some})
        return dict(draw(st.sampled_from(kinds)))
    leaves: list[Data] = [
        {"fact": "skill_tried"},
        {"fact": "session_started"},
        {"fact": "well"},
        {"fact": "referral", "is": "management"},
        {"quantity": "distress", "at_least": 6},
        {"quantity": "age", "at_least": 18},
        {"found": "ready", "by": "therapist"},
        {"phase": "second"},
        {"medium": "phone"},
        {"plan": "group"},
        {"age_group": "minor"},
        {"elapsed": {"clock": "calendar", "amount": "P7D", "from": "session_ended"}},
    ]
    leaf = draw(st.sampled_from((*leaves, None)))
    return {"reached": _tally(draw, tables, "at_least")} if leaf is None else leaf


def _tally(draw: Draw, tables: list[str], limit: str) -> Data:
    """A tally of calls and messages in any unit and window."""
    by = draw(st.sampled_from(({}, {"by": "client"})))
    unit = draw(st.sampled_from(("events", "events", "minutes", "days", "periods")))
    window = draw(
        st.sampled_from(
            (
                {"kind": "rolling", "length": draw(st.sampled_from((*_HOURS, *_CALENDAR)))},
                {"kind": "period", "period": draw(st.sampled_from([str(p) for p in Period]))},
                {"kind": "last", "count": 3},
                {"kind": "next", "count": 2, "from": "session_started"},
                {"kind": "consecutive"},
                {"kind": "term"},
                {"kind": "ever"},
                {"kind": "each", "occasion": "call"},
                {"unstated": "vague"},
            )
        )
    )
    tally: Data = {
        "unit": unit,
        "count": [{"fact": fact, **by} for fact in _some(draw, ("call_held", "message_sent"))],
        "window": window,
        limit: _quantity(draw, (0, 1, 2, 3) if limit == "at_most" else (1, 2, 3)),
    }
    if unit == "periods":
        tally["period"] = draw(st.sampled_from(("day", "week")))
    if window.get("kind") in ("last", "consecutive"):
        sequence = ("call_held", "message_sent", "session_started")
        _perhaps(draw, tally, "of", [{"fact": fact} for fact in sequence])
    _perhaps(draw, tally, "where", {"medium": "phone"}, one_in=6)
    _perhaps(draw, tally, "spacing", {"clock": "elapsed", "amount": "PT12H"}, one_in=8)
    return tally


# --- agreements -------------------------------------------------------------------------------


def _timetable(draw: Draw, name: str) -> Data:
    weekly = []
    for _ in range(draw(st.integers(1, 2))):
        start, end = draw(st.permutations(range(0, 24 * 60, 30)))[:2]
        days = [d for d in _WEEK if draw(st.booleans())] or ["mon"]
        weekly.append({"days": days, "start": _wall(start), "end": _wall(end)})
    table: Data = {"id": name, "weekly": weekly}
    _perhaps(draw, table, "special_days", [{"on": "2026-03-20", "hours": []}])
    _perhaps(
        draw, table, "leave", [{"party": "therapist", "first": "2026-03-23", "last": "2026-03-27"}]
    )
    holidays = ({"unstated": "vague"}, {"country": "GB", "region": "ENG", "dates": ["2026-04-03"]})
    _perhaps(draw, table, "holidays", st.sampled_from(holidays))
    return table


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _head(draw: Draw, clause: Data, tables: list[str], *, by: bool = True) -> Data:
    if by:
        _perhaps(draw, clause, "by", ["client"])
        _perhaps(draw, clause, "to", ["therapist"], one_in=5)
    if seldom(draw, 4):
        clause["when"] = _condition(draw, tables)
    _perhaps(draw, clause, "valid", {"first": "2026-03-12", "last": "2026-03-30"}, one_in=6)
    return clause


def _bounds(draw: Draw, clause: Data, channels: list[str]) -> Data:
    """For which channels and purposes a clause speaks."""
    names = (*channels, *MEDIA)
    _perhaps(draw, clause, "channels", st.lists(st.sampled_from(names), min_size=1, unique=True))
    if draw(st.booleans()):
        clause["purposes"] = _some(draw, PURPOSES)
    return clause


_FORCE = st.sampled_from(("automatic", "may", "by_arrangement", {"decided_by": ["therapist"]}))


def _channel(draw: Draw, tables: list[str]) -> Data:
    clause: Data = {"kind": "contact.channel", "medium": draw(st.sampled_from(MEDIA))}
    if draw(st.booleans()):
        clause["purposes"] = _some(draw, PURPOSES)
    _perhaps(draw, clause, "not_for", [draw(st.sampled_from(PURPOSES))], one_in=5)
    moved = {"purposes": [draw(st.sampled_from(PURPOSES))], "to": "in_person"}
    _perhaps(draw, clause, "redirects", [moved], one_in=5)
    _perhaps(draw, clause, "only", True, one_in=6)
    _perhaps(draw, clause, "copied", ["partner"], one_in=8)
    _perhaps(draw, clause, "force", _FORCE, one_in=5)
    if tables:
        _perhaps(draw, clause, "timetable", st.sampled_from(tables))
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
            clause["tally"] = _tally(draw, tables, "at_most")
        case "contact.precondition":
            clause["require"] = _condition(draw, tables)
        case "contact.cool_off":
            clause["after"] = [{"fact": "self_harm"}]
            clause["lasts"] = _span(draw, tables, events=(Event.ACT, Event.TOLD))
            clause["suspends"] = _some(draw, PURPOSES)
        case "contact.reply_time":
            clause["strength"] = draw(st.sampled_from(("promise", "aim", "none")))
            clause["within"] = _span(draw, tables, events=(Event.MESSAGE_SENT, Event.MESSAGE_READ))
        case "contact.fee":
            clause["price"] = _price(draw)
    if kind not in ("contact.cool_off", "contact.reply_time", "contact.fee"):
        _perhaps(draw, clause, "force", _FORCE, one_in=5)
    return _head(draw, clause, tables, by=kind != "contact.reply_time")


def _price(draw: Draw) -> Data:
    amount = {"kind": "amount", "minor": _quantity(draw, (0, 500, 2000)), "currency": "GBP"}
    rate: Data = {
        "kind": "rate",
        "price": amount,
        "per": draw(st.sampled_from(("PT15M", "message"))),
    }
    if draw(st.booleans()):
        rate["free"] = _quantity(draw, ("PT5M", "PT10M", "PT15M"))
    _perhaps(draw, rate, "started_unit", "counts")
    _perhaps(draw, rate, "units_from", "excess")
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
        _perhaps(draw, clause, "place", st.sampled_from(PLACES))
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
            "require": _condition(draw, tables),
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
            "review": _span(draw, tables, events=(Event.REVIEWED,), deep=0),
        },
        {
            "kind": "crisis.advance_preference",
            "id": "wish",
            "preferences": [{"id": "quiet", "stance": "prefer", "matter": "facility"}],
            "require": {"found": "ready", "by": "therapist"},
            "withdrawable": draw(st.booleans()),
        },
    ]
    return clauses + [_head(draw, c, tables, by=False) for c in others if draw(st.booleans())]


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


@st.composite
def boundaries(draw: Draw, *, clauses: int = 6) -> Data:
    """Plain data of an agreement about contact and crisis whose parts belong together.

    Args:
        draw: given by Hypothesis.
        clauses: at most so many clauses besides channels and crisis.
    """
    tables = ["office", "evenings"][: draw(st.integers(0, 2))]
    channels = ["first", "second", "third"][: draw(st.integers(0, 3))]
    drawn = [{"id": name, **_head(draw, _channel(draw, tables), tables)} for name in channels]
    for number in range(draw(st.integers(0, clauses))):
        kind = draw(st.sampled_from([k for k in _KINDS if tables or k != "contact.window"]))
        drawn.append({"id": f"c{number}", **_clause(draw, kind, tables, channels)})
    _rivals(draw, drawn)
    data: Data = {
        "type": "agreement",
        "spec_version": "1.0",
        "id": AGREEMENT,
        "version": 1,
        "zone": draw(st.sampled_from(ZONES)),
        "language": "en-GB",
        "parties": [
            {"id": "client", "roles": ["client"], "signs": True},
            {"id": "therapist", "roles": ["therapist"], "signs": True},
            {"id": "partner", "roles": ["family"]},
        ],
        "clauses": draw(st.permutations(drawn + _crisis(draw, tables))),
    }
    if tables:
        data["timetables"] = [_timetable(draw, name) for name in tables]
    _perhaps(draw, data["parties"][0], "birth_date", "2008-03-17")
    _perhaps(draw, data, "jurisdiction", st.sampled_from(PLACES), one_in=2)
    _perhaps(draw, data, "term", {"first": "2026-03-10", "last": "2026-06-30"})
    return data


def _rivals(draw: Draw, clauses: list[Data]) -> None:
    """Sometimes two clauses of one kind are readings of one sentence."""
    for one, other in pairwise(clauses):
        fresh = "reading_of" not in one and one["kind"] == other["kind"]
        if fresh and seldom(draw, 4):
            one["reading_of"] = other["reading_of"] = f"sentence-{one['id']}"
