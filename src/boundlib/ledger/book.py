"""The ledger of one agreement: a home, the rules of renegotiation, and who may be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from boundlib import amend
from boundlib.amend.folding import Folding
from boundlib.declare.values import changed
from boundlib.declare.walk import erasables, is_commitment, sealed
from boundlib.errors import UsageError, expect
from boundlib.ledger.chain import BrokenLedger, Damage, damages, entries_after, misplaced, receipt
from boundlib.ledger.forgetting import as_erased, holds_newest, says_again
from boundlib.ledger.home import HeadMoved, Home
from boundlib.ledger.lines import from_lines, to_lines
from boundlib.model.amendment import Amendment, TemporaryException
from boundlib.model.ledger import Ledger, LedgerEntry, Receipt
from boundlib.times.scalars import Instant
from boundlib.vocab import LedgerFault
from boundlib.wire.digest import erase


class Book:
    """The ledger of one agreement, and its history.

    It reads from its home what others appended since. It belongs to one thread, as a home does.
    """

    def __init__(self, home: Home, agreement: str) -> None:
        """Open the ledger of an agreement; an agreement without entries has an empty one.

        Args:
            home: where it is kept.
            agreement: the id of the agreement.
        """
        expect(agreement, str, "agreement", "Pass the id of the agreement.")
        self._home = home
        self._agreement = agreement
        self._forget()

    def _forget(self) -> None:
        self._last: LedgerEntry | None = None
        self._history = amend.begin(self._agreement)

    def __repr__(self) -> str:
        return f"<Book of {self._agreement}>"

    @property
    def agreement(self) -> str:
        """The id of the agreement."""
        return self._agreement

    # --- reading --------------------------------------------------------------------------------

    def head(self) -> Receipt | None:
        """The receipt of the last entry, for a party to keep; None where there is none.

        Raises:
            BrokenLedger: what is kept is not what was written.
        """
        self._catch_up()
        return receipt(self._last) if self._last else None

    def history(self, known: Instant | None = None) -> amend.History:
        """The history, as it is or as it was known at an instant (spec/renegotiation 36).

        The links are held against each other. Whether each amendment still is the one that its
        digest names is what `verify` asks.

        Args:
            known: with what was recorded by then; absent: with everything.

        Raises:
            BrokenLedger: what is kept is not what was written.
        """
        self._catch_up()
        return self._history if known is None else self._history.known(known)

    def entries(self, after: int = 0) -> Iterator[LedgerEntry]:
        """The entries behind number `after`, in their order. Raises as `Home.read`."""
        return self._home.read(self._agreement, after)

    def verify(self, receipts: Sequence[Receipt] = ()) -> tuple[Damage, ...]:
        """Everything that is wrong with the ledger; empty: nothing is.

        Every digest and link is worked out again; where they all fit, every amendment is held
        against what stands before it.

        Args:
            receipts: what the parties kept. Without one, a lost tail cannot be seen, nor a chain
                that somebody made anew.
        """
        return verify(self._agreement, self.entries(), receipts)

    # --- writing --------------------------------------------------------------------------------

    def append(
        self,
        *amendments: Amendment,
        recorded_at: Instant,
        expected: Receipt | None = None,
        trusted: bool = False,
    ) -> Receipt:
        """Append amendments, all or none (spec/renegotiation 41, 42).

        Args:
            amendments: in their order.
            recorded_at: when they are recorded: now.
            expected: the head that the caller knows; absent: they go behind whatever is there.
            trusted: whether they were checked before, and are appended as they are.

        Returns:
            The receipt of the last of them, for the parties to keep.

        Raises:
            NotAllowed: one is not allowed by what stands before it.
            HeadMoved: the head is not the expected one.
            UsageError: the clock went back, or one is too large to be read again.
            BoundlibError: what the home raises. In each case nothing was written.
        """
        if not amendments:
            raise UsageError("there is nothing to append.", next_step="Pass an amendment.")
        if expected is not None:
            expect(expected, Receipt, "expected", "Pass a receipt, as head gives it.")
        while True:
            head = self.head()
            if expected is not None and expected != head:
                raise HeadMoved(head)
            if any(map(says_again, amendments)) and self._is_stale():
                self._forget()
                continue
            last, history, entries = self._last, self._history, []
            for amendment in (as_erased(each, history) for each in amendments):
                refusals = () if trusted else amend.refusals(history, amendment, recorded_at)
                if refusals:
                    raise amend.NotAllowed(refusals)
                (last,) = entries_after(last, [amendment], recorded_at)
                history = _with(history, [last])
                entries.append(last)
            try:
                self._home.append(self._agreement, entries, head)
            except HeadMoved:
                # Somebody else was first: what they appended may not allow it any more.
                continue
            self._last, self._history = last, history
            return receipt(entries[-1])

    def erase(self, path: str, of: str | None = None) -> tuple[int, ...]:
        """Erase a name or free words; every digest and link stays (spec/renegotiation 44).

        Another book that has read them keeps them in memory until it is made anew. A proposal that
        still says them, under the salt they had, is appended with them erased.

        Args:
            path: where it stands, as in `salts`: `parties/client/name` in every text of the
                agreement that a proposal or a successor holds, and for `clauses/…` in every other
                wording that an exception gives; `words` in an amendment itself.
            of: the id of the one amendment to look in; absent: in all of them.

        Returns:
            The numbers of the entries in which it was erased; empty: it was erased before.

        Raises:
            UsageError: it stands nowhere, or somewhere without a salt; nothing was erased.
            HomeError: it is not certain that nothing is left of it; erase it again.
        """
        erased, bare, there = [], [], False
        values, elsewhere = set[Any](), list[tuple[int, Any]]()
        for entry in self.entries():
            body, named = entry.body, of is None or entry.body.id == of
            for whole, salted, value in _standing(entry.body, path):
                there = there or named
                if not named and whole and not salted and whole != path:
                    elsewhere.append((entry.number, value))
                elif named and whole and salted:
                    body = erase(body, whole)
                    values.add(value)
                elif named and whole:
                    bare.append(entry.number)
            if body is not entry.body:
                erased.append(changed(entry, body=body))
        # Were one text's erased, nobody could tell any more that another's is the same.
        bare += [number for number, value in elsewhere if value in values]
        if bare or not there:
            where = f"entries {', '.join(map(str, bare))}" if bare else "path"
            what = "it has no salt" if bare else "no erasable value stands there"
            step = "Only what had a salt from the start can be erased" if bare else "See the path"
            raise UsageError(f"{what}; nothing was erased.", where=where, next_step=f"{step}.")
        self._forget()
        self._home.replace(self._agreement, erased)
        return tuple(entry.number for entry in erased)

    # --- out and in -----------------------------------------------------------------------------

    def to_document(self) -> Ledger:
        """The whole ledger as a document."""
        return Ledger(agreement=self._agreement, entries=tuple(self.entries()))

    def to_lines(self) -> Iterator[str]:
        """The whole ledger as JSON Lines, line by line."""
        return to_lines(self._agreement, self.entries())

    @classmethod
    def from_document(cls, home: Home, ledger: Ledger, receipts: Sequence[Receipt] = ()) -> Book:
        """Take a ledger into a home that has none of this agreement, once it verifies.

        Args:
            home: where it is to be kept.
            ledger: the document, as `loads` reads it.
            receipts: what the parties kept.

        Raises:
            BrokenLedger: something is wrong with it; all of it is in `damages`.
            HeadMoved: the home has a ledger of this agreement.
        """
        expect(ledger, Ledger, "ledger", "Pass a Ledger, as loads gives it.")
        wrong = verify(ledger.agreement, ledger.entries, receipts)
        if wrong:
            raise BrokenLedger(wrong)
        home.append(ledger.agreement, ledger.entries, None)
        return cls(home, ledger.agreement)

    @classmethod
    def from_lines(cls, home: Home, source: str | bytes, receipts: Sequence[Receipt] = ()) -> Book:
        """The same from JSON Lines. Raises DocumentError, too, for a line that does not read."""
        return cls.from_document(home, from_lines(source), receipts)

    # --- inside ---------------------------------------------------------------------------------

    def _is_stale(self) -> bool:
        """Whether another book erased something in the text that the next one builds on."""
        line = holds_newest(self._history)
        if line is None:
            return False
        return next(self.entries(line.number - 1)).body != line.amendment

    def _catch_up(self) -> None:
        """Read what others appended since."""
        last, fresh = self._last, []
        for entry in self.entries(last.number if last else 0):
            wrong = tuple(misplaced(self._agreement, last, entry))
            if wrong:
                raise BrokenLedger(tuple(Damage(code, entry.number) for code in wrong))
            fresh.append(entry)
            last = entry
        if fresh:
            self._last, self._history = last, _with(self._history, fresh)


def _with(history: amend.History, entries: Sequence[LedgerEntry]) -> amend.History:
    """A history with more entries, whose amendments are taken on trust."""
    folding = Folding(history)
    for entry in entries:
        folding.add(entry.body, entry.recorded_at, entry.digest)
    return folding.done()


def verify(
    agreement: str, entries: Iterable[LedgerEntry], receipts: Sequence[Receipt] = ()
) -> tuple[Damage, ...]:
    """Everything that is wrong with a ledger, as `Book.verify` has it; empty: nothing is.

    Args:
        agreement: the id of the agreement whose ledger it is.
        entries: from the first on.
        receipts: what the parties kept.
    """
    read: list[LedgerEntry] = []
    found = tuple(damages(agreement, _noted(entries, read), receipts))
    if found:
        return found
    history = amend.begin(agreement)
    for entry in read:
        if amend.refusals(history, entry.body, entry.recorded_at):
            found += (Damage(LedgerFault.NOT_ALLOWED, entry.number),)
        history = _with(history, [entry])
    return found


def _noted(entries: Iterable[LedgerEntry], read: list[LedgerEntry]) -> Iterator[LedgerEntry]:
    for entry in entries:
        read.append(entry)
        yield entry


def _standing(body: Amendment, path: str) -> Iterator[tuple[str | None, bool, Any]]:
    """Where a value stands in an amendment and in the texts inside: its whole path, salted, value.

    No path stands for a value that was erased before.
    """
    documents: list[tuple[tuple[Any, ...], Any]] = [((), body)]
    documents += [(names, inside) for _, names, inside in sealed(body)]
    for above, document in documents:
        for _, names, value in erasables(document):
            said = "/".join(map(str, names))
            if path in (said, _in_agreement(document, names)):
                whole = "/".join(map(str, (*above, *names)))
                gone = is_commitment(value)
                yield None if gone else whole, said in (document.salts or {}), value


def _in_agreement(document: Any, names: Sequence[Any]) -> str | None:
    """Where a value of an exception's wording stands in the agreement: it is the same clause's."""
    if not isinstance(document, TemporaryException) or names[0] != "instead":
        return None
    return "/".join(map(str, ("clauses", document.instead.id, *names[1:])))
