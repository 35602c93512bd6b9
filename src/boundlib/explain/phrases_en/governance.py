"""English lines for the agreement itself: reviews, endings, rights, exceptions, other texts."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

_TOPICS = under(
    "topic.governance",
    {
        "review_due": "when to go through this together",
        "review_overdue": "whether it is past the time to go through this together",
        "may_ask_review": "whether {by} may ask to go through this together",
        "may_end": "whether {by} may end the work",
        "ending_owed": "what is still owed before the end",
        "ended_from": "from when the work is over",
        "which_rules": "which text rules here",
        "rights": "what {client} may always do",
        "right_answer": "by when an answer must come",
        "may_except": "whether more may be allowed here for a time",
        "exception_terms": "how more may be allowed here for a time",
    },
)

_LEADS = under(
    "lead",
    {
        "permit.governance.may_ask_review": "yes: {by} may ask to go through this together",
        "permit.governance.may_end": "yes: {by} may end the work",
        "deny.governance.may_end": "no: what was agreed does not let {by} end the work now",
        "permit.governance.may_except": "yes: {by} may let more be done here for a time",
        "deny.governance.may_except": (
            "no: this stays as it is; a change can still be put to both sides"
        ),
    },
)

_ALIKE = under(
    "governance",
    {
        "rights": "{client} may always {rights}",
        "way": "for this, there is {who} {how}",
        "answered": "an answer must come within {span}",
        "untouched": "this stays as it is in any case: {clauses}",
        "never": "where to turn in a crisis, what is shared and all rights stay as they are",
        "other.version": "{other}, version {version}",
        "other.dated": "{other}, of {date}",
    },
)

_CLAUSES = {
    **under(
        "clause.governance.review",
        {
            "promise": "it is promised to go through {what} together",
            "aim": "it is meant, not promised, to go through {what} together",
            "none": "you may go through {what} together",
            "unstated": "you go through {what} together; the text does not say if it is promised",
            "all": "the whole text",
            "every": "each time, this is to come within {span}",
            "after": "this makes it due too: {acts}",
            "on_request": "it is due when somebody asks for it",
            "within": "it is then to come within {span}",
            "agenda": "what to talk about: {items}",
            "outcomes": "what can come of it: {items}",
            "jointly": "what comes of it needs a yes from both sides",
            "anybody": "each of you may ask for it at any time",
        },
    ),
    **under(
        "clause.governance.ending",
        {
            "by": "this is about an end that is told by {who}",
            "jointly": "the two sides agree on the end together",
            "notice": "from the day it is told, the work goes on for {span}",
            "closing": "once it is told, there is still this before the end: {amount}",
            "referral": "before the end, somebody else who can help is named",
            "continues": "this goes on after the end: {clauses}",
            "may_return.yes": "{client} may come back later: an end takes nothing away",
            "may_return.no": "the text does not say that {client} may come back later",
            "client": "{client} may end the work at any time all the same",
        },
    ),
    **under(
        "clause.governance.precedence",
        {
            "this": "where {other} says something else, this text rules",
            "other": "where {other} says something else, that text rules",
            "unstated": "the text does not say what rules where {other} says something else",
            "main": "this is the main text, and {other} adds to it",
            "supplement": "this text adds to {other}",
            "between": "where they do not agree, {first} rules over {over}",
            "kinds": "this holds for {items}",
            "notice": "a change of the text is told this long before: {span}",
            "assent": "a change counts only once both sides say yes to it",
        },
    ),
    **under(
        "clause.governance.right",
        {
            "of": "above all, this is about {items}",
            "order": "any of these ways may be used, in any order",
        },
    ),
    **under(
        "clause.governance.exception_process",
        {
            "about": "for a time, more may be allowed on {items}",
            "all": "contact and sessions",
            "by": "{who} may ask for it",
            "longest": "it ends within {span}",
            "longest.none": "the text does not say how long it may last",
        },
    ),
}

_KINDS = under(
    "kind",
    {
        "contact": "contact",
        "crisis": "crisis",
        "session": "sessions",
        "sharing": "what is shared",
        "work": "the work",
        "pace": "the pace of the work",
        "relation": "other ties",
        "network": "other people",
        "governance": "the text itself",
    },
)

_VALUES = under(
    "value",
    {
        "review_due.promise": "you go through this together {when}: that is promised",
        "review_due.aim": "you go through this together {when}: that is meant, not promised",
        "review_due.none": "you may go through this together {when}",
        "review_due.unstated": (
            "you go through this together {when}; the text does not say if it is promised"
        ),
        "review_due.never": "nothing has made it due so far",
        "ending_owed.told.yes": "it was told that the work ends",
        "ending_owed.told.no": "so far, nobody has told that the work ends",
        "ending_owed.told.not_known": "it is not known if an end was told",
        "ending_owed.told.perhaps": "a person decides if an end was told",
        "ending_owed.notice": "the time between telling it and the end is over {when}",
        "ending_owed.sessions": "still to come before the end: {amount}",
        "ending_owed.sessions.none": "no more sessions are owed before the end",
        "ending_owed.referral.yes": "somebody else who can help is still to be named",
        "ending_owed.referral.no": "somebody else who can help was named",
        "ended_from": "the work is over {when}",
        "ended_from.never": "no end of the work is in sight",
        "which_rules.this": "this text rules here",
        "which_rules.clauses": "of this text, this rules here: {clauses}",
        "which_rules.other": "another text rules here",
        "which_rules.other.named": "another text rules here: {other}",
        "right_answer": "an answer must come {when}",
        "exception_terms.decides.none": "nobody is named who decides",
        "exception_terms.ends": "it must end {when}",
        "yes_no.yes.governance.review_overdue": (
            "yes: it is past the time that was promised to go through this"
        ),
        "yes_no.no.governance.review_overdue": "no: it is not past the time to go through this",
    },
)

_WORDS = {
    **under(
        "choice",
        {
            "this": "this text rules",
            "other": "the other text rules",
        },
    ),
}

GOVERNANCE: dict[str, str] = {**_TOPICS, **_LEADS, **_ALIKE, **_CLAUSES, **_VALUES}
"""The agreement itself, in parts of sentences."""

GOVERNANCE_WORDS: dict[str, str] = {**_KINDS, **_WORDS}
"""Words for kinds of clause, and for how a choice is read."""
