"""Laws of histories, over any that can be told (spec/renegotiation)."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from boundlib import amend
from boundlib.amend import History
from boundlib.declare import changed
from boundlib.declare.walk import references
from boundlib.errors import UsageError
from boundlib.model.amendment import Amendment
from boundlib.model.questions import Question
from boundlib.testing import renegotiations
from boundlib.testing.renegotiations import POOL, texts
from boundlib.times.scalars import Instant
from boundlib.vocab import OfferState, Outcome, Standing
from boundlib.wire.documents import from_dict, to_dict
from tests.amend import oracle

few = settings(
    max_examples=max(settings().max_examples // 8, 6),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def instants(history: History) -> list[int]:
    """Every instant at which something may turn, and the seconds before."""
    found: set[int] = set()
    for line in history.lines:
        found.add(int(line.recorded_at))
        for name in ("at", "in_force_from", "lapses_at", "begins", "ends", "ends_at"):
            moment = getattr(line.amendment, name, None)
            if moment is not None:
                found.add(int(moment))
    return sorted(found | {second - 1 for second in found})


def ask(history: History, at: int, **question: Any) -> Any:
    data = {"type": "question", "spec_version": "1.0", "at": str(Instant(at))} | question
    return history.decide(from_dict(data, Question))


@few
@given(renegotiations(), st.data())
def test_a_history_is_what_brute_force_makes_of_it(history: History, data: st.DataObject) -> None:
    """In force at t as known at k, states, exceptions and facts (4, 9-14, 20, 31, 36)."""
    assume(history.lines)
    lines: oracle.Lines = [(line.amendment, int(line.recorded_at)) for line in history.lines]
    moments = instants(history)
    for k in data.draw(st.lists(st.sampled_from(moments), min_size=1, max_size=4)):
        known = history.known(Instant(k))
        standing = {f.id for f in known.record().facts if not f.id.startswith("of:")}
        replaced = {f.replaces for f in known.record().facts}
        assert standing - replaced == oracle.facts(lines, k)
        for t in data.draw(st.lists(st.sampled_from(moments), min_size=1, max_size=6)):
            ruling = known.in_force(Instant(t))
            expected = oracle.in_force(lines, t, k)
            assert (ruling and (ruling.number, ruling.digest)) == expected
            found = {e.id for e in known.exceptions_at(Instant(t))}
            assert found == oracle.exceptions(lines, t, k)
            for proposal in history.offers:
                said = known.state_at(proposal, Instant(t))
                assert said == oracle.state(lines, proposal, t, k)


@few
@given(renegotiations())
def test_folding_is_applying_one_by_one(history: History) -> None:
    """Checked or not, through JSON or not; and every amendment it has was allowed (4)."""
    steps = [(line.amendment, line.recorded_at) for line in history.lines]
    assume(steps)
    for trusted in (True, False):
        again = amend.fold(steps, trusted=trusted)
        assert again == history
        assert [(o.closed, o.closed_at) for o in again.offers.values()] == [
            (o.closed, o.closed_at) for o in history.offers.values()
        ]
        assert [v.digest for v in again.versions] == [v.digest for v in history.versions]
        assert again.record() == history.record()
    read: Any = [(from_dict(to_dict(act), Amendment), recorded) for act, recorded in steps]
    assert amend.fold(read, trusted=True).record() == history.record()


@few
@given(renegotiations(steps=26), st.data())
def test_after_a_withdrawal_the_clause_permits_nothing(
    history: History, data: st.DataObject
) -> None:
    """At no instant from w on, unless the signer's own assent lies after w (28)."""
    assume(history.withdrawals)
    told = {"letter": ("therapist", "doctor", "attendance")}
    told["onward"] = ("doctor", "therapist", "medication")
    for withdrawal in history.withdrawals:
        if withdrawal.clause not in told:
            continue
        by, to, item = told[withdrawal.clause]
        w = int(withdrawal.at)
        given: list[Any] = [f for f in history.record().facts if f.kind == "consent_given"]
        assents = [int(fact.at) for fact in given if fact.clause == withdrawal.clause]
        later = [t for t in [*instants(history), w, w + 10**7] if t >= w]
        for t in data.draw(st.lists(st.sampled_from(later), min_size=1, max_size=3)):
            if any(w < at <= t for at in assents):
                continue
            if history.in_force(Instant(t)) is None:
                continue
            found = ask(
                history, t, kind="sharing.may", by=by, to=to, items=[item], purpose="treatment"
            )
            assert found.outcome is not Outcome.PERMIT
            assert not any(c.id == withdrawal.clause for c in _later_texts(history, w, t))


def _later_texts(history: History, w: int, t: int) -> tuple[Any, ...]:
    """The clauses in force at t, unless their version was adopted after the withdrawal."""
    ruling = history.in_force(Instant(t))
    if ruling is None or (ruling.adopted_at > w and ruling.offer is not None):
        return ()
    return ruling.agreement.clauses


@few
@given(renegotiations(), st.data())
def test_the_version_that_answers_is_in_force(history: History, data: st.DataObject) -> None:
    """What the history picks is what the record says of it (20)."""
    assume(history.versions)
    for t in data.draw(st.lists(st.sampled_from(instants(history)), min_size=1, max_size=4)):
        ruling = history.in_force(Instant(t))
        if ruling is not None:
            found = ask(history, t, kind="contact.may", by="client", to="therapist")
            assert found.agreement.digest == ruling.digest
            over = history.over_at(Instant(t))
            assert found.basis.standing is (Standing.ENDED if over else Standing.IN_FORCE)


@few
@given(renegotiations(), st.data())
def test_an_answer_is_valid_until_it_is_another(history: History, data: st.DataObject) -> None:
    """Exact over versions and exceptions: the same up to then, and another from then on (31)."""
    assume(history.versions)
    moments = [t for t in instants(history) if history.in_force(Instant(t)) is not None]
    t = data.draw(st.sampled_from(moments))
    channel = data.draw(st.sampled_from(("email", "phone", None)))
    question: dict[str, Any] = {"kind": "contact.may", "by": "client", "to": "therapist"}
    question |= {"channel": channel} if channel else {}
    ruling: Any = history.in_force(Instant(t))
    there = {c.id for c in ruling.agreement.clauses}
    assume(channel is None or channel in there)
    first = ask(history, t, **question)
    end = first.valid_until
    later = [m for m in [*moments, t + 3600, t + 90_000] if m >= t and (end is None or m < end)]
    for m in later[-3:]:
        assert _answer(ask(history, m, **question)) == _answer(first)
    if end is not None:
        assert _at_end(history, int(end), question) != _answer(first)


def _answer(found: Any) -> Any:
    shown = found.next and found.next.open_now
    return found.outcome, found.value, found.obligations, found.waits_for, shown, found.route


def _at_end(history: History, end: int, question: dict[str, Any]) -> Any:
    try:
        return _answer(ask(history, end, **question))
    except UsageError:
        return None


# --- accepting a part -----------------------------------------------------------------------------


@few
@given(texts(), st.data())
def test_an_accepted_part_stands_alone(base: Any, data: st.DataObject) -> None:
    """It has what was accepted as offered, the rest as before or as offered, and reads (22)."""
    history = _adopted(base)
    offered = data.draw(texts(base))
    act = amend.propose(history, offered, by="client", at=AT, id="p")
    assume(not amend.refusals(history, act, AT))
    history = amend.apply(history, act, recorded_at=AT)
    name = history.lines[-1].digest
    old, new = ({c.id: c for c in text.clauses} for text in (base, offered))
    changes = [id for id in POOL if old.get(id) != new.get(id)]
    assume(changes)
    chosen = data.draw(st.lists(st.sampled_from(changes), min_size=1, unique=True))
    part = amend.accept_part(history, name, clauses=chosen, by="therapist", at=AT, id="q")
    got = {c.id: c for c in part.result.clauses}
    needed = {target for id in chosen if id in new for _, _, target in references(new[id])}
    for id in POOL:
        if id in chosen:
            assert got.get(id) == new.get(id)
        elif id not in needed and not _refers(old.get(id), set(old) - set(got)):
            assert got.get(id) == old.get(id), id
    assert (part.counters, part.base) == (name, history.versions[0].digest)


def _refers(clause: Any, gone: set[str]) -> bool:
    return clause is not None and any(name in gone for _, _, name in references(clause))


AT = Instant(1_767_300_000)


def _adopted(text: Any) -> History:
    """A history whose first version is this text."""
    history = amend.begin(text.id)
    act: Any = amend.propose(history, text, by="therapist", at=AT, id="first")
    history = amend.apply(history, act, recorded_at=AT)
    offer = history.lines[0].digest
    for who in sorted(history.missing(offer)):
        act = amend.assent(history, offer, by=who, at=AT, id=f"yes-{who}")
        history = amend.apply(history, act, recorded_at=AT)
    act = amend.adopt(history, offer, by="therapist", at=AT, id="adopted")
    assume(not amend.refusals(history, act, AT))
    return amend.apply(history, act, recorded_at=AT)


# --- merging --------------------------------------------------------------------------------------


def _offered(history: History, text: Any, id: str) -> tuple[History, str]:
    act = amend.propose(history, text, by="client", at=AT, id=id)
    assume(not amend.refusals(history, act, AT))
    history = amend.apply(history, act, recorded_at=AT)
    return history, history.lines[-1].digest


def _taken(history: History, offer: str, id: str) -> History:
    for who in sorted(history.missing(offer)):
        act: Any = amend.assent(history, offer, by=who, at=AT, id=f"{id}-{who}")
        history = amend.apply(history, act, recorded_at=AT)
    act = amend.adopt(history, offer, by="client", at=AT, id=f"{id}-adopted")
    assume(not amend.refusals(history, act, AT))
    return amend.apply(history, act, recorded_at=AT)


@few
@given(texts(), st.data())
def test_two_proposals_merge_alike_in_either_order(base: Any, data: st.DataObject) -> None:
    """Both at once, or one adopted and the other merged into it, whichever came first (23-24)."""
    start = _adopted(base)
    start, one = _offered(start, data.draw(texts(base)), "one")
    start, other = _offered(start, data.draw(texts(base)), "other")
    together = amend.merged(start, [one, other])
    assert {(c.level, c.part, c.id, c.field) for c in together.conflicts} == {
        (c.level, c.part, c.id, c.field) for c in amend.merged(start, [other, one]).conflicts
    }
    assert all(set(c.sides) == {one, other} for c in together.conflicts)
    if together.text is None:
        return
    for first, second in ((one, other), (other, one)):
        history = _taken(start, first, "first")
        assert history.state_at(second, AT) is OfferState.SUPERSEDED
        joined = amend.merged(history, [second])
        assert joined.text is not None
        assert changed(joined.text, version=1) == changed(together.text, version=1)
