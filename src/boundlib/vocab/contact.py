"""Words of contact."""

from __future__ import annotations

from enum import StrEnum


class Medium(StrEnum):
    """A way of reaching each other."""

    PHONE = "phone"
    """A telephone call."""
    VOICEMAIL = "voicemail"
    """A message left on a telephone."""
    TEXT_MESSAGE = "text_message"
    """SMS or its like."""
    EMAIL = "email"
    """Electronic mail."""
    SECURE_MESSAGE = "secure_message"
    """A message in a portal or system made for care."""
    APP_MESSAGE = "app_message"
    """A message in a general messaging app."""
    VIDEO = "video"
    """A video call."""
    IN_PERSON = "in_person"
    """Face to face."""
    LETTER = "letter"
    """Paper mail."""
    SOCIAL_NETWORK = "social_network"
    """A message, request or post on a social network."""


class Purpose(StrEnum):
    """What a contact is for. No purpose is a measure of how urgent it is."""

    SCHEDULING = "scheduling"
    """Making, moving or cancelling an appointment."""
    BILLING = "billing"
    """Invoices and payment."""
    DOCUMENTS = "documents"
    """Forms, letters and records."""
    DIRECTIONS = "directions"
    """How to get there or to connect."""
    ADMINISTRATIVE = "administrative"
    """Anything about running the appointments: covers the four above."""
    CHECK_IN = "check_in"
    """An agreed short word on how things are."""
    UPDATE = "update"
    """A short piece of news that asks for nothing."""
    REFLECTION = "reflection"
    """Thoughts before or after a session."""
    COACHING = "coaching"
    """Help with using skills between sessions."""
    CLINICAL = "clinical"
    """The content of the work itself: covers the three above and coaching."""


COVERS: dict[Purpose, frozenset[Purpose]] = {
    Purpose.ADMINISTRATIVE: frozenset(
        {Purpose.SCHEDULING, Purpose.BILLING, Purpose.DOCUMENTS, Purpose.DIRECTIONS}
    ),
    Purpose.CLINICAL: frozenset(
        {Purpose.CHECK_IN, Purpose.UPDATE, Purpose.REFLECTION, Purpose.COACHING}
    ),
}
"""What a wider purpose covers besides itself."""


class WindowUse(StrEnum):
    """What a contact window opens."""

    SENDING = "sending"
    """When contact may be made."""
    READING = "reading"
    """When messages are read; they may be sent at any time."""


class KnownItem(StrEnum):
    """What a deputy is told."""

    CONTACT_DETAILS = "contact_details"
    """How to reach the client."""
    APPOINTMENTS = "appointments"
    """When sessions are planned."""
    CRISIS_PLAN = "crisis_plan"
    """The crisis route and the safety plan."""
    SUMMARY = "summary"
    """A short clinical summary."""
    FULL_RECORD = "full_record"
    """The whole record."""


class AbsenceCause(StrEnum):
    """Why somebody is away."""

    LEAVE = "leave"
    """A planned absence."""
    INCAPACITY = "incapacity"
    """Illness, injury or death."""
