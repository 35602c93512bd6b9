"""What was agreed on the agreement itself, what was told of it, and what is asked."""

from __future__ import annotations

from hypothesis import strategies as st

from boundlib.testing.making import Draw
from boundlib.testing.parts import (
    FORCE,
    Data,
    condition,
    few,
    head,
    instants,
    perhaps,
    quantity,
    seldom,
    some,
    span,
)
from boundlib.times.scalars import Instant
from boundlib.vocab import Event, Right, Ruling, Strength

ASKED = (
    *("governance.review_due",) * 2,
    *("governance.review_overdue",) * 3,
    "governance.may_ask_review",
    *("governance.may_end",) * 2,
    *("governance.ending_owed",) * 2,
    "governance.ended_from",
    "governance.which_rules",
    "governance.rights",
    "governance.right_answer",
    *("governance.may_except",) * 2,
    "governance.exception_terms",
)
"""The kinds of question that are drawn, the commoner ones more often."""

FACTS = (*("review_held",) * 2, "review_requested", *("ending_told",) * 2)
"""The kinds of fact that are drawn."""

KIND_OF = {
    "governance.review_due": "governance.review",
    "governance.review_overdue": "governance.review",
    "governance.may_end": "governance.ending",
    "governance.ending_owed": "governance.ending",
    "governance.ended_from": "governance.ending",
    "governance.which_rules": "governance.precedence",
    "governance.rights": "governance.right",
    "governance.right_answer": "governance.right",
    "governance.may_except": "governance.exception_process",
    "governance.exception_terms": "governance.exception_process",
}
"""The kind of clause that a question is about."""

_VAGUE: Data = {"unstated": "vague"}
_RIGHTS = tuple(map(str, Right))
_TOPICS = ("contact", "contact.fee", "crisis", "sharing", "session")
_OTHER: Data = {"id": "urn:example:other", "digest": "B" * 43}
_ACTS = ("session_ended", "self_harm", "skill_tried")


def _perhaps_span(draw: Draw, found: Data, name: str, tables: list[str], *events: Event) -> None:
    perhaps(draw, found, name, lambda d: span(d, tables, events=events), one_in=2)
    if name in found and seldom(draw, 8):
        found[name] = _VAGUE


def _review(draw: Draw, tables: list[str], others: list[str]) -> Data:
    strengths = (*map(str, Strength), "promise", "promise", _VAGUE)
    found: Data = {"strength": draw(st.sampled_from(strengths))}
    _perhaps_span(draw, found, "every", tables, Event.REVIEWED, Event.SESSION_ENDED)
    perhaps(draw, found, "after", [{"fact": draw(st.sampled_from(_ACTS))}], one_in=2)
    if not found.keys() & {"every", "after"} or draw(st.booleans()):
        found["on_request"] = True
    if found.keys() & {"after", "on_request"}:
        _perhaps_span(draw, found, "within", tables)
    perhaps(draw, found, "of", [draw(st.sampled_from(others))] if others else [])
    perhaps(draw, found, "agenda", ["goals"])
    perhaps(draw, found, "outcomes", ["go_on", "end"])
    return {name: value for name, value in found.items() if value != []}


def _ending(draw: Draw, tables: list[str], others: list[str]) -> Data:
    found: Data = {}
    _perhaps_span(draw, found, "notice", tables, Event.TOLD)
    if draw(st.booleans()):
        found["closing"] = quantity(draw, (0, 1, 2, 3))
    perhaps(draw, found, "referral", True)
    perhaps(draw, found, "require", lambda d: condition(d, tables), one_in=2)
    perhaps(draw, found, "jointly", True, one_in=5)
    perhaps(draw, found, "force", FORCE, one_in=4)
    perhaps(draw, found, "continues", [draw(st.sampled_from(others))] if others else [])
    perhaps(draw, found, "may_return", st.booleans())
    return {name: value for name, value in found.items() if value != []}


def _precedence(draw: Draw, tables: list[str], others: list[str]) -> Data:
    found: Data = {}
    if len(others) > 1 and draw(st.booleans()):
        first, over = draw(st.permutations(others))[:2]
        found = {"first": [first], "over": [over]}
    if not found or draw(st.booleans()):
        found["other"] = _OTHER if draw(st.booleans()) else {"id": _OTHER["id"]}
        found["rules"] = draw(st.sampled_from((*map(str, Ruling), _VAGUE)))
        perhaps(draw, found, "part", st.sampled_from(("main", "supplement")))
    perhaps(draw, found, "kinds", few(_TOPICS))
    _perhaps_span(draw, found, "notice", tables)
    return found


def _right(draw: Draw, tables: list[str], others: list[str]) -> Data:
    routes: list[Data] = [{"id": "therapist", "to": "therapist"}, {"id": "body", "body": "ethics"}]
    for route in routes:
        _perhaps_span(draw, route, "answered_within", tables, Event.ACT)
    chosen = [route for route in routes if draw(st.booleans())]
    return {"rights": some(draw, _RIGHTS)} | ({"routes": chosen} if chosen else {})


def _exceptions(draw: Draw, tables: list[str], others: list[str]) -> Data:
    found: Data = {"force": draw(FORCE)}
    perhaps(draw, found, "kinds", few(_TOPICS))
    perhaps(draw, found, "clauses", few(tuple(others)) if others else [])
    _perhaps_span(draw, found, "longest", tables)
    _perhaps_span(draw, found, "answered_within", tables, Event.ACT)
    perhaps(draw, found, "untouched", few(tuple(others)) if others else [], one_in=4)
    return {name: value for name, value in found.items() if value != []}


_MAKERS = {
    "governance.review": _review,
    "governance.ending": _ending,
    "governance.precedence": _precedence,
    "governance.right": _right,
    "governance.exception_process": _exceptions,
}


def clauses(draw: Draw, tables: list[str], others: list[str], kind: str | None) -> list[Data]:
    """Clauses about the agreement itself; the ids of them begin with a g.

    Args:
        draw: given by Hypothesis.
        tables: the timetables there are.
        others: the ids of other clauses there are.
        kind: the kind of question that they are drawn for.
    """
    kinds = [draw(st.sampled_from(sorted(_MAKERS))) for _ in range(draw(st.integers(0, 2)))]
    if kind in KIND_OF:
        kinds.append(KIND_OF[kind])
    drawn = []
    for number, each in enumerate(kinds):
        made: Data = {"kind": each, "id": f"g{number}", **_MAKERS[each](draw, tables, others)}
        if each != "governance.right":
            head(draw, made, tables, by=False)
        if each in ("governance.ending", "governance.exception_process"):
            perhaps(draw, made, "by", st.sampled_from((["client"], ["therapist"])))
        drawn.append(made)
    return drawn


def fact(draw: Draw, kind: str, agreed: list[Data]) -> Data:
    """That a review was asked for or held, or that an ending was told."""
    if kind == "ending_told":
        found: Data = {"by": draw(st.sampled_from(("client", "therapist", "therapist")))}
        perhaps(draw, found, "ends_at", st.just(str(Instant(draw(instants())))))
        return found
    named: Data = {}
    ids = tuple(clause["id"] for clause in agreed)
    perhaps(draw, named, "clauses", few(ids) if ids else [], one_in=4)
    return {name: value for name, value in named.items() if value != []}


def asked(draw: Draw, kind: str, agreement: Data) -> Data:
    """What only this kind of question has."""
    ids = [clause["id"] for clause in agreement["clauses"]]
    kinds = {c["id"]: c["kind"] for c in agreement["clauses"]}
    found: Data = {}
    who = st.sampled_from(("client", "therapist", "therapist", "partner"))
    match kind:
        case "governance.review_due" | "governance.review_overdue":
            mine = [name for name in ids if kinds[name] == "governance.review"]
            if mine:
                found["clause"] = draw(st.sampled_from(mine))
        case "governance.may_ask_review" | "governance.may_end":
            found["by"] = draw(who)
        case "governance.ending_owed":
            mine = [name for name in ids if kinds[name] == "governance.ending"]
            perhaps(draw, found, "clause", st.sampled_from(mine) if mine else "", one_in=2)
            perhaps(draw, found, "by", who, one_in=2)
        case "governance.which_rules":
            perhaps(draw, found, "clause", st.sampled_from(ids) if ids else "", one_in=2)
            if "clause" not in found:
                perhaps(draw, found, "topic", st.sampled_from(_TOPICS), one_in=2)
            perhaps(draw, found, "at_hand", st.sampled_from(("B" * 43, "C" * 43)), one_in=2)
        case "governance.rights":
            perhaps(draw, found, "right", st.sampled_from(_RIGHTS), one_in=2)
        case "governance.right_answer":
            found |= {
                "right": draw(st.sampled_from(_RIGHTS)),
                "used_at": str(Instant(draw(instants()))),
            }
            perhaps(draw, found, "route", st.sampled_from(("therapist", "body")))
        case "governance.may_except" | "governance.exception_terms":
            if ids and not seldom(draw, 4):
                found["clause"] = draw(st.sampled_from(ids))
            if kind == "governance.may_except":
                found["by"] = draw(who)
            else:
                found["begins"] = str(Instant(draw(instants())))
                perhaps(draw, found, "asked_at", found["begins"], one_in=2)
    return {name: value for name, value in found.items() if value != ""}
