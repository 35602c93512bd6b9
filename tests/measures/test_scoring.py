"""Scores, as the manuals have them (spec/measures 3-16)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundlib.measures import known
from boundlib.measures.scoring import band_of, cuts_of, decimal, met, scored, t_score
from boundlib.model.measures import Measure
from boundlib.model.record import Record
from boundlib.model.worked import ItemScore, Measurement
from boundlib.wire.documents import from_dict

SHIPPED = known(())
HEAD = {"id": "r", "at": "2026-06-01T12:00:00Z", "recorded_at": "2026-06-01T12:00:00Z"}


def reading(measure: str, items: Any = None, **more: Any) -> Measurement:
    """A reading, with the items in their order from 1, or by name; None: not answered."""
    data = {"kind": "measurement", **HEAD, "measure": measure, **more}
    if isinstance(items, list):
        items = {str(n): score for n, score in enumerate(items, 1)}
    if items is not None:
        said = {name: score for name, score in items.items() if score is not None}
        data["items"] = [{"item": name, "score": score} for name, score in said.items()]
    return recorded(data)


def recorded(data: dict[str, Any]) -> Measurement:
    head = {"type": "record", "spec_version": "1.0", "agreement": "urn:example:a"}
    found = from_dict({**head, "facts": [data]}, Record).facts[0]
    assert isinstance(found, Measurement)
    return found


def of(name: str, items: Any = None, **more: Any) -> tuple[Any, ...]:
    """What a reading comes to: the score, what is missing, whether filled in, the trouble."""
    found = scored(SHIPPED[name], reading(name, items, **more))
    return found.score, found.missing, found.filled_in, found.trouble


# --- sums -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "items", "score", "band"),
    [
        # Kroenke, Spitzer and Williams 2001: nine items from 0 to 3; bands from 5, 10, 15, 20.
        ("phq-9", [0] * 9, 0, "minimal"),
        ("phq-9", [1, 1, 1, 1, 0, 0, 0, 0, 0], 4, "minimal"),
        ("phq-9", [1, 1, 1, 1, 1, 0, 0, 0, 0], 5, "mild"),
        ("phq-9", [2, 2, 2, 1, 1, 1, 0, 0, 0], 9, "mild"),
        ("phq-9", [2, 2, 2, 1, 1, 1, 1, 0, 0], 10, "moderate"),
        ("phq-9", [2, 2, 2, 2, 2, 2, 1, 1, 0], 14, "moderate"),
        ("phq-9", [2, 2, 2, 2, 2, 2, 2, 1, 0], 15, "moderately_severe"),
        ("phq-9", [3, 3, 3, 3, 3, 2, 2, 0, 0], 19, "moderately_severe"),
        ("phq-9", [3, 3, 3, 3, 3, 3, 2, 0, 0], 20, "severe"),
        ("phq-9", [3] * 9, 27, "severe"),
        # Spitzer, Kroenke, Williams and Loewe 2006: seven items from 0 to 3; bands from 5, 10, 15.
        ("gad-7", [1, 1, 1, 1, 0, 0, 0], 4, "minimal"),
        ("gad-7", [1, 1, 1, 1, 1, 0, 0], 5, "mild"),
        ("gad-7", [2, 2, 2, 2, 2, 0, 0], 10, "moderate"),
        ("gad-7", [3, 3, 3, 2, 2, 2, 0], 15, "severe"),
        ("gad-7", [3] * 7, 21, "severe"),
        # Bastien, Vallieres and Morin 2001: seven items from 0 to 4; bands 0-7, 8-14, 15-21, 22-28.
        ("isi", [1] * 7, 7, "none"),
        ("isi", [2, 1, 1, 1, 1, 1, 1], 8, "subthreshold"),
        ("isi", [2] * 7, 14, "subthreshold"),
        ("isi", [3, 2, 2, 2, 2, 2, 2], 15, "moderate"),
        ("isi", [3] * 7, 21, "moderate"),
        ("isi", [4, 3, 3, 3, 3, 3, 3], 22, "severe"),
        ("isi", [4] * 7, 28, "severe"),
    ],
)
def test_a_sum_and_its_band(name: str, items: list[int], score: int, band: str) -> None:
    """spec/measures 9, 15"""
    assert of(name, items) == (score, (), False, None)
    assert band_of(SHIPPED[name], score) == band


@pytest.mark.parametrize(
    ("name", "score", "cuts"),
    [
        # NHS Talking Therapies manual: a case from 10 (PHQ-9) and from 8 (GAD-7) on.
        ("phq-9", 9, ()),
        ("phq-9", 10, ("caseness",)),
        ("phq-9", 5, ()),
        ("phq-9", 4, ("remission",)),
        ("gad-7", 7, ()),
        ("gad-7", 8, ("caseness",)),
        # Morin et al. 2011: 10 in the community; below 8 is remission.
        ("isi", 10, ("community_case",)),
        ("isi", 8, ()),
        ("isi", 7, ("remission",)),
    ],
)
def test_named_levels(name: str, score: int, cuts: tuple[str, ...]) -> None:
    """spec/measures 15"""
    assert cuts_of(SHIPPED[name], score) == cuts


def test_one_or_two_missing_items_of_phq_9() -> None:
    """The manual lets the mean of the others stand for one or two. spec/measures 11"""
    # 16 in eight items is a mean of 2, so 18 in nine; 8 in seven is 72/7, nearest 10.
    assert of("phq-9", [2] * 8 + [None]) == (18, ("9",), True, None)
    assert of("phq-9", [2, 1, 1, 1, 1, 1, 1, None, None]) == (10, ("8", "9"), True, None)
    # 4 in eight items is 36/8, half way between 4 and 5: upwards.
    assert of("phq-9", [1, 1, 1, 1, 0, 0, 0, 0, None])[0] == 5


def test_more_missing_items_make_no_score() -> None:
    """spec/measures 11"""
    missing = ("7", "8", "9")
    assert of("phq-9", [3] * 6) == (None, missing, False, "items_missing")
    assert of("gad-7", [0] * 6) == (None, ("7",), False, "items_missing")


def test_what_does_not_fit_is_found() -> None:
    """spec/measures 6-8, 10"""
    assert of("phq-9", [0] * 9, version="adolescent") == (None, (), False, "other_form_version")
    assert of("phq-9", [0] * 9, version="standard")[0] == 0
    assert of("phq-9", [4] + [0] * 8)[3] == "score_differs"
    assert of("phq-9", [-1] + [0] * 8)[3] == "score_differs"
    stranger = scored(SHIPPED["phq-9"], reading("phq-9", {"10": 1}))
    assert (stranger.trouble, stranger.at) == ("score_differs", "10")
    assert of("phq-9", [1] * 9, score=9)[0] == 9
    assert of("phq-9", [1] * 9, score=10)[3] == "score_differs"
    assert of("phq-9", score=27)[0] == 27
    assert of("phq-9", score=28)[3] == "score_differs"
    assert of("suds-10", score=11)[3] == "score_differs"
    assert of("suds-10", {"1": 1})[3] == "score_differs"


def test_an_item_that_is_in_place_of_another_is_not_averaged() -> None:
    """One too high and one too low do not cancel out. spec/measures 5"""
    assert of("phq-9", [4, 0, 1, 1, 1, 1, 1, 1, 1])[0] is None


# --- items the other way round ------------------------------------------------------------------


def test_wai_counts_some_items_the_other_way_round() -> None:
    """Tracey and Kokotovic 1989: 4 and 10 of the twelve. spec/measures 9"""
    best = {str(n): 1 if n in (4, 10) else 7 for n in range(1, 13)}
    assert of("wai-12", best)[0] == 84
    assert of("wai-12", [7] * 12)[0] == 72
    assert of("wai-12", {str(n): 7 if n in (4, 10) else 1 for n in range(1, 13)})[0] == 12


def test_wai_of_36_items() -> None:
    """Horvath and Greenberg 1989: fourteen items count the other way round. spec/measures 9"""
    # Seven everywhere: 22 times 7 and 14 times 1.
    assert of("wai-36", [7] * 36)[0] == 22 * 7 + 14
    assert of("wai-36", [1] * 36)[0] == 22 + 14 * 7


def test_lines_are_read_in_tenths() -> None:
    """Four lines of ten centimetres: 9.1 + 8.7 + 9.6 + 8.8 = 36.2. spec/measures 3, 9"""
    assert of("srs", [91, 87, 96, 88]) == (362, (), False, None)
    assert decimal(362, 1) == "36.2"
    assert of("ors", [100] * 4)[0] == 400
    assert of("ors", [101, 0, 0, 0])[3] == "score_differs"


def test_a_low_rating_of_a_session_is_talked_about() -> None:
    """Below 36 in all, or below 9 on a line. spec/measures 16"""
    raises = SHIPPED["srs"].raises
    assert met(raises, 359, ())
    assert not met(raises, 360, reading("srs", [90] * 4).items)
    assert met(raises, 389, reading("srs", [89, 100, 100, 100]).items)


def test_scales_of_one_number_are_not_converted() -> None:
    """spec/measures 3, 14"""
    assert of("suds-10", score=7)[0] == 7
    assert of("suds-100", score=70)[0] == 70


def test_a_diary_card_adds_nothing_up() -> None:
    """spec/measures 8, 14"""
    found = scored(SHIPPED["dbt-diary"], reading("dbt-diary", {"joy": 5, "shame": 0}))
    assert (found.score, found.trouble) == (None, None)
    assert "anger" in found.missing
    assert of("dbt-diary", score=3)[3] == "score_differs"
    assert of("dbt-diary", {"joy": 6})[3] == "score_differs"


# --- goal attainment ----------------------------------------------------------------------------


def goals(*said: tuple[int, int]) -> list[ItemScore]:
    return [
        ItemScore(item=str(n), score=level, weight=weight)
        for n, (level, weight) in enumerate(said, 1)
    ]


def by_decimals(said: tuple[tuple[int, int], ...]) -> int:
    """T in tenths, reckoned with fifty decimal digits."""
    with localcontext() as context:
        context.prec = 50
        moved = sum(Decimal(weight) * level for level, weight in said)
        squares = sum(Decimal(weight) ** 2 for _, weight in said)
        whole = sum(Decimal(weight) for _, weight in said) ** 2
        root = (Decimal("0.7") * squares + Decimal("0.3") * whole).sqrt()
        away = (100 * moved / root).copy_abs().quantize(Decimal(1), ROUND_HALF_UP)
        return 500 + int(away.copy_sign(moved))


GAS = {
    # As expected on every goal: 50, however many and however weighed (Kiresuk and Sherman 1968).
    ((0, 1),): 500,
    ((0, 1), (0, 1)): 500,
    ((0, 3), (0, 1), (0, 2)): 500,
    # One goal: ten points a level, whatever it weighs.
    ((1, 1),): 600,
    ((2, 1),): 700,
    ((-1, 1),): 400,
    ((-2, 7),): 300,
    # Two goals of one weight: 10·Σx/√(0.7·2 + 0.3·4) = 10·Σx/√2.6.
    ((1, 1), (0, 1)): 562,
    ((1, 1), (1, 1)): 624,
    ((-1, 1), (-1, 1)): 376,
    ((2, 1), (2, 1)): 748,
    # Three of one weight: 10·Σx/√4.8.
    ((1, 1), (0, 1), (0, 1)): 546,
    ((1, 1), (1, 1), (1, 1)): 637,
    ((-2, 1), (-2, 1), (-2, 1)): 226,
    # Four and five of one weight: 10·Σx/√7.6 and 10·Σx/√11.
    ((1, 1), (1, 1), (1, 1), (1, 1)): 645,
    ((2, 1), (1, 1), (0, 1), (-1, 1), (0, 1)): 560,
    # Weights 2 and 3: 10·(2·1 - 3·1)/√(0.7·13 + 0.3·25) = -10/√16.6.
    ((1, 2), (-1, 3)): 475,
    # Weights 1, 2, 3: 10·(2 + 2 + 0)/√(0.7·14 + 0.3·36) = 40/√20.6.
    ((2, 1), (1, 2), (0, 3)): 588,
}


@pytest.mark.parametrize("said", GAS)
def test_t_scores_of_goals(said: tuple[tuple[int, int], ...]) -> None:
    """Turner-Stokes 2009 with its erratum, the constants 0.7 and 0.3. spec/measures 12"""
    assert by_decimals(said) == GAS[said]
    assert t_score(goals(*said), 10) == GAS[said]


@given(st.lists(st.tuples(st.integers(-2, 2), st.integers(1, 12)), min_size=1, max_size=12))
def test_every_t_score_is_that_of_decimals(said: list[tuple[int, int]]) -> None:
    """spec/measures 12"""
    found = t_score(goals(*said), 10)
    assert found == by_decimals(tuple(said))
    assert found is not None
    assert SHIPPED["gas"].min <= found <= SHIPPED["gas"].max


def test_a_goal_weighs_one_unless_it_is_said() -> None:
    """spec/measures 12, 13"""
    assert of("gas", {"1": 1, "2": 1, "3": 1}) == (637, (), False, None)
    data = [{"item": "1", "score": 1, "weight": 2}, {"item": "2", "score": -1, "weight": 3}]
    found = recorded({"kind": "measurement", **HEAD, "measure": "gas", "items": data})
    assert scored(SHIPPED["gas"], found).score == 475
    assert t_score(goals((2, 0)), 10) is None


def test_a_wrong_t_score_is_found() -> None:
    """spec/measures 10"""
    assert of("gas", {"1": 1}, score=600)[0] == 600
    assert of("gas", {"1": 1}, score=601)[3] == "score_differs"


# --- as they are written ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "places", "text"),
    [(123, 1, "12.3"), (5, 1, "0.5"), (-5, 1, "-0.5"), (0, 2, "0.00"), (7, 0, "7")],
)
def test_a_score_as_it_is_written(score: int, places: int, text: str) -> None:
    """spec/measures 3"""
    assert decimal(score, places) == text


@given(st.integers(0, 27))
def test_every_score_lies_in_one_band(score: int) -> None:
    """spec/measures 15"""
    measure: Measure = SHIPPED["phq-9"]
    ends = [5, 10, 15, 20]
    names = ["minimal", "mild", "moderate", "moderately_severe", "severe"]
    assert band_of(measure, score) == names[sum(score >= end for end in ends)]
