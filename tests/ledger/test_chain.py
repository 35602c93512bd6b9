"""Links as the specification says, and everything that is done to a ledger found."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings

import boundlib
from boundlib.ledger import BrokenLedger, Damage, damages, entries_after, link, receipt
from boundlib.model.amendment import Amendment, ReviewRequest
from boundlib.model.ledger import Ledger, LedgerEntry, Receipt
from boundlib.testing.amendments import amendments
from boundlib.times.scalars import Instant
from boundlib.vocab import LedgerFault
from tests.ledger.making import AGREEMENT, START, entries, told
from tests.ledger.reckoned import digest_of, forged, link_of

STORY = entries()
PLAIN = json.loads(boundlib.dumps(Ledger(agreement=AGREEMENT, entries=STORY)))
LAST = receipt(STORY[-1])


def read(data: dict[str, Any]) -> list[LedgerEntry]:
    """Entries as they stand, each by itself: a ledger would be refused for its numbers."""
    return [boundlib.from_dict(entry, LedgerEntry) for entry in data["entries"]]


def codes(data: dict[str, Any], *receipts: Receipt) -> set[str]:
    return {str(damage.code) for damage in damages(AGREEMENT, read(data), receipts)}


# --- links (spec/renegotiation 3, 40) -----------------------------------------------------------


def test_every_digest_and_link_is_what_plain_hashing_gives() -> None:
    for entry in PLAIN["entries"]:
        assert entry["digest"] == digest_of(entry["body"])
        assert entry["link"] == link_of(entry)
    links = [entry["link"] for entry in PLAIN["entries"]]
    assert [entry.get("previous") for entry in PLAIN["entries"]] == [None, *links[:-1]]


@settings(max_examples=settings().max_examples // 10)
@given(amendments())
def test_links_of_amendments_of_every_kind(data: dict[str, Any]) -> None:
    amendment: Any = boundlib.from_dict(data, Amendment)
    (entry,) = entries_after(STORY[-1], [amendment], Instant(STORY[-1].recorded_at))
    said = json.loads(boundlib.dumps(entry))
    assert said["digest"] == digest_of(data)
    assert said["link"] == link_of(said)
    assert said["previous"] == LAST.link


def test_a_link_depends_on_all_that_it_is_taken_over() -> None:
    at, name = Instant(START), STORY[0].digest
    made = {
        link(1, at, name),
        link(2, at, name),
        link(1, Instant(at + 1), name),
        link(1, at, LAST.link),
        link(1, at, name, LAST.link),
    }
    assert len(made) == 5


def test_what_is_recorded_does_not_go_back() -> None:
    early = Instant(STORY[-1].recorded_at - 1)
    with pytest.raises(boundlib.BoundlibError, match="recorded later"):
        entries_after(STORY[-1], [STORY[-1].body], early)


def test_what_could_not_be_read_again_is_refused() -> None:
    """A text from Python is held against the limits of documents only here."""
    deep: Any = "end"
    for _ in range(27):
        deep = {"in": deep}
    first: Any = STORY[0].body
    text = boundlib.from_dict(
        json.loads(boundlib.dumps(first))["result"] | {"extensions": {"urn:example:x": deep}}
    )
    proposal = type(first)(**told("therapist", 1), result=text)
    with pytest.raises(boundlib.UsageError, match="read again"):
        entries_after(None, [proposal], Instant(proposal.at))
    with pytest.raises(boundlib.DocumentError, match="too_deep"):
        boundlib.loads(boundlib.dumps(proposal).join(('{"a":[{"b":', "}]}")), Ledger)


# --- what is done to a ledger -------------------------------------------------------------------


def test_a_sound_ledger_has_no_damage() -> None:
    everyone = [receipt(entry) for entry in STORY]
    assert list(damages(AGREEMENT, STORY, everyone)) == []


def edits(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The body with one thing changed, several ways."""
    made = [body | {"by": "therapist" if body["by"] == "client" else "client"}]
    made.append(body | {"at": "2026-03-01T00:00:00Z"})
    if "result" in body:
        inside = copy.deepcopy(body)
        inside["result"]["clauses"][1]["within"]["amount"] = "PT1H"
        named = copy.deepcopy(body)
        named["result"]["parties"][0]["name"] = "Somebody"
        made += [inside, named]
    return made


@pytest.mark.parametrize("index", range(len(STORY)))
def test_an_edited_entry_is_found(index: int) -> None:
    edited = edits(PLAIN["entries"][index]["body"])
    for body in edited:
        data = copy.deepcopy(PLAIN)
        data["entries"][index]["body"] = body
        assert codes(data) == {"wrong_digest"}
        data["entries"][index]["digest"] = digest_of(body)
        assert codes(data) == {"wrong_link"}
        data["entries"][index]["link"] = link_of(data["entries"][index])
        if index + 1 < len(STORY):
            assert codes(data) == {"wrong_previous"}
        assert "other_history" in codes(forged(data), LAST)
        assert codes(forged(data)) == set()


@pytest.mark.parametrize("index", range(len(STORY)))
def test_an_entry_with_another_time_is_found(index: int) -> None:
    for late in (-1, 1):
        data = copy.deepcopy(PLAIN)
        moved = Instant(STORY[index].recorded_at + late)
        data["entries"][index]["recorded_at"] = str(moved)
        assert codes(data) == {"wrong_link"}


@pytest.mark.parametrize("index", range(len(STORY)))
def test_a_deleted_entry_is_found(index: int) -> None:
    data = copy.deepcopy(PLAIN)
    del data["entries"][index]
    if index < len(STORY) - 1:
        assert codes(data) == {"wrong_number", "wrong_previous"}
    assert "tail_lost" in codes(data, LAST)
    assert codes(forged(data), LAST) == {"tail_lost"}


@pytest.mark.parametrize("kept", range(len(STORY)))
def test_a_lost_tail_is_found_with_a_receipt_only(kept: int) -> None:
    """A chain alone is sound however much is taken from its end (spec/renegotiation 43)."""
    assert list(damages(AGREEMENT, STORY[:kept])) == []
    for entry in STORY:
        found = list(damages(AGREEMENT, STORY[:kept], [receipt(entry)]))
        lost = Damage(LedgerFault.TAIL_LOST, entry.number)
        assert found == ([lost] if entry.number > kept else [])


@pytest.mark.parametrize("one", range(len(STORY)))
def test_swapped_and_repeated_entries_are_found(one: int) -> None:
    for other in {0, one - 1} - {-1, one}:
        data = copy.deepcopy(PLAIN)
        held = data["entries"]
        held[one], held[other] = held[other], held[one]
        assert {"wrong_number", "wrong_previous"} <= codes(data)
        held[one]["number"], held[other]["number"] = one + 1, other + 1
        assert {"wrong_previous", "wrong_link"} <= codes(data)
        data = copy.deepcopy(PLAIN)
        held = data["entries"]
        held[one]["body"], held[other]["body"] = held[other]["body"], held[one]["body"]
        assert codes(data) == {"wrong_digest"}
        assert "other_history" in codes(forged(data), LAST)
    data = copy.deepcopy(PLAIN)
    data["entries"].insert(one, data["entries"][one])
    assert "wrong_number" in codes(data)


def test_a_time_that_goes_back_is_found_even_where_every_link_fits() -> None:
    data = copy.deepcopy(PLAIN)
    data["entries"][3]["recorded_at"] = "2026-03-01T00:00:00Z"
    assert codes(forged(data)) == {"time_goes_back"}


def test_an_entry_of_another_agreement_is_found_even_where_every_link_fits() -> None:
    data = copy.deepcopy(PLAIN)
    data["entries"][-1]["body"]["agreement"] = "urn:example:another"
    assert codes(forged(data)) == {"other_agreement"}
    other = Receipt(agreement="urn:example:another", number=1, link=STORY[0].link)
    assert codes(PLAIN, other) == {"other_agreement"}


def test_damage_is_told_by_its_number_and_without_words() -> None:
    data = copy.deepcopy(PLAIN)
    data["entries"][5]["body"]["words"] = "Something else."
    (damage,) = damages(AGREEMENT, read(data))
    assert damage == Damage(LedgerFault.WRONG_DIGEST, 6)
    assert str(BrokenLedger((damage,))) == (
        "entry 6: the ledger is not as it was written: wrong_digest. "
        "Take a copy that verifies with everybody's receipts."
    )


def test_erasing_changes_no_digest_and_no_link() -> None:
    """spec/renegotiation 44."""
    body: Any = STORY[5].body
    erased = boundlib.erase(body, "words")
    assert digest_of(json.loads(boundlib.dumps(erased))) == STORY[5].digest
    assert isinstance(STORY[-1].body, ReviewRequest)
