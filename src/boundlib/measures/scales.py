"""SUDS on both scales, goal attainment, and the diary card of DBT."""

from __future__ import annotations

from boundlib.measures.making import numbers
from boundlib.model.measures import Measure, MeasureItems
from boundlib.vocab import Direction, ScoreRule

_WOLPE = "Wolpe 1969, The practice of behavior therapy: subjective units of disturbance"
_FREE = "One number that the client names; no form is needed"

SUDS_10 = Measure(
    id="suds-10",
    version="0_to_10",
    min=0,
    max=10,
    score=ScoreRule.NONE,
    better=Direction.DOWN,
    source=_WOLPE,
    licence=_FREE,
)
"""Distress from 0 to 10. It is another measure than `suds-100`: nothing is converted."""

SUDS_100 = Measure(
    id="suds-100",
    version="0_to_100",
    min=0,
    max=100,
    score=ScoreRule.NONE,
    better=Direction.DOWN,
    source=_WOLPE,
    licence=_FREE,
)
"""Distress from 0 to 100."""

GAS = Measure(
    id="gas",
    version="five_levels",
    min=135,
    max=865,
    score=ScoreRule.T_SCORE,
    better=Direction.UP,
    places=1,
    items=MeasureItems(ids=numbers(24), min=-2, max=2),
    source="Kiresuk and Sherman 1968, Community Ment Health J 4:443 (rho 0.3); "
    "Turner-Stokes 2009, Clin Rehabil 23:362, with its erratum",
    licence="A published method; no form is needed",
)
"""Goals from -2 to +2 and their T-score. An item is a goal, by number; those not set are left out.

With equal or unequal weights, the T-score of any number of goals lies within 50 ± 10·2/√0.3.
"""

DBT_DIARY = Measure(
    id="dbt-diary",
    version="0_to_5",
    min=0,
    max=5,
    score=ScoreRule.NONE,
    items=MeasureItems(
        ids=(
            "urge_suicide",
            "urge_self_harm",
            "urge_use",
            "misery",
            "shame",
            "anger",
            "fear",
            "sadness",
            "joy",
        ),
        min=0,
        max=5,
    ),
    source="Linehan 1993, Skills training manual: diary card, ratings from 0 to 5",
    licence="Diary cards are copyrighted; only names of ratings are here",
)
"""Urges and emotions of a day, side by side; nothing is added up, and it has no one direction."""
