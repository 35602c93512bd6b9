"""The worked year: its files are what the script tells, and the story is the one told here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import boundlib
from boundlib import Decision, Instant, Question
from boundlib.amend import History
from boundlib.ledger import Book, MemoryHome, from_lines
from boundlib.model.amendment import Amendment
from boundlib.model.ledger import Ledger, Receipt
from boundlib.model.record import Coverage
from boundlib.vocab import OfferState
from scripts import renegotiated_year
from tests.examples.places import EXAMPLES, plain

YEAR = EXAMPLES / "renegotiated-year"
LEDGER = boundlib.load(YEAR / "history.json", Ledger)
RECEIPTS = [
    boundlib.from_dict(json.loads((YEAR / f"{who}.receipt").read_text("utf-8")), Receipt)
    for who in ("client", "therapist")
]


@pytest.fixture(scope="module")
def book() -> Book:
    return Book.from_document(MemoryHome(), LEDGER, RECEIPTS)


@pytest.fixture(scope="module")
def history(book: Book) -> History:
    return book.history()


def at(words: str) -> Instant:
    """An instant of 2026 by UTC, such as `03-02 10:00`; midday where no time is said."""
    day, _, clock = words.partition(" ")
    return Instant.parse(f"2026-{day}T{clock or '12:00'}:00Z")


def named(history: History) -> dict[str, Any]:
    """The proposals by the ids of their amendments."""
    return {offer.proposal.id: offer for offer in history.offers.values()}


# --- the files ------------------------------------------------------------------------------------


def test_the_files_are_what_the_script_tells(tmp_path: Path) -> None:
    told = renegotiated_year.files()
    there = {path.name: path.read_text("utf-8") for path in YEAR.iterdir()}
    assert there == told | {"first-text.json": there["first-text.json"]}


def test_a_file_that_was_changed_by_hand_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = (YEAR / "first-text.json").read_text("utf-8")
    (tmp_path / "first-text.json").write_text(first, "utf-8")
    monkeypatch.setattr(renegotiated_year, "FOLDER", tmp_path)
    assert renegotiated_year.main(["--check"]) == 1
    assert "history.jsonl is not what" in capsys.readouterr().out
    assert renegotiated_year.main(["--write"]) == 0
    assert renegotiated_year.main(["--check"]) == 0


def test_both_forms_hold_the_same_and_nothing_is_wrong_with_it(book: Book) -> None:
    assert from_lines((YEAR / "history.jsonl").read_bytes()) == LEDGER
    assert book.verify(RECEIPTS) == ()
    assert boundlib.check((YEAR / "history.json").read_bytes()).problems == ()
    assert [r.number for r in RECEIPTS] == [len(LEDGER.entries), 11]


def test_its_first_text_is_an_agreement_without_remarks() -> None:
    found = boundlib.check((YEAR / "first-text.json").read_bytes())
    assert {p.code for p in found.problems} == {"erasable_without_salt"}


# --- the story ------------------------------------------------------------------------------------


def test_every_kind_of_amendment_happens() -> None:
    kinds = {cls.kind for cls in Amendment.__args__}
    assert {entry.body.kind for entry in LEDGER.entries} == kinds


def test_what_became_of_each_proposal(history: History) -> None:
    end = at("12-31")
    assert {name: str(offer.state_at(end)) for name, offer in named(history).items()} == {
        "first-offer": "countered",
        "quicker": "adopted",
        "more-calls": "countered",
        "one-more-call": "adopted",
        "dearer-calls": "declined",
        "reflections": "superseded",
        "a-little-dearer": "superseded",
        "both": "adopted",
        "autumn-hours": "countered",
        "one-evening": "adopted",
        "only-that-i-come": "adopted",
        "texts": "lapsed",
        "monthly": "withdrawn",
        "fewer-calls": "adopted",
    }


def test_an_offer_lapses_at_its_time_and_not_before(history: History) -> None:
    texts = named(history)["texts"]
    assert texts.state_at(at("10-30 23:59")) is OfferState.OPEN
    assert texts.state_at(at("10-31 00:00")) is OfferState.LAPSED
    assert texts.state_at(at("11-17 23:00")) is OfferState.LAPSED


def test_the_client_agreed_clause_by_clause(history: History) -> None:
    both = named(history)["both"]
    parts = [yes.clauses for yes in both.assents if yes.party == "client"]
    assert parts == [("portal",), ("long-calls",)]
    assert {history.offers[name].proposal.id for name in both.proposal.merges} == {
        "reflections",
        "a-little-dearer",
    }


VERSIONS = {
    "01-11": None,
    "01-12 15:59": None,
    "01-12 16:00": 1,
    "03-05 11:59": 1,
    "03-05 12:00": 2,
    "04-02": 2,
    "04-23 20:00": 2,
    "04-24 09:00": 3,
    "05-30": 3,
    "06-10 07:59": 3,
    "06-10 08:00": 5,
    "08-31 22:59": 5,
    "08-31 23:00": 6,
    "09-16 09:29": 6,
    "09-16 09:30": 7,
    "11-18 08:59": 7,
    "11-18 09:00": 8,
    "12-31": 8,
}
"""Which version is in force. The fourth never is: the sixth took its place before it began."""


@pytest.mark.parametrize("when", VERSIONS)
def test_the_version_in_force(when: str, history: History) -> None:
    ruling = history.in_force(at(when))
    assert (ruling and ruling.number) == VERSIONS[when]


def test_a_withdrawal_was_not_known_before(history: History) -> None:
    """In force in September, as known in May: the version that was adopted for then."""
    known = history.known(at("05-30")).in_force(at("09-10"))
    assert known is not None
    assert known.number == 4
    assert any(clause.id == "gp-release" for clause in known.agreement.clauses)


NOTED = Coverage(facts=("call_held",), since=at("01-01"), through=at("12-31"))
"""All calls were written down."""


def decide(history: History, when: str, **question: Any) -> Decision:
    data = {"type": "question", "spec_version": "1.0", "at": str(at(when))} | question
    return history.decide(boundlib.from_dict(data, Question), complete=(NOTED,))


def ask(history: History, when: str, **question: Any) -> str:
    return str(decide(history, when, **question).outcome)


GP = {"kind": "sharing.may", "by": "therapist", "to": "gp", "purpose": "treatment"}
TOLD = {
    "01-13": ("permit", "permit"),
    "05-30": ("permit", "permit"),
    "06-10 07:59": ("permit", "permit"),
    "06-10 08:00": ("deny", "deny"),
    "08-20": ("deny", "deny"),
    "09-02": ("deny", "deny"),
    "09-16 09:00": ("deny", "deny"),
    "09-17": ("permit", "deny"),
    "12-30": ("permit", "deny"),
}
"""Whether the GP may be told that the client comes, and what is planned."""


@pytest.mark.parametrize("when", TOLD)
def test_what_the_gp_may_be_told(when: str, history: History) -> None:
    found = tuple(
        ask(history, when, **GP, items=[item]) for item in ("attendance", "treatment_plan")
    )
    assert found == TOLD[when]


CALL = {
    "kind": "contact.may",
    "by": "client",
    "to": "therapist",
    "channel": "phone",
    "purpose": "coaching",
}
CALLS = {
    "05-02 18:30": "deny",  # a Saturday before
    "05-04 10:59": "permit",  # Monday at noon
    "05-04 18:30": "permit",
    "05-09 18:30": "permit",  # a Saturday evening
    "05-09 21:30": "deny",  # the portal is closed then
    "05-17 18:30": "permit",
    "05-18 18:30": "deny",  # the evening of the day on which it ended
    "05-23 18:30": "deny",
    "09-03 17:30": "permit",  # Thursday evening, in the hours for the autumn
    "09-02 17:30": "deny",
}
"""When a coaching call is open: by UTC, an hour behind London's summer."""


@pytest.mark.parametrize("when", CALLS)
def test_the_evening_calls(when: str, history: History) -> None:
    assert ask(history, when, **CALL) == CALLS[when]
    named = history.exceptions_at(at(when))
    assert bool(named) == (at("05-04 11:00") <= at(when) < at("05-18 11:00"))


def test_the_calls_in_a_week(history: History) -> None:
    left = {"kind": "contact.allowance_left", "clause": "coaching-a-week"}
    found = {}
    for when in ("02-20", "03-20", "10-01", "11-30"):
        decided = decide(history, when, **left)
        found[when] = boundlib.to_dict(decided)["value"]["min"]
    assert found == {"02-20": 2, "03-20": 3, "10-01": 3, "11-30": 1}


def test_the_pause_and_the_end(history: History) -> None:
    paused = {when: history.paused_at(at(when)) for when in ("06-21", "06-22", "07-12", "07-14")}
    assert paused == {"06-21": False, "06-22": True, "07-12": True, "07-14": False}
    assert not history.over_at(at("12-31"))
    assert history.over_at(Instant.parse("2027-01-11T12:00:00Z"))


def test_the_review_that_was_asked_for_was_held(history: History) -> None:
    for when, due in (("09-10", True), ("09-15", False)):
        seen = history.known(at(when))
        facts = {fact.kind for fact in seen.record().facts}
        assert "review_requested" in facts
        assert ("review_held" in facts) != due


def test_the_call_that_was_corrected_by_both(history: History) -> None:
    """35 minutes were noted, and it was 15: as known before, and since."""
    noted = {
        when: {
            fact.minutes
            for fact in history.known(at(when)).entered.values()
            if fact.kind == "call_held"
            and fact.id not in history.known(at(when)).replaced
            and fact.at == at("02-04 16:30")
        }
        for when in ("09-20", "09-22")
    }
    assert noted == {"09-20": {35}, "09-22": {15}}


def test_a_broken_history_is_noticed() -> None:
    data = plain(YEAR / "history.json")
    (call,) = data["entries"][4]["body"]["facts"]
    call["minutes"] = 30
    damaged = Book(_holding(boundlib.from_dict(data, Ledger)), LEDGER.agreement).verify()
    assert [(d.number, str(d.code)) for d in damaged] == [(5, "wrong_digest")]


def _holding(ledger: Ledger) -> MemoryHome:
    home = MemoryHome()
    home.append(ledger.agreement, ledger.entries, None)
    return home
