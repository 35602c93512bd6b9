"""A direction is never wrong: what is called tighter or looser is so, whatever is asked."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from boundlib.decide import Engine
from boundlib.decide.evaluate import evaluate
from boundlib.diff import Changes, diff
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.testing import boundaries, enquiries, histories
from boundlib.vocab import Outcome, RuleChange
from boundlib.wire.documents import from_dict
from tests.decide.making import DIGEST
from tests.decide.sharing_making import MOMENTS, cases, outcomes, permitted
from tests.decide.sharing_making import decide as told
from tests.diff.making import Data, edited, plain_contact

FEW = settings(max_examples=max(20, settings().max_examples // 2))
STRICT = {RuleChange.TIGHTENED, RuleChange.LOOSENED}


def one_way(changes: Changes) -> RuleChange | None:
    """The direction of all of them, where they have one."""
    found = {change.direction for change in changes} - {RuleChange.NEUTRAL}
    return found.pop() if len(found) == 1 and found <= STRICT else None


def texts(old: Data, new: Data) -> Changes:
    return diff(from_dict(old), from_dict(new))


def in_order(old: Data, new: Data) -> tuple[Data, Data] | None:
    """The tighter and the looser of two texts; None where neither is."""
    way = one_way(texts(old, new))
    if way is None:
        return None
    return (new, old) if way is RuleChange.TIGHTENED else (old, new)


def decided(data: Data, record: Data, question: Data) -> Any:
    engine = Engine(from_dict(data), digest=DIGEST)
    return engine.decide(from_dict(question, Question), from_dict(record, Record))


def answers(data: Data, record: Data, question: Data, moments: list[int]) -> list[Outcome]:
    """What is decided at each moment, without the search for when that ends."""
    frame = Engine(from_dict(data), digest=DIGEST).beside(from_dict(record, Record))
    asked = from_dict(question, Question)
    return [evaluate(frame, asked, at, DIGEST)[0].outcome for at in moments]


def has_enough(seen: Counter[str], share: int) -> None:
    """At least one in so many pairs was put in an order: else the law says nothing."""
    assert seen["ordered"] * share >= seen["all"], seen


# --- sharing ----------------------------------------------------------------------------------


def test_tightened_sharing_permits_no_new_request() -> None:
    """spec/renegotiation 38-39"""
    seen: Counter[str] = Counter()

    @settings(settings())
    @given(cases(), st.lists(MOMENTS, min_size=2, max_size=2), st.data())
    def law(of: Any, moments: list[int], data: st.DataObject) -> None:
        new = data.draw(edited(of.agreement, "sharing."))
        seen["all"] += 1
        found = in_order(of.agreement, new)
        if found is None:
            return
        seen["ordered"] += 1
        tight, loose = found
        for at in moments:
            one = told(of._replace(agreement=tight), at)
            other = told(of._replace(agreement=loose), at)
            both = outcomes(one).keys() & outcomes(other).keys()
            assert permitted(one) & both <= permitted(other)
            if "items" not in one:
                assert (one["outcome"] != "permit") or (other["outcome"] == "permit")

    law()
    has_enough(seen, 3)


# --- contact ----------------------------------------------------------------------------------


def without_withdrawals(record: Data) -> Data:
    """A withdrawal reaches as far as the clause does: it is another rule than the agreement's."""
    gone = {f["id"] for f in record["facts"] if f["kind"] == "consent_withdrawn"}
    left = [f for f in record["facts"] if gone.isdisjoint((f["id"], f.get("replaces")))]
    return record | {"facts": left}


def test_loosened_contact_closes_no_moment() -> None:
    """spec/renegotiation 38-39"""
    seen: Counter[str] = Counter()

    @settings(max_examples=max(100, settings().max_examples))  # it counts what it sees
    @given(st.one_of(plain_contact(), plain_contact(), boundaries(sharings=0)), st.data())
    def law(old: Data, data: st.DataObject) -> None:
        new = data.draw(edited(old, "contact."))
        if new == old:
            return
        seen["all"] += 1
        found = in_order(old, new)
        if found is None:
            return
        seen["ordered"] += 1
        tight, loose = found
        record = without_withdrawals(data.draw(histories(old)))
        question = data.draw(enquiries(old, record, kind="contact.may"))
        ids = {c["id"] for c in tight["clauses"]} & {c["id"] for c in loose["clauses"]}
        named = {c["id"] for text in found for c in text["clauses"]}
        assume(question.get("channel") not in named - ids)
        start = data.draw(st.integers(0, 3 * 24)) * 3600 + 1_773_000_000
        moments = [start + step * 17 * 3600 for step in range(5)]
        narrow, wide = (answers(text, record, question, moments) for text in (tight, loose))
        for one, other in zip(narrow, wide, strict=True):
            assert one != "permit" or other == "permit"

    law()
    has_enough(seen, 4)


# --- replies and fees -------------------------------------------------------------------------

_SPANS: tuple[Data, ...] = (
    {"clock": "elapsed", "amount": "PT24H"},
    {"clock": "calendar", "amount": "P2D"},
    {"clock": "open", "amount": "PT12H", "timetable": "office"},
    {"clock": "working_days", "count": 2, "timetable": "office", "ends": "close"},
    {"clock": "working_days", "count": 2, "timetable": "office", "ends": "same_time"},
)
_MONEY: Data = {"kind": "amount", "minor": 800, "currency": "GBP"}
_PRICES: tuple[Data, ...] = (
    _MONEY,
    {"kind": "rate", "price": _MONEY, "per": "PT15M", "free": "PT10M", "units_from": "excess"},
    {"kind": "rate", "price": _MONEY, "per": "PT15M", "started_unit": "counts"},
)


def with_one(draw: Any, kind: str) -> Data:
    """An agreement that speaks of replies, or of fees."""
    data = draw(boundaries(sharings=0, clauses=1))
    data.setdefault("timetables", [{"id": "office", "weekly": [
        {"days": ["mon", "wed", "thu"], "start": "09:00", "end": "17:00"}]}])  # fmt: skip
    own: Data = {"id": "own", "kind": kind}
    if kind == "contact.fee":
        own["price"] = draw(st.sampled_from(_PRICES))
    else:
        own |= {"strength": "promise", "within": draw(st.sampled_from(_SPANS))}
    clauses = [*data["clauses"], copy.deepcopy(own)]
    if kind == "contact.reply_time" and draw(st.booleans()):
        # Of two, the one that says more of a message rules.
        other = own | {"id": "other", "within": draw(st.sampled_from(_SPANS))}
        clauses.append(copy.deepcopy(other))
    changed: dict[str, Any] = data | {"clauses": clauses}
    return changed


def both_ends(decision: Any) -> tuple[Any, Any] | None:
    value = decision.value
    answered = decision.outcome == "answered" and value is not None
    return (value.min, value.max) if answered else None


def ordered(draw: Any, kind: str, asks: str, seen: Counter[str]) -> list[Any] | None:
    """The ends of what the tighter and the looser of two texts answer."""
    old = with_one(draw, kind)
    new = draw(edited(old, kind))
    if new == old:
        return None
    seen["all"] += 1
    found = in_order(old, new)
    if found is None:
        return None
    seen["ordered"] += 1
    record = draw(histories(old))
    question = draw(enquiries(old, record, kind=asks))
    question.pop("crisis", None)
    ends = [both_ends(decided(text, record, question)) for text in found]
    return None if None in ends else ends


def test_tightened_replies_are_due_no_later() -> None:
    """spec/renegotiation 38-39"""
    seen: Counter[str] = Counter()

    @settings(settings())
    @given(st.data())
    def law(data: st.DataObject) -> None:
        found = ordered(data.draw, "contact.reply_time", "contact.reply_due", seen)
        for one, other in zip(*(found or ((), ())), strict=True):
            assert other is None or (one is not None and one <= other)

    law()
    has_enough(seen, 4)


def test_loosened_fees_are_no_dearer() -> None:
    """spec/renegotiation 38-39"""
    seen: Counter[str] = Counter()

    @settings(settings())
    @given(st.data())
    def law(data: st.DataObject) -> None:
        found = ordered(data.draw, "contact.fee", "contact.cost", seen)
        for tight, loose in zip(*(found or ((), ())), strict=True):
            assert tight is None or (loose is not None and loose <= tight)

    law()
    has_enough(seen, 4)


# --- what holds of every comparison -----------------------------------------------------------

_BACK = {
    RuleChange.TIGHTENED: RuleChange.LOOSENED,
    RuleChange.LOOSENED: RuleChange.TIGHTENED,
}


@FEW
@given(boundaries(), st.data())
def test_turned_around_it_says_the_opposite(old: Data, data: st.DataObject) -> None:
    """spec/renegotiation 38-39"""
    new = data.draw(edited(old, "", most=3))
    there, back = texts(old, new), texts(new, old)
    ways = Counter((c.part, c.id, c.field, c.direction) for c in there if c.change != "moved")
    turned = Counter(
        (c.part, c.id, c.field, _BACK.get(c.direction, c.direction))
        for c in back
        if c.change != "moved"
    )
    assert ways == turned, (ways - turned, turned - ways)
    effects = {"gains": "loses", "loses": "gains"}
    for one, other in zip(
        sorted(there, key=lambda c: (c.part, str(c.id), str(c.field), c.change == "moved")),
        sorted(back, key=lambda c: (c.part, str(c.id), str(c.field), c.change == "moved")),
        strict=False,
    ):
        if "moved" not in (one.change, other.change):
            assert one.effects == {p: effects.get(e, e) for p, e in other.effects.items()}
