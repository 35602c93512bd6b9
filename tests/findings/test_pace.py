"""spec/findings 79 to 87: what counts where it must not; limits, topics, readiness, lists."""

from __future__ import annotations

from typing import Any

from boundlib.findings import findings
from tests.findings.making import Case, Data, agreement, coaching, data_of, each, places

WEEK: Data = {"clock": "calendar", "amount": "P7D"}
TEN: Data = {"id": "ten", "version": "1", "min": 0, "max": 10, "score": "none"}
SETBACKS: Data = {
    "reached": {
        "unit": "events",
        "count": [{"fact": "setback"}],
        "window": {"kind": "ever"},
        "at_least": 3,
    }
}


def limit(at_most: Any = 7, **more: Any) -> Data:
    clause = {"kind": "pace.distress_limit", "id": "limit", "scale": "ten", "at_most": at_most}
    return clause | {"then": ["stop"]} | more


def bare_limit(**more: Any) -> Data:
    found = limit(**more)
    del found["then"]
    return found


def pause(name: str = "pause", **more: Any) -> Data:
    return {"kind": "pace.pause", "id": name, **more}


def topic(level: Any, **more: Any) -> Data:
    return {"kind": "pace.topic", "id": "topic", "topic": "accident", "level": level, **more}


def gate(*fresh: Any, **more: Any) -> Data:
    each: list[Data] = [{"id": f"i{n}"} | ({"fresh": f} if f else {}) for n, f in enumerate(fresh)]
    return {"kind": "pace.readiness", "id": "gate", "indicators": each, **more}


def lists(name: str, **more: Any) -> Data:
    return {"kind": "pace.disclosure", "id": name, **more}


def review(**more: Any) -> Data:
    clause = {"kind": "governance.review", "id": "review", "strength": "promise"}
    return clause | {"every": WEEK} | more


def first(require: Data) -> Data:
    return {"kind": "contact.precondition", "id": "first", "require": require}


SIGN: Data = {"signals": [{"id": "raised_hand"}]}

CASES = (
    Case(
        "setback_counts",
        data_of(coaching(after=[{"fact": "self_harm"}, {"fact": "setback"}])),
        ("/clauses/0/after/1/fact",),
    ),
    Case(
        "setback_counts",
        data_of(first({"not": SETBACKS})),
        ("/clauses/0/require/not/reached/count/0/fact",),
    ),
    Case(
        "setback_counts",
        data_of(topic("with_care", require={"not": {"fact": "signal_given"}})),
        ("/clauses/0/require/not/fact",),
    ),
    Case("setback_counts", data_of(review(after=[{"fact": "setback"}]))),
    Case("setback_counts", data_of(first({"fact": "worksheet_given"}))),
    Case("limit_outside_scale", data_of(limit(70), measures=[TEN]), ("/clauses/0/at_most",)),
    Case(
        "limit_outside_scale",
        data_of(limit({"min": 7, "max": 11}), measures=[TEN]),
        ("/clauses/0/at_most",),
    ),
    Case(
        "limit_outside_scale",
        data_of(limit({"at_least": -1, "at_most": 7}), measures=[TEN]),
        ("/clauses/0/at_most",),
    ),
    Case(
        "limit_outside_scale",
        data_of(limit({"about": 12}), measures=[TEN]),
        ("/clauses/0/at_most",),
    ),
    Case("limit_outside_scale", data_of(limit(70, scale="suds-10")), ("/clauses/0/at_most",)),
    Case("limit_outside_scale", data_of(limit(70, scale="suds-100"))),
    Case("limit_outside_scale", data_of(limit(10), measures=[TEN])),
    Case("limit_outside_scale", data_of(limit(0), measures=[TEN])),
    Case("limit_outside_scale", data_of(limit({"unstated": "blank"}), measures=[TEN])),
    Case("limit_outside_scale", data_of(limit(70, scale="hundred"), measures=[TEN])),
    Case("limit_without_steps", data_of(bare_limit()), ("/clauses/0",)),
    Case("limit_without_steps", data_of(limit())),
    Case("limit_without_steps", data_of(bare_limit(pause="pause"), pause(**SIGN))),
    Case("pause_without_sign", data_of(pause(), pause("more")), ("/clauses/0", "/clauses/1")),
    Case("pause_without_sign", data_of(pause(), pause("more", **SIGN))),
    Case("nothing_instead", data_of(topic("not_now")), ("/clauses/0",)),
    Case("nothing_instead", data_of(topic("not_now", instead=["coping"]))),
    Case("nothing_instead", data_of(topic("open"))),
    Case("care_not_said", data_of(topic("with_care")), ("/clauses/0",)),
    Case("care_not_said", data_of(topic("with_care", require={"fact": "well"}))),
    Case("care_not_said", data_of(topic("with_care", readiness="gate"), gate(WEEK))),
    Case("care_not_said", data_of(topic("open"))),
    Case("readings_never_old", data_of(gate(WEEK, None)), ("/clauses/0/indicators/1",)),
    Case("readings_never_old", data_of(gate(WEEK, WEEK))),
    Case(
        "readiness_not_asked",
        data_of(topic("with_care", require={"fact": "well"}), gate(WEEK, of=["other", "accident"])),
        ("/clauses/1/of/1",),
    ),
    Case(
        "readiness_not_asked",
        data_of(topic("with_care", readiness="gate"), gate(WEEK, of=["accident"])),
    ),
    Case("readiness_not_asked", data_of(topic("open"), gate(WEEK, of=["accident"]))),
    Case(
        "lists_differ",
        data_of(
            lists("one", essential=["diet", "medication"]), lists("two", can_wait=["medication"])
        ),
        ("/clauses/0/essential/1",),
    ),
    Case(
        "lists_differ",
        data_of(lists("one", essential=["medication"]), lists("two", essential=["medication"])),
    ),
)


@each(CASES)
def test_a_finding_is_where_it_should_be(case: Case) -> None:
    assert places(case.data, case.code) == case.at


def test_what_is_plain_is_not_remarked_on() -> None:
    clauses = [
        limit(pause="pause"),
        pause(**SIGN),
        topic("with_care", readiness="gate"),
        gate(WEEK, of=["accident"]),
        lists("lists", essential=["medication"], can_wait=["history"]),
    ]
    assert findings(agreement(data_of(*clauses, measures=[TEN]))) == ()
