"""What was agreed on pace, what was told or read of it, and what is asked."""

from __future__ import annotations

from hypothesis import strategies as st

from boundlib.testing.making import Draw
from boundlib.testing.parts import (
    Data,
    condition,
    few,
    head,
    perhaps,
    quantity,
    seldom,
    some,
    span,
)
from boundlib.vocab import Right, Tried

ASKED = (
    "pace.may_stop",
    *("pace.what_now",) * 3,
    *("pace.above_limit",) * 3,
    *("pace.may_raise",) * 4,
    *("pace.ready",) * 3,
    "pace.must_tell",
)
"""The kinds of question that are drawn, the commoner ones more often."""

FACTS = (
    *("measurement",) * 3,
    *("readiness_read",) * 2,
    "signal_given",
    "break_taken",
    "break_over",
    "adjustment_asked",
    "setback",
    "homework_reported",
    "obstacle_named",
)
"""The kinds of fact that are drawn."""

KIND_OF = {
    "pace.what_now": ("pace.pause", "pace.grounding"),
    "pace.above_limit": ("pace.distress_limit",),
    "pace.may_raise": ("pace.topic", "pace.readiness"),
    "pace.ready": ("pace.readiness",),
    "pace.must_tell": ("pace.disclosure",),
}
"""The kinds of clause that a question is about."""

_VAGUE: Data = {"unstated": "vague"}
_SCALES = ("suds-10", "suds-100")
_TOPICS = ("accident", "family")
_INDICATORS = ("sleep", "support", "calm")


def _right(draw: Draw, tables: list[str], ids: dict[str, str]) -> Data:
    found: Data = {}
    perhaps(draw, found, "of", ["any_question"], one_in=2)
    perhaps(draw, found, "steers", True, one_in=2)
    return found


def _pause(draw: Draw, tables: list[str], ids: dict[str, str]) -> Data:
    found: Data = {}
    perhaps(draw, found, "signals", [{"id": "raised_hand"}, {"id": "silence"}], one_in=2)
    if draw(st.booleans()):
        found["lasts"] = span(draw, tables) if not seldom(draw, 8) else _VAGUE
    perhaps(draw, found, "returns", ["water", "check_in"], one_in=2)
    return found


def _limit(draw: Draw, tables: list[str], ids: dict[str, str]) -> Data:
    scale = draw(st.sampled_from(_SCALES))
    levels = (2, 5, 7) if scale == "suds-10" else (20, 50, 70)
    found: Data = {"scale": scale, "at_most": quantity(draw, levels)}
    perhaps(draw, found, "then", few(("stop", "breathe", "water")), one_in=2)
    if "pace.pause" in ids:
        perhaps(draw, found, "pause", ids["pace.pause"], one_in=2)
    return found


def _grounding(draw: Draw, tables: list[str], ids: dict[str, str]) -> Data:
    techniques: list[Data] = []
    for name in some(draw, ("cold_water", "feet", "music", "count"), most=4):
        technique: Data = {"id": name}
        perhaps(draw, technique, "liking", st.sampled_from(("liked", "disliked")), one_in=2)
        techniques.append(technique)
    return {"techniques": techniques}


def _topic(draw: Draw, tables: list[str], ids: dict[str, str]) -> Data:
    levels = ("open", *("with_care",) * 3, "not_now", "not_now", _VAGUE)
    found: Data = {
        "topic": draw(st.sampled_from(_TOPICS)),
        "level": draw(st.sampled_from(levels)),
    }
    perhaps(draw, found, "require", lambda d: condition(d, tables))
    if "pace.readiness" in ids:
        perhaps(draw, found, "readiness", ids["pace.readiness"], one_in=2)
    perhaps(draw, found, "instead", ["coping", "psychoeducation"], one_in=2)
    return found


def _readiness(draw: Draw, tables: list[str], ids: dict[str, str]) -> Data:
    indicators: list[Data] = []
    for name in some(draw, _INDICATORS, most=3):
        indicator: Data = {"id": name}
        if draw(st.booleans()):
            indicator |= {"measure": "isi", "at_most": draw(st.sampled_from((7, 14)))}
        perhaps(draw, indicator, "rater", "clinician", one_in=4)
        if draw(st.booleans()):
            indicator["fresh"] = span(draw, tables) if not seldom(draw, 8) else _VAGUE
        indicators.append(indicator)
    found: Data = {"indicators": indicators}
    perhaps(draw, found, "at_least", st.integers(1, len(indicators)))
    perhaps(draw, found, "of", few(_TOPICS))
    return found


def _disclosure(draw: Draw, tables: list[str], ids: dict[str, str]) -> Data:
    names = draw(st.permutations(("medication", "other_care", "history")))
    kept = draw(st.integers(1, 2))
    found: Data = {"essential": list(names[:kept])}
    perhaps(draw, found, "can_wait", list(names[kept:]), one_in=2)
    return found


_MAKERS = {
    "pace.right_to_pause": _right,
    "pace.pause": _pause,
    "pace.readiness": _readiness,
    "pace.distress_limit": _limit,
    "pace.grounding": _grounding,
    "pace.topic": _topic,
    "pace.disclosure": _disclosure,
}
"""In an order in which what is named is there before what names it."""


def clauses(draw: Draw, tables: list[str], kind: str | None) -> list[Data]:
    """Clauses about pace; the ids of them begin with a p.

    Args:
        draw: given by Hypothesis.
        tables: the timetables there are.
        kind: the kind of question that they are drawn for.
    """
    drawn_for = KIND_OF.get(kind or "", ())
    kinds = [draw(st.sampled_from(sorted(_MAKERS))) for _ in range(draw(st.integers(0, 3)))]
    order = list(_MAKERS)
    kinds = sorted([*kinds, *drawn_for], key=order.index)
    ids: dict[str, str] = {}
    drawn = []
    for number, each in enumerate(kinds):
        made: Data = {"kind": each, "id": f"p{number}", **_MAKERS[each](draw, tables, ids)}
        if each != "pace.right_to_pause":
            head(draw, made, tables, by=False)
        ids[each] = made["id"]
        drawn.append(made)
    return drawn


def fact(draw: Draw, kind: str, agreed: list[Data]) -> Data:
    """A reading, a sign, a break, or something that was told and changes nothing else."""
    session: Data = {"session": draw(st.sampled_from("st"))} if draw(st.booleans()) else {}
    match kind:
        case "measurement":
            measure = draw(st.sampled_from(("isi", "isi", *_SCALES)))
            found: Data = {"measure": measure, "score": draw(st.integers(0, 28)), **session}
            perhaps(draw, found, "rater", "clinician", one_in=4)
            return found
        case "readiness_read":
            mine = [clause for clause in agreed if clause["kind"] == "pace.readiness"]
            if not mine:
                return {"clause": "gone", "indicator": "sleep", "is": draw(st.booleans())}
            clause = draw(st.sampled_from(mine))
            names = [each["id"] for each in clause["indicators"]]
            found = {"clause": clause["id"], "indicator": draw(st.sampled_from(names))}
            return found | {"is": draw(st.booleans())}
        case "signal_given":
            return {"signal": draw(st.sampled_from(("raised_hand", "silence", "other"))), **session}
        case "break_taken" | "break_over":
            return session
        case "homework_reported":
            how = draw(st.sampled_from([str(word) for word in Tried]))
            return {"clause": "practice", "how": how}
        case "setback" | "obstacle_named":
            return {}
    return {"what": "slower"}


def asked(draw: Draw, kind: str, agreement: Data) -> Data:
    """What only this kind of question has."""
    kinds = {c["id"]: c["kind"] for c in agreement["clauses"]}
    found: Data = {}
    who = st.sampled_from(("client", "therapist", "therapist", "partner"))
    match kind:
        case "pace.may_stop":
            found["by"] = draw(who)
            perhaps(draw, found, "using", st.sampled_from([str(right) for right in Right]))
        case "pace.what_now":
            perhaps(draw, found, "signal", st.sampled_from(("raised_hand", "other")))
            perhaps(draw, found, "session", st.sampled_from("st"))
        case "pace.above_limit":
            mine = [name for name in kinds if kinds[name] == "pace.distress_limit"]
            perhaps(draw, found, "clause", st.sampled_from(mine) if mine else "", one_in=2)
            perhaps(draw, found, "session", st.sampled_from("st"))
            if draw(st.booleans()):
                found["scale"] = draw(st.sampled_from(_SCALES))
                perhaps(draw, found, "level", st.integers(0, 10), one_in=2)
        case "pace.may_raise":
            found |= {"by": draw(who), "topic": draw(st.sampled_from(_TOPICS))}
            perhaps(draw, found, "for_safety", True, one_in=6)
        case "pace.ready":
            mine = [name for name in kinds if kinds[name] == "pace.readiness"]
            found["clause"] = draw(st.sampled_from(mine))
        case "pace.must_tell":
            found["item"] = draw(st.sampled_from(("medication", "history", "other")))
            perhaps(draw, found, "for_safety", True, one_in=6)
    return {name: value for name, value in found.items() if value != ""}
