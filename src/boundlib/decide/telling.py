"""May this item be told? The first line that applies (spec/sharing 11-21, 38-40, 44, 48)."""

from __future__ import annotations

from typing import Any, Protocol

import attrs

from boundlib.decide.amounts import Truth, both
from boundlib.decide.asking import Asking
from boundlib.decide.gaps import in_gap
from boundlib.decide.looks import Look, counts, look_at, outlasts, refused
from boundlib.decide.owing import AFTER_EMERGENCY, EMERGENCY, follows, listing
from boundlib.decide.settle import discretion
from boundlib.decide.standing import UNENDED, Binds
from boundlib.decide.ways import FREE, THERAPISTS, Key, Ways, is_for
from boundlib.declare.names import Unstated
from boundlib.model.trees import item_above, item_reached_from
from boundlib.vocab import Outcome, Outside, Reason, Role, Secrets, SharedItem

WHOLE = (Outcome.DENY, Outcome.REFER, Outcome.UNKNOWN, Outcome.PERMIT, Outcome.NOT_APPLICABLE)
"""The outcome of a whole: the first of these that one of its items has (6)."""


@attrs.frozen
class Verdict:
    """What holds for one item by itself, and why."""

    outcome: Outcome
    code: Reason
    clause: Any = None
    near: tuple[Any, Reason] | None = None
    """On a denial: the clause from which one thing is missing, and what."""


@attrs.frozen
class Case:
    """What holds for every item of a question alike."""

    binding: Binds = Binds.NOW
    """Whether the agreement binds."""
    emergency: bool = False
    ground: bool = False


def told(ask: Asking, key: Key, case: Case) -> Verdict:
    """What holds for one item by itself."""
    first = before_grants(ask, key, case)
    if first is not None:
        return first
    found = settled(Walk(ask, key, case))
    unsaid = found.outcome is Outcome.DENY and found.code is not Reason.REFUSED
    clients = ask.frame.holders(Role.CLIENT)
    if unsaid and len(clients) == 1 and ask.frame.holders(key.to) == clients:
        # It rests on everybody's roles: were somebody else a client, it could be theirs.
        ask.people.update(party.id for party in ask.frame.agreement.parties)
        return Verdict(Outcome.NOT_APPLICABLE, Reason.OWN_RECORD)  # (67)
    return found


def before_grants(ask: Asking, key: Key, case: Case) -> Verdict | None:
    """Lines 11-14: what does not turn on refusals and grants."""
    ways: Ways = ask.frame.ways
    first = _freely(ask, ways, key, case)
    if first is not None:
        return first
    if case.ground:
        return Verdict(Outcome.REFER, Reason.LEGAL_GROUND, listing(ask))
    return _to_a_client(ask, ways, key, case)


# --- refusals and grants --------------------------------------------------------------------------


class Ground(Protocol):
    """What refuses and what lets one item, as it stands at an instant."""

    binding: Binds
    emergency: bool

    def refused(self, *, urgent: bool = False) -> tuple[Any, Any]:
        """A refusal that certainly covers it, and one that may; `urgent`: for an emergency."""

    def looks(self, *, urgent: bool = False) -> list[Look]:
        """What could let it, by the order of clause ids."""

    def lets(self, look: Look, *, urgent: bool = False) -> None:
        """A verdict rests on this grant, and what it brings with it follows."""

    def decided(self) -> None:
        """A person decides in an emergency, and what follows an emergency follows."""

    def leaves_open(self, looks: list[Look]) -> None:
        """The last of these may let it."""

    def gap(self, looks: list[Look]) -> Any:
        """None of these may let it: the clause beside which the ages have a gap here."""

    def denies(self, looks: list[Look]) -> None:
        """None of these lets it."""


def settled(on: Ground) -> Verdict:
    """Lines 15-21."""
    found = _settled(on)
    if on.emergency and found.outcome is Outcome.REFER:
        on.decided()
    return found


def _settled(on: Ground) -> Verdict:
    refused, perhaps = on.refused()
    if refused is not None:
        outcome = Outcome.REFER if on.emergency else Outcome.DENY
        return Verdict(outcome, Reason.REFUSED, refused)
    looks = on.looks()
    found = _let(on, looks, perhaps)
    if on.emergency and (found is None or found.outcome is not Outcome.PERMIT):
        return _in_emergency(on, perhaps) or found or _EMERGENCY
    if found is None:
        found = _unsure(on, looks, perhaps)
    return _denied(on, looks) if found is None else found


def _let(on: Ground, looks: list[Look], perhaps: Any) -> Verdict | None:
    """Lines 17 and 19: a grant lets it, of itself or where a person decides."""
    sure = [look for look in looks if look.truth is True]
    for look in sure:
        if look.automatic and perhaps is None:
            on.lets(look)
            return Verdict(Outcome.PERMIT, Reason.GRANTED, look.clause)
    for look in sure:
        if not look.automatic:
            on.lets(look)
            return Verdict(Outcome.REFER, discretion(look.clause.force), look.clause)
    return None


_EMERGENCY = Verdict(Outcome.REFER, Reason.EMERGENCY)


def _in_emergency(on: Ground, perhaps: Any) -> Verdict | None:
    """Line 18: what was agreed for an emergency."""
    if on.refused(urgent=True) != (None, None):
        return None
    for look in on.looks(urgent=True):
        if look.truth is True and look.automatic and perhaps is None:
            on.lets(look, urgent=True)
            return Verdict(Outcome.PERMIT, Reason.EMERGENCY, look.clause)
    return None


def _unsure(on: Ground, looks: list[Look], perhaps: Any) -> Verdict | None:
    """Line 20: something that is not known could let it."""
    for index, look in enumerate(looks):
        if look.truth is None or (perhaps is not None and look.truth is True):
            on.leaves_open(looks[: index + 1])
            code = Reason.SWITCH_NOT_KNOWN if look.truth else look.unknown
            return Verdict(Outcome.UNKNOWN, code, perhaps if look.truth else look.clause)
    clause = on.gap(looks)
    return None if clause is None else Verdict(Outcome.UNKNOWN, Reason.GAP, clause)


def _denied(on: Ground, looks: list[Look]) -> Verdict:
    """Line 21, with the near miss: the first clause from which one thing is missing."""
    on.denies(looks)
    code = Reason.NO_DEFAULT if on.binding in UNENDED else Reason.NOT_IN_FORCE
    for look in looks:
        if look.near:
            return Verdict(Outcome.DENY, code, near=(look.clause, look.missing[0]))
    return Verdict(Outcome.DENY, code)


class Walk:
    """The ground as a question finds it, with all that the answer then rests on."""

    def __init__(self, ask: Asking, key: Key, case: Case) -> None:
        self._ask = ask
        self._key = key
        self.binding = case.binding
        self.emergency = case.emergency

    def _about(self, urgent: bool) -> Key:
        return attrs.evolve(self._key, purpose=EMERGENCY) if urgent else self._key

    def refused(self, *, urgent: bool = False) -> tuple[Any, Any]:
        """See `Ground`."""
        return refused(self._ask, self._about(urgent))

    def looks(self, *, urgent: bool = False) -> list[Look]:
        """See `Ground`."""
        key = self._about(urgent)
        ways = self._ask.frame.ways.letting(key)
        return [
            look_at(self._ask, way, key, self.binding)
            for way in ways
            if counts(self.binding, outlasts=outlasts(way.clause)) is not False
        ]

    def lets(self, look: Look, *, urgent: bool = False) -> None:
        """See `Ground`."""
        self._ask.take(look.live.aside, waits=False)
        self._ask.spoke |= look.behind
        key = self._about(urgent)
        for line in follows(self._ask.frame, look.clause, key.to, key.purpose):
            self._ask.owe_as(line)

    def decided(self) -> None:
        """See `Ground`."""
        for line in AFTER_EMERGENCY:
            self._ask.owe_as(line)

    def leaves_open(self, looks: list[Look]) -> None:
        """See `Ground`."""
        for look in looks:
            self._ask.pass_over(look.live.aside)
        self._ask.take(looks[-1].live.aside)

    def gap(self, looks: list[Look]) -> Any:
        """See `Ground`."""
        ask, key = self._ask, self._key
        for look in looks:
            ask.pass_over(look.live.aside)
        if self.binding not in UNENDED:
            return None
        aside = ask.aside()
        found = in_gap(aside, "sharing.minor", lambda clause: _reaches(ask, clause, key))
        ask.stays_until(aside.until)
        if not found:
            return None
        ask.take(aside)
        return found[0]

    def denies(self, looks: list[Look]) -> None:
        """See `Ground`."""
        for look in looks:
            self._ask.take(look.live.aside, reasons=False, waits=False)
            self._ask.waits += [line for line in look.waits if line not in self._ask.waits]


def _reaches(ask: Asking, clause: Any, key: Key) -> Truth:
    """Whether an age group's clause is about what is asked."""
    ways: Ways = ask.frame.ways
    reached = item_reached_from(key.item, ways.named_only)
    if set(clause.items).isdisjoint(reached) or not is_for(clause, key.purpose):
        return False
    return both([ways.bound(clause.by, key.by), ways.bound(clause.to, key.to)])


# --- who tells whom -------------------------------------------------------------------------------


def _freely(ask: Asking, ways: Ways, key: Key, case: Case) -> Verdict | None:
    """What those may always tell who owe no confidence, or whose own it is (11-12)."""
    heard = ways.holds(key.to, THERAPISTS)
    if heard and ways.holds(key.by, FREE):
        return Verdict(Outcome.PERMIT, Reason.RECEIVING)
    if ways.holds(key.by, (Role.CLIENT,)):
        return _own(ask, key, case)
    return None


def _to_a_client(ask: Asking, ways: Ways, key: Key, case: Case) -> Verdict | None:
    """A client's own record is another question; what another member told alone is not theirs."""
    if not (ways.holds(key.by, THERAPISTS) and ways.holds(key.to, (Role.CLIENT,))):
        return None
    told = told_alone(ask, key, case)
    if told is not None:
        return told
    others = len(ask.frame.holders(Role.CLIENT)) > 1
    if others and str(SharedItem.OTHER_MEMBERS) in item_above(key.item):
        return None
    return Verdict(Outcome.NOT_APPLICABLE, Reason.OWN_RECORD)


def told_alone(ask: Asking, key: Key, case: Case) -> Verdict | None:
    """Of several clients, whether one is told what another told alone; None: not about that."""
    if len(ask.frame.holders(Role.CLIENT)) < 2 or str(SharedItem.TOLD_ALONE) not in item_above(
        key.item
    ):
        return None
    return _secret(ask, key, case)


def _secret(ask: Asking, key: Key, case: Case) -> Verdict:
    """Whether one member is told what another told alone (13, 60, 62)."""
    no, perhaps = refused(ask, key)
    if no is not None:
        return Verdict(Outcome.REFER if case.emergency else Outcome.DENY, Reason.REFUSED, no)
    policies = [(c, t) for c, t in units_of(ask, key.to) if c.secrets is not None]
    found = strictest([_told_by(unit, speaks) for unit, speaks in policies])
    told = found or Verdict(Outcome.DENY, Reason.NO_DEFAULT)
    if perhaps is not None and told.outcome is Outcome.PERMIT:
        told = Verdict(Outcome.UNKNOWN, Reason.SWITCH_NOT_KNOWN, perhaps)
    return _EMERGENCY if case.emergency and told.outcome is not Outcome.PERMIT else told


def _told_by(unit: Any, speaks: Truth) -> Verdict:
    """What a unit of care says of it; one that keeps it changes nothing by speaking or not."""
    kept, code = secret_kept(unit, speaks)
    if speaks is None and unit.secrets is Secrets.KEPT:
        return Verdict(Outcome.DENY, Reason.NO_DEFAULT)
    return Verdict(_IF_KEPT.get(kept, kept), code, unit)


def units_of(ask: Asking, who: str) -> list[tuple[Any, Truth]]:
    """The units of care that somebody is a member of, and whether their clauses speak (7)."""
    bound = ask.frame.ways.bound
    units = [
        (unit, both([speaks, bound(unit.members or (Role.CLIENT,), who)]))
        for unit, speaks in ask.speaking("sharing.unit_of_care")
    ]
    return [(unit, truth) for unit, truth in units if truth is not False]


def strictest(found: list[Verdict]) -> Verdict | None:
    """Of several verdicts on one item, the one whose outcome comes first (6)."""
    return min(found, key=lambda verdict: WHOLE.index(verdict.outcome), default=None)


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


def _own(ask: Asking, key: Key, case: Case) -> Verdict:
    """A client tells what is theirs; of the others they tell what was agreed (12, 60-61)."""
    found: list[Verdict] = []
    if str(SharedItem.OTHER_MEMBERS) in item_above(key.item):
        for unit, speaks in units_of(ask, key.by):
            members = ask.frame.ways.bound(unit.members or (Role.CLIENT,), key.to)
            outside = both([speaks, None if members is None else not members])
            if outside is not False:
                found.append(_outside(unit, outside))
    told = strictest(found) or Verdict(Outcome.PERMIT, Reason.OWN_INFORMATION)
    if told.outcome is Outcome.PERMIT:
        return told
    if case.ground:
        return Verdict(Outcome.REFER, Reason.LEGAL_GROUND)
    return _EMERGENCY if case.emergency else told


def _outside(unit: Any, speaks: Truth) -> Verdict:
    """What a unit of care has its members say outside about each other."""
    if speaks is None:
        return Verdict(Outcome.UNKNOWN, Reason.SWITCH_NOT_KNOWN, unit)
    if unit.outside is None or isinstance(unit.outside, Unstated):
        return Verdict(Outcome.UNKNOWN, Reason.UNSTATED, unit)
    if unit.outside is Outside.NOTHING:
        return Verdict(Outcome.DENY, Reason.RULES, unit)
    return Verdict(Outcome.REFER, Reason.PERSON_DECIDES, unit)
