// Every union of the format in one switch that forgets nothing. types.mjs compiles this file beside
// the generated types; it also spoils each `case` in turn, and that must not compile.
import type { Clause, Span } from "./agreement.js";
import type { Outcome, Value } from "./decision.js";
import type { Question } from "./question.js";
import type { Fact } from "./record.js";

function forgotten(value: never): never {
  throw new TypeError(`not in this version of the format: ${JSON.stringify(value)}`);
}

/** What a clause is about. */
export function about(clause: Clause): readonly string[] {
  switch (clause.kind) {
    case "contact.channel":
      return [clause.medium];
    case "contact.window":
      return [clause.timetable, clause.use];
    case "contact.reply_time":
      return clause.channels ?? [];
    case "contact.allowance":
      return clause.purposes ?? [];
    case "contact.fee":
      return "unstated" in clause.price ? [clause.price.unstated] : [];
    case "contact.precondition":
      return Object.keys(clause.require);
    case "contact.cool_off":
      return clause.suspends;
    case "contact.cover":
      return clause.during;
    case "contact.channel_risk":
      return clause.monitored ? ["monitored"] : [];
    case "crisis.route":
      return clause.steps.map((step) => step.number ?? step.id);
    case "crisis.criteria":
      return clause.criteria.map(({ criterion }) =>
        typeof criterion === "string" ? criterion : criterion.unstated,
      );
    case "crisis.emergency_contact":
      return [clause.party];
    case "crisis.safety_plan":
      return clause.steps.map((step) => step.slot);
    case "crisis.advance_preference":
      return clause.preferences.map((preference) => preference.id);
    case "sharing.release":
      return clause.to;
    case "sharing.release_rule":
      return clause.form ?? [];
    case "sharing.refusal":
      return clause.items ?? [];
    case "sharing.minor":
      return clause.child ?? [];
    case "sharing.unit_of_care":
      return [clause.unit];
    case "sharing.third_party":
      return clause.purposes;
    case "sharing.consultation":
      return clause.items ?? [];
    case "sharing.records":
      return clause.items ?? [];
    case "sharing.recording":
      return clause.of;
    case "sharing.legal_limit":
      return clause.grounds;
    case "governance.eligibility":
      return Object.keys(clause.require);
    case "governance.consent":
      return clause.needs ?? [];
    case "governance.review":
      return clause.agenda ?? [];
    case "governance.ending":
      return clause.continues ?? [];
    case "governance.precedence":
      return clause.other ? [clause.other.id] : (clause.first ?? []);
    case "governance.right":
      return clause.rights;
    case "governance.exception_process":
      return clause.kinds ?? [];
    case "pace.touch":
      return clause.touches ?? [];
    case "pace.right_to_pause":
      return clause.of ?? [];
    case "pace.pause":
      return (clause.signals ?? []).map((signal) => signal.id);
    case "pace.distress_limit":
      return clause.then ?? [];
    case "pace.grounding":
      return clause.techniques.map((technique) => technique.id);
    case "pace.topic":
      return clause.instead ?? [];
    case "pace.readiness":
      return clause.indicators.map((indicator) => indicator.id);
    case "pace.disclosure":
      return clause.essential ?? [];
    case "work.milestone":
      return [clause.target.measure];
    case "work.expectation":
      return clause.of ?? [];
    case "pace.sequence":
      return clause.ladder.steps.map((step) => step.id);
    case "work.duty":
      return [clause.duty];
    case "work.homework":
      return [clause.task];
    case "work.ritual":
      return clause.fields ?? [];
    case "work.setback":
      return clause.meets ?? [];
    case "work.transition":
      return clause.ladder.steps.map((step) => step.id);
    case "session.frame":
      return clause.media ?? [];
    case "network.role":
      return clause.speaks_on ?? [];
    default:
      return forgotten(clause);
  }
}

/** Whether a span is counted on the clock, on open hours, on the calendar or in meetings. */
export function counted(span: Span): string {
  switch (span.clock) {
    case "elapsed":
      return "on the clock";
    case "open":
      return span.timetable;
    case "calendar":
      return "on the calendar";
    case "working_days":
      return span.timetable;
    case "sessions":
      return "in sessions";
    default:
      return forgotten(span);
  }
}

/** Whether a question can be permitted or denied; every other one asks what, when or how much. */
export function isMay(question: Question): boolean {
  switch (question.kind) {
    case "contact.may":
    case "crisis.may_ring":
    case "crisis.may_withdraw":
    case "sharing.may":
    case "sharing.may_release":
    case "sharing.may_keep":
    case "sharing.may_see_alone":
    case "sharing.may_record":
    case "sharing.may_access":
    case "governance.may_take_part":
    case "governance.may_ask_review":
    case "governance.may_end":
    case "governance.may_except":
    case "pace.may_touch":
    case "pace.may_step":
    case "work.may_step":
    case "work.may_share_reflection":
    case "pace.may_stop":
    case "pace.may_raise":
      return true;
    case "contact.reply_due":
    case "contact.reply_overdue":
    case "contact.cover":
    case "contact.allowance_left":
    case "contact.cost":
    case "contact.coaching":
    case "contact.first":
    case "contact.redirect":
    case "contact.enters_record":
    case "crisis.route":
    case "crisis.listed":
    case "crisis.whereabouts":
    case "crisis.plan_next":
    case "crisis.plan_current":
    case "crisis.preference_in_force":
    case "sharing.who_may_see":
    case "sharing.what_may_see":
    case "sharing.when":
    case "sharing.destroy_at":
    case "governance.consent_needed":
    case "governance.review_due":
    case "governance.review_overdue":
    case "governance.ending_owed":
    case "governance.ended_from":
    case "governance.which_rules":
    case "governance.rights":
    case "governance.right_answer":
    case "governance.exception_terms":
    case "pace.what_now":
    case "pace.above_limit":
    case "pace.ready":
    case "pace.must_tell":
    case "work.milestone_now":
    case "work.change":
    case "work.reading":
    case "work.expected":
    case "work.goal_touched":
    case "pace.step_now":
    case "work.due":
    case "work.overdue":
    case "work.homework_now":
    case "work.setback_now":
    case "work.changed_by":
    case "work.phase_now":
    case "work.summary_now":
    case "work.logged":
    case "work.next_check_in":
    case "work.copy_current":
    case "session.in_frame":
    case "session.next":
    case "network.role_of":
    case "network.who_does":
      return false;
    default:
      return forgotten(question);
  }
}

/** What to do with a decision. Only two of six outcomes are a yes or a no. */
export function next(outcome: Outcome): string {
  switch (outcome) {
    case "permit":
      return "go on";
    case "deny":
      return "show when it opens, and what is open now";
    case "answered":
      return "show the value";
    case "refer":
      return "ask the person";
    case "unknown":
      return "ask for what is missing";
    case "not_applicable":
      return "nothing was agreed";
    default:
      return forgotten(outcome);
  }
}

/** A value in a few words. */
export function shown(value: Value): string {
  switch (value.kind) {
    case "yes_no":
      return value.so ? "yes" : "no";
    case "by_when":
      return `${moment(value.min)} to ${moment(value.max)}`;
    case "left":
      return `${value.min ?? 0} ${value.unit}`;
    case "cost":
      return `${value.max ?? "?"} ${value.currency}`;
    case "cover":
      return value.covered_by ?? "nobody was named";
    case "open":
      return value.now ? "open" : moment(value.again_min);
    case "firsts":
      return (value.needs ?? []).map((need) => need.clause).join();
    case "elsewhere":
      return (value.channels ?? []).join();
    case "channel_risk":
      return value.monitored;
    case "plan_next":
      return value.slot ?? "every step was tried";
    case "plan_state":
      return `${value.complete}, ${value.current}`;
    case "in_force":
      return (value.refused ?? []).join();
    case "route":
      return (value.steps ?? []).map((step) => step.staffed_now).join();
    case "recipients":
      return (value.may ?? []).join();
    case "shared":
      return (value.may ?? []).map((thing) => thing.item).join();
    case "stretches":
      return (value.may ?? []).map((stretch) => moment(stretch.end)).join();
    case "consents":
      return (value.missing ?? []).join();
    case "review_due":
      return `${moment(value.min)} to ${moment(value.max)}`;
    case "ending_owed":
      return `${value.sessions_max ?? 0} sessions, told: ${value.told}`;
    case "which_rules":
      return value.other?.id ?? value.rules;
    case "rights":
      return value.rights.join();
    case "exception_terms":
      return `${(value.decides ?? []).join()} until ${moment(value.ends_max)}`;
    case "milestone_now":
      return value.state;
    case "change_found":
      return `${value.first} to ${value.last}`;
    case "reading_now":
      return value.decimal ?? `${value.score ?? "no score"}`;
    case "expected_now":
      return value.course;
    case "goal_touched":
      return moment(value.at);
    case "due_list":
      return (value.items ?? []).map((item) => item.clause).join();
    case "homework_now":
      return value.how;
    case "setback_now":
      return (value.meets ?? []).join();
    case "step_now":
      return value.step ?? "none has begun";
    case "summary_now":
      return `${value.given}, ${value.confirmed}`;
    case "logged":
      return (value.entries ?? []).map((entry) => entry.fact).join();
    case "in_frame":
      return value.so ? "yes" : "no";
    case "network_role":
      return (value.does ?? []).join();
    case "who_does":
      return value.who.join();
    case "what_now":
      return (value.grounding ?? []).join();
    case "above_limit":
      return `${value.level} on ${value.scale}`;
    case "topic_now":
      return value.level ?? "nothing was agreed";
    case "ready_now":
      return (value.indicators ?? []).map((each) => each.there).join();
    case "tell_now":
      return value.essential ? "needed" : "can wait";
    default:
      return forgotten(value);
  }
}

function moment(when: string | { never: true } | undefined): string {
  if (when === undefined) return "not known";
  return typeof when === "string" ? when : "never";
}

/** Whether a fact is about what somebody did towards the other, or about how things are. */
export function isContact(fact: Fact): boolean {
  switch (fact.kind) {
    case "message_sent":
    case "message_read":
    case "reply_sent":
    case "call_held":
      return true;
    case "adopted":
    case "ended":
    case "lapsed":
    case "consent_given":
    case "consent_withdrawn":
    case "paused":
    case "resumed":
    case "review_requested":
    case "retracted":
    case "session_scheduled":
    case "session_moved":
    case "session_cancelled":
    case "session_started":
    case "session_ended":
    case "self_harm":
    case "skill_tried":
    case "worksheet_given":
    case "location_given":
    case "plan_reviewed":
    case "plan_step_tried":
    case "review_held":
    case "ending_told":
    case "found":
    case "phase_entered":
    case "step_confirmed":
    case "homework_reported":
    case "duty_done":
    case "obstacle_named":
    case "checked_in":
    case "summary_given":
    case "summary_confirmed":
    case "reflected":
    case "setback":
    case "signal_given":
    case "break_taken":
    case "break_over":
    case "adjustment_asked":
    case "readiness_read":
    case "away":
    case "told":
    case "disclosed":
    case "purpose_done":
    case "happened":
    case "stated":
    case "measured":
    case "measurement":
      return false;
    default:
      return forgotten(fact);
  }
}
