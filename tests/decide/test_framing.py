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
