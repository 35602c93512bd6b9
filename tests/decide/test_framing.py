"""The frame of the sessions, the people around, and whether a copy rules."""

from typing import Any

import pytest

from tests.decide.making import (
    CLIENT,
    DIGEST,
    FRI,
    MON,
    SAT,
    SUN,
    THERAPIST,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    codes,
    covers,
    decided,
    fact,
    plain,
    question,
    record,
)

ADOPTED = fact("adopted", at(MON), digest=DIGEST, version=1, in_force_from=at(MON))
NEVER: Data = {"never": True}


def planned(session: str, starts: str, when: str = at(MON), **more: Any) -> Data:
    return fact(
        "session_scheduled", when, f"plan-{session}", session=session, starts=starts, **more
    )


def following(*facts: Data, when: str = at(MON, "18:00"), complete: Any = ()) -> Data:
    return ask(agreement(), "session.next", when, record(ADOPTED, *facts, complete=complete))


# --- sessions -------------------------------------------------------------------------------------


def test_the_next_session() -> None:
    """spec/work 77"""
    plans = planned("one", at(TUE)), planned("two", at(THU))
    found = following(*plans)
    assert (found["value"]["min"], found["value"]["max"]) == (at(TUE), at(TUE))
    assert found["valid_until"] == at(TUE)
    assert following(*plans, when=at(TUE))["value"]["min"] == at(THU)
    moved = fact("session_moved", at(MON, "13:00"), session="one", starts=at(FRI))
    assert following(*plans, moved)["value"]["min"] == at(THU)
    gone = fact("session_cancelled", at(MON, "14:00"), session="two")
    assert following(*plans, moved, gone)["value"]["min"] == at(FRI)


def test_which_word_on_a_session_was_the_last_may_not_be_known() -> None:
    """spec/work 77, 78, 102, spec/decisions 66, 69"""
    one, two = planned("one", at(TUE)), planned("two", at(SAT))
    loose: Data = {"not_before": at(MON, "17:00"), "not_after": at(MON, "19:00")}
    perhaps = fact("session_cancelled", loose, "perhaps", session="one")
    assert following(one, perhaps, complete=covers("session", since=MON))["outcome"] == "unknown"
    found = following(one, two, perhaps)["value"]
    assert (found["min"], found["max"]) == (at(TUE), at(SAT))
    assert following(one, two, perhaps, when=at(MON, "19:00"))["value"]["min"] == at(SAT)
    times = [at(MON, "13:00"), at(MON, "13:00")]
    moves = [
        fact("session_moved", when, f"to-{day}", session="one", starts=at(day))
        for when, day in zip(times, (WED, FRI), strict=True)
    ]
    for order in (moves, moves[::-1]):
        found = following(one, *order)["value"]
        assert (found["min"], found["max"]) == (at(WED), at(FRI))
    at_once = fact("session_moved", at(MON), "a-move", session="one", starts=at(FRI))
    assert following(one, at_once)["value"]["min"] == at(FRI)
    gone = fact("session_cancelled", {"on": MON}, "gone", session="one")
    asked = following(one, moves[0], gone, when=at(TUE, "00:00"))
    assert asked["outcome"] == "unknown"


def test_what_is_asked_of_a_session_stands_before_the_record() -> None:
    """spec/work 103"""
    one = planned("one", at(TUE), minutes=50, medium="video")
    clause = frame(length="PT50M", media=["video"])
    assert inside(clause, one, session="one") is True
    assert inside(clause, one, session="one", minutes=90) is False
    assert inside(clause, one, session="one", medium="phone") is False


def test_where_none_is_planned() -> None:
    """spec/work 78"""
    assert following()["outcome"] == "unknown"
    assert following(complete=covers("session", since=MON))["value"]["min"] == NEVER
    assert following(complete=covers("session", since=TUE))["outcome"] == "unknown"


def frame(**more: Any) -> Data:
    return {"kind": "session.frame", "id": "frame"} | more


def inside(clause: Data, *facts: Data, **more: Any) -> Any:
    found = ask(agreement(clause), "session.in_frame", at(MON), record(*facts), **more)
    return found["value"]["so"] if found["outcome"] == "answered" else found["outcome"]


def test_what_is_inside_the_frame() -> None:
    """spec/work 79, 82"""
    clause = frame(length="PT50M", timetable="office", media=["video"])
    fits: Data = {"minutes": 50, "starts": at(TUE), "medium": "video"}
    assert inside(clause, **fits) is True
    for name, other in (("minutes", 51), ("starts", at(SAT)), ("medium", "phone")):
        assert inside(clause, **fits | {name: other}) is False
        assert inside(clause, **{k: v for k, v in fits.items() if k != name}) == "unknown"
        assert inside(clause, **{name: other}) is False
    assert inside(frame(media=["video"]), medium="video", minutes=5, starts=at(SAT)) is True
    assert inside(frame(place="room")) == "not_applicable"


def test_a_session_on_the_record() -> None:
    """spec/work 80"""
    clause = frame(length="PT50M", timetable="office", media=["in_person"])
    plan = planned("one", at(TUE), minutes=50, medium="in_person")
    assert inside(clause, plan, session="one") is True
    moved = fact("session_moved", at(MON), session="one", starts=at(SUN))
    assert inside(clause, plan, moved, session="one") is False
    longer = fact("session_ended", at(MON, "11:00"), session="one", minutes=60)
    assert inside(clause, planned("one", at(MON, "09:00"), at(MON, "08:00"), minutes=50), longer,
                  session="one") is False  # fmt: skip
    assert inside(clause, plan, session="two") == "unknown"


def test_only_a_named_session_waits_for_the_record() -> None:
    """spec/work 79, 80: of one that is only described nothing on the record says how long it is."""

    def waits(**more: Any) -> Any:
        data = agreement(frame(length="PT50M"))
        found = ask(data, "session.in_frame", at(MON), record(), **more)
        assert found["outcome"] == "unknown"
        return found.get("waits_for")

    assert waits(session="two") == [{"fact": "session_scheduled", "clause": "frame"}]
    assert waits(starts=at(TUE)) is None


@pytest.mark.parametrize(
    ("length", "found"),
    [
        ("PT50M", {49: False, 50: True, 51: False}),
        ({"at_least": "PT45M", "at_most": "PT50M"}, {44: False, 45: True, 50: True, 51: False}),
        ({"min": "PT45M", "max": "PT50M"}, {44: False, 47: "unknown", 51: False}),
        ({"about": "PT50M"}, {49: "unknown", 50: True}),
        ({"unstated": "vague"}, {50: "unknown"}),
    ],
)
def test_how_long_is_as_agreed(length: Any, found: dict[int, Any]) -> None:
    """spec/work 81"""
    assert {n: inside(frame(length=length), minutes=n) for n in found} == found


def test_when_it_ends() -> None:
    """spec/work 83"""

    def ends(length: Any) -> Any:
        asked: Data = {"minutes": 50, "starts": at(TUE)}
        found = ask(agreement(frame(length=length)), "session.in_frame", at(MON), record(), **asked)
        return found["value"].get("ends_at")

    assert ends("PT50M") == at(TUE, "12:50")
    assert ends({"at_least": "PT45M", "at_most": "PT50M"}) is None


# --- the rhythm -----------------------------------------------------------------------------------

ONE_A_WEEK: Data = {
    "unit": "events",
    "count": [{"fact": "session_scheduled"}],
    "window": {"kind": "period", "period": "week"},
    "at_most": 1,
}
NEXT_MON, NEXT_TUE = "2026-06-08", "2026-06-09"


def rhythm(clause: Data, *facts: Data, when: str = at(MON), others: Any = (), **more: Any) -> Data:
    """The answer on a frame with only a rhythm; the record is complete unless said otherwise."""
    return ask(agreement(clause, *others), "session.in_frame", when, record(ADOPTED, *facts),
               clause="frame", **more)  # fmt: skip


def keeps(clause: Data, *facts: Data, **more: Any) -> Any:
    found = rhythm(clause, *facts, **more)
    if found["outcome"] != "answered":
        return found["outcome"]
    assert found["value"]["so"] is (found["value"]["rhythm"] == "yes")
    return found["value"]["so"]


def test_how_many_begin_in_a_stretch() -> None:
    """spec/work 93, 94"""
    weekly = frame(often=ONE_A_WEEK)
    plans = planned("one", at(TUE)), planned("two", at(THU)), planned("three", at(NEXT_MON))
    assert [keeps(weekly, *plans, session=s) for s in ("one", "two", "three")] == [
        True,
        False,
        True,
    ]
    # All three were planned on one day: it is their beginnings that count, not the planning.
    assert keeps(weekly, *plans, starts=at(SUN)) is False
    assert keeps(weekly, *plans, starts=at("2026-06-16")) is True
    assert keeps(weekly, *plans, starts=at(TUE)) is True  # it is the one on the record
    moved = fact("session_moved", at(MON), session="one", starts=at("2026-06-17"))
    assert keeps(weekly, *plans, moved, session="two") is True
    gone = fact("session_cancelled", at(MON), session="one")
    assert keeps(weekly, *plans, gone, session="two") is True
    twice = frame(often=ONE_A_WEEK | {"at_most": 2})
    assert keeps(twice, *plans, session="two") is True
    assert keeps(twice, *plans, starts=at(SUN)) is False


def test_a_session_that_began_unplanned_counts_once() -> None:
    """spec/work 80, 93"""
    weekly = frame(often=ONE_A_WEEK)
    began = fact("session_started", at(TUE), session="extra")
    plan = planned("one", at(WED))
    asked: Data = {"when": at(FRI)}
    assert keeps(weekly, plan, began, session="one", **asked) is False
    assert keeps(weekly, plan, began, session="extra", **asked) is True
    # One that was planned and began is one session, at its planned beginning.
    late = fact("session_started", at(WED, "12:10"), session="one")
    assert keeps(weekly, plan, late, session="one", **asked) is True
    assert keeps(weekly, plan, late, starts=at(THU), **asked) is False
    # One that began some time that day may have been the later one.
    some_time = fact("session_started", {"on": WED}, session="extra")
    assert keeps(weekly, plan, some_time, session="one", **asked) == "unknown"
    assert keeps(weekly, some_time, session="extra", **asked) == "unknown"
    hours = frame(timetable="office")
    assert inside(hours, fact("session_started", at(MON), session="extra"), session="extra") is True


def test_a_stretch_that_moves_along() -> None:
    """spec/work 94"""
    often = ONE_A_WEEK | {"window": {"kind": "rolling", "length": "P7D"}}
    plan = planned("one", at(FRI))
    assert keeps(frame(often=often), plan, starts="2026-06-12T11:59:59Z") is False
    assert keeps(frame(often=often), plan, starts="2026-06-12T12:00:00Z") is True
    ever = ONE_A_WEEK | {"window": {"kind": "ever"}}
    assert keeps(frame(often=ever), plan, starts="2026-12-12T12:00:00Z") is False


def test_a_least_and_a_first_say_nothing_of_one_session() -> None:
    """spec/work 94, 98"""
    least = {name: said for name, said in ONE_A_WEEK.items() if name != "at_most"} | {"at_least": 2}
    asked: Data = {"starts": at(TUE)}
    assert rhythm(frame(often=least), **asked)["outcome"] == "not_applicable"
    assert rhythm(frame(first=6), **asked)["outcome"] == "not_applicable"


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        ("P14D", {"2026-06-15": False, "2026-06-16": True, "2026-06-30": True}),
        ({"min": "P7D", "max": "P14D"}, {"2026-06-08": False, "2026-06-10": "unknown",
                                         "2026-06-16": True}),
        ({"at_least": "P7D", "at_most": "P14D"}, {"2026-06-08": False, "2026-06-09": True,
                                                  "2026-06-30": True}),
        ({"about": "P14D"}, {"2026-06-12": "unknown", "2026-06-16": True}),
        ({"unstated": "vague"}, {"2026-06-16": "unknown"}),
    ],
)  # fmt: skip
def test_how_far_apart_they_are(amount: Any, found: dict[str, Any]) -> None:
    """spec/work 95; spec/work 81 of the forms of an amount"""
    clause = frame(every={"clock": "calendar", "amount": amount})
    plan = planned("one", at(TUE))
    assert {day: keeps(clause, plan, starts=at(day)) for day in found} == found


def test_it_is_the_session_before_it_that_counts() -> None:
    """spec/work 95, 96"""
    clause = frame(every={"clock": "calendar", "amount": "P7D"})
    plans = planned("one", at(TUE)), planned("two", "2026-06-11T12:00:00Z")
    assert keeps(clause, *plans, starts=at("2026-06-12")) is False
    assert keeps(clause, *plans, session="one") is True  # the one after it says nothing of it
    # Of one that began some time that day only the earliest and the latest are known.
    some_time = fact("session_started", {"on": TUE}, session="one")
    asked: Data = {"when": at(FRI)}
    assert keeps(clause, some_time, starts=at(NEXT_MON), **asked) is False
    assert keeps(clause, some_time, starts=at(NEXT_TUE, "00:00"), **asked) is True
    assert keeps(clause, some_time, starts=at("2026-06-10"), **asked) is True
    assert keeps(frame(every={"unstated": "vague"}), starts=at(TUE)) == "unknown"


def test_days_apart_are_days_at_whatever_hour() -> None:
    """Moved to the morning it is no sooner than agreed; London is an hour ahead. spec/work 95"""
    days = frame(every={"clock": "calendar", "amount": "P7D"})
    hours = frame(every={"clock": "elapsed", "amount": "PT168H"})
    count: Data = {"clock": "working_days", "count": 5, "timetable": "office", "ends": "same_time"}
    plan = planned("one", at(TUE, "15:00"))
    for clause, earlier in ((days, True), (frame(every=count), True), (hours, False)):
        assert keeps(clause, plan, starts=at(NEXT_TUE, "08:00")) is earlier
    assert keeps(days, plan, starts=at(NEXT_MON, "23:00")) is True  # it is Tuesday there
    assert keeps(days, plan, starts=at(NEXT_MON, "22:59")) is False


@pytest.mark.parametrize(
    "more", [{"often": ONE_A_WEEK}, {"every": {"clock": "calendar", "amount": "P7D"}}]
)
def test_what_the_record_may_miss(more: Data) -> None:
    """spec/work 96"""
    plan = planned("one", at(TUE))

    def found(*complete: str, **asked: Any) -> Data:
        known = record(ADOPTED, plan, complete=covers(*complete) if complete else ())
        return ask(agreement(frame(**more)), "session.in_frame", at(MON), known, **asked)

    assert found("session", session="one")["value"]["rhythm"] == "yes"
    for kinds in ((), ("session_scheduled",), ("session_started",)):
        unsure = found(*kinds, session="one")
        assert (unsure["outcome"], set(codes(unsure))) == ("unknown", {"record_incomplete"})
        # One too many is too many, whatever else there was.
        assert found(*kinds, starts=at(WED))["value"]["rhythm"] == "no"


@pytest.mark.parametrize(
    "often",
    [
        {"window": {"kind": "each", "occasion": "session"}},
        {"window": {"kind": "consecutive"}},
        {"window": {"kind": "last", "count": 3}},
        {"count": [{"fact": "call_held"}]},
        {"at_most": {"unstated": "vague"}},
    ],
)
def test_what_says_nothing_of_one_session(often: Data) -> None:
    """spec/work 97"""
    found = rhythm(frame(often=ONE_A_WEEK | often), starts=at(TUE))
    assert (found["outcome"], codes(found)) == ("unknown", ["unstated"])


def test_a_count_of_only_some_sessions() -> None:
    """spec/work 97"""
    some = frame(often=ONE_A_WEEK | {"where": {"quantity": "minutes", "at_least": 30}})
    assert keeps(some, planned("one", at(TUE)), starts=at(WED)) == "unknown"
    assert keeps(some, planned("one", at(TUE)), starts=at(NEXT_TUE)) is True


def test_sessions_of_another_format() -> None:
    """spec/work 93"""
    group = frame(often=ONE_A_WEEK, format="group")
    single = frame(often=ONE_A_WEEK, format="individual") | {"id": "single"}
    asked: Data = {"starts": at(WED), "others": [single]}
    assert keeps(group, planned("one", at(TUE), format="individual"), **asked) is True
    assert keeps(group, planned("one", at(TUE), format="group"), **asked) is False
    assert keeps(group, planned("one", at(TUE)), **asked) == "unknown"
    assert keeps(group, planned("one", at(TUE)), starts=at(WED)) is False
    assert keeps(frame(often=ONE_A_WEEK), planned("one", at(TUE), format="group"), **asked) is False


def test_in_minutes_each_session_counts_with_its_length() -> None:
    """spec/work 94"""
    hours = frame(often=ONE_A_WEEK | {"unit": "minutes", "at_most": 100})
    plan = planned("one", at(TUE), minutes=50)
    assert keeps(hours, plan, starts=at(WED), minutes=50) is True
    assert keeps(hours, plan, starts=at(WED), minutes=51) is False
    assert keeps(hours, planned("one", at(TUE)), starts=at(WED), minutes=50) == "unknown"


def test_the_rhythm_beside_the_rest() -> None:
    """spec/work 79, 82"""
    clause = frame(length="PT50M", often=ONE_A_WEEK)
    plans = planned("one", at(TUE)), planned("two", at(THU), minutes=50)
    found = rhythm(clause, *plans, session="two")["value"]
    assert (found["so"], found["length"], found["rhythm"]) == (False, "yes", "no")
    # Where the length already says no, why the rhythm is not known is no reason.
    short = rhythm(clause, minutes=40)
    assert (short["value"]["so"], short["value"]["rhythm"]) == (False, "not_known")
    assert (codes(short), short.get("waits_for")) == (["outside_frame"], None)
    assert "fact_missing" in codes(rhythm(clause, minutes=50))
    perhaps = rhythm(clause | {"when": {"fact": "well"}}, *plans, session="two")
    assert (perhaps["outcome"], perhaps["alternatives"][0]["value"]["so"]) == ("unknown", False)


# --- the people around ----------------------------------------------------------------------------

PEOPLE = [
    CLIENT,
    THERAPIST,
    {"id": "sister", "roles": ["family"]},
    {"id": "brother", "roles": ["family"]},
    {"id": "doctor", "roles": ["gp"]},
]


def role(id_: str, *who: str, **more: Any) -> Data:
    return {"kind": "network.role", "id": id_, "who": list(who)} | more


def network(kind: str, *clauses: Data, **more: Any) -> Data:
    return ask(agreement(*clauses, parties=PEOPLE), kind, at(MON), record(), **more)


def test_what_somebody_does() -> None:
    """spec/work 84, 86"""
    first = role("one", "sister", does=["look_in"], refers_to="doctor")
    second = role("two", "sister", "doctor", speaks_on=["sleep"])
    value = network("network.role_of", first, second, party="sister")["value"]
    assert (value["does"], value["speaks_on"], value["refers_to"]) == (
        ["look_in"],
        ["sleep"],
        "doctor",
    )
    third = role("three", "sister", refers_to="therapist")
    assert "refers_to" not in network("network.role_of", first, third, party="sister")["value"]
    nobody = network("network.role_of", first, party="doctor")
    assert nobody["outcome"] == "not_applicable"


def test_a_role_that_several_hold() -> None:
    """spec/work 85"""
    one = role("one", "sister", does=["look_in"])
    assert network("network.role_of", one, party="family")["outcome"] == "unknown"
    both = role("one", "sister", "brother", does=["look_in"])
    assert network("network.role_of", both, party="family")["outcome"] == "answered"
    perhaps = one | {"when": {"fact": "well"}}
    assert network("network.role_of", perhaps, party="sister")["outcome"] == "unknown"


def test_who_speaks_on_what() -> None:
    """spec/work 87, 88, 89"""
    first = role("one", "sister", does=["look_in"], speaks_on=["sleep"])
    second = role("two", "doctor", speaks_on=["sleep", "medicine"])
    found = network("network.who_does", first, second, subject="sleep")
    assert found["value"]["who"] == ["sister", "doctor"]
    assert codes(found)[:2] == ["several_speak", "several_speak"]
    alone = network("network.who_does", first, second, subject="medicine")
    assert (alone["value"]["who"], codes(alone)) == (["doctor"], ["rules"])
    shared = network("network.who_does", first, role("two", "brother", does=["look_in"]),
                     subject="look_in")  # fmt: skip
    assert (shared["value"]["who"], set(codes(shared))) == (["sister", "brother"], {"rules"})
    assert network("network.who_does", first, subject="money")["outcome"] == "not_applicable"


# --- a copy ---------------------------------------------------------------------------------------

OTHER = "B" * 43


def current(digest: str, *facts: Data, when: str = at(FRI), **root: Any) -> Any:
    found = ask(agreement(**root), "work.copy_current", when, record(*facts), digest=digest)
    return found["value"]["so"] if found["outcome"] == "answered" else found["outcome"]


def test_which_copy_rules() -> None:
    """spec/work 90, 91"""
    assert current(DIGEST) is True
    assert current(OTHER) is False
    newer = fact("adopted", at(WED), "newer", digest=OTHER, version=2, in_force_from=at(THU))
    assert current(DIGEST, ADOPTED, newer, when=at(WED)) is True
    assert current(DIGEST, ADOPTED, newer, when=at(THU)) is False
    assert current(OTHER, ADOPTED, newer, when=at(THU)) is True
    assert current("C" * 43, ADOPTED, newer, when=at(THU)) is False
    assert current(DIGEST, ADOPTED, fact("ended", at(TUE))) is False
    assert current(DIGEST, when=at(MON), term={"first": FRI}) is False
    assert current(DIGEST, ADOPTED | {"in_force_from": at(SUN)}) is False


def test_a_copy_whose_digest_is_not_known() -> None:
    """spec/work 92"""
    asked = question("work.copy_current", at(FRI), digest=DIGEST)
    newer = agreement(spec_version="1.9", newer=True)
    for happened in (record(), record(ADOPTED)):
        found = plain(decided(newer, asked, happened, lenient=True))
        assert found["outcome"] == "unknown"
