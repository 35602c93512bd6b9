"""English lines for pace: stopping, what helps, hard topics, readiness, what can wait."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

_TOPICS = under(
    "topic.pace",
    {
        "may_stop": "whether {by} may stop",
        "what_now": "what to do now",
        "above_limit": "whether it is more than was agreed as bearable",
        "may_raise": "whether this topic may be raised now",
        "ready": "whether this is the time for it",
        "must_tell": "whether the work needs to know this now",
    },
)

_LEADS = under(
    "lead",
    {
        "permit.pace.may_stop": "yes: {by} may stop at once, and no reason is needed",
        "permit.pace.may_raise": "yes: {by} may raise this topic",
        "deny.pace.may_raise": "no: {by} should not raise this topic now",
    },
)

_ALIKE = under(
    "pace",
    {
        "stop": "{client} may stop, pause or skip at any time, and no reason is needed",
        "lasts": "a pause lasts {span}",
        "returns": "the way back, in this order: {items}",
        "client_says": "it is for {client} to say if and when to go on",
        "above": "when it is more than that, this is done, in this order: {items}",
        "grounding": "this can help to come back to the present: {items}",
        "instead": "this is done in its place: {items}",
        "unpressed": "nobody is pressed to tell anything",
    },
)

_CLAUSES = {
    **under(
        "clause.pace.right_to_pause",
        {
            "of": "above all, this is about {items}",
            "steers": "it is for {client} to say what is done and how fast",
        },
    ),
    **under(
        "clause.pace.pause",
        {
            "signals": "these are signs for a pause, and any other way is as good: {items}",
        },
    ),
    "clause.pace.distress_limit": (
        "in a session, distress up to this level on the scale {scale} is fine: {amount}"
    ),
    **under(
        "clause.pace.distress_limit",
        {
            "pause": "there is a pause then: {clauses}",
        },
    ),
    **under(
        "clause.pace.grounding",
        {
            "liked": "of these, this is liked best: {items}",
            "disliked": "this is not wanted: {items}",
        },
    ),
    **under(
        "clause.pace.topic",
        {
            "open": "the topic {topic} is open",
            "with_care": "the topic {topic} may be raised with care",
            "not_now": "the topic {topic} is not raised now",
            "unstated": "the text does not say how open the topic {topic} is",
            "require": "with care means: only if {condition}",
            "readiness": "this part is asked first: {clauses}",
            "own": "{client} may raise it at any time all the same",
        },
    ),
    **under(
        "clause.pace.readiness",
        {
            "any": "something hard",
            "all": "before {of}, all of this should be there",
            "some": "before {of}, at least {count} of these should be there",
            "indicator.score": "{id}: a score on {measure} of {bounds}",
            "indicator.at_least": "at least {number}",
            "indicator.at_most": "at most {number}",
            "indicator.rater": "{line}, as rated by {rater}",
            "indicator.fresh": "{line}; a reading counts for {span}",
            "not_known": "what is not known is never a no",
        },
    ),
    **under(
        "clause.pace.disclosure",
        {
            "essential": "the work needs to know this: {items}",
            "can_wait": "this can wait until there is a wish to tell it: {items}",
            "asks": "this may be asked by {who}",
        },
    ),
}

_VALUES = under(
    "value",
    {
        "what_now.pause": "there is a pause, as agreed: {clauses}",
        "what_now.over": "the pause that was agreed is over {when}",
        "above_limit.yes": "yes: {level} on the scale {scale} is more than was agreed as bearable",
        "above_limit.no": "no: {level} on the scale {scale} is within what was agreed",
        "above_limit.read": "it was read {when}",
        "topic_now.open": "this topic is open",
        "topic_now.with_care": "this topic was agreed to be raised with care",
        "topic_now.not_now": "this topic was agreed to be left for now",
        "ready_now.yes": "yes: enough of what was agreed is there",
        "ready_now.no": "no: not enough of what was agreed is there yet",
        "ready_now.indicator.yes": "{id} is there",
        "ready_now.indicator.no": "{id} is not there yet",
        "ready_now.indicator.not_known": "it is not known if {id} is there",
        "ready_now.indicator.perhaps": "a person decides if {id} is there",
        "ready_now.indicator.stale": "the last reading of {id} is too old to count",
        "tell_now.essential": "yes: the work needs to know this",
        "tell_now.can_wait": "no: this can wait until there is a wish to tell it",
    },
)

_REASONS = under(
    "reason",
    {
        "topic_open": "it was agreed that this topic is open",
        "topic_not_now": "it was agreed that this topic is not raised now",
        "own_topic": "{client} may raise anything at any time",
        "for_safety": "it was said to be needed to keep somebody safe",
        "not_ready": "something that was agreed on is not there yet",
        "not_ready.detail": "this was agreed on and is not there yet: {detail}",
        "no_reading.detail": "there is no reading of this: {detail}",
        "stale": "the last reading is too old to count",
        "stale.detail": "the last reading of this is too old to count: {detail}",
        "other_scale": "it was agreed on another scale, and scales are not converted",
        "other_scale.detail": "it was agreed on the scale {detail}, and scales are not converted",
        "client_says": "it is for {client} to say if and when to go on",
        "essential": "it was agreed that the work needs to know this",
        "can_wait": "it was agreed that this can wait",
        "signal_known": "this is a sign that was agreed on",
    },
)

_DUTIES = under("duty", {"offer_instead": "what was agreed in its place is offered"})

_SECTIONS = under(
    "section",
    {
        "stopping": "Stopping, and when it is too much",
        "topics": "Hard topics, and what can wait",
    },
)

_PROGRESS = under(
    "progress",
    {
        "stop": "{client} may stop, pause or skip at any time: that comes before every plan",
        "about": "this page shows where things stand: it ranks nobody, and a step back is no fault",
        "of": "on {id}",
        "section.stop": "First of all",
        "section.milestones": "What was hoped for",
        "section.steps": "Steps",
        "section.homework": "Things to try",
        "section.open": "What is open on each side",
        "section.setbacks": "When there is a setback",
        "section.review": "Going through this together",
        "section.crisis": "In a crisis",
    },
)

PACE: dict[str, str] = {
    **_TOPICS,
    **_LEADS,
    **_ALIKE,
    **_CLAUSES,
    **_VALUES,
    **_REASONS,
    **_DUTIES,
    **_SECTIONS,
    **_PROGRESS,
}
"""Pace, in parts of sentences."""

PACE_WORDS: dict[str, str] = {
    **under(
        "choice",
        {
            "open": "the topic is open",
            "with_care": "the topic is raised with care",
            "not_now": "the topic is not raised now",
        },
    ),
    **under(
        "fact",
        {
            "signal_given": "a sign for a pause was given",
            "break_taken": "a pause in a session began",
            "break_over": "a pause in a session was over",
            "adjustment_asked": "somebody asked for another way",
            "readiness_read": "it was looked at if something is there",
        },
    ),
    **under(
        "count",
        {
            "signal_given": "signs for a pause",
            "break_taken": "pauses in sessions",
            "break_over": "ends of pauses in sessions",
            "adjustment_asked": "wishes for another way",
            "readiness_read": "looks at what is there",
        },
    ),
}
"""How a choice is read, and what is waited for."""
