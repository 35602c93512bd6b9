"""The English phrase table: every word that boundlib says to a person, by key.

Another language is one more table with the same keys and slots. Lines are parts of sentences: the
first letter and the full stop are put on when they are said.
"""

from boundlib.explain.phrases_en.answers import ANSWERS
from boundlib.explain.phrases_en.behaviour import BEHAVIOUR
from boundlib.explain.phrases_en.changes import CHANGES
from boundlib.explain.phrases_en.clauses import CLAUSES
from boundlib.explain.phrases_en.governance import GOVERNANCE, GOVERNANCE_WORDS
from boundlib.explain.phrases_en.measures import MEASURE_WORDS, MEASURES
from boundlib.explain.phrases_en.pace import PACE, PACE_WORDS
from boundlib.explain.phrases_en.reasons import REASONS
from boundlib.explain.phrases_en.sharing_answers import SHARING_ANSWERS
from boundlib.explain.phrases_en.sharing_clauses import SHARING_CLAUSES
from boundlib.explain.phrases_en.sharing_words import SHARING_WORDS
from boundlib.explain.phrases_en.words import WORDS
from boundlib.explain.phrases_en.work import WORK, WORK_WORDS
from boundlib.explain.phrases_en.writing import WRITING

LINES: dict[str, str] = {
    **REASONS,
    **ANSWERS,
    **CLAUSES,
    **CHANGES,
    **SHARING_ANSWERS,
    **SHARING_CLAUSES,
    **GOVERNANCE,
    **MEASURES,
    **WORK,
    **PACE,
    **BEHAVIOUR,
}
"""What is said as a sentence, or as the frame of one."""

ENGLISH: dict[str, str] = {
    **WORDS,
    **SHARING_WORDS,
    **GOVERNANCE_WORDS,
    **MEASURE_WORDS,
    **WORK_WORDS,
    **PACE_WORDS,
    **WRITING,
    **LINES,
}
"""The whole table."""

__all__ = ["ENGLISH", "LINES"]
