"""May this item be told? The first line that applies (spec/sharing 11-21, 38-40, 44, 48)."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.decide.amounts import Truth, both, either
from boundlib.decide.asking import Asking
from boundlib.decide.gaps import in_gap
from boundlib.decide.live import Live, is_automatic, live
from boundlib.decide.settle import discretion
from boundlib.decide.ways import FREE, THERAPISTS, Key, Way, Ways, is_for
from boundlib.declare.names import Unstated
from boundlib.model.trees import item_above, item_reached_from, purpose_above
from boundlib.vocab import (
    ChildSay,
    Duty,
    Named,
    Outcome,
    Outside,
    Reason,
    Role,
    Secrets,
    SharedFor,
    SharedItem,
)

EMERGENCY = str(SharedFor.EMERGENCY)


@attrs.frozen
class Verdict:
    """What holds for one item by itself, and why."""

    outcome: Outcome
    code: Reason
    clause: Any = None
    near: tuple[Any, Reason] | None = None
    """On a denial: the clause from which one thing is missing, and what."""


@attrs.frozen
class _Look:
    """One way, as it stands now."""

    way: Way
    truth: Truth
    missing: tuple[Reason, ...]
    open: bool
    """Whether more may be missing: something else of it is not known."""
    live: Live


@attrs.frozen
class Case:
    """What holds for every item of a question alike."""

    binding: bool = True
    """Whether the agreement binds."""
    emergency: bool = False
    ground: bool = False


def told(ask: Asking, key: Key, case: Case) -> Verdict:
    """What holds for one item by itself."""
    ways: Ways = ask.frame.ways
    first = _freely(ask, ways, key)
    if first is not None:
        return first
    if case.ground:
        return Verdict(Outcome.REFER, Reason.LEGAL_GROUND, _listing(ask))
    first = _to_a_client(ask, ways, key, case)
    if first is not None:
        return first
    refused, perhaps = _refused(ask, ways, key)
    if refused is not None:
        outcome = Outcome.REFER if case.emergency else Outcome.DENY
        return Verdict(outcome, Reason.REFUSED, refused)
    looks = _looks(ask, key, case)
    found = _let(ask, looks, perhaps, key)
    if case.emergency and (found is None or found.outcome is not Outcome.PERMIT):
        return _in_emergency(ask, key, case, perhaps) or found or _EMERGENCY
    if found is not None:
        return found
    unsure = _unsure(ask, looks, perhaps, key)
    if unsure is not None:
        return unsure
    return _denied(ask, looks, case)


# --- who tells whom -------------------------------------------------------------------------------


def _freely(ask: Asking, ways: Ways, key: Key) -> Verdict | None:
    """What those may always tell who owe no confidence, or whose own it is (11-12)."""
    heard = ways.holds(key.to, THERAPISTS)
    if heard and ways.holds(key.by, FREE):
        return Verdict(Outcome.PERMIT, Reason.RECEIVING)
    if ways.holds(key.by, (Role.CLIENT,)):
        return _own(ask, key)
    return None


def _to_a_client(ask: Asking, ways: Ways, key: Key, case: Case) -> Verdict | None:
    """A client's own record is another question; what another member told alone is not theirs."""
    if not (ways.holds(key.by, THERAPISTS) and ways.holds(key.to, (Role.CLIENT,))):
        return None
    above = item_above(key.item)
    others = len(ask.frame.holders(Role.CLIENT)) > 1
    if others and str(SharedItem.OTHER_MEMBERS) in above:
        return None
    if not others or str(SharedItem.TOLD_ALONE) not in above:
        return Verdict(Outcome.NOT_APPLICABLE, Reason.OWN_RECORD)
    found = _secret(ask)
    if case.emergency and found.outcome is not Outcome.PERMIT:
        return _EMERGENCY
    return found


def _secret(ask: Asking) -> Verdict:
    """Whether one member is told what another told alone, by what was agreed of secrets."""
    policies = [(c, t) for c, t in ask.speaking("sharing.unit_of_care") if c.secrets is not None]
    if not policies:
        return Verdict(Outcome.DENY, Reason.NO_DEFAULT)
    clause, speaks = policies[0]
    if len(policies) > 1:
        return Verdict(Outcome.UNKNOWN, Reason.MORE_THAN_ONE, clause)
    kept, code = secret_kept(clause, speaks)
    return Verdict(_IF_KEPT.get(kept, kept), code, clause)


_IF_KEPT = {Outcome.PERMIT: Outcome.DENY, Outcome.DENY: Outcome.PERMIT}
"""What may be kept is not told; what may not is."""


def secret_kept(clause: Any, speaks: Truth) -> tuple[Outcome, Reason]:
    """Whether a clause lets it be kept from the others what one member told alone (53)."""
    if speaks is not True:
        return Outcome.UNKNOWN, Reason.SWITCH_NOT_KNOWN
    if isinstance(clause.secrets, Unstated):
        return Outcome.UNKNOWN, Reason.UNSTATED
    if clause.secrets is Secrets.THERAPIST_DECIDES:
        return Outcome.REFER, Reason.PERSON_DECIDES
    kept = clause.secrets is Secrets.KEPT
    return (Outcome.PERMIT if kept else Outcome.DENY), Reason.RULES


def _own(ask: Asking, key: Key) -> Verdict:
    """A client tells what is theirs; of the others they tell what was agreed."""
    unit = next(iter(ask.speaking("sharing.unit_of_care")), None)
    if unit is None or str(SharedItem.OTHER_MEMBERS) not in item_above(key.item):
        return Verdict(Outcome.PERMIT, Reason.OWN_INFORMATION)
    clause, speaks = unit
    members = ask.frame.ways.bound(clause.members or (Role.CLIENT,), key.by)
    if members is False:
        return Verdict(Outcome.PERMIT, Reason.OWN_INFORMATION)
    if speaks is not True or members is None:
        return Verdict(Outcome.UNKNOWN, Reason.SWITCH_NOT_KNOWN, clause)
    if clause.outside is None or isinstance(clause.outside, Unstated):
        return Verdict(Outcome.UNKNOWN, Reason.UNSTATED, clause)
    if clause.outside is Outside.NOTHING:
        return Verdict(Outcome.DENY, Reason.RULES, clause)
    return Verdict(Outcome.REFER, Reason.PERSON_DECIDES, clause)


def _listing(ask: Asking) -> Any:
    """The clause that lists the ground that was named, if any."""
    for clause, _ in ask.speaking("sharing.legal_limit"):
        if getattr(ask.question, "ground", None) in clause.grounds:
            return clause
    return None


# --- refusals -------------------------------------------------------------------------------------


def _refused(ask: Asking, ways: Ways, key: Key) -> tuple[Any, Any]:
    """A refusal that certainly covers it, and one that may."""
    perhaps = None
    for clause, fits in ways.refusing(key):
        aside = ask.aside()
        speaks = both([fits, aside.speaks(clause)])
        ask.stays_until(aside.until)
        ask.take(aside, waits=speaks is None, reasons=speaks is not False)
        if speaks is True:
            return clause, None
        if speaks is None and perhaps is None:
            perhaps = clause
    return None, perhaps


# --- grants ---------------------------------------------------------------------------------------


def _looks(ask: Asking, key: Key, case: Case) -> list[_Look]:
    looks = []
    for way in ask.frame.ways.letting(key):
        end = getattr(way.clause, "end", None)
        if not case.binding and (end is None or isinstance(end, Unstated)):
            continue
        looks.append(_look(ask, way, key))
    return looks


def _look(ask: Asking, way: Way, key: Key) -> _Look:
    found = live(ask, way, key)
    ask.stays_until(found.aside.until)
    missing = [*way.missing, *found.missing]
    truths: list[Truth] = [way.fits, found.truth, not way.missing]
    ways: Ways = ask.frame.ways
    if way.source is not None:
        source: Truth = ways.is_origin(way.source)
        if source is False:
            source = _received(ask, way.source, key, (key.by,))[1]
        received = both([source, _may_have(ask, way.clause, way.source, key.by, key)])
    elif ways.is_origin(key.by):
        received = True
    else:
        named, truth = _received(ask, key.by, key, ())
        received = truth if named else True
    truths.append(received)
    if received is False:
        missing.append(Reason.NOT_RECEIVED)
    return _Look(way, both(truths), tuple(missing), found.open or None in truths, found)


def _received(ask: Asking, who: str, key: Key, through: tuple[str, ...]) -> tuple[bool, Truth]:
    """Whether a clause names somebody for an item, and whether they may have it (39-40).

    What counts comes from the origin, over whoever told whom; a circle adds nothing. `through`:
    those over whom it must not come.
    """
    ways: Ways = ask.frame.ways
    heard: dict[str, list[tuple[str, Truth]]] = {}
    todo, named = [who], False
    while todo:
        name = todo.pop()
        if name in heard:
            continue
        heard[name] = []
        for clause, teller in ways.told_to(name, key.item):
            named = named or name == who
            if teller in through or not is_for(clause, key.purpose):
                continue
            heard[name].append((teller, _may_have(ask, clause, teller, name, key)))
            if not ways.is_origin(teller):
                todo.append(teller)
    has: dict[str, Truth] = dict.fromkeys(heard, False)
    before: dict[str, Truth] | None = None
    while has != before:
        before = dict(has)
        for name, told_by in heard.items():
            has[name] = either(
                [both([truth, ways.is_origin(t) or has.get(t, False)]) for t, truth in told_by]
            )
    return named, has[who]


def _may_have(ask: Asking, clause: Any, by: str, to: str, key: Key) -> Truth:
    """Whether a clause lets one be told by another, and no refusal keeps it from them."""
    telling = attrs.evolve(key, by=by, to=to)
    found = live(ask, Way(clause), telling)
    ask.stays_until(found.aside.until)
    refused, perhaps = _refused(ask, ask.frame.ways, telling)
    if refused is not None:
        return False
    return both([found.truth, None if perhaps is not None else True])


def _let(ask: Asking, looks: list[_Look], perhaps: Any, key: Key) -> Verdict | None:
    """Lines 17 and 19: a grant lets it, of itself or where a person decides."""
    sure = [look for look in looks if look.truth is True]
    for look in sure:
        if is_automatic(look.way.clause) and perhaps is None:
            ask.take(look.live.aside, waits=False)
            _owe(ask, look.way.clause, key)
            return Verdict(Outcome.PERMIT, Reason.GRANTED, look.way.clause)
    for look in sure:
        if not is_automatic(look.way.clause):
            ask.take(look.live.aside, waits=False)
            _owe(ask, look.way.clause, key)
            code = discretion(look.way.clause.force)
            return Verdict(Outcome.REFER, code, look.way.clause)
    return None


_EMERGENCY = Verdict(Outcome.REFER, Reason.EMERGENCY)


def _in_emergency(ask: Asking, key: Key, case: Case, perhaps: Any) -> Verdict | None:
    """Line 18: what was agreed for an emergency."""
    then = attrs.evolve(key, purpose=EMERGENCY)
    refused, then_perhaps = _refused(ask, ask.frame.ways, then)
    if refused is not None or then_perhaps is not None:
        return None
    for look in _looks(ask, then, case):
        if look.truth is True and is_automatic(look.way.clause) and perhaps is None:
            ask.take(look.live.aside, waits=False)
            _owe(ask, look.way.clause, then)
            return Verdict(Outcome.PERMIT, Reason.EMERGENCY, look.way.clause)
    return None


def _unsure(ask: Asking, looks: list[_Look], perhaps: Any, key: Key) -> Verdict | None:
    """Line 20: something that is not known could let it."""
    for look in looks:
        ask.spoke |= look.live.aside.spoke
        if look.truth is None or (look.truth is True and perhaps is not None):
            ask.take(look.live.aside)
            code = Reason.SWITCH_NOT_KNOWN if look.truth else _open(look)
            return Verdict(Outcome.UNKNOWN, code, perhaps if look.truth else look.way.clause)
    aside = ask.aside()
    ways: Ways = ask.frame.ways

    def fits(clause: Any) -> Truth:
        reached = item_reached_from(key.item, ways.named_only)
        if set(clause.items).isdisjoint(reached) or not is_for(clause, key.purpose):
            return False
        return both([ways.bound(clause.by, key.by), ways.bound(clause.to, key.to)])

    gap = in_gap(aside, "sharing.minor", fits)
    ask.stays_until(aside.until)
    if gap:
        ask.take(aside)
        return Verdict(Outcome.UNKNOWN, Reason.GAP, gap[0])
    return None


def _open(look: _Look) -> Reason:
    """What is not known of it."""
    if look.way.fits is None:
        left_open = isinstance(getattr(look.way.clause, "named", None), Unstated)
        return Reason.UNSTATED if left_open else Reason.FACT_MISSING
    return next((line.code for line in look.live.aside.reasons), Reason.FACT_MISSING)


def _denied(ask: Asking, looks: list[_Look], case: Case) -> Verdict:
    """Line 21, with the near miss: the first clause from which one thing is missing."""
    near = None
    for look in looks:
        ask.take(look.live.aside, reasons=False, waits=_waits(look))
        if near is None and len(look.missing) == 1 and not look.open:
            near = look.way.clause, look.missing[0]
    code = Reason.NO_DEFAULT if case.binding else Reason.NOT_IN_FORCE
    return Verdict(Outcome.DENY, code, near=near)


_BY_A_FACT = (
    Reason.NOT_CONSENTED,
    Reason.WITHDRAWN,
    Reason.OTHER_FORM,
    Reason.DOES_NOT_HOLD,
    Reason.SWITCHED_OFF,
)
"""What can be missing and come by a fact alone."""


def _waits(look: _Look) -> bool:
    """Whether a fact alone would make this clause let it."""
    return len(look.missing) == 1 and look.missing[0] in _BY_A_FACT


# --- what follows ---------------------------------------------------------------------------------


def _owe(ask: Asking, clause: Any, key: Key) -> None:
    """What follows a telling that this clause lets (45-46)."""
    for who in sorted(ask.frame.holders(Role.CLIENT)) if hasattr(clause, "child") else ():
        if ChildSay.TOLD_FIRST in clause.child:
            ask.owe(Duty.TELL_FIRST, clause, party=who)
        if ChildSay.PRESENT in clause.child:
            ask.owe(Duty.BE_PRESENT, clause, party=who)
    named = getattr(clause, "named", None)
    if named is Named.NOT:
        ask.owe(Duty.NOT_BY_NAME, clause)
    elif named is Named.CODE_NAME:
        ask.owe(Duty.CODE_NAME, clause)
    if EMERGENCY in purpose_above(key.purpose):
        ask.owe(Duty.TELL_CLIENT, clause)
        ask.owe(Duty.REVIEW_DISCLOSURE, clause)
    ask.owe(Duty.MINIMUM_NECESSARY, clause)
    ask.owe(Duty.RECORD_IT, clause)
    ways: Ways = ask.frame.ways
    if not getattr(clause, "onward", ()) and not ways.is_origin(key.to):
        ask.owe(Duty.NO_REDISCLOSURE, clause, party=key.to)


def owe_on_ground(ask: Asking) -> None:
    """What follows where a person decides on a legal ground (47)."""
    clause = _listing(ask)
    if clause is not None and clause.told_first:
        for who in sorted(ask.frame.holders(Role.CLIENT)):
            ask.owe(Duty.TELL_FIRST, clause, party=who)
    if clause is not None and clause.minimum:
        ask.owe(Duty.MINIMUM_NECESSARY, clause)
    ask.owe(Duty.RECORD_IT, clause)
