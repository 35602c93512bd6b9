"""Words of sharing: what may be told, what for, on which ground, in which form.

Items and purposes are trees. A path begins with a word of the vocabulary; what follows it is the
embedder's own, such as `psychotherapy_notes/dream_log`.
"""

from __future__ import annotations

from enum import StrEnum


class SharedItem(StrEnum):
    """A part of what is known about a client."""

    RECORD = "record"
    """Everything that is known: the whole tree."""
    IDENTITY = "identity"
    """Who the client is: the name, the date of birth."""
    CONTACT_DETAILS = "contact_details"
    """How to reach the client."""
    ATTENDANCE = "attendance"
    """Whether the client comes."""
    CONTACT_MADE = "contact_made"
    """That contact was made, and nothing more."""
    SESSION_DATES = "session_dates"
    """The dates on which sessions took place."""
    APPOINTMENTS = "appointments"
    """When sessions are planned."""
    HISTORY = "history"
    """The life and family history."""
    EDUCATION = "education"
    """School, study and work history."""
    DIAGNOSIS = "diagnosis"
    """Diagnoses."""
    HIV_STATUS = "hiv_status"
    """Anything about HIV."""
    GENETIC = "genetic"
    """Genetic findings."""
    TEST_RESULTS = "test_results"
    """Results of tests and measures."""
    MEDICATION = "medication"
    """Medicines."""
    TREATMENT = "treatment"
    """The treatment and how it goes."""
    TREATMENT_PLAN = "treatment_plan"
    """The plan of the treatment."""
    PROGRESS = "progress"
    """How the work goes."""
    GENERAL_STATEMENT = "general_statement"
    """A general statement on how the work goes, without content."""
    RECOMMENDATIONS = "recommendations"
    """What is advised."""
    SUMMARY = "summary"
    """A summary of the treatment, such as at its end."""
    SAFETY = "safety"
    """Concerns about somebody's safety, and what was agreed for a crisis."""
    SAFETY_PLAN = "safety_plan"
    """The safety plan."""
    SESSION_NOTES = "session_notes"
    """The notes on sessions that are part of the record."""
    SESSION_CONTENT = "session_content"
    """What was said in a session."""
    TOLD_ALONE = "told_alone"
    """What a member of a couple, family or group told alone."""
    OTHER_MEMBERS = "other_members"
    """Who else takes part, and what they said."""
    CORRESPONDENCE = "correspondence"
    """Letters and messages."""
    RECORDINGS = "recordings"
    """Sound and video recordings."""
    BILLING = "billing"
    """Invoices and payments."""
    SEXUAL_HEALTH = "sexual_health"
    """Sexual and reproductive health."""
    SUBSTANCE_USE = "substance_use"
    """Records of treatment for the use of substances; must be named itself."""
    PSYCHOTHERAPY_NOTES = "psychotherapy_notes"
    """A therapist's own notes, kept apart from the record; must be named themselves."""


ITEM_UNDER: dict[SharedItem, SharedItem] = {
    **dict.fromkeys(
        (
            SharedItem.IDENTITY,
            SharedItem.ATTENDANCE,
            SharedItem.APPOINTMENTS,
            SharedItem.HISTORY,
            SharedItem.DIAGNOSIS,
            SharedItem.TEST_RESULTS,
            SharedItem.MEDICATION,
            SharedItem.TREATMENT,
            SharedItem.SAFETY,
            SharedItem.SESSION_NOTES,
            SharedItem.SESSION_CONTENT,
            SharedItem.CORRESPONDENCE,
            SharedItem.RECORDINGS,
            SharedItem.BILLING,
            SharedItem.SEXUAL_HEALTH,
            SharedItem.SUBSTANCE_USE,
            SharedItem.PSYCHOTHERAPY_NOTES,
        ),
        SharedItem.RECORD,
    ),
    SharedItem.CONTACT_DETAILS: SharedItem.IDENTITY,
    SharedItem.CONTACT_MADE: SharedItem.ATTENDANCE,
    SharedItem.SESSION_DATES: SharedItem.ATTENDANCE,
    SharedItem.EDUCATION: SharedItem.HISTORY,
    SharedItem.HIV_STATUS: SharedItem.DIAGNOSIS,
    SharedItem.GENETIC: SharedItem.TEST_RESULTS,
    SharedItem.TREATMENT_PLAN: SharedItem.TREATMENT,
    SharedItem.PROGRESS: SharedItem.TREATMENT,
    SharedItem.GENERAL_STATEMENT: SharedItem.PROGRESS,
    SharedItem.RECOMMENDATIONS: SharedItem.TREATMENT,
    SharedItem.SUMMARY: SharedItem.TREATMENT,
    SharedItem.SAFETY_PLAN: SharedItem.SAFETY,
    SharedItem.TOLD_ALONE: SharedItem.SESSION_CONTENT,
    SharedItem.OTHER_MEMBERS: SharedItem.SESSION_CONTENT,
}
"""The wider item that an item lies under."""

NAMED_ONLY = frozenset({SharedItem.PSYCHOTHERAPY_NOTES, SharedItem.SUBSTANCE_USE})
"""Items that a wider one never reaches, whatever the place: 45 CFR 164.508(a)(2), 42 CFR 2.31.

A jurisdiction adds its own (`boundlib.model.jurisdictions`).
"""


class SharedFor(StrEnum):
    """What something is told for."""

    TREATMENT = "treatment"
    """The client's care; never covers an emergency."""
    COORDINATION = "coordination"
    """Working together with others who care for the client."""
    REFERRAL = "referral"
    """Passing the client on to somebody else."""
    COVERING = "covering"
    """Standing in for the therapist."""
    EMERGENCY = "emergency"
    """A declared emergency."""
    PAYMENT = "payment"
    """Being paid for the care."""
    CLAIMS = "claims"
    """A claim to an insurer."""
    ELIGIBILITY = "eligibility"
    """Whether a payer covers the care."""
    OPERATIONS = "operations"
    """Running the practice."""
    SUPERVISION = "supervision"
    """Supervision of the therapist, or consultation with peers."""
    TRAINING = "training"
    """Teaching and training."""
    QUALITY = "quality"
    """Looking after the quality of the work."""
    FAMILY = "family"
    """Keeping a parent, partner or relative informed."""
    SUPPORT = "support"
    """Help by the people around the client."""
    EMPLOYMENT = "employment"
    """The client's work: an employer or its programme."""
    SCHOOLING = "schooling"
    """The client's school or study."""
    BENEFITS = "benefits"
    """A benefit, pension or adjustment the client asks for."""
    LEGAL = "legal"
    """A legal proceeding."""
    PROTECTION = "protection"
    """Protecting somebody from harm."""
    PUBLIC_HEALTH = "public_health"
    """Public health."""
    RESEARCH = "research"
    """Research."""
    AT_REQUEST = "at_request"
    """Because the client asks for it."""


PURPOSE_UNDER: dict[SharedFor, SharedFor] = {
    SharedFor.COORDINATION: SharedFor.TREATMENT,
    SharedFor.REFERRAL: SharedFor.TREATMENT,
    SharedFor.COVERING: SharedFor.TREATMENT,
    SharedFor.CLAIMS: SharedFor.PAYMENT,
    SharedFor.ELIGIBILITY: SharedFor.PAYMENT,
    SharedFor.SUPERVISION: SharedFor.OPERATIONS,
    SharedFor.TRAINING: SharedFor.OPERATIONS,
    SharedFor.QUALITY: SharedFor.OPERATIONS,
}
"""The wider purpose that a purpose lies under."""


class Ground(StrEnum):
    """A ground on which the law, or a duty, may ask for telling without consent."""

    HARM_TO_SELF = "harm_to_self"
    """Serious harm to the client."""
    HARM_TO_OTHERS = "harm_to_others"
    """Serious harm to somebody else."""
    CHILD_ABUSE = "child_abuse"
    """Abuse or neglect of a child."""
    ADULT_ABUSE = "adult_abuse"
    """Abuse or neglect of an adult who cannot protect themselves."""
    COURT = "court"
    """An order of a court, or a proceeding."""
    LAW = "law"
    """Another duty by law."""
    TERRORISM = "terrorism"
    """Terrorism."""
    TRAFFICKING = "trafficking"
    """Trafficking of drugs or people."""
    MONEY_LAUNDERING = "money_laundering"
    """Money laundering."""
    CLINICIAN_JUDGEMENT = "clinician_judgement"
    """The clinician's own judgement."""
    PUBLIC_HEALTH = "public_health"
    """A duty towards public health."""


class ConsentForm(StrEnum):
    """In which form a consent is given or taken back."""

    WRITTEN = "written"
    """In writing, signed by hand."""
    ELECTRONIC = "electronic"
    """Signed electronically."""
    EMAIL = "email"
    """By e-mail."""
    SPOKEN = "spoken"
    """By word of mouth."""


class Unit(StrEnum):
    """Whose therapy it is, where it is not one client's."""

    COUPLE = "couple"
    """A couple."""
    FAMILY = "family"
    """A family."""
    GROUP = "group"
    """A group."""


class Secrets(StrEnum):
    """What becomes of what one member tells alone."""

    KEPT = "kept"
    """It is kept from the others."""
    NOT_KEPT = "not_kept"
    """It is not kept from the others."""
    THERAPIST_DECIDES = "therapist_decides"
    """The therapist judges what the others must know."""


class Outside(StrEnum):
    """What members of a couple, family or group say outside about the others."""

    NOTHING = "nothing"
    """Nothing."""
    NOT_BY_NAME = "not_by_name"
    """Nothing that tells who it is about."""
    WITH_LEAVE = "with_leave"
    """Only what the others agreed to."""


class ChildSay(StrEnum):
    """What a child's word does to telling a parent."""

    AGREES = "agrees"
    """It is told only if the child agrees."""
    TOLD_FIRST = "told_first"
    """The child is told first."""
    PRESENT = "present"
    """The child takes part when it is told."""


class AccessWay(StrEnum):
    """How a client sees their record."""

    ON_REQUEST = "on_request"
    """When they ask."""
    ANY_TIME = "any_time"
    """Whenever they like."""
    WITH_REVIEW = "with_review"
    """After somebody looked it through."""
    BY_LAW = "by_law"
    """As the law has it."""


class Named(StrEnum):
    """Under which name a client is spoken of."""

    NOT = "not"
    """So that nobody can tell who it is."""
    CODE_NAME = "code_name"
    """By a code name."""
    FIRST_NAME = "first_name"
    """By the first name."""
    FULL = "full"
    """By name."""


class RecordingOf(StrEnum):
    """What is recorded."""

    SOUND = "sound"
    """Sound."""
    VIDEO = "video"
    """Sound and picture."""
    TRANSCRIPT = "transcript"
    """A text made by a machine, such as automatic notes."""
