"""Questions about consent: to record, touch, release, and to the work (spec/sharing 51-59)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boundlib.decide.amounts import NEVER, Truth, both, either
from boundlib.decide.asking import Asking
from boundlib.decide.consents import Asked, consent_of, end_of, is_minor, is_parent
from boundlib.decide.gaps import in_gap
from boundlib.decide.settle import automatic, discretion
from boundlib.decide.telling import secret_kept, units_of
from boundlib.decide.what import What, answered, instant, not_applicable, unknown
from boundlib.declare.names import Unstated
from boundlib.model.sharing_answers import Consents
from boundlib.model.trees import item_above, item_reached_from, purpose_above
from boundlib.vocab import (
    Capacity,
    Duty,
    FactKind,
    Outcome,
    Reason,
    Role,
)

# --- recording and touch --------------------------------------------------------------------------


def may_record(ask: Asking) -> Outcome:
    """May this session be recorded now? Nothing is recorded unless it was agreed."""
    found = meant(ask, "sharing.recording")
    if not found:
        if ask.question.agreed is False:
            ask.because(Reason.SAID_NO)
        ask.because(Reason.NO_DEFAULT)
        return Outcome.DENY
    return _best(ask, found, lambda clause: _purpose(ask, clause))


def may_touch(ask: Asking) -> Outcome:
    """May there be touch now?"""
    found = meant(ask, "pace.touch")
    if not found:
        if ask.question.agreed is False:
            ask.because(Reason.SAID_NO)
            return Outcome.DENY
        ask.because(Reason.NOTHING_AGREED)
        return Outcome.NOT_APPLICABLE
    return _best(ask, found, lambda clause: _touch(ask, clause))


_ORDER = (Outcome.PERMIT, Outcome.REFER, Outcome.UNKNOWN, Outcome.DENY)


def meant(ask: Asking, kind: str) -> list[tuple[Any, Truth]]:
    """The clauses of a kind that speak: the one that is named, or all."""
    wanted = ask.question.clause
    return [(c, t) for c, t in ask.speaking(kind) if wanted in (None, c.id)]


def _best(ask: Asking, found: list[tuple[Any, Truth]], fits: Any) -> Outcome:
    """The best that one of the clauses says; a no of this time is no whatever was agreed."""
    if ask.question.agreed is False:
        ask.because(Reason.SAID_NO, found[0][0])
        return Outcome.DENY
    trials = []
    for clause, speaks in found:
        trial = ask.aside()
        outcome = _one(trial, clause, both([speaks, fits(clause)]))
        ask.stays_until(trial.until)
        trials.append((_ORDER.index(outcome), str(clause.id), trial))
    rank, _, best = min(trials, key=lambda t: t[:2])
    ask.take(best)
    return _ORDER[rank]


def _purpose(ask: Asking, clause: Any) -> Truth:
    if ask.question.purpose is None:
        return True if len(clause.purposes) == 1 else None
    return not set(clause.purposes).isdisjoint(purpose_above(ask.question.purpose))


def _touch(ask: Asking, clause: Any) -> Truth:
    if not clause.touches:
        return True
    if ask.question.touch is None:
        return None
    return ask.question.touch in clause.touches


def _one(ask: Asking, clause: Any, fits: Truth) -> Outcome:
    if fits is False:
        ask.because(Reason.NOT_FOR_THIS, clause)
        return Outcome.DENY
    truth = _all_consent(ask, clause)
    if truth is False:
        return Outcome.DENY
    if clause.each_time:
        ask.owe(Duty.ASK_EACH_TIME, clause)
        if ask.question.agreed is None:
            ask.because(Reason.NOT_ASKED, clause)
            ask.wait_for("agreed", clause)
            return Outcome.UNKNOWN
    if fits is None:
        ask.because(Reason.PURPOSE_NOT_STATED, clause)
        return Outcome.UNKNOWN
    if truth is None:
        return Outcome.UNKNOWN
    ask.because(Reason.CONSENTED, clause)
    _destroy(ask, clause)
    return Outcome.PERMIT


def _all_consent(ask: Asking, clause: Any) -> Truth:
    """Whether the consent stands of every signer, and of every member who must sign too."""
    signers = ask.frame.signers_of(clause) | _members(ask, clause, sure=True)
    perhaps = _members(ask, clause, sure=False) - signers
    everybody, rules = signers | perhaps, (Asked(clause.form),)
    truths: list[Truth] = []
    for who in sorted(everybody):
        consent = consent_of(ask, clause, who, everybody, rules, perhaps)
        truths.append(consent.truth if who in signers else either([consent.truth, None]))
        if consent.truth is not True:
            ask.because(consent.missing or Reason.NOT_CONSENTED, clause)
            ask.wait_for(FactKind.CONSENT_GIVEN, clause)
    return both(truths)


def _members(ask: Asking, clause: Any, *, sure: bool) -> frozenset[str]:
    """Of a recording in a unit of care: every member, unless it was agreed that one is enough.

    `sure`: of the units that certainly speak; otherwise of those that may.
    """
    if clause.kind != "sharing.recording":
        return frozenset()
    units = [
        unit for unit, speaks in ask.speaking("sharing.unit_of_care") if (speaks is True) is sure
    ]
    names = {who for u in units if u.all_sign is not False for who in u.members or (Role.CLIENT,)}
    return ask.frame.everybody(names)


def _destroy(ask: Asking, clause: Any) -> None:
    deleted = getattr(clause, "deleted", None)
    if deleted is None or isinstance(deleted, Unstated):
        return
    aside = ask.aside()
    due = end_of(aside, clause, deleted, ask.at)
    known = due is not None and due.low == due.high and deleted.from_ is not None
    when = instant(due.low) if due is not None and known and (due.low or 0) < NEVER else None
    ask.stays_until(aside.until)
    ask.owe(Duty.DESTROY_BY, clause, due=when)


# --- releasing, keeping, seeing alone -------------------------------------------------------------


def may_release(ask: Asking) -> Outcome:
    """Is this party's consent alone enough to release this? (52)"""
    clients = ask.frame.holders(Role.CLIENT)
    ask.people |= clients | ask.frame.holders(ask.question.by)
    theirs = _consents_for(ask, clients)
    if theirs is False:
        ask.because(Reason.NO_DEFAULT)
        return Outcome.DENY
    own = ask.frame.holders(ask.question.by) & clients or clients
    items = [path for item in ask.question.items for path in _released_with(ask, item)]
    truth = both([theirs, *(_alone(ask, clients, own, item) for item in items)])
    if truth is True:
        ask.because(
            Reason.OWN_INFORMATION
            if ask.frame.holds(ask.question.by, Role.CLIENT)
            else Reason.RULES
        )
        return Outcome.PERMIT
    return Outcome.DENY if truth is False else Outcome.UNKNOWN


def _consents_for(ask: Asking, clients: frozenset[str]) -> Truth:
    """Whether a consent of the asked party is a client's: their own, or the only client's."""
    who = ask.frame.holders(ask.question.by)
    if not who.isdisjoint(clients):
        return True
    found = {_acts(ask, p, clients) for p in ask.frame.agreement.parties if p.id in who}
    return found.pop() if len(found) == 1 else None if found else False


def _acts(ask: Asking, party: Any, clients: frozenset[str]) -> Truth:
    if clients != {party.acts_for}:
        return False
    if party.capacity is Capacity.AGENT:
        return True
    minor = is_minor(ask, party.acts_for, None)
    if minor is False:
        ask.because(Reason.OF_AGE)
    return minor


def _released_with(ask: Asking, item: str) -> list[str]:
    """An item and what a release of it covers beneath it."""
    ways = ask.frame.ways
    return [p for p in ways.beneath(item) if item in item_reached_from(p, ways.named_only)]


def _alone(ask: Asking, clients: frozenset[str], own: frozenset[str], item: str) -> Truth:
    """Whether nobody else's consent than that of these clients is needed for an item."""
    ruled = _others_sign(ask, own, item)
    truths: list[Truth] = [None if ruled is None else not ruled]
    units = ask.speaking("sharing.unit_of_care")
    if len(clients) > 1 and not units:
        ask.because(Reason.EVERY_MEMBER)
        return False
    for clause, speaks in units:
        members = ask.frame.everybody(clause.members or (Role.CLIENT,))
        if len(clients) > 1 or not members <= own:
            truths.append(_free(ask, clause, speaks, item))
    return both(truths)


def _free(ask: Asking, unit: Any, speaks: Truth, item: str) -> Truth:
    """Whether a unit of care lets one member release an item without the others."""
    own = not set(unit.own_items).isdisjoint(item_above(item))
    if unit.all_sign is False or own:
        return True
    ask.because(Reason.EVERY_MEMBER, unit)
    return False if speaks is True else None


def _others_sign(ask: Asking, own: frozenset[str], item: str) -> Truth:
    """Whether a rule asks for a signature besides the client's own, for every release of it."""
    truths: list[Truth] = []
    for rule, speaks in ask.speaking("sharing.release_rule"):
        covers = not rule.items or not set(rule.items).isdisjoint(item_above(item))
        added = ask.frame.everybody(rule.signers)
        if covers and not added <= own:
            ask.because(Reason.EVERY_MEMBER, rule)
            narrow = rule.by or rule.to or rule.purposes
            truths.append(speaks if not narrow else None)
    return either(truths)


def may_keep(ask: Asking) -> Outcome:
    """May the therapist keep from the others what this member told alone? (53)"""
    found = [(c, t) for c, t in units_of(ask, ask.question.by) if c.secrets is not None]
    if not found:
        ask.because(Reason.NOTHING_AGREED)
        return Outcome.NOT_APPLICABLE
    policies = [secret_kept(clause, speaks) for clause, speaks in found]
    for (clause, _), (_, code) in zip(found, policies, strict=True):
        ask.because(code, clause)
    outcomes = {outcome for outcome, _ in policies}
    return outcomes.pop() if len(outcomes) == 1 else Outcome.UNKNOWN


def may_see_alone(ask: Asking) -> Outcome:
    """May the therapist see this member alone? (54)"""
    asked = ask.frame.holders(ask.question.party)
    found = [(c, t) for c, t in units_of(ask, ask.question.party) if c.before_alone]
    if not found:
        ask.because(Reason.NOTHING_AGREED)
        return Outcome.NOT_APPLICABLE
    truths: list[Truth] = []
    for clause, speaks in found:
        members = ask.frame.everybody(clause.members or (Role.CLIENT,))
        # Of several who are asked about at once, each is one of the others of the next.
        for who in sorted(members - asked if len(asked) == 1 else members):
            consent = consent_of(ask, clause, who, members)
            if consent.truth is not True:
                ask.because(consent.missing or Reason.NOT_CONSENTED, clause)
                ask.wait_for(FactKind.CONSENT_GIVEN, clause)
            truths.append(consent.truth if speaks else either([consent.truth, None]))
        ask.because(Reason.RULES, clause)
    truth = both(truths)
    if ask.question.crisis and truth is not True:
        ask.because(Reason.EMERGENCY)
        return Outcome.REFER
    return {True: Outcome.PERMIT, False: Outcome.DENY, None: Outcome.UNKNOWN}[truth]


# --- the work itself ------------------------------------------------------------------------------


def consent_needed(ask: Asking) -> What:
    """Whose consent does the work need now, and whose is there? (57-58)"""
    care = ask.question.care
    found = [(c, both([t, _care(c, care)])) for c, t in ask.speaking("governance.consent")]
    found = [(clause, truth) for clause, truth in found if truth is not False]

    def fits(clause: Any) -> Truth:
        return _care(clause, care)

    if in_gap(ask, "governance.consent", fits):
        return What(Outcome.UNKNOWN)
    if not found:
        return not_applicable(ask)
    sure = _consents(ask, [clause for clause, truth in found if truth is True])
    wide = _consents(ask, [clause for clause, _ in found])
    for clause, truth in found:
        ask.because(Reason.RULES if truth else Reason.SWITCH_NOT_KNOWN, clause)
    if sure is None or wide is None:
        return What(Outcome.UNKNOWN)
    if sure != wide or not any(truth for _, truth in found):
        return unknown(ask, Reason.SWITCH_NOT_KNOWN, found[0][0], wide)
    if not sure.needed:
        ask.because(Reason.NOBODY_NEEDED, found[0][0])
    for clause, _ in found:
        for who in clause.tells:
            ask.owe(Duty.TELL_AFTERWARDS, clause, party=who)
    return answered(sure)


def _care(clause: Any, care: str | None) -> Truth:
    if not clause.care:
        return True
    return None if care is None else care in clause.care


def _consents(ask: Asking, clauses: Iterable[Any]) -> Consents | None:
    """Whose consent these clauses need; None: it is not known whose is there."""
    needed: dict[str, Truth] = {}
    forms: list[Any] = []
    for clause in clauses:
        signers = ask.frame.everybody(clause.needs)
        for who in sorted(signers):
            if _of_age(ask, who, clause):
                ask.because(Reason.OF_AGE, clause)
                continue
            rules = (Asked(clause.form, clause.holds),)
            consent = consent_of(ask, clause, who, signers, rules)
            if consent.truth is not True:
                ask.because(consent.missing or Reason.NOT_CONSENTED, clause, who)
                ask.wait_for(FactKind.CONSENT_GIVEN, clause)
            needed[who] = both([needed.get(who, True), consent.truth])
        forms += [form for form in clause.form if form not in forms]
    if None in needed.values():
        return None
    return Consents(
        needed=tuple(sorted(needed)),
        given=tuple(sorted(who for who, truth in needed.items() if truth)),
        missing=tuple(sorted(who for who, truth in needed.items() if not truth)),
        form=tuple(forms),
    )


def _of_age(ask: Asking, who: str, clause: Any) -> bool:
    """Whether a guardian's or a parent's consent is no longer needed, as the client is of age."""
    clients = sorted(ask.frame.holders(Role.CLIENT))
    if len(clients) != 1 or who in clients:
        return False
    if not (ask.frame.holds(who, Role.GUARDIAN) or is_parent(ask, who, clients[0])):
        return False
    return is_minor(ask, clients[0], clause) is False


def may_take_part(ask: Asking) -> Outcome:
    """May this care begin or go on, as far as who may take part is concerned? (59)"""
    care = ask.question.care
    outcomes: set[Outcome] = set()
    for clause, speaks in ask.speaking("governance.eligibility"):
        fits = both([speaks, _care(clause, care)])
        if fits is False:
            continue
        held: Truth = ask.frame.truth(ask, clause.require, clause=clause)
        outcomes.add(_take(ask, clause, fits, held))
    if not outcomes:
        ask.because(Reason.NOTHING_AGREED)
        return Outcome.NOT_APPLICABLE
    order = (Outcome.DENY, Outcome.REFER, Outcome.UNKNOWN, Outcome.PERMIT)
    return next(outcome for outcome in order if outcome in outcomes)


def _take(ask: Asking, clause: Any, fits: Truth, held: Truth) -> Outcome:
    if held is True:
        ask.because(Reason.HOLDS, clause)
        return Outcome.PERMIT
    if held is None or fits is None:
        if not any(line.clause == clause.id for line in ask.reasons):
            ask.because(Reason.FACT_MISSING, clause)
        return Outcome.UNKNOWN
    if not automatic(clause.force):
        ask.because(discretion(clause.force), clause)
        return Outcome.REFER
    ask.because(Reason.DOES_NOT_HOLD, clause)
    return Outcome.DENY
