"""What is said where a step is not taken."""

from __future__ import annotations

import attrs

from boundlib.errors import BoundlibError
from boundlib.vocab import Refused


@attrs.frozen
class Refusal:
    """Why a step is not taken, where, and what to do next."""

    code: Refused
    """Why."""
    message: str
    """The same in words; no word of the agreement is repeated."""
    where: str
    """The place in the amendment, as a JSON pointer."""
    next_step: str
    """What to do now."""


class NotAllowed(BoundlibError):
    """An amendment that the history does not allow; ``refusals`` holds every reason."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        first = refusals[0]
        more = f" (and {len(refusals) - 1} more)" if len(refusals) > 1 else ""
        super().__init__(
            f"{first.code}: {first.message}{more}.", where=first.where, next_step=first.next_step
        )
        self.refusals = refusals
        """Every reason."""


_SAID: dict[Refused, tuple[str, str]] = {
    Refused.NOT_A_PARTY: (
        "the agreement does not speak of whoever does this",
        "Let a party of the agreement do it.",
    ),
    Refused.NOT_A_SIGNER: (
        "this is not for that party: their assent is not needed",
        "Leave it to those whose assent is needed.",
    ),
    Refused.NOT_THE_AUTHOR: (
        "only whoever made the proposal can take it back",
        "Decline it, or propose something else instead.",
    ),
    Refused.OWN_OFFER: (
        "whoever made the proposal has assented to it already",
        "Wait for another party's answer; where the text has none, name who it is with.",
    ),
    Refused.OTHER_CAPACITY: (
        "the party does not act in that capacity",
        "Use the capacity that the agreement gives for them.",
    ),
    Refused.OTHER_AGREEMENT: (
        "it is about another agreement",
        "Use the history of that agreement.",
    ),
    Refused.NO_SUCH_PROPOSAL: (
        "there is no such proposal, in just these words",
        "Use the digest of a proposal in this history.",
    ),
    Refused.NO_SUCH_CLAUSE: ("there is no such clause", "Use the id of a clause."),
    Refused.NO_SUCH_FACT: (
        "no fact of this kind with this id was written down",
        "Name a fact that was written down and not replaced since.",
    ),
    Refused.CLOSED: (
        "the proposal is not open any more",
        "Propose it again, on the newest version.",
    ),
    Refused.STALE_BASE: (
        "the version it builds on is not the one that counts here",
        "Build it on that version, or merge it.",
    ),
    Refused.NOT_ASSENTED: (
        "somebody's assent is missing, at least to some of it",
        "Ask everybody who is missing.",
    ),
    Refused.NOTHING_CHANGES: ("it would change nothing", "Leave things as they are."),
    Refused.WRONG_VERSION: (
        "its number is not the next one, or what it brings is another text",
        "Make it anew from the history as it is now.",
    ),
    Refused.BLOCKED: (
        "a finding keeps the text from being adopted",
        "Look at the findings that block adoption, and propose a text without them.",
    ),
    Refused.TOO_EARLY: (
        "it is dated before what it rests on, or recorded before it was done",
        "Give the time at which it was done.",
    ),
    Refused.NO_END: ("an exception has an end after its beginning", "Give it an end."),
    Refused.NARROWS: (
        "an exception only widens, and takes nothing from anybody who has not agreed",
        "Make a proposal, or let everybody agree who would lose by it.",
    ),
    Refused.NOT_FOR_EXCEPTIONS: (
        "exceptions give a clause on contact, sessions or fees another wording, nothing else",
        "Make a proposal.",
    ),
    Refused.RESTORES: (
        "it would bring back a consent that was withdrawn",
        "Ask whoever withdrew it to assent to it now.",
    ),
    Refused.NOT_THE_CLIENT: ("this is the client's alone", "Leave it to the client."),
    Refused.NOT_PAUSED: ("there is no pause to end", "Leave it."),
    Refused.OVER: (
        "the work has ended, or it was told when it ends",
        "After the end, propose another version to take it up again.",
    ),
    Refused.REPEATED: (
        "an amendment, a fact or a correction of this is there already",
        "Use another id; correct the latest fact.",
    ),
    Refused.OWN_KIND: (
        "there is a kind of amendment for that, by whoever does it",
        "Use that amendment.",
    ),
    Refused.NOBODYS_ACT: ("it comes by itself; nobody does it", "Wait for it."),
}


def refusal(code: Refused, where: str = "") -> Refusal:
    """A reason in its words."""
    message, next_step = _SAID[code]
    return Refusal(code, message, where, next_step)
