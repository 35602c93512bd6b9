"""Histories of small agreements at random: whatever the history allows, in any order."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from boundlib import amend
from boundlib.amend import History
from boundlib.model.agreement import Agreement, AnyClause
from boundlib.model.amendment import Agreed, Amendment
from boundlib.model.facts import Fact
from boundlib.testing.making import Draw
from boundlib.testing.parts import Data, seldom
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity, ExceptionReason, OfferState
from boundlib.wire.documents import from_dict

AGREEMENT = "urn:example:renegotiated"
START = 1_767_260_400
"""Nine o'clock UTC on the first of January 2026."""

_HOUR = 3600

_PARTIES: list[Data] = [
    {"id": "client", "roles": ["client"], "signs": True},
    {"id": "therapist", "roles": ["therapist"], "signs": True},
    {"id": "doctor", "roles": ["gp"]},
]
_GUARDIAN: Data = {
    "id": "mother",
    "roles": ["guardian"],
    "capacity": "parent",
    "acts_for": "client",
    "signs": True,
}
_OFFICE: Data = {
    "id": "office",
    "weekly": [{"days": ["mon", "wed", "fri"], "start": "09:00", "end": "17:00"}],
}
_ROUTE: Data = {
    "kind": "crisis.route",
    "id": "crisis",
    "steps": [{"id": "number", "reach": "emergency_number", "number": "999"}],
    "place": {"country": "GB"},
}


def _wordings(clause: Data, **other: Any) -> list[Data]:
    return [clause, clause | other]


POOL: dict[str, list[Data]] = {
    "email": _wordings(
        {"kind": "contact.channel", "id": "email", "medium": "email"}, purposes=["scheduling"]
    ),
    "phone": _wordings(
        {"kind": "contact.channel", "id": "phone", "medium": "phone"}, timetable="office"
    ),
    "hours": _wordings(
        {"kind": "contact.window", "id": "hours", "timetable": "office", "use": "sending"},
        channels=["email"],
    ),
    "reply": _wordings(
        {
            "kind": "contact.reply_time",
            "id": "reply",
            "by": ["therapist"],
            "to": ["client"],
            "strength": "promise",
            "within": {"clock": "elapsed", "amount": "PT48H"},
        },
        within={"clock": "elapsed", "amount": "PT24H"},
    ),
    "letter": _wordings(
        {
            "kind": "sharing.release",
            "id": "letter",
            "by": ["therapist"],
            "to": ["doctor"],
            "flow": "disclose",
            "items": ["attendance"],
            "purposes": ["treatment"],
        },
        items=["attendance", "treatment_plan"],
    ),
    "onward": _wordings(
        {
            "kind": "sharing.release",
            "id": "onward",
            "by": ["doctor"],
            "to": ["therapist"],
            "flow": "disclose",
            "items": ["medication"],
            "purposes": ["treatment"],
        },
        text="What the doctor prescribes.",
    ),
    "tape": _wordings(
        {
            "kind": "sharing.recording",
            "of": ["sound"],
            "id": "tape",
            "by": ["therapist"],
            "purposes": ["treatment"],
        },
        text="To listen to it again together.",
    ),
}
"""Clauses by their ids, each in two wordings."""


def text(clauses: list[Data], *, version: int = 1, guardian: bool = False) -> Agreement:
    """An agreement of these clauses and a crisis route."""
    data: Data = {
        "type": "agreement",
        "spec_version": "1.0",
        "id": AGREEMENT,
        "version": version,
        "zone": "Europe/London",
        "language": "en-GB",
        "jurisdiction": {"country": "GB"},
        "parties": copy.deepcopy(_PARTIES) + ([_GUARDIAN] if guardian else []),
        "timetables": [_OFFICE],
        "clauses": [*clauses, _ROUTE],
    }
    return from_dict(data, Agreement)


@st.composite
def texts(draw: Draw, near: Agreement | None = None) -> Agreement:
    """A text of clauses of the pool; with another text, a few clauses away from it."""
    if near is None:
        chosen = {name: draw(st.integers(0, 2)) for name in POOL}
    else:
        chosen = {name: _which(near, name) for name in POOL}
        for name in draw(st.lists(st.sampled_from(sorted(POOL)), min_size=1, max_size=3)):
            chosen[name] = draw(st.integers(0, 2))
    if not chosen["email"] and chosen["hours"] == 2:
        chosen["email"] = 1  # that wording of the hours names it
    clauses = [POOL[name][which - 1] for name, which in chosen.items() if which]
    guardian = any(p.id == "mother" for p in near.parties) if near else seldom(draw, 4)
    if near is not None and seldom(draw, 8):
        guardian = not guardian
    return text(clauses, guardian=guardian)


def _which(near: Agreement, name: str) -> int:
    """Which wording a text has: 1 or 2; 0: it has not got the clause."""
    there = next((clause for clause in near.clauses if clause.id == name), None)
    if there is None:
        return 0
    return 1 if there == from_dict(POOL[name][0], AnyClause) else 2


# --- acts -----------------------------------------------------------------------------------------


class _Teller:
    """Draws one act after the other."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.history = amend.begin(AGREEMENT)
        self.clock = START
        self.count = 0

    def agree(self) -> None:
        """A proposal, everybody's assent, and mostly its adoption."""
        self.step("propose")
        for _ in range(3):
            if any(self.history.missing(o.digest) for o in self.live()):
                self.step("assent")
        self.step("adopt")

    def step(self, kind: str) -> None:
        """One more act, if the history allows it."""
        self.clock += self.draw(st.sampled_from((0, 1, 1, 5, 40, 400))) * _HOUR
        now = Instant(self.clock)
        back = self.draw(st.sampled_from((0,) * 9 + (1, 2, 30))) * _HOUR
        self.count += 1
        made = _ACTS[kind](self, Instant(self.clock - back))
        if made is not None and not amend.refusals(self.history, made, now):
            self.history = amend.apply(self.history, made, recorded_at=now, trusted=True)

    def head(self, at: Instant, by: str | None = None) -> dict[str, Any]:
        there = ("client", "therapist", "client", "therapist")
        who = by or self.draw(
            st.sampled_from((*there, "mother") if self._there("mother") else there)
        )
        method = self.draw(st.sampled_from(("signature", "spoken", None)))
        return {"by": who, "at": at, "id": f"act-{self.count}", "method": method}

    def offer(self, *, ready: bool = False) -> Any:
        """A proposal: mostly one that is open, and one to which everybody has assented."""
        found = [*self.history.offers.values()]
        if not found:
            return None
        live = self.live()
        if ready:
            live = [o for o in live if not self.history.missing(o.digest)] or live
        return self.draw(st.sampled_from(found if not live or seldom(self.draw, 8) else live))

    def live(self) -> list[Any]:
        now = Instant(self.clock)
        return [o for o in self.history.offers.values() if o.state_at(now) is OfferState.OPEN]

    def near(self) -> Agreement | None:
        newest = self.history.newest
        return None if newest is None else newest.agreement

    # --- one function for each kind of act ----------------------------------------------------

    def propose(self, at: Instant) -> Amendment | None:
        lapses = self.draw(st.sampled_from((None, None, 30, 300)))
        ends = None if lapses is None else Instant(int(at) + lapses * _HOUR)
        result = self.draw(texts(self.near()))
        return amend.propose(self.history, result, lapses_at=ends, **self.head(at))

    def counter(self, at: Instant) -> Amendment | None:
        offer = self.offer()
        if offer is None:
            return None
        result = self.draw(texts(self.near()))
        return amend.counter(self.history, offer.digest, result, **self.head(at))

    def assent(self, at: Instant) -> Amendment | None:
        offer = self.offer()
        if offer is None:
            return None
        missing = sorted(self.history.missing(offer.digest))
        by = self.draw(st.sampled_from(missing)) if missing else None
        there = [clause.id for clause in offer.proposal.result.clauses]
        some = self.draw(st.lists(st.sampled_from(there), max_size=3, unique=True))
        clauses = some if seldom(self.draw, 4) else []
        return amend.assent(self.history, offer.digest, clauses=clauses, **self.head(at, by))

    def answer(self, at: Instant) -> Amendment | None:
        offer = self.offer()
        if offer is None:
            return None
        head = self.head(at)
        if self.draw(st.booleans()):
            return amend.decline(self.history, offer.digest, **head)
        return amend.withdraw_proposal(self.history, offer.digest, **head)

    def adopt(self, at: Instant) -> Amendment | None:
        offer = self.offer(ready=True)
        if offer is None:
            return None
        later = self.draw(st.sampled_from((0, 0, 0, 24, 600, 1500))) * _HOUR
        begins = Instant(int(at) + later)
        head = self.head(at)
        return amend.adopt(self.history, offer.digest, in_force_from=begins, **head)

    def withdraw_consent(self, at: Instant) -> Amendment | None:
        clause = self.draw(st.sampled_from(("letter", "onward", "tape", "letter", "email")))
        return amend.withdraw_consent(self.history, clause, **self.head(at, "client"))

    def make_exception(self, at: Instant) -> Amendment | None:
        if self.history.in_force(at) is None:
            return None
        name = self.draw(st.sampled_from(("email", "phone", "reply", "hours")))
        instead: Any = from_dict(self.draw(st.sampled_from(POOL[name])), AnyClause)
        ends = Instant(int(at) + self.draw(st.sampled_from((5, 100, 800))) * _HOUR)
        agreed = tuple(
            Agreed(party=who, capacity=capacity, at=at)
            for who, capacity in (("client", Capacity.SELF), ("therapist", Capacity.SELF))
        )
        return amend.make_exception(
            self.history,
            instead,
            ends=ends,
            reason=ExceptionReason.PRACTICAL,
            agreed=agreed,
            **self.head(at, "therapist"),
        )

    def rest(self, at: Instant) -> Amendment | None:
        head = self.head(at)
        match self.draw(st.sampled_from(("pause", "resume", "review", "end", "review", "pause"))):
            case "pause":
                return amend.pause(self.history, **head)
            case "resume":
                return amend.resume(self.history, **head)
            case "review":
                return amend.request_review(self.history, **head)
        later = self.draw(st.sampled_from((0, 200, 2000))) * _HOUR
        return amend.end(self.history, ends_at=Instant(int(at) + later), **head)

    def enter(self, at: Instant) -> Amendment | None:
        head = self.head(at, self.draw(st.sampled_from(("client", "therapist"))))
        fact: Data = {"id": f"fact-{self.count}", "by": head["by"], "recorded_at": str(at)}
        when = int(at) - self.draw(st.sampled_from((0, 1, 50))) * _HOUR
        fact["at"] = str(Instant(when))
        newest = self.history.newest
        if newest is not None and seldom(self.draw, 4):
            name = self.draw(st.sampled_from(("letter", "onward", "tape")))
            fact |= {"kind": "consent_given", "clause": name, "digest": newest.digest}
            fact |= {"capacity": "self", "method": "spoken"}
        else:
            fact |= {"kind": self.draw(st.sampled_from(("self_harm", "skill_tried")))}
        made: Any = from_dict(fact, Fact)
        return amend.enter(self.history, [made], **head)

    def correct(self, at: Instant) -> Amendment | None:
        there = sorted(self.history.entered)
        if not there or self.near() is None:
            return None
        old: Any = self.history.entered[self.draw(st.sampled_from(there))]
        kind = "retracted" if seldom(self.draw, 2) or old.kind == "consent_given" else old.kind
        fact: Data = {"kind": str(kind), "id": f"fact-{self.count}", "replaces": old.id}
        fact |= {"at": str(Instant(int(at) - 9 * _HOUR)), "recorded_at": str(at)}
        made: Any = from_dict(fact, Fact)
        others = [p for p in ("client", "therapist", "mother") if self._there(p)]
        agreed = tuple(
            Agreed(party=who, capacity=Capacity.PARENT if who == "mother" else Capacity.SELF, at=at)
            for who in others
        )
        head = self.head(at, "client")
        return amend.correct(self.history, [made], agreed=agreed, **head)

    def _there(self, who: str) -> bool:
        near = self.near()
        return near is not None and any(party.id == who for party in near.parties)


_ACTS: dict[str, Callable[[_Teller, Instant], Amendment | None]] = {
    "propose": _Teller.propose,
    "counter": _Teller.counter,
    "assent": _Teller.assent,
    "answer": _Teller.answer,
    "adopt": _Teller.adopt,
    "withdraw_consent": _Teller.withdraw_consent,
    "make_exception": _Teller.make_exception,
    "rest": _Teller.rest,
    "enter": _Teller.enter,
    "correct": _Teller.correct,
}

_ANYTHING = (
    *("agree",) * 6,
    *("propose",) * 2,
    *("assent",) * 3,
    *("adopt",) * 2,
    *("withdraw_consent",) * 3,
    *("enter",) * 2,
    *("make_exception",) * 2,
    *("rest",) * 2,
    "counter",
    "answer",
    "correct",
)


@st.composite
def renegotiations(draw: Draw, *, steps: int = 20) -> History:
    """A history of a small agreement in which every step was allowed.

    Some versions bind later than they were adopted; facts and acts may be recorded later than
    they were done; there are proposals of every state, withdrawals of consent, exceptions, pauses,
    corrections.

    Args:
        draw: given by Hypothesis.
        steps: at most so many amendments.
    """
    teller = _Teller(draw)
    if not seldom(draw, 8):
        teller.agree()
    for _ in range(draw(st.integers(steps // 4, steps))):
        if len(teller.history.lines) >= steps:
            break
        kind = draw(st.sampled_from(_ANYTHING))
        if kind == "agree":
            teller.agree()
        else:
            teller.step(kind)
    return teller.history
