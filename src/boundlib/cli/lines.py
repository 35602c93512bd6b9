"""A line of a history: what was done, without names or free words."""

from __future__ import annotations

from typing import Any

from boundlib.amend import History, Line
from boundlib.model.amendment import (
    Adoption,
    Agreed,
    Amendment,
    Assent,
    ConsentWithdrawal,
    Correction,
    Decline,
    Ending,
    Entered,
    Pause,
    Proposal,
    ProposalWithdrawal,
    ReviewRequest,
    TemporaryException,
)

Data = dict[str, Any]


def line_data(history: History, line: Line, *, words: bool = False) -> Data:
    """A line as data: who did what to what, by ids.

    Args:
        history: the history it stands in.
        line: the line.
        words: whether to give what people said, too.
    """
    act = line.amendment
    data = {
        "number": line.number,
        "recorded_at": str(line.recorded_at),
        "at": str(act.at),
        "by": act.by,
        "capacity": str(act.capacity),
        "kind": act.kind,
        "id": act.id,
        "digest": line.digest,
        **_about(history, act),
    }
    said = {"words": str(act.words)} if words and isinstance(act.words, str) else {}
    return {name: value for name, value in data.items() if value not in (None, [])} | said


def _about(history: History, act: Amendment) -> Data:
    match act:
        case Proposal():
            return {
                "version": act.result.version,
                "counters": _name(history, act.counters),
                "merges": [_name(history, name) for name in act.merges],
                "lapses_at": _said(act.lapses_at),
            }
        case Adoption():
            binds = {"version": act.version, "in_force_from": str(act.in_force_from)}
            return {"proposal": _name(history, act.proposal)} | binds
        case Assent():
            return {"proposal": _name(history, act.proposal), "clauses": list(act.clauses)}
        case Decline() | ProposalWithdrawal():
            return {"proposal": _name(history, act.proposal)}
        case ConsentWithdrawal():
            made = [s.result.version for s in act.successors]
            return {"clauses": [act.clause], "versions": made}
        case TemporaryException():
            begins, ends = str(act.begins), str(act.ends)
            head = {"clauses": [act.instead.id], "begins": begins, "ends": ends}
            return head | {"reason": str(act.reason), "agreed": _parties(act.agreed)}
        case Pause():
            return {"until": _said(act.until)}
        case ReviewRequest():
            return {"clauses": list(act.clauses)}
        case Ending():
            return {"ends_at": str(act.ends_at)}
        case Entered():
            return {"facts": [str(fact.kind) for fact in act.facts]}
        case Correction():
            facts = [str(fact.kind) for fact in act.facts]
            return {"facts": facts, "agreed": _parties(act.agreed)}
    return {}  # a resumption says no more


def _name(history: History, proposal: str | None) -> str | None:
    """A proposal by the id it was made under; one that is not there, by its digest."""
    offer = history.offers.get(proposal or "")
    return proposal if offer is None else offer.proposal.id


def _parties(agreed: tuple[Agreed, ...]) -> list[str]:
    return [each.party for each in agreed]


def _said(at: Any) -> str | None:
    return None if at is None else str(at)


# --- as text --------------------------------------------------------------------------------------

_DOES = {
    "proposal": "proposes {id} as version {version}",
    "assent": "assents to {proposal}",
    "decline": "declines {proposal}",
    "proposal_withdrawal": "takes back {proposal}",
    "adoption": "adopts {proposal} as version {version}",
    "consent_withdrawal": "withdraws the consent to {clauses}",
    "exception": "makes an exception to {clauses} from {begins} until {ends} ({reason})",
    "pause": "pauses the work",
    "resumption": "ends the pause",
    "review_request": "asks for a review",
    "ending": "tells that the work ends at {ends_at}",
    "facts": "writes down {facts}",
    "correction": "corrects {facts}",
}

_MORE = {
    "counters": "instead of {}",
    "merges": "merging {}",
    "lapses_at": "open until {}",
    "in_force_from": "in force from {}",
    "clauses": "clauses {}",
    "versions": "which makes version {}",
    "until": "until {}",
    "agreed": "agreed by {}",
}
"""What may be said besides, where the sentence itself does not say it."""


def line_text(data: Data) -> str:
    """A line as text, from its data."""
    shown = {
        name: " and ".join(map(str, value)) if isinstance(value, list) else value
        for name, value in data.items()
    }
    sentence = _DOES[data["kind"]]
    besides = [
        phrase.format(shown[name])
        for name, phrase in _MORE.items()
        if name in shown and f"{{{name}}}" not in sentence and shown[name] != shown["at"]
    ]
    done = "; ".join([sentence.format(**shown), *besides])
    return f"{data['number']:>4}  {data['at']}  {data['by']} {done}"
