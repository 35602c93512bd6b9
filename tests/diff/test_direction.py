"""What a change does to the rule, and for whom: case by case, from the sentences."""

from __future__ import annotations

import copy
from typing import Any, get_args

import pytest

from boundlib.declare.shapes import object_shape
from boundlib.diff import Change, diff
from boundlib.model.agreement import AnyClause
from boundlib.wire.documents import from_dict
from tests.decide.making import CLIENT, OFFICE, THERAPIST, Data, agreement, decided, question

GP: Data = {"id": "surgery", "roles": ["gp"]}
PEOPLE = [CLIENT, THERAPIST, GP]

PHONE: Data = {"kind": "contact.channel", "id": "phone", "medium": "phone", "by": ["client"],
               "to": ["therapist"], "purposes": ["coaching"]}  # fmt: skip
WINDOW: Data = {"kind": "contact.window", "id": "calls", "by": ["client"], "to": ["therapist"],
                "timetable": "office", "use": "sending"}  # fmt: skip
READING = WINDOW | {"id": "reads", "by": ["therapist"], "to": ["client"], "use": "reading"}
REPLY: Data = {"kind": "contact.reply_time", "id": "reply", "by": ["therapist"], "to": ["client"],
               "strength": "promise",
               "within": {"clock": "open", "amount": "PT8H", "timetable": "office"}}  # fmt: skip
FEE: Data = {"kind": "contact.fee", "id": "fee", "to": ["therapist"],
             "price": {"kind": "amount", "minor": 2000, "currency": "GBP"}}  # fmt: skip
RATE: Data = {"kind": "rate", "price": FEE["price"], "per": "PT15M", "free": "PT10M"}
TALLY: Data = {"unit": "events", "count": [{"fact": "call_held"}], "at_most": 2,
               "window": {"kind": "period", "period": "week"}}  # fmt: skip
ALLOWANCE: Data = {"kind": "contact.allowance", "id": "calls-a-week", "by": ["client"],
                   "to": ["therapist"], "tally": TALLY}  # fmt: skip
RELEASE: Data = {"kind": "sharing.release", "id": "gp", "by": ["therapist"], "to": ["gp"],
                 "items": ["attendance"], "purposes": ["treatment"], "flow": "disclose",
                 "end": "2026-06-30"}  # fmt: skip
REFUSAL: Data = {"kind": "sharing.refusal", "id": "no", "items": ["diagnosis"]}
RULE: Data = {"kind": "sharing.release_rule", "id": "rule", "form": ["written"]}
CONSULTATION: Data = {"kind": "sharing.consultation", "id": "peers", "named": "not"}

WORSE = {"client": "loses", "therapist": "gains"}
BETTER = {"client": "gains", "therapist": "loses"}
BOTH = {"client": "mixed", "therapist": "mixed"}
OPENED = WORSE | {"surgery": "gains"}
CLOSED = BETTER | {"surgery": "loses"}
UNSURE = BOTH | {"surgery": "mixed"}


def one(old: list[Data], new: list[Data], **root: Any) -> Change:
    """The one change between two texts that otherwise say the same."""
    root = {"parties": PEOPLE} | root
    news = root | root.pop("then", {})
    (change,) = diff(from_dict(agreement(*old, **root)), from_dict(agreement(*new, **news)))
    return change


def effects(change: Change) -> dict[str, str]:
    return {party: str(e) for party, e in change.effects.items() if e != "same"}


@pytest.mark.parametrize(
    ("clause", "more", "direction", "whom"),
    [
        (PHONE, {"purposes": ["coaching", "scheduling"]}, "loosened", BETTER),
        (PHONE, {"purposes": None}, "loosened", BETTER),
        (PHONE, {"not_for": ["scheduling"]}, "tightened", WORSE),
        (PHONE, {"timetable": "office"}, "tightened", WORSE),
        (PHONE, {"force": "automatic"}, "neutral", {}),
        (PHONE, {"force": "by_arrangement"}, "tightened", WORSE),
        (PHONE, {"medium": "email"}, "shifted", BOTH),
        (PHONE, {"text": "We ring."}, "neutral", {}),
        # A grant that begins to speak elsewhere may close what another kind of grant opens.
        (PHONE, {"when": {"fact": "well"}}, "shifted", BOTH),
        (WINDOW, {"channels": ["phone"]}, "shifted", BOTH),
        # Hours for reading open nothing: they bind whoever reads, and the other waits.
        (READING, {"channels": ["phone"]}, "shifted", BOTH),
        (READING, {"force": "may"}, "shifted", BOTH),
        (REPLY, {"within": REPLY["within"] | {"amount": "PT4H"}}, "tightened", BETTER),
        (REPLY, {"within": REPLY["within"] | {"amount": {"about": "PT4H"}}}, "shifted", BOTH),
        (REPLY, {"within": {"clock": "elapsed", "amount": "PT8H"}}, "shifted", BOTH),
        (REPLY, {"strength": "aim"}, "loosened", WORSE),
        (FEE, {"price": FEE["price"] | {"minor": 2500}}, "tightened", WORSE),
        (FEE, {"price": FEE["price"] | {"currency": "EUR"}}, "shifted", BOTH),
        (FEE, {"not_for": ["scheduling"]}, "loosened", BETTER),
        # Whatever of a fee changes, the client pays it.
        (FEE, {"channels": ["letter"]}, "loosened", BETTER),
        (FEE, {"purposes": ["coaching"]}, "loosened", BETTER),
        (FEE, {"force": "may"}, "loosened", BETTER),
        (FEE, {"by": ["client"]}, "neutral", {}),
        (FEE | {"price": RATE}, {"price": RATE | {"free": "PT15M"}}, "loosened", BETTER),
        (ALLOWANCE, {"tally": TALLY | {"at_most": 3}}, "loosened", BETTER),
        (ALLOWANCE, {"tally": TALLY | {"unit": "days"}}, "shifted", BOTH),
        (ALLOWANCE, {"purposes": ["coaching"]}, "loosened", BETTER),
        (RELEASE, {"items": ["record"]}, "loosened", OPENED),
        (RELEASE, {"items": ["diagnosis"]}, "shifted", UNSURE),
        (RELEASE, {"end": "2026-05-31"}, "tightened", CLOSED),
        # Where nobody is named, the client signs.
        (RELEASE, {"signers": ["client"]}, "neutral", {}),
        (RELEASE, {"signers": ["client", "gp"]}, "tightened", CLOSED),
        (RELEASE, {"signers": ["gp"]}, "shifted", UNSURE),
        (RELEASE, {"flow": "both"}, "loosened", OPENED),
        (REFUSAL, {"items": ["treatment"]}, "shifted", BOTH),
        (REFUSAL, {"items": None}, "tightened", BETTER),
        (RULE, {"form": ["written", "spoken"]}, "loosened", WORSE),
        (RULE, {"withdrawal": ["written"]}, "neutral", {}),
        (CONSULTATION, {"named": "full"}, "loosened", WORSE),
        (CONSULTATION, {"items": ["diagnosis"]}, "tightened", BETTER),
        # Where nobody is named, the therapist tells and a supervisor is told.
        (CONSULTATION, {"to": ["gp"]}, "shifted", UNSURE),
        (CONSULTATION, {"by": ["therapist"]}, "neutral", {}),
        # The whole record does not reach what must be named itself.
        (CONSULTATION, {"items": ["psychotherapy_notes"]}, "shifted", BOTH),
    ],
)  # fmt: skip
def test_a_field(clause: Data, more: Data, direction: str, whom: dict[str, str]) -> None:
    """spec/renegotiation 38-39, 48-49"""
    new = {name: value for name, value in (clause | more).items() if value is not None}
    change = one([clause], [new])
    assert (change.direction, effects(change)) == (direction, whom)


@pytest.mark.parametrize(
    ("clause", "beside", "direction"),
    [
        (ALLOWANCE, [PHONE], "tightened"),
        (REFUSAL, [RELEASE], "tightened"),
        (RELEASE, [], "loosened"),
        (FEE, [], "tightened"),
        (FEE, [FEE | {"id": "other-fee"}], "shifted"),
        (FEE | {"price": FEE["price"] | {"minor": 0}}, [], "shifted"),
        (REPLY, [], "tightened"),
        (REPLY, [REPLY | {"id": "other-reply"}], "shifted"),
        # The first window closes what the channel alone had open; a second one opens more.
        (WINDOW, [PHONE], "shifted"),
        (WINDOW, [PHONE, WINDOW | {"id": "other-calls"}], "loosened"),
        (PHONE, [PHONE | {"id": "other-phone", "purposes": ["scheduling"]}], "loosened"),
        (PHONE, [PHONE | {"id": "email", "medium": "email"}], "shifted"),
    ],
)
def test_a_clause_that_comes_or_goes(clause: Data, beside: list[Data], direction: str) -> None:
    """spec/renegotiation 39, 50"""
    turned = {"tightened": "loosened", "loosened": "tightened"}
    assert one(beside, [*beside, clause]).direction == direction
    assert one([*beside, clause], beside).direction == turned.get(direction, direction)


def longer(**more: Any) -> list[Data]:
    office = copy.deepcopy(OFFICE)
    office["weekly"][0] |= {"end": "18:00"}
    return [office | more]


@pytest.mark.parametrize(
    ("clauses", "direction", "whom"),
    [
        ([WINDOW], "loosened", BETTER),
        ([REPLY], "tightened", BETTER),
        ([WINDOW, REPLY], "shifted", BETTER),
        ([], "neutral", {}),
        ([REPLY | {"within": {"clock": "working_days", "count": 1, "timetable": "office",
                              "ends": "close"}}], "shifted", BOTH),
        ([WINDOW, ALLOWANCE | {"when": {"clause": "calls", "is": "inside"}}], "shifted", BOTH),
    ],
)  # fmt: skip
def test_a_timetable_counts_through_each_use(
    clauses: list[Data], direction: str, whom: dict[str, str]
) -> None:
    """spec/renegotiation 50"""
    change = one(clauses, clauses, then={"timetables": longer()})
    assert (change.part, change.field, change.direction) == ("timetable", "weekly", direction)
    assert effects(change) == whom


AWAY = {"party": "therapist", "first": "2026-06-01", "last": "2026-06-05"}


def special(*hours: Data) -> Data:
    """A Monday with hours of its own."""
    return {"special_days": [{"on": "2026-06-01", "hours": list(hours)}]}


@pytest.mark.parametrize(
    ("more", "direction"),
    [
        (special(), "tightened"),
        (special({"start": "08:00", "end": "18:00"}), "loosened"),
        (special({"start": "12:00", "end": "18:00"}), "shifted"),
        ({"leave": [AWAY]}, "tightened"),
        ({"holidays": {"country": "GB"}}, "tightened"),
        ({"holidays": {"unstated": "blank"}}, "shifted"),
        ({"zone": "Africa/Cairo"}, "shifted"),
    ],
)  # fmt: skip
def test_a_part_of_a_timetable(more: Data, direction: str) -> None:
    """spec/renegotiation 50"""
    assert one([WINDOW], [WINDOW], then={"timetables": [OFFICE | more]}).direction == direction


@pytest.mark.parametrize(
    ("clause", "more", "whom"),
    [
        (ALLOWANCE, {"to": ["therapist", "gp"]}, {"client": "loses", "surgery": "gains"}),
        (ALLOWANCE, {"by": ["client", "gp"]}, {"therapist": "gains", "surgery": "loses"}),
        (RELEASE, {"to": ["gp", "school"]},
         {"client": "loses", "therapist": "gains", "sch": "gains"}),
        (RELEASE, {"by": ["therapist", "school"]},
         {"client": "loses", "surgery": "gains", "sch": "gains"}),
    ],
)  # fmt: skip
def test_who_stays_on_a_side_is_not_concerned(
    clause: Data, more: Data, whom: dict[str, str]
) -> None:
    """spec/renegotiation 49"""
    people = [*PEOPLE, {"id": "sch", "roles": ["school"]}]
    assert effects(one([clause], [clause | more], parties=people)) == whom
    back = {"gains": "loses", "loses": "gains"}
    turned = effects(one([clause | more], [clause], parties=people))
    assert turned == {who: back[effect] for who, effect in whom.items()}


def test_longer_hours_for_reading_are_no_loss_of_whoever_writes() -> None:
    """spec/renegotiation 51"""
    long = OFFICE | {"weekly": [OFFICE["weekly"][0] | {"end": "19:00"}]}
    change = one([READING], [READING], then={"timetables": [long]})
    assert (change.direction, effects(change)) == ("shifted", BOTH)
    tables = [OFFICE, long | {"id": "long"}]
    change = one([READING], [READING | {"timetable": "long"}], timetables=tables)
    assert (change.direction, effects(change)) == ("shifted", BOTH)


def test_hours_without_a_zone_are_in_that_of_the_agreement() -> None:
    """spec/renegotiation 45-46"""
    named = [OFFICE | {"zone": "Europe/London"}]
    old = from_dict(agreement(WINDOW))
    assert not diff(old, from_dict(agreement(WINDOW, timetables=named)))
    # To name it when the agreement's becomes another one keeps the hours what they were.
    moved = diff(old, from_dict(agreement(WINDOW, timetables=named, zone="Africa/Cairo")))
    assert [(c.part, c.field) for c in moved] == [("agreement", "zone")]
    # Longer hours of the same zone are looser, whether or not they say which it is.
    long = {"id": "long", "zone": "Europe/London", "weekly": [
        OFFICE["weekly"][0] | {"end": "19:00"}]}  # fmt: skip
    tables = [OFFICE, long]
    assert (
        one([WINDOW], [WINDOW | {"timetable": "long"}], timetables=tables).direction == "loosened"
    )


def test_who_is_away_is_no_change_of_nothing() -> None:
    """spec/renegotiation 50: who covers is answered by leave that no clause speaks of"""
    for old, new in (([OFFICE], [OFFICE | {"leave": [AWAY]}]),
                     ([OFFICE], [OFFICE, {"id": "away", "leave": [AWAY]}])):  # fmt: skip
        change = one([PHONE], [PHONE], timetables=old, then={"timetables": new})
        assert (change.direction, effects(change)) == ("shifted", BOTH)
    asked = question("contact.cover", "2026-06-03T12:00:00Z")
    texts = [agreement(PHONE, timetables=[table]) for table in (OFFICE, OFFICE | {"leave": [AWAY]})]
    assert [str(decided(text, asked).outcome) for text in texts] == ["not_applicable", "answered"]


def test_what_stands_beside_a_clause_can_shift_it() -> None:
    """spec/renegotiation 39"""
    wider = PHONE | {"purposes": ["coaching", "scheduling"]}
    readings = [PHONE | {"reading_of": "s"}, PHONE | {"id": "phone-2", "reading_of": "s"}]
    change = one(readings, [wider | {"reading_of": "s"}, readings[1]])
    assert change.direction == "shifted"
    # Who was told nothing of it may tell what is theirs; told of it, only what was let.
    tells = RELEASE | {"id": "onward", "by": ["gp"], "to": ["therapist", "school"]}
    assert one([RELEASE, tells], [tells]).direction == "shifted"
    # A later signer begins a release later, whose time runs from the consent.
    runs = RELEASE | {"end": {"clock": "calendar", "amount": "P30D"}}
    signed = [RULE | {"signers": ["client"]}, RULE | {"signers": ["client", "therapist"]}]
    assert one([runs, signed[0]], [runs, signed[1]]).direction == "shifted"
    assert one([RELEASE, signed[0]], [RELEASE, signed[1]]).direction == "tightened"


@pytest.mark.parametrize(
    ("then", "part", "direction"),
    [
        ({"zone": "Africa/Cairo"}, "agreement", "shifted"),
        ({"jurisdiction": {"country": "DE"}}, "agreement", "shifted"),
        ({"term": {"last": "2027-01-01"}}, "agreement", "shifted"),
        ({"language": "cy"}, "agreement", "neutral"),
        ({"parties": [CLIENT, THERAPIST | {"name": "Ada"}, GP]}, "party", "neutral"),
        ({"parties": [CLIENT, THERAPIST, GP | {"roles": ["school"]}]}, "party", "shifted"),
        ({"parties": [CLIENT, THERAPIST]}, "party", "shifted"),
    ],
)
def test_the_frame(then: Data, part: str, direction: str) -> None:
    """spec/renegotiation 48, 51"""
    change = one([PHONE], [PHONE], then=then)
    assert (change.part, change.direction) == (part, direction)
    assert set(effects(change).values()) == (set() if direction == "neutral" else {"mixed"})


def test_only_who_comes_gains() -> None:
    """spec/renegotiation 49"""
    change = one([ALLOWANCE], [ALLOWANCE | {"by": ["client", "gp"]}])
    assert change.direction == "tightened"
    assert effects(change) == {"surgery": "loses", "therapist": "gains"}


def test_what_is_newer_than_the_reader_is_shifted() -> None:
    """spec/decisions 89"""
    old = from_dict(agreement(PHONE))
    new = from_dict(agreement(PHONE | {"purposes": ["clinical"], "newer": 1}), lenient=True)
    assert {change.direction for change in diff(old, new)} == {"shifted"}
    unknown = from_dict(agreement(PHONE, {"kind": "contact.newer", "id": "n"}), lenient=True)
    assert [effects(change) for change in diff(old, unknown)] == [BOTH]


def test_every_kind_of_clause_says_what_more_of_it_does() -> None:
    """Each kind has a member with an order, but a notice, whose members have none."""
    without = set()
    heads = {"text", "by", "to", "waives", "extensions", "when", "valid", "channels", "force"}
    for cls in get_args(AnyClause):
        members = object_shape(cls).members
        if not any(m.effect for name, m in members.items() if name not in heads):
            without.add(cls.kind)
    assert without == {
        "contact.channel_risk", "crisis.safety_plan", "crisis.advance_preference"
    }  # fmt: skip


def test_what_is_said_to_have_no_order_is_shifted() -> None:
    """Not wider, whatever the clause is of (48)."""
    ending: Data = {"kind": "governance.ending", "id": "end", "continues": ["calls"]}
    more = ending | {"continues": ["calls", "reply"]}
    none = {k: v for k, v in ending.items() if k != "continues"}
    for old, new in ((ending, more), (more, ending), (none, ending), (ending, none)):
        change = one([WINDOW, REPLY, old], [WINDOW, REPLY, new])
        assert (change.field, change.direction) == ("continues", "shifted")


@pytest.mark.parametrize("kind", ["governance.exception_process", "work.setback"])
def test_a_clause_that_stays_untouched_tightens_and_none_is_the_least(kind: str) -> None:
    extra = {"force": "may"} if kind == "governance.exception_process" else {"meets": ["talk"]}
    none: Data = {"kind": kind, "id": "clause", **extra}
    some = none | {"untouched": ["reply"]}
    change = one([REPLY, none], [REPLY, some])
    assert (change.field, change.direction) == ("untouched", "tightened")
    change = one([REPLY, some], [REPLY, none])
    assert (change.field, change.direction) == ("untouched", "loosened")
