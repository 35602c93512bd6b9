"""Every block of code in the documentation is one that the tests run (conftest.py)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

RUN = {"python", "json", "console"}
# Shown, not run: what boundlib prints, and what `make interop` runs from interop/.
SHOWN = {"text", "typescript"}


@pytest.mark.parametrize("page", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in PAGES])
def test_every_fence_is_of_a_language_that_is_run_or_only_shown(page: Path) -> None:
    fences = re.findall(r"^[ ]*(```+|~~~+)(.*)$", page.read_text("utf-8"), re.MULTILINE)
    assert len(fences) % 2 == 0, "a fence is not closed"
    for (ticks, info), (closing, rest) in zip(fences[::2], fences[1::2], strict=True):
        assert ticks == closing == "```"
        assert not rest.strip()
        assert info.partition(" ")[0] in RUN | SHOWN, f"```{info}"
