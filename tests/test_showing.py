"""What a notebook shows: text and HTML that loads nothing, of ids and codes alone."""

import re
from typing import Any

import boundlib
from boundlib import amend
from boundlib.diff import diff
from tests.amend.making import EMAIL, LETTER, Story, day, text

SECRET = "Rosa <img src=x onerror=alert(1)>"


def named(*clauses: Any, version: int = 1) -> Any:
    """A text in which everything that a person wrote is the same hostile words."""
    parties = [
        {"id": "client", "roles": ["client"], "signs": True, "name": SECRET},
        {"id": "therapist", "roles": ["therapist"], "signs": True, "name": SECRET},
        {"id": "doctor", "roles": ["gp"], "name": SECRET},
    ]
    worded = [clause | {"text": SECRET} for clause in clauses]
    return text(*worded, version=version, parties=parties, title=SECRET)


def bundles() -> dict[str, dict[str, str]]:
    old, new = named(EMAIL), named(EMAIL | {"purposes": ["billing"]}, LETTER, version=2)
    story = Story()
    story.do(amend.propose, old, by="client", at=day(1), words=SECRET)
    question = boundlib.from_dict(
        {
            "type": "question",
            "spec_version": "1.0",
            "kind": "contact.may",
            "at": "2026-02-03T10:00:00Z",
            "by": "client",
            "to": "therapist",
            "channel": "email",
        },
        boundlib.Question,
    )
    shown: dict[str, Any] = {
        "agreement": old,
        "changes": diff(old, new),
        "history": story.history,
        "decision": boundlib.decide(old, question),
    }
    return {name: value._repr_mimebundle_() for name, value in shown.items()}


def test_no_name_and_no_free_word_is_shown() -> None:
    for name, bundle in bundles().items():
        assert set(bundle) == {"text/plain", "text/html"}
        for text_ in bundle.values():
            assert "Rosa" not in text_, name
            assert "onerror" not in text_, name


def test_the_html_stands_by_itself() -> None:
    for name, bundle in bundles().items():
        tags = set(re.findall(r"<(\w+)", bundle["text/html"]))
        assert tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}, name
        assert "http" not in bundle["text/html"], name


def test_changes_are_shown_with_their_direction_and_for_whom() -> None:
    lines = bundles()["changes"]["text/plain"].splitlines()
    assert lines[0] == "version 1 to 2: 2 changes"
    assert lines[1].split() == [
        "change",
        "part",
        "id",
        "field",
        "direction",
        "client",
        "doctor",
        "therapist",
    ]
    assert any(line.startswith("added") and "letter" in line for line in lines)
    assert any(line.startswith("altered") and "purposes" in line for line in lines)
