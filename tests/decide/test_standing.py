"""Whether the agreement binds, and what that changes."""

import pytest

from tests.decide.making import (
    MON,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    channel,
    consent,
    fact,
    may,
    record,
)

PLAIN = agreement(channel())
TERM = agreement(channel(), term={"first": TUE, "last": WED})
OTHER = "B" * 43


def adopted(when: str, digest: str = "A" * 43, begins: str | None = None, version: int = 1) -> Data:
    more = {"digest": digest, "version": version, "in_force_from": begins or when}
    return fact("adopted", when, f"adopted-{version}-{when[8:10]}-{when[11:13]}", **more)


def standing(when: str, *facts: Data, data: Data = PLAIN) -> tuple[str, str]:
    found = ask(data, "contact.may", when, record(*facts), channel="phone")
    return found["basis"]["standing"], found["outcome"]


def test_nothing_on_the_record() -> None:
    """spec/decisions 61"""
    assert standing(at(MON)) == ("assumed", "permit")
    assert standing(at(MON), adopted(at(TUE))) == ("assumed", "permit")


def test_adopted() -> None:
    """spec/decisions 60"""
    assert standing(at(TUE), adopted(at(MON))) == ("in_force", "permit")
    later = adopted(at(MON), begins=at(WED))
    assert standing(at(TUE), later) == ("not_yet", "unknown")
    assert standing(at(WED), later) == ("in_force", "permit")


def test_another_version_rules() -> None:
    """spec/decisions 60"""
    mine, other = adopted(at(MON)), adopted(at(TUE), OTHER, version=2)
    assert standing(at(TUE, "11:59:59"), mine, other) == ("in_force", "permit")
    assert standing(at(TUE), mine, other) == ("superseded", "unknown")
    early = adopted(at(TUE), OTHER, begins=at(THU), version=2)
    assert standing(at(WED), mine, early)[0] == "in_force"
    assert standing(at(THU), mine, early)[0] == "superseded"
    last = adopted(at(TUE), begins=at(WED), version=3)
    rival = adopted(at(MON), OTHER, begins=at(WED), version=2)
    assert standing(at(WED), rival, last)[0] == "in_force"


def test_a_version_that_may_have_been_adopted_hides_no_later_one() -> None:
    """spec/decisions 60, 66: whichever was adopted first, the later beginning rules."""
    wide = {"not_before": at(MON), "not_after": at(THU, "18:00")}
    more: Data = {"digest": OTHER, "version": 1, "in_force_from": at(MON)}
    perhaps = fact("adopted", wide, "perhaps", **more)
    assert standing(at(THU), perhaps, adopted(at(WED), version=2)) == ("in_force", "permit")


@pytest.mark.parametrize("kind", ["ended", "lapsed"])
def test_the_end_holds_until_it_is_adopted_again(kind: str) -> None:
    """spec/decisions 60, 62"""
    end = fact(kind, at(TUE))
    assert standing(at(TUE, "11:59:59"), end) == ("assumed", "permit")
    assert standing(at(TUE), end) == (kind, "unknown")
    assert standing(at(WED), adopted(at(MON)), end) == (kind, "unknown")
    assert standing(at(WED), end, adopted(at(TUE, "12:00:01"))) == ("in_force", "permit")


def test_the_term() -> None:
    """London's Tuesday begins at 23:00 UTC on Monday. spec/decisions 62"""
    assert standing(at(MON, "22:59:59"), data=TERM) == ("outside_term", "unknown")
    assert standing(at(MON, "23:00"), data=TERM) == ("assumed", "permit")
    assert standing(at(WED, "22:59:59"), data=TERM) == ("assumed", "permit")
    assert standing(at(WED, "23:00"), data=TERM) == ("outside_term", "unknown")


def test_a_change_is_looked_for_within_five_years() -> None:
    """Five years to the second are within them. spec/decisions 85"""
    long = agreement(channel(), zone="UTC", term={"first": MON, "last": "2031-05-31"})
    asked = ask(long, "contact.may", "2026-06-01T00:00:00Z", record(), channel="phone")
    assert (asked["outcome"], asked["valid_until"]) == ("permit", "2031-06-01T00:00:00Z")
    longer = agreement(channel(), zone="UTC", term={"first": MON, "last": "2031-06-01"})
    asked = ask(longer, "contact.may", "2026-06-01T23:59:59Z", record(), channel="phone")
    assert (asked["outcome"], asked.get("valid_until")) == ("permit", None)


def test_what_stands_whether_or_not_it_binds() -> None:
    """spec/decisions 9, 10, 53, 62"""
    end = fact("ended", at(MON))
    stop = fact("consent_withdrawn", at(MON), clause="phone", capacity="self", method="spoken")
    over = record(end)
    assert may(PLAIN, at(TUE), over) == "unknown"
    assert may(PLAIN, at(TUE), over, using="complain") == "permit"
    assert may(PLAIN, at(TUE), record(end, stop)) == "deny"
    assert may(PLAIN, at(TUE), over, crisis=True) == "answered"
    for kind, more in (
        ("crisis.route", {}),
        ("crisis.whereabouts", {}),
        ("crisis.may_withdraw", {}),
        ("crisis.listed", {"criterion": "medical"}),
        ("crisis.plan_next", {}),
        ("crisis.plan_current", {}),
    ):
        found = ask(PLAIN, kind, at(TUE), over, **more)
        assert "not_in_force" not in [line["code"] for line in found.get("reasons", [])]
    for kind, more in (
        ("contact.cover", {}),
        ("contact.reply_due", {"sent_at": at(MON)}),
        ("contact.allowance_left", {}),
        ("crisis.preference_in_force", {}),
        ("crisis.may_ring", {}),
    ):
        assert ask(PLAIN, kind, at(TUE), over, **more)["outcome"] == "unknown"


# --- an end after which the work was taken up again -----------------------------------------------

AGAIN = (fact("ended", at(MON), "first-end", by="client"), adopted(at(WED)))
ONCE_MORE = fact("ended", at(THU), "second-end", by="client")


@pytest.mark.parametrize(
    ("when", "facts", "expected"),
    [
        (at(TUE), AGAIN, "2027-06-01T23:00:00Z"),
        (at(WED), AGAIN, {"never": True}),
        (at(THU), (*AGAIN, ONCE_MORE), "2027-06-04T23:00:00Z"),
        # Whether it was taken up before the end of that day is not known until it is over.
        (at(WED), (fact("ended", {"on": WED}, by="client"), adopted(at(WED, "10:00"))),
         "2027-06-03T23:00:00Z"),
        (at(THU), (fact("ended", {"on": WED}, by="client"), adopted(at(WED, "10:00"))),
         {"never": True}),
    ],
)  # fmt: skip
def test_how_long_a_record_is_kept_runs_from_the_end_that_stands(
    when: str, facts: tuple[Data, ...], expected: object
) -> None:
    """spec/decisions 101; spec/sharing 56: nothing is destroyed while the work goes on"""
    kept = {"clock": "calendar", "amount": "P12M", "from": "therapy_ended"}
    data = agreement({"kind": "sharing.records", "id": "kept", "kept": kept})
    found = ask(data, "sharing.destroy_at", when, record(*facts))
    assert (found["outcome"], found["value"]["max"]) == ("answered", expected)


def test_what_waits_for_an_end_waits_for_the_one_that_stands() -> None:
    """spec/decisions 101: a day after the end, and not while the work goes on again"""
    since = {"elapsed": {"clock": "elapsed", "amount": "PT24H", "from": "therapy_ended"}}
    told: Data = {
        "kind": "sharing.third_party", "id": "after", "by": ["therapist"], "to": ["payer"],
        "items": ["summary"], "purposes": ["payment"], "require": since,
    }  # fmt: skip
    asked = {"by": "therapist", "to": "payer", "items": ["summary"], "purpose": "payment"}
    found = ask(agreement(told), "sharing.may", at(THU), record(*AGAIN), **asked)
    assert (found["outcome"], found["near_miss"]["failed"]) == ("deny", "does_not_hold")


@pytest.mark.parametrize(
    ("when", "outcome"),
    [
        (at(MON, "11:00"), "permit"),
        (at(TUE), "deny"),
        (at(WED), "permit"),
        (at(THU, "18:00"), "deny"),
    ],
)
def test_a_release_until_after_the_end(when: str, outcome: str) -> None:
    """spec/decisions 101; spec/sharing 31"""
    release: Data = {
        "kind": "sharing.release", "id": "told", "by": ["therapist"], "to": ["gp"],
        "items": ["progress"], "purposes": ["treatment"], "flow": "disclose",
        "end": {"clock": "elapsed", "amount": "PT6H", "from": "therapy_ended"},
    }  # fmt: skip
    asked = {"by": "therapist", "to": "gp", "items": ["progress"], "purpose": "treatment"}
    facts = (consent("told", at(MON, "08:00")), *AGAIN, ONCE_MORE)
    found = ask(agreement(release), "sharing.may", when, record(*facts), **asked)
    assert found["outcome"] == outcome
