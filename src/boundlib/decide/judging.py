"""How another clause classes an event: what a tally or a condition may ask of it."""

from __future__ import annotations

from boundlib.decide.amounts import Truth
from boundlib.decide.asking import Asking
from boundlib.decide.subjects import Subject


def judged(ask: Asking, name: str, wanted: str, subject: Subject) -> Truth:
    """Whether the clause of that id classes the event so; not known where it cannot tell."""
    clause = ask.frame.clauses.get(name)
    judge = ask.frame.judges.get(getattr(clause, "kind", ""))
    if clause is None or judge is None:
        return None
    answer = judge(ask, clause, subject)
    return None if answer is None else answer == wanted
