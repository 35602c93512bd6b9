"""English lines for the work: duties, tasks, rituals, setbacks, phases, sessions, people."""

from __future__ import annotations

from boundlib.explain.phrases_en.words import under

_TOPICS = under(
    "topic",
    {
        "work.due": "what is open this week",
        "work.overdue": "whether this is past its time",
        "work.homework_now": "how it went with this",
        "work.setback_now": "what is done for a setback",
        "work.changed_by": "whether this changed what was agreed",
        "work.phase_now": "which phase we are in",
        "work.may_step": "whether we may go to this phase now",
        "work.summary_now": "whether the summary was given and is right",
        "work.may_share_reflection": "whether this may be shown to somebody",
        "work.logged": "what was entered when",
        "work.next_check_in": "when the next entry is due",
        "work.copy_current": "whether this copy is the text that rules now",
        "session.in_frame": "whether this session is as agreed",
        "session.next": "when the next session is",
        "network.role_of": "what {party} does here",
        "network.who_does": "who speaks on this",
        "pace.step_now": "which step we are at",
        "pace.may_step": "whether we may go to this step now",
    },
)

_LEADS = under(
    "lead",
    {
        "permit.work.may_step": "yes: you may go there, once both sides say so",
        "permit.pace.may_step": "yes: you may go there, once both sides say so",
        "permit.work.may_share_reflection": "yes: they may see it",
        "deny.work.may_share_reflection": "no: this stays with whoever wrote it",
    },
)

_ALIKE = {
    **under(
        "work",
        {
            "often": "how often: {tally}",
            "every": "each time, this comes within {span}",
            "due": "it is due within {span}",
            "days": "on {days}",
            "measure": "what is filled in: {measure}",
            "any_way": "in any way",
            "meets": "what is then done, in this order: {items}",
            "unchanged": "a setback takes nothing away: this stays as it is: {items}",
            "steps": "in this order: {steps}",
            "step.words": "{step} means: {words}",
            "step.enter": "what is hoped for before {step}: {condition}",
            "step.lasts": "{step} is meant to last {span}",
            "step.back": "this leads back from {step}: {condition}",
            "step.both": "each step begins once both sides say so, and a step back is part of "
            "the way",
            "both_sides": "both sides together",
        },
    ),
    **under(
        "network",
        {
            "does": "what they do: {items}",
            "speaks": "they speak on {items}",
            "refers": "what is not theirs, they send to {who}",
        },
    ),
}

_CLAUSES = {
    **under(
        "clause.work.duty",
        {
            "promise": "promised by {who}: {what}",
            "aim": "meant, not promised, by {who}: {what}",
            "none": "open to {who}: {what}",
            "unstated": "by {who}: {what}; the text does not say if it is promised",
        },
    ),
    "clause.work.homework": "something to try, by {who}: {what}",
    **under(
        "clause.work.homework",
        {
            "lasts": "each time for {length}",
            "evidence": "what is brought back: {items}",
            "obstacle": "if {what} gets in the way, then {then}",
            "obstacle.talk": "if {what} gets in the way, we talk about it",
            "review": "it is gone through together within {span}",
            "serves": "it serves {clauses}",
            "partial": "a part of it counts",
        },
    ),
    **under(
        "clause.work.ritual",
        {
            "summary": "at the end of a session there is a summary by {who}",
            "reflection": "between sessions there is time to look back, for {who}",
            "check_in": "short entries are made by {who}",
            "strength.promise": "this is promised",
            "strength.aim": "this is meant, not promised",
            "strength.none": "this is open to you",
            "strength.unstated": "the text does not say if it is promised",
            "fields": "what it holds: {items}",
            "holder": "it is kept by {who}",
            "privacy.private": "only whoever wrote it sees it",
            "privacy.chosen": "whoever wrote it says each time what is shown",
            "privacy.shared": "both sides see it",
            "privacy.unstated": "the text does not say who sees it",
            "confirmed": "{client} may say if it is right; where it is not, both views are kept",
            "silence": "no entry is no alarm",
        },
    ),
    "clause.work.setback": "a setback, for {who}, may be told {how}",
    **under(
        "clause.work.setback",
        {
            "tell": "it is hoped that it is told within {span}",
            "reply": "an answer comes within {span}",
            "review": "a talk about it is offered once there are {tally}",
        },
    ),
    "clause.work.transition": "the work has phases, and the first is where it begins",
    "clause.pace.sequence": "there are steps, from the easy to the hard ones",
    **under(
        "clause.pace.sequence",
        {
            "skip.yes": "steps may be passed over",
            "skip.no": "no step is passed over unless both sides say so",
            "pace": "how fast it may go: {tally}",
        },
    ),
    "clause.session.frame": "this is how sessions are",
    **under(
        "clause.session.frame",
        {
            "format": "this is about sessions of this kind: {format}",
            "length": "one lasts {length}",
            "often": "how often: {tally}",
            "every": "they are this far apart: {span}",
            "hours": "they begin within the hours “{hours}”",
            "media": "they are held {how}",
            "place": "they are held here: {place}",
            "first": "at first, before it is looked at again: {amount}",
        },
    ),
    "clause.network.role": "this is about {who}",
}

_VALUES = {
    **under(
        "value.due_list",
        {
            "none": "nothing is open this week",
            "check_in": "short entries",
            "promise": "promised by {who}: {what}: {state}",
            "aim": "meant by {who}: {what}: {state}",
            "none_promised": "open to {who}: {what}: {state}",
            "expected": "for {who}: {what}: {state}",
            "how.tried": "tried",
            "how.partly": "partly done",
            "how.not_yet": "not yet",
            "how.changed": "something else was done instead",
            "how.chose_not_to": "left for now (no reason is needed)",
            "done": "done {amount}",
            "meant": "meant {amount}",
            "due": "due {when}",
            "nothing_told": "nothing was told yet",
            "not_known": "it is not known how it went",
        },
    ),
    **under(
        "value.homework_now",
        {
            "tried": "it was tried",
            "partly": "it was partly done, and that counts",
            "not_yet": "not yet",
            "changed": "something else was done instead",
            "chose_not_to": "it was left for now, and no reason is needed",
            "obstacles": "what got in the way: {items}",
            "then": "what was planned for that: {items}",
            "review.yes": "it is time to go through it together",
            "review.no": "it is not yet time to go through it together",
            "review.not_known": "it is not known if it is time to go through it",
            "review.perhaps": "a person decides if it is time to go through it",
            "review.when": "it is time for that {when}",
        },
    ),
    "value.setback_now": "a setback is a part of the way",
    **under(
        "value.setback_now",
        {
            "channels": "it may be told {how}",
            "reply": "an answer comes {when}",
            "review.yes": "a talk about it is offered now; it is up to you",
            "review.no": "no talk about it is due",
            "review.not_known": "it is not known if a talk is due; you may ask for one",
            "review.perhaps": "a person decides if a talk is due; you may ask for one",
        },
    ),
    "value.step_now": "now it is {step}",
    **under(
        "value.step_now",
        {
            "none": "no step has begun yet",
            "since": "now it is {step}, since {when}",
            "next": "next comes {step}",
            "before": "it is always open to go back to {step}",
            "hoped.yes": "what is hoped for before the next one is there",
            "hoped.no": "what is hoped for before the next one is not there yet",
            "hoped.not_known": "it is not known if what is hoped for is there",
            "hoped.perhaps": "a person decides if what is hoped for is there",
            "back.yes": "what leads back is there: a step back is part of the way",
            "back.no": "nothing leads back now",
            "back.not_known": "it is not known if something leads back",
            "back.perhaps": "a person decides if something leads back",
            "ends": "the time that was meant for it ends {when}",
            "confirmed": "{who} said yes to {step}; the other side has not yet",
            "in_pace.yes": "one more step now is within the agreed pace",
            "in_pace.no": "one more step now is faster than was agreed",
            "in_pace.not_known": "it is not known if one more step is within the agreed pace",
            "in_pace.perhaps": "a person decides if one more step is within the agreed pace",
        },
    ),
    **under(
        "value.summary_now",
        {
            "given.yes": "the summary was given",
            "given.no": "the summary was not given so far",
            "given.not_known": "it is not known if the summary was given",
            "given.perhaps": "a person decides if the summary was given",
            "confirmed.yes": "{client} said that it is right",
            "confirmed.no": "{client} said that it is not right, and both views are kept",
            "confirmed.not_known": "it is not known yet if it is right for {client}",
            "confirmed.perhaps": "a person decides if it is right",
            "due": "it is due {when}",
            "copies": "a copy is with {who}",
            "copies.later": "a copy goes to {who}",
        },
    ),
    "value.logged": "an entry by {who}, for {when}",
    **under(
        "value.logged",
        {
            "none": "there are no entries",
            "fields": "an entry by {who}, for {when}: {items}",
            "later": "{line} (written on {when})",
            "level": "{what} {level}",
            "is": "{what}: {word}",
            "yes": "yes",
            "no": "no",
        },
    ),
    **under(
        "value.in_frame",
        {
            "yes": "yes: this session is as agreed",
            "no": "this session is not quite as agreed",
            "length.yes": "its length is as agreed",
            "length.no": "its length is not as agreed",
            "length.not_known": "it is not known if its length is as agreed",
            "length.perhaps": "a person decides if its length is as agreed",
            "medium.yes": "its way or place is as agreed",
            "medium.no": "its way or place is not as agreed",
            "medium.not_known": "it is not known if its way or place is as agreed",
            "medium.perhaps": "a person decides if its way or place is as agreed",
            "hours.yes": "it begins within the agreed hours",
            "hours.no": "it begins outside the agreed hours",
            "hours.not_known": "it is not known if it begins within the agreed hours",
            "hours.perhaps": "a person decides if it begins within the agreed hours",
            "rhythm.yes": "it keeps to how often sessions were agreed",
            "rhythm.no": "it comes sooner or more often than was agreed",
            "rhythm.not_known": "it is not known if it keeps to how often sessions were agreed",
            "rhythm.perhaps": "a person decides if it keeps to how often sessions were agreed",
            "ends": "by what was agreed, it ends on {when}",
        },
    ),
    "value.who_does": "{what} is with {who}",
    "value.session.next": "the next session is on {when}",
    "value.session.next.range": "the next session is {when}",
    "value.session.next.never": "no session is planned",
    "value.work.next_check_in": "the next entry is hoped for {when}",
    "value.work.next_check_in.never": "no entry is due until its time comes again",
    **under(
        "value.yes_no",
        {
            "yes.work.overdue": "yes: it is past the time that was promised",
            "no.work.overdue": "no: it is not past its time",
            "yes.work.changed_by": "yes: this changed what holds",
            "no.work.changed_by": "no: nothing changed by this",
            "yes.work.copy_current": "yes: this copy is the text that rules now",
            "no.work.copy_current": "no: this copy is not the text that rules now",
        },
    ),
}

_WHY = under(
    "reason",
    {
        "changes_nothing": "nothing that was agreed changes by it",
        "changes": "it changes what holds between the two sides",
        "one_side_only": "one side said yes to the next one; it begins when both have",
        "confirmed": "both sides said yes to it",
        "step_back": "to go back is always open, and it is part of the way",
        "no_such_step": "there is no step of this name",
        "faster": "this would be faster than the agreed pace",
        "passed_over": "this would pass over a step",
        "private": "it is private, and whoever wrote it has not shown it to them",
        "done": "it was done",
        "own_words": "they wrote it themselves",
        "shared_by_writer": "whoever wrote it has shown it to them",
        "planned": "this is what was planned, as far as the record shows",
        "outside_frame": "some of it is not as agreed",
        "several_speak": "more than one speaks on this, and the text does not say who goes first",
        "same_copy": "it is the text that rules now",
        "other_copy": "another text rules now",
    },
)

_DUTIES = under(
    "duty",
    {
        "confirm_both": "it begins once both sides say yes to it",
        "offer_review": "a talk about it is offered to you",
    },
)

_WORDS = {
    **under(
        "fact",
        {
            "step_confirmed": "a side said yes to a step",
            "homework_reported": "it was told how it went",
            "duty_done": "it was done",
            "obstacle_named": "something got in the way",
            "checked_in": "an entry was made",
            "summary_given": "a summary was given",
            "summary_confirmed": "the client said whether the summary is right",
            "reflected": "somebody wrote down their thoughts",
            "setback": "a setback was told",
        },
    ),
    **under(
        "count",
        {
            "step_confirmed": "steps that a side said yes to",
            "homework_reported": "times it was tried",
            "duty_done": "times it was done",
            "obstacle_named": "things in the way",
            "checked_in": "entries",
            "summary_given": "summaries",
            "summary_confirmed": "summaries that the client looked at",
            "reflected": "written thoughts",
            "setback": "setbacks",
            "under": "{what} under “{clause}”",
        },
    ),
    **under(
        "choice",
        {
            "private": "only whoever wrote it sees it",
            "chosen": "whoever wrote it says what is shown",
            "shared": "both sides see it",
        },
    ),
}

WORK: dict[str, str] = {
    **_TOPICS,
    **_LEADS,
    **_ALIKE,
    **_CLAUSES,
    **_VALUES,
    **_WHY,
    **_DUTIES,
}
"""The work, its frame, its steps and the people around, in parts of sentences."""

WORK_WORDS: dict[str, str] = _WORDS
"""Words for what is recorded of the work, and for how a choice is read."""
