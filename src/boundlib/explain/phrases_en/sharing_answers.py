"""English lines for every answer about sharing, consent and touch."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

_TOPICS = under(
    "topic",
    {
        "sharing.may": "whether {by} may tell {to} about {item}, {purpose}",
        "sharing.who_may_see": "who may be told about {item}, {purpose}",
        "sharing.what_may_see": "what {to} may be told",
        "sharing.when": "from when until when {by} may tell {to} about {item}, {purpose}",
        "sharing.may_release": "whether consent from {by} alone is enough to share {item}",
        "sharing.may_keep": "whether what {by} told alone may be kept from the others",
        "sharing.may_see_alone": "whether {party} may be seen alone",
        "sharing.may_record": "whether this session may be recorded {purpose}",
        "sharing.may_access": "whether {by} may see {item}",
        "sharing.destroy_at": "when {item} may be destroyed",
        "governance.consent_needed": "whose consent {care} needs",
        "governance.may_take_part": "whether all is met that was agreed for taking part in {care}",
        "pace.may_touch": "whether there may be touch now {touch}",
        # In the place of what a question does not name.
        "item.any": "this",
        "item.named": "what must be named by itself",
        "purpose.any": "whatever for",
        "purpose.some": "for one purpose or another",
    },
)

_LEADS = under(
    "lead",
    {
        "permit.sharing.may": "yes: {by} may tell {to} about {item}, {purpose}",
        "deny.sharing.may": "no: {by} may not tell {to} about {item}, {purpose}",
        "deny.sharing.may.part": (
            "not all of it: {by} may tell {to} only a part of what was asked, {purpose}"
        ),
        "permit.sharing.may_release": "yes: consent from {by} alone is enough to share {item}",
        "deny.sharing.may_release": "no: consent from {by} alone is not enough to share {item}",
        "permit.sharing.may_keep": "yes: what {by} told alone may be kept from the others",
        "deny.sharing.may_keep": "no: what {by} told alone is not to be kept from the others",
        "permit.sharing.may_see_alone": "yes: {party} may be seen alone",
        "deny.sharing.may_see_alone": "not now: {party} may not be seen alone yet",
        "permit.sharing.may_record": "yes: this session may be recorded {purpose}",
        "deny.sharing.may_record": "no: this session may not be recorded {purpose}",
        "permit.sharing.may_access": "yes: {by} may see {item}",
        "permit.governance.may_take_part": (
            "yes: all is met that was agreed for taking part in {care}"
        ),
        "deny.governance.may_take_part": (
            "no: not all is met that was agreed for taking part in {care}"
        ),
        "permit.pace.may_touch": "yes: there may be touch now {touch}",
        "deny.pace.may_touch": "no: there is to be no touch now {touch}",
    },
)

# Item by item: what may go, what stays and why.
_ITEMS = under(
    "items",
    {
        "permit": "this may be told: {items}",
        "deny": "this stays private, as {reason}: {items}",
        "answered": "on this, there is an answer: {items}",
        "refer": "on this, a person decides: {items}",
        "unknown": "on this, we cannot say yet: {items}",
        "not_applicable": "on this, your agreement does not say: {items}",
        "rest": "{item}, but for parts that have another answer",
        "whole": "{item} with all that belongs to it",
        "but_for": "{item} with all that belongs to it, but for {others}",
        "itself": "{item} by itself",
    },
)

# The one thing that is missing; never another person, another purpose or another item.
_NEAR = under(
    "near",
    {
        "lead": "it comes down to one thing: {missing}",
        "lead.part": "for some of it, it comes down to one thing: {missing}",
        "not_consented": "consent from {who} is not there",
        "not_consented.all": "not all whose consent it needs have given it",
        "every_member": "consent from each member is not there",
        "withdrawn": "the consent was taken back, and that is respected",
        "other_form": "the consent is not in the form that was agreed",
        "other_version": "the consent is to another version of the text",
        "not_started": "the time that was agreed for it has not begun yet",
        "not_started.on": "the time that was agreed for it begins on {date}",
        "expired": "the time that was agreed for it is over",
        "not_for_this": "what was agreed is not for this purpose",
        "must_be_named": "it was not named by itself, and that is needed for this",
        "switched_off": "the part that would let it does not hold now",
        "does_not_hold": "what was agreed to come first is not there",
        "of_age": "what was agreed was for the time before {client_is} of age",
        "not_received": "whoever would tell it was not told it under what was agreed",
        "not_onward": "it was not agreed that it may be passed on",
        "other": "{reason}",
        "up_to": "to agree to more is up to {who}, and a no needs no reason",
        "refused": "only {who} can change that, and need not say why",
    },
)

_VALUES = under(
    "value",
    {
        "recipients.may": "{who} may be told about {item} now, {purpose}",
        "recipients.none": "nobody may be told about {item} now, {purpose}",
        "recipients.perhaps": (
            "a person decides, or it is not known yet, if {who} may be told about {item}, {purpose}"
        ),
        "shared.may": "{by} may tell {to} this now, {purpose}: {items}",
        "shared.none": "{to} may be told nothing now",
        "shared.perhaps": (
            "a person decides, or it is not known yet, if {by} may tell {to} this, "
            "{purpose}: {items}"
        ),
        "stretches.always": "it may be told now, and no end is in sight",
        "stretches.until": "it may be told now, until {end}",
        "stretches.from": "it may be told from {start} on, and no end is in sight",
        "stretches.between": "it may be told from {start} until {end}",
        "stretches.none": "no time within five years is known at which it may be told",
        "consents.needed": "consent is needed from {who}",
        "consents.nobody": "consent is needed from nobody",
        "consents.given": "consent is there from {who}",
        "consents.missing": "consent is still missing from {who}",
        "recorded_for": "a recording is only for what was agreed: {purpose}",
        "destroy.exact": "{item} may be destroyed {when}",
        "destroy.never": "no time is in sight yet at which {item} may be destroyed",
    },
)

_WHEN = under(
    "when.after",
    {
        "exact": "from {min} on",
        "between": "from a time between {min} and {max} on",
        "from": "at some time after {min}",
        "until": "from {max} on at the latest",
    },
)

SHARING_ANSWERS: dict[str, str] = {**_TOPICS, **_LEADS, **_ITEMS, **_NEAR, **_VALUES, **_WHEN}
"""Answers about sharing, in parts of sentences."""
