"""One item at a time, thousands of times: sharing decided straight from the index (spec/sharing).

An engine answers a whole question with everything around it. A screen that asks for each line of a
long list needs the verdict, its clause, what follows and what is missing, and needs it at once.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import attrs

from boundlib.decide.asking import Asking
from boundlib.decide.evaluate import evaluate
from boundlib.decide.frame import Frame
from boundlib.decide.live import is_plain
from boundlib.decide.sharing import case_of
from boundlib.decide.subjects import Subject
from boundlib.decide.telling import told
from boundlib.decide.ways import Key, Ways
from boundlib.errors import UsageError
from boundlib.model.decision import Obligation
from boundlib.model.sharing_answers import NearMiss
from boundlib.model.sharing_questions import SharingMay
from boundlib.times.scalars import Instant
from boundlib.vocab import Outcome, Reason


@attrs.frozen(slots=True)
class Telling:
    """What holds for one item by itself."""

    outcome: Outcome
    """What holds."""
    code: Reason
    """The line that decided it."""
    clause: str | None
    """The clause that decided it."""
    near_miss: NearMiss | None
    """On a denial that no refusal made: the one thing that is missing."""
    obligations: tuple[Obligation, ...]
    """What follows."""
    until: Instant | None
    """It certainly stays so before this instant; None: as far as is known, for good."""


class Tellings:
    """Verdicts on single items, from one record.

    What rests on dates and consents alone is worked out once for each stretch of time.
    """

    def __init__(self, frame: Frame, digest: str | None) -> None:
        self._frame = frame
        self._digest = digest
        self._kept: dict[tuple[str, str, str, str], tuple[list[int], list[Telling]]] = {}

    def may(self, *, by: str, to: str, item: str, purpose: str, at: Instant) -> Telling:
        """May this party tell that one about this item by itself, for this purpose, at `at`?

        Raises:
            UsageError: there is no such party or role; or item or purpose is none of the format.
        """
        key = by, to, item, purpose
        kept = self._kept.get(key)
        if kept is not None:
            index = bisect_right(kept[0], at) - 1
            if index >= 0:
                found = kept[1][index]
                if found.until is None or at < found.until:
                    return found
        return self._fresh(key, at)

    def _fresh(self, key: tuple[str, str, str, str], at: Instant) -> Telling:
        by, to, item, purpose = key
        for who in (by, to):
            if not self._frame.knows(who):
                raise UsageError(
                    "no party and no role of this name.",
                    next_step="Use a party id of the agreement, or a role.",
                )
        question = SharingMay(at=at, by=by, to=to, items=(item,), purpose=purpose)
        about = Key(*key)
        if not self._plain(about):
            return self._whole(question)
        ask = Asking(self._frame, question, int(at), {}, Subject())
        verdict = told(ask, about, case_of(ask))
        outcome = ask.understood(verdict.outcome)
        found = Telling(
            outcome,
            verdict.code if outcome is verdict.outcome else Reason.NEWER_THAN_READER,
            None if verdict.clause is None else verdict.clause.id,
            None
            if verdict.near is None
            else NearMiss(clause=verdict.near[0].id, failed=verdict.near[1]),
            tuple(ask.duties),
            None if ask.until is None else Instant(ask.until),
        )
        begins, stretches = self._kept.setdefault(key, ([], []))
        index = bisect_right(begins, int(at))
        begins.insert(index, int(at))
        stretches.insert(index, found)
        return found

    def _plain(self, key: Key) -> bool:
        """Whether nothing but dates and consents bears on it."""
        ways: Ways = self._frame.ways
        clauses: list[Any] = [way.clause for way in ways.letting(key)]
        clauses += [clause for clause, _ in (*ways.refusing(key), *ways.rules(key))]
        clauses += self._frame.by_kind.get("sharing.unit_of_care", ())
        passed_on = not ways.is_origin(key.by)
        gaps = bool(self._frame.gaps("sharing.minor"))
        return not passed_on and not gaps and all(is_plain(clause) for clause in clauses)

    def _whole(self, question: SharingMay) -> Telling:
        """The item's own line of the whole answer, under every reading."""
        answer, _, until = evaluate(self._frame, question, int(question.at), self._digest)
        line = next(line for line in answer.items if line.item == question.items[0])
        return Telling(
            line.outcome,
            line.code,
            line.clause,
            answer.near_miss if line.outcome is Outcome.DENY else None,
            answer.obligations,
            None if until is None else Instant(until),
        )
