"""Every typed value of an answer as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from boundlib.explain.algebra import condition
from boundlib.explain.amounts import between, money, number
from boundlib.explain.governance_values import ENDED_FROM, RIGHT_ANSWER, when_lines
from boundlib.explain.governance_values import SAYS as SAYS_OF_GOVERNANCE
from boundlib.explain.measures import SAYS as SAYS_OF_MEASURES
from boundlib.explain.moments import span_of
from boundlib.explain.pace_values import SAYS as SAYS_OF_PACE
from boundlib.explain.route import asked_sentence, route_sentences
from boundlib.explain.sharing_values import SAYS as SAYS_OF_SHARING
from boundlib.explain.sharing_values import destroy_lines
from boundlib.explain.speaking import Voice
from boundlib.explain.work_values import SAYS as SAYS_OF_WORK
from boundlib.explain.work_values import TIMES, times_lines
from boundlib.model import answers as d
from boundlib.vocab import Role

Said = list[str]


def value_lines(voice: Voice, value: Any, question: Any) -> Said:
    """The lines of a value; a route is said in sentences of its own."""
    say: Callable[[Voice, Any, Any], Said] = SAYS[type(value)]
    return say(voice, value, question)


def _yes_no(voice: Voice, value: d.YesNo, question: Any) -> Said:
    word = "yes" if value.so else "no"
    key = f"value.yes_no.{word}.{question.kind}"
    if key not in voice.phrases:
        key = f"value.yes_no.{word}"
    return [voice.say(key, client_is=voice.who_is(Role.CLIENT))]


# --- times ----------------------------------------------------------------------------------------


def _by_when(voice: Voice, value: d.ByWhen, question: Any) -> Said:
    if question.kind == "sharing.destroy_at":
        when = span_of(voice, value.min, value.max, "when.after.exact", "when.after")
        return destroy_lines(voice, value, question, when)
    if question.kind in (ENDED_FROM, RIGHT_ANSWER):
        return when_lines(voice, value, question)
    if question.kind in TIMES:
        return times_lines(voice, value, question)
    when = span_of(voice, value.min, value.max, "when.exact", "when")
    return [voice.say(f"value.by_when.{value.strength or 'unstated'}", when=when)]


def _open(voice: Voice, value: d.Open, question: Any) -> Said:
    if value.now:
        return [voice.say("value.open.now")]
    when = span_of(voice, value.again_min, value.again_max, "when.at", "when.at")
    return [voice.say("value.open.rests"), voice.say("value.open.again", when=when)]


# --- amounts --------------------------------------------------------------------------------------


def _left(voice: Voice, value: d.Left, question: Any) -> Said:
    used = number(voice, value.used, value.unit)
    if value.max == 0:
        out = [voice.say("value.left.none", used=used)]
    elif value.min is None and value.max is None:
        out = [voice.say("value.left.open", used=used)]
    else:
        out = [voice.say("value.left.some", amount=_left_amount(voice, value), used=used)]
    if isinstance(value.frees_at, d.Never):
        out.append(voice.say("value.frees_at.never"))
    elif value.frees_at is not None:
        out.append(voice.say("value.frees_at", when=voice.moment(value.frees_at)))
    return out


def _left_amount(voice: Voice, value: d.Left) -> str:
    def say(n: int) -> str:
        return number(voice, n, value.unit)

    if value.min is not None and value.min == value.max:
        return say(value.min)
    return between(voice, "range", value.min, value.max, say)


def _cost(voice: Voice, value: d.Cost, question: Any) -> Said:
    if value.max == 0:
        return [voice.say("value.cost.nothing")]
    if value.min is None and value.max is None:
        return [voice.say("value.cost.open", currency=value.currency)]

    def say(minor: int) -> str:
        return money(voice, minor, value.currency)

    if value.min is not None and value.min == value.max:
        return [voice.say("value.cost", money=say(value.min))]
    return [voice.say("value.cost", money=between(voice, "range", value.min, value.max, say))]


# --- people and ways ------------------------------------------------------------------------------


def _cover(voice: Voice, value: d.Cover, question: Any) -> Said:
    away_is = voice.who_is(value.away)
    if value.until is None:
        out = [voice.say("value.cover.open_end", away_is=away_is)]
    else:
        out = [voice.say("value.cover.until", away_is=away_is, date=voice.date(value.until))]
    if value.covered_by is None:
        return [*out, voice.say("value.cover.nobody")]
    cover = voice.who(value.covered_by)
    out.append(voice.say("value.cover.by", cover=cover))
    if value.knows:
        items = voice.listed([voice.word("knows", item) for item in value.knows])
        out.append(voice.say("value.cover.knows", cover=cover, items=items))
    return out


def _firsts(voice: Voice, value: d.Firsts, question: Any) -> Said:
    if not value.needs:
        return [voice.say("value.firsts.none")]
    needs = []
    for need in value.needs:
        require = getattr(voice.clauses.get(need.clause), "require", None)
        if require is None:
            what = voice.say("value.firsts.clause", id=need.clause)
        else:
            what = condition(voice, require)
        needs.append(voice.say("value.firsts.need", what=what, met=voice.word("met", need.met)))
    return [voice.say("value.firsts", needs=voice.beside(needs))]


def _elsewhere(voice: Voice, value: d.Elsewhere, question: Any) -> Said:
    if not value.channels:
        return [voice.say("value.elsewhere.none")]
    return [voice.say("value.elsewhere", ways=voice.ways(value.channels))]


def _channel_risk(voice: Voice, value: d.ChannelRisk, question: Any) -> Said:
    said = {
        "enters_record": value.enters_record,
        "secure": value.secure,
        "monitored": value.monitored,
    }
    return [voice.say(f"value.channel_risk.{name}.{met}") for name, met in said.items()]


# --- plans and wishes -----------------------------------------------------------------------------


def _plan_next(voice: Voice, value: d.PlanNext, question: Any) -> Said:
    if value.slot is None:
        return [voice.say("value.plan_next.none")]
    out = [voice.say("value.plan_next", slot=voice.word("slot", value.slot))]
    if value.entries:
        words = _own_words(voice, "steps", value.entries)
        out.append(voice.say("value.plan_next.words", entries=words))
    return out


def _plan_state(voice: Voice, value: d.PlanState, question: Any) -> Said:
    out = [
        voice.say(f"value.plan_state.complete.{value.complete}"),
        voice.say(f"value.plan_state.current.{value.current}"),
    ]
    if value.missing:
        slots = voice.beside([voice.word("slot", slot) for slot in value.missing])
        out.append(voice.say("value.plan_state.missing", slots=slots))
    if isinstance(value.review_due, d.Never):
        out.append(voice.say("value.plan_state.due.never"))
    elif value.review_due is not None:
        out.append(voice.say("value.plan_state.due", when=voice.moment(value.review_due)))
    return out


def _in_force(voice: Voice, value: d.InForce, question: Any) -> Said:
    out = [voice.say(f"value.in_force.{'yes' if value.so else 'no'}")]
    for name, ids in (("refused", value.refused), ("wished", value.wished)):
        if ids:
            words = _own_words(voice, "preferences", ids)
            out.append(voice.say(f"value.in_force.{name}", items=words))
    if value.agent is not None:
        out.append(
            voice.say(
                "value.in_force.agent",
                agent=voice.who(value.agent),
                client=voice.who(Role.CLIENT),
            )
        )
    return out


def _own_words(voice: Voice, field: str, ids: tuple[str, ...]) -> str:
    """What the agreement has under these ids, in the words that were written."""
    found: dict[str, str | None] = {}
    for clause in voice.clauses.values():
        for part in getattr(clause, field, ()):
            for entry in getattr(part, "entries", (part,)):
                found.setdefault(
                    getattr(entry, "id", ""), voice.quoted(getattr(entry, "words", None))
                )
    return voice.beside([found.get(name) or voice.word("clause.entry", name) for name in ids])


def _route(voice: Voice, value: d.Route, question: Any) -> Said:
    said = route_sentences(voice, value, lead="route.lead")
    return said if value.asked is None else [*said, asked_sentence(voice, value.asked)]


SAYS: dict[type, Callable[[Voice, Any, Any], Said]] = {
    d.YesNo: _yes_no,
    d.ByWhen: _by_when,
    d.Left: _left,
    d.Cost: _cost,
    d.Cover: _cover,
    d.Open: _open,
    d.Firsts: _firsts,
    d.Elsewhere: _elsewhere,
    d.ChannelRisk: _channel_risk,
    d.PlanNext: _plan_next,
    d.PlanState: _plan_state,
    d.InForce: _in_force,
    d.Route: _route,
    **SAYS_OF_SHARING,
    **SAYS_OF_GOVERNANCE,
    **SAYS_OF_MEASURES,
    **SAYS_OF_WORK,
    **SAYS_OF_PACE,
}
"""Every kind of value and how it is said."""
