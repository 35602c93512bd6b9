"""What every home of ledgers must do, as tests to inherit: for the makers of homes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from boundlib.declare.frozen import FrozenMap
from boundlib.declare.values import changed
from boundlib.errors import UsageError
from boundlib.ledger.chain import damages, entries_after, receipt
from boundlib.ledger.home import HeadMoved, Home
from boundlib.model.amendment import ReviewRequest
from boundlib.model.ledger import LedgerEntry, Receipt
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity
from boundlib.wire.digest import erase

ONE, OTHER = "urn:example:one", "urn:example:other"
"""The two agreements whose ledgers the checks keep."""

WORDS = "words that will be erased"
"""What one of the amendments says about itself."""


def asked(number: int, agreement: str = ONE) -> ReviewRequest:
    """An amendment of its own for each number; a home does not ask whether it is allowed."""
    return ReviewRequest(
        id=f"review-{number}",
        agreement=agreement,
        by="client",
        capacity=Capacity.SELF,
        at=Instant(1_767_225_600 + number),
        words=f"{WORDS} {number}",
        salts=FrozenMap({"words": f"AAECAwQFBgcICQoLD{number:04}A"}),
    )


def made(last: LedgerEntry | None, how_many: int, agreement: str = ONE) -> tuple[LedgerEntry, ...]:
    """So many entries, the next after `last`."""
    before = last.number if last else 0
    numbers = range(before + 1, before + how_many + 1)
    bodies = [asked(number, agreement) for number in numbers]
    return entries_after(last, bodies, Instant(1_767_300_000 + before))


class HomeChecks:
    """Inherit from it in a class whose name starts with `Test`, and say how your home is made.

    Each check gets a home of its own, which is empty.
    """

    def make(self) -> Home:
        """A home with nothing in it."""
        raise NotImplementedError

    def again(self, home: Home) -> Home:
        """The same home, opened anew as after a restart; itself, if it forgets by design."""
        return home

    def beside(self, home: Home) -> Home:
        """The same home, opened once more as by another process; itself, if nobody else can."""
        return home

    def test_an_empty_home_has_no_head_and_no_entry(self) -> None:
        """It is empty until something is appended."""
        home = self.make()
        assert home.agreements() == ()
        assert home.head(ONE) is None
        assert list(home.read(ONE)) == []

    def test_what_was_appended_is_read_in_its_order(self) -> None:
        """Entries come back as they were given."""
        home = self.make()
        first = made(None, 3)
        home.append(ONE, first, None)
        later = made(first[-1], 2)
        home.append(ONE, later, receipt(first[-1]))
        home = self.again(home)
        assert tuple(home.read(ONE)) == (*first, *later)
        assert tuple(home.read(ONE, after=2)) == (first[2], *later)
        assert list(home.read(ONE, after=5)) == []
        assert home.head(ONE) == receipt(later[-1])

    def test_many_entries_are_read(self) -> None:
        """Nothing ends at some round number."""
        home = self.make()
        entries = made(None, 600)
        home.append(ONE, entries, None)
        assert tuple(home.read(ONE)) == entries

    def test_ledgers_do_not_mix(self) -> None:
        """Each agreement has entries and a head of its own."""
        home = self.make()
        one, other = made(None, 2, ONE), made(None, 1, OTHER)
        home.append(OTHER, other, None)
        home.append(ONE, one, None)
        assert home.agreements() == (ONE, OTHER)
        assert (tuple(home.read(ONE)), tuple(home.read(OTHER))) == (one, other)
        assert (home.head(ONE), home.head(OTHER)) == (receipt(one[-1]), receipt(other[-1]))

    def test_a_head_that_moved_is_told_and_nothing_is_written(self) -> None:
        """Appending holds against what the caller knows (spec/renegotiation 41)."""
        home = self.make()
        first = made(None, 2)
        home.append(ONE, first, None)
        for expected, entries in (
            (None, made(None, 1)),
            (receipt(first[0]), made(first[0], 1)),
            (receipt(made(first[-1], 1)[0]), made(made(first[-1], 1)[0], 1)),
        ):
            told = _told(HeadMoved, _appending(home, entries, expected))
            assert told.head == receipt(first[-1])
        assert tuple(self.again(home).read(ONE)) == first

    def test_two_who_have_it_open_see_what_the_other_did(self) -> None:
        """What one of them knows of the head, or has read, is not taken for what is there."""
        home = self.make()
        other = self.beside(home)
        first = made(None, 3)
        assert (home.head(ONE), other.head(ONE)) == (None, None)
        home.append(ONE, first, None)
        assert (other.head(ONE), other.agreements()) == (receipt(first[-1]), (ONE,))
        assert tuple(other.read(ONE)) == first
        later = made(first[-1], 1)
        other.append(ONE, later, receipt(first[-1]))
        told = _told(HeadMoved, _appending(home, later, receipt(first[-1])))
        assert told.head == receipt(later[-1])
        other.replace(ONE, [_erased(first[1])])
        assert tuple(home.read(ONE)) == (first[0], _erased(first[1]), first[2], *later)

    def test_appending_nothing_still_asks_for_the_head(self) -> None:
        """With no entries it writes nothing, and tells where the head moved."""
        home = self.make()
        home.append(ONE, (), None)
        first = made(None, 1)
        home.append(ONE, first, None)
        home.append(ONE, (), receipt(first[0]))
        _told(HeadMoved, lambda: home.append(ONE, (), None))
        assert tuple(home.read(ONE)) == first

    def test_what_does_not_follow_is_refused_and_nothing_is_written(self) -> None:
        """A gap, a wrong link, another agreement: all or none is kept."""
        home = self.make()
        first = made(None, 1)
        home.append(ONE, first, None)
        next_, later, last = made(first[0], 3)
        broken: list[tuple[LedgerEntry, ...]] = [
            (later,),
            (next_, last),
            (next_, changed(later, previous=first[0].link)),
            (next_, changed(later, link=next_.link)),
            made(None, 2, OTHER)[1:],
        ]
        for entries in broken:
            _told(UsageError, _appending(home, entries, receipt(first[0])))
        _told(UsageError, lambda: home.append(OTHER, made(None, 1, OTHER), receipt(first[0])))
        home = self.again(home)
        assert tuple(home.read(ONE)) == first
        assert home.head(OTHER) is None

    def test_what_is_erased_is_gone_and_the_chain_stays(self) -> None:
        """The erased form takes the place of the entry (spec/renegotiation 44)."""
        home = self.make()
        entries = made(None, 3)
        home.append(ONE, entries, None)
        erased = _erased(entries[1])
        home.replace(ONE, [erased])
        home = self.again(home)
        assert tuple(home.read(ONE)) == (entries[0], erased, entries[2])
        assert list(damages(ONE, home.read(ONE), [receipt(entries[2])])) == []

    def test_nothing_else_takes_the_place_of_an_entry(self) -> None:
        """Replacing is for erasing alone, all or none."""
        home = self.make()
        entries = made(None, 2)
        home.append(ONE, entries, None)
        first, second = entries
        wrong = [
            changed(second, body=asked(3)),
            changed(second, recorded_at=Instant(0)),
            changed(_erased(first), number=2),
            made(second, 1)[0],
            made(None, 1, OTHER)[0],
        ]
        for entry in wrong:
            _told(UsageError, _replacing(home, [_erased(first), entry]))
        assert tuple(self.again(home).read(ONE)) == entries


def _erased(entry: LedgerEntry) -> LedgerEntry:
    return changed(entry, body=erase(entry.body, "words"))


def _appending(
    home: Home, entries: Sequence[LedgerEntry], head: Receipt | None
) -> Callable[[], None]:
    return lambda: home.append(ONE, entries, head)


def _replacing(home: Home, entries: Sequence[LedgerEntry]) -> Callable[[], None]:
    return lambda: home.replace(ONE, entries)


def _told(error: type[Any], call: Callable[[], None]) -> Any:
    """The error that a call must raise."""
    try:
        call()
    except error as told:
        return told
    raise AssertionError(f"it did not raise {error.__name__}")
