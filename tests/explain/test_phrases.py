"""One table per language: every key there is, and nothing said that does not come from it."""

import re
from collections import Counter
from enum import StrEnum
from typing import Any, get_args

import pytest

from boundlib import vocab
from boundlib.errors import UsageError
from boundlib.explain import ENGLISH, Phrases, explain, explain_agreement, phrases_en
from boundlib.explain.agreement import LINES, SECTIONS
from boundlib.explain.table import slots
from boundlib.explain.values import SAYS
from boundlib.model.agreement import AnyClause
from boundlib.model.answers import Value
from boundlib.model.crisis import CrisisRoute
from boundlib.model.decision import ReasonLine
from boundlib.model.questions import Question
from boundlib.model.sharing_answers import ItemAnswer, NearMiss
from boundlib.model.sharing_questions import SharingMay
from boundlib.vocab import Outcome, Reason

from .making import agreement, at, decision

KINDS: dict[Any, str] = {cls: getattr(cls, "kind", "") for cls in LINES}

SHOWN: dict[str, type[StrEnum]] = {
    "item": vocab.SharedItem,
    "told_for": vocab.SharedFor,
    "ground": vocab.Ground,
    "form": vocab.ConsentForm,
    "unit": vocab.Unit,
    "recorded": vocab.RecordingOf,
    "items": vocab.Outcome,
    "clause.sharing.unit_of_care.secrets": vocab.Secrets,
    "clause.sharing.unit_of_care.outside": vocab.Outside,
    "clause.sharing.minor": vocab.ChildSay,
    "clause.sharing.records.access": vocab.AccessWay,
    "clause.sharing.records.destroyed": vocab.Force,
    "clause.sharing.consultation.named": vocab.Named,
    "clause.work.duty": vocab.Strength,
    "clause.work.ritual": vocab.Ritual,
    "clause.work.ritual.strength": vocab.Strength,
    "clause.work.ritual.privacy": vocab.Privacy,
    "value.due_list.how": vocab.Tried,
    "value.homework_now": vocab.Tried,
    "value.homework_now.review": vocab.Met,
    "value.setback_now.review": vocab.Met,
    "value.step_now.hoped": vocab.Met,
    "value.step_now.back": vocab.Met,
    "value.step_now.in_pace": vocab.Met,
    "value.summary_now.given": vocab.Met,
    "value.summary_now.confirmed": vocab.Met,
    "value.in_frame.length": vocab.Met,
    "value.in_frame.medium": vocab.Met,
    "value.in_frame.hours": vocab.Met,
    "value.in_frame.rhythm": vocab.Met,
    "clause.governance.review": vocab.Strength,
    "clause.governance.precedence": vocab.Ruling,
    "clause.pace.topic": vocab.TopicLevel,
    "value.topic_now": vocab.TopicLevel,
    "value.ready_now.indicator": vocab.Met,
    "value.review_due": vocab.Strength,
    "value.ending_owed.told": vocab.Met,
    "value.which_rules": vocab.Ruling,
    "reason": vocab.Reason,
    "duty": vocab.Duty,
    "standing": vocab.Standing,
    "medium": vocab.Medium,
    "purpose": vocab.Purpose,
    "criterion": vocab.Criterion,
    "slot": vocab.PlanSlot,
    "matter": vocab.PreferenceMatter,
    "knows": vocab.KnownItem,
    "cause": vocab.AbsenceCause,
    "fact": vocab.FactKind,
    "count": vocab.FactKind,
    "event": vocab.Event,
    "period": vocab.Period,
    "occasion": vocab.Occasion,
    "base": vocab.Base,
    "per": vocab.RateUnit,
    "price.started": vocab.StartedUnit,
    "price.from": vocab.UnitsFrom,
    "reach": vocab.Reach,
    "staffed": vocab.Staffed,
    "route.asked": vocab.Staffed,
    "met": vocab.Met,
    "right": vocab.Right,
    "unstated": vocab.UnstatedWhy,
    "weekday": vocab.Weekday,
    "lead.short": vocab.Outcome,
    "span.working_days": vocab.DayEnd,
    "condition": vocab.AgeGroup,
    "value.by_when": vocab.Strength,
    "clause.contact.reply_time": vocab.Strength,
}


CHOICES = (
    vocab.TopicLevel,
    vocab.Secrets,
    vocab.Outside,
    vocab.AccessWay,
    vocab.Named,
    vocab.Ruling,
    vocab.Privacy,
)


@pytest.mark.parametrize("words", CHOICES, ids=lambda words: words.__name__)
def test_every_choice_that_a_text_leaves_open_has_its_words(words: type[StrEnum]) -> None:
    assert [m for m in words if f"choice.{m}" not in ENGLISH] == []


@pytest.mark.parametrize(("prefix", "words"), SHOWN.items())
def test_every_member_that_is_shown_has_its_words(prefix: str, words: type[StrEnum]) -> None:
    assert [m for m in words if f"{prefix}.{m}" not in ENGLISH] == []


def test_every_role_is_said_to_both_sides() -> None:
    keys = {f"role.{role}.{style}" for role in vocab.Role for style in ("yours", "plain")}
    assert keys <= ENGLISH.keys()


def test_every_question_clause_and_value_has_a_way_to_be_said() -> None:
    assert {f"topic.{q.kind}" for q in get_args(Question)} <= ENGLISH.keys()
    assert {*LINES, CrisisRoute} == set(get_args(AnyClause))
    assert set(SAYS) == set(get_args(Value))
    assert all(f"clause.{kind}" in ENGLISH or _by_form(kind) for kind in KINDS.values())


def _by_form(kind: str) -> bool:
    return any(key.startswith(f"clause.{kind}.") for key in ENGLISH)


def test_a_missing_key_is_found() -> None:
    short = {key: line for key, line in ENGLISH.items() if key != "reason.resting"}
    with pytest.raises(UsageError, match=r"lacks: reason\.resting\."):
        Phrases(short)


def test_a_key_of_its_own_is_found() -> None:
    with pytest.raises(UsageError, match=r"unknown keys: reason\.tired\."):
        Phrases({**ENGLISH, "reason.tired": "tired"})


@pytest.mark.parametrize("line", ["until {then}", "until {when", "until {}"])
def test_a_slot_of_its_own_is_found(line: str) -> None:
    with pytest.raises(UsageError, match=r"slots of its own in: valid_until\."):
        Phrases({**ENGLISH, "valid_until": line})


def test_slots_are_plain_names() -> None:
    odd = {k: slots(t) for k, t in ENGLISH.items() if not all(map(str.isidentifier, slots(t)))}
    assert odd == {}
    assert not [k for k, t in ENGLISH.items() if re.search(r"{\w*[!:.\[]", t)]


# --- another language -----------------------------------------------------------------------------

NO_ENGLISH = {
    key: "".join(part if part.startswith("{") else re.sub(r"[^\W\d_]", "ø", part) for part in parts)
    for key, text in ENGLISH.items()
    for parts in [re.split(r"({\w+})", text)]
}
OTHER = Phrases(NO_ENGLISH)


def foreign(text: str) -> str:
    """What is left of a text without the other language, ids and zone names."""
    text = re.sub(r"“q[q\d]*”|Etc/UTC|\b[A-Z]{2,3}\b", "", text)
    return re.sub(r"[øØ\W\d_]", "", text)


def test_another_table_says_everything_in_its_own_words() -> None:
    made = agreement(
        {"kind": "contact.channel", "id": "q1", "medium": "phone", "purposes": ["coaching"]},
        {
            "kind": "contact.fee",
            "id": "q2",
            "price": {"kind": "amount", "minor": 2000, "currency": "GBP"},
        },
        {
            "kind": "contact.allowance",
            "id": "q3",
            "tally": {
                "unit": "minutes",
                "at_most": {"min": 5, "max": 10},
                "count": [{"fact": "call_held"}],
                "window": {"kind": "period", "period": "week"},
            },
        },
        zone="Etc/UTC",
    )
    for outcome in Outcome:
        reasons = tuple(ReasonLine(code=code, clause="q1") for code in Reason)
        said = explain(decision(outcome, reasons=reasons), made, phrases=OTHER)
        assert "".join(map(foreign, said)) == ""
        assert len(said) > 10
    for section in explain_agreement(made, phrases=OTHER):
        assert "".join(map(foreign, (section.title, *section.sentences))) == ""


def test_another_table_says_sharing_in_its_own_words() -> None:
    told = {"by": ["therapist"], "to": ["client"], "items": ["treatment/q"], "purposes": ["legal"]}
    made = agreement(
        {"kind": "sharing.release", "id": "q1", "flow": "both", "onward": ["deputy"], **told},
        {"kind": "sharing.third_party", "id": "q2", **told},
        {"kind": "sharing.minor", "id": "q3", "child": ["agrees", "present"], **told},
        {"kind": "sharing.consultation", "id": "q4", "named": "code_name"},
        {"kind": "sharing.release_rule", "id": "q5", "form": ["email"], "withdrawal": ["spoken"]},
        {"kind": "sharing.refusal", "id": "q6", "items": ["history"]},
        {"kind": "sharing.unit_of_care", "id": "q7", "unit": "group", "secrets": "kept"},
        {"kind": "sharing.records", "id": "q8", "access": "by_law", "apart": True},
        {"kind": "sharing.recording", "id": "q9", "of": ["video"], "purposes": ["training"]},
        {"kind": "sharing.legal_limit", "id": "q10", "grounds": ["law"], "minimum": False},
        {"kind": "governance.consent", "id": "q11", "needs": ["client"], "care": ["q"]},
        {"kind": "governance.eligibility", "id": "q12", "require": {"fact": "q"}},
        {"kind": "pace.touch", "id": "q13", "touches": ["q"]},
        zone="Etc/UTC",
    )
    for section in explain_agreement(made, phrases=OTHER):
        assert "".join(map(foreign, (section.title, *section.sentences))) == ""
    answers = tuple(
        ItemAnswer(item=item, outcome=outcome, code=Reason.NO_DEFAULT, clause="q1")
        for item, outcome in zip(vocab.SharedItem, Outcome, strict=False)
    )
    asked = at("2026-06-10T10:00:00Z")
    question = SharingMay(at=asked, by="therapist", to="deputy", items=("record",), purpose="legal")
    for failed in Reason:
        near = NearMiss(clause="q1", failed=failed)
        told_no = decision(Outcome.DENY, question, items=answers, near_miss=near)
        said = explain(told_no, made, phrases=OTHER)
        assert "".join(map(foreign, said)) == ""


def test_a_table_that_leaves_a_slot_out_is_still_a_table() -> None:
    plain = Phrases({**ENGLISH, "lead.permit.contact.may": "yes"})
    assert explain(decision(Outcome.PERMIT), agreement(), phrases=plain)[0] == "Yes."


def test_clauses_of_every_topic_have_a_section() -> None:
    kinds = {kind for kinds in SECTIONS.values() for kind in kinds}
    assert kinds == set(KINDS.values())
    assert {f"section.{name}" for name in SECTIONS} <= ENGLISH.keys()


def test_no_part_of_the_table_says_a_line_of_another_anew() -> None:
    """A word of a vocabulary once took the place of what is said where no word is known."""
    parts = [
        part for name, part in vars(phrases_en).items() if name.isupper() and isinstance(part, dict)
    ]
    pieces = [part for part in parts if part is not ENGLISH and part is not phrases_en.LINES]
    keys = Counter(key for part in pieces for key in part)
    assert [key for key, times in keys.items() if times > 1] == []
    assert set(keys) == set(ENGLISH)
