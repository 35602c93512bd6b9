"""Records and questions about the agreements that `boundaries` draws."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from boundlib.testing import governance, measures, pace, sharing_histories, work
from boundlib.testing.agreements import boundaries
from boundlib.testing.making import Draw
from boundlib.testing.parts import (
    AGREEMENT,
    DAYS,
    MEDIA,
    PLACES,
    PURPOSES,
    START,
    Data,
    instants,
    seldom,
)
from boundlib.testing.sharing import ASKED as ASKED_SHARING
from boundlib.times.scalars import Instant
from boundlib.vocab import PlanSlot


class Situation(NamedTuple):
    """Plain data of an agreement, a record and a question that belong together."""

    agreement: Data
    """The agreement."""
    record: Data
    """What happened."""
    question: Data
    """What is asked."""


# --- records ----------------------------------------------------------------------------------


def _when(draw: Draw) -> Any:
    """Mostly an instant; sometimes a date, or between two instants."""
    at = draw(instants())
    form = draw(st.sampled_from(("instant",) * 6 + ("date", "between")))
    if form == "instant":
        return str(Instant(at))
    if form == "date":
        return {"on": datetime.fromtimestamp(at, UTC).date().isoformat()}
    later = at + draw(st.integers(0, 48)) * 3600
    return {"not_before": str(Instant(at)), "not_after": str(Instant(later))}


def _contact(draw: Draw) -> Data:
    by, to = draw(st.permutations(("client", "therapist")))
    fact: Data = {"by": by, "to": to, "medium": draw(st.sampled_from(MEDIA))}
    if draw(st.booleans()):
        fact["purpose"] = draw(st.sampled_from(PURPOSES))
    if seldom(draw, 6):
        fact["crisis"] = True
    return fact


def _kind(draw: Draw, clauses: list[Data]) -> str:
    """A kind of fact, mostly one that these clauses look at."""
    mine = work.FACTS if any(c["kind"] in work.KINDS for c in clauses) else ()
    kind: str = draw(st.sampled_from((*KINDS, *mine)))
    return "measurement" if measures.sought(clauses) and draw(st.booleans()) else kind


def _fact(draw: Draw, earlier: list[Data], clauses: list[Data]) -> Data:
    kind = _kind(draw, clauses)
    match kind:
        case "call_held":
            return {"kind": kind, **_contact(draw), "minutes": draw(st.integers(0, 40))}
        case "message_sent":
            return {"kind": kind, **_contact(draw)}
        case "reply_sent":
            fact = {"kind": kind, "by": "therapist", "to": "client"}
            sent = [f["id"] for f in earlier if f["kind"] == "message_sent"]
            return fact | ({"answers": draw(st.sampled_from(sent))} if sent else {})
        case "session_scheduled":
            starts = str(Instant(draw(instants())))
            return {"kind": kind, "session": draw(st.sampled_from("st")), "starts": starts}
        case "session_started" | "session_ended" | "location_given":
            return {"kind": kind, "session": draw(st.sampled_from("st"))}
        case "stated":
            said = draw(st.sampled_from((("well", True), ("unwell", True), ("unwell", False))))
            return {"kind": kind, "name": said[0], "is": said[1]}
        case "measured":
            return {"kind": kind, "quantity": "distress", "amount": draw(st.integers(0, 10))}
        case "found":
            fact = {"kind": kind, "finding": "ready", "by": "therapist"}
            return fact | ({"withdrawn": True} if seldom(draw, 4) else {})
        case "phase_entered":
            return {"kind": kind, "phase": draw(st.sampled_from(("first", "second")))}
        case "consent_given" | "consent_withdrawn" if clauses:
            return {"kind": kind, **sharing_histories.consent(draw, kind, clauses)}
        case "disclosed":
            return {"kind": kind, **sharing_histories.disclosed(draw)}
        case "purpose_done" if clauses:
            return {"kind": kind, "clause": draw(st.sampled_from(clauses))["id"]}
        case "plan_step_tried":
            slot = str(draw(st.sampled_from(PlanSlot)))
            return {"kind": kind, "clause": "plan", "slot": slot}
        case "review_held" | "review_requested" | "ending_told":
            return {"kind": kind, **governance.fact(draw, kind, clauses)}
        case "measurement" | "summary_given":
            return {"kind": kind, **measures.fact(draw, kind, clauses)}
        case _ if kind in work.FACTS:
            return {"kind": kind, **work.fact(draw, kind, earlier, clauses)}
        case "plan_reviewed":
            return {"kind": kind, "clause": "plan"}
        case _ if kind in pace.FACTS:
            return {"kind": kind, **pace.fact(draw, kind, clauses)}
        case "ended" | "lapsed" | "skill_tried" | "self_harm":
            return {"kind": kind}
    return {"kind": "skill_tried"}


KINDS = (
    *("call_held",) * 5,
    *("message_sent",) * 3,
    "reply_sent",
    *("self_harm",) * 2,
    "skill_tried",
    "session_scheduled",
    "session_started",
    "session_ended",
    "location_given",
    "stated",
    "measured",
    "found",
    "phase_entered",
    *("consent_given",) * 4,
    "consent_withdrawn",
    "disclosed",
    "purpose_done",
    "plan_step_tried",
    "plan_reviewed",
    *governance.FACTS,
    *measures.FACTS,
    *pace.FACTS,
    "ended",
)
"""The kinds of fact that are drawn, the commoner ones more often."""


@st.composite
def histories(draw: Draw, agreement: Data, *, facts: int = 8) -> Data:
    """Plain data of a record about an agreement that `boundaries` drew.

    Args:
        draw: given by Hypothesis.
        agreement: the agreement's plain data.
        facts: at most so many facts besides consents.
    """
    clauses = agreement["clauses"]
    drawn: list[Data] = []
    least = min(facts, 3) if measures.sought(clauses) else 0
    for number in range(draw(st.integers(least, facts))):
        fact = {"id": f"f{number}", **_fact(draw, drawn, clauses)}
        fact["at"] = _when(draw)
        fact["recorded_at"] = str(Instant(_end_of(fact["at"]) + draw(st.integers(0, 3)) * 3600))
        if fact["kind"] == "self_harm" and draw(st.booleans()):
            fact["told_at"] = fact["recorded_at"]
        drawn.append(fact)
    for number, fact in enumerate(sharing_histories.consents(draw, agreement)):
        day = str(Instant(START + draw(st.integers(0, 9 * 24)) * 3600))
        drawn.append({"id": f"g{number}", **fact, "at": day, "recorded_at": day})
    if drawn and seldom(draw, 5):
        old = draw(st.sampled_from(drawn))
        late = str(Instant(START + DAYS * 86_400 + 5 * 86_400))
        gone = {"kind": "retracted", "id": "gone", "replaces": old["id"]}
        drawn.append({**gone, "at": late, "recorded_at": late})
    data: Data = {
        "type": "record",
        "spec_version": "1.0",
        "agreement": AGREEMENT,
        "facts": draw(st.permutations(drawn)),
    }
    complete = draw(st.sampled_from(("nothing", "everything", "some", "some")))
    if complete != "nothing":
        kinds = ["call_held", "message", "reply", "session", "self_harm", "skill_tried"]
        kinds += ["disclosed", "measurement", "summary"]
        if any(c["kind"] in work.KINDS for c in clauses):
            kinds = list(dict.fromkeys([*kinds, *work.COVERED]))
        if complete == "some":
            kinds = draw(st.lists(st.sampled_from(kinds), min_size=1, unique=True))
        since = START - 400 * 86_400 if complete == "everything" else draw(instants())
        through = START + 2500 * 86_400
        data["complete"] = [
            {"facts": kinds, "since": str(Instant(since)), "through": str(Instant(through))}
        ]
    return data


def _end_of(at: Any) -> int:
    if isinstance(at, str):
        return int(datetime.fromisoformat(at).timestamp())
    if "on" in at:
        day = datetime.fromisoformat(at["on"]).replace(tzinfo=UTC)
        return int((day + timedelta(days=1)).timestamp())
    return int(datetime.fromisoformat(at["not_after"]).timestamp())


# --- questions --------------------------------------------------------------------------------

ASKED = (
    *("contact.may",) * 8,
    *("contact.reply_due",) * 2,
    *("contact.reply_overdue",) * 2,
    *("contact.allowance_left",) * 2,
    "contact.cover",
    "contact.cost",
    "contact.coaching",
    "contact.first",
    "contact.redirect",
    "contact.enters_record",
    "crisis.route",
    "crisis.listed",
    "crisis.may_ring",
    "crisis.whereabouts",
    "crisis.plan_next",
    "crisis.plan_current",
    "crisis.preference_in_force",
    "crisis.may_withdraw",
    *ASKED_SHARING,
    *governance.ASKED,
    *measures.ASKED,
    *pace.ASKED,
    *work.ASKED,
)
"""The kinds of question that are drawn, the commoner ones more often."""

FEW_CLAUSES = frozenset(
    (*ASKED_SHARING, *governance.ASKED, *measures.ASKED, *pace.ASKED, *work.ASKED)
)
"""Questions beside which few other clauses are drawn."""

_BY_CHANNEL = (
    "contact.may",
    "contact.reply_due",
    "contact.reply_overdue",
    "contact.cost",
    "contact.first",
    "contact.enters_record",
    "contact.redirect",
    "crisis.route",
)


@st.composite
def enquiries(draw: Draw, agreement: Data, record: Data, *, kind: str | None = None) -> Data:
    """Plain data of a question about an agreement that `boundaries` drew.

    Args:
        draw: given by Hypothesis.
        agreement: the agreement's plain data.
        record: the record's plain data.
        kind: which kind of question; absent: any.
    """
    kind = kind or draw(st.sampled_from(ASKED))
    later = 14 * 86_400 if kind in measures.ASKED else 0
    data: Data = {
        "type": "question",
        "spec_version": "1.0",
        "kind": kind,
        "at": str(Instant(draw(instants()) + later)),
    }
    channels = [c["id"] for c in agreement["clauses"] if c["kind"] == "contact.channel"]
    names = (*channels, *MEDIA, "letter")
    if kind in _BY_CHANNEL and (kind == "contact.enters_record" or draw(st.integers(0, 3))):
        data["channel"] = draw(st.sampled_from(names))
    purposed = kind.startswith("contact.") and kind not in (
        "contact.cover",
        "contact.allowance_left",
        "contact.enters_record",
    )
    if purposed and (kind == "contact.redirect" or draw(st.integers(0, 4))):
        data["purpose"] = draw(st.sampled_from(PURPOSES))
    if seldom(draw, 10):
        data["crisis"] = True
    if seldom(draw, 3):
        data["place"] = draw(st.sampled_from((*PLACES, {"country": "IE"})))
    if seldom(draw, 10):
        data["known"] = str(Instant(draw(instants())))
    return data | _own(draw, kind, agreement, record)


def _own(draw: Draw, kind: str, agreement: Data, record: Data) -> Data:
    """What only this kind of question has."""
    match kind:
        case "contact.may":
            by, to = draw(st.sampled_from((("client", "therapist"), ("therapist", "client"))))
            using = {"using": "complain"} if seldom(draw, 12) else {}
            return {"by": by, "to": to, **using}
        case "contact.reply_due" | "contact.reply_overdue":
            sent = [f["id"] for f in record["facts"] if f["kind"] == "message_sent"]
            if sent and draw(st.booleans()):
                return {"message": draw(st.sampled_from(sent))}
            return {"sent_at": str(Instant(draw(instants())))}
        case "contact.allowance_left":
            found = [c["id"] for c in agreement["clauses"] if c["kind"] == "contact.allowance"]
            return {"clause": draw(st.sampled_from(found))} if found else {}
        case "contact.cost":
            return {"minutes": draw(st.integers(0, 40))} if draw(st.booleans()) else {}
        case "crisis.listed":
            return {"criterion": draw(st.sampled_from(("suicidal", "medical")))}
        case "crisis.may_ring":
            return {"emergency": draw(st.booleans())} if draw(st.booleans()) else {}
        case "crisis.whereabouts":
            return {"session": "s"} if draw(st.booleans()) else {}
    if kind in governance.ASKED:
        return governance.asked(draw, kind, agreement)
    if kind in measures.ASKED:
        return measures.asked(draw, kind, agreement, record)
    if kind in pace.ASKED:
        return pace.asked(draw, kind, agreement)
    if kind in work.ASKED:
        return work.asked(draw, kind, agreement, record)
    return sharing_histories.asked(draw, kind, agreement)


@st.composite
def situations(
    draw: Draw, *, kind: str | None = None, clauses: int = 6, facts: int = 8
) -> Situation:
    """An agreement, a record about it and a question to both, as plain data.

    Args:
        draw: given by Hypothesis.
        kind: which kind of question; absent: any.
        clauses: at most so many clauses besides channels, crisis and sharing; where sharing is
            asked about, at most two.
        facts: at most so many facts besides consents.
    """
    kind = kind or draw(st.sampled_from(ASKED))
    if kind in FEW_CLAUSES:
        clauses = min(clauses, 2)
    agreement = draw(boundaries(clauses=clauses, kind=kind))
    record = draw(histories(agreement, facts=facts))
    return Situation(agreement, record, draw(enquiries(agreement, record, kind=kind)))
