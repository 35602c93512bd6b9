"""Short ways to write histories."""

from __future__ import annotations

from typing import Any

from boundlib import amend
from boundlib.amend import History, NotAllowed
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import Amendment
from boundlib.times.scalars import Instant
from boundlib.wire.documents import from_dict

Data = dict[str, Any]

ID = "urn:example:renegotiated"

CLIENT: Data = {"id": "client", "roles": ["client"], "signs": True}
THERAPIST: Data = {"id": "therapist", "roles": ["therapist"], "signs": True}
GP: Data = {"id": "doctor", "roles": ["gp"]}
OFFICE: Data = {
    "id": "office",
    "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "17:00"}],
}
ROUTE: Data = {
    "kind": "crisis.route",
    "id": "crisis",
    "steps": [{"id": "number", "reach": "emergency_number", "number": "999"}],
    "place": {"country": "GB"},
}
EMAIL: Data = {"kind": "contact.channel", "id": "email", "medium": "email"}
LETTER: Data = {
    "kind": "sharing.release",
    "id": "letter",
    "by": ["therapist"],
    "to": ["doctor"],
    "flow": "disclose",
    "items": ["attendance"],
    "purposes": ["treatment"],
}


def day(number: int, hour: int = 12) -> Instant:
    """An hour of a day of 2026, counted from the first of January."""
    return Instant(1_767_225_600 + (number - 1) * 86_400 + hour * 3600)


def text(*clauses: Data, version: int = 1, **root: Any) -> Agreement:
    """A text with a crisis route and these clauses; None leaves a member out."""
    data: Data = {
        "type": "agreement",
        "spec_version": "1.0",
        "id": ID,
        "version": version,
        "zone": "Europe/London",
        "language": "en-GB",
        "jurisdiction": {"country": "GB"},
        "parties": [CLIENT, THERAPIST, GP],
        "timetables": [OFFICE],
        "clauses": [*clauses, ROUTE],
    }
    data |= root
    return from_dict({k: v for k, v in data.items() if v is not None}, Agreement)


class Story:
    """A history that is told step by step; each step is recorded when it is done."""

    def __init__(self, history: History | None = None) -> None:
        self.history = history or amend.begin(ID)
        self._ids = len(self.history.lines)

    def do(
        self, maker: Any, *args: Any, at: Instant, recorded: Instant | None = None, **kw: Any
    ) -> str:
        """Make an amendment and apply it; its digest."""
        act = self.make(maker, *args, at=at, **kw)
        return self.add(act, recorded or at)

    def make(self, maker: Any, *args: Any, at: Instant, **kw: Any) -> Any:
        """Make an amendment under an id of its own."""
        self._ids += 1
        return maker(self.history, *args, at=at, **({"id": f"a{self._ids}"} | kw))

    def add(self, act: Amendment, recorded: Instant) -> str:
        """Apply an amendment; its digest."""
        self.history = amend.apply(self.history, act, recorded_at=recorded)
        return self.history.lines[-1].digest

    def refused(self, maker: Any, *args: Any, at: Instant, **kw: Any) -> set[str]:
        """The codes with which the history refuses what a maker makes."""
        return self.no(self.make(maker, *args, at=at, **kw), at)

    def no(self, act: Amendment, recorded: Instant) -> set[str]:
        """The codes with which the history refuses an amendment."""
        try:
            amend.apply(self.history, act, recorded_at=recorded)
        except NotAllowed as error:
            return {str(found.code) for found in error.refusals}
        return set()

    def adopt(
        self, result: Agreement, on: int, *, from_day: int | None = None, by: str = "therapist"
    ) -> str:
        """Proposed on a day, assented to by the other an hour later, adopted one hour after."""
        other = "client" if by == "therapist" else "therapist"
        offer = self.do(amend.propose, result, by=by, at=day(on, 10), method="signature")
        self.do(amend.assent, offer, by=other, at=day(on, 11), method="signature")
        begins = {} if from_day is None else {"in_force_from": day(from_day)}
        self.do(amend.adopt, offer, by=by, at=day(on), **begins)
        return offer
