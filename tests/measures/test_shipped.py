"""The shipped measures themselves (spec/measures 1-2)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from boundlib.measures import SHIPPED, known
from boundlib.model.measures import Measure
from boundlib.wire import publish
from boundlib.wire.documents import from_dict
from boundlib.wire.write import write
from tests.decide.making import agreement

IDS = "phq-9 gad-7 isi suds-10 suds-100 gas dbt-diary ors srs wai-36 wai-12"

each = pytest.mark.parametrize("measure", [pytest.param(m, id=m.id) for m in SHIPPED])


def test_these_are_shipped() -> None:
    assert [measure.id for measure in SHIPPED] == IDS.split()


def test_the_published_measures_are_those_that_score(tmp_path: Path) -> None:
    assert publish.main(["--check"]) == 0
    rows = json.loads(publish.published().read_text("utf-8"))
    assert [from_dict(row, Measure) for row in rows] == list(SHIPPED)


def test_a_difference_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(publish, "published", lambda: tmp_path / "measures.json")
    assert publish.main(["--check"]) == 1
    assert "--write" in capsys.readouterr().out
    assert publish.main(["--write"]) == 0
    assert publish.main(["--check"]) == 0


@each
def test_a_measure_stands_in_an_agreement_as_it_is(measure: Measure) -> None:
    """Its own rules hold: bands rise, what is named is an item. spec/measures 2"""
    own = json.loads(write(measure))
    assert from_dict(agreement(measures=[own])).measures == (measure,)


@each
def test_a_measure_names_its_source_and_licence(measure: Measure) -> None:
    """spec/measures 1"""
    assert measure.source
    assert measure.licence
    assert all(change.source for change in measure.changes)
    assert all(cut.source for cut in measure.cuts)


@each
def test_no_wording_of_an_item_is_shipped(measure: Measure) -> None:
    """Items are numbers, or one name. spec/measures 1"""
    for item in () if measure.items is None else measure.items.ids:
        assert re.fullmatch(r"[0-9]+|[a-z]+(_[a-z]+){0,2}", item)


def test_public_codes() -> None:
    """loinc.org, the panels 44249-1 and 69737-5 and their members, in the order of the forms."""
    codes = {m.id: {c.of: c.code for c in m.codes if not c.panel} for m in SHIPPED}
    phq = "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8"
    gad = "69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7"
    assert codes["phq-9"] == _numbered("44261-6", phq)
    assert codes["gad-7"] == _numbered("70274-6", gad)
    assert [c.code for m in SHIPPED for c in m.codes if c.panel] == ["44249-1", "69737-5"]


def _numbered(score: str, codes: str) -> dict[str | None, str]:
    items = {str(n): code for n, code in enumerate(codes.split(), 1)}
    return {None: score} | items


def test_every_loinc_code_has_its_check_digit() -> None:
    """LOINC users' guide: modulus 10, the digits doubled from the right."""
    for measure in SHIPPED:
        for code in measure.codes:
            number, _, check = code.code.partition("-")
            doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(number[::-1])]
            total = sum(n // 10 + n % 10 for n in doubled)
            assert (10 - total % 10) % 10 == int(check), code.code


def test_an_agreements_own_stands_before_a_shipped_one() -> None:
    """spec/measures 2"""
    own = from_dict(
        {"id": "phq-9", "version": "ours", "min": 0, "max": 9, "score": "none"}, Measure
    )
    assert known((own,))["phq-9"] is own
    assert known(())["phq-9"] is SHIPPED[0]
