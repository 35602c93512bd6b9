"""One question at one instant, under every reading of what the text leaves open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import attrs

from boundlib.decide.answers import ANSWERS, MAY
from boundlib.decide.asking import Asking
from boundlib.decide.crisis import ring_refused, where_now
from boundlib.decide.frame import Frame
from boundlib.decide.may_contact import asked_contact, stopped
from boundlib.decide.pacing import needed_for_safety
from boundlib.decide.rituals import always_holds
from boundlib.decide.setbacks import what_stays
from boundlib.decide.settle import Answer
from boundlib.decide.standing import BINDING, standing
from boundlib.decide.subjects import Subject, Wanted
from boundlib.decide.topics import safety_stands
from boundlib.decide.what import NOTHING, What, answered
from boundlib.declare import changed
from boundlib.model.answers import Firsts
from boundlib.model.decision import Alternative, Next
from boundlib.model.sharing_answers import ItemAnswer
from boundlib.vocab import Outcome, Reason, Role, Standing

T = TypeVar("T")

MOST_READINGS = 16
"""How many combinations of readings are answered before the answer is unknown."""


@attrs.frozen
class _Run:
    """One evaluation of a question under one reading."""

    ask: Asking
    what: What


def evaluate(
    frame: Frame, question: Any, at: int, digest: str | None, wanted: Wanted = Wanted.ALL
) -> tuple[Answer, Asking, int | None]:
    """The answer at an instant, what it rests on, and until when it certainly stays."""
    runs: list[_Run] = []
    for run in _readings(frame, question, at, digest, wanted):
        runs.append(run)
        if len(runs) > MOST_READINGS:
            break
    asked = runs[0].ask
    until = asked.until
    for run in runs[1:]:
        asked.facts.update(run.ask.facts)
        asked.tables.update(run.ask.tables)
        until = sooner(until, run.ask.until)
    return _merged(runs), asked, until


def outcome_at(
    frame: Frame,
    question: Any,
    at: int,
    digest: str | None,
    wanted: Wanted = Wanted.OUTCOME,
) -> tuple[Outcome, int | None]:
    """The bare outcome at an instant, and until when it certainly stays."""
    first: Outcome | None = None
    until: int | None = None
    for count, run in enumerate(_readings(frame, question, at, digest, wanted), 1):
        outcome = run.what.outcome
        if wanted is Wanted.PERMIT and outcome is not Outcome.PERMIT:
            return Outcome.UNKNOWN, run.ask.until  # one reading is enough to keep it from that
        until = sooner(until, run.ask.until)
        first = first or outcome
        if outcome is not first or count > MOST_READINGS:
            return Outcome.UNKNOWN, until
    return first or Outcome.UNKNOWN, until


def sooner(one: int | None, other: int | None) -> int | None:
    """The earlier of two instants, where None is never."""
    return other if one is None else one if other is None else min(one, other)


def _readings(
    frame: Frame, question: Any, at: int, digest: str | None, wanted: Wanted
) -> Iterator[_Run]:
    """The question under every reading of what the text leaves open, in a fixed order."""
    subject = _subject(frame, question)
    script: dict[str, int] = {}
    while True:
        ask = Asking(frame, question, at, dict(script), subject, wanted=wanted)
        yield _Run(ask, _once(ask, digest))
        choices = list(ask.choices)
        while choices and ask.script[choices[-1][0]] + 1 == len(choices[-1][1]):
            choices.pop()
        if not choices:
            return
        script = {name: ask.script[name] for name, _ in choices}
        script[choices[-1][0]] += 1


def _subject(frame: Frame, question: Any) -> Subject:
    """What the question says of what it is about."""
    channel = getattr(question, "channel", None)
    minutes = getattr(question, "minutes", None)
    return Subject(
        medium=frame.target(channel).medium or getattr(question, "medium", None),
        quantities={} if minutes is None else {"minutes": minutes},
    )


def _once(ask: Asking, digest: str | None) -> What:
    """The answer under one reading: crisis first, then standing, then the question's own way."""
    question = ask.question
    if answers_with_route(question):
        return where_now(ask)
    if question.crisis and question.kind in COSTS_NOTHING:
        ask.because(Reason.CRISIS_COSTS_NOTHING)
        return answered(Firsts()) if question.kind == "contact.first" else NOTHING
    held = standing(ask, digest)
    if held not in BINDING and not _answers_then(ask, held):
        stands = STANDS.get(question.kind, _nothing)(ask)
        if stands is None or stands.value is not None:
            ask.because(Reason.NOT_IN_FORCE, detail=held)
        if stands is None:
            return What(Outcome.UNKNOWN)
        outcome = ask.understood(stands.outcome)
        return stands if outcome is stands.outcome else What(outcome)
    may = MAY.get(question.kind)
    if may is None:
        what = ANSWERS[question.kind](ask)
        outcome = what.outcome if _is_right(ask) else ask.understood(what.outcome)
        return what if outcome is what.outcome else What(outcome)
    outcome = may(ask)
    if not _is_right(ask):
        outcome = ask.understood(outcome)
    return What(outcome, next=Next() if question.kind == "contact.may" else None)


def answers_with_route(question: Any) -> bool:
    """Whether a question is answered with the crisis route, whatever else it says."""
    declared = question.crisis and question.kind in CRISIS_FIRST
    return bool(declared or question.kind == "crisis.route")


def _answers_then(ask: Asking, held: Standing) -> bool:
    """Whether a question is answered although the agreement does not bind."""
    kind = ask.question.kind
    over = held in OVER and kind in AFTER_THE_END
    return kind in ALWAYS or over or _is_right(ask)


def _is_right(ask: Asking) -> bool:
    """Whether the question is of a right, or the client's use of one: it stands always."""
    question = ask.question
    if question.kind in RIGHTS:
        return True
    if getattr(question, "using", None) is not None:
        return ask.frame.stands_for_client(question.by)
    return question.kind in OWN_RIGHTS and ask.frame.holds(question.by, Role.CLIENT)


def _refused_contact(ask: Asking) -> What | None:
    contact = asked_contact(ask)
    return What(Outcome.DENY) if contact.target.stated and stopped(ask, contact) else None


def _refused_ring(ask: Asking) -> What | None:
    return What(Outcome.DENY) if ring_refused(ask) else None


def _said_no(ask: Asking) -> What | None:
    if ask.question.agreed is not False:
        return None
    ask.because(Reason.SAID_NO)
    return What(Outcome.DENY)


def _nothing(ask: Asking) -> What | None:
    return None


STANDS: dict[str, Callable[[Asking], What | None]] = {
    "contact.may": _refused_contact,
    "crisis.may_ring": _refused_ring,
    "pace.may_touch": _said_no,
    "sharing.may_record": _said_no,
    "work.may_share_reflection": always_holds,
    "work.setback_now": what_stays,
    "pace.may_raise": safety_stands,
    "pace.must_tell": needed_for_safety,
}
"""What is answered whether or not the agreement binds: what was refused, what stays."""

COSTS_NOTHING = frozenset({"contact.allowance_left", "contact.cost", "contact.first"})
"""Questions to which a declared crisis counts and costs nothing, and needs nothing first."""

CRISIS_FIRST = frozenset(
    {
        "contact.may",
        "contact.reply_due",
        "contact.reply_overdue",
        "contact.coaching",
        "contact.redirect",
        "crisis.route",
        "crisis.listed",
        "crisis.may_ring",
        "crisis.plan_next",
        "session.in_frame",
        "session.next",
        "work.setback_now",
        "pace.above_limit",
        "pace.what_now",
    }
)
"""Questions to which a declared crisis gives the crisis answer."""

ALWAYS = frozenset(
    {
        "crisis.route",
        "crisis.listed",
        "crisis.plan_next",
        "crisis.plan_current",
        "crisis.whereabouts",
        "governance.right_answer",
        "pace.what_now",
        "sharing.may",
        "sharing.may_access",
        "sharing.destroy_at",
        "sharing.what_may_see",
        "sharing.when",
        "sharing.who_may_see",
        "work.changed_by",
        "work.copy_current",
    }
)
"""Questions that are answered whether or not the agreement binds."""


RIGHTS = frozenset(
    {"crisis.may_withdraw", "governance.may_ask_review", "governance.rights", "pace.may_stop"}
)
"""Questions about rights: what a newer version added takes nothing from them."""

OWN_RIGHTS = frozenset({"governance.may_end", "pace.may_raise"})
"""Questions that are a right where the client asks for themselves."""

OVER = frozenset({Standing.ENDED, Standing.LAPSED, Standing.OUTSIDE_TERM})
"""The standings of an agreement that bound once."""

AFTER_THE_END = frozenset({"governance.ended_from", "governance.ending_owed"})
"""Questions about the end, which are asked after it too."""


def _merged(runs: list[_Run]) -> Answer:
    """One answer of all readings: theirs where they agree, else unknown with each of them."""
    answers = [_answer_of(run) for run in runs]
    first = answers[0]
    ask = runs[0].ask
    ask.reasons = _union(run.ask.reasons for run in runs)
    if len(runs) > MOST_READINGS:
        ask.because(Reason.TOO_MANY_READINGS)
        return Answer(Outcome.UNKNOWN, reasons=tuple(ask.reasons), next=first.next)
    waits = tuple(_union(answer.waits_for for answer in answers))
    if all(_says(answer) == _says(first) for answer in answers[1:]):
        # What follows under any reading follows.
        near = {answer.near_miss for answer in answers}
        return attrs.evolve(
            first,
            items=_items([answer.items for answer in answers]),
            near_miss=first.near_miss if len(near) == 1 else None,
            obligations=tuple(_union(answer.obligations for answer in answers)),
            waits_for=waits,
            alternatives=_alternatives(runs, answers),
            reasons=tuple(ask.reasons),
            turning=any(answer.turning for answer in answers),
        )
    for name in sorted({name for run in runs for name, _ in run.ask.choices}):
        head, _, field = name.partition(":")
        ask.because(Reason.UNSTATED if field else Reason.READINGS_DIFFER, head, field or None)
    return Answer(
        Outcome.UNKNOWN,
        waits_for=waits,
        alternatives=tuple(_union(_ways(r, a) for r, a in zip(runs, answers, strict=True))),
        next=first.next,
        items=_items([answer.items for answer in answers]),
        reasons=tuple(ask.reasons),
    )


def _says(answer: Answer) -> tuple[Any, ...]:
    """What readings may agree on, by whichever clause."""
    return answer.outcome, answer.value, [(line.item, line.outcome) for line in answer.items]


def _items(read: list[tuple[ItemAnswer, ...]]) -> tuple[ItemAnswer, ...]:
    """Each item as every reading answers it; unknown where they differ."""
    return tuple(
        _by_any(ways)
        if all(way.outcome is ways[0].outcome for way in ways)
        else ItemAnswer(item=ways[0].item, outcome=Outcome.UNKNOWN, code=Reason.READINGS_DIFFER)
        for ways in zip(*read, strict=True)
    )


def _by_any(ways: tuple[ItemAnswer, ...]) -> ItemAnswer:
    """One answer of those that say the same; the clause where it is the same under all readings.

    Of several codes the first by its name, so that the order of the clauses is none of it.
    """
    first = min(ways, key=lambda way: str(way.code))
    alike = all(way.clause == first.clause for way in ways)
    return first if alike else changed(first, clause=None)


def _union(lists: Iterable[Iterable[T]]) -> list[T]:
    return list(dict.fromkeys(item for part in lists for item in part))


def _alternatives(runs: list[_Run], answers: list[Answer]) -> tuple[Alternative, ...]:
    """The other answers beside one that all readings share, with the reading if they differ."""
    if all(answer.alternatives == answers[0].alternatives for answer in answers[1:]):
        return answers[0].alternatives
    return tuple(_union(_ways(r, a) for r, a in zip(runs, answers, strict=True) if a.alternatives))


def _ways(run: _Run, answer: Answer) -> list[Alternative]:
    """What an answer under one reading comes to as an alternative."""
    readings = run.ask.readings()
    if not answer.alternatives:
        return [Alternative(outcome=answer.outcome, value=answer.value, readings=readings)]
    return [changed(other, readings=readings) for other in answer.alternatives]


def _answer_of(run: _Run) -> Answer:
    what, ask = run.what, run.ask
    return Answer(
        what.outcome,
        what.value,
        tuple(ask.duties),
        tuple(ask.waits),
        what.alternatives,
        what.next,
        what.route,
        what.items,
        what.near_miss,
        tuple(ask.reasons),
        bool(ask.turning),
    )
