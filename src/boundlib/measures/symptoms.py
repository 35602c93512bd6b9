"""PHQ-9, GAD-7 and ISI: sums of items, less is better."""

from __future__ import annotations

from boundlib.measures.making import band, code, numbers
from boundlib.model.measures import (
    ChangeBy,
    ChangePercent,
    Cut,
    Measure,
    MeasureItems,
    Prompt,
)
from boundlib.vocab import Direction, ScoreRule

_NHS = "NHS England, NHS Talking Therapies manual (formerly the IAPT manual), outcome measures"

PHQ_9 = Measure(
    id="phq-9",
    version="standard",
    min=0,
    max=27,
    score=ScoreRule.SUM,
    better=Direction.DOWN,
    items=MeasureItems(ids=numbers(9), min=0, max=3, missing=2),
    bands=(
        band("minimal", 0),
        band("mild", 5),
        band("moderate", 10),
        band("moderately_severe", 15),
        band("severe", 20),
    ),
    cuts=(
        Cut(id="caseness", at_least=10, source=_NHS),
        Cut(
            id="remission",
            at_most=4,
            source="Kroenke, Spitzer and Williams 2001, J Gen Intern Med 16:606",
        ),
    ),
    changes=(
        ChangeBy(id="nhs", by_at_least="6", source=_NHS),
        ChangeBy(id="mcid", by_at_least="5", source="Loewe et al. 2004, Med Care 42:1194"),
        ChangePercent(id="response", percent=50, source="Loewe et al. 2004, Med Care 42:1194"),
    ),
    prompts=(Prompt(item="9", at_least=1),),
    codes=(
        code("44249-1", panel=True),
        code("44261-6"),
        code("44250-9", of="1"),
        code("44255-8", of="2"),
        code("44259-0", of="3"),
        code("44254-1", of="4"),
        code("44251-7", of="5"),
        code("44258-2", of="6"),
        code("44252-5", of="7"),
        code("44253-3", of="8"),
        code("44260-8", of="9"),
    ),
    source="Kroenke, Spitzer and Williams 2001, J Gen Intern Med 16:606; missing items: "
    "instruction manual for the PHQ and GAD-7 measures",
    licence="No permission is needed to reproduce, translate, display or distribute it (Pfizer)",
)
"""Depression. Item 9 asks for a person, and decides nothing."""

GAD_7 = Measure(
    id="gad-7",
    version="standard",
    min=0,
    max=21,
    score=ScoreRule.SUM,
    better=Direction.DOWN,
    items=MeasureItems(ids=numbers(7), min=0, max=3),
    bands=(band("minimal", 0), band("mild", 5), band("moderate", 10), band("severe", 15)),
    cuts=(Cut(id="caseness", at_least=8, source=_NHS),),
    changes=(
        ChangeBy(id="nhs", by_at_least="4", source=_NHS),
        ChangeBy(
            id="mcid", by_at_least="4", source="Toussaint et al. 2020, J Affect Disord 265:395"
        ),
        ChangeBy(
            id="index",
            by_at_least="6",
            source="Bischoff et al. 2020, Psychology, Community and Health 8:176 "
            "(an index of 5.59, rounded to 6 there)",
        ),
    ),
    codes=(
        code("69737-5", panel=True),
        code("70274-6"),
        code("69725-0", of="1"),
        code("68509-9", of="2"),
        code("69733-4", of="3"),
        code("69734-2", of="4"),
        code("69735-9", of="5"),
        code("69689-8", of="6"),
        code("69736-7", of="7"),
    ),
    source="Spitzer, Kroenke, Williams and Loewe 2006, Arch Intern Med 166:1092",
    licence="No permission is needed to reproduce, translate, display or distribute it (Pfizer)",
)
"""Anxiety."""

ISI = Measure(
    id="isi",
    version="standard",
    min=0,
    max=28,
    score=ScoreRule.SUM,
    better=Direction.DOWN,
    items=MeasureItems(ids=numbers(7), min=0, max=4),
    bands=(band("none", 0), band("subthreshold", 8), band("moderate", 15), band("severe", 22)),
    cuts=(
        Cut(id="community_case", at_least=10, source="Morin et al. 2011, Sleep 34:601"),
        Cut(id="remission", at_most=7, source="Morin et al. 2011, Sleep 34:601"),
    ),
    changes=(
        ChangeBy(
            id="moderate_improvement",
            by_at_least="8.4",
            source="Morin et al. 2011, Sleep 34:601",
        ),
        ChangeBy(id="response", by_at_least="8", source="Morin et al. 2009, JAMA 301:2005"),
        ChangeBy(id="mid", by_at_least="6", source="Yang et al. 2009, Curr Med Res Opin 25:2487"),
    ),
    source="Bastien, Vallieres and Morin 2001, Sleep Med 2:297",
    licence="Copyright C. M. Morin; ask before using the form",
)
"""Insomnia."""
