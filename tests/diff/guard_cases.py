"""Changes that one field's order would put in an order wrongly, each with what shows that.

In each, the order alone would say `wrong`; the question, on the record, is answered so in the old
and the new text that it would be false.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.decide.making import (
    CLIENT,
    MON,
    OFFICE,
    THERAPIST,
    THU,
    Data,
    at,
    channel,
    consent,
    question,
    stated,
    window,
)

NIGHT, NOON, EVENING = at(MON, "21:30"), at(MON), at(MON, "18:30")
EVENINGS: Data = {"id": "evenings", "weekly": [
    {"days": ["mon", "tue", "wed", "thu", "fri"], "start": "18:00", "end": "21:00"}]}  # fmt: skip
GP: Data = {"id": "surgery", "roles": ["gp"]}
NURSE: Data = {"id": "nurse", "roles": ["agent"], "acts_for": "surgery"}
SCHOOL: Data = {"id": "school", "roles": ["school"]}
MOTHER: Data = {"id": "mother", "roles": ["guardian"], "signs": True}
ANNA, BEN = CLIENT | {"id": "anna"}, CLIENT | {"id": "ben"}
COLLEAGUE: Data = {"id": "colleague", "roles": ["agent"]}
EVERYBODY = [CLIENT, THERAPIST, GP, NURSE, SCHOOL, MOTHER, COLLEAGUE]
ROOT: Data = {"parties": EVERYBODY, "timetables": [OFFICE, EVENINGS]}


class Case(NamedTuple):
    """One change that only looks ordered."""

    wrong: str
    """What the order of the field would say."""
    was: str
    """What the old text answers: the outcome, or the least value of what it answers."""
    now: str
    """What the new text answers."""
    old: list[Data]
    new: list[Data]
    asked: Data
    facts: tuple[Data, ...] = ()
    root: Data = ROOT
    then: Data | None = None
    """What else the new text says otherwise."""


def rings(when: str = NIGHT, **more: Any) -> Data:
    return question("contact.may", when, **({"channel": "phone", "purpose": "coaching"} | more))


# --- a matter that is shared out ------------------------------------------------------------------

OLDER: Data = {"when": {"quantity": "age", "at_least": 18}}
BETWEEN: Data = {"when": {"quantity": "age", "at_least": 15, "at_most": 17}}
YOUNGER: Data = {"when": {"quantity": "age", "at_most": 14}}
SIXTEEN = ROOT | {"parties": [CLIENT | {"birth_date": "2010-03-01"}, THERAPIST]}
PHONE, LATE = channel(), window("late", timetable="evenings")
OWN_WAY: Data = {"by": ["client"]}
CALLS: Data = {"kind": "contact.allowance", "tally": {
    "unit": "events", "count": [{"fact": "call_held"}], "at_most": 2,
    "window": {"kind": "period", "period": "week"}}}  # fmt: skip
WELL: Data = {"kind": "contact.precondition", "require": {"fact": "well"}}

AT_WORK: Data = {"when": {"fact": "at-work"}}


def three(clause: Data) -> list[Data]:
    """For the youngest, those between, the oldest."""
    also = clause.get("when")
    return [
        clause | {"id": f"tier-{i}"} | ({"when": {"all": [also, tier["when"]]}} if also else tier)
        for i, tier in enumerate((YOUNGER, BETWEEN, OLDER))
    ]


def without_between(clause: Data) -> list[Data]:
    first, _, last = three(clause)
    return [PHONE, first, last]


IN_TIERS = {
    "an allowance that goes leaves a gap": Case(
        "loosened", "permit", "unknown",
        [PHONE, *three(CALLS)], without_between(CALLS), rings(), (), SIXTEEN
    ),
    "a condition that goes leaves a gap": Case(
        "loosened", "permit", "unknown", [PHONE, *three(WELL)], without_between(WELL), rings(),
        (stated("well", True),), SIXTEEN,
    ),
    "the quantity is one condition among others": Case(
        "loosened", "permit", "unknown",
        [PHONE, *three(WELL | AT_WORK)], without_between(WELL | AT_WORK), rings(),
        (stated("well", True), stated("at-work", True) | {"id": "at-work"}), SIXTEEN,
    ),
    "a way that comes makes a gap": Case(
        "loosened", "permit", "unknown", [PHONE, channel("older", **OWN_WAY, **OLDER)],
        [PHONE, channel("older", **OWN_WAY, **OLDER), channel("younger", **OWN_WAY, **YOUNGER)],
        rings(), (), SIXTEEN,
    ),
    "hours that come make a gap": Case(
        "loosened", "permit", "unknown", [PHONE, LATE, window("older", **OWN_WAY, **OLDER)],
        [PHONE, LATE, window("older", **OWN_WAY, **OLDER), window("younger", **OWN_WAY, **YOUNGER)],
        rings(EVENING), (), SIXTEEN,
    ),
}  # fmt: skip

# --- ways and hours of contact --------------------------------------------------------------------

MOVED: Data = {"redirects": [{"purposes": ["coaching"], "to": "email"}]}
LINE, LINE_2 = channel("line"), channel("line-2", purposes=["scheduling"])
BY_EMAIL = window("by-email", timetable="evenings", channels=["email"])
DAY = window("day")
READING_1 = window("reading-1", timetable="evenings", reading_of="hours")
READING_2 = window("reading-2", by=["therapist"], reading_of="hours")

GRANTS = {
    "named, a purpose is no longer moved away": Case(
        "tightened", "deny", "permit",
        [channel(**MOVED)], [channel(purposes=["coaching"], **MOVED)], rings()
    ),
    "no other way than these": Case(
        "loosened", "permit", "deny",
        [PHONE, BY_EMAIL], [PHONE, BY_EMAIL, channel("phone-2", only=True)],
        rings(EVENING, channel="email"),
    ),
    "of two, it is not known which a window means": Case(
        "loosened", "permit", "unknown", [LINE, DAY | {"channels": ["line"]}, LATE],
        [LINE, DAY | {"channels": ["line"]}, LATE, LINE_2],
        rings(NOON),
    ),
    "the first hours": Case("loosened", "permit", "deny", [PHONE], [PHONE, DAY], rings()),
    "the others speak only under a condition": Case(
        "loosened", "permit", "deny", [PHONE, LATE | {"when": {"fact": "well"}}],
        [PHONE, LATE | {"when": {"fact": "well"}}, DAY], rings(), (stated("well", False),),
    ),
    "the others are rival readings": Case(
        "loosened", "permit", "unknown",
        [PHONE, READING_1, READING_2], [PHONE, READING_1, READING_2, DAY],
        rings(EVENING),
    ),
    "the others are for reading": Case(
        "loosened", "permit", "deny",
        [PHONE, LATE | {"use": "reading"}], [PHONE, LATE | {"use": "reading"}, DAY],
        rings(),
    ),
    "the others are for another purpose": Case(
        "loosened", "permit", "deny", [PHONE, LATE | {"purposes": ["scheduling"]}],
        [PHONE, LATE | {"purposes": ["scheduling"]}, DAY], rings(),
    ),
    "the others are for another way": Case(
        "loosened", "permit", "deny", [PHONE, BY_EMAIL], [PHONE, BY_EMAIL, DAY], rings()
    ),
    "the others have other dates": Case(
        "loosened", "permit", "deny", [PHONE, LATE | {"valid": {"last": "2026-05-31"}}],
        [PHONE, LATE | {"valid": {"last": "2026-05-31"}}, DAY], rings(),
    ),
    "the others are for somebody else": Case(
        "loosened", "permit", "deny",
        [PHONE, LATE | {"by": ["therapist"]}], [PHONE, LATE | {"by": ["therapist"]}, DAY],
        rings(),
    ),
    "another medium": Case(
        "loosened", "permit", "deny", [PHONE, BY_EMAIL],
        [PHONE, BY_EMAIL, channel("mail", "email", purposes=["scheduling"])],
        rings(EVENING, channel="email"),
    ),
    "it is not known whether the others are about it": Case(
        "loosened", "permit", "unknown", [LINE, channel("line-2"), LATE | {"channels": ["line"]}],
        [LINE, channel("line-2"), LATE | {"channels": ["line"]}, DAY | {"channels": ["line"]}],
        rings(EVENING),
    ),
    "it is not known whether the others bind": Case(
        "loosened", "permit", "unknown", [PHONE, LATE | {"by": ["anna"]}],
        [PHONE, LATE | {"by": ["anna"]}, DAY | {"by": ["anna"]}],
        rings(EVENING), (), ROOT | {"parties": [ANNA, BEN, THERAPIST],
                                    # It is never known; the term says how far that is looked at.
                                    "term": {"last": "2026-06-30"}},
    ),
}  # fmt: skip

HOURS_FOR_MORE = {
    f"hours for more: {name}": Case(
        "loosened", "permit", "deny", [PHONE, LATE | {"valid": {"last": "2026-01-31"}}, DAY | old],
        [PHONE, LATE | {"valid": {"last": "2026-01-31"}}, DAY | new], rings(),
        (stated("well", False),),
    )
    for name, old, new in (
        ("by", {"by": ["therapist"]}, {"by": ["therapist", "client"]}),
        ("to", {"to": ["client"]}, {"to": ["client", "therapist"]}),
        ("when", {"when": {"fact": "well"}}, {}),
        ("valid", {"valid": {"last": "2026-05-31"}}, {"valid": {"last": "2026-06-30"}}),
        ("channels", {"channels": ["email"]}, {"channels": ["email", "phone"]}),
        ("purposes", {"purposes": ["update"]}, {"purposes": ["update", "coaching"]}),
    )
}  # fmt: skip

# --- replies and fees -----------------------------------------------------------------------------

REPLY: Data = {"kind": "contact.reply_time", "id": "reply", "by": ["therapist"], "to": ["client"],
               "strength": "promise",
               "within": {"clock": "elapsed", "amount": "PT24H"}}  # fmt: skip
OPEN: Data = {"within": {"clock": "open", "amount": "PT8H", "timetable": "office"}}
SLOWER: Data = {"id": "coaching", "purposes": ["coaching"],
                "within": {"clock": "elapsed", "amount": "PT48H"}}  # fmt: skip
AWAY = ROOT | {"timetables": [OFFICE | {"leave": [
    {"party": "colleague", "first": MON, "last": THU}]}]}  # fmt: skip
WRITES = question("contact.reply_due", NOON, sent_at=NOON, purpose="coaching", channel="email")
COSTS = question("contact.cost", NOON, purpose="coaching", channel="phone", minutes=30)


def fee(minor: int, id_: str = "fee", **more: Any) -> Data:
    price = {"kind": "amount", "minor": minor, "currency": "GBP"}
    return {"kind": "contact.fee", "id": id_, "price": price} | more


RATE: Data = {"kind": "rate", "per": "PT15M", "free": "PT40M", "units_from": "excess"}

REPLIES_AND_FEES = {
    "leave pauses whoever owes a reply": Case(
        "tightened", "2026-06-02T12:00:00Z", "2026-06-05T16:00:00Z",
        [REPLY | OPEN], [REPLY | OPEN | {"by": ["therapist", "colleague"]}], WRITES,
        (), AWAY,
    ),
    "the reply time that says more rules": Case(
        "tightened", "2026-06-02T12:00:00Z", "2026-06-03T12:00:00Z",
        [REPLY], [REPLY, REPLY | SLOWER], WRITES
    ),
    "of two fees none is known to rule": Case(
        "loosened", "unknown", "2000", [fee(2000), fee(500, "other")], [fee(2000)], COSTS
    ),
    "without what was free it is not known": Case(
        "loosened", "0", "not_applicable",
        [fee(0)], [], COSTS
    ),
    "nor without a rate of nothing": Case(
        "loosened", "0", "not_applicable",
        [fee(0) | {"price": RATE | {"price": fee(0)["price"]}}], [], COSTS
    ),
    "nor without a rate whose free part it lies in": Case(
        "loosened", "unknown", "not_applicable",
        [fee(0) | {"price": RATE | {"price": {"unstated": "blank"}}}], [], COSTS
    ),
    "left out of one fee, the other rules": Case(
        "loosened", "unknown", "2000", [fee(2000), fee(500, "other")],
        [fee(2000), fee(500, "other", not_for=["coaching"])], COSTS,
    ),
}  # fmt: skip

# --- sharing --------------------------------------------------------------------------------------

RELEASE: Data = {"kind": "sharing.release", "id": "told", "by": ["therapist"], "to": ["gp"],
                 "items": ["attendance"], "purposes": ["treatment"],
                 "flow": "disclose"}  # fmt: skip
ONWARD = RELEASE | {"id": "onward", "by": ["gp"], "to": ["school"]}
OBTAINS: Data = {"by": ["gp"], "to": ["therapist"], "flow": "obtain"}
ASKED_FOR = ONWARD | {"by": ["school"], "to": ["gp"], "flow": "obtain"}
RUNS: Data = {"end": {"clock": "calendar", "amount": "P7D"}}
RULE: Data = {"kind": "sharing.release_rule", "id": "rule"}
UNIT: Data = {"kind": "sharing.unit_of_care", "id": "unit", "unit": "couple"}
COUPLE = ROOT | {"parties": [ANNA, BEN, THERAPIST, GP]}
RECORDING: Data = {"kind": "sharing.recording", "id": "recording", "of": ["sound"],
                   "purposes": ["supervision"]}  # fmt: skip


def tells(by: str, to: str, when: str = NOON) -> Data:
    named = {"items": ["attendance"], "purpose": "treatment"}
    return question("sharing.may", when, by=by, to=to, **named)


OWN = (consent("onward", at(MON, "08:00")),)
TWICE = (consent("told", at(MON)), consent("told", at(THU), by="mother"))
BOTH = (consent("told", at(MON), by="anna"), consent("told", at(THU), by="ben"))
TENTH = "2026-06-10T12:00:00Z"
SHARING = {
    "told nothing, somebody tells what is theirs": Case(
        "tightened", "deny", "permit", [RELEASE, ONWARD], [ONWARD], tells("gp", "school"), OWN
    ),
    "so does whoever acts for them": Case(
        "tightened", "deny", "permit", [RELEASE | {"staff": True}, ONWARD | {"by": ["nurse"]}],
        [ONWARD | {"by": ["nurse"]}],
        tells("nurse", "school"), OWN,
    ),
    "so does whoever may be told it by those who were": Case(
        "tightened", "deny", "permit", [RELEASE | {"to": ["school"], "onward": ["gp"]}, ONWARD],
        [RELEASE | {"to": ["school"]}, ONWARD], tells("gp", "school"), OWN,
    ),
    "so does whoever obtains it": Case(
        "tightened", "deny", "permit",
        [RELEASE | {"by": ["gp"], "to": ["therapist"], "flow": "obtain"}, ONWARD],
        [ONWARD], tells("gp", "school"), OWN,
    ),
    "so does whoever is asked for it": Case(
        "tightened", "deny", "permit",
        [RELEASE, ASKED_FOR], [ASKED_FOR], tells("gp", "school"), OWN,
    ),
    "so it is with what a payer is told": Case(
        "tightened", "deny", "permit",
        [{"kind": "sharing.third_party", "id": "payer", "by": ["therapist"], "to": ["gp"],
          "items": ["attendance"], "purposes": ["coordination"]}, ONWARD],
        [ONWARD], tells("gp", "school"), OWN,
    ),
    **{
        f"told less, somebody tells what is theirs: {name}": Case(
            "tightened", "deny", "permit", [RELEASE | old, tell], [RELEASE | new, tell],
            tells(tell["by"][0], "school"), OWN,
        )
        for name, tell, old, new in (
            ("to", ONWARD, {"to": ["gp", "family"]}, {"to": ["family"]}),
            ("by", ONWARD, OBTAINS | {"by": ["gp", "agent"]}, OBTAINS | {"by": ["agent"]}),
            ("items", ONWARD, {"items": ["attendance", "diagnosis"]}, {"items": ["diagnosis"]}),
            ("flow", ONWARD, OBTAINS | {"flow": "both"}, OBTAINS | {"flow": "disclose"}),
            ("staff", ONWARD | {"by": ["nurse"]}, {"staff": True}, {}),
        )
    },
    "a later signer ends it later": Case(
        "tightened", "deny", "permit", [RELEASE | RUNS | {"signers": ["client"]}],
        [RELEASE | RUNS | {"signers": ["client", "mother"]}],
        tells("therapist", "gp", TENTH), TWICE,
    ),
    "a rule's later signer ends it later": Case(
        "tightened", "deny", "permit", [RELEASE | RUNS, RULE | {"form": ["spoken"]}],
        [RELEASE | RUNS, RULE | {"form": ["spoken"], "signers": ["mother"]}],
        tells("therapist", "gp", TENTH), TWICE,
    ),
    "a rule that comes, with a later signer": Case(
        "tightened", "deny", "permit",
        [RELEASE | RUNS], [RELEASE | RUNS, RULE | {"signers": ["mother"]}],
        tells("therapist", "gp", TENTH), TWICE,
    ),
    "a rule about more, with a later signer": Case(
        "tightened", "deny", "permit",
        [RELEASE | RUNS, RULE | {"items": ["diagnosis"], "signers": ["mother"]}],
        [RELEASE | RUNS, RULE | {"items": ["diagnosis", "attendance"], "signers": ["mother"]}],
        tells("therapist", "gp", TENTH), TWICE,
    ),
    "all of a unit sign, and one of them later": Case(
        "tightened", "deny", "permit",
        [RELEASE | RUNS | {"signers": ["anna"]}, UNIT | {"all_sign": False}],
        [RELEASE | RUNS | {"signers": ["anna"]}, UNIT | {"all_sign": True}],
        tells("therapist", "gp", TENTH), BOTH, COUPLE,
    ),
    "a unit says what is not kept": Case(
        "tightened", "deny", "permit", [], [UNIT | {"secrets": "not_kept"}],
        question("sharing.may", NOON, by="therapist", to="ben", items=["told_alone"],
                 purpose="treatment"), (), COUPLE,
    ),
    "for one thing only, a question need not say what for": Case(
        "loosened", "permit", "unknown",
        [RECORDING], [RECORDING | {"purposes": ["supervision", "training"]}],
        question("sharing.may_record", NOON), (consent("recording", at(MON, "08:00")),),
    ),
}  # fmt: skip

# --- beside a clause ------------------------------------------------------------------------------

READINGS = [
    channel("plain", "video", purposes=["scheduling"]),
    *(channel(name, "video", reading_of="s", purposes=["coaching"]) for name in ("one", "other")),
]
ROUND = LATE | {"id": "round", "by": ["therapist"]}
OUTSIDE = WELL | {"id": "need", "require": {"not": {"clause": "round", "is": "inside"}}}
LONGER = EVENINGS | {"weekly": [EVENINGS["weekly"][0] | {"start": "10:00"}]}
ELSEWHERE = {
    "rival readings are answered together": Case(
        "loosened", "permit", "unknown", READINGS,
        [*READINGS, channel("third", "video", reading_of="s", purposes=["scheduling"])],
        rings(NOON, channel="video"),
    ),
    "what judges an event for another clause": Case(
        "loosened", "permit", "deny", [PHONE, ROUND, OUTSIDE], [PHONE, ROUND, OUTSIDE], rings(NOON),
        then={"timetables": [OFFICE, LONGER]},
    ),
}  # fmt: skip

CASES = IN_TIERS | GRANTS | HOURS_FOR_MORE | REPLIES_AND_FEES | SHARING | ELSEWHERE
