"""Words of renegotiation: how an offer stands, what moves it, what a change does to whom."""

from __future__ import annotations

from enum import StrEnum


class OfferState(StrEnum):
    """How a proposal stands. All but `open` are final."""

    OPEN = "open"
    """It can be answered."""
    COUNTERED = "countered"
    """Somebody proposed something else instead."""
    DECLINED = "declined"
    """Somebody whose assent it needs said no."""
    WITHDRAWN = "withdrawn"
    """Whoever made it took it back."""
    LAPSED = "lapsed"
    """Nobody adopted it in its time."""
    SUPERSEDED = "superseded"
    """The version it builds on got another successor."""
    ADOPTED = "adopted"
    """It became a version."""


class Move(StrEnum):
    """What can be done with a proposal, or happen to it."""

    ASSENT = "assent"
    """A party assents to it."""
    COUNTER = "counter"
    """A party proposes something else instead."""
    DECLINE = "decline"
    """A party says no to it."""
    WITHDRAW = "withdraw"
    """A party takes it back."""
    ADOPT = "adopt"
    """It is made a version."""
    LAPSE = "lapse"
    """Its time is over."""
    SUPERSEDE = "supersede"
    """Its base gets another successor."""


class Actor(StrEnum):
    """Who makes a move, as a proposal sees them."""

    AUTHOR = "author"
    """Whoever made the proposal."""
    SIGNER = "signer"
    """Another party whose assent it needs."""
    BYSTANDER = "bystander"
    """A party whose assent it does not need."""
    STRANGER = "stranger"
    """Nobody the agreement speaks of."""
    TIME = "time"
    """Nobody: it comes by itself."""


class Refused(StrEnum):
    """Why a step of renegotiation is not taken."""

    NOT_A_PARTY = "not_a_party"
    """The agreement does not speak of whoever takes it."""
    NOT_A_SIGNER = "not_a_signer"
    """It is not for this party: their assent is not needed."""
    NOT_THE_AUTHOR = "not_the_author"
    """Only whoever made the proposal can take it back."""
    OWN_OFFER = "own_offer"
    """Whoever made an offer has assented, does not answer it, and is not enough to adopt it."""
    OTHER_CAPACITY = "other_capacity"
    """The party does not sign in that capacity."""
    OTHER_AGREEMENT = "other_agreement"
    """It is about another agreement."""
    NO_SUCH_PROPOSAL = "no_such_proposal"
    """There is no such proposal, in just these words."""
    NO_SUCH_CLAUSE = "no_such_clause"
    """There is no such clause."""
    NO_SUCH_FACT = "no_such_fact"
    """There is no such fact."""
    CLOSED = "closed"
    """The proposal is not open any more."""
    STALE_BASE = "stale_base"
    """The version it builds on is not the newest one."""
    NOT_ASSENTED = "not_assented"
    """Somebody's assent is missing, at least to some clause."""
    NOTHING_CHANGES = "nothing_changes"
    """It would change nothing."""
    WRONG_VERSION = "wrong_version"
    """Its number is not the next one, or its digest is another text's."""
    BLOCKED = "blocked"
    """A finding keeps it from being adopted."""
    TOO_EARLY = "too_early"
    """It would begin before it is made, or is made before what it rests on."""
    NO_END = "no_end"
    """An exception has an end after its beginning."""
    NARROWS = "narrows"
    """An exception widens only, and takes nothing from anybody who has not agreed to it."""
    NOT_FOR_EXCEPTIONS = "not_for_exceptions"
    """Exceptions are about contact, sessions and fees only, and never about safety."""
    RESTORES = "restores"
    """It would bring back a consent that was withdrawn since."""
    NOT_THE_CLIENT = "not_the_client"
    """It is the client's alone."""
    NOT_PAUSED = "not_paused"
    """There is no pause to end."""
    OVER = "over"
    """The work has ended, or it was told when it ends."""
    REPEATED = "repeated"
    """An amendment or a fact with this id, or a correction of this fact, is there already."""
    OWN_KIND = "own_kind"
    """There is a kind of amendment for that; it is not written down as a bare fact."""
    NOBODYS_ACT = "nobodys_act"
    """It comes by itself; nobody does it."""


class RuleChange(StrEnum):
    """What a change does to the rule itself."""

    TIGHTENED = "tightened"
    """Less is allowed, more is owed, or it is owed sooner."""
    LOOSENED = "loosened"
    """More is allowed, less is owed, or it is owed later."""
    SHIFTED = "shifted"
    """Both, or the two cannot be put in an order."""
    NEUTRAL = "neutral"
    """The rule stays as it was."""


class PartyEffect(StrEnum):
    """What a change does for one party."""

    GAINS = "gains"
    """They may do more, are owed more, owe less, or are better protected."""
    LOSES = "loses"
    """They may do less, are owed less, owe more, or are less protected."""
    MIXED = "mixed"
    """Both, or it cannot be said."""
    SAME = "same"
    """Nothing changes for them."""


class ChangeKind(StrEnum):
    """What happened to a part of the text."""

    ADDED = "added"
    """It is new."""
    REMOVED = "removed"
    """It is gone."""
    ALTERED = "altered"
    """It says something else."""
    MOVED = "moved"
    """It stands elsewhere in its list."""


class ConflictLevel(StrEnum):
    """How far up two proposals conflict."""

    SAME_FIELD = "same_field"
    """Both changed the same field, and not alike."""
    SAME_CLAUSE = "same_clause"
    """One took away or replaced what the other changed, or both changed what goes together."""
    RESULT = "result"
    """What comes of it does not read, or has findings that block adoption."""


class ExceptionReason(StrEnum):
    """Why an exception is made, by class; no words about anybody."""

    HARD_TIME = "hard_time"
    """A hard time for the client."""
    AWAY = "away"
    """Somebody is away."""
    ILLNESS = "illness"
    """Somebody is ill."""
    PRACTICAL = "practical"
    """A practical matter, such as a move or a broken line."""
    TRIAL = "trial"
    """Something is tried before it is agreed."""
    OTHER = "other"
    """Another reason."""


class Ruling(StrEnum):
    """Which of two documents rules where both speak."""

    THIS = "this"
    """This agreement."""
    OTHER = "other"
    """The other document."""


class TextPart(StrEnum):
    """What an agreement is beside another document."""

    MAIN = "main"
    """The main text, which the other one supplements."""
    SUPPLEMENT = "supplement"
    """A supplement to the other one."""
