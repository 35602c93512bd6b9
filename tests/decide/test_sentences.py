"""Every numbered sentence of the specifications of answers is cited by a test."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def cited(page: str, text: str) -> set[int]:
    """The sentences of a page that a text cites, such as `spec/decisions 3, 7-9`."""
    found: set[int] = set()
    for listed in re.findall(rf"spec/{page} ([0-9, -]*[0-9])", text):
        for first, last in re.findall(r"([0-9]+)(?:-([0-9]+))?", listed):
            found.update(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize(
    ("page", "folders"),
    [
        ("decisions", ["decide"]),
        ("sharing", ["decide"]),
        ("governance", ["decide"]),
        ("work", ["decide"]),
        ("analysis", ["analyse", "audit"]),
    ],
)
def test_every_sentence_is_cited(page: str, folders: list[str]) -> None:
    text = (ROOT / "docs" / "spec" / f"{page}.md").read_text("utf-8")
    numbers = [int(n) for n in re.findall(r"^([0-9]+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    found: set[int] = set()
    for path in (p for name in folders for p in (ROOT / "tests" / name).glob("test_*.py")):
        if path != Path(__file__):
            found |= cited(page, path.read_text("utf-8"))
    assert set(numbers) - found == set()
    assert found - set(numbers) == set()
