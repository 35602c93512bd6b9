"""Which recorded acts the entries of a tally name (spec/decisions 72)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from boundlib.decide.amounts import NEVER, Truth, both
from boundlib.decide.asking import Asking
from boundlib.decide.counting import Hit
from boundlib.decide.evidence import Seen
from boundlib.decide.judging import judged
from boundlib.decide.sides import told_for
from boundlib.decide.subjects import Subject
from boundlib.model import algebra as a
from boundlib.model.unheard import unheard
from boundlib.model.work import Recurring
from boundlib.times.windows import leaves_at
from boundlib.vocab import FactKind, Role, Tried


def hits_of(
    ask: Asking,
    entries: Sequence[a.Entry],
    where: Any,
    clause: Any,
    since: int | None = None,
) -> list[Hit]:
    """What these entries name, in order, as far as it may lie at or after `since`."""
    if fixed(entries, where):
        return list(gathered(ask, entries, clause).until_now(ask, since))
    found: dict[str, Hit] = {}
    for entry in entries:
        for seen in ask.view.of(entry.fact, since=since):
            before = found.get(seen.fact.id)
            if before is not None and before.sure:
                continue
            truth = counts(ask, entry, where, seen, clause)
            if truth is not False:
                found[seen.fact.id] = Hit(seen, truth is True and ask.view.certain(seen))
                ask.view.use(seen)
    return sorted(found.values(), key=_order)


def _order(hit: Hit) -> tuple[int, int, str]:
    return hit.seen.low, hit.seen.high, hit.seen.fact.id


def fixed(entries: Iterable[a.Entry], where: Any) -> bool:
    """Whether what counts hangs on nothing but the acts themselves, whenever it is asked."""
    return where is None and all(entry.judged_by is None for entry in entries)


class Gathered:
    """All acts of a record that some entries name, read once for every instant asked about."""

    def __init__(self, entries: Sequence[a.Entry], found: list[Hit]) -> None:
        self.entries = entries
        self.hits = sorted(found, key=_order)
        self.lows = [hit.seen.low for hit in self.hits]
        self.ids = [hit.seen.fact.id for hit in self.hits]
        self.widest = max((hit.seen.high - hit.seen.low for hit in self.hits), default=0)
        """How far the two ends of one of them lie apart at most; 0: all are exact."""
        self._leaving: dict[Any, list[int]] = {}

    def until_now(self, ask: Asking, since: int | None = None) -> list[Hit]:
        """Those that may lie at or before now, and at or after `since`."""
        begin, end = self.stretch(ask, since)
        found = self.hits[begin:end]
        if not self.widest:
            ask.view.use_all(self.ids[begin:end])
            return found
        out = []
        for hit in found:
            if since is not None and hit.seen.high < since:
                continue
            later = hit.sure and not ask.view.certain(hit.seen)
            out.append(Hit(hit.seen, sure=False) if later else hit)
        ask.view.use_all([hit.seen.fact.id for hit in out])
        return out

    def stretch(self, ask: Asking, since: int | None = None) -> tuple[int, int]:
        """Between which indexes they lie."""
        for kind in dict.fromkeys(entry.fact for entry in self.entries):
            ask.view.watch(kind)
        begin = 0 if since is None else bisect_left(self.lows, since - self.widest)
        return begin, bisect_right(self.lows, ask.at)

    def leaving(self, ask: Asking, length: Any) -> list[int]:
        """When each of them leaves a rolling window of this length."""
        found = self._leaving.get(length)
        if found is None:
            ends = (leaves_at(ask.frame.zone, low, length) for low in self.lows)
            found = self._leaving[length] = [NEVER if end is None else end for end in ends]
        return found


def gathered(ask: Asking, entries: Sequence[a.Entry], clause: Any) -> Gathered:
    """The acts that entries name; only for such as are `fixed`."""
    clients = ask.frame.holders(Role.CLIENT)
    whose = _whose(ask, clause, clients) if len(clients) > 1 else None
    kept = ask.view.kept
    key = (id(entries), clause.id, whose)
    # Its own entries are kept with it, so that no other list can have their identity.
    if key not in kept:
        found: dict[str, Hit] = {}
        for entry in entries:
            for seen in ask.view.all(entry.fact):
                before = found.get(seen.fact.id)
                if before is None or not before.sure:
                    truth = counts(ask, entry, None, seen, clause)
                    if truth is not False:
                        found[seen.fact.id] = Hit(seen, truth is True)
        kept[key] = Gathered(entries, list(found.values()))
    out: Gathered = kept[key]
    return out


def counts(ask: Asking, entry: a.Entry, where: Any, seen: Seen, clause: Any) -> Truth:
    """Whether one recorded act is what an entry names, and holds to `where`."""
    fact = seen.fact
    if getattr(fact, "crisis", None) or unheard(fact.kind, clause):
        return False
    name = getattr(fact, "name", None) or getattr(fact, "quantity", None)
    if entry.named is not None and name != entry.named:
        return False
    if getattr(fact, "how", None) in (Tried.NOT_YET, Tried.CHOSE_NOT_TO):
        return False  # it says that nothing was done, and is counted against nobody
    truth = _names(ask, entry, fact, clause)
    if truth is False:
        return False
    if entry.by is not None:
        doers = fact.by, *getattr(fact, "with_", ())
        if ask.frame.everybody(d for d in doers if d).isdisjoint(ask.frame.holders(entry.by)):
            if fact.by is not None:
                return False
            truth = None
    elif _is_own(clause, fact):
        truth = both([truth, told_for(ask, fact, clause)])
        if truth is False:
            return False
    if truth is True and _maybe_anothers(ask, entry, fact, clause):
        truth = None
    if entry.judged_by is None and where is None:
        return truth
    about = subject_of(fact)
    if entry.judged_by is not None and entry.as_ is not None:
        judgement = judged(ask, entry.judged_by, entry.as_, about)
        if judgement is False:
            return False
        truth = truth if judgement is True else None
    if where is None:
        return truth
    held: Truth = ask.frame.truth(ask, where, clause=clause, subject=about)
    return held if held is not True else truth


def _names(ask: Asking, entry: a.Entry, fact: Any, clause: Any) -> Truth:
    """Whether an act is one under the clause that an entry names.

    In a clause about what is done again and again, an entry that names none means that clause,
    as far as such acts are done under a clause at all; in one that has steps, the confirmations of
    its own (spec/work 8, 104).
    """
    if entry.of is not None:
        return names(ask, fact, entry.of)
    own = isinstance(clause, Recurring) and hasattr(fact, "clause")
    if own or (hasattr(clause, "ladder") and hasattr(fact, "step")):
        return names(ask, fact, clause.id)
    return True


def _is_own(clause: Any, fact: Any) -> bool:
    """Whether it is an act that whoever a clause names does (spec/work 2, 99)."""
    if clause.kind == "work.setback":
        return bool(fact.kind == FactKind.SETBACK)
    return isinstance(clause, Recurring) and hasattr(fact, "clause")


def names(ask: Asking, fact: Any, name: str) -> Truth:
    """Whether a fact is one under the clause of that id (spec/work 7).

    One that names none is under the only clause it can be under; of several it is not known.
    """
    step = getattr(fact, "step", None)
    said = getattr(fact, "clause", None) or (step.partition("/")[0] if step else None)
    if said is not None:
        return bool(said == name)
    clause = ask.frame.clauses.get(name)
    if clause is None or not hasattr(fact, "clause"):
        return False
    sort = getattr(clause, "ritual", None)
    rivals = ask.frame.by_kind.get(clause.kind, ())
    alike = [c for c in rivals if getattr(c, "ritual", None) == sort]
    return None if len(alike) > 1 else True


_PERSONAL = frozenset({"contact.allowance", "contact.cool_off"})
"""The limits that each of several clients has of their own."""


def _maybe_anothers(ask: Asking, entry: a.Entry, fact: Any, clause: Any) -> bool:
    """Whether an act may be that of another client than the one whose limit is looked at.

    Sessions are everybody's, and an entry that names one client means that one.
    """
    clients = ask.frame.holders(Role.CLIENT)
    if len(clients) < 2 or clause.kind not in _PERSONAL or hasattr(fact, "session"):
        return False
    named = clients if entry.by is None else clients & ask.frame.holders(entry.by)
    if len(named) < 2:
        return False
    doers = None if fact.by is None else ask.frame.holders(fact.by)
    if doers is not None and doers.isdisjoint(clients):
        return False
    return doers is None or doers != _whose(ask, clause, clients)


def _whose(ask: Asking, clause: Any, clients: frozenset[str]) -> frozenset[str]:
    """The one client whose limit is looked at; several, where nobody says which."""
    bound = [ask.frame.holders(who) for who in clause.by]
    asked = [getattr(ask.question, name, None) for name in ("by", "to")]
    named = [frozenset().union(*bound), *(ask.frame.holders(who) for who in asked if who)]
    return next((who for held in named if len(who := held & clients) == 1), clients)


def subject_of(fact: Any) -> Subject:
    """What a condition may ask of a recorded act."""
    minutes = getattr(fact, "minutes", None)
    return Subject(
        medium=getattr(fact, "medium", None),
        session=getattr(fact, "session", None),
        quantities={} if minutes is None else {"minutes": minutes},
        event=fact,
    )
