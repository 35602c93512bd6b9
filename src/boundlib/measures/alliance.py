"""ORS, SRS and WAI: more is better. Scoring only; their forms need a licence."""

from __future__ import annotations

from boundlib.measures.making import numbers
from boundlib.model.measures import Measure, MeasureItems, Prompt
from boundlib.vocab import Direction, ScoreRule

_LINES = (
    "Free to single practitioners who register with the authors, otherwise licensed; no form here"
)
_WAI = "Copyright A. O. Horvath; ask before using the form"

ORS = Measure(
    id="ors",
    version="adult",
    min=0,
    max=400,
    score=ScoreRule.SUM,
    better=Direction.UP,
    places=1,
    items=MeasureItems(ids=numbers(4), min=0, max=100),
    source="Miller, Duncan, Brown, Sparks and Claud 2003, J Brief Ther 2:91; "
    "cut-offs differ between populations and are left out",
    licence=_LINES,
)
"""How life goes: four lines of 10 cm, in tenths of a centimetre."""

SRS = Measure(
    id="srs",
    version="adult",
    min=0,
    max=400,
    score=ScoreRule.SUM,
    better=Direction.UP,
    places=1,
    items=MeasureItems(ids=numbers(4), min=0, max=100),
    raises=(
        Prompt(at_most=359),
        *(Prompt(item=number, at_most=89) for number in numbers(4)),
    ),
    source="Duncan et al. 2003, J Brief Ther 3:3; below 36 in all, or 9 on a line, is talked about "
    "(the authors' scoring advice, seen only as quoted by others: not confirmed)",
    licence=_LINES,
)
"""How a session went: four lines of 10 cm. A low one is talked about, and held against nobody."""

WAI_36 = Measure(
    id="wai-36",
    version="horvath_1989",
    min=36,
    max=252,
    score=ScoreRule.SUM,
    better=Direction.UP,
    items=MeasureItems(
        ids=numbers(36),
        min=1,
        max=7,
        reversed=(
            "1",
            "3",
            "7",
            "9",
            "10",
            "11",
            "12",
            "15",
            "20",
            "27",
            "29",
            "31",
            "33",
            "34",
        ),
    ),
    source="Horvath and Greenberg 1989, J Couns Psychol 36:223",
    licence=_WAI,
)
"""The alliance, 36 items from 1 to 7."""

WAI_12 = Measure(
    id="wai-12",
    version="tracey_1989",
    min=12,
    max=84,
    score=ScoreRule.SUM,
    better=Direction.UP,
    items=MeasureItems(ids=numbers(12), min=1, max=7, reversed=("4", "10")),
    source="Tracey and Kokotovic 1989, Psychol Assess 1:207",
    licence=_WAI,
)
"""The alliance, 12 items from 1 to 7."""
