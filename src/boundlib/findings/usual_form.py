"""Where two spellings mean the same, one is usual: notes for the other, and the usual form itself.

A rule looks at one value and gives it in usual form. Rules that only note (what was meant cannot
be told from the value alone) stand apart: they never change anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import attrs

from boundlib.findings import usual_hours as hours
from boundlib.findings import usual_sharing as sharing
from boundlib.findings.hours import is_always_open
from boundlib.findings.looking import Around, At, Path, Step, Whole, finding, steps
from boundlib.findings.usual_conditions import GROUPS, unusual, usual_condition
from boundlib.model.agreement import Agreement
from boundlib.model.algebra import (
    AllOf,
    Elapsed,
    FactLeaf,
    MediumLeaf,
    Not,
    OpenTime,
    WorkingDays,
)
from boundlib.model.clause import ClauseHead
from boundlib.model.quantities import Band, Money, Rate, Segments, Share
from boundlib.times.scalars import WallTime
from boundlib.times.timetable import Hours, SpecialDay, Timetable, Weekly
from boundlib.vocab import DayEnd, RateUnit, Role

_CONDITIONS = (*GROUPS, Not)
_SIDES = {"by", "to"}
"""Members that name a side of the agreement; others, such as `cover`, mean the very person."""


# --- what can be put into usual form ------------------------------------------------------------


def _usual_share(share: Share) -> Share:
    if share.permille is None or share.permille % 10:
        return share
    return Share(of=share.of, percent=share.permille // 10)


def _usual_band(band: Any) -> Any:
    return band.at_least if band.at_least is not None and band.at_least == band.at_most else band


def _usual_open_time(span: Any, whole: Around) -> Any:
    if not is_always_open(whole.timetables[span.timetable]):
        return span
    return Elapsed(amount=span.amount, from_=span.from_, extends_while=span.extends_while)


def _usual_working_days(span: Any, whole: Around) -> Any:
    close = hours.closes_at(whole.timetables[span.timetable])
    return attrs.evolve(span, ends=DayEnd.CLOSE) if span.ends == close else span


def _usual_timetable(timetable: Any) -> Any:
    week = hours.usual_week(timetable.weekly)
    if week is None:
        return timetable
    entries = (
        Weekly(days=days, start=WallTime(start), end=WallTime(end)) for days, start, end in week
    )
    return attrs.evolve(timetable, weekly=tuple(entries))


def _usual_special_day(day: Any) -> Any:
    windows = hours.usual_special_hours(day)
    if windows is None:
        return day
    entries = (Hours(start=WallTime(start), end=WallTime(end)) for start, end in windows)
    return attrs.evolve(day, hours=tuple(entries))


def _usual_who(name: str, whole: Around) -> str:
    """A party by its role, where nobody else holds it."""
    party = next((p for p in whole.holders(name) if p.id == name), None)
    if party is None or party.id in tuple(Role):
        return name
    alone = (str(role) for role in party.roles if whole.holders(role) == (party,))
    return next(alone, name)


def _is_everybody(clause: Any, side: str, whole: Around) -> bool:
    """Whether a side of a clause lists everybody, and to leave it out means everybody too."""
    parties = {party.id for party in whole.agreement.parties}
    unsaid = clause.unsaid(side)
    each = [getattr(clause, side), *([unsaid] if unsaid else [])]
    return len(parties) > 1 and all(_held(names, whole) == parties for names in each)


def _held(names: Iterable[str], whole: Around) -> set[str]:
    return {party.id for name in names for party in whole.holders(name)}


def _sides(clause: Any) -> tuple[str, ...]:
    """The sides that a clause has for everybody it binds, not for who tells whom."""
    return () if clause.kind.startswith(sharing.TOPIC) else ("by", "to")


def _tells(path: Path, whole: Whole) -> bool:
    """Whether a place is in a clause's own side that says who tells whom."""
    own = len(path) == 4 and path[0] == "clauses" and path[2] in _SIDES
    return own and not _sides(whole.agreement.clauses[int(path[1])])


def _same_as_term(clause: Any, whole: Around) -> bool:
    """Only of contact: a crisis clause speaks outside the term too, unless its dates end it."""
    term = whole.agreement.term
    return clause.kind.startswith("contact.") and term is not None and clause.valid == term


# --- the notes ----------------------------------------------------------------------------------


@finding(
    "unusual_form",
    "this means the same as another spelling, and the other one is usual",
    hint="write it in the usual form",
    note=True,
)
def unusual_form(whole: Whole) -> Iterator[At]:
    """Two agreements that say the same should read the same."""
    for path, condition in whole.any(*_CONDITIONS):
        if hint := unusual(condition):
            yield At(path, hint)
    yield from _quantities(whole)
    yield from _parties(whole)
    yield from _hours(whole)
    yield from _sharing(whole)
    yield from _only_noted(whole)


def _quantities(whole: Whole) -> Iterator[At]:
    for path, share in whole.all(Share):
        if _usual_share(share) is not share:
            yield At((*path, "permille"), "write `percent`; `permille` only where it is not whole")
    for path, band in whole.all(Band):
        if _usual_band(band) is not band:
            yield At(path, "write the one amount itself")
    for path, span in whole.all(OpenTime):
        if _usual_open_time(span, whole) is not span:
            yield At((*path, "clock"), "write `elapsed`: the timetable never closes")
    for path, days in whole.all(WorkingDays):
        if _usual_working_days(days, whole) is not days:
            yield At((*path, "ends"), "write `close`: the timetable closes then on every date")


def _parties(whole: Whole) -> Iterator[At]:
    everybody = set()
    for index, clause in whole.clauses:
        for side in _sides(clause):
            if _is_everybody(clause, side, whole):
                everybody.add(("clauses", index, side))
                yield At(("clauses", index, side), f"leave `{side}` out where everybody is meant")
        if getattr(clause, "valid", None) is not None and _same_as_term(clause, whole):
            yield At(("clauses", index, "valid"), "leave `valid` out: the term says it already")
    for path, ref, name in whole.refs:
        meant = {*path[-2:]} & _SIDES and path[:3] not in everybody and not _tells(path, whole)
        if meant and ref.to == "who" and _usual_who(name, whole) != name:
            yield At(path, "write the role: nobody else holds it")


def _hours(whole: Whole) -> Iterator[At]:
    for path, timetable in whole.all(Timetable):
        if hours.usual_week(timetable.weekly) is not None:
            hint = "write whole windows, days with equal hours together, in the order of the week"
            yield At((*path, "weekly"), hint)
        index = hours.cut_at_midnight(timetable.weekly)
        if index is not None:
            hint = "write one window past midnight; it belongs to the date it starts on"
            yield At((*path, "weekly", index), hint)
        index = hours.closed_days_running(timetable)
        if index is not None:
            hint = "where a person is away, write `leave`; it names who covers"
            yield At((*path, "special_days", index), hint)
    for path, day in whole.all(SpecialDay):
        if hours.usual_special_hours(day) is not None:
            yield At((*path, "hours"), "write whole windows, in order")


def _sharing(whole: Whole) -> Iterator[At]:
    for index, clause in whole.clauses:
        for field, number in sharing.covered(clause, whole.agreement.jurisdiction):
            yield At(("clauses", index, field, number), "leave it out: a wider one covers it")
    for path in sharing.other_way(whole):
        yield At((*path, "flow"), "write one release with `both`")
    for path in sharing.grounds_apart(whole):
        yield At((*path, "grounds"), "write the grounds into one clause")


def _only_noted(whole: Whole) -> Iterator[At]:
    for path, leaf in whole.all(FactLeaf):
        if leaf.is_ in ("yes", "true"):
            yield At((*path, "is"), "of a fact that is so or not, write `fact` alone")
        elif leaf.is_ in ("no", "false"):
            yield At((*path, "is"), "of a fact that is so or not, write `not` with `fact` alone")
        if leaf.fact in ("phase", "plan", "medium", "step", "age_group"):
            yield At((*path, "fact"), f"write the condition of its own: `{leaf.fact}`")
    for index, clause in whole.clauses:
        when = getattr(clause, "when", None)
        parts = when.all if isinstance(when, AllOf) else (when,)
        by_medium = any(isinstance(part, MediumLeaf) for part in parts)
        if by_medium and hasattr(clause, "channels"):
            yield At(("clauses", index, "when"), "name the medium in `channels`")
    for path, segments in whole.all(Segments):
        if len(segments.parts) == 2 and _costs_nothing(segments.parts[0].price):
            yield At((*path, "parts", 0), "write a rate whose first part is `free`")
    for path, rate in whole.all(Rate):
        price: Any = rate.price
        more: Any = (rate.free, rate.started_unit, rate.units_from)
        if rate.per is RateUnit.SESSION and type(price) is Money and more == (None,) * 3:
            yield At(path, "write the amount: one session has one price")


def _costs_nothing(price: Any) -> bool:
    return isinstance(price, Money) and price.minor == 0


# --- the usual form -----------------------------------------------------------------------------


def usual(agreement: Agreement) -> Agreement:
    """The agreement in usual form, as far as what was meant is certain; itself if it is so already.

    What lenient reading kept stands at places of the document: such an agreement is left alone.
    """
    if not agreement.fully_read:
        return agreement
    changed: Agreement = _rewritten(agreement, Around(agreement))
    # A role in place of a party, or an amount in place of a band, can open the way for another.
    return agreement if changed is agreement else usual(changed)


_INERT: dict[type, tuple[str, ...]] = {
    Elapsed: ("amount",),
    OpenTime: ("amount",),
    WorkingDays: ("count",),
    Timetable: ("special_days", "holidays", "leave"),
}
"""Members of values with two spellings that stay as they are in both."""

_RESPELT = (Share, Band, OpenTime, WorkingDays, Timetable, SpecialDay, *_CONDITIONS)
_LISTS = (*_SIDES, "valid", "items", "own_items", "purposes")


def may_be_respelt(name: str, old: Any, new: Any) -> bool:
    """Whether two different values of a member may be two spellings of the same."""
    if name in _LISTS:
        return True
    if type(old) is not type(new):
        return hasattr(old, "__dict__") or hasattr(new, "__dict__")
    if type(old) is tuple:
        pairs = zip(old, new, strict=False)
        return any(one != other and may_be_respelt("", one, other) for one, other in pairs)
    if not hasattr(old, "__dict__"):
        return False  # a word, a number, a time
    inert = _INERT.get(type(old), ())
    fixed = isinstance(old, _RESPELT)
    olds, news = old.__dict__, new.__dict__
    for member in olds if olds.keys() == news.keys() else olds.keys() | news.keys():
        one, other = olds.get(member), news.get(member)
        if one is other or one == other:
            continue
        if member == "weekly" and not hours.same_week(one or (), other or ()):
            return False  # other hours, however they are written
        if (fixed and member not in inert) or may_be_respelt(member, one, other):
            return True
    return False


def usual_within(part: Any, around: Around) -> Any:
    """One part of an agreement in usual form, the rest as it is; itself if it is so already."""
    if not around.fully_read:
        return part
    changed = _rewritten(part, around)
    return part if changed is part else usual_within(changed, around)


def alike_around(one: Around, other: Around, differing: Collection[tuple[str, str]]) -> bool:
    """Whether equal parts of two agreements have one usual form: what is around them is alike.

    `differing`: what is not equal in both, by list and id, or as a member of the `agreement`.
    """
    mine, theirs = one.agreement, other.agreement
    return (
        one.fully_read == other.fully_read
        and ("agreement", "term") not in differing
        and ("agreement", "jurisdiction") not in differing
        and [(p.id, p.roles) for p in mine.parties] == [(p.id, p.roles) for p in theirs.parties]
        and all(
            _hours_alike(one.timetables.get(id), other.timetables.get(id))
            for name, id in differing
            if name == "timetables"
        )
    )


def _hours_alike(one: Timetable | None, other: Timetable | None) -> bool:
    """Whether two timetables let a span be written in the same ways; none is used by nothing."""
    if one is None or other is None:
        return True
    ends = hours.closes_at(one) == hours.closes_at(other)
    return ends and is_always_open(one) == is_always_open(other)


def _rewritten(value: Any, whole: Around) -> Any:
    """A value whose members are in usual form, then itself; the same object if nothing changes."""
    changes: dict[str, Any] = {}
    for step in steps(type(value)):
        old = getattr(value, step.name)
        fixed = step.name in _SIDES and isinstance(value, ClauseHead) and not _sides(value)
        if old is None or fixed:
            continue
        new = _items(old, step, whole) if step.many else _item(old, step, whole)
        if new is not old:
            changes[step.name] = new
    return _itself(attrs.evolve(value, **changes) if changes else value, whole)


def _items(old: tuple[Any, ...], step: Step, whole: Around) -> tuple[Any, ...]:
    new = tuple(_item(item, step, whole) for item in old)
    if all(a is b for a, b in zip(new, old, strict=True)):
        return old
    # A party and its role may have stood side by side.
    return tuple(dict.fromkeys(new)) if step.ref is not None else new


def _item(old: Any, step: Step, whole: Around) -> Any:
    if type(old) is str:
        who = step.ref is not None and step.ref.to == "who" and step.name in _SIDES
        return _usual_who(old, whole) if who else old
    if not step.inner or not hasattr(old, "__attrs_attrs__"):
        return old
    return _rewritten(old, whole)


def _itself(value: Any, whole: Around) -> Any:
    match value:
        case Share():
            return _usual_share(value)
        case Band():
            return _usual_band(value)
        case OpenTime():
            return _usual_open_time(value, whole)
        case WorkingDays():
            return _usual_working_days(value, whole)
        case Timetable():
            return _usual_timetable(value)
        case SpecialDay():
            return _usual_special_day(value)
        case ClauseHead():
            return _usual_head(value, whole)
    return usual_condition(value) if isinstance(value, _CONDITIONS) else value


def _usual_head(clause: Any, whole: Around) -> Any:
    changes: dict[str, Any] = {
        side: () for side in _sides(clause) if _is_everybody(clause, side, whole)
    }
    changes |= sharing.without_covered(clause, whole.agreement.jurisdiction)
    if getattr(clause, "valid", None) is not None and _same_as_term(clause, whole):
        changes["valid"] = None
    return attrs.evolve(clause, **changes) if changes else clause


FINDINGS = (unusual_form,)
"""What is looked for here."""
