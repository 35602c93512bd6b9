"""The wall clock read minute by minute, and every fact looked at each time.

The oracle knows the JSON of small agreements and nothing of the engine: a channel, windows, a
weekly or rolling allowance, a cool-off. Where it sees a contact permitted or denied, now and in
every minute of the days that follow, the engine must say the same.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decide.making import Data, agreement, allowance, ask, call, channel, fact, record, tally

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
START = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = 45  # the clocks of New York change on the 8th, London's on the 29th, Lord Howe's on 5 April
SETTINGS = settings(max_examples=max(15, settings().max_examples // 2))


# --- the oracle -------------------------------------------------------------------------------


def in_window(weekly: list[Data], wall: datetime) -> bool:
    """Whether a wall clock reads a time inside a window, of its own date or of the date before."""
    minutes = wall.hour * 60 + wall.minute
    for back in (0, 1):
        day = WEEK[(wall.weekday() - back) % 7]
        for window in weekly:
            start, end = (int(t[:2]) * 60 + int(t[3:]) for t in (window["start"], window["end"]))
            end += 24 * 60 if end < start else 0
            if day in window["days"] and start <= minutes + back * 24 * 60 < end:
                return True
    return False


def outcome(data: Data, happened: Data, purpose: str, now: datetime) -> str:
    """What a call by the client comes to at an instant."""
    zone = ZoneInfo(data["zone"])
    wall = now.astimezone(zone)
    tables = {table["id"]: table["weekly"] for table in data["timetables"]}
    of = {kind: [c for c in data["clauses"] if c["kind"] == f"contact.{kind}"] for kind in
          ("channel", "window", "allowance", "cool_off")}  # fmt: skip
    windows = [w for w in of["window"] if purpose in w.get("purposes", [purpose])]
    if windows and not any(in_window(tables[w["timetable"]], wall) for w in windows):
        return "deny"
    if purpose not in of["channel"][0].get("purposes", [purpose]):
        return "deny"
    past = [f for f in happened["facts"] if datetime.fromisoformat(f["at"]) <= now]
    calls = [f for f in past if f["kind"] == "call_held" and "crisis" not in f]
    for clause in of["allowance"]:
        counted = clause["tally"]
        used = sum(inside(f, counted["window"], zone, now) for f in calls)
        if purpose in clause.get("purposes", [purpose]) and used >= counted["at_most"]:
            return "deny"
    for clause in of["cool_off"]:
        hours = timedelta(hours=int(clause["lasts"]["amount"][2:-1]))
        acts = [datetime.fromisoformat(f["at"]) for f in past if f["kind"] == "self_harm"]
        if purpose in clause["suspends"] and any(now < act + hours for act in acts):
            return "deny"
    return "permit"


def inside(event: Data, window: Data, zone: ZoneInfo, now: datetime) -> bool:
    at = datetime.fromisoformat(event["at"])
    if window["kind"] == "rolling":
        return now < at + timedelta(hours=int(window["length"][2:-1]))
    days = [moment.astimezone(zone).date() for moment in (at, now)]
    if window["period"] == "week":
        days = [day - timedelta(days=day.weekday()) for day in days]
    return days[0] == days[1]


# --- what it is tried on ----------------------------------------------------------------------


def wall(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


WALLS = st.lists(
    st.integers(0, 47).map(lambda half: half * 30), min_size=2, max_size=2, unique=True
)
WEEKLY = st.builds(
    lambda days, ends: {"days": days, "start": wall(ends[0]), "end": wall(ends[1])},
    st.lists(st.sampled_from(WEEK), min_size=1, max_size=7, unique=True),
    WALLS,
)
PURPOSES = st.sampled_from([{}, {}, {"purposes": ["coaching"]}])
TABLES = st.lists(WEEKLY, min_size=1, max_size=3)
TALLY_WINDOWS = st.sampled_from(
    [
        {"kind": "rolling", "length": "PT24H"},
        {"kind": "rolling", "length": "PT168H"},
        {"kind": "period", "period": "day"},
        {"kind": "period", "period": "week"},
    ]
)
MOMENTS = st.integers(0, DAYS * 24 * 12).map(lambda five: START + timedelta(minutes=5 * five))


@st.composite
def cases(draw: Any) -> tuple[Data, Data, str, datetime]:
    tables = [{"id": f"t{n}", "weekly": draw(TABLES)} for n in range(draw(st.integers(1, 2)))]
    clauses = [channel(**draw(PURPOSES))]
    for n in range(draw(st.integers(0, 2))):
        named = {
            "kind": "contact.window",
            "id": f"w{n}",
            "timetable": tables[n % len(tables)]["id"],
        }
        clauses.append({**named, "use": "sending", **draw(PURPOSES)})
    for n in range(draw(st.integers(0, 2))):
        counted = tally(draw(TALLY_WINDOWS), draw(st.integers(1, 2)))
        clauses.append(allowance(counted, f"a{n}", **draw(PURPOSES)))
    if draw(st.booleans()):
        lasts = {"clock": "elapsed", "amount": draw(st.sampled_from(["PT24H", "PT36H"]))}
        rest = {"kind": "contact.cool_off", "id": "rest", "after": [{"fact": "self_harm"}]}
        clauses.append({**rest, "lasts": lasts, "suspends": ["coaching"]})
    data = agreement(*clauses, timetables=tables, zone=draw(st.sampled_from(ZONES)))
    now = draw(MOMENTS)
    near = st.integers(-8 * 24, 48).map(lambda hours: now + timedelta(hours=hours))
    facts = [call(text(draw(near)), f"c{n}") for n in range(draw(st.integers(0, 4)))]
    facts += [fact("self_harm", text(draw(near)), f"h{n}") for n in range(draw(st.integers(0, 1)))]
    if facts and draw(st.booleans()):
        facts[0] = {**facts[0], **({"crisis": True} if facts[0]["kind"] == "call_held" else {})}
    return data, record(*facts), draw(st.sampled_from(["coaching", "scheduling"])), now


def text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@SETTINGS
@given(cases())
def test_minute_by_minute(case: tuple[Data, Data, str, datetime]) -> None:
    """spec/decisions 12, 16-18, 23, 24, 54, 65, 72, 85, 86"""
    data, happened, purpose, now = case
    named: Data = {"by": "client", "to": "therapist", "channel": "phone", "purpose": purpose}
    found = ask(data, "contact.may", text(now), happened, **named)
    assert found["outcome"] == outcome(data, happened, purpose, now)
    end = found.get("valid_until")
    change = next(
        (
            moment
            for moment in (now + timedelta(minutes=n) for n in range(1, 3 * 24 * 60))
            if outcome(data, happened, purpose, moment) != found["outcome"]
        ),
        None,
    )
    shown = found["next"].get("closes_at" if found["outcome"] == "permit" else "opens_at")
    if change is None:
        assert not isinstance(shown, str) or shown >= text(now + timedelta(days=3))
    else:
        assert shown == text(change)
        # Nothing else is part of this answer but the channel itself, so it ends with it.
        assert end == text(change)
