"""What follows a permit, and consent: to record, to touch, to release, to the work."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decide.making import (
    ALWAYS,
    CLIENT,
    MON,
    THERAPIST,
    THU,
    TUE,
    WED,
    Data,
    agreement,
    ask,
    at,
    consent,
    fact,
    record,
    stated,
)

PARTNER: Data = {"id": "partner", "roles": ["client"], "signs": True}
GUARDIAN: Data = {
    "id": "mother", "roles": ["guardian"], "acts_for": "client", "capacity": "parent"
}  # fmt: skip
CHILD: Data = CLIENT | {"birth_date": "2013-06-10"}
GROWN: Data = CLIENT | {"birth_date": "1990-06-10"}
GP: Data = {"id": "gp", "roles": ["gp"]}
SUPERVISOR: Data = {"id": "peer", "roles": ["supervisor"]}
ONE: Data = {"id": "one", "roles": ["client"], "signs": True}
COUPLE = [ONE, PARTNER, THERAPIST]
NOON = at(TUE)


def clause(kind: str, **more: Any) -> Data:
    return {"kind": kind, "id": kind.partition(".")[2].replace("_", "-"), **more}


def said(name: str, when: str = at(MON), **more: Any) -> Data:
    return consent(name, when) | {"by": "client"} | more


def outcome(data: Data, kind: str, happened: Data | None = None, **more: Any) -> str:
    return str(ask(data, kind, NOON, happened, **more)["outcome"])


def duties(found: Data) -> set[str]:
    return {line["code"] for line in found.get("obligations", ())}


# --- what follows ---------------------------------------------------------------------------------


def told(data: Data, happened: Data | None, **more: Any) -> Data:
    asked = {"by": "therapist", "to": "gp", "items": ["progress"], "purpose": "treatment"}
    return ask(data, "sharing.may", NOON, happened, **asked | more)


@pytest.mark.parametrize("onward", [[], ["employer"]])
def test_what_is_told_is_written_down_and_goes_no_further(onward: list[str]) -> None:
    """spec/sharing 45"""
    more = {"onward": onward} if onward else {}
    release = clause(
        "sharing.release", by=["therapist"], to=["gp"], items=["treatment"],
        purposes=["treatment"], flow="disclose", **more,
    )  # fmt: skip
    found = told(agreement(release, parties=[CLIENT, THERAPIST, GP]), record(said("release")))
    assert found["outcome"] == "permit"
    owed = {"record_it", "minimum_necessary"} | ({"no_redisclosure"} if not onward else set())
    assert duties(found) == owed
    assert all(d.get("party") == "gp" for d in found["obligations"] if "no_" in d["code"])


@pytest.mark.parametrize(
    ("well", "signed", "waits"),
    [
        (True, False, {"consent_given"}),
        (None, True, {"well"}),  # unknown
        # To know of the one changes nothing while the other is missing.
        (None, False, {"consent_given"}),
        (False, False, set()),
        (True, True, set()),  # permit
    ],
)
def test_what_a_release_waits_for(well: bool | None, signed: bool, waits: set[str]) -> None:
    """spec/decisions 87: only what alone would change it"""
    release = clause(
        "sharing.release", by=["therapist"], to=["gp"], items=["treatment"],
        purposes=["treatment"], flow="disclose", when={"fact": "well"},
    )  # fmt: skip
    facts = [said("release")] if signed else []
    facts += [] if well is None else [stated("well", well)]
    found = told(agreement(release, parties=[CLIENT, THERAPIST, GP]), record(*facts))
    lines = found.get("waits_for", [])
    assert {line["fact"] for line in lines} == waits
    assert {line["clause"] for line in lines} <= {"release"}


def test_the_child_comes_first() -> None:
    """spec/sharing 46"""
    minor = clause(
        "sharing.minor", by=["therapist"], to=["mother"], items=["progress"],
        purposes=["family"], child=["told_first", "present"],
    )  # fmt: skip
    data = agreement(minor, parties=[CHILD, THERAPIST, GUARDIAN])
    found = told(data, record(), to="mother", purpose="family")
    assert found["outcome"] == "permit"
    first = [d for d in found["obligations"] if d["code"] in ("tell_first", "be_present")]
    assert [(d["code"], d["party"]) for d in first] == [
        ("tell_first", "client"), ("be_present", "client"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("named", "owed"),
    [("not", "not_by_name"), ("code_name", "code_name"), ("full", None)],
)
def test_how_somebody_is_spoken_of(named: str, owed: str | None) -> None:
    """spec/sharing 42, 46"""
    data = agreement(
        clause("sharing.consultation", named=named), parties=[CLIENT, THERAPIST, SUPERVISOR]
    )
    found = told(data, record(), to="peer", purpose="supervision")
    assert found["outcome"] == "permit"
    assert duties(found) & {"not_by_name", "code_name"} == ({owed} if owed else set())
    name = told(data, record(), to="peer", purpose="supervision", items=["identity"])
    assert name["outcome"] == ("permit" if named == "full" else "deny")


def test_after_an_emergency() -> None:
    """spec/sharing 18, 46"""
    release = clause(
        "sharing.release", by=["therapist"], to=["gp"], items=["safety"],
        purposes=["emergency"], flow="disclose",
    )  # fmt: skip
    data = agreement(release, parties=[CLIENT, THERAPIST, GP])
    found = told(data, record(said("release")), items=["safety"], emergency=True)
    assert found["outcome"] == "permit"
    assert {"tell_client", "review_disclosure", "record_it"} <= duties(found)
    calm = told(data, record(said("release")), items=["safety"])
    assert calm["outcome"] == "deny"
    other = told(data, record(said("release")), items=["history"], emergency=True)
    assert other["outcome"] == "refer"


def test_a_release_runs_from_the_latest_consent_that_stands() -> None:
    """spec/sharing 31: two days from Tuesday include the whole Thursday"""
    release = clause(
        "sharing.release", by=["therapist"], to=["gp"], items=["treatment"], flow="disclose",
        purposes=["treatment"], end={"clock": "calendar", "amount": "P2D"},
    )  # fmt: skip
    data = agreement(release, parties=[CLIENT, THERAPIST, GP])
    asked: Data = {"by": "therapist", "to": "gp", "items": ["progress"], "purpose": "treatment"}
    first, again = said("release"), said("release", at(TUE))
    for facts, until in (((first,), f"{WED}T23:00:00Z"), ((first, again), f"{THU}T23:00:00Z")):
        assert ask(data, "sharing.may", until, record(*facts), **asked)["outcome"] == "deny"
        found = ask(data, "sharing.may", at(WED), record(*facts), **asked)
        assert (found["outcome"], found["valid_until"]) == ("permit", until)


def test_nobody_gives_the_childs_own_word() -> None:
    """spec/sharing 41, 43, 48, 63"""
    minor = clause(
        "sharing.minor", by=["therapist"], to=["mother"], items=["progress"],
        purposes=["family"], child=["agrees"],
    )  # fmt: skip
    data = agreement(minor, parties=[CHILD, THERAPIST, GUARDIAN])
    given, back = said("minor"), consent("minor", at(MON, "13:00"), back=True)
    mothers = said("minor", at(MON, "14:00"), by="mother", capacity="parent")
    for facts, said_of_it, missing in (
        ((given,), "permit", None),
        ((mothers,), "deny", "not_consented"),
        ((given, back, mothers), "deny", "withdrawn"),
    ):
        found = told(data, record(*facts), to="mother", purpose="family")
        assert found["outcome"] == said_of_it
        assert found.get("near_miss", {}).get("failed") == missing


# --- the client's own record ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        ("any_time", "permit"),
        ("on_request", "permit"),
        ("with_review", "refer"),
        ("by_law", "refer"),
        ({"unstated": "vague"}, "unknown"),
        (None, "not_applicable"),
    ],
)
def test_a_clients_access(access: Any, expected: str) -> None:
    """spec/sharing 51"""
    more = {} if access is None else {"access": access}
    data = agreement(clause("sharing.records", **more, held_by="therapist"))
    assert outcome(data, "sharing.may_access", by="client", item="session_notes") == expected


def test_the_nearest_clause_counts_for_access() -> None:
    """spec/sharing 5-6, 51"""
    wide = clause("sharing.records", access="any_time")
    near = clause("sharing.records", access="with_review") | {"id": "near", "items": ["treatment"]}
    data = agreement(wide, near)
    assert outcome(data, "sharing.may_access", by="client", item="progress") == "refer"
    assert outcome(data, "sharing.may_access", by="client", item="billing") == "permit"
    assert outcome(data, "sharing.may_access", by="therapist", item="billing") == "not_applicable"
    # Of a wider part, what lies beneath counts too (5, 6).
    assert outcome(data, "sharing.may_access", by="client", item="record") == "refer"
    apart = agreement(near)
    assert outcome(apart, "sharing.may_access", by="client", item="record") == "refer"
    assert outcome(apart, "sharing.may_access", by="client", item="history") == "not_applicable"


@pytest.mark.parametrize("way", ["on_request", "any_time", "with_review", "by_law"])
def test_two_clauses_that_are_as_near_and_differ_settle_no_access(way: str) -> None:
    """spec/sharing 51: neither names the longer path; spec/decisions 6, 29."""
    one = clause("sharing.records", access="any_time", items=["treatment"])
    two = clause("sharing.records", access=way, items=["treatment"]) | {"id": "two"}
    expected = "permit" if way in ("on_request", "any_time") else "unknown"
    for order in ((one, two), (two, one)):
        data = agreement(*order)
        assert outcome(data, "sharing.may_access", by="client", item="progress") == expected


def test_the_nearest_clause_counts_for_keeping() -> None:
    """spec/sharing 56"""
    wide = clause(
        "sharing.records", kept={"clock": "calendar", "amount": "P12M", "from": "adopted"}
    )
    near = wide | {"id": "near", "items": ["psychotherapy_notes"]}
    near["kept"] = near["kept"] | {"amount": "P1M"}
    data = agreement(wide, near)
    began = record(
        fact("adopted", at(MON), version=1, digest="A" * 43, in_force_from=at(MON, "12:00:00"))
    )
    for item, end in (("psychotherapy_notes", "2026-07-01T23:00:00Z"), (None, None),
                      ("diagnosis", "2027-06-01T23:00:00Z")):  # fmt: skip
        more = {"item": item} if item else {}
        value = ask(data, "sharing.destroy_at", NOON, began, **more)["value"]
        assert value["max"] == (end or "2027-06-01T23:00:00Z")


@pytest.mark.parametrize(
    ("months", "until"),
    [("P24M", "2028-06-01T23:00:00Z"), ("P1M", "2027-06-01T23:00:00Z"), (None, None)],
)
def test_what_lies_beneath_goes_with_the_whole(months: str | None, until: str | None) -> None:
    """spec/sharing 56: nothing that must still be kept may be destroyed with the rest"""
    span = {"clock": "calendar", "amount": "P12M", "from": "adopted"}
    wide = clause("sharing.records", kept=span)
    part = {"items": ["session_notes"], "kept": span | {"amount": months}}
    if months is None:
        part["kept"] = {"unstated": "blank"}
    data = agreement(wide, wide | {"id": "part"} | part)
    began = record(fact("adopted", at(MON), version=1, digest="A" * 43, in_force_from=at(MON)))
    for more in ({}, {"item": "record"}):
        found = ask(data, "sharing.destroy_at", NOON, began, **more)
        if until is None:
            assert found["outcome"] == "unknown"
        else:
            assert found["value"]["min"] == found["value"]["max"] == until
    apart = ask(data, "sharing.destroy_at", NOON, began, item="diagnosis")
    assert apart["value"]["max"] == "2027-06-01T23:00:00Z"


def test_ages_leave_no_gap_once_the_work_has_ended() -> None:
    """spec/sharing 16, 44: what let nothing then leaves nothing unknown"""
    young, old = (
        clause("sharing.minor", id=name, by=["therapist"], to=["mother"], items=["progress"],
               purposes=["family"], when={"quantity": "age"} | ages)
        for name, ages in (("young", {"at_most": 8}), ("old", {"at_least": 10}))
    )  # fmt: skip
    child = {"id": "child", "roles": ["client"], "birth_date": "2017-01-02"}
    mother = {"id": "mother", "roles": ["guardian"], "acts_for": "child", "capacity": "parent"}
    data = agreement(young, old, parties=[child, {"id": "t", "roles": ["therapist"]}, mother])
    asked = {"by": "therapist", "to": "mother", "items": ["progress"], "purpose": "family"}
    assert ask(data, "sharing.may", NOON, record(), **asked)["outcome"] == "unknown"
    over = record(fact("ended", at(MON, "08:00")))
    assert ask(data, "sharing.may", NOON, over, **asked)["outcome"] == "deny"


# --- couples, families, groups --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("kept", "permit"),
        ("not_kept", "deny"),
        ("therapist_decides", "refer"),
        ({"unstated": "blank"}, "unknown"),
        (None, "not_applicable"),
    ],
)
def test_what_was_told_alone(policy: Any, expected: str) -> None:
    """spec/sharing 13, 53"""
    more = {} if policy is None else {"secrets": policy}
    data = agreement(clause("sharing.unit_of_care", unit="couple", **more), parties=COUPLE)
    assert outcome(data, "sharing.may_keep", by="partner") == expected
    other = {"permit": "deny", "deny": "permit", "not_applicable": "deny"}.get(expected, expected)
    assert told(data, None, to="one", items=["told_alone"])["outcome"] == other
    # In a declared emergency never less than refer.
    urgent = told(data, None, to="one", items=["told_alone"], emergency=True)
    assert urgent["outcome"] == ("permit" if other == "permit" else "refer")


def test_seeing_one_alone_needs_the_others_word() -> None:
    """spec/sharing 54"""
    data = agreement(
        clause("sharing.unit_of_care", unit="couple", before_alone=True), parties=COUPLE
    )
    asked = "sharing.may_see_alone"
    assert outcome(data, asked, record(), party="one") == "deny"
    assert outcome(data, asked, record(said("unit-of-care", by="one")), party="one") == "deny"
    other = record(said("unit-of-care", by="partner"))
    assert outcome(data, asked, other, party="one") == "permit"
    plain = agreement(clause("sharing.unit_of_care", unit="couple"), parties=COUPLE)
    assert outcome(plain, asked, other, party="one") == "not_applicable"


# --- recording and touch --------------------------------------------------------------------------

RECORDING = clause(
    "sharing.recording", of=["sound"], purposes=["supervision"], each_time=True, form=["written"]
)
TOUCH = clause("pace.touch", touches=["hand"], each_time=True)


@pytest.mark.parametrize(
    ("agreed", "consents", "expected"),
    [
        (True, [said("recording", method="written")], "permit"),
        (True, [said("recording", method="signature")], "permit"),
        (None, [said("recording", method="written")], "unknown"),
        (False, [said("recording", method="written")], "deny"),
        (True, [said("recording", method="spoken")], "deny"),
        (True, [said("recording", method="portal")], "unknown"),
        (True, [], "deny"),
    ],
)
def test_a_recording_needs_its_consent_and_a_yes_each_time(
    agreed: bool | None, consents: list[Data], expected: str
) -> None:
    """spec/sharing 34, 55"""
    more = {} if agreed is None else {"agreed": agreed}
    asked = {"purpose": "supervision", **more}
    data = agreement(RECORDING)
    assert outcome(data, "sharing.may_record", record(*consents), **asked) == expected
    other = {**asked, "purpose": "training"}
    assert outcome(data, "sharing.may_record", record(*consents), **other) == "deny"
    assert outcome(agreement(), "sharing.may_record", record(*consents), **asked) == "deny"


def test_a_consent_to_record_can_be_taken_back() -> None:
    """spec/sharing 29, 55"""
    back = consent("recording", at(TUE, "09:00"), back=True) | {"by": "client"}
    happened = record(said("recording", method="written"), back)
    assert outcome(agreement(RECORDING), "sharing.may_record", happened, agreed=True) == "deny"


@pytest.mark.parametrize(
    ("touch", "agreed", "expected"),
    [("hand", True, "permit"), ("hand", False, "deny"), ("hand", None, "unknown"),
     ("back", True, "deny")],
)  # fmt: skip
def test_touch(touch: str, agreed: bool | None, expected: str) -> None:
    """spec/sharing 55"""
    more = {} if agreed is None else {"agreed": agreed}
    happened = record(said("touch"))
    assert outcome(agreement(TOUCH), "pace.may_touch", happened, touch=touch, **more) == expected
    bare = outcome(agreement(), "pace.may_touch", happened, touch=touch, **more)
    assert bare == ("deny" if agreed is False else "not_applicable")


def test_when_a_record_may_go() -> None:
    """spec/sharing 31, 56"""
    kept = {"clock": "calendar", "amount": "P72M", "from": "therapy_ended"}
    data = agreement(clause("sharing.records", kept=kept))
    before = ask(data, "sharing.destroy_at", NOON, record())
    assert before["value"]["min"] == {"never": True}
    assert before["waits_for"] == [{"fact": "ended", "clause": "records"}]
    ended = record(fact("ended", at(MON)))
    after = ask(data, "sharing.destroy_at", NOON, ended)
    assert "waits_for" not in after
    assert after["value"]["min"] == after["value"]["max"] == "2032-06-01T23:00:00Z"


# --- the work itself ------------------------------------------------------------------------------


def needed(data: Data, happened: Data, **more: Any) -> Data:
    return ask(data, "governance.consent_needed", NOON, happened, **more)


def test_whose_consent_the_work_needs() -> None:
    """spec/sharing 57"""
    parents = clause("governance.consent", needs=["mother"], care=["group"], tells=["gp"])
    data = agreement(parents, parties=[CHILD, THERAPIST, GUARDIAN, GP])
    found = needed(data, record(), care="group")
    assert found["value"] == {"kind": "consents", "needed": ["mother"], "missing": ["mother"]}
    assert duties(found) == {"tell_afterwards"}
    there = needed(data, record(said("consent", by="mother", capacity="parent")), care="group")
    assert there["value"]["given"] == ["mother"]
    assert needed(data, record(), care="lesson")["outcome"] == "not_applicable"
    assert needed(data, record())["outcome"] == "unknown"
    grown = agreement(parents, parties=[GROWN, THERAPIST, GUARDIAN, GP])
    assert needed(grown, record(), care="group")["value"] == {"kind": "consents"}


def test_a_consent_to_the_work_holds_as_long_as_was_agreed() -> None:
    """spec/sharing 35, 57"""
    year = clause(
        "governance.consent", needs=["client"], holds={"clock": "calendar", "amount": "P1D"}
    )
    data = agreement(year)
    assert needed(data, record(said("consent")))["value"]["given"] == ["client"]
    old = record(said("consent", at("2026-05-30")))
    assert needed(data, old)["value"]["missing"] == ["client"]
    back = consent("consent", at(TUE, "09:00"), back=True)
    for facts, why in (
        ([], "not_consented"), ([said("consent"), back], "withdrawn"), ([said("consent")], None)
    ):  # fmt: skip
        found = needed(data, record(*facts))
        lines = [line["code"] for line in found["reasons"] if line.get("detail") == "client"]
        assert lines == ([] if why is None else [why])


def test_ages_that_leave_a_gap() -> None:
    """spec/sharing 58"""
    young = clause("governance.consent", needs=["mother"]) | {
        "id": "young", "when": {"quantity": "age", "at_most": 11},
    }  # fmt: skip
    older = clause("governance.consent", needs=["client"]) | {
        "id": "older", "when": {"quantity": "age", "at_least": 14},
    }  # fmt: skip
    for born, expected in (("2016-01-01", "answered"), ("2013-06-10", "unknown")):
        child = CLIENT | {"birth_date": born}
        data = agreement(young, older, parties=[child, THERAPIST, GUARDIAN])
        assert needed(data, record())["outcome"] == expected
    nobody = agreement(young, older, parties=[CLIENT, THERAPIST, GUARDIAN])
    assert needed(nobody, record())["outcome"] == "unknown"


@pytest.mark.parametrize(
    ("force", "state", "expected"),
    [
        (None, True, "permit"),
        (None, False, "deny"),
        ("may", False, "refer"),
        (None, None, "unknown"),
    ],
)
def test_who_may_take_part(force: str | None, state: bool | None, expected: str) -> None:
    """spec/sharing 59"""
    more = {} if force is None else {"force": force}
    data = agreement(clause("governance.eligibility", require={"fact": "in_care"}, **more))
    facts = [] if state is None else [fact("stated", at(MON), name="in_care") | {"is": state}]
    happened = record(*facts, complete=ALWAYS)
    assert outcome(data, "governance.may_take_part", happened) == expected
    assert outcome(agreement(), "governance.may_take_part", happened) == "not_applicable"


# --- what was received ----------------------------------------------------------------------------


def test_many_who_may_all_tell_each_other() -> None:
    """However many ways something may have come, it is settled at once. spec/sharing 39-40"""
    names = [f"member-{number}" for number in range(14)]
    people = [{"id": name, "roles": ["coordinator"]} for name in names]
    among = clause(
        "sharing.release", by=names, to=names, items=["progress"], purposes=["treatment"],
        flow="disclose",
    )  # fmt: skip
    first = among | {"id": "first", "by": ["therapist"], "to": names[:1]}
    data = agreement(among, first, parties=[CLIENT, THERAPIST, *people])
    asked = {"by": names[12], "to": names[13]}
    facts = [said("release") | {"id": "among"}]
    assert told(data, record(*facts), **asked)["outcome"] == "deny"
    facts.append(said("first") | {"id": "first"})
    assert told(data, record(*facts), **asked)["outcome"] == "permit"


def test_a_release_that_ends_at_majority() -> None:
    """spec/sharing 31"""
    at_majority = {"clock": "calendar", "amount": "P1D", "from": "majority"}
    release = clause(
        "sharing.release", by=["therapist"], to=["gp"], items=["progress"],
        purposes=["treatment"], flow="disclose", end=at_majority,
    )  # fmt: skip
    for born, expected in (("2013-06-10", "permit"), ("2008-05-30", "deny")):
        child = CLIENT | {"birth_date": born}
        data = agreement(release, parties=[child, THERAPIST, GP])
        assert told(data, record(said("release")))["outcome"] == expected
    unborn = agreement(release, parties=[CLIENT, THERAPIST, GP])
    assert told(unborn, record(said("release")))["outcome"] == "unknown"


# --- around a refusal or a rule there is no way ---------------------------------------------------

NURSE: Data = {"id": "nurse", "roles": ["coordinator"], "acts_for": "gp"}
SCHOOL: Data = {"id": "college", "roles": ["school"]}
TO_GP = clause(
    "sharing.release", by=["therapist"], to=["gp"], items=["progress"], purposes=["treatment"],
    flow="disclose", staff=True, onward=["college"],
)  # fmt: skip
AROUND = [CLIENT, THERAPIST, GP, NURSE, SCHOOL]
WRITTEN = clause("sharing.release_rule", form=["written"])


@pytest.mark.parametrize(
    "limit",
    [
        WRITTEN | {"to": ["gp"]},
        clause("sharing.refusal", to=["gp"]),
    ],
)
def test_staff_and_passing_on_are_no_way_around(limit: Data) -> None:
    """spec/sharing 9, 15, 22, 33, 38-39"""
    onward = TO_GP | {"id": "further", "by": ["gp"], "to": ["college"], "onward": []}
    onward = {name: given for name, given in onward.items() if given != []}
    for clauses in ([TO_GP], [TO_GP, onward]):
        facts = [said(c["id"], at(MON)) | {"id": c["id"]} for c in clauses]
        free = agreement(*clauses, parties=AROUND)
        bound = agreement(*clauses, limit, parties=AROUND)
        for asked in ({}, {"to": "nurse"}, {"by": "gp", "to": "college"}):
            assert told(free, record(*facts), **asked)["outcome"] == "permit"
            assert told(bound, record(*facts), **asked)["outcome"] == "deny"


def test_an_emergency_takes_nothing_away() -> None:
    """spec/sharing 18"""
    third = clause(
        "sharing.third_party", by=["therapist"], to=["gp"], items=["progress"],
        purposes=["treatment"],
    )  # fmt: skip
    refusal = clause("sharing.refusal", purposes=["emergency"])
    data = agreement(third, refusal, parties=[CLIENT, THERAPIST, GP])
    assert told(data, record())["outcome"] == "permit"
    assert told(data, record(), emergency=True)["outcome"] == "permit"


def test_an_end_that_is_left_open_holds_nothing_beyond_the_agreement() -> None:
    """spec/sharing 16"""
    blank = {k: v for k, v in TO_GP.items() if k != "onward"} | {"end": {"unstated": "blank"}}
    term = {"last": "2026-05-31"}
    data = agreement(blank, parties=AROUND, term=term)
    assert told(data, record(said("release", at("2026-05-01"))))["outcome"] == "deny"


def test_who_is_no_member_says_what_is_theirs() -> None:
    """spec/sharing 12"""
    unit = clause("sharing.unit_of_care", unit="couple", members=["one"], outside="nothing")
    data = agreement(unit, parties=[*COUPLE, GP])
    asked = {"items": ["other_members"]}
    assert told(data, record(), by="one", **asked)["outcome"] == "deny"
    assert told(data, record(), by="partner", **asked)["outcome"] == "permit"


def test_without_a_record_nobody_has_looked() -> None:
    """A consent that nobody could look up is not known, not refused. spec/decisions 68"""
    data = agreement(TO_GP, RECORDING, parties=AROUND)
    assert told(data, None)["outcome"] == "unknown"
    assert told(data, record())["outcome"] == "deny"
    assert outcome(data, "sharing.may_record", agreed=True) == "unknown"
    kept = {"clock": "calendar", "amount": "P72M", "from": "therapy_ended"}
    records = agreement(clause("sharing.records", kept=kept))
    assert outcome(records, "sharing.destroy_at") == "unknown"
