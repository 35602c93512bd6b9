"""Conditions: Kleene's logic against every assignment, and what each leaf asks."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decide.making import (
    CLIENT,
    MON,
    SUN,
    THERAPIST,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    because,
    call,
    channel,
    covers,
    fact,
    first,
    may,
    record,
    stated,
    tally,
)

NOW = at(MON)
NAMES = ("a", "b", "c", "d")
OUTCOMES = {True: "permit", False: "deny", None: "unknown"}


def holds(condition: Data, happened: Data | None = None, when: str = NOW, **more: Any) -> str:
    """Whether a condition holds: what a contact comes to that asks for nothing else."""
    data = agreement(channel(), first(condition), **more)
    return may(data, when, happened)


# --- Kleene's strong logic --------------------------------------------------------------------

LEAVES = st.sampled_from([{"fact": name} for name in NAMES])


def _groups(inner: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    some = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        some.map(lambda of: {"all": of}),
        some.map(lambda of: {"any": of}),
        inner.map(lambda one: {"not": one}),
        some.flatmap(
            lambda of: st.integers(1, len(of)).map(lambda least: {"at_least": least, "of": of})
        ),
    )


CONDITIONS = st.recursive(LEAVES, _groups, max_leaves=8)


def two_valued(condition: Data, said: dict[str, bool]) -> bool:
    """Plain logic, where everything is known."""
    if "fact" in condition:
        return said[condition["fact"]]
    if "not" in condition:
        return not two_valued(condition["not"], said)
    of = condition.get("all") or condition.get("any") or condition["of"]
    held = [two_valued(each, said) for each in of]
    least = {"all": len(held), "any": 1}.get(next(iter(condition)), condition.get("at_least"))
    return sum(held) >= (least or 0)


def three_valued(condition: Data, said: dict[str, bool | None]) -> bool | None:
    """Kleene's tables: false < not known < true, and the least, the greatest, the contrary."""
    order = {False: 0, None: 1, True: 2}
    back: dict[int, bool | None] = {0: False, 1: None, 2: True}
    if "fact" in condition:
        return said[condition["fact"]]
    if "not" in condition:
        return back[2 - order[three_valued(condition["not"], said)]]
    of = condition.get("all") or condition.get("any") or condition["of"]
    held = sorted(order[three_valued(each, said)] for each in of)
    least = {"all": len(held), "any": 1}.get(next(iter(condition)), condition.get("at_least"))
    return back[held[len(held) - (least or 0)]]


@given(CONDITIONS, st.fixed_dictionaries({n: st.sampled_from([True, False, None]) for n in NAMES}))
def test_kleene(condition: Data, said: dict[str, bool | None]) -> None:
    """spec/decisions 39"""
    facts = [
        {**stated(name, value), "id": name} for name, value in said.items() if value is not None
    ]
    found = holds(condition, record(*facts))
    assert found == OUTCOMES[three_valued(condition, said)]
    if found == "unknown":
        return
    open_names = [name for name, value in said.items() if value is None]
    for filled in itertools.product((True, False), repeat=len(open_names)):
        whole = {n: v for n, v in said.items() if v is not None} | dict(
            zip(open_names, filled, strict=True)
        )
        assert OUTCOMES[two_valued(condition, whole)] == found


# --- switches ---------------------------------------------------------------------------------


def test_a_switch() -> None:
    """spec/decisions 40"""
    data = agreement(channel(), first({"fact": "skill_tried"}, when={"fact": "well"}))
    for said, outcome in ((True, "deny"), (False, "permit"), (None, "unknown")):
        facts = [] if said is None else [stated("well", said)]
        assert may(data, NOW, record(*facts)) == outcome
    well = record(stated("well", False))
    found = ask(data, "contact.may", NOW, well, channel="phone")
    assert because(found, "first") == []


# --- leaves -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leaf", "facts", "outcome"),
    [
        ({"fact": "well"}, [stated("well", True)], "permit"),
        ({"fact": "well"}, [stated("well", False)], "deny"),
        ({"fact": "well"}, [stated("ill", True)], "unknown"),
        ({"fact": "referral", "is": "management"}, [stated("referral", "management")], "permit"),
        ({"fact": "referral", "is": "management"}, [stated("referral", "own")], "deny"),
        ({"fact": "referral", "is": "management"}, [stated("referral", True)], "unknown"),
        ({"fact": "referral"}, [stated("referral", "own")], "unknown"),
        ({"plan": "group"}, [stated("plan", "group")], "permit"),
        ({"plan": "group"}, [stated("plan", "single")], "deny"),
        ({"phase": "second"}, [fact("phase_entered", at(MON, "08:00"), phase="second")], "permit"),
        ({"phase": "second"}, [fact("phase_entered", at(MON, "08:00"), phase="first")], "deny"),
        ({"phase": "second"}, [], "unknown"),
        ({"medium": "phone"}, [], "permit"),
        ({"medium": "email"}, [], "deny"),
        ({"fact": "call_held"}, [], "deny"),
        ({"fact": "call_held"}, [call(at(SUN))], "deny"),
        ({"fact": "call_held"}, [call(at(MON, "08:00"))], "permit"),
        ({"age_group": "minor"}, [stated("age_group", "minor")], "permit"),
        ({"age_group": "adult"}, [stated("age_group", "minor")], "deny"),
        ({"age_group": "adult"}, [], "unknown"),
    ],
)
def test_leaves(leaf: Data, facts: list[Data], outcome: str) -> None:
    """spec/decisions 39, 65, 67, 69"""
    assert holds(leaf, record(*facts), term={"first": "2026-01-01"}) == outcome


def test_a_medium_is_that_of_the_contact_asked_about() -> None:
    """spec/decisions 41"""
    phone = channel(when={"medium": "phone"})
    assert may(agreement(phone), NOW) == "permit"
    only = first({"fact": "skill_tried"}, when={"medium": "email"})
    data = agreement(channel(), channel("mail", "email"), only)
    assert may(data, NOW) == "permit"
    assert may(data, NOW, record(), channel="mail") == "deny"
    assert ask(data, "contact.may", NOW)["outcome"] == "permit"
    length = first({"fact": "skill_tried"}, when={"quantity": "minutes", "at_least": 10})
    asked = ask(agreement(length), "contact.first", NOW, channel="phone")
    assert asked["outcome"] == "unknown"


def test_the_word_that_counts_is_the_latest() -> None:
    """spec/decisions 69"""
    first_word, later = stated("well", True, at(SUN, "08:00").replace("06-07", "05-31")), None
    later = stated("well", False, at(MON, "09:00"))
    assert holds({"fact": "well"}, record(first_word, later)) == "deny"
    assert holds({"fact": "well"}, record(later, first_word), at(MON, "08:59")) == "permit"
    today = stated("well", True, {"on": MON})
    assert holds({"fact": "well"}, record(later, today), at(TUE)) == "unknown"
    agreeing = stated("well", False, {"on": MON})
    assert holds({"fact": "well"}, record(later, agreeing), at(TUE)) == "deny"
    assert holds({"fact": "well"}, record(agreeing), at(MON)) == "unknown"


def measured(amount: Any) -> Data:
    return fact("measured", at(MON, "08:00"), quantity="distress", amount=amount)


@pytest.mark.parametrize(
    ("bounds", "amount", "outcome"),
    [
        ({"at_least": 6}, 6, "permit"),
        ({"at_least": 6}, 5, "deny"),
        ({"at_most": 6}, 6, "permit"),
        ({"at_most": 6}, 7, "deny"),
        ({"at_least": 3, "at_most": 6}, 2, "deny"),
        ({"at_least": 3, "at_most": 6}, 3, "permit"),
        ({"at_least": "P7D"}, "P8D", "permit"),
        ({"at_least": "P7D"}, "P6D", "deny"),
        ({"at_most": "P7D"}, "P7D", "permit"),
        ({"at_least": "P7D"}, "P2M", "unknown"),
        ({"at_least": "P7D"}, "PT240H", "unknown"),
        ({"at_least": 6}, "PT6S", "unknown"),
        ({"at_least": "PT6H"}, "PT6H", "permit"),
        ({"at_most": 6}, "P6D", "unknown"),
    ],
)
def test_comparisons(bounds: Data, amount: Any, outcome: str) -> None:
    """spec/decisions 42"""
    leaf = {"quantity": "distress", **bounds}
    assert holds(leaf, record(measured(amount))) == outcome
    assert holds(leaf, record()) == "unknown"


@pytest.mark.parametrize(
    ("born", "day", "least", "outcome"),
    [
        ("2008-06-01", MON, 18, "permit"),
        ("2008-06-02", MON, 18, "deny"),
        ("2008-02-29", "2026-02-28", 18, "deny"),
        ("2008-02-29", "2026-03-01", 18, "permit"),
        ("2008-02-29", "2024-02-28", 16, "deny"),
        ("2008-02-29", "2024-02-29", 16, "permit"),
    ],
)
def test_age(born: str, day: str, least: int, outcome: str) -> None:
    """spec/decisions 43"""
    parties = [{**CLIENT, "birth_date": born}, THERAPIST]
    leaf = {"quantity": "age", "at_least": least}
    assert holds(leaf, when=at(day), parties=parties) == outcome
    group = {"age_group": "adult" if least == 18 else "minor"}
    assert holds(group, when=at(day), parties=parties) == (outcome if least == 18 else "permit")


def test_an_age_changes_on_its_day() -> None:
    """spec/decisions 43, 85"""
    parties = [{**CLIENT, "birth_date": "2008-02-29"}, THERAPIST]
    data = agreement(channel(), first({"quantity": "age", "at_least": 16}), parties=parties)
    found = ask(data, "contact.may", at("2024-01-01"), channel="phone")
    assert found["valid_until"] == "2024-02-29T00:00:00Z"
    data = agreement(channel(), first({"quantity": "age", "at_least": 19}), parties=parties)
    found = ask(data, "contact.may", at("2026-06-01"), channel="phone")
    assert found["valid_until"] == "2027-03-01T00:00:00Z"
    erased = [{**CLIENT, "birth_date": {"sha256": "A" * 43}}, THERAPIST]
    assert holds({"quantity": "age", "at_least": 18}, parties=erased) == "unknown"


def test_another_quantity_is_not_the_age() -> None:
    """spec/decisions 69"""
    parties = [{**CLIENT, "birth_date": "1990-01-01"}, THERAPIST]
    assert holds({"quantity": "distress", "at_least": 6}, record(), parties=parties) == "unknown"
    told = record(fact("measured", at(MON, "08:00"), quantity="age", amount=12))
    assert holds({"quantity": "age", "at_least": 18}, told, parties=parties) == "permit"
    assert holds({"quantity": "age", "at_least": 18}, told) == "deny"


def found_so(when: Any, name: str, **more: Any) -> Data:
    return fact("found", when, name, finding="ready", **more)


def test_a_finding() -> None:
    """spec/decisions 68, 66"""
    leaf = {"found": "ready", "by": "therapist"}
    mine, theirs = (
        found_so(at(MON, "08:00"), "a", by="therapist"),
        found_so(at(MON, "09:00"), "b", by="client"),
    )
    back = found_so(at(MON, "10:00"), "c", by="therapist", withdrawn=True)
    assert holds(leaf, record()) == "deny"
    assert holds(leaf, record(theirs)) == "deny"
    assert holds(leaf, record(mine)) == "permit"
    assert holds(leaf, record(mine, back)) == "deny"
    assert holds(
        leaf, record(mine, found_so({"on": MON}, "c", by="therapist", withdrawn=True))
    ) == ("unknown")
    assert holds({**leaf, "form": "in_writing"}, record(mine)) == "deny"
    both = {"found": "ready", "count": 2}
    assert holds(both, record(mine, theirs)) == "permit"
    assert holds({**both, "jointly": True}, record(mine, theirs)) == "deny"
    joint = found_so(at(MON, "08:00"), "j", by="therapist", with_=["client"])
    assert holds({**both, "jointly": True}, record(joint)) == "permit"
    assert holds({**both, "jointly": True}, record(joint, back)) == "deny"
    nobody = found_so(at(MON, "10:00"), "n", withdrawn=True)
    assert holds(leaf, record(mine, nobody)) == "deny"
    assert holds({**both, "jointly": True}, record(joint, nobody)) == "deny"
    client_back = found_so(at(MON, "10:00"), "c", by="client", withdrawn=True)
    assert holds(leaf, record(mine, client_back)) == "permit"
    assert holds(both, record(mine, theirs, client_back)) == "deny"
    again = found_so(at(MON, "11:00"), "again", by="therapist")
    assert holds(leaf, record(mine, back, again)) == "permit"


def test_an_amount_of_time_since() -> None:
    """spec/decisions 81, 82"""
    week = {"elapsed": {"clock": "calendar", "amount": "P2D", "from": "session_ended"}}
    ended = fact("session_ended", at(MON, "08:00"), session="s")
    assert holds(week, record(ended), at(WED, "07:59:59")) == "deny"
    assert holds(week, record(ended), at(WED, "08:00")) == "permit"
    assert holds(week, record(), term={"first": "2026-01-01"}) == "deny"
    assert holds(week, record()) == holds(week, record(complete=())) == "unknown"
    assert (
        holds(week, record(fact("session_ended", {"on": MON}, session="s")), at(THU)) == "unknown"
    )
    over = {"elapsed": {"clock": "calendar", "amount": "P2D", "from": "therapy_ended"}}
    assert holds({"not": over}, record(complete=())) == "permit"
    roughly = {
        "elapsed": {"clock": "elapsed", "amount": {"about": "PT1H"}, "from": "session_ended"}
    }
    assert holds(roughly, record(ended), at(MON, "08:59")) == "deny"
    assert holds(roughly, record(ended), at(MON, "09:00")) == "unknown"


def test_a_tally_that_is_reached() -> None:
    """spec/decisions 72, 74"""
    leaf = {"reached": tally({"kind": "ever"}, None, at_least=2)}
    calls = [call(at(MON, "08:00")), call(at(MON, "09:00"))]
    term = {"first": "2026-01-01"}
    assert holds(leaf, record(*calls), term=term) == "permit"
    assert holds(leaf, record(calls[0]), term=term) == "deny"
    assert holds(leaf, record(calls[0], complete=()), term=term) == "unknown"
    assert holds(leaf, record(*calls, complete=()), term=term) == "permit"
    once = {"reached": tally({"kind": "ever"}, 5)}
    assert holds(once, record(calls[0]), term=term) == "permit"
    assert holds(once, record(), term=term) == "deny"


def test_another_clause_may_class_it() -> None:
    """spec/decisions 72, 80"""
    rest = {
        "kind": "contact.cool_off",
        "id": "rest",
        "after": [{"fact": "self_harm"}],
        "lasts": {"clock": "elapsed", "amount": "PT24H"},
        "suspends": ["coaching"],
    }
    leaf = {"clause": "rest", "is": "open"}
    harm = record(fact("self_harm", at(MON, "08:00")))
    for happened, outcome in (
        (harm, "deny"),
        (record(), "permit"),
        (record(complete=()), "unknown"),
    ):
        data = agreement(channel(), rest, first(leaf))
        assert may(data, NOW, happened) == outcome


def test_events_are_known_to_be_absent_only_where_the_record_is_complete() -> None:
    """spec/decisions 67, 68, 70"""
    event, act = {"fact": "self_harm"}, {"fact": "skill_tried"}
    term = {"first": "2026-01-01"}
    for since, through, outcome in (
        ("2026-01-01", "2026-07-01", "deny"),
        ("2026-01-02", "2026-07-01", "unknown"),
        ("2026-01-01", "2026-05-01", "unknown"),
    ):
        known = record(complete=covers("self", since=since, through=through))
        assert holds(event, known, term=term) == outcome
        assert holds(act, known, term=term) == "deny"
    parts = [*covers("self", through="2026-03-01"), *covers("self_harm", since="2026-03-01")]
    assert holds(event, record(complete=parts), term=term) == "deny"
    apart = [*covers("self", through="2026-03-01"), *covers("self_harm", since="2026-03-02")]
    assert holds(event, record(complete=apart), term=term) == "unknown"
    assert holds(event, record(complete=covers("self_harm"))) == "unknown"
