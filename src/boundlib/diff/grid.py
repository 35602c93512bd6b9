"""The questions that are put to two versions, and what bears on each (spec/renegotiation 55-60).

The universe, where "each" is each that either version has:

- `contact.may`, for each party of the client's side (clients, guardians) with each of the
  therapist's (therapist, practice, cover) and the other way round, by each channel clause and each
  medium that one has or a clause of contact names, for each purpose;
- `contact.reply_due`, by each of these channels for each purpose, where there is a reply time;
- `contact.allowance_left`, of each allowance;
- `contact.cost`, by each of these channels for each purpose, where there is a fee: without a length
  and for the whole minutes at and just beyond each place where a price turns;
- `crisis.route`, for no place, and for each that a route or the jurisdiction names;
- `sharing.may`, each item by itself, between any two parties, for each purpose, where a release or
  another permission comes near it, or several clients share the item; and for an emergency where a
  refusal does.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import product
from typing import Any

import attrs

from boundlib.decide.frame import Frame
from boundlib.decide.ladders import KINDS as LADDERS
from boundlib.decide.owing import EMERGENCY
from boundlib.decide.ways import Key
from boundlib.declare.walk import references
from boundlib.model import quantities as q
from boundlib.model.agreement import Agreement
from boundlib.model.algebra import PhaseLeaf
from boundlib.model.questions import (
    ContactAllowanceLeft,
    ContactCost,
    ContactMay,
    ContactReplyDue,
    CrisisWhereNow,
    Question,
)
from boundlib.model.sharing_questions import SharingMay
from boundlib.model.trees import item_above, purpose_above
from boundlib.times.scalars import Exact, Instant
from boundlib.vocab import Event, Purpose, Role, SharedItem

CLIENTS = (Role.CLIENT, Role.GUARDIAN)
"""The client's side."""

THERAPISTS = (Role.THERAPIST, Role.PRACTICE, Role.COVER)
"""The therapist's side."""

UNITS = 2
"""How many units beyond the free part of a price a length is asked for."""

_OF_A_UNIT = (str(SharedItem.TOLD_ALONE), str(SharedItem.OTHER_MEMBERS))
"""Items of which several clients agree without a release."""


def universe(frames: tuple[Frame, ...], at: Instant, kinds: Container[str]) -> Iterator[Question]:
    """Every question of these kinds, as asked at one instant, in a fixed order."""
    ways = list(product(_channels(frames), Purpose))
    lists: dict[str, Callable[[], Iterable[Question]]] = {
        "contact.may": lambda: (
            ContactMay(at=at, by=by, to=to, channel=channel, purpose=purpose)
            for (by, to), (channel, purpose) in product(_pairs(frames), ways)
        ),
        "contact.reply_due": lambda: (
            ContactReplyDue(at=at, channel=channel, purpose=purpose, sent_at=at)
            for channel, purpose in ways
            if _kind(frames, "contact.reply_time")
        ),
        "contact.allowance_left": lambda: (
            ContactAllowanceLeft(at=at, clause=name)
            for name in sorted({clause.id for clause in _kind(frames, "contact.allowance")})
        ),
        "contact.cost": lambda: (
            ContactCost(at=at, channel=channel, purpose=purpose, minutes=minutes)
            for (channel, purpose), minutes in product(ways, _minutes(frames))
        ),
        "crisis.route": lambda: (CrisisWhereNow(at=at, place=place) for place in _places(frames)),
        "sharing.may": lambda: (
            SharingMay(at=at, by=key.by, to=key.to, items=(key.item,), purpose=key.purpose)
            for key in _tellings(frames)
        ),
    }
    for kind, questions in lists.items():
        if kind in kinds:
            yield from questions()


def _kind(frames: Iterable[Frame], kind: str) -> list[Any]:
    return [clause for frame in frames for clause in frame.by_kind.get(kind, ())]


# --- contact --------------------------------------------------------------------------------------


def _pairs(frames: Iterable[Frame]) -> list[tuple[str, str]]:
    """Each of the client's side with each of the therapist's, both ways round."""
    parties = {p.id: p for frame in frames for p in reversed(frame.agreement.parties)}.values()
    sides = [
        sorted(p.id for p in parties if any(role in p.roles for role in roles))
        for roles in (CLIENTS, THERAPISTS)
    ]
    there = [(one, other) for one, other in product(*sides) if one != other]
    return list(dict.fromkeys([*there, *((other, one) for one, other in there)]))


def _channels(frames: Iterable[Frame]) -> list[str]:
    """Every channel clause, and every medium that one has or that a clause names."""
    found: set[str] = set()
    for frame in frames:
        for clause in frame.channels.values():
            found |= {clause.id, str(clause.medium), *(step.to for step in clause.redirects)}
        for kind, clauses in frame.by_kind.items():
            if kind.startswith("contact."):
                found |= {name for c in clauses for name in getattr(c, "channels", ())}
    return sorted(found)


def _minutes(frames: Iterable[Frame]) -> list[int | None]:
    """No length, and those of the fees; none at all where there is no fee."""
    fees = _kind(frames, "contact.fee")
    lengths = sorted({minutes for fee in fees for minutes in _lengths(fee.price)})
    return [None, *lengths] if fees else []


def _lengths(price: Any) -> set[int]:
    """The whole minutes at and just beyond each place where a price turns."""
    minutes = {turn // 60 + more for turn in _turns(price, 0) for more in (0, 1)}
    return minutes - {0}


def _turns(price: Any, begins: int) -> Iterator[int]:
    """Where a price turns that counts from `begins`, in seconds."""
    yield begins
    match price:
        case q.Rate():
            per = int(price.per) if isinstance(price.per, Exact) else 0
            for free, units in product((0, *_seconds(price.free)), range(UNITS + 1)):
                yield begins + free + units * per
        case q.Segments():
            for part in price.parts:
                yield from _turns(part.price, begins)
                begins = begins if part.up_to is None else int(part.up_to)
                yield begins


def _seconds(amount: Any) -> list[int]:
    """The ends of an amount of time, whatever its form."""
    if isinstance(amount, Exact):
        return [int(amount)]
    named = ("min", "max", "about", "at_least", "at_most")
    found = (getattr(amount, name, None) for name in named)
    return [int(end) for end in found if end is not None]


def _places(frames: Iterable[Frame]) -> list[Any]:
    """No place, those of the routes, and those whose law applies."""
    places = [frame.agreement.jurisdiction for frame in frames]
    places += [route.place for route in _kind(frames, "crisis.route")]
    return [None, *sorted({p for p in places if p is not None}, key=_place_name)]


def _place_name(place: Any) -> tuple[str, str]:
    return place.country, place.region or ""


# --- sharing --------------------------------------------------------------------------------------


def _tellings(frames: tuple[Frame, ...]) -> Iterator[Key]:
    """What a clause of either version may let or refuse, item by item (spec/renegotiation 56)."""
    kinds = [clauses for f in frames for k, clauses in f.by_kind.items() if k[:8] == "sharing."]
    if not kinds:
        return
    people = _people(frames, [clause for clauses in kinds for clause in clauses])
    paths = dict.fromkeys([*map(str, SharedItem), *(p for f in frames for p in f.ways.mentioned())])
    purposes = tuple(dict.fromkeys(p for f in frames for p in f.ways.purposes()))
    for by, to, item in product(people, people, sorted(paths)):
        if by == to:
            continue
        # Whether a permission comes near does not turn on what for.
        near = any(_is_near(frame, Key(by, to, item, purposes[0])) for frame in frames)
        for purpose in purposes:
            key = Key(by, to, item, purpose)
            if near or (
                # Where nothing permits it, only in an emergency is a refusal another answer.
                EMERGENCY in purpose_above(purpose)
                and any(frame.ways.refusing(key) for frame in frames)
            ):
                yield key


def _people(frames: Iterable[Frame], clauses: Iterable[Any]) -> list[str]:
    """Every party, and every role that a clause of sharing names and nobody holds."""
    found = {str(p.id) for frame in frames for p in frame.agreement.parties}
    named = {
        str(who)
        for clause in clauses
        for field in ("by", "to", "onward")
        for who in getattr(clause, field, None) or ()
    }
    return sorted(found | {str(who) for f in frames for n in named for who in f.holders(n)})


def _is_near(frame: Frame, key: Key) -> bool:
    several = frame.by_kind.get("sharing.unit_of_care", ())
    shared = bool(several) and not set(_OF_A_UNIT).isdisjoint(item_above(key.item))
    return shared or bool(frame.ways.letting(key))


# --- what bears on a question ---------------------------------------------------------------------

BEARING: dict[str, tuple[str, ...]] = {
    "contact.may": (
        "contact.channel",
        "contact.window",
        "contact.allowance",
        "contact.precondition",
        "contact.cool_off",
    ),
    "contact.reply_due": ("contact.reply_time", "contact.channel", "contact.cover"),
    "contact.allowance_left": ("contact.allowance", "contact.channel"),
    "contact.cost": ("contact.fee", "contact.channel"),
    "crisis.route": ("crisis.", "contact."),
    "sharing.may": ("sharing.", "governance.", "pace."),
}
"""By kind of question: the beginnings of the kinds of clause that bear on it by themselves.

What these refer to bears on it too, and so does everything outside the clauses and hours.
"""

_NO_ANSWER = frozenset(
    {
        "version",
        "title",
        "language",
        "salts",
        "extensions",
        "schema_uri",
        "clauses",
        "timetables",
    }
)
"""Members of an agreement that no answer rests on; clauses and hours are looked at one by one."""


def touched(old: Agreement, new: Agreement) -> frozenset[str]:
    """The kinds of question that what was changed bears on."""
    kinds = _touched_kinds(old, new)
    if kinds is None:
        return frozenset(BEARING)
    return frozenset(
        asked
        for asked, bearing in BEARING.items()
        if any(kind.startswith(bearing) for kind in kinds)
    )


def _touched_kinds(old: Agreement, new: Agreement) -> set[str] | None:
    """The kinds of the clauses that were changed, or refer to what was; None: it may be any."""
    declared: Any = Agreement
    names = {field.name for field in attrs.fields(declared)} - _NO_ANSWER
    if any(getattr(old, name) != getattr(new, name) for name in names):
        return None
    away = [[(t.id, t.leave) for t in side.timetables if t.leave] for side in (old, new)]
    if not (old.fully_read and new.fully_read) or away[0] != away[1]:
        return None  # leave speaks for people, not for a clause
    changed = _changed(old.timetables, new.timetables) | _changed(old.clauses, new.clauses)
    clauses = [clause for side in (old, new) for clause in side.clauses]
    before = -1
    while len(changed) > before:
        before = len(changed)
        kinds = {clause.kind for clause in clauses if clause.id in changed}
        changed |= {c.id for c in clauses if c.kind in kinds.intersection(_RIVALS)}
        changed |= {c.id for c in clauses if _refers(c, changed)}
        if not kinds.isdisjoint(LADDERS):
            changed |= {c.id for c in clauses if holds(c, _follows)}
    return {clause.kind for clause in clauses if clause.id in changed}


_RIVALS = ("work.duty", "work.homework", "work.ritual", "work.setback")
"""Kinds of which a fact that names no clause is under the only one (spec/work 7)."""


def _refers(clause: Any, changed: Container[str]) -> bool:
    """Whether a clause names one of these, or a step of it."""
    return any(name.partition("/")[0] in changed for _, _, name in references(clause))


def _follows(value: Any) -> bool:
    """Whether a value goes by where a ladder stands without naming the ladder."""
    return isinstance(value, PhaseLeaf) or value is Event.STEP_ENTERED


def holds(value: Any, meant: Callable[[Any], bool]) -> bool:
    """Whether a value that is meant stands anywhere inside."""
    if meant(value):
        return True
    if isinstance(value, tuple):
        return any(holds(item, meant) for item in value)
    return attrs.has(type(value)) and any(
        holds(getattr(value, field.name), meant) for field in attrs.fields(type(value))
    )


def _changed(old: Iterable[Any], new: Iterable[Any]) -> set[str]:
    """The ids of parts that are not the same in both."""
    one, other = ({part.id: part for part in side} for side in (old, new))
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
