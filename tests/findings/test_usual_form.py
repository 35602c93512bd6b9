"""spec/findings 41 to 44: one spelling is usual, and putting it so changes nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.findings import findings, usual
from boundlib.model.algebra import AllOf, AnyOf, AtLeastOf, Condition, FactLeaf, Not
from boundlib.testing import agreements
from boundlib.wire.documents import from_dict, to_dict
from tests.findings.making import (
    CLIENT,
    OFFICE,
    THERAPIST,
    Case,
    Data,
    agreement,
    asking,
    data_of,
    each,
    fee,
    places,
    reply,
)

A, B, C = {"fact": "a"}, {"fact": "b"}, {"fact": "c"}
DEPUTY = {"id": "deputy", "roles": ["cover"]}
SHARE = {"kind": "share", "of": "session_fee"}
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ALWAYS = {"id": "office", "weekly": [{"days": WEEK, "start": "00:00", "end": "24:00"}]}


def needing(condition: Data) -> Data:
    return data_of(asking(condition))


def within(span: Data, *timetables: Data, **root: Any) -> Data:
    return data_of(reply(within=span), timetables=list(timetables or [OFFICE]), **root)


def week(*weekly: tuple[list[str], str, str], **more: Any) -> Data:
    entries = [{"days": days, "start": start, "end": end} for days, start, end in weekly]
    return within(OPEN, OFFICE | {"weekly": entries} | more)


def parties(*by: str) -> Data:
    everyone = [CLIENT, THERAPIST | {"id": "t"}, DEPUTY]
    return data_of(reply(by=list(by)), parties=everyone)


def days(ends: Any, *timetables: Data) -> Data:
    count = {"clock": "working_days", "count": 2, "timetable": "office", "ends": ends}
    return within(count, *timetables)


def closed(*dates: str) -> list[Data]:
    return [{"on": day, "hours": []} for day in dates]


def hours(*pairs: tuple[str, str]) -> list[Data]:
    windows = [{"start": start, "end": end} for start, end in pairs]
    return [{"on": "2026-12-31", "hours": windows}]


PRICE = {"kind": "amount", "minor": 5000, "currency": "GBP"}
FREE = PRICE | {"minor": 0}
MIDDLE = {"price": PRICE, "up_to": "PT9M"}


def parts(*segments: Data) -> Data:
    return {"kind": "segments", "parts": list(segments)}


OPEN = {"clock": "open", "amount": "PT8H", "timetable": "office"}
ELAPSED = {"clock": "elapsed", "amount": "PT8H"}
MANY = [{"fact": f"f{n}"} for n in range(32)]
COVER = {"kind": "contact.cover", "id": "cover", "during": ["leave"], "cover": "deputy"}
APART = [
    {"days": ["mon"], "start": "09:00", "end": "17:00"},
    {"days": ["tue"], "start": "09:00", "end": "18:00"},
]
TERM = {"first": "2026-01-01"}
BOTH = {"by": ["client", "therapist"]}
DIARY = {"kind": "work.homework", "id": "diary", "task": "diary"}
DUTY = {"kind": "work.duty", "id": "notes", "duty": "notes", "strength": "promise"}

REWRITTEN = [
    (needing({"all": [A]}), needing(A)),
    (needing({"all": [A, {"all": [B, C]}]}), needing({"all": [A, B, C]})),
    (needing({"any": [{"any": [A, B]}, C]}), needing({"any": [A, B, C]})),
    (needing({"all": [{"all": MANY[:16]}, {"all": MANY[16:]}]}), needing({"all": MANY})),
    (needing({"at_least": 1, "of": [A, B]}), needing({"any": [A, B]})),
    (needing({"at_least": 2, "of": [A, B]}), needing({"all": [A, B]})),
    (needing({"not": {"not": A}}), needing(A)),
    (needing({"not": {"any": [A, B]}}), needing({"all": [{"not": A}, {"not": B}]})),
    (needing({"not": {"all": [A, {"not": B}]}}), needing({"any": [{"not": A}, B]})),
    (
        needing({"not": {"at_least": 2, "of": [A, B, C]}}),
        needing({"at_least": 2, "of": [{"not": A}, {"not": B}, {"not": C}]}),
    ),
    (data_of(fee(SHARE | {"permille": 500})), data_of(fee(SHARE | {"percent": 50}))),
    (within(ELAPSED | {"amount": {"at_least": "PT8H", "at_most": "PT8H"}}), within(ELAPSED)),
    (within(OPEN, ALWAYS), within(ELAPSED, ALWAYS)),
    (days("17:00"), days("close")),
    (parties("client", "t", "deputy"), data_of(reply(), parties=parties()["parties"])),
    (parties("client", "t"), parties("client", "therapist")),
    (parties("therapist", "t"), parties("therapist")),
    (data_of(DUTY | BOTH), data_of(DUTY)),
    (
        data_of(reply(valid=TERM), term=TERM),
        data_of(reply(), term=TERM),
    ),
    (
        week((["mon"], "09:00", "12:00"), (["mon"], "12:00", "17:00")),
        week((["mon"], "09:00", "17:00")),
    ),
    (
        week((["tue"], "09:00", "17:00"), (["mon"], "09:00", "17:00")),
        week((["mon", "tue"], "09:00", "17:00")),
    ),
    (
        week((["mon"], "20:00", "02:00"), (["mon"], "22:00", "23:00")),
        week((["mon"], "20:00", "02:00")),
    ),
    (
        within(OPEN, OFFICE | {"special_days": hours(("09:00", "12:00"), ("12:00", "13:00"))}),
        within(OPEN, OFFICE | {"special_days": hours(("09:00", "13:00"))}),
    ),
]

NOTED = [
    (needing({"fact": "a", "is": "yes"}), "/clauses/0/require/is"),
    (needing({"fact": "a", "is": "false"}), "/clauses/0/require/is"),
    (needing({"fact": "phase", "is": "one"}), "/clauses/0/require/fact"),
    (data_of(reply(when={"medium": "phone"})), "/clauses/0/when"),
    (data_of(reply(when={"all": [A, {"medium": "phone"}]})), "/clauses/0/when"),
    (
        data_of(
            fee(
                {
                    "kind": "rate",
                    "per": "session",
                    "price": {"kind": "amount", "minor": 5000, "currency": "GBP"},
                }
            )
        ),
        "/clauses/0/price",
    ),
    (
        data_of(fee(parts({"price": FREE, "up_to": "PT5M"}, {"price": PRICE}))),
        "/clauses/0/price/parts/0",
    ),
    (
        week((["mon"], "18:00", "24:00"), (["tue"], "00:00", "02:00")),
        "/timetables/0/weekly/0",
    ),
    (
        within(OPEN, OFFICE | {"special_days": closed("2026-12-24", "2026-12-23")}),
        "/timetables/0/special_days/1",
    ),
]

USUAL = [
    *(after for _, after in REWRITTEN),
    needing({"at_least": 2, "of": [A, B, C]}),
    needing({"all": [A, {"any": [B, C]}]}),
    needing({"fact": "a", "is": "management"}),
    needing({"not": A}),
    needing({"all": [*MANY[:31], {"all": [A, B]}]}),
    within(ELAPSED | {"amount": {"at_least": "PT8H"}}),
    data_of(reply(by=["client"]), parties=[CLIENT]),
    data_of(COVER, parties=[CLIENT, THERAPIST, DEPUTY]),
    # Homework that names nobody is the client's, and a duty both sides', not everybody's.
    data_of(DIARY | BOTH),
    data_of(DUTY | {"by": ["client", "therapist", "cover"]}, parties=[CLIENT, THERAPIST, DEPUTY]),
    days("17:00", OFFICE | {"weekly": APART}),
    within(OPEN, ALWAYS | {"holidays": {"country": "GB"}}),
    days("16:00"),
    days("17:00", OFFICE | {"special_days": hours(("09:00", "12:00"))}),
    data_of(fee(SHARE | {"permille": 335})),
    parties("client", "therapist"),
    data_of(fee({"kind": "rate", "per": "call", "price": PRICE})),
    data_of(fee({"kind": "rate", "per": "session", "price": PRICE, "started_unit": "counts"})),
    data_of(fee({"kind": "rate", "per": "session", "price": SHARE | {"percent": 50}})),
    data_of(fee(parts({"price": PRICE, "up_to": "PT5M"}, {"price": FREE}))),
    data_of(fee(parts({"price": FREE, "up_to": "PT5M"}, MIDDLE, {"price": PRICE}))),
    data_of(fee(parts({"price": SHARE | {"percent": 0}, "up_to": "PT5M"}, {"price": PRICE}))),
    data_of(
        {"kind": "crisis.criteria", "id": "c", "criteria": [{"criterion": "medical"}]}
        | {"valid": TERM},
        term=TERM,
    ),
    within(OPEN, OFFICE | {"special_days": closed("2026-12-24", "2026-12-26")}),
    within(ELAPSED, ALWAYS),
]

CASES = [
    *(Case("unusual_form", data, (place,)) for data, place in NOTED),
    *(Case("unusual_form", data) for data in USUAL),
    Case("unusual_form", parties("client", "t", "deputy"), ("/clauses/0/by",)),
    Case("unusual_form", parties("client", "t"), ("/clauses/0/by/1",)),
]


@each(CASES)
def test_the_finding_is_where_it_belongs(case: Case) -> None:
    assert places(case.data, case.code) == case.at


@pytest.mark.parametrize(("before", "after"), REWRITTEN)
def test_the_usual_form_is_this(before: Data, after: Data) -> None:
    assert places(before, "unusual_form")
    assert usual(agreement(before)) == agreement(after)


@pytest.mark.parametrize("data", [data for data, _ in NOTED] + USUAL)
def test_where_the_meaning_is_not_certain_nothing_is_changed(data: Data) -> None:
    made = agreement(data)
    assert usual(made) is made


def test_what_lenient_reading_kept_is_left_alone() -> None:
    data = needing({"all": [A]}) | {"new": 1}
    made = from_dict(data, lenient=True)
    assert usual(made) is made


@given(agreements(clauses=4))
def test_the_usual_form_is_usual_and_changes_nothing_that_was_not_noted(data: Data) -> None:
    made = from_dict(data)
    done = usual(made)
    noted = [p for p in findings(made) if p.code == "unusual_form"]
    assert usual(done) is done
    if not noted:
        assert done is made
    assert from_dict(to_dict(done)) == done


# --- the oracle: what a condition comes to, by Kleene's own tables ------------------------------

NAMES = ["a", "b", "c", "d"]
leaves = st.sampled_from([FactLeaf(fact=name) for name in NAMES])


def _groups(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        some.map(lambda parts: AllOf(all=parts)),
        some.map(lambda parts: AnyOf(any=parts)),
        inner.map(lambda part: Not(not_=part)),
        st.tuples(some, st.integers(1, 4)).map(
            lambda both: AtLeastOf(at_least=min(both[1], len(both[0])), of=both[0])
        ),
    )


conditions: st.SearchStrategy[Condition] = st.recursive(leaves, _groups, max_leaves=24)


def kleene(condition: Condition, known: dict[str, int]) -> int:
    """1 yes, 0 no, and between them one half in two: not known."""
    match condition:
        case AllOf():
            return min(kleene(part, known) for part in condition.all)
        case AnyOf():
            return max(kleene(part, known) for part in condition.any)
        case AtLeastOf():
            return sorted(kleene(p, known) for p in condition.of)[-condition.at_least]
        case Not():
            return 2 - kleene(condition.not_, known)
        case FactLeaf():
            return known[condition.fact]
    raise AssertionError


def shape_is_usual(condition: Condition) -> bool:
    match condition:
        case AllOf() | AnyOf():
            parts = condition.all if isinstance(condition, AllOf) else condition.any
            flat = not any(type(part) is type(condition) for part in parts)
            return len(parts) > 1 and flat and all(map(shape_is_usual, parts))
        case AtLeastOf():
            return 1 < condition.at_least < len(condition.of) and all(
                map(shape_is_usual, condition.of)
            )
        case Not():
            return isinstance(condition.not_, FactLeaf)
    return True


@given(conditions, st.fixed_dictionaries({name: st.sampled_from([0, 1, 2]) for name in NAMES}))
def test_a_condition_in_usual_form_means_the_same(
    condition: Condition, known: dict[str, int]
) -> None:
    made = agreement(needing(to_dict(condition)))
    (clause, _) = usual(made).clauses
    done: Condition = getattr(clause, "require")  # noqa: B009 - one of many kinds
    assert kleene(done, known) == kleene(condition, known)
    assert shape_is_usual(done)
