"""What was agreed on the work, its steps, its sessions and the people around; what happened."""

from __future__ import annotations

from hypothesis import strategies as st

from boundlib.testing.making import Draw
from boundlib.testing.parts import (
    Data,
    condition,
    few,
    head,
    instants,
    perhaps,
    quantity,
    seldom,
    span,
)
from boundlib.times.scalars import Instant
from boundlib.vocab import Event, Privacy, Ritual, Strength, Tried

ASKED = (
    *("work.due",) * 2,
    *("work.overdue",) * 2,
    *("work.homework_now",) * 2,
    *("work.setback_now",) * 2,
    "work.changed_by",
    *("work.phase_now",) * 2,
    *("work.may_step",) * 2,
    "work.summary_now",
    *("work.may_share_reflection",) * 2,
    "work.logged",
    *("work.next_check_in",) * 2,
    "work.copy_current",
    *("session.in_frame",) * 2,
    "session.next",
    "network.role_of",
    "network.who_does",
    "pace.step_now",
    *("pace.may_step",) * 2,
)
"""The kinds of question that are drawn, the commoner ones more often."""

FACTS = (
    *("step_confirmed",) * 4,
    *("homework_reported",) * 2,
    "duty_done",
    "obstacle_named",
    *("checked_in",) * 2,
    "summary_given",
    "summary_confirmed",
    "reflected",
    "setback",
)
"""The kinds of fact that are drawn."""

COVERED = ("homework", "duty", "checked", "summary", "reflected")
"""About what a record can be complete."""

KIND_OF = {
    "work.due": "work.duty",
    "work.overdue": "work.duty",
    "work.homework_now": "work.homework",
    "work.setback_now": "work.setback",
    "work.changed_by": "work.transition",
    "work.phase_now": "work.transition",
    "work.may_step": "work.transition",
    "work.summary_now": "work.ritual",
    "work.may_share_reflection": "work.ritual",
    "work.logged": "work.ritual",
    "work.next_check_in": "work.ritual",
    "session.in_frame": "session.frame",
    "network.role_of": "network.role",
    "network.who_does": "network.role",
    "pace.step_now": "pace.sequence",
    "pace.may_step": "pace.sequence",
}
"""The kind of clause that a question is about."""

RITUAL_OF = {
    "work.summary_now": "summary",
    "work.may_share_reflection": "reflection",
    "work.logged": "check_in",
    "work.next_check_in": "check_in",
}
"""Which ritual a question is about."""

_VAGUE: Data = {"unstated": "vague"}
_STEPS = ("first", "second", "third")
_NAMES = ("check_in", "sleep")
_MEDIA = ("in_person", "video")


def _often(draw: Draw, fact: str) -> Data:
    period = draw(st.sampled_from(("day", "week", "month")))
    made: Data = {
        "unit": draw(st.sampled_from(("events", "days"))),
        "count": [{"fact": fact}],
        "window": {"kind": "period", "period": period},
    }
    made["at_least"] = quantity(draw, (1, 2, 3))
    return made


def _rhythm(draw: Draw, found: Data, tables: list[str], fact: str) -> Data:
    form = draw(st.sampled_from(("often", "every", "due", "due", "none")))
    if form == "often":
        found["often"] = _often(draw, fact)
    elif form == "every":
        found["every"] = span(draw, tables, events=(Event.ACT,))
    elif form == "due":
        found["due"] = span(draw, tables, events=(Event.SESSION_ENDED, Event.ADOPTED))
    if form in ("every", "due") and seldom(draw, 8):
        found[form] = _VAGUE
    perhaps(draw, found, "days", few(("mon", "thu", "sun")))
    return found


def _duty(draw: Draw, tables: list[str], kind: str | None) -> Data:
    strengths = (*map(str, Strength), "promise", "promise", _VAGUE)
    found: Data = {"duty": "feedback", "strength": draw(st.sampled_from(strengths))}
    return _rhythm(draw, found, tables, "duty_done")


def _homework(draw: Draw, tables: list[str], kind: str | None) -> Data:
    found = _rhythm(draw, {"task": "walk"}, tables, "homework_reported")
    perhaps(draw, found, "obstacles", [{"id": "tired", "then": "shorter"}, {"id": "rain"}])
    perhaps(draw, found, "review", lambda d: span(d, tables), one_in=2)
    return found


def _ritual(draw: Draw, tables: list[str], kind: str | None) -> Data:
    ritual = RITUAL_OF.get(kind or "") or draw(st.sampled_from([str(r) for r in Ritual]))
    facts = {"summary": "summary_given", "reflection": "reflected", "check_in": "checked_in"}
    found = _rhythm(draw, {"ritual": ritual}, tables, facts[ritual])
    perhaps(draw, found, "privacy", st.sampled_from((*map(str, Privacy), _VAGUE)), one_in=2)
    perhaps(draw, found, "strength", st.sampled_from(("aim", "promise")))
    perhaps(draw, found, "fields", ["sleep"])
    perhaps(draw, found, "holder", "client")
    perhaps(draw, found, "confirmed", True)
    return found


def _setback(draw: Draw, tables: list[str], kind: str | None) -> Data:
    found: Data = {}
    perhaps(draw, found, "meets", ["tell", "look"], one_in=2)
    perhaps(draw, found, "reply", lambda d: span(d, tables, events=(Event.TOLD,)), one_in=2)
    perhaps(draw, found, "unchanged", ["contact"])
    tally = {"unit": "events", "count": [{"fact": "setback"}], "window": {"kind": "ever"}}
    perhaps(draw, found, "review_after", tally | {"at_least": 2}, one_in=2)
    return found


def _ladder(draw: Draw, tables: list[str]) -> Data:
    steps: list[Data] = [{"id": name} for name in _STEPS[: draw(st.integers(2, 3))]]
    for step in steps:
        perhaps(draw, step, "enter", lambda d: condition(d, tables), one_in=3)
        perhaps(draw, step, "back", lambda d: condition(d, tables), one_in=4)
        perhaps(draw, step, "lasts", lambda d: span(d, tables), one_in=4)
    return {"steps": steps}


def _transition(draw: Draw, tables: list[str], kind: str | None) -> Data:
    return {"ladder": _ladder(draw, tables)}


def _sequence(draw: Draw, tables: list[str], kind: str | None) -> Data:
    found: Data = {"ladder": _ladder(draw, tables)}
    perhaps(draw, found, "skip", st.booleans(), one_in=2)
    confirmed = {"fact": "step_confirmed", "by": "client"}
    tally = {
        "unit": "events",
        "count": [confirmed],
        "window": {"kind": "period", "period": "week"},
        "at_most": draw(st.integers(0, 2)),
    }
    perhaps(draw, found, "pace", tally)
    return found


def _frame(draw: Draw, tables: list[str], kind: str | None) -> Data:
    found: Data = {}
    perhaps(draw, found, "length", lambda d: quantity(d, ("PT45M", "PT50M", "PT1H")), one_in=2)
    perhaps(draw, found, "media", few(_MEDIA), one_in=2)
    if tables:
        perhaps(draw, found, "timetable", st.sampled_from(tables), one_in=2)
    form = draw(st.sampled_from(("often", "every", "none")))
    if form == "often":
        found[form] = _often(draw, "session_scheduled")
        found[form]["at_most"] = found[form].pop("at_least")
    elif form == "every":
        found[form] = span(draw, tables, events=())
    return found


def _role(draw: Draw, tables: list[str], kind: str | None) -> Data:
    found: Data = {"who": draw(few(("partner", "therapist", "family")))}
    perhaps(draw, found, "does", few(_NAMES), one_in=2)
    perhaps(draw, found, "speaks_on", few(_NAMES), one_in=2)
    perhaps(draw, found, "refers_to", "therapist")
    return found


_MAKERS = {
    "work.duty": _duty,
    "work.homework": _homework,
    "work.ritual": _ritual,
    "work.setback": _setback,
    "work.transition": _transition,
    "pace.sequence": _sequence,
    "session.frame": _frame,
    "network.role": _role,
}


KINDS = frozenset(_MAKERS)
"""The kinds of clause that are drawn here."""


def clauses(draw: Draw, tables: list[str], kind: str | None) -> list[Data]:
    """Clauses about the work; the ids of them begin with a w.

    Args:
        draw: given by Hypothesis.
        tables: the timetables there are.
        kind: the kind of question that they are drawn for.
    """
    kinds = [draw(st.sampled_from(sorted(_MAKERS))) for _ in range(draw(st.integers(0, 2)))]
    if kind in KIND_OF:
        kinds.append(KIND_OF[kind])
    drawn = []
    for number, each in enumerate(kinds):
        made: Data = {"kind": each, "id": f"w{number}", **_MAKERS[each](draw, tables, kind)}
        head(draw, made, tables, by=False)
        if each in ("work.duty", "work.homework", "work.ritual"):
            perhaps(draw, made, "by", st.sampled_from((["client"], ["therapist"])), one_in=2)
        drawn.append(made)
    return drawn


_KIND_OF_FACT = {
    "step_confirmed": ("work.transition", "pace.sequence"),
    "homework_reported": ("work.homework",),
    "duty_done": ("work.duty",),
    "obstacle_named": ("work.homework",),
    "checked_in": ("work.ritual",),
    "reflected": ("work.ritual",),
    "setback": ("work.setback",),
}


def fact(draw: Draw, kind: str, earlier: list[Data], agreed: list[Data]) -> Data:
    """That something of the work was done, told, written or confirmed."""
    mine = [c["id"] for c in agreed if c["kind"] in _KIND_OF_FACT.get(kind, ())] or ["w0"]
    clause = draw(st.sampled_from(mine))
    found: Data = {}
    perhaps(draw, found, "by", st.sampled_from(("client", "therapist")), one_in=1)
    match kind:
        case "step_confirmed":
            found["step"] = f"{clause}/{draw(st.sampled_from(_STEPS))}"
            if found["by"] == "therapist":
                perhaps(draw, found, "with", ["client"], one_in=2)
        case "homework_reported":
            found |= {"clause": clause, "how": draw(st.sampled_from([str(t) for t in Tried]))}
        case "duty_done":
            found["clause"] = clause
        case "obstacle_named":
            found |= {"clause": clause, "obstacle": draw(st.sampled_from(("tired", "rain")))}
        case "summary_given":
            found["session"] = draw(st.sampled_from("st"))
        case "summary_confirmed":
            given = [f["id"] for f in earlier if f["kind"] == "summary_given"] or ["none"]
            found |= {"about": draw(st.sampled_from(given)), "agrees": draw(st.booleans())}
        case "checked_in":
            perhaps(draw, found, "clause", clause, one_in=2)
            perhaps(draw, found, "fields", [{"name": "sleep", "level": 3}], one_in=2)
        case "reflected":
            perhaps(draw, found, "clause", clause, one_in=2)
            perhaps(draw, found, "shared_with", few(("therapist", "partner")))
        case "setback":
            perhaps(draw, found, "clause", clause, one_in=2)
    return found


def asked(draw: Draw, kind: str, agreement: Data, record: Data) -> Data:
    """What only this kind of question has."""
    mine = [c["id"] for c in agreement["clauses"] if c["kind"] == KIND_OF.get(kind)]
    happened = [f["id"] for f in record["facts"]]
    who = ("client", "therapist", "partner", "family")
    found: Data = {}
    about = (*RITUAL_OF, "work.overdue", "work.homework_now", "work.setback_now")
    if kind in about or kind.endswith(("step", "step_now", "phase_now", "in_frame")):
        perhaps(draw, found, "clause", st.sampled_from(mine) if mine else "", one_in=2)
    match kind:
        case "work.due":
            perhaps(draw, found, "by", st.sampled_from(who))
        case "work.changed_by":
            found["about"] = draw(st.sampled_from((*happened, "none")))
        case "work.may_step" | "pace.may_step":
            found["step"] = draw(st.sampled_from((*_STEPS, "none")))
        case "work.summary_now":
            found["session"] = draw(st.sampled_from("st"))
        case "work.may_share_reflection":
            wrote = [f["id"] for f in record["facts"] if f["kind"] == "reflected"]
            found["with"] = draw(st.sampled_from(who))
            perhaps(draw, found, "reflection", st.sampled_from((*wrote, "none")), one_in=2)
        case "work.logged":
            perhaps(draw, found, "since", st.just(str(Instant(draw(instants())))))
            perhaps(draw, found, "name", "sleep")
        case "work.copy_current":
            found["digest"] = draw(st.sampled_from(("A" * 43, "B" * 43)))
        case "session.in_frame":
            perhaps(draw, found, "session", st.sampled_from("st"), one_in=2)
            perhaps(draw, found, "starts", st.just(str(Instant(draw(instants())))), one_in=2)
            perhaps(draw, found, "minutes", st.sampled_from((45, 50, 90)), one_in=2)
            perhaps(draw, found, "medium", st.sampled_from(_MEDIA), one_in=2)
        case "network.role_of":
            found["party"] = draw(st.sampled_from(who))
        case "network.who_does":
            found["subject"] = draw(st.sampled_from(_NAMES))
    return {name: value for name, value in found.items() if value != ""}
