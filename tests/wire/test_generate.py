"""The published schemas are the same on every run."""

import os
import subprocess
import sys

import pytest

from boundlib.declare import DeclarationError
from boundlib.declare.shapes import ObjectShape, object_shape
from boundlib.model.quantities import Credit, Money, Rate, Segments, Share
from boundlib.wire.gate import DOCUMENTS
from boundlib.wire.generate import _Definitions, generate


def generated(seed: str) -> str:
    """All schemas as a process with that seed makes them."""
    texts = ", ".join(f"text_of({name!r})" for name in DOCUMENTS)
    return subprocess.check_output(
        [sys.executable, "-c", f"from boundlib.wire.schema import text_of; print({texts})"],
        env=os.environ | {"PYTHONHASHSEED": seed},
        text=True,
    )


def test_no_order_comes_from_a_set() -> None:
    """Python orders sets of texts anew in every process, unless it is told a seed."""
    assert generated("0") == generated("1") == generated("2")


def test_a_union_inside_another_keeps_its_declared_order() -> None:
    forms = generate("agreement")["$defs"]["Price"]["oneOf"]
    declared = [Money, Share, Rate, Segments, Credit]
    assert [form["$ref"].split("/")[-1] for form in forms] == [cls.__name__ for cls in declared]


def test_two_classes_of_one_name_do_not_share_a_definition() -> None:
    """A ledger's entry was once called as a tally's, and each tally in a ledger was refused."""

    made = _Definitions()
    made.use(object_shape(Share))
    with pytest.raises(DeclarationError, match="Share"):
        made.use(ObjectShape(Share))
