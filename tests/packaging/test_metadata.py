"""What the package says of itself agrees with itself."""

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINS = (ROOT / "requirements/pins.txt").read_text("utf-8")


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[ <>=!~;\[]", line, maxsplit=1)[0].lower() for line in requirements}


def test_the_core_depends_on_nothing_but_what_the_design_allows() -> None:
    allowed = {"attrs", "click", "holidays", "pendulum", "tzdata"}
    assert names(PROJECT["project"]["dependencies"]) == allowed


def test_every_requirement_is_pinned_and_no_pin_names_a_host() -> None:
    extras = PROJECT["project"]["optional-dependencies"].values()
    wanted = names([*PROJECT["project"]["dependencies"], *(r for extra in extras for r in extra)])
    assert wanted <= names(PINS.splitlines())
    assert not re.search(r"://|--(extra-)?index|--find-links| @ ", PINS)


def test_the_changelog_names_library_and_spec_version_of_every_entry() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    entries = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert entries
    for entry in entries:
        day = "unreleased|[0-9]{4}-[0-9]{2}-[0-9]{2}"
        assert re.fullmatch(rf"\[[0-9.]+\] - ({day}), spec [0-9]+\.[0-9]+", entry), entry
    assert entries[0].startswith(f"[{PROJECT['project']['version']}]")


def test_what_the_wheel_takes_in_is_there() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    for source in wheel["only-include"]:
        assert any((ROOT / source).iterdir()), f"{source} is empty"


def test_what_the_sdist_names_is_there() -> None:
    for pattern in PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]:
        assert list(ROOT.glob(pattern.removeprefix("/"))), f"the sdist names {pattern}"
