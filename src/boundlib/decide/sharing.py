"""Questions about who may be told what (spec/sharing)."""

from __future__ import annotations

from typing import Any

from boundlib.decide.asking import Asking
from boundlib.decide.frame import FIVE_YEARS, HORIZON
from boundlib.decide.owing import EMERGENCY, owe_on_ground
from boundlib.decide.standing import binds
from boundlib.decide.subjects import Wanted
from boundlib.decide.telling import WHOLE, Case, Verdict, told
from boundlib.decide.ways import THERAPISTS, Key, Ways
from boundlib.decide.what import What, answered
from boundlib.declare import filled
from boundlib.model.sharing_answers import (
    ItemAnswer,
    NearMiss,
    Recipients,
    Shared,
    SharedThing,
    Stretch,
    Stretches,
)
from boundlib.model.trees import purpose_above
from boundlib.times.scalars import Instant
from boundlib.times.spans import calendar_time
from boundlib.vocab import Outcome, Reason, Role, SharedItem

MOST_STRETCHES = 1000
"""How many stretches an answer lists; no real release begins and ends so often in five years."""


def case_of(ask: Asking) -> Case:
    """What holds for every item of a question alike."""
    question = ask.question
    return Case(
        binding=binds(ask),
        emergency=bool(
            getattr(question, "emergency", None) or question.crisis or _declares(question)
        ),
        ground=getattr(question, "ground", None) is not None,
    )


def _declares(question: Any) -> bool:
    """Whether what is asked for is an emergency; that purpose is the declaration (18)."""
    asked = question.kind in ("sharing.may", "sharing.when")
    return asked and EMERGENCY in purpose_above(question.purpose)


def may(ask: Asking) -> What:
    """May this party tell that one about these items, for this purpose, now?"""
    question = ask.question
    ways: Ways = ask.frame.ways
    case = case_of(ask)
    items = dict.fromkeys(question.items)
    if ask.wanted is not Wanted.ITSELF:
        items = dict.fromkeys(path for item in items for path in ways.beneath(item))
    verdicts = {
        item: told(ask, Key(question.by, question.to, item, question.purpose), case)
        for item in items
    }
    client = ways.holds(question.by, (Role.CLIENT,))
    if not client and any(v.code is Reason.LEGAL_GROUND for v in verdicts.values()):
        owe_on_ground(ask)
    outcomes = {verdict.outcome for verdict in verdicts.values()}
    outcome = next(o for o in WHOLE if o in outcomes)
    looked_at, ask.reasons = ask.reasons, []
    for verdict in sorted(verdicts.values(), key=lambda v: WHOLE.index(v.outcome)):
        ask.because(verdict.code, verdict.clause)
    ask.reasons += [line for line in looked_at if line not in ask.reasons]
    opening = outcomes & {Outcome.PERMIT, Outcome.NOT_APPLICABLE}
    doubtful = any(ask.understood(o) is not o for o in sorted(opening))
    answers = tuple(_answer(item, verdict, doubtful) for item, verdict in verdicts.items())
    if doubtful:
        outcome = next(o for o in WHOLE if o in {answer.outcome for answer in answers})
    return What(outcome, items=answers, near_miss=_near(outcome, verdicts))


def _answer(item: str, verdict: Verdict, doubtful: bool) -> ItemAnswer:
    outcome, code = verdict.outcome, verdict.code
    if doubtful and outcome in (Outcome.PERMIT, Outcome.NOT_APPLICABLE):
        outcome, code = Outcome.UNKNOWN, Reason.NEWER_THAN_READER
    return filled(
        ItemAnswer,
        item=item,
        outcome=outcome,
        code=code,
        clause=None if verdict.clause is None else verdict.clause.id,
    )


def _near(outcome: Outcome, verdicts: dict[str, Verdict]) -> NearMiss | None:
    """Of the items that are denied for want of a grant, the first near miss (48)."""
    if outcome is not Outcome.DENY or any(v.code is Reason.REFUSED for v in verdicts.values()):
        return None
    found = [v.near for v in verdicts.values() if v.near is not None]
    if not found:
        return None
    clause, failed = min(found, key=lambda near: str(near[0].id))
    return NearMiss(clause=clause.id, failed=failed)


# --- the other way round --------------------------------------------------------------------------


def _tellers(ask: Asking) -> list[str]:
    """Everybody who could tell, but for a client: the therapist's side, and whom a clause names."""
    everybody = ask.frame.everybody((*THERAPISTS, *_concerned(ask)))
    return sorted(map(str, everybody - ask.frame.holders(Role.CLIENT)))


def _recipients(ask: Asking) -> list[str]:
    """Everybody who could be told, but for the client and the therapist's side (49)."""
    parties = (party.id for party in ask.frame.agreement.parties)
    everybody = ask.frame.everybody((Role.SUPERVISOR, *parties, *_concerned(ask)))
    ways: Ways = ask.frame.ways
    return sorted(str(who) for who in everybody if not ways.is_origin(who))


def _concerned(ask: Asking) -> set[str]:
    """Whoever a grant names, and whoever acts for those where it says so."""
    kinds = ("release", "third_party", "minor", "consultation")
    clauses = [c for k in kinds for c in ask.frame.by_kind.get(f"sharing.{k}", ())]
    named = {who for c in clauses for who in (*c.by, *c.to, *getattr(c, "onward", ()))}
    with_staff = [c for c in clauses if getattr(c, "staff", None)]
    meant = ask.frame.everybody(who for c in with_staff for who in (*c.by, *c.to))
    return named | {p.id for p in ask.frame.agreement.parties if p.acts_for in meant}


def who_may_see(ask: Asking) -> What:
    """Who may be told of this, for this purpose, now?"""
    question = ask.question
    purposes = [question.purpose] if question.purpose else list(ask.frame.ways.purposes())
    case = case_of(ask)
    tellers = _tellers(ask)
    may_be: list[str] = []
    perhaps: list[str] = []
    for who in _recipients(ask):
        keys = [Key(by, who, question.item, p) for by in tellers if by != who for p in purposes]
        verdicts = [told(ask, key, case) for key in keys if _named(ask, key)]
        outcomes = {verdict.outcome for verdict in verdicts}
        for verdict in verdicts:
            if verdict.outcome is not Outcome.DENY:
                ask.because(verdict.code, verdict.clause)
        if Outcome.PERMIT in outcomes:
            may_be.append(who)
        elif outcomes & {Outcome.REFER, Outcome.UNKNOWN}:
            perhaps.append(who)
    _settled(ask)
    return answered(Recipients(may=tuple(may_be), perhaps=tuple(perhaps)))


def what_may_see(ask: Asking) -> What:
    """What may this party be told now, by whom and what for?"""
    to = ask.question.to
    ways: Ways = ask.frame.ways
    case = case_of(ask)
    sure: list[SharedThing] = []
    perhaps: list[SharedThing] = []
    if not ways.is_origin(to):
        items = ways.beneath(str(SharedItem.RECORD))
        for by in _tellers(ask):
            if by in ask.frame.holders(to):
                continue
            for item in items:
                for purpose in ways.purposes():
                    key = Key(by, to, item, purpose)
                    if not _named(ask, key):
                        continue
                    found = told(ask, key, case)
                    if found.outcome is Outcome.DENY or found.clause is None:
                        continue
                    ask.because(found.code, found.clause)
                    thing = SharedThing(by=by, item=item, purpose=purpose, clause=found.clause.id)
                    (sure if found.outcome is Outcome.PERMIT else perhaps).append(thing)
    _settled(ask)
    return answered(Shared(may=tuple(sure), perhaps=tuple(perhaps)))


def _named(ask: Asking, key: Key) -> bool:
    """Whether any clause comes near it; nothing else is ever told."""
    return bool(ask.frame.ways.letting(key)) or bool(ask.frame.gaps("sharing.minor"))


def _settled(ask: Asking) -> None:
    """Nothing is told yet, so nothing is owed; and what nothing lets is never told."""
    ask.duties.clear()
    if not ask.reasons:
        ask.because(Reason.NO_DEFAULT)


def when(ask: Asking) -> What:
    """From when until when may this be told?"""
    question = ask.question
    key = Key(question.by, question.to, question.item, question.purpose)
    start = ask.at
    end = calendar_time(ask.frame.zone, start, HORIZON) or start
    stretches: list[tuple[int, int | None]] = []
    at: int | None = start
    while at is not None and at < end and len(stretches) < MOST_STRETCHES:
        then = ask.at_instant(at)
        verdict = told(then, key, case_of(then))
        permitted = verdict.outcome is Outcome.PERMIT
        ask.because(verdict.code, verdict.clause)
        if at == start:
            ask.stays_until(then.until)
        if permitted and stretches and stretches[-1][1] == at:
            stretches[-1] = stretches[-1][0], then.until
        elif permitted:
            stretches.append((at, then.until))
        ask.waits += [line for line in then.waits if line not in ask.waits]
        at = then.until
    if at is not None:  # what lies beyond comes within five years later
        ask.stays_until(at - FIVE_YEARS * 86_400)
    found = tuple(
        Stretch(
            start=None if begins == start else Instant(begins),
            end=None if ends is None or ends >= end else Instant(ends),
        )
        for begins, ends in stretches
    )
    return answered(Stretches(may=found))
