"""Every numbered sentence of the specification is cited by a test."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_sentence_is_cited() -> None:
    page = (ROOT / "docs" / "spec" / "time.md").read_text("utf-8")
    numbers = [int(n) for n in re.findall(r"^([0-9]+)\. ", page, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    cited: set[int] = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        for found in re.findall(r"spec/time ([0-9, ]+[0-9]|[0-9]+)", path.read_text("utf-8")):
            cited.update(int(n) for n in re.findall("[0-9]+", found))
    assert set(numbers) - cited == set()
    assert cited - set(numbers) == set()
