"""Whether agreed reviews took place: each time one was due, and when it was held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boundlib.amend import History
from boundlib.decide.reviewing import covers
from boundlib.errors import UsageError
from boundlib.model.agreement import Agreement
from boundlib.model.governance_questions import GovernanceReviewDue
from boundlib.model.renegotiating import GovernanceReview
from boundlib.model.reviewed import ReviewHeld
from boundlib.times.scalars import Instant
from boundlib.vocab import FactKind, Outcome

Reviewed = tuple[str, int, int | None, str, Agreement]
"""The clause, when it was due, when it was held, whether that kept it, and the text."""

MOST = 10_000
"""A bound on the reviews of one clause that no real agreement meets."""


def reviews_of(history: History, at: Instant) -> Iterator[Reviewed]:
    """Every review that fell due, or is the next to fall due, up to an instant."""
    begun: dict[str, int] = {}
    for version in history.versions:
        for clause in version.agreement.clauses:
            if clause.kind == "governance.review" and version.in_force_from <= at:
                begun.setdefault(clause.id, int(version.in_force_from))
    for name, start in sorted(begun.items()):
        yield from _of_clause(history, name, start, at)


def _of_clause(history: History, clause: str, start: int, at: Instant) -> Iterator[Reviewed]:
    held, turns = _held(history, clause), _turns(history, clause, at)
    due = _due(history, clause, start)
    for _ in range(MOST):
        took_place, counts = next((h for h in held if start < h[0] <= at), (None, True))
        turn = next((t for t in turns if t > start), None)
        if turn is not None and (took_place is None or turn < took_place):
            then = _due(history, clause, turn)
            if due is not None and due[0] < turn and (then is None or then[0] != due[0]):
                yield clause, due[0], None, "no", due[1]  # something else is asked for now
            start, due = turn, then
            continue
        if took_place is None:
            if due is not None:
                yield clause, due[0], None, "open" if due[0] >= at else "no", due[1]
            return
        then = _due(history, clause, took_place)
        # One of other parts counts where it was asked for: then something else is due.
        if due is not None and (counts or then is None or then[0] != due[0]):
            yield clause, due[0], took_place, "yes" if took_place <= due[0] else "late", due[1]
        start, due = took_place, then


def _turns(history: History, clause: str, at: Instant) -> list[int]:
    """When what is due may change without a review: by a version, an end, an act or a request."""
    named: list[Any] = [c for v in history.versions for c in v.agreement.clauses if c.id == clause]
    kinds = {FactKind.REVIEW_REQUESTED, *(e.fact for c in named for e in getattr(c, "after", ()))}
    facts = [f.at for f in history.record().facts if f.kind in kinds and isinstance(f.at, Instant)]
    versions = [version.in_force_from for version in history.versions]
    ends = [ending.ends_at for ending in history.endings]
    return sorted({int(turn) for turn in (*versions, *ends, *facts) if turn <= at})


def _due(history: History, clause: str, at: int) -> tuple[int, Agreement] | None:
    """By when the next review is due, as it stood then, and the text; None: nobody can say."""
    text = history.text_at(Instant(at))
    if text is None or all(other.id != clause for other in text.clauses):
        return None
    question = GovernanceReviewDue(at=Instant(at), clause=clause)
    try:
        answer = history.decide(question)
    except UsageError:
        return None
    latest = getattr(answer.value, "max", None)
    if answer.outcome is not Outcome.ANSWERED or not isinstance(latest, Instant):
        return None
    return int(latest), text


def _held(history: History, clause: str) -> list[tuple[int, bool]]:
    """When reviews were held, of times that are exact, and whether each counts for a clause."""
    return sorted(
        (int(fact.at), _is_of(history, fact, clause))
        for fact in history.record().facts
        if isinstance(fact, ReviewHeld)
        and isinstance(fact.at, Instant)
        and fact.id not in history.replaced
    )


def _is_of(history: History, fact: ReviewHeld, clause: str) -> bool:
    """Whether it counts for the clause, as that read then."""
    text = history.text_at(fact.at) if isinstance(fact.at, Instant) else None
    there = () if text is None else text.clauses
    return any(
        isinstance(c, GovernanceReview) and c.id == clause and covers(c, fact) for c in there
    )
