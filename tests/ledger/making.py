"""A small history for the tests of ledgers: two versions, a proposal declined, a pause."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import boundlib
from boundlib.declare.frozen import FrozenMap
from boundlib.ledger import entries_after
from boundlib.model.amendment import (
    Adoption,
    Amendment,
    Assent,
    Decline,
    Entered,
    Pause,
    Proposal,
    Resumption,
    ReviewRequest,
)
from boundlib.model.facts import MessageSent
from boundlib.model.ledger import LedgerEntry
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity
from boundlib.wire.digest import digest
from tests.examples.places import EXAMPLES, plain

AGREEMENT = "urn:example:portal"
NAME = "Winterbourne-Oyelaran"
"""The client's name, in every version; it stands nowhere else."""
WORDS = "Twice a day was too often for me."
"""What the client said, once."""
START = Instant.parse("2026-03-02T09:00:00Z")
HOUR, DAY = 3600, 86_400


def salt(text: str) -> str:
    """A salt that every run has alike."""
    return text.ljust(22, "A")


def text_of(version: int, within: str = "PT24H") -> boundlib.Agreement:
    """A version of the agreement, with a name and a text that can be erased."""
    data: dict[str, Any] = plain(EXAMPLES / "portal.json") | {"version": version}
    data["parties"][0]["name"] = NAME
    data["clauses"][1]["within"]["amount"] = within
    data["salts"] = {
        "parties/client/name": salt("n"),
        "clauses/portal/text": salt("t"),
    }
    return boundlib.from_dict(data)


def told(by: str, number: int, **also: Any) -> dict[str, Any]:
    """What every amendment has: the one of that number, an hour after the one before."""
    at = Instant(START + number * HOUR)
    head = {"id": f"a{number}", "agreement": AGREEMENT, "by": by, "capacity": Capacity.SELF}
    return head | {"at": at} | also


def adopted(proposal: Proposal, number: int, days: int) -> tuple[Amendment, ...]:
    """The client's assent, and the adoption that binds after so many days."""
    name = digest(proposal)
    assent = Assent(**told("client", number, proposal=name, base=proposal.base))
    adoption = Adoption(
        **told("therapist", number + 1, proposal=name),
        version=proposal.result.version,
        digest=digest(proposal.result),
        in_force_from=Instant(START + (number + 1) * HOUR + days * DAY),
    )
    return assent, adoption


def story() -> tuple[Amendment, ...]:
    """The amendments, in their order."""
    first = Proposal(**told("therapist", 1), result=text_of(1))
    base = digest(first.result)
    offered = Proposal(**told("therapist", 5), result=text_of(2, "PT72H"), base=base)
    declined = Decline(
        **told("client", 6, proposal=digest(offered), words=WORDS),
        salts=FrozenMap({"words": salt("w")}),
    )
    second = Proposal(**told("therapist", 7), result=text_of(2, "PT48H"), base=base)
    fact = boundlib.from_dict(
        {
            "kind": "message_sent",
            "id": "message-1",
            "at": "2026-03-02T12:30:00Z",
            "recorded_at": "2026-03-02T12:40:00Z",
            "by": "client",
            "to": "therapist",
            "medium": "secure_message",
        },
        MessageSent,
    )
    facts = Entered(**told("therapist", 4), facts=(fact,))
    return (
        first,
        *adopted(first, 2, 1),
        facts,
        offered,
        declined,
        second,
        *adopted(second, 8, 30),
        Pause(**told("client", 10)),
        Resumption(**told("client", 11)),
        ReviewRequest(**told("client", 12), clauses=("portal-reply",)),
    )


def entries(amendments: Iterable[Amendment] | None = None) -> tuple[LedgerEntry, ...]:
    """Each amendment as an entry of its own, recorded a minute after it was done."""
    made: list[LedgerEntry] = []
    for amendment in amendments or story():
        recorded = Instant(amendment.at + 60)
        made += entries_after(made[-1] if made else None, [amendment], recorded)
    return tuple(made)


def found(path: Path, text: str) -> list[str]:
    """The names of the files beside `path` whose bytes hold a text."""
    raw = text.encode("utf-8")
    beside = sorted(path.parent.glob(f"{path.name}*"))
    return [each.name for each in beside if raw in each.read_bytes()]
