"""Whether a clause lets something be told at an instant, and what is missing (spec/sharing 24-43).

What rests on nothing but dates and consents is worked out once for all time.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from boundlib.decide.amounts import Truth, both, either
from boundlib.decide.asking import Asking
from boundlib.decide.consents import Asked, Since, consent_of, is_minor, is_over, taken_back
from boundlib.decide.settle import automatic
from boundlib.decide.through import Through, through
from boundlib.decide.ways import Key, Way, Ways
from boundlib.model.algebra import CalendarTime, Elapsed
from boundlib.model.trees import item_above
from boundlib.times.spans import day_bounds
from boundlib.vocab import ChildSay, Event, FactKind, Reason, Role


@attrs.frozen
class Live:
    """What one clause says at an instant."""

    truth: Truth
    """Whether it lets it, as far as time, consent and conditions go."""
    missing: tuple[Reason, ...]
    """What is certainly missing."""
    open: bool
    """Whether something else of it is not known."""
    aside: Asking
    """What that rests on, and until when it certainly stays."""


@attrs.frozen
class Terms:
    """What a release is held to here: who signs, and by which rules."""

    signers: frozenset[str]
    perhaps: frozenset[str] = frozenset()
    """Who may have to sign too."""
    rules: tuple[Asked, ...] = ()
    static: bool = True
    """Whether nothing but dates and consents bears on it."""


NO_TERMS = Terms(frozenset())
RELEASE, REFUSAL = "sharing.release", "sharing.refusal"


def live(ask: Asking, way: Way, key: Key) -> Live:
    """What a clause says now."""
    clause = way.clause
    terms = terms_of(ask, clause, key) if clause.kind == RELEASE else NO_TERMS
    return says(ask, clause, terms)


def says(ask: Asking, clause: Any, terms: Terms) -> Live:
    """What a clause says now, held to these terms."""
    kept = always(ask, clause, terms)
    return _look(ask.aside(), clause, terms) if kept is None else kept.at(ask.at)


def always(ask: Asking, clause: Any, terms: Terms) -> Through[Live] | None:
    """What a clause says at any instant; None where more than dates and consents bear on it."""
    if not (terms.static and _is_static(clause)):
        return None
    kept, name = ask.frame.stretches, (clause.id, terms, ask.question.known)
    if name not in kept:
        kept[name] = through(ask, lambda there: _look(there, clause, terms))
    found: Through[Live] | None = kept[name]
    return found


def _look(aside: Asking, clause: Any, terms: Terms) -> Live:
    if clause.kind == RELEASE:
        return _release(aside, clause, terms)
    if clause.kind == REFUSAL:
        speaks = aside.speaks(clause)
        return Live(speaks, (), speaks is None, aside)
    return _other(aside, clause)


def _is_static(clause: Any) -> bool:
    simple = getattr(clause, "require", None) is None and _is_fixed(getattr(clause, "end", None))
    return simple and clause.when is None and clause.reading_of is None


def _is_fixed(end: Any) -> bool:
    """Whether dates and consents alone say when it comes."""
    if isinstance(end, CalendarTime | Elapsed):
        return end.extends_while is None and end.from_ in (None, Event.THERAPY_ENDED)
    return end is None or isinstance(end, date)


# --- what a release is held to --------------------------------------------------------------------


def terms_of(ask: Asking, clause: Any, key: Key) -> Terms:
    """Whose consent a release needs here, and what that consent is held to (25, 33)."""
    ways: Ways = ask.frame.ways
    ruling = ways.rules(key)
    units = ask.frame.by_kind.get("sharing.unit_of_care", ())
    signers = ask.frame.signers_of(clause)
    if not ruling and not units:
        return Terms(signers)
    perhaps: frozenset[str] = frozenset()
    rules: list[Asked] = []
    static = True
    for rule, fits in ruling:
        speaks = both([fits, _speaks(ask, rule)])
        static = static and _always(rule) and _is_fixed(rule.longest_term)
        if speaks is False:
            continue
        rules.append(Asked(rule.form, rule.longest_term, speaks is True))
        if rule.signers:
            signers, perhaps = _more(ask, signers, perhaps, rule.signers, speaks)
    for unit in units:
        speaks = _speaks(ask, unit)
        static = static and _always(unit)
        own = not set(unit.own_items).isdisjoint(item_above(key.item))
        if speaks is not False and unit.all_sign is not False and not own:
            members = unit.members or (Role.CLIENT,)
            signers, perhaps = _more(ask, signers, perhaps, members, speaks)
    return Terms(signers, perhaps - signers, tuple(rules), static)


def _more(
    ask: Asking, signers: frozenset[str], perhaps: frozenset[str], names: Any, speaks: Truth
) -> tuple[frozenset[str], frozenset[str]]:
    added = ask.frame.everybody(names)
    return (signers | added, perhaps) if speaks else (signers, perhaps | added)


def _always(clause: Any) -> bool:
    return clause.when is None and clause.valid is None and clause.reading_of is None


def _speaks(ask: Asking, clause: Any) -> Truth:
    aside = ask.aside()
    speaks = aside.speaks(clause)
    ask.stays_until(aside.until)
    ask.take(aside, reasons=False)
    return speaks


# --- a release ------------------------------------------------------------------------------------


def _release(aside: Asking, clause: Any, terms: Terms) -> Live:
    truths: list[Truth] = []
    missing: list[Reason] = []

    def note(truth: Truth, code: Reason) -> None:
        truths.append(truth)
        if truth is False:
            missing.append(code)
        elif truth is None:
            aside.because(code, clause)

    note(aside.speaks(clause), Reason.SWITCHED_OFF)
    if clause.start is not None:
        begins = day_bounds(aside.frame.zone, clause.start)[0]
        aside.stays_until(begins)
        note(aside.at >= begins, Reason.NOT_STARTED)
    everybody = terms.signers | terms.perhaps
    since: dict[str, Since] = {}
    lacking = False
    for who in sorted(everybody):
        given = consent_of(aside, clause, who, everybody, terms.rules, terms.perhaps)
        truth = given.truth if who in terms.signers else either([given.truth, None])
        note(truth, given.missing or Reason.NOT_CONSENTED)
        lacking = lacking or truth is not True
        if given.since is not None:
            since[who] = given.since
    if lacking:
        aside.wait_for(FactKind.CONSENT_GIVEN, clause)
    if clause.end is not None:
        _end(aside, clause, _latest(since, terms), note)
    return Live(both(truths), tuple(missing), None in truths, aside)


def _latest(since: dict[str, Since], terms: Terms) -> Since | None:
    """When the latest consent was given; one that is perhaps not needed is perhaps the latest."""
    if not since:
        return None
    sure = [low for who, (low, _) in since.items() if who in terms.signers]
    low = max(sure) if sure else min(low for low, _ in since.values())
    return low, max(high for _, high in since.values())


def _end(aside: Asking, clause: Any, since: Since | None, note: Any) -> None:
    if isinstance(clause.end, date):
        end = day_bounds(aside.frame.zone, clause.end)[1]
        aside.stays_until(end)
        note(aside.at < end, Reason.EXPIRED)
        return
    if since is None and getattr(clause.end, "from_", None) is None:
        return  # it runs from a consent that is not there
    over, code = is_over(aside, clause, clause.end, since)
    note(None if over is None else not over, code)


# --- other grants ---------------------------------------------------------------------------------


def _other(aside: Asking, clause: Any) -> Live:
    """A grant that the agreement itself makes (spec/sharing 41-43)."""
    missing: list[Reason] = []
    truths: list[Truth] = [aside.speaks(clause)]
    if truths[0] is False:
        missing.append(Reason.SWITCHED_OFF)
    back = taken_back(aside, clause)
    if back:
        missing.append(Reason.WITHDRAWN)
        truths.append(False)
        aside.wait_for(FactKind.CONSENT_GIVEN, clause)
    require = getattr(clause, "require", None)
    if require is not None:
        held: Truth = aside.frame.truth(aside, require, clause=clause)
        truths.append(held)
        if held is False:
            missing.append(Reason.DOES_NOT_HOLD)
    if clause.kind == "sharing.minor":
        _childs(aside, clause, truths, missing, back)
    return Live(both(truths), tuple(missing), None in truths, aside)


def _childs(
    aside: Asking,
    clause: Any,
    truths: list[Truth],
    missing: list[Reason],
    back: list[frozenset[str]],
) -> None:
    """Whether the client is a minor, and agrees where that was agreed."""
    clients = sorted(aside.frame.holders(Role.CLIENT))
    minor = is_minor(aside, clients[0], clause)
    truths.append(minor)
    if minor is False:
        missing.append(Reason.OF_AGE)
    if ChildSay.AGREES not in clause.child:
        return
    # Whoever acts for a client says nothing in their place here: it is the child's own word.
    everybody = frozenset(party.id for party in aside.frame.agreement.parties)
    found = [consent_of(aside, clause, who, everybody) for who in clients]
    agreed = either([consent.truth for consent in found])
    truths.append(agreed)
    if agreed is False:
        # One word of the child's brings back what they took back in both ways.
        if not (back and all(not each.isdisjoint(clients) for each in back)):
            missing.append(found[0].missing or Reason.NOT_CONSENTED)
        aside.wait_for(FactKind.CONSENT_GIVEN, clause)


def is_automatic(clause: Any) -> bool:
    """Whether it lets something be told of itself."""
    return automatic(getattr(clause, "force", None))
