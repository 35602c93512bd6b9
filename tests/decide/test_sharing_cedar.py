"""Releases and refusals as Cedar policies: what both can say, both must decide alike.

A release is a permit, a refusal a forbid. The trees are Cedar's own hierarchy, one for refusals and
one for releases, which is cut where an item must be named. Dates and consents are conditions on the
time of the question. Who passes things on, and what is not known, has no counterpart there.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import cedarpy
import pytest
from hypothesis import settings

from boundlib.decide import Engine
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.vocab import ITEM_UNDER, NAMED_ONLY, PURPOSE_UNDER, SharedFor, SharedItem
from boundlib.wire.documents import from_dict
from tests.decide.making import DIGEST, Data, agreement, fact, record

DEEP = settings().max_examples >= 1000

CLIENT: Data = {"id": "ada", "roles": ["client"]}
OTHERS = ("payer", "supervisor", "family", "coordinator", "gp", "school", "employer", "examiner")
PEOPLE: list[Data] = [
    CLIENT,
    {"id": "doctor", "roles": ["therapist"]},
    {"id": "house", "roles": ["practice"]},
    {"id": "deputy", "roles": ["cover"]},
    *({"id": f"p{n}", "roles": [OTHERS[n % len(OTHERS)]]} for n in range(16)),
]
TELLERS = ("doctor", "house", "deputy")
TOLD = tuple(f"p{n}" for n in range(16))
ITEMS = (
    *map(str, SharedItem),
    "psychotherapy_notes/dream_log",
    "treatment/diary",
    "treatment/diary/may",
    "diagnosis/first",
    "safety_plan/friends",
)
PURPOSES = ("treatment", "coordination", "referral", "emergency", "payment", "claims",
            "operations", "supervision", "family", "treatment/clinic_day")  # fmt: skip
FIRST = datetime(2026, 3, 1, tzinfo=UTC)
"""Zone UTC: what a local date is, other tests look into; here dates are seconds."""
DAYS = 60


def stamp(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(random: Random) -> datetime:
    """A moment on a coarse grid, so that questions often meet an instant that matters."""
    return FIRST + timedelta(hours=6 * random.randrange(DAYS * 4))


def rules(random: Random, count: int) -> tuple[list[Data], list[Data]]:
    """Releases and refusals, and what was consented to and withdrawn."""
    clauses: list[Data] = []
    facts: list[Data] = []
    for n in range(count):
        told = random.sample(TOLD, random.choice((1, 1, 1, 2, 3)))
        clause: Data = {
            "kind": "sharing.refusal"
            if random.random() < min(0.15, 5 / count)
            else "sharing.release",
            "id": f"c{n}",
            "by": random.sample(TELLERS, random.choice((1, 1, 2))),
            "to": told,
            "items": random.sample(ITEMS, random.choice((1, 2, 3))),
            "purposes": random.sample(PURPOSES, random.choice((1, 1, 2))),
        }
        days = sorted(moment(random).date() for _ in range(2))
        named = ["start", "end"]
        if clause["kind"] == "sharing.refusal":
            named = ["first", "last"]
            for name in ("by", "to", "items", "purposes"):
                if random.random() < 0.25:
                    del clause[name]
        else:
            clause["flow"] = "disclose"
            facts += consents(random, n)
        dates = {
            name: day.isoformat()
            for name, day in zip(named, days, strict=True)
            if random.random() < 0.4
        }
        if clause["kind"] == "sharing.release":
            clause |= dates
        elif dates:
            clause["valid"] = dates
        clauses.append(clause)
    return clauses, facts


def consents(random: Random, n: int) -> list[Data]:
    """Mostly a consent; at times a withdrawal, and another consent."""
    acts: list[Data] = []
    if random.random() < 0.9:
        when = FIRST if random.random() < 0.6 else moment(random)
        kinds = random.choice((1, 1, 1, 2, 3))
        for m, kind in enumerate(("consent_given", "consent_withdrawn", "consent_given")[:kinds]):
            more = {"clause": f"c{n}", "digest": DIGEST, "capacity": "self", "method": "spoken"}
            acts.append(fact(kind, stamp(when), f"f{n}-{m}", by="ada", **more))
            when += timedelta(hours=random.randrange(1, 24 * 20))
    return acts


# --- Cedar ------------------------------------------------------------------------------------


def uid(kind: str, name: str) -> Data:
    return {"type": kind, "id": name}


def entities() -> cedarpy.Entities:
    """The trees, each entity beneath the next wider one; what must be named is in no wider one."""

    def tree(kind: str, paths: Any, under: dict[Any, Any], cut: Any = ()) -> list[Data]:
        found = []
        for path in paths:
            wider = path.rpartition("/")[0] or str(under.get(path, ""))
            wider = "" if path in cut else wider
            parents = [uid(kind, wider)] if wider else []
            found.append({"uid": uid(kind, path), "attrs": {}, "parents": parents})
        return found

    items = {*map(str, SharedItem), *ITEMS}
    purposes = {*map(str, SharedFor), *PURPOSES}
    found = [
        *tree("Item", sorted(items), ITEM_UNDER),
        *tree("Granted", sorted(items), ITEM_UNDER, NAMED_ONLY),
        *tree("Purpose", sorted(purposes), PURPOSE_UNDER),
    ]
    return cedarpy.Entities.from_json_str(json.dumps(found))


def seconds(day: str, more: int = 0) -> int:
    at = date.fromisoformat(day) + timedelta(days=more)
    return int(datetime(at.year, at.month, at.day, tzinfo=UTC).timestamp())


def policy(clause: Data, facts: list[Data]) -> str:
    """One clause as one Cedar policy."""
    release = clause["kind"] == "sharing.release"
    dates = clause if release else clause.get("valid", {})
    tests = []
    if "by" in clause:
        tests.append(one_of("User", clause["by"], "context.by =="))
    if "to" in clause:
        tests.append(one_of("User", clause["to"], "principal =="))
    if "items" in clause:
        part = ("Granted", "context.item in") if release else ("Item", "resource in")
        tests.append(one_of(part[0], clause["items"], part[1]))
    if "purposes" in clause:
        tests.append(one_of("Purpose", clause["purposes"], "context.purpose in"))
    first, last = ("start", "end") if release else ("first", "last")
    if first in dates:
        tests.append(f"context.at >= {seconds(dates[first])}")
    if last in dates:
        tests.append(f"context.at < {seconds(dates[last], 1)}")
    if release:
        acts = [int(datetime.fromisoformat(f["at"]).timestamp())
                for f in facts if f["clause"] == clause["id"]]  # fmt: skip
        live = [f"context.at >= {acts[i]}" + (
            f" && context.at < {acts[i + 1]}" if i + 1 < len(acts) else "")
            for i in range(0, len(acts), 2)]  # fmt: skip
        tests.append(" || ".join(f"({one})" for one in live) or "false")
    body = " && ".join(f"({test})" for test in tests) or "true"
    effect = "permit" if release else "forbid"
    return f'@id("{clause["id"]}")\n{effect}(principal, action, resource) when {{ {body} }};\n'


def one_of(kind: str, names: list[str], test: str) -> str:
    return " || ".join(f'{test} {kind}::"{name}"' for name in names)


def request(asked: Data, item: str) -> Data:
    return {
        "principal": uid("User", asked["to"]),
        "action": uid("Action", "be_told"),
        "resource": uid("Item", item),
        "context": {
            "item": {"__entity": uid("Granted", item)},
            "by": {"__entity": uid("User", asked["by"])},
            "purpose": {"__entity": uid("Purpose", asked["purpose"])},
            "at": int(datetime.fromisoformat(asked["at"]).timestamp()),
        },
    }


# --- both -------------------------------------------------------------------------------------


def compared(random: Random, count: int, asks: int) -> int:
    """How many decisions both came to; that they are the same is asserted."""
    clauses, facts = rules(random, count)
    policies = cedarpy.PolicySet.from_str("".join(policy(c, facts) for c in clauses))
    tree = entities()
    data = agreement(*clauses, parties=PEOPLE, zone="UTC")
    engine = Engine(from_dict(data), digest=DIGEST)
    happened = from_dict(record(*facts), Record)
    tellings = engine.sharing(happened)
    told: list[tuple[Data, str, bool]] = []
    for _ in range(asks):
        asked = question(random, clauses)
        decision = engine.decide(from_dict(asked, Question), happened)
        told += [(asked, answer.item, answer.outcome == "permit") for answer in decision.items]
        # A purpose of emergency declares one: what is not permitted then is a person's to decide.
        other = "refer" if asked["purpose"] == "emergency" else "deny"
        assert {str(answer.outcome) for answer in decision.items} <= {"permit", other}
        words = {name: asked[name] for name in ("by", "to", "purpose")}
        for answer in decision.items:
            telling = tellings.may(item=answer.item, at=decision.question.at, **words)
            assert (telling.outcome, telling.code) == (answer.outcome, answer.code)
    results = cedarpy.is_authorized_batch([request(a, item) for a, item, _ in told], policies, tree)
    for (asked, item, ours), result in zip(told, results, strict=True):
        assert not result.diagnostics.errors
        assert result.allowed == ours, (asked, item, clauses, facts)
    return len(told)


def question(random: Random, clauses: list[Data]) -> Data:
    """A question near to what a clause says, at a moment that may matter."""
    near = random.choice(clauses) if random.random() < 0.9 else {}
    asked: Data = {"type": "question", "spec_version": "1.0", "kind": "sharing.may"}
    at = moment(random)
    dates = [near[name] for name in ("start", "end") if name in near]
    dates += near.get("valid", {}).values()
    if dates and random.random() < 0.5:
        at = datetime.fromtimestamp(seconds(random.choice(dates), random.choice((0, 1))), UTC)
    asked["at"] = stamp(at - timedelta(seconds=random.choice((0, 0, 1))))
    asked["by"] = random.choice(near.get("by", TELLERS))
    asked["to"] = random.choice(near.get("to", TOLD))
    asked["items"] = [random.choice(near.get("items", ITEMS) if random.random() < 0.8 else ITEMS)]
    asked["purpose"] = random.choice(
        near.get("purposes", PURPOSES) if random.random() < 0.9 else PURPOSES
    )
    return asked


SIZES = (1, 5, 20, 100, 500)


@pytest.mark.parametrize("count", SIZES)
def test_as_cedar_decides(count: int) -> None:
    """spec/sharing 2-7, 15, 17, 21-24, 29-31"""
    random = Random(count)
    found = 0
    while found < (22_000 if DEEP else 120):
        found += compared(random, random.randint(max(1, count // 2), count), 200 if DEEP else 20)


def test_the_sets_are_worth_comparing() -> None:
    """Both answers come up, and often a clause decides."""
    random = Random(0)
    clauses, facts = rules(random, 200)
    engine = Engine(from_dict(agreement(*clauses, parties=PEOPLE, zone="UTC")), digest=DIGEST)
    happened = from_dict(record(*facts), Record)
    codes = [
        str(answer.code)
        for _ in range(100)
        for answer in engine.decide(from_dict(question(random, clauses), Question), happened).items
    ]
    assert {"granted", "refused", "no_default"} <= set(codes)
    assert codes.count("granted") > len(codes) // 10
