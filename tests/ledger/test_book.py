"""A ledger by the rules: what is appended, read back, verified, erased, taken elsewhere."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import boundlib
from boundlib import amend
from boundlib.declare.frozen import FrozenMap
from boundlib.errors import UsageError
from boundlib.ledger import (
    Book,
    BrokenLedger,
    HeadMoved,
    Home,
    MemoryHome,
    SqliteHome,
    entries_after,
    receipt,
)
from boundlib.model.agreement import AnyClause
from boundlib.model.amendment import Adoption, Assent, Proposal, ReviewRequest
from boundlib.model.ledger import Ledger, LedgerEntry, Receipt
from boundlib.times.scalars import Instant
from boundlib.vocab import ExceptionReason
from tests.amend.making import CLIENT, EMAIL, GP, ID, LETTER, THERAPIST, day, text
from tests.amend.test_sentences import PHONE, REPLY
from tests.ledger.making import (
    AGREEMENT,
    DAY,
    NAME,
    START,
    WORDS,
    entries,
    found,
    salt,
    story,
    text_of,
    told,
)
from tests.ledger.reckoned import forged

LATER = Instant(START + 90 * DAY)


def written(home: Home) -> Book:
    """The whole story, appended one by one."""
    book = Book(home, AGREEMENT)
    for amendment in story():
        book.append(amendment, recorded_at=Instant(amendment.at + 60))
    return book


def asked(number: int) -> ReviewRequest:
    return ReviewRequest(**told("client", 20 + number))


# --- appending (spec/renegotiation 41, 42) ------------------------------------------------------


def test_what_was_appended_is_the_chain_and_the_history(home: Home) -> None:
    book = written(home)
    assert tuple(book.entries()) == entries()
    assert book.head() == receipt(entries()[-1])
    assert book.verify([receipt(entry) for entry in entries()]) == ()
    for read in (book, Book(home, AGREEMENT)):
        assert [line.amendment for line in read.history().lines] == list(story())
        assert [line.digest for line in read.history().lines] == [e.digest for e in entries()]


def test_the_version_in_force_at_a_time_as_known_at_a_time(home: Home) -> None:
    """The second version was adopted on 2 March for 1 April."""
    book = written(home)
    before, after = Instant(START + 20 * DAY), Instant(START + 40 * DAY)
    early = Instant(START + 4 * 3600)
    seen = [
        (ruling and ruling.number)
        for known in (Instant(START), early, LATER)
        for at in (START, before, after)
        for ruling in [book.history(known).in_force(Instant(at))]
    ]
    assert seen == [None, None, None, None, 1, 1, None, 1, 2]


def test_what_is_not_allowed_is_not_appended(home: Home) -> None:
    book = written(home)
    head = book.head()
    stale = Proposal(**told("client", 20), result=text_of(2, "PT1H"))
    with pytest.raises(amend.NotAllowed) as refused:
        book.append(asked(1), stale, recorded_at=LATER)
    assert refused.value.refusals
    assert book.head() == head == home.head(AGREEMENT)
    assert [line.amendment for line in book.history().lines] == list(story())
    with pytest.raises(amend.NotAllowed):
        book.append(asked(1), asked(1), recorded_at=LATER)
    with pytest.raises(boundlib.UsageError, match="nothing to append"):
        book.append(recorded_at=LATER)
    assert home.head(AGREEMENT) == head


def test_several_are_appended_together(home: Home) -> None:
    book = written(home)
    kept = book.append(asked(1), asked(2), recorded_at=LATER)
    assert kept == home.head(AGREEMENT)
    assert kept.number == len(story()) + 2
    assert book.verify([kept]) == ()


def test_the_clock_does_not_go_back(home: Home) -> None:
    book = written(home)
    with pytest.raises(boundlib.BoundlibError):
        book.append(asked(1), recorded_at=Instant(START))
    with pytest.raises(boundlib.UsageError, match="recorded later"):
        book.append(asked(1), recorded_at=Instant(START), trusted=True)


def test_an_expected_head_that_moved_is_told(home: Home) -> None:
    book, other = written(home), Book(home, AGREEMENT)
    seen = book.head()
    moved = other.append(asked(1), recorded_at=LATER)
    with pytest.raises(HeadMoved) as error:
        book.append(asked(2), recorded_at=LATER, expected=seen)
    assert error.value.head == moved
    assert home.head(AGREEMENT) == moved
    assert book.append(asked(2), recorded_at=LATER, expected=moved).number == moved.number + 1


class Contended(MemoryHome):
    """Somebody else appends just before the next entry is written."""

    first: LedgerEntry | None = None

    def append(
        self, agreement: str, entries: Sequence[LedgerEntry], expected: Receipt | None
    ) -> None:
        if self.first is not None:
            entry, self.first = self.first, None
            super().append(agreement, [entry], expected)
        super().append(agreement, entries, expected)


def test_what_somebody_appended_meanwhile_is_read_and_held_against() -> None:
    home = Contended()
    book = written(home)
    (home.first,) = entries_after(entries()[-1], [asked(1)], LATER)
    assert book.append(asked(2), recorded_at=LATER).number == len(story()) + 2
    last = [*book.entries()][-1]
    (home.first,) = entries_after(last, [asked(3)], LATER)
    with pytest.raises(amend.NotAllowed):
        book.append(asked(3), recorded_at=LATER)
    last = [*book.entries()][-1]
    (home.first,) = entries_after(last, [asked(4)], LATER)
    with pytest.raises(HeadMoved):
        book.append(asked(5), recorded_at=LATER, expected=receipt(last))
    assert book.verify() == ()


def test_what_is_appended_on_trust_is_found_by_verifying(home: Home) -> None:
    nothing = "A" * 43
    book = written(home)
    assent = Assent(**told("client", 20, proposal=nothing))
    adoption = Adoption(
        **told("client", 21, proposal=nothing), version=3, digest=nothing, in_force_from=LATER
    )
    book.append(assent, adoption, recorded_at=LATER, trusted=True)
    number = len(story())
    assert list(map(str, book.verify())) == [
        f"entry {number + 1}: not_allowed",
        f"entry {number + 2}: not_allowed",
    ]
    assert len(Book(home, AGREEMENT).history().versions) == 2


def test_a_chain_that_does_not_fit_is_not_read(home: Home) -> None:
    class Gap(MemoryHome):
        def read(self, agreement: str, after: int = 0) -> Iterator[LedgerEntry]:
            return iter(entries()[1:])

    book = Book(Gap(), AGREEMENT)
    with pytest.raises(BrokenLedger):
        book.history()
    with pytest.raises(BrokenLedger):
        book.append(asked(1), recorded_at=LATER)
    assert {str(damage.code) for damage in book.verify()} == {"wrong_number", "wrong_previous"}


# --- erasing (spec/renegotiation 44) ------------------------------------------------------------


def test_a_name_is_erased_in_every_version(home: Home) -> None:
    book = written(home)
    kept = [receipt(entry) for entry in entries()]
    assert NAME in "".join(book.to_lines())
    assert book.erase("parties/client/name") == (1, 5, 7)
    assert NAME not in "".join(book.to_lines())
    assert book.verify(kept) == ()
    ruling = book.history().in_force(LATER)
    assert ruling is not None
    assert NAME not in boundlib.dumps(ruling.agreement)
    assert book.erase("parties/client/name") == ()
    assert book.append(asked(1), recorded_at=LATER).number == len(story()) + 1


def test_words_are_erased_in_one_amendment(home: Home) -> None:
    book = written(home)
    with pytest.raises(boundlib.UsageError, match="no erasable value"):
        book.erase("words", of="a1")
    assert book.erase("words", of="a6") == (6,)
    assert WORDS not in "".join(book.to_lines())
    assert book.erase("clauses/portal/text", of="a5") == (5,)
    assert book.verify() == ()


@pytest.mark.parametrize(
    "path", ["parties/client", "clauses/none/text", "", "parties/client/name/x"]
)
def test_what_is_not_there_is_not_erased(path: str) -> None:
    with pytest.raises(boundlib.UsageError, match="nothing was erased"):
        written(MemoryHome()).erase(path)


def test_what_has_no_salt_in_one_place_is_erased_nowhere(home: Home) -> None:
    book = written(home)
    bare = ReviewRequest(**told("client", 20, words="Without a salt."))
    book.append(bare, recorded_at=LATER)
    with pytest.raises(boundlib.UsageError, match="entries 13: it has no salt") as error:
        book.erase("words")
    assert "Without" not in str(error.value)
    assert WORDS in "".join(book.to_lines())
    assert book.erase("words", of="a6") == (6,)


def test_what_a_book_erases_is_in_no_byte_of_the_files(tmp_path: Path) -> None:
    path = tmp_path / "erased.ledger"
    with SqliteHome(path) as home:
        book = written(home)
        assert found(path, NAME)
        book.erase("parties/client/name")
        book.erase("words")
        assert found(path, NAME) + found(path, WORDS) == []
    assert found(path, NAME) + found(path, WORDS) == []


# --- out and in ---------------------------------------------------------------------------------


def test_a_document_and_lines_carry_all_of_it(home: Home) -> None:
    book = written(home)
    kept = [receipt(entry) for entry in entries()]
    document = boundlib.loads(boundlib.dumps(book.to_document()), Ledger)
    text = "".join(book.to_lines())
    for made in (
        Book.from_document(MemoryHome(), document, kept),
        Book.from_lines(MemoryHome(), text, kept),
        Book.from_lines(MemoryHome(), text.encode("utf-8"), kept),
    ):
        assert tuple(made.entries()) == entries()
        assert made.head() == book.head()
        assert made.agreement == AGREEMENT


def test_what_was_erased_stays_erased_elsewhere(home: Home) -> None:
    book = written(home)
    book.erase("parties/client/name")
    taken = Book.from_lines(MemoryHome(), "".join(book.to_lines()), [receipt(entries()[-1])])
    assert tuple(taken.entries()) == tuple(book.entries())


def test_a_ledger_is_not_taken_in_over_another(home: Home) -> None:
    book = written(home)
    with pytest.raises(HeadMoved):
        Book.from_document(home, book.to_document())
    assert tuple(book.entries()) == entries()


def test_what_does_not_verify_is_not_taken_in(home: Home) -> None:
    plain: dict[str, Any] = json.loads(boundlib.dumps(Book.to_document(written(MemoryHome()))))
    last = receipt(entries()[-1])
    swapped = json.loads(json.dumps(plain))
    one, two = swapped["entries"][:2]
    one["body"], two["body"] = two["body"], one["body"]
    edited = json.loads(json.dumps(plain))
    edited["entries"][5]["body"]["words"] = "Nothing of the kind."
    short = plain | {"entries": plain["entries"][:-1]}
    cases: list[tuple[dict[str, Any], set[str]]] = [
        (edited, {"wrong_digest"}),
        (forged(edited), {"other_history"}),
        (short, {"tail_lost"}),
        (forged(swapped), {"other_history"}),
        (forged(swapped), {"not_allowed"}),
    ]
    for data, codes in cases:
        receipts = () if codes == {"not_allowed"} else [last]
        ledger = boundlib.from_dict(data, Ledger)
        with pytest.raises(BrokenLedger) as error:
            Book.from_document(home, ledger, receipts)
        assert {str(damage.code) for damage in error.value.damages} == codes
        assert home.agreements() == ()


def test_what_is_no_receipt_is_told(home: Home) -> None:
    book = written(home)
    mistaken: Any = book.head()  # one where a list belongs
    with pytest.raises(UsageError, match="receipts: a Receipt where a list belongs"):
        book.verify(mistaken)
    wrong: list[Any] = ["a link"]
    with pytest.raises(UsageError, match="receipts: a str where a Receipt belongs"):
        Book.from_document(MemoryHome(), book.to_document(), wrong)
    last = book.history().lines[-1]
    number: Any = 3
    with pytest.raises(UsageError, match="expected: an int where a Receipt belongs"):
        book.append(last.amendment, recorded_at=last.recorded_at, expected=number)


def test_a_book_says_whose_it_is_and_nothing_more() -> None:
    assert repr(written(MemoryHome())) == "<Book of urn:example:portal>"


def test_what_is_erased_in_one_text_stands_in_no_other_without_a_salt(home: Home) -> None:
    """Else nobody could tell afterwards that both say the same, and the ledger would not verify."""
    book = Book(home, ID)
    person: dict[str, Any] = {**CLIENT, "name": NAME}
    people = [person, THERAPIST, GP]
    salted = {"parties/client/name": salt("client")}
    first, second = text(EMAIL, parties=people), text(EMAIL, PHONE, parties=people, salts=salted)
    _adopt(book, first, 1)
    _adopt(book, second, 2, clauses=["phone"])
    for of in (None, "offer2"):
        with pytest.raises(UsageError, match="entries 1: it has no salt; nothing was erased"):
            book.erase("parties/client/name", of)
    assert book.verify() == ()
    other = {**person, "name": "Alex"}
    _adopt(book, text(EMAIL, PHONE, parties=[other, THERAPIST, GP], salts=salted), 3)
    assert book.erase("parties/client/name", "offer3") == (7,)  # it is another name there
    assert book.verify() == ()


@pytest.mark.parametrize("of", [None, "offer1", "offer2"])
def test_a_ledger_verifies_whatever_was_erased_and_each_consent_goes_on(
    home: Home, of: str | None
) -> None:
    """The second text came with salts of its own: what stayed keeps the first one's."""
    book = Book(home, ID)
    people = [{**CLIENT, "name": NAME}, THERAPIST, GP]
    _adopt(book, text(EMAIL, LETTER, parties=people, salts={PATH: salt("one")}), 1)
    second = text(EMAIL, LETTER, PHONE, parties=people, salts={PATH: salt("two")})
    _adopt(book, second, 2, clauses=["phone"])
    before = [fact.id for fact in book.history().record().facts]
    assert book.erase(PATH, of)
    assert book.verify() == ()
    assert [fact.id for fact in book.history().record().facts] == before
    assert sum(fact.kind == "consent_given" for fact in book.history().record().facts) == 2


def test_words_are_erased_in_the_wording_of_an_exception_too(home: Home) -> None:
    """Whatever it says instead, and whether or not it has words, it is read before and after."""
    said = {**REPLY, "text": f"{NAME} hears within two days."}
    sooner = {**said, "within": {"clock": "elapsed", "amount": "PT12H"}}
    other = {**sooner, "text": f"For now {NAME} hears on the same day."}
    book = Book(home, ID)
    _adopt(book, text(EMAIL, said, salts={"clauses/reply/text": salt("one")}), 1)
    bare = {name: value for name, value in sooner.items() if name != "text"}
    for number, instead in enumerate((sooner, other, bare), 2):
        made: Any = boundlib.from_dict(instead, AnyClause)
        how: Any = {"at": day(number), "ends": day(9), "reason": ExceptionReason.HARD_TIME}
        if instead is other:
            how["salts"] = FrozenMap({"instead/text": salt("other")})
        act = amend.make_exception(book.history(), made, by="therapist", id=f"more{number}", **how)
        book.append(act, recorded_at=day(number))
    for of in ("more3", None):
        assert book.erase("clauses/reply/text", of) == ((5,) if of else (1, 4))
        assert book.verify() == ()
        for number in (1, 2, 3, 4):
            read: Any = book.history().text_at(day(number, 13))
            assert str(read.clauses[1].within.amount) == ("PT48H" if number == 1 else "PT12H")
    assert NAME not in "".join(book.to_lines())


PATH = "parties/client/name"


def _adopt(book: Book, result: Any, number: int, clauses: Sequence[str] = ()) -> None:
    """Proposed, assented to and adopted on a day."""
    at: Any = {"at": day(number)}
    made: Any = amend.propose(book.history(), result, by="therapist", id=f"offer{number}", **at)
    book.append(made, recorded_at=day(number))
    offer = book.history().lines[-1].digest
    yes: Any = {"by": "client", "clauses": clauses, "id": f"yes{number}"}
    book.append(amend.assent(book.history(), offer, **yes, **at), recorded_at=day(number))
    done = amend.adopt(book.history(), offer, by="client", id=f"done{number}", **at)
    book.append(done, recorded_at=day(number))
