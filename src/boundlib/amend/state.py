"""The history of one agreement, and what is read from it at an instant (spec/renegotiation).

A history never changes: each amendment makes the next one. All of it follows from its lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import attrs

from boundlib.amend.offers import Offer
from boundlib.amend.people import capacity_of, clients, others_too, party_in
from boundlib.amend.texts import Text
from boundlib.declare import changed
from boundlib.declare.frozen import FrozenMap
from boundlib.errors import InvalidValue, UsageError, expect
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import (
    Amendment,
    ConsentWithdrawal,
    Correction,
    Ending,
    Entered,
    Pause,
    TemporaryException,
)
from boundlib.times.scalars import Instant, expect_instant
from boundlib.vocab import Actor, Capacity, OfferState

V = TypeVar("V")

_MOST_KEPT = 64
"""How many engines, or histories as they were known, are kept beside a history."""


@attrs.frozen(repr=False)
class Line:
    """One amendment in its place."""

    number: int
    """Its place, from 1."""
    amendment: Amendment
    """The amendment."""
    recorded_at: Instant
    """When it was recorded."""
    digest: str
    """Its digest."""

    def __repr__(self) -> str:
        return f"<Line {self.number} {self.amendment.kind}>"


@attrs.frozen(repr=False, eq=False)
class Version:
    """An agreement that was adopted."""

    number: int
    """Its number."""
    agreement: Agreement
    """Its text."""
    digest: str
    """The digest of its text."""
    base: str | None
    """The digest of the version it followed; None: it is the first."""
    adopted_at: Instant
    """When it was adopted."""
    agreed_at: Instant
    """The same; of what a withdrawal of consent made, that of what it is made of."""
    in_force_from: Instant
    """From when it binds."""
    line: Line
    """The amendment that adopted it."""
    offer: str | None
    """The digest of the proposal it was; None: a withdrawal of consent made it."""

    @cached_property
    def text(self) -> Text:
        """Its text, taken apart."""
        return Text(self.agreement)

    @property
    def order(self) -> tuple[int, int, int]:
        """Of the versions that bind, the one that rules has the greatest (20)."""
        return int(self.in_force_from), int(self.adopted_at), self.number

    def __repr__(self) -> str:
        return f"<Version {self.number}>"


@attrs.frozen(eq=False)
class Paused:
    """A pause of the work."""

    client: str
    """Whose pause it is."""
    pause: Pause
    """The act."""
    resumed_at: Instant | None = None
    """When they ended it; absent: they did not."""

    def holds(self, at: Instant) -> bool:
        """Whether it holds at an instant."""
        ends = [end for end in (self.pause.until, self.resumed_at) if end is not None]
        return self.pause.at <= at and all(at < end for end in ends)


@attrs.frozen(eq=False, repr=False)
class State:
    """Everything that was done to one agreement, and what came of it."""

    agreement: str
    """The id of the agreement."""
    lines: tuple[Line, ...] = ()
    """The amendments in the order in which they were recorded."""
    versions: tuple[Version, ...] = ()
    """The versions by their numbers."""
    offers: Mapping[str, Offer] = attrs.field(factory=dict)
    """The proposals by their digests, in their order."""
    exceptions: tuple[TemporaryException, ...] = ()
    """The exceptions in their order."""
    pauses: tuple[Paused, ...] = ()
    """The pauses in their order."""
    resumptions: tuple[tuple[str, Instant], ...] = ()
    """Whose pauses were ended, and when, in their order."""
    withdrawals: tuple[ConsentWithdrawal, ...] = ()
    """The withdrawals of consent in their order."""
    endings: tuple[Ending, ...] = ()
    """The endings that stand, in their order."""
    kept: dict[Any, Any] = attrs.field(factory=dict, init=False)
    """What was worked out from it once: engines, records, what was known."""

    def __repr__(self) -> str:
        return f"<History of {len(self.lines)} amendments, {len(self.versions)} versions>"

    def keep(self, key: tuple[Any, ...], made: V) -> V:
        """Keep what was worked out once; of a kind not too many, the oldest goes first."""
        # Other threads may ask the same history meanwhile: a list of the names is made at once.
        others = [name for name in list(self.kept) if name[0] == key[0]]
        if len(others) >= _MOST_KEPT:
            self.kept.pop(others[0], None)
        self.kept[key] = made
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, State):
            return NotImplemented
        return (self.agreement, self.lines) == (other.agreement, other.lines)

    def __hash__(self) -> int:
        return hash((self.agreement, len(self.lines), self.lines[-1:]))

    # --- versions -----------------------------------------------------------------------------

    @property
    def newest(self) -> Version | None:
        """The newest version, on which proposals build; None: nothing was adopted."""
        return self.versions[-1] if self.versions else None

    @cached_property
    def by_digest(self) -> Mapping[str, Version]:
        """The versions by their digests."""
        return {version.digest: version for version in self.versions}

    @cached_property
    def reigns(self) -> tuple[tuple[int, ...], tuple[Version, ...]]:
        """From when each version rules, and the versions, in order of time (20)."""
        ruling = {int(v.in_force_from): v for v in sorted(self.versions, key=lambda v: v.order)}
        return tuple(ruling), tuple(ruling.values())

    def in_force(self, at: Instant) -> Version | None:
        """The version that rules at an instant; None: none yet."""
        expect_instant(at)
        begins, versions = self.reigns
        index = bisect_right(begins, int(at))
        return versions[index - 1] if index else None

    def ruling_from(self, at: Instant) -> tuple[Version, ...]:
        """The version that rules at an instant, and every one that is to rule later (26)."""
        begins, versions = self.reigns
        return versions[max(bisect_right(begins, int(at)) - 1, 0) :]

    def exceptions_at(self, at: Instant) -> tuple[TemporaryException, ...]:
        """The exceptions that hold at an instant; of two on one clause the later made (31)."""
        ruling = self.in_force(at)
        if ruling is None:
            return ()
        made = self.exceptions_to(ruling)
        return tuple({e.instead.id: e for e in made if e.begins <= at < e.ends}.values())

    def exceptions_to(self, version: Version) -> tuple[TemporaryException, ...]:
        """The exceptions that a version is read with in their time, as they were recorded (31)."""
        standing = self._standing.get(version.digest, frozenset())
        return tuple(e for e in self.exceptions if e.id in standing)

    @cached_property
    def _standing(self) -> Mapping[str, frozenset[str]]:
        """By the digest of each version the exceptions it is read with in their time (31).

        Those made to it; and where a withdrawal made it, what it left of those to its base.
        """
        found: dict[str, frozenset[str]] = {}
        for version in self.versions if self.exceptions else ():
            before = self.by_digest.get(version.base or "")
            left = frozenset[str]()
            if version.offer is None and before is not None:
                left = found.get(before.digest, left)
            found[version.digest] = frozenset(
                e.id
                for e in self.exceptions
                if e.base == version.digest
                or (e.id in left and before is not None and _goes_on(e, before, version))
            )
        return found

    def text_at(self, at: Instant) -> Agreement | None:
        """The text that is read at an instant: the version in force, with the exceptions."""
        ruling = self.in_force(at)
        return None if ruling is None else with_exceptions(ruling, self.exceptions_at(at))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the amendments."""
        return frozenset(line.amendment.id for line in self.lines)

    @cached_property
    def entered(self) -> Mapping[str, Any]:
        """The facts that were written down or corrected, by their ids."""
        return {
            fact.id: fact
            for line in self.lines
            if isinstance(line.amendment, Entered | Correction)
            for fact in line.amendment.facts
        }

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The ids of the facts that were corrected."""
        return frozenset(f.replaces for f in self.entered.values() if f.replaces is not None)

    @cached_property
    def turns(self) -> tuple[int, ...]:
        """The instants at which another version or another wording begins or ends."""
        begins = {int(version.in_force_from) for version in self.versions}
        return tuple(sorted(begins | {int(t) for e in self.exceptions for t in (e.begins, e.ends)}))

    # --- parties ------------------------------------------------------------------------------

    def texts(self, at: Instant) -> tuple[Agreement, ...]:
        """The texts that say who is a party at an instant; before any version, what is offered."""
        ruling = [v for v in (self.in_force(at), self.newest) if v is not None]
        if ruling:
            return tuple(version.agreement for version in ruling)
        return tuple(offer.proposal.result for offer in self.offers.values())

    def actor(self, offer: Offer, who: str) -> Actor:
        """Who a party is to a proposal (10)."""
        if who == offer.proposal.by:
            return Actor.AUTHOR
        if who in self.required(offer):
            return Actor.SIGNER
        there = party_in((offer.proposal.result, offer.base), who)
        return Actor.STRANGER if there is None else Actor.BYSTANDER

    def required(self, offer: Offer) -> frozenset[str]:
        """The parties whose assent a proposal needs (15, 27)."""
        needed = offer.signers | frozenset(w.by for w in self.restored(offer) if w.by)
        return others_too(needed, offer.proposal.by, (offer.base, offer.proposal.result))

    def restored(self, offer: Offer) -> tuple[ConsentWithdrawal, ...]:
        """The withdrawals of clauses that a proposal has and its base has not (27)."""
        if not self.withdrawals:
            return ()
        before = {c.id for c in offer.base.clauses} if offer.base is not None else set()
        fresh = {c.id for c in offer.proposal.result.clauses} - before
        texts = (offer.proposal.result, offer.base)
        return tuple(
            w for w in self.withdrawals if w.clause in fresh and party_in(texts, w.by) is not None
        )

    def capacity(self, offer: Offer, who: str) -> Capacity | None:
        """The capacity in which a party answers a proposal; None: it is no party."""
        party = party_in((offer.proposal.result, offer.base), who)
        return None if party is None else capacity_of(party)

    # --- at an instant ------------------------------------------------------------------------

    def offer(self, proposal: str) -> Offer:
        """A proposal by its digest.

        Raises:
            UsageError: there is no such proposal.
        """
        step = "Use the digest of a proposal in this history."
        expect(proposal, str, "proposal", step)
        found = self.offers.get(proposal)
        if found is None:
            raise UsageError(
                "there is no such proposal, in just these words.",
                where="proposal",
                next_step=step,
            )
        return found

    def state_at(self, proposal: str, at: Instant) -> OfferState | None:
        """How a proposal stands at an instant; None: there is none yet."""
        expect_instant(at)
        offer = self.offers.get(proposal)
        return None if offer is None else offer.state_at(at)

    def paused_at(self, at: Instant) -> bool:
        """Whether a client paused the work."""
        expect_instant(at)
        return any(self.pauses_at(at))

    def pauses_at(self, at: Instant) -> Iterator[Paused]:
        """The pauses that hold: of who is a client then, since the last end of the work (32)."""
        ruling = self.in_force(at)
        ended = max((e.ends_at for e in self.endings if e.ends_at <= at), default=None)
        for paused in self.pauses:
            theirs = ruling is None or paused.client in clients(ruling.agreement)
            if paused.holds(at) and theirs and (ended is None or ended < paused.pause.at):
                yield paused

    def over_at(self, at: Instant) -> bool:
        """Whether the work has ended, and no version that was agreed since is in force."""
        expect_instant(at)
        ended = [e.ends_at for e in self.endings if e.ends_at <= at]
        ruling = self.in_force(at)
        return bool(ended) and (ruling is None or ruling.agreed_at <= max(ended))

    def recorded_by(self, known: Instant) -> int:
        """How many amendments were recorded by an instant."""
        expect_instant(known, "known")
        return bisect_right(self.lines, int(known), key=lambda line: int(line.recorded_at))


def _goes_on(exception: TemporaryException, before: Version, after: Version) -> bool:
    """Whether a withdrawal left the clause of an exception, and whatever its wording names."""
    if not after.text.same(before.text, ("clauses", exception.instead.id)):
        return False
    try:
        with_exceptions(after, (exception,))
    except InvalidValue:
        return False
    return True


def with_exceptions(version: Version, exceptions: tuple[TemporaryException, ...]) -> Agreement:
    """A version's text with other wordings of clauses."""
    if not exceptions:
        return version.agreement
    instead = {e.instead.id: e.instead for e in exceptions}
    clauses = tuple(instead.get(c.id, c) for c in version.agreement.clauses)
    # Each wording has its own words, or none, and its own salts.
    salts = {
        path: salt
        for path, salt in (version.agreement.salts or {}).items()
        if not (path.startswith("clauses/") and path.split("/")[1] in instead)
    }
    return changed(version.agreement, clauses=clauses, salts=FrozenMap(salts) if salts else None)
