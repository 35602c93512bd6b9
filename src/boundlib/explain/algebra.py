"""Spans, tallies, conditions and prices in words."""

from __future__ import annotations

from typing import Any

from boundlib.declare.names import Unstated
from boundlib.explain.amounts import amount, between, length, money, number
from boundlib.explain.speaking import Voice, plain
from boundlib.model import algebra as a
from boundlib.model import quantities as q
from boundlib.model import windows as w
from boundlib.times.scalars import Calendar, Exact
from boundlib.vocab import FactKind

# --- Span -----------------------------------------------------------------------------------------


def span(voice: Voice, value: Any) -> str:
    """An amount of time on its clock."""
    if isinstance(value, Unstated):
        return voice.say("span.unstated")
    line = _span(voice, value)
    if isinstance(value.from_, Unstated):
        line = voice.say("span.from.unstated", span=line)
    elif value.from_ is not None:
        line = voice.say("span.from", span=line, event=voice.word("event", value.from_))
    if value.extends_while is not None:
        line = voice.say("span.extends", span=line, condition=condition(voice, value.extends_while))
    if getattr(value, "leave", None) == "runs":
        line = voice.say("span.leave", span=line)
    return line


def _span(voice: Voice, value: Any) -> str:
    match value:
        case a.Elapsed():
            return voice.say("span.elapsed", amount=_length(voice, value.amount))
        case a.OpenTime():
            long = _length(voice, value.amount)
            return voice.say("span.open", amount=long, hours=value.timetable)
        case a.CalendarTime():
            return voice.say("span.calendar", amount=_length(voice, value.amount))
        case a.WorkingDays():
            days = amount(voice, value.count, lambda n: number(voice, n, "working_days"))
            given = {"amount": days, "hours": value.timetable}
            if isinstance(value.ends, Unstated):
                return voice.say("span.working_days.unstated", **given)
            key = f"span.working_days.{value.ends}"
            if key in voice.phrases:
                return voice.say(key, **given)
            return voice.say("span.working_days.at", time=str(value.ends), **given)
        case _:
            said = amount(voice, value.count, lambda n: number(voice, n, "sessions"))
            return voice.say("span.sessions", amount=said)


def settled(value: Any) -> bool:
    """Whether a span has one exact amount."""
    amount = getattr(value, "amount", getattr(value, "count", None))
    return isinstance(amount, int | Calendar)


def _length(voice: Voice, value: Any) -> str:
    return amount(voice, value, lambda plain_one: length(voice, plain_one))


# --- Tally ----------------------------------------------------------------------------------------


def tally(voice: Voice, value: a.Tally) -> str:
    """How many of what, within which window."""
    line = voice.say(
        "tally.whole",
        amount=_how_many(voice, value),
        window=_window(voice, value.window),
        what=entries(voice, value.count),
    )
    if value.of:
        line = voice.say("tally.of", tally=line, what=entries(voice, value.of))
    if value.period is not None:
        line = voice.say("tally.periods", tally=line, period=voice.word("period", value.period))
    if value.where is not None:
        line = voice.say("tally.where", tally=line, condition=condition(voice, value.where))
    if value.neutral:
        line = voice.say("tally.neutral", tally=line, what=entries(voice, value.neutral))
    if value.spacing is not None:
        line = voice.say("tally.spacing", tally=line, span=span(voice, value.spacing))
    return line


def _how_many(voice: Voice, value: a.Tally) -> str:
    def say(n: int) -> str:
        return number(voice, n, value.unit)

    least = None if value.at_least is None else amount(voice, value.at_least, say)
    most = None if value.at_most is None else amount(voice, value.at_most, say)
    if least is None:
        form = {"Range": ".range", "Band": ".band"}.get(type(value.at_most).__name__, "")
        return voice.say(f"tally.at_most{form}", amount=most or "")
    if most is None:
        return voice.say("tally.at_least", amount=least)
    if least == most:
        return least
    return voice.say("tally.both", least=least, most=most)


def _window(voice: Voice, window: Any) -> str:
    match window:
        case Unstated():
            return voice.say("tally.window.unstated")
        case w.Each():
            return voice.say("tally.each", occasion=voice.word("occasion", window.occasion))
        case w.Rolling():
            return voice.say("tally.rolling", length=length(voice, window.length))
        case w.InPeriod():
            period = voice.word("period", window.period)
            if window.anchor is None:
                return voice.say("tally.period", period=period)
            if isinstance(window.anchor, Unstated):
                return voice.say("tally.period.unstated", period=period)
            date = voice.date(window.anchor)
            return voice.say("tally.period.anchor", period=period, date=date)
        case w.LastFew():
            return voice.say("tally.last", n=str(window.count))
        case w.NextFew():
            event = voice.word("event", window.from_)
            return voice.say("tally.next", n=str(window.count), event=event)
        case _:
            return voice.say(f"tally.{window.kind}")


def entries(voice: Voice, found: tuple[a.Entry, ...]) -> str:
    """What is counted, in the plural."""
    return voice.listed([_entry(voice, e) for e in found])


def _entry(voice: Voice, entry: a.Entry) -> str:
    line = voice.word("count", entry.fact)
    if entry.named is not None:
        line = voice.say("count.named", what=line, name=plain(entry.named))
    if entry.of is not None:
        line = voice.say("count.under", what=line, clause=entry.of)
    if entry.by is not None:
        line = voice.say("count.by", what=line, who=voice.who(entry.by))
    if entry.judged_by is not None and entry.as_ is not None:
        line = voice.say("count.judged", what=line, clause=entry.judged_by, answer=plain(entry.as_))
    return line


# --- Condition ------------------------------------------------------------------------------------


def condition(voice: Voice, value: Any) -> str:
    """What must hold."""
    match value:
        case a.AllOf():
            return voice.say("condition.all", conditions=_inside(voice, value.all))
        case a.AnyOf():
            return voice.say("condition.any", conditions=_inside(voice, value.any))
        case a.AtLeastOf():
            inside = _inside(voice, value.of)
            return voice.say("condition.at_least", n=str(value.at_least), conditions=inside)
        case a.Not(not_=a.Comparison(at_least=None) as inner):
            above = voice.say("amount.above", low=_level(voice, inner.at_most))
            return _compared(voice, inner, above)
        case a.Not(not_=a.Comparison(at_most=None) as inner):
            below = voice.say("amount.below", high=_level(voice, inner.at_least))
            return _compared(voice, inner, below)
        case a.Not():
            return voice.say("condition.not", condition=_inside(voice, (value.not_,)))
        case _:
            return _leaf(voice, value)


def _inside(voice: Voice, conditions: tuple[Any, ...]) -> str:
    out = []
    for inner in conditions:
        line = condition(voice, inner)
        grouped = isinstance(inner, a.AllOf | a.AnyOf | a.AtLeastOf | a.Not)
        out.append(voice.say("condition.group", condition=line) if grouped else line)
    return voice.beside(out)


def _leaf(voice: Voice, leaf: Any) -> str:
    match leaf:
        case a.FactLeaf():
            return _fact(voice, leaf)
        case a.Comparison():

            def say(level: Any) -> str:
                return _level(voice, level)

            return _compared(voice, leaf, between(voice, "band", leaf.at_least, leaf.at_most, say))
        case a.ElapsedLeaf():
            return voice.say("condition.elapsed", span=span(voice, leaf.elapsed))
        case a.Reached():
            return voice.say("condition.reached", tally=tally(voice, leaf.reached))
        case a.Found():
            return _found(voice, leaf)
        case a.StepLeaf():
            return voice.say("condition.step", step=plain(leaf.step))
        case a.PhaseLeaf():
            return voice.say("condition.phase", phase=plain(leaf.phase))
        case a.PlanLeaf():
            return voice.say("condition.plan", plan=plain(leaf.plan))
        case a.MediumLeaf():
            return voice.say("condition.medium", how=voice.word("medium", leaf.medium))
        case a.AgeLeaf():
            return voice.say(f"condition.{leaf.age_group}")
        case _:
            answer = plain(leaf.is_)
            return voice.say("condition.clause", clause=leaf.clause, answer=answer)


def _fact(voice: Voice, leaf: a.FactLeaf) -> str:
    if leaf.fact in tuple(FactKind):
        line = voice.say("condition.fact", fact=voice.word("fact", leaf.fact))
    elif leaf.is_ is None:
        line = voice.say("condition.state", name=plain(leaf.fact))
    else:
        line = voice.say("condition.state.is", name=plain(leaf.fact), value=plain(leaf.is_))
    return voice.say("condition.ever", condition=line) if leaf.ever else line


def _level(voice: Voice, level: Any) -> str:
    return length(voice, level) if isinstance(level, Exact | Calendar) else str(level)


def _compared(voice: Voice, leaf: a.Comparison, bounds: str) -> str:
    return voice.say("condition.comparison", quantity=plain(leaf.quantity), amount=bounds)


def _found(voice: Voice, leaf: a.Found) -> str:
    finding, who = plain(leaf.found), voice.who(leaf.by)
    if leaf.count is None:
        line = voice.say("condition.found", finding=finding, who=who)
    else:
        line = voice.say("condition.found.count", finding=finding, who=who, n=str(leaf.count))
    if leaf.jointly:
        line = voice.say("condition.jointly", condition=line)
    if leaf.form is not None:
        line = voice.say("condition.form", condition=line, form=plain(leaf.form))
    return line


# --- Price ----------------------------------------------------------------------------------------


def price(voice: Voice, value: Any) -> str:
    """What something costs."""
    match value:
        case Unstated():
            return voice.say("price.unstated")
        case q.Money():
            if value.minor == 0:
                return voice.say("price.free")
            return amount(voice, value.minor, lambda n: money(voice, n, value.currency))
        case q.Share():
            base = voice.word("base", value.of)
            if value.percent is not None:
                return voice.say("price.percent", n=str(value.percent), base=base)
            return voice.say("price.permille", n=str(value.permille), base=base)
        case q.Rate():
            return _rate(voice, value)
        case q.Segments():
            return voice.beside([_segment(voice, part) for part in value.parts])
        case _:
            units = number(voice, value.units, "units")
            return voice.say("price.credit", units=units, package=value.package)


def _rate(voice: Voice, rate: q.Rate) -> str:
    one = price(voice, rate.price)
    if isinstance(rate.per, Exact):
        line = voice.say("price.rate.length", price=one, unit=length(voice, rate.per))
    else:
        line = voice.say("price.rate", price=one, unit=voice.word("per", rate.per))
    if rate.free is not None:
        line = voice.say("price.rate.free", price=line, length=_length(voice, rate.free))
    for name, said in (("started", rate.started_unit), ("from", rate.units_from)):
        if said is not None:
            word = "unstated" if isinstance(said, Unstated) else said
            line = voice.say(f"price.{name}.{word}", price=line)
    return line


def _segment(voice: Voice, part: q.Segment) -> str:
    one = price(voice, part.price)
    if part.up_to is None:
        return voice.say("price.part.rest", price=one)
    return voice.say("price.part.to", price=one, length=length(voice, part.up_to))
