"""A direction is never wrong: what is called tighter or looser is so, whatever is asked."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from boundlib.decide import Engine
from boundlib.diff import Changes, diff
from boundlib.model.questions import Question
from boundlib.model.record import Record
from boundlib.testing import boundaries, enquiries, histories
from boundlib.times.scalars import Instant
from boundlib.vocab import RuleChange
from boundlib.wire.documents import from_dict
from tests.decide.making import DIGEST
from tests.decide.sharing_making import MOMENTS, cases, outcomes, permitted
from tests.decide.sharing_making import decide as told
from tests.diff.making import Data, edited

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
    return record | {"facts": [f for f in record["facts"] if f["kind"] != "consent_withdrawn"]}


def test_loosened_contact_closes_no_moment() -> None:
    """spec/renegotiation 38-39"""
    seen: Counter[str] = Counter()

    @settings(settings())
    @given(boundaries(sharings=0), st.data())
    def law(old: Data, data: st.DataObject) -> None:
        new = data.draw(edited(old, "contact."))
        assume(new != old)
        seen["all"] += 1
        found = in_order(old, new)
        if found is None:
            return
        seen["ordered"] += 1
        tight, loose = found
        record = without_withdrawals(data.draw(histories(old)))
        question = data.draw(enquiries(old, record, kind="contact.may"))
        ids = {c["id"] for c in tight["clauses"]} & {c["id"] for c in loose["clauses"]}
        assume(question.get("channel") not in {"first", "second", "third"} - ids)
        start = data.draw(st.integers(0, 3 * 24)) * 3600 + 1_773_000_000
        for step in range(8):
            asked = question | {"at": str(Instant(start + step * 9 * 3600))}
            if decided(tight, record, asked).outcome == "permit":
                assert decided(loose, record, asked).outcome == "permit"

    law()
    has_enough(seen, 4)


# --- replies and fees -------------------------------------------------------------------------


def ends_of(decision: Any) -> tuple[Any, Any] | None:
    value = decision.value
    if decision.outcome != "answered" or value is None:
        return None
    return value.min, value.max


def test_tightened_replies_are_due_no_later() -> None:
    """spec/renegotiation 38-39"""
    seen: Counter[str] = Counter()

    @settings(settings())
    @given(boundaries(sharings=0, clauses=3), st.data())
    def law(old: Data, data: st.DataObject) -> None:
        assume(any(c["kind"] == "contact.reply_time" for c in old["clauses"]))
        new = data.draw(edited(old, "contact.reply_time", most=1))
        assume(new != old)
        seen["all"] += 1
        found = in_order(old, new)
        if found is None:
            return
        seen["ordered"] += 1
        record = data.draw(histories(old))
        question = data.draw(enquiries(old, record, kind="contact.reply_due"))
        tight, loose = (ends_of(decided(text, record, question)) for text in found)
        if tight is None or loose is None:
            return
        for one, other in zip(tight, loose, strict=True):
            assert other is None or (one is not None and one <= other)

    law()
    has_enough(seen, 4)


def test_loosened_fees_are_no_dearer() -> None:
    """spec/renegotiation 38-39"""
    seen: Counter[str] = Counter()

    @settings(settings())
    @given(boundaries(sharings=0, clauses=3), st.data())
    def law(old: Data, data: st.DataObject) -> None:
        assume(any(c["kind"] == "contact.fee" for c in old["clauses"]))
        new = data.draw(edited(old, "contact.fee", most=1))
        assume(new != old)
        seen["all"] += 1
        found = in_order(old, new)
        if found is None:
            return
        seen["ordered"] += 1
        record = data.draw(histories(old))
        question = data.draw(enquiries(old, record, kind="contact.cost"))
        tight, loose = (ends_of(decided(text, record, question)) for text in found)
        if tight is not None and loose is not None:
            assert loose[1] is None or tight[1] is None or loose[1] <= tight[1]
            assert (loose[0] or 0) <= (tight[0] or 0)

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
