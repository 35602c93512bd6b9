"""Whether a session keeps to the agreed rhythm (spec/work 93-98)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Settled, Truth, exceeds, negated
from boundlib.decide.asking import Asking
from boundlib.decide.counting import Hit
from boundlib.decide.evidence import Seen
from boundlib.decide.planned import plans
from boundlib.decide.spans import span_end
from boundlib.decide.tallies import among
from boundlib.declare.names import Unstated
from boundlib.model import algebra as a
from boundlib.vocab import Event, FactKind, Reason

_TELL = (FactKind.SESSION_SCHEDULED, FactKind.SESSION_STARTED, FactKind.SESSION_ENDED)
"""What says how a session is, and what a tally of sessions counts."""

_BEGIN = (FactKind.SESSION_SCHEDULED, FactKind.SESSION_STARTED)
"""What shows that there is one."""


@attrs.frozen
class Session:
    """A session, to be counted once."""

    id: str
    minutes: int | None
    starts: int | None
    """When it begins; None: that is not known."""


def agreed(clause: Any) -> bool:
    """Whether a frame says anything of the rhythm that one session can keep to (94, 95, 98)."""
    most = None if clause.often is None else clause.often.at_most
    return clause.every is not None or most is not None


def begins(ask: Asking, session: str) -> int | None:
    """When a session was planned to begin; where it was not planned, when it began (80, 93)."""
    planned = plans(ask).get(session)
    if planned is not None:
        return planned.starts[0] if len(planned.starts) == 1 else None
    for seen in ask.view.of(FactKind.SESSION_STARTED):
        if seen.fact.session == session and seen.exact:
            ask.view.use(seen)
            return seen.low
    return None


def kept(ask: Asking, clause: Any, this: Session) -> Truth:
    """Whether this session keeps to the rhythm; where it is not known, the reasons are noted."""
    if this.starts is None:
        ask.because(Reason.FACT_MISSING, clause, FactKind.SESSION_SCHEDULED)
        ask.wait_for(FactKind.SESSION_SCHEDULED, clause)
        return None
    hits = _before(ask, clause, this, this.starts)
    then = ask.aside(at=this.starts)
    if clause.every is None:
        truth = _seldom_enough(ask, then, clause, this, hits)
    else:
        truth = _far_enough(ask, then, clause, this.starts, hits)
    ask.take(then)
    ask.stays_until(then.until)
    return truth


def _before(ask: Asking, clause: Any, this: Session, starts: int) -> list[Hit]:
    """The other sessions of this frame that begin, or may begin, up to this one (93)."""
    planned = plans(ask)
    told: dict[str, list[Seen]] = {name: [] for name in planned}
    for seen in ask.view.of(*_TELL):
        told.setdefault(seen.fact.session, []).append(seen)
    hits = []
    for name, seen_of in told.items():
        began = [seen for seen in seen_of if seen.fact.kind == FactKind.SESSION_STARTED]
        mine = _of_format(ask, clause, seen_of)
        if name == this.id or mine is False or not (began or name in planned):
            continue
        plan = planned.get(name)
        low, high = (plan.starts[0], plan.starts[-1]) if plan else (began[0].low, began[0].high)
        if not this.id and low == high == starts:
            continue  # it is the one that is described
        if low <= starts:
            lengths = [seen.fact.minutes for seen in seen_of if getattr(seen.fact, "minutes", None)]
            fact = Session(name, lengths[-1] if lengths else None, low)
            sure = mine is True and high <= starts and (bool(began) or plan is None or plan.sure)
            hits.append(Hit(Seen(fact, low, min(high, starts)), sure))
    return hits


def _of_format(ask: Asking, clause: Any, told: list[Seen]) -> Truth:
    """Whether a session is of the format that a frame is about."""
    if clause.format is None:
        return True
    said = {getattr(seen.fact, "format", None) for seen in told} - {None}
    if said:
        return clause.format in said
    return True if {c.format for c in ask.frame.by_kind[clause.kind]} == {clause.format} else None


def _known(ask: Asking, clause: Any) -> bool:
    """Whether there can be no other session than those on the record (96)."""
    missing = [kind for kind in _BEGIN if not ask.view.covers(kind, ask.began())]
    for kind in missing:
        ask.because(Reason.RECORD_INCOMPLETE, clause, kind)
        ask.wait_for(kind, clause)
    return not missing


def _seldom_enough(ask: Asking, then: Asking, clause: Any, this: Session, hits: list[Hit]) -> Truth:
    """Whether no more sessions begin in the stretch around this one than was agreed (94, 97)."""
    tally = clause.often
    if any(entry.fact not in _TELL for entry in tally.count):
        ask.because(Reason.UNSTATED, clause, "often")
        return None
    if _picks(tally):
        hits = [attrs.evolve(hit, sure=False) for hit in hits]
    assert this.starts is not None  # it was looked at before
    own = Hit(Seen(this, this.starts, this.starts), sure=True)
    used = among(then, tally, [*hits, own], clause=clause)
    if used is None:
        ask.because(Reason.UNSTATED, clause, "often")
        return None
    over = exceeds(used.low, used.high, tally.at_most)
    if over is False:
        return True if _known(ask, clause) else None
    if over is None:
        used.explain(ask, clause)
    return negated(over)


def _picks(tally: a.Tally) -> bool:
    """Whether a tally leaves sessions out by what they are: which ones is not looked at."""
    return bool(tally.where or tally.spacing) or any(
        entry.by or entry.judged_by or entry.named or entry.of for entry in tally.count
    )


def _far_enough(ask: Asking, then: Asking, clause: Any, starts: int, hits: list[Hit]) -> Truth:
    """Whether it begins no earlier than was agreed after the session before it (95).

    The latest that surely was says no, and the latest that may have been says yes.
    """
    if isinstance(clause.every, Unstated):
        ask.because(Reason.UNSTATED, clause, "every")
        return None
    surely = max((hit.seen.low for hit in hits if hit.sure), default=None)
    perhaps = max((hit.seen.high for hit in hits), default=None)
    near = None if surely is None else _reached(then, clause, surely, starts)
    if near is False:
        return False
    far = True if perhaps is None else _reached(then, clause, perhaps, starts)
    if far is not True:
        ask.because(Reason.NOT_SETTLED, clause, "every")
        return None
    return True if _known(ask, clause) else None


def _reached(then: Asking, clause: Any, before: int, starts: int) -> Truth:
    """Whether the agreed time from one beginning on is over at another; any of a band is right."""
    due = span_end(
        then, clause.every, before, clause=clause, events={Event.SESSION_STARTED: before}
    )
    if due is None:
        return None
    low, high = due.low, due.high
    if isinstance(clause.every, a.CalendarTime | a.WorkingDays):
        low, high = _day_of(then, low), _day_of(then, high)  # days apart, at whatever hour
    if low is not None and starts < low:
        return None if due.rough else False
    if due.settled is Settled.BAND:
        return True
    return True if high is not None and starts >= high else None


def _day_of(ask: Asking, instant: int | None) -> int | None:
    """When the day of an instant begins."""
    if instant is None or instant >= NEVER:
        return instant
    zone = ask.frame.zone
    begins: int = zone.day_start(zone.day_of(instant))
    return begins
