"""English words for every member of a vocabulary that is shown."""

from __future__ import annotations


def under(prefix: str, words: dict[str, str]) -> dict[str, str]:
    """The same words, each key under a prefix."""
    return {f"{prefix}.{key}": word for key, word in words.items()}


_ROLES = {
    "client": "client",
    "therapist": "therapist",
    "guardian": "guardian",
    "payer": "payer",
    "cover": "deputy",
    "supervisor": "supervisor",
    "practice": "practice",
    "family": "family member",
    "group": "group",
    "coordinator": "coordinator",
    "gp": "GP",
    "school": "school",
    "employer": "employer",
    "examiner": "examiner",
    "emergency_contact": "emergency contact",
    "agent": "agent",
    "crisis_team": "crisis team",
}

_PEOPLE = {
    **{f"role.{key}.yours": f"your {word}" for key, word in _ROLES.items()},
    **{f"role.{key}.plain": f"the {word}" for key, word in _ROLES.items()},
    # The therapist's deputy and supervisor, and a second client, are not the client's own.
    "role.cover.yours": "the deputy",
    "role.supervisor.yours": "the supervisor",
    "role.client.yours": "the other client",
    "role.group.yours": "the group",
    "who.you": "you",
    "who.both": "each of you",
    "who.other": "the other",
    "who.clients": "each client",
    "who.members": "the other members",
    "who.somebody": "somebody",
    "who.one_of": "{who} “{id}”",
    "who.named": "“{id}”",
    "is.you": "you are",
    "is.other": "{who} is",
}

_WAYS = {
    **under(
        "medium",
        {
            "phone": "by phone",
            "voicemail": "by voicemail",
            "text_message": "by text message",
            "email": "by e-mail",
            "secure_message": "by secure message",
            "app_message": "by app message",
            "video": "by video",
            "in_person": "in person",
            "letter": "by letter",
            "social_network": "on a social network",
        },
    ),
    **under(
        "purpose",
        {
            "scheduling": "about appointments",
            "billing": "about bills",
            "documents": "about papers",
            "directions": "about how to get there",
            "administrative": "about practical matters",
            "check_in": "for a check-in",
            "update": "with a short update",
            "reflection": "with thoughts on a session",
            "coaching": "for coaching",
            "clinical": "about the work itself",
        },
    ),
    "way.named": "{how} (“{id}”)",
    "way.clause": "by “{id}”",
}

_FACTS = {
    **under(
        "fact",
        {
            "adopted": "this version was adopted",
            "ended": "the work together ended",
            "lapsed": "the agreement lapsed",
            "consent_given": "the consent was given",
            "consent_withdrawn": "the consent was withdrawn",
            "paused": "the client paused the work",
            "resumed": "the client ended their pause",
            "review_requested": "a review was asked for",
            "retracted": "an entry was taken back",
            "message_sent": "a message was sent",
            "message_read": "a message was read",
            "reply_sent": "a reply was sent",
            "call_held": "a call took place",
            "session_scheduled": "a session was planned",
            "session_moved": "a session was moved",
            "session_cancelled": "a session was called off",
            "session_started": "a session began",
            "session_ended": "a session ended",
            "self_harm": "self-harm took place",
            "skill_tried": "a skill was tried",
            "worksheet_given": "a worksheet was handed in",
            "location_given": "the place was given",
            "plan_reviewed": "the plan was gone through together",
            "plan_step_tried": "a step of the plan was tried",
            "found": "somebody found it to be so",
            "phase_entered": "a phase of the work began",
            "step_entered": "a step was entered",
            "away": "somebody is away",
            "told": "the other side was told",
            "disclosed": "something was shared with somebody",
            "purpose_done": "what it was made for is done",
            "happened": "a named act took place",
            "stated": "a named thing was stated",
            "measured": "a named number was measured",
        },
    ),
    "fact.agreed": "a yes this time",
    "fact.named": "“{name}”",
    "fact.minutes": "how long it took",
    "fact.base": "the fee it is a share of",
    "fact.age": "how old the client is",
    **under(
        "count",
        {
            "adopted": "versions adopted",
            "ended": "endings",
            "lapsed": "lapses",
            "consent_given": "consents given",
            "consent_withdrawn": "consents withdrawn",
            "paused": "pauses",
            "resumed": "ends of a pause",
            "review_requested": "reviews asked for",
            "retracted": "entries taken back",
            "message_sent": "messages sent",
            "message_read": "messages read",
            "reply_sent": "replies",
            "call_held": "calls",
            "session_scheduled": "sessions planned",
            "session_moved": "sessions moved",
            "session_cancelled": "sessions called off",
            "session_started": "sessions begun",
            "session_ended": "sessions ended",
            "self_harm": "acts of self-harm",
            "skill_tried": "skills tried",
            "worksheet_given": "worksheets handed in",
            "location_given": "times the place was given",
            "plan_reviewed": "reviews of a plan",
            "plan_step_tried": "steps of a plan tried",
            "found": "findings",
            "phase_entered": "phases begun",
            "step_entered": "steps entered",
            "away": "absences",
            "told": "times the other side was told",
            "disclosed": "times something was shared",
            "purpose_done": "times a purpose was done",
            "happened": "acts",
            "stated": "statements",
            "measured": "measures",
        },
    ),
    "count.named": "{what} named “{name}”",
    "count.by": "{what} by {who}",
    "count.judged": "{what} that “{clause}” calls “{answer}”",
}

_CRISIS = {
    **under(
        "reach",
        {
            "emergency_number": "the emergency services",
            "crisis_line": "a crisis line",
            "crisis_team": "the crisis team",
            "hospital": "the nearest hospital that takes emergencies",
            "party": "somebody in your agreement",
            "other": "another place to turn",
        },
    ),
    **under(
        "staffed",
        {
            "always": "day and night",
            "yes": "open now",
            "no": "closed now",
            "not_known": "hours not known",
        },
    ),
    **under(
        "criterion",
        {
            "suicidal": "thoughts of suicide, or a wish to act on them",
            "self_harm": "self-harm, done or close",
            "harm_to_others": "danger to somebody else",
            "withdrawal_risk": "a dangerous withdrawal from a drug, drink or medicine",
            "acute_trauma": "something terrible that has just happened",
            "cannot_function": "daily life is no longer possible",
            "medical": "a medical emergency",
            "unsafe_place": "not being safe where you are",
        },
    ),
    **under(
        "slot",
        {
            "warning_signs": "signs that a crisis may be coming",
            "situations": "times when a crisis may be more likely",
            "coping": "what helps without contact",
            "distraction": "people and places that take your mind elsewhere",
            "helpers": "people to ask for help",
            "professionals": "professionals and services to contact",
            "means_safety": "making the place around you safer",
            "reward": "something good for having come through",
        },
    ),
    **under(
        "matter",
        {
            "medication": "medicine",
            "facility": "the place of care",
            "treatment": "treatment",
            "manner_of_care": "how to be treated and spoken to",
            "contact": "who is told and asked",
            "practical": "home, children, animals and work",
        },
    ),
    **under(
        "knows",
        {
            "contact_details": "how to reach you",
            "appointments": "when sessions are planned",
            "crisis_plan": "the crisis route and the safety plan",
            "summary": "a short summary of the work",
            "full_record": "the whole record",
        },
    ),
    **under("cause", {"leave": "planned time away", "incapacity": "illness, injury or death"}),
}

_CHOICES = {
    **under(
        "right",
        {
            "ask": "ask anything",
            "pause": "pause",
            "stop": "stop something without a reason",
            "refuse": "refuse an item",
            "propose": "propose a change",
            "withdraw": "withdraw a consent",
            "complain": "complain",
            "end": "end the work",
            "be_told": "be told",
        },
    ),
    **under(
        "met",
        {
            "yes": "done",
            "no": "not yet",
            "not_known": "not known yet",
            "perhaps": "a person decides",
        },
    ),
    **under(
        "unstated",
        {
            "blank": "an amount left blank in the text",
            "vague": "an amount the text does not name",
            "cut_off": "an amount missing from the text at hand",
            "elsewhere": "an amount that stands in another text",
        },
    ),
    **under(
        "base",
        {
            "session_fee": "the fee of the session",
            "hourly_fee": "the fee of an hour",
            "course_fee": "the fee of the whole course",
        },
    ),
    **under(
        "per",
        {
            "session": "session",
            "message": "message",
            "call": "call",
            "item": "item",
            "base": "length of the fee it is a share of",
        },
    ),
    # How a choice that the text leaves open can be read, by the word of the format.
    **under(
        "choice",
        {
            "promise": "a reply is promised",
            "aim": "a reply is expected, not promised",
            "calendar": "counted by the calendar",
            "term": "counted from the first day of the agreement",
            "counts": "a started unit counts",
            "does_not_count": "a started unit does not count",
            "zero": "counted from the start",
            "excess": "only the part beyond counts",
            "close": "until closing time",
            "same_time": "until the same time of day",
            "session": "per session",
            "call": "per call",
            "day": "per day",
            "week": "per week",
            "month": "per month",
            "quarter": "per quarter",
            "half_year": "per half year",
            "year": "per year",
        },
    ),
    "holidays_read.none": "no public holidays count",
    "holidays_read.observed": "public holidays count",
    "choice.event": "counted from {event}",
    "choice.word": "“{of}” is read so: {word}",
    "choice.other": "“{id}”",
    # What an answer may still rest on.
    "if.spoken_for": "the clause holds here",
    "if.person_decides": "the person who decides says so",
    "if.named": "it turns on “{name}”",
}

_PLACES = {
    **under(
        "country",
        {
            "AT": "Austria",
            "AU": "Australia",
            "CA": "Canada",
            "CH": "Switzerland",
            "DE": "Germany",
            "FR": "France",
            "GB": "the United Kingdom",
            "IE": "Ireland",
            "IN": "India",
            "NZ": "New Zealand",
            "US": "the United States",
            "code": "{id}",
        },
    ),
    **under(
        "region",
        {
            "GB-ENG": "England",
            "GB-NIR": "Northern Ireland",
            "GB-SCT": "Scotland",
            "GB-WLS": "Wales",
            "code": "{country}, {region}",
        },
    ),
}

WORDS: dict[str, str] = {**_PEOPLE, **_WAYS, **_FACTS, **_CRISIS, **_CHOICES, **_PLACES}
"""Words, by vocabulary and member."""
