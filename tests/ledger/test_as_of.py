"""In force at t, as known at k: against going through every act (spec/renegotiation 36)."""

from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

import boundlib
from boundlib import amend
from boundlib.ledger import Book, MemoryHome
from boundlib.model.amendment import Agreed, Amendment
from boundlib.model.facts import MessageSent
from boundlib.testing import renegotiations
from boundlib.times.scalars import Instant
from boundlib.vocab import Capacity
from boundlib.wire.digest import digest
from tests.ledger.making import AGREEMENT, DAY, HOUR, START, text_of


class Told(NamedTuple):
    """What a brute-force reading needs of an amendment."""

    recorded_at: int
    binds: tuple[int, int, int] | None = None
    """Of an adoption: from when it binds, when it was adopted, its number."""
    fact: str | None = None
    replaces: str | None = None


class Story:
    """Acts that follow each other in a book, each recorded some time after it was done."""

    def __init__(self) -> None:
        self.book = Book(MemoryHome(), AGREEMENT)
        self.told: list[Told] = []
        self.now = int(START)
        self.facts: list[str] = []

    def do(self, amendment: Amendment, lag: int, **said: Any) -> None:
        recorded = max(int(amendment.at) + lag, self.now)
        self.book.append(amendment, recorded_at=Instant(recorded))
        self.now = recorded
        self.told.append(Told(recorded, **said))

    def head(self, by: str, at: int) -> dict[str, Any]:
        return {"by": by, "at": Instant(at), "id": f"a{len(self.told)}"}

    def version(self, lag: int, delay: int) -> None:
        """A proposal, the other's assent, an adoption that may bind later."""
        at = self.now
        newest = self.book.history().newest
        number = 1 if newest is None else newest.number + 1
        text = text_of(number, f"PT{number}H")
        proposal = amend.propose(self.book.history(), text, **self.head("client", at))
        self.do(proposal, lag)
        name = digest(proposal)
        at = max(at, self.now - lag)  # the other may answer before the proposal was written down
        answer = amend.assent(self.book.history(), name, **self.head("therapist", at))
        self.do(answer, lag)
        starts = at + delay
        adoption = amend.adopt(
            self.book.history(),
            name,
            in_force_from=Instant(starts),
            **self.head("therapist", at),
        )
        self.do(adoption, lag, binds=(starts, at, number))

    def fact(self, lag: int, delay: int) -> None:
        """Something is written down long after it was so."""
        name = f"f{len(self.told)}"
        self.facts.append(name)
        entered = amend.enter(
            self.book.history(),
            [message(name, self.now - delay, self.now)],
            **self.head("client", self.now),
        )
        self.do(entered, lag, fact=name)

    def correction(self, lag: int, delay: int) -> None:
        """What was written down last is put right, as of when it was."""
        if self.book.history().newest is None or not self.facts:
            return
        old, name = self.facts.pop(), f"f{len(self.told)}"
        self.facts.append(name)
        agreed = Agreed(party="therapist", capacity=Capacity.SELF, at=Instant(self.now))
        correction = amend.correct(
            self.book.history(),
            [message(name, self.now - delay, self.now, replaces=old)],
            agreed=[agreed],
            **self.head("client", self.now),
        )
        self.do(correction, lag, fact=name, replaces=old)


def message(name: str, at: int, recorded_at: int, **more: Any) -> MessageSent:
    said = {"kind": "message_sent", "id": name, "at": str(Instant(at))}
    said["recorded_at"] = str(Instant(recorded_at))
    return boundlib.from_dict(said | {"by": "client", "to": "therapist"} | more, MessageSent)


def in_force(told: list[Told], at: int, known: int) -> int | None:
    """The number of the version that rules: every adoption in turn, the best one kept."""
    best: tuple[int, int, int] | None = None
    for one in told:
        if one.recorded_at <= known and one.binds is not None and one.binds[0] <= at:
            best = one.binds if best is None or one.binds > best else best
    return best[2] if best else None


def facts_known(told: list[Told], known: int) -> set[tuple[str, str | None]]:
    return {(one.fact, one.replaces) for one in told if one.fact and one.recorded_at <= known}


steps = st.lists(
    st.tuples(
        st.sampled_from(["version", "version", "fact", "correction"]),
        st.sampled_from([0, 1, HOUR, 3 * DAY]),
        st.sampled_from([0, 1, 2 * HOUR, DAY, 9 * DAY]),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=settings().max_examples // 3)
@given(steps)
def test_every_instant_as_known_at_every_instant(plan: list[tuple[str, int, int]]) -> None:
    story = Story()
    story.version(0, HOUR)
    for kind, lag, delay in plan:
        getattr(story, kind)(lag, delay)
    told = story.told
    turns = {one.recorded_at for one in told} | {one.binds[0] for one in told if one.binds}
    instants = sorted(turns | {turn - 1 for turn in turns})
    for known in instants:
        history = story.book.history(Instant(known))
        assert len(history.lines) == sum(one.recorded_at <= known for one in told)
        written = {(f.id, f.replaces) for f in history.record().facts if f.id.startswith("f")}
        assert written == facts_known(told, known)
        for at in instants:
            ruling = history.in_force(Instant(at))
            assert (ruling and ruling.number) == in_force(told, at, known)


# --- any history that the rules allow -----------------------------------------------------------


def ruling(lines: tuple[amend.Line, ...], at: int, known: int) -> str | None:
    """The digest of the text that rules, from the lines alone (spec/renegotiation 18, 20, 26)."""
    best: tuple[tuple[int, int], str] | None = None
    texts = {}
    for line in lines:
        if line.recorded_at > known:
            break
        act: Any = line.amendment
        made = []
        if act.kind == "proposal":
            texts[line.digest] = digest(act.result)
        elif act.kind == "adoption":
            made = [((act.in_force_from, act.at), texts[act.proposal])]
        elif act.kind == "consent_withdrawal":
            made = [((s.in_force_from, act.at), digest(s.result)) for s in act.successors]
        for one in made:
            if one[0][0] <= at and (best is None or one[0] >= best[0]):
                best = one
    return best and best[1]


@settings(max_examples=max(4, settings().max_examples // 8))
@given(renegotiations(steps=10))
def test_whatever_the_rules_allow_is_kept_verified_and_read_as_of_any_time(
    story: amend.History,
) -> None:
    book = Book(MemoryHome(), story.agreement)
    kept = [book.append(line.amendment, recorded_at=line.recorded_at) for line in story.lines]
    assert book.verify(kept) == ()
    assert book.history() == story
    taken = Book.from_lines(MemoryHome(), "".join(book.to_lines()), kept)
    assert tuple(taken.entries()) == tuple(book.entries())
    turns = {line.recorded_at for line in story.lines} | {v.in_force_from for v in story.versions}
    for known in turns:
        history = taken.history(Instant(known))
        for at in turns:
            in_force = history.in_force(Instant(at))
            assert (in_force and in_force.digest) == ruling(story.lines, at, known)
