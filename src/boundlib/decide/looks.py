"""Refusals and grants about one item, as they stand now (spec/sharing 16, 22-23, 38-40, 48)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.amounts import Truth, both, either
from boundlib.decide.asking import Asking
from boundlib.decide.live import NO_TERMS, Live, is_automatic, live, says
from boundlib.decide.standing import Binds
from boundlib.decide.ways import Key, Told, Way, Ways, is_for
from boundlib.declare.names import Unstated
from boundlib.model.decision import WaitsFor
from boundlib.vocab import FactKind, Reason

_BY_CONSENT = (Reason.NOT_CONSENTED, Reason.WITHDRAWN, Reason.OTHER_FORM)
_BY_A_FACT = (*_BY_CONSENT, Reason.DOES_NOT_HOLD, Reason.SWITCHED_OFF)
"""What can be missing and come by a fact alone."""


@attrs.frozen
class Look:
    """One way, as it stands now."""

    clause: Any
    truth: Truth
    """Whether it lets it."""
    missing: tuple[Reason, ...]
    live: Live
    automatic: bool
    """Whether it lets it of itself; otherwise a person decides."""
    near: bool
    """Whether exactly one thing is missing, while all else is certainly there."""
    unknown: Reason
    """Where it may let it: what is not known."""
    behind: frozenset[str] = frozenset()
    """The clauses by which the discloser may have been told."""

    @property
    def waits(self) -> list[WaitsFor]:
        """The facts that could bring the one thing that is missing (spec/decisions 87).

        What else is not known changes nothing while that is missing.
        """
        if len(self.missing) != 1 or self.missing[0] not in _BY_A_FACT:
            return []
        consent = self.missing[0] in _BY_CONSENT
        lines = self.live.aside.waits
        return [line for line in lines if (line.fact == FactKind.CONSENT_GIVEN) is consent]


def look_at(ask: Asking, way: Way, key: Key, binding: Binds) -> Look:
    """What a way comes to now; `binding`: whether the agreement binds."""
    found = live(ask, way, key)
    ask.stays_until(found.aside.until)
    chain = Chain(ask, key, binding)
    heard = _heard(chain, way)
    look = seen(way, found, heard, counts(binding, outlasts=outlasts(way.clause)))
    return attrs.evolve(look, behind=frozenset(chain.spoke))


def seen(way: Way, found: Live, heard: Truth, bound: Truth = True) -> Look:
    """A way by which something may be told, with what its clause says and what was received."""
    missing = (*way.missing, *found.missing)
    if heard is False:
        missing = (*missing, Reason.NOT_RECEIVED)
    more_may_be = found.open or None in (way.fits, heard, bound)
    return Look(
        way.clause,
        both([way.fits, found.truth, not way.missing, heard, bound]),
        missing,
        found,
        is_automatic(way.clause),
        len(missing) == 1 and not more_may_be,
        _unknown(way, found),
    )


def _unknown(way: Way, found: Live) -> Reason:
    if way.fits is None:
        left_open = isinstance(getattr(way.clause, "named", None), Unstated)
        return Reason.UNSTATED if left_open else Reason.FACT_MISSING
    return next((line.code for line in found.aside.reasons), Reason.FACT_MISSING)


def counts(binding: Binds, *, outlasts: bool) -> Truth:
    """Whether a grant can let something, or still can; `outlasts`: it has its own end (16)."""
    if binding is Binds.NOW or binding is Binds.NOT:
        return binding is Binds.NOW
    return outlasts or (None if binding is Binds.PERHAPS else False)


def perhaps(look: Look) -> Look:
    """The same way where it is not known whether the agreement binds."""
    return attrs.evolve(look, truth=both([look.truth, None]), near=False)


def outlasts(clause: Any) -> bool:
    """Whether a grant has an end of its own, and can outlast the agreement (16)."""
    end = getattr(clause, "end", None)
    return end is not None and not isinstance(end, Unstated)


# --- refusals -------------------------------------------------------------------------------------


def refused(ask: Asking, key: Key) -> tuple[Any, Any]:
    """A refusal that certainly covers it, and one that may."""
    perhaps = None
    for clause, fits in ask.frame.ways.refusing(key):
        found = says(ask, clause, NO_TERMS)
        aside, speaks = found.aside, both([fits, found.truth])
        ask.stays_until(aside.until)
        ask.take(aside, waits=speaks is None, reasons=speaks is not False)
        if speaks is True:
            return clause, None
        if speaks is None and perhaps is None:
            perhaps = clause
    return None, perhaps


# --- what was received ----------------------------------------------------------------------------


@attrs.frozen
class Chain:
    """What is asked, where it has to come to whoever tells it first."""

    ask: Asking
    key: Key
    binding: Binds
    spoke: set[str] = attrs.field(factory=set)
    """The clauses that were looked at, by which something may have been told."""


def _heard(chain: Chain, way: Way) -> Truth:
    """Whether the discloser has it to tell; a role, if all who hold it have."""
    ways: Ways = chain.ask.frame.ways
    by = chain.key.by
    holders = sorted(chain.ask.frame.holders(by))
    if way.source is not None:
        source = way.source
        had: list[Truth] = [_has(chain, source, (one,)) for one in holders if one != source]
        if source in holders:  # nobody is told by themselves, and so only some by this one (7)
            had.append(None if had else False)
        return both([_may_have(chain, way.clause, source, by), *had])
    if ways.is_origin(by):
        return True
    return both([_has_or_owns(chain, one) for one in holders])


def _has(chain: Chain, who: str, through: tuple[str, ...]) -> Truth:
    """Whether somebody has it, over none of these."""
    return chain.ask.frame.ways.is_origin(who) or _received(chain, who, through)[1]


def _has_or_owns(chain: Chain, who: str) -> Truth:
    if chain.ask.frame.ways.is_origin(who):
        return True
    named, truth = _received(chain, who, ())
    return truth if named else True


def _received(chain: Chain, who: str, through: tuple[str, ...]) -> tuple[bool, Truth]:
    """Whether a clause names somebody for an item, and whether they may have it (39-40).

    What counts comes from the origin, over whoever told whom; a circle adds nothing. `through`:
    those over whom it must not come.
    """
    ways: Ways = chain.ask.frame.ways
    heard: dict[str, list[tuple[str | None, Truth]]] = {}
    todo, named = [who], False
    while todo:
        name = todo.pop()
        if name in heard:
            continue
        heard[name] = []
        for told in ways.told_to(name, chain.key.item):
            named = named or name == who
            if not is_for(told.clause, chain.key.purpose) or told.by in through:
                continue
            if told.over is not None:
                heard[name].append((None, _passed_on(chain, told, name, through)))
                continue
            teller = None if ways.is_origin(told.by) else told.by
            heard[name].append((teller, _may_have(chain, told.clause, told.by, name)))
            if teller is not None:
                todo.append(teller)
    has: dict[str | None, Truth] = {None: True, **dict.fromkeys(heard, False)}
    before: dict[str | None, Truth] | None = None
    while has != before:
        before = dict(has)
        for name, told_by in heard.items():
            has[name] = either([both([truth, has[teller]]) for teller, truth in told_by])
    return named, has[who]


def _passed_on(chain: Chain, told: Told, to: str, through: tuple[str, ...]) -> Truth:
    """Whether a release lets somebody who was told by it pass it on to another (38)."""
    over = str(told.over)
    if over in (to, told.by, *through):
        return False
    between = ((told.by, over), (over, to))
    lets = both([_may_have(chain, told.clause, by, who) for by, who in between])
    return False if lets is False else both([lets, _has(chain, told.by, (*through, over))])


def _may_have(chain: Chain, clause: Any, by: str, to: str) -> Truth:
    """Whether a clause lets one be told by another, and no refusal keeps it from them."""
    bound = counts(chain.binding, outlasts=outlasts(clause))
    if bound is False:
        return False
    ask, telling = chain.ask, attrs.evolve(chain.key, by=by, to=to)
    found = live(ask, Way(clause), telling)
    ask.stays_until(found.aside.until)
    chain.spoke.update(found.aside.spoke)
    no, maybe = refused(ask, telling)
    if no is not None:
        return False
    return both([bound, found.truth, None if maybe is not None else True])
