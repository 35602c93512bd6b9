"""Tell the worked year: one agreement, renegotiated from January to December.

    python scripts/renegotiated_year.py --write    write examples/renegotiated-year
    python scripts/renegotiated_year.py --check    complain where it is not what this script tells

Every step goes through the public makers into a ledger, so none stands there that the rules do not
allow. The parties are invented. Salts follow from what they hide, so that every run writes the same
files; real ones are 16 random bytes each.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import boundlib
from boundlib import Agreement, Instant, amend
from boundlib.declare.walk import erasables
from boundlib.ledger import Book, MemoryHome
from boundlib.model.agreement import AnyClause
from boundlib.model.amendment import Agreed
from boundlib.model.facts import Fact
from boundlib.model.ledger import Ledger, Receipt
from boundlib.vocab import Capacity, ExceptionReason
from boundlib.wire.made import check_or_write

FOLDER = Path(__file__).parent.parent / "examples" / "renegotiated-year"
CLIENT, THERAPIST = "client", "therapist"
Data = dict[str, Any]


# --- ways to tell it ------------------------------------------------------------------------------


def time(words: str) -> Instant:
    """An instant from words such as `03-02 10:00`: in 2026, by UTC."""
    day, clock = words.split()
    return Instant.parse(f"2026-{day}T{clock}:00Z")


def salt(path: str, value: str) -> str:
    """A salt that every run has alike."""
    return urlsafe_b64encode(sha256(f"{path}\0{value}".encode()).digest()[:16]).decode().rstrip("=")


def salted(text: Agreement) -> Agreement:
    """A text with a salt for each name and each free word, so that they can be erased later."""
    salts = {}
    for _, names, value in erasables(text):
        path = "/".join(map(str, names))
        salts[path] = salt(path, str(value))
    return boundlib.from_dict(boundlib.to_dict(text) | {"salts": salts})


def edited(
    text: Agreement, *clauses: Data, hours: Mapping[str, list[Data]] | None = None
) -> Agreement:
    """A text with other members in some clauses, with more clauses, or with other hours."""
    data = boundlib.to_dict(text)
    there = {clause["id"]: clause for clause in data["clauses"]}
    for clause in clauses:
        there[clause["id"]] = there.get(clause["id"], {}) | clause
    data["clauses"] = list(there.values())
    for timetable in data["timetables"]:
        timetable["weekly"] = (hours or {}).get(timetable["id"], timetable["weekly"])
    return salted(boundlib.from_dict({k: v for k, v in data.items() if k != "salts"}))


def weekly(days: str, start: str, end: str) -> Data:
    """Hours on some days of the week, such as `mon tue`."""
    return {"days": days.split(), "start": start, "end": end}


class Year:
    """The ledger as it grows; each step is recorded a minute after it was done."""

    def __init__(self) -> None:
        first = boundlib.load(FOLDER / "first-text.json")
        self.first = salted(first)
        self.book = Book(MemoryHome(), first.id)
        self.receipts: list[Receipt] = []

    @property
    def now(self) -> Agreement:
        """The newest version, on which proposals build."""
        newest = self.book.history().newest
        return self.first if newest is None else newest.agreement

    def clause(self, id: str) -> Data:
        """A clause of the newest version, as plain data."""
        clauses: list[Data] = boundlib.to_dict(self.now)["clauses"]
        return next(clause for clause in clauses if clause["id"] == id)

    def does(self, when: str, by: str, maker: Any, *what: Any, id: str, **how: Any) -> str:
        """One party does something; the digest of it."""
        at = time(when)
        if "words" in how:
            how["salts"] = {"words": salt(id, how["words"])}
        act = maker(self.book.history(), *what, by=by, at=at, id=id, zone="Europe/London", **how)
        self.receipts.append(self.book.append(act, recorded_at=Instant(at + 60)))
        return self.book.history().lines[-1].digest

    def notes(self, when: str, id: str, *facts: Data) -> None:
        """The therapist writes down what happened."""
        noted = [fact({"recorded_at": str(time(when))} | each) for each in facts]
        self.does(when, THERAPIST, amend.enter, noted, id=id)


def fact(data: Data) -> Any:
    """A fact from plain data."""
    return boundlib.from_dict(data, Fact)


def coaching_call(id: str, when: str, minutes: int) -> Data:
    """A call in which the client was coached."""
    return {
        "kind": "call_held", "id": id, "at": str(time(when)), "by": CLIENT, "to": THERAPIST,
        "medium": "phone", "channel": "phone", "purpose": "coaching", "minutes": minutes,
    }  # fmt: skip


SIGNED: Data = {"method": "signature"}
SPOKEN: Data = {"method": "spoken"}


# --- the year -------------------------------------------------------------------------------------


def january(year: Year) -> None:
    """The therapist offers a text; the client asks for quicker replies; they agree: version 1."""
    offer = year.does("01-08 10:00", THERAPIST, amend.propose, year.first, id="first-offer")
    quicker = edited(
        year.first,
        {
            "id": "portal-reply",
            "text": "I answer in the portal within 2 working days.",
            "within": {"clock": "working_days", "count": 2, "timetable": "office", "ends": "close"},
        },
    )
    words = "Three days is a long wait after a hard evening. Would two be possible?"
    counter = year.does(
        "01-09 18:30", CLIENT, amend.counter, offer, quicker, id="quicker", words=words, **SIGNED
    )
    year.does("01-12 09:30", THERAPIST, amend.assent, counter, id="quicker-yes", **SIGNED)
    year.does("01-12 16:00", THERAPIST, amend.adopt, counter, id="version-1")


def march(year: Year) -> None:
    """The client asks for more calls and for Saturdays; the therapist can do one: version 2."""
    year.notes("02-04 17:10", "february", coaching_call("call-february", "02-04 16:30", 35))
    saturdays = {
        "office": [
            weekly("mon tue wed thu fri", "09:00", "17:00"),
            weekly("sat", "10:00", "12:00"),
        ]
    }
    wish = edited(year.now, a_week(year, 3, "Up to 3 coaching calls a week."), hours=saturdays)
    offer = year.does("03-02 19:00", CLIENT, amend.propose, wish, id="more-calls", **SIGNED)
    part = year.does(
        "03-04 12:00", THERAPIST, amend.accept_part, offer,
        id="one-more-call", clauses=["coaching-a-week"], **SIGNED,
        words="A third call, gladly. Saturdays I need to keep free.",
    )  # fmt: skip
    year.does("03-05 08:45", CLIENT, amend.assent, part, id="one-more-call-yes", **SIGNED)
    year.does("03-05 12:00", THERAPIST, amend.adopt, part, id="version-2")
    dearer = edited(year.now, {"id": "long-calls"} | fee("The first 10 minutes", 10, 2000))
    offer = year.does("03-30 10:00", THERAPIST, amend.propose, dearer, id="dearer-calls", **SIGNED)
    words = "That would be hard for me this spring. May we come back to it?"
    year.does("04-01 20:15", CLIENT, amend.decline, offer, id="dearer-calls-no", words=words)


def a_week(year: Year, most: int, text: str) -> Data:
    """The allowance of coaching calls with another number."""
    clause = year.clause("coaching-a-week")
    return clause | {"text": text, "tally": clause["tally"] | {"at_most": most}}


def fee(free: str, minutes: int, minor: int) -> Data:
    """What calls cost beyond their free minutes."""
    cost = f"then each started 15 minutes cost {minor // 100} pounds"
    price = {
        "kind": "rate", "price": {"kind": "amount", "minor": minor, "currency": "GBP"},
        "per": "PT15M", "free": f"PT{minutes}M", "started_unit": "counts", "units_from": "excess",
    }  # fmt: skip
    return {
        "text": f"{free} of a call are free, {cost}. Arranging an appointment is always free.",
        "price": price,
    }


def april(year: Year) -> None:
    """Each proposes something, they merge, and the client agrees clause by clause: version 3."""
    portal = {
        "id": "portal",
        "text": "Write in the portal about appointments, how the week goes, and what you noticed.",
        "purposes": ["administrative", "check_in", "update", "reflection"],
    }
    wider = edited(year.now, portal)
    one = year.does("04-13 18:00", CLIENT, amend.propose, wider, id="reflections", **SIGNED)
    dearer = edited(year.now, {"id": "long-calls"} | fee("The first 15 minutes", 15, 1800))
    two = year.does("04-14 09:00", THERAPIST, amend.propose, dearer, id="a-little-dearer", **SIGNED)
    both = year.does("04-20 10:00", THERAPIST, amend.merge, (one, two), id="both", **SIGNED)
    for when, clause in (("04-21 19:00", "portal"), ("04-23 19:30", "long-calls")):
        name = f"both-{clause}-yes"
        year.does(when, CLIENT, amend.assent, both, id=name, clauses=[clause], **SIGNED)
    year.does("04-24 09:00", THERAPIST, amend.adopt, both, id="version-3")


def may(year: Year) -> None:
    """A hard fortnight: calls in the evening and at weekends, until the eighteenth."""
    instead = year.clause("calls") | {
        "text": "For these two weeks, ring whenever the portal is open.",
        "timetable": "portal-hours",
    }
    year.does(
        "05-04 11:00", THERAPIST, amend.make_exception, clause(instead), id="hard-fortnight",
        ends=time("05-18 11:00"), reason=ExceptionReason.HARD_TIME, agreed=[yes("05-04 10:30")],
    )  # fmt: skip
    year.notes("05-09 20:00", "an-evening", coaching_call("call-may", "05-09 18:30", 20))
    # For the autumn: the therapist offers other hours, the client asks for one evening.
    shorter = {"office": [weekly("mon tue wed thu", "09:00", "16:00")]}
    offer = year.does(
        "05-26 10:00", THERAPIST, amend.propose, edited(year.now, hours=shorter), id="autumn-hours"
    )
    evening = {"office": [weekly("mon tue wed", "09:00", "16:00"), weekly("thu", "11:00", "19:00")]}
    counter = year.does(
        "05-27 18:00", CLIENT, amend.counter, offer, edited(year.now, hours=evening),
        id="one-evening", words="I work until four. One later day would do.", **SIGNED,
    )  # fmt: skip
    year.does("05-29 09:00", THERAPIST, amend.assent, counter, id="one-evening-yes", **SIGNED)
    begins = time("08-31 23:00")  # the first of September in London
    year.does("05-29 12:00", THERAPIST, amend.adopt, counter, id="version-4", in_force_from=begins)


def clause(data: Data) -> Any:
    """A clause from plain data."""
    return boundlib.from_dict(data, AnyClause)


def yes(when: str) -> Agreed:
    """The client's spoken yes to what somebody else does."""
    return Agreed(party=CLIENT, capacity=Capacity.SELF, at=time(when), method="spoken")


def summer(year: Year) -> None:
    """The client takes back what the GP may hear, rests for three weeks, and asks for a review."""
    year.does("06-10 08:00", CLIENT, amend.withdraw_consent, "gp-release", id="no-more-to-the-gp")
    year.does("06-22 09:00", CLIENT, amend.pause, id="rest")
    year.does("07-13 09:00", CLIENT, amend.resume, id="back")
    asked = ["portal-reply", "coaching-a-week"]
    year.does("09-07 18:00", CLIENT, amend.request_review, id="let-us-look", clauses=asked)
    held = {"kind": "review_held", "id": "autumn-review", "clauses": asked, "outcome": "change"}
    year.notes("09-14 11:00", "review", held | {"at": str(time("09-14 10:00"))})


def autumn(year: Year) -> None:
    """The GP may hear less than before: version 7. The record is put right. An offer lapses."""
    narrow = edited(year.now, GP_ONLY_THAT_I_COME)
    offer = year.does("09-15 18:00", CLIENT, amend.propose, narrow, id="only-that-i-come", **SIGNED)
    year.does("09-16 09:00", THERAPIST, amend.assent, offer, id="only-that-i-come-yes", **SIGNED)
    year.does("09-16 09:30", THERAPIST, amend.adopt, offer, id="version-7")
    right = fact(
        coaching_call("call-february-again", "02-04 16:30", 15)
        | {"recorded_at": str(time("09-21 10:00")), "replaces": "call-february"}
    )
    year.does(
        "09-21 10:00", THERAPIST, amend.correct, [right], id="shorter-than-noted",
        agreed=[yes("09-21 09:45")],
    )  # fmt: skip
    year.does(
        "10-05 10:00", THERAPIST, amend.propose, edited(year.now, TEXTS), id="texts",
        lapses_at=time("10-31 00:00"), **SIGNED,
    )  # fmt: skip


GP_ONLY_THAT_I_COME: Data = {
    "kind": "sharing.release",
    "id": "gp-release",
    "text": "You may tell my GP that I come, until the end of the year.",
    "by": [THERAPIST],
    "to": ["gp"],
    "items": ["attendance"],
    "purposes": ["treatment"],
    "flow": "disclose",
    "end": "2026-12-31",
    "conditions_care": False,
}

TEXTS: Data = {
    "kind": "contact.channel",
    "id": "texts",
    "text": "Texts are for moving an appointment.",
    "medium": "text_message",
    "purposes": ["scheduling"],
}


def winter(year: Year) -> None:
    """The client needs fewer calls: version 8. In December they tell that the work will end."""
    fewer = a_week(year, 1, "Up to 1 coaching call a week.")
    offer = year.does(
        "11-09 18:00", CLIENT, amend.propose, edited(year.now, REVIEW_MONTHLY), id="monthly"
    )
    year.does("11-10 08:00", CLIENT, amend.withdraw_proposal, offer, id="monthly-back")
    wish = edited(year.now, fewer, REVIEW_MONTHLY)
    offer = year.does("11-16 18:00", CLIENT, amend.propose, wish, id="fewer-calls", **SIGNED)
    year.does("11-17 09:00", THERAPIST, amend.assent, offer, id="fewer-calls-yes", **SIGNED)
    year.does("11-18 09:00", THERAPIST, amend.adopt, offer, id="version-8")
    words = "I can do this on my own now. Thank you."
    last = Instant.parse("2027-01-11T12:00:00Z")
    year.does("12-14 10:30", CLIENT, amend.end, id="goodbye", ends_at=last, words=words, **SPOKEN)


REVIEW_MONTHLY: Data = {
    "id": "review",
    "text": "We go through this together every month, and within 2 weeks whenever one of us asks.",
    "every": {"clock": "calendar", "amount": "P1M"},
}


def told() -> Year:
    """The whole year."""
    year = Year()
    for part in (january, march, april, may, summer, autumn, winter):
        part(year)
    return year


# --- the files ------------------------------------------------------------------------------------


def files() -> dict[str, str]:
    """Every file that is written, by its name."""
    year = told()
    ledger: Ledger = year.book.to_document()
    # Two receipts: what each of the two kept, one from spring and one from the end.
    kept = {"client": year.receipts[-1], "therapist": year.receipts[10]}
    found = {f"{who}.receipt": pretty(receipt) for who, receipt in kept.items()}
    lines = "".join(year.book.to_lines())
    return {"history.json": pretty(ledger), "history.jsonl": lines} | found


def pretty(value: Any) -> str:
    """A value as JSON that people read."""
    return json.dumps(boundlib.to_dict(value), indent=1, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Check or write the files; 1 where one differs."""

    def made() -> dict[Path, str]:
        return {FOLDER / file: text for file, text in files().items()}

    return check_or_write("python scripts/renegotiated_year.py", made, arguments)


if __name__ == "__main__":
    raise SystemExit(main())
