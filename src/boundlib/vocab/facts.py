"""What can be recorded."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from boundlib.vocab.amounts import Event


class FactKind(StrEnum):
    """What can be recorded. Facts are acts and states, never verdicts (spec/documents)."""

    ADOPTED = "adopted"
    """A version was adopted."""
    ENDED = "ended"
    """The work together ended."""
    LAPSED = "lapsed"
    """The agreement lapsed."""
    CONSENT_GIVEN = "consent_given"
    """A party consented to a clause."""
    CONSENT_WITHDRAWN = "consent_withdrawn"
    """A party withdrew a consent."""
    PAUSED = "paused"
    """The client paused the work."""
    RESUMED = "resumed"
    """The client ended their pause."""
    RETRACTED = "retracted"
    """An earlier fact was recorded in error."""
    MESSAGE_SENT = "message_sent"
    """A message was sent."""
    MESSAGE_READ = "message_read"
    """A message was read."""
    REPLY_SENT = "reply_sent"
    """A message was answered."""
    CALL_HELD = "call_held"
    """A call took place."""
    SESSION_SCHEDULED = "session_scheduled"
    """A session was planned."""
    SESSION_MOVED = "session_moved"
    """A planned session was given another time."""
    SESSION_CANCELLED = "session_cancelled"
    """A planned session was called off."""
    SESSION_STARTED = "session_started"
    """A session began."""
    SESSION_ENDED = "session_ended"
    """A session ended."""
    SELF_HARM = "self_harm"
    """An act of self-harm took place; a ground for a cool-off where the two agreed one."""
    SKILL_TRIED = "skill_tried"
    """The client tried a skill."""
    WORKSHEET_GIVEN = "worksheet_given"
    """The client handed in a worksheet."""
    LOCATION_GIVEN = "location_given"
    """The client said where they are."""
    PLAN_REVIEWED = "plan_reviewed"
    """A plan was gone through together."""
    PLAN_STEP_TRIED = "plan_step_tried"
    """A step of a safety plan was tried."""
    REVIEW_REQUESTED = "review_requested"
    """Somebody asked to go through the agreement together."""
    REVIEW_HELD = "review_held"
    """The agreement, or a part of it, was gone through together."""
    ENDING_TOLD = "ending_told"
    """A party told that the work ends."""
    FOUND = "found"
    """Somebody found a thing to be so, as they were asked to judge."""
    PHASE_ENTERED = "phase_entered"
    """A phase of the work began."""
    STEP_CONFIRMED = "step_confirmed"
    """A step of a ladder was confirmed by one side or both."""
    MEASUREMENT = "measurement"
    """A measure was filled in."""
    HOMEWORK_REPORTED = "homework_reported"
    """The client told how it went with something to try."""
    DUTY_DONE = "duty_done"
    """A side did what it owes the work."""
    OBSTACLE_NAMED = "obstacle_named"
    """Somebody said that something got in the way."""
    CHECKED_IN = "checked_in"
    """Somebody made an entry."""
    SUMMARY_GIVEN = "summary_given"
    """A summary of a session was given."""
    SUMMARY_CONFIRMED = "summary_confirmed"
    """The client said whether a summary is right."""
    REFLECTED = "reflected"
    """Somebody wrote a reflection."""
    SETBACK = "setback"
    """A setback was told."""
    SIGNAL_GIVEN = "signal_given"
    """An agreed sign of overwhelm was given."""
    BREAK_TAKEN = "break_taken"
    """A pause in a session began."""
    BREAK_OVER = "break_over"
    """A pause in a session was over."""
    ADJUSTMENT_ASKED = "adjustment_asked"
    """Somebody asked for something to be done otherwise."""
    READINESS_READ = "readiness_read"
    """An indicator of readiness was looked at."""
    AWAY = "away"
    """A party is away from a day to a day."""
    TOLD = "told"
    """One side told the other something they owed to tell."""
    DISCLOSED = "disclosed"
    """Something was told to somebody."""
    PURPOSE_DONE = "purpose_done"
    """What something was recorded or kept for is done."""
    HAPPENED = "happened"
    """An act the agreement gives a name of its own."""
    STATED = "stated"
    """A state by name: absent means not known."""
    MEASURED = "measured"
    """A quantity by name: absent means not known."""


STATES = frozenset(
    {
        FactKind.STATED,
        FactKind.MEASURED,
        FactKind.MEASUREMENT,
        FactKind.PHASE_ENTERED,
        FactKind.READINESS_READ,
    }
)
"""Fact kinds that are states: absent means not known."""

ACTS = frozenset(
    {
        FactKind.CONSENT_GIVEN,
        FactKind.CONSENT_WITHDRAWN,
        FactKind.ADOPTED,
        FactKind.ENDED,
        FactKind.LAPSED,
        FactKind.PAUSED,
        FactKind.RESUMED,
        FactKind.SKILL_TRIED,
        FactKind.WORKSHEET_GIVEN,
        FactKind.LOCATION_GIVEN,
        FactKind.PLAN_REVIEWED,
        FactKind.PLAN_STEP_TRIED,
        FactKind.REVIEW_REQUESTED,
        FactKind.REVIEW_HELD,
        FactKind.ENDING_TOLD,
        FactKind.FOUND,
        FactKind.STEP_CONFIRMED,
        FactKind.SUMMARY_CONFIRMED,
        FactKind.SETBACK,
        FactKind.SIGNAL_GIVEN,
        FactKind.BREAK_TAKEN,
        FactKind.BREAK_OVER,
        FactKind.ADJUSTMENT_ASKED,
        FactKind.TOLD,
        FactKind.PURPOSE_DONE,
    }
)
"""Fact kinds whose record is the act: absent means not done, whatever the record covers.

All others are events: absent means no only where the record says it is complete.
"""

GENTLE = frozenset(
    {
        FactKind.SETBACK,
        FactKind.HOMEWORK_REPORTED,
        FactKind.OBSTACLE_NAMED,
        FactKind.SIGNAL_GIVEN,
        FactKind.BREAK_TAKEN,
        FactKind.BREAK_OVER,
        FactKind.ADJUSTMENT_ASKED,
    }
)
"""Fact kinds that change nothing but the work itself: nobody loses anything by telling them."""

SHOWN_BY: Mapping[Event, tuple[FactKind, ...]] = MappingProxyType(
    {
        Event.MESSAGE_SENT: (FactKind.MESSAGE_SENT,),
        Event.MESSAGE_RECEIVED: (FactKind.MESSAGE_SENT,),
        Event.MESSAGE_READ: (FactKind.MESSAGE_READ,),
        Event.LAST_CONTACT: (FactKind.MESSAGE_SENT, FactKind.REPLY_SENT, FactKind.CALL_HELD),
        Event.SESSION_STARTED: (FactKind.SESSION_STARTED,),
        Event.SESSION_ENDED: (FactKind.SESSION_ENDED,),
        Event.ADOPTED: (FactKind.ADOPTED,),
        Event.THERAPY_ENDED: (FactKind.ENDED,),
        Event.STEP_ENTERED: (FactKind.STEP_CONFIRMED,),
        Event.REVIEWED: (FactKind.PLAN_REVIEWED,),
    }
)
"""The facts that show an event by themselves; any other is known only where a question gives it."""
