"""spec/findings 45 to 59: who signs, until when, what stands alone; and that a no costs nothing."""

from typing import Any

from boundlib.findings import findings
from tests.findings.making import (
    CLIENT,
    THERAPIST,
    Case,
    Data,
    agreement,
    coaching,
    data_of,
    each,
    places,
    reply,
)

GP: Data = {"id": "gp", "roles": ["gp"]}
MOTHER: Data = {"id": "mother", "roles": ["guardian"]}
ONE: Data = {"id": "one", "roles": ["client"], "signs": True}
OTHER: Data = {"id": "other", "roles": ["client"], "signs": True}
SUPERVISOR: Data = {"id": "supervisor", "roles": ["supervisor"]}

NOTES = "psychotherapy_notes"
VAGUE: Data = {"unstated": "vague"}
SIXTY: Data = {"clock": "calendar", "amount": "P60D", "from": "therapy_ended"}
TERM: Data = {"first": "2026-06-01", "last": "2026-12-31"}


def release(name: str = "gp-release", **more: Any) -> Data:
    """A release that is not remarked on; None leaves a member out."""
    data: Data = {
        "kind": "sharing.release",
        "id": name,
        "by": ["therapist"],
        "to": ["gp"],
        "items": ["progress"],
        "purposes": ["at_request"],
        "flow": "disclose",
        "end": SIXTY,
    }
    return {name: value for name, value in (data | more).items() if value is not None}


def rule(**more: Any) -> Data:
    return {"kind": "sharing.release_rule", "id": "rule"} | more


def telling(kind: str, **more: Any) -> Data:
    who: Data = {"by": ["therapist"], "to": ["gp"], "items": ["progress"], "purposes": ["family"]}
    return {"kind": f"sharing.{kind}", "id": kind.replace("_", "-"), **who} | more


def unit(**more: Any) -> Data:
    data: Data = {"kind": "sharing.unit_of_care", "id": "couple", "unit": "couple"}
    return data | {"secrets": "not_kept"} | more


def recording(**more: Any) -> Data:
    data: Data = {"kind": "sharing.recording", "id": "taped", "of": ["sound"]}
    done = {"clock": "calendar", "amount": "P7D", "from": "purpose_done"}
    return data | {"purposes": ["supervision"], "each_time": True, "deleted": done} | more


def touch(**more: Any) -> Data:
    return {"kind": "pace.touch", "id": "touch"} | more


def peers(**more: Any) -> Data:
    return {"kind": "sharing.consultation", "named": "not"} | more


def limit(**more: Any) -> Data:
    data: Data = {"kind": "sharing.legal_limit", "id": "law", "grounds": ["court"]}
    return data | {"minimum": True, "told_first": True} | more


def alone(*clauses: Data, **root: Any) -> Data:
    """One client."""
    return data_of(*clauses, **({"parties": [CLIENT, THERAPIST, GP, MOTHER]} | root))


def couple(*clauses: Data, **root: Any) -> Data:
    """Two clients."""
    parties = [ONE, OTHER, THERAPIST, GP, MOTHER, SUPERVISOR]
    return data_of(*clauses, **({"parties": parties} | root))


def born(*days: str | None, **root: Any) -> Data:
    clients = [{"id": f"c{n}", "roles": ["client"], "signs": True} for n in range(len(days))]
    known = [c | ({"birth_date": day} if day else {}) for c, day in zip(clients, days, strict=True)]
    parties = [*known, THERAPIST, GP]
    return data_of(telling("minor"), **({"parties": parties, "term": TERM} | root))


def when(condition: Data, **more: Any) -> Data:
    return more | {"when": condition}


def age(**bounds: int) -> Data:
    return {"quantity": "age", **bounds}


UNDER_13: Data = {"not": age(at_least=13)}
FROM_14 = age(at_least=14)
SOME = ["progress", "attendance", "summary"]


def tiers(first: Data, second: Data, *more: Data) -> Data:
    """What a parent is told, by the child's age."""
    bands = [
        telling("minor", id="younger", child=["agrees"], **first),
        telling("minor", id="older", **second),
    ]
    return alone(*bands, *more)


def consents(first: Data, second: Data) -> Data:
    """Whose consent the work needs, by the child's age."""
    head: Data = {"kind": "governance.consent"}
    younger = head | {"id": "younger", "needs": ["guardian"]} | first
    return alone(younger, head | {"id": "older", "needs": ["client"]} | second)


ITEMS_1 = ("/clauses/0/items/1",)
SIGNERS = ("/clauses/1/signers",)
END = ("/clauses/0/end",)
HERE = ("/clauses/0",)

STANDING_ALONE = [
    Case("notes_bundled", alone(release(items=["progress", NOTES])), ITEMS_1),
    Case("notes_bundled", alone(release(items=["record", f"{NOTES}/dreams", NOTES])), ITEMS_1),
    Case("notes_bundled", alone(release(items=[NOTES]))),
    Case("notes_bundled", alone(release(items=[NOTES, f"{NOTES}/dreams"]))),
    Case("notes_bundled", alone(release(items=["progress", "session_notes", "substance_use"]))),
    Case("notes_without_release", alone(telling("third_party", items=["summary", NOTES])), ITEMS_1),
    Case(
        "notes_without_release",
        alone(telling("minor", items=[f"{NOTES}/dreams"])),
        ("/clauses/0/items/0",),
    ),
    Case("notes_without_release", alone(telling("third_party", items=["record"]))),
    Case("notes_without_release", alone(release(items=[NOTES]))),
    Case(
        "care_depends_on_notes",
        alone(release(items=[NOTES], conditions_care=True)),
        ("/clauses/0/conditions_care",),
    ),
    Case("care_depends_on_notes", alone(release(items=[NOTES], conditions_care=False))),
    Case("care_depends_on_notes", alone(release(conditions_care=True))),
    Case(
        "care_depends_on_release",
        alone(release(conditions_care=True)),
        ("/clauses/0/conditions_care",),
    ),
    Case("care_depends_on_release", alone(release(items=[NOTES], conditions_care=True))),
    Case("care_depends_on_release", alone(release(conditions_care=False))),
]

SIGNING = [
    Case("one_signs_for_all", couple(unit(), release(signers=["one"])), SIGNERS),
    Case("one_signs_for_all", couple(unit(all_sign=True), release(signers=["mother"])), SIGNERS),
    Case("one_signs_for_all", couple(unit(all_sign=False), release(signers=["one"]))),
    Case("one_signs_for_all", couple(unit(), release(signers=["one", "other", "mother"]))),
    Case("one_signs_for_all", couple(unit(), release(signers=["client"]))),
    Case("one_signs_for_all", couple(unit(), release())),
    Case("one_signs_for_all", couple(unit(members=["one"]), release(signers=["one"]))),
    Case(
        "one_signs_for_all",
        couple(unit(members=["one", "mother"]), release(signers=["one"])),
        SIGNERS,
    ),
    Case("one_signs_for_all", couple(release(signers=["one"]))),
    # A parent who signs for the other member signs for both.
    Case(
        "one_signs_for_all",
        couple(unit(), release(signers=["one"]), parties=[ONE | {"acts_for": "other"}, OTHER, GP]),
    ),
    Case(
        "one_signs_for_all",
        couple(
            unit(),
            release(signers=["one"]),
            parties=[ONE, OTHER, GP, MOTHER | {"acts_for": "other"}],
        ),
        SIGNERS,
    ),
    # Their own they release alone; what is only partly their own, they do not.
    Case(
        "one_signs_for_all",
        couple(
            unit(own_items=["treatment"]), release(items=["progress", "summary"], signers=["one"])
        ),
    ),
    Case(
        "one_signs_for_all",
        couple(
            unit(own_items=["progress"]), release(items=["progress", "summary"], signers=["one"])
        ),
        SIGNERS,
    ),
    Case(
        "one_signs_for_all",
        couple(unit(when={"plan": "couple"}), release(signers=["one"])),
    ),
    Case(
        "one_signs_for_all",
        couple(unit(when={"plan": "couple"}), release(signers=["one"], when={"plan": "couple"})),
        SIGNERS,
    ),
    Case(
        "one_signs_for_all",
        couple(
            unit(id="a", reading_of="who"),
            unit(id="b", reading_of="who", all_sign=False),
            release(signers=["one"]),
        ),
    ),
    Case("one_signs_for_all", couple(unit(), rule(signers=["one"])), SIGNERS),
    # A rule asks for one more: that takes nobody's place.
    Case("one_signs_for_all", couple(unit(), rule(signers=["supervisor"]))),
    Case("one_signs_for_all", couple(unit(), rule(form=["written"]))),
    Case("one_signs_for_all", couple(unit(), recording(signers=["other"])), SIGNERS),
    Case("one_signs_for_all", couple(unit(), recording())),
    Case("no_unit_of_care", couple(release("a"), release("b")), HERE),
    Case("no_unit_of_care", couple(release(), unit())),
    Case("no_unit_of_care", couple()),
    Case("no_unit_of_care", alone(release())),
    Case("secrets_not_settled", couple(unit(secrets=VAGUE)), ("/clauses/0/secrets",)),
    Case(
        "secrets_not_settled",
        couple({n: v for n, v in unit().items() if n != "secrets"}),
        HERE,
    ),
    Case("secrets_not_settled", couple(unit(secrets="therapist_decides"))),
    Case("nobody_is_a_minor", born("2008-06-01"), HERE),
    Case("nobody_is_a_minor", born("2008-06-02")),
    Case("nobody_is_a_minor", born("1996-01-01", "1997-01-01"), HERE),
    Case("nobody_is_a_minor", born("1996-01-01", "2012-01-01")),
    Case("nobody_is_a_minor", born("1996-01-01", None)),
    Case("nobody_is_a_minor", born("1996-01-01", term=None)),
    Case("nobody_is_a_minor", born("1996-01-01", term={"last": "2026-12-31"})),
    Case("nobody_is_a_minor", born("1996-01-01", jurisdiction=None)),
    Case("nobody_is_a_minor", born()),
]

ENDING = [
    Case("open_ended_release", alone(release(end=None)), HERE),
    Case("open_ended_release", alone(release(end=None, purposes=["treatment", "legal"])), HERE),
    Case("open_ended_release", alone(release(end=None, purposes=["coordination", "claims"]))),
    Case("open_ended_release", alone(release(end=None, purposes=["emergency"]))),
    Case("open_ended_release", alone(release())),
    Case("open_ended_release", alone(release(end="2026-12-31"))),
    Case("open_ended_release", alone(release(end=VAGUE))),
    Case("open_ended_release", alone(release(end=None), term=TERM)),
    Case("open_ended_release", alone(release(end=None), term={"first": "2026-06-01"}), HERE),
    Case("release_end_unstated", alone(release(end=VAGUE)), END),
    Case("release_end_unstated", alone(release(end=SIXTY | {"amount": VAGUE})), END),
    Case("release_end_unstated", alone(release(end=SIXTY | {"from": VAGUE})), END),
    Case("release_end_unstated", alone(release(end=SIXTY | {"amount": {"min": "P60D"}})), END),
    Case("release_end_unstated", alone(release(end=SIXTY | {"amount": {"max": "P60D"}}))),
    Case("release_end_unstated", alone(release(end={"clock": "sessions", "count": VAGUE})), END),
    Case("release_end_unstated", alone(release(end=None))),
    Case("release_end_unstated", alone(release())),
    Case("emergency_release_too_wide", alone(release(purposes=["emergency"], end=None)), HERE),
    Case(
        "emergency_release_too_wide",
        alone(release(items=["safety", "record"], purposes=["family", "emergency/at_night"])),
        ITEMS_1,
    ),
    Case(
        "emergency_release_too_wide",
        alone(telling("third_party", items=["record"], purposes=["emergency"])),
        ("/clauses/0/items/0",),
    ),
    Case("emergency_release_too_wide", alone(telling("third_party", purposes=["emergency"]))),
    Case("emergency_release_too_wide", alone(release(items=["safety"], purposes=["emergency"]))),
    Case("emergency_release_too_wide", alone(release(items=["record"], end=None))),
]

YEAR: Data = {"clock": "calendar", "amount": "P12M"}
# The rule first: it stands at 0, the release at 1.
BY_RULE: list[tuple[Data, bool]] = [
    ({}, True),
    ({"items": ["treatment", "billing"]}, True),
    ({"items": ["treatment"]}, False),
    ({"purposes": ["family", "at_request"]}, True),
    ({"purposes": ["at_request"]}, False),
    ({"when": {"phase": "one"}}, False),
    ({"valid": {"first": "2026-06-01"}}, False),
    ({"by": ["therapist"]}, False),
    ({"to": ["gp"]}, False),
    ({"longest_term": VAGUE}, False),
    ({"longest_term": None}, False),
]


def under(more: Data) -> Data:
    """An open-ended release under a rule."""
    said = rule(longest_term=YEAR) | more
    said = {name: value for name, value in said.items() if value is not None}
    told: Data = {"items": ["progress", "billing"], "purposes": ["at_request", "family"]}
    return alone(said, release(end=None, **told))


NO_COSTS_NOTHING = [
    Case(
        "withdrawal_harder",
        alone(rule(form=["email"], withdrawal=["written"])),
        ("/clauses/0/withdrawal",),
    ),
    Case("withdrawal_harder", alone(rule(withdrawal=["email"])), ("/clauses/0/withdrawal",)),
    Case(
        "withdrawal_harder",
        alone(rule(form=["spoken", "written"], withdrawal=["electronic", "written"])),
        ("/clauses/0/withdrawal",),
    ),
    Case("withdrawal_harder", alone(rule(form=["written"], withdrawal=["written", "email"]))),
    Case("withdrawal_harder", alone(rule(form=["email"], withdrawal=["electronic"]))),
    Case("withdrawal_harder", alone(rule(form=["electronic"], withdrawal=["email"]))),
    Case("withdrawal_harder", alone(rule(withdrawal=["written", "spoken"]))),
    Case("withdrawal_harder", alone(rule(form=["spoken"]))),
    Case("not_asked_each_time", alone(touch()), HERE),
    Case("not_asked_each_time", alone(touch(each_time=False)), ("/clauses/0/each_time",)),
    Case("not_asked_each_time", alone(touch(each_time=True))),
    Case("not_asked_each_time", alone(recording(each_time=False)), ("/clauses/0/each_time",)),
    Case("not_asked_each_time", alone(recording())),
    Case("recording_without_deletion", alone(recording(deleted=VAGUE)), ("/clauses/0/deleted",)),
    Case(
        "recording_without_deletion",
        alone({n: v for n, v in recording().items() if n != "deleted"}),
        HERE,
    ),
    Case("recording_without_deletion", alone(recording())),
    Case("legal_limit_open", alone(limit(minimum=False)), HERE),
    Case(
        "legal_limit_open",
        alone({n: v for n, v in limit().items() if n != "minimum"}),
        HERE,
    ),
    Case(
        "legal_limit_open",
        alone({n: v for n, v in limit().items() if n != "told_first"}),
        HERE,
    ),
    Case("legal_limit_open", alone(limit())),
    # That they are not told first can be so by law, as long as it is said.
    Case("legal_limit_open", alone(limit(told_first=False))),
]

ONE_UP = ("/clauses/1/when",)
OF_OTHERS: Data = {"items": ["billing"]}

# What other pages of findings look for, in the clauses of this one.
ELSEWHERE = [
    # Golden case 20: under 13 if the child agrees; from 14 on some items; at 13 nothing.
    Case("gap", tiers(when(UNDER_13, items=["record"]), when(FROM_14, items=SOME)), ONE_UP),
    Case("gap", tiers(when(UNDER_13), when(age(at_least=13)))),
    Case("gap", tiers(when(UNDER_13), when(FROM_14), telling("minor"))),
    # A clause for every age speaks in between, but of what it names only.
    Case("gap", tiers(when(UNDER_13), when(FROM_14), telling("minor", items=["record"]))),
    Case("gap", tiers(when(UNDER_13), when(FROM_14), telling("minor", items=["billing"])), ONE_UP),
    Case(
        "gap",
        tiers(
            when(UNDER_13, items=[NOTES]),
            when(FROM_14, items=[NOTES]),
            telling("minor", items=["record"]),
        ),
        ONE_UP,
    ),
    Case(
        "gap",
        tiers(when(UNDER_13), when(FROM_14, items=["billing"]), telling("minor")),
        ONE_UP,
    ),
    Case(
        "gap",
        tiers(when(UNDER_13, items=SOME), when(FROM_14, items=SOME), telling("minor")),
        ONE_UP,
    ),
    Case("gap", tiers(when(UNDER_13, to=["mother"]), when(FROM_14, to=["gp"]))),
    Case("gap", consents(when(UNDER_13), when(FROM_14)), ONE_UP),
    Case("gap", consents(when(UNDER_13, care=["group"]), when(FROM_14, care=["group"])), ONE_UP),
    Case("gap", consents(when(UNDER_13, care=["group"]), when(FROM_14, care=["lesson"]))),
    Case("overlap", tiers(when(age(at_most=14)), when(FROM_14)), ONE_UP),
    Case("overlap", tiers(when(age(at_most=14)), when(FROM_14, **OF_OTHERS))),
    Case("overlap", tiers(when(age(at_most=14)), when(FROM_14, items=["treatment"])), ONE_UP),
    Case("overlap", tiers(when(UNDER_13), when(age(at_least=13)))),
    Case(
        "overlap",
        alone(peers(id="a", when=age(at_most=14), items=["progress"]), peers(id="b", when=FROM_14)),
        ONE_UP,
    ),
    Case("overlap", consents(when(age(at_most=14)), when(FROM_14)), ONE_UP),
    Case("overlap", consents(when(age(at_most=14), care=["group"]), when(FROM_14))),
    Case(
        "never_active",
        alone(release(start="2027-01-01", end=None), term=TERM),
        ("/clauses/0/start",),
    ),
    Case("never_active", alone(release(start="2027-01-01"), term=TERM)),
    Case("never_active", alone(release(start="2026-12-31", end=None), term=TERM)),
    Case(
        "never_active",
        alone(telling("minor", valid={"first": "2027-01-01"}), term=TERM),
        ("/clauses/0/valid",),
    ),
    *(
        Case("never_active", alone(clause | {"valid": {"first": "2027-01-01"}}, term=TERM))
        for clause in (
            unit(),
            rule(),
            {"kind": "sharing.refusal", "id": "no"},
            {"kind": "crisis.criteria", "id": "list", "criteria": [{"criterion": "medical"}]},
        )
    ),
    Case("nobody_holds_role", alone(release(to=["employer"])), ("/clauses/0/to/0",)),
    Case("nobody_holds_role", alone(release(signers=["agent"])), ("/clauses/0/signers/0",)),
    Case("nobody_holds_role", alone(release(onward=["payer"])), ("/clauses/0/onward/0",)),
    Case("nobody_holds_role", couple(unit(members=["family"])), ("/clauses/0/members/0",)),
    Case("nobody_holds_role", alone(release())),
    Case("right_waived", alone(release(waives=["withdraw"])), ("/clauses/0/waives",)),
    Case(
        "never_holds",
        alone(telling("third_party", require=age(at_least=9, at_most=3))),
        ("/clauses/0/require",),
    ),
    Case(
        "cool_off_renews_itself",
        data_of(coaching(after=[{"fact": "disclosed"}])),
        ("/clauses/0/after/0",),
    ),
]

CASES = [
    *STANDING_ALONE,
    *SIGNING,
    *ENDING,
    *(Case("open_ended_release", under(m), () if ends else ("/clauses/1",)) for m, ends in BY_RULE),
    *NO_COSTS_NOTHING,
    *ELSEWHERE,
]


@each(CASES)
def test_the_finding_is_where_it_belongs(case: Case) -> None:
    assert places(case.data, case.code) == case.at


def test_what_was_agreed_well_is_not_remarked_on() -> None:
    agreed = (release(), rule(form=["written"], withdrawal=["spoken"]), recording(), limit())
    assert findings(agreement(alone(*agreed, touch(each_time=True), reply()))) == ()
    assert findings(agreement(couple(unit(), *agreed, telling("minor")))) == ()
