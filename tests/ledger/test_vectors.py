"""Every vector of schemas/vectors/ledger: what is found in it, and its links by plain hashing."""

import json
from pathlib import Path

import pytest

import boundlib
from boundlib.ledger import verify
from boundlib.model.ledger import Ledger, LedgerEntry, Receipt
from boundlib.vocab import LedgerFault
from tests.examples.places import LEDGERS, plain
from tests.ledger.reckoned import digest_of, link_of

PATHS = sorted(LEDGERS.glob("*.json"))
each_vector = pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in PATHS])


@each_vector
def test_what_is_found_is_what_the_vector_says(path: Path) -> None:
    vector = plain(path)
    assert set(vector) - {"receipts"} == {"name", "spec", "ledger", "found"}
    assert vector["name"] == path.stem
    ledger = vector["ledger"]
    # One by one: a document with a gap is refused as a whole.
    entries = [boundlib.from_dict(entry, LedgerEntry) for entry in ledger["entries"]]
    receipts = [boundlib.from_dict(each, Receipt) for each in vector.get("receipts", ())]
    found = verify(ledger["agreement"], entries, receipts)
    said = [{"number": damage.number, "code": str(damage.code)} for damage in found]
    assert said == vector["found"]


@each_vector
def test_digests_and_links_are_as_they_are_found(path: Path) -> None:
    vector = plain(path)
    codes = {(each["number"], each["code"]) for each in vector["found"]}
    for entry in vector["ledger"]["entries"]:
        number = entry["number"]
        assert (entry["digest"] != digest_of(entry["body"])) == ((number, "wrong_digest") in codes)
        assert (entry["link"] != link_of(entry)) == ((number, "wrong_link") in codes)


def test_a_document_reads_exactly_if_its_numbers_and_agreement_fit() -> None:
    broken = {LedgerFault.WRONG_NUMBER, LedgerFault.OTHER_AGREEMENT}
    for path in PATHS:
        vector = plain(path)
        of_entries = {e["code"] for e in vector["found"] if e["number"] > 1}
        reads = boundlib.check(json.dumps(vector["ledger"]), Ledger).ok
        assert reads == (not broken & of_entries), path.stem


def test_everything_that_can_be_found_is_shown() -> None:
    shown = {each["code"] for path in PATHS for each in plain(path)["found"]}
    assert shown == set(LedgerFault) - {LedgerFault.UNREADABLE}
