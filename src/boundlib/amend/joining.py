"""Makers of proposals from proposals: a merge, or the part that somebody accepts (22-24, 27)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from boundlib.amend.history import A_HISTORY, History
from boundlib.amend.leaving import without
from boundlib.amend.makers import PROPOSALS, propose
from boundlib.amend.merging import Conflict, Merged, merge_texts
from boundlib.amend.offers import Offer
from boundlib.amend.parting import part_of
from boundlib.amend.texts import NoText, Text
from boundlib.errors import BoundlibError, UsageError, expect, several
from boundlib.model.amendment import ConsentWithdrawal, Proposal
from boundlib.times.scalars import Instant

Side = tuple[str, Text]


class Conflicting(BoundlibError):
    """Proposals that cannot all be had; ``conflicts`` holds every place."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        first = conflicts[0]
        more = f" (and {len(conflicts) - 1} more)" if len(conflicts) > 1 else ""
        super().__init__(
            f"{first.level}: two sides cannot both be had{more}.",
            where="/".join(filter(None, (first.part, first.id, first.field))),
            next_step="Settle each conflict in a proposal of its own.",
        )
        self.conflicts = conflicts
        """Every place."""


def merged(history: History, proposals: Sequence[str]) -> Merged:
    """What proposals on one base come to on the newest version, or all their conflicts.

    What came since the base counts as one side more. A clause whose consent was withdrawn after
    a proposal was made is not in it any more.

    Args:
        history: the history they stand in.
        proposals: the digests of the proposals, open or not.

    Raises:
        UsageError: there is no such proposal, or they build on different versions.
    """
    expect(history, History, "history", A_HISTORY)
    named = several(proposals, "proposals", PROPOSALS, str)
    offers = [history.offer(name) for name in dict.fromkeys(named)]
    if not offers:
        raise UsageError("no proposals.", where="proposals", next_step=PROPOSALS)
    if len({offer.proposal.base for offer in offers}) != 1:
        raise UsageError(
            "these proposals do not build on one version.",
            where="proposals",
            next_step="Merge proposals that name the same base.",
        )
    known = history.by_digest.get(offers[0].proposal.base or "")
    base = NoText() if known is None else known.text
    sides = [(offer.digest, _still(history, offer)) for offer in offers]
    newest = history.newest
    if newest is not None and newest is not known:
        sides.insert(0, (newest.digest, newest.text))
    return _all(base, sides)


def _all(base: Text, sides: list[Side]) -> Merged:
    """Every pair first, so that each conflict names the two sides that have it."""
    found: dict[Conflict, None] = {}
    met = Merged(sides[0][1].agreement, ())
    for (name, one), (other_name, other) in combinations(sides, 2):
        met = merge_texts(base, one, other, (name, other_name))
        found |= dict.fromkeys(met.conflicts)
    if found:
        return Merged(None, tuple(found))
    if len(sides) == 2:
        return met
    (first, so_far), *rest = sides
    for name, side in rest:
        met = merge_texts(base, so_far, side, (first, name))
        if met.text is None:
            return met
        so_far = Text(met.text)
    return Merged(so_far.agreement, ())


def _still(history: History, offer: Offer) -> Text:
    """The text of a proposal without what was withdrawn since, and not agreed anew (27)."""
    text, newest = offer.proposal.result, history.newest
    there = () if newest is None else newest.text.raw["clauses"]
    made = next((line.number for line in history.lines if line.digest == offer.digest), 0)
    for line in history.lines[made:]:
        if isinstance(line.amendment, ConsentWithdrawal) and line.amendment.clause not in there:
            text = without(text, line.amendment.clause, text.version) or text
    return offer.text if text is offer.proposal.result else Text(text)


def merge(
    history: History, proposals: Sequence[str], *, by: str, at: Instant, id: str, **more: Any
) -> Proposal:
    """A proposal, on the newest version, of what proposals on one base come to.

    Args:
        history: the history they stand in.
        proposals: the digests of the proposals.
        by: the party that makes it: only they have assented to it.
        at: when.
        id: the id of the amendment.
        more: as in `propose`.

    Raises:
        Conflicting: they cannot all be had.
        UsageError: as in `merged`.
    """
    found = merged(history, proposals)
    if found.text is None:
        raise Conflicting(found.conflicts)
    return propose(history, found.text, by=by, at=at, id=id, merges=proposals, **more)


def accept_part(
    history: History,
    proposal: str,
    *,
    by: str,
    at: Instant,
    id: str,
    clauses: Iterable[str] = (),
    parties: Iterable[str] = (),
    timetables: Iterable[str] = (),
    measures: Iterable[str] = (),
    members: Iterable[str] = (),
    **more: Any,
) -> Proposal:
    """A counter-proposal: the base with a part of what a proposal changes, and what that needs.

    Args:
        history: the history it stands in.
        proposal: the digest of the proposal.
        by: the party that accepts the part.
        at: when.
        id: the id of the amendment.
        clauses: clauses that it adds, alters or takes away.
        parties: parties that it adds, alters or takes away.
        timetables: timetables that it adds, alters or takes away.
        measures: measures of its own that it adds, alters or takes away.
        members: members of the agreement that it alters, such as `term`.
        more: as in `propose`.

    Raises:
        UsageError: there is no such proposal, it does not change one of these, or the part does
            not stand alone.
    """
    expect(history, History, "history", A_HISTORY)
    offer = history.offer(proposal)
    known = history.by_digest.get(offer.proposal.base or "")
    named = (
        ("clauses", clauses),
        ("parties", parties),
        ("timetables", timetables),
        ("measures", measures),
        ("agreement", members),
    )
    step = "Pass a list of what the proposal changes, by id."
    keys = [(part, name) for part, names in named for name in several(names, part, step, str)]
    text = part_of(NoText() if known is None else known.text, offer.text, keys)
    return propose(history, text, by=by, at=at, id=id, counters=proposal, **more)
