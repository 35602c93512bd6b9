"""spec/findings 1 to 4: what every finding has in common; and that the page holds all of them."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from boundlib.declare import filled
from boundlib.errors import DocumentError, Problem, Severity, pointer
from boundlib.findings import FINDINGS, Finding, findings
from boundlib.findings.looking import Whole
from boundlib.model.agreement import Agreement
from boundlib.testing import agreements
from boundlib.wire.documents import from_dict
from tests.findings import (
    test_contact,
    test_crisis,
    test_governance,
    test_measures,
    test_pace,
    test_parties_and_hours,
    test_sharing,
    test_speaking,
    test_usual_form,
    test_usual_sharing,
    test_words,
    test_work,
)
from tests.findings.making import ROUTE, Data, agreement, data_of, reply

PAGE = (Path(__file__).parents[2] / "docs/spec/findings.md").read_text("utf-8")
SENTENCE = re.compile(
    r"^(\d+)\. `(\w+)` \((warning|note)(, blocks adoption)?\): (.+?)(?=\n\d+\. |\n\n|\Z)",
    re.M | re.S,
)
MODULES = (
    test_contact,
    test_crisis,
    test_governance,
    test_measures,
    test_pace,
    test_parties_and_hours,
    test_sharing,
    test_speaking,
    test_usual_form,
    test_usual_sharing,
    test_words,
    test_work,
)


def test_the_page_has_a_sentence_for_each_finding_as_it_is() -> None:
    said = {
        code: (severity, bool(blocks)) for _, code, severity, blocks, _ in SENTENCE.findall(PAGE)
    }
    assert said == {f.code: (f.severity.value, f.blocks_adoption) for f in FINDINGS}
    assert len({f.code for f in FINDINGS}) == len(FINDINGS)


def test_every_sentence_has_an_example() -> None:
    assert not [code for _, code, _, _, text in SENTENCE.findall(PAGE) if "Example:" not in text]


def test_the_sentences_are_numbered_in_their_order() -> None:
    numbers = [int(n) for n in re.findall(r"^(\d+)\. ", PAGE, re.M)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("code", [f.code for f in FINDINGS])
def test_every_finding_has_an_example_and_a_near_miss(code: str) -> None:
    cases = [case for module in MODULES for case in module.CASES if case.code == code]
    assert any(case.at for case in cases)
    assert any(not case.at for case in cases)


def test_a_plain_agreement_is_not_remarked_on() -> None:
    assert findings(agreement(data_of())) == ()
    assert findings(agreement(data_of(reply()))) == ()


def test_findings_are_never_errors_and_only_warnings_block() -> None:
    assert all(f.severity is not Severity.ERROR for f in FINDINGS)
    assert all(f.severity is Severity.WARNING for f in FINDINGS if f.blocks_adoption)


def test_findings_stand_in_the_order_of_the_document() -> None:
    late = [reply(f"r{n}", 24, waives=["ask"], text="____") for n in range(11)]
    found = findings(agreement(data_of(*late, title="____")))
    places = [p.pointer for p in found if p.code in ("right_waived", "placeholder")]
    wanted = [f"/clauses/{n}/{name}" for n in range(11) for name in ("text", "waives")]
    assert places == [*wanted, "/title"]


def test_a_finding_in_a_clause_names_it() -> None:
    (found,) = findings(agreement(data_of(reply("in-time", waives=["ask"]))))
    assert found.clause == "in-time"
    (found,) = findings(agreement(data_of(route=None)))
    assert found.clause is None


def test_a_clause_of_a_newer_version_is_passed_over() -> None:
    data = data_of({"kind": "contact.new", "id": "new", "text": "____"})
    assert findings(from_dict(data, lenient=True)) == ()


def _stands(place: str, data: object) -> bool:
    """Whether a place, or what encloses it, is there."""
    for part in place.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list):
            if int(name) >= len(data):
                return False
            data = data[int(name)]
        elif isinstance(data, dict):
            if name not in data:
                return False
            data = data[name]
    return True


@given(agreements(clauses=4))
def test_findings_are_total_and_the_same_each_time(data: Data) -> None:
    """And spec/findings 3: a message is one of the fixed texts."""
    made = from_dict(data)
    found = findings(made)
    assert found == findings(from_dict(data))
    fixed = {f.message for f in FINDINGS}
    for problem in found:
        assert isinstance(problem, Problem)
        assert _stands(problem.pointer, data), problem.pointer
        assert problem.hint
        assert problem.message in fixed
        assert problem.expected is None


def _helps_here(route: Data, here: Data | None) -> bool:
    place = route.get("place")
    if here is None or place is None:
        return True
    return bool(
        place["country"] == here["country"] and place.get("region") in (None, here.get("region"))
    )


PLACES = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {"country": st.sampled_from(["GB", "IE"])}, optional={"region": st.just("ENG")}
    ),
)


@given(agreements(clauses=4), PLACES, st.lists(PLACES, max_size=2))
def test_none_is_adopted_without_a_route_for_its_place(
    data: Data, here: Data | None, places: list[Data | None]
) -> None:
    """spec/findings 2, 5, 6: whatever else is agreed."""
    others = [c for c in data["clauses"] if c["kind"] != "crisis.route"]
    routes = [
        {**ROUTE, "id": f"route-{n}"} | ({} if place is None else {"place": place})
        for n, place in enumerate(places)
    ]
    whole = data | {"clauses": [*others, *routes]}
    whole.pop("jurisdiction", None)
    whole.pop("salts", None)
    if here is not None:
        whole["jurisdiction"] = here
    try:
        made = from_dict(whole)
    except DocumentError:  # what was drawn leads to a route that is gone
        assume(False)
    blocked = {f.code for f in findings(made) if f.blocks_adoption}
    helps = any(_helps_here(route, here) for route in routes)
    assert helps == blocked.isdisjoint({"no_crisis_route", "no_crisis_route_here"})


def test_a_pointer_is_a_place_as_the_standard_writes_it() -> None:
    assert pointer(("salts", "a/b~c")) == "/salts/a~1b~0c"


@pytest.mark.parametrize("finding", [f for f in FINDINGS if f.of_one_clause], ids=lambda f: f.code)
def test_what_lies_within_one_clause_is_found_in_it_with_nothing_around_it(
    finding: Finding,
) -> None:
    cases = [case for module in MODULES for case in module.CASES if case.code == finding.code]
    assert any(case.at for case in cases)
    nothing: dict[str, Any] = dict.fromkeys(("parties", "timetables", "measures"), ())
    for case in cases:
        whole = agreement(case.data)
        in_all = [problem.clause for _, problem in finding.problems(Whole(whole))]
        alone = [
            problem.clause
            for clause in whole.clauses
            for bare in (vars(whole) | nothing | {"clauses": (clause,), "jurisdiction": None},)
            for _, problem in finding.problems(Whole(filled(Agreement, **bare)))
        ]
        assert alone == in_all
