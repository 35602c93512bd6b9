"""What follows from the clauses on sharing together: who is shadowed, what is redundant.

It computes no answer to a question: it says of every question that could be asked how the clauses
bear on each other (spec/analysis).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

import attrs

from boundlib.analyse.formulas import SOMETIME, TooMany
from boundlib.analyse.looking import (
    Found,
    Looking,
    lets,
    lets_against,
    lets_freely,
    lets_unbounded,
)
from boundlib.analyse.progress import explain_progress
from boundlib.analyse.remarks import MESSAGES, Remark, RemarkCode
from boundlib.analyse.running import Running
from boundlib.decide.answers import JUDGES
from boundlib.decide.conditions import truth
from boundlib.decide.frame import Frame
from boundlib.decide.gaps import gaps_in
from boundlib.decide.ways import Key
from boundlib.errors import UsageError, expect
from boundlib.model.agreement import AN_AGREEMENT, Agreement
from boundlib.model.record import Record
from boundlib.model.sharing_questions import GovernanceConsentNeeded, SharingMay
from boundlib.times.epochs import within_years
from boundlib.times.scalars import Calendar, Instant
from boundlib.times.spans import calendar_time
from boundlib.wire.digest import digest_if_read

T = TypeVar("T")

SOON = Calendar(days=30)
"""How near an end is soon, unless something else is said."""


def analyse(
    agreement: Agreement,
    *,
    record: Record | None = None,
    at: Instant | None = None,
    soon: Calendar = SOON,
) -> tuple[Remark, ...]:
    """What follows from the clauses on sharing together, in document order (spec/analysis).

    Exact, over every party, item, purpose and instant, with each consent and condition both ways.

    Args:
        agreement: the agreement.
        record: what happened: with it and `at`, amounts of time that run are seen to end.
        at: now; without it nothing is said to be expiring soon.
        soon: how long from `at` an end is soon: so many days or months on the wall.

    Raises:
        UsageError: the record is another agreement's, or `at` lies outside the years 1900 to 2200.
    """
    expect(agreement, Agreement, "agreement", AN_AGREEMENT)
    if record is not None:
        expect(record, Record, "record", "Pass a Record, as from_dict(…, Record) gives.")
    if at is not None:
        expect(at, Instant, "at", "Pass an Instant, as Instant.parse gives.")
        within_years(at)
    expect(soon, Calendar, "soon", "Pass days or months, such as Calendar(days=30).")
    if record is not None and record.agreement != agreement.id:
        raise UsageError(
            "the record is about another agreement.",
            where="/agreement",
            next_step="Pass the record of this agreement.",
        )
    frame = Frame(agreement, truth, JUDGES, gaps_in, digest_if_read(agreement))
    remarks = list(_Analysis(frame, record, at, soon).remarks())
    order = {str(clause.id): place for place, clause in enumerate(agreement.clauses)}
    codes = list(RemarkCode)
    remarks.sort(key=lambda r: ([order[c] for c in r.clauses[:1]], codes.index(r.code)))
    return tuple(remarks)


class _Analysis:
    """One agreement being analysed."""

    def __init__(
        self, frame: Frame, record: Record | None, at: Instant | None, soon: Calendar
    ) -> None:
        self._frame = frame
        self._looking = Looking(frame, at)
        self._at = at
        self._until = None if at is None else calendar_time(frame.zone, at, soon)
        self._running = None if record is None or at is None else Running(frame, record)

    def remarks(self) -> Iterator[Remark]:
        """Everything that is remarked, grant by grant."""
        for clause in self._looking.grants:
            yield from self._of(clause)
        yield from self._gaps()

    def _of(self, clause: Any) -> Iterator[Remark]:
        look = self._looking
        let, sure = _known(partial(look.first, clause, lets))
        if let is None:
            if sure:
                yield self._remark(RemarkCode.NEVER_ACTIVE, (clause,), self._anything(clause))
            return
        freely, sure = _known(partial(look.first, clause, lets_freely))
        against = [
            (refusal, found)
            for refusal in look.refusals(clause)
            if (found := _known(partial(look.first, clause, lets_against(refusal)))[0])
        ]
        if freely is None and sure:
            by = [
                refusal
                for refusal in look.refusals(clause, behind=True)
                if _known(partial(look.first, clause, lets_against(refusal, behind=True)))[0]
            ]
            yield self._remark(RemarkCode.SHADOWED, (clause, *by), let)
            return
        needed, sure = _known(partial(look.needed, clause))
        if needed is None and sure:
            others = _known(partial(look.instead, clause))[0] or []
            yield self._remark(
                RemarkCode.REDUNDANT,
                (clause, *(self._frame.clauses[name] for name in others)),
                freely or let,
            )
        for refusal, found in against:
            yield self._remark(RemarkCode.CONTRADICTORY, (clause, refusal), found)
        yield from self._ends(clause)

    # --- ends -----------------------------------------------------------------------------------

    def _ends(self, clause: Any) -> Iterator[Remark]:
        look = self._looking
        edges = look.edges(clause)
        last = max([*edges[-1:], *([self._at] if self._at is not None else [])])
        endless = clause.kind == "sharing.release" and clause.end is None
        if endless:
            found = _known(partial(look.first, clause, lets_unbounded, [last]))[0]
            if found is not None:
                yield self._remark(RemarkCode.OPEN_ENDED, (clause,), found)
        expiring = self._expiring(clause, edges)
        if expiring is not None:
            yield self._remark(RemarkCode.EXPIRING_SOON, (clause,), expiring)

    def _expiring(self, clause: Any, edges: list[int]) -> Found | None:
        """Where it lets something now and soon nothing: by its dates, or as the record stands."""
        at, until = self._at, self._until
        if at is None or until is None:
            return None
        look = self._looking
        now = _known(partial(look.first, clause, lets, [at]))[0]
        if now is None:
            return None
        after = [until, *(edge for edge in edges if edge > until)]
        later, sure = _known(partial(look.first, clause, lets, after))
        if later is None and sure:
            ends = [edge for edge in edges if at < edge <= until]
            over = (e for e in ends if all(self._over(clause, t) for t in ends if t >= e))
            return attrs.evolve(now, at=next(over, until))
        if self._running is not None:
            return self._running.expiring(clause, look.keys(clause), at, until)
        return None

    def _over(self, clause: Any, at: int) -> bool:
        found, sure = _known(partial(self._looking.first, clause, lets, [at]))
        return found is None and sure

    # --- ages -----------------------------------------------------------------------------------

    def _gaps(self) -> Iterator[Remark]:
        """Ages that clauses share out with a gap, as the engine finds them."""
        for kind in ("sharing.minor", "governance.consent"):
            for gap in self._frame.gaps(kind):
                if gap.inside.quantity != "age":
                    continue
                example: SharingMay | GovernanceConsentNeeded
                if kind == "sharing.minor":
                    found = _known(partial(self._looking.falls_in, gap))[0]
                    if found is None:
                        continue
                    example = self._question(found)
                else:
                    at = self._looking.within(gap.inside)
                    care = next(iter(gap.clauses[0].care), None)
                    when = at if at is not None else self._at
                    when = SOMETIME if when is None else when
                    example = GovernanceConsentNeeded(at=Instant(when), care=care)
                yield Remark(
                    code=RemarkCode.AGE_GAP,
                    clauses=tuple(str(clause.id) for clause in gap.clauses),
                    message=MESSAGES[RemarkCode.AGE_GAP],
                    example=example,
                )

    # --- examples -------------------------------------------------------------------------------

    def _remark(self, code: RemarkCode, clauses: tuple[Any, ...], found: Found) -> Remark:
        return Remark(
            code=code,
            clauses=tuple(str(clause.id) for clause in clauses),
            message=MESSAGES[code],
            example=self._question(found),
        )

    def _anything(self, clause: Any, at: int | None = None) -> Found:
        """The first thing that a grant speaks of."""
        by, to = self._looking.scopes.pairs[clause.id][0]
        item = next(iter(clause.items), "record")
        purpose = next(iter(getattr(clause, "purposes", ())), "supervision")
        when = at if at is not None else self._at
        return Found(Key(by, to, item, purpose), SOMETIME if when is None else when)

    def _question(self, found: Found) -> SharingMay:
        key = found.key
        return SharingMay(
            at=Instant(found.at), by=key.by, to=key.to, items=(key.item,), purpose=key.purpose
        )


def _known(look: Callable[[], T]) -> tuple[T | None, bool]:
    """What was found, and whether that is all there is to know."""
    try:
        return look(), True
    except TooMany:
        return None, False


__all__ = ["Remark", "RemarkCode", "analyse", "explain_progress"]
