"""The history of one agreement, to be asked."""

from __future__ import annotations

from typing import Any

import attrs

from boundlib.amend import assents, deciding
from boundlib.amend.facts import record_of
from boundlib.amend.folding import known_at
from boundlib.amend.state import State, Version
from boundlib.decide import Engine
from boundlib.errors import expect
from boundlib.model.decision import Decision
from boundlib.model.record import Coverage, Record
from boundlib.showing import Shown, shown
from boundlib.times.scalars import Instant, expect_instant

A_HISTORY = "Pass a History, as begin and fold give."
"""What to do where something else was passed."""


@attrs.frozen(eq=False, repr=False)
class History(State):
    """Everything that was done to one agreement, and what came of it.

    It never changes: an amendment makes the next history. Several threads may ask one. Two are
    equal that have the same amendments, recorded at the same times.
    """

    def _repr_mimebundle_(self, **_: Any) -> Shown:
        rows = [
            [line.number, line.amendment.kind, line.amendment.by, line.amendment.at]
            for line in self.lines
        ]
        return shown(repr(self).strip("<>"), ["number", "what", "by", "at"], rows)

    def known(self, known: Instant) -> History:
        """The history as it was known at an instant: with what was recorded by then (36)."""
        return known_at(self, known)

    def record(self, complete: tuple[Coverage, ...] = ()) -> Record:
        """The record that it shows: the facts written down, and those that amendments imply.

        Args:
            complete: what the facts that were written down are complete about.
        """
        return record_of(self, complete)

    def missing(self, proposal: str) -> dict[str, tuple[str, ...]]:
        """Whose assent a proposal still needs, and to which clauses; no clauses: to all of it.

        Args:
            proposal: the digest of the proposal.

        Raises:
            UsageError: there is no such proposal.
        """
        return assents.missing(self, self.offer(proposal))

    def older_to_come(self, at: Instant) -> tuple[Version, ...]:
        """The versions that take over after an instant from one that was agreed after them (20).

        Each was adopted for later, and undoes when it begins what was agreed since. To ask after
        every adoption, at the instant of it; then propose what is to hold from that time on.
        What a withdrawal of consent makes of a version is as old as that version.

        Args:
            at: the instant.
        """
        expect_instant(at)
        agreed: dict[str, int] = {}
        for version in self.versions:
            withdrawn = version.offer is None
            before = agreed.get(version.base or "", version.number)
            agreed[version.digest] = before if withdrawn else version.number
        newest, found = 0, []
        for version in self.ruling_from(at):
            if agreed[version.digest] < newest:
                found.append(version)
            newest = max(newest, agreed[version.digest])
        return tuple(found)

    def engine(self, at: Instant) -> Engine:
        """The engine of the version in force at an instant, with the exceptions that hold.

        Raises:
            UsageError: no version is in force then.
        """
        return deciding.engine_at(self, at)

    def decide(self, question: Any, complete: tuple[Coverage, ...] = ()) -> Decision:
        """The decision of the version in force when the question is asked about.

        It quotes that version, and names the exceptions that hold. What is recorded after the
        question's `known` does not count. `valid_until` looks beyond the version: where the next
        one, or the end of an exception, leaves the answer as it is, it goes on.

        Args:
            question: the question.
            complete: what the facts that were written down are complete about.

        Raises:
            UsageError: no version is in force at that time, unless the question is answered with
                the crisis route: then the first version answers, or the local emergency number.
                Or as in `Engine.decide`.
        """
        return deciding.decide(self, question, complete)


def begin(agreement: str) -> History:
    """A history in which nothing has been done yet.

    Args:
        agreement: the id of the agreement: an absolute URI that all versions share.
    """
    expect(agreement, str, "agreement", "Pass the id of the agreement.")
    return History(agreement)
