"""The columns of every table, declared once: name, type, meaning.

A table holds no null: where there is nothing to say a text is empty and a number is -1, so that
every backend reads the same. Times are whole seconds since 1970 in UTC; days (`20260531`) and
months (`202605`) are those of the agreement's own zone, so that no backend has to know zones.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs


@attrs.frozen
class Column:
    """One column."""

    name: str
    type: type[str] | type[int]
    says: str


def _table(**columns: tuple[type[str] | type[int], str]) -> tuple[Column, ...]:
    return tuple(Column(name, kind, says) for name, (kind, says) in columns.items())


_AGREEMENT = (str, "The id of the agreement.")

COLUMNS: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "agreements": _table(
            agreement=_AGREEMENT,
            versions=(int, "How many versions were adopted."),
            proposals=(int, "How many proposals were made."),
            open=(int, "How many of them are open."),
            in_force=(int, "The number of the version in force; -1: none."),
            first_at=(int, "When the first version was adopted."),
            last_at=(int, "When the last version was adopted."),
            ended_at=(int, "When the work ended."),
        ),
        "versions": _table(
            agreement=_AGREEMENT,
            version=(int, "Its number."),
            digest=(str, "Its digest."),
            adopted_at=(int, "When it was adopted."),
            adopted_month=(int, "In which month."),
            in_force_from=(int, "From when it binds."),
            recorded_at=(int, "When that was written down."),
            clauses=(int, "How many clauses it has."),
            proposal=(str, "The digest of the proposal; empty: a consent was withdrawn."),
        ),
        "proposals": _table(
            agreement=_AGREEMENT,
            proposal=(str, "Its digest."),
            by=(str, "The party who made it."),
            role=(str, "The first role of that party."),
            made_at=(int, "When it was made."),
            made_month=(int, "In which month."),
            base=(int, "The number of the version it builds on; -1: it would be the first."),
            counters=(str, "The digest of the proposal it answers."),
            merges=(int, "How many proposals were merged into it."),
            state=(str, "How it stands."),
            closed_at=(int, "When it was closed."),
            answered_at=(int, "When another party first answered: assent, counter or decline."),
            answered_by=(str, "Who answered first."),
            seconds_to_answer=(int, "The time from the proposal to the first answer."),
        ),
        "assents": _table(
            agreement=_AGREEMENT,
            proposal=(str, "The digest of the proposal."),
            by=(str, "The party who assented."),
            role=(str, "The first role of that party."),
            capacity=(str, "In which capacity."),
            at=(int, "When."),
            month=(int, "In which month."),
            method=(str, "How."),
            clauses=(int, "To how many clauses; -1: to all of it."),
            own=(int, "1: by making the proposal; 0: by an assent."),
        ),
        "changes": _table(
            agreement=_AGREEMENT,
            version=(int, "The number of the newer version."),
            number=(int, "The change's place among those of its version, from 1."),
            adopted_at=(int, "When the newer version was adopted."),
            day=(int, "On which day."),
            month=(int, "In which month."),
            change=(str, "added, removed, altered, moved."),
            part=(str, "clause, party, timetable, measure, agreement."),
            id=(str, "The id of the part."),
            kind=(str, "The kind of the clause."),
            topic=(str, "The topic of the clause."),
            field=(str, "The member, by its path inside the part."),
            direction=(str, "tightened, loosened, shifted, neutral."),
        ),
        "effects": _table(
            agreement=_AGREEMENT,
            version=(int, "The number of the newer version."),
            number=(int, "The change's place, as in `changes`."),
            month=(int, "In which month the newer version was adopted."),
            topic=(str, "The topic of the clause."),
            party=(str, "Whom it affects."),
            role=(str, "The first role of that party."),
            effect=(str, "gains, loses, mixed, same."),
        ),
        "decisions": _table(
            agreement=_AGREEMENT,
            version=(int, "The version that answered."),
            kind=(str, "The kind of question."),
            at=(int, "The instant it was asked about."),
            month=(int, "In which month."),
            outcome=(str, "permit, deny, answered, refer, unknown, not_applicable."),
            reason=(str, "The code of the deciding line."),
            clause=(str, "The clause it rests on."),
            valid_until=(int, "Until when it holds."),
        ),
        "measurements": _table(
            agreement=_AGREEMENT,
            fact=(str, "The id of the fact."),
            quantity=(str, "What was measured."),
            at=(int, "When; of a time that is not exact, the earliest."),
            month=(int, "In which month."),
            amount=(int, "How much."),
            unit=(str, "number, seconds, days, months."),
            by=(str, "By whom."),
        ),
        "reviews": _table(
            agreement=_AGREEMENT,
            clause=(str, "The clause that agreed on the review."),
            due_at=(int, "When it was due."),
            due_month=(int, "In which month."),
            held_at=(int, "When it was held."),
            kept=(str, "yes: in time; late; no: not held; open: not due yet."),
        ),
    }
)
"""The columns of each table, in order."""
