"""spec/findings 15 to 20: limits, rights, cool-offs, prices."""

from typing import Any

from boundlib.findings import findings
from tests.findings.making import (
    OFFICE,
    Case,
    Data,
    agreement,
    allowance,
    asking,
    coaching,
    data_of,
    each,
    fee,
    places,
    reply,
)

TOLD = {"fact": "told"}
NAMED = {"fact": "happened", "named": "interfering"}
HOUR = {"kind": "amount", "minor": 12000, "currency": "USD"}


def after(*entries: Data, **more: Any) -> Data:
    return data_of(coaching(after=list(entries), **more), allowance("calls", 3))


def lasting(**lasts: Any) -> Data:
    return data_of(coaching(lasts=lasts), timetables=[OFFICE])


def counting(window: Data) -> Data:
    calls = allowance("calls", 3)
    return data_of(calls | {"tally": calls["tally"] | {"window": window}})


def rate(**more: Any) -> Data:
    return {"kind": "rate", "price": HOUR, "per": "PT15M"} | more


GROUP = [
    {"id": "client", "roles": ["client", "group"], "signs": True},
    {"id": "therapist", "roles": ["therapist", "group"], "signs": True},
]
SETTLED = {"units_from": "excess", "started_unit": "counts"}

CASES = [
    *(
        Case("limit_covers_crisis", data_of(clause), ("/clauses/0/in_crisis_too",))
        for clause in (
            coaching(in_crisis_too=True),
            allowance("calls", 3, in_crisis_too=True),
            fee(HOUR, in_crisis_too=True),
            asking({"fact": "skill_tried"}, in_crisis_too=True),
        )
    ),
    Case(
        "limit_covers_crisis",
        data_of(
            {
                "kind": "contact.window",
                "id": "w",
                "timetable": "office",
                "use": "sending",
                "in_crisis_too": True,
            },
            timetables=[OFFICE],
        ),
        ("/clauses/0/in_crisis_too",),
    ),
    Case("limit_covers_crisis", data_of(coaching())),
    Case("right_waived", data_of(reply(waives=["end", "ask"])), ("/clauses/0/waives",)),
    Case("right_waived", data_of(reply())),
    # Golden case 13: calling outside the limits is itself a trigger.
    Case("cool_off_renews_itself", after(NAMED), ("/clauses/0/after/0",)),
    Case("cool_off_renews_itself", after(NAMED, when=TOLD)),
    Case("cool_off_renews_itself", after(NAMED, when={"all": [{"phase": "one"}, TOLD]})),
    Case(
        "cool_off_renews_itself",
        after(NAMED, when={"any": [{"phase": "one"}, TOLD]}),
        ("/clauses/0/after/0",),
    ),
    Case("cool_off_renews_itself", after(NAMED, when={"not": TOLD}), ("/clauses/0/after/0",)),
    *(
        Case("cool_off_renews_itself", after({"fact": fact}, when=TOLD), ("/clauses/0/after/0",))
        for fact in ("call_held", "message_sent", "told", "location_given")
    ),
    Case(
        "cool_off_renews_itself",
        after({"fact": "self_harm"}, {"fact": "call_held", "judged_by": "calls", "as": "used_up"}),
        ("/clauses/0/after/1",),
    ),
    Case("cool_off_renews_itself", after({"fact": "call_held", "by": "therapist"})),
    Case(
        "cool_off_renews_itself",
        after({"fact": "call_held", "by": "client"}),
        ("/clauses/0/after/0",),
    ),
    Case("cool_off_renews_itself", after({"fact": "self_harm"}, {"fact": "session_cancelled"})),
    Case(
        "cool_off_renews_itself",
        after({"fact": "call_held", "by": "group"}) | {"parties": GROUP},
        ("/clauses/0/after/0",),
    ),
    Case(
        "cool_off_renews_itself",
        lasting(clock="elapsed", amount="PT24H", **{"from": "last_contact"}),
        ("/clauses/0/lasts/from",),
    ),
    Case("cool_off_renews_itself", lasting(clock="elapsed", amount="PT24H", **{"from": "told"})),
    Case(
        "cool_off_too_wide",
        data_of(coaching(suspends=["coaching", "scheduling"])),
        ("/clauses/0/suspends/1",),
    ),
    Case("cool_off_too_wide", data_of(coaching(suspends=["clinical"])), ("/clauses/0/suspends/0",)),
    Case("cool_off_too_wide", data_of(coaching())),
    Case("cool_off_without_end", lasting(unstated="cut_off"), ("/clauses/0/lasts",)),
    Case(
        "cool_off_without_end",
        lasting(clock="elapsed", amount={"unstated": "blank"}),
        ("/clauses/0/lasts",),
    ),
    Case(
        "cool_off_without_end",
        lasting(clock="elapsed", amount={"min": "PT24H"}),
        ("/clauses/0/lasts",),
    ),
    Case(
        "cool_off_without_end",
        lasting(clock="elapsed", amount={"at_least": "PT24H"}),
        ("/clauses/0/lasts",),
    ),
    Case("cool_off_without_end", lasting(clock="sessions", count=1), ("/clauses/0/lasts",)),
    Case(
        "cool_off_without_end",
        lasting(clock="elapsed", amount="PT24H", extends_while={"fact": "upset"}),
        ("/clauses/0/lasts/extends_while",),
    ),
    Case("cool_off_without_end", lasting(clock="elapsed", amount={"max": "PT24H"})),
    Case("cool_off_without_end", lasting(clock="elapsed", amount={"about": "PT24H"})),
    Case(
        "cool_off_without_end",
        lasting(clock="working_days", count=1, timetable="office", ends="close"),
    ),
    # Golden case 18: five minutes free, then units; the text does not say of what.
    Case("open_reading", data_of(fee(rate(free="PT5M"))), ("/clauses/0/price",)),
    Case(
        "open_reading",
        data_of(fee(rate(free="PT5M", units_from="zero"))),
        ("/clauses/0/price",),
    ),
    Case(
        "open_reading",
        data_of(fee(rate(started_unit={"unstated": "vague"}))),
        ("/clauses/0/price",),
    ),
    Case("open_reading", data_of(fee(rate(free="PT5M", **SETTLED)))),
    Case("open_reading", data_of(fee(rate()))),
    Case("open_reading", data_of(fee({"unstated": "blank"})), ("/clauses/0/price",)),
    Case(
        "open_reading",
        data_of(fee(HOUR | {"minor": {"unstated": "elsewhere"}})),
        ("/clauses/0/price/minor",),
    ),
    Case(
        "open_reading",
        data_of(fee(rate(free={"unstated": "vague"}, **SETTLED))),
        ("/clauses/0/price/free",),
    ),
    Case(
        "open_reading",
        data_of(
            fee(
                {
                    "kind": "segments",
                    "parts": [{"price": HOUR, "up_to": "PT10M"}, {"price": rate(free="PT1M")}],
                }
            )
        ),
        ("/clauses/0/price/parts/1/price",),
    ),
    Case("open_reading", data_of(fee(HOUR))),
    Case(
        "open_reading",
        data_of(reply("a", reading_of="x"), reply("b", 48, reading_of="x")),
        ("/clauses/0/reading_of",),
    ),
    Case("open_reading", data_of(reply("a"))),
    Case(
        "open_reading",
        counting({"unstated": "vague"}),
        ("/clauses/0/tally/window",),
    ),
    Case(
        "open_reading",
        counting({"kind": "period", "period": "year", "anchor": {"unstated": "vague"}}),
        ("/clauses/0/tally/window/anchor",),
    ),
    Case(
        "open_reading",
        counting({"kind": "period", "period": "year", "anchor": "2026-01-01"}),
    ),
]


@each(CASES)
def test_the_finding_is_where_it_belongs(case: Case) -> None:
    assert places(case.data, case.code) == case.at


def test_an_open_price_says_what_to_write() -> None:
    shown = {
        problem.hint
        for price in ({"unstated": "blank"}, rate(free="PT5M"))
        for problem in findings(agreement(data_of(fee(price))))
        if problem.code == "open_reading"
    }
    assert len(shown) == 2
