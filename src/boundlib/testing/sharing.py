"""Who is there and what was agreed on sharing, consent and touch, so that its parts meet."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from boundlib.testing.making import Draw
from boundlib.testing.parts import (
    FORCE,
    Data,
    condition,
    few,
    head,
    perhaps,
    seldom,
    some,
    span,
    tally,
)
from boundlib.vocab import AccessWay, ConsentForm, Event, Flow, Ground, Named, Outside, Secrets

ITEMS = (
    "attendance",
    "session_dates",
    "record",
    "diagnosis",
    "hiv_status",
    "identity",
    "session_content",
    "other_members",
    "recordings",
    "psychotherapy_notes",
    "psychotherapy_notes/dream_log",
)
"""The items that are drawn, some beneath others, some that must be named themselves."""

FOR = ("treatment", "treatment", "coordination", "emergency", "family", "supervision", "operations")
"""The purposes of telling that are drawn."""

ASKED = (
    *("sharing.may",) * 5,
    *("sharing.when",) * 2,
    "sharing.who_may_see",
    "sharing.what_may_see",
    "sharing.may_release",
    "sharing.may_keep",
    "sharing.may_see_alone",
    "sharing.may_record",
    "sharing.may_access",
    "sharing.destroy_at",
    "governance.consent_needed",
    "governance.may_take_part",
    "pace.may_touch",
)
"""The kinds of question that are drawn, the commoner ones more often."""

# Whom, which care and which touch clauses name; the commoner ones more often.
TELLERS = ("therapist", "therapist", "therapist", "surgery", "firm")
TOLD = ("surgery", "surgery", "gp", "nurse", "firm", "mother", "partner", "senior", "payer")
_SIGNERS = ("client", "client", "partner", "mother")
CARE = ("group", "lesson")
TOUCHES = ("hand", "shoulder")
_ENDS = (Event.THERAPY_ENDED, Event.ADOPTED, Event.PURPOSE_DONE, Event.MAJORITY)
_FORMS = tuple(map(str, ConsentForm))
_VAGUE: Data = {"unstated": "vague"}
_BANDS: tuple[tuple[Data, Data], ...] = (
    ({"not": {"quantity": "age", "at_least": 17}}, {"quantity": "age", "at_least": 18}),
    ({"quantity": "age", "at_most": 17}, {"quantity": "age", "at_least": 19}),
    ({"not": {"quantity": "age", "at_least": 18}}, {"quantity": "age", "at_least": 18}),
)
"""Two conditions that share ages out, the first two with a gap."""


# --- who is there -----------------------------------------------------------------------------


def people(draw: Draw) -> list[Data]:
    """The client, sometimes two of them, and everybody whom clauses about sharing name."""
    clients = ("first-client", "other-client") if seldom(draw, 6) else ("client",)
    return [
        *({"id": name, "roles": ["client"], "signs": True} for name in clients),
        {"id": "therapist", "roles": ["therapist"], "signs": True},
        {"id": "partner", "roles": ["family"]},
        {"id": "mother", "roles": ["guardian"], "capacity": "parent", "acts_for": clients[0]},
        {"id": "surgery", "roles": ["gp"]},
        {"id": "nurse", "roles": ["coordinator"], "acts_for": "surgery"},
        {"id": "firm", "roles": ["employer"]},
        {"id": "senior", "roles": ["supervisor"]},
    ]


# --- clauses ----------------------------------------------------------------------------------


def _choice(words: Any) -> st.SearchStrategy[Any]:
    """A word, or that the text leaves it open."""
    return st.sampled_from([*map(str, words), *map(str, words), _VAGUE])


def _ways(draw: Draw) -> Data:
    """Who tells whom what, and what for."""
    return {
        "by": some(draw, TELLERS, 1),
        "to": some(draw, TOLD),
        "items": some(draw, ITEMS),
        "purposes": some(draw, FOR),
    }


def _scope(draw: Draw) -> Data:
    """What a refusal or a rule is about."""
    found: Data = {}
    perhaps(draw, found, "items", few(ITEMS), one_in=2)
    perhaps(draw, found, "purposes", few(FOR))
    perhaps(draw, found, "to", few(TOLD))
    return found


def _asks(draw: Draw) -> Data:
    """Whose consent in which form, and whether each time."""
    found: Data = {}
    perhaps(draw, found, "form", few(_FORMS))
    perhaps(draw, found, "signers", few(_SIGNERS))
    perhaps(draw, found, "each_time", st.booleans(), one_in=2)
    return found


def _release(draw: Draw, tables: list[str]) -> Data:
    found: Data = {**_ways(draw), "flow": str(draw(st.sampled_from(Flow)))}
    perhaps(draw, found, "start", "2026-03-12", one_in=4)
    end = draw(st.sampled_from(("none", "date", "span", "open")))
    if end == "date":
        found["end"] = draw(st.sampled_from(("2026-03-15", "2026-03-29", "2026-04-10")))
    elif end == "span":
        found["end"] = span(draw, tables, events=_ENDS)
    elif end == "open":
        perhaps(draw, found, "end", _VAGUE)
    perhaps(draw, found, "signers", few(_SIGNERS), one_in=4)
    perhaps(draw, found, "staff", True, one_in=4)
    perhaps(draw, found, "onward", few(TOLD), one_in=3)
    perhaps(draw, found, "force", FORCE, one_in=6)
    return found


def _rule(draw: Draw, tables: list[str]) -> Data:
    found = _scope(draw)
    perhaps(draw, found, "form", few(_FORMS), one_in=2)
    perhaps(draw, found, "signers", few(_SIGNERS))
    perhaps(draw, found, "longest_term", lambda d: span(d, tables))
    return found


def _unit(draw: Draw, tables: list[str]) -> Data:
    found: Data = {"unit": "couple"}
    perhaps(draw, found, "members", ["client", "partner"], one_in=2)
    perhaps(draw, found, "all_sign", st.booleans())
    perhaps(draw, found, "own_items", few(ITEMS))
    if not seldom(draw, 4):
        found["secrets"] = draw(_choice(Secrets))
    perhaps(draw, found, "before_alone", True, one_in=2)
    perhaps(draw, found, "outside", _choice(Outside), one_in=2)
    return found


def _outsider(draw: Draw, tables: list[str]) -> Data:
    found = _ways(draw)
    perhaps(draw, found, "require", lambda d: condition(d, tables), one_in=2)
    perhaps(draw, found, "force", FORCE, one_in=6)
    return found


def _child(draw: Draw, tables: list[str]) -> Data:
    found = _outsider(draw, tables) | {"to": ["mother"]}
    perhaps(draw, found, "child", few(("agrees", "told_first", "present")), one_in=2)
    return found


def _consultation(draw: Draw, tables: list[str]) -> Data:
    found: Data = {"named": draw(_choice(Named))}
    perhaps(draw, found, "items", few(ITEMS))
    perhaps(draw, found, "often", lambda d: tally(d, tables, "at_least"))
    return found


def _records(draw: Draw, tables: list[str]) -> Data:
    found: Data = {}
    perhaps(draw, found, "items", few(ITEMS))
    if not seldom(draw, 4):
        found["access"] = draw(_choice(AccessWay))
    if not seldom(draw, 4):
        found["kept"] = span(draw, tables, events=_ENDS)
    return found


def _recording(draw: Draw, tables: list[str]) -> Data:
    found = {"of": ["sound"], "purposes": some(draw, FOR), **_asks(draw)}
    perhaps(draw, found, "deleted", lambda d: span(d, tables, events=_ENDS), one_in=2)
    return found


def _limit(draw: Draw, tables: list[str]) -> Data:
    found: Data = {"grounds": some(draw, tuple(map(str, Ground)))}
    for name in ("minimum", "told_first", "complete"):
        perhaps(draw, found, name, st.booleans())
    return found


def _eligibility(draw: Draw, tables: list[str]) -> Data:
    found: Data = {"require": condition(draw, tables)}
    perhaps(draw, found, "care", few(CARE))
    perhaps(draw, found, "force", FORCE)
    return found


def _consent(draw: Draw, tables: list[str]) -> Data:
    found: Data = {"nobody": True} if seldom(draw, 4) else {"needs": some(draw, _SIGNERS)}
    perhaps(draw, found, "care", few(CARE))
    perhaps(draw, found, "form", few(_FORMS))
    perhaps(draw, found, "holds", lambda d: span(d, tables))
    perhaps(draw, found, "tells", ["mother"])
    return found


def _touch(draw: Draw, tables: list[str]) -> Data:
    found = _asks(draw)
    perhaps(draw, found, "touches", few(TOUCHES))
    return found


_MAKERS = {
    "sharing.release": _release,
    "sharing.release_rule": _rule,
    "sharing.refusal": lambda draw, tables: _scope(draw),
    "sharing.minor": _child,
    "sharing.unit_of_care": _unit,
    "sharing.third_party": _outsider,
    "sharing.consultation": _consultation,
    "sharing.records": _records,
    "sharing.recording": _recording,
    "sharing.legal_limit": _limit,
    "governance.eligibility": _eligibility,
    "governance.consent": _consent,
    "pace.touch": _touch,
}
_KINDS = (*("sharing.release",) * 5, *("sharing.refusal",) * 2, "sharing.minor", *_MAKERS)
ABOUT = {
    "sharing.may_release": "sharing.unit_of_care",
    "sharing.may_keep": "sharing.unit_of_care",
    "sharing.may_see_alone": "sharing.unit_of_care",
    "sharing.may_record": "sharing.recording",
    "sharing.may_access": "sharing.records",
    "sharing.destroy_at": "sharing.records",
    "governance.consent_needed": "governance.consent",
    "governance.may_take_part": "governance.eligibility",
    "pace.may_touch": "pace.touch",
}
"""The kind of clause that a question is about; not here: releases."""


def clauses(draw: Draw, tables: list[str], most: int, kind: str | None = None) -> list[Data]:
    """Clauses about sharing, consent and touch; the ids of them begin with an s.

    Args:
        draw: given by Hypothesis.
        tables: the timetables there are.
        most: at most so many, and one more where two share ages out.
        kind: the kind of question that they are drawn for.
    """
    drawn = []
    kinds = [draw(st.sampled_from(_KINDS)) for _ in range(draw(st.integers(0, most)))]
    if kind in ASKED:
        kinds.append(ABOUT.get(str(kind), "sharing.release"))
    for number, kind in enumerate(kinds):
        made: Data = {"kind": kind, "id": f"s{number}", **_MAKERS[kind](draw, tables)}
        head(draw, made, tables, by=False)
        if kind == "sharing.release":
            made.pop("valid", None)
        drawn.append(made)
        if kind in ("sharing.minor", "governance.consent") and draw(st.booleans()):
            younger, older = draw(st.sampled_from(_BANDS))
            made["when"] = younger
            drawn.append({**made, "id": f"s{number}-older", "when": older})
    return drawn
