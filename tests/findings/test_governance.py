"""spec/findings 60 to 69: exceptions, endings, reviews, rights, other texts."""

from typing import Any

from boundlib.findings import findings
from tests.findings.making import Case, Data, agreement, data_of, each, places, reply

WEEK: Data = {"clock": "calendar", "amount": "P7D"}
OPEN: Data = {"unstated": "vague"}
AT_LEAST: Data = {"clock": "calendar", "amount": {"at_least": "P7D"}}
MISSES: Data = {
    "reached": {
        "unit": "events",
        "count": [{"fact": "session_cancelled"}],
        "window": {"kind": "ever"},
        "at_least": 2,
    }
}
FOUND: Data = {"found": "unsafe", "by": "therapist"}
OTHER: Data = {"id": "urn:example:terms", "digest": "A" * 43}


def process(**more: Any) -> Data:
    force = {"decided_by": ["therapist"]}
    return {
        "kind": "governance.exception_process",
        "id": "more",
        "force": force,
        "longest": WEEK,
    } | more


def unbounded() -> Data:
    found = process()
    del found["longest"]
    return found


def ending(**more: Any) -> Data:
    clause = {"kind": "governance.ending", "id": "end", "by": ["therapist"]}
    return clause | {"notice": WEEK, "referral": True} | more


def bare(**more: Any) -> Data:
    return {"kind": "governance.ending", "id": "end", **more}


def review(**more: Any) -> Data:
    clause = {"kind": "governance.review", "id": "review", "strength": "promise"}
    return clause | {"every": WEEK} | more


def right(*rights: str, name: str = "rights", **more: Any) -> Data:
    return {"kind": "governance.right", "id": name, "rights": list(rights)} | more


def texts(**more: Any) -> Data:
    clause = {"kind": "governance.precedence", "id": "texts"}
    return clause | {"other": OTHER, "rules": "this"} | more


BODY: Data = {"id": "body", "body": "ethics_committee"}

CASES = (
    Case(
        "exception_touches_safety",
        data_of(process(kinds=["contact", "crisis", "sharing.release"])),
        ("/clauses/0/kinds/1", "/clauses/0/kinds/2"),
    ),
    Case(
        "exception_touches_safety",
        data_of(process(clauses=["reply", "crisis"]), reply()),
        ("/clauses/0/clauses/1",),
    ),
    Case("exception_touches_safety", data_of(process(kinds=["contact.fee", "session"]))),
    Case("exception_touches_safety", data_of(process(untouched=["crisis"]))),
    Case("exception_without_end", data_of(unbounded()), ("/clauses/0",)),
    Case("exception_without_end", data_of(process(longest=OPEN)), ("/clauses/0/longest",)),
    Case("exception_without_end", data_of(process(longest=AT_LEAST)), ("/clauses/0/longest",)),
    Case("exception_without_end", data_of(process())),
    Case("ended_by_misses", data_of(ending(require=MISSES)), ("/clauses/0/require",)),
    Case(
        "ended_by_misses",
        data_of(ending(require={"any": [MISSES, FOUND]}, force="automatic")),
        ("/clauses/0/require",),
    ),
    Case("ended_by_misses", data_of(ending(require={"all": [MISSES, FOUND]}))),
    Case("ended_by_misses", data_of(ending(require=MISSES, force="may"))),
    Case("ended_by_misses", data_of(ending(require=MISSES, jointly=True))),
    Case("ending_holds_client", data_of(bare(jointly=True)), ("/clauses/0/jointly",)),
    Case(
        "ending_holds_client",
        data_of(bare(by=["client"], require=FOUND, force="may")),
        ("/clauses/0/force", "/clauses/0/require"),
    ),
    Case("ending_holds_client", data_of(ending(jointly=True, require=FOUND, force="may"))),
    Case("ending_holds_client", data_of(bare(by=["client"], notice=WEEK, force="automatic"))),
    Case("ending_without_referral", data_of(bare(by=["therapist"])), ("/clauses/0",)),
    Case(
        "ending_without_referral",
        data_of(bare(by=["therapist"], notice=WEEK)),
        ("/clauses/0",),
    ),
    Case(
        "ending_without_referral",
        data_of(bare(by=["therapist"], referral=True)),
        ("/clauses/0",),
    ),
    Case("ending_without_referral", data_of(ending())),
    Case("ending_without_referral", data_of(bare(by=["client"]))),
    Case("review_left_open", data_of(review(every=OPEN)), ("/clauses/0/every",)),
    Case("review_left_open", data_of(review(every=AT_LEAST)), ("/clauses/0/every",)),
    Case(
        "review_left_open",
        data_of(review(on_request=True, within=OPEN)),
        ("/clauses/0/within",),
    ),
    Case("review_left_open", data_of(review(every=OPEN, strength="aim"))),
    Case("review_left_open", data_of(review(on_request=True, within=WEEK))),
    Case("right_without_way", data_of(right("ask", "complain")), ("/clauses/0/rights/1",)),
    Case("right_without_way", data_of(right("complain", routes=[BODY]))),
    Case(
        "right_without_way",
        data_of(right("complain"), right("complain", name="more", routes=[BODY])),
    ),
    Case("right_without_way", data_of(right("ask"))),
    Case("ruled_elsewhere", data_of(texts(rules="other")), ("/clauses/0/rules",)),
    Case("ruled_elsewhere", data_of(texts(rules=OPEN)), ("/clauses/0/rules",)),
    Case("ruled_elsewhere", data_of(texts())),
    Case(
        "other_text_not_fixed",
        data_of(texts(other={"id": "urn:example:terms"})),
        ("/clauses/0/other",),
    ),
    Case("other_text_not_fixed", data_of(texts())),
    Case("change_by_notice", data_of(texts(notice=WEEK)), ("/clauses/0/notice",)),
    Case("change_by_notice", data_of(texts())),
)


@each(CASES)
def test_a_finding_is_where_it_should_be(case: Case) -> None:
    assert places(case.data, case.code) == case.at


def test_what_is_plain_is_not_remarked_on() -> None:
    clauses = [process(), ending(), review(), right("complain", routes=[BODY]), texts()]
    assert findings(agreement(data_of(*clauses))) == ()
