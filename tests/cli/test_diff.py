"""boundlib diff: what changed, for whom, and what is answered differently."""

import json
from pathlib import Path
from typing import Any

import pytest

from boundlib.cli import entry

from .making import BROKEN, FINE, written

OFFICE = {"id": "office", "weekly": [{"days": ["mon"], "start": "09:00", "end": "12:00"}]}
HOURS = {"kind": "contact.window", "id": "hours", "by": ["client"], "to": ["therapist"],
         "timetable": "office", "use": "sending", "channels": ["phone"]}  # fmt: skip
WEEK = ("--behaviour", "2026-06-08T00:00:00Z", "2026-06-15T00:00:00Z")


def with_hours(end: str, **more: Any) -> dict[str, Any]:
    """The agreement with calls on Mondays from nine until then."""
    weekly = [{"days": ["mon"], "start": "09:00", "end": end}]
    clauses = [*FINE["clauses"], HOURS]
    return {**FINE, "timetables": [{**OFFICE, "weekly": weekly}], "clauses": clauses, **more}


@pytest.fixture
def old(tmp_path: Path) -> str:
    return written(tmp_path, "old.json", with_hours("12:00"))


@pytest.fixture
def new(tmp_path: Path) -> str:
    return written(tmp_path, "new.json", with_hours("14:00", version=2))


def shown(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> str:
    assert entry.run(["diff", *arguments]) == code
    return capsys.readouterr().out


def test_1_where_something_changed(old: str, new: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, 1, old, new).splitlines()
    assert lines == [
        "The hours “office” are not the same.",
        "Before: Monday: 09:00 to 12:00.",
        "Now: Monday: 09:00 to 14:00.",
        "This gives you more room, or guards you more.",
    ]


def test_0_where_nothing_did(old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = written(tmp_path, "again.json", with_hours("12:00", version=2))
    assert shown(capsys, 0, old, again) == "Nothing changed.\n"
    assert json.loads(shown(capsys, 0, old, again, "--format", "json"))["changes"] == []


def test_it_is_said_to_a_reader(old: str, new: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, 1, old, new, "--reader", "therapist").splitlines()
    assert lines[-1] == "This gives you less room, or guards you less."
    shown(capsys, 2, old, new, "--reader", "nobody-here")


def test_as_data_with_direction_and_effects(
    old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(shown(capsys, 1, old, new, "--format", "json"))
    assert [data[side]["version"] for side in ("old", "new")] == [1, 2]
    assert "behaviour" not in data
    (change,) = data["changes"]
    assert (change["part"], change["id"], change["direction"]) == (
        "timetable",
        "office",
        "loosened",
    )
    assert change["effects"] == {"client": "gains", "therapist": "loses"}


def test_what_is_answered_differently(
    old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(capsys, 1, old, new, *WEEK)
    head = "Answered differently from 2026-06-08T00:00:00Z until 2026-06-15T00:00:00Z"
    assert head in out
    said = " ".join(out.partition(head)[2].split())
    assert "You may now contact your therapist by phone" in said
    assert "on Monday 8 June 2026 from 12:00 until 14:00" in said
    theirs = " ".join(shown(capsys, 1, old, new, *WEEK, "--reader", "therapist").split())
    assert "The client may now contact you by phone" in theirs


def test_what_is_answered_differently_as_data(
    old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(shown(capsys, 1, old, new, *WEEK, "--format", "json"))["behaviour"]
    asked = [one for one in found if one["question"]["kind"] == "contact.may"]
    assert asked
    for one in asked:
        (apart,) = one["apart"]
        assert (apart["begins"], apart["ends"]) == ("2026-06-08T11:00:00Z", "2026-06-08T13:00:00Z")
        assert (apart["old"], apart["new"]) == ({"outcome": "deny"}, {"outcome": "permit"})


def test_values_that_differ_are_data_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def priced(minor: int) -> dict[str, Any]:
        price = {"kind": "amount", "minor": minor, "currency": "GBP"}
        fee = {"kind": "contact.fee", "id": "fee", "channels": ["phone"], "price": price}
        return {**FINE, "clauses": [*FINE["clauses"], fee]}

    pair = [written(tmp_path, f"{n}.json", priced(n)) for n in (500, 700)]
    found = json.loads(shown(capsys, 1, *pair, *WEEK, "--format", "json"))["behaviour"]
    apart = [each for one in found for each in one["apart"]]
    costs = {tuple(side["value"]["min"] for side in (each["old"], each["new"])) for each in apart}
    assert costs == {(500, 700)}


def test_what_happened_counts_where_a_record_says_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One call a week or two: that differs once one was held."""

    def calls(most: int) -> dict[str, Any]:
        tally = {
            "unit": "events",
            "at_most": most,
            "count": [{"fact": "call_held", "by": "client"}],
            "window": {"kind": "period", "period": "week"},
        }
        few = {"kind": "contact.allowance", "id": "few", "by": ["client"], "tally": tally}
        return with_hours("12:00", clauses=[*FINE["clauses"], HOURS, few])

    held = "2026-06-08T08:30:00Z"
    call = {"kind": "call_held", "id": "one", "at": held, "recorded_at": held, "by": "client"}
    record = {"type": "record", "spec_version": "1.0", "agreement": FINE["id"]}
    record |= {"facts": [call | {"to": "therapist", "medium": "phone"}]}
    whole = {"since": "2026-06-01T00:00:00Z", "through": "2026-06-15T00:00:00Z"}
    record |= {"complete": [{"facts": ["call_held"]} | whole]}
    pair = [written(tmp_path, f"{most}.json", calls(most)) for most in (1, 2)]
    told = ("--record", written(tmp_path, "record.json", record))

    def may_call(*more: str) -> list[Any]:
        found = json.loads(shown(capsys, 1, *pair, *WEEK, "--format", "json", *more))["behaviour"]
        asked = [one for one in found if one["question"]["kind"] == "contact.may"]
        apart = [each for one in asked for each in one["apart"]]
        return [(each["begins"], each["old"]["outcome"], each["new"]["outcome"]) for each in apart]

    assert (held, "deny", "permit") in may_call(*told)
    assert held not in {begins for begins, _, _ in may_call()}
    shown(capsys, 2, *pair, *told)
    shown(capsys, 2, pair[0], "-", *WEEK, "--record", "-")
    assert shown(capsys, 3, *pair, *WEEK, "--record", str(tmp_path / "none.json"))
    others = written(tmp_path, "others.json", record | {"agreement": "urn:example:other"})
    shown(capsys, 2, *pair, *WEEK, "--record", others)


def test_what_cannot_be_compared(
    old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = written(tmp_path, "o.json", with_hours("12:00", id="urn:example:other"))
    shown(capsys, 2, old, other)
    shown(capsys, 2, old, old, "--behaviour", "2026-06-08T00:00:00Z", "Friday")
    shown(capsys, 2, old, old, "--behaviour", *WEEK[:0:-1])
    shown(capsys, 2, "-", "-")
    out = shown(capsys, 1, old, str(BROKEN))
    assert "it does not load" in out
    assert shown(capsys, 3, old, str(tmp_path / "none.json"))
