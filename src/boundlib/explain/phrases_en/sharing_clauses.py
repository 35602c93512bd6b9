"""English lines for every kind of clause about sharing, consent and touch."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

# What several kinds of clause say alike.
_ALIKE = under(
    "sharing",
    {
        "lead": "nothing is shared unless it was agreed",
        "lead.take_back": "consent can be taken back at any time, in any form, with no reason",
        "lead.onward": "whoever is told may not pass it on, unless it says so here",
        "lead.outside": "where a law or an emergency asks for more, a person decides",
        "tells": "{by} may tell {to} this, {purpose}: {items}",
        "tells.back": "{to} may tell {by} the same",
        "consent": "this needs consent from {who}",
        "form": "consent counts only if it is given {forms}",
        "agreed": "this agreement is the consent to it: there is no other form to sign",
        "only_if": "this is open only if {condition}",
        "each_time.yes": "{client_is} asked each time",
        "each_time.no": "the text does not ask for a new yes each time",
        "free": "{client} may say no at any time: it needs no reason and costs nothing",
        "binds": "this part is about {who}",
        "towards": "this part is about telling {who}",
        "anything": "anything",
    },
)

_KINDS = {
    **under(
        "clause.sharing.release",
        {
            "start": "it does not begin before {first}",
            "end": "it ends after {span}",
            "end.from_consent": "counted from the consent, it ends after {span}",
            "end.date": "its last day is {last}",
            "end.unstated": "the text does not say when it ends",
            "end.none": "no end was agreed for it",
            "staff": "those who act for {who} may be told too",
            "onward": "{who} may pass it on to {onward}",
            "care.yes": "the text says that the care depends on this consent",
            "care.no": "the care does not depend on this consent",
        },
    ),
    **under(
        "clause.sharing.release_rule",
        {
            "all": "rules for each consent to share anything, {purpose}",
            "items": "rules for each consent to share this, {purpose}: {items}",
            "signers": "{who} must be asked for consent too",
            "longest_term": "no consent lasts longer than {span}",
            "withdrawal": "the text says to take it back {forms}; any other way counts too",
        },
    ),
    **under(
        "clause.sharing.refusal",
        {
            "all": "refused: nothing may be told {by} {to}, {purpose}",
            "items": "refused: this may not be told {by} {to}, {purpose}: {items}",
            "by": "by {who}",
            "to": "to {who}",
            "to.anybody": "to anybody",
            "purpose.any": "whatever for",
            "first": "this no comes before any consent, and it takes in all that belongs to it",
        },
    ),
    **under(
        "clause.sharing.minor",
        {
            "age": "this holds only while {client_is} not of age",
            "agrees": "it is told only with consent from {client}",
            "told_first": "{client_is} told first",
            "present": "it is told only when {client_is} there too",
        },
    ),
    **under(
        "clause.sharing.unit_of_care",
        {
            "unit": "this is work with a {unit}: {who}",
            "unit.every": "this is work with a {unit}",
            "all_sign.yes": "to share what belongs to all, each member must give consent",
            "all_sign.no": "the text does not ask for consent from each member to share something",
            "own_items": "this is each member's own, to share or not: {items}",
            "secrets.kept": "what a member tells alone is kept from the others",
            "secrets.not_kept": "what a member tells alone is not kept from the others",
            "secrets.therapist_decides": (
                "of what a member tells alone, {therapist} may judge what the others must know"
            ),
            "secrets.unstated": "the text leaves open what comes of what a member tells alone",
            "before_alone": "before a member is seen alone, the others must give consent",
            "outside.nothing": "outside, nothing is said about the others",
            "outside.not_by_name": "outside, nothing is said that tells who the others are",
            "outside.with_leave": "outside, only what the others agreed to is said about them",
            "outside.unstated": "the text leaves open what is said outside about the others",
        },
    ),
    **under(
        "clause.sharing.third_party",
        {
            "exactly": "nothing more may be told under this part",
        },
    ),
    **under(
        "clause.sharing.consultation",
        {
            "items": "{by} may speak with {to} about this, {purpose}: {items}",
            "all": "{by} may speak with {to} about whatever the work needs, {purpose}",
            "named.not": "nothing is said that tells who {client_is}",
            "named.code_name": "{client_is} spoken of by a code name only",
            "named.first_name": "{client_is} spoken of by the first name only",
            "named.full": "{client_is} spoken of by the full name",
            "named.unstated": "the text leaves open by which name {client_is} spoken of",
            "often": "how often: {tally}",
        },
    ),
    **under(
        "clause.sharing.records",
        {
            "about": "about {items}: {remarks}",
            "none": "nothing more is said of it",
            "access.on_request": "{client} may ask to see it",
            "access.any_time": "{client} may see it at any time",
            "access.with_review": "{client} may see it once {who} looked it through",
            "access.by_law": "{client} may see it as the law has it",
            "access.unstated": "the text leaves open how {client} may see it",
            "reviewer": "{who} may look it through first",
            "kept": "it is kept for {span}",
            "destroyed.automatic": "then it is destroyed",
            "destroyed.may": "then it may be destroyed",
            "destroyed.by_arrangement": "then it is destroyed if the two sides arrange it",
            "destroyed.decided": "then {who} may decide to have it destroyed",
            "apart": "it is kept apart from the rest",
            "held_by": "it is held by {who}",
        },
    ),
    **under(
        "clause.sharing.recording",
        {
            "of": "sessions may be recorded, {purpose}: {items}",
            "deleted": "it is deleted after {span}",
        },
    ),
    **under(
        "clause.sharing.legal_limit",
        {
            "grounds": "a law or a duty may ask to tell without consent, on these grounds: {items}",
            "decides": "a person decides on it each time: nothing is told of itself",
            "minimum.yes": "then only what is needed is told",
            "minimum.no": "the text does not keep it to what is needed",
            "told_first.yes": "where it can be done, {client_is} told first",
            "told_first.no": "the text does not say that {client_is} told first",
            "complete.yes": "the text says that there are no other grounds",
            "complete.no": "there may be other grounds too",
        },
    ),
    **under(
        "clause.governance",
        {
            "eligibility": "to take part in {care}, this must be so: {condition}",
            "consent": "for {care}, consent is needed from {who}",
            "consent.nobody": "for {care}, consent is needed from nobody",
            "consent.holds": "a consent holds for {span}",
            "consent.tells": "{who} should be told that it goes on, even if they were not asked",
            "care": "the work",
            "care.named": "“{id}”",
        },
    ),
    **under(
        "clause.pace.touch",
        {
            "named": "this touch may be part of the work: {items}",
            "any": "touch may be part of the work, as far as the work needs it",
            "name": "“{id}”",
            "this": "(“{id}”)",
        },
    ),
}

# What the words take in: an item and a purpose reach what lies beneath them.
_TAKES_IN = under(
    "takes_in",
    {
        "item": "{item}: this takes in {items}",
        "record": "{item}: this takes in all that is known, but for what must be named by itself",
        "purpose": "{purpose}: this takes in sharing {purposes}",
        "emergency": "an emergency is no part of treatment: it counts only where it is named",
        "named": "this is shared only where it is named by itself, never as a part: {items}",
    },
)

SHARING_CLAUSES: dict[str, str] = {**_ALIKE, **_KINDS, **_TAKES_IN}
"""Clauses about sharing, in parts of sentences."""
