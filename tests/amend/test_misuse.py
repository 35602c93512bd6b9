"""Whatever is passed to the functions of renegotiation, only a `BoundlibError` comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from boundlib import BoundlibError, InvalidValue, UsageError, amend
from boundlib.adapters import analysis
from boundlib.adapters.tables import tables
from boundlib.amend import History
from boundlib.ledger import Book, MemoryHome
from boundlib.vocab import ExceptionReason
from tests.amend.making import EMAIL, ID, LETTER, Story, day, text

STORY = Story()
STORY.adopt(text(EMAIL), 1)
OFFER = STORY.do(amend.propose, text(EMAIL, LETTER), by="therapist", at=day(2))
HISTORY = STORY.history
CHANNEL = text(EMAIL).clauses[0]
REVIEW = amend.request_review(HISTORY, by="client", at=day(3), id="review")
ACT: dict[str, Any] = {"by": "client", "at": day(3), "id": "new"}

CALLS: dict[str, Callable[[Any], Any]] = {
    "in_force": HISTORY.in_force,
    "text_at": HISTORY.text_at,
    "exceptions_at": HISTORY.exceptions_at,
    "older_to_come": HISTORY.older_to_come,
    "paused_at": HISTORY.paused_at,
    "over_at": HISTORY.over_at,
    "known": HISTORY.known,
    "engine": HISTORY.engine,
    "state_at": lambda it: HISTORY.state_at(OFFER, it),
    "decide": HISTORY.decide,
    "missing": HISTORY.missing,
    "begin": amend.begin,
    "offer": HISTORY.offer,
    "fold": lambda it: amend.fold([it]),
    "fold steps": amend.fold,
    "fold what": lambda it: amend.fold([(it, day(3))]),
    "fold what on trust": lambda it: amend.fold([(it, day(3))], trusted=True),
    "fold when": lambda it: amend.fold([(REVIEW, it)]),
    "fold when on trust": lambda it: amend.fold([(REVIEW, it)], trusted=True),
    "fold digest": lambda it: amend.fold([(REVIEW, day(3), it)], trusted=True),
    "fold one": lambda it: amend.fold(cast("Any", [(it,)]), trusted=True),
    "fold of": lambda it: amend.fold([], agreement=it),
    "apply on trust": lambda it: amend.apply(HISTORY, it, recorded_at=day(3), trusted=True),
    "apply to on trust": lambda it: amend.apply(it, REVIEW, recorded_at=day(3), trusted=True),
    "apply at on trust": lambda it: amend.apply(HISTORY, REVIEW, recorded_at=it, trusted=True),
    "apply digest": lambda it: amend.apply(HISTORY, REVIEW, recorded_at=day(3), digest=it),
    "merged": lambda it: amend.merged(HISTORY, it),
    "merged of": lambda it: amend.merged(HISTORY, [it]),
    "merged in": lambda it: amend.merged(it, [OFFER]),
    "merge": lambda it: amend.merge(HISTORY, it, **ACT),
    "merge of": lambda it: amend.merge(HISTORY, [OFFER, it], **ACT),
    "merge in": lambda it: amend.merge(it, [OFFER], **ACT),
    "accept_part in": lambda it: amend.accept_part(it, OFFER, **ACT, clauses=["letter"]),
    "accept_part": lambda it: amend.accept_part(HISTORY, it, **ACT, clauses=["letter"]),
    "accept_part clauses": lambda it: amend.accept_part(HISTORY, OFFER, **ACT, clauses=it),
    "accept_part clause": lambda it: amend.accept_part(HISTORY, OFFER, **ACT, clauses=[it]),
    "accept_part members": lambda it: amend.accept_part(HISTORY, OFFER, **ACT, members=it),
    "propose merges": lambda it: amend.propose(HISTORY, text(LETTER), **ACT, merges=it),
    "assent clauses": lambda it: amend.assent(HISTORY, OFFER, **ACT, clauses=it),
    "review clauses": lambda it: amend.request_review(HISTORY, **ACT, clauses=it),
    "exception agreed": lambda it: amend.make_exception(
        HISTORY, CHANNEL, **ACT, ends=day(9), reason=ExceptionReason.HARD_TIME, agreed=it
    ),
    "enter facts": lambda it: amend.enter(HISTORY, it, **ACT),
    "correct": lambda it: amend.correct(HISTORY, it, agreed=[], **ACT),
    "correct agreed": lambda it: amend.correct(HISTORY, [], agreed=it, **ACT),
    "refusals in": lambda it: amend.refusals(it, REVIEW, day(3)),
    "apply to": lambda it: amend.apply(it, REVIEW, recorded_at=day(3)),
    "apply": lambda it: amend.apply(HISTORY, it, recorded_at=day(3)),
    "apply at": lambda it: amend.apply(HISTORY, REVIEW, recorded_at=it),
    "propose in": lambda it: amend.propose(it, text(LETTER), **ACT),
    "propose": lambda it: amend.propose(HISTORY, it, **ACT),
    "propose at": lambda it: amend.propose(HISTORY, text(LETTER), **(ACT | {"at": it})),
    "counter in": lambda it: amend.counter(it, OFFER, text(LETTER), **ACT),
    "counter": lambda it: amend.counter(HISTORY, it, text(LETTER), **ACT),
    "assent in": lambda it: amend.assent(it, OFFER, **ACT),
    "assent": lambda it: amend.assent(HISTORY, it, **ACT),
    "decline in": lambda it: amend.decline(it, OFFER, **ACT),
    "withdraw_proposal": lambda it: amend.withdraw_proposal(HISTORY, it, **ACT),
    "adopt in": lambda it: amend.adopt(it, OFFER, **ACT),
    "adopt at": lambda it: amend.adopt(HISTORY, OFFER, **(ACT | {"at": it})),
    "adopt from": lambda it: amend.adopt(HISTORY, OFFER, **ACT, in_force_from=it),
    "withdraw in": lambda it: amend.withdraw_consent(it, "letter", **ACT),
    "withdraw": lambda it: amend.withdraw_consent(HISTORY, it, **ACT),
    "withdraw at": lambda it: amend.withdraw_consent(HISTORY, "letter", **(ACT | {"at": it})),
    "exception in": lambda it: amend.make_exception(
        it, CHANNEL, **ACT, ends=day(9), reason=ExceptionReason.HARD_TIME
    ),
    "exception": lambda it: amend.make_exception(
        HISTORY, it, **ACT, ends=day(9), reason=ExceptionReason.HARD_TIME
    ),
    "exception from": lambda it: amend.make_exception(
        HISTORY, CHANNEL, **ACT, begins=it, ends=day(9), reason=ExceptionReason.HARD_TIME
    ),
    "pause": lambda it: amend.pause(it, **ACT),
    "pause by": lambda it: amend.pause(HISTORY, **(ACT | {"by": it})),
    "resume": lambda it: amend.resume(it, **ACT),
    "end": lambda it: amend.end(HISTORY, **ACT, ends_at=it),
    "enter": lambda it: amend.enter(HISTORY, [it], **ACT),
    "tables of": lambda it: tables(it, day(3)),
    "tables": lambda it: tables([it], day(3)),
    "tables at": lambda it: tables([HISTORY], it),
    "book": lambda it: Book(MemoryHome(), it),
    "tables decisions": lambda it: tables([HISTORY], day(3), it),
    "frame": analysis.frame,
    "verify": lambda it: Book(MemoryHome(), ID).verify(it),
    "exception instead": lambda it: amend.make_exception(
        HISTORY, it, **ACT, ends=day(9), reason=ExceptionReason.HARD_TIME
    ),
    "exception why": lambda it: amend.make_exception(
        HISTORY, CHANNEL, **ACT, ends=day(9), reason=it
    ),
    "append": lambda it: Book(MemoryHome(), ID).append(it, recorded_at=day(3)),
    "append at": lambda it: Book(MemoryHome(), ID).append(REVIEW, recorded_at=it),
}
WRONG: list[Any] = [7, 1.5, "2026-01-03T12:00:00Z", b"x", [], {"kind": "pause"}, object(), History]


def outcome(call: Callable[[Any], Any], wrong: Any) -> str:
    """What came of a call; any error but a BoundlibError goes on."""
    try:
        call(wrong)
    except BoundlibError:
        return "refused"
    return "done"


@pytest.mark.parametrize("name", CALLS)
def test_what_is_passed_wrongly_is_told_with_what_belongs_there(name: str) -> None:
    outcomes = {outcome(CALLS[name], wrong) for wrong in WRONG}
    assert "refused" in outcomes


DIGESTS = "Pass a list of the digests of proposals in this history."
PAIRS = "Pass pairs: an amendment, and when it was recorded."


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("merge", [[]], f"proposals: a list where a str belongs. {DIGESTS}"),
        ("merge", [], f"proposals: no proposals. {DIGESTS}"),
        ("merge", OFFER, f"proposals: a str where a list belongs. {DIGESTS}"),
        ("merged in", 7, "history: an int where a History belongs. Pass a History, as"),
        ("fold steps", 7, f"steps: an int where an Iterable belongs. {PAIRS}"),
        ("fold one", REVIEW, f"steps: 1 parts where 2 or 3 belong. {PAIRS}"),
        (
            "exception instead",
            "email",
            "instead: a str where a ClauseHead belongs. Pass the clause",
        ),
        ("assent clauses", "letter", "clauses: a str where a list belongs. Pass a list of the ids"),
    ],
)
def test_the_place_and_the_next_step_are_told(name: str, wrong: Any, said: str) -> None:
    with pytest.raises(UsageError) as found:
        CALLS[name](wrong)
    assert str(found.value).startswith(said)


def test_the_text_of_a_word_is_told_which_word_it_is() -> None:
    with pytest.raises(InvalidValue) as found:
        CALLS["exception why"]("hard_time")
    assert found.value.next_step == "use ExceptionReason.HARD_TIME"
    with pytest.raises(InvalidValue) as found:
        CALLS["exception why"]("because")
    assert "because" not in str(found.value)
    assert found.value.next_step == ""
