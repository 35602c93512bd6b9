"""The trees of items and purposes, and the public codes of their words."""

import re

import pytest

from boundlib.model.trees import item_above, item_reached_from, items_beneath, purpose_above
from boundlib.vocab import (
    DOCUMENT_CODES,
    ITEM_UNDER,
    NAMED_ONLY,
    PURPOSE_CODES,
    PURPOSE_UNDER,
    SENSITIVITY_CODES,
    SharedFor,
    SharedItem,
)


@pytest.mark.parametrize("item", SharedItem)
def test_every_item_lies_beneath_the_record(item: SharedItem) -> None:
    above = item_above(str(item))
    assert above[0] == item
    assert above[-1] == SharedItem.RECORD
    assert len(set(above)) == len(above)


def test_an_own_part_lies_beneath_what_it_continues() -> None:
    assert item_above("psychotherapy_notes/dreams/one") == (
        "psychotherapy_notes/dreams/one",
        "psychotherapy_notes/dreams",
        "psychotherapy_notes",
        "record",
    )
    assert purpose_above("coordination/ward") == ("coordination/ward", "coordination", "treatment")


def test_what_must_be_named_is_reached_only_by_its_name() -> None:
    named = frozenset(map(str, NAMED_ONLY))
    assert item_reached_from("psychotherapy_notes/dreams", named) == (
        "psychotherapy_notes/dreams",
        "psychotherapy_notes",
    )
    assert item_reached_from("progress", named) == ("progress", "treatment", "record")
    assert set(items_beneath("attendance", ["attendance/late"])) == {
        "attendance", "contact_made", "session_dates", "attendance/late",
    }  # fmt: skip


def test_an_emergency_lies_beneath_nothing() -> None:
    assert purpose_above(SharedFor.EMERGENCY) == ("emergency",)
    assert SharedFor.EMERGENCY not in PURPOSE_UNDER.values()
    assert set(ITEM_UNDER) == set(SharedItem) - {SharedItem.RECORD}


def test_each_code_is_of_one_word() -> None:
    """HL7 Terminology v3-ActReason and v3-ActCode; LOINC with its check digit."""
    assert all(re.fullmatch("[A-Z]+", code) for code in PURPOSE_CODES.values())
    assert all(re.fullmatch("[A-Z]+", code) for code in SENSITIVITY_CODES.values())
    for codes in (PURPOSE_CODES, SENSITIVITY_CODES, DOCUMENT_CODES):
        assert len(set(codes.values())) == len(codes)
    assert all(_check_digit(code) for code in DOCUMENT_CODES.values())
    assert set(SENSITIVITY_CODES) >= NAMED_ONLY


def test_a_code_means_what_its_word_means() -> None:
    """Whether a payer covers the care is verified; ELIGDTRM decides who may have a cover at all."""
    assert PURPOSE_CODES[SharedFor.ELIGIBILITY] == "ELIGVER"
    assert PURPOSE_CODES[SharedFor.CLAIMS] == "CLMATTCH"
    assert PURPOSE_CODES[SharedFor.EMERGENCY] == "ETREAT"


def _check_digit(code: str) -> bool:
    """Modulus 10 over the digits before the hyphen, every other one doubled from the right."""
    body, _, last = code.partition("-")
    odd, even = body[::-2], body[-2::-2]
    doubled = str(int(odd) * 2) if odd else ""
    total = sum(map(int, doubled)) + sum(map(int, even))
    return (10 - total % 10) % 10 == int(last)
