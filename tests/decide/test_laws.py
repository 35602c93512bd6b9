"""What holds of every decision: random agreements, records and questions."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from boundlib.decide import Engine
from boundlib.errors import DocumentError
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.testing import Situation, boundaries, enquiries, histories, situations
from boundlib.times.scalars import Instant
from boundlib.vocab import ACTS, STATES, FactKind
from boundlib.wire.documents import dumps, from_dict
from tests.decide.making import DIGEST

Data = dict[str, Any]

FEW = settings(max_examples=max(10, settings().max_examples // 2))
YEARS = 5 * 365 * 86_400


def decided(of: Situation, *, lenient: bool = False) -> Data:
    """The decision, as plain data."""
    agreed = from_dict(of.agreement, lenient=lenient)
    engine = Engine(agreed, digest=DIGEST if agreed.fully_read else None)
    record = from_dict(of.record, Record, lenient=lenient)
    decision = engine.decide(from_dict(of.question, Question), record)
    found: Data = json.loads(dumps(decision))
    return found


def core(found: Data) -> Data:
    """What is compared over time: without the reasons, and without when it opens and closes."""
    beside = ("question", "reasons", "basis", "valid_until")
    out = {name: value for name, value in found.items() if name not in beside}
    if "next" in out:
        out["next"] = {"open_now": out["next"].get("open_now", [])}
    return out


def asked_at(of: Situation, when: int) -> Situation:
    return of._replace(question=of.question | {"at": str(Instant(when))})


def epoch(text: str) -> int:
    return int(Instant.parse(text))


# --- every answer -----------------------------------------------------------------------------


@given(situations(), st.randoms(use_true_random=False))
def test_total_and_the_same_to_the_byte(of: Situation, random: Any) -> None:
    """spec/decisions 1, 2, 7"""
    agreement = from_dict(of.agreement)
    facts = list(of.record["facts"])
    random.shuffle(facts)
    question = from_dict(of.question, Question)
    one, other = Engine(agreement, digest=DIGEST), Engine(agreement, digest=DIGEST)
    first = dumps(one.decide(question, from_dict(of.record, Record)))
    shuffled = from_dict({**of.record, "facts": facts}, Record)
    assert dumps(other.decide(question, shuffled)) == first
    assert dumps(other.decide(question, shuffled)) == first
    outcome = json.loads(first)["outcome"]
    if question.asks == "may":
        assert outcome != "answered" or of.question.get("crisis")
    else:
        assert outcome not in ("permit", "deny")


@given(situations())
def test_every_answer_explains_itself(of: Situation) -> None:
    """spec/decisions 4, 5"""
    found = decided(of)
    clauses = {clause["id"] for clause in of.agreement["clauses"]}
    labels = {clause.get("reading_of") for clause in of.agreement["clauses"]}
    tables = {table["id"] for table in of.agreement.get("timetables", [])}
    assert found["reasons"]
    for line in found["reasons"]:
        assert line.get("clause", "crisis") in clauses | labels | tables | {"crisis"}
    assert set(found["basis"].get("facts", [])) <= {fact["id"] for fact in of.record["facts"]}
    for used in found["basis"].get("timetables", []):
        assert used["id"] in tables
        assert used["zone"]
        assert used["holidays"]
    assert found["agreement"]["version"] == of.agreement["version"]
    route = found["route"]
    assert route.get("steps") or route["local_emergency_number"]
    if found["outcome"] in ("answered", "permit"):
        assert not found.get("alternatives")


@FEW
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_clauses_changes_nothing(of: Situation, random: Any) -> None:
    """spec/decisions 6"""
    clauses = list(of.agreement["clauses"])
    random.shuffle(clauses)
    one = decided(of)
    other = decided(of._replace(agreement={**of.agreement, "clauses": clauses}))
    if any(line["code"] == "too_many_readings" for line in one["reasons"]):
        assert (one["outcome"], other["outcome"]) == ("unknown", "unknown")
        return
    assert _unordered(one) == _unordered(other)


def _unordered(found: Any) -> Any:
    """Plain data whose lists are in no order; the steps of a route aside."""
    if isinstance(found, dict):
        plain = {name: _unordered(value) for name, value in found.items()}
        plain.pop("try_first", None)
        return plain
    if isinstance(found, list):
        return sorted(json.dumps(_unordered(item), sort_keys=True) for item in found)
    return found


# --- until when -------------------------------------------------------------------------------


@given(situations(), st.lists(st.integers(1, YEARS), min_size=3, max_size=3))
def test_valid_until_is_exact(of: Situation, later: list[int]) -> None:
    """spec/decisions 85, 88"""
    found = decided(of)
    at, end = epoch(of.question["at"]), found.get("valid_until")
    if end is None:
        moments = [at + seconds for seconds in later]
    else:
        assert epoch(end) > at
        assert core(decided(asked_at(of, epoch(end)))) != core(found)
        moments = [epoch(end) - 1, at + (epoch(end) - at) * (later[0] % 100) // 100]
    for moment in moments:
        assert core(decided(asked_at(of, moment))) == core(found)


@given(situations(kind="contact.may"))
def test_when_it_opens_and_closes(of: Situation) -> None:
    """spec/decisions 86"""
    found = decided(of)
    shown = found.get("next", {})
    if "closes_at" in shown:
        assert found["outcome"] == "permit"
        assert decided(asked_at(of, epoch(shown["closes_at"]) - 1))["outcome"] == "permit"
        assert decided(asked_at(of, epoch(shown["closes_at"])))["outcome"] != "permit"
    opens = shown.get("opens_at")
    if isinstance(opens, str):
        assert found["outcome"] == "deny"
        assert decided(asked_at(of, epoch(opens) - 1))["outcome"] == "deny"
        assert decided(asked_at(of, epoch(opens)))["outcome"] == "permit"
    for name in shown.get("open_now", []):
        asked = {**of.question, "channel": name}
        asked.pop("using", None)
        assert decided(of._replace(question=asked))["outcome"] == "permit"


# --- crisis -----------------------------------------------------------------------------------

_KEPT = ("crisis.route", "contact.channel", "contact.channel_risk")


@given(situations())
def test_nothing_keeps_from_the_crisis_answer(of: Situation) -> None:
    """No window, count, rest, fee, lapse or ending, whatever is asked. spec/decisions 8, 53"""
    declared = of._replace(question={**of.question, "crisis": True})
    bare = {**of.agreement, "clauses": [c for c in of.agreement["clauses"] if c["kind"] in _KEPT]}
    bare.pop("term", None)
    for clause in bare["clauses"]:
        clause.pop("when", None)
    nothing = {**of.record, "facts": []}
    nothing.pop("complete", None)
    asked = {n: v for n, v in declared.question.items() if n not in ("clause", "message")}
    if "message" in declared.question:
        asked["sent_at"] = asked["at"]
    one = decided(declared)
    other = decided(Situation(bare, nothing, asked))
    assert _steps(one) == _steps(other)
    if one.get("value", {}).get("kind") == "route":
        assert one["outcome"] == other["outcome"] == "answered"
        assert _steps({"route": one["value"]}) == _steps(one)
    if of.question["kind"] in ("contact.may", "contact.coaching", "crisis.route"):
        assert one["value"]["kind"] == "route"


def _steps(found: Data) -> Data:
    route: Data = dict(found["route"])
    route.pop("asked", None)  # its mark follows its own hours
    return route


@given(situations(kind="contact.cost"))
def test_a_crisis_is_never_charged(of: Situation) -> None:
    """spec/decisions 26"""
    found = decided(of._replace(question={**of.question, "crisis": True}))
    assert (found["outcome"], found.get("value")) == ("not_applicable", None)


@given(situations(kind="contact.may"), st.integers(0, 3))
def test_contact_in_a_crisis_counts_for_nothing(of: Situation, calls: int) -> None:
    """spec/decisions 54"""
    marked = copy.deepcopy(of.record)
    for n in range(calls):
        at = str(Instant(epoch(of.question["at"]) - n * 7200))
        extra = {"kind": "call_held", "id": f"x{n}", "at": at, "recorded_at": at, "by": "client"}
        marked["facts"].append({**extra, "crisis": True, "medium": "phone", "minutes": 30})
    named = json.dumps(of.agreement)
    # As an event from which time runs, or as a plain fact, it is there like any other.
    assume('{"fact": "call_held"}' not in named or "when" not in named)
    assume('"last_contact"' not in named)
    assert core(decided(of._replace(record=marked)))["outcome"] == decided(of)["outcome"]


@given(situations(), st.integers(0, 30))
def test_no_score_gates_what_does_not_name_it(of: Situation, score: int) -> None:
    """spec/decisions 55"""
    at = of.question["at"]
    named = {"kind": "measured", "id": "score", "quantity": "phq9", "amount": score}
    scored = {**of.record, "facts": [*of.record["facts"], {**named, "at": at, "recorded_at": at}]}
    assert decided(of._replace(record=scored)) == decided(of)


# --- rights, rests, plans ---------------------------------------------------------------------

_RIGHTS = ("ask", "pause", "stop", "refuse", "propose", "withdraw", "complain", "end", "be_told")


@given(situations(kind="contact.may"), st.sampled_from(_RIGHTS))
def test_the_use_of_a_right_is_permitted(of: Situation, right: str) -> None:
    """spec/decisions 9, 62"""
    asked = {**of.question, "by": "client", "to": "therapist", "using": right}
    asked.pop("crisis", None)
    assert decided(of._replace(question=asked))["outcome"] == "permit"


@given(situations(), st.sampled_from(("PT24H", "P7D")))
def test_a_cool_off_is_narrow(of: Situation, length: str) -> None:
    """It never touches anything about running the appointments. spec/decisions 24"""
    asked = {**of.question}
    if of.question["kind"] in ("contact.may", "contact.reply_due", "contact.cost"):
        asked["purpose"] = "scheduling"
    assume(of.question["kind"] != "contact.coaching")
    assume(of.question["kind"] != "contact.may" or not of.question.get("crisis"))
    clock = "elapsed" if length.startswith("PT") else "calendar"
    rest = {
        "kind": "contact.cool_off",
        "id": "another-rest",
        "after": [{"fact": "self_harm"}],
        "lasts": {"clock": clock, "amount": length},
        "suspends": ["clinical", "administrative"],
    }
    of = of._replace(question=asked)
    more = {**of.agreement, "clauses": [*of.agreement["clauses"], rest]}
    one, other = decided(of), decided(of._replace(agreement=more))
    assert core(one)["outcome"] == core(other)["outcome"]
    assert one.get("value") == other.get("value")


@given(situations(kind="contact.may"))
def test_a_safety_plan_is_never_an_obligation(of: Situation) -> None:
    """spec/decisions 58"""
    without = [c for c in of.agreement["clauses"] if c["kind"] != "crisis.safety_plan"]
    tried = ("plan_step_tried", "plan_reviewed")
    facts = of.record["facts"]
    gone = {f["id"] for f in facts if f["kind"] in tried or f.get("clause") == "plan"}
    kept = [f for f in facts if f["id"] not in gone and f.get("replaces") not in gone]
    bare = Situation(
        {**of.agreement, "clauses": without}, {**of.record, "facts": kept}, of.question
    )
    one, other = core(decided(of)), core(decided(bare))
    assert one == other


@given(situations(kind="contact.may"))
def test_the_therapist_is_bound_as_the_client_is(of: Situation) -> None:
    """With their places exchanged, the same answer. spec/decisions 23"""
    assume("using" not in of.question)
    text = json.dumps(of._asdict())
    one_sided = ('"open"', '"working_days"', '"age"', '"age_group"')
    assume(not any(word in text for word in one_sided))
    other_one = {"client": "therapist", "therapist": "client"}
    exchanged = re.sub(r'"(client|therapist)"', lambda one: f'"{other_one[one[1]]}"', text)
    swapped = Situation(**json.loads(exchanged))
    # Who is whose is exchanged too: the ids were, and so the roles must be.
    one, other = core(decided(of)), core(decided(swapped))
    assert one["outcome"] == other["outcome"]
    assert one.get("next") == other.get("next")


@given(situations(kind="contact.cover"), st.booleans())
def test_an_absence_names_a_deputy_or_says_that_there_is_none(of: Situation, named: bool) -> None:
    """spec/decisions 37"""
    at = of.question["at"]
    away = {"kind": "away", "id": "away", "party": "therapist", "first": at[:10], "cause": "leave"}
    more = {"cover": "partner"} if named else {}
    facts = [{**away, **more, "at": "2026-03-01T00:00:00Z", "recorded_at": "2026-03-01T00:00:00Z"}]
    agreement = {**of.agreement, "zone": "UTC"}
    agreement.pop("term", None)
    found = decided(Situation(agreement, {**of.record, "facts": facts}, of.question))
    value = found["value"]
    if named:
        assert value["covered_by"] == "partner"
    else:
        owed = [duty["code"] for duty in found.get("obligations", [])]
        assert ("covered_by" in value) != ("arrange_cover" in owed)


# --- what is not known ------------------------------------------------------------------------


def _is_no(found: Data) -> bool:
    value = found.get("value", {})
    return found["outcome"] == "deny" or value.get("so") is False or value.get("now") is False


@given(situations(), st.data())
def test_forgetting_never_turns_not_known_into_no(of: Situation, data: st.DataObject) -> None:
    """spec/decisions 71"""
    named = [f.get("replaces") for f in of.record["facts"]]
    kinds = [f["kind"] for f in of.record["facts"]]
    single = [
        f
        for f in of.record["facts"]
        if f["id"] not in named
        and "replaces" not in f
        and FactKind(f["kind"]) not in ACTS
        and (FactKind(f["kind"]) not in STATES or kinds.count(f["kind"]) == 1)
    ]
    assume(single)
    gone = data.draw(st.sampled_from(single))
    less = {**of.record, "facts": [f for f in of.record["facts"] if f is not gone]}
    covered = [_without(c, gone) for c in of.record.get("complete", [])]
    less.pop("complete", None)
    stretches = [c for parts in covered for c in parts]
    if stretches:
        less["complete"] = stretches
    one, other = decided(of), decided(of._replace(record=less))
    if one["outcome"] == "unknown":
        assert not _is_no(other)


def _without(coverage: Data, gone: Data) -> list[Data]:
    """A coverage that no longer speaks of a fact: for its kind it begins after it."""
    kinds = {str(k) for k in FactKind if str(k).startswith(tuple(coverage["facts"]))}
    rest = [{**coverage, "facts": sorted(kinds - {gone["kind"]})}] if kinds - {gone["kind"]} else []
    if gone["kind"] not in kinds:
        return [coverage]
    at = gone["at"]
    last = at if isinstance(at, str) else at.get("not_after") or f"{at['on']}T23:59:59Z"
    # A date is the agreement's own, which may end half a day after UTC's.
    since = max(epoch(coverage["since"]), epoch(last) + 86_400)
    if since <= epoch(coverage["through"]):
        own = {"facts": [gone["kind"]], "since": str(Instant(since))}
        rest.append({**own, "through": coverage["through"]})
    return rest


# --- lenient reading --------------------------------------------------------------------------


def _places(data: Any) -> list[Data]:
    """Every object in plain data."""
    if isinstance(data, dict):
        return [data, *(place for value in data.values() for place in _places(value))]
    if isinstance(data, list):
        return [place for item in data for place in _places(item)]
    return []


@given(situations(), st.data())
def test_what_is_not_understood_never_permits_more(of: Situation, data: st.DataObject) -> None:
    """spec/decisions 89"""
    newer = copy.deepcopy(of.agreement) | {"spec_version": "1.1"}
    if data.draw(st.booleans()):
        kind = data.draw(
            st.sampled_from(("contact.new", "crisis.new", "governance.new", "other.new"))
        )
        newer["clauses"].append({"kind": kind, "id": "new", "rule": 1})
    else:
        places = _places(newer)
        places[data.draw(st.integers(0, len(places) - 1))]["not_known_yet"] = 1
    one = decided(of)
    try:
        other = decided(of._replace(agreement=newer), lenient=True)
    except DocumentError:
        assume(False)
    if other["outcome"] in ("permit", "answered", "not_applicable"):
        assert (other["outcome"], other.get("value")) == (one["outcome"], one.get("value"))
    opened = one.get("next", {}).get("open_now", [])
    assert set(other.get("next", {}).get("open_now", [])) <= set(opened)
    if one["outcome"] in ("deny", "refer"):
        assert other["outcome"] == one["outcome"]
    assert other["route"] == one["route"]


# --- what the strategies draw -----------------------------------------------------------------


@given(st.data())
def test_the_parts_belong_together(data: st.DataObject) -> None:
    agreement = data.draw(boundaries(clauses=3))
    record = data.draw(histories(agreement, facts=3))
    question = data.draw(enquiries(agreement, record, kind="contact.may"))
    assert from_dict(agreement).id == from_dict(record, Record).agreement
    assert from_dict(question, Question).kind == "contact.may"
