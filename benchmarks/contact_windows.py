"""Contact windows and deadlines: boundlib beside a bare control and the engines there are.

    python benchmarks/contact_windows.py            the tables of docs/performance.md
    python benchmarks/contact_windows.py --json     the same as data

The control is the least that can be done in pure Python: integers in, `bisect`, integers out. Each
claim is a multiple of it, or of the row named, in the same run. An answer that differs from the
control's is counted, never corrected.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import attrs
import numpy
import pendulum
from contact_case import (
    EIGHT_HOURS,
    WIDER,
    YEAR,
    ZONE,
    Control,
    TableDriven,
    document,
    instants,
    timetable,
)
from contact_peers import PEERS
from measure import Figure, Work, interleaved, micros, table

from boundlib.times import zone

QUESTIONS = ("is_open", "next_open", "add_open", "sub_open", "open_between", "year")
CONTROL, LEAN, OURS = "control", "table-driven", "boundlib"
HOURS = timedelta(seconds=EIGHT_HOURS)
TIMES = "\N{MULTIPLICATION SIGN}"
SLOW = 100  # how many instants an engine is asked about that takes tens of microseconds
GOALS: tuple[tuple[str, float, str], ...] = (
    ("is_open", 6, CONTROL),
    ("next_open", 11, CONTROL),
    ("add_open", 5.5, CONTROL),
    ("sub_open", 5.5, CONTROL),
    ("open_between", 3, CONTROL),
    ("year", 1.3, LEAN),
)
STATED = 0.17
"""Microseconds of the control's `is_open` where 200 µs and 1 ms were set as goals: what a slower
machine is held to is the ratio.
"""


@attrs.frozen
class Row:
    """An engine, what turns an epoch second into what it takes, and an amount of open time."""

    engine: Any
    moment: Any
    amount: Any = HOURS
    calls: int = 2000

    def work(self, question: str, pairs: list[tuple[int, int]]) -> Work | None:
        """Its calls for one question; None where it does not answer it."""
        ask = getattr(self.engine, question, None)
        if ask is None:
            return None
        if question == "year":
            return Work(ask, [tuple(map(self.moment, YEAR))] * 3)
        starts = [self.moment(start) for start, _ in pairs[: self.calls]]
        if question == "open_between":
            ends = [self.moment(end) for _, end in pairs[: self.calls]]
            return Work(ask, list(zip(starts, ends, strict=True)))
        if question in ("add_open", "sub_open"):
            return Work(ask, [(start, self.amount) for start in starts])
        return Work(ask, [(start,) for start in starts])


class Named:
    """The methods asked here, whatever an engine calls its list of intervals."""

    def __init__(self, engine: Any) -> None:
        for name in QUESTIONS[:-1]:
            setattr(self, name, getattr(engine, name))
        self.year = engine.intervals


def rows() -> dict[str, Row]:
    compiled = timetable().table()
    control = Control([(s, e) for s, e, _ in compiled.intervals(*WIDER)])
    theirs, ours = pendulum.timezone(ZONE), Named(timetable())
    local = partial(pendulum.from_timestamp, tz=theirs)
    found = {
        CONTROL: Row(control, int, EIGHT_HOURS),
        LEAN: Row(TableDriven(control, theirs), local),
        OURS: Row(ours, local),
        f"{OURS}, asked in UTC": Row(ours, pendulum.from_timestamp),
        f"{OURS}, asked with its own datetimes": Row(ours, zone(ZONE).moment),
        f"{OURS}, numbers in and out": Row(Named(compiled), int, EIGHT_HOURS),
    }
    for made in PEERS:
        peer = made()
        calls = 2000 if peer.name == "timegrid" else SLOW
        found[f"{peer.name} {version(peer.name)}"] = Row(peer, peer.moment, calls=calls)
    return found


# --- are they right? -----------------------------------------------------------------------------


def plain(answer: Any) -> Any:
    """An answer as a number, so that engines can be compared."""
    if hasattr(answer, "total_seconds"):
        return int(answer.total_seconds())
    return answer


def differing(found: dict[str, Row], pairs: list[tuple[int, int]]) -> dict[str, dict[str, int]]:
    """How many answers differ from the control's, of those asked."""
    out: dict[str, dict[str, int]] = {}
    for name, row in found.items():
        out[name] = {}
        epoch = getattr(row.engine, "epoch", lambda answer: int(answer.timestamp()))
        for question in QUESTIONS[:-1]:
            work = row.work(question, pairs)
            same = found[CONTROL].work(question, pairs)
            if work is None or same is None:
                continue
            wrong = 0
            for mine, theirs in zip(work.with_, same.with_, strict=False):
                answer = plain(work.ask(*mine))
                if hasattr(answer, "year"):
                    answer = epoch(answer)
                wrong += answer != same.ask(*theirs)
            out[name][question] = wrong
    return out


# --- what is made once ---------------------------------------------------------------------------

COLD = """
import json, sys
from time import process_time
import pendulum, boundlib.wire.documents as wire
from boundlib.times import Timetable
text, asked = sys.stdin.read(), pendulum.datetime(2026, 7, 1, 12)
begin = process_time()
wire.from_dict(json.loads(text.replace("Europe/London", "UTC")), Timetable)
linked = process_time()
made = wire.from_dict(json.loads(text), Timetable)
read = process_time()
made.next_open(asked)
print(linked - begin, read - linked, process_time() - read)
"""


def first_answer(rounds: int = 25) -> dict[str, float]:
    """In a fresh process each time, microseconds: a value of these classes read for the first
    time, another one read, and that one's first answer (its zone, its year).
    """
    found = []
    for _ in range(rounds):
        ran = subprocess.run(
            [sys.executable, "-c", COLD], input=document(), text=True, stdout=-1, check=True
        )
        found.append([float(part) * 1e6 for part in ran.stdout.split()])
    first, read, asked = (median(column) for column in zip(*found, strict=True))
    return {
        "first_answer_us": read + asked,
        "of_it_reading_us": read,
        "first_value_of_its_class_us": first,
    }


def compiling() -> Figure:
    """A year of calendar, compiled afresh each time; the timetable and its zone are there.

    The ratio is to the control's `is_open`.
    """
    made, control = timetable(), rows()[CONTROL]
    made.table().is_open(YEAR[0])

    def once(epoch: int) -> None:
        made.table().is_open(epoch)

    asked = control.work("is_open", instants())
    assert asked is not None
    work = {"compile": Work(once, [(YEAR[0] + 200 * 86_400,)] * 20), CONTROL: asked}
    return interleaved(work, control=CONTROL)["compile"]


def million() -> tuple[Work, Work]:
    """A million numbers at once, by us and by numpy's own search alone."""
    asked = numpy.random.default_rng(2026).integers(*YEAR, 10**6)
    compiled = timetable().table()
    found = compiled.intervals(*WIDER)
    edges = numpy.array([edge for s, e, _ in found for edge in (s, e)])

    def searched(epochs: Any) -> Any:
        return numpy.searchsorted(edges, epochs, side="right") % 2 == 1

    assert (compiled.are_open(asked) == searched(asked)).all()
    return Work(compiled.are_open, [(asked,)]), Work(searched, [(asked,)])


# --- the tables ----------------------------------------------------------------------------------


def measure() -> dict[str, Any]:
    found, pairs = rows(), instants()
    figures: dict[str, dict[str, Figure]] = {}
    for question in QUESTIONS:
        work = {name: row.work(question, pairs) for name, row in found.items()}
        figures[question] = interleaved(
            {name: w for name, w in work.items() if w is not None}, control=CONTROL
        )
    goals = [
        {
            "question": question,
            "goal": goal,
            "of": of,
            "reached": figures[question][OURS].ratio / figures[question][of].ratio,
        }
        for question, goal, of in GOALS
    ]
    ours, searched = million()
    once = interleaved({"million": ours, "searchsorted": searched}, control="searchsorted")
    compiled = compiling()
    return {
        "python": sys.version.split()[0],
        "rows": {
            name: {q: figures[q][name]._asdict() for q in QUESTIONS if name in figures[q]}
            for name in found
        },
        "differing": differing(found, pairs),
        "goals": goals,
        "once": {
            "compile_year_us": compiled.micros,
            "compile_year_ratio": compiled.ratio,
            "million_ns_each": once["million"].micros / 1000,
            "searchsorted_ns_each": once["searchsorted"].micros / 1000,
            **first_answer(),
        },
    }


def shown(data: dict[str, Any]) -> str:
    def cell(name: str, question: str) -> str:
        figure = data["rows"][name].get(question)
        if figure is None:
            return "-"
        wrong = data["differing"][name].get(question, 0)
        text = f"{micros(figure['micros'])} · {figure['ratio']:.3g}{TIMES}"
        return text + (f" ({wrong} differ)" if wrong else "")

    asked = data["rows"][CONTROL]["is_open"]
    head = ["engine", "is open", "next open", "+ 8 open hours", "back 8", "open between", "a year"]
    parts = [table(head, [[n, *(cell(n, q) for q in QUESTIONS)] for n in data["rows"]])]
    parts.append(
        table(
            ["goal", "at most", "reached"],
            [
                [
                    f"{g['question']}, of {g['of']}",
                    f"{g['goal']}{TIMES}",
                    f"{g['reached']:.2f}{TIMES}",
                ]
                for g in data["goals"]
            ]
            + [
                [
                    f"compile a year, of is_open of {CONTROL}",
                    f"{200 / STATED:,.0f}{TIMES}",
                    f"{data['once']['compile_year_ratio']:,.0f}{TIMES}"
                    f" ({micros(data['once']['compile_year_us'])})",
                ],
                [
                    f"first answer from JSON, of is_open of {CONTROL}",
                    f"{1000 / STATED:,.0f}{TIMES}",
                    f"{data['once']['first_answer_us'] / asked['micros']:,.0f}{TIMES}"
                    f" ({micros(data['once']['first_answer_us'])})",
                ],
                ["of it reading the JSON", "", micros(data["once"]["of_it_reading_us"])],
                [
                    "first reading of these classes in a process",
                    "",
                    micros(data["once"]["first_value_of_its_class_us"]),
                ],
                ["a million numbers, each", "60 ns", f"{data['once']['million_ns_each']:.1f} ns"],
                ["numpy.searchsorted alone", "", f"{data['once']['searchsorted_ns_each']:.1f} ns"],
            ],
        )
    )
    return "\n\n".join(parts)


def main() -> None:
    ask = argparse.ArgumentParser(description="Contact windows and deadlines, measured.")
    ask.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = ask.parse_args()
    data = measure()
    print(json.dumps(data, indent=2) if asked.json else shown(data))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
