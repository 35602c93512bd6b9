"""English lines for every reason, and for what follows from an answer."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

_WHY = under(
    "reason",
    {
        "crisis_declared": "a crisis was declared, so this is where to turn",
        "crisis_costs_nothing": "in a crisis nothing is charged or counted",
        "right": "this is a right that nothing can take away",
        "right_bound": "the law of the place holds this wish for a time",
        "client_stopped": "it was stopped, refused or withdrawn, and that is respected",
        "limit_holds": "something was agreed to come first, and it is not there yet",
        "limit_kept": "this is within what was agreed",
        "not_granted": "what was agreed here does not reach this",
        "outside_hours": "this time is outside the agreed hours",
        "granted": "this was agreed",
        "by_arrangement": "this is open only where the two sides have arranged it",
        "person_decides": "a person decides this",
        "fact_missing": "something it turns on is not on the record",
        "record_incomplete": "the record does not say that it is complete on this",
        "unstated": "the text leaves this open",
        "not_settled": "the amount was not settled more closely",
        "roughly": "the amount is meant roughly",
        "readings_differ": "the text can be read in more than one way",
        "gap": "the rule has a gap here",
        "newer_than_reader": "a part from a newer version speaks here, and it cannot be read",
        "erased": "the words it turns on were erased",
        "nothing_agreed": "nothing was agreed on this",
        "not_in_force": "this agreement is not in force at that time",
        "purpose_not_stated": "it was not said what the contact is for, and that matters here",
        "channel_not_stated": "it was not said by which way, and that matters here",
        "switched_off": "this part does not speak here",
        "switch_not_known": "it is not known whether this part speaks here",
        "rules": "your agreement settles this here",
        "expected_only": "a reply is expected, not promised, so it cannot be overdue",
        "no_reply_promised": "no reply was promised",
        "answered_already": "it has been answered",
        "not_counted": "this does not count",
        "used_up": "all that was agreed for this time has been used",
        "resting": "this rests for a fixed time",
        "other_place": "the route was agreed for another place",
        "no_route": "no crisis route was agreed",
        "place_not_stated": "it was not said where {client_is}",
        "listed": "it is on the list",
        "not_listed": "it is not on the list, and the list says that nothing else counts",
        "list_open": "it is not on the list, but other things may count too",
        "word_accepted": "your own word for it is accepted",
        "not_by_this_medium": "it does not count when it is met this way",
        "nobody_away": "nobody is away at that time",
        "away": "somebody is away at that time",
        "no_cover_named": "nobody was named to answer meanwhile",
        "not_consented": "the consent it needs is not there",
        "consented": "the consent it needs is there",
        "review_overdue": "the date to go through it again has passed",
        "not_filled": "a step is not filled yet",
        "all_tried": "every step has been tried",
        "holds": "what it asks for is so",
        "does_not_hold": "what it asks for is not so, as far as the record shows",
        "withdrawn": "it was withdrawn",
        "more_than_one": "more than one part could be meant: please name one",
        "too_many_readings": "the text can be read in too many ways to answer them all",
    },
)

# The same reasons where more is known about what they turn on.
_MORE = under(
    "reason",
    {
        "right.detail": "{client} may always {detail}: nothing can take this right away",
        "fact_missing.detail": "this is not on the record: {detail}",
        "record_incomplete.detail": "the record does not say that it is complete on this: {detail}",
        "unstated.detail": "the text leaves this open: {detail}",
        "nothing_agreed.detail": "nothing was agreed on contact {detail}",
        "not_by_this_medium.detail": "it does not count when it is met {detail}",
        "not_filled.detail": "this step is not filled yet: {detail}",
        "rules.detail": "your agreement settles this here: {detail}",
        "away.detail": "this is a time away for {detail}",
        "not_in_force.detail": "{detail}",
    },
)

_STANDING = under(
    "standing",
    {
        "in_force": "the agreement is in force",
        "assumed": "the record does not say when this agreement began; it was taken as in force",
        "not_yet": "this agreement was adopted for a later time",
        "ended": "the work together had ended by that time",
        "lapsed": "the agreement had lapsed by that time",
        "outside_term": "that time is outside the dates of the agreement",
        "superseded": "another version is in force at that time",
    },
)

_FIELDS = under(
    "field",
    {
        "review": "when to go through it again",
        "free": "how much is free",
        "units_from": "where counting begins",
        "started_unit": "whether a started unit counts",
        "base": "the fee it is a share of",
        "minutes": "how long it took",
        "named": "“{name}”",
    },
)

_DUTIES = under(
    "duty",
    {
        "copy": "please put {party} in copy",
        "read_in_hours": "it will be read in the agreed hours, not before",
        "reply_by": "a reply is to come",
        "arrange_cover": "a deputy must be found for {party}",
        "write_cover_plan": "{party} should write a plan for so long a time away",
        "tell_absence": "{party} should tell of the time away",
        "tell_afterwards": "{party} should be told afterwards",
        "confirm_place": "please make clear where {client_is}",
        "review_plan": "it is time to go through the plan together",
        "bring_in_cover": "{party} is to be brought in at once for what was agreed to be urgent",
        "person_charges": "a fee was agreed, and a person decides whether to charge it",
        "record_it": "this is to be written down",
        "due": "{line}, by {when}",
        "due.never": "{line}; no time is in sight for it",
    },
)

REASONS: dict[str, str] = {**_WHY, **_MORE, **_STANDING, **_FIELDS, **_DUTIES}
"""Why an answer is as it is, and what follows from it."""
