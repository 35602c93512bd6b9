"""From amendments to the history: what each of them does (spec/renegotiation 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import attrs

from boundlib.amend.offers import Assented, Offer
from boundlib.amend.people import clients_of
from boundlib.amend.state import Line, Paused, State, Version
from boundlib.model.amendment import (
    Adoption,
    Amendment,
    Assent,
    ConsentWithdrawal,
    Decline,
    Ending,
    Pause,
    Proposal,
    ProposalWithdrawal,
    Resumption,
    TemporaryException,
)
from boundlib.times.scalars import Instant
from boundlib.vocab import OfferState
from boundlib.wire.digest import digest as digest_of

S = TypeVar("S", bound=State)


class Folding(Generic[S]):
    """A history being put together: amendments go in one by one, unchecked."""

    def __init__(self, history: S) -> None:
        self._make = type(history)
        self.agreement = history.agreement
        self.lines = list(history.lines)
        self.versions = list(history.versions)
        self.by_digest = {version.digest: version for version in history.versions}
        self.offers = dict(history.offers)
        self.open = {name: None for name, offer in history.offers.items() if offer.closed is None}
        self.exceptions = list(history.exceptions)
        self.pauses = list(history.pauses)
        self.resumptions = list(history.resumptions)
        self.withdrawals = list(history.withdrawals)
        self.endings = list(history.endings)
        self._known: tuple[tuple[int, int], S] | None = None

    def add(self, amendment: Amendment, recorded_at: Instant, digest: str | None = None) -> None:
        """The next amendment. Its digest is worked out where it is not given."""
        named = digest if digest is not None else digest_of(amendment)
        line = Line(len(self.lines) + 1, amendment, recorded_at, named)
        self.lines.append(line)
        does = _DOES.get(type(amendment))
        if does is not None:
            does(self, line, amendment)

    def done(self) -> S:
        """The history as it is now."""
        return self._make(
            self.agreement,
            tuple(self.lines),
            tuple(self.versions),
            self.offers.copy(),
            tuple(self.exceptions),
            tuple(self.pauses),
            tuple(self.resumptions),
            tuple(self.withdrawals),
            tuple(self.endings),
        )

    # --- proposals ----------------------------------------------------------------------------

    def propose(self, line: Line, proposal: Proposal) -> None:
        """A proposal is open; the one that it counters is not any more."""
        if proposal.counters is not None:
            self._close(proposal.counters, OfferState.COUNTERED, proposal.at)
        base = None if proposal.base is None else self.by_digest.get(proposal.base)
        text = None if base is None else base.agreement
        yes = _assented(proposal, ())
        self.offers[line.digest] = Offer(proposal, line.digest, line.recorded_at, text, (yes,))
        self.open[line.digest] = None

    def assent(self, line: Line, assent: Assent) -> None:
        """One more yes."""
        offer = self.offers.get(assent.proposal)
        if offer is None:
            return  # taken on trust: an amendment that names nothing does nothing
        yes = _assented(assent, assent.clauses)
        self.offers[assent.proposal] = attrs.evolve(offer, assents=(*offer.assents, yes))

    def decline(self, line: Line, decline: Decline) -> None:
        """It is closed by a no."""
        self._close(decline.proposal, OfferState.DECLINED, decline.at)

    def take_back(self, line: Line, withdrawal: ProposalWithdrawal) -> None:
        """It is closed by its author."""
        self._close(withdrawal.proposal, OfferState.WITHDRAWN, withdrawal.at)

    def adopt(self, line: Line, adoption: Adoption) -> None:
        """A version; every other open proposal is superseded."""
        offer = self.offers.get(adoption.proposal)
        if offer is None:
            return
        self._close(adoption.proposal, OfferState.ADOPTED, adoption.at)
        self._supersede(adoption.at)
        text, base = offer.proposal.result, offer.proposal.base
        binds = adoption.in_force_from
        version = Version(
            number=adoption.version,
            agreement=text,
            digest=adoption.digest,
            base=base,
            adopted_at=adoption.at,
            agreed_at=adoption.at,
            in_force_from=binds,
            line=line,
            offer=offer.digest,
        )
        self._version(version)

    def withdraw(self, line: Line, withdrawal: ConsentWithdrawal) -> None:
        """A successor of each version that would rule from then on (26)."""
        self.withdrawals.append(withdrawal)
        for successor in withdrawal.successors:
            base = self.by_digest.get(successor.base)
            version = Version(
                number=successor.result.version,
                agreement=successor.result,
                digest=digest_of(successor.result),
                base=successor.base,
                adopted_at=withdrawal.at if base is None else max(withdrawal.at, base.adopted_at),
                agreed_at=withdrawal.at if base is None else base.agreed_at,
                in_force_from=successor.in_force_from,
                line=line,
                offer=None,
            )
            self._version(version)
        if withdrawal.successors:
            self._supersede(withdrawal.at)

    # --- one party alone ----------------------------------------------------------------------

    def make_exception(self, line: Line, exception: TemporaryException) -> None:
        """Another wording for a time."""
        self.exceptions.append(exception)

    def pause(self, line: Line, pause: Pause) -> None:
        """The work rests; one that is dated back, until it was taken up since (32)."""
        paused = Paused(self._clients(pause)[0], pause)
        ends = [at for who, at in self.resumptions if who == paused.client and at > pause.at]
        first = min(ends, default=None)
        if first is not None and paused.holds(first):
            paused = attrs.evolve(paused, resumed_at=first)
        self.pauses.append(paused)

    def resume(self, line: Line, resumption: Resumption) -> None:
        """The pauses of these clients end."""
        clients = self._clients(resumption)
        self.resumptions += [(client, resumption.at) for client in clients]
        for index, paused in enumerate(self.pauses):
            if paused.client in clients and paused.holds(resumption.at):
                self.pauses[index] = attrs.evolve(paused, resumed_at=resumption.at)

    def end(self, line: Line, ending: Ending) -> None:
        """The work ends; an end that was told before, and has not come by then, is no more."""
        self.endings = [told for told in self.endings if told.ends_at <= ending.at]
        self.endings.append(ending)

    # --- inside -------------------------------------------------------------------------------

    def _clients(self, act: Amendment) -> tuple[str, ...]:
        """Whose pauses it is about, by the texts that say who may pause; else its author's."""
        so_far = len(self.versions), len(self.offers)
        if self._known is None or self._known[0] != so_far:  # on nothing else the texts turn
            self._known = so_far, self.done()
        return clients_of(self._known[1].texts(act.at), act.by) or (act.by,)

    def _version(self, version: Version) -> None:
        self.versions.append(version)
        self.by_digest[version.digest] = version

    def _close(self, name: str, state: OfferState, at: Instant) -> None:
        offer = self.offers.get(name)
        if offer is not None and self.open.pop(name, self) is None:
            self.offers[name] = attrs.evolve(offer, closed=state, closed_at=at)

    def _supersede(self, at: Instant) -> None:
        """What lapsed before is lapsed for good; all else that is open is superseded (12, 13)."""
        for name in tuple(self.open):
            lapses = self.offers[name].proposal.lapses_at
            if lapses is None or at < lapses:
                self._close(name, OfferState.SUPERSEDED, at)
            else:
                self._close(name, OfferState.LAPSED, lapses)


def _assented(act: Proposal | Assent, clauses: tuple[str, ...]) -> Assented:
    return Assented(act.by, act.capacity, act.at, clauses, act.method, act.id)


_DOES: dict[type, Callable[..., None]] = {
    Proposal: Folding.propose,
    Assent: Folding.assent,
    Decline: Folding.decline,
    ProposalWithdrawal: Folding.take_back,
    Adoption: Folding.adopt,
    ConsentWithdrawal: Folding.withdraw,
    TemporaryException: Folding.make_exception,
    Pause: Folding.pause,
    Resumption: Folding.resume,
    Ending: Folding.end,
}
"""What an amendment does besides standing in its place; the others are facts alone."""


def known_at(history: S, known: Instant) -> S:
    """The history as it was known at an instant: with what was recorded by then (36)."""
    count = history.recorded_by(known)
    if count == len(history.lines):
        return history
    found: S | None = history.kept.get(("known", count))
    if found is None:
        folding = Folding(type(history)(history.agreement))
        for line in history.lines[:count]:
            folding.add(line.amendment, line.recorded_at, line.digest)
        found = history.keep(("known", count), folding.done())
    return found
