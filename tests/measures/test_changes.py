"""Which changes count as real, as they were published (spec/measures 17-22)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.declare import changed
from boundlib.measures import known
from boundlib.measures.changes import index_squared, root_up, rule_of, trend, verdict
from boundlib.model.measures import ChangeIndex, Measure
from boundlib.vocab import Direction

SHIPPED = known(())
DOWN, UP = Direction.DOWN, Direction.UP


def said(name: str, rule: str, first: int, last: int) -> tuple[str, str | None]:
    measure = SHIPPED[name]
    found = rule_of(measure, rule)
    assert found is not None
    answer = verdict(measure, found, first, last, measure.better)
    return str(answer.reliable), answer.needs


@pytest.mark.parametrize(
    ("name", "rule", "first", "last", "reliable"),
    [
        # NHS Talking Therapies manual: 6 points on the PHQ-9, 4 on the GAD-7, either way.
        ("phq-9", "nhs", 16, 10, "yes"),
        ("phq-9", "nhs", 16, 11, "no"),
        ("phq-9", "nhs", 10, 16, "yes"),
        ("gad-7", "nhs", 12, 8, "yes"),
        ("gad-7", "nhs", 12, 9, "no"),
        # Loewe et al. 2004: 5 points for one person; response is half of the first score.
        ("phq-9", "mcid", 16, 11, "yes"),
        ("phq-9", "mcid", 16, 12, "no"),
        ("phq-9", "response", 16, 8, "yes"),
        ("phq-9", "response", 16, 9, "no"),
        ("phq-9", "response", 15, 8, "no"),
        ("phq-9", "response", 15, 7, "yes"),
        # Toussaint et al. 2020: 4 points. Bischoff et al. 2020: an index of 5.59, used as 6.
        ("gad-7", "mcid", 10, 6, "yes"),
        ("gad-7", "index", 12, 4, "yes"),
        ("gad-7", "index", 12, 7, "no"),
        # Morin et al. 2011: 8.4 points; the trial of 2009: 8; Yang et al. 2009: 6.
        ("isi", "moderate_improvement", 20, 12, "no"),
        ("isi", "moderate_improvement", 20, 11, "yes"),
        ("isi", "response", 20, 12, "yes"),
        ("isi", "mid", 20, 14, "yes"),
        ("isi", "mid", 20, 15, "no"),
    ],
)
def test_published_rules(name: str, rule: str, first: int, last: int, reliable: str) -> None:
    """spec/measures 18, 20"""
    assert said(name, rule, first, last)[0] == reliable


def test_a_share_is_in_the_hoped_direction_and_of_something() -> None:
    """Twice the first score is no response. spec/measures 20"""
    assert said("phq-9", "response", 5, 10) == ("no", "2.5")
    assert said("phq-9", "response", 0, 0) == ("not_known", None)


# The example of Jacobson and Truax 1991, J Consult Clin Psychol 59:12: a standard deviation of 7.5
# and a reliability of .80 give an error of 3.35 for one score and of 4.74 for a difference; from
# 32.5 to 47.5 the index is 15 / 4.74 = 3.16.
EXAMPLE = ChangeIndex(id="jt", sd="7.5", reliability="0.80", z="1.96", source="see above")


def test_the_worked_example_of_the_index() -> None:
    """spec/measures 19"""
    squared = index_squared(EXAMPLE, Fraction("47.5") - Fraction("32.5"))
    assert round(float(squared) ** 0.5, 2) == 3.16
    # The least change that reaches 1.96: 1.96 · 4.743 = 9.297 points.
    tenths = _measure(places=1)
    assert verdict(tenths, EXAMPLE, 325, 475, UP).reliable == "yes"
    assert verdict(tenths, EXAMPLE, 325, 417, UP).reliable == "no"
    assert verdict(tenths, EXAMPLE, 325, 418, UP) == verdict(tenths, EXAMPLE, 475, 382, UP)
    assert verdict(tenths, EXAMPLE, 325, 418, UP).needs == "9.3"


def test_an_index_of_two_exact_roots() -> None:
    """sd 5 and r 0.5: the error is exactly 5, so 1.96 is reached at 9.8. spec/measures 19"""
    rule = ChangeIndex(id="exact", sd="5", reliability="0.5", z="1.96", source="reckoned")
    tenths = _measure(places=1)
    assert verdict(tenths, rule, 0, 98, UP).reliable == "yes"
    assert verdict(tenths, rule, 0, 97, UP).reliable == "no"
    assert verdict(tenths, rule, 0, 98, UP).needs == "9.8"


def _measure(places: int) -> Measure:
    return changed(SHIPPED["ors"], places=places)


@given(st.integers(0, 10_000), st.integers(1, 500))
def test_a_root_is_rounded_up(top: int, bottom: int) -> None:
    """spec/measures 22"""
    square = Fraction(top, bottom)
    found = Fraction(root_up(square))
    assert found**2 >= square
    assert found == 0 or (found - Fraction(1, 100)) ** 2 < square


def test_which_way_is_better() -> None:
    """spec/measures 17"""
    assert [trend(DOWN, 5, n) for n in (4, 5, 6)] == ["better", "same", "worse"]
    assert [trend(UP, 5, n) for n in (4, 5, 6)] == ["worse", "same", "better"]
    assert [trend(None, 5, n) for n in (4, 5, 6)] == [None, "same", None]
