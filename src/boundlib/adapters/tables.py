"""Histories, decisions and measurements as tables for analysts: plain rows under fixed columns.

The columns stand in `boundlib.adapters.columns`. No table holds a name or free words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from boundlib.adapters.columns import COLUMNS
from boundlib.adapters.reviewing import reviews_of
from boundlib.adapters.table import Row, Table, table
from boundlib.amend import History, Offer, Version
from boundlib.diff import Change, diff
from boundlib.errors import expect, several
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import Assent, Decline, Proposal
from boundlib.model.binding import Between, OnDate
from boundlib.model.decision import Decision
from boundlib.times import zone
from boundlib.times.scalars import Calendar, Exact, Instant, expect_instant
from boundlib.times.spans import date_of, day_bounds
from boundlib.vocab import OfferState

NONE = -1
"""What stands for a number that there is none of."""


def tables(
    histories: Iterable[History], at: Instant, decisions: Iterable[Decision] = ()
) -> dict[str, Table]:
    """Every table, by its name.

    Args:
        histories: the histories of agreements, each of another one.
        at: the instant as which they are read: what is open or lapsed is so then, and what was done
            later is in no table.
        decisions: answers to be listed beside them.

    Raises:
        UsageError: one of them is no history, or no decision; or `at` is no instant.
    """
    expect(histories, Iterable, "histories", "Pass histories in a list, even where it is one.")
    expect_instant(at)
    found = list(histories)
    for one in found:
        expect(one, History, "histories", "Pass histories, as amend.fold and a ledger give them.")
    asked = several(decisions, "decisions", "Pass a list of decisions.", Decision)
    made = {
        "agreements": [row for h in found for row in _agreements(h, at)],
        "versions": [row for h in found for row in _versions(h, at)],
        "proposals": [row for h in found for row in _proposals(h, at)],
        "assents": [row for h in found for row in _assents(h, at)],
        "changes": [row for h in found for row in _changes(h, at)],
        "effects": [row for h in found for row in _effects(h, at)],
        "decisions": [_decision(answer) for answer in asked],
        "measurements": [row for h in found for row in _measurements(h, at)],
        "reviews": [row for h in found for row in _reviews(h, at)],
    }
    return {name: table(name, made[name]) for name in COLUMNS}


# --- calendar -------------------------------------------------------------------------------------


def month_of(agreement: Agreement, at: int) -> int:
    """The month of an instant in an agreement's own zone, such as 202605."""
    day = date_of(zone(agreement.zone), at)
    return day.year * 100 + day.month


def day_of(agreement: Agreement, at: int) -> int:
    """The day of an instant in an agreement's own zone, such as 20260531."""
    return month_of(agreement, at) * 100 + date_of(zone(agreement.zone), at).day


# --- rows -----------------------------------------------------------------------------------------


def _agreements(history: History, at: Instant) -> Iterator[Row]:
    ruling = history.in_force(at)
    adopted = [int(version.adopted_at) for version in _adopted(history, at)]
    ended = [int(ending.ends_at) for ending in history.endings if ending.ends_at <= at]
    states = [offer.state_at(at) for offer in history.offers.values()]
    yield (
        history.agreement,
        len(adopted),
        len(states) - states.count(None),
        states.count(OfferState.OPEN),
        NONE if ruling is None else ruling.number,
        min(adopted, default=NONE),
        max(adopted, default=NONE),
        max(ended, default=NONE) if history.over_at(at) else NONE,
    )


def _adopted(history: History, at: Instant) -> list[Version]:
    return [version for version in history.versions if version.adopted_at <= at]


def _versions(history: History, at: Instant) -> Iterator[Row]:
    for version in _adopted(history, at):
        yield (
            history.agreement,
            version.number,
            version.digest,
            int(version.adopted_at),
            month_of(version.agreement, version.adopted_at),
            int(version.in_force_from),
            int(version.line.recorded_at),
            len(version.agreement.clauses),
            version.offer or "",
        )


def _proposals(history: History, at: Instant) -> Iterator[Row]:
    answers = _answers(history, at)
    for digest, offer in history.offers.items():
        state = offer.state_at(at)
        if state is None:
            continue
        proposal = offer.proposal
        answer = next((a for a in answers.get(digest, ()) if a.by != proposal.by), None)
        yield (
            history.agreement,
            digest,
            proposal.by,
            _role(proposal.by, proposal.result),
            int(proposal.at),
            month_of(proposal.result, proposal.at),
            NONE if offer.base is None else offer.base.version,
            proposal.counters or "",
            len(proposal.merges),
            str(state),
            NONE if state is OfferState.OPEN else _closed_at(offer, at),
            NONE if answer is None else int(answer.at),
            "" if answer is None else answer.by,
            NONE if answer is None else max(0, int(answer.at) - int(proposal.at)),
        )


def _closed_at(offer: Offer, at: Instant) -> int:
    if offer.closed_at is not None and offer.closed_at <= at:
        return int(offer.closed_at)
    lapses = offer.proposal.lapses_at
    return NONE if lapses is None else int(lapses)


def _answers(history: History, at: Instant) -> dict[str, list[Any]]:
    """What answered each proposal by then, in order: assents, refusals and counter-proposals."""
    found: dict[str, list[Any]] = {}
    acts = (line.amendment for line in history.lines if line.amendment.at <= at)
    for act in sorted(acts, key=lambda act: act.at):
        if isinstance(act, Assent | Decline):
            found.setdefault(act.proposal, []).append(act)
        elif isinstance(act, Proposal) and act.counters is not None:
            found.setdefault(act.counters, []).append(act)
    return found


def _assents(history: History, at: Instant) -> Iterator[Row]:
    for digest, offer in history.offers.items():
        text = offer.proposal.result
        for yes in offer.assents:
            if yes.at > at:
                continue
            yield (
                history.agreement,
                digest,
                yes.party,
                _role(yes.party, text),
                str(yes.capacity),
                int(yes.at),
                month_of(text, yes.at),
                yes.method or "",
                len(yes.clauses) or NONE,
                int(yes.amendment == offer.proposal.id),
            )


def _pairs(history: History, at: Instant) -> Iterator[tuple[Version, Version]]:
    """Each version with the one that it followed."""
    for version in _adopted(history, at):
        base = history.by_digest.get(version.base or "")
        if base is not None:
            yield base, version


def _numbered(history: History, at: Instant) -> Iterator[tuple[Version, int, Change]]:
    for base, version in _pairs(history, at):
        found = history.kept.get(("changes", version.digest))
        if found is None:
            found = diff(base.agreement, version.agreement)
            history.kept[("changes", version.digest)] = found
        for number, change in enumerate(found, 1):
            yield version, number, change


def _changes(history: History, at: Instant) -> Iterator[Row]:
    for version, number, change in _numbered(history, at):
        yield (
            history.agreement,
            version.number,
            number,
            int(version.adopted_at),
            day_of(version.agreement, version.adopted_at),
            month_of(version.agreement, version.adopted_at),
            str(change.change),
            change.part,
            change.id or "",
            change.kind or "",
            _topic(change),
            change.field or "",
            str(change.direction),
        )


def _effects(history: History, at: Instant) -> Iterator[Row]:
    for version, number, change in _numbered(history, at):
        for party, effect in sorted(change.effects.items()):
            yield (
                history.agreement,
                version.number,
                number,
                month_of(version.agreement, version.adopted_at),
                _topic(change),
                party,
                _role(party, version.agreement),
                str(effect),
            )


def _topic(change: Change) -> str:
    return (change.kind or "").partition(".")[0]


def _role(party: str, agreement: Agreement) -> str:
    """The first role of a party; empty where the text does not speak of it any more."""
    found = next((p for p in agreement.parties if p.id == party), None)
    return "" if found is None else str(found.roles[0])


def _decision(answer: Decision) -> Row:
    first = answer.reasons[0] if answer.reasons else None
    at = answer.question.at
    day = date_of(zone(answer.basis.zone), at)
    return (
        answer.agreement.id,
        answer.agreement.version,
        answer.question.kind,
        int(at),
        day.year * 100 + day.month,
        str(answer.outcome),
        "" if first is None else str(first.code),
        "" if first is None else first.clause or "",
        NONE if answer.valid_until is None else int(answer.valid_until),
    )


def _measurements(history: History, at: Instant) -> Iterator[Row]:
    """Measured quantities of then or before that were not corrected since."""
    ruling = history.newest
    if ruling is None:
        return
    standing = [f for f in history.entered.values() if f.id not in history.replaced]
    for fact in standing:
        if fact.kind != "measured":
            continue
        taken = _earliest(fact.at, ruling.agreement)
        if taken > at:
            continue
        amount, unit = _amount(fact.amount)
        yield (
            history.agreement,
            fact.id,
            fact.quantity,
            taken,
            month_of(ruling.agreement, taken),
            amount,
            unit,
            fact.by or "",
        )


def _earliest(at: Instant | OnDate | Between, agreement: Agreement) -> int:
    if isinstance(at, OnDate):
        return day_bounds(zone(agreement.zone), at.on)[0]
    return int(at.not_before if isinstance(at, Between) else at)


def _amount(amount: Any) -> tuple[int, str]:
    if isinstance(amount, Exact):
        return int(amount), "seconds"
    if isinstance(amount, Calendar):
        return (amount.days, "days") if amount.days else (amount.months, "months")
    return int(amount), "number"


def _reviews(history: History, at: Instant) -> Iterator[Row]:
    for clause, due_at, held_at, kept, text in reviews_of(history, at):
        yield (
            history.agreement,
            clause,
            due_at,
            month_of(text, due_at),
            NONE if held_at is None else held_at,
            kept,
        )
