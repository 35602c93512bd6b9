"""English lines for milestones, readings and what was expected."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

_TOPICS = under(
    "topic.work",
    {
        "milestone_now": "how it stands with this goal",
        "change": "how two scores differ",
        "reading": "what the latest score says",
        "expected": "if this takes as long as was thought",
        "goal_touched": "when this goal was last worked on",
    },
)

_CLAUSES = {
    **under(
        "clause.work.milestone",
        {
            "level.down": "what you hope for is a score of {level} or less on {measure}",
            "level.up": "what you hope for is a score of {level} or more on {measure}",
            "rule.down": "what you hope for is a lower score on {measure}",
            "rule.up": "what you hope for is a higher score on {measure}",
            "rule": "how much must change to count as real is in the rule {rule}",
            "baseline": "the score at the start was {score}",
            "held": "it counts in full once it has held for {span}",
            "by.date": "you hope for it by {date}",
            "by.span": "you hope for it within {span}",
            "rater": "this score is given by {rater}",
            "review": "you go through it in {clauses}",
            "outcomes": "what can come of it: {items}",
            "back": "a step back takes nothing away",
        },
    ),
    **under(
        "clause.work.expectation",
        {
            "takes": "this is how long it often takes: {span}",
            "of": "this is about {clauses}",
            "review": "you look together if this still fits within {span}",
            "promise": "it is not a promise, and nobody is late by it",
        },
    ),
}

_VALUES = {
    **under(
        "value.milestone_now",
        {
            "held": "this goal is met, and it has held for as long as was agreed",
            "met": "this goal is met now",
            "met_before": "this goal was met before, and now the score is away from it again",
            "on_the_way": "this goal is not met yet, and the scores move as you hoped",
            "not_yet": "this goal is not met yet",
            "score": "the latest score is {score}, from {when}",
            "held_at": "if it stays so, it has held for long enough by {when}",
            "by": "you hope for it {when}",
        },
    ),
    **under(
        "value.change_found",
        {
            "scores": "on {measure}, the score went from {first} to {last}",
            "better": "it moved in the way that is hoped for",
            "same": "it did not move",
            "worse": "it moved the other way",
            "yes": "by the rule {rule}, this is a real change",
            "no": "by the rule {rule}, this does not count as a real change",
            "not_known": "the rule {rule} cannot be used here",
            "perhaps": "a person decides what the rule {rule} says here",
            "needs": "{line}: it asks for {needs}",
        },
    ),
    **under(
        "value.reading_now",
        {
            "score": "the latest score on {measure} is {score}, from {when}",
            "none": "the latest answers on {measure} are from {when}, with no score of them",
            "band": "the score lies in this band: {band}",
            "cuts": "the score reaches this level: {items}",
            "missing": "these items were left out: {items}",
            "filled_in": "the mean of the others stands for them, as the rule of this form has it",
            "only": "a score is one answer on one day, and it says nothing on its own",
        },
    ),
    **under(
        "value.expected_now",
        {
            "before": "this is still before the time it often takes",
            "within": "this is within the time it often takes",
            "beyond": "this takes more time than was thought, so you look at it together",
            "ends": "this often comes {when}",
            "review": "you look together if this still fits, by {when}",
        },
    ),
    **under(
        "value.goal_touched",
        {
            "at": "the last work on this goal was on {when}",
            "never": "the record shows no work on this goal so far",
        },
    ),
}

_REASONS = {
    **under(
        "reason",
        {
            "reading": "this rests on a form that was filled in",
            "no_reading": "there is no score that counts here",
            "other_form_version": "it was filled in on another version of the form",
            "items_missing": "too many items were left out to make a score",
            "score_differs": "the score and its items do not fit each other or the form",
            "measure_not_known": "this measure, or this rule of it, is not known here",
            "rules_differ": "the rules do not all say the same: please name one",
            "by_rule": "a rule says what counts as a real change",
            "by_rule.detail": "the rule used here is {detail}",
            "time_over": "the time that was named for it is over, so you look at it together",
        },
    ),
    **under(
        "duty",
        {
            "person_looks": "a person looks at this answer soon, and nothing is decided by it",
            "raise_next": "you talk about this in the next session",
        },
    ),
}

MEASURES: dict[str, str] = {**_TOPICS, **_CLAUSES, **_VALUES, **_REASONS}
"""Milestones, readings and what was expected, in parts of sentences."""

MEASURE_WORDS: dict[str, str] = {
    "fact.measurement": "a form was filled in",
    "count.measurement": "forms filled in",
    "section.goals": "What you hope for",
    "points.one": "{n} point",
    "points.other": "{n} points",
}
"""Words for readings."""
