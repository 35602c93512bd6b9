"""Where the work stands, as a page for the client: no totals, ranks or blame (spec/pace 44-48)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from boundlib.decide import Engine
from boundlib.errors import expect
from boundlib.explain.agreement import Section
from boundlib.explain.decision import answer_sentences
from boundlib.explain.route import route_sentences
from boundlib.explain.sharing import clients
from boundlib.explain.speaking import Voice, voice_for
from boundlib.explain.table import PHRASES, Phrases
from boundlib.model.agreement import AN_AGREEMENT, Agreement
from boundlib.model.governance_questions import GovernanceReviewDue
from boundlib.model.pace_questions import PaceStepNow
from boundlib.model.record import Record
from boundlib.model.work_questions import (
    WorkDue,
    WorkHomeworkNow,
    WorkMilestoneNow,
    WorkPhaseNow,
    WorkSetbackNow,
)
from boundlib.times.scalars import Instant
from boundlib.vocab import Outcome, Role
from boundlib.wire.digest import digest_if_read

Asked = tuple[str | None, Callable[..., Any]]
"""The kind of clause it is asked of, each by itself; None: it is asked once."""

SECTIONS: dict[str, tuple[Asked, ...]] = {
    "milestones": (("work.milestone", WorkMilestoneNow),),
    "steps": (("work.transition", WorkPhaseNow), ("pace.sequence", PaceStepNow)),
    "homework": (("work.homework", WorkHomeworkNow),),
    "open": ((None, WorkDue),),
    "setbacks": (("work.setback", WorkSetbackNow),),
    "review": (("governance.review", GovernanceReviewDue),),
}
"""The sections in their order, and what is asked for each."""


def explain_progress(
    agreement: Agreement,
    *,
    at: Instant,
    record: Record | None = None,
    reader: str | None = None,
    phrases: Phrases = PHRASES,
) -> tuple[Section, ...]:
    """Where the work stands: milestones, steps, homework, what is open on each side, what was
    agreed for setbacks, the next review; the client's right to stop first, the crisis route last.

    It says only what decisions say: what is not known is said to be so, and is no no.

    Args:
        agreement: what was agreed.
        at: when.
        record: what happened.
        reader: who reads it, a party id or a role; absent: the client.
        phrases: the words of a language; absent: English.

    Raises:
        UsageError: the record is another agreement's, or the reader is no party and no role.
    """
    expect(agreement, Agreement, "agreement", AN_AGREEMENT)
    expect(at, Instant, "at", "Pass an Instant, as Instant.parse gives.")
    voice = voice_for(agreement, phrases, reader, Role.CLIENT)
    engine = Engine(agreement, digest=digest_if_read(agreement))
    client = clients(voice)
    found = [("stop", [voice.said(f"progress.{key}", client=client) for key in ("stop", "about")])]
    for name, asked in SECTIONS.items():
        said = [line for each in asked for line in _said(voice, engine, record, at, each)]
        found.append((name, said))
    where = engine.decide(WorkDue(at=at), record).route
    if where is not None:
        found.append(("crisis", route_sentences(voice, where, lead="route.lead")))
    return tuple(
        Section(voice.say(f"progress.section.{name}"), tuple(lines))
        for name, lines in found
        if lines
    )


def _said(
    voice: Voice, engine: Engine, record: Record | None, at: Instant, asked: Asked
) -> Iterator[str]:
    """What the decisions say, clause by clause; nothing where nothing was agreed."""
    kind, question = asked
    for clause in voice.agreement.clauses:
        if kind is None or clause.kind == kind:
            named = {} if kind is None else {"clause": clause.id}
            decision = engine.decide(question(at=at, **named), record)
            if decision.outcome is not Outcome.NOT_APPLICABLE:
                if kind is not None:
                    yield voice.heading("progress.of", id=clause.id)
                yield from answer_sentences(voice, decision)
            if kind is None:
                return
