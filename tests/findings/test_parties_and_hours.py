"""spec/findings 32 to 41: who is there, salts, hours and absences."""

from typing import Any

from boundlib.canon import commitment
from tests.findings.making import (
    CLIENT,
    OFFICE,
    THERAPIST,
    Case,
    Data,
    data_of,
    each,
    places,
    reply,
)

SALT = "AAAAAAAAAAAAAAAAAAAAAA"
ERASED = {"sha256": commitment(SALT, "gone")}


def born(day: str, *others: Data, **root: Any) -> Data:
    parties = [CLIENT | {"birth_date": day}, THERAPIST, *others]
    return data_of(parties=parties, **({"term": {"first": "2026-06-01"}} | root))


def hours(**more: Any) -> Data:
    return data_of(reply(**USING), timetables=[OFFICE | more])


USING: Data = {"within": {"clock": "open", "amount": "PT8H", "timetable": "office"}}
LEAVE = {"party": "therapist", "first": "2026-08-03", "last": "2026-08-16"}
DEPUTY = {"id": "deputy", "roles": ["cover"]}
COVER = {"kind": "contact.cover", "id": "cover", "during": ["leave"], "cover": "cover"}


def away(leave: Data, *clauses: Data) -> Data:
    return data_of(
        reply(**USING),
        *clauses,
        timetables=[OFFICE | {"leave": [leave]}],
        parties=[CLIENT, THERAPIST, DEPUTY],
    )


def by_role(role: str) -> Data:
    return data_of(reply(by=[role]))


GUARDIAN = {"id": "mother", "roles": ["guardian"]}
PARENT = {"id": "mother", "roles": ["family"], "capacity": "parent", "acts_for": "client"}

CASES = [
    Case("no_client", data_of(parties=[THERAPIST]), ("/parties",)),
    Case("no_client", data_of()),
    Case("nobody_signs", data_of(parties=[{"id": "client", "roles": ["client"]}]), ("/parties",)),
    Case("nobody_signs", data_of(parties=[CLIENT, {"id": "t", "roles": ["therapist"]}])),
    Case("nobody_holds_role", by_role("supervisor"), ("/clauses/0/by/0",)),
    Case("nobody_holds_role", by_role("therapist")),
    Case(
        "nobody_holds_role",
        data_of(
            {
                "kind": "contact.channel",
                "id": "phone",
                "medium": "phone",
                "force": {"decided_by": ["therapist", "supervisor"]},
            }
        ),
        ("/clauses/0/force/decided_by/1",),
    ),
    Case("minor_without_guardian", born("2008-06-02"), ("/parties/0/birth_date",)),
    Case("minor_without_guardian", born("2008-06-01")),
    Case("minor_without_guardian", born("2012-06-02", GUARDIAN)),
    Case("minor_without_guardian", born("2012-06-02", PARENT)),
    Case("minor_without_guardian", born("2012-06-02", term=None)),
    Case("minor_without_guardian", born("2012-06-02", jurisdiction={"country": "BR"})),
    Case(
        "minor_without_guardian",
        born("2009-06-02", jurisdiction={"country": "GB", "region": "SCT"}),
    ),
    Case("erasable_without_salt", data_of(reply(text="Words.")), ("",)),
    Case(
        "erasable_without_salt",
        data_of(reply(text="Words."), reply("b", text="More."), salts={"clauses/reply/text": SALT}),
        ("/clauses/1/text",),
    ),
    Case("erasable_without_salt", data_of()),
    Case("erasable_without_salt", data_of(reply(text=ERASED))),
    Case("timetable_not_used", data_of(timetables=[OFFICE]), ("/timetables/0",)),
    Case("timetable_not_used", hours()),
    Case(
        "holidays_not_stated",
        hours(holidays={"unstated": "vague"}),
        ("/timetables/0/holidays",),
    ),
    Case("holidays_not_stated", hours(holidays={"country": "GB"})),
    Case("holidays_not_stated", hours()),
    Case(
        "holiday_dates_too_far",
        hours(holidays={"country": "GB", "dates": ["2031-12-26", "2026-12-25"]}),
        ("/timetables/0/holidays/dates/0",),
    ),
    Case(
        "holiday_dates_too_far",
        hours(holidays={"country": "GB", "dates": ["2031-12-25", "2026-12-25"]}),
    ),
    Case(
        "holiday_dates_too_far",
        hours(holidays={"country": "GB", "dates": ["2031-12-25"]})
        | {"term": {"first": "2026-01-01"}},
        ("/timetables/0/holidays/dates/0",),
    ),
    Case("absence_without_cover", away(LEAVE), ("/timetables/0/leave/0",)),
    Case("absence_without_cover", away(LEAVE | {"cover": "deputy"})),
    Case("absence_without_cover", away(LEAVE, COVER)),
    Case(
        "absence_without_cover",
        away(LEAVE, COVER | {"during": ["incapacity"]}),
        ("/timetables/0/leave/0",),
    ),
    Case(
        "absence_without_cover",
        away(LEAVE, {name: COVER[name] for name in ("kind", "id", "during")}),
        ("/timetables/0/leave/0",),
    ),
    Case("absence_without_cover", away(LEAVE | {"party": "client"})),
]


@each(CASES)
def test_the_finding_is_where_it_belongs(case: Case) -> None:
    assert places(case.data, case.code) == case.at
