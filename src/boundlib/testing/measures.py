"""Milestones and expectations, readings of measures, and what is asked of them."""

from __future__ import annotations

from hypothesis import strategies as st

from boundlib.testing.making import Draw
from boundlib.testing.parts import Data, head, instants, perhaps, quantity, seldom, span
from boundlib.times.scalars import Instant
from boundlib.vocab import Event

ASKED = (
    *("work.milestone_now",) * 3,
    "work.change",
    "work.reading",
    "work.expected",
    "work.goal_touched",
)
"""The kinds of question that are drawn, the commoner ones more often."""

FACTS = (*("measurement",) * 5, "summary_given")
"""The kinds of fact that are drawn."""

KIND_OF = {
    "work.milestone_now": "work.milestone",
    "work.goal_touched": "work.milestone",
    "work.expected": "work.expectation",
}
"""The kind of clause that a question is about."""

OWN: Data = {
    "id": "own",
    "version": "first",
    "min": 0,
    "max": 40,
    "score": "sum",
    "better": "up",
    "places": 1,
    "items": {"ids": ["a", "b"], "min": 0, "max": 20, "reversed": ["b"]},
    "changes": [
        {"id": "index", "sd": "1.25", "reliability": "0.8", "z": "1.96", "source": "Invented."}
    ],
    "raises": [{"at_most": 10}],
}
"""A measure of a practice's own."""

_MEASURES = ("phq-9", "phq-9", "gad-7", "suds-10", "gas", "dbt-diary", "own", "stranger")
_RULES = ("nhs", "mcid", "response", "index")


def _milestone(draw: Draw, tables: list[str]) -> Data:
    direction = draw(st.sampled_from(("down", "down", "up")))
    target: Data = {
        "measure": draw(st.sampled_from(_MEASURES)),
        "direction": direction,
        "goal": {"level": quantity(draw, (3, 5, 8, 10, 15))},
    }
    if seldom(draw, 3):
        target["goal"] = {"rule": draw(st.sampled_from(_RULES))}
    perhaps(draw, target, "baseline", st.integers(0, 20), one_in=4)
    perhaps(draw, target, "held", lambda d: span(d, tables), one_in=2)
    if seldom(draw, 2):
        target["by"] = span(draw, tables) if draw(st.booleans()) else "2026-03-25"
    found: Data = {"target": target}
    perhaps(draw, found, "rater", st.sampled_from(("self", "clinician")), one_in=5)
    perhaps(draw, found, "outcomes", ["go_on", "change"])
    return found


def _expectation(draw: Draw, tables: list[str]) -> Data:
    found: Data = {"takes": span(draw, tables, events=(Event.SESSION_ENDED, Event.ADOPTED))}
    perhaps(draw, found, "review", lambda d: span(d, tables))
    if seldom(draw, 8):
        found["takes"] = {"unstated": "vague"}
    return found


_MAKERS = {"work.milestone": _milestone, "work.expectation": _expectation}


def clauses(draw: Draw, tables: list[str], kind: str | None) -> list[Data]:
    """Milestones and expectations; the ids of them begin with an m.

    Args:
        draw: given by Hypothesis.
        tables: the timetables there are.
        kind: the kind of question that they are drawn for.
    """
    kinds = [draw(st.sampled_from(sorted(_MAKERS))) for _ in range(draw(st.integers(0, 2)))]
    if kind in ASKED:
        kinds.append(KIND_OF.get(kind or "", "work.milestone"))
    return [
        head(draw, {"kind": each, "id": f"m{n}", **_MAKERS[each](draw, tables)}, tables, by=False)
        for n, each in enumerate(kinds)
    ]


def fact(draw: Draw, kind: str, agreed: list[Data]) -> Data:
    """A form that was filled in, or a summary that names goals."""
    if kind == "summary_given":
        goals = [clause["id"] for clause in agreed if clause["kind"] == "work.milestone"]
        return {"session": "s"} | ({"goals": goals[:1]} if goals else {})
    targets = [c["target"]["measure"] for c in agreed if c["kind"] == "work.milestone"]
    measure = draw(st.sampled_from(targets if targets and not seldom(draw, 5) else _MEASURES))
    found: Data = {"measure": measure}
    if measure in ("phq-9", "gad-7") and draw(st.booleans()):
        left_out = draw(st.sampled_from((0, 0, 1, 2, 3)))
        numbers = range(1, (9 if measure == "phq-9" else 7) + 1 - left_out)
        found["items"] = [{"item": str(n), "score": draw(st.integers(0, 3))} for n in numbers]
        if left_out == 0 and seldom(draw, 3):
            found["score"] = sum(item["score"] for item in found["items"])
    elif measure == "gas":
        numbers = range(1, draw(st.integers(1, 3)) + 1)
        found["items"] = [{"item": str(n), "score": draw(st.integers(-2, 2))} for n in numbers]
    elif measure == "dbt-diary":
        found["items"] = [{"item": "joy", "score": draw(st.integers(0, 5))}]
    else:
        found["score"] = draw(st.integers(0, 22))
    perhaps(draw, found, "rater", st.sampled_from(("self", "clinician", "client")), one_in=5)
    perhaps(draw, found, "version", st.sampled_from(("standard", "other")), one_in=6)
    return found


def sought(agreed: list[Data]) -> bool:
    """Whether readings matter more than other facts here."""
    return any(clause["kind"] == "work.milestone" for clause in agreed)


def asked(draw: Draw, kind: str, agreement: Data, record: Data) -> Data:
    """What only this kind of question has."""
    if kind in KIND_OF:
        wanted = KIND_OF[kind]
        mine = [c["id"] for c in agreement["clauses"] if c["kind"] == wanted]
        return {"clause": draw(st.sampled_from(mine))} if mine else {}
    read = [f["measure"] for f in record["facts"] if f["kind"] == "measurement"]
    found: Data = {"measure": draw(st.sampled_from(read or _MEASURES))}
    perhaps(draw, found, "rater", st.sampled_from(("self", "clinician")), one_in=5)
    if kind == "work.change":
        perhaps(draw, found, "rule", st.sampled_from(_RULES))
        perhaps(draw, found, "since", st.just(str(Instant(draw(instants())))))
    return found
