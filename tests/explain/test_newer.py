"""An agreement of a newer version: where to turn is said as far as it is understood."""

import json
from typing import Any

import pytest

from boundlib.decide import Engine
from boundlib.explain import explain, explain_agreement
from boundlib.findings import findings
from boundlib.model.agreement import Agreement
from boundlib.model.questions import Question
from boundlib.wire.documents import from_dict, loads
from tests.explain.making import ROUTE, agreement

KNOWN = ROUTE["steps"][0]
NEWER = {"id": "peers", "reach": "peer_line", "number": "0800 1"}
MORE = "The agreement names more places to turn to, which this version cannot read."
UNREAD = "A crisis route was agreed, but this version cannot read it."
PART = "A part from a newer version speaks here, and it cannot be read (“crisis”)."
LOCAL = "Call the local emergency number of the place where you are."


def newer(*steps: Any, **more: Any) -> Agreement:
    data = {
        **json.loads(json.dumps(RAW)),
        "spec_version": "1.1",
        "clauses": [{**ROUTE, "steps": list(steps), **more}],
    }
    return loads(json.dumps(data), lenient=True)


RAW: dict[str, Any] = {
    "type": "agreement",
    "id": "urn:example:made",
    "version": 3,
    "jurisdiction": {"country": "GB"},
    "zone": "Europe/London",
    "language": "en-GB",
    "parties": [{"id": "client", "roles": ["client"]}, {"id": "therapist", "roles": ["therapist"]}],
}


def turn(agreed: Agreement, **asked: Any) -> tuple[list[str], tuple[str, ...]]:
    """The codes of the reasons, and what is said."""
    question: Any = from_dict(
        {
            "type": "question",
            "spec_version": "1.0",
            "kind": "crisis.route",
            "at": "2026-06-10T10:00:00Z",
            **asked,
        },
        Question,
    )
    found = Engine(agreed, digest=None).decide(question)
    return [str(line.code) for line in found.reasons], explain(found, agreed)


def test_a_route_with_a_newer_step_shows_the_others() -> None:
    """spec/documents 33"""
    agreed = newer(NEWER, KNOWN)
    codes, said = turn(agreed)
    assert "newer_than_reader" in codes
    assert "no_route" not in codes
    assert {"1. The emergency services, 999 (day and night).", MORE, PART} <= set(said)
    assert explain_agreement(agreed)[0].sentences[-1] == MORE
    for declared in ({"crisis": True}, {}):
        _, said = turn(agreed, kind="contact.may", by="client", to="therapist", **declared)
        assert MORE in said


@pytest.mark.parametrize(
    "agreed", [newer(NEWER), newer(KNOWN, waives=["newer_right"])], ids=["steps", "clause"]
)
def test_a_route_that_cannot_be_read_was_agreed_all_the_same(agreed: Agreement) -> None:
    """spec/documents 34"""
    codes, said = turn(agreed)
    assert "newer_than_reader" in codes
    assert "no_route" not in codes
    assert said[:2] == (UNREAD, LOCAL)
    _, beside = turn(agreed, kind="contact.may", by="client", to="therapist")
    assert "this version cannot read it" in " ".join(beside)
    assert explain_agreement(agreed)[0].sentences[:2] == (UNREAD, LOCAL)
    everything = [*said, *beside, *(s for x in explain_agreement(agreed) for s in x.sentences)]
    assert not any("no crisis route" in line.lower() for line in everything)
    assert not any(f.code.startswith(("no_crisis", "crisis_route")) for f in findings(agreed))


def test_what_is_understood_is_said_without_a_word_of_newer_parts() -> None:
    codes, said = turn(agreement())
    assert "newer_than_reader" not in codes
    assert MORE not in said
