"""Every numbered sentence of the specification is cited by a test."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CITATION = r"spec/decisions ([0-9, -]*[0-9])"


def cited(text: str) -> set[int]:
    """The sentences a text cites, such as `spec/decisions 3, 7-9`."""
    found: set[int] = set()
    for listed in re.findall(CITATION, text):
        for first, last in re.findall(r"([0-9]+)(?:-([0-9]+))?", listed):
            found.update(range(int(first), int(last or first) + 1))
    return found


def test_every_sentence_is_cited() -> None:
    page = (ROOT / "docs" / "spec" / "decisions.md").read_text("utf-8")
    numbers = [int(n) for n in re.findall(r"^([0-9]+)\. ", page, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    found: set[int] = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        if path != Path(__file__):
            found |= cited(path.read_text("utf-8"))
    assert set(numbers) - found == set()
    assert found - set(numbers) == set()
