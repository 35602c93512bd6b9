"""What was erased in a ledger stays erased, whoever still has it (spec/renegotiation 44)."""

from __future__ import annotations

from typing import Any

from boundlib.amend import History, Line
from boundlib.declare.walk import erasables, is_commitment, sealed
from boundlib.model.agreement import Agreement
from boundlib.model.amendment import Amendment
from boundlib.wire.digest import erase


def says_again(amendment: Amendment) -> bool:
    """Whether it has a text with something that may have been erased elsewhere."""
    return any(text.salts for _, _, text in sealed(amendment))


def holds_newest(history: History) -> Line | None:
    """The line with the text that the next one builds on: of the newest version, else offered."""
    newest = history.newest
    if newest is not None and newest.offer is None:
        return newest.line
    offered = newest.offer if newest is not None else next(reversed(tuple(history.offers)), None)
    return next((line for line in reversed(history.lines) if line.digest == offered), None)


def as_erased(amendment: Any, history: History) -> Any:
    """The amendment without what was erased in the texts that it may be made of.

    Its digest stays. What has another salt, or says something else, is another value.
    """
    if not says_again(amendment):
        return amendment
    gone = {pair for text in _texts(history) for pair in _erased(text)}
    paths = {path for path, _ in gone}
    for _, names, text in sealed(amendment):
        for path in paths.intersection(text.salts or ()):
            if (path, dict(_erased(erase(text, path)))[path]) in gone:
                amendment = erase(amendment, "/".join(map(str, (*names, path))))
    return amendment


def _texts(history: History) -> list[Agreement]:
    newest = history.newest
    offered = [o.proposal.result for o in history.offers.values() if o.closed_at is None]
    return offered if newest is None else [newest.agreement, *offered]


def _erased(text: Agreement) -> list[tuple[str, Any]]:
    found = ((names, value) for _, names, value in erasables(text) if is_commitment(value))
    return [("/".join(map(str, names)), value) for names, value in found]
