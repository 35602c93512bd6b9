"""What drawn agreements, records and questions are made of: times, amounts, conditions, tallies."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from boundlib.testing.making import Draw
from boundlib.vocab import Event, Medium, Period, Purpose

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

PLACES: tuple[Data, ...] = (
    {"country": "GB"},
    {"country": "GB", "region": "SCT"},
    {"country": "US"},
)
"""The places that are drawn."""


def instants() -> st.SearchStrategy[int]:
    """Epoch seconds in those weeks: mostly full minutes, often full hours."""
    minutes = st.integers(0, DAYS * 24 * 60).map(lambda m: START + m * 60)
    hours = st.integers(0, DAYS * 24).map(lambda h: START + h * 3600)
    return st.one_of(hours, minutes, st.integers(START, START + DAYS * 86_400))


def few(of: tuple[Any, ...], most: int = 2) -> st.SearchStrategy[list[Any]]:
    """One or more of these, each once."""
    return st.lists(st.sampled_from(of), min_size=1, max_size=most, unique=True)


def some(draw: Draw, of: tuple[Any, ...], most: int = 2) -> list[Any]:
    """One or more of these, each once."""
    return list(draw(few(of, most)))


def seldom(draw: Draw, one_in: int) -> bool:
    """True about one time in so many."""
    return bool(draw(st.sampled_from((False,) * (one_in - 1) + (True,))))


def perhaps(draw: Draw, data: Data, name: str, value: Any, *, one_in: int = 3) -> None:
    """Put a member in one time in so many; `value` may be a strategy, or made with `draw`."""
    if seldom(draw, one_in):
        if callable(value):
            value = value(draw)
        data[name] = draw(value) if isinstance(value, st.SearchStrategy) else value


def quantity(draw: Draw, amounts: tuple[Any, ...]) -> Any:
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


def span(draw: Draw, tables: list[str], *, events: tuple[Event, ...] = (), deep: int = 1) -> Data:
    """A span on any clock."""
    clocks = ("elapsed", "calendar", "sessions") + (("open", "working_days") if tables else ())
    clock = draw(st.sampled_from(clocks))
    made: Data = {"clock": clock}
    if clock in ("elapsed", "open"):
        made["amount"] = quantity(draw, _HOURS)
    elif clock == "calendar":
        made["amount"] = quantity(draw, _CALENDAR)
    else:
        made["count"] = quantity(draw, (0, 1, 2, 3))
    if clock in ("open", "working_days"):
        made["timetable"] = draw(st.sampled_from(tables))
        perhaps(draw, made, "leave", "runs")
    if clock == "working_days":
        made["ends"] = draw(st.sampled_from(("close", "same_time", "12:00", {"unstated": "vague"})))
    if events:
        said = [str(event) for event in events]
        perhaps(draw, made, "from", st.sampled_from([*said, {"unstated": "vague"}]))
    if deep:
        perhaps(draw, made, "extends_while", st.just({"fact": "unwell"}), one_in=6)
    return made


def condition(draw: Draw, tables: list[str], depth: int = 2) -> Data:
    """A condition on what is recorded, on age, and on what was found."""
    if depth and draw(st.integers(0, 2)) == 0:
        count = draw(st.integers(1, 3))
        inner = [condition(draw, tables, depth - 1) for _ in range(count)]
        kinds: list[Data] = [{"all": inner}, {"any": inner}, {"not": inner[0]}]
        kinds.append({"at_least": draw(st.integers(1, len(inner))), "of": inner})
        return dict(draw(st.sampled_from(kinds)))
    leaves: list[Data] = [
        {"fact": "skill_tried"},
        {"fact": "session_started"},
        {"fact": "setback"},
        {"fact": "well"},
        {"fact": "referral", "is": "management"},
        {"quantity": "distress", "at_least": 6},
        {"quantity": "age", "at_least": 18},
        {"quantity": "phq-9", "at_least": 10},
        {"found": "ready", "by": "therapist"},
        {"phase": "second"},
        {"medium": "phone"},
        {"plan": "group"},
        {"age_group": "minor"},
        {"elapsed": {"clock": "calendar", "amount": "P7D", "from": "session_ended"}},
    ]
    leaf = draw(st.sampled_from((*leaves, None)))
    return {"reached": tally(draw, tables, "at_least")} if leaf is None else leaf


_COUNTED = ("call_held", "message_sent", "setback")


def tally(draw: Draw, tables: list[str], limit: str) -> Data:
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
    made: Data = {
        "unit": unit,
        "count": [{"fact": fact, **by} for fact in some(draw, _COUNTED)],
        "window": window,
        limit: quantity(draw, (0, 1, 2, 3) if limit == "at_most" else (1, 2, 3)),
    }
    if unit == "periods":
        made["period"] = draw(st.sampled_from(("day", "week")))
    if window.get("kind") in ("last", "consecutive"):
        sequence = ("call_held", "message_sent", "session_started")
        perhaps(draw, made, "of", [{"fact": fact} for fact in sequence])
    perhaps(draw, made, "where", {"medium": "phone"}, one_in=6)
    perhaps(draw, made, "spacing", {"clock": "elapsed", "amount": "PT12H"}, one_in=8)
    return made


FORCE = st.sampled_from(("automatic", "may", "by_arrangement", {"decided_by": ["therapist"]}))
"""How binding an effect is."""


def head(draw: Draw, clause: Data, tables: list[str], *, by: bool = True) -> Data:
    """Give a clause what any clause can have."""
    if by:
        perhaps(draw, clause, "by", ["client"])
        perhaps(draw, clause, "to", ["therapist"], one_in=5)
    if seldom(draw, 4):
        clause["when"] = condition(draw, tables)
    perhaps(draw, clause, "valid", {"first": "2026-03-12", "last": "2026-03-30"}, one_in=6)
    return clause
