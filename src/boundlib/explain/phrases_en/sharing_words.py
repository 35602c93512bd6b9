"""English words of sharing: items, purposes, grounds, forms.

Items and purposes stand without "you": a client, a therapist and a GP read the same word.
"""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

_ITEMS = under(
    "item",
    {
        "record": "the record",
        "identity": "personal details",
        "contact_details": "contact details",
        "attendance": "attendance at sessions",
        "contact_made": "the fact that contact was made",
        "session_dates": "the dates of sessions",
        "appointments": "planned appointments",
        "history": "life and family history",
        "education": "school, study and work history",
        "diagnosis": "diagnoses",
        "hiv_status": "anything about HIV",
        "genetic": "genetic findings",
        "test_results": "test results",
        "medication": "medicines",
        "treatment": "the treatment",
        "treatment_plan": "the treatment plan",
        "progress": "how the work goes",
        "general_statement": "a general statement without content on how the work goes",
        "recommendations": "what is advised",
        "summary": "a summary of the treatment",
        "safety": "safety concerns and crisis plans",
        "safety_plan": "the safety plan",
        "session_notes": "the session notes in the record",
        "session_content": "what is said in sessions",
        "told_alone": "what a member told alone",
        "other_members": "who else takes part and what they say",
        "correspondence": "letters and messages",
        "recordings": "recordings of sessions",
        "billing": "bills and payments",
        "sexual_health": "sexual health",
        "substance_use": "treatment for alcohol or drug use",
        "psychotherapy_notes": "private notes kept apart from the record",
        "part": "“{part}” in {whole}",
    },
)

_PURPOSES = under(
    "told_for",
    {
        "treatment": "for treatment",
        "coordination": "to work together on the care",
        "referral": "to pass the care on to somebody else",
        "covering": "to stand in for the therapist",
        "emergency": "in a declared emergency",
        "payment": "for payment",
        "claims": "for a claim to an insurer",
        "eligibility": "to find out if a payer covers the care",
        "operations": "to run the practice",
        "supervision": "for supervision or advice from peers",
        "training": "for teaching and training",
        "quality": "to look after the quality of the work",
        "family": "to keep the family informed",
        "support": "for help by people around the client",
        "employment": "in matters of work",
        "schooling": "in matters of school or study",
        "benefits": "for a benefit or a pension",
        "legal": "for a legal case",
        "protection": "to protect somebody from harm",
        "public_health": "for public health",
        "research": "for research",
        "at_request": "because the client asks for it",
        "part": "{whole} (“{part}”)",
    },
)

_OTHERS = {
    **under(
        "ground",
        {
            "harm_to_self": "serious harm to the client",
            "harm_to_others": "serious harm to somebody else",
            "child_abuse": "abuse or neglect of a child",
            "adult_abuse": "abuse or neglect of an adult who needs protection",
            "court": "an order of a court, or a court case",
            "law": "another duty by law",
            "terrorism": "terrorism",
            "trafficking": "trafficking of drugs or people",
            "money_laundering": "money laundering",
            "clinician_judgement": "the therapist's own judgement",
            "public_health": "a duty towards public health",
        },
    ),
    **under(
        "form",
        {
            "written": "with a signature by hand",
            "electronic": "with an electronic signature",
            "email": "by e-mail",
            "spoken": "by word of mouth",
        },
    ),
    **under("unit", {"couple": "couple", "family": "family", "group": "group"}),
    **under(
        "recorded",
        {
            "sound": "sound",
            "video": "sound and picture",
            "transcript": "a text made by a machine",
        },
    ),
    # How a choice that the text leaves open can be read.
    **under(
        "choice",
        {
            "kept": "it is kept from the others",
            "not_kept": "it is not kept from the others",
            "therapist_decides": "the therapist judges it",
            "nothing": "nothing is said outside",
            "not_by_name": "nothing tells who it is about",
            "with_leave": "only with leave of the others",
            "not": "nothing tells who the client is",
            "code_name": "by a code name",
            "first_name": "by the first name",
            "full": "by the full name",
            "on_request": "on request",
            "any_time": "at any time",
            "with_review": "after somebody looked it through",
            "by_law": "as the law has it",
        },
    ),
}

SHARING_WORDS: dict[str, str] = {**_ITEMS, **_PURPOSES, **_OTHERS}
"""Words of sharing, by vocabulary and member."""
