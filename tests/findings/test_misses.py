"""spec/governance 17: what can be so by misses or silence alone."""

from typing import Any

import pytest

from boundlib.model.algebra import Condition
from boundlib.model.misses import needs_more
from boundlib.wire.documents import from_dict

MISS: dict[str, Any] = {"fact": "session_cancelled"}
MORE: dict[str, Any] = {"found": "ready", "by": "therapist"}


def more(data: dict[str, Any]) -> bool:
    condition: Any = Condition
    return needs_more(from_dict(data, condition))


@pytest.mark.parametrize(
    "data",
    [MORE, {"fact": "well"}, {"age_group": "minor"}, {"phase": "p"}, {"plan": "p"},
     {"medium": "phone"}],
)  # fmt: skip
def test_what_is_more_than_a_miss(data: dict[str, Any]) -> None:
    assert more(data)


def test_a_recorded_act_may_be_a_miss() -> None:
    assert not more(MISS)
    assert not more({"not": MORE})


@pytest.mark.parametrize(("least", "wanted"), [(1, False), (2, False), (3, True)])
def test_of_several_the_misses_may_be_enough(least: int, wanted: bool) -> None:
    others = [{"fact": "call_held"}, MISS, MORE]
    assert more({"at_least": least, "of": others}) is wanted
