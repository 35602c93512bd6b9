"""Small agreements about sharing, records and questions: plain data for Hypothesis, and asking."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from hypothesis import strategies as st

from boundlib.decide import Engine
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.times.scalars import Instant
from boundlib.wire.documents import dumps, from_dict
from tests.decide.making import DIGEST, Data, agreement, fact, record

OTHER = "B" * 43
THERAPIST: Data = {"id": "therapist", "roles": ["therapist"]}
PEOPLE: list[Data] = [
    {"id": "surgery", "roles": ["gp"]},
    {"id": "clinic", "roles": ["gp"]},
    {"id": "firm", "roles": ["employer"]},
    {"id": "boss", "roles": ["payer"], "acts_for": "firm"},
    {"id": "nurse", "roles": ["coordinator"], "acts_for": "surgery"},
    {"id": "mother", "roles": ["guardian"], "acts_for": "ada", "capacity": "parent"},
    {"id": "proxy", "roles": ["agent"], "acts_for": "ada", "capacity": "agent"},
    {"id": "house", "roles": ["practice"]},
    {"id": "aunt", "roles": ["family"]},
    {"id": "senior", "roles": ["supervisor"]},
]
PLACES: list[Data | None] = [
    {"country": "GB"},
    {"country": "GB"},
    {"country": "US", "region": "CA"},
    {"country": "DE"},
    None,
]
ZONES = ("Europe/London", "America/Los_Angeles", "Africa/Cairo")
ITEMS = (
    "record",
    "diagnosis",
    "hiv_status",
    "genetic",
    "attendance",
    "session_dates",
    "identity",
    "identity/first_name",
    "other_members",
    "session_content",
    "told_alone",
    "psychotherapy_notes",
    "psychotherapy_notes/dream_log",
    "treatment/diary",
)
PURPOSES = (
    "treatment",
    "coordination",
    "emergency",
    "family",
    "supervision",
    "operations",
    "treatment/clinic_day",
)
FORMS = ("written", "electronic", "email", "spoken")
METHODS = ("signature", "written", "electronic", "spoken", "spoken", "nod")
STATES = ("well", "ready")
FINDINGS = ("danger", "referral")

# 28 to 31 March 2026: London's clocks change on the 29th.
DATES = (*(f"2026-03-{day}" for day in range(26, 32)), "2026-04-01")
HOURS = ("00:00:00", "09:30:00", "21:59:59", "23:00:00")


class Case(NamedTuple):
    """An agreement, a record, and who is asked about what."""

    agreement: Data
    record: Data
    asked: Data


def some(values: Any, most: int = 2, least: int = 1) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), min_size=least, max_size=most, unique_by=str)


def maybe(draw: Any, clause: Data, one_in: int = 4, **more: st.SearchStrategy[Any]) -> None:
    """Give a clause some optional members."""
    for name, values in more.items():
        if draw(st.integers(1, one_in)) == 1:
            value = draw(values)
            if value != []:
                clause[name] = value


LEAVES = st.one_of(
    st.sampled_from([{"fact": name} for name in STATES]),
    st.sampled_from([{"found": name} for name in FINDINGS]),
    st.sampled_from([{"age_group": "minor"}, {"age_group": "adult"}]),
    st.sampled_from([{"quantity": "age", "at_least": 16}, {"quantity": "age", "at_most": 15}]),
)
CONDITIONS = st.one_of(
    LEAVES,
    LEAVES.map(lambda leaf: {"not": leaf}),
    st.lists(LEAVES, min_size=2, max_size=2).map(lambda leaves: {"all": leaves}),
    st.lists(LEAVES, min_size=2, max_size=2).map(lambda leaves: {"any": leaves}),
)
AMOUNTS = st.sampled_from(
    [
        {"clock": "elapsed", "amount": "PT24H"},
        {"clock": "elapsed", "amount": "PT36H"},
        {"clock": "calendar", "amount": "P1D"},
        {"clock": "calendar", "amount": "P1M"},
        {"clock": "calendar", "amount": {"min": "P1D", "max": "P3D"}},
        {"clock": "calendar", "amount": {"unstated": "blank"}},
    ]
)
EVENTS = st.sampled_from([None, None, "therapy_ended", "adopted", "purpose_done", "majority"])
SPANS = st.builds(lambda span, at: span | ({"from": at} if at else {}), AMOUNTS, EVENTS)
FORCES = st.sampled_from(["automatic", "may", "by_arrangement", {"decided_by": ["therapist"]}])
VALID = st.one_of(
    st.sampled_from(DATES).map(lambda day: {"first": day}),
    st.sampled_from(DATES).map(lambda day: {"last": day}),
    some(DATES, 2, 2).map(lambda ends: {"first": min(ends), "last": max(ends)}),
)


@st.composite
def parties(draw: Any) -> list[Data]:
    """One client or two, a therapist, and some others."""
    client: Data = {"id": "ada", "roles": ["client"]}
    maybe(draw, client, 2, birth_date=st.sampled_from(
        ["2008-03-28", "2008-02-29", "2010-06-01", "2013-03-30", "1980-01-01"]))  # fmt: skip
    found = [client, THERAPIST, *draw(some(PEOPLE, 5, 2).map(_in_order))]
    if draw(st.integers(0, 3)) == 0:
        found.append({"id": "ben", "roles": ["client"]})
    known = {party["id"] for party in found}
    return [party for party in found if party.get("acts_for", "ada") in known]


def _in_order(people: list[Data]) -> list[Data]:
    return sorted(people, key=PEOPLE.index)


@st.composite
def clauses(draw: Any, kind: str, name: str, people: list[Data]) -> Data:
    """A clause about sharing."""
    others = [p["id"] for p in people if p["id"] not in ("ada", "ben", "therapist")]
    named = [*others, *others, "gp", "school"]
    tellers = st.one_of(
        st.just(["therapist"]), st.just(["therapist"]), some([*named, "practice"], 2)
    )
    clause: Data = {"kind": f"sharing.{kind}", "id": name}
    if kind in ("release", "third_party", "minor"):
        clause |= {"by": draw(tellers), "to": draw(some(named)), "items": draw(some(ITEMS))}
        clause["purposes"] = draw(some(PURPOSES))
        maybe(draw, clause, 6, force=FORCES)
    if kind == "release":
        clause["flow"] = draw(st.sampled_from(["disclose"] * 4 + ["obtain", "both"]))
        maybe(draw, clause, 3, end=st.one_of(
            st.sampled_from(DATES), SPANS, SPANS, st.just({"unstated": "blank"})))  # fmt: skip
        maybe(draw, clause, 4, start=st.sampled_from(DATES), onward=some(named))
        signers = st.sampled_from([["ada"], ["mother"], ["aunt"], ["client", "guardian"]])
        known = {p["id"] for p in people} | {"client", "guardian"}
        maybe(draw, clause, 4, signers=signers.filter(known.issuperset), staff=st.just(True))
        if isinstance(clause.get("end"), str) and clause["end"] < clause.get("start", ""):
            del clause["start"]
    else:
        maybe(draw, clause, 5, valid=VALID)
    if kind in ("release_rule", "refusal"):
        maybe(draw, clause, 2, items=some(ITEMS), purposes=some(PURPOSES))
        maybe(draw, clause, 4, by=tellers, to=some(named))
    if kind == "release_rule":
        maybe(draw, clause, 2, form=some(FORMS), longest_term=AMOUNTS)
        maybe(draw, clause, 4, signers=st.sampled_from([["client"], ["therapist"], ["guardian"]]))
    if kind in ("third_party", "minor"):
        maybe(draw, clause, 2, require=CONDITIONS)
    if kind == "minor":
        maybe(draw, clause, 3, child=some(["agrees", "told_first", "present"]))
        bands = [{"quantity": "age", "at_most": 12}, {"quantity": "age", "at_least": 14}]
        maybe(draw, clause, 2, when=st.sampled_from(bands))
    if kind == "unit_of_care":
        clause["unit"] = "couple"
        words = ["nothing", "not_by_name", "with_leave", {"unstated": "vague"}]
        secrets = ["kept", "not_kept", "therapist_decides", {"unstated": "vague"}]
        maybe(draw, clause, 2, all_sign=st.booleans(), outside=st.sampled_from(words),
              secrets=st.sampled_from(secrets))  # fmt: skip
        clients = [p["id"] for p in people if "client" in p["roles"]]
        maybe(draw, clause, 3, own_items=some(ITEMS), members=some(clients))
    if kind == "consultation":
        names = ["not", "code_name", "first_name", "full", {"unstated": "blank"}]
        clause["named"] = draw(st.sampled_from(names))
        maybe(draw, clause, 3, items=some(ITEMS), to=some(named))
    if "when" not in clause:
        maybe(draw, clause, 4, when=CONDITIONS)
    return clause


KINDS = ("release",) * 7 + ("release_rule", "refusal", "minor", "unit_of_care", "third_party",
                            "consultation")  # fmt: skip


@st.composite
def agreements(draw: Any, most: int = 5) -> Data:
    """A small agreement about sharing."""
    people = draw(parties())
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=most))
    if kinds.count("unit_of_care") > 2:
        kinds = [kind for kind in kinds if kind != "unit_of_care"] + ["unit_of_care"] * 2
    own = [draw(clauses(kind, f"c{n}", people)) for n, kind in enumerate(kinds)]
    term = draw(st.one_of(st.none(), st.none(), st.none(), VALID))
    zone = draw(st.sampled_from(ZONES))
    return agreement(*own, parties=people, zone=zone, term=term,
                     jurisdiction=draw(st.sampled_from(PLACES)))  # fmt: skip


EXACT = st.builds(
    lambda day, hour: f"{day}T{hour}Z", st.sampled_from(DATES), st.sampled_from(HOURS)
)
TIMES = st.one_of(
    EXACT,
    EXACT,
    EXACT,
    st.sampled_from(DATES).map(lambda day: {"on": day}),
    st.lists(EXACT, min_size=2, max_size=2, unique=True).map(
        lambda ends: {"not_before": min(ends), "not_after": max(ends)}
    ),
)


@st.composite
def records(draw: Any, data: Data, most: int = 6) -> Data:
    """What happened to a small agreement; consents to its releases come easily."""
    facts: list[Data] = []

    def add(kind: str, when: Any, **more: Any) -> None:
        facts.append(fact(kind, when, f"f{len(facts)}", **more))

    people = {party["id"]: party for party in data["parties"]}
    names = [clause["id"] for clause in data["clauses"] if clause["kind"] != "crisis.route"]
    signers = [name for name in ("ada", "ben", "mother", "proxy", "aunt") if name in people]
    for clause in data["clauses"]:
        if clause["kind"] == "sharing.release" and draw(st.integers(0, 3)):
            needed = clause.get("signers", ["client"])
            for by in [n for n in signers if n in needed or people[n]["roles"][0] in needed]:
                add("consent_given", draw(EXACT), by=by, **_how(draw, clause["id"], "self"))
    for kind in draw(st.lists(st.sampled_from(FACTS), max_size=most)):
        clause = draw(st.sampled_from(names))
        if kind.startswith("consent"):
            by = draw(st.sampled_from([*signers, *signers, "therapist", None]))
            capacity = draw(st.sampled_from(["self", people.get(by, {}).get("capacity", "self")]))
            how = _how(draw, clause, capacity) | ({"by": by} if by else {})
            if kind == "consent_withdrawn" and draw(st.booleans()):
                del how["digest"]
            add(kind, draw(TIMES), **how)
        elif kind == "stated":
            add(
                kind, draw(TIMES), name=draw(st.sampled_from(STATES)), **{"is": draw(st.booleans())}
            )
        elif kind == "found":
            add(kind, draw(TIMES), by="therapist", finding=draw(st.sampled_from(FINDINGS)))
        elif kind == "purpose_done":
            if not any(f["kind"] == kind and f["clause"] == clause for f in facts):
                add(kind, draw(TIMES), clause=clause)
        elif kind == "retracted" and facts:
            gone = draw(st.sampled_from(facts))
            if gone["id"] not in [f.get("replaces") for f in facts]:
                add(kind, "2026-12-31T00:00:00Z", replaces=gone["id"])
        elif kind == "adopted":
            when = draw(EXACT)
            version, digest = draw(st.sampled_from([(1, DIGEST), (1, DIGEST), (2, OTHER)]))
            add(kind, when, version=version, digest=digest, in_force_from=when)
        elif kind == "ended" and not any(f["kind"] == "ended" for f in facts):
            add(kind, draw(TIMES))
    return record(*facts)


FACTS = ("consent_given",) * 4 + ("consent_withdrawn",) * 2 + (
    "stated", "stated", "found", "purpose_done", "ended", "adopted", "retracted")  # fmt: skip


def _how(draw: Any, clause: str, capacity: str) -> Data:
    digest = OTHER if draw(st.integers(1, 8)) == 1 else DIGEST
    method = draw(st.sampled_from(METHODS))
    return {"clause": clause, "digest": digest, "capacity": capacity, "method": method}


@st.composite
def questions(draw: Any, data: Data) -> Data:
    """Who would tell whom what and what for, near to what a clause says."""
    tellings = [c for c in data["clauses"] if "purposes" in c and "by" in c and "to" in c]
    people = [party["id"] for party in data["parties"]]
    anybody = st.sampled_from([*people, "gp", "client", "therapist", "school"])
    items, purposes = some(ITEMS), st.sampled_from([*PURPOSES, "treatment", "claims"])
    by, to, item, purpose = anybody, anybody, items, purposes
    if tellings and draw(st.integers(0, 7)):
        near = draw(st.sampled_from(tellings))
        ends = [near["by"], near["to"]]
        if draw(st.integers(0, 7)) == 0 or near.get("flow") == "obtain":
            ends = ends[::-1]
        if "onward" in near and draw(st.booleans()):
            ends = [ends[1], near["onward"]]
        close = st.integers(0, 5).map(bool)
        by, to = (st.sampled_from(n) if draw(close) else anybody for n in ends)
        item = some(near.get("items", ITEMS)) if draw(close) else items
        purpose = st.sampled_from(near["purposes"]) if draw(close) else purposes
    asked: Data = {"by": draw(by), "to": draw(to), "items": draw(item), "purpose": draw(purpose)}
    if draw(st.integers(0, 9)) == 0:
        asked[draw(st.sampled_from(["emergency", "emergency", "crisis"]))] = True
    if draw(st.integers(0, 19)) == 0:
        asked["ground"] = "court"
    return asked


@st.composite
def cases(draw: Any, most: int = 5) -> Case:
    """An agreement, its record, a question for any instant."""
    data = draw(agreements(most))
    return Case(data, draw(records(data)), draw(questions(data)))


FIRST = int(Instant.parse("2026-03-25T00:00:00Z"))
DAYS = 9
MOMENTS = st.one_of(
    EXACT.map(lambda text: int(Instant.parse(text))),
    EXACT.map(lambda text: int(Instant.parse(text)) - 1),
    st.integers(0, DAYS * 24).map(lambda hours: FIRST + hours * 3600),
)


# --- asking -----------------------------------------------------------------------------------


def decide(of: Case, at: int, *, lenient: bool = False, known: str | None = None) -> Data:
    """The decision on the case's question, as plain data."""
    agreed = from_dict(of.agreement, lenient=lenient)
    engine = Engine(agreed, digest=DIGEST if agreed.fully_read else None)
    head = {"type": "question", "spec_version": "1.0", "kind": "sharing.may"}
    asked = from_dict(
        head | {"at": str(Instant(at))} | of.asked | ({"known": known} if known else {}), Question
    )
    happened = from_dict(of.record, Record, lenient=lenient)
    found: Data = json.loads(dumps(engine.decide(asked, happened)))
    return found


def outcomes(found: Data) -> dict[str, str]:
    return {answer["item"]: answer["outcome"] for answer in found["items"]}


def permitted(found: Data) -> set[str]:
    return {item for item, outcome in outcomes(found).items() if outcome == "permit"}


def with_clauses(of: Case, *more: Data) -> Case:
    return of._replace(agreement=of.agreement | {"clauses": [*more, *of.agreement["clauses"]]})


def with_facts(of: Case, *more: Data) -> Case:
    return of._replace(record=of.record | {"facts": [*of.record["facts"], *more]})
