"""Whatever can be decided or agreed can be said, and some things always or never are."""

import re
from datetime import date
from typing import Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from boundlib.errors import BoundlibError
from boundlib.explain import explain as explain_decision
from boundlib.explain import explain_agreement
from boundlib.explain.algebra import condition, price, span, tally
from boundlib.explain.speaking import Voice
from boundlib.explain.table import PHRASES
from boundlib.model.agreement import Agreement
from boundlib.model.algebra import Condition, Span, Tally
from boundlib.model.answers import Never, Route, Value
from boundlib.model.crisis import CrisisRoute
from boundlib.model.decision import Decision, Next, Quoted
from boundlib.model.quantities import Price
from boundlib.model.questions import ContactMay, Question
from boundlib.testing import agreements, documents
from boundlib.times.scalars import Instant
from boundlib.vocab import Outcome
from boundlib.wire.documents import from_dict, loads
from tests.examples.places import AGREEMENTS as EXAMPLE_PATHS

from .making import agreement as made_agreement
from .making import decision

NEXT = (
    None,
    Next(),
    Next(opens_at=Never(never=True)),
    Next(opens_at=Instant(1_800_000_000), open_now=("phone", "other")),
)

# Whole documents at random are large, and a few of them say much.
SOME = settings(
    max_examples=max(10, settings().max_examples // 2),
    deadline=None,
    suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow],
)


def readable(data: dict[str, Any], cls: Any) -> Any:
    """The value; data that breaks a rule the strategy does not know is left out."""
    try:
        return from_dict(data, cls)
    except BoundlibError:
        return assume(False)


AGREEMENTS = agreements().map(lambda data: readable(data, Agreement))
SMALL = agreements(clauses=2).map(lambda data: readable(data, Agreement))
DECISIONS = documents(Decision).map(lambda data: readable(data, Decision))


def changed(value: Any, **fields: Any) -> Any:
    return attrs.evolve(value, **fields)


def explain(made: Decision, agreement: Agreement) -> tuple[str, ...]:
    """What is said of a decision, as if this agreement had made it."""
    quoted = Quoted(id=agreement.id, version=agreement.version)
    return explain_decision(changed(made, agreement=quoted), agreement)


def is_sentence(text: str) -> bool:
    return bool(text.strip()) and text == " ".join(text.split()) and text[-1] in ".:!?”"


@SOME
@given(SMALL, DECISIONS)
def test_every_decision_is_said_under_every_outcome(
    agreement: Agreement, decision: Decision
) -> None:
    for outcome in Outcome:
        made = changed(decision, outcome=outcome)
        said = explain(made, agreement)
        assert all(map(is_sentence, said))
        assert explain(made, agreement) == said
        if outcome is Outcome.UNKNOWN:
            assert said[0].startswith("We cannot say yet ")
            assert "this does not mean no" in said[0]
        if outcome is Outcome.REFER:
            assert any(re.match(r"The decision is with |Please ask ", line) for line in said)


@SOME
@given(SMALL, documents(ContactMay), documents(Route), st.sampled_from(NEXT))
def test_a_denial_says_when_it_opens_what_is_open_and_at_the_end_the_whole_route(
    agreement: Agreement, question: dict[str, Any], where: dict[str, Any], found: Next | None
) -> None:
    asked, route = readable(question, ContactMay), readable(where, Route)
    said = explain(decision(Outcome.DENY, asked, route=route, next=found), agreement)
    assert any("opens" in line for line in said)
    assert any("open for this" in line or "Open now for this" in line for line in said)
    first = len(said) - len(route.steps) - said[-1].startswith("Try number")
    for number, (step, line) in enumerate(zip(route.steps, said[first:], strict=False), 1):
        assert line.startswith(f"{number}. ")
        assert step.number is None or " ".join(step.number.split()) in line
    assert route.steps or "Call the local emergency number" in "".join(said[-2:] + said[-3:])


@SOME
@given(SMALL, DECISIONS)
def test_names_and_numbers_of_people_are_never_shown(
    agreement: Agreement, decision: Decision
) -> None:
    def said(**personal: Any) -> tuple[Any, ...]:
        parties = tuple(changed(party, **personal) for party in agreement.parties)
        made = changed(agreement, parties=parties, salts=None)
        return explain(decision, made), explain_agreement(made)

    # What is said does not depend on them at all.
    one = said(name="Xantippe Quux", reached_at="0700 900 461", birth_date=date(1971, 2, 3))
    assert one == said(name=None, reached_at=None, birth_date=None)
    assert "Quux" not in str(one)


@SOME
@given(AGREEMENTS)
def test_every_agreement_is_said_with_the_crisis_route_first(agreement: Agreement) -> None:
    sections = explain_agreement(agreement)
    assert sections[0].title == "In a crisis"
    text = " ".join(sections[0].sentences)
    routes = [clause for clause in agreement.clauses if isinstance(clause, CrisisRoute)]
    for step in (step for clause in routes for step in clause.steps):
        assert step.number is None or " ".join(step.number.split()) in text
    assert routes or "Call the local emergency number" in text
    assert all(is_sentence(line) for section in sections for line in section.sentences)
    # Whatever the two wrote themselves is there to read.
    whole = " ".join(line for section in sections for line in section.sentences)
    for clause in agreement.clauses:
        if isinstance(clause.text, str):
            assert " ".join(clause.text.split()) in whole


# --- the parts, each often enough -----------------------------------------------------------------

VOICE = Voice(made_agreement(), PHRASES, "client")
EXAMPLES = st.sampled_from(EXAMPLE_PATHS).map(lambda path: loads(path.read_text("utf-8")))
EACH_VALUE: list[Any] = list(get_args(Value))


@pytest.mark.parametrize("cls", EACH_VALUE, ids=lambda cls: cls.__name__)
def test_every_value_is_said_under_every_question(cls: Any) -> None:
    @SOME
    @given(EXAMPLES, documents(cls), documents(Question))
    def said(agreement: Agreement, value: dict[str, Any], question: dict[str, Any]) -> None:
        asked = readable(question, Question)
        made = decision(Outcome.ANSWERED, asked, value=readable(value, cls))
        lines = explain(made, agreement)
        assert len(lines) > 1
        assert all(map(is_sentence, lines))

    said()


SAYERS = {
    "span": (Span, span),
    "tally": (Tally, tally),
    "price": (Price, price),
    "condition": (Condition, condition),
}


@pytest.mark.parametrize("name", SAYERS)
def test_every_part_of_a_clause_is_said(name: str) -> None:
    cls, say = SAYERS[name]

    @SOME
    @given(documents(cls))
    def said(data: dict[str, Any]) -> None:
        line = say(VOICE, readable(data, cls))
        assert line.strip()
        assert VOICE.sentence(line).endswith((".", "”", ")"))

    said()
