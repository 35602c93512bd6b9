"""What runs on the record: amounts of time from a consent or an event (spec/analysis 22)."""

from __future__ import annotations

from typing import Any

from boundlib.analyse.looking import Found
from boundlib.decide.asking import Asking
from boundlib.decide.frame import Frame
from boundlib.decide.live import live
from boundlib.decide.subjects import Subject
from boundlib.decide.ways import Key
from boundlib.model.record import Record
from boundlib.model.sharing_questions import SharingMay
from boundlib.times.scalars import Instant


class Running:
    """The grants of an agreement as a record shows them."""

    def __init__(self, frame: Frame, record: Record) -> None:
        self._frame = frame.beside(record)

    def expiring(self, clause: Any, keys: list[Key], at: int, until: int) -> Found | None:
        """Where a grant lets something at `at`, and at `until` nothing; its end is the example."""
        live_now = [key for key in keys if self._ends(clause, key, at)[0]]
        if not live_now or any(self._ends(clause, key, until)[0] for key in keys):
            return None
        key = live_now[0]
        end: int = at
        lives, changes = self._ends(clause, key, end)
        while lives and changes is not None and changes < until:
            end = changes
            lives, changes = self._ends(clause, key, end)
        return Found(key, until if lives else end)

    def _ends(self, clause: Any, key: Key, at: int) -> tuple[bool, int | None]:
        """Whether a grant certainly lets it, and until when that stays for certain."""
        question = SharingMay(
            at=Instant(at), by=key.by, to=key.to, items=(key.item,), purpose=key.purpose
        )
        ask = Asking(self._frame, question, at, {}, Subject())
        ways = (w for w in self._frame.ways.letting(key) if w.clause is clause and not w.missing)
        found = [live(ask, way, key) for way in ways]
        changes = [x.aside.until for x in found if x.aside.until is not None]
        return any(x.truth is True for x in found), min(changes, default=None)
