"""One item at a time, thousands of times: sharing decided straight from the index (spec/sharing).

An engine answers a whole question with everything around it. A screen that asks for each line of a
long list needs the verdict, its clause, what follows and what is missing, and needs it at once.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

import attrs

from boundlib.decide.asking import Asking
from boundlib.decide.evaluate import evaluate
from boundlib.decide.frame import Frame
from boundlib.decide.sheets import Reading, Sheet, Sheets
from boundlib.decide.subjects import Subject, Wanted
from boundlib.decide.telling import settled
from boundlib.decide.through import FIRST, LAST
from boundlib.declare import filled
from boundlib.errors import UsageError
from boundlib.model.decision import Obligation
from boundlib.model.sharing_answers import NearMiss
from boundlib.model.sharing_questions import SharingMay
from boundlib.model.trees import purpose_above
from boundlib.times.scalars import Instant
from boundlib.vocab import Outcome, Reason, Role, SharedFor, SharedItem


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

    What one may tell another, as far as it rests on dates and consents alone, is laid out for all
    items and all time when it is first asked about these two.
    """

    def __init__(self, frame: Frame, digest: str | None) -> None:
        self._frame = frame
        self._digest = digest
        self._pairs: dict[tuple[str, str], dict[str, Sheet | None]] = {}
        self._above: dict[str, tuple[str, ...]] = {}

    def may(self, *, by: str, to: str, item: str, purpose: str, at: Instant) -> Telling:
        """May this party tell that one about this item by itself, for this purpose, at `at`?

        Raises:
            UsageError: there is no such party or role; or item or purpose is none of the format.
        """
        pair = self._pairs.get((by, to))
        sheet = None if pair is None else pair.get(item)
        above = self._above.get(purpose)
        if sheet is None or above is None or type(at) is not Instant or not FIRST <= at <= LAST:
            return self._first(by, to, item, purpose, at)
        ground = Reading(self._frame, sheet, to, above, at)
        verdict = sheet.first[ground.emergency] or settled(ground)
        return Telling(
            verdict.outcome,
            verdict.code,
            None if verdict.clause is None else verdict.clause.id,
            None if verdict.near is None else _near_miss(verdict.near[0].id, verdict.near[1]),
            ground.duties,
            _end(ground.until),
        )

    def _first(self, by: str, to: str, item: str, purpose: str, at: Instant) -> Telling:
        """Asked with words that were not met before, or of what no sheet can say."""
        question = self._question(by, to, item, purpose, at)
        pair = self._pairs.get((by, to))
        if pair is None:
            items = self._frame.ways.beneath(str(SharedItem.RECORD))
            pair = {each: self._sheets.of(by, to, each) for each in items}
            self._pairs[by, to] = pair
        if item not in pair:
            pair[item] = self._sheets.of(by, to, item)
        if pair[item] is None:
            return self._whole(question)
        self._above[purpose] = purpose_above(purpose)
        return self.may(by=by, to=to, item=item, purpose=purpose, at=Instant(at))

    def _question(self, by: str, to: str, item: str, purpose: str, at: Instant) -> SharingMay:
        for who in (by, to):
            if not self._frame.knows(who):
                raise UsageError(
                    "no party and no role of this name.",
                    next_step="Use a party id of the agreement, or a role.",
                )
        return SharingMay(at=at, by=by, to=to, items=(item,), purpose=purpose)

    @cached_property
    def _ask(self) -> Asking:
        """A question of no meaning, since what is looked at rests on the record alone."""
        question = SharingMay(
            at=Instant(FIRST),
            by=Role.THERAPIST,
            to=Role.THERAPIST,
            items=(SharedItem.RECORD,),
            purpose=SharedFor.TREATMENT,
        )
        return Asking(self._frame, question, FIRST, {}, Subject())

    @cached_property
    def _sheets(self) -> Sheets:
        return Sheets(self._ask)

    def _whole(self, question: SharingMay) -> Telling:
        """The item's own line, under every reading."""
        at = int(question.at)
        answer, _, until = evaluate(self._frame, question, at, self._digest, Wanted.ITSELF)
        line = answer.items[0]
        return Telling(
            line.outcome,
            line.code,
            line.clause,
            answer.near_miss,
            answer.obligations,
            _end(until),
        )


def _end(until: int | None) -> Instant | None:
    return None if until is None or until > LAST else Instant(until)


@lru_cache(maxsize=4096)
def _near_miss(clause: str, failed: Reason) -> NearMiss:
    return filled(NearMiss, clause=clause, failed=failed)
