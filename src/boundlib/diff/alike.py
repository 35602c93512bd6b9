"""Questions that every clause of two versions reads alike, so that one answer stands for all."""

from __future__ import annotations

from typing import Any

from boundlib.decide.asking import Asking, widened
from boundlib.decide.frame import Frame
from boundlib.decide.may_contact import about, carries, rests
from boundlib.decide.subjects import Subject
from boundlib.diff.grid import BEARING, holds
from boundlib.model.algebra import MediumLeaf
from boundlib.vocab import Medium

_READING = {
    "contact.may": BEARING["contact.may"],
    "contact.reply_due": ("contact.reply_time",),
    "contact.cost": ("contact.fee",),
}
"""By kind of question that names a channel and a purpose: the kinds of clause that read these."""


class Alike:
    """Which question was the first that is answered as this one, whenever it is asked.

    Of its channel and its purpose a question about contact is answered by nothing but how each
    clause reads them: whether it is about them, whether its channel is meant and carries them,
    whether it lets them rest or leaves them out. Where a condition asks for the medium, that too.
    """

    def __init__(self, frames: tuple[Frame, ...]) -> None:
        self._frames = frames
        self._by_medium = [holds(frame.agreement.clauses, _asks_medium) for frame in frames]
        self._read: dict[tuple[str, Any, Any], Any] = {}
        self._first: dict[Any, Any] = {}

    def first(self, question: Any) -> Any:
        """The first question that was asked of those answered as this one; often itself."""
        if question.kind not in _READING:
            return question
        asked = (question.kind, question.channel, question.purpose)
        read = self._read.get(asked)
        if read is None:
            read = self._read[asked] = tuple(
                self._reading(index, question) for index in range(len(self._frames))
            )
        named = [getattr(question, name, None) for name in ("by", "to", "minutes")]
        return self._first.setdefault((question.kind, *named, read), question)

    def _reading(self, index: int, question: Any) -> Any:
        """How one version reads a channel and a purpose; None: it has no such channel."""
        frame = self._frames[index]
        name, purpose = question.channel, question.purpose
        if name not in frame.channels and not frame.is_medium(name):
            return None
        target = frame.target(name)
        ask = Asking(frame, question, int(question.at), {}, Subject())
        return (
            target.medium if self._by_medium[index] else target.medium == Medium.IN_PERSON,
            *(
                _line(ask, clause, target, purpose)
                for kind in _READING[question.kind]
                for clause in frame.by_kind.get(kind, ())
            ),
        )


def _line(ask: Asking, clause: Any, target: Any, purpose: Any) -> tuple[Any, ...]:
    """How one clause reads them."""
    match clause.kind:
        case "contact.channel":
            meant = clause is target.clause
            if target.clause is None:
                meant = target.medium == clause.medium
            return meant, carries(ask, clause, purpose)
        case "contact.cool_off":
            return (rests(ask, clause, purpose),)
        case _:
            left_out = purpose in widened(getattr(clause, "not_for", ()))
            return about(ask, clause, target, purpose), left_out


def _asks_medium(value: Any) -> bool:
    return isinstance(value, MediumLeaf)
