"""Whether agreed reviews took place: each time one was due, and when it was held."""

from __future__ import annotations

from collections.abc import Iterator

from boundlib.amend import History
from boundlib.errors import UsageError
from boundlib.model.agreement import Agreement
from boundlib.model.governance_questions import GovernanceReviewDue
from boundlib.model.reviewed import ReviewHeld
from boundlib.times.scalars import Instant
from boundlib.vocab import Outcome

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
    held = _held(history, clause)
    for _ in range(MOST):
        text = history.text_at(Instant(start))
        due = None if text is None else _due(history, text, clause, start)
        if text is None or due is None:
            return
        took_place = next((h for h in held if start < h <= at), None)
        if took_place is None:
            yield clause, due, None, "open" if due > at else "no", text
            return
        yield clause, due, took_place, "yes" if took_place <= due else "late", text
        start = took_place


def _due(history: History, text: Agreement, clause: str, at: int) -> int | None:
    """By when the next review is due, as it stood then; None: never, or nobody can say."""
    if all(other.id != clause for other in text.clauses):
        return None
    question = GovernanceReviewDue(at=Instant(at), clause=clause)
    try:
        answer = history.decide(question)
    except UsageError:
        return None
    latest = getattr(answer.value, "max", None) or getattr(answer.value, "min", None)
    if answer.outcome is not Outcome.ANSWERED or not isinstance(latest, Instant):
        return None
    return int(latest)


def _held(history: History, clause: str) -> list[int]:
    """When the reviews of a clause were held, of times that are exact."""
    return sorted(
        int(fact.at)
        for fact in history.record().facts
        if isinstance(fact, ReviewHeld)
        and isinstance(fact.at, Instant)
        and (not fact.clauses or clause in fact.clauses)
        and fact.id not in history.replaced
    )
