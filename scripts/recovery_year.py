"""Tell the worked year of recovery: two texts of one agreement, and the record of the year.

    python scripts/recovery_year.py --write    write the record in examples/recovery-year
    python scripts/recovery_year.py --check    complain where it is not what this script tells

The texts are written by hand; the record holds their digests. The parties are invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import boundlib
from boundlib.wire.made import check_or_write

FOLDER = Path(__file__).parent.parent / "examples" / "recovery-year"
LONDON = ZoneInfo("Europe/London")
CLIENT, THERAPIST = "client", "therapist"
Data = dict[str, Any]

FIRST, LAST = date(2026, 1, 13), date(2026, 12, 15)
"""The first and the last session, both Tuesdays."""
FORTNIGHTLY, MONTHLY = date(2026, 6, 30), date(2026, 9, 22)
"""When both sides confirmed that there are fewer sessions."""

MOOD = {
    "01-13": (2, 3, 2, 2, 2, 2, 2, 1, 1),
    "02-10": (2, 2, 2, 2, 2, 2, 2, 1, 0),
    "03-10": (2, 3, 2, 2, 1, 2, 2, 1, 0),
    "04-14": (1, 2, 2, 2, 1, 2, 1, 1, 0),
    "05-12": (1, 1, 2, 1, 1, 1, 1, 1, 0),
    "06-09": (2, 2, 1, 2, 1, 1, 1, 1, 0),
    "07-14": (1, 1, 1, 2, 1, 1, 1, 1, 0),
    "08-11": (1, 1, 1, 1, 1, 1, 1, 1, 0),
    "09-22": (1, 1, 1, 1, 1, 1, 1, 0, 0),
    "10-20": (1, 1, 2, 1, 1, 1, 1, 1, 0),
    "12-15": (1, 1, 1, 1, 0, 1, 0, 0, 0),
}
"""The nine answers of each PHQ-9 of the year; item 9 in January made a person look."""
WORRY = {"01-13": 14, "04-14": 11, "07-14": 8, "09-22": 7, "12-15": 5}
SLEEP = {"01-13": 18, "03-10": 17, "06-23": 12, "09-22": 9}
ALLIANCE = {"03-17": 340, "04-21": 382}
"""The SRS in tenths, after two sessions; the first was low, so it was talked about."""
DISTRESS = {"03-17": 8, "04-21": 6, "05-19": 8, "06-16": 6, "09-08": 5}


# --- ways to tell it ------------------------------------------------------------------------------


def at(day: str | date, clock: str = "10:50") -> str:
    """An instant from a day of 2026 and a wall time in London."""
    on = day if isinstance(day, date) else date.fromisoformat(f"2026-{day}")
    there = datetime.combine(on, time.fromisoformat(clock), LONDON)
    return there.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fact(kind: str, id: str, when: str, by: str, **more: Any) -> Data:
    """A fact that was written down when it was so."""
    return {"kind": kind, "id": id, "at": when, "recorded_at": when, "by": by, **more}


def sessions() -> Iterator[date]:
    """The days on which they met."""
    day = FIRST
    while day <= LAST:
        yield day
        weeks = 1 if day < FORTNIGHTLY else 2 if day < MONTHLY else 4
        day += timedelta(weeks=weeks)


# --- the year -------------------------------------------------------------------------------------


def binding() -> Iterator[Data]:
    """The two texts, as they were adopted."""
    for version, day in ((1, "01-12"), (2, "06-30")):
        text = boundlib.load(FOLDER / f"version-{version}.json")
        when = at(day, "12:00")
        yield fact(
            "adopted", f"adopted-{version}", when, THERAPIST, version=version,
            digest=boundlib.digest(text), in_force_from=when,
        )  # fmt: skip


def meetings() -> Iterator[Data]:
    """Every session with its summary, which the client confirms; once they see it otherwise."""
    for day in sessions():
        name = f"s-{day:%m-%d}"
        planned = at(day - timedelta(days=7), "10:55")
        yield fact(
            "session_scheduled", f"{name}-planned", planned, THERAPIST,
            session=name, starts=at(day, "10:00"), minutes=50, medium="in_person",
        )  # fmt: skip
        yield fact("session_started", f"{name}-begun", at(day, "10:00"), THERAPIST, session=name)
        yield fact(
            "session_ended", f"{name}-over", at(day, "10:50"), THERAPIST, session=name, minutes=50
        )
        goals = ["mood"] if day.month % 2 else ["mood", "worry"]
        yield fact(
            "summary_given", f"{name}-summary", at(day, "15:00"), THERAPIST,
            session=name, goals=goals,
        )  # fmt: skip
        yield fact(
            "summary_confirmed", f"{name}-confirmed", at(day, "19:00"), CLIENT,
            about=f"{name}-summary", agrees=f"{day:%m-%d}" != "03-17",
        )  # fmt: skip


def readings() -> Iterator[Data]:
    """What was measured."""
    for day, answers in MOOD.items():
        items = [{"item": str(n), "score": score} for n, score in enumerate(answers, 1)]
        yield fact(
            "measurement", f"mood-{day}", at(day, "09:50"), CLIENT, measure="phq-9", items=items
        )
    for measure, scores in (("gad-7", WORRY), ("isi", SLEEP), ("srs", ALLIANCE)):
        for day, score in scores.items():
            yield fact(
                "measurement", f"{measure}-{day}", at(day, "09:55"), CLIENT,
                measure=measure, score=score,
            )  # fmt: skip
    for day, score in DISTRESS.items():
        yield fact(
            "measurement", f"distress-{day}", at(day, "10:25"), CLIENT,
            measure="suds-10", score=score, session=f"s-{day}",
        )  # fmt: skip


def tasks() -> Iterator[Data]:
    """What was tried, and what got in the way; a walk three times a week, now and then."""
    words = ("tried", "partly", "tried", "tried", "not_yet", "changed", "tried", "chose_not_to")
    for week in range(46):
        day = FIRST + timedelta(weeks=week, days=1)
        for n, offset in enumerate((0, 2, 4)):
            how = words[(week + n) % len(words)]
            when = at(day + timedelta(days=offset), "18:00")
            yield fact(
                "homework_reported", f"walk-{week}-{n}", when, CLIENT, clause="walks", how=how
            )
        done = at(day + timedelta(days=1), "12:00")
        yield fact("duty_done", f"feedback-{week}", done, THERAPIST, clause="feedback")
    yield fact(
        "obstacle_named", "snow", at("02-04", "18:30"), CLIENT,
        clause="walks", obstacle="bad-weather",
    )  # fmt: skip
    for evening, feelings in {
        "02-01": [("sadness", 4)],
        "03-12": [("fear", 5), ("shame", 2)],
        "05-03": [("joy", 2)],
        "10-18": [("fear", 4)],
        "12-06": [("joy", 4), ("pride", 3)],
    }.items():
        fields = [{"name": name, "level": level} for name, level in feelings]
        yield fact(
            "checked_in",
            f"entry-{evening}",
            at(evening, "20:00"),
            CLIENT,
            clause="evening",
            fields=fields,
        )
    late = fact("checked_in", "entry-late", at("05-10", "21:00"), CLIENT, clause="evening")
    yield late | {"recorded_at": at("05-12", "08:00"), "fields": [{"name": "calm", "level": 3}]}
    yield fact("reflected", "thoughts-02", at("02-17", "20:00"), CLIENT, clause="thoughts")
    yield fact(
        "reflected", "thoughts-07", at("07-14", "20:00"), CLIENT,
        clause="thoughts", shared_with=[THERAPIST],
    )  # fmt: skip


def hard_days() -> Iterator[Data]:
    """Two setbacks, a sign, a pause, a wish; none of them takes anything away."""
    yield fact(
        "setback", "setback-1", at("03-12", "19:30"), CLIENT, clause="setbacks", named="panic"
    )
    yield fact(
        "signal_given",
        "hand-up",
        at("03-17", "10:24"),
        CLIENT,
        signal="raised-hand",
        session="s-03-17",
    )
    yield fact("break_taken", "break-1", at("03-17", "10:26"), CLIENT, session="s-03-17")
    yield fact("break_over", "break-1-over", at("03-17", "10:33"), CLIENT, session="s-03-17")
    yield fact(
        "adjustment_asked",
        "slower",
        at("03-17", "10:40"),
        CLIENT,
        clauses=["driving"],
        what="slower",
    )
    yield fact(
        "setback", "setback-2", at("10-18", "21:00"), CLIENT, clause="setbacks", named="low-week"
    )


def steps() -> Iterator[Data]:
    """Phases and steps, each confirmed by both."""
    for day, step in (
        ("04-21", "driving/as-passenger"),
        ("05-19", "driving/round-the-block"),
        ("06-09", "driving/as-passenger"),
        ("07-28", "driving/round-the-block"),
        ("09-08", "driving/that-road"),
    ):
        yield fact(
            "step_confirmed", f"step-{day}", at(day), THERAPIST, step=step, **{"with": [CLIENT]}
        )
    for begun, phase in ((FORTNIGHTLY, "fortnightly"), (MONTHLY, "monthly")):
        step = f"fewer/{phase}"
        yield fact("step_confirmed", f"{phase}-asked", at(begun, "10:40"), THERAPIST, step=step)
        yield fact("step_confirmed", f"{phase}-agreed", at(begun, "10:45"), CLIENT, step=step)
    for day, there in (("04-14", True), ("06-09", False), ("07-21", True)):
        yield fact(
            "readiness_read", f"somebody-{day}", at(day, "10:10"), CLIENT,
            clause="ready-for-the-road", indicator="somebody-to-call", **{"is": there},
        )  # fmt: skip
    yield fact("found", "going-well-1", at("06-30", "10:30"), THERAPIST, finding="going_well")


def calls() -> Iterator[Data]:
    """Coaching by phone, when sessions were far apart."""
    for day in ("07-22", "10-19", "10-21"):
        yield fact(
            "call_held", f"call-{day}", at(day, "18:00"), CLIENT,
            to=THERAPIST, medium="phone", channel="phone", purpose="coaching", minutes=12,
        )  # fmt: skip


def told() -> Data:
    """The record of the whole year."""
    parts = (binding, meetings, readings, tasks, hard_days, steps, calls)
    facts = [each for part in parts for each in part()]
    facts.sort(key=lambda each: (each["recorded_at"], each["id"]))
    whole = {"since": at("01-01", "00:00"), "through": at("12-31", "23:59")}
    kinds = sorted({each["kind"] for each in facts})
    return {
        "type": "record",
        "spec_version": "1.0",
        "agreement": "urn:example:recovery-year",
        "facts": facts,
        "complete": [{"facts": kinds, **whole}],
    }


# --- the file -------------------------------------------------------------------------------------


def files() -> dict[str, str]:
    """The file that is written, by its name."""
    return {"year.record.json": json.dumps(told(), indent=1, ensure_ascii=False) + "\n"}


def main(arguments: list[str] | None = None) -> int:
    """Check or write the files; 1 where one differs."""

    def made() -> dict[Path, str]:
        return {FOLDER / file: text for file, text in files().items()}

    return check_or_write("python scripts/recovery_year.py", made, arguments)


if __name__ == "__main__":
    raise SystemExit(main())
