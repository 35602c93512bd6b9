"""Answers about sharing: item by item, the one thing that is missing, and who decides."""

from __future__ import annotations

from typing import Any

from boundlib.explain.paths import in_groups
from boundlib.explain.sharing import care_of, clients, signers
from boundlib.explain.speaking import Voice, plain
from boundlib.model.decision import Decision
from boundlib.model.sharing_answers import ItemAnswer, NearMiss
from boundlib.model.sharing_questions import SharingMay
from boundlib.vocab import Outcome, Reason, Role, SharedItem

Group = tuple[Outcome, Reason | None]
"""What holds for items that are said together; the reason only where they stay private."""

IN_ORDER = tuple(Outcome)
"""What may go comes first."""

STEPS = ("work.may_step", "pace.may_step")
MAY_TELL = "sharing.may"
MAY_RECORD = "sharing.may_record"


def named_in(voice: Voice, question: Any) -> dict[str, str]:
    """What a question about sharing, consent or touch names, in words."""
    item, purpose = getattr(question, "item", None), getattr(question, "purpose", None)
    items: tuple[str, ...] = getattr(question, "items", ()) or (() if item is None else (item,))
    care, touch = getattr(question, "care", None), getattr(question, "touch", None)
    name = None if touch is None else plain(touch)
    told_for = voice.told_for(() if purpose is None else (purpose,))
    if not told_for and question.kind != MAY_RECORD:
        told_for = voice.say("topic.purpose.any")
    if not items and question.kind == "sharing.destroy_at" and question.clause is None:
        items = (str(SharedItem.RECORD),)
    return {
        "item": voice.item(items[0]) if len(items) == 1 else voice.say("topic.item.any"),
        "purpose": told_for,
        "care": care_of(voice, () if care is None else (care,)),
        "touch": "" if name is None else voice.say("clause.pace.touch.this", id=name),
    }


def is_partly(decision: Decision) -> bool:
    """Whether some of what was asked may be told and some may not."""
    outcomes = {answer.outcome for answer in decision.items}
    return Outcome.PERMIT in outcomes and len(outcomes) > 1


def said_by_item(decision: Decision) -> frozenset[Reason]:
    """The reasons that are said with the items they hold for, or need no saying there."""
    if len(decision.items) < 2:
        return frozenset()
    sure = (Outcome.PERMIT, Outcome.DENY)
    return frozenset(answer.code for answer in decision.items if answer.outcome in sure)


def item_sentences(voice: Voice, decision: Decision) -> list[str]:
    """What may go, what stays and why; nothing where one item was the whole question."""
    if len(decision.items) < 2:
        return []
    shown = tuple(answer.item for answer in decision.items)
    if voice.discreet:
        shown = getattr(decision.question, "items", ())
    groups = in_groups(voice, {answer.item: _group(answer) for answer in decision.items}, shown)
    out = []
    for group in sorted(groups, key=lambda g: (IN_ORDER.index(g[0]), g[1] or "")):
        outcome, code = group
        reason = "" if code is None else why(voice, code, decision)
        line = voice.say(f"items.{outcome}", items=voice.beside(groups[group]), reason=reason)
        clauses = [answer.clause for answer in decision.items if _group(answer) == group]
        out.append(voice.sentence(voice.cited(line, clauses)))
    return out


def _group(answer: ItemAnswer) -> Group:
    return answer.outcome, answer.code if answer.outcome is Outcome.DENY else None


def why(voice: Voice, code: Reason, decision: Decision) -> str:
    """A reason in words, as it is said for this question and outcome."""
    key = f"reason.{code}"
    for special in (f"{key}.{decision.outcome}", f"{key}.{decision.question.kind}"):
        if special in voice.phrases:
            key = special
    return voice.say(key, client=voice.who(Role.CLIENT), client_is=voice.who_is(Role.CLIENT))


# --- how it could become possible, and who decides ------------------------------------------------


def recorded_for_sentences(voice: Voice, decision: Decision) -> list[str]:
    """For a recording that may be made though nobody said what for: what it is for."""
    asked: Any = decision.question
    if asked.kind != MAY_RECORD or decision.outcome is not Outcome.PERMIT or asked.purpose:
        return []
    found = [voice.clauses.get(line.clause or "") for line in decision.reasons]
    purposes = dict.fromkeys(p for clause in found for p in getattr(clause, "purposes", ()))
    if not purposes:
        return []
    return [voice.said("value.recorded_for", purpose=voice.told_for(purposes))]


def denial_sentences(voice: Voice, decision: Decision) -> list[str]:
    """For a telling that is denied: what is missing, and whose decision more would be."""
    if decision.question.kind != MAY_TELL or decision.outcome is not Outcome.DENY:
        return []
    out = [] if decision.near_miss is None else [_near(voice, decision, decision.near_miss)]
    codes = {answer.code for answer in decision.items if answer.outcome is Outcome.DENY}
    codes |= set() if codes else {line.code for line in decision.reasons[:1]}
    if Reason.NOT_IN_FORCE in codes:
        out.insert(0, voice.said("reason.no_default"))
    if codes & {Reason.NO_DEFAULT, Reason.NOT_IN_FORCE}:
        out.append(voice.said("near.up_to", who=_whose(voice, decision.near_miss)))
    if Reason.REFUSED in codes:
        out.append(voice.said("near.refused", who=clients(voice)))
    return out


def _near(voice: Voice, decision: Decision, near: NearMiss) -> str:
    clause = voice.clauses.get(near.clause)
    key = f"near.{near.failed}"
    given = {"who": _whose(voice, near), "client_is": voice.who_is(Role.CLIENT)}
    start = getattr(clause, "start", None)
    if near.failed is Reason.NOT_STARTED and start is not None:
        missing = voice.say(f"{key}.on", date=voice.date(start))
    elif near.failed is Reason.NOT_CONSENTED and not _one_signs(voice, clause):
        missing = voice.say(f"{key}.all")
    else:
        reason = voice.say(f"reason.{near.failed}", client=clients(voice), **given)
        missing = voice.say(key if key in voice.phrases else "near.other", reason=reason, **given)
    lead = "near.lead.part" if len(decision.items) > 1 else "near.lead"
    return voice.sentence(voice.cited(voice.say(lead, missing=missing), [near.clause]))


def _one_signs(voice: Voice, clause: Any) -> bool:
    """Whether one person's consent is certainly all it needs (spec/sharing 25)."""
    for other in voice.clauses.values():
        rules = other.kind == "sharing.release_rule" and getattr(other, "signers", ())
        if rules or other.kind == "sharing.unit_of_care":
            return False
    named = getattr(clause, "signers", ()) or (Role.CLIENT,)
    return len(named) == 1 and len(voice.agreement.holders(named[0])) == 1


def _whose(voice: Voice, near: NearMiss | None) -> str:
    """Whose consent it would need; to somebody outside only the client is named."""
    clause = None if near is None else voice.clauses.get(near.clause)
    return clients(voice) if voice.discreet else signers(voice, clause)


def decider(voice: Voice, decision: Decision) -> str:
    """Whose decision a referral is, where no clause names anybody (spec/sharing 12-14, 51, 61)."""
    first = decision.reasons[0] if decision.reasons else None
    clause = None if first is None else voice.clauses.get(first.clause or "")
    asked = decision.question
    if isinstance(asked, SharingMay) and voice.holds(asked.by, Role.CLIENT):
        # What a client tells of the others: with those, but for help it is their own to decide.
        own = first is None or first.code in (Reason.EMERGENCY, Reason.LEGAL_GROUND)
        return voice.who(asked.by) if own else voice.say("who.members")
    if asked.kind in STEPS:
        return voice.say("work.both_sides")
    reviewer = getattr(clause, "reviewer", None)
    return voice.who(reviewer or Role.THERAPIST)
