"""Every question kind and the function that answers it; every clause kind that judges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.decide import (
    consenting,
    contact,
    cover,
    crisis,
    ending,
    excepting,
    expecting,
    framing,
    keeping,
    measuring,
    milestones,
    pacing,
    plans,
    readiness,
    reply,
    reviewing,
    rights,
    rituals,
    ruling,
    setbacks,
    sharing,
    topics,
    working,
)
from boundlib.decide.amounts import exceeds
from boundlib.decide.asking import Asking
from boundlib.decide.cool_off import resting
from boundlib.decide.may_contact import may_contact, within
from boundlib.decide.stepping import may_step, step_now
from boundlib.decide.subjects import Subject
from boundlib.decide.tallies import counted
from boundlib.decide.what import What
from boundlib.vocab import Outcome

MAY: dict[str, Callable[[Asking], Outcome]] = {
    "contact.may": may_contact,
    "crisis.may_ring": crisis.may_ring,
    "crisis.may_withdraw": plans.may_withdraw,
    "governance.may_ask_review": reviewing.may_ask,
    "governance.may_end": ending.may_end,
    "governance.may_except": excepting.may_except,
    "governance.may_take_part": consenting.may_take_part,
    "pace.may_step": may_step("pace.sequence"),
    "pace.may_stop": pacing.may_stop,
    "pace.may_touch": consenting.may_touch,
    "sharing.may_access": keeping.may_access,
    "sharing.may_keep": consenting.may_keep,
    "sharing.may_record": consenting.may_record,
    "sharing.may_release": consenting.may_release,
    "sharing.may_see_alone": consenting.may_see_alone,
    "work.may_share_reflection": rituals.may_share,
    "work.may_step": may_step("work.transition"),
}
"""May-questions that are one outcome."""

ANSWERS: dict[str, Callable[[Asking], What]] = {
    "contact.reply_due": reply.reply_due,
    "contact.reply_overdue": reply.overdue,
    "contact.cover": cover.cover_now,
    "contact.allowance_left": contact.allowance_left,
    "contact.cost": contact.cost,
    "contact.coaching": contact.coaching,
    "contact.first": contact.first,
    "contact.redirect": contact.redirect,
    "contact.enters_record": contact.enters_record,
    "crisis.route": crisis.where_now,
    "crisis.listed": crisis.listed,
    "crisis.whereabouts": crisis.whereabouts,
    "crisis.plan_next": plans.plan_next,
    "crisis.plan_current": plans.plan_current,
    "crisis.preference_in_force": plans.preference,
    "governance.consent_needed": consenting.consent_needed,
    "governance.ended_from": ending.ended_from,
    "governance.ending_owed": ending.owed,
    "governance.exception_terms": excepting.terms,
    "governance.review_due": reviewing.due,
    "governance.review_overdue": reviewing.overdue,
    "governance.right_answer": rights.right_answer,
    "governance.rights": rights.rights,
    "governance.which_rules": ruling.which_rules,
    "network.role_of": framing.role_of,
    "network.who_does": framing.who_does,
    "pace.step_now": step_now("pace.sequence"),
    "session.in_frame": framing.in_frame,
    "session.next": framing.next_session,
    "pace.above_limit": pacing.above_limit,
    "pace.may_raise": topics.may_raise,
    "pace.must_tell": pacing.must_tell,
    "pace.ready": readiness.ready,
    "pace.what_now": pacing.what_now,
    "sharing.destroy_at": keeping.destroy_at,
    "sharing.may": sharing.may,
    "sharing.what_may_see": sharing.what_may_see,
    "sharing.when": sharing.when,
    "sharing.who_may_see": sharing.who_may_see,
    "work.change": measuring.change,
    "work.expected": expecting.expected,
    "work.goal_touched": expecting.touched,
    "work.milestone_now": milestones.now,
    "work.reading": measuring.reading,
    "work.changed_by": setbacks.changed_by,
    "work.copy_current": framing.copy_current,
    "work.due": working.due,
    "work.homework_now": working.homework_now,
    "work.logged": rituals.logged,
    "work.next_check_in": rituals.next_check_in,
    "work.overdue": working.overdue,
    "work.phase_now": step_now("work.transition"),
    "work.setback_now": setbacks.setback_now,
    "work.summary_now": rituals.summary_now,
}
"""What-questions, and may-questions that are more than one outcome."""


def _word(truth: bool | None, yes: str, no: str) -> str | None:
    return None if truth is None else yes if truth else no


def _allowance(ask: Asking, clause: Any, subject: Subject) -> str | None:
    """A recorded act is over where the count, taken with it, is above the most."""
    if clause.tally.at_most is None:
        return "within"  # no most is ever reached
    if subject.event is None:
        return _word(within(ask, clause), "within", "used_up")
    seen = ask.view.by_id(subject.event.id)
    if seen is None:
        return None
    then = ask.at_instant(seen.high)
    used = counted(then, clause.tally, clause=clause, subject=subject)
    return _word(exceeds(used.low, used.high, clause.tally.at_most), "over", "within")


def _cool_off(ask: Asking, clause: Any, subject: Subject) -> str | None:
    return _word(resting(ask, clause).now, "resting", "open")


def _window(ask: Asking, clause: Any, subject: Subject) -> str | None:
    """A recorded act is judged at its own time."""
    if subject.event is not None:
        seen = ask.view.by_id(subject.event.id)
        if seen is None or not seen.exact:
            return None
        return _word(ask.table(clause.timetable).is_open(seen.low), "inside", "outside")
    return _word(ask.is_open(clause.timetable), "inside", "outside")


def _precondition(ask: Asking, clause: Any, subject: Subject) -> str | None:
    held = ask.frame.truth(ask, clause.require, clause=clause, subject=subject)
    return _word(held, "met", "not_met")


def _readiness(ask: Asking, clause: Any, subject: Subject) -> str | None:
    return _word(readiness.is_ready(ask, clause), "ready", "not_ready")


JUDGES: dict[str, Callable[[Asking, Any, Subject], str | None]] = {
    "pace.readiness": _readiness,
    "governance.eligibility": _precondition,
    "contact.allowance": _allowance,
    "contact.cool_off": _cool_off,
    "contact.window": _window,
    "contact.precondition": _precondition,
}
"""How a clause classes what it is asked about, for `clause` leaves and `judged_by`."""
