"""Words of crisis."""

from __future__ import annotations

from enum import StrEnum


class Reach(StrEnum):
    """Whom a crisis step reaches."""

    EMERGENCY_NUMBER = "emergency_number"
    """The emergency services of the place."""
    CRISIS_LINE = "crisis_line"
    """A line for people in crisis."""
    CRISIS_TEAM = "crisis_team"
    """A local crisis service."""
    HOSPITAL = "hospital"
    """The nearest hospital with an emergency department."""
    PARTY = "party"
    """Somebody named in the agreement."""
    OTHER = "other"
    """Another place or service."""


class Staffed(StrEnum):
    """Whether somebody answers a crisis step now."""

    ALWAYS = "always"
    """Day and night."""
    YES = "yes"
    """Its hours are open."""
    NO = "no"
    """Its hours are closed."""
    NOT_KNOWN = "not_known"
    """The agreement does not say, or those it reaches are or may be away."""


class Criterion(StrEnum):
    """A ground on which the two agreed to treat something as urgent. Declared, never scored."""

    SUICIDAL = "suicidal"
    """Thoughts of suicide, or a wish to act on them."""
    SELF_HARM = "self_harm"
    """Self-harm that has happened or is close."""
    HARM_TO_OTHERS = "harm_to_others"
    """Danger to somebody else."""
    WITHDRAWAL_RISK = "withdrawal_risk"
    """A dangerous withdrawal from a substance or medicine."""
    ACUTE_TRAUMA = "acute_trauma"
    """Something terrible has just happened."""
    CANNOT_FUNCTION = "cannot_function"
    """Daily life is no longer possible."""
    MEDICAL = "medical"
    """A medical emergency."""
    UNSAFE_PLACE = "unsafe_place"
    """The person is not safe where they are."""


class PlanSlot(StrEnum):
    """A step of a safety or staying-well plan; six of them after Stanley and Brown (2012)."""

    WARNING_SIGNS = "warning_signs"
    """Signs that a crisis may be coming."""
    SITUATIONS = "situations"
    """Situations in which a crisis is more likely."""
    COPING = "coping"
    """What helps without contacting anyone."""
    DISTRACTION = "distraction"
    """People and places that take the mind elsewhere."""
    HELPERS = "helpers"
    """People to ask for help."""
    PROFESSIONALS = "professionals"
    """Professionals and services to contact."""
    MEANS_SAFETY = "means_safety"
    """Making the surroundings safer."""
    REWARD = "reward"
    """Something good for having come through."""


class PreferenceStance(StrEnum):
    """What an advance preference says of a thing."""

    PREFER = "prefer"
    """Wished for."""
    REFUSE = "refuse"
    """Refused."""


class PreferenceMatter(StrEnum):
    """What an advance preference is about."""

    MEDICATION = "medication"
    """A medicine or a dose."""
    FACILITY = "facility"
    """A place of care."""
    TREATMENT = "treatment"
    """A form of treatment."""
    MANNER_OF_CARE = "manner_of_care"
    """How to be treated and spoken to."""
    CONTACT = "contact"
    """Who is told and asked."""
    PRACTICAL = "practical"
    """Home, children, animals, work."""
