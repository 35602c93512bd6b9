"""The work, its steps, its sessions and the people around (spec/findings)."""

from __future__ import annotations

from collections.abc import Iterator

from boundlib.findings.looking import At, Whole, finding, is_unstated
from boundlib.model.algebra import PhaseLeaf
from boundlib.model.network import NetworkRole
from boundlib.model.session import SessionFrame
from boundlib.model.work import WorkDuty, WorkExpectation, WorkHomework, WorkRitual, WorkTransition
from boundlib.vocab import SHOWN_BY, Event, Privacy, Ritual, Role, Strength

_SIDE = (Role.THERAPIST, Role.PRACTICE, Role.COVER)


@finding(
    "homework_without_review",
    "nothing says when this task is gone through",
    hint="write `review`, so that it can be changed, dropped or kept",
)
def homework_without_review(whole: Whole) -> Iterator[At]:
    """Homework has no review, or one that is left open."""
    for path, clause in whole.all(WorkHomework):
        if clause.review is None:
            yield At(path)
        elif is_unstated(clause.review):
            yield At((*path, "review"))


@finding(
    "promised_by_client",
    "this reads as if a client owed the work a promise",
    hint="write `aim`: nothing is overdue for a client, whatever it says",
)
def promised_by_client(whole: Whole) -> Iterator[At]:
    """A duty or ritual is promised, and it names nobody of the therapist's side."""
    for path, clause in whole.any(WorkDuty, WorkRitual):
        client = any(whole.stands_for(who, Role.CLIENT) for who in clause.by)
        theirs = any(whole.stands_for(who, role) for who in clause.by for role in _SIDE)
        if clause.strength is Strength.PROMISE and client and not theirs:
            yield At((*path, "strength"))


@finding(
    "reflection_shared",
    "what somebody writes for themselves is seen by both sides without being asked",
    hint="write `chosen`, so that whoever writes it says each time what is shown",
)
def reflection_shared(whole: Whole) -> Iterator[At]:
    """A reflection is shared by default."""
    for path, clause in whole.all(WorkRitual):
        if clause.ritual is Ritual.REFLECTION and clause.privacy is Privacy.SHARED:
            yield At((*path, "privacy"))


@finding(
    "one_phase_only",
    "this has one phase, so nothing can follow it",
    hint="add the phase that is hoped for next, or say the same in the clauses it is about",
    note=True,
)
def one_phase_only(whole: Whole) -> Iterator[At]:
    """A transition has a single phase."""
    for path, clause in whole.all(WorkTransition):
        if len(clause.ladder.steps) == 1:
            yield At((*path, "ladder", "steps"))


@finding(
    "phase_not_agreed",
    "this names a phase that no transition has",
    hint="use the id of a phase of a `work.transition`; otherwise somebody has to record it",
)
def phase_not_agreed(whole: Whole) -> Iterator[At]:
    """Where there are transitions, a condition names a phase that is none of theirs."""
    agreed = {s.id for _, clause in whole.all(WorkTransition) for s in clause.ladder.steps}
    for path, leaf in whole.all(PhaseLeaf):
        if agreed and leaf.phase not in agreed:
            yield At((*path, "phase"))


@finding(
    "several_speak_on_it",
    "more than one speaks on the same subject, so advice may differ",
    hint="name one, or say in `refers_to` to whom the others send it",
)
def several_speak_on_it(whole: Whole) -> Iterator[At]:
    """A subject stands in the clauses of different people."""
    speakers: dict[str, set[str]] = {}
    for _, clause in whole.all(NetworkRole):
        for subject in clause.speaks_on:
            held = [p.id for who in clause.who for p in whole.holders(who)] or clause.who
            speakers.setdefault(subject, set()).update(held)
    for path, clause in whole.all(NetworkRole):
        for number, subject in enumerate(clause.speaks_on):
            if len(speakers[subject]) > 1:
                yield At((*path, "speaks_on", number))


@finding(
    "frame_left_open",
    "this says neither how long sessions are nor how often they come",
    hint="write `length`, and `often` or `every`",
    note=True,
)
def frame_left_open(whole: Whole) -> Iterator[At]:
    """A frame of sessions has no length and no rhythm."""
    for path, clause in whole.all(SessionFrame):
        if clause.length is None and clause.often is None and clause.every is None:
            yield At(path)


_GIVEN = {"due": (), "every": (Event.ACT,), "review": (), "takes": ()}
"""Amounts of time of the work, and the events that are known there besides recorded ones."""


@finding(
    "event_never_comes",
    "this is counted from an event that no record shows, so by when it is stays unknown",
    hint="count it from an event that is recorded, such as `session_ended` or `reviewed`",
)
def event_never_comes(whole: Whole) -> Iterator[At]:
    """By when something is due is counted from what nothing there can tell."""
    kinds = WorkDuty, WorkExpectation, WorkHomework, WorkRitual
    for path, clause in whole.any(*kinds):
        for name, given in _GIVEN.items():
            event = getattr(getattr(clause, name, None), "from_", None)
            if isinstance(event, Event) and event not in (*SHOWN_BY, *given):
                yield At((*path, name, "from"))


FINDINGS = (
    homework_without_review,
    promised_by_client,
    reflection_shared,
    phase_not_agreed,
    several_speak_on_it,
    one_phase_only,
    frame_left_open,
    event_never_comes,
)
"""What is looked for here."""
