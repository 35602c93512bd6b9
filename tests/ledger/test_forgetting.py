"""What was erased stays erased, whoever still has it (spec/renegotiation 44)."""

from typing import Any

import boundlib
from boundlib import amend
from boundlib.ledger import Book, Home
from boundlib.model.amendment import Proposal
from tests.amend.making import CLIENT, EMAIL, GP, ID, LETTER, THERAPIST, day, text
from tests.ledger.making import NAME, salt

PATH = "parties/client/name"
SALTS = {PATH: salt("client")}


def named(*clauses: Any, name: str = NAME, salts: Any = SALTS, **more: Any) -> Any:
    person: dict[str, Any] = {**CLIENT, "name": name}
    return text(*clauses, parties=[person, THERAPIST, GP], salts=salts, **more)


def begun(home: Home) -> Book:
    """One version, in which the client has a name."""
    book = Book(home, ID)
    offer = propose(book, named(EMAIL), 1)
    yes = amend.assent(book.history(), boundlib.digest(offer), by="client", at=day(1), id="yes")
    book.append(yes, recorded_at=day(1))
    ways: dict[str, Any] = {"by": "client", "at": day(1), "id": "adopted"}
    book.append(amend.adopt(book.history(), boundlib.digest(offer), **ways), recorded_at=day(1))
    return book


def propose(book: Book, result: Any, number: int, **more: Any) -> Proposal:
    made = amend.propose(
        book.history(), result, by="therapist", at=day(number), id=f"offer{number}", **more
    )
    book.append(made, recorded_at=day(number))
    return made


def test_another_book_does_not_write_down_what_was_erased(home: Home) -> None:
    first = begun(home)
    other = Book(home, ID)
    other.history()
    kept = first.head()
    assert kept is not None
    first.erase(PATH)
    made = propose(other, named(EMAIL, LETTER), 5)
    assert NAME in boundlib.dumps(made)  # whoever made it had not heard of it
    for book in (first, other, Book(home, ID)):
        assert NAME not in "".join(book.to_lines())
        assert book.verify([kept]) == ()
        # Its digest is the one that its author knows, so that it can be answered.
        assert book.history().lines[-1].digest == boundlib.digest(made)
        assert book.history().state_at(boundlib.digest(made), day(6)) == "open"


def test_what_was_made_before_the_erasure_and_comes_after_it(home: Home) -> None:
    """As by a form that was open meanwhile."""
    book = begun(home)
    made = amend.propose(book.history(), named(EMAIL, LETTER), by="client", at=day(5), id="late")
    book.erase(PATH)
    book.append(made, recorded_at=day(5))
    assert NAME not in "".join(book.to_lines())
    assert book.verify() == ()


def test_before_anything_was_adopted(home: Home) -> None:
    book = Book(home, ID)
    first = propose(book, named(EMAIL), 1)
    other = Book(home, ID)
    assert len(other.history().lines) == 1
    book.erase(PATH)
    quicker = amend.counter(
        other.history(),
        boundlib.digest(first),
        named(EMAIL, LETTER),
        by="client",
        at=day(2),
        id="counter",
    )
    other.append(quicker, recorded_at=day(2))
    assert NAME not in "".join(book.to_lines())


def test_a_withdrawal_of_consent_made_meanwhile(home: Home) -> None:
    book = begun(home)
    history = book.history()
    book.erase(PATH)
    taken = amend.withdraw_consent(history, "email", by="client", at=day(5), id="no")
    assert NAME in boundlib.dumps(taken)
    Book(home, ID).append(taken, recorded_at=day(5))
    assert NAME not in "".join(book.to_lines())
    assert book.verify() == ()


def test_after_a_withdrawal_of_consent_has_made_the_newest_version(home: Home) -> None:
    first = begun(home)
    taken = amend.withdraw_consent(first.history(), "email", by="client", at=day(3), id="no")
    first.append(taken, recorded_at=day(3))
    other = Book(home, ID)
    other.history()
    first.erase(PATH)
    propose(other, named(EMAIL, LETTER), 5)
    assert NAME not in "".join(first.to_lines())
    assert first.verify() == ()


def test_another_name_or_another_salt_is_another_value(home: Home) -> None:
    book = begun(home)
    book.erase(PATH)
    propose(book, named(EMAIL, LETTER, name="Alex"), 5)
    propose(book, named(EMAIL, LETTER, salts={PATH: salt("other")}), 6)
    lines = list(book.to_lines())
    assert "Alex" in lines[-2]
    assert NAME in lines[-1]
    assert book.verify() == ()
