"""Asking a history: the version in force answers, with the exceptions in force (20, 31, 36)."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from boundlib.amend.facts import record_of
from boundlib.amend.folding import known_at
from boundlib.amend.state import State, Version, with_exceptions
from boundlib.decide import Engine
from boundlib.decide.evaluate import answers_with_route
from boundlib.errors import UsageError, expect
from boundlib.model.agreement import Agreement, Party
from boundlib.model.decision import Decision
from boundlib.model.questions import Question
from boundlib.model.record import Coverage
from boundlib.times.scalars import Instant
from boundlib.vocab import Role


def decide(history: State, question: Any, complete: tuple[Coverage, ...] = ()) -> Decision:
    """The decision of the version in force, as it was known."""
    expect(question, Question, "question", "Pass a question, as from_dict(…, Question) gives.")
    seen = history if question.known is None else known_at(history, question.known)
    if seen.in_force(question.at) is None and not answers_with_route(question):
        raise _none_yet(seen)
    record = record_of(seen, complete)

    def ruling(at: int) -> tuple[Engine, int | None]:
        index = bisect_right(seen.turns, at)
        until = seen.turns[index] if index < len(seen.turns) else None
        return _engine(seen, Instant(at)), until

    engine, turns = ruling(int(question.at))
    return engine.decide(question, record, ruling=None if turns is None else ruling)


def engine_at(history: State, at: Instant) -> Engine:
    """The engine of the text that is read at an instant."""
    if history.in_force(at) is None:
        raise _none_yet(history)
    return _engine(history, at)


def _none_yet(history: State) -> UsageError:
    first = next((str(v.in_force_from) for v in history.reigns[1]), None)
    return UsageError(
        "no version is in force then.",
        where="at",
        next_step=f"Ask about a time from {first} on." if first else "Adopt a version first.",
    )


def _engine(history: State, at: Instant) -> Engine:
    """The engine at an instant; before the first version, of the first, or of no text at all."""
    ruling = history.in_force(at)
    if ruling is None:
        first = next(iter(history.reigns[1]), None)
        return Engine(_bare(history), digest=None) if first is None else _kept(history, first, ())
    return _kept(history, ruling, history.exceptions_at(at))


def _kept(history: State, version: Version, exceptions: tuple[Any, ...]) -> Engine:
    names = tuple(exception.id for exception in exceptions)
    key = ("engine", version.digest, names)
    found: Engine | None = history.kept.get(key)
    if found is None:
        text = with_exceptions(version, exceptions)
        found = history.keep(key, Engine(text, digest=version.digest, exceptions=names))
    return found


def _bare(history: State) -> Agreement:
    """Nothing was agreed yet; the way out in a crisis is there all the same."""
    return Agreement(
        id=history.agreement,
        version=1,
        zone="UTC",
        language="en",
        parties=(Party(id=Role.CLIENT, roles=(Role.CLIENT,)),),
        clauses=(),
    )
