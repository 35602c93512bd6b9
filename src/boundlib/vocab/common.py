"""Words that every topic uses."""

from __future__ import annotations

from enum import StrEnum


class Weekday(StrEnum):
    """A day of the week."""

    MON = "mon"
    """Monday."""
    TUE = "tue"
    """Tuesday."""
    WED = "wed"
    """Wednesday."""
    THU = "thu"
    """Thursday."""
    FRI = "fri"
    """Friday."""
    SAT = "sat"
    """Saturday."""
    SUN = "sun"
    """Sunday."""


class Role(StrEnum):
    """What a party is to the work."""

    CLIENT = "client"
    """The person the work is for; in couples and groups, each of them."""
    THERAPIST = "therapist"
    """The person who offers the work."""
    GUARDIAN = "guardian"
    """Holds parental authority over a minor client."""
    PAYER = "payer"
    """Pays, wholly or in part."""
    COVER = "cover"
    """Answers while the therapist is away or cannot act."""
    SUPERVISOR = "supervisor"
    """Supervises or consults with the therapist."""
    PRACTICE = "practice"
    """The organisation the therapist works in."""
    FAMILY = "family"
    """A relative or partner who is not a client."""
    GROUP = "group"
    """A therapy group as a whole."""
    COORDINATOR = "coordinator"
    """Coordinates care."""
    GP = "gp"
    """The general practitioner or family doctor."""
    SCHOOL = "school"
    """The client's school or university."""
    EMPLOYER = "employer"
    """The client's employer, or a programme it pays for."""
    EXAMINER = "examiner"
    """Judges something by mandate: a court, an assessor."""
    EMERGENCY_CONTACT = "emergency_contact"
    """The person to be told in an emergency."""
    AGENT = "agent"
    """Decides for the client while an advance preference is in force."""
    CRISIS_TEAM = "crisis_team"
    """A service that answers crises."""


class Capacity(StrEnum):
    """In which capacity a party signs."""

    SELF = "self"
    """For themselves."""
    PARENT = "parent"
    """With parental authority, for a minor."""
    AGENT = "agent"
    """As an agent appointed by the client or by law."""


class UnstatedWhy(StrEnum):
    """Why an amount or a choice is not known from the text."""

    BLANK = "blank"
    """The place for it was left empty."""
    VAGUE = "vague"
    """Words without a measure, such as "as soon as possible"."""
    CUT_OFF = "cut_off"
    """The text at hand ends before it."""
    ELSEWHERE = "elsewhere"
    """The text refers to another place that is not at hand."""


class Force(StrEnum):
    """How binding an effect is."""

    AUTOMATIC = "automatic"
    """It holds without anybody deciding."""
    MAY = "may"
    """It may be applied; a person decides."""
    BY_ARRANGEMENT = "by_arrangement"
    """Only where the two have arranged it."""


class Strength(StrEnum):
    """How strongly something is meant to happen by a time."""

    PROMISE = "promise"
    """It is owed by then, and can be overdue."""
    AIM = "aim"
    """It is expected by then, and cannot be overdue."""
    NONE = "none"
    """It may not happen at all."""


class Period(StrEnum):
    """A stretch of the calendar."""

    DAY = "day"
    """A local date."""
    WEEK = "week"
    """Monday to Sunday."""
    MONTH = "month"
    """A calendar month."""
    QUARTER = "quarter"
    """Three calendar months from January, April, July or October."""
    HALF_YEAR = "half_year"
    """Six calendar months from January or July."""
    YEAR = "year"
    """A calendar year."""


class AgeGroup(StrEnum):
    """Whether a person has come of age where the agreement is made."""

    MINOR = "minor"
    """Not yet of age."""
    ADULT = "adult"
    """Of age."""


class Direction(StrEnum):
    """The way of a movement."""

    UP = "up"
    """Towards more."""
    DOWN = "down"
    """Towards less."""


class Flow(StrEnum):
    """Which way information goes."""

    DISCLOSE = "disclose"
    """From the discloser to the recipients."""
    OBTAIN = "obtain"
    """From the recipients to the discloser."""
    BOTH = "both"
    """Both ways."""


class Bearing(StrEnum):
    """What a kind of clause does to the question it speaks on."""

    GRANT = "grant"
    """Opens something: one of its kind is enough."""
    LIMIT = "limit"
    """Bounds something: all must hold."""
    DUTY = "duty"
    """Owes something."""
    TERM = "term"
    """States how something is, without opening or bounding it."""


class Right(StrEnum):
    """A right of the client that no clause can waive."""

    ASK = "ask"
    """Ask anything."""
    PAUSE = "pause"
    """Pause."""
    STOP = "stop"
    """Stop something, without a reason."""
    REFUSE = "refuse"
    """Refuse an item."""
    PROPOSE = "propose"
    """Propose a change."""
    WITHDRAW = "withdraw"
    """Withdraw a consent."""
    COMPLAIN = "complain"
    """Complain."""
    END = "end"
    """End the work."""
    BE_TOLD = "be_told"
    """Be told."""
