"""spec/findings 21 to 27, 96: clauses that never speak, that differ, leave a gap or overlap."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from boundlib.findings.ranges import both, joined, outside
from tests.findings.making import (
    OFFICE,
    Case,
    Data,
    allowance,
    asking,
    data_of,
    each,
    fee,
    places,
    reply,
)


def age(**bounds: Any) -> Data:
    return {"quantity": "age", **bounds}


def under(years: int) -> Data:
    return {"not": age(at_least=years)}


def when(condition: Data, **root: Any) -> Data:
    return data_of(reply(when=condition), **root)


def tiers(*conditions: Data, **more: Any) -> Data:
    """One allowance for each condition, each with another number of calls."""
    named = enumerate(conditions)
    return data_of(*(allowance(f"t{n}", n + 1, when=when, **more) for n, when in named))


def dues(*conditions: Data) -> Data:
    """One reply time for each condition, each with another length."""
    return data_of(*(reply(f"t{n}", n + 1, when=when) for n, when in enumerate(conditions)))


def valid(first: str | None = None, last: str | None = None) -> Data:
    return {name: day for name, day in (("first", first), ("last", last)) if day}


def costs(name: str, minor: int = 1, **more: Any) -> Data:
    return fee({"kind": "amount", "minor": minor, "currency": "GBP"}, id=name, **more)


def window(name: str, **more: Any) -> Data:
    return {"kind": "contact.window", "id": name, "timetable": "office", "use": "sending"} | more


TERM = {"term": valid("2026-01-01", "2026-12-31")}
PHONE = {"medium": "phone"}
BY_CLIENT: Data = {"by": ["client"]}
WHEN = ("/clauses/0/when",)
ONE = ("/clauses/1",)
PORTAL = {"kind": "contact.channel", "id": "portal", "medium": "secure_message"}

NEVER: list[Data] = [
    {"all": [PHONE, {"medium": "email"}]},
    {"all": [PHONE, {"not": PHONE}]},
    {"all": [age(at_least=14), under(14)]},
    {"all": [age(at_least=18), age(at_most=12)]},
    {"any": [age(at_least=9, at_most=3), {"all": [PHONE, {"not": PHONE}]}]},
    {"at_least": 2, "of": [age(at_least=9, at_most=3), PHONE]},
    {"all": [{"age_group": "minor"}, {"age_group": "adult"}]},
    {"all": [{"fact": "referral", "is": "self"}, {"fact": "referral", "is": "management"}]},
    {"all": [PHONE, {"all": [age(at_least=9), age(at_most=3)]}]},
    {"all": [{"phase": "one"}, {"all": [PHONE, {"medium": "email"}]}]},
    {"not": {"any": [age(at_most=5), age(at_least=6)]}},
]
PERHAPS: list[Data] = [
    {"any": [PHONE, {"medium": "email"}]},
    {"any": [age(at_least=9, at_most=3), PHONE]},
    {"at_least": 1, "of": [age(at_least=9, at_most=3), PHONE]},
    {"at_least": 2, "of": [age(at_least=9, at_most=3), PHONE, {"phase": "one"}]},
    {"not": {"any": [age(at_most=5), {"quantity": "distress", "at_least": 6}]}},
    {"not": {"any": [age(at_most=5), age(at_least=7)]}},
    age(at_least=9, at_most=9),
    {"all": [age(at_least=14), under(15)]},
    {"all": [age(at_least=14), {"quantity": "distress", "at_most": 3}]},
    {"all": [PHONE, {"not": {"medium": "email"}}]},
    {"all": [{"phase": "one"}, {"phase": "two"}]},
    {
        "all": [
            {"fact": "referral", "is": "self", "ever": True},
            {"fact": "referral", "is": "other"},
        ]
    },
]
# Nine sentences of two readings make 512 combinations; four make sixteen.
RIVALS = [reply(f"r{n}", n, reading_of=f"s{n // 2}") for n in range(2, 20)]

CASES = [
    *(Case("never_active", when(never), WHEN) for never in NEVER),
    *(Case("never_active", when(perhaps)) for perhaps in PERHAPS),
    Case("never_active", data_of(reply(valid=valid("2027-01-01")), **TERM), ("/clauses/0/valid",)),
    Case(
        "never_active",
        data_of(reply(valid=valid(last="2025-12-31")), **TERM),
        ("/clauses/0/valid",),
    ),
    Case("never_active", data_of(reply(valid=valid("2026-12-31")), **TERM)),
    Case("never_active", data_of(reply(valid=valid("2027-01-01")))),
    *(Case("never_holds", data_of(asking(never)), ("/clauses/0/require",)) for never in NEVER[:9]),
    Case("never_holds", data_of(asking({"any": [PHONE, NEVER[0]]})), ("/clauses/0/require/any/1",)),
    *(Case("never_holds", data_of(asking(perhaps))) for perhaps in PERHAPS if "all" in perhaps),
    Case("never_holds", when(NEVER[0])),
    Case("too_many_readings", data_of(*RIVALS), ("/clauses",)),
    Case("too_many_readings", data_of(*RIVALS[:8])),
    Case("too_many_readings", data_of(*RIVALS[:10]), ("/clauses",)),
    # Golden case 20: under 13, and from 14 on.
    Case("gap", tiers(under(13), age(at_least=14)), ("/clauses/1/when",)),
    Case("gap", tiers(age(at_least=14), under(13)), ("/clauses/0/when",)),
    Case("gap", tiers(under(13), age(at_least=13))),
    Case("gap", tiers(age(at_most=12), age(at_least=13))),
    Case("gap", tiers(age(at_least=14))),
    Case("gap", tiers({"any": [under(13), age(at_least=15)]})),
    Case("gap", tiers({"any": [under(13), age(at_least=15)]}, age(at_least=13, at_most=14))),
    Case("gap", tiers(under(13), age(at_least=15), age(at_least=13, at_most=14))),
    Case("gap", data_of(*tiers(under(13), age(at_least=14))["clauses"][:2], allowance("all", 9))),
    Case("gap", tiers(under(13), {"quantity": "distress", "at_least": 14})),
    Case("gap", tiers(under(13), {"any": [age(at_least=14), PHONE]})),
    Case(
        "gap",
        tiers({"all": [PHONE, under(13)]}, {"all": [PHONE, age(at_least=14)]}),
        ("/clauses/1/when",),
    ),
    Case(
        "gap", tiers({"all": [PHONE, under(13)]}, {"all": [{"medium": "email"}, age(at_least=14)]})
    ),
    Case(
        "gap",
        data_of(
            allowance("a", 1, when=under(13), channels=["phone"]),
            allowance("b", 2, when=age(at_least=14), channels=["email"]),
        ),
    ),
    Case(
        "gap",
        tiers({"quantity": "leave", "at_most": "P20D"}, {"quantity": "leave", "at_least": "P22D"}),
        ("/clauses/1/when",),
    ),
    Case(
        "gap",
        tiers({"quantity": "call", "at_most": "PT9M"}, {"quantity": "call", "at_least": "PT10M"}),
        ("/clauses/1/when",),
    ),
    Case(
        "gap",
        tiers({"quantity": "leave", "at_most": "P20D"}, {"quantity": "leave", "at_least": "P1M"}),
    ),
    Case("overlap", tiers(age(at_most=14), age(at_least=14)), ("/clauses/1/when",)),
    Case("overlap", tiers(under(14), age(at_least=14))),
    Case("overlap", tiers(age(at_least=14), age(at_least=16))),
    Case("overlap", dues(age(at_least=14), age(at_least=16)), ("/clauses/1/when",)),
    Case("overlap", dues(age(at_least=14), {"not": under(14)})),
    Case(
        "overlap",
        data_of(
            reply("a", when=age(at_most=14), reading_of="x"),
            reply("b", 48, when=age(at_least=14), reading_of="x"),
        ),
    ),
    Case("overlap", data_of(reply("a", when=age(at_most=14)), reply("b", when=age(at_least=14)))),
    Case("reply_times_differ", data_of(reply("a"), reply("b", 48)), ONE),
    Case("reply_times_differ", data_of(reply("a"), reply("b"))),
    Case("reply_times_differ", data_of(reply("a", channels=["phone"]), reply("b", 48)), ONE),
    Case("reply_times_differ", data_of(reply("a"), reply("b", 48, channels=["phone"])), ONE),
    Case(
        "reply_times_differ",
        data_of(reply("a", channels=["phone"]), reply("b", 48, channels=["email"])),
    ),
    Case(
        "reply_times_differ",
        data_of(
            reply("a", channels=["portal"]), reply("b", 48, channels=["secure_message"]), PORTAL
        ),
        ONE,
    ),
    Case(
        "reply_times_differ",
        data_of(
            reply("a", channels=["secure_message"]), reply("b", 48, channels=["portal"]), PORTAL
        ),
        ONE,
    ),
    Case(
        "reply_times_differ",
        data_of(reply("a", channels=["portal"]), reply("b", 48, channels=["email"]), PORTAL),
    ),
    Case(
        "reply_times_differ",
        data_of(reply("a", purposes=["administrative"]), reply("b", 48, purposes=["billing"])),
        ONE,
    ),
    Case(
        "reply_times_differ",
        data_of(reply("a", purposes=["administrative"]), reply("b", 48, purposes=["coaching"])),
    ),
    Case("reply_times_differ", data_of(reply("a", purposes=["billing"]), reply("b", 48)), ONE),
    Case("reply_times_differ", data_of(reply("a", **BY_CLIENT), reply("b", 48, by=["therapist"]))),
    Case("reply_times_differ", data_of(reply("a", when={"phase": "x"}), reply("b", 48)), ONE),
    Case("reply_times_differ", data_of(reply("a"), reply("b", 48, when={"phase": "x"})), ONE),
    Case(
        "reply_times_differ",
        data_of(reply("a", when={"phase": "y"}), reply("b", 48, when={"phase": "x"})),
    ),
    Case("reply_times_differ", data_of(reply("a", reading_of="x"), reply("b", 48, reading_of="x"))),
    Case(
        "reply_times_differ",
        data_of(
            reply("a", valid=valid(last="2026-05-31")), reply("b", 48, valid=valid("2026-06-01"))
        ),
    ),
    Case(
        "reply_times_differ",
        data_of(
            reply("a", valid=valid(last="2026-06-01")), reply("b", 48, valid=valid("2026-06-01"))
        ),
        ONE,
    ),
    Case(
        "reply_times_differ",
        data_of(
            reply("a", valid=valid(last="2026-12-31")),
            reply("b", valid=valid(last="2026-03-31")),
            reply("c", 48, valid=valid("2026-06-01")),
        ),
        ("/clauses/2",),
    ),
    Case(
        "windows_differ",
        data_of(window("a"), window("b", force="by_arrangement"), timetables=[OFFICE]),
        ONE,
    ),
    Case("windows_differ", data_of(window("a"), window("b"), timetables=[OFFICE])),
    Case(
        "windows_differ",
        data_of(window("a"), window("b", force="may", use="reading"), timetables=[OFFICE]),
    ),
    Case(
        "windows_differ",
        data_of(
            window("a"),
            window("b", timetable="more", force="by_arrangement"),
            timetables=[OFFICE, OFFICE | {"id": "more"}],
        ),
    ),
    Case("fees_differ", data_of(costs("a"), costs("b", 2)), ONE),
    Case("fees_differ", data_of(costs("a"), costs("b"))),
    Case("fees_differ", data_of(costs("a", **BY_CLIENT), costs("b", 2, by=["therapist"])), ONE),
    Case("fees_differ", data_of(costs("a", purposes=["billing"]), costs("b", 2)), ONE),
    Case(
        "fees_differ",
        data_of(costs("a", purposes=["billing"]), costs("b", 2, not_for=["administrative"])),
    ),
    Case(
        "fees_differ",
        data_of(
            costs("a", purposes=["clinical"], not_for=["coaching"]),
            costs("b", 2, not_for=["billing"]),
        ),
        ONE,
    ),
    Case("fees_differ", data_of(costs("a", channels=["phone"]), costs("b", 2, channels=["email"]))),
    Case("fees_differ", data_of(costs("a", reading_of="x"), costs("b", 2, reading_of="x"))),
]


@each(CASES)
def test_the_finding_is_where_it_belongs(case: Case) -> None:
    assert places(case.data, case.code) == case.at


Sets = st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 5)).map(lambda p: (p[0], sum(p))))


@given(Sets, Sets, st.integers(-20, 20))
def test_sets_of_numbers_are_what_they_hold(
    one: list[tuple[int, int]], other: list[tuple[int, int]], number: int
) -> None:
    in_one = any(low <= number <= high for low, high in one)
    in_other = any(low <= number <= high for low, high in other)

    def holds(ranges: tuple[tuple[int, int], ...]) -> bool:
        return any(low <= number <= high for low, high in ranges)

    assert holds(joined(one)) == in_one
    assert holds(outside(joined(one))) != in_one
    assert holds(both(joined(one), joined(other))) == (in_one and in_other)
    assert outside(outside(joined(one))) == joined(one)
