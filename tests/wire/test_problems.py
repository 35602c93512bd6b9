"""All of a document's problems at once, each with its place, and never a person's words."""

import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boundlib.declare.shapes import object_shape
from boundlib.declare.walk import references
from boundlib.errors import BoundlibError, DocumentError, InvalidValue, Problem, Severity
from boundlib.model.agreement import Agreement, Party
from boundlib.model.clause import Dates
from boundlib.model.contact import ContactChannel
from boundlib.model.quantities import Range, Share
from boundlib.testing import agreements, documents, mutations
from boundlib.times.scalars import Exact
from boundlib.times.timetable import Weekly
from boundlib.vocab import Base, Medium, Role, Weekday
from boundlib.wire.documents import check, dumps, from_dict, loads
from boundlib.wire.gate import DOCUMENTS
from tests.wire.given import codes_of, problems_of, small

LARGE = settings(suppress_health_check=list(HealthCheck))


def spoilt(*changes: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data = small()
    for change in changes:
        change(data)
    return data


SPOILS: list[tuple[Callable[[dict[str, Any]], object], str, str, str | None]] = [
    (lambda d: d.update(zone=3), "type_mismatch", "/zone", None),
    (lambda d: d.update(zone="London!"), "bad_format", "/zone", None),
    (lambda d: d.update(zone="Europe/Lundon"), "unknown_zone", "/zone",
     "use a name such as Europe/London"),
    (lambda d: d["parties"][0].update(rolls=1), "unknown_member", "/parties/0/rolls",
     "did you mean roles?"),
    (lambda d: d["parties"][0].pop("roles"), "missing_member", "/parties/0", None),
    (lambda d: d["parties"][0].update(roles=[]), "too_few_items", "/parties/0/roles", None),
    (lambda d: d["parties"][0].update(roles=["client", "client"]), "duplicate_item",
     "/parties/0/roles", None),
    (lambda d: d["parties"][0].update(roles=["cleint"]), "not_in_vocabulary", "/parties/0/roles/0",
     "did you mean client?"),
    (lambda d: d["parties"][1].update(id="client"), "duplicate_id", "/parties/1/id",
     "rename one of them"),
    (lambda d: d["parties"][2].update(id="therapist"), "duplicate_id", "/parties/2/id",
     "rename one of them"),
    (lambda d: d["timetables"][0]["weekly"][0].update(start="9:00"), "bad_format",
     "/timetables/0/weekly/0/start", "write the hour with two digits"),
    (lambda d: d["timetables"][0]["weekly"][0].update(end="09:00"), "bad_window",
     "/timetables/0/weekly/0/end", "write 00:00 to 24:00 for the whole day"),
    (lambda d: d["timetables"][0]["special_days"][0].update(on="2026-02-29"), "no_such_value",
     "/timetables/0/special_days/0/on", None),
    (lambda d: d["clauses"][0].update(kind="contact.chanel"), "unknown_kind", "/clauses/0/kind",
     "did you mean contact.channel?"),
    (lambda d: d["clauses"][0].pop("kind"), "missing_member", "/clauses/0", None),
    (lambda d: d["clauses"][0].update(timetable="ofice"), "broken_reference",
     "/clauses/0/timetable", "did you mean office?"),
    (lambda d: d["clauses"][1]["within"].update(amount="PT90M"), "bad_format",
     "/clauses/1/within/amount", "carry over at 60: PT90M is PT1H30M"),
    (lambda d: d["clauses"][1]["within"].update(amount={"min": "PT2H", "max": "PT1H"}),
     "ends_reversed", "/clauses/1/within/amount/min", None),
    (lambda d: d["clauses"][1]["within"].update(amount={"mni": "PT2H"}), "no_alternative",
     "/clauses/1/within/amount", "did you mean min?"),
    (lambda d: d["clauses"][1]["within"].update(clock="opne"), "unknown_kind",
     "/clauses/1/within/clock", "did you mean open?"),
    (lambda d: d["clauses"][2].update(when={"fact": "x"}), "unknown_member", "/clauses/2/when",
     None),
    (lambda d: d["clauses"][2]["steps"].append(d["clauses"][2]["steps"][0]), "duplicate_id",
     "/clauses/2/steps/1/id", "rename one of them"),
    (lambda d: d["timetables"][0]["special_days"][0].update(on="9999-02-01"), "bad_format",
     "/timetables/0/special_days/0/on", "years are 1900 to 2200"),
    (lambda d: d["parties"][0].update(xyz=1), "unknown_member", "/parties/0/xyz",
     "what an embedder adds goes into extensions"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "code", "place", "hint"), SPOILS)
def test_a_problem_says_what_where_and_what_to_do(
    spoil: Callable[[dict[str, Any]], object], code: str, place: str, hint: str | None
) -> None:
    data = spoilt(spoil)
    told = [p for p in problems_of(data) if (p.code, p.pointer) == (code, place)]
    assert len(told) == 1
    if hint is not None:
        assert told[0].hint == hint
    assert told[0].severity is Severity.ERROR
    with pytest.raises(DocumentError) as caught:
        from_dict(data)
    unplaced = [attrs.evolve(p, line=None, column=None) for p in problems_of(data)]
    assert list(caught.value.problems) == unplaced


def test_no_hint_leads_to_a_member_that_is_not_there_either() -> None:
    """spec/documents 5, 49: a question has no extensions."""
    asked = {"type": "question", "spec_version": "1.0", "kind": "crisis.route"}
    (told,) = check(json.dumps(asked | {"at": "2026-06-10T10:00:00Z", "xyz": 1})).problems
    assert (told.code, told.hint) == ("unknown_member", None)
    (told,) = check(json.dumps(asked | {"at": "2016-12-31T23:59:60Z"})).problems
    assert (told.code, told.hint) == ("bad_format", "a leap second has no place here: write :59")


def test_all_problems_come_at_once_in_the_order_of_the_document() -> None:
    # Those of one place stand for each other: a spoil may hide one that came before it.
    chosen = [1, 7, 3, 10, 12, 13, 16, 20]
    data = spoilt(*(SPOILS[n][0] for n in chosen))
    assert codes_of(data) == [(SPOILS[n][1], SPOILS[n][2]) for n in chosen]
    lines = [(p.line, p.column) for p in problems_of(json.dumps(data, indent=1))]
    assert lines == sorted(lines)


def test_broken_references_are_told_although_other_parts_are_broken() -> None:
    data = small()
    data["clauses"][0]["timetable"] = "ofice"
    data["clauses"][1]["strength"] = "promised"
    data["clauses"][1]["channels"] = ["portl"]
    data["clauses"][2]["id"] = "portal"
    data["timetables"][0]["leave"][0]["cover"] = "nobody"
    assert codes_of(data) == [
        ("broken_reference", "/timetables/0/leave/0/cover"),
        ("broken_reference", "/clauses/0/timetable"),
        ("broken_reference", "/clauses/1/channels/0"),
        ("not_in_vocabulary", "/clauses/1/strength"),
        ("duplicate_id", "/clauses/2/id"),
    ]


def test_what_refers_to_a_broken_part_is_not_broken() -> None:
    data = small()
    data["clauses"][0]["kind"] = "contact.channel"
    data["clauses"][0]["medium"] = 3
    data["timetables"][0]["weekly"] = 3
    data["parties"][1]["signs"] = "yes"
    assert codes_of(data) == [
        ("type_mismatch", "/parties/1/signs"),
        ("type_mismatch", "/timetables/0/weekly"),
        ("type_mismatch", "/clauses/0/medium"),
    ]


WINDOW = {"kind": "contact.window", "timetable": "office", "use": "sending"}


def test_a_clause_that_is_asked_gives_only_its_own_answers() -> None:
    data = small()
    data["clauses"].append(WINDOW | {"id": "hours"})
    data["clauses"].append(WINDOW | {"id": "more", "when": {"clause": "hours", "is": "inside"}})
    assert check(json.dumps(data)).ok
    data["clauses"][-1]["when"]["is"] = "insider"
    (problem,) = problems_of(data)
    assert (problem.code, problem.pointer) == ("not_in_vocabulary", "/clauses/4/when/is")
    assert problem.hint == "did you mean inside?"
    data["clauses"][-1]["when"] = {"clause": "portal", "is": "inside"}
    assert codes_of(data) == [("not_in_vocabulary", "/clauses/4/when/is")]


def test_no_clause_is_judged_by_itself_by_way_of_others() -> None:
    data = small()
    ring = ("a", "b", "c")
    for name, other in zip(ring, (*ring[1:], "a"), strict=True):
        when = {"not": {"any": [{"clause": other, "is": "outside"}]}}
        data["clauses"].append(WINDOW | {"id": name, "when": when})
    circles = [("circular_reference", f"/clauses/{n}") for n in (3, 4, 5)]
    assert codes_of(data) == circles
    del data["clauses"][-1]["when"]
    assert check(json.dumps(data)).ok


def test_a_problem_names_the_clause_it_lies_in() -> None:
    data = spoilt(SPOILS[13][0], SPOILS[16][0], SPOILS[0][0])
    assert [p.clause for p in problems_of(data)] == [None, "portal", "portal-reply"]


@LARGE
@given(agreements().flatmap(lambda data: mutations(data, Agreement)))
def test_problems_are_told_once_each_in_order_and_are_the_same_without_text(data: Any) -> None:
    report = check(json.dumps(data))
    errors = [p for p in report.problems if p.severity is Severity.ERROR]
    assert report.ok == (not errors)
    places = [(p.code, p.pointer, p.message, p.expected) for p in errors]
    assert len(set(places)) == len(places)
    assert [(p.line, p.column) for p in errors] == sorted((p.line, p.column) for p in errors)
    if report.ok:
        assert from_dict(data) == report.value
        return
    with pytest.raises(DocumentError) as caught:
        from_dict(data)
    # Without a type in it, only a check asks which document it is.
    if isinstance(data, dict) and data.get("type") == "agreement":
        unplaced = [attrs.evolve(p, line=None, column=None) for p in errors]
        assert list(caught.value.problems) == unplaced


# --- the same from Python ---------------------------------------------------------------------

# What a type checker would not let anybody write.
P: Any = Party
W: Any = Weekly
C: Any = ContactChannel


@pytest.mark.parametrize(
    ("make", "code", "place"),
    [
        (lambda: P(id="Not a slug", roles=(Role.CLIENT,)), "bad_format", ("id",)),
        (lambda: P(id="x", roles=()), "too_few_items", ("roles",)),
        (lambda: P(id="x", roles=(Role.GP, Role.GP)), "duplicate_item", ("roles",)),
        (lambda: P(id="x", roles=("gp",)), "not_in_vocabulary", ("roles", 0)),
        (lambda: P(id="x", roles=[Role.GP]), "type_mismatch", ("roles",)),
        (lambda: P(id="x", roles=(Role.GP,), name=""), "no_alternative", ("name",)),
        (lambda: Dates(), "one_of", ("first",)),
        (lambda: Share(of=Base.SESSION_FEE), "one_of", ("percent",)),
        (lambda: Share(of=Base.SESSION_FEE, percent=1001), "out_of_range", ("percent",)),
        (lambda: Share(of=Base.SESSION_FEE, percent=True), "type_mismatch", ("percent",)),
        (lambda: Range(min=Exact(60), max=Exact(60)), "range_is_exact", ("min",)),
        (lambda: W(days=(Weekday.MON,), start=9, end=17), "type_mismatch", ("start",)),
        (lambda: C(id="x", medium=Medium.PHONE, text="x" * 16_385), "no_alternative",
         ("text",)),
        (lambda: C(id="x", medium=Medium.PHONE, text="\ud800"), "no_alternative",
         ("text",)),
        (lambda: C(id="x", medium=Medium.PHONE, extensions={"urn:x": 1.5}),
         "number_not_integer", ("extensions", "urn:x")),
    ],
)  # fmt: skip
def test_values_made_in_python_are_checked_as_documents_are(
    make: Callable[[], Any], code: str, place: tuple[str | int, ...]
) -> None:
    with pytest.raises(InvalidValue) as caught:
        make()
    faults = [(fault.code, fault.at) for fault in caught.value.faults]
    assert faults[0][0] == code
    assert faults[0][1][: len(place)] == place[: len(faults[0][1])]


@LARGE
@given(st.sampled_from(sorted(DOCUMENTS)).flatmap(lambda name: documents(DOCUMENTS[name])))
def test_what_was_read_can_be_made_again_in_python(data: dict[str, Any]) -> None:
    value = from_dict(data, DOCUMENTS[data["type"]])
    assert again(value) == value


def again(value: Any) -> Any:
    """The same value, made by its classes' own constructors, which check everything."""
    if isinstance(value, tuple):
        return tuple(again(item) for item in value)
    if not hasattr(type(value), "__attrs_init__"):
        return value
    fields = {f.name: again(getattr(value, f.name)) for f in attrs.fields(type(value))}
    return type(value)(**fields)


@LARGE
@given(agreements())
def test_the_quick_look_at_references_sees_them_all(data: dict[str, Any]) -> None:
    """Each reference, turned to nothing, is found."""
    agreement = from_dict(data)
    for path, ref, _ in references(agreement):
        broken = json.loads(dumps(agreement))
        inside = broken
        for part in path[:-1]:
            inside = inside[part]
        inside[path[-1]] = "nobody/nothing" if ref.to == "step" else "nobody-nothing"
        place = "".join(f"/{part}" for part in path)
        assert ("broken_reference", place) in codes_of(broken)


# --- personal words ---------------------------------------------------------------------------

SECRET = "Zaphod B."


def secrets() -> dict[str, Any]:
    data = small()
    data["title"] = SECRET
    data["parties"][0] |= {"name": SECRET, "reached_at": SECRET, "between_contacts": SECRET}
    data["parties"][0]["birth_date"] = "1952-03-11"
    data["clauses"][0]["text"] = SECRET
    data["clauses"][2]["steps"][0]["words"] = SECRET
    data["extensions"] = {"urn:x": {"about": SECRET}}
    return data


def parts_of(value: Any) -> list[Any]:
    if isinstance(value, tuple):
        return [part for item in value for part in parts_of(item)]
    if not hasattr(type(value), "__attrs_attrs__"):
        return [value] if type(value).__name__ == "FrozenMap" else []
    inner = [part for f in attrs.fields(type(value)) for part in parts_of(getattr(value, f.name))]
    return [value, *inner]


def test_no_repr_shows_a_name_or_free_words() -> None:
    agreement = loads(json.dumps(secrets()))
    everything = [*parts_of(agreement), check(json.dumps(secrets()))]
    assert len(everything) >= 20
    shown = "".join(repr(part) + str(part) for part in everything)
    assert SECRET not in shown
    assert "1952" not in shown


def test_no_problem_shows_what_stands_in_the_document() -> None:
    data = secrets()
    for place in ("zone", "language", "id", "version", "type", "spec_version"):
        shown = "".join(map(shown_of, check(json.dumps(data | {place: SECRET})).problems))
        assert shown
        assert SECRET not in shown
    for spoil, *_ in SPOILS:
        data = secrets()
        spoil(data)
        with pytest.raises(BoundlibError) as caught:
            loads(json.dumps(data))
        assert SECRET not in str(caught.value) + repr(caught.value)
        assert SECRET not in "".join(map(shown_of, problems_of(data)))


def shown_of(problem: Problem) -> str:
    return str(problem) + repr(problem)


def test_names_are_not_remembered_from_one_document_to_the_next() -> None:
    """What reading remembers are words of the format and texts with a pattern, never a birthday."""
    from boundlib.wire import structure  # noqa: PLC0415 - its memory is looked into

    loads(json.dumps(secrets()))
    remembered = {text for _, _, seen in structure._MADE.values() for text in seen}
    assert "office" in remembered
    assert not {SECRET, "1952-03-11"} & remembered
    assert object_shape(Party).members["birth_date"].erasable


@pytest.mark.parametrize(
    ("corrects", "found"),
    [
        ({"b": "a", "c": "b"}, []),
        ({"a": "b", "b": "a"}, [("wrong_order", "/facts/0/replaces")]),
        (
            {"a": "b", "b": "c", "c": "b"},
            [("wrong_order", "/facts/0/replaces"), ("duplicate_reference", "/facts/2/replaces")],
        ),
        ({"a": "a"}, [("broken_reference", "/facts/0/replaces")]),
        ({"a": "z"}, [("broken_reference", "/facts/0/replaces")]),
        ({"a": "late"}, [("wrong_order", "/facts/0/replaces")]),
        ({"a": "late", "late": "a"}, [("wrong_order", "/facts/0/replaces")]),
        ({"a": "act"}, [("wrong_kind", "/facts/0/replaces")]),
        ({"back": "act"}, []),
        ({"back": "other", "other": "back"}, [("wrong_order", "/facts/4/replaces")]),
    ],
)
def test_a_correction_names_an_earlier_fact(
    corrects: dict[str, str], found: list[tuple[str, str]]
) -> None:
    """spec/documents 66: of facts that correct each other none is the earlier one"""
    kinds = dict.fromkeys(("a", "b", "c", "late"), "skill_tried")
    kinds |= {"back": "retracted", "other": "retracted", "act": "worksheet_given"}
    facts = []
    for name, kind in kinds.items():
        if kind == "retracted" and name not in corrects:
            continue
        when = f"2026-06-0{2 if name == 'late' else 1}T12:00:00Z"
        fact = {"kind": kind, "id": name, "at": when, "recorded_at": when}
        facts.append(fact | ({"replaces": corrects[name]} if name in corrects else {}))
    data = {"type": "record", "spec_version": "1.0", "agreement": "urn:example:x", "facts": facts}
    assert [(p.code, p.pointer) for p in check(json.dumps(data)).problems] == found
