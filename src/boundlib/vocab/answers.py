"""Words of answers."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The kind of answer (spec/decisions)."""

    PERMIT = "permit"
    """Yes, under what was agreed."""
    DENY = "deny"
    """No, under what was agreed."""
    ANSWERED = "answered"
    """A value."""
    REFER = "refer"
    """A person must decide."""
    UNKNOWN = "unknown"
    """A fact is missing, a rule has a gap, or readings differ."""
    NOT_APPLICABLE = "not_applicable"
    """Nothing was agreed on this."""


class Met(StrEnum):
    """Whether something is so, where not knowing is an answer of its own."""

    YES = "yes"
    """It is so."""
    NO = "no"
    """It is not so."""
    NOT_KNOWN = "not_known"
    """Nobody can say from what was agreed and recorded."""
    PERHAPS = "perhaps"
    """A person decides."""


class Standing(StrEnum):
    """Whether an agreement binds at an instant."""

    IN_FORCE = "in_force"
    """It binds."""
    ASSUMED = "assumed"
    """The record does not say; answered as if it binds."""
    NOT_YET = "not_yet"
    """Adopted for later."""
    ENDED = "ended"
    """The work together ended."""
    LAPSED = "lapsed"
    """It lapsed."""
    OUTSIDE_TERM = "outside_term"
    """The date is outside its term."""
    SUPERSEDED = "superseded"
    """Another version is in force."""


class Duty(StrEnum):
    """What can follow from an answer."""

    COPY = "copy"
    """Put this party in copy."""
    READ_IN_HOURS = "read_in_hours"
    """It will be read in the agreed hours, not before."""
    REPLY_BY = "reply_by"
    """A reply is owed or expected by then."""
    ARRANGE_COVER = "arrange_cover"
    """Somebody must be found to cover."""
    WRITE_COVER_PLAN = "write_cover_plan"
    """A written cover plan is owed for so long an absence."""
    TELL_ABSENCE = "tell_absence"
    """The absence is to be told by then."""
    TELL_AFTERWARDS = "tell_afterwards"
    """This party is to be told afterwards."""
    CONFIRM_PLACE = "confirm_place"
    """Ask where the client is."""
    REVIEW_PLAN = "review_plan"
    """The plan should be gone through together."""
    BRING_IN_COVER = "bring_in_cover"
    """The deputy is to be brought in at once."""
    PERSON_CHARGES = "person_charges"
    """Whether to charge is a person's decision; the fee clause applies."""
    RECORD_IT = "record_it"
    """It is to be written down."""
    TELL_CLIENT = "tell_client"
    """The client is to be told of it."""
    TELL_FIRST = "tell_first"
    """This party is told before anybody else."""
    BE_PRESENT = "be_present"
    """This party takes part when it is told."""
    MINIMUM_NECESSARY = "minimum_necessary"
    """Only what the purpose needs."""
    NO_REDISCLOSURE = "no_redisclosure"
    """Whoever is told may not pass it on; they are to be told so."""
    NOT_BY_NAME = "not_by_name"
    """Nothing that tells who the client is."""
    CODE_NAME = "code_name"
    """The client is spoken of by a code name."""
    REVIEW_DISCLOSURE = "review_disclosure"
    """It is gone through afterwards with somebody who can judge it."""
    DESTROY_BY = "destroy_by"
    """It is to be destroyed by then."""
    ASK_EACH_TIME = "ask_each_time"
    """The client is asked every time; a no needs no reason and has no consequence."""
