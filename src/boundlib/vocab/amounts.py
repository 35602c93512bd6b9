"""Words of spans, tallies and prices."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """A named event from which an amount of time runs."""

    ACT = "act"
    """The act itself that the clause speaks of."""
    TOLD = "told"
    """The moment the other side was told of it."""
    MESSAGE_SENT = "message_sent"
    """The message was sent."""
    MESSAGE_RECEIVED = "message_received"
    """The message reached the other side."""
    MESSAGE_READ = "message_read"
    """The message was read."""
    LAST_CONTACT = "last_contact"
    """The last contact before now."""
    SESSION_SCHEDULED = "session_scheduled"
    """The scheduled start of the session."""
    SESSION_STARTED = "session_started"
    """The session began."""
    SESSION_ENDED = "session_ended"
    """The session ended."""
    LEAVE_STARTED = "leave_started"
    """The first day of an absence."""
    REVIEWED = "reviewed"
    """The last review of what the clause holds."""
    ADOPTED = "adopted"
    """This version was adopted."""
    THERAPY_ENDED = "therapy_ended"
    """The work together ended."""
    STEP_ENTERED = "step_entered"
    """The present step of a ladder began."""
    PURPOSE_DONE = "purpose_done"
    """What it was recorded or kept for is done."""
    MAJORITY = "majority"
    """The client comes of age."""


class LeaveRule(StrEnum):
    """What a party's leave does to an amount of time."""

    PAUSES = "pauses"
    """The clock does not run on leave."""
    RUNS = "runs"
    """The clock runs on."""


class DayEnd(StrEnum):
    """Where on its last day a count of working days ends."""

    CLOSE = "close"
    """At the end of the last window that starts on that day."""
    SAME_TIME = "same_time"
    """At the time of day it began."""


class TallyUnit(StrEnum):
    """What a tally counts in."""

    EVENTS = "events"
    """How often it happened."""
    MINUTES = "minutes"
    """How many minutes it took."""
    DAYS = "days"
    """On how many local dates."""
    PERIODS = "periods"
    """In how many periods it happened."""


class Occasion(StrEnum):
    """A single occasion that a tally may be limited to."""

    CALL = "call"
    """One call."""
    SESSION = "session"
    """One session."""


class Base(StrEnum):
    """What a share is a share of."""

    SESSION_FEE = "session_fee"
    """The fee of the session in question."""
    HOURLY_FEE = "hourly_fee"
    """The fee of an hour."""
    COURSE_FEE = "course_fee"
    """The fee of a whole course of sessions."""


class RateUnit(StrEnum):
    """What a rate is per, besides a length of time."""

    SESSION = "session"
    """One session."""
    MESSAGE = "message"
    """One message."""
    CALL = "call"
    """One call."""
    ITEM = "item"
    """One item."""
    BASE = "base"
    """A share of a base, spread over the base's own length."""


class StartedUnit(StrEnum):
    """Whether a unit that has begun counts in full."""

    COUNTS = "counts"
    """It counts as a whole one."""
    DOES_NOT_COUNT = "does_not_count"
    """It does not count."""


class UnitsFrom(StrEnum):
    """Where units are counted from once a free part is exceeded."""

    ZERO = "zero"
    """From the beginning."""
    EXCESS = "excess"
    """Only what goes beyond the free part."""
