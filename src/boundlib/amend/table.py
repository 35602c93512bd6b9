"""The transition table: what each move by each actor does to a proposal (spec/renegotiation 10)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from boundlib.vocab import Actor, Move, OfferState, Refused

Cell = OfferState | Refused
"""The next state, or why the move is refused."""

_AUTHOR, _SIGNER, _BYSTANDER, _STRANGER, _TIME = Actor

_OPEN: dict[Move, dict[Actor, Cell]] = {
    Move.ASSENT: {
        _AUTHOR: Refused.OWN_OFFER,
        _SIGNER: OfferState.OPEN,
        _BYSTANDER: Refused.NOT_A_SIGNER,
        _STRANGER: Refused.NOT_A_PARTY,
        _TIME: Refused.NOT_A_PARTY,
    },
    Move.COUNTER: {
        _AUTHOR: Refused.OWN_OFFER,
        _SIGNER: OfferState.COUNTERED,
        _BYSTANDER: OfferState.COUNTERED,
        _STRANGER: Refused.NOT_A_PARTY,
        _TIME: Refused.NOT_A_PARTY,
    },
    Move.DECLINE: {
        _AUTHOR: Refused.OWN_OFFER,
        _SIGNER: OfferState.DECLINED,
        _BYSTANDER: Refused.NOT_A_SIGNER,
        _STRANGER: Refused.NOT_A_PARTY,
        _TIME: Refused.NOT_A_PARTY,
    },
    Move.WITHDRAW: {
        _AUTHOR: OfferState.WITHDRAWN,
        _SIGNER: Refused.NOT_THE_AUTHOR,
        _BYSTANDER: Refused.NOT_THE_AUTHOR,
        _STRANGER: Refused.NOT_A_PARTY,
        _TIME: Refused.NOT_A_PARTY,
    },
    Move.ADOPT: {
        _AUTHOR: OfferState.ADOPTED,
        _SIGNER: OfferState.ADOPTED,
        _BYSTANDER: OfferState.ADOPTED,
        _STRANGER: Refused.NOT_A_PARTY,
        _TIME: Refused.NOT_A_PARTY,
    },
    Move.LAPSE: {
        _AUTHOR: Refused.NOBODYS_ACT,
        _SIGNER: Refused.NOBODYS_ACT,
        _BYSTANDER: Refused.NOBODYS_ACT,
        _STRANGER: Refused.NOBODYS_ACT,
        _TIME: OfferState.LAPSED,
    },
    Move.SUPERSEDE: {
        _AUTHOR: Refused.NOBODYS_ACT,
        _SIGNER: Refused.NOBODYS_ACT,
        _BYSTANDER: Refused.NOBODYS_ACT,
        _STRANGER: Refused.NOBODYS_ACT,
        _TIME: OfferState.SUPERSEDED,
    },
}


def _all_cells() -> dict[tuple[OfferState, Move, Actor], Cell]:
    """Every cell: the ones of an open proposal as they stand above; every other is closed."""
    closed: Cell = Refused.CLOSED
    return {
        (state, move, actor): _OPEN[move][actor] if state is OfferState.OPEN else closed
        for state in OfferState
        for move in Move
        for actor in Actor
    }


TABLE: Mapping[tuple[OfferState, Move, Actor], Cell] = MappingProxyType(_all_cells())
"""By state, move and actor: the next state of the proposal, or why the move is refused."""
