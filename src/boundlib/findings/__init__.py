"""A whole agreement and what a careful reader would remark (spec/findings).

Each finding is one function over the whole agreement. Nothing here computes an answer to a
question, and no message repeats what the two people wrote.
"""

from __future__ import annotations

from boundlib.errors import Part, Problem, expect
from boundlib.findings import (
    contact,
    crisis,
    governance,
    hours,
    measures,
    pace,
    parties,
    sharing,
    speaking,
    tiers,
    usual_form,
    words,
    work,
)
from boundlib.findings.looking import Around, Finding, Whole
from boundlib.findings.usual_form import alike_around, may_be_respelt, usual, usual_within
from boundlib.findings.usual_hours import same_week
from boundlib.model.agreement import AN_AGREEMENT, Agreement
from boundlib.model.jurisdictions import age_of_majority, binds_for_a_time

FINDINGS: tuple[Finding, ...] = (
    *crisis.FINDINGS,
    *contact.FINDINGS,
    *sharing.FINDINGS,
    *governance.FINDINGS,
    *measures.FINDINGS,
    *work.FINDINGS,
    *pace.FINDINGS,
    *speaking.FINDINGS,
    *tiers.FINDINGS,
    *words.FINDINGS,
    *parties.FINDINGS,
    *hours.FINDINGS,
    *usual_form.FINDINGS,
)
"""Everything that is looked for, the weightiest first."""


def findings(agreement: Agreement) -> tuple[Problem, ...]:
    """Everything a careful reader would remark, in document order.

    Raises:
        UsageError: it is no agreement.
    """
    return _found(agreement, FINDINGS)


def blocking(agreement: Agreement) -> tuple[Problem, ...]:
    """The findings with which an agreement may not be adopted; nothing else is looked for.

    Raises:
        UsageError: it is no agreement.
    """
    return _found(agreement, _BLOCKING)


def blocking_together(agreement: Agreement) -> tuple[Problem, ...]:
    """Those of them that turn on more than one clause by itself.

    Clauses of which each was adopted as it is cannot have others.

    Raises:
        UsageError: it is no agreement.
    """
    return _found(agreement, _TOGETHER)


_BLOCKING = tuple(each for each in FINDINGS if each.blocks_adoption)
_TOGETHER = tuple(each for each in _BLOCKING if not each.of_one_clause)


def _found(agreement: Agreement, looked_for: tuple[Finding, ...]) -> tuple[Problem, ...]:
    expect(agreement, Agreement, "agreement", AN_AGREEMENT)
    whole = Whole(agreement)
    found = [problem for each in looked_for for problem in each.problems(whole)]
    found.sort(key=lambda item: _order(item[0]))
    return tuple(problem for _, problem in found)


def _order(path: tuple[Part, ...]) -> list[tuple[int, str]]:
    """Items by their index, members by their name, as the canonical document has them."""
    return [(part, "") if isinstance(part, int) else (0, part) for part in path]


__all__ = [
    "FINDINGS",
    "Around",
    "Finding",
    "age_of_majority",
    "alike_around",
    "binds_for_a_time",
    "blocking",
    "blocking_together",
    "findings",
    "may_be_respelt",
    "same_week",
    "usual",
    "usual_within",
]
