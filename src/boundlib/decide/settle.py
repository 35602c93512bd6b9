"""How a may-question is settled: the first line that applies (spec/decisions)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

import attrs

from boundlib.decide.amounts import NEVER, Truth
from boundlib.decide.asking import Asking
from boundlib.decide.subjects import Wanted
from boundlib.model.answers import Route
from boundlib.model.decision import Alternative, Next, Obligation, ReasonLine, WaitsFor
from boundlib.model.sharing_answers import ItemAnswer, NearMiss
from boundlib.vocab import Force, Outcome, Reason


@attrs.frozen
class Answer:
    """What is compared when the end of an answer is looked for, and beside it the reasons."""

    outcome: Outcome
    value: Any = None
    obligations: tuple[Obligation, ...] = ()
    waits_for: tuple[WaitsFor, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    next: Next | None = None
    route: Route | None = None
    items: tuple[ItemAnswer, ...] = ()
    near_miss: NearMiss | None = None
    reasons: tuple[ReasonLine, ...] = attrs.field(default=(), eq=False)
    turning: bool = attrs.field(default=False, eq=False)
    """Whether something was looked at that a later fact may turn."""


@attrs.frozen
class Line:
    """One clause's bearing on a may-question, looked at aside."""

    aside: Asking
    """What it rests on, and until when it certainly stays."""
    clause: Any
    truth: Truth
    """For a grant: whether it grants where it speaks. For a limit: whether it is kept."""
    automatic: bool = True
    """Whether it holds without anybody deciding."""
    why_not: Reason = Reason.NOT_GRANTED
    """The reason where the truth is no."""
    speaks: Truth = True
    """Whether it speaks at all now; one that does not may do so later."""


class Said(Enum):
    """What the lines of one kind of grant say together."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    SILENT = "silent"
    """None of them speaks."""
    IF_ANY = "if_any"
    """None of them is known to speak, and each says yes if it does."""


def automatic(force: Any) -> bool:
    """Whether an effect holds without anybody deciding; absent: it does."""
    return force is None or force is Force.AUTOMATIC


def discretion(force: Any) -> Reason:
    """Who must decide where an effect is not automatic."""
    return Reason.BY_ARRANGEMENT if force is Force.BY_ARRANGEMENT else Reason.PERSON_DECIDES


def said(lines: Iterable[Line]) -> Said:
    """What grants of one kind say: one yes is enough."""
    speaking = [line for line in lines if line.speaks is not False]
    sure = [line for line in speaking if line.speaks is True]
    perhaps = [line for line in speaking if line.speaks is None]
    if any(line.truth is True for line in sure):
        return Said.YES
    if any(line.truth is None for line in sure):
        return Said.UNSURE
    if sure:
        return Said.NO if all(line.truth is False for line in perhaps) else Said.UNSURE
    if not perhaps:
        return Said.SILENT
    return Said.IF_ANY if all(line.truth is True for line in perhaps) else Said.UNSURE


def settle(ask: Asking, grants: list[list[Line]], limits: list[Line]) -> Outcome:
    """The outcome by lines 5 to 9, resting on the lines that decide it and on no others.

    `grants` holds one group per kind of grant: one of each group is enough, and every group that
    speaks needs one.
    """
    groups = [_Group(group) for group in grants]
    if _permitted(groups, limits):
        _rest_on_permit(ask, groups, limits)
        return Outcome.PERMIT
    if ask.wanted is Wanted.PERMIT and _blocked(ask, groups, limits):
        return Outcome.DENY
    if _denied(ask, grants, limits):
        return Outcome.DENY
    # Everything looked at can change any other outcome.
    for line in [*(line for group in grants for line in group), *limits]:
        ask.stays_until(line.aside.until)
    open_to = _discretionary(groups, limits)
    if open_to:
        for line in open_to:
            ask.because(discretion(getattr(line.clause, "force", None)), line.clause)
            ask.take(line.aside)
        return Outcome.REFER
    unsure = [line for group in groups if group.said is not Said.YES for line in group.unsure()]
    unsure += [line for line in limits if line.speaks is not False and line.truth is None]
    for line in unsure:
        ask.take(line.aside)
        said = any(r.clause == line.clause.id for r in ask.reasons)
        if not said and not line.aside.reasons:
            ask.because(Reason.FACT_MISSING, line.clause)
    if unsure:
        return Outcome.UNKNOWN
    for line in [*(line for group in grants for line in group), *limits]:
        ask.pass_over(line.aside)
    ask.because(Reason.NOTHING_AGREED)
    return Outcome.NOT_APPLICABLE


class _Group:
    """The lines of one kind of grant."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.said = said(line for line in lines if line.automatic)
        self.silent = said(lines) is Said.SILENT

    def granting(self) -> list[Line]:
        return [x for x in self.lines if x.automatic and x.truth is True and x.speaks is True]

    def passes(self) -> bool:
        """Whether it lets the contact pass, as far as it is concerned."""
        return (
            self.said is Said.YES
            or self.silent
            or (
                self.said is Said.IF_ANY
                and all(x.automatic or x.speaks is False for x in self.lines)
            )
        )

    def unsure(self) -> list[Line]:
        return [
            line
            for line in self.lines
            if line.speaks is None or (line.speaks and line.truth is None)
        ]


def _permitted(groups: list[_Group], limits: list[Line]) -> bool:
    """Line 6: a yes of every kind of grant that speaks, and no limit that is not kept."""
    if any(line.speaks is not False and line.truth is not True for line in limits):
        return False
    # By arrangement alone is no automatic yes, so a kind must be silent as a whole to be let pass.
    return all(g.passes() for g in groups) and any(g.said is Said.YES for g in groups)


def _blocked(ask: Asking, groups: list[_Group], limits: list[Line]) -> bool:
    """Whether one thing keeps it from being permitted, and then as long as it does."""
    ends = [
        line.aside.until for line in limits if line.speaks is not False and line.truth is not True
    ]
    ends += [_soonest([x.aside.until for x in g.lines]) for g in groups if not g.passes()]
    if ends:
        ask.stays_until(_latest(ends))
    return bool(ends)


def _rest_on_permit(ask: Asking, groups: list[_Group], limits: list[Line]) -> None:
    for group in groups:
        granting = group.granting()
        for line in granting:
            ask.because(Reason.GRANTED, line.clause)
            ask.take(line.aside)
        if granting:
            # As long as one of them says yes, so does their kind.
            ask.stays_until(_latest([line.aside.until for line in granting]))
        else:
            for line in group.lines:
                ask.stays_until(line.aside.until)
                ask.pass_over(line.aside)
    for line in limits:
        ask.stays_until(line.aside.until)
        if line.speaks is not False:
            ask.because(Reason.LIMIT_KEPT, line.clause)
            ask.take(line.aside)
        else:
            ask.pass_over(line.aside)


def _denied(ask: Asking, grants: list[list[Line]], limits: list[Line]) -> bool:
    """Line 5. A no stands as long as one thing that makes it stands."""
    shut = [
        [line]
        for line in limits
        if line.speaks is not False and line.truth is False and line.automatic
    ]
    shut += [group for group in grants if said(group) is Said.NO]
    if not shut:
        return False
    waits = []
    for lines in shut:
        for line in lines:
            if line.speaks is not False:
                ask.because(line.why_not, line.clause)
            ask.take(line.aside, waits=False)
        waits.append([w for line in lines if line.speaks is not False for w in line.aside.waits])
    ends = [_soonest([line.aside.until for line in lines]) for lines in shut]
    # A fact alone changes the answer only if everything that makes it waits for that fact.
    ask.waits += [w for w in waits[0] if all(w in others for others in waits[1:])]
    lasting = (
        ends
        if ask.wanted is not Wanted.ALL
        else [e for e, w in zip(ends, waits, strict=True) if not w]
    )
    ask.stays_until(_latest(lasting) if lasting else _soonest(ends))
    return True


def _soonest(ends: list[int | None]) -> int | None:
    return min((end for end in ends if end is not None), default=None)


def _latest(ends: list[int | None]) -> int:
    return max(NEVER if end is None else end for end in ends)


def _discretionary(groups: list[_Group], limits: list[Line]) -> list[Line]:
    """The lines on which a person decides: grants by arrangement, limits that may be applied."""
    out = []
    for group in groups:
        if group.said is not Said.YES:
            out += [
                line
                for line in group.lines
                if not line.automatic and line.truth is True and line.speaks is True
            ]
    out += [
        line
        for line in limits
        if line.speaks is not False and not line.automatic and line.truth is False
    ]
    return out
