"""Every vector of renegotiation comes to what it says (schemas/vectors/README.md)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from boundlib import amend
from boundlib.model.amendment import Amendment
from boundlib.times.scalars import Instant
from boundlib.wire.documents import from_dict

FOLDER = Path(__file__).parents[2] / "schemas" / "vectors" / "renegotiation"
PATHS = sorted(FOLDER.glob("*.json"))


def line(said: Any) -> tuple[Any, Instant]:
    assert set(said) == {"recorded_at", "amendment"}
    return from_dict(said["amendment"], Amendment), Instant.parse(said["recorded_at"])


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in PATHS])
def test_a_step_comes_to_what_the_vector_says(path: Path) -> None:
    vector = json.loads(path.read_text("utf-8"))
    assert set(vector) == {"name", "spec", "history", "step", "expect"}
    assert vector["name"] == path.stem
    assert all(re.fullmatch(r"spec/renegotiation [0-9]+", said) for said in vector["spec"])
    history = amend.fold([line(said) for said in vector["history"]])
    act, recorded = line(vector["step"])
    expect = vector["expect"]
    codes = [str(found.code) for found in amend.refusals(history, act, recorded)]
    assert set(codes) == set(expect.get("refused", ()))
    if codes:
        return
    history = amend.apply(history, act, recorded_at=recorded)
    for proposal, state in expect["states"].items():
        assert history.state_at(proposal, recorded) == state
    ruling = history.in_force(recorded)
    assert ruling is not None
    assert ruling.number == expect["in_force"]
    if "exceptions" in expect:
        assert [each.id for each in history.exceptions_at(recorded)] == expect["exceptions"]


def test_there_are_vectors() -> None:
    assert len(PATHS) > 20
